//! The register as the rules may ask it, inside the transaction of the act.
//!
//! What may not enter: writing, and judging what is found.

use chrono::NaiveDate;
use shuniu_core::{
    affiliation::RelationKind,
    case::CaseStatus,
    correction::Recorded,
    decoupling::Programme,
    identity::{CodeSegment, NameQuery, OrganizationBody, Uscc, name_query},
    organization::{Organization, OrganizationKind},
    register::{FormerName, HeldPost, NameHolder, Namesakes, Register},
    roll::RollEntry,
    unit::{Unit, UnitId, UnitKind},
};

use crate::{
    CaseFilter, GramQuery, HubFilter, NameHit, NameScope, Reader, RollFilter, StoreError,
    UnitFilter,
    projection::organization::{BODIES, CODES},
};

/// How many similar organizations are named at most; more would not tell an examiner more.
const SIMILAR: u32 = 20;
/// Units read at a time.
const PAGE: u32 = 500;

impl From<NameQuery> for GramQuery {
    fn from(query: NameQuery) -> Self {
        match query {
            NameQuery::OneCharacter(c) => Self::OneChar(c),
            NameQuery::Phrase(grams) => Self::Phrase(grams),
        }
    }
}

/// Where two names can be taken for each other (name measures art. 16).
fn scope(registrar: &UnitId, kind: OrganizationKind) -> NameScope {
    NameScope { registrar: registrar.to_string(), kind: kind.id().to_owned() }
}

impl Register for Reader<'_> {
    type Error = StoreError;

    fn unit(&mut self, id: &UnitId) -> Result<Option<Unit>, StoreError> {
        self.unit_state(id.as_str())
    }

    fn organization(&mut self, id: &str) -> Result<Option<Organization>, StoreError> {
        self.organization_state(id)
    }

    fn branches(&mut self, organization: &str) -> Result<Vec<RollEntry>, StoreError> {
        let parent = Some(organization.to_owned());
        let filter = RollFilter { parent, ..RollFilter::default() };
        let (mut branches, mut after) = (Vec::new(), None);
        loop {
            let rows = self.list_roll(&filter, after, PAGE)?;
            let Some(last) = rows.last() else {
                return Ok(branches);
            };
            after = Some(last.seq);
            for row in &rows {
                branches.push(crate::projection::from_json(&row.state)?);
            }
        }
    }

    fn open_cases(&mut self, organization: &str) -> Result<Vec<(String, i64)>, StoreError> {
        let open = CaseStatus::ALL.into_iter().filter(|status| !status.is_final());
        let filter = CaseFilter {
            organization: Some(organization.to_owned()),
            statuses: open.map(|status| status.id().to_owned()).collect(),
            ..CaseFilter::default()
        };
        let (mut cases, mut after) = (Vec::new(), None);
        loop {
            let rows = self.list_cases(&filter, after, PAGE)?;
            let Some(last) = rows.last() else {
                return Ok(cases);
            };
            after = Some(last.worklist_key());
            cases.extend(rows.into_iter().map(|row| (row.id, row.version)));
        }
    }

    fn entries(&mut self, organization: &str) -> Result<Vec<Recorded>, StoreError> {
        self.recorded_entries(organization)
    }

    fn hubs_of(&mut self, organization: &str) -> Result<Vec<Unit>, StoreError> {
        let is = |unit: &Unit| {
            unit.hub.as_ref().is_some_and(|hub| hub.organization.as_deref() == Some(organization))
        };
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let rows = self.list_hubs(&HubFilter::default(), after, PAGE)?;
            let Some(last) = rows.last() else {
                return Ok(found);
            };
            after = Some(last.seq);
            for row in &rows {
                found.extend(self.unit_state(&row.unit)?.filter(is));
            }
        }
    }

    fn segments(&mut self) -> Result<Vec<(UnitId, CodeSegment)>, StoreError> {
        let filter =
            UnitFilter { kind: Some(UnitKind::Registrar.id().to_owned()), ..UnitFilter::default() };
        let mut segments = Vec::new();
        let mut after = None;
        loop {
            let rows = self.list_units(&filter, after, PAGE)?;
            let Some(last) = rows.last() else {
                return Ok(segments);
            };
            after = Some(last.seq);
            for row in &rows {
                let unit: Unit = crate::projection::from_json(&row.state)?;
                segments.extend(unit.segments.iter().map(|s| (unit.id.clone(), *s)));
            }
        }
    }

    fn by_code(&mut self, code: &Uscc) -> Result<Option<String>, StoreError> {
        self.claimed_by(CODES, code.as_str())
    }

    fn body_in_use(&mut self, body: &OrganizationBody) -> Result<bool, StoreError> {
        Ok(self.claimed_by(BODIES, body.as_str())?.is_some())
    }

    fn namesakes(
        &mut self,
        registrar: &UnitId,
        kind: OrganizationKind,
        names: &[String],
    ) -> Result<Namesakes, StoreError> {
        let hits = self.namesakes_in(names, &scope(registrar, kind), SIMILAR)?;
        let (bear, bore): (Vec<NameHit>, Vec<NameHit>) =
            hits.into_iter().partition(|hit| hit.valid_to.is_none());
        Ok(Namesakes { bear: self.holders(bear)?, bore: self.former(bore)? })
    }

    fn same_field(
        &mut self,
        registrar: &UnitId,
        kind: OrganizationKind,
        field: &str,
    ) -> Result<Vec<NameHolder>, StoreError> {
        // One character is in too many names to make two organizations similar.
        let Some(query @ NameQuery::Phrase(_)) = name_query(field) else {
            return Ok(Vec::new());
        };
        let mut hits = self.search_names_in(&query.into(), &scope(registrar, kind), SIMILAR)?;
        // The index finds pairs in a row; the normal form has the last word.
        hits.retain(|hit| hit.normal.contains(field));
        self.holders(hits)
    }

    fn legal_representative_posts(
        &mut self,
        person: &str,
        on: NaiveDate,
    ) -> Result<Vec<HeldPost>, StoreError> {
        let mut held = Vec::new();
        for post in self.posts_of(person, Some(on))? {
            let kind = OrganizationKind::ALL.into_iter().find(|k| k.id() == post.organization_kind);
            let (Some(kind), Some(row)) = (kind, self.organization(&post.organization)?) else {
                return Err(StoreError::Corrupt { what: format!("post {}", post.id) });
            };
            held.push(HeldPost { organization: row.id, name: row.name, kind });
        }
        Ok(held)
    }

    fn programme(&mut self, id: &str) -> Result<Option<Programme>, StoreError> {
        self.programme_state(id)
    }

    fn supervised(&mut self, unit: &UnitId) -> Result<i64, StoreError> {
        let counts = self.count_relations(unit.as_str(), None)?;
        Ok(counts.get(RelationKind::Supervision.id()).copied().unwrap_or_default())
    }

    fn last_number(&mut self, series: &str) -> Result<i64, StoreError> {
        self.counter(series)
    }
}

impl Reader<'_> {
    /// Of names that are borne no more, those that bar others for a time.
    fn former(&mut self, hits: Vec<NameHit>) -> Result<Vec<FormerName>, StoreError> {
        let mut former = Vec::with_capacity(hits.len());
        for NameHit { organization, name, valid_to, .. } in hits {
            let (Some(given_up_on), Some(state)) =
                (valid_to, self.organization_state(&organization)?)
            else {
                continue;
            };
            let bars = state.gave_up(&name, given_up_on).into_iter();
            former.extend(bars.map(|(given_up_on, because)| FormerName {
                organization: organization.clone(),
                uscc: state.uscc.to_string(),
                name: name.clone(),
                given_up_on,
                because,
            }));
        }
        Ok(former)
    }

    fn holders(&mut self, hits: Vec<NameHit>) -> Result<Vec<NameHolder>, StoreError> {
        let ids: Vec<&str> = hits.iter().map(|hit| hit.organization.as_str()).collect();
        let codes = self.codes_of(&ids)?;
        let holder = |hit: NameHit| NameHolder {
            uscc: codes.get(&hit.organization).cloned().unwrap_or_default(),
            organization: hit.organization,
            name: hit.name,
        };
        Ok(hits.into_iter().map(holder).collect())
    }
}
