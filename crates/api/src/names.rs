//! Checking a name before applying: public, and told with the rules that would refuse it.

use actix_web::{get, web};
use serde::Deserialize;
use shuniu_core::{
    organization::OrganizationKind,
    registration::{NameParts, ProposedName},
    text::Text,
    unit::UnitId,
};
use shuniu_registry::{CheckedName, LookAlike};
use utoipa::IntoParams;

use crate::{
    auth::MaybeCaller,
    cursor::Limit,
    extract::Query,
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// Longest part of a name, in characters.
const LONGEST: usize = 60;

/// The name in its parts.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NameQuery {
    /// Kind of the organization that shall bear it.
    kind: OrganizationKind,
    /// The registrar that will be asked.
    #[param(value_type = String, example = "registrar-110105")]
    registrar: String,
    /// Division (行政区划), empty for a national name.
    #[serde(default)]
    #[param(max_length = 60, example = "北京市朝阳区")]
    division: String,
    /// Brand name (字号); none for an association.
    #[serde(default)]
    #[param(max_length = 60)]
    brand: String,
    /// Field or membership (行（事）业领域或者会员组成).
    #[param(max_length = 60, example = "低空经济")]
    field: String,
    /// Form (组织形式).
    #[param(max_length = 60, example = "协会")]
    form: String,
}

impl NameQuery {
    fn proposed(self) -> Result<ProposedName, Problem> {
        let registrar = UnitId::parse(&self.registrar).map_err(|e| {
            let zh = "登记管理机关代号由 2 至 64 个 a-z、0-9、- 组成。";
            Problem::field("?registrar", "unit", Text::new(zh, e.to_string()))
        })?;
        for (name, part) in [
            ("?division", &self.division),
            ("?brand", &self.brand),
            ("?field", &self.field),
            ("?form", &self.form),
        ] {
            if part.chars().count() > LONGEST || part.chars().any(char::is_control) {
                let text = Text::new(
                    format!("最多 {LONGEST} 字，不含控制字符。"),
                    format!("At most {LONGEST} characters, none of them control characters."),
                );
                return Err(Problem::field(name, "length", text));
            }
        }
        let Self { kind, division, brand, field, form, .. } = self;
        let parts = NameParts { division, brand, field, form, ..NameParts::default() };
        Ok(ProposedName { kind, registrar, parts })
    }
}

/// Check a name before applying: whether it is taken, by whom, and which rules stand against it,
/// with the words that would refuse the application; and which names could be taken for it. No
/// promise: a name is taken with the decision.
#[utoipa::path(tag = "organizations", params(NameQuery), responses((status = 200, body = CheckedName), ReadProblems))]
#[get("/names/check")]
pub async fn check_name(
    state: State,
    _caller: MaybeCaller,
    query: Query<NameQuery>,
) -> Result<web::Json<CheckedName>, Problem> {
    let proposed = query.into_inner().proposed()?;
    Ok(web::Json(ask(&state, move |s| s.registry.check_name(&proposed)).await?))
}

/// The name whose look-alikes are asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LookAlikeQuery {
    /// The name.
    #[param(min_length = 1, max_length = 100, example = "中国示范文化促进会")]
    name: String,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Names that could be taken for a name, most alike first, with the reason for each: registered and
/// former names, and those on the roll, published illegal ones among them. A likeness informs; it
/// makes nobody illegal.
#[utoipa::path(tag = "organizations", params(LookAlikeQuery), responses((status = 200, body = Vec<LookAlike>), ReadProblems))]
#[get("/names/look-alikes")]
pub async fn list_look_alikes(
    state: State,
    _caller: MaybeCaller,
    query: Query<LookAlikeQuery>,
) -> Result<web::Json<Vec<LookAlike>>, Problem> {
    const WHOLE: usize = 100;
    let LookAlikeQuery { name, limit } = query.into_inner();
    let limit = usize::try_from(Limit::of(limit)?.number()).unwrap_or(WHOLE);
    if !(1..=WHOLE).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        let text = Text::new(
            format!("1 至 {WHOLE} 字，不含控制字符。"),
            format!("1 to {WHOLE} characters, none of them control characters."),
        );
        return Err(Problem::field("?name", "length", text));
    }
    Ok(web::Json(ask(&state, move |s| s.registry.look_alikes(&name, limit)).await?))
}
