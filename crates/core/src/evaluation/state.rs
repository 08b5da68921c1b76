//! What is kept of an organization's evaluation: cases under way and past, grades, bars.
//!
//! What may not enter: how it came there (`fold.rs`), and whether it may (`rules.rs`).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{EvaluationBar, Grade, GradeRecord};
use crate::text::Text;

/// Why an organization is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EvaluationKind {
    /// For the first time, after its grade ended, or near that (首次、期满、将满).
    Ordinary,
    /// Once more within the validity (重新评估).
    Again,
    /// By sample, of those with a high grade (跟踪评估).
    FollowUp,
    /// Because something happened (核查评估).
    Check,
}

impl EvaluationKind {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Again => "again",
            Self::FollowUp => "follow_up",
            Self::Check => "check",
        }
    }

    /// Whether it looks at a grade that runs, and keeps its end.
    #[must_use]
    pub fn keeps_the_end(self) -> bool {
        self != Self::Ordinary
    }
}

/// Why a check is due (order 82 art. 28).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckGround {
    /// False data, or collusion (提供虚假情况、弄虚作假).
    FalseData,
    /// Certificate or sign misused (违规使用证书、牌匾).
    MisuseOfSign,
    /// The last inspection or report missed (未参加年检或者未履行年报义务).
    InspectionMissed,
    /// A penalty, whatever it is (受到行政处罚).
    Penalty,
    /// Another (其他).
    Other,
}

impl CheckGround {
    /// The id as stored and published, and as the rulebook lists it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::FalseData => "false_data",
            Self::MisuseOfSign => "misuse_of_sign",
            Self::InspectionMissed => "inspection_missed",
            Self::Penalty => "penalty",
            Self::Other => "other",
        }
    }
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EvaluationStage {
    /// Applied for (已申请).
    Applied,
    /// Eligible, or begun by the registrar (审核合格).
    Eligible,
    /// The experts have reported (已评估).
    Reported,
    /// The committee has voted (已初评).
    Voted,
    /// Publicized (公示中).
    Publicized,
    /// A review was asked for (申请复核).
    ReviewAsked,
    /// Confirmed (已确认).
    Confirmed,
    /// Closed without a grade (终止).
    Closed,
}

impl EvaluationStage {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Eligible => "eligible",
            Self::Reported => "reported",
            Self::Voted => "voted",
            Self::Publicized => "publicized",
            Self::ReviewAsked => "review_asked",
            Self::Confirmed => "confirmed",
            Self::Closed => "closed",
        }
    }

    /// As officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Applied => Text::new("已申请", "applied for"),
            Self::Eligible => Text::new("资格审核通过", "eligible"),
            Self::Reported => Text::new("实地评估已报告", "reported by the experts"),
            Self::Voted => Text::new("评估委员会已表决", "voted by the committee"),
            Self::Publicized => Text::new("公示中", "publicized"),
            Self::ReviewAsked => Text::new("申请复核", "review asked for"),
            Self::Confirmed => Text::new("已确认", "confirmed"),
            Self::Closed => Text::new("终止", "closed"),
        }
    }

    /// Whether it is under way.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Confirmed | Self::Closed)
    }
}

/// Somebody who evaluates, and what ties there are (order 82 art. 23).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Expert {
    /// Name, or another mark.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60))]
    pub name: String,
    /// Whether there is an interest (利害关系).
    #[serde(default)]
    pub interest: bool,
    /// When the person left the organization, having worked there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_on: Option<NaiveDate>,
}

/// What the experts reported (实地评估报告): the score of each leaf of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SiteReport {
    /// When they were there; none where the visit was simplified away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visited_on: Option<NaiveDate>,
    /// Number of the report.
    pub report_number: String,
    /// The sheet, by its id.
    pub sheet: String,
    /// Who.
    pub experts: Vec<Expert>,
    /// Points by key.
    pub scores: BTreeMap<String, i64>,
    /// Points in all.
    pub points: i64,
    /// The grade that they give.
    pub computed: Option<Grade>,
}

/// How a member voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VoteKind {
    /// For (同意).
    For,
    /// Against (不同意).
    Against,
    /// Neither (弃权).
    Abstained,
    /// Not taking part, for ties (回避).
    Recused,
}

/// A vote by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// The member, with ties.
    pub member: Expert,
    /// How.
    pub vote: VoteKind,
}

/// What the committee decided (评估委员会表决).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvaluationBallot {
    /// When it met.
    pub met_on: NaiveDate,
    /// The grade; none for no grade.
    pub grade: Option<Grade>,
    /// Why it is another than the sheet gives, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<String>,
    /// The votes of those who were present, by name.
    pub votes: Vec<Vote>,
    /// How many members the committee has.
    pub members: u32,
    /// Number of the minutes.
    pub document_number: String,
}

/// Whether an applicant may be evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Eligibility {
    /// When it was checked.
    pub on: NaiveDate,
    /// What was found.
    pub note: String,
}

/// An objection to a publicized grade (申请复核).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Objected {
    /// When.
    pub on: NaiveDate,
    /// Why.
    pub reasons: String,
}

/// The confirmation (确认、公告).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Confirmation {
    /// When it was announced.
    pub announced_on: NaiveDate,
    /// Number of the announcement.
    pub document_number: String,
    /// The grade; none for no grade.
    pub grade: Option<Grade>,
}

/// An evaluation of an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvaluationCase {
    /// Number within the organization, from 1.
    pub number: u32,
    /// Why it is evaluated.
    pub kind: EvaluationKind,
    /// The round of its registrar, by number; whose committee and sheets are used.
    pub round: u32,
    /// Why it is checked, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<CheckGround>,
    /// When it was applied for, or begun.
    pub begun_on: NaiveDate,
    /// Whether it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eligibility: Option<Eligibility>,
    /// What the experts reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<SiteReport>,
    /// What the committee decided first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballot: Option<EvaluationBallot>,
    /// First and last day of publicity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publicity: Option<(NaiveDate, NaiveDate)>,
    /// The organization's objection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objected: Option<Objected>,
    /// What other experts reported then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_report: Option<SiteReport>,
    /// What the committee decided then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_ballot: Option<EvaluationBallot>,
    /// Its confirmation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Confirmation>,
    /// When and why it was closed without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<(NaiveDate, String)>,
}

impl EvaluationCase {
    /// A case that begins.
    #[must_use]
    pub fn begun(number: u32, kind: EvaluationKind, round: u32, begun_on: NaiveDate) -> Self {
        Self {
            number,
            kind,
            round,
            ground: None,
            begun_on,
            eligibility: None,
            report: None,
            ballot: None,
            publicity: None,
            objected: None,
            second_report: None,
            second_ballot: None,
            confirmed: None,
            closed: None,
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> EvaluationStage {
        if self.closed.is_some() {
            EvaluationStage::Closed
        } else if self.confirmed.is_some() {
            EvaluationStage::Confirmed
        } else if self.objected.is_some() && self.second_ballot.is_none() {
            EvaluationStage::ReviewAsked
        } else if self.publicity.is_some() {
            EvaluationStage::Publicized
        } else if self.ballot.is_some() {
            EvaluationStage::Voted
        } else if self.report.is_some() {
            EvaluationStage::Reported
        } else if self.eligibility.is_some() {
            EvaluationStage::Eligible
        } else {
            EvaluationStage::Applied
        }
    }

    /// What the committee decided last.
    #[must_use]
    pub fn last_ballot(&self) -> Option<&EvaluationBallot> {
        self.second_ballot.as_ref().or(self.ballot.as_ref())
    }

    /// The same without the names of experts and members, for others than the offices.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        for report in [&mut self.report, &mut self.second_report].into_iter().flatten() {
            report.experts.clear();
        }
        for ballot in [&mut self.ballot, &mut self.second_ballot].into_iter().flatten() {
            ballot.votes.clear();
        }
        self
    }
}

/// Evaluation of an organization.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Cases, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<EvaluationCase>,
    /// Grades, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<GradeRecord>,
    /// Bars of order 39.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bars: Vec<EvaluationBar>,
}

impl Evaluation {
    /// A case by its number.
    #[must_use]
    pub fn case(&self, number: u32) -> Option<&EvaluationCase> {
        self.cases.iter().find(|case| case.number == number)
    }

    /// The case under way: there is one at most.
    #[must_use]
    pub fn open(&self) -> Option<&EvaluationCase> {
        self.cases.iter().rev().find(|case| case.stage().is_open())
    }

    /// The grade that runs on a day.
    #[must_use]
    pub fn grade_on(&self, day: NaiveDate) -> Option<&GradeRecord> {
        self.grades.iter().rev().find(|record| record.runs_on(day))
    }

    /// The number of the next case.
    #[must_use]
    pub fn next_case(&self) -> u32 {
        let last = self.cases.iter().map(|case| case.number).max();
        last.unwrap_or_default().saturating_add(1)
    }
}
