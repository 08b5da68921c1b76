//! Penalties as they are read: those of one organization whole, the published ones, the worklist of cases, figures.
//! Every figure has the list that yields it.
//!
//! What may not enter: deciding, and the addresses of lists (the API).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use shuniu_core::{
    access::{self, Actor},
    decide::organization_subject,
    oversight::penalty::{Dues, PenaltyCase, PenaltyStage, RecordedPenalty, dues},
    text::Text,
};
use shuniu_store::{NamedOrganization, PenaltyFilter, PenaltyRow};

use crate::{Registry, RegistryError, annual::may_list, paging::next_place};

/// A case, with where it stands and what is owed today.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PenaltyCaseView {
    /// Where it stands.
    pub stage: PenaltyStage,
    /// The same in words.
    pub stage_text: Text,
    /// What is owed today.
    pub dues: Dues,
    /// The case.
    #[serde(flatten)]
    pub case: PenaltyCase,
}

/// Penalties of one organization.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PenaltiesView {
    /// The organization.
    pub organization: String,
    /// Its name.
    pub name: String,
    /// Its code.
    pub uscc: String,
    /// Until when it is suspended, if it is.
    pub suspended_until: Option<NaiveDate>,
    /// Cases of its registrar, the newest first.
    pub cases: Vec<PenaltyCaseView>,
    /// What other departments decided.
    pub recorded: Vec<RecordedPenalty>,
    /// Version of the organization.
    pub version: i64,
}

/// A line of a list of penalties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PenaltyLine {
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
    /// Number of the case within the organization; none for what another department decided.
    pub number: Option<i32>,
    /// Where it stands: a stage, or `recorded` for what another department decided.
    pub stage: String,
    /// The law that it rests on.
    pub basis: Option<String>,
    /// The ground.
    pub ground: Option<String>,
    /// What was decided, or is to be.
    pub measures: Vec<String>,
    /// What is to be paid, in yuan.
    pub yuan: Option<i64>,
    /// Who decides.
    pub authority: String,
    /// Number of the decision.
    pub document_number: Option<String>,
    /// When it was filed.
    pub filed_on: Option<NaiveDate>,
    /// When it was decided.
    pub decided_on: Option<NaiveDate>,
    /// When it was delivered.
    pub served_on: Option<NaiveDate>,
    /// By when the next step is due.
    pub due_on: Option<NaiveDate>,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// How many cases stand at one stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PenaltyFigures {
    /// The stage.
    pub stage: String,
    /// In all.
    pub total: i64,
    /// By ground.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub grounds: BTreeMap<String, i64>,
}

impl PenaltyLine {
    fn of((row, named): (PenaltyRow, NamedOrganization), today: NaiveDate) -> Self {
        Self {
            organization: row.organization,
            uscc: named.uscc,
            name: named.name,
            kind: named.kind,
            registrar: named.registrar,
            division: named.division,
            number: row.number,
            stage: row.stage,
            basis: row.basis,
            ground: row.ground,
            measures: row.measures.split_whitespace().map(ToOwned::to_owned).collect(),
            yuan: row.yuan,
            authority: row.authority,
            document_number: row.document_number,
            filed_on: row.filed_on,
            decided_on: row.decided_on,
            served_on: row.served_on,
            due_on: row.due_on,
            overdue: row.due_on.is_some_and(|due| due < today),
        }
    }
}

impl Registry {
    /// Penalties of an organization, by id or code, whole, for those who have to do with it; accounts of officers
    /// are told to nobody.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is no such organization; [`RegistryError::Denied`] for
    /// others.
    pub fn penalties(
        &self,
        id_or_code: &str,
        actor: &Actor,
    ) -> Result<PenaltiesView, RegistryError> {
        let found = self.store.read_one(|reader| reader.organization_state(id_or_code))?;
        let organization = found.ok_or(RegistryError::NotFound("organization"))?;
        access::see_oversight(actor, &organization_subject(&organization))
            .map_err(RegistryError::Denied)?;
        let today = self.today();
        let view = |case: &PenaltyCase| PenaltyCaseView {
            stage: case.stage(),
            stage_text: case.stage().text(),
            dues: dues(&self.books, case, organization.division, today),
            case: case.clone().without_accounts(),
        };
        Ok(PenaltiesView {
            suspended_until: organization.penalties.suspended_until(),
            cases: organization.penalties.cases.iter().rev().map(view).collect(),
            uscc: organization.uscc.to_string(),
            organization: organization.id,
            name: organization.name,
            recorded: organization.penalties.recorded,
            version: organization.version,
        })
    }

    /// A page of penalties that are published and in force, in the order of entry, and where the next page begins.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_published_penalties(
        &self,
        filter: &PenaltyFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<PenaltyLine>, Option<i64>), RegistryError> {
        let filter = PenaltyFilter { published: true, ..filter.clone() };
        self.penalty_page(&filter, after, limit)
    }

    /// A page of cases, whatever their stage, in the order of filing, and where the next page begins.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office.
    pub fn list_penalty_cases(
        &self,
        actor: &Actor,
        filter: &PenaltyFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<PenaltyLine>, Option<i64>), RegistryError> {
        may_list(actor, None)?;
        let filter = PenaltyFilter { cases: true, ..filter.clone() };
        self.penalty_page(&filter, after, limit)
    }

    fn penalty_page(
        &self,
        filter: &PenaltyFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<PenaltyLine>, Option<i64>), RegistryError> {
        let today = self.today();
        let rows = self.store.read_one(|r| r.list_penalties(filter, after, limit))?;
        let next = next_place(&rows, limit, |(row, _)| row.id);
        Ok((rows.into_iter().map(|row| PenaltyLine::of(row, today)).collect(), next))
    }

    /// How many cases stand at each stage, by ground.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office.
    pub fn penalty_figures(
        &self,
        actor: &Actor,
        filter: &PenaltyFilter,
    ) -> Result<Vec<PenaltyFigures>, RegistryError> {
        may_list(actor, None)?;
        let filter = PenaltyFilter { cases: true, ..filter.clone() };
        let mut figures: BTreeMap<String, PenaltyFigures> = BTreeMap::new();
        for counted in self.store.read_one(|r| r.count_penalties(&filter))? {
            let line = figures.entry(counted.stage.clone()).or_default();
            line.stage = counted.stage;
            line.total += counted.count;
            if let Some(ground) = counted.ground {
                *line.grounds.entry(ground).or_default() += counted.count;
            }
        }
        Ok(figures.into_values().collect())
    }
}
