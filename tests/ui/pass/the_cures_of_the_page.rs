use std::collections::HashMap;
use std::marker::PhantomData;

use group_core::{AddressTraits, GroupTraits, IdTrait};

#[derive(IdTrait)]
struct TenantId(u64);

#[derive(AddressTraits)]
struct Office {
    #[group(rename = "postalCode")]
    zip: String,
}

fn trimmed(name: &String) -> &str {
    name.trim()
}

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "row")]
    id: u64,
    #[group(group_id)]
    tenant: TenantId,
    #[group(map = trimmed)]
    name: String,
    #[group(rename = "employees")]
    employee_count: u32,
    #[group(rename = "sales_channel")]
    channel: String,
    #[group(as = "date")]
    renewal: jiff::Timestamp,
    #[group(skip)]
    log: Option<std::fs::File>,
    extra: HashMap<String, String>,
    address: Office,
    billing_city: String,
}

#[derive(IdTrait)]
struct Id<T>(u64, PhantomData<T>);

fn whole(of: &f64) -> u32 {
    *of as u32
}

fn name_of(parent: &Option<Box<Branch>>) -> Option<&str> {
    parent.as_ref().map(|parent| parent.name.as_str())
}

#[derive(GroupTraits)]
struct Branch {
    id: Id<Branch>,
    name: String,
    #[group(rename = "parent_name", map = name_of)]
    parent: Option<Box<Branch>>,
    #[group(map = whole)]
    employees: f64,
    #[group(map = ToString::to_string)]
    phone: u64,
    #[group(skip)]
    phone_number: String,
    #[group(rename = "address.city")]
    town: String,
    #[group(rename = "seats", custom)]
    places: u32,
}

#[derive(GroupTraits)]
struct Shop {
    #[group(rename = "address.street")]
    address: String,
    #[group(rename = "address.postalCode")]
    zip: String,
}

fn main() {}
