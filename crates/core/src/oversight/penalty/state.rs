//! What is kept of penalties: the cases of an organization, and what other departments decided.
//!
//! What may not enter: how it came there (`fold.rs`), and whether it may (`rules.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Annulment, Breach, CaseEvidence, ExcludedTime, Extension, Hearing, LegalReview, Measure,
    Payment, PenaltyDecision, PenaltyDrop, PenaltyNotice, PenaltyStatement, RecordedPenalty,
    Remedy, Service, Taken,
};
use crate::{calendar::Deadline, text::Text};

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PenaltyStage {
    /// Filed, under investigation (立案调查).
    Filed,
    /// The organization was told what is to be decided (已告知).
    Notified,
    /// Decided, not delivered (已决定未送达).
    Decided,
    /// Delivered, and so in force (已送达生效).
    Served,
    /// No penalty (不予处罚、销案).
    Dropped,
    /// Handed to the authority that is competent (已移送).
    Transferred,
    /// The decision was annulled (已撤销).
    Annulled,
}

impl PenaltyStage {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Notified => "notified",
            Self::Decided => "decided",
            Self::Served => "served",
            Self::Dropped => "dropped",
            Self::Transferred => "transferred",
            Self::Annulled => "annulled",
        }
    }

    /// As officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Filed => Text::new("立案调查", "under investigation"),
            Self::Notified => Text::new("已告知", "told"),
            Self::Decided => Text::new("已决定未送达", "decided, not delivered"),
            Self::Served => Text::new("已送达生效", "in force"),
            Self::Dropped => Text::new("不予处罚", "no penalty"),
            Self::Transferred => Text::new("已移送", "handed over"),
            Self::Annulled => Text::new("处罚已撤销", "annulled"),
        }
    }

    /// Whether nothing is decided yet.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Filed | Self::Notified)
    }
}

/// A case of penalty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PenaltyCase {
    /// Number within the organization, from 1.
    pub number: u32,
    /// What was done.
    pub breach: Breach,
    /// How it came to light, or who handed it over.
    pub source: String,
    /// Number of the filing.
    pub document_number: String,
    /// Numbers of the enforcement certificates of those who investigate (执法证号); no names.
    pub officers: Vec<String>,
    /// When it was filed (立案).
    pub filed_on: NaiveDate,
    /// The account that filed it; the offices only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed_by: Option<String>,
    /// By when it is to be decided, with what was extended and excluded.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub decide_by: Option<Deadline>,
    /// Extensions, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// Time that does not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<ExcludedTime>,
    /// Evidence registered in advance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<CaseEvidence>,
    /// What the organization was told; the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<PenaltyNotice>,
    /// What it said since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<PenaltyStatement>,
    /// The hearing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hearing: Option<Hearing>,
    /// The legal review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<LegalReview>,
    /// The decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<PenaltyDecision>,
    /// Its delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
    /// What that took away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Taken>,
    /// When certificate, seals and vouchers were sealed away for a suspension (封存).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_on: Option<NaiveDate>,
    /// When it resumed after a suspension, with the number of its report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumed: Option<(NaiveDate, String)>,
    /// Payments, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<Payment>,
    /// Challenges, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<Remedy>,
    /// That there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped: Option<PenaltyDrop>,
    /// Its annulment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annulled: Option<Annulment>,
}

impl PenaltyCase {
    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> PenaltyStage {
        if self.annulled.is_some() {
            PenaltyStage::Annulled
        } else if let Some(dropped) = &self.dropped {
            match dropped.transferred_to {
                Some(_) => PenaltyStage::Transferred,
                None => PenaltyStage::Dropped,
            }
        } else if self.service.is_some() {
            PenaltyStage::Served
        } else if self.decision.is_some() {
            PenaltyStage::Decided
        } else if self.notice.is_some() {
            PenaltyStage::Notified
        } else {
            PenaltyStage::Filed
        }
    }

    /// The decision in force: delivered and not annulled.
    #[must_use]
    pub fn in_force(&self) -> Option<(&PenaltyDecision, &Service)> {
        let decided = self.decision.as_ref().zip(self.service.as_ref());
        decided.filter(|_| self.annulled.is_none())
    }

    /// What was decided.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        self.decision.as_ref().map_or(&[], |decision| &decision.measures)
    }

    /// What was decided to be paid, in yuan.
    #[must_use]
    pub fn decided_yuan(&self) -> i64 {
        self.measures().iter().filter_map(Measure::yuan).fold(0, i64::saturating_add)
    }

    /// Whether the organization asked for a hearing since it was told last.
    #[must_use]
    pub fn hearing_asked(&self) -> bool {
        self.statements.iter().any(|statement| statement.hearing)
    }

    /// The suspension that was not resumed from.
    #[must_use]
    pub fn suspended_until(&self) -> Option<NaiveDate> {
        let (_, service) = self.in_force()?;
        service.suspended_until.filter(|_| self.resumed.is_none())
    }

    /// The same without the accounts of officers, for others than the registrar.
    #[must_use]
    pub fn without_accounts(mut self) -> Self {
        self.filed_by = None;
        if let Some(review) = &mut self.review {
            review.by = None;
        }
        self
    }
}

/// Penalties of an organization.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Penalties {
    /// Cases of its registrar, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<PenaltyCase>,
    /// What other departments and older registers decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recorded: Vec<RecordedPenalty>,
}

impl Penalties {
    /// A case by its number.
    #[must_use]
    pub fn case(&self, number: u32) -> Option<&PenaltyCase> {
        self.cases.iter().find(|case| case.number == number)
    }

    /// The number of the next case.
    #[must_use]
    pub fn next_number(&self) -> u32 {
        let last = self.cases.iter().map(|case| case.number).max();
        last.unwrap_or_default().saturating_add(1)
    }

    /// Until when it is suspended, if it is.
    #[must_use]
    pub fn suspended_until(&self) -> Option<NaiveDate> {
        self.cases.iter().filter_map(PenaltyCase::suspended_until).max()
    }

    /// The decision in force that took certificate or registration away, with the day of its delivery.
    #[must_use]
    pub fn taken_away(&self) -> Option<(&Measure, NaiveDate)> {
        self.cases.iter().rev().find_map(|case| {
            let (decision, service) = case.in_force()?;
            let measure = decision.measures.iter().find(|measure| measure.takes_away())?;
            Some((measure, service.on))
        })
    }
}
