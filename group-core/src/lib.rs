#![doc = include_str!("../README.md")]
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

mod address;
mod call;
mod clash;
#[cfg(feature = "client")]
pub mod client;
mod context;
mod count;
mod custom;
mod date;
mod declaration;
mod entries;
mod id;
mod identity;
mod integrations;
mod json;
mod kinds;
mod limits;
mod payload;
mod pointers;
mod problem;
mod random;
#[doc(hidden)]
pub mod reserved;
mod text;
mod traits;

pub use address::Address;
pub use call::{GroupCall, IdentifyCall};
pub use context::Context;
pub use count::CountTrait;
pub use date::{Date, DateError, DateTrait};
#[cfg(feature = "derive")]
pub use group_derive::{AddressTraits, CountTrait, DateTrait, GroupTraits, IdTrait, TextTrait};
pub use id::IdTrait;
pub use identity::Identity;
pub use integrations::Integrations;
pub use payload::Payload;
pub use problem::{PayloadError, Problem, ProblemKind};
pub use text::TextTrait;
pub use traits::{AddressTraits, GroupTraits, HasGroupId, Traits};

#[doc = include_str!("../docs/when-it-does-not-compile.md")]
#[cfg(doc)]
pub mod when_it_does_not_compile {}

/// What the derives' code names. It is no part of the public surface: it changes without notice.
#[doc(hidden)]
pub mod __private {
    pub use crate::clash::{Clashes, assert_distinct, report_clashes};
    pub use crate::declaration::{Declaration, Entries, Entry, Kind, Literal, Part};
    pub use crate::id::{GivenId, Id};
    pub use crate::reserved;
    pub use crate::traits::{DeclaredAddress, TraitWriter};
    pub use core::option::Option;
    pub use core::primitive::{str, u64};
    pub use std::borrow::Cow;
}
