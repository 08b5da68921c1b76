//! What is handed in with each act on penalties.
//!
//! What may not enter: conditions; they are rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{AnnulledBy, Breach, ExclusionReason, Measure, RemedyKind, RemedyOutcome};
use crate::act::ActKind;

/// A case is filed (立案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FilePenaltyCase {
    /// What was done.
    pub breach: Breach,
    /// How it came to light, or who handed it over (art. 4, 5 of the provisions on the procedure).
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub source: String,
    /// Numbers of the enforcement certificates of those who investigate (执法证号).
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 10))]
    pub officers: Vec<String>,
    /// Number of the filing.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// Evidence is registered in advance (先行登记保存).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceInput {
    /// What.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub item: String,
    /// Number of the notice.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// It is decided what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SettleEvidence {
    /// Which, by its number in the case, from 1.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub evidence: u32,
    /// What becomes of it.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub outcome: String,
}

/// The organization is told what is to be decided (事先告知).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NotifyPenalty {
    /// What is to be decided.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 8))]
    pub measures: Vec<Measure>,
    /// Facts, reasons and basis.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 4000))]
    pub facts: String,
    /// Number of the notice.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
    /// When it was delivered.
    pub delivered_on: NaiveDate,
    /// How.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub delivered_by: String,
    /// Whether it says that a hearing may be asked for.
    #[serde(default)]
    pub hearing: bool,
}

/// The organization makes a statement (陈述、申辩), or asks for a hearing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StatePenalty {
    /// What it says.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 4000))]
    pub text: String,
    /// Whether it asks for a hearing.
    #[serde(default)]
    pub hearing: bool,
}

/// A hearing was held (听证).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HoldHearing {
    /// When time and place were told.
    pub notified_on: NaiveDate,
    /// When it was held.
    pub held_on: NaiveDate,
    /// Number of its record.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub record_number: String,
}

/// The case is reviewed (法制审核).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewPenalty {
    /// What the review says.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub opinion: String,
    /// Whether it agrees.
    pub agrees: bool,
}

/// The time for the decision is extended: by days, or to a day that was decided collectively.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExtendPenalty {
    /// By so many days, by the head.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 366))]
    pub days: Option<u32>,
    /// To a day, by a collective decision after the head's extension.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Number of the approval.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// Time is taken out of the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExcludePenaltyTime {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Why.
    pub why: ExclusionReason,
}

/// It is decided (处罚决定).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecidePenalty {
    /// What: nothing heavier than what was told.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 8))]
    pub measures: Vec<Measure>,
    /// Whether the case is serious (情节严重): only then certificate or registration is taken.
    #[serde(default)]
    pub serious: bool,
    /// Why, with what became of the organization's statement.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 4000))]
    pub reasons: String,
    /// Why the law of the day of the decision is milder than that of the breach, where it is taken for that
    /// (administrative penalty law art. 37).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub milder: Option<String>,
    /// When the heads discussed it collectively, where they did.
    #[serde(default)]
    pub deliberated_on: Option<NaiveDate>,
    /// Whether it is published, for its influence on society.
    #[serde(default)]
    pub publish: bool,
    /// Number of the decision.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// There is no penalty (不予处罚、销案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DropPenalty {
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: String,
    /// Number of the decision.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
    /// The authority that is competent, where the case is handed to it (移送): another registrar or department, or the police
    /// where a crime is suspected (penalty procedure art. 5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub transferred_to: Option<String>,
}

/// The decision is delivered (送达).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServePenalty {
    /// When.
    pub delivered_on: NaiveDate,
    /// How: handed over, left, by mail, by public notice.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub delivered_by: String,
}

/// Certificate, seals and vouchers are sealed away for a suspension (封存).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SealAway {
    /// When.
    pub on: NaiveDate,
    /// The certificate, original and duplicates.
    pub certificate: bool,
    /// The seals.
    pub seals: bool,
    /// The accounting vouchers.
    pub vouchers: bool,
}

/// It resumes after a suspension; what was sealed away goes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResumeActivity {
    /// Number of its report on what was mended (整改报告).
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub report: String,
}

/// Something is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PayPenalty {
    /// When.
    pub paid_on: NaiveDate,
    /// How much, in yuan.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub yuan: i64,
    /// Number of the receipt.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub receipt: String,
}

/// The decision is challenged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SeekRemedy {
    /// Which way.
    pub kind: RemedyKind,
    /// When.
    pub filed_on: NaiveDate,
    /// With whom.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub authority: String,
    /// Number of the case there.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// A challenge ends, and the decision stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndRemedy {
    /// Which, by its number in the case, from 1.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub remedy: u32,
    /// When.
    pub ended_on: NaiveDate,
    /// How: `upheld`, `withdrawn`; an annulment is an act of its own.
    pub outcome: RemedyOutcome,
    /// Number of the decision or judgment.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// The decision is annulled (撤销处罚决定).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnulPenalty {
    /// By whom.
    pub by: AnnulledBy,
    /// When.
    pub annulled_on: NaiveDate,
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: String,
    /// Number of the decision or judgment.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// A penalty that another department or an older register decided, as existing law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordedPenalty {
    /// Number of the decision, as its source writes it.
    pub document_number: String,
    /// Who decided.
    pub authority: String,
    /// When.
    pub decided_on: NaiveDate,
    /// What, as the source writes it: 警告, 罚款 …
    pub kinds: Vec<String>,
    /// The fine or what was confiscated, in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yuan: Option<i64>,
    /// What happened, as the source writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<String>,
    /// The article, as the source writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Where it was read.
    pub source: String,
}

impl RecordedPenalty {
    /// Whether it is more than a warning or a notice of criticism.
    #[must_use]
    pub fn is_fine_or_heavier(&self) -> bool {
        const LIGHT: [&str; 2] = ["警告", "通报批评"];
        self.yuan.is_some() || self.kinds.iter().any(|kind| !LIGHT.contains(&kind.as_str()))
    }
}

/// A step of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PenaltyStep {
    /// See [`ActKind::RegisterEvidence`].
    Evidence(EvidenceInput),
    /// See [`ActKind::SettleEvidence`].
    SettleEvidence(SettleEvidence),
    /// See [`ActKind::NotifyPenalty`].
    Notify(NotifyPenalty),
    /// See [`ActKind::StateOnPenalty`].
    State(StatePenalty),
    /// See [`ActKind::HoldHearing`].
    Hear(HoldHearing),
    /// See [`ActKind::ReviewPenalty`].
    Review(ReviewPenalty),
    /// See [`ActKind::ExtendPenaltyCase`].
    Extend(ExtendPenalty),
    /// See [`ActKind::ExcludePenaltyTime`].
    Exclude(ExcludePenaltyTime),
    /// See [`ActKind::DecidePenalty`].
    Decide(DecidePenalty),
    /// See [`ActKind::DropPenaltyCase`].
    Drop(DropPenalty),
    /// See [`ActKind::ServePenalty`].
    Serve(ServePenalty),
    /// See [`ActKind::SealAway`].
    Seal(SealAway),
    /// See [`ActKind::ResumeActivity`].
    Resume(ResumeActivity),
    /// See [`ActKind::PayPenalty`].
    Pay(PayPenalty),
    /// See [`ActKind::SeekRemedy`].
    Seek(SeekRemedy),
    /// See [`ActKind::EndRemedy`].
    EndRemedy(EndRemedy),
    /// See [`ActKind::AnnulPenalty`].
    Annul(AnnulPenalty),
}

/// An act on penalties with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PenaltyRequest {
    /// See [`ActKind::FilePenaltyCase`].
    File(FilePenaltyCase),
    /// A step of the case with this number.
    Step {
        /// The case.
        case: u32,
        /// The step.
        step: PenaltyStep,
    },
    /// See [`ActKind::ImportPenalty`].
    Import(RecordedPenalty),
}

impl PenaltyRequest {
    /// Which act it is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::File(_) => ActKind::FilePenaltyCase,
            Self::Import(_) => ActKind::ImportPenalty,
            Self::Step { step, .. } => match step {
                PenaltyStep::Evidence(_) => ActKind::RegisterEvidence,
                PenaltyStep::SettleEvidence(_) => ActKind::SettleEvidence,
                PenaltyStep::Notify(_) => ActKind::NotifyPenalty,
                PenaltyStep::State(_) => ActKind::StateOnPenalty,
                PenaltyStep::Hear(_) => ActKind::HoldHearing,
                PenaltyStep::Review(_) => ActKind::ReviewPenalty,
                PenaltyStep::Extend(_) => ActKind::ExtendPenaltyCase,
                PenaltyStep::Exclude(_) => ActKind::ExcludePenaltyTime,
                PenaltyStep::Decide(_) => ActKind::DecidePenalty,
                PenaltyStep::Drop(_) => ActKind::DropPenaltyCase,
                PenaltyStep::Serve(_) => ActKind::ServePenalty,
                PenaltyStep::Seal(_) => ActKind::SealAway,
                PenaltyStep::Resume(_) => ActKind::ResumeActivity,
                PenaltyStep::Pay(_) => ActKind::PayPenalty,
                PenaltyStep::Seek(_) => ActKind::SeekRemedy,
                PenaltyStep::EndRemedy(_) => ActKind::EndRemedy,
                PenaltyStep::Annul(_) => ActKind::AnnulPenalty,
            },
        }
    }
}
