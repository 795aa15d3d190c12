//! The time and the allocations of an event, beside those of the ways that one would take instead.
//!
//!     cargo run --release --manifest-path tests/benches/Cargo.toml --bin event
//!
//! The ways take turns, round after round, so that whatever else the machine does hits all of them; the median of the
//! rounds counts. `--quick` measures just long enough to see that it works.

use std::time::{Duration, Instant};

use group_benches::cases::{Maker, all};
use group_benches::{Counting, allocations};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    let (rounds, round) = match is_quick {
        true => (3, Duration::from_micros(200)),
        false => (101, Duration::from_millis(2)),
    };
    println!(
        "{:<20}{:<28}{:>12}{:>8}{:>8}{:>10}",
        "", "", "ns", "ratio", "allocs", "bytes"
    );
    for mut case in all() {
        let repeats: Vec<u32> = case
            .makers
            .iter_mut()
            .map(|maker| {
                let once = time(maker, 1).max(Duration::from_nanos(1));
                (round.as_nanos() / once.as_nanos()).clamp(1, 100_000) as u32
            })
            .collect();
        let mut times = vec![Vec::new(); case.makers.len()];
        for _ in 0..rounds {
            for ((maker, repeats), times) in case.makers.iter_mut().zip(&repeats).zip(&mut times) {
                times.push(time(maker, *repeats).as_secs_f64() * 1e9 / f64::from(*repeats));
            }
        }
        let medians: Vec<f64> = times.into_iter().map(median).collect();
        for (maker, median) in case.makers.iter_mut().zip(&medians) {
            let (count, bytes) = allocations(|| {
                (maker.make)();
            });
            println!(
                "{:<20}{:<28}{median:>12.0}{:>8.2}{count:>8}{bytes:>10}",
                case.name,
                maker.name,
                medians[0] / median,
            );
        }
        println!();
    }
    println!("ratio: the time of group-core (the first line of a case) against that of the line");
}

fn time(maker: &mut Maker, repeats: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..repeats {
        std::hint::black_box((maker.make)());
    }
    start.elapsed()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}
