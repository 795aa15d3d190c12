//! What must not compile, with the messages that users read, and what must, though it looks like a mistake.

use trybuild::TestCases;

/// Apart from the other: trybuild checks programs all at once, unless some of them are to be run.
#[test]
fn what_compiles() {
    TestCases::new().pass("ui/pass/*.rs");
}

/// Other releases of rustc word and lay out errors otherwise than the one that the goldens were blessed with.
#[rustversion::attr(
    not(stable(1.95)),
    ignore = "the goldens of ui/fail belong to rustc 1.95"
)]
#[test]
fn what_does_not_compile() {
    TestCases::new().compile_fail("ui/fail/**/*.rs");
}
