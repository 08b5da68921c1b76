//! What is handed in with each act on credit.
//!
//! What may not enter: conditions; they are rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Credit, CreditEntry, CreditEvent, CreditList, ExistingSource, Letter, ListedGround,
    ListingGround, PastListing, RemovalReason, StatedPenalty,
};
use crate::act::ActKind;

/// An organization is told that it is to be listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NotifyListing {
    /// The list.
    pub list: CreditList,
    /// The ground.
    pub ground: ListingGround,
    /// What happened.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub facts: String,
    /// The year whose report or rectification it is about.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 1990, maximum = 2200, example = 2025))]
    pub year: Option<i32>,
    /// Number of the notice.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
    /// When it was delivered.
    pub delivered_on: NaiveDate,
    /// How it was delivered: handed over, by mail, by public notice.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub delivered_by: String,
}

/// The organization objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ObjectToListing {
    /// The list.
    pub list: CreditList,
    /// The ground.
    pub ground: ListingGround,
    /// What it says.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub text: String,
}

/// It is not listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WaiveListing {
    /// The list.
    pub list: CreditList,
    /// The ground.
    pub ground: ListingGround,
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: String,
    /// Number of the document by which its supervisory unit or another department proves that it is not
    /// directly at fault, where that is why.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub proof: Option<String>,
}

/// It is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ListInput {
    /// The list.
    pub list: CreditList,
    /// The ground.
    pub ground: ListingGround,
    /// What happened.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub facts: String,
    /// The year whose report or rectification it is about.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 1990, maximum = 2200, example = 2025))]
    pub year: Option<i32>,
    /// The penalties that it rests on, where it rests on such.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub penalties: Vec<StatedPenalty>,
    /// Number of the decision.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// It applies to be taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApplyForRemoval {
    /// The list.
    pub list: CreditList,
    /// What was done: duties fulfilled, faults mended.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub statement: String,
}

/// It is taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveFromList {
    /// The list.
    pub list: CreditList,
    /// Why.
    pub reason: RemovalReason,
    /// When it was verified that duties are fulfilled and faults mended.
    #[serde(default)]
    pub verified_on: Option<NaiveDate>,
    /// What was found.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub note: String,
    /// Number of the decision.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// It is no more displayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RepairCredit {
    /// The list whose entry was displayed.
    pub list: CreditList,
    /// Whether the fault is mended.
    pub corrected: bool,
    /// Whether it gave its pledge (信用承诺).
    pub pledged: bool,
    /// Number of the decision.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// An entry of an older register, as existing law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExistingListing {
    /// The list.
    pub list: CreditList,
    /// When it was listed, where the source tells it.
    pub listed_on: Option<NaiveDate>,
    /// Why, as the source writes it; its codes are not guessed at.
    pub facts: Option<String>,
    /// When it was taken off, where the source tells that it was.
    pub removed_on: Option<NaiveDate>,
    /// Why, as the source writes it.
    pub removal: Option<String>,
    /// The authority that decided.
    pub authority: String,
    /// Where it was read.
    pub source: String,
}

impl ExistingListing {
    /// What that makes of the record; codes of reasons are kept as written and not guessed at.
    #[must_use]
    pub fn recorded(&self, on: NaiveDate) -> CreditEvent {
        let ground = ListedGround {
            ground: ListingGround::Other,
            since: self.listed_on.unwrap_or(on),
            facts: self.facts.clone().unwrap_or_default(),
            year: None,
            penalties: Vec::new(),
            document_number: None,
            basis: None,
        };
        let listing = CreditEntry {
            // The fold counts the entries.
            number: 0,
            list: self.list,
            listed_on: self.listed_on,
            counts_from: self.listed_on,
            grounds: vec![ground],
            application: None,
            repaired_on: None,
            source: Some(ExistingSource {
                authority: self.authority.clone(),
                source: self.source.clone(),
            }),
        };
        let past = self.removed_on.map(|removed_on| {
            Box::new(PastListing {
                listing: listing.clone(),
                removed_on,
                reason: RemovalReason::Rectified,
                note: self.removal.clone(),
                document_number: None,
            })
        });
        CreditEvent::ListingRecorded { listing: Box::new(listing), past }
    }

    /// Whether it stood on its list at the same time as an entry that is known.
    #[must_use]
    pub fn overlaps(&self, credit: &Credit) -> bool {
        let begun_before = |from: Option<NaiveDate>| {
            from.is_none_or(|from| self.removed_on.is_none_or(|removed| from < removed))
        };
        let entries = credit.entries().filter(|(entry, _)| entry.list == self.list);
        let mut times = entries.map(|(entry, past)| (entry.listed_on, past.map(|p| p.removed_on)));
        times.any(|(from, until)| {
            let later = |on| until.is_none_or(|until| on < until);
            begun_before(from) && self.listed_on.is_none_or(later)
        })
    }
}

/// An act on credit with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreditRequest {
    /// See [`ActKind::SendLetter`].
    Letter(Letter),
    /// See [`ActKind::NotifyListing`].
    Notify(NotifyListing),
    /// See [`ActKind::ObjectToListing`].
    Object(ObjectToListing),
    /// See [`ActKind::WaiveListing`].
    Waive(WaiveListing),
    /// See [`ActKind::ListOrganization`].
    List(ListInput),
    /// See [`ActKind::ApplyForRemoval`].
    Apply(ApplyForRemoval),
    /// See [`ActKind::RemoveFromList`].
    Remove(RemoveFromList),
    /// See [`ActKind::RepairCredit`].
    Repair(RepairCredit),
    /// See [`ActKind::ImportListing`].
    Import(ExistingListing),
}

impl CreditRequest {
    /// Which act it is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Letter(_) => ActKind::SendLetter,
            Self::Notify(_) => ActKind::NotifyListing,
            Self::Object(_) => ActKind::ObjectToListing,
            Self::Waive(_) => ActKind::WaiveListing,
            Self::List(_) => ActKind::ListOrganization,
            Self::Apply(_) => ActKind::ApplyForRemoval,
            Self::Remove(_) => ActKind::RemoveFromList,
            Self::Repair(_) => ActKind::RepairCredit,
            Self::Import(_) => ActKind::ImportListing,
        }
    }
}
