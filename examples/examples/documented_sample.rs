//! The sample of RudderStack's page on the group call, built from a struct of ours and printed as that page has it.
//!
//! `cargo run -p group-examples --example documented_sample`

use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company {
    id: String,
    name: String,
    industry: String,
    employees: u32,
    plan: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let hooli = Company {
        id: "5e8a78ba9d32d3b1898a6247".into(),
        name: "Hooli".into(),
        industry: "Technology".into(),
        employees: 4500,
        plan: "basic".into(),
    };
    let payload = Identity::user("1hKOmRA4GRlm").group(&hooli).build()?;

    // The page shows the event without the fields that every event has. The keys keep their order here because
    // this package switches on serde_json's `preserve_order`; without it they print in alphabetical order.
    let mut event = payload.to_value();
    if let Some(fields) = event.as_object_mut() {
        fields.retain(|key, _| ["type", "groupId", "traits"].contains(&key.as_str()));
    }
    println!("{event:#}");
    Ok(())
}
