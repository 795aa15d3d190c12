//! What the contract says of `min`, `max` and `pattern`.

use crate::model::Json;

/// What a field's attributes demand of its value, and the category that they give it.
#[derive(Clone, Default)]
pub(crate) struct Rules {
    pub(crate) min: Option<f64>,
    pub(crate) max: Option<f64>,
    pub(crate) pattern: Option<Pattern>,
    pub(crate) category: Option<&'static str>,
    /// Whether serde decides what the value is.
    pub(crate) is_of_serde: bool,
    /// Whether null is sent where there is no value.
    pub(crate) sends_null: bool,
}

/// A regular expression of JavaScript with its `u` flag, and whether it finds something in a string.
pub(crate) type Pattern = (&'static str, fn(&str) -> bool);

impl Rules {
    /// What is wrong with a value that can be sent as such.
    pub(crate) fn problems(&self, value: &Json, category: Option<&str>) -> Vec<String> {
        let (measure, given) = match value {
            Json::Null => return vec![],
            Json::Text(text) | Json::Date(text) => ("Characters", text.chars().count() as f64),
            Json::List(items) => ("Elements", items.len() as f64),
            Json::Plain(text) => match text.parse() {
                Ok(number) => ("Value", number),
                Err(_) => return self.no_measure(),
            },
            _ => return self.no_measure(),
        };
        let problem = |kind: &str, key: &str, limit: f64| match category {
            None => format!("{kind} {{ measure: {measure}, given: {given:?}, {key}: {limit:?} }}"),
            Some(category) => {
                let (than, end) = match key {
                    "min" => ("less", "least"),
                    _ => ("more", "most"),
                };
                let of = match measure {
                    "Characters" => " characters",
                    "Elements" => " elements",
                    _ => "",
                };
                let problem = format!("{than} than {limit}{of}, the {end} that is allowed");
                personal(category, &problem)
            }
        };
        if let Some(min) = self.min
            && given < min
        {
            return vec![problem("LessThanMin", "min", min)];
        }
        if let Some(max) = self.max
            && given > max
        {
            return vec![problem("MoreThanMax", "max", max)];
        }
        match (&self.pattern, value) {
            (None, _) => vec![],
            (Some((_, finds)), Json::Text(text) | Json::Date(text)) if finds(text) => vec![],
            (Some((pattern, _)), Json::Text(_) | Json::Date(_)) => {
                vec![format!("NoMatch {{ pattern: {pattern:?} }}")]
            }
            (Some(_), _) => vec!["NotText".to_owned()],
        }
    }

    fn no_measure(&self) -> Vec<String> {
        let limits = [
            (self.min.or(self.max).is_some(), "NoMeasure"),
            (self.pattern.is_some(), "NotText"),
        ];
        let broken = limits.into_iter().filter(|(is_broken, _)| *is_broken);
        broken.map(|(_, kind)| kind.to_owned()).collect()
    }
}

/// What an error says of a value with a category, of which it shows nothing.
pub(crate) fn hidden(kind: String, category: &str) -> String {
    match kind.split(' ').next() {
        Some("IntegerTooLarge") => personal(
            category,
            "an integer beyond ±9007199254740992 (2^53) would be changed on the way",
        ),
        Some("Serialize") => personal(category, "the value could not be serialised"),
        _ => kind,
    }
}

fn personal(category: &str, problem: &str) -> String {
    format!("PersonalData {{ category: {category:?}, problem: {problem:?} }}")
}

/// Patterns in which JavaScript differs from others, and some plain ones.
pub(crate) const PATTERNS: &[Pattern] = &[
    ("^[a-z]{2}_[A-Z]{2}$", |text| {
        let bytes = text.as_bytes();
        let is_of = |at: usize, of: fn(&u8) -> bool| bytes.get(at).is_some_and(of);
        bytes.len() == 5
            && (0..2).all(|at| is_of(at, u8::is_ascii_lowercase))
            && bytes[2] == b'_'
            && (3..5).all(|at| is_of(at, u8::is_ascii_uppercase))
    }),
    ("", |_| true),
    ("^$", str::is_empty),
    ("(?:a|b)*c", |text| text.contains('c')),
    ("^(?<start>[sg])", |text| text.starts_with(['s', 'g'])),
    (r"\S", |text| !text.chars().all(is_white_space)),
    (r"\s+$", |text| text.ends_with(is_white_space)),
    (r"\d", |text| text.contains(|c: char| c.is_ascii_digit())),
    (r"^\W*$", |text| !text.contains(is_of_a_word)),
    (r"\bx\b", |text| {
        let chars: Vec<_> = text.chars().collect();
        let is_of_a_word = |at: Option<usize>| {
            let c = at.and_then(|at| chars.get(at));
            c.is_some_and(|c| is_of_a_word(*c))
        };
        (0..chars.len()).any(|at| {
            chars[at] == 'x' && !is_of_a_word(at.checked_sub(1)) && !is_of_a_word(Some(at + 1))
        })
    }),
    // The dot is any character of a line, and a character is a code point.
    ("^.{0,5}$", |text| {
        text.chars().count() <= 5 && !text.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
    }),
    (r"^[^]{3,}$", |text| text.chars().count() >= 3),
    (r"[^\u{0}-\u{7f}]", |text| !text.is_ascii()),
    (r"\u{1F980}|\uD83E\uDD80|\u6f22", |text| {
        text.contains(['🦀', '漢'])
    }),
    (r#"["\\]"#, |text| text.contains(['"', '\\'])),
    (r"\cJ|\x1f", |text| text.contains(['\n', '\u{1f}'])),
    (r"\p{Lu}", |text| text.contains(char::is_uppercase)),
    (r"^\p{Script=Han}+$", |text| {
        !text.is_empty() && text.chars().all(|c| matches!(c, '漢' | '字'))
    }),
];

/// The white space of JavaScript.
fn is_white_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
}

fn is_of_a_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
