//! Migrations: embedded, and run by one server at a time. What they do stands in `migrations/`.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::migration::Migration;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::connection::AnyConnection;
use crate::error::StoreError;

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Names the lock under which servers migrate on PostgreSQL: "shuniu" in ASCII.
const LOCK: i64 = 0x7368_756e_6975;

/// Runs what is pending and names it. `conn` must be of no other use: its session is changed.
pub(crate) fn run(conn: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    match conn {
        AnyConnection::Sqlite(c) => {
            // A table that others refer to cannot be rebuilt while the references are enforced.
            c.batch_execute("PRAGMA foreign_keys = OFF")?;
            AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?;
            let result = run_pending(c, SQLITE);
            match result {
                Ok(_) => AnsiTransactionManager::commit_transaction(c)?,
                Err(_) => AnsiTransactionManager::rollback_transaction(c)?,
            }
            result
        }
        AnyConnection::Postgres(c) => {
            c.batch_execute(&format!(
                "SET statement_timeout = 0; SELECT pg_advisory_lock({LOCK})"
            ))?;
            let result = run_pending(c, POSTGRES);
            c.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
            result
        }
    }
}

fn run_pending<DB, C>(c: &mut C, all: EmbeddedMigrations) -> Result<Vec<String>, StoreError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
{
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| {
        // A migration touches the schema: its error names tables, not values.
        StoreError::Internal(format!("a migration failed: {error}"))
    };
    let pending = c.pending_migrations(all).map_err(failed)?;
    let names = pending.iter().map(|it| it.name().to_string()).collect();
    c.run_migrations(&pending).map_err(failed)?;
    Ok(names)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::thread;

    use diesel::prelude::*;
    use diesel::sql_query;
    use diesel::sql_types::Text;

    use super::*;
    use crate::connection::Target;
    use crate::support::{each_url, open};

    const SQLITE_COLUMNS: &str = "SELECT m.name || '.' || c.name AS name \
         FROM sqlite_master AS m, pragma_table_info(m.name) AS c \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'name_grams_%'";

    const POSTGRES_COLUMNS: &str = "SELECT (table_name || '.' || column_name)::text AS name \
         FROM information_schema.columns WHERE table_schema = 'public'";

    #[derive(QueryableByName)]
    struct Column {
        #[diesel(sql_type = Text)]
        name: String,
    }

    /// The columns of all tables, without those Diesel keeps its account in.
    fn columns(conn: &mut AnyConnection) -> BTreeSet<String> {
        let query = match conn {
            AnyConnection::Sqlite(_) => SQLITE_COLUMNS,
            AnyConnection::Postgres(_) => POSTGRES_COLUMNS,
        };
        let columns: Vec<Column> = sql_query(query).load(conn).expect("the columns");
        let names = columns.into_iter().map(|column| column.name);
        // SQLite calls the number of a row of an index by a name it doesn't list.
        let mut names: BTreeSet<_> = names.filter(|it| !it.starts_with("__diesel")).collect();
        names.remove("name_grams.rowid");
        names
    }

    fn connect(url: &str) -> AnyConnection {
        Target::parse("DATABASE_URL", url).and_then(|it| it.connect()).expect("a connection")
    }

    #[test]
    fn both_databases_get_the_same_tables_and_columns() {
        let schemas = std::cell::RefCell::new(Vec::new());
        each_url(|url| {
            let mut conn = connect(url);
            run(&mut conn).expect("migrations");
            schemas.borrow_mut().push(columns(&mut conn));
        });
        let schemas = schemas.into_inner();
        assert!(schemas.iter().all(|schema| schema.contains("name_grams.grams")));
        for other in &schemas[1..] {
            assert_eq!(&schemas[0], other);
        }
    }

    #[test]
    fn every_migration_can_be_undone() {
        each_url(|url| {
            let mut conn = connect(url);
            assert!(!run(&mut conn).expect("migrations").is_empty());
            let before = columns(&mut conn);
            match &mut conn {
                AnyConnection::Sqlite(c) => c.revert_all_migrations(SQLITE).map(|_| ()),
                AnyConnection::Postgres(c) => c.revert_all_migrations(POSTGRES).map(|_| ()),
            }
            .expect("to be undone");
            assert_eq!(columns(&mut conn), BTreeSet::new());
            run(&mut conn).expect("migrations");
            assert_eq!(columns(&mut conn), before);
        });
    }

    #[test]
    fn two_servers_that_start_together_migrate_once() {
        each_url(|url| {
            let ran: usize = thread::scope(|scope| {
                let start = || open(url).migrate().expect("migrations").len();
                let servers: Vec<_> = (0..4).map(|_| scope.spawn(start)).collect();
                servers.into_iter().map(|it| it.join().expect("a server")).sum()
            });
            let mut conn = connect(url);
            let all = match &mut conn {
                AnyConnection::Sqlite(c) => c.applied_migrations(),
                AnyConnection::Postgres(c) => c.applied_migrations(),
            };
            assert_eq!(ran, all.expect("the account").len());
        });
    }
}
