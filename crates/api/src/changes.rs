//! The change feed and the public notices.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::text::Text;
use shuniu_registry::{ChangeFilter, ChangePage, NoticeFilter, RegistryError};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::{AuthError, MaybeCaller},
    cursor::{self, Limit},
    extract::Query,
    position,
    problem::{Problem, ProblemBody},
    responses::ReadProblems,
    state::{State, ask, ask_with},
};

/// How often a waiting reader looks again.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How long a reader may wait.
const LONGEST_WAIT: u64 = 30;

/// From where in the feed.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangeQuery {
    /// The position after which to read; 0 for the beginning.
    #[param(minimum = 0, example = 0)]
    after: i64,
    /// At most so many positions, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Seconds to wait for a change when there is none yet, 0 to 30.
    #[param(minimum = 0, maximum = 30)]
    wait: Option<u64>,
    /// Only these kinds of event, whole (`organization.registered`) or by family (`exit`), with commas between.
    #[param(example = "exit,organization.registered")]
    kind: Option<String>,
    /// Only of this organization, by identifier or unified social credit code.
    organization: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only of this unit (a hub, a department) and of organizations in a relation to it on the day of the change.
    hub: Option<String>,
    /// By a watch list of this account, instead of the four before.
    watch: Option<String>,
}

/// Public changes in the order of the log, with old and new values. Continue after `last`:
/// whoever has read up to there has missed nothing, also where a filter lets nothing through.
#[utoipa::path(tag = "feed", params(ChangeQuery), responses(
    (status = 200, body = ChangePage),
    (status = 409, description = "The position is past the end of the log: it may have been restored.", body = ProblemBody, content_type = "application/problem+json"),
    ReadProblems
))]
#[get("/changes")]
pub async fn list_changes(
    state: State,
    caller: MaybeCaller,
    query: Query<ChangeQuery>,
) -> Result<web::Json<ChangePage>, Problem> {
    let query = query.into_inner();
    let (after, wait) = (query.after, query.wait.unwrap_or_default());
    let limit = Limit::of(query.limit)?.number();
    if after < 0 || wait > LONGEST_WAIT {
        let text = Text::new(
            "after 不小于 0，wait 为 0 到 30 秒。",
            "after is 0 or more, wait 0 to 30 seconds.",
        );
        return Err(Problem::field("?after,wait", "range", text));
    }
    let filter = filter_of(&state, &caller, query).await?;
    // Another server may have shown it, and the replica of this one not have it yet.
    position::not_before(&state, after).await?;
    let mut page = read(&state, after, limit, &filter).await?;
    let (mut looks, mut from) = (wait * 1_000 / 250, page.last);
    while page.changes.is_empty() && looks > 0 {
        // What the filter let not through is not looked at again.
        if page.last >= page.head {
            tokio::time::sleep(LOOK_EVERY).await;
            looks -= 1;
            if ask(&state, |s| s.registry.position()).await? <= from {
                continue;
            }
        }
        page = read(&state, from, limit, &filter).await?;
        from = page.last;
    }
    Ok(web::Json(page))
}

async fn read(
    state: &State,
    after: i64,
    limit: u32,
    filter: &ChangeFilter,
) -> Result<ChangePage, Problem> {
    let filter = filter.clone();
    ask(state, move |s| s.registry.changes(after, limit, &filter)).await
}

/// What the caller wants to be told of.
async fn filter_of(
    state: &State,
    caller: &MaybeCaller,
    query: ChangeQuery,
) -> Result<ChangeFilter, Problem> {
    let ChangeQuery { kind, organization, division, hub, watch, .. } = query;
    if let Some(id) = watch {
        let others = [&kind, &organization, &division, &hub];
        if others.iter().any(|other| other.is_some()) {
            let text =
                Text::new("watch 不与其他筛选条件同用。", "watch goes without the other filters.");
            return Err(Problem::field("?watch", "alone", text));
        }
        let caller = caller.0.as_ref().ok_or(AuthError::SignInRequired)?;
        let account = caller.actor.account.clone();
        return Ok(ask(state, move |s| s.registry.watch_list(&account, &id)).await?.filter);
    }
    let kinds = kind.iter().flat_map(|kinds| kinds.split(',')).map(|k| k.trim().to_owned());
    let mut filter =
        ChangeFilter { kinds: kinds.collect(), division, hub, ..ChangeFilter::default() };
    if let Some(id) = organization {
        let found = ask(state, move |s| s.registry.organization(&id)).await?;
        filter.organizations.insert(found.id);
    }
    let checked = filter.clone();
    let checked = ask_with(state, move |s| s.registry.check_filter(&checked)).await?;
    match checked {
        Err(RegistryError::Malformed { field, message }) => {
            // In the address it is one word for several kinds.
            let name = if field == "kinds" { "kind" } else { &field };
            let text = Text::new(format!("不正确：{}", message.zh), message.en);
            Err(Problem::field(format!("?{name}"), "invalid", text))
        }
        other => Ok(other.map(|()| filter)?),
    }
}

/// Which notices.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticeQuery {
    /// Only of this registrar.
    registrar: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only published on or after this day.
    published_from: Option<NaiveDate>,
    /// Only published on or before this day.
    published_to: Option<NaiveDate>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A public notice (公告).
#[derive(Serialize, ToSchema)]
pub struct NoticeView {
    /// Number: the position of its entry in the log.
    number: i64,
    /// The organization.
    organization: String,
    /// Its name when the notice was published.
    organization_name: String,
    /// What it announces.
    subject: String,
    /// The registrar.
    registrar: String,
    /// The text.
    text: Text,
    /// Day of publication.
    published_on: NaiveDate,
}

/// A page of notices, newest first.
#[derive(Serialize, ToSchema)]
pub struct NoticePage {
    /// The notices.
    items: Vec<NoticeView>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// Public notices, newest first.
#[utoipa::path(tag = "feed", params(NoticeQuery), responses((status = 200, body = NoticePage), ReadProblems))]
#[get("/notices")]
pub async fn list_notices(
    request: HttpRequest,
    state: State,
    _caller: MaybeCaller,
    query: Query<NoticeQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = NoticeFilter {
        registrar: query.registrar,
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        published_from: cursor::legal_date("published_from", query.published_from)?,
        published_to: cursor::legal_date("published_to", query.published_to)?,
        ..NoticeFilter::default()
    };
    let (rows, next) = ask(&state, move |s| s.registry.list_notices(&filter, after, limit)).await?;
    let next = next.map(cursor::encode);
    let items = rows
        .into_iter()
        .map(|n| NoticeView {
            number: n.id,
            organization: n.organization,
            organization_name: n.organization_name,
            subject: n.kind,
            registrar: n.registrar,
            text: Text::new(n.text_zh, n.text_en),
            published_on: n.published_on,
        })
        .collect();
    Ok(cursor::linked(&request, next.as_deref()).json(NoticePage { items, next }))
}
