//! What a sweep (巡检) proposes of an organization, or of a unit, on a day: listings, reminders, expiries. It proposes and
//! never decides; somebody takes the act, or does not.
//!
//! Serves association regulation art. 28 and its neighbours, the measures on credit information art. 11,
//! 14, 15, 17, the administrative penalty law art. 56, 61, 67, and what the register itself keeps with a day: terms, certificates, rectification,
//! warnings.
//!
//! `kind.rs` holds the kinds, `penalty.rs` and `evaluation.rs` what is proposed of penalties and
//! grades, `unit.rs` what is proposed of hubs and departments.
//!
//! What may not enter: numbers; they stand in the rulebook. A clock; the day is handed in.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

mod evaluation;
mod kind;
mod penalty;
mod unit;

use super::{
    annual::{AnnualYear, duty, overdue},
    credit::{CreditList, ListingGround, time_passes},
};
use crate::{
    Books,
    calendar::years_after,
    law::Citation,
    organization::{Organization, OrganizationStatus},
};
pub use kind::ProposalKind;
pub use unit::unit_proposals;

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Proposal {
    /// What.
    pub kind: ProposalKind,
    /// About what of the organization: a year, a list, a number; empty where there is only one.
    pub about: String,
    /// By when it is due; a day that has passed is overdue since.
    pub due_on: NaiveDate,
    /// The article it rests on, where a rule or number of the law sets the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Citation>,
}

/// How many days before its day something is proposed.
const BEFORE: &str = "proposals.days_before";

/// What is proposed of an organization on a day.
#[must_use]
pub fn proposals(books: &Books, organization: &Organization, on: NaiveDate) -> Vec<Proposal> {
    if organization.status == OrganizationStatus::Deregistered {
        return Vec::new();
    }
    let days = books.law.number(BEFORE, on, organization.division).unwrap_or_default();
    let soon = Days::new(u64::try_from(days).unwrap_or_default());
    let until = on.checked_add_days(soon).unwrap_or(on);
    let mut all = of_year(books, organization, on, until);
    all.extend(of_credit(books, organization, on));
    all.extend(penalty::of_penalty(books, organization, on, until));
    all.extend(evaluation::of_evaluation(books, organization, on, until));
    all.extend(of_record(organization, on, until));
    all
}

fn of_year(
    books: &Books,
    organization: &Organization,
    on: NaiveDate,
    until: NaiveDate,
) -> Vec<Proposal> {
    let last = on.year().saturating_sub(1);
    let annual = &organization.annual;
    let mut all: Vec<Proposal> = missing(books, organization, last, on).into_iter().collect();
    // What was not seen to in its year is not forgotten; of what an older register may know, nothing.
    if annual.years.range(..last).next_back().is_some() {
        let earlier = last.saturating_sub(1);
        all.extend(missing(books, organization, earlier, on));
    }
    if let Ok(duty) = duty(books, organization, last) {
        let filed = annual.of(last).is_some_and(AnnualYear::is_filed);
        let first = duty.supervisor_by.filter(|due| due.deadline.last_day >= on);
        let due = first.unwrap_or(duty.registrar_by);
        let near = (on..=until).contains(&due.deadline.last_day);
        if near && !filed && duty.may_skip.is_none() && annual.result(last).is_none() {
            all.push(Proposal {
                kind: ProposalKind::RemindReport,
                about: last.to_string(),
                due_on: due.deadline.last_day,
                citation: Some(due.citation),
            });
        }
    }
    for year in annual.years.values() {
        let by = year.to_rectify().map(|order| order.by.last_day);
        all.extend(by.filter(|by| *by <= until).map(|due_on| Proposal {
            kind: ProposalKind::CheckRectification,
            about: year.year.to_string(),
            due_on,
            citation: None,
        }));
    }
    all
}

/// What is to be done of a report that never came: recorded, then told; not where it was told, listed or
/// waived already.
fn missing(
    books: &Books,
    organization: &Organization,
    year: i32,
    on: NaiveDate,
) -> Option<Proposal> {
    let due = overdue(books, organization, year, on)?;
    let recorded = organization.annual.of(year).is_some_and(|known| known.missed.is_some());
    let (list, ground) = (CreditList::Abnormal, ListingGround::NoAnnualReport);
    let credit = &organization.credit;
    let told = credit.notices.iter().any(|n| n.ground == ground && n.year == Some(year));
    let listed = credit.grounds(list).any(|g| g.ground == ground && g.year == Some(year));
    let waived = credit.waived.iter().any(|w| w.ground == ground && w.year == Some(year));
    let kind = match recorded {
        false => ProposalKind::RecordMissed,
        true if told || listed || waived => return None,
        true => ProposalKind::TellMissed,
    };
    Some(Proposal {
        kind,
        about: year.to_string(),
        due_on: due.deadline.last_day,
        citation: Some(due.citation),
    })
}

fn of_credit(books: &Books, organization: &Organization, on: NaiveDate) -> Vec<Proposal> {
    let credit = &organization.credit;
    let mut all = Vec::new();
    let cite = |rule: &str| books.law.rule_in_force(rule, on).map(|(_, citation)| citation);
    for notice in &credit.notices {
        let over = notice.objection.is_some() || notice.answer_by.last_day < on;
        if over {
            let since = notice.objection.as_ref().map(|objection| objection.on);
            all.push(Proposal {
                kind: ProposalKind::DecideListing,
                about: format!("{}/{}", notice.list.id(), notice.ground.id()),
                due_on: since.unwrap_or(notice.answer_by.last_day),
                citation: cite("XY-10"),
            });
        }
    }
    if let Some(entry) = &credit.abnormal {
        let years = books.law.number("credit.abnormal.years", on, organization.division);
        let full = entry.since().zip(years).and_then(|(from, years)| years_after(from, years));
        let told = credit.notice(CreditList::Serious, ListingGround::YearsAbnormal).is_some();
        if let Some(full) = full.filter(|full| *full <= on && !told) {
            all.push(Proposal {
                kind: ProposalKind::MoveToSerious,
                about: CreditList::Abnormal.id().to_owned(),
                due_on: full,
                citation: cite("XY-15a"),
            });
        } else if entry.to_mend().is_none()
            && let Some(over) = time_passes(books, organization, entry, on)
            && over <= on
        {
            all.push(Proposal {
                kind: ProposalKind::TimePassed,
                about: CreditList::Abnormal.id().to_owned(),
                due_on: over,
                citation: cite("XY-14b"),
            });
        }
    }
    for list in CreditList::ALL {
        let application = credit.on(list).and_then(|entry| entry.application.as_ref());
        all.extend(application.map(|application| Proposal {
            kind: ProposalKind::VerifyRemoval,
            about: list.id().to_owned(),
            due_on: application.on,
            citation: None,
        }));
    }
    all
}

fn of_record(organization: &Organization, on: NaiveDate, until: NaiveDate) -> Vec<Proposal> {
    let mut all = Vec::new();
    let open = organization.annual.open_warnings();
    for warning in open.filter(|warning| warning.due_on < on) {
        all.push(Proposal {
            kind: ProposalKind::SeeToWarning,
            about: warning.number.to_string(),
            due_on: warning.due_on,
            citation: None,
        });
    }
    if organization.status != OrganizationStatus::Registered {
        return all;
    }
    let term = organization.term.as_ref().map(|term| term.until);
    // One that prints what was corrected, or that fell with its act, is issued anew at once.
    let corrected = organization.corrections.reissue_since;
    let ends = organization.certificate.as_ref().and_then(|c| c.valid_to);
    let certificate = corrected.or(ends);
    for (kind, day) in
        [(ProposalKind::ElectOfficers, term), (ProposalKind::RenewCertificate, certificate)]
    {
        all.extend(day.filter(|day| *day <= until).map(|due_on| Proposal {
            kind,
            about: String::new(),
            due_on,
            citation: None,
        }));
    }
    all
}
