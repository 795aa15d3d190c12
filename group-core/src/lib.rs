//! Typed RudderStack group calls: derive the traits of a group on your own struct, and build the event as JSON. What
//! RudderStack would change, drop or misread is refused, by the compiler where it can be seen there, and otherwise when
//! the event is built.
//!
//! ```
//! use group_core::{GroupTraits, Identity};
//!
//! #[derive(GroupTraits)]
//! struct Company {
//!     id: String,           // becomes the groupId
//!     name: String,         // a reserved trait: the type is checked
//!     employees: u32,       // another
//!     plan: Option<String>, // left out when it is `None`
//!     seats: u32,           // a custom trait: any `serde::Serialize`
//! }
//!
//! let hooli = Company {
//!     id: "5e8a78ba9d32d3b1898a6247".into(),
//!     name: "Hooli".into(),
//!     employees: 4500,
//!     plan: None,
//!     seats: 12,
//! };
//! let payload = Identity::user("1hKOmRA4GRlm").group(&hooli).build()?;
//! println!("{payload}");
//! # let sent = payload.to_value();
//! # assert_eq!(sent["groupId"], "5e8a78ba9d32d3b1898a6247");
//! # assert_eq!(sent["traits"], serde_json::json!({"name": "Hooli", "employees": 4500, "seats": 12}));
//! # Ok::<(), group_core::PayloadError>(())
//! ```
//!
//! This prints, on one line:
//!
//! ```json
//! {
//!   "type": "group",
//!   "channel": "server",
//!   "messageId": "0b0d6f0a-6a0e-4f52-8a3c-1f6b1c1f0a57",
//!   "userId": "1hKOmRA4GRlm",
//!   "groupId": "5e8a78ba9d32d3b1898a6247",
//!   "traits": {"name": "Hooli", "employees": 4500, "seats": 12},
//!   "context": {"library": {"name": "group-core", "version": "0.1.0"}},
//!   "originalTimestamp": "2026-11-23T07:40:18.546Z",
//!   "sentAt": "2026-11-23T07:40:18.546Z"
//! }
//! ```
//!
//! # Where to find what
//!
//! - **The struct**: the derive [`GroupTraits`](derive@GroupTraits) has the rule by which a field becomes a trait, the
//!   reserved traits, and every attribute with an example.
//! - **Types**: [kinds of value](kinds_of_value) says which types each reserved trait takes, and how your own types join
//!   them.
//! - **Calls**: an [`Identity`] is the user. It makes the group and identify calls, and adds the user's traits to every
//!   group call. [`GroupCall`] has what can be set on a call; [`Payload`] is the finished event, and
//!   [`Payload::from_json`] takes one of another type, such as `track`.
//! - **What is refused when an event is built**: [`PayloadError`], and [`ProblemKind`] for the list. [`Error`] is for a
//!   function that builds and sends.
//! - **Delivery**: the module [`client`] posts events to a data plane, tries again, and can keep them in a file until
//!   they have arrived. An application is written against the trait [`Sink`](sink::Sink); in its tests it gets a
//!   [`Recorder`](sink::Recorder).
//! - **Destinations**: the module [`destinations`] says, in a table or in a test, what each destination of RudderStack
//!   makes of the traits, and gives dbt's schema of the groups table; [what is known of each](destinations_known) is a page.
//! - **Tracking plan**: the module [`plan`] makes it of the types, as files of rudder-cli and as JSON Schema, and says in a
//!   test what a change of the types does to whoever reads the events.
//! - **Personal data**: `#[group(pii = "…")]` marks it, and a [`Policy`] says whether it is sent, dropped or hashed.
//! - **Recipes**: [recipes] has a group without a user, sending only what changed, a backfill, leaving a group, numbers and
//!   dates in other forms, and what replaces the calls of `rudderanalytics`, `segment` and `posthog-rs`.
//! - **Compile errors**: [when it does not compile](when_it_does_not_compile) has every message, with its cause and its
//!   cure.
//!
//! # Features
//!
//! | feature | default | what it gives | crates | cold build, s |
//! |---|---|---|---|---|
//! | none | | identities, calls and payloads, without derives | 16 | 3.3 |
//! | `derive` | yes | the derives `GroupTraits`, `AddressTraits`, `TextTrait`, `IdTrait`, `CountTrait`, `DateTrait` | +5 | +1.8 |
//! | `jiff` | no | `Timestamp`, `Zoned` and `civil::Date` as dates | +2 | +1.9 |
//! | `chrono` | no | `DateTime` and `NaiveDate` as dates | +2 | +0.6 |
//! | `time` | no | `OffsetDateTime`, `UtcDateTime` and `Date` as dates | +5 | +0.6 |
//! | `url` | no | `Url` as text and as an id | +29 | +4.2 |
//! | `uuid` | no | `Uuid` as text and as an id | +0 | +0 |
//! | `client` | no | the module [`client`], with an outbox; builds ring, which needs a C compiler | +33 | +9 |
//! | `destinations` | no | the module [`destinations`], for tests: what each destination receives | +1 | +1.4 |
//! | `plan` | no | the module [`plan`], for tests: the tracking plan from the types | +10 | +4 |
//! | `pattern` | no | `#[group(pattern = "…")]` | +1 | +1 |
//! | `pii-hash` | no | `Policy::hash`: personal data as HMAC-SHA-256 | +1 | +0.5 |
//! | `outbox` | no | the same as `client` | +33 | +9 |
//!
//! The last two columns are the cost where nothing else in the build needs these crates, on two cores. Dates need no
//! feature: `std::time::SystemTime` and [`Date`] are always there.

#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]
#![cfg_attr(docsrs, feature(doc_cfg))]
// The page above links to items behind these features.
#![cfg_attr(
    not(all(
        feature = "derive",
        feature = "client",
        feature = "destinations",
        feature = "plan"
    )),
    allow(rustdoc::broken_intra_doc_links)
)]

#[cfg(feature = "client")]
pub mod client;
mod declaration;
#[cfg(feature = "destinations")]
pub mod destinations;
mod error;
mod event;
#[cfg(not(all(feature = "pii-hash", feature = "pattern")))]
mod feature_off;
mod identity;
mod json;
mod limits;
#[cfg(feature = "plan")]
pub mod plan;
mod problem;
mod random;
mod shown;
pub mod sink;
mod traits;
mod value;

pub use error::Error;
pub use event::call::{GroupCall, IdentifyCall};
pub use event::context::Context;
pub use event::integrations::Integrations;
pub use event::payload::Payload;
#[cfg(all(feature = "derive", feature = "plan"))]
pub use group_derive::GroupSchema;
#[cfg(feature = "derive")]
pub use group_derive::{AddressTraits, CountTrait, DateTrait, GroupTraits, IdTrait, TextTrait};
pub use identity::Identity;
#[cfg(feature = "plan")]
pub use plan::GroupSchema;
pub use problem::{Measure, PayloadError, Problem, ProblemKind};
pub use traits::address::Address;
pub use traits::policy::{Policy, Redaction, Treatment};
#[doc(hidden)]
pub use traits::reserved;
pub use traits::{AddressTraits, GroupTraits, HasGroupId, Traits};
pub use value::count::CountTrait;
pub use value::date::{Date, DateError, DateTrait};
pub use value::id::IdTrait;
pub use value::text::TextTrait;

#[doc = include_str!("../docs/kinds-of-value.md")]
#[cfg(doc)]
pub mod kinds_of_value {}

#[doc = include_str!("../docs/destinations.md")]
#[cfg(all(doc, feature = "destinations"))]
pub mod destinations_known {}

#[doc = include_str!("../docs/refreshing-destinations.md")]
#[cfg(all(doc, feature = "destinations"))]
pub mod refreshing_destinations {}

// Its programs are tested in `examples`, with the crates that they need.
#[doc = include_str!("../docs/recipes.md")]
#[cfg(all(doc, not(doctest)))]
pub mod recipes {}

#[doc = include_str!("../docs/when-it-does-not-compile.md")]
#[cfg(doc)]
pub mod when_it_does_not_compile {}

/// The README, so that its examples are tested with those of the documentation.
#[cfg(all(doctest, feature = "derive", feature = "client", feature = "plan"))]
#[doc = include_str!("../README.md")]
mod readme {}

/// What the derives' code names. Not part of the public API: it changes without notice.
#[doc(hidden)]
pub mod __private {
    pub use crate::declaration::{
        Declaration, Detail, Entry, Kind, Literal, OwnTraits, Part, Shape,
    };
    #[cfg(feature = "plan")]
    pub use crate::plan::{CustomSchema, FlattenSchema, Schemas};
    pub use crate::traits::flatten::{
        Clashes, Ending, Endless, Field, Finite, assert_distinct, report_clashes,
    };
    pub use crate::traits::probe::{Probe, TextValues, Unprobed};
    pub use crate::traits::reserved;
    pub use crate::traits::{DeclaredAddress, Derived, TraitWriter};
    pub use crate::value::id::Id;
    pub use core::option::Option;
    pub use core::primitive::{bool, str, u64};
    pub use std::borrow::Cow;
    pub use std::fmt::Display;
}
