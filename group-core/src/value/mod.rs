//! Kinds of value that a reserved trait can have, and the pointers around them.

pub(crate) mod count;
pub(crate) mod date;
pub(crate) mod id;
pub(crate) mod pointers;
pub(crate) mod text;
