//! Certificates (登记证书): numbered within registrar and year, with the validity and the day of
//! handing over that the law of the day sets (licensing law art. 44; interim measures on private
//! non-enterprise units art. 24).

use chrono::{Datelike, NaiveDate};

use super::{DecideError, series};
use crate::{
    Books,
    act::{Act, MatterKind},
    calendar::years_after,
    case::start_clock,
    identity::DivisionCode,
    organization::{Certificate, OrganizationKind},
    register::Register,
};

/// The next certificate of a registrar, with its running number.
pub(super) fn issue<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    kind: OrganizationKind,
    place: DivisionCode,
    on: NaiveDate,
) -> Result<(Certificate, i64), DecideError<R::Error>> {
    let running = series("certificate", place, on);
    let serial = register.last_number(&running).map_err(DecideError::Register)?.saturating_add(1);
    let due = match act.clock_for(MatterKind::Establishment) {
        Some(clock) => start_clock(books, &clock, kind, on, &[], place)?,
        None => None,
    };
    let certificate = Certificate {
        number: format!("{place}-{}-{serial:05}", on.year()),
        originals: 1,
        duplicates: 1,
        valid_from: Some(on),
        valid_to: valid_to(books, kind, place, on),
        deliver_by: due.map(|d| d.deadline),
        delivered_on: None,
    };
    Ok((certificate, serial))
}

/// The last day of validity, where the law of the kind limits it.
fn valid_to(
    books: &Books,
    kind: OrganizationKind,
    place: DivisionCode,
    on: NaiveDate,
) -> Option<NaiveDate> {
    let years = books.law.number(&format!("{}.certificate.years", kind.id()), on, place)?;
    years_after(on, years)?.pred_opt()
}
