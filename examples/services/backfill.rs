//! A backfill: the history of the accounts, a CSV file, as group events with the times at which it happened. A run that
//! was killed is continued by the next one, and a row has the same messageId in every run. Rows are counted, so don't
//! change the file before it is done.
//!
//! `cargo run --manifest-path examples/services/Cargo.toml --example backfill -- accounts.csv`, with RUDDERSTACK_DATA_PLANE_URL and
//! RUDDERSTACK_WRITE_KEY set. Without a file it tries itself out: it makes one, sends it to a data plane of its own,
//! kills that run midway and starts it again.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{self, Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::{env, error::Error, time::Duration};

use csv::{ByteRecord, ReaderBuilder};
use flate2::read::GzDecoder;
use group_core::client::{Client, FailReason, Failed};
use group_core::{Date, GroupTraits, Identity, Payload};
use indicatif::ProgressBar;
use serde::Deserialize;
use serde_json::Value;
use tiny_http::{Response, Server};
use uuid::{Uuid, uuid};

/// A row: what an account was from `changed_at` on.
#[derive(Deserialize, GroupTraits)]
struct Account {
    id: u64,
    /// Counts the changes of the account: `id` and `version` together are of one row only.
    #[group(skip)]
    version: u32,
    #[group(skip)]
    changed_at: String,
    name: String,
    plan: Option<String>,
    seats: u32,
}

/// Keeps the messageIds of this import apart from all others. Make one for each import, and never change it.
const IMPORT: Uuid = uuid!("5f0e3a0c-2f5b-4c1e-9d38-6f1d9c1b7a42");
/// After this many rows the run waits until all have arrived, and writes down how far it came.
const ROWS_AT_A_TIME: usize = 2_000;
const URL: &str = "RUDDERSTACK_DATA_PLANE_URL";
const WRITE_KEY: &str = "RUDDERSTACK_WRITE_KEY";

fn main() -> Result<(), Box<dyn Error>> {
    match env::args_os().nth(1) {
        Some(file) => backfill(Path::new(&file)),
        None => try_out(),
    }
}

fn backfill(file: &Path) -> Result<(), Box<dyn Error>> {
    let (given_up, failures) = mpsc::channel();
    let client = Client::builder(env::var(WRITE_KEY)?, env::var(URL)?)
        .queue_limit(1_000) // the file is read no faster than its events are accepted
        .on_failure(move |failed| drop(given_up.send(failed)))
        .build()?;
    let position = file.with_extension("position");
    let mut done = match fs::exists(&position)? {
        true => fs::read_to_string(&position)?.parse()?,
        false => 0,
    };

    // A row with too few or too many fields is then its own error, not one of the reader.
    let mut reader = ReaderBuilder::new().flexible(true).from_path(file)?;
    let headers = reader.byte_headers()?.clone();
    let mut rows = reader.into_byte_records().skip(done).peekable();
    let bar = ProgressBar::new(fs::metadata(file)?.len()); // not shown where there is no terminal
    while rows.peek().is_some() {
        let mut lines = HashMap::new(); // of the rows under way, by messageId
        for row in rows.by_ref().take(ROWS_AT_A_TIME) {
            let row = row?;
            let (line, byte) = row.position().map_or((0, 0), |at| (at.line(), at.byte()));
            bar.set_position(byte);
            match event(&headers, &row) {
                Err(error) => report(&bar, line, &error),
                Ok(event) => {
                    lines.insert(event.message_id().to_owned(), line);
                    client.send_wait(event, Duration::from_secs(60))?;
                }
            }
            report_failures(&failures, &lines, &bar)?;
            done += 1;
        }
        if let Err(error) = client.flush(Duration::from_secs(60))
            && error.pending > 0
        {
            return Err(error.into());
        }
        report_failures(&failures, &lines, &bar)?;
        write_position(&position, done)?;
    }
    bar.finish();
    Ok(())
}

fn event(headers: &ByteRecord, row: &ByteRecord) -> Result<Payload, Box<dyn Error>> {
    let account: Account = row.deserialize(Some(headers))?;
    let row_id = format!("{}/{}", account.id, account.version);
    let event = Identity::anonymous("account-import") // no user is known
        .group(&account)
        .timestamp(Date::parse(&account.changed_at)?)
        .message_id(Uuid::new_v5(&IMPORT, row_id.as_bytes()))
        .build()?;
    Ok(event)
}

/// The run goes on after an event that the data plane refused, but ends if it can't be reached.
fn report_failures(
    failures: &Receiver<Failed>,
    lines: &HashMap<String, u64>,
    bar: &ProgressBar,
) -> Result<(), Box<dyn Error>> {
    for failed in failures.try_iter() {
        let line = lines.get(failed.payload.message_id());
        report(bar, line.copied().unwrap_or_default(), &failed.answer);
        if failed.reason != FailReason::Rejected {
            return Err(failed.answer.into());
        }
    }
    Ok(())
}

fn report(bar: &ProgressBar, line: u64, why: &dyn Display) {
    bar.suspend(|| eprintln!("line {line} was not sent: {why}"));
}

/// Whenever the run is killed, the file has the old position or the new one.
fn write_position(position: &Path, done: usize) -> std::io::Result<()> {
    let new = position.with_extension("position.new");
    let mut file = File::create(&new)?;
    write!(file, "{done}")?;
    file.sync_all()?;
    fs::rename(new, position)
}

// What follows only tries out what stands above.

const ROWS: usize = 5_000;

/// The messageIds with which each row arrived, by groupId and timestamp.
type Arrived = HashMap<[String; 2], HashSet<String>>;

fn try_out() -> Result<(), Box<dyn Error>> {
    let folder = env::temp_dir().join(format!("group-core-backfill-{}", process::id()));
    fs::create_dir(&folder)?;
    let tried = kill_and_continue(&folder.join("accounts.csv"));
    fs::remove_dir_all(&folder)?;
    tried
}

fn kill_and_continue(file: &Path) -> Result<(), Box<dyn Error>> {
    let mut csv = String::from("id,version,changed_at,name,plan,seats\n");
    for row in 0..ROWS {
        let (id, version) = (row % 1_000, 1 + row / 1_000);
        csv += &format!("{id},{version},2024-01-0{version}T12:00:00Z,Account {id},,3\n");
    }
    fs::write(file, csv + "7,6,yesterday,Account 7,,3\n")?;

    let server = Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let mut command = Command::new(env::current_exe()?);
    command
        .arg(file)
        .env(URL, format!("http://{}", server.server_addr()))
        .env(WRITE_KEY, "ANY_WRITE_KEY");
    let mut arrived = Arrived::new();

    let mut run = command.spawn()?;
    receive(&server, &mut run, ROWS / 2, &mut arrived)?;
    run.kill()?;
    run.wait()?;
    let position = fs::read_to_string(file.with_extension("position"))?;
    println!("Killed when {} of {ROWS} rows had arrived.", arrived.len());
    println!("The next run begins after {position} rows.");
    assert!(arrived.len() < ROWS);

    let mut run = command.stderr(Stdio::piped()).spawn()?;
    receive(&server, &mut run, usize::MAX, &mut arrived)?;
    let run = run.wait_with_output()?;
    assert!(run.status.success());
    let errors = String::from_utf8(run.stderr)?;
    println!("It wrote: {errors}");
    assert!(errors.starts_with("line 5002 was not sent: "));

    // Every row arrived, always with the same messageId, and no two rows share one.
    assert_eq!(arrived.len(), ROWS);
    assert!(arrived.values().all(|ids| ids.len() == 1));
    let ids: HashSet<_> = arrived.values().flatten().collect();
    assert_eq!(ids.len(), ROWS);
    println!("All {ROWS} rows have arrived, with as many messageIds.");
    Ok(())
}

/// Accepts what the run sends until it has ended, or enough rows have arrived.
fn receive(
    server: &Server,
    run: &mut Child,
    enough: usize,
    arrived: &mut Arrived,
) -> Result<(), Box<dyn Error>> {
    while arrived.len() < enough && run.try_wait()?.is_none() {
        let Some(mut request) = server.recv_timeout(Duration::from_millis(50))? else {
            continue;
        };
        let body = GzDecoder::new(request.as_reader());
        let body: Value = serde_json::from_reader(body).unwrap_or_default();
        for event in body["batch"].as_array().into_iter().flatten() {
            let row = ["groupId", "timestamp"].map(|key| event[key].to_string());
            let id = event["messageId"].to_string();
            arrived.entry(row).or_default().insert(id);
        }
        let _ = request.respond(Response::from_string("OK"));
    }
    Ok(())
}
