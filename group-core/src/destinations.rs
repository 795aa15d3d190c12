//! What each destination receives of a group call, before it does. Needs the feature `destinations`.
//!
//! RudderStack passes one event on to many tools. Each reads other traits, under other names, or takes them for the user's.
//! This module reports what becomes of the traits of a type ([`report()`]) or of a single event ([`report_for`]): as text,
//! in a test, for the warehouse and for dbt.
//!
//! ```
//! use group_core::{GroupTraits, destinations};
//!
//! #[derive(GroupTraits)]
//! struct Company {
//!     name: String,
//!     employees: u32,
//!     plan: Option<String>,
//! }
//!
//! let report = destinations::report::<Company>();
//!
//! // What does not arrive, with reasons and fixes; `.all()` adds the rest.
//! println!("{}", report.only(["Intercom", "HubSpot", "Postgres"]));
//!
//! // One trait in one destination.
//! let intercom = report.destination("Intercom")?;
//! assert_eq!(
//!     intercom.fate("employees").map(|fate| fate.to_string()).as_deref(),
//!     Some(
//!         "employees: unread, as custom_attributes.employees: Intercom reads `size`; \
//!          write `#[group(also = \"size\")]` at `employees`"
//!     ),
//! );
//!
//! // In a test: this fails when a change to the struct keeps one of them from arriving.
//! report.assert_arrives("Intercom", ["name", "plan"]);
//! report.assert_arrives("Postgres", ["name", "employees", "plan"]);
//! # Ok::<(), destinations::UnknownDestination>(())
//! ```
//!
//! # What it knows
//!
//! [The page of destinations](crate::destinations_known) has what is known of each. It was found by running RudderStack's
//! own code. What a tool does with the request that it receives is not known, and neither are the settings of your
//! destinations: if they matter, [`Destination::settings`] lists those that the fates are true for. A way to set up a
//! destination that differs much has an entry of its own, such as `Intercom (API version 1)`.
//!
//! The knowledge does not change with RudderStack: no test fails when a destination there starts to read another trait.
//! Each report ends with its date, which [`Destination::source`] returns too. [How to refresh it](crate::refreshing_destinations)
//! is a page of its own.
//!
//! The module is a tool for tests and for looking things up. It takes no part in a call, so it can be a feature of
//! `[dev-dependencies]` only:
//!
//! ```toml
//! [dev-dependencies]
//! group-core = { version = "0.1", features = ["destinations"] }
//! ```
//!
//! # What else happens
//!
//! Some destinations also change the user, put the user into another group, or write the traits and then fail the event.
//! [`Destination::hazards`] lists this, each with the condition under which it happens, and [`Outcome::Written`] marks
//! traits that are there although RudderStack reports the event as failed:
//!
//! ```
//! # use group_core::{GroupTraits, Identity, destinations};
//! #[derive(GroupTraits)]
//! struct Company { name: &'static str }
//!
//! let payload = Identity::anonymous("a").group_with_id("g", &Company { name: "Hooli" }).build()?;
//! let report = destinations::report_for(&payload);
//! let name = report.destination("Custify")?.fate("name").map(|fate| fate.outcome());
//! assert_eq!(name, Some(destinations::Outcome::Written));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Types and events
//!
//! A type shows the names of the traits, their kinds, which of them may be left out, and their doc comments. For a custom
//! trait, which goes through serde, the kind is known for the numbers, strings, booleans, lists and maps of std and for the
//! dates of `jiff` and `chrono`; for other types a fate may be [`Outcome::Depends`]. An event also shows its values, its ids
//! and the traits of its user.
//!
//! # Warehouses
//!
//! In a warehouse, the first value of a trait fixes the type of its column. So the fate of an `f64` is
//! [`Outcome::Depends`]: if its first value is whole, the column is one of integers, and the fractions of later values are
//! cut off. An integer, such as an amount in cents, always arrives.
//!
//! A string that looks like a date is stored as one. A `String` counts as arriving all the same, since no type rules such
//! strings out, unless its name ends in a word such as `at` or `date`: then it depends, and a [`Date`](crate::Date) is the
//! fix. [`report_for`] reads the string itself.

use std::borrow::Cow;

use group_destinations::__private::{Content, Event, Form, Sent, Trait};
pub use group_destinations::{Destination, Fate, Hazard, Outcome, Report, UnknownDestination};
use group_rules::reserved::ADDRESS;

use crate::declaration::{Declaration, Declared, Detail, Entry, Kind, Part, Shape};
use crate::event::payload::Payload;
use crate::json::{self, elements};
use crate::traits::GroupTraits;

/// Returns what each destination receives of a type.
///
/// The values are not known, so a fate can be [`Outcome::Depends`]; [`report_for`] knows more about
/// a single event. The report includes flattened structs, but not the traits of a user.
///
/// ```
/// use group_core::{GroupTraits, destinations};
///
/// #[derive(GroupTraits)]
/// #[group(group_type = "company")]
/// struct Company {
///     name: String,
///     plan: String,
///     #[group(also = "size")]
///     employees: u32,
/// }
///
/// let report = destinations::report::<Company>();
/// report.assert_arrives("Intercom", ["name", "plan", "size"]);
/// println!("{}", report.only(["Intercom", "HubSpot", "Postgres"]));
/// ```
pub fn report<T: GroupTraits + ?Sized>() -> Report {
    Report::new(sent_by_type(T::__DECLARATION))
}

/// Returns what each destination receives of a single event. Unless it is a group event, the report has no traits.
///
/// The report takes into account what only an event shows: its ids, the traits of the user that replace the group's,
/// strings that look like dates, strings that are empty or too long, and floats that are whole.
///
/// ```
/// use group_core::{GroupTraits, Identity, destinations};
///
/// #[derive(GroupTraits)]
/// struct Company { id: u32, name: String, founded: String }
///
/// let hooli = Company { id: 7, name: "Hooli".into(), founded: "1997-02-30".into() };
/// let payload = Identity::user("1hKOmRA4GRlm").group(&hooli).build()?;
///
/// let report = destinations::report_for(&payload);
/// let founded = report.destination("Postgres")?.fate("founded").map(|fate| fate.to_string());
/// assert_eq!(
///     founded.as_deref(),
///     Some(
///         "founded: changed, as founded (timestamptz): RudderStack reads another date in it than it says, and stores that; \
///          send a `group_core::Date`"
///     ),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn report_for(payload: &Payload) -> Report {
    Report::new(sent_by_event(payload.as_str()))
}

/// What a type sends, from its declaration.
fn sent_by_type(declaration: &Declaration) -> Sent {
    let mut traits = Vec::new();
    for declared in declaration.sent() {
        match declared.entry.part {
            Part::Subfield => add_subfield(&declared, &mut traits),
            _ => traits.push(trait_of(&declared)),
        }
    }
    Sent {
        traits,
        event: None,
    }
}

/// What an event sends: no traits unless it is a group event.
fn sent_by_event(event: &str) -> Sent {
    let Content::Object(Some(members)) = content_of_json(event) else {
        return Sent {
            traits: Vec::new(),
            event: None,
        };
    };
    let mut event = Event {
        ids: Vec::new(),
        context: Content::Object(Some(Vec::new())),
        has_traits: false,
    };
    let (mut traits, mut is_group) = (Vec::new(), false);
    for (key, content) in members {
        match (&*key, content) {
            ("type", Content::Text(Some(kind))) => is_group = kind == "group",
            ("userId" | "anonymousId" | "groupId", Content::Text(Some(id))) => {
                event.ids.push((key, id));
            }
            ("context", context) => event.context = context,
            ("traits", Content::Object(Some(members))) => {
                traits = members;
                event.has_traits = true;
            }
            _ => {}
        }
    }
    let traits = traits.into_iter().filter(|_| is_group);
    let traits = traits.map(|(name, content)| Trait {
        name,
        field: None,
        is_optional: false,
        sends_null: matches!(content, Content::Null),
        description: "",
        is_word: false,
        content,
    });
    Sent {
        traits: traits.collect(),
        event: Some(event),
    }
}

/// The content of well-formed JSON. Not through a tree of serde_json's, whose order and numbers depend on its features.
fn content_of_json(json: &str) -> Content {
    let value = json::Value(json);
    match json.as_bytes().first() {
        Some(b'{') => {
            let members =
                elements(json).map(|it| (it.key().into_owned(), content_of_json(it.value.0)));
            Content::Object(Some(members.collect()))
        }
        Some(b'[') => Content::Array(Some(
            elements(json)
                .map(|it| content_of_json(it.value.0))
                .collect(),
        )),
        Some(b'"') => Content::Text(value.string().map(Cow::into_owned)),
        Some(b't' | b'f') => Content::Bool(Some(json == "true")),
        Some(b'n') | None => Content::Null,
        Some(_) => match json.parse() {
            Ok(value) => Content::Int(Some(value)),
            Err(_) => Content::Float(json.parse().ok()),
        },
    }
}

fn content_of_shape(shape: Shape, are_instants: Option<bool>) -> Content {
    match shape {
        Shape::Text => Content::Text(None),
        // An instant has as many digits after its second as it needs.
        Shape::Date => Content::Date(match are_instants {
            Some(false) => Form::Day,
            _ => Form::Any,
        }),
        Shape::Int => Content::Int(None),
        Shape::Float => Content::Float(None),
        Shape::Bool => Content::Bool(None),
        Shape::Array => Content::Array(None),
        Shape::Object => Content::Object(None),
        Shape::Unknown => Content::Unknown,
    }
}

fn trait_of(declared: &Declared) -> Trait {
    let Declared {
        entry,
        detail,
        is_optional,
        ..
    } = declared;
    Trait {
        name: entry.wire().to_owned(),
        field: Some(entry.field()).filter(|it| !it.is_empty()),
        content: content(entry, *detail),
        is_optional: *is_optional,
        sends_null: entry.sends_null,
        description: detail.map_or("", |it| it.description),
        is_word: detail.is_some_and(|it| it.texts.is_some()),
    }
}

fn content(entry: &Entry, detail: Option<&Detail>) -> Content {
    if let Some(value) = entry.value() {
        return Content::Text(Some(value.to_owned()));
    }
    if entry.has_address() {
        let address = detail.and_then(|it| it.address);
        // Of a generic one it is not known which parts it has.
        let parts = address.map(|address| {
            let names = address.own().map(|it| it.wire().to_owned());
            names.map(|name| (name, Content::Text(None))).collect()
        });
        return Content::Object(parts);
    }
    match (entry.kind, detail) {
        (Some(Kind::Text | Kind::Id), _) => Content::Text(None),
        (Some(Kind::Count), _) => Content::Int(None),
        (Some(Kind::Date), _) => Content::Date(match detail.and_then(|it| it.are_instants) {
            Some(true) => Form::Instant,
            Some(false) => Form::Day,
            None => Form::Any,
        }),
        (None, Some(detail)) => content_of_shape(detail.shape, detail.are_instants),
        (None, None) => Content::Unknown,
    }
}

/// Several fields make one address.
fn add_subfield(declared: &Declared, traits: &mut Vec<Trait>) {
    let Some((_, subfield)) = declared.entry.wire().split_once('.') else {
        return;
    };
    let member = (subfield.to_owned(), Content::Text(None));
    if let Some(address) = traits.iter_mut().find(|it| it.name == ADDRESS) {
        address.is_optional &= declared.is_optional;
        if let Content::Object(Some(members)) = &mut address.content {
            members.push(member);
        }
        return;
    }
    traits.push(Trait {
        name: ADDRESS.to_owned(),
        field: None,
        content: Content::Object(Some(vec![member])),
        ..trait_of(declared)
    });
}
