//! What the law and a city add to the ordinary way out: the authorities' demand that an industry
//! association merges or ends (association regulation art. 19 ¶2, 21 ¶3, since 2026), and a city's
//! simplified deregistration.
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ExitGround, ExitRequest, rules::ExitSituation};
use crate::{
    decoupling::{Scope, out_of_scope},
    law::{Fact, Numbers, Outcome, Rule},
    organization::{Organization, OrganizationKind},
    unit::{UnitId, UnitRef},
};

/// What is demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Demanded {
    /// To merge (合并).
    Merger,
    /// To end (终止).
    Termination,
}

/// Why it is demanded (association regulation art. 19 ¶2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DemandGround {
    /// Too small (规模过小).
    TooSmall,
    /// Its field is cut too fine (领域划分过细).
    FieldTooFine,
    /// Its function is weak (作用发挥不明显).
    WeakFunction,
    /// It overlaps with another (业务重叠).
    Overlap,
    /// Its task is done (任务完成).
    TaskDone,
    /// The industry was adjusted (行业调整).
    IndustryAdjustment,
    /// It is seriously dysfunctional (严重失能).
    Dysfunctional,
    /// It seriously disturbs order (严重扰乱秩序).
    DisturbsOrder,
}

impl DemandGround {
    /// The id as stored and published, and as the rulebook lists it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::TooSmall => "too_small",
            Self::FieldTooFine => "field_too_fine",
            Self::WeakFunction => "weak_function",
            Self::Overlap => "overlap",
            Self::TaskDone => "task_done",
            Self::IndustryAdjustment => "industry_adjustment",
            Self::Dysfunctional => "dysfunctional",
            Self::DisturbsOrder => "disturbs_order",
        }
    }
}

/// A demand as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DemandInput {
    /// The unit that demands: the supervisory unit, the department that guides, or the registrar.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "registrar-110105"))]
    pub unit: UnitId,
    /// What.
    pub demands: Demanded,
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 8))]
    pub grounds: Vec<DemandGround>,
    /// Why it is an industry association or chamber.
    pub scope: Scope,
    /// Number of the plan (合并、终止方案).
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Of a merger, the organization that takes it in, by identifier or code.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_length = 64))]
    pub into: Option<String>,
}

/// A demand of the authorities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Demand {
    /// The unit that demands.
    pub by: UnitRef,
    /// What.
    pub demands: Demanded,
    /// Why.
    pub grounds: Vec<DemandGround>,
    /// Number of the plan.
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Of a merger, the organization that takes it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<String>,
}

/// The pledge of a simplified deregistration, announced for the days that the city asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Pledge {
    /// Why the organization ends.
    pub ground: ExitGround,
    /// The day on which that came about.
    pub occurred_on: NaiveDate,
    /// Who pledged that there are no debts.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub signed_by: String,
    /// First day of the notice.
    pub notice_from: NaiveDate,
    /// Last day of the notice.
    pub notice_until: NaiveDate,
    /// Where it stood.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub place: String,
}

/// Every rule on these.
pub(super) const RULES: &[Rule<ExitSituation>] = &[
    Rule { id: "ST-19b", check: demanded_by_law },
    Rule { id: "ST-19b-2", check: ends_on_demand },
    Rule { id: "TC-8", check: demand_in_order },
    Rule { id: "TC-7", check: the_city_has_it },
];

impl ExitSituation {
    fn demand(&self) -> Option<&DemandInput> {
        match &self.request {
            Some(ExitRequest::Demand(input)) => Some(input),
            _ => None,
        }
    }
}

/// Whether the authorities demanded its end.
pub(super) fn is_to_end(organization: &Organization) -> bool {
    demanded_on(organization).is_some()
}

/// Since when an authority demands its end.
pub(super) fn demanded_on(organization: &Organization) -> Option<NaiveDate> {
    let demands = organization.exit.iter().flat_map(|exit| &exit.demands);
    let ends = demands.filter(|demand| demand.demands == Demanded::Termination);
    ends.map(|demand| demand.dated).min()
}

/// An association of one economic activity or region, by its name or its nature, and a ground that the
/// regulation names for what is demanded.
fn demanded_by_law(s: &ExitSituation, n: &Numbers<'_>) -> Outcome {
    let Some(input) = s.demand() else {
        return Outcome::missing("grounds");
    };
    let list = match input.demands {
        Demanded::Merger => "association.demand.merger.grounds",
        Demanded::Termination => "association.demand.termination.grounds",
    };
    let (named, endings) = (n.list(list), n.list("decoupling.name_endings"));
    if named.is_empty() {
        return Outcome::missing(list);
    }
    let mut facts = Vec::new();
    for (at, ground) in input.grounds.iter().enumerate() {
        if !named.iter().any(|known| known == ground.id()) {
            facts.push(Fact::against(&format!("grounds/{at}"), ground.id(), named.join(" / ")));
        }
    }
    if input.grounds.is_empty() {
        facts.push(Fact::against("grounds", "", named.join(" / ")));
    }
    facts.extend(out_of_scope(&s.organization, &input.scope, &endings));
    Outcome::when(facts.is_empty(), || facts)
}

fn ends_on_demand(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let Some(stated) = s.stated_ground() else {
        return Outcome::missing("ground");
    };
    if stated != ExitGround::Demanded {
        return Outcome::NotApplicable;
    }
    Outcome::when(is_to_end(&s.organization), || vec![Fact::new("ground", stated.id())])
}

/// Whether one can take the other in: registered, of its kind and registrar, another.
fn takes_in(other: &Organization, own: &Organization) -> bool {
    let alike = other.kind == own.kind && other.registrar.id == own.registrar.id;
    alike && !other.is_leaving() && other.id != own.id
}

fn demand_in_order(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let Some(input) = s.demand() else {
        return Outcome::missing("dated");
    };
    let mut facts = Vec::new();
    if input.dated > s.on {
        facts.push(Fact::against("dated", input.dated, format!("≤ {}", s.on)));
    }
    if let Some(first) = s.demands_from.filter(|first| input.dated < *first) {
        facts.push(Fact::against("dated", input.dated, format!("≥ {first}")));
    }
    let own = &s.organization;
    match (input.demands, &input.into, &s.into) {
        (Demanded::Merger, Some(_), Some(other)) if takes_in(other, own) => {}
        (Demanded::Merger, stated, _) => {
            facts.push(Fact::new("into", stated.as_deref().unwrap_or_default()));
        }
        (Demanded::Termination, None, _) => {}
        (Demanded::Termination, Some(stated), _) => facts.push(Fact::against("into", stated, "")),
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// There is such a procedure in this place, its days of notice are over, and the organization is none
/// of those whose property is for public benefit by law.
fn the_city_has_it(s: &ExitSituation, n: &Numbers<'_>) -> Outcome {
    const DAYS: &str = "exit.simplified.notice.days";
    let Some(days) = n.number(DAYS) else {
        return Outcome::missing(DAYS);
    };
    let own = &s.organization;
    let mut facts = Vec::new();
    if days <= 0 {
        facts.push(Fact::new(DAYS, days));
    }
    if own.charity.is_some() || own.kind == OrganizationKind::Foundation {
        facts.push(Fact::new("kind", own.kind.id()));
    }
    let Some(ExitRequest::Pledge(pledge)) = &s.request else {
        // What can be told before anything is handed in.
        return Outcome::judged(facts, vec!["notice_until".to_owned()]);
    };
    let lasted = (pledge.notice_until - pledge.notice_from).num_days().saturating_add(1);
    if lasted < days {
        facts.push(Fact::against("notice_until", lasted, format!("≥ {days}")));
    }
    if pledge.notice_until >= s.on {
        facts.push(Fact::against("notice_until", pledge.notice_until, format!("< {}", s.on)));
    }
    Outcome::when(facts.is_empty(), || facts)
}
