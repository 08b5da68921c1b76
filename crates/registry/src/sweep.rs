//! The sweep (巡检): what the core proposes of every organization and unit on a day, kept as a worklist; and that list
//! as it is read.
//!
//! A sweep proposes and never decides. Running it again for the same day changes nothing; one that was cut
//! off goes on where it was; what is proposed of an organization no more is settled when it is looked at.
//!
//! What may not enter: what is proposed (the core), and the addresses of lists (the API).

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use serde::Serialize;
use shuniu_core::{
    Books,
    access::Actor,
    identity::DivisionCode,
    law::Citation,
    organization::Organization,
    oversight::{Proposal, ProposalKind, proposals, unit_proposals},
    text::Text,
    unit::Unit,
};
use shuniu_store::{
    Named, OrganizationFilter, ProposalFilter, ProposalRow, StoreError, SweepRow, UnitFilter,
    Verdict, Writer,
};

use crate::{Registry, RegistryError, annual::may_list, paging::next_place};

/// Organizations that are looked at in one transaction.
const PAGE: u32 = 500;
/// How many days after its day a proposal is escalated.
const ESCALATED: &str = "proposals.days_escalated";

/// What a sweep came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Swept {
    /// The day that it looked at.
    pub day: NaiveDate,
    /// Organizations that it looked at, in all.
    pub organizations: i64,
    /// Proposals that it made.
    pub proposals: i64,
    /// Proposals of earlier sweeps that it settled.
    pub settled: usize,
    /// Whether an earlier sweep of this day was through already.
    pub again: bool,
}

/// A line of the worklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProposalLine {
    /// The organization; null where it is about a unit.
    pub organization: Option<String>,
    /// The unit (a hub, a department that keeps its role); null where it is about an organization.
    pub unit: Option<String>,
    /// The organization's code.
    pub uscc: Option<String>,
    /// The name of either.
    pub name: String,
    /// The organization's registrar.
    pub registrar: Option<String>,
    /// Code of the administrative division.
    pub division: String,
    /// What is proposed.
    pub kind: String,
    /// The same in words.
    pub text: Option<Text>,
    /// The act that would follow.
    pub act: Option<String>,
    /// About what: a year, a list, a number.
    pub about: String,
    /// By when it is due.
    pub due_on: NaiveDate,
    /// Whether that day has passed.
    pub late: bool,
    /// Whether it passed so long ago that the head of the office is to see to it.
    pub escalated: bool,
    /// The article it rests on.
    pub citation: Option<Citation>,
    /// Since when it has been proposed.
    pub first_on: NaiveDate,
}

/// The worklist, with the sweep that it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposals {
    /// The lines.
    pub lines: Vec<ProposalLine>,
    /// Where the next page begins.
    pub next: Option<(NaiveDate, String)>,
    /// The day of the last sweep that was through.
    pub swept_on: Option<NaiveDate>,
}

impl Registry {
    /// Looks at every organization as it would stand on a day. `progress` is told how many were looked at.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] for a day before that of the last sweep, whose worklist it would settle,
    /// and for a day that has not come. When the register cannot be read or written, the sweep goes on from there when it is run again.
    pub fn sweep(
        &self,
        day: NaiveDate,
        progress: &mut dyn FnMut(i64),
    ) -> Result<Swept, RegistryError> {
        if day > self.today() {
            return Err(RegistryError::malformed(
                "on",
                "该日未到，请选择今日或此前的日期",
                "that day has not come; choose today or an earlier day",
            ));
        }
        let (known, last) =
            self.store.read_latest(|r| Ok::<_, StoreError>((r.sweep(day)?, r.last_sweep()?)))?;
        if let Some(last) = last.filter(|last| last.day > day) {
            let day = last.day;
            return Err(RegistryError::malformed(
                "on",
                format!("上次巡检为 {day}，请选择当日或此后的日期"),
                format!("the last sweep is of {day}; choose that day or a later one"),
            ));
        }
        let again = known.as_ref().is_some_and(|sweep| sweep.finished_at.is_some());
        // One that was through begins anew: the register has gone on.
        let mut sweep = known.filter(|_| !again).unwrap_or(SweepRow {
            day,
            reached: 0,
            organizations: 0,
            proposals: 0,
            finished_at: None,
        });
        let mut settled = 0;
        loop {
            let (books, before) = (Arc::clone(&self.books), sweep.clone());
            let (after, looked, gone) = self
                .store
                .write(move |writer| page(writer, &books, before).map(Verdict::Commit))?;
            sweep = after;
            settled += gone;
            progress(sweep.organizations);
            if looked < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                break;
            }
        }
        let (books, now) = (Arc::clone(&self.books), self.now());
        let (sweep, gone) = self.store.write(move |writer| {
            let (mut sweep, gone) = units(writer, &books, sweep.clone())?;
            sweep.finished_at = Some(now);
            writer.put_sweep(&sweep)?;
            Ok::<_, RegistryError>(Verdict::Commit((sweep, gone)))
        })?;
        let SweepRow { organizations, proposals, .. } = sweep;
        Ok(Swept { day, organizations, proposals, settled: settled + gone, again })
    }

    /// A page of what the last sweeps proposed, by its day.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office and supervises none of them.
    pub fn list_proposals(
        &self,
        actor: &Actor,
        filter: &ProposalFilter,
        after: Option<&(NaiveDate, String)>,
        limit: u32,
    ) -> Result<Proposals, RegistryError> {
        may_list(actor, filter.supervisory_unit.as_deref())?;
        let today = self.today();
        let (rows, last) = self.store.read_latest(|r| {
            let rows = r.list_proposals(filter, after, limit)?;
            Ok::<_, StoreError>((rows, r.last_sweep()?))
        })?;
        let next = next_place(&rows, limit, |(row, _)| (row.due_on, row.key.clone()));
        let line = |row| line_of(&self.books, row, today);
        let lines = rows.into_iter().map(line).collect::<Result<_, _>>()?;
        Ok(Proposals { lines, next, swept_on: last.map(|sweep| sweep.day) })
    }

    /// How many proposals there are of each kind.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office and supervises none of them.
    pub fn proposal_figures(
        &self,
        actor: &Actor,
        filter: &ProposalFilter,
    ) -> Result<Vec<(String, i64)>, RegistryError> {
        may_list(actor, filter.supervisory_unit.as_deref())?;
        Ok(self.store.read_latest(|r| r.count_proposals(filter))?)
    }

    /// How many organizations there are to be looked at.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn how_many(&self) -> Result<i64, RegistryError> {
        Ok(self.store.read_one(|r| r.count_organizations(&OrganizationFilter::default()))?)
    }
}

/// One page of a sweep in one transaction: how far it is, how many organizations it looked at, and how many
/// proposals are settled.
fn page(
    writer: &mut Writer<'_>,
    books: &Books,
    mut sweep: SweepRow,
) -> Result<(SweepRow, usize, usize), RegistryError> {
    let all = OrganizationFilter::default();
    let states = writer.organization_states(&all, None, Some(sweep.reached), PAGE)?;
    let (mut looked, mut found) = (Vec::with_capacity(states.len()), Vec::new());
    for (seq, state) in states {
        let organization: Organization = serde_json::from_str(&state)?;
        for proposal in proposals(books, &organization, sweep.day) {
            let row = row_of(&organization.id, proposal, sweep.day)?;
            found.push(ProposalRow { organization: Some(organization.id.clone()), ..row });
        }
        looked.push(organization.id);
        sweep.reached = seq;
    }
    sweep.organizations = sweep.organizations.saturating_add(count(looked.len()));
    sweep.proposals = sweep.proposals.saturating_add(count(found.len()));
    let settled = writer.propose(&looked, found, sweep.day)?;
    let looked = looked.len();
    writer.put_sweep(&sweep)?;
    Ok((sweep, looked, settled))
}

/// What is proposed of units, in one transaction: they are few. How many proposals of earlier sweeps are settled.
fn units(
    writer: &mut Writer<'_>,
    books: &Books,
    mut sweep: SweepRow,
) -> Result<(SweepRow, usize), RegistryError> {
    let (mut after, mut settled) = (None, 0);
    loop {
        let rows = writer.list_units(&UnitFilter::default(), after, PAGE)?;
        let (mut looked, mut found) = (Vec::with_capacity(rows.len()), Vec::new());
        for row in rows {
            let unit: Unit = serde_json::from_str(&row.state)?;
            for proposal in unit_proposals(books, &unit, sweep.day) {
                let proposed = row_of(&row.id, proposal, sweep.day)?;
                found.push(ProposalRow { unit: Some(row.id.clone()), ..proposed });
            }
            looked.push(row.id);
            after = Some(row.seq);
        }
        sweep.proposals = sweep.proposals.saturating_add(count(found.len()));
        settled += writer.propose(&looked, found, sweep.day)?;
        if looked.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            return Ok((sweep, settled));
        }
    }
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The row of what is proposed of `subject`; who that is the caller says.
fn row_of(subject: &str, proposal: Proposal, day: NaiveDate) -> Result<ProposalRow, RegistryError> {
    let kind = proposal.kind.id();
    Ok(ProposalRow {
        key: format!("{subject}/{kind}/{}", proposal.about),
        organization: None,
        unit: None,
        kind: kind.to_owned(),
        citation: proposal.citation.as_ref().map(serde_json::to_string).transpose()?,
        about: proposal.about,
        due_on: proposal.due_on,
        first_on: day,
        settled_on: None,
    })
}

fn line_of(
    books: &Books,
    (row, (organization, unit)): (ProposalRow, Named),
    today: NaiveDate,
) -> Result<ProposalLine, RegistryError> {
    let kind: Option<ProposalKind> =
        serde_json::from_value(serde_json::Value::String(row.kind.clone())).ok();
    let (organization_id, unit_id) = (row.organization, row.unit);
    let (uscc, registrar, name, division) = match (organization, unit) {
        (Some(one), _) => (one.uscc, Some(one.registrar), one.name, one.division),
        (None, Some(unit)) => (None, None, unit.name, unit.division),
        (None, None) => Default::default(),
    };
    let place = division.parse::<DivisionCode>().unwrap_or(DivisionCode::NATION);
    let days = books.law.number(ESCALATED, today, place).and_then(|days| u64::try_from(days).ok());
    let escalates = days.and_then(|days| row.due_on.checked_add_days(Days::new(days)));
    Ok(ProposalLine {
        text: kind.map(ProposalKind::text),
        act: kind.map(|kind| kind.act().id().to_owned()),
        late: row.due_on < today,
        escalated: escalates.is_some_and(|day| day < today),
        citation: row.citation.as_deref().map(serde_json::from_str).transpose()?,
        organization: organization_id,
        unit: unit_id,
        uscc,
        name,
        registrar,
        division,
        kind: row.kind,
        about: row.about,
        due_on: row.due_on,
        first_on: row.first_on,
    })
}
