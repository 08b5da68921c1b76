//! Events of a case, and the fold.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Case, CaseStatus, Due, Step};
use crate::{
    act::ActKind,
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

/// Who "acts" when the law takes silence for acceptance.
pub const SILENCE: &str = "silence";

/// Folds one event into the state of a case. Total: an event that does not fit (one before
/// `Opened`) leaves the state as it is. `act` and `by` are those of the log entry.
#[must_use]
pub fn evolve(
    state: Option<Case>,
    event: &CaseEvent,
    act: ActKind,
    by: &str,
    on: NaiveDate,
) -> Option<Case> {
    let mut case = match (state, event) {
        (None, CaseEvent::Opened { id, applicant, application, registrar }) => {
            opened(id, applicant, application, registrar.as_ref(), on)
        }
        (None, _) => return None,
        (Some(case), _) => case,
    };
    case.version += 1;
    // Silence is nobody's act, whatever act came after it and brought it to light.
    let (act, by) = match event {
        CaseEvent::Accepted { by_silence: true, .. } => (ActKind::AcceptApplication, SILENCE),
        _ => (act, by),
    };
    // A consent that sends the case on is one step, though it is two events.
    if !(act == ActKind::GiveConsent && matches!(event, CaseEvent::Received { .. })) {
        case.steps.push(Step { act, by: by.to_owned(), on });
    }
    change(&mut case, event, on);
    Some(case)
}

fn opened(
    id: &str,
    applicant: &str,
    application: &Application,
    registrar: Option<&Unit>,
    on: NaiveDate,
) -> Case {
    Case {
        id: id.to_owned(),
        status: CaseStatus::Draft,
        applicant: applicant.to_owned(),
        application: application.clone(),
        registrar: registrar.cloned(),
        opened_on: on,
        received_on: None,
        complete_on: None,
        opinions: Vec::new(),
        consent_stands: false,
        corrections: None,
        accepted_by_silence: false,
        receipt: None,
        excluded: Vec::new(),
        examination: None,
        decision_number: None,
        reasons: None,
        remedies: None,
        organization: application.about().map(|a| a.about.organization.clone()),
        due: None,
        steps: Vec::new(),
        version: 0,
    }
}

fn change(case: &mut Case, event: &CaseEvent, on: NaiveDate) {
    match event {
        CaseEvent::Opened { .. } => {}
        CaseEvent::Amended { application, registrar, changes } => {
            if changes.iter().any(|c| ITEMS.contains(&c.field.as_str())) {
                case.consent_stands = false;
            }
            case.application = application.clone();
            case.registrar.clone_from(registrar);
            // What a declined application asks for has changed: it is a draft again.
            if case.status == CaseStatus::Declined {
                case.status = CaseStatus::Draft;
            }
        }
        CaseEvent::SentToSupervisoryUnit {} => {
            case.status = CaseStatus::WithSupervisoryUnit;
            case.due = None;
        }
        CaseEvent::Received { due } => {
            case.status = CaseStatus::Submitted;
            case.received_on = Some(on);
            case.due.clone_from(due);
        }
        CaseEvent::OpinionGiven { opinion } => {
            case.opinions.push(opinion.clone());
            case.consent_stands = opinion.consents;
            if !opinion.consents {
                case.status = CaseStatus::Declined;
            }
        }
        CaseEvent::Accepted { by_silence, complete_on, receipt, due } => {
            case.status = CaseStatus::Accepted;
            case.accepted_by_silence = *by_silence;
            case.complete_on = Some(*complete_on);
            case.receipt.clone_from(receipt);
            case.due.clone_from(due);
        }
        CaseEvent::CorrectionRequested { items, due } => {
            case.status = CaseStatus::CorrectionRequested;
            case.corrections = Some(items.clone());
            case.due.clone_from(due);
        }
        CaseEvent::PeriodExcluded { period, due } => {
            case.excluded.push(period.clone());
            case.due.clone_from(due);
        }
        CaseEvent::Examined { examination, .. } => {
            case.status = CaseStatus::Examined;
            case.examination = Some(examination.clone());
        }
        CaseEvent::NotAccepted { .. }
        | CaseEvent::Approved { .. }
        | CaseEvent::Refused { .. }
        | CaseEvent::Withdrawn { .. }
        | CaseEvent::Lapsed {} => end(case, event),
    }
}

fn end(case: &mut Case, event: &CaseEvent) {
    case.due = None;
    match event {
        CaseEvent::NotAccepted { document_number, reasons, remedies, .. } => {
            case.status = CaseStatus::NotAccepted;
            against(case, document_number, reasons, remedies);
        }
        CaseEvent::Refused { document_number, reasons, remedies, .. } => {
            case.status = CaseStatus::Refused;
            against(case, document_number, reasons, remedies);
        }
        CaseEvent::Approved { document_number, organization, .. } => {
            case.status = CaseStatus::Approved;
            case.decision_number = Some(document_number.clone());
            case.organization = Some(organization.clone());
        }
        CaseEvent::Withdrawn { reason } => {
            case.status = CaseStatus::Withdrawn;
            case.reasons.clone_from(reason);
        }
        CaseEvent::Lapsed {} => case.status = CaseStatus::Lapsed,
        _ => {}
    }
}

fn against(case: &mut Case, document_number: &str, reasons: &str, remedies: &Remedies) {
    case.decision_number = Some(document_number.to_owned());
    case.reasons = Some(reasons.to_owned());
    case.remedies = Some(remedies.clone());
}
