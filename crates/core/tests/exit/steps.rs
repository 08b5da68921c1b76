//! Each rule of the liquidation at, below and above its limit, and each day before another. What is left
//! stands in `remaining.rs`.

use shuniu_core::{
    access::Role,
    act::ActRequest,
    decide::DecideError,
    exit::{Appointment, BeginLiquidation, Collected, ExitGround, ExitRequest, Handed},
    law::Verdict,
    registration::EstablishmentApplication,
    unit::UnitId,
};

use crate::{
    cast::{
        act, agent, announcement, begin, beginning, established, in_liquidation, notices, of,
        refused, returned,
    },
    support::{
        NEIGHBOUR, On, REGISTRAR, World, application, day, decider, foundation, guards_against,
        institution, reception, staff_of, unit_id,
    },
};

fn usual() -> BeginLiquidation {
    beginning(ExitGround::SelfDissolution, &unit_id(REGISTRAR))
}

/// The rules against a beginning, filed by the association on 07-10.
fn against(input: BeginLiquidation) -> Vec<String> {
    against_of(&application(), input)
}

/// The same of another organization.
fn against_of(application: &EstablishmentApplication, input: BeginLiquidation) -> Vec<String> {
    let mut w = World::default();
    let id = established(&mut w, application);
    match w.act(&On::Organization(&id), &begin(input), &agent(&id), "2026-07-10") {
        Ok(_) => Vec::new(),
        Err(DecideError::Refused(refusal)) => refusal.against,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn the_grounds_are_those_of_each_regulation() {
    use ExitGround as G;
    let all = [
        G::PurposeAchieved,
        G::SelfDissolution,
        G::CharterGround,
        G::PurposeUnattainable,
        G::PurposeChanged,
        G::ConditionsLost,
        G::NoSupervisoryUnit,
        G::Merger,
        G::Split,
        G::Other,
    ];
    let table: [(EstablishmentApplication, &str, &[G]); 3] = [
        (application(), "ST-19a-2", &[G::PurposeAchieved, G::SelfDissolution, G::Other]),
        (
            institution(),
            "MF-16-2",
            &[
                G::SelfDissolution,
                G::PurposeChanged,
                G::ConditionsLost,
                G::NoSupervisoryUnit,
                G::Other,
            ],
        ),
        (foundation(), "JJ-16-2", &[G::CharterGround, G::PurposeUnattainable, G::Other]),
    ];
    for (application, rule, named) in table {
        let mut w = World::default();
        let id = established(&mut w, &application);
        for ground in all {
            let request = begin(beginning(ground, &application.registrar));
            let done = w.clone().act(&On::Organization(&id), &request, &agent(&id), "2026-07-10");
            match done {
                Ok(_) => assert!(named.contains(&ground), "{ground:?}"),
                Err(DecideError::Refused(refusal)) => {
                    assert!(!named.contains(&ground), "{ground:?}");
                    assert_eq!(guards_against(&refusal), [rule], "{ground:?}");
                }
                Err(other) => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn days_in_order() {
    let begun = |occurred: &str, formed: &str| {
        let (occurred_on, formed_on) = (day(occurred), day(formed));
        against(BeginLiquidation { occurred_on, formed_on, ..usual() })
    };
    // Established on 2026-06-01, filed on 07-10.
    assert!(begun("2026-06-01", "2026-06-01").is_empty());
    assert!(begun("2026-07-10", "2026-07-10").is_empty());
    assert_eq!(begun("2026-05-31", "2026-07-01"), ["TC-1"], "before it was established");
    assert_eq!(begun("2026-07-02", "2026-07-01"), ["TC-1"], "a group before the ground");
    assert_eq!(begun("2026-07-01", "2026-07-11"), ["TC-1"], "a day to come");

    let mut w = World::default();
    let id = established(&mut w, &application());
    act(&mut w, &id, &begin(usual()), &agent(&id), "2026-07-03");
    let announced = |published: &str, until: &str| {
        let mut input = announcement();
        (input.published_on, input.claims_until) = (day(published), day(until));
        let request = of(ExitRequest::Announce(input));
        let done = w.clone().act(&On::Organization(&id), &request, &agent(&id), "2026-07-10");
        done.map(|_| ()).map_err(|e| match e {
            DecideError::Refused(refusal) => refusal.against.join(" "),
            other => panic!("{other:?}"),
        })
    };
    assert_eq!(announced("2026-07-03", "2026-07-03"), Ok(()));
    assert_eq!(announced("2026-07-02", "2026-08-30"), Err("TC-1".to_owned()), "before the group");
    assert_eq!(announced("2026-07-11", "2026-08-30"), Err("TC-1".to_owned()), "a day to come");
    assert_eq!(
        announced("2026-07-05", "2026-07-04"),
        Err("TC-1".to_owned()),
        "ends before it begins"
    );
}

/// The supervisory unit or the registrar guides; nobody else, and no unit that is not known.
#[test]
fn who_guides() {
    for (application, ground, rule) in [
        (application(), ExitGround::SelfDissolution, "ST-20a"),
        (institution(), ExitGround::SelfDissolution, "MF-16b"),
        (foundation(), ExitGround::CharterGround, "JJ-18a"),
    ] {
        let by = |unit: &UnitId| against_of(&application, beginning(ground, unit));
        let supervisor = application.supervisory_unit().expect("supervised");
        assert!(by(supervisor).is_empty() && by(&application.registrar).is_empty(), "{rule}");
        assert_eq!(by(&unit_id(NEIGHBOUR)), [rule]);
        assert_eq!(by(&unit_id("dept-nowhere")), [rule]);
    }
}

/// The organization files its own group, the registrar enters the court's, and nobody the other's.
#[test]
fn a_court_appoints_where_nobody_acts() {
    let court = |ruling: &str| Appointment::Court { ruling: ruling.to_owned() };
    let mut w = World::default();
    let id = established(&mut w, &application());
    let begun = |appointment: Appointment, registrar: bool| {
        let request = begin(BeginLiquidation { appointment, ..usual() });
        let by = if registrar { decider() } else { agent(&id) };
        match w.clone().act(&On::Organization(&id), &request, &by, "2026-07-10") {
            Ok(_) => Vec::new(),
            Err(DecideError::Refused(refusal)) => refusal.against,
            Err(other) => panic!("{other:?}"),
        }
    };
    assert!(begun(Appointment::Own {}, false).is_empty());
    assert!(begun(court("（2026）示01强清1号"), true).is_empty());
    assert_eq!(begun(court("（2026）示01强清1号"), false), ["QS-3b"]);
    assert_eq!(begun(Appointment::Own {}, true), ["QS-3b"]);
    assert_eq!(begun(court("  "), true), ["QS-3b"], "a ruling has a number");
}

/// A charity's group is due within thirty days; later is told and stops nobody.
#[test]
fn a_charity_forms_its_group_in_thirty_days() {
    let mut charity = foundation();
    charity.charity = Some(crate::support::charity());
    for (formed, verdict) in [("2026-07-31", Verdict::Met), ("2026-08-01", Verdict::Violated)] {
        let mut w = World::default();
        let id = established(&mut w, &charity);
        let ground = ExitGround::CharterGround;
        let mut input = beginning(ground, &charity.registrar);
        input.formed_on = day(formed);
        let done = act(&mut w, &id, &begin(input), &agent(&id), "2026-08-01");
        let told = done.findings.iter().find(|f| f.rule == "QS-8").expect("told");
        assert_eq!(told.outcome, verdict, "{formed}");
    }
    let mut w = World::default();
    let id = established(&mut w, &application());
    let done = act(&mut w, &id, &begin(usual()), &agent(&id), "2026-08-01");
    let told = done.findings.iter().find(|f| f.rule == "QS-8").expect("told");
    assert_eq!(told.outcome, Verdict::NotApplicable, "others have no such time");
}

/// Sixty days for the announcement and forty-five for claims, by analogy: told only.
#[test]
fn creditors_have_their_time() {
    for (published, until, met) in [
        ("2026-09-01", "2026-10-16", true),
        ("2026-09-01", "2026-10-19", true),
        // Its forty-fifth day is a Saturday, so the Monday is in time: the announcement is late.
        ("2026-09-02", "2026-10-19", false),
        ("2026-09-01", "2026-10-15", false),
    ] {
        let mut w = World::default();
        let id = established(&mut w, &application());
        act(&mut w, &id, &begin(usual()), &agent(&id), "2026-07-03");
        let mut input = announcement();
        (input.published_on, input.claims_until) = (day(published), day(until));
        let request = of(ExitRequest::Announce(input));
        let done = act(&mut w, &id, &request, &agent(&id), "2026-09-02");
        let told = done.findings.iter().find(|f| f.rule == "QS-4").expect("told");
        assert_eq!(told.outcome == Verdict::Met, met, "{published} {until}");
    }
}

/// A charity may end on its own law's grounds too, and its group is announced.
#[test]
fn grounds_and_notice_of_a_charity() {
    for (charity, ground, wanted) in [
        (false, ExitGround::NoCharityActivity, vec!["ST-19a-2"]),
        (false, ExitGround::CharterGround, vec!["ST-19a-2"]),
        (true, ExitGround::NoCharityActivity, vec![]),
        (true, ExitGround::CharterGround, vec![]),
    ] {
        let mut a = application();
        a.charity = charity.then(crate::support::charity);
        let mut w = World::default();
        let id = established(&mut w, &a);
        let request = begin(BeginLiquidation { ground, ..usual() });
        match w.act(&On::Organization(&id), &request, &agent(&id), "2026-07-10") {
            Ok(done) => {
                assert!(wanted.is_empty(), "{ground:?}");
                assert_eq!(notices(&done)[0].0, "liquidation");
            }
            Err(DecideError::Refused(refusal)) => assert_eq!(guards_against(&refusal), wanted),
            Err(other) => panic!("{other:?}"),
        }
    }
}

/// One group; the court's or the authority's takes the place of one that idles.
#[test]
fn an_idle_group_is_replaced() {
    let mut w = World::default();
    let id = in_liquidation(&mut w, &application());
    let again = begin(usual());
    let refusal = refused(&mut w, &id, &again, &agent(&id), "2026-08-01");
    assert_eq!(guards_against(&refusal), ["TC-5c"]);
    assert!(w.steps_on(&id, &agent(&id), "2026-08-01").iter().any(|s| {
        s.act == shuniu_core::act::ActKind::BeginLiquidation
            && s.state == shuniu_core::act::StepState::Blocked
    }));
    let court = Appointment::Court { ruling: "（2026）示01强清1号".to_owned() };
    let request = begin(BeginLiquidation { appointment: court.clone(), ..usual() });
    act(&mut w, &id, &request, &decider(), "2026-08-01");
    let liquidation = w.organization(&id).liquidation().unwrap();
    assert_eq!((&liquidation.appointment, &liquidation.announced), (&court, &None));
}

/// Creditors keep the time that they were told.
#[test]
fn the_time_for_claims_is_not_shortened() {
    let mut w = World::default();
    let id = in_liquidation(&mut w, &application());
    let mut sooner = announcement();
    (sooner.published_on, sooner.claims_until) = (day("2026-07-08"), day("2026-08-19"));
    let request = of(ExitRequest::Announce(sooner.clone()));
    let refusal = refused(&mut w, &id, &request, &agent(&id), "2026-07-08");
    assert_eq!(guards_against(&refusal), ["TC-1"]);
    sooner.claims_until = day("2026-08-20");
    act(&mut w, &id, &of(ExitRequest::Announce(sooner)), &agent(&id), "2026-07-08");
}

/// What cannot be collected is void by a notice, which everybody can read; a part may come later.
#[test]
fn collected_or_void() {
    let mut w = World::default();
    let id = in_liquidation(&mut w, &application());
    let void = |notice: &str, place: &str, reason: &str| Handed::Void {
        notice: notice.to_owned(),
        place: place.to_owned(),
        reason: reason.to_owned(),
    };
    let collect = |collected: Collected| of(ExitRequest::Collect(collected));
    let none = collect(Collected::default());
    assert_eq!(guards_against(&refused(&mut w, &id, &none, &reception(), "2026-09-01")), ["TC-4"]);
    for bad in [void(" ", "示范日报", "失联"), void("1号", "", "失联"), void("1号", "示范日报", "")]
    {
        let request = collect(Collected { seals: Some(bad), ..returned() });
        let refusal = refused(&mut w, &id, &request, &reception(), "2026-09-01");
        assert_eq!(guards_against(&refusal), ["TC-4"]);
    }
    let first = Collected {
        certificate: Some(void("示民公〔2026〕1号", "示范日报", "拒不交回")),
        ..Collected::default()
    };
    let done = act(&mut w, &id, &collect(first), &reception(), "2026-09-01");
    let (subject, text) = notices(&done).remove(0);
    assert_eq!(subject, "certificate_void");
    assert!(text.contains("登记证书（示民公〔2026〕1号，示范日报）作废"), "{text}");
    let back = Some(Handed::Returned {});
    let rest = Collected { certificate: None, seals: back.clone(), vouchers: back };
    let done = act(&mut w, &id, &collect(rest), &reception(), "2026-09-02");
    assert_eq!(done.events.len(), 1, "nothing is void of this");
    let all = w.organization(&id).exit.as_ref().unwrap().collected.clone();
    assert!(matches!(all.certificate, Some(Handed::Void { .. })));
    assert_eq!(w.organization(&id).certificate, None, "nobody is shown it as valid");
    assert!(all.seals.is_some() && all.vouchers.is_some());
}

/// Only the registrar's reception collects; only from who is leaving.
#[test]
fn who_collects_from_whom() {
    let mut w = World::default();
    let id = established(&mut w, &application());
    let request: ActRequest = of(ExitRequest::Collect(returned()));
    let early = w.act(&On::Organization(&id), &request, &reception(), "2026-07-01");
    assert!(matches!(early, Err(DecideError::NotAvailable(_))));
    act(&mut w, &id, &begin(usual()), &agent(&id), "2026-07-03");
    let neighbour = staff_of(Role::Reception, NEIGHBOUR);
    for by in [agent(&id), neighbour] {
        let denied = w.act(&On::Organization(&id), &request, &by, "2026-07-04");
        assert!(matches!(denied, Err(DecideError::Denied(_))));
    }
    act(&mut w, &id, &request, &reception(), "2026-07-04");
}
