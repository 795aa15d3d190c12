//! A client with an outbox, in a process that is killed again and again, against a data plane that has moods. At the end
//! each event that `send` took must have arrived, unchanged, or have been given up for a reason.
//!
//!     cargo run --release --manifest-path tests/benches/Cargo.toml -p soak
//!
//! The first argument is how many minutes it takes, 15 if there is none; the second one is what the random numbers begin
//! with. It prints a table, and ends with an error if a promise is broken. RUNS.md beside it has the longest run.

mod child;
mod plane;
mod random;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use plane::Plane;
use random::Random;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What the children say.
#[derive(Default)]
struct Said {
    /// The events that `send` took, by number.
    taken: BTreeSet<u64>,
    /// What `on_failure` was told of, with the reason.
    given_up: BTreeMap<u64, String>,
    /// The number after the last one that a child began to send.
    next: u64,
    refused: u64,
    /// What the last line about its end was.
    end: String,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [role, rest @ ..] = &*arguments
        && role == "child"
    {
        return child::run(rest);
    }
    let minutes: f64 = arguments.first().map_or(Ok(15.0), |text| text.parse())?;
    let seed = arguments.get(1).map_or(Ok(1), |text| text.parse())?;
    let folder = std::env::temp_dir().join(format!("group-core-soak-{}", std::process::id()));
    let result = soak(Duration::from_secs_f64(minutes * 60.0), seed, &folder);
    let _ = fs::remove_dir_all(&folder);
    result
}

fn soak(time: Duration, seed: u64, folder: &Path) -> Result<()> {
    println!("{} s, seed {seed}", time.as_secs());
    let mut random = Random::new(seed);
    let plane = Plane::start(Random::new(seed + 1), time)?;
    let said = Arc::new(Mutex::new(Said::default()));
    let (mut kills, mut ends, mut full) = (0_u32, 0_u32, 0_u32);
    let (mut most_memory, mut most_disk) = (0_u64, 0_u64);
    let mut drift = Vec::new();
    let begin = Instant::now();
    let mut minute = 0;
    while begin.elapsed() < time {
        let durability = if random.below(4) == 0 {
            "full"
        } else {
            "process"
        };
        full += u32::from(durability == "full");
        let mut child = Process::start(folder, &plane.url, durability, &said)?;
        let life = Duration::from_millis(2_000 + random.below(18_000));
        let born = Instant::now();
        let mut memory = Vec::new();
        while born.elapsed() < life && begin.elapsed() < time {
            thread::sleep(Duration::from_millis(200));
            memory.extend(child.memory());
            most_disk = most_disk.max(size(folder));
            if begin.elapsed().as_secs() / 60 > minute {
                minute = begin.elapsed().as_secs() / 60;
                let said = said.lock().unwrap_or_else(PoisonError::into_inner);
                println!("{minute} min: {} taken, {} kills", said.taken.len(), kills);
            }
        }
        most_memory = most_memory.max(memory.iter().copied().max().unwrap_or_default());
        if let [first @ .., last] = &*memory
            && let Some(early) = first.get(first.len() / 3)
        {
            drift.push(*last as f64 / *early as f64);
        }
        if random.below(5) == 0 {
            ends += 1;
            child.end()?;
        } else {
            kills += 1;
            child.kill()?;
        }
    }

    // The data plane is well from now on, and takes what it never took.
    plane.is_well();
    let backlog = size(folder);
    let began = Instant::now();
    let mut last = Process::start(folder, &plane.url, "last", &said)?;
    last.wait()?;
    let drained = began.elapsed();
    let left = size(folder);

    let said = said.lock().unwrap_or_else(PoisonError::into_inner);
    let arrivals = plane.arrivals();
    let mut broken = Vec::new();
    let mut check = |what: &str, wrong: Vec<u64>| {
        println!("| {what} | {} |", wrong.len());
        if !wrong.is_empty() {
            broken.push(format!("{what}: {:?}", &wrong[..wrong.len().min(10)]));
        }
    };
    println!("\n| | |\n|---|---|");
    check(
        "lost: taken, and neither arrived nor given up",
        difference(&said.taken, |n| {
            arrivals.times.contains_key(&n) || said.given_up.contains_key(&n)
        }),
    );
    check(
        "arrived, and never sent",
        difference(arrivals.times.keys(), |n| n < said.next),
    );
    check("changed on the way", arrivals.changed.clone());
    check(
        "given up, though nothing was wrong with it",
        difference(said.given_up.keys(), |n| {
            plane::is_wrong(n) || is_of_all(&said.given_up[&n])
        }),
    );
    check(
        "wrong, and accepted",
        difference(arrivals.times.keys(), |n| !plane::is_wrong(n)),
    );
    let twice: u64 = arrivals.times.values().map(|times| times - 1).sum();
    let arrived = arrivals.times.len().max(1);
    drift.sort_by(f64::total_cmp);
    let drift = drift.get(drift.len() / 2).copied().unwrap_or(1.0);
    for (what, figure) in [
        ("events that `send` took", said.taken.len().to_string()),
        ("arrived", arrived.to_string()),
        ("given up (400)", said.given_up.len().to_string()),
        (
            "of them where everything got 400, and fewer than 20 were there",
            said.given_up
                .values()
                .filter(|reason| is_of_all(reason))
                .count()
                .to_string(),
        ),
        ("given back by `send`", said.refused.to_string()),
        (
            "arrived once more, where an answer was lost",
            format!("{twice} ({:.1} %)", twice as f64 * 100.0 / arrived as f64),
        ),
        ("kill -9", kills.to_string()),
        ("ends with `shutdown`", ends.to_string()),
        ("processes with `Durability::Full`", full.to_string()),
        ("requests", arrivals.requests.to_string()),
        ("answers other than 200, or none", arrivals.bad.to_string()),
        (
            "most memory of the process, MiB",
            (most_memory >> 20).to_string(),
        ),
        (
            "memory at the end of a life against its first third, median",
            format!("{drift:.2}"),
        ),
        ("most disk, MiB", (most_disk >> 20).to_string()),
        (
            "disk before the last client, MiB",
            (backlog >> 20).to_string(),
        ),
        ("disk once all is delivered, bytes", left.to_string()),
        (
            "the last client delivered all after, s",
            format!("{:.1}", drained.as_secs_f64()),
        ),
        ("the last client's end", said.end.clone()),
    ] {
        println!("| {what} | {figure} |");
    }
    for (mood, count) in &arrivals.moods {
        println!("| mood: {mood} | {count} |");
    }
    if left > 1 << 20 {
        broken.push(format!(
            "the outbox has {left} bytes though all is delivered"
        ));
    }
    if broken.is_empty() {
        println!("\nevery promise was kept");
        return Ok(());
    }
    Err(broken.join("\n").into())
}

/// Fewer than 20 events in a row can't be told from wrong ones where the data plane refuses everything.
fn is_of_all(reason: &str) -> bool {
    reason.contains(plane::ALL)
}

fn difference<'a>(
    of: impl IntoIterator<Item = &'a u64>,
    is_right: impl Fn(u64) -> bool,
) -> Vec<u64> {
    of.into_iter().copied().filter(|n| !is_right(*n)).collect()
}

fn size(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .filter_map(|file| file.metadata().ok())
        .map(|file| file.len())
        .sum()
}

/// The process that has the client.
struct Process {
    child: Child,
    listener: Option<thread::JoinHandle<()>>,
}

impl Process {
    fn start(folder: &Path, url: &str, how: &str, said: &Arc<Mutex<Said>>) -> Result<Self> {
        let next = said.lock().unwrap_or_else(PoisonError::into_inner).next;
        let mut child = Command::new(std::env::current_exe()?)
            .arg("child")
            .args([&PathBuf::from(folder).display().to_string(), url, how])
            .arg(next.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().ok_or("no output")?;
        let said = Arc::clone(said);
        let listener = Some(thread::spawn(move || hear(out, &said)));
        Ok(Self { child, listener })
    }

    /// In bytes.
    fn memory(&self) -> Option<u64> {
        let statm = fs::read_to_string(format!("/proc/{}/statm", self.child.id())).ok()?;
        let pages: u64 = statm.split(' ').nth(1)?.parse().ok()?;
        Some(pages * 4096)
    }

    fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.wait()
    }

    /// Has it call `shutdown`.
    fn end(&mut self) -> Result<()> {
        drop(self.child.stdin.take());
        self.wait()
    }

    fn wait(&mut self) -> Result<()> {
        self.child.wait()?;
        if let Some(listener) = self.listener.take() {
            listener.join().map_err(|_| "the listener panicked")?;
        }
        Ok(())
    }
}

/// A line that a kill has cut is not heard.
fn hear(out: ChildStdout, said: &Mutex<Said>) {
    let mut out = BufReader::new(out);
    let mut line = String::new();
    while out.read_line(&mut line).is_ok_and(|read| read > 0) {
        if let Some(whole) = line.strip_suffix('\n')
            && let Some((what, rest)) = whole.split_once(' ')
        {
            let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
            let number = rest.split(' ').next().and_then(|n| n.parse().ok());
            match (what, number) {
                ("next", Some(n)) => said.next = said.next.max(n + 1),
                ("took", Some(n)) => {
                    said.taken.insert(n);
                }
                ("refused", Some(_)) => said.refused += 1,
                ("failed", Some(n)) => {
                    said.given_up.insert(n, rest.to_owned());
                }
                _ => rest.clone_into(&mut said.end),
            }
        }
        line.clear();
    }
}
