//! The check across `flatten`: no two structs that are sent as one may have traits with the same name or the same
//! warehouse column. Within one struct, its derive checks that.
//!
//! Each name and each column goes into a hash table, so that the time of the check is linear in their number.

use std::marker::PhantomData;

use group_rules::column::{fall_together, is_same, shared};
use group_rules::reserved::{ADDRESS, ADDRESS_COLUMNS};

use crate::declaration::{Declaration, Entry, Part, hash};
use crate::problem::ProblemKind;
use crate::traits::custom::{Base, Ends, Flatten, FlattenEnds};
use crate::traits::{GroupTraits, TraitWriter};

/// A trait that can't be sent together with another.
#[derive(Clone, Copy)]
struct Clash {
    it: Key,
    other: Key,
    is_same_name: bool,
}

impl Clash {
    /// The one column that both become.
    const fn column(&self) -> &'static str {
        shared(self.it.column(), self.other.column())
    }
}

/// A name or a column.
#[derive(Clone, Copy)]
struct Key {
    hash: u32,
    is_column: bool,
    entry: Entry,
    /// Which column of the address this is, if the address is one field.
    subfield: usize,
    /// Which struct has it: 0 for the outer one, then the structs flattened into it, in order.
    source: u32,
}

impl Key {
    /// The name in the event; for a subfield, that of the object.
    const fn name(&self) -> &'static str {
        match self.entry.part {
            Part::Subfield => ADDRESS,
            _ => self.entry.wire(),
        }
    }

    const fn column(&self) -> &'static str {
        match ADDRESS_COLUMNS.split_at_checked(self.subfield) {
            Some((_, [column, ..])) if self.entry.is_address() => column,
            _ => self.entry.column(),
        }
    }

    const fn is(&self, other: &Self) -> bool {
        self.hash == other.hash
            && self.is_column == other.is_column
            && match self.is_column {
                true => fall_together(self.column(), other.column()),
                false => is_same(self.name(), other.name()),
            }
    }
}

impl Declaration {
    /// Room for at least twice as many names and columns as there are, so that a look-up takes a step or two.
    #[doc(hidden)]
    pub const fn room(&self) -> usize {
        let (mut largest, mut flattened) = (0, self.flattened);
        while let [first, more @ ..] = flattened {
            if first.keys > largest {
                largest = first.keys;
            }
            flattened = more;
        }
        (2 * (self.keys - largest)).next_power_of_two()
    }

    /// Whether the compiler sees that there is no clash; false if there are more names than it has room for.
    #[doc(hidden)]
    pub const fn is_distinct(&self) -> bool {
        const ROOM: usize = 1024;
        if self.room() > ROOM {
            return false;
        }
        let mut table = [None; ROOM];
        let mut search = Search::new(&mut table, &mut []);
        search.all(self);
        search.count == 0
    }

    /// Which of the flattened structs has the most names, counted from 1.
    const fn largest(&self) -> u32 {
        let (mut largest, mut most) = (0, 0);
        let (mut flattened, mut place) = (self.flattened, 1);
        while let [first, more @ ..] = flattened {
            if first.keys > most {
                (largest, most) = (place, first.keys);
            }
            flattened = more;
            place += 1;
        }
        largest
    }
}

/// Looks for clashes, and keeps as many as there is room for.
///
/// The names of the largest flattened struct are not put into the table: its own derive has checked them, and they are only
/// looked up. Structs within it whose filter has nothing of the table's are passed over. So a struct that is flattened
/// into another, and that into a third, costs little more at each level.
struct Search<'s> {
    table: &'s mut [Option<Key>],
    /// Of what is in the table.
    filter: u128,
    found: &'s mut [Option<Clash>],
    count: usize,
}

impl<'s> Search<'s> {
    const fn new(table: &'s mut [Option<Key>], found: &'s mut [Option<Clash>]) -> Self {
        Self {
            table,
            filter: 0,
            found,
            count: 0,
        }
    }

    const fn all(&mut self, declaration: &Declaration) {
        self.filter |= declaration.head.filter;
        self.own(declaration, 0, true, true);
        let largest = declaration.largest();
        let mut looked_up = None;
        let (mut flattened, mut source) = (declaration.flattened, 1);
        while let [first, more @ ..] = flattened {
            let is_base = declaration.head.base == source;
            if source == largest {
                looked_up = Some((*first, is_base));
            } else {
                self.put(first, source, is_base);
            }
            flattened = more;
            source += 1;
        }
        if let Some((first, is_base)) = looked_up {
            self.look_up(first, largest, is_base);
        }
    }

    /// Puts the names of a flattened struct into the table. `has_constant`: whether its constant is sent, and its id where that
    /// is a trait too.
    const fn put(&mut self, declaration: &Declaration, source: u32, has_constant: bool) {
        self.filter |= declaration.head.filter;
        self.own(declaration, source, has_constant, true);
        let (mut flattened, mut place) = (declaration.flattened, 1);
        while let [first, more @ ..] = flattened {
            let is_base = declaration.head.base == place;
            self.put(first, source, has_constant && is_base);
            flattened = more;
            place += 1;
        }
    }

    /// Looks the names of a flattened struct up. Goes on with the largest struct in it, so that the depth of the calls stays
    /// within what the compiler allows.
    const fn look_up(
        &mut self,
        mut declaration: &'static Declaration,
        source: u32,
        mut has_constant: bool,
    ) {
        while declaration.filter & self.filter != 0 {
            if declaration.head.filter & self.filter != 0 {
                self.own(declaration, source, has_constant, false);
            }
            let base = declaration.head.base;
            if let [only] = declaration.flattened {
                declaration = only;
                has_constant = has_constant && base == 1;
                continue;
            }
            let largest = declaration.largest();
            let mut next = None;
            let (mut flattened, mut place) = (declaration.flattened, 1);
            while let [first, more @ ..] = flattened {
                if place == largest {
                    next = Some(*first);
                } else {
                    self.look_up(first, source, has_constant && base == place);
                }
                flattened = more;
                place += 1;
            }
            let Some(largest_inner) = next else {
                return;
            };
            declaration = largest_inner;
            has_constant = has_constant && base == largest;
        }
    }

    const fn own(
        &mut self,
        declaration: &Declaration,
        source: u32,
        has_constant: bool,
        is_put: bool,
    ) {
        let filter = if is_put { u128::MAX } else { self.filter };
        let mut own = declaration.own();
        while let Some(entry) = own.take_next(filter) {
            match entry.part {
                Part::Id | Part::Flatten | Part::Base => {}
                Part::Constant | Part::SentId if !has_constant => {}
                _ => self.entry(entry, source, is_put),
            }
        }
    }

    const fn entry(&mut self, entry: Entry, source: u32, is_put: bool) {
        let mut key = Key {
            hash: entry.name_hash,
            is_column: false,
            entry,
            subfield: 0,
            source,
        };
        let same_name = self.other(key, is_put);
        key.is_column = true;
        if entry.is_address() {
            let mut hashes: &[u32] = &ADDRESS_HASHES;
            while let [hash, more @ ..] = hashes {
                key.hash = *hash;
                let same_column = self.other(key, is_put);
                self.compare(key, same_name, same_column);
                key.subfield += 1;
                hashes = more;
            }
        } else {
            key.hash = entry.column_hash;
            let same_column = self.other(key, is_put);
            self.compare(key, same_name, same_column);
        }
    }

    const fn compare(&mut self, key: Key, same_name: Option<Key>, same_column: Option<Key>) {
        let ((Some(seen), _) | (None, Some(seen))) = (same_name, same_column) else {
            return;
        };
        let (it, other) = match key.source < seen.source {
            true => (seen, key),
            false => (key, seen),
        };
        let clash = Clash {
            it,
            other,
            is_same_name: is_same(it.name(), other.name()),
        };
        if key.entry.has_several_keys() && self.has(&clash) {
            return;
        }
        if let Some((_, [place, ..])) = self.found.split_at_mut_checked(self.count) {
            *place = Some(clash);
        }
        self.count += 1;
    }

    /// Whether a clash of the same two traits has been found already.
    const fn has(&self, clash: &Clash) -> bool {
        let mut found: &[Option<Clash>] = self.found;
        while let [Some(other), more @ ..] = found {
            if other.it.source == clash.it.source
                && is_same(other.it.name(), clash.it.name())
                && is_same(other.other.name(), clash.other.name())
            {
                return true;
            }
            found = more;
        }
        false
    }

    /// The same key of another struct, if there is one.
    const fn other(&mut self, key: Key, is_put: bool) -> Option<Key> {
        let mask = self.table.len() - 1;
        let mut at = (key.hash ^ (key.hash >> 15) ^ key.is_column as u32) as usize & mask;
        let mut left = self.table.len();
        while left > 0 {
            let Some((_, [place, ..])) = self.table.split_at_mut_checked(at) else {
                return None;
            };
            match place {
                None => {
                    if is_put {
                        *place = Some(key);
                    }
                    return None;
                }
                Some(seen) if seen.is(&key) => {
                    return match seen.source == key.source {
                        true => None,
                        false => Some(*seen),
                    };
                }
                Some(_) => at = (at + 1) & mask,
            }
            left -= 1;
        }
        None
    }
}

/// The hashes of [`ADDRESS_COLUMNS`].
const ADDRESS_HASHES: [u32; ADDRESS_COLUMNS.len()] = {
    let mut hashes = [0; ADDRESS_COLUMNS.len()];
    let (mut columns, mut places): (&[&str], &mut [u32]) = (&ADDRESS_COLUMNS, &mut hashes);
    while let ([column, more @ ..], [place, more_places @ ..]) = (columns, places) {
        *place = hash(column);
        (columns, places) = (more, more_places);
    }
    hashes
};

/// The type of a flattened field, which has traits if `FLATTENS`. One that has none is another error, and no end is missed.
#[doc(hidden)]
pub struct Field<const FLATTENS: bool, T: ?Sized>(PhantomData<T>);

impl<T: Flatten<Traits: Ends<()>> + ?Sized> FlattenEnds<()> for Field<true, T> {}

impl<T: ?Sized> FlattenEnds<()> for Field<false, T> {}

impl<T: Flatten + ?Sized> Base for Field<true, T> {
    type Group = T::Traits;
}

impl<T: ?Sized> Base for Field<false, T> {
    type Group = T;
}

/// Functions, because the compiler evaluates the constants of a struct that is not generic before it is asked to. If two of
/// them flatten each other, it would report a cycle in its own words.
impl<T: Flatten + ?Sized> Field<true, T> {
    pub const fn declaration() -> &'static Declaration {
        T::DECLARATION
    }
}

impl<T: ?Sized> Field<false, T> {
    pub const fn declaration() -> &'static Declaration {
        &Declaration::NOTHING
    }
}

/// Asks about the type of a flattened field: of a type that has traits, `Ending::<T>::__FLATTENS` is the constant below and
/// otherwise that of [`Endless`]; of one that [ends](Ends), `__ENDS` is.
#[doc(hidden)]
pub struct Ending<T: ?Sized>(PhantomData<T>);

impl<T: Flatten + ?Sized> Ending<T> {
    pub const __FLATTENS: bool = true;
}

impl<T: Flatten<Traits: Ends<()>> + ?Sized> Ending<T> {
    pub const __ENDS: bool = true;
}

#[doc(hidden)]
pub trait Endless {
    const __FLATTENS: bool = false;
    const __ENDS: bool = false;
}

impl<T: ?Sized> Endless for Ending<T> {}

/// The declaration of a struct, if all of its fields end. That of another has no end, and the compiler must not ask for it.
#[doc(hidden)]
pub struct Finite<const ENDS: bool>;

impl Finite<true> {
    pub const fn declaration<T: GroupTraits + ?Sized>() -> &'static Declaration {
        T::__DECLARATION
    }
}

impl Finite<false> {
    pub const fn declaration<T: GroupTraits + ?Sized>() -> &'static Declaration {
        &Declaration::NOTHING
    }
}

/// The clashes of a struct, found by the compiler.
#[doc(hidden)]
pub struct Clashes {
    /// The first of them.
    found: [Option<Clash>; 64],
    /// How many there are.
    count: usize,
}

impl Clashes {
    /// `ROOM` is what [`Declaration::room`] returns.
    pub const fn of<const ROOM: usize>(declaration: &Declaration) -> Self {
        let mut found = [None; 64];
        let mut table = [None; ROOM];
        let mut search = Search::new(&mut table, &mut found);
        search.all(declaration);
        Self {
            count: search.count,
            found,
        }
    }
}

/// Fails the compilation if the flattened struct number `flattened` sends what another part of the event sends too, or if it
/// does not end.
#[doc(hidden)]
#[track_caller] // So that the error is at the derive, not here.
#[allow(clippy::panic)] // Evaluated by the compiler: its panic is a compile error.
pub const fn assert_distinct(clashes: &Clashes, flattened: usize, ends: bool) {
    if !ends {
        panic!(
            "the traits of this field have no end: a struct in it is flattened into itself; leave out the field that does so with `#[group(skip)]`"
        );
    }
    let mut message = Message::new().push(Message::START);
    let mut found: &[Option<Clash>] = &clashes.found;
    while let [Some(clash), more @ ..] = found {
        found = more;
        if clash.it.source as usize == flattened + 1 {
            message = message.clash(clash);
        }
    }
    if message.clashes > 0 {
        message.is_whole &= clashes.count <= clashes.found.len();
        panic!("{}", message.end().as_str());
    }
}

/// Reports what two structs flattened into one both send, where the compiler can't: in generic structs.
#[doc(hidden)]
pub fn report_clashes(writer: &mut TraitWriter<'_>, declaration: &Declaration) {
    let mut table = vec![None; declaration.room()];
    let mut found = vec![None; declaration.room()];
    let mut search = Search::new(&mut table, &mut found);
    search.all(declaration);
    for clash in found.into_iter().flatten() {
        let kind = match clash.is_same_name {
            true => ProblemKind::NameTwice,
            false => ProblemKind::ColumnTwice {
                other: clash.other.name().to_owned(),
                column: clash.column().to_owned(),
            },
        };
        writer.clash(clash.it.name(), kind);
    }
}

/// Text put together in const code, where there is no `format!`.
struct Message {
    text: [u8; 1024],
    len: usize,
    /// How many bytes of `text` may be filled.
    room: usize,
    clashes: usize,
    /// Whether everything pushed so far had room.
    is_whole: bool,
}

impl Message {
    const MORE: &str = " and more";
    const START: &str = "this flattened struct and another field or flattened struct both send";
    const END: &str = "; rename or skip each such trait in one of the two";

    const fn new() -> Self {
        Self {
            text: [0; 1024],
            len: 0,
            room: 1024 - Self::MORE.len() - Self::END.len(),
            clashes: 0,
            is_whole: true,
        }
    }

    /// Names a clash. If there is no room for it, the end says that there are more.
    const fn clash(mut self, clash: &Clash) -> Self {
        let (len, separator) = (self.len, if self.clashes == 0 { " `" } else { ", `" });
        self.clashes += 1;
        if !self.is_whole {
            return self;
        }
        self = self.push(separator).name(clash.it.name());
        self = match clash.is_same_name {
            true => self.push("`"),
            false => self
                .push("` (the other as `")
                .name(clash.other.name())
                .push("`, in the same column of a warehouse, `")
                .push(clash.column())
                .push("`)"),
        };
        if !self.is_whole {
            self.len = len;
        }
        self
    }

    const fn end(mut self) -> Self {
        self.room = 1024;
        if !self.is_whole {
            self = self.push(Self::MORE);
        }
        self.push(Self::END)
    }

    /// A name that is very long is cut, so that there is room for it.
    const fn name(self, name: &str) -> Self {
        match name.split_at_checked(200) {
            Some((start, _)) => self.push(start).push("…"),
            None => self.push(name),
        }
    }

    const fn push(mut self, text: &str) -> Self {
        let fits = self.len + text.len() <= self.room;
        self.is_whole &= fits;
        if fits
            && let Some((_, free)) = self.text.split_at_mut_checked(self.len)
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
