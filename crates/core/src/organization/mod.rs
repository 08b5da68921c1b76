//! The state of one organization, and how events change it.
//!
//! The state is built only by folding events with [`evolve`], which is total: it never fails
//! and never looks at a clock. What is kept are the items that the regulation asks to be
//! registered (association regulation art. 12 ¶2), the supervision in force, certificates,
//! notices and names.
//!
//! `event.rs` holds the events, `fold.rs` what they make of it, `record.rs` the state,
//! `public.rs` the public record,
//! `ending.rs` ends and successors.
//!
//! What may not enter: whether a change is lawful; events are facts.

mod ending;
mod event;
mod fold;
mod public;
mod record;

pub use ending::{EndRecord, GivenUp, Relative, SuccessionKind};
pub(crate) use ending::{decided, given_back};
pub use event::{Certificate, OrganizationEvent, Origin, RegisteredItems, ReissueGround};
pub use fold::evolve;
pub use public::{
    PublicDecoupling, PublicInspection, PublicLiquidation, PublicListing, PublicPenalty,
    PublicPledge, PublicRecord, Titled,
};
pub use record::{
    CharityStatus, CharterRecord, DecidedAction, FiledOfficer, Filings, NamePeriod, OfficersTerm,
    Organization, RecordedDecision, RecordedRename, SupervisionRecord, TermOfOffice,
    document_number,
};

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// Identifier of an organization (UUID, time-ordered).
pub type OrganizationId = String;

/// The three registered kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationKind {
    /// Association (社会团体).
    Association,
    /// Social service institution (社会服务机构, 民办非企业单位).
    ServiceInstitution,
    /// Foundation (基金会).
    Foundation,
}

impl OrganizationKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Association, Self::ServiceInstitution, Self::Foundation];

    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Association => "association",
            Self::ServiceInstitution => "service_institution",
            Self::Foundation => "foundation",
        }
    }

    /// The kind as officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Association => Text::new("社会团体", "association"),
            Self::ServiceInstitution => Text::new("社会服务机构", "social service institution"),
            Self::Foundation => Text::new("基金会", "foundation"),
        }
    }

    /// The kind by any of its legal names; 民办非企业单位 and 社会服务机构 are one kind.
    #[must_use]
    pub fn from_chinese(name: &str) -> Option<Self> {
        match name.trim() {
            "社会团体" => Some(Self::Association),
            "民办非企业单位" | "社会服务机构" => Some(Self::ServiceInstitution),
            "基金会" => Some(Self::Foundation),
            _ => None,
        }
    }

    /// The class character of its unified social credit code (GB 32100, department 5).
    #[must_use]
    pub fn code_class(self) -> char {
        match self {
            Self::Association => '1',
            Self::ServiceInstitution => '2',
            Self::Foundation => '3',
        }
    }
}

/// Where an organization stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationStatus {
    /// Registered (已登记).
    Registered,
    /// Its certificate was revoked (吊销登记证书); it is registered until it is deregistered.
    CertificateRevoked,
    /// Its registration was rescinded (撤销登记).
    Rescinded,
    /// In liquidation (清算中): it exists, and does nothing else (civil code art. 72).
    Liquidating,
    /// Deregistered (注销登记): it is no more.
    Deregistered,
}

impl OrganizationStatus {
    /// Every status.
    pub const ALL: [Self; 5] = [
        Self::Registered,
        Self::CertificateRevoked,
        Self::Rescinded,
        Self::Liquidating,
        Self::Deregistered,
    ];

    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::CertificateRevoked => "certificate_revoked",
            Self::Rescinded => "rescinded",
            Self::Liquidating => "liquidating",
            Self::Deregistered => "deregistered",
        }
    }

    /// The status as officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Registered => Text::new("已登记", "registered"),
            Self::CertificateRevoked => Text::new("已吊销登记证书", "certificate revoked"),
            Self::Rescinded => Text::new("已撤销登记", "registration rescinded"),
            Self::Liquidating => Text::new("清算中", "in liquidation"),
            Self::Deregistered => Text::new("已注销", "deregistered"),
        }
    }
}

/// Who is responsible for an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Responsible {
    /// A supervisory unit.
    Unit,
    /// Nobody, by policy: it is directly registered.
    Direct,
    /// Nobody that is known.
    None,
}

impl Responsible {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Direct => "direct",
            Self::None => "none",
        }
    }
}

impl Organization {
    /// Who is responsible for it.
    #[must_use]
    pub fn responsible(&self) -> Responsible {
        match (&self.supervision, &self.direct) {
            (Some(_), _) => Responsible::Unit,
            (None, Some(_)) => Responsible::Direct,
            (None, None) => Responsible::None,
        }
    }
}
