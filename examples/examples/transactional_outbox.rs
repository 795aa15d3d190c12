//! A transactional outbox of one's own: an event is written to a table in the transaction of the change that it tells of.
//! So there is no change without its event, and no event of a change that was rolled back. A relay sends what stands in
//! the table, and deletes it once it has been accepted.
//!
//! `cargo run -p group-examples --example transactional_outbox`
//!
//! It runs on SQLite in memory. On Postgres the table is
//!
//! ```sql
//! CREATE TABLE events (
//!     id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
//!     message_id text NOT NULL UNIQUE,
//!     payload    text NOT NULL, -- not jsonb: it sorts the keys, writes numbers in another way, and refuses \u0000
//!     refused    text
//! );
//! ```
//!
//! and a round of the relay is one transaction, so that several relays don't send the same rows; those of a relay that dies
//! are free again when its connection ends:
//!
//! ```sql
//! BEGIN;
//! SELECT id, message_id, payload FROM events WHERE refused IS NULL ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED;
//! -- send and flush
//! DELETE FROM events WHERE id = ANY($1);
//! COMMIT;
//! ```
//!
//! Delete the rows that were read, by their ids, and not all up to the last one: a transaction may commit later than one
//! that got a higher id. Events stay in order only with one relay.

use std::collections::HashMap;
use std::sync::mpsc::{self, Receiver};
use std::{error::Error, thread, time::Duration};

use group_core::client::{Client, FailReason, Failed};
use group_core::{GroupTraits, Identity, Payload};
use serde_json::Value;
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};

const TABLES: &str = "
    CREATE TABLE companies (id INTEGER PRIMARY KEY, name TEXT NOT NULL, plan TEXT NOT NULL, credit INTEGER NOT NULL);
    CREATE TABLE events (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        message_id TEXT NOT NULL UNIQUE,
        payload    TEXT NOT NULL,
        refused    TEXT -- why the data plane will never take it
    );
    INSERT INTO companies VALUES (1, 'Hooli', 'basic', 500), (2, 'Pied Piper', 'basic', 3), (3, 'Raviga', 'basic', 90);
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

struct Relay {
    db: SqlitePool,
    client: Client,
    failures: Receiver<Failed>,
}

/// The rows of a round.
#[derive(Default)]
struct Round {
    accepted: Vec<i64>,
    /// With the answer.
    refused: Vec<(i64, String)>,
}

impl Relay {
    fn new(db: SqlitePool, url: &str) -> Result<Self, Box<dyn Error>> {
        let (sender, failures) = mpsc::channel();
        let client = Client::builder("WRITE_KEY", url)
            .gzip(false) // only so that the data plane below stays short
            .on_failure(move |failed| drop(sender.send(failed)))
            .build()?;
        Ok(Self {
            db,
            client,
            failures,
        })
    }

    /// Sends the oldest events, and says what became of them.
    async fn send(&mut self) -> Result<Round, Box<dyn Error>> {
        let rows: Vec<(i64, String, String)> = sqlx::query_as(
            "SELECT id, message_id, payload FROM events WHERE refused IS NULL ORDER BY id LIMIT 100",
        )
        .fetch_all(&self.db)
        .await?;

        let mut round = Round::default();
        let mut sent = HashMap::new();
        for (id, message_id, payload) in rows {
            match Payload::from_json(payload) {
                Ok(event) => {
                    self.client.send(event)?;
                    sent.insert(message_id, id);
                }
                Err(error) => round.refused.push((id, error.to_string())),
            }
        }
        // While the data plane is away, events are pending. They are waited for here, and not sent by another round too.
        while let Err(error) = self.client.flush_async(Duration::from_secs(10)).await
            && error.pending > 0
        {
            eprintln!("{error}");
        }
        for failed in self.failures.try_iter() {
            let Some(id) = sent.remove(failed.payload.message_id()) else {
                continue;
            };
            // Any other stays in the table for the next round.
            if failed.reason == FailReason::Rejected {
                round.refused.push((id, failed.answer));
            }
        }
        round.accepted.extend(sent.into_values());
        Ok(round)
    }

    /// Takes what was accepted out of the table, and marks what never will be.
    async fn settle(&self, round: Round) -> Result<(), sqlx::Error> {
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
        change.commit().await
    }
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

    println!(
        "Hooli is upgraded. Pied Piper can't pay, so its upgrade is rolled back, with its event."
    );
    upgrade(&db, &gavin, 1).await?;
    upgrade(&db, &gavin, 2).await.unwrap_err();
    let written = in_table(&db).await?;
    assert_eq!(written.len(), 1);

    println!("A relay sends what is in the table, and ends before it deletes it.");
    let mut relay = Relay::new(db.clone(), &url)?;
    relay.send().await?;
    drop(relay);
    assert_eq!(arrived(), written);

    println!(
        "The next one sends it again, with the same messageId, by which RudderStack knows it."
    );
    let mut relay = Relay::new(db.clone(), &url)?;
    let round = relay.send().await?;
    relay.settle(round).await?;
    assert_eq!(arrived(), written);
    assert!(in_table(&db).await?.is_empty());

    println!("An event that the data plane refuses stays in the table, and holds up no other.");
    upgrade(&db, &gavin, 3).await?;
    upgrade(&db, &gavin, 1).await?;
    let written = in_table(&db).await?;
    let round = relay.send().await?;
    relay.settle(round).await?;
    assert_eq!(arrived(), written[1..]);
    assert_eq!(in_table(&db).await?, written[..1]);
    let refused: String = sqlx::query_scalar("SELECT refused FROM events")
        .fetch_one(&db)
        .await?;
    println!("  refused: {refused}");
    assert_eq!(refused, "no Raviga");
    Ok(())
}

/// The messageIds in the table, oldest first.
async fn in_table(db: &SqlitePool) -> Result<Vec<String>, sqlx::Error> {
    let ids = sqlx::query_scalar("SELECT message_id FROM events ORDER BY id");
    ids.fetch_all(db).await
}

/// Starts a data plane that accepts all but Raviga. Returns its URL, and the messageIds of what it accepts.
fn start_data_plane() -> Result<(String, Receiver<String>), Box<dyn Error>> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let url = format!("http://{}", server.server_addr());
    let (sender, arrivals) = mpsc::channel();
    thread::spawn(move || {
        for mut request in server.incoming_requests() {
            let body: Value = serde_json::from_reader(request.as_reader()).unwrap_or_default();
            let batch = body["batch"].as_array().map_or(&[][..], Vec::as_slice);
            let answer = match batch
                .iter()
                .any(|event| event["traits"]["name"] == "Raviga")
            {
                true => tiny_http::Response::from_string("no Raviga").with_status_code(400),
                false => {
                    for event in batch {
                        let id = event["messageId"].as_str().unwrap_or("none");
                        println!("  arrived: group {}, messageId {id}", event["groupId"]);
                        let _ = sender.send(id.to_owned());
                    }
                    tiny_http::Response::from_string("OK")
                }
            };
            let _ = request.respond(answer);
        }
    });
    Ok((url, arrivals))
}
