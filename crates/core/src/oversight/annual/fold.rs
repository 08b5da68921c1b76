//! How events change what is known of an organization's years.
//!
//! What may not enter: whether a change is lawful; events are facts.

use chrono::NaiveDate;

use super::{Annual, AnnualEvent, AnnualYear};
use crate::organization::Organization;

/// Folds one event, with its legal date, into the state. Total: an event that does not fit changes
/// nothing but the version.
#[must_use]
pub fn evolve(
    state: Option<Organization>,
    event: &AnnualEvent,
    effective_on: NaiveDate,
) -> Option<Organization> {
    let mut organization = state?;
    organization.version += 1;
    change(&mut organization.annual, event, effective_on);
    Some(organization)
}

/// The year, put in its place where it is new.
fn year_of(annual: &mut Annual, year: i32) -> &mut AnnualYear {
    annual.years.entry(year).or_insert_with(|| AnnualYear::new(year))
}

fn change(annual: &mut Annual, event: &AnnualEvent, on: NaiveDate) {
    match event {
        AnnualEvent::ReportFiled { report, due_on, by } => {
            let year = year_of(annual, report.year);
            year.report = Some(report.clone());
            year.first_filed_on = year.first_filed_on.or(Some(on));
            year.filed_on = Some(on);
            year.filed_by = Some(by.clone());
            year.times_filed = year.times_filed.saturating_add(1);
            year.due_on = *due_on;
            // Opinions are on what was filed; what was filed anew is looked at anew.
            year.reviews.clear();
            year.sent_back = None;
        }
        AnnualEvent::ReportReviewed { year, review } => {
            let year = year_of(annual, *year);
            year.reviews.retain(|other| other.reviewed_as != review.reviewed_as);
            year.reviews.push(review.clone());
        }
        AnnualEvent::ReportReturned { year, sent_back } => {
            year_of(annual, *year).sent_back = Some(sent_back.clone());
        }
        AnnualEvent::InspectionConcluded { year, conclusion, rectification } => {
            let year = year_of(annual, *year);
            year.conclusion = Some(conclusion.clone());
            year.rectification.clone_from(rectification);
        }
        AnnualEvent::RectificationClosed { year, closed } => {
            if let Some(order) = &mut year_of(annual, *year).rectification {
                order.closed = Some(closed.clone());
            }
        }
        AnnualEvent::ConclusionAdjusted { year, earlier, conclusion, rectification } => {
            let year = year_of(annual, *year);
            year.earlier.push(earlier.clone());
            year.conclusion = Some(conclusion.clone());
            year.rectification.clone_from(rectification);
        }
        AnnualEvent::ReportPublished { year, publication } => {
            year_of(annual, *year).publication = Some(publication.clone());
        }
        AnnualEvent::ReportMissed { year, missed } => {
            year_of(annual, *year).missed = Some(missed.clone());
        }
        AnnualEvent::InspectionRecorded { recorded } => annual.recorded.push(recorded.clone()),
        AnnualEvent::WarningRaised { warning } => annual.warnings.push(warning.clone()),
        AnnualEvent::WarningClosed { number, closed } => {
            let of_it = annual.warnings.iter_mut().find(|warning| warning.number == *number);
            if let Some(warning) = of_it {
                warning.closed = Some(closed.clone());
            }
        }
    }
}
