//! One identity through a session: an anonymous visitor, an identify, two groups, a logout. The user's traits come
//! into every later group call as `context.traits`; the traits of one group never come into another.
//!
//! `cargo run -p group-examples --example identify_then_groups`

use group_core::{Context, GroupTraits, Identity, Payload};
use serde::Serialize;

#[derive(GroupTraits)]
struct Company {
    id: String,
    name: String,
    plan: Option<String>,
}

#[derive(Serialize)]
struct Profile {
    email: &'static str,
    role: &'static str,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let hooli = Company {
        id: "5e8a78ba9d32d3b1898a6247".into(),
        name: "Hooli".into(),
        plan: Some("enterprise".into()),
    };
    let pied_piper = Company {
        id: "5e8a78ba9d32d3b1898a6248".into(),
        name: "Pied Piper".into(),
        plan: None,
    };
    let profile = Profile {
        email: "richard@piedpiper.com",
        role: "engineer",
    };

    // The browser gave this visitor an anonymousId. Without one, `Identity::generate()` makes it.
    let mut visitor = Identity::anonymous("f4a5d8d2-0d4b-4e0c-9a53-6d0b8a3f7c11");
    print("before the login", &visitor.group(&hooli).build()?);

    // From here on the userId and the profile are remembered.
    print("identify", &visitor.identify("richard", &profile).build()?);
    print("a group", &visitor.group(&hooli).build()?);
    print(
        "another, with no plan",
        &visitor.group(&pied_piper).build()?,
    );

    // For one event: the role given here wins over the remembered one.
    let context = Context::new().traits(&serde_json::json!({"role": "founder"}));
    let call = visitor.group(&pied_piper).context(context);
    print("another role, once", &call.build()?);
    print("the next event", &visitor.group(&pied_piper).build()?);

    // After a logout the userId and the traits are forgotten, and the anonymousId stays.
    visitor.reset();
    print("after the logout", &visitor.group(&hooli).build()?);

    // A service that keeps nothing between events tells the identity what it knows.
    let stateless = Identity::user("richard").with_traits(&profile);
    print("without an identify", &stateless.group(&hooli).build()?);
    Ok(())
}

/// Prints what the event says about the user and the group.
fn print(title: &str, payload: &Payload) {
    let event = payload.to_value();
    println!("{title}");
    for key in ["type", "userId", "anonymousId", "groupId", "traits"] {
        match event.get(key) {
            Some(value) => println!("  {key:<15}{value}"),
            None => println!("  {key:<15}-"),
        }
    }
    match event["context"].get("traits") {
        Some(value) => println!("  context.traits {value}\n"),
        None => println!("  context.traits -\n"),
    }
}
