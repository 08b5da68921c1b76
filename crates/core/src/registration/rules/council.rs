//! The council, supervisors and officers of a foundation (foundation regulation art. 20–24).

use super::bars::Bars;
use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    registration::{
        CadreStanding, FoundationOfficer, FoundationParticulars, Officer, Person, Post, Situation,
    },
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "JJ-20a", check: size },
    Rule { id: "JJ-20b", check: term },
    Rule { id: "JJ-20c", check: kin_of_private_funders },
    Rule { id: "JJ-20d", check: kin_elsewhere },
    Rule { id: "JJ-20e", check: paid_directors },
    Rule { id: "JJ-20f", check: officers_come_from_the_council },
    Rule { id: "JJ-22", check: supervisors },
    Rule { id: "JJ-23a", check: no_serving_official },
    Rule { id: "JJ-23b", check: represents_nobody_else },
    Rule { id: "JJ-23c", check: represented_by_a_resident },
    Rule { id: "JJ-23d", check: no_barred_officer },
    Rule { id: "JJ-23f", check: no_pay },
    Rule { id: "JJ-24", check: stays_long_enough },
];

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}

/// The directors, each once.
fn directors(stated: &FoundationParticulars) -> i64 {
    super::distinct(stated.council.iter().map(|d| &d.person))
}

fn size(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    let bounds = (n.number("foundation.council.min"), n.number("foundation.council.max"));
    let (Some(min), Some(max)) = bounds else {
        return Outcome::missing("foundation.council.min");
    };
    let directors = directors(stated);
    Outcome::when((min..=max).contains(&directors), || {
        vec![Fact::against("foundation.council", directors, format!("{min}–{max}"))]
    })
}

fn term(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    let Some(max) = n.number("foundation.council.term.max") else {
        return Outcome::missing("foundation.council.term.max");
    };
    let years = i64::from(stated.term_years);
    Outcome::when(years > 0 && years <= max, || {
        vec![Fact::against("foundation.term_years", years, max)]
    })
}

/// At most `parts` of every `of` directors. In whole numbers, so that no rounding decides.
fn at_most_share(field: &str, some: i64, all: i64, parts: Option<i64>, of: Option<i64>) -> Outcome {
    let (Some(parts), Some(of)) = (parts, of) else {
        return Outcome::missing(field);
    };
    let fits = i128::from(some) * i128::from(of) <= i128::from(all) * i128::from(parts);
    Outcome::when(fits, || {
        vec![
            Fact::against(field, some, format!("≤ {parts}/{of}")),
            Fact::new("foundation.council", all),
        ]
    })
}

/// Only of non-public foundations set up with private property; for all others it is none.
fn kin_of_private_funders(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    if stated.public_raising || !stated.privately_funded {
        return Outcome::NotApplicable;
    }
    let kin = count(stated.council.iter().filter(|d| d.near_kin).count());
    let (parts, of) =
        (n.number("foundation.council.kin.parts"), n.number("foundation.council.kin.of"));
    at_most_share("foundation.council.near_kin", kin, directors(stated), parts, of)
}

fn kin_elsewhere(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    if !stated.public_raising && stated.privately_funded {
        return Outcome::NotApplicable;
    }
    let Some(max) = n.number("foundation.council.kin.others") else {
        return Outcome::missing("foundation.council.kin.others");
    };
    let kin = count(stated.council.iter().filter(|d| d.near_kin).count());
    Outcome::when(kin <= max, || vec![Fact::against("foundation.council.near_kin", kin, max)])
}

fn paid_directors(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    let paid = count(stated.council.iter().filter(|d| d.paid).count());
    let (parts, of) =
        (n.number("foundation.council.paid.parts"), n.number("foundation.council.paid.of"));
    at_most_share("foundation.council.paid", paid, directors(stated), parts, of)
}

fn officers_come_from_the_council(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    let Some(representative) = s.application.legal_representative() else {
        return Outcome::missing("officers.legal_representative");
    };
    let mut facts = Vec::new();
    if representative.post != Post::President {
        facts.push(Fact::new("officers.legal_representative", &representative.person.name));
    }
    let holders = |post| s.application.officers.iter().filter(|o| o.post == post).count();
    // There is one chair: whoever else is called so is told.
    let chairs = s.application.officers.iter().filter(|o| o.post == Post::President);
    facts.extend(
        chairs
            .skip_while(|o| o.person.is_same_as(&representative.person))
            .map(|o| Fact::new("officers.president", &o.person.name)),
    );
    for (field, post) in [
        ("officers.president", Post::President),
        ("officers.vice_president", Post::VicePresident),
        ("officers.secretary_general", Post::SecretaryGeneral),
    ] {
        if holders(post) == 0 {
            facts.push(Fact::new(field, ""));
        }
    }
    let directs = |person: &Person| stated.council.iter().any(|d| d.person.is_same_as(person));
    let outside = s.application.officers.iter().filter(|o| !directs(&o.person));
    facts.extend(outside.map(|o| Fact::new("officers.not_a_director", &o.person.name)));
    Outcome::when(facts.is_empty(), || facts)
}

fn supervisors(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    let mut facts = Vec::new();
    if stated.supervisors.is_empty() {
        facts.push(Fact::new("foundation.supervisors", ""));
    }
    for supervisor in &stated.supervisors {
        let directs = stated.council.iter().any(|d| d.person.is_same_as(&supervisor.person));
        if directs || supervisor.kin_of_director || supervisor.finance_staff {
            facts.push(Fact::new("foundation.supervisors", &supervisor.person.name));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Asks every officer; what one declares against the rule outweighs what another left out.
fn of_each_officer(
    s: &Situation,
    field: &str,
    holds: impl Fn(&Officer, &FoundationOfficer) -> Option<bool>,
) -> Outcome {
    let (mut facts, mut missing) = (Vec::new(), Vec::new());
    let undeclared = FoundationOfficer::default();
    for (place, officer) in s.application.officers.iter().enumerate() {
        match holds(officer, officer.foundation.as_ref().unwrap_or(&undeclared)) {
            Some(true) => {}
            Some(false) => facts.push(Fact::new(
                &format!("officers/{place}/foundation/{field}"),
                &officer.person.name,
            )),
            None => missing.push(format!("officers/{place}/foundation/{field}")),
        }
    }
    Outcome::judged(facts, missing)
}

fn no_serving_official(s: &Situation, _: &Numbers<'_>) -> Outcome {
    of_each_officer(s, "serving_official", |officer, declared| {
        let cadre = officer.cadre.as_ref();
        // A civil servant in office is one, whatever is declared.
        match cadre.is_some_and(|post| post.standing == CadreStanding::CivilServant) {
            true => Some(false),
            false => declared.serving_official.map(|is| !is),
        }
    })
}

/// Of no other organization at all, of whatever kind.
fn represents_nobody_else(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(officer) = s.application.legal_representative() else {
        return Outcome::missing("officers.legal_representative");
    };
    if officer.person.identity_digest.is_none() {
        return Outcome::missing("officers.legal_representative.identity_number");
    }
    let of = |name| Fact::new("legal_representative_of", name);
    if !s.posts.is_empty() {
        let facts = s.posts.iter().map(|p| of(&p.name)).collect();
        return Outcome::Violated { facts, possible_from: None };
    }
    // This register knows its own organizations only; of all others the person declares.
    match officer.foundation.as_ref().and_then(|declared| declared.represents_another) {
        None => Outcome::missing("officers.legal_representative.represents_another"),
        Some(another) => Outcome::when(!another, || {
            vec![Fact::against("officers.legal_representative.represents_another", true, false)]
        }),
    }
}

fn represented_by_a_resident(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    if !stated.public_raising && !stated.mainland_money {
        return Outcome::NotApplicable;
    }
    let officer = s.application.legal_representative().and_then(|o| o.foundation.as_ref());
    match officer.and_then(|declared| declared.mainland_resident) {
        None => Outcome::missing("officers.legal_representative.mainland_resident"),
        Some(resident) => Outcome::when(resident, || {
            vec![Fact::against("officers.legal_representative.mainland_resident", false, true)]
        }),
    }
}

/// Two bars that end, of which the later end is told, and one that never does.
fn no_barred_officer(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const SENTENCE: &str = "foundation.officers.sentence.years";
    const RESCINDED: &str = "foundation.officers.rescinded.years";
    let (Some(sentence), Some(rescinded)) = (n.number(SENTENCE), n.number(RESCINDED)) else {
        return Outcome::missing(SENTENCE);
    };
    let mut bars = Bars::default();
    for (place, officer) in s.application.officers.iter().enumerate() {
        let field = |name: &str| format!("officers/{place}/{name}");
        let rights = officer.declaration.deprived_of_political_rights;
        bars.never(field("declaration/deprived_of_political_rights"), rights);
        let FoundationOfficer {
            sentenced,
            sentence_ended_on,
            liable_for_rescission,
            rescinded_on,
            ..
        } = officer.foundation.clone().unwrap_or_default();
        let sentenced_field = field("foundation/sentenced");
        bars.years(sentenced_field, sentenced, sentence_ended_on, sentence, s.on);
        let liable_field = field("foundation/liable_for_rescission");
        bars.years(liable_field, liable_for_rescission, rescinded_on, rescinded, s.on);
    }
    bars.outcome()
}

fn no_pay(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(stated) = &s.application.foundation else {
        return Outcome::missing("foundation");
    };
    let supervisors = stated.supervisors.iter().filter(|m| m.paid).map(|m| &m.person.name);
    let directors = stated.council.iter().filter(|d| d.paid && !d.full_time);
    let paid: Vec<Fact> = supervisors
        .chain(directors.map(|d| &d.person.name))
        .map(|name| Fact::new("foundation.paid", name))
        .collect();
    Outcome::when(paid.is_empty(), || paid)
}

fn stays_long_enough(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const MONTHS: &str = "foundation.officers.months_in_mainland";
    let Some(least) = n.number(MONTHS) else {
        return Outcome::missing(MONTHS);
    };
    of_each_officer(s, "months_in_mainland", |_, declared| match declared.mainland_resident {
        Some(true) => Some(true),
        Some(false) => declared.months_in_mainland.map(|months| i64::from(months) >= least),
        None => None,
    })
}
