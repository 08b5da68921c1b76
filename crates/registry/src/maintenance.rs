//! Keeping the register whole: proving the chain and the read models, making the latter anew.

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;
use shuniu_store::{ChainReport, Verdict, verify_chain};

use crate::{Registry, RegistryError};

/// What a verification found.
#[derive(Debug, Clone, Serialize)]
pub struct Verification {
    /// Entries of the log that were checked.
    pub entries: i64,
    /// Hash of the head.
    pub head: String,
    /// Root of the Merkle tree over the log, base64.
    pub root: String,
    /// The first broken place of the chain, in words; none when it holds.
    pub broken: Option<String>,
    /// Read models whose rows differ from what the log makes of them.
    pub stale: Vec<String>,
    /// Rows of each read model.
    pub rows: BTreeMap<String, u64>,
}

impl Verification {
    /// Whether everything holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.broken.is_none() && self.stale.is_empty()
    }
}

impl Registry {
    /// Checks the chain, then makes the read models anew inside a transaction that is rolled
    /// back, and compares: rebuilt must equal live.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn verify(&self, progress: &mut dyn FnMut(i64)) -> Result<Verification, RegistryError> {
        let report: ChainReport = self.store.read_latest(|r| verify_chain(r, progress))?;
        let broken =
            report.broken.as_ref().map(|b| format!("position {}: {:?}", b.position, b.fault));
        let books = Arc::clone(&self.books);
        let (live, rebuilt) = self.store.write(move |w| {
            let live = w.read_model_digest()?;
            // A log that cannot be read cannot be rebuilt from: that too is a difference.
            let rebuilt = match w.rebuild(&books, &mut |_| {}) {
                Ok(_) => w.read_model_digest()?,
                Err(_) => BTreeMap::new(),
            };
            Ok::<_, RegistryError>(Verdict::Rollback((live, rebuilt)))
        })?;
        let differs = |name: &&&'static str| live.get(**name) != rebuilt.get(**name);
        Ok(Verification {
            entries: i64::try_from(report.checked).unwrap_or(i64::MAX),
            head: report.head.hash,
            root: report.root.to_string(),
            broken,
            stale: live.keys().filter(differs).map(ToString::to_string).collect(),
            rows: live.iter().map(|(name, (rows, _))| ((*name).to_owned(), *rows)).collect(),
        })
    }

    /// Makes every read model anew from the log and gives the position that was reached.
    /// Readers see the old ones until it is done; acts wait.
    ///
    /// # Errors
    /// When the log cannot be read; then everything is as before.
    pub fn rebuild(
        &self,
        mut progress: impl FnMut(i64) + Send + 'static,
    ) -> Result<i64, RegistryError> {
        let books = Arc::clone(&self.books);
        self.store.write(move |w| {
            let position = w.rebuild(&books, &mut progress)?;
            Ok::<_, RegistryError>(Verdict::Commit(position))
        })
    }

    /// Waits until every act that was handed in is durable or answered, also those that are tried
    /// again. For the end of a server: nobody may still be handing in.
    ///
    /// # Errors
    /// When the store cannot be written; then the acts that waited failed too.
    pub fn finish_acts(&self) -> Result<(), RegistryError> {
        for _ in 0..crate::act::TRIES {
            self.store.write(|_| Ok::<_, RegistryError>(Verdict::Rollback(())))?;
        }
        Ok(())
    }
}
