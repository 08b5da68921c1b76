//! What a case of penalty is made of: evidence, notice, statements, hearing, review, decision, delivery, payments,
//! challenges.
//!
//! What may not enter: how it came there (`fold.rs`), and whether it may (`rules.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Measure;
use crate::{calendar::Deadline, law::Citation, organization::Certificate};

/// Evidence that was registered in advance (先行登记保存).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CaseEvidence {
    /// What.
    pub item: String,
    /// Number of the notice.
    pub document_number: String,
    /// When.
    pub registered_on: NaiveDate,
    /// By when it is decided what becomes of it.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub settle_by: Option<Deadline>,
    /// What became of it, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<(NaiveDate, String)>,
}

/// Why time does not count (provisions on the procedure art. 31).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExclusionReason {
    /// A hearing (听证).
    Hearing,
    /// A public announcement (公告).
    Announcement,
    /// An audit (审计).
    Audit,
    /// A test (检测).
    Test,
    /// An appraisal (鉴定).
    Appraisal,
}

/// Time that does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExcludedTime {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Why.
    pub why: ExclusionReason,
}

/// An extension of the time for the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Extension {
    /// When.
    pub on: NaiveDate,
    /// By so many days, by the head; none where a collective decision set a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// The day that a collective decision set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Number of the approval.
    pub document_number: String,
}

/// What the organization was told before the decision (事先告知).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PenaltyNotice {
    /// What is to be decided.
    pub measures: Vec<Measure>,
    /// Facts, reasons and basis.
    pub facts: String,
    /// Number of the notice.
    pub document_number: String,
    /// When it was delivered.
    pub delivered_on: NaiveDate,
    /// How.
    pub delivered_by: String,
    /// Whether it says that a hearing may be asked for.
    pub hearing: bool,
    /// The last day for a statement or for asking.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub answer_by: Deadline,
}

/// What the organization said (陈述、申辩), and whether it asked for a hearing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PenaltyStatement {
    /// When.
    pub on: NaiveDate,
    /// What.
    pub text: String,
    /// Whether it asks for a hearing.
    pub hearing: bool,
}

/// A hearing (听证).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hearing {
    /// When time and place were told.
    pub notified_on: NaiveDate,
    /// When it was held.
    pub held_on: NaiveDate,
    /// Number of its record.
    pub record_number: String,
}

/// The legal review before the decision (法制审核).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LegalReview {
    /// When.
    pub on: NaiveDate,
    /// What it says.
    pub opinion: String,
    /// Whether it agrees.
    pub agrees: bool,
    /// The account that reviewed; the offices only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// The decision (处罚决定).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PenaltyDecision {
    /// When.
    pub on: NaiveDate,
    /// Its number.
    pub document_number: String,
    /// What.
    pub measures: Vec<Measure>,
    /// Why.
    pub reasons: String,
    /// The article, with the version that was picked.
    pub basis: Citation,
    /// Why a later text was taken as milder, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milder: Option<String>,
    /// When the heads discussed it, where they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliberated_on: Option<NaiveDate>,
    /// Whether it is published.
    pub publish: bool,
    /// By when it is to be delivered.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub serve_by: Option<Deadline>,
}

/// Delivery (送达), and the clocks that it starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Service {
    /// When.
    pub on: NaiveDate,
    /// How.
    pub how: String,
    /// By when it is to be paid, where something is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub pay_by: Option<Deadline>,
    /// By when reconsideration may be applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub reconsider_by: Option<Deadline>,
    /// By when a suit may be brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub sue_by: Option<Deadline>,
    /// The last day of a suspension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_until: Option<NaiveDate>,
}

/// What delivery took away, so that an annulment can give it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Taken {
    /// The certificate that was in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Payment {
    /// When.
    pub on: NaiveDate,
    /// How much, in yuan.
    pub yuan: i64,
    /// Number of the receipt.
    pub receipt: String,
}

/// Which way a decision is challenged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RemedyKind {
    /// Administrative reconsideration (行政复议).
    Reconsideration,
    /// A suit (行政诉讼).
    Suit,
}

/// How a challenge ended without an annulment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RemedyOutcome {
    /// The decision stands (维持、驳回).
    Upheld,
    /// It was withdrawn (撤回).
    Withdrawn,
    /// The decision was annulled (撤销).
    Annulled,
}

/// A challenge to the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Remedy {
    /// Which way.
    pub kind: RemedyKind,
    /// When.
    pub filed_on: NaiveDate,
    /// With whom.
    pub authority: String,
    /// Number of the case there.
    pub document_number: String,
    /// When and how it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<(NaiveDate, RemedyOutcome)>,
}

/// Who annulled a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnnulledBy {
    /// The registrar itself (自行撤销).
    Registrar,
    /// The organ of reconsideration (复议机关).
    Reconsideration,
    /// A court (人民法院).
    Court,
}

/// An annulment (撤销处罚决定).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Annulment {
    /// When.
    pub on: NaiveDate,
    /// By whom.
    pub by: AnnulledBy,
    /// Number of the decision or judgment.
    pub document_number: String,
    /// Why.
    pub reasons: String,
}

/// That there is no penalty here (不予处罚、移送、销案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PenaltyDrop {
    /// When.
    pub on: NaiveDate,
    /// Why.
    pub reasons: String,
    /// Number of the decision; none where the organization is no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    /// The authority that the case was handed to, where it was (移送).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transferred_to: Option<String>,
}
