//! What must not compile, with the messages that users read.

use trybuild::TestCases;

/// Other releases of rustc word and lay out errors otherwise than the one that the goldens were blessed with.
#[rustversion::attr(
    not(stable(1.95)),
    ignore = "the goldens of `fail` belong to rustc 1.95"
)]
#[test]
fn what_does_not_compile() {
    TestCases::new().compile_fail("fail/**/*.rs");
}
