//! The smallest program on the same stack and database: one query, no rules, no token.

use actix_web::{App, HttpResponse, HttpServer, web};
use diesel::{
    connection::SimpleConnection,
    prelude::*,
    r2d2::{ConnectionManager, Pool, R2D2Connection},
    sql_query,
    sql_types::{BigInt, Text},
};

const ONE: &str = "SELECT document FROM organizations WHERE uscc = $1";
const PAGE: &str = "SELECT document FROM organizations WHERE division = $1 AND kind = $2 \
     AND status = 'registered' ORDER BY seq LIMIT 50";
const AFTER: &str = "SELECT seq, document FROM organizations WHERE seq > $1 ORDER BY seq LIMIT 500";
const TABLES: &str = "CREATE TABLE IF NOT EXISTS bare_organization (id BIGINT PRIMARY KEY, document TEXT NOT NULL); \
     CREATE TABLE IF NOT EXISTS bare_event (id BIGINT PRIMARY KEY, payload TEXT NOT NULL)";

#[derive(QueryableByName)]
struct Document {
    #[diesel(sql_type = Text)]
    document: String,
}

#[derive(QueryableByName)]
struct Record {
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = Text)]
    document: String,
}

enum Pools {
    Sqlite(Pool<ConnectionManager<SqliteConnection>>),
    Postgres(Pool<ConnectionManager<PgConnection>>),
}

/// The same lines on either connection.
macro_rules! each {
    ($pools:expr, $c:ident => $body:expr) => {
        match $pools {
            Pools::Sqlite(pool) => {
                let $c = &mut *pool.get().unwrap();
                $body
            }
            Pools::Postgres(pool) => {
                let $c = &mut *pool.get().unwrap();
                $body
            }
        }
    };
}

/// A running bare server.
pub struct Bare {
    pub base: String,
    pools: web::Data<Pools>,
    stop: actix_web::dev::ServerHandle,
}

impl Drop for Bare {
    fn drop(&mut self) {
        drop(self.stop.stop(false));
    }
}

fn pool<C: R2D2Connection + 'static>(url: &str) -> Pool<ConnectionManager<C>> {
    Pool::builder().max_size(8).test_on_check_out(false).build(ConnectionManager::new(url)).unwrap()
}

fn open(url: &str) -> Pools {
    match url.strip_prefix("sqlite:") {
        Some(path) => {
            let pool = pool::<SqliteConnection>(path);
            let connections: Vec<_> = (0..8).map(|_| pool.get().unwrap()).collect();
            for mut connection in connections {
                let setup = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; \
                     PRAGMA busy_timeout=10000; PRAGMA mmap_size=1073741824;";
                connection.batch_execute(setup).unwrap();
            }
            Pools::Sqlite(pool)
        }
        None => Pools::Postgres(pool(url)),
    }
}

impl Bare {
    pub fn start(url: &str) -> Self {
        let pools = web::Data::new(open(url));
        each!(&**pools, c => c.batch_execute(TABLES).unwrap());
        let (sender, receiver) = std::sync::mpsc::channel();
        let served = pools.clone();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let app = move || {
                    App::new()
                        .app_data(served.clone())
                        .route("/one/{code}", web::get().to(one))
                        .route("/page/{division}/{kind}", web::get().to(page))
                        .route("/create", web::post().to(create))
                };
                let server = HttpServer::new(app).workers(2).worker_max_blocking_threads(4);
                let server = server.bind("127.0.0.1:0").unwrap();
                let address = server.addrs()[0];
                let server = server.run();
                sender.send((address, server.handle())).unwrap();
                server.await.unwrap();
            });
        });
        let (address, stop) = receiver.recv().unwrap();
        Self { base: format!("http://{address}"), pools, stop }
    }

    /// Reads every organization's record once, in pages: how many there are, and their bytes.
    pub fn pass(&self) -> (usize, usize) {
        let (mut reached, mut count, mut bytes) = (0, 0, 0);
        loop {
            let page: Vec<Record> = each!(&**self.pools, c => {
                sql_query(AFTER).bind::<BigInt, _>(reached).load(c).unwrap()
            });
            let Some(last) = page.last() else { return (count, bytes) };
            reached = last.seq;
            count += page.len();
            bytes += page.iter().map(|record| record.document.len()).sum::<usize>();
        }
    }
}

fn find(pools: &Pools, code: &str) -> String {
    let found: Document = each!(pools, c => {
        sql_query(ONE).bind::<Text, _>(code).get_result(c).unwrap()
    });
    found.document
}

async fn one(pools: web::Data<Pools>, code: web::Path<String>) -> HttpResponse {
    // As fast as this stack goes: a point read of SQLite takes less than the way to a thread.
    let document = match &**pools {
        Pools::Sqlite(_) => find(&pools, &code),
        Pools::Postgres(_) => web::block(move || find(&pools, &code)).await.unwrap(),
    };
    HttpResponse::Ok().content_type("application/json").body(document)
}

async fn page(pools: web::Data<Pools>, which: web::Path<(String, String)>) -> HttpResponse {
    let documents = web::block(move || {
        let documents: Vec<Document> = each!(&**pools, c => {
            sql_query(PAGE).bind::<Text, _>(&which.0).bind::<Text, _>(&which.1).load(c).unwrap()
        });
        documents.into_iter().map(|d| d.document).collect::<Vec<_>>()
    });
    let body = format!("[{}]", documents.await.unwrap().join(","));
    HttpResponse::Ok().content_type("application/json").body(body)
}

/// One durable transaction: a row and an event. The body is read, though nothing of it is needed:
/// a connection with an unread body is closed.
async fn create(pools: web::Data<Pools>, _body: web::Bytes) -> HttpResponse {
    use std::sync::atomic::{AtomicI64, Ordering};
    static NEXT: AtomicI64 = AtomicI64::new(1);
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    web::block(move || {
        let text = "{\"name\":\"示例\"}".repeat(20);
        let insert = |table: &str, column: &str| {
            format!("INSERT INTO {table} (id, {column}) VALUES ($1, $2)")
        };
        let row = insert("bare_organization", "document");
        let event = insert("bare_event", "payload");
        match &**pools {
            Pools::Sqlite(pool) => pool.get().unwrap().immediate_transaction(|c| {
                sql_query(&row).bind::<BigInt, _>(id).bind::<Text, _>(&text).execute(c)?;
                sql_query(&event).bind::<BigInt, _>(id).bind::<Text, _>(&text).execute(c)
            }),
            Pools::Postgres(pool) => pool.get().unwrap().transaction(|c| {
                sql_query(&row).bind::<BigInt, _>(id).bind::<Text, _>(&text).execute(c)?;
                sql_query(&event).bind::<BigInt, _>(id).bind::<Text, _>(&text).execute(c)
            }),
        }
        .unwrap();
    })
    .await
    .unwrap();
    HttpResponse::Created().body("{}")
}
