//! The acts of correction.
//!
//! What may not enter: the rules themselves (`correction/`).

use super::{
    Act, ActKind, DocumentIssued, Target,
    catalogue::{BASE, STILL_THERE},
};
use crate::{access::Role, organization::OrganizationStatus};

/// Whether an act is a correction.
#[must_use]
pub(super) fn is_correction(kind: ActKind) -> bool {
    CORRECTIONS.iter().any(|act| act.kind == kind)
}

const DECIDER: &[Role] = &[Role::Decider];

/// An act of correction; the record of whoever is no more can be wrong, too.
const fn corrects(
    kind: ActKind,
    title: (&'static str, &'static str),
    performers: &'static [Role],
    procedure_rules: &'static [&'static str],
) -> Act {
    Act {
        kind,
        title,
        target: Target::Organization,
        performers,
        organization_from: &OrganizationStatus::ALL,
        procedure_rules,
        ..BASE
    }
}

/// The acts of correction.
pub(super) const CORRECTIONS: &[Act] = &[
    corrects(
        ActKind::CorrectRecord,
        ("更正记录差错", "Correct a record error"),
        DECIDER,
        &["GZ-1", "GZ-2", "GZ-3", "GZ-4", "GZ-5", "GZ-8"],
    ),
    Act {
        organization_from: STILL_THERE,
        ..corrects(
            ActKind::ChangeFact,
            ("记载事实变更", "Enter that a fact changed"),
            &[Role::Examiner, Role::Decider],
            &["GZ-3", "GZ-5", "GZ-10"],
        )
    },
    Act {
        issues: &[DocumentIssued::PublicNotice],
        ..corrects(
            ActKind::AnnulAct,
            ("撤销行政行为", "Annul an act"),
            DECIDER,
            &["GZ-1", "GZ-3", "GZ-4", "GZ-5", "GZ-6", "GZ-7", "GZ-8", "XK-69"],
        )
    },
    Act {
        issues: &[DocumentIssued::PublicNotice],
        ..corrects(
            ActKind::EnforceCourtOrder,
            ("执行法院裁判", "Carry out an order of a court"),
            DECIDER,
            &["GZ-1", "GZ-2", "GZ-3", "GZ-4", "GZ-6", "GZ-8", "GZ-9", "GZ-10"],
        )
    },
    corrects(
        ActKind::ApproveBackdating,
        ("批准追溯更正", "Approve a correction that reaches further back"),
        DECIDER,
        &["GZ-1", "GZ-11"],
    ),
];
