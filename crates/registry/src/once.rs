//! A view of the register that asks for each unit and number once, and for the codes of an import
//! all together: an act names the same few again and again, and nothing changes between its
//! questions.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use shuniu_core::{
    correction::Recorded,
    decoupling::Programme,
    identity::{CodeSegment, OrganizationBody, Uscc},
    organization::{Organization, OrganizationKind},
    register::{HeldPost, NameHolder, Namesakes, Register},
    roll::RollEntry,
    unit::{Unit, UnitId},
};

/// What is remembered.
#[derive(Default)]
pub(crate) struct Memory {
    units: HashMap<UnitId, Option<Unit>>,
    numbers: HashMap<String, i64>,
    bodies: HashMap<OrganizationBody, bool>,
    /// Codes that nobody bears, looked up ahead.
    free_codes: HashSet<Uscc>,
}

impl Memory {
    /// Remembers that nobody bears these codes.
    pub(crate) fn with_free_codes(codes: impl IntoIterator<Item = Uscc>) -> Self {
        Self { free_codes: codes.into_iter().collect(), ..Self::default() }
    }
}

/// The view.
pub(crate) struct Once<'r, R> {
    inner: &'r mut R,
    memory: &'r mut Memory,
}

impl<'r, R> Once<'r, R> {
    /// A view that remembers in `memory`.
    pub(crate) fn new(inner: &'r mut R, memory: &'r mut Memory) -> Self {
        Self { inner, memory }
    }
}

impl<R: Register> Register for Once<'_, R> {
    type Error = R::Error;

    fn unit(&mut self, id: &UnitId) -> Result<Option<Unit>, R::Error> {
        if let Some(known) = self.memory.units.get(id) {
            return Ok(known.clone());
        }
        let unit = self.inner.unit(id)?;
        self.memory.units.insert(id.clone(), unit.clone());
        Ok(unit)
    }

    fn organization(&mut self, id: &str) -> Result<Option<Organization>, R::Error> {
        self.inner.organization(id)
    }

    fn branches(&mut self, organization: &str) -> Result<Vec<RollEntry>, R::Error> {
        self.inner.branches(organization)
    }

    fn segments(&mut self) -> Result<Vec<(UnitId, CodeSegment)>, R::Error> {
        self.inner.segments()
    }

    fn by_code(&mut self, code: &Uscc) -> Result<Option<String>, R::Error> {
        // A code that an act of the same import has just taken is free no more.
        if self.memory.free_codes.remove(code) {
            return Ok(None);
        }
        self.inner.by_code(code)
    }

    fn body_in_use(&mut self, body: &OrganizationBody) -> Result<bool, R::Error> {
        if let Some(used) = self.memory.bodies.get(body) {
            return Ok(*used);
        }
        let used = self.inner.body_in_use(body)?;
        self.memory.bodies.insert(*body, used);
        Ok(used)
    }

    fn namesakes(
        &mut self,
        registrar: &UnitId,
        kind: OrganizationKind,
        names: &[String],
    ) -> Result<Namesakes, R::Error> {
        self.inner.namesakes(registrar, kind, names)
    }

    fn same_field(
        &mut self,
        registrar: &UnitId,
        kind: OrganizationKind,
        field: &str,
    ) -> Result<Vec<NameHolder>, R::Error> {
        self.inner.same_field(registrar, kind, field)
    }

    fn legal_representative_posts(
        &mut self,
        person: &str,
        on: NaiveDate,
    ) -> Result<Vec<HeldPost>, R::Error> {
        self.inner.legal_representative_posts(person, on)
    }

    fn open_cases(&mut self, organization: &str) -> Result<Vec<(String, i64)>, R::Error> {
        self.inner.open_cases(organization)
    }

    fn entries(&mut self, organization: &str) -> Result<Vec<Recorded>, R::Error> {
        self.inner.entries(organization)
    }

    fn hubs_of(&mut self, organization: &str) -> Result<Vec<Unit>, R::Error> {
        self.inner.hubs_of(organization)
    }

    fn programme(&mut self, id: &str) -> Result<Option<Programme>, R::Error> {
        self.inner.programme(id)
    }

    fn supervised(&mut self, unit: &UnitId) -> Result<i64, R::Error> {
        self.inner.supervised(unit)
    }

    fn last_number(&mut self, series: &str) -> Result<i64, R::Error> {
        if let Some(number) = self.memory.numbers.get(series) {
            return Ok(*number);
        }
        let number = self.inner.last_number(series)?;
        self.memory.numbers.insert(series.to_owned(), number);
        Ok(number)
    }
}
