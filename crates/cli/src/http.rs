//! Asking other servers over HTTP, with the certificates that this machine trusts: a city's own authority among them.
//!
//! What may not enter: what is asked.

use std::time::Duration;

use ureq::{
    Agent,
    tls::{RootCerts, TlsConfig},
};

/// A client that waits no longer than this for an answer.
#[must_use]
pub fn agent(patience: Duration) -> Agent {
    // Which one is picked by itself depends on the features that other crates turn on. The first call decides.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let trusted = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let config = Agent::config_builder().timeout_global(Some(patience)).tls_config(trusted);
    Agent::new_with_config(config.build())
}
