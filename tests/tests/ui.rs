//! What must not compile, with the messages that users read, and what must, though it looks like a mistake.
//!
//! After a change of messages, bless the goldens with the one command, and read what changed:
//! `TRYBUILD=overwrite cargo test -p group-tests --test ui`

use std::env;
use std::io::{self, Write};
use std::process::Command;

/// The release of rustc that the goldens were blessed with. Others word and lay out errors otherwise.
const BLESSED: &str = "1.95.0";

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    let rustc = rustc_release();
    if rustc == BLESSED {
        cases.compile_fail("ui/fail/**/*.rs");
    } else {
        // Not by `println!`, which a passing test does not show.
        writeln!(
            io::stderr(),
            "skipped: the goldens of ui/fail belong to rustc {BLESSED}, and this is {rustc}",
        )
        .unwrap();
    }
}

/// The `1.95.0` of `rustc 1.95.0 (59807616e 2026-04-14)`.
fn rustc_release() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    version.split(' ').nth(1).unwrap().trim().to_owned()
}
