//! What may go wrong, and what the register says when it cannot do what was asked (RFC 9457). May not enter: what to do
//! about it; that is the caller's, or stands in the problem.

use std::time::Duration;

use serde::Deserialize;
use thiserror::Error;

use crate::act::Finding;

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum ClientError {
    /// The register cannot or must not do it; the law may stand against it.
    #[error("{0}")]
    Refused(Box<Problem>),
    /// The register was not reached, or hung up.
    #[error("the register was not reached at {url}: {cause}")]
    Unreached {
        /// What was asked.
        url: String,
        /// What the network says.
        cause: Box<ureq::Error>,
    },
    /// What stands before the register answers for it: it is away or overloaded.
    #[error("{url} answers {status}")]
    Busy {
        /// What was asked.
        url: String,
        /// HTTP status.
        status: u16,
        /// How long to wait, where that is told.
        retry_after: Option<Duration>,
    },
    /// The answer is not what the API describes.
    #[error("the answer of {url} was not understood: {what}")]
    NotUnderstood {
        /// What was asked.
        url: String,
        /// What is wrong with it.
        what: String,
    },
    /// What was downloaded is not what the register named.
    #[error("{0}: not what the register named; begin it anew")]
    NotTheSame(String),
    /// A file on this side could not be read or written.
    #[error("{0}")]
    File(#[from] std::io::Error),
}

/// A problem, as the register tells it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Problem {
    /// Which kind, `/problems/act-refused` and so on: stable, and the path of its explanation.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is, in the client's language.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What to do.
    #[serde(default)]
    pub detail: String,
    /// Fields that are not in form.
    #[serde(default)]
    pub errors: Vec<FieldFault>,
    /// Rules that were examined, for an act that the law stands against.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// How long to wait before asking again, where the register says so.
    #[serde(skip)]
    pub retry_after: Option<Duration>,
}

/// A field that is not in form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FieldFault {
    /// JSON pointer, or the name of the parameter or header.
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// What to do.
    pub detail: String,
}

impl Problem {
    /// The name of its kind: `act-refused` and so on.
    #[must_use]
    pub fn slug(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or(&self.kind)
    }

    /// The rules that stand against the act.
    pub fn against(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.stands_against())
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.status, self.title, self.detail)?;
        for fault in &self.errors {
            write!(f, " {}: {}", fault.pointer, fault.detail)?;
        }
        for finding in self.against() {
            let Finding { rule, citation, .. } = finding;
            write!(f, " {rule}: {} {}", citation.regulation, citation.article)?;
        }
        Ok(())
    }
}

impl ClientError {
    /// The register's problem, where it told one.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused(problem) => Some(problem),
            _ => None,
        }
    }

    /// Whether the register says that there is no such thing, or none for this account.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.problem().is_some_and(|problem| problem.status == 404)
    }
}
