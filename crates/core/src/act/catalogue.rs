//! The rows of the catalogue.

use serde::{Deserialize, Serialize};

use crate::{
    access::Role, calendar::Period, case::CaseStatus, organization::OrganizationKind, text::Text,
};

/// What an act is performed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The register as a whole (something new comes in).
    Register,
    /// A case (an application under way).
    Case,
    /// A registered organization.
    Organization,
    /// An administrative unit.
    Unit,
}

/// A document that an act issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentIssued {
    /// Registration certificate (登记证书), original and duplicate.
    Certificate,
    /// Public notice (公告).
    PublicNotice,
    /// Written refusal with reasons and remedies (不予登记决定书).
    Refusal,
    /// Notice of what must be corrected (补正告知书).
    CorrectionNotice,
    /// Notice that the application is not accepted (不予受理决定书).
    NonAcceptance,
    /// Receipt of acceptance (受理通知书).
    AcceptanceReceipt,
}

/// A clock that an act starts: a parameter of the law, counted in its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// The parameter that says how long. Where each kind of organization has its own, what stands
    /// behind the kind: `decision.days` for `association.decision.days`.
    pub parameter: &'static str,
    /// Whether each kind of organization has its own.
    pub by_kind: bool,
    /// Whether it counts working days (else calendar days).
    pub working_days: bool,
    /// What is due, in Chinese and English.
    pub what: (&'static str, &'static str),
}

impl Clock {
    /// The parameter for a kind of organization.
    #[must_use]
    pub fn parameter_for(&self, kind: OrganizationKind) -> String {
        match self.by_kind {
            true => format!("{}.{}", kind.id(), self.parameter),
            false => self.parameter.to_owned(),
        }
    }

    /// Every parameter that it may read.
    #[must_use]
    pub fn parameters(&self) -> Vec<String> {
        let mut all: Vec<String> =
            OrganizationKind::ALL.into_iter().map(|kind| self.parameter_for(kind)).collect();
        all.dedup();
        all
    }

    /// The period for a number of the law.
    #[must_use]
    pub fn period(&self, number: u32) -> Period {
        if self.working_days { Period::WorkingDays(number) } else { Period::Days(number) }
    }
}

/// Every act that the register knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// Open an application for establishment (draft).
    OpenEstablishment,
    /// Replace the content of an application that is still with the applicant.
    AmendApplication,
    /// File the application.
    SubmitApplication,
    /// Supervisory unit consents.
    GiveConsent,
    /// Supervisory unit declines, with reasons.
    DeclineConsent,
    /// Registrar accepts the application.
    AcceptApplication,
    /// Registrar asks for corrections, once and completely.
    RequestCorrection,
    /// Registrar does not accept the application.
    DeclineAcceptance,
    /// Time that does not count is taken out of the clock.
    ExcludePeriod,
    /// Registrar's examiner records the examination.
    ExamineApplication,
    /// Registrar approves the establishment.
    ApproveEstablishment,
    /// Registrar refuses the establishment.
    RefuseEstablishment,
    /// Applicant withdraws the application.
    WithdrawApplication,
    /// Application lapses because corrections were not supplied.
    LapseApplication,
    /// Certificate is handed over.
    DeliverCertificate,
    /// A record of an older register is entered as existing law.
    ImportOrganization,
    /// An administrative unit is entered.
    RegisterUnit,
    /// An administrative unit ends.
    EndUnit,
    /// A registrar is given a segment of codes.
    AssignCodeSegment,
}

/// A row of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// Which act.
    pub kind: ActKind,
    /// Title in Chinese and English.
    pub title: (&'static str, &'static str),
    /// What it is performed on.
    pub target: Target,
    /// Who may perform it.
    pub performers: &'static [Role],
    /// From which case states (empty where the target is no case).
    pub from: &'static [CaseStatus],
    /// Rules on state and persons that guard it.
    pub procedure_rules: &'static [&'static str],
    /// Rules on the submitted content that guard it.
    pub content_rules: &'static [&'static str],
    /// Rules on the content that are examined and reported but do not guard it.
    pub advisory_rules: &'static [&'static str],
    /// The clock that it starts.
    pub clock: Option<Clock>,
    /// The documents that it issues.
    pub issues: &'static [DocumentIssued],
}

impl Act {
    /// The title as a text.
    #[must_use]
    pub fn text(&self) -> Text {
        Text::new(self.title.0, self.title.1)
    }
}

impl ActKind {
    /// The row of this act.
    #[must_use]
    pub fn row(self) -> Option<&'static Act> {
        CATALOGUE.iter().find(|a| a.kind == self)
    }

    /// The act with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        CATALOGUE.iter().map(|a| a.kind).find(|k| k.id() == id)
    }

    /// The stable id, as in the API: `approve_establishment`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::OpenEstablishment => "open_establishment",
            Self::AmendApplication => "amend_application",
            Self::SubmitApplication => "submit_application",
            Self::GiveConsent => "give_consent",
            Self::DeclineConsent => "decline_consent",
            Self::AcceptApplication => "accept_application",
            Self::RequestCorrection => "request_correction",
            Self::DeclineAcceptance => "decline_acceptance",
            Self::ExcludePeriod => "exclude_period",
            Self::ExamineApplication => "examine_application",
            Self::ApproveEstablishment => "approve_establishment",
            Self::RefuseEstablishment => "refuse_establishment",
            Self::WithdrawApplication => "withdraw_application",
            Self::LapseApplication => "lapse_application",
            Self::DeliverCertificate => "deliver_certificate",
            Self::ImportOrganization => "import_organization",
            Self::RegisterUnit => "register_unit",
            Self::EndUnit => "end_unit",
            Self::AssignCodeSegment => "assign_code_segment",
        }
    }
}

/// What an application must have to be accepted: competence, consent, documents, items, charter.
/// Of these lists each kind of organization is asked what its own regulation asks.
#[rustfmt::skip]
const FORMAL: &[&str] = &[
    "ST-7", "ST-9", "ST-11", "ST-12b", "ST-14",
    "MF-6", "MF-8a", "MF-9", "MF-10", "MF-10b", "MF-12c",
    "JJ-6", "JJ-6b", "JJ-9", "JJ-9b", "JJ-10b", "JJ-11b",
    "ZD-1", "ZZ-8",
];

/// Nothing goes to a unit that may not supervise.
const SUPERVISOR: &[&str] = &["ST-6", "MF-8d", "JJ-9c"];

/// Everything that an establishment must satisfy.
#[rustfmt::skip]
const SUBSTANCE: &[&str] = &[
    "ST-2", "ST-4", "ST-6", "ST-7", "ST-9", "ST-10a", "ST-10b", "ST-10c", "ST-10d", "ST-10e",
    "ST-10f", "ST-10g", "ST-11", "ST-12b", "ST-12c", "ST-13-1", "ST-13-2", "ST-13-3", "ST-13-4",
    "ST-13-5", "ST-14",
    "MF-2b", "MF-4", "MF-5", "MF-6", "MF-8a", "MF-8b", "MF-8c", "MF-8d", "MF-9", "MF-9b", "MF-10",
    "MF-10b", "MF-11-1", "MF-11-2", "MF-11-3", "MF-11-4", "MF-11-5", "MF-12b", "MF-12c",
    "JJ-4", "JJ-6", "JJ-6b", "JJ-8a", "JJ-8b", "JJ-8c", "JJ-8d", "JJ-8e", "JJ-9", "JJ-9b", "JJ-9c", "JJ-10a", "JJ-10b",
    "JJ-11b", "JJ-20a", "JJ-20b", "JJ-20c", "JJ-20d", "JJ-20e", "JJ-20f", "JJ-22", "JJ-23a",
    "JJ-23b", "JJ-23c", "JJ-23d", "JJ-23f", "JJ-24", "ZZ-9",
    "MC-8a", "MC-8c", "MC-8d", "MC-9", "MC-10", "MC-11a", "MC-11b", "MC-12", "MC-13", "MC-16a",
    "ZD-1", "ZD-3", "ZZ-8",
];

const DECISION: Clock = Clock {
    parameter: "decision.days",
    by_kind: true,
    working_days: false,
    what: ("作出登记决定", "decision on registration"),
};

const ACCEPTANCE: Clock = Clock {
    parameter: "licensing.acceptance.working_days",
    by_kind: false,
    working_days: true,
    what: ("受理或者告知补正", "acceptance or request for correction"),
};

const CORRECTION: Clock = Clock {
    parameter: "operating.correction.working_days",
    by_kind: false,
    working_days: true,
    what: ("申请人补正材料", "corrections by the applicant"),
};

const DELIVERY: Clock = Clock {
    parameter: "licensing.delivery.working_days",
    by_kind: false,
    working_days: true,
    what: ("颁发、送达登记证书", "handing over the certificate"),
};

const BASE: Act = Act {
    kind: ActKind::OpenEstablishment,
    title: ("", ""),
    target: Target::Case,
    performers: &[],
    from: &[],
    procedure_rules: &[],
    content_rules: &[],
    advisory_rules: &[],
    clock: None,
    issues: &[],
};

/// Every act, in the order of a case's life.
pub const CATALOGUE: &[Act] = &[
    Act {
        kind: ActKind::OpenEstablishment,
        title: ("起草成立登记申请", "Draft an application for establishment"),
        target: Target::Register,
        performers: &[Role::Applicant],
        advisory_rules: SUBSTANCE,
        ..BASE
    },
    Act {
        kind: ActKind::AmendApplication,
        title: ("修改申请材料", "Amend the application"),
        performers: &[Role::Applicant],
        from: &[CaseStatus::Draft, CaseStatus::Declined, CaseStatus::CorrectionRequested],
        advisory_rules: SUBSTANCE,
        ..BASE
    },
    Act {
        kind: ActKind::SubmitApplication,
        title: ("提交申请", "File the application"),
        performers: &[Role::Applicant],
        from: &[CaseStatus::Draft, CaseStatus::CorrectionRequested],
        content_rules: SUPERVISOR,
        advisory_rules: SUBSTANCE,
        clock: Some(ACCEPTANCE),
        ..BASE
    },
    Act {
        kind: ActKind::GiveConsent,
        title: ("业务主管单位同意", "Consent of the supervisory unit"),
        performers: &[Role::SupervisorOfficer],
        from: &[CaseStatus::WithSupervisoryUnit],
        procedure_rules: &["ZZ-2"],
        content_rules: SUPERVISOR,
        advisory_rules: SUBSTANCE,
        clock: Some(ACCEPTANCE),
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
        content_rules: FORMAL,
        advisory_rules: SUBSTANCE,
        clock: Some(DECISION),
        issues: &[DocumentIssued::AcceptanceReceipt],
        ..BASE
    },
    Act {
        kind: ActKind::RequestCorrection,
        title: ("告知补正", "Request corrections"),
        performers: &[Role::Reception],
        from: &[CaseStatus::Submitted],
        procedure_rules: &["ZZ-2", "XK-32-4"],
        advisory_rules: SUBSTANCE,
        clock: Some(CORRECTION),
        issues: &[DocumentIssued::CorrectionNotice],
        ..BASE
    },
    Act {
        kind: ActKind::DeclineAcceptance,
        title: ("不予受理", "Decline acceptance"),
        performers: &[Role::Reception],
        from: &[CaseStatus::Submitted],
        procedure_rules: &["ZZ-2", "XK-32-1"],
        advisory_rules: FORMAL,
        issues: &[DocumentIssued::NonAcceptance],
        ..BASE
    },
    Act {
        kind: ActKind::ExcludePeriod,
        title: ("扣除不计入期限的时间", "Take time out of the clock"),
        performers: &[Role::Examiner],
        from: &[CaseStatus::Accepted, CaseStatus::Examined],
        procedure_rules: &["ZZ-2", "XK-45"],
        clock: Some(DECISION),
        ..BASE
    },
    Act {
        kind: ActKind::ExamineApplication,
        title: ("审查", "Examine the application"),
        performers: &[Role::Examiner],
        from: &[CaseStatus::Accepted, CaseStatus::Examined],
        procedure_rules: &["ZZ-2"],
        advisory_rules: SUBSTANCE,
        ..BASE
    },
    Act {
        kind: ActKind::ApproveEstablishment,
        title: ("准予成立登记", "Approve the establishment"),
        performers: &[Role::Decider],
        from: &[CaseStatus::Examined],
        procedure_rules: &["ZZ-1", "ZZ-2", "ZZ-7"],
        content_rules: SUBSTANCE,
        clock: Some(DELIVERY),
        issues: &[DocumentIssued::Certificate, DocumentIssued::PublicNotice],
        ..BASE
    },
    Act {
        kind: ActKind::RefuseEstablishment,
        title: ("不予登记", "Refuse the establishment"),
        performers: &[Role::Decider],
        from: &[CaseStatus::Examined],
        procedure_rules: &["ZZ-1", "ZZ-2", "XK-38"],
        advisory_rules: SUBSTANCE,
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
        kind: ActKind::ImportOrganization,
        title: ("转录既有登记", "Enter a record of an older register"),
        target: Target::Register,
        performers: &[Role::Administrator],
        procedure_rules: &["ZZ-4"],
        ..BASE
    },
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
