//! The write key: as a request has it, and taken out of what others say.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

use crate::shown::shown;

/// The write key. It has no `Debug`, so that it can't be shown by mistake.
pub(super) struct Secrets {
    write_key: String,
    /// How the base64 of everything begins that begins with the key.
    encoded: String,
}

/// How much of an answer's text is read.
pub(super) const MAX_READ: usize = 4096;
const STARS: &str = "***";

impl Secrets {
    pub(super) fn new(write_key: &str) -> Self {
        let whole = write_key.as_bytes().chunks_exact(3).flatten().copied();
        Self {
            write_key: write_key.to_owned(),
            encoded: match write_key.len() {
                // Without the colon there is nothing that says where it ends.
                0..3 => STANDARD_NO_PAD.encode(format!("{write_key}:")),
                _ => STANDARD.encode(whole.collect::<Vec<u8>>()),
            },
        }
    }

    /// The value of the header: the key as the user name, and no password.
    pub(super) fn authorization(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:", self.write_key)))
    }

    /// The beginning of a text that someone else wrote, without the key and without control characters. In this order, so
    /// that no cut leaves a half of the key.
    pub(super) fn redact(&self, text: &str) -> String {
        let mut clean = self.without_encoded(text).replace(&self.write_key, STARS);
        if text.len() >= MAX_READ {
            // It was cut by whoever read it, perhaps in the middle of a key.
            let longest = self.write_key.len().max(self.encoded.len() + 4);
            let left = clean.chars().count().saturating_sub(longest);
            clean = clean.chars().take(left).collect();
        }
        // Most servers end a text with a line break.
        shown(clean.trim())
    }

    fn without_encoded(&self, mut text: &str) -> String {
        let mut clean = String::new();
        while let Some((before, after)) = text.split_once(&self.encoded) {
            clean.push_str(before);
            clean.push_str(STARS);
            // The last letters of the key, the colon and the padding.
            text = after.trim_start_matches(|c: char| {
                c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=')
            });
        }
        clean.push_str(text);
        clean
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};

    use super::Secrets;

    const KEYS: [&str; 7] = [
        "k",
        "ke",
        "key",
        "ke?>",
        "wr1te",
        "wr1te~",
        "2SecretWriteKey",
    ];

    #[test]
    fn the_key_is_taken_out_in_every_form() {
        for key in KEYS {
            let with_colon = format!("{key}:");
            for said in [
                key.to_owned(),
                with_colon.clone(),
                STANDARD.encode(&with_colon),
                STANDARD_NO_PAD.encode(&with_colon),
                format!("Basic {}", STANDARD.encode(&with_colon)),
            ] {
                let shown = Secrets::new(key).redact(&format!("<<{said}>>"));
                let expected = match &said {
                    said if said.starts_with("Basic") => "<<Basic ***>>",
                    said if *said == with_colon => "<<***:>>",
                    _ => "<<***>>",
                };
                assert_eq!(shown, expected, "{key} {said}");
            }
        }
    }

    #[test]
    fn the_base64_of_whatever_begins_with_the_key_is_taken_out() {
        let secrets = Secrets::new("2SecretWriteKey!");
        for whole in ["2SecretWriteKey!", "2SecretWriteKey!:password"] {
            assert_eq!(secrets.redact(&STANDARD.encode(whole)), "***");
            assert_eq!(secrets.redact(&URL_SAFE.encode(whole)), "***");
        }
    }

    #[test]
    fn it_is_taken_out_as_often_as_it_is_said() {
        let secrets = Secrets::new("key");
        assert_eq!(secrets.redact("key, a2V5Og== and key"), "***, *** and ***");
    }

    #[test]
    fn control_characters_are_escaped() {
        let secrets = Secrets::new("key");
        assert_eq!(
            secrets.redact("a\r\nb\t\u{1b}[31m\0 \u{9b} \u{2028} \u{202e} \"é\\"),
            r#"a\r\nb\t\u{1b}[31m\u{0} \u{9b} \u{2028} \u{202e} "é\"#
        );
    }

    #[test]
    fn three_hundred_characters_are_shown() {
        let secrets = Secrets::new("key");
        assert_eq!(secrets.redact(&"é".repeat(301)), "é".repeat(300));
        // An escape is shown in full or not at all.
        let text = format!("{}\n", "x".repeat(299));
        assert_eq!(secrets.redact(&text), "x".repeat(299));
    }

    #[test]
    fn no_cut_leaves_a_half_of_the_key() {
        let key = "2SecretWriteKey".repeat(6);
        let secrets = Secrets::new(&key);
        // At the end of what is shown.
        let shown = secrets.redact(&format!("{}{key}", "x".repeat(299)));
        assert_eq!(shown, format!("{}*", "x".repeat(299)));
        // At the end of what was read.
        for said in [
            key.clone(),
            STANDARD.encode(format!("{key}:")),
            format!("é{key}"),
        ] {
            let text = said.repeat(100);
            for cut in 4096..4300 {
                let read = String::from_utf8_lossy(&text.as_bytes()[..cut]);
                let shown = secrets.redact(&read);
                assert!(!shown.contains("2Se"), "{shown}");
                assert!(!shown.contains("MlN"), "{shown}");
            }
        }
    }
}
