//! How far back a correction reaches, and who lets it reach further.

use shuniu_core::{
    act::ActRequest,
    correction::{ApproveBackdating, CorrectionRequest, CourtOrder},
};

use crate::{
    cast::{act, answered, asked, correct, correction, established, field, head, refused},
    support::{World, day, guards_against},
    taking_back::order,
};

fn corrected(w: &World, id: &str) -> shuniu_core::correction::EntryCorrection {
    let fields = vec![field("items.domicile", "北京市朝阳区示范路1号", "北京市朝阳区示范路10号")];
    answered(w, id, correction(1, fields))
}

fn approve(entry: Option<i64>, reaches_to: &str) -> ActRequest {
    asked(CorrectionRequest::ApproveBackdating(ApproveBackdating {
        entry,
        reaches_to: day(reaches_to),
        reasons: "档案核查发现".to_owned(),
        document_number: "示更批〔2027〕1号".to_owned(),
    }))
}

/// 365 days back from the day of the correction; one more needs an approval.
#[test]
fn a_year_back_and_no_further() {
    let mut w = World::default();
    let id = established(&mut w);
    let by = head(&w, &id, "head");
    let input = corrected(&w, &id);
    act(&mut w.clone(), &id, &correct(input.clone()), &by, "2027-06-01");
    let refusal = refused(&mut w, &id, &correct(input.clone()), &by, "2027-06-02");
    assert_eq!(guards_against(&refusal), ["GZ-5"]);
    // A court says how far back itself.
    let court = order(CourtOrder::Correct(input), "2027-06-01");
    act(&mut w, &id, &court, &by, "2030-06-02");
}

/// Somebody else's approval, for that entry, used once.
#[test]
fn another_officer_lets_it_reach_further() {
    let mut w = World::default();
    let id = established(&mut w);
    let (by, other) = (head(&w, &id, "head"), head(&w, &id, "deputy"));
    let on = "2028-01-10";
    // Not the same officer, not for another entry, not a day that the entry comes before.
    for (approval, account) in [
        (approve(Some(1), "2026-06-01"), &by),
        (approve(Some(2), "2026-06-01"), &other),
        (approve(None, "2026-06-01"), &other),
    ] {
        let mut w = w.clone();
        act(&mut w, &id, &approval, account, on);
        let input = corrected(&w, &id);
        let refusal = refused(&mut w, &id, &correct(input), &by, on);
        assert_eq!(guards_against(&refusal), ["GZ-5"]);
    }
    for (approval, why) in [
        (approve(Some(1), "2026-06-02"), "after the entry"),
        (approve(Some(1), "2027-01-10"), "within the days"),
    ] {
        let refusal = refused(&mut w, &id, &approval, &other, on);
        assert_eq!(guards_against(&refusal), ["GZ-11"], "{why}");
    }
    let refusal = refused(&mut w, &id, &approve(Some(77), "2026-06-01"), &other, on);
    assert!(guards_against(&refusal).contains(&"GZ-1"));
    act(&mut w, &id, &approve(Some(1), "2026-06-01"), &other, on);
    let input = corrected(&w, &id);
    act(&mut w, &id, &correct(input), &by, on);
    assert!(w.organization(&id).corrections.approvals.is_empty());
    let back = vec![field("items.domicile", "北京市朝阳区示范路10号", "北京市朝阳区示范路1号")];
    let input = answered(&w, &id, correction(1, back));
    let refusal = refused(&mut w, &id, &correct(input), &by, on);
    assert_eq!(guards_against(&refusal), ["GZ-5"]);
}
