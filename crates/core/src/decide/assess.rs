//! How the rules stand for an act on a case, shared by deciding and by next lawful steps.

use chrono::NaiveDate;

use super::case_event;
use crate::{
    Books,
    act::{Act, ActKind, CountsFrom},
    calendar::PeriodError,
    case::{
        Case, CaseEvent, CaseStatus, ExcludedPeriod, SILENCE, evolve, rules, rules::Procedure,
        start_clock,
    },
    event::StreamEvent,
    identity::DivisionCode,
    law::{Fact, Finding, Law, Mark, Verdict, examine},
    register::Register,
    registration::{Application, Situation, rules as content},
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
    pub(super) extend: Option<u32>,
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
    let (application, matter) = (&case.application, case.application.matter());
    let situation = Situation::gather(register, books, Some(case), application, on)?;
    let content = |ids| {
        let ids = asked_of(&books.law, ids, application);
        let findings = examine(&books.law, content::RULES, &ids, &situation, on, place);
        with_examiner(&books.law, findings, case)
    };
    let mut guards = content(act.content_rules(matter));
    let mut advice = content(act.advisory_rules(matter));
    let told = content(matter.row().map_or(&[], |row| row.told));
    let has_code = match (act.kind, application) {
        (ActKind::ApproveApplication, Application::Establishment(a)) => {
            super::approval::next_code(register, a, place)?.is_some()
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
        extend: extra.extend,
        has_code,
    };
    guards.extend(examine(&books.law, rules::RULES, act.procedure_rules, &procedure, on, place));
    // Told, and no ground of anything.
    advice.extend(told);
    Ok(Assessment { guards, advice })
}

/// Of a matter's rules, those that are for this kind of organization and about what is asked.
pub(super) fn asked_of<'r>(
    law: &Law,
    rules: &[&'r str],
    application: &Application,
) -> Vec<&'r str> {
    let mut ids = law.for_kind(rules, application.kind());
    ids.retain(|id| content::is_about(application, id));
    ids
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
    application: &Application,
    on: NaiveDate,
) -> Result<Vec<Finding>, R::Error> {
    examined(register, books, act.advisory_rules(application.matter()), application, on)
}

/// How these rules stand for an application without a case.
pub(super) fn examined<R: Register>(
    register: &mut R,
    books: &Books,
    rules: &[&'static str],
    application: &Application,
    on: NaiveDate,
) -> Result<Vec<Finding>, R::Error> {
    let situation = Situation::gather(register, books, None, application, on)?;
    let place = situation.registrar.as_ref().map_or(DivisionCode::NATION, |r| r.division);
    let ids = asked_of(&books.law, rules, application);
    Ok(examine(&books.law, content::RULES, &ids, &situation, on, place))
}

/// The place whose local law applies to a case: the registrar's division.
pub(super) fn jurisdiction(case: &Case) -> DivisionCode {
    case.registrar.as_ref().map_or(DivisionCode::NATION, |r| r.division)
}

/// The day from which the decision's clock counts: the receipt of all valid documents, or the
/// acceptance, as the law of the matter has it.
pub(super) fn decision_starts(case: &Case) -> Option<NaiveDate> {
    let accepted = || case.steps.iter().rev().find(|s| s.act == ActKind::AcceptApplication);
    match case.application.matter().row().map(|m| m.counts_from) {
        Some(CountsFrom::Acceptance) => accepted().map(|step| step.on),
        _ => case.complete_on,
    }
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
    let due = match case.application.matter().row().and_then(|m| m.decision) {
        Some(clock) => {
            let kind = case.application.kind();
            start_clock(books, &clock, kind, received, &[], jurisdiction(case), 0)?
        }
        None => None,
    };
    let event = CaseEvent::Accepted { by_silence: true, complete_on: received, receipt: None, due };
    let settled = evolve(Some(case.clone()), &event, ActKind::AcceptApplication, SILENCE, received)
        .unwrap_or_else(|| case.clone());
    Ok((settled, vec![case_event(&case.id, event, received)]))
}
