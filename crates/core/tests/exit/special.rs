//! What is not the ordinary way: demands of the authorities since 2026, and a city's simplified
//! deregistration, off where no city has turned it on.

use shuniu_core::{
    Books,
    access::{Actor, Role},
    act::{ActKind, ActRequest, StepState},
    affiliation::{Relation, RelationKind},
    decide::DecideError,
    decoupling::Scope,
    exit::{
        Appointment, BeginLiquidation, DemandGround, DemandInput, Demanded, ExitGround,
        ExitRequest, ExitStage, Pledge,
    },
    law::Fact,
    registration::{DocumentKind, EstablishmentApplication},
    unit::UnitKind,
};

use crate::{
    cast::{act, agent, begin, beginning, deregistration, established, of, refused, returned},
    support::{
        self, On, REGISTRAR, SUPERVISOR, World, application, application_in_field, books, consent,
        day, decider, document, examination, examiner, foundation, guards_against, institution,
        local, officer, reception, staff_of, unit, unit_id,
    },
};

const GUIDE: &str = "dept-110105-industry";

fn demand(demands: Demanded, ground: DemandGround) -> DemandInput {
    DemandInput {
        unit: unit_id(SUPERVISOR),
        demands,
        grounds: vec![ground],
        scope: Scope { economic_members: true, by_nature: None },
        document_number: "示发〔2026〕5号".to_owned(),
        dated: day("2026-07-01"),
        into: None,
    }
}

fn request(input: DemandInput) -> ActRequest {
    of(ExitRequest::Demand(input))
}

/// How a demand on the usual association comes out: the rules against it, or `denied`.
fn demanded(input: DemandInput, by: &Actor, on: &str) -> Vec<String> {
    let mut w = World::default();
    let id = established(&mut w, &application());
    outcome(&mut w, &id, &request(input), by, on)
}

fn outcome(w: &mut World, id: &str, request: &ActRequest, by: &Actor, on: &str) -> Vec<String> {
    match w.act(&On::Organization(id), request, by, on) {
        Ok(_) => Vec::new(),
        Err(DecideError::Refused(refusal)) => refusal.against,
        Err(DecideError::Denied(_)) => vec!["denied".to_owned()],
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn the_grounds_of_a_demand() {
    use DemandGround as G;
    let merger = [G::TooSmall, G::FieldTooFine, G::WeakFunction, G::Overlap];
    let end = [G::TaskDone, G::IndustryAdjustment, G::Dysfunctional, G::DisturbsOrder];
    for ground in merger.into_iter().chain(end) {
        let found = demanded(demand(Demanded::Termination, ground), &officer(), "2026-07-02");
        let wanted: &[&str] = if end.contains(&ground) { &[] } else { &["ST-19b"] };
        assert_eq!(found, wanted, "{ground:?}");
        // Of a merger, into another that is there.
        let mut w = World::default();
        let id = established(&mut w, &application());
        let other = established(&mut w, &application_in_field("摄影"));
        let mut input = demand(Demanded::Merger, ground);
        input.into = Some(other);
        let found = outcome(&mut w, &id, &request(input.clone()), &officer(), "2026-07-02");
        let wanted: &[&str] = if merger.contains(&ground) { &[] } else { &["ST-19b"] };
        assert_eq!(found, wanted, "{ground:?}");
        input.into = Some(id.clone());
        let found = outcome(&mut w, &id, &request(input), &officer(), "2026-07-02");
        assert!(found.contains(&"TC-8".to_owned()), "into itself");
    }
    let none = DemandInput { grounds: Vec::new(), ..demand(Demanded::Termination, G::TaskDone) };
    assert_eq!(demanded(none, &officer(), "2026-07-02"), ["ST-19b"]);
    let to_come = demand(Demanded::Termination, G::TaskDone);
    assert_eq!(demanded(to_come, &officer(), "2026-06-30"), ["TC-8"]);
    assert_eq!(demanded(demand(Demanded::Merger, G::Overlap), &officer(), "2026-07-02"), ["TC-8"]);
}

/// An industry association by all three: kind, members, name or nature.
#[test]
fn of_industry_associations_only() {
    let usual = || demand(Demanded::Termination, DemandGround::TaskDone);
    let mut input = usual();
    input.scope.economic_members = false;
    assert_eq!(demanded(input, &officer(), "2026-07-02"), ["ST-19b"]);
    for (application, by) in [(institution(), SUPERVISOR), (foundation(), support::CITY_SUPERVISOR)]
    {
        let mut w = World::default();
        let id = established(&mut w, &application);
        let mut input = usual();
        input.unit = unit_id(by);
        let officer = staff_of(Role::SupervisorOfficer, by);
        let found = outcome(&mut w, &id, &request(input), &officer, "2026-07-02");
        assert_eq!(found, ["ST-19b"], "no other kind is demanded to end");
        let begun = begin(beginning(ExitGround::Demanded, &application.registrar));
        assert_eq!(outcome(&mut w, &id, &begun, &agent(&id), "2026-07-10"), ["ST-19b-2"]);
    }
}

/// The unit that supervises, the department that guides, the registrar; each in its own name.
#[test]
fn who_demands() {
    let usual = |unit: &str| DemandInput {
        unit: unit_id(unit),
        ..demand(Demanded::Termination, DemandGround::TaskDone)
    };
    let guide = staff_of(Role::SupervisorOfficer, GUIDE);
    for (unit_named, by, wanted) in [
        (SUPERVISOR, officer(), vec![]),
        (REGISTRAR, decider(), vec![]),
        (SUPERVISOR, decider(), vec!["denied"]),
        (REGISTRAR, officer(), vec!["denied"]),
        (GUIDE, guide.clone(), vec!["denied"]),
        (SUPERVISOR, agent("x"), vec!["denied"]),
    ] {
        assert_eq!(demanded(usual(unit_named), &by, "2026-07-02"), wanted, "{unit_named}");
    }
    let mut w = World::default();
    let id = established(&mut w, &application());
    let department = unit(GUIDE, UnitKind::Department, "朝阳区行业管理部门", "110105");
    let relation = Relation {
        kind: RelationKind::Guidance,
        unit: department.reference(),
        since: day("2026-06-02"),
        basis: "三定方案".to_owned(),
        document_number: None,
        suspended: None,
    };
    w.register.units.insert(department.id.clone(), department);
    w.register.organizations.get_mut(&id).unwrap().relations.push(relation);
    assert!(w.steps_on(&id, &guide, "2026-07-02").iter().any(|s| s.act == ActKind::DemandExit));
    assert!(outcome(&mut w, &id, &request(usual(GUIDE)), &guide, "2026-07-02").is_empty());
    let kept = w.organization(&id).exit.clone().unwrap().demands;
    assert_eq!((kept[0].by.id.as_str(), kept[0].demands), (GUIDE, Demanded::Termination));
    assert!(!w.organization(&id).is_leaving(), "a demand ends nothing");
}

/// Ended on demand: only after one, and by a group of the authority where the body cannot act.
#[test]
fn an_association_ends_on_demand() {
    let mut w = World::default();
    let id = established(&mut w, &application());
    let input = || beginning(ExitGround::Demanded, &unit_id(REGISTRAR));
    let by_authority = || BeginLiquidation { appointment: Appointment::Authority {}, ..input() };
    let refusal = refused(&mut w, &id, &begin(input()), &agent(&id), "2026-07-03");
    assert_eq!(guards_against(&refusal), ["ST-19b-2"]);
    let refusal = refused(&mut w, &id, &begin(by_authority()), &decider(), "2026-07-03");
    assert_eq!(guards_against(&refusal), ["ST-19b-2", "QS-3b"]);
    let termination = request(demand(Demanded::Termination, DemandGround::Dysfunctional));
    act(&mut w, &id, &termination, &officer(), "2026-07-02");
    // Another authority that demands something else takes nothing back.
    let other = established(&mut w, &application_in_field("摄影"));
    let merger = DemandInput {
        unit: unit_id(REGISTRAR),
        into: Some(other),
        ..demand(Demanded::Merger, DemandGround::Overlap)
    };
    act(&mut w, &id, &request(merger), &decider(), "2026-07-02");
    assert_eq!(w.organization(&id).exit.as_ref().unwrap().demands.len(), 2);
    let sooner = BeginLiquidation { occurred_on: day("2026-06-30"), ..input() };
    let refusal = refused(&mut w, &id, &begin(sooner), &agent(&id), "2026-07-03");
    assert_eq!(guards_against(&refusal), ["TC-1"], "not before it was demanded");
    let ground = ExitGround::SelfDissolution;
    let refusal = refused(
        &mut w,
        &id,
        &begin(BeginLiquidation { ground, ..by_authority() }),
        &decider(),
        "2026-07-03",
    );
    assert_eq!(guards_against(&refusal), ["QS-3b"], "its group is for what it demanded");
    let refusal = refused(&mut w.clone(), &id, &begin(by_authority()), &agent(&id), "2026-07-03");
    assert_eq!(guards_against(&refusal), ["QS-3b"], "the registrar enters it");
    act(&mut w.clone(), &id, &begin(input()), &agent(&id), "2026-07-03");
    act(&mut w, &id, &begin(by_authority()), &decider(), "2026-07-03");
    let standing = w.organization(&id).leaving().unwrap();
    assert_eq!(
        (standing.stage, standing.ground),
        (ExitStage::Liquidating, Some(ExitGround::Demanded))
    );
}

/// The paragraph is in force since 12 March 2026; before it there is nothing to demand by.
#[test]
fn since_2026() {
    let dated = |on| DemandInput {
        dated: day(on),
        ..demand(Demanded::Termination, DemandGround::TaskDone)
    };
    assert!(demanded(dated("2026-03-12"), &officer(), "2026-07-02").is_empty());
    let mut w = World::default();
    let id = established(&mut w, &application());
    let early = request(dated("2026-03-11"));
    let refusal = refused(&mut w, &id, &early, &officer(), "2026-07-02");
    assert_eq!(refusal.against, ["TC-8"]);
    let finding = refusal.findings.iter().find(|f| f.rule == "TC-8").expect("why");
    assert_eq!(finding.facts, [Fact::against("dated", "2026-03-11", "≥ 2026-03-12")]);
    let law = &books().law;
    assert!(law.rule_in_force("ST-19b", day("2026-03-12")).is_some());
    assert!(law.rule_in_force("ST-19b", day("2026-03-11")).is_none());
    assert!(
        law.list("association.demand.merger.grounds", day("2026-03-11"), support::place("110105"))
            .is_empty()
    );
}

/// A world in which the district has its own simplified deregistration, with twenty days of notice.
fn with_simplified() -> World {
    let file = local("110105", "exit.simplified.notice.days", "2026-01-01", 20);
    let law = books().law.clone().with_local("district", &file).expect("stricter than nought");
    World::with_books(Books { law, ..books().clone() })
}

fn pledge() -> Pledge {
    Pledge {
        ground: ExitGround::SelfDissolution,
        occurred_on: day("2026-07-01"),
        signed_by: "示例甲".to_owned(),
        notice_from: day("2026-07-02"),
        notice_until: day("2026-07-21"),
        place: "示范日报".to_owned(),
    }
}

#[test]
fn no_simplified_deregistration_where_no_city_has_one() {
    let mut w = World::default();
    let id = established(&mut w, &application());
    let steps = w.steps_on(&id, &agent(&id), "2026-07-22");
    let step = steps.iter().find(|s| s.act == ActKind::PledgeNoDebts).expect("told");
    assert_eq!(step.state, StepState::Blocked);
    let found = outcome(&mut w, &id, &of(ExitRequest::Pledge(pledge())), &agent(&id), "2026-07-22");
    assert_eq!(found, ["TC-7"]);
}

#[test]
fn a_city_s_days_of_notice() {
    let pledged = |application: &EstablishmentApplication, pledge: Pledge, on: &str| {
        let mut w = with_simplified();
        let id = established(&mut w, application);
        outcome(&mut w, &id, &of(ExitRequest::Pledge(pledge)), &agent(&id), on)
    };
    let a = application();
    assert!(pledged(&a, pledge(), "2026-07-22").is_empty(), "twenty days, and over");
    assert_eq!(pledged(&a, pledge(), "2026-07-21"), ["TC-7"], "the last day is a day of notice");
    let short = Pledge { notice_from: day("2026-07-03"), ..pledge() };
    assert_eq!(pledged(&a, short, "2026-07-22"), ["TC-7"], "nineteen days");
    let early = Pledge { notice_from: day("2026-06-30"), ..pledge() };
    assert_eq!(pledged(&a, early, "2026-07-22"), ["TC-1"], "before the ground");
    let backwards = Pledge { notice_until: day("2026-07-01"), ..pledge() };
    assert_eq!(pledged(&a, backwards, "2026-07-22"), ["TC-7", "TC-1"]);
    let decided = Pledge { ground: ExitGround::RegistrationRescinded, ..pledge() };
    assert_eq!(pledged(&a, decided, "2026-07-22"), ["QS-2"]);
    let demanded = Pledge { ground: ExitGround::Demanded, ..pledge() };
    assert_eq!(pledged(&a, demanded, "2026-07-22"), ["ST-19b-2"]);
    let other = Pledge { ground: ExitGround::ConditionsLost, ..pledge() };
    assert_eq!(pledged(&a, other.clone(), "2026-07-22"), ["ST-19a-2"]);
    assert!(pledged(&institution(), other, "2026-07-22").is_empty());
    let charity = EstablishmentApplication { charity: Some(support::charity()), ..application() };
    assert_eq!(pledged(&charity, pledge(), "2026-07-22"), ["TC-7"], "a charity is liquidated");
}

/// Where a creditor turns up, there is a liquidation after all.
#[test]
fn from_a_pledge_to_a_liquidation() {
    let mut w = with_simplified();
    let id = established(&mut w, &application());
    act(&mut w, &id, &of(ExitRequest::Pledge(pledge())), &agent(&id), "2026-07-22");
    let announce = of(ExitRequest::Announce(crate::cast::announcement()));
    let refusal = refused(&mut w, &id, &announce, &agent(&id), "2026-07-23");
    assert_eq!(guards_against(&refusal), ["TC-5b"]);
    let input = beginning(ExitGround::SelfDissolution, &unit_id(REGISTRAR));
    act(&mut w, &id, &begin(input), &agent(&id), "2026-07-23");
    assert!(w.organization(&id).pledge().is_none());
    assert_eq!(w.organization(&id).leaving().unwrap().stage, ExitStage::Liquidating);
}

/// The pledge takes the place of the liquidation, and of its report among the papers.
#[test]
fn deregistered_on_a_pledge() {
    let mut w = with_simplified();
    let id = established(&mut w, &application());
    act(&mut w, &id, &of(ExitRequest::Pledge(pledge())), &agent(&id), "2026-07-22");
    assert_eq!(w.organization(&id).leaving().unwrap().stage, ExitStage::ToDeregister);
    let file = |w: &mut World, documents: &[DocumentKind]| {
        let documents = documents.iter().map(|kind| document(*kind)).collect();
        let open = deregistration(documents);
        let case = act(w, &id, &open, &agent(&id), "2026-07-23").subject;
        w.step(&case, &ActRequest::SubmitApplication, &agent(&id), "2026-07-23");
        w.step(&case, &consent(), &officer(), "2026-07-23");
        case
    };
    let case = file(&mut w.clone(), &[DocumentKind::Application, DocumentKind::LiquidationReport]);
    let mut without = w.clone();
    assert_eq!(file(&mut without, &[DocumentKind::Application]), case);
    let refusal =
        without.refused(&case, &ActRequest::AcceptApplication, &reception(), "2026-07-24");
    assert_eq!(guards_against(&refusal), ["TC-7b"]);
    let case = file(&mut w, &[DocumentKind::Application, DocumentKind::NoDebtsPledge]);
    w.step(&case, &ActRequest::AcceptApplication, &reception(), "2026-07-24");
    w.step(&case, &examination(), &examiner(), "2026-07-25");
    act(&mut w, &id, &of(ExitRequest::Collect(returned())), &reception(), "2026-07-25");
    w.step(&case, &ActRequest::ApproveApplication, &decider(), "2026-07-27");
    let end = w.organization(&id).ended.clone().expect("its end");
    assert_eq!((end.on, end.ground), (day("2026-07-27"), Some(ExitGround::SelfDissolution)));
}
