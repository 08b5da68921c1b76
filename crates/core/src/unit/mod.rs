//! Administrative bodies: registrars, departments, the leading group, hubs as units.
//!
//! Bodies merge, are renamed and disappear, so each is a dated record with a successor and
//! never a constant. A unit that may supervise is a department of a government at county level
//! or above, or a body authorized by one (association regulation art. 6).
//!
//! What may not enter: the powers that a relation gives; those belong to the relation.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    decoupling::Retention,
    evaluation::Round,
    hub::Hub,
    identity::{CodeSegment, DivisionCode, DivisionLevel},
};

/// Identifier of a unit: a short stable key such as `registrar-110000`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UnitId(String);

/// Why a text is not a unit's identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a unit id is 2 to 64 of a-z, 0-9 and '-'")]
pub struct BadUnitId;

impl UnitId {
    /// Where it does not matter which unit it is.
    pub(crate) fn nobody() -> Self {
        Self(String::new())
    }

    /// An identifier from text: 2 to 64 of `a-z`, `0-9`, `-`.
    ///
    /// # Errors
    /// [`BadUnitId`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadUnitId> {
        let fits = (2..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Self(text.to_owned())).ok_or(BadUnitId)
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for UnitId {
    type Error = BadUnitId;

    fn try_from(text: String) -> Result<Self, BadUnitId> {
        Self::parse(&text)
    }
}

impl From<UnitId> for String {
    fn from(id: UnitId) -> Self {
        id.0
    }
}

impl std::fmt::Display for UnitId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Registrar (登记管理机关): a civil affairs department.
    Registrar,
    /// Department of a government (政府部门).
    Department,
    /// Body authorized by a government to supervise (授权的组织), a hub among them.
    AuthorizedBody,
    /// Leading group for social construction (社会建设工作领导小组).
    LeadingGroup,
    /// Government of a division (人民政府): authorizes.
    Government,
    /// People's organization (人民团体): exempt from registration, may be a hub.
    PeoplesOrganization,
    /// Federation (联合性社会组织): a registered organization that may be a hub.
    Federation,
}

impl UnitKind {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Registrar => "registrar",
            Self::Department => "department",
            Self::AuthorizedBody => "authorized_body",
            Self::LeadingGroup => "leading_group",
            Self::Government => "government",
            Self::PeoplesOrganization => "peoples_organization",
            Self::Federation => "federation",
        }
    }

    /// Whether such a unit may be a supervisory unit by what it is (association regulation art. 6):
    /// a department of a government, the civil affairs department among them, or a body that was
    /// authorized before this register opened.
    #[must_use]
    pub fn may_supervise(self) -> bool {
        matches!(self, Self::Registrar | Self::Department | Self::AuthorizedBody)
    }

    /// Whether such a body can become a hub: it joins others, and is no part of the administration.
    #[must_use]
    pub fn can_be_hub(self) -> bool {
        matches!(self, Self::PeoplesOrganization | Self::Federation | Self::AuthorizedBody)
    }
}

/// A unit by id, with the name that it had when the record was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct UnitRef {
    /// Identifier.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub id: UnitId,
    /// Name.
    pub name: String,
}

/// One administrative body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Unit {
    /// Identifier.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub id: UnitId,
    /// What it is.
    pub kind: UnitKind,
    /// Official name.
    pub name: String,
    /// The division whose government it belongs to (`100000` is national).
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub division: DivisionCode,
    /// First day of existence known to the register.
    pub valid_from: NaiveDate,
    /// Last day, once it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// The body that took over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub successor: Option<UnitId>,
    /// Code segments given to it (registrars only).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Object>))]
    pub segments: Vec<CodeSegment>,
    /// Its standing as a hub, once it was nominated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub: Option<Hub>,
    /// That it keeps the role of supervisory unit for now, where departments leave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<Retention>,
    /// Its rounds of evaluation, oldest first (registrars only).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<Round>,
    /// Number of events folded into this state.
    pub version: i64,
}

impl Unit {
    /// Whether the unit exists on `day`.
    #[must_use]
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Whether it may take organizations under its supervision on `day`: as an authorized hub, or by
    /// what it is, at county level or above (association regulation art. 6). What was withdrawn as a
    /// hub does not.
    #[must_use]
    pub fn may_supervise_on(&self, day: NaiveDate) -> bool {
        if !self.exists_on(day) {
            return false;
        }
        if let Some(hub) = self.hub.as_ref().filter(|hub| hub.has_stood()) {
            return hub.may_supervise_on(day);
        }
        self.kind.may_supervise() && self.division.level() <= DivisionLevel::County
    }

    /// What anyone may read of it.
    #[must_use]
    pub fn public(&self) -> Self {
        // Who sits in a committee the offices know.
        let public = |round: &Round| Round { committee: Vec::new(), ..round.clone() };
        let rounds = self.rounds.iter().map(public).collect();
        Self { hub: self.hub.as_ref().map(Hub::public), rounds, ..self.clone() }
    }

    /// The reference to this unit.
    #[must_use]
    pub fn reference(&self) -> UnitRef {
        UnitRef { id: self.id.clone(), name: self.name.clone() }
    }
}

/// What happened to a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum UnitEvent {
    /// The unit was entered.
    Registered {
        /// Identifier.
        id: UnitId,
        /// What it is.
        kind: UnitKind,
        /// Official name.
        name: String,
        /// Its division.
        division: DivisionCode,
        /// First day of existence known.
        valid_from: NaiveDate,
        /// Where this was read.
        source: String,
    },
    /// The unit ended.
    Ended {
        /// Last day.
        valid_to: NaiveDate,
        /// The body that took over.
        successor: Option<UnitId>,
    },
    /// A registrar was given codes.
    SegmentAssigned {
        /// The codes.
        segment: CodeSegment,
    },
    /// A department keeps the role of supervisory unit for now (暂时保留), or goes on keeping it.
    Retained {
        /// With which function, until when, and why.
        retention: Retention,
        /// The leading group that decided.
        leading_group: UnitRef,
        /// What was decided before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        former: Option<Retention>,
    },
    /// A registrar opened a round of evaluation.
    RoundOpened {
        /// The round.
        round: Box<Round>,
    },
    /// It keeps the role no longer.
    RetentionEnded {
        /// Number of the decision.
        document_number: String,
        /// Its date.
        dated: NaiveDate,
        /// Why.
        reasons: String,
        /// The leading group that decided.
        leading_group: UnitRef,
    },
}

/// Folds one event into the state of a unit. Total: an event that does not fit (one before
/// `Registered`) leaves the state as it is.
#[must_use]
pub fn evolve(state: Option<Unit>, event: &UnitEvent) -> Option<Unit> {
    match (state, event) {
        (None, UnitEvent::Registered { id, kind, name, division, valid_from, .. }) => Some(Unit {
            id: id.clone(),
            kind: *kind,
            name: name.clone(),
            division: *division,
            valid_from: *valid_from,
            valid_to: None,
            successor: None,
            segments: Vec::new(),
            hub: None,
            retention: None,
            rounds: Vec::new(),
            version: 1,
        }),
        (Some(mut unit), event) => {
            unit.version += 1;
            match event {
                UnitEvent::Registered { .. } => {}
                UnitEvent::Ended { valid_to, successor } => {
                    unit.valid_to = Some(*valid_to);
                    unit.successor.clone_from(successor);
                }
                UnitEvent::SegmentAssigned { segment } => unit.segments.push(*segment),
                UnitEvent::Retained { retention, .. } => unit.retention = Some(retention.clone()),
                UnitEvent::RetentionEnded { .. } => unit.retention = None,
                UnitEvent::RoundOpened { round } => unit.rounds.push((**round).clone()),
            }
            Some(unit)
        }
        (None, _) => None,
    }
}
