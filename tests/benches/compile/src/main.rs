//! What the derive costs the compiler, beside serde's.
//!
//!     cargo run --release --manifest-path tests/benches/Cargo.toml -p compile
//!
//! Crates of 500 structs with 12 fields are checked and built in the dev profile, without increments, the kinds taking
//! turns; the median of the rounds counts. `ms` is what a struct costs beyond a crate without a derive, `tokens` what the
//! derive writes for it, `code` its bytes of machine code. Then cold builds of the library itself.
//!
//! `--quick` takes few structs and one round, and no cold builds: to see that it works.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Instant, SystemTime};

use object::read::archive::ArchiveFile;
use object::{Object, ObjectSection, SectionKind};
use proc_macro2::{TokenStream, TokenTree};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A kind of crate.
struct Kind {
    name: &'static str,
    /// What stands above each struct.
    derive: &'static str,
    /// The field `employees`, right or wrong.
    employees: &'static str,
    /// A function for each struct, `{n}`, that makes an event or JSON of it.
    using: &'static str,
}

const RIGHT: &str = "employees: u32";
const SEND: &str = "pub fn send{n}(user: &group_core::Identity, it: &S{n}) -> group_core::Payload { user.group(it).build().unwrap() }";
const TO_JSON: &str = "pub fn send{n}(it: &S{n}) -> Vec<u8> { serde_json::to_vec(it).unwrap() }";

const fn kind(
    name: &'static str,
    derive: &'static str,
    employees: &'static str,
    using: &'static str,
) -> Kind {
    Kind {
        name,
        derive,
        employees,
        using,
    }
}

const GROUP: &str = "#[derive(group_core::GroupTraits)]";
const SERDE: &str = "#[derive(serde::Serialize)]";
const BOTH: &str = "#[derive(serde::Serialize, group_core::GroupTraits)]";

const KINDS: [Kind; 8] = [
    kind("no derive", "", RIGHT, ""),
    kind("`serde::Serialize`", SERDE, RIGHT, ""),
    kind("`GroupTraits`", GROUP, RIGHT, ""),
    kind("both", BOTH, RIGHT, ""),
    kind("`serde::Serialize`, each used", SERDE, RIGHT, TO_JSON),
    kind("`GroupTraits`, each used", GROUP, RIGHT, SEND),
    kind(
        "`GroupTraits`, a wrong type in each",
        GROUP,
        "employees: Vec<u32>",
        "",
    ),
    kind(
        "`GroupTraits`, a wrong name in each",
        GROUP,
        "employes: u32",
        "",
    ),
];

/// A crate, and what was measured of it.
struct Measured {
    kind: &'static Kind,
    folder: PathBuf,
    /// Seconds, in each round.
    check: Vec<f64>,
    build: Vec<f64>,
    tokens: Option<usize>,
    code: Option<u64>,
}

impl Measured {
    fn is_right(&self) -> bool {
        self.kind.employees == RIGHT
    }
}

fn main() -> Result<()> {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    let (structs, rounds) = if is_quick { (20, 1) } else { (500, 7) };
    let folder = std::env::temp_dir().join("group-core-compile");
    let _ = fs::remove_dir_all(&folder);
    let mut crates = Vec::new();
    for (i, kind) in KINDS.iter().enumerate() {
        crates.push(prepare(&folder, i, kind, structs)?);
    }
    for _ in 0..rounds {
        for krate in &mut crates {
            krate.check.push(time(krate, "check")?);
            if krate.is_right() {
                krate.build.push(time(krate, "build")?);
            }
        }
    }
    print(&crates, structs);
    if !is_quick {
        cold(&folder)?;
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Makes a crate, builds what it depends on, and counts what need not be timed.
fn prepare(folder: &Path, i: usize, kind: &'static Kind, structs: usize) -> Result<Measured> {
    let name = format!("measured{i}");
    let folder = folder.join(&name);
    fs::create_dir_all(folder.join("src"))?;
    let manifest = manifest(
        &name,
        &format!(
            "serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n{}",
            group_core("")
        ),
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let Kind {
        derive, employees, ..
    } = kind;
    let structs: String = (0..structs)
        .map(|n| {
            let using = kind.using.replace("{n}", &n.to_string());
            format!(
                "{derive}\npub struct S{n} {{ pub id: u64, pub name: String, pub email: Option<String>, pub phone: String, \
                 pub industry: String, pub created_at: std::time::SystemTime, pub description: String, \
                 pub {employees}, pub plan: String, pub website: Option<String>, pub seats_left: u32, \
                 pub tags: Vec<String> }}\n{using}\n"
            )
        })
        .collect();
    fs::write(folder.join("src/lib.rs"), structs)?;
    let mut measured = Measured {
        kind,
        folder,
        check: Vec::new(),
        build: Vec::new(),
        tokens: None,
        code: None,
    };
    if measured.is_right() {
        succeed(cargo(&measured.folder, "check"))?;
        succeed(cargo(&measured.folder, "build"))?;
        measured.tokens = expanded(&measured.folder).ok();
        measured.code = Some(machine_code(&measured.folder, &name)?);
    } else {
        // It fails, after what it depends on is built.
        let _ = cargo(&measured.folder, "check").output()?;
    }
    Ok(measured)
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[workspace]\n[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n{dependencies}"
    )
}

fn group_core(features: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../group-core");
    format!("group-core = {{ path = {path:?}, features = [{features}] }}\n")
}

fn cargo(folder: &Path, command: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .args([command, "--quiet"])
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", folder.with_file_name("target"))
        .env_remove("RUSTFLAGS")
        .stdin(Stdio::null());
    cargo
}

fn succeed(mut command: Command) -> Result<Vec<u8>> {
    let output = command.output()?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into()),
    }
}

/// The seconds that a command takes after a change of the source.
fn time(krate: &Measured, command: &str) -> Result<f64> {
    let source = krate.folder.join("src/lib.rs");
    let source = fs::File::options().append(true).open(source)?;
    source.set_modified(SystemTime::now())?;
    let start = Instant::now();
    let status = cargo(&krate.folder, command).output()?.status;
    let seconds = start.elapsed().as_secs_f64();
    match status.success() == krate.is_right() {
        true => Ok(seconds),
        false => Err(format!(
            "`cargo {command}` of {} was to end otherwise",
            krate.kind.name
        )
        .into()),
    }
}

/// How many tokens the crate has after its derives. The compiler shows them on demand, on stable to those who insist.
fn expanded(folder: &Path) -> Result<usize> {
    let mut rustc = cargo(folder, "rustc");
    rustc
        .args(["--", "-Zunpretty=expanded"])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", folder.with_file_name("expanded"));
    let text = String::from_utf8(succeed(rustc)?)?;
    let tokens: TokenStream = text.parse().map_err(|error| format!("{error}"))?;
    Ok(count(tokens))
}

fn count(tokens: TokenStream) -> usize {
    let count = |token| match token {
        // With its two delimiters.
        TokenTree::Group(group) => 2 + count(group.stream()),
        _ => 1,
    };
    tokens.into_iter().map(count).sum()
}

/// The bytes of machine code in the crate's library.
fn machine_code(folder: &Path, name: &str) -> Result<u64> {
    let library = fs::read_dir(folder.with_file_name("target").join("debug/deps"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| {
            let file = path.file_name().and_then(|file| file.to_str());
            let start = format!("lib{name}-");
            file.is_some_and(|file| file.starts_with(&start) && file.ends_with(".rlib"))
        })
        .ok_or_else(|| format!("{name} has no library"))?;
    let library = fs::read(library)?;
    let mut bytes = 0;
    for member in ArchiveFile::parse(&*library)?.members() {
        let member = member?;
        if member.name() != b"lib.rmeta" {
            let object = object::File::parse(member.data(&*library)?)?;
            let sections = object.sections();
            let text = sections.filter(|section| section.kind() == SectionKind::Text);
            bytes += text.map(|section| section.size()).sum::<u64>();
        }
    }
    Ok(bytes)
}

fn print(crates: &[Measured], structs: usize) {
    println!("| {structs} structs | check s | ms | build s | ms | tokens | code |");
    println!("|---|---|---|---|---|---|---|");
    let [none, serde, group, _, serde_used, group_used, wrong @ ..] = crates else {
        return;
    };
    let a_struct = |times: &[f64], of_none: &[f64]| {
        (median(times) - median(of_none)) * 1000.0 / structs as f64
    };
    for krate in crates {
        let build = match krate.is_right() {
            true => format!(
                "{:.2} | {:.2}",
                median(&krate.build),
                a_struct(&krate.build, &none.build)
            ),
            false => "| ".to_owned(),
        };
        let tokens = krate.tokens.zip(none.tokens);
        let tokens = tokens.map(|(its, of_none)| its.saturating_sub(of_none) / structs);
        let code = krate.code.zip(none.code);
        let code = code.map(|(its, of_none)| its.saturating_sub(of_none) / structs as u64);
        println!(
            "| {} | {:.2} | {:.2} | {build} | {} | {} |",
            krate.kind.name,
            median(&krate.check),
            a_struct(&krate.check, &none.check),
            tokens.map(|tokens| tokens.to_string()).unwrap_or_default(),
            code.map(|code| code.to_string()).unwrap_or_default(),
        );
    }
    let check = |krate: &Measured| a_struct(&krate.check, &none.check);
    let build = |krate: &Measured| a_struct(&krate.build, &none.build);
    println!("\n`GroupTraits` against `serde::Serialize`, ms a struct:");
    println!(
        "- check {:.2}, build {:.2}",
        check(group) / check(serde),
        build(group) / build(serde)
    );
    println!(
        "- each used: build {:.2}",
        build(group_used) / build(serde_used)
    );
    for wrong in wrong {
        println!(
            "- {} against all right, check: {:.2}",
            wrong.kind.name,
            median(&wrong.check) / median(&group.check)
        );
    }
}

/// Cold builds of the library, of what one would have anyway, and of each feature.
fn cold(folder: &Path) -> Result<()> {
    const ROUNDS: usize = 3;
    let kinds = [
        (
            "serde + derive + serde_json",
            "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n".to_owned(),
        ),
        (
            "group-core without `derive`",
            group_core("").replace("features", "default-features = false, features"),
        ),
        ("group-core", group_core("")),
        ("with `jiff`", group_core("\"jiff\"")),
        ("with `chrono`", group_core("\"chrono\"")),
        ("with `time`", group_core("\"time\"")),
        ("with `url`", group_core("\"url\"")),
        ("with `uuid`", group_core("\"uuid\"")),
        ("with `client`", group_core("\"client\"")),
    ];
    let mut builds = Vec::new();
    for (i, (name, dependencies)) in kinds.into_iter().enumerate() {
        let krate = folder.join(format!("cold{i}"));
        fs::create_dir_all(krate.join("src"))?;
        fs::write(krate.join("src/lib.rs"), "")?;
        fs::write(krate.join("Cargo.toml"), manifest("cold", &dependencies))?;
        succeed(cargo(&krate, "fetch"))?;
        builds.push((name, krate, Vec::new()));
    }
    for _ in 0..ROUNDS {
        for (_, krate, times) in &mut builds {
            let _ = fs::remove_dir_all(krate.with_file_name("target"));
            let start = Instant::now();
            succeed(cargo(krate, "build"))?;
            times.push(start.elapsed().as_secs_f64());
        }
    }
    println!("\n| cold build | crates | s | against the first |");
    println!("|---|---|---|---|");
    let first = median(&builds[0].2);
    for (name, krate, times) in &builds {
        let crates = crates(krate)?;
        let seconds = median(times);
        println!(
            "| {name} | {crates} | {seconds:.2} | {:.2} |",
            seconds / first
        );
    }
    Ok(())
}

/// The crates in the normal tree of a crate, without itself.
fn crates(krate: &Path) -> Result<usize> {
    let mut tree = cargo(krate, "tree");
    tree.args(["--edges", "normal", "--prefix", "none"]);
    let tree = String::from_utf8(succeed(tree)?)?;
    let crates: BTreeSet<_> = tree
        .lines()
        .filter_map(|line| line.split(" (").next())
        .collect();
    Ok(crates.len() - 1)
}

fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}
