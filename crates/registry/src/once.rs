//! A view of the register that asks for each unit once: an import names the same few units in
//! every row, and units do not change while it holds the log.

use std::collections::HashMap;

use chrono::NaiveDate;
use shuniu_core::{
    identity::{CodeSegment, OrganizationBody, Uscc},
    organization::OrganizationKind,
    register::{HeldPost, NameHolder, Register},
    unit::{Unit, UnitId},
};

/// The view.
pub(crate) struct UnitsOnce<'r, R> {
    inner: &'r mut R,
    units: &'r mut HashMap<UnitId, Option<Unit>>,
}

impl<'r, R> UnitsOnce<'r, R> {
    /// A view that remembers units in `units`.
    pub(crate) fn new(inner: &'r mut R, units: &'r mut HashMap<UnitId, Option<Unit>>) -> Self {
        Self { inner, units }
    }
}

impl<R: Register> Register for UnitsOnce<'_, R> {
    type Error = R::Error;

    fn unit(&mut self, id: &UnitId) -> Result<Option<Unit>, R::Error> {
        if let Some(known) = self.units.get(id) {
            return Ok(known.clone());
        }
        let unit = self.inner.unit(id)?;
        self.units.insert(id.clone(), unit.clone());
        Ok(unit)
    }

    fn segments(&mut self) -> Result<Vec<(UnitId, CodeSegment)>, R::Error> {
        self.inner.segments()
    }

    fn by_code(&mut self, code: &Uscc) -> Result<Option<String>, R::Error> {
        self.inner.by_code(code)
    }

    fn body_in_use(&mut self, body: &OrganizationBody) -> Result<bool, R::Error> {
        self.inner.body_in_use(body)
    }

    fn same_name(
        &mut self,
        registrar: &UnitId,
        kind: OrganizationKind,
        name: &str,
    ) -> Result<Vec<NameHolder>, R::Error> {
        self.inner.same_name(registrar, kind, name)
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

    fn last_number(&mut self, series: &str) -> Result<i64, R::Error> {
        self.inner.last_number(series)
    }
}
