//! Events of a case.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Due;
use crate::{
    law::Finding,
    registration::Application,
    unit::{Unit, UnitRef},
};

/// The opinion of a supervisory unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Opinion {
    /// The unit.
    pub unit: UnitRef,
    /// Consents, or declines.
    pub consents: bool,
    /// Reasons; a unit that declines must give them.
    pub reasons: Option<String>,
    /// How it helps the founders on when it declines.
    pub help: Option<String>,
    /// Number of its document.
    pub document_number: Option<String>,
    /// Date of that document, where it is another than the day of the act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<NaiveDate>,
    /// Date.
    pub given_on: NaiveDate,
}

impl Opinion {
    /// The day from which the consent counts: that of its document.
    #[must_use]
    pub fn consented_on(&self) -> NaiveDate {
        self.dated.unwrap_or(self.given_on)
    }
}

/// One thing to correct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectionItem {
    /// The field of the application.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub field: String,
    /// What to correct.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 1000))]
    pub what: String,
    /// The rule behind it, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 40))]
    pub rule: Option<String>,
}

/// What the examiner found. The three `Option<String>` findings are empty when nothing was
/// found; a text says what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Examination {
    /// Evidence that purpose or scope is against art. 4 (ground of art. 13(1)).
    pub against_article_4: Option<String>,
    /// Whether another association is needed where a similar one exists (art. 13(2)).
    pub another_is_needed: Option<bool>,
    /// Fraud in the application (art. 13(4)).
    pub fraud: Option<String>,
    /// Another prohibition, with its law (art. 13(5)).
    pub other_prohibition: Option<String>,
    /// Rules that the examiner found not met, whatever the application states.
    #[serde(default)]
    pub not_met: Vec<NotMet>,
    /// The examiner's report.
    pub report: String,
    /// The account of the examiner.
    pub examined_by: String,
}

/// A rule that the examiner found not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NotMet {
    /// Id of the rule, for example `ST-10a`.
    #[cfg_attr(feature = "schema", schema(max_length = 40, example = "ST-10a"))]
    pub rule: String,
    /// What was found.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Time that does not count (administrative licensing law art. 45).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExcludedPeriod {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Hearing, inspection, expert review …
    pub reason: String,
    /// Number of the written notice to the applicant.
    pub notice_number: String,
}

/// Until when a refusal can be challenged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Remedies {
    /// Administrative reconsideration (行政复议) until.
    pub reconsideration_until: Option<NaiveDate>,
    /// Suit (行政诉讼) until.
    pub suit_until: Option<NaiveDate>,
}

/// A field that changed, with its old and new value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// Old value.
    pub old: Value,
    /// New value.
    pub new: Value,
}

/// What happened to a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum CaseEvent {
    /// A draft was opened.
    Opened {
        /// Identifier.
        id: String,
        /// Who applies.
        applicant: String,
        /// What for.
        application: Application,
        /// The registrar that is asked.
        registrar: Option<Unit>,
    },
    /// The application was amended.
    Amended {
        /// The whole new content.
        application: Application,
        /// The registrar that is asked.
        registrar: Option<Unit>,
        /// What changed.
        changes: Vec<FieldChange>,
    },
    /// It was filed with the supervisory unit.
    SentToSupervisoryUnit {},
    /// The registrar received it.
    Received {
        /// Acceptance is due.
        due: Option<Due>,
    },
    /// The supervisory unit gave its opinion.
    OpinionGiven {
        /// The opinion.
        opinion: Opinion,
    },
    /// It was accepted, by decision or by silence.
    Accepted {
        /// Whether by silence (administrative licensing law art. 32(4)).
        by_silence: bool,
        /// When all valid documents were there.
        complete_on: NaiveDate,
        /// Number of the receipt.
        receipt: Option<String>,
        /// The decision is due.
        due: Option<Due>,
    },
    /// Corrections were requested.
    CorrectionRequested {
        /// All of them, named once.
        items: Vec<CorrectionItem>,
        /// The corrections are due.
        due: Option<Due>,
    },
    /// It was not accepted.
    NotAccepted {
        /// Number of the document.
        document_number: String,
        /// Reasons.
        reasons: String,
        /// The findings it rests on.
        findings: Vec<Finding>,
        /// Remedies.
        remedies: Remedies,
    },
    /// Time was taken out of the clock.
    PeriodExcluded {
        /// The time.
        period: ExcludedPeriod,
        /// The decision is now due.
        due: Option<Due>,
    },
    /// The time for the decision was extended (licensing law art. 42; charity law art. 10 ¶3).
    DecisionExtended {
        /// By so many days of the clock's own unit.
        days: u32,
        /// Who approved it.
        approved_by: String,
        /// Number of the approval.
        document_number: String,
        /// The decision is now due.
        due: Option<Due>,
    },
    /// It was examined.
    Examined {
        /// What was found.
        examination: Examination,
        /// How the rules stand with it.
        findings: Vec<Finding>,
    },
    /// It was approved.
    Approved {
        /// Number of the decision.
        document_number: String,
        /// The organization that came of it.
        organization: String,
        /// Every rule that was examined.
        findings: Vec<Finding>,
    },
    /// It was refused.
    Refused {
        /// Number of the decision.
        document_number: String,
        /// Reasons told to the founders.
        reasons: String,
        /// The grounds, with their articles.
        findings: Vec<Finding>,
        /// Remedies.
        remedies: Remedies,
    },
    /// The applicant withdrew it.
    Withdrawn {
        /// Why, if they said.
        reason: Option<String>,
    },
    /// It lapsed.
    Lapsed {},
    /// It ended with the organization that it was about.
    Closed {
        /// Number of the deregistration.
        document_number: String,
    },
}

impl CaseEvent {
    /// The findings that this event keeps for ever.
    #[must_use]
    pub fn findings(&self) -> Option<&[Finding]> {
        match self {
            Self::NotAccepted { findings, .. }
            | Self::Examined { findings, .. }
            | Self::Approved { findings, .. }
            | Self::Refused { findings, .. } => Some(findings),
            _ => None,
        }
    }
}

/// The top-level fields in which two applications differ.
#[must_use]
pub fn changed_fields(old: &Application, new: &Application) -> Vec<FieldChange> {
    let (Ok(Value::Object(old)), Ok(Value::Object(new))) =
        (serde_json::to_value(old), serde_json::to_value(new))
    else {
        return Vec::new();
    };
    let value = |map: &serde_json::Map<String, Value>, key: &String| {
        map.get(key).cloned().unwrap_or(Value::Null)
    };
    let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    keys.into_iter()
        .filter(|key| value(&old, key) != value(&new, key))
        .map(|key| FieldChange { field: key.clone(), old: value(&old, key), new: value(&new, key) })
        .collect()
}

/// What a supervisory unit consents to: the registered items (association regulation art. 12
/// ¶2). When one of them changes, it is asked anew.
pub(crate) const ITEMS: [&str; 14] = [
    "kind",
    "name",
    "reach",
    "domicile",
    "purpose",
    "business_scope",
    "activity_area",
    "officers",
    "funds_yuan",
    "route",
    "institution",
    "foundation",
    "charity",
    // Of an application about an organization: whatever is asked for.
    "request",
];
