//! The instructions of an event, counted by valgrind's callgrind: noise can't touch them.
//!
//!     cargo run --release --manifest-path tests/benches/Cargo.toml --bin instructions
//!
//! With `--check` it fails if one of ours takes over 5 % more than in `instructions.txt`, with `--bless` it writes that
//! file. Without valgrind it says so, and measures nothing.

use std::error::Error;
use std::path::Path;
use std::process::Command;

use group_benches::cases::{OURS, OURS_IN, all};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [run, case, maker, repeats] = arguments.as_slice()
        && run == "run"
    {
        return make(case.parse()?, maker.parse()?, repeats.parse()?);
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("there is no valgrind: nothing is counted");
        return Ok(());
    }
    let baseline = Path::new(env!("CARGO_MANIFEST_DIR")).join("instructions.txt");
    let known = std::fs::read_to_string(&baseline).unwrap_or_default();
    let mut blessed = String::new();
    let mut grown = Vec::new();
    println!("{:<20}{:<28}{:>14}{:>8}", "", "", "instructions", "ratio");
    for (c, case) in all().iter().enumerate().take(5) {
        let mut first = None;
        for (m, maker) in case.makers.iter().enumerate() {
            let count = (count(c, m, 1100)? - count(c, m, 100)?) / 1000;
            let ours = *first.get_or_insert(count);
            println!(
                "{:<20}{:<28}{count:>14}{:>8.2}",
                case.name,
                maker.name,
                ours as f64 / count as f64
            );
            if [OURS, OURS_IN].contains(&maker.name) {
                let key = format!("{}; {}: ", case.name, maker.name);
                blessed.push_str(&format!("{key}{count}\n"));
                let before = known.lines().find_map(|line| line.strip_prefix(&key));
                let before: u64 = before.map_or(Ok(u64::MAX), str::parse)?;
                if count as f64 > before as f64 * 1.05 {
                    grown.push(format!("{key}{count}, and {before} before"));
                }
            }
        }
        println!();
    }
    match arguments.first().map(String::as_str) {
        Some("--bless") => std::fs::write(baseline, blessed)?,
        Some("--check") if !grown.is_empty() => return Err(grown.join("\n").into()),
        _ => {}
    }
    Ok(())
}

fn make(case: usize, maker: usize, repeats: usize) -> Result<()> {
    let mut cases = all();
    let case = cases.get_mut(case).ok_or("no such case")?;
    let maker = case.makers.get_mut(maker).ok_or("no such maker")?;
    for _ in 0..repeats {
        std::hint::black_box((maker.make)());
    }
    Ok(())
}

/// All instructions of a run that makes so many.
fn count(case: usize, maker: usize, repeats: usize) -> Result<u64> {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args([
            "run",
            &case.to_string(),
            &maker.to_string(),
            &repeats.to_string(),
        ])
        .output()?;
    let said = String::from_utf8_lossy(&run.stderr);
    let counted = said
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    let (_, count) = counted.ok_or_else(|| format!("valgrind said: {said}"))?;
    Ok(count.trim().parse()?)
}
