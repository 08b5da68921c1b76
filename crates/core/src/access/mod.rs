//! Who may perform which act on what: one decision, made in one place.
//!
//! A grant gives a role, limited to a unit (a registrar, a department, a hub), to an
//! administrative division, or to some acts. The role × act × subject matrix is tested whole.
//!
//! What may not enter: passwords, tokens, sessions; they prove who somebody is, this room says
//! what they may do.

mod reading;

pub use reading::{
    list_decouplings, list_exits, list_oversight, see_decoupling, see_exit, see_figures,
    see_oversight,
};
use serde::{Deserialize, Serialize};

use crate::{
    act::{Act, ActKind},
    identity::DivisionCode,
    text::Text,
    unit::UnitId,
};

/// What a person or system may be in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Founder or their agent (申请人): opens and files applications.
    Applicant,
    /// Officer of a supervisory unit (业务主管单位经办人): gives opinions.
    SupervisorOfficer,
    /// Registrar's reception (受理人员).
    Reception,
    /// Registrar's examiner (审查人员).
    Examiner,
    /// Registrar's deciding officer (决定人员).
    Decider,
    /// Administrator of the register: units, code segments, accounts, imports.
    Administrator,
    /// Officer of the leading group's office (领导小组办公室经办人): enters what the group decides.
    LeadingGroupOffice,
    /// Officer of a government (人民政府经办人): enters its authorizations.
    GovernmentOffice,
    /// Another government system that reads (其他政府部门).
    Agency,
    /// Reads the record of who saw personal data.
    Auditor,
}

impl Role {
    /// Every role, for matrices and pages.
    pub const ALL: [Self; 10] = [
        Self::Applicant,
        Self::SupervisorOfficer,
        Self::Reception,
        Self::Examiner,
        Self::Decider,
        Self::Administrator,
        Self::LeadingGroupOffice,
        Self::GovernmentOffice,
        Self::Agency,
        Self::Auditor,
    ];

    /// Whether the role belongs to an office and so must name its unit.
    #[must_use]
    pub fn needs_unit(self) -> bool {
        let of_hubs = matches!(self, Self::LeadingGroupOffice | Self::GovernmentOffice);
        self == Self::SupervisorOfficer || self.is_registrar_staff() || of_hubs
    }

    /// Whether the role works inside a registrar.
    #[must_use]
    pub fn is_registrar_staff(self) -> bool {
        matches!(self, Self::Reception | Self::Examiner | Self::Decider)
    }
}

/// A role with its limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Only for this unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub unit: Option<UnitId>,
    /// Only for this organization, by identifier: who acts for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 64))]
    pub organization: Option<String>,
    /// Only inside this administrative division.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub jurisdiction: Option<DivisionCode>,
    /// Only these acts; empty means all acts of the role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActKind>,
}

impl Grant {
    /// A grant of a role without a unit.
    #[must_use]
    pub fn of(role: Role) -> Self {
        Self { role, unit: None, organization: None, jurisdiction: None, acts: Vec::new() }
    }

    /// A grant of acting for an organization.
    #[must_use]
    pub fn agent_of(organization: &str) -> Self {
        Self { organization: Some(organization.to_owned()), ..Self::of(Role::Applicant) }
    }

    /// A grant of a role inside a unit.
    #[must_use]
    pub fn at(role: Role, unit: UnitId) -> Self {
        Self { unit: Some(unit), ..Self::of(role) }
    }
}

/// Who acts: an account and its grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Id of the account.
    pub account: String,
    /// What it may be.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// Whether the actor holds the role anywhere.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|g| g.role == role)
    }
}

/// What an act is performed on, as far as access needs to know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// The registrar that is competent.
    pub registrar: Option<UnitId>,
    /// The supervisory unit that is named.
    pub supervisory_unit: Option<UnitId>,
    /// The division that it belongs to.
    pub division: Option<DivisionCode>,
    /// The organization that exists and that it is about.
    pub organization: Option<String>,
    /// The account of the applicant.
    pub applicant: Option<String>,
    /// The unit that the act is about.
    pub unit: Option<UnitId>,
    /// Units with another relation to it.
    pub related: Vec<UnitId>,
    /// The leading group or government that acts on a hub's standing.
    pub authority: Option<UnitId>,
}

/// Why an act is not for this actor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} / {}", text.en, text.zh)]
pub struct Denied {
    /// The roles that may perform it.
    pub roles: Vec<Role>,
    /// The same in words.
    pub text: Text,
}

/// Whether `actor` performs `act` on anything at all: asked before the subject is looked up, so that
/// whoever never performs it learns nothing of what is there.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn performs(actor: &Actor, act: &Act) -> Result<(), Denied> {
    if actor.grants.iter().any(|g| is_for(g, act)) {
        return Ok(());
    }
    Err(denied(act, "", ""))
}

/// Whether `actor` may perform `act` on `subject`.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn allow(actor: &Actor, act: &Act, subject: &Subject) -> Result<(), Denied> {
    performs(actor, act)?;
    if actor.grants.iter().any(|g| is_for(g, act) && within_limits(g, actor, subject)) {
        return Ok(());
    }
    Err(denied(act, "对该对象", " on this"))
}

/// The refusal of an act, with the words for what it may not be performed on.
fn denied(act: &Act, on_zh: &str, on_en: &str) -> Denied {
    Denied {
        roles: act.performers.to_vec(),
        text: Text::new(
            format!("您的账户无权{on_zh}办理“{}”。", act.title.0),
            format!("Your account may not perform \u{201c}{}\u{201d}{on_en}.", act.title.1),
        ),
    }
}

/// Whether a grant is one for this act, whatever it reaches.
fn is_for(grant: &Grant, act: &Act) -> bool {
    act.performers.contains(&grant.role)
        && (grant.acts.is_empty() || grant.acts.contains(&act.kind))
}

/// Whether `actor` may perform `act` for every one of these organizations, each with its name: who
/// applies for a merger or split speaks for all that end or are split by it.
///
/// # Errors
/// [`Denied`], naming the first that it does not act for.
pub fn acts_for(actor: &Actor, act: &Act, parties: &[(Subject, String)]) -> Result<(), Denied> {
    let denied = |subject: &Subject| allow(actor, act, subject).is_err();
    match parties.iter().find(|(subject, _)| denied(subject)) {
        None => Ok(()),
        Some((_, name)) => Err(Denied {
            roles: vec![Role::Applicant],
            text: Text::new(
                format!("您的账户未获授权代表“{name}”办理“{}”。", act.title.0),
                format!(
                    "Your account may not perform \u{201c}{}\u{201d} for \u{201c}{name}\u{201d}.",
                    act.title.1
                ),
            ),
        }),
    }
}

/// Whether `actor` may see the inside of a case: its applicant, the supervisory unit that it
/// names, the registrar that handles it.
#[must_use]
pub fn may_see_case(actor: &Actor, subject: &Subject) -> bool {
    actor.grants.iter().any(|g| {
        let handles = matches!(g.role, Role::Applicant | Role::SupervisorOfficer)
            || g.role.is_registrar_staff();
        handles && within_limits(g, actor, subject)
    })
}

/// How much of an organization is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// What anybody may see.
    Public,
    /// What other government systems see: relations and decisions too.
    Agency,
    /// What the offices that handle it see: persons with masked numbers, and its cases.
    Internal,
}

/// Whether `actor` may see a view of an organization: an agency what agencies see, the registrar
/// and the supervisory unit that handle it everything.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn see_organization(actor: &Actor, view: View, subject: &Subject) -> Result<(), Denied> {
    const OFFICES: [Role; 4] =
        [Role::SupervisorOfficer, Role::Reception, Role::Examiner, Role::Decider];
    let roles: &[Role] = match view {
        View::Public => return Ok(()),
        View::Agency => {
            &[Role::Agency, Role::SupervisorOfficer, Role::Reception, Role::Examiner, Role::Decider]
        }
        View::Internal => &OFFICES,
    };
    // A unit with another relation to it sees what agencies see.
    let related = |g: &Grant| {
        let own = g.unit.as_ref().is_some_and(|unit| subject.related.contains(unit));
        view == View::Agency && g.role == Role::SupervisorOfficer && own
    };
    let shows =
        |g: &Grant| roles.contains(&g.role) && (within_limits(g, actor, subject) || related(g));
    if actor.grants.iter().any(shows) {
        return Ok(());
    }
    Err(Denied {
        roles: roles.to_vec(),
        text: Text::new(
            "该视图仅供有关部门、登记管理机关和业务主管单位查阅。",
            "This view is for agencies and for the registrar and supervisory unit that handle it.",
        ),
    })
}

/// Whether `actor` may see who stands under a unit: the unit's own officers, other government systems,
/// registrars, and the offices that recognize and authorize hubs.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn see_members(actor: &Actor, unit: &UnitId) -> Result<(), Denied> {
    let sees = |g: &Grant| match g.role {
        Role::SupervisorOfficer => g.unit.as_ref() == Some(unit),
        Role::Agency | Role::LeadingGroupOffice | Role::GovernmentOffice => true,
        role => role.is_registrar_staff(),
    };
    if actor.grants.iter().any(sees) {
        return Ok(());
    }
    Err(Denied {
        roles: vec![
            Role::SupervisorOfficer,
            Role::Reception,
            Role::Examiner,
            Role::Decider,
            Role::LeadingGroupOffice,
            Role::GovernmentOffice,
            Role::Agency,
        ],
        text: Text::new(
            "成员名单仅供该单位、登记管理机关、领导小组办公室和有关部门查阅。",
            "The list of members is for the unit itself, registrars, the leading group's office and \
             agencies.",
        ),
    })
}

/// Whether `actor` may see the worklist of a unit: whoever works there, and the leading group's
/// office.
///
/// # Errors
/// [`Denied`], naming the roles that may.
pub fn see_worklist(actor: &Actor, unit: Option<&UnitId>) -> Result<(), Denied> {
    let office = |g: &Grant| g.role == Role::SupervisorOfficer || g.role.is_registrar_staff();
    let sees = |g: &Grant| {
        g.role == Role::LeadingGroupOffice || office(g) && unit.is_some() && g.unit.as_ref() == unit
    };
    if actor.grants.iter().any(sees) {
        return Ok(());
    }
    Err(Denied {
        roles: vec![
            Role::SupervisorOfficer,
            Role::Reception,
            Role::Examiner,
            Role::Decider,
            Role::LeadingGroupOffice,
        ],
        text: Text::new(
            "待办清单仅供所列登记管理机关或者单位的人员和领导小组办公室查阅；请指明 registrar 或者 unit。",
            "A worklist is for those who work at the registrar or unit that is named, and for the \
             leading group's office; name registrar or unit.",
        ),
    })
}

/// Whether `actor` works in the registrar that handles the case.
#[must_use]
pub fn is_staff_of(actor: &Actor, subject: &Subject) -> bool {
    let staff = |g: &Grant| g.role.is_registrar_staff() && within_limits(g, actor, subject);
    actor.grants.iter().any(staff)
}

/// Whether `actor` may manage accounts. Whoever gives grants can give any, so this is for an
/// administrator without limits.
#[must_use]
pub fn may_manage_accounts(actor: &Actor) -> bool {
    actor.grants.iter().any(|g| *g == Grant::of(Role::Administrator))
}

/// A grant reaches a subject when each of its limits does.
fn within_limits(grant: &Grant, actor: &Actor, subject: &Subject) -> bool {
    let place = grant.jurisdiction.is_none_or(|j| subject.division.is_some_and(|d| j.contains(&d)));
    let unit_is = |unit: &Option<UnitId>| grant.unit.is_some() && grant.unit == *unit;
    let own = match grant.role {
        // Whoever acts for an organization has a grant that names it; other grants found new ones.
        Role::Applicant => {
            grant.unit.is_none()
                && grant.organization == subject.organization
                && subject.applicant.as_ref().is_none_or(|a| *a == actor.account)
        }
        Role::SupervisorOfficer => unit_is(&subject.supervisory_unit),
        Role::Reception | Role::Examiner | Role::Decider => unit_is(&subject.registrar),
        Role::LeadingGroupOffice | Role::GovernmentOffice => unit_is(&subject.authority),
        Role::Administrator => grant.unit.is_none() || unit_is(&subject.unit),
        Role::Agency | Role::Auditor => grant.unit.is_none(),
    };
    let named = grant.role == Role::Applicant || grant.organization.is_none();
    place && own && named
}
