//! A process that is killed at any moment loses nothing that `send` took.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{Outbox, builder};
use crate::double::Plane;
use crate::given::{LONG, event};

/// How often the process is killed, if the variable `ROUNDS` says nothing else.
const ROUNDS: usize = 30;

/// The process that is killed: it sends events, and says of each that `send` took it.
#[test]
fn child_that_is_killed() {
    let Ok(path) = std::env::var("OUTBOX_OF_A_CRASH") else {
        return;
    };
    let (url, round) = (
        std::env::var("URL").unwrap(),
        std::env::var("ROUND").unwrap(),
    );
    let outbox = Outbox { path: path.into() };
    let client = builder(&url, &outbox)
        .batch_events(20)
        .flush_every(Duration::from_millis(1))
        .queue_limit(1_000_000)
        .build()
        .unwrap();
    let mut out = std::io::stdout().lock();
    for n in 0.. {
        let id = format!("{round}-{n}");
        client.send(event(&id)).unwrap();
        writeln!(out, "took {id}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn a_killed_process_loses_nothing_that_send_took() {
    let outbox = Outbox::new("crash");
    let plane = Plane::good();
    let mut taken = Vec::new();
    let rounds = std::env::var("ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    for round in 0..rounds {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "outbox::crash::child_that_is_killed",
                "--nocapture",
            ])
            .env("OUTBOX_OF_A_CRASH", &outbox.path)
            .env("URL", &plane.url)
            .env("ROUND", round.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        let listener = thread::spawn(move || {
            let lines = said.lines().map_while(Result::ok);
            lines
                .filter_map(|line| Some(line.rsplit_once("took ")?.1.to_owned()))
                .collect::<Vec<_>>()
        });
        let nanos = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .subsec_nanos();
        thread::sleep(Duration::from_millis(5 + u64::from(nanos / 1000 % 60)));
        child.kill().unwrap();
        child.wait().unwrap();
        taken.extend(listener.join().unwrap());
    }
    assert!(taken.len() > rounds * 10, "{} events", taken.len());

    let client = builder(&plane.url, &outbox).build().unwrap();
    client.flush(LONG).unwrap();
    let received: HashSet<String> = plane.log.ids().into_iter().collect();
    let lost: Vec<_> = taken.iter().filter(|id| !received.contains(*id)).collect();
    assert!(lost.is_empty(), "lost {lost:?} of {}", taken.len());
}
