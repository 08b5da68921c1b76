//! How events change the state of an organization.
//!
//! What may not enter: whether a change is lawful; events are facts.

use chrono::NaiveDate;

use super::{
    CharityStatus, CharterRecord, DecidedAction, EndRecord, Filings, NamePeriod, OfficersTerm,
    Organization, OrganizationEvent, OrganizationStatus, RecordedDecision, RecordedRename,
    SupervisionRecord, ending,
};
use crate::{
    correction::Corrections,
    evaluation::Evaluation,
    oversight::{annual::Annual, credit::Credit, penalty::Penalties},
    registration::SealAndAccount,
};

/// Folds one event into the state. Total: an event that does not fit (one before
/// `Registered`) leaves the state as it is.
#[must_use]
pub fn evolve(
    state: Option<Organization>,
    event: &OrganizationEvent,
    effective_on: NaiveDate,
) -> Option<Organization> {
    match (state, event) {
        (None, OrganizationEvent::Registered { .. }) => registered(event, effective_on),
        (None, _) => None,
        (Some(mut organization), event) => {
            organization.version += 1;
            change(&mut organization, event, effective_on);
            Some(organization)
        }
    }
}

fn registered(event: &OrganizationEvent, effective_on: NaiveDate) -> Option<Organization> {
    let OrganizationEvent::Registered {
        id,
        uscc,
        name,
        kind,
        division,
        registrar,
        established_on,
        items,
        direct,
        origin,
    } = event
    else {
        return None;
    };
    Some(Organization {
        id: id.clone(),
        uscc: *uscc,
        name: name.clone(),
        names: vec![NamePeriod::since(name, effective_on)],
        kind: *kind,
        status: OrganizationStatus::Registered,
        division: *division,
        registrar: registrar.clone(),
        established_on: *established_on,
        items: items.clone(),
        supervision: None,
        direct: direct.clone(),
        relations: Vec::new(),
        decoupling: None,
        decoupled: Vec::new(),
        charter_due: None,
        certificate: None,
        charter: None,
        charity: None,
        term: None,
        filings: Filings::default(),
        decisions: Vec::new(),
        ended: None,
        rescinded_on: None,
        exit: None,
        annual: Annual::default(),
        credit: Credit::default(),
        penalties: Penalties::default(),
        evaluation: Evaluation::default(),
        corrections: Corrections::default(),
        predecessors: Vec::new(),
        successors: Vec::new(),
        origin: origin.clone(),
        version: 1,
    })
}

fn change(organization: &mut Organization, event: &OrganizationEvent, effective_on: NaiveDate) {
    match event {
        OrganizationEvent::Registered { .. } | OrganizationEvent::NoticePublished { .. } => {}
        OrganizationEvent::SupervisionBegan { unit, basis } => {
            organization.supervision =
                Some(SupervisionRecord::begun(unit.clone(), effective_on, basis));
            organization.direct = None;
        }
        OrganizationEvent::ItemsChanged { name, items, changes, .. } => {
            for change in changes {
                organization.items.take(&change.field, items);
            }
            if let Some(name) = name {
                rename(organization, name, effective_on);
            }
        }
        OrganizationEvent::CharterApproved { adopted_on, .. } => {
            organization.charter =
                Some(CharterRecord { adopted_on: *adopted_on, approved_on: effective_on });
            organization.charter_due = None;
        }
        OrganizationEvent::BecameCharity { basis, .. } => {
            organization.charity = Some(CharityStatus {
                since: effective_on,
                basis: basis.clone(),
                fundraising_since: None,
            });
        }
        OrganizationEvent::FundraisingQualified { .. } => {
            if let Some(charity) = &mut organization.charity {
                charity.fundraising_since = Some(effective_on);
            }
        }
        OrganizationEvent::OfficersFiled { term_from, term_until, officers, .. } => {
            organization.term = Some(OfficersTerm {
                from: *term_from,
                until: *term_until,
                officers: officers.clone(),
            });
        }
        OrganizationEvent::SealAndAccountFiled { filed } => file(organization, filed),
        OrganizationEvent::PartyBuildingFiled { filed } => {
            organization.filings.party_building = Some(filed.clone());
        }
        OrganizationEvent::DecisionRecorded { decision, .. } => record(organization, decision),
        OrganizationEvent::RenameRecorded { rename: told, .. } => record_rename(organization, told),
        OrganizationEvent::Succeeded { predecessors, .. } => {
            organization.predecessors.extend(predecessors.iter().cloned());
        }
        OrganizationEvent::SucceededBy { successor, .. } => {
            organization.successors.push(successor.clone());
        }
        OrganizationEvent::Ended { ground, document_number, .. } => {
            let (ground, document_number) = (Some(*ground), document_number.clone());
            ending::end(organization, EndRecord { on: effective_on, ground, document_number });
        }
        OrganizationEvent::CertificateLost { number, .. } => {
            if let Some(c) = organization.certificate.as_mut().filter(|c| c.number == *number) {
                c.lost_on = Some(effective_on);
            }
        }
        OrganizationEvent::DuplicateIssued { number, duplicates } => {
            if let Some(c) = organization.certificate.as_mut().filter(|c| c.number == *number) {
                c.duplicates = *duplicates;
            }
        }
        OrganizationEvent::CertificateIssued { certificate, .. } => {
            organization.certificate = Some(certificate.clone());
            organization.corrections.reissue_since = None;
        }
        OrganizationEvent::CertificateDelivered { number, .. } => {
            if let Some(c) = organization.certificate.as_mut().filter(|c| c.number == *number) {
                c.delivered_on = Some(effective_on);
            }
        }
    }
}

/// An older source may tell the day of establishment, or the end, by its decision only.
fn record(organization: &mut Organization, decision: &RecordedDecision) {
    if decision.action == Some(DecidedAction::Establishment)
        && organization.established_on.is_none()
    {
        organization.established_on = Some(decision.decided_on);
    }
    if let Some(action) = decision.action {
        ending::decided(organization, action, decision.decided_on, &decision.document_number);
    }
    organization.decisions.push(decision.clone());
    organization.decisions.sort_by_key(|d| d.decided_on);
}

/// What is filed anew replaces what was; what is left out stays.
fn file(organization: &mut Organization, filed: &SealAndAccount) {
    if !filed.seals.is_empty() {
        organization.filings.seals.clone_from(&filed.seals);
    }
    if filed.account.is_some() {
        organization.filings.account.clone_from(&filed.account);
    }
}

/// An older source tells a change to the name in force, or away from it.
fn record_rename(organization: &mut Organization, told: &RecordedRename) {
    let on = told.changed_on;
    let last = on.pred_opt().unwrap_or(on);
    if organization.name == told.old_name {
        // A record without a day of establishment counts from the day of its entry.
        for period in organization.names.iter_mut().filter(|period| period.to.is_none()) {
            period.from = period.from.min(last);
        }
        rename(organization, &told.new_name, on);
    } else {
        let mut names = organization.names.iter_mut().enumerate();
        if let Some((at, period)) = names.find(|(_, period)| period.name == told.new_name) {
            let from = period.from.min(last);
            period.from = on;
            let before = NamePeriod { to: Some(last), ..NamePeriod::since(&told.old_name, from) };
            organization.names.insert(at, before);
        }
    }
    for period in &mut organization.names {
        period.year_only |= told.year_only && period.name == told.new_name;
    }
}

/// The old name was borne up to the day before.
fn rename(organization: &mut Organization, name: &str, from: NaiveDate) {
    for period in organization.names.iter_mut().filter(|period| period.to.is_none()) {
        period.to = from.pred_opt().map(|last| last.max(period.from));
    }
    organization.names.push(NamePeriod::since(name, from));
    name.clone_into(&mut organization.name);
}
