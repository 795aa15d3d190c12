//! What a derive says of the traits of a struct, known at compile time. The check across `flatten` and the size of a
//! buffer are computed from it.

/// The entries of a derive. One literal, because each token of a derive costs compile time.
///
/// The literal begins with five numbers: how many bytes the traits take in an event, more or less; how many entries there
/// are; how many names and columns they have; which of the flattened structs is the base, counted from 1; and a filter of 16
/// bytes, with one bit for each name and column, so that two structs whose filters share no bit share no name. Then each
/// trait has an entry: three letters (its part, its kind, and `?` for `skip_if`, `0` for a null that is sent, `!` for both)
/// and three numbers (the length of its texts, the hash of the name, the hash of what all columns that fall together with it
/// share). After the entries come the texts of each, separated by [`NEXT`]: the field, the name in the event, the column, the
/// value of a constant. An empty text repeats the one before it, and empty texts at the end are left out. Other numbers have
/// four bytes. The low byte comes first. The hashes let the compiler tell names apart without reading them, and entries of
/// one size let it read them without calls, which cost it most.
#[doc(hidden)]
pub type Literal = &'static [u8];

/// Does not occur in UTF-8.
const NEXT: u8 = 0xff;

/// The traits of a struct.
#[doc(hidden)]
pub struct Declaration {
    own: OwnTraits,
    pub(crate) head: Head,
    /// One for each of its own entries; none unless the derive was built with its feature `details`.
    details: &'static [Detail],
    /// The declarations of the structs flattened into it, in order.
    pub(crate) flattened: &'static [&'static Declaration],
    /// How many names and columns there are, with those of the flattened structs.
    pub(crate) keys: usize,
    /// The filters of all of them.
    pub(crate) filter: u128,
    /// Whether there is a traits object at all: always, except for `()`.
    pub(crate) is_object: bool,
}

/// What stands in front of the entries of a literal.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    size: u32,
    keys: u32,
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
    const fn read(own: Literal) -> (Self, OwnTraits) {
        if let Some((size, more)) = own.split_first_chunk()
            && let Some((count, more)) = more.split_first_chunk()
            && let Some((keys, more)) = more.split_first_chunk()
            && let Some((base, more)) = more.split_first_chunk()
            && let Some((filter, more)) = more.split_first_chunk()
            && let Some((entries, texts)) =
                more.split_at_checked(ENTRY * u32::from_le_bytes(*count) as usize)
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
        own: OwnTraits::EMPTY,
        head: Head::EMPTY,
        details: &[],
        flattened: &[],
        keys: 0,
        filter: 0,
        is_object: false,
    };

    pub const fn of(own: Literal) -> Self {
        Self::with(own, &[])
    }

    pub const fn with(own: Literal, flattened: &'static [&'static Self]) -> Self {
        let (head, own) = Head::read(own);
        let (mut keys, mut filter) = (head.keys as usize, head.filter);
        let mut more = flattened;
        while let [first, others @ ..] = more {
            keys += first.keys;
            filter |= first.filter;
            more = others;
        }
        Self {
            own,
            head,
            details: &[],
            flattened,
            keys,
            filter,
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
        self.own
    }

    /// Roughly how many bytes the traits will take.
    pub(crate) fn size_hint(&self) -> usize {
        let own = self.head.size;
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
                Part::Id | Part::Column => {}
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

    /// The next entry of which a name or a column may be in the filter. As [`Iterator::next`], for const code too.
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
        match self.texts.split_at_checked(self.from) {
            Some((_, texts)) => match texts.split_at_checked(self.len) {
                Some((texts, _)) => Some(texts),
                None => None,
            },
            None => None,
        }
    }

    /// The text at a place; an empty one is the same as the one before it.
    const fn text(&self, place: usize) -> &'static str {
        let (mut text, mut rest): (&[u8], _) = (b"", self.texts());
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
