//! What must hold for putting an organization on a list (measures on credit information art. 10–13, 15, 16;
//! and the house's own rules where the law is silent).
//!
//! What may not enter: numbers; they stand in the rulebook. What rests on penalties is in `penalties.rs`, taking off
//! and repair are in `removal.rs`, what follows of an entry for others in `standing.rs`.

use chrono::NaiveDate;

use super::{
    CreditEntry, CreditList, CreditRequest, Letter, ListInput, ListingGround, penalties, removal,
    standing,
};
use crate::{
    calendar::{Deadline, years_after},
    law::{Fact, Numbers, Outcome, Rule},
    organization::{Organization, OrganizationStatus},
};

/// What the rules may ask about.
#[derive(Debug)]
pub struct CreditSituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// The organization.
    pub organization: Organization,
    /// What is handed in; none for next steps and for what others ask.
    pub request: Option<CreditRequest>,
    /// The last day for the decision after the time to object, or after the objection.
    pub decide_by: Option<NaiveDate>,
    /// By when an organization that is told today may object.
    pub answer_by: Option<Deadline>,
    /// The last day for taking off what was verified.
    pub remove_by: Option<NaiveDate>,
    /// The first day on which what needs no mending is taken off.
    pub time_passes: Option<NaiveDate>,
    /// The first day on which an entry may be repaired.
    pub repair_from: Option<NaiveDate>,
}

/// Every rule on credit.
pub const RULES: &[&[Rule<CreditSituation>]] = &[
    penalties::RULES,
    removal::RULES,
    standing::RULES,
    &[
        Rule { id: "XN-1", check: was_told },
        Rule { id: "XN-2", check: notice_is_open },
        Rule { id: "XN-3", check: facts_in_order },
        Rule { id: "XN-6", check: existing_entry_is_whole },
        Rule { id: "XY-10", check: decided_in_time },
        Rule { id: "XY-11", check: ground_is_abnormal },
        Rule { id: "XY-11a", check: report_is_missing },
        Rule { id: "XY-11c", check: was_not_rectified },
        Rule { id: "XY-11f", check: letters_came_back },
        Rule { id: "XY-11g", check: letters_are_apart },
        Rule { id: "XY-12", check: proof_is_given },
        Rule { id: "XY-13", check: counts_anew },
        Rule { id: "XY-15", check: ground_is_serious },
        Rule { id: "XY-15a", check: years_on_the_list },
        Rule { id: "XY-15g", check: was_revoked },
        Rule { id: "XY-16", check: counts_anew },
    ],
];

impl CreditSituation {
    /// What is handed in to put it on a list.
    pub(super) fn listing(&self) -> Option<&ListInput> {
        match &self.request {
            Some(CreditRequest::List(input)) => Some(input),
            _ => None,
        }
    }

    /// The list and ground that a listing or its notice is about.
    fn about(&self) -> Option<(CreditList, ListingGround)> {
        match &self.request {
            Some(CreditRequest::List(input)) => Some((input.list, input.ground)),
            Some(CreditRequest::Notify(input)) => Some((input.list, input.ground)),
            Some(CreditRequest::Object(input)) => Some((input.list, input.ground)),
            Some(CreditRequest::Waive(input)) => Some((input.list, input.ground)),
            _ => None,
        }
    }

    fn year(&self) -> Option<i32> {
        match &self.request {
            Some(CreditRequest::List(input)) => input.year,
            Some(CreditRequest::Notify(input)) => input.year,
            _ => None,
        }
    }

    /// The entry on a list.
    pub(super) fn entry(&self, list: CreditList) -> Option<&CreditEntry> {
        self.organization.credit.on(list)
    }

    pub(super) fn is_ground(&self, ground: ListingGround) -> bool {
        self.about().is_some_and(|(_, stated)| stated == ground)
    }
}

/// Told, delivered, and its time over or its objection heard; what rests on a penalty was heard then.
fn was_told(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let Some(input) = s.listing() else {
        return Outcome::missing("ground");
    };
    if input.ground.was_heard() {
        return Outcome::NotApplicable;
    }
    let Some(notice) = s.organization.credit.notice(input.list, input.ground) else {
        return Outcome::when(false, || vec![Fact::new("notice", "")]);
    };
    if notice.year != input.year {
        let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
        return Outcome::when(false, || {
            vec![Fact::against("year", year(input.year), year(notice.year))]
        });
    }
    let last = notice.answer_by.last_day;
    if notice.objection.is_some() || s.on > last {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::against("date", s.on, format!("> {last}"))],
        possible_from: last.succ_opt(),
    }
}

fn notice_is_open(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let open = &s.organization.credit.notices;
    let Some((list, ground)) = s.about() else {
        return Outcome::when(!open.is_empty(), || vec![Fact::new("notice", "")]);
    };
    let Some(notice) = s.organization.credit.notice(list, ground) else {
        return Outcome::when(false, || vec![Fact::new("ground", ground.id())]);
    };
    let last = notice.answer_by.last_day;
    let objects = matches!(s.request, Some(CreditRequest::Object(_)));
    Outcome::when(!objects || s.on <= last, || {
        vec![Fact::against("date", s.on, format!("≤ {last}"))]
    })
}

/// What is stated is there, and no day is to come.
fn facts_in_order(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let mut facts = Vec::new();
    let mut day = |field: String, day: NaiveDate| {
        if day > s.on {
            facts.push(Fact::against(&field, day, format!("≤ {}", s.on)));
        }
    };
    match &s.request {
        Some(CreditRequest::Letter(letter)) => day("sent_on".to_owned(), letter.sent_on),
        Some(CreditRequest::Notify(input)) => {
            day("delivered_on".to_owned(), input.delivered_on);
            // No law set a time to object then.
            if s.answer_by.is_none() {
                facts.push(Fact::new("delivered_on", input.delivered_on));
            }
        }
        Some(CreditRequest::List(input)) => {
            for (index, penalty) in input.penalties.iter().enumerate() {
                day(format!("penalties/{index}/decided_on"), penalty.decided_on);
            }
            if let Some(first) = s.organization.credit.free_from(input.list)
                && s.on < first
            {
                facts.push(Fact::against("date", s.on, format!("≥ {first}")));
            }
            if !penalties::fit(input) {
                facts.push(Fact::against("penalties", input.penalties.len(), input.ground.id()));
            }
            facts.extend(penalties::listed_before(s, input));
        }
        _ => return Outcome::missing("facts"),
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Told: so many working days after the time to object, or after the objection.
fn decided_in_time(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    let counted =
        (n.number("credit.objection.working_days"), n.number("credit.decision.working_days"));
    let (Some(last), (Some(_), Some(_))) = (s.decide_by, counted) else {
        return Outcome::NotApplicable;
    };
    Outcome::when(s.on <= last, || vec![Fact::against("date", s.on, format!("≤ {last}"))])
}

fn ground_of(s: &CreditSituation, n: &Numbers<'_>, list: CreditList, parameter: &str) -> Outcome {
    let Some((stated, ground)) = s.about() else {
        return Outcome::missing("ground");
    };
    if stated != list {
        return Outcome::NotApplicable;
    }
    let named = n.list(parameter);
    Outcome::when(named.iter().any(|known| known == ground.id()), || {
        vec![Fact::against("ground", ground.id(), named.join(" / "))]
    })
}

fn ground_is_abnormal(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    ground_of(s, n, CreditList::Abnormal, "credit.abnormal.grounds")
}

fn ground_is_serious(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    ground_of(s, n, CreditList::Serious, "credit.serious.grounds")
}

/// The register itself knows that the report of a year never came, or came after its day.
fn report_is_missing(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    if !s.is_ground(ListingGround::NoAnnualReport) {
        return Outcome::NotApplicable;
    }
    let Some(year) = s.year() else {
        return Outcome::missing("year");
    };
    let known = s.organization.annual.of(year);
    let late = known.is_some_and(|known| {
        let over = known.due_on.is_some_and(|due| due < s.on);
        let late = known.first_filed_on.zip(known.due_on).is_some_and(|(filed, due)| filed > due);
        known.missed.is_some() || late || (over && known.sent_back.is_some())
    });
    Outcome::when(late, || vec![Fact::new("year", year)])
}

/// An order that came with a conclusion was found undone; other orders are stated by their facts.
fn was_not_rectified(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    if !s.is_ground(ListingGround::NotRectified) {
        return Outcome::NotApplicable;
    }
    let Some(year) = s.year() else {
        return Outcome::Met;
    };
    let order = s.organization.annual.of(year).and_then(|known| known.rectification.as_ref());
    let undone = order.and_then(|order| order.closed.as_ref()).is_some_and(|closed| !closed.done);
    Outcome::when(undone, || vec![Fact::new("year", year)])
}

/// The last so many letters by their days, oldest first.
fn last_letters(s: &CreditSituation, count: i64) -> Vec<&Letter> {
    let mut letters: Vec<&Letter> = s.organization.credit.letters.iter().collect();
    letters.sort_by_key(|letter| letter.sent_on);
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    letters.split_off(letters.len().saturating_sub(count))
}

/// The last letters came back, and were sent on different days.
fn letters_came_back(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    if !s.is_ground(ListingGround::Unreachable) {
        return Outcome::NotApplicable;
    }
    let Some(least) = n.number("credit.letters.count") else {
        return Outcome::missing("credit.letters.count");
    };
    let letters = last_letters(s, least);
    let unsigned = letters.iter().filter(|letter| !letter.signed_for);
    let mut days: Vec<NaiveDate> = unsigned.map(|letter| letter.sent_on).collect();
    days.dedup();
    let count = i64::try_from(days.len()).unwrap_or(i64::MAX);
    Outcome::when(count >= least, || vec![Fact::against("letters", count, format!("≥ {least}"))])
}

/// Told: the letters that follow each other lie as far apart as set.
fn letters_are_apart(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    if !s.is_ground(ListingGround::Unreachable) {
        return Outcome::NotApplicable;
    }
    let least = n.number("credit.letters.days.min");
    let count = n.number("credit.letters.count");
    let (Some(least), Some(most), Some(count)) =
        (least, n.number("credit.letters.days.max"), count)
    else {
        return Outcome::missing("credit.letters.days.min");
    };
    let letters = last_letters(s, count);
    let pairs = letters.iter().zip(letters.iter().skip(usize::from(true)));
    let days: Vec<i64> =
        pairs.map(|(first, second)| (second.sent_on - first.sent_on).num_days()).collect();
    let apart = !days.is_empty() && days.iter().all(|days| (least..=most).contains(days));
    Outcome::when(apart, || {
        let told: Vec<String> = days.iter().map(ToString::to_string).collect();
        vec![Fact::against("letters/days", told.join(" "), format!("{least}–{most}"))]
    })
}

fn proof_is_given(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let Some(CreditRequest::Waive(input)) = &s.request else {
        return Outcome::missing("proof");
    };
    match &input.proof {
        None => Outcome::NotApplicable,
        Some(proof) => Outcome::when(!proof.trim().is_empty(), || vec![Fact::new("proof", "")]),
    }
}

/// Told: a new ground while listed begins the time anew, on either list (trap 20).
fn counts_anew(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let entry = s.listing().and_then(|input| s.entry(input.list));
    match entry {
        Some(_) => Outcome::Met,
        None => Outcome::NotApplicable,
    }
}

fn years_on_the_list(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    if !s.is_ground(ListingGround::YearsAbnormal) {
        return Outcome::NotApplicable;
    }
    let Some(years) = n.number("credit.abnormal.years") else {
        return Outcome::missing("credit.abnormal.years");
    };
    let Some(entry) = s.entry(CreditList::Abnormal) else {
        return Outcome::when(false, || vec![Fact::new("list", CreditList::Abnormal.id())]);
    };
    let Some(full) = entry.since().and_then(|from| years_after(from, years)) else {
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

/// The record itself tells it.
fn was_revoked(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    if !s.is_ground(ListingGround::Revoked) {
        return Outcome::NotApplicable;
    }
    let status = s.organization.status;
    let gone = s.organization.taken_away().is_some()
        || matches!(status, OrganizationStatus::CertificateRevoked | OrganizationStatus::Rescinded);
    Outcome::when(gone, || vec![Fact::new("status", status.id())])
}

/// Of no day to come, in order, not twice; where this register lists, no older one does.
fn existing_entry_is_whole(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let Some(CreditRequest::Import(existing)) = &s.request else {
        return Outcome::missing("list");
    };
    let mut facts = Vec::new();
    for (field, day) in [("listed_on", existing.listed_on), ("removed_on", existing.removed_on)] {
        if let Some(day) = day.filter(|day| *day > s.on) {
            facts.push(Fact::against(field, day, format!("≤ {}", s.on)));
        }
    }
    if let (Some(listed), Some(removed)) = (existing.listed_on, existing.removed_on)
        && removed < listed
    {
        facts.push(Fact::against("removed_on", removed, format!("≥ {listed}")));
    }
    // Whoever is no more stands on no list.
    if let Some(end) = s.organization.ended.as_ref().filter(|_| existing.removed_on.is_none()) {
        facts.push(Fact::against("removed_on", "", format!("≤ {}", end.on)));
    }
    if existing.overlaps(&s.organization.credit) {
        let day = existing.listed_on.map(|day| day.to_string());
        facts.push(Fact::new("listed_on", day.unwrap_or_default()));
    }
    Outcome::when(facts.is_empty(), || facts)
}
