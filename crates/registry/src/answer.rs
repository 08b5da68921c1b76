//! The answer to an act: what was done, numbered and issued, what is due, and every rule.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    act::{ActKind, DocumentIssued},
    case::{CaseEvent, Due},
    decide::Decision,
    event::Event,
    exit::ExitEvent,
    law::Finding,
    organization::OrganizationEvent,
};

/// What the act was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SubjectBrief {
    /// `case`, `organization` or `unit`.
    pub kind: String,
    /// Identifier.
    pub id: String,
    /// Version after the act; the entity tag.
    pub version: i64,
}

/// An event that the act appended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EventBrief {
    /// Position in the log.
    pub position: i64,
    /// Stream.
    pub stream: String,
    /// Kind.
    pub kind: String,
    /// Legal date.
    pub effective_on: NaiveDate,
}

/// A document that the act issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct IssuedDocument {
    /// Kind.
    pub kind: DocumentIssued,
    /// Number, where it has one.
    pub number: Option<String>,
}

/// The answer to an act.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ActAnswer {
    /// The act.
    pub act: ActKind,
    /// Its date.
    pub on: NaiveDate,
    /// Whether it was only asked what would happen.
    pub dry_run: bool,
    /// Position of the last event in the log (0 for a dry run).
    pub position: i64,
    /// What it was about.
    pub subject: SubjectBrief,
    /// The organization that came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uscc: Option<String>,
    /// Documents issued.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<IssuedDocument>,
    /// What is due next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// Events appended (for a dry run: that would be).
    pub events: Vec<EventBrief>,
    /// Every rule that was examined.
    pub findings: Vec<Finding>,
}

/// An answer, fresh or repeated.
#[derive(Debug, Clone, PartialEq)]
pub enum Answered {
    /// The act was performed now.
    Fresh(Box<ActAnswer>),
    /// The request was answered before under its key; this is that answer's JSON.
    Repeated(String),
}

/// What an answer tells of the events: the organization, its code, documents, what is due.
pub(crate) fn told(
    decision: &Decision,
) -> (Option<String>, Option<String>, Vec<IssuedDocument>, Option<Due>) {
    let (mut organization, mut uscc, mut documents, mut next) = (None, None, Vec::new(), None);
    let mut issue = |kind, number: Option<&String>| {
        documents.push(IssuedDocument { kind, number: number.cloned() });
    };
    for event in &decision.events {
        match &event.event {
            Event::Organization(OrganizationEvent::Registered { id, uscc: code, .. }) => {
                organization = Some(id.clone());
                uscc = Some(code.to_string());
            }
            Event::Organization(OrganizationEvent::CertificateIssued { certificate, .. }) => {
                issue(DocumentIssued::Certificate, Some(&certificate.number));
            }
            Event::Organization(OrganizationEvent::Ended { document_number, .. }) => {
                issue(DocumentIssued::Deregistration, Some(document_number));
            }
            Event::Organization(OrganizationEvent::DuplicateIssued { number, .. }) => {
                issue(DocumentIssued::Certificate, Some(number));
            }
            Event::Organization(OrganizationEvent::NoticePublished { .. }) => {
                issue(DocumentIssued::PublicNotice, None);
            }
            Event::Exit(exit) => {
                if let ExitEvent::LiquidationConcluded { conclusion } = &**exit {
                    next.clone_from(&conclusion.deregister_by);
                }
            }
            Event::Case(case) => match &**case {
                CaseEvent::Accepted { receipt, due, by_silence: false, .. } => {
                    issue(DocumentIssued::AcceptanceReceipt, receipt.as_ref());
                    next.clone_from(due);
                }
                CaseEvent::CorrectionRequested { due, .. } => {
                    issue(DocumentIssued::CorrectionNotice, None);
                    next.clone_from(due);
                }
                CaseEvent::Received { due }
                | CaseEvent::PeriodExcluded { due, .. }
                | CaseEvent::DecisionExtended { due, .. } => {
                    next.clone_from(due);
                }
                CaseEvent::NotAccepted { document_number, .. } => {
                    issue(DocumentIssued::NonAcceptance, Some(document_number));
                }
                CaseEvent::Refused { document_number, .. } => {
                    issue(DocumentIssued::Refusal, Some(document_number));
                }
                _ => {}
            },
            _ => {}
        }
    }
    (organization, uscc, documents, next)
}
