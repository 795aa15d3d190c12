//! Writes JSON into one buffer, with every check of the specification in the same pass.

use std::io;

use serde_core::ser::Serialize;

use super::problems::Problems;
use crate::limits::{MAX_BYTES, MAX_INTEGER, MAX_LEVELS};
use crate::problem::{Problem, ProblemKind};

/// JSON text being written, and the problems found in it.
///
/// A problem does not stop the writing: something well-formed is written instead of the value, so that what follows is
/// checked too. Text with a problem never leaves this type.
pub(crate) struct Json {
    pub(super) text: String,
    /// How many bytes the text may have: 0 once writing has stopped.
    limit: usize,
    pub(super) depth: Depth,
    pub(super) problems: Problems,
    /// The size at which writing stopped.
    pub(super) stopped: Option<usize>,
    /// Where the last map begins, whose keys may be data: not an object with the names of a struct.
    pub(super) last_map: Option<usize>,
}

/// The nesting of the value being written.
#[derive(Clone, Copy)]
pub(super) struct Depth {
    /// The open containers, including those that will be around this text.
    pub(super) levels: usize,
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
    /// Writes into `buffer`, whose content is discarded and whose memory is kept. The text will be at the path `root` inside
    /// `levels` containers.
    pub(crate) fn new(mut buffer: String, levels: usize, root: &str) -> Self {
        buffer.clear();
        Self {
            text: buffer,
            limit: MAX_BYTES,
            depth: Depth { levels, wraps: 0 },
            problems: Problems::new(root),
            stopped: None,
            last_map: None,
        }
    }

    /// The text, or everything wrong with it.
    pub(crate) fn finish(mut self) -> Result<String, Vec<Problem>> {
        self.claim(0);
        let too_large = self
            .stopped
            .map(|at_least| ProblemKind::TooLarge { at_least });
        let problems = self.problems.into_located(&self.text, too_large);
        if problems.is_empty() {
            Ok(self.text)
        } else {
            Err(problems)
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text so far.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Claims room for `more` bytes; false if they don't fit. Then writing stops: no later bytes fit either.
    #[inline]
    pub(crate) fn claim(&mut self, more: usize) -> bool {
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
        if self.claim(json.len()) {
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
        let key = if self.is_at_start() {
            key.get(1..).unwrap_or_default()
        } else {
            key
        };
        self.text.push_str(key);
    }

    /// A member whose value is a string. Its key is given as `,"key":"`, so that it is written together with the value's
    /// opening quote.
    #[inline]
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.ready_key(key);
        self.finish_string(text);
    }

    /// Same as [`Json::text`], for text with nothing to escape.
    #[inline]
    pub(crate) fn plain_text(&mut self, key: &str, text: &str) {
        self.ready_key(key);
        if self.claim(text.len() + 1) {
            self.text.push_str(text);
            self.text.push('"');
        }
    }

    /// A member whose value is a date, or `None` if it can't be sent; its key as for [`Json::text`].
    #[inline]
    pub(crate) fn date(&mut self, key: &str, date: Option<&str>) {
        match date {
            Some(date) => self.plain_text(key, date),
            None => self.unsendable_text(key, ProblemKind::UnsendableDate),
        }
    }

    /// A member whose text can't be sent; its key as for [`Json::text`].
    pub(crate) fn unsendable_text(&mut self, key: &str, problem: ProblemKind) {
        self.ready_key(key);
        self.problem(problem);
        self.finish_string("");
    }

    /// A string whose opening quote has been written.
    pub(crate) fn finish_string(&mut self, text: &str) {
        if !self.claim(text.len() + 1) {
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
        if !self.claim(text.len() + 2) {
            return;
        }
        self.text.push('"');
        self.finish_string(text);
    }

    /// Same as [`Json::finish_string`], for text with something to escape.
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
    pub(super) fn nul_in_last_string(&mut self) {
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

    /// Removes the text after `len`.
    #[inline]
    pub(crate) fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        // A map that was removed counts as one at the end of what stays, since another may be before it.
        self.last_map = self.last_map.map(|map| map.min(len));
    }

    /// Records a problem at the end of the text.
    pub(crate) fn problem(&mut self, kind: ProblemKind) {
        self.problem_at(self.text.len(), kind);
    }

    /// Ignores the problem once writing has stopped: offsets no longer mean anything then.
    pub(super) fn problem_at(&mut self, at: usize, kind: ProblemKind) {
        if self.stopped.is_none() {
            self.problems.record(at, kind);
        }
    }

    /// Records problems that may be before others that were found earlier.
    pub(crate) fn problems_at(&mut self, problems: impl IntoIterator<Item = (usize, ProblemKind)>) {
        if self.stopped.is_none() {
            self.problems.insert(problems);
        }
    }

    /// Adds problems that were found elsewhere and have paths.
    pub(crate) fn add_located(&mut self, problems: &[Problem]) {
        self.problems.add_located(&self.text, problems);
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
