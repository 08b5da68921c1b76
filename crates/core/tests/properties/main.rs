//! Any sequence of acts by anybody with any content: deciding never panics, a refusal changes
//! nothing, and what must always hold, holds after each step. And: no text, however odd,
//! breaks the readers of names, codes and divisions.
//!
//! Serves design §8, "the core as a whole".

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod annual;
mod contents;
mod correction;
mod credit;
mod decoupling;
mod evaluation;
mod exit;
mod hubs;
mod moves;
mod penalty;
mod texts;

use std::collections::BTreeSet;

use annual::under_oversight;
use chrono::NaiveDate;
use decoupling::{with_a_case, with_a_case_reopened};
use evaluation::under_evaluation;
use exit::with_an_end;
use hubs::with_a_member;
use moves::{Move, moves};
use penalty::under_investigation;
use proptest::prelude::*;
use shuniu_core::{
    Books,
    act::{ActKind, ActRequest, MatterKind, StepState, case_next_steps},
    correction::as_corrected,
    decide::{DecideError, Decision, settle_silence},
    decoupling::DecouplingStatus,
    event::Event,
    exit::Handed,
    hub::HubStatus,
    identity::{CodeSegment, Uscc},
    organization::{Organization, OrganizationStatus, Origin},
    registration::rules::is_about,
};
use support::{Failed, On, REGISTRAR, World, books, local, unit_id};

/// A world whose competent registrar has four codes only, so that they run out, in a district with a
/// simplified deregistration.
fn world() -> World {
    let file = local("110105", "exit.simplified.notice.days", "2026-01-01", 20);
    let law = books().law.clone().with_local("district", &file).expect("stricter than nought");
    let mut world = World::with_books(Books { law, ..books().clone() });
    let unit = world.register.units.get_mut(&unit_id(REGISTRAR)).expect("the registrar");
    unit.segments = vec![CodeSegment::parse("MJ010000", "MJ010003").expect("a segment")];
    world
}

/// Where a walk begins: with nothing, with a member of a hub, with a case of decoupling, with
/// one that was opened again.
fn beginning(walk: usize) -> World {
    match walk % 12 {
        9 | 11 => under_evaluation(world()),
        8 => under_investigation(world()),
        6 => with_an_end(world()),
        7 => under_oversight(world()),
        1 | 10 => with_a_member(world()),
        3 => with_a_case(world()),
        5 => with_a_case_reopened(world()),
        _ => world(),
    }
}

/// The state that counts, to see whether anything has changed; entries are those of the log.
fn fingerprint(w: &World) -> String {
    let r = &w.register;
    let bodies = (&r.units, &r.organizations, &r.roll, &r.programmes);
    format!("{:?} {bodies:?} {:?} {:?} {}", w.cases, r.open_cases, r.numbers, w.log.len())
}

/// What must hold whatever has happened.
fn invariants(w: &World) {
    let codes: BTreeSet<&str> =
        w.register.organizations.values().map(|o| o.uscc.as_str()).collect();
    assert_eq!(codes.len(), w.register.organizations.len(), "codes are unique");
    for (id, organization) in &w.register.organizations {
        assert_eq!(Uscc::parse(organization.uscc.as_str()), Ok(organization.uscc));
        assert_eq!(organization.version, lines(w, "organization", id), "version of {id}");
        credit::lists_hold(organization);
        penalty::cases_hold(organization);
        evaluation::grades_hold(organization);
        let entries = w.register.entries.get(id).map_or(&[][..], Vec::as_slice);
        let held = as_corrected(entries);
        let begun = |kind: &str| {
            let is = |event: &Event| event.to_stored().is_ok_and(|(stored, _)| stored == kind);
            held.iter().filter(|known| !known.annulled && is(&known.event)).count()
        };
        let told = i32::from(organization.supervision.is_some());
        let began = i32::try_from(begun("organization.supervision_began")).unwrap();
        let ended = i32::try_from(begun("affiliation.supervision_ended")).unwrap();
        let by_import = i32::try_from(begun("affiliation.told")).unwrap();
        assert!((0..=1 + by_import).contains(&(began - ended)), "one supervision at a time");
        if by_import == 0 && organization.ended.is_none() {
            assert_eq!(began - ended, told, "supervision is what began and did not end");
        }
        under_a_hub(w, organization);
        separated(w, organization);
        let established = matches!(organization.origin, Origin::Established { .. });
        if established && organization.ended.is_none() {
            let supervised = organization.supervision.is_some();
            assert_ne!(supervised, organization.direct.is_some(), "supervised, or why not");
            let changes = begun("organization.items_changed");
            assert!(begun("organization.certificate_issued") > changes);
            assert!(begun("organization.notice_published") >= 1);
        }
        let open: Vec<_> = organization.names.iter().filter(|n| n.to.is_none()).collect();
        let bears =
            usize::from(organization.ended.is_none() && organization.rescinded_on.is_none());
        assert_eq!(open.len(), bears, "one name at a time, until the end");
        assert!(open.iter().all(|n| n.name == organization.name));
        on_the_way_out(organization);
        if let Some(charity) = &organization.charity {
            let since = charity.fundraising_since;
            assert!(since.is_none_or(|day| charity.since < day), "a charity raises funds later");
        }
    }
    for (id, case) in &w.cases {
        assert_eq!(case.version, lines(w, "case", id), "version of {id}");
        let consents = case.opinions.iter().filter(|o| o.consents).count();
        let events = i64::try_from(case.steps.len() + consents);
        assert_eq!(events, Ok(case.version), "a consent is one step and two events");
        assert!(!case.status.is_final() || case.due.is_none(), "nothing is due after the end");
        let born = case.organization.as_ref().map(|o| w.register.organizations.contains_key(o));
        let approved = case.status == shuniu_core::case::CaseStatus::Approved;
        if case.application.about().is_some() {
            assert_eq!(born, Some(true), "the organization exists");
            let about = &w.register.organizations[case.organization.as_ref().unwrap()];
            assert!(about.ended.is_none() || case.status.is_final(), "a case of what is no more");
            continue;
        }
        assert_eq!(born, approved.then_some(true), "approved cases have organizations");
    }
    let numbers = |kind: &str, key: &str| {
        let payloads = w.log.iter().filter(|e| e.kind == kind).map(|e| e.payload.as_str());
        let parsed = payloads.map(|p| serde_json::from_str::<serde_json::Value>(p).expect("JSON"));
        parsed.map(|v| v[key].to_string()).collect::<Vec<_>>()
    };
    for (kind, key) in [("case.approved", "document_number"), ("case.refused", "document_number")] {
        let all = numbers(kind, key);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{kind}: numbers");
    }
}

/// Who is in liquidation has one, and who has ended has nothing left in force.
fn on_the_way_out(organization: &Organization) {
    let begun = organization.liquidation().is_some();
    if organization.status == OrganizationStatus::Liquidating {
        let pledged = organization.exit.as_ref().is_some_and(|exit| exit.pledge.is_some());
        assert!((begun || pledged) && organization.ended.is_none());
    }
    let ended = organization.ended.is_some();
    assert_eq!(ended, organization.status == OrganizationStatus::Deregistered);
    if ended {
        assert!(organization.certificate.is_none() && organization.supervision.is_none());
        assert!(organization.relations.is_empty());
    }
    if ended && matches!(organization.origin, Origin::Established { .. }) {
        let exit = organization.exit.as_ref();
        let pledged = exit.is_some_and(|exit| exit.pledge.is_some());
        let concluded =
            pledged || organization.liquidation().is_some_and(|l| l.concluded.is_some());
        assert!(concluded || !organization.successors.is_empty(), "wound up, or succeeded");
        let back = |(_, handed): (&str, Option<&Handed>)| handed.is_some();
        let all = exit.is_some_and(|exit| exit.collected.each().into_iter().all(back));
        assert!(all || !organization.successors.is_empty(), "all was collected");
    }
}

/// What is decoupled was signed by all, once for each time that it left a department, and is under no
/// department that has not kept the role.
fn separated(w: &World, organization: &Organization) {
    let stream = format!("organization/{}", organization.id);
    let completed =
        w.log.iter().filter(|e| e.stream == stream && e.kind == "decoupling.completed").count();
    assert_eq!(organization.decoupled.len(), completed);
    let Some(case) = &organization.decoupling else { return };
    let checklist = w.books.checklists.get(&case.of.checklist).expect("its checklist");
    if case.status == DecouplingStatus::Completed {
        assert!(case.is_separated(checklist) && completed > 0, "completed, and not separated");
    }
    if case.status.is_open() {
        assert!(organization.ended.is_none(), "an open case of what is no more");
    }
    for (dimension, signatures) in &case.signatures {
        let known = checklist.dimension(dimension).expect("a dimension of the checklist");
        let roles: Vec<_> = signatures.iter().map(|s| s.role).collect();
        assert!(known.signed_by.starts_with(&roles), "signed in order");
        assert!(case.lacking(known).is_empty(), "signed, and not shown");
    }
}

/// Nobody is left under a hub whose withdrawal is complete, nor under itself.
fn under_a_hub(w: &World, organization: &Organization) {
    let Some(supervision) = &organization.supervision else { return };
    let hub = w.register.units.get(&supervision.unit.id).and_then(|unit| unit.hub.as_ref());
    let withdrawn = hub.is_some_and(|hub| hub.status == HubStatus::Withdrawn);
    // What an older register told may name whoever it likes.
    let established = matches!(organization.origin, Origin::Established { .. });
    assert!(!(withdrawn && established), "a member of a withdrawn hub");
    let itself = hub.is_some_and(|hub| hub.organization.as_ref() == Some(&organization.id));
    assert!(!itself, "nobody supervises itself");
}

fn lines(w: &World, family: &str, id: &str) -> i64 {
    let stream = format!("{family}/{id}");
    i64::try_from(w.log.iter().filter(|e| e.stream == stream).count()).expect("few lines")
}

/// What an allowed act must look like.
fn lawful(before: &World, target: &On<'_>, kind: ActKind, on: NaiveDate, decision: &Decision) {
    assert!(!decision.events.is_empty(), "{kind:?} leaves a trace");
    let act = kind.row().expect("a row of the catalogue");
    let matters = match target {
        On::Case(id) => vec![before.cases[*id].application.matter()],
        _ => MatterKind::ALL.to_vec(),
    };
    let content = matters.into_iter().flat_map(|m| act.content_rules(m));
    let guards: Vec<&str> = content.chain(act.procedure_rules).copied().collect();
    for finding in &decision.findings {
        let guards_it = guards.contains(&finding.rule.as_str());
        assert!(!(guards_it && finding.blocks()), "{kind:?} in spite of {finding:?}");
    }
    if let On::Organization(id) = target {
        let tells = matches!(
            kind,
            ActKind::ImportDecision
                | ActKind::ImportRename
                | ActKind::ImportInspection
                | ActKind::ImportListing
                | ActKind::ImportPenalty
                | ActKind::ImportGrade
                | ActKind::ReturnGradeCertificate
                | ActKind::PayPenalty
                | ActKind::SeekRemedy
                | ActKind::EndRemedy
                | ActKind::AnnulPenalty
                | ActKind::CorrectRecord
                | ActKind::AnnulAct
                | ActKind::EnforceCourtOrder
                | ActKind::ApproveBackdating
                | ActKind::CloseWarning
                | ActKind::CollectCertificate
        );
        let ended = before.organization(id).ended.is_some();
        assert!(!ended || tells, "{kind:?} on what is no more");
    }
    if let On::Case(id) = target {
        let case = &before.cases[*id];
        assert!(!case.status.is_final(), "{kind:?} on a case that has ended");
    }
    if let (ActKind::ApproveApplication, On::Case(id)) = (kind, target) {
        let application = &before.cases[*id].application;
        let content = act.content_rules(application.matter());
        for rule in support::books().law.for_kind(content, application.kind()) {
            if !is_about(application, rule) {
                continue;
            }
            let in_force = support::books().law.rule_in_force(rule, on).is_some();
            if !in_force {
                continue;
            }
            let examined = decision.findings.iter().any(|f| f.rule == rule);
            assert!(examined, "{rule} was not examined");
        }
    }
}

/// What a failed act must look like.
fn explained(kind: ActKind, error: &Failed) {
    match error {
        DecideError::Refused(refusal) => {
            assert_eq!(refusal.act, kind);
            assert!(refusal.findings.iter().any(shuniu_core::law::Finding::blocks), "{kind:?}");
        }
        DecideError::Denied(denied) => assert!(!denied.text.zh.is_empty()),
        DecideError::NotAvailable(why) => assert!(!why.state.zh.is_empty()),
        DecideError::Malformed { field, message } => {
            assert!(!field.is_empty() && !message.is_empty());
        }
        DecideError::Period(_) => {}
        DecideError::Register(never) => match *never {},
    }
}

/// The acts whose content adds nothing, so that what is offered and what is allowed agree.
fn plain(request: &ActRequest) -> bool {
    matches!(
        request,
        ActRequest::SubmitApplication
            | ActRequest::GiveConsent { .. }
            | ActRequest::DeclineConsent { .. }
            | ActRequest::AcceptApplication
            | ActRequest::RequestCorrection { .. }
            | ActRequest::ApproveApplication
            | ActRequest::WithdrawApplication { .. }
            | ActRequest::LapseApplication
    )
}

fn step(w: &mut World, m: &Move) {
    let before = w.clone();
    let Some((target, request, actor, on)) = m.on(&before) else { return };
    let kind = request.kind();
    let offered = match &target {
        On::Case(id) => {
            let case = before.case(id).clone();
            let steps = case_next_steps(&mut w.register, &before.books, &case, &actor, on);
            steps
                .ok()
                .map(|steps| steps.iter().any(|s| s.act == kind && s.state == StepState::Possible))
        }
        _ => None,
    };
    let result = w.act_on(&target, &request, &actor, on);
    match &result {
        Ok(decision) => lawful(&before, &target, kind, on, decision),
        Err(error) => {
            explained(kind, error);
            assert_eq!(fingerprint(w), fingerprint(&before), "a refusal changes nothing");
        }
    }
    if let (true, Some(offered)) = (plain(&request), offered) {
        assert_eq!(offered, result.is_ok(), "offered and allowed: {kind:?} {result:?}");
    }
    for case in w.cases.values() {
        let (settled, events) = settle_silence(&w.books, case, on).expect("in range");
        assert_eq!(settled.version, case.version + i64::try_from(events.len()).unwrap());
    }
    invariants(w);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 192,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_sequence_of_acts(moves in moves(40)) {
        let mut w = beginning(moves.len());
        for m in &moves {
            step(&mut w, m);
        }
        let (register, cases) = w.replayed();
        prop_assert_eq!(&cases, &w.cases, "the log gives the cases");
        prop_assert_eq!(&register.organizations, &w.register.organizations);
        for (id, unit) in &register.units {
            // The registrar's segments were set by hand, not by an event.
            if id.as_str() != REGISTRAR {
                prop_assert_eq!(Some(unit), w.register.units.get(id));
            }
        }
    }
}

/// The random walk gets somewhere: without this, the properties could hold for want of acts.
#[test]
fn the_walk_reaches_every_state() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeSet::new();
    let mut taken = BTreeSet::new();
    let all_acts = shuniu_core::act::CATALOGUE.len();
    // Some ends are rare: the walks go on until all were seen, or far too long.
    for walk in 0..4_000 {
        if reached.len() == shuniu_core::case::CaseStatus::ALL.len() && taken.len() == all_acts {
            break;
        }
        let moves = moves(40).new_tree(&mut runner).expect("a walk").current();
        let mut w = beginning(walk);
        for m in &moves {
            step(&mut w, m);
            reached.extend(w.cases.values().map(|c| c.status));
        }
        taken.extend(w.log.iter().map(|e| e.act));
    }
    let missing: Vec<_> =
        shuniu_core::case::CaseStatus::ALL.into_iter().filter(|s| !reached.contains(s)).collect();
    assert!(missing.is_empty(), "never reached: {missing:?}");
    let acts = shuniu_core::act::CATALOGUE.iter().map(|a| a.kind);
    let never: Vec<ActKind> = acts.filter(|k| !taken.contains(k)).collect();
    assert!(never.is_empty(), "never taken: {never:?}");
}
