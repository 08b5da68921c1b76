//! The public record of an organization: what anyone may read.
//!
//! What may not enter: personal data beyond the name of the legal representative, reasons of a unit's
//! notice, plans, and which Party organ leads party building.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Certificate, CharityStatus, CharterRecord, EndRecord, NamePeriod, Organization, Origin,
    RecordedDecision, Relative, SupervisionRecord, TermOfOffice,
};
use crate::{
    affiliation::{Relation, RelationKind},
    correction::PublicCorrection,
    decoupling::{Completion, Decoupling},
    evaluation::GradeRecord,
    exit::{Announcement, ExitGround, Liquidation, Pledge},
    identity::{Divisions, Uscc},
    oversight::{
        annual::Publication,
        credit::{CreditEntry, ListedGround, PastListing, RemovalReason},
        penalty::{Measure, PenaltyCase},
    },
    registration::{DirectBasis, LegalForm},
    text::Text,
    unit::UnitRef,
};

/// A coded value with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Titled {
    /// Stable id or code.
    pub id: String,
    /// Chinese.
    pub zh: String,
    /// English, or the Chinese name where there is no other.
    pub en: String,
}

impl Titled {
    fn of(id: &str, text: Text) -> Self {
        Self { id: id.to_owned(), zh: text.zh, en: text.en }
    }
}

/// What anyone may read of an organization. No personal data beyond the name of the legal
/// representative, which the law makes public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicRecord {
    /// Identifier.
    pub id: String,
    /// Unified social credit code.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "51110000MJ0090001Y"))]
    pub uscc: Uscc,
    /// Registered name.
    pub name: String,
    /// Kind.
    pub kind: Titled,
    /// Status.
    pub status: Titled,
    /// Division of the registrar.
    pub division: Titled,
    /// Registrar.
    pub registrar: UnitRef,
    /// Date of establishment.
    pub established_on: Option<NaiveDate>,
    /// Supervision in force.
    pub supervision: Option<SupervisionRecord>,
    /// Why there is no supervisory unit, where there is none by policy.
    pub direct_registration: Option<DirectBasis>,
    /// Guidance, liaison and entrusted administration in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// Its case of decoupling: which programme and batch, and where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decoupling: Option<PublicDecoupling>,
    /// Domicile.
    pub domicile: Option<String>,
    /// Purpose.
    pub purpose: Option<String>,
    /// Business scope.
    pub business_scope: Option<String>,
    /// Area of activity.
    pub activity_area: Option<String>,
    /// Name of the legal representative.
    pub legal_representative: Option<String>,
    /// Registered funds in yuan.
    pub funds_yuan: Option<i64>,
    /// Legal form of a service institution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_form: Option<LegalForm>,
    /// Whether a foundation raises funds from the public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_raising: Option<bool>,
    /// Certificate in force.
    pub certificate: Option<Certificate>,
    /// All names with their days.
    pub names: Vec<NamePeriod>,
    /// Charter, where an amendment was approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charter: Option<CharterRecord>,
    /// Charity status, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charity: Option<CharityStatus>,
    /// The officers' term of office, as filed last; who they are, the offices see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<TermOfOffice>,
    /// Decisions of older registers, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<RecordedDecision>,
    /// Conclusions of annual inspections, by this register and older ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inspections: Vec<PublicInspection>,
    /// Entries on the lists of credit, those that are past too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credit: Vec<PublicListing>,
    /// Penalties that are published and in force, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub penalties: Vec<PublicPenalty>,
    /// Until when it is suspended, if it is; it may act again once it has resumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_until: Option<NaiveDate>,
    /// Grades, those that are past too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<GradeRecord>,
    /// Its liquidation, once a group was formed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liquidation: Option<PublicLiquidation>,
    /// The notice of its simplified deregistration, where its city has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub simplified: Option<PublicPledge>,
    /// Since when its registration is rescinded, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescinded_on: Option<NaiveDate>,
    /// Its end, once it is no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<EndRecord>,
    /// Organizations that it comes from by merger or split.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<Relative>,
    /// Organizations that came of it by merger or split.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<Relative>,
    /// What was corrected, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<PublicCorrection>,
    /// How the record came in.
    pub origin: Origin,
    /// Version of the record; the entity tag of the answer.
    pub version: i64,
}

/// What anyone may read of a case of decoupling: not what it lacks, nor who signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicDecoupling {
    /// Identifier of the programme.
    pub programme: String,
    /// Its title.
    pub title: String,
    /// Number of the batch.
    pub batch: u32,
    /// The department that is to leave, or has left.
    pub department: UnitRef,
    /// Where it stands.
    pub status: Titled,
    /// By when it is to be done.
    pub due_on: NaiveDate,
    /// When and by which approval it was decoupled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<Completion>,
}

impl PublicDecoupling {
    fn of(case: &Decoupling) -> Self {
        Self {
            programme: case.of.programme.clone(),
            title: case.of.title.clone(),
            batch: case.of.batch,
            department: case.department.clone(),
            status: Titled::of(case.status.id(), case.status.text()),
            due_on: case.due_on,
            completed: case.completed.clone(),
        }
    }
}

/// What anyone may read of an annual inspection: the result, not what was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicInspection {
    /// The year; none where an older register does not tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The conclusion in force.
    pub result: Titled,
    /// When, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concluded_on: Option<NaiveDate>,
    /// Where the organization published its report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Publication>,
}

/// What anyone may read of an entry on a list of credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicListing {
    /// The list.
    pub list: Titled,
    /// Since when; none where an older register does not tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_on: Option<NaiveDate>,
    /// Its grounds, oldest first.
    pub grounds: Vec<Titled>,
    /// The first day on which it stood there no more, if it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed_on: Option<NaiveDate>,
    /// Why it was taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed_because: Option<RemovalReason>,
}

impl PublicListing {
    fn of(listing: &CreditEntry, past: Option<&PastListing>) -> Self {
        let ground = |listed: &ListedGround| Titled::of(listed.ground.id(), listed.ground.text());
        Self {
            list: Titled::of(listing.list.id(), listing.list.text()),
            listed_on: listing.listed_on,
            grounds: listing.grounds.iter().map(ground).collect(),
            removed_on: past.map(|past| past.removed_on),
            removed_because: past.map(|past| past.reason),
        }
    }
}

/// What anyone may read of a penalty: one that its registrar published, or that another department did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicPenalty {
    /// Number of the decision.
    pub document_number: String,
    /// Who decided.
    pub authority: String,
    /// When.
    pub decided_on: NaiveDate,
    /// For what, in words; none where the source does not tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Text>,
    /// What was decided, in words.
    pub measures: Vec<Text>,
}

impl PublicPenalty {
    fn of(case: &PenaltyCase, registrar: &UnitRef) -> Option<Self> {
        let (decision, _) = case.in_force().filter(|(decision, _)| decision.publish)?;
        Some(Self {
            document_number: decision.document_number.clone(),
            authority: registrar.name.clone(),
            decided_on: decision.on,
            ground: Some(case.breach.ground.text()),
            measures: decision.measures.iter().map(Measure::text).collect(),
        })
    }
}

/// What anyone may read of a liquidation: creditors must know where to go, nobody who sits in the group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicLiquidation {
    /// Why the organization ends.
    pub ground: ExitGround,
    /// The day on which that came about.
    pub occurred_on: NaiveDate,
    /// When the group was formed.
    pub formed_on: NaiveDate,
    /// The unit that guides.
    pub guided_by: UnitRef,
    /// The announcement to creditors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Announcement>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concluded_on: Option<NaiveDate>,
}

impl PublicLiquidation {
    fn of(liquidation: &Liquidation) -> Self {
        Self {
            ground: liquidation.ground,
            occurred_on: liquidation.occurred_on,
            formed_on: liquidation.formed_on,
            guided_by: liquidation.guided_by.clone(),
            announced: liquidation.announced.clone(),
            concluded_on: liquidation.concluded.as_ref().map(|end| end.report.dated),
        }
    }
}

/// What anyone may read of a pledge: where the notice stands and until when it can be objected to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicPledge {
    /// Why the organization ends.
    pub ground: ExitGround,
    /// First day of the notice.
    pub notice_from: NaiveDate,
    /// Last day of the notice.
    pub notice_until: NaiveDate,
    /// Where it stood.
    pub place: String,
}

impl PublicPledge {
    fn of(pledge: &Pledge) -> Self {
        Self {
            ground: pledge.ground,
            notice_from: pledge.notice_from,
            notice_until: pledge.notice_until,
            place: pledge.place.clone(),
        }
    }
}

impl Organization {
    /// The pledge of its simplified deregistration.
    #[must_use]
    pub fn pledge(&self) -> Option<&Pledge> {
        self.exit.as_ref()?.pledge.as_ref()
    }

    /// Its liquidation, once a group was formed.
    #[must_use]
    pub fn liquidation(&self) -> Option<&Liquidation> {
        self.exit.as_ref()?.liquidation.as_ref()
    }

    /// The public record.
    #[must_use]
    pub fn public_record(&self, divisions: &Divisions) -> PublicRecord {
        let place = divisions.full_name(self.division).unwrap_or_default();
        PublicRecord {
            id: self.id.clone(),
            uscc: self.uscc,
            name: self.name.clone(),
            kind: Titled::of(self.kind.id(), self.kind.text()),
            status: Titled::of(self.status.id(), self.status.text()),
            division: Titled::of(&self.division.to_string(), Text::new(place.clone(), place)),
            registrar: self.registrar.clone(),
            established_on: self.established_on,
            supervision: self.supervision.as_ref().map(SupervisionRecord::public),
            direct_registration: self.direct.clone(),
            relations: self.public_relations(),
            decoupling: self.decoupling.as_deref().map(PublicDecoupling::of),
            domicile: self.items.domicile.clone(),
            purpose: self.items.purpose.clone(),
            business_scope: self.items.business_scope.clone(),
            activity_area: self.items.activity_area.clone(),
            legal_representative: self.items.legal_representative.as_ref().map(|p| p.name.clone()),
            funds_yuan: self.items.funds_yuan,
            legal_form: self.items.legal_form,
            public_raising: self.items.public_raising,
            certificate: self.certificate.clone(),
            names: self.names.clone(),
            charter: self.charter.clone(),
            charity: self.charity.clone(),
            term: self.term.as_ref().map(|t| TermOfOffice { from: t.from, until: t.until }),
            decisions: self.decisions.clone(),
            inspections: self.public_inspections(),
            credit: self.public_listings(),
            penalties: self.public_penalties(),
            grades: self.evaluation.grades.clone(),
            suspended_until: self.penalties.suspended_until(),
            liquidation: self.liquidation().map(PublicLiquidation::of),
            simplified: self.pledge().map(PublicPledge::of),
            rescinded_on: self.rescinded_on,
            ended: self.ended.clone(),
            predecessors: self.predecessors.clone(),
            successors: self.successors.clone(),
            corrections: self.corrections.made.iter().map(Into::into).collect(),
            origin: self.origin.clone(),
            version: self.version,
        }
    }

    /// Conclusions, oldest first; those of older registers without a year come before all.
    fn public_inspections(&self) -> Vec<PublicInspection> {
        let recorded = self.annual.recorded.iter().map(|recorded| PublicInspection {
            year: recorded.year,
            result: Titled::of(recorded.result.id(), recorded.result.text()),
            concluded_on: recorded.concluded_on,
            published: None,
        });
        let years = self.annual.years.values().filter_map(|known| {
            let conclusion = known.conclusion.as_ref()?;
            Some(PublicInspection {
                year: Some(known.year),
                result: Titled::of(conclusion.result.id(), conclusion.result.text()),
                concluded_on: Some(conclusion.on),
                published: known.publication.clone(),
            })
        });
        let mut all: Vec<PublicInspection> = recorded.chain(years).collect();
        all.sort_by_key(|inspection| inspection.year);
        all
    }

    /// Entries on the lists of credit, oldest first; a mistaken one is not held against it in public.
    fn public_listings(&self) -> Vec<PublicListing> {
        let held = self.credit.held();
        let mut all: Vec<PublicListing> =
            held.map(|(listing, past)| PublicListing::of(listing, past)).collect();
        all.sort_by_key(|entry| entry.listed_on);
        all
    }

    /// Penalties that are published, oldest first; what other departments decided their sources published.
    fn public_penalties(&self) -> Vec<PublicPenalty> {
        let cases = self.penalties.cases.iter();
        let own = cases.filter_map(|case| PublicPenalty::of(case, &self.registrar));
        let recorded = self.penalties.recorded.iter().map(|recorded| PublicPenalty {
            document_number: recorded.document_number.clone(),
            authority: recorded.authority.clone(),
            decided_on: recorded.decided_on,
            ground: recorded.facts.as_ref().map(|facts| Text::new(facts.clone(), facts.clone())),
            measures: recorded.kinds.iter().map(|k| Text::new(k.clone(), k.clone())).collect(),
        });
        let mut all: Vec<PublicPenalty> = own.chain(recorded).collect();
        all.sort_by_key(|penalty| penalty.decided_on);
        all
    }

    /// Guidance, liaison and entrusted administration; who leads party building is not public.
    fn public_relations(&self) -> Vec<Relation> {
        let open = |r: &&Relation| r.kind != RelationKind::PartyBuilding;
        self.relations.iter().filter(open).cloned().collect()
    }
}
