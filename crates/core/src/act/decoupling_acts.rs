//! The acts of decoupling: the leading group's office lists, exempts and approves plans; organization
//! and department show what is separated; the units that are named sign; the registrar completes.
//!
//! What may not enter: the rules themselves (`decoupling/rules.rs`).

use super::{
    Act, ActKind, DocumentIssued, Starts, Target,
    catalogue::{BASE, STILL_THERE},
    clock::DELIVERY,
};
use crate::{access::Role, decoupling::DecouplingStatus, organization::OrganizationStatus};

/// The leading group's office.
const GROUP: &[Role] = &[Role::LeadingGroupOffice];
/// An officer of the unit whose turn it is.
const UNIT: &[Role] = &[Role::SupervisorOfficer];
/// The organization itself, or an officer of its department.
const OWN: &[Role] = &[Role::Applicant, Role::SupervisorOfficer];
/// Whoever lost its certificate or registration is still to be separated. Whoever is wound up is
/// separated no further: its case is taken off the list, exempted or noted ([`STILL_THERE`]).
const LIVES: &[OrganizationStatus] = &[
    OrganizationStatus::Registered,
    OrganizationStatus::CertificateRevoked,
    OrganizationStatus::Rescinded,
];
/// Cases whose separation is still to be done.
const OPEN: &[DecouplingStatus] =
    &[DecouplingStatus::Listed, DecouplingStatus::PlanSubmitted, DecouplingStatus::InProgress];
/// Cases in which items are shown and signed.
const WORKING: &[DecouplingStatus] = &[DecouplingStatus::InProgress, DecouplingStatus::Reopened];

/// An act on a case of decoupling.
const fn on_case(
    kind: ActKind,
    title: (&'static str, &'static str),
    performers: &'static [Role],
    decoupling_from: &'static [DecouplingStatus],
    procedure_rules: &'static [&'static str],
) -> Act {
    Act {
        kind,
        title,
        target: Target::Organization,
        performers,
        organization_from: LIVES,
        decoupling_from,
        procedure_rules,
        ..BASE
    }
}

/// An act of the leading group's office on a programme.
const fn on_programme(
    kind: ActKind,
    title: (&'static str, &'static str),
    target: Target,
    procedure_rules: &'static [&'static str],
) -> Act {
    Act { kind, title, target, performers: GROUP, procedure_rules, ..BASE }
}

/// Whether an act is one on a case of decoupling.
#[must_use]
pub(super) fn is_on_case(kind: ActKind) -> bool {
    DECOUPLING.iter().any(|act| act.kind == kind && act.target == Target::Organization)
}

/// The acts of decoupling, in the order of a case's life.
pub(super) const DECOUPLING: &[Act] = &[
    on_programme(
        ActKind::OpenProgramme,
        ("制定脱钩方案", "Open a programme of decoupling"),
        Target::Register,
        &["TB-11", "TB-12"],
    ),
    on_programme(
        ActKind::AmendProgramme,
        ("调整脱钩方案", "Set batches and signers"),
        Target::Programme,
        &["TB-15", "TB-11", "TB-12"],
    ),
    on_programme(
        ActKind::CloseProgramme,
        ("结束脱钩方案", "Close the programme"),
        Target::Programme,
        &["TB-15"],
    ),
    on_programme(
        ActKind::RetainDepartment,
        ("暂时保留业务主管单位职责", "Let a department keep the role for now"),
        Target::Unit,
        &["GY-13d", "TB-16", "TB-18"],
    ),
    on_programme(
        ActKind::EndRetention,
        ("终止保留", "End the keeping of the role"),
        Target::Unit,
        &["TB-17", "TB-18"],
    ),
    on_case(
        ActKind::ListForDecoupling,
        ("列入脱钩名单", "List for decoupling"),
        GROUP,
        &[DecouplingStatus::Exempt, DecouplingStatus::Delisted, DecouplingStatus::Completed],
        &["GY-13a", "TG-2", "TB-1"],
    ),
    Act {
        organization_from: STILL_THERE,
        ..on_case(
            ActKind::DelistFromDecoupling,
            ("移出脱钩名单", "Take off the list"),
            GROUP,
            &[
                DecouplingStatus::Listed,
                DecouplingStatus::PlanSubmitted,
                DecouplingStatus::InProgress,
                DecouplingStatus::Exempt,
            ],
            &[],
        )
    },
    Act {
        organization_from: STILL_THERE,
        ..on_case(
            ActKind::ExemptFromDecoupling,
            ("暂不脱钩", "Exempt for now"),
            GROUP,
            &[
                DecouplingStatus::Listed,
                DecouplingStatus::PlanSubmitted,
                DecouplingStatus::InProgress,
                DecouplingStatus::Exempt,
            ],
            &["TB-2", "TB-3"],
        )
    },
    on_case(
        ActKind::RescheduleDecoupling,
        ("调整批次或者期限", "Give it another batch or day"),
        GROUP,
        OPEN,
        &["TB-1", "TB-2"],
    ),
    on_case(
        ActKind::PlanDecoupling,
        ("报送脱钩实施方案", "Submit its plan"),
        OWN,
        &[DecouplingStatus::Listed],
        &["TB-2", "TB-4", "QS-4b-3"],
    ),
    on_case(
        ActKind::ApproveDecouplingPlan,
        ("批准脱钩实施方案", "Approve its plan"),
        GROUP,
        &[DecouplingStatus::PlanSubmitted],
        &["TB-7"],
    ),
    on_case(
        ActKind::ReturnDecouplingPlan,
        ("退回脱钩实施方案", "Send its plan back"),
        GROUP,
        &[DecouplingStatus::PlanSubmitted, DecouplingStatus::InProgress],
        &[],
    ),
    on_case(
        ActKind::RecordDecouplingItems,
        ("录入核查事项", "Record items with what shows them"),
        OWN,
        WORKING,
        &["TB-5"],
    ),
    on_case(
        ActKind::SendBackDecouplingItems,
        ("退回核查事项", "Send items back"),
        UNIT,
        WORKING,
        &["TB-8"],
    ),
    on_case(
        ActKind::SignDecouplingDimension,
        ("签核脱钩事项", "Sign a dimension"),
        UNIT,
        WORKING,
        &["TB-2", "TB-6", "TB-7"],
    ),
    Act {
        organization_from: STILL_THERE,
        ..on_case(
            ActKind::MarkDecouplingStuck,
            ("标明受阻", "Note that it does not go on"),
            &[Role::SupervisorOfficer, Role::LeadingGroupOffice],
            OPEN,
            &[],
        )
    },
    Act {
        organization_from: STILL_THERE,
        ..on_case(
            ActKind::ClearDecouplingStuck,
            ("解除受阻", "Note that it goes on"),
            &[Role::SupervisorOfficer, Role::LeadingGroupOffice],
            OPEN,
            &["TB-9"],
        )
    },
    Act {
        issues: &[DocumentIssued::Certificate],
        clock: Starts::Always(DELIVERY),
        ..on_case(
            ActKind::CompleteDecoupling,
            ("完成脱钩", "Complete the decoupling"),
            &[Role::Decider],
            &[DecouplingStatus::InProgress],
            &[
                "TB-2", "GY-13b", "TG-4", "TB-4", "QS-4b-3", "TB-13", "TB-14", "TB-19", "TG-9",
                "TG-33", "RZ-11",
            ],
        )
    },
    on_case(
        ActKind::ReopenDecoupling,
        ("脱钩后发现问题，重新办理", "Open again for what was found"),
        GROUP,
        &[DecouplingStatus::Completed],
        &["TB-2", "TB-8"],
    ),
    on_case(
        ActKind::ConcludeDecoupling,
        ("整改完成", "Close after what was found is mended"),
        GROUP,
        &[DecouplingStatus::Reopened],
        &["TB-10"],
    ),
];
