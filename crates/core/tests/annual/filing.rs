//! What a report is held to when it is filed, filed anew, reviewed, sent back, published.

use shuniu_core::{
    access::Role,
    act::ActRequest,
    affiliation::{Relation, RelationKind},
    decide::DecideError,
    law::Verdict,
    oversight::annual::{
        AnnualReport, AnnualRequest, AnnualStatus, InspectionResult, MissedReport, Publication,
        PublishReport, ReturnReport, ReviewReport, ReviewedAs,
    },
    registration::EstablishmentApplication,
};

use crate::{
    cast::{
        act, agent, change, charity_since, of_registrar, of_unit, old, outcome, refused, reviewed,
    },
    support::{
        On, World, annual_report, application, conclude, conclusion, day, direct_application, file,
        foundation, guards_against, institution, of_year, review, staff_of, unit_id,
    },
};

/// The rules against a report that is filed on 2026-03-10.
fn against(of: &EstablishmentApplication, change: impl FnOnce(&mut AnnualReport)) -> Vec<String> {
    let mut w = World::default();
    let id = old(&mut w, of);
    against_of(&mut w, &id, change)
}

fn against_of(w: &mut World, id: &str, change: impl FnOnce(&mut AnnualReport)) -> Vec<String> {
    let mut report = annual_report(2025);
    change(&mut report);
    match w.act(&On::Organization(id), &file(report), &agent(id), "2026-03-10") {
        Ok(_) => Vec::new(),
        Err(DecideError::Refused(refusal)) => refusal.against,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_report_is_on_a_year_that_is_over_and_in_which_the_organization_was_there() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let refusal = refused(&mut w, &id, &file(annual_report(2026)), &agent(&id), "2026-12-31");
    assert_eq!(guards_against(&refusal), ["NB-1"]);
    let from = refusal.findings.iter().find(|f| f.rule == "NB-1").unwrap().possible_from;
    assert_eq!(from, Some(day("2027-01-01")));
    assert_eq!(against(&application(), |r| r.year = 2014), ["NB-1"]);
    assert!(against(&application(), |r| r.year = 2015).is_empty());
}

#[test]
fn an_association_s_report_is_signed_and_sealed_with_party_work() {
    assert!(against(&application(), |_| ()).is_empty());
    assert_eq!(against(&application(), |r| r.signed = false), ["NJ-6"]);
    assert_eq!(against(&application(), |r| r.sealed = false), ["NJ-6"]);
    assert_eq!(against(&application(), |r| r.party_work = None), ["NJ-6"]);
    // The measures are those of associations, since 2026.
    assert!(against(&institution(), |r| r.party_work = None).is_empty());
    let mut w = World::default();
    let id = old(&mut w, &application());
    let mut before = annual_report(2024);
    before.signed = false;
    act(&mut w, &id, &file(before), &agent(&id), "2025-12-31");
}

#[test]
fn the_figures_agree() {
    type Change = fn(&mut AnnualReport);
    let changes: [Change; 9] = [
        |r| r.accounts.net_assets += 1,
        |r| r.accounts.donations = r.accounts.income + 1,
        |r| r.accounts.charity_spending = r.accounts.spending + 1,
        |r| r.accounts.management = r.accounts.spending + 1,
        |r| r.accounts.fundraising = r.accounts.spending + 1,
        |r| r.accounts.pay = r.accounts.spending + 1,
        |r| r.accounts.administration = r.accounts.spending + 1,
        |r| r.governance.directors_kin = r.governance.directors + 1,
        |r| r.governance.directors_paid = r.governance.directors + 1,
    ];
    for (at, change) in changes.into_iter().enumerate() {
        assert_eq!(against(&institution(), change), ["NB-3"], "change {at}");
    }
    // Debts may be greater than what is owned.
    assert!(
        against(&institution(), |r| {
            (r.accounts.assets, r.accounts.debts, r.accounts.net_assets) = (10, 30, -20);
        })
        .is_empty()
    );
}

#[test]
fn foundations_and_fundraisers_are_audited() {
    assert_eq!(against(&foundation(), |r| r.audit = None), ["JJ-36-2"]);
    assert!(against(&institution(), |r| r.audit = None).is_empty());
    let mut w = World::default();
    let id = old(&mut w, &institution());
    charity_since(&mut w, &id, "2020-01-01", None);
    assert!(against_of(&mut w, &id, |r| r.audit = None).is_empty());
    charity_since(&mut w, &id, "2020-01-01", Some("2022-01-01"));
    assert_eq!(against_of(&mut w, &id, |r| r.audit = None), ["CS-9b"]);
    assert!(against_of(&mut w, &id, |_| ()).is_empty());
}

#[test]
fn a_report_is_filed_anew_until_the_conclusion() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    reviewed(&mut w, &id);
    let mut again = annual_report(2025);
    again.activities.held = 13;
    act(&mut w, &id, &file(again), &agent(&id), "2026-04-20");
    let year = w.organization(&id).annual.of(2025).unwrap().clone();
    assert_eq!((year.times_filed, year.reviews.len()), (2, 0), "an opinion is on what was filed");
    assert_eq!(year.first_filed_on, Some(day("2026-03-10")));
    assert_eq!(year.status(), Some(AnnualStatus::Filed));
    reviewed(&mut w, &id);
    let decider = of_registrar(&w, &id, Role::Decider);
    act(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-06-10");
    let refusal = refused(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-06-11");
    assert_eq!(guards_against(&refusal), ["NB-2"]);
}

#[test]
fn what_differs_from_the_year_before_is_told() {
    let (before, mut now) = (annual_report(2024), annual_report(2025));
    assert!(now.differences(&before).is_empty());
    (now.accounts.income, now.governance.staff) = (1_200_000, 3);
    let differences = now.differences(&before);
    let told: Vec<(&str, i64, i64)> =
        differences.iter().map(|d| (d.field.as_str(), d.before, d.now)).collect();
    assert_eq!(told, [("governance/staff", 4, 3), ("accounts/income", 1_000_000, 1_200_000)]);
    // What is stated of the year before is compared with what was reported of it.
    let mut w = World::default();
    let id = old(&mut w, &institution());
    act(&mut w, &id, &file(before), &agent(&id), "2026-01-02");
    let mut report = annual_report(2025);
    for (income, expected) in [(1_000_000, Verdict::Met), (999_999, Verdict::Violated)] {
        report.before.income = Some(income);
        let done = act(&mut w, &id, &file(report.clone()), &agent(&id), "2026-01-03");
        assert_eq!(outcome(&done.findings, "NB-4"), Some(expected), "{income}");
    }
}

fn proposing(year: i32, unit: &str, proposes: InspectionResult, why: Option<&str>) -> ActRequest {
    let reasons = why.map(ToOwned::to_owned);
    of_year(AnnualRequest::Review(ReviewReport { year, unit: unit_id(unit), proposes, reasons }))
}

#[test]
fn the_supervisory_unit_gives_its_opinion_with_reasons() {
    use InspectionResult::{BasicallyQualified, Unqualified};

    let mut w = World::default();
    let id = old(&mut w, &application());
    let unit = w.organization(&id).supervision.clone().unwrap().unit.id;
    let officer = of_unit(&w, &id);
    let good = review(2025, &unit);
    let refusal = refused(&mut w, &id, &good, &officer, "2026-03-20");
    assert_eq!(guards_against(&refusal), ["NB-5"], "nothing was filed");
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    for proposes in [BasicallyQualified, Unqualified] {
        for why in [None, Some(" ")] {
            let request = proposing(2025, unit.as_str(), proposes, why);
            let refusal = refused(&mut w, &id, &request, &officer, "2026-03-20");
            assert_eq!(guards_against(&refusal), ["NB-6"], "{proposes:?} {why:?}");
        }
    }
    let request = proposing(2025, unit.as_str(), BasicallyQualified, Some("未按期换届"));
    act(&mut w, &id, &request, &officer, "2026-03-20");
    // The last opinion counts.
    act(&mut w, &id, &good, &officer, "2026-03-21");
    let year = w.organization(&id).annual.of(2025).unwrap();
    let kept = year.review(ReviewedAs::SupervisoryUnit).unwrap();
    assert_eq!((year.reviews.len(), kept.on), (1, day("2026-03-21")));
    assert_eq!(year.status(), Some(AnnualStatus::Reviewed));
    // Nobody gives it in another unit's name, and no other unit gives one.
    let stranger = staff_of(Role::SupervisorOfficer, "dept-110105-culture");
    for by in [&stranger, &officer] {
        let request = proposing(2025, "dept-110105-culture", BasicallyQualified, Some("不符"));
        let done = w.act(&On::Organization(&id), &request, by, "2026-03-22");
        assert!(matches!(done, Err(DecideError::Denied(_))), "{by:?}");
    }
}

#[test]
fn whoever_filed_does_not_review() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let unit = w.organization(&id).supervision.clone().unwrap().unit.id;
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    let mut same = of_unit(&w, &id);
    same.account = "applicant".to_owned();
    let refusal = refused(&mut w, &id, &review(2025, &unit), &same, "2026-03-20");
    assert_eq!(guards_against(&refusal), ["NB-7"]);
}

#[test]
fn a_report_is_sent_back_with_what_is_to_be_mended() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    let back = |what: &str| {
        of_year(AnnualRequest::Return(ReturnReport { year: 2025, what: what.to_owned() }))
    };
    let examiner = of_registrar(&w, &id, Role::Examiner);
    let refusal = refused(&mut w, &id, &back(""), &examiner, "2026-03-12");
    assert_eq!(guards_against(&refusal), ["NB-6"]);
    act(&mut w, &id, &back("请补正财务数据"), &examiner, "2026-03-12");
    assert_eq!(w.organization(&id).annual.of(2025).unwrap().status(), Some(AnnualStatus::Returned));
    // What was sent back is not before anybody until it comes again.
    let unit = w.organization(&id).supervision.clone().unwrap().unit.id;
    let officer = of_unit(&w, &id);
    let refusal = refused(&mut w, &id, &review(2025, &unit), &officer, "2026-03-13");
    assert_eq!(guards_against(&refusal), ["NB-5"]);
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-14");
    act(&mut w, &id, &review(2025, &unit), &officer, "2026-03-15");
    // The supervisory unit may send it back as well.
    act(&mut w, &id, &back("请补充会议纪要"), &officer, "2026-03-16");
    // Sent back and never mended, it never came.
    let missed = of_year(AnnualRequest::Missed(MissedReport { year: 2025 }));
    act(&mut w, &id, &missed, &examiner, "2026-06-02");
    assert_eq!(w.organization(&id).annual.of(2025).unwrap().status(), Some(AnnualStatus::Missed));
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-06-03");
    assert_eq!(w.organization(&id).annual.of(2025).unwrap().status(), Some(AnnualStatus::Filed));
}

/// In a district that asks for it the unit that leads party building looks at the report.
#[test]
fn the_unit_that_leads_party_building_reviews_where_a_city_asks_for_it() {
    use shuniu_core::Books;

    let local = crate::support::local("110105", "annual.party_review", "2020-01-01", 1);
    let law = crate::support::books().law.clone().with_local("district", &local).unwrap();
    let mut w = World::with_books(Books { law, ..crate::support::books().clone() });
    let id = old(&mut w, &direct_application());
    let party = "dept-110105-culture";
    change(&mut w, &id, |o| {
        o.relations.push(Relation {
            kind: RelationKind::PartyBuilding,
            unit: crate::support::register().units[&unit_id(party)].reference(),
            since: day("2020-01-01"),
            basis: "示范".to_owned(),
            document_number: None,
            suspended: None,
        });
    });
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    let decider = of_registrar(&w, &id, Role::Decider);
    let refusal = refused(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-06-10");
    assert_eq!(guards_against(&refusal), ["NB-8"]);
    let officer = staff_of(Role::SupervisorOfficer, party);
    act(&mut w, &id, &review(2025, &unit_id(party)), &officer, "2026-04-01");
    let kept = w.organization(&id).annual.of(2025).unwrap().reviews[0].reviewed_as;
    assert_eq!(kept, ReviewedAs::PartyBuilding);
    act(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-06-10");
}

fn publish(on: &str) -> ActRequest {
    let publication = Publication { published_on: day(on), place: "示范网".to_owned() };
    of_year(AnnualRequest::Publish(PublishReport { year: 2025, publication }))
}

#[test]
fn a_foundation_publishes_after_the_inspection_a_charity_by_its_day() {
    let mut w = World::default();
    let id = old(&mut w, &foundation());
    let refusal = refused(&mut w, &id, &publish("2026-05-01"), &agent(&id), "2026-05-01");
    assert_eq!(guards_against(&refusal), ["NB-11", "JJ-38"]);
    reviewed(&mut w, &id);
    let refusal = refused(&mut w, &id, &publish("2026-05-01"), &agent(&id), "2026-05-01");
    assert_eq!(guards_against(&refusal), ["JJ-38"]);
    charity_since(&mut w, &id, "2020-01-01", None);
    for (published, expected) in [("2026-06-01", Verdict::Met), ("2026-06-02", Verdict::Violated)] {
        let mut w = w.clone();
        let done = act(&mut w, &id, &publish(published), &agent(&id), "2026-07-01");
        assert_eq!(outcome(&done.findings, "CS-9"), Some(expected), "{published}");
    }
    // Not on a day to come, and not before it was filed.
    for published in ["2026-07-02", "2026-03-09"] {
        let refusal = refused(&mut w, &id, &publish(published), &agent(&id), "2026-07-01");
        assert_eq!(guards_against(&refusal), ["NB-11"], "{published}");
    }
}
