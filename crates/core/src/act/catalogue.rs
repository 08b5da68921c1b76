//! The rows of the catalogue.

use super::{
    Act, ActKind, DocumentIssued, Rules, Starts, Target,
    affiliation_acts::AFFILIATION,
    clock::{ACCEPTANCE, CORRECTION, DELIVERY},
    correction_acts::CORRECTIONS,
    decoupling_acts::DECOUPLING,
    evaluation_acts::EVALUATION,
    exit_acts::EXIT,
    hub_acts::HUBS,
    joined,
    oversight_acts::OVERSIGHT,
    penalty_acts::PENALTY,
};
use crate::{access::Role, case::CaseStatus, organization::OrganizationStatus};

pub(super) const BASE: Act = Act {
    kind: ActKind::OpenEstablishment,
    title: ("", ""),
    target: Target::Case,
    performers: &[],
    from: &[],
    organization_from: &[OrganizationStatus::Registered],
    hub_from: &[],
    decoupling_from: &[],
    procedure_rules: &[],
    told_rules: &[],
    content: Rules::None,
    advice: Rules::None,
    clock: Starts::Nothing,
    issues: &[],
};

/// Whoever is there, in order or not: whoever lost its certificate or registration, or is being wound
/// up, is still somebody's to look after.
pub(super) const STILL_THERE: &[OrganizationStatus] = &[
    OrganizationStatus::Registered,
    OrganizationStatus::CertificateRevoked,
    OrganizationStatus::Rescinded,
    OrganizationStatus::Liquidating,
];

/// An act that opens an application about an organization.
const fn opens(kind: ActKind, title: (&'static str, &'static str)) -> Act {
    const BY: &[Role] = &[Role::Applicant];
    Act { kind, title, target: Target::Organization, performers: BY, advice: Rules::Whole, ..BASE }
}

/// An act by which an organization files for the record.
const fn files(kind: ActKind, title: (&'static str, &'static str)) -> Act {
    const BY: &[Role] = &[Role::Applicant];
    Act { kind, title, target: Target::Organization, performers: BY, content: Rules::Whole, ..BASE }
}

/// An act on the roll of bodies beside the register.
const fn on_roll(
    kind: ActKind,
    title: (&'static str, &'static str),
    target: Target,
    performers: &'static [Role],
    procedure_rules: &'static [&'static str],
) -> Act {
    Act { kind, title, target, performers, procedure_rules, ..BASE }
}

/// Every act.
pub const CATALOGUE: &[Act] =
    &joined::<Act, { OF_UNITS.len() + REGISTRATION.len() }>(REGISTRATION, OF_UNITS, BASE);

/// The acts on hubs, on relations, of decoupling, of exit, of oversight, on penalties, of evaluation and of
/// correction.
const OF_UNITS: &[Act] =
    &joined::<Act, { OF_EVALUATION.len() + CORRECTIONS.len() }>(OF_EVALUATION, CORRECTIONS, BASE);

const OF_EVALUATION: &[Act] =
    &joined::<Act, { OF_PENALTIES.len() + EVALUATION.len() }>(OF_PENALTIES, EVALUATION, BASE);

const OF_PENALTIES: &[Act] =
    &joined::<Act, { OF_OVERSIGHT.len() + PENALTY.len() }>(OF_OVERSIGHT, PENALTY, BASE);

const OF_OVERSIGHT: &[Act] =
    &joined::<Act, { OF_EXIT.len() + OVERSIGHT.len() }>(OF_EXIT, OVERSIGHT, BASE);

const OF_EXIT: &[Act] =
    &joined::<Act, { OF_DECOUPLING.len() + EXIT.len() }>(OF_DECOUPLING, EXIT, BASE);

const OF_DECOUPLING: &[Act] =
    &joined::<Act, { RELATED.len() + DECOUPLING.len() }>(RELATED, DECOUPLING, BASE);

const RELATED: &[Act] = &joined::<Act, { HUBS.len() + AFFILIATION.len() }>(HUBS, AFFILIATION, BASE);

/// The acts of registration, in the order of a case's life, and those of office.
const REGISTRATION: &[Act] = &[
    Act {
        kind: ActKind::OpenEstablishment,
        title: ("起草成立登记申请", "Draft an application for establishment"),
        target: Target::Register,
        performers: &[Role::Applicant],
        advice: Rules::Whole,
        ..BASE
    },
    opens(ActKind::OpenChange, ("起草变更登记申请", "Draft an application for a change")),
    opens(ActKind::OpenMerger, ("起草合并登记申请", "Draft an application for a merger")),
    Act {
        organization_from: &[OrganizationStatus::Liquidating],
        ..opens(
            ActKind::OpenDeregistration,
            ("起草注销登记申请", "Draft an application for deregistration"),
        )
    },
    opens(
        ActKind::OpenSupervisionTransfer,
        ("起草变更业务主管单位申请", "Draft an application for another supervisory unit"),
    ),
    opens(
        ActKind::OpenCharterApproval,
        ("起草章程核准申请", "Draft an application for approval of the charter"),
    ),
    opens(
        ActKind::OpenCharityRecognition,
        ("起草慈善组织认定申请", "Draft an application for recognition as a charity"),
    ),
    opens(
        ActKind::OpenFundraising,
        ("起草公开募捐资格申请", "Draft an application for public fundraising"),
    ),
    files(ActKind::FileOfficers, ("负责人备案", "File the officers elected for a term")),
    files(
        ActKind::FileSealAndAccount,
        ("印章式样、银行账户备案", "File seal specimens and bank account"),
    ),
    files(ActKind::FilePartyBuilding, ("党建情况备案", "File how party building stands")),
    Act {
        kind: ActKind::ReportCertificateLoss,
        title: ("登记证书遗失声明", "Report the certificate lost"),
        target: Target::Organization,
        performers: &[Role::Applicant],
        ..BASE
    },
    Act {
        kind: ActKind::AmendApplication,
        title: ("修改申请材料", "Amend the application"),
        performers: &[Role::Applicant],
        from: &[CaseStatus::Draft, CaseStatus::Declined, CaseStatus::CorrectionRequested],
        advice: Rules::Whole,
        ..BASE
    },
    Act {
        kind: ActKind::SubmitApplication,
        title: ("提交申请", "File the application"),
        performers: &[Role::Applicant],
        from: &[CaseStatus::Draft, CaseStatus::CorrectionRequested],
        content: Rules::Supervisor,
        advice: Rules::Whole,
        clock: Starts::Always(ACCEPTANCE),
        ..BASE
    },
    Act {
        kind: ActKind::GiveConsent,
        title: ("业务主管单位同意", "Consent of the supervisory unit"),
        performers: &[Role::SupervisorOfficer],
        from: &[CaseStatus::WithSupervisoryUnit],
        procedure_rules: &["ZZ-2"],
        content: Rules::Supervisor,
        advice: Rules::Whole,
        clock: Starts::Always(ACCEPTANCE),
        ..BASE
    },
    Act {
        kind: ActKind::DeclineConsent,
        title: ("业务主管单位不同意", "Supervisory unit declines"),
        performers: &[Role::SupervisorOfficer],
        from: &[CaseStatus::WithSupervisoryUnit],
        procedure_rules: &["ZZ-2"],
        ..BASE
    },
    Act {
        kind: ActKind::AcceptApplication,
        title: ("受理", "Accept the application"),
        performers: &[Role::Reception],
        from: &[CaseStatus::Submitted],
        procedure_rules: &["ZZ-2"],
        content: Rules::Formal,
        advice: Rules::Whole,
        clock: Starts::Decision,
        issues: &[DocumentIssued::AcceptanceReceipt],
        ..BASE
    },
    Act {
        kind: ActKind::RequestCorrection,
        title: ("告知补正", "Request corrections"),
        performers: &[Role::Reception],
        from: &[CaseStatus::Submitted],
        procedure_rules: &["ZZ-2", "XK-32-4"],
        advice: Rules::Whole,
        clock: Starts::Always(CORRECTION),
        issues: &[DocumentIssued::CorrectionNotice],
        ..BASE
    },
    Act {
        kind: ActKind::DeclineAcceptance,
        title: ("不予受理", "Decline acceptance"),
        performers: &[Role::Reception],
        from: &[CaseStatus::Submitted],
        procedure_rules: &["ZZ-2", "XK-32-1"],
        advice: Rules::Formal,
        issues: &[DocumentIssued::NonAcceptance],
        ..BASE
    },
    Act {
        kind: ActKind::ExtendDecision,
        title: ("延长决定期限", "Extend the time for the decision"),
        performers: &[Role::Decider],
        from: &[CaseStatus::Accepted, CaseStatus::Examined],
        procedure_rules: &["ZZ-2", "XK-42", "CS-3"],
        clock: Starts::Decision,
        ..BASE
    },
    Act {
        kind: ActKind::ExcludePeriod,
        title: ("扣除不计入期限的时间", "Take time out of the clock"),
        performers: &[Role::Examiner],
        from: &[CaseStatus::Accepted, CaseStatus::Examined],
        procedure_rules: &["ZZ-2", "XK-45"],
        clock: Starts::Decision,
        ..BASE
    },
    Act {
        kind: ActKind::ExamineApplication,
        title: ("审查", "Examine the application"),
        performers: &[Role::Examiner],
        from: &[CaseStatus::Accepted, CaseStatus::Examined],
        procedure_rules: &["ZZ-2"],
        advice: Rules::Whole,
        ..BASE
    },
    Act {
        kind: ActKind::ApproveApplication,
        title: ("准予登记", "Approve the application"),
        performers: &[Role::Decider],
        from: &[CaseStatus::Examined],
        procedure_rules: &["ZZ-1", "ZZ-2", "ZZ-7"],
        content: Rules::Whole,
        clock: Starts::Always(DELIVERY),
        issues: &[DocumentIssued::Certificate, DocumentIssued::PublicNotice],
        ..BASE
    },
    Act {
        kind: ActKind::RefuseApplication,
        title: ("不予登记", "Refuse the application"),
        performers: &[Role::Decider],
        from: &[CaseStatus::Examined],
        procedure_rules: &["ZZ-1", "ZZ-2", "XK-38"],
        advice: Rules::Whole,
        issues: &[DocumentIssued::Refusal],
        ..BASE
    },
    Act {
        kind: ActKind::WithdrawApplication,
        title: ("撤回申请", "Withdraw the application"),
        performers: &[Role::Applicant],
        from: &[
            CaseStatus::Draft,
            CaseStatus::WithSupervisoryUnit,
            CaseStatus::Declined,
            CaseStatus::Submitted,
            CaseStatus::CorrectionRequested,
            CaseStatus::Accepted,
            CaseStatus::Examined,
        ],
        ..BASE
    },
    Act {
        kind: ActKind::LapseApplication,
        title: ("逾期未补正，终止办理", "Close: corrections were not supplied in time"),
        performers: &[Role::Reception],
        from: &[CaseStatus::CorrectionRequested],
        procedure_rules: &["ZZ-2", "ZZ-3"],
        ..BASE
    },
    Act {
        kind: ActKind::DeliverCertificate,
        title: ("颁发登记证书", "Hand over the certificate"),
        target: Target::Organization,
        performers: &[Role::Reception],
        ..BASE
    },
    Act {
        kind: ActKind::ReissueCertificate,
        title: ("换发、补发登记证书", "Issue the certificate anew"),
        target: Target::Organization,
        performers: &[Role::Reception],
        procedure_rules: &["ZZ-14"],
        clock: Starts::Always(DELIVERY),
        issues: &[DocumentIssued::Certificate],
        ..BASE
    },
    Act {
        kind: ActKind::IssueDuplicate,
        title: ("增发登记证书副本", "Issue a further duplicate of the certificate"),
        target: Target::Organization,
        performers: &[Role::Reception],
        issues: &[DocumentIssued::Certificate],
        ..BASE
    },
    Act {
        kind: ActKind::ImportOrganization,
        title: ("转录既有登记", "Enter a record of an older register"),
        target: Target::Register,
        performers: &[Role::Administrator],
        procedure_rules: &["ZZ-4"],
        ..BASE
    },
    Act {
        kind: ActKind::ImportDecision,
        title: ("转录既有决定", "Enter a decision of an older register"),
        target: Target::Organization,
        // What older registers decided is told of what has ended, too.
        organization_from: &OrganizationStatus::ALL,
        performers: &[Role::Administrator],
        procedure_rules: &["ZZ-15"],
        ..BASE
    },
    Act {
        kind: ActKind::ImportRename,
        title: ("转录既有更名", "Enter a change of name of an older register"),
        target: Target::Organization,
        // What older registers decided is told of what has ended, too.
        organization_from: &OrganizationStatus::ALL,
        performers: &[Role::Administrator],
        procedure_rules: &["ZZ-19"],
        ..BASE
    },
    on_roll(
        ActKind::EnterExemptBody,
        ("录入免于登记的团体", "Enter a body exempt from registration"),
        Target::Register,
        &[Role::Decider],
        &["ST-3b", "ZZ-16"],
    ),
    on_roll(
        ActKind::FileCommunityOrganization,
        ("社区社会组织备案", "File a community organization"),
        Target::Register,
        &[Role::SupervisorOfficer],
        &["ZD-10", "ZD-10b", "ZZ-16"],
    ),
    on_roll(
        ActKind::FileBranch,
        ("分支机构、代表机构备案", "File a branch or representative office"),
        Target::Organization,
        &[Role::Applicant],
        &["ST-17b", "ST-17c", "MF-13", "JJ-12", "MC-17", "MC-17b", "ZZ-16"],
    ),
    on_roll(
        ActKind::RecordIllegalOrganization,
        ("录入非法社会组织", "Enter an illegal organization that was published"),
        Target::Register,
        &[Role::Decider],
        &["IL-5", "ZZ-16"],
    ),
    on_roll(
        ActKind::EndRollEntry,
        ("名册记录终止", "End an entry of the roll"),
        Target::Roll,
        &[Role::Decider],
        &["ZZ-16"],
    ),
    on_roll(
        ActKind::EndCommunityOrganization,
        ("社区社会组织备案终止", "End the filing of a community organization"),
        Target::Roll,
        &[Role::SupervisorOfficer],
        &["ZZ-16"],
    ),
    on_roll(
        ActKind::EndBranch,
        ("分支机构、代表机构终止", "End a branch or representative office"),
        Target::Roll,
        &[Role::Applicant],
        &["ZZ-16"],
    ),
    Act {
        kind: ActKind::RegisterUnit,
        title: ("录入单位", "Enter an administrative unit"),
        target: Target::Register,
        performers: &[Role::Administrator],
        ..BASE
    },
    Act {
        kind: ActKind::EndUnit,
        title: ("单位终止", "End an administrative unit"),
        target: Target::Unit,
        performers: &[Role::Administrator],
        procedure_rules: &["ZZ-6"],
        ..BASE
    },
    Act {
        kind: ActKind::AssignCodeSegment,
        title: ("分配代码段", "Give a registrar a code segment"),
        target: Target::Unit,
        performers: &[Role::Administrator],
        procedure_rules: &["ZZ-5"],
        ..BASE
    },
];
