//! Listings that rest on penalties: which make which ground, how large, how many, and that each lists once.

use shuniu_core::{
    access::Role,
    act::ActRequest,
    law::Verdict,
    oversight::credit::{
        CreditList as L, ListInput, ListingGround as G, RemovalReason, StatedPenaltyKind as P,
    },
};

use crate::{
    cast::{
        act, association, at, by_penalty, list, outcome, penalty, refused, remove, warned,
        warned_again,
    },
    support::{World, guards_against},
};

/// What rests on a penalty skips the notice, and states the penalty (trap 19).
#[test]
fn penalties_were_heard_when_they_were_decided() {
    let mut w = World::default();
    let id = association(&mut w);
    let decider = at(&w, &id, Role::Decider);
    act(&mut w.clone(), &id, &list(warned()), &decider, "2026-07-01");
    let none = ListInput { penalties: Vec::new(), ..warned() };
    let refusal = refused(&mut w, &id, &list(none), &decider, "2026-07-01");
    assert_eq!(guards_against(&refusal), ["XN-3"]);
    let to_come =
        by_penalty(L::Abnormal, G::MinorPenalty, vec![penalty(P::Warning, None, "2026-07-02")]);
    let refusal = refused(&mut w, &id, &list(to_come), &decider, "2026-07-01");
    assert_eq!(guards_against(&refusal), ["XN-3"]);
    let idle = by_penalty(L::Abnormal, G::Other, vec![penalty(P::Warning, None, "2026-06-01")]);
    let refusal = refused(&mut w, &id, &list(idle), &decider, "2026-07-01");
    assert!(guards_against(&refusal).contains(&"XN-3"), "a ground that rests on none states none");
}

/// What a penalty was decides which ground it makes.
#[test]
fn penalties_fit_their_ground() {
    let warning = (P::Warning, None, "2026-06-01");
    let fine = (P::Fine, Some(60_000), "2026-06-02");
    let suspended = (P::Suspension, None, "2026-06-03");
    for (on, ground, penalties) in [
        (L::Abnormal, G::MinorPenalty, &[suspended][..]),
        (L::Serious, G::LargeFine, &[warning]),
        (L::Serious, G::LargeFine, &[(P::Fine, None, "2026-06-01")]),
        (L::Serious, G::Suspended, &[fine]),
        (L::Serious, G::Revoked, &[suspended]),
        (L::Serious, G::RepeatedPenalties, &[warning]),
        (L::Serious, G::RepeatedPenalties, &[warning, warning]),
    ] {
        let (mut w, id, request) = of_penalties(on, ground, penalties);
        let decider = at(&w, &id, Role::Decider);
        let refusal = refused(&mut w, &id, &request, &decider, "2026-07-01");
        assert!(guards_against(&refusal).contains(&"XN-3"), "{ground:?}");
    }
}

/// One penalty, year or decision lists once; on the other list it may be one of several.
#[test]
fn nothing_lists_twice() {
    let mut w = World::default();
    let id = association(&mut w);
    let decider = at(&w, &id, Role::Decider);
    act(&mut w, &id, &list(warned()), &decider, "2026-07-01");
    let same_penalty =
        ListInput { document_number: "示民信〔2026〕2号".to_owned(), ..warned() };
    let again = warned_again("2026-06-02");
    let same_number = ListInput { document_number: warned().document_number, ..again.clone() };
    for input in [same_penalty.clone(), same_number] {
        let refusal = refused(&mut w, &id, &list(input), &decider, "2026-07-02");
        assert_eq!(guards_against(&refusal), ["XN-3"]);
    }
    act(&mut w, &id, &list(again), &decider, "2026-07-02");
    let both =
        vec![penalty(P::Warning, None, "2026-06-01"), penalty(P::Fine, Some(1_000), "2026-06-02")];
    let repeated = by_penalty(L::Serious, G::RepeatedPenalties, both);
    act(&mut w, &id, &list(repeated), &decider, "2026-07-03");
    // What was a mistake may be entered anew.
    let mut w = World::default();
    let id = association(&mut w);
    act(&mut w, &id, &list(warned()), &decider, "2026-07-01");
    let mistaken = remove(L::Abnormal, RemovalReason::Mistaken, None);
    act(&mut w, &id, &mistaken, &decider, "2026-07-02");
    act(&mut w, &id, &list(same_penalty), &decider, "2026-07-03");
}

fn of_penalties(
    on: L,
    ground: G,
    penalties: &[(P, Option<i64>, &str)],
) -> (World, String, ActRequest) {
    let mut w = World::default();
    let id = association(&mut w);
    let penalties = penalties.iter().map(|(kind, yuan, on)| penalty(*kind, *yuan, on)).collect();
    (w, id, list(by_penalty(on, ground, penalties)))
}

/// How a rule comes out of a listing that rests on penalties.
fn shown(rule: &str, on: L, ground: G, penalties: &[(P, Option<i64>, &str)]) -> Option<Verdict> {
    let (mut w, id, request) = of_penalties(on, ground, penalties);
    let decider = at(&w, &id, Role::Decider);
    let done = act(&mut w, &id, &request, &decider, "2026-07-01");
    outcome(&done.findings, rule)
}

#[test]
fn fifty_thousand_yuan_part_the_lists() {
    let minor = |fine| {
        let fine = [(P::Fine, Some(fine), "2026-06-01")];
        shown("XY-11e", L::Abnormal, G::MinorPenalty, &fine)
    };
    assert_eq!(minor(49_999), Some(Verdict::Met));
    assert_eq!(minor(50_000), Some(Verdict::Violated));
    let large = |fine| {
        let fine = [(P::Fine, Some(fine), "2026-06-01")];
        shown("XY-15d", L::Serious, G::LargeFine, &fine)
    };
    assert_eq!(large(50_000), Some(Verdict::Met));
    assert_eq!(large(49_999), Some(Verdict::Violated));
}

#[test]
fn two_penalties_in_three_years() {
    let two = |first: &str| {
        let both = [(P::Warning, None, first), (P::Fine, Some(1_000), "2026-06-01")];
        shown("XY-15e", L::Serious, G::RepeatedPenalties, &both)
    };
    assert_eq!(two("2023-06-01"), Some(Verdict::Met));
    assert_eq!(two("2023-05-31"), Some(Verdict::Violated));
}
