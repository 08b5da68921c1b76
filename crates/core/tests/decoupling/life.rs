//! The life of a case from the list to the end, and what each step leaves behind.

use shuniu_core::{
    access::Actor,
    act::{ActKind as A, StepState},
    affiliation::RelationKind,
    decoupling::{DecouplingRequest, DecouplingStatus, Exemption, StuckGround},
    organization::OrganizationStatus,
};

use crate::{
    cast::{
        a_programme, act, agent, approve, association, case, clerk, complete, date, decoupled,
        direct, done, in_progress, listing, office, plan, separated, world,
    },
    support::{On, SUPERVISOR, brief, day, decider, staff},
};

#[test]
fn a_case_goes_from_the_list_to_the_end() {
    let mut w = world();
    let id = decoupled(&mut w, "outline_2008", direct());
    let organization = w.organization(&id).clone();
    let case = organization.decoupling.as_ref().unwrap();
    assert_eq!(case.status, DecouplingStatus::Completed);
    assert_eq!((case.listed_on, case.due_on), (date("2026-06-20"), date("2026-12-31")));
    let completed = case.completed.as_ref().unwrap();
    assert_eq!((completed.on, completed.dated), (date("2026-09-01"), date("2026-08-20")));
    // The department is no supervisory unit any more, and guides.
    assert!(organization.supervision.is_none());
    assert_eq!(organization.direct.as_ref().unwrap().class, "trade_association");
    let relation = |kind| organization.relations.iter().find(|r| r.kind == kind);
    assert_eq!(relation(RelationKind::Guidance).unwrap().unit.id.as_str(), SUPERVISOR);
    assert_eq!(
        relation(RelationKind::PartyBuilding).unwrap().unit.id.as_str(),
        "dept-110105-party"
    );
    // Charter and certificate follow.
    assert!(organization.charter_due.is_some());
    let certificates = w.log.iter().filter(|e| e.kind == "organization.certificate_issued");
    assert_eq!(certificates.count(), 2);
    let left = organization.decoupled.last().unwrap();
    assert_eq!((left.department.id.as_str(), left.on), (SUPERVISOR, date("2026-09-01")));
    // The state is the fold of what is stored.
    let (register, _) = w.replayed();
    assert_eq!(register.organizations, w.register.organizations);
}

/// Whoever is wound up is separated no further; its case can be taken off the list.
#[test]
fn a_case_of_what_is_wound_up() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    w.register.organizations.get_mut(&id).unwrap().status = OrganizationStatus::Liquidating;
    let steps = w.steps_on(&id, &office(), "2026-08-01");
    let offered: Vec<A> = steps.iter().map(|step| step.act).collect();
    assert_eq!(
        offered,
        [A::DelistFromDecoupling, A::ExemptFromDecoupling, A::MarkDecouplingStuck],
        "nothing that goes on"
    );
}

#[test]
fn a_plan_is_sent_back_and_submitted_anew() {
    let mut w = world();
    let programme = a_programme(&mut w, "outline_2008");
    let id = association(&mut w);
    done(&mut w, &id, listing(&programme, 1), &office(), "2026-06-20");
    done(&mut w, &id, plan(direct()), &clerk(), "2026-07-01");
    let back =
        DecouplingRequest::ReturnPlan { reasons: "去向未经会员大会讨论".to_owned() };
    done(&mut w, &id, back, &office(), "2026-07-02");
    assert_eq!(case(&w, &id).status, DecouplingStatus::Listed);
    assert_eq!(case(&w, &id).plan_returned.as_deref(), Some("去向未经会员大会讨论"));
    done(&mut w, &id, plan(direct()), &agent(&id), "2026-07-05");
    done(&mut w, &id, approve(), &office(), "2026-07-06");
    assert!(case(&w, &id).plan_returned.is_none());
    assert_eq!(case(&w, &id).status, DecouplingStatus::InProgress);
    // One that was approved and is sent back after all is approved no more.
    let back = DecouplingRequest::ReturnPlan { reasons: "另有更合适的去向".to_owned() };
    done(&mut w, &id, back, &office(), "2026-07-07");
    assert_eq!(case(&w, &id).plan.as_ref().unwrap().approved, None);
}

#[test]
fn what_does_not_go_on_is_noted_with_its_reason() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let clear = || DecouplingRequest::ClearStuck { reasons: "政策已出台".to_owned() };
    assert_eq!(act(&mut w, &id, clear(), &office(), "2026-07-03"), "refused by TB-9");
    let stuck = DecouplingRequest::MarkStuck {
        ground: StuckGround::Policy,
        reasons: "代管事业单位安置政策未明确".to_owned(),
    };
    done(&mut w, &id, stuck, &clerk(), "2026-07-03");
    assert_eq!(case(&w, &id).stuck.as_ref().unwrap().since, date("2026-07-03"));
    done(&mut w, &id, clear(), &office(), "2026-08-03");
    assert!(case(&w, &id).stuck.is_none());
    // Why it was, and why no longer, can still be read.
    let notes: Vec<(&str, &str)> =
        case(&w, &id).notes.iter().map(|n| (n.step.as_str(), n.text.as_str())).collect();
    assert_eq!(
        notes,
        [("marked_stuck", "代管事业单位安置政策未明确"), ("stuck_cleared", "政策已出台")]
    );
}

#[test]
fn another_batch_has_another_day() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let to = |batch, due_on: Option<&str>| DecouplingRequest::Reschedule {
        batch,
        due_on: due_on.map(day),
        reasons: "资产情况复杂".to_owned(),
    };
    assert_eq!(act(&mut w, &id, to(3, None), &office(), "2026-07-03"), "refused by TB-1");
    let gone = to(2, Some("2026-07-03"));
    assert_eq!(act(&mut w, &id, gone, &office(), "2026-07-03"), "refused by TB-2");
    done(&mut w, &id, to(2, None), &office(), "2026-07-03");
    assert_eq!((case(&w, &id).of.batch, case(&w, &id).due_on), (2, date("2027-12-31")));
    done(&mut w, &id, to(2, Some("2026-07-04")), &office(), "2026-07-03");
    assert_eq!(case(&w, &id).due_on, date("2026-07-04"));
}

#[test]
fn what_is_exempt_is_looked_at_again_before_long() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let exempt = |review_on: &str, dated: &str| {
        DecouplingRequest::Exempt(Exemption {
            document_number: "朝社领发〔2026〕11号".to_owned(),
            dated: day(dated),
            reasons: "承担特殊职能".to_owned(),
            review_on: day(review_on),
        })
    };
    let on = "2026-07-03";
    let mut item = crate::cast::shown("assets.clearance");
    item.evidence = vec![crate::cast::evidence(on)];
    done(&mut w, &id, crate::cast::record(vec![item]), &clerk(), on);
    assert_eq!(act(&mut w, &id, exempt("2026-07-03", on), &office(), on), "refused by TB-2");
    assert_eq!(act(&mut w, &id, exempt("2028-07-04", on), &office(), on), "refused by TB-3");
    let early = exempt("2028-07-03", "2026-07-04");
    assert_eq!(act(&mut w, &id, early, &office(), on), "refused by TB-2");
    let stuck = DecouplingRequest::MarkStuck {
        ground: StuckGround::Policy,
        reasons: "政策未明确".to_owned(),
    };
    done(&mut w, &id, stuck, &clerk(), on);
    done(&mut w, &id, exempt("2028-07-03", on), &office(), on);
    assert_eq!(case(&w, &id).status, DecouplingStatus::Exempt);
    assert!(case(&w, &id).stuck.is_none(), "nothing has to go on for now");
    // Going on after the review is the same act, and so is the end of it: the list.
    done(&mut w, &id, exempt("2029-01-01", "2028-06-30"), &office(), "2028-07-01");
    let programme = case(&w, &id).of.programme.clone();
    done(&mut w, &id, listing(&programme, 2), &office(), "2028-12-31");
    assert_eq!(case(&w, &id).status, DecouplingStatus::Listed);
    // What was shown before has not to be shown again, but the plan is made anew.
    assert!(case(&w, &id).is_in_order("assets.clearance") && case(&w, &id).plan.is_none());
}

#[test]
fn who_is_taken_off_the_list_can_be_listed_again() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let delist = || DecouplingRequest::Delist { reasons: "业务主管单位已变更".to_owned() };
    done(&mut w, &id, delist(), &office(), "2026-07-03");
    assert!(act(&mut w, &id, delist(), &office(), "2026-07-04").contains("NotAvailable"));
    let programme = case(&w, &id).of.programme.clone();
    done(&mut w, &id, listing(&programme, 1), &office(), "2026-07-05");
    assert!(case(&w, &id).plan.is_none() && case(&w, &id).items.is_empty(), "it begins anew");
    assert!(
        act(&mut w, &id, listing(&programme, 1), &office(), "2026-07-06").contains("NotAvailable"),
        "and is not listed twice"
    );
}

/// An older register tells that it was deregistered.
fn deregistered(w: &mut crate::support::World, id: &str, on: &str) {
    let end = shuniu_core::act::ActRequest::ImportDecision {
        decision: shuniu_core::organization::RecordedDecision {
            document_number: "朝民许〔2026〕7号".to_owned(),
            action: Some(shuniu_core::organization::DecidedAction::Deregistration),
            decided_on: day(on),
            authority: "北京市朝阳区民政局".to_owned(),
        },
        source: "旧登记簿".to_owned(),
    };
    // What this register established is not ended by import; an older record is.
    let known = w.register.organizations.get_mut(id).unwrap();
    known.origin = shuniu_core::organization::Origin::ExistingLaw {
        authority: "北京市朝阳区民政局".to_owned(),
        source: "旧登记簿".to_owned(),
    };
    let by = crate::support::administrator();
    let told = brief(&w.act(&On::Organization(id), &end, &by, on));
    assert!(told.starts_with("allowed"), "{told}");
}

/// An organization that is merged into another while it is being separated is no open case.
#[test]
fn deregistered_in_the_course_of_it() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    deregistered(&mut w, &id, "2026-07-20");
    assert_eq!(case(&w, &id).status, DecouplingStatus::Deregistered);
    let told = act(&mut w, &id, complete("2026-07-21"), &decider(), "2026-07-22");
    assert!(told.contains("NotAvailable"), "{told}");
}

#[test]
fn a_case_that_is_done_is_opened_again_for_what_is_found() {
    let mut w = world();
    let id = decoupled(&mut w, "outline_2008", direct());
    let reopen = |item: &str, due: &str| DecouplingRequest::Reopen {
        findings: vec![crate::cast::found(item)],
        due_on: day(due),
        reasons: "专项审计发现问题".to_owned(),
    };
    let conclude = || DecouplingRequest::Conclude { remarks: "已整改".to_owned() };
    let told = act(&mut w, &id, reopen("assets.gold", "2027-03-31"), &office(), "2027-01-10");
    assert_eq!(told, "refused by TB-8");
    let told = act(&mut w, &id, reopen("assets.clearance", "2027-01-10"), &office(), "2027-01-10");
    assert_eq!(told, "refused by TB-2");
    done(&mut w, &id, reopen("assets.clearance", "2027-03-31"), &office(), "2027-01-10");
    assert_eq!(case(&w, &id).status, DecouplingStatus::Reopened);
    // It stays decoupled meanwhile; the department that has left still shows and signs.
    assert!(w.organization(&id).supervision.is_none());
    assert_eq!(act(&mut w, &id, conclude(), &office(), "2027-01-11"), "refused by TB-10");
    let again = crate::cast::record(vec![crate::cast::shown("assets.clearance")]);
    done(&mut w, &id, again, &clerk(), "2027-02-01");
    crate::cast::signed_by_all(&mut w, &id, "2027-02-02");
    done(&mut w, &id, conclude(), &office(), "2027-02-03");
    assert_eq!(case(&w, &id).status, DecouplingStatus::Completed);
    assert_eq!(w.organization(&id).decoupled.len(), 1);
}

/// The department that left was abolished, and nobody came of it: what is shown is enough.
#[test]
fn a_reopened_case_ends_without_a_department_that_could_check() {
    let mut w = world();
    let id = decoupled(&mut w, "outline_2008", direct());
    let reopen = DecouplingRequest::Reopen {
        findings: vec![crate::cast::found("assets.clearance")],
        due_on: day("2027-03-31"),
        reasons: "专项审计发现问题".to_owned(),
    };
    done(&mut w, &id, reopen, &office(), "2027-01-10");
    let gone = w.register.units.get_mut(&crate::support::unit_id(SUPERVISOR)).unwrap();
    gone.valid_to = Some(day("2027-01-15"));
    let conclude = || DecouplingRequest::Conclude { remarks: "已整改".to_owned() };
    assert_eq!(act(&mut w, &id, conclude(), &office(), "2027-02-01"), "refused by TB-10");
    let again = crate::cast::record(vec![crate::cast::shown("assets.clearance")]);
    done(&mut w, &id, again, &agent(&id), "2027-02-01");
    done(&mut w, &id, conclude(), &office(), "2027-02-03");
    assert_eq!(case(&w, &id).status, DecouplingStatus::Completed);
}

/// Who was decoupled has no department any more that could leave.
#[test]
fn who_was_decoupled_is_not_listed_again() {
    let mut w = world();
    let id = decoupled(&mut w, "outline_2008", direct());
    let programme = case(&w, &id).of.programme.clone();
    let told = act(&mut w, &id, listing(&programme, 1), &office(), "2026-10-01");
    assert_eq!(told, "refused by GY-13a");
    assert_eq!(case(&w, &id).status, DecouplingStatus::Completed);
}

/// What is no more is mended no further, either.
#[test]
fn a_case_that_was_opened_again_ends_with_its_organization() {
    let mut w = world();
    let id = decoupled(&mut w, "outline_2008", direct());
    let reopen = DecouplingRequest::Reopen {
        findings: vec![crate::cast::found("assets.clearance")],
        due_on: day("2027-03-31"),
        reasons: "专项审计发现问题".to_owned(),
    };
    done(&mut w, &id, reopen, &office(), "2027-01-10");
    deregistered(&mut w, &id, "2027-02-01");
    assert_eq!(case(&w, &id).status, DecouplingStatus::Deregistered);
}

/// An exemption by one leading group is not undone by a group below it.
#[test]
fn an_exemption_is_not_undone_from_below() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let exempt = DecouplingRequest::Exempt(Exemption {
        document_number: "京社领发〔2026〕11号".to_owned(),
        dated: day("2026-07-03"),
        reasons: "承担特殊职能".to_owned(),
        review_on: day("2027-07-03"),
    });
    done(&mut w, &id, exempt, &office(), "2026-07-03");
    // As if the city's group had decided so by a programme of its own.
    let known = case(&w, &id).of.programme.clone();
    let mut above = w.register.programmes[&known].clone();
    (above.id, above.division) = ("above".to_owned(), crate::support::place("110000"));
    w.register.programmes.insert(above.id.clone(), above);
    let organization = w.register.organizations.get_mut(&id).unwrap();
    organization.decoupling.as_mut().unwrap().of.programme = "above".to_owned();
    let told = act(&mut w, &id, listing(&known, 2), &office(), "2026-08-01");
    assert_eq!(told, "refused by TB-1");
}

/// Each offers what can be done from where the case stands, and names what it lacks.
#[test]
fn next_steps_say_what_is_lacking() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let step = |w: &mut crate::support::World, by: Actor, kind| {
        let steps = w.steps_on(&id, &by, "2026-08-01");
        steps.into_iter().find(|s| s.act == kind)
    };
    let blocked = step(&mut w, decider(), A::CompleteDecoupling).unwrap();
    assert_eq!(blocked.state, StepState::Blocked);
    assert_eq!(blocked.due_by.unwrap().last_day, date("2026-12-31"));
    let facts = &blocked.blocked_by.iter().find(|f| f.rule == "GY-13b").unwrap().facts;
    assert_eq!(facts.len(), 9, "nine items are still to be shown");
    assert!(step(&mut w, clerk(), A::SignDecouplingDimension).is_none(), "nothing to sign yet");
    assert!(step(&mut w, clerk(), A::RecordDecouplingItems).is_some());
    let finance = crate::cast::signer_at(crate::cast::FINANCE);
    assert!(step(&mut w, finance.clone(), A::SignDecouplingDimension).is_none());
    separated(&mut w, &id);
    let free = step(&mut w, decider(), A::CompleteDecoupling).unwrap();
    assert_eq!(free.state, StepState::Possible);
    let stranger = staff("x", shuniu_core::access::Role::SupervisorOfficer, "dept-110105-culture");
    assert!(step(&mut w, stranger, A::RecordDecouplingItems).is_none());
    assert!(step(&mut w, office(), A::ClearDecouplingStuck).is_none(), "nothing is stuck");
}
