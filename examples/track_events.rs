//! An identify, a group and a track event by one client, so that they arrive in the order in which they were sent.
//! The track event, for which group-core has no builder, is made with serde_json.
//!
//! `cargo run -p group-examples --example track_events`

use std::{error::Error, sync::mpsc, thread, time::Duration};

use flate2::read::GzDecoder;
use group_core::client::Client;
use group_core::{GroupTraits, Identity, Payload, Problem};
use serde_json::{Value, json};

#[derive(GroupTraits)]
struct Company {
    id: u64,
    name: &'static str,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (url, arrived) = start_data_plane()?;
    let client = Client::builder("ANY_WRITE_KEY", &url).build()?;
    let mut user = Identity::user("1hKOmRA4GRlm");

    let profile = json!({"email": "gavin@hooli.xyz"});
    client.send(user.identify("1hKOmRA4GRlm", &profile).build()?)?;

    let hooli = Company {
        id: 42,
        name: "Hooli",
    };
    client.send(user.group(&hooli).build()?)?;

    let paid = json!({
        "type": "track",
        "userId": user.user_id(),
        "event": "Invoice Paid",
        "properties": {"amount": 49.5, "currency": "EUR"},
    });
    // Fills in the messageId and the times, and refuses what would not arrive as it is.
    client.send(Payload::from_json(paid.to_string())?)?;
    client.flush(Duration::from_secs(10))?;

    let order: Vec<String> = arrived.try_iter().collect();
    println!("arrived: {}", order.join(", "));
    assert_eq!(order, ["identify", "group", "track Invoice Paid"]);

    let unpaid =
        r#"{"type": "track", "userId": 7, "properties": {"invoice": 18446744073709551615}}"#;
    let refused = Payload::from_json(unpaid).unwrap_err();
    println!("refused, because of");
    for problem in refused.problems() {
        println!("  {problem}");
    }
    let paths: Vec<&str> = refused.problems().iter().map(Problem::path).collect();
    assert_eq!(paths, ["userId", "properties.invoice", "event"]);
    Ok(())
}

/// Starts a data plane that accepts everything. Returns its URL, and what arrives there.
fn start_data_plane() -> Result<(String, mpsc::Receiver<String>), Box<dyn Error>> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let url = format!("http://{}", server.server_addr());
    let (sender, arrived) = mpsc::channel();
    thread::spawn(move || {
        for mut request in server.incoming_requests() {
            let body: Value =
                serde_json::from_reader(GzDecoder::new(request.as_reader())).unwrap_or_default();
            for event in body["batch"].as_array().into_iter().flatten() {
                let parts = [&event["type"], &event["event"]];
                let parts: Vec<&str> = parts.into_iter().filter_map(Value::as_str).collect();
                let _ = sender.send(parts.join(" "));
            }
            let _ = request.respond(tiny_http::Response::from_string("OK"));
        }
    });
    Ok((url, arrived))
}
