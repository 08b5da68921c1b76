//! What an organization's credit means for others (measures on credit information art. 22, 23; government
//! procurement law art. 22): whether it can be given contracts, money, honours, and what it is first in
//! line for. Other agencies ask; nothing is decided here.
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    CreditEntry, CreditList,
    rules::{CreditSituation, RULES as ALL},
};
use crate::{
    Books,
    calendar::{Deadline, Period, years_after},
    law::{Fact, Finding, Numbers, Outcome, Rule, Verdict, examine},
    organization::{Organization, OrganizationStatus},
    oversight::{annual::InspectionResult, penalty::Measure},
};

/// What somebody wants to know an organization's standing for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Purchase of services (政府购买服务).
    Purchase,
    /// Subsidies and other money (资金资助).
    Funding,
    /// Honours and awards (表彰奖励).
    Honours,
    /// Tasks that are delegated, and favourable policies (承接委托事项、政策扶持).
    Delegation,
}

/// The rules on standing.
pub(super) const RULES: &[Rule<CreditSituation>] = &[
    Rule { id: "XN-7", check: is_registered },
    Rule { id: "XY-23", check: not_on_the_serious_list },
    Rule { id: "GM-7", check: no_grave_violation },
    Rule { id: "XY-22", check: good_credit },
];

/// The rules that stand against a purpose.
const AGAINST: &[&str] = &["XN-7", "XY-23"];
/// The same for purchases.
const AGAINST_PURCHASE: &[&str] = &["XN-7", "XY-23", "GM-7"];
/// The rules that speak for it.
const FOR: &[&str] = &["XY-22"];

/// Every rule that only those who ask are told.
pub const STANDING_RULES: &[&str] = &["XN-7", "XY-23", "GM-7", "XY-22"];

/// The answer to somebody who asks for an organization's standing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CreditStanding {
    /// The day that is asked about.
    pub on: NaiveDate,
    /// Whether no rule stands against it.
    pub good: bool,
    /// The rules that were examined against it.
    pub against: Vec<Finding>,
    /// The rules that speak for it: first in line where they are met.
    pub incentives: Vec<Finding>,
    /// The lists on which it stands.
    pub listed: Vec<CreditList>,
}

/// How an organization stands for a purpose on a day.
#[must_use]
pub fn credit_standing(
    books: &Books,
    organization: &Organization,
    purpose: Purpose,
    on: NaiveDate,
) -> CreditStanding {
    let situation = CreditSituation::standing(organization, on);
    let of = |ids: &[&str]| examine(&books.law, ALL, ids, &situation, on, organization.division);
    let against = match purpose {
        Purpose::Purchase => of(AGAINST_PURCHASE),
        Purpose::Funding | Purpose::Honours | Purpose::Delegation => of(AGAINST),
    };
    let stands = |list: &CreditList| organization.credit.on(*list).is_some();
    CreditStanding {
        on,
        good: against.iter().all(|finding| finding.outcome != Verdict::Violated),
        against,
        incentives: of(FOR),
        listed: CreditList::ALL.into_iter().filter(stands).collect(),
    }
}

impl CreditSituation {
    /// An organization as it stands, with nothing handed in.
    #[must_use]
    pub fn standing(organization: &Organization, on: NaiveDate) -> Self {
        Self {
            on,
            organization: organization.clone(),
            request: None,
            decide_by: None,
            answer_by: None,
            remove_by: None,
            time_passes: None,
            repair_from: None,
        }
    }
}

fn is_registered(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let status = s.organization.status;
    if status != OrganizationStatus::Registered {
        return Outcome::when(false, || vec![Fact::new("status", status.id())]);
    }
    // It may act again once it has resumed, not when the time is over.
    match s.organization.penalties.suspended_until() {
        None => Outcome::Met,
        Some(until) => Outcome::when(false, || vec![Fact::new("suspended_until", until)]),
    }
}

fn not_on_the_serious_list(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let entry = s.entry(CreditList::Serious);
    Outcome::when(entry.is_none(), || {
        let since = entry.and_then(|entry| entry.listed_on);
        vec![Fact::new("serious", since.map(|day| day.to_string()).unwrap_or_default())]
    })
}

/// No entry on the list of serious violations within the set years, and no revocation.
fn no_grave_violation(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    let Some(years) = n.number("purchase.violation.years") else {
        return Outcome::missing("purchase.violation.years");
    };
    let listings = s.organization.credit.held().map(|(listing, _)| listing);
    let since = |listing: &CreditEntry| listing.counts_from.or(listing.listed_on);
    let grave = listings.filter(|listing| listing.list == CreditList::Serious);
    // A suspension or a certificate that was taken is one before anybody lists it.
    let decided = s.organization.penalties.cases.iter().filter_map(|case| {
        let (decision, service) = case.in_force()?;
        let heavy = |m: &Measure| m.takes_away() || matches!(m, Measure::Suspension { .. });
        decision.measures.iter().any(heavy).then_some(service.on)
    });
    let last = grave.filter_map(since).chain(decided).filter(|day| *day <= s.on).max();
    let until = last.and_then(|day| years_after(day, years));
    match until.filter(|until| s.on < *until) {
        None => Outcome::Met,
        Some(until) => Outcome::Violated {
            facts: last.map(|day| Fact::new("serious", day)).into_iter().collect(),
            possible_from: Some(until),
        },
    }
}

/// On no list, and its last inspection that is known was qualified.
fn good_credit(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let mut facts = Vec::new();
    for list in CreditList::ALL {
        if let Some(entry) = s.entry(list) {
            let since = entry.listed_on.map(|day| day.to_string()).unwrap_or_default();
            facts.push(Fact::new(list.id(), since));
        }
    }
    let annual = &s.organization.annual;
    let recorded = annual.recorded.iter().filter_map(|recorded| recorded.year);
    let years = annual.years.keys().copied().chain(recorded);
    let known = years.filter_map(|year| Some((year, annual.result(year)?)));
    let last = known.max_by_key(|(year, _)| *year);
    if let Some((year, result)) = last.filter(|(_, r)| *r != InspectionResult::Qualified) {
        facts.push(Fact::against("inspection", format!("{year} {}", result.id()), "qualified"));
    }
    match (facts.is_empty(), last) {
        (false, _) => Outcome::Violated { facts, possible_from: None },
        (true, None) => Outcome::missing("inspection"),
        (true, Some(_)) => Outcome::Met,
    }
}

/// How an entry is displayed on the platforms of credit (credit repair measures art. 8–12): apart from
/// whether it stands on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Display {
    /// The list.
    pub list: CreditList,
    /// Whether it is displayed on the day that is asked about.
    pub displayed: bool,
    /// The last day on which it is displayed at most, where that can be told.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub until: Option<Deadline>,
    /// The first day on which its repair may be decided, where there is a least time.
    pub repair_from: Option<NaiveDate>,
    /// Since when it was repaired.
    pub repaired_on: Option<NaiveDate>,
}

/// The end of so many months of a parameter, by the law of a day, after an entry began to count.
fn months_after(
    books: &Books,
    id: &str,
    entry: &CreditEntry,
    organization: &Organization,
    on: NaiveDate,
) -> Option<Deadline> {
    books.end_of(id, on, entry.since()?, organization.division, Period::Months).ok().flatten()
}

/// The first day on which the repair of an entry may be decided.
#[must_use]
pub fn repair_from(
    books: &Books,
    organization: &Organization,
    listing: &CreditEntry,
    on: NaiveDate,
) -> Option<NaiveDate> {
    let id = format!("credit.display.{}.min.months", listing.list.id());
    let least = months_after(books, &id, listing, organization, on)?;
    Some(least.moved_from.unwrap_or(least.last_day))
}

/// The first day on which an entry that needs no mending is over by time.
#[must_use]
pub fn time_passes(
    books: &Books,
    organization: &Organization,
    listing: &CreditEntry,
    on: NaiveDate,
) -> Option<NaiveDate> {
    let end = months_after(books, "credit.removal.months", listing, organization, on)?;
    Some(end.moved_from.unwrap_or(end.last_day))
}

/// How the entries of an organization are displayed on a day.
#[must_use]
pub fn displays(books: &Books, organization: &Organization, on: NaiveDate) -> Vec<Display> {
    let entries = CreditList::ALL.into_iter().filter_map(|list| organization.credit.on(list));
    let display = |listing: &CreditEntry| {
        let id = format!("credit.display.{}.max.months", listing.list.id());
        let until = months_after(books, &id, listing, organization, on);
        let over = until.is_some_and(|until| on > until.last_day);
        let repaired = listing.repaired_on.is_some_and(|day| day <= on);
        Display {
            list: listing.list,
            displayed: !over && !repaired,
            until,
            repair_from: repair_from(books, organization, listing, on),
            repaired_on: listing.repaired_on,
        }
    };
    entries.map(display).collect()
}
