//! The kinds of proposals, and the act that would follow each.
//!
//! What may not enter: when something is proposed.

use serde::{Deserialize, Serialize};

use crate::{act::ActKind, text::Text};

/// What is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProposalKind {
    /// Remind it of its annual report (提醒报送年度工作报告).
    RemindReport,
    /// Record that no report came (记录未按期报送).
    RecordMissed,
    /// Tell it that it is to be listed, because no report came (告知拟列入活动异常名录).
    TellMissed,
    /// Decide on a listing that it was told of and had time to object to (作出列入决定).
    DecideListing,
    /// Move it to the list of serious violations after its years (转列严重违法失信名单).
    MoveToSerious,
    /// Take off what needs no mending and is over by time (期满移出).
    TimePassed,
    /// Look into its application to be taken off (核查移出申请).
    VerifyRemoval,
    /// Look whether what was to be rectified is done (核查整改).
    CheckRectification,
    /// See to a warning whose day has passed (办理逾期风险提示).
    SeeToWarning,
    /// Decide on a case of penalty whose day has come or passed (处罚案件到期决定).
    DecideCase,
    /// Evidence registered in advance is to be settled (处理先行登记保存的证据).
    SettleEvidence,
    /// A decision on a penalty was not delivered (送达处罚决定).
    DeliverDecision,
    /// What is owed for a penalty was not paid in its time (催缴罚没款).
    CollectPayment,
    /// The time of a suspension is over (限期停止活动期满).
    EndSuspension,
    /// List it for a penalty that is in force (依处罚列入信用名录).
    ListPenalty,
    /// A listing rests on a penalty that was annulled (处罚已撤销，更正名录).
    UnlistAnnulled,
    /// Its grade ends, or has ended (评估等级到期).
    EvaluateAnew,
    /// A grade whose publicity is over is to be confirmed (评估公示期满待确认).
    ConfirmGrade,
    /// Certificate and sign of an adjusted grade are out (收回评估证书、牌匾).
    TakeBackCertificate,
    /// Its grade is to be checked for something that happened (应当核查评估).
    CheckGrade,
    /// Its officers' term ends, or has ended (任期届满换届).
    ElectOfficers,
    /// Its certificate ends, or has ended (证书到期换发).
    RenewCertificate,
    /// A hub's authorization ends, or has ended (枢纽授权到期).
    AuthorizeAnew,
    /// A hub's time to rectify ends, or has ended (核查枢纽整改).
    CheckHubRectification,
    /// The members of a withdrawn hub are to be placed by a day (安置取消认定枢纽的成员).
    CompleteWithdrawal,
    /// A department keeps the role of supervisory unit for now: that is looked at again (复核暂时保留的主管职责).
    ReviewRetention,
}

impl ProposalKind {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::RemindReport => "remind_report",
            Self::RecordMissed => "record_missed",
            Self::TellMissed => "tell_missed",
            Self::DecideListing => "decide_listing",
            Self::MoveToSerious => "move_to_serious",
            Self::TimePassed => "time_passed",
            Self::VerifyRemoval => "verify_removal",
            Self::CheckRectification => "check_rectification",
            Self::SeeToWarning => "see_to_warning",
            Self::DecideCase => "decide_case",
            Self::SettleEvidence => "settle_evidence",
            Self::DeliverDecision => "deliver_decision",
            Self::CollectPayment => "collect_payment",
            Self::EndSuspension => "end_suspension",
            Self::ListPenalty => "list_penalty",
            Self::UnlistAnnulled => "unlist_annulled",
            Self::EvaluateAnew => "evaluate_anew",
            Self::ConfirmGrade => "confirm_grade",
            Self::TakeBackCertificate => "take_back_certificate",
            Self::CheckGrade => "check_grade",
            Self::ElectOfficers => "elect_officers",
            Self::RenewCertificate => "renew_certificate",
            Self::AuthorizeAnew => "authorize_anew",
            Self::CheckHubRectification => "check_hub_rectification",
            Self::CompleteWithdrawal => "complete_withdrawal",
            Self::ReviewRetention => "review_retention",
        }
    }

    /// The same in words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::RemindReport => Text::new("提醒报送年度工作报告", "remind of the annual report"),
            Self::RecordMissed => Text::new("记录未按期报送", "record that no report came"),
            Self::TellMissed => Text::new("告知拟列入活动异常名录", "tell that it is to be listed"),
            Self::DecideListing => Text::new("作出列入决定", "decide on the listing"),
            Self::MoveToSerious => {
                Text::new("转列严重违法失信名单", "move to the list of serious violations")
            }
            Self::TimePassed => Text::new("期满移出名录", "take off what is over by time"),
            Self::VerifyRemoval => Text::new("核查移出申请", "verify the application for removal"),
            Self::CheckRectification => Text::new("核查整改", "check the rectification"),
            Self::SeeToWarning => Text::new("办理逾期风险提示", "see to the warning"),
            Self::DecideCase => Text::new("处罚案件到期决定", "decide on a case of penalty"),
            Self::SettleEvidence => {
                Text::new("处理先行登记保存的证据", "settle evidence registered in advance")
            }
            Self::DeliverDecision => Text::new("送达处罚决定", "deliver the decision on a penalty"),
            Self::CollectPayment => Text::new("催缴罚没款", "collect what is owed for a penalty"),
            Self::EndSuspension => Text::new("限期停止活动期满", "see to the end of a suspension"),
            Self::ListPenalty => Text::new("依处罚列入信用名录", "list it for a penalty"),
            Self::UnlistAnnulled => {
                Text::new("处罚已撤销，更正名录", "take off what rests on an annulled penalty")
            }
            Self::EvaluateAnew => Text::new("评估等级到期", "evaluate anew before the grade ends"),
            Self::ConfirmGrade => {
                Text::new("评估公示期满待确认", "confirm a grade whose publicity is over")
            }
            Self::TakeBackCertificate => {
                Text::new("收回评估证书、牌匾", "take back certificate and sign")
            }
            Self::CheckGrade => Text::new("应当核查评估", "check its grade"),
            Self::ElectOfficers => Text::new("任期届满换届", "elect officers anew"),
            Self::RenewCertificate => Text::new("证书到期换发", "renew the certificate"),
            Self::AuthorizeAnew => Text::new("枢纽授权到期", "authorize the hub anew"),
            Self::CheckHubRectification => {
                Text::new("核查枢纽整改", "check the hub's rectification")
            }
            Self::CompleteWithdrawal => {
                Text::new("安置取消认定枢纽的成员", "place the members of the withdrawn hub")
            }
            Self::ReviewRetention => {
                Text::new("复核暂时保留的主管职责", "review the department that keeps its role")
            }
        }
    }

    /// The act that would follow.
    #[must_use]
    pub fn act(self) -> ActKind {
        match self {
            Self::RemindReport => ActKind::FileAnnualReport,
            Self::RecordMissed => ActKind::RecordMissedReport,
            Self::TellMissed | Self::MoveToSerious => ActKind::NotifyListing,
            Self::DecideListing | Self::ListPenalty => ActKind::ListOrganization,
            Self::TimePassed | Self::VerifyRemoval | Self::UnlistAnnulled => {
                ActKind::RemoveFromList
            }
            Self::CheckRectification => ActKind::CloseRectification,
            Self::SeeToWarning => ActKind::CloseWarning,
            Self::DecideCase => ActKind::DecidePenalty,
            Self::SettleEvidence => ActKind::SettleEvidence,
            Self::DeliverDecision => ActKind::ServePenalty,
            Self::CollectPayment => ActKind::PayPenalty,
            Self::EndSuspension => ActKind::ResumeActivity,
            Self::EvaluateAnew => ActKind::ApplyForEvaluation,
            Self::ConfirmGrade => ActKind::ConfirmGrade,
            Self::TakeBackCertificate => ActKind::ReturnGradeCertificate,
            Self::CheckGrade => ActKind::BeginCheckEvaluation,
            Self::ElectOfficers => ActKind::FileOfficers,
            Self::RenewCertificate => ActKind::ReissueCertificate,
            Self::AuthorizeAnew => ActKind::AuthorizeHub,
            Self::CheckHubRectification => ActKind::CloseHubRectification,
            Self::CompleteWithdrawal => ActKind::CompleteHubWithdrawal,
            Self::ReviewRetention => ActKind::RetainDepartment,
        }
    }
}
