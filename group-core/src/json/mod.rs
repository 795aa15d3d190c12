//! JSON text: written with the checks of the specification, and read back when a part of it is needed.
//!
//! ```text
//! derived code      any `Serialize`                     JSON made elsewhere
//!      │                  │                                      │
//!      │             serialize ───► string_only: map keys,       │
//!      │             compound       raw values and numbers ───►  │
//!      │             keys: twice?         │                      │
//!      ▼                  ▼               ▼                      ▼
//!   members: null removed ───► buffer ◄────────────────────── foreign
//!                                │
//!                                ├─ offsets ──► problems, which get their paths (read) at the end
//!                                ▼
//!             one string: an event, or a fragment of a later one
//! ```

mod buffer;
mod compound;
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
