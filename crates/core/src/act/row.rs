//! The form of a row of the catalogue: what an act is performed on, by whom, from where, under which
//! rules, and what it starts and issues.
//!
//! What may not enter: the rows themselves (`catalogue.rs`).

use serde::Serialize;

use super::{ActKind, Clock, MatterKind, Rules};
use crate::{
    access::Role, case::CaseStatus, decoupling::DecouplingStatus, hub::HubStatus,
    organization::OrganizationStatus, text::Text,
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
    /// An entry of the roll.
    Roll,
    /// A programme of decoupling.
    Programme,
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
    /// Certificate of deregistration (注销证明; association regulation art. 21 ¶2).
    Deregistration,
    /// Written refusal with reasons and remedies (不予登记决定书).
    Refusal,
    /// Notice of what must be corrected (补正告知书).
    CorrectionNotice,
    /// Notice that the application is not accepted (不予受理决定书).
    NonAcceptance,
    /// Receipt of acceptance (受理通知书).
    AcceptanceReceipt,
}

/// The clock that an act starts.
#[derive(Debug, Clone, Copy)]
pub enum Starts {
    /// None.
    Nothing,
    /// This one.
    Always(Clock),
    /// That of the decision, which each matter has for itself.
    Decision,
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
    /// From which statuses of an organization.
    pub organization_from: &'static [OrganizationStatus],
    /// From which standings of a hub (empty where the act is on none).
    pub hub_from: &'static [HubStatus],
    /// From which standings of a case of decoupling (empty where the act is on none).
    pub decoupling_from: &'static [DecouplingStatus],
    /// Rules on state and persons that guard it.
    pub procedure_rules: &'static [&'static str],
    /// Rules that are examined with those and told, and do not guard it.
    pub told_rules: &'static [&'static str],
    /// Which rules on the submitted content guard it; the matter says which they are.
    pub content: Rules,
    /// Which rules on the content are examined and reported but do not guard it.
    pub advice: Rules,
    /// The clock that it starts.
    pub clock: Starts,
    /// The documents that it issues.
    pub issues: &'static [DocumentIssued],
}

impl Act {
    /// The title as a text.
    #[must_use]
    pub fn text(&self) -> Text {
        Text::new(self.title.0, self.title.1)
    }

    /// The matters that it can be about: the one that it opens or files, else every matter that
    /// is decided.
    pub fn matters(&self) -> impl Iterator<Item = MatterKind> + use<> {
        let own = MatterKind::opened_by(self.kind).map(|matter| matter.kind);
        let of_it = move |m: &MatterKind| match own {
            Some(own) => *m == own,
            None => m.row().is_some_and(|row| row.decision.is_some()),
        };
        MatterKind::ALL.into_iter().filter(of_it)
    }

    /// The rules on the content that guard it, for what is applied for.
    #[must_use]
    pub fn content_rules(&self, matter: MatterKind) -> &'static [&'static str] {
        matter.rules(self.content)
    }

    /// The rules on the content that are told with it, for what is applied for.
    #[must_use]
    pub fn advisory_rules(&self, matter: MatterKind) -> &'static [&'static str] {
        matter.rules(self.advice)
    }

    /// The clock that it starts, for what is applied for.
    #[must_use]
    pub fn clock_for(&self, matter: MatterKind) -> Option<Clock> {
        match self.clock {
            Starts::Nothing => None,
            Starts::Always(clock) => Some(clock),
            Starts::Decision => matter.row().and_then(|row| row.decision),
        }
    }
}
