//! What is refused when an event is built: every problem of it at once, each with its path and its reason.
//!
//! `cargo run -p group-examples --example errors_of_a_build`

use group_core::{Context, GroupTraits, Identity, PayloadError, ProblemKind};
use serde_json::json;

#[derive(GroupTraits)]
#[group(rename_all = "camelCase")]
struct Company {
    id: Option<String>,
    name: String,
    employees: i64,
    /// An identifier of another system.
    crm_id: u64,
    growth: f64,
    seats_by_floor: Vec<i64>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let user = Identity::user("1hKOmRA4GRlm");
    let mut hooli = Company {
        id: None,
        name: "Hooli".into(),
        employees: -1,
        crm_id: 9_007_199_254_740_993,
        growth: 4500.0 / 0.0,
        seats_by_floor: vec![40, 60, i64::MAX],
    };

    let context = Context::new().insert("library", json!({"name": "mine"}));
    match user.group(&hooli).context(context).build() {
        Ok(payload) => println!("{payload}"),
        Err(refused) => explain(&refused),
    }

    // The error is one line when it is printed as a whole, for a log.
    if let Err(refused) = user.group_with_id(" \u{200b}", &()).build() {
        println!("\n{refused}");
    }

    // The struct put right.
    hooli.id = Some("5e8a78ba9d32d3b1898a6247".into());
    hooli.employees = 4500;
    hooli.crm_id = 9_007_199_254_740_992;
    hooli.growth = 0.25;
    hooli.seats_by_floor = vec![40, 60, 55];
    let payload = user.group(&hooli).build()?;
    println!("\naccepted:\n{payload}");
    Ok(())
}

fn explain(refused: &PayloadError) {
    println!("{} problems:", refused.problems().len());
    for problem in refused.problems() {
        println!("  {:<23} {}", problem.path(), problem.kind());
        // A program can tell them apart, too. More kinds may come.
        match problem.kind() {
            ProblemKind::MissingId => println!("  {:<23} -> skip this company", ""),
            ProblemKind::IntegerTooLarge { value } => {
                println!("  {:<23} -> send \"{value}\"", "");
            }
            _ => {}
        }
    }
}
