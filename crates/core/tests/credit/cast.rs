//! Who acts in these tests, and the acts in their usual form.

use shuniu_core::{
    access::Role,
    act::ActRequest,
    decide::Decision,
    oversight::credit::{
        ApplyForRemoval, CreditList, CreditRequest, ListInput, ListingGround, NotifyListing,
        RemovalReason, RemoveFromList, StatedPenalty, StatedPenaltyKind,
    },
};

pub use crate::support::organizations::{act, agent, at, outcome, refused};
use crate::support::{World, day};

/// An association of 2026-06-15 that has been there since 2015.
pub fn association(w: &mut World) -> String {
    let case = w.case_in(shuniu_core::case::CaseStatus::Approved);
    let id = w.case(&case).organization.clone().expect("an organization");
    let organization = w.register.organizations.get_mut(&id).unwrap();
    organization.established_on = Some(day("2015-03-01"));
    id
}

pub fn of(request: CreditRequest) -> ActRequest {
    ActRequest::Credit { request: Box::new(request) }
}

/// Told on a day, by hand.
pub fn notify(list: CreditList, ground: ListingGround, on: &str) -> ActRequest {
    notify_of(None, list, ground, on)
}

/// Told of a year.
pub fn notify_of(
    year: Option<i32>,
    list: CreditList,
    ground: ListingGround,
    on: &str,
) -> ActRequest {
    of(CreditRequest::Notify(NotifyListing {
        list,
        ground,
        facts: "经查实".to_owned(),
        year,
        document_number: "示民信告〔2026〕1号".to_owned(),
        delivered_on: day(on),
        delivered_by: "直接送达".to_owned(),
    }))
}

pub fn listing(list: CreditList, ground: ListingGround) -> ListInput {
    ListInput {
        list,
        ground,
        facts: "经查实".to_owned(),
        year: None,
        penalties: Vec::new(),
        document_number: "示民信〔2026〕1号".to_owned(),
    }
}

pub fn list(input: ListInput) -> ActRequest {
    of(CreditRequest::List(input))
}

pub fn penalty(kind: StatedPenaltyKind, yuan: Option<i64>, on: &str) -> StatedPenalty {
    StatedPenalty {
        kind,
        yuan,
        document_number: format!("示罚〔{on}〕1号"),
        authority: "示范市民政局".to_owned(),
        decided_on: day(on),
    }
}

/// With a penalty, so that nothing is told before.
pub fn by_penalty(
    list: CreditList,
    ground: ListingGround,
    penalties: Vec<StatedPenalty>,
) -> ListInput {
    ListInput { penalties, ..listing(list, ground) }
}

/// A warning of 2026-06-01, listed.
pub fn warned() -> ListInput {
    by_penalty(
        CreditList::Abnormal,
        ListingGround::MinorPenalty,
        vec![penalty(StatedPenaltyKind::Warning, None, "2026-06-01")],
    )
}

/// A further penalty, of another day and decision, listed.
pub fn warned_again(on: &str) -> ListInput {
    let penalties = vec![penalty(StatedPenaltyKind::Fine, Some(1_000), on)];
    let document_number = format!("示民信〔2026〕{on}号");
    ListInput { penalties, document_number, ..warned() }
}

pub fn apply(list: CreditList) -> ActRequest {
    of(CreditRequest::Apply(ApplyForRemoval {
        list, statement: "已补报年度报告".to_owned()
    }))
}

pub fn remove(list: CreditList, reason: RemovalReason, verified: Option<&str>) -> ActRequest {
    of(CreditRequest::Remove(RemoveFromList {
        list,
        reason,
        verified_on: verified.map(day),
        note: "经核实".to_owned(),
        document_number: "示民信移〔2026〕1号".to_owned(),
    }))
}

/// Tells on a day and lists when the time is over; both days are handed in.
pub fn told_and_listed(
    w: &mut World,
    id: &str,
    input: ListInput,
    told: &str,
    on: &str,
) -> Decision {
    let (examiner, decider) = (at(w, id, Role::Examiner), at(w, id, Role::Decider));
    let request = notify_of(input.year, input.list, input.ground, told);
    act(w, id, &request, &examiner, told);
    act(w, id, &list(input), &decider, on)
}
