//! After decoupling: no department takes the organization back, unless it keeps the role for now.

use shuniu_core::{
    act::ActRequest,
    affiliation::{AffiliationRequest, ConfirmationList, TransferHow},
    decoupling::{Retention, RetentionRequest},
    unit::UnitId,
};

use crate::{
    cast::{decoupled, direct, retain, world},
    support::{
        CITY_SUPERVISOR, LEADING_GROUP, OTHER_SUPERVISOR, On, SUPERVISOR, World, brief, day,
        decider, unit_id,
    },
};

fn retention(review_on: &str) -> Retention {
    Retention {
        function: "外事".to_owned(),
        document_number: "朝社领发〔2026〕12号".to_owned(),
        dated: day("2026-06-01"),
        reasons: "承担特殊职能，正在创造条件".to_owned(),
        review_on: day(review_on),
    }
}

fn keep(review_on: &str) -> RetentionRequest {
    let leading_group = unit_id(LEADING_GROUP);
    RetentionRequest::Retain { leading_group, retention: retention(review_on) }
}

fn let_go() -> RetentionRequest {
    RetentionRequest::End {
        leading_group: unit_id(LEADING_GROUP),
        document_number: "朝社领发〔2028〕2号".to_owned(),
        dated: day("2026-06-30"),
        reasons: "条件已经具备".to_owned(),
    }
}

fn taken_over(w: &mut World, id: &str, to: UnitId) -> String {
    // An organization without a unit that is not directly registered: as if the hub had let it go.
    let request = AffiliationRequest::TransferByList {
        to,
        how: TransferHow::Transfer,
        list: ConfirmationList { number: "函1".to_owned(), dated: day("2026-10-01") },
        release: None,
    };
    let request = ActRequest::Affiliation { request: Box::new(request) };
    brief(&w.act(&On::Organization(id), &request, &decider(), "2026-10-02"))
}

#[test]
fn no_department_takes_it_back() {
    for (checklist, rule) in [("outline_2008", "GY-13c"), ("plan_2015", "TG-22")] {
        let mut w = world();
        let id = decoupled(&mut w, checklist, direct());
        let told = taken_over(&mut w, &id, unit_id(SUPERVISOR));
        assert!(told.contains(rule), "{checklist}: {told}");
        let told = taken_over(&mut w, &id, unit_id(OTHER_SUPERVISOR));
        assert!(told.contains(rule), "{checklist}, another department: {told}");
        // A body that is no department: the outline lets it, the notice on industry associations does not.
        let told = taken_over(&mut w, &id, unit_id("hub-110105"));
        assert_eq!(told.contains(rule), rule == "TG-22", "{checklist}, a hub: {told}");
        // Whoever keeps the role for now may.
        let told = retain(&mut w, OTHER_SUPERVISOR, keep("2028-06-01"), "2026-06-15");
        assert!(told.starts_with("allowed"), "{told}");
        let told = taken_over(&mut w, &id, unit_id(OTHER_SUPERVISOR));
        assert!(!told.contains(rule), "{checklist}, retained: {told}");
    }
}

/// The notice of 2019 says nothing before its day.
#[test]
fn the_notice_holds_from_its_day() {
    let mut w = world();
    let id = decoupled(&mut w, "plan_2015", direct());
    let law = &crate::support::books().law;
    assert!(law.rule_in_force("TG-22", day("2019-06-13")).is_none());
    assert!(law.rule_in_force("TG-22", day("2019-06-14")).is_some());
    assert!(taken_over(&mut w, &id, unit_id("hub-110105")).contains("TG-22"));
}

#[test]
fn a_department_keeps_the_role_for_now_and_is_looked_at_again() {
    let mut w = world();
    let on = "2026-06-15";
    // Not for longer than two years, not until today, not another body than a department.
    for (review, expected) in
        [("2026-06-15", "refused by TB-16"), ("2028-06-16", "refused by TB-16")]
    {
        assert_eq!(retain(&mut w, SUPERVISOR, keep(review), on), expected, "{review}");
    }
    assert_eq!(retain(&mut w, "hub-110105", keep("2028-06-01"), on), "refused by GY-13d");
    let told = retain(&mut w, CITY_SUPERVISOR, keep("2028-06-01"), on);
    assert_eq!(told, "refused by TB-18", "of a city, by a district's leading group");
    assert_eq!(retain(&mut w, SUPERVISOR, let_go(), "2026-07-01"), "refused by TB-17");
    assert!(retain(&mut w, SUPERVISOR, keep("2028-06-15"), on).starts_with("allowed"));
    let kept = w.register.units[&unit_id(SUPERVISOR)].retention.clone().unwrap();
    assert_eq!(kept.review_on, day("2028-06-15"));
    // Its organizations are not listed meanwhile.
    let programme = crate::cast::a_programme(&mut w, "outline_2008");
    let id = crate::cast::association(&mut w);
    let list = crate::cast::listing(&programme, 1);
    let told = crate::cast::act(&mut w, &id, list, &crate::cast::office(), "2026-06-20");
    assert_eq!(told, "refused by GY-13a");
    // No decision that follows it is older than it.
    let earlier = |mut decision: RetentionRequest| {
        match &mut decision {
            RetentionRequest::End { dated, .. } => *dated = day("2026-05-31"),
            RetentionRequest::Retain { retention, .. } => retention.dated = day("2026-05-31"),
        }
        decision
    };
    for decision in [let_go(), keep("2028-06-15")] {
        let told = retain(&mut w, SUPERVISOR, earlier(decision), "2026-07-01");
        assert_eq!(told, "refused by TB-18");
    }
    // Whoever ends on a day to come keeps the role until then.
    let end = ActRequest::EndUnit { valid_to: day("2026-12-31"), successor: None };
    let mut later = world();
    assert!(retain(&mut later, SUPERVISOR, keep("2028-06-15"), on).starts_with("allowed"));
    let administrator = crate::support::administrator();
    later.act(&On::Unit(SUPERVISOR), &end, &administrator, "2026-06-16").expect("it ends");
    let programme_then = crate::cast::a_programme(&mut later, "outline_2008");
    let listed = crate::cast::association(&mut later);
    let list = crate::cast::listing(&programme_then, 1);
    let told = crate::cast::act(&mut later, &listed, list, &crate::cast::office(), "2026-06-20");
    assert_eq!(told, "refused by GY-13a");
    assert!(retain(&mut w, SUPERVISOR, let_go(), "2026-07-01").starts_with("allowed"));
    assert!(w.register.units[&unit_id(SUPERVISOR)].retention.is_none());
    let list = crate::cast::listing(&programme, 1);
    let told = crate::cast::act(&mut w, &id, list, &crate::cast::office(), "2026-07-02");
    assert!(told.starts_with("allowed"), "{told}");
}
