//! What is to be paid for a penalty, and what a late payment costs (administrative penalty law art. 67, 72, 73).
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Measure, PenaltyCase};
use crate::{Books, identity::DivisionCode};

/// What is owed on a day, in yuan; parts of a yuan of the surcharge are not owed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Dues {
    /// Fine and confiscation.
    pub decided_yuan: i64,
    /// The surcharge on a late fine (加处罚款), at most the fine.
    pub surcharge_yuan: i64,
    /// What was paid.
    pub paid_yuan: i64,
    /// What is left.
    pub open_yuan: i64,
    /// The days that the surcharge is counted for: a challenge stops it.
    pub late_days: i64,
}

/// What is owed for a case on a day; nothing before it was delivered, or after it was annulled.
#[must_use]
pub fn dues(books: &Books, case: &PenaltyCase, place: DivisionCode, on: NaiveDate) -> Dues {
    let paid_yuan = case.payments.iter().filter(|p| p.on <= on).map(|p| p.yuan).sum();
    let Some((decision, service)) = case.in_force() else {
        return Dues { paid_yuan, ..Dues::default() };
    };
    let fines = decision.measures.iter().filter(|m| matches!(m, Measure::Fine { .. }));
    let fine = fines.filter_map(Measure::yuan).fold(0, i64::saturating_add);
    let decided_yuan = case.decided_yuan();
    let due = service.pay_by.map_or(service.on, |by| by.last_day);
    let mut late_days = 0;
    let mut surcharge_yuan = 0;
    if let Some(permille) = books.law.number("penalty.surcharge.permille", service.on, place) {
        const WHOLE: i64 = 1_000;
        // The fine is paid first: its open part runs on from day to day of payment.
        let mut steps: Vec<(NaiveDate, i64)> =
            case.payments.iter().filter(|p| p.on <= on).map(|p| (p.on, p.yuan)).collect();
        steps.sort_unstable();
        steps.push((on, 0));
        let (mut from, mut left, mut sum) = (due, fine, 0_i64);
        for (day, yuan) in steps {
            if day > from && left > 0 {
                let days = running_days(case, from, day);
                late_days += days;
                sum = sum.saturating_add(left.saturating_mul(days).saturating_mul(permille));
                from = day;
            }
            left = left.saturating_sub(yuan).max(0);
        }
        surcharge_yuan = (sum / WHOLE).min(fine);
    }
    let open = decided_yuan.saturating_add(surcharge_yuan).saturating_sub(paid_yuan).max(0);
    Dues { decided_yuan, surcharge_yuan, paid_yuan, open_yuan: open, late_days }
}

/// The days after `from` up to and with `to` on which no challenge was under way (art. 73 ¶3).
fn running_days(case: &PenaltyCase, from: NaiveDate, to: NaiveDate) -> i64 {
    let challenged = |day: NaiveDate| {
        case.remedies.iter().any(|remedy| {
            remedy.filed_on <= day && remedy.ended.is_none_or(|(ended, _)| day < ended)
        })
    };
    let days = from.iter_days().take_while(|day| *day <= to);
    let running = days.filter(|day| *day > from && !challenged(*day));
    i64::try_from(running.count()).unwrap_or(i64::MAX)
}
