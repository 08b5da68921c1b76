//! The acts on relations: what a unit takes or ends for itself, and what the registrar does with
//! supervision by list or by plan. An application for another supervisory unit is a matter.
//!
//! What may not enter: the rules themselves (`affiliation/rules.rs`).

use super::{
    Act, ActKind, DocumentIssued, Target,
    catalogue::{BASE, STILL_THERE},
};
use crate::{access::Role, organization::OrganizationStatus};

/// An act on a relation of an organization.
const fn on_relation(
    kind: ActKind,
    title: (&'static str, &'static str),
    performers: &'static [Role],
    procedure_rules: &'static [&'static str],
) -> Act {
    Act { kind, title, target: Target::Organization, performers, procedure_rules, ..BASE }
}

/// An officer of the unit whose relation it is.
const UNIT: &[Role] = &[Role::SupervisorOfficer];
/// The deciding officer of the registrar.
const REGISTRAR: &[Role] = &[Role::Decider];

/// Whether an act is one on a relation.
#[must_use]
pub(super) fn is_on_relation(kind: ActKind) -> bool {
    AFFILIATION.iter().any(|act| act.kind == kind)
}

/// The acts on relations.
pub(super) const AFFILIATION: &[Act] = &[
    on_relation(
        ActKind::BeginRelation,
        ("建立关系", "Take a relation"),
        UNIT,
        &["ZG-4", "GX-1", "GX-2", "GX-3", "QS-4b"],
    ),
    // A member may leave by its own will.
    on_relation(
        ActKind::EndRelation,
        ("终止关系", "End a relation"),
        &[Role::Applicant, Role::SupervisorOfficer],
        &["ZG-4", "GX-5"],
    ),
    on_relation(
        ActKind::SuspendRelation,
        ("暂停关系", "Let a relation rest"),
        UNIT,
        &["ZG-4", "GX-5"],
    ),
    on_relation(
        ActKind::ResumeRelation,
        ("恢复关系", "Let a relation go on"),
        UNIT,
        &["ZG-4", "GX-1", "GX-5", "QS-4b"],
    ),
    on_relation(
        ActKind::NotifySupervisionEnding,
        ("通知不再担任业务主管单位", "Give notice of stopping to supervise"),
        UNIT,
        &["GX-6", "GX-11", "GX-4"],
    ),
    on_relation(
        ActKind::RescindSupervisionEnding,
        ("撤回不再担任的通知", "Take the notice back"),
        UNIT,
        &["GX-6", "GX-11"],
    ),
    Act {
        organization_from: STILL_THERE,
        told_rules: &["PL-2"],
        issues: &[DocumentIssued::Certificate],
        clock: super::Starts::Always(super::clock::DELIVERY),
        ..on_relation(
            ActKind::TransferByList,
            ("按确认名单变更业务主管单位", "Transfer supervision by list"),
            REGISTRAR,
            &["PL-1", "GX-7", "QS-4b", "GX-8", "GY-13c", "TG-22", "ZG-4b", "GX-3", "GX-4"],
        )
    },
    Act {
        organization_from: STILL_THERE,
        ..on_relation(
            ActKind::PlanMember,
            ("安置成员", "Plan where a member goes"),
            REGISTRAR,
            &["GX-6", "GX-9", "GX-7", "QS-4b", "GX-10", "GX-3", "GY-13c", "TG-22"],
        )
    },
    Act {
        organization_from: STILL_THERE,
        issues: &[DocumentIssued::Certificate],
        clock: super::Starts::Always(super::clock::DELIVERY),
        ..on_relation(
            ActKind::CarryOutMemberPlan,
            ("执行安置方案", "Carry out the plan of a member"),
            REGISTRAR,
            &["GX-6", "GX-9", "GX-10", "QS-4b", "GX-3", "GY-13c", "TG-22"],
        )
    },
    Act {
        organization_from: &OrganizationStatus::ALL,
        ..on_relation(
            ActKind::ImportRelation,
            ("转录既有关系", "Enter a relation of an older register"),
            &[Role::Administrator],
            &["GX-12", "GX-4"],
        )
    },
];
