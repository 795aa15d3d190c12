//! Types of your own in the reserved traits: an enum and newtypes by a derive, anything else by one method.
//!
//! `cargo run -p group-examples --example newtypes_and_enums`

use std::borrow::Cow;

use group_core::{CountTrait, Date, DateTrait, GroupTraits, IdTrait, Identity, TextTrait, Traits};
use uuid::Uuid;

/// The groupId: a newtype over anything that is an id.
#[derive(IdTrait)]
struct CompanyId(Uuid);

/// Text. The derive makes it an id as well.
#[derive(TextTrait)]
struct Email(String);

/// One string for each variant: its name in snake_case, or its `rename`. An enum with `#[serde(rename_all = "…")]` needs
/// nothing more: its spelling is the one of serde.
#[derive(TextTrait)]
#[group(rename_all = "snake_case")]
enum Plan {
    Basic,
    TeamPlus,
    #[group(rename = "enterprise-2024")]
    Enterprise,
}

#[derive(CountTrait)]
struct Headcount(u32);

#[derive(DateTrait)]
struct Founded(Date);

/// What is no newtype says in one method what its text is.
struct Phone {
    country: u16,
    number: u64,
}

impl TextTrait for Phone {
    fn text(&self) -> Cow<'_, str> {
        format!("+{} {}", self.country, self.number).into()
    }
}

#[derive(GroupTraits)]
struct Company {
    id: CompanyId,
    name: String,
    email: Email,
    phone: Phone,
    plan: Plan,
    employees: Headcount,
    created_at: Founded,
    /// A custom trait goes through serde. `as` sends it the way of a reserved one, so that a type without
    /// `Serialize` will do.
    #[group(as = "text")]
    next_plan: Option<Plan>,
    #[group(as = "id")]
    parent_company: Option<CompanyId>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let hooli = Company {
        id: CompanyId("5e8a78ba-9d32-4d3b-9898-a62470000001".parse()?),
        name: "Hooli".into(),
        email: Email("hello@hooli.xyz".into()),
        phone: Phone {
            country: 1,
            number: 6_505_550_100,
        },
        plan: Plan::TeamPlus,
        employees: Headcount(4500),
        created_at: Founded(Date::parse("2014-04-06T12:00:00Z")?),
        next_plan: Some(Plan::Enterprise),
        parent_company: None,
    };
    let event = Identity::user(42).group(&hooli).build()?;
    println!("userId: {:?}", event.user_id());
    println!("groupId: {:?}", event.group_id());
    println!("traits: {}", serde_json::to_string_pretty(&Traits(&hooli))?);

    let plans = [Plan::Basic, Plan::TeamPlus, Plan::Enterprise];
    println!("plans: {:?}", plans.each_ref().map(Plan::text));
    Ok(())
}
