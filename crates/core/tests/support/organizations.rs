//! Acts on an organization that must be taken, or refused; and who takes them.

use shuniu_core::{
    access::{Actor, Grant, Role},
    act::ActRequest,
    decide::{DecideError, Decision, Refusal},
    law::{Citation, Finding, Verdict},
    organization::{CharityStatus, Organization},
    text::Text,
};

use super::{On, World, actor, brief, day, staff_of};

/// Whoever acts for it.
pub fn agent(id: &str) -> Actor {
    actor("applicant", vec![Grant::agent_of(id)])
}

/// Whoever works at its registrar.
pub fn at(w: &World, id: &str, role: Role) -> Actor {
    staff_of(role, w.organization(id).registrar.id.as_str())
}

/// What an organization is beside what its acts made it.
pub fn change(w: &mut World, id: &str, how: impl FnOnce(&mut Organization)) {
    how(w.register.organizations.get_mut(id).expect("the organization"));
}

/// A charity since a day, with the qualification since another.
pub fn charity_since(w: &mut World, id: &str, since: &str, fundraising: Option<&str>) {
    let basis = Citation {
        regulation: "CS".to_owned(),
        title: Text::new("慈善法", "Charity Law"),
        version: "2016".to_owned(),
        version_from: day("2016-09-01"),
        article: "10 ¶2".to_owned(),
    };
    let fundraising_since = fundraising.map(day);
    let charity = CharityStatus { since: day(since), basis, fundraising_since };
    change(w, id, |o| o.charity = Some(charity));
}

pub fn act(w: &mut World, id: &str, request: &ActRequest, by: &Actor, on: &str) -> Decision {
    w.act(&On::Organization(id), request, by, on)
        .unwrap_or_else(|e| panic!("{:?}: {}", request.kind(), brief(&Err(e))))
}

pub fn refused(w: &mut World, id: &str, request: &ActRequest, by: &Actor, on: &str) -> Refusal {
    match w.act(&On::Organization(id), request, by, on) {
        Err(DecideError::Refused(refusal)) => *refusal,
        other => panic!("{:?} should be refused: {}", request.kind(), brief(&other)),
    }
}

/// How a rule came out.
pub fn outcome(findings: &[Finding], rule: &str) -> Option<Verdict> {
    findings.iter().find(|f| f.rule == rule).map(|f| f.outcome)
}
