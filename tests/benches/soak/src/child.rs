//! The process that is killed: it sends events, and says of each what became of it.

use std::io::{Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use group_core::client::{Client, Durability, RetryPolicy};
use group_core::{GroupTraits, Identity};

use crate::Result;
use crate::plane::{is_poison, is_wrong, sum};
use crate::random::Random;

#[derive(GroupTraits)]
struct Company {
    id: u64,
    name: String,
    is_wrong: bool,
    is_poison: bool,
    sum: String,
}

/// Other pipes than stdout's lock, so that lines of both threads stay whole and in order.
type Lines = mpsc::Sender<String>;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let [folder, url, how, first] = arguments else {
        return Err("folder, url, how, first".into());
    };
    let first: u64 = first.parse()?;
    let (lines, written) = mpsc::channel::<String>();
    thread::spawn(move || {
        let mut out = std::io::stdout().lock();
        for line in written {
            let _ = out.write_all(line.as_bytes());
        }
    });
    let failed = lines.clone();
    let durability = match &**how {
        "full" => Durability::Full,
        _ => Durability::Process,
    };
    let client = Client::builder("KEY", url)
        .outbox(folder)
        .durability(durability)
        .timeout(Duration::from_secs(1))
        .flush_every(Duration::from_millis(100))
        .retry(
            RetryPolicy::default()
                .first_delay(Duration::from_millis(20))
                .max_delay(Duration::from_secs(1)),
        )
        .on_failure(move |event| {
            let id = event.payload.message_id();
            let _ = failed.send(format!("failed {id} {:?} {}\n", event.reason, event.answer));
            // The line is out before the event is gone from the outbox.
            thread::sleep(Duration::from_millis(5));
        })
        .build()?;
    if how == "last" {
        return last(&client, &lines);
    }

    let is_over = Arc::new(AtomicBool::new(false));
    let its_over = Arc::clone(&is_over);
    thread::spawn(move || {
        let _ = std::io::stdin().read(&mut [0]);
        its_over.store(true, Ordering::SeqCst);
    });
    let mut random = Random::new(first ^ 0x5eed);
    let mut resumed = Instant::now();
    for number in first.. {
        if is_over.load(Ordering::SeqCst) {
            break;
        }
        if resumed.elapsed() > Duration::from_secs(2) {
            // A long pause would outlast the process.
            client.resume();
            resumed = Instant::now();
        }
        send(&client, number, &mut random, &lines)?;
        // Bursts and lulls.
        match random.below(1_000) {
            0 => thread::sleep(Duration::from_millis(random.below(1_000))),
            1..300 => thread::sleep(Duration::from_micros(random.below(3_000))),
            _ => {}
        }
    }
    let summary = client.shutdown(Duration::from_secs(3));
    lines.send(format!("end {summary:?}\n"))?;
    thread::sleep(Duration::from_millis(50));
    Ok(())
}

fn send(client: &Client, number: u64, random: &mut Random, lines: &Lines) -> Result<()> {
    let length = match random.below(20) {
        0 => random.below(20_000),
        _ => random.below(300),
    };
    let name = "x".repeat(usize::try_from(length)?);
    let company = Company {
        id: number,
        is_wrong: is_wrong(number),
        is_poison: is_poison(number),
        sum: sum(number, &name),
        name,
    };
    let event = Identity::user("u")
        .group(&company)
        .message_id(number.to_string())
        .build()?;
    lines.send(format!("next {number}\n"))?;
    match client.send(event) {
        Ok(()) => lines.send(format!("took {number}\n"))?,
        Err(_) => {
            lines.send(format!("refused {number}\n"))?;
            thread::sleep(Duration::from_millis(20));
        }
    }
    Ok(())
}

/// Delivers all that is left, and then has nothing to do.
fn last(client: &Client, lines: &Lines) -> Result<()> {
    // What an end in `on_failure` has left.
    client.retry_set_aside();
    let flushed = client.flush(Duration::from_secs(300));
    let before = processor_time()?;
    thread::sleep(Duration::from_secs(5));
    let idle = processor_time()? - before;
    let stats = client.stats();
    lines.send(format!(
        "end {flushed:?}, pending {}, set aside {}, lost {}; idle for 5 s: {idle} ticks of the processor\n",
        stats.waiting + stats.in_hand,
        stats.set_aside,
        stats.lost,
    ))?;
    client.shutdown(Duration::from_secs(1));
    thread::sleep(Duration::from_millis(50));
    Ok(())
}

/// In hundredths of a second.
fn processor_time() -> Result<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').ok_or("no stat")?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    Ok(fields[11].parse::<u64>()? + fields[12].parse::<u64>()?)
}
