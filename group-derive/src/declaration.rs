//! What a derive says of its traits, for group-core's `Declaration` to read: one literal, because every token of a derive
//! costs the compiler time.
//!
//! The literal begins with five numbers: how many bytes the traits take in an event, more or less; how many entries there
//! are; how many names and columns they have; which of the flattened structs is the base, counted from 1; and a filter of 16
//! bytes, with one bit for each name and column, so that two structs whose filters share no bit share no name. Then each
//! trait has an entry: three letters (its part, its kind, and `?` for `skip_if`, `0` for a null that is sent, `!` for both)
//! and three numbers (the length of its texts, the hash of the name, the hash of what all columns that fall together with it
//! share). After the entries come the texts of each, separated by [`NEXT`]: the field, the name in the event, the column, the
//! value of a constant. An empty text repeats the one before it, and empty texts at the end are left out. Other numbers have
//! four bytes. The low byte comes first. The hashes let the compiler tell names apart without reading them, and entries of
//! one size let it read them without calls, which cost it most.

use crate::kind::Kind;
use group_rules::column::bare;

/// Does not occur in UTF-8.
const NEXT: u8 = 0xff;

/// What is said of one trait.
pub(crate) struct Entry<'a> {
    pub(crate) part: Part,
    /// `None` for what goes through serde, and for an object.
    pub(crate) kind: Option<Kind>,
    pub(crate) is_skippable: bool,
    /// Whether it is null where there is no value.
    pub(crate) sends_null: bool,
    pub(crate) field: &'a str,
    pub(crate) wire: &'a str,
    /// Empty if there is none.
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
    /// A custom trait that is a reserved object under another name.
    CustomObject,
    /// A column of a custom object. These come last.
    Column,
    Flatten,
    /// A flattened struct that gives its id and its constant too.
    Base,
}

/// The literal of some traits.
pub(crate) fn literal<'a>(entries: impl Iterator<Item = Entry<'a>>) -> Vec<u8> {
    let (mut size, mut count, mut keys, mut flattened, mut base, mut filter) = (0, 0, 0, 0, 0, 0);
    let (mut traits, mut texts) = (Vec::new(), Vec::new());
    for entry in entries {
        size += entry.size();
        count += 1;
        let (entry_keys, entry_filter) = entry.write(&mut traits, &mut texts);
        keys += entry_keys;
        filter |= entry_filter;
        if let Part::Flatten | Part::Base = entry.part {
            flattened += 1;
        }
        if let Part::Base = entry.part {
            base = flattened;
        }
    }
    let mut literal = Vec::with_capacity(32 + traits.len() + texts.len());
    for number in [size, count, keys, base] {
        literal.extend_from_slice(&u32::to_le_bytes(number));
    }
    literal.extend_from_slice(&u128::to_le_bytes(filter));
    literal.append(&mut traits);
    literal.append(&mut texts);
    literal
}

impl Entry<'_> {
    /// How many bytes the trait takes in an event, more or less.
    fn size(&self) -> u32 {
        let value = match (self.part, self.kind) {
            // It is not there, or counted where its own traits are.
            (Part::Id | Part::Flatten | Part::Base | Part::Column, _) => return 0,
            (_, Some(Kind::Text)) => 16,
            (_, Some(Kind::Id)) => 12,
            (_, Some(Kind::Count)) | (Part::Custom, None) => 8,
            (_, Some(Kind::Date)) => 26,
            // An object.
            (_, None) => 120,
        };
        self.wire.len() as u32 + 4 + value
    }

    /// Writes the entry. Returns how many names and columns it has, and their filter.
    fn write(&self, traits: &mut Vec<u8>, all_texts: &mut Vec<u8>) -> (u32, u128) {
        let part = match self.part {
            Part::Constant => b'k',
            Part::Id => b'i',
            Part::SentId => b'I',
            Part::Reserved => b'r',
            Part::Subfield => b's',
            Part::Custom => b'c',
            Part::CustomObject => b'o',
            Part::Column => b'l',
            Part::Flatten => b'f',
            Part::Base => b'b',
        };
        let kind = match self.kind {
            None => b'-',
            Some(Kind::Text) => b't',
            Some(Kind::Id) => b'i',
            Some(Kind::Count) => b'c',
            Some(Kind::Date) => b'd',
        };
        let texts = self.texts();
        let wire = hash(self.wire);
        let name = match self.part {
            // What clashes is the object.
            Part::Subfield => hash(self.wire.split('.').next().unwrap_or_default()),
            _ => wire,
        };
        let column = match bare(self.column) {
            column if column.is_empty() || column == self.wire => wire,
            column => hash(column),
        };
        let absent = match (self.is_skippable, self.sends_null) {
            (false, false) => b' ',
            (true, false) => b'?',
            (false, true) => b'0',
            (true, true) => b'!',
        };
        traits.extend_from_slice(&[part, kind, absent]);
        for number in [texts.len() as u32, name, column] {
            traits.extend_from_slice(&number.to_le_bytes());
        }
        all_texts.extend_from_slice(&texts);
        match (self.part, self.kind) {
            (Part::Id | Part::Flatten | Part::Base, _) => (0, 0),
            // An address, whose columns group-core knows.
            (Part::Reserved, None) => (6, u128::MAX),
            _ => (2, 1 << (name % 128) | 1 << (column % 128)),
        }
    }

    fn texts(&self) -> Vec<u8> {
        let mut texts = Vec::new();
        let (mut due, mut before) = (0, "");
        for text in [self.field, self.wire, self.column, self.value] {
            if text != before && !text.is_empty() {
                texts.resize(texts.len() + due, NEXT);
                texts.extend_from_slice(text.as_bytes());
                (due, before) = (0, text);
            }
            due += 1;
        }
        texts
    }
}

/// FNV-1a.
fn hash(text: &str) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in text.as_bytes() {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    hash
}
