//! What others are told who ask for an organization's standing.

use shuniu_core::{
    access::Role,
    law::Verdict,
    organization::OrganizationStatus,
    oversight::credit::{
        CreditList as L, ListingGround as G, Purpose, RemovalReason as R, StatedPenaltyKind as P,
        credit_standing,
    },
};

use crate::{
    cast::{
        act, agent, apply, association, at, by_penalty, list, outcome, penalty, remove, warned,
    },
    support::{World, annual_report, conclude, conclusion, day, file, officer, review},
};

fn good(w: &World, id: &str, purpose: Purpose, on: &str) -> bool {
    credit_standing(&w.books, w.organization(id), purpose, day(on)).good
}

#[test]
fn the_list_of_serious_violations_stands_against_everything_the_other_against_nothing() {
    use Purpose::{Delegation, Funding, Honours, Purchase};

    let mut w = World::default();
    let id = association(&mut w);
    let decider = at(&w, &id, Role::Decider);
    act(&mut w, &id, &list(warned()), &decider, "2026-07-01");
    for purpose in [Purchase, Funding, Honours, Delegation] {
        assert!(good(&w, &id, purpose, "2026-07-01"), "{purpose:?}");
    }
    let fine = vec![penalty(P::Fine, Some(60_000), "2026-06-01")];
    act(&mut w, &id, &list(by_penalty(L::Serious, G::LargeFine, fine)), &decider, "2026-07-02");
    for purpose in [Purchase, Funding, Honours, Delegation] {
        assert!(!good(&w, &id, purpose, "2026-07-02"), "{purpose:?}");
    }
    let answer = credit_standing(&w.books, w.organization(&id), Purchase, day("2026-07-02"));
    let against = answer.against.iter().find(|f| f.rule == "XY-23").unwrap();
    assert_eq!((against.outcome, against.citation.article.as_str()), (Verdict::Violated, "23"));
    assert_eq!(answer.listed, [L::Abnormal, L::Serious]);
}

/// A supplier had no grave violation for three years, also where the entry is past.
#[test]
fn a_purchase_looks_three_years_back() {
    let mut w = World::default();
    let id = association(&mut w);
    let decider = at(&w, &id, Role::Decider);
    let fine = vec![penalty(P::Fine, Some(60_000), "2026-06-01")];
    act(&mut w, &id, &list(by_penalty(L::Serious, G::LargeFine, fine)), &decider, "2026-07-01");
    let mut mistaken = w.clone();
    act(&mut mistaken, &id, &remove(L::Serious, R::Mistaken, None), &decider, "2026-07-02");
    assert!(good(&mistaken, &id, Purpose::Purchase, "2026-07-03"), "it never should have been");
    act(&mut w, &id, &apply(L::Serious), &agent(&id), "2028-07-01");
    let off = remove(L::Serious, R::Rectified, Some("2028-07-01"));
    act(&mut w, &id, &off, &decider, "2028-07-01");
    assert!(good(&w, &id, Purpose::Funding, "2028-07-02"));
    assert!(!good(&w, &id, Purpose::Purchase, "2029-06-30"));
    assert!(good(&w, &id, Purpose::Purchase, "2029-07-01"));
}

#[test]
fn whoever_is_not_in_order_stands_for_nothing() {
    let mut w = World::default();
    let id = association(&mut w);
    for status in OrganizationStatus::ALL {
        w.register.organizations.get_mut(&id).unwrap().status = status;
        let registered = status == OrganizationStatus::Registered;
        assert_eq!(good(&w, &id, Purpose::Funding, "2026-07-03"), registered, "{status:?}");
    }
}

/// First in line is who is on no list and whose last inspection was qualified.
#[test]
fn good_credit_is_first_in_line() {
    let mut w = World::default();
    let id = association(&mut w);
    let speaks = |w: &World| {
        let answer =
            credit_standing(&w.books, w.organization(&id), Purpose::Delegation, day("2026-07-02"));
        outcome(&answer.incentives, "XY-22")
    };
    assert_eq!(speaks(&w), Some(Verdict::Unknown), "no inspection is known");
    act(&mut w, &id, &file(annual_report(2025)), &agent(&id), "2026-03-10");
    let unit = w.organization(&id).supervision.clone().unwrap().unit.id;
    act(&mut w, &id, &review(2025, &unit), &officer(), "2026-04-10");
    let decider = at(&w, &id, Role::Decider);
    act(&mut w, &id, &conclude(conclusion(2025)), &decider, "2026-05-10");
    assert_eq!(speaks(&w), Some(Verdict::Met));
    act(&mut w, &id, &list(warned()), &decider, "2026-07-01");
    assert_eq!(speaks(&w), Some(Verdict::Violated));
}
