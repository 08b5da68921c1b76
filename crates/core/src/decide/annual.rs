//! Annual reports and inspections: the facts are gathered, the rules examined, the events made.
//!
//! What may not enter: conditions (`oversight/annual/`).

use chrono::{Datelike, NaiveDate};

use super::{
    DecideError, Decision, Given,
    approval::{cited, public_notice},
    guard, known_ahead, malformed, organization_subject,
};
use crate::{
    Books,
    access::{self, Actor},
    act::{Act, ActKind},
    affiliation::RelationKind,
    calendar::{Deadline, Period, until},
    event::Event,
    law::{Citation, Finding, examine},
    organization::{Organization, OrganizationKind},
    oversight::annual::{
        AdjustInspection, AnnualEvent, AnnualRequest, AnnualReview, AnnualStatus, AnnualYear,
        ConcludeInspection, EarlierConclusion, InspectionConclusion, InspectionResult, Missed,
        RectificationClosed, RectificationOrder, ReviewedAs, RiskWarning, RiskWarningClosed,
        SentBack, day_after, duty, overdue,
        rules::{AnnualSituation, RULES},
        told_by_the_year, year_end,
    },
    register::Register,
    text::Text,
    unit::UnitId,
};

type Outcome<T, R> = Result<T, DecideError<<R as Register>::Error>>;

/// Decides an act on a year or a warning.
pub(super) fn on_annual<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &AnnualRequest,
    organization: &Organization,
    given: &Given<'_>,
) -> Outcome<Decision, R> {
    let year = request.year();
    let situation = gather(books, act, organization, Some(request), year, given.actor, given.on);
    let told = examined(books, act.told_rules, &situation);
    let findings = guard(act.kind, examined(books, act.procedure_rules, &situation), told)?;
    let events = events(register, books, request, &situation, given)?;
    Ok(Decision::on_organization(organization, events, findings))
}

/// How the rules on a step stand, before anything is handed in; none where there is nothing to take it on.
pub(crate) fn standing(
    books: &Books,
    act: &Act,
    organization: &Organization,
    actor: &Actor,
    on: NaiveDate,
) -> Option<Vec<Finding>> {
    let year = match meant(books, act.kind, organization, on) {
        Meant::Nothing => return None,
        Meant::NoYear => None,
        Meant::Year(year) => Some(year),
    };
    let situation = gather(books, act, organization, None, year, actor, on);
    Some(known_ahead(examined(books, act.procedure_rules, &situation)))
}

/// By when a step is due.
pub(crate) fn due(
    books: &Books,
    act: &Act,
    organization: &Organization,
    on: NaiveDate,
) -> Option<Deadline> {
    let Meant::Year(year) = meant(books, act.kind, organization, on) else {
        return None;
    };
    match act.kind {
        ActKind::FileAnnualReport => {
            let duty = duty(books, organization, year).ok()?;
            Some(duty.supervisor_by.unwrap_or(duty.registrar_by).deadline)
        }
        ActKind::ReviewAnnualReport => {
            Some(duty(books, organization, year).ok()?.registrar_by.deadline)
        }
        ActKind::PublishAnnualReport => {
            Some(duty(books, organization, year).ok()?.publish_by?.deadline)
        }
        ActKind::CloseRectification => {
            Some(organization.annual.of(year)?.rectification.as_ref()?.by)
        }
        _ => None,
    }
}

/// What a step would be about.
enum Meant {
    /// There is nothing to take it on.
    Nothing,
    /// It is about no year.
    NoYear,
    /// A year.
    Year(i32),
}

impl From<Option<&AnnualYear>> for Meant {
    fn from(found: Option<&AnnualYear>) -> Self {
        found.map_or(Self::Nothing, |year| Self::Year(year.year))
    }
}

fn meant(books: &Books, kind: ActKind, organization: &Organization, on: NaiveDate) -> Meant {
    let last = on.year().saturating_sub(1);
    let annual = &organization.annual;
    let first_in = |statuses: &[AnnualStatus]| -> Meant {
        let stands = |y: &&AnnualYear| y.status().is_some_and(|status| statuses.contains(&status));
        annual.years.values().find(stands).into()
    };
    let last_if = |there: bool| if there { Meant::Year(last) } else { Meant::Nothing };
    match kind {
        ActKind::FileAnnualReport => {
            let due = duty(books, organization, last).is_ok();
            last_if(due && annual.result(last).is_none())
        }
        ActKind::ReviewAnnualReport | ActKind::ReturnAnnualReport | ActKind::ConcludeInspection => {
            first_in(&[AnnualStatus::Filed, AnnualStatus::Reviewed])
        }
        ActKind::CloseRectification => first_in(&[AnnualStatus::Rectifying]),
        ActKind::AdjustInspection => {
            annual.years.values().rfind(|year| year.conclusion.is_some()).into()
        }
        ActKind::PublishAnnualReport => {
            let waits = |y: &&AnnualYear| y.report.is_some() && y.publication.is_none();
            annual.years.values().find(waits).into()
        }
        ActKind::RecordMissedReport => {
            let missed = annual.of(last).is_some_and(|known| known.missed.is_some());
            last_if(!missed && overdue(books, organization, last, on).is_some())
        }
        ActKind::CloseWarning if annual.open_warnings().next().is_none() => Meant::Nothing,
        _ => Meant::NoYear,
    }
}

/// What figures show is judged by the law of the last day of their year, everything else by the day of
/// the act.
fn examined(books: &Books, ids: &[&str], situation: &AnnualSituation) -> Vec<Finding> {
    let organization = &situation.organization;
    let ids = books.law.for_kind(ids, organization.kind);
    let (of_year, of_act): (Vec<&str>, Vec<&str>) =
        ids.into_iter().partition(|id| told_by_the_year(id));
    let place = organization.division;
    let mut findings = examine(&books.law, RULES, &of_act, situation, situation.on, place);
    if let Some(end) = situation.year.and_then(year_end) {
        findings.extend(examine(&books.law, RULES, &of_year, situation, end, place));
    }
    findings
}

fn gather(
    books: &Books,
    act: &Act,
    organization: &Organization,
    request: Option<&AnnualRequest>,
    year: Option<i32>,
    actor: &Actor,
    on: NaiveDate,
) -> AnnualSituation {
    let place = organization.division;
    let months = "service_institution.inspection.rectification.months";
    let rectify_by = books.end_of(months, on, on, place, Period::Months).ok().flatten();
    let rectify_by =
        rectify_by.filter(|_| organization.kind == OrganizationKind::ServiceInstitution);
    let conclude_by = year.and_then(|year| {
        let day = books.law.number("association.inspection.publish.by", on, place)?;
        until(year.checked_add(1)?, u32::try_from(day).ok()?, &books.calendar)
    });
    let conclude_by = conclude_by.filter(|_| act.kind == ActKind::ConcludeInspection);
    AnnualSituation {
        on,
        organization: organization.clone(),
        request: request.cloned(),
        year,
        duty: year.map(|year| duty(books, organization, year)),
        account: actor.account.clone(),
        rectify_by,
        conclude_by: conclude_by.map(|deadline| deadline.last_day),
    }
}

/// As what a unit looks at reports of this organization, if it does.
fn reviews_as(organization: &Organization, unit: &UnitId) -> Option<ReviewedAs> {
    if organization.supervision.as_ref().is_some_and(|s| s.unit.id == *unit) {
        return Some(ReviewedAs::SupervisoryUnit);
    }
    let leads = |r: &&crate::affiliation::Relation| {
        r.kind == RelationKind::PartyBuilding && r.unit.id == *unit
    };
    organization.relations.iter().find(leads).map(|_| ReviewedAs::PartyBuilding)
}

/// An organization as access sees it for an opinion: the unit that leads party building gives its own, and
/// nobody in another's name.
pub(super) fn subject(organization: &Organization, request: &AnnualRequest) -> access::Subject {
    let AnnualRequest::Review(input) = request else {
        return organization_subject(organization);
    };
    reviewing(organization, &input.unit)
}

fn reviewing(organization: &Organization, unit: &UnitId) -> access::Subject {
    let own = reviews_as(organization, unit).map(|_| unit.clone());
    access::Subject { supervisory_unit: own, ..organization_subject(organization) }
}

/// Whether some unit of the account may give its opinion on reports of this organization.
pub(crate) fn may_review(act: &Act, organization: &Organization, actor: &Actor) -> bool {
    let mut units = actor.grants.iter().filter_map(|grant| grant.unit.as_ref());
    units.any(|unit| access::allow(actor, act, &reviewing(organization, unit)).is_ok())
}

fn events<R: Register>(
    register: &mut R,
    books: &Books,
    request: &AnnualRequest,
    situation: &AnnualSituation,
    given: &Given<'_>,
) -> Outcome<Vec<(Event, NaiveDate)>, R> {
    let (on, by) = (given.on, given.actor.account.clone());
    let (event, effective_on) = match request {
        AnnualRequest::File(report) => {
            let due = situation.duty.as_ref().and_then(|duty| duty.as_ref().ok());
            let due = due.filter(|duty| duty.may_skip.is_none());
            let due_on = due.map(|duty| duty.registrar_by.deadline.last_day);
            (AnnualEvent::ReportFiled { report: report.clone(), due_on, by }, on)
        }
        AnnualRequest::Review(input) => {
            let unit = register.unit(&input.unit).map_err(DecideError::Register)?;
            let unit = unit.ok_or_else(|| malformed("unit", "no such unit"))?.reference();
            let reviewed_as = reviews_as(&situation.organization, &input.unit);
            let reviewed_as = reviewed_as.ok_or_else(|| malformed("unit", "does not review"))?;
            let (proposes, reasons) = (input.proposes, input.reasons.clone());
            let review = AnnualReview { unit, reviewed_as, proposes, reasons, on, by };
            (AnnualEvent::ReportReviewed { year: input.year, review }, on)
        }
        AnnualRequest::Return(input) => {
            let sent_back = SentBack { on, what: input.what.clone(), by };
            (AnnualEvent::ReportReturned { year: input.year, sent_back }, on)
        }
        AnnualRequest::Conclude(input) => {
            return concluded(books, input, None, situation);
        }
        AnnualRequest::Adjust(input) => {
            return concluded(books, &input.conclusion, Some(input), situation);
        }
        AnnualRequest::Close(input) => {
            let closed = RectificationClosed { on, done: input.done, note: input.note.clone() };
            (AnnualEvent::RectificationClosed { year: input.year, closed }, on)
        }
        AnnualRequest::Publish(input) => {
            let (year, publication) = (input.year, input.publication.clone());
            let published_on = publication.published_on;
            (AnnualEvent::ReportPublished { year, publication }, published_on)
        }
        AnnualRequest::Missed(input) => {
            let duty = situation.duty.as_ref().and_then(|duty| duty.as_ref().ok());
            let due = duty.ok_or_else(|| malformed("year", "nothing is due for it"))?;
            let due_on = due.registrar_by.deadline.last_day;
            let basis = due.registrar_by.citation.clone();
            let missed = Missed { due_on, found_on: on, basis };
            (AnnualEvent::ReportMissed { year: input.year, missed }, on)
        }
        AnnualRequest::Warn(input) => {
            let known = &situation.organization.annual.warnings;
            let number = u32::try_from(known.len()).unwrap_or(u32::MAX).saturating_add(1);
            let warning = RiskWarning {
                number,
                what: input.what.clone(),
                year: input.year,
                owner: input.owner.clone(),
                due_on: input.due_on,
                raised_on: on,
                closed: None,
            };
            (AnnualEvent::WarningRaised { warning }, on)
        }
        AnnualRequest::CloseWarning(input) => {
            let closed = RiskWarningClosed { on, note: input.note.clone() };
            (AnnualEvent::WarningClosed { number: input.number, closed }, on)
        }
        AnnualRequest::Import(recorded) => {
            let day = recorded.concluded_on.or_else(|| recorded.year.and_then(day_after));
            let effective_on = day.unwrap_or(on).min(on);
            (AnnualEvent::InspectionRecorded { recorded: recorded.clone() }, effective_on)
        }
    };
    Ok(vec![(Event::Annual(Box::new(event)), effective_on)])
}

/// The rule that a conclusion rests on: of the measures of the kind, before they were there of the
/// regulation.
fn basis<E>(
    books: &Books,
    kind: OrganizationKind,
    on: NaiveDate,
) -> Result<Citation, DecideError<E>> {
    let (measures, regulation) = match kind {
        OrganizationKind::Association => ("NJ-11", "ST-28b-2"),
        OrganizationKind::ServiceInstitution => ("NJ-M8", "MF-23-3"),
        OrganizationKind::Foundation => ("NJ-J7", "JJ-36-3"),
    };
    cited(books, measures, on).or_else(|_: DecideError<E>| cited(books, regulation, on))
}

/// The conclusion, new or adjusted, and its notice.
fn concluded<E>(
    books: &Books,
    input: &ConcludeInspection,
    adjusts: Option<&AdjustInspection>,
    situation: &AnnualSituation,
) -> Result<Vec<(Event, NaiveDate)>, DecideError<E>> {
    let (organization, on) = (&situation.organization, situation.on);
    let basis = basis(books, organization.kind, on)?;
    let conclusion = InspectionConclusion {
        result: input.result,
        grounds: input.grounds.clone(),
        remarks: input.remarks.clone(),
        document_number: input.document_number.clone(),
        on,
        basis: basis.clone(),
    };
    let year = input.year;
    let rectification = rectification(input, situation);
    let before = organization.annual.of(year).and_then(|known| known.conclusion.clone());
    let event = match (adjusts, before) {
        (Some(adjusts), Some(before)) => AnnualEvent::ConclusionAdjusted {
            year,
            earlier: EarlierConclusion {
                conclusion: before,
                adjusted_on: on,
                reasons: adjusts.reasons.clone(),
            },
            conclusion,
            rectification,
        },
        _ => AnnualEvent::InspectionConcluded { year, conclusion, rectification },
    };
    let text = notice_text(organization, year, input.result, adjusts.is_some());
    Ok(vec![(Event::Annual(Box::new(event)), on), public_notice("inspection", text, basis, on)])
}

fn rectification(
    input: &ConcludeInspection,
    situation: &AnnualSituation,
) -> Option<RectificationOrder> {
    if input.result == InspectionResult::Qualified {
        return None;
    }
    let stated = input.rectify_by.map(|last_day| Deadline {
        last_day,
        moved_from: None,
        provisional: false,
    });
    stated.or(situation.rectify_by).map(|by| RectificationOrder { by, closed: None })
}

fn notice_text(
    organization: &Organization,
    year: i32,
    result: InspectionResult,
    adjusted: bool,
) -> Text {
    let (name, uscc, result) = (&organization.name, organization.uscc, result.text());
    let (zh, en) = match adjusted {
        true => ("年度检查结论调整为", "was adjusted to"),
        false => ("年度检查结论为", "is"),
    };
    Text::new(
        format!("{name}（统一社会信用代码{uscc}）{year}{zh}{}，现予公告。", result.zh),
        format!("The inspection of {name} (code {uscc}) for {year} {en}: {}.", result.en),
    )
}
