//! What each of RudderStack's destinations receives of a group call.
//!
//! Use it as `group_core::destinations`, with the feature of that name. This crate is the knowledge behind it, which changes
//! when RudderStack does, and so has releases of its own. It knows names, kinds and values; `group-core` says which of them a
//! type or an event has.

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

mod entries;
mod fate;
mod fates;
mod hazards;
mod javascript;
mod knowledge;
mod needs;
#[cfg(test)]
mod page;
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
pub use report::{Destination, Report, UnknownDestination};

/// For `group-core`. Not part of the public API: it changes without notice.
#[doc(hidden)]
pub mod __private {
    pub use crate::readers::readers;
    pub use crate::sent::{Content, Event, Form, Sent, Trait};
}
