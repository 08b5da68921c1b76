//! The rules on nomination, recognition, authorization and withdrawal, each by itself.

use shuniu_core::{
    hub::{HubCondition, HubLevel, HubRequest, Nomination, WithdrawalGround},
    organization::OrganizationStatus,
    unit::UnitKind,
};

use crate::{
    cast::{
        BODY, OTHER_BODY, act, add, association, authorization, authorized, decided, done,
        evidence, government, nomination, office, recognize, review, reviewer, withdraw, world,
    },
    support::{GOVERNMENT, REGISTRAR, SUPERVISOR, World, day, unit, unit_id},
};

fn nominated(w: &mut World, unit: &str, change: impl FnOnce(&mut Nomination)) -> String {
    let mut nomination = nomination();
    change(&mut nomination);
    act(w, unit, HubRequest::Nominate(nomination), &office(), "2026-02-01")
}

const ALLOWED: &str = "allowed: hub.nominated";

#[test]
fn who_can_be_nominated() {
    for (kind, told) in [
        (UnitKind::PeoplesOrganization, ALLOWED),
        (UnitKind::AuthorizedBody, ALLOWED),
        (UnitKind::Department, "refused by HB-1"),
        (UnitKind::Registrar, "refused by HB-1"),
        (UnitKind::Government, "refused by HB-1"),
        (UnitKind::LeadingGroup, "refused by HB-1"),
    ] {
        let mut w = world();
        add(&mut w, unit("candidate", kind, "候选单位", "110105"));
        assert_eq!(nominated(&mut w, "candidate", |_| {}), told, "{kind:?}");
    }
    let mut w = world();
    let mut gone = unit("gone", UnitKind::PeoplesOrganization, "已终止单位", "110105");
    gone.valid_to = Some(day("2026-01-31"));
    add(&mut w, gone);
    assert_eq!(nominated(&mut w, "gone", |_| {}), "refused by HB-1", "it is no more");
}

#[test]
fn the_leading_group_is_one_and_of_the_place() {
    let mut w = world();
    add(&mut w, unit("leading-110000", UnitKind::LeadingGroup, "市领导小组", "110000"));
    add(&mut w, unit("leading-110101", UnitKind::LeadingGroup, "东城区领导小组", "110101"));
    for (group, told) in [
        ("leading-110000", ALLOWED),
        ("leading-110101", "refused by HB-2"),
        (SUPERVISOR, "refused by HB-2"),
        ("nobody", "refused by HB-2"),
    ] {
        let by = crate::support::staff("x", shuniu_core::access::Role::LeadingGroupOffice, group);
        let nomination = Nomination { leading_group: unit_id(group), ..nomination() };
        let request = HubRequest::Nominate(nomination);
        assert_eq!(act(&mut w, BODY, request, &by, "2026-02-01"), told, "{group}");
    }
}

#[test]
fn level_and_hub_above() {
    let mut w = world();
    add(&mut w, unit("city-body", UnitKind::PeoplesOrganization, "市科协", "110000"));
    add(&mut w, unit("street-body", UnitKind::PeoplesOrganization, "街道联合会", "110105001"));
    for (unit, level, told) in [
        (BODY, HubLevel::District, ALLOWED),
        (BODY, HubLevel::City, "refused by HZ-1"),
        (BODY, HubLevel::Street, "refused by HZ-1"),
        ("street-body", HubLevel::Street, ALLOWED),
        ("street-body", HubLevel::Community, ALLOWED),
        ("street-body", HubLevel::District, "refused by HZ-1"),
    ] {
        assert_eq!(nominated(&mut w, unit, |n| n.level = level), told, "{unit} {level:?}");
    }
    let parent = |of: &str| Some(unit_id(of));
    let mut w = world();
    add(&mut w, unit("street-body", UnitKind::PeoplesOrganization, "街道联合会", "110105001"));
    let street = |n: &mut Nomination| {
        n.level = HubLevel::Street;
        n.parent = Some(unit_id(BODY));
    };
    let told = nominated(&mut w, "street-body", street);
    assert_eq!(told, "refused by HZ-1", "the one above is no hub yet");
    authorized(&mut w, BODY);
    assert_eq!(nominated(&mut w, "street-body", street), ALLOWED);
    for above in [OTHER_BODY, BODY, "street-body", "nobody"] {
        let told = nominated(&mut w, OTHER_BODY, |n| n.parent = parent(above));
        assert_eq!(told, "refused by HZ-1", "{above}");
    }
}

#[test]
fn codes_of_civil_affairs_are_of_who_is_registered() {
    let mut w = world();
    let id = association(&mut w);
    let code = w.organization(&id).uscc;
    add(&mut w, unit("federation", UnitKind::Federation, "朝阳区示范联合会", "110105"));
    assert_eq!(nominated(&mut w, "federation", |n| n.uscc = None), "refused by HZ-6");
    assert_eq!(nominated(&mut w, "federation", |n| n.uscc = Some(code)), ALLOWED);
    let hub = crate::cast::hub(&w, "federation");
    assert_eq!(hub.organization, Some(id.clone()), "linked by its code");
    let stranger = crate::support::code('1', "110105", "MJ099998");
    assert_eq!(nominated(&mut w, "federation", |n| n.uscc = Some(stranger)), "refused by HZ-6");
    assert_eq!(nominated(&mut w, BODY, |n| n.uscc = None), ALLOWED, "not every body has one");
    let known = w.register.organizations.get_mut(&id).unwrap();
    known.status = shuniu_core::organization::OrganizationStatus::Rescinded;
    assert_eq!(nominated(&mut w, "federation", |n| n.uscc = Some(code)), "refused by HZ-6");
}

#[test]
fn every_condition_has_its_evidence() {
    for (condition, rule) in [
        (HubCondition::Leadership, "HB-4a"),
        (HubCondition::LeadingPosition, "HB-4b"),
        (HubCondition::PartyOrganization, "HB-4c"),
        (HubCondition::LegalPersonality, "HB-4d"),
    ] {
        for to_come in [false, true] {
            let mut w = world();
            let told = nominated(&mut w, BODY, |n| {
                n.evidence.retain(|e| e.condition != condition);
                if to_come {
                    let dated = day("2026-02-21");
                    n.evidence.push(shuniu_core::hub::Evidence { dated, ..evidence(condition) });
                }
            });
            assert_eq!(told, ALLOWED, "a nomination may lack it");
            done(&mut w, BODY, review(), &reviewer(), "2026-02-10");
            let told = act(&mut w, BODY, recognize("2026-02-20"), &office(), "2026-02-20");
            assert_eq!(told, format!("refused by {rule}"), "of a day to come: {to_come}");
        }
    }
}

#[test]
fn documents_are_dated_in_order() {
    let mut w = world();
    done(&mut w, BODY, HubRequest::Nominate(nomination()), &office(), "2026-02-01");
    done(&mut w, BODY, review(), &reviewer(), "2026-02-10");
    let told = act(&mut w, BODY, recognize("2026-02-21"), &office(), "2026-02-20");
    assert_eq!(told, "refused by HZ-5", "of a day to come");
    // The group may have decided before its office entered the papers.
    done(&mut w, BODY, recognize("2026-01-20"), &office(), "2026-02-20");
    let authorize = |dated: &str| HubRequest::Authorize(authorization(dated));
    let told = act(&mut w, BODY, authorize("2026-01-19"), &government(), "2026-03-01");
    assert_eq!(told, "refused by HZ-5", "before it was recognized");
    done(&mut w, BODY, authorize("2026-01-20"), &government(), "2026-03-01");
}

/// A change to an authorization.
type Change = fn(&mut shuniu_core::hub::AuthorizationInput);

#[test]
fn who_authorizes_and_for_what() {
    let recognized = || {
        let mut w = world();
        done(&mut w, BODY, HubRequest::Nominate(nomination()), &office(), "2026-02-01");
        done(&mut w, BODY, review(), &reviewer(), "2026-02-10");
        done(&mut w, BODY, recognize("2026-02-20"), &office(), "2026-02-20");
        add(&mut w, unit("government-110101", UnitKind::Government, "东城区政府", "110101"));
        add(&mut w, unit("government-110000", UnitKind::Government, "市政府", "110000"));
        add(&mut w, unit("government-township", UnitKind::Government, "镇政府", "110105001"));
        w
    };
    for (by, told) in [
        (GOVERNMENT, "allowed: hub.authorized"),
        ("government-110000", "allowed: hub.authorized"),
        ("government-110101", "refused by HB-3"),
        ("government-township", "refused by HB-3"),
        (SUPERVISOR, "refused by HB-3"),
        (REGISTRAR, "refused by HB-3"),
    ] {
        let mut w = recognized();
        let role = shuniu_core::access::Role::GovernmentOffice;
        let actor = crate::support::staff("g", role, by);
        let input = shuniu_core::hub::AuthorizationInput {
            government: unit_id(by),
            ..authorization("2026-03-01")
        };
        let told_now = act(&mut w, BODY, HubRequest::Authorize(input), &actor, "2026-03-01");
        assert_eq!(told_now, told, "{by}");
    }
    let rows: [(&str, Change, &str); 6] = [
        ("beyond the fields", |a| a.fields.push("文化".to_owned()), "refused by HZ-7"),
        ("no field", |a| a.fields.clear(), "refused by HZ-7"),
        ("no power", |a| a.powers.clear(), "refused by HZ-7"),
        ("of a day to come", |a| a.dated = day("2026-03-02"), "refused by HZ-5"),
        ("ends before it begins", |a| a.until = Some(day("2026-02-28")), "refused by HZ-5"),
        ("a single day", |a| a.until = Some(a.from), "allowed: hub.authorized"),
    ];
    for (what, change, told) in rows {
        let mut w = recognized();
        let mut input = authorization("2026-03-01");
        change(&mut input);
        let told_now = act(&mut w, BODY, HubRequest::Authorize(input), &government(), "2026-03-01");
        assert_eq!(told_now, told, "{what}");
    }
}

#[test]
fn a_successor_is_another_hub_that_may_supervise() {
    let named = |successor: Option<&str>, ground| HubRequest::Withdraw {
        ground,
        decided: decided("2026-04-01"),
        reasons: "合并".to_owned(),
        successor: successor.map(unit_id),
    };
    let mut w = world();
    authorized(&mut w, BODY);
    for (successor, ground) in [
        (None, WithdrawalGround::Merged),
        (None, WithdrawalGround::Succeeded),
        (Some(OTHER_BODY), WithdrawalGround::Succeeded),
        (Some(BODY), WithdrawalGround::Merged),
        (Some("nobody"), WithdrawalGround::OwnRequest),
    ] {
        let told = act(&mut w, BODY, named(successor, ground), &office(), "2026-04-01");
        assert_eq!(told, "refused by HZ-9", "{successor:?} {ground:?}");
    }
    authorized(&mut w, OTHER_BODY);
    // One whose own organization is wound up takes nobody on (civil code art. 72).
    let own = association(&mut w);
    let hub = w.register.units.get_mut(&unit_id(OTHER_BODY)).unwrap().hub.as_mut().unwrap();
    hub.organization = Some(own.clone());
    for (status, told) in [
        (OrganizationStatus::Registered, "allowed"),
        (OrganizationStatus::CertificateRevoked, "refused by HZ-9"),
        (OrganizationStatus::Liquidating, "refused by HZ-9"),
    ] {
        w.register.organizations.get_mut(&own).unwrap().status = status;
        let request = named(Some(OTHER_BODY), WithdrawalGround::Merged);
        let told_now = act(&mut w.clone(), BODY, request, &office(), "2026-04-01");
        assert!(told_now.starts_with(told), "{status:?}: {told_now}");
    }
    let request = withdraw(WithdrawalGround::OwnRequest, "2026-04-01");
    assert!(act(&mut w, BODY, request, &office(), "2026-04-01").starts_with("allowed"));
}
