//! The figures of decoupling: how far programmes are, which departments still supervise and since when
//! fewer, who keeps the role for now. Every figure has a list that yields it.
//!
//! What may not enter: what is out of order (`exceptions.rs`), and the addresses of lists (the API).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use shuniu_core::{
    access::{self, Actor},
    decoupling::Programme,
    identity::DivisionCode,
    register::Register,
    unit::{Unit, UnitKind, UnitRef},
};
use shuniu_store::{CountBy, Counted, DecouplingFilter, Reader, UnitFilter};

use super::{PAGE, counted_in_all, still_to_do, with_dimensions};
use crate::{Registry, RegistryError};

/// By what progress is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgressBy {
    /// By batch.
    Batch,
    /// By department.
    Department,
    /// By administrative division.
    Division,
    /// By dimension.
    Dimension,
}

/// How far one batch, department, division or dimension is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProgressLine {
    /// Number of the batch, identifier of the department, code of the division, key of the dimension.
    pub key: String,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Cases in all, without those that were taken off the list or whose organization is no more.
    pub total: i64,
    /// Cases by where they stand, all of them; of a dimension, by how far it is.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub states: BTreeMap<String, i64>,
    /// Cases whose day has passed and that are not done; none is told of dimensions.
    pub late: Option<i64>,
    /// Of a batch, how many it is meant to do.
    pub target: Option<i64>,
    /// Of a batch, by when.
    pub target_on: Option<NaiveDate>,
}

/// A department that supervises, and how many it supervised on each day that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DepartmentLine {
    /// The department.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// How many organizations it supervised, by day.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub supervised: BTreeMap<NaiveDate, i64>,
    /// Its cases by where they stand.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub cases: BTreeMap<String, i64>,
    /// Its cases whose day has passed and that are not done.
    pub late: i64,
    /// When its keeping the role for now is looked at again, where it does.
    pub retained_until_review_on: Option<NaiveDate>,
}

/// A department that keeps the role of supervisory unit for now.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RetainedLine {
    /// The department.
    pub unit: UnitRef,
    /// Its division.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub division: DivisionCode,
    /// Why and until when.
    pub retention: shuniu_core::decoupling::Retention,
    /// Whether the day of review has come.
    pub due: bool,
    /// How many organizations it supervises now.
    pub supervised: i64,
}

impl Registry {
    /// How far a programme, or all of them, is: by batch, department, division or dimension.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office.
    pub fn decoupling_progress(
        &self,
        actor: &Actor,
        programme: Option<&str>,
        by: ProgressBy,
    ) -> Result<Vec<ProgressLine>, RegistryError> {
        access::see_figures(actor).map_err(RegistryError::Denied)?;
        let today = self.today();
        let filter = DecouplingFilter {
            programme: programme.map(ToOwned::to_owned),
            ..DecouplingFilter::default()
        };
        self.store.read(|reader| {
            let count_by = match by {
                ProgressBy::Batch => CountBy::Batch,
                ProgressBy::Department => CountBy::Department,
                ProgressBy::Division => CountBy::Division,
                ProgressBy::Dimension => {
                    // What is no case any more is separated in no dimension.
                    let filter = DecouplingFilter { statuses: with_dimensions(), ..filter };
                    return Ok(summed(reader.count_dimensions(&filter)?));
                }
            };
            let mut lines = summed(reader.count_decouplings(&filter, count_by)?);
            let counts = counted_in_all();
            for line in &mut lines {
                let counted = line.states.iter().filter(|(status, _)| counts.contains(status));
                line.total = counted.map(|(_, count)| count).sum();
            }
            let late = late_by_key(reader, &filter, count_by, today)?;
            for line in &mut lines {
                line.late = Some(late.get(&line.key).copied().unwrap_or_default());
                line.name = self.named(reader, by, &line.key)?;
            }
            let programme = match programme {
                Some(id) if by == ProgressBy::Batch => reader.programme_state(id)?,
                _ => None,
            };
            if let Some(programme) = programme {
                lines = with_targets(&programme, lines);
            }
            Ok(lines)
        })
    }

    fn named(
        &self,
        reader: &mut Reader<'_>,
        by: ProgressBy,
        key: &str,
    ) -> Result<Option<String>, RegistryError> {
        Ok(match by {
            ProgressBy::Department => reader.unit_state(key)?.map(|unit| unit.name),
            ProgressBy::Division => {
                let code = DivisionCode::parse(key).ok();
                code.and_then(|code| self.books.divisions.full_name(code))
            }
            ProgressBy::Batch | ProgressBy::Dimension => None,
        })
    }

    /// Departments that supervise, or have cases, in a division and its parts or all over: how many
    /// on each of these days, how far their cases are, and who keeps the role for now.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office.
    pub fn departments(
        &self,
        actor: &Actor,
        division_prefix: Option<&str>,
        days: &[NaiveDate],
    ) -> Result<Vec<DepartmentLine>, RegistryError> {
        access::see_figures(actor).map_err(RegistryError::Denied)?;
        let today = self.today();
        self.store.read(|reader| {
            let mut lines: BTreeMap<String, DepartmentLine> = BTreeMap::new();
            for day in days {
                let kind = UnitKind::Department.id();
                for found in reader.count_supervising(kind, division_prefix, *day)? {
                    let line = lines
                        .entry(found.unit.clone())
                        .or_insert_with(|| department(&found.unit, &found.name));
                    line.supervised.insert(*day, found.count);
                }
            }
            for retained in self.retained_in(reader, division_prefix)? {
                let (id, name) = (retained.unit.id.as_str(), retained.unit.name.as_str());
                let line = lines.entry(id.to_owned()).or_insert_with(|| department(id, name));
                line.retained_until_review_on = Some(retained.retention.review_on);
            }
            let all = DecouplingFilter::default();
            let late = late_by_key(reader, &all, CountBy::Department, today)?;
            for counted in summed(reader.count_decouplings(&all, CountBy::Department)?) {
                if !lines.contains_key(&counted.key) {
                    // Who has let all go has cases, and supervises nobody any more.
                    let unit = reader.unit_state(&counted.key)?;
                    let here = |unit: &Unit| {
                        division_prefix.is_none_or(|p| unit.division.to_string().starts_with(p))
                    };
                    let Some(unit) = unit.filter(here) else { continue };
                    lines.insert(counted.key.clone(), department(&counted.key, &unit.name));
                }
                if let Some(line) = lines.get_mut(&counted.key) {
                    line.cases = counted.states;
                    line.late = late.get(&counted.key).copied().unwrap_or_default();
                }
            }
            for line in lines.values_mut() {
                for day in days {
                    line.supervised.entry(*day).or_default();
                }
            }
            Ok(lines.into_values().collect())
        })
    }

    /// Departments that keep the role for now, or only those whose review is due: the worklist of their
    /// reviews.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office.
    pub fn retained_departments(
        &self,
        actor: &Actor,
        due: bool,
    ) -> Result<Vec<RetainedLine>, RegistryError> {
        access::see_figures(actor).map_err(RegistryError::Denied)?;
        let mut lines = self.store.read(|reader| self.retained_in(reader, None))?;
        lines.retain(|line| line.due || !due);
        lines.sort_by_key(|line| line.retention.review_on);
        Ok(lines)
    }

    pub(crate) fn retained_in(
        &self,
        reader: &mut Reader<'_>,
        division_prefix: Option<&str>,
    ) -> Result<Vec<RetainedLine>, RegistryError> {
        let today = self.today();
        let division_prefix = division_prefix.map(ToOwned::to_owned);
        let filter = UnitFilter { retained: true, division_prefix, ..UnitFilter::default() };
        let (mut lines, mut after) = (Vec::new(), None);
        loop {
            let rows = reader.list_units(&filter, after, PAGE)?;
            let Some(last) = rows.last() else { return Ok(lines) };
            after = Some(last.seq);
            for row in &rows {
                let unit: Unit = serde_json::from_str(&row.state)?;
                // Whoever is no more keeps no role; whoever ends on a day to come keeps it until then.
                let kept = unit.retention.clone().filter(|_| unit.exists_on(today));
                let Some(retention) = kept else { continue };
                lines.push(RetainedLine {
                    due: retention.review_on <= today,
                    supervised: reader.supervised(&unit.id)?,
                    division: unit.division,
                    unit: unit.reference(),
                    retention,
                });
            }
        }
    }
}

fn department(unit: &str, name: &str) -> DepartmentLine {
    DepartmentLine {
        unit: unit.to_owned(),
        name: name.to_owned(),
        supervised: BTreeMap::new(),
        cases: BTreeMap::new(),
        late: 0,
        retained_until_review_on: None,
    }
}

/// Counts of one key together, in the order of the keys.
fn summed(counted: Vec<Counted>) -> Vec<ProgressLine> {
    let mut lines: BTreeMap<String, ProgressLine> = BTreeMap::new();
    for Counted { key, status, count } in counted {
        let line = lines.entry(key.clone()).or_default();
        line.key = key;
        line.total += count;
        *line.states.entry(status).or_default() += count;
    }
    lines.into_values().collect()
}

fn late_by_key(
    reader: &mut Reader<'_>,
    filter: &DecouplingFilter,
    by: CountBy,
    today: NaiveDate,
) -> Result<BTreeMap<String, i64>, RegistryError> {
    let filter =
        DecouplingFilter { statuses: still_to_do(), due_before: Some(today), ..filter.clone() };
    let lines = summed(reader.count_decouplings(&filter, by)?);
    Ok(lines.into_iter().map(|line| (line.key, line.total)).collect())
}

/// Each batch with how many it is meant to do, those without a case too, in the order of their numbers.
fn with_targets(programme: &Programme, lines: Vec<ProgressLine>) -> Vec<ProgressLine> {
    let total = lines.iter().map(|line| line.total).sum();
    let mut known: BTreeMap<String, ProgressLine> =
        lines.into_iter().map(|line| (line.key.clone(), line)).collect();
    let of = |(number, target): (u32, Option<i64>)| {
        let key = number.to_string();
        let mut line = known.remove(&key).unwrap_or_else(|| ProgressLine {
            key,
            late: Some(0),
            ..ProgressLine::default()
        });
        line.target = target;
        line.target_on = programme.batch(number).map(|batch| batch.target_on);
        line
    };
    programme.targets(total).into_iter().map(of).collect()
}
