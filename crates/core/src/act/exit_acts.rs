//! The acts of exit: the steps of a liquidation, what is collected, the authorities' demand and the
//! pledge of a simplified deregistration. Deregistration itself is a matter (`registration/`).
//!
//! What may not enter: the rules themselves (`exit/rules.rs`).

use super::{
    Act, ActKind, DocumentIssued, Starts, Target,
    catalogue::{BASE, STILL_THERE},
    clock::DEREGISTRATION,
};
use crate::{access::Role, organization::OrganizationStatus};

/// Whoever is on its way out, or gone by merger: in liquidation, without its certificate or
/// registration, no more.
const LEAVING: &[OrganizationStatus] = &[
    OrganizationStatus::CertificateRevoked,
    OrganizationStatus::Rescinded,
    OrganizationStatus::Liquidating,
    OrganizationStatus::Deregistered,
];

/// An act of exit.
const fn of_exit(
    kind: ActKind,
    title: (&'static str, &'static str),
    performers: &'static [Role],
    organization_from: &'static [OrganizationStatus],
    procedure_rules: &'static [&'static str],
) -> Act {
    Act {
        kind,
        title,
        target: Target::Organization,
        performers,
        organization_from,
        procedure_rules,
        ..BASE
    }
}

/// The organization, or whoever acts for its group.
const GROUP: &[Role] = &[Role::Applicant];
/// The organization; a court's group is entered by the registrar.
const GROUP_OR_REGISTRAR: &[Role] = &[Role::Applicant, Role::Decider];
const IN_LIQUIDATION: &[OrganizationStatus] = &[OrganizationStatus::Liquidating];

/// Whether an act is one of exit.
#[must_use]
pub(super) fn is_of_exit(kind: ActKind) -> bool {
    EXIT.iter().any(|act| act.kind == kind)
}

/// The acts of exit.
pub(super) const EXIT: &[Act] = &[
    Act {
        told_rules: &["QS-8"],
        ..of_exit(
            ActKind::BeginLiquidation,
            ("成立清算组织", "Form the liquidation group"),
            GROUP_OR_REGISTRAR,
            // A group that idles is replaced (charity law art. 18 ¶2).
            STILL_THERE,
            &[
                "ST-19a-2", "ST-19b-2", "MF-16-2", "JJ-16-2", "QS-2", "QS-3b", "TC-5c", "ST-20a",
                "MF-16b", "JJ-18a", "TC-1",
            ],
        )
    },
    Act {
        told_rules: &["QS-4"],
        ..of_exit(
            ActKind::AnnounceLiquidation,
            ("公告债权人", "Tell the creditors"),
            GROUP,
            IN_LIQUIDATION,
            &["TC-5b", "TC-1"],
        )
    },
    Act {
        clock: Starts::Always(DEREGISTRATION),
        ..of_exit(
            ActKind::ConcludeLiquidation,
            ("清算终结", "Conclude the liquidation"),
            GROUP,
            IN_LIQUIDATION,
            &["TC-5b", "TC-1", "TC-2", "TC-3", "QS-5", "QS-10b", "JJ-33"],
        )
    },
    Act {
        issues: &[DocumentIssued::PublicNotice],
        ..of_exit(
            ActKind::CollectCertificate,
            ("收缴登记证书、印章、财务凭证", "Collect certificate, seals and vouchers"),
            &[Role::Reception],
            LEAVING,
            &["TC-4"],
        )
    },
    of_exit(
        ActKind::DemandExit,
        ("要求合并或者终止", "Demand a merger or the end"),
        &[Role::SupervisorOfficer, Role::Decider],
        &[OrganizationStatus::Registered],
        &["ST-19b", "TC-8"],
    ),
    of_exit(
        ActKind::PledgeNoDebts,
        ("简易注销承诺", "Pledge that there are no debts"),
        GROUP,
        &[OrganizationStatus::Registered],
        &["TC-7", "ST-19b-2", "ST-19a-2", "MF-16-2", "JJ-16-2", "QS-2", "TC-1"],
    ),
];
