//! Names that could be taken for a name: registered ones, former ones, and those on the roll, with
//! the reason for each. They inform; nobody is refused or condemned for a likeness alone.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use shuniu_core::{
    identity::{DivisionLevel, Likeness, NameKeys, likeness, name_keys, name_query, stem_halves},
    registration::{NameCheck, ProposedName, division_names},
    text::Text,
    unit::UnitKind,
};
use shuniu_store::{KeyedName, Reader};

use crate::{Registry, RegistryError};

/// Names looked at for each key: of words that thousands of names share, the newest.
const LOOKED_AT: u32 = 200;

/// A name that could be taken for the one asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LookAlike {
    /// The name.
    pub name: String,
    /// Whether it is borne today.
    pub current: bool,
    /// Who bears it: an organization, or an entry of the roll.
    pub bearer: String,
    /// Its code, where it has one.
    pub uscc: Option<String>,
    /// Kind of organization, or class of the roll: `illegal_organization` means that an authority
    /// published this name, not that whoever bears a like one is illegal.
    pub kind: String,
    /// The registrar, or the unit that answers for the entry.
    pub registrar: String,
    /// How they are alike.
    pub likeness: Likeness,
    /// The same in words.
    pub reason: Text,
}

/// How a name stands, and what could be taken for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckedName {
    /// How the rules stand.
    #[serde(flatten)]
    pub check: NameCheck,
    /// Names that could be taken for it, most alike first; they inform only.
    pub look_alikes: Vec<LookAlike>,
}

impl Registry {
    /// How a name stands today, and what could be taken for it.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is no such registrar.
    pub fn check_name(&self, proposed: &ProposedName) -> Result<CheckedName, RegistryError> {
        const TOLD: usize = 20;
        self.store.read(|r| {
            let registrar = r.unit_state(proposed.registrar.as_str())?;
            let registrar = registrar.filter(|unit| unit.kind == UnitKind::Registrar);
            let registrar = registrar.ok_or(RegistryError::NotFound("registrar"))?;
            let check =
                shuniu_core::registration::check_name(r, &self.books, proposed, self.today())?;
            let places = division_names(&self.books.divisions, registrar.division);
            let look_alikes = look_alikes(r, &check.name, &places, TOLD)?;
            Ok(CheckedName { check, look_alikes })
        })
    }

    /// Names that could be taken for `name`, most alike first. A place in front of it is known when
    /// it is a province or one of its cities.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn look_alikes(&self, name: &str, limit: usize) -> Result<Vec<LookAlike>, RegistryError> {
        let places = self.places_in_front_of(name);
        self.store.read(|r| look_alikes(r, name, &places, limit))
    }

    /// The spellings of provinces, cities and, below those that the name begins with, counties.
    fn places_in_front_of(&self, name: &str) -> Vec<String> {
        let divisions = &self.books.divisions;
        let spelt = |code| division_names(divisions, code);
        let begins = |places: &[String]| places.iter().any(|p| name.starts_with(p.as_str()));
        let mut places = Vec::new();
        let upper = divisions.iter().filter(|d| d.code.level() <= DivisionLevel::Prefecture);
        for division in upper.filter(|d| !d.code.is_national()) {
            let of_division = spelt(division.code);
            if begins(&of_division) {
                let below = divisions.children(division.code);
                places.extend(below.flat_map(|d| spelt(d.code)).filter(|p| name.starts_with(p)));
                places.extend(of_division);
            }
        }
        places
    }
}

fn look_alikes(
    reader: &mut Reader<'_>,
    name: &str,
    places: &[String],
    limit: usize,
) -> Result<Vec<LookAlike>, RegistryError> {
    let asked = name_keys(name, places);
    let mut seen: HashSet<i64> = HashSet::new();
    let mut found: Vec<(Likeness, KeyedName)> = Vec::new();
    for candidate in candidates(reader, &asked)? {
        // The very name, with whomever it is registered, is the first thing to know.
        let (hit, keys) = &candidate;
        let others = NameKeys {
            stem: keys.stem.clone(),
            sound: keys.sound.clone(),
            letters: keys.letters.clone(),
        };
        if let Some(how) = likeness(&asked, &others)
            && seen.insert(hit.id)
        {
            found.push((how, candidate));
        }
    }
    // Most alike first; borne names before former ones; newest first.
    found.sort_by_key(|(how, (hit, _))| (*how, hit.valid_to.is_some(), std::cmp::Reverse(hit.id)));
    found.truncate(limit);
    let ids: Vec<&str> = found.iter().map(|(_, (hit, _))| hit.organization.as_str()).collect();
    let codes = if ids.is_empty() { HashMap::new() } else { reader.codes_of(&ids)? };
    let told = |(likeness, (hit, _)): (Likeness, KeyedName)| LookAlike {
        current: hit.valid_to.is_none(),
        uscc: codes.get(&hit.organization).cloned(),
        name: hit.name,
        bearer: hit.organization,
        kind: hit.kind,
        registrar: hit.registrar,
        likeness,
        reason: likeness.text(),
    };
    Ok(found.into_iter().map(told).collect())
}

/// By sound, by characters, and by the halves of which one is whole when one character differs.
fn candidates(reader: &mut Reader<'_>, asked: &NameKeys) -> Result<Vec<KeyedName>, RegistryError> {
    let mut found = reader.names_by_sound(&asked.sound, LOOKED_AT)?;
    found.extend(reader.names_by_letters(&asked.letters, LOOKED_AT)?);
    let mut ids: Vec<i64> = Vec::new();
    for half in stem_halves(&asked.stem) {
        if let Some(query) = name_query(&half) {
            let hits = reader.search_names(&query.into(), LOOKED_AT, None)?;
            ids.extend(hits.iter().map(|hit| hit.id));
        }
    }
    ids.sort_unstable();
    ids.dedup();
    found.extend(reader.keyed_names(&ids)?);
    Ok(found)
}
