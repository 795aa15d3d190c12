//! Blank names, by the rule that group-core applies to ids.

/// Whether a name has no visible character.
pub(crate) fn is_blank(name: &str) -> bool {
    name.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '\u{ad}'
                    | '\u{200b}'..='\u{200f}'
                    | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{2064}'
                    | '\u{feff}'
            )
    })
}
