//! JSON text: written with the checks of the specification, and read back when a part of it is needed.
//!
//! ```text
//!  derived code        any `Serialize`              JSON made elsewhere
//!       │                    │                              │
//!       │      serialize ────┤ map keys: string_only        │
//!       │      keys: one     │                              │
//!       ▼      name twice?   ▼                              ▼
//!     buffer ◄──────── members: null is removed, ◄─────── foreign
//!       │              a failed value replaced      its numbers and keys
//!       │
//!       ├─ offsets ──► problems: paths are read off the text at the end (read)
//!       ▼
//!  one `String`: an event, or a fragment of a later one
//! ```

mod buffer;
mod foreign;
mod fragment;
mod halt;
mod keys;
mod members;
mod problems;
mod read;
mod serialize;
mod string_only;

pub(crate) use buffer::{Json, Shape};
pub(crate) use fragment::{Fragment, fragment, user_traits, user_traits_of_text};
#[cfg(feature = "pii-hash")]
pub(crate) use read::with_texts;
pub(crate) use read::{Element, Value, elements};
