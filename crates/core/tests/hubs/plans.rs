//! When a hub falls away every member needs a plan before its relation may end.

use shuniu_core::{
    affiliation::{MemberPlan, MemberPlanInput},
    hub::{HubRequest, HubStatus, WithdrawalGround},
    organization::OrganizationKind,
    registration::DirectBasis,
};

use crate::{
    cast::{
        BODY, OTHER_BODY, act, association, authorized, carry_out, done, hub, member, office, plan,
        relate, related, withdraw, world,
    },
    support::{REGISTRAR, World, brief, decider, officer, unit_id},
};

fn falling(w: &mut World) -> String {
    authorized(w, BODY);
    authorized(w, OTHER_BODY);
    let id = member(w, BODY);
    let request = withdraw(WithdrawalGround::ConditionsLost, "2026-08-01");
    done(w, BODY, request, &office(), "2026-08-01");
    id
}

fn direct(class: &str, policy_document: &str) -> MemberPlanInput {
    MemberPlanInput::Direct {
        basis: DirectBasis {
            class: class.to_owned(),
            field: "trade".to_owned(),
            policy_document: policy_document.to_owned(),
        },
    }
}

fn successor(unit: &str) -> MemberPlanInput {
    MemberPlanInput::Successor { unit: unit_id(unit) }
}

#[test]
fn a_plan_is_made_only_when_the_unit_falls_away() {
    let mut w = world();
    authorized(&mut w, BODY);
    let id = association(&mut w);
    let to_the_hub = || plan(successor(BODY));
    let told = relate(&mut w, &id, to_the_hub(), &decider(), "2026-07-01");
    assert_eq!(told, "refused by GX-9", "its unit stands");
    let told = relate(&mut w, &id, carry_out(), &decider(), "2026-07-01");
    assert_eq!(told, "refused by GX-9", "there is no plan");
    related(&mut w, &id, crate::cast::notice("2026-07-01"), &officer(), "2026-07-01").unwrap();
    let told = relate(&mut w, &id, to_the_hub(), &decider(), "2026-07-01");
    assert_eq!(told, "allowed: affiliation.member_planned", "it gave notice");
}

#[test]
fn where_a_member_can_go() {
    let policy = "国办函〔2013〕1号";
    for (what, to, told) in [
        ("another hub", successor(OTHER_BODY), ""),
        ("the same hub", successor(BODY), "GX-7"),
        ("nobody", successor("nobody"), "GX-7"),
        ("its registrar", MemberPlanInput::Registrar {}, ""),
        ("direct", direct("trade_association", policy), ""),
        ("no such class", direct("sports", policy), "GX-10"),
        ("no policy", direct("trade_association", " "), "GX-10"),
    ] {
        let mut w = world();
        let id = falling(&mut w);
        let told_now = relate(&mut w, &id, plan(to), &decider(), "2026-08-10");
        match told {
            "" => assert_eq!(told_now, "allowed: affiliation.member_planned", "{what}"),
            rule => assert_eq!(told_now, format!("refused by {rule}"), "{what}"),
        }
    }
}

/// The policy's classes are of kinds: an institution is no trade association.
#[test]
fn a_class_of_direct_registration_is_of_its_kind() {
    for (kind, told) in [
        (OrganizationKind::Association, "allowed: affiliation.member_planned"),
        (OrganizationKind::ServiceInstitution, "refused by GX-10"),
        (OrganizationKind::Foundation, "refused by GX-10"),
    ] {
        let mut w = world();
        let id = falling(&mut w);
        w.register.organizations.get_mut(&id).unwrap().kind = kind;
        let direct = plan(direct("trade_association", "国办函〔2013〕1号"));
        assert_eq!(relate(&mut w, &id, direct, &decider(), "2026-08-10"), told, "{kind:?}");
    }
}

/// There is nothing to plan for who stands under no unit.
#[test]
fn a_plan_is_for_who_is_supervised() {
    let mut w = world();
    let id = falling(&mut w);
    w.register.organizations.get_mut(&id).unwrap().supervision = None;
    let request = plan(MemberPlanInput::Registrar {});
    let told = relate(&mut w, &id, request, &decider(), "2026-08-10");
    assert_eq!(told, "refused by GX-6, GX-9");
    let told = relate(&mut w, &id, carry_out(), &decider(), "2026-08-10");
    assert_eq!(told, "refused by GX-6, GX-9");
}

#[test]
fn the_old_hub_is_responsible_until_the_plan_is_carried_out() {
    for to in [
        successor(OTHER_BODY),
        MemberPlanInput::Registrar {},
        direct("trade_association", "国办函〔2013〕1号"),
    ] {
        let mut w = world();
        let id = falling(&mut w);
        related(&mut w, &id, plan(to.clone()), &decider(), "2026-08-10").unwrap();
        let supervision = w.organization(&id).supervision.clone().unwrap();
        assert_eq!(supervision.unit.id, unit_id(BODY), "a plan is no transfer");
        let complete = act(&mut w, BODY, HubRequest::CompleteWithdrawal, &office(), "2026-08-11");
        assert_eq!(complete, "refused by HZ-10");

        let decision = related(&mut w, &id, carry_out(), &decider(), "2026-09-01");
        let told = brief(&decision);
        assert!(told.starts_with("allowed: affiliation.supervision_ended"), "{told}");
        let organization = w.organization(&id);
        match (&to, supervision.plan.unwrap().plan) {
            (MemberPlanInput::Direct { .. }, MemberPlan::Direct { basis }) => {
                assert_eq!(
                    (&organization.supervision, &organization.direct),
                    (&None, &Some(basis))
                );
            }
            (MemberPlanInput::Registrar {}, _) => {
                let unit = &organization.supervision.as_ref().unwrap().unit.id;
                assert_eq!(*unit, unit_id(REGISTRAR));
            }
            _ => {
                let unit = &organization.supervision.as_ref().unwrap().unit.id;
                assert_eq!(*unit, unit_id(OTHER_BODY));
            }
        }
        done(&mut w, BODY, HubRequest::CompleteWithdrawal, &office(), "2026-09-02");
        assert_eq!(hub(&w, BODY).status, HubStatus::Withdrawn);
        let (register, _) = w.replayed();
        assert_eq!(register.organizations[&id], *w.organization(&id));
    }
}

/// What was planned may have become impossible.
#[test]
fn a_plan_is_looked_at_again_when_it_is_carried_out() {
    let mut w = world();
    let id = falling(&mut w);
    related(&mut w, &id, plan(successor(OTHER_BODY)), &decider(), "2026-08-10").unwrap();
    let request = withdraw(WithdrawalGround::OwnRequest, "2026-08-20");
    done(&mut w, OTHER_BODY, request, &office(), "2026-08-20");
    let told = relate(&mut w, &id, carry_out(), &decider(), "2026-09-01");
    assert_eq!(told, "refused by GX-10");
    related(&mut w, &id, plan(MemberPlanInput::Registrar {}), &decider(), "2026-09-01").unwrap();
    assert!(relate(&mut w, &id, carry_out(), &decider(), "2026-09-01").starts_with("allowed"));
}

/// What was planned for the end of a supervision that goes on after all moves nobody.
#[test]
fn a_plan_goes_with_the_notice_that_is_taken_back() {
    let mut w = world();
    authorized(&mut w, BODY);
    let id = association(&mut w);
    related(&mut w, &id, crate::cast::notice("2026-07-01"), &officer(), "2026-07-01").unwrap();
    related(&mut w, &id, plan(successor(BODY)), &decider(), "2026-07-01").unwrap();
    let back = shuniu_core::affiliation::AffiliationRequest::RescindEnding {
        reasons: "继续担任".to_owned(),
    };
    related(&mut w, &id, back, &officer(), "2026-07-02").unwrap();
    let told = relate(&mut w, &id, carry_out(), &decider(), "2026-07-03");
    assert_eq!(told, "refused by GX-9");
    assert!(w.organization(&id).supervision.as_ref().unwrap().plan.is_none());
}

/// A member that lost its certificate is still somebody's to look after, and holds up no withdrawal.
#[test]
fn a_member_without_certificate_is_placed_too() {
    let mut w = world();
    let id = falling(&mut w);
    let known = w.register.organizations.get_mut(&id).unwrap();
    known.status = shuniu_core::organization::OrganizationStatus::CertificateRevoked;
    related(&mut w, &id, plan(MemberPlanInput::Registrar {}), &decider(), "2026-08-10").unwrap();
    let told = relate(&mut w, &id, carry_out(), &decider(), "2026-08-11");
    assert_eq!(
        told,
        "allowed: affiliation.supervision_ended, organization.supervision_began, \
         affiliation.charter_to_ratify",
        "and gets no certificate by it"
    );
    done(&mut w, BODY, HubRequest::CompleteWithdrawal, &office(), "2026-08-12");
}
