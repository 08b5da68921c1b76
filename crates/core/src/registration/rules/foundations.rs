//! Foundations: registrar, original fund, charter (foundation regulation art. 6, 8–11).

use super::{conditions, papers, route};
use crate::{
    identity::DivisionLevel,
    law::{Fact, Numbers, Outcome, Rule},
    registration::{Reach, Situation},
    unit::{Unit, UnitKind},
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "JJ-4", check: conditions::purpose_is_lawful },
    Rule { id: "JJ-6", check: registrar_is_competent },
    Rule { id: "JJ-6b", check: enough_for_the_nation },
    Rule { id: "JJ-8a", check: national_public_fund },
    Rule { id: "JJ-8b", check: local_public_fund },
    Rule { id: "JJ-8c", check: non_public_fund },
    Rule { id: "JJ-8d", check: fund_is_paid_in },
    Rule { id: "JJ-8e", check: conditions::domicile_and_staff },
    Rule { id: "JJ-9", check: papers::documents },
    Rule { id: "JJ-9b", check: route::consent_was_given },
    Rule { id: "JJ-9c", check: supervised_at_its_level },
    Rule { id: "JJ-10a", check: for_public_benefit },
    Rule { id: "JJ-10b", check: papers::charter },
    Rule { id: "JJ-11b", check: papers::foundation_items },
    Rule { id: "ZZ-9", check: truthful_and_allowed },
];

fn level_name(level: DivisionLevel) -> &'static str {
    match level {
        DivisionLevel::Nation => "nation",
        DivisionLevel::Province => "province",
        DivisionLevel::Prefecture => "prefecture",
        DivisionLevel::County => "county",
        DivisionLevel::Township => "township",
    }
}

/// Whose legal representative is no mainland resident; what was not declared is judged by the rule
/// on officers.
fn represented_from_outside(s: &Situation) -> bool {
    let officer = s.application.legal_representative().and_then(|o| o.foundation.as_ref());
    officer.is_some_and(|declared| declared.mainland_resident == Some(false))
}

/// The nation for a national public-raising foundation and for a legal representative from
/// outside; the province of the place for a local public-raising one; for any other the province,
/// or under its own condition (JJ-6b) the nation. Only of public-raising ones the area decides.
fn registrar_is_competent(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    let levels = n.list("foundation.registrar.levels");
    let Some(registrar) = &s.registrar else {
        return Outcome::Violated {
            facts: vec![Fact::new("registrar", &s.application.registrar)],
            possible_from: None,
        };
    };
    let division = registrar.division;
    let national_public = stated.public_raising && s.application.reach == Reach::National;
    let must_be_national = national_public || represented_from_outside(s);
    let in_place = match &s.application.reach {
        Reach::Local { division: place } => division.contains(place),
        _ => !stated.public_raising,
    };
    let placed = match division.is_national() {
        true => must_be_national || !stated.public_raising,
        false => in_place && !must_be_national,
    };
    let fits = registrar.kind == UnitKind::Registrar
        && registrar.exists_on(s.on)
        && levels.iter().any(|level| level == level_name(division.level()))
        && placed;
    Outcome::when(fits, || {
        vec![
            Fact::new("registrar", &registrar.name),
            Fact::against("registrar.level", level_name(division.level()), levels.join(" / ")),
            Fact::new("foundation.public_raising", stated.public_raising),
        ]
    })
}

/// A department or authorized body of the registrar's own government.
fn supervised_at_its_level(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let of = |unit: &Option<Unit>| unit.as_ref().map(|u| u.division);
    match route::unit_may_supervise(s, n) {
        Outcome::Met => Outcome::when(of(&s.supervisory_unit) == of(&s.registrar), || {
            let unit = s.supervisory_unit.iter();
            unit.map(|u| Fact::new("supervisory_unit.division", u.division)).collect()
        }),
        other => other,
    }
}

fn enough_for_the_nation(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const ABOVE: &str = "foundation.funds.nation.non_public.above";
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    let at_the_nation = s.registrar.as_ref().is_some_and(|r| r.division.is_national());
    if stated.public_raising || !at_the_nation || represented_from_outside(s) {
        return Outcome::NotApplicable;
    }
    let fund = s.application.funds_yuan;
    match n.number(ABOVE) {
        None => Outcome::missing(ABOVE),
        Some(above) => Outcome::when(fund > above, || {
            vec![Fact::against("funds_yuan", fund, format!("> {above}"))]
        }),
    }
}

fn fund(s: &Situation, n: &Numbers<'_>, public: bool, nation: Option<bool>, min: &str) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    let national = s.application.reach == Reach::National;
    if stated.public_raising != public || nation.is_some_and(|nation| nation != national) {
        return Outcome::NotApplicable;
    }
    conditions::at_least("funds_yuan", s.application.funds_yuan, min, n)
}

fn national_public_fund(s: &Situation, n: &Numbers<'_>) -> Outcome {
    fund(s, n, true, Some(true), "foundation.funds.public.national.min")
}

fn local_public_fund(s: &Situation, n: &Numbers<'_>) -> Outcome {
    fund(s, n, true, Some(false), "foundation.funds.public.local.min")
}

fn non_public_fund(s: &Situation, n: &Numbers<'_>) -> Outcome {
    fund(s, n, false, None, "foundation.funds.non_public.min")
}

fn fund_is_paid_in(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    let (paid, fund) = (stated.paid_in_yuan, s.application.funds_yuan);
    Outcome::when(paid >= fund, || vec![Fact::against("foundation.paid_in_yuan", paid, fund)])
}

/// As the applicant states; what the examiner finds against the purpose, article 4 says.
fn for_public_benefit(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    Outcome::when(!stated.names_beneficiaries, || {
        vec![Fact::against("foundation.names_beneficiaries", true, false)]
    })
}

/// The examiner's word; and nobody without full capacity holds a post.
fn truthful_and_allowed(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let officers = s.application.officers.iter();
    let incapable: Vec<Fact> = officers
        .filter(|officer| officer.declaration.full_capacity == Some(false))
        .map(|officer| Fact::new("officers.full_capacity", &officer.person.name))
        .collect();
    if !incapable.is_empty() {
        return Outcome::Violated { facts: incapable, possible_from: None };
    }
    match conditions::no_fraud(s, n) {
        Outcome::Met => conditions::no_other_prohibition(s, n),
        other => other,
    }
}
