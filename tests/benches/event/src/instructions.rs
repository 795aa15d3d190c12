//! Instructions, which no other work of the machine can touch.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::{Result, Row, folder, program};

/// Counts those of each row, or if `ours_only` of ours; false where there is no valgrind.
pub(crate) fn count(rows: &mut [Row], ours_only: bool) -> Result<bool> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Ok(false);
    }
    for row in rows
        .iter_mut()
        .filter(|row| !ours_only || row.package == "ours")
    {
        // What the program takes besides is the same in both runs.
        let (few, many) = match row.case.ends_with("events") {
            true => (1, 2),
            false => (100, 1100),
        };
        let instructions = run(row, many)? - run(row, few)?;
        row.instructions = Some(instructions / (many - few));
    }
    Ok(true)
}

/// All instructions of a run that makes so many.
fn run(row: &Row, times: u64) -> Result<u64> {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program(&format!("{}-time", row.package))?)
        .args(["make", &row.case, &row.maker, &times.to_string()])
        .output()?;
    let said = String::from_utf8_lossy(&run.stderr);
    let counted = said
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    let (_, count) = counted.ok_or_else(|| format!("valgrind said: {said}"))?;
    Ok(count.trim().parse()?)
}

fn baseline() -> PathBuf {
    folder().join("event/instructions.txt")
}

fn ours(rows: &[Row]) -> impl Iterator<Item = (String, u64)> {
    let ours = rows.iter().filter(|row| row.package == "ours");
    ours.filter_map(|row| Some((format!("{}; {}: ", row.case, row.maker), row.instructions?)))
}

pub(crate) fn bless(rows: &[Row]) -> Result<()> {
    let lines: String = ours(rows)
        .map(|(key, count)| format!("{key}{count}\n"))
        .collect();
    Ok(fs::write(baseline(), lines)?)
}

/// Fails if one of ours grew by more than 5 %, or is not in the baseline.
pub(crate) fn check(rows: &[Row]) -> Result<()> {
    let known = fs::read_to_string(baseline())?;
    let mut wrong = Vec::new();
    for (key, count) in ours(rows) {
        let before = known.lines().find_map(|line| line.strip_prefix(&key));
        match before.map(str::parse::<u64>).transpose()? {
            Some(before) if count as f64 <= before as f64 * 1.05 => {}
            Some(before) => wrong.push(format!("{key}{count} instructions, and {before} before")),
            None => wrong.push(format!("{key}no baseline; run with --bless")),
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong.join("\n").into()),
    }
}
