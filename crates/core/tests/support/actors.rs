//! Who acts: officers with their roles at the units of the register, and who usually performs what.

use shuniu_core::{
    access::{Actor, Grant, Role},
    act::ActKind,
};

use super::{GOVERNMENT, LEADING_GROUP, REGISTRAR, STREET, SUPERVISOR, unit_id};

pub fn actor(account: &str, grants: Vec<Grant>) -> Actor {
    Actor { account: account.to_owned(), grants }
}

pub fn staff(account: &str, role: Role, at: &str) -> Actor {
    actor(account, vec![Grant::at(role, unit_id(at))])
}

/// The officer of a role at a unit, whose account is called by both.
pub fn staff_of(role: Role, at: &str) -> Actor {
    staff(&format!("{role:?}-{at}"), role, at)
}

pub fn applicant() -> Actor {
    actor("applicant", vec![Grant::of(Role::Applicant)])
}

pub fn officer() -> Actor {
    staff("officer", Role::SupervisorOfficer, SUPERVISOR)
}

pub fn reception() -> Actor {
    staff("reception", Role::Reception, REGISTRAR)
}

pub fn examiner() -> Actor {
    staff("examiner", Role::Examiner, REGISTRAR)
}

pub fn decider() -> Actor {
    staff("decider", Role::Decider, REGISTRAR)
}

pub fn administrator() -> Actor {
    actor("administrator", vec![Grant::of(Role::Administrator)])
}

/// One account with every role of a case, at the registrar and at the supervisory unit.
pub fn everybody(account: &str) -> Actor {
    let office = [Role::Reception, Role::Examiner, Role::Decider];
    let mut grants: Vec<Grant> = office.iter().map(|r| Grant::at(*r, unit_id(REGISTRAR))).collect();
    grants.push(Grant::at(Role::SupervisorOfficer, unit_id(SUPERVISOR)));
    grants.push(Grant::of(Role::Applicant));
    grants.push(Grant::of(Role::Administrator));
    actor(account, grants)
}

/// The actor whose office an act is, in the usual cast.
#[expect(clippy::too_many_lines, reason = "one line for each act")]
pub fn usual(kind: ActKind) -> Actor {
    match kind {
        ActKind::OpenEstablishment
        | ActKind::AmendApplication
        | ActKind::SubmitApplication
        | ActKind::WithdrawApplication
        | ActKind::OpenChange
        | ActKind::OpenMerger
        | ActKind::OpenDeregistration
        | ActKind::BeginLiquidation
        | ActKind::AnnounceLiquidation
        | ActKind::ConcludeLiquidation
        | ActKind::PledgeNoDebts
        | ActKind::FileAnnualReport
        | ActKind::ObjectToListing
        | ActKind::StateOnPenalty
        | ActKind::ApplyForEvaluation
        | ActKind::RequestGradeReview
        | ActKind::ApplyForRemoval
        | ActKind::PublishAnnualReport
        | ActKind::OpenSupervisionTransfer
        | ActKind::OpenCharterApproval
        | ActKind::OpenCharityRecognition
        | ActKind::OpenFundraising
        | ActKind::FileOfficers
        | ActKind::FileSealAndAccount
        | ActKind::FilePartyBuilding
        | ActKind::ReportCertificateLoss
        | ActKind::FileBranch
        | ActKind::EndBranch => applicant(),
        ActKind::GiveConsent
        | ActKind::DeclineConsent
        | ActKind::DemandExit
        | ActKind::ReviewAnnualReport
        | ActKind::BeginRelation
        | ActKind::EndRelation
        | ActKind::SuspendRelation
        | ActKind::ResumeRelation
        | ActKind::NotifySupervisionEnding
        | ActKind::RescindSupervisionEnding
        | ActKind::PlanDecoupling
        | ActKind::RecordDecouplingItems
        | ActKind::SendBackDecouplingItems => officer(),
        ActKind::NominateHub
        | ActKind::PublicizeHub
        | ActKind::RecognizeHub
        | ActKind::DeclineHub
        | ActKind::AssessHub
        | ActKind::OrderHubRectification
        | ActKind::CloseHubRectification
        | ActKind::WithdrawHub
        | ActKind::CompleteHubWithdrawal
        | ActKind::OpenProgramme
        | ActKind::AmendProgramme
        | ActKind::CloseProgramme
        | ActKind::RetainDepartment
        | ActKind::EndRetention
        | ActKind::ListForDecoupling
        | ActKind::DelistFromDecoupling
        | ActKind::ExemptFromDecoupling
        | ActKind::RescheduleDecoupling
        | ActKind::ApproveDecouplingPlan
        | ActKind::ReturnDecouplingPlan
        | ActKind::MarkDecouplingStuck
        | ActKind::ClearDecouplingStuck
        | ActKind::ReopenDecoupling
        | ActKind::ConcludeDecoupling => staff_of(Role::LeadingGroupOffice, LEADING_GROUP),
        ActKind::ReviewHub => staff("reviewer", Role::LeadingGroupOffice, LEADING_GROUP),
        ActKind::SignDecouplingDimension => staff("signer", Role::SupervisorOfficer, SUPERVISOR),
        ActKind::AuthorizeHub => staff_of(Role::GovernmentOffice, GOVERNMENT),
        ActKind::FileCommunityOrganization | ActKind::EndCommunityOrganization => {
            staff_of(Role::SupervisorOfficer, STREET)
        }
        ActKind::AcceptApplication
        | ActKind::RequestCorrection
        | ActKind::DeclineAcceptance
        | ActKind::LapseApplication
        | ActKind::ReissueCertificate
        | ActKind::IssueDuplicate
        | ActKind::CollectCertificate
        | ActKind::DeliverCertificate => reception(),
        ActKind::ExcludePeriod
        | ActKind::ExamineApplication
        | ActKind::ReturnAnnualReport
        | ActKind::CloseRectification
        | ActKind::RecordMissedReport
        | ActKind::RaiseWarning
        | ActKind::SendLetter
        | ActKind::NotifyListing
        | ActKind::RegisterEvidence
        | ActKind::SettleEvidence
        | ActKind::NotifyPenalty
        | ActKind::HoldHearing
        | ActKind::ExcludePenaltyTime
        | ActKind::ServePenalty
        | ActKind::SealAway
        | ActKind::ResumeActivity
        | ActKind::PayPenalty
        | ActKind::SeekRemedy
        | ActKind::EndRemedy
        | ActKind::FilePenaltyCase
        | ActKind::ChangeFact
        | ActKind::CheckEligibility
        | ActKind::RecordSiteReport
        | ActKind::PublicizeGrade
        | ActKind::ReturnGradeCertificate
        | ActKind::CloseWarning => examiner(),
        ActKind::EnterExemptBody
        | ActKind::RecordIllegalOrganization
        | ActKind::EndRollEntry
        | ActKind::ExtendDecision
        | ActKind::TransferByList
        | ActKind::PlanMember
        | ActKind::CarryOutMemberPlan
        | ActKind::CompleteDecoupling
        | ActKind::ApproveApplication
        | ActKind::ConcludeInspection
        | ActKind::WaiveListing
        | ActKind::ListOrganization
        | ActKind::RemoveFromList
        | ActKind::RepairCredit
        | ActKind::AdjustInspection
        | ActKind::ExtendPenaltyCase
        | ActKind::DecidePenalty
        | ActKind::ReviewPenalty
        | ActKind::DropPenaltyCase
        | ActKind::AnnulPenalty
        | ActKind::CorrectRecord
        | ActKind::AnnulAct
        | ActKind::EnforceCourtOrder
        | ActKind::ApproveBackdating
        | ActKind::OpenRound
        | ActKind::BeginCheckEvaluation
        | ActKind::DecideGrade
        | ActKind::ConfirmGrade
        | ActKind::CloseEvaluation
        | ActKind::RefuseApplication => decider(),
        ActKind::ImportOrganization
        | ActKind::ImportDecision
        | ActKind::ImportRename
        | ActKind::ImportRelation
        | ActKind::ImportInspection
        | ActKind::ImportListing
        | ActKind::ImportPenalty
        | ActKind::ImportGrade
        | ActKind::RegisterUnit
        | ActKind::EndUnit
        | ActKind::AssignCodeSegment => administrator(),
    }
}
