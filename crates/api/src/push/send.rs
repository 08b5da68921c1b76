//! Sends what webhooks are to be told: several webhooks at once, each by one thread.
//!
//! What may not enter: when something is tried again (the registry).

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::ScopedJoinHandle,
    time::Duration,
};

use shuniu_registry::{
    Outcome, Pushed, Registry, RegistryError, personal::PersonalData, sign_message,
};
use ureq::Agent;

use crate::outgoing::guarded_agent;

/// How long a receiver may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// Webhooks that are served at once.
const AT_ONCE: usize = 8;
/// Longest text of an error that is kept.
const LONGEST: usize = 300;

/// Sends what is due.
#[derive(Clone)]
pub struct Pusher {
    registry: Registry,
    vault: Arc<PersonalData>,
    agent: Agent,
    ended: Arc<AtomicBool>,
}

impl Pusher {
    /// One over a register; private addresses are reached only where that is allowed.
    #[must_use]
    pub fn new(registry: Registry, vault: Arc<PersonalData>, private_allowed: bool) -> Self {
        let agent = guarded_agent(PATIENCE, private_allowed);
        Self { registry, vault, agent, ended: Arc::default() }
    }

    /// Sends everything that is due now, one webhook after the other, and gives how many messages were delivered.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn round(&self) -> Result<u64, RegistryError> {
        let waiting = self.registry.webhooks_at_work()?;
        Ok(waiting.iter().map(|id| self.serve(id)).sum())
    }

    /// Goes on until it is told to end, and looks anew every `pause`. Each webhook that has something before it gets a
    /// thread of its own, so that a slow receiver holds up nobody else.
    pub fn run(&self, pause: Duration) {
        std::thread::scope(|scope| {
            let mut at_work = Vec::new();
            while !self.is_ended() {
                at_work.retain(|thread: &ScopedJoinHandle<'_, u64>| !thread.is_finished());
                match self.registry.webhooks_at_work() {
                    Ok(waiting) => {
                        let free = AT_ONCE.saturating_sub(at_work.len());
                        let serve = |id: String| scope.spawn(move || self.serve(&id));
                        at_work.extend(waiting.into_iter().take(free).map(serve));
                    }
                    Err(error) => tracing::warn!(%error, "webhooks could not be looked at"),
                }
                std::thread::sleep(pause);
            }
        });
    }

    /// Lets the message in hand be the last of each thread.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
    }

    fn is_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    /// Serves one webhook until nothing is due, and gives how much was delivered.
    fn serve(&self, id: &str) -> u64 {
        let served = self.registry.lease_webhook(id).and_then(|taken| match taken {
            true => {
                let delivered = self.serve_in_hand(id);
                self.registry.release_webhook(id)?;
                delivered
            }
            false => Ok(0),
        });
        served.unwrap_or_else(|error| {
            tracing::warn!(webhook = id, %error, "a webhook could not be served");
            0
        })
    }

    fn serve_in_hand(&self, id: &str) -> Result<u64, RegistryError> {
        let mut delivered = 0;
        loop {
            let batch = self.registry.push_batch(id)?;
            if batch.is_empty() {
                return Ok(delivered);
            }
            for pushed in batch {
                if self.is_ended() {
                    return Ok(delivered);
                }
                let outcome = self.send(&pushed);
                let failed = outcome != Outcome::Delivered;
                self.registry.note_push(pushed, outcome)?;
                if failed {
                    // One that fails is asked again for what is due, not hammered.
                    return Ok(delivered);
                }
                delivered += 1;
            }
        }
    }

    fn send(&self, pushed: &Pushed) -> Outcome {
        let message = &pushed.message;
        let sign = |generation: &i32| {
            let secret = self.vault.webhook_secret(&pushed.webhook, *generation);
            sign_message(&secret, message)
        };
        let signatures: Vec<String> = pushed.generations.iter().map(sign).collect();
        let request = self
            .agent
            .post(&pushed.url)
            .header("Content-Type", "application/json")
            .header("User-Agent", concat!("shuniu/", env!("CARGO_PKG_VERSION")))
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", message.timestamp.to_string())
            .header("webhook-signature", signatures.join(" "));
        match request.send(&message.body) {
            Ok(answer) if answer.status().is_success() => Outcome::Delivered,
            Ok(answer) if answer.status().as_u16() == 410 => Outcome::Gone,
            Ok(answer) => Outcome::Failed(format!("HTTP {}", answer.status().as_u16())),
            Err(ureq::Error::HostNotFound) => Outcome::Failed(
                "no such host, or only in a private network, which is not allowed".to_owned(),
            ),
            Err(error) => Outcome::Failed(error.to_string().chars().take(LONGEST).collect()),
        }
    }
}
