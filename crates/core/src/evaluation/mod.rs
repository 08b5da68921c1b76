//! Evaluation (评估): rounds with their notice, who may be evaluated, sheets and scores, the committee's ballot,
//! publicity and review, confirmation, grades and how long they run, follow-up and check (measures on the evaluation
//! of social organizations, order 82 since 2026-03-01, order 39 before).
//!
//! `grade.rs` holds the grades, `sheet.rs` the indicators that they are computed from, `round.rs` a registrar's
//! round and `round_rules.rs` its conditions, `state.rs` what is kept of an organization, `event.rs` what happened, `fold.rs` what that makes of the
//! state, `request.rs` what is handed in; the conditions stand in `eligibility.rs` (who), `rules.rs` (how), `ballot.rs` (the committee)
//! and `effects.rs` (what a grade is good for).
//!
//! What may not enter: what a hub is assessed for (`hub/`).

mod ballot;
mod effects;
mod eligibility;
mod event;
mod fold;
mod grade;
mod request;
mod round;
pub mod round_rules;
pub mod rules;
mod sheet;
mod state;

pub use effects::{EFFECT_RULES, GradeEffects, grade_effects};
pub use event::EvaluationEvent;
pub(crate) use fold::ended;
pub use fold::evolve;
pub use grade::{EvaluationBar, Grade, GradeRecord, validity};
pub use request::{
    ApplyForEvaluation, BeginCheckEvaluation, CheckEligibility, CloseEvaluation, ConfirmGrade,
    DecideGrade, EvaluationRequest, ExistingGrade, GradePublicity, GradeReviewRequest, OpenRound,
    ReturnGradeCertificate, SiteReportInput,
};
pub use round::{CommitteeMember, Round};
pub use sheet::{Band, Indicator, Sheet, SheetError, Sheets};
pub use state::{
    CheckGround, Confirmation, Eligibility, Evaluation, EvaluationBallot, EvaluationCase,
    EvaluationKind, EvaluationStage, Expert, Objected, SiteReport, Vote, VoteKind,
};
