//! What is due and by when: acceptance, decision, delivery; holidays; time taken out; years
//! whose working days are not published.

use chrono::NaiveDate;
use shuniu_core::{
    Books,
    act::ActRequest,
    calendar::Period,
    case::{CaseStatus, Due},
    law::Citation,
};

use crate::support::{
    World, applicant, application, books, consent, day, decider, direct_application, examination,
    examiner, exclude, officer, reception,
};

fn due(w: &World, id: &str) -> Due {
    w.case(id).due.clone().expect("something is due")
}

fn cited(citation: &Citation) -> (&str, &str) {
    (&citation.regulation, &citation.article)
}

/// A case received by the registrar on `on`, by the direct route.
fn received(w: &mut World, on: &str) -> String {
    let id = w.open(&direct_application(), on);
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), on);
    id
}

#[test]
fn acceptance_is_due_in_five_working_days() {
    let table = [
        // A week without holidays: the day of receipt is not counted (Civil Code art. 201).
        ("2026-06-01", "2026-06-08"),
        ("2026-06-02", "2026-06-09"),
        // The Dragon Boat Festival, Friday 2026-06-19.
        ("2026-06-15", "2026-06-23"),
        // The Spring Festival: 02-14 is worked, 02-15 to 02-23 are free.
        ("2026-02-13", "2026-02-27"),
        // The National Day week, with the worked Saturday 2026-10-10.
        ("2026-09-30", "2026-10-13"),
    ];
    for (on, last) in table {
        let mut w = World::default();
        let id = received(&mut w, on);
        let due = due(&w, &id);
        assert_eq!((due.start, due.period), (day(on), Period::WorkingDays(5)));
        assert_eq!(due.deadline.last_day, day(last), "received on {on}");
        assert!(!due.deadline.provisional);
        assert_eq!(cited(&due.citation), ("XK", "32(4)"));
        assert!(!due.what.zh.is_empty() && !due.what.en.is_empty());
    }
}

/// Sixty calendar days from receipt, not from acceptance (trap 12); a last day that is a
/// holiday moves (Civil Code art. 203, rules T-3 and T-5).
#[test]
fn the_decision_is_due_in_sixty_days_from_receipt() {
    let table: [(&str, &str, Option<&str>); 4] = [
        ("2026-03-16", "2026-05-15", None),
        // Day sixty is Saturday 2026-08-01.
        ("2026-06-02", "2026-08-03", Some("2026-08-01")),
        // Day sixty is 2026-10-02, inside the National Day holiday.
        ("2026-08-03", "2026-10-08", Some("2026-10-02")),
        // Day sixty is Sunday 2026-09-20, which is worked.
        ("2026-07-22", "2026-09-20", None),
    ];
    for (on, last, moved) in table {
        let mut w = World::default();
        let id = received(&mut w, on);
        let accepted_on = day(on).succ_opt().unwrap().to_string();
        w.step(&id, &ActRequest::AcceptApplication, &reception(), &accepted_on);
        let due = due(&w, &id);
        assert_eq!((due.start, due.period), (day(on), Period::Days(60)));
        assert_eq!(due.deadline.last_day, day(last), "received on {on}");
        assert_eq!(due.deadline.moved_from, moved.map(day), "received on {on}");
        assert_eq!(cited(&due.citation), ("ST", "12 ¶1"));
    }
}

#[test]
fn consent_starts_the_clock_on_its_own_day() {
    let mut w = World::default();
    let id = w.open(&application(), "2026-06-01");
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
    w.step(&id, &consent(), &officer(), "2026-06-30");
    assert_eq!(due(&w, &id).start, day("2026-06-30"));
}

#[test]
fn the_certificate_is_due_in_ten_working_days() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Approved);
    let organization = w.case(&id).organization.clone().unwrap();
    let certificate = w.organization(&organization).certificate.clone().unwrap();
    let deliver_by = certificate.deliver_by.expect("delivery is due");
    // From 2026-06-15 over the Dragon Boat Festival.
    assert_eq!(deliver_by.last_day, day("2026-06-30"));
    assert!(!deliver_by.provisional);
}

/// The working days of 2027 are not published: the answer says that it will be computed anew.
#[test]
fn a_deadline_in_an_unpublished_year_is_provisional() {
    let mut w = World::default();
    let id = received(&mut w, "2026-12-29");
    // 30 and 31 December are known; the other three days count by weekends alone.
    assert!(due(&w, &id).deadline.provisional);
    let id = received(&mut w, "2026-12-01");
    assert!(!due(&w, &id).deadline.provisional);
    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-12-02");
    let decision = due(&w, &id).deadline;
    // Day sixty is Saturday 2027-01-30.
    assert_eq!(decision.last_day, day("2027-02-01"));
    assert!(decision.provisional);
}

/// Once the year is published, the same act gives a firm answer.
#[test]
fn a_published_year_makes_it_firm() {
    let published = "date,kind,holiday_zh,holiday_en\n2027,published,,\n\
                     2027-02-01,holiday,测试日,Test Day\n";
    let calendar = books().calendar.with_years(published).unwrap();
    let mut w = World::with_books(Books { calendar, ..books().clone() });
    let id = received(&mut w, "2026-12-01");
    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-12-02");
    let decision = due(&w, &id).deadline;
    assert_eq!((decision.last_day, decision.provisional), (day("2027-02-02"), false));
}

/// Received 2026-06-02, due 2026-08-01, a Saturday. Ten days for a hearing do not count.
#[test]
fn time_taken_out_moves_the_due_date() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Accepted);
    assert_eq!(due(&w, &id).deadline.last_day, day("2026-08-03"));
    w.step(&id, &exclude("2026-06-11", "2026-06-20"), &examiner(), "2026-06-10");
    let moved = due(&w, &id);
    assert_eq!(moved.deadline.last_day, day("2026-08-11"));
    assert_eq!(moved.start, day("2026-06-02"), "the clock keeps its start");
    assert_eq!(w.case(&id).status, CaseStatus::Accepted);
    assert_eq!(w.case(&id).excluded.len(), 1);

    // A second stretch adds up; it may follow the examination.
    w.step(&id, &examination(), &examiner(), "2026-06-22");
    w.step(&id, &exclude("2026-06-23", "2026-06-24"), &examiner(), "2026-06-22");
    assert_eq!(due(&w, &id).deadline.last_day, day("2026-08-13"));
    assert_eq!(w.case(&id).status, CaseStatus::Examined);
}

#[test]
fn time_is_taken_out_only_once_and_with_notice() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Accepted);
    w.step(&id, &exclude("2026-06-11", "2026-06-20"), &examiner(), "2026-06-10");
    let before = due(&w, &id);
    let silent = ActRequest::ExcludePeriod {
        from: day("2026-06-25"),
        to: day("2026-06-26"),
        reason: "听证".to_owned(),
        notice_number: String::new(),
    };
    let wrong = [
        exclude("2026-06-20", "2026-06-22"),
        exclude("2026-06-12", "2026-06-13"),
        exclude("2026-06-01", "2026-06-30"),
        exclude("2026-06-26", "2026-06-25"),
        exclude("2026-05-01", "2026-05-02"),
        silent,
    ];
    for request in wrong {
        let refusal = w.refused(&id, &request, &examiner(), "2026-06-22");
        let finding = refusal.findings.iter().find(|f| f.rule == "XK-45").expect("the rule");
        assert!(finding.blocks(), "{request:?}");
    }
    assert_eq!(due(&w, &id), before);
}

/// A date at the end of the calendar is an error, never a crash.
#[test]
fn time_without_end() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Accepted);
    let request = ActRequest::ExcludePeriod {
        from: day("2026-06-11"),
        to: NaiveDate::MAX,
        reason: "无限期".to_owned(),
        notice_number: "1".to_owned(),
    };
    let result = w.act(&crate::support::On::Case(&id), &request, &examiner(), "2026-06-10");
    assert!(matches!(result, Err(shuniu_core::decide::DecideError::Period(_))), "{result:?}");
}

/// After the due date the decision may still be taken: the duty does not end with its time.
#[test]
fn a_late_decision_is_still_a_decision() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Examined);
    w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-12-01");
    assert_eq!(w.case(&id).status, CaseStatus::Approved);
}
