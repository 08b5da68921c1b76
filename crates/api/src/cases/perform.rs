//! The one way from a request to an act.

use actix_web::{HttpResponse, HttpResponseBuilder, http::header};
use serde::Deserialize;
use shuniu_core::act::ActRequest;
use shuniu_registry::{ActAnswer, ActCall, Answered, SubjectBrief, Target, personal::Sealed};

use crate::{
    auth::Caller,
    extract::{ActOptions, Body},
    problem::Problem,
    state::State,
};

/// Performs an act and answers 201, or 200 for a dry run or a repeated request.
///
/// # Errors
/// The problem that stands against it.
pub async fn perform<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    target: Target,
    request: ActRequest,
    sealed: Vec<Sealed>,
) -> Result<HttpResponse, Problem> {
    let call = ActCall {
        actor: caller.actor.clone(),
        request,
        target,
        expected_version: options.expected_version,
        idempotency: options.idempotency(body),
        dry_run: options.dry_run,
        sealed,
    };
    let key = call.idempotency.as_ref().map(|it| it.key.as_str());
    let begun = key.map(|key| state.under_way.begin(&call.actor.account, key)).transpose()?;
    let (sender, answer) = tokio::sync::oneshot::channel();
    state.registry.perform_then(call, move |answered| {
        drop(begun);
        // Whoever hung up is not told; the act is done all the same.
        drop(sender.send(answered));
    });
    match answer.await.map_err(|_| Problem::unavailable())?? {
        Answered::Fresh(answer) => fresh(&answer),
        Answered::Repeated(body) => repeated(body),
    }
}

fn fresh(answer: &ActAnswer) -> Result<HttpResponse, Problem> {
    let body = serde_json::to_string(answer).map_err(|_| Problem::internal())?;
    let mut response = match answer.dry_run {
        true => HttpResponse::Ok(),
        false => HttpResponse::Created(),
    };
    if !answer.dry_run {
        name_subject(&mut response, &answer.subject);
    }
    Ok(response.content_type("application/json").body(body))
}

/// The answer that was given before, as it was: its subject with the version of then.
fn repeated(body: String) -> Result<HttpResponse, Problem> {
    #[derive(Deserialize)]
    struct Given {
        subject: SubjectBrief,
    }
    let given: Given = serde_json::from_str(&body).map_err(|_| Problem::internal())?;
    let mut response = HttpResponse::Ok();
    name_subject(&mut response, &given.subject);
    response.insert_header(("Idempotent-Replayed", "true"));
    Ok(response.content_type("application/json").body(body))
}

/// Where a subject of this kind is read: the roll is one, of the others there are many.
fn room(kind: &str) -> String {
    match kind {
        "roll" => kind.to_owned(),
        other => format!("{other}s"),
    }
}

fn name_subject(response: &mut HttpResponseBuilder, subject: &SubjectBrief) {
    response.insert_header((header::ETAG, format!("\"{}\"", subject.version))).insert_header((
        header::LOCATION,
        format!("/api/v1/{}/{}", room(&subject.kind), subject.id),
    ));
}
