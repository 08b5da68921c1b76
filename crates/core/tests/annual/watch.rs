//! What is watched: reports that never came, warnings, conclusions of older registers; and which steps
//! are offered when.

use shuniu_core::{
    access::Role,
    act::{ActKind, ActRequest},
    law::Verdict,
    oversight::annual::{
        AnnualRequest, AnnualStatus, CloseWarning, InspectionResult, MissedReport, RaiseWarning,
        RecordedInspection,
    },
    registration::EstablishmentApplication,
};

use crate::{
    cast::{act, agent, of_registrar, of_unit, old, outcome, refused, reviewed},
    support::{
        World, administrator, annual_report, application, conclude, conclusion, day, file,
        foundation, guards_against, institution, of_year,
    },
};

fn missed(year: i32) -> ActRequest {
    of_year(AnnualRequest::Missed(MissedReport { year }))
}

#[test]
fn that_nothing_came_is_found_after_the_last_day() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let examiner = of_registrar(&w, &id, Role::Examiner);
    let refusal = refused(&mut w, &id, &missed(2025), &examiner, "2026-06-01");
    let finding = refusal.findings.iter().find(|f| f.rule == "NB-12").unwrap();
    assert_eq!(finding.possible_from, Some(day("2026-06-02")));
    act(&mut w, &id, &missed(2025), &examiner, "2026-06-02");
    let year = w.organization(&id).annual.of(2025).unwrap();
    assert_eq!(year.status(), Some(AnnualStatus::Missed));
    assert_eq!(year.missed.as_ref().unwrap().basis.article, "28");
    let refusal = refused(&mut w, &id, &missed(2025), &examiner, "2026-06-03");
    assert_eq!(guards_against(&refusal), ["NB-12"], "found once");
    // What comes after all is taken, and that it had not come in time stays.
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-07-01");
    let year = w.organization(&id).annual.of(2025).unwrap();
    assert_eq!(year.status(), Some(AnnualStatus::Filed));
    assert!(year.missed.is_some());
    // Whoever filed, need not file, or was not there missed nothing.
    let mut w = World::default();
    let id = old(&mut w, &application());
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    let refusal = refused(&mut w, &id, &missed(2025), &examiner, "2026-06-02");
    assert_eq!(guards_against(&refusal), ["NB-12"]);
    let mut w = World::default();
    let new = w.established(&application(), "2025-10-01");
    for year in [2025, 2024] {
        let refusal = refused(&mut w, &new, &missed(year), &examiner, "2026-06-02");
        assert_eq!(guards_against(&refusal), ["NB-12"], "{year}");
    }
}

/// Whoever missed two years running is to be rescinded: institutions, and foundations.
#[test]
fn two_years_running_without_a_report() {
    let table: [(EstablishmentApplication, &str); 2] =
        [(institution(), "NJ-M10"), (foundation(), "NJ-J10")];
    for (application, rule) in table {
        let mut w = World::default();
        let id = old(&mut w, &application);
        let examiner = of_registrar(&w, &id, Role::Examiner);
        let last = |w: &mut World, year: i32, on: &str| {
            let done = act(w, &id, &missed(year), &examiner, on);
            outcome(&done.findings, rule)
        };
        assert_eq!(last(&mut w, 2023, "2026-06-02"), Some(Verdict::Met));
        let mut apart = w.clone();
        assert_eq!(last(&mut apart, 2025, "2026-06-02"), Some(Verdict::Met), "not running");
        assert_eq!(last(&mut w, 2024, "2026-06-02"), Some(Verdict::Violated));
        // Who filed after all has not missed the year.
        act(&mut w, &id, &file(annual_report(2024)), &agent(&id), "2026-06-03");
        assert_eq!(last(&mut w, 2025, "2026-06-04"), Some(Verdict::Met));
    }
}

fn warn(owner: &str, due_on: &str) -> ActRequest {
    of_year(AnnualRequest::Warn(RaiseWarning {
        what: "管理费用超过规定比例".to_owned(),
        year: Some(2025),
        owner: owner.to_owned(),
        due_on: day(due_on),
    }))
}

fn settle(number: u32, note: &str) -> ActRequest {
    of_year(AnnualRequest::CloseWarning(CloseWarning { number, note: note.to_owned() }))
}

#[test]
fn a_warning_has_an_owner_a_day_and_a_closing_note() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let examiner = of_registrar(&w, &id, Role::Examiner);
    for bad in [warn("", "2026-08-01"), warn("监管科", "2026-06-30")] {
        let refusal = refused(&mut w, &id, &bad, &examiner, "2026-07-01");
        assert_eq!(guards_against(&refusal), ["NB-13"]);
    }
    act(&mut w, &id, &warn("监管科", "2026-07-01"), &examiner, "2026-07-01");
    let officer = of_unit(&w, &id);
    act(&mut w, &id, &warn("业务处", "2026-08-01"), &officer, "2026-07-02");
    for bad in [settle(3, "已约谈"), settle(1, "")] {
        let refusal = refused(&mut w, &id, &bad, &examiner, "2026-07-03");
        assert_eq!(guards_against(&refusal), ["NB-14"]);
    }
    act(&mut w, &id, &settle(1, "已约谈整改"), &examiner, "2026-07-03");
    let refusal = refused(&mut w, &id, &settle(1, "再次"), &examiner, "2026-07-04");
    assert_eq!(guards_against(&refusal), ["NB-14"], "closed once");
    let warnings = &w.organization(&id).annual.warnings;
    assert_eq!(warnings[0].closed.as_ref().unwrap().on, day("2026-07-03"));
    assert_eq!((warnings[1].number, warnings[1].closed.is_none()), (2, true));
}

fn recorded(year: Option<i32>, on: Option<&str>) -> ActRequest {
    of_year(AnnualRequest::Import(RecordedInspection {
        year,
        result: InspectionResult::BasicallyQualified,
        concluded_on: on.map(day),
        authority: "示范民政局".to_owned(),
        source: "旧登记册".to_owned(),
    }))
}

#[test]
fn a_conclusion_of_an_older_register_comes_in_once_with_or_without_its_year() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let by = administrator();
    act(&mut w, &id, &recorded(None, None), &by, "2026-07-01");
    act(&mut w, &id, &recorded(Some(2020), Some("2021-08-01")), &by, "2026-07-01");
    for again in [
        recorded(None, None),
        recorded(Some(2020), Some("2021-09-01")),
        recorded(Some(2019), Some("2026-07-02")),
        recorded(Some(2026), None),
    ] {
        let refusal = refused(&mut w, &id, &again, &by, "2026-07-01");
        assert_eq!(guards_against(&refusal), ["NB-15"]);
    }
    let annual = &w.organization(&id).annual;
    assert_eq!(annual.result(2020), Some(InspectionResult::BasicallyQualified));
    assert_eq!(annual.result(2019), None, "what has no year is of none");
    // What this register concluded no older one did.
    reviewed(&mut w, &id);
    let decider = of_registrar(&w, &id, Role::Decider);
    act(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-07-02");
    let refusal = refused(&mut w, &id, &recorded(Some(2025), None), &by, "2026-07-03");
    assert_eq!(guards_against(&refusal), ["NB-15"]);
}

/// What an account is offered on a day.
fn offered(w: &mut World, id: &str, by: &shuniu_core::access::Actor, on: &str) -> Vec<ActKind> {
    const OF_YEAR: [ActKind; 10] = [
        ActKind::FileAnnualReport,
        ActKind::ReviewAnnualReport,
        ActKind::ReturnAnnualReport,
        ActKind::ConcludeInspection,
        ActKind::CloseRectification,
        ActKind::AdjustInspection,
        ActKind::PublishAnnualReport,
        ActKind::RecordMissedReport,
        ActKind::CloseWarning,
        ActKind::ImportInspection,
    ];
    let steps = w.steps_on(id, by, on);
    steps.iter().map(|step| step.act).filter(|act| OF_YEAR.contains(act)).collect()
}

#[test]
fn a_step_is_offered_where_there_is_something_to_take_it_on() {
    use ActKind as A;

    let mut w = World::default();
    let id = old(&mut w, &application());
    let by = agent(&id);
    let (officer, decider) = (of_unit(&w, &id), of_registrar(&w, &id, Role::Decider));
    let examiner = of_registrar(&w, &id, Role::Examiner);
    assert_eq!(offered(&mut w, &id, &by, "2026-02-01"), [A::FileAnnualReport]);
    let steps = w.steps_on(&id, &by, "2026-02-01");
    let step = steps.iter().find(|step| step.act == A::FileAnnualReport).unwrap();
    assert_eq!(step.due_by.unwrap().last_day, day("2026-03-31"), "with the unit first");
    assert_eq!(offered(&mut w, &id, &officer, "2026-02-01"), []);
    assert_eq!(offered(&mut w, &id, &examiner, "2026-06-01"), []);
    assert_eq!(offered(&mut w, &id, &examiner, "2026-06-02"), [A::RecordMissedReport]);
    act(&mut w, &id, &file(annual_report(2025)), &by, "2026-03-10");
    assert_eq!(
        offered(&mut w, &id, &officer, "2026-03-11"),
        [A::ReviewAnnualReport, A::ReturnAnnualReport]
    );
    assert_eq!(offered(&mut w, &id, &decider, "2026-03-11"), [A::ConcludeInspection]);
    let steps = w.steps_on(&id, &decider, "2026-03-11");
    let step = steps.iter().find(|step| step.act == A::ConcludeInspection).unwrap();
    let against: Vec<&str> = step.blocked_by.iter().map(|f| f.rule.as_str()).collect();
    assert_eq!(against, ["ST-28b-2"]);
    reviewed(&mut w, &id);
    act(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-06-10");
    assert_eq!(offered(&mut w, &id, &decider, "2026-06-11"), [A::AdjustInspection]);
    assert_eq!(offered(&mut w, &id, &by, "2026-06-11"), [A::PublishAnnualReport]);
}
