//! The three calendars (trap 10), and who need not file (trap 42).

use shuniu_core::{
    Books,
    law::Verdict,
    oversight::annual::{NoDuty, duty, overdue},
    registration::EstablishmentApplication,
};

use crate::{
    cast::{act, agent, change, charity_since, old, outcome, refused},
    support::{
        World, annual_report, application, books, day, direct_application, file, foundation,
        guards_against, institution, law_with_number, local,
    },
};

/// What is due for a year: with the unit, with the registrar, in public.
fn due(w: &World, id: &str, year: i32) -> (Option<String>, String, Option<String>) {
    let duty = duty(&w.books, w.organization(id), year).expect("a duty");
    let last = |due: shuniu_core::oversight::annual::DueOn| due.deadline.last_day.to_string();
    (duty.supervisor_by.map(last), last(duty.registrar_by), duty.publish_by.map(last))
}

fn text(day: &str) -> String {
    day.to_owned()
}

#[test]
fn each_kind_has_its_calendar() {
    // 31 May 2026 is a Sunday: the next working day is 1 June (civil code art. 203).
    let (march, june) = (text("2026-03-31"), text("2026-06-01"));
    let table = [
        (application(), Some(march.clone()), june.clone()),
        (direct_application(), None, june.clone()),
        (institution(), Some(march.clone()), june.clone()),
        (foundation(), None, march),
    ];
    for (application, with_unit, with_registrar) in table {
        let mut w = World::default();
        let id = old(&mut w, &application);
        let calendar = |publish| (with_unit.clone(), with_registrar.clone(), publish);
        assert_eq!(due(&w, &id, 2025), calendar(None));
        // A charity publishes as well, by a law of 2026.
        charity_since(&mut w, &id, "2020-01-01", None);
        assert_eq!(due(&w, &id, 2025), calendar(Some(june.clone())));
        assert_eq!(due(&w, &id, 2024).2, None);
    }
    // 31 May 2025 is a Saturday and a holiday follows until 2 June.
    let mut w = World::default();
    let id = old(&mut w, &direct_application());
    assert_eq!(due(&w, &id, 2024).1, "2025-06-03");
}

#[test]
fn a_city_may_set_an_earlier_day() {
    let file = local("110105", "association.annual.registrar.by", "2020-01-01", 430);
    let law = books().law.clone().with_local("district", &file).expect("earlier is stricter");
    let mut w = World::with_books(Books { law, ..books().clone() });
    let id = old(&mut w, &application());
    assert_eq!(due(&w, &id, 2025).1, "2026-04-30");
    let later = local("110105", "association.annual.registrar.by", "2020-01-01", 630);
    assert!(books().law.clone().with_local("district", &later).is_err());
}

/// Registered on `established`, asked for 2025: whether it may skip the year.
fn asked(books: Books, of: &EstablishmentApplication, established: &str) -> Result<bool, NoDuty> {
    let mut w = World::with_books(books);
    let id = w.established(of, established);
    duty(&w.books, w.organization(&id), 2025).map(|duty| duty.may_skip.is_some())
}

/// The same of another year, by the law as it is.
fn asked_of(of: &EstablishmentApplication, established: &str, year: i32) -> Result<bool, NoDuty> {
    let mut w = World::default();
    let id = w.established(of, established);
    duty(&w.books, w.organization(&id), year).map(|duty| duty.may_skip.is_some())
}

#[test]
fn who_was_registered_late_in_the_year_may_skip_or_takes_no_part() {
    let usual = || books().clone();
    // Six months end on 30 December; the association that has them files, the institution takes part.
    assert_eq!(asked(usual(), &application(), "2025-06-30"), Ok(false));
    assert_eq!(asked(usual(), &application(), "2025-07-01"), Ok(true));
    assert_eq!(asked(usual(), &institution(), "2025-06-30"), Ok(false));
    assert_eq!(asked(usual(), &institution(), "2025-07-01"), Err(NoDuty::TooNew));
    // The law knows no such months for foundations.
    assert_eq!(asked(usual(), &foundation(), "2025-12-31"), Ok(false));
    for application in [application(), institution(), foundation()] {
        assert_eq!(asked(usual(), &application, "2026-01-01"), Err(NoDuty::NotYet));
    }
}

/// 不满 excludes the number, 未超过 includes it: seen where the months end on 31 December itself.
#[test]
fn less_than_is_not_at_most() {
    let with =
        |file, id, months| Books { law: law_with_number(file, id, 6, months), ..books().clone() };
    let association = with("association_inspection", "association.annual.skip.months", 5);
    let service = with("institution_inspection", "service_institution.annual.skip.months", 5);
    assert_eq!(asked(association.clone(), &application(), "2025-07-31"), Ok(false));
    assert_eq!(asked(association, &application(), "2025-08-01"), Ok(true));
    assert_eq!(asked(service.clone(), &institution(), "2025-07-31"), Err(NoDuty::TooNew));
    assert_eq!(asked(service, &institution(), "2025-07-30"), Ok(false));
}

/// The measure of 2026 is for 2025, the one of 2005 for all years since.
#[test]
fn the_law_of_the_first_day_after_the_year_holds() {
    assert_eq!(asked_of(&application(), "2024-12-01", 2024), Ok(false), "nothing let it skip 2024");
    assert_eq!(asked_of(&application(), "2025-12-01", 2025), Ok(true));
    assert_eq!(asked_of(&institution(), "2003-12-01", 2003), Ok(false));
    assert_eq!(asked_of(&institution(), "2004-12-01", 2004), Ok(false), "the measures are of June");
    assert_eq!(asked_of(&institution(), "2005-12-01", 2005), Err(NoDuty::TooNew));
    // Before there was a foundation regulation nothing was due of foundations.
    assert_eq!(asked_of(&foundation(), "1990-01-01", 2003), Err(NoDuty::NoRule));
    assert_eq!(asked_of(&foundation(), "1990-01-01", 2004), Ok(false));
}

#[test]
fn an_institution_that_is_too_new_does_not_file_and_is_never_overdue() {
    let mut w = World::default();
    let id = w.established(&institution(), "2025-10-01");
    let refusal = refused(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    assert_eq!(guards_against(&refusal), ["NJ-M3"]);
    assert_eq!(overdue(&w.books, w.organization(&id), 2025, day("2026-12-31")), None);
    // An association may file all the same, and nothing is late then.
    let mut w = World::default();
    let id = w.established(&application(), "2025-10-01");
    assert_eq!(overdue(&w.books, w.organization(&id), 2025, day("2026-12-31")), None);
    let done = act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-08-10");
    assert_eq!(outcome(&done.findings, "NJ-4"), Some(Verdict::Met));
    assert_eq!(outcome(&done.findings, "ST-28b"), Some(Verdict::NotApplicable));
}

#[test]
fn overdue_begins_the_day_after_the_last_day_and_ends_with_the_report() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let late = |w: &World, on: &str| overdue(&w.books, w.organization(&id), 2025, day(on));
    assert_eq!(late(&w, "2026-06-01"), None);
    assert_eq!(late(&w, "2026-06-02").unwrap().deadline.last_day, day("2026-06-01"));
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-07-01");
    assert_eq!(late(&w, "2026-07-02"), None);
    // Who is on its way out does nothing else.
    change(&mut w, &id, |o| {
        o.annual = shuniu_core::oversight::annual::Annual::default();
        o.status = shuniu_core::organization::OrganizationStatus::Liquidating;
    });
    assert_eq!(late(&w, "2026-07-02"), None);
    assert_eq!(duty(&w.books, w.organization(&id), 2025).err(), Some(NoDuty::Leaving));
}

/// What is filed late is filed: lateness is told, with the article of the kind.
#[test]
fn what_comes_late_is_taken_and_told() {
    let table = [
        (application(), "ST-28a", "2026-03-31", "2026-04-01"),
        (application(), "ST-28b", "2026-06-01", "2026-06-02"),
        (institution(), "MF-23", "2026-03-31", "2026-04-01"),
        (institution(), "MF-23-2", "2026-06-01", "2026-06-02"),
        (foundation(), "JJ-36", "2026-03-31", "2026-04-01"),
        (direct_application(), "ST-28b", "2026-06-01", "2026-06-02"),
    ];
    for (application, rule, in_time, late) in table {
        for (on, expected) in [(in_time, Verdict::Met), (late, Verdict::Violated)] {
            let mut w = World::default();
            let id = old(&mut w, &application);
            let done = act(&mut w, &id, &file(annual_report(2025)), &agent(&id), on);
            assert_eq!(outcome(&done.findings, rule), Some(expected), "{rule} on {on}");
        }
    }
    // Whoever answers to no unit is not late with one.
    let mut w = World::default();
    let id = old(&mut w, &direct_application());
    let done = act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-05-01");
    assert_eq!(outcome(&done.findings, "ST-28a"), Some(Verdict::NotApplicable));
    // What is filed anew came when it came first.
    let done = act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-08-01");
    assert_eq!(outcome(&done.findings, "ST-28b"), Some(Verdict::Met));
}
