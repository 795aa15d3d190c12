//! Reading well-formed JSON, only to find its parts again.

use std::borrow::Cow;
use std::collections::HashSet;
use std::iter::Peekable;
use std::ops::Range;

use serde_core::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

/// The tokens of well-formed JSON, or of the beginning of one, each with the offset at which it starts.
/// The first byte of a token tells what it is. White space is skipped.
pub(crate) struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        const SPACE: [char; 4] = [' ', '\n', '\r', '\t'];
        let unread = self.text.get(self.at..)?.trim_start_matches(SPACE);
        let at = self.text.len() - unread.len();
        let len = match unread.as_bytes().first()? {
            b'{' | b'[' | b'}' | b']' | b',' | b':' => 1,
            b'"' => string_len(unread.as_bytes()),
            _ => unread
                .find(|c| matches!(c, ',' | '}' | ']') || SPACE.contains(&c))
                .unwrap_or(unread.len()),
        };
        self.at = at + len;
        Some((at, unread.get(..len)?))
    }
}

/// The length of the string that starts `text`, with its quotes.
fn string_len(text: &[u8]) -> usize {
    let mut escaped = true; // the opening quote ends nothing
    for (i, byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return i + 1,
            _ => {}
        }
    }
    text.len()
}

/// The text of a JSON string.
fn unescape(string: &str) -> Cow<'_, str> {
    if string.contains('\\')
        && let Ok(text) = serde_json::from_str(string)
    {
        return Cow::Owned(text);
    }
    Cow::Borrowed(string.trim_matches('"'))
}

/// One member of an object (with its key) or of an array (without).
pub(crate) struct Element<'t> {
    /// In quotes, escaped.
    key: Option<&'t str>,
    pub(crate) value: Value<'t>,
    /// The offset of the value in the container.
    pub(crate) at: usize,
}

impl<'t> Element<'t> {
    /// What the key says; empty in an array.
    pub(crate) fn key(&self) -> Cow<'t, str> {
        unescape(self.key.unwrap_or_default())
    }

    /// Where in the container the value is.
    pub(crate) fn range(&self) -> Range<usize> {
        self.at..self.at + self.value.0.len()
    }
}

/// The members of `container`, an object or array.
pub(crate) fn elements(container: &str) -> impl Iterator<Item = Element<'_>> {
    let object = container.starts_with('{');
    let inside = container
        .get(1..container.len().saturating_sub(1))
        .unwrap_or("");
    let mut tokens = Tokens::new(inside).peekable();
    std::iter::from_fn(move || {
        let key = if object { Some(tokens.next()?.1) } else { None };
        tokens.next_if(|(_, token)| *token == ":");
        let value = tokens.peek()?.0;
        let end = end_of_value(&mut tokens).unwrap_or(inside.len());
        Some(Element {
            key,
            value: Value(inside.get(value..end)?),
            at: 1 + value,
        })
    })
}

/// Skips one value and the comma after it, and returns the offset of the comma.
fn end_of_value<'t>(tokens: &mut Peekable<Tokens<'t>>) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens {
        match token {
            "{" | "[" => depth += 1,
            "}" | "]" => depth = depth.saturating_sub(1),
            "," if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// The offset after each key that stands in its object a second time. Objects more than `levels` deep are not looked at.
pub(super) fn repeated_keys(json: &str, levels: usize) -> Vec<usize> {
    let mut repeated = Vec::new();
    // The keys so far of each open object; none for an array.
    let mut open: Vec<Option<HashSet<Cow<'_, str>>>> = Vec::new();
    let mut tokens = Tokens::new(json).peekable();
    while let Some((at, token)) = tokens.next() {
        match token {
            "{" if open.len() < levels => open.push(Some(HashSet::new())),
            "{" | "[" => open.push(None),
            "}" | "]" => drop(open.pop()),
            key => {
                let is_key = tokens.next_if(|(_, next)| *next == ":").is_some();
                if is_key
                    && let Some(Some(keys)) = open.last_mut()
                    && !keys.insert(unescape(key))
                {
                    repeated.push(at + key.len());
                }
            }
        }
    }
    repeated
}

/// The same JSON with other texts; `None` if there are numbers or booleans in it.
#[cfg(feature = "pii-hash")]
pub(crate) fn with_texts(
    json: &str,
    mut other: impl FnMut(&str) -> Option<String>,
) -> Option<String> {
    let mut changed = String::new();
    let mut tokens = Tokens::new(json).peekable();
    while let Some((_, token)) = tokens.next() {
        let is_key = tokens.peek().is_some_and(|(_, next)| *next == ":");
        match token.as_bytes().first()? {
            b'"' if !is_key => {
                changed.push_str(&serde_json::to_string(&other(&unescape(token))?).ok()?);
            }
            b't' | b'f' | b'-' | b'0'..=b'9' => return None,
            _ => changed.push_str(token),
        }
    }
    Some(changed)
}

/// One JSON value as text, for a serializer of any format.
#[derive(Clone, Copy)]
pub(crate) struct Value<'t>(pub(crate) &'t str);

impl<'t> Value<'t> {
    /// The text, if it is a string.
    pub(crate) fn string(self) -> Option<Cow<'t, str>> {
        self.0.starts_with('"').then(|| unescape(self.0))
    }

    pub(crate) fn is_object(self) -> bool {
        self.0.starts_with('{')
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0;
        match text.as_bytes().first() {
            Some(b'{') => {
                let mut map = serializer.serialize_map(Some(elements(text).count()))?;
                for element in elements(text) {
                    map.serialize_entry(&element.key(), &element.value)?;
                }
                map.end()
            }
            Some(b'[') => {
                let mut seq = serializer.serialize_seq(Some(elements(text).count()))?;
                for element in elements(text) {
                    seq.serialize_element(&element.value)?;
                }
                seq.end()
            }
            Some(b'"') => serializer.serialize_str(&unescape(text)),
            Some(b't') => serializer.serialize_bool(true),
            Some(b'f') => serializer.serialize_bool(false),
            Some(b'n') => serializer.serialize_none(),
            // As an integer it would lose its sign.
            _ if text == "-0" => serializer.serialize_f64(-0.0),
            _ => {
                if let Ok(number) = text.parse() {
                    serializer.serialize_u64(number)
                } else if let Ok(number) = text.parse() {
                    serializer.serialize_i64(number)
                } else {
                    serializer.serialize_f64(text.parse().map_err(S::Error::custom)?)
                }
            }
        }
    }
}

/// How many characters of a key a path shows.
const LONGEST_KEY: usize = 100;

/// The path of each of the ascending offsets in `text`, which may end anywhere after the last.
pub(crate) fn paths(text: &str, offsets: impl IntoIterator<Item = usize>) -> Vec<String> {
    /// An open container, and the reader's place in it.
    enum Inside<'t> {
        Object(Option<&'t str>),
        Array(usize),
    }

    let mut stack: Vec<Inside<'_>> = Vec::new();
    let mut tokens = Tokens::new(text).peekable();
    let mut paths = Vec::new();
    for offset in offsets {
        while let Some((_, token)) = tokens.next_if(|(at, _)| *at < offset) {
            match (token, stack.last_mut()) {
                ("{", _) => stack.push(Inside::Object(None)),
                ("[", _) => stack.push(Inside::Array(0)),
                ("}" | "]", _) => drop(stack.pop()),
                (",", Some(Inside::Object(key))) => *key = None,
                (",", Some(Inside::Array(index))) => *index += 1,
                (_, Some(Inside::Object(key @ None))) => *key = Some(token),
                _ => {}
            }
        }
        let mut path = String::new();
        for inside in &stack {
            match inside {
                Inside::Object(Some(key)) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    let key = unescape(key);
                    match key.char_indices().nth(LONGEST_KEY) {
                        None => path.push_str(&key),
                        Some((end, _)) => {
                            path.push_str(key.get(..end).unwrap_or_default());
                            path.push('…');
                        }
                    }
                }
                Inside::Object(None) => {}
                Inside::Array(index) => path.push_str(&format!("[{index}]")),
            }
        }
        paths.push(path);
    }
    paths
}
