//! What an application for deregistration must have, and who may not end yet.

use shuniu_core::{
    access::Role,
    act::ActRequest,
    case::CaseStatus,
    decide::DecideError,
    exit::ExitRequest,
    hub::{Decided, HubRequest, HubStatus},
    law::Verdict,
    registration::{DocumentKind, ItemChanges, Merger, Party, Requested, Resolution, UnitConsent},
    unit::UnitKind,
};

use crate::{
    cast::{
        accepted, act, agent, deregistration, established, examined, filed, in_liquidation,
        liquidated, of, papers, returned,
    },
    support::{
        self, On, World, application, application_in_field, consent, day, decider, document,
        examination, examiner, foundation, guards_against, hub, institution, officer, reception,
        unit, unit_id,
    },
};

#[test]
fn not_before_the_liquidation_has_ended() {
    let mut w = World::default();
    let id = in_liquidation(&mut w, &application());
    let case = act(&mut w, &id, &deregistration(papers()), &agent(&id), "2026-08-01").subject;
    w.step(&case, &ActRequest::SubmitApplication, &agent(&id), "2026-08-01");
    w.step(&case, &consent(), &officer(), "2026-08-01");
    let refusal = w.refused(&case, &ActRequest::AcceptApplication, &reception(), "2026-08-03");
    assert_eq!(guards_against(&refusal), ["TC-5"]);
    // Whoever is not in liquidation cannot even draft one.
    let other = established(&mut w, &application_in_field("摄影"));
    let early =
        w.act(&On::Organization(&other), &deregistration(papers()), &agent(&other), "2026-08-01");
    assert!(matches!(early, Err(DecideError::NotAvailable(_))));
}

#[test]
fn with_its_papers() {
    for lacking in [DocumentKind::Application, DocumentKind::LiquidationReport] {
        let mut w = World::default();
        let id = liquidated(&mut w, &application());
        let mut documents = papers();
        documents.retain(|d| d.kind != lacking);
        documents.push(document(DocumentKind::Other));
        let case = act(&mut w, &id, &deregistration(documents), &agent(&id), "2026-09-07").subject;
        w.step(&case, &ActRequest::SubmitApplication, &agent(&id), "2026-09-07");
        w.step(&case, &consent(), &officer(), "2026-09-07");
        let refusal = w.refused(&case, &ActRequest::AcceptApplication, &reception(), "2026-09-08");
        assert_eq!(guards_against(&refusal), ["ST-21a"]);
        let finding = refusal.findings.iter().find(|f| f.rule == "ST-21a").unwrap();
        assert_eq!(finding.facts[0].required.as_deref(), Some(lacking.id()));
    }
}

/// Fifteen days from the end of the liquidation, by each regulation; late is told and stops nobody.
#[test]
fn within_fifteen_days() {
    let kinds =
        [(application(), "ST-21a-2"), (institution(), "MF-17-2"), (foundation(), "JJ-18-2")];
    for (application, rule) in kinds {
        for (on, verdict) in [("2026-09-15", Verdict::Met), ("2026-09-16", Verdict::Violated)] {
            let mut w = World::default();
            let id = liquidated(&mut w, &application);
            let case = filed(&mut w, &id, on);
            let done = accepted(&mut w, &id, &case, on);
            let told = done.findings.iter().find(|f| f.rule == rule).expect("told");
            assert_eq!(told.outcome, verdict, "{rule}: {on}");
        }
    }
}

/// The usual association as a hub of this standing.
fn as_hub(w: &mut World, organization: &str, status: HubStatus) {
    let mut federation = unit("hub-110105-arts", UnitKind::Federation, "示范联合会", "110105");
    let mut hub = hub(status);
    hub.organization = Some(organization.to_owned());
    federation.hub = Some(hub);
    w.register.units.insert(federation.id.clone(), federation);
}

#[test]
fn a_hub_ends_after_its_standing() {
    for status in HubStatus::ALL {
        let over = [HubStatus::NotSupported, HubStatus::Declined, HubStatus::Withdrawn];
        let stands = !over.contains(&status);
        let mut w = World::default();
        let id = liquidated(&mut w, &application());
        as_hub(&mut w, &id, status);
        act(&mut w, &id, &of(ExitRequest::Collect(returned())), &reception(), "2026-09-02");
        let case = examined(&mut w, &id);
        match w.act(&On::Case(&case), &ActRequest::ApproveApplication, &decider(), "2026-09-10") {
            Ok(_) => assert!(!stands, "{status:?}"),
            Err(DecideError::Refused(refusal)) => {
                assert_eq!((stands, guards_against(&refusal)), (true, vec!["TC-6"]), "{status:?}");
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}

/// Whoever has left meanwhile, or is leaving, becomes no hub.
#[test]
fn nobody_who_is_leaving_becomes_a_hub() {
    let decided = || Decided {
        document_number: "示社领发〔2026〕1号".to_owned(),
        decided_on: day("2026-09-01"),
    };
    let request = HubRequest::Recognize { decided: decided(), batch: None };
    let request = ActRequest::Hub { request: Box::new(request) };
    let office = support::staff("office", Role::LeadingGroupOffice, support::LEADING_GROUP);
    for (leaving, wanted) in [(false, false), (true, true)] {
        let mut w = World::default();
        let id = match leaving {
            true => in_liquidation(&mut w, &application()),
            false => established(&mut w, &application()),
        };
        as_hub(&mut w, &id, HubStatus::Supported);
        let found = w.act(&On::Unit("hub-110105-arts"), &request, &office, "2026-09-02");
        let Err(DecideError::Refused(refusal)) = found else { panic!("{found:?}") };
        assert_eq!(guards_against(&refusal).contains(&"HZ-6"), wanted, "{:?}", refusal.against);
    }
}

/// Nor by being merged into another: its members would be left with nobody.
#[test]
fn a_hub_is_not_merged_away() {
    let mut w = World::default();
    let stays = established(&mut w, &application());
    let ends = established(&mut w, &application_in_field("摄影"));
    as_hub(&mut w, &ends, HubStatus::Authorized);
    let resolution = Resolution { adopted_on: day("2026-06-20"), vote: None };
    let consented =
        UnitConsent { number: "示函〔2026〕3号".to_owned(), dated: day("2026-06-25") };
    let party = Party { organization: ends.clone(), resolution, consent: Some(consented) };
    let changes = ItemChanges::default();
    let merger = Merger { resolution, parties: vec![party], changes };
    let open = ActRequest::OpenOnOrganization {
        request: Requested::Merger(Box::new(merger)),
        documents: support::DOCUMENTS
            .map(document)
            .into_iter()
            .chain([document(DocumentKind::Resolution)])
            .collect(),
    };
    let mut by = agent(&stays);
    by.grants.extend(agent(&ends).grants);
    let case = act(&mut w, &stays, &open, &by, "2026-07-01").subject;
    w.step(&case, &ActRequest::SubmitApplication, &by, "2026-07-01");
    w.step(&case, &consent(), &officer(), "2026-07-01");
    w.step(&case, &ActRequest::AcceptApplication, &reception(), "2026-07-02");
    w.step(&case, &examination(), &examiner(), "2026-07-03");
    let refusal = w.refused(&case, &ActRequest::ApproveApplication, &decider(), "2026-07-06");
    assert_eq!(guards_against(&refusal), ["TC-6"]);
    let id = unit_id("hub-110105-arts");
    w.register.units.get_mut(&id).unwrap().hub.as_mut().unwrap().status = HubStatus::Withdrawn;
    w.step(&case, &ActRequest::ApproveApplication, &decider(), "2026-07-06");
    assert_eq!(w.case(&case).status, CaseStatus::Approved);
    // A merged body hands in its certificate afterwards.
    act(&mut w, &ends, &of(ExitRequest::Collect(returned())), &reception(), "2026-07-07");
    let exit = w.organization(&ends).exit.as_ref().expect("what was collected");
    assert_eq!(exit.collected, returned());
}
