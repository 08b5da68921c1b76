//! The plan of the cases: which way each goes, where, and on which days its steps are taken.
//!
//! What may not enter: performing anything.

use chrono::{Days, NaiveDate};
use shuniu_core::{Books, calendar::WorkingDays, case::CaseStatus, organization::OrganizationKind};

use super::units::{CITY, HOME};

/// Minutes after midnight when offices open.
pub(super) const OPENING: i64 = 9 * 60;
/// Days before the first case: what is entered from older registers, penalties and a follow-up that take their time.
const BEFORE: u64 = 35;

/// A step of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Open,
    Submit,
    Consent,
    Decline,
    Accept,
    AskCorrection,
    Amend,
    DeclineAcceptance,
    Exclude,
    Examine,
    FindFraud,
    Approve,
    Refuse,
    Withdraw,
    Lapse,
    Deliver,
}

/// The way that a case goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Draft,
    WithSupervisoryUnit,
    Declined,
    Submitted,
    CorrectionRequested,
    Accepted,
    /// Accepted, and a hearing stops the clock.
    Heard,
    /// Accepted after corrections.
    Corrected,
    Examined,
    /// The registrar said nothing in time, which counts as acceptance.
    AcceptedBySilence,
    /// A similar association exists, and the examiner found that another is needed.
    Similar,
    NotAccepted,
    Approved,
    /// Approved; the certificate waits to be handed over.
    ApprovedLately,
    Refused,
    Withdrawn,
    Lapsed,
}

impl Way {
    /// The status at its end.
    pub(super) fn status(self) -> CaseStatus {
        match self {
            Self::Draft => CaseStatus::Draft,
            Self::WithSupervisoryUnit => CaseStatus::WithSupervisoryUnit,
            Self::Declined => CaseStatus::Declined,
            Self::Submitted => CaseStatus::Submitted,
            Self::CorrectionRequested => CaseStatus::CorrectionRequested,
            Self::Accepted | Self::Heard | Self::Corrected => CaseStatus::Accepted,
            Self::Examined | Self::AcceptedBySilence | Self::Similar => CaseStatus::Examined,
            Self::NotAccepted => CaseStatus::NotAccepted,
            Self::Approved | Self::ApprovedLately => CaseStatus::Approved,
            Self::Refused => CaseStatus::Refused,
            Self::Withdrawn => CaseStatus::Withdrawn,
            Self::Lapsed => CaseStatus::Lapsed,
        }
    }

    /// Its steps, each so many working days after the first.
    fn steps(self) -> &'static [(u32, Step)] {
        use Step as S;
        match self {
            Self::Draft => &[(0, S::Open)],
            Self::WithSupervisoryUnit => &[(0, S::Open), (1, S::Submit)],
            Self::Declined => &[(0, S::Open), (0, S::Submit), (6, S::Decline)],
            Self::Submitted => &[(0, S::Open), (0, S::Submit), (4, S::Consent)],
            Self::CorrectionRequested | Self::Lapsed => {
                const STEPS: &[(u32, Step)] = &[
                    (0, S::Open),
                    (0, S::Submit),
                    (4, S::Consent),
                    (6, S::AskCorrection),
                    (40, S::Lapse),
                ];
                if matches!(self, Self::Lapsed) { STEPS } else { STEPS.split_at(4).0 }
            }
            Self::Accepted => &[(0, S::Open), (0, S::Submit), (4, S::Consent), (6, S::Accept)],
            Self::Heard => {
                &[(0, S::Open), (0, S::Submit), (4, S::Consent), (6, S::Accept), (12, S::Exclude)]
            }
            Self::Corrected => &[
                (0, S::Open),
                (0, S::Submit),
                (3, S::Consent),
                (5, S::AskCorrection),
                (11, S::Amend),
                (11, S::Submit),
                (13, S::Accept),
            ],
            Self::Examined | Self::Similar => {
                &[(0, S::Open), (0, S::Submit), (4, S::Consent), (6, S::Accept), (16, S::Examine)]
            }
            Self::AcceptedBySilence => {
                &[(0, S::Open), (0, S::Submit), (4, S::Consent), (18, S::Examine)]
            }
            // Corrections were asked for and not made.
            Self::NotAccepted => &[
                (0, S::Open),
                (0, S::Submit),
                (4, S::Consent),
                (6, S::AskCorrection),
                (12, S::Submit),
                (15, S::DeclineAcceptance),
            ],
            Self::Approved => &[
                (0, S::Open),
                (0, S::Submit),
                (4, S::Consent),
                (6, S::Accept),
                (16, S::Examine),
                (22, S::Approve),
                (25, S::Deliver),
            ],
            Self::ApprovedLately => &[
                (0, S::Open),
                (0, S::Submit),
                (4, S::Consent),
                (6, S::Accept),
                (16, S::Examine),
                (22, S::Approve),
            ],
            Self::Refused => &[
                (0, S::Open),
                (0, S::Submit),
                (4, S::Consent),
                (6, S::Accept),
                (16, S::FindFraud),
                (23, S::Refuse),
            ],
            Self::Withdrawn => &[(0, S::Open), (0, S::Submit), (5, S::Withdraw)],
        }
    }
}

/// One case to be.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub way: Way,
    /// Its registrar's place.
    pub place: usize,
    /// What is to be established.
    pub kind: OrganizationKind,
    /// Direct registration instead of a supervisory unit.
    pub direct: bool,
    /// Which of the three applicants.
    pub applicant: usize,
    /// Its field; the same place and field is similar.
    pub field: usize,
    /// Its steps with their days.
    pub steps: Vec<(NaiveDate, Step)>,
}

/// Places of the cases: half at home, so that the printed accounts have work.
const PLACES: [usize; 8] = [HOME, CITY, HOME, 6, HOME, CITY, HOME, 2];

/// The ways that end open, with how many, and how many working days ago the last step was
/// (for the n-th: base + n × stride).
const OPEN: [(Way, usize, u32, u32); 11] = [
    (Way::Draft, 4, 0, 3),
    (Way::WithSupervisoryUnit, 6, 0, 2),
    (Way::Declined, 3, 1, 4),
    // Five working days of silence would accept them.
    (Way::Submitted, 7, 0, 0),
    (Way::CorrectionRequested, 5, 0, 3),
    (Way::Accepted, 5, 0, 14),
    (Way::Heard, 1, 2, 0),
    (Way::Corrected, 2, 1, 5),
    (Way::Examined, 4, 0, 6),
    (Way::AcceptedBySilence, 1, 1, 0),
    (Way::Similar, 1, 1, 0),
];

/// The ways that have ended otherwise than by registration.
const ENDED: [(Way, usize, u32, u32); 4] = [
    (Way::NotAccepted, 3, 4, 21),
    (Way::Refused, 4, 3, 17),
    (Way::Withdrawn, 3, 5, 20),
    (Way::Lapsed, 2, 6, 30),
];

/// Cases that established an organization and whose certificate was handed over.
const ESTABLISHED: u32 = 47;

/// Every case, in a fixed order.
pub(super) fn plans(books: &Books, last_day: NaiveDate) -> Vec<Plan> {
    let calendar = &books.calendar;
    let mut plans = Vec::new();
    for n in 0..ESTABLISHED {
        add(&mut plans, Way::Approved, calendar, back(calendar, last_day, 12 + 2 * n));
    }
    for n in 0..3 {
        add(&mut plans, Way::ApprovedLately, calendar, back(calendar, last_day, 1 + n));
    }
    for (way, count, base, stride) in OPEN.into_iter().chain(ENDED) {
        for n in (0_u32..).take(count) {
            add(&mut plans, way, calendar, back(calendar, last_day, base + n * stride));
        }
    }
    plans
}

/// The day on which the register opens: some days before the first case.
pub(super) fn first_day(plans: &[Plan]) -> NaiveDate {
    let days = plans.iter().flat_map(|plan| &plan.steps).map(|(day, _)| *day);
    let first = days.min().unwrap_or(super::LAST_DAY);
    first.checked_sub_days(Days::new(BEFORE)).unwrap_or(first)
}

fn add(plans: &mut Vec<Plan>, way: Way, calendar: &WorkingDays, last: NaiveDate) {
    let index = plans.len();
    let place = match way {
        Way::Similar => HOME,
        _ => PLACES.get(index % PLACES.len()).copied().unwrap_or(HOME),
    };
    // The similar case repeats the field of the first case at home.
    let field = match way {
        Way::Similar => 0,
        _ => plans.iter().filter(|p| p.place == place && p.way != Way::Similar).count(),
    };
    // Where the supervisory unit has its say, direct registration would have none.
    let about_consent = matches!(way, Way::WithSupervisoryUnit | Way::Declined);
    let direct = index % 6 == 5 && !about_consent;
    // Without a supervisory unit to wait for, what comes after its consent comes sooner.
    let consent = way.steps().iter().find(|(_, step)| *step == Step::Consent);
    let wait = consent.filter(|_| direct).map_or(0, |(offset, _)| *offset);
    let steps: Vec<(u32, Step)> = way
        .steps()
        .iter()
        .filter(|(_, step)| !(direct && *step == Step::Consent))
        .map(|(offset, step)| (offset.saturating_sub(wait), *step))
        .collect();
    let length = steps.last().map_or(0, |(offset, _)| *offset);
    let first = back(calendar, last, length);
    let day = |(offset, step): (u32, Step)| (forward(calendar, first, offset), step);
    let steps = steps.into_iter().map(day).collect();
    let kind = kind_of(place, field, direct || way == Way::Similar);
    plans.push(Plan { way, place, kind, direct, applicant: index % 5, field, steps });
}

/// Every fourth is a service institution, at the municipality every fourth a foundation. Direct
/// registration and the similar case, with its first of the kind, are of associations.
fn kind_of(place: usize, field: usize, association: bool) -> OrganizationKind {
    match (association, field % 4) {
        (false, 3) => OrganizationKind::ServiceInstitution,
        (false, 1) if place == CITY => OrganizationKind::Foundation,
        _ => OrganizationKind::Association,
    }
}

/// The working day so many working days before `day`, which counts as 0 if it is one.
fn back(calendar: &WorkingDays, day: NaiveDate, count: u32) -> NaiveDate {
    nth(calendar, day, count, NaiveDate::pred_opt)
}

/// The working day so many working days after `day`.
fn forward(calendar: &WorkingDays, day: NaiveDate, count: u32) -> NaiveDate {
    nth(calendar, day, count, NaiveDate::succ_opt)
}

fn nth(
    calendar: &WorkingDays,
    mut day: NaiveDate,
    mut count: u32,
    step: fn(&NaiveDate) -> Option<NaiveDate>,
) -> NaiveDate {
    loop {
        if calendar.is_working_day(day).is_working() {
            if count == 0 {
                return day;
            }
            count -= 1;
        }
        match step(&day) {
            Some(next) => day = next,
            None => return day,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_on_working_days_and_end_in_time() {
        let books = Books::built_in().unwrap();
        let plans = plans(&books, super::super::LAST_DAY);
        for plan in &plans {
            let days: Vec<NaiveDate> = plan.steps.iter().map(|(day, _)| *day).collect();
            assert!(days.is_sorted(), "{plan:?}");
            assert!(days.iter().all(|d| books.calendar.is_working_day(*d).is_working()));
            assert!(days.last().unwrap() <= &super::super::LAST_DAY);
        }
        let fields: std::collections::BTreeSet<_> =
            plans.iter().map(|p| (p.place, p.field)).collect();
        assert_eq!(fields.len(), plans.len() - 1, "only one case is similar to another");
    }
}
