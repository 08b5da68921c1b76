//! What the record keeps of corrections.
//!
//! What may not enter: how they change what was corrected (`replay.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CorrectionGrounds, RestingAnswer};
use crate::text::Text;

/// The four kinds of correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CorrectionKind {
    /// A record error.
    RecordError,
    /// A fact that changed.
    Fact,
    /// An act that was taken back.
    Annulment,
}

impl CorrectionKind {
    /// The kind in words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::RecordError => Text::new("记录差错更正", "correction of a record error"),
            Self::Fact => Text::new("事实变更", "change of a fact"),
            Self::Annulment => Text::new("撤销", "annulment of an act"),
        }
    }
}

/// A correction that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What it is; who ordered it, `court` says.
    pub kind: CorrectionKind,
    /// When.
    pub on: NaiveDate,
    /// The entry that it is about, by the version that it made; none for a fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
    /// On what it rests.
    pub grounds: CorrectionGrounds,
    /// What was said of acts that rest on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resting: Vec<RestingAnswer>,
}

/// An approval of reaching further back, that was not used yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackdatingApproval {
    /// The entry; none for a fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
    /// The earliest day.
    pub reaches_to: NaiveDate,
    /// The account that approved.
    pub by: String,
    /// Number of the approval.
    pub document_number: String,
}

/// Corrections of one organization.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// Those that were made, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<Correction>,
    /// Approvals that nobody used yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<BackdatingApproval>,
    /// Since when a certificate is to be issued anew, if one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reissue_since: Option<NaiveDate>,
}

impl Corrections {
    /// Whether nothing was ever corrected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The approval that lets a correction of an entry reach back to a day, given by somebody else.
    #[must_use]
    pub fn approval(
        &self,
        entry: Option<i64>,
        day: NaiveDate,
        for_account: &str,
    ) -> Option<&BackdatingApproval> {
        self.approvals.iter().find(|approval| {
            approval.entry == entry && approval.reaches_to <= day && approval.by != for_account
        })
    }
}

/// What anyone may read of a correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicCorrection {
    /// What it is.
    pub kind: CorrectionKind,
    /// The kind in words.
    pub title: Text,
    /// When.
    pub on: NaiveDate,
    /// The entry that it is about, by its version in the history; none for a fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
    /// Number of the document.
    pub document_number: String,
    /// The court that ordered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court: Option<String>,
}

impl From<&Correction> for PublicCorrection {
    fn from(made: &Correction) -> Self {
        Self {
            kind: made.kind,
            title: made.kind.text(),
            on: made.on,
            entry: made.entry,
            document_number: made.grounds.document_number.clone(),
            court: made.grounds.court.as_ref().map(|court| court.court.clone()),
        }
    }
}
