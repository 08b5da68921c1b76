//! Whether an organization has to file a report for a year, to whom and by when (association regulation
//! art. 28; regulation on private non-enterprise units art. 23; foundation regulation art. 36; the three
//! measures on annual inspection; measures on the disclosure of charities art. 6).
//!
//! Three calendars (per kind, and for charities the publication), numbers of the rulebook, in each
//! jurisdiction its own.
//!
//! What may not enter: whether the report is in order; those are rules.

use chrono::{Months, NaiveDate};
use serde::Serialize;

use crate::{
    Books,
    calendar::{Deadline, until},
    law::Citation,
    organization::{Organization, OrganizationKind, OrganizationStatus},
};

/// Something that is due on a day of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DueOn {
    /// The last day.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub deadline: Deadline,
    /// The article that sets it.
    pub citation: Citation,
}

/// What an organization has to do for a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnnualDuty {
    /// The year that is reported.
    pub year: i32,
    /// By when it is with the supervisory unit; none where there is no such unit, or where the regulation
    /// sets no day of its own for it.
    pub supervisor_by: Option<DueOn>,
    /// By when it is with the registrar.
    pub registrar_by: DueOn,
    /// By when a charity publishes it.
    pub publish_by: Option<DueOn>,
    /// The article by which it may skip the year, where it was registered too late.
    pub may_skip: Option<Citation>,
}

/// Why an organization has nothing to file for a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoDuty {
    /// It was not registered in that year.
    NotYet,
    /// It was registered too late in the year and takes no part.
    TooNew,
    /// It is on its way out or gone: it does nothing else (civil code art. 72).
    Leaving,
    /// No rule was in force on that day.
    NoRule,
}

impl NoDuty {
    /// The id as published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::TooNew => "too_new",
            Self::Leaving => "leaving",
            Self::NoRule => "no_rule",
        }
    }
}

/// The last day of a year.
#[must_use]
pub fn year_end(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.checked_add(1)?, 1, 1)?.pred_opt()
}

/// The year before.
#[must_use]
pub fn year_before(year: i32) -> Option<i32> {
    year.checked_sub(1)
}

/// The first day after a year: by its law it is told whether and by when to report.
#[must_use]
pub fn day_after(year: i32) -> Option<NaiveDate> {
    year_end(year)?.succ_opt()
}

/// A parameter of a kind's own regulation.
fn parameter(kind: OrganizationKind, name: &str) -> String {
    format!("{}.annual.{name}", kind.id())
}

/// The day that a parameter sets in the year after `year`.
fn due_on(books: &Books, organization: &Organization, year: i32, id: &str) -> Option<DueOn> {
    let start = day_after(year)?;
    let (value, citation) = books.law.value_in_force(id, start, organization.division)?;
    let month_day = u32::try_from(value.number?).ok()?;
    let deadline = until(year.checked_add(1)?, month_day, &books.calendar)?;
    Some(DueOn { deadline, citation })
}

/// Whether it was registered for less than the months that the measures of its kind set; at exactly so
/// many an institution is still too new, an association is not (trap 42: 不满, 未超过).
fn is_new(books: &Books, organization: &Organization, year: i32) -> Option<Citation> {
    let (end, start) = (year_end(year)?, day_after(year)?);
    let id = parameter(organization.kind, "skip.months");
    let (value, citation) = books.law.value_in_force(&id, start, organization.division)?;
    let months = Months::new(u32::try_from(value.number?).ok()?);
    let full = organization.established_on?.checked_add_months(months)?;
    let new = match organization.kind {
        OrganizationKind::ServiceInstitution => full >= end,
        OrganizationKind::Association | OrganizationKind::Foundation => full > end,
    };
    new.then_some(citation)
}

/// What an organization, as it stands, has to do for a year.
///
/// # Errors
/// [`NoDuty`]: why it has nothing to do.
pub fn duty(books: &Books, organization: &Organization, year: i32) -> Result<AnnualDuty, NoDuty> {
    let end = year_end(year).ok_or(NoDuty::NoRule)?;
    if organization.established_on.is_some_and(|day| day > end) {
        return Err(NoDuty::NotYet);
    }
    if organization.status != OrganizationStatus::Registered {
        return Err(NoDuty::Leaving);
    }
    let new = is_new(books, organization, year);
    if new.is_some() && organization.kind == OrganizationKind::ServiceInstitution {
        return Err(NoDuty::TooNew);
    }
    let of = |name: &str| due_on(books, organization, year, &parameter(organization.kind, name));
    Ok(AnnualDuty {
        year,
        supervisor_by: of("supervisor.by").filter(|_| organization.supervision.is_some()),
        registrar_by: of("registrar.by").ok_or(NoDuty::NoRule)?,
        publish_by: due_on(books, organization, year, "charity.disclosure.annual.by")
            .filter(|_| organization.charity.is_some()),
        may_skip: new,
    })
}

/// Whether nothing was filed for a year although it had to be: the last day, where that has passed.
#[must_use]
pub fn overdue(
    books: &Books,
    organization: &Organization,
    year: i32,
    on: NaiveDate,
) -> Option<DueOn> {
    let duty = duty(books, organization, year).ok()?;
    let filed = organization.annual.of(year).is_some_and(|known| known.is_filed());
    let concluded = organization.annual.result(year).is_some();
    let late = duty.registrar_by.deadline.last_day < on;
    (late && !filed && !concluded && duty.may_skip.is_none()).then_some(duty.registrar_by)
}
