//! Acts that are taken back, by their authority or by order of a court.

use shuniu_core::{
    act::ActRequest,
    correction::{
        AnnulAct, CorrectionKind, CorrectionRequest, CourtOrder, EnforceCourtOrder, RestingBecomes,
        TakenBack, reach,
    },
    law::Verdict,
    organization::{DecidedAction, OrganizationStatus, RecordedDecision, ReissueGround},
};

use crate::{
    cast::{
        TODAY, act, agent, annul, annulment, answers, as_of, asked, entries, established, head,
        last, moved_to, refused, renamed,
    },
    support::{
        World, administrator, applicant, application_in_field, consent, day, decider, examination,
        examiner, guards_against, officer,
        organizations::{old_association, outcome},
        reception,
    },
};

fn moved(w: &mut World) -> (String, i64) {
    let id = established(w);
    moved_to(w, &id, "北京市朝阳区示范路9号", "2026-07-06");
    let entry = last(w, &id, "organization.items_changed");
    (id, entry)
}

/// The whole act falls, on every day; its notice was published and stays, and is followed by another.
#[test]
fn a_change_that_does_not_hold_never_did() {
    let mut w = World::default();
    let (id, entry) = moved(&mut w);
    let by = head(&w, &id, "head");
    let before = w.organization(&id).certificate.clone().unwrap();
    let done = act(&mut w, &id, &annul(annulment(entry, Vec::new())), &by, TODAY);
    assert_eq!(done.events.len(), 2, "and a notice");
    let organization = w.organization(&id);
    assert_eq!(organization.items.domicile.as_deref(), Some("北京市朝阳区示范路1号"));
    assert_eq!(as_of(&w, &id, "2026-07-20").items.domicile, organization.items.domicile);
    assert_eq!(organization.corrections.made[0].kind, CorrectionKind::Annulment);
    assert_eq!(organization.version, i64::try_from(entries(&w, &id).len()).unwrap());
    // The certificate of the act fell with it: the one before is there again, and is issued anew.
    assert_ne!(organization.certificate.as_ref().unwrap().number, before.number);
    let renew = ActRequest::ReissueCertificate { ground: ReissueGround::Corrected };
    act(&mut w, &id, &renew, &reception(), TODAY);
    // Once.
    let again = annul(annulment(entry, Vec::new()));
    assert!(guards_against(&refused(&mut w, &id, &again, &by, TODAY)).contains(&"GZ-1"));
}

/// Any entry of an act names it.
#[test]
fn an_act_is_named_by_any_of_its_entries() {
    let mut w = World::default();
    let (id, entry) = moved(&mut w);
    let by = head(&w, &id, "head");
    act(&mut w, &id, &annul(annulment(entry + 1, Vec::new())), &by, TODAY);
    assert_eq!(w.organization(&id).items.domicile.as_deref(), Some("北京市朝阳区示范路1号"));
}

#[test]
fn a_name_comes_back_where_it_is_free() {
    let mut w = World::default();
    let id = established(&mut w);
    renamed(&mut w, &id, "新技艺", "2026-07-06");
    let entry = last(&w, &id, "organization.items_changed");
    let mut taken = w.clone();
    let by = head(&w, &id, "head");
    act(&mut w, &id, &annul(annulment(entry, Vec::new())), &by, TODAY);
    let names = &w.organization(&id).names;
    assert_eq!((names.len(), names[0].to), (1, None));
    // A year later another may bear the old name: then it cannot come back by itself.
    let other = application_in_field("示范技艺");
    let on = "2027-07-20";
    let case = taken.open(&other, on);
    taken.step(&case, &ActRequest::SubmitApplication, &applicant(), on);
    taken.step(&case, &consent(), &officer(), on);
    taken.step(&case, &ActRequest::AcceptApplication, &reception(), on);
    taken.step(&case, &examination(), &examiner(), on);
    taken.step(&case, &ActRequest::ApproveApplication, &decider(), on);
    let court = order(CourtOrder::Annul(TakenBack { entry, resting: Vec::new() }), "2027-08-01");
    let refusal = refused(&mut taken, &id, &court, &by, "2027-08-02");
    assert_eq!(guards_against(&refusal), ["GZ-8"]);
}

/// What rests on it and cannot stand falls with it; a certificate can be handed out only where it was issued.
#[test]
fn what_cannot_stand_falls_too() {
    let mut w = World::default();
    let (id, entry) = moved(&mut w);
    let deliver = ActRequest::DeliverCertificate { received_by: "张三".to_owned() };
    act(&mut w, &id, &deliver, &reception(), "2026-07-08");
    let by = head(&w, &id, "head");
    let resting = reach(&entries(&w, &id), entry, None);
    assert_eq!(resting.len(), 1);
    assert!(!resting[0].may_stand);
    let mut answered = answers(&w, &id, entry, None);
    let fallen = answered.clone();
    answered[0].becomes = RestingBecomes::Stands;
    let refusal = refused(&mut w, &id, &annul(annulment(entry, answered.clone())), &by, TODAY);
    assert_eq!(guards_against(&refusal), ["GZ-4"]);
    answered[0].becomes = RestingBecomes::Reissued;
    let refusal = refused(&mut w, &id, &annul(annulment(entry, answered)), &by, TODAY);
    assert_eq!(guards_against(&refusal), ["GZ-4"]);
    act(&mut w, &id, &annul(annulment(entry, fallen)), &by, TODAY);
    assert_eq!(w.organization(&id).certificate.as_ref().unwrap().delivered_on, None);
}

/// A registration is rescinded, not annulled; the refusal names the act.
#[test]
fn what_has_a_way_of_its_own_goes_that_way() {
    let mut w = World::default();
    let id = established(&mut w);
    let by = head(&w, &id, "head");
    let resting = answers(&w, &id, 1, None);
    let refusal = refused(&mut w, &id, &annul(annulment(1, resting)), &by, TODAY);
    assert!(guards_against(&refusal).contains(&"GZ-6"));
    let found = refusal.findings.iter().find(|f| f.rule == "GZ-6").unwrap();
    assert_eq!(found.facts[0].required.as_deref(), Some("file_penalty_case"));
}

/// Told, and five working days, or its statement.
#[test]
fn nothing_is_taken_back_untold() {
    let mut w = World::default();
    let (id, entry) = moved(&mut w);
    let by = head(&w, &id, "head");
    let told = |delivered_on: &str, statement: Option<&str>| AnnulAct {
        delivered_on: day(delivered_on),
        statement: statement.map(ToOwned::to_owned),
        ..annulment(entry, Vec::new())
    };
    // Delivered on Monday 08-24: up to Monday 08-31.
    let silent = annul(told("2026-08-24", None));
    let refusal = refused(&mut w, &id, &silent, &by, "2026-08-31");
    assert_eq!(guards_against(&refusal), ["GZ-7"]);
    let found = refusal.findings.iter().find(|f| f.rule == "GZ-7").unwrap();
    assert_eq!(found.possible_from, Some(day("2026-09-01")));
    act(&mut w.clone(), &id, &silent, &by, "2026-09-01");
    act(&mut w.clone(), &id, &annul(told("2026-08-31", Some("无异议"))), &by, "2026-08-31");
    for input in [told("2026-08-31", Some(" ")), told("2026-09-01", Some("无异议"))] {
        let refusal = refused(&mut w, &id, &annul(input), &by, "2026-08-31");
        assert_eq!(guards_against(&refusal), ["GZ-7"]);
    }
    let harmful = AnnulAct {
        public_harm: Some("大量受益人的服务将中断".to_owned()),
        ..told("2026-08-24", Some("无异议"))
    };
    // From memory only: told, and stops nobody until somebody has read it.
    let done = act(&mut w, &id, &annul(harmful), &by, TODAY);
    assert_eq!(outcome(&done.findings, "XK-69"), Some(Verdict::Violated));
}

/// What an older register told wrongly is taken back as if it had never been told.
#[test]
fn an_older_registers_mistake_is_undone() {
    let mut w = World::default();
    let id = old_association(&mut w, ("MJ010099", "北京市朝阳区旧艺协会"), "2026-06-01");
    let told = ActRequest::ImportDecision {
        decision: RecordedDecision {
            document_number: "示民注〔2026〕1号".to_owned(),
            action: Some(DecidedAction::Deregistration),
            decided_on: day("2026-07-01"),
            authority: "示例市民政局".to_owned(),
        },
        source: "旧系统".to_owned(),
    };
    act(&mut w, &id, &told, &administrator(), "2026-07-10");
    assert_eq!(w.organization(&id).status, OrganizationStatus::Deregistered);
    let entry = last(&w, &id, "organization.decision_recorded");
    let by = head(&w, &id, "head");
    act(&mut w, &id, &annul(annulment(entry, Vec::new())), &by, TODAY);
    let organization = w.organization(&id);
    assert_eq!(organization.status, OrganizationStatus::Registered);
    assert!(organization.ended.is_none() && organization.decisions.is_empty());
    assert_eq!(organization.names.last().unwrap().to, None);
    let steps = w.steps_on(&id, &agent(&id), TODAY);
    assert!(!steps.is_empty(), "it lives on");
}

pub fn order(order: CourtOrder, received_on: &str) -> ActRequest {
    asked(CorrectionRequest::EnforceCourtOrder(EnforceCourtOrder {
        court: "示例市中级人民法院".to_owned(),
        document_number: "（2026）示行终1号".to_owned(),
        dated: day("2026-08-10"),
        received_on: day(received_on),
        order,
    }))
}

/// The court's word needs no notice and no ground; its document is named in the record.
#[test]
fn a_courts_order_is_carried_out() {
    let mut w = World::default();
    let (id, entry) = moved(&mut w);
    let by = head(&w, &id, "head");
    let taken = || CourtOrder::Annul(TakenBack { entry, resting: Vec::new() });
    for (received_on, fits) in
        [("2026-08-09", false), ("2026-08-10", true), ("2026-09-01", true), ("2026-09-02", false)]
    {
        let mut w = w.clone();
        let request = order(taken(), received_on);
        if fits {
            let done = act(&mut w, &id, &request, &by, TODAY);
            assert_eq!(outcome(&done.findings, "GZ-9"), Some(Verdict::Met));
            let made = &w.organization(&id).corrections.made[0];
            assert_eq!(made.grounds.court.as_ref().unwrap().court, "示例市中级人民法院");
            let public: shuniu_core::correction::PublicCorrection = made.into();
            assert_eq!(public.court.as_deref(), Some("示例市中级人民法院"));
        } else {
            let refusal = refused(&mut w, &id, &request, &by, TODAY);
            assert_eq!(guards_against(&refusal), ["GZ-9"], "{received_on}");
        }
    }
}
