//! What a rule may ask the register: a small read-only view.
//!
//! The store implements it inside the transaction of the act; [`InMemory`] serves embedders
//! and tests. Implementations answer with facts of the register as it is now.
//!
//! What may not enter: writing.

use std::{collections::BTreeMap, convert::Infallible};

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    correction::Recorded,
    decoupling::Programme,
    identity::{CodeSegment, OrganizationBody, Uscc, normalize_name},
    organization::{GivenUp, Organization, OrganizationKind, OrganizationStatus},
    roll::RollEntry,
    unit::{Unit, UnitId},
};

/// An organization that bears a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NameHolder {
    /// Its identifier.
    pub organization: String,
    /// Its code.
    pub uscc: String,
    /// Its name.
    pub name: String,
}

/// A name that an organization bore until lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FormerName {
    /// The organization.
    pub organization: String,
    /// Its code.
    pub uscc: String,
    /// The name.
    pub name: String,
    /// The first day on which it no longer bore it.
    pub given_up_on: NaiveDate,
    /// Why.
    pub because: GivenUp,
}

/// A post that a person holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPost {
    /// The organization.
    pub organization: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrganizationKind,
}

/// Who bears a name, and who bore it and does no longer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Namesakes {
    /// Organizations that bear it.
    pub bear: Vec<NameHolder>,
    /// Organizations that bore it.
    pub bore: Vec<FormerName>,
}

/// The read-only view.
pub trait Register {
    /// Why the register could not be read.
    type Error;

    /// A unit by id.
    ///
    /// # Errors
    /// When the register cannot be read; so for all functions here.
    fn unit(&mut self, id: &UnitId) -> Result<Option<Unit>, Self::Error>;

    /// An organization by id or code.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn organization(&mut self, id: &str) -> Result<Option<Organization>, Self::Error>;

    /// The branches on the roll that are part of an organization, ended ones too.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn branches(&mut self, organization: &str) -> Result<Vec<RollEntry>, Self::Error>;

    /// All registrars that hold code segments.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn segments(&mut self) -> Result<Vec<(UnitId, CodeSegment)>, Self::Error>;

    /// The organization that holds a code.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn by_code(&mut self, code: &Uscc) -> Result<Option<String>, Self::Error>;

    /// Whether the body of an organization code is in use, under any kind of code.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn body_in_use(&mut self, body: &OrganizationBody) -> Result<bool, Self::Error>;

    /// Who of this registrar and kind bears one of these normal names, or bore one.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn namesakes(
        &mut self,
        registrar: &UnitId,
        kind: OrganizationKind,
        names: &[String],
    ) -> Result<Namesakes, Self::Error>;

    /// Organizations of this registrar and kind whose normal name contains `field`.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn same_field(
        &mut self,
        registrar: &UnitId,
        kind: OrganizationKind,
        field: &str,
    ) -> Result<Vec<NameHolder>, Self::Error>;

    /// Posts as legal representative held on `on` by the person with this identity digest.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn legal_representative_posts(
        &mut self,
        person: &str,
        on: NaiveDate,
    ) -> Result<Vec<HeldPost>, Self::Error>;

    /// The cases about an organization that are not over, each with its version.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn open_cases(&mut self, organization: &str) -> Result<Vec<(String, i64)>, Self::Error>;

    /// The entries of an organization's stream, as they were recorded, in order.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn entries(&mut self, organization: &str) -> Result<Vec<Recorded>, Self::Error>;

    /// The units whose standing as a hub is an organization's.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn hubs_of(&mut self, organization: &str) -> Result<Vec<Unit>, Self::Error>;

    /// A programme of decoupling by id.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn programme(&mut self, id: &str) -> Result<Option<Programme>, Self::Error>;

    /// How many organizations a unit supervises now.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn supervised(&mut self, unit: &UnitId) -> Result<i64, Self::Error>;

    /// The last number used of a running series; 0 when none was.
    ///
    /// # Errors
    /// When the register cannot be read.
    fn last_number(&mut self, series: &str) -> Result<i64, Self::Error>;
}

/// A register in memory, for embedders without a store and for tests.
#[derive(Debug, Clone, Default)]
pub struct InMemory {
    /// Units by id.
    pub units: BTreeMap<UnitId, Unit>,
    /// Organizations by id.
    pub organizations: BTreeMap<String, Organization>,
    /// Entries of the roll by id.
    pub roll: BTreeMap<String, RollEntry>,
    /// Programmes of decoupling by id.
    pub programmes: BTreeMap<String, Programme>,
    /// The cases about each organization that are not over, with their versions.
    pub open_cases: BTreeMap<String, BTreeMap<String, i64>>,
    /// The entries of each organization's stream, in order.
    pub entries: BTreeMap<String, Vec<Recorded>>,
    /// Running series.
    pub numbers: BTreeMap<String, i64>,
}

impl InMemory {
    fn holders(
        &self,
        registrar: &UnitId,
        kind: OrganizationKind,
        fits: impl Fn(&str) -> bool,
    ) -> Vec<NameHolder> {
        let near = |o: &&Organization| {
            let here = o.registrar.id == *registrar && o.kind == kind;
            here && o.bears_its_name() && fits(&normalize_name(&o.name))
        };
        let holder = |o: &Organization| NameHolder {
            organization: o.id.clone(),
            uscc: o.uscc.to_string(),
            name: o.name.clone(),
        };
        self.organizations.values().filter(near).map(holder).collect()
    }
}

impl Register for InMemory {
    type Error = Infallible;

    fn unit(&mut self, id: &UnitId) -> Result<Option<Unit>, Infallible> {
        Ok(self.units.get(id).cloned())
    }

    fn organization(&mut self, id: &str) -> Result<Option<Organization>, Infallible> {
        let by_code = || self.organizations.values().find(|o| o.uscc.as_str() == id);
        Ok(self.organizations.get(id).or_else(by_code).cloned())
    }

    fn branches(&mut self, organization: &str) -> Result<Vec<RollEntry>, Infallible> {
        let of_it = |entry: &&RollEntry| entry.content.parent() == Some(organization);
        Ok(self.roll.values().filter(of_it).cloned().collect())
    }

    fn segments(&mut self) -> Result<Vec<(UnitId, CodeSegment)>, Infallible> {
        let of = |u: &Unit| u.segments.iter().map(|s| (u.id.clone(), *s)).collect::<Vec<_>>();
        Ok(self.units.values().flat_map(of).collect())
    }

    fn by_code(&mut self, code: &Uscc) -> Result<Option<String>, Infallible> {
        Ok(self.organizations.values().find(|o| o.uscc == *code).map(|o| o.id.clone()))
    }

    fn body_in_use(&mut self, body: &OrganizationBody) -> Result<bool, Infallible> {
        let bears = |o: &Organization| o.uscc.organization_code().starts_with(body.as_str());
        Ok(self.organizations.values().any(bears))
    }

    fn namesakes(
        &mut self,
        registrar: &UnitId,
        kind: OrganizationKind,
        names: &[String],
    ) -> Result<Namesakes, Infallible> {
        let is = |name: &str| names.iter().any(|wanted| wanted == name);
        let here = |o: &&Organization| o.registrar.id == *registrar && o.kind == kind;
        let of = |o: &Organization| {
            let ended = o.names.iter().filter_map(|n| Some((n, n.to?.succ_opt()?)));
            let same = ended.filter(|(n, _)| is(&normalize_name(&n.name)));
            let former = same.flat_map(|(n, given_up_on)| {
                let bars = o.gave_up(&n.name, given_up_on).into_iter();
                bars.map(|(given_up_on, because)| FormerName {
                    organization: o.id.clone(),
                    uscc: o.uscc.to_string(),
                    name: n.name.clone(),
                    given_up_on,
                    because,
                })
            });
            former.collect::<Vec<_>>()
        };
        let bore = self.organizations.values().filter(here).flat_map(of).collect();
        Ok(Namesakes { bear: self.holders(registrar, kind, is), bore })
    }

    fn same_field(
        &mut self,
        registrar: &UnitId,
        kind: OrganizationKind,
        field: &str,
    ) -> Result<Vec<NameHolder>, Infallible> {
        Ok(self.holders(registrar, kind, |n| !field.is_empty() && n.contains(field)))
    }

    fn legal_representative_posts(
        &mut self,
        person: &str,
        _on: NaiveDate,
    ) -> Result<Vec<HeldPost>, Infallible> {
        let represents = |o: &&Organization| {
            let r = o.items.legal_representative.as_ref();
            let r = r.filter(|_| o.status != OrganizationStatus::Deregistered);
            r.and_then(|p| p.identity_digest.as_deref()) == Some(person)
        };
        let post = |o: &Organization| HeldPost {
            organization: o.id.clone(),
            name: o.name.clone(),
            kind: o.kind,
        };
        Ok(self.organizations.values().filter(represents).map(post).collect())
    }

    fn open_cases(&mut self, organization: &str) -> Result<Vec<(String, i64)>, Infallible> {
        let open = self.open_cases.get(organization).into_iter().flatten();
        Ok(open.map(|(id, version)| (id.clone(), *version)).collect())
    }

    fn entries(&mut self, organization: &str) -> Result<Vec<Recorded>, Infallible> {
        Ok(self.entries.get(organization).cloned().unwrap_or_default())
    }

    fn hubs_of(&mut self, organization: &str) -> Result<Vec<Unit>, Infallible> {
        let is = |unit: &&Unit| {
            unit.hub.as_ref().is_some_and(|hub| hub.organization.as_deref() == Some(organization))
        };
        Ok(self.units.values().filter(is).cloned().collect())
    }

    fn programme(&mut self, id: &str) -> Result<Option<Programme>, Infallible> {
        Ok(self.programmes.get(id).cloned())
    }

    fn supervised(&mut self, unit: &UnitId) -> Result<i64, Infallible> {
        let by_it = |o: &&Organization| {
            o.ended.is_none() && o.supervision.as_ref().is_some_and(|s| s.unit.id == *unit)
        };
        let count = self.organizations.values().filter(by_it).count();
        Ok(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn last_number(&mut self, series: &str) -> Result<i64, Infallible> {
        Ok(self.numbers.get(series).copied().unwrap_or_default())
    }
}
