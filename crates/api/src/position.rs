//! `Min-Position`: the position that a caller has seen, in the answer to an act or in the feed. No answer is of before it,
//! whichever server gives it and whichever replica that reads from.
//!
//! What may not enter: what is answered.

use actix_web::{
    ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::StatusCode,
    middleware::Next,
};
use shuniu_core::text::Text;

use crate::{
    problem::Problem,
    state::{State, ask},
};

const HEADER: &str = "Min-Position";

/// Middleware: nobody waits; where the replica is behind, the primary answers.
///
/// # Errors
/// What the inner service answers; a position that is none, or that the log has not reached, is a problem.
pub async fn at_least<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    match reached(&request).await {
        Ok(()) => Ok(next.call(request).await?.map_into_boxed_body()),
        Err(problem) => Ok(request.into_response(problem.error_response())),
    }
}

async fn reached(request: &ServiceRequest) -> Result<(), Problem> {
    let (Some(position), Some(state)) = (asked(request)?, request.app_data::<State>()) else {
        return Ok(());
    };
    if !state.registry.has_seen(position) {
        // Asking the primary costs, so it is counted like a request of its own.
        state.limits.request(request.request(), None)?;
    }
    not_before(state, position).await
}

/// Makes sure that what is read from now on is not of before a position.
///
/// # Errors
/// The problem of a position that the log has not reached.
pub(crate) async fn not_before(state: &State, position: i64) -> Result<(), Problem> {
    if state.registry.has_seen(position) {
        return Ok(());
    }
    match ask(state, move |s| s.registry.not_before(position)).await? {
        Some(end) => Err(ahead_of_the_log(end)),
        None => Ok(()),
    }
}

fn asked(request: &ServiceRequest) -> Result<Option<i64>, Problem> {
    let Some(value) = request.headers().get(HEADER) else {
        return Ok(None);
    };
    let position = value.to_str().ok().and_then(|text| text.trim().parse().ok());
    match position.filter(|position| *position >= 0) {
        Some(position) => Ok(Some(position)),
        None => Err(Problem::field(
            HEADER,
            "header",
            Text::new("请填写日志中的位置（非负整数）。", "Give a position of the log, 0 or more."),
        )),
    }
}

/// What is asked for is past the end of the log, which a restore may have made shorter: waiting for what never comes would hide it.
pub(crate) fn ahead_of_the_log(end: i64) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "ahead-of-the-log",
        Text::new("位置超出日志末尾", "The position is past the end of the log"),
        Text::new(
            format!("日志末尾为 {end}；登记簿可能已从备份恢复，请核对后从可信位置重新读取。"),
            format!(
                "The log ends at {end}; the register may have been restored: compare, and read again from a position you trust."
            ),
        ),
    )
}
