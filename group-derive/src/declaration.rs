//! What a derive says of its traits, for group-core's `Declaration` to read: one literal, because the compiler has to look
//! at every token of a derive.
//!
//! For each trait three letters (its part, its kind, and `?` where `skip_if` is on it), then texts with [`NEXT`] between
//! them: the field, the name in the event, the column, the value of a constant. An empty one is as the one before it, and
//! what is empty at the end is left out. [`END`] closes it. Neither byte occurs in UTF-8.

use crate::kind::Kind;

const NEXT: u8 = 0xff;
const END: u8 = 0xfe;

/// What is said of one trait.
pub(crate) struct Entry<'a> {
    pub(crate) part: Part,
    /// `None` for what goes through serde, and for what is flattened.
    pub(crate) kind: Option<Kind>,
    pub(crate) is_skippable: bool,
    pub(crate) field: &'a str,
    pub(crate) wire: &'a str,
    pub(crate) column: &'a str,
    pub(crate) value: &'a str,
}

#[derive(Clone, Copy)]
pub(crate) enum Part {
    /// Of the struct, not of a field.
    Constant,
    Id,
    /// The id, sent as a trait too.
    SentId,
    Reserved,
    /// Of a reserved object, by its path.
    Subfield,
    Custom,
    Flatten,
}

impl Entry<'_> {
    pub(crate) fn write(&self, literal: &mut Vec<u8>) {
        let part = match self.part {
            Part::Constant => b'k',
            Part::Id => b'i',
            Part::SentId => b'I',
            Part::Reserved => b'r',
            Part::Subfield => b's',
            Part::Custom => b'c',
            Part::Flatten => b'f',
        };
        let kind = match self.kind {
            None => b'-',
            Some(Kind::Text) => b't',
            Some(Kind::Id) => b'i',
            Some(Kind::Count) => b'c',
            Some(Kind::Date) => b'd',
            Some(Kind::Address) => b'a',
        };
        literal.extend([part, kind, if self.is_skippable { b'?' } else { b' ' }]);
        let texts = [self.field, self.wire, self.column, self.value];
        let mut due = 0;
        let mut before = "";
        for text in texts {
            if text != before && !text.is_empty() {
                literal.extend(std::iter::repeat_n(NEXT, due));
                literal.extend(text.as_bytes());
                (due, before) = (0, text);
            }
            due += 1;
        }
        literal.push(END);
    }
}
