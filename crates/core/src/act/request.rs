//! What is asked for: an act with its content.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ActKind;
use crate::{
    affiliation::AffiliationRequest,
    case::{CorrectionItem, NotMet},
    correction::CorrectionRequest,
    decoupling::{DecouplingRequest, ProgrammeRequest, RetentionRequest},
    evaluation::{EvaluationRequest, OpenRound},
    exit::ExitRequest,
    hub::HubRequest,
    identity::{CodeSegment, DivisionCode, Uscc},
    organization::{
        OrganizationKind, RecordedDecision, RecordedRename, RegisteredItems, ReissueGround,
    },
    oversight::{annual::AnnualRequest, credit::CreditRequest, penalty::PenaltyRequest},
    registration::{Document, EstablishmentApplication, Requested},
    roll::{NewRollEntry, RollClass},
    unit::{UnitId, UnitKind},
};

/// A unit to be entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewUnit {
    /// Identifier, 2 to 64 of `a-z`, `0-9`, `-`.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "registrar-110105"))]
    pub id: UnitId,
    /// What it is.
    pub kind: UnitKind,
    /// Official name.
    #[cfg_attr(feature = "schema", schema(min_length = 2, max_length = 100))]
    pub name: String,
    /// Division whose government it belongs to.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "110105"))]
    pub division: DivisionCode,
    /// First day of existence known.
    pub valid_from: NaiveDate,
    /// Where this was read.
    #[cfg_attr(feature = "schema", schema(max_length = 200))]
    pub source: String,
}

/// A record of an older register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingRecord {
    /// Code.
    pub uscc: Uscc,
    /// Name, as it stood there; today's naming rules do not apply to it.
    pub name: String,
    /// Kind.
    pub kind: OrganizationKind,
    /// Division of the registrar.
    pub division: DivisionCode,
    /// Registrar.
    pub registrar: UnitId,
    /// Supervisory unit, where the source names one.
    pub supervisory_unit: Option<UnitId>,
    /// Date of establishment, where the source gives it.
    pub established_on: Option<NaiveDate>,
    /// Registered items that the source gives.
    pub items: RegisteredItems,
    /// Validity of the certificate, where the source gives it.
    pub certificate: Option<(Option<NaiveDate>, Option<NaiveDate>)>,
    /// The authority that had registered it.
    pub authority: String,
    /// Where the record was read.
    pub source: String,
}

/// An act with its content.
#[derive(Debug, Clone, PartialEq)]
pub enum ActRequest {
    /// See [`ActKind::OpenEstablishment`].
    OpenEstablishment {
        /// The application.
        application: Box<EstablishmentApplication>,
    },
    /// See [`ActKind::OpenChange`]; which act it is, what is requested says.
    OpenOnOrganization {
        /// What is applied for.
        request: Requested,
        /// Documents filed.
        documents: Vec<Document>,
    },
    /// See [`ActKind::FileOfficers`] and its neighbours; which act it is, what is filed says.
    File {
        /// What is filed.
        request: Requested,
        /// Documents filed.
        documents: Vec<Document>,
    },
    /// See [`ActKind::ReportCertificateLoss`].
    ReportCertificateLoss {
        /// Where the loss was announced, and when.
        statement: String,
    },
    /// See [`ActKind::ReissueCertificate`].
    ReissueCertificate {
        /// Why.
        ground: ReissueGround,
    },
    /// See [`ActKind::IssueDuplicate`].
    IssueDuplicate,
    /// See [`ActKind::ExtendDecision`].
    ExtendDecision {
        /// By so many days of the clock's own unit.
        days: u32,
        /// Who approved it.
        approved_by: String,
        /// Number of the approval.
        document_number: String,
    },
    /// See [`ActKind::AmendApplication`]; for an application about an organization.
    AmendRequest {
        /// The whole new content.
        request: Requested,
        /// All documents.
        documents: Vec<Document>,
    },
    /// See [`ActKind::AmendApplication`].
    AmendApplication {
        /// The whole new content.
        application: Box<EstablishmentApplication>,
    },
    /// See [`ActKind::SubmitApplication`].
    SubmitApplication,
    /// See [`ActKind::GiveConsent`].
    GiveConsent {
        /// Number of the unit's document.
        document_number: Option<String>,
        /// Its date, where it is another than today.
        dated: Option<NaiveDate>,
        /// Remarks.
        reasons: Option<String>,
    },
    /// See [`ActKind::DeclineConsent`].
    DeclineConsent {
        /// Why.
        reasons: String,
        /// How the unit helps the founders on.
        help: Option<String>,
    },
    /// See [`ActKind::AcceptApplication`].
    AcceptApplication,
    /// See [`ActKind::RequestCorrection`].
    RequestCorrection {
        /// All that must be corrected.
        items: Vec<CorrectionItem>,
    },
    /// See [`ActKind::DeclineAcceptance`].
    DeclineAcceptance {
        /// Rules that were found violated.
        grounds: Vec<String>,
        /// Reasons told to the applicant.
        reasons: String,
    },
    /// See [`ActKind::ExcludePeriod`].
    ExcludePeriod {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// Hearing, inspection, expert review …
        reason: String,
        /// Number of the written notice.
        notice_number: String,
    },
    /// See [`ActKind::ExamineApplication`].
    ExamineApplication {
        /// Evidence against art. 4.
        against_article_4: Option<String>,
        /// Whether another association is needed.
        another_is_needed: Option<bool>,
        /// Fraud.
        fraud: Option<String>,
        /// Another prohibition.
        other_prohibition: Option<String>,
        /// Rules found not met, whatever the application states.
        not_met: Vec<NotMet>,
        /// Report.
        report: String,
    },
    /// See [`ActKind::ApproveApplication`].
    ApproveApplication,
    /// See [`ActKind::RefuseApplication`].
    RefuseApplication {
        /// Rules that were found violated.
        grounds: Vec<String>,
        /// Reasons told to the founders.
        reasons: String,
    },
    /// See [`ActKind::WithdrawApplication`].
    WithdrawApplication {
        /// Why, if they say.
        reason: Option<String>,
    },
    /// See [`ActKind::LapseApplication`].
    LapseApplication,
    /// See [`ActKind::DeliverCertificate`].
    DeliverCertificate {
        /// Who received it.
        received_by: String,
    },
    /// See [`ActKind::ImportOrganization`].
    ImportOrganization {
        /// The record.
        record: Box<ExistingRecord>,
    },
    /// See [`ActKind::ImportDecision`].
    ImportDecision {
        /// The decision.
        decision: RecordedDecision,
        /// Where it was read.
        source: String,
    },
    /// See [`ActKind::ImportRename`].
    ImportRename {
        /// The change of name.
        rename: RecordedRename,
        /// Where it was read.
        source: String,
    },
    /// See [`ActKind::EnterExemptBody`] and its neighbours; the content says which act it is. A
    /// branch is entered on the organization that it is part of.
    EnterRoll {
        /// The entry.
        entry: Box<NewRollEntry>,
    },
    /// See [`ActKind::EndRollEntry`] and its neighbours; the class says which act it is.
    EndRollEntry {
        /// The class of the entry.
        class: RollClass,
        /// Last day.
        until: NaiveDate,
        /// Why.
        reason: String,
        /// The registered organization that it became.
        became: Option<String>,
    },
    /// See [`ActKind::RegisterUnit`].
    RegisterUnit {
        /// The unit.
        unit: NewUnit,
    },
    /// See [`ActKind::EndUnit`].
    EndUnit {
        /// Last day.
        valid_to: NaiveDate,
        /// The body that takes over.
        successor: Option<UnitId>,
    },
    /// See [`ActKind::NominateHub`] and its neighbours; which act it is, the content says.
    Hub {
        /// What is asked for.
        request: Box<HubRequest>,
    },
    /// See [`ActKind::BeginRelation`] and its neighbours; which act it is, the content says.
    Affiliation {
        /// What is asked for.
        request: Box<AffiliationRequest>,
    },
    /// See [`ActKind::ListForDecoupling`] and its neighbours; which act it is, the content says.
    Decoupling {
        /// What is asked for.
        request: Box<DecouplingRequest>,
    },
    /// See [`ActKind::BeginLiquidation`] and its neighbours; which act it is, the content says.
    Exit {
        /// What is asked for.
        request: Box<ExitRequest>,
    },
    /// See [`ActKind::FileAnnualReport`] and its neighbours; which act it is, the content says.
    Annual {
        /// What is asked for.
        request: Box<AnnualRequest>,
    },
    /// See [`ActKind::ListOrganization`] and its neighbours; which act it is, the content says.
    Credit {
        /// What is asked for.
        request: Box<CreditRequest>,
    },
    /// An act on an organization's evaluation.
    Evaluation {
        /// Which, with its content.
        request: Box<EvaluationRequest>,
    },
    /// See [`ActKind::OpenRound`].
    Round {
        /// The notice.
        round: Box<OpenRound>,
    },
    /// An act on penalties.
    Penalty {
        /// Which, with its content.
        request: Box<PenaltyRequest>,
    },
    /// See [`ActKind::CorrectRecord`] and its neighbours; which act it is, the content says.
    Correction {
        /// What is asked for.
        request: Box<CorrectionRequest>,
    },
    /// See [`ActKind::OpenProgramme`] and its neighbours; which act it is, the content says.
    Programme {
        /// What is asked for.
        request: Box<ProgrammeRequest>,
    },
    /// See [`ActKind::RetainDepartment`] and its neighbour; which act it is, the content says.
    Retention {
        /// What is asked for.
        request: Box<RetentionRequest>,
    },
    /// See [`ActKind::AssignCodeSegment`].
    AssignCodeSegment {
        /// The codes.
        segment: CodeSegment,
    },
}

impl ActRequest {
    /// Which act this is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::OpenEstablishment { .. } => ActKind::OpenEstablishment,
            Self::OpenOnOrganization { request, .. } | Self::File { request, .. } => {
                request.opening_act()
            }
            Self::ReportCertificateLoss { .. } => ActKind::ReportCertificateLoss,
            Self::ReissueCertificate { .. } => ActKind::ReissueCertificate,
            Self::IssueDuplicate => ActKind::IssueDuplicate,
            Self::ExtendDecision { .. } => ActKind::ExtendDecision,
            Self::AmendApplication { .. } | Self::AmendRequest { .. } => ActKind::AmendApplication,
            Self::SubmitApplication => ActKind::SubmitApplication,
            Self::GiveConsent { .. } => ActKind::GiveConsent,
            Self::DeclineConsent { .. } => ActKind::DeclineConsent,
            Self::AcceptApplication => ActKind::AcceptApplication,
            Self::RequestCorrection { .. } => ActKind::RequestCorrection,
            Self::DeclineAcceptance { .. } => ActKind::DeclineAcceptance,
            Self::ExcludePeriod { .. } => ActKind::ExcludePeriod,
            Self::ExamineApplication { .. } => ActKind::ExamineApplication,
            Self::ApproveApplication => ActKind::ApproveApplication,
            Self::RefuseApplication { .. } => ActKind::RefuseApplication,
            Self::WithdrawApplication { .. } => ActKind::WithdrawApplication,
            Self::LapseApplication => ActKind::LapseApplication,
            Self::DeliverCertificate { .. } => ActKind::DeliverCertificate,
            Self::ImportOrganization { .. } => ActKind::ImportOrganization,
            Self::ImportDecision { .. } => ActKind::ImportDecision,
            Self::ImportRename { .. } => ActKind::ImportRename,
            Self::EnterRoll { entry } => match entry.content.class() {
                RollClass::ExemptBody => ActKind::EnterExemptBody,
                RollClass::CommunityOrganization => ActKind::FileCommunityOrganization,
                RollClass::Branch => ActKind::FileBranch,
                RollClass::IllegalOrganization => ActKind::RecordIllegalOrganization,
            },
            Self::EndRollEntry { class, .. } => match class {
                RollClass::ExemptBody | RollClass::IllegalOrganization => ActKind::EndRollEntry,
                RollClass::CommunityOrganization => ActKind::EndCommunityOrganization,
                RollClass::Branch => ActKind::EndBranch,
            },
            Self::RegisterUnit { .. } => ActKind::RegisterUnit,
            Self::EndUnit { .. } => ActKind::EndUnit,
            Self::AssignCodeSegment { .. } => ActKind::AssignCodeSegment,
            Self::Hub { request } => request.kind(),
            Self::Affiliation { request } => request.kind(),
            Self::Decoupling { request } => request.kind(),
            Self::Exit { request } => request.kind(),
            Self::Annual { request } => request.kind(),
            Self::Credit { request } => request.kind(),
            Self::Penalty { request } => request.kind(),
            Self::Evaluation { request } => request.kind(),
            Self::Correction { request } => request.kind(),
            Self::Round { .. } => ActKind::OpenRound,
            Self::Programme { request } => request.kind(),
            Self::Retention { request } => request.kind(),
        }
    }
}
