//! What is punished and by what: the laws a case may rest on, their grounds, the measures.
//!
//! What may not enter: which ground stands in which law on which day, and numbers; both are in the rulebook.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::Text;

/// The law that a case rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PenaltyBasis {
    /// The penalty article of the regulation of its kind (association regulation art. 30 and its neighbours).
    Regulation,
    /// The registration should not stand (association regulation art. 29 and its neighbours).
    Rescission,
    /// Charity law art. 109, 110.
    Charity,
    /// Another organ found that the certificate is to be taken away (association regulation art. 31).
    OtherLaw,
}

impl PenaltyBasis {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Regulation => "regulation",
            Self::Rescission => "rescission",
            Self::Charity => "charity",
            Self::OtherLaw => "other_law",
        }
    }
}

/// What was done against the law (违法情形).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BreachGround {
    /// Altering, renting, lending the certificate; renting, lending the seal (涂改、出租、出借证书、印章).
    MisuseOfCertificate,
    /// Outside its purpose or scope (超出章程规定的宗旨和业务范围).
    OutsideScope,
    /// Refusing or evading supervision, the annual inspection with it (拒不接受监督检查).
    RefusingSupervision,
    /// Poor management that leads to dysfunction (内部管理混乱、运转失灵).
    Dysfunction,
    /// Changes, or the end, not registered (不按照规定办理变更、注销登记).
    NoRegistration,
    /// Unlawful branches (违反规定设立分支机构).
    UnlawfulBranches,
    /// For-profit business (从事营利性的经营活动).
    ForProfit,
    /// Embezzling assets or donations (侵占、私分、挪用资产或者捐赠).
    Embezzlement,
    /// Unlawful fees or fundraising (违规收费、筹资或者使用捐赠).
    UnlawfulFees,
    /// False accounts (会计账目弄虚作假).
    FalseAccounts,
    /// The spending quota missed (公益事业支出不达标).
    QuotaMissed,
    /// The annual inspection missed or failed (不参加年检或者年检不合格).
    InspectionFailed,
    /// No disclosure, or a false one (不履行信息公布义务).
    NoDisclosure,
    /// Registration obtained by fraud (弄虚作假骗取登记).
    Fraud,
    /// No activity since the certificate (自取得证书之日起未开展活动).
    Idle,
    /// Its supervisory unit withdrew its approval (业务主管单位撤销批准).
    ApprovalWithdrawn,
    /// It should have been deregistered and goes on (应当注销不注销).
    ShouldDeregister,
    /// Inspections failed for years running (连续不合格或者不参加年检).
    YearsFailed,
    /// Not for its charitable purpose (未按照慈善宗旨开展活动; charity law art. 109).
    NotCharitable,
    /// Duties of charities (慈善法第一百一十条所列情形).
    CharityDuties,
    /// A breach of another law, found by another organ (违反其他法律，有关机关认为应当吊销).
    OtherLaw,
}

impl BreachGround {
    /// The id as stored and published, and as the rulebook lists it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::MisuseOfCertificate => "misuse_of_certificate",
            Self::OutsideScope => "outside_scope",
            Self::RefusingSupervision => "refusing_supervision",
            Self::Dysfunction => "dysfunction",
            Self::NoRegistration => "no_registration",
            Self::UnlawfulBranches => "unlawful_branches",
            Self::ForProfit => "for_profit",
            Self::Embezzlement => "embezzlement",
            Self::UnlawfulFees => "unlawful_fees",
            Self::FalseAccounts => "false_accounts",
            Self::QuotaMissed => "quota_missed",
            Self::InspectionFailed => "inspection_failed",
            Self::NoDisclosure => "no_disclosure",
            Self::Fraud => "fraud",
            Self::Idle => "idle",
            Self::ApprovalWithdrawn => "approval_withdrawn",
            Self::ShouldDeregister => "should_deregister",
            Self::YearsFailed => "years_failed",
            Self::NotCharitable => "not_charitable",
            Self::CharityDuties => "charity_duties",
            Self::OtherLaw => "other_law",
        }
    }

    /// As a decision writes it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::MisuseOfCertificate => {
                Text::new("涂改、出租、出借登记证书或者印章", "misuse of certificate or seal")
            }
            Self::OutsideScope => {
                Text::new("超出宗旨和业务范围进行活动", "activity outside purpose or scope")
            }
            Self::RefusingSupervision => {
                Text::new("拒不接受或者不按规定接受监督检查", "refusing supervision")
            }
            Self::Dysfunction => Text::new("内部管理混乱，运转失灵", "dysfunction"),
            Self::NoRegistration => {
                Text::new("不按规定办理变更、注销登记", "changes or the end not registered")
            }
            Self::UnlawfulBranches => Text::new("违反规定设立分支机构", "unlawful branches"),
            Self::ForProfit => Text::new("从事营利性的经营活动", "for-profit business"),
            Self::Embezzlement => {
                Text::new("侵占、私分、挪用资产或者捐赠", "embezzling assets or donations")
            }
            Self::UnlawfulFees => {
                Text::new("违规收费、筹资或者使用捐赠", "unlawful fees or fundraising")
            }
            Self::FalseAccounts => Text::new("会计账目弄虚作假", "false accounts"),
            Self::QuotaMissed => Text::new("公益支出未达到规定比例", "the spending quota missed"),
            Self::InspectionFailed => {
                Text::new("不接受年检或者年检不合格", "the inspection missed or failed")
            }
            Self::NoDisclosure => Text::new("不履行信息公布义务", "no disclosure, or a false one"),
            Self::Fraud => Text::new("弄虚作假骗取登记", "registration obtained by fraud"),
            Self::Idle => {
                Text::new("自取得登记证书起未开展活动", "no activity since the certificate")
            }
            Self::ApprovalWithdrawn => {
                Text::new("业务主管单位撤销批准", "the supervisory unit withdrew its approval")
            }
            Self::ShouldDeregister => {
                Text::new("应当注销而继续活动", "going on when it should deregister")
            }
            Self::YearsFailed => {
                Text::new("连续年检不合格或者不参加年检", "inspections failed for years running")
            }
            Self::NotCharitable => Text::new(
                "未按照慈善宗旨开展活动",
                "activity that is not for its charitable purpose",
            ),
            Self::CharityDuties => {
                Text::new("慈善法第一百一十条所列情形", "duties of charities broken")
            }
            Self::OtherLaw => Text::new("违反其他法律、法规", "a breach of another law"),
        }
    }
}

/// What was done, when, and how it came to light.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Breach {
    /// The law that the case rests on.
    pub basis: PenaltyBasis,
    /// The ground.
    pub ground: BreachGround,
    /// What happened.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub facts: String,
    /// The first day of it.
    pub from: NaiveDate,
    /// The last day of it; none while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// When it was found.
    pub found_on: NaiveDate,
    /// Whether it harms life, health or financial safety (administrative penalty law art. 36).
    #[serde(default)]
    pub harmful: bool,
    /// Where it happened, if elsewhere; the organization's registrar decides all the same (trap 36).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub place: Option<String>,
}

impl Breach {
    /// The day whose law says what it is: its last, or while it goes on the day that is asked about.
    #[must_use]
    pub fn law_of(&self, on: NaiveDate) -> NaiveDate {
        self.until.unwrap_or(on)
    }
}

/// What a fine is counted on (association regulation art. 30 ¶2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FineBase {
    /// Illegal turnover (违法经营额).
    Turnover,
    /// Illegal gains (违法所得).
    Gains,
}

/// What is decided against an organization (处罚种类), and what comes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "measure", rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    /// A warning (警告).
    Warning {},
    /// To correct by a day (责令改正); no penalty, and comes with one.
    OrderCorrection {
        /// By when.
        by: NaiveDate,
    },
    /// A fine (罚款).
    Fine {
        /// How much, in yuan.
        #[cfg_attr(feature = "schema", schema(minimum = 1))]
        yuan: i64,
        /// What it is counted on.
        base: FineBase,
        /// How much that is, in yuan.
        #[cfg_attr(feature = "schema", schema(minimum = 1))]
        base_yuan: i64,
    },
    /// Illegal gains are confiscated (没收违法所得).
    Confiscation {
        /// How much, in yuan.
        #[cfg_attr(feature = "schema", schema(minimum = 1))]
        yuan: i64,
    },
    /// Suspended for a time (限期停止活动), which counts from delivery.
    Suspension {
        /// How many months.
        #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 36))]
        months: u32,
    },
    /// The responsible manager is to be replaced (责令撤换直接负责的主管人员).
    ReplaceManager {},
    /// The certificate is revoked (吊销登记证书).
    Revocation {},
    /// The registration is rescinded (撤销登记).
    Rescission {},
}

impl Measure {
    /// The id as stored and published, and as the rulebook lists it.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::Warning {} => "warning",
            Self::OrderCorrection { .. } => "order_correction",
            Self::Fine { .. } => "fine",
            Self::Confiscation { .. } => "confiscation",
            Self::Suspension { .. } => "suspension",
            Self::ReplaceManager {} => "replace_manager",
            Self::Revocation {} => "revocation",
            Self::Rescission {} => "rescission",
        }
    }

    /// As a decision writes it.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Warning {} => Text::new("警告", "a warning"),
            Self::OrderCorrection { by } => {
                Text::new(format!("责令于{by}前改正"), format!("an order to correct by {by}"))
            }
            Self::Fine { yuan, .. } => {
                Text::new(format!("罚款{yuan}元"), format!("a fine of {yuan} yuan"))
            }
            Self::Confiscation { yuan } => {
                Text::new(format!("没收违法所得{yuan}元"), format!("{yuan} yuan confiscated"))
            }
            Self::Suspension { months } => Text::new(
                format!("限期停止活动{months}个月"),
                format!("suspension for {months} months"),
            ),
            Self::ReplaceManager {} => {
                Text::new("责令撤换直接负责的主管人员", "the responsible manager to be replaced")
            }
            Self::Revocation {} => Text::new("吊销登记证书", "revocation of the certificate"),
            Self::Rescission {} => Text::new("撤销登记", "rescission of the registration"),
        }
    }

    /// What is to be paid for it, in yuan.
    #[must_use]
    pub fn yuan(&self) -> Option<i64> {
        match self {
            Self::Fine { yuan, .. } | Self::Confiscation { yuan } => Some(*yuan),
            _ => None,
        }
    }

    /// How much of the kind it is, so that two of one kind can be compared; none where there is no more
    /// or less of it.
    #[must_use]
    pub(super) fn size(&self) -> Option<i64> {
        match self {
            Self::Suspension { months } => Some(i64::from(*months)),
            other => other.yuan(),
        }
    }

    /// Whether it takes certificate or registration away.
    #[must_use]
    pub fn takes_away(&self) -> bool {
        matches!(self, Self::Revocation {} | Self::Rescission {})
    }
}
