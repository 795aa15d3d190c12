use group_core::GroupTraits;

use std::collections::HashMap;

#[derive(GroupTraits)]
struct Company {
    address: HashMap<String, String>,
}

fn main() {}
