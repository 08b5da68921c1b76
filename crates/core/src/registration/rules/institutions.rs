//! Service institutions: registrar, consent, legal form, assets, premises (regulation on private
//! non-enterprise units art. 2–12; interim measures art. 2, 5, 6).

use super::{conditions, papers, persons, route};
use crate::{
    calendar::years_after,
    identity::normalize_name,
    law::{Fact, Numbers, Outcome, Rule},
    registration::{LegalForm, Premises, Reach, Situation},
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
    Rule { id: "MF-10", check: charter },
    Rule { id: "MF-10b", check: nothing_is_distributed },
    Rule { id: "MF-11-1", check: conditions::purpose_is_lawful },
    Rule { id: "MF-11-2", check: conditions::no_similar_without_need },
    Rule { id: "MF-11-3", check: no_barred_person },
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

/// The registrar of the government whose department consented; in direct registration that of the
/// place. A place that is stated lies within the registrar's.
fn registrar_of_the_level(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(registrar) = &s.registrar else {
        return Outcome::Violated {
            facts: vec![Fact::new("registrar", &s.application.registrar)],
            possible_from: None,
        };
    };
    let mut facts = Vec::new();
    if registrar.kind != UnitKind::Registrar || !registrar.exists_on(s.on) {
        facts.push(Fact::new("registrar", &registrar.name));
    }
    let division = registrar.division;
    let elsewhere = match (&s.application.reach, s.application.supervisory_unit()) {
        (Reach::Local { division: place }, Some(_)) => !division.contains(place),
        _ => s.application.supervisory_unit().is_none() && s.competent != Some(division),
    };
    if elsewhere {
        let place = s.competent.map(|place| place.to_string()).unwrap_or_default();
        facts.push(Fact::against("registrar.division", division, place));
    }
    if let Some(unit) = s.supervisory_unit.as_ref().filter(|unit| unit.division != division) {
        facts.push(Fact::against("supervisory_unit.division", unit.division, division));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Not at the head only: the article is read to forbid the words altogether, and is the higher rule
/// where the name measures would allow them inside (art. 8). Each part by itself: two characters
/// that meet where two parts join are no word.
fn no_national_words(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let words = n.list("service_institution.name.national_words");
    if words.is_empty() {
        return Outcome::missing("service_institution.name.national_words");
    }
    let parts = &s.application.name_parts;
    let parts = [&parts.division, &parts.brand, &parts.field, &parts.form];
    let parts: Vec<String> = parts.iter().map(|part| normalize_name(part)).collect();
    let used = |word: &String| parts.iter().any(|part| part.contains(word.as_str()));
    match words.into_iter().find(used) {
        None => Outcome::Met,
        Some(word) => Outcome::Violated {
            facts: vec![Fact::new("name", &s.application.name), Fact::new("national_word", word)],
            possible_from: None,
        },
    }
}

/// The term of the right counts, from its first day to its last, and the right is still running.
fn premises(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const YEARS: &str = "service_institution.premises.years";
    let Some(stated) = &s.application.institution else {
        return Outcome::missing("institution");
    };
    let Premises::Used { from, until } = stated.premises else {
        return Outcome::Met;
    };
    let least = n.number(YEARS).and_then(|years| years_after(from, years)?.pred_opt());
    let Some(least) = least else {
        return Outcome::missing(YEARS);
    };
    Outcome::when(until >= least && until >= s.on, || {
        vec![Fact::against("institution.premises.until", until, least.max(s.on))]
    })
}

/// A partnership contract needs less than a charter (interim measures art. 6).
fn charter(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let required = match is_partnership(s) {
        true => n.list("service_institution.charter.items.partnership"),
        false => n.list("service_institution.charter.items"),
    };
    if required.is_empty() {
        return Outcome::missing("service_institution.charter.items");
    }
    papers::charter_has(s, &required)
}

fn is_partnership(s: &Situation) -> bool {
    let stated = s.application.institution.as_ref();
    stated.is_some_and(|stated| stated.legal_form == LegalForm::Partnership)
}

/// Of a partnership all partners are judged, not only who heads it (interim measures art. 6).
fn no_barred_person(s: &Situation, n: &Numbers<'_>) -> Outcome {
    match is_partnership(s) {
        true => persons::no_barred_person(s, n),
        false => persons::no_barred_officer(s, n),
    }
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
    let persons = super::distinct(a.founders.iter().filter(|f| !f.is_unit).map(|f| &f.person));
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
