//! Cases: one as its parties see it, and worklists by due date.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use shuniu_core::{
    access::{Actor, Role, is_staff_of, may_see_case},
    act::{Matter, MatterKind},
    case::{Case, CaseStatus, Due},
    decide::settle_silence,
    event::{Event, case_stream},
    law::Finding,
    text::Text,
};
use shuniu_store::{
    AuditFilter, AuditRow, CaseFilter, CaseRow, NewAuditRow, Reader, StoreError, Verdict,
};

use crate::{Registry, RegistryError, paging::next_place};

/// A place in a worklist: the due date and the number of a case.
pub type WorklistPlace = (NaiveDate, i64);

/// A line of a worklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CaseLine {
    /// Identifier.
    pub id: String,
    /// What is applied for: `establishment`, `change`, `charity_recognition` …
    pub matter: String,
    /// Where it stands.
    pub status: String,
    /// Name of the organization, existing or proposed.
    pub name: String,
    /// The organization that it is about, or that came of it.
    pub organization: Option<String>,
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
    pub updated_at: DateTime<Utc>,
}

impl CaseLine {
    pub(crate) fn of(row: CaseRow, today: NaiveDate) -> Self {
        Self {
            overdue: row.due_on.is_some_and(|day| day < today),
            id: row.id,
            matter: row.act,
            status: row.status,
            name: row.subject_name,
            organization: row.organization,
            kind: row.kind,
            registrar: row.registrar,
            supervisory_unit: row.supervisory_unit,
            opened_on: row.opened_on,
            due_on: row.due_on,
            due_what: row.due_what,
            version: row.version,
            updated_at: row.updated_at.and_utc(),
        }
    }
}

/// A case as its parties see it. Identity numbers are masked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CaseView {
    /// Identifier.
    pub id: String,
    /// Where it stands today.
    pub status: CaseStatus,
    /// What is applied for.
    pub matter: MatterKind,
    /// The same as officials call it.
    pub matter_text: Text,
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
        let stored = self.visible_case(id, actor)?;
        let (case, _) = settle_silence(&self.books, &stored, self.today())
            .map_err(|e| RegistryError::Internal(e.to_string()))?;
        let inside = is_staff_of(actor, &stored.subject()) && stored.applicant != actor.account;
        // What the examiner found is told with the decision, not before it.
        let findings = match inside || case.status.is_final() {
            true => self.store.read_one(|r| last_findings(r, &case.id))?,
            false => Vec::new(),
        };
        let seen = view(case, findings, inside)?;
        // The entity tag is the version in the log; silence is not there before the next act.
        Ok(CaseView { version: stored.version, ..seen })
    }

    /// The state of a case that the account may see.
    pub(crate) fn visible_case(&self, id: &str, actor: &Actor) -> Result<Case, RegistryError> {
        let case = self.store.read_one(|r| r.case_state(id))?;
        // A draft is the applicant's own until it is filed.
        let visible = |c: &Case| {
            may_see_case(actor, &c.subject())
                && (c.status != CaseStatus::Draft || c.applicant == actor.account)
        };
        case.filter(visible).ok_or(RegistryError::NotFound("case"))
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
    ) -> Result<(Vec<CaseLine>, Option<WorklistPlace>), RegistryError> {
        narrow(actor, &mut filter)?;
        let rows = self.store.read_one(|r| r.list_cases(&filter, after, limit))?;
        let next = next_place(&rows, limit, CaseRow::worklist_key);
        let today = self.today();
        Ok((rows.into_iter().map(|row| CaseLine::of(row, today)).collect(), next))
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

impl Registry {
    /// A page of the audit trail, newest first, and where the next page begins.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_audit(
        &self,
        filter: &AuditFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<AuditRow>, Option<i64>), RegistryError> {
        let rows = self.store.read_latest(|r| r.list_audit(filter, after, limit))?;
        let next = next_place(&rows, limit, |r| r.id);
        Ok((rows, next))
    }

    /// Forgets answers stored under idempotency keys before an instant, and counts them.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn forget_answers(&self, before: NaiveDateTime) -> Result<usize, RegistryError> {
        self.store.write(move |w| Ok(Verdict::Commit(w.forget_answers_before(before)?)))
    }
}

/// One grant decides whose worklist it is: the office's before the person's own. Drafts are
/// not the office's business.
fn narrow(actor: &Actor, filter: &mut CaseFilter) -> Result<(), RegistryError> {
    let nobody = RegistryError::NotFound("worklist");
    let office = actor.grants.iter().find(|g| g.role.is_registrar_staff());
    let supervisor = actor.grants.iter().find(|g| g.role == Role::SupervisorOfficer);
    let Some(grant) = office.or(supervisor) else {
        if !actor.has(Role::Applicant) {
            return Err(nobody);
        }
        filter.applicant = Some(actor.account.clone());
        return Ok(());
    };
    let unit = grant.unit.as_ref().ok_or(nobody)?.to_string();
    match office {
        Some(_) => filter.registrar = Some(unit),
        None => filter.supervisory_unit = Some(unit),
    }
    if filter.statuses.is_empty() {
        let filed = CaseStatus::ALL.into_iter().filter(|s| *s != CaseStatus::Draft);
        filter.statuses = filed.map(|s| s.id().to_owned()).collect();
    } else {
        filter.statuses.retain(|s| s != CaseStatus::Draft.id());
    }
    if let Some(place) = grant.jurisdiction {
        let (own, asked) = (place.prefix(), filter.division_prefix.clone().unwrap_or_default());
        if !asked.starts_with(&own) {
            // What is asked is wider than what is granted, or beside it.
            filter.division_prefix =
                Some(if own.starts_with(&asked) { own } else { NOWHERE.to_owned() });
        }
    }
    Ok(())
}

/// A prefix that no division has.
const NOWHERE: &str = "x";

/// The findings that the last examination or decision rests on, from its event.
fn last_findings(reader: &mut Reader<'_>, case: &str) -> Result<Vec<Finding>, StoreError> {
    for entry in reader.stream(&case_stream(case))?.iter().rev() {
        let event = Event::from_stored(&entry.kind, entry.schema, &entry.payload)?;
        if let Event::Case(event) = &event
            && let Some(findings) = event.findings()
        {
            return Ok(findings.to_vec());
        }
    }
    Ok(Vec::new())
}

fn view(case: Case, findings: Vec<Finding>, inside: bool) -> Result<CaseView, RegistryError> {
    let mut application = serde_json::to_value(&case.application)?;
    hide_digests(&mut application);
    Ok(CaseView {
        status_text: case.status.text(),
        status: case.status,
        matter: case.application.matter(),
        matter_text: case.application.matter().row().map(Matter::text).unwrap_or_default(),
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
        findings,
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
