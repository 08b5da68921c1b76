//! What the figures of a foundation's report show, at, below and above each limit; and that none of it
//! refuses the report.

use shuniu_core::{law::Verdict, oversight::annual::AnnualReport};

use crate::{
    cast::{act, agent, change, charity_since, old, outcome},
    support::{World, annual_report, file, foundation, institution},
};

/// How a rule came out on a foundation's report on 2025; `public` says whether it raises funds.
fn shown(rule: &str, public: bool, with: impl FnOnce(&mut AnnualReport)) -> Option<Verdict> {
    let mut w = World::default();
    let id = old(&mut w, &foundation());
    change(&mut w, &id, |o| o.items.public_raising = Some(public));
    let mut report = annual_report(2025);
    with(&mut report);
    let done = act(&mut w, &id, &file(report), &agent(&id), "2026-03-10");
    outcome(&done.findings, rule)
}

const MET: Option<Verdict> = Some(Verdict::Met);
const NOT: Option<Verdict> = Some(Verdict::Violated);
const NOTHING: Option<Verdict> = Some(Verdict::NotApplicable);
const UNKNOWN: Option<Verdict> = Some(Verdict::Unknown);

#[test]
fn the_council_meets_twice_a_year() {
    assert_eq!(shown("JJ-21a", false, |r| r.governance.council_meetings = 2), MET);
    assert_eq!(shown("JJ-21a", false, |r| r.governance.council_meetings = 1), NOT);
}

#[test]
fn kin_are_a_third_of_a_privately_funded_council_and_none_of_others() {
    let kin = |count, private| {
        move |r: &mut AnnualReport| {
            (r.governance.directors_kin, r.governance.privately_funded) = (count, private);
        }
    };
    assert_eq!(shown("JJ-20c-2", false, kin(3, true)), MET);
    assert_eq!(shown("JJ-20c-2", false, kin(4, true)), NOT);
    assert_eq!(shown("JJ-20c-2", false, kin(0, false)), MET);
    assert_eq!(shown("JJ-20c-2", false, kin(1, false)), NOT);
    assert_eq!(shown("JJ-20c-2", true, kin(1, true)), NOT, "who raises funds has none either way");
}

#[test]
fn a_third_of_the_directors_may_be_paid() {
    assert_eq!(shown("JJ-20e-2", false, |r| r.governance.directors_paid = 3), MET);
    assert_eq!(shown("JJ-20e-2", false, |r| r.governance.directors_paid = 4), NOT);
}

#[test]
fn spending_by_the_regulation_of_who_is_no_charity() {
    // 70 % of last year's income of 1,000,000.
    assert_eq!(shown("JJ-29a", true, |r| r.accounts.charity_spending = 700_000), MET);
    assert_eq!(shown("JJ-29a", true, |r| r.accounts.charity_spending = 699_999), NOT);
    assert_eq!(shown("JJ-29a", true, |r| r.before.income = None), UNKNOWN);
    assert_eq!(shown("JJ-29a", false, |_| ()), NOTHING);
    // 8 % of last year's fund balance of 4,000,000.
    assert_eq!(shown("JJ-29b", false, |r| r.accounts.charity_spending = 320_000), MET);
    assert_eq!(shown("JJ-29b", false, |r| r.accounts.charity_spending = 319_999), NOT);
    assert_eq!(shown("JJ-29b", false, |r| r.before.fund_balance = None), UNKNOWN);
    assert_eq!(shown("JJ-29b", true, |_| ()), NOTHING);
    // 10 % of this year's spending of 900,000 for pay and administration together.
    let costs = |pay, administration| {
        move |r: &mut AnnualReport| {
            (r.accounts.pay, r.accounts.administration) = (pay, administration);
        }
    };
    assert_eq!(shown("JJ-29c", false, costs(50_000, 40_000)), MET);
    assert_eq!(shown("JJ-29c", false, costs(50_001, 40_000)), NOT);
    assert_eq!(shown("JJ-29c", false, costs(50_000, 40_001)), NOT);
}

#[test]
fn last_year_s_report_tells_its_income_where_it_is_not_stated() {
    let mut w = World::default();
    let id = old(&mut w, &foundation());
    change(&mut w, &id, |o| o.items.public_raising = Some(true));
    act(&mut w, &id, &file(annual_report(2024)), &agent(&id), "2025-03-10");
    let mut report = annual_report(2025);
    report.before.income = None;
    let done = act(&mut w, &id, &file(report), &agent(&id), "2026-03-10");
    assert_eq!(outcome(&done.findings, "JJ-29a"), MET);
}

/// The regulation's shares are neither for charities nor for other kinds.
#[test]
fn charities_and_others_have_other_shares() {
    let mut w = World::default();
    let id = old(&mut w, &foundation());
    charity_since(&mut w, &id, "2020-01-01", None);
    let done = act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    for rule in ["JJ-29a", "JJ-29b", "JJ-29c"] {
        assert_eq!(outcome(&done.findings, rule), NOTHING, "{rule}");
    }
    let id = old(&mut w, &institution());
    let done = act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    assert_eq!(outcome(&done.findings, "JJ-29b"), None);
}

/// Before there was a regulation there was no share.
#[test]
fn the_law_of_the_last_day_of_the_year_holds() {
    let mut w = World::default();
    let id = old(&mut w, &foundation());
    change(&mut w, &id, |o| o.established_on = None);
    let done = act(&mut w, &id, &file(annual_report(2003)), &agent(&id), "2026-03-10");
    assert_eq!(outcome(&done.findings, "JJ-21a"), None);
    let done = act(&mut w, &id, &file(annual_report(2004)), &agent(&id), "2026-03-10");
    assert_eq!(outcome(&done.findings, "JJ-21a"), MET);
}
