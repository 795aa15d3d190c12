//! An outbox: events that are sent while the data plane is away stay in a folder, and a later client on that folder
//! delivers them, in order and before newer ones.
//!
//! `cargo run -p group-examples --example outbox`

use std::{env, error::Error, fs, net::TcpListener, path::Path, process, thread, time::Duration};

use group_core::client::{BuildError, Client};
use group_core::{GroupTraits, Identity};
use serde_json::Value;

#[derive(GroupTraits)]
struct Company {
    id: u64,
    name: &'static str,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::temp_dir().join(format!("group-core-outbox-{}", process::id()));
    fs::create_dir_all(&folder)?;
    // A port where nothing listens: the data plane is away.
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let done = show(&folder.join("outbox"), &address);
    fs::remove_dir_all(&folder)?;
    done
}

fn show(outbox: &Path, address: &str) -> Result<(), Box<dyn Error>> {
    let user = Identity::user("1hKOmRA4GRlm");
    let second = Duration::from_secs(1);

    println!("1. The data plane is away. Three events are sent all the same:\n");
    let client = build(outbox, address)?;
    for (id, name) in [(1, "Hooli"), (2, "Pied Piper"), (3, "Raviga")] {
        let event = user.group(&Company { id, name }).build()?;
        println!("   taken: groupId {id}, messageId {}", event.message_id());
        client.send(event)?; // once this returns, the event is in the folder
    }
    println!("\n2. A flush tells that they were not accepted, and why:\n");
    match client.flush(second) {
        Ok(()) => println!("   all were accepted"),
        Err(error) => println!("   {error}"),
    }
    if let Err(BuildError::Outbox { message, .. }) = build(outbox, address) {
        println!("\n   A second client on the folder at the same time is refused: {message}");
    }

    println!(
        "\n3. The client ends, as at the end of a process. What is pending stays in the folder:\n"
    );
    println!("   {:?}", client.shutdown(second));
    drop(client); // waits until its thread lets go of the folder
    println!("   the folder is there: {}", outbox.exists());

    println!("\n4. The data plane is back. The next client on the folder, and a newer event:\n");
    start_data_plane(address)?;
    let client = build(outbox, address)?;
    let newer = Company {
        id: 4,
        name: "Aviato",
    };
    client.send(user.group(&newer).build()?)?;
    client.flush(10 * second)?;

    println!(
        "\n5. All four have arrived, the three old ones first, and the folder has none left:\n"
    );
    println!("   {:?}", client.shutdown(second));
    let summary = build(outbox, address)?.shutdown(second);
    println!("   the client after it: {summary:?}");
    Ok(())
}

fn build(outbox: &Path, address: &str) -> Result<Client, BuildError> {
    Client::builder("ANY_WRITE_KEY", format!("http://{address}"))
        .outbox(outbox)
        .gzip(false) // only so that the data plane below stays short
        .build()
}

/// A data plane that accepts everything and prints what arrives.
fn start_data_plane(address: &str) -> Result<(), Box<dyn Error>> {
    let server = tiny_http::Server::http(address).map_err(|error| error.to_string())?;
    thread::spawn(move || {
        for mut request in server.incoming_requests() {
            println!("   {} {}", request.method(), request.url());
            let body: Value = serde_json::from_reader(request.as_reader()).unwrap_or_default();
            for event in body["batch"].as_array().into_iter().flatten() {
                let [group, id] =
                    ["groupId", "messageId"].map(|key| event[key].as_str().unwrap_or("none"));
                println!("     arrived: groupId {group}, messageId {id}");
            }
            let _ = request.respond(tiny_http::Response::from_string("OK"));
        }
    });
    Ok(())
}
