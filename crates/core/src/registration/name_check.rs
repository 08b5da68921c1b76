//! Checking a name before anybody applies (name measures art. 8–16): the rules that speak about
//! names alone, and the organizations that bear it or one of the same field. What would refuse an
//! application later is told here with the same words.
//!
//! What may not enter: a judgement on meaning (art. 13); that is the examiner's.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    EstablishmentApplication, NameParts, Situation, division_names, reach_of, rules, taken_apart,
};
use crate::{
    Books,
    identity::DivisionCode,
    law::{Finding, Verdict, examine},
    organization::OrganizationKind,
    register::{NameHolder, Register},
    unit::UnitId,
};

/// The rules that can be told from a name, its kind and its registrar.
const RULES: &[&str] = &[
    "ST-10g", "MF-8b", "MC-8a", "MC-8c", "MC-8d", "MC-9", "MC-10", "MC-11a", "MC-11b", "MC-12",
    "MC-16a", "MC-16b", "MC-16c",
];

/// A name that somebody thinks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedName {
    /// Kind of the organization that shall bear it.
    pub kind: OrganizationKind,
    /// The registrar that will be asked.
    pub registrar: UnitId,
    /// Its parts.
    pub parts: NameParts,
}

/// How a name stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NameCheck {
    /// The name that the parts make.
    pub name: String,
    /// Whether no rule stands in its way today. No promise: a name is taken with the decision.
    pub possible: bool,
    /// Organizations of the same registrar and kind that bear this very name.
    pub taken_by: Vec<NameHolder>,
    /// Organizations of the same registrar and kind in the same field; they stand in the way only
    /// where the examiner finds that no other is needed.
    pub same_field: Vec<NameHolder>,
    /// Every rule that was examined.
    pub findings: Vec<Finding>,
}

/// Checks a name on a day.
///
/// # Errors
/// What the register answers when it cannot be read.
pub fn check_name<R: Register>(
    register: &mut R,
    books: &Books,
    proposed: &ProposedName,
    on: NaiveDate,
) -> Result<NameCheck, R::Error> {
    let registrar = register.unit(&proposed.registrar)?;
    let division = registrar.as_ref().map_or(DivisionCode::NATION, |r| r.division);
    let application = EstablishmentApplication::named(
        proposed.kind,
        proposed.parts.clone(),
        proposed.registrar.clone(),
        reach_of(division),
    );
    let situation = Situation::of_founders(register, books, None, &application, on)?;
    let ids = books.law.for_kind(RULES, proposed.kind);
    let findings = examine(&books.law, rules::RULES, &ids, &situation, on, division);
    Ok(NameCheck {
        name: application.name,
        possible: !findings.iter().any(Finding::blocks),
        taken_by: situation.same_name,
        same_field: situation.similar,
        findings,
    })
}

/// The rules that can be told from an old name as a whole: its brand is not known, and who else
/// bears it is another question.
const OLD_NAME_RULES: &[&str] =
    &["ST-10g", "MF-8b", "MC-8a", "MC-8d", "MC-9", "MC-11a", "MC-11b", "MC-12"];

/// Of these, what a national name satisfies by an approval that older registers do not tell.
const BY_APPROVAL: &[&str] = &["ST-10g", "MC-8d", "MC-11b"];

/// Looks at names that older registers gave, registrar by registrar: existing law stays as it is,
/// and what would be refused today is told.
#[derive(Debug)]
pub struct OldNames<'b> {
    books: &'b Books,
    on: NaiveDate,
    places: HashMap<DivisionCode, Vec<String>>,
}

impl<'b> OldNames<'b> {
    /// By the law of `on`.
    #[must_use]
    pub fn new(books: &'b Books, on: NaiveDate) -> Self {
        Self { books, on, places: HashMap::new() }
    }

    /// What of the naming rules a name does not meet, of an organization whose registrar is that of
    /// `division`.
    pub fn against(
        &mut self,
        kind: OrganizationKind,
        division: DivisionCode,
        name: &str,
    ) -> Vec<Finding> {
        let (books, law) = (self.books, &self.books.law);
        let spelt = || match division.is_national() {
            true => Vec::new(),
            false => division_names(&books.divisions, division),
        };
        let places = self.places.entry(division).or_insert_with(spelt);
        let forms = law.list(&format!("{}.name.forms", kind.id()), self.on, division);
        let parts = taken_apart(name, places, &forms);
        let situation = Situation::of_old_name(kind, division, parts, places.clone(), self.on);
        let mut ids = law.for_kind(OLD_NAME_RULES, kind);
        ids.retain(|id| !(division.is_national() && BY_APPROVAL.contains(id)));
        let mut findings = examine(law, rules::RULES, &ids, &situation, self.on, division);
        findings.retain(|f| f.outcome == Verdict::Violated);
        findings
    }
}
