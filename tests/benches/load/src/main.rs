//! A million events through the client to a data plane on loopback, and some through the official crate.
//!
//!     cargo run --release --manifest-path tests/benches/Cargo.toml -p load
//!
//! An argument sets another number of events. The data plane is a process of its own, so that the memory measured is
//! the client's; it unpacks every batch and counts the events in it.

use std::env::args;
use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use data::HOOLI;
use group_core::client::{Client, ClientBuilder, SendErrorKind};
use group_core::{Address, GroupTraits, Identity};
use rudderanalytics::client::RudderAnalytics;
use rudderanalytics::message::{Batch, BatchMessage, Group, Message};
use serde_json::json;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[derive(GroupTraits)]
struct Company {
    id: u64,
    name: String,
    email: String,
    phone: String,
    address: Address,
    industry: String,
    description: String,
    employees: u32,
    plan: String,
    website: String,
    avatar: String,
}

fn company(id: u64) -> Company {
    let text = |text: &str| Some(text.to_owned());
    Company {
        id,
        name: HOOLI.name.to_owned(),
        email: HOOLI.email.to_owned(),
        phone: HOOLI.phone.to_owned(),
        address: Address {
            city: text(HOOLI.city),
            country: text(HOOLI.country),
            postal_code: text(HOOLI.postal_code),
            state: text(HOOLI.state),
            street: text(HOOLI.street),
        },
        industry: HOOLI.industry.to_owned(),
        description: HOOLI.description.to_owned(),
        employees: HOOLI.employees,
        plan: HOOLI.plan.to_owned(),
        website: HOOLI.website.to_owned(),
        avatar: HOOLI.avatar.to_owned(),
    }
}

fn main() -> Result<()> {
    let argument = args().nth(1);
    if argument.as_deref() == Some("data-plane") {
        return data_plane();
    }
    let events: u64 = match argument {
        Some(events) => events.parse()?,
        None => 1_000_000,
    };
    println!(
        "{:<38}{:>10}{:>12}{:>10}{:>10}{:>10}{:>10}",
        "", "events", "events/s", "p50 µs", "p99 µs", "p99.9 µs", "MiB"
    );
    ours("group-core", events, |client| client)?;
    let plain = ours("group-core, no gzip", events, |client| client.gzip(false))?;
    // A folder is for one data plane, and each run has another port.
    let folder = std::env::temp_dir().join(format!("group-core-load-{}", std::process::id()));
    let sent = ours("group-core, outbox", events, |client| {
        client.outbox(&folder)
    });
    let _ = std::fs::remove_dir_all(&folder);
    sent?;
    let one = theirs("rudderanalytics 2.0.1, one a call", events / 200, 1)?;
    let batch = theirs("rudderanalytics 2.0.1, Batch of 100", events / 10, 100)?;
    println!(
        "\nno gzip, as the official crate has none, against one a call: {:.1} ×",
        plain / one
    );
    println!("no gzip, against its Batch: {:.1} ×", plain / batch);
    Ok(())
}

/// Sends through our client, and gives the events a second.
fn ours(name: &str, events: u64, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Result<f64> {
    let plane = DataPlane::start()?;
    let client = set(Client::builder("KEY", &*plane.url)).build()?;
    let user = Identity::user("1hKOmRA4GRlm");
    let mut took = Vec::with_capacity(usize::try_from(events)?);
    let start = Instant::now();
    for id in 0..events {
        let mut payload = user.group(&company(id)).build()?;
        loop {
            let called = Instant::now();
            let sent = client.send(payload);
            let elapsed = called.elapsed();
            match sent {
                Ok(()) => {
                    took.push(elapsed);
                    break;
                }
                Err(error) if error.kind() == &SendErrorKind::Full => {
                    payload = error.into_payload();
                    thread::sleep(Duration::from_millis(1));
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
    client.flush(Duration::from_secs(600))?;
    let elapsed = start.elapsed();
    let summary = client.shutdown(Duration::from_secs(10));
    assert_eq!((summary.delivered, plane.events()?), (events, events));
    Ok(report(name, events, elapsed, took))
}

/// Sends through the official crate, so many events a call, and gives the events a second.
fn theirs(name: &str, events: u64, batch: u64) -> Result<f64> {
    let plane = DataPlane::start()?;
    let client = RudderAnalytics::load("KEY".to_owned(), plane.url.clone());
    let group = |id: u64| {
        let of = company(id);
        Group {
            user_id: Some("1hKOmRA4GRlm".to_owned()),
            group_id: of.id.to_string(),
            traits: Some(json!({
                "name": of.name, "email": of.email, "phone": of.phone, "industry": of.industry,
                "address": {
                    "city": of.address.city, "country": of.address.country, "postalCode": of.address.postal_code,
                    "state": of.address.state, "street": of.address.street,
                },
                "description": of.description, "employees": of.employees, "plan": of.plan,
                "website": of.website, "avatar": of.avatar,
            })),
            ..Group::default()
        }
    };
    let mut took = Vec::new();
    let start = Instant::now();
    for first in (0..events).step_by(usize::try_from(batch)?) {
        let message = match batch {
            1 => Message::Group(group(first)),
            _ => Message::Batch(Batch {
                batch: (first..first + batch)
                    .map(|id| BatchMessage::Group(group(id)))
                    .collect(),
                context: None,
                integrations: None,
                original_timestamp: None,
            }),
        };
        let called = Instant::now();
        client
            .send(&message)
            .map_err(|error| format!("{error:?}"))?;
        took.push(called.elapsed());
    }
    let elapsed = start.elapsed();
    assert_eq!(plane.events()?, events);
    Ok(report(name, events, elapsed, took))
}

fn report(name: &str, events: u64, elapsed: Duration, mut took: Vec<Duration>) -> f64 {
    took.sort_unstable();
    let at = |part: f64| took[((took.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e6;
    let speed = events as f64 / elapsed.as_secs_f64();
    println!(
        "{name:<38}{events:>10}{speed:>12.0}{:>10.2}{:>10.2}{:>10.1}{:>10.0}",
        at(0.5),
        at(0.99),
        at(0.999),
        peak_memory(),
    );
    speed
}

/// The most memory that this process ever had, in MiB, the list of times counted (16 bytes an event).
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or(f64::NAN) / 1024.0
}

/// The data plane, in a process of its own.
struct DataPlane {
    url: String,
    child: Child,
}

impl DataPlane {
    fn start() -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("data-plane")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        let said = child.stdout.take().ok_or("no output")?;
        BufReader::new(said).read_line(&mut url)?;
        Ok(Self {
            url: url.trim().to_owned(),
            child,
        })
    }

    /// How many events it was sent.
    fn events(&self) -> Result<u64> {
        let mut stream = TcpStream::connect(self.url.trim_start_matches("http://"))?;
        stream.write_all(b"GET /events HTTP/1.1\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (_, count) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
        Ok(count.parse()?)
    }
}

impl Drop for DataPlane {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

static EVENTS: AtomicU64 = AtomicU64::new(0);

fn data_plane() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        thread::spawn(move || serve(stream).ok());
    }
    Ok(())
}

/// Answers the requests of one connection.
fn serve(stream: TcpStream) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(1 << 16, stream.try_clone()?);
    let mut writer = stream;
    let (mut body, mut plain) = (Vec::new(), Vec::new());
    loop {
        let (mut length, mut is_gzip, mut is_question) = (0, false, false);
        let mut line = String::new();
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let lower = line.trim_end().to_ascii_lowercase();
            is_question |= lower.starts_with("get ");
            is_gzip |= lower == "content-encoding: gzip";
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            if lower.is_empty() {
                break;
            }
        }
        if is_question {
            let count = EVENTS.load(Ordering::SeqCst).to_string();
            write!(
                writer,
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{count}",
                count.len()
            )?;
            return Ok(());
        }
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
        let text = match is_gzip {
            true => {
                plain.clear();
                flate2::read::GzDecoder::new(&*body).read_to_end(&mut plain)?;
                &plain
            }
            false => &body,
        };
        let events = memchr::memmem::find_iter(text, "\"groupId\"").count();
        EVENTS.fetch_add(events as u64, Ordering::SeqCst);
        writer.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")?;
    }
}
