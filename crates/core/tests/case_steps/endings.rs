//! How a case ends: withdrawn, refused with grounds and remedies, approved when a code is left.

use shuniu_core::{
    act::ActRequest, case::CaseStatus, decide::DecideError, identity::CodeSegment, law::Verdict,
};

use crate::support::{
    On, REGISTRAR, World, administrator, applicant, application, application_in_field, consent,
    day, decider, examination, examination_with_fraud, examiner, officer, reception, refuse,
    unit_id, withdraw,
};

#[test]
fn withdrawn_from_every_open_state() {
    for status in CaseStatus::ALL.into_iter().filter(|s| !s.is_final()) {
        let mut w = World::default();
        let id = w.case_in(status);
        let request =
            ActRequest::WithdrawApplication { reason: Some("发起人意见不一".to_owned()) };
        w.step(&id, &request, &applicant(), "2026-06-09");
        let case = w.case(&id);
        assert_eq!((case.status, case.due.clone()), (CaseStatus::Withdrawn, None), "{status:?}");
        assert_eq!(case.reasons.as_deref(), Some("发起人意见不一"));
    }
}

#[test]
fn never_withdrawn_after_the_end() {
    let ends: Vec<CaseStatus> = CaseStatus::ALL.into_iter().filter(|s| s.is_final()).collect();
    assert_eq!(ends.len(), 5);
    for status in ends {
        let mut w = World::default();
        let id = w.case_in(status);
        let before = w.case(&id).clone();
        let why = w.unavailable(&id, &withdraw(), &applicant(), "2026-07-20");
        assert_eq!(why.state, status.text());
        assert_eq!(*w.case(&id), before, "{status:?}");
    }
}

#[test]
fn a_refusal_names_its_grounds_and_the_remedies() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Refused);
    let case = w.case(&id);
    assert_eq!(case.decision_number.as_deref(), Some("110105不准字〔2026〕1号"));
    assert_eq!(case.reasons.as_deref(), Some("不符合条件"));
    let grounds: Vec<(&str, Verdict, &str)> = case
        .findings
        .iter()
        .map(|f| (f.rule.as_str(), f.outcome, f.citation.article.as_str()))
        .collect();
    assert_eq!(grounds, [("ST-13-4", Verdict::Violated, "13(4)")]);
    // Refused on 2026-06-15: sixty days, six months.
    let remedies = case.remedies.as_ref().expect("remedies");
    assert_eq!(remedies.reconsideration_until, Some(day("2026-08-14")));
    assert_eq!(remedies.suit_until, Some(day("2026-12-15")));
    assert_eq!(case.organization, None);
    assert!(w.register.organizations.is_empty());
}

#[test]
fn a_lawful_application_cannot_be_refused() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Examined);
    for grounds in [&[][..], &["ST-10a"], &["ST-99"]] {
        let refusal = w.refused(&id, &refuse(grounds), &decider(), "2026-06-15");
        let finding = refusal.findings.iter().find(|f| f.rule == "XK-38").expect("the rule");
        assert_eq!(finding.outcome, Verdict::Violated, "{grounds:?}");
    }
}

#[test]
fn every_ground_that_is_named_must_hold() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Accepted);
    w.step(&id, &examination_with_fraud(), &examiner(), "2026-06-10");
    let refusal = w.refused(&id, &refuse(&["ST-13-4", "ST-10a"]), &decider(), "2026-06-15");
    let finding = refusal.findings.iter().find(|f| f.rule == "XK-38").expect("the rule");
    assert!(finding.facts.iter().any(|f| f.found == "ST-10a"), "the wrong one is named");
    w.step(&id, &refuse(&["ST-13-4"]), &decider(), "2026-06-15");
}

/// What stands against it stands against approval too.
#[test]
fn an_unlawful_application_is_not_approved() {
    let changes: [(&str, crate::support::Change); 8] = [
        ("ST-2", |a| a.members_state_organs = 1),
        ("ST-4", |a| a.for_profit_business = true),
        ("ST-10a", |a| a.members_persons = 49),
        ("ST-10d", |a| a.full_time_staff = 0),
        ("ST-10f", |a| a.activity_funds_yuan = 29_999),
        ("MC-8a", |a| a.name = "北京市朝阳区星光示范技艺协会".to_owned()),
        ("ST-12c", |a| a.officers[0].person.identity_digest = None),
        ("ST-13-3", |a| a.founders[0].declaration.full_capacity = None),
    ];
    for (rule, change) in changes {
        let mut w = World::default();
        let mut a = application();
        change(&mut a);
        let id = w.case_of(&a, CaseStatus::Examined);
        let refusal = w.refused(&id, &ActRequest::ApproveEstablishment, &decider(), "2026-06-15");
        let against: Vec<&str> =
            refusal.findings.iter().filter(|f| f.blocks()).map(|f| f.rule.as_str()).collect();
        assert_eq!(against, [rule]);
        assert_eq!(w.case(&id).status, CaseStatus::Examined);
    }
}

/// Two founders race for one name: the second approval sees the first.
#[test]
fn a_name_is_given_once() {
    let mut w = World::default();
    let first = w.case_in(CaseStatus::Examined);
    let mut rival = application();
    rival.officers[0].person.identity_digest = Some("d-rival".to_owned());
    let second = w.case_of(&rival, CaseStatus::Examined);
    w.step(&first, &ActRequest::ApproveEstablishment, &decider(), "2026-06-15");
    let refusal = w.refused(&second, &ActRequest::ApproveEstablishment, &decider(), "2026-06-15");
    let against: Vec<&str> =
        refusal.findings.iter().filter(|f| f.blocks()).map(|f| f.rule.as_str()).collect();
    assert_eq!(against, ["MC-16a"]);
}

#[test]
fn segments_that_are_used_up() {
    let mut w = World::default();
    let unit = w.register.units.get_mut(&unit_id(REGISTRAR)).unwrap();
    unit.segments = vec![CodeSegment::parse("MJ010000", "MJ010001").unwrap()];
    for field in ["示范技艺", "摄影"] {
        w.case_of(&application_in_field(field), CaseStatus::Approved);
    }
    let id = w.case_of(&application_in_field("书法"), CaseStatus::Examined);
    let refusal = w.refused(&id, &ActRequest::ApproveEstablishment, &decider(), "2026-06-15");
    let against: Vec<&str> =
        refusal.findings.iter().filter(|f| f.blocks()).map(|f| f.rule.as_str()).collect();
    assert_eq!(against, ["ZZ-7"]);

    let segment = CodeSegment::parse("MJ015000", "MJ015001").unwrap();
    let assign = ActRequest::AssignCodeSegment { segment };
    w.act(&On::Unit(REGISTRAR), &assign, &administrator(), "2026-06-16").unwrap();
    w.step(&id, &ActRequest::ApproveEstablishment, &decider(), "2026-06-17");
    let organization = w.case(&id).organization.clone().unwrap();
    assert_eq!(segment.index_of(&w.organization(&organization).uscc), Some(0));
}

/// Establishment cannot be decided under a law that did not provide for it.
#[test]
fn no_decision_before_the_law() {
    let mut w = World::default();
    let on = "2010-06-15";
    let id = w.open(&application(), on);
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), on);
    w.step(&id, &consent(), &officer(), on);
    w.step(&id, &ActRequest::AcceptApplication, &reception(), on);
    w.step(&id, &examination(), &examiner(), on);
    let result = w.act(&On::Case(&id), &ActRequest::ApproveEstablishment, &decider(), on);
    assert!(matches!(result, Err(DecideError::Malformed { field: "on", .. })), "{result:?}");
}
