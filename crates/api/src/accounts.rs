//! Accounts: for the administrator.

use actix_web::{HttpRequest, HttpResponse, get, http::StatusCode, post, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shuniu_core::{
    access::{Grant, may_manage_accounts},
    text::Text,
};
use shuniu_registry::{
    RegistryError,
    accounts::{Account, AccountError, AccountKind, NewAccount, SecretError, Trace},
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Caller,
    cursor::Limit,
    extract::{Body, NoQuery, Query},
    input::{NewAccountInput, check},
    problem::{Problem, ProblemBody},
    responses::ReadProblems,
    state::{State, ask_with},
    telemetry::request_id,
};

/// An account, without its secret.
#[derive(Serialize, ToSchema)]
pub struct AccountView {
    /// Identifier.
    id: String,
    /// Login name.
    login: String,
    /// Name to show.
    display_name: String,
    /// `staff` or `system`.
    kind: String,
    /// What it may be.
    grants: Vec<Grant>,
    /// Whether it is shut.
    disabled: bool,
    /// Locked until then because of wrong secrets (UTC).
    locked_until: Option<DateTime<Utc>>,
    /// When it was made (UTC).
    created_at: DateTime<Utc>,
}

impl From<Account> for AccountView {
    fn from(a: Account) -> Self {
        Self {
            id: a.id,
            login: a.login,
            display_name: a.display_name,
            kind: a.kind.id().to_owned(),
            grants: a.grants,
            disabled: a.disabled,
            locked_until: a.locked_until.map(|until| until.and_utc()),
            created_at: a.created_at.and_utc(),
        }
    }
}

/// Which accounts.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccountQuery {
    /// After this login name.
    after: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Accounts by login name.
#[utoipa::path(tag = "accounts", params(AccountQuery), responses((status = 200, body = Vec<AccountView>), ReadProblems), security(("bearer" = [])))]
#[get("/accounts")]
pub async fn list_accounts(
    state: State,
    caller: Caller,
    query: Query<AccountQuery>,
) -> Result<web::Json<Vec<AccountView>>, Problem> {
    administrator(&caller)?;
    let AccountQuery { after, limit } = query.into_inner();
    let limit = Limit::of(limit)?.number();
    let accounts = ask_with(&state, move |s| s.accounts.list(after.as_deref(), limit))
        .await?
        .map_err(at_fault)?;
    Ok(web::Json(accounts.into_iter().map(AccountView::from).collect()))
}

/// Make an account.
#[utoipa::path(tag = "accounts", request_body = NewAccountInput, responses(
    (status = 201, body = AccountView),
    (status = 409, body = ProblemBody, content_type = "application/problem+json"),
    ReadProblems
), security(("bearer" = [])))]
#[post("/accounts")]
pub async fn create_account(
    request: HttpRequest,
    state: State,
    caller: Caller,
    body: Body<NewAccountInput>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    administrator(&caller)?;
    check(&body.value)?;
    let (input, id) = (body.value, request_id(&request));
    let kind = AccountKind::from_id(&input.kind).ok_or_else(|| {
        Problem::field(
            "/kind",
            "value",
            Text::new("应为 staff 或 system。", "Give staff or system."),
        )
    })?;
    let account = ask_with(&state, move |s| {
        let new = NewAccount {
            id: &s.registry.fresh_id(),
            login: &input.login,
            display_name: &input.display_name,
            kind,
            grants: &input.grants,
            secret: &input.secret,
        };
        let trace = Trace { by: &caller.actor.account, request: &id, now: s.registry.now() };
        s.accounts.create(new, trace)
    })
    .await?
    .map_err(at_fault)?;
    Ok(HttpResponse::Created().json(AccountView::from(account)))
}

/// Shut an account: its sessions end, its tokens stop working within seconds.
#[utoipa::path(tag = "accounts", params(("id" = String, Path)), responses((status = 204, description = "Shut"), ReadProblems), security(("bearer" = [])))]
#[post("/accounts/{id}/disable")]
pub async fn disable_account(
    request: HttpRequest,
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    administrator(&caller)?;
    let (id, request) = (id.into_inner(), request_id(&request));
    if id == caller.actor.account {
        return Err(Problem::forbidden(Text::new(
            "不能停用自己的账户。",
            "An account does not shut itself.",
        )));
    }
    ask_with(&state, move |s| {
        let trace = Trace { by: &caller.actor.account, request: &request, now: s.registry.now() };
        let done = s.accounts.disable(&id, trace);
        s.auth.forget(&id);
        done
    })
    .await?
    .map_err(at_fault)?;
    Ok(HttpResponse::NoContent().finish())
}

fn administrator(caller: &Caller) -> Result<(), Problem> {
    if may_manage_accounts(&caller.actor) {
        return Ok(());
    }
    Err(Problem::forbidden(Text::new(
        "账户由不受限的管理员管理。",
        "Accounts are for an administrator without limits.",
    )))
}

fn at_fault(error: AccountError) -> Problem {
    match error {
        AccountError::Store(error) => RegistryError::from(error).into(),
        AccountError::Unknown => {
            Problem::not_found(Text::new("没有这个账户。", "There is no such account."))
        }
        AccountError::Secret(SecretError::Busy) => Problem::unavailable(),
        AccountError::LoginTaken => {
            let title = Text::new("登录名已被使用", "The login name is taken");
            Problem::new(StatusCode::CONFLICT, "login-taken", title, error.text())
        }
        other => match other.field() {
            Some(field) => {
                Problem::field(format!("/{}", field.replace('.', "/")), "invalid", other.text())
            }
            None => Problem::internal(),
        },
    }
}
