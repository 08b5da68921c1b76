//! The grounds of the two lists (measures on credit information art. 11, 15).
//!
//! What may not enter: numbers; they stand in the rulebook.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// Why an organization is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ListingGround {
    /// No annual report in time and form (未按规定报送年度工作报告).
    NoAnnualReport,
    /// No party organization set up as required (未按规定设立党组织).
    NoPartyOrganization,
    /// Ordered to rectify, and not done in time (未按期完成整改).
    NotRectified,
    /// A charity that raised funds in the cases of the fundraising measures (公开募捐违规情形).
    Fundraising,
    /// A warning, or a fine below the set sum (警告或者较小数额罚款).
    MinorPenalty,
    /// It cannot be reached at its domicile (通过登记的住所无法联系).
    Unreachable,
    /// So many years on the list of abnormal activity (列入活动异常名录满年限).
    YearsAbnormal,
    /// A change of registration obtained by fraud, and rescinded (弄虚作假变更登记被撤销).
    ChangeByFraud,
    /// Suspended for a time (限期停止活动处罚).
    Suspended,
    /// A fine of the set sum or more (较大数额罚款).
    LargeFine,
    /// So many warnings or smaller fines in the set years (规定年限内多次受处罚).
    RepeatedPenalties,
    /// The court's list of defaulters (失信被执行人).
    CourtDefaulter,
    /// Its certificate was revoked or its registration rescinded (吊销登记证书、撤销成立登记).
    Revoked,
    /// Another that a law or regulation names (法律、行政法规规定的其他情形).
    Other,
}

impl ListingGround {
    /// Every ground.
    pub const ALL: [Self; 14] = [
        Self::NoAnnualReport,
        Self::NoPartyOrganization,
        Self::NotRectified,
        Self::Fundraising,
        Self::MinorPenalty,
        Self::Unreachable,
        Self::YearsAbnormal,
        Self::ChangeByFraud,
        Self::Suspended,
        Self::LargeFine,
        Self::RepeatedPenalties,
        Self::CourtDefaulter,
        Self::Revoked,
        Self::Other,
    ];

    /// The id as stored and published, and as the rulebook lists it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::NoAnnualReport => "no_annual_report",
            Self::NoPartyOrganization => "no_party_organization",
            Self::NotRectified => "not_rectified",
            Self::Fundraising => "fundraising",
            Self::MinorPenalty => "minor_penalty",
            Self::Unreachable => "unreachable",
            Self::YearsAbnormal => "years_abnormal",
            Self::ChangeByFraud => "change_by_fraud",
            Self::Suspended => "suspended",
            Self::LargeFine => "large_fine",
            Self::RepeatedPenalties => "repeated_penalties",
            Self::CourtDefaulter => "court_defaulter",
            Self::Revoked => "revoked",
            Self::Other => "other",
        }
    }

    /// As a notice writes it: 因…
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::NoAnnualReport => {
                Text::new("未按规定报送年度工作报告", "no annual report in time and form")
            }
            Self::NoPartyOrganization => {
                Text::new("未按规定设立党组织", "no party organization set up as required")
            }
            Self::NotRectified => Text::new("未按期完成整改", "not rectified in time"),
            Self::Fundraising => Text::new("公开募捐违规", "breaches in public fundraising"),
            Self::MinorPenalty => {
                Text::new("受到警告或者较小数额罚款", "a warning or a smaller fine")
            }
            Self::Unreachable => {
                Text::new("通过登记的住所无法联系", "not to be reached at its domicile")
            }
            Self::YearsAbnormal => Text::new(
                "列入活动异常名录满规定年限",
                "on the list of abnormal activity for years",
            ),
            Self::ChangeByFraud => {
                Text::new("弄虚作假办理变更登记被撤销", "a change of registration by fraud")
            }
            Self::Suspended => Text::new("受到限期停止活动处罚", "suspended for a time"),
            Self::LargeFine => Text::new("受到较大数额罚款", "a large fine"),
            Self::RepeatedPenalties => Text::new("多次受到处罚", "repeated penalties"),
            Self::CourtDefaulter => Text::new("被纳入失信被执行人", "on the court's list"),
            Self::Revoked => Text::new(
                "被吊销登记证书或者撤销登记",
                "certificate revoked or registration rescinded",
            ),
            Self::Other => Text::new("法律、行政法规规定的其他情形", "another case of the law"),
        }
    }

    /// Whether it rests on a decision that was heard when it was made, so that nothing is told before.
    #[must_use]
    pub fn was_heard(self) -> bool {
        matches!(
            self,
            Self::MinorPenalty
                | Self::Suspended
                | Self::LargeFine
                | Self::RepeatedPenalties
                | Self::Revoked
        )
    }
}
