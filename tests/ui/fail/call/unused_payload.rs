#![deny(unused_must_use)]

use group_core::Identity;

fn main() {
    Identity::user("u").group_with_id(7, &()).build();
}
