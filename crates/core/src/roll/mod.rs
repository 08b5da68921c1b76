//! The roll (名册) of bodies that stand beside the register: bodies exempt from registration
//! (免于登记的团体), community organizations filed with a sub-district (社区社会组织), branches and
//! representative offices (分支机构、代表机构), and illegal organizations (非法社会组织).
//!
//! Serves the association regulation art. 3, 17, the regulation on private non-enterprise units
//! art. 13, the foundation regulation art. 12, the name measures art. 17, the measures on illegal
//! organizations (order 77) and the notice on community organizations (民发〔2017〕191号). None of
//! these is a registered organization: no code of civil affairs is issued to it, and being on the
//! roll, or bearing a name that is, makes nobody illegal.
//!
//! What may not enter: registered organizations.

mod rules;

pub use rules::{Entering, RULES};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    identity::{DivisionCode, Uscc},
    organization::Organization,
    text::Text,
    unit::{UnitId, UnitRef},
};

/// What stands on the roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RollClass {
    /// A body exempt from registration (免于登记的团体).
    ExemptBody,
    /// A community organization filed with a sub-district or township (社区社会组织).
    CommunityOrganization,
    /// A branch or representative office (分支机构、代表机构).
    Branch,
    /// An illegal organization that an authority published (非法社会组织).
    IllegalOrganization,
}

impl RollClass {
    /// Every class.
    pub const ALL: [Self; 4] =
        [Self::ExemptBody, Self::CommunityOrganization, Self::Branch, Self::IllegalOrganization];

    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::ExemptBody => "exempt_body",
            Self::CommunityOrganization => "community_organization",
            Self::Branch => "branch",
            Self::IllegalOrganization => "illegal_organization",
        }
    }

    /// The class as officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::ExemptBody => Text::new("免于登记的团体", "body exempt from registration"),
            Self::CommunityOrganization => {
                Text::new("社区社会组织（备案）", "community organization")
            }
            Self::Branch => Text::new("分支机构、代表机构", "branch or representative office"),
            Self::IllegalOrganization => Text::new("非法社会组织", "illegal organization"),
        }
    }
}

/// The three tiers of community organizations (民发〔2017〕191号).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Meets the conditions: it should register.
    Registrable,
    /// Bigger, but below the conditions: managed by the sub-district or township.
    Managed,
    /// Small and loose: guided by the residents' or villagers' committee.
    Guided,
}

/// What a branch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BranchForm {
    /// Branch (分会, 专业委员会 …; of a foundation 专项基金管理委员会).
    Branch,
    /// Representative office (代表处, 办事处, 联络处).
    RepresentativeOffice,
}

impl BranchForm {
    /// The id, as in the rulebook's lists.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Branch => "branch",
            Self::RepresentativeOffice => "representative_office",
        }
    }
}

/// What only one class states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "class", rename_all = "snake_case")]
pub enum RollContent {
    /// Of a body exempt from registration.
    ExemptBody {
        /// Its code, of another department than civil affairs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
        uscc: Option<Uscc>,
    },
    /// Of a community organization.
    CommunityOrganization {
        /// Its tier.
        tier: Tier,
        /// Members, about.
        members: u32,
        /// The community or village, where it belongs to one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        community: Option<String>,
    },
    /// Of a branch.
    Branch {
        /// What it is.
        form: BranchForm,
        /// When the council decided on it.
        decided_on: NaiveDate,
        /// Number or title of the minutes.
        minutes: String,
        /// The organization that it is part of.
        parent: String,
    },
    /// Of an illegal organization.
    IllegalOrganization {
        /// The list or decision in which it was published.
        list: String,
        /// When.
        published_on: NaiveDate,
        /// The registered name that it was said to imitate, where the source says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        similar_to: Option<String>,
    },
}

impl RollContent {
    /// The class.
    #[must_use]
    pub fn class(&self) -> RollClass {
        match self {
            Self::ExemptBody { .. } => RollClass::ExemptBody,
            Self::CommunityOrganization { .. } => RollClass::CommunityOrganization,
            Self::Branch { .. } => RollClass::Branch,
            Self::IllegalOrganization { .. } => RollClass::IllegalOrganization,
        }
    }

    /// The organization that it is part of.
    #[must_use]
    pub fn parent(&self) -> Option<&str> {
        match self {
            Self::Branch { parent, .. } => Some(parent),
            _ => None,
        }
    }
}

/// Something that comes onto the roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRollEntry {
    /// Name.
    pub name: String,
    /// The unit that answers for the entry: the registrar, the sub-district office.
    pub unit: UnitId,
    /// First day.
    pub since: NaiveDate,
    /// Where this was read or decided.
    pub source: String,
    /// What only its class states.
    pub content: RollContent,
}

/// An entry of the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RollEntry {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Division of the unit that answers for it.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub division: DivisionCode,
    /// That unit.
    pub unit: UnitRef,
    /// First day.
    pub since: NaiveDate,
    /// Last day, once it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Why it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_because: Option<String>,
    /// The registered organization that it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub became: Option<String>,
    /// Where it was read or decided.
    pub source: String,
    /// What only its class states.
    pub content: RollContent,
    /// Number of events folded into this state; the entity tag of the API.
    pub version: i64,
}

/// What happened to an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum RollEvent {
    /// It came onto the roll.
    Entered {
        /// Identifier.
        id: String,
        /// Name.
        name: String,
        /// Division of the unit.
        division: DivisionCode,
        /// The unit that answers for it.
        unit: UnitRef,
        /// First day.
        since: NaiveDate,
        /// Where it was read or decided.
        source: String,
        /// What only its class states.
        content: RollContent,
    },
    /// It ended.
    Ended {
        /// Last day.
        until: NaiveDate,
        /// Why.
        reason: String,
        /// The registered organization that it became.
        became: Option<String>,
    },
}

/// Folds one event into the state. Total: an event that does not fit leaves the state as it is.
#[must_use]
pub fn evolve(state: Option<RollEntry>, event: &RollEvent) -> Option<RollEntry> {
    match (state, event) {
        (None, RollEvent::Entered { id, name, division, unit, since, source, content }) => {
            Some(RollEntry {
                id: id.clone(),
                name: name.clone(),
                division: *division,
                unit: unit.clone(),
                since: *since,
                until: None,
                ended_because: None,
                became: None,
                source: source.clone(),
                content: content.clone(),
                version: 1,
            })
        }
        (None, _) => None,
        (Some(mut entry), event) => {
            entry.version += 1;
            if let RollEvent::Ended { until, reason, became } = event {
                entry.until = Some(*until);
                entry.ended_because = Some(reason.clone());
                entry.became.clone_from(became);
            }
            Some(entry)
        }
    }
}

/// The name of a branch after that of the organization that it is part of (name measures art. 17).
#[must_use]
pub fn name_beside_parent<'n>(name: &'n str, parent: &Organization) -> Option<&'n str> {
    name.strip_prefix(parent.name.as_str()).filter(|rest| !rest.is_empty())
}
