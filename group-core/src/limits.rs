//! The limits of the specification.

/// The most bytes that an event may have.
pub(crate) const MAX_BYTES: usize = 32_768;
/// The most levels of nesting. The event itself is the first.
pub(crate) const MAX_LEVELS: usize = 127;
/// 2^53: a 64-bit float holds this integer and every smaller one exactly.
pub(crate) const MAX_INTEGER: u64 = 1 << 53;
