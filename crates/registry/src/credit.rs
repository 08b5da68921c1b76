//! Credit as it is read: one organization whole, the two lists, figures, and what others ask: its standing
//! for a purpose. Every figure has the list that yields it.
//!
//! What may not enter: deciding, and the addresses of lists (the API).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use shuniu_core::{
    access::{self, Actor},
    decide::organization_subject,
    oversight::credit::{
        CreditEntry, CreditStanding, Display, Letter, ListingNotice, PastListing, Purpose,
        RemovalReason, credit_standing, displays,
    },
};
use shuniu_store::{ListingFilter, ListingRow, NamedOrganization};

use crate::{Registry, RegistryError, paging::next_place};

/// Credit of one organization.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CreditView {
    /// The organization.
    pub organization: String,
    /// Its name.
    pub name: String,
    /// Its code.
    pub uscc: String,
    /// Its entry on the list of abnormal activity.
    pub abnormal: Option<CreditEntry>,
    /// Its entry on the list of serious violations.
    pub serious: Option<CreditEntry>,
    /// How its entries are displayed on the platforms of credit today.
    pub displays: Vec<Display>,
    /// Entries that are past, oldest first; mistaken ones too.
    pub past: Vec<PastListing>,
    /// Notices that no decision has followed yet.
    pub notices: Vec<ListingNotice>,
    /// Letters to its domicile.
    pub letters: Vec<Letter>,
    /// Version of the organization.
    pub version: i64,
}

/// A line of a list of credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ListingLine {
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
    /// The list: `abnormal`, `serious`.
    pub list: String,
    /// Its last ground.
    pub ground: String,
    /// Since when it stands there, where that is known.
    pub listed_on: Option<NaiveDate>,
    /// The day from which its time counts.
    pub counts_from: Option<NaiveDate>,
    /// The first day on which it stood there no more.
    pub removed_on: Option<NaiveDate>,
    /// Why it was taken off.
    pub removed_because: Option<String>,
}

/// How many stand on one list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ListingFigures {
    /// The list.
    pub list: String,
    /// In all.
    pub total: i64,
    /// By the last ground.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub grounds: BTreeMap<String, i64>,
}

impl ListingLine {
    fn of((row, named): (ListingRow, NamedOrganization)) -> Self {
        Self {
            organization: row.organization,
            uscc: named.uscc,
            name: named.name,
            kind: named.kind,
            registrar: named.registrar,
            division: named.division,
            list: row.list,
            ground: row.ground,
            listed_on: row.listed_on,
            counts_from: row.counts_from,
            removed_on: row.removed_on,
            removed_because: row.removed_because,
        }
    }
}

/// What the public is shown: a mistaken entry is not held against anybody.
fn in_public(filter: &ListingFilter) -> ListingFilter {
    let without = Some(RemovalReason::Mistaken.id().to_owned());
    ListingFilter { without, ..filter.clone() }
}

impl Registry {
    /// Credit of an organization, by id or code, whole, for those who have to do with it.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is no such organization; [`RegistryError::Denied`] for
    /// others.
    pub fn credit(&self, id_or_code: &str, actor: &Actor) -> Result<CreditView, RegistryError> {
        let found = self.store.read_one(|reader| reader.organization_state(id_or_code))?;
        let organization = found.ok_or(RegistryError::NotFound("organization"))?;
        access::see_oversight(actor, &organization_subject(&organization))
            .map_err(RegistryError::Denied)?;
        Ok(CreditView {
            displays: displays(&self.books, &organization, self.today()),
            uscc: organization.uscc.to_string(),
            organization: organization.id,
            name: organization.name,
            abnormal: organization.credit.abnormal,
            serious: organization.credit.serious,
            past: organization.credit.past,
            notices: organization.credit.notices,
            letters: organization.credit.letters,
            version: organization.version,
        })
    }

    /// How an organization stands for a purpose, today or on a day, with the law of that day. Both lists and
    /// the conclusions of inspections are public, and so is this.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is no such organization, or was none on that day.
    pub fn standing(
        &self,
        id_or_code: &str,
        purpose: Purpose,
        as_of: Option<NaiveDate>,
    ) -> Result<CreditStanding, RegistryError> {
        let on = as_of.unwrap_or_else(|| self.today());
        let organization = self.state_on(id_or_code, as_of)?;
        Ok(credit_standing(&self.books, &organization, purpose, on))
    }

    /// A page of entries in the order in which they were entered, and where the next page begins. Both lists
    /// are public (measures on credit information art. 19).
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_listings(
        &self,
        filter: &ListingFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<ListingLine>, Option<i64>), RegistryError> {
        let filter = in_public(filter);
        let rows = self.store.read_one(|r| r.list_listings(&filter, after, limit))?;
        let next = next_place(&rows, limit, |(row, _)| row.id);
        Ok((rows.into_iter().map(ListingLine::of).collect(), next))
    }

    /// How many entries there are of each list, by ground.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn listing_figures(
        &self,
        filter: &ListingFilter,
    ) -> Result<Vec<ListingFigures>, RegistryError> {
        let filter = in_public(filter);
        let mut figures: BTreeMap<String, ListingFigures> = BTreeMap::new();
        for counted in self.store.read_one(|r| r.count_listings(&filter))? {
            let line = figures.entry(counted.list.clone()).or_default();
            line.list = counted.list;
            line.total += counted.count;
            *line.grounds.entry(counted.ground).or_default() += counted.count;
        }
        Ok(figures.into_values().collect())
    }
}
