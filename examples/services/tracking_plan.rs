//! The tracking plan from the types: its files, what a change of the types means, a page, and personal data.

use std::env;
use std::error::Error;
use std::fs;
use std::time::SystemTime;

use group_core::plan::TrackingPlan;
use group_core::{Address, GroupSchema, GroupTraits, Identity, Policy, TextTrait};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(TextTrait)]
#[group(rename_all = "lowercase")]
#[allow(dead_code)]
enum Plan {
    Free,
    Basic,
    Enterprise,
}

/// What a company may use.
#[derive(Serialize, JsonSchema)]
struct Quota {
    requests_per_day: u32,
    burst: Option<u32>,
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "company", rename_all = "camelCase")]
struct Company {
    id: u32,
    /// How it calls itself.
    #[group(max = 200)]
    name: String,
    /// Who to write to.
    #[group(pii = "contact", pattern = "^[^@]+@[^@]+$")]
    email: Option<String>,
    employees: Option<u32>,
    created_at: SystemTime,
    plan: Plan,
    #[group(pii = "place")]
    address: Option<Address>,
    quota: Quota,
}

/// A team's room within a company.
#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "workspace", rename_all = "camelCase")]
struct Workspace {
    id: u32,
    /// How it calls itself.
    #[group(max = 200)]
    name: String,
    #[group(min = 1)]
    seats: u16,
}

/// The company as it was in the release before.
mod before {
    use super::{GroupSchema, GroupTraits};

    #[derive(GroupTraits, GroupSchema)]
    #[group(group_type = "company", rename_all = "camelCase")]
    #[allow(dead_code)]
    pub(crate) struct Company {
        name: String,
        employees: u32,
        plan: String,
        industry: Option<String>,
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let plan = TrackingPlan::new("acme_groups", "Acme Groups")
        .group::<Company>()
        .group::<Workspace>();

    // Files for rudder-cli. In a project they lie beside the code, and a test says `plan.assert_catalog("plan/")`.
    let folder = env::temp_dir().join(format!("acme-plan-{}", std::process::id()));
    plan.write_catalog(&folder)?;
    plan.check_catalog(&folder)?;
    println!("{}", fs::read_to_string(folder.join("tracking-plan.yaml"))?);

    // What has changed since the release before, and in which order to publish and deploy.
    TrackingPlan::new("acme_groups", "Acme Groups")
        .group::<before::Company>()
        .write_catalog(&folder)?;
    if let Err(drift) = plan.check_catalog(&folder) {
        println!("{drift}\n");
    }
    fs::remove_dir_all(&folder)?;

    println!("{}", plan.to_markdown());
    for personal in plan.inventory() {
        println!("{personal}");
    }

    // What becomes of personal data, and which of it did not go out as it is.
    let policy = Policy::drop_all().hash("contact", "a secret of yours");
    let hooli = Company {
        id: 7,
        name: "Hooli".into(),
        email: Some("gavin@hooli.xyz".into()),
        employees: Some(4500),
        created_at: SystemTime::UNIX_EPOCH,
        plan: Plan::Basic,
        address: Some(Address {
            city: Some("Palo Alto".into()),
            ..Address::default()
        }),
        quota: Quota {
            requests_per_day: 1000,
            burst: None,
        },
    };
    let payload = Identity::user("1hKOmRA4GRlm")
        .pii(policy)
        .group(&hooli)
        .build()?;
    println!("{payload}");
    for redaction in payload.redactions() {
        println!("{}: {:?}", redaction.path(), redaction.treatment());
    }
    Ok(())
}
