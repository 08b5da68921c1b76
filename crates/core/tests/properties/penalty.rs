//! The contents of the acts on penalties, for the walk; and what must hold of cases.

use chrono::{Days, NaiveDate};
use shuniu_core::{
    access::{Actor, Grant},
    act::{ActKind, ActRequest},
    organization::Organization,
    oversight::penalty::{
        AnnulPenalty, AnnulledBy, Breach, BreachGround, DecidePenalty, DropPenalty, EndRemedy,
        EvidenceInput, ExcludePenaltyTime, ExclusionReason, ExtendPenalty, FilePenaltyCase,
        FineBase, HoldHearing, Measure, NotifyPenalty, PayPenalty, PenaltyBasis, PenaltyRequest,
        PenaltyStage, PenaltyStep, RecordedPenalty, RemedyKind, RemedyOutcome, ResumeActivity,
        ReviewPenalty, SealAway, SeekRemedy, ServePenalty, SettleEvidence, StatePenalty,
    },
};

use crate::{
    moves::Move,
    support::organizations::old_association,
    support::{self, On, World},
};

const GROUNDS: [(PenaltyBasis, BreachGround); 5] = [
    (PenaltyBasis::Regulation, BreachGround::OutsideScope),
    (PenaltyBasis::Regulation, BreachGround::RefusingSupervision),
    (PenaltyBasis::Rescission, BreachGround::Fraud),
    (PenaltyBasis::Charity, BreachGround::CharityDuties),
    (PenaltyBasis::OtherLaw, BreachGround::OtherLaw),
];

impl Move {
    /// An act on penalties, lawful in form for a move with nothing odd about it.
    pub(super) fn of_penalty(&self, kind: ActKind, on: NaiveDate, world: &World) -> ActRequest {
        let request = match kind {
            ActKind::FilePenaltyCase => PenaltyRequest::File(self.case_filed(on)),
            ActKind::ImportPenalty => PenaltyRequest::Import(RecordedPenalty {
                document_number: format!("罚{}号", self.number % 5),
                authority: self.text.clone(),
                decided_on: on,
                kinds: vec!["罚款".to_owned()],
                yuan: Some(self.number),
                facts: None,
                basis: None,
                source: self.text.clone(),
            }),
            _ => {
                let organizations = world.register.organizations.values();
                let most = organizations.map(|o| o.penalties.cases.len()).max().unwrap_or_default();
                let most = i64::try_from(most).unwrap_or_default().max(1);
                let case = u32::try_from(1 + self.number.rem_euclid(most)).unwrap_or_default();
                PenaltyRequest::Step { case, step: self.step_of(kind, on) }
            }
        };
        ActRequest::Penalty { request: Box::new(request) }
    }

    fn case_filed(&self, on: NaiveDate) -> FilePenaltyCase {
        let (basis, ground) = GROUNDS[usize::from(self.which) % GROUNDS.len()];
        let breach = Breach {
            basis,
            ground,
            facts: self.text.clone(),
            from: on,
            until: (self.number % 2 == 0).then_some(on),
            found_on: on,
            harmful: self.number % 3 == 0,
            place: None,
        };
        let officers = vec!["执法0001".to_owned(), "执法0002".to_owned()];
        let (source, document_number) = (self.text.clone(), "立1号".to_owned());
        FilePenaltyCase { breach, source, officers, document_number }
    }

    fn measures(&self) -> Vec<Measure> {
        let yuan = self.number;
        match self.mutation % 6 {
            0 => vec![Measure::Warning {}],
            1 => vec![Measure::Fine { yuan, base: FineBase::Turnover, base_yuan: yuan }],
            2 => vec![
                Measure::Suspension { months: 1 },
                Measure::Fine { yuan: 900, base: FineBase::Turnover, base_yuan: 900 },
            ],
            3 => vec![Measure::Revocation {}],
            4 => vec![Measure::Rescission {}],
            _ => vec![Measure::Confiscation { yuan }, Measure::Warning {}],
        }
    }

    fn step_of(&self, kind: ActKind, on: NaiveDate) -> PenaltyStep {
        let (text, document_number) = (self.text.clone(), "示1号".to_owned());
        match kind {
            ActKind::RegisterEvidence => {
                PenaltyStep::Evidence(EvidenceInput { item: text, document_number })
            }
            ActKind::SettleEvidence => {
                PenaltyStep::SettleEvidence(SettleEvidence { evidence: 1, outcome: text })
            }
            ActKind::NotifyPenalty => PenaltyStep::Notify(NotifyPenalty {
                measures: self.measures(),
                facts: text.clone(),
                document_number,
                delivered_on: on,
                delivered_by: text,
                hearing: self.mutation % 24 != 12,
            }),
            ActKind::StateOnPenalty => {
                PenaltyStep::State(StatePenalty { text, hearing: self.number % 4 == 0 })
            }
            ActKind::HoldHearing => PenaltyStep::Hear(HoldHearing {
                // Far enough before, where that is after the notice.
                notified_on: on - Days::new(20),
                held_on: on,
                record_number: document_number,
            }),
            ActKind::ReviewPenalty => {
                PenaltyStep::Review(ReviewPenalty { opinion: text, agrees: self.number % 2 == 0 })
            }
            ActKind::ExtendPenaltyCase => PenaltyStep::Extend(ExtendPenalty {
                days: (self.number % 2 == 0).then_some(30),
                until: (self.number % 2 != 0).then_some(on),
                document_number,
            }),
            ActKind::ExcludePenaltyTime => PenaltyStep::Exclude(ExcludePenaltyTime {
                from: on,
                to: on,
                why: ExclusionReason::Audit,
            }),
            ActKind::DecidePenalty => PenaltyStep::Decide(DecidePenalty {
                measures: self.measures(),
                serious: true,
                reasons: text.clone(),
                milder: (self.mutation % 24 == 13).then_some(text),
                deliberated_on: Some(on),
                publish: true,
                document_number,
            }),
            ActKind::DropPenaltyCase => PenaltyStep::Drop(DropPenalty {
                reasons: text,
                document_number,
                transferred_to: None,
            }),
            ActKind::ServePenalty => {
                PenaltyStep::Serve(ServePenalty { delivered_on: on, delivered_by: text })
            }
            ActKind::SealAway => PenaltyStep::Seal(SealAway {
                on,
                certificate: true,
                seals: true,
                vouchers: self.number % 2 == 0,
            }),
            ActKind::ResumeActivity => PenaltyStep::Resume(ResumeActivity { report: text }),
            ActKind::PayPenalty => PenaltyStep::Pay(PayPenalty {
                paid_on: on,
                yuan: 1 + self.number.rem_euclid(500),
                receipt: document_number,
            }),
            ActKind::SeekRemedy => PenaltyStep::Seek(SeekRemedy {
                kind: [RemedyKind::Suit, RemedyKind::Reconsideration]
                    [usize::from(self.mutation % 2)],
                filed_on: on,
                authority: text,
                document_number,
            }),
            ActKind::EndRemedy => PenaltyStep::EndRemedy(EndRemedy {
                remedy: 1,
                ended_on: on,
                outcome: RemedyOutcome::Upheld,
                document_number,
            }),
            _ => PenaltyStep::Annul(AnnulPenalty {
                by: [AnnulledBy::Registrar, AnnulledBy::Court][usize::from(self.mutation % 2)],
                annulled_on: on,
                reasons: text,
                document_number,
            }),
        }
    }
}

/// An association with a case at each stage: asked for a hearing, told, decided, in force and challenged, told
/// just now.
pub(super) fn under_investigation(mut w: World) -> World {
    let id = old_association(&mut w, ("MJ010098", "北京市朝阳区旧刻协会"), "2026-04-01");
    let agent = support::actor("agent", vec![Grant::agent_of(&id)]);
    let (examiner, decider) = (support::examiner(), support::decider());
    let mut act = |request: PenaltyRequest, by: &Actor, on: &str| {
        let request = ActRequest::Penalty { request: Box::new(request) };
        w.act(&On::Organization(&id), &request, by, on).expect("lawful");
    };
    let of = |mutation: u8| {
        let mut plain = Move::plain();
        plain.mutation = mutation;
        plain
    };
    let step = |case, kind, mutation: u8, on: &str| PenaltyRequest::Step {
        case,
        step: of(mutation).step_of(kind, support::day(on)),
    };
    for (case, mutation, on) in [
        (1, 2, "2026-04-07"),
        (2, 3, "2026-04-07"),
        (3, 0, "2026-04-07"),
        (4, 2, "2026-04-07"),
        (5, 2, "2026-06-01"),
    ] {
        let mut filed = Move::plain();
        (filed.which, filed.number) = (0, 1);
        act(
            PenaltyRequest::File(filed.case_filed(support::day("2026-04-01"))),
            &examiner,
            "2026-04-01",
        );
        act(step(case, ActKind::RegisterEvidence, 0, "2026-04-01"), &examiner, "2026-04-01");
        act(step(case, ActKind::NotifyPenalty, mutation, on), &examiner, on);
    }
    act(step(1, ActKind::StateOnPenalty, 0, "2026-04-08"), &agent, "2026-04-08");
    for (case, mutation) in [(3, 0), (4, 2)] {
        act(step(case, ActKind::DecidePenalty, mutation, "2026-04-20"), &decider, "2026-04-20");
    }
    act(step(4, ActKind::ServePenalty, 0, "2026-04-21"), &examiner, "2026-04-21");
    act(step(4, ActKind::SeekRemedy, 0, "2026-04-22"), &examiner, "2026-04-22");
    let mut listed = Move::plain();
    listed.number = 1;
    let request = listed.of_credit(ActKind::ImportListing, support::day("2026-04-01"));
    let by = support::administrator();
    w.act(&On::Organization(&id), &request, &by, "2026-04-22").expect("existing law");
    w
}

/// Cases are numbered one by one; nobody is decided against untold; days follow each other; what was annulled
/// is in force no more; whoever is no more is not punished.
pub(super) fn cases_hold(organization: &Organization) {
    let cases = &organization.penalties.cases;
    let numbers: Vec<u32> = cases.iter().map(|case| case.number).collect();
    let counted: Vec<u32> = (1..).take(numbers.len()).collect();
    assert_eq!(numbers, counted, "cases are counted");
    for case in cases {
        if let Some(by) = case.decide_by {
            assert!(by.last_day >= case.filed_on, "a deadline before its start");
        }
        if let Some(decision) = &case.decision {
            let notice = case.notice.as_ref().expect("told before it is decided");
            assert!(decision.on > notice.answer_by.last_day, "the time to answer was over");
            assert!(!case.hearing_asked() || case.hearing.is_some(), "who asks is heard");
        }
        if let Some((decision, service)) = case.in_force() {
            assert!(service.on >= decision.on, "delivered after it was decided");
            assert!(case.annulled.is_none());
        }
        if organization.ended.is_some() {
            assert!(!case.stage().is_open(), "an open case of whoever is no more");
        }
        assert!(case.stage() != PenaltyStage::Served || case.service.is_some());
    }
}
