//! What is kept of an organization on its way out.
//!
//! What may not enter: how it came there (`fold.rs`), and whether it may (`rules.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Demand, Pledge};
use crate::{case::Due, organization::SuccessionKind, text::Text, unit::UnitRef};

/// Why an organization ends (终止事由).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExitGround {
    /// The purpose of its charter is achieved (完成章程规定的宗旨).
    PurposeAchieved,
    /// It dissolves itself (自行解散).
    SelfDissolution,
    /// A ground of its charter (章程规定的终止情形).
    CharterGround,
    /// It can pursue its purpose no more (无法按照章程规定的宗旨继续活动).
    PurposeUnattainable,
    /// Its purpose has changed at the root (宗旨发生根本变化).
    PurposeChanged,
    /// It meets the conditions of registration no more (不再具备登记条件).
    ConditionsLost,
    /// No charity activity for two years running (连续二年未从事慈善活动; charity law art. 17).
    NoCharityActivity,
    /// No unit took over supervision in time (规定期限内未找到业务主管单位).
    NoSupervisoryUnit,
    /// Merged into another (合并).
    Merger,
    /// Split into others (分立).
    Split,
    /// Its certificate was revoked (吊销登记证书).
    CertificateRevoked,
    /// Its registration was rescinded (撤销登记).
    RegistrationRescinded,
    /// The authorities demanded it (被要求终止; association regulation art. 19 ¶2).
    Demanded,
    /// Another (其他).
    Other,
}

impl ExitGround {
    /// The id as stored and published, and as the rulebook lists it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::PurposeAchieved => "purpose_achieved",
            Self::SelfDissolution => "self_dissolution",
            Self::CharterGround => "charter_ground",
            Self::PurposeUnattainable => "purpose_unattainable",
            Self::PurposeChanged => "purpose_changed",
            Self::ConditionsLost => "conditions_lost",
            Self::NoCharityActivity => "no_charity_activity",
            Self::NoSupervisoryUnit => "no_supervisory_unit",
            Self::Merger => "merger",
            Self::Split => "split",
            Self::CertificateRevoked => "certificate_revoked",
            Self::RegistrationRescinded => "registration_rescinded",
            Self::Demanded => "demanded",
            Self::Other => "other",
        }
    }

    /// As a notice writes it: 因…
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::PurposeAchieved => Text::new("完成宗旨", "its purpose achieved"),
            Self::SelfDissolution => Text::new("自行解散", "dissolved by itself"),
            Self::CharterGround => Text::new("章程规定的情形", "on a ground of its charter"),
            Self::PurposeUnattainable => {
                Text::new("无法继续按宗旨活动", "unable to pursue its purpose")
            }
            Self::PurposeChanged => Text::new("宗旨根本变化", "its purpose changed"),
            Self::ConditionsLost => Text::new("不再具备登记条件", "its conditions lost"),
            Self::NoCharityActivity => {
                Text::new("连续二年未从事慈善活动", "without charity activity for two years")
            }
            Self::NoSupervisoryUnit => Text::new("无业务主管单位", "without a supervisory unit"),
            Self::Merger => Text::new("合并", "merged"),
            Self::Split => Text::new("分立", "split"),
            Self::CertificateRevoked => Text::new("被吊销登记证书", "its certificate revoked"),
            Self::RegistrationRescinded => Text::new("被撤销登记", "its registration rescinded"),
            Self::Demanded => Text::new("被依法要求终止", "on the demand of the authorities"),
            Self::Other => Text::new("其他原因", "for another reason"),
        }
    }
}

impl From<SuccessionKind> for ExitGround {
    fn from(how: SuccessionKind) -> Self {
        match how {
            SuccessionKind::Merger => Self::Merger,
            SuccessionKind::Split => Self::Split,
        }
    }
}

/// Who appointed the liquidation group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Appointment {
    /// The organization itself: those who must liquidate it (civil code art. 70 ¶2).
    Own {},
    /// The authority that demanded the end, because the organization cannot act (association
    /// regulation art. 21 ¶3).
    Authority {},
    /// A court, because nobody acted in time (civil code art. 70 ¶3).
    Court {
        /// Number of the ruling.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
        ruling: String,
    },
}

/// The announcement to creditors (公告债权人).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Announcement {
    /// When.
    pub published_on: NaiveDate,
    /// Where.
    pub place: String,
    /// Last day for claims.
    pub claims_until: NaiveDate,
}

/// Who is given a part of what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// A charity (慈善组织).
    Charity,
    /// Another body of public benefit (其他公益组织).
    PublicBenefit,
    /// Whom the registrar arranges for (登记管理机关安排).
    Arranged,
    /// Members (会员).
    Members,
    /// Founders or funders (发起人、举办者、捐资人).
    Founders,
    /// Others (其他).
    Others,
}

impl Recipient {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Charity => "charity",
            Self::PublicBenefit => "public_benefit",
            Self::Arranged => "arranged",
            Self::Members => "members",
            Self::Founders => "founders",
            Self::Others => "others",
        }
    }
}

/// A part of what is left, and to whom it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Disposal {
    /// What the recipient is.
    pub recipient: Recipient,
    /// Its name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub name: String,
    /// How much, in yuan.
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub yuan: i64,
    /// Number of the registrar's document, where it arranges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100))]
    pub document_number: Option<String>,
}

/// What the report of the liquidation says (清算报告).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Date of the report: the liquidation ended on that day.
    pub dated: NaiveDate,
    /// Who confirmed it: the competent organ, the supervisory unit or the court.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub confirmed_by: String,
    /// Whether it was founded for the common benefit of its members (会员共同利益; civil code art. 90),
    /// so that its charter says where the rest goes. Of associations that are no charities only.
    #[serde(default)]
    pub mutual_benefit: bool,
    /// Assets, in yuan.
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub assets_yuan: i64,
    /// Debts that were paid, in yuan.
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub debts_yuan: i64,
    /// What is left, in yuan.
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub remaining_yuan: i64,
    /// Where it goes; nothing where nothing is left.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub disposals: Vec<Disposal>,
}

/// The end of the liquidation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Conclusion {
    /// The report.
    pub report: Report,
    /// By when deregistration is to be applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deregister_by: Option<Due>,
}

/// A liquidation (清算).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Liquidation {
    /// Why the organization ends.
    pub ground: ExitGround,
    /// The day on which that came about.
    pub occurred_on: NaiveDate,
    /// Number of the resolution or decision, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    /// Who appointed the group.
    pub appointment: Appointment,
    /// When it was formed.
    pub formed_on: NaiveDate,
    /// Who leads it; not public.
    pub head: String,
    /// Of how many it consists.
    pub members: u32,
    /// The unit that guides.
    pub guided_by: UnitRef,
    /// The announcement to creditors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Announcement>,
    /// Its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concluded: Option<Conclusion>,
}

/// How certificate, seals or vouchers came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "how", rename_all = "snake_case", deny_unknown_fields)]
pub enum Handed {
    /// They were handed in (收缴).
    Returned {},
    /// They could not be collected and were declared void (公告作废).
    Void {
        /// Number of the notice.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
        notice: String,
        /// Where it was published.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
        place: String,
        /// Why they could not be collected.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
        reason: String,
    },
}

/// What was collected (收缴登记证书、印章、财务凭证).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Collected {
    /// The certificate, original and duplicates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Handed>,
    /// The seals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seals: Option<Handed>,
    /// The accounting vouchers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vouchers: Option<Handed>,
}

impl Collected {
    /// Each with its field.
    #[must_use]
    pub fn each(&self) -> [(&'static str, Option<&Handed>); 3] {
        [
            ("certificate", self.certificate.as_ref()),
            ("seals", self.seals.as_ref()),
            ("vouchers", self.vouchers.as_ref()),
        ]
    }
}

/// How far an organization is on its way out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Exit {
    /// Its liquidation, once a group was formed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liquidation: Option<Liquidation>,
    /// What the authorities demand, of each the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<Demand>,
    /// The pledge of a simplified deregistration, where the city has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pledge: Option<Pledge>,
    /// What was collected.
    #[serde(default)]
    pub collected: Collected,
}
