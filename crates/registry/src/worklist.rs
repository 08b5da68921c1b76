//! Cases: one as its parties see it, and worklists by due date.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;
use serde_json::Value;
use shuniu_core::{
    access::{Actor, Role, may_see_case},
    case::{Case, CaseStatus, Due},
    decide::settle_silence,
    law::Finding,
    text::Text,
};
use shuniu_store::{CaseFilter, CaseRow, NewAuditRow};

use crate::{Registry, RegistryError};

/// A line of a worklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CaseLine {
    /// Identifier.
    pub id: String,
    /// Where it stands.
    pub status: String,
    /// Proposed name.
    pub name: String,
    /// Kind of organization.
    pub kind: String,
    /// Registrar.
    pub registrar: String,
    /// Supervisory unit that is named.
    pub supervisory_unit: Option<String>,
    /// When it was opened.
    pub opened_on: NaiveDate,
    /// By when the next thing is due.
    pub due_on: Option<NaiveDate>,
    /// What is due.
    pub due_what: Option<String>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// Version of the case.
    pub version: i64,
    /// When it last changed (UTC).
    pub updated_at: NaiveDateTime,
}

/// A case as its parties see it. Identity numbers are masked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CaseView {
    /// Identifier.
    pub id: String,
    /// Where it stands today.
    pub status: CaseStatus,
    /// The status in words.
    pub status_text: Text,
    /// The account of the applicant.
    pub applicant: String,
    /// What is applied for.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub application: Value,
    /// When it was opened.
    pub opened_on: NaiveDate,
    /// When the registrar received it.
    pub received_on: Option<NaiveDate>,
    /// When all valid documents were there.
    pub complete_on: Option<NaiveDate>,
    /// Whether it counts as accepted because the registrar was silent.
    pub accepted_by_silence: bool,
    /// Number of the receipt of acceptance.
    pub receipt: Option<String>,
    /// Opinions of supervisory units.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Object>))]
    pub opinions: Value,
    /// What must be corrected.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Vec<Object>>))]
    pub corrections: Value,
    /// What the examiner found; only for the registrar's staff.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub examination: Value,
    /// What is due next.
    pub due: Option<Due>,
    /// Number of the decision.
    pub decision_number: Option<String>,
    /// Reasons of a refusal.
    pub reasons: Option<String>,
    /// The findings that the decision rests on.
    pub findings: Vec<Finding>,
    /// Remedies against a refusal.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub remedies: Value,
    /// The organization that came of it.
    pub organization: Option<String>,
    /// The steps taken.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Object>))]
    pub steps: Value,
    /// Version of the case; the entity tag.
    pub version: i64,
}

impl Registry {
    /// A case, for an account that is party to it.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none that this account may see.
    pub fn case(&self, id: &str, actor: &Actor) -> Result<CaseView, RegistryError> {
        let case = self.visible_case(id, actor)?;
        let (case, _) = settle_silence(&self.books, &case, self.today())
            .map_err(|e| RegistryError::Internal(e.to_string()))?;
        let inside = actor.grants.iter().any(|g| g.role.is_registrar_staff());
        view(case, inside)
    }

    /// The state of a case that the account may see.
    pub(crate) fn visible_case(&self, id: &str, actor: &Actor) -> Result<Case, RegistryError> {
        let case = self.store.read_one(|r| r.case_state(id))?;
        case.filter(|c| may_see_case(actor, &c.subject())).ok_or(RegistryError::NotFound("case"))
    }

    /// A page of the account's worklist, most urgent first, and where the next page begins.
    ///
    /// The filter is narrowed to what the account may see: a registrar's cases, a supervisory
    /// unit's, or the applicant's own.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when the account handles no cases.
    pub fn worklist(
        &self,
        actor: &Actor,
        mut filter: CaseFilter,
        after: Option<(NaiveDate, i64)>,
        limit: u32,
    ) -> Result<(Vec<CaseLine>, Option<(NaiveDate, i64)>), RegistryError> {
        narrow(actor, &mut filter)?;
        let rows = self.store.read_one(|r| r.list_cases(&filter, after, limit))?;
        let full = rows.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
        let next = rows.last().filter(|_| full).map(CaseRow::worklist_key);
        let today = self.today();
        Ok((rows.into_iter().map(|row| line(row, today)).collect(), next))
    }
}

impl Registry {
    /// Puts on record that an account read personal data.
    ///
    /// # Errors
    /// When the record cannot be written; then the data must not be shown.
    pub fn record_reading(
        &self,
        account: &str,
        action: &str,
        subject: &str,
        request: &str,
    ) -> Result<(), RegistryError> {
        let row = NewAuditRow {
            at: self.now(),
            account: account.to_owned(),
            action: action.to_owned(),
            subject: subject.to_owned(),
            request: request.to_owned(),
        };
        self.store.operate(|operator| Ok(operator.append_audit(&row)?))
    }
}

/// One grant decides whose worklist it is: the office's before the person's own.
fn narrow(actor: &Actor, filter: &mut CaseFilter) -> Result<(), RegistryError> {
    let office = actor.grants.iter().find(|g| g.role.is_registrar_staff());
    let supervisor = actor.grants.iter().find(|g| g.role == Role::SupervisorOfficer);
    let limits = office.or(supervisor);
    if let Some(grant) = office {
        filter.registrar = grant.unit.as_ref().map(ToString::to_string);
    } else if let Some(grant) = supervisor {
        filter.supervisory_unit = grant.unit.as_ref().map(ToString::to_string);
    } else if actor.has(Role::Applicant) {
        filter.applicant = Some(actor.account.clone());
    } else {
        return Err(RegistryError::NotFound("worklist"));
    }
    if let Some(place) = limits.and_then(|g| g.jurisdiction) {
        let asked = filter.division_prefix.as_deref().unwrap_or_default();
        let own = place.to_string();
        if !asked.starts_with(own.trim_end_matches('0')) {
            filter.division_prefix = Some(own.trim_end_matches('0').to_owned());
        }
    }
    Ok(())
}

fn line(row: CaseRow, today: NaiveDate) -> CaseLine {
    CaseLine {
        overdue: row.due_on.is_some_and(|day| day < today),
        id: row.id,
        status: row.status,
        name: row.subject_name,
        kind: row.kind,
        registrar: row.registrar,
        supervisory_unit: row.supervisory_unit,
        opened_on: row.opened_on,
        due_on: row.due_on,
        due_what: row.due_what,
        version: row.version,
        updated_at: row.updated_at,
    }
}

fn view(case: Case, inside: bool) -> Result<CaseView, RegistryError> {
    let mut application = serde_json::to_value(&case.application)?;
    hide_digests(&mut application);
    Ok(CaseView {
        status_text: case.status.text(),
        status: case.status,
        id: case.id,
        applicant: case.applicant,
        application,
        opened_on: case.opened_on,
        received_on: case.received_on,
        complete_on: case.complete_on,
        accepted_by_silence: case.accepted_by_silence,
        receipt: case.receipt,
        opinions: serde_json::to_value(&case.opinions)?,
        corrections: serde_json::to_value(&case.corrections)?,
        examination: match inside {
            true => serde_json::to_value(&case.examination)?,
            false => Value::Null,
        },
        due: case.due,
        decision_number: case.decision_number,
        reasons: case.reasons,
        findings: case.findings,
        remedies: serde_json::to_value(&case.remedies)?,
        organization: case.organization,
        steps: serde_json::to_value(&case.steps)?,
        version: case.version,
    })
}

/// A digest tells nothing to a reader, and lets two systems join persons behind our back.
fn hide_digests(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("identity_digest");
            map.values_mut().for_each(hide_digests);
        }
        Value::Array(items) => items.iter_mut().for_each(hide_digests),
        _ => {}
    }
}
