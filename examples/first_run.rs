//! The documented sample of a group call and the struct that makes it; then a user, the company they work for and a
//! workspace they share, delivered to a small data plane that this program starts itself on a loopback port.
//!
//! `cargo run -p group-examples --example first_run`, and with ` -- --all` it prints the whole events.
//!
//! With RUDDERSTACK_DATA_PLANE_URL and RUDDERSTACK_WRITE_KEY set it delivers to that data plane, and starts none.

use std::{env, error::Error, thread, time::Duration};

use flate2::read::GzDecoder;
use group_core::client::Client;
use group_core::{Address, Date, GroupTraits, Identity, TextTrait, Traits};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(GroupTraits)]
struct Company {
    id: String, // becomes the groupId, and is not repeated among the traits
    name: String,
    industry: String,
    employees: u32,
    plan: String,
}

/// A company with all twelve reserved traits. The type of each field is checked for its trait.
#[derive(GroupTraits)]
struct Account {
    id: u64, // sent as a string
    name: String,
    industry: String,
    #[group(rename = "employees")]
    headcount: u32,
    plan: Plan,
    email: Option<String>, // left out when it is `None`
    phone: Option<String>,
    address: Address,
    created_at: Date, // sent as createdAt
    description: String,
    website: String,
    avatar: Option<String>,
}

#[derive(TextTrait)]
#[group(rename_all = "lowercase")]
enum Plan {
    Enterprise,
}

/// A workspace: only `name` is a reserved trait, the others are custom ones.
#[derive(GroupTraits)]
#[group(group_type = "workspace", rename_all = "camelCase")]
struct Workspace {
    id: u64,
    name: String,
    seats_left: u32,
    tags: Vec<&'static str>,
    #[group(as = "date")]
    renews_on: Date, // a day: sent the way a reserved date is
}

/// The part of an event that the page shows.
#[derive(Serialize)]
struct Sample<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(rename = "groupId")]
    group_id: Option<&'a str>,
    traits: Traits<'a, Company>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let print_all = env::args().any(|argument| argument == "--all");
    let mut user = Identity::user("1hKOmRA4GRlm");

    println!("1. This struct\n");
    println!("{}\n", source_of_company().unwrap_or_default());
    println!("   gives the sample of RudderStack's page on the group call, here without the");
    println!("   fields that every event has:\n");
    let hooli = Company {
        id: "5e8a78ba9d32d3b1898a6247".into(),
        name: "Hooli".into(),
        industry: "Technology".into(),
        employees: 4500,
        plan: "basic".into(),
    };
    let event = user.group(&hooli).build()?;
    let sample = Sample {
        kind: event.kind(),
        group_id: event.group_id(),
        traits: Traits(&hooli),
    };
    println!("{}\n", serde_json::to_string_pretty(&sample)?);

    println!("2. Three events of one user: who they are, a company with all reserved traits,");
    println!("   and a workspace with traits of its own. Each group event has the traits of");
    println!("   the identify event as context.traits.\n");
    let profile = json!({"name": "Gavin Belson", "email": "gavin@hooli.xyz"});
    let identify = user.identify("1hKOmRA4GRlm", &profile).build()?;
    let account = Account {
        id: 42,
        name: "Hooli".into(),
        industry: "Technology".into(),
        headcount: 4500,
        plan: Plan::Enterprise,
        email: Some("hello@hooli.xyz".into()),
        phone: Some("+1 650 555 0100".into()),
        address: Address {
            street: Some("1 Hooli Way".into()),
            city: Some("Palo Alto".into()),
            state: Some("CA".into()),
            postal_code: Some("94301".into()),
            country: Some("US".into()),
        },
        created_at: Date::parse("2014-04-06T12:00:00Z")?,
        description: "Makes the world a better place".into(),
        website: "https://hooli.xyz".into(),
        avatar: Some("https://hooli.xyz/logo.png".into()),
    };
    let company = user.group(&account).build()?;
    let nucleus = Workspace {
        id: 77,
        name: "Nucleus".into(),
        seats_left: 3,
        tags: vec!["compression", "video"],
        renews_on: Date::civil(2027, 1, 31)?,
    };
    let workspace = user.group(&nucleus).build()?;
    let events = [identify, company, workspace];
    for event in &events {
        if print_all {
            println!("{}", serde_json::to_string_pretty(event)?);
        } else {
            println!("   {}", summary(&event.to_value()));
        }
    }
    if !print_all {
        println!("\n   Run it with `-- --all` to see them whole.");
    }

    let settings = ["RUDDERSTACK_DATA_PLANE_URL", "RUDDERSTACK_WRITE_KEY"].map(env::var);
    let [url, write_key] = match settings {
        [Ok(url), Ok(write_key)] => [url, write_key],
        _ => [start_data_plane()?, "ANY_WRITE_KEY".into()],
    };
    println!("\n3. Their delivery to {url}.");
    println!("   The client posts them in the background, all in one request:\n");
    let client = Client::builder(write_key, &url)
        .on_failure(|failed| println!("   given up: {:?}: {}", failed.reason, failed.answer))
        .build()?;
    for event in events {
        client.send(event)?; // puts it into the client's queue, and waits for nothing
    }
    match client.flush(Duration::from_secs(10)) {
        Ok(()) => println!("   all were accepted"),
        Err(error) => println!("   {error}"),
    }

    println!("\n4. The end of the client, and what became of the events that it took:\n");
    println!("   {:?}", client.shutdown(Duration::from_secs(10)));
    Ok(())
}

/// The lines of this file that declare `Company`, so that what is printed is what was compiled.
fn source_of_company() -> Option<&'static str> {
    let source = include_str!("first_run.rs");
    let start = source.find("#[derive(GroupTraits)]\nstruct Company {")?;
    let declaration = source.get(start..)?;
    declaration.get(..declaration.find("\n}")? + 2)
}

/// What tells one event from another.
fn summary(event: &Value) -> String {
    let text = |key: &str| event[key].as_str().unwrap_or("none");
    format!(
        "type {}, groupId {}, messageId {}",
        text("type"),
        text("groupId"),
        text("messageId"),
    )
}

/// Starts a data plane that accepts everything and prints what arrives. Returns its URL.
fn start_data_plane() -> Result<String, Box<dyn Error>> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let url = format!("http://{}", server.server_addr());
    thread::spawn(move || {
        for mut request in server.incoming_requests() {
            println!("   {} {} arrived, with", request.method(), request.url());
            let body = GzDecoder::new(request.as_reader());
            let body: Value = serde_json::from_reader(body).unwrap_or_default();
            for event in body["batch"].as_array().into_iter().flatten() {
                println!("     {}", summary(event));
            }
            let _ = request.respond(tiny_http::Response::from_string("OK"));
        }
    });
    Ok(url)
}
