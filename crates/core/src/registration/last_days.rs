//! Until when something is filed in time, counted once with the calendar (association regulation art. 15,
//! 18; regulation on private non-enterprise units art. 15).
//!
//! What may not enter: whether being late stops anything; rules say that.

use chrono::NaiveDate;

use super::{EstablishmentApplication, OrganizationApplication};
use crate::{Books, case::Case, identity::DivisionCode};

/// When the supervisory unit consented, when the registrar received, and until when that was in
/// time (association regulation art. 18).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentTime {
    /// Date of the consent.
    pub consented_on: NaiveDate,
    /// Date of receipt; none before it.
    pub received_on: Option<NaiveDate>,
    /// The last day in time; none where the law of that day sets none.
    pub last_day: Option<NaiveDate>,
}

/// The time between consent and filing, where the law of the kind limits it.
pub(super) fn consent_time(
    books: &Books,
    case: Option<&Case>,
    asked: &OrganizationApplication,
    place: DivisionCode,
) -> Option<ConsentTime> {
    let opinion = case?.standing_opinion().filter(|o| o.consents)?;
    let consented_on = opinion.consented_on();
    let parameter = format!("{}.change.filing.days", asked.about.kind.id());
    let last_day = books.last_day(&parameter, consented_on, place);
    let received_on = case.and_then(|c| c.received_on);
    Some(ConsentTime { consented_on, received_on, last_day })
}

/// The last day for filing the approval of a legal person by statute.
pub(super) fn statutory_last_day(
    books: &Books,
    application: &EstablishmentApplication,
    place: DivisionCode,
) -> Option<NaiveDate> {
    let approved_on = application.statutory.as_ref()?.approved_on;
    books.last_day("association.statutory.filing.days", approved_on, place)
}
