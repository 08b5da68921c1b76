//! `shuniu serve`: the server, and the small work that goes on beside it.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use actix_web::{dev::Server, rt};
use chrono::Days;
use metrics_exporter_prometheus::PrometheusHandle;
use shuniu_api::{
    push::Pusher,
    server::{ServerSettings, bind},
    state::ApiState,
};
use shuniu_registry::{Registry, RegistryError, accounts::Accounts};

use crate::{
    config::Settings,
    exit::{self, Code},
    setup::{self, Database},
};

/// How often metrics are tidied up.
const UPKEEP: Duration = Duration::from_secs(5);
/// How long an answer is repeated under its idempotency key.
const ANSWERS_KEPT: Days = Days::new(7);
/// How often it is looked whether webhooks are to be told something.
const PUSH: Duration = Duration::from_millis(500);
/// How often ended sessions and old answers are forgotten.
const SWEEP: Duration = Duration::from_secs(3_600);

pub(super) fn run(settings: &Settings) -> anyhow::Result<Code> {
    // Keys first: they are wrong more often than the database, and quicker to tell.
    let ring = setup::signing_keys(settings)?;
    let log = setup::log_keys(settings)?;
    let personal = setup::personal_keys(settings)?;
    let registry = setup::registry(settings, Database::MayBeNew)?;
    let state = setup::api_state(settings, registry, ring, log, &personal)?;
    serve(&setup::server_settings(settings), state, |address| {
        tracing::info!(%address, "listening");
        Ok(())
    })?;
    tracing::info!("ended");
    Ok(Code::Good)
}

/// Serves until the process is told to end: SIGTERM lets requests under way finish, Ctrl-C does
/// not wait. `started` is told the address once it is bound.
pub(super) fn serve(
    settings: &ServerSettings,
    state: ApiState,
    started: impl FnOnce(SocketAddr) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (metrics, accounts, registry) =
        (state.metrics.clone(), state.accounts.clone(), state.registry.clone());
    let handed_in = registry.clone();
    let pusher = Pusher::new(registry.clone(), Arc::clone(&state.vault), state.private_webhooks);
    let ended = rt::System::new().block_on(async move {
        let (server, address) = bind(settings, state).map_err(|e| refused(&settings.listen, &e))?;
        let upkeep = rt::spawn(tidy_metrics(metrics));
        let sweep = rt::spawn(forget_sessions(accounts, registry));
        let sending = pusher.clone();
        let pushing = std::thread::spawn(move || sending.run(PUSH));
        let ended = run_server(server, || started(address)).await;
        upkeep.abort();
        sweep.abort();
        pusher.end();
        if pushing.join().is_err() {
            tracing::error!("the thread that sends to webhooks has panicked");
        }
        ended
    });
    // Acts whose clients have hung up wait in the queue still; they are done all the same.
    handed_in.finish_acts()?;
    ended
}

async fn run_server(
    server: Server,
    started: impl FnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    started()?;
    Ok(server.await?)
}

/// An address that is taken may be free later; one that is no address never will.
fn refused(listen: &str, error: &io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::InvalidInput => exit::usage(format!("listen: {listen}: {error}")),
        _ => exit::unavailable(format!("listen: {listen}: {error}")),
    }
}

async fn tidy_metrics(metrics: PrometheusHandle) {
    let mut interval = rt::time::interval(UPKEEP);
    loop {
        interval.tick().await;
        metrics.run_upkeep();
    }
}

async fn forget_sessions(accounts: Accounts, registry: Registry) {
    let mut interval = rt::time::interval(SWEEP);
    loop {
        interval.tick().await;
        let (accounts, registry) = (accounts.clone(), registry.clone());
        let swept = actix_web::web::block(move || {
            let now = registry.now();
            let sessions = accounts.forget_ended_sessions(now)?;
            let kept = now.checked_sub_days(ANSWERS_KEPT).unwrap_or(now);
            Ok::<_, RegistryError>((sessions, registry.forget_answers(kept)?))
        });
        match swept.await {
            Ok(Ok((sessions, answers))) => tracing::debug!(sessions, answers, "swept"),
            Ok(Err(error)) => tracing::warn!(%error, "the sweep failed"),
            // The server is ending.
            Err(_) => return,
        }
    }
}
