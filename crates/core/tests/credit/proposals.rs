//! What a sweep proposes on a day, and no longer once somebody has seen to it.

use shuniu_core::{
    access::Role,
    oversight::{
        ProposalKind as K,
        annual::{AnnualRequest, MissedReport, RaiseWarning},
        credit::{CreditList as L, CreditRequest, ListInput, ListingGround as G, WaiveListing},
        proposals,
    },
};

use crate::{
    cast::{act, agent, apply, association, at, list, listing, notify, notify_of, of, warned},
    support::{World, annual_report, day, file, of_year},
};

/// What is proposed, with what it is about and by when.
fn proposed(w: &World, id: &str, on: &str) -> Vec<(K, String, String)> {
    let all = proposals(&w.books, w.organization(id), day(on));
    all.into_iter().map(|p| (p.kind, p.about, p.due_on.to_string())).collect()
}

fn kinds(w: &World, id: &str, on: &str) -> Vec<K> {
    proposed(w, id, on).into_iter().map(|(kind, _, _)| kind).collect()
}

#[test]
fn a_report_is_called_for_thirty_days_before_and_found_missing_after() {
    let mut w = World::default();
    let id = association(&mut w);
    assert!(kinds(&w, &id, "2026-02-28").is_empty());
    let march = ("2025".to_owned(), "2026-03-31".to_owned());
    assert_eq!(proposed(&w, &id, "2026-03-01"), [(K::RemindReport, march.0, march.1)]);
    // Once the unit's day has passed, the registrar's is next.
    assert!(kinds(&w, &id, "2026-04-01").is_empty());
    let june = ("2025".to_owned(), "2026-06-01".to_owned());
    assert_eq!(
        proposed(&w, &id, "2026-06-01"),
        [(K::RemindReport, june.0.clone(), june.1.clone())]
    );
    assert_eq!(proposed(&w, &id, "2026-06-02"), [(K::RecordMissed, june.0, june.1)]);
    let examiner = at(&w, &id, Role::Examiner);
    let missed = of_year(AnnualRequest::Missed(MissedReport { year: 2025 }));
    act(&mut w, &id, &missed, &examiner, "2026-06-03");
    assert_eq!(kinds(&w, &id, "2026-06-04"), [K::TellMissed]);
    act(
        &mut w,
        &id,
        &notify_of(Some(2025), L::Abnormal, G::NoAnnualReport, "2026-06-04"),
        &examiner,
        "2026-06-04",
    );
    assert!(kinds(&w, &id, "2026-06-18").is_empty(), "its time to object runs");
    assert_eq!(kinds(&w, &id, "2026-06-25"), [K::DecideListing]);
    // The report comes after all: nothing is missing any more, the notice is to be decided.
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-06-26");
    assert_eq!(kinds(&w, &id, "2026-06-27"), [K::DecideListing]);
}

/// What was not seen to in its year is not forgotten, and what was decided is not proposed again.
#[test]
fn the_year_before_is_not_forgotten() {
    let mut w = World::default();
    let id = association(&mut w);
    let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
    let missed = of_year(AnnualRequest::Missed(MissedReport { year: 2025 }));
    act(&mut w, &id, &missed, &examiner, "2026-06-03");
    let of_2025 = |w: &World, on: &str| {
        let all = proposed(w, &id, on).into_iter();
        all.filter(|(_, about, _)| about == "2025").map(|(kind, _, _)| kind).collect::<Vec<_>>()
    };
    assert_eq!(of_2025(&w, "2027-02-01"), [K::TellMissed]);
    let tell = notify_of(Some(2025), L::Abnormal, G::NoAnnualReport, "2027-02-01");
    act(&mut w, &id, &tell, &examiner, "2027-02-01");
    assert!(of_2025(&w, "2027-02-02").is_empty());
    let waive = of(CreditRequest::Waive(WaiveListing {
        list: L::Abnormal,
        ground: G::NoAnnualReport,
        reasons: "不可归责".to_owned(),
        proof: Some("示证〔2027〕1号".to_owned()),
    }));
    act(&mut w, &id, &waive, &decider, "2027-02-03");
    assert!(of_2025(&w, "2027-02-04").is_empty(), "it was waived");
}

#[test]
fn lists_are_watched() {
    let mut w = World::default();
    let id = association(&mut w);
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
    act(&mut w, &id, &list(warned()), &decider, "2026-07-01");
    let of_lists = |w: &World, on: &str| {
        let on_lists = [K::TimePassed, K::MoveToSerious, K::VerifyRemoval, K::DecideListing];
        let all = kinds(w, &id, on);
        all.into_iter().filter(|kind| on_lists.contains(kind)).collect::<Vec<_>>()
    };
    assert!(of_lists(&w, "2026-12-31").is_empty());
    assert_eq!(of_lists(&w, "2027-01-01"), [K::TimePassed], "a warning is over after six months");
    act(&mut w, &id, &notify(L::Abnormal, G::Other, "2026-07-01"), &examiner, "2026-07-01");
    let other = ListInput {
        document_number: "示民信〔2026〕2号".to_owned(),
        ..listing(L::Abnormal, G::Other)
    };
    act(&mut w, &id, &list(other), &decider, "2026-07-20");
    assert!(of_lists(&w, "2027-06-01").is_empty(), "there is something to mend now");
    act(&mut w, &id, &apply(L::Abnormal), &agent(&id), "2027-06-02");
    assert_eq!(of_lists(&w, "2027-06-03"), [K::VerifyRemoval]);
    assert_eq!(of_lists(&w, "2028-07-19"), [K::VerifyRemoval]);
    assert_eq!(of_lists(&w, "2028-07-20"), [K::MoveToSerious, K::VerifyRemoval]);
    act(&mut w, &id, &notify(L::Serious, G::YearsAbnormal, "2028-07-20"), &examiner, "2028-07-20");
    assert_eq!(of_lists(&w, "2028-07-21"), [K::VerifyRemoval]);
    assert_eq!(of_lists(&w, "2028-09-01"), [K::DecideListing, K::VerifyRemoval]);
}

#[test]
fn terms_certificates_and_warnings_are_watched() {
    let mut w = World::default();
    let id = association(&mut w);
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    let examiner = at(&w, &id, Role::Examiner);
    let warning = of_year(AnnualRequest::Warn(RaiseWarning {
        what: "示例".to_owned(),
        year: None,
        owner: "监管科".to_owned(),
        due_on: day("2026-07-31"),
    }));
    act(&mut w, &id, &warning, &examiner, "2026-07-01");
    assert!(kinds(&w, &id, "2026-07-31").is_empty());
    assert_eq!(kinds(&w, &id, "2026-08-01"), [K::SeeToWarning]);
    let organization = w.register.organizations.get_mut(&id).unwrap();
    organization.term = Some(shuniu_core::organization::OfficersTerm {
        from: day("2022-09-01"),
        until: day("2026-08-31"),
        officers: Vec::new(),
    });
    assert_eq!(kinds(&w, &id, "2026-08-01"), [K::SeeToWarning, K::ElectOfficers]);
    assert_eq!(kinds(&w, &id, "2026-07-31"), [], "thirty-one days before");
    // Nobody is left to be proposed anything to.
    let organization = w.register.organizations.get_mut(&id).unwrap();
    organization.status = shuniu_core::organization::OrganizationStatus::Deregistered;
    assert!(kinds(&w, &id, "2027-08-01").is_empty());
}
