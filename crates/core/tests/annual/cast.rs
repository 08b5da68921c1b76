//! Who acts in these tests, and the organizations that they act on.

use shuniu_core::{
    access::{Actor, Role},
    registration::EstablishmentApplication,
};

pub use crate::support::organizations::{
    act, agent, at as of_registrar, change, charity_since, outcome, refused,
};
use crate::support::{World, annual_report, file, review, staff_of};

/// Registered since 2015.
pub fn old(w: &mut World, application: &EstablishmentApplication) -> String {
    w.established(application, "2015-03-01")
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
