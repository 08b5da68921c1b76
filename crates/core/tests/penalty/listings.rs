//! What penalties list, and what the sweep proposes of cases.

use shuniu_core::{
    access::Role,
    act::ActRequest,
    oversight::{
        ProposalKind as K,
        credit::{
            CreditList, CreditRequest, ListInput, ListingGround, StatedPenalty, StatedPenaltyKind,
        },
        penalty::{AnnulPenalty, AnnulledBy, FineBase, Measure as M, PayPenalty, PenaltyStep as P},
        proposals,
    },
};

use crate::{
    cast::{
        DECIDED, FILED, SERVED, act, at, decided, decision, file, filing, of, old, refused, served,
        staff_at, told, usual,
    },
    support::{World, application, books, day, guards_against},
};

fn fine(yuan: i64) -> M {
    M::Fine { yuan, base: FineBase::Turnover, base_yuan: yuan }
}

fn list(list: CreditList, ground: ListingGround, penalty: StatedPenalty) -> ActRequest {
    let input = ListInput {
        list,
        ground,
        facts: "依处罚列入".to_owned(),
        year: None,
        penalties: vec![penalty],
        document_number: "示民信〔2026〕1号".to_owned(),
    };
    ActRequest::Credit { request: Box::new(CreditRequest::List(input)) }
}

fn stated(kind: StatedPenaltyKind, yuan: Option<i64>) -> StatedPenalty {
    StatedPenalty {
        kind,
        yuan,
        document_number: "示民罚〔2026〕1号".to_owned(),
        authority: "示范区民政局".to_owned(),
        decided_on: day(DECIDED),
    }
}

fn proposed(w: &World, id: &str, on: &str) -> Vec<(K, String)> {
    let all = proposals(books(), w.organization(id), day(on));
    let of_penalty = all.into_iter().filter(|p| {
        matches!(
            p.kind,
            K::DecideCase
                | K::SettleEvidence
                | K::DeliverDecision
                | K::CollectPayment
                | K::EndSuspension
                | K::ListPenalty
                | K::UnlistAnnulled
        )
    });
    of_penalty.map(|p| (p.kind, p.about)).collect()
}

/// A listing by a penalty of this registrar rests on a decision in force, as it was decided.
#[test]
fn a_listing_rests_on_what_was_decided() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let head = at(&w, &id, "head", Role::Decider);
    let minor = (CreditList::Abnormal, ListingGround::MinorPenalty);
    let number = decided(&mut w, &id, usual(), decision(vec![fine(20_000)]));
    let of_it = stated(StatedPenaltyKind::Fine, Some(20_000));
    let request = list(minor.0, minor.1, of_it.clone());
    let refusal = refused(&mut w, &id, &request, &head, SERVED);
    assert_eq!(guards_against(&refusal), ["XN-8"], "it was not delivered");
    let (investigator, _, _) = staff_at(&w, &id);
    act(&mut w, &id, &crate::cast::serve(number, SERVED), &investigator, SERVED);
    for wrong in [
        stated(StatedPenaltyKind::Fine, Some(20_001)),
        stated(StatedPenaltyKind::Warning, None),
        StatedPenalty { decided_on: day("2026-07-13"), ..of_it.clone() },
    ] {
        let refusal = refused(&mut w, &id, &list(minor.0, minor.1, wrong), &head, SERVED);
        assert_eq!(guards_against(&refusal), ["XN-8"]);
    }
    assert_eq!(
        proposed(&w, &id, SERVED),
        [(K::ListPenalty, "abnormal/minor_penalty/1".to_owned())]
    );
    act(&mut w, &id, &request, &head, SERVED);
    assert!(proposed(&w, &id, SERVED).is_empty(), "it is listed");
    let annul = of(
        number,
        P::Annul(AnnulPenalty {
            by: AnnulledBy::Registrar,
            annulled_on: day("2026-08-01"),
            reasons: "事实不清".to_owned(),
            document_number: "撤1号".to_owned(),
        }),
    );
    act(&mut w, &id, &annul, &head, "2026-08-01");
    assert_eq!(proposed(&w, &id, "2026-08-01"), [(K::UnlistAnnulled, "abnormal/1".to_owned())]);
}

/// Which list a decision is for: fifty thousand yuan part them.
#[test]
fn a_decision_is_for_one_list() {
    for (measure, about) in [
        (M::Warning {}, "abnormal/minor_penalty/1"),
        (fine(49_999), "abnormal/minor_penalty/1"),
        (fine(50_000), "serious/large_fine/1"),
        (M::Suspension { months: 1 }, "serious/suspended/1"),
        (M::Revocation {}, "serious/revoked/1"),
    ] {
        let mut w = World::default();
        let id = old(&mut w, &application());
        served(&mut w, &id, usual(), decision(vec![measure.clone()]));
        assert_eq!(proposed(&w, &id, SERVED), [(K::ListPenalty, about.to_owned())], "{measure:?}");
    }
    let mut w = World::default();
    let id = old(&mut w, &application());
    served(&mut w, &id, usual(), decision(vec![M::Confiscation { yuan: 100 }]));
    assert!(proposed(&w, &id, SERVED).is_empty(), "no list is for that");
}

/// Two smaller ones within three years are one for the other list as well.
#[test]
fn two_smaller_penalties_list_once_more() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    served(&mut w, &id, usual(), decision(vec![M::Warning {}]));
    let mut second = decision(vec![fine(1_000)]);
    second.document_number = "示民罚〔2026〕2号".to_owned();
    served(&mut w, &id, usual(), second);
    let about: Vec<String> = proposed(&w, &id, SERVED).into_iter().map(|(_, a)| a).collect();
    assert!(about.iter().any(|a| a.starts_with("serious/repeated_penalties/")), "{about:?}");
}

/// What is due in a case is on the worklist from some days before.
#[test]
fn what_is_due_is_proposed() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let (investigator, _, _) = staff_at(&w, &id);
    act(&mut w, &id, &file(filing(usual())), &investigator, FILED);
    assert!(proposed(&w, &id, "2026-07-02").is_empty());
    assert_eq!(proposed(&w, &id, "2026-09-29"), [(K::DecideCase, "1".to_owned())]);
    let number = {
        let mut input = decision(vec![fine(60_000), M::Suspension { months: 1 }]);
        input.document_number = "示民罚〔2026〕2号".to_owned();
        decided(&mut w, &id, usual(), input)
    };
    assert!(proposed(&w, &id, DECIDED).contains(&(K::DeliverDecision, number.to_string())));
    act(&mut w, &id, &crate::cast::serve(number, SERVED), &investigator, SERVED);
    let at_the_end = proposed(&w, &id, "2026-08-16");
    assert!(at_the_end.contains(&(K::CollectPayment, number.to_string())));
    assert!(at_the_end.contains(&(K::EndSuspension, number.to_string())));
    assert!(!proposed(&w, &id, "2026-07-31").contains(&(K::CollectPayment, number.to_string())));
    let pay =
        PayPenalty { paid_on: day("2026-07-31"), yuan: 60_000, receipt: "票1号".to_owned() };
    act(&mut w, &id, &of(number, P::Pay(pay)), &investigator, "2026-07-31");
    assert!(!proposed(&w, &id, "2026-08-16").contains(&(K::CollectPayment, number.to_string())));
}

/// Whoever is no more is not punished: what was open is dropped.
#[test]
fn open_cases_end_with_the_organization() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let number = told(&mut w, &id, usual(), vec![M::Warning {}]);
    let event = shuniu_core::event::Event::Organization(
        shuniu_core::organization::OrganizationEvent::Ended {
            case: "C1".to_owned(),
            basis: books().law.rule_in_force("ST-28a", day("2026-07-10")).unwrap().1,
            ground: shuniu_core::exit::ExitGround::Merger,
            document_number: "注1号".to_owned(),
        },
    );
    let ended = event.fold(Some(w.organization(&id).clone()), day("2026-07-10")).unwrap();
    let dropped = ended.penalties.case(number).unwrap();
    assert_eq!(dropped.stage(), shuniu_core::oversight::penalty::PenaltyStage::Dropped);
    assert_eq!(dropped.dropped.as_ref().unwrap().on, day("2026-07-10"));
}
