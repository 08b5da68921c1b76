//! The contents of the acts of evaluation, for the walk; and what must hold of grades.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use shuniu_core::{
    access::{Actor, Grant},
    act::{ActKind, ActRequest},
    evaluation::{
        ApplyForEvaluation, BeginCheckEvaluation, CheckEligibility, CheckGround, CloseEvaluation,
        CommitteeMember, ConfirmGrade, DecideGrade, EvaluationKind, EvaluationRequest,
        ExistingGrade, Expert, Grade, GradePublicity, GradeReviewRequest, OpenRound,
        ReturnGradeCertificate, SiteReportInput, Vote, VoteKind,
    },
    organization::{Organization, OrganizationKind},
};

use crate::{
    moves::Move,
    support::organizations::old_association,
    support::{self, On, REGISTRAR, World},
};

const MEMBERS: usize = 11;

fn member(n: usize) -> String {
    format!("委员{n}")
}

impl Move {
    /// A round, lawful in form for a move with nothing odd about it.
    pub(super) fn round(&self, on: NaiveDate) -> ActRequest {
        let size = if self.mutation % 24 == 12 { 3 } else { MEMBERS };
        let office = "专家".to_owned();
        let of = |n: usize| CommitteeMember { name: member(n), office: office.clone() };
        let sheets = [(OrganizationKind::Association, "association-2026".to_owned())];
        let round = OpenRound {
            title: self.text.clone(),
            document_number: "评1号".to_owned(),
            published_on: on,
            apply_from: on,
            apply_until: on + Days::new(400),
            publicity_days: 40,
            sheets: BTreeMap::from(sheets),
            committee: (1..=size).map(of).collect(),
        };
        ActRequest::Round { round: Box::new(round) }
    }

    /// An act of evaluation, lawful in form for a move with nothing odd about it.
    pub(super) fn of_evaluation(&self, kind: ActKind, on: NaiveDate) -> ActRequest {
        let (text, document_number) = (self.text.clone(), "示1号".to_owned());
        let grade = [Some(Grade::A5), None][usize::from(self.mutation % 2)];
        let request = match kind {
            ActKind::ApplyForEvaluation => EvaluationRequest::Apply(ApplyForEvaluation {
                round: 1,
                kind: [EvaluationKind::Ordinary, EvaluationKind::Again]
                    [usize::from(self.mutation % 2)],
            }),
            ActKind::BeginCheckEvaluation => EvaluationRequest::Begin(BeginCheckEvaluation {
                round: 1,
                kind: EvaluationKind::Check,
                ground: Some(CheckGround::FalseData),
                facts: text,
            }),
            ActKind::CheckEligibility => {
                EvaluationRequest::Eligible(CheckEligibility { note: text })
            }
            ActKind::RecordSiteReport => EvaluationRequest::Report(self.reported(on)),
            ActKind::DecideGrade => EvaluationRequest::Decide(self.voted(grade, on)),
            ActKind::PublicizeGrade => {
                let until = on + Days::new(39);
                EvaluationRequest::Publicize(GradePublicity { from: on, until, place: text })
            }
            ActKind::RequestGradeReview => {
                EvaluationRequest::Object(GradeReviewRequest { reasons: text })
            }
            ActKind::ConfirmGrade => EvaluationRequest::Confirm(ConfirmGrade { document_number }),
            ActKind::CloseEvaluation => EvaluationRequest::Close(CloseEvaluation { reasons: text }),
            ActKind::ReturnGradeCertificate => {
                EvaluationRequest::Return(ReturnGradeCertificate { grade: 1, on })
            }
            _ => EvaluationRequest::Import(ExistingGrade {
                grade: grade.or(Some(Grade::A1)),
                before: None,
                announced_on: (self.number % 2 == 0).then_some(on),
                valid_until: None,
                barred_until: None,
                reason: None,
                authority: text.clone(),
                source: text,
            }),
        };
        ActRequest::Evaluation { request: Box::new(request) }
    }

    fn reported(&self, on: NaiveDate) -> SiteReportInput {
        let sheets = &support::books().sheets;
        let sheet = sheets.get("association-2026").expect("the sheet");
        let expert = Expert {
            name: format!("专家{}", self.number % 7),
            interest: self.mutation % 24 == 13,
            left_on: None,
        };
        SiteReportInput {
            visited_on: Some(on),
            report_number: "评报1号".to_owned(),
            experts: vec![expert],
            scores: sheet.leaves().map(|(leaf, most)| (leaf.key.clone(), most)).collect(),
        }
    }

    fn voted(&self, grade: Option<Grade>, on: NaiveDate) -> DecideGrade {
        let vote = |n: usize| Vote {
            member: Expert { name: member(n), interest: false, left_on: None },
            vote: if self.mutation % 24 == 14 { VoteKind::Against } else { VoteKind::For },
        };
        DecideGrade {
            met_on: on,
            grade,
            reasons: Some("理由".to_owned()),
            votes: (1..=MEMBERS).map(vote).collect(),
            document_number: "评纪1号".to_owned(),
        }
    }
}

/// Associations of an older register in a round: one to be voted on, two publicized, one that lost its grade.
pub(super) fn under_evaluation(mut w: World) -> World {
    let day = "2026-04-01";
    let round = Move::plain().round(support::day(day));
    w.act(&On::Unit(REGISTRAR), &round, &support::decider(), day).expect("a round");
    for (body, name, steps) in [
        ("MJ010097", "北京市朝阳区旧织协会", 3),
        ("MJ010096", "北京市朝阳区旧陶协会", 5),
        ("MJ010094", "北京市朝阳区旧瓷协会", 5),
        ("MJ010095", "北京市朝阳区旧漆协会", 0),
    ] {
        let id = old_association(&mut w, (body, name), day);
        let agent = support::actor("agent", vec![Grant::agent_of(&id)]);
        let mut act = |kind: ActKind, mutation: u8, on: &str, by: &Actor| {
            let mut plain = Move::plain();
            plain.mutation = mutation;
            let request = plain.of_evaluation(kind, support::day(on));
            w.act(&On::Organization(&id), &request, by, on).expect("lawful");
        };
        let (examiner, decider) = (support::examiner(), support::decider());
        let way = [
            (ActKind::ApplyForEvaluation, &agent, "2026-04-02"),
            (ActKind::CheckEligibility, &examiner, "2026-04-03"),
            (ActKind::RecordSiteReport, &examiner, "2026-04-07"),
            (ActKind::DecideGrade, &decider, "2026-04-08"),
            (ActKind::PublicizeGrade, &examiner, "2026-06-01"),
        ];
        for (kind, by, on) in way.into_iter().take(steps) {
            act(kind, 0, on, by);
        }
        if steps == 0 {
            let by = support::administrator();
            act(ActKind::ImportGrade, 0, "2026-04-02", &by);
            act(ActKind::BeginCheckEvaluation, 0, "2026-04-03", &decider);
            act(ActKind::RecordSiteReport, 0, "2026-04-07", &examiner);
            // No grade, with reasons: certificate and sign come back once it is confirmed.
            act(ActKind::DecideGrade, 1, "2026-04-08", &decider);
            act(ActKind::PublicizeGrade, 0, "2026-04-09", &examiner);
            act(ActKind::ConfirmGrade, 0, "2026-06-01", &decider);
        }
    }
    w
}

/// No grade without a confirmation or an older register; days in order; one at a time; none of whoever is no more.
pub(super) fn grades_hold(organization: &Organization) {
    let evaluation = &organization.evaluation;
    let numbers: Vec<u32> = evaluation.cases.iter().map(|case| case.number).collect();
    let counted: Vec<u32> = (1..).take(numbers.len()).collect();
    assert_eq!(numbers, counted, "evaluations are counted");
    assert!(evaluation.cases.iter().filter(|case| case.stage().is_open()).count() <= 1);
    for grade in &evaluation.grades {
        let confirmed = grade.case.is_some_and(|number| {
            let case = evaluation.case(number).expect("its case");
            case.confirmed.as_ref().is_some_and(|c| c.grade == Some(grade.grade))
        });
        assert!(confirmed || grade.source.is_some(), "a grade without a confirmation");
        if let (Some(from), Some(until)) = (grade.valid_from, grade.valid_until) {
            assert!(from <= until, "days in order");
        }
        if let (Some(by), Some(ended)) = (grade.return_by, grade.ended_on) {
            assert!(by.last_day >= ended, "a deadline before its start");
        }
        if organization.ended.is_some() {
            assert!(grade.ended_on.is_some(), "a grade of whoever is no more");
        }
    }
    for case in &evaluation.cases {
        assert!(case.confirmed.is_none() || case.publicity.is_some(), "confirmed unpublicized");
        assert!(case.ballot.is_none() || case.report.is_some(), "voted on without a report");
    }
}
