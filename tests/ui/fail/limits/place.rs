//! Limits and categories where nothing can be held against them.

use group_core::{Address, Date, GroupTraits};

#[derive(GroupTraits)]
struct OnTheId {
    #[group(pii = "person", min = 1)]
    id: String,
}

#[derive(GroupTraits)]
struct OnAMarkedId {
    #[group(group_id, pattern = "^a")]
    key: String,
}

#[derive(GroupTraits)]
struct OnAnObject {
    #[group(min = 1, pii = "place")]
    address: Address,
}

#[derive(GroupTraits)]
struct OnADate {
    #[group(max = 3, pii = "person")]
    created_at: Date,
}

#[derive(GroupTraits)]
struct OnACount {
    #[group(pattern = "^1", max = 3)]
    employees: u32,
}

#[derive(GroupTraits)]
struct OnWhatMapGives {
    #[group(map = Vec::len, max = 3)]
    tags: Vec<String>,
}

#[derive(GroupTraits)]
struct OnAFlattenedStruct {
    #[group(flatten, pii = "person")]
    inner: OnACount,
}

fn main() {}
