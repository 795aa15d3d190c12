//! JSON text: written with the checks of the specification, and read back where a part of it is needed.

mod read;
mod serialize;
mod string_only;
mod write;

pub(crate) use read::{Value, elements};
pub(crate) use write::{Fragment, Json, Shape, fragment};

/// The most bytes that an event may have.
pub(crate) const MAX_BYTES: usize = 32_768;
/// The most levels of nesting, of which the event itself is the first.
pub(crate) const MAX_LEVELS: usize = 127;
/// The largest integer that a 64-bit float holds, and with it every smaller one: 2^53.
pub(crate) const MAX_INTEGER: u64 = 1 << 53;
