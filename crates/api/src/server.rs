//! The server: routes, what surrounds them, and a graceful end.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use actix_web::{
    App, HttpServer,
    dev::Server,
    middleware::{Compress, from_fn},
    web,
};
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{
    auth::Authenticator,
    deprecation::{self, Announced, DEPRECATED},
    description, language, position, problem,
    state::ApiState,
    telemetry::{self, RequestSpan, TimeLimit},
};

/// How the server listens and what it bears.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// Address and port, for example `127.0.0.1:8080`; port 0 takes a free one.
    pub listen: String,
    /// Threads that take requests.
    pub workers: usize,
    /// Threads per worker that ask the database; near the number of connections.
    pub blocking_threads: usize,
    /// Largest body in bytes.
    pub body_limit: usize,
    /// Longest that a request may take (a long poll takes up to 30 s).
    pub request_timeout: Duration,
    /// How long requests under way may go on when the server is told to end.
    pub shutdown_timeout: Duration,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            workers: 2,
            blocking_threads: 4,
            body_limit: 1 << 20,
            request_timeout: Duration::from_secs(40),
            shutdown_timeout: Duration::from_secs(30),
        }
    }
}

/// Binds and starts the server; awaiting it runs it until it is told to end. Also gives the
/// address that was bound.
///
/// # Errors
/// When the address cannot be bound.
pub fn bind(settings: &ServerSettings, state: ApiState) -> std::io::Result<(Server, SocketAddr)> {
    let authenticator: Arc<dyn Authenticator> = state.auth.clone();
    let authenticator = web::Data::from(authenticator);
    let state = web::Data::new(state);
    let limit = web::Data::new(TimeLimit(settings.request_timeout));
    let body_limit = settings.body_limit;
    let server = HttpServer::new(move || {
        let (app, api) = App::new()
            .into_utoipa_app()
            .openapi(crate::base())
            .configure(crate::routes)
            .split_for_parts();
        // The page's validator would call a stranger's server with our address.
        let page = Config::default().validator_url("none");
        let (api, methods) = description::complete(api);
        app.wrap(from_fn(position::at_least))
            .wrap(from_fn(language::render_problems))
            .wrap(from_fn(deprecation::announce))
            .wrap(from_fn(telemetry::surround))
            .wrap(Compress::default())
            .wrap(TracingLogger::<RequestSpan>::new())
            .app_data(state.clone())
            .app_data(authenticator.clone())
            .app_data(web::Data::new(Announced(DEPRECATED)))
            .app_data(web::Data::new(methods))
            .app_data(limit.clone())
            .app_data(web::PayloadConfig::new(body_limit))
            .app_data(problem::path_config())
            .service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", api).config(page))
            .default_service(web::to(problem::default_service))
    })
    .workers(settings.workers)
    .worker_max_blocking_threads(settings.blocking_threads)
    .client_request_timeout(Duration::from_secs(10))
    .shutdown_timeout(settings.shutdown_timeout.as_secs())
    .bind(&settings.listen)?;
    let address = server.addrs().first().copied();
    let address = address.ok_or_else(|| std::io::Error::other("no address was bound"))?;
    Ok((server.run(), address))
}
