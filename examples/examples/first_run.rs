//! A user, the company they work for and a workspace they share: the documented sample first, then whole events, then
//! their delivery to a small data plane that this program starts itself on a loopback port.
//!
//! `cargo run -p group-examples --example first_run`
//!
//! With RUDDERSTACK_DATA_PLANE_URL and RUDDERSTACK_WRITE_KEY set it delivers to that data plane, and starts none.

use std::{env, error::Error, thread, time::Duration};

use flate2::read::GzDecoder;
use group_core::client::Client;
use group_core::{Address, GroupTraits, Identity, TextTrait};
use jiff::{Timestamp, civil};
use serde_json::{Value, json};
use url::Url;

/// A company, with all twelve reserved traits. The type of each field is checked for its trait.
#[derive(Default, GroupTraits)]
struct Company {
    id: String, // becomes the groupId, and is not repeated among the traits
    name: String,
    industry: String,
    #[group(rename = "employees")]
    headcount: u32,
    plan: Plan,
    email: Option<String>, // what is `None` is left out
    phone: Option<String>,
    address: Option<Address>,
    created_at: Option<Timestamp>, // sent as createdAt
    description: Option<String>,
    website: Option<Url>,
    avatar: Option<Url>,
}

#[derive(Default, TextTrait)]
enum Plan {
    #[default]
    Basic,
    Enterprise,
}

/// A workspace: of its traits only `name` is reserved, the others are custom ones.
#[derive(GroupTraits)]
#[group(group_type = "workspace", rename_all = "camelCase")]
struct Workspace {
    id: u64,
    name: String,
    seats_left: u32,
    tags: Vec<&'static str>,
    #[group(as = "date")]
    renews_on: civil::Date, // of a type without `Serialize`: sent the way of a reserved date
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut user = Identity::user("1hKOmRA4GRlm");

    println!("1. The sample of RudderStack's page on the group call, without the common fields:\n");
    let hooli = Company {
        id: "5e8a78ba9d32d3b1898a6247".into(),
        name: "Hooli".into(),
        industry: "Technology".into(),
        headcount: 4500,
        ..Company::default()
    };
    let sample = user.group(&hooli).build()?.to_value();
    let [kind, id, traits] = ["type", "groupId", "traits"].map(|key| &sample[key]);
    let sample = json!({"type": kind, "groupId": id, "traits": traits});
    println!("{sample:#}\n");

    println!("2. identify: who the user is. The identity remembers these traits:\n");
    let profile = json!({"name": "Gavin Belson", "email": "gavin@hooli.xyz"});
    let identify = user.identify("1hKOmRA4GRlm", &profile).build()?;
    println!("{:#}\n", identify.to_value());

    println!("3. group: the user belongs to this company. All reserved traits are given;");
    println!("   context.traits has what identify told about the user:\n");
    let hooli = Company {
        plan: Plan::Enterprise,
        email: Some("hello@hooli.xyz".into()),
        phone: Some("+1 650 555 0100".into()),
        address: Some(Address {
            street: Some("1 Hooli Way".into()),
            city: Some("Palo Alto".into()),
            state: Some("CA".into()),
            postal_code: Some("94301".into()),
            country: Some("US".into()),
        }),
        created_at: Some("2014-04-06T12:00:00Z".parse()?),
        description: Some("Makes the world a better place".into()),
        website: Some("https://hooli.xyz".parse()?),
        avatar: Some("https://hooli.xyz/logo.png".parse()?),
        ..hooli
    };
    let company = user.group(&hooli).build()?;
    println!("{:#}\n", company.to_value());

    println!("4. group: the same user in a workspace. Nothing of the company is in it:\n");
    let nucleus = Workspace {
        id: 77,
        name: "Nucleus".into(),
        seats_left: 3,
        tags: vec!["compression", "video"],
        renews_on: civil::date(2027, 1, 31),
    };
    let workspace = user.group(&nucleus).build()?;
    println!("{:#}\n", workspace.to_value());

    let settings = ["RUDDERSTACK_DATA_PLANE_URL", "RUDDERSTACK_WRITE_KEY"].map(env::var);
    let [url, write_key] = match settings {
        [Ok(url), Ok(write_key)] => [url, write_key],
        _ => [start_data_plane()?, "any write key".into()],
    };
    println!("5. Delivery of the last three to {url}.");
    println!("   The client posts them in the background, all in one request:\n");
    let client = Client::builder(write_key, &url)
        .on_failure(|failed| println!("   given up: {:?}: {}", failed.reason, failed.answer))
        .build()?;
    for event in [identify, company, workspace] {
        client.send(event)?; // puts it into the client's queue, and waits for nothing
    }
    match client.flush(Duration::from_secs(10)) {
        Ok(()) => println!("   all were accepted"),
        Err(error) => println!("   {error}"),
    }

    println!("\n6. The end of the client, and what became of all events that it took:\n");
    println!("   {:?}", client.shutdown(Duration::from_secs(10)));
    Ok(())
}

/// Starts a data plane that accepts everything and prints what arrives. Gives its URL.
fn start_data_plane() -> Result<String, Box<dyn Error>> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let url = format!("http://{}", server.server_addr());
    thread::spawn(move || {
        for mut request in server.incoming_requests() {
            println!("   {} {} arrived, with", request.method(), request.url());
            let body = GzDecoder::new(request.as_reader());
            let body: Value = serde_json::from_reader(body).unwrap_or_default();
            for event in body["batch"].as_array().into_iter().flatten() {
                let [kind, group, id] = ["type", "groupId", "messageId"]
                    .map(|key| event[key].as_str().unwrap_or("none"));
                println!("     type {kind}, groupId {group}, messageId {id}");
            }
            let _ = request.respond(tiny_http::Response::from_string("OK"));
        }
    });
    Ok(url)
}
