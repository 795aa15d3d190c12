use group_core::GroupTraits;
use serde::Serialize;

#[derive(GroupTraits, Serialize)]
struct Company {
    #[serde(skip)]
    employees: String,
}

fn main() {}
