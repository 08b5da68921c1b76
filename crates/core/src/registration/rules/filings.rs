//! What is filed for the record (association regulation art. 16, 27; foundation regulation art. 20,
//! 37; rules on party building). Bars on officers, the rules on establishment say.

use crate::{
    calendar::years_after,
    law::{Fact, Numbers, Outcome, Rule},
    organization::Origin,
    registration::{
        DocumentKind, OfficersElected, PartyBuilding, PartyForm, Requested, SealAndAccount,
        Situation,
    },
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "ST-16", check: seal_and_account },
    Rule { id: "ST-27b", check: audited_before_the_term },
    Rule { id: "JJ-37b", check: audited_before_the_term },
    Rule { id: "JJ-20b-2", check: term_of_the_council },
    Rule { id: "ZZ-12", check: elected_in_order },
    Rule { id: "DJ-1", check: own_organization },
    Rule { id: "DJ-6", check: survey_and_pledge },
    Rule { id: "ZZ-13", check: set_up_or_why_not },
];

fn elected(s: &Situation) -> Option<&OfficersElected> {
    match &s.request.as_ref()?.request {
        Requested::Officers(elected) => Some(elected),
        _ => None,
    }
}

fn filed(s: &Situation) -> Option<&SealAndAccount> {
    match &s.request.as_ref()?.request {
        Requested::SealAndAccount(filed) => Some(filed),
        _ => None,
    }
}

fn party(s: &Situation) -> Option<&PartyBuilding> {
    match &s.request.as_ref()?.request {
        Requested::PartyBuilding(stated) => Some(stated),
        _ => None,
    }
}

fn seal_and_account(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(filed) = filed(s) else {
        return Outcome::missing("seal_and_account");
    };
    Outcome::when(!filed.seals.is_empty() || filed.account.is_some(), || {
        vec![Fact::new("seal_and_account", "")]
    })
}

/// The accounts were audited before the term changed.
fn audited_before_the_term(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let (Some(elected), Some(organization)) = (elected(s), &s.organization) else {
        return Outcome::missing("officers");
    };
    // The first term changes none, and who joins within a running term does not either.
    let same_term = organization.term.as_ref().is_some_and(|t| t.until == elected.term_until);
    let first =
        organization.term.is_none() && matches!(organization.origin, Origin::Established { .. });
    if first || same_term {
        return Outcome::NotApplicable;
    }
    let audits = s.application.documents.iter().filter(|d| d.kind == DocumentKind::FinancialAudit);
    let done = audits.clone().any(|d| d.dated.is_some_and(|dated| dated <= elected.elected_on));
    Outcome::when(done, || {
        let dated = audits.filter_map(|d| d.dated).map(|d| d.to_string()).collect::<Vec<_>>();
        let wanted = format!("financial_audit ≤ {}", elected.elected_on);
        vec![Fact::against("documents.dated", dated.join(" "), wanted)]
    })
}

fn term_of_the_council(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const MOST: &str = "foundation.council.term.max";
    let Some(elected) = elected(s) else {
        return Outcome::missing("officers");
    };
    let Some(years) = n.number(MOST) else {
        return Outcome::missing(MOST);
    };
    let last = years_after(elected.term_from, years).and_then(|day| day.pred_opt());
    Outcome::when(last.is_some_and(|last| elected.term_until <= last), || {
        let last = last.map(|day| day.to_string()).unwrap_or_default();
        vec![Fact::against("officers.term_until", elected.term_until, last)]
    })
}

/// Somebody was elected, not in the future, for a term that has its days in order and is not over.
fn elected_in_order(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(elected) = elected(s) else {
        return Outcome::missing("officers");
    };
    let mut facts = Vec::new();
    if elected.officers.is_empty() {
        facts.push(Fact::new("officers.officers", ""));
    }
    if elected.elected_on > s.on {
        facts.push(Fact::against("officers.elected_on", elected.elected_on, s.on));
    }
    if elected.term_until < elected.term_from {
        facts.push(Fact::against("officers.term_until", elected.term_until, elected.term_from));
    }
    if elected.term_until < s.on {
        facts.push(Fact::against("officers.term_until", elected.term_until, s.on));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Full members, not probationary ones.
fn own_organization(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const MEMBERS: &str = "party.own.full_members.min";
    let (Some(stated), Some(least)) = (party(s), n.number(MEMBERS)) else {
        return Outcome::missing(MEMBERS);
    };
    if i64::from(stated.full_members) < least {
        return Outcome::NotApplicable;
    }
    Outcome::when(stated.form == Some(PartyForm::Own), || {
        vec![Fact::against(
            "party_building.full_members",
            stated.full_members,
            format!("< {least}"),
        )]
    })
}

fn survey_and_pledge(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(stated) = party(s) else {
        return Outcome::missing("party_building");
    };
    let (mut facts, mut missing) = (Vec::new(), Vec::new());
    for (field, said) in
        [("party_building.survey", stated.survey), ("party_building.pledge", stated.pledge)]
    {
        match said {
            Some(true) => {}
            Some(false) => facts.push(Fact::against(field, false, true)),
            None => missing.push(field.to_owned()),
        }
    }
    Outcome::judged(facts, missing)
}

/// What is set up has a day; where nothing is, the reason is stated.
fn set_up_or_why_not(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(stated) = party(s) else {
        return Outcome::missing("party_building");
    };
    let reason = stated.reason_for_none.as_deref().unwrap_or_default();
    let facts = match (stated.form, stated.since) {
        (Some(_), Some(since)) if since > s.on => {
            vec![Fact::against("party_building.since", since, s.on)]
        }
        (Some(_), None) => vec![Fact::new("party_building.since", "")],
        (None, _) if reason.trim().is_empty() => {
            vec![Fact::new("party_building.reason_for_none", "")]
        }
        _ => Vec::new(),
    };
    Outcome::when(facts.is_empty(), || facts)
}
