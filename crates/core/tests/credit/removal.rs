//! Taking off a list, and repair: each reason with what it asks for, and the display apart from the entry.

use shuniu_core::{
    access::Role,
    act::ActRequest,
    law::Verdict,
    organization::OrganizationStatus,
    oversight::credit::{
        CreditList as L, CreditRequest, ListInput, ListingGround as G, RemovalReason as R,
        RepairCredit, StatedPenaltyKind as P, displays,
    },
};

use crate::{
    cast::{
        act, agent, apply, association, at, by_penalty, list, listing, of, outcome, penalty,
        refused, remove, told_and_listed, warned,
    },
    support::{World, day, guards_against},
};

/// On the list of abnormal activity since 2026-07-20, for something that can be mended.
fn listed(w: &mut World) -> String {
    let id = association(w);
    let input = listing(L::Abnormal, G::NoPartyOrganization);
    told_and_listed(w, &id, input, "2026-07-01", "2026-07-20");
    id
}

#[test]
fn whoever_mended_applies_and_is_verified() {
    let mut w = World::default();
    let id = listed(&mut w);
    let decider = at(&w, &id, Role::Decider);
    let off = |verified| remove(L::Abnormal, R::Rectified, verified);
    let refusal = refused(&mut w, &id, &off(Some("2026-08-03")), &decider, "2026-08-03");
    assert_eq!(guards_against(&refusal), ["XN-5"], "it has not applied");
    let elsewhere = refused(&mut w, &id, &apply(L::Serious), &agent(&id), "2026-08-03");
    assert_eq!(guards_against(&elsewhere), ["XN-4"]);
    act(&mut w, &id, &apply(L::Abnormal), &agent(&id), "2026-08-03");
    for verified in [None, Some("2026-08-02"), Some("2026-08-13")] {
        let refusal = refused(&mut w, &id, &off(verified), &decider, "2026-08-12");
        assert_eq!(guards_against(&refusal), ["XN-5"], "{verified:?}");
    }
    // Verified on Wednesday 5 August: five working days end on the 12th.
    for (on, expected) in [("2026-08-12", Verdict::Met), ("2026-08-13", Verdict::Violated)] {
        let done = act(&mut w.clone(), &id, &off(Some("2026-08-05")), &decider, on);
        assert_eq!(outcome(&done.findings, "XY-14a"), Some(expected), "{on}");
        assert_eq!(done.events.len(), 2, "with its public notice");
    }
    act(&mut w, &id, &off(Some("2026-08-05")), &decider, "2026-08-06");
    let credit = &w.organization(&id).credit;
    assert!(credit.abnormal.is_none());
    assert_eq!(credit.past[0].removed_on, day("2026-08-06"));
}

/// Told: six months where nothing is to be mended.
#[test]
fn a_warning_is_over_after_six_months() {
    let mut w = World::default();
    let id = association(&mut w);
    let decider = at(&w, &id, Role::Decider);
    act(&mut w, &id, &list(warned()), &decider, "2026-07-01");
    let off = remove(L::Abnormal, R::TimePassed, None);
    let done = act(&mut w.clone(), &id, &off, &decider, "2026-12-31");
    assert_eq!(outcome(&done.findings, "XY-14b"), Some(Verdict::Violated));
    let done = act(&mut w.clone(), &id, &off, &decider, "2027-01-01");
    assert_eq!(outcome(&done.findings, "XY-14b"), Some(Verdict::Met));
    // What can be mended is not over by time, and nothing is so on the other list.
    let id = {
        w = World::default();
        listed(&mut w)
    };
    let refusal = refused(&mut w, &id, &off, &decider, "2027-06-01");
    assert_eq!(guards_against(&refusal), ["XN-5"]);
}

/// On the list of serious violations since 2026-07-01 for a large fine.
fn serious(w: &mut World) -> String {
    let id = association(w);
    let decider = at(w, &id, Role::Decider);
    let fine = vec![penalty(P::Fine, Some(60_000), "2026-06-01")];
    act(w, &id, &list(by_penalty(L::Serious, G::LargeFine, fine)), &decider, "2026-07-01");
    id
}

#[test]
fn two_years_without_a_ground_of_either_list() {
    let mut w = World::default();
    let id = serious(&mut w);
    let decider = at(&w, &id, Role::Decider);
    act(&mut w, &id, &apply(L::Serious), &agent(&id), "2028-06-01");
    let off = |verified| remove(L::Serious, R::Rectified, Some(verified));
    let refusal = refused(&mut w, &id, &off("2028-06-02"), &decider, "2028-06-30");
    let finding = refusal.findings.iter().find(|f| f.rule == "XY-17").unwrap();
    assert_eq!(finding.possible_from, Some(day("2028-07-01")));
    act(&mut w.clone(), &id, &off("2028-06-02"), &decider, "2028-07-01");
    // A ground of the other list counts as well.
    act(&mut w, &id, &list(warned()), &decider, "2027-03-01");
    let refusal = refused(&mut w, &id, &off("2028-06-02"), &decider, "2028-07-01");
    let finding = refusal.findings.iter().find(|f| f.rule == "XY-17").unwrap();
    assert_eq!(finding.possible_from, Some(day("2029-03-01")));
    let over = remove(L::Serious, R::TimePassed, None);
    let refusal = refused(&mut w, &id, &over, &decider, "2029-03-01");
    assert_eq!(guards_against(&refusal), ["XN-5"]);
}

/// Whoever lost its certificate stays until it is no more.
#[test]
fn who_was_revoked_stays_until_it_is_no_more() {
    let mut w = World::default();
    let id = association(&mut w);
    let decider = at(&w, &id, Role::Decider);
    w.register.organizations.get_mut(&id).unwrap().status = OrganizationStatus::CertificateRevoked;
    let revoked =
        by_penalty(L::Serious, G::Revoked, vec![penalty(P::Revocation, None, "2026-06-20")]);
    act(&mut w, &id, &list(revoked), &decider, "2026-07-01");
    act(&mut w, &id, &apply(L::Serious), &agent(&id), "2029-07-01");
    let off = remove(L::Serious, R::Rectified, Some("2029-07-01"));
    let refusal = refused(&mut w, &id, &off, &decider, "2029-07-02");
    assert_eq!(guards_against(&refusal), ["XY-17"]);
    let gone = remove(L::Serious, R::Deregistered, None);
    let refusal = refused(&mut w, &id, &gone, &decider, "2029-07-02");
    assert_eq!(guards_against(&refusal), ["XN-5"]);
}

/// A mistake is corrected at any time; both sides stay readable.
#[test]
fn a_mistaken_entry_is_corrected_and_a_move_is_no_removal() {
    let mut w = World::default();
    let id = serious(&mut w);
    let decider = at(&w, &id, Role::Decider);
    let refusal = refused(&mut w, &id, &remove(L::Serious, R::Moved, None), &decider, "2026-07-02");
    assert_eq!(guards_against(&refusal), ["XN-5"]);
    act(&mut w, &id, &remove(L::Serious, R::Mistaken, None), &decider, "2026-07-02");
    let credit = &w.organization(&id).credit;
    assert_eq!((credit.past.len(), credit.past[0].reason), (1, R::Mistaken));
    let refusal =
        refused(&mut w, &id, &remove(L::Serious, R::Mistaken, None), &decider, "2026-07-03");
    assert_eq!(guards_against(&refusal), ["XN-4"]);
}

fn repair(list: L, corrected: bool, pledged: bool) -> ActRequest {
    let document_number = "信修〔2026〕1号".to_owned();
    of(CreditRequest::Repair(RepairCredit { list, corrected, pledged, document_number }))
}

/// Membership and display are two states (trap 21).
#[test]
fn repair_ends_the_display_and_leaves_the_entry() {
    let mut w = World::default();
    let id = serious(&mut w);
    let decider = at(&w, &id, Role::Decider);
    let refusal = refused(&mut w, &id, &repair(L::Serious, true, true), &decider, "2027-06-30");
    let finding = refusal.findings.iter().find(|f| f.rule == "XR-12").unwrap();
    assert_eq!(finding.possible_from, Some(day("2027-07-01")), "a year of display at least");
    for (corrected, pledged) in [(false, true), (true, false)] {
        let request = repair(L::Serious, corrected, pledged);
        let refusal = refused(&mut w, &id, &request, &decider, "2027-07-01");
        assert_eq!(guards_against(&refusal), ["XR-14"]);
    }
    let shown = |w: &World, on: &str| displays(&w.books, w.organization(&id), day(on))[0].displayed;
    assert!(shown(&w, "2029-07-02"), "three years end on a Sunday: Monday 2 July 2029");
    assert!(!shown(&w, "2029-07-03"));
    act(&mut w, &id, &repair(L::Serious, true, true), &decider, "2027-07-01");
    assert!(!shown(&w, "2027-07-01"));
    assert!(w.organization(&id).credit.serious.is_some(), "the entry stands");
    // A new ground is displayed anew.
    let fine = vec![penalty(P::Fine, Some(60_000), "2027-08-01")];
    let again = ListInput {
        document_number: "示民信〔2027〕1号".to_owned(),
        ..by_penalty(L::Serious, G::LargeFine, fine)
    };
    act(&mut w, &id, &list(again), &decider, "2027-09-01");
    assert!(shown(&w, "2027-09-01"));
}

/// An abnormal list is displayed for three months at most, and may be repaired at once.
#[test]
fn an_abnormal_list_is_displayed_for_three_months() {
    let mut w = World::default();
    let id = listed(&mut w);
    let shown = |on: &str| displays(&w.books, w.organization(&id), day(on))[0].clone();
    assert!(shown("2026-10-20").displayed);
    assert!(!shown("2026-10-21").displayed);
    assert_eq!(shown("2026-07-20").repair_from, None);
    let decider = at(&w, &id, Role::Decider);
    act(&mut w, &id, &repair(L::Abnormal, true, true), &decider, "2026-07-21");
}
