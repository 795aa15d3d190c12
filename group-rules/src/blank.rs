//! Blank names and ids.

/// Whether a string has no visible character.
pub fn is_blank(string: &str) -> bool {
    string.chars().all(is_invisible)
}

/// Whether a character leaves no mark: white space, a control or a character without a glyph.
pub fn is_invisible(c: char) -> bool {
    // First, because most strings begin and end with one.
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
}

#[cfg(test)]
mod tests {
    use super::is_blank;

    #[test]
    fn a_hundred_and_one_characters_leave_no_mark() {
        let blank = ('\0'..=char::MAX).filter(|c| is_blank(&c.to_string()));
        assert_eq!(blank.count(), 101);
    }

    #[test]
    fn one_visible_character_is_enough() {
        assert!(is_blank(""));
        assert!(is_blank(" \t\u{200b}\u{feff}"));
        assert!(!is_blank(" \u{200b}a"));
    }
}
