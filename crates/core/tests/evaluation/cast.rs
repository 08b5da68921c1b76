//! Who acts in these tests, and the acts in their usual form: a round of April 2026, applied for on 04-10, eligible
//! on 04-20, visited on 05-06, voted on 05-20, publicized until 06-03, confirmed on 06-04.

use std::collections::BTreeMap;

use shuniu_core::{
    access::Role,
    act::ActRequest,
    evaluation::{
        ApplyForEvaluation, BeginCheckEvaluation, CheckEligibility, CheckGround, CommitteeMember,
        ConfirmGrade, DecideGrade, EvaluationKind, EvaluationRequest, Expert, Grade,
        GradePublicity, GradeRecord, GradeReviewRequest, OpenRound, SiteReportInput, Vote,
        VoteKind,
    },
    organization::OrganizationKind,
    registration::EstablishmentApplication,
    unit::{self, UnitEvent},
};

pub use crate::support::organizations::{act, agent, at, change, outcome, refused};
use crate::support::{On, World, books, brief, day};

/// An organization that has been there since 2015, and a round of its registrar.
pub fn with_a_round(w: &mut World, application: &EstablishmentApplication) -> String {
    let id = w.established(application, "2015-03-01");
    open(w, &id, round(12), "2026-04-01");
    id
}

pub fn committee(size: usize) -> Vec<CommitteeMember> {
    let member =
        |n: usize| CommitteeMember { name: format!("委员{n}"), office: "专家".to_owned() };
    (1..=size).map(member).collect()
}

pub fn round(size: usize) -> OpenRound {
    let sheets = [
        (OrganizationKind::Association, "association-2026".to_owned()),
        (OrganizationKind::ServiceInstitution, "service-institution-2026".to_owned()),
        (OrganizationKind::Foundation, "foundation-2026".to_owned()),
    ];
    OpenRound {
        title: "2026年度评估".to_owned(),
        document_number: "示民评〔2026〕1号".to_owned(),
        published_on: day("2026-04-01"),
        apply_from: day("2026-04-05"),
        apply_until: day("2026-04-30"),
        publicity_days: 7,
        sheets: BTreeMap::from(sheets),
        committee: committee(size),
    }
}

/// Opens a round of an organization's registrar.
pub fn open(w: &mut World, id: &str, round: OpenRound, on: &str) {
    let unit = w.organization(id).registrar.id.clone();
    let decider = at(w, id, Role::Decider);
    let request = ActRequest::Round { round: Box::new(round) };
    w.act(&On::Unit(unit.as_str()), &request, &decider, on)
        .unwrap_or_else(|e| panic!("{}", brief(&Err(e))));
}

/// A round that an older law would have asked for; entered as it stands.
pub fn old_round(w: &mut World, id: &str, apply_from: &str, apply_until: &str) {
    let unit = w.organization(id).registrar.id.clone();
    let known = w.register.units.remove(&unit);
    let input = round(12);
    let event = UnitEvent::RoundOpened {
        round: Box::new(shuniu_core::evaluation::Round {
            number: 9,
            title: input.title,
            document_number: input.document_number,
            published_on: day(apply_from),
            apply_from: day(apply_from),
            apply_until: day(apply_until),
            publicity_days: 7,
            sheets: input.sheets.into_iter().collect(),
            committee: input.committee,
        }),
    };
    let changed = unit::evolve(known, &event).unwrap();
    w.register.units.insert(unit, changed);
}

pub fn of(request: EvaluationRequest) -> ActRequest {
    ActRequest::Evaluation { request: Box::new(request) }
}

pub fn apply(kind: EvaluationKind) -> ActRequest {
    of(EvaluationRequest::Apply(ApplyForEvaluation { round: 1, kind }))
}

pub fn begin(kind: EvaluationKind, ground: Option<CheckGround>) -> ActRequest {
    let facts = "经查实".to_owned();
    of(EvaluationRequest::Begin(BeginCheckEvaluation { round: 1, kind, ground, facts }))
}

pub fn eligible() -> ActRequest {
    of(EvaluationRequest::Eligible(CheckEligibility { note: "符合条件".to_owned() }))
}

/// Full points but for so many that the first leaves lose.
pub fn scores(kind: OrganizationKind, lost: i64) -> BTreeMap<String, i64> {
    let sheet = books().sheets.all().find(|sheet| sheet.kind == kind).unwrap();
    let mut lost = lost;
    let leaf = |(leaf, most): (&shuniu_core::evaluation::Indicator, i64)| {
        let less = lost.min(most);
        lost -= less;
        (leaf.key.clone(), most - less)
    };
    sheet.leaves().map(leaf).collect()
}

pub fn expert(name: &str) -> Expert {
    Expert { name: name.to_owned(), interest: false, left_on: None }
}

pub fn report(kind: OrganizationKind, lost: i64) -> SiteReportInput {
    SiteReportInput {
        visited_on: Some(day("2026-05-06")),
        report_number: "评报1号".to_owned(),
        experts: vec![expert("专家甲"), expert("专家乙"), expert("专家丙")],
        scores: scores(kind, lost),
    }
}

pub fn reported(input: SiteReportInput) -> ActRequest {
    of(EvaluationRequest::Report(input))
}

/// So many members present, so many of them for it.
pub fn ballot(grade: Option<Grade>, present: usize, agree: usize) -> DecideGrade {
    let vote = |n: usize| Vote {
        member: expert(&format!("委员{n}")),
        vote: if n <= agree { VoteKind::For } else { VoteKind::Against },
    };
    DecideGrade {
        met_on: day("2026-05-20"),
        grade,
        reasons: None,
        votes: (1..=present).map(vote).collect(),
        document_number: "评纪1号".to_owned(),
    }
}

pub fn decide(input: DecideGrade) -> ActRequest {
    of(EvaluationRequest::Decide(input))
}

pub fn publicize(from: &str, until: &str) -> ActRequest {
    let place = "网站".to_owned();
    of(EvaluationRequest::Publicize(GradePublicity { from: day(from), until: day(until), place }))
}

pub fn object() -> ActRequest {
    of(EvaluationRequest::Object(GradeReviewRequest { reasons: "评分有误".to_owned() }))
}

pub fn confirm() -> ActRequest {
    of(EvaluationRequest::Confirm(ConfirmGrade {
        document_number: "示民评〔2026〕9号".to_owned()
    }))
}

/// Applied for and eligible.
pub fn to_the_experts(w: &mut World, id: &str) {
    act(w, id, &apply(EvaluationKind::Ordinary), &agent(id), "2026-04-10");
    act(w, id, &eligible(), &at(w, id, Role::Examiner), "2026-04-20");
}

/// Reported, voted and publicized.
pub fn to_the_public(w: &mut World, id: &str, lost: i64, grade: Option<Grade>) {
    let kind = w.organization(id).kind;
    let (examiner, decider) = (at(w, id, Role::Examiner), at(w, id, Role::Decider));
    act(w, id, &reported(report(kind, lost)), &examiner, "2026-05-08");
    act(w, id, &decide(ballot(grade, 12, 12)), &decider, "2026-05-20");
    act(w, id, &publicize("2026-05-25", "2026-06-03"), &examiner, "2026-05-25");
}

/// The whole way, to a grade that was announced on 2026-06-04.
pub fn graded(w: &mut World, id: &str, lost: i64, grade: Grade) {
    to_the_experts(w, id);
    to_the_public(w, id, lost, Some(grade));
    act(w, id, &confirm(), &at(w, id, Role::Decider), "2026-06-04");
}

/// A grade with its days, as another register would have told it.
pub fn had(w: &mut World, id: &str, grade: Grade, from: &str, until: &str) {
    let record = GradeRecord {
        number: 1,
        grade,
        before: None,
        announced_on: Some(day(from)),
        valid_from: Some(day(from)),
        valid_until: Some(day(until)),
        ended_on: None,
        document_number: None,
        basis: None,
        case: None,
        return_by: None,
        returned_on: None,
        source: None,
    };
    change(w, id, |o| o.evaluation.grades.push(record));
}
