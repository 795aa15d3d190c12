//! Limits and categories that can't be kept.

use group_core::{AddressTraits, GroupTraits};

#[derive(GroupTraits)]
struct Company {
    #[group(min = "1")]
    employees: u32,
    #[group(min = 1.5, as = "count")]
    owners: u32,
    #[group(min = -1, as = "count")]
    seats: u32,
    #[group(min = -1.5, max = 1.5)]
    score: f64,
    #[group(min = 3, max = 2)]
    name: String,
    #[group(max = 0.5, also = "tier")]
    plan: String,
    #[group(max = 1e300)]
    revenue: f64,
    #[group(min = MIN)]
    users: u32,
    #[group(pattern = "^[a-z+$")]
    industry: String,
    #[group(pattern = 7)]
    phone: String,
    #[group(pii = "")]
    email: String,
    #[group(pii)]
    website: String,
    #[group(pii = "contact", pii = "person")]
    avatar: String,
}

#[derive(AddressTraits)]
struct Office {
    #[group(pattern = "(")]
    postal_code: String,
    #[group(min = 2, max = 1)]
    city: String,
}

fn main() {}
