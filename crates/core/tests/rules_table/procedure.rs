//! The rules on steps and persons (licensing law art. 32, 38, 45; operating rules ZZ-1 to 3, 7).

use shuniu_core::{
    case::{
        Case, CaseStatus, CorrectionItem, ExcludedPeriod, rules,
        rules::{Procedure, Standing},
    },
    law::{Finding, Mark, Verdict, examine},
};

use crate::support::{World, books, day, place};

/// The procedure of a case in a state, as the account `by` finds it on 2026-06-12.
fn procedure(status: CaseStatus, by: &str) -> Procedure {
    let mut world = World::default();
    let id = world.case_in(status);
    Procedure { by: by.to_owned(), ..facts_of(world.case(&id).clone()) }
}

/// A case as nobody in particular finds it on 2026-06-12.
pub fn facts_of(case: Case) -> Procedure {
    Procedure {
        content: Vec::new(),
        case,
        by: String::new(),
        on: day("2026-06-12"),
        grounds: None,
        exclude: None,
        extend: None,
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
        check("ZZ-1", "1", by, &procedure(status, by), outcome);
    }
}

#[test]
fn nobody_handles_an_application_of_their_own() {
    for (by, outcome) in [("applicant", Verdict::Violated), ("reception", Verdict::Met)] {
        check("ZZ-2", "2", by, &procedure(CaseStatus::Submitted, by), outcome);
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
        let found = check("ZZ-3", "3", on, &p, outcome);
        if outcome == Verdict::Violated {
            assert_eq!(found.possible_from, Some(day("2026-07-03")));
        }
    }
}

#[test]
fn a_code_is_left() {
    for (has_code, outcome) in [(true, Verdict::Met), (false, Verdict::Violated)] {
        let p = Procedure { has_code, ..procedure(CaseStatus::Examined, "decider") };
        check("ZZ-7", "5", "a code", &p, outcome);
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

/// A content rule, how it stands, and what is missing for it.
type Stands<'a> = (&'a str, Verdict, &'a [&'a str]);

fn content(outcomes: &[Stands]) -> Vec<Standing> {
    let of = |(rule, outcome, missing): &Stands| Standing {
        rule: (*rule).to_owned(),
        outcome: *outcome,
        mark: Mark::Verified,
        missing: missing.iter().map(|m| (*m).to_owned()).collect(),
    };
    outcomes.iter().map(of).collect()
}

fn grounded(
    status: CaseStatus,
    by: &str,
    outcomes: &[Stands],
    grounds: Option<&[&str]>,
) -> Procedure {
    Procedure {
        content: content(outcomes),
        grounds: grounds.map(|g| g.iter().map(|g| (*g).to_owned()).collect()),
        ..procedure(status, by)
    }
}

/// Two violated, one met, three unknown: the consent and the identity number are owed by the
/// applicant, the examiner's word by the examiner.
const MIXED: [Stands; 8] = [
    ("ST-2", Verdict::Violated, &[]),
    ("ST-4", Verdict::Met, &[]),
    ("ST-6", Verdict::NotApplicable, &[]),
    ("ST-9", Verdict::Unknown, &["opinion"]),
    ("ST-12c", Verdict::Unknown, &["officers/legal_representative/identity_number", "examination"]),
    ("ST-13-1", Verdict::Unknown, &["examination"]),
    ("ST-13-2", Verdict::Unknown, &["examination.another_is_needed"]),
    ("ST-14", Verdict::Violated, &[]),
];

/// A row: in words, how the content rules stand, the grounds named (none when asking what could
/// be done), what XK-38 says.
type Refusal<'a> = (&'a str, &'a [Stands<'a>], Option<&'a [&'a str]>, Verdict);

#[test]
fn a_refusal_rests_on_a_violated_rule() {
    use Verdict as V;
    let lawful: [Stands; 2] = [("ST-2", V::Met, &[]), ("ST-13-1", V::Unknown, &["examination"])];
    let owed: [Stands; 2] = [("ST-2", V::Met, &[]), ("ST-9", V::Unknown, &["opinion"])];
    let table: [Refusal; 19] = [
        ("one violated rule", &MIXED, Some(&["ST-2"]), V::Met),
        ("both violated rules", &MIXED, Some(&["ST-2", "ST-14"]), V::Met),
        ("a rule that is met", &MIXED, Some(&["ST-4"]), V::Violated),
        ("a rule that does not apply", &MIXED, Some(&["ST-6"]), V::Violated),
        ("a fact that the applicant owes", &MIXED, Some(&["ST-9"]), V::Met),
        ("violated and owed", &MIXED, Some(&["ST-2", "ST-9"]), V::Met),
        ("owed by both", &MIXED, Some(&["ST-12c"]), V::Violated),
        ("not yet examined", &MIXED, Some(&["ST-13-1"]), V::Violated),
        ("the examiner's word", &MIXED, Some(&["ST-13-2"]), V::Violated),
        ("violated and not examined", &MIXED, Some(&["ST-2", "ST-13-1"]), V::Violated),
        ("one right, one wrong", &MIXED, Some(&["ST-2", "ST-4"]), V::Violated),
        ("a rule that is none", &MIXED, Some(&["ST-99"]), V::Violated),
        ("grounds, but none named", &MIXED, Some(&[]), V::Violated),
        ("what could be done", &MIXED, None, V::Met),
        ("nothing violated", &lawful, Some(&["ST-2"]), V::Violated),
        ("nothing violated, the examiner's", &lawful, Some(&["ST-13-1"]), V::Violated),
        ("nothing violated, none named", &lawful, None, V::Violated),
        ("only owed", &owed, Some(&["ST-9"]), V::Met),
        ("only owed, none named", &owed, None, V::Met),
    ];
    for (what, outcomes, grounds, outcome) in table {
        let p = grounded(CaseStatus::Examined, "decider", outcomes, grounds);
        check("XK-38", "38 ¶2", what, &p, outcome);
    }
}

/// A row: in words, how the content rules stand, the grounds named, what XK-32-1 says before
/// corrections were asked for, and after.
type NotAccepted<'a> = (&'a str, &'a [Stands<'a>], Option<&'a [&'a str]>, Verdict, Verdict);

#[test]
fn only_what_cannot_be_corrected_is_not_accepted_at_once() {
    use Verdict as V;
    let elsewhere: [Stands; 3] =
        [("ST-7", V::Violated, &[]), ("ST-11", V::Violated, &[]), ("ST-14", V::Met, &[])];
    let nowhere: [Stands; 1] = [("ST-7", V::Unknown, &["reach"])];
    let here: [Stands; 2] = [("ST-7", V::Met, &[]), ("ST-11", V::Violated, &[])];
    let lawful: [Stands; 2] = [("ST-7", V::Met, &[]), ("ST-11", V::Met, &[])];
    let table: [NotAccepted; 16] = [
        ("another registrar", &elsewhere, Some(&["ST-7"]), V::Met, V::Met),
        ("another registrar, documents", &elsewhere, Some(&["ST-11"]), V::Violated, V::Met),
        ("both", &elsewhere, Some(&["ST-7", "ST-11"]), V::Violated, V::Met),
        ("one that is met", &elsewhere, Some(&["ST-14"]), V::Violated, V::Violated),
        ("none named", &elsewhere, Some(&[]), V::Violated, V::Violated),
        ("what could be done", &elsewhere, None, V::Met, V::Met),
        ("no registrar at all", &nowhere, Some(&["ST-7"]), V::Met, V::Met),
        ("documents", &here, Some(&["ST-11"]), V::Violated, V::Met),
        ("documents, competence named", &here, Some(&["ST-7"]), V::Violated, V::Violated),
        ("documents, what could be done", &here, None, V::Violated, V::Met),
        ("lawful", &lawful, Some(&["ST-7"]), V::Violated, V::Violated),
        ("lawful, what could be done", &lawful, None, V::Violated, V::Violated),
        ("an owed fact", &MIXED, Some(&["ST-9"]), V::Violated, V::Met),
        ("not yet examined", &MIXED, Some(&["ST-13-1"]), V::Violated, V::Violated),
        ("a rule that is none", &MIXED, Some(&["ST-99"]), V::Violated, V::Violated),
        ("no competence in question", &MIXED, None, V::Violated, V::Met),
    ];
    for (what, outcomes, grounds, at_once, after) in table {
        let mut p = grounded(CaseStatus::Submitted, "reception", outcomes, grounds);
        check("XK-32-1", "32(1)-(2)", what, &p, at_once);
        p.case.corrections = Some(vec![CorrectionItem {
            field: "documents".into(),
            what: "补交".into(),
            rule: None,
        }]);
        check("XK-32-1", "32(1)-(2)", &format!("{what}, corrected"), &p, after);
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
        ("XK-32-1", "2004-07-01"),
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
