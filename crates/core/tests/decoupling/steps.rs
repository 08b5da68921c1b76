//! Every act by every standing of a case: written down from the procedure, not read from the
//! catalogue.

use shuniu_core::{
    act::{ActKind as A, CATALOGUE},
    decoupling::DecouplingStatus as S,
};

/// From where each act may be taken.
fn expected(kind: A) -> &'static [S] {
    match kind {
        A::ListForDecoupling => &[S::Exempt, S::Delisted, S::Completed],
        A::DelistFromDecoupling | A::ExemptFromDecoupling => {
            &[S::Listed, S::PlanSubmitted, S::InProgress, S::Exempt]
        }
        A::RescheduleDecoupling | A::MarkDecouplingStuck | A::ClearDecouplingStuck => {
            &[S::Listed, S::PlanSubmitted, S::InProgress]
        }
        A::PlanDecoupling => &[S::Listed],
        A::ApproveDecouplingPlan => &[S::PlanSubmitted],
        A::ReturnDecouplingPlan => &[S::PlanSubmitted, S::InProgress],
        A::RecordDecouplingItems | A::SendBackDecouplingItems | A::SignDecouplingDimension => {
            &[S::InProgress, S::Reopened]
        }
        A::CompleteDecoupling => &[S::InProgress],
        A::ReopenDecoupling => &[S::Completed],
        A::ConcludeDecoupling => &[S::Reopened],
        _ => &[],
    }
}

#[test]
fn each_act_from_where_the_procedure_lets_it() {
    for act in CATALOGUE {
        let from: std::collections::BTreeSet<S> = act.decoupling_from.iter().copied().collect();
        let wanted: std::collections::BTreeSet<S> = expected(act.kind).iter().copied().collect();
        assert_eq!(from, wanted, "{:?}", act.kind);
    }
    // Nothing is done to a case whose organization is no more.
    assert!(CATALOGUE.iter().all(|act| !act.decoupling_from.contains(&S::Deregistered)));
}
