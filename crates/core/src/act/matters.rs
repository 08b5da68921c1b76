//! What can be applied for (申请事项): which rules it must meet, how long the decision may take,
//! what its documents are called. The steps of the procedure are the same for all.
//!
//! What may not enter: the steps (catalogue) and the conditions (rules).

use serde::{Deserialize, Serialize};

use super::{
    ActKind, Clock,
    clock::{CHARITY, ESTABLISHMENT, FUNDRAISING, LICENSING, RECOGNITION, STATUTORY},
    matter_rules::{
        CHANGE_FORMAL, CHANGE_WHOLE, CHARITY_WHOLE, ESTABLISHMENT_FORMAL, ESTABLISHMENT_WHOLE,
        MERGER_FORMAL, MERGER_WHOLE, TRANSFER_FORMAL, TRANSFER_WHOLE,
    },
};
use crate::{organization::OrganizationKind, text::Text};

/// What is applied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MatterKind {
    /// Establishment registration (成立登记).
    Establishment,
    /// Registration of a legal person by statute (association regulation art. 15).
    StatutoryEstablishment,
    /// Establishment of a charity (慈善组织设立登记).
    CharityEstablishment,
    /// Change of registered items (变更登记).
    Change,
    /// A merger in which an organization takes others in (吸收合并).
    Merger,
    /// Deregistration after a liquidation (注销登记).
    Deregistration,
    /// Another supervisory unit (变更业务主管单位).
    SupervisionTransfer,
    /// Approval of an amended charter (章程核准).
    CharterApproval,
    /// Recognition of an existing organization as a charity (慈善组织认定).
    CharityRecognition,
    /// Qualification for public fundraising (公开募捐资格).
    Fundraising,
    /// Officers filed (负责人备案).
    OfficersFiling,
    /// Seal specimens and bank account filed (印章式样、银行账户备案).
    SealAndAccountFiling,
    /// Party building filed (党建情况备案).
    PartyBuildingFiling,
}

/// Which of a matter's rules an act is guarded by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// None.
    None,
    /// That nothing goes to a unit that may not supervise.
    Supervisor,
    /// What must be there for the application to be accepted.
    Formal,
    /// All.
    Whole,
}

/// From when the time for the decision counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountsFrom {
    /// From the receipt of all valid documents (association regulation art. 12 ¶1).
    Receipt,
    /// From acceptance (licensing law art. 42).
    Acceptance,
}

/// A row of the matters.
#[derive(Debug, Clone, Copy)]
pub struct Matter {
    /// Which matter.
    pub kind: MatterKind,
    /// Title in Chinese and English.
    pub title: (&'static str, &'static str),
    /// The act that opens it.
    pub opened_by: ActKind,
    /// The kinds of organization whose supervisory unit is asked before the registrar.
    pub consent_of: &'static [OrganizationKind],
    /// See [`Rules::Supervisor`].
    pub supervisor: &'static [&'static str],
    /// See [`Rules::Formal`].
    pub formal: &'static [&'static str],
    /// Rules on the organization as it stands, whatever is stated: next steps tell them before
    /// anything is drafted.
    pub standing: &'static [&'static str],
    /// See [`Rules::Whole`].
    pub whole: &'static [&'static str],
    /// Rules that are examined and told, and refuse nothing.
    pub told: &'static [&'static str],
    /// The clock of the decision; none where the matter takes effect when it is filed.
    pub decision: Option<Clock>,
    /// By how much that may be extended once, with approval.
    pub extension: Option<&'static str>,
    /// From when that counts.
    pub counts_from: CountsFrom,
    /// The word in the number of an approval (准成), and the series that it is counted in.
    pub word: (&'static str, &'static str),
    /// What approval and refusal are called in this matter, in Chinese and English; for an
    /// establishment the acts' own titles.
    pub decisions: Option<[(&'static str, &'static str); 2]>,
}

impl Matter {
    /// The title as a text.
    #[must_use]
    pub fn text(&self) -> Text {
        Text::new(self.title.0, self.title.1)
    }

    /// What an act on a case of this matter is called, where that is not the act's own title.
    #[must_use]
    pub fn title_of(&self, act: ActKind) -> Option<Text> {
        let [approval, refusal] = self.decisions?;
        let (zh, en) = match act {
            ActKind::ApproveApplication => approval,
            ActKind::RefuseApplication => refusal,
            _ => return None,
        };
        Some(Text::new(zh, en))
    }
}

impl MatterKind {
    /// Every matter.
    pub const ALL: [Self; 13] = [
        Self::Establishment,
        Self::StatutoryEstablishment,
        Self::CharityEstablishment,
        Self::Change,
        Self::Merger,
        Self::Deregistration,
        Self::SupervisionTransfer,
        Self::CharterApproval,
        Self::CharityRecognition,
        Self::Fundraising,
        Self::OfficersFiling,
        Self::SealAndAccountFiling,
        Self::PartyBuildingFiling,
    ];

    /// The stable id, as in the API: `charity_recognition`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Establishment => "establishment",
            Self::StatutoryEstablishment => "statutory_establishment",
            Self::CharityEstablishment => "charity_establishment",
            Self::Change => "change",
            Self::Merger => "merger",
            Self::Deregistration => "deregistration",
            Self::SupervisionTransfer => "supervision_transfer",
            Self::CharterApproval => "charter_approval",
            Self::CharityRecognition => "charity_recognition",
            Self::Fundraising => "fundraising",
            Self::OfficersFiling => "officers_filing",
            Self::SealAndAccountFiling => "seal_and_account_filing",
            Self::PartyBuildingFiling => "party_building_filing",
        }
    }

    /// The matter that an act opens a case about an organization for.
    #[must_use]
    pub fn opened_by(act: ActKind) -> Option<&'static Matter> {
        MATTERS.iter().find(|m| m.opened_by == act && act != ActKind::OpenEstablishment)
    }

    /// The row of this matter.
    #[must_use]
    pub fn row(self) -> Option<&'static Matter> {
        MATTERS.iter().find(|m| m.kind == self)
    }

    /// Some of its rules. Each kind of organization is asked those of its own regulation.
    #[must_use]
    pub fn rules(self, which: Rules) -> &'static [&'static str] {
        match (which, self.row()) {
            (Rules::None, _) | (_, None) => &[],
            (Rules::Supervisor, Some(row)) => row.supervisor,
            (Rules::Formal, Some(row)) => row.formal,
            (Rules::Whole, Some(row)) => row.whole,
        }
    }
}

/// Every matter.
pub const MATTERS: &[Matter] = &[
    Matter {
        kind: MatterKind::Establishment,
        title: ("成立登记", "establishment"),
        opened_by: ActKind::OpenEstablishment,
        consent_of: &OrganizationKind::ALL,
        supervisor: &["ST-6", "QS-4b-2", "MF-8d", "JJ-9c"],
        formal: ESTABLISHMENT_FORMAL,
        standing: &[],
        whole: ESTABLISHMENT_WHOLE,
        told: &["QS-3", "QS-10", "RZ-5"],
        decision: Some(ESTABLISHMENT),
        extension: None,
        counts_from: CountsFrom::Receipt,
        word: ("approval", "准成"),
        decisions: None,
    },
    Matter {
        kind: MatterKind::StatutoryEstablishment,
        title: ("法定社会团体法人登记", "registration of a legal person by statute"),
        opened_by: ActKind::OpenEstablishment,
        // The approval is there already; nobody is asked for another.
        consent_of: &[],
        supervisor: &["ST-6", "QS-4b-2"],
        formal: &["ST-7", "ST-12b", "ST-15", "ZD-1"],
        standing: &[],
        whole: &[
            "ST-4", "ST-6", "QS-4b-2", "ST-7", "ST-12b", "ST-12c", "ST-15", "ZD-1", "MC-16a",
            "ST-19a", "ZZ-17", "TC-6",
        ],
        told: &["ST-15a", "QS-3", "QS-10"],
        decision: Some(STATUTORY),
        extension: None,
        counts_from: CountsFrom::Receipt,
        word: ("statutory", "法登"),
        decisions: None,
    },
    Matter {
        kind: MatterKind::CharityEstablishment,
        title: ("慈善组织设立登记", "establishment of a charity"),
        opened_by: ActKind::OpenEstablishment,
        consent_of: &OrganizationKind::ALL,
        supervisor: &["ST-6", "QS-4b-2", "MF-8d", "JJ-9c"],
        formal: ESTABLISHMENT_FORMAL,
        standing: &[],
        whole: CHARITY_WHOLE,
        told: &["CS-8", "QS-3", "QS-10", "RZ-5"],
        decision: Some(CHARITY),
        extension: Some(CHARITY_EXTENSION),
        counts_from: CountsFrom::Acceptance,
        word: ("charity", "慈设"),
        decisions: None,
    },
    Matter {
        kind: MatterKind::Change,
        title: ("变更登记", "change of registered items"),
        opened_by: ActKind::OpenChange,
        // A foundation asks its unit for changes of its charter, not of what is registered.
        consent_of: &[OrganizationKind::Association, OrganizationKind::ServiceInstitution],
        supervisor: &[],
        formal: CHANGE_FORMAL,
        standing: &["ZZ-18"],
        whole: CHANGE_WHOLE,
        told: &["ST-18a-2", "MF-15a-2", "RZ-5"],
        decision: Some(LICENSING),
        extension: Some("licensing.extension.working_days"),
        counts_from: CountsFrom::Acceptance,
        word: ("change", "准变"),
        decisions: Some([
            ("准予变更登记", "Approve the change"),
            ("不予变更登记", "Refuse the change"),
        ]),
    },
    Matter {
        kind: MatterKind::Merger,
        title: ("合并登记", "merger"),
        opened_by: ActKind::OpenMerger,
        consent_of: &[OrganizationKind::Association, OrganizationKind::ServiceInstitution],
        supervisor: &[],
        formal: MERGER_FORMAL,
        standing: &["ZZ-18"],
        whole: MERGER_WHOLE,
        told: &["QS-3", "QS-10", "ST-18a-2", "MF-15a-2", "RZ-5"],
        decision: Some(LICENSING),
        extension: Some("licensing.extension.working_days"),
        counts_from: CountsFrom::Acceptance,
        word: ("merger", "准合"),
        decisions: Some([
            ("准予合并登记", "Approve the merger"),
            ("不予合并登记", "Refuse the merger"),
        ]),
    },
    Matter {
        kind: MatterKind::Deregistration,
        title: ("注销登记", "deregistration"),
        opened_by: ActKind::OpenDeregistration,
        // The foundation regulation lets the unit guide the liquidation, and asks it for nothing more.
        consent_of: &[OrganizationKind::Association, OrganizationKind::ServiceInstitution],
        supervisor: &[],
        formal: &["TC-5", "ST-21a", "MF-17", "JJ-18", "TC-7b"],
        standing: &["TC-5"],
        whole: &["TC-5", "ST-21a", "MF-17", "JJ-18", "TC-7b", "ST-21b", "TC-4b", "TC-6"],
        told: &["ST-21a-2", "MF-17-2", "JJ-18-2"],
        decision: Some(LICENSING),
        extension: Some("licensing.extension.working_days"),
        counts_from: CountsFrom::Acceptance,
        word: ("deregistration", "准注"),
        decisions: Some([
            ("准予注销登记", "Approve the deregistration"),
            ("不予注销登记", "Refuse the deregistration"),
        ]),
    },
    Matter {
        kind: MatterKind::SupervisionTransfer,
        title: ("变更业务主管单位", "another supervisory unit"),
        opened_by: ActKind::OpenSupervisionTransfer,
        // The unit that takes over is asked; the old one has let go before.
        consent_of: &OrganizationKind::ALL,
        supervisor: &["ST-6", "QS-4b-2", "MF-8d", "JJ-9c"],
        formal: TRANSFER_FORMAL,
        standing: &["ZZ-18"],
        whole: TRANSFER_WHOLE,
        told: &["MF-15b", "ST-18a-2", "MF-15a-2", "DJ-9"],
        decision: Some(LICENSING),
        extension: Some("licensing.extension.working_days"),
        counts_from: CountsFrom::Acceptance,
        word: ("transfer", "主变"),
        decisions: Some([
            ("准予变更业务主管单位", "Approve the transfer of supervision"),
            ("不予变更业务主管单位", "Refuse the transfer of supervision"),
        ]),
    },
    Matter {
        kind: MatterKind::CharterApproval,
        title: ("章程核准", "approval of the charter"),
        opened_by: ActKind::OpenCharterApproval,
        consent_of: &OrganizationKind::ALL,
        supervisor: &[],
        formal: &[
            "ZZ-18", "ST-18b", "MF-15c", "JJ-15", "ST-14", "MF-10", "MF-10b", "JJ-10b", "ZZ-11",
        ],
        standing: &["ZZ-18"],
        whole: &[
            "ZZ-18", "ST-18b", "MF-15c", "JJ-15", "ST-14", "MF-10", "MF-10b", "JJ-10a", "JJ-10b",
            "JJ-21b", "JJ-21d", "ZZ-11",
        ],
        told: &["ST-18b-2", "MF-15c-2", "DJ-9"],
        decision: Some(LICENSING),
        extension: Some("licensing.extension.working_days"),
        counts_from: CountsFrom::Acceptance,
        word: ("charter", "章核"),
        decisions: Some([("予以核准", "Approve the charter"), ("不予核准", "Refuse the charter")]),
    },
    Matter {
        kind: MatterKind::CharityRecognition,
        title: ("慈善组织认定", "recognition as a charity"),
        opened_by: ActKind::OpenCharityRecognition,
        consent_of: &OrganizationKind::ALL,
        supervisor: &[],
        formal: &["ZZ-18", "CS-4", "CS-4b", "RD-6", "RD-7"],
        standing: &["ZZ-18", "CS-4", "CS-4b"],
        whole: &["ZZ-18", "CS-3a", "CS-4", "CS-4b", "CS-5a", "CS-5b", "CS-6", "RD-6", "RD-7"],
        told: &["CS-8"],
        decision: Some(RECOGNITION),
        extension: Some(CHARITY_EXTENSION),
        counts_from: CountsFrom::Acceptance,
        word: ("recognition", "认慈"),
        decisions: Some([
            ("予以认定", "Recognize as a charity"),
            ("不予认定", "Refuse recognition"),
        ]),
    },
    Matter {
        kind: MatterKind::Fundraising,
        title: ("公开募捐资格", "public fundraising"),
        opened_by: ActKind::OpenFundraising,
        consent_of: &[],
        supervisor: &[],
        formal: &["ZZ-18", "CS-7"],
        standing: &["ZZ-18", "CS-7"],
        whole: &["ZZ-18", "CS-7", "CS-7b"],
        told: &[],
        decision: Some(FUNDRAISING),
        extension: None,
        counts_from: CountsFrom::Acceptance,
        word: ("fundraising", "募资"),
        decisions: Some([
            ("准予取得公开募捐资格", "Grant public fundraising"),
            ("不予公开募捐资格", "Refuse public fundraising"),
        ]),
    },
    filing(
        MatterKind::OfficersFiling,
        ("负责人备案", "officers filed"),
        ActKind::FileOfficers,
        &[
            "ZZ-12", "ST-27b", "JJ-37b", "JJ-20b-2", "JJ-23a", "JJ-23d", "JJ-24", "RZ-1", "RZ-2",
            "RZ-3", "RZ-4", "RZ-6", "RZ-7", "RZ-8", "RZ-11", "TB-19", "TG-9", "TG-30", "TG-31",
            "TG-32", "TG-33",
        ],
        &["RZ-5"],
    ),
    filing(
        MatterKind::SealAndAccountFiling,
        ("印章式样、银行账户备案", "seal specimens and bank account filed"),
        ActKind::FileSealAndAccount,
        &["ST-16"],
        &[],
    ),
    filing(
        MatterKind::PartyBuildingFiling,
        ("党建情况备案", "party building filed"),
        ActKind::FilePartyBuilding,
        &["ZZ-13"],
        &["DJ-1", "DJ-6"],
    ),
];

/// A matter that takes effect when it is filed: nobody accepts, examines or decides it.
const fn filing(
    kind: MatterKind,
    title: (&'static str, &'static str),
    filed_by: ActKind,
    whole: &'static [&'static str],
    told: &'static [&'static str],
) -> Matter {
    Matter {
        kind,
        title,
        opened_by: filed_by,
        consent_of: &[],
        supervisor: &[],
        formal: &[],
        standing: &[],
        whole,
        told,
        decision: None,
        extension: None,
        counts_from: CountsFrom::Receipt,
        word: ("", ""),
        decisions: None,
    }
}

/// The parameter by which the charity law lets a decision be extended.
const CHARITY_EXTENSION: &str = "charity.extension.days";
