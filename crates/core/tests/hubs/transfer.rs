//! Supervision passes from one unit to another: by notice and confirmation list, or by application.
//! Whoever gave notice stays responsible; two at a time cannot be.

use shuniu_core::{
    access::{Actor, Grant},
    act::ActRequest,
    affiliation::{AffiliationRequest, ConfirmationList, TransferHow},
    case::CaseStatus,
    law::Verdict,
    organization::OrganizationKind,
    registration::{
        CharterAmendment, Document, DocumentKind, Requested, SupervisionTransfer, UnitConsent,
    },
    unit::UnitKind,
};

use crate::{
    cast::{
        BODY, OTHER_BODY, add, association, authorized, hub_officer, list, member, notice, relate,
        related, world,
    },
    support::{
        CHARTER, On, SUPERVISOR, World, brief, day, decider, document, examination, examiner,
        is_not_met, officer, reception, unit, unit_id,
    },
};

#[test]
fn a_notice_ends_nothing() {
    let mut w = world();
    let id = association(&mut w);
    let told = relate(&mut w, &id, notice("2026-06-21"), &officer(), "2026-06-20");
    assert_eq!(told, "refused by GX-4", "of a day to come");
    let told = relate(&mut w, &id, notice("2026-06-20"), &hub_officer(), "2026-06-20");
    assert!(told.starts_with("Denied"), "only the unit itself: {told}");
    let told = relate(&mut w, &id, notice("2026-06-20"), &officer(), "2026-06-20");
    assert_eq!(told, "allowed: affiliation.ending_notified");
    let supervision = w.organization(&id).supervision.clone().unwrap();
    assert_eq!(supervision.unit.id, unit_id(SUPERVISOR), "responsible to the end");
    assert_eq!(supervision.ending.unwrap().due, None, "no time is set for an association");
    let told = relate(&mut w, &id, notice("2026-06-20"), &officer(), "2026-06-20");
    assert_eq!(told, "refused by GX-11", "once");
    let back = || AffiliationRequest::RescindEnding { reasons: "继续担任".to_owned() };
    let told = relate(&mut w, &id, back(), &officer(), "2026-06-22");
    assert_eq!(told, "allowed: affiliation.ending_rescinded");
    assert_eq!(relate(&mut w, &id, back(), &officer(), "2026-06-22"), "refused by GX-11");
}

/// Ninety days for a service institution only (trap: there is no equal rule for associations).
#[test]
fn the_clock_is_the_kind_s_own() {
    for (kind, due) in [
        (OrganizationKind::Association, None),
        // 18 September is the ninetieth day after 20 June.
        (OrganizationKind::ServiceInstitution, Some(day("2026-09-18"))),
        (OrganizationKind::Foundation, None),
    ] {
        let mut w = world();
        let id = association(&mut w);
        w.register.organizations.get_mut(&id).unwrap().kind = kind;
        related(&mut w, &id, notice("2026-06-20"), &officer(), "2026-06-20").unwrap();
        let supervision = w.organization(&id).supervision.clone().unwrap();
        assert_eq!(supervision.ending.unwrap().due.map(|d| d.last_day), due, "{kind:?}");
    }
}

#[test]
fn by_confirmation_list() {
    let mut w = world();
    authorized(&mut w, BODY);
    let id = association(&mut w);
    let transfer = || list(BODY, TransferHow::Transfer);
    let told = relate(&mut w, &id, transfer(), &decider(), "2026-07-01");
    assert_eq!(told, "refused by ZG-4b", "the old unit has not let go");
    let mut released = transfer();
    if let AffiliationRequest::TransferByList { release, .. } = &mut released {
        let number = "朝教函〔2026〕9号".to_owned();
        *release = Some(UnitConsent { number, dated: day("2026-06-20") });
    }
    let mut by_letter = w.clone();
    assert!(relate(&mut by_letter, &id, released, &decider(), "2026-07-01").starts_with("allowed"));

    related(&mut w, &id, notice("2026-06-20"), &officer(), "2026-06-20").unwrap();
    let decision = related(&mut w, &id, transfer(), &decider(), "2026-07-01").unwrap();
    let told = brief(&Ok(decision));
    assert_eq!(
        told,
        "allowed: affiliation.supervision_ended, organization.supervision_began, \
         affiliation.charter_to_ratify, organization.certificate_issued"
    );
    let organization = w.organization(&id);
    let supervision = organization.supervision.clone().unwrap();
    assert_eq!(supervision.unit.id, unit_id(BODY));
    assert_eq!((supervision.since, supervision.ending), (day("2026-07-01"), None));
    // A year to ratify the charter: 1 July 2027 is a Thursday.
    assert_eq!(organization.charter_due.unwrap().by, day("2027-07-01"));
    assert_eq!(organization.certificate.as_ref().unwrap().valid_from, Some(day("2026-07-01")));
    let again = relate(&mut w, &id, transfer(), &decider(), "2026-07-02");
    assert_eq!(again, "refused by GX-7, ZG-4b", "it is there already");
    let (register, _) = w.replayed();
    assert_eq!(register.organizations[&id], *w.organization(&id));
}

#[test]
fn only_who_may_supervise_takes_over() {
    let mut w = world();
    authorized(&mut w, BODY);
    add(&mut w, unit("plain", UnitKind::PeoplesOrganization, "未认定团体", "110105"));
    add(&mut w, unit("street", UnitKind::Department, "街道", "110105001"));
    let id = association(&mut w);
    related(&mut w, &id, notice("2026-06-20"), &officer(), "2026-06-20").unwrap();
    for (to, told) in [
        ("plain", "refused by GX-7"),
        ("street", "refused by GX-7"),
        ("nobody", "refused by GX-7"),
        (SUPERVISOR, "refused by GX-7"),
        (OTHER_BODY, "refused by GX-7"),
    ] {
        let told_now =
            relate(&mut w, &id, list(to, TransferHow::Transfer), &decider(), "2026-07-01");
        assert_eq!(told_now, told, "{to}");
    }
    let mut blank = list(BODY, TransferHow::Transfer);
    if let AffiliationRequest::TransferByList { list, .. } = &mut blank {
        *list = ConfirmationList { number: " ".to_owned(), dated: day("2026-07-02") };
    }
    let told = relate(&mut w, &id, blank, &decider(), "2026-07-01");
    assert_eq!(told, "refused by PL-1, GX-4", "a list without number, of a day to come");
}

#[test]
fn succession_by_renaming_is_another_act() {
    let mut w = world();
    add(&mut w, unit("dept-new", UnitKind::Department, "朝阳区教育和体育委员会", "110105"));
    add(&mut w, unit("dept-newer", UnitKind::Department, "朝阳区教体局", "110105"));
    let id = association(&mut w);
    let succession = |to: &str| list(to, TransferHow::Succession);
    let told = relate(&mut w, &id, succession("dept-new"), &decider(), "2026-07-01");
    assert_eq!(told, "refused by GX-8", "the old unit goes on");
    let end = |w: &mut World, unit: &str, successor: &str| {
        let known = w.register.units.get_mut(&unit_id(unit)).unwrap();
        known.valid_to = Some(day("2026-06-30"));
        known.successor = Some(unit_id(successor));
    };
    end(&mut w, SUPERVISOR, "dept-new");
    w.register.units.get_mut(&unit_id(SUPERVISOR)).unwrap().valid_to = Some(day("2026-12-31"));
    let told = relate(&mut w, &id, succession("dept-new"), &decider(), "2026-07-01");
    assert_eq!(told, "refused by GX-8", "it has not ended yet");
    end(&mut w, SUPERVISOR, "dept-new");
    end(&mut w, "dept-new", "dept-newer");
    let told = relate(&mut w, &id, succession("dept-110105-other"), &decider(), "2026-07-01");
    assert_eq!(told, "refused by GX-7, GX-8");
    let decision = related(&mut w, &id, succession("dept-newer"), &decider(), "2026-07-01");
    assert!(decision.is_ok(), "through two successions");
    assert_eq!(w.organization(&id).supervision.as_ref().unwrap().unit.id, unit_id("dept-newer"));
}

/// Who is directly registered by policy is not put under a unit by a list.
#[test]
fn a_list_is_not_for_the_directly_registered() {
    let mut w = world();
    authorized(&mut w, BODY);
    let case = w.case_of(&crate::support::direct_application(), CaseStatus::Approved);
    let id = w.case(&case).organization.clone().unwrap();
    let told = relate(&mut w, &id, list(BODY, TransferHow::Transfer), &decider(), "2026-07-01");
    assert_eq!(told, "refused by GX-7");
}

#[test]
fn no_circle_of_supervisors() {
    let mut w = world();
    authorized(&mut w, BODY);
    // The body is itself the association that it would supervise.
    let id = association(&mut w);
    w.register.units.get_mut(&unit_id(BODY)).unwrap().hub.as_mut().unwrap().organization =
        Some(id.clone());
    related(&mut w, &id, notice("2026-06-20"), &officer(), "2026-06-20").unwrap();
    let told = relate(&mut w, &id, list(BODY, TransferHow::Transfer), &decider(), "2026-07-01");
    assert_eq!(told, "refused by GX-3");
}

fn agent(id: &str) -> Actor {
    Actor { account: "agent".to_owned(), grants: vec![Grant::agent_of(id)] }
}

fn papers() -> Vec<Document> {
    use DocumentKind as K;
    [
        K::Application,
        K::CharterApprovalForm,
        K::FormerCharter,
        K::DraftCharter,
        K::Resolution,
        K::Certificate,
    ]
    .map(document)
    .to_vec()
}

fn open(w: &mut World, id: &str, to: &str, documents: Vec<Document>, on: &str) -> String {
    let charter = CharterAmendment {
        adopted_on: day("2026-06-25"),
        summary: "业务主管单位变更".to_owned(),
        charter_items: CHARTER.map(ToOwned::to_owned).to_vec(),
        party_clause: Some(true),
        names_beneficiaries: false,
        vote: None,
    };
    let transfer = SupervisionTransfer { to: unit_id(to), charter };
    let request = Requested::Transfer(Box::new(transfer));
    let request = ActRequest::OpenOnOrganization { request, documents };
    w.act(&On::Organization(id), &request, &agent(id), on).expect("a draft").subject
}

/// Filed, with the consent of the unit that takes over, accepted and examined.
fn examined(w: &mut World, case: &str, id: &str) {
    w.step(case, &ActRequest::SubmitApplication, &agent(id), "2026-07-01");
    assert_eq!(w.case(case).status, CaseStatus::WithSupervisoryUnit);
    w.step(case, &crate::support::consent(), &hub_officer(), "2026-07-02");
    w.step(case, &ActRequest::AcceptApplication, &reception(), "2026-07-03");
    w.step(case, &examination(), &examiner(), "2026-07-06");
}

#[test]
fn by_application_with_both_units() {
    let mut w = world();
    authorized(&mut w, BODY);
    let id = association(&mut w);
    related(&mut w, &id, notice("2026-06-20"), &officer(), "2026-06-20").unwrap();
    let case = open(&mut w, &id, BODY, papers(), "2026-07-01");
    examined(&mut w, &case, &id);
    let decision = w.step(&case, &ActRequest::ApproveApplication, &decider(), "2026-07-08");
    let kinds: Vec<String> =
        decision.events.iter().map(|e| e.event.to_stored().unwrap().0).collect();
    assert_eq!(
        kinds,
        [
            "case.approved",
            "affiliation.supervision_ended",
            "organization.supervision_began",
            "organization.charter_approved",
            "organization.certificate_issued"
        ]
    );
    let organization = w.organization(&id);
    assert_eq!(organization.supervision.as_ref().unwrap().unit.id, unit_id(BODY));
    assert_eq!(organization.charter_due, None, "the charter is approved with it");
    let number = w.case(&case).decision_number.clone().unwrap();
    assert_eq!(number, "110105主变字〔2026〕1号");
}

#[test]
fn an_application_lacks_what_the_law_asks() {
    let mut w = world();
    authorized(&mut w, BODY);
    let id = association(&mut w);
    let case = open(&mut w, &id, BODY, papers(), "2026-07-01");
    w.step(&case, &ActRequest::SubmitApplication, &agent(&id), "2026-07-01");
    w.step(&case, &crate::support::consent(), &hub_officer(), "2026-07-02");
    let refusal = w.refused(&case, &ActRequest::AcceptApplication, &reception(), "2026-07-03");
    assert_eq!(refusal.against, ["ZY-2"], "the old unit has not let go");
    // By a letter that is handed in.
    for (number, dated, lets_go) in [
        (Some("朝教函〔2026〕9号"), Some("2026-06-20"), true),
        (None, Some("2026-06-20"), false),
        (Some("朝教函〔2026〕9号"), None, false),
        (Some("朝教函〔2026〕9号"), Some("2026-07-09"), false),
    ] {
        let mut w = world();
        authorized(&mut w, BODY);
        let id = association(&mut w);
        let letter = Document {
            number: number.map(ToOwned::to_owned),
            dated: dated.map(day),
            ..document(DocumentKind::SupervisorRelease)
        };
        let documents = papers().into_iter().chain([letter]).collect();
        let case = open(&mut w, &id, BODY, documents, "2026-07-01");
        w.step(&case, &ActRequest::SubmitApplication, &agent(&id), "2026-07-01");
        w.step(&case, &crate::support::consent(), &hub_officer(), "2026-07-02");
        let told =
            w.act(&On::Case(&case), &ActRequest::AcceptApplication, &reception(), "2026-07-03");
        assert_eq!(told.is_ok(), lets_go, "{number:?} {dated:?}");
    }
    for missing in papers() {
        let mut w = world();
        authorized(&mut w, BODY);
        let id = association(&mut w);
        related(&mut w, &id, notice("2026-06-20"), &officer(), "2026-06-20").unwrap();
        let documents = papers().into_iter().filter(|d| d.kind != missing.kind).collect();
        let case = open(&mut w, &id, BODY, documents, "2026-07-01");
        w.step(&case, &ActRequest::SubmitApplication, &agent(&id), "2026-07-01");
        w.step(&case, &crate::support::consent(), &hub_officer(), "2026-07-02");
        let refusal = w.refused(&case, &ActRequest::AcceptApplication, &reception(), "2026-07-03");
        assert_eq!(refusal.against, ["ZY-4"], "{:?}", missing.kind);
    }
    // To whom it belongs already, or who may not supervise.
    for (to, rule) in [(SUPERVISOR, "ZY-1"), (OTHER_BODY, "ST-6")] {
        let mut w = world();
        authorized(&mut w, BODY);
        let id = association(&mut w);
        related(&mut w, &id, notice("2026-06-20"), &officer(), "2026-06-20").unwrap();
        let case = open(&mut w, &id, to, papers(), "2026-07-01");
        let request = ActRequest::SubmitApplication;
        let told = w.act(&On::Case(&case), &request, &agent(&id), "2026-07-01");
        let told = if rule == "ST-6" {
            brief(&told)
        } else {
            let by = crate::support::officer();
            w.step(&case, &crate::support::consent(), &by, "2026-07-02");
            let request = ActRequest::AcceptApplication;
            brief(&w.act(&On::Case(&case), &request, &reception(), "2026-07-03"))
        };
        assert_eq!(told, format!("refused by {rule}"), "{to}");
    }
}

/// A letter lets go for the unit that supervised when the draft was opened, for no later one.
#[test]
fn a_letter_of_an_earlier_unit_lets_nobody_go() {
    let mut w = world();
    authorized(&mut w, BODY);
    authorized(&mut w, OTHER_BODY);
    let id = association(&mut w);
    let letter = Document {
        number: Some("朝教函〔2026〕9号".to_owned()),
        dated: Some(day("2026-06-20")),
        ..document(DocumentKind::SupervisorRelease)
    };
    let documents = papers().into_iter().chain([letter]).collect();
    let case = open(&mut w, &id, BODY, documents, "2026-07-01");
    w.step(&case, &ActRequest::SubmitApplication, &agent(&id), "2026-07-01");
    w.step(&case, &crate::support::consent(), &hub_officer(), "2026-07-02");
    let accept = ActRequest::AcceptApplication;
    let accepted = w.clone().act(&On::Case(&case), &accept, &reception(), "2026-07-03");
    assert!(accepted.is_ok(), "{}", brief(&accepted));

    related(&mut w, &id, notice("2026-07-02"), &officer(), "2026-07-02").unwrap();
    let to_another = list(OTHER_BODY, TransferHow::Transfer);
    related(&mut w, &id, to_another, &decider(), "2026-07-02").unwrap();
    let refusal = w.refused(&case, &accept, &reception(), "2026-07-03");
    assert_eq!(refusal.against, ["ZY-2"]);
}

/// Who is moved once more before its charter is ratified is told so, and moved all the same.
#[test]
fn a_charter_that_waits_is_told() {
    let mut w = world();
    authorized(&mut w, BODY);
    authorized(&mut w, OTHER_BODY);
    let id = association(&mut w);
    for (from, by, to, outcome) in [
        (SUPERVISOR, officer(), BODY, Verdict::Met),
        (BODY, hub_officer(), OTHER_BODY, Verdict::Violated),
    ] {
        related(&mut w, &id, notice("2026-06-20"), &by, "2026-07-01").unwrap();
        let transfer = list(to, TransferHow::Transfer);
        let decision = related(&mut w, &id, transfer, &decider(), "2026-07-01").unwrap();
        let told = decision.findings.iter().find(|f| f.rule == "PL-2").expect("told");
        assert_eq!(told.outcome, outcome, "from {from} to {to}");
    }
}

/// Being late ends nothing and refuses nothing; it is told.
#[test]
fn the_ninety_days_are_told() {
    for (on, late) in [("2026-09-18", false), ("2026-09-21", true)] {
        let mut w = world();
        authorized(&mut w, BODY);
        let id = association(&mut w);
        w.register.organizations.get_mut(&id).unwrap().kind = OrganizationKind::ServiceInstitution;
        related(&mut w, &id, notice("2026-06-20"), &officer(), "2026-06-20").unwrap();
        let case = open(&mut w, &id, BODY, papers(), "2026-07-01");
        w.step(&case, &ActRequest::SubmitApplication, &agent(&id), on);
        let consent = w.step(&case, &crate::support::consent(), &hub_officer(), on);
        let found = consent.findings.iter().find(|f| f.rule == "MF-15b").expect("told");
        assert_eq!(is_not_met(found), late, "{on}: {found:?}");
    }
}

/// Two hubs accept the same organization: the second meets what the first has done.
#[test]
fn the_second_of_two_acceptances_is_refused() {
    let mut w = world();
    authorized(&mut w, BODY);
    authorized(&mut w, OTHER_BODY);
    let id = member(&mut w, BODY);
    let told =
        relate(&mut w, &id, list(OTHER_BODY, TransferHow::Transfer), &decider(), "2026-07-01");
    assert_eq!(told, "refused by ZG-4b", "the first is the supervisor now and has not let go");
    // While a hub is being withdrawn it takes nobody.
    let mut w = world();
    authorized(&mut w, BODY);
    authorized(&mut w, OTHER_BODY);
    let id = member(&mut w, OTHER_BODY);
    let withdraw =
        crate::cast::withdraw(shuniu_core::hub::WithdrawalGround::OwnRequest, "2026-07-02");
    crate::cast::done(&mut w, BODY, withdraw, &crate::cast::office(), "2026-07-02");
    let told = relate(&mut w, &id, list(BODY, TransferHow::Transfer), &decider(), "2026-07-03");
    assert_eq!(told, "refused by GX-7, ZG-4b");
}
