//! What a sweep proposes of units: the end of an authorization, of a rectification, of a withdrawal, and the review of a
//! department that keeps its role; thirty days before, and until somebody has seen to it.

use shuniu_core::{
    decoupling::Retention,
    hub::{AuthorizationInput, HubRequest, WithdrawalGround},
    oversight::{ProposalKind as K, unit_proposals},
};

use crate::{
    cast::{
        BODY, authorization, done, government, hub, member, nomination, office, recognize, review,
        reviewer, withdraw, world,
    },
    support::{SUPERVISOR, World, day, unit_id},
};

fn proposed(w: &World, unit: &str, on: &str) -> Vec<(K, String, String)> {
    let all = unit_proposals(&w.books, &w.register.units[&unit_id(unit)], day(on));
    all.into_iter().map(|p| (p.kind, p.about, p.due_on.to_string())).collect()
}

fn authorize(w: &mut World, number: &str, until: &str, on: &str) {
    let input = AuthorizationInput {
        until: Some(day(until)),
        document_number: number.to_owned(),
        ..authorization(on)
    };
    done(w, BODY, HubRequest::Authorize(input), &government(), on);
}

#[test]
fn an_authorization_that_ends_is_proposed_until_there_is_another() {
    let mut w = world();
    done(&mut w, BODY, HubRequest::Nominate(nomination()), &office(), "2026-02-01");
    done(&mut w, BODY, review(), &reviewer(), "2026-02-10");
    done(&mut w, BODY, recognize("2026-02-18"), &office(), "2026-02-20");
    authorize(&mut w, "朝政函〔2026〕1号", "2026-06-30", "2026-03-01");
    assert!(proposed(&w, BODY, "2026-05-30").is_empty(), "thirty-one days before");
    let ends = (K::AuthorizeAnew, "朝政函〔2026〕1号".to_owned(), "2026-06-30".to_owned());
    assert_eq!(proposed(&w, BODY, "2026-05-31"), std::slice::from_ref(&ends));
    assert_eq!(proposed(&w, BODY, "2026-07-15"), [ends], "it has ended and nobody saw to it");
    authorize(&mut w, "朝政函〔2026〕8号", "2031-06-30", "2026-07-15");
    assert!(proposed(&w, BODY, "2026-07-15").is_empty());
}

#[test]
fn what_is_to_be_rectified_and_whom_a_withdrawn_hub_still_has() {
    let mut w = world();
    crate::cast::authorized(&mut w, BODY);
    let member = member(&mut w, BODY);
    assert!(!member.is_empty());
    let order =
        HubRequest::OrderRectification { until: day("2026-06-30"), what: "制度".to_owned() };
    done(&mut w, BODY, order, &office(), "2026-05-01");
    let check = [(K::CheckHubRectification, String::new(), "2026-06-30".to_owned())];
    assert!(proposed(&w, BODY, "2026-05-30").is_empty());
    assert_eq!(proposed(&w, BODY, "2026-05-31"), check);
    let ground = WithdrawalGround::NotRectified;
    done(&mut w, BODY, withdraw(ground, "2026-07-01"), &office(), "2026-07-01");
    let due = hub(&w, BODY).withdrawal.unwrap().due_on.expect("members are to be placed");
    let before = |days: u64| due.checked_sub_days(chrono::Days::new(days)).unwrap().to_string();
    assert!(proposed(&w, BODY, &before(31)).is_empty(), "what it had to rectify is over with it");
    let place = [(K::CompleteWithdrawal, String::new(), due.to_string())];
    assert_eq!(proposed(&w, BODY, &before(30)), place);
}

#[test]
fn a_department_that_keeps_its_role_is_reviewed() {
    let mut w = world();
    let department = w.register.units.get_mut(&unit_id(SUPERVISOR)).unwrap();
    department.retention = Some(Retention {
        function: "宗教事务".to_owned(),
        document_number: "朝社领发〔2026〕2号".to_owned(),
        dated: day("2026-01-10"),
        reasons: "涉及特殊职能".to_owned(),
        review_on: day("2026-12-31"),
    });
    assert!(proposed(&w, SUPERVISOR, "2026-11-30").is_empty());
    let review = [(K::ReviewRetention, String::new(), "2026-12-31".to_owned())];
    assert_eq!(proposed(&w, SUPERVISOR, "2026-12-01"), review);
    let gone = w.register.units.get_mut(&unit_id(SUPERVISOR)).unwrap();
    gone.valid_to = Some(day("2026-11-30"));
    assert!(proposed(&w, SUPERVISOR, "2026-12-01").is_empty(), "a unit that is no more");
}
