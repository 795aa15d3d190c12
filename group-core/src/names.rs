//! The names that the traits of a struct have, known at compile time: for the check across `flatten`.

/// The names of a struct's traits, and the warehouse columns that these become.
#[doc(hidden)]
pub struct Names {
    /// Whether there is a traits object at all; there is, but for `()`.
    pub is_object: bool,
    /// Whether it sends `groupType`, when it is not flattened.
    pub group_type: bool,
    /// For each name, without the group's id: the name, [`UNIT`] and the column if that is another, and [`RECORD`]. One
    /// literal, because the compiler has to look at every token of a derive.
    pub own: &'static str,
    /// Those of the structs flattened into it.
    pub flattened: &'static [&'static Names],
}

/// Stands before a column.
const UNIT: u8 = 0x1f;
/// Ends an entry.
const RECORD: u8 = 0x1e;

/// A name and its column.
#[derive(Clone, Copy)]
struct Entry {
    name: &'static [u8],
    column: &'static [u8],
}

/// Two traits of different structs that can't both arrive.
pub(crate) struct Clash {
    name: &'static [u8],
    other: &'static [u8],
    column: &'static [u8],
}

impl Clash {
    pub(crate) const fn name(&self) -> &'static str {
        text(self.name)
    }

    pub(crate) const fn other(&self) -> &'static str {
        text(self.other)
    }

    pub(crate) const fn column(&self) -> &'static str {
        text(self.column)
    }

    pub(crate) const fn is_same_name(&self) -> bool {
        is_same(self.name, self.other)
    }
}

const fn text(bytes: &'static [u8]) -> &'static str {
    match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// The first entry of a list, and the rest of it.
const fn first(list: &'static [u8]) -> Option<(Entry, &'static [u8])> {
    let (mut name_len, mut len, mut tail) = (None, 0, list);
    while let [byte, more @ ..] = tail {
        if *byte == RECORD {
            let Some((entry, _)) = list.split_at_checked(len) else {
                return None;
            };
            let entry = match name_len {
                Some(name_len) => match entry.split_at_checked(name_len) {
                    Some((name, [_, column @ ..])) => Entry { name, column },
                    _ => return None,
                },
                None => Entry {
                    name: entry,
                    column: entry,
                },
            };
            return Some((entry, more));
        }
        if *byte == UNIT {
            name_len = Some(len);
        }
        len += 1;
        tail = more;
    }
    None
}

impl Names {
    /// Of a group without traits.
    pub(crate) const NONE: Names = Names {
        is_object: false,
        group_type: false,
        own: "",
        flattened: &[],
    };

    const GROUP_TYPE: Names = Names::of("groupType\u{1f}group_type\u{1e}");

    /// Of a struct that sends these and nothing else.
    pub const fn of(own: &'static str) -> Self {
        Self {
            is_object: true,
            group_type: false,
            own,
            flattened: &[],
        }
    }

    /// How many bytes the traits will take, more or less.
    pub(crate) fn size_hint(&self) -> usize {
        let flattened: usize = self.flattened.iter().map(|names| names.size_hint()).sum();
        64 + 3 * self.own.len() + flattened
    }

    /// What the struct that is flattened into this one as number `flattened` shares with this one's own traits
    /// and with those flattened before it; the `nth` such pair. What a struct's own fields share, the derive sees.
    pub(crate) const fn clash(&self, flattened: usize, mut nth: usize) -> Option<Clash> {
        let Some((mut earlier, [names, ..])) = self.flattened.split_at_checked(flattened) else {
            return None;
        };
        let mut own = self.own.as_bytes();
        while let Some((entry, more)) = first(own) {
            if let Some(clash) = names.find(entry, &mut nth) {
                return Some(clash);
            }
            own = more;
        }
        if self.group_type
            && let Some(clash) = names.overlap(&Self::GROUP_TYPE, &mut nth)
        {
            return Some(clash);
        }
        while let [other, more @ ..] = earlier {
            if let Some(clash) = names.overlap(other, &mut nth) {
                return Some(clash);
            }
            earlier = more;
        }
        None
    }

    const fn overlap(&self, other: &Names, nth: &mut usize) -> Option<Clash> {
        let mut own = other.own.as_bytes();
        while let Some((entry, more)) = first(own) {
            if let Some(clash) = self.find(entry, nth) {
                return Some(clash);
            }
            own = more;
        }
        let mut flattened = other.flattened;
        while let [names, more @ ..] = flattened {
            if let Some(clash) = self.overlap(names, nth) {
                return Some(clash);
            }
            flattened = more;
        }
        None
    }

    const fn find(&self, of: Entry, nth: &mut usize) -> Option<Clash> {
        let mut own = self.own.as_bytes();
        while let Some((entry, more)) = first(own) {
            if is_same(entry.name, of.name) || is_same(entry.column, of.column) {
                match *nth {
                    0 => {
                        return Some(Clash {
                            name: entry.name,
                            other: of.name,
                            column: entry.column,
                        });
                    }
                    _ => *nth -= 1,
                }
            }
            own = more;
        }
        let mut flattened = self.flattened;
        while let [names, more @ ..] = flattened {
            if let Some(clash) = names.find(of, nth) {
                return Some(clash);
            }
            flattened = more;
        }
        None
    }
}

const fn is_same(mut a: &[u8], mut b: &[u8]) -> bool {
    while let ([x, more_a @ ..], [y, more_b @ ..]) = (a, b) {
        if *x != *y {
            return false;
        }
        (a, b) = (more_a, more_b);
    }
    a.is_empty() && b.is_empty()
}

/// Fails the compilation where the struct flattened as number `flattened` sends what another of the same event does.
#[doc(hidden)]
#[track_caller] // So that the error is where the derive is, and not here.
#[allow(clippy::panic)] // Evaluated by the compiler: its panic is a compile error.
pub const fn assert_distinct(names: &Names, flattened: usize) {
    let mut message = Message::new();
    let mut nth = 0;
    let mut last: &str = "";
    while let Some(clash) = names.clash(flattened, nth) {
        // An address has a column for each subfield, and one name.
        if nth == 0 || !is_same(clash.name().as_bytes(), last.as_bytes()) {
            message = message
                .push(if nth == 0 { "`" } else { ", `" })
                .push(clash.name());
            message = match clash.is_same_name() {
                true => message.push("`"),
                false => message
                    .push("` (by `")
                    .push(clash.other())
                    .push("`, which is the same warehouse column, `")
                    .push(clash.column())
                    .push("`)"),
            };
        }
        last = clash.name();
        nth += 1;
    }
    if nth > 0 {
        let message = message.push(
            " sent twice, by this flattened struct and by another field or flattened struct; rename or skip each in one of the two",
        );
        panic!("{}", message.as_str());
    }
}

/// Text that is put together by the compiler, which has no `format!`.
struct Message {
    text: [u8; 1024],
    len: usize,
}

impl Message {
    const fn new() -> Self {
        Self {
            text: [0; 1024],
            len: 0,
        }
    }

    /// Appends what fits.
    const fn push(mut self, text: &str) -> Self {
        if let Some((_, free)) = self.text.split_at_mut_checked(self.len)
            && let Some((place, _)) = free.split_at_mut_checked(text.len())
        {
            place.copy_from_slice(text.as_bytes());
            self.len += text.len();
        }
        self
    }

    const fn as_str(&self) -> &str {
        match self.text.split_at_checked(self.len) {
            Some((text, _)) => match str::from_utf8(text) {
                Ok(text) => text,
                Err(_) => "",
            },
            None => "",
        }
    }
}
