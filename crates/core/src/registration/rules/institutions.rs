//! Service institutions: registrar, consent, legal form, assets, premises (regulation on private
//! non-enterprise units art. 2–12; interim measures art. 2, 5, 6).

use super::{conditions, papers, persons, route};
use crate::{
    calendar::years_after,
    law::{Fact, Numbers, Outcome, Rule},
    registration::{LegalForm, Premises, Situation},
    unit::UnitKind,
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "MF-2b", check: enough_non_state_assets },
    Rule { id: "MF-4", check: conditions::no_for_profit_business },
    Rule { id: "MF-5", check: opening_fund },
    Rule { id: "MF-6", check: registrar_of_the_level },
    Rule { id: "MF-8a", check: route::consent_was_given },
    Rule { id: "MF-8b", check: no_national_words },
    Rule { id: "MF-8c", check: conditions::domicile_and_staff },
    Rule { id: "MF-8d", check: route::unit_may_supervise },
    Rule { id: "MF-9", check: papers::documents },
    Rule { id: "MF-9b", check: premises },
    Rule { id: "MF-10", check: papers::charter },
    Rule { id: "MF-10b", check: nothing_is_distributed },
    Rule { id: "MF-11-1", check: conditions::purpose_is_lawful },
    Rule { id: "MF-11-2", check: conditions::no_similar_without_need },
    Rule { id: "MF-11-3", check: persons::no_barred_officer },
    Rule { id: "MF-11-4", check: conditions::no_fraud },
    Rule { id: "MF-11-5", check: conditions::no_other_prohibition },
    Rule { id: "MF-12b", check: form_fits_the_founders },
    Rule { id: "MF-12c", check: papers::institution_items },
];

/// In whole numbers, so that no rounding decides: non-state assets × 3 ≥ all assets × 2.
fn enough_non_state_assets(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const PARTS: &str = "service_institution.assets.non_state.parts";
    const OF: &str = "service_institution.assets.non_state.of";
    let Some(stated) = &s.application.institution else {
        return Outcome::missing("institution");
    };
    let (Some(parts), Some(of)) = (n.number(PARTS), n.number(OF)) else {
        return Outcome::missing(PARTS);
    };
    let (assets, non_state) = (stated.assets_yuan, stated.non_state_assets_yuan);
    let enough = i128::from(non_state) * i128::from(of) >= i128::from(assets) * i128::from(parts);
    Outcome::when(enough && assets > 0 && non_state <= assets, || {
        vec![
            Fact::new("institution.assets_yuan", assets),
            Fact::against("institution.non_state_assets_yuan", non_state, format!("{parts}/{of}")),
        ]
    })
}

fn opening_fund(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let fund = s.application.funds_yuan;
    conditions::at_least("funds_yuan", fund, "service_institution.funds.min", n)
}

/// The registrar is that of the place, and of the same level as the unit that consents.
fn registrar_of_the_level(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let (Some(registrar), Some(competent)) = (&s.registrar, s.competent) else {
        return Outcome::Violated {
            facts: vec![Fact::new("registrar", &s.application.registrar)],
            possible_from: None,
        };
    };
    let of_the_place = registrar.kind == UnitKind::Registrar
        && registrar.division == competent
        && registrar.exists_on(s.on);
    let level = registrar.division.level();
    let same_level = s.supervisory_unit.as_ref().is_none_or(|u| u.division.level() == level);
    Outcome::when(of_the_place && same_level, || {
        let mut facts = vec![Fact::against("registrar.division", registrar.division, competent)];
        if let Some(unit) = s.supervisory_unit.as_ref().filter(|_| !same_level) {
            facts.push(Fact::new("supervisory_unit.division", unit.division));
        }
        facts
    })
}

/// Not at the head only: the article forbids the words altogether, and is the higher rule where
/// the name measures would allow them inside (art. 8).
fn no_national_words(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let words = n.list("service_institution.name.national_words");
    if words.is_empty() {
        return Outcome::missing("service_institution.name.national_words");
    }
    let name = crate::identity::normalize_name(&s.application.name);
    match words.into_iter().find(|word| name.contains(word.as_str())) {
        None => Outcome::Met,
        Some(word) => Outcome::Violated {
            facts: vec![Fact::new("name", &s.application.name), Fact::new("national_word", word)],
            possible_from: None,
        },
    }
}

fn premises(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const YEARS: &str = "service_institution.premises.years";
    let Some(stated) = &s.application.institution else {
        return Outcome::missing("institution");
    };
    let Premises::Used { until } = stated.premises else {
        return Outcome::Met;
    };
    let Some(least) = n.number(YEARS).and_then(|years| years_after(s.filed_on, years)) else {
        return Outcome::missing(YEARS);
    };
    Outcome::when(until >= least, || {
        vec![Fact::against("institution.premises.until", until, least)]
    })
}

fn nothing_is_distributed(s: &Situation, n: &Numbers<'_>) -> Outcome {
    papers::charter_has(s, &n.list("service_institution.charter.no_distribution"))
}

fn form_fits_the_founders(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const SEVERAL: &str = "service_institution.founders.several";
    let Some(stated) = &s.application.institution else {
        return Outcome::missing("institution");
    };
    let Some(several) = n.number(SEVERAL) else {
        return Outcome::missing(SEVERAL);
    };
    let a = &s.application;
    let units = a.founders.iter().any(|f| f.is_unit);
    let persons = a.founders.iter().filter(|f| !f.is_unit).count();
    let persons = i64::try_from(persons).unwrap_or(i64::MAX);
    let heads = || match (a.founders.first(), a.legal_representative()) {
        (Some(founder), Some(head)) => founder.person.is_same_as(&head.person),
        _ => false,
    };
    let fits = match stated.legal_form {
        LegalForm::LegalPerson => units || persons >= several,
        LegalForm::Partnership => !units && persons >= several,
        LegalForm::Individual => !units && persons > 0 && persons < several && heads(),
    };
    Outcome::when(fits, || {
        vec![
            Fact::new("institution.legal_form", stated.legal_form.id()),
            Fact::new("founders.persons", persons),
            Fact::new("founders.units", units),
        ]
    })
}
