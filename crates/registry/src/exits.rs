//! Exits as they are read: how far one organization is, who is on the way out and gone, and how many.
//! Every figure has the list that yields it.
//!
//! What may not enter: deciding, and the addresses of lists (the API).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use shuniu_core::{
    access::{self, Actor},
    act::MatterKind,
    case::CaseStatus,
    decide::organization_subject,
    exit::{Exit, ExitStage},
    organization::EndRecord,
    text::Text,
};
use shuniu_store::{CaseFilter, ExitFilter, ListedExit};

use crate::{Registry, RegistryError, paging::next_place};

/// How far one organization is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExitView {
    /// The organization.
    pub organization: String,
    /// Its name.
    pub name: String,
    /// Its code.
    pub uscc: String,
    /// Its status, in words.
    pub status_text: Text,
    /// The stage; none where an end or merger was demanded and nothing was done yet.
    pub stage: Option<ExitStage>,
    /// Whether it has applied for deregistration.
    pub applied: bool,
    /// Whether the day for that has passed and it has not.
    pub late: bool,
    /// Its liquidation, and what was collected.
    pub exit: Exit,
    /// Since when its registration is rescinded, if it is.
    pub rescinded_on: Option<NaiveDate>,
    /// Its end, once it is no more.
    pub ended: Option<EndRecord>,
    /// Version of the organization.
    pub version: i64,
}

/// A line of the list of exits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExitLine {
    /// The organization.
    pub organization: String,
    /// Its code.
    pub uscc: Option<String>,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Its registrar.
    pub registrar: String,
    /// Code of its administrative division.
    pub division: String,
    /// The stage: `to_liquidate`, `liquidating`, `to_deregister`, `ended`.
    pub stage: String,
    /// Why, where that is known.
    pub ground: Option<String>,
    /// Since when it stands so, where that is known.
    pub since: Option<NaiveDate>,
    /// By when deregistration is to be applied for.
    pub due_on: Option<NaiveDate>,
    /// Whether it has applied.
    pub applied: bool,
    /// Whether that day has passed and it has not.
    pub late: bool,
}

/// The matter of deregistration, and the statuses of a case in which it was applied for.
fn applications() -> (String, Vec<String>) {
    let waits = [CaseStatus::Draft, CaseStatus::Declined];
    let applied = |status: &CaseStatus| !status.is_final() && !waits.contains(status);
    let statuses = CaseStatus::ALL.into_iter().filter(applied).map(|s| s.id().to_owned());
    (MatterKind::Deregistration.id().to_owned(), statuses.collect())
}

impl ExitLine {
    fn of(listed: ListedExit, today: NaiveDate) -> Self {
        let ListedExit { exit, name, uscc, applied } = listed;
        Self {
            late: !applied && exit.due_on.is_some_and(|due| due < today),
            applied,
            organization: exit.organization,
            uscc,
            name,
            kind: exit.kind,
            registrar: exit.registrar,
            division: exit.division,
            stage: exit.stage,
            ground: exit.ground,
            since: exit.since,
            due_on: exit.due_on,
        }
    }
}

/// How many exits there are on one ground.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExitFigures {
    /// The ground; none for those of whom an older register does not tell it.
    pub ground: Option<String>,
    /// Exits in all.
    pub total: i64,
    /// By stage.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub stages: BTreeMap<String, i64>,
}

impl Registry {
    /// How far an organization is, by id or code, for those who have to do with it.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when it is not leaving; [`RegistryError::Denied`] for others.
    pub fn exit(&self, id_or_code: &str, actor: &Actor) -> Result<ExitView, RegistryError> {
        let today = self.today();
        let (matter, statuses) = applications();
        let (organization, applied) = self.store.read(|reader| {
            let found = reader.organization_state(id_or_code)?;
            let found = found.ok_or(RegistryError::NotFound("organization"))?;
            // Whoever may not see an exit is not told that there is none.
            access::see_exit(actor, &organization_subject(&found))
                .map_err(RegistryError::Denied)?;
            if found.leaving().is_none() && found.exit.is_none() {
                return Err(RegistryError::NotFound("exit"));
            }
            let filter = CaseFilter {
                organization: Some(found.id.clone()),
                act: Some(matter),
                statuses,
                ..CaseFilter::default()
            };
            let applied = !reader.list_cases(&filter, None, 1)?.is_empty();
            Ok::<_, RegistryError>((found, applied))
        })?;
        let standing = organization.leaving();
        let due_on = standing.and_then(|standing| standing.due_on);
        Ok(ExitView {
            stage: standing.map(|standing| standing.stage),
            applied,
            late: !applied && due_on.is_some_and(|due| due < today),
            status_text: organization.status.text(),
            uscc: organization.uscc.to_string(),
            exit: organization.exit.unwrap_or_default(),
            organization: organization.id,
            name: organization.name,
            rescinded_on: organization.rescinded_on,
            ended: organization.ended,
            version: organization.version,
        })
    }

    /// A page of exits in the order in which they set out, and where the next page begins.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office.
    pub fn list_exits(
        &self,
        actor: &Actor,
        filter: &ExitFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<ExitLine>, Option<i64>), RegistryError> {
        access::list_exits(actor).map_err(RegistryError::Denied)?;
        let today = self.today();
        let (matter, applied) = applications();
        let filter = ExitFilter { matter, applied, ..filter.clone() };
        let rows = self.store.read_one(|r| r.list_exits(&filter, after, limit))?;
        let next = next_place(&rows, limit, |row| row.exit.id);
        Ok((rows.into_iter().map(|row| ExitLine::of(row, today)).collect(), next))
    }

    /// How many exits there are on each ground, by stage.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office.
    pub fn exit_figures(
        &self,
        actor: &Actor,
        filter: &ExitFilter,
    ) -> Result<Vec<ExitFigures>, RegistryError> {
        access::list_exits(actor).map_err(RegistryError::Denied)?;
        let mut figures: BTreeMap<Option<String>, ExitFigures> = BTreeMap::new();
        for counted in self.store.read_one(|r| r.count_exits(filter))? {
            let line = figures.entry(counted.ground.clone()).or_default();
            line.ground = counted.ground;
            line.total += counted.count;
            *line.stages.entry(counted.stage).or_default() += counted.count;
        }
        Ok(figures.into_values().collect())
    }
}
