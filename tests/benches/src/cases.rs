//! What is measured.

use group_core::{Address, GroupTraits, Identity};
use jiff::Timestamp;
use rudderanalytics::message as rudder;
use segment::message as segment_message;
use serde::Serialize;
use serde_json::{Value, json};

/// One way to make an event, or many.
pub struct Maker {
    pub name: &'static str,
    /// Gives the number of bytes made.
    pub make: Box<dyn FnMut() -> usize>,
}

/// The same event, made in every way; ours first.
pub struct Case {
    pub name: &'static str,
    pub makers: Vec<Maker>,
}

pub const OURS: &str = "group-core";
pub const OURS_IN: &str = "group-core, build_in";
pub const SERDE: &str = "derive(Serialize), to_vec";
pub const RUDDER: &str = "json!, rudderanalytics";
pub const SEGMENT: &str = "json!, segment";
pub const FLOOR: &str = "floor: copy, escape";

const USER: &str = "1hKOmRA4GRlm";
const MESSAGE: &str = "0b0d6f0a-6a0e-4f52-8a3c-1f6b1c1f0a57";

/// An event as one would write it for serde. Its messageId is ready-made.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a, T> {
    r#type: &'a str,
    channel: &'a str,
    message_id: &'a str,
    user_id: &'a str,
    group_id: &'a str,
    traits: T,
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

fn event<T>(group_id: &str, traits: T) -> Event<'_, T> {
    let now = Timestamp::now();
    Event {
        r#type: "group",
        channel: "server",
        message_id: MESSAGE,
        user_id: USER,
        group_id,
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

fn rudder(group_id: &str, traits: Value) -> usize {
    let message = rudder::Message::Group(rudder::Group {
        user_id: Some(USER.to_owned()),
        group_id: group_id.to_owned(),
        traits: Some(traits),
        original_timestamp: Some(chrono::Utc::now()),
        context: Some(json!({"library": {"name": "group-core", "version": "0.1.0"}})),
        ..rudder::Group::default()
    });
    serde_json::to_vec(&message).unwrap().len()
}

fn segment(group_id: &str, traits: Value) -> usize {
    let message = segment_message::Message::Group(segment_message::Group {
        user: segment_message::User::UserId {
            user_id: USER.to_owned(),
        },
        group_id: group_id.to_owned(),
        traits,
        timestamp: Some(time::OffsetDateTime::now_utc()),
        context: Some(json!({"library": {"name": "group-core", "version": "0.1.0"}})),
        ..segment_message::Group::default()
    });
    serde_json::to_vec(&message).unwrap().len()
}

/// The two ways of ours, over any group.
macro_rules! ours {
    ($user:expr, $company:expr) => {{
        let (user, company) = ($user, $company);
        let make = move || user.group(company).build().unwrap().as_str().len();
        let mut buffer = String::with_capacity(4096);
        let make_in = move || {
            let payload = user
                .group(company)
                .build_in(std::mem::take(&mut buffer))
                .unwrap();
            let len = payload.as_str().len();
            buffer = payload.into_string();
            len
        };
        [
            Maker {
                name: OURS,
                make: Box::new(make),
            },
            Maker {
                name: OURS_IN,
                make: Box::new(make_in),
            },
        ]
    }};
}

fn maker(name: &'static str, make: impl FnMut() -> usize + 'static) -> Maker {
    Maker {
        name,
        make: Box::new(make),
    }
}

/// The bytes copied once, and each of the texts escaped once.
fn floor(finished: String, texts: Vec<String>) -> Maker {
    let mut scratch = Vec::with_capacity(4096);
    maker(FLOOR, move || {
        let mut copy = Vec::with_capacity(finished.len());
        copy.extend_from_slice(finished.as_bytes());
        scratch.clear();
        for text in &texts {
            serde_json::to_writer(&mut scratch, text).unwrap();
        }
        std::hint::black_box(&scratch);
        std::hint::black_box(copy).len()
    })
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

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn user() -> &'static Identity {
    leak(Identity::user(USER))
}

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

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CompanyTraits<'a> {
    name: &'a str,
    email: &'a str,
    phone: &'a str,
    address: AddressTraits<'a>,
    industry: &'a str,
    created_at: Timestamp,
    description: &'a str,
    employees: u32,
    plan: &'a str,
    website: &'a str,
    avatar: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AddressTraits<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    street: Option<&'a str>,
}

impl Company {
    fn hooli() -> Self {
        let text = |text: &str| Some(text.to_owned());
        Self {
            id: "5e8a78ba9d32d3b1898a6247".to_owned(),
            name: "Hooli".to_owned(),
            email: "hello@hooli.example".to_owned(),
            phone: "+1 650 555 0100".to_owned(),
            address: Address {
                city: text("Palo Alto"),
                country: text("USA"),
                postal_code: text("94301"),
                state: text("CA"),
                street: text("1 Hooli Way"),
            },
            industry: "Technology".to_owned(),
            created_at: "2014-04-06T12:00:00Z".parse().unwrap(),
            description: "Making the world a better place".to_owned(),
            employees: 4500,
            plan: "enterprise".to_owned(),
            website: "https://hooli.example".to_owned(),
            avatar: "https://hooli.example/logo.png".to_owned(),
        }
    }

    fn traits(&self) -> CompanyTraits<'_> {
        CompanyTraits {
            name: &self.name,
            email: &self.email,
            phone: &self.phone,
            address: AddressTraits {
                city: self.address.city.as_deref(),
                country: self.address.country.as_deref(),
                postal_code: self.address.postal_code.as_deref(),
                state: self.address.state.as_deref(),
                street: self.address.street.as_deref(),
            },
            industry: &self.industry,
            created_at: self.created_at,
            description: &self.description,
            employees: self.employees,
            plan: &self.plan,
            website: &self.website,
            avatar: &self.avatar,
        }
    }

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

/// All twelve reserved traits, two timestamps, a fresh messageId.
pub fn whole() -> Case {
    let (user, company) = (user(), leak(Company::hooli()));
    let finished = user.group(company).build().unwrap();
    let texts = texts(&finished.to_value());
    let mut makers = Vec::from(ours!(user, company));
    makers.extend([
        maker(SERDE, move || {
            serde_json::to_vec(&event(&company.id, company.traits()))
                .unwrap()
                .len()
        }),
        maker(RUDDER, move || rudder(&company.id, company.json())),
        maker(SEGMENT, move || segment(&company.id, company.json())),
        floor(finished.into_string(), texts),
    ]);
    Case {
        name: "whole event",
        makers,
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

#[derive(Serialize)]
struct SampleTraits<'a> {
    name: &'a str,
    industry: &'a str,
    employees: u32,
    plan: &'a str,
}

/// The documented sample.
pub fn sample() -> Case {
    let (user, hooli) = (
        user(),
        leak(Sample {
            id: "5e8a78ba9d32d3b1898a6247".to_owned(),
            name: "Hooli".to_owned(),
            industry: "Technology".to_owned(),
            employees: 4500,
            plan: "basic".to_owned(),
        }),
    );
    let json = || {
        json!({
            "name": hooli.name, "industry": hooli.industry, "employees": hooli.employees, "plan": hooli.plan,
        })
    };
    let finished = user.group(hooli).build().unwrap();
    let texts = texts(&finished.to_value());
    let traits = || SampleTraits {
        name: &hooli.name,
        industry: &hooli.industry,
        employees: hooli.employees,
        plan: &hooli.plan,
    };
    let mut makers = Vec::from(ours!(user, hooli));
    makers.extend([
        maker(SERDE, move || {
            serde_json::to_vec(&event(&hooli.id, traits()))
                .unwrap()
                .len()
        }),
        maker(RUDDER, move || rudder(&hooli.id, json())),
        maker(SEGMENT, move || segment(&hooli.id, json())),
        floor(finished.into_string(), texts),
    ]);
    Case {
        name: "documented sample",
        makers,
    }
}

/// A struct of custom traits, for us and for serde.
macro_rules! customs {
    ($(struct $name:ident { $($field:ident: $type:ty = $value:expr,)+ })+) => {
        $(
            #[derive(GroupTraits, Serialize)]
            #[group(rename_all = "camelCase")]
            #[serde(rename_all = "camelCase")]
            struct $name {
                #[group(group_id)]
                #[serde(skip)]
                key: String,
                $($field: $type,)+
            }

            impl $name {
                fn new() -> Self {
                    Self {
                        key: "5e8a78ba9d32d3b1898a6247".to_owned(),
                        $($field: $value,)+
                    }
                }
            }
        )+
    };
}

customs! {
    struct Ten {
        text_0: String = "value number 0".to_owned(),
        count_0: u64 = 7,
        share_0: f64 = 0.25,
        is_on_0: bool = false,
        text_1: String = "value number 1".to_owned(),
        count_1: u64 = 1007,
        share_1: f64 = 1.25,
        is_on_1: bool = true,
        text_2: String = "value number 2".to_owned(),
        count_2: u64 = 2007,
    }
    struct Twenty {
        text_0: String = "value number 0".to_owned(),
        count_0: u64 = 7,
        share_0: f64 = 0.25,
        is_on_0: bool = false,
        text_1: String = "value number 1".to_owned(),
        count_1: u64 = 1007,
        share_1: f64 = 1.25,
        is_on_1: bool = true,
        text_2: String = "value number 2".to_owned(),
        count_2: u64 = 2007,
        share_2: f64 = 2.25,
        is_on_2: bool = false,
        text_3: String = "value number 3".to_owned(),
        count_3: u64 = 3007,
        share_3: f64 = 3.25,
        is_on_3: bool = true,
        text_4: String = "value number 4".to_owned(),
        count_4: u64 = 4007,
        share_4: f64 = 4.25,
        is_on_4: bool = false,
    }
    struct Forty {
        text_0: String = "value number 0".to_owned(),
        count_0: u64 = 7,
        share_0: f64 = 0.25,
        is_on_0: bool = false,
        text_1: String = "value number 1".to_owned(),
        count_1: u64 = 1007,
        share_1: f64 = 1.25,
        is_on_1: bool = true,
        text_2: String = "value number 2".to_owned(),
        count_2: u64 = 2007,
        share_2: f64 = 2.25,
        is_on_2: bool = false,
        text_3: String = "value number 3".to_owned(),
        count_3: u64 = 3007,
        share_3: f64 = 3.25,
        is_on_3: bool = true,
        text_4: String = "value number 4".to_owned(),
        count_4: u64 = 4007,
        share_4: f64 = 4.25,
        is_on_4: bool = false,
        text_5: String = "value number 5".to_owned(),
        count_5: u64 = 5007,
        share_5: f64 = 5.25,
        is_on_5: bool = true,
        text_6: String = "value number 6".to_owned(),
        count_6: u64 = 6007,
        share_6: f64 = 6.25,
        is_on_6: bool = false,
        text_7: String = "value number 7".to_owned(),
        count_7: u64 = 7007,
        share_7: f64 = 7.25,
        is_on_7: bool = true,
        text_8: String = "value number 8".to_owned(),
        count_8: u64 = 8007,
        share_8: f64 = 8.25,
        is_on_8: bool = false,
        text_9: String = "value number 9".to_owned(),
        count_9: u64 = 9007,
        share_9: f64 = 9.25,
        is_on_9: bool = true,
    }
}

macro_rules! custom_case {
    ($name:literal, $type:ident) => {{
        let (user, group) = (user(), leak($type::new()));
        let finished = user.group(group).build().unwrap();
        let texts = texts(&finished.to_value());
        let json = move || serde_json::to_value(group).unwrap();
        let mut makers = Vec::from(ours!(user, group));
        makers.extend([
            maker(SERDE, move || {
                serde_json::to_vec(&event(&group.key, group)).unwrap().len()
            }),
            maker(RUDDER, move || rudder(&group.key, json())),
            maker(SEGMENT, move || segment(&group.key, json())),
            floor(finished.into_string(), texts),
        ]);
        Case {
            name: $name,
            makers,
        }
    }};
}

/// A struct with so many custom traits: strings, integers, floats, booleans.
pub fn custom() -> [Case; 3] {
    [
        custom_case!("10 custom traits", Ten),
        custom_case!("20 custom traits", Twenty),
        custom_case!("40 custom traits", Forty),
    ]
}

/// So many whole events into one buffer.
pub fn many(events: usize, name: &'static str) -> Case {
    let (user, company) = (user(), leak(Company::hooli()));
    let one = user.group(company).build().unwrap();
    let texts = texts(&one.to_value());
    let one = one.into_string();
    let mut buffer = String::new();
    let mut all = Vec::with_capacity(events * 1024);
    let mut all_of_serde = Vec::with_capacity(events * 1024);
    let mut scratch = Vec::new();
    let mut copy = Vec::with_capacity(events * 1024);
    Case {
        name,
        makers: vec![
            maker(OURS_IN, move || {
                all.clear();
                for _ in 0..events {
                    let payload = user
                        .group(company)
                        .build_in(std::mem::take(&mut buffer))
                        .unwrap();
                    all.extend_from_slice(payload.as_bytes());
                    buffer = payload.into_string();
                }
                all.len()
            }),
            maker(SERDE, move || {
                all_of_serde.clear();
                for _ in 0..events {
                    serde_json::to_writer(&mut all_of_serde, &event(&company.id, company.traits()))
                        .unwrap();
                }
                all_of_serde.len()
            }),
            maker(RUDDER, move || {
                (0..events)
                    .map(|_| rudder(&company.id, company.json()))
                    .sum()
            }),
            maker(SEGMENT, move || {
                (0..events)
                    .map(|_| segment(&company.id, company.json()))
                    .sum()
            }),
            maker(FLOOR, move || {
                copy.clear();
                for _ in 0..events {
                    copy.extend_from_slice(one.as_bytes());
                    scratch.clear();
                    for text in &texts {
                        serde_json::to_writer(&mut scratch, text).unwrap();
                    }
                    std::hint::black_box(&scratch);
                }
                copy.len()
            }),
        ],
    }
}

/// All cases.
pub fn all() -> Vec<Case> {
    let mut cases = vec![whole(), sample()];
    cases.extend(custom());
    cases.extend([
        many(100, "100 events"),
        many(1000, "1,000 events"),
        many(10_000, "10,000 events"),
    ]);
    cases
}
