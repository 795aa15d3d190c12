//! A user, the company they work for and a workspace they share: the documented sample first, then whole events.
//! It sends nothing.
//!
//! `cargo run -p group-examples --example first_run`

use group_core::{Address, GroupTraits, Identity, Payload, TextTrait};
use jiff::{Timestamp, civil};
use serde_json::json;
use url::Url;

/// A company, with all twelve reserved traits. The type of each field is checked for its trait.
#[derive(Default, GroupTraits)]
struct Company {
    id: String, // becomes the groupId, and is not repeated among the traits
    name: String,
    industry: String,
    #[group(rename = "employees")]
    headcount: u32,
    plan: Plan,
    email: Option<String>, // what is `None` is left out
    phone: Option<String>,
    address: Option<Address>,
    created_at: Option<Timestamp>, // sent as createdAt
    description: Option<String>,
    website: Option<Url>,
    avatar: Option<Url>,
}

#[derive(Default, TextTrait)]
enum Plan {
    #[default]
    Basic,
    Enterprise,
}

/// A workspace: of its traits only `name` is reserved, the others are custom ones.
#[derive(GroupTraits)]
#[group(group_type = "workspace", rename_all = "camelCase")]
struct Workspace {
    id: u64,
    name: String,
    seats_left: u32,
    tags: Vec<&'static str>,
    #[group(as = "date")]
    renews_on: civil::Date, // of a type without `Serialize`: sent the way of a reserved date
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut user = Identity::user("1hKOmRA4GRlm");

    println!("1. The sample of RudderStack's page on the group call, without the common fields:\n");
    let hooli = Company {
        id: "5e8a78ba9d32d3b1898a6247".into(),
        name: "Hooli".into(),
        industry: "Technology".into(),
        headcount: 4500,
        ..Company::default()
    };
    let mut sample = user.group(&hooli).build()?.to_value();
    if let Some(fields) = sample.as_object_mut() {
        fields.retain(|key, _| ["type", "groupId", "traits"].contains(&key.as_str()));
    }
    println!("{sample:#}\n");

    println!("2. identify: who the user is. The identity remembers these traits:\n");
    let profile = json!({"name": "Gavin Belson", "email": "gavin@hooli.xyz"});
    print(&user.identify("1hKOmRA4GRlm", &profile).build()?)?;

    println!("3. group: the user belongs to this company. All reserved traits are given;");
    println!("   context.traits has what identify told about the user:\n");
    let hooli = Company {
        plan: Plan::Enterprise,
        email: Some("hello@hooli.xyz".into()),
        phone: Some("+1 650 555 0100".into()),
        address: Some(Address {
            street: Some("1 Hooli Way".into()),
            city: Some("Palo Alto".into()),
            state: Some("CA".into()),
            postal_code: Some("94301".into()),
            country: Some("US".into()),
        }),
        created_at: Some("2014-04-06T12:00:00Z".parse()?),
        description: Some("Makes the world a better place".into()),
        website: Some("https://hooli.xyz".parse()?),
        avatar: Some("https://hooli.xyz/logo.png".parse()?),
        ..hooli
    };
    print(&user.group(&hooli).build()?)?;

    println!("4. group: the same user in a workspace. Nothing of the company is in it:\n");
    let nucleus = Workspace {
        id: 77,
        name: "Nucleus".into(),
        seats_left: 3,
        tags: vec!["compression", "video"],
        renews_on: civil::date(2027, 1, 31),
    };
    print(&user.group(&nucleus).build()?)
}

fn print(payload: &Payload) -> Result<(), Box<dyn std::error::Error>> {
    println!("{}\n", serde_json::to_string_pretty(payload)?);
    Ok(())
}
