//! The data plane, and its moods.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use serde_json::Value;

use crate::Result;
use crate::random::Random;

/// Always refused with 400.
pub(crate) fn is_wrong(number: u64) -> bool {
    number % 500 == 77
}

/// Refused with 500 until the end.
pub(crate) fn is_poison(number: u64) -> bool {
    number % 2_000 == 1_234
}

/// By which a change on the way is seen.
pub(crate) fn sum(number: u64, name: &str) -> String {
    let start = 0xcbf2_9ce4_8422_2325 ^ number;
    let sum = name.bytes().fold(start, |sum: u64, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{sum:016x}")
}

/// What is answered where it has nothing to do with an event.
pub(crate) const ALL: &str = "nothing is taken";

const MOODS: [&str; 14] = [
    "well",
    "well ",
    "500, 503 or 429 for every third request",
    "503 with Retry-After for all",
    "closes the connection at once",
    "closes it while it reads",
    "takes events, and closes it without an answer",
    "answers after the timeout",
    "answers with rubbish",
    "401 for all",
    "403 for all",
    "400 for all",
    "500 for all",
    "answers a byte at a time",
];

#[derive(Clone, Default)]
pub(crate) struct Arrivals {
    /// How often each event arrived, by number.
    pub(crate) times: BTreeMap<u64, u64>,
    pub(crate) changed: Vec<u64>,
    pub(crate) requests: u64,
    pub(crate) bad: u64,
    pub(crate) moods: BTreeMap<&'static str, u64>,
}

struct Shared {
    arrivals: Mutex<Arrivals>,
    mood: Mutex<(usize, Random)>,
    is_well: AtomicBool,
}

pub(crate) struct Plane {
    pub(crate) url: String,
    shared: Arc<Shared>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Plane {
    pub(crate) fn start(random: Random, time: Duration) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared {
            arrivals: Mutex::default(),
            mood: Mutex::new((0, random)),
            is_well: AtomicBool::new(false),
        });
        let changing = Arc::clone(&shared);
        thread::spawn(move || changing.change(time));
        let serving = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&serving);
                thread::spawn(move || shared.serve(stream).ok());
            }
        });
        Ok(Self { url, shared })
    }

    pub(crate) fn is_well(&self) {
        self.shared.is_well.store(true, Ordering::SeqCst);
    }

    pub(crate) fn arrivals(&self) -> Arrivals {
        lock(&self.shared.arrivals).clone()
    }
}

impl Shared {
    /// A mood lasts some seconds, and each comes in a run of any length.
    fn change(&self, time: Duration) {
        let begin = Instant::now();
        while begin.elapsed() < time {
            let lasts = {
                let mut mood = lock(&self.mood);
                mood.0 = mood.1.below(MOODS.len() as u64) as usize;
                *lock(&self.arrivals)
                    .moods
                    .entry(MOODS[mood.0].trim())
                    .or_default() += 1;
                500 + mood.1.below(time.as_millis() as u64 / 60 + 1_000)
            };
            thread::sleep(Duration::from_millis(lasts));
        }
    }

    fn mood(&self) -> (&'static str, u64) {
        if self.is_well.load(Ordering::SeqCst) {
            return ("well", 0);
        }
        let mut mood = lock(&self.mood);
        let die = mood.1.below(3);
        (MOODS[mood.0].trim(), die)
    }

    /// Answers the requests of one connection.
    fn serve(&self, stream: TcpStream) -> Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut writer = stream;
        loop {
            let mut length = 0;
            let mut line = String::new();
            loop {
                line.clear();
                if reader.read_line(&mut line)? == 0 {
                    return Ok(());
                }
                let lower = line.trim_end().to_ascii_lowercase();
                if let Some(value) = lower.strip_prefix("content-length:") {
                    length = value.trim().parse()?;
                }
                if lower.is_empty() {
                    break;
                }
            }
            let (mood, die) = self.mood();
            lock(&self.arrivals).requests += 1;
            let bad = || lock(&self.arrivals).bad += 1;
            match mood {
                "closes the connection at once" => {
                    bad();
                    return Ok(());
                }
                "closes it while it reads" => {
                    bad();
                    reader.read_exact(&mut vec![0; length / 2])?;
                    return Ok(());
                }
                _ => {}
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body)?;
            let refusal = match (mood, die) {
                ("500, 503 or 429 for every third request", 0) => Some("500 Error"),
                ("503 with Retry-After for all", _) => Some("503 Busy\r\nRetry-After: 1"),
                ("401 for all", _) => Some("401 Unauthorized"),
                ("403 for all", _) => Some("403 Forbidden"),
                ("400 for all", _) => Some("400 Bad"),
                ("500 for all", _) => Some("500 Error"),
                _ => None,
            };
            if let Some(status) = refusal {
                bad();
                write!(
                    writer,
                    "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{ALL}",
                    ALL.len()
                )?;
                continue;
            }
            if mood == "answers with rubbish" && die == 0 {
                bad();
                writer.write_all(b"rubbish\r\n\r\n")?;
                return Ok(());
            }
            if let Some(status) = self.take(&body)? {
                bad();
                write!(
                    writer,
                    "HTTP/1.1 {status} No\r\nContent-Length: 2\r\n\r\nno"
                )?;
                continue;
            }
            match mood {
                "takes events, and closes it without an answer" => {
                    bad();
                    return Ok(());
                }
                "answers after the timeout" => {
                    bad();
                    thread::sleep(Duration::from_millis(1_500));
                }
                "answers with rubbish" => {
                    bad();
                    writer.write_all(b"HTTP/1.1 2")?;
                    return Ok(());
                }
                "answers a byte at a time" => {
                    for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" {
                        writer.write_all(&[*byte])?;
                        thread::sleep(Duration::from_millis(2));
                    }
                    continue;
                }
                _ => {}
            }
            writer.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")?;
        }
    }

    /// Takes the events of a request, or says with which status it is refused.
    fn take(&self, body: &[u8]) -> Result<Option<u16>> {
        let mut text = String::new();
        GzDecoder::new(body).read_to_string(&mut text)?;
        let body: Value = serde_json::from_str(&text)?;
        let batch = body["batch"].as_array().ok_or("no batch")?;
        let has = |what: &str| batch.iter().any(|event| event["traits"][what] == true);
        if has("is_wrong") {
            return Ok(Some(400));
        }
        if has("is_poison") && !self.is_well.load(Ordering::SeqCst) {
            return Ok(Some(500));
        }
        let mut arrivals = lock(&self.arrivals);
        for event in batch {
            let number: u64 = event["messageId"].as_str().ok_or("no id")?.parse()?;
            let name = event["traits"]["name"].as_str().unwrap_or_default();
            let is_whole = event["traits"]["sum"] == *sum(number, name)
                && event["groupId"] == *number.to_string();
            if !is_whole {
                arrivals.changed.push(number);
            }
            *arrivals.times.entry(number).or_default() += 1;
        }
        Ok(None)
    }
}
