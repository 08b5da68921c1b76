//! Conclusions: after whose review, on which grounds, what is to be rectified by when, what follows of
//! years running, what is adjusted.

use shuniu_core::{
    access::Role,
    act::ActRequest,
    decide::DecideError,
    law::{Finding, Verdict},
    oversight::annual::{
        AdjustInspection, AnnualRequest, AnnualStatus, CloseRectification, ConcludeInspection,
        InspectionResult as R,
    },
    registration::EstablishmentApplication,
};

use crate::{
    cast::{act, agent, charity_since, of_registrar, of_unit, old, outcome, refused, reviewed},
    support::{
        On, World, annual_report, application, conclude, conclusion, day, direct_application, file,
        foundation, guards_against, institution, of_year, review,
    },
};

/// The rules that a conclusion of 2026-06-10 on 2025 violates. What stands on memory is told and stops
/// nobody: it is found among the findings.
fn against(of: &EstablishmentApplication, input: &ConcludeInspection) -> Vec<String> {
    let mut w = World::default();
    let id = old(&mut w, of);
    reviewed(&mut w, &id);
    let decider = of_registrar(&w, &id, Role::Decider);
    match w.act(&On::Organization(&id), &conclude(input.clone()), &decider, "2026-06-10") {
        Ok(done) => told(&done.findings).collect(),
        Err(DecideError::Refused(refusal)) => {
            told(&refusal.findings).chain(refusal.against.clone()).collect()
        }
        Err(other) => panic!("{other:?}"),
    }
}

fn told(findings: &[Finding]) -> impl Iterator<Item = String> {
    let violated = findings.iter().filter(|f| f.outcome == Verdict::Violated);
    let of_memory = violated.filter(|f| ["NJ-J7", "NJ-J8"].contains(&f.rule.as_str()));
    of_memory.map(|f| f.rule.clone())
}

fn bad(result: R, grounds: &[&str], rectify_by: Option<&str>) -> ConcludeInspection {
    ConcludeInspection {
        result,
        grounds: grounds.iter().map(|g| (*g).to_owned()).collect(),
        rectify_by: rectify_by.map(day),
        ..conclusion(2025)
    }
}

#[test]
fn the_conclusion_comes_after_the_unit_s_review() {
    for (application, rule) in
        [(application(), "ST-28b-2"), (institution(), "MF-23-3"), (foundation(), "JJ-36-3")]
    {
        let mut w = World::default();
        let id = old(&mut w, &application);
        let decider = of_registrar(&w, &id, Role::Decider);
        let refusal = refused(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-06-10");
        assert_eq!(guards_against(&refusal), ["NB-5", rule], "nothing was filed");
        act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
        let refusal = refused(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-06-10");
        assert_eq!(guards_against(&refusal), [rule]);
        reviewed(&mut w, &id);
        let done = act(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-06-10");
        assert_eq!(done.events.len(), 2, "the conclusion and its notice");
        let year = w.organization(&id).annual.of(2025).unwrap();
        assert_eq!(
            (year.status(), year.result()),
            (Some(AnnualStatus::Concluded), Some(R::Qualified))
        );
    }
    // Who answers to no unit is concluded without.
    let mut w = World::default();
    let id = old(&mut w, &direct_application());
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    let decider = of_registrar(&w, &id, Role::Decider);
    act(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-06-10");
    let refusal = refused(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-06-11");
    assert_eq!(guards_against(&refusal), ["NB-5"], "a year is concluded once");
}

#[test]
fn an_association_that_is_a_charity_is_not_inspected() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    charity_since(&mut w, &id, "2020-01-01", None);
    reviewed(&mut w, &id);
    let decider = of_registrar(&w, &id, Role::Decider);
    let refusal = refused(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-06-10");
    assert_eq!(guards_against(&refusal), ["NJ-20"]);
    // The measures say so since 2026 only.
    act(&mut w, &id, &file(annual_report(2024)), &agent(&id), "2025-03-10");
    let unit = w.organization(&id).supervision.clone().unwrap().unit.id;
    let officer = of_unit(&w, &id);
    act(&mut w, &id, &review(2024, &unit), &officer, "2025-04-10");
    act(&mut w, &id, &conclude(conclusion(2024)), &decider, "2025-12-31");
}

#[test]
fn less_than_qualified_rests_on_grounds_of_the_measures() {
    let due = Some("2026-08-31");
    let table = [
        (application(), "NJ-11", "change_not_filed", "no_premises"),
        (institution(), "NJ-M8", "no_premises", "no_meeting"),
        (foundation(), "NJ-J7", "quota_missed", "no_premises"),
    ];
    for (of, rule, known, unknown) in table {
        for result in [R::BasicallyQualified, R::Unqualified] {
            assert!(against(&of, &bad(result, &[known], due)).is_empty(), "{rule} {known}");
            assert_eq!(against(&of, &bad(result, &[], due)), [rule, "NB-16"]);
            assert_eq!(against(&of, &bad(result, &[known, unknown], due)), [rule]);
        }
        // Who is qualified has no ground, but for an association whose ground is minor or mended.
        assert_eq!(against(&of, &bad(R::Qualified, &[known], None)), [rule]);
        let mended = Some("已在结论前改正".to_owned());
        let minor = ConcludeInspection { remarks: mended, ..bad(R::Qualified, &[known], None) };
        let taken = against(&of, &minor).is_empty();
        assert_eq!(taken, rule == "NJ-11", "{rule}");
    }
}

#[test]
fn some_grounds_are_always_unqualified() {
    let due = Some("2026-08-31");
    for ground in ["false_materials", "no_activity", "against_non_profit", "endangers_security"] {
        let input = bad(R::BasicallyQualified, &[ground], due);
        assert_eq!(against(&application(), &input), ["NJ-12"], "{ground}");
        assert!(against(&application(), &bad(R::Unqualified, &[ground], due)).is_empty());
    }
    // Of an institution without activity the measures leave it to its gravity (trap 9).
    let input = bad(R::BasicallyQualified, &["no_activity"], due);
    assert!(against(&institution(), &input).is_empty());
}

#[test]
fn an_order_to_rectify_has_a_day() {
    let lacks = |rectify_by| bad(R::BasicallyQualified, &["change_not_filed"], rectify_by);
    for (of, rule) in [(application(), "NJ-14"), (foundation(), "NJ-J8")] {
        assert_eq!(against(&of, &lacks(None)), [rule, "NB-16"]);
        let today = against(&of, &lacks(Some("2026-06-10")));
        assert_eq!(today, [rule, "NB-16"], "not the day itself");
        assert!(against(&of, &lacks(Some("2026-06-11"))).is_empty());
        let idle = ConcludeInspection { rectify_by: Some(day("2026-08-31")), ..conclusion(2025) };
        assert_eq!(against(&of, &idle), [rule], "who is qualified has nothing to rectify");
    }
    // Of institutions the law sets three months: left out it is that day, and none is later.
    let of = institution();
    assert!(against(&of, &lacks(Some("2026-09-10"))).is_empty());
    assert_eq!(against(&of, &lacks(Some("2026-09-11"))), ["NJ-M9"]);
    let mut w = World::default();
    let id = old(&mut w, &of);
    reviewed(&mut w, &id);
    let decider = of_registrar(&w, &id, Role::Decider);
    act(&mut w, &id, &conclude(lacks(None)), &decider, "2026-06-10");
    let year = w.organization(&id).annual.of(2025).unwrap();
    assert_eq!(year.rectification.as_ref().unwrap().by.last_day, day("2026-09-10"));
    assert_eq!(year.status(), Some(AnnualStatus::Rectifying));
}

fn close(done: bool) -> ActRequest {
    let note = "已核查".to_owned();
    of_year(AnnualRequest::Close(CloseRectification { year: 2025, done, note }))
}

#[test]
fn rectification_is_closed_and_is_not_found_undone_before_its_day() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    reviewed(&mut w, &id);
    let decider = of_registrar(&w, &id, Role::Decider);
    let refusal = refused(&mut w, &id, &close(true), &decider, "2026-06-09");
    assert_eq!(guards_against(&refusal), ["NB-9"]);
    let input = bad(R::BasicallyQualified, &["change_not_filed"], Some("2026-08-31"));
    act(&mut w, &id, &conclude(input), &decider, "2026-06-10");
    let refusal = refused(&mut w, &id, &close(false), &decider, "2026-08-31");
    let finding = refusal.findings.iter().find(|f| f.rule == "NB-9").unwrap();
    assert_eq!(finding.possible_from, Some(day("2026-09-01")));
    act(&mut w.clone(), &id, &close(false), &decider, "2026-09-01");
    act(&mut w, &id, &close(true), &decider, "2026-08-01");
    let year = w.organization(&id).annual.of(2025).unwrap();
    assert_eq!(year.status(), Some(AnnualStatus::Concluded));
    let refusal = refused(&mut w, &id, &close(true), &decider, "2026-08-02");
    assert_eq!(guards_against(&refusal), ["NB-9"], "closed once");
}

#[test]
fn whoever_filed_or_reviewed_does_not_conclude() {
    for account in ["applicant", "officer-of-the-unit"] {
        let mut w = World::default();
        let id = old(&mut w, &application());
        act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
        let unit = w.organization(&id).supervision.clone().unwrap().unit.id;
        let mut officer = of_unit(&w, &id);
        officer.account = "officer-of-the-unit".to_owned();
        act(&mut w, &id, &review(2025, &unit), &officer, "2026-03-20");
        let mut same = of_registrar(&w, &id, Role::Decider);
        same.account = account.to_owned();
        let refusal = refused(&mut w, &id, &conclude(conclusion(2025)), &same, "2026-06-10");
        assert_eq!(guards_against(&refusal), ["NB-7"], "{account}");
    }
}

#[test]
fn conclusions_are_published_by_the_end_of_september_in_principle() {
    for (on, expected) in [("2026-09-30", Verdict::Met), ("2026-10-01", Verdict::Violated)] {
        let mut w = World::default();
        let id = old(&mut w, &application());
        reviewed(&mut w, &id);
        let decider = of_registrar(&w, &id, Role::Decider);
        let done = act(&mut w, &id, &conclude(conclusion(2025)), &decider, on);
        assert_eq!(outcome(&done.findings, "NJ-7d"), Some(expected), "{on}");
    }
}

/// Files, reviews and concludes a year in the year after.
fn through(w: &mut World, id: &str, year: i32, result: R) -> Verdict {
    let on = |month_day: &str| format!("{}-{month_day}", year + 1);
    act(w, id, &file(annual_report(year)), &agent(id), &on("03-10"));
    let unit = w.organization(id).supervision.clone().unwrap().unit.id;
    let officer = of_unit(w, id);
    act(w, id, &review(year, &unit), &officer, &on("04-10"));
    let grounds = match result {
        R::Qualified => vec![],
        _ => vec!["no_activity".to_owned()],
    };
    let rectify_by = (result != R::Qualified).then(|| day(&on("08-31")));
    let input = ConcludeInspection { result, grounds, rectify_by, ..conclusion(year) };
    let decider = of_registrar(w, id, Role::Decider);
    let done = act(w, id, &conclude(input), &decider, &on("06-10"));
    let rule = match w.organization(id).kind {
        shuniu_core::organization::OrganizationKind::Foundation => "NJ-J10",
        _ => "NJ-M10",
    };
    outcome(&done.findings, rule).unwrap_or(Verdict::NotApplicable)
}

#[test]
fn an_institution_that_is_unqualified_two_years_running_is_to_be_rescinded() {
    let mut w = World::default();
    let id = old(&mut w, &institution());
    assert_eq!(through(&mut w, &id, 2022, R::Unqualified), Verdict::Met);
    assert_eq!(through(&mut w, &id, 2023, R::Qualified), Verdict::Met);
    assert_eq!(through(&mut w, &id, 2024, R::Unqualified), Verdict::Met);
    assert_eq!(through(&mut w, &id, 2025, R::Unqualified), Verdict::Violated);
    // Of foundations the measures say so of missing only.
    let mut w = World::default();
    let id = old(&mut w, &foundation());
    assert_eq!(through(&mut w, &id, 2024, R::Unqualified), Verdict::Met);
    assert_eq!(through(&mut w, &id, 2025, R::Unqualified), Verdict::Met);
    // No rule of the nation says so of associations.
    let mut w = World::default();
    let id = old(&mut w, &application());
    assert_eq!(through(&mut w, &id, 2024, R::Unqualified), Verdict::NotApplicable);
    assert_eq!(through(&mut w, &id, 2025, R::Unqualified), Verdict::NotApplicable);
}

fn adjust(year: i32, result: R, reasons: &str) -> ActRequest {
    let conclusion = match result {
        R::Qualified => conclusion(year),
        _ => ConcludeInspection {
            result,
            grounds: vec!["no_activity".to_owned()],
            rectify_by: Some(day("2027-01-31")),
            ..conclusion(year)
        },
    };
    let reasons = reasons.to_owned();
    of_year(AnnualRequest::Adjust(Box::new(AdjustInspection { conclusion, reasons })))
}

#[test]
fn a_conclusion_is_adjusted_with_its_reason_and_the_old_one_stays_readable() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let decider = of_registrar(&w, &id, Role::Decider);
    let found = adjust(2025, R::Unqualified, "查实上年度未开展活动");
    let refusal = refused(&mut w, &id, &found, &decider, "2026-10-10");
    assert_eq!(guards_against(&refusal), ["NB-10"], "nothing was concluded");
    for year in [2023, 2024, 2025] {
        through(&mut w, &id, year, R::Qualified);
    }
    for same in [adjust(2025, R::Qualified, "无变化"), adjust(2025, R::Unqualified, " ")] {
        let refusal = refused(&mut w, &id, &same, &decider, "2026-10-10");
        assert_eq!(guards_against(&refusal), ["NB-10"]);
    }
    let done = act(&mut w, &id, &found, &decider, "2026-10-10");
    assert_eq!(done.events.len(), 2, "with its notice");
    let year = w.organization(&id).annual.of(2025).unwrap();
    assert_eq!(year.result(), Some(R::Unqualified));
    assert_eq!(year.earlier[0].conclusion.result, R::Qualified);
    assert_eq!(year.status(), Some(AnnualStatus::Rectifying));
    // In 2026 the last two inspections are of 2025 and 2024.
    act(&mut w, &id, &adjust(2024, R::Unqualified, "查实"), &decider, "2026-10-11");
    let refusal =
        refused(&mut w, &id, &adjust(2023, R::Unqualified, "查实"), &decider, "2026-10-11");
    assert_eq!(guards_against(&refusal), ["NJ-13"]);
    // The grounds are held to the same measures.
    let mut wrong = adjust(2025, R::Qualified, "复核");
    if let ActRequest::Annual { request } = &mut wrong
        && let AnnualRequest::Adjust(input) = request.as_mut()
    {
        input.conclusion.grounds = vec!["nonsense".to_owned()];
    }
    let refusal = refused(&mut w, &id, &wrong, &decider, "2026-10-12");
    assert_eq!(guards_against(&refusal), ["NJ-11"]);
}
