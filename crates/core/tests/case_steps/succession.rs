//! Merger and split: who ends, what takes their place, what is left in every record.

use shuniu_core::{
    access::Grant,
    act::{ActKind, ActRequest, ExistingRecord},
    case::CaseStatus,
    decide::DecideError,
    event::Event,
    exit::ExitGround,
    organization::{
        DecidedAction, OrganizationEvent, OrganizationStatus, RecordedDecision, SuccessionKind,
    },
    registration::{
        EstablishmentApplication, ItemChanges, Merger, Party, Requested, Resolution, Succession,
        UnitConsent,
    },
    roll::{BranchForm, NewRollEntry, RollContent},
};

use crate::{
    requested::{agent, established, papers},
    support::{
        On, World, actor, administrator, application, application_in_field, consent, day, decider,
        examination, examiner, guards_against, officer, reception, unit_id,
    },
};

fn party(organization: &str) -> Party {
    Party {
        organization: organization.to_owned(),
        resolution: Resolution { adopted_on: day("2026-06-20"), vote: None },
        consent: Some(UnitConsent {
            number: "示函〔2026〕3号".to_owned(),
            dated: day("2026-06-25"),
        }),
    }
}

/// The applicant, who founds and acts for these.
fn agent_of(organizations: &[&str]) -> shuniu_core::access::Actor {
    let mut grants = vec![Grant::of(shuniu_core::access::Role::Applicant)];
    grants.extend(organizations.iter().map(|o| Grant::agent_of(o)));
    actor("applicant", grants)
}

/// From the draft to the examination: consent 07-01, acceptance 07-02.
fn examined(w: &mut World, id: &str, by: &[&str]) {
    w.step(id, &ActRequest::SubmitApplication, &agent_of(by), "2026-07-01");
    w.step(id, &consent(), &officer(), "2026-07-01");
    w.step(id, &ActRequest::AcceptApplication, &reception(), "2026-07-02");
    w.step(id, &examination(), &examiner(), "2026-07-03");
}

fn merger(parties: &[&str], changes: ItemChanges) -> ActRequest {
    let merger = Merger {
        resolution: party("").resolution,
        parties: parties.iter().map(|id| party(id)).collect(),
        changes,
    };
    let request = Requested::Merger(Box::new(merger));
    ActRequest::OpenOnOrganization { request, documents: papers() }
}

fn branch(w: &mut World, organization: &str) -> String {
    let name = format!("{}青年分会", w.organization(organization).name);
    let entry = NewRollEntry {
        name,
        unit: unit_id(crate::support::REGISTRAR),
        since: day("2026-06-10"),
        source: "示范".to_owned(),
        content: RollContent::Branch {
            parent: organization.to_owned(),
            form: BranchForm::Branch,
            decided_on: day("2026-06-10"),
            minutes: "会议纪要".to_owned(),
        },
    };
    let request = ActRequest::EnterRoll { entry: Box::new(entry) };
    w.act(&On::Organization(organization), &request, &agent(organization), "2026-06-10")
        .expect("a branch")
        .subject
}

fn two(w: &mut World) -> (String, String) {
    let one = established(w, &application());
    let two = established(w, &application_in_field("摄影"));
    (one, two)
}

#[test]
fn one_takes_the_other_in_with_its_name_and_funds() {
    let mut w = World::default();
    let (stays, ends) = two(&mut w);
    let branch = branch(&mut w, &ends);
    let name = w.organization(&ends).name.clone();
    let name_parts = Some(application_in_field("摄影").name_parts);
    let changes = ItemChanges { name_parts, funds_yuan: Some(900_000), ..ItemChanges::default() };
    let open = merger(&[&ends], changes);
    let by = [stays.as_str(), ends.as_str()];
    let id = w.act(&On::Organization(&stays), &open, &agent_of(&by), "2026-07-01").unwrap().subject;
    examined(&mut w, &id, &by);
    let decision = w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-07-06");

    let gone = w.organization(&ends).clone();
    assert_eq!(gone.status, OrganizationStatus::Deregistered);
    let end = gone.ended.clone().expect("its end");
    assert_eq!((end.on, end.ground), (day("2026-07-06"), Some(ExitGround::Merger)));
    assert_eq!(end.document_number, "110105准注字〔2026〕1号");
    assert_eq!((&gone.certificate, &gone.supervision), (&None, &None));
    assert_eq!(gone.names[0].to, Some(day("2026-07-05")));
    assert_eq!(gone.successors[0].organization, stays);
    let now = w.organization(&stays).clone();
    assert_eq!((now.name.as_str(), now.items.funds_yuan), (name.as_str(), Some(900_000)));
    assert_eq!(now.predecessors[0].name, name);
    assert_eq!(w.register.roll[&branch].until, Some(day("2026-07-05")));
    // Each event says where it comes from; the notice cites the article on notices.
    let notices: Vec<_> = decision
        .events
        .iter()
        .filter_map(|e| match &e.event {
            Event::Organization(OrganizationEvent::NoticePublished { subject, basis, text }) => {
                Some((subject.as_str(), basis.article.as_str(), text.zh.contains("因合并")))
            }
            _ => None,
        })
        .collect();
    assert_eq!(notices, [("deregistration", "23", true), ("change", "23", false)]);
    let (register, _) = w.replayed();
    assert_eq!(register.organizations[&ends], gone, "the log gives the same");

    // Nothing more is done by or for it, and nobody is offered anything.
    let request = ActRequest::ReportCertificateLoss { statement: "报纸".to_owned() };
    let refused = w.act(&On::Organization(&ends), &request, &agent(&ends), "2026-07-07");
    assert!(matches!(&refused, Err(DecideError::NotAvailable(n)) if n.state.zh == "已注销"));
    let steps = w.steps_on(&ends, &agent(&ends), "2026-07-07");
    assert!(steps.is_empty(), "{steps:?}");
}

/// Who ends has consented by its own account: nobody ends another's organization.
#[test]
fn only_who_acts_for_every_party() {
    let mut w = World::default();
    let (stays, ends) = two(&mut w);
    let open = merger(&[&ends], ItemChanges::default());
    let alone = w.act(&On::Organization(&stays), &open, &agent_of(&[&stays]), "2026-07-01");
    let Err(DecideError::Denied(denied)) = alone else { panic!("{alone:?}") };
    assert!(denied.text.zh.contains(&w.organization(&ends).name), "{denied:?}");
    // Nor by amending what was opened for others, nor by filing when the grant is gone.
    let (by, third) =
        ([stays.as_str(), ends.as_str()], established(&mut w, &application_in_field("棋类")));
    let id = w.act(&On::Organization(&stays), &open, &agent_of(&by), "2026-07-01").unwrap().subject;
    let ActRequest::OpenOnOrganization { request, documents } =
        merger(&[&third], ItemChanges::default())
    else {
        panic!("an application")
    };
    let amend = ActRequest::AmendRequest { request, documents };
    let amended = w.act(&On::Case(&id), &amend, &agent_of(&by), "2026-07-01");
    assert!(matches!(amended, Err(DecideError::Denied(_))));
    let filed =
        w.act(&On::Case(&id), &ActRequest::SubmitApplication, &agent_of(&[&stays]), "2026-07-01");
    assert!(matches!(filed, Err(DecideError::Denied(_))));
}

fn successor(
    field: &str,
    how: SuccessionKind,
    parties: &[&str],
    split_ends: bool,
) -> EstablishmentApplication {
    let parties = parties.iter().map(|id| party(id)).collect();
    EstablishmentApplication {
        succession: Some(Succession { how, parties, split_ends }),
        ..application_in_field(field)
    }
}

/// A new organization with its own account's case, brought to the decision and approved.
fn founded(w: &mut World, a: &EstablishmentApplication, by: &[&str]) -> String {
    let open = ActRequest::OpenEstablishment { application: Box::new(a.clone()) };
    let id = w.act(&On::Register, &open, &agent_of(by), "2026-07-01").unwrap().subject;
    examined(w, &id, by);
    w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-07-06");
    w.case(&id).organization.clone().unwrap()
}

#[test]
fn two_merge_into_a_new_one_that_bears_a_name_of_theirs() {
    let mut w = World::default();
    let (one, two) = two(&mut w);
    let by = [one.as_str(), two.as_str()];
    // The name of one that ends is not another's.
    let new = founded(&mut w, &successor("摄影", SuccessionKind::Merger, &by, false), &by);
    for (old, number) in [(&one, 1), (&two, 2)] {
        let gone = w.organization(old);
        let end = gone.ended.clone().unwrap();
        assert_eq!(end.document_number, format!("110105准注字〔2026〕{number}号"));
        assert_eq!(gone.successors[0].organization, new);
    }
    let names: Vec<_> = w.organization(&new).predecessors.iter().map(|p| &p.organization).collect();
    assert_eq!(names, [&one, &two]);
    // For others it is barred for a year from the end.
    let id = w.case_of(&application(), CaseStatus::Examined);
    let refusal = w.refused(&id, &ActRequest::ApproveApplication, &decider(), "2027-07-06");
    assert!(guards_against(&refusal).contains(&"MC-16b"), "{:?}", refusal.against);
}

#[test]
fn one_is_split_and_ends_with_the_second_successor() {
    let mut w = World::default();
    let one = established(&mut w, &application());
    let by = [one.as_str()];
    let first = founded(&mut w, &successor("书法", SuccessionKind::Split, &by, false), &by);
    let still = w.organization(&one);
    assert_eq!(still.status, OrganizationStatus::Registered);
    assert_eq!((still.successors.len(), still.ended.clone()), (1, None));
    let second = founded(&mut w, &successor("篆刻", SuccessionKind::Split, &by, true), &by);
    let gone = w.organization(&one);
    assert_eq!(gone.status, OrganizationStatus::Deregistered);
    assert_eq!(gone.ended.as_ref().unwrap().ground, Some(ExitGround::Split));
    let successors: Vec<_> = gone.successors.iter().map(|s| &s.organization).collect();
    assert_eq!(successors, [&first, &second]);
    // The notice of its end names both that take its place.
    let names = [&first, &second].map(|id| w.organization(id).name.clone());
    let of_its_end = w.log.iter().rfind(|entry| {
        entry.kind == "organization.notice_published" && entry.stream.ends_with(&one)
    });
    let notice = &of_its_end.expect("a notice").payload;
    assert!(names.iter().all(|name| notice.contains(name.as_str())), "{notice}");
}

/// A case that is under way when its organization ends, ends with it.
#[test]
fn what_was_under_way_ends_with_the_organization() {
    let mut w = World::default();
    let (stays, ends) = two(&mut w);
    let domicile = Some("北京市朝阳区示范路9号".to_owned());
    let change = ItemChanges { domicile, ..ItemChanges::default() };
    let request = Requested::Change(Box::new(change));
    let open = ActRequest::OpenOnOrganization { request, documents: papers() };
    let change =
        w.act(&On::Organization(&ends), &open, &agent(&ends), "2026-07-01").unwrap().subject;
    examined(&mut w, &change, &[&ends]);
    let by = [stays.as_str(), ends.as_str()];
    let open = merger(&[&ends], ItemChanges::default());
    let id = w.act(&On::Organization(&stays), &open, &agent_of(&by), "2026-07-01").unwrap().subject;
    examined(&mut w, &id, &by);
    let numbered = w.organization(&stays).certificate.clone();
    w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-07-06");
    // Nothing registered changed, so the certificate stays.
    assert_eq!(w.organization(&stays).certificate, numbered);
    let closed = w.case(&change);
    assert_eq!((closed.status, &closed.due), (CaseStatus::Closed, &None));
    assert!(closed.reasons.as_ref().unwrap().contains("110105准注字〔2026〕1号"));
    let why = w.unavailable(&change, &ActRequest::ApproveApplication, &decider(), "2026-07-06");
    assert_eq!(why.state, CaseStatus::Closed.text());
}

fn decided(action: DecidedAction, number: &str, on: &str) -> ActRequest {
    let decision = RecordedDecision {
        document_number: number.to_owned(),
        action: Some(action),
        decided_on: day(on),
        authority: "示范民政局".to_owned(),
    };
    ActRequest::ImportDecision { decision, source: "示范".to_owned() }
}

/// Revocation, rescission and deregistration of an older register are three things.
#[test]
fn what_older_registers_decided_on_an_end() {
    let mut w = World::default();
    let record = ExistingRecord { name: application().name, ..crate::import::record() };
    let o = crate::import::enter(&mut w, record).unwrap().subject;
    let import = |w: &mut World, action, number, on| {
        let request = decided(action, number, on);
        w.act(&On::Organization(&o), &request, &administrator(), "2026-09-01").unwrap();
        w.organization(&o).clone()
    };
    let revoked = import(&mut w, DecidedAction::Revocation, "示吊〔2026〕1号", "2026-07-01");
    assert_eq!(revoked.status, OrganizationStatus::CertificateRevoked);
    assert_eq!(revoked.names[0].to, None, "it bears its name until it is deregistered");
    let rescinded = import(&mut w, DecidedAction::Rescission, "示撤〔2026〕1号", "2026-07-10");
    assert_eq!(rescinded.status, OrganizationStatus::Rescinded);
    assert_eq!(rescinded.names[0].to, Some(day("2026-07-09")));
    let gone = import(&mut w, DecidedAction::Deregistration, "示注〔2026〕1号", "2026-08-01");
    let end = gone.ended.clone().unwrap();
    assert_eq!((gone.status, end.ground), (OrganizationStatus::Deregistered, None));
    assert_eq!((end.on, end.document_number.as_str()), (day("2026-08-01"), "示注〔2026〕1号"));
    assert_eq!(gone.names[0].to, Some(day("2026-07-09")), "given up when it was rescinded");
    // What is read later does not bring it back, nor end it again.
    let later = import(&mut w, DecidedAction::Revocation, "示吊〔2026〕2号", "2026-07-02");
    assert_eq!(later.status, OrganizationStatus::Deregistered);
    let again = import(&mut w, DecidedAction::Deregistration, "示注〔2026〕9号", "2026-08-09");
    assert_eq!((again.ended, again.decisions.len()), (gone.ended, 5));
    // Each bars the name for its own time: three years, and a year from the deregistration.
    let id = w.case_of(&application(), CaseStatus::Examined);
    let mut against = |on| {
        let refusal = w.refused(&id, &ActRequest::ApproveApplication, &decider(), on);
        let bars = ["MC-16b", "MC-16c"].into_iter();
        bars.filter(|bar| guards_against(&refusal).contains(bar)).collect::<Vec<_>>()
    };
    assert_eq!(against("2027-08-01"), ["MC-16b", "MC-16c"]);
    assert_eq!(against("2029-07-10"), ["MC-16c"]);
}

/// Branches end with the organization, however it ends.
#[test]
fn branches_end_with_an_imported_end() {
    let mut w = World::default();
    let record = ExistingRecord { name: application().name, ..crate::import::record() };
    let o = crate::import::enter(&mut w, record).unwrap().subject;
    let branch = branch(&mut w, &o);
    let request = decided(DecidedAction::Deregistration, "示注〔2026〕1号", "2026-08-01");
    w.act(&On::Organization(&o), &request, &administrator(), "2026-09-01").unwrap();
    assert_eq!(w.register.roll[&branch].until, Some(day("2026-07-31")));
}

/// A grant for some acts ends nothing by others.
#[test]
fn a_limited_grant_ends_nothing() {
    let mut w = World::default();
    let (stays, ends) = two(&mut w);
    let limited = Grant { acts: vec![ActKind::FilePartyBuilding], ..Grant::agent_of(&ends) };
    let by = actor("applicant", vec![Grant::agent_of(&stays), limited]);
    let open = merger(&[&ends], ItemChanges::default());
    let opened = w.act(&On::Organization(&stays), &open, &by, "2026-07-01");
    assert!(matches!(opened, Err(DecideError::Denied(_))));
}

/// What this register established, it ends itself: no import does, by an administrator's hand.
#[test]
fn an_import_ends_nothing_that_was_established_here() {
    let mut w = World::default();
    let o = established(&mut w, &application());
    for (number, action) in DecidedAction::ALL.into_iter().enumerate() {
        let request = decided(action, &format!("示〔2026〕{number}号"), "2026-07-01");
        let done = w.act(&On::Organization(&o), &request, &administrator(), "2026-09-01");
        let refused =
            matches!(&done, Err(DecideError::Refused(r)) if guards_against(r) == ["ZZ-15"]);
        assert_eq!(refused, action.ends(), "{action:?}");
        assert_eq!(w.organization(&o).status, OrganizationStatus::Registered);
    }
}
