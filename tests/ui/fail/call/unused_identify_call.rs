#![deny(unused_must_use)]

use group_core::Identity;

fn main() {
    Identity::user("u").identify("u", &());
}
