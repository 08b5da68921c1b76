//! The acts on hubs: by the leading group's office what the group decides, by a government what it
//! authorizes. Nobody of the body itself takes part (`HZ-4`).
//!
//! What may not enter: the rules themselves (`hub/rules.rs`).

use super::{Act, ActKind, Target, catalogue::BASE};
use crate::{access::Role, hub::HubStatus};

/// An act of the leading group's office on the standing of a unit.
const fn by_the_group(
    kind: ActKind,
    title: (&'static str, &'static str),
    hub_from: &'static [HubStatus],
    procedure_rules: &'static [&'static str],
) -> Act {
    const BY: &[Role] = &[Role::LeadingGroupOffice];
    Act { kind, title, target: Target::Unit, performers: BY, hub_from, procedure_rules, ..BASE }
}

/// The acts on hubs, in the order of a hub's life.
pub(super) const HUBS: &[Act] = &[
    by_the_group(
        ActKind::NominateHub,
        ("提名枢纽型社会组织", "Nominate a hub"),
        &[HubStatus::Nominated, HubStatus::NotSupported, HubStatus::Declined, HubStatus::Withdrawn],
        &["HZ-4", "HB-1", "HB-2", "HZ-1", "HZ-6", "HZ-7"],
    ),
    by_the_group(
        ActKind::ReviewHub,
        ("审核提名", "Review the nomination"),
        &[HubStatus::Nominated],
        &["HZ-4", "HZ-3"],
    ),
    by_the_group(
        ActKind::PublicizeHub,
        ("公示提名", "Record the publicity"),
        &[HubStatus::Nominated, HubStatus::Supported],
        &["HZ-4", "HZ-5"],
    ),
    by_the_group(
        ActKind::RecognizeHub,
        ("认定枢纽型社会组织", "Recognize the hub"),
        &[HubStatus::Supported],
        &[
            "HZ-4", "HZ-3", "HB-1", "HB-2", "HZ-6", "HB-4a", "HB-4b", "HB-4c", "HB-4d", "HZ-2",
            "HZ-5",
        ],
    ),
    by_the_group(
        ActKind::DeclineHub,
        ("不予认定", "Decline to recognize"),
        &[HubStatus::Supported, HubStatus::NotSupported],
        &["HZ-4", "HZ-3", "HZ-5"],
    ),
    Act {
        kind: ActKind::AuthorizeHub,
        title: ("授权枢纽型社会组织", "Authorize the hub"),
        target: Target::Unit,
        performers: &[Role::GovernmentOffice],
        hub_from: &[HubStatus::Recognized, HubStatus::Authorized],
        procedure_rules: &["HZ-4", "HB-1", "HB-3", "HZ-6", "HZ-7", "HZ-5"],
        ..BASE
    },
    by_the_group(
        ActKind::AssessHub,
        ("年度考核", "Assess a year"),
        &[HubStatus::Recognized, HubStatus::Authorized],
        &["HZ-4", "HZ-8"],
    ),
    by_the_group(
        ActKind::OrderHubRectification,
        ("责令整改", "Order to rectify"),
        &[HubStatus::Recognized, HubStatus::Authorized],
        &["HZ-4", "HZ-5"],
    ),
    by_the_group(
        ActKind::CloseHubRectification,
        ("整改完成", "Close the order to rectify"),
        &[HubStatus::Recognized, HubStatus::Authorized],
        &["HZ-4"],
    ),
    by_the_group(
        ActKind::WithdrawHub,
        ("取消认定", "Withdraw the standing"),
        &[HubStatus::Recognized, HubStatus::Authorized],
        &["HZ-4", "HZ-5", "HZ-9", "HZ-11"],
    ),
    by_the_group(
        ActKind::CompleteHubWithdrawal,
        ("完成取消认定", "Complete the withdrawal"),
        &[HubStatus::Withdrawing],
        &["HZ-4", "HZ-10"],
    ),
];
