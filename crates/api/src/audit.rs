//! Who read personal data, and who changed accounts: for auditors.

use actix_web::{get, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shuniu_core::{
    access::{Role, may_manage_accounts},
    text::Text,
};
use shuniu_registry::AuditFilter;
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Caller,
    cursor::{self, Limit},
    extract::Query,
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Only of this account.
    account: Option<String>,
    /// Only about this case or account.
    subject: Option<String>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// An entry of the audit trail.
#[derive(Serialize, ToSchema)]
pub struct AuditView {
    /// When (UTC).
    at: DateTime<Utc>,
    /// The account that did it.
    account: String,
    /// What it did.
    action: String,
    /// The case or account that it was about.
    subject: String,
    /// The request's id.
    request: String,
}

/// A page of the audit trail, newest first.
#[derive(Serialize, ToSchema)]
pub struct AuditPage {
    /// The entries.
    items: Vec<AuditView>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// Who read personal data and who changed accounts, newest first.
#[utoipa::path(tag = "accounts", params(AuditQuery), responses((status = 200, body = AuditPage), ReadProblems), security(("bearer" = [])))]
#[get("/audit")]
pub async fn list_audit(
    state: State,
    caller: Caller,
    query: Query<AuditQuery>,
) -> Result<web::Json<AuditPage>, Problem> {
    if !caller.actor.has(Role::Auditor) && !may_manage_accounts(&caller.actor) {
        let text = Text::new("审计记录由审计人员查阅。", "The audit trail is for auditors.");
        return Err(Problem::forbidden(text));
    }
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = AuditFilter { account: query.account, subject: query.subject };
    let (rows, next) = ask(&state, move |s| s.registry.list_audit(&filter, after, limit)).await?;
    let items = rows
        .into_iter()
        .map(|r| AuditView {
            at: r.at.and_utc(),
            account: r.account,
            action: r.action,
            subject: r.subject,
            request: r.request,
        })
        .collect();
    Ok(web::Json(AuditPage { items, next: next.map(cursor::encode) }))
}
