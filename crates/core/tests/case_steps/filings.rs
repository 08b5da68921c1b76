//! What is filed for the record, certificates issued anew, and extended decisions: what each act
//! leaves in the register.

use shuniu_core::{
    access::{Actor, Grant},
    act::{ActKind, ActRequest, case_next_steps},
    case::CaseStatus,
    decide::DecideError,
    organization::ReissueGround,
    registration::{
        BankAccount, Document, DocumentKind, EstablishmentApplication, OfficersElected,
        PartyBuilding, Requested, SealAndAccount,
    },
};

use crate::support::{
    On, World, actor, applicant, application, books, brief, day, decider, document, guards_against,
    institution, reception,
};

/// An association registered on 2026-06-15, and its agent.
fn association() -> (World, String, Actor) {
    let mut w = World::default();
    let case = w.case_in(CaseStatus::Approved);
    let id = w.case(&case).organization.clone().unwrap();
    let agent = actor("agent", vec![Grant::agent_of(&id)]);
    (w, id, agent)
}

fn file(request: Requested, audited_on: Option<&str>) -> ActRequest {
    let audit =
        |on: &str| Document { dated: Some(day(on)), ..document(DocumentKind::FinancialAudit) };
    ActRequest::File { request, documents: audited_on.map(audit).into_iter().collect() }
}

fn officers() -> Requested {
    Requested::Officers(OfficersElected {
        elected_on: day("2026-06-20"),
        term_from: day("2026-07-01"),
        term_until: day("2031-06-30"),
        officers: application().officers,
        ballot: None,
    })
}

#[test]
fn officers_are_filed_with_their_term() {
    let (mut w, id, agent) = association();
    let on = On::Organization(&id);
    // The first term changes none; the next one does.
    w.act(&on, &file(officers(), None), &agent, "2026-06-22").unwrap();
    let term = w.organization(&id).term.clone().unwrap();
    assert_eq!((term.from, term.until), (day("2026-07-01"), day("2031-06-30")));
    assert_eq!(term.officers[0].name, "张三");
    let public = w.organization(&id).public_record(&w.books.divisions);
    assert!(!serde_json::to_string(&public.term).unwrap().contains("张三"), "not public");
    let Requested::Officers(mut next) = officers() else { panic!("officers") };
    (next.term_from, next.term_until) = (day("2031-07-01"), day("2036-06-30"));
    let next = || Requested::Officers(next.clone());
    let unaudited = w.act(&on, &file(next(), None), &agent, "2031-06-22");
    let Err(DecideError::Refused(refusal)) = unaudited else { panic!("{}", brief(&unaudited)) };
    assert_eq!(refusal.against, ["ST-27b"]);
    w.act(&on, &file(next(), Some("2026-06-18")), &agent, "2031-06-22").unwrap();
    // Others file nothing, and what is filed is not applied for.
    let denied = w.act(&on, &file(officers(), None), &applicant(), "2026-06-22");
    assert!(matches!(denied, Err(DecideError::Denied(_))));
    let open = ActRequest::OpenOnOrganization { request: officers(), documents: Vec::new() };
    let result = w.act(&on, &open, &agent, "2026-06-22");
    assert!(matches!(result, Err(DecideError::Malformed { field: "request", .. })));
}

#[test]
fn seal_account_and_party_building_are_filed() {
    let (mut w, id, agent) = association();
    let on = On::Organization(&id);
    let account = Some(BankAccount { bank: "示例银行".to_owned(), number: "0001".to_owned() });
    let filed = Requested::SealAndAccount(SealAndAccount { seals: Vec::new(), account });
    w.act(&on, &file(filed, None), &agent, "2026-06-22").unwrap();
    let stated = PartyBuilding {
        form: None,
        since: None,
        full_members: 4,
        reason_for_none: Some("正在筹建".to_owned()),
        planned_on: Some(day("2026-12-31")),
        survey: Some(true),
        pledge: Some(true),
    };
    let done = w.act(&on, &file(Requested::PartyBuilding(stated), None), &agent, "2026-06-22");
    // Four full members should have an organization of their own: told, and no bar.
    let decision = done.unwrap();
    assert!(decision.findings.iter().any(|f| f.rule == "DJ-1" && f.blocks()));
    let filings = &w.organization(&id).filings;
    assert_eq!(filings.account.as_ref().unwrap().bank, "示例银行");
    assert_eq!(filings.party_building.as_ref().unwrap().full_members, 4);
    let public = w.organization(&id).public_record(&w.books.divisions);
    assert!(!serde_json::to_string(&public).unwrap().contains("示例银行"), "not public");
}

#[test]
fn a_lost_certificate_is_issued_anew() {
    let (mut w, id, agent) = association();
    let on = On::Organization(&id);
    let reissue = |ground| ActRequest::ReissueCertificate { ground };
    let result = w.act(&on, &reissue(ReissueGround::Lost), &reception(), "2026-07-01");
    let Err(DecideError::Refused(refusal)) = result else { panic!("{}", brief(&result)) };
    assert_eq!(refusal.against, ["ZZ-14"]);
    let lost =
        ActRequest::ReportCertificateLoss { statement: "示例日报2026年7月1日".to_owned() };
    w.act(&on, &lost, &agent, "2026-07-01").unwrap();
    let old = w.organization(&id).certificate.clone().unwrap();
    assert_eq!(old.lost_on, Some(day("2026-07-01")));
    for again in [lost, ActRequest::IssueDuplicate] {
        let by =
            if matches!(again, ActRequest::IssueDuplicate) { reception() } else { agent.clone() };
        let result = w.act(&on, &again, &by, "2026-07-01");
        assert!(matches!(result, Err(DecideError::NotAvailable(_))), "{}", brief(&result));
    }
    w.act(&on, &reissue(ReissueGround::Lost), &reception(), "2026-07-02").unwrap();
    let new = w.organization(&id).certificate.clone().unwrap();
    assert_eq!((new.lost_on, new.number.as_str()), (None, "110105-2026-00002"));
    assert!(new.deliver_by.is_some() && new.delivered_on.is_none());
    w.act(&on, &ActRequest::IssueDuplicate, &reception(), "2026-07-03").unwrap();
    assert_eq!(w.organization(&id).certificate.as_ref().unwrap().duplicates, 2);
    let (register, _) = w.replayed();
    assert_eq!(register.organizations, w.register.organizations);
}

/// Renewal from ninety days before the end on; a certificate without an end does not expire.
#[test]
fn an_expiring_certificate_is_renewed() {
    let (mut w, id, _) = association();
    let on = On::Organization(&id);
    let renew = ActRequest::ReissueCertificate { ground: ReissueGround::Expiring };
    let result = w.act(&on, &renew, &reception(), "2026-07-01");
    assert!(matches!(result, Err(DecideError::Refused(_))), "an association's has no end");

    let case = w.case_of(&institution(), CaseStatus::Approved);
    let id = w.case(&case).organization.clone().unwrap();
    let on = On::Organization(&id);
    let last = w.organization(&id).certificate.as_ref().unwrap().valid_to;
    assert_eq!(last, Some(day("2030-06-14")));
    let result = w.act(&on, &renew, &reception(), "2030-03-15");
    let Err(DecideError::Refused(refusal)) = result else { panic!("{}", brief(&result)) };
    assert_eq!(refusal.findings[0].possible_from, Some(day("2030-03-16")));
    w.act(&on, &renew, &reception(), "2030-03-16").unwrap();
}

/// An extended decision keeps its extension when time is taken out later.
#[test]
fn the_time_for_a_charity_is_extended() {
    let mut w = World::default();
    let stated = crate::support::charity();
    let a = EstablishmentApplication { charity: Some(stated), ..application() };
    let id = w.case_of(&a, CaseStatus::Accepted);
    let extend = |days| ActRequest::ExtendDecision {
        days,
        approved_by: "民政部".to_owned(),
        document_number: "民函〔2026〕1号".to_owned(),
    };
    let refusal = w.refused(&id, &extend(61), &decider(), "2026-06-10");
    assert_eq!(guards_against(&refusal), ["CS-3"]);
    w.step(&id, &extend(60), &decider(), "2026-06-10");
    // 2026-06-03 + 90 days.
    let last_day = |w: &World| w.case(&id).due.as_ref().unwrap().deadline.last_day;
    assert_eq!(last_day(&w), day("2026-09-01"));
    let refusal = w.refused(&id, &extend(1), &decider(), "2026-06-11");
    assert_eq!(guards_against(&refusal), ["CS-3"], "once");
    w.step(
        &id,
        &crate::support::exclude("2026-07-01", "2026-07-02"),
        &crate::support::examiner(),
        "2026-06-12",
    );
    assert_eq!(last_day(&w), day("2026-09-03"), "with the days taken out");

    let id = w.case_of(&crate::support::application_in_field("摄影"), CaseStatus::Accepted);
    let refusal = w.refused(&id, &extend(1), &decider(), "2026-06-10");
    assert_eq!(guards_against(&refusal), ["XK-42"], "sixty days are sixty days");
    let case = w.case(&id).clone();
    let steps = case_next_steps(&mut w.register, books(), &case, &decider(), day("2026-06-10"));
    let offered = steps.unwrap().iter().any(|s| s.act == ActKind::ExtendDecision);
    assert!(!offered, "what the law does not know is not a step");
}
