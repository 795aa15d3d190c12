#![deny(unused_must_use)]

use group_core::Context;

fn main() {
    Context::new().ip("10.0.0.1");
}
