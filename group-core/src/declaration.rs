//! What a derive says of the traits of a struct, known at compile time: what the check across `flatten` and the size of
//! a buffer are read from.

/// Stands between two texts of an entry; it does not occur in UTF-8, and neither does [`END`].
const NEXT: u8 = 0xff;
/// Ends an entry.
const END: u8 = 0xfe;

/// The entries of a derive. One literal, because the compiler has to look at every token of a derive.
///
/// An entry has three letters (its part, its kind, and `?` where `skip_if` is on it), then texts with [`NEXT`] between
/// them: the field, the name in the event, the column, the value of a constant. An empty one is as the one before it, and
/// what is empty at the end is left out. `b"rt name\xfe"` is the field `name`; `b"rd created_at\xffcreatedAt\xffcreated_at\xfe"`
/// the field `created_at`.
#[doc(hidden)]
pub type Literal = &'static [u8];

/// The traits of a struct.
#[doc(hidden)]
pub struct Declaration {
    own: Literal,
    /// Those of the structs flattened into it, in their order.
    pub(crate) flattened: &'static [&'static Declaration],
    /// Whether there is a traits object at all; there is, but for `()`.
    pub(crate) is_object: bool,
}

/// What is said of one trait.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Entry {
    pub part: Part,
    /// `None` for what goes through serde, and for what is flattened.
    pub kind: Option<Kind>,
    pub is_skippable: bool,
    field: &'static [u8],
    wire: &'static [u8],
    column: &'static [u8],
    value: &'static [u8],
}

/// What a trait is in the event.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Of the struct, not of a field; not sent where the struct is flattened.
    Constant,
    Id,
    /// The id, sent as a trait too; not where the struct is flattened.
    SentId,
    Reserved,
    /// Of a reserved object, by its path.
    Subfield,
    Custom,
    /// The traits of another struct stand here.
    Flatten,
}

/// The kind of value that a trait takes.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Id,
    Count,
    Date,
    Address,
}

impl Declaration {
    /// Of a group without traits.
    pub(crate) const NOTHING: Self = Self {
        own: b"",
        flattened: &[],
        is_object: false,
    };

    pub const fn of(own: Literal) -> Self {
        Self::with(own, &[])
    }

    pub const fn with(own: Literal, flattened: &'static [&'static Self]) -> Self {
        Self {
            own,
            flattened,
            is_object: true,
        }
    }

    /// The entries of its own fields, in their order.
    pub const fn own(&self) -> Entries {
        Entries { rest: self.own }
    }

    /// How many bytes the traits will take, more or less.
    pub(crate) fn size_hint(&self) -> usize {
        let flattened: usize = self.flattened.iter().map(|it| it.size_hint()).sum();
        64 + 2 * self.own.len() + flattened
    }
}

/// The entries of a literal.
#[doc(hidden)]
pub struct Entries {
    rest: &'static [u8],
}

impl Entries {
    /// As [`Iterator::next`], for the compiler too.
    pub(crate) const fn take_next(&mut self) -> Option<Entry> {
        let [part, kind, skippable, rest @ ..] = self.rest else {
            return None;
        };
        let part = match part {
            b'k' => Part::Constant,
            b'i' => Part::Id,
            b'I' => Part::SentId,
            b'r' => Part::Reserved,
            b's' => Part::Subfield,
            b'f' => Part::Flatten,
            _ => Part::Custom,
        };
        let kind = match kind {
            b't' => Some(Kind::Text),
            b'i' => Some(Kind::Id),
            b'c' => Some(Kind::Count),
            b'd' => Some(Kind::Date),
            b'a' => Some(Kind::Address),
            _ => None,
        };
        self.rest = rest;
        let field = self.text();
        let wire = self.text_behind(field);
        let column = self.text_behind(wire);
        let value = self.text_behind(column);
        if let [_, rest @ ..] = self.rest {
            self.rest = rest;
        }
        Some(Entry {
            part,
            kind,
            is_skippable: matches!(skippable, b'?'),
            field,
            wire,
            column,
            value,
        })
    }

    /// The text of an entry that is behind `before`, or that if it is empty or not there.
    const fn text_behind(&mut self, before: &'static [u8]) -> &'static [u8] {
        let [NEXT, rest @ ..] = self.rest else {
            return before;
        };
        self.rest = rest;
        match self.text() {
            [] => before,
            text => text,
        }
    }

    const fn text(&mut self) -> &'static [u8] {
        let (start, mut len) = (self.rest, 0);
        while let [byte, rest @ ..] = self.rest
            && *byte != NEXT
            && *byte != END
        {
            len += 1;
            self.rest = rest;
        }
        match start.split_at_checked(len) {
            Some((text, _)) => text,
            None => b"",
        }
    }
}

impl Iterator for Entries {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        self.take_next()
    }
}

impl Entry {
    /// The name of the field.
    pub const fn field(&self) -> &'static str {
        text(self.field)
    }

    /// The name in the event.
    pub const fn wire(&self) -> &'static str {
        text(self.wire)
    }

    /// The warehouse column; the name in the event where there is none.
    pub const fn column(&self) -> &'static str {
        text(self.column)
    }

    /// The value of a constant.
    pub const fn value(&self) -> Option<&'static str> {
        match self.part {
            Part::Constant => Some(text(self.value)),
            _ => None,
        }
    }

    /// The name and the column as they stand in the literal.
    pub(crate) const fn names(&self) -> (&'static [u8], &'static [u8]) {
        (self.wire, self.column)
    }
}

/// The text of a literal, which was made of texts.
pub(crate) const fn text(bytes: &'static [u8]) -> &'static str {
    match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
