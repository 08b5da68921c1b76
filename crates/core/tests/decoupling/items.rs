//! Items with what shows them, signatures in their order, and what is sent back.

use shuniu_core::decoupling::{DecouplingRequest, DimensionState, ItemOutcome, RecordedItem};

use crate::{
    cast::{
        FINANCE, OUTLINE, PERSONNEL, act, agent, case, clerk, direct, done, evidence, found,
        in_progress, record, refused, shown, sign, signer_at, unit_of, world,
    },
    support::{SUPERVISOR, World},
};

fn dimension_state(w: &World, id: &str, dimension: &str) -> DimensionState {
    let lists = shuniu_core::decoupling::Checklists::built_in().unwrap();
    let case = case(w, id);
    case.dimension_state(lists.get(&case.of.checklist).unwrap().dimension(dimension).unwrap())
}

#[test]
fn an_item_is_shown_by_documents_or_has_a_reason() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let bare = |item: &str, not_applicable: Option<&str>| RecordedItem {
        item: item.to_owned(),
        evidence: Vec::new(),
        not_applicable: not_applicable.map(ToOwned::to_owned),
    };
    let to_come =
        RecordedItem { evidence: vec![evidence("2026-07-11")], ..shown("assets.clearance") };
    let both = RecordedItem {
        not_applicable: Some("没有代管事业单位".to_owned()),
        ..shown("organization.institutions")
    };
    for (item, what) in [
        (bare("assets.clearance", None), "no document"),
        (bare("assets.clearance", Some("没有资产")), "it is about everybody"),
        (bare("organization.institutions", Some("  ")), "no reason"),
        (bare("assets.gold", None), "not on the checklist"),
        (shown("assets"), "no item"),
        (to_come, "a document of a day to come"),
        (both, "either or"),
    ] {
        let told = act(&mut w, &id, record(vec![item]), &clerk(), "2026-07-10");
        assert_eq!(told, "refused by TB-5", "{what}");
    }
    let twice = vec![shown("assets.clearance"), shown("assets.clearance")];
    assert_eq!(act(&mut w, &id, record(twice), &clerk(), "2026-07-10"), "refused by TB-5");
    let none = bare("organization.institutions", Some("没有代管事业单位"));
    done(&mut w, &id, record(vec![none, shown("assets.clearance")]), &agent(&id), "2026-07-10");
    assert!(case(&w, &id).is_in_order("organization.institutions"));
}

#[test]
fn each_dimension_is_signed_by_its_signers_in_their_order() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let all =
        ["offices", "attachment", "institutions"].map(|i| shown(&format!("organization.{i}")));
    done(&mut w, &id, record(all.to_vec()), &clerk(), "2026-07-10");
    let rest = [
        "staff.civil_servants",
        "staff.retired_cadres",
        "staff.contracts",
        "assets.clearance",
        "assets.ownership",
        "finance.account",
    ];
    done(&mut w, &id, record(rest.map(shown).to_vec()), &clerk(), "2026-07-10");
    for (dimension, roles) in OUTLINE {
        assert_eq!(dimension_state(&w, &id, dimension), DimensionState::Ready);
        for (at, role) in roles.iter().enumerate() {
            // Nobody signs before it is their turn, nor in another's place.
            for (later, other) in roles.iter().enumerate().filter(|(later, _)| *later != at) {
                let by = signer_at(unit_of(*other));
                let told = act(&mut w, &id, sign(dimension), &by, "2026-08-01");
                assert!(told.starts_with("refused by TB-6"), "{dimension} {later}: {told}");
            }
            done(&mut w, &id, sign(dimension), &signer_at(unit_of(*role)), "2026-08-01");
        }
        assert_eq!(dimension_state(&w, &id, dimension), DimensionState::Signed);
        let signed: Vec<&str> =
            case(&w, &id).signatures[dimension].iter().map(|s| s.unit.id.as_str()).collect();
        assert_eq!(signed, roles.iter().map(|r| unit_of(*r)).collect::<Vec<_>>());
    }
}

#[test]
fn nothing_is_signed_that_is_not_shown() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let signer = signer_at(SUPERVISOR);
    let refusal = refused(&mut w, &id, sign("assets"), &signer, "2026-08-01");
    assert_eq!(refusal.against, ["TB-6"]);
    let facts = &refusal.findings.iter().find(|f| f.rule == "TB-6").unwrap().facts;
    let items: Vec<&str> = facts.iter().filter_map(|f| f.field.strip_prefix("items.")).collect();
    assert_eq!(items, ["assets.clearance", "assets.ownership"]);
    done(&mut w, &id, record(vec![shown("assets.clearance")]), &clerk(), "2026-07-10");
    assert_eq!(act(&mut w, &id, sign("assets"), &signer, "2026-08-01"), "refused by TB-6");
    done(&mut w, &id, record(vec![shown("assets.ownership")]), &clerk(), "2026-07-10");
    // Not by whoever recorded it, and not dated to come.
    assert_eq!(act(&mut w, &id, sign("assets"), &clerk(), "2026-08-01"), "refused by TB-7");
    assert_eq!(act(&mut w, &id, sign("assets"), &signer, "2026-07-31"), "refused by TB-2");
    done(&mut w, &id, sign("assets"), &signer, "2026-08-01");
}

#[test]
fn what_is_sent_back_is_signed_anew_by_all() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let items = vec![shown("assets.clearance"), shown("assets.ownership")];
    done(&mut w, &id, record(items), &clerk(), "2026-07-10");
    done(&mut w, &id, sign("assets"), &signer_at(SUPERVISOR), "2026-08-01");
    let back = |dimension: &str, item: &str| DecouplingRequest::SendBack {
        dimension: dimension.to_owned(),
        findings: vec![found(item)],
    };
    let finance = signer_at(FINANCE);
    for (dimension, item) in [("assets", "staff.contracts"), ("finance", "finance.account")] {
        let told = act(&mut w, &id, back(dimension, item), &finance, "2026-08-02");
        assert_eq!(told, "refused by TB-8", "{item} was not recorded for {dimension}");
    }
    let told =
        act(&mut w, &id, back("assets", "assets.clearance"), &signer_at(PERSONNEL), "2026-08-02");
    assert!(told.contains("Denied"), "who does not sign it does not send it back: {told}");
    let DecouplingRequest::SendBack { dimension, findings } = back("assets", "assets.clearance")
    else {
        panic!("sent back")
    };
    let twice =
        DecouplingRequest::SendBack { dimension, findings: [findings.clone(), findings].concat() };
    assert_eq!(act(&mut w, &id, twice, &finance, "2026-08-02"), "refused by TB-8");
    done(&mut w, &id, back("assets", "assets.clearance"), &finance, "2026-08-02");
    // What did not suffice can still be read.
    let outcome = &case(&w, &id).items["assets.clearance"].outcome;
    assert!(matches!(outcome, ItemOutcome::SentBack { evidence, .. } if !evidence.is_empty()));
    assert_eq!(dimension_state(&w, &id, "assets"), DimensionState::SentBack);
    assert!(!case(&w, &id).signatures.contains_key("assets"));
    done(&mut w, &id, record(vec![shown("assets.clearance")]), &clerk(), "2026-08-05");
    let early = crate::cast::sign_dated("assets", "2026-08-06");
    let told = act(&mut w, &id, early, &finance, "2026-08-06");
    assert_eq!(told, "refused by TB-6", "the department checks first");
    let told = act(&mut w, &id, sign("assets"), &signer_at(SUPERVISOR), "2026-08-06");
    assert_eq!(told, "refused by TB-2", "signed before it was sent back");
    let signature = crate::cast::sign_dated("assets", "2026-08-06");
    done(&mut w, &id, signature, &signer_at(SUPERVISOR), "2026-08-06");
    done(&mut w, &id, crate::cast::sign_dated("assets", "2026-08-07"), &finance, "2026-08-07");
    // What is recorded anew afterwards is signed anew, too.
    done(&mut w, &id, record(vec![shown("assets.ownership")]), &clerk(), "2026-08-08");
    assert_eq!(dimension_state(&w, &id, "assets"), DimensionState::Ready);
}

#[test]
fn whoever_submitted_the_plan_does_not_approve_it() {
    let mut w = world();
    let programme = crate::cast::a_programme(&mut w, "outline_2008");
    let id = crate::cast::association(&mut w);
    done(&mut w, &id, crate::cast::listing(&programme, 1), &crate::cast::office(), "2026-06-20");
    // One account that works at both ends.
    let mut both = crate::cast::office();
    both.grants.extend(clerk().grants);
    done(&mut w, &id, crate::cast::plan(direct()), &both, "2026-07-01");
    let told = act(&mut w, &id, crate::cast::approve(), &both, "2026-07-02");
    assert_eq!(told, "refused by TB-7");
}
