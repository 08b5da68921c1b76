//! What is kept of an organization's credit: its listings, what was told before them, letters, what is past.
//!
//! What may not enter: how it came there (`fold.rs`), and whether it may (`rules.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ListingGround;
use crate::{calendar::Deadline, law::Citation, text::Text};

/// One of the two lists (信用名录).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CreditList {
    /// The list of abnormal activity (活动异常名录). Being on it is no penalty.
    Abnormal,
    /// The list of serious violations (严重违法失信名单).
    Serious,
}

impl CreditList {
    /// Every list.
    pub const ALL: [Self; 2] = [Self::Abnormal, Self::Serious];

    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Abnormal => "abnormal",
            Self::Serious => "serious",
        }
    }

    /// The list as officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Abnormal => Text::new("活动异常名录", "list of abnormal activity"),
            Self::Serious => Text::new("严重违法失信名单", "list of serious violations"),
        }
    }
}

/// What kind of penalty a listing rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatedPenaltyKind {
    /// A warning (警告).
    Warning,
    /// A fine (罚款).
    Fine,
    /// Suspension for a time (限期停止活动).
    Suspension,
    /// Revocation of the certificate or rescission of the registration (吊销、撤销登记).
    Revocation,
}

/// A penalty that a listing rests on; it was heard when it was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StatedPenalty {
    /// What it is.
    pub kind: StatedPenaltyKind,
    /// The fine, in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub yuan: Option<i64>,
    /// Number of the decision.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
    /// Who decided: any government department.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub authority: String,
    /// When.
    pub decided_on: NaiveDate,
}

/// A ground on which an organization stands on a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ListedGround {
    /// The ground.
    pub ground: ListingGround,
    /// Since when.
    pub since: NaiveDate,
    /// What happened.
    pub facts: String,
    /// The year whose report or rectification it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The penalties that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub penalties: Vec<StatedPenalty>,
    /// Number of the decision; none where an older register does not tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    /// The article it rests on; none for entries of older registers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Citation>,
}

/// An application to be taken off a list (申请移出).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RemovalApplication {
    /// When.
    pub on: NaiveDate,
    /// What was done: duties fulfilled, faults mended.
    pub statement: String,
}

/// An entry on a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CreditEntry {
    /// Number within the organization, from 1.
    #[serde(default)]
    pub number: u32,
    /// The list.
    pub list: CreditList,
    /// Since when it stands there; none where an older register does not tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_on: Option<NaiveDate>,
    /// The day from which its time counts: a new ground begins it anew (art. 13, 16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_from: Option<NaiveDate>,
    /// Its grounds, oldest first.
    pub grounds: Vec<ListedGround>,
    /// Its application to be taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<RemovalApplication>,
    /// Since when it is no more displayed, by credit repair; it stands on the list all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repaired_on: Option<NaiveDate>,
    /// Where an older register told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<ExistingSource>,
}

impl CreditEntry {
    /// Since when it is known to stand there: its day, or the day on which the register learned of it.
    #[must_use]
    pub fn known_from(&self) -> Option<NaiveDate> {
        self.listed_on.or_else(|| self.grounds.first().map(|ground| ground.since))
    }

    /// The day from which its time counts; of an entry whose day nobody told, since the register knows of it.
    #[must_use]
    pub fn since(&self) -> Option<NaiveDate> {
        self.counts_from.or_else(|| self.grounds.last().map(|ground| ground.since))
    }

    /// The ground by which there is something to mend, if there is one: the others were heard as penalties.
    #[must_use]
    pub fn to_mend(&self) -> Option<&ListedGround> {
        self.grounds.iter().find(|ground| !ground.ground.was_heard())
    }

    /// Whether it rests on a ground.
    #[must_use]
    pub fn rests_on(&self, ground: ListingGround) -> bool {
        self.grounds.iter().any(|known| known.ground == ground)
    }
}

/// Where an older register told something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExistingSource {
    /// The authority that decided.
    pub authority: String,
    /// Where it was read.
    pub source: String,
}

/// Why an organization was taken off a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RemovalReason {
    /// It fulfilled its duty or mended the fault (已履行义务或者完成整改).
    Rectified,
    /// There was nothing to mend, and the set time has passed (无须整改，期满).
    TimePassed,
    /// It moved to the list of serious violations after the set years (满年限转列).
    Moved,
    /// The organization is no more (已注销登记).
    Deregistered,
    /// It should not have been listed (列入有误，更正).
    Mistaken,
}

impl RemovalReason {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Rectified => "rectified",
            Self::TimePassed => "time_passed",
            Self::Moved => "moved",
            Self::Deregistered => "deregistered",
            Self::Mistaken => "mistaken",
        }
    }
}

/// An entry that is past; it stays readable, a mistaken one too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PastListing {
    /// The entry as it stood last.
    pub listing: CreditEntry,
    /// The first day on which it stood there no more.
    pub removed_on: NaiveDate,
    /// Why.
    pub reason: RemovalReason,
    /// What was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Number of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
}

/// What was told before a listing (列入前告知).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ListingNotice {
    /// The list.
    pub list: CreditList,
    /// The ground.
    pub ground: ListingGround,
    /// What happened.
    pub facts: String,
    /// The year that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Number of the notice.
    pub document_number: String,
    /// When and how it was delivered.
    pub delivered_on: NaiveDate,
    /// How it was delivered.
    pub delivered_by: String,
    /// By when the organization may object.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub answer_by: Deadline,
    /// Its objection, with its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<Objection>,
}

/// An objection before a listing (陈述、申辩).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Objection {
    /// When.
    pub on: NaiveDate,
    /// What it says.
    pub text: String,
}

/// That an organization which was told was not listed (不予列入).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Waived {
    /// The list.
    pub list: CreditList,
    /// The ground.
    pub ground: ListingGround,
    /// The year that it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// When.
    pub on: NaiveDate,
}

/// A dedicated letter to the registered domicile (专用信函).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Number of the mail.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub mail_number: String,
    /// When it was sent.
    pub sent_on: NaiveDate,
    /// Whether somebody signed for it.
    pub signed_for: bool,
}

/// Credit of an organization.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Its entry on the list of abnormal activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abnormal: Option<CreditEntry>,
    /// Its entry on the list of serious violations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serious: Option<CreditEntry>,
    /// Entries that are past, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<PastListing>,
    /// Notices that no decision has followed yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<ListingNotice>,
    /// Letters to the domicile, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<Letter>,
    /// Grounds on which it was not listed after it was heard.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived: Vec<Waived>,
}

impl Credit {
    /// The entry on a list.
    #[must_use]
    pub fn on(&self, list: CreditList) -> Option<&CreditEntry> {
        match list {
            CreditList::Abnormal => self.abnormal.as_ref(),
            CreditList::Serious => self.serious.as_ref(),
        }
    }

    /// The place of the entry on a list.
    pub(super) fn on_mut(&mut self, list: CreditList) -> &mut Option<CreditEntry> {
        match list {
            CreditList::Abnormal => &mut self.abnormal,
            CreditList::Serious => &mut self.serious,
        }
    }

    /// Lets the entries that were told together with their end stand where they stood on a day.
    pub fn look_back(&mut self, day: NaiveDate) {
        for past in std::mem::take(&mut self.past) {
            let place = self.on_mut(past.listing.list);
            if past.removed_on > day && place.is_none() {
                *place = Some(past.listing);
            } else {
                self.past.push(past);
            }
        }
    }

    /// The first day on which an organization may be put on a list: not before an entry of it ended, nor
    /// before the last ground of the one that stands.
    #[must_use]
    pub fn free_from(&self, list: CreditList) -> Option<NaiveDate> {
        let past = self.past.iter().filter(|past| past.listing.list == list);
        let ended = past.map(|past| past.removed_on).max();
        ended.max(self.on(list).and_then(|entry| entry.counts_from))
    }

    /// The grounds of every entry of a list that stands or stood, but for mistaken ones.
    pub fn grounds(&self, list: CreditList) -> impl Iterator<Item = &ListedGround> {
        let entries = self.held().filter(move |(entry, _)| entry.list == list);
        entries.flat_map(|(entry, _)| &entry.grounds)
    }

    /// Takes out what was found to be mistaken, by its list and day: what is known here as a mistake, else
    /// the entry that still stands. Each takes out one, so that what was rightly listed on that day stays.
    pub fn forget(&mut self, mistaken: &[(CreditList, Option<NaiveDate>)]) {
        for (list, day) in mistaken {
            let is = |entry: &CreditEntry| entry.list == *list && entry.listed_on == *day;
            let known = self
                .past
                .iter()
                .position(|past| past.reason == RemovalReason::Mistaken && is(&past.listing));
            if let Some(known) = known {
                self.past.remove(known);
            } else {
                self.on_mut(*list).take_if(|entry| is(entry));
            }
        }
    }

    /// What was found to be mistaken, by its list and day.
    #[must_use]
    pub fn mistaken(&self) -> Vec<(CreditList, Option<NaiveDate>)> {
        let mistaken = self.past.iter().filter(|past| past.reason == RemovalReason::Mistaken);
        mistaken.map(|past| (past.listing.list, past.listing.listed_on)).collect()
    }

    /// The number of the next entry.
    pub(super) fn next_number(&self) -> u32 {
        let last = self.entries().map(|(listing, _)| listing.number).max();
        last.unwrap_or_default().saturating_add(1)
    }

    /// Every entry, each with what is past of it.
    pub fn entries(&self) -> impl Iterator<Item = (&CreditEntry, Option<&PastListing>)> {
        let past = self.past.iter().map(|past| (&past.listing, Some(past)));
        past.chain(self.abnormal.iter().chain(&self.serious).map(|listing| (listing, None)))
    }

    /// The same without what was found to be a mistake, which is held against nobody.
    pub fn held(&self) -> impl Iterator<Item = (&CreditEntry, Option<&PastListing>)> {
        let mistaken = |past: &PastListing| past.reason == RemovalReason::Mistaken;
        self.entries().filter(move |(_, past)| !past.is_some_and(mistaken))
    }

    /// The notice of a ground that no decision has followed yet.
    #[must_use]
    pub fn notice(&self, list: CreditList, ground: ListingGround) -> Option<&ListingNotice> {
        self.notices.iter().rfind(|told| told.list == list && told.ground == ground)
    }
}
