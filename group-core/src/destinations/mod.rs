//! What each destination receives of a group call, before it does. Behind the feature `destinations`.
//!
//! RudderStack passes one event to many tools, and each reads other traits, under other names, or takes them for the user's.
//! This module knows it of each of them, and tells it of a type of yours ([`report()`]) or of one event
//! ([`report_for`]): in a table, in a test, for the warehouse and for dbt.
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
//! // A table of traits and destinations, with reasons and cures.
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
//! // In a test: this fails on the day on which a trait no longer arrives.
//! report.assert_arrives("Intercom", ["name", "plan"]);
//! report.assert_arrives("Postgres", ["name", "employees", "plan"]);
//! # Ok::<(), destinations::UnknownDestination>(())
//! ```
//!
//! # What it knows
//!
//! [The page of destinations](crate::destinations_known) has what is known of each. It was found by running RudderStack's
//! own code; what a tool does with a request that it is sent is not known. The settings of your destinations are not known
//! either: where they matter, [`Destination::settings`] says for which ones the fates are true, and a way to set a destination
//! up that differs much has an entry of its own, such as `Intercom (API version 1)`. The knowledge is as old as
//! [`Destination::source`] says.
//!
//! It is a tool for tests and for looking things up. It takes no part in a call, so it can be a feature of
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
//! # Of a type and of an event
//!
//! Of a type are known the names of the traits, their kinds, which may be left out, and the doc comments. Of a custom trait
//! that goes through serde the kind is known for numbers, texts, flags, lists and maps of std and for the dates of `jiff` and
//! `chrono`; of other types a fate may be [`Outcome::Depends`]. An event also shows its values, its ids and the traits of its
//! user.

mod entries;
mod fate;
mod fates;
mod hazards;
mod knowledge;
mod needs;
#[cfg(test)]
mod page;
#[cfg(feature = "plan")]
mod readers;
mod report;
mod sent;
mod table;
mod warehouse;
mod without_groups;

pub use fate::{Fate, Outcome};
pub use hazards::Hazard;
#[cfg(feature = "plan")]
pub(crate) use readers::readers;
pub use report::{Destination, Report, UnknownDestination, report, report_for};
