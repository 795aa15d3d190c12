//! Application code that is written against `Sink`, and its tests with a `Recorder`: no data plane, no thread, no wait.
//! In production the same code gets a `Client`. Here the tests run as a program.
//!
//! `cargo run -p group-examples --example testing_with_recorder`

use std::error::Error;

use group_core::client::Client;
use group_core::sink::{Lines, Recorder, SendError, SendErrorKind, Sink};
use group_core::{GroupTraits, Identity};

// The application: it moves a company to another plan, and tells of it.

#[derive(GroupTraits)]
struct Company {
    id: u64,
    name: &'static str,
    plan: &'static str,
}

fn change_plan(
    events: &impl Sink,
    user_id: &str,
    company: &mut Company,
    plan: &'static str,
) -> Result<(), Box<dyn Error>> {
    if company.plan == plan {
        return Ok(()); // nothing changed, so there is nothing to tell
    }
    company.plan = plan;
    events.send(Identity::user(user_id).group(company).build()?)?;
    Ok(())
}

/// Where the events go in production: nothing else of the application differs.
fn production(url: &str, write_key: &str) -> Result<impl Sink, Box<dyn Error>> {
    Ok(Client::builder(write_key, url).build()?)
}

// Its tests.

fn hooli() -> Company {
    Company {
        id: 42,
        name: "Hooli",
        plan: "basic",
    }
}

fn a_change_is_told_once() -> Result<(), Box<dyn Error>> {
    let events = Recorder::new();
    let mut company = hooli();
    change_plan(&events, "gavin", &mut company, "enterprise")?;
    change_plan(&events, "gavin", &mut company, "enterprise")?;

    let sent = events.take(); // `sent()` would keep them
    assert_eq!(sent.len(), 1);
    let event = sent[0].to_value();
    assert_eq!(event["userId"], "gavin");
    assert_eq!(event["groupId"], "42");
    let traits = serde_json::json!({"name": "Hooli", "plan": "enterprise"});
    assert_eq!(event["traits"], traits);
    Ok(())
}

fn an_unknown_user_is_told_nothing_of() -> Result<(), Box<dyn Error>> {
    let events = Recorder::new();
    let error = change_plan(&events, " ", &mut hooli(), "enterprise").unwrap_err();
    println!("  the error: {error}");
    assert!(events.sent().is_empty());
    Ok(())
}

/// A sink that takes nothing: it writes into a buffer that has no room.
fn an_event_that_is_not_taken_is_an_error() -> Result<(), Box<dyn Error>> {
    let events = Lines::new([].as_mut_slice());
    let error = change_plan(&events, "gavin", &mut hooli(), "enterprise").unwrap_err();
    println!("  the error: {error}");
    let error = error.downcast::<SendError>()?;
    assert!(matches!(error.kind(), SendErrorKind::Write { .. }));
    assert!(error.into_payload().as_str().contains("enterprise")); // the event is not lost
    Ok(())
}

fn production_takes_the_same_code() -> Result<(), Box<dyn Error>> {
    let client = production("https://example.dataplane.rudderstack.com", "WRITE_KEY")?;
    // No change: nothing is sent, and there is no connection.
    change_plan(&client, "gavin", &mut hooli(), "basic")
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("a_change_is_told_once");
    a_change_is_told_once()?;
    println!("an_unknown_user_is_told_nothing_of");
    an_unknown_user_is_told_nothing_of()?;
    println!("an_event_that_is_not_taken_is_an_error");
    an_event_that_is_not_taken_is_an_error()?;
    println!("production_takes_the_same_code");
    production_takes_the_same_code()?;
    println!("all passed");
    Ok(())
}
