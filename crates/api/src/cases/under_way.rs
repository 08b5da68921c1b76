//! Requests under way: the second of two that come under one `Idempotency-Key` is told at once that
//! the first is still being carried out, and not kept waiting. What was carried out is remembered by
//! the register itself; nothing of that may enter here.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use actix_web::http::StatusCode;
use shuniu_core::text::Text;

use crate::problem::Problem;

/// The account and its key.
type Key = (String, String);

/// The keys of the requests that this server is carrying out.
#[derive(Debug, Clone, Default)]
pub struct UnderWay(Arc<Mutex<HashSet<Key>>>);

/// A request under way; its key is free again when this goes.
#[derive(Debug)]
pub struct Begun {
    all: UnderWay,
    key: Key,
}

impl UnderWay {
    /// Begins a request of an account under a key.
    ///
    /// # Errors
    /// The 409 problem while another under the same key is being carried out.
    pub fn begin(&self, account: &str, key: &str) -> Result<Begun, Problem> {
        let key = (account.to_owned(), key.to_owned());
        match self.keys().insert(key.clone()) {
            true => Ok(Begun { all: self.clone(), key }),
            false => Err(still_under_way()),
        }
    }

    /// A set is whole even where a thread died holding it.
    fn keys(&self) -> std::sync::MutexGuard<'_, HashSet<Key>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.all.keys().remove(&self.key);
    }
}

fn still_under_way() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "request-under-way",
        Text::new("同一请求正在处理", "The same request is being carried out"),
        Text::new(
            "以此 Idempotency-Key 提交的请求尚未办完；请稍后以同一键重试，即得其结果。",
            "The request under this Idempotency-Key is not finished: try again shortly with the same \
             key for its answer.",
        ),
    )
    .retry_after(1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_until_its_request_ends_and_only_for_its_account() {
        let all = UnderWay::default();
        let begun = all.begin("a-1", "k").unwrap();
        let refused = all.begin("a-1", "k").unwrap_err();
        assert_eq!(format!("{refused:?}"), "409 request-under-way");
        assert!(all.begin("a-2", "k").is_ok());
        assert!(all.begin("a-1", "other").is_ok());
        drop(begun);
        assert!(all.begin("a-1", "k").is_ok());
    }
}
