//! Annual reports: one row for each year of which something is known, one for each warning.

use std::collections::HashMap;

use shuniu_core::{
    event::Event,
    organization::Organization,
    oversight::annual::{AnnualEvent, AnnualYear, RiskWarning},
};

use super::Read;
use crate::{AnnualYearRow, StoreError, WarningRow, Writer};

/// The rows of the years and warnings that the entries are about.
pub(super) fn beside(
    writer: &mut Writer<'_>,
    organization: &Organization,
    run: &[Read<'_>],
) -> Result<(), StoreError> {
    let mut ids = Numbers::default();
    for read in run {
        let Event::Annual(event) = read.event.as_ref() else { continue };
        match about(event) {
            About::Year(year) => {
                if let Some(known) = organization.annual.of(year) {
                    let key = format!("{}/{year}", organization.id);
                    let id = ids.of_year(writer, &organization.id, &key, read.entry.position)?;
                    writer.put_annual_year(&year_row(organization, known, key, id))?;
                }
            }
            About::Warning(number) => {
                let of_it = |warning: &&RiskWarning| warning.number == number;
                if let Some(warning) = organization.annual.warnings.iter().find(of_it) {
                    let key = format!("{}/{number}", organization.id);
                    let id = ids.of_warning(writer, &organization.id, &key, read.entry.position)?;
                    writer.put_warning(&warning_row(organization, warning, key, id))?;
                }
            }
            About::Neither => {}
        }
    }
    Ok(())
}

/// The numbers of years and warnings; what is new has the position of the entry that made it.
#[derive(Default)]
struct Numbers {
    years: Option<HashMap<String, i64>>,
    warnings: Option<HashMap<String, i64>>,
}

impl Numbers {
    fn of_year(
        &mut self,
        writer: &mut Writer<'_>,
        organization: &str,
        key: &str,
        position: i64,
    ) -> Result<i64, StoreError> {
        if self.years.is_none() {
            self.years = Some(writer.annual_year_ids(organization)?);
        }
        Ok(number(self.years.get_or_insert_default(), key, position))
    }

    fn of_warning(
        &mut self,
        writer: &mut Writer<'_>,
        organization: &str,
        key: &str,
        position: i64,
    ) -> Result<i64, StoreError> {
        if self.warnings.is_none() {
            self.warnings = Some(writer.warning_ids(organization)?);
        }
        Ok(number(self.warnings.get_or_insert_default(), key, position))
    }
}

fn number(known: &mut HashMap<String, i64>, key: &str, position: i64) -> i64 {
    *known.entry(key.to_owned()).or_insert(position)
}

enum About {
    Year(i32),
    Warning(u32),
    Neither,
}

fn about(event: &AnnualEvent) -> About {
    match event {
        AnnualEvent::ReportFiled { report, .. } => About::Year(report.year),
        AnnualEvent::ReportReviewed { year, .. }
        | AnnualEvent::ReportReturned { year, .. }
        | AnnualEvent::InspectionConcluded { year, .. }
        | AnnualEvent::RectificationClosed { year, .. }
        | AnnualEvent::ConclusionAdjusted { year, .. }
        | AnnualEvent::ReportPublished { year, .. }
        | AnnualEvent::ReportMissed { year, .. } => About::Year(*year),
        AnnualEvent::WarningRaised { warning } => About::Warning(warning.number),
        AnnualEvent::WarningClosed { number, .. } => About::Warning(*number),
        AnnualEvent::InspectionRecorded { .. } => About::Neither,
    }
}

fn year_row(
    organization: &Organization,
    known: &AnnualYear,
    key: String,
    id: i64,
) -> AnnualYearRow {
    let missed = known.missed.as_ref().map(|missed| missed.due_on);
    AnnualYearRow {
        key,
        id,
        organization: organization.id.clone(),
        year: known.year,
        status: known.status().map(|status| status.id().to_owned()).unwrap_or_default(),
        result: known.result().map(|result| result.id().to_owned()),
        filed_on: known.first_filed_on,
        due_on: known.due_on.or(missed),
        rectify_by: known.to_rectify().map(|order| order.by.last_day),
    }
}

fn warning_row(
    organization: &Organization,
    warning: &RiskWarning,
    key: String,
    id: i64,
) -> WarningRow {
    WarningRow {
        key,
        id,
        organization: organization.id.clone(),
        number: i32::try_from(warning.number).unwrap_or(i32::MAX),
        what: warning.what.clone(),
        owner: warning.owner.clone(),
        due_on: warning.due_on,
        raised_on: warning.raised_on,
        closed_on: warning.closed.as_ref().map(|closed| closed.on),
    }
}
