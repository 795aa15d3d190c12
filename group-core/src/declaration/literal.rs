//! The literal of a derive, and its reader.
//!
//! It is one literal, because each token of a derive costs compile time. An array of struct literals would be readable here, and
//! cost the users' crates several times as much. Entries have one size, so that the compiler reads them without calls, which are
//! slow in const code, and hashes, so that it tells names apart without reading them.
//!
//! ```text
//!  4      4      4      4      16       15 × count   the rest
//! ┌──────┬───────┬──────┬──────┬────────┬─────────────┬──────────────┐
//! │ size │ count │ keys │ base │ filter │ entries     │ texts        │
//! └──────┴───────┴──────┴──────┴────────┴─────────────┴──────────────┘
//!  size    how many bytes the traits take in an event, more or less
//!  count   how many entries there are
//!  keys    how many names and columns they have
//!  base    which of the flattened structs is the base, counted from 1
//!  filter  one bit for each name and column: two structs whose filters share no bit share no name
//!
//!  an entry:  part  kind  absent  length:4  name hash:4  column hash:4
//!             r     t     ?       5         fnv("plan")  fnv(the part of the column that all columns share with which it clashes)
//!  its texts: field FF name FF column FF value of a constant
//! ```
//!
//! `absent` is `?` for `skip_if`, `0` for a null that is sent, `!` for both. An empty text repeats the one before it, and empty
//! texts at the end are left out. In numbers, the low byte comes first.

/// What a derive writes.
#[doc(hidden)]
pub type Literal = &'static [u8];

/// Separates texts. It does not occur in UTF-8.
const NEXT: u8 = 0xff;

/// The numbers before the entries.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(super) size: u32,
    pub(super) keys: u32,
    /// Which of the flattened structs is the base, counted from 1.
    pub(crate) base: u32,
    pub(crate) filter: u128,
}

impl Head {
    const EMPTY: Self = Self {
        size: 0,
        keys: 0,
        base: 0,
        filter: 0,
    };

    /// The head of a literal, and its entries.
    pub(super) const fn read(literal: Literal) -> (Self, OwnTraits) {
        if let Some((size, after)) = literal.split_first_chunk()
            && let Some((count, after)) = after.split_first_chunk()
            && let Some((keys, after)) = after.split_first_chunk()
            && let Some((base, after)) = after.split_first_chunk()
            && let Some((filter, after)) = after.split_first_chunk()
            && let Some((entries, texts)) =
                after.split_at_checked(ENTRY * u32::from_le_bytes(*count) as usize)
        {
            let head = Self {
                size: u32::from_le_bytes(*size),
                keys: u32::from_le_bytes(*keys),
                base: u32::from_le_bytes(*base),
                filter: u128::from_le_bytes(*filter),
            };
            return (
                head,
                OwnTraits {
                    entries,
                    texts,
                    at: 0,
                },
            );
        }
        (Self::EMPTY, OwnTraits::EMPTY)
    }
}

/// One field, constant or column.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Entry {
    pub part: Part,
    /// `None` for a value that goes through serde, and for an object.
    pub kind: Option<Kind>,
    pub is_skippable: bool,
    /// Whether it is null where there is no value.
    pub sends_null: bool,
    pub(crate) name_hash: u32,
    pub(crate) column_hash: u32,
    /// The texts of all entries, and where those of this one are.
    texts: &'static [u8],
    from: usize,
    len: usize,
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
    /// A custom trait that is an address, of a field that is also sent as the address.
    CustomObject,
    /// A column of a custom object, which is no trait and has no details. These come last.
    Column,
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

/// The entries of a struct's own traits.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct OwnTraits {
    entries: &'static [u8],
    texts: &'static [u8],
    /// Where in `texts` those of the next entry begin.
    at: usize,
}

/// The bytes of an entry.
const ENTRY: usize = 15;

impl OwnTraits {
    const EMPTY: Self = Self {
        entries: b"",
        texts: b"",
        at: 0,
    };

    /// The next entry of which a name or a column may be in the filter. Same as [`Iterator::next`], for const code too.
    ///
    /// It makes no calls for an entry that is passed over, because the compiler is slow at them.
    pub(crate) const fn take_next(&mut self, filter: u128) -> Option<Entry> {
        macro_rules! number {
            ($a:ident $b:ident $c:ident $d:ident) => {
                *$a as u32 | (*$b as u32) << 8 | (*$c as u32) << 16 | (*$d as u32) << 24
            };
        }
        while let [
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
            entries @ ..,
        ] = self.entries
        {
            let len = number!(l0 l1 l2 l3) as usize;
            let (from, name, column) = (self.at, number!(n0 n1 n2 n3), number!(c0 c1 c2 c3));
            self.entries = entries;
            self.at += len;
            let keys = 1_u128 << (name % 128) | 1 << (column % 128);
            let is_address = *part == b'r' && *kind == b'-';
            if keys & filter != 0 || is_address {
                return Some(Entry::read(
                    [*part, *kind, *absent],
                    [name, column],
                    (self.texts, from, len),
                ));
            }
        }
        None
    }
}

impl Iterator for OwnTraits {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        self.take_next(u128::MAX)
    }
}

impl Entry {
    const fn read(
        [part, kind, absent]: [u8; 3],
        [name_hash, column_hash]: [u32; 2],
        (texts, from, len): (&'static [u8], usize, usize),
    ) -> Self {
        Self {
            part: match part {
                b'k' => Part::Constant,
                b'i' => Part::Id,
                b'I' => Part::SentId,
                b'r' => Part::Reserved,
                b's' => Part::Subfield,
                b'o' => Part::CustomObject,
                b'l' => Part::Column,
                b'f' => Part::Flatten,
                b'b' => Part::Base,
                _ => Part::Custom,
            },
            kind: match kind {
                b't' => Some(Kind::Text),
                b'i' => Some(Kind::Id),
                b'c' => Some(Kind::Count),
                b'd' => Some(Kind::Date),
                _ => None,
            },
            is_skippable: matches!(absent, b'?' | b'!'),
            sends_null: matches!(absent, b'0' | b'!'),
            name_hash,
            column_hash,
            texts,
            from,
            len,
        }
    }

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

    /// Whether it is the address, as one field.
    pub const fn is_address(&self) -> bool {
        matches!((self.part, self.kind), (Part::Reserved, None))
    }

    /// Whether it is an address, a copy of one or a part of one, which has one name but several columns.
    pub(crate) const fn has_several_keys(&self) -> bool {
        let is_part = matches!(
            self.part,
            Part::Subfield | Part::CustomObject | Part::Column
        );
        is_part || self.is_address()
    }

    /// Whether its value is an address, under this name or another.
    #[cfg(any(feature = "destinations", feature = "plan"))]
    pub(crate) fn has_address(&self) -> bool {
        self.is_address() || self.part == Part::CustomObject
    }

    /// The value of a constant.
    pub const fn value(&self) -> Option<&'static str> {
        match self.part {
            Part::Constant => Some(self.text(3)),
            _ => None,
        }
    }

    const fn texts(&self) -> Option<&'static [u8]> {
        if let Some((_, texts)) = self.texts.split_at_checked(self.from)
            && let Some((texts, _)) = texts.split_at_checked(self.len)
        {
            return Some(texts);
        }
        None
    }

    /// The text at an index; an empty one is the same as the one before it.
    const fn text(&self, index: usize) -> &'static str {
        let (mut text, mut unread): (&[u8], _) = (b"", self.texts());
        let mut count = 0;
        while count <= index
            && let Some(texts) = unread
        {
            let next;
            (next, unread) = split(texts);
            if !next.is_empty() {
                text = next;
            }
            count += 1;
        }
        match str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

/// The first text, and what follows [`NEXT`].
const fn split(texts: &'static [u8]) -> (&'static [u8], Option<&'static [u8]>) {
    let (mut len, mut unread) = (0, texts);
    while let [byte, after @ ..] = unread {
        if *byte == NEXT {
            let (text, _) = texts.split_at(len);
            return (text, Some(after));
        }
        len += 1;
        unread = after;
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
