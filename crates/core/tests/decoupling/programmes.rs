//! Programmes: their batches, their signers, their checklists; and who is in the scope.

use shuniu_core::{
    decide::DecideError,
    decoupling::{
        Batch, Checklists, DecouplingRequest, ProgrammeRequest, Scope, Share, ShareOf, SignerRole,
    },
};

use crate::{
    cast::{
        PARTY, PERSONNEL, a_programme, act, association, batch, listing, office, on_programme,
        opened, programme, signers, state, world,
    },
    support::{LEADING_GROUP, OTHER_SUPERVISOR, brief, day, unit_id},
};

/// Something that is wrong with a programme.
type Change = fn(&mut shuniu_core::decoupling::ProgrammeInput);

#[test]
fn a_programme_is_opened_whole_or_not() {
    let mut w = world();
    let wrong: [(Change, &str); 10] = [
        (|p| p.checklist = "outline_2099".to_owned(), "TB-11"),
        (|p| p.dated = day("2026-06-02"), "TB-11"),
        (|p| (p.dated, p.checklist) = (day("2015-06-30"), "plan_2015".to_owned()), "TB-11"),
        (|p| p.batches.clear(), "TB-11"),
        (|p| p.batches[1].number = 1, "TB-11"),
        (|p| p.batches[1].target_on = day("2026-12-30"), "TB-11"),
        (|p| p.batches[0].target_on = day("2026-02-28"), "TB-11"),
        (|p| p.batches[0].share = Some(Share { parts: 7, of_parts: 6, of: ShareOf::All }), "TB-11"),
        (|p| drop(p.signers.remove(0)), "TB-12"),
        (|p| p.signers[0].role = SignerRole::SupervisoryUnit, "TB-12"),
    ];
    for (at, (change, rule)) in wrong.into_iter().enumerate() {
        let mut input = programme("outline_2008");
        change(&mut input);
        assert_eq!(brief(&opened(&mut w, input)), format!("refused by {rule}"), "{at}");
    }
    let mut input = programme("outline_2008");
    input.signers[0].unit = unit_id("dept-of-nowhere");
    assert_eq!(brief(&opened(&mut w, input)), "refused by TB-12");
    let mut input = programme("outline_2008");
    input.leading_group = unit_id(OTHER_SUPERVISOR);
    let not_the_own = opened(&mut w, input);
    assert!(matches!(not_the_own, Err(DecideError::Denied(_))));
    let id = a_programme(&mut w, "outline_2008");
    assert_eq!(state(&w, &id).leading_group.id.as_str(), LEADING_GROUP);
    assert_eq!(state(&w, &id).version, 1);
}

#[test]
fn batches_and_signers_are_set_anew_and_the_old_values_kept() {
    let mut w = world();
    let id = a_programme(&mut w, "outline_2008");
    let amend = |batches: Vec<Batch>| ProgrammeRequest::Amend {
        batches,
        signers: vec![shuniu_core::decoupling::SignerInput {
            role: SignerRole::Personnel,
            unit: unit_id(PARTY),
        }],
        reasons: "机构改革".to_owned(),
    };
    let told = on_programme(&mut w, &id, amend(vec![batch(3, "2027-12-30")]), "2026-07-01");
    assert_eq!(told, "refused by TB-11", "the third before the second");
    let twice = vec![batch(3, "2028-12-31"), batch(3, "2029-12-31")];
    assert_eq!(on_programme(&mut w, &id, amend(twice), "2026-07-01"), "refused by TB-11");
    let told = on_programme(&mut w, &id, amend(vec![batch(3, "2028-12-31")]), "2026-07-01");
    assert!(told.starts_with("allowed"), "{told}");
    let now = state(&w, &id);
    assert_eq!(now.batches.iter().map(|b| b.number).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(now.signer(SignerRole::Personnel).unwrap().id.as_str(), PARTY);
    assert_eq!(now.signers.len(), signers().len(), "the others sign as before");
    let entry = w.log.last().unwrap();
    let payload: serde_json::Value = serde_json::from_str(&entry.payload).unwrap();
    assert_eq!(payload["former_batches"].as_array().unwrap().len(), 2);
    assert!(payload["former_signers"].to_string().contains(PERSONNEL));
}

#[test]
fn a_closed_programme_takes_nobody_new() {
    let mut w = world();
    let id = a_programme(&mut w, "outline_2008");
    let organization = association(&mut w);
    let close = || ProgrammeRequest::Close { summary: "已完成".to_owned() };
    assert!(on_programme(&mut w, &id, close(), "2026-07-01").starts_with("allowed"));
    assert_eq!(on_programme(&mut w, &id, close(), "2026-07-02"), "refused by TB-15");
    let told = act(&mut w, &organization, listing(&id, 1), &office(), "2026-07-02");
    assert_eq!(told, "refused by TB-1");
}

#[test]
fn only_what_a_department_supervises_is_listed() {
    let mut w = world();
    let programme = a_programme(&mut w, "outline_2008");
    let id = association(&mut w);
    let told = act(&mut w, &id, listing(&programme, 3), &office(), "2026-06-20");
    assert_eq!(told, "refused by TB-1", "no such batch");
    let told = act(&mut w, &id, listing("nothing", 1), &office(), "2026-06-20");
    assert!(told.contains("Denied"), "of no programme no leading group is known: {told}");
    w.register.organizations.get_mut(&id).unwrap().supervision = None;
    let told = act(&mut w, &id, listing(&programme, 1), &office(), "2026-06-20");
    assert_eq!(told, "refused by GY-13a");
}

/// Three conditions together, and the name is one of them.
#[test]
fn an_industry_association_is_one_by_all_three() {
    let mut w = world();
    let plan = a_programme(&mut w, "plan_2015");
    let outline = a_programme(&mut w, "outline_2008");
    let id = association(&mut w);
    let scoped = |programme: &str, scope: Option<Scope>| {
        DecouplingRequest::List(shuniu_core::decoupling::Listing {
            programme: programme.to_owned(),
            batch: 1,
            scope,
        })
    };
    let economic = || Some(Scope { economic_members: true, by_nature: None });
    let others = || Some(Scope { economic_members: false, by_nature: None });
    let by_nature =
        || Some(Scope { economic_members: true, by_nature: Some("性质相同".to_owned()) });
    let list = |w: &mut crate::support::World, scope| {
        act(&mut w.clone(), &id, scoped(&plan, scope), &office(), "2026-06-20")
    };
    assert!(list(&mut w, economic()).starts_with("allowed"));
    assert_eq!(list(&mut w, others()), "refused by TG-2");
    assert_eq!(list(&mut w, None), "refused by TG-2");
    for (name, in_scope) in [
        ("示范行业协会", true),
        ("示范商会", true),
        ("示范同业公会", true),
        ("示范联合会", true),
        ("示范促进会", true),
        ("示范学会", false),
        ("示范研究会", false),
        ("示范协会服务中心", false),
    ] {
        w.register.organizations.get_mut(&id).unwrap().name = name.to_owned();
        assert_eq!(list(&mut w, economic()).starts_with("allowed"), in_scope, "{name}");
        assert!(list(&mut w, by_nature()).starts_with("allowed"), "{name} by its nature");
    }
    let known = w.register.organizations.get_mut(&id).unwrap();
    known.kind = shuniu_core::organization::OrganizationKind::Foundation;
    assert_eq!(list(&mut w, by_nature()), "refused by TG-2", "associations only");
    // The outline asks nothing of the kind.
    let told = act(&mut w, &id, scoped(&outline, None), &office(), "2026-06-20");
    assert!(told.starts_with("allowed"), "{told}");
}

#[test]
fn shares_are_counted_whole() {
    let share = |parts, of_parts| Share { parts, of_parts, of: ShareOf::All };
    assert_eq!(share(1, 6).of_whole(60), 10);
    assert_eq!(share(1, 6).of_whole(61), 11, "a broken one counts whole");
    assert_eq!(share(1, 4).of_whole(0), 0);
    assert_eq!(share(3, 3).of_whole(7), 7);
    // Half of all 61, then a third of the 30 that are left, then all others.
    let mut w = world();
    let id = a_programme(&mut w, "outline_2008");
    let mut programme = state(&w, &id);
    let batch = |number, parts, of_parts, of| Batch {
        number,
        target_on: day("2027-01-01"),
        share: Some(Share { parts, of_parts, of }),
    };
    programme.batches = vec![
        batch(1, 1, 2, ShareOf::All),
        batch(2, 1, 3, ShareOf::Remainder),
        batch(3, 1, 1, ShareOf::Remainder),
    ];
    assert_eq!(programme.targets(61), [(1, Some(31)), (2, Some(10)), (3, Some(20))]);
    assert!(!share(0, 3).is_a_part() && !share(4, 3).is_a_part() && share(3, 3).is_a_part());
}

#[test]
fn checklists_that_do_not_hang_together_are_not_read() {
    let whole = include_str!("../../checklists/outline_2008.toml");
    assert!(Checklists::from_files(&[("a", whole)]).is_ok());
    assert!(Checklists::from_files(&[("a", whole), ("b", whole)]).is_err(), "twice");
    for (from, to) in [
        ("id = \"staff\"", "id = \"assets\""),
        ("id = \"attachment\"", "id = \"offices\""),
        ("signed_by = [\"supervisory_unit\"]", "signed_by = []"),
        ("destinations = [\"hub\", \"direct\"]", "destinations = []"),
        ("signed_by", "signed"),
    ] {
        let broken = whole.replacen(from, to, 1);
        assert_ne!(broken, whole, "{from}");
        assert!(Checklists::from_files(&[("a", &broken)]).is_err(), "{from} → {to}");
    }
    // Each names a rule that says so.
    for list in Checklists::built_in().unwrap().iter() {
        assert!(crate::support::books().law.rule(&list.completion_rule).is_some(), "{}", list.id);
    }
}
