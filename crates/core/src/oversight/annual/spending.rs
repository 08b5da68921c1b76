//! What charities spend, by the law of the last day of the year that is reported (charity law art. 61;
//! rules on spending of 2026 art. 8–15, of 2016 art. 7–12). Told, and no ground to refuse a report.
//!
//! Three layers (trap 33): the foundation regulation's shares (`figures.rs`) for those that are no
//! charities, the charity law for foundations that may raise funds from the public, the rules on
//! spending for all charities.
//!
//! What may not enter: numbers; they stand in the rulebook.

use super::{
    AnnualReport, SpecialCase,
    figures::{income_before, missed},
    rules::AnnualSituation,
    year_before, year_end,
};
use crate::{
    calendar::years_after,
    law::{Fact, Numbers, Outcome, Rule, share},
    organization::{CharityStatus, OrganizationKind},
};

/// The rules on spending.
pub(super) const RULES: &[Rule<AnnualSituation>] = &[
    Rule { id: "JJ-E1", check: |s, n| with_fundraising(s, n, NOW) },
    Rule { id: "JJ-E3", check: |s, n| without_fundraising(s, n, NOW, OF_FOUNDATIONS) },
    Rule { id: "JJ-E7", check: |s, n| without_fundraising(s, n, NOW, OF_OTHERS) },
    Rule { id: "JJ-E14", check: |s, n| exception_is_known(s, n, NOW) },
    Rule { id: "JJ-E15", check: fundraising_is_cheap },
    Rule { id: "JJ-E17", check: by_the_charity_law },
    Rule { id: "JJ-Eo1", check: |s, n| with_fundraising(s, n, THEN) },
    Rule { id: "JJ-Eo3", check: |s, n| without_fundraising(s, n, THEN, OF_FOUNDATIONS) },
    Rule { id: "JJ-Eo7", check: |s, n| without_fundraising(s, n, THEN, OF_OTHERS) },
    Rule { id: "JJ-Eo14", check: |s, n| exception_is_known(s, n, THEN) },
];

/// The parameters of the rules of 2026, and of those of 2016.
const NOW: &str = "charity.spending";
const THEN: &str = "charity.spending.2016";
/// The parameters of each group without the qualification for public fundraising.
const OF_FOUNDATIONS: &str = "foundation";
const OF_OTHERS: &str = "other";
/// The tiers of net assets, the largest first.
const TIERS: &[&str] = &["large", "middle", "small"];
const LAST_TIER: &str = "least";

/// A charity's report, and whether the charity may raise funds from the public.
struct Looked<'s> {
    report: &'s AnnualReport,
    charity: &'s CharityStatus,
    is_foundation: bool,
}

/// The report of a charity that had the status at the end of the year; with or without the qualification.
fn looked(s: &AnnualSituation, fundraising: bool) -> Option<Looked<'_>> {
    let (report, charity) = (s.report()?, s.organization.charity.as_ref()?);
    let end = year_end(report.year)?;
    let had = |since: Option<chrono::NaiveDate>| since.is_some_and(|since| since <= end);
    let fits = charity.since <= end && had(charity.fundraising_since) == fundraising;
    let is_foundation = s.organization.kind == OrganizationKind::Foundation;
    fits.then_some(Looked { report, charity, is_foundation })
}

/// Income as it counts: the average of three years where it is taken.
fn income(s: &AnnualSituation, report: &AnnualReport) -> Option<i64> {
    report.before.average_income.or_else(|| income_before(s, report))
}

fn net_assets(s: &AnnualSituation, report: &AnnualReport) -> Option<i64> {
    report.before.average_net_assets.or(report.before.net_assets).or_else(|| {
        let before = s.organization.annual.of(year_before(report.year)?)?;
        Some(before.report.as_ref()?.accounts.net_assets)
    })
}

/// The facts against the ceiling on management costs; small costs are not looked at.
fn too_dear(n: &Numbers<'_>, set: &str, report: &AnnualReport, percent: i64) -> Vec<Fact> {
    let exempt = n.number(&format!("{set}.management.exempt"));
    let (costs, spending) = (report.accounts.management, report.accounts.spending);
    let small = exempt.is_some_and(|exempt| costs < exempt);
    if small || share::at_most(costs, percent, spending) {
        return Vec::new();
    }
    vec![missed("accounts/management", costs, "≤", percent, spending)]
}

/// Who reported and explained a special case is not held to the shares; whether the case is one that the
/// rules know is a rule of its own.
fn explained(report: &AnnualReport) -> bool {
    report.exception.as_ref().is_some_and(|exception| !exception.explanation.trim().is_empty())
}

fn with_fundraising(s: &AnnualSituation, n: &Numbers<'_>, set: &str) -> Outcome {
    let Some(looked) = looked(s, true) else {
        return Outcome::NotApplicable;
    };
    let report = looked.report;
    if explained(report) {
        return Outcome::NotApplicable;
    }
    let group = if looked.is_foundation { OF_FOUNDATIONS } else { OF_OTHERS };
    let ceiling = n.number(&format!("{set}.fundraising.{group}.ceiling"));
    let (Some(floor), Some(ceiling)) = (n.number(&format!("{set}.fundraising.floor")), ceiling)
    else {
        return Outcome::missing(set);
    };
    let Some(income) = income(s, report) else {
        return Outcome::missing("before/income");
    };
    let mut facts = too_dear(n, set, report, ceiling);
    let spent = report.accounts.charity_spending;
    if !share::at_least(spent, floor, income) {
        facts.push(missed("accounts/charity_spending", spent, "≥", floor, income));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// The tier of net assets.
fn tier(n: &Numbers<'_>, set: &str, group: &str, net: i64) -> &'static str {
    let reaches = |name: &&&str| {
        n.number(&format!("{set}.{group}.{name}.from")).is_some_and(|from| net >= from)
    };
    TIERS.iter().find(reaches).copied().unwrap_or(LAST_TIER)
}

fn without_fundraising(s: &AnnualSituation, n: &Numbers<'_>, set: &str, group: &str) -> Outcome {
    let of_group = |looked: &Looked<'_>| looked.is_foundation == (group == OF_FOUNDATIONS);
    let Some(looked) = looked(s, false).filter(of_group) else {
        return Outcome::NotApplicable;
    };
    let report = looked.report;
    if explained(report) {
        return Outcome::NotApplicable;
    }
    let Some(net) = net_assets(s, report) else {
        return Outcome::missing("before/net_assets");
    };
    let tier = tier(n, set, group, net);
    let ceiling = n.number(&format!("{set}.{group}.{tier}.ceiling"));
    let (Some(floor), Some(ceiling)) = (n.number(&format!("{set}.{group}.{tier}.floor")), ceiling)
    else {
        return Outcome::missing(set);
    };
    let mut facts = too_dear(n, set, report, ceiling);
    let spent = report.accounts.charity_spending;
    if !share::at_least(spent, floor, net) {
        facts.push(missed("accounts/charity_spending", spent, "≥", floor, net));
    }
    // The smallest associations and institutions spend a share of their income as well.
    if group == OF_OTHERS && tier == LAST_TIER {
        let percent = n.number(&format!("{set}.{group}.{tier}.income.floor"));
        let (Some(income), Some(percent)) = (income(s, report), percent) else {
            return Outcome::missing("before/income");
        };
        if !share::at_least(spent, percent, income) {
            facts.push(missed("accounts/charity_spending", spent, "≥", percent, income));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn exception_is_known(s: &AnnualSituation, n: &Numbers<'_>, set: &str) -> Outcome {
    let looked = looked(s, false).or_else(|| looked(s, true));
    let Some(looked) = looked.filter(|looked| looked.report.exception.is_some()) else {
        return Outcome::NotApplicable;
    };
    let years = n.number(&format!("{set}.exception.years"));
    let Some(years) = years else {
        return Outcome::missing(set);
    };
    let exception = looked.report.exception.as_ref();
    if exception.is_none_or(|exception| exception.case != SpecialCase::NewCharity) {
        return Outcome::Met;
    }
    let old = years_after(looked.charity.since, years);
    let end = year_end(looked.report.year);
    Outcome::when(old.zip(end).is_some_and(|(old, end)| old > end), || {
        vec![Fact::new("charity/since", looked.charity.since)]
    })
}

fn fundraising_is_cheap(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let Some(looked) = looked(s, true) else {
        return Outcome::NotApplicable;
    };
    let Some(percent) = n.number("charity.fundraising.cost.percent") else {
        return Outcome::missing("charity.fundraising.cost.percent");
    };
    let (costs, before) = (looked.report.accounts.fundraising, &looked.report.before);
    let Some(donations) = before.average_donations else {
        return Outcome::missing("before/average_donations");
    };
    Outcome::when(share::at_most(costs, percent, donations), || {
        vec![missed("accounts/fundraising", costs, "≤", percent, donations)]
    })
}

/// The act itself: of last year's income, or of the average of three years.
fn by_the_charity_law(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let Some(looked) = looked(s, true).filter(|looked| looked.is_foundation) else {
        return Outcome::NotApplicable;
    };
    let report = looked.report;
    // A special case excuses the costs; since 2024 the spending as well.
    let excuses_spending = n.number("charity.law.exception.spending").is_some_and(|all| all > 0);
    let explained = explained(report);
    if explained && excuses_spending {
        return Outcome::NotApplicable;
    }
    let floor = n.number("charity.law.spending.percent");
    let (Some(floor), Some(ceiling)) = (floor, n.number("charity.law.management.percent")) else {
        return Outcome::missing("charity.law.spending.percent");
    };
    let Some(income) = income(s, report) else {
        return Outcome::missing("before/income");
    };
    let accounts = &report.accounts;
    let mut facts = Vec::new();
    if !explained && !share::at_most(accounts.management, ceiling, accounts.spending) {
        facts.push(missed(
            "accounts/management",
            accounts.management,
            "≤",
            ceiling,
            accounts.spending,
        ));
    }
    if !share::at_least(accounts.charity_spending, floor, income) {
        facts.push(missed(
            "accounts/charity_spending",
            accounts.charity_spending,
            "≥",
            floor,
            income,
        ));
    }
    Outcome::when(facts.is_empty(), || facts)
}
