#![deny(unused_must_use)]

use group_core::Identity;

fn main() {
    Identity::user("u").with_anonymous_id("a");
}
