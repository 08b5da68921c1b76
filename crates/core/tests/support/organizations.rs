//! Acts on an organization that must be taken, or refused; and who takes them.

use shuniu_core::{
    access::{Actor, Grant, Role},
    act::{ActRequest, ExistingRecord},
    decide::{DecideError, Decision, Refusal},
    law::{Citation, Finding, Verdict},
    organization::{CharityStatus, Organization, OrganizationKind, RegisteredItems},
    text::Text,
};

use super::{
    On, REGISTRAR, SUPERVISOR, World, actor, administrator, brief, code, day, place, staff_of,
    unit_id,
};

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

/// An association of an older register, entered on a day.
pub fn old_association(w: &mut World, (body, name): (&str, &str), on: &str) -> String {
    let record = ExistingRecord {
        uscc: code('1', "110105", body),
        name: name.to_owned(),
        kind: OrganizationKind::Association,
        division: place("110105"),
        registrar: unit_id(REGISTRAR),
        supervisory_unit: Some(unit_id(SUPERVISOR)),
        established_on: Some(day("2001-02-03")),
        items: RegisteredItems::default(),
        certificate: None,
        authority: "示范民政局".to_owned(),
        source: "旧登记簿".to_owned(),
    };
    let import = ActRequest::ImportOrganization { record: Box::new(record) };
    w.act(&On::Register, &import, &administrator(), on).expect("existing law").subject
}
