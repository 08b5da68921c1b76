//! The acts by name. What each of them is stands in its row of the catalogue.

use serde::{Deserialize, Serialize};

use super::{Act, CATALOGUE};
use crate::text::Text;

/// Every act that the register knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// Open an application for establishment (draft).
    OpenEstablishment,
    /// Open an application for a change of registered items (draft).
    OpenChange,
    /// Open an application for a merger (draft).
    OpenMerger,
    /// Open an application for deregistration (draft).
    OpenDeregistration,
    /// Open an application for approval of an amended charter (draft).
    OpenCharterApproval,
    /// Open an application for recognition as a charity (draft).
    OpenCharityRecognition,
    /// Open an application for the qualification for public fundraising (draft).
    OpenFundraising,
    /// File the officers elected for a term.
    FileOfficers,
    /// File seal specimens and bank account.
    FileSealAndAccount,
    /// File how party building stands.
    FilePartyBuilding,
    /// Report the certificate lost.
    ReportCertificateLoss,
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
    /// The time for the decision is extended, with approval.
    ExtendDecision,
    /// Time that does not count is taken out of the clock.
    ExcludePeriod,
    /// Registrar's examiner records the examination.
    ExamineApplication,
    /// Registrar approves what is applied for.
    #[serde(alias = "approve_establishment")]
    ApproveApplication,
    /// Registrar refuses what is applied for.
    #[serde(alias = "refuse_establishment")]
    RefuseApplication,
    /// Applicant withdraws the application.
    WithdrawApplication,
    /// Application lapses because corrections were not supplied.
    LapseApplication,
    /// Certificate is handed over.
    DeliverCertificate,
    /// Certificate is issued anew.
    ReissueCertificate,
    /// A further duplicate of the certificate is issued.
    IssueDuplicate,
    /// A record of an older register is entered as existing law.
    ImportOrganization,
    /// A decision of an older register is entered as existing law.
    ImportDecision,
    /// A change of name that an older source tells is entered as existing law.
    ImportRename,
    /// A body exempt from registration is entered onto the roll.
    EnterExemptBody,
    /// A community organization is filed with its sub-district.
    FileCommunityOrganization,
    /// A branch or representative office is filed.
    FileBranch,
    /// An illegal organization that was published is entered onto the roll.
    RecordIllegalOrganization,
    /// An entry of an exempt body or illegal organization ends.
    EndRollEntry,
    /// The filing of a community organization ends.
    EndCommunityOrganization,
    /// A branch ends.
    EndBranch,
    /// An administrative unit is entered.
    RegisterUnit,
    /// An administrative unit ends.
    EndUnit,
    /// A registrar is given a segment of codes.
    AssignCodeSegment,
    /// A body is nominated as a hub.
    NominateHub,
    /// The nomination is reviewed.
    ReviewHub,
    /// The publicity of a nomination is recorded.
    PublicizeHub,
    /// The leading group recognizes a hub.
    RecognizeHub,
    /// The leading group does not recognize it.
    DeclineHub,
    /// A government authorizes a hub.
    AuthorizeHub,
    /// A year of a hub is assessed.
    AssessHub,
    /// A hub is ordered to rectify.
    OrderHubRectification,
    /// An order to rectify is closed.
    CloseHubRectification,
    /// The standing as a hub is withdrawn.
    WithdrawHub,
    /// The last member has gone: the withdrawal is complete.
    CompleteHubWithdrawal,
    /// A unit takes a relation with an organization.
    BeginRelation,
    /// A relation ends.
    EndRelation,
    /// A relation rests for a time.
    SuspendRelation,
    /// A relation goes on.
    ResumeRelation,
    /// The supervisory unit gives notice that it will stop.
    NotifySupervisionEnding,
    /// The notice is taken back.
    RescindSupervisionEnding,
    /// Open an application for another supervisory unit (draft).
    OpenSupervisionTransfer,
    /// Supervision passes by a confirmation list.
    TransferByList,
    /// It is planned where a member goes.
    PlanMember,
    /// The plan of a member is carried out.
    CarryOutMemberPlan,
    /// A relation of an older register is entered as existing law.
    ImportRelation,
    /// A liquidation group is formed.
    BeginLiquidation,
    /// Creditors are told of the liquidation.
    AnnounceLiquidation,
    /// The liquidation ends with its report.
    ConcludeLiquidation,
    /// Certificate, seals and vouchers are collected or declared void.
    CollectCertificate,
    /// The authorities demand that an industry association merges or ends.
    DemandExit,
    /// It is pledged that there are no debts, where the city has a simplified deregistration.
    PledgeNoDebts,
    /// The annual report is filed.
    FileAnnualReport,
    /// A unit gives its opinion on it.
    ReviewAnnualReport,
    /// It is sent back to be mended.
    ReturnAnnualReport,
    /// The annual inspection is concluded.
    ConcludeInspection,
    /// An order to rectify is closed.
    CloseRectification,
    /// A conclusion is adjusted.
    AdjustInspection,
    /// The organization published its report.
    PublishAnnualReport,
    /// It is recorded that no report was filed.
    RecordMissedReport,
    /// A warning is raised.
    RaiseWarning,
    /// A warning is closed.
    CloseWarning,
    /// A conclusion of an older register is entered as existing law.
    ImportInspection,
    /// A dedicated letter goes to the domicile.
    SendLetter,
    /// An organization is told that it is to be listed.
    NotifyListing,
    /// It objects.
    ObjectToListing,
    /// It is not listed.
    WaiveListing,
    /// It is put on a list of credit.
    ListOrganization,
    /// It applies to be taken off.
    ApplyForRemoval,
    /// It is taken off.
    RemoveFromList,
    /// Its entry is displayed no more.
    RepairCredit,
    /// An entry of an older register is entered as existing law.
    ImportListing,
    /// A case of penalty is filed.
    FilePenaltyCase,
    /// Evidence is registered in advance.
    RegisterEvidence,
    /// It is decided what becomes of evidence.
    SettleEvidence,
    /// An organization is told what is to be decided against it.
    NotifyPenalty,
    /// It makes a statement, or asks for a hearing.
    StateOnPenalty,
    /// A hearing was held.
    HoldHearing,
    /// A case is reviewed.
    ReviewPenalty,
    /// The time for the decision is extended.
    ExtendPenaltyCase,
    /// Time is taken out of the clock.
    ExcludePenaltyTime,
    /// A penalty is decided.
    DecidePenalty,
    /// There is no penalty.
    DropPenaltyCase,
    /// The decision is delivered.
    ServePenalty,
    /// Certificate, seals and vouchers are sealed away.
    SealAway,
    /// Activity resumes after a suspension.
    ResumeActivity,
    /// Something is paid.
    PayPenalty,
    /// The decision is challenged.
    SeekRemedy,
    /// A challenge ends, and the decision stands.
    EndRemedy,
    /// The decision is annulled.
    AnnulPenalty,
    /// A penalty of another department is entered as existing law.
    ImportPenalty,
    /// A record error is corrected.
    CorrectRecord,
    /// A fact changed without anybody's application.
    ChangeFact,
    /// An act is annulled by its authority.
    AnnulAct,
    /// An order of a court is carried out.
    EnforceCourtOrder,
    /// A correction that reaches further back is approved.
    ApproveBackdating,
    /// A round of evaluation is opened.
    OpenRound,
    /// An organization applies for evaluation.
    ApplyForEvaluation,
    /// The registrar begins a follow-up or check.
    BeginCheckEvaluation,
    /// It is found eligible.
    CheckEligibility,
    /// The experts report.
    RecordSiteReport,
    /// The committee decides on a grade.
    DecideGrade,
    /// The grade is publicized.
    PublicizeGrade,
    /// A review of the grade is asked for.
    RequestGradeReview,
    /// The grade is confirmed and announced.
    ConfirmGrade,
    /// An evaluation is closed without a grade.
    CloseEvaluation,
    /// Certificate and sign of an adjusted grade come back.
    ReturnGradeCertificate,
    /// A grade of an older register is entered as existing law.
    ImportGrade,
    /// A programme of decoupling is opened.
    OpenProgramme,
    /// Batches and signers of a programme are set.
    AmendProgramme,
    /// A programme is closed.
    CloseProgramme,
    /// A department keeps the role of supervisory unit for now.
    RetainDepartment,
    /// It keeps the role no longer.
    EndRetention,
    /// An organization is listed for decoupling.
    ListForDecoupling,
    /// It is taken off the list.
    DelistFromDecoupling,
    /// It is exempt for now.
    ExemptFromDecoupling,
    /// It has another batch or day.
    RescheduleDecoupling,
    /// Its plan is submitted.
    PlanDecoupling,
    /// Its plan is approved.
    ApproveDecouplingPlan,
    /// Its plan is sent back.
    ReturnDecouplingPlan,
    /// Items are recorded with what shows them.
    RecordDecouplingItems,
    /// Items are sent back.
    SendBackDecouplingItems,
    /// A dimension is signed.
    SignDecouplingDimension,
    /// It is noted that the case does not go on.
    MarkDecouplingStuck,
    /// It is noted that it goes on.
    ClearDecouplingStuck,
    /// The registrar completes the decoupling.
    CompleteDecoupling,
    /// A case is opened again for what was found.
    ReopenDecoupling,
    /// What was found is mended.
    ConcludeDecoupling,
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
        // Entries of the log from before there was anything else to decide than establishment.
        match id {
            "approve_establishment" => return Some(Self::ApproveApplication),
            "refuse_establishment" => return Some(Self::RefuseApplication),
            _ => {}
        }
        CATALOGUE.iter().map(|a| a.kind).find(|k| k.id() == id)
    }

    /// The title of the act with this id.
    #[must_use]
    pub fn title_of(id: &str) -> Option<Text> {
        Self::from_id(id).and_then(Self::row).map(Act::text)
    }
}
