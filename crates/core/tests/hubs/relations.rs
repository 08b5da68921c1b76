//! The five relations: who takes which, how many, and that supervision is nobody's to begin or end
//! by a word.

use shuniu_core::{
    access::{Actor, Grant, Role},
    affiliation::{AffiliationRequest, RelationKind},
    hub::{HubRequest, WithdrawalGround},
    organization::OrganizationStatus,
    registration::DirectBasis,
    unit::UnitKind,
};

use crate::{
    cast::{
        BODY, OTHER_BODY, add, association, authorized, begin, carry_out, done, end, hub_officer,
        list, nomination, notice, office, plan, recognize, relate, related, review, reviewer,
        withdraw, world,
    },
    support::{
        GOVERNMENT, OTHER_SUPERVISOR, SUPERVISOR, World, administrator, day, decider, staff, unit,
        unit_id,
    },
};

fn of(unit: &str) -> Actor {
    staff("officer-of", Role::SupervisorOfficer, unit)
}

#[test]
fn who_takes_which_relation() {
    use RelationKind as K;
    let mut w = world();
    authorized(&mut w, BODY);
    // Recognized, not authorized: it may liaise.
    done(&mut w, OTHER_BODY, HubRequest::Nominate(nomination()), &office(), "2026-02-01");
    done(&mut w, OTHER_BODY, review(), &reviewer(), "2026-02-10");
    done(&mut w, OTHER_BODY, recognize("2026-02-20"), &office(), "2026-02-20");
    add(&mut w, unit("plain", UnitKind::PeoplesOrganization, "未认定团体", "110105"));
    add(&mut w, unit("dept-elsewhere", UnitKind::Department, "外区部门", "110101"));
    let id = association(&mut w);
    let began = "allowed: affiliation.began";
    for (kind, unit, told) in [
        (K::Liaison, BODY, began),
        (K::Liaison, OTHER_BODY, began),
        (K::Liaison, "plain", "refused by GX-1"),
        (K::Liaison, SUPERVISOR, "refused by GX-1"),
        (K::Guidance, SUPERVISOR, began),
        (K::Guidance, BODY, "refused by GX-1"),
        (K::PartyBuilding, BODY, began),
        (K::PartyBuilding, GOVERNMENT, "refused by GX-1"),
        (K::Entrusted, BODY, began),
        (K::Entrusted, OTHER_BODY, "refused by GX-1"),
        (K::Guidance, "dept-elsewhere", "refused by GX-1"),
        (K::Supervision, BODY, "refused by ZG-4"),
    ] {
        let mut fresh = w.clone();
        let told_now = relate(&mut fresh, &id, begin(kind, unit), &of(unit), "2026-07-01");
        assert_eq!(told_now, told, "{kind:?} {unit}");
    }
    // A unit speaks for itself only; nobody takes a relation for another.
    let told = relate(&mut w, &id, begin(K::Liaison, BODY), &of(SUPERVISOR), "2026-07-01");
    assert!(told.starts_with("Denied"), "{told}");
}

#[test]
fn several_hubs_liaise_and_one_leads_party_building() {
    use RelationKind as K;
    let mut w = world();
    authorized(&mut w, BODY);
    authorized(&mut w, OTHER_BODY);
    let id = association(&mut w);
    for unit in [BODY, OTHER_BODY] {
        let told = relate(&mut w, &id, begin(K::Liaison, unit), &of(unit), "2026-07-01");
        assert!(told.starts_with("allowed"), "{told}");
    }
    let twice = relate(&mut w, &id, begin(K::Liaison, BODY), &of(BODY), "2026-07-01");
    assert_eq!(twice, "refused by GX-2");
    for kind in [K::PartyBuilding, K::Entrusted] {
        assert!(relate(&mut w, &id, begin(kind, BODY), &of(BODY), "2026-07-02").starts_with("all"));
        let second = relate(&mut w, &id, begin(kind, OTHER_BODY), &of(OTHER_BODY), "2026-07-02");
        assert_eq!(second, "refused by GX-2", "{kind:?}");
    }
    assert_eq!(w.organization(&id).relations.len(), 4);
    assert!(w.organization(&id).supervision.is_some(), "supervision is another field");
    // A member leaves by its own account, the hub by its own.
    let member = Actor { account: "agent".to_owned(), grants: vec![Grant::agent_of(&id)] };
    let told = relate(&mut w, &id, end(K::Liaison, BODY), &member, "2026-07-03");
    assert_eq!(told, "allowed: affiliation.ended");
    let told = relate(&mut w, &id, end(K::Liaison, OTHER_BODY), &of(OTHER_BODY), "2026-07-03");
    assert_eq!(told, "allowed: affiliation.ended");
    let told = relate(&mut w, &id, end(K::Liaison, BODY), &member, "2026-07-04");
    assert_eq!(told, "refused by GX-5", "it is over");
    let told = relate(&mut w, &id, end(K::Supervision, SUPERVISOR), &of(SUPERVISOR), "2026-07-04");
    assert_eq!(told, "refused by ZG-4, GX-5", "supervision does not end by one side");
    let (register, _) = w.replayed();
    assert_eq!(register.organizations[&id].relations, w.organization(&id).relations);
}

#[test]
fn a_relation_rests_and_goes_on() {
    use RelationKind as K;
    let mut w = world();
    authorized(&mut w, BODY);
    let id = association(&mut w);
    let suspend = || AffiliationRequest::Suspend {
        kind: K::Liaison,
        unit: unit_id(BODY),
        reason: "活动异常".to_owned(),
    };
    let resume = || AffiliationRequest::Resume {
        kind: K::Liaison,
        unit: unit_id(BODY),
        reason: "已恢复".to_owned(),
    };
    let by = hub_officer();
    assert_eq!(relate(&mut w, &id, suspend(), &by, "2026-07-01"), "refused by GX-5");
    relate(&mut w, &id, begin(K::Liaison, BODY), &by, "2026-07-01");
    assert_eq!(relate(&mut w, &id, resume(), &by, "2026-07-02"), "refused by GX-5");
    assert_eq!(relate(&mut w, &id, suspend(), &by, "2026-07-02"), "allowed: affiliation.suspended");
    let since = w.organization(&id).relations[0].suspended.as_ref().map(|s| s.since);
    assert_eq!(since, Some(day("2026-07-02")));
    assert_eq!(relate(&mut w, &id, suspend(), &by, "2026-07-03"), "refused by GX-5");
    assert_eq!(relate(&mut w, &id, resume(), &by, "2026-07-03"), "allowed: affiliation.resumed");
    assert_eq!(w.organization(&id).relations[0].suspended, None);
}

#[test]
fn nothing_stands_under_itself() {
    let mut w = world();
    let id = association(&mut w);
    let code = w.organization(&id).uscc;
    add(&mut w, unit("federation", UnitKind::Federation, "示范联合会", "110105"));
    let nominate = shuniu_core::hub::Nomination { uscc: Some(code), ..nomination() };
    done(&mut w, "federation", HubRequest::Nominate(nominate), &office(), "2026-07-01");
    done(&mut w, "federation", review(), &reviewer(), "2026-07-02");
    done(&mut w, "federation", recognize("2026-07-03"), &office(), "2026-07-03");
    let told = relate(
        &mut w,
        &id,
        begin(RelationKind::Liaison, "federation"),
        &of("federation"),
        "2026-07-04",
    );
    assert_eq!(told, "refused by GX-3");
}

fn import(kind: RelationKind, unit: &str, since: &str, until: Option<&str>) -> AffiliationRequest {
    let source = "旧登记簿".to_owned();
    let (unit, until) = (unit_id(unit), until.map(day));
    AffiliationRequest::Import { kind, unit, since: day(since), until, source }
}

/// An imported association that is known since 2000, supervised since 2010.
fn imported(w: &mut World) -> String {
    let id = association(w);
    let known = w.register.organizations.get_mut(&id).unwrap();
    known.established_on = Some(day("2000-01-01"));
    known.origin = shuniu_core::organization::Origin::ExistingLaw {
        authority: "北京市朝阳区民政局".to_owned(),
        source: "旧登记簿".to_owned(),
    };
    known.supervision.as_mut().unwrap().since = day("2010-01-01");
    id
}

#[test]
fn existing_relations_fit_into_what_is_known() {
    use RelationKind as K;
    for (what, request, told) in [
        ("before", import(K::Supervision, OTHER_SUPERVISOR, "2000-01-01", Some("2010-01-01")), ""),
        (
            "too early",
            import(K::Supervision, OTHER_SUPERVISOR, "1999-12-31", Some("2005-01-01")),
            "GX-12",
        ),
        (
            "overlaps",
            import(K::Supervision, OTHER_SUPERVISOR, "2000-01-01", Some("2010-01-02")),
            "GX-12",
        ),
        ("open beside", import(K::Supervision, OTHER_SUPERVISOR, "2000-01-01", None), "GX-12"),
        (
            "backwards",
            import(K::Guidance, OTHER_SUPERVISOR, "2005-01-01", Some("2005-01-01")),
            "GX-4",
        ),
        ("to come", import(K::Guidance, OTHER_SUPERVISOR, "2026-08-01", None), "GX-4"),
        ("guidance", import(K::Guidance, OTHER_SUPERVISOR, "2005-01-01", None), ""),
    ] {
        let mut w = world();
        let id = imported(&mut w);
        let told_now = relate(&mut w, &id, request, &administrator(), "2026-07-01");
        match told {
            "" => assert_eq!(told_now, "allowed: affiliation.told", "{what}"),
            rule => assert_eq!(told_now, format!("refused by {rule}"), "{what}"),
        }
    }
    let mut w = world();
    let id = association(&mut w);
    let request = import(K::Guidance, OTHER_SUPERVISOR, "2026-06-20", None);
    let told = relate(&mut w, &id, request.clone(), &administrator(), "2026-07-01");
    assert_eq!(told, "refused by GX-12", "what this register established has no older law");
    let mut w = world();
    let id = imported(&mut w);
    related(&mut w, &id, request.clone(), &administrator(), "2026-07-01").unwrap();
    let told = relate(&mut w, &id, request, &administrator(), "2026-07-01");
    assert_eq!(told, "refused by GX-12", "once");
}

type Change = fn(&mut World, &str);

/// Nothing goes on with what is no more, beside direct registration or under a hub that fell away.
#[test]
fn an_existing_relation_is_not_opened_where_none_can_be() {
    use RelationKind as K;
    let since = "2026-03-02";
    let open = |kind| import(kind, BODY, since, None);
    let over = |kind| import(kind, BODY, since, Some("2026-06-01"));
    let deregistered = |w: &mut World, id: &str| {
        let known = w.register.organizations.get_mut(id).unwrap();
        known.status = OrganizationStatus::Deregistered;
    };
    let direct = |w: &mut World, id: &str| {
        w.register.organizations.get_mut(id).unwrap().direct = Some(DirectBasis {
            class: "trade_association".to_owned(),
            field: "trade".to_owned(),
            policy_document: "国办函〔2013〕1号".to_owned(),
        });
    };
    let withdrawn = |w: &mut World, _: &str| {
        let request = withdraw(WithdrawalGround::OwnRequest, "2026-06-20");
        done(w, BODY, request, &office(), "2026-06-20");
    };
    for (what, change, kind, open_told) in [
        ("nothing", (|_, _| ()) as Change, K::Supervision, "allowed: affiliation.told"),
        ("deregistered", deregistered, K::Supervision, "refused by GX-12"),
        ("deregistered", deregistered, K::Liaison, "refused by GX-12"),
        ("direct", direct, K::Supervision, "refused by GX-12"),
        ("direct", direct, K::Liaison, "allowed: affiliation.told"),
        ("withdrawn", withdrawn, K::Supervision, "refused by GX-12"),
        ("withdrawn", withdrawn, K::Liaison, "allowed: affiliation.told"),
    ] {
        let mut w = world();
        authorized(&mut w, BODY);
        let id = imported(&mut w);
        w.register.organizations.get_mut(&id).unwrap().supervision = None;
        change(&mut w, &id);
        let told = relate(&mut w.clone(), &id, open(kind), &administrator(), "2026-07-01");
        assert_eq!(told, open_told, "{what}: {kind:?} that goes on");
        let told = relate(&mut w, &id, over(kind), &administrator(), "2026-07-01");
        assert_eq!(told, "allowed: affiliation.told", "{what}: {kind:?} that is over");
    }
}

/// Gives a hub an organization of its own, a copy of another, in a status of its life.
fn its_own_organization(w: &mut World, unit: &str, like: &str, status: OrganizationStatus) {
    let mut own = w.organization(like).clone();
    own.status = status;
    w.register.organizations.insert("the-hub-s-own".to_owned(), own);
    let hub = w.register.units.get_mut(&unit_id(unit)).unwrap().hub.as_mut().unwrap();
    hub.organization = Some("the-hub-s-own".to_owned());
}

/// Whoever is wound up, or was told to end, takes nobody on (civil code art. 72); whom it has it lets go.
#[test]
fn a_hub_on_its_way_out_takes_nobody_on() {
    use RelationKind as K;
    use shuniu_core::affiliation::{MemberPlanInput, TransferHow};
    for status in OrganizationStatus::ALL {
        let mut w = world();
        authorized(&mut w, BODY);
        authorized(&mut w, OTHER_BODY);
        let id = association(&mut w);
        relate(&mut w, &id, begin(K::Liaison, BODY), &hub_officer(), "2026-07-01");
        let rests = AffiliationRequest::Suspend {
            kind: K::Liaison,
            unit: unit_id(BODY),
            reason: "休".into(),
        };
        relate(&mut w, &id, rests, &hub_officer(), "2026-07-01");
        related(&mut w, &id, notice("2026-07-01"), &of(SUPERVISOR), "2026-07-01").unwrap();
        let to_it = || plan(MemberPlanInput::Successor { unit: unit_id(BODY) });
        let mut planned = w.clone();
        related(&mut planned, &id, to_it(), &decider(), "2026-07-01").unwrap();
        its_own_organization(&mut w, BODY, &id, status);
        its_own_organization(&mut planned, BODY, &id, status);

        let resume = AffiliationRequest::Resume {
            kind: K::Liaison,
            unit: unit_id(BODY),
            reason: "复".into(),
        };
        let ends = end(K::Liaison, BODY);
        for (w, request, by) in [
            (&w, begin(K::PartyBuilding, BODY), hub_officer()),
            (&w, begin(K::Entrusted, BODY), hub_officer()),
            (&w, resume, hub_officer()),
            (&w, list(BODY, TransferHow::Transfer), decider()),
            (&w, to_it(), decider()),
            (&planned, carry_out(), decider()),
        ] {
            let told = relate(&mut w.clone(), &id, request.clone(), &by, "2026-07-02");
            match status {
                OrganizationStatus::Registered => assert!(told.starts_with("allowed"), "{told}"),
                _ => assert_eq!(told, "refused by QS-4b", "{status:?} {request:?}"),
            }
        }
        for (request, by) in
            [(ends, hub_officer()), (begin(K::Liaison, OTHER_BODY), of(OTHER_BODY))]
        {
            let told = relate(&mut w.clone(), &id, request, &by, "2026-07-02");
            assert!(told.starts_with("allowed"), "{status:?}: {told}");
        }
    }
}
