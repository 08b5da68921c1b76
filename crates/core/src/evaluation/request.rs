//! What is handed in with each act on evaluation.
//!
//! What may not enter: conditions; they are rules.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    CheckGround, CommitteeMember, EvaluationBar, EvaluationEvent, EvaluationKind, Expert, Grade,
    GradeRecord, Vote,
};
use crate::{act::ActKind, organization::OrganizationKind, oversight::credit::ExistingSource};

/// A round is opened (评估通知).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenRound {
    /// Title of the notice.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub title: String,
    /// Number of the notice.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
    /// When it was published.
    pub published_on: NaiveDate,
    /// First day of applications.
    pub apply_from: NaiveDate,
    /// Last day of applications.
    pub apply_until: NaiveDate,
    /// For how many days grades are publicized.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 90))]
    pub publicity_days: u32,
    /// The sheet for each kind that takes part, by its id.
    pub sheets: BTreeMap<OrganizationKind, String>,
    /// The committee.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 50))]
    pub committee: Vec<CommitteeMember>,
}

/// An organization applies (评估申请).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApplyForEvaluation {
    /// The round of its registrar, by number.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub round: u32,
    /// `ordinary`, or `again` within the validity of its grade.
    pub kind: EvaluationKind,
}

/// The registrar begins one: a follow-up, or a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BeginCheckEvaluation {
    /// The round whose committee and sheets are used, by number.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub round: u32,
    /// `follow_up`, `check`.
    pub kind: EvaluationKind,
    /// Why it is checked; none for a follow-up.
    #[serde(default)]
    pub ground: Option<CheckGround>,
    /// What happened.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub facts: String,
}

/// It is found eligible (资格审核).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckEligibility {
    /// What was found.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub note: String,
}

/// The experts report (实地评估); after an objection others do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SiteReportInput {
    /// When they were there; none where the visit is simplified away.
    #[serde(default)]
    pub visited_on: Option<NaiveDate>,
    /// Number of the report.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub report_number: String,
    /// Who.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub experts: Vec<Expert>,
    /// Points by the key of each leaf of the sheet.
    pub scores: BTreeMap<String, i64>,
}

/// The committee decides; after an objection once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecideGrade {
    /// When it met.
    pub met_on: NaiveDate,
    /// The grade; none for no grade.
    #[serde(default)]
    pub grade: Option<Grade>,
    /// Why it is another than the sheet gives, where it is.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: Option<String>,
    /// The votes of those who were present, by name.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 50))]
    pub votes: Vec<Vote>,
    /// Number of the minutes.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// The grade is publicized (公示).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GradePublicity {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// Where.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub place: String,
}

/// The organization asks for a review (申请复核), in writing and to the committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GradeReviewRequest {
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: String,
}

/// The grade is confirmed and announced (确认、公告).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmGrade {
    /// Number of the announcement.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// It is closed without a grade (不予评估、撤回、终止).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CloseEvaluation {
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: String,
}

/// Certificate and sign of an adjusted grade come back (交回证书、牌匾).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnGradeCertificate {
    /// The number of the grade whose certificate it was.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub grade: u32,
    /// When.
    pub on: NaiveDate,
}

/// A grade of an older register, as existing law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExistingGrade {
    /// The grade; none for no grade, or one that was cancelled.
    pub grade: Option<Grade>,
    /// The grade before, where it was lowered.
    pub before: Option<Grade>,
    /// When it was announced or decided, where the source tells it.
    pub announced_on: Option<NaiveDate>,
    /// The last day on which it runs, where the source tells it.
    pub valid_until: Option<NaiveDate>,
    /// Until when it may not apply, where it was lowered or cancelled under order 39.
    pub barred_until: Option<NaiveDate>,
    /// Why it was lowered, as the source writes it.
    pub reason: Option<String>,
    /// The authority that decided.
    pub authority: String,
    /// Where it was read.
    pub source: String,
}

impl ExistingGrade {
    /// What that makes of the record; `number` is that of the grade.
    #[must_use]
    pub fn recorded(&self, number: u32) -> EvaluationEvent {
        let source =
            ExistingSource { authority: self.authority.clone(), source: self.source.clone() };
        let grade = self.grade.map(|grade| {
            Box::new(GradeRecord {
                number,
                grade,
                before: self.before,
                announced_on: self.announced_on,
                valid_from: self.announced_on,
                valid_until: self.valid_until,
                ended_on: None,
                document_number: None,
                basis: None,
                case: None,
                return_by: None,
                returned_on: None,
                source: Some(source),
            })
        });
        let bar = self.announced_on.zip(self.barred_until).map(|(from, until)| EvaluationBar {
            from,
            until,
            reason: self.reason.clone().unwrap_or_default(),
        });
        EvaluationEvent::GradeRecorded { grade, bar }
    }
}

/// An act on an organization's evaluation with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvaluationRequest {
    /// See [`ActKind::ApplyForEvaluation`].
    Apply(ApplyForEvaluation),
    /// See [`ActKind::BeginCheckEvaluation`].
    Begin(BeginCheckEvaluation),
    /// See [`ActKind::CheckEligibility`].
    Eligible(CheckEligibility),
    /// See [`ActKind::RecordSiteReport`].
    Report(SiteReportInput),
    /// See [`ActKind::DecideGrade`].
    Decide(DecideGrade),
    /// See [`ActKind::PublicizeGrade`].
    Publicize(GradePublicity),
    /// See [`ActKind::RequestGradeReview`].
    Object(GradeReviewRequest),
    /// See [`ActKind::ConfirmGrade`].
    Confirm(ConfirmGrade),
    /// See [`ActKind::CloseEvaluation`].
    Close(CloseEvaluation),
    /// See [`ActKind::ReturnGradeCertificate`].
    Return(ReturnGradeCertificate),
    /// See [`ActKind::ImportGrade`].
    Import(ExistingGrade),
}

impl EvaluationRequest {
    /// Which act it is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Apply(_) => ActKind::ApplyForEvaluation,
            Self::Begin(_) => ActKind::BeginCheckEvaluation,
            Self::Eligible(_) => ActKind::CheckEligibility,
            Self::Report(_) => ActKind::RecordSiteReport,
            Self::Decide(_) => ActKind::DecideGrade,
            Self::Publicize(_) => ActKind::PublicizeGrade,
            Self::Object(_) => ActKind::RequestGradeReview,
            Self::Confirm(_) => ActKind::ConfirmGrade,
            Self::Close(_) => ActKind::CloseEvaluation,
            Self::Return(_) => ActKind::ReturnGradeCertificate,
            Self::Import(_) => ActKind::ImportGrade,
        }
    }
}
