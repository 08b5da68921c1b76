//! Approval of an amended charter (association regulation art. 18 ¶2; regulation on private
//! non-enterprise units art. 15; foundation regulation art. 15, 21). What a charter contains, the
//! rules on establishment say.

use super::{change, succession};
use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    registration::{CharterAmendment, CouncilVote, DocumentKind, Situation},
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "ST-18b", check: change::consent_was_given },
    Rule { id: "MF-15c", check: change::consent_was_given },
    Rule { id: "JJ-15", check: change::consent_was_given },
    Rule { id: "ST-18b-2", check: change::filed_in_time },
    Rule { id: "MF-15c-2", check: change::filed_in_time },
    Rule { id: "JJ-21b", check: quorum },
    Rule { id: "JJ-21d", check: majority },
    Rule { id: "DJ-9", check: party_clause },
    Rule { id: "ZZ-11", check: adopted_and_filed },
];

/// The rules on the council's vote.
pub(super) const VOTES: &[&str] = &["JJ-21b", "JJ-21d"];

fn amendment(s: &Situation) -> Option<&CharterAmendment> {
    s.request.as_ref()?.request.charter()
}

/// `some` is at least `parts` of every `of`. In whole numbers, so that no rounding decides.
fn share(
    votes: &[(String, Option<CouncilVote>)],
    n: &Numbers<'_>,
    parameter: &str,
    counts: fn(CouncilVote) -> (&'static str, u32, u32),
) -> Outcome {
    let (parts, of) = (format!("{parameter}.parts"), format!("{parameter}.of"));
    let (Some(parts), Some(of)) = (n.number(&parts), n.number(&of)) else {
        return Outcome::missing(&parts);
    };
    let (mut facts, mut missing) = (Vec::new(), Vec::new());
    for (field, vote) in votes {
        let Some(vote) = vote else {
            missing.push(field.clone());
            continue;
        };
        let (what, some, all) = counts(*vote);
        let enough = i64::from(some) * of >= i64::from(all) * parts;
        if !enough || some > all || all == 0 {
            let (told, needed) = (format!("{some}/{all}"), format!("≥ {parts}/{of}"));
            facts.push(Fact::against(&format!("{field}.{what}"), told, needed));
        }
    }
    Outcome::judged(facts, missing)
}

/// The votes that are stated, each with the field that it stands in: on the charter, or of every
/// party of a merger or split.
fn votes(s: &Situation) -> Vec<(String, Option<CouncilVote>)> {
    match amendment(s) {
        Some(amendment) => vec![("charter.vote".to_owned(), amendment.vote)],
        None => succession::votes(s),
    }
}

fn quorum(s: &Situation, n: &Numbers<'_>) -> Outcome {
    share(&votes(s), n, "foundation.council.quorum", |v| ("present", v.present, v.directors))
}

/// Of those present, not of all.
fn majority(s: &Situation, n: &Numbers<'_>) -> Outcome {
    share(&votes(s), n, "foundation.council.special", |v| ("in_favour", v.in_favour, v.present))
}

fn party_clause(s: &Situation, _: &Numbers<'_>) -> Outcome {
    match amendment(s).and_then(|a| a.party_clause) {
        None => Outcome::missing("charter.party_clause"),
        Some(has) => {
            Outcome::when(has, || vec![Fact::against("charter.party_clause", false, true)])
        }
    }
}

/// The competent organ has adopted it, and says so.
fn adopted_and_filed(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(amendment) = amendment(s) else {
        return Outcome::missing("charter");
    };
    let mut facts = Vec::new();
    if amendment.adopted_on > s.on {
        facts.push(Fact::against("charter.adopted_on", amendment.adopted_on, s.on));
    }
    for kind in [DocumentKind::Application, DocumentKind::Resolution, DocumentKind::DraftCharter] {
        if !s.application.documents.iter().any(|d| d.kind == kind) {
            facts.push(Fact::against("documents", "", kind.id()));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}
