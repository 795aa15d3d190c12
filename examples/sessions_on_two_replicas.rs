//! A user who logs in on one replica of a service and joins a company on another. Between the two, their identity is in the
//! session store, as JSON, and its traits go into the group call.
//!
//! `cargo run -p group-examples --example sessions_on_two_replicas`

use std::{collections::HashMap, error::Error, sync::Mutex, thread};

use group_core::{GroupTraits, Identity, Payload};
use serde_json::json;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Stands for Redis, or a table.
#[derive(Default)]
struct Store(Mutex<HashMap<String, String>>);

impl Store {
    fn load(&self, session: &str) -> Result<Identity> {
        let records = self.0.lock().map_err(|error| error.to_string())?;
        match records.get(session) {
            Some(record) => Ok(serde_json::from_str(record)?), // checked again
            None => Ok(Identity::generate()),
        }
    }

    fn save(&self, session: &str, user: &Identity) -> Result<()> {
        let record = serde_json::to_string(user)?;
        println!("stored: {record}");
        let mut records = self.0.lock().map_err(|error| error.to_string())?;
        records.insert(session.to_owned(), record);
        Ok(())
    }
}

#[derive(GroupTraits)]
struct Company {
    id: u64,
    name: &'static str,
}

/// A request to the first replica.
fn log_in(store: &Store, session: &str) -> Result<Payload> {
    let mut user = store.load(session)?;
    let profile = json!({"name": "Gavin Belson", "email": "gavin@hooli.xyz", "score": 1.0});
    let event = user.identify("1hKOmRA4GRlm", &profile).build()?;
    store.save(session, &user)?;
    Ok(event)
}

/// A request to the second one.
fn join(store: &Store, session: &str) -> Result<Payload> {
    let user = store.load(session)?;
    let hooli = Company {
        id: 42,
        name: "Hooli",
    };
    Ok(user.group(&hooli).build()?)
}

fn main() -> Result<()> {
    let store = Store::default();
    let replica = |request: fn(&Store, &str) -> Result<Payload>| {
        thread::scope(|scope| scope.spawn(|| request(&store, "session-1")).join())
            .map_err(|_| "the replica panicked")?
    };
    let identify = replica(log_in)?.to_value();
    let group = replica(join)?.to_value();
    println!("{group:#}");

    assert_eq!(group["userId"], "1hKOmRA4GRlm");
    assert_eq!(group["anonymousId"], identify["anonymousId"]);
    assert_eq!(group["context"]["traits"], identify["traits"]);
    Ok(())
}
