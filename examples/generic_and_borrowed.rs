//! Structs with type parameters and structs that borrow. Bounds are taken from the fields' types; none are written.
//!
//! `cargo run -p group-examples --example generic_and_borrowed`

use std::borrow::Cow;

use group_core::{GroupTraits, HasGroupId, Identity, PayloadError, Traits};
use serde::Serialize;
use serde_json::json;

/// Generic in its id, in its plan, and in what is measured of it.
#[derive(GroupTraits)]
struct Account<I, P, U> {
    id: I,
    name: String,
    plan: P,
    usage: U,
}

#[derive(Serialize)]
struct Usage {
    events: u64,
    seats: u32,
}

/// Borrows its text: nothing is cloned to make an event.
#[derive(GroupTraits)]
struct CompanyRef<'a> {
    id: &'a str,
    name: &'a str,
    industry: Option<&'a str>,
    description: Cow<'a, str>,
}

/// Adds a trait to those of any other struct. The id inside is not sent: it is the outer struct that is the group.
#[derive(GroupTraits)]
struct Tagged<'a, T> {
    #[group(group_id)]
    key: u32,
    #[group(flatten)]
    inner: &'a T,
    tags: &'a [&'a str],
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let measured = Account {
        id: 4711_u64,
        name: "Hooli".to_owned(),
        plan: "enterprise",
        usage: Usage {
            events: 9_000_000,
            seats: 250,
        },
    };
    print("an id of u64, usage of a struct", &measured)?;

    // `()` and `None` as a custom trait are left out.
    let unmeasured = Account {
        id: "5e8a78ba9d32d3b1898a6247",
        name: "Pied Piper".to_owned(),
        plan: None::<String>,
        usage: (),
    };
    print("an id of &str, no plan, usage of ()", &unmeasured)?;

    // A line of a file, never copied into strings of its own.
    let line = String::from("5e8a78ba9d32d3b1898a6249;Raviga;Venture Capital");
    let mut columns = line.split(';');
    let raviga = CompanyRef {
        id: columns.next().ok_or("no id")?,
        name: columns.next().ok_or("no name")?,
        industry: columns.next(),
        description: "Backs Pied Piper".into(),
    };
    print("borrowed", &raviga)?;

    let tagged = Tagged {
        key: 7,
        inner: &raviga,
        tags: &["investor", "us"],
    };
    print("flattened", &tagged)?;
    Ok(())
}

/// Takes any struct that derives `GroupTraits` and has an id.
fn print<T: GroupTraits + HasGroupId>(title: &str, group: &T) -> Result<(), PayloadError> {
    let event = Identity::user("1hKOmRA4GRlm").group(group).build()?;
    let id = event.group_id().unwrap_or_default();
    let traits = json!(Traits(group));
    println!("{title}\n  groupId {id}\n  traits  {traits}\n");
    Ok(())
}
