//! Every state of a case by every act on a case: available or not, and what stands against it.
//! The whole table is a snapshot, to be read by a person.

use std::{collections::BTreeMap, fmt::Write};

use shuniu_core::{
    act::{ActKind, ActRequest, CATALOGUE, Target},
    case::CaseStatus,
    decide::DecideError,
};

use crate::support::{
    On, World, application, consent, corrections, decline, examination, exclude, guards_against,
    refuse, usual, withdraw,
};

/// An act on a case with some content.
fn request(kind: ActKind) -> ActRequest {
    match kind {
        ActKind::AmendApplication => {
            ActRequest::AmendApplication { application: Box::new(application()) }
        }
        ActKind::SubmitApplication => ActRequest::SubmitApplication,
        ActKind::GiveConsent => consent(),
        ActKind::DeclineConsent => decline(),
        ActKind::AcceptApplication => ActRequest::AcceptApplication,
        ActKind::RequestCorrection => ActRequest::RequestCorrection { items: corrections() },
        ActKind::DeclineAcceptance => ActRequest::DeclineAcceptance {
            grounds: vec!["ST-11".to_owned()],
            reasons: "材料不全".to_owned(),
        },
        ActKind::ExcludePeriod => exclude("2026-07-01", "2026-07-02"),
        ActKind::ExtendDecision => ActRequest::ExtendDecision {
            days: 10,
            approved_by: "民政部".to_owned(),
            document_number: "民函〔2026〕1号".to_owned(),
        },
        ActKind::ExamineApplication => examination(),
        ActKind::ApproveApplication => ActRequest::ApproveApplication,
        ActKind::RefuseApplication => refuse(&["ST-13-4"]),
        ActKind::WithdrawApplication => withdraw(),
        ActKind::LapseApplication => ActRequest::LapseApplication,
        other => panic!("{other:?} is not performed on a case"),
    }
}

/// The states from which each act may be taken: written down from design §3, not read from
/// the catalogue.
fn expected(kind: ActKind) -> &'static [CaseStatus] {
    use CaseStatus as S;
    match kind {
        ActKind::AmendApplication => &[S::Draft, S::Declined, S::CorrectionRequested],
        ActKind::SubmitApplication => &[S::Draft, S::CorrectionRequested],
        ActKind::GiveConsent | ActKind::DeclineConsent => &[S::WithSupervisoryUnit],
        ActKind::AcceptApplication | ActKind::RequestCorrection | ActKind::DeclineAcceptance => {
            &[S::Submitted]
        }
        ActKind::LapseApplication => &[S::CorrectionRequested],
        ActKind::ExtendDecision | ActKind::ExcludePeriod | ActKind::ExamineApplication => {
            &[S::Accepted, S::Examined]
        }
        ActKind::ApproveApplication | ActKind::RefuseApplication => &[S::Examined],
        ActKind::WithdrawApplication => &[
            S::Draft,
            S::WithSupervisoryUnit,
            S::Declined,
            S::Submitted,
            S::CorrectionRequested,
            S::Accepted,
            S::Examined,
        ],
        _ => &[],
    }
}

fn case_acts() -> impl Iterator<Item = &'static shuniu_core::act::Act> {
    CATALOGUE.iter().filter(|a| a.target == Target::Case)
}

/// What becomes of an act: `-` not available, `yes` with the new state, or the rules against it.
fn outcome(status: CaseStatus, kind: ActKind) -> (bool, String) {
    let mut world = World::default();
    let id = world.case_in(status);
    let before = world.case(&id).clone();
    // On this day no clock has run out yet.
    let result = world.act(&On::Case(&id), &request(kind), &usual(kind), "2026-06-09");
    match result {
        Ok(_) => (true, format!("→ {}", world.case(&id).status.id())),
        Err(DecideError::Refused(refusal)) => {
            assert_eq!(*world.case(&id), before, "a refusal changes nothing");
            let against = guards_against(&refusal);
            assert!(!against.is_empty());
            (true, format!("× {}", against.join(" ")))
        }
        Err(DecideError::NotAvailable(why)) => {
            assert_eq!(*world.case(&id), before, "nothing has changed");
            assert_eq!((why.act, why.state), (kind, status.text()));
            assert_eq!(why.from, kind.row().expect("a row").from);
            (false, "-".to_owned())
        }
        Err(other) => panic!("{kind:?} from {status:?}: {other:?}"),
    }
}

#[test]
fn every_state_by_every_act() {
    let mut table: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (row, status) in CaseStatus::ALL.into_iter().enumerate() {
        for (column, act) in case_acts().enumerate() {
            let (available, what) = outcome(status, act.kind);
            let both = (act.from.contains(&status), expected(act.kind).contains(&status));
            assert_eq!((available, available), both, "{:?} from {status:?}", act.kind);
            table.insert((row, column), what);
        }
    }
    let mut text = String::new();
    for (row, status) in CaseStatus::ALL.into_iter().enumerate() {
        writeln!(text, "{} ({})", status.id(), status.text().zh).unwrap();
        for (column, act) in case_acts().enumerate() {
            writeln!(text, "  {:<22} {}", act.kind.id(), table[&(row, column)]).unwrap();
        }
    }
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("case_states_by_acts", text);
    });
}

#[test]
fn a_final_state_is_left_by_no_act() {
    for status in CaseStatus::ALL {
        let leaves = case_acts().any(|a| a.from.contains(&status));
        assert_eq!(leaves, !status.is_final(), "{status:?}");
    }
}

/// Acts that are performed on something else have no states of a case.
#[test]
fn only_acts_on_a_case_name_states() {
    for act in CATALOGUE {
        assert_eq!(act.target == Target::Case, !act.from.is_empty(), "{:?}", act.kind);
    }
    assert_eq!(case_acts().count(), 14);
    assert_eq!(CATALOGUE.len(), 145);
}
