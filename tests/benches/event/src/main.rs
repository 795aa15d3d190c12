//! An event, made by us and by peers: time, instructions, allocations, side by side.
//!
//!     cargo run --release --manifest-path tests/benches/Cargo.toml -p event
//!
//! The programs of `ours` and `peers` are built each by itself, so that no feature of the one is on in the other. They take
//! turns, round after round; what counts is the median of the rounds, and of a ratio that of the rounds' ratios. Within a
//! round Criterion measures. Instructions are those of valgrind's callgrind, where that is there.
//!
//! - `--quick` measures just long enough to see that it works.
//! - `--check` fails if an event of ours takes over 5 % more instructions than `instructions.txt` says; `--bless` writes
//!   that file.
//! - `--plot` draws `linear.svg`: the time against the number of traits, and of events.

mod instructions;
mod plot;

use std::collections::BTreeMap;
use std::env::args;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A way to make an event, and what it takes.
struct Row {
    /// The package that has it.
    package: &'static str,
    case: String,
    maker: String,
    allocations: u64,
    /// Allocated.
    bytes: u64,
    /// Made.
    made: u64,
    /// Nanoseconds, in each round.
    times: Vec<f64>,
    instructions: Option<u64>,
}

impl Row {
    fn ns(&self) -> f64 {
        median(self.times.clone())
    }
}

fn main() -> Result<()> {
    let has = |flag: &str| args().any(|argument| argument == flag);
    let (rounds, millis) = match has("--quick") {
        true => (1, 2),
        false => (7, 200),
    };
    for package in ["ours", "peers"] {
        let mut build = Command::new("cargo");
        build.args(["build", "--quiet", "--release", "--package", package]);
        succeed(
            build
                .args(["--manifest-path"])
                .arg(folder().join("Cargo.toml")),
        )?;
    }
    let mut rows = count("ours")?;
    rows.extend(count("peers")?);
    for _ in 0..rounds {
        measure(&mut rows, millis)?;
    }
    let is_counted = instructions::count(&mut rows, has("--quick"))?;
    print(&rows);
    match is_counted {
        true if has("--bless") => instructions::bless(&rows)?,
        true if has("--check") => instructions::check(&rows)?,
        true => {}
        false => println!("there is no valgrind: instructions are not counted"),
    }
    if has("--plot") {
        plot::draw(&rows, &folder().join("linear.svg"))?;
    }
    Ok(())
}

/// The folder of the workspace.
fn folder() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// A program that was built beside this one.
fn program(name: &str) -> Result<PathBuf> {
    let this = std::env::current_exe()?;
    Ok(this.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// What a command prints.
fn succeed(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into()),
    }
}

fn count(package: &'static str) -> Result<Vec<Row>> {
    let counted = succeed(&mut Command::new(program(&format!("{package}-count"))?))?;
    let row = |line: &str| {
        let mut parts = line.split('\t');
        let mut next = || parts.next().ok_or("a line is short");
        Ok(Row {
            package,
            case: next()?.to_owned(),
            maker: next()?.to_owned(),
            allocations: next()?.parse()?,
            bytes: next()?.parse()?,
            made: next()?.parse()?,
            times: Vec::new(),
            instructions: None,
        })
    };
    counted.lines().map(row).collect()
}

/// Another round.
fn measure(rows: &mut [Row], millis: u64) -> Result<()> {
    let criterion = std::env::temp_dir().join("group-core-event");
    let _ = fs::remove_dir_all(&criterion);
    for package in ["ours", "peers"] {
        let mut time = Command::new(program(&format!("{package}-time"))?);
        succeed(time.arg("time").arg(&criterion).arg(millis.to_string()))?;
    }
    for row in rows {
        let file = criterion
            .join(&row.case)
            .join(&row.maker)
            .join("new/estimates.json");
        let estimates: Value = serde_json::from_slice(&fs::read(file)?)?;
        let median = estimates["median"]["point_estimate"].as_f64();
        row.times.push(median.ok_or("Criterion gave no median")?);
    }
    fs::remove_dir_all(&criterion)?;
    Ok(())
}

fn print(rows: &[Row]) {
    println!("| | | ns | ours / it | instructions | ours / it | allocations | bytes | made |");
    println!("|---|---|---|---|---|---|---|---|---|");
    let mut ours: BTreeMap<&str, &Row> = BTreeMap::new();
    let mut cases: Vec<&str> = Vec::new();
    for row in rows {
        if !cases.contains(&row.case.as_str()) {
            cases.push(&row.case);
            ours.insert(&row.case, row);
        }
    }
    for case in cases {
        let ours = ours[case];
        for row in rows.iter().filter(|row| row.case == case) {
            let ratios = ours
                .times
                .iter()
                .zip(&row.times)
                .map(|(ours, its)| ours / its);
            let (instructions, of_instructions) = match (ours.instructions, row.instructions) {
                (Some(ours), Some(its)) => {
                    (its.to_string(), format!("{:.2}", ours as f64 / its as f64))
                }
                _ => Default::default(),
            };
            println!(
                "| {case} | {} | {:.0} | {:.3} | {instructions} | {of_instructions} | {} | {} | {} |",
                row.maker,
                row.ns(),
                median(ratios.collect()),
                row.allocations,
                row.bytes,
                row.made,
            );
        }
    }
    println!("\nours / it: what the first line of the case takes, against what this line takes");
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_unstable_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
