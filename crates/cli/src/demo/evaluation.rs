//! Associations of the home district that are evaluated: one whose 4A was lowered by a follow-up, one that is publicized,
//! one that has applied, one whose 5A an older register tells without a day.
//!
//! What may not enter: real bodies or persons.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use shuniu_core::{
    access::Actor,
    act::ActRequest,
    evaluation::{
        ApplyForEvaluation, BeginCheckEvaluation, CheckEligibility, CommitteeMember, ConfirmGrade,
        DecideGrade, EvaluationKind, EvaluationRequest, ExistingGrade, Expert, Grade,
        GradePublicity, OpenRound, SiteReportInput, Vote, VoteKind,
    },
    organization::OrganizationKind,
    unit::UnitId,
};
use shuniu_registry::{Registry, Target};

use super::{
    act,
    cases::Stage,
    exit,
    plan::OPENING,
    units::{HOME, SOURCE, registrar},
};
use crate::ports::beijing;

/// Their fields: no case of the city is in one of these.
const FIELDS: [&str; 4] = ["旧式跟踪", "旧式公示", "旧式申评", "旧式五星"];
/// Codes at the end of the segment that others have.
const TAKEN: u64 = 13;
/// Members of the committee.
const MEMBERS: usize = 11;
/// Days of publicity.
const PUBLICITY: u32 = 7;

/// Enters them from an older register.
pub(super) fn enter(
    register: &Registry,
    administrator: &Actor,
    home: &UnitId,
) -> anyhow::Result<Vec<String>> {
    exit::inherit(register, administrator, home, &FIELDS, TAKEN)
}

/// The follow-up of before the cases of the city begin; the clock stands on `from` and goes on.
pub(super) fn before(
    stage: &Stage<'_>,
    administrator: &Actor,
    ids: &[String],
    from: NaiveDate,
) -> anyhow::Result<()> {
    let [followed, _, _, untold] = ids else {
        anyhow::bail!("the demo has four organizations that are evaluated");
    };
    let until = NaiveDate::from_ymd_opt(from.year().saturating_add(2), 12, 31);
    for (id, grade, days) in [
        (followed, Grade::A4, until.map(|until| (from.with_year(from.year() - 2), until))),
        (untold, Grade::A5, None),
    ] {
        let existing = ExistingGrade {
            grade: Some(grade),
            before: None,
            announced_on: days.and_then(|(announced, _)| announced),
            valid_until: days.map(|(_, until)| until),
            barred_until: None,
            reason: None,
            authority: SOURCE.to_owned(),
            source: SOURCE.to_owned(),
        };
        let request = EvaluationRequest::Import(existing);
        take(stage, administrator, id, request)?;
    }
    open(stage, from)?;
    let begun = BeginCheckEvaluation {
        round: 1,
        kind: EvaluationKind::FollowUp,
        ground: None,
        facts: "抽样跟踪评估（示例）".to_owned(),
    };
    of(stage, "decider", followed, EvaluationRequest::Begin(begun))?;
    to_the_public(stage, followed, 100, Grade::A3, from)?;
    let over = from.checked_add_days(Days::new(u64::from(PUBLICITY))).unwrap_or(from);
    stage.clock.set(beijing(over, OPENING));
    let document_number = "示民评〔2026〕9号".to_owned();
    of(stage, "decider", followed, EvaluationRequest::Confirm(ConfirmGrade { document_number }))
}

/// What is under way on the last day.
pub(super) fn play(stage: &Stage<'_>, ids: &[String], on: NaiveDate) -> anyhow::Result<()> {
    let [_, publicized, applied, _] = ids else {
        anyhow::bail!("the demo has four organizations that are evaluated");
    };
    open(stage, on)?;
    for id in [publicized, applied] {
        let kind = EvaluationKind::Ordinary;
        let request = EvaluationRequest::Apply(ApplyForEvaluation { round: 2, kind });
        of(stage, "agent", id, request)?;
    }
    let eligible = CheckEligibility { note: "符合条件（示例）".to_owned() };
    of(stage, "examiner", publicized, EvaluationRequest::Eligible(eligible))?;
    to_the_public(stage, publicized, 60, Grade::A4, on)
}

fn take(stage: &Stage<'_>, by: &Actor, id: &str, request: EvaluationRequest) -> anyhow::Result<()> {
    let request = ActRequest::Evaluation { request: Box::new(request) };
    act(stage.register, by, Target::Organization(id.to_owned()), request)?;
    Ok(())
}

fn of(stage: &Stage<'_>, login: &str, id: &str, request: EvaluationRequest) -> anyhow::Result<()> {
    take(stage, stage.cast.actor(login)?, id, request)
}

fn member(n: usize) -> String {
    format!("示例委员{n}")
}

/// A round of the registrar at home.
fn open(stage: &Stage<'_>, on: NaiveDate) -> anyhow::Result<()> {
    let of =
        |n: usize| CommitteeMember { name: member(n), office: "专家（示例）".to_owned() };
    let sheets = [
        (OrganizationKind::Association, "association-2026"),
        (OrganizationKind::ServiceInstitution, "service-institution-2026"),
    ];
    let round = OpenRound {
        title: format!("{}年度社会组织评估（示例）", on.year()),
        document_number: format!("示民评〔{}〕1号", on.year()),
        published_on: on,
        apply_from: on,
        apply_until: on.checked_add_days(Days::new(30)).unwrap_or(on),
        publicity_days: PUBLICITY,
        sheets: sheets.map(|(kind, sheet)| (kind, sheet.to_owned())).into(),
        committee: (1..=MEMBERS).map(of).collect(),
    };
    let request = ActRequest::Round { round: Box::new(round) };
    let unit = Target::Unit(registrar(HOME)?.to_string());
    act(stage.register, stage.cast.actor("decider")?, unit, request)?;
    Ok(())
}

/// Reported, voted and publicized on a day; the first leaves lose so many points.
fn to_the_public(
    stage: &Stage<'_>,
    id: &str,
    lost: i64,
    grade: Grade,
    on: NaiveDate,
) -> anyhow::Result<()> {
    let expert = |name: &str| Expert { name: name.to_owned(), interest: false, left_on: None };
    let report = SiteReportInput {
        visited_on: Some(on),
        report_number: "示评报1号".to_owned(),
        experts: vec![expert("示例专家甲"), expert("示例专家乙")],
        scores: scores(stage, lost)?,
    };
    of(stage, "examiner", id, EvaluationRequest::Report(report))?;
    let vote = |n: usize| Vote { member: expert(&member(n)), vote: VoteKind::For };
    let ballot = DecideGrade {
        met_on: on,
        grade: Some(grade),
        reasons: None,
        votes: (1..=MEMBERS).map(vote).collect(),
        document_number: "示评纪1号".to_owned(),
    };
    of(stage, "decider", id, EvaluationRequest::Decide(ballot))?;
    let last = on.checked_add_days(Days::new(u64::from(PUBLICITY - 1))).unwrap_or(on);
    let place = "示范市社会组织网（示例）".to_owned();
    let shown = GradePublicity { from: on, until: last, place };
    of(stage, "examiner", id, EvaluationRequest::Publicize(shown))
}

/// Full points but for so many that the first leaves lose.
fn scores(stage: &Stage<'_>, mut lost: i64) -> anyhow::Result<BTreeMap<String, i64>> {
    let sheet = stage.register.books().sheets.get("association-2026");
    let sheet = sheet.ok_or_else(|| anyhow::anyhow!("no sheet for associations"))?;
    let leaf = |(leaf, most): (&shuniu_core::evaluation::Indicator, i64)| {
        let less = lost.min(most);
        lost -= less;
        (leaf.key.clone(), most - less)
    };
    Ok(sheet.leaves().map(leaf).collect())
}
