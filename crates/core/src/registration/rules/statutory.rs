//! Bodies that are legal persons by statute (association regulation art. 15): they hand in their
//! approval and receive the certificate.

use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    organization::OrganizationKind,
    registration::{DocumentKind, Situation},
};

pub(super) const RULES: &[Rule<Situation>] =
    &[Rule { id: "ST-15", check: approval }, Rule { id: "ST-15a", check: in_time }];

/// The approval is named in full, not of a day to come, and handed in. The article is for
/// associations; charity status is applied for when the body is registered.
fn approval(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let a = &s.application;
    let Some(approval) = &a.statutory else {
        return Outcome::missing("statutory");
    };
    let mut facts = Vec::new();
    if a.kind != OrganizationKind::Association {
        facts.push(Fact::against("kind", a.kind.id(), OrganizationKind::Association.id()));
    }
    if a.charity.is_some() {
        facts.push(Fact::against("charity", "stated", ""));
    }
    for (field, text) in [
        ("statutory.authority", &approval.authority),
        ("statutory.number", &approval.number),
        ("statutory.statute", &approval.statute),
    ] {
        if text.trim().is_empty() {
            facts.push(Fact::new(field, ""));
        }
    }
    if approval.approved_on > s.on {
        facts.push(Fact::against("statutory.approved_on", approval.approved_on, s.on));
    }
    let paper = DocumentKind::StatutoryApproval;
    if !a.documents.iter().any(|d| d.kind == paper) {
        facts.push(Fact::against("documents", "", paper.id()));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// The last day was counted with the calendar; the number is noted for the finding.
fn in_time(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let noted = n.number("association.statutory.filing.days");
    let (Some(_), Some(approval), Some(last_day)) =
        (noted, &s.application.statutory, s.statutory_last_day)
    else {
        return Outcome::NotApplicable;
    };
    Outcome::when(s.applied_on() <= last_day, || {
        vec![
            Fact::new("statutory.approved_on", approval.approved_on),
            Fact::against("received_on", s.applied_on(), last_day),
        ]
    })
}
