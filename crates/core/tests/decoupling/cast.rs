//! Who acts in these tests, and the acts in their usual form.

use chrono::NaiveDate;
use shuniu_core::{
    access::{Actor, Grant, Role},
    act::ActRequest,
    decide::{DecideError, Decision, Refusal},
    decoupling::{
        Batch, Checklists, Decoupling, DecouplingRequest, DestinationInput, ItemEvidence,
        ItemFinding, Listing, PlanInput, Programme, ProgrammeInput, ProgrammeRequest, RecordedItem,
        RetentionRequest, Scope, Share, ShareOf, SignerInput, SignerRole,
    },
    registration::{DirectBasis, OfficersElected, Requested},
    unit::UnitKind,
};

use crate::support::{
    Failed, LEADING_GROUP, On, SUPERVISOR, World, actor, application, brief, day, decider, staff,
    unit, unit_id,
};

pub const FINANCE: &str = "dept-110105-finance";
pub const PREMISES: &str = "dept-110105-offices";
pub const PERSONNEL: &str = "dept-110105-personnel";
pub const PARTY: &str = "dept-110105-party";

/// The four dimensions of the outline and the five of the plan, with the roles that sign them.
pub const OUTLINE: [(&str, &[SignerRole]); 4] = [
    ("organization", &[SignerRole::SupervisoryUnit]),
    ("staff", &[SignerRole::SupervisoryUnit, SignerRole::Personnel]),
    ("assets", &[SignerRole::SupervisoryUnit, SignerRole::Finance]),
    ("finance", &[SignerRole::SupervisoryUnit, SignerRole::Finance]),
];

pub fn office() -> Actor {
    staff("office", Role::LeadingGroupOffice, LEADING_GROUP)
}

/// The department's officer who shows what is separated.
pub fn clerk() -> Actor {
    staff("clerk", Role::SupervisorOfficer, SUPERVISOR)
}

/// The officer who signs for a unit.
pub fn signer_at(unit: &str) -> Actor {
    staff(&format!("signer-of-{unit}"), Role::SupervisorOfficer, unit)
}

pub fn agent(organization: &str) -> Actor {
    actor("agent", vec![Grant::agent_of(organization)])
}

/// The unit that signs for a role in the usual programme.
pub fn unit_of(role: SignerRole) -> &'static str {
    match role {
        SignerRole::SupervisoryUnit => SUPERVISOR,
        SignerRole::Finance => FINANCE,
        SignerRole::OfficesAdministration => PREMISES,
        SignerRole::Personnel => PERSONNEL,
        SignerRole::PartyWork => PARTY,
    }
}

pub fn world() -> World {
    let mut w = World::default();
    for (id, name) in [
        (FINANCE, "朝阳区财政局"),
        (PREMISES, "朝阳区机关事务服务中心"),
        (PERSONNEL, "朝阳区委组织部"),
        (PARTY, "朝阳区委社会工作部"),
    ] {
        let unit = unit(id, UnitKind::Department, name, "110105");
        w.register.units.insert(unit.id.clone(), unit);
    }
    w
}

pub fn signers() -> Vec<SignerInput> {
    [
        SignerRole::Finance,
        SignerRole::OfficesAdministration,
        SignerRole::Personnel,
        SignerRole::PartyWork,
    ]
    .map(|role| SignerInput { role, unit: unit_id(unit_of(role)) })
    .to_vec()
}

pub fn batch(number: u32, target_on: &str) -> Batch {
    Batch { number, target_on: day(target_on), share: None }
}

/// A programme of two batches: a sixth of all by the end of 2026, the rest a year later.
pub fn programme(checklist: &str) -> ProgrammeInput {
    let sixth = Share { parts: 1, of_parts: 6, of: ShareOf::All };
    ProgrammeInput {
        title: "朝阳区政社分开工作方案".to_owned(),
        leading_group: unit_id(LEADING_GROUP),
        checklist: checklist.to_owned(),
        document_number: "朝社领发〔2026〕3号".to_owned(),
        dated: day("2026-03-01"),
        batches: vec![
            Batch { share: Some(sixth), ..batch(1, "2026-12-31") },
            batch(2, "2027-12-31"),
        ],
        signers: signers(),
    }
}

pub fn on_programme(w: &mut World, id: &str, request: ProgrammeRequest, on: &str) -> String {
    let request = ActRequest::Programme { request: Box::new(request) };
    brief(&w.act(&On::Programme(id), &request, &office(), on))
}

/// Opens a programme on 2026-06-01.
pub fn opened(w: &mut World, input: ProgrammeInput) -> Result<Decision, Failed> {
    let request = ActRequest::Programme { request: Box::new(ProgrammeRequest::Open(input)) };
    w.act(&On::Register, &request, &office(), "2026-06-01")
}

pub fn a_programme(w: &mut World, checklist: &str) -> String {
    opened(w, programme(checklist)).expect("a programme").subject
}

pub fn retain(w: &mut World, unit: &str, request: RetentionRequest, on: &str) -> String {
    let request = ActRequest::Retention { request: Box::new(request) };
    brief(&w.act(&On::Unit(unit), &request, &office(), on))
}

/// An association under the education department since 2026-06-15.
pub fn association(w: &mut World) -> String {
    let case = w.case_in(shuniu_core::case::CaseStatus::Approved);
    w.case(&case).organization.clone().expect("an organization")
}

pub fn result(
    w: &mut World,
    id: &str,
    request: DecouplingRequest,
    by: &Actor,
    on: &str,
) -> Result<Decision, Failed> {
    let request = ActRequest::Decoupling { request: Box::new(request) };
    w.act(&On::Organization(id), &request, by, on)
}

/// An act on a case, as it comes out in one line.
pub fn act(w: &mut World, id: &str, request: DecouplingRequest, by: &Actor, on: &str) -> String {
    brief(&result(w, id, request, by, on))
}

pub fn done(w: &mut World, id: &str, request: DecouplingRequest, by: &Actor, on: &str) {
    let kind = request.kind();
    let told = act(w, id, request, by, on);
    assert!(told.starts_with("allowed"), "{kind:?}: {told}");
}

/// The refusal of an act on a case.
pub fn refused(
    w: &mut World,
    id: &str,
    request: DecouplingRequest,
    by: &Actor,
    on: &str,
) -> Refusal {
    match result(w, id, request, by, on) {
        Err(DecideError::Refused(refusal)) => *refusal,
        other => panic!("should be refused: {}", brief(&other)),
    }
}

pub fn case<'w>(w: &'w World, id: &str) -> &'w Decoupling {
    w.organization(id).decoupling.as_ref().expect("a case")
}

pub fn listing(programme: &str, batch: u32) -> DecouplingRequest {
    let scope = Some(Scope { economic_members: true, by_nature: None });
    DecouplingRequest::List(Listing { programme: programme.to_owned(), batch, scope })
}

pub fn direct() -> DestinationInput {
    DestinationInput::Direct {
        basis: DirectBasis {
            class: "trade_association".to_owned(),
            field: "trade".to_owned(),
            policy_document: "中办发〔2016〕46号".to_owned(),
        },
    }
}

pub fn plan(to: DestinationInput) -> DecouplingRequest {
    DecouplingRequest::Plan(PlanInput {
        document_number: "示技协〔2026〕8号".to_owned(),
        dated: day("2026-07-01"),
        to,
        guidance: None,
        party_building: Some(unit_id(PARTY)),
    })
}

pub fn approve() -> DecouplingRequest {
    DecouplingRequest::ApprovePlan { document_number: "朝社领发〔2026〕9号".to_owned() }
}

pub fn evidence(dated: &str) -> ItemEvidence {
    let (title, number) = ("审计报告".to_owned(), Some("示审〔2026〕5号".to_owned()));
    ItemEvidence { title, number, dated: day(dated), sha256: None }
}

pub fn shown(item: &str) -> RecordedItem {
    let evidence = vec![evidence("2026-07-10")];
    RecordedItem { item: item.to_owned(), evidence, not_applicable: None }
}

pub fn record(items: Vec<RecordedItem>) -> DecouplingRequest {
    DecouplingRequest::Record { items }
}

/// Every item of a checklist, by its key.
pub fn items_of(checklist: &str) -> Vec<String> {
    let lists = Checklists::built_in().expect("checklists");
    let list = lists.get(checklist).expect("the checklist").clone();
    list.dimensions.iter().flat_map(|d| d.items.iter().map(|i| d.key(i))).collect()
}

pub fn sign(dimension: &str) -> DecouplingRequest {
    sign_dated(dimension, "2026-08-01")
}

pub fn sign_dated(dimension: &str, dated: &str) -> DecouplingRequest {
    DecouplingRequest::Sign {
        dimension: dimension.to_owned(),
        document_number: "朝财函〔2026〕4号".to_owned(),
        dated: day(dated),
    }
}

pub fn found(item: &str) -> ItemFinding {
    ItemFinding { item: item.to_owned(), reasons: "审计报告未覆盖代管资产".to_owned() }
}

pub fn complete(dated: &str) -> DecouplingRequest {
    DecouplingRequest::Complete {
        document_number: "朝社领函〔2026〕20号".to_owned(),
        dated: day(dated),
    }
}

/// Files officers for the term 2026-06-16 to 2030-06-15.
pub fn officers_filed(w: &mut World, id: &str, change: impl FnOnce(&mut OfficersElected)) {
    let mut elected = OfficersElected {
        elected_on: day("2026-06-16"),
        term_from: day("2026-06-16"),
        term_until: day("2030-06-15"),
        officers: application().officers,
        ballot: None,
    };
    change(&mut elected);
    let request = ActRequest::File { request: Requested::Officers(elected), documents: Vec::new() };
    w.act(&On::Organization(id), &request, &agent(id), "2026-06-20").expect("officers are filed");
}

/// An association listed for the first batch of a programme, with its plan approved.
pub fn in_progress(w: &mut World, checklist: &str, to: DestinationInput) -> String {
    let programme = a_programme(w, checklist);
    let id = association(w);
    officers_filed(w, &id, |_| {});
    done(w, &id, listing(&programme, 1), &office(), "2026-06-20");
    done(w, &id, plan(to), &agent(&id), "2026-07-01");
    done(w, &id, approve(), &office(), "2026-07-02");
    id
}

/// Shows every item on 2026-07-10 and has every dimension signed by all on 2026-08-01.
pub fn separated(w: &mut World, id: &str) {
    let checklist = case(w, id).of.checklist.clone();
    let items = items_of(&checklist).iter().map(|key| shown(key)).collect();
    done(w, id, record(items), &clerk(), "2026-07-10");
    signed_by_all(w, id, "2026-08-01");
}

/// Has every dimension signed by those who are still to sign.
pub fn signed_by_all(w: &mut World, id: &str, on: &str) {
    let lists = Checklists::built_in().expect("checklists");
    let list = lists.get(&case(w, id).of.checklist).expect("the checklist").clone();
    for dimension in &list.dimensions {
        while let Some(role) = case(w, id).next_signer(dimension) {
            done(w, id, sign_dated(&dimension.id, on), &signer_at(unit_of(role)), on);
        }
    }
}

/// An association that was decoupled on 2026-09-01.
pub fn decoupled(w: &mut World, checklist: &str, to: DestinationInput) -> String {
    let id = in_progress(w, checklist, to);
    separated(w, &id);
    done(w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
    id
}

pub fn state(w: &World, programme: &str) -> Programme {
    w.register.programmes.get(programme).expect("the programme").clone()
}

pub fn date(text: &str) -> NaiveDate {
    day(text)
}

/// The body that is authorized to supervise since 2026-03-01.
pub const HUB: &str = "hub-110105";

/// The hub is one by an authorization, not only by what it is.
pub fn with_a_hub(w: &mut World) {
    use shuniu_core::hub::{
        AuthorizationInput, Decided, Evidence, HubCondition, HubLevel, HubRequest, HubRoute,
        Nomination, Power,
    };
    let dated = day("2026-02-01");
    let evidence = |condition| Evidence {
        condition,
        title: "证明材料".to_owned(),
        number: None,
        dated,
        sha256: None,
    };
    let conditions = [
        HubCondition::Leadership,
        HubCondition::LeadingPosition,
        HubCondition::PartyOrganization,
        HubCondition::LegalPersonality,
    ];
    let decided =
        Decided { document_number: "朝社领发〔2026〕1号".to_owned(), decided_on: dated };
    let leading_group = unit_id(crate::support::LEADING_GROUP);
    let requests = [
        HubRequest::Nominate(Nomination {
            leading_group,
            route: HubRoute::Existing,
            level: HubLevel::District,
            fields: vec!["教育".to_owned()],
            parent: None,
            uscc: None,
            evidence: conditions.map(evidence).to_vec(),
        }),
        HubRequest::Review { supports: true, reasons: "符合".to_owned() },
        HubRequest::Recognize { decided, batch: None },
        HubRequest::Authorize(AuthorizationInput {
            government: unit_id(crate::support::GOVERNMENT),
            document_number: "朝政函〔2026〕1号".to_owned(),
            dated,
            from: dated,
            until: None,
            fields: vec!["教育".to_owned()],
            powers: vec![Power::Supervise],
        }),
    ];
    for request in requests {
        let by = crate::support::usual(request.kind());
        let request = shuniu_core::act::ActRequest::Hub { request: Box::new(request) };
        let on = crate::support::On::Unit(HUB);
        w.act(&on, &request, &by, "2026-02-01").expect("a hub");
    }
}
