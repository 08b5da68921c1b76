//! The law as the register applies it: regulations, rules with their numbers, acts.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    access::Role,
    act::{Act, ActKind, CATALOGUE, DocumentIssued, MatterKind, Target},
    case::CaseStatus,
    hub::HubStatus,
    identity::DivisionCode,
    law::{Citation, Law, Parameter, Regulation, RuleText},
    organization::{OrganizationKind, OrganizationStatus},
    text::Text,
};
use utoipa::{IntoParams, ToSchema};

use crate::{auth::MaybeCaller, extract::Query, problem::Problem, state::State};

/// On which day, in which place.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LawQuery {
    /// The day on which the law is asked; today when left out.
    on: Option<NaiveDate>,
    /// The place whose stricter numbers apply; the nation when left out.
    #[param(example = "110000")]
    jurisdiction: Option<String>,
}

/// A number or list that a rule rests on.
#[derive(Serialize, ToSchema)]
pub struct ParameterView {
    /// Key.
    id: String,
    /// What it is.
    text: Text,
    /// Unit: `persons`, `yuan`, `days`, `working_days` …
    unit: String,
    /// The number in force on the day asked.
    number: Option<i64>,
    /// Or the list in force.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    list: Vec<String>,
    /// Where it stands.
    citation: Option<Citation>,
    /// How well it was read: `verified`, `second_hand`, `memory`, `house`.
    mark: String,
}

/// A rule as published.
#[derive(Serialize, ToSchema)]
pub struct RuleView {
    /// Id, as in findings.
    #[schema(example = "ST-10a")]
    id: String,
    /// The condition.
    text: Text,
    /// What to do about it.
    remedy: Text,
    /// Where it stands, in the version in force on the day asked; null when not in force then.
    citation: Option<Citation>,
    /// First day in force.
    from: NaiveDate,
    /// Last day in force.
    to: Option<NaiveDate>,
    /// The numbers it rests on.
    parameters: Vec<ParameterView>,
    /// How well the article was read.
    mark: String,
    /// The day when somebody last read the source.
    read_on: NaiveDate,
    /// The kinds of organization that it is for; empty for all.
    kinds: Vec<OrganizationKind>,
    /// The acts that it guards.
    guards: Vec<ActKind>,
}

/// An act as published.
#[derive(Serialize, ToSchema)]
pub struct ActView {
    /// Id.
    id: ActKind,
    /// Title.
    title: Text,
    /// What it is performed on.
    target: Target,
    /// Who may perform it.
    performers: Vec<Role>,
    /// From which case states.
    from: Vec<CaseStatus>,
    /// From which statuses of an organization, where it is performed on one.
    organization_from: Vec<OrganizationStatus>,
    /// From which standings of a hub; the nomination also from none.
    hub_from: Vec<HubStatus>,
    /// Rules that must be met, of whatever may be applied for.
    guarded_by: Vec<String>,
    /// Rules that are examined and reported.
    advised_by: Vec<String>,
    /// The clock that it starts; one for each matter and kind of organization where they differ.
    clocks: Vec<ParameterView>,
    /// Documents that it issues.
    issues: Vec<DocumentIssued>,
}

/// What is asked, with the defaults filled in.
struct Asked {
    on: NaiveDate,
    place: DivisionCode,
}

impl LawQuery {
    fn asked(self, state: &State) -> Result<Asked, Problem> {
        let place = match self.jurisdiction {
            None => DivisionCode::NATION,
            Some(code) => DivisionCode::parse(&code).map_err(|e| {
                Problem::field("?jurisdiction", "division", Text::new(e.zh(), e.to_string()))
            })?,
        };
        Ok(Asked { on: self.on.unwrap_or_else(|| state.registry.today()), place })
    }
}

/// Every rule, in Chinese and English, with its article and the numbers in force.
#[utoipa::path(tag = "law", params(LawQuery), responses((status = 200, body = Vec<RuleView>)))]
#[get("/rules")]
pub async fn list_rules(
    _caller: MaybeCaller,
    state: State,
    query: Query<LawQuery>,
) -> Result<web::Json<Vec<RuleView>>, Problem> {
    let asked = query.into_inner().asked(&state)?;
    let law = &state.registry.books().law;
    let rules = law.regulations().iter().flat_map(|r| r.rules.iter().map(move |x| (r, x)));
    Ok(web::Json(rules.map(|(r, rule)| rule_view(law, r, rule, &asked)).collect()))
}

/// One rule.
#[utoipa::path(tag = "law", params(("id" = String, Path, example = "ST-10a"), LawQuery), responses((status = 200, body = RuleView), (status = 404, body = crate::problem::ProblemBody, content_type = "application/problem+json")))]
#[get("/rules/{id}")]
pub async fn get_rule(
    _caller: MaybeCaller,
    state: State,
    id: web::Path<String>,
    query: Query<LawQuery>,
) -> Result<web::Json<RuleView>, Problem> {
    let asked = query.into_inner().asked(&state)?;
    let law = &state.registry.books().law;
    let found = law.rule(&id);
    let (regulation, rule) = found.ok_or_else(|| {
        Problem::not_found(Text::new(
            "没有这条规则；见 /api/v1/rules。",
            "No such rule; see /api/v1/rules.",
        ))
    })?;
    Ok(web::Json(rule_view(law, regulation, rule, &asked)))
}

/// Every act: who, from where, under which rules, with which clock and documents.
#[utoipa::path(tag = "law", params(LawQuery), responses((status = 200, body = Vec<ActView>)))]
#[get("/acts")]
pub async fn list_acts(
    _caller: MaybeCaller,
    state: State,
    query: Query<LawQuery>,
) -> Result<web::Json<Vec<ActView>>, Problem> {
    let asked = query.into_inner().asked(&state)?;
    let law = &state.registry.books().law;
    Ok(web::Json(CATALOGUE.iter().map(|act| act_view(law, act, &asked)).collect()))
}

fn rule_view(law: &Law, regulation: &Regulation, rule: &RuleText, asked: &Asked) -> RuleView {
    let guarding = |act: &&Act| {
        let content = act.matters().flat_map(|m| act.content_rules(m));
        content.chain(act.procedure_rules).any(|id| *id == rule.id)
    };
    RuleView {
        id: rule.id.clone(),
        text: Text::new(&rule.zh, &rule.en),
        remedy: Text::new(&rule.remedy_zh, &rule.remedy_en),
        citation: law.rule_in_force(&rule.id, asked.on).map(|(_, citation)| citation),
        from: rule.from,
        to: rule.to,
        parameters: rule.parameters.iter().filter_map(|p| parameter_view(law, p, asked)).collect(),
        mark: rule.mark.id().to_owned(),
        read_on: regulation.read_on,
        kinds: law.kinds_of(&rule.id).to_vec(),
        guards: CATALOGUE.iter().filter(guarding).map(|a| a.kind).collect(),
    }
}

fn parameter_view(law: &Law, id: &str, asked: &Asked) -> Option<ParameterView> {
    let (_, Parameter { zh, en, unit, mark, .. }) = law.parameter(id)?;
    let in_force = law.value_in_force(id, asked.on, asked.place);
    let (value, citation) = in_force.map_or((None, None), |(v, c)| (Some(v), Some(c)));
    Some(ParameterView {
        id: id.to_owned(),
        text: Text::new(zh, en),
        unit: unit.clone(),
        number: value.as_ref().and_then(|v| v.number),
        list: value.map(|v| v.list).unwrap_or_default(),
        citation,
        mark: mark.id().to_owned(),
    })
}

fn act_view(law: &Law, act: &Act, asked: &Asked) -> ActView {
    let of_each = |rules: fn(&Act, MatterKind) -> &'static [&'static str]| {
        let mut ids: Vec<String> = Vec::new();
        for id in act.matters().flat_map(|m| rules(act, m)) {
            if !ids.iter().any(|known| known == id) {
                ids.push((*id).to_owned());
            }
        }
        ids
    };
    let mut guarded_by: Vec<String> = act.procedure_rules.iter().map(|r| (*r).to_owned()).collect();
    guarded_by.extend(of_each(Act::content_rules));
    let mut clocks: Vec<String> = Vec::new();
    for clock in act.matters().filter_map(|m| act.clock_for(m)) {
        clocks.extend(clock.parameters());
    }
    clocks.sort();
    clocks.dedup();
    ActView {
        id: act.kind,
        title: act.text(),
        target: act.target,
        performers: act.performers.to_vec(),
        from: act.from.to_vec(),
        organization_from: match act.target {
            Target::Organization => act.organization_from.to_vec(),
            _ => Vec::new(),
        },
        hub_from: act.hub_from.to_vec(),
        guarded_by,
        advised_by: act
            .told_rules
            .iter()
            .map(|r| (*r).to_owned())
            .chain(of_each(Act::advisory_rules))
            .collect(),
        clocks: clocks.iter().filter_map(|p| parameter_view(law, p, asked)).collect(),
        issues: act.issues.to_vec(),
    }
}
