//! The register as a library: what embedders, the API, the command line and the console call.
//!
//! [`Registry::perform`] is the one way in: it loads what the rules ask, decides, appends,
//! brings the read models up and stores the answer, all in one transaction. Everything else
//! here reads.
//!
//! What may not enter: HTTP types, Diesel types, a clock or randomness of its own (they are
//! handed in, see [`ports`]), and rules of law (they stand in the core).

#![forbid(unsafe_code)]

pub mod accounts;
mod act;
mod annual;
mod answer;
mod backup;
mod changes;
mod copy;
mod correction;
mod credit;
mod decoupling;
mod error;
mod evaluation;
mod exceptions;
mod exits;
mod export;
mod history;
mod hubs;
pub mod import;
mod look_alikes;
mod maintenance;
mod many;
mod members;
mod once;
mod paging;
mod penalties;
pub mod personal;
pub mod ports;
mod proofs;
mod push;
mod reading;
mod sweep;
mod views;
mod worklist;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Utc};

pub use act::{ActCall, IdempotencyKey, Target};
pub use annual::{AnnualFigures, AnnualLine, AnnualView, AnnualYearView, OverdueLine, WarningLine};
pub use answer::{ActAnswer, Answered, EventBrief, IssuedDocument, SubjectBrief};
pub use backup::{BackedUp, Restore, Until};
pub use changes::{Change, ChangeFilter, ChangePage, FieldDelta};
pub use copy::Copied;
pub use correction::{CorrectableField, EntryReach, TakingBack};
pub use credit::{CreditView, ListingFigures, ListingLine};
pub use decoupling::{
    DecouplingLine, DecouplingView, DepartmentLine, DimensionView, ItemView, ProgrammeView,
    ProgressBy, ProgressLine, RetainedLine, being_mended, counted_in_all, not_separated,
    still_to_do, with_dimensions,
};
pub use error::RegistryError;
pub use evaluation::{
    EvaluationCaseView, EvaluationFigures, EvaluationLine, EvaluationView, GradeFigures, GradeLine,
};
pub use exceptions::{ExceptionKind, ExceptionLine};
pub use exits::{ExitFigures, ExitLine, ExitView};
pub use export::{ChangesManifest, ExportForm, Manifest, Snapshot, SnapshotFile};
pub use history::HistoryEntry;
pub use hubs::{Counts, Coverage, FieldCoverage, HubLine, HubNode, HubView};
pub use look_alikes::{CheckedName, LookAlike};
pub use maintenance::Verification;
pub use many::{ManyResults, RowOutcome, RowResult};
pub use members::{Comparison, Difference, DifferenceKind, MemberLine, OwnMember};
pub use penalties::{PenaltiesView, PenaltyCaseView, PenaltyFigures, PenaltyLine};
pub use proofs::{EntryProof, GrowthProof, StatementState, TreeHead};
pub use push::{
    DeliveryView, Message, Outcome, Pushed, Replay, WatchList, Webhook, WebhookInput, sign_message,
};
pub use reading::{Found, ListQuery, Listed, OrganizationAt, SearchHit};
pub use shuniu_core as core;
pub use shuniu_proof as proof;
pub use shuniu_store::{
    AnnualFilter, AuditFilter, AuditRow, Backend, CaseFilter, ChainBreak, ChainReport,
    DecouplingFilter, EvaluationFilter, ExitFilter, GradeFilter, HubFilter, ListingFilter,
    NoticeFilter, NoticeRow, Options, OrganizationFilter, PenaltyFilter, ProposalFilter,
    RelationFilter, RollFilter, Store, StoreError, UnitFilter, WarningFilter,
};
pub use sweep::{ProposalLine, Proposals, Swept};
pub use views::{DecisionView, InsideView, OrganizationView, RelationView, RepresentativeView};
pub use worklist::{CaseLine, CaseView, WorklistPlace};

use ports::{Clock, Random};
use shuniu_core::Books;

/// The register: a store, the books, and what the binary hands in.
#[derive(Clone)]
pub struct Registry {
    store: Store,
    books: Arc<Books>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Registry {
    /// A register over an open, migrated store.
    #[must_use]
    pub fn new(store: Store, books: Books, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self { store, books: Arc::new(books), clock, random }
    }

    /// The store below.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Law, calendar and divisions.
    #[must_use]
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// The instant, in UTC, cut to microseconds (what both databases keep).
    #[must_use]
    pub fn now(&self) -> NaiveDateTime {
        micros(self.clock.now())
    }

    /// Today as the law counts it: the local date in Asia/Shanghai.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        local_date(self.clock.now())
    }

    /// A fresh identifier: a UUID that sorts by time (version 7).
    #[must_use]
    pub fn fresh_id(&self) -> String {
        let mut random = [0_u8; 10];
        self.random.fill(&mut random);
        let millis = u64::try_from(self.clock.now().timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().to_string()
    }
}

/// The local date in Asia/Shanghai (UTC+8, no daylight saving since 1991) of an instant.
#[must_use]
pub fn local_date(instant: DateTime<Utc>) -> NaiveDate {
    const EIGHT_HOURS: i32 = 8 * 3_600;
    match FixedOffset::east_opt(EIGHT_HOURS) {
        Some(shanghai) => instant.with_timezone(&shanghai).date_naive(),
        None => instant.date_naive(),
    }
}

fn micros(instant: DateTime<Utc>) -> NaiveDateTime {
    DateTime::from_timestamp_micros(instant.timestamp_micros())
        .map_or(instant.naive_utc(), |cut| cut.naive_utc())
}

/// Lets the database count its tables after many rows came in. What was written is written, even
/// if this cannot be done now.
fn plan_anew(store: &Store) {
    if let Err(error) = store.refresh_statistics() {
        tracing::warn!(%error, "the database could not count its tables; searches may be slower");
    }
}
