//! Events as they stand in the log: a stream, a kind, a schema number and a payload.
//!
//! Events are facts in the past tense. A stored event is never rewritten; when its form
//! changes, its schema number rises and [`Event::from_stored`] lifts the old form into the new.
//!
//! What may not enter: how events are kept (that is the store's).

use chrono::NaiveDate;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    affiliation::{self, AffiliationEvent},
    case::CaseEvent,
    correction::{self, CorrectionEvent},
    decoupling::{self, DecouplingEvent, ProgrammeEvent},
    evaluation::{self, EvaluationEvent},
    exit::{self, ExitEvent},
    hub::HubEvent,
    organization::{self, Organization, OrganizationEvent},
    oversight::{
        annual::{self, AnnualEvent},
        credit::{self, CreditEvent},
        penalty::{self, PenaltyEvent},
    },
    roll::RollEvent,
    unit::UnitEvent,
};

/// The families of events: what stands before the dot of a kind.
pub const FAMILIES: [&str; 14] = [
    "organization",
    "case",
    "unit",
    "hub",
    "affiliation",
    "roll",
    "decoupling",
    "exit",
    "annual",
    "credit",
    "penalty",
    "evaluation",
    "correction",
    "programme",
];

/// The schema number that new events are written with.
pub const SCHEMA: i32 = 1;

/// Any event of the register.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "events live only between deciding and storing")]
pub enum Event {
    /// Of an organization.
    Organization(OrganizationEvent),
    /// Of a case.
    Case(Box<CaseEvent>),
    /// Of a unit.
    Unit(UnitEvent),
    /// Of an organization's relations with units; on the organization's stream.
    Affiliation(Box<AffiliationEvent>),
    /// Of an organization's case of decoupling; on the organization's stream.
    Decoupling(Box<DecouplingEvent>),
    /// Of an organization's way out; on the organization's stream.
    Exit(Box<ExitEvent>),
    /// Of an organization's annual reports and inspections; on the organization's stream.
    Annual(Box<AnnualEvent>),
    /// Of an organization's credit; on the organization's stream.
    Credit(Box<CreditEvent>),
    /// Of an organization's penalties; on the organization's stream.
    Penalty(Box<PenaltyEvent>),
    /// Of an organization's evaluation; on the organization's stream.
    Evaluation(Box<EvaluationEvent>),
    /// Of what was corrected of an organization; on the organization's stream.
    Correction(Box<CorrectionEvent>),
    /// Of a programme of decoupling.
    Programme(Box<ProgrammeEvent>),
    /// Of a unit's standing as a hub; on the unit's stream.
    Hub(Box<HubEvent>),
    /// Of an entry of the roll.
    Roll(RollEvent),
}

/// An event with the stream that it belongs to and its legal date.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamEvent {
    /// `organization/<id>`, `case/<id>`, `unit/<id>`, `roll/<id>` or `programme/<id>`.
    pub stream: String,
    /// The event.
    pub event: Event,
    /// Legal date.
    pub effective_on: NaiveDate,
}

/// Why a stored event cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CorruptEvent {
    /// Written by a later version of this software.
    #[error("event {kind} has schema {found}, this version reads up to {SCHEMA}")]
    LaterSchema {
        /// Its kind.
        kind: String,
        /// Its schema.
        found: i32,
    },
    /// The family before the dot is not known.
    #[error("event kind {0} is not known")]
    UnknownKind(String),
    /// The payload does not have the form of its kind.
    #[error("event {kind}: {message}")]
    Payload {
        /// Its kind.
        kind: String,
        /// What is wrong.
        message: String,
    },
}

/// The stream of an organization.
#[must_use]
pub fn organization_stream(id: &str) -> String {
    format!("organization/{id}")
}

/// The stream of a case.
#[must_use]
pub fn case_stream(id: &str) -> String {
    format!("case/{id}")
}

/// The stream of an entry of the roll.
#[must_use]
pub fn roll_stream(id: &str) -> String {
    format!("roll/{id}")
}

/// The stream of a programme of decoupling.
#[must_use]
pub fn programme_stream(id: &str) -> String {
    format!("programme/{id}")
}

/// The stream of a unit.
#[must_use]
pub fn unit_stream(id: &str) -> String {
    format!("unit/{id}")
}

impl Event {
    /// Whether it is one on the stream of an organization.
    #[must_use]
    pub fn is_of_organization(&self) -> bool {
        match self {
            Self::Organization(_)
            | Self::Affiliation(_)
            | Self::Decoupling(_)
            | Self::Exit(_)
            | Self::Annual(_)
            | Self::Credit(_)
            | Self::Penalty(_)
            | Self::Evaluation(_)
            | Self::Correction(_) => true,
            Self::Case(_) | Self::Unit(_) | Self::Programme(_) | Self::Hub(_) | Self::Roll(_) => {
                false
            }
        }
    }

    /// Whether everybody may read that it happened. What comes before a conclusion or a listing - reports,
    /// letters, notices, what was not listed - concerns the organization and its authorities alone.
    #[must_use]
    pub fn is_public(&self) -> bool {
        match self {
            Self::Annual(event) => event.is_public(),
            Self::Credit(event) => event.is_public(),
            Self::Penalty(event) => event.is_public(),
            Self::Evaluation(event) => event.is_public(),
            Self::Correction(event) => event.is_public(),
            Self::Case(_) => false,
            Self::Organization(_)
            | Self::Affiliation(_)
            | Self::Decoupling(_)
            | Self::Exit(_)
            | Self::Unit(_)
            | Self::Programme(_)
            | Self::Hub(_)
            | Self::Roll(_) => true,
        }
    }

    /// What it makes of the state of an organization, on its legal date. Total: an event of something
    /// else changes nothing. What a correction makes of earlier entries, [`correction::replay`] does.
    #[must_use]
    pub fn fold(&self, state: Option<Organization>, on: NaiveDate) -> Option<Organization> {
        match self {
            Self::Organization(event) => organization::evolve(state, event, on),
            Self::Affiliation(event) => affiliation::evolve(state, event, on),
            Self::Decoupling(event) => decoupling::evolve(state, event, on),
            Self::Exit(event) => exit::evolve(state, event),
            Self::Annual(event) => annual::evolve(state, event, on),
            Self::Credit(event) => credit::evolve(state, event, on),
            Self::Penalty(event) => penalty::evolve(state, event, on),
            Self::Evaluation(event) => evaluation::evolve(state, event, on),
            Self::Correction(event) => correction::evolve(state, event, on),
            Self::Case(_) | Self::Unit(_) | Self::Programme(_) | Self::Hub(_) | Self::Roll(_) => {
                state
            }
        }
    }

    /// The kind and payload to be stored: `organization.registered`, `{…}`.
    ///
    /// # Errors
    /// [`CorruptEvent::Payload`] when the event cannot be written as JSON.
    pub fn to_stored(&self) -> Result<(String, String), CorruptEvent> {
        match self {
            Self::Organization(e) => stored("organization", e),
            Self::Case(e) => stored("case", e),
            Self::Unit(e) => stored("unit", e),
            Self::Hub(e) => stored("hub", e),
            Self::Affiliation(e) => stored("affiliation", e),
            Self::Roll(e) => stored("roll", e),
            Self::Decoupling(e) => stored("decoupling", e),
            Self::Exit(e) => stored("exit", e),
            Self::Annual(e) => stored("annual", e),
            Self::Credit(e) => stored("credit", e),
            Self::Penalty(e) => stored("penalty", e),
            Self::Evaluation(e) => stored("evaluation", e),
            Self::Correction(e) => stored("correction", e),
            Self::Programme(e) => stored("programme", e),
        }
    }

    /// Reads a stored event, lifting older forms.
    ///
    /// # Errors
    /// [`CorruptEvent`] when it is of a later schema, an unknown kind, or not in form.
    pub fn from_stored(kind: &str, schema: i32, payload: &str) -> Result<Self, CorruptEvent> {
        if schema > SCHEMA {
            return Err(CorruptEvent::LaterSchema { kind: kind.to_owned(), found: schema });
        }
        let family = kind.split('.').next().unwrap_or_default();
        match family {
            "organization" => Ok(Self::Organization(parsed(kind, payload)?)),
            "case" => Ok(Self::Case(Box::new(parsed(kind, payload)?))),
            "unit" => Ok(Self::Unit(parsed(kind, payload)?)),
            "affiliation" => Ok(Self::Affiliation(Box::new(parsed(kind, payload)?))),
            "hub" => Ok(Self::Hub(Box::new(parsed(kind, payload)?))),
            "decoupling" => Ok(Self::Decoupling(Box::new(parsed(kind, payload)?))),
            "exit" => Ok(Self::Exit(Box::new(parsed(kind, payload)?))),
            "annual" => Ok(Self::Annual(Box::new(parsed(kind, payload)?))),
            "credit" => Ok(Self::Credit(Box::new(parsed(kind, payload)?))),
            "evaluation" => Ok(Self::Evaluation(Box::new(parsed(kind, payload)?))),
            "correction" => Ok(Self::Correction(Box::new(parsed(kind, payload)?))),
            "penalty" => Ok(Self::Penalty(Box::new(parsed(kind, payload)?))),
            "programme" => Ok(Self::Programme(Box::new(parsed(kind, payload)?))),
            "roll" => Ok(Self::Roll(parsed(kind, payload)?)),
            _ => Err(CorruptEvent::UnknownKind(kind.to_owned())),
        }
    }
}

/// The name of an event is the tag that its JSON begins with.
fn stored<E: Serialize>(family: &str, event: &E) -> Result<(String, String), CorruptEvent> {
    const TAG: &str = "{\"event\":\"";
    let fail = |message: String| CorruptEvent::Payload { kind: family.to_owned(), message };
    let payload = serde_json::to_string(event).map_err(|e| fail(e.to_string()))?;
    let name = payload.strip_prefix(TAG).and_then(|rest| rest.split('"').next());
    let name = name.ok_or_else(|| fail("does not begin with its name".to_owned()))?;
    Ok((format!("{family}.{name}"), payload))
}

fn parsed<E: DeserializeOwned>(kind: &str, payload: &str) -> Result<E, CorruptEvent> {
    serde_json::from_str(payload)
        .map_err(|e| CorruptEvent::Payload { kind: kind.to_owned(), message: e.to_string() })
}
