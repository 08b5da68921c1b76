//! Evaluation as it is read: one organization whole, its grade on a day and what that is good for, lists, figures.
//! Every figure has the list that yields it.
//!
//! What may not enter: deciding, and the addresses of lists (the API).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use shuniu_core::{
    access::{self, Actor, View},
    decide::organization_subject,
    evaluation::{
        EvaluationBar, EvaluationCase, EvaluationStage, GradeEffects, GradeRecord, Round, Sheet,
        grade_effects,
    },
    text::Text,
};
use shuniu_store::{EvaluationFilter, EvaluationRow, GradeFilter, GradeRow, NamedOrganization};

use crate::{Registry, RegistryError, annual::may_list, paging::next_place};

/// An evaluation, with where it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvaluationCaseView {
    /// Where it stands.
    pub stage: EvaluationStage,
    /// The same in words.
    pub stage_text: Text,
    /// The evaluation; experts and votes by name are for the offices that handle it.
    #[serde(flatten)]
    pub case: EvaluationCase,
}

/// Evaluation of one organization.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvaluationView {
    /// The organization.
    pub organization: String,
    /// Its name.
    pub name: String,
    /// Its code.
    pub uscc: String,
    /// Evaluations, the newest first.
    pub cases: Vec<EvaluationCaseView>,
    /// Grades, oldest first.
    pub grades: Vec<GradeRecord>,
    /// Bars that were set under order 39.
    pub bars: Vec<EvaluationBar>,
    /// Version of the organization.
    pub version: i64,
}

/// A line of the list of grades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct GradeLine {
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
    /// The grade.
    pub grade: String,
    /// The grade before, where it was adjusted.
    pub lowered_from: Option<String>,
    /// When it was announced, where that is known.
    pub announced_on: Option<NaiveDate>,
    /// The first day on which it runs.
    pub valid_from: Option<NaiveDate>,
    /// The last.
    pub valid_until: Option<NaiveDate>,
    /// The first day on which it runs no more.
    pub ended_on: Option<NaiveDate>,
}

/// A line of the worklist of evaluations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvaluationLine {
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
    /// Number of the evaluation within the organization.
    pub number: i32,
    /// The round of its registrar.
    pub round: i32,
    /// Why it is evaluated.
    pub why: String,
    /// Where it stands.
    pub stage: String,
    /// The grade that was voted last.
    pub grade: Option<String>,
    /// When it was begun.
    pub begun_on: NaiveDate,
    /// The last day of publicity.
    pub publicity_until: Option<NaiveDate>,
    /// When it was announced.
    pub announced_on: Option<NaiveDate>,
}

/// How many organizations of one kind have grades.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct GradeFigures {
    /// The kind of organization.
    pub kind: String,
    /// In all.
    pub total: i64,
    /// By grade.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub grades: BTreeMap<String, i64>,
}

/// How many evaluations stand at one stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvaluationFigures {
    /// The stage.
    pub stage: String,
    /// How many.
    pub total: i64,
}

impl GradeLine {
    fn of((row, named): (GradeRow, NamedOrganization)) -> Self {
        Self {
            organization: row.organization,
            uscc: named.uscc,
            name: named.name,
            kind: named.kind,
            registrar: named.registrar,
            division: named.division,
            grade: row.grade,
            lowered_from: row.lowered_from,
            announced_on: row.announced_on,
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            ended_on: row.ended_on,
        }
    }
}

impl EvaluationLine {
    fn of((row, named): (EvaluationRow, NamedOrganization)) -> Self {
        Self {
            organization: row.organization,
            uscc: named.uscc,
            name: named.name,
            kind: named.kind,
            registrar: named.registrar,
            division: named.division,
            number: row.number,
            round: row.round,
            why: row.kind,
            stage: row.stage,
            grade: row.grade,
            begun_on: row.begun_on,
            publicity_until: row.publicity_until,
            announced_on: row.announced_on,
        }
    }
}

impl Registry {
    /// Evaluation of an organization, by id or code, whole, for those who have to do with it; who voted how and
    /// who was there is for the offices that handle it.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is no such organization; [`RegistryError::Denied`] for
    /// others.
    pub fn evaluation(
        &self,
        id_or_code: &str,
        actor: &Actor,
    ) -> Result<EvaluationView, RegistryError> {
        let found = self.store.read_one(|reader| reader.organization_state(id_or_code))?;
        let organization = found.ok_or(RegistryError::NotFound("organization"))?;
        let subject = organization_subject(&organization);
        access::see_oversight(actor, &subject).map_err(RegistryError::Denied)?;
        let handles = access::see_organization(actor, View::Internal, &subject).is_ok();
        let view = |case: EvaluationCase| EvaluationCaseView {
            stage: case.stage(),
            stage_text: case.stage().text(),
            case: if handles { case } else { case.without_names() },
        };
        Ok(EvaluationView {
            uscc: organization.uscc.to_string(),
            organization: organization.id,
            name: organization.name,
            cases: organization.evaluation.cases.into_iter().rev().map(view).collect(),
            grades: organization.evaluation.grades,
            bars: organization.evaluation.bars,
            version: organization.version,
        })
    }

    /// The grade of an organization, today or on a day, and what it is good for by the law of that day. Public.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is no such organization, or was none on that day.
    pub fn grade(
        &self,
        id_or_code: &str,
        as_of: Option<NaiveDate>,
    ) -> Result<GradeEffects, RegistryError> {
        let on = as_of.unwrap_or_else(|| self.today());
        let organization = self.state_on(id_or_code, as_of)?;
        Ok(grade_effects(&self.books, &organization, on))
    }

    /// A page of grades, in the order of entry, and where the next page begins. Public.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_grades(
        &self,
        filter: &GradeFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<GradeLine>, Option<i64>), RegistryError> {
        let rows = self.store.read_one(|r| r.list_grades(filter, after, limit))?;
        let next = next_place(&rows, limit, |(row, _)| row.id);
        Ok((rows.into_iter().map(GradeLine::of).collect(), next))
    }

    /// How many grades there are, by kind of organization and grade. Public.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn grade_figures(&self, filter: &GradeFilter) -> Result<Vec<GradeFigures>, RegistryError> {
        let mut figures: BTreeMap<String, GradeFigures> = BTreeMap::new();
        for counted in self.store.read_one(|r| r.count_grades(filter))? {
            let line = figures.entry(counted.kind.clone()).or_default();
            line.kind = counted.kind;
            line.total += counted.count;
            *line.grades.entry(counted.grade).or_default() += counted.count;
        }
        Ok(figures.into_values().collect())
    }

    /// A page of evaluations, in the order of their beginning, and where the next page begins.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office.
    pub fn list_evaluations(
        &self,
        actor: &Actor,
        filter: &EvaluationFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<EvaluationLine>, Option<i64>), RegistryError> {
        may_list(actor, None)?;
        let rows = self.store.read_one(|r| r.list_evaluations(filter, after, limit))?;
        let next = next_place(&rows, limit, |(row, _)| row.id);
        Ok((rows.into_iter().map(EvaluationLine::of).collect(), next))
    }

    /// How many evaluations stand at each stage.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office.
    pub fn evaluation_figures(
        &self,
        actor: &Actor,
        filter: &EvaluationFilter,
    ) -> Result<Vec<EvaluationFigures>, RegistryError> {
        may_list(actor, None)?;
        let counted = self.store.read_one(|r| r.count_evaluations(filter))?;
        let mut lines: Vec<EvaluationFigures> = counted
            .into_iter()
            .map(|counted| EvaluationFigures { stage: counted.stage, total: counted.count })
            .collect();
        lines.sort_by(|a, b| a.stage.cmp(&b.stage));
        Ok(lines)
    }

    /// The rounds of a registrar, the newest first; who sits in the committee is for those who work there, and for
    /// the leading group's office.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is no such unit.
    pub fn rounds(&self, unit: &str, actor: Option<&Actor>) -> Result<Vec<Round>, RegistryError> {
        let unit = self.unit(unit)?;
        let works = |actor: &Actor| access::see_worklist(actor, Some(&unit.id)).is_ok();
        let named = actor.is_some_and(works);
        let unit = if named { unit } else { unit.public() };
        Ok(unit.rounds.into_iter().rev().collect())
    }

    /// The sheets that rounds may use.
    #[must_use]
    pub fn sheets(&self) -> Vec<Sheet> {
        self.books.sheets.all().cloned().collect()
    }
}
