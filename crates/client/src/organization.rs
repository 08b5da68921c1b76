//! Organizations: one, many, page by page, and as they were. Fields that this client does not name are in `more`. May not
//! enter: what only offices see; ask it with [`Client::get`].

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    ask::{Client, encoded},
    error::ClientError,
};

/// For which day, and as known when. Neither: now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct At {
    /// How the law saw it on a day.
    pub as_of: Option<NaiveDate>,
    /// What the register knew at an instant.
    pub known_at: Option<DateTime<Utc>>,
}

/// A value with its names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Titled {
    /// Stable.
    pub id: String,
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A unit: a registrar, a department.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A name and when it was borne.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NamePeriod {
    /// The name.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// The day on which another took its place.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// Under whose supervision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Supervision {
    /// The unit.
    pub unit: Unit,
    /// Since when.
    pub since: NaiveDate,
}

/// The public record of an organization.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Organization {
    /// Its id in the register.
    pub id: String,
    /// Unified social credit code.
    pub uscc: String,
    /// Name in force.
    pub name: String,
    /// `association`, `service_institution`, `foundation` …
    pub kind: Titled,
    /// `registered`, `deregistered` …
    pub status: Titled,
    /// Division.
    pub division: Titled,
    /// Its registrar.
    pub registrar: Unit,
    /// All names it bore.
    pub names: Vec<NamePeriod>,
    /// Supervision in force; none where it was registered directly or decoupled.
    #[serde(default)]
    pub supervision: Option<Supervision>,
    /// Day of establishment.
    #[serde(default)]
    pub established_on: Option<NaiveDate>,
    /// Version, for `If-Match` and to compare with the feed's.
    pub version: i64,
    /// Whatever else the register tells.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// What a batch found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Batch {
    /// Those that there are.
    pub found: Vec<Organization>,
    /// Codes that nobody has.
    pub not_found: Vec<String>,
}

#[derive(Deserialize)]
struct Listed {
    items: Vec<Organization>,
    next: Option<String>,
}

impl Client {
    /// An organization by its code or id. None where there is none, or none at that time.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn organization(&self, id: &str, at: At) -> Result<Option<Organization>, ClientError> {
        let mut query = Vec::new();
        query.extend(at.as_of.map(|day| format!("as_of={day}")));
        query.extend(at.known_at.map(|it| format!("known_at={}", encoded(&it.to_rfc3339()))));
        let path = format!("/organizations/{}?{}", encoded(id), query.join("&"));
        match self.get(path.trim_end_matches('?')) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Up to 1,000 organizations by their codes.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn batch(&self, codes: &[&str]) -> Result<Batch, ClientError> {
        self.question("/organizations/batch", &json!({ "codes": codes }))
    }

    /// Organizations page by page, fetched as they are used. `filter` has the parameters of the list, such as
    /// `("division", "110105")`.
    pub fn organizations<'a>(
        &'a self,
        filter: &[(&str, &str)],
    ) -> impl Iterator<Item = Result<Organization, ClientError>> + use<'a> {
        let given: String =
            filter.iter().map(|(name, value)| format!("&{name}={}", encoded(value))).collect();
        let mut next = Some(String::new());
        let mut page = Vec::new().into_iter();
        std::iter::from_fn(move || {
            loop {
                if let Some(organization) = page.next() {
                    return Some(Ok(organization));
                }
                let cursor = next.take()?;
                let path = format!("/organizations?limit=200{given}{cursor}");
                match self.get::<Listed>(&path) {
                    Ok(listed) => {
                        next = listed.next.map(|it| format!("&cursor={}", encoded(&it)));
                        page = listed.items.into_iter();
                    }
                    Err(error) => return Some(Err(error)),
                }
            }
        })
    }
}
