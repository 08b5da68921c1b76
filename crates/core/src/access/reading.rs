//! Who may read cases of decoupling and exits, and the figures that are counted of them.
//!
//! What may not enter: what an act needs; the catalogue says that.

use super::{Actor, Denied, Grant, Role, Subject};
use crate::{text::Text, unit::UnitId};

/// The offices that read every case.
const OFFICES: [Role; 6] = [
    Role::Reception,
    Role::Examiner,
    Role::Decider,
    Role::LeadingGroupOffice,
    Role::GovernmentOffice,
    Role::Agency,
];

fn denied(others: &[Role], zh: &str, en: &str) -> Denied {
    let roles = others.iter().chain(&OFFICES).copied().collect();
    Denied { roles, text: Text::new(zh, en) }
}

/// Whether `actor` has to do with an organization: the offices, the organization itself, its supervisory
/// unit, the units with another relation to it and `units`.
fn has_to_do_with(actor: &Actor, subject: &Subject, units: &[UnitId]) -> bool {
    let own = |unit: &Option<UnitId>| {
        let named = subject.supervisory_unit.iter().chain(&subject.related).chain(units);
        unit.as_ref().is_some_and(|unit| named.into_iter().any(|known| known == unit))
    };
    actor.grants.iter().any(|g| match g.role {
        Role::Applicant => g.organization.is_some() && g.organization == subject.organization,
        Role::SupervisorOfficer => own(&g.unit),
        role => OFFICES.contains(&role),
    })
}

/// Whether `actor` may see a case of decoupling whole: the offices, the organization itself, its
/// department and supervisory unit, and the units that sign.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn see_decoupling(actor: &Actor, subject: &Subject, units: &[UnitId]) -> Result<(), Denied> {
    if has_to_do_with(actor, subject, units) {
        return Ok(());
    }
    Err(denied(
        &[Role::Applicant, Role::SupervisorOfficer],
        "脱钩事项仅供该组织、有关部门、签核单位、登记管理机关和领导小组办公室查阅。",
        "A case of decoupling is for the organization, its department, the units that sign, registrars \
         and the leading group's office.",
    ))
}

/// Whether `actor` may list cases of decoupling: the offices all of them, a unit those that are named
/// to be its own.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn list_decouplings(actor: &Actor, unit: Option<&UnitId>) -> Result<(), Denied> {
    let sees = |g: &Grant| match g.role {
        Role::SupervisorOfficer => unit.is_some() && g.unit.as_ref() == unit,
        role => OFFICES.contains(&role),
    };
    if actor.grants.iter().any(sees) {
        return Ok(());
    }
    Err(denied(
        &[Role::SupervisorOfficer],
        "脱钩名单仅供登记管理机关、领导小组办公室和有关部门查阅；本单位事项请指明 department 或者 waits_for。",
        "Lists of cases are for registrars, the leading group's office and agencies; for those of your \
         own unit name it as department or waits_for.",
    ))
}

/// Whether `actor` may see what is kept of an organization's exit, amounts and group among them: the
/// offices, the organization itself, its supervisory unit and the units with another relation to it.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn see_exit(actor: &Actor, subject: &Subject) -> Result<(), Denied> {
    if has_to_do_with(actor, subject, &[]) {
        return Ok(());
    }
    Err(denied(
        &[Role::Applicant, Role::SupervisorOfficer],
        "清算情况仅供该组织、业务主管单位、登记管理机关和有关部门查阅；公众可查阅公开记录。",
        "The liquidation is for the organization, its supervisory unit, registrars and agencies; the \
         public record is open to everybody.",
    ))
}

/// Whether `actor` may see an organization's annual reports whole: the offices, the organization itself,
/// its supervisory unit and the units with another relation to it.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn see_oversight(actor: &Actor, subject: &Subject) -> Result<(), Denied> {
    if has_to_do_with(actor, subject, &[]) {
        return Ok(());
    }
    Err(denied(
        &[Role::Applicant, Role::SupervisorOfficer],
        "监督事项仅供该组织、业务主管单位、登记管理机关和有关部门查阅；公众可查阅公开记录。",
        "Matters of oversight are for the organization, its supervisory unit, registrars and agencies; the \
         public record is open to everybody.",
    ))
}

/// Whether `actor` may list matters of oversight: the offices all of them, a supervisory unit those of the
/// organizations that it supervises.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn list_oversight(actor: &Actor, unit: Option<&UnitId>) -> Result<(), Denied> {
    let sees = |g: &Grant| match g.role {
        Role::SupervisorOfficer => unit.is_some() && g.unit.as_ref() == unit,
        role => OFFICES.contains(&role),
    };
    if actor.grants.iter().any(sees) {
        return Ok(());
    }
    Err(denied(
        &[Role::SupervisorOfficer],
        "监督清单供登记管理机关、领导小组办公室和有关部门查阅；本单位主管的组织请指明 supervisory_unit。",
        "Lists of oversight are for registrars, the leading group's office and agencies; for the \
         organizations that your unit supervises name it as supervisory_unit.",
    ))
}

/// Whether `actor` may list who is on its way out: the offices.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn list_exits(actor: &Actor) -> Result<(), Denied> {
    if actor.grants.iter().any(|g| OFFICES.contains(&g.role)) {
        return Ok(());
    }
    Err(denied(
        &[],
        "退出清单供登记管理机关、领导小组办公室和有关部门查阅。",
        "The list of those on their way out is for registrars, the leading group's office and agencies.",
    ))
}

/// Whether `actor` may read figures and exceptions: every office and unit.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn see_figures(actor: &Actor) -> Result<(), Denied> {
    let sees = |g: &Grant| g.role == Role::SupervisorOfficer || OFFICES.contains(&g.role);
    if actor.grants.iter().any(sees) {
        return Ok(());
    }
    Err(denied(
        &[Role::SupervisorOfficer],
        "统计数据供有关部门、登记管理机关、枢纽型社会组织和领导小组办公室查阅。",
        "Figures are for departments, registrars, hubs and the leading group's office.",
    ))
}
