//! What every handler is given, and how it asks the register without holding up the server.

use std::{path::PathBuf, sync::Arc};

use actix_web::web;
use shuniu_registry::{Registry, RegistryError, accounts::Accounts, personal::PersonalData};

use crate::{
    auth::Auth,
    cases::UnderWay,
    limits::Limits,
    problem::Problem,
    proofs::{LogKeys, Printing},
};

/// The state that all handlers share.
pub struct ApiState {
    /// The register.
    pub registry: Registry,
    /// Accounts.
    pub accounts: Accounts,
    /// Tokens and keys.
    pub auth: Arc<Auth>,
    /// The keys that sign heads of the log and statements.
    pub log: LogKeys,
    /// The vault for identity numbers.
    pub vault: Arc<PersonalData>,
    /// Whether webhooks may lead into private networks.
    pub private_webhooks: bool,
    /// Where snapshots are, when there are any.
    pub snapshots: Option<PathBuf>,
    /// How statements are printed.
    pub printing: Printing,
    /// Limits on sign-in and on requests.
    pub limits: Limits,
    /// The requests that this server is carrying out; none at first.
    pub under_way: UnderWay,
    /// Renders the metrics.
    pub metrics: metrics_exporter_prometheus::PrometheusHandle,
}

/// The shared state, as actix hands it out.
pub type State = web::Data<ApiState>;

/// Asks on a blocking thread; the request's span goes along, so that log lines keep their
/// request id.
///
/// # Errors
/// The 503 problem when the server is ending.
pub async fn ask_with<T: Send + 'static>(
    state: &State,
    question: impl FnOnce(&ApiState) -> T + Send + 'static,
) -> Result<T, Problem> {
    let state = state.clone();
    let span = tracing::Span::current();
    Ok(web::block(move || span.in_scope(|| question(&state))).await?)
}

/// Asks the register.
///
/// # Errors
/// The problem that the register's error makes.
pub async fn ask<T: Send + 'static>(
    state: &State,
    question: impl FnOnce(&ApiState) -> Result<T, RegistryError> + Send + 'static,
) -> Result<T, Problem> {
    Ok(ask_with(state, question).await??)
}
