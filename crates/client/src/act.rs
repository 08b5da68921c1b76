//! Acts, their answers and their law. Every act goes under a key: sent again, it is answered and not done twice. May not
//! enter: which acts there are; `GET /acts` has them.

use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::rand;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    ask::{Client, Request, encoded},
    error::ClientError,
};

/// How an act is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Act {
    /// Its key. Without one a call draws one: then only the call itself may send the act again. Whoever wants to call again,
    /// after an error or a crash, gives a key of their own.
    pub key: Option<String>,
    /// The version that was seen: refused when the record has moved on.
    pub version: Option<i64>,
    /// Whether only to tell what would happen.
    pub dry_run: bool,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Text {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Where a rule stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Citation {
    /// Id of the regulation.
    pub regulation: String,
    /// Its title.
    pub title: Text,
    /// The article.
    pub article: String,
    /// The version in force on the day of the act.
    pub version: String,
    /// From when that version is in force.
    pub version_from: NaiveDate,
}

/// A rule that was examined.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Finding {
    /// Its id.
    pub rule: String,
    /// `met`, `violated`, `not_applicable`, `unknown`.
    pub outcome: String,
    /// Where it stands.
    pub citation: Citation,
    /// What it says.
    pub text: Text,
    /// How well its text is known; what is only remembered (`memory`) stands against nothing.
    #[serde(default)]
    pub mark: String,
    /// What to do about it.
    #[serde(default)]
    pub remedy: Option<Text>,
    /// From when the act will be possible, where time alone helps.
    #[serde(default)]
    pub possible_from: Option<NaiveDate>,
    /// Whatever else the register tells.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl Finding {
    /// Whether it stands against an act: an act needs every rule to be met for certain.
    #[must_use]
    pub fn stands_against(&self) -> bool {
        self.mark != "memory" && (self.outcome == "violated" || self.outcome == "unknown")
    }
}

/// What an act was about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Subject {
    /// `case`, `organization`, `unit` and so on.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its version after the act.
    pub version: i64,
}

/// What an act did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Answer {
    /// The day on which the law was applied.
    pub on: NaiveDate,
    /// Whether it only was tried.
    pub dry_run: bool,
    /// Position in the log; 0 for a dry run.
    pub position: i64,
    /// What it was about.
    pub subject: Subject,
    /// The rules that were examined.
    pub findings: Vec<Finding>,
    /// The organization that it was about or that it made.
    #[serde(default)]
    pub organization: Option<String>,
    /// Its code.
    #[serde(default)]
    pub uscc: Option<String>,
    /// Whatever else the register tells.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// An act that this account could do next.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NextStep {
    /// Which act.
    pub act: String,
    /// What it is called.
    pub title: Text,
    /// `possible`, `blocked`, `later`.
    pub state: String,
    /// The rules that stand against it now.
    #[serde(default)]
    pub blocked_by: Vec<Finding>,
    /// From when it will be possible.
    #[serde(default)]
    pub possible_from: Option<NaiveDate>,
    /// Whatever else the register tells.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl Client {
    /// Performs an act: `path` under `/api/v1`, as the description has it.
    ///
    /// # Errors
    /// [`ClientError::Refused`] with the findings, when the law stands against it; others.
    pub fn act(
        &self,
        path: &str,
        content: &impl Serialize,
        act: &Act,
    ) -> Result<Answer, ClientError> {
        let mut headers = vec![("Idempotency-Key", act.key.clone().unwrap_or_else(fresh_key))];
        if let Some(version) = act.version {
            headers.push(("If-Match", format!("\"{version}\"")));
        }
        let asked = if act.dry_run { format!("{path}?dry_run=true") } else { path.to_owned() };
        let body = Some(self.written(path, content)?);
        let request =
            Request { method: "POST", path: &asked, headers: &headers, body, repeatable: true };
        let answer: Answer = self.json(path, &self.send(&request)?)?;
        self.has_acted(answer.position);
        Ok(answer)
    }

    /// What can lawfully be done with an organization next.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn next_steps(&self, organization: &str) -> Result<Vec<NextStep>, ClientError> {
        self.get(&format!("/organizations/{}/next-steps", encoded(organization)))
    }
}

/// A key that no other request of this or another process has.
fn fresh_key() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut drawn = [0; 16];
    // Where the machine has no randomness, time and the count still tell requests apart.
    if rand::fill(&mut drawn).is_err() {
        let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        drawn = now.as_nanos().to_le_bytes();
    }
    format!("{}-{}", hex::encode(drawn), COUNT.fetch_add(1, Ordering::Relaxed))
}
