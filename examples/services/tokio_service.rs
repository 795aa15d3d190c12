//! An async service: it sends a group event when a user joins a company, and shuts down so that no event is lost.
//!
//! `cargo run --manifest-path examples/services/Cargo.toml --example tokio_service`
//!
//! It makes three requests to itself and then sends itself SIGTERM, as Kubernetes, systemd and Docker do to end a service. Its
//! data plane is one of its own. The few lines that read a request stand for your web framework; the client is used alike
//! in all of them.

use std::{error::Error, io, pin::pin, sync::Arc, thread, time::Duration};

use group_core::client::Client;
use group_core::{GroupTraits, Identity};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::{signal, task, task::JoinSet};

#[derive(GroupTraits)]
struct Company<'a> {
    id: &'a str,
}

/// The state of the service. A `Client` can also be cloned: its clones are handles of one client.
struct App {
    events: Client,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let events = Client::builder("ANY_WRITE_KEY", start_data_plane()?)
        .gzip(false) // only so that the data plane below stays short
        .on_failure(|failed| eprintln!("given up: {:?}: {}", failed.reason, failed.answer))
        .build()?;
    let app = Arc::new(App { events });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    println!("The service listens on {address}.");

    let mut visits = task::spawn(visit(address.to_string()));
    let mut requests = JoinSet::new();
    let mut end = pin!(asked_to_end());
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                requests.spawn(answer(accepted?.0, Arc::clone(&app)));
            }
            asked = &mut end => break asked?,
            visited = &mut visits => break visited??,
        }
    }

    println!("No more requests are taken. Those under way are answered first,");
    drop(listener);
    while requests.join_next().await.is_some() {}

    println!("then the client sends what is pending:");
    let summary = app.events.shutdown_async(Duration::from_secs(10)).await;
    println!("{summary:?}");
    assert_eq!((summary.delivered, summary.pending), (3, 0));
    Ok(())
}

/// Waits for Ctrl-C or SIGTERM. Without a handler, SIGTERM ends the process at once, and the pending events are lost.
async fn asked_to_end() -> io::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
        tokio::select! {
            pressed = signal::ctrl_c() => pressed,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    signal::ctrl_c().await
}

/// Answers `POST /{company}/members/{user}`.
async fn answer(stream: TcpStream, app: Arc<App>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && stream.read_line(&mut head).await? > 0 {}
    let path: Vec<_> = head.split([' ', '/']).collect();
    let status = match path[..] {
        ["POST", "", company, "members", user, ..] => {
            join(&app, company, user);
            "204 No Content"
        }
        _ => "404 Not Found",
    };
    let answer = format!("HTTP/1.1 {status}\r\nConnection: close\r\n\r\n");
    stream.write_all(answer.as_bytes()).await
}

/// Here the application writes to its database. An event that can't be sent is logged, and keeps nobody out.
fn join(app: &App, company: &str, user: &str) {
    let company = Company { id: company };
    match Identity::user(user).group(&company).build() {
        Err(error) => eprintln!("no event for {user}: {error}"),
        // It only queues the event and never waits for the network, so async code may call it.
        Ok(event) => app.events.send(event).unwrap_or_else(|error| {
            eprintln!("the event of {user} was not taken: {error}");
        }),
    }
}

/// Makes the requests, and ends the service.
async fn visit(address: String) -> io::Result<()> {
    for (company, user) in [
        ("hooli", "gavin"),
        ("hooli", "denpok"),
        ("raviga", "laurie"),
    ] {
        let mut stream = TcpStream::connect(&address).await?;
        let request = format!("POST /{company}/members/{user} HTTP/1.1\r\nHost: {address}\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        let status = answer.lines().next().unwrap_or("no answer");
        println!("{user} joins {company}: {status}");
    }
    #[cfg(unix)]
    std::process::Command::new("sh")
        .args(["-c", "kill -TERM $PPID"])
        .status()?;
    Ok(())
}

/// Starts a data plane that accepts everything and prints what arrives. Gives its URL.
fn start_data_plane() -> Result<String, Box<dyn Error>> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let url = format!("http://{}", server.server_addr());
    thread::spawn(move || {
        for mut request in server.incoming_requests() {
            let body: Value = serde_json::from_reader(request.as_reader()).unwrap_or_default();
            for event in body["batch"].as_array().into_iter().flatten() {
                println!(
                    "  arrived: {} in group {}",
                    event["userId"], event["groupId"]
                );
            }
            let _ = request.respond(tiny_http::Response::from_string("OK"));
        }
    });
    Ok(url)
}
