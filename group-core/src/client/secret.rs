//! The write key and the values of headers: as a request has them, and redacted in what others write.

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};

use crate::shown::shown;

/// What is shown nowhere. It has no `Debug`, so that it can't be shown by mistake.
pub(super) struct Secrets {
    write_key: String,
    forms: Vec<Form>,
}

/// How a secret may appear in an answer or an error.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    text: String,
    /// `Some` for base64, with how many characters before `text` belong to the secret too.
    before: Option<usize>,
}

/// How much of an answer's text is read.
pub(super) const MAX_READ: usize = 4096;
const STARS: &str = "***";
/// Redacting a shorter value, such as `1` or `eu`, would hide the answer rather than a secret.
const MIN_VALUE: usize = 4;
/// A word of a value, such as the token in `Bearer …`, is redacted by itself from this length on.
const MIN_WORD: usize = 8;

/// What others write in place of characters: JSON, JSON of Go, JSON of PHP, and HTML in two dialects.
const ESCAPES: [&[(char, &str)]; 5] = [
    &[('"', r#"\""#), ('\\', r"\\")],
    &[
        ('"', r#"\""#),
        ('\\', r"\\"),
        ('<', r"\u003c"),
        ('>', r"\u003e"),
        ('&', r"\u0026"),
    ],
    &[('"', r#"\""#), ('\\', r"\\"), ('/', r"\/")],
    &[
        ('"', "&quot;"),
        ('\'', "&#x27;"),
        ('<', "&lt;"),
        ('>', "&gt;"),
        ('&', "&amp;"),
    ],
    &[
        ('"', "&#34;"),
        ('\'', "&#39;"),
        ('<', "&lt;"),
        ('>', "&gt;"),
        ('&', "&amp;"),
        ('+', "&#43;"),
    ],
];

impl Secrets {
    pub(super) fn new(write_key: &str) -> Self {
        let mut secrets = Self {
            write_key: write_key.to_owned(),
            forms: Vec::new(),
        };
        secrets.add(write_key);
        if write_key.len() < 3 {
            // Without the colon there is nothing that says where it ends.
            secrets.forms.push(Form {
                text: STANDARD_NO_PAD.encode(format!("{write_key}:")),
                before: Some(0),
            });
        }
        secrets
    }

    /// Adds the value of a header.
    pub(super) fn add_value(&mut self, value: &str) {
        if value.len() >= MIN_VALUE {
            self.add(value);
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '=' | '"');
        let words = value.split(ends);
        for word in words.filter(|word| word.len() >= MIN_WORD) {
            self.add(word);
        }
    }

    fn add(&mut self, secret: &str) {
        let percent = percent_encoded(secret, |byte| format!("%{byte:02X}"));
        let mut texts = vec![
            secret.to_owned(),
            percent_encoded(secret, |byte| format!("%{byte:02x}")),
            percent.replace("%20", "+"),
            percent,
        ];
        texts.extend(ESCAPES.map(|escapes| escaped(secret, escapes)));
        let texts = texts.into_iter();
        self.forms
            .extend(texts.map(|text| Form { text, before: None }));
        // Wherever it stands in what is encoded, the groups of three bytes that are all its own look the same.
        for skipped in 0..3 {
            let groups = secret.as_bytes().get(skipped..).unwrap_or_default();
            let groups: Vec<u8> = groups.chunks_exact(3).flatten().copied().collect();
            if !groups.is_empty() {
                let before = Some(if skipped == 0 { 0 } else { 4 });
                self.forms.extend(
                    [STANDARD.encode(&groups), URL_SAFE.encode(&groups)]
                        .map(|text| Form { text, before }),
                );
            }
        }
        self.forms.sort_unstable();
        self.forms.dedup();
    }

    /// The value of the header: the key as the user name, and no password.
    pub(super) fn authorization(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:", self.write_key)))
    }

    /// The beginning of a text that someone else wrote, without the secrets and without control characters. In this order, so
    /// that no cut leaves a half of a secret.
    pub(super) fn redact(&self, text: &str) -> String {
        let mut found: Vec<_> = self.forms.iter().flat_map(|form| form.find(text)).collect();
        found.sort_unstable_by_key(|range| range.start);
        let mut clean = String::new();
        let mut end = 0;
        for range in found {
            // Otherwise it overlaps the one before.
            if range.start >= end {
                clean.push_str(text.get(end..range.start).unwrap_or_default());
                clean.push_str(STARS);
            }
            end = end.max(range.end);
        }
        clean.push_str(text.get(end..).unwrap_or_default());
        if text.len() >= MAX_READ {
            // It was cut by whoever read it, perhaps in the middle of a secret.
            let longest = self.forms.iter().map(|form| form.text.len()).max();
            let longest = longest.unwrap_or_default() + 8;
            let left = clean.chars().count().saturating_sub(longest);
            clean = clean.chars().take(left).collect();
        }
        // Most servers end a text with a line break.
        shown(clean.trim())
    }
}

impl Form {
    /// Where it is in a text.
    fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        text.match_indices(&self.text).map(|(start, found)| {
            let end = start + found.len();
            let Some(before) = self.before else {
                return start..end;
            };
            // The rest of what is encoded with it, and the padding.
            let (head, tail) = (text.get(..start), text.get(end..));
            let head = head.unwrap_or_default().bytes().rev().take(before);
            let tail = tail.unwrap_or_default().bytes();
            let earlier = head.take_while(|byte| is_base64(*byte)).count();
            let later = tail
                .take_while(|byte| is_base64(*byte) || *byte == b'=')
                .count();
            start - earlier..end + later
        })
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

fn percent_encoded(text: &str, escape: impl Fn(u8) -> String) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => encoded.push(byte.into()),
            _ => encoded.push_str(&escape(byte)),
        }
    }
    encoded
}

fn escaped(text: &str, escapes: &[(char, &str)]) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match escapes.iter().find(|(from, _)| *from == c) {
            Some((_, to)) => escaped.push_str(to),
            None => escaped.push(c),
        }
    }
    escaped
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

    /// A value that each form of writing changes.
    const VALUE: &str = r#"Bearer s3cr3t/+<"t0k3n'\&>=="#;

    fn with_value(value: &str) -> Secrets {
        let mut secrets = Secrets::new("KEY");
        secrets.add_value(value);
        secrets
    }

    #[test]
    fn the_value_of_a_header_is_taken_out_in_every_form() {
        let secrets = with_value(VALUE);
        for said in [
            VALUE,
            "Bearer%20s3cr3t%2F%2B%3C%22t0k3n%27%5C%26%3E%3D%3D",
            "Bearer%20s3cr3t%2f%2b%3c%22t0k3n%27%5c%26%3e%3d%3d",
            "Bearer+s3cr3t%2F%2B%3C%22t0k3n%27%5C%26%3E%3D%3D",
            r#"Bearer s3cr3t/+<\"t0k3n'\\&>=="#,
            r#"Bearer s3cr3t\/+<\"t0k3n'\\&>=="#,
            r#"Bearer s3cr3t/+\u003c\"t0k3n'\\\u0026\u003e=="#,
            r"Bearer s3cr3t/+&lt;&quot;t0k3n&#x27;\&amp;&gt;==",
            r"Bearer s3cr3t/&#43;&lt;&#34;t0k3n&#39;\&amp;&gt;==",
        ] {
            assert_eq!(secrets.redact(&format!("<{said}>")), "<***>", "{said}");
        }
        // Its base64, alone and as a part of more.
        for before in ["", ":", "a:", "ab:"] {
            let whole = STANDARD.encode(format!("{before}{VALUE}, and more"));
            let shown = secrets.redact(&format!("\"{whole}\""));
            // At most the three bytes before it are left.
            assert!(
                ["\"***\"", "\"YWI6***\""].contains(&&*shown),
                "{before} {shown}"
            );
        }
    }

    #[test]
    fn a_long_word_of_a_value_is_taken_out_by_itself() {
        let secrets = with_value("Bearer s3cr3tt0k3n");
        assert_eq!(secrets.redact("no s3cr3tt0k3n here"), "no *** here");
        assert_eq!(secrets.redact("a Bearer is needed"), "a Bearer is needed");
        let secrets = with_value("id=7; session=\"s3cr3tt0k3n\"");
        assert_eq!(secrets.redact("s3cr3tt0k3n has expired"), "*** has expired");
    }

    #[test]
    fn a_value_of_fewer_than_four_characters_is_no_secret() {
        assert_eq!(with_value("eu1").redact("eu1 is full"), "eu1 is full");
        assert_eq!(with_value("eu-1").redact("eu-1 is full"), "*** is full");
        assert_eq!(with_value("").redact("nothing"), "nothing");
    }

    #[test]
    fn secrets_that_overlap_are_taken_out_whole() {
        let mut secrets = Secrets::new("abcdef");
        secrets.add_value("defghi");
        assert_eq!(secrets.redact("<abcdefghi>"), "<***>");
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
