//! The ledger of relations as it is read: who stands under a unit on a day, whose unit has let go,
//! who has no plan yet, and how a hub's own list differs from the register.
//!
//! What may not enter: deciding, and public reading; whoever asks is looked at first.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    access::{self, Actor},
    affiliation::RelationKind,
    organization::PublicRecord,
    text::Text,
    unit::UnitId,
};
use shuniu_store::{MemberRow, RelationFilter};

use crate::{Registry, RegistryError, paging::next_place};

/// Members read at a time for a comparison.
const PAGE: u32 = 1_000;

/// An organization in a relation to a unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MemberLine {
    /// The organization.
    pub organization: String,
    /// Its code.
    pub uscc: Option<String>,
    /// Its name now.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Its status now.
    pub status: String,
    /// Its registrar.
    pub registrar: String,
    /// The unit.
    pub unit: String,
    /// The relation.
    pub relation: String,
    /// First day.
    pub from: NaiveDate,
    /// First day on which it no longer holds.
    pub until: Option<NaiveDate>,
    /// What it rests on.
    pub basis: String,
    /// Number of the document, where it is another than the basis.
    pub document_number: Option<String>,
    /// Since when it rests.
    pub suspended_on: Option<NaiveDate>,
    /// When the unit gave notice that it stops supervising.
    pub notified_on: Option<NaiveDate>,
    /// By when another unit is due, where the law sets a time.
    pub due_on: Option<NaiveDate>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// Where it goes when its unit falls away.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub plan: Option<serde_json::Value>,
}

impl MemberLine {
    fn of(row: MemberRow, today: NaiveDate) -> Result<Self, RegistryError> {
        let MemberRow { relation, name, uscc, organization_kind, status, registrar } = row;
        Ok(Self {
            overdue: relation.due_on.is_some_and(|day| day < today) && relation.valid_to.is_none(),
            plan: relation.plan.as_deref().map(serde_json::from_str).transpose()?,
            organization: relation.organization,
            uscc,
            name,
            kind: organization_kind,
            status,
            registrar,
            unit: relation.unit,
            relation: relation.kind,
            from: relation.valid_from,
            until: relation.valid_to,
            basis: relation.basis,
            document_number: relation.document,
            suspended_on: relation.suspended_on,
            notified_on: relation.notified_on,
            due_on: relation.due_on,
        })
    }
}

/// A line of a hub's own list of members.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnMember {
    /// Code.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 64))]
    pub uscc: String,
    /// Name, as the hub has it.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_length = 200))]
    pub name: Option<String>,
}

/// How a line differs from the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// The register has no such code.
    Unknown,
    /// It stands on the list twice.
    Twice,
    /// The register has it under another unit, or under none.
    NotAMember,
    /// It was deregistered, or its registration or certificate is gone.
    Ended,
    /// It bears another name.
    OtherName,
    /// The register has it as a member, and the list has not.
    Missing,
}

/// A difference, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Difference {
    /// Place in the list, from 1; none of what the list lacks.
    pub row: Option<usize>,
    /// The code.
    pub uscc: String,
    /// The name: of the register where it has one.
    pub name: Option<String>,
    /// What differs.
    pub kind: DifferenceKind,
    /// Why, in words.
    pub text: Text,
}

/// A hub's own list beside the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// Lines that agree.
    pub agree: usize,
    /// What differs: first of the list in its order, then what it lacks.
    pub differences: Vec<Difference>,
}

impl Registry {
    /// A page of the organizations in a relation to a unit, and where the next page begins. For
    /// the unit's own officers, agencies, registrars and the leading group's office.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for others; [`RegistryError::NotFound`] when there is no such unit.
    pub fn members(
        &self,
        actor: &Actor,
        unit: &str,
        filter: RelationFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<MemberLine>, Option<i64>), RegistryError> {
        let id = self.unit(unit)?.id;
        access::see_members(actor, &id).map_err(RegistryError::Denied)?;
        let filter = RelationFilter { unit: Some(unit.to_owned()), ..filter };
        self.relation_page(&filter, after, limit)
    }

    /// A page of supervision whose unit gave notice and that goes on: the worklist of a registrar
    /// when `registrar` is named, of a unit when `unit` is.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for accounts of neither.
    pub fn supervision_gaps(
        &self,
        actor: &Actor,
        filter: RelationFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<MemberLine>, Option<i64>), RegistryError> {
        let named = filter.registrar.as_deref().or(filter.unit.as_deref());
        let named = named.and_then(|id| UnitId::parse(id).ok());
        access::see_worklist(actor, named.as_ref()).map_err(RegistryError::Denied)?;
        let kind = Some(RelationKind::Supervision.id().to_owned());
        self.relation_page(&RelationFilter { gaps: true, kind, ..filter }, after, limit)
    }

    /// A page of relations that go on with a unit that is no more. For those who see figures.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for others.
    pub fn relations_with_gone_units(
        &self,
        actor: &Actor,
        filter: RelationFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<MemberLine>, Option<i64>), RegistryError> {
        access::see_figures(actor).map_err(RegistryError::Denied)?;
        let filter = RelationFilter { unit_gone_on: Some(self.today()), ..filter };
        self.relation_page(&filter, after, limit)
    }

    fn relation_page(
        &self,
        filter: &RelationFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<MemberLine>, Option<i64>), RegistryError> {
        let today = self.today();
        let rows = self.store.read_one(|r| r.list_relations(filter, after, limit))?;
        let next = next_place(&rows, limit, |row| row.relation.id);
        let lines = rows.into_iter().map(|row| MemberLine::of(row, today));
        Ok((lines.collect::<Result<_, _>>()?, next))
    }

    /// Compares a hub's own list with the register, in one relation, on a day or now.
    ///
    /// # Errors
    /// As [`Registry::members`].
    pub fn compare_members(
        &self,
        actor: &Actor,
        unit: &str,
        relation: RelationKind,
        on: Option<NaiveDate>,
        list: &[OwnMember],
    ) -> Result<Comparison, RegistryError> {
        let day = on.unwrap_or_else(|| self.today());
        let filter = RelationFilter {
            kind: Some(relation.id().to_owned()),
            on: Some(day),
            ..RelationFilter::default()
        };
        let mut members: BTreeMap<String, MemberLine> = BTreeMap::new();
        let mut after = None;
        loop {
            let (page, next) = self.members(actor, unit, filter.clone(), after, PAGE)?;
            members.extend(page.into_iter().map(|m| (m.uscc.clone().unwrap_or_default(), m)));
            after = next;
            if after.is_none() {
                break;
            }
        }
        let codes = list.iter().map(|own| own.uscc.trim().to_owned());
        let known = self.records_by_code(codes.filter(|code| !members.contains_key(code)))?;
        let mut comparison = Comparison { agree: 0, differences: Vec::new() };
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (index, own) in list.iter().enumerate() {
            let code = own.uscc.trim();
            let first = *seen.entry(code).or_insert(index + 1);
            let found = if first == index + 1 {
                difference(own, members.get(code), known.get(code))
            } else {
                Some((DifferenceKind::Twice, None, twice(first)))
            };
            match found {
                None => comparison.agree += 1,
                Some((kind, name, text)) => comparison.differences.push(Difference {
                    row: Some(index + 1),
                    uscc: code.to_owned(),
                    name: name.or_else(|| own.name.clone()),
                    kind,
                    text,
                }),
            }
        }
        let lacking =
            members.values().filter(|m| !seen.contains_key(m.uscc.as_deref().unwrap_or_default()));
        comparison.differences.extend(lacking.map(|member| Difference {
            row: None,
            uscc: member.uscc.clone().unwrap_or_default(),
            name: Some(member.name.clone()),
            kind: DifferenceKind::Missing,
            text: missing(member),
        }));
        Ok(comparison)
    }
}

/// How a line differs, if it does.
fn difference(
    own: &OwnMember,
    member: Option<&MemberLine>,
    other: Option<&PublicRecord>,
) -> Option<(DifferenceKind, Option<String>, Text)> {
    let Some(member) = member else {
        return Some(match other {
            None => (DifferenceKind::Unknown, None, unknown()),
            Some(record) if record.status.id != "registered" => {
                (DifferenceKind::Ended, Some(record.name.clone()), ended(record))
            }
            Some(record) => {
                (DifferenceKind::NotAMember, Some(record.name.clone()), elsewhere(record))
            }
        });
    };
    let name = own.name.as_deref().map(str::trim).filter(|name| !name.is_empty())?;
    if name == member.name {
        return None;
    }
    let text = Text::new(
        format!("登记名称为“{}”；请核对名单。", member.name),
        format!("It is registered as {}; check the list.", member.name),
    );
    Some((DifferenceKind::OtherName, Some(member.name.clone()), text))
}

fn unknown() -> Text {
    Text::new(
        "登记簿中没有此代码；请核对代码，或者先办理登记。",
        "No organization has this code; check it, or register the organization first.",
    )
}

fn ended(record: &PublicRecord) -> Text {
    Text::new(
        format!("该组织{}；请从名单中删去。", record.status.zh),
        format!("The organization is {}; take it off the list.", record.status.en),
    )
}

fn elsewhere(record: &PublicRecord) -> Text {
    match &record.supervision {
        Some(supervision) => Text::new(
            format!("自{}起由“{}”主管；移交请办理变更。", supervision.since, supervision.unit.name),
            format!(
                "Supervised by {} since {}; a transfer is needed.",
                supervision.unit.name, supervision.since
            ),
        ),
        None => Text::new(
            "该组织没有业务主管单位（直接登记）。",
            "The organization has no supervisory unit; it is directly registered.",
        ),
    }
}

fn twice(first: usize) -> Text {
    Text::new(
        format!("该代码在第 {first} 行已出现；请保留一行。"),
        format!("This code stands on row {first} already; keep one of the two."),
    )
}

fn missing(member: &MemberLine) -> Text {
    Text::new(
        format!("登记簿中自{}起为成员；请补入名单，或者办理终止、移交。", member.from),
        format!("A member since {}; add it, or end or transfer the relation.", member.from),
    )
}
