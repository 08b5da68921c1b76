//! Certificates (登记证书): numbered within registrar and year, with the validity and the day of
//! handing over that the law of the day sets (licensing law art. 44; interim measures on private
//! non-enterprise units art. 24).

use chrono::{Datelike, Days, NaiveDate};

use super::{DecideError, guard, series};
use crate::{
    Books,
    act::{Act, MatterKind},
    calendar::years_after,
    case::start_clock,
    identity::DivisionCode,
    law::{Fact, Finding, Numbers, Outcome, Rule, examine},
    organization::{Certificate, Organization, OrganizationEvent, OrganizationKind, ReissueGround},
    register::Register,
};

/// The next certificate of a registrar is issued, with its running number.
pub(super) fn issue<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    kind: OrganizationKind,
    place: DivisionCode,
    on: NaiveDate,
) -> Result<OrganizationEvent, DecideError<R::Error>> {
    let running = series("certificate", place, on);
    let serial = register.last_number(&running).map_err(DecideError::Register)?.saturating_add(1);
    let due = match act.clock_for(MatterKind::Establishment) {
        Some(clock) => start_clock(books, &clock, kind, on, &[], place, 0)?,
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
        lost_on: None,
    };
    Ok(OrganizationEvent::CertificateIssued { certificate, serial: Some(serial) })
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

/// What the rule on issuing anew may ask about.
struct Reissue {
    certificate: Option<Certificate>,
    /// Since when a correction asks for it.
    corrected_since: Option<NaiveDate>,
    ground: ReissueGround,
    on: NaiveDate,
}

const RULES: &[&[Rule<Reissue>]] = &[&[Rule { id: "ZZ-14", check: ground_holds }]];

/// What was lost was reported lost; what is expiring has its last day within the time set; what is corrected a
/// correction asks for.
fn ground_holds(r: &Reissue, n: &Numbers<'_>) -> Outcome {
    const DAYS: &str = "operating.certificate.renewal.days";
    let Some(days) = n.number(DAYS).and_then(|n| u64::try_from(n).ok()) else {
        return Outcome::missing(DAYS);
    };
    if r.ground == ReissueGround::Corrected {
        return Outcome::when(r.corrected_since.is_some(), || {
            vec![Fact::new("ground", r.ground.id())]
        });
    }
    let Some(certificate) = &r.certificate else {
        return Outcome::Met;
    };
    let renewable = r.on.checked_add_days(Days::new(days));
    let holds = match r.ground {
        ReissueGround::Lost => certificate.lost_on.is_some(),
        ReissueGround::Damaged | ReissueGround::Corrected => true,
        ReissueGround::Expiring => {
            certificate.valid_to.is_some_and(|last| renewable.is_none_or(|day| last <= day))
        }
    };
    if holds {
        return Outcome::Met;
    }
    let from = certificate.valid_to.filter(|_| r.ground == ReissueGround::Expiring);
    let day = |day: Option<NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    Outcome::Violated {
        facts: vec![
            Fact::new("ground", r.ground.id()),
            Fact::new("certificate.lost_on", day(certificate.lost_on)),
            Fact::new("certificate.valid_to", day(certificate.valid_to)),
        ],
        possible_from: from.and_then(|last| last.checked_sub_days(Days::new(days))),
    }
}

/// Issues a certificate anew; the one before is void.
pub(super) fn reissue<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    organization: &Organization,
    ground: ReissueGround,
    on: NaiveDate,
) -> Result<(OrganizationEvent, Vec<Finding>), DecideError<R::Error>> {
    let (place, certificate) = (organization.division, organization.certificate.clone());
    let corrected_since = organization.corrections.reissue_since;
    let situation = Reissue { certificate, corrected_since, ground, on };
    let findings = examine(&books.law, RULES, act.procedure_rules, &situation, on, place);
    let findings = guard(act.kind, findings, Vec::new())?;
    Ok((issue(register, books, act, organization.kind, place, on)?, findings))
}
