//! The structs of the goldens, each with random values.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, SystemTime};

use fastrand::Rng;
use group_core::plan::TrackingPlan;
use group_core::{
    Address, AddressTraits, CountTrait, Date, GroupSchema, GroupTraits, Identity, Policy, TextTrait,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::{Company, Kind, Limits, Office, Plan, Usage, Workspace};

/// A struct of which there are random values.
pub(crate) trait Example: GroupSchema + Sized {
    fn random(rng: &mut Rng) -> Self;
}

/// A plan, and random events of each of its groups, with and without what a policy does to them.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) plan: TrackingPlan,
    events: Vec<fn(&mut Rng, Policy) -> Value>,
}

impl Case {
    fn new(name: &'static str, display_name: &str) -> Self {
        Self {
            name,
            plan: TrackingPlan::new(format!("acme_{name}"), display_name),
            events: Vec::new(),
        }
    }

    fn with<T: Example>(mut self) -> Self {
        self.plan = self.plan.group::<T>();
        self.events.push(|rng, policy| {
            let group = T::random(rng);
            let user = Identity::user("u").pii(policy);
            user.group_with_id("g", &group).build().unwrap().to_value()
        });
        self
    }

    pub(crate) fn events(&self, rng: &mut Rng, policy: &Policy) -> Vec<Value> {
        let events = self.events.iter();
        events.map(|event| event(rng, policy.clone())).collect()
    }
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::new("one", "One Group").with::<Company>(),
        Case::new("several", "Several Groups")
            .with::<Company>()
            .with::<Workspace>(),
        Case::new("nested", "Nested Types").with::<Factory>(),
        Case::new("enums", "Enums").with::<Choices>(),
        Case::new("dates", "Dates").with::<Times>(),
        Case::new("arrays", "Arrays").with::<Lists>(),
        Case::new("generics", "Generics").with::<Tenant<Tier, Page<Owner>>>(),
        Case::new("limits", "Limits and Personal Data")
            .with::<Person>()
            .with::<Household>(),
    ]
}

fn maybe<T>(rng: &mut Rng, some: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    rng.bool().then(|| some(rng))
}

fn text(rng: &mut Rng) -> String {
    let length = rng.usize(0..12);
    std::iter::repeat_with(|| rng.char(..))
        .take(length)
        .collect()
}

fn texts(rng: &mut Rng) -> Vec<String> {
    let length = rng.usize(0..4);
    (0..length).map(|_| text(rng)).collect()
}

fn instant(rng: &mut Rng) -> jiff::Timestamp {
    jiff::Timestamp::from_second(rng.i64(-62_135_596_800..253_402_207_200)).unwrap()
}

fn day(rng: &mut Rng) -> jiff::civil::Date {
    jiff::civil::date(rng.i16(1..=9999), rng.i8(1..=12), rng.i8(1..=28))
}

impl Example for Company {
    fn random(rng: &mut Rng) -> Self {
        Self {
            id: rng.u32(..),
            name: text(rng),
            headcount: maybe(rng, |rng| rng.u32(..)),
            created_at: instant(rng),
            plan: if rng.bool() {
                Plan::Basic
            } else {
                Plan::Custom
            },
            address: maybe(rng, |rng| Office {
                city: text(rng),
                postal_code: maybe(rng, text),
            }),
            seats_left: rng.u16(..),
            is_trialing: rng.bool(),
            revenue: maybe(rng, |rng| rng.f64() * 1e9 - 5e8),
            tags: texts(rng),
            limits: Limits {
                per_day: rng.u32(..),
                note: maybe(rng, text),
                kind: if rng.bool() { Kind::Hard } else { Kind::Soft },
            },
            founded: day(rng),
            industry: maybe(rng, text),
            usage: maybe(rng, |rng| Usage {
                api_calls: rng.u64(..1 << 53),
            }),
        }
    }
}

impl Example for Workspace {
    fn random(rng: &mut Rng) -> Self {
        Self {
            id: rng.u32(..),
            name: text(rng),
            seats: rng.u16(..),
            tags: maybe(rng, texts),
        }
    }
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Machine {
    /// Its maker's name for it.
    model: String,
    size: Size,
    /// Machines that it feeds.
    feeds: Vec<Machine>,
    serial: SerialNumber,
    note: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Size {
    width: f32,
    height: Option<f32>,
}

#[derive(Serialize, JsonSchema)]
struct SerialNumber(String);

#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind")]
enum Power {
    Grid { volts: u16 },
    Battery,
}

/// May serialise as none, though it is no `Option`.
#[derive(Serialize, JsonSchema)]
struct Remark(Option<String>);

#[derive(GroupTraits, GroupSchema)]
#[group(rename_all = "camelCase")]
pub(crate) struct Factory {
    name: Option<String>,
    address: Address,
    main_machine: Machine,
    spare_machine: Option<Machine>,
    #[group(null = "send")]
    rented_machine: Option<Machine>,
    power: Power,
    remark: Remark,
    machine_counts: BTreeMap<String, u16>,
    anything: Value,
    place: (f64, f64),
    #[group(map = Vec::len)]
    employees: Vec<String>,
    #[group(map = first)]
    shift: Vec<String>,
}

fn first(of: &[String]) -> Option<String> {
    of.first().cloned()
}

fn machine(rng: &mut Rng, levels: usize) -> Machine {
    Machine {
        model: text(rng),
        size: Size {
            width: rng.f32(),
            height: maybe(rng, Rng::f32),
        },
        feeds: (0..levels).map(|_| machine(rng, levels - 1)).collect(),
        serial: SerialNumber(text(rng)),
        note: maybe(rng, text),
    }
}

impl Example for Factory {
    fn random(rng: &mut Rng) -> Self {
        Self {
            name: maybe(rng, text),
            address: Address {
                city: maybe(rng, text),
                street: maybe(rng, text),
                ..Address::default()
            },
            main_machine: machine(rng, 2),
            spare_machine: maybe(rng, |rng| machine(rng, 0)),
            rented_machine: maybe(rng, |rng| machine(rng, 1)),
            power: match rng.bool() {
                true => Power::Grid { volts: rng.u16(..) },
                false => Power::Battery,
            },
            remark: Remark(maybe(rng, text)),
            machine_counts: texts(rng).into_iter().zip(1..).collect(),
            anything: match rng.u8(..3) {
                0 => Value::Null,
                1 => text(rng).into(),
                _ => texts(rng).into(),
            },
            place: (rng.f64(), rng.f64()),
            employees: texts(rng),
            shift: texts(rng),
        }
    }
}

#[derive(TextTrait)]
#[group(rename_all = "lowercase")]
enum Tier {
    Free,
    #[group(rename = "pro+")]
    Pro,
}

/// How they pay.
#[derive(Serialize, JsonSchema)]
enum Payment {
    /// By card.
    Card,
    /// By bank.
    #[serde(rename = "bank transfer")]
    Bank,
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "choices")]
pub(crate) struct Choices {
    plan: Option<Tier>,
    #[group(as = "text")]
    old_tier: Tier,
    #[group(as = "text", null = "send")]
    next_tier: Option<Tier>,
    payment: Payment,
    #[group(null = "send")]
    other_payment: Option<Payment>,
}

fn tier(rng: &mut Rng) -> Tier {
    if rng.bool() { Tier::Free } else { Tier::Pro }
}

fn payment(rng: &mut Rng) -> Payment {
    if rng.bool() {
        Payment::Card
    } else {
        Payment::Bank
    }
}

impl Example for Choices {
    fn random(rng: &mut Rng) -> Self {
        Self {
            plan: maybe(rng, tier),
            old_tier: tier(rng),
            next_tier: maybe(rng, tier),
            payment: payment(rng),
            other_payment: maybe(rng, payment),
        }
    }
}

#[derive(GroupTraits, GroupSchema)]
pub(crate) struct Times {
    created_at: SystemTime,
    #[group(as = "date")]
    founded: jiff::civil::Date,
    #[group(as = "date")]
    renewed: Option<chrono::DateTime<chrono::Utc>>,
    /// An instant or a day.
    #[group(as = "date")]
    reviewed: Date,
    #[group(as = "date", map = day_of)]
    closed: jiff::Timestamp,
    #[group(as = "date", null = "send")]
    paused: Option<jiff::Timestamp>,
}

fn day_of(instant: &jiff::Timestamp) -> jiff::civil::Date {
    instant.to_zoned(jiff::tz::TimeZone::UTC).date()
}

impl Example for Times {
    fn random(rng: &mut Rng) -> Self {
        Self {
            created_at: SystemTime::UNIX_EPOCH + Duration::from_millis(rng.u64(..1 << 42)),
            founded: day(rng),
            renewed: maybe(rng, |rng| {
                chrono::DateTime::from_timestamp(rng.i64(0..1 << 32), 0).unwrap()
            }),
            reviewed: match rng.bool() {
                true => Date::parse(&day(rng).to_string()).unwrap(),
                false => Date::parse(&instant(rng).to_string()).unwrap(),
            },
            closed: instant(rng),
            paused: maybe(rng, instant),
        }
    }
}

#[derive(GroupTraits, GroupSchema)]
pub(crate) struct Lists {
    tags: Vec<String>,
    scores: Vec<f64>,
    #[group(min = 1)]
    seats_by_month: Vec<u8>,
    matrix: Vec<Vec<i32>>,
    owners: Vec<Owner>,
    mixed: Vec<Option<String>>,
    pair: [u8; 2],
    triple: (String, u8, bool),
    payments: Option<Vec<Payment>>,
    counts: HashMap<String, Vec<u8>>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Owner {
    name: String,
    share: f32,
}

fn owner(rng: &mut Rng) -> Owner {
    Owner {
        name: text(rng),
        share: rng.f32(),
    }
}

impl Example for Lists {
    fn random(rng: &mut Rng) -> Self {
        Self {
            tags: texts(rng),
            scores: vec![rng.f64(); rng.usize(..3)],
            seats_by_month: vec![rng.u8(..); rng.usize(1..3)],
            matrix: vec![vec![rng.i32(..)], vec![]],
            owners: vec![owner(rng), owner(rng)],
            mixed: vec![maybe(rng, text), maybe(rng, text)],
            pair: [rng.u8(..), 0],
            triple: (text(rng), rng.u8(..), rng.bool()),
            payments: maybe(rng, |rng| vec![payment(rng)]),
            counts: HashMap::from([("a".to_owned(), vec![rng.u8(..)])]),
        }
    }
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Page<T> {
    items: Vec<T>,
    next: Option<u32>,
}

#[derive(GroupTraits, GroupSchema)]
pub(crate) struct Tenant<P, T> {
    plan: P,
    members: T,
    #[group(flatten)]
    more: More<T>,
}

#[derive(GroupTraits, GroupSchema)]
struct More<T> {
    guests: T,
    visitors: Page<u8>,
}

impl Example for Tenant<Tier, Page<Owner>> {
    fn random(rng: &mut Rng) -> Self {
        let page = |rng: &mut Rng| Page {
            items: vec![owner(rng)],
            next: maybe(rng, |rng| rng.u32(..)),
        };
        Self {
            plan: tier(rng),
            members: page(rng),
            more: More {
                guests: page(rng),
                visitors: Page {
                    items: vec![rng.u8(..)],
                    next: None,
                },
            },
        }
    }
}

#[derive(CountTrait)]
struct Heads(u16);

#[derive(AddressTraits)]
struct Home {
    #[group(pattern = r"^\d{5}$")]
    postal_code: String,
    #[group(pii = "place", max = 12)]
    street: String,
    /// Where it is.
    city: Option<String>,
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "person")]
pub(crate) struct Person {
    #[group(pii = "person", max = 11)]
    name: String,
    #[group(pii = "contact", pattern = "@")]
    email: Option<String>,
    #[group(pii = "person", as = "text")]
    tier: Tier,
    #[group(pii = "person")]
    age: u8,
    #[group(pii = "person", as = "date")]
    born: jiff::civil::Date,
    #[group(pii = "contact")]
    aliases: Vec<String>,
    #[group(pii = "contact")]
    payments: Vec<Payment>,
    #[group(min = 1, max = 9)]
    employees: Heads,
    #[group(pattern = "^[a-z]{2}(_[A-Z]{2})?$")]
    locale: String,
    #[group(min = -1.5, max = 1.5)]
    score: f32,
    address: Home,
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "household")]
pub(crate) struct Household {
    #[group(max = 200)]
    name: String,
    #[group(rename = "address.city", pii = "place")]
    city: String,
    #[group(rename = "address.postalCode", min = 2)]
    zip: String,
    score: f64,
}

impl Example for Person {
    fn random(rng: &mut Rng) -> Self {
        Self {
            name: text(rng),
            email: maybe(rng, |rng| format!("{}@{}", text(rng), text(rng))),
            tier: tier(rng),
            age: rng.u8(..),
            born: day(rng),
            aliases: texts(rng),
            payments: vec![payment(rng)],
            employees: Heads(rng.u16(1..=9)),
            locale: (if rng.bool() { "de" } else { "de_AT" }).to_owned(),
            score: rng.f32() * 3.0 - 1.5,
            address: Home {
                postal_code: rng.u32(10_000..=99_999).to_string(),
                street: text(rng),
                city: maybe(rng, text),
            },
        }
    }
}

impl Example for Household {
    fn random(rng: &mut Rng) -> Self {
        Self {
            name: text(rng),
            city: text(rng),
            zip: format!("12{}", text(rng)),
            score: rng.f64() - 0.5,
        }
    }
}
