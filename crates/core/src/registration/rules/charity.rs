//! Charity status and public fundraising (charity law art. 10, 16, 22; measures on recognition
//! art. 5).

use chrono::NaiveDate;

use super::{bars::Bars, change};
use crate::{
    calendar::years_after,
    law::{Fact, Numbers, Outcome, Rule},
    registration::{CharityParticulars, LegalForm, Requested, Situation},
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "CS-3a", check: charitable },
    Rule { id: "CS-4", check: founded_before_the_law },
    Rule { id: "CS-4b", check: no_charity_yet },
    Rule { id: "CS-5a", check: not_lately_penalized },
    Rule { id: "CS-5b", check: not_on_the_abnormal_list },
    Rule { id: "CS-6", check: no_barred_officer },
    Rule { id: "CS-7", check: a_charity_long_enough },
    Rule { id: "CS-7b", check: soundly_governed },
    Rule { id: "CS-8", check: a_legal_person },
    Rule { id: "RD-6", check: change::consent_was_given },
    Rule { id: "RD-7", check: papers_of_the_recognition },
];

/// What is stated, at establishment or of an organization that exists.
fn stated(s: &Situation) -> Option<&CharityParticulars> {
    match s.request.as_ref().map(|r| &r.request) {
        Some(Requested::CharityRecognition(stated)) => Some(stated),
        _ => s.application.charity.as_ref(),
    }
}

fn declared(field: &str, value: Option<bool>, wanted: bool) -> Outcome {
    match value {
        None => Outcome::missing(field),
        Some(found) => Outcome::when(found == wanted, || vec![Fact::against(field, found, wanted)]),
    }
}

/// As stated; what the examiner finds against it weighs more.
fn charitable(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(stated) = stated(s) else {
        return Outcome::missing("charity");
    };
    declared("charity.charitable_purpose", stated.charitable_purpose, true)
}

/// Until the amendment, only what was founded before the law was published could be recognized.
fn founded_before_the_law(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const PUBLISHED: &str = "charity.recognition.founded_before";
    let day = n.list(PUBLISHED).first().and_then(|day| day.parse::<NaiveDate>().ok());
    let Some(day) = day else {
        return Outcome::missing(PUBLISHED);
    };
    match s.organization.as_ref().and_then(|o| o.established_on) {
        None => Outcome::missing("about.established_on"),
        Some(founded) => Outcome::when(founded < day, || {
            vec![Fact::against("about.established_on", founded, format!("< {day}"))]
        }),
    }
}

fn no_charity_yet(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let status = s.organization.as_ref().and_then(|o| o.charity.as_ref());
    Outcome::when(status.is_none(), || {
        status.map(|c| Fact::new("about.charity.since", c.since)).into_iter().collect()
    })
}

fn not_lately_penalized(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const YEARS: &str = "charity.penalty.years";
    let Some(stated) = stated(s) else {
        return Outcome::missing("charity");
    };
    let Some(years) = n.number(YEARS) else {
        return Outcome::missing(YEARS);
    };
    let mut bars = Bars::default();
    let field = "charity.penalized".to_owned();
    bars.years(field, stated.penalized, stated.penalized_on, years, s.applied_on());
    bars.outcome()
}

fn not_on_the_abnormal_list(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(stated) = stated(s) else {
        return Outcome::missing("charity");
    };
    // The register's own list outweighs what is stated.
    let entry = s.organization.as_ref().and_then(|o| o.credit.abnormal.as_ref());
    if let Some(entry) = entry {
        let since = entry.listed_on.map(|day| day.to_string()).unwrap_or_default();
        return Outcome::when(false, || vec![Fact::new("credit/abnormal", since)]);
    }
    declared("charity.on_abnormal_list", stated.on_abnormal_list, false)
}

/// Capacity; five years since a sentence; five years since the body of which one was an officer
/// was revoked or banned.
fn no_barred_officer(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const CRIME: &str = "charity.officers.crime.years";
    const REVOKED: &str = "charity.officers.revoked.years";
    let Some(stated) = stated(s) else {
        return Outcome::missing("charity");
    };
    let (Some(crime), Some(revoked)) = (n.number(CRIME), n.number(REVOKED)) else {
        return Outcome::missing(CRIME);
    };
    if stated.officers.is_empty() {
        return Outcome::missing("charity.officers");
    }
    let mut bars = Bars::default();
    for (place, officer) in stated.officers.iter().enumerate() {
        let field = |name: &str| format!("charity/officers/{place}/{name}");
        bars.never(field("full_capacity"), officer.full_capacity.map(|full| !full));
        let ended = officer.sentence_ended_on;
        bars.years(field("intentional_crime"), officer.intentional_crime, ended, crime, s.on);
        let decided = officer.revoked_on;
        bars.years(field("of_revoked_body"), officer.of_revoked_body, decided, revoked, s.on);
    }
    bars.outcome()
}

/// So many years since it was registered or recognized as a charity, the day itself not counted.
fn a_charity_long_enough(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const YEARS: &str = "charity.fundraising.years";
    let Some(years) = n.number(YEARS) else {
        return Outcome::missing(YEARS);
    };
    let Some(charity) = s.organization.as_ref().and_then(|o| o.charity.as_ref()) else {
        return Outcome::Violated {
            facts: vec![Fact::new("about.charity", "")],
            possible_from: None,
        };
    };
    let full = years_after(charity.since, years);
    if full.is_some_and(|full| full <= s.on) && charity.fundraising_since.is_none() {
        return Outcome::Met;
    }
    let mut facts = vec![Fact::against("about.charity.since", charity.since, format!("{years} y"))];
    let qualified = charity.fundraising_since;
    facts.extend(qualified.map(|since| Fact::new("about.charity.fundraising_since", since)));
    Outcome::Violated { facts, possible_from: full.filter(|_| qualified.is_none()) }
}

fn soundly_governed(s: &Situation, _: &Numbers<'_>) -> Outcome {
    match s.request.as_ref().map(|r| &r.request) {
        Some(Requested::Fundraising(stated)) => {
            declared("fundraising.sound_governance", stated.sound_governance, true)
        }
        _ => Outcome::missing("fundraising"),
    }
}

/// The list's entries are `kind:document`, or `any:document`.
fn papers_of_the_recognition(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const LIST: &str = "charity.recognition.documents";
    let list = n.list(LIST);
    if list.is_empty() {
        return Outcome::missing(LIST);
    }
    let kind = s.application.kind.id();
    let filed = |document: &str| s.application.documents.iter().any(|d| d.kind.id() == document);
    let needed = list.iter().filter_map(|entry| {
        let (of, document) = entry.split_once(':')?;
        (of == "any" || of == kind).then_some(document)
    });
    let facts: Vec<Fact> = needed
        .filter(|document| !filed(document))
        .map(|document| Fact::against("documents", "", document))
        .collect();
    Outcome::when(facts.is_empty(), || facts)
}

/// The law speaks of foundations, associations and institutions; partnerships and individuals are
/// no legal persons.
fn a_legal_person(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let of_existing = s.organization.as_ref().and_then(|o| o.items.legal_form);
    let form = of_existing.or(s.application.institution.as_ref().map(|i| i.legal_form));
    Outcome::when(form.is_none_or(|form| form == LegalForm::LegalPerson), || {
        form.map(|form| Fact::against("legal_form", form.id(), LegalForm::LegalPerson.id()))
            .into_iter()
            .collect()
    })
}
