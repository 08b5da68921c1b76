//! Who acts in these tests, and the acts in their usual form.

use shuniu_core::{
    access::{Actor, Role},
    act::ActRequest,
    affiliation::{
        AffiliationRequest, ConfirmationList, MemberPlanInput, RelationKind, TransferHow,
    },
    decide::{DecideError, Decision},
    hub::{
        AuthorizationInput, Decided, Evidence, Hub, HubCondition, HubLevel, HubRequest, HubRoute,
        Nomination, Power, WithdrawalGround,
    },
    identity::Uscc,
    unit::{Unit, UnitKind},
};

use crate::support::{
    GOVERNMENT, LEADING_GROUP, On, World, brief, day, decider, staff, unit, unit_id,
};

/// A people's organization that can become a hub.
pub const BODY: &str = "body-110105";
/// Another.
pub const OTHER_BODY: &str = "body-2-110105";

pub fn office() -> Actor {
    staff("office", Role::LeadingGroupOffice, LEADING_GROUP)
}

pub fn reviewer() -> Actor {
    staff("reviewer", Role::LeadingGroupOffice, LEADING_GROUP)
}

pub fn government() -> Actor {
    staff("government", Role::GovernmentOffice, GOVERNMENT)
}

pub fn hub_officer() -> Actor {
    staff("hub-officer", Role::SupervisorOfficer, BODY)
}

/// A world with two bodies that can become hubs.
pub fn world() -> World {
    let mut w = World::default();
    add(&mut w, unit(BODY, UnitKind::PeoplesOrganization, "朝阳区科学技术协会", "110105"));
    add(&mut w, unit(OTHER_BODY, UnitKind::PeoplesOrganization, "朝阳区文联", "110105"));
    w
}

pub fn add(w: &mut World, unit: Unit) {
    w.register.units.insert(unit.id.clone(), unit);
}

pub fn evidence(condition: HubCondition) -> Evidence {
    let dated = day("2026-01-10");
    Evidence { condition, title: "证明材料".to_owned(), number: None, dated, sha256: None }
}

pub const CONDITIONS: [HubCondition; 4] = [
    HubCondition::Leadership,
    HubCondition::LeadingPosition,
    HubCondition::PartyOrganization,
    HubCondition::LegalPersonality,
];

pub fn nomination() -> Nomination {
    Nomination {
        leading_group: unit_id(LEADING_GROUP),
        route: HubRoute::Existing,
        level: HubLevel::District,
        fields: vec!["科学技术".to_owned(), "科普".to_owned()],
        parent: None,
        uscc: Some(Uscc::parse("13100000500000012N").unwrap_or_else(|_| trade_union())),
        evidence: CONDITIONS.map(evidence).to_vec(),
    }
}

/// A code that is not of civil affairs.
fn trade_union() -> Uscc {
    use shuniu_core::identity::{Department, OrganizationBody};
    let body = OrganizationBody::parse("MJ099999").expect("a body");
    let place = crate::support::place("110105");
    Uscc::issue(Department::Establishment, '3', place, body).expect("a code")
}

pub fn decided(on: &str) -> Decided {
    Decided { document_number: "朝社领发〔2026〕1号".to_owned(), decided_on: day(on) }
}

pub fn recognize(on: &str) -> HubRequest {
    HubRequest::Recognize { decided: decided(on), batch: Some(1) }
}

pub fn review() -> HubRequest {
    HubRequest::Review { supports: true, reasons: "符合四项条件".to_owned() }
}

pub fn authorization(dated: &str) -> AuthorizationInput {
    AuthorizationInput {
        government: unit_id(GOVERNMENT),
        document_number: "朝政函〔2026〕1号".to_owned(),
        dated: day(dated),
        from: day(dated),
        until: None,
        fields: vec!["科学技术".to_owned()],
        powers: vec![Power::Supervise, Power::PreReview],
    }
}

pub fn withdraw(ground: WithdrawalGround, on: &str) -> HubRequest {
    let reasons = "不再符合条件".to_owned();
    HubRequest::Withdraw { ground, decided: decided(on), reasons, successor: None }
}

pub fn hub(w: &World, unit: &str) -> Hub {
    w.register.units[&unit_id(unit)].hub.clone().expect("a hub")
}

/// An act on a hub, as it comes out in one line.
pub fn act(w: &mut World, unit: &str, request: HubRequest, by: &Actor, on: &str) -> String {
    let request = ActRequest::Hub { request: Box::new(request) };
    brief(&w.act(&On::Unit(unit), &request, by, on))
}

pub fn done(w: &mut World, unit: &str, request: HubRequest, by: &Actor, on: &str) {
    let kind = request.kind();
    let told = act(w, unit, request, by, on);
    assert!(told.starts_with("allowed"), "{kind:?}: {told}");
}

/// Makes a unit a hub that is authorized to supervise since 2026-03-01.
pub fn authorized(w: &mut World, unit: &str) {
    done(w, unit, HubRequest::Nominate(nomination()), &office(), "2026-02-01");
    done(w, unit, review(), &reviewer(), "2026-02-10");
    done(w, unit, recognize("2026-02-20"), &office(), "2026-02-20");
    done(w, unit, HubRequest::Authorize(authorization("2026-03-01")), &government(), "2026-03-01");
}

/// An act on a relation, as it comes out in one line.
pub fn relate(
    w: &mut World,
    organization: &str,
    request: AffiliationRequest,
    by: &Actor,
    on: &str,
) -> String {
    brief(&related(w, organization, request, by, on))
}

pub fn related(
    w: &mut World,
    organization: &str,
    request: AffiliationRequest,
    by: &Actor,
    on: &str,
) -> Result<Decision, DecideError<std::convert::Infallible>> {
    let request = ActRequest::Affiliation { request: Box::new(request) };
    w.act(&On::Organization(organization), &request, by, on)
}

pub fn begin(kind: RelationKind, unit: &str) -> AffiliationRequest {
    let basis = "章程第三条".to_owned();
    AffiliationRequest::Begin { kind, unit: unit_id(unit), basis, document_number: None }
}

pub fn end(kind: RelationKind, unit: &str) -> AffiliationRequest {
    let reason = "会员退出".to_owned();
    AffiliationRequest::End { kind, unit: unit_id(unit), reason, document_number: None }
}

pub fn list(to: &str, how: TransferHow) -> AffiliationRequest {
    AffiliationRequest::TransferByList {
        to: unit_id(to),
        how,
        list: ConfirmationList {
            number: "朝科协函〔2026〕5号".to_owned(),
            dated: day("2026-06-20"),
        },
        release: None,
    }
}

pub fn notice(dated: &str) -> AffiliationRequest {
    AffiliationRequest::NotifyEnding {
        document_number: "朝教函〔2026〕9号".to_owned(),
        dated: day(dated),
        reasons: "政社分开".to_owned(),
    }
}

pub fn plan(plan: MemberPlanInput) -> AffiliationRequest {
    AffiliationRequest::Plan { plan }
}

pub fn carry_out() -> AffiliationRequest {
    AffiliationRequest::CarryOut { document_number: "朝民函〔2026〕3号".to_owned() }
}

/// An association in the register, established on 2026-06-15 under the education department.
pub fn association(w: &mut World) -> String {
    let case = w.case_in(shuniu_core::case::CaseStatus::Approved);
    w.case(&case).organization.clone().expect("an organization")
}

/// An association that the body supervises since 2026-07-01, by confirmation list.
pub fn member(w: &mut World, of: &str) -> String {
    let id = association(w);
    let officer = crate::support::officer();
    assert!(relate(w, &id, notice("2026-06-20"), &officer, "2026-06-20").starts_with("allowed"));
    let told = relate(w, &id, list(of, TransferHow::Transfer), &decider(), "2026-07-01");
    assert!(told.starts_with("allowed"), "{told}");
    id
}
