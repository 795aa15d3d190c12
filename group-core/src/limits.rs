//! The limits of the specification.

/// The most bytes that an event may have.
pub(crate) const MAX_BYTES: usize = 32_768;
/// The most levels of nesting. The event itself is the first.
pub(crate) const MAX_LEVELS: usize = 127;
/// 2^53: a 64-bit float holds this integer and every smaller one exactly.
pub(crate) const MAX_INTEGER: u64 = 1 << 53;

/// Whether an id has no visible character: only white space, controls and characters that leave no mark.
pub(crate) fn is_blank(id: &str) -> bool {
    id.chars().all(|c| {
        // First, because most ids begin with one.
        let is_visible = c.is_ascii_graphic();
        !is_visible
            && (c.is_whitespace()
                || c.is_control()
                || matches!(
                    c,
                    '\u{ad}'
                        | '\u{200b}'..='\u{200f}'
                        | '\u{2028}'..='\u{202e}'
                        | '\u{2060}'..='\u{2064}'
                        | '\u{feff}'
                ))
    })
}
