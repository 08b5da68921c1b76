//! Next lawful steps: for this case or organization, today, for this account.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    Act, ActKind, CATALOGUE, MatterKind, Target,
    affiliation_acts::is_on_relation,
    correction_acts::is_correction,
    decoupling_acts::is_on_case,
    evaluation_acts::is_of_evaluation,
    exit_acts::is_of_exit,
    oversight_acts::{is_of_credit, is_of_year},
    penalty_acts::is_of_penalty,
};
use crate::{
    Books,
    access::{self, Actor},
    calendar::{Deadline, PeriodError},
    case::{Case, Due},
    decide::{
        affiliation, annual, assess_case, bearing, correction, credit, decoupling, evaluation,
        exit, hub, is_open_to, may_have_branches, organization_subject, penalty, programme,
        settle_silence, undelivered, unit_subject, with_registrar,
    },
    decoupling::Programme,
    law::{Finding, examine},
    organization::Organization,
    register::Register,
    registration::{Situation, rules},
    text::Text,
    unit::{Unit, UnitId, UnitKind},
};

/// Whether a step can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Now.
    Possible,
    /// Not as things stand; the findings say why.
    Blocked,
    /// Not yet; `possible_from` says when.
    Later,
}

/// A step that the catalogue offers from here.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NextStep {
    /// The act.
    pub act: ActKind,
    /// Its title.
    pub title: Text,
    /// Whether it can be taken.
    pub state: StepState,
    /// The rules that stand against it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocked_by: Vec<Finding>,
    /// The day from which it will be possible, where that can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub possible_from: Option<NaiveDate>,
    /// By when it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// By when it is due, where the record keeps only the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub due_by: Option<Deadline>,
}

/// Why next steps could not be told.
#[derive(Debug, thiserror::Error)]
pub enum NextStepsError<E> {
    /// The register could not be read.
    #[error("the register could not be read")]
    Register(E),
    /// A date ran out of the calendar's range.
    #[error(transparent)]
    Period(#[from] PeriodError),
}

/// The steps that `actor` may take on a case on `on`.
///
/// # Errors
/// [`NextStepsError`] when the register cannot be read or a clock runs out of range.
pub fn case_next_steps<R: Register>(
    register: &mut R,
    books: &Books,
    case: &Case,
    actor: &Actor,
    on: NaiveDate,
) -> Result<Vec<NextStep>, NextStepsError<R::Error>> {
    let case = with_registrar(register, case).map_err(NextStepsError::Register)?;
    let (case, _) = settle_silence(books, &case, on)?;
    if case.has_step_after(on) {
        return Ok(Vec::new());
    }
    let subject = case.subject();
    let mut steps = Vec::new();
    for act in offered(Target::Case) {
        if !act.from.contains(&case.status) || access::allow(actor, act, &subject).is_err() {
            continue;
        }
        // Where the law of the matter knows no extension, it is not a step.
        let matter = case.application.matter().row();
        if act.kind == ActKind::ExtendDecision && matter.is_none_or(|m| m.extension.is_none()) {
            continue;
        }
        let assessment = assess_case(register, books, act, &case, &actor.account, on)
            .map_err(NextStepsError::Register)?;
        let due = case.due.clone().filter(|_| act.kind != ActKind::WithdrawApplication);
        let step = step(act, assessment.guards, due);
        let title = matter.and_then(|m| m.title_of(act.kind));
        steps.push(NextStep { title: title.unwrap_or_else(|| step.title.clone()), ..step });
    }
    Ok(steps)
}

/// The steps that `actor` may take on an organization on `on`: what it may apply for, with the
/// rules on how it stands, and what waits to be handed over.
///
/// # Errors
/// What the register answers when it cannot be read.
pub fn organization_next_steps<R: Register>(
    register: &mut R,
    books: &Books,
    organization: &Organization,
    actor: &Actor,
    on: NaiveDate,
) -> Result<Vec<NextStep>, R::Error> {
    let subject = organization_subject(organization);
    let waiting = undelivered(organization);
    let mut steps = Vec::new();
    for act in offered(Target::Organization) {
        if !is_open_to(act, organization) {
            continue;
        }
        if is_on_relation(act.kind) {
            if affiliation::is_available(act, organization, actor) {
                let standing = affiliation::standing(register, books, act, organization, on)?;
                steps.push(NextStep {
                    due_by: affiliation::due(act, organization),
                    ..step(act, standing, None)
                });
            }
            continue;
        }
        if is_on_case(act.kind) {
            if decoupling::is_available(register, books, act, organization, actor, on)? {
                let standing = decoupling::standing(register, books, act, organization, actor, on)?;
                let due_by = decoupling::due(organization);
                steps.push(NextStep { due_by, ..step(act, standing, None) });
            }
            continue;
        }
        let may = match act.kind {
            ActKind::DemandExit => exit::may_demand(act, organization, actor),
            ActKind::ReviewAnnualReport => annual::may_review(act, organization, actor),
            _ => access::allow(actor, act, &subject).is_ok(),
        };
        if !may {
            continue;
        }
        if is_of_exit(act.kind) {
            let standing = exit::standing(register, books, act, organization, actor, on)?;
            steps.push(step(act, standing, None));
            continue;
        }
        if is_of_year(act.kind) {
            if let Some(standing) = annual::standing(books, act, organization, actor, on) {
                let due_by = annual::due(books, act, organization, on);
                steps.push(NextStep { due_by, ..step(act, standing, None) });
            }
            continue;
        }
        if is_of_credit(act.kind) {
            if let Some(standing) = credit::standing(books, act, organization, on) {
                let due_by = credit::due(act, organization, on);
                steps.push(NextStep { due_by, ..step(act, standing, None) });
            }
            continue;
        }
        if is_of_evaluation(act.kind) {
            if let Some(standing) = evaluation::standing(books, act, organization, on) {
                let due_by = evaluation::due(act, organization);
                steps.push(NextStep { due_by, ..step(act, standing, None) });
            }
            continue;
        }
        if is_of_penalty(act.kind) {
            if let Some(standing) = penalty::standing(act, organization, on) {
                let due_by = penalty::due(act, organization, on);
                steps.push(NextStep { due_by, ..step(act, standing, None) });
            }
            continue;
        }
        if is_correction(act.kind) {
            let standing = correction::standing(books, act, organization, on);
            steps.push(step(act, standing, None));
            continue;
        }
        let on_certificate =
            matches!(act.kind, ActKind::ReportCertificateLoss | ActKind::IssueDuplicate);
        if on_certificate && bearing(organization).is_none() {
            continue;
        }
        if act.kind == ActKind::DeliverCertificate {
            let due_by = waiting.and_then(|c| c.deliver_by);
            steps.extend(waiting.map(|_| NextStep { due_by, ..step(act, Vec::new(), None) }));
        } else {
            let due_by = match act.kind {
                ActKind::FileOfficers => term_ends(organization),
                ActKind::OpenCharterApproval => {
                    organization.charter_due.map(|due| on_that_day(due.by))
                }
                _ => exit::due(act, organization),
            };
            let standing = standing(books, act, organization, on);
            steps.push(NextStep { due_by, ..step(act, standing, None) });
        }
    }
    Ok(steps)
}

/// The steps that `actor` may take on a unit on `on`: its standing as a hub, its end, its codes.
///
/// # Errors
/// What the register answers when it cannot be read.
pub fn unit_next_steps<R: Register>(
    register: &mut R,
    books: &Books,
    unit: &Unit,
    actor: &Actor,
    on: NaiveDate,
) -> Result<Vec<NextStep>, R::Error> {
    let mut steps = Vec::new();
    for act in offered(Target::Unit) {
        let of_hubs = !act.hub_from.is_empty();
        if of_hubs && !hub::is_available(act, unit) || !of_hubs && unit.valid_to.is_some() {
            continue;
        }
        let there = match act.kind {
            ActKind::RetainDepartment => unit.kind == UnitKind::Department,
            ActKind::EndRetention => unit.retention.is_some(),
            ActKind::OpenRound => unit.kind == UnitKind::Registrar,
            _ => true,
        };
        if !there {
            continue;
        }
        let may = |authority: &Option<UnitId>| {
            let own = (act.kind == ActKind::OpenRound).then(|| unit.id.clone());
            let authority = authority.clone();
            let subject = access::Subject { authority, registrar: own, ..unit_subject(unit) };
            access::allow(actor, act, &subject).is_ok()
        };
        if !hub::authorities(register, act, unit, actor, on)?.iter().any(may) {
            continue;
        }
        let standing = match act.kind {
            ActKind::RetainDepartment | ActKind::EndRetention => {
                programme::retention_standing(books, act, unit, on)
            }
            _ if of_hubs => hub::standing(register, books, act, unit, actor, on)?,
            _ => Vec::new(),
        };
        let review = unit.retention.as_ref().filter(|_| act.kind == ActKind::RetainDepartment);
        let due_by = review.map(|retention| on_that_day(retention.review_on));
        steps.push(NextStep { due_by, ..step(act, standing, None) });
    }
    Ok(steps)
}

/// The steps that `actor` may take on a programme of decoupling on `on`.
///
/// # Errors
/// What the register answers when it cannot be read.
pub fn programme_next_steps<R: Register>(
    register: &mut R,
    books: &Books,
    found: &Programme,
    actor: &Actor,
    on: NaiveDate,
) -> Result<Vec<NextStep>, R::Error> {
    let subject = programme::programme_subject(register, found, on)?;
    let may = |act: &&Act| access::allow(actor, act, &subject).is_ok();
    // Of a programme that is closed the signers can still be named anew, for the cases that are open.
    let there = |act: &&Act| found.closed.is_none() || act.kind == ActKind::AmendProgramme;
    let open = offered(Target::Programme).filter(may).filter(there);
    Ok(open.map(|act| step(act, programme::standing(books, act, found, on), None)).collect())
}

/// When others are to be elected: with the end of the term, whatever day of the week that is.
fn term_ends(organization: &Organization) -> Option<Deadline> {
    organization.term.as_ref().map(|term| on_that_day(term.until))
}

/// A day that does not move, whatever day of the week it is.
fn on_that_day(last_day: NaiveDate) -> Deadline {
    Deadline { last_day, moved_from: None, provisional: false }
}

/// How the organization stands to what the act opens an application for.
fn standing(books: &Books, act: &Act, organization: &Organization, on: NaiveDate) -> Vec<Finding> {
    if act.kind == ActKind::FileBranch {
        return may_have_branches(books, organization, on);
    }
    let Some(matter) = MatterKind::opened_by(act.kind) else {
        return Vec::new();
    };
    let situation = Situation::standing(organization, on);
    let ids = books.law.for_kind(matter.standing, organization.kind);
    examine(&books.law, rules::RULES, &ids, &situation, on, organization.division)
}

fn offered(target: Target) -> impl Iterator<Item = &'static Act> {
    CATALOGUE.iter().filter(move |a| a.target == target)
}

fn step(act: &Act, guards: Vec<Finding>, due: Option<Due>) -> NextStep {
    let blocked_by: Vec<Finding> = guards.into_iter().filter(Finding::blocks).collect();
    // A step becomes possible by itself only when every rule against it says from when.
    let from: Option<Vec<NaiveDate>> = blocked_by.iter().map(|f| f.possible_from).collect();
    let possible_from = from.and_then(|days| days.into_iter().max());
    let state = match (blocked_by.is_empty(), possible_from) {
        (true, _) => StepState::Possible,
        (false, Some(_)) => StepState::Later,
        (false, None) => StepState::Blocked,
    };
    NextStep {
        act: act.kind,
        title: act.text(),
        state,
        blocked_by,
        possible_from,
        due,
        due_by: None,
    }
}
