//! The life of a hub: two acts by two bodies, and nobody takes two steps of it, nor their own.

use shuniu_core::{
    access::Role,
    hub::{AssessmentOutcome, HubRequest, HubStatus, WithdrawalGround},
    unit::UnitId,
};

use crate::{
    cast::{
        BODY, OTHER_BODY, act, authorization, authorized, decided, done, government, hub, member,
        nomination, office, recognize, review, reviewer, withdraw, world,
    },
    support::{LEADING_GROUP, World, day, staff, unit_id},
};

fn may_supervise(w: &World, unit: &str, on: &str) -> bool {
    w.register.units[&unit_id(unit)].may_supervise_on(day(on))
}

#[test]
fn recognized_is_not_authorized() {
    let mut w = world();
    assert!(!may_supervise(&w, BODY, "2026-02-01"));
    done(&mut w, BODY, HubRequest::Nominate(nomination()), &office(), "2026-02-01");
    assert_eq!(hub(&w, BODY).status, HubStatus::Nominated);
    done(&mut w, BODY, review(), &reviewer(), "2026-02-10");
    done(&mut w, BODY, recognize("2026-02-18"), &office(), "2026-02-20");
    let recognized = hub(&w, BODY);
    assert_eq!(recognized.status, HubStatus::Recognized);
    assert_eq!(recognized.recognition.unwrap().decided_on, day("2026-02-18"), "the legal day");
    assert!(!may_supervise(&w, BODY, "2026-02-20"), "only authorization lets it supervise");

    let input = shuniu_core::hub::AuthorizationInput {
        from: day("2026-03-10"),
        until: Some(day("2031-03-09")),
        ..authorization("2026-03-01")
    };
    done(&mut w, BODY, HubRequest::Authorize(input), &government(), "2026-03-01");
    assert_eq!(hub(&w, BODY).status, HubStatus::Authorized);
    for (on, may) in
        [("2026-03-09", false), ("2026-03-10", true), ("2031-03-09", true), ("2031-03-10", false)]
    {
        assert_eq!(may_supervise(&w, BODY, on), may, "{on}");
    }
    // The log gives the same unit.
    let (register, _) = w.replayed();
    let body = |units: &std::collections::BTreeMap<UnitId, shuniu_core::unit::Unit>| {
        units.get(&unit_id(BODY)).and_then(|unit| unit.hub.clone())
    };
    assert_eq!(body(&register.units), Some(hub(&w, BODY)));
}

#[test]
fn each_step_has_its_turn() {
    let mut w = world();
    let not_now = |told: &str| assert!(told.starts_with("NotAvailable"), "{told}");
    not_now(&act(&mut w, BODY, review(), &reviewer(), "2026-02-01"));
    not_now(&act(&mut w, BODY, recognize("2026-02-01"), &office(), "2026-02-01"));
    let authorize = || HubRequest::Authorize(authorization("2026-03-01"));
    not_now(&act(&mut w, BODY, authorize(), &government(), "2026-03-01"));
    done(&mut w, BODY, HubRequest::Nominate(nomination()), &office(), "2026-02-01");
    not_now(&act(&mut w, BODY, recognize("2026-02-02"), &reviewer(), "2026-02-02"));
    not_now(&act(&mut w, BODY, authorize(), &government(), "2026-03-01"));

    let no = HubRequest::Review { supports: false, reasons: "影响力不足".to_owned() };
    done(&mut w, BODY, no, &reviewer(), "2026-02-10");
    assert_eq!(hub(&w, BODY).status, HubStatus::NotSupported);
    not_now(&act(&mut w, BODY, recognize("2026-02-11"), &office(), "2026-02-11"));
    let decline =
        HubRequest::Decline { decided: decided("2026-02-12"), reasons: "条件不备".to_owned() };
    done(&mut w, BODY, decline, &office(), "2026-02-12");
    assert_eq!(hub(&w, BODY).status, HubStatus::Declined);
    // Nominated anew, everything begins anew.
    done(&mut w, BODY, HubRequest::Nominate(nomination()), &office(), "2026-03-01");
    assert_eq!(hub(&w, BODY).review, None);
    not_now(&act(&mut w, BODY, HubRequest::CompleteWithdrawal, &office(), "2026-03-02"));
}

#[test]
fn nobody_takes_two_steps_or_their_own() {
    let mut w = world();
    done(&mut w, BODY, HubRequest::Nominate(nomination()), &office(), "2026-02-01");
    assert_eq!(act(&mut w, BODY, review(), &office(), "2026-02-10"), "refused by HZ-3");
    done(&mut w, BODY, review(), &reviewer(), "2026-02-10");
    let again = recognize("2026-02-20");
    assert_eq!(act(&mut w, BODY, again.clone(), &reviewer(), "2026-02-20"), "refused by HZ-3");
    // Who belongs to the body itself keeps out of every step.
    let mut own = office();
    own.grants.push(shuniu_core::access::Grant::at(Role::SupervisorOfficer, unit_id(BODY)));
    assert_eq!(act(&mut w, BODY, again.clone(), &own, "2026-02-20"), "refused by HZ-4");
    done(&mut w, BODY, again, &office(), "2026-02-20");
    // Recognition and authorization are two bodies' acts.
    let authorize = HubRequest::Authorize(authorization("2026-03-01"));
    let told = act(&mut w, BODY, authorize, &office(), "2026-03-01");
    assert!(told.starts_with("Denied"), "{told}");
    let elsewhere = staff("x", Role::LeadingGroupOffice, "leading-110000");
    let told =
        act(&mut w, OTHER_BODY, HubRequest::Nominate(nomination()), &elsewhere, "2026-03-01");
    assert!(told.starts_with("Denied"), "{told}");
    let _ = LEADING_GROUP;
}

#[test]
fn assessed_ordered_to_rectify_and_withdrawn() {
    let mut w = world();
    authorized(&mut w, BODY);
    let assess = |year| HubRequest::Assess {
        year,
        outcome: AssessmentOutcome::Failed,
        remarks: "覆盖面不足".to_owned(),
    };
    for (year, told) in [(2025, "refused by HZ-8"), (2027, "refused by HZ-8")] {
        assert_eq!(act(&mut w, BODY, assess(year), &office(), "2026-12-01"), told, "{year}");
    }
    done(&mut w, BODY, assess(2026), &office(), "2026-12-01");
    assert_eq!(act(&mut w, BODY, assess(2026), &office(), "2026-12-02"), "refused by HZ-8");

    let not_rectified = withdraw(WithdrawalGround::NotRectified, "2027-01-05");
    let told = act(&mut w, BODY, not_rectified.clone(), &office(), "2027-01-05");
    assert_eq!(told, "refused by HZ-11", "nothing was ordered");
    let order = |until: &str| HubRequest::OrderRectification {
        until: day(until),
        what: "建立联系制度".to_owned(),
    };
    let told = act(&mut w, BODY, order("2027-01-05"), &office(), "2027-01-06");
    assert_eq!(told, "refused by HZ-5", "over before it began");
    done(&mut w, BODY, order("2027-03-31"), &office(), "2027-01-06");
    let told = act(&mut w, BODY, order("2027-05-31"), &office(), "2027-01-07");
    assert!(told.starts_with("Malformed"), "one at a time: {told}");
    let on_the_day = withdraw(WithdrawalGround::NotRectified, "2027-03-31");
    let told = act(&mut w, BODY, on_the_day, &office(), "2027-03-31");
    assert_eq!(told, "refused by HZ-11", "the time is not over");
    let after = withdraw(WithdrawalGround::NotRectified, "2027-04-01");
    done(&mut w, BODY, after, &office(), "2027-04-01");
    let gone = hub(&w, BODY);
    assert_eq!(gone.status, HubStatus::Withdrawn, "it supervised nobody");
    assert_eq!(gone.rectification, None);
    assert!(!may_supervise(&w, BODY, "2027-04-01"));
}

#[test]
fn an_order_is_closed_when_mended() {
    let mut w = world();
    authorized(&mut w, BODY);
    let close = || HubRequest::CloseRectification { remarks: "已整改".to_owned() };
    let told = act(&mut w, BODY, close(), &office(), "2026-04-01");
    assert!(told.starts_with("Malformed"), "{told}");
    let order =
        HubRequest::OrderRectification { until: day("2026-06-30"), what: "制度".to_owned() };
    done(&mut w, BODY, order, &office(), "2026-04-01");
    assert!(hub(&w, BODY).rectification.is_some());
    done(&mut w, BODY, close(), &reviewer(), "2026-05-01");
    assert_eq!(hub(&w, BODY).rectification, None);
    assert!(may_supervise(&w, BODY, "2026-05-01"), "it worked all the time");
}

#[test]
fn who_still_supervises_is_withdrawing_until_the_last_has_gone() {
    let mut w = world();
    authorized(&mut w, BODY);
    authorized(&mut w, OTHER_BODY);
    let _ = member(&mut w, BODY);
    let request = withdraw(WithdrawalGround::ConditionsLost, "2026-08-01");
    done(&mut w, BODY, request, &office(), "2026-08-03");
    let going = hub(&w, BODY);
    assert_eq!(going.status, HubStatus::Withdrawing);
    let withdrawal = going.withdrawal.unwrap();
    // Ninety days from the decision; 30 October is a working day.
    assert_eq!(withdrawal.due_on, Some(day("2026-10-30")));
    assert_eq!(withdrawal.completed_on, None);
    let told = act(&mut w, BODY, HubRequest::CompleteWithdrawal, &office(), "2026-08-04");
    assert_eq!(told, "refused by HZ-10");
    assert!(!may_supervise(&w, BODY, "2026-08-03"), "it takes nobody new");
}

/// What was withdrawn does not come back by a nomination: only a government lets it supervise.
#[test]
fn a_body_that_fell_away_has_no_power_left() {
    let mut w = world();
    crate::cast::add(
        &mut w,
        crate::support::unit(
            "old-hub",
            shuniu_core::unit::UnitKind::AuthorizedBody,
            "旧授权组织",
            "110105",
        ),
    );
    assert!(may_supervise(&w, "old-hub", "2026-01-01"), "by an older authorization");
    authorized(&mut w, "old-hub");
    let request = withdraw(WithdrawalGround::OwnRequest, "2026-04-01");
    done(&mut w, "old-hub", request, &office(), "2026-04-01");
    assert!(!may_supervise(&w, "old-hub", "2026-04-01"));
    done(&mut w, "old-hub", HubRequest::Nominate(nomination()), &office(), "2026-04-02");
    assert!(!may_supervise(&w, "old-hub", "2026-04-02"), "nominated anew");
}

/// A renewal that is entered early interrupts nothing.
#[test]
fn an_early_renewal_lets_the_old_authorization_run_out() {
    let mut w = world();
    authorized(&mut w, BODY);
    let input = |from: &str, until: Option<&str>| shuniu_core::hub::AuthorizationInput {
        from: day(from),
        until: until.map(day),
        ..authorization("2026-03-01")
    };
    let first = HubRequest::Authorize(input("2026-03-01", Some("2026-12-31")));
    let mut w2 = world();
    done(&mut w2, BODY, HubRequest::Nominate(nomination()), &office(), "2026-02-01");
    done(&mut w2, BODY, review(), &reviewer(), "2026-02-10");
    done(&mut w2, BODY, recognize("2026-02-20"), &office(), "2026-02-20");
    done(&mut w2, BODY, first, &government(), "2026-03-01");
    let renewal = HubRequest::Authorize(input("2027-01-01", None));
    done(&mut w2, BODY, renewal, &government(), "2026-11-01");
    for on in ["2026-11-01", "2026-12-31", "2027-01-01", "2030-01-01"] {
        assert!(may_supervise(&w2, BODY, on), "{on}");
    }
    assert!(may_supervise(&w, BODY, "2026-11-01"));
}

/// The leading group is reorganized: who came of it acts on its hubs.
#[test]
fn who_came_of_the_leading_group_goes_on() {
    let mut w = world();
    authorized(&mut w, BODY);
    let group = shuniu_core::unit::UnitKind::LeadingGroup;
    crate::cast::add(
        &mut w,
        crate::support::unit("work-110105", group, "区委社会工作部", "110105"),
    );
    let old = w.register.units.get_mut(&unit_id(LEADING_GROUP)).unwrap();
    old.valid_to = Some(day("2026-06-30"));
    old.successor = Some(unit_id("work-110105"));
    let order =
        || HubRequest::OrderRectification { until: day("2026-12-31"), what: "制度".to_owned() };
    let told = act(&mut w, BODY, order(), &office(), "2026-07-01");
    assert!(told.starts_with("Denied"), "it is no more: {told}");
    let now = staff("new-office", Role::LeadingGroupOffice, "work-110105");
    done(&mut w, BODY, order(), &now, "2026-07-01");
}
