//! shuniu-core: the law and the lifecycle of social organizations (社会组织).
//!
//! Everything here is a function of values. Dates, identifiers, random numbers and facts
//! about other organizations are handed in; nothing here reads a clock, a file, a database
//! or the network. The rooms are the chapters of an organization's life:
//!
//! | room | what it is for |
//! | --- | --- |
//! | [`identity`] | unified social credit codes, names, administrative divisions |
//! | [`calendar`] | working days and the Civil Code's way of counting time |
//! | [`law`] | regulations, articles, dated parameters, rules and findings |
//! | [`act`] | the one catalogue of acts, and what may be done next |
//! | [`access`] | who may perform which act on what |
//! | [`unit`] | administrative bodies: registrars, departments, hubs as units |
//! | [`affiliation`] | the five relations with units; transfer of supervision |
//! | [`decoupling`] | programmes, cases and check items; departments leave the role |
//! | [`hub`] | recognition, authorization and withdrawal of hubs |
//! | [`organization`] | the state of one organization and how events change it |
//! | [`registration`] | the rules for entering an organization into the register |
//! | [`evaluation`] | rounds, sheets, the committee, grades and what they are good for |
//! | [`oversight`] | annual reports and inspections, credit, penalties |
//! | [`correction`] | record errors, changed facts, acts taken back, orders of courts |
//! | [`case`] | the procedure that all applications share |
//!
//! What may not enter: I/O, async, HTTP, SQL, a clock, randomness.

#![forbid(unsafe_code)]

pub mod access;
pub mod act;
pub mod affiliation;
pub mod calendar;
pub mod case;
pub mod correction;
pub mod decide;
pub mod decoupling;
pub mod evaluation;
pub mod event;
pub mod exit;
pub mod hub;
pub mod identity;
pub mod law;
pub mod organization;
pub mod oversight;
pub mod register;
pub mod registration;
pub mod roll;
pub mod text;
pub mod unit;

use chrono::NaiveDate;

use crate::{
    calendar::{Deadline, Period, PeriodError, WorkingDays, deadline},
    decoupling::Checklists,
    evaluation::Sheets,
    identity::{DivisionCode, Divisions},
    law::Law,
};

/// The reference works that every decision is taken with: law, calendar, divisions.
#[derive(Debug, Clone)]
pub struct Books {
    /// Regulations, parameters and rules.
    pub law: Law,
    /// The working-day calendar.
    pub calendar: WorkingDays,
    /// Administrative divisions with their history.
    pub divisions: Divisions,
    /// What has to be separated when a department leaves, by version of the rules.
    pub checklists: Checklists,
    /// Sheets of evaluation.
    pub sheets: Sheets,
}

impl Books {
    /// The end of so many calendar days as a parameter gives in a place from a day on, under the law of
    /// that day; none where it gives none.
    ///
    /// # Errors
    /// [`PeriodError`] when the period runs out of the calendar's range.
    pub fn days_after(
        &self,
        parameter: &str,
        from: NaiveDate,
        place: DivisionCode,
    ) -> Result<Option<Deadline>, PeriodError> {
        self.end_of(parameter, from, from, place, Period::Days)
    }

    /// The end of the period that a parameter gives in a place under the law of a day, counted from another
    /// day on; none where it gives none.
    ///
    /// # Errors
    /// [`PeriodError`] when the period runs out of the calendar's range.
    pub fn end_of(
        &self,
        parameter: &str,
        law_of: NaiveDate,
        from: NaiveDate,
        place: DivisionCode,
        period: fn(u32) -> Period,
    ) -> Result<Option<Deadline>, PeriodError> {
        let number = self.law.number(parameter, law_of, place);
        let period = number.and_then(|number| u32::try_from(number).ok()).map(period);
        period.map(|period| deadline(from, period, &self.calendar)).transpose()
    }

    /// The last of the days that [`Books::days_after`] gives; none where the law of that day gives none
    /// or the calendar does not reach.
    #[must_use]
    pub fn last_day(
        &self,
        parameter: &str,
        from: NaiveDate,
        place: DivisionCode,
    ) -> Option<NaiveDate> {
        self.days_after(parameter, from, place).ok().flatten().map(|due| due.last_day)
    }

    /// The books that are compiled in.
    ///
    /// # Errors
    /// [`law::RulebookError`] when a compiled-in rulebook file is not well formed; a test
    /// holds that this never happens in a released build.
    pub fn built_in() -> Result<Self, law::RulebookError> {
        Ok(Self {
            law: Law::built_in()?,
            calendar: WorkingDays::built_in().clone(),
            divisions: Divisions::built_in().clone(),
            checklists: Checklists::built_in()?,
            sheets: Sheets::built_in()?,
        })
    }
}
