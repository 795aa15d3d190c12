//! Text that someone else wrote, as an error or a log shows it.

use std::fmt::{self, Display, Write};

/// How many characters are shown, with what escapes add.
const MAX_SHOWN: usize = 300;

/// Whether a character ends a line, moves the cursor or changes the direction of what follows.
fn misleads(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Takes the beginning of what is written to it, and escapes the characters that mislead.
#[derive(Default)]
pub(crate) struct Shown {
    text: String,
    length: usize,
}

impl Shown {
    pub(crate) fn into_string(self) -> String {
        self.text
    }
}

impl Write for Shown {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            let one = Escaped(c.encode_utf8(&mut [0; 4])).to_string();
            self.length += one.chars().count();
            if self.length > MAX_SHOWN {
                break;
            }
            self.text.push_str(&one);
        }
        Ok(())
    }
}

/// The beginning of a text.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = Shown::default();
    // Never fails.
    let _ = shown.write_str(text);
    shown.into_string()
}

/// A whole text.
pub(crate) struct Escaped<'t>(pub(crate) &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if misleads(c) {
                write!(f, "{}", c.escape_default())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}
