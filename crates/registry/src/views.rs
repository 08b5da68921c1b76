//! What agencies and the offices that handle an organization see beyond its public record.
//!
//! Everybody sees the public record. An agency sees the ledger of relations and the decision that
//! the registration rests on. The registrar and the supervisory unit see, beyond that, who its
//! legal representative is, with a masked number, and the cases about it. Whoever shows the
//! inside puts the reading on record.
//!
//! What may not enter: identity numbers in clear, and digests of them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use shuniu_core::{
    access::{Actor, View, see_organization},
    affiliation::CharterDue,
    case::Case,
    decide::organization_subject,
    organization::{Filings, OfficersTerm, Organization, Origin, PublicRecord},
    register::{HeldPost, Register},
    unit::{UnitId, UnitRef},
};
use shuniu_store::{CaseFilter, Reader, RelationRow, StoreError};

use crate::{Registry, RegistryError, worklist::CaseLine};

/// Cases that are told with an organization; there are rarely more than a dozen.
const CASES: u32 = 200;

/// A relation to a unit, with its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RelationView {
    /// `supervision`, `guidance`, `liaison`, `party_building`, `entrusted`.
    pub kind: String,
    /// The unit.
    pub unit: UnitRef,
    /// First day.
    pub from: NaiveDate,
    /// First day on which it no longer holds; none while it does.
    pub until: Option<NaiveDate>,
    /// Document or article that it rests on.
    pub basis: String,
    /// Number of the document, where it is another than the basis.
    pub document_number: Option<String>,
    /// Since when it rests.
    pub suspended_on: Option<NaiveDate>,
    /// When the unit gave notice that it stops supervising.
    pub notified_on: Option<NaiveDate>,
    /// By when another unit is due, where the law sets a time.
    pub due_on: Option<NaiveDate>,
}

/// The decision by which an organization was established.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DecisionView {
    /// Number of the decision.
    pub document_number: Option<String>,
    /// Its date.
    pub decided_on: Option<NaiveDate>,
    /// When all valid documents were there.
    pub complete_on: Option<NaiveDate>,
}

/// The legal representative, as the offices see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RepresentativeView {
    /// Name.
    pub name: String,
    /// Masked identity number, where one was stated.
    pub identity_masked: Option<String>,
    /// Names of other organizations that the same person represents today.
    pub also_represents: Vec<String>,
}

/// What only the offices that handle the organization see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InsideView {
    /// The legal representative, where the register knows one.
    pub legal_representative: Option<RepresentativeView>,
    /// Officers of the term that was filed last.
    pub officers: Option<OfficersTerm>,
    /// What it filed: seal specimens, bank account, party building.
    pub filings: Filings,
    /// By when its charter is to be ratified, where it names another unit already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charter_due: Option<CharterDue>,
    /// Cases about the organization, most urgent first.
    pub cases: Vec<CaseLine>,
    /// Position of its last entry in the log.
    pub position: i64,
    /// When that was recorded (UTC).
    pub updated_at: DateTime<Utc>,
}

/// An organization beyond its public record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrganizationView {
    /// Which view this is.
    pub view: View,
    /// The public record.
    pub record: PublicRecord,
    /// All relations to units, oldest first.
    pub relations: Vec<RelationView>,
    /// The decision that established it; none for existing law.
    pub decision: Option<DecisionView>,
    /// What only the offices see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside: Option<InsideView>,
}

impl Registry {
    /// Who stood in which relation to an organization on a day, or all there ever were; for agencies
    /// and the offices and units that have to do with it.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none, [`RegistryError::Denied`] for others.
    pub fn organization_relations(
        &self,
        id_or_code: &str,
        on: Option<NaiveDate>,
        actor: &Actor,
    ) -> Result<Vec<RelationView>, RegistryError> {
        self.store.read(|reader| {
            let organization = reader.organization_state(id_or_code)?;
            let organization = organization.ok_or(RegistryError::NotFound("organization"))?;
            see_organization(actor, View::Agency, &organization_subject(&organization))
                .map_err(RegistryError::Denied)?;
            let rows = reader.relations_of(&organization.id, on)?;
            rows.into_iter().map(|row| relation(reader, row).map_err(RegistryError::from)).collect()
        })
    }

    /// An organization as `actor` asks to see it, by id or code.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none, [`RegistryError::Denied`] when this view
    /// is not for the account.
    pub fn organization_view(
        &self,
        id_or_code: &str,
        view: View,
        actor: &Actor,
    ) -> Result<OrganizationView, RegistryError> {
        self.store.read(|reader| {
            let organization = reader.organization_state(id_or_code)?;
            let organization = organization.ok_or(RegistryError::NotFound("organization"))?;
            see_organization(actor, view, &organization_subject(&organization))
                .map_err(RegistryError::Denied)?;
            let inside = match view {
                View::Internal => Some(self.inside(reader, &organization)?),
                View::Public | View::Agency => None,
            };
            Ok(OrganizationView {
                view,
                record: organization.public_record(&self.books.divisions),
                relations: relations(reader, &organization)?,
                decision: decision(reader, &organization)?,
                inside,
            })
        })
    }

    fn inside(
        &self,
        reader: &mut Reader<'_>,
        organization: &Organization,
    ) -> Result<InsideView, RegistryError> {
        let today = self.today();
        let row = reader.organization(&organization.id)?;
        let row = row.ok_or(RegistryError::NotFound("organization"))?;
        let filter =
            CaseFilter { organization: Some(organization.id.clone()), ..CaseFilter::default() };
        let cases = reader.list_cases(&filter, None, CASES)?;
        Ok(InsideView {
            legal_representative: representative(reader, organization, today)?,
            officers: organization.term.clone(),
            filings: organization.filings.clone(),
            charter_due: organization.charter_due,
            cases: cases.into_iter().map(|row| CaseLine::of(row, today)).collect(),
            position: row.position,
            updated_at: row.updated_at.and_utc(),
        })
    }
}

fn representative(
    reader: &mut Reader<'_>,
    organization: &Organization,
    today: NaiveDate,
) -> Result<Option<RepresentativeView>, StoreError> {
    let Some(person) = &organization.items.legal_representative else {
        return Ok(None);
    };
    let posts: Vec<HeldPost> = match &person.identity_digest {
        Some(digest) => reader.legal_representative_posts(digest, today)?,
        None => Vec::new(),
    };
    let elsewhere = posts.into_iter().filter(|post| post.organization != organization.id);
    Ok(Some(RepresentativeView {
        name: person.name.clone(),
        identity_masked: person.identity_masked.clone(),
        also_represents: elsewhere.map(|post| post.name).collect(),
    }))
}

fn relations(
    reader: &mut Reader<'_>,
    organization: &Organization,
) -> Result<Vec<RelationView>, StoreError> {
    let rows = reader.relations_of(&organization.id, None)?;
    rows.into_iter().map(|row| relation(reader, row)).collect()
}

/// The ledger keeps the unit's id; its name is the one that it bears now.
fn relation(reader: &mut Reader<'_>, row: RelationRow) -> Result<RelationView, StoreError> {
    let corrupt = || StoreError::Corrupt { what: format!("relation {}", row.id) };
    let id = UnitId::parse(&row.unit).map_err(|_| corrupt())?;
    let unit = Register::unit(reader, &id)?.ok_or_else(corrupt)?;
    Ok(RelationView {
        kind: row.kind,
        unit: unit.reference(),
        from: row.valid_from,
        until: row.valid_to,
        basis: row.basis,
        document_number: row.document,
        suspended_on: row.suspended_on,
        notified_on: row.notified_on,
        due_on: row.due_on,
    })
}

fn decision(
    reader: &mut Reader<'_>,
    organization: &Organization,
) -> Result<Option<DecisionView>, StoreError> {
    let Origin::Established { case, .. } = &organization.origin else {
        return Ok(None);
    };
    let case: Option<Case> = reader.case_state(case)?;
    Ok(case.map(|case| DecisionView {
        document_number: case.decision_number,
        decided_on: case.steps.last().map(|step| step.on),
        complete_on: case.complete_on,
    }))
}
