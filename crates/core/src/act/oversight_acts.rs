//! The acts of oversight: annual reports and inspections, warnings; the lists of credit.
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
    ANNUAL.iter().any(|act| act.kind == kind)
}

/// Whether an act is one on credit.
#[must_use]
pub(super) fn is_of_credit(kind: ActKind) -> bool {
    CREDIT.iter().any(|act| act.kind == kind)
}

/// The acts of oversight.
pub(super) const OVERSIGHT: &[Act] =
    &super::joined::<Act, { ANNUAL.len() + CREDIT.len() }>(ANNUAL, CREDIT, BASE);

/// The acts on credit, from the first letter to the repair.
const CREDIT: &[Act] = &[
    of_credit(
        ActKind::SendLetter,
        ("寄送专用信函", "Send a dedicated letter"),
        &[Role::Examiner],
        &["XN-3"],
    ),
    of_credit(
        ActKind::NotifyListing,
        ("告知拟列入名录", "Tell that it is to be listed"),
        &[Role::Examiner],
        &["XN-3", "XY-11", "XY-15", "XY-11a", "XY-11c"],
    ),
    of_credit(
        ActKind::ObjectToListing,
        ("对拟列入名录提出异议", "Object to being listed"),
        &[Role::Applicant],
        &["XN-2"],
    ),
    Act {
        told_rules: &["XY-12"],
        ..of_credit(
            ActKind::WaiveListing,
            ("不予列入名录", "Do not list it"),
            &[Role::Decider],
            &["XN-2"],
        )
    },
    Act {
        told_rules: &["XY-10", "XY-13", "XY-16"],
        issues: &[DocumentIssued::PublicNotice],
        ..of_credit(
            ActKind::ListOrganization,
            ("列入信用名录", "Put on a list of credit"),
            &[Role::Decider],
            &[
                "XN-3", "XN-8", "XY-11", "XY-15", "XN-1", "XY-11a", "XY-11c", "XY-11e", "XY-11f",
                "XY-11g", "XY-15a", "XY-15d", "XY-15e", "XY-15g",
            ],
        )
    },
    of_credit(
        ActKind::ApplyForRemoval,
        ("申请移出名录", "Apply to be taken off a list"),
        &[Role::Applicant],
        &["XN-4"],
    ),
    Act {
        told_rules: &["XY-14a"],
        issues: &[DocumentIssued::PublicNotice],
        ..of_credit(
            ActKind::RemoveFromList,
            ("移出信用名录", "Take off a list of credit"),
            &[Role::Decider],
            &["XN-4", "XN-5", "XY-14b", "XY-17"],
        )
    },
    of_credit(
        ActKind::RepairCredit,
        ("信用修复", "Repair credit"),
        &[Role::Decider],
        &["XN-4", "XR-12", "XR-14"],
    ),
    Act {
        // What older registers listed is told of what has ended, too.
        organization_from: &OrganizationStatus::ALL,
        ..of_credit(
            ActKind::ImportListing,
            ("转录既有名录信息", "Enter a listing of an older register"),
            &[Role::Administrator],
            &["XN-6"],
        )
    },
];

/// An act on credit: of whoever is there, in order or not.
const fn of_credit(
    kind: ActKind,
    title: (&'static str, &'static str),
    performers: &'static [Role],
    procedure_rules: &'static [&'static str],
) -> Act {
    Act { organization_from: STILL_THERE, ..of_year(kind, title, performers, procedure_rules) }
}

/// The acts on annual reports and warnings.
const ANNUAL: &[Act] = &[
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
                "NJ-12", "NJ-M8", "NJ-J7", "NJ-14", "NJ-M9", "NJ-J8", "NB-16",
            ],
        )
    },
    Act {
        // Whoever leaves, or is no more, leaves an order behind that somebody closes.
        organization_from: &OrganizationStatus::ALL,
        ..of_year(
            ActKind::CloseRectification,
            ("办结整改", "Close the order to rectify"),
            REGISTRAR,
            &["NB-9"],
        )
    },
    Act {
        issues: &[DocumentIssued::PublicNotice],
        ..of_year(
            ActKind::AdjustInspection,
            ("调整年检结论", "Adjust the conclusion"),
            &[Role::Decider],
            &[
                "NB-10", "NJ-13", "NB-7", "NJ-11", "NJ-12", "NJ-M8", "NJ-J7", "NJ-14", "NJ-M9",
                "NJ-J8", "NB-16",
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
