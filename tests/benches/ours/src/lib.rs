//! The events as group-core makes them: in a string of their own, and in a buffer that is used again.

use data::{HOOLI, USER, customs};
use group_core::{Address, GroupTraits, HasGroupId, Identity};
use harness::{CUSTOM, Case, MANY, SAMPLE, WHOLE, leak, maker};
use jiff::Timestamp;

const OURS: &str = "group-core";
const OURS_IN: &str = "group-core, build_in";

#[derive(GroupTraits)]
struct Company {
    id: String,
    name: String,
    email: String,
    phone: String,
    address: Address,
    industry: String,
    created_at: Timestamp,
    description: String,
    employees: u32,
    plan: String,
    website: String,
    avatar: String,
}

fn hooli() -> Company {
    Company {
        id: HOOLI.id.to_owned(),
        name: HOOLI.name.to_owned(),
        email: HOOLI.email.to_owned(),
        phone: HOOLI.phone.to_owned(),
        address: Address {
            city: Some(HOOLI.city.to_owned()),
            country: Some(HOOLI.country.to_owned()),
            postal_code: Some(HOOLI.postal_code.to_owned()),
            state: Some(HOOLI.state.to_owned()),
            street: Some(HOOLI.street.to_owned()),
        },
        industry: HOOLI.industry.to_owned(),
        created_at: HOOLI.created_at.parse().unwrap(),
        description: HOOLI.description.to_owned(),
        employees: HOOLI.employees,
        plan: HOOLI.plan.to_owned(),
        website: HOOLI.website.to_owned(),
        avatar: HOOLI.avatar.to_owned(),
    }
}

#[derive(GroupTraits)]
struct Sample {
    id: String,
    name: String,
    industry: String,
    employees: u32,
    plan: String,
}

customs! {
    #[derive(GroupTraits)]
    #[group(rename_all = "camelCase")]
    key: #[group(group_id)]
}

fn case<T: HasGroupId + 'static>(name: &'static str, group: T) -> Case {
    let (user, group) = (leak(Identity::user(USER)), leak(group));
    let mut buffer = String::with_capacity(4096);
    let makers = vec![
        maker(OURS, || user.group(group).build().unwrap().as_str().len()),
        maker(OURS_IN, move || {
            let payload = user.group(group).build_in(std::mem::take(&mut buffer));
            buffer = payload.unwrap().into_string();
            buffer.len()
        }),
    ];
    Case { name, makers }
}

/// Whole events one behind the other in one buffer.
fn many((events, name): (usize, &'static str)) -> Case {
    let (user, hooli) = (leak(Identity::user(USER)), leak(hooli()));
    let mut buffer = String::with_capacity(4096);
    let mut all = Vec::with_capacity(events * 1024);
    let makers = vec![maker(OURS_IN, move || {
        all.clear();
        for _ in 0..events {
            let payload = user.group(hooli).build_in(std::mem::take(&mut buffer));
            buffer = payload.unwrap().into_string();
            all.extend_from_slice(buffer.as_bytes());
        }
        all.len()
    })];
    Case { name, makers }
}

pub fn cases() -> Vec<Case> {
    let sample = Sample {
        id: HOOLI.id.to_owned(),
        name: HOOLI.name.to_owned(),
        industry: HOOLI.industry.to_owned(),
        employees: HOOLI.employees,
        plan: HOOLI.plan.to_owned(),
    };
    let [ten, twenty, forty] = CUSTOM;
    let mut cases = vec![
        case(WHOLE, hooli()),
        case(SAMPLE, sample),
        case(ten, Ten::new()),
        case(twenty, Twenty::new()),
        case(forty, Forty::new()),
    ];
    cases.extend(MANY.map(many));
    cases
}
