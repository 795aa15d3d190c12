//! A transactional outbox of one's own: an event is written to a table in the transaction of the change that it tells of.
//! So there is no change without its event, and no event of a change that was rolled back. A relay sends what stands in
//! the table, and deletes it once it has been accepted.
//!
//! `cargo run --manifest-path examples/services/Cargo.toml --example transactional_outbox`
//!
//! It runs on SQLite in memory. On Postgres the table is
//!
//! ```sql
//! CREATE TABLE events (
//!     id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
//!     message_id text NOT NULL UNIQUE,
//!     payload    text NOT NULL, -- not jsonb: it sorts the keys and writes numbers in another way
//!     tries      integer NOT NULL DEFAULT 0,
//!     not_before timestamptz NOT NULL DEFAULT now(),
//!     refused    text
//! );
//! CREATE INDEX ON events (not_before) WHERE refused IS NULL;
//! ```
//!
//! and a relay claims its rows with a lease, so that several relays don't send the same ones, and no transaction is open
//! while it sends. The rows of a relay that dies are free again once the lease is over:
//!
//! ```sql
//! UPDATE events SET tries = tries + 1, not_before = now() + interval '2 minutes'
//! WHERE id IN (
//!     SELECT id FROM events WHERE refused IS NULL AND not_before <= now()
//!     ORDER BY not_before, id LIMIT 100 FOR UPDATE SKIP LOCKED
//! )
//! RETURNING id, tries, payload;
//! ```
//!
//! Delete the rows that were claimed, by their ids, and not all up to the last one: a transaction may commit later than one
//! that got a higher id. Events stay in order only with one relay, and as long as each is accepted at once.
//!
//! A row that the data plane answers with a 5xx each time is tried less and less often, and holds up no other.

use std::collections::HashMap;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{error::Error, thread};

use group_core::client::{Client, FailReason, Failed, RetryPolicy};
use group_core::{GroupTraits, Identity, Payload};
use serde_json::Value;
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};

const TABLES: &str = "
    CREATE TABLE companies (id INTEGER PRIMARY KEY, name TEXT NOT NULL, plan TEXT NOT NULL, credit INTEGER NOT NULL);
    CREATE TABLE events (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        message_id TEXT NOT NULL UNIQUE,
        payload    TEXT NOT NULL,
        tries      INTEGER NOT NULL DEFAULT 0,
        not_before INTEGER NOT NULL DEFAULT 0, -- seconds since 1970
        refused    TEXT -- why the data plane will never take it
    );
    INSERT INTO companies VALUES
        (1, 'Hooli', 'basic', 5000), (2, 'Pied Piper', 'basic', 3), (3, 'Raviga', 'basic', 90), (4, 'Aviato', 'basic', 90);
";

// The application: it moves a company to another plan, and tells of it.

#[derive(GroupTraits)]
struct Company {
    id: i64,
    name: String,
    plan: &'static str,
}

async fn upgrade(db: &SqlitePool, user: &Identity, id: i64) -> Result<(), Box<dyn Error>> {
    let plan = "enterprise";
    let mut change = db.begin().await?;
    let name = sqlx::query_scalar("UPDATE companies SET plan = ? WHERE id = ? RETURNING name")
        .bind(plan)
        .bind(id)
        .fetch_one(&mut *change)
        .await?;

    let event = user.group(&Company { id, name, plan }).build()?;
    sqlx::query("INSERT INTO events (message_id, payload) VALUES (?, ?)")
        .bind(event.message_id())
        .bind(event.as_str())
        .execute(&mut *change)
        .await?;

    let paid =
        sqlx::query("UPDATE companies SET credit = credit - 49 WHERE id = ? AND credit >= 49")
            .bind(id)
            .execute(&mut *change)
            .await?;
    if paid.rows_affected() == 0 {
        return Err("not enough credit".into()); // rolls back: neither the plan nor the event is there
    }
    change.commit().await?;
    Ok(())
}

// The relay, in a task of the application or in a process of its own. On SQLite there is one.

/// How long a client tries an event in one round. The others of the round wait for it.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a row belongs to the relay that has claimed it, in seconds: longer than any round.
const LEASE: i64 = 120;

struct Relay {
    db: SqlitePool,
    client: Client,
    failures: Receiver<Failed>,
}

/// Its id, tries and payload.
type Row = (i64, u32, String);

/// What became of the rows of a round.
#[derive(Default)]
struct Round {
    accepted: Vec<i64>,
    /// With the answer.
    refused: Vec<(i64, String)>,
    /// With the seconds to wait.
    again: Vec<(i64, i64)>,
}

impl Relay {
    fn new(db: SqlitePool, url: &str) -> Result<Self, Box<dyn Error>> {
        let (sender, failures) = mpsc::channel();
        let client = Client::builder("WRITE_KEY", url)
            .gzip(false) // only so that the data plane below stays short
            .retry(RetryPolicy::default().max_delay(PATIENCE / 10))
            .give_up_after(PATIENCE)
            .on_failure(move |failed| drop(sender.send(failed)))
            .build()?;
        Ok(Self {
            db,
            client,
            failures,
        })
    }

    /// Claims the rows whose time has come, sends their events, and says what became of them.
    async fn send(&mut self, now: i64) -> Result<Round, Box<dyn Error>> {
        let mut rows: Vec<Row> = sqlx::query_as(
            "UPDATE events SET tries = tries + 1, not_before = ? WHERE id IN (
                SELECT id FROM events WHERE refused IS NULL AND not_before <= ? ORDER BY not_before, id LIMIT 100
            ) RETURNING id, tries, payload",
        )
        .bind(now + LEASE)
        .bind(now)
        .fetch_all(&self.db)
        .await?;
        rows.sort_by_key(|(id, ..)| *id);

        let mut round = Round::default();
        let mut sent = HashMap::new();
        for (id, tries, payload) in rows {
            match Payload::from_json(payload) {
                Ok(event) => {
                    sent.insert(event.message_id().to_owned(), (id, tries));
                    self.client.send(event)?;
                }
                Err(error) => round.refused.push((id, error.to_string())),
            }
        }
        // Each event is accepted or given up, after `PATIENCE` at the latest. Only a client that is refused keeps it longer: then
        // somebody has to mend the key or the URL, and start another relay.
        while let Err(error) = self.client.flush_async(Duration::from_secs(10)).await
            && error.pending > 0
        {
            let trouble = self.client.stats().trouble;
            if trouble.is_some_and(|trouble| trouble.is_pause) {
                return Err(error.into());
            }
            eprintln!("{error}");
        }
        for failed in self.failures.try_iter() {
            let Some((id, tries)) = sent.remove(failed.payload.message_id()) else {
                continue;
            };
            match failed.reason {
                FailReason::Rejected => round.refused.push((id, failed.answer)),
                _ => round.again.push((id, wait(tries))),
            }
        }
        round.accepted.extend(sent.into_values().map(|(id, _)| id));
        Ok(round)
    }

    /// Deletes what was accepted, marks what never will be, and leaves the rest for later.
    async fn settle(&self, round: Round, now: i64) -> Result<(), sqlx::Error> {
        let mut change = self.db.begin().await?;
        for id in round.accepted {
            sqlx::query("DELETE FROM events WHERE id = ?")
                .bind(id)
                .execute(&mut *change)
                .await?;
        }
        for (id, answer) in round.refused {
            sqlx::query("UPDATE events SET refused = ? WHERE id = ?")
                .bind(answer)
                .bind(id)
                .execute(&mut *change)
                .await?;
        }
        for (id, wait) in round.again {
            sqlx::query("UPDATE events SET not_before = ? WHERE id = ?")
                .bind(now + wait)
                .bind(id)
                .execute(&mut *change)
                .await?;
        }
        change.commit().await
    }
}

/// How many seconds a row waits after so many rounds: 10, 20, 40, up to an hour.
fn wait(tries: u32) -> i64 {
    (10 << tries.saturating_sub(1).min(9)).min(3600)
}

fn now() -> Result<i64, Box<dyn Error>> {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(i64::try_from(since_1970.as_secs())?)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (url, arrivals) = start_data_plane()?;
    let arrived = || arrivals.try_iter().collect::<Vec<String>>();
    // One connection: each has a database in memory of its own.
    let one = SqlitePoolOptions::new().max_connections(1);
    let db = one.connect("sqlite::memory:").await?;
    sqlx::raw_sql(TABLES).execute(&db).await?;
    let gavin = Identity::user("gavin");
    let now = now()?;

    println!(
        "Hooli is upgraded. Pied Piper can't pay, so its upgrade is rolled back, with its event."
    );
    upgrade(&db, &gavin, 1).await?;
    upgrade(&db, &gavin, 2).await.unwrap_err();
    let written = in_table(&db).await?;
    assert_eq!(written.len(), 1);

    println!("A relay sends what is in the table, and ends before it deletes it.");
    let mut relay = Relay::new(db.clone(), &url)?;
    relay.send(now).await?;
    drop(relay);
    assert_eq!(arrived(), written);

    println!(
        "Two minutes later, the next one sends it again, with the same messageId, by which RudderStack knows it."
    );
    let mut relay = Relay::new(db.clone(), &url)?;
    assert!(relay.send(now).await?.accepted.is_empty());
    let now = now + LEASE;
    let round = relay.send(now).await?;
    relay.settle(round, now).await?;
    assert_eq!(arrived(), written);
    assert!(in_table(&db).await?.is_empty());

    println!("An event that the data plane refuses stays in the table, and holds up no other.");
    upgrade(&db, &gavin, 3).await?;
    upgrade(&db, &gavin, 1).await?;
    let written = in_table(&db).await?;
    let round = relay.send(now).await?;
    relay.settle(round, now).await?;
    assert_eq!(arrived(), written[1..]);
    assert_eq!(in_table(&db).await?, written[..1]);
    let refused: String = sqlx::query_scalar("SELECT refused FROM events")
        .fetch_one(&db)
        .await?;
    println!("  refused: {refused}");
    assert_eq!(refused, "no Raviga");

    println!("So does one that always gets a 500. It is tried again later.");
    sqlx::query("DELETE FROM events").execute(&db).await?;
    upgrade(&db, &gavin, 4).await?;
    for _ in 0..40 {
        upgrade(&db, &gavin, 1).await?;
    }
    let written = in_table(&db).await?;
    let round = relay.send(now).await?;
    relay.settle(round, now).await?;
    assert_eq!(sorted(arrived()), sorted(written[1..].to_vec()));
    assert_eq!(in_table(&db).await?, written[..1]);
    upgrade(&db, &gavin, 1).await?;
    let round = relay.send(now).await?;
    assert_eq!((round.accepted.len(), round.again.len()), (1, 0));
    relay.settle(round, now).await?;
    let round = relay.send(now + wait(1)).await?;
    assert_eq!((round.accepted.len(), round.again.len()), (0, 1));
    assert_eq!(round.again[0].1, wait(2));
    Ok(())
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

/// The messageIds in the table, oldest first.
async fn in_table(db: &SqlitePool) -> Result<Vec<String>, sqlx::Error> {
    let ids = sqlx::query_scalar("SELECT message_id FROM events ORDER BY id");
    ids.fetch_all(db).await
}

/// Starts a data plane that refuses Raviga, and fails at Aviato. Returns its URL, and the messageIds of what it accepts.
fn start_data_plane() -> Result<(String, Receiver<String>), Box<dyn Error>> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let url = format!("http://{}", server.server_addr());
    let (sender, arrivals) = mpsc::channel();
    thread::spawn(move || {
        for mut request in server.incoming_requests() {
            let body: Value = serde_json::from_reader(request.as_reader()).unwrap_or_default();
            let batch = body["batch"].as_array().map_or(&[][..], Vec::as_slice);
            let has = |name| batch.iter().any(|event| event["traits"]["name"] == name);
            let answer = if has("Raviga") {
                tiny_http::Response::from_string("no Raviga").with_status_code(400)
            } else if has("Aviato") {
                tiny_http::Response::from_string("boom").with_status_code(500)
            } else {
                for event in batch {
                    let id = event["messageId"].as_str().unwrap_or("none");
                    println!("  arrived: group {}, messageId {id}", event["groupId"]);
                    let _ = sender.send(id.to_owned());
                }
                tiny_http::Response::from_string("OK")
            };
            let _ = request.respond(answer);
        }
    });
    Ok((url, arrivals))
}
