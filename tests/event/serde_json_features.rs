//! Runs the tests of `serde-json-features`: a workspace of its own, since Cargo would switch the features of
//! serde_json that it needs on for all tests of this one.

use std::path::Path;
use std::process::Command;

#[test]
fn the_features_of_serde_json_change_nothing() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("serde-json-features");
    // The versions of this workspace, which are there already: no network is needed.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, package.join("Cargo.lock")).unwrap();

    let run = Command::new(env!("CARGO"))
        .arg("test")
        .arg("--manifest-path")
        .arg(package.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("serde-json-features"))
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr),
    );
}
