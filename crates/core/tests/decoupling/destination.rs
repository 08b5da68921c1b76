//! Where an organization goes when its department leaves: under a hub that may take it, or into direct registration.

use shuniu_core::{
    affiliation::RelationKind,
    decoupling::{DecouplingRequest, DestinationInput},
    organization::OrganizationStatus,
    registration::UnitConsent,
    unit::UnitKind,
};

use crate::{
    cast::{
        HUB, PARTY, act, agent, association, complete, direct, done, in_progress, listing, office,
        plan, separated, with_a_hub, world,
    },
    support::{OTHER_SUPERVISOR, World, day, decider, direct as direct_route, unit, unit_id},
};

fn to_the_hub() -> DestinationInput {
    under(HUB)
}

fn under(unit: &str) -> DestinationInput {
    let consent =
        UnitConsent { number: "朝科协函〔2026〕3号".to_owned(), dated: day("2026-06-30") };
    DestinationInput::Hub { unit: unit_id(unit), consent }
}

#[test]
fn it_goes_under_a_hub_and_nobody_falls_between() {
    let mut w = world();
    with_a_hub(&mut w);
    let id = crate::cast::decoupled(&mut w, "outline_2008", to_the_hub());
    let organization = w.organization(&id);
    assert_eq!(organization.supervision.as_ref().unwrap().unit.id.as_str(), HUB);
    assert!(organization.direct.is_none());
    let guided = |r: &&shuniu_core::affiliation::Relation| r.kind == RelationKind::Guidance;
    assert_eq!(organization.relations.iter().filter(guided).count(), 1);
    // The end and the beginning bear the same day.
    let days = |kind: &str| {
        let mut entries = w.log.iter().filter(|e| e.kind == kind);
        entries.next_back().map(|e| e.effective_on)
    };
    let ended = days("affiliation.supervision_ended");
    assert_eq!((ended, days("organization.supervision_began")), (Some(day("2026-09-01")), ended));
}

#[test]
fn a_plan_names_where_the_checklist_lets_it_go() {
    let mut w = world();
    with_a_hub(&mut w);
    let department = unit(PARTY, UnitKind::Department, "朝阳区委社会工作部", "110105");
    w.register.units.insert(department.id.clone(), department);
    let programme = crate::cast::a_programme(&mut w, "outline_2008");
    let industry = crate::cast::a_programme(&mut w, "plan_2015");
    let id = association(&mut w);
    done(&mut w, &id, listing(&programme, 1), &office(), "2026-06-20");
    let wrong = |w: &mut World, to| {
        let told = act(w, &id, plan(to), &agent(&id), "2026-07-01");
        assert_eq!(told, "refused by TB-4");
    };
    wrong(&mut w, under(OTHER_SUPERVISOR));
    wrong(&mut w, under("hub-of-nowhere"));
    let shuniu_core::registration::Route::Direct { basis } = direct_route("arts", "music") else {
        panic!("direct")
    };
    wrong(&mut w, DestinationInput::Direct { basis });
    let wrong_consents = [("", "2026-06-30"), ("朝科协函〔2026〕3号", "2026-07-02")];
    for (number, dated) in wrong_consents {
        let consent = UnitConsent { number: number.to_owned(), dated: day(dated) };
        wrong(&mut w, DestinationInput::Hub { unit: unit_id(HUB), consent });
    }
    // Who guides is a department; whoever is not known is nobody, and not the one that leaves.
    for guides in [HUB, "dept-of-nowhere"] {
        let mut stated = plan(to_the_hub());
        if let DecouplingRequest::Plan(input) = &mut stated {
            input.guidance = Some(unit_id(guides));
        }
        let told = act(&mut w, &id, stated, &agent(&id), "2026-07-01");
        assert_eq!(told, "refused by TB-4", "{guides}");
    }
    done(&mut w, &id, plan(to_the_hub()), &agent(&id), "2026-07-01");
    // The plan of 2015 knows direct registration only.
    let delist = DecouplingRequest::Delist { reasons: "改按行业协会商会方案".to_owned() };
    done(&mut w, &id, delist, &office(), "2026-07-02");
    done(&mut w, &id, listing(&industry, 1), &office(), "2026-07-02");
    wrong(&mut w, to_the_hub());
    done(&mut w, &id, plan(direct()), &agent(&id), "2026-07-03");
}

#[test]
fn a_hub_that_fell_away_meanwhile_takes_nobody() {
    let mut w = world();
    with_a_hub(&mut w);
    let id = in_progress(&mut w, "outline_2008", to_the_hub());
    separated(&mut w, &id);
    let hub = w.register.units.get_mut(&unit_id(HUB)).unwrap().hub.as_mut().unwrap();
    hub.status = shuniu_core::hub::HubStatus::Withdrawing;
    let told = act(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
    assert_eq!(told, "refused by TB-4");
    // Its plan can be sent back, and made anew; what is shown and signed stays.
    let back = DecouplingRequest::ReturnPlan { reasons: "原定枢纽已取消认定".to_owned() };
    done(&mut w, &id, back, &office(), "2026-09-02");
    done(&mut w, &id, plan(direct()), &agent(&id), "2026-09-03");
    done(&mut w, &id, crate::cast::approve(), &office(), "2026-09-04");
    done(&mut w, &id, complete("2026-09-05"), &decider(), "2026-09-05");
}

/// Whoever is wound up takes nobody on (civil code art. 72), neither by a plan nor when it is carried out.
#[test]
fn a_hub_that_is_wound_up_takes_nobody() {
    let mut w = world();
    with_a_hub(&mut w);
    let id = in_progress(&mut w, "outline_2008", to_the_hub());
    separated(&mut w, &id);
    let own = "the-hub-s-own".to_owned();
    let body = w.organization(&id).clone();
    w.register.organizations.insert(own.clone(), body);
    let hub = w.register.units.get_mut(&unit_id(HUB)).unwrap().hub.as_mut().unwrap();
    hub.organization = Some(own.clone());
    let mut goes_on = w.clone();
    done(&mut goes_on, &id, complete("2026-08-20"), &decider(), "2026-09-01");

    let liquidating = OrganizationStatus::Liquidating;
    w.register.organizations.get_mut(&own).unwrap().status = liquidating;
    let told = act(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
    assert_eq!(told, "refused by QS-4b-3");
    let back = DecouplingRequest::ReturnPlan { reasons: "原定枢纽正在清算".to_owned() };
    done(&mut w, &id, back, &office(), "2026-09-02");
    let told = act(&mut w, &id, plan(to_the_hub()), &agent(&id), "2026-09-03");
    assert_eq!(told, "refused by QS-4b-3");
    // Nor does it lead party building.
    let mut led = plan(direct());
    if let DecouplingRequest::Plan(input) = &mut led {
        input.party_building = Some(unit_id(HUB));
    }
    let told = act(&mut w, &id, led.clone(), &agent(&id), "2026-09-03");
    assert_eq!(told, "refused by QS-4b-3");
    w.register.organizations.get_mut(&own).unwrap().status = OrganizationStatus::Registered;
    done(&mut w.clone(), &id, led, &agent(&id), "2026-09-03");
    done(&mut w, &id, plan(direct()), &agent(&id), "2026-09-03");
}
