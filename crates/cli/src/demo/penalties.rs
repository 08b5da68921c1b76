//! Associations of the home district with penalties: one that was fined and has not paid, one that is suspended, one
//! that was told what is to be decided, one that another department punished.
//!
//! What may not enter: real bodies or persons.

use chrono::{Days, NaiveDate};
use shuniu_core::{
    access::Actor,
    act::ActRequest,
    oversight::penalty::{
        Breach, BreachGround, DecidePenalty, FilePenaltyCase, FineBase, Measure, NotifyPenalty,
        PenaltyBasis, PenaltyRequest, PenaltyStep, RecordedPenalty, SealAway, ServePenalty,
    },
    unit::UnitId,
};
use shuniu_registry::{Registry, Target};

use super::{act, cases::Stage, exit, plan::OPENING};
use crate::ports::beijing;

/// Their fields: no case of the city is in one of these.
const FIELDS: [&str; 4] = ["旧式罚款", "旧式停业", "旧式立案", "旧式卫生"];
/// Codes at the end of the segment that others have.
const TAKEN: u64 = 9;
/// Days after the first one on which a case is told, decided, delivered.
const STEPS: [u64; 3] = [1, 11, 13];

/// Enters them from an older register.
pub(super) fn enter(
    register: &Registry,
    administrator: &Actor,
    home: &UnitId,
) -> anyhow::Result<Vec<String>> {
    exit::inherit(register, administrator, home, &FIELDS, TAKEN)
}

/// What was decided before the cases of the city begin; the clock stands at `first` and goes on.
pub(super) fn before(stage: &Stage<'_>, ids: &[String], first: NaiveDate) -> anyhow::Result<()> {
    let [fined, suspended, _, _] = ids else {
        anyhow::bail!("the demo has four organizations with penalties");
    };
    let fine = Measure::Fine { yuan: 60_000, base: FineBase::Turnover, base_yuan: 30_000 };
    let cases = [(fined, fine, 1), (suspended, Measure::Suspension { months: 12 }, 2)];
    for (id, _, number) in &cases {
        step(stage, "examiner", id, PenaltyRequest::File(filed(first, *number)))?;
    }
    let [told, decided, delivered] = STEPS.map(|days| after(first, days));
    stage.clock.set(beijing(told, OPENING));
    for (id, measure, number) in &cases {
        on_case(stage, "examiner", id, PenaltyStep::Notify(notice(told, measure, *number)))?;
    }
    stage.clock.set(beijing(decided, OPENING));
    for (id, measure, number) in &cases {
        on_case(stage, "decider", id, PenaltyStep::Decide(decision(decided, measure, *number)))?;
    }
    stage.clock.set(beijing(delivered, OPENING));
    for (id, _, _) in &cases {
        let delivered_by = "直接送达".to_owned();
        let served = ServePenalty { delivered_on: delivered, delivered_by };
        on_case(stage, "examiner", id, PenaltyStep::Serve(served))?;
    }
    let sealed = SealAway { on: delivered, certificate: true, seals: true, vouchers: true };
    on_case(stage, "examiner", suspended, PenaltyStep::Seal(sealed))
}

/// What is under way on the last day.
pub(super) fn play(
    stage: &Stage<'_>,
    administrator: &Actor,
    ids: &[String],
    on: NaiveDate,
) -> anyhow::Result<()> {
    let [_, _, investigated, elsewhere] = ids else {
        anyhow::bail!("the demo has four organizations with penalties");
    };
    step(stage, "examiner", investigated, PenaltyRequest::File(filed(on, 3)))?;
    let told = notice(on, &Measure::Warning {}, 3);
    on_case(stage, "examiner", investigated, PenaltyStep::Notify(told))?;
    let recorded = RecordedPenalty {
        document_number: "示卫罚〔2026〕1号".to_owned(),
        authority: "示范市卫生健康委员会（示例）".to_owned(),
        decided_on: on.checked_sub_days(Days::new(90)).unwrap_or(on),
        kinds: vec!["警告".to_owned(), "罚款".to_owned()],
        yuan: Some(5_000),
        facts: Some("未按规定消毒（示例）".to_owned()),
        basis: None,
        source: "公示信息（示例）".to_owned(),
    };
    let request = ActRequest::Penalty { request: Box::new(PenaltyRequest::Import(recorded)) };
    act(stage.register, administrator, Target::Organization(elsewhere.clone()), request)?;
    Ok(())
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn step(stage: &Stage<'_>, login: &str, id: &str, request: PenaltyRequest) -> anyhow::Result<()> {
    let request = ActRequest::Penalty { request: Box::new(request) };
    act(stage.register, stage.cast.actor(login)?, Target::Organization(id.to_owned()), request)?;
    Ok(())
}

fn on_case(stage: &Stage<'_>, login: &str, id: &str, of: PenaltyStep) -> anyhow::Result<()> {
    step(stage, login, id, PenaltyRequest::Step { case: 1, step: of })
}

fn filed(on: NaiveDate, number: u32) -> FilePenaltyCase {
    FilePenaltyCase {
        breach: Breach {
            basis: PenaltyBasis::Regulation,
            ground: BreachGround::OutsideScope,
            facts: "超出业务范围开展活动（示例）".to_owned(),
            from: on.checked_sub_days(Days::new(20)).unwrap_or(on),
            until: Some(on.checked_sub_days(Days::new(10)).unwrap_or(on)),
            found_on: on.checked_sub_days(Days::new(5)).unwrap_or(on),
            harmful: false,
            place: None,
        },
        source: "检查发现（示例）".to_owned(),
        officers: vec!["示执0001".to_owned(), "示执0002".to_owned()],
        document_number: format!("示民罚立〔2026〕{number}号"),
    }
}

fn notice(on: NaiveDate, measure: &Measure, number: u32) -> NotifyPenalty {
    NotifyPenalty {
        measures: vec![measure.clone()],
        facts: "违法事实、理由、依据和权利（示例）".to_owned(),
        document_number: format!("示民罚告〔2026〕{number}号"),
        delivered_on: on,
        delivered_by: "直接送达".to_owned(),
        hearing: true,
    }
}

fn decision(on: NaiveDate, measure: &Measure, number: u32) -> DecidePenalty {
    DecidePenalty {
        measures: vec![measure.clone()],
        serious: false,
        reasons: "未提出陈述申辩（示例）".to_owned(),
        milder: None,
        deliberated_on: Some(on),
        publish: true,
        document_number: format!("示民罚〔2026〕{number}号"),
    }
}
