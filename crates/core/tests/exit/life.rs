//! From the ground to the end, and what every record tells on the way.

use shuniu_core::{
    act::{ActKind, ActRequest, ExistingRecord, StepState},
    case::CaseStatus,
    decide::DecideError,
    event::Event,
    exit::{Appointment, BeginLiquidation, ExitGround, ExitRequest},
    identity::Divisions,
    organization::{
        DecidedAction, GivenUp, OrganizationEvent, OrganizationKind, OrganizationStatus,
        RegisteredItems,
    },
    registration::{DocumentKind, ItemChanges, Requested},
    roll::{BranchForm, NewRollEntry, RollContent},
};

use crate::{
    cast::{
        act, agent, announcement, begin, beginning, decided, deregistration, established, examined,
        import, liquidated, of, papers, report, returned,
    },
    support::{
        self, On, REGISTRAR, SUPERVISOR, World, application, code, day, decider, foundation,
        institution, officer, place, reception, staff_of, unit_id,
    },
};

#[test]
fn an_association_dissolves_itself() {
    let mut w = World::default();
    let id = established(&mut w, &application());
    let by = agent(&id);
    let branch = NewRollEntry {
        name: format!("{}青年分会", application().name),
        unit: unit_id(REGISTRAR),
        since: day("2026-06-10"),
        source: "示范".to_owned(),
        content: RollContent::Branch {
            parent: id.clone(),
            form: BranchForm::Branch,
            decided_on: day("2026-06-10"),
            minutes: "会议纪要".to_owned(),
        },
    };
    let branch = ActRequest::EnterRoll { entry: Box::new(branch) };
    let branch = act(&mut w, &id, &branch, &by, "2026-06-10").subject;
    let domicile = Some("北京市朝阳区示范路9号".to_owned());
    let change = Requested::Change(Box::new(ItemChanges { domicile, ..ItemChanges::default() }));
    let open = ActRequest::OpenOnOrganization { request: change, documents: papers() };
    let change = act(&mut w, &id, &open, &by, "2026-06-20").subject;

    let guide = unit_id(SUPERVISOR);
    let input = beginning(ExitGround::SelfDissolution, &guide);
    let begun = act(&mut w, &id, &begin(input), &by, "2026-07-03");
    assert_eq!(w.organization(&id).status, OrganizationStatus::Liquidating);
    let article = begun.findings.iter().find(|f| f.rule == "ST-20a").unwrap();
    assert_eq!(
        (article.citation.article.as_str(), article.citation.version.as_str()),
        ("20", "2026")
    );
    // The public sees that it is in liquidation and who guides, not who sits in the group.
    let public = w.organization(&id).public_record(Divisions::built_in());
    let told = public.liquidation.expect("a liquidation");
    assert_eq!((told.ground, told.formed_on), (ExitGround::SelfDissolution, day("2026-07-03")));
    assert_eq!(told.guided_by.id, guide);
    assert!(!serde_json::to_string(&told).unwrap().contains("组长"));
    // It exists and does nothing else.
    let steps = w.steps_on(&id, &by, "2026-07-04");
    let offered: Vec<ActKind> = steps.iter().map(|step| step.act).collect();
    assert_eq!(
        offered,
        [
            ActKind::OpenDeregistration,
            ActKind::BeginLiquidation,
            ActKind::AnnounceLiquidation,
            ActKind::ConcludeLiquidation
        ]
    );
    let other = w.act(&On::Organization(&id), &open, &by, "2026-07-04");
    assert!(matches!(&other, Err(DecideError::NotAvailable(n)) if n.state.zh == "清算中"));

    act(&mut w, &id, &of(ExitRequest::Announce(announcement())), &by, "2026-07-06");
    let steps = w.steps_on(&id, &by, "2026-07-10");
    let conclude = steps.iter().find(|s| s.act == ActKind::ConcludeLiquidation).unwrap();
    assert_eq!(conclude.state, StepState::Later);
    assert_eq!(
        conclude.possible_from,
        Some(day("2026-08-21")),
        "the day after the last for claims"
    );
    act(&mut w, &id, &of(ExitRequest::Conclude(report())), &by, "2026-09-01");
    let steps = w.steps_on(&id, &by, "2026-09-01");
    let open = steps.iter().find(|s| s.act == ActKind::OpenDeregistration).unwrap();
    // Fifteen days from 31 August.
    assert_eq!(open.due_by.unwrap().last_day, day("2026-09-15"));
    assert_eq!(open.state, StepState::Possible);

    let case = examined(&mut w, &id);
    let refusal = w.refused(&case, &ActRequest::ApproveApplication, &decider(), "2026-09-10");
    assert_eq!(support::guards_against(&refusal), ["ST-21b"]);
    act(&mut w, &id, &of(ExitRequest::Collect(returned())), &reception(), "2026-09-10");
    let decision = w.step(&case, &ActRequest::ApproveApplication, &decider(), "2026-09-10");

    let gone = w.organization(&id).clone();
    let end = gone.ended.clone().expect("its end");
    assert_eq!(gone.status, OrganizationStatus::Deregistered);
    assert_eq!((end.on, end.ground), (day("2026-09-10"), Some(ExitGround::SelfDissolution)));
    assert_eq!(end.document_number, "110105准注字〔2026〕1号");
    assert_eq!(w.case(&case).decision_number.as_ref(), Some(&end.document_number));
    assert_eq!((&gone.certificate, &gone.supervision), (&None, &None));
    assert_eq!(gone.names[0].to, Some(day("2026-09-09")));
    let bar = gone.gave_up(&gone.name, day("2026-09-10"));
    assert_eq!(bar, [(day("2026-09-10"), GivenUp::Deregistered)]);
    assert_eq!(w.register.roll[&branch].until, Some(day("2026-09-09")), "its branch ends with it");
    assert_eq!(w.case(&change).status, CaseStatus::Closed, "and so does what it had applied for");
    let notice = decision.events.iter().find_map(|e| match &e.event {
        Event::Organization(OrganizationEvent::NoticePublished { text, basis, .. }) => {
            Some((text.zh.clone(), basis.article.clone()))
        }
        _ => None,
    });
    let (text, article) = notice.expect("a public notice");
    assert!(text.contains("因自行解散") && text.contains("准予注销登记，现予公告"), "{text}");
    assert_eq!(article, "23");
    let (register, cases) = w.replayed();
    assert_eq!(
        (&register.organizations[&id], cases),
        (&gone, w.cases.clone()),
        "the log gives the same"
    );
    assert!(w.steps_on(&id, &by, "2026-09-11").is_empty());
}

/// A rescission and a revocation are not the end: whoever had its registration or certificate taken is
/// wound up and deregistered like others, and the record keeps both days.
#[test]
fn penalty_decided_and_existence_ended_are_two_days() {
    for (action, ground) in [
        (DecidedAction::Rescission, ExitGround::RegistrationRescinded),
        (DecidedAction::Revocation, ExitGround::CertificateRevoked),
    ] {
        let mut w = World::default();
        let record = ExistingRecord {
            uscc: code('1', "110105", "MJ019999"),
            name: "北京市朝阳区旧艺协会".to_owned(),
            kind: OrganizationKind::Association,
            division: place("110105"),
            registrar: unit_id(REGISTRAR),
            supervisory_unit: Some(unit_id(SUPERVISOR)),
            established_on: Some(day("2001-02-03")),
            items: RegisteredItems::default(),
            certificate: None,
            authority: "旧登记机关".to_owned(),
            source: "旧登记簿".to_owned(),
        };
        let record = ActRequest::ImportOrganization { record: Box::new(record) };
        let id = import(&mut w, &record, &On::Register, "2026-06-01");
        import(&mut w, &decided(action), &On::Organization(&id), "2026-07-02");
        let (by, guide) = (agent(&id), unit_id(REGISTRAR));
        // Not before it was decided, on no other ground, and nobody else states this one.
        let other = begin(beginning(ExitGround::SelfDissolution, &guide));
        let refusal = crate::cast::refused(&mut w, &id, &other, &by, "2026-07-03");
        assert_eq!(support::guards_against(&refusal), ["QS-2"]);
        let early =
            begin(BeginLiquidation { occurred_on: day("2026-06-30"), ..beginning(ground, &guide) });
        let refusal = crate::cast::refused(&mut w, &id, &early, &by, "2026-07-03");
        assert_eq!(support::guards_against(&refusal), ["TC-1"]);
        act(&mut w, &id, &begin(beginning(ground, &guide)), &by, "2026-07-03");
        // A court's group takes the place of one that idles: on the same decision, not before it.
        let court = Appointment::Court { ruling: "（2026）示01强清1号".to_owned() };
        let courts = |ground, occurred_on| {
            let appointment = court.clone();
            begin(BeginLiquidation { appointment, occurred_on, ..beginning(ground, &guide) })
        };
        for (ground, occurred_on, rule) in [
            (ExitGround::SelfDissolution, "2026-07-01", "QS-2"),
            (ExitGround::Other, "2026-07-01", "QS-2"),
            (ground, "2026-06-30", "TC-1"),
        ] {
            let request = courts(ground, day(occurred_on));
            let refusal = crate::cast::refused(&mut w, &id, &request, &decider(), "2026-07-04");
            assert_eq!(support::guards_against(&refusal), [rule]);
        }
        act(&mut w, &id, &courts(ground, day("2026-07-01")), &decider(), "2026-07-04");
        assert_eq!(w.organization(&id).liquidation().unwrap().appointment, court);
        act(&mut w, &id, &of(ExitRequest::Announce(announcement())), &by, "2026-07-06");
        act(&mut w, &id, &of(ExitRequest::Conclude(report())), &by, "2026-09-01");
        act(&mut w, &id, &of(ExitRequest::Collect(returned())), &reception(), "2026-09-02");
        let rescinded = (action == DecidedAction::Rescission).then(|| day("2026-07-01"));
        assert_eq!(w.organization(&id).rescinded_on, rescinded, "the day stays on the record");
        let case = examined(&mut w, &id);
        w.step(&case, &ActRequest::ApproveApplication, &decider(), "2026-09-10");
        let gone = w.organization(&id);
        assert_eq!((gone.status, gone.rescinded_on), (OrganizationStatus::Deregistered, rescinded));
        let mut bars = Vec::from_iter(rescinded.map(|on| (on, GivenUp::Rescinded)));
        bars.push((day("2026-09-10"), GivenUp::Deregistered));
        assert_eq!(gone.gave_up(&gone.name, day("2026-09-10")), bars);
    }
}

#[test]
fn institutions_and_foundations_end_by_their_own_regulations() {
    for (application, article) in [(institution(), "17"), (foundation(), "18")] {
        let mut w = World::default();
        let id = liquidated(&mut w, &application);
        let registrar = application.registrar.to_string();
        let case = examined(&mut w, &id);
        // A foundation's unit guides; it is not asked for consent.
        let asked = w.case(&case).opinions.len();
        assert_eq!(asked, usize::from(application.kind == OrganizationKind::ServiceInstitution));
        let by = staff_of(shuniu_core::access::Role::Decider, &registrar);
        let refusal = w.refused(&case, &ActRequest::ApproveApplication, &by, "2026-09-10");
        assert_eq!(support::guards_against(&refusal), ["TC-4b"]);
        let desk = staff_of(shuniu_core::access::Role::Reception, &registrar);
        act(&mut w, &id, &of(ExitRequest::Collect(returned())), &desk, "2026-09-10");
        let decision = w.step(&case, &ActRequest::ApproveApplication, &by, "2026-09-10");
        let basis = decision.events.iter().find_map(|e| match &e.event {
            Event::Organization(OrganizationEvent::Ended { basis, .. }) => Some(basis.clone()),
            _ => None,
        });
        assert_eq!(basis.expect("its end").article, article);
    }
}

/// The second application finds nothing to end, and ends itself with the first.
#[test]
fn it_ends_once() {
    let mut w = World::default();
    let id = liquidated(&mut w, &application());
    let one = examined(&mut w, &id);
    let two = act(&mut w, &id, &deregistration(papers()), &agent(&id), "2026-09-08").subject;
    act(&mut w, &id, &of(ExitRequest::Collect(returned())), &reception(), "2026-09-09");
    w.step(&one, &ActRequest::ApproveApplication, &decider(), "2026-09-10");
    assert_eq!(w.case(&one).status, CaseStatus::Approved);
    assert_eq!(w.case(&two).status, CaseStatus::Closed);
    let why = w.unavailable(&two, &ActRequest::SubmitApplication, &agent(&id), "2026-09-10");
    assert_eq!(why.state.zh, "随组织注销终结");
}

/// A change that is under way when the liquidation begins is approved no more.
#[test]
fn what_is_under_way_is_not_approved_in_liquidation() {
    let mut w = World::default();
    let id = established(&mut w, &application());
    let by = agent(&id);
    let domicile = Some("北京市朝阳区示范路9号".to_owned());
    let change = Requested::Change(Box::new(ItemChanges { domicile, ..ItemChanges::default() }));
    let kinds = [DocumentKind::Application, DocumentKind::Resolution, DocumentKind::PremisesRight];
    let documents = kinds.map(support::document).to_vec();
    let open = ActRequest::OpenOnOrganization { request: change, documents };
    let case = act(&mut w, &id, &open, &by, "2026-07-01").subject;
    w.step(&case, &ActRequest::SubmitApplication, &by, "2026-07-01");
    w.step(&case, &support::consent(), &officer(), "2026-07-01");
    w.step(&case, &ActRequest::AcceptApplication, &reception(), "2026-07-02");
    w.step(&case, &support::examination(), &support::examiner(), "2026-07-02");
    let mut other = w.clone();
    other.step(&case, &ActRequest::ApproveApplication, &decider(), "2026-07-03");
    let input = beginning(ExitGround::SelfDissolution, &unit_id(REGISTRAR));
    act(&mut w, &id, &begin(input), &by, "2026-07-03");
    let refusal = w.refused(&case, &ActRequest::ApproveApplication, &decider(), "2026-07-03");
    assert_eq!(support::guards_against(&refusal), ["ZZ-18"]);
}

/// What turns up after the end is collected then.
#[test]
fn what_turns_up_later_is_collected_after_the_end() {
    let mut w = World::default();
    let id = liquidated(&mut w, &application());
    act(&mut w, &id, &of(ExitRequest::Collect(returned())), &reception(), "2026-09-02");
    let case = examined(&mut w, &id);
    w.step(&case, &ActRequest::ApproveApplication, &decider(), "2026-09-10");
    act(&mut w, &id, &of(ExitRequest::Collect(returned())), &reception(), "2026-09-11");
    assert_eq!(w.organization(&id).status, OrganizationStatus::Deregistered);
}

/// The unit that supervises may decline; then nothing is deregistered.
#[test]
fn the_supervisory_unit_may_decline() {
    let mut w = World::default();
    let id = liquidated(&mut w, &application());
    let case = act(&mut w, &id, &deregistration(papers()), &agent(&id), "2026-09-07").subject;
    w.step(&case, &ActRequest::SubmitApplication, &agent(&id), "2026-09-07");
    w.step(&case, &support::decline(), &officer(), "2026-09-07");
    assert_eq!(w.case(&case).status, CaseStatus::Declined);
    assert_eq!(w.organization(&id).status, OrganizationStatus::Liquidating);
}
