//! Who acts in these tests, and the organizations that they act on.

use shuniu_core::{
    access::{Actor, Grant, Role},
    act::ActRequest,
    decide::{DecideError, Decision, Refusal},
    law::{Citation, Finding, Verdict},
    organization::CharityStatus,
    registration::EstablishmentApplication,
};

use crate::support::{On, World, actor, annual_report, brief, day, file, review, staff_of};

pub fn agent(id: &str) -> Actor {
    actor("applicant", vec![Grant::agent_of(id)])
}

/// Registered since 2015.
pub fn old(w: &mut World, application: &EstablishmentApplication) -> String {
    w.established(application, "2015-03-01")
}

/// What an organization is beside what its acts made it.
pub fn change(
    w: &mut World,
    id: &str,
    how: impl FnOnce(&mut shuniu_core::organization::Organization),
) {
    how(w.register.organizations.get_mut(id).expect("the organization"));
}

/// A charity since a day, with the qualification since another.
pub fn charity_since(w: &mut World, id: &str, since: &str, fundraising: Option<&str>) {
    let basis = Citation {
        regulation: "CS".to_owned(),
        title: shuniu_core::text::Text::new("慈善法", "Charity Law"),
        version: "2016".to_owned(),
        version_from: day("2016-09-01"),
        article: "10 ¶2".to_owned(),
    };
    change(w, id, |o| {
        o.charity = Some(CharityStatus {
            since: day(since),
            basis,
            fundraising_since: fundraising.map(day),
        });
    });
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

/// Whoever acts for the registrar of the organization.
pub fn of_registrar(w: &World, id: &str, role: Role) -> Actor {
    staff_of(role, w.organization(id).registrar.id.as_str())
}

/// Whoever acts for its supervisory unit.
pub fn of_unit(w: &World, id: &str) -> Actor {
    let unit = w.organization(id).supervision.as_ref().expect("a supervisory unit");
    staff_of(Role::SupervisorOfficer, unit.unit.id.as_str())
}

/// The report on 2025 was filed on 2026-03-10, and reviewed on 2026-04-10 where there is a unit.
pub fn reviewed(w: &mut World, id: &str) {
    act(w, id, &file(annual_report(2025)), &agent(id), "2026-03-10");
    if let Some(supervision) = w.organization(id).supervision.clone() {
        let officer = of_unit(w, id);
        act(w, id, &review(2025, &supervision.unit.id), &officer, "2026-04-10");
    }
}

/// How a rule came out.
pub fn outcome(findings: &[Finding], rule: &str) -> Option<Verdict> {
    findings.iter().find(|f| f.rule == rule).map(|f| f.outcome)
}
