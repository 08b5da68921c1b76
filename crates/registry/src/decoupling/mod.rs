//! Decoupling as it is read: programmes, cases with what each dimension lacks, who is to sign;
//! `figures.rs` counts them.
//!
//! What may not enter: deciding.

mod figures;

use chrono::NaiveDate;
use serde::Serialize;
use shuniu_core::{
    access::{self, Actor},
    act::{NextStep, programme_next_steps},
    decide::{decoupling_signers, decoupling_turn, organization_subject, present},
    decoupling::{
        Checklist, Decoupled, Decoupling, DecouplingStatus, Dimension, GoesTo, ItemState, Programme,
    },
    organization::Organization,
    text::Text,
    unit::{Unit, UnitId, UnitRef},
};
use shuniu_store::{
    DecouplingFilter, ListedDecoupling, Reader, waiting_department, waiting_signer,
};

use crate::{Registry, RegistryError, paging::next_place};

pub use figures::{DepartmentLine, ProgressBy, ProgressLine, RetainedLine};

/// Programmes or units read at a time.
const PAGE: u32 = 500;

/// A programme with its checklist.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProgrammeView {
    /// The programme.
    pub programme: Programme,
    /// What has to be separated, and who signs it.
    pub checklist: Checklist,
}

/// An item of a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ItemView {
    /// Key: `assets.clearance`.
    pub key: String,
    /// What must be so.
    pub text: Text,
    /// What shows it.
    pub evidence: Text,
    /// Whether there are organizations that it is not about.
    pub may_not_apply: bool,
    /// Whether it is in order.
    pub in_order: bool,
    /// What is known of it.
    pub state: Option<ItemState>,
}

/// A dimension of a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DimensionView {
    /// Key.
    pub id: String,
    /// Its name.
    pub text: Text,
    /// How far it is: `open`, `sent_back`, `ready`, `signed`.
    pub state: String,
    /// Whose signature it waits for, once all items are in order.
    pub waits_for: Option<UnitRef>,
    /// The units that sign it, in order.
    pub signers: Vec<UnitRef>,
    /// What is checked.
    pub items: Vec<ItemView>,
}

/// A case of decoupling, whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DecouplingView {
    /// The organization.
    pub organization: String,
    /// Its name.
    pub name: String,
    /// Its code.
    pub uscc: String,
    /// Where the case stands, in words.
    pub status_text: Text,
    /// Whether its day has passed and it is not done.
    pub late: bool,
    /// The case.
    pub case: Decoupling,
    /// Its dimensions, with what each lacks.
    pub dimensions: Vec<DimensionView>,
    /// The departments that it was decoupled from.
    pub decoupled: Vec<Decoupled>,
    /// Version of the organization.
    pub version: i64,
}

/// A line of a list of cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DecouplingLine {
    /// The organization.
    pub organization: String,
    /// Its code.
    pub uscc: Option<String>,
    /// Its name.
    pub name: String,
    /// The programme.
    pub programme: String,
    /// The batch.
    pub batch: i64,
    /// The department that is to leave, or has left.
    pub department: String,
    /// Code of the organization's administrative division.
    pub division: String,
    /// Where it stands.
    pub status: String,
    /// Why it does not go on: `policy`, `work`, `dispute`.
    pub stuck: Option<String>,
    /// When it was listed.
    pub listed_on: NaiveDate,
    /// By when it is to be done.
    pub due_on: NaiveDate,
    /// Whether that day has passed and it is not done.
    pub late: bool,
    /// When it was completed.
    pub completed_on: Option<NaiveDate>,
    /// When its exemption is looked at again.
    pub review_on: Option<NaiveDate>,
}

impl DecouplingLine {
    fn of(listed: ListedDecoupling, today: NaiveDate) -> Self {
        let ListedDecoupling { case, name, uscc } = listed;
        Self {
            late: case.due_on < today && still_to_do().contains(&case.status),
            organization: case.organization,
            uscc,
            name,
            programme: case.programme,
            batch: case.batch,
            department: case.department,
            division: case.division,
            status: case.status,
            stuck: case.stuck,
            listed_on: case.listed_on,
            due_on: case.due_on,
            completed_on: case.completed_on,
            review_on: case.review_on,
        }
    }
}

/// The standings in which something is still to be done.
#[must_use]
pub fn still_to_do() -> Vec<String> {
    standings(DecouplingStatus::is_to_do)
}

/// The standings before an organization is decoupled.
#[must_use]
pub fn not_separated() -> Vec<String> {
    standings(DecouplingStatus::is_open)
}

/// The standings that are counted in all.
#[must_use]
pub fn counted_in_all() -> Vec<String> {
    standings(DecouplingStatus::counts)
}

/// The standings in which dimensions are separated, or have been.
#[must_use]
pub fn with_dimensions() -> Vec<String> {
    standings(|s| s.counts() && s != DecouplingStatus::Exempt)
}

/// The standings in which items are mended.
#[must_use]
pub fn being_mended() -> Vec<String> {
    standings(DecouplingStatus::is_worked_on)
}

fn standings(which: impl Fn(DecouplingStatus) -> bool) -> Vec<String> {
    DecouplingStatus::ALL.into_iter().filter(|s| which(*s)).map(|s| s.id().to_owned()).collect()
}

impl Registry {
    /// A page of programmes in the order of entry, and where the next page begins.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_programmes(
        &self,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<Programme>, Option<i64>), RegistryError> {
        let rows = self.store.read_one(|r| r.list_programmes(after, limit))?;
        let next = next_place(&rows, limit, |row| row.seq);
        let found = rows.iter().map(|row| serde_json::from_str(&row.state));
        Ok((found.collect::<Result<_, _>>()?, next))
    }

    /// A programme with its checklist.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none.
    pub fn programme(&self, id: &str) -> Result<ProgrammeView, RegistryError> {
        let programme = self.store.read_one(|r| r.programme_state(id))?;
        let programme = programme.ok_or(RegistryError::NotFound("programme"))?;
        let checklist = self.books.checklists.get(&programme.checklist).cloned();
        let checklist = checklist.ok_or(RegistryError::NotFound("checklist"))?;
        Ok(ProgrammeView { programme, checklist })
    }

    /// The steps that an account may take on a programme today.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none.
    pub fn programme_next_steps(
        &self,
        id: &str,
        actor: &Actor,
    ) -> Result<Vec<NextStep>, RegistryError> {
        let on = self.today();
        self.store.read(|r| {
            let found = r.programme_state(id)?.ok_or(RegistryError::NotFound("programme"))?;
            Ok(programme_next_steps(r, &self.books, &found, actor, on)?)
        })
    }

    /// The case of an organization, by id or code, for those who have to do with it.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when it has none; [`RegistryError::Denied`] for others.
    pub fn decoupling(
        &self,
        id_or_code: &str,
        actor: &Actor,
    ) -> Result<DecouplingView, RegistryError> {
        let today = self.today();
        self.store.read(|reader| {
            let organization = reader.organization_state(id_or_code)?;
            let organization = organization.ok_or(RegistryError::NotFound("organization"))?;
            let Some(case) = organization.decoupling.as_deref() else {
                // Whoever may not see a case is not told that there is none.
                access::see_decoupling(actor, &organization_subject(&organization), &[])
                    .map_err(RegistryError::Denied)?;
                return Err(RegistryError::NotFound("case of decoupling"));
            };
            let checklist = self.books.checklists.get(&case.of.checklist);
            let dimensions = checklist.map_or(&[][..], |list| &list.dimensions);
            let shown = dimensions.iter().map(|d| self.dimension(reader, &organization, d, today));
            let dimensions = shown.collect::<Result<Vec<_>, RegistryError>>()?;
            let named = dimensions.iter().flat_map(|d| d.signers.iter().map(|s| s.id.clone()));
            // The hub that is to take it over sees what it consented to.
            let planned = !matches!(
                case.status,
                DecouplingStatus::Listed | DecouplingStatus::Exempt | DecouplingStatus::Delisted
            );
            let hub = match case.plan.as_ref().filter(|_| planned).map(|plan| &plan.to) {
                Some(GoesTo::Hub { unit, .. }) => Some(unit.id.clone()),
                _ => None,
            };
            let department = present(reader, &case.department.id, today)?;
            let units: Vec<UnitId> = named.chain([department]).chain(hub).collect();
            access::see_decoupling(actor, &organization_subject(&organization), &units)
                .map_err(RegistryError::Denied)?;
            Ok(DecouplingView {
                organization: organization.id.clone(),
                name: organization.name.clone(),
                uscc: organization.uscc.to_string(),
                status_text: case.status.text(),
                late: case.due_on < today && case.status.is_to_do(),
                case: case.public(),
                dimensions,
                decoupled: organization.decoupled.clone(),
                version: organization.version,
            })
        })
    }

    fn dimension(
        &self,
        reader: &mut Reader<'_>,
        organization: &Organization,
        dimension: &Dimension,
        today: NaiveDate,
    ) -> Result<DimensionView, RegistryError> {
        let case = organization.decoupling.as_deref();
        let books = &self.books;
        let named = decoupling_signers(reader, books, organization, &dimension.id, today)?;
        let next = decoupling_turn(reader, books, organization, &dimension.id, today)?;
        let mut signers = Vec::with_capacity(named.len());
        for id in named {
            let unit = reader.unit_state(id.as_str())?.as_ref().map(Unit::reference);
            signers.push(unit.unwrap_or_else(|| UnitRef { name: id.to_string(), id }));
        }
        let ready = case.is_some_and(|case| case.lacking(dimension).is_empty());
        let next = next.filter(|_| ready);
        let waits_for = next.and_then(|id| signers.iter().find(|unit| unit.id == id).cloned());
        let items = dimension.items.iter().map(|item| {
            let key = dimension.key(item);
            let state = case.and_then(|case| case.items.get(&key)).cloned();
            let state = state.map(|state| ItemState { by: String::new(), ..state });
            ItemView {
                text: Text::new(&item.zh, &item.en),
                evidence: Text::new(&item.evidence_zh, &item.evidence_en),
                may_not_apply: item.may_not_apply,
                in_order: case.is_some_and(|case| case.is_in_order(&key)),
                state,
                key,
            }
        });
        Ok(DimensionView {
            id: dimension.id.clone(),
            text: Text::new(&dimension.zh, &dimension.en),
            state: case.map_or("", |case| case.dimension_state(dimension).id()).to_owned(),
            waits_for,
            signers,
            items: items.collect(),
        })
    }

    /// A page of cases in the order in which they were listed, and where the next page begins. A unit
    /// sees those of its own department, or those that wait for its signature.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for others.
    pub fn list_decouplings(
        &self,
        actor: &Actor,
        filter: DecouplingFilter,
        waits_for: Option<&str>,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<DecouplingLine>, Option<i64>), RegistryError> {
        let named = waits_for.or(filter.department.as_deref());
        let unit = named.and_then(|id| UnitId::parse(id).ok());
        access::list_decouplings(actor, unit.as_ref()).map_err(RegistryError::Denied)?;
        let today = self.today();
        self.store.read(|reader| {
            let waits_for = match waits_for {
                Some(unit) => waiting(reader, unit, today)?,
                None => Vec::new(),
            };
            let filter = DecouplingFilter { waits_for, ..filter };
            let rows = reader.list_decouplings(&filter, after, limit)?;
            let next = next_place(&rows, limit, |row| row.case.id);
            let lines = rows.into_iter().map(|row| DecouplingLine::of(row, today)).collect();
            Ok((lines, next))
        })
    }
}

/// What waits for a unit: as the department itself, and for each role that it signs for; as the successor
/// of others, too.
fn waiting(
    reader: &mut Reader<'_>,
    unit: &str,
    today: NaiveDate,
) -> Result<Vec<String>, RegistryError> {
    let mut keys = vec![waiting_department(unit)];
    for former in reader.departments_that_ended()? {
        if stands_for(reader, unit, &former, today)? {
            keys.push(waiting_department(&former));
        }
    }
    let mut after = None;
    loop {
        let rows = reader.list_programmes(after, PAGE)?;
        let Some(last) = rows.last() else { return Ok(keys) };
        after = Some(last.seq);
        for row in &rows {
            let programme: Programme = serde_json::from_str(&row.state)?;
            for signer in &programme.signers {
                if stands_for(reader, unit, signer.unit.id.as_str(), today)? {
                    keys.push(waiting_signer(&programme.id, signer.role));
                }
            }
        }
    }
}

/// Whether a unit is the one that is named, or came of it.
fn stands_for(
    reader: &mut Reader<'_>,
    unit: &str,
    named: &str,
    today: NaiveDate,
) -> Result<bool, RegistryError> {
    if unit == named {
        return Ok(true);
    }
    let Ok(named) = UnitId::parse(named) else { return Ok(false) };
    Ok(present(reader, &named, today)?.as_str() == unit)
}
