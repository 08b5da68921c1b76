//! Registrar, supervisory unit, direct registration (association regulation art. 6, 7, 9;
//! regulation on private non-enterprise units art. 8; foundation regulation art. 9; direct
//! registration policy of 2013 and 2016; civil code art. 72).

use crate::{
    hub::bearer::takes_on,
    law::{Fact, Numbers, Outcome, Rule},
    registration::{DirectBasis, Route, Situation},
    unit::UnitKind,
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "ST-6", check: unit_may_supervise },
    Rule { id: "QS-4b-2", check: |s, _| takes_on(&s.bearer) },
    Rule { id: "ST-7", check: registrar_is_competent },
    Rule { id: "ST-9", check: consent_was_given },
    Rule { id: "ZD-1", check: class_may_register_directly },
    Rule { id: "ZD-3", check: field_is_within_the_class },
    Rule { id: "ZZ-8", check: policy_is_stated },
];

pub(super) fn unit_may_supervise(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(id) = s.application.supervisory_unit() else {
        return Outcome::NotApplicable;
    };
    match &s.supervisory_unit {
        None => Outcome::Violated {
            facts: vec![Fact::new("route.supervisory_unit", id)],
            possible_from: None,
        },
        Some(unit) => Outcome::when(unit.may_supervise_on(s.on), || {
            vec![
                Fact::new("route.supervisory_unit", &unit.name),
                Fact::new("unit.kind", unit.kind.id()),
                Fact::new(
                    "unit.valid_to",
                    unit.valid_to.map(|d| d.to_string()).unwrap_or_default(),
                ),
            ]
        }),
    }
}

/// The registrar that is asked is the one of the division that art. 7 points to.
fn registrar_is_competent(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(competent) = s.competent else {
        return Outcome::missing("reach");
    };
    let Some(registrar) = &s.registrar else {
        return Outcome::Violated {
            facts: vec![Fact::new("registrar", &s.application.registrar)],
            possible_from: None,
        };
    };
    let fits = registrar.kind == UnitKind::Registrar
        && registrar.division == competent
        && registrar.exists_on(s.on);
    Outcome::when(fits, || {
        vec![
            Fact::new("registrar", &registrar.name),
            Fact::against("registrar.division", registrar.division, competent),
        ]
    })
}

pub(super) fn consent_was_given(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(unit) = s.application.supervisory_unit() else {
        return Outcome::NotApplicable;
    };
    let consents = |o: &crate::case::Opinion| o.consents && o.unit.id == *unit;
    match &s.opinion {
        None => Outcome::missing("opinion"),
        Some(o) => Outcome::when(consents(o), || {
            vec![
                Fact::new("opinion.unit", &o.unit.name),
                Fact::against("opinion.consents", o.consents, true),
            ]
        }),
    }
}

fn direct(s: &Situation) -> Option<&DirectBasis> {
    match &s.application.route {
        Route::Direct { basis } => Some(basis),
        Route::Dual { .. } => None,
    }
}

fn class_may_register_directly(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let Some(basis) = direct(s) else {
        return Outcome::NotApplicable;
    };
    let classes = n.list("direct_registration.classes");
    Outcome::when(basis.is_of_a_class(s.application.kind, &classes), || {
        vec![Fact::against("route.basis.class", &basis.class, classes.join(" / "))]
    })
}

fn field_is_within_the_class(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let Some(basis) = direct(s) else {
        return Outcome::NotApplicable;
    };
    let fields = n.list("direct_registration.fields");
    // A class of which no fields are listed was not narrowed.
    if !fields.iter().any(|f| f.starts_with(&format!("{}:", basis.class))) {
        return Outcome::NotApplicable;
    }
    let stated = format!("{}:{}", basis.class, basis.field);
    Outcome::when(fields.contains(&stated), || {
        let of_class = fields.iter().filter_map(|f| f.strip_prefix(&format!("{}:", basis.class)));
        let of_class = of_class.collect::<Vec<_>>().join(" / ");
        vec![Fact::against("route.basis.field", &basis.field, of_class)]
    })
}

fn policy_is_stated(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(basis) = direct(s) else {
        return Outcome::NotApplicable;
    };
    Outcome::when(basis.names_its_policy(), || vec![Fact::new("route.basis.policy_document", "")])
}
