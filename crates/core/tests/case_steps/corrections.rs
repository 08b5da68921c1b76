//! Acceptance: corrections asked once, supplied or not; silence; not accepted.

use shuniu_core::{
    act::{ActKind, ActRequest},
    case::{CaseEvent, CaseStatus, SILENCE},
    decide::{DecideError, settle_silence},
    event::Event,
    law::Verdict,
    registration::{Conviction, Reach, Route},
};

use crate::support::{
    Change, NEIGHBOUR, On, World, applicant, application, books, consent, corrections, day,
    decider, direct, document, examination, examiner, guards_against, officer, place, reception,
    rules_asked_of, unit_id,
};

fn request() -> ActRequest {
    ActRequest::RequestCorrection { items: corrections() }
}

fn not_accepted(grounds: &[&str]) -> ActRequest {
    ActRequest::DeclineAcceptance {
        grounds: grounds.iter().map(|g| (*g).to_owned()).collect(),
        reasons: "材料不全".to_owned(),
    }
}

#[test]
fn corrections_are_named_and_due() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Submitted);
    w.step(&id, &request(), &reception(), "2026-06-03");
    let case = w.case(&id);
    assert_eq!(case.status, CaseStatus::CorrectionRequested);
    assert_eq!(case.corrections, Some(corrections()));
    let due = case.due.clone().expect("corrections are due");
    assert_eq!(due.deadline.last_day, day("2026-07-02"), "20 working days over a festival");
    assert_eq!((due.citation.regulation.as_str(), due.start), ("ZZ", day("2026-06-03")));
}

#[test]
fn supplied_corrections_start_the_clock_anew() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::CorrectionRequested);
    let mut better = application();
    better.documents.push(document(shuniu_core::registration::DocumentKind::Other));
    let amend = ActRequest::AmendApplication { application: Box::new(better) };
    w.step(&id, &amend, &applicant(), "2026-06-10");
    assert_eq!(w.case(&id).status, CaseStatus::CorrectionRequested, "not yet filed");
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-11");
    let case = w.case(&id);
    assert_eq!((case.status, case.received_on), (CaseStatus::Submitted, Some(day("2026-06-11"))));
    // Five working days from the new receipt: 12, 15, 16, 17, 18 June.
    assert_eq!(case.due.as_ref().unwrap().deadline.last_day, day("2026-06-18"));
    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-06-12");
    assert_eq!(w.case(&id).complete_on, Some(day("2026-06-11")));
    assert_eq!(w.case(&id).due.as_ref().unwrap().start, day("2026-06-11"));
}

#[test]
fn corrections_are_asked_once() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::CorrectionRequested);
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-10");
    let refusal = w.refused(&id, &request(), &reception(), "2026-06-11");
    assert_eq!(refusal.act, ActKind::RequestCorrection);
    let finding = refusal.findings.iter().find(|f| f.rule == "XK-32-4").expect("the rule");
    assert!(finding.blocks());
    assert_eq!(finding.citation.article, "32(4)");
    assert_eq!(w.case(&id).status, CaseStatus::Submitted, "nothing has happened");
}

#[test]
fn the_registrar_stays_while_corrections_are_awaited() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::CorrectionRequested);
    let mut elsewhere = application();
    elsewhere.registrar = unit_id(NEIGHBOUR);
    let amend = ActRequest::AmendApplication { application: Box::new(elsewhere) };
    let result = w.act(&On::Case(&id), &amend, &applicant(), "2026-06-10");
    assert!(matches!(result, Err(DecideError::Malformed { field: "registrar", .. })));
}

#[test]
fn lapse_only_after_the_time_for_corrections() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::CorrectionRequested);
    for on in ["2026-06-04", "2026-07-02"] {
        let refusal = w.refused(&id, &ActRequest::LapseApplication, &reception(), on);
        let finding = refusal.findings.iter().find(|f| f.rule == "ZZ-3").expect("the rule");
        assert_eq!(finding.possible_from, Some(day("2026-07-03")), "{on}");
    }
    w.step(&id, &ActRequest::LapseApplication, &reception(), "2026-07-03");
    assert_eq!((w.case(&id).status, w.case(&id).due.clone()), (CaseStatus::Lapsed, None));
}

#[test]
fn late_corrections_count_as_long_as_nothing_lapsed() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::CorrectionRequested);
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-07-10");
    assert_eq!(w.case(&id).status, CaseStatus::Submitted);
}

/// Received on 2026-06-02; the last day for naming corrections is 2026-06-09.
#[test]
fn silence_is_acceptance_from_the_day_of_receipt() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Submitted);
    let case = w.case(&id).clone();
    let (still, nothing) = settle_silence(books(), &case, day("2026-06-09")).unwrap();
    assert_eq!((still.status, nothing.len()), (CaseStatus::Submitted, 0));

    let (settled, events) = settle_silence(books(), &case, day("2026-06-10")).unwrap();
    assert_eq!(settled.status, CaseStatus::Accepted);
    assert!(settled.accepted_by_silence);
    assert_eq!(settled.complete_on, Some(day("2026-06-02")));
    assert_eq!(settled.receipt, None, "nobody issued a receipt");
    let step = settled.steps.last().unwrap();
    assert_eq!((step.act, step.by.as_str()), (ActKind::AcceptApplication, SILENCE));
    assert_eq!(step.on, day("2026-06-02"));
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].effective_on, day("2026-06-02"));
    // The decision's clock runs from the receipt: sixty days end on Saturday, 2026-08-01.
    assert_eq!(settled.due.as_ref().unwrap().deadline.last_day, day("2026-08-03"));
}

#[test]
fn on_the_last_day_the_registrar_may_still_speak() {
    for request in [ActRequest::AcceptApplication, request()] {
        let mut w = World::default();
        let id = w.case_in(CaseStatus::Submitted);
        w.step(&id, &request, &reception(), "2026-06-09");
        assert!(!w.case(&id).accepted_by_silence);
    }
}

#[test]
fn after_silence_it_is_too_late_to_accept_correct_or_decline() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Submitted);
    for request in [ActRequest::AcceptApplication, request(), not_accepted(&["ST-11"])] {
        let why = w.unavailable(&id, &request, &reception(), "2026-06-10");
        assert_eq!(why.state.en, "accepted", "the case stands as accepted");
        assert_eq!(why.from, [CaseStatus::Submitted]);
    }
    assert_eq!(w.case(&id).status, CaseStatus::Submitted, "nothing was appended");
}

/// The next act brings the acceptance to light: its event goes before.
#[test]
fn examination_after_silence_appends_the_acceptance_first() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Submitted);
    let before = w.case(&id).version;
    let decision = w.step(&id, &examination(), &examiner(), "2026-06-12");
    let kinds: Vec<String> =
        decision.events.iter().map(|e| e.event.to_stored().unwrap().0).collect();
    assert_eq!(kinds, ["case.accepted", "case.examined"]);
    let days: Vec<_> = decision.events.iter().map(|e| e.effective_on).collect();
    assert_eq!(days, [day("2026-06-02"), day("2026-06-12")]);
    let Event::Case(first) = &decision.events[0].event else { panic!("of the case") };
    assert!(matches!(**first, CaseEvent::Accepted { by_silence: true, .. }));
    let case = w.case(&id);
    assert_eq!((case.status, case.version), (CaseStatus::Examined, before + 2));
    assert!(case.accepted_by_silence);
    // Silence is nobody's act, though the examiner's act brought it to light.
    let by: Vec<&str> = case.steps.iter().rev().take(2).map(|s| s.by.as_str()).collect();
    assert_eq!(by, ["examiner", SILENCE]);
    w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
}

#[test]
fn a_withdrawal_after_silence_keeps_both_facts() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Submitted);
    let decision = w.step(&id, &crate::support::withdraw(), &applicant(), "2026-06-30");
    assert_eq!(decision.events.len(), 2);
    assert_eq!(w.case(&id).status, CaseStatus::Withdrawn);
    assert!(w.case(&id).accepted_by_silence);
}

/// Another registrar's application is not accepted at once.
#[test]
fn not_accepted_for_want_of_competence() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::NotAccepted);
    let case = w.case(&id);
    assert_eq!(case.corrections, None, "no correction was asked for");
    assert_eq!(case.decision_number.as_deref(), Some("110105不受字〔2026〕1号"));
    let findings = w.findings(&id);
    let grounds: Vec<(&str, Verdict)> =
        findings.iter().map(|f| (f.rule.as_str(), f.outcome)).collect();
    assert_eq!(grounds, [("ST-7", Verdict::Violated)]);
    assert_eq!(case.reasons.as_deref(), Some("不属于本机关登记管辖"));
    assert!(case.remedies.is_some());
}

/// A row: what is wrong, whether corrections were asked for and supplied, the grounds named,
/// whether acceptance may be declined.
type NotAccepted = (&'static str, Change, bool, &'static [&'static str], bool);

#[test]
fn not_accepted_needs_a_formal_ground() {
    let lawful: Change = |_| {};
    let elsewhere: Change = |a| a.reach = Reach::Local { division: place("110101") };
    let nowhere: Change = |a| a.reach = Reach::CrossRegion { divisions: Vec::new() };
    let no_papers: Change = |a| a.documents.clear();
    let both: Change = |a| {
        a.reach = Reach::Local { division: place("110101") };
        a.documents.clear();
    };
    let silent: Change = |a| a.officers[1].declaration = Conviction::default();
    let few: Change = |a| a.members_persons = 49;
    let table: [NotAccepted; 22] = [
        ("nothing", lawful, false, &["ST-7"], false),
        ("nothing", lawful, false, &["ST-11"], false),
        ("nothing", lawful, true, &["ST-7"], false),
        ("nothing", lawful, true, &["ST-11"], false),
        ("another registrar", elsewhere, false, &["ST-7"], true),
        ("another registrar", elsewhere, false, &[], false),
        ("another registrar", elsewhere, false, &["ST-11"], false),
        ("another registrar", elsewhere, false, &["ST-7", "ST-11"], false),
        ("another registrar", elsewhere, true, &["ST-7"], true),
        ("no registrar at all", nowhere, false, &["ST-7"], true),
        // What can be supplied must have been asked for.
        ("no documents", no_papers, false, &["ST-11"], false),
        ("no documents", no_papers, true, &["ST-11"], true),
        ("no documents", no_papers, true, &["ST-7"], false),
        ("no documents", no_papers, true, &["ST-11", "ST-14"], false),
        ("no documents", no_papers, true, &[], false),
        ("another registrar, no documents", both, false, &["ST-7"], true),
        ("another registrar, no documents", both, false, &["ST-7", "ST-11"], false),
        ("another registrar, no documents", both, true, &["ST-7", "ST-11"], true),
        ("a declaration that was left out", silent, false, &["ST-11"], false),
        ("a declaration that was left out", silent, true, &["ST-11"], true),
        // What is wrong in substance is refused after the examination, not here.
        ("49 members", few, true, &["ST-10a"], false),
        ("49 members", few, false, &["ST-10a"], false),
    ];
    for (what, change, corrected, grounds, may) in table {
        let mut w = World::default();
        let mut a = application();
        change(&mut a);
        let id = w.case_of(&a, CaseStatus::Submitted);
        if corrected {
            w.step(&id, &request(), &reception(), "2026-06-03");
            w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-04");
            assert_eq!(w.case(&id).status, CaseStatus::Submitted);
        }
        let what = format!("{what}, corrected: {corrected}, {grounds:?}");
        if may {
            w.step(&id, &not_accepted(grounds), &reception(), "2026-06-05");
            assert_eq!(w.case(&id).status, CaseStatus::NotAccepted, "{what}");
            let findings = w.findings(&id);
            let kept: Vec<&str> = findings.iter().map(|f| f.rule.as_str()).collect();
            assert_eq!(kept, grounds, "{what}");
        } else {
            let refusal = w.refused(&id, &not_accepted(grounds), &reception(), "2026-06-05");
            assert_eq!(guards_against(&refusal), ["XK-32-1"], "{what}");
            let finding = refusal.findings.iter().find(|f| f.rule == "XK-32-1").expect("it");
            assert_eq!(finding.citation.article, "32(1)-(2)");
            assert_eq!(w.case(&id).status, CaseStatus::Submitted, "{what}");
        }
    }
}

#[test]
fn acceptance_is_guarded_by_the_formal_rules() {
    let lacking: [(&str, Change); 11] = [
        ("ST-7", |a| a.reach = Reach::National),
        ("ST-7", |a| a.reach = Reach::CrossRegion { divisions: vec![place("110105")] }),
        ("ST-11", |a| a.documents.clear()),
        ("ST-11", |a| a.founders[0].declaration.full_capacity = None),
        ("ST-11", |a| a.officers[1].declaration.deprived_of_political_rights = None),
        ("ST-11", |a| a.officers[0].person.identity_digest = None),
        ("ST-12b", |a| a.purpose.clear()),
        ("ST-14", |a| a.charter_items.clear()),
        ("ZD-1", |a| a.route = direct("religion", "any")),
        ("ZD-1", |a| a.route = direct("", "charity:poverty")),
        ("ZZ-8", |a| {
            a.route = direct("charity", "poverty");
            if let Route::Direct { basis } = &mut a.route {
                basis.policy_document.clear();
            }
        }),
    ];
    for (rule, change) in lacking {
        let mut w = World::default();
        let mut a = application();
        change(&mut a);
        let id = w.case_of(&a, CaseStatus::Submitted);
        let refusal = w.refused(&id, &ActRequest::AcceptApplication, &reception(), "2026-06-03");
        assert_eq!(guards_against(&refusal), [rule]);
        assert_eq!(w.case(&id).status, CaseStatus::Submitted);
    }
}

/// What is wrong in substance is told at consent, acceptance and correction, and stops none.
#[test]
fn substance_is_told_before_the_examination() {
    let wrong: [(&str, Change); 5] = [
        ("ST-10a", |a| a.members_persons = 49),
        ("ST-10f", |a| a.funds_yuan = 29_999),
        ("ST-4", |a| a.for_profit_business = true),
        ("ST-13-3", |a| a.founders[0].declaration.full_capacity = Some(false)),
        ("MC-12", |a| {
            "中心".clone_into(&mut a.name_parts.form);
            a.name = a.name_parts.joined();
        }),
    ];
    for (rule, change) in wrong {
        let mut a = application();
        change(&mut a);
        for (from, act, by) in [
            (CaseStatus::WithSupervisoryUnit, consent(), officer()),
            (CaseStatus::Submitted, ActRequest::AcceptApplication, reception()),
            (CaseStatus::Submitted, request(), reception()),
        ] {
            let mut w = World::default();
            let id = w.case_of(&a, from);
            let decision = w.step(&id, &act, &by, "2026-06-03");
            let of = |rule: &str| {
                let found = decision.findings.iter().find(|f| f.rule == rule);
                found.unwrap_or_else(|| panic!("{rule} is told at {:?}", act.kind())).outcome
            };
            assert_eq!(of(rule), Verdict::Violated, "{rule} at {:?}", act.kind());
            assert_eq!(of("ST-13-1"), Verdict::Unknown, "nothing was examined yet");
            for other in rules_asked_of(&a) {
                of(other);
            }
        }
    }
}
