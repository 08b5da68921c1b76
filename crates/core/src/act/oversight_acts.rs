//! The acts of oversight: annual reports and inspections, warnings.
//!
//! What may not enter: the rules themselves (`oversight/`).

use super::{
    Act, ActKind, DocumentIssued, Target,
    catalogue::{BASE, STILL_THERE},
};
use crate::{access::Role, organization::OrganizationStatus};

/// An act on a year, or on what the registrar watches.
const fn of_year(
    kind: ActKind,
    title: (&'static str, &'static str),
    performers: &'static [Role],
    procedure_rules: &'static [&'static str],
) -> Act {
    Act { kind, title, target: Target::Organization, performers, procedure_rules, ..BASE }
}

/// What the figures of a report show; told with it and with its conclusion.
const SHOWN: &[&str] = &[
    "NB-4", "JJ-21a", "JJ-20c-2", "JJ-20e-2", "JJ-29a", "JJ-29b", "JJ-29c", "JJ-E17", "JJ-E1",
    "JJ-E3", "JJ-E7", "JJ-E14", "JJ-E15", "JJ-Eo1", "JJ-Eo3", "JJ-Eo7", "JJ-Eo14",
];

/// Whether it came in time; told with the report.
const IN_TIME: &[&str] = &["ST-28a", "ST-28b", "MF-23", "MF-23-2", "JJ-36", "NJ-4"];
/// What follows of years running; told with the conclusion.
const RUNNING: &[&str] = &["NJ-7d", "NJ-M10", "NJ-J10"];

const FILED: &[&str] = &super::joined::<&str, { IN_TIME.len() + SHOWN.len() }>(IN_TIME, SHOWN, "");
const CONCLUDED: &[&str] =
    &super::joined::<&str, { RUNNING.len() + SHOWN.len() }>(RUNNING, SHOWN, "");

/// Who looks after an organization at its registrar.
const REGISTRAR: &[Role] = &[Role::Examiner, Role::Decider];

/// Whether an act is one on annual reports.
#[must_use]
pub(super) fn is_of_year(kind: ActKind) -> bool {
    OVERSIGHT.iter().any(|act| act.kind == kind)
}

/// The acts of oversight.
pub(super) const OVERSIGHT: &[Act] = &[
    Act {
        told_rules: FILED,
        ..of_year(
            ActKind::FileAnnualReport,
            ("报送年度工作报告", "File the annual report"),
            &[Role::Applicant],
            &["NB-1", "NJ-M3", "NB-2", "NB-3", "NJ-6", "JJ-36-2", "CS-9b"],
        )
    },
    of_year(
        ActKind::ReviewAnnualReport,
        ("初审年度工作报告", "Give an opinion on the annual report"),
        &[Role::SupervisorOfficer],
        &["NB-5", "NB-6", "NB-7"],
    ),
    of_year(
        ActKind::ReturnAnnualReport,
        ("退回年度工作报告补正", "Send the annual report back"),
        &[Role::SupervisorOfficer, Role::Examiner],
        &["NB-5", "NB-6"],
    ),
    Act {
        told_rules: CONCLUDED,
        issues: &[DocumentIssued::PublicNotice],
        ..of_year(
            ActKind::ConcludeInspection,
            ("作出年检结论", "Conclude the annual inspection"),
            &[Role::Decider],
            &[
                "NB-5", "NJ-20", "ST-28b-2", "MF-23-3", "JJ-36-3", "NB-8", "NB-7", "NJ-11",
                "NJ-12", "NJ-M8", "NJ-J7", "NJ-14", "NJ-M9", "NJ-J8",
            ],
        )
    },
    of_year(
        ActKind::CloseRectification,
        ("办结整改", "Close the order to rectify"),
        REGISTRAR,
        &["NB-9"],
    ),
    Act {
        issues: &[DocumentIssued::PublicNotice],
        ..of_year(
            ActKind::AdjustInspection,
            ("调整年检结论", "Adjust the conclusion"),
            &[Role::Decider],
            &[
                "NB-10", "NJ-13", "NB-7", "NJ-11", "NJ-12", "NJ-M8", "NJ-J7", "NJ-14", "NJ-M9",
                "NJ-J8",
            ],
        )
    },
    Act {
        told_rules: &["CS-9"],
        ..of_year(
            ActKind::PublishAnnualReport,
            ("公开年度工作报告", "Publish the annual report"),
            &[Role::Applicant],
            &["NB-11", "JJ-38"],
        )
    },
    Act {
        told_rules: &["NJ-M10", "NJ-J10"],
        ..of_year(
            ActKind::RecordMissedReport,
            ("记录未按期报送", "Record that no report was filed"),
            REGISTRAR,
            &["NB-12"],
        )
    },
    Act {
        organization_from: STILL_THERE,
        ..of_year(
            ActKind::RaiseWarning,
            ("发出风险提示", "Raise a warning"),
            &[Role::SupervisorOfficer, Role::Examiner, Role::Decider],
            &["NB-13"],
        )
    },
    Act {
        // What is gone has nobody left to see to it, and its warnings are closed.
        organization_from: &OrganizationStatus::ALL,
        ..of_year(
            ActKind::CloseWarning,
            ("办结风险提示", "Close a warning"),
            &[Role::SupervisorOfficer, Role::Examiner, Role::Decider],
            &["NB-14"],
        )
    },
    Act {
        // What older registers decided is told of what has ended, too.
        organization_from: &OrganizationStatus::ALL,
        ..of_year(
            ActKind::ImportInspection,
            ("转录既有年检结论", "Enter a conclusion of an older register"),
            &[Role::Administrator],
            &["NB-15"],
        )
    },
];
