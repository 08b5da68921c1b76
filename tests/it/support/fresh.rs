//! An empty database with its tables, to copy a register into.

use shuniu_registry::{Options, Store};

use super::{create_database, drop_database};

/// The database; it goes with this value.
pub struct Fresh {
    pub store: Option<Store>,
    dropped: Option<(String, String)>,
    _folder: tempfile::TempDir,
}

impl Fresh {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("copy.db").display());
        Self { store: Some(open(&url)), dropped: None, _folder: folder }
    }

    pub fn postgres() -> Option<Self> {
        let (url, dropped) = create_database("template0")?;
        let folder = tempfile::tempdir().unwrap();
        Some(Self { store: Some(open(&url)), dropped: Some(dropped), _folder: folder })
    }

    pub fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }
}

fn open(url: &str) -> Store {
    let options = Options { url: url.to_owned(), read_url: None, connections: 2, group_commit: 8 };
    let store = Store::open(&options).unwrap();
    store.migrate().unwrap();
    store
}

impl Drop for Fresh {
    fn drop(&mut self) {
        drop(self.store.take());
        if let Some((server, name)) = &self.dropped {
            drop_database(server, name);
        }
    }
}
