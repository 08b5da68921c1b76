//! Reading organizations: one, many, by name, by list, and as of a date.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;
use shuniu_core::{
    access::Actor,
    act::{NextStep, NextStepsError, case_next_steps, organization_next_steps, unit_next_steps},
    correction::{Recorded, replay},
    event::organization_stream,
    identity::{name_query, name_rank},
    organization::{Organization, PublicRecord},
    oversight::penalty,
    roll::RollEntry,
};
use shuniu_store::{
    ListedOrganization, NameHit, NoticeFilter, NoticeRow, OrganizationFilter, RollFilter,
    UnitFilter, recorded,
};

use crate::{Registry, RegistryError, paging::next_place};

/// How many candidates a search ranks; the index gives the newest first.
const CANDIDATES: u32 = 400;

/// A page of organizations is asked for.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Which.
    pub filter: OrganizationFilter,
    /// After the one with this number in the order of entry.
    pub after: Option<i64>,
    /// At most so many.
    pub limit: u32,
    /// Whether to count them all.
    pub total: bool,
}

/// A page of organizations, each as its public JSON document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The documents, in the order of entry.
    pub documents: Vec<String>,
    /// Where the next page begins; none on the last page.
    pub next: Option<i64>,
    /// How many there are, when asked.
    pub total: Option<i64>,
}

/// One organization's public document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Identifier.
    pub id: String,
    /// Code.
    pub uscc: Option<String>,
    /// Version of the record.
    pub version: i64,
    /// The document, JSON.
    pub document: String,
}

/// An organization as of a legal date, as known at an instant.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrganizationAt {
    /// The legal date that was asked about, if one was.
    pub as_of: Option<NaiveDate>,
    /// The instant (UTC) of whose knowledge it is asked, if one was.
    pub known_at: Option<NaiveDateTime>,
    /// The record as it then stood.
    pub record: PublicRecord,
}

/// A name that answers a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SearchHit {
    /// The name that was found; it may be a former one.
    pub name: String,
    /// Whether it is the name in force.
    pub current: bool,
    /// The organization.
    pub organization: String,
    /// Its code.
    pub uscc: Option<String>,
    /// Its kind.
    pub kind: String,
    /// Its registrar.
    pub registrar: String,
    /// 0 equal, 1 begins with the query, 2 contains it.
    pub rank: u8,
}

impl Registry {
    /// One organization's public document, by id or code: one indexed row.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none.
    pub fn organization(&self, id_or_code: &str) -> Result<Found, RegistryError> {
        let row = self
            .store
            .read_one(|r| r.organization_document(id_or_code))?
            .ok_or(RegistryError::NotFound("organization"))?;
        Ok(Found { id: row.id, uscc: row.uscc, version: row.version, document: row.document })
    }

    /// An organization as the law saw it on `as_of`, as the register knew it at `known_at`.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when it did not exist then, or was not yet known.
    pub fn organization_at(
        &self,
        id_or_code: &str,
        as_of: Option<NaiveDate>,
        known_at: Option<NaiveDateTime>,
    ) -> Result<OrganizationAt, RegistryError> {
        let organization = self.state_at(id_or_code, as_of, known_at)?;
        let record = organization.public_record(&self.books.divisions);
        Ok(OrganizationAt { as_of, known_at, record })
    }

    /// The state of an organization today, or on a day that is asked about.
    pub(crate) fn state_on(
        &self,
        id_or_code: &str,
        as_of: Option<NaiveDate>,
    ) -> Result<Organization, RegistryError> {
        match as_of {
            Some(_) => self.state_at(id_or_code, as_of, None),
            None => self
                .store
                .read_one(|reader| reader.organization_state(id_or_code))?
                .ok_or(RegistryError::NotFound("organization")),
        }
    }

    /// The state of an organization as the law saw it on `as_of`, as the register knew it at `known_at`.
    pub(crate) fn state_at(
        &self,
        id_or_code: &str,
        as_of: Option<NaiveDate>,
        known_at: Option<NaiveDateTime>,
    ) -> Result<Organization, RegistryError> {
        let found = self.organization(id_or_code)?;
        let stream = organization_stream(&found.id);
        let whole = self.store.read_one(|r| r.stream_until(&stream, None, known_at))?;
        state_of(&recorded(&whole)?, as_of)
    }

    /// Documents of many organizations by code; codes without one are given back second.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn organizations_by_code(
        &self,
        codes: &[String],
    ) -> Result<(Vec<Found>, Vec<String>), RegistryError> {
        let rows = self.store.read_one(|r| r.organization_documents(codes))?;
        let found: Vec<Found> = rows
            .into_iter()
            .map(|r| Found { id: r.id, uscc: r.uscc, version: r.version, document: r.document })
            .collect();
        let known: std::collections::HashSet<&str> = found
            .iter()
            .flat_map(|f| f.uscc.as_deref().into_iter().chain([f.id.as_str()]))
            .collect();
        let missing = codes.iter().filter(|c| !known.contains(c.as_str())).cloned().collect();
        Ok((found, missing))
    }

    /// The public records that bear these codes, by code; codes that nobody bears are left out.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub(crate) fn records_by_code(
        &self,
        codes: impl Iterator<Item = String>,
    ) -> Result<HashMap<String, PublicRecord>, RegistryError> {
        const TOGETHER: usize = 1_000;
        let mut codes: Vec<String> = codes.collect();
        codes.sort_unstable();
        codes.dedup();
        let mut known = HashMap::new();
        for chunk in codes.chunks(TOGETHER) {
            for found in self.organizations_by_code(chunk)?.0 {
                let record: PublicRecord = serde_json::from_str(&found.document)?;
                known.insert(record.uscc.to_string(), record);
            }
        }
        Ok(known)
    }

    /// A page of organizations in the order of entry.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_organizations(&self, query: &ListQuery) -> Result<Listed, RegistryError> {
        let ask = query.limit.saturating_add(1);
        let mut rows: Vec<ListedOrganization> =
            self.store.read_one(|r| r.list_organizations(&query.filter, query.after, ask))?;
        let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|r| r.seq);
        let total = match query.total {
            true => Some(self.store.read_one(|r| r.count_organizations(&query.filter))?),
            false => None,
        };
        Ok(Listed { documents: rows.into_iter().map(|r| r.document).collect(), next, total })
    }

    /// Organizations whose name (also a former one) contains a text, best first.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<SearchHit>, RegistryError> {
        let Some(query) = name_query(text) else {
            return Ok(Vec::new());
        };
        let query = query.into();
        self.store.read(|r| {
            let mut hits = r.search_names(&query, CANDIDATES, None)?;
            // The very name is there even when many newer ones contain it.
            for row in r.organizations_by_name(text.trim())? {
                let names = r.names_of(&row.id)?;
                hits.extend(names.into_iter().filter(|n| n.name == row.name));
            }
            hits.sort_by_cached_key(|h| (name_rank(text, &h.name), h.id));
            hits.dedup_by_key(|h| h.id);
            hits.truncate(limit);
            let ids: Vec<&str> = hits.iter().map(|h| h.organization.as_str()).collect();
            let codes = r.codes_of(&ids)?;
            let hit = |h: NameHit| SearchHit {
                rank: name_rank(text, &h.name).0,
                current: h.valid_to.is_none(),
                uscc: codes.get(&h.organization).cloned(),
                name: h.name,
                organization: h.organization,
                kind: h.kind,
                registrar: h.registrar,
            };
            Ok(hits.into_iter().map(hit).collect())
        })
    }

    /// The steps that an account may take on an organization today.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none.
    pub fn organization_next_steps(
        &self,
        id_or_code: &str,
        actor: &Actor,
    ) -> Result<Vec<NextStep>, RegistryError> {
        let on = self.today();
        self.store.read(|r| {
            let state = r.organization_state(id_or_code)?;
            let state = state.ok_or(RegistryError::NotFound("organization"))?;
            Ok(organization_next_steps(r, &self.books, &state, actor, on)?)
        })
    }

    /// The steps that an account may take on a unit today.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none.
    pub fn unit_next_steps(&self, id: &str, actor: &Actor) -> Result<Vec<NextStep>, RegistryError> {
        let on = self.today();
        self.store.read(|r| {
            let unit = r.unit_state(id)?.ok_or(RegistryError::NotFound("unit"))?;
            Ok(unit_next_steps(r, &self.books, &unit, actor, on)?)
        })
    }

    /// The steps that an account may take on a case today.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none that this account may see.
    pub fn case_next_steps(&self, id: &str, actor: &Actor) -> Result<Vec<NextStep>, RegistryError> {
        let case = self.visible_case(id, actor)?;
        let on = self.today();
        self.store.read(|r| {
            case_next_steps(r, &self.books, &case, actor, on).map_err(|e| match e {
                NextStepsError::Register(e) => RegistryError::from(e),
                NextStepsError::Period(e) => RegistryError::Internal(e.to_string()),
            })
        })
    }

    /// A unit.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none.
    pub fn unit(&self, id: &str) -> Result<shuniu_core::unit::Unit, RegistryError> {
        self.store.read_one(|r| r.unit_state(id))?.ok_or(RegistryError::NotFound("unit"))
    }

    /// The state of an organization, by id or code.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none.
    pub fn organization_state(&self, id_or_code: &str) -> Result<Organization, RegistryError> {
        let state = self.store.read_one(|r| r.organization_state(id_or_code))?;
        state.ok_or(RegistryError::NotFound("organization"))
    }

    /// An entry of the roll.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none.
    pub fn roll_entry(&self, id: &str) -> Result<RollEntry, RegistryError> {
        self.store.read_one(|r| r.roll_state(id))?.ok_or(RegistryError::NotFound("roll entry"))
    }

    /// A page of the roll in the order of entry, and where the next page begins.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_roll(
        &self,
        filter: &RollFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<RollEntry>, Option<i64>), RegistryError> {
        let rows = self.store.read_one(|r| r.list_roll(filter, after, limit))?;
        let next = next_place(&rows, limit, |r| r.seq);
        let entries =
            rows.iter().map(|r| serde_json::from_str(&r.state)).collect::<Result<_, _>>()?;
        Ok((entries, next))
    }

    /// A page of units in the order of entry, and where the next page begins.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_units(
        &self,
        filter: &UnitFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<shuniu_core::unit::Unit>, Option<i64>), RegistryError> {
        let rows = self.store.read_one(|r| r.list_units(filter, after, limit))?;
        let next = next_place(&rows, limit, |r| r.seq);
        let units =
            rows.iter().map(|r| serde_json::from_str(&r.state)).collect::<Result<_, _>>()?;
        Ok((units, next))
    }

    /// A page of public notices, newest first, and where the next page begins.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_notices(
        &self,
        filter: &NoticeFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<NoticeRow>, Option<i64>), RegistryError> {
        let rows = self.store.read_one(|r| r.list_notices(filter, after, limit))?;
        let next = next_place(&rows, limit, |r| r.id);
        Ok((rows, next))
    }

    /// Later readings are not of before `position`, which a caller was told by another server on the same database. Where the
    /// log ends before that, its last position.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn not_before(&self, position: i64) -> Result<Option<i64>, RegistryError> {
        Ok(self.store.not_before(position)?)
    }

    /// Whether this server has written or shown that position; asks no database.
    #[must_use]
    pub fn has_seen(&self, position: i64) -> bool {
        self.store.has_seen(position)
    }

    /// The position of the last entry in the log.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn position(&self) -> Result<i64, RegistryError> {
        Ok(self.store.read_one(|r| r.head())?.position)
    }
}

/// The state that the entries of an organization make, as the law saw it on `as_of`.
pub(crate) fn state_of(
    whole: &[Recorded],
    as_of: Option<NaiveDate>,
) -> Result<Organization, RegistryError> {
    let none = RegistryError::NotFound("organization");
    let Some(day) = as_of else {
        return replay(whole, None).ok_or(none);
    };
    let mut organization = replay(whole, as_of).ok_or(none)?;
    // What is known by now to be a mistake, or void, was so on every day before, too.
    if let Some(later) = replay(whole, None) {
        organization.credit.forget(&later.credit.mistaken());
        penalty::forget(&mut organization, &later.penalties);
    }
    // An older source may tell a former name after it told the later one, and an entry on a list
    // together with its end.
    if let Some(name) = organization.name_on(day).map(ToOwned::to_owned) {
        organization.name = name;
    }
    organization.credit.look_back(day);
    Ok(organization)
}
