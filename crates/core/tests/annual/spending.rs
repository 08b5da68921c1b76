//! Spending of charities: each tier at, below and above its limits, under the rules of 2026 and of 2016,
//! chosen by the year that is reported (trap 33); the exceptions; the costs of fundraising.

use shuniu_core::{
    law::Verdict,
    oversight::annual::{AnnualReport, SpecialCase, SpendingException},
    registration::EstablishmentApplication,
};

use crate::{
    cast::{act, agent, charity_since, old, outcome},
    support::{World, annual_report, application, file, foundation, institution},
};

const MET: Option<Verdict> = Some(Verdict::Met);
const NOT: Option<Verdict> = Some(Verdict::Violated);
const NOTHING: Option<Verdict> = Some(Verdict::NotApplicable);

/// How a rule came out on a charity's report; `fundraising` says whether it has the qualification.
fn shown(
    of: &EstablishmentApplication,
    fundraising: bool,
    rule: &str,
    report: AnnualReport,
) -> Option<Verdict> {
    let mut w = World::default();
    let id = old(&mut w, of);
    let qualified = fundraising.then_some("2017-06-01");
    charity_since(&mut w, &id, "2016-12-01", qualified);
    let on = format!("{}-03-10", report.year + 1);
    let done = act(&mut w, &id, &file(report), &agent(&id), &on);
    outcome(&done.findings, rule)
}

/// A report with net assets of the year before, charity spending and management costs out of spending of
/// ten million.
fn report(year: i32, net_before: i64, charity: i64, management: i64) -> AnnualReport {
    let mut report = annual_report(year);
    report.before.net_assets = Some(net_before);
    report.before.income = Some(10_000_000);
    report.accounts.spending = 10_000_000;
    report.accounts.charity_spending = charity;
    report.accounts.management = management;
    report
}

/// Net assets from which a tier begins, its floor in per cent of them, its ceiling in per cent of spending.
type Tier = (i64, i64, i64);

const FOUNDATIONS: [Tier; 4] =
    [(60_000_000, 6, 12), (8_000_000, 6, 13), (4_000_000, 7, 15), (1_000, 8, 20)];
const OTHERS: [Tier; 3] = [(10_000_000, 6, 13), (5_000_000, 7, 14), (1_000_000, 8, 15)];

#[test]
fn each_tier_has_its_floor_and_its_ceiling() {
    for (year, rules) in [(2026, ["JJ-E3", "JJ-E7"]), (2025, ["JJ-Eo3", "JJ-Eo7"])] {
        let groups: [(&[EstablishmentApplication], &[Tier], &str); 2] = [
            (&[foundation()], &FOUNDATIONS, rules[0]),
            (&[application(), institution()], &OTHERS, rules[1]),
        ];
        for (kinds, tiers, rule) in groups {
            for (of, (net, floor, ceiling)) in
                kinds.iter().flat_map(|of| tiers.iter().map(move |tier| (of, *tier)))
            {
                let (least, most) = (net * floor / 100, 10_000_000 * ceiling / 100);
                let seen = |charity, management| {
                    shown(of, false, rule, report(year, net, charity, management))
                };
                assert_eq!(seen(least, most), MET, "{rule} from {net}");
                assert_eq!(seen(least - 1, most), NOT, "{rule} from {net}: floor");
                assert_eq!(seen(least, most + 1), NOT, "{rule} from {net}: ceiling");
            }
        }
    }
}

/// One yuan below the bound another tier begins.
#[test]
fn a_tier_begins_at_its_bound() {
    for (of, rule, bound, floor, below) in [
        (foundation(), "JJ-E3", 8_000_000, 6, 7),
        (foundation(), "JJ-E3", 4_000_000, 7, 8),
        (institution(), "JJ-E7", 10_000_000, 6, 7),
        (institution(), "JJ-E7", 5_000_000, 7, 8),
    ] {
        let spent = bound * floor / 100;
        assert_eq!(shown(&of, false, rule, report(2026, bound, spent, 0)), MET, "{bound}");
        assert_eq!(shown(&of, false, rule, report(2026, bound - 1, spent, 0)), NOT, "{bound}");
        let more = (bound - 1) * below / 100 + 1;
        assert_eq!(shown(&of, false, rule, report(2026, bound - 1, more, 0)), MET, "{bound}");
    }
    // Between the first two tiers of foundations only the ceiling differs: 12 and 13 %.
    let at = |net| shown(&foundation(), false, "JJ-E3", report(2026, net, 9_000_000, 1_300_000));
    assert_eq!((at(60_000_000), at(59_999_999)), (NOT, MET));
}

#[test]
fn the_smallest_spend_half_of_their_income_as_well() {
    for (year, rule) in [(2026, "JJ-E7"), (2025, "JJ-Eo7")] {
        let with = |charity, income| {
            let mut report = report(year, 999_999, charity, 0);
            report.before.income = Some(income);
            shown(&application(), false, rule, report)
        };
        assert_eq!(with(80_000, 160_000), MET);
        assert_eq!(with(80_000, 160_001), NOT, "half of the income");
        assert_eq!(with(79_999, 100), NOT, "8 % of net assets of 999,999");
        assert_eq!(with(80_000, 100), MET);
    }
}

#[test]
fn who_may_raise_funds_spends_seventy_per_cent_of_income() {
    for (year, rule) in [(2026, "JJ-E1"), (2025, "JJ-Eo1")] {
        for (of, ceiling) in [(foundation(), 10), (application(), 13), (institution(), 13)] {
            let most = 10_000_000 * ceiling / 100;
            let seen =
                |charity, costs| shown(&of, true, rule, report(year, 4_000_000, charity, costs));
            assert_eq!(seen(7_000_000, most), MET);
            assert_eq!(seen(6_999_999, most), NOT);
            assert_eq!(seen(7_000_000, most + 1), NOT);
        }
    }
    // The act itself says so of foundations.
    let law = |charity, costs| {
        shown(&foundation(), true, "JJ-E17", report(2026, 4_000_000, charity, costs))
    };
    assert_eq!(law(7_000_000, 1_000_000), MET);
    assert_eq!(law(6_999_999, 1_000_000), NOT);
    assert_eq!(law(7_000_000, 1_000_001), NOT);
    let of = application();
    assert_eq!(shown(&of, true, "JJ-E17", report(2026, 1, 0, 0)), NOTHING);
    // Until 2024 an explained special case excused the costs only.
    let excused = |year, charity| {
        let mut dear = report(year, 4_000_000, charity, 9_000_000);
        dear.exception = explained(year, SpecialCase::Depreciation).exception;
        shown(&foundation(), true, "JJ-E17", dear)
    };
    assert_eq!(excused(2022, 6_999_999), NOT);
    assert_eq!(excused(2022, 7_000_000), MET);
    assert_eq!(excused(2026, 6_999_999), NOTHING);
}

/// The average of three years takes the place of last year, where it is stated.
#[test]
fn averages_take_the_place_of_last_year() {
    let mut by_income = report(2026, 4_000_000, 700_000, 0);
    assert_eq!(shown(&foundation(), true, "JJ-E1", by_income.clone()), NOT);
    by_income.before.average_income = Some(1_000_000);
    assert_eq!(shown(&foundation(), true, "JJ-E1", by_income), MET);
    let mut by_assets = report(2026, 70_000_000, 480_000, 0);
    assert_eq!(shown(&foundation(), false, "JJ-E3", by_assets.clone()), NOT);
    by_assets.before.average_net_assets = Some(8_000_000);
    assert_eq!(shown(&foundation(), false, "JJ-E3", by_assets), MET);
}

#[test]
fn small_management_costs_are_not_looked_at() {
    for (year, rule) in [(2026, "JJ-E3"), (2025, "JJ-Eo3")] {
        let with = |costs| {
            let mut report = report(year, 4_000_000, 300_000, costs);
            report.accounts.spending = 300_000;
            shown(&foundation(), false, rule, report)
        };
        assert_eq!(with(199_999), MET);
        assert_eq!(with(200_000), NOT);
    }
}

#[test]
fn the_year_chooses_the_rules() {
    for (of, rules) in [(foundation(), ["JJ-E3", "JJ-Eo3"]), (application(), ["JJ-E7", "JJ-Eo7"])] {
        for (year, seen) in [(2026, [MET, None]), (2025, [None, MET]), (2017, [None, MET])] {
            for (rule, expected) in rules.iter().zip(seen) {
                let report = report(year, 4_000_000, 9_000_000, 0);
                assert_eq!(shown(&of, false, rule, report), expected, "{rule} {year}");
            }
        }
    }
}

/// Status and qualification count as they were at the end of the year.
#[test]
fn a_charity_is_judged_as_what_it_was() {
    let mut w = World::default();
    let id = old(&mut w, &foundation());
    charity_since(&mut w, &id, "2025-12-31", Some("2026-12-31"));
    for (year, rule, expected) in [
        (2024, "JJ-Eo3", NOTHING),
        (2025, "JJ-Eo3", MET),
        (2025, "JJ-Eo1", NOTHING),
        (2026, "JJ-E1", NOT),
        (2026, "JJ-E3", NOTHING),
    ] {
        let on = format!("{}-03-10", year + 1);
        let report = report(year, 4_000_000, 300_000, 0);
        let done = act(&mut w, &id, &file(report), &agent(&id), &on);
        assert_eq!(outcome(&done.findings, rule), expected, "{rule} {year}");
    }
}

fn explained(year: i32, case: SpecialCase) -> AnnualReport {
    let mut report = report(year, 4_000_000, 0, 0);
    report.exception = Some(SpendingException { case, explanation: "见说明".to_owned() });
    report
}

#[test]
fn a_special_case_that_is_explained_is_not_held_to_the_shares() {
    for (year, rules) in [(2026, ["JJ-E3", "JJ-E14"]), (2025, ["JJ-Eo3", "JJ-Eo14"])] {
        for case in [SpecialCase::Depreciation, SpecialCase::ExpectedLiabilities] {
            let [shares, known] = rules;
            assert_eq!(shown(&foundation(), false, shares, explained(year, case)), NOTHING);
            assert_eq!(shown(&foundation(), false, known, explained(year, case)), MET);
        }
        // A charity of 2016 is not new any more.
        let new = explained(year, SpecialCase::NewCharity);
        assert_eq!(shown(&foundation(), false, rules[1], new), NOT);
        let mut silent = explained(year, SpecialCase::Depreciation);
        silent.exception.as_mut().unwrap().explanation = " ".to_owned();
        assert_eq!(shown(&foundation(), false, rules[0], silent), NOT, "what is not explained");
    }
    for (since, expected) in [("2026-01-01", MET), ("2025-12-31", NOT)] {
        let mut w = World::default();
        let id = old(&mut w, &foundation());
        charity_since(&mut w, &id, since, None);
        let report = explained(2026, SpecialCase::NewCharity);
        let done = act(&mut w, &id, &file(report), &agent(&id), "2027-03-10");
        assert_eq!(outcome(&done.findings, "JJ-E14"), expected, "{since}");
    }
}

#[test]
fn fundraising_costs_three_per_cent_of_the_average_donations() {
    let with = |costs: i64, donations: Option<i64>, year: i32| {
        let mut report = report(year, 4_000_000, 9_000_000, 0);
        report.accounts.fundraising = costs;
        report.before.average_donations = donations;
        shown(&foundation(), true, "JJ-E15", report)
    };
    assert_eq!(with(30_000, Some(1_000_000), 2026), MET);
    assert_eq!(with(30_001, Some(1_000_000), 2026), NOT);
    assert_eq!(with(30_000, None, 2026), Some(Verdict::Unknown));
    assert_eq!(with(30_001, Some(1_000_000), 2025), None, "no rule before 2026");
}
