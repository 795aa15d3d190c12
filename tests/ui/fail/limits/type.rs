use std::collections::BTreeMap;

use group_core::GroupTraits;

type Flag = bool;

#[derive(GroupTraits)]
struct Company<'a> {
    #[group(min = 1)]
    is_trial: bool,
    #[group(max = 1)]
    is_paying: Option<&'a Flag>,
    #[group(max = 5)]
    features: BTreeMap<String, bool>,
    #[group(pattern = "^[0-9]+$")]
    seats_left: u32,
}

fn main() {}
