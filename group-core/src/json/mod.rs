//! JSON text: written with the checks of the specification, and read back when a part of it is needed.

mod keys;
mod read;
mod serialize;
mod string_only;
mod write;

#[cfg(feature = "pii-hash")]
pub(crate) use read::with_texts;
pub(crate) use read::{Element, Value, elements};
pub(crate) use write::{Fragment, Json, Shape, fragment, user_traits, user_traits_of_text};
