//! When a case is complete: every item, every signature, and a department that is still there to leave.

use shuniu_core::{
    act::ActRequest,
    affiliation::{AffiliationRequest, MemberPlanInput, RelationKind, TransferHow},
    decoupling::{DecouplingRequest, Exemption},
    unit::UnitKind,
};

use crate::{
    cast::{
        HUB, OUTLINE, act, clerk, complete, direct, done, in_progress, items_of, listing, office,
        record, refused, separated, shown, sign, signer_at, unit_of, with_a_hub, world,
    },
    support::{OTHER_SUPERVISOR, On, SUPERVISOR, World, day, decider, unit, unit_id},
};

/// Leave out any one item, or any one signature, and the case is not complete.
#[test]
fn every_item_and_every_signature_counts() {
    for lacking in items_of("outline_2008") {
        let mut w = world();
        let id = in_progress(&mut w, "outline_2008", direct());
        let items: Vec<_> = items_of("outline_2008")
            .iter()
            .filter(|key| **key != lacking)
            .map(|k| shown(k))
            .collect();
        done(&mut w, &id, record(items), &clerk(), "2026-07-10");
        let whole = lacking.split_once('.').unwrap().0;
        for (dimension, roles) in OUTLINE.iter().filter(|(dimension, _)| *dimension != whole) {
            for role in *roles {
                done(&mut w, &id, sign(dimension), &signer_at(unit_of(*role)), "2026-08-01");
            }
        }
        let refusal = refused(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
        assert_eq!(refusal.against, ["GY-13b"], "{lacking}");
        let facts = &refusal.findings.iter().find(|f| f.rule == "GY-13b").unwrap().facts;
        assert_eq!(facts.len(), 1);
        assert_eq!(facts[0].field, format!("items.{lacking}"));
    }
    for (lacking, roles) in OUTLINE {
        for last in 0..roles.len() {
            let mut w = world();
            let id = in_progress(&mut w, "outline_2008", direct());
            let items = items_of("outline_2008").iter().map(|key| shown(key)).collect();
            done(&mut w, &id, record(items), &clerk(), "2026-07-10");
            for (dimension, roles) in OUTLINE {
                let so_many = if dimension == lacking { last } else { roles.len() };
                for role in &roles[..so_many] {
                    done(&mut w, &id, sign(dimension), &signer_at(unit_of(*role)), "2026-08-01");
                }
            }
            let refusal = refused(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
            assert_eq!(refusal.against, ["GY-13b"], "{lacking} {last}");
            let facts = &refusal.findings.iter().find(|f| f.rule == "GY-13b").unwrap().facts;
            assert_eq!(facts[0].field, format!("signatures.{lacking}"));
            assert_eq!(facts[0].required.as_deref(), Some(roles[last].id()));
        }
    }
}

/// The plan of 2015 asks for five dimensions and cites its own part.
#[test]
fn the_plan_of_2015_asks_for_five() {
    let mut w = world();
    let id = in_progress(&mut w, "plan_2015", direct());
    let refusal = refused(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
    assert_eq!(refusal.against, ["TG-4"]);
    let finding = refusal.findings.iter().find(|f| f.rule == "TG-4").unwrap();
    assert_eq!((finding.citation.regulation.as_str(), finding.facts.len()), ("TGF", 12));
    let dimensions: std::collections::BTreeSet<String> =
        finding.facts.iter().map(|f| f.field.split('.').nth(1).unwrap().to_owned()).collect();
    let expected =
        ["assets_and_finance", "function", "organization", "party_and_foreign_affairs", "staff"];
    assert_eq!(dimensions.into_iter().collect::<Vec<_>>(), expected);
    separated(&mut w, &id);
    done(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
    assert!(w.organization(&id).decoupled[0].industry_association);
}

#[test]
fn the_approval_is_not_of_a_day_to_come_nor_from_before_a_signature() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    separated(&mut w, &id);
    for dated in ["2026-07-31", "2026-09-02"] {
        let told = act(&mut w, &id, complete(dated), &decider(), "2026-09-01");
        assert_eq!(told, "refused by TB-2", "{dated}");
    }
    done(&mut w, &id, complete("2026-08-01"), &decider(), "2026-09-01");
}

/// Supervision passed by list before the case was done: there is nobody left to leave.
#[test]
fn a_department_that_is_gone_already_cannot_leave() {
    let mut w = world();
    with_a_hub(&mut w);
    let id = in_progress(&mut w, "outline_2008", direct());
    separated(&mut w, &id);
    let transfer = shuniu_core::affiliation::AffiliationRequest::TransferByList {
        to: unit_id(HUB),
        how: TransferHow::Transfer,
        list: shuniu_core::affiliation::ConfirmationList {
            number: "朝枢函〔2026〕5号".to_owned(),
            dated: day("2026-08-10"),
        },
        release: Some(shuniu_core::registration::UnitConsent {
            number: "朝教函〔2026〕5号".to_owned(),
            dated: day("2026-08-09"),
        }),
    };
    let request = shuniu_core::act::ActRequest::Affiliation { request: Box::new(transfer) };
    let on = crate::support::On::Organization(&id);
    w.act(&on, &request, &decider(), "2026-08-11").expect("a transfer");
    let told = act(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
    assert_eq!(told, "refused by TB-13");
}

/// Supervision passed to another department, that has checked nothing.
#[test]
fn another_department_does_not_leave_on_the_signatures_of_the_first() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    separated(&mut w, &id);
    passes(&mut w, &id, OTHER_SUPERVISOR, TransferHow::Transfer);
    let told = act(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
    assert_eq!(told, "refused by TB-13");
    // Nor has whoever supervises now a part in the case of the first.
    let items = vec![shown("assets.clearance")];
    let told = act(&mut w, &id, record(items), &signer_at(OTHER_SUPERVISOR), "2026-09-01");
    assert!(told.contains("Denied"), "{told}");
    // Nor whoever came of that other department.
    let heir = unit("dept-110105-heir", UnitKind::Department, "朝阳区示范体育局", "110105");
    w.register.units.insert(heir.id.clone(), heir);
    ends(&mut w, OTHER_SUPERVISOR, Some("dept-110105-heir"));
    passes(&mut w, &id, "dept-110105-heir", TransferHow::Succession);
    assert_eq!(crate::cast::case(&w, &id).department.id.as_str(), SUPERVISOR);
    let told = act(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
    assert_eq!(told, "refused by TB-13");
}

/// The department was reorganized: its successor goes on with the case where it stands.
#[test]
fn the_successor_of_the_department_goes_on_with_the_case() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    separated(&mut w, &id);
    ends(&mut w, SUPERVISOR, Some(OTHER_SUPERVISOR));
    passes(&mut w, &id, OTHER_SUPERVISOR, TransferHow::Succession);
    assert_eq!(crate::cast::case(&w, &id).department.id.as_str(), OTHER_SUPERVISOR);
    done(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
    let organization = w.organization(&id);
    assert_eq!(organization.decoupled[0].department.id.as_str(), OTHER_SUPERVISOR);
    // Who guides is the successor, not the unit that is no more.
    let guides: Vec<&str> = organization
        .relations
        .iter()
        .filter(|r| r.kind == RelationKind::Guidance)
        .map(|r| r.unit.id.as_str())
        .collect();
    assert_eq!(guides, [OTHER_SUPERVISOR]);
}

/// Whichever way supervision passes to the successor, the case goes along; of whoever is exempt, too.
#[test]
fn the_case_goes_along_by_a_plan_and_while_it_is_exempt() {
    let on = "2026-08-11";
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    ends(&mut w, SUPERVISOR, Some(OTHER_SUPERVISOR));
    let plan = MemberPlanInput::Successor { unit: unit_id(OTHER_SUPERVISOR) };
    for request in [
        AffiliationRequest::Plan { plan },
        AffiliationRequest::CarryOut { document_number: "朝民函〔2026〕3号".to_owned() },
    ] {
        let request = ActRequest::Affiliation { request: Box::new(request) };
        w.act(&On::Organization(&id), &request, &decider(), on).expect("it passes");
    }
    assert_eq!(crate::cast::case(&w, &id).department.id.as_str(), OTHER_SUPERVISOR);

    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    done(&mut w, &id, record(vec![shown("assets.clearance")]), &clerk(), "2026-07-10");
    let exempt = DecouplingRequest::Exempt(Exemption {
        document_number: "朝社领发〔2026〕11号".to_owned(),
        dated: day("2026-07-11"),
        reasons: "承担特殊职能".to_owned(),
        review_on: day("2027-07-11"),
    });
    done(&mut w, &id, exempt, &office(), "2026-07-11");
    ends(&mut w, SUPERVISOR, Some(OTHER_SUPERVISOR));
    passes(&mut w, &id, OTHER_SUPERVISOR, TransferHow::Succession);
    let programme = crate::cast::case(&w, &id).of.programme.clone();
    done(&mut w, &id, listing(&programme, 1), &office(), "2026-08-12");
    assert!(crate::cast::case(&w, &id).is_in_order("assets.clearance"), "as it was shown before");
}

/// Whoever is no more signs nothing, and nobody leaves whom it supervised by completing a case.
#[test]
fn a_unit_that_is_no_more_signs_nothing() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let items = items_of("outline_2008").iter().map(|key| shown(key)).collect();
    done(&mut w, &id, record(items), &clerk(), "2026-07-10");
    done(&mut w, &id, sign("assets"), &signer_at(SUPERVISOR), "2026-08-01");
    ends(&mut w, crate::cast::FINANCE, None);
    let finance = signer_at(crate::cast::FINANCE);
    assert_eq!(act(&mut w, &id, sign("assets"), &finance, "2026-08-12"), "refused by TB-6");
    let back = DecouplingRequest::SendBack {
        dimension: "assets".to_owned(),
        findings: vec![crate::cast::found("assets.clearance")],
    };
    assert_eq!(act(&mut w, &id, back, &finance, "2026-08-12"), "refused by TB-8");
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    separated(&mut w, &id);
    ends(&mut w, SUPERVISOR, None);
    let told = act(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
    assert!(told.contains("TB-13"), "{told}");
    let programme = crate::cast::case(&w, &id).of.programme.clone();
    let delist = DecouplingRequest::Delist { reasons: "部门已撤销".to_owned() };
    done(&mut w, &id, delist, &office(), "2026-09-02");
    let told = act(&mut w, &id, listing(&programme, 1), &office(), "2026-09-03");
    assert_eq!(told, "refused by GY-13a");
}

/// Documents come one after the other: evidence, signatures, approval.
#[test]
fn no_document_is_dated_before_what_it_rests_on() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    let items = items_of("outline_2008").iter().map(|key| shown(key)).collect();
    done(&mut w, &id, record(items), &clerk(), "2026-07-10");
    let dated = |day_text: &str| {
        let mut request = sign("assets");
        if let DecouplingRequest::Sign { dated, .. } = &mut request {
            *dated = day(day_text);
        }
        request
    };
    // The evidence is of 2026-07-10.
    let signer = signer_at(SUPERVISOR);
    assert_eq!(act(&mut w, &id, dated("2026-07-09"), &signer, "2026-08-01"), "refused by TB-2");
    done(&mut w, &id, dated("2026-07-20"), &signer, "2026-08-01");
    let finance = signer_at(crate::cast::FINANCE);
    assert_eq!(act(&mut w, &id, dated("2026-07-19"), &finance, "2026-08-01"), "refused by TB-2");
    // What was sent back on 2026-08-02 is not signed by a letter from before.
    let back = DecouplingRequest::SendBack {
        dimension: "assets".to_owned(),
        findings: vec![crate::cast::found("assets.clearance")],
    };
    done(&mut w, &id, back, &finance, "2026-08-02");
    done(&mut w, &id, record(vec![shown("assets.clearance")]), &clerk(), "2026-08-03");
    assert_eq!(act(&mut w, &id, dated("2026-08-01"), &signer, "2026-08-04"), "refused by TB-2");
    done(&mut w, &id, dated("2026-08-02"), &signer, "2026-08-04");
}

/// A unit ends.
fn ends(w: &mut World, unit: &str, successor: Option<&str>) {
    let request = shuniu_core::act::ActRequest::EndUnit {
        valid_to: day("2026-08-10"),
        successor: successor.map(unit_id),
    };
    let on = crate::support::On::Unit(unit);
    w.act(&on, &request, &crate::support::administrator(), "2026-08-11").expect("it ends");
}

/// Supervision passes by list.
fn passes(w: &mut World, id: &str, to: &str, how: TransferHow) {
    let transfer = shuniu_core::affiliation::AffiliationRequest::TransferByList {
        to: unit_id(to),
        how,
        list: shuniu_core::affiliation::ConfirmationList {
            number: "朝文函〔2026〕5号".to_owned(),
            dated: day("2026-08-10"),
        },
        release: (how == TransferHow::Transfer).then(|| shuniu_core::registration::UnitConsent {
            number: "朝教函〔2026〕5号".to_owned(),
            dated: day("2026-08-09"),
        }),
    };
    let request = shuniu_core::act::ActRequest::Affiliation { request: Box::new(transfer) };
    let on = crate::support::On::Organization(id);
    w.act(&on, &request, &decider(), "2026-08-11").expect("it passes");
}
