//! Watch lists and webhooks over HTTP: made and looked after by their owners (`watch.rs`, `webhook.rs`), and the small
//! work of sending (`send.rs`).
//!
//! What may not enter: which changes, and when something is tried again (the registry).

mod send;
mod watch;
mod webhook;

pub use send::Pusher;
pub use watch::*;
pub use webhook::*;
