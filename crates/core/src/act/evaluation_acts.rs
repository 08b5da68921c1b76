//! The acts of evaluation, from the notice of a round to the certificate that comes back.
//!
//! What may not enter: the rules themselves (`evaluation/`).

use super::{Act, ActKind, DocumentIssued, Target, catalogue::BASE};
use crate::{access::Role, organization::OrganizationStatus};

/// Whether an act is one on an organization's evaluation.
#[must_use]
pub(super) fn is_of_evaluation(kind: ActKind) -> bool {
    kind != ActKind::OpenRound && EVALUATION.iter().any(|act| act.kind == kind)
}

const APPLICANT: &[Role] = &[Role::Applicant];
const EXAMINER: &[Role] = &[Role::Examiner];
const DECIDER: &[Role] = &[Role::Decider];

/// An act on the evaluation of an organization.
const fn of_evaluation(
    kind: ActKind,
    title: (&'static str, &'static str),
    performers: &'static [Role],
    procedure_rules: &'static [&'static str],
) -> Act {
    Act { kind, title, target: Target::Organization, performers, procedure_rules, ..BASE }
}

/// The acts of evaluation.
pub(super) const EVALUATION: &[Act] = &[
    Act {
        target: Target::Unit,
        ..of_evaluation(
            ActKind::OpenRound,
            ("发布评估通知", "Open a round of evaluation"),
            DECIDER,
            &["EN-1", "PG-19", "PGo-11"],
        )
    },
    of_evaluation(
        ActKind::ApplyForEvaluation,
        ("申请评估", "Apply for evaluation"),
        APPLICANT,
        &["EN-2", "PG-9", "PG-9d", "PG-10", "PGo-6", "PGo-7", "PGo-29"],
    ),
    of_evaluation(
        ActKind::BeginCheckEvaluation,
        ("启动跟踪、核查评估", "Begin a follow-up or check"),
        DECIDER,
        &["EN-2", "PG-27", "PG-28"],
    ),
    of_evaluation(
        ActKind::CheckEligibility,
        ("评估资格审核通过", "Find it eligible"),
        EXAMINER,
        &["EN-3", "PG-10", "PGo-7"],
    ),
    of_evaluation(
        ActKind::RecordSiteReport,
        ("录入实地评估报告", "Enter the report of the experts"),
        EXAMINER,
        &["EN-3", "EN-4", "PG-9e", "PG-16", "PG-23"],
    ),
    of_evaluation(
        ActKind::DecideGrade,
        ("录入评估委员会表决", "Enter the ballot of the committee"),
        DECIDER,
        &["EN-3", "EN-5", "EN-6", "PG-14", "PG-14b", "PG-23", "PGo-13", "PGo-13b"],
    ),
    Act {
        issues: &[DocumentIssued::PublicNotice],
        ..of_evaluation(
            ActKind::PublicizeGrade,
            ("公示评估等级", "Publicize the grade"),
            EXAMINER,
            &["EN-3", "EN-7"],
        )
    },
    of_evaluation(
        ActKind::RequestGradeReview,
        ("申请复核评估等级", "Ask for a review of the grade"),
        APPLICANT,
        &["EN-3", "PG-15"],
    ),
    Act {
        issues: &[DocumentIssued::PublicNotice],
        ..of_evaluation(
            ActKind::ConfirmGrade,
            ("确认、公告评估等级", "Confirm and announce the grade"),
            DECIDER,
            &["EN-3", "EN-8"],
        )
    },
    of_evaluation(
        ActKind::CloseEvaluation,
        ("终止评估", "Close the evaluation"),
        DECIDER,
        &["EN-3"],
    ),
    Act {
        told_rules: &["PG-29a"],
        organization_from: &OrganizationStatus::ALL,
        ..of_evaluation(
            ActKind::ReturnGradeCertificate,
            ("交回评估证书、牌匾", "Take back certificate and sign"),
            EXAMINER,
            &["EN-10"],
        )
    },
    Act {
        organization_from: &OrganizationStatus::ALL,
        ..of_evaluation(
            ActKind::ImportGrade,
            ("转录既有评估等级", "Enter a grade of an older register"),
            &[Role::Administrator],
            &["EN-9"],
        )
    },
];
