//! The state of a case.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CorrectionItem, Due, Examination, ExcludedPeriod, Opinion, Remedies};
use crate::{access::Subject, act::ActKind, registration::Application, text::Text, unit::Unit};

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaseStatus {
    /// With the applicant, not yet filed.
    Draft,
    /// With the supervisory unit for its opinion.
    WithSupervisoryUnit,
    /// The supervisory unit declined; the applicant may amend.
    Declined,
    /// Received by the registrar.
    Submitted,
    /// The registrar asked for corrections.
    CorrectionRequested,
    /// Not accepted (end).
    NotAccepted,
    /// Accepted.
    Accepted,
    /// Examined.
    Examined,
    /// Approved (end).
    Approved,
    /// Refused (end).
    Refused,
    /// Withdrawn by the applicant (end).
    Withdrawn,
    /// Lapsed because corrections were not supplied (end).
    Lapsed,
    /// Ended with the organization that it was about (end).
    Closed,
}

impl CaseStatus {
    /// Every status.
    pub const ALL: [Self; 13] = [
        Self::Draft,
        Self::WithSupervisoryUnit,
        Self::Declined,
        Self::Submitted,
        Self::CorrectionRequested,
        Self::NotAccepted,
        Self::Accepted,
        Self::Examined,
        Self::Approved,
        Self::Refused,
        Self::Withdrawn,
        Self::Lapsed,
        Self::Closed,
    ];

    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::WithSupervisoryUnit => "with_supervisory_unit",
            Self::Declined => "declined",
            Self::Submitted => "submitted",
            Self::CorrectionRequested => "correction_requested",
            Self::NotAccepted => "not_accepted",
            Self::Accepted => "accepted",
            Self::Examined => "examined",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::Closed => "closed",
        }
    }

    /// The status as officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Draft => Text::new("草稿", "draft"),
            Self::WithSupervisoryUnit => {
                Text::new("业务主管单位审查中", "with the supervisory unit")
            }
            Self::Declined => Text::new("业务主管单位不同意", "declined by the supervisory unit"),
            Self::Submitted => Text::new("待受理", "submitted"),
            Self::CorrectionRequested => Text::new("待补正", "correction requested"),
            Self::NotAccepted => Text::new("不予受理", "not accepted"),
            Self::Accepted => Text::new("已受理", "accepted"),
            Self::Examined => Text::new("已审查", "examined"),
            Self::Approved => Text::new("准予登记", "approved"),
            Self::Refused => Text::new("不予登记", "refused"),
            Self::Withdrawn => Text::new("已撤回", "withdrawn"),
            Self::Lapsed => Text::new("逾期终止", "lapsed"),
            Self::Closed => Text::new("随组织注销终结", "closed with the organization"),
        }
    }

    /// Whether nothing more can happen.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Self::NotAccepted
                | Self::Approved
                | Self::Refused
                | Self::Withdrawn
                | Self::Lapsed
                | Self::Closed
        )
    }
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Step {
    /// The act.
    pub act: ActKind,
    /// The account that performed it.
    pub by: String,
    /// Its date.
    pub on: NaiveDate,
}

/// An application under way, or ended. The findings that a decision rests on are not part of the
/// state: nothing is decided by them later, and they stand in the event for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Identifier (UUID, time-ordered).
    pub id: String,
    /// Where it stands.
    pub status: CaseStatus,
    /// The account of the applicant.
    pub applicant: String,
    /// What is applied for.
    pub application: Application,
    /// The registrar that is asked, as the register knew it when the case was opened.
    pub registrar: Option<Unit>,
    /// When the draft was opened.
    pub opened_on: NaiveDate,
    /// When the registrar received it (last time).
    pub received_on: Option<NaiveDate>,
    /// When all valid documents were there (association regulation art. 12 ¶1).
    pub complete_on: Option<NaiveDate>,
    /// Opinions of supervisory units, oldest first.
    pub opinions: Vec<Opinion>,
    /// Whether the last consent still covers what is applied for.
    #[serde(default)]
    pub consent_stands: bool,
    /// What had to be corrected, once that was asked.
    pub corrections: Option<Vec<CorrectionItem>>,
    /// Whether it counts as accepted because the registrar was silent.
    pub accepted_by_silence: bool,
    /// Number of the receipt of acceptance.
    pub receipt: Option<String>,
    /// Time that does not count.
    pub excluded: Vec<ExcludedPeriod>,
    /// By how much the time for the decision was extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_by: Option<u32>,
    /// What the examiner found.
    pub examination: Option<Examination>,
    /// Number of the decision document.
    pub decision_number: Option<String>,
    /// Why it ended as it did.
    pub reasons: Option<String>,
    /// Remedies against a refusal.
    pub remedies: Option<Remedies>,
    /// The organization that came of it.
    pub organization: Option<String>,
    /// What is due next.
    pub due: Option<Due>,
    /// The steps taken.
    pub steps: Vec<Step>,
    /// Number of events folded into this state; the entity tag of the API.
    pub version: i64,
}

impl Case {
    /// The supervisory unit's last opinion, unless what it consented to has changed since.
    #[must_use]
    pub fn standing_opinion(&self) -> Option<&Opinion> {
        self.opinions.last().filter(|o| !o.consents || self.consent_stands)
    }

    /// Whether a step was taken after `day`; then no act is dated on it.
    #[must_use]
    pub fn has_step_after(&self, day: NaiveDate) -> bool {
        self.steps.iter().any(|step| day < step.on)
    }

    /// The case as access sees it.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject {
            registrar: Some(self.application.registrar().clone()),
            supervisory_unit: self.application.supervisory_unit().cloned(),
            organization: self.application.about().map(|a| a.about.organization.clone()),
            division: self.registrar.as_ref().map(|r| r.division),
            applicant: Some(self.applicant.clone()),
            unit: None,
            related: Vec::new(),
            authority: None,
        }
    }
}
