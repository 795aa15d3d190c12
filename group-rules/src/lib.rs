//! The rules that `group-derive` checks at compile time and `group-core` checks at run time: each is written once, here.
//!
//! This crate is an implementation detail of the two. Its API changes without notice.

pub mod blank;
pub mod category;
pub mod column;
pub mod escape;
#[cfg(feature = "pattern")]
pub mod pattern;
pub mod reserved;
pub mod secret;
pub mod spelling;
