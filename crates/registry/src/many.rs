//! One kind of act on many organizations: each row is an act of its own, with its own result, so
//! that one that is refused stops no other. Rows that were done before are told so: the same list
//! can be sent again.
//!
//! What may not enter: rules, and what the acts mean.

use std::{collections::HashMap, sync::mpsc};

use serde::Serialize;
use shuniu_core::{
    access::{self, Actor},
    act::ActRequest,
    affiliation::{AffiliationRequest, MemberPlan, MemberPlanInput},
    decoupling::DecouplingRequest,
    law::Finding,
    organization::Organization,
    text::Text,
};

use crate::{ActCall, Answered, Registry, RegistryError, Target};

/// Acts under way at once.
const AT_ONCE: usize = 64;

/// How a row came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// Done; in a dry run, it would be.
    Done,
    /// Done before, by the same document.
    Already,
    /// It stands on the list twice; the first row counts.
    Twice,
    /// Rules stand against it.
    Refused,
    /// The account may not.
    Denied,
    /// No such organization.
    NotFound,
    /// Not available as things stand, or not well formed.
    NotAvailable,
    /// The register could not do it now; send it again.
    Failed,
}

/// The result of a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RowResult {
    /// Place in the list, from 1.
    pub row: usize,
    /// The organization, as the row names it.
    pub organization: String,
    /// Its name, where the register knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How it came out.
    pub outcome: RowOutcome,
    /// What to do, where there is something to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The rules that stand against it, with article, facts and remedy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Position in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<i64>,
}

/// The results of all rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ManyResults {
    /// Whether nothing was done.
    pub dry_run: bool,
    /// Rows that were done, or would be.
    pub done: usize,
    /// Rows that were done before.
    pub already: usize,
    /// All others.
    pub not_done: usize,
    /// Each row, in the order of the list.
    pub rows: Vec<RowResult>,
}

impl Registry {
    /// Performs one act on each of many organizations (id or code).
    ///
    /// # Errors
    /// When the register cannot be read; what stands against a single row is its result.
    pub fn perform_many(
        &self,
        actor: &Actor,
        rows: &[(String, ActRequest)],
        dry_run: bool,
    ) -> Result<ManyResults, RegistryError> {
        let (sender, results) = mpsc::channel();
        let mut out: Vec<Option<RowResult>> = vec![None; rows.len()];
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut names: Vec<Option<String>> = vec![None; rows.len()];
        let mut waiting = 0_usize;
        for (index, (id, request)) in rows.iter().enumerate() {
            // Whoever never performs it is told so by the act itself, and nothing of the organization.
            let act = request.kind().row();
            let may = act.is_none_or(|act| access::performs(actor, act).is_ok());
            let found = match may {
                true => self.store.read_one(|r| r.organization_state(id))?,
                false => None,
            };
            let told = match &found {
                None if !may => None,
                None => Some((RowOutcome::NotFound, Some(unknown()))),
                Some(organization) => {
                    names[index] = Some(organization.name.clone());
                    let first = *seen.entry(organization.id.clone()).or_insert(index);
                    settled(request, organization, first, index)
                }
            };
            if let Some((outcome, text)) = told {
                out[index] = Some(row(index, id, outcome, text));
                continue;
            }
            let target = Target::Organization(id.clone());
            let call = ActCall { dry_run, ..ActCall::new(actor.clone(), target, request.clone()) };
            let sender = sender.clone();
            self.perform_then(call, move |answer| drop(sender.send((index, answer))));
            waiting += 1;
            // So many are under way that they share commits, and so few that others get their turn.
            if waiting == AT_ONCE {
                take(&results, rows, &mut out);
                waiting -= 1;
            }
        }
        // A callback that is dropped unanswered must not be waited for.
        drop(sender);
        for _ in 0..waiting {
            take(&results, rows, &mut out);
        }
        Ok(summed(out, names, rows, dry_run))
    }
}

/// What needs no act any more: the organization stands above already, or where the row puts it.
fn settled(
    request: &ActRequest,
    organization: &Organization,
    first: usize,
    index: usize,
) -> Option<(RowOutcome, Option<Text>)> {
    if first != index {
        return Some((RowOutcome::Twice, Some(twice(first + 1))));
    }
    done_before(request, organization).then_some((RowOutcome::Already, None))
}

/// Takes the next answer, whichever row it is of.
fn take(
    results: &mpsc::Receiver<(usize, Result<Answered, RegistryError>)>,
    rows: &[(String, ActRequest)],
    out: &mut [Option<RowResult>],
) {
    let Ok((index, answer)) = results.recv() else { return };
    let id = rows.get(index).map_or("", |(id, _)| id);
    if let Some(place) = out.get_mut(index) {
        *place = Some(told(index, id, answer));
    }
}

fn summed(
    out: Vec<Option<RowResult>>,
    names: Vec<Option<String>>,
    rows: &[(String, ActRequest)],
    dry_run: bool,
) -> ManyResults {
    let filled = |(index, (result, (id, _))): (usize, (Option<RowResult>, &(String, _)))| {
        result.unwrap_or_else(|| row(index, id, RowOutcome::Failed, Some(again())))
    };
    let results = out.into_iter().zip(rows).enumerate().map(filled);
    let rows: Vec<RowResult> =
        results.zip(names).map(|(result, name)| RowResult { name, ..result }).collect();
    let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    let (done, already) = (count(RowOutcome::Done), count(RowOutcome::Already));
    ManyResults { dry_run, done, already, not_done: rows.len() - done - already, rows }
}

/// Whether the organization stands already where the row puts it.
fn done_before(request: &ActRequest, organization: &Organization) -> bool {
    match request {
        ActRequest::Affiliation { request } => stands_there(request, organization),
        ActRequest::Decoupling { request } => match request.as_ref() {
            DecouplingRequest::List(listing) => {
                organization.decoupling.as_ref().is_some_and(|case| {
                    let same =
                        case.of.programme == listing.programme && case.of.batch == listing.batch;
                    // Nobody who is done or exempt is listed anew by sending a list again.
                    same && case.status.counts()
                })
            }
            _ => false,
        },
        _ => false,
    }
}

fn stands_there(request: &AffiliationRequest, organization: &Organization) -> bool {
    let Some(supervision) = &organization.supervision else { return false };
    match request {
        AffiliationRequest::TransferByList { to, list, .. } => {
            supervision.unit.id == *to && supervision.basis == list.number
        }
        AffiliationRequest::Plan { plan } => {
            match (supervision.plan.as_ref().map(|step| &step.plan), plan) {
                (Some(MemberPlan::Successor { unit }), MemberPlanInput::Successor { unit: to }) => {
                    unit.id == *to
                }
                (Some(MemberPlan::Registrar { .. }), MemberPlanInput::Registrar {}) => true,
                (Some(MemberPlan::Direct { basis }), MemberPlanInput::Direct { basis: to }) => {
                    basis == to
                }
                _ => false,
            }
        }
        _ => false,
    }
}

fn row(index: usize, id: &str, outcome: RowOutcome, text: Option<Text>) -> RowResult {
    RowResult {
        row: index + 1,
        organization: id.to_owned(),
        name: None,
        outcome,
        text,
        findings: Vec::new(),
        position: None,
    }
}

fn told(index: usize, id: &str, answer: Result<Answered, RegistryError>) -> RowResult {
    let of = |outcome, text| row(index, id, outcome, text);
    match answer {
        Ok(Answered::Fresh(answer)) => RowResult {
            position: (answer.position > 0).then_some(answer.position),
            ..of(RowOutcome::Done, None)
        },
        Ok(Answered::Repeated(_)) => of(RowOutcome::Already, None),
        Err(RegistryError::Refused(refusal)) => {
            let mut findings = refusal.findings;
            findings.retain(|f| refusal.against.contains(&f.rule));
            RowResult { findings, ..of(RowOutcome::Refused, None) }
        }
        Err(RegistryError::Denied(denied)) => of(RowOutcome::Denied, Some(denied.text)),
        Err(RegistryError::NotAvailable(what)) => of(RowOutcome::NotAvailable, Some(what.state)),
        Err(RegistryError::NotFound(_)) => of(RowOutcome::NotFound, Some(unknown())),
        Err(RegistryError::Malformed { message, .. }) => {
            of(RowOutcome::NotAvailable, Some(message))
        }
        Err(_) => of(RowOutcome::Failed, Some(again())),
    }
}

fn unknown() -> Text {
    Text::new(
        "登记簿中没有此代码或者编号；请核对。",
        "No organization has this code or identifier; please check.",
    )
}

fn twice(first: usize) -> Text {
    Text::new(
        format!("该组织在第 {first} 行已出现；按第 {first} 行办理。"),
        format!("This organization stands on row {first} already; that row counts."),
    )
}

fn again() -> Text {
    Text::new(
        "登记簿暂时不能办理；请再次发送同一名单。",
        "The register could not do it now; send the same list again.",
    )
}
