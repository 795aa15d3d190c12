//! The same events as one would make them without group-core, and the floor of all of them.

use data::{HOOLI, USER, customs};
use harness::{CUSTOM, Case, MANY, Maker, SAMPLE, WHOLE, leak, maker};
use jiff::Timestamp;
use rudderanalytics::message as rudder;
use segment::message as segment_message;
use serde::Serialize;
use serde_json::{Value, json};

const SERDE: &str = "derive(Serialize), to_vec";
const RUDDER: &str = "json!, rudderanalytics";
const SEGMENT: &str = "json!, segment";
const FLOOR: &str = "floor (copy, escape)";

/// An event as one would write it for serde. Its messageId is ready-made.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a, T> {
    r#type: &'a str,
    channel: &'a str,
    message_id: &'a str,
    user_id: &'a str,
    group_id: &'a str,
    traits: &'a T,
    context: Context<'a>,
    original_timestamp: Timestamp,
    sent_at: Timestamp,
}

#[derive(Serialize)]
struct Context<'a> {
    library: Library<'a>,
}

#[derive(Serialize)]
struct Library<'a> {
    name: &'a str,
    version: &'a str,
}

fn event<T>(traits: &T, now: Timestamp) -> Event<'_, T> {
    Event {
        r#type: "group",
        channel: "server",
        message_id: "0b0d6f0a-6a0e-4f52-8a3c-1f6b1c1f0a57",
        user_id: USER,
        group_id: HOOLI.id,
        traits,
        context: Context {
            library: Library {
                name: "group-core",
                version: "0.1.0",
            },
        },
        original_timestamp: now,
        sent_at: now,
    }
}

fn serde(traits: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(&event(traits, Timestamp::now())).unwrap()
}

/// A finished event with its times in milliseconds, as long as one of group-core's.
fn finished(traits: &impl Serialize) -> Vec<u8> {
    let now = "2026-11-24T12:00:00.123Z".parse().unwrap();
    serde_json::to_vec(&event(traits, now)).unwrap()
}

fn rudder(traits: Value) -> Vec<u8> {
    let message = rudder::Message::Group(rudder::Group {
        user_id: Some(USER.to_owned()),
        group_id: HOOLI.id.to_owned(),
        traits: Some(traits),
        original_timestamp: Some(chrono::Utc::now()),
        context: Some(json!({"library": {"name": "group-core", "version": "0.1.0"}})),
        ..rudder::Group::default()
    });
    serde_json::to_vec(&message).unwrap()
}

fn segment(traits: Value) -> Vec<u8> {
    let message = segment_message::Message::Group(segment_message::Group {
        user: segment_message::User::UserId {
            user_id: USER.to_owned(),
        },
        group_id: HOOLI.id.to_owned(),
        traits,
        timestamp: Some(time::OffsetDateTime::now_utc()),
        context: Some(json!({"library": {"name": "group-core", "version": "0.1.0"}})),
        ..segment_message::Group::default()
    });
    serde_json::to_vec(&message).unwrap()
}

/// The bytes of a finished event copied once, and each of its texts escaped once.
fn floor(finished: &[u8], texts: &[String], scratch: &mut Vec<u8>) -> Vec<u8> {
    let copy = finished.to_vec();
    escape(texts, scratch);
    std::hint::black_box(copy)
}

fn escape(texts: &[String], scratch: &mut Vec<u8>) {
    scratch.clear();
    for text in texts {
        serde_json::to_writer(&mut *scratch, text).unwrap();
    }
    std::hint::black_box(scratch);
}

/// All strings of a tree.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(members) => members.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn texts_of(finished: &[u8]) -> Vec<String> {
    texts(&serde_json::from_slice(finished).unwrap())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Company {
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

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    street: Option<String>,
}

fn hooli() -> Company {
    Company {
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

impl Company {
    fn json(&self) -> Value {
        json!({
            "name": self.name, "email": self.email, "phone": self.phone,
            "address": {
                "city": self.address.city, "country": self.address.country,
                "postalCode": self.address.postal_code, "state": self.address.state,
                "street": self.address.street,
            },
            "industry": self.industry, "createdAt": self.created_at, "description": self.description,
            "employees": self.employees, "plan": self.plan, "website": self.website, "avatar": self.avatar,
        })
    }
}

#[derive(Serialize)]
struct Sample {
    name: String,
    industry: String,
    employees: u32,
    plan: String,
}

impl Sample {
    fn json(&self) -> Value {
        json!({
            "name": self.name, "industry": self.industry, "employees": self.employees, "plan": self.plan,
        })
    }
}

customs! {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    key: #[serde(skip)]
}

fn custom_json(traits: &impl Serialize) -> Value {
    serde_json::to_value(traits).unwrap()
}

fn case<T: Serialize + 'static>(name: &'static str, traits: T, json: fn(&T) -> Value) -> Case {
    let traits = leak(traits);
    let finished = finished(traits);
    let texts = texts_of(&finished);
    let mut scratch = Vec::with_capacity(4096);
    let makers = vec![
        maker(SERDE, || serde(traits).len()),
        maker(RUDDER, move || rudder(json(traits)).len()),
        maker(SEGMENT, move || segment(json(traits)).len()),
        maker(FLOOR, move || floor(&finished, &texts, &mut scratch).len()),
    ];
    Case { name, makers }
}

/// So many events one behind the other in one buffer.
fn into_one(
    name: &'static str,
    events: usize,
    mut write: impl FnMut(&mut Vec<u8>) + 'static,
) -> Maker {
    let mut all = Vec::with_capacity(events * 1024);
    maker(name, move || {
        all.clear();
        (0..events).for_each(|_| write(&mut all));
        all.len()
    })
}

fn many((events, name): (usize, &'static str)) -> Case {
    let hooli = leak(hooli());
    let finished = finished(hooli);
    let texts = texts_of(&finished);
    let mut scratch = Vec::with_capacity(4096);
    let makers = vec![
        into_one(SERDE, events, |all| {
            serde_json::to_writer(all, &event(hooli, Timestamp::now())).unwrap();
        }),
        into_one(RUDDER, events, |all| all.extend(rudder(hooli.json()))),
        into_one(SEGMENT, events, |all| all.extend(segment(hooli.json()))),
        into_one(FLOOR, events, move |all| {
            all.extend_from_slice(&finished);
            escape(&texts, &mut scratch);
        }),
    ];
    Case { name, makers }
}

pub fn cases() -> Vec<Case> {
    let sample = Sample {
        name: HOOLI.name.to_owned(),
        industry: HOOLI.industry.to_owned(),
        employees: HOOLI.employees,
        plan: HOOLI.plan.to_owned(),
    };
    let [ten, twenty, forty] = CUSTOM;
    let mut cases = vec![
        case(WHOLE, hooli(), Company::json),
        case(SAMPLE, sample, Sample::json),
        case(ten, Ten::new(), custom_json),
        case(twenty, Twenty::new(), custom_json),
        case(forty, Forty::new(), custom_json),
    ];
    cases.extend(MANY.map(many));
    cases
}
