//! What is wrong with a struct is said by one of its two derives.

use group_core::{GroupSchema, GroupTraits};

#[derive(GroupTraits, GroupSchema)]
struct Company {
    #[group(rename = 7)]
    name: String,
    employees: String,
}

#[derive(GroupSchema)]
struct Alone {
    name: String,
}

fn main() {}
