//! What a derive says of the traits of a struct, known at compile time. The check across `flatten` and the size of a
//! buffer are computed from it.

/// The entries of a derive. One literal, because each token of a derive costs compile time.
///
/// The literal begins with a number: how many bytes the traits take in an event, more or less. Then each trait has three
/// letters (its part, its kind, and `?` for `skip_if`, `0` for a null that is sent, `!` for both); three numbers (the length
/// of the texts, the hash of the name, the hash of what all columns that fall together with it share); and the texts,
/// separated by [`NEXT`]: the field, the name in the event, the column, the value of a constant. An empty text repeats the one
/// before it, and empty texts at the end are left out. Numbers have four bytes, the low one first. The hashes let the compiler
/// tell names apart without reading them, which would take it about a microsecond for each byte.
#[doc(hidden)]
pub type Literal = &'static [u8];

/// Does not occur in UTF-8.
const NEXT: u8 = 0xff;

/// The traits of a struct.
#[doc(hidden)]
pub struct Declaration {
    own: Literal,
    /// One for each of its own entries; none unless the derive was built with its feature `details`.
    details: &'static [Detail],
    /// The declarations of the structs flattened into it, in order.
    pub(crate) flattened: &'static [&'static Declaration],
    /// Whether there is a traits object at all: always, except for `()`.
    pub(crate) is_object: bool,
}

/// What is said of one trait.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Entry {
    pub part: Part,
    /// `None` for what goes through serde, and for an object.
    pub kind: Option<Kind>,
    pub is_skippable: bool,
    /// Whether it is null where there is no value.
    pub sends_null: bool,
    pub(crate) name_hash: u32,
    pub(crate) column_hash: u32,
    texts: &'static [u8],
}

/// What a trait is in the event.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Of the struct, not of a field; not sent if the struct is flattened.
    Constant,
    Id,
    /// The id, sent as a trait too, unless the struct is flattened.
    SentId,
    Reserved,
    /// Of a reserved object, by its path.
    Subfield,
    Custom,
    /// The traits of another struct are sent here.
    Flatten,
    /// The traits, the id and the constant of another struct are sent here.
    Base,
}

/// The kind of value that a trait takes.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Id,
    Count,
    Date,
}

/// What more is known of a trait.
#[doc(hidden)]
pub struct Detail {
    /// The doc comment of the field.
    pub description: &'static str,
    /// Whether there may be nothing to send.
    pub is_optional: bool,
    /// What serde makes of it, which counts for a custom trait.
    pub shape: Shape,
    /// Its parts if its type is an address.
    pub address: Option<&'static Declaration>,
    /// Its texts if its type is an enum of texts.
    pub texts: Option<&'static [&'static str]>,
    /// Of a type of dates: whether they are instants, or days; `None` if they may be both.
    pub are_instants: Option<bool>,
    /// The category of personal data.
    pub pii: Option<&'static str>,
    /// The least that it may be: a number, the characters of a text, the elements of an array.
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// A regular expression of JavaScript that a text matches.
    pub pattern: Option<&'static str>,
}

impl Detail {
    /// Of a constant.
    pub const CONSTANT: Self = Self {
        is_optional: false,
        shape: Shape::Text,
        ..Self::MAPPED
    };

    /// Of what `map` gives, whose type is not known.
    pub const MAPPED: Self = Self {
        description: "",
        is_optional: true,
        shape: Shape::Unknown,
        address: None,
        texts: None,
        are_instants: None,
        pii: None,
        min: None,
        max: None,
        pattern: None,
    };
}

/// What a value is in JSON.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Text,
    /// A text that looks like a date.
    Date,
    Int,
    Float,
    Bool,
    Array,
    Object,
    Unknown,
}

impl Declaration {
    /// Of a group without traits.
    pub(crate) const NOTHING: Self = Self {
        own: b"",
        details: &[],
        flattened: &[],
        is_object: false,
    };

    pub const fn of(own: Literal) -> Self {
        Self::with(own, &[])
    }

    pub const fn with(own: Literal, flattened: &'static [&'static Self]) -> Self {
        Self {
            own,
            details: &[],
            flattened,
            is_object: true,
        }
    }

    pub const fn detailed(self, details: &'static [Detail]) -> Self {
        Self { details, ..self }
    }

    /// What more is known of each of its own entries, in their order; or nothing.
    pub fn details(&self) -> &'static [Detail] {
        self.details
    }

    /// The entries of its own fields, in order.
    pub const fn own(&self) -> OwnTraits {
        let rest = match self.own {
            [_, _, _, _, rest @ ..] => rest,
            _ => b"",
        };
        OwnTraits { rest }
    }

    /// Roughly how many bytes the traits will take.
    pub(crate) fn size_hint(&self) -> usize {
        let own = self
            .own
            .first_chunk()
            .map_or(0, |size| u32::from_le_bytes(*size));
        let flattened = self.flattened.iter().map(|it| it.size_hint());
        // Some values are longer than most.
        64 + own as usize + flattened.sum::<usize>()
    }
}

/// A trait of a struct or of one that is flattened into it.
#[cfg(any(feature = "destinations", feature = "plan"))]
pub(crate) struct Declared {
    pub(crate) entry: Entry,
    pub(crate) detail: Option<&'static Detail>,
    /// Whether it may be missing: by itself, or because the struct around it is.
    pub(crate) is_optional: bool,
    /// Whether it may be missing whatever its type is.
    #[cfg_attr(not(feature = "plan"), allow(dead_code))]
    pub(crate) is_conditional: bool,
}

#[cfg(any(feature = "destinations", feature = "plan"))]
impl Declaration {
    /// The traits that are sent, in order: those of flattened structs in their place, without their ids and constants.
    pub(crate) fn sent(&self) -> Vec<Declared> {
        let mut sent = Vec::new();
        self.add_to(&mut sent, true, false);
        sent
    }

    fn add_to(&self, sent: &mut Vec<Declared>, is_base: bool, is_conditional: bool) {
        let mut flattened = self.flattened.iter();
        let mut details = self.details.iter();
        for entry in self.own() {
            let detail = details.next();
            let is_conditional = is_conditional || entry.is_skippable;
            let is_optional = is_conditional || detail.is_none_or(|it| it.is_optional);
            match entry.part {
                Part::Id => {}
                Part::Constant | Part::SentId if !is_base => {}
                Part::Flatten | Part::Base => {
                    if let Some(inner) = flattened.next() {
                        inner.add_to(sent, is_base && entry.part == Part::Base, is_optional);
                    }
                }
                _ => sent.push(Declared {
                    entry,
                    detail,
                    is_optional,
                    is_conditional,
                }),
            }
        }
    }
}

/// The entries of a struct's own traits.
#[doc(hidden)]
pub struct OwnTraits {
    rest: &'static [u8],
}

impl OwnTraits {
    /// As [`Iterator::next`], for const code too.
    pub(crate) const fn take_next(&mut self) -> Option<Entry> {
        let [
            part,
            kind,
            absent,
            l0,
            l1,
            l2,
            l3,
            n0,
            n1,
            n2,
            n3,
            c0,
            c1,
            c2,
            c3,
            rest @ ..,
        ] = self.rest
        else {
            return None;
        };
        let len = u32::from_le_bytes([*l0, *l1, *l2, *l3]);
        let Some((texts, rest)) = rest.split_at_checked(len as usize) else {
            return None;
        };
        self.rest = rest;
        let part = match part {
            b'k' => Part::Constant,
            b'i' => Part::Id,
            b'I' => Part::SentId,
            b'r' => Part::Reserved,
            b's' => Part::Subfield,
            b'f' => Part::Flatten,
            b'b' => Part::Base,
            _ => Part::Custom,
        };
        let kind = match kind {
            b't' => Some(Kind::Text),
            b'i' => Some(Kind::Id),
            b'c' => Some(Kind::Count),
            b'd' => Some(Kind::Date),
            _ => None,
        };
        Some(Entry {
            part,
            kind,
            is_skippable: matches!(absent, b'?' | b'!'),
            sends_null: matches!(absent, b'0' | b'!'),
            name_hash: u32::from_le_bytes([*n0, *n1, *n2, *n3]),
            column_hash: u32::from_le_bytes([*c0, *c1, *c2, *c3]),
            texts,
        })
    }

    /// Passes over the entries up to that of the next flattened struct, and says whether that is the base.
    pub(crate) const fn is_next_base(&mut self) -> bool {
        while let Some(entry) = self.take_next() {
            match entry.part {
                Part::Base => return true,
                Part::Flatten => return false,
                _ => {}
            }
        }
        false
    }
}

impl Iterator for OwnTraits {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        self.take_next()
    }
}

impl Entry {
    /// The name of the field.
    pub const fn field(&self) -> &'static str {
        self.text(0)
    }

    /// The name in the event.
    pub const fn wire(&self) -> &'static str {
        self.text(1)
    }

    /// The warehouse column; the name in the event if there is none.
    pub const fn column(&self) -> &'static str {
        self.text(2)
    }

    /// Whether it is an address, as one field.
    pub const fn is_address(&self) -> bool {
        matches!((self.part, self.kind), (Part::Reserved, None))
    }

    /// The value of a constant.
    pub const fn value(&self) -> Option<&'static str> {
        match self.part {
            Part::Constant => Some(self.text(3)),
            _ => None,
        }
    }

    /// The text at a place; an empty one is the same as the one before it.
    const fn text(&self, place: usize) -> &'static str {
        let (mut text, mut rest): (&[u8], _) = (b"", Some(self.texts));
        let mut left = place + 1;
        while left > 0
            && let Some(texts) = rest
        {
            let next;
            (next, rest) = split(texts);
            if !next.is_empty() {
                text = next;
            }
            left -= 1;
        }
        match str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

/// The first text, and what follows [`NEXT`].
const fn split(texts: &'static [u8]) -> (&'static [u8], Option<&'static [u8]>) {
    let (mut len, mut rest) = (0, texts);
    while let [byte, more @ ..] = rest {
        if *byte == NEXT {
            let (text, _) = texts.split_at(len);
            return (text, Some(more));
        }
        len += 1;
        rest = more;
    }
    (texts, None)
}

/// FNV-1a, with which the derive makes the hashes.
pub(crate) const fn hash(text: &str) -> u32 {
    let (mut hash, mut text): (u32, _) = (0x811c_9dc5, text.as_bytes());
    while let [byte, more @ ..] = text {
        hash = (hash ^ *byte as u32).wrapping_mul(0x0100_0193);
        text = more;
    }
    hash
}
