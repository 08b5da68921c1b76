//! Putting an organization on a list: what is told before, each ground, letters, restarts, moving.

use shuniu_core::{
    access::Role,
    act::{ActKind, ActRequest},
    decide::DecideError,
    law::Verdict,
    organization::{DecidedAction, OrganizationStatus, RecordedDecision},
    oversight::{
        annual::{
            AnnualRequest, CloseRectification, ConcludeInspection, InspectionResult, MissedReport,
        },
        credit::{
            CreditList as L, CreditRequest, ExistingListing, Letter, ListInput, ListingGround as G,
            ObjectToListing, StatedPenaltyKind as P, WaiveListing,
        },
    },
};

use crate::{
    cast::{
        act, agent, association, at, by_penalty, list, listing, notify, notify_of, of, outcome,
        penalty, refused, told_and_listed, warned, warned_again,
    },
    support::{
        On, World, administrator, annual_report, conclude, conclusion, day, file, guards_against,
        of_year, officer, review,
    },
};

#[test]
fn nobody_is_listed_untold_and_unheard() {
    let mut w = World::default();
    let id = association(&mut w);
    let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
    let input = listing(L::Abnormal, G::NoPartyOrganization);
    let refusal = refused(&mut w, &id, &list(input.clone()), &decider, "2026-07-01");
    assert_eq!(guards_against(&refusal), ["XN-1"]);
    // Delivered on Wednesday 1 July: ten working days end on 15 July.
    act(
        &mut w,
        &id,
        &notify(L::Abnormal, G::NoPartyOrganization, "2026-07-01"),
        &examiner,
        "2026-07-02",
    );
    let told = w.organization(&id).credit.notices[0].clone();
    assert_eq!(told.answer_by.last_day, day("2026-07-15"));
    let refusal = refused(&mut w, &id, &list(input.clone()), &decider, "2026-07-15");
    let finding = refusal.findings.iter().find(|f| f.rule == "XN-1").unwrap();
    assert_eq!(finding.possible_from, Some(day("2026-07-16")));
    // A notice of another ground, or of the other list, is none of this.
    let other = listing(L::Abnormal, G::Other);
    let refusal = refused(&mut w, &id, &list(other), &decider, "2026-07-20");
    assert_eq!(guards_against(&refusal), ["XN-1"]);
    // The decision is due ten working days after: 29 July.
    for (on, expected) in [("2026-07-29", Verdict::Met), ("2026-07-30", Verdict::Violated)] {
        let done = act(&mut w.clone(), &id, &list(input.clone()), &decider, on);
        assert_eq!(outcome(&done.findings, "XY-10"), Some(expected), "{on}");
        assert_eq!(done.events.len(), 2, "with its public notice");
    }
    // Whoever objected was heard; the ten days count from there: 6 to 20 July.
    let object = of(CreditRequest::Object(ObjectToListing {
        list: L::Abnormal,
        ground: G::NoPartyOrganization,
        text: "已于六月设立".to_owned(),
    }));
    let late = refused(&mut w, &id, &object, &agent(&id), "2026-07-16");
    assert_eq!(guards_against(&late), ["XN-2"]);
    act(&mut w, &id, &object, &agent(&id), "2026-07-06");
    for (on, expected) in [("2026-07-20", Verdict::Met), ("2026-07-21", Verdict::Violated)] {
        let done = act(&mut w.clone(), &id, &list(input.clone()), &decider, on);
        assert_eq!(outcome(&done.findings, "XY-10"), Some(expected), "{on}");
    }
    act(&mut w, &id, &list(input), &decider, "2026-07-08");
    let credit = &w.organization(&id).credit;
    assert!(credit.notices.is_empty() && credit.abnormal.is_some());
    assert_eq!(w.organization(&id).status, OrganizationStatus::Registered, "it is no penalty");
}

#[test]
fn whoever_is_heard_may_be_left_off() {
    let mut w = World::default();
    let id = association(&mut w);
    let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
    let waive = |proof: Option<&str>| {
        of(CreditRequest::Waive(WaiveListing {
            list: L::Abnormal,
            ground: G::NotRectified,
            reasons: "业务主管单位证明不负直接责任".to_owned(),
            proof: proof.map(ToOwned::to_owned),
        }))
    };
    let refusal = refused(&mut w, &id, &waive(None), &decider, "2026-07-01");
    assert_eq!(guards_against(&refusal), ["XN-2"]);
    act(&mut w, &id, &notify(L::Abnormal, G::NotRectified, "2026-07-01"), &examiner, "2026-07-01");
    let done = act(&mut w.clone(), &id, &waive(Some(" ")), &decider, "2026-07-03");
    assert_eq!(outcome(&done.findings, "XY-12"), Some(Verdict::Violated));
    let done = act(&mut w, &id, &waive(Some("示教证〔2026〕1号")), &decider, "2026-07-03");
    assert_eq!(outcome(&done.findings, "XY-12"), Some(Verdict::Met));
    let input = listing(L::Abnormal, G::NotRectified);
    let refusal = refused(&mut w, &id, &list(input), &decider, "2026-08-03");
    assert_eq!(guards_against(&refusal), ["XN-1"], "the notice was settled");
}

/// The grounds of each list, written down once more.
#[test]
fn each_list_has_its_grounds() {
    let abnormal = [
        G::NoAnnualReport,
        G::NoPartyOrganization,
        G::NotRectified,
        G::Fundraising,
        G::MinorPenalty,
        G::Unreachable,
        G::Other,
    ];
    let serious = [
        G::YearsAbnormal,
        G::ChangeByFraud,
        G::Suspended,
        G::LargeFine,
        G::RepeatedPenalties,
        G::CourtDefaulter,
        G::Revoked,
        G::Other,
    ];
    for (on, rule, named) in
        [(L::Abnormal, "XY-11", &abnormal[..]), (L::Serious, "XY-15", &serious)]
    {
        for ground in G::ALL {
            let mut w = World::default();
            let id = association(&mut w);
            let examiner = at(&w, &id, Role::Examiner);
            let request = notify(on, ground, "2026-07-01");
            let done = w.act(&On::Organization(&id), &request, &examiner, "2026-07-01");
            let barred = match done {
                Err(DecideError::Refused(refusal)) => guards_against(&refusal).contains(&rule),
                _ => false,
            };
            assert_eq!(barred, !named.contains(&ground), "{on:?} {ground:?}");
        }
    }
}

/// The register itself knows whether the report came.
#[test]
fn no_annual_report_is_what_the_register_says() {
    let mut w = World::default();
    let id = association(&mut w);
    let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
    let of_2025 = |year| ListInput { year, ..listing(L::Abnormal, G::NoAnnualReport) };
    let tell = |year| notify_of(year, L::Abnormal, G::NoAnnualReport, "2026-07-02");
    for (year, why) in [(None, "which year"), (Some(2025), "nothing was found of it")] {
        let refusal = refused(&mut w, &id, &tell(year), &examiner, "2026-07-02");
        assert_eq!(guards_against(&refusal), ["XY-11a"], "{why}");
    }
    let missed = of_year(AnnualRequest::Missed(MissedReport { year: 2025 }));
    act(&mut w, &id, &missed, &examiner, "2026-07-02");
    act(&mut w, &id, &tell(Some(2025)), &examiner, "2026-07-02");
    let refusal = refused(&mut w, &id, &list(of_2025(None)), &decider, "2026-07-20");
    assert_eq!(guards_against(&refusal), ["XN-1", "XY-11a"], "it was told of another year");
    act(&mut w, &id, &list(of_2025(Some(2025))), &decider, "2026-07-20");
    let refusal = refused(&mut w, &id, &list(of_2025(Some(2025))), &decider, "2026-07-21");
    assert_eq!(guards_against(&refusal), ["XN-3", "XN-1"], "the year listed it before");
    // What came late is no report in time and form either.
    let mut w = World::default();
    let id = association(&mut w);
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-07-01");
    told_and_listed(&mut w, &id, of_2025(Some(2025)), "2026-07-02", "2026-07-20");
    let mut w = World::default();
    let id = association(&mut w);
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    let refusal = refused(&mut w, &id, &tell(Some(2025)), &examiner, "2026-07-02");
    assert_eq!(guards_against(&refusal), ["XY-11a"], "it came in time");
}

#[test]
fn not_rectified_is_an_order_found_undone() {
    let mut w = World::default();
    let id = association(&mut w);
    let decider = at(&w, &id, Role::Decider);
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    let unit = w.organization(&id).supervision.clone().unwrap().unit.id;
    act(&mut w, &id, &review(2025, &unit), &officer(), "2026-04-10");
    let bad = ConcludeInspection {
        result: InspectionResult::BasicallyQualified,
        grounds: vec!["change_not_filed".to_owned()],
        rectify_by: Some(day("2026-06-30")),
        ..conclusion(2025)
    };
    act(&mut w, &id, &conclude(bad), &decider, "2026-05-10");
    let input = ListInput { year: Some(2025), ..listing(L::Abnormal, G::NotRectified) };
    let examiner = at(&w, &id, Role::Examiner);
    let tell = notify_of(Some(2025), L::Abnormal, G::NotRectified, "2026-07-01");
    let refusal = refused(&mut w, &id, &tell, &examiner, "2026-07-01");
    assert_eq!(guards_against(&refusal), ["XY-11c"], "the order is open");
    for (done, listed) in [(true, false), (false, true)] {
        let mut w = w.clone();
        let note = "已核查".to_owned();
        let close = of_year(AnnualRequest::Close(CloseRectification { year: 2025, done, note }));
        act(&mut w, &id, &close, &decider, "2026-07-02");
        let told = w.act(&On::Organization(&id), &tell, &examiner, "2026-07-02");
        assert_eq!(told.is_ok(), listed, "done: {done}");
        let result = w.act(&On::Organization(&id), &list(input.clone()), &decider, "2026-07-20");
        assert_eq!(result.is_ok(), listed, "done: {done}");
    }
}

fn letter(sent_on: &str, signed_for: bool) -> ActRequest {
    let mail_number = format!("EMS{}", sent_on.replace('-', ""));
    of(CreditRequest::Letter(Letter { mail_number, sent_on: day(sent_on), signed_for }))
}

/// Two letters that nobody signed for, as far apart as set.
#[test]
fn who_cannot_be_reached() {
    let after = |second: &str, signed: bool| {
        let mut w = World::default();
        let id = association(&mut w);
        let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
        act(&mut w, &id, &letter("2026-07-01", false), &examiner, "2026-09-01");
        act(&mut w, &id, &letter(second, signed), &examiner, "2026-09-01");
        act(
            &mut w,
            &id,
            &notify(L::Abnormal, G::Unreachable, "2026-09-01"),
            &examiner,
            "2026-09-01",
        );
        let input = listing(L::Abnormal, G::Unreachable);
        match w.act(&On::Organization(&id), &list(input), &decider, "2026-09-20") {
            Ok(done) => Ok(outcome(&done.findings, "XY-11g")),
            Err(_) => Err("refused"),
        }
    };
    assert_eq!(after("2026-07-16", false), Ok(Some(Verdict::Met)), "15 days");
    assert_eq!(after("2026-07-15", false), Ok(Some(Verdict::Violated)));
    assert_eq!(after("2026-07-31", false), Ok(Some(Verdict::Met)), "30 days");
    assert_eq!(after("2026-08-01", false), Ok(Some(Verdict::Violated)));
    assert_eq!(after("2026-07-16", true), Err("refused"), "somebody signed for it");
    assert_eq!(after("2026-07-01", false), Err("refused"), "two on one day are one attempt");
}

/// A new ground while listed begins the time anew, on either list (trap 20).
#[test]
fn a_new_ground_begins_the_time_anew() {
    let mut w = World::default();
    let id = association(&mut w);
    let decider = at(&w, &id, Role::Decider);
    let done = act(&mut w, &id, &list(warned()), &decider, "2026-07-01");
    assert_eq!(outcome(&done.findings, "XY-13"), Some(Verdict::NotApplicable));
    let done = act(&mut w, &id, &list(warned_again("2026-08-01")), &decider, "2026-09-01");
    assert_eq!(outcome(&done.findings, "XY-13"), Some(Verdict::Met));
    let entry = w.organization(&id).credit.abnormal.clone().unwrap();
    assert_eq!(
        (entry.listed_on, entry.counts_from),
        (Some(day("2026-07-01")), Some(day("2026-09-01")))
    );
    assert_eq!((entry.grounds.len(), entry.number), (2, 1), "one entry with two grounds");
}

/// After two years on the list of abnormal activity it moves, and is on one list only.
#[test]
fn after_two_years_it_changes_the_list() {
    let mut w = World::default();
    let id = association(&mut w);
    let decider = at(&w, &id, Role::Decider);
    act(&mut w, &id, &list(warned()), &decider, "2026-07-01");
    act(&mut w, &id, &list(warned_again("2026-08-01")), &decider, "2026-09-01");
    let examiner = at(&w, &id, Role::Examiner);
    act(&mut w, &id, &notify(L::Serious, G::YearsAbnormal, "2028-08-01"), &examiner, "2028-08-01");
    let input = listing(L::Serious, G::YearsAbnormal);
    let refusal = refused(&mut w, &id, &list(input.clone()), &decider, "2028-08-31");
    let finding = refusal.findings.iter().find(|f| f.rule == "XY-15a").unwrap();
    assert_eq!(finding.possible_from, Some(day("2028-09-01")), "from the second ground");
    act(&mut w, &id, &list(input), &decider, "2028-09-01");
    let credit = &w.organization(&id).credit;
    assert!(credit.abnormal.is_none() && credit.serious.is_some());
    assert_eq!(credit.past[0].removed_on, day("2028-09-01"));
    assert_eq!(credit.past[0].reason.id(), "moved");
    // Whoever stands on no list of abnormal activity has no years there.
    let mut w = World::default();
    let id = association(&mut w);
    act(&mut w, &id, &notify(L::Serious, G::YearsAbnormal, "2028-08-01"), &examiner, "2028-08-01");
    let input = listing(L::Serious, G::YearsAbnormal);
    let refusal = refused(&mut w, &id, &list(input), &decider, "2028-09-01");
    assert_eq!(guards_against(&refusal), ["XY-15a"]);
}

/// Told: a revocation is what the record says; and the end takes it off every list.
#[test]
fn whoever_is_revoked_is_listed_and_whoever_is_no_more_is_not() {
    let mut w = World::default();
    let id = association(&mut w);
    let decider = at(&w, &id, Role::Decider);
    let revoked =
        by_penalty(L::Serious, G::Revoked, vec![penalty(P::Revocation, None, "2026-06-20")]);
    let done = act(&mut w.clone(), &id, &list(revoked.clone()), &decider, "2026-07-01");
    assert_eq!(outcome(&done.findings, "XY-15g"), Some(Verdict::Violated));
    w.register.organizations.get_mut(&id).unwrap().status = OrganizationStatus::CertificateRevoked;
    let done = act(&mut w, &id, &list(revoked), &decider, "2026-07-01");
    assert_eq!(outcome(&done.findings, "XY-15g"), Some(Verdict::Met));
    let organization = w.register.organizations.get_mut(&id).unwrap();
    organization.origin = shuniu_core::organization::Origin::ExistingLaw {
        authority: "示范民政局".to_owned(),
        source: "示范".to_owned(),
    };
    let decision = RecordedDecision {
        document_number: "准注〔2026〕1号".to_owned(),
        action: Some(DecidedAction::Deregistration),
        decided_on: day("2026-07-10"),
        authority: "示范民政局".to_owned(),
    };
    let ended = ActRequest::ImportDecision { decision, source: "示范".to_owned() };
    act(&mut w, &id, &ended, &administrator(), "2026-07-11");
    let credit = &w.organization(&id).credit;
    assert!(credit.serious.is_none());
    assert_eq!(
        (credit.past[0].removed_on, credit.past[0].reason.id()),
        (day("2026-07-10"), "deregistered")
    );
}

fn existing(list: L, from: Option<&str>, to: Option<&str>) -> ActRequest {
    of(CreditRequest::Import(ExistingListing {
        list,
        listed_on: from.map(day),
        facts: Some("600627".to_owned()),
        removed_on: to.map(day),
        removal: to.map(|_| "满2年".to_owned()),
        authority: "示范民政局".to_owned(),
        source: "信用目录".to_owned(),
    }))
}

/// Entries of one list never overlap.
#[test]
fn entries_of_older_registers_come_in_whole_and_apart() {
    let mut w = World::default();
    let id = association(&mut w);
    let by = administrator();
    act(
        &mut w,
        &id,
        &existing(L::Serious, Some("2018-11-05"), Some("2022-03-10")),
        &by,
        "2026-07-01",
    );
    act(&mut w, &id, &existing(L::Serious, Some("2022-03-10"), None), &by, "2026-07-01");
    act(&mut w, &id, &existing(L::Abnormal, None, None), &by, "2026-07-01");
    for (bad, why) in [
        (existing(L::Serious, Some("2023-01-01"), None), "it stands there"),
        (existing(L::Serious, Some("2020-01-01"), Some("2021-01-01")), "within another"),
        (existing(L::Abnormal, Some("2020-01-01"), Some("2019-01-01")), "out of order"),
        (existing(L::Abnormal, Some("2026-07-02"), Some("2026-07-03")), "to come"),
    ] {
        let refusal = refused(&mut w, &id, &bad, &by, "2026-07-01");
        assert_eq!(guards_against(&refusal), ["XN-6"], "{why}");
    }
    let numbers: Vec<u32> =
        w.organization(&id).credit.entries().map(|(entry, _)| entry.number).collect();
    assert_eq!(numbers, [1, 3, 2]);
}

#[test]
fn steps_are_offered_where_there_is_something_to_take_them_on() {
    let mut w = World::default();
    let id = association(&mut w);
    let offered = |w: &mut World, by, on| {
        let steps = w.steps_on(&id, by, on);
        let kinds: Vec<ActKind> = steps.iter().map(|step| step.act).collect();
        let of_credit = [
            ActKind::ObjectToListing,
            ActKind::WaiveListing,
            ActKind::ApplyForRemoval,
            ActKind::RemoveFromList,
            ActKind::RepairCredit,
        ];
        kinds.into_iter().filter(|kind| of_credit.contains(kind)).collect::<Vec<_>>()
    };
    let (by, examiner, decider) =
        (agent(&id), at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
    assert!(offered(&mut w, &by, "2026-07-01").is_empty());
    act(&mut w, &id, &notify(L::Abnormal, G::Other, "2026-07-01"), &examiner, "2026-07-01");
    assert_eq!(offered(&mut w, &by, "2026-07-15"), [ActKind::ObjectToListing]);
    let steps = w.steps_on(&id, &by, "2026-07-15");
    let step = steps.iter().find(|step| step.act == ActKind::ObjectToListing).unwrap();
    assert_eq!(step.due_by.unwrap().last_day, day("2026-07-15"));
    assert!(offered(&mut w, &by, "2026-07-16").is_empty());
    act(&mut w, &id, &list(listing(L::Abnormal, G::Other)), &decider, "2026-07-16");
    assert_eq!(offered(&mut w, &by, "2026-07-17"), [ActKind::ApplyForRemoval]);
    assert_eq!(
        offered(&mut w, &decider, "2026-07-17"),
        [ActKind::RemoveFromList, ActKind::RepairCredit]
    );
}
