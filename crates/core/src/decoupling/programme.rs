//! A programme (脱钩方案): by which rules, in which batches and by when a place decouples, and who
//! signs what (outline item 十三: 统筹规划、分步实施，分期分批).
//!
//! What may not enter: the organizations; each has a case on its own stream.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::SignerRole;
use crate::{
    act::ActKind,
    identity::DivisionCode,
    unit::{UnitId, UnitRef},
};

/// Of what a batch's share is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShareOf {
    /// Of all organizations of the programme.
    All,
    /// Of those that earlier batches leave over.
    Remainder,
}

/// How much of the work a batch is meant to do: one sixth of all, a quarter of the remainder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// So many parts.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 1000))]
    pub parts: u32,
    /// Of so many.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 1000))]
    pub of_parts: u32,
    /// Of what.
    pub of: ShareOf,
}

impl Share {
    /// Whether it is a part of a whole.
    #[must_use]
    pub fn is_a_part(self) -> bool {
        self.parts > 0 && self.parts <= self.of_parts
    }

    /// How many of `whole` it comes to, the broken one counted whole.
    #[must_use]
    pub fn of_whole(self, whole: i64) -> i64 {
        let (parts, of_parts) = (i64::from(self.parts), i64::from(self.of_parts.max(1)));
        let (times, rest) =
            (whole.saturating_mul(parts) / of_parts, whole.saturating_mul(parts) % of_parts);
        times + i64::from(rest > 0)
    }
}

/// A batch (批次).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// Its number.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 1000))]
    pub number: u32,
    /// By when its organizations are decoupled.
    pub target_on: NaiveDate,
    /// How much of the work it is meant to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
}

/// The unit that signs for a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignerInput {
    /// For which role; the supervisory unit signs for itself and is not named.
    pub role: SignerRole,
    /// The unit.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub unit: UnitId,
}

/// The unit that signs for a role, as the programme keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Signer {
    /// For which role.
    pub role: SignerRole,
    /// The unit.
    pub unit: UnitRef,
}

/// A programme as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProgrammeInput {
    /// Title.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub title: String,
    /// The leading group that runs it.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "leading-110000"))]
    pub leading_group: UnitId,
    /// Key of its checklist: `outline_2008`, `plan_2015`.
    #[cfg_attr(feature = "schema", schema(max_length = 60, example = "outline_2008"))]
    pub checklist: String,
    /// Number of the document.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Batches.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 100))]
    pub batches: Vec<Batch>,
    /// Who signs.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 10))]
    pub signers: Vec<SignerInput>,
}

/// An act on a programme with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProgrammeRequest {
    /// Open one.
    Open(ProgrammeInput),
    /// Set batches and signers; what is not named stays.
    Amend {
        /// Batches that are added, or stand in place of those with their number.
        batches: Vec<Batch>,
        /// Signers that are named anew.
        signers: Vec<SignerInput>,
        /// Why.
        reasons: String,
    },
    /// Close it.
    Close {
        /// What came of it.
        summary: String,
    },
}

impl ProgrammeRequest {
    /// Which act this is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Open(_) => ActKind::OpenProgramme,
            Self::Amend { .. } => ActKind::AmendProgramme,
            Self::Close { .. } => ActKind::CloseProgramme,
        }
    }
}

/// How a programme ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Closure {
    /// When.
    pub on: NaiveDate,
    /// What came of it.
    pub summary: String,
}

/// A programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Programme {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// The leading group that runs it.
    pub leading_group: UnitRef,
    /// Its division.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub division: DivisionCode,
    /// Key of its checklist.
    pub checklist: String,
    /// Number of the document.
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Batches by number.
    pub batches: Vec<Batch>,
    /// Who signs.
    pub signers: Vec<Signer>,
    /// Its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closure>,
    /// Number of events folded into this state.
    pub version: i64,
}

impl Programme {
    /// A batch by its number.
    #[must_use]
    pub fn batch(&self, number: u32) -> Option<&Batch> {
        self.batches.iter().find(|batch| batch.number == number)
    }

    /// How many of `total` organizations each batch is meant to do, where it says so.
    #[must_use]
    pub fn targets(&self, total: i64) -> Vec<(u32, Option<i64>)> {
        let mut done = 0;
        let mut targets = Vec::with_capacity(self.batches.len());
        for batch in &self.batches {
            let whole = |share: Share| match share.of {
                ShareOf::All => total,
                ShareOf::Remainder => (total - done).max(0),
            };
            let target = batch.share.map(|share| share.of_whole(whole(share)));
            done += target.unwrap_or_default();
            targets.push((batch.number, target));
        }
        targets
    }

    /// The unit that signs for a role, where the programme names one.
    #[must_use]
    pub fn signer(&self, role: SignerRole) -> Option<&UnitRef> {
        self.signers.iter().find(|signer| signer.role == role).map(|signer| &signer.unit)
    }
}

/// What happened to a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ProgrammeEvent {
    /// It was opened.
    Opened {
        /// Identifier.
        id: String,
        /// Title.
        title: String,
        /// The leading group.
        leading_group: UnitRef,
        /// Its division.
        division: DivisionCode,
        /// Key of its checklist.
        checklist: String,
        /// Number of the document.
        document_number: String,
        /// Its date.
        dated: NaiveDate,
        /// Batches.
        batches: Vec<Batch>,
        /// Who signs.
        signers: Vec<Signer>,
    },
    /// Batches and signers were set.
    Amended {
        /// Batches, whole.
        batches: Vec<Batch>,
        /// The batches before.
        former_batches: Vec<Batch>,
        /// Who signs, whole.
        signers: Vec<Signer>,
        /// Who signed before.
        former_signers: Vec<Signer>,
        /// Why.
        reasons: String,
    },
    /// It was closed.
    Closed {
        /// What came of it.
        summary: String,
    },
}

/// Folds one event into the state of a programme. Total: an event that does not fit leaves it.
#[must_use]
pub fn evolve(
    state: Option<Programme>,
    event: &ProgrammeEvent,
    effective_on: NaiveDate,
) -> Option<Programme> {
    let Some(mut programme) = state else {
        return opened(event);
    };
    programme.version += 1;
    match event {
        ProgrammeEvent::Opened { .. } => {}
        ProgrammeEvent::Amended { batches, signers, .. } => {
            programme.batches.clone_from(batches);
            programme.signers.clone_from(signers);
        }
        ProgrammeEvent::Closed { summary } => {
            programme.closed = Some(Closure { on: effective_on, summary: summary.clone() });
        }
    }
    Some(programme)
}

fn opened(event: &ProgrammeEvent) -> Option<Programme> {
    let ProgrammeEvent::Opened {
        id,
        title,
        leading_group,
        division,
        checklist,
        document_number,
        dated,
        batches,
        signers,
    } = event
    else {
        return None;
    };
    Some(Programme {
        id: id.clone(),
        title: title.clone(),
        leading_group: leading_group.clone(),
        division: *division,
        checklist: checklist.clone(),
        document_number: document_number.clone(),
        dated: *dated,
        batches: batches.clone(),
        signers: signers.clone(),
        closed: None,
        version: 1,
    })
}
