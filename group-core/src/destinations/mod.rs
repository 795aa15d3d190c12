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
mod source;
mod table;
mod view;
mod warehouse;
mod without_groups;

pub use fate::{Fate, Outcome};
pub use hazards::Hazard;
#[cfg(feature = "plan")]
pub(crate) use readers::readers;
pub use report::{Destination, Report, UnknownDestination, report, report_for};
