//! The write key and the values of headers: as a request has them, and redacted in what others write.

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};

use crate::shown::shown;

/// What is shown nowhere. It has no `Debug`, so that it can't be shown by mistake.
pub(in crate::client) struct Secrets {
    write_key: String,
    forms: Vec<Form>,
}

/// How a secret may appear in an answer or an error, once the [escapes](View::decoded) are gone.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// The secret itself, or its hexadecimal digits.
    Text(String),
    /// What is the same in each base64 that has the secret in it, and how many characters before that belong to the secret
    /// too.
    Base64(String, usize),
}

/// How much of an answer's text is read.
pub(in crate::client) const MAX_READ: usize = 4096;
const STARS: &str = "***";
/// Redacting a shorter value, such as `1` or `eu`, would hide the answer rather than a secret.
const MIN_VALUE: usize = 4;
/// A word of a value, such as the token in `Bearer …`, is redacted by itself from this length on.
const MIN_WORD: usize = 8;

/// A secret of this length is found in upper and lower case.
const MIN_ANY_CASE: usize = 8;
/// So many characters of a secret are redacted at the end of a text, which may have been cut there.
const MIN_CUT: usize = 4;
/// How often a text may have been escaped: JSON in JSON, percent signs in JSON.
const MAX_ESCAPED: usize = 3;
/// The longest escape in an answer: `&#x0000027;`.
const MAX_ESCAPE: usize = 11;
/// Those that HTML has for ASCII characters, in what is usually escaped.
const ENTITIES: [(&[u8], u8); 12] = [
    (b"quot", b'"'),
    (b"apos", b'\''),
    (b"lt", b'<'),
    (b"gt", b'>'),
    (b"amp", b'&'),
    (b"plus", b'+'),
    (b"sol", b'/'),
    (b"equals", b'='),
    (b"colon", b':'),
    (b"comma", b','),
    (b"semi", b';'),
    (b"num", b'#'),
];

impl Secrets {
    pub(in crate::client) fn new(write_key: &str) -> Self {
        let mut secrets = Self {
            write_key: write_key.to_owned(),
            forms: Vec::new(),
        };
        secrets.add(write_key);
        if write_key.len() < 3 {
            // Without the colon there is nothing that says where it ends.
            let text = STANDARD_NO_PAD.encode(format!("{write_key}:"));
            secrets.forms.push(Form::Base64(text, 0));
        }
        secrets
    }

    /// Adds the value of a header.
    pub(in crate::client) fn add_value(&mut self, value: &str) {
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
        self.forms.push(Form::Text(secret.to_owned()));
        if secret.len() >= MIN_ANY_CASE {
            let digits = secret.bytes().map(|byte| format!("{byte:02x}"));
            self.forms.push(Form::Text(digits.collect()));
        }
        // Wherever it stands in what is encoded, the groups of three bytes that are all its own look the same.
        for skipped in 0..3 {
            let groups = secret.as_bytes().get(skipped..).unwrap_or_default();
            let groups: Vec<u8> = groups.chunks_exact(3).flatten().copied().collect();
            if !groups.is_empty() {
                let before = if skipped == 0 { 0 } else { 4 };
                let texts = [STANDARD.encode(&groups), URL_SAFE.encode(&groups)];
                self.forms
                    .extend(texts.map(|text| Form::Base64(text, before)));
            }
        }
        self.forms.sort_unstable();
        self.forms.dedup();
    }

    /// The value of the header: the key as the user name, and no password.
    pub(in crate::client) fn authorization(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:", self.write_key)))
    }

    /// The beginning of a text that someone else wrote, without the secrets and without control characters. In this order, so
    /// that no cut leaves a half of a secret.
    pub(in crate::client) fn redact(&self, text: &str) -> String {
        let is_cut = text.len() >= MAX_READ;
        let mut ends = (0..=text.len().min(MAX_READ)).rev();
        let text = ends.find_map(|end| text.get(..end)).unwrap_or_default();
        let mut found = Vec::new();
        let mut view = Some(View::of(text));
        for _ in 0..=MAX_ESCAPED {
            let Some(shown) = view else {
                break;
            };
            for form in &self.forms {
                found.extend(
                    form.find(&shown.bytes)
                        .filter_map(|range| shown.place(range)),
                );
            }
            view = shown.decoded();
        }
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
        if is_cut {
            // It was cut by whoever read it, perhaps in the middle of a secret.
            let longest = self.forms.iter().map(|form| form.text().len()).max();
            let longest = longest.unwrap_or_default() + 8;
            let left = clean.chars().count().saturating_sub(longest);
            clean = clean.chars().take(left).collect();
        }
        // Most servers end a text with a line break.
        shown(clean.trim())
    }
}

impl Form {
    fn text(&self) -> &[u8] {
        match self {
            Self::Text(text) | Self::Base64(text, _) => text.as_bytes(),
        }
    }

    /// Where it is in a text.
    fn find<'t>(&'t self, bytes: &'t [u8]) -> impl Iterator<Item = Range<usize>> + 't {
        (0..bytes.len()).filter_map(|start| {
            let there = bytes.get(start..).unwrap_or_default();
            let end = start + self.len_at(there)?;
            let Self::Base64(_, before) = self else {
                return Some(start..end);
            };
            // The rest of what is encoded with it, and the padding.
            let head = bytes.get(..start).unwrap_or_default().iter().rev();
            let tail = bytes.get(end..).unwrap_or_default().iter();
            let earlier = head.take(*before).take_while(|byte| is_base64(**byte));
            let later = tail.take_while(|byte| is_base64(**byte) || **byte == b'=');
            Some(start - earlier.count()..end + later.count())
        })
    }

    /// How much of it a text begins with, if that is all, or so much that it is a secret still.
    fn len_at(&self, there: &[u8]) -> Option<usize> {
        let text = self.text();
        let is_any_case = matches!(self, Self::Text(_)) && text.len() >= MIN_ANY_CASE;
        let is_same = |(a, b): &(&u8, &u8)| match (**a, **b) {
            // In a form of HTML.
            (b' ', b'+') => true,
            (a, b) if is_any_case => a.eq_ignore_ascii_case(&b),
            (a, b) => a == b,
        };
        let len = text.iter().zip(there).take_while(is_same).count();
        let rest = there.get(len..).unwrap_or_default();
        // The end of the text, perhaps in the middle of an escape.
        let is_end = rest.len() < MAX_ESCAPE && matches!(rest, [] | [b'\\' | b'%' | b'&', ..]);
        let is_cut = is_end && len >= MIN_CUT;
        let is_most = len >= MIN_ANY_CASE && len * 2 >= text.len();
        (len == text.len() || is_cut || is_most).then_some(len)
    }
}

/// The bytes of a text whose escapes were read, and where in the text each of them is.
struct View {
    bytes: Vec<u8>,
    places: Vec<Range<usize>>,
}

impl View {
    fn of(text: &str) -> Self {
        Self {
            bytes: text.as_bytes().to_vec(),
            places: (0..text.len()).map(|at| at..at + 1).collect(),
        }
    }

    fn place(&self, range: Range<usize>) -> Option<Range<usize>> {
        let (first, last) = (self.places.get(range.start)?, self.places.get(..range.end)?);
        Some(first.start..last.last()?.end)
    }

    /// Decodes the escapes of JSON, URLs and HTML. Returns `None` if there are none.
    fn decoded(&self) -> Option<Self> {
        let mut decoded = Self {
            bytes: Vec::new(),
            places: Vec::new(),
        };
        let mut at = 0;
        while let Some(rest) = self.bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let as_it_is = || (1, rest.iter().copied().take(1).collect());
            let (len, bytes) = escape(rest).unwrap_or_else(as_it_is);
            let place = self.place(at..at + len)?;
            decoded.places.extend(bytes.iter().map(|_| place.clone()));
            decoded.bytes.extend(bytes);
            at += len;
        }
        (decoded.bytes.len() < self.bytes.len()).then_some(decoded)
    }
}

/// The escape that a text begins with: its length, and what it stands for.
fn escape(text: &[u8]) -> Option<(usize, Vec<u8>)> {
    let number = |digits: Range<usize>, radix| {
        let digits = str::from_utf8(text.get(digits)?).ok()?;
        u32::from_str_radix(digits, radix).ok()
    };
    let byte = |digits| Some(vec![number(digits, 16)? as u8]);
    let (len, code) = match text {
        [b'%', ..] => return Some((3, byte(1..3)?)),
        [b'\\', b'x', ..] => return Some((4, byte(2..4)?)),
        [b'\\', b'u', ..] => (6, number(2..6, 16)?),
        [b'\\', escaped @ (b'"' | b'\'' | b'\\' | b'/'), ..] => (2, u32::from(*escaped)),
        [b'&', rest @ ..] => {
            let end = rest
                .iter()
                .take(MAX_ESCAPE)
                .position(|byte| *byte == b';')?;
            let code = match rest.get(..end)? {
                [b'#', b'x' | b'X', ..] => number(3..end + 1, 16)?,
                [b'#', ..] => number(2..end + 1, 10)?,
                name => {
                    let named = ENTITIES.iter().find(|(entity, _)| *entity == name);
                    u32::from(named?.1)
                }
            };
            (end + 2, code)
        }
        _ => return None,
    };
    Some((len, char::from_u32(code)?.to_string().into_bytes()))
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
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
            r"Bearer s3cr3t&#x2F;&plus;&lt;&quot;t0k3n&apos;\&amp;&gt;&#x3D;&equals;",
            r"Bearer s3cr3t/\u002B\u003C\u0022t0k3n\u0027\\\u0026\u003E==",
            r#"Bearer s3cr3t/+<\\\"t0k3n\\'\\\\&>=="#,
            "Bearer%2520s3cr3t%252F%252B%253C%2522t0k3n%2527%255C%2526%253E%253D%253D",
            "Bearer%20s3cr3t/+%3C%22t0k3n'%5C&%3E==",
            r#"BEARER S3CR3T/+<"T0K3N'\&>=="#,
            "42656172657220733363723374 2f2b3c2274306b336e275c263e3d3d"
                .replace(' ', "")
                .as_str(),
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
    fn what_is_left_of_a_secret_that_an_answer_cuts_is_taken_out() {
        let secrets = Secrets::new("2SecretWriteKeyAbCdEf");
        for (said, shown) in [
            ("no 2Sec", "no ***"),
            ("no 2SecretWriteKey", "no ***"),
            ("no 2SecretWriteKey… here", "no ***… here"),
            (r"no 2SecretWriteKey\u00", r"no ***\u00"),
            // So little helps nobody.
            ("no 2SecretW… here", "no 2SecretW… here"),
            ("no 2Se", "no 2Se"),
        ] {
            assert_eq!(secrets.redact(said), shown);
        }
    }

    #[test]
    fn a_key_beyond_ascii_is_taken_out_of_what_is_escaped() {
        let secrets = Secrets::new("schlüssel");
        for said in ["schl%C3%BCssel", r"schl\u00fcssel", "schl&#252;ssel"] {
            assert_eq!(secrets.redact(said), "***");
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
