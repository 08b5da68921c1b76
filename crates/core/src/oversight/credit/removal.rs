//! What must hold for taking an organization off a list, and for its credit repair (measures on credit
//! information art. 14, 17, 19; credit repair measures art. 8–12, 14).
//!
//! Membership of a list and its display on the platforms of credit are two states (trap 21): repair ends
//! the display and leaves the entry.
//!
//! What may not enter: numbers; they stand in the rulebook.

use super::{
    CreditList, CreditRequest, ListingGround, RemovalReason, RemoveFromList, rules::CreditSituation,
};
use crate::{
    calendar::years_after,
    law::{Fact, Numbers, Outcome, Rule},
    organization::OrganizationStatus,
};

/// The rules on removal and repair.
pub(super) const RULES: &[Rule<CreditSituation>] = &[
    Rule { id: "XN-4", check: is_listed },
    Rule { id: "XN-5", check: reason_fits },
    Rule { id: "XY-14a", check: removed_in_time },
    Rule { id: "XY-14b", check: time_has_passed },
    Rule { id: "XY-17", check: years_without_a_ground },
    Rule { id: "XR-12", check: displayed_long_enough },
    Rule { id: "XR-14", check: mended_and_pledged },
];

impl CreditSituation {
    fn removing(&self) -> Option<&RemoveFromList> {
        match &self.request {
            Some(CreditRequest::Remove(input)) => Some(input),
            _ => None,
        }
    }

    /// The list that an act on an entry is about.
    fn of_entry(&self) -> Option<CreditList> {
        match &self.request {
            Some(CreditRequest::Remove(input)) => Some(input.list),
            Some(CreditRequest::Apply(input)) => Some(input.list),
            Some(CreditRequest::Repair(input)) => Some(input.list),
            _ => None,
        }
    }
}

fn is_listed(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let Some(list) = s.of_entry() else {
        let somewhere = CreditList::ALL.into_iter().any(|list| s.entry(list).is_some());
        return Outcome::when(somewhere, || vec![Fact::new("list", "")]);
    };
    let Some(entry) = s.entry(list) else {
        return Outcome::when(false, || vec![Fact::new("list", list.id())]);
    };
    // Nothing happens to an entry before it was there.
    let since = entry.counts_from.filter(|since| s.on < *since);
    Outcome::when(since.is_none(), || {
        since.map(|since| Fact::against("date", s.on, format!("≥ {since}"))).into_iter().collect()
    })
}

/// Who mended has applied and was verified; where nothing is to be mended it rests on penalties alone; a
/// move is made by listing, and an end by the end itself.
fn reason_fits(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let Some(input) = s.removing() else {
        return Outcome::missing("reason");
    };
    let Some(entry) = s.entry(input.list) else {
        return Outcome::NotApplicable;
    };
    let mut facts = Vec::new();
    match input.reason {
        RemovalReason::Rectified => {
            if entry.application.is_none() {
                facts.push(Fact::new("application", ""));
            }
            let applied = entry.application.as_ref().map(|application| application.on);
            match input.verified_on {
                None => facts.push(Fact::new("verified_on", "")),
                Some(day) if day > s.on || applied.is_some_and(|applied| day < applied) => {
                    let from = applied.map(|day| format!("≥ {day}, ")).unwrap_or_default();
                    facts.push(Fact::against("verified_on", day, format!("{from}≤ {}", s.on)));
                }
                Some(_) => {}
            }
        }
        RemovalReason::TimePassed => {
            if let Some(ground) = entry.to_mend().filter(|_| input.list == CreditList::Abnormal) {
                facts.push(Fact::new("grounds", ground.ground.id()));
            }
            if input.list == CreditList::Serious {
                facts.push(Fact::new("reason", input.reason.id()));
            }
        }
        RemovalReason::Deregistered => {
            if s.organization.status != OrganizationStatus::Deregistered {
                facts.push(Fact::new("status", s.organization.status.id()));
            }
        }
        RemovalReason::Moved => facts.push(Fact::new("reason", input.reason.id())),
        RemovalReason::Mistaken => {}
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Told: so many working days after it was verified.
fn removed_in_time(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    let counted = n.number("credit.removal.working_days");
    let (Some(last), Some(_)) = (s.remove_by, counted) else {
        return Outcome::NotApplicable;
    };
    Outcome::when(s.on <= last, || vec![Fact::against("date", s.on, format!("≤ {last}"))])
}

fn time_has_passed(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    let passes = s.removing().is_some_and(|input| input.reason == RemovalReason::TimePassed);
    let counted = n.number("credit.removal.months");
    if !passes || counted.is_none() {
        return Outcome::NotApplicable;
    }
    let Some(from) = s.time_passes else {
        return Outcome::missing("counts_from");
    };
    if s.on >= from {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::against("date", s.on, format!("≥ {from}"))],
        possible_from: Some(from),
    }
}

/// Off the list of serious violations goes who had no ground of either list for the set years; who came
/// there by its years on the other list has done its duty as well.
fn years_without_a_ground(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    let serious = |input: &&RemoveFromList| {
        input.list == CreditList::Serious && input.reason == RemovalReason::Rectified
    };
    let Some(input) = s.removing().filter(serious) else {
        return Outcome::NotApplicable;
    };
    let Some(years) = n.number("credit.serious.years") else {
        return Outcome::missing("credit.serious.years");
    };
    let Some(entry) = s.entry(input.list) else {
        return Outcome::NotApplicable;
    };
    if entry.rests_on(ListingGround::Revoked) {
        // It stays until the organization is no more.
        return Outcome::when(false, || vec![Fact::new("grounds", ListingGround::Revoked.id())]);
    }
    let grounds = CreditList::ALL.into_iter().flat_map(|list| s.organization.credit.grounds(list));
    let Some(last) = grounds.map(|ground| ground.since).max() else {
        return Outcome::missing("grounds");
    };
    let Some(full) = years_after(last, years) else {
        return Outcome::missing("counts_from");
    };
    if s.on >= full {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::against("date", s.on, format!("≥ {full}"))],
        possible_from: Some(full),
    }
}

fn displayed_long_enough(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    let Some(CreditRequest::Repair(input)) = &s.request else {
        return Outcome::missing("list");
    };
    // The first day was counted with the calendar; the number is noted for the finding.
    let _ = n.number(&format!("credit.display.{}.min.months", input.list.id()));
    let Some(from) = s.repair_from.filter(|from| s.on < *from) else {
        return Outcome::Met;
    };
    Outcome::Violated {
        facts: vec![Fact::against("date", s.on, format!("≥ {from}"))],
        possible_from: Some(from),
    }
}

fn mended_and_pledged(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let Some(CreditRequest::Repair(input)) = &s.request else {
        return Outcome::missing("corrected");
    };
    let stated = [("corrected", input.corrected), ("pledged", input.pledged)];
    let facts: Vec<Fact> =
        stated.iter().filter(|(_, holds)| !holds).map(|(f, holds)| Fact::new(f, holds)).collect();
    Outcome::when(facts.is_empty(), || facts)
}
