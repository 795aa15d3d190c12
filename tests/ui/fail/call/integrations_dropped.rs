#![deny(unused_must_use)]

use group_core::Integrations;

fn main() {
    Integrations::all();
}
