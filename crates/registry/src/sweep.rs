//! The sweep (巡检): what the core proposes of every organization on a day, kept as a worklist; and that list
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
    oversight::{Proposal, ProposalKind, proposals},
    text::Text,
};
use shuniu_store::{
    NamedOrganization, OrganizationFilter, ProposalFilter, ProposalRow, StoreError, SweepRow,
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
    /// The organization.
    pub organization: String,
    /// Its code.
    pub uscc: Option<String>,
    /// Its name.
    pub name: String,
    /// Its registrar.
    pub registrar: String,
    /// Code of its administrative division.
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
            let message = "that day has not come; choose today or an earlier day".to_owned();
            return Err(RegistryError::Malformed { field: "on".to_owned(), message });
        }
        let (known, last) =
            self.store.read(|r| Ok::<_, StoreError>((r.sweep(day)?, r.last_sweep()?)))?;
        if let Some(last) = last.filter(|last| last.day > day) {
            let message =
                format!("the last sweep is of {}; choose that day or a later one", last.day);
            return Err(RegistryError::Malformed { field: "on".to_owned(), message });
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
        let through = SweepRow { finished_at: Some(self.now()), ..sweep.clone() };
        self.store.write(move |writer| {
            writer.put_sweep(&through)?;
            Ok::<_, RegistryError>(Verdict::Commit(()))
        })?;
        let (organizations, proposals) = (sweep.organizations, sweep.proposals);
        Ok(Swept { day, organizations, proposals, settled, again })
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
        let (rows, last) = self.store.read(|r| {
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
        Ok(self.store.read_one(|r| r.count_proposals(filter))?)
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
            found.push(row_of(&organization, proposal, sweep.day)?);
        }
        looked.push(organization.id);
        sweep.reached = seq;
    }
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    sweep.organizations = sweep.organizations.saturating_add(count(looked.len()));
    sweep.proposals = sweep.proposals.saturating_add(count(found.len()));
    let settled = writer.propose(&looked, found, sweep.day)?;
    let looked = looked.len();
    writer.put_sweep(&sweep)?;
    Ok((sweep, looked, settled))
}

fn row_of(
    organization: &Organization,
    proposal: Proposal,
    day: NaiveDate,
) -> Result<ProposalRow, RegistryError> {
    let kind = proposal.kind.id();
    Ok(ProposalRow {
        key: format!("{}/{kind}/{}", organization.id, proposal.about),
        organization: organization.id.clone(),
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
    (row, named): (ProposalRow, NamedOrganization),
    today: NaiveDate,
) -> Result<ProposalLine, RegistryError> {
    let kind: Option<ProposalKind> =
        serde_json::from_value(serde_json::Value::String(row.kind.clone())).ok();
    let place = named.division.parse::<DivisionCode>().unwrap_or(DivisionCode::NATION);
    let days = books.law.number(ESCALATED, today, place).and_then(|days| u64::try_from(days).ok());
    let escalates = days.and_then(|days| row.due_on.checked_add_days(Days::new(days)));
    Ok(ProposalLine {
        text: kind.map(ProposalKind::text),
        act: kind.map(|kind| kind.act().id().to_owned()),
        late: row.due_on < today,
        escalated: escalates.is_some_and(|day| day < today),
        citation: row.citation.as_deref().map(serde_json::from_str).transpose()?,
        organization: row.organization,
        uscc: named.uscc,
        name: named.name,
        registrar: named.registrar,
        division: named.division,
        kind: row.kind,
        about: row.about,
        due_on: row.due_on,
        first_on: row.first_on,
    })
}
