//! The closed lists, item by item: which breach is one of which law, and which measure that law knows.

use serde_json::{Value, json};
use shuniu_core::{
    law::{Finding, Verdict},
    oversight::penalty::{Breach, BreachGround, Measure, PenaltyBasis as B},
    registration::EstablishmentApplication,
};

use crate::{
    cast::{FILED, TOLD, as_charity, breach, file, filing, notify, old, outcome, staff_at},
    support::{On, World, application, day, foundation, institution},
};

const GROUNDS: [&str; 21] = [
    "misuse_of_certificate",
    "outside_scope",
    "refusing_supervision",
    "dysfunction",
    "no_registration",
    "unlawful_branches",
    "for_profit",
    "embezzlement",
    "unlawful_fees",
    "false_accounts",
    "quota_missed",
    "inspection_failed",
    "no_disclosure",
    "fraud",
    "idle",
    "approval_withdrawn",
    "should_deregister",
    "years_failed",
    "not_charitable",
    "charity_duties",
    "other_law",
];

const EIGHT: &[&str] = &[
    "misuse_of_certificate",
    "outside_scope",
    "refusing_supervision",
    "no_registration",
    "unlawful_branches",
    "for_profit",
    "embezzlement",
    "unlawful_fees",
];

const NINE: &[&str] = &[
    "misuse_of_certificate",
    "outside_scope",
    "refusing_supervision",
    "dysfunction",
    "no_registration",
    "unlawful_branches",
    "for_profit",
    "embezzlement",
    "unlawful_fees",
];

/// One closed list of the law, and an organization that it is asked about.
struct List {
    of: EstablishmentApplication,
    charity: bool,
    basis: B,
    until: &'static str,
    grounds: (&'static str, &'static [&'static str]),
    measures: (&'static str, &'static [&'static str]),
}

fn regulation(
    of: EstablishmentApplication,
    until: &'static str,
    grounds: (&'static str, &'static [&'static str]),
    measures: (&'static str, &'static [&'static str]),
) -> List {
    List { of, charity: false, basis: B::Regulation, until, grounds, measures }
}

fn lists() -> Vec<List> {
    let fined =
        &["warning", "order_correction", "suspension", "fine", "confiscation", "rescission"];
    vec![
        regulation(
            application(),
            "2026-03-11",
            ("ST-30b", EIGHT),
            (
                "ST-30a",
                &[
                    "warning",
                    "order_correction",
                    "suspension",
                    "replace_manager",
                    "fine",
                    "confiscation",
                    "rescission",
                ],
            ),
        ),
        regulation(
            application(),
            "2026-03-12",
            ("ST-30b", NINE),
            (
                "ST-30a",
                &[
                    "warning",
                    "order_correction",
                    "suspension",
                    "replace_manager",
                    "fine",
                    "confiscation",
                    "revocation",
                ],
            ),
        ),
        regulation(institution(), "2026-03-12", ("MF-25", EIGHT), ("MF-25a", fined)),
        regulation(
            foundation(),
            "2026-03-12",
            (
                "JJ-42",
                &[
                    "outside_scope",
                    "false_accounts",
                    "no_registration",
                    "quota_missed",
                    "inspection_failed",
                    "no_disclosure",
                ],
            ),
            ("JJ-42b", &["warning", "order_correction", "suspension", "rescission"]),
        ),
        List {
            charity: true,
            basis: B::Charity,
            ..regulation(
                foundation(),
                "2026-03-12",
                ("CS-109", &["not_charitable", "embezzlement", "charity_duties"]),
                (
                    "CS-109b",
                    &["warning", "order_correction", "suspension", "confiscation", "revocation"],
                ),
            )
        },
    ]
}

fn measures() -> [(&'static str, Value); 8] {
    [
        ("warning", json!({})),
        ("order_correction", json!({ "by": "2026-09-01" })),
        ("fine", json!({ "yuan": 1_000, "base": "turnover", "base_yuan": 1_000 })),
        ("confiscation", json!({ "yuan": 1_000 })),
        ("suspension", json!({ "months": 3 })),
        ("replace_manager", json!({})),
        ("revocation", json!({})),
        ("rescission", json!({})),
    ]
}

fn ground(id: &str) -> BreachGround {
    serde_json::from_value(json!(id)).unwrap()
}

fn measure(id: &str, mut size: Value) -> Measure {
    size["measure"] = json!(id);
    serde_json::from_value(size).unwrap()
}

/// The organization, and what is filed against it.
fn world(list: &List) -> (World, String, Breach) {
    let mut w = World::default();
    let id = old(&mut w, &list.of);
    if list.charity {
        as_charity(&mut w, &id);
    }
    let mut filed = breach(list.basis, ground(list.grounds.1[0]));
    filed.from = day("2026-01-01");
    filed.until = Some(day(list.until));
    (w, id, filed)
}

/// What the rules say of an act, taken or refused.
fn findings(w: &World, id: &str, request: &shuniu_core::act::ActRequest, on: &str) -> Vec<Finding> {
    let (investigator, _, _) = staff_at(w, id);
    match w.clone().act(&On::Organization(id), request, &investigator, on) {
        Ok(done) => done.findings,
        Err(shuniu_core::decide::DecideError::Refused(refusal)) => refusal.findings,
        Err(other) => panic!("{other}"),
    }
}

fn is_one(within: &[&str], id: &str) -> Verdict {
    if within.contains(&id) { Verdict::Met } else { Verdict::Violated }
}

#[test]
fn a_breach_is_one_of_its_laws_list_and_of_no_other() {
    for list in lists() {
        let (w, id, filed) = world(&list);
        let (rule, within) = list.grounds;
        for each in GROUNDS {
            let mut filed = filed.clone();
            filed.ground = ground(each);
            let found = findings(&w, &id, &file(filing(filed)), FILED);
            assert_eq!(
                outcome(&found, rule),
                Some(is_one(within, each)),
                "{rule} {} {each}",
                list.until
            );
        }
    }
}

#[test]
fn a_measure_is_one_of_its_laws_list_and_of_no_other() {
    for list in lists() {
        let (rule, within) = list.measures;
        let (mut w, id, filed) = world(&list);
        told_of(&mut w, &id, filed);
        for (each, size) in measures() {
            let found = findings(&w, &id, &notify(1, vec![measure(each, size)]), TOLD);
            assert_eq!(
                outcome(&found, rule),
                Some(is_one(within, each)),
                "{rule} {} {each}",
                list.until
            );
        }
    }
}

/// What another organ finds due: 撤销 of associations until 2026-03-11 and of institutions, 吊销 of associations
/// since (trap 2).
#[test]
fn another_organs_finding_has_one_measure() {
    for (of, until, rule, only) in [
        (application(), "2026-03-11", "ST-31", "rescission"),
        (application(), "2026-03-12", "ST-31", "revocation"),
        (institution(), "2026-03-12", "MF-26", "rescission"),
    ] {
        let other = regulation(of, until, ("", &["other_law"]), (rule, &[]));
        let (mut w, id, filed) = world(&List { basis: B::OtherLaw, ..other });
        told_of(&mut w, &id, filed);
        for (each, size) in measures() {
            let found = findings(&w, &id, &notify(1, vec![measure(each, size)]), TOLD);
            assert_eq!(outcome(&found, rule), Some(is_one(&[only], each)), "{rule} {until} {each}");
        }
    }
}

fn told_of(w: &mut World, id: &str, filed: Breach) {
    let (investigator, _, _) = staff_at(w, id);
    crate::cast::act(w, id, &file(filing(filed)), &investigator, FILED);
}
