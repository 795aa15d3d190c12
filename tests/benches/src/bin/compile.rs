//! What the derive costs the compiler, beside serde's.
//!
//!     cargo run --release --manifest-path tests/benches/Cargo.toml --bin compile
//!
//! Crates of 500 structs with 12 fields are checked and built in the dev profile, without increments, the kinds taking
//! turns; the median of the rounds counts. `ms/struct` is what a struct costs beyond the crate without a derive. Then a
//! crate in which every struct has a mistake, and the cold build of the library itself.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const STRUCTS: usize = 500;
const ROUNDS: usize = 5;

/// A kind of crate: its name, what stands above each struct, and the type of `employees`.
const KINDS: [(&str, &str, &str); 5] = [
    ("no derive", "", "u32"),
    ("serde::Serialize", "#[derive(serde::Serialize)]", "u32"),
    ("GroupTraits", "#[derive(group_core::GroupTraits)]", "u32"),
    (
        "both",
        "#[derive(serde::Serialize, group_core::GroupTraits)]",
        "u32",
    ),
    (
        "GroupTraits, all wrong",
        "#[derive(group_core::GroupTraits)]",
        "Vec<u32>",
    ),
];

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join("group-core-compile");
    let _ = fs::remove_dir_all(&folder);
    let crates: Vec<PathBuf> = KINDS
        .iter()
        .enumerate()
        .map(|(i, (_, derive, employees))| generate(&folder, i, derive, employees))
        .collect::<Result<_>>()?;
    for krate in &crates {
        // Builds the dependencies.
        let _ = cargo(krate, "check");
        let _ = cargo(krate, "build");
    }
    println!(
        "{:<26}{:>10}{:>14}{:>10}{:>14}",
        "", "check s", "ms/struct", "build s", "ms/struct"
    );
    let mut times = vec![[Vec::new(), Vec::new()]; crates.len()];
    for _ in 0..ROUNDS {
        for (krate, times) in crates.iter().zip(&mut times) {
            for (command, times) in ["check", "build"].iter().zip(times) {
                let source = krate.join("src/lib.rs");
                fs::File::options()
                    .append(true)
                    .open(source)?
                    .set_modified(std::time::SystemTime::now())?;
                times.push(cargo(krate, command)?);
            }
        }
    }
    let medians: Vec<[f64; 2]> = times.into_iter().map(|times| times.map(median)).collect();
    let none = medians[0];
    let cost =
        |i: usize, command: usize| (medians[i][command] - none[command]) * 1000.0 / STRUCTS as f64;
    for (i, (name, ..)) in KINDS.iter().enumerate() {
        println!(
            "{name:<26}{:>10.2}{:>14.2}{:>10.2}{:>14.2}",
            medians[i][0],
            cost(i, 0),
            medians[i][1],
            cost(i, 1)
        );
    }
    println!(
        "\nGroupTraits against serde::Serialize, a struct: check {:.2}, build {:.2}",
        cost(2, 0) / cost(1, 0),
        cost(2, 1) / cost(1, 1)
    );
    println!(
        "all wrong against all right, check: {:.2}",
        medians[4][0] / medians[2][0]
    );
    cold(&folder)?;
    fs::remove_dir_all(&folder)?;
    Ok(())
}

fn generate(folder: &Path, i: usize, derive: &str, employees: &str) -> Result<PathBuf> {
    let krate = folder.join(format!("c{i}"));
    fs::create_dir_all(krate.join("src"))?;
    let core = core_path();
    fs::write(
        krate.join("Cargo.toml"),
        format!(
            "[workspace]\n[package]\nname = \"c{i}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\ngroup-core = {{ path = {core:?} }}\n",
        ),
    )?;
    let structs: String = (0..STRUCTS)
        .map(|n| {
            format!(
                "{derive}\npub struct S{n} {{ pub id: u64, pub name: String, pub email: Option<String>, pub phone: String, \
                 pub industry: String, pub created_at: std::time::SystemTime, pub description: String, \
                 pub employees: {employees}, pub plan: String, pub website: Option<String>, pub seats_left: u32, \
                 pub tags: Vec<String> }}\n"
            )
        })
        .collect();
    fs::write(krate.join("src/lib.rs"), structs)?;
    Ok(krate)
}

fn core_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../group-core")
}

/// The seconds that a command takes; whether it succeeds does not matter.
fn cargo(krate: &Path, command: &str) -> Result<f64> {
    let start = Instant::now();
    Command::new("cargo")
        .args([command, "--quiet"])
        .current_dir(krate)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", krate.join("target"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    Ok(start.elapsed().as_secs_f64())
}

/// The cold build of the library and of what one would have anyway, and of each feature.
fn cold(folder: &Path) -> Result<()> {
    let core = core_path();
    let ours =
        |features: &str| format!("group-core = {{ path = {core:?}, features = [{features}] }}\n");
    let kinds = [
        (
            "serde + derive + serde_json",
            "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n".to_owned(),
        ),
        ("group-core", ours("")),
        ("group-core, jiff", ours("\"jiff\"")),
        ("group-core, chrono", ours("\"chrono\"")),
        ("group-core, time", ours("\"time\"")),
        ("group-core, url", ours("\"url\"")),
        ("group-core, uuid", ours("\"uuid\"")),
        ("group-core, client", ours("\"client\"")),
    ];
    println!("\n{:<30}{:>8}{:>10}", "cold build", "crates", "s");
    let krate = folder.join("cold");
    fs::create_dir_all(krate.join("src"))?;
    fs::write(krate.join("src/lib.rs"), "")?;
    for (name, dependencies) in kinds {
        let manifest = format!(
            "[workspace]\n[package]\nname = \"cold\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n{dependencies}"
        );
        fs::write(krate.join("Cargo.toml"), manifest)?;
        cargo(&krate, "fetch")?;
        let times = (0..3)
            .map(|_| {
                let _ = fs::remove_dir_all(krate.join("target"));
                cargo(&krate, "build")
            })
            .collect::<Result<Vec<f64>>>()?;
        let tree = Command::new("cargo")
            .args(["tree", "--edges", "normal", "--prefix", "none", "--quiet"])
            .current_dir(&krate)
            .output()?;
        let tree = String::from_utf8_lossy(&tree.stdout);
        let crates: std::collections::BTreeSet<_> = tree
            .lines()
            .filter_map(|line| line.split(" (").next())
            .collect();
        println!("{name:<30}{:>8}{:>10.2}", crates.len() - 1, median(times));
    }
    Ok(())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}
