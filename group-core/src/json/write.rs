//! Writing JSON straight into one buffer, with every check of the specification in the same pass.

use std::fmt::{self, Display, Write};
use std::io;

use serde_core::de::IgnoredAny;
use serde_core::ser::{Error, Serialize};

use super::read::{Tokens, elements, paths, repeated_keys};
use group_rules::secret::says_secret;

use crate::limits::{MAX_BYTES, MAX_INTEGER, MAX_LEVELS};
use crate::problem::{Problem, ProblemKind};
use crate::shown::{Shown, shown};

/// JSON text being written, and the problems found in it.
///
/// A problem does not stop the writing: something well-formed is written instead of the value, so that the rest is
/// checked too. Text with a problem never leaves this type.
pub(crate) struct Json {
    pub(super) text: String,
    /// How many bytes the text may have: 0 once writing has stopped.
    limit: usize,
    root: String,
    pub(super) depth: Depth,
    /// In the order of the text. Their paths are read off it when all is written, so that they cost nothing if nothing is
    /// wrong.
    found: Vec<Found>,
    problems: Vec<Problem>,
    /// The size at which writing stopped.
    pub(super) stopped: Option<usize>,
    /// Where the last map begins, whose keys may be data: not an object with the names of a struct.
    pub(super) last_map: Option<usize>,
}

/// A problem, and where in the text it was found.
struct Found {
    at: usize,
    /// The rest of its path, in a value that was removed again.
    within: String,
    kind: ProblemKind,
}

/// What is around the value being written.
#[derive(Clone, Copy)]
pub(super) struct Depth {
    /// The open containers, including those that will be around this text.
    levels: usize,
    /// The `Option`s and newtypes.
    pub(super) wraps: usize,
}

/// What a value was written as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Null,
    Object,
    Other,
}

impl Json {
    /// Writes into `buffer`, whose content is discarded and whose memory is kept, what will be at the path `root` inside
    /// `levels` containers.
    pub(crate) fn new(mut buffer: String, levels: usize, root: &str) -> Self {
        buffer.clear();
        Self {
            text: buffer,
            limit: MAX_BYTES,
            root: root.to_owned(),
            depth: Depth { levels, wraps: 0 },
            found: Vec::new(),
            problems: Vec::new(),
            stopped: None,
            last_map: None,
        }
    }

    /// The text, or everything wrong with it.
    pub(crate) fn finish(mut self) -> Result<String, Vec<Problem>> {
        if !self.found.is_empty() {
            self.settle();
        }
        self.room(0);
        if let Some(at_least) = self.stopped {
            self.problems.push(Problem::new(
                &*self.root,
                ProblemKind::TooLarge { at_least },
            ));
        }
        match self.problems.is_empty() {
            true => Ok(self.text),
            false => Err(self.problems),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// What is written so far.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `more` bytes still fit. Once some did not, no more do.
    #[inline]
    pub(crate) fn room(&mut self, more: usize) -> bool {
        let size = self.text.len() + more;
        size <= self.limit || self.stop(size)
    }

    #[cold]
    fn stop(&mut self, size: usize) -> bool {
        self.limit = 0;
        self.stopped.get_or_insert(size);
        false
    }

    /// Text that is JSON already.
    #[inline]
    pub(crate) fn raw(&mut self, json: &str) {
        if self.room(json.len()) {
            self.text.push_str(json);
        }
    }

    /// Writes a comma after a sibling, if there is one.
    pub(super) fn comma(&mut self) {
        if !self.is_at_start() {
            self.raw(",");
        }
    }

    pub(crate) fn key(&mut self, key: &str) {
        self.comma();
        self.string(key);
        self.raw(":");
    }

    /// A key, given as `,"key":`. It is checked against the limit only with its value, because it may be removed again.
    #[inline]
    pub(crate) fn ready_key(&mut self, key: &str) {
        let key = match self.is_at_start() {
            true => key.get(1..).unwrap_or_default(),
            false => key,
        };
        self.text.push_str(key);
    }

    /// A member whose value is a string. Its key is given as `,"key":"`, so that it is written together with the value's
    /// opening quote.
    #[inline]
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.ready_key(key);
        self.rest_of_string(text);
    }

    /// As [`Json::text`], for text with nothing to escape.
    #[inline]
    pub(crate) fn plain_text(&mut self, key: &str, text: &str) {
        self.ready_key(key);
        if self.room(text.len() + 1) {
            self.text.push_str(text);
            self.text.push('"');
        }
    }

    /// A member whose value is a date, or `None` if it can't be sent; its key as for [`Json::text`].
    #[inline]
    pub(crate) fn date(&mut self, key: &str, date: Option<&str>) {
        match date {
            Some(date) => self.plain_text(key, date),
            None => self.no_text(key, ProblemKind::UnsendableDate),
        }
    }

    /// A member whose text can't be sent; its key as for [`Json::text`].
    pub(crate) fn no_text(&mut self, key: &str, problem: ProblemKind) {
        self.ready_key(key);
        self.problem(problem);
        self.rest_of_string("");
    }

    /// A string whose opening quote has been written.
    pub(crate) fn rest_of_string(&mut self, text: &str) {
        if !self.room(text.len() + 1) {
            return;
        }
        if needs_escape(text) {
            return self.escape(text);
        }
        self.text.push_str(text);
        self.text.push('"');
    }

    /// `null`. It is checked against the limit only with what follows, because it may be removed again.
    pub(crate) fn null(&mut self) {
        if self.stopped.is_none() {
            self.text.push_str("null");
        }
    }

    pub(crate) fn string(&mut self, text: &str) {
        if !self.room(text.len() + 2) {
            return;
        }
        self.text.push('"');
        self.rest_of_string(text);
    }

    /// As [`Json::rest_of_string`], for text with something to escape.
    #[cold]
    fn escape(&mut self, text: &str) {
        self.text.pop();
        self.scalar(text);
        if text.contains('\0') {
            self.nul_in_last_string();
        }
    }

    /// Reports U+0000 in the string that was written last. Within it, so that the path of a key ends in that key.
    #[cold]
    fn nul_in_last_string(&mut self) {
        self.problem_at(self.text.len().saturating_sub(1), ProblemKind::Nul);
    }

    pub(crate) fn integer(&mut self, integer: u64) {
        if integer > MAX_INTEGER {
            let value = integer.to_string();
            self.problem(ProblemKind::IntegerTooLarge { value });
        }
        self.number(integer);
    }

    /// An integer whose limits are checked elsewhere.
    pub(super) fn number(&mut self, integer: impl itoa::Integer) {
        self.raw(itoa::Buffer::new().format(integer));
    }

    /// A string or a float, in serde_json's form.
    pub(super) fn scalar<T: Serialize + ?Sized>(&mut self, scalar: &T) {
        if let Err(error) = serde_json::to_writer(Appended(&mut self.text), scalar) {
            let message = error.to_string();
            self.problem(ProblemKind::Serialize { message });
        }
    }

    /// Opens a container with `{` or `[`; false if it would be too deep, and once writing has stopped.
    #[inline]
    pub(crate) fn open(&mut self, bracket: &str) -> bool {
        if self.depth.levels == MAX_LEVELS {
            return self.too_deep();
        }
        self.depth.levels += 1;
        self.text.push_str(bracket);
        self.stopped.is_none()
    }

    #[cold]
    fn too_deep(&mut self) -> bool {
        self.problem(ProblemKind::TooDeep);
        false
    }

    #[inline]
    pub(crate) fn close(&mut self, bracket: &str) {
        self.depth.levels = self.depth.levels.saturating_sub(1);
        self.text.push_str(bracket);
    }

    /// Whether the container just opened is still empty.
    pub(crate) fn is_at_start(&self) -> bool {
        matches!(self.text.as_bytes().last(), Some(b'{' | b'['))
    }

    /// Removes what was written after `len`.
    #[inline]
    pub(crate) fn take_back(&mut self, len: usize) {
        self.text.truncate(len);
        // A map that was removed counts as one at the end of what stays, since another may be before it.
        self.last_map = self.last_map.map(|map| map.min(len));
    }

    /// Something is wrong here. Ignored once writing has stopped: offsets no longer mean anything then.
    pub(crate) fn problem(&mut self, kind: ProblemKind) {
        self.problem_at(self.text.len(), kind);
    }

    fn problem_at(&mut self, at: usize, kind: ProblemKind) {
        if self.stopped.is_none() {
            let within = String::new();
            self.found.push(Found { at, within, kind });
        }
    }

    /// Problems found elsewhere, with their paths.
    pub(crate) fn adopt(&mut self, problems: &[Problem]) {
        self.settle();
        self.problems.extend_from_slice(problems);
    }

    /// Writes a key, given as `,"key":`, and its value; nothing if the value is none or unit.
    pub(crate) fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        let (start, levels) = (self.text.len(), self.depth.levels);
        self.ready_key(key);
        let written = value.serialize(&mut *self);
        self.conclude(written, start, levels);
    }

    fn conclude(&mut self, written: Result<Shape, Halt>, start: usize, levels: usize) {
        match written {
            Ok(Shape::Null) => self.remove_null(start),
            Ok(_) => {}
            Err(halt) => self.abandon_member(halt, start, levels),
        }
    }

    /// Removes a member that is null, unless something is wrong in it.
    fn remove_null(&mut self, start: usize) {
        if self.found.last().is_none_or(|found| found.at <= start) {
            self.take_back(start);
        }
    }

    /// Puts null for a value whose `Serialize` ended early. Its key stays, for the path.
    #[cold]
    fn abandon_member(&mut self, halt: Halt, start: usize, levels: usize) {
        let member = self.text.get(start..).unwrap_or_default();
        let colon = Tokens::new(member).find(|(_, token)| *token == ":");
        let start = start + colon.map_or(0, |(at, _)| at + 1);
        self.abandon(halt, start, Depth { levels, wraps: 0 });
        self.null();
    }

    /// Removes a value whose `Serialize` ended early, and which may still be open. It started there, with that around it.
    #[cold]
    pub(super) fn abandon(&mut self, halt: Halt, start: usize, depth: Depth) {
        self.note(halt);
        let first = self.found.partition_point(|found| found.at < start);
        let found = self.found.get_mut(first..).unwrap_or_default();
        let removed = self.text.get(start..).unwrap_or_default();
        let paths = paths(removed, found.iter().map(|found| found.at - start));
        for (found, path) in found.iter_mut().zip(paths) {
            found.at = start;
            found.within = join(&path, &found.within);
        }
        self.take_back(start);
        self.depth = depth;
    }

    /// Reports the keys that occur twice in an object of the text since `start`, down to so many levels of nesting.
    pub(super) fn keys_are_distinct(&mut self, start: usize, levels: usize) {
        if self.stopped.is_some() {
            return;
        }
        let repeated = repeated_keys(self.text.get(start..).unwrap_or_default(), levels);
        if !repeated.is_empty() {
            self.problems_at(
                repeated
                    .iter()
                    .map(|at| (start + at, ProblemKind::NameTwice)),
            );
        }
    }

    /// Problems that may belong before others that were found earlier.
    pub(crate) fn problems_at(&mut self, problems: impl IntoIterator<Item = (usize, ProblemKind)>) {
        for (at, kind) in problems {
            self.problem_at(at, kind);
        }
        self.found.sort_by_key(|found| found.at);
    }

    /// Refuses members of the object whose names say that their values are secrets.
    fn check_secrets(&mut self) {
        if !self.text.starts_with('{') {
            return;
        }
        let secrets = elements(&self.text).filter(|member| says_secret(&member.key()));
        // Also those of an object that became too large: they were written before.
        self.found.extend(secrets.map(|member| Found {
            at: member.at,
            within: String::new(),
            kind: ProblemKind::SecretName,
        }));
        self.found.sort_by_key(|found| found.at);
    }

    /// Notes the error of a value's `Serialize`, so that no caller can swallow it.
    pub(super) fn note(&mut self, halt: Halt) {
        if let Halt::Failed(said) = halt {
            let Message(message) = *said;
            self.problem(ProblemKind::Serialize { message });
        }
    }

    /// Where the value of the member starts that was written last, after `start`. `None` if nothing was written, or something
    /// is wrong in it.
    pub(crate) fn value_after(&self, start: usize) -> Option<usize> {
        let is_within = |found: &Found| found.at > start && found.at < self.text.len();
        if self.stopped.is_some() || self.found.iter().any(is_within) {
            return None;
        }
        let member = self.text.get(start..)?;
        let (colon, _) = Tokens::new(member).find(|(_, token)| *token == ":")?;
        let value = start + colon + 1;
        (value < self.text.len()).then_some(value)
    }

    /// Whether something is wrong with what was written after `start`.
    pub(crate) fn is_wrong_after(&self, start: usize) -> bool {
        self.found.last().is_some_and(|found| found.at > start)
    }

    /// Whether a map was written after `start`.
    pub(crate) fn has_map_after(&self, start: usize) -> bool {
        self.last_map.is_some_and(|map| map > start)
    }

    /// Takes the values of the member that was written after `start` out of its problems, and the keys of its maps out of their
    /// paths.
    #[cold]
    pub(crate) fn hide_after(&mut self, start: usize, category: &'static str) {
        let member = self.text.get(start..).unwrap_or_default();
        let colon = Tokens::new(member).find(|(_, token)| *token == ":");
        let value = start + colon.map_or(0, |(at, _)| at + 1);
        let has_map = self.has_map_after(start);
        for found in self.found.iter_mut().filter(|found| found.at > start) {
            found.kind.hide_value(category);
            if has_map {
                found.at = value;
                found.within.clear();
            }
        }
    }

    /// The path of what starts at an offset.
    pub(crate) fn path_of(&self, at: usize) -> String {
        let path = paths(&self.text, [at]).into_iter().next();
        join(&self.root, &path.unwrap_or_default())
    }

    /// Gives the problems found so far their paths.
    #[cold]
    fn settle(&mut self) {
        let paths = paths(&self.text, self.found.iter().map(|found| found.at));
        for (path, found) in paths.into_iter().zip(self.found.drain(..)) {
            let path = join(&self.root, &join(&path, &found.within));
            self.problems.push(Problem::new(path, found.kind));
        }
    }

    /// As [`Json::foreign`], for what must be an object; false if it is none, or does not fit, which is then a problem.
    pub(crate) fn foreign_object(&mut self, json: &str) -> bool {
        match self.foreign(json) {
            Ok(Shape::Object) => self.stopped.is_none(),
            Ok(_) => {
                self.problem(ProblemKind::NotAnObject);
                false
            }
            Err(halt) => {
                self.note(halt);
                false
            }
        }
    }

    /// JSON text made elsewhere: refused unless well-formed, checked like everything else, and written without white space.
    pub(super) fn foreign(&mut self, json: &str) -> Result<Shape, Halt> {
        if !self.room(1) {
            return Err(Halt::Noted);
        }
        if let Err(error) = serde_json::from_str::<IgnoredAny>(json) {
            let message = error.to_string();
            self.problem(ProblemKind::NotJson { message });
            return Err(Halt::Noted);
        }
        let start = self.text.len();
        if json.contains('{') {
            self.last_map = Some(start);
        }
        let mut tokens = Tokens::new(json);
        while let Some((_, token)) = tokens.next() {
            match token {
                "{" | "[" if self.open(token) => {}
                "{" | "[" if self.stopped.is_some() => return Err(Halt::Noted),
                "{" | "[" => {
                    pass_over_container(&mut tokens);
                    self.null();
                }
                "}" | "]" => self.close(token),
                _ => {
                    let escaped = token.contains("\\u").then(|| serde_json::from_str(token));
                    // Half a surrogate pair is JSON, but not text.
                    if let Some(Err(_)) = escaped {
                        let message = "a string has half of a surrogate pair".to_owned();
                        self.problem(ProblemKind::NotJson { message });
                    }
                    if let Some(kind) = number_problem(token) {
                        self.problem(kind);
                    }
                    self.raw(token);
                    if let Some(Ok::<String, _>(text)) = escaped
                        && text.contains('\0')
                    {
                        self.nul_in_last_string();
                    }
                }
            }
        }
        self.keys_are_distinct(start, usize::MAX);
        Ok(match json.trim_start() {
            object if object.starts_with('{') => Shape::Object,
            null if null.starts_with('n') => Shape::Null,
            _ => Shape::Other,
        })
    }
}

/// Passes over the rest of a container that has just been opened.
fn pass_over_container(tokens: &mut Tokens<'_>) {
    let mut open = 1_usize;
    for (_, token) in tokens {
        match token {
            "{" | "[" => open += 1,
            "}" | "]" => open -= 1,
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
}

/// Takes what serde_json writes, in whole characters.
struct Appended<'w>(&'w mut String);

impl io::Write for Appended<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .push_str(str::from_utf8(bytes).map_err(io::Error::other)?);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether some of `text` has to be escaped in a JSON string: a control, a quote or a backslash. Looks at eight bytes at a
/// time, and at some bytes twice if the length is not a multiple of eight.
#[inline]
pub(super) fn needs_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    let found = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            let (between, _) = bytes.get(8..).unwrap_or_default().as_chunks();
            let ends = escaped(first) | escaped(last);
            between
                .iter()
                .fold(ends, |found, chunk| found | escaped(chunk))
        }
        _ => match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some([a, b, c, d]), Some([e, f, g, h])) => escaped(&[*a, *b, *c, *d, *e, *f, *g, *h]),
            _ => bytes
                .iter()
                .fold(0, |found, byte| found | escaped(&[*byte; 8])),
        },
    };
    found != 0
}

/// Not zero if one of the bytes has to be escaped.
#[inline]
fn escaped(bytes: &[u8; 8]) -> u64 {
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    let bytes = u64::from_ne_bytes(*bytes);
    // A byte below `limit` borrows the high bit. With one bit flipped, only the controls and the quote are below '!'.
    let below = |bytes: u64, limit: u8| bytes.wrapping_sub(each(limit));
    let control_or_quote = below(bytes ^ each(b'"' ^ b' '), b'!');
    let backslash = below(bytes ^ each(b'\\'), 1);
    (control_or_quote | backslash) & !bytes & each(0x80)
}

/// What is wrong with a token, if it is a number.
fn number_problem(token: &str) -> Option<ProblemKind> {
    if !token.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
        return None;
    }
    let value = || shown(token);
    if token.bytes().all(|b| b == b'-' || b.is_ascii_digit()) {
        return match token.parse::<i64>() {
            Ok(integer) if integer.unsigned_abs() <= MAX_INTEGER => None,
            _ => Some(ProblemKind::IntegerTooLarge { value: value() }),
        };
    }
    match token.parse::<f64>() {
        Ok(float) if float.is_infinite() => Some(ProblemKind::NotFinite),
        Ok(float) if decimal(token) == decimal(&format!("{float:e}")) => None,
        _ => Some(ProblemKind::ImpreciseNumber { value: value() }),
    }
}

/// The digits of a decimal number without outer zeros, and the power of ten of the last digit: equal for equal numbers.
fn decimal(number: &str) -> (String, i64) {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{}{fraction}", whole.trim_start_matches('-'));
    let kept = digits.trim_end_matches('0');
    let power = exponent
        .parse()
        .unwrap_or(i64::MAX)
        .saturating_sub_unsigned(fraction.len() as u64)
        .saturating_add_unsigned((digits.len() - kept.len()) as u64);
    match kept.trim_start_matches('0') {
        "" => (String::new(), 0),
        kept => (kept.to_owned(), power),
    }
}

/// Why a `Serialize` ended early. Small, because writing any value may return it.
#[derive(Debug)]
pub(crate) enum Halt {
    /// It returned an error of its own.
    Failed(Box<Message>),
    /// A problem has been noted.
    Noted,
}

/// The error of a `Serialize`.
#[derive(Debug)]
pub(crate) struct Message(String);

impl Display for Halt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(said) => f.write_str(&said.0),
            Self::Noted => f.write_str("the value can't be sent"),
        }
    }
}

impl std::error::Error for Halt {}

impl Error for Halt {
    fn custom<T: Display>(message: T) -> Self {
        // Not `to_string`, which panics if the `Display` fails.
        let mut said = Shown::default();
        let failed = write!(said, "{message}").is_err();
        let mut said = said.into_string();
        if failed && said.is_empty() {
            said.push_str("it failed, and so did the `Display` of its error");
        }
        Self::Failed(Box::new(Message(said)))
    }
}

/// One value serialised separately, to become part of an event later.
pub(crate) struct Fragment {
    pub(crate) json: String,
    pub(crate) shape: Shape,
}

/// Serialises `value`, which will be at the path `root`, inside `levels` containers.
pub(crate) fn fragment<T: Serialize + ?Sized>(
    root: &str,
    levels: usize,
    value: &T,
) -> Result<Fragment, Vec<Problem>> {
    let (json, shape) = serialized(root, levels, value);
    let json = json.finish()?;
    Ok(Fragment { json, shape })
}

fn serialized<T: Serialize + ?Sized>(root: &str, levels: usize, value: &T) -> (Json, Shape) {
    let mut json = Json::new(String::new(), levels, root);
    let shape = value.serialize(&mut json).unwrap_or_else(|halt| {
        json.note(halt);
        Shape::Null
    });
    (json, shape)
}

/// The JSON of the traits of a user, which must be an object, at the path `root`, two levels deep. No name in it may say that
/// its value is a secret.
pub(crate) fn user_traits<T: Serialize + ?Sized>(
    root: &str,
    traits: &T,
) -> Result<String, Vec<Problem>> {
    let (mut json, shape) = serialized(root, 2, traits);
    json.check_secrets();
    let json = json.finish()?;
    match shape {
        Shape::Object => Ok(json),
        _ => Err(vec![Problem::new(root, ProblemKind::NotAnObject)]),
    }
}

/// Same as [`user_traits`], for traits that were given as JSON.
pub(crate) fn user_traits_of_text(root: &str, text: &str) -> Result<String, Vec<Problem>> {
    let mut json = Json::new(String::new(), 2, root);
    json.foreign_object(text);
    json.check_secrets();
    json.finish()
}

fn join(root: &str, path: &str) -> String {
    match (root, path) {
        ("", path) => path.to_owned(),
        (root, "") => root.to_owned(),
        (root, index) if index.starts_with('[') => format!("{root}{index}"),
        (root, path) => format!("{root}.{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::needs_escape;

    #[test]
    fn what_has_to_be_escaped_is_found_at_every_place() {
        for len in 0..40 {
            let plain = "ü~ !#[]".chars().cycle().take(len).collect::<Vec<_>>();
            assert!(!needs_escape(&plain.iter().collect::<String>()));
            for place in 0..len {
                for c in ['"', '\\', '\0', '\u{1f}', '\n'] {
                    let mut text = plain.clone();
                    text[place] = c;
                    assert!(
                        needs_escape(&text.iter().collect::<String>()),
                        "{c:?} at {place}"
                    );
                }
            }
        }
    }

    #[test]
    fn no_other_byte_has_to_be_escaped() {
        for c in (0..0x300).filter_map(char::from_u32) {
            let expected = c < ' ' || c == '"' || c == '\\';
            for text in [
                format!("{c}"),
                format!("{c}abcdefgh"),
                format!("abcdefg{c}hij"),
            ] {
                assert_eq!(needs_escape(&text), expected, "{text:?}");
            }
        }
    }
}
