//! What is offered next on a hub and on a member, to whom.

use shuniu_core::{
    access::Actor,
    act::{ActKind, StepState, unit_next_steps},
    affiliation::RelationKind,
    hub::HubRequest,
    organization::OrganizationKind,
};

use crate::{
    cast::{
        BODY, association, authorized, begin, government, hub_officer, member, nomination, notice,
        office, relate, related, review, reviewer, withdraw, world,
    },
    support::{World, applicant, day, decider, officer, unit_id},
};

fn offered(w: &mut World, unit: &str, by: &Actor, on: &str) -> Vec<(ActKind, StepState)> {
    let unit = w.register.units[&unit_id(unit)].clone();
    let steps = unit_next_steps(&mut w.register, &w.books, &unit, by, day(on)).unwrap();
    steps.into_iter().map(|step| (step.act, step.state)).collect()
}

#[test]
fn on_a_hub() {
    use ActKind as A;
    use StepState::{Blocked, Possible};
    let mut w = world();
    assert_eq!(offered(&mut w, BODY, &office(), "2026-02-01"), [(A::NominateHub, Possible)]);
    assert_eq!(offered(&mut w, BODY, &government(), "2026-02-01"), []);
    assert_eq!(offered(&mut w, BODY, &applicant(), "2026-02-01"), []);
    crate::cast::done(&mut w, BODY, HubRequest::Nominate(nomination()), &office(), "2026-02-01");
    // Who nominated does not review.
    let review_state = |w: &mut World, by: &Actor| {
        let steps = offered(w, BODY, by, "2026-02-02");
        steps.into_iter().find(|(act, _)| *act == A::ReviewHub).unwrap().1
    };
    assert_eq!(review_state(&mut w, &office()), Blocked);
    assert_eq!(review_state(&mut w, &reviewer()), Possible);
    crate::cast::done(&mut w, BODY, review(), &reviewer(), "2026-02-02");
    let acts: Vec<ActKind> =
        offered(&mut w, BODY, &office(), "2026-02-03").into_iter().map(|(act, _)| act).collect();
    assert_eq!(acts, [A::PublicizeHub, A::RecognizeHub, A::DeclineHub]);

    let mut w = world();
    authorized(&mut w, BODY);
    assert_eq!(offered(&mut w, BODY, &government(), "2026-04-01"), [(A::AuthorizeHub, Possible)]);
    let _ = member(&mut w, BODY);
    let request = withdraw(shuniu_core::hub::WithdrawalGround::OwnRequest, "2026-08-01");
    crate::cast::done(&mut w, BODY, request, &office(), "2026-08-01");
    let steps = offered(&mut w, BODY, &office(), "2026-08-02");
    assert_eq!(steps, [(A::CompleteHubWithdrawal, Blocked)], "a member is still there");
}

fn on_member(w: &mut World, id: &str, by: &Actor) -> Vec<ActKind> {
    w.steps_on(id, by, "2026-07-20").into_iter().map(|step| step.act).collect()
}

#[test]
fn on_a_member() {
    use ActKind as A;
    let mut w = world();
    authorized(&mut w, BODY);
    let id = association(&mut w);
    assert_eq!(on_member(&mut w, &id, &hub_officer()), [A::BeginRelation]);
    assert_eq!(
        on_member(&mut w, &id, &officer()),
        [A::BeginRelation, A::NotifySupervisionEnding, A::DemandExit, A::RaiseWarning],
        "the unit that supervises"
    );
    relate(&mut w, &id, begin(RelationKind::Liaison, BODY), &hub_officer(), "2026-07-01");
    let own = on_member(&mut w, &id, &hub_officer());
    assert_eq!(own, [A::BeginRelation, A::EndRelation, A::SuspendRelation]);
    let steps = w.steps_on(&id, &decider(), "2026-07-20");
    let states: Vec<(ActKind, StepState)> = steps.iter().map(|s| (s.act, s.state)).collect();
    assert!(states.contains(&(A::TransferByList, StepState::Possible)));
    assert!(states.contains(&(A::PlanMember, StepState::Blocked)), "its unit stands");
    assert!(!states.iter().any(|(act, _)| *act == A::CarryOutMemberPlan), "nothing is planned");
    related(&mut w, &id, notice("2026-07-20"), &officer(), "2026-07-20").unwrap();
    let after = on_member(&mut w, &id, &officer());
    assert_eq!(
        after,
        [
            A::BeginRelation,
            A::NotifySupervisionEnding,
            A::RescindSupervisionEnding,
            A::DemandExit,
            A::RaiseWarning
        ]
    );
}

/// The ninety days of an institution stand at the acts that end them; an association has none.
#[test]
fn the_clock_of_a_notice_is_told_at_the_next_steps() {
    use ActKind as A;
    for (kind, last_day) in [
        (OrganizationKind::ServiceInstitution, Some(day("2026-09-18"))),
        (OrganizationKind::Association, None),
    ] {
        let mut w = world();
        let id = association(&mut w);
        w.register.organizations.get_mut(&id).unwrap().kind = kind;
        let due = |w: &mut World, act: ActKind| {
            let steps = w.steps_on(&id, &decider(), "2026-07-20");
            let step = steps.into_iter().find(|step| step.act == act).unwrap();
            step.due_by.map(|due| due.last_day)
        };
        assert_eq!(due(&mut w, A::TransferByList), None, "no notice");
        related(&mut w, &id, notice("2026-06-20"), &officer(), "2026-06-20").unwrap();
        for act in [A::TransferByList, A::PlanMember] {
            assert_eq!(due(&mut w, act), last_day, "{kind:?} {act:?}");
        }
    }
}
