//! Who acts in these tests, and the acts in their usual form: filed on 2026-07-01, told on 07-06, answered by
//! 07-13, decided on 07-14, delivered on 07-16.

use shuniu_core::{
    access::{Actor, Role},
    act::ActRequest,
    oversight::penalty::{
        Breach, BreachGround, DecidePenalty, FilePenaltyCase, Measure, NotifyPenalty, PenaltyBasis,
        PenaltyCase, PenaltyRequest, PenaltyStep, ReviewPenalty, ServePenalty, StatePenalty,
    },
    registration::EstablishmentApplication,
};

use crate::support::organizations::charity_since;
pub use crate::support::organizations::{act, agent, change, outcome, refused};
use crate::support::{World, day, staff};

pub const FILED: &str = "2026-07-01";
pub const TOLD: &str = "2026-07-06";
pub const DECIDED: &str = "2026-07-14";
pub const SERVED: &str = "2026-07-16";

/// An organization that has been there since 2015.
pub fn old(w: &mut World, application: &EstablishmentApplication) -> String {
    w.established(application, "2015-03-01")
}

/// A charity since 2018.
pub fn as_charity(w: &mut World, id: &str) {
    charity_since(w, id, "2018-01-01", None);
}

/// Somebody who works at its registrar.
pub fn at(w: &World, id: &str, account: &str, role: Role) -> Actor {
    staff(account, role, w.organization(id).registrar.id.as_str())
}

pub fn breach(basis: PenaltyBasis, ground: BreachGround) -> Breach {
    Breach {
        basis,
        ground,
        facts: "经查实".to_owned(),
        from: day("2026-04-01"),
        until: Some(day("2026-05-31")),
        found_on: day("2026-06-20"),
        harmful: false,
        place: None,
    }
}

/// Outside its scope, by the regulation.
pub fn usual() -> Breach {
    breach(PenaltyBasis::Regulation, BreachGround::OutsideScope)
}

pub fn of(case: u32, step: PenaltyStep) -> ActRequest {
    ActRequest::Penalty { request: Box::new(PenaltyRequest::Step { case, step }) }
}

pub fn filing(breach: Breach) -> FilePenaltyCase {
    FilePenaltyCase {
        breach,
        source: "检查发现".to_owned(),
        officers: vec!["执法0001".to_owned(), "执法0002".to_owned()],
        document_number: "示民罚立〔2026〕1号".to_owned(),
    }
}

pub fn file(input: FilePenaltyCase) -> ActRequest {
    ActRequest::Penalty { request: Box::new(PenaltyRequest::File(input)) }
}

pub fn notice(measures: Vec<Measure>) -> NotifyPenalty {
    NotifyPenalty {
        measures,
        facts: "事实、理由、依据".to_owned(),
        document_number: "示民罚告〔2026〕1号".to_owned(),
        delivered_on: day(TOLD),
        delivered_by: "直接送达".to_owned(),
        hearing: true,
    }
}

pub fn notify(case: u32, measures: Vec<Measure>) -> ActRequest {
    of(case, PenaltyStep::Notify(notice(measures)))
}

pub fn state(case: u32, hearing: bool) -> ActRequest {
    of(case, PenaltyStep::State(StatePenalty { text: "事出有因".to_owned(), hearing }))
}

pub fn review(case: u32) -> ActRequest {
    of(case, PenaltyStep::Review(ReviewPenalty { opinion: "同意".to_owned(), agrees: true }))
}

pub fn decision(measures: Vec<Measure>) -> DecidePenalty {
    DecidePenalty {
        serious: measures.iter().any(Measure::takes_away),
        publish: true,
        measures,
        reasons: "经查实，陈述意见不予采纳".to_owned(),
        milder: None,
        deliberated_on: Some(day(DECIDED)),
        document_number: "示民罚〔2026〕1号".to_owned(),
    }
}

pub fn decide(case: u32, input: DecidePenalty) -> ActRequest {
    of(case, PenaltyStep::Decide(input))
}

pub fn serve(case: u32, on: &str) -> ActRequest {
    let delivered_by = "直接送达".to_owned();
    of(case, PenaltyStep::Serve(ServePenalty { delivered_on: day(on), delivered_by }))
}

pub fn case(w: &World, id: &str, number: u32) -> PenaltyCase {
    w.organization(id).penalties.case(number).expect("a case").clone()
}

/// Who investigates, who reviews, who decides.
pub fn staff_at(w: &World, id: &str) -> (Actor, Actor, Actor) {
    (
        at(w, id, "investigator", Role::Examiner),
        at(w, id, "reviewer", Role::Examiner),
        at(w, id, "head", Role::Decider),
    )
}

/// Filed and told; its number.
pub fn told(w: &mut World, id: &str, breach: Breach, measures: Vec<Measure>) -> u32 {
    let (investigator, _, _) = staff_at(w, id);
    act(w, id, &file(filing(breach)), &investigator, FILED);
    let number = w.organization(id).penalties.cases.last().unwrap().number;
    act(w, id, &notify(number, measures), &investigator, TOLD);
    number
}

/// Filed, told, reviewed and decided.
pub fn decided(w: &mut World, id: &str, breach: Breach, input: DecidePenalty) -> u32 {
    let (_, reviewer, head) = staff_at(w, id);
    let number = told(w, id, breach, input.measures.clone());
    act(w, id, &review(number), &reviewer, DECIDED);
    act(w, id, &decide(number, input), &head, DECIDED);
    number
}

/// The same, and delivered.
pub fn served(w: &mut World, id: &str, breach: Breach, input: DecidePenalty) -> u32 {
    let number = decided(w, id, breach, input);
    let (investigator, _, _) = staff_at(w, id);
    act(w, id, &serve(number, SERVED), &investigator, SERVED);
    number
}
