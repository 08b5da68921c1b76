//! How a case ends: withdrawn, refused with grounds and remedies, approved when a code is left.

use shuniu_core::{
    act::ActRequest,
    case::CaseStatus,
    decide::DecideError,
    identity::CodeSegment,
    law::{Mark, Verdict},
};

use crate::support::{
    On, REGISTRAR, World, administrator, applicant, application, application_in_field, consent,
    day, decider, direct, examination, examination_not_met, examination_with_fraud, examiner,
    guards_against, is_not_met, officer, reception, refuse, rules_asked_of, unit_id, withdraw,
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
    assert_eq!(ends.len(), 6);
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
    let findings = w.findings(&id);
    let grounds: Vec<(&str, Verdict, &str)> = findings
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
        ("ST-10f", |a| a.funds_yuan = 29_999),
        ("MC-8a", |a| a.name = "北京市朝阳区星光示范技艺协会".to_owned()),
        ("ST-13-3", |a| a.founders[0].declaration.full_capacity = Some(false)),
        ("ST-13-3", |a| a.officers[1].declaration.deprived_of_political_rights = Some(true)),
    ];
    for (rule, change) in changes {
        let mut w = World::default();
        let mut a = application();
        change(&mut a);
        let id = w.case_of(&a, CaseStatus::Examined);
        let refusal = w.refused(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
        let against: Vec<&str> =
            refusal.findings.iter().filter(|f| f.blocks()).map(|f| f.rule.as_str()).collect();
        assert_eq!(against, [rule]);
        assert_eq!(w.case(&id).status, CaseStatus::Examined);
    }
}

/// What was left out stops acceptance; accepted by silence, it stops approval, and since the
/// applicant owes it, it is a ground of refusal.
#[test]
fn what_the_applicant_left_out() {
    let changes: [(&[&str], crate::support::Change); 3] = [
        (&["ST-11", "ST-12c"], |a| a.officers[0].person.identity_digest = None),
        (&["ST-11", "ST-13-3"], |a| a.founders[0].declaration.full_capacity = None),
        (&["ST-11", "ST-13-3"], |a| {
            a.officers[1].declaration.deprived_of_political_rights = None;
        }),
    ];
    for (rules, change) in changes {
        let mut w = World::default();
        let mut a = application();
        change(&mut a);
        let id = w.case_of(&a, CaseStatus::Submitted);
        let refusal = w.refused(&id, &ActRequest::AcceptApplication, &reception(), "2026-06-03");
        assert_eq!(guards_against(&refusal), ["ST-11"]);
        // Received on 2026-06-02; the registrar was silent until 06-09.
        w.step(&id, &examination(), &examiner(), "2026-06-10");
        let refusal = w.refused(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
        assert_eq!(guards_against(&refusal), rules);
        let owed = refusal.findings.iter().find(|f| f.rule == rules[1]).expect("the rule");
        assert_eq!(owed.outcome, Verdict::Unknown);
        w.step(&id, &refuse(rules), &decider(), "2026-06-15");
        assert_eq!(w.case(&id).status, CaseStatus::Refused);
    }
}

/// What the examiner owes is no ground of refusal.
#[test]
fn no_refusal_for_what_the_examiner_owes() {
    let mut w = World::default();
    w.case_in(CaseStatus::Approved);
    let mut similar = application_in_field("摄影");
    similar.name_parts = application().name_parts;
    "学会".clone_into(&mut similar.name_parts.form);
    similar.name = similar.name_parts.joined();
    let id = w.case_of(&similar, CaseStatus::Examined);
    let approval = w.refused(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    assert_eq!(guards_against(&approval), ["ST-13-2"]);
    let refusal = w.refused(&id, &refuse(&["ST-13-2"]), &decider(), "2026-06-15");
    assert!(guards_against(&refusal).contains(&"XK-38"));
    // The examiner speaks: another is not needed.
    let mut speaks = examination();
    if let ActRequest::ExamineApplication { another_is_needed, .. } = &mut speaks {
        *another_is_needed = Some(false);
    }
    w.step(&id, &speaks, &examiner(), "2026-06-16");
    w.step(&id, &refuse(&["ST-13-2"]), &decider(), "2026-06-17");
}

/// A legal representative of another association (art. 12 ¶3).
#[test]
fn a_representative_of_another_association_is_not_approved() {
    let mut w = World::default();
    let mut other = application_in_field("摄影");
    other.officers[0].person = application().officers[0].person.clone();
    w.case_of(&other, CaseStatus::Approved);
    let id = w.case_in(CaseStatus::Examined);
    let refusal = w.refused(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    assert_eq!(guards_against(&refusal), ["ST-12c"]);
}

/// A rule that is only remembered is told as not met, with its remedy, and stops no approval.
#[test]
fn what_is_only_remembered_is_told() {
    let changes: [(&str, crate::support::Change); 3] = [
        ("MC-9", |a| {
            "朝阳区".clone_into(&mut a.name_parts.division);
            a.name = a.name_parts.joined();
        }),
        ("MC-12", |a| {
            "中心".clone_into(&mut a.name_parts.form);
            a.name = a.name_parts.joined();
        }),
        ("ZD-3", |a| a.route = direct("charity", "culture")),
    ];
    for (rule, change) in changes {
        let mut w = World::default();
        let mut a = application();
        change(&mut a);
        let id = w.case_of(&a, CaseStatus::Approved);
        let findings = w.findings(&id);
        let told: Vec<&str> =
            findings.iter().filter(|f| is_not_met(f)).map(|f| f.rule.as_str()).collect();
        assert_eq!(told, [rule]);
        let findings = w.findings(&id);
        let finding = findings.iter().find(|f| f.rule == rule).unwrap();
        assert_eq!((finding.outcome, finding.mark), (Verdict::Violated, Mark::Memory));
        assert!(!finding.blocks() && finding.remedy.is_some() && !finding.facts.is_empty());
    }
}

/// What the examiner found not met is violated, whatever the application states.
#[test]
fn what_the_examiner_found_not_met() {
    let blocking = rules_asked_of(&application()).into_iter();
    for rule in blocking.filter(|r| !["MC-9", "MC-12", "ZD-3"].contains(r)) {
        let mut w = World::default();
        let id = w.case_in(CaseStatus::Accepted);
        let examined = w.step(&id, &examination_not_met(&[rule]), &examiner(), "2026-06-10");
        let found: Vec<&str> =
            examined.findings.iter().filter(|f| is_not_met(f)).map(|f| f.rule.as_str()).collect();
        assert_eq!(found, [rule], "told at the examination, and no other rule");
        let refusal = w.refused(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
        assert_eq!(guards_against(&refusal), [rule]);
        let finding = refusal.findings.iter().find(|f| f.rule == rule).unwrap();
        assert_eq!(finding.outcome, Verdict::Violated);
        let reason = finding.facts.iter().find(|f| f.field == "examination.not_met");
        assert_eq!(reason.map(|f| f.found.as_str()), Some("现场核查不符"), "{rule}");
        let other = if rule == "ST-2" { "ST-4" } else { "ST-2" };
        let refusal = w.refused(&id, &refuse(&[rule, other]), &decider(), "2026-06-15");
        assert!(guards_against(&refusal).contains(&"XK-38"), "{other} was found met");
        w.step(&id, &refuse(&[rule]), &decider(), "2026-06-15");
        assert_eq!(w.findings(&id).len(), 1);
    }
    // Examined anew without it, nothing stands against approval.
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Accepted);
    w.step(&id, &examination_not_met(&["ST-10a", "MC-13"]), &examiner(), "2026-06-10");
    let refusal = w.refused(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-11");
    assert_eq!(guards_against(&refusal), ["ST-10a", "MC-13"]);
    w.step(&id, &examination(), &examiner(), "2026-06-12");
    w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
}

/// Two founders race for one name: the second approval sees the first.
#[test]
fn a_name_is_given_once() {
    let mut w = World::default();
    let first = w.case_in(CaseStatus::Examined);
    let mut rival = application();
    rival.officers[0].person.identity_digest = Some("d-rival".to_owned());
    let second = w.case_of(&rival, CaseStatus::Examined);
    w.step(&first, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    let refusal = w.refused(&second, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
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
    let refusal = w.refused(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    let against: Vec<&str> =
        refusal.findings.iter().filter(|f| f.blocks()).map(|f| f.rule.as_str()).collect();
    assert_eq!(against, ["ZZ-7"]);

    let segment = CodeSegment::parse("MJ015000", "MJ015001").unwrap();
    let assign = ActRequest::AssignCodeSegment { segment };
    w.act(&On::Unit(REGISTRAR), &assign, &administrator(), "2026-06-16").unwrap();
    w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-17");
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
    let result = w.act(&On::Case(&id), &ActRequest::ApproveApplication, &decider(), on);
    assert!(matches!(result, Err(DecideError::Malformed { field: "on", .. })), "{result:?}");
}
