//! What each destination receives of a type, before any event is sent.

use std::collections::HashMap;
use std::error::Error;
use std::time::SystemTime;

use group_core::destinations::{report, report_for};
use group_core::{Address, GroupTraits, Identity};
use serde::Serialize;

#[derive(GroupTraits)]
#[group(group_type = "company", rename_all = "camelCase")]
struct Company {
    id: u32,
    /// How it calls itself.
    name: String,
    email: Option<String>,
    /// Both of Intercom's names for it.
    #[group(rename = "employees", also = "size")]
    headcount: u32,
    created_at: SystemTime,
    /// The subscription; cleared when it ends.
    #[group(null = "send")]
    plan: Option<String>,
    address: Address,
    /// Seats that are paid for and not taken.
    seats_left: u32,
    is_trialing: bool,
    tags: Vec<String>,
    limits: HashMap<String, u32>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let report = report::<Company>();

    println!(
        "{}",
        report.only(["Intercom", "HubSpot", "Postgres", "SQL Server"])
    );

    // In a test, this fails when `also` is removed.
    report.assert_arrives("Intercom", ["name", "size", "seatsLeft"]);

    // One event shows more: this user's name takes the place of the company's.
    let hooli = Company {
        id: 7,
        name: "Hooli".into(),
        email: None,
        headcount: 4500,
        created_at: SystemTime::UNIX_EPOCH,
        plan: None,
        address: Address::default(),
        seats_left: 12,
        is_trialing: false,
        tags: vec!["cloud".into()],
        limits: HashMap::new(),
    };
    #[derive(Serialize)]
    struct Profile<'a> {
        name: &'a str,
    }
    let user = Identity::user("1hKOmRA4GRlm")
        .with_anonymous_id("b2c1")
        .with_traits(&Profile { name: "Gavin" });
    let of_event = report_for(&user.group(&hooli).build()?);
    println!("{}", of_event.destination("GA4")?);

    println!("{}", report.only(["Snowflake"]).to_dbt());
    println!("{}", report.all());
    Ok(())
}
