//! How the rules stand for an act on a case, shared by deciding and by next lawful steps.

use chrono::NaiveDate;

use super::case_event;
use crate::{
    Books,
    act::{Act, ActKind},
    calendar::PeriodError,
    case::{
        Case, CaseEvent, CaseStatus, ExcludedPeriod, SILENCE, evolve, rules, rules::Procedure,
        start_clock,
    },
    event::StreamEvent,
    identity::DivisionCode,
    law::{Fact, Finding, Law, Mark, Verdict, examine},
    register::Register,
    registration::{self, EstablishmentApplication, Situation},
    text::Text,
};

/// The findings for an act: those that guard it, and those that are only told.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// Rules that must be met.
    pub guards: Vec<Finding>,
    /// Rules that are examined and reported.
    pub advice: Vec<Finding>,
}

/// What an act adds to the situation.
#[derive(Debug, Clone, Default)]
pub(super) struct Extra {
    pub(super) grounds: Option<Vec<String>>,
    pub(super) exclude: Option<ExcludedPeriod>,
}

/// Assesses an act on a case for an account on a day, without its content.
///
/// # Errors
/// What the register answers when it cannot be read.
pub fn assess_case<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    case: &Case,
    by: &str,
    on: NaiveDate,
) -> Result<Assessment, R::Error> {
    assess_with(register, books, act, case, by, on, Extra::default())
}

pub(super) fn assess_with<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    case: &Case,
    by: &str,
    on: NaiveDate,
    extra: Extra,
) -> Result<Assessment, R::Error> {
    let place = jurisdiction(case);
    let situation =
        Situation::gather(register, &books.divisions, Some(case), &case.application, on)?;
    let content = |ids| {
        let ids = books.law.for_kind(ids, case.application.kind);
        let findings = examine(&books.law, registration::rules::RULES, &ids, &situation, on, place);
        with_examiner(&books.law, findings, case)
    };
    let mut guards = content(act.content_rules);
    let advice = content(act.advisory_rules);
    let has_code = match act.kind {
        ActKind::ApproveEstablishment => {
            super::approval::next_code(register, &case.application, place)?.is_some()
        }
        _ => true,
    };
    let procedure = Procedure {
        case: case.clone(),
        by: by.to_owned(),
        on,
        content: guards.iter().chain(&advice).map(rules::Standing::from).collect(),
        grounds: extra.grounds,
        exclude: extra.exclude,
        has_code,
    };
    guards.extend(examine(&books.law, rules::RULES, act.procedure_rules, &procedure, on, place));
    Ok(Assessment { guards, advice })
}

/// What the examiner found not met is not met, whatever the application states.
fn with_examiner(law: &Law, mut findings: Vec<Finding>, case: &Case) -> Vec<Finding> {
    let not_met = case.examination.iter().flat_map(|e| &e.not_met);
    for found in not_met {
        if let Some(finding) = findings.iter_mut().find(|f| f.rule == found.rule) {
            finding.outcome = Verdict::Violated;
            // Somebody has looked: this is no longer only what is remembered of the article.
            finding.mark = Mark::House;
            finding.missing.clear();
            finding.remedy =
                law.rule(&found.rule).map(|(_, rule)| Text::new(&rule.remedy_zh, &rule.remedy_en));
            finding.facts.push(Fact::new("examination.not_met", &found.reason));
        }
    }
    findings
}

/// How the content rules stand for an application that is not a case yet.
pub(super) fn assess_application<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    application: &EstablishmentApplication,
    on: NaiveDate,
) -> Result<Vec<Finding>, R::Error> {
    let situation = Situation::gather(register, &books.divisions, None, application, on)?;
    let place = situation.registrar.as_ref().map_or(DivisionCode::NATION, |r| r.division);
    let ids = books.law.for_kind(act.advisory_rules, application.kind);
    Ok(examine(&books.law, registration::rules::RULES, &ids, &situation, on, place))
}

/// The place whose local law applies to a case: the registrar's division.
pub(super) fn jurisdiction(case: &Case) -> DivisionCode {
    case.registrar.as_ref().map_or(DivisionCode::NATION, |r| r.division)
}

/// An application on which the registrar was silent counts as accepted from the day of receipt
/// (administrative licensing law art. 32(4)). Gives the case as it then stands, and the event
/// that says so, to be appended before whatever comes next.
///
/// # Errors
/// [`PeriodError`] when the decision's clock runs out of the calendar's range.
pub fn settle_silence(
    books: &Books,
    case: &Case,
    on: NaiveDate,
) -> Result<(Case, Vec<StreamEvent>), PeriodError> {
    let silent = case.status == CaseStatus::Submitted
        && case.due.as_ref().is_some_and(|d| d.deadline.last_day < on);
    let (true, Some(received)) = (silent, case.received_on) else {
        return Ok((case.clone(), Vec::new()));
    };
    let due = match ActKind::AcceptApplication.row().and_then(|a| a.clock) {
        Some(clock) => {
            start_clock(books, &clock, case.application.kind, received, &[], jurisdiction(case))?
        }
        None => None,
    };
    let event = CaseEvent::Accepted { by_silence: true, complete_on: received, receipt: None, due };
    let settled = evolve(Some(case.clone()), &event, ActKind::AcceptApplication, SILENCE, received)
        .unwrap_or_else(|| case.clone());
    Ok((settled, vec![case_event(&case.id, event, received)]))
}
