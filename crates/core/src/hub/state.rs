//! What a hub is, from its nomination to its end.
//!
//! What may not enter: how it came there (`fold.rs`), and whether it may (`rules.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    identity::{DivisionCode, DivisionLevel, Uscc},
    text::Text,
    unit::UnitRef,
};

/// How a hub comes about (outline item 十四).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HubRoute {
    /// A people's organization as it stands (依托人民团体).
    Existing,
    /// An organization that is reformed for it (改造).
    Reform,
    /// An organization that is upgraded (提升).
    Upgrade,
    /// One that is newly founded (新建).
    New,
}

/// On which level of the four-level network (市、区、街、居) a hub works. A level gives no power over
/// the one below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HubLevel {
    /// City (市级).
    City,
    /// District (区级).
    District,
    /// Street (街道).
    Street,
    /// Community (社区居委会).
    Community,
}

impl HubLevel {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::District => "district",
            Self::Street => "street",
            Self::Community => "community",
        }
    }

    /// The level as officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::City => Text::new("市级", "city"),
            Self::District => Text::new("区级", "district"),
            Self::Street => Text::new("街道", "street"),
            Self::Community => Text::new("社区", "community"),
        }
    }

    /// The levels that a unit of this division can work on: a community lies inside a street.
    #[must_use]
    pub fn of(division: DivisionCode) -> &'static [Self] {
        match division.level() {
            DivisionLevel::Nation | DivisionLevel::Province | DivisionLevel::Prefecture => {
                &[Self::City]
            }
            DivisionLevel::County => &[Self::District],
            DivisionLevel::Township => &[Self::Street, Self::Community],
        }
    }
}

/// The four conditions (interim measures art. 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HubCondition {
    /// Firm leadership that can coordinate (领导班子).
    Leadership,
    /// A leading position in its field (龙头地位).
    LeadingPosition,
    /// A sound Party organization (党组织健全).
    PartyOrganization,
    /// Independent legal personality and sound rules (独立法人、管理制度健全).
    LegalPersonality,
}

/// What shows that a condition is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The condition.
    pub condition: HubCondition,
    /// Title of the document.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200, example = "章程"))]
    pub title: String,
    /// Its number, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100))]
    pub number: Option<String>,
    /// Its date.
    pub dated: NaiveDate,
    /// SHA-256 of the file, 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: Option<String>,
}

/// What the office found before the group decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Review {
    /// Whether it supports the nomination.
    pub supports: bool,
    /// Why.
    pub reasons: String,
    /// When.
    pub on: NaiveDate,
    /// The account that reviewed; not public.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// Where and how long the nomination was open to objections (公示).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Publicity {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// Where.
    pub place: String,
}

/// The leading group's decision (认定).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Recognition {
    /// Number of the decision.
    pub document_number: String,
    /// Its date.
    pub decided_on: NaiveDate,
    /// The batch, where hubs are recognized in batches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<u32>,
}

/// What a government authorizes a hub to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Power {
    /// To be supervisory unit (业务主管职能).
    Supervise,
    /// To review applications before registration (业务初审).
    PreReview,
    /// To review annual reports first (年检初审).
    AnnualReview,
}

/// The government's authorization (授权).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Authorization {
    /// The government.
    pub government: UnitRef,
    /// Its division: only a government at county level or above authorizes (association regulation
    /// art. 6).
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub division: DivisionCode,
    /// Number of its document.
    pub document_number: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day, where the authorization has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// For which fields.
    pub fields: Vec<String>,
    /// To do what.
    pub powers: Vec<Power>,
}

impl Authorization {
    /// Whether it is in force on `day`.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What came of a yearly assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssessmentOutcome {
    /// It did its duties.
    Passed,
    /// It did, with points to mend.
    PassedWithPoints,
    /// It did not.
    Failed,
}

/// A yearly assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Assessment {
    /// The year.
    pub year: i32,
    /// What came of it.
    pub outcome: AssessmentOutcome,
    /// In words.
    pub remarks: String,
    /// When it was concluded.
    pub on: NaiveDate,
}

/// An order to rectify (责令整改).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rectification {
    /// Since when.
    pub since: NaiveDate,
    /// By when.
    pub until: NaiveDate,
    /// What is to be mended.
    pub what: String,
}

/// Why a hub loses its standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WithdrawalGround {
    /// It asked for it.
    OwnRequest,
    /// It did not rectify.
    NotRectified,
    /// It no longer meets the conditions.
    ConditionsLost,
    /// It merged into another body.
    Merged,
    /// Another body succeeds it.
    Succeeded,
    /// It is no more.
    Dissolved,
}

/// The withdrawal of a hub's standing (取消认定).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Withdrawal {
    /// Why.
    pub ground: WithdrawalGround,
    /// Number of the decision.
    pub document_number: String,
    /// Its date.
    pub decided_on: NaiveDate,
    /// Reasons.
    pub reasons: String,
    /// The hub that takes its place, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<UnitRef>,
    /// By when every member that it supervises has its plan carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// When the last of its members had gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_on: Option<NaiveDate>,
}

/// Where a hub stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HubStatus {
    /// Nominated (已提名).
    Nominated,
    /// Reviewed, and supported (审核同意).
    Supported,
    /// Reviewed, and not supported (审核不同意).
    NotSupported,
    /// Not recognized (不予认定).
    Declined,
    /// Recognized (已认定): it may liaise and serve, not supervise.
    Recognized,
    /// Authorized (已授权): it may do what the authorization says.
    Authorized,
    /// Withdrawn, and still responsible for members (取消认定，成员待安置).
    Withdrawing,
    /// Withdrawn (已取消认定).
    Withdrawn,
}

impl HubStatus {
    /// Every status.
    pub const ALL: [Self; 8] = [
        Self::Nominated,
        Self::Supported,
        Self::NotSupported,
        Self::Declined,
        Self::Recognized,
        Self::Authorized,
        Self::Withdrawing,
        Self::Withdrawn,
    ];

    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Nominated => "nominated",
            Self::Supported => "supported",
            Self::NotSupported => "not_supported",
            Self::Declined => "declined",
            Self::Recognized => "recognized",
            Self::Authorized => "authorized",
            Self::Withdrawing => "withdrawing",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status as officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Nominated => Text::new("已提名", "nominated"),
            Self::Supported => Text::new("审核同意", "reviewed and supported"),
            Self::NotSupported => Text::new("审核不同意", "reviewed and not supported"),
            Self::Declined => Text::new("不予认定", "not recognized"),
            Self::Recognized => Text::new("已认定，未授权", "recognized, not authorized"),
            Self::Authorized => Text::new("已授权", "authorized"),
            Self::Withdrawing => {
                Text::new("已取消认定，成员待安置", "withdrawn, members still to be placed")
            }
            Self::Withdrawn => Text::new("已取消认定", "withdrawn"),
        }
    }

    /// Whether its standing was taken from it.
    #[must_use]
    pub fn has_fallen(self) -> bool {
        matches!(self, Self::Withdrawing | Self::Withdrawn)
    }

    /// Whether the body is a hub: it works as one and may liaise.
    #[must_use]
    pub fn is_hub(self) -> bool {
        matches!(self, Self::Recognized | Self::Authorized)
    }
}

/// A unit's standing as a hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hub {
    /// Where it stands.
    pub status: HubStatus,
    /// The leading group that recognizes.
    pub leading_group: UnitRef,
    /// How it comes about.
    pub route: HubRoute,
    /// Its level.
    pub level: HubLevel,
    /// The fields that it covers.
    pub fields: Vec<String>,
    /// The hub above it; the tie carries no power by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitRef>,
    /// Its code; not every hub's code is of civil affairs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub uscc: Option<Uscc>,
    /// The registered organization that it is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// What shows that it meets the conditions.
    pub evidence: Vec<Evidence>,
    /// When it was nominated.
    pub nominated_on: NaiveDate,
    /// The account that entered the nomination; not public.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nominated_by: String,
    /// The review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// The publicity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publicity: Option<Publicity>,
    /// The recognition, or the decision not to recognize.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognition: Option<Recognition>,
    /// The authorization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization: Option<Authorization>,
    /// Authorizations before the present one; one that still runs goes on until its end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_authorizations: Vec<Authorization>,
    /// Whether it was authorized or withdrawn in an earlier standing: what it might have supervised by
    /// before the register opened is over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stood_before: bool,
    /// Yearly assessments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Assessment>,
    /// An order to rectify that is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rectification: Option<Rectification>,
    /// Its withdrawal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<Withdrawal>,
    /// The day of the last document; the next is not dated before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_document_on: Option<NaiveDate>,
}

impl Hub {
    /// What anyone may read of it: not who at the office took which step.
    #[must_use]
    pub fn public(&self) -> Self {
        let review = self.review.clone().map(|review| Review { by: String::new(), ..review });
        Self { nominated_by: String::new(), review, ..self.clone() }
    }

    /// Whether it was ever authorized or withdrawn: then only an authorization in force lets it
    /// supervise, whatever it might have supervised by before the register opened.
    #[must_use]
    pub fn has_stood(&self) -> bool {
        self.stood_before || self.authorization.is_some() || self.withdrawal.is_some()
    }

    /// Whether it may take members under its supervision on `day`.
    #[must_use]
    pub fn may_supervise_on(&self, day: NaiveDate) -> bool {
        let mut all = self.authorization.iter().chain(&self.earlier_authorizations);
        let lets = |a: &Authorization| a.holds_on(day) && a.powers.contains(&Power::Supervise);
        self.status == HubStatus::Authorized && all.any(lets)
    }
}
