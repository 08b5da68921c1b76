//! The annual report and the annual inspection (年度工作报告, 年检): who files by when, what a report says,
//! who gives an opinion, what is concluded, what is to be rectified, what is warned of (association
//! regulation art. 28; regulation on private non-enterprise units art. 23; foundation regulation
//! art. 20, 21, 29, 36, 38; the measures on annual inspection of each kind; charity law art. 61 and the
//! rules on spending; measures on the disclosure of charities art. 6).
//!
//! `duty.rs` tells who has to file by when, `report.rs` what is filed, `state.rs` and `warning.rs` what is kept, `event.rs`
//! what happened, `fold.rs` what that makes of the state, `request.rs` what is handed in; the
//! conditions stand in `rules.rs` (filing, review), `conclusion.rs`, `figures.rs` (foundations) and
//! `spending.rs` (charities).
//!
//! What may not enter: penalties and lists; a conclusion is neither.

mod conclusion;
mod duty;
mod event;
mod figures;
mod fold;
mod report;
mod request;
pub mod rules;
mod spending;
mod state;
mod warning;

pub use duty::{AnnualDuty, DueOn, NoDuty, day_after, duty, overdue, year_before, year_end};
pub use event::AnnualEvent;
pub use fold::evolve;
pub use report::{
    Activities, AnnualReport, Audit, AuditOpinion, Before, FigureChange, Governance, SpecialCase,
    SpendingException, YearAccounts,
};
pub use request::{
    AdjustInspection, AnnualRequest, CloseRectification, CloseWarning, ConcludeInspection,
    MissedReport, PublishReport, RaiseWarning, ReturnReport, ReviewReport,
};
pub use rules::told_by_the_year;
pub use state::{
    Annual, AnnualReview, AnnualStatus, AnnualYear, EarlierConclusion, InspectionConclusion,
    InspectionResult, Missed, Publication, RecordedInspection, RectificationClosed,
    RectificationOrder, ReviewedAs, SentBack,
};
pub use warning::{RiskWarning, RiskWarningClosed};
