//! The rules on steps and persons (licensing law art. 32, 38, 45; operating rules ZZ-1 to 3, 7).

use shuniu_core::{
    case::{Case, CaseStatus, CorrectionItem, ExcludedPeriod, rules, rules::Procedure},
    law::{Finding, Verdict, examine},
};

use crate::support::{World, books, day, place};

/// The procedure of a case in a state, as the account `by` finds it on 2026-06-12.
fn procedure(status: CaseStatus, by: &str) -> Procedure {
    let mut world = World::default();
    let id = world.case_in(status);
    let case: Case = world.case(&id).clone();
    Procedure {
        content: case.findings.clone(),
        case,
        by: by.to_owned(),
        on: day("2026-06-12"),
        grounds: None,
        exclude: None,
        has_code: true,
    }
}

fn finding(rule: &str, p: &Procedure) -> Finding {
    examine(&books().law, rules::RULES, &[rule], p, p.on, place("110105")).remove(0)
}

fn check(rule: &str, article: &str, what: &str, p: &Procedure, outcome: Verdict) -> Finding {
    let finding = finding(rule, p);
    assert_eq!(finding.outcome, outcome, "{rule}, {what}: {finding:?}");
    assert_eq!(finding.citation.article, article, "{rule}");
    assert_eq!(finding.blocks(), finding.remedy.is_some(), "{rule}, {what}");
    finding
}

#[test]
fn the_examiner_does_not_decide() {
    let table = [
        (CaseStatus::Examined, "decider", Verdict::Met),
        (CaseStatus::Examined, "examiner", Verdict::Violated),
        (CaseStatus::Accepted, "decider", Verdict::Unknown),
    ];
    for (status, by, outcome) in table {
        check("ZZ-1", "separation", by, &procedure(status, by), outcome);
    }
}

#[test]
fn nobody_handles_an_application_of_their_own() {
    for (by, outcome) in [("applicant", Verdict::Violated), ("reception", Verdict::Met)] {
        check("ZZ-2", "own case", by, &procedure(CaseStatus::Submitted, by), outcome);
    }
}

/// Twenty working days from 2026-06-03, over the Dragon Boat Festival, end on 2026-07-02.
#[test]
fn no_lapse_before_the_time_for_corrections_is_over() {
    let mut p = procedure(CaseStatus::CorrectionRequested, "reception");
    let table = [
        ("2026-06-03", Verdict::Violated),
        ("2026-07-02", Verdict::Violated),
        ("2026-07-03", Verdict::Met),
    ];
    for (on, outcome) in table {
        p.on = day(on);
        let found = check("ZZ-3", "correction period", on, &p, outcome);
        if outcome == Verdict::Violated {
            assert_eq!(found.possible_from, Some(day("2026-07-03")));
        }
    }
}

#[test]
fn a_code_is_left() {
    for (has_code, outcome) in [(true, Verdict::Met), (false, Verdict::Violated)] {
        let p = Procedure { has_code, ..procedure(CaseStatus::Examined, "decider") };
        check("ZZ-7", "segments", "a code", &p, outcome);
    }
}

#[test]
fn corrections_are_asked_once() {
    let mut p = procedure(CaseStatus::Submitted, "reception");
    let found = check("XK-32-4", "32(4)", "never asked", &p, Verdict::Met);
    assert_eq!(found.parameters[0].value, "5");
    p.case.corrections =
        Some(vec![CorrectionItem { field: "name".into(), what: "更正".into(), rule: None }]);
    check("XK-32-4", "32(4)", "asked before", &p, Verdict::Violated);
}

fn content(outcomes: &[(&str, Verdict)]) -> Vec<Finding> {
    let sample = finding("ZZ-2", &procedure(CaseStatus::Submitted, "reception"));
    let of = |(rule, outcome): &(&str, Verdict)| Finding {
        rule: (*rule).to_owned(),
        outcome: *outcome,
        ..sample.clone()
    };
    outcomes.iter().map(of).collect()
}

/// A row: in words, how the content rules stand, the grounds named, what XK-38 says.
type Refusal<'a> = (&'a str, &'a [(&'a str, Verdict)], &'a [&'a str], Verdict);

#[test]
fn a_refusal_rests_on_a_violated_rule() {
    use Verdict as V;
    let mixed =
        [("ST-2", V::Violated), ("ST-4", V::Met), ("ST-9", V::Unknown), ("ST-14", V::Violated)];
    let lawful = [("ST-2", V::Met), ("ST-9", V::Unknown)];
    let table: [Refusal; 8] = [
        ("one violated rule", &mixed, &["ST-2"], V::Met),
        ("both violated rules", &mixed, &["ST-2", "ST-14"], V::Met),
        ("a rule that is met", &mixed, &["ST-4"], V::Violated),
        ("a rule not yet known", &mixed, &["ST-9"], V::Violated),
        ("one right, one wrong", &mixed, &["ST-2", "ST-4"], V::Violated),
        ("a rule that is none", &mixed, &["ST-99"], V::Violated),
        ("nothing violated", &lawful, &["ST-2"], V::Violated),
        // Asking without grounds what could be done.
        ("nothing violated, none named", &lawful, &[], V::Violated),
    ];
    for (what, outcomes, grounds, outcome) in table {
        let p = Procedure {
            content: content(outcomes),
            // An empty row asks what could be done, without grounds.
            grounds: (!grounds.is_empty())
                .then(|| grounds.iter().map(|g| (*g).to_owned()).collect()),
            ..procedure(CaseStatus::Examined, "decider")
        };
        check("XK-38", "38 ¶2", what, &p, outcome);
    }
}

#[test]
fn time_taken_out_of_the_clock() {
    let period = |from: &str, to: &str, notice: &str| ExcludedPeriod {
        from: day(from),
        to: day(to),
        reason: "听证".to_owned(),
        notice_number: notice.to_owned(),
    };
    let table = [
        // The case was received on 06-02 and accepted on 06-03; 06-15 to 06-20 is out already.
        (period("2026-06-21", "2026-06-25", "告1"), Verdict::Met),
        (period("2026-06-21", "2026-06-21", "告1"), Verdict::Met),
        (period("2026-06-10", "2026-06-14", "告1"), Verdict::Met),
        (period("2026-06-20", "2026-06-25", "告1"), Verdict::Violated),
        (period("2026-06-10", "2026-06-15", "告1"), Verdict::Violated),
        (period("2026-06-16", "2026-06-17", "告1"), Verdict::Violated),
        (period("2026-06-10", "2026-06-30", "告1"), Verdict::Violated),
        (period("2026-06-25", "2026-06-21", "告1"), Verdict::Violated),
        (period("2026-06-01", "2026-06-10", "告1"), Verdict::Violated),
        (period("2026-06-21", "2026-06-25", ""), Verdict::Violated),
        (period("2026-06-21", "2026-06-25", " "), Verdict::Violated),
    ];
    let mut p = procedure(CaseStatus::Accepted, "examiner");
    p.case.excluded = vec![period("2026-06-15", "2026-06-20", "告0")];
    for (period, outcome) in table {
        let what = format!("{period:?}");
        p.exclude = Some(period);
        check("XK-45", "45", &what, &p, outcome);
    }
    p.exclude = None;
    check("XK-45", "45", "nothing to take out", &p, Verdict::Met);
    let mut early = procedure(CaseStatus::Submitted, "examiner");
    early.exclude = Some(period("2026-06-21", "2026-06-25", "告1"));
    check("XK-45", "45", "before acceptance", &early, Verdict::Violated);
}

/// The licensing law is in force since 2004-07-01; the operating rules as long as the register.
#[test]
fn when_the_procedure_binds() {
    for (rule, first) in [
        ("XK-32-4", "2004-07-01"),
        ("XK-38", "2004-07-01"),
        ("XK-45", "2004-07-01"),
        ("ZZ-1", "1998-10-25"),
        ("ZZ-2", "1998-10-25"),
        ("ZZ-3", "1998-10-25"),
        ("ZZ-7", "1998-10-25"),
    ] {
        let law = &books().law;
        assert!(law.rule_in_force(rule, day(first)).is_some(), "{rule}");
        assert!(law.rule_in_force(rule, day(first).pred_opt().unwrap()).is_none(), "{rule}");
    }
}
