//! Merger and split (association regulation art. 19; regulation on private non-enterprise units
//! art. 16; foundation regulation art. 16; civil code art. 70). What a foundation's council votes,
//! `charter.rs` says; what a new or changed organization must satisfy, the rules on those.

use chrono::NaiveDate;

use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    organization::{Organization, OrganizationStatus, Relative, SuccessionKind},
    registration::{
        CouncilVote, LegalForm, Merger, PartyStanding, Requested, Resolution, Situation, Succession,
    },
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "ST-19a", check: resolved_with_consent },
    Rule { id: "MF-16", check: resolved_with_consent },
    Rule { id: "JJ-16", check: resolved },
    Rule { id: "QS-3", check: no_liquidation },
    Rule { id: "QS-10", check: from_charity_to_charity },
    Rule { id: "ZZ-17", check: parties },
    Rule { id: "ZZ-18", check: still_registered },
];

/// The rules that are about mergers and splits only.
pub(super) const OWN: &[&str] = &["ST-19a", "MF-16", "JJ-16", "QS-3", "QS-10", "ZZ-17", "TC-6"];

fn merger(s: &Situation) -> Option<&Merger> {
    match &s.request.as_ref()?.request {
        Requested::Merger(merger) => Some(merger),
        _ => None,
    }
}

/// The resolutions that were stated, each with the field that it stands in.
fn resolutions(s: &Situation) -> Vec<(String, Resolution)> {
    let own = merger(s).map(|m| ("merger.resolution".to_owned(), m.resolution));
    let of_party =
        |party: &PartyStanding| (format!("{}.resolution", party.field), party.stated.resolution);
    own.into_iter().chain(s.parties.iter().map(of_party)).collect()
}

/// The votes on a merger or split, each with the field that it stands in.
pub(super) fn votes(s: &Situation) -> Vec<(String, Option<CouncilVote>)> {
    resolutions(s).into_iter().map(|(field, r)| (format!("{field}.vote"), r.vote)).collect()
}

fn not_to_come(field: &str, day: NaiveDate, on: NaiveDate) -> Option<Fact> {
    (day > on).then(|| Fact::against(field, day, on))
}

/// Every party's competent organ has resolved it.
fn resolved(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let facts = late_resolutions(s);
    Outcome::when(facts.is_empty(), || facts)
}

fn late_resolutions(s: &Situation) -> Vec<Fact> {
    let late = |(field, r): (String, Resolution)| {
        not_to_come(&format!("{field}.adopted_on"), r.adopted_on, s.on)
    };
    resolutions(s).into_iter().filter_map(late).collect()
}

/// And the supervisory unit of each that has one has consented.
fn resolved_with_consent(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let mut facts = late_resolutions(s);
    for PartyStanding { field, stated, organization } in &s.parties {
        let unit = organization.as_ref().and_then(|o| o.supervision.as_ref());
        match (unit, &stated.consent) {
            (Some(supervision), None) => {
                facts.push(Fact::against(&format!("{field}.consent"), "", &supervision.unit.name));
            }
            (_, Some(consent)) => {
                facts.extend(not_to_come(&format!("{field}.consent.dated"), consent.dated, s.on));
            }
            (None, None) => {}
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// The civil code speaks of legal persons: a partnership or an individual form is none.
fn no_liquidation(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let no_legal_person = |party: &&PartyStanding| {
        let form = party.organization.as_ref().and_then(|o| o.items.legal_form);
        form.is_some_and(|form| form != LegalForm::LegalPerson)
    };
    let facts: Vec<Fact> = s
        .parties
        .iter()
        .filter(no_legal_person)
        .map(|party| {
            Fact::new(&format!("{}.organization", party.field), &party.stated.organization)
        })
        .collect();
    Outcome::when(facts.is_empty(), || facts)
}

/// A charity that ends is succeeded by a charity.
fn from_charity_to_charity(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let ends = s.application.succession.as_ref().is_none_or(Succession::ends);
    let charity = |party: &&PartyStanding| {
        ends && party.organization.as_ref().is_some_and(|o| o.charity.is_some())
    };
    let charities: Vec<&PartyStanding> = s.parties.iter().filter(charity).collect();
    if charities.is_empty() {
        return Outcome::NotApplicable;
    }
    let stays = s.organization.as_ref().is_some_and(|o| o.charity.is_some());
    Outcome::when(stays || s.application.charity.is_some(), || {
        let field = |party: &PartyStanding| format!("{}.organization", party.field);
        charities.iter().map(|p| Fact::new(&field(p), &p.stated.organization)).collect()
    })
}

/// Each party is registered, of this kind, with this registrar, another than the one that stays,
/// and named once; a new organization takes the place of two that merge, and one that is split ends
/// when two have taken its place.
fn parties(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let mut facts = Vec::new();
    let mut named: Vec<&str> = s.organization.iter().map(|o| o.id.as_str()).collect();
    for PartyStanding { field, stated, organization } in &s.parties {
        let field = format!("{field}.organization");
        let Some(party) = organization else {
            facts.push(Fact::new(&field, &stated.organization));
            continue;
        };
        facts.extend(unfit(s, &field, party));
        if named.contains(&party.id.as_str()) {
            facts.push(Fact::against(&field, &party.name, "another"));
        }
        named.push(&party.id);
    }
    match count_of_parties(s, n) {
        Outcome::Met => Outcome::when(facts.is_empty(), || facts),
        Outcome::Violated { facts: of_count, .. } => {
            facts.extend(of_count);
            Outcome::judged(facts, Vec::new())
        }
        other => other,
    }
}

/// How many parties there must be: one or more that an organization takes in, several that merge
/// into a new one, one that is split; and that one ends when there are several successors.
fn count_of_parties(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const SEVERAL: &str = "operating.succession.several";
    let Some(several) = n.number(SEVERAL) else {
        return Outcome::missing(SEVERAL);
    };
    let count = |len: usize| i64::try_from(len).unwrap_or(i64::MAX);
    let parties = count(s.parties.len());
    let against = |field, found: i64, wanted: &str| {
        Outcome::judged(vec![Fact::against(field, found, wanted)], Vec::new())
    };
    let Some(succession) = &s.application.succession else {
        let one = !s.parties.is_empty();
        return if one { Outcome::Met } else { against("merger.parties", parties, "≥ 1") };
    };
    match (succession.how, s.parties.as_slice()) {
        (SuccessionKind::Merger, _) if succession.split_ends => {
            Outcome::judged(vec![Fact::against("succession.split_ends", true, false)], Vec::new())
        }
        (SuccessionKind::Merger, _) if parties < several => {
            against("succession.parties", parties, &format!("≥ {several}"))
        }
        (SuccessionKind::Split, [split]) if succession.split_ends => {
            let before = split.organization.iter().flat_map(|o| &o.successors);
            // Of this split, not of one that was resolved earlier.
            let of_this = |r: &&Relative| {
                r.how == SuccessionKind::Split && r.since >= split.stated.resolution.adopted_on
            };
            let before = before.filter(of_this).map(drop);
            // The new one takes its place too.
            match count(before.chain(std::iter::once(())).count()) {
                successors if successors < several => {
                    against("succession.split_ends", successors, &format!("≥ {several}"))
                }
                _ => Outcome::Met,
            }
        }
        (SuccessionKind::Merger, _) | (SuccessionKind::Split, [_]) => Outcome::Met,
        (SuccessionKind::Split, _) => against("succession.parties", parties, "1"),
    }
}

fn unfit(s: &Situation, field: &str, party: &Organization) -> Vec<Fact> {
    let a = &s.application;
    let mut facts = Vec::new();
    if party.status != OrganizationStatus::Registered {
        facts.push(Fact::against(field, party.status.id(), OrganizationStatus::Registered.id()));
    }
    if party.kind != a.kind {
        facts.push(Fact::against(field, party.kind.id(), a.kind.id()));
    }
    if party.registrar.id != a.registrar {
        facts.push(Fact::against(field, &party.registrar.id, &a.registrar));
    }
    facts
}

/// Who is no more, or has lost its certificate or registration, applies for nothing.
fn still_registered(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(organization) = &s.organization else {
        return Outcome::missing("about");
    };
    let registered = OrganizationStatus::Registered;
    Outcome::when(organization.status == registered, || {
        vec![Fact::against("status", organization.status.id(), registered.id())]
    })
}
