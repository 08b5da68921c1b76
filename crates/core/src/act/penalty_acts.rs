//! The acts on penalties, from filing to the last payment.
//!
//! What may not enter: the rules themselves (`oversight/penalty/`).

use super::{
    Act, ActKind, DocumentIssued, Target,
    catalogue::{BASE, STILL_THERE},
};
use crate::{access::Role, organization::OrganizationStatus};

/// Whether an act is one on penalties.
#[must_use]
pub(super) fn is_of_penalty(kind: ActKind) -> bool {
    PENALTY.iter().any(|act| act.kind == kind)
}

/// The grounds and measures of every law that a case may rest on; examined by the law of the breach.
const SUBSTANCE: &[&str] = &[
    "ST-29", "ST-29b", "ST-30b", "ST-30a", "ST-30c", "ST-31", "MF-24", "MF-25", "MF-25a", "MF-25b",
    "MF-26", "JJ-41", "JJ-41b", "JJ-42", "JJ-42b", "CS-109", "CS-109b",
];
/// What is asked when a case is filed: the measures are not known yet.
const FILING: &[&str] = &[
    "CN-2", "CN-12", "XF-36", "XF-42", "CF-3", "ST-29", "ST-29b", "ST-30b", "MF-24", "MF-25",
    "JJ-41", "JJ-41b", "JJ-42", "CS-109",
];
const DECIDING: &[&str] = &[
    "CN-1", "CN-2", "CN-3", "CN-7", "CN-12", "XF-44", "XF-45", "XF-48", "XF-57", "XF-58", "XF-63b",
    "XF-37", "CF-30",
];
const DECIDED: &[&str] =
    &super::joined::<&str, { DECIDING.len() + SUBSTANCE.len() }>(DECIDING, SUBSTANCE, "");

const EXAMINER: &[Role] = &[Role::Examiner];
const DECIDER: &[Role] = &[Role::Decider];

/// An act on a case of penalty, of whoever is there.
const fn of_penalty(
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
        organization_from: STILL_THERE,
        procedure_rules,
        ..BASE
    }
}

/// The same, of whoever is no more, too: what was decided is paid, challenged and annulled all the same.
const fn afterwards(
    kind: ActKind,
    title: (&'static str, &'static str),
    performers: &'static [Role],
    procedure_rules: &'static [&'static str],
) -> Act {
    let act = of_penalty(kind, title, performers, procedure_rules);
    Act { organization_from: &OrganizationStatus::ALL, ..act }
}

/// The acts on penalties.
pub(super) const PENALTY: &[Act] = &[
    of_penalty(
        ActKind::FilePenaltyCase,
        ("行政处罚立案", "File a case of penalty"),
        EXAMINER,
        FILING,
    ),
    of_penalty(
        ActKind::RegisterEvidence,
        ("先行登记保存证据", "Register evidence in advance"),
        EXAMINER,
        &["CN-1"],
    ),
    Act {
        told_rules: &["XF-56"],
        ..of_penalty(
            ActKind::SettleEvidence,
            ("处理先行登记保存的证据", "Decide what becomes of evidence"),
            EXAMINER,
            &["CN-1", "CN-5"],
        )
    },
    Act {
        told_rules: SUBSTANCE,
        ..of_penalty(
            ActKind::NotifyPenalty,
            ("行政处罚事先告知", "Tell what is to be decided"),
            EXAMINER,
            &["CN-1", "CN-2", "CN-3", "XF-63", "CN-13"],
        )
    },
    of_penalty(
        ActKind::StateOnPenalty,
        ("陈述、申辩、要求听证", "Make a statement, or ask for a hearing"),
        &[Role::Applicant],
        &["CN-1", "CN-4"],
    ),
    of_penalty(
        ActKind::HoldHearing,
        ("举行听证", "Hold the hearing"),
        EXAMINER,
        &["CN-1", "CN-2", "CN-6", "XF-64"],
    ),
    of_penalty(
        ActKind::ReviewPenalty,
        ("法制审核", "Review the case"),
        &[Role::Examiner, Role::Decider],
        &["CN-1", "CN-7"],
    ),
    of_penalty(
        ActKind::ExtendPenaltyCase,
        ("延长处罚决定期限", "Extend the time for the decision on a penalty"),
        DECIDER,
        &["CN-1", "CF-31b"],
    ),
    of_penalty(
        ActKind::ExcludePenaltyTime,
        ("扣除不计入处罚期限的时间", "Take time out of the clock of a penalty"),
        EXAMINER,
        &["CN-1", "CN-2"],
    ),
    Act {
        told_rules: &["CF-31"],
        ..of_penalty(
            ActKind::DecidePenalty,
            ("作出处罚、撤销登记决定", "Decide a penalty or a rescission"),
            DECIDER,
            DECIDED,
        )
    },
    of_penalty(
        ActKind::DropPenaltyCase,
        ("不予处罚、移送、销案", "Close the case without a penalty, or hand it over"),
        DECIDER,
        &["CN-1"],
    ),
    Act {
        told_rules: &["XF-61"],
        issues: &[DocumentIssued::PublicNotice],
        ..of_penalty(
            ActKind::ServePenalty,
            ("送达处罚决定", "Deliver the decision"),
            EXAMINER,
            &["CN-1", "CN-2"],
        )
    },
    of_penalty(
        ActKind::SealAway,
        ("封存登记证书、印章、财务凭证", "Seal away certificate, seals and vouchers"),
        EXAMINER,
        &["CN-1", "CN-2", "CN-8", "ST-33", "MF-28", "JJ-44"],
    ),
    of_penalty(
        ActKind::ResumeActivity,
        ("恢复活动", "Resume activity after a suspension"),
        EXAMINER,
        &["CN-1", "CN-8", "CF-32"],
    ),
    Act {
        told_rules: &["XF-67"],
        ..afterwards(
            ActKind::PayPenalty,
            ("录入罚没款缴纳", "Enter a payment"),
            EXAMINER,
            &["CN-1", "CN-2", "CN-9"],
        )
    },
    Act {
        told_rules: &["FY-1", "FY-2"],
        ..afterwards(
            ActKind::SeekRemedy,
            ("录入复议、诉讼", "Enter a challenge"),
            EXAMINER,
            &["CN-1", "CN-2", "CN-10"],
        )
    },
    afterwards(
        ActKind::EndRemedy,
        ("录入复议、诉讼结果", "Enter how a challenge ended"),
        EXAMINER,
        &["CN-1", "CN-2", "CN-10"],
    ),
    Act {
        issues: &[DocumentIssued::PublicNotice],
        ..afterwards(
            ActKind::AnnulPenalty,
            ("撤销处罚决定", "Annul the decision"),
            DECIDER,
            &["CN-1", "CN-2", "CN-10"],
        )
    },
    afterwards(
        ActKind::ImportPenalty,
        ("转录其他部门处罚", "Enter a penalty of another department"),
        &[Role::Administrator],
        &["CN-11"],
    ),
];
