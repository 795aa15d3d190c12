//! Finds the names and the warehouse columns that two structs share which are sent as one.
//!
//! With a hash table, although it is `const fn`: comparing each name with each other one made the compile time of a wide `flatten`
//! grow with the square of the number of names, and const code has no sorting. The compiler runs it once for each struct.

use group_rules::column::{fall_together, is_same, shared};

use crate::declaration::{Declaration, Entry, Part, hash};
use group_rules::reserved::{ADDRESS, ADDRESS_COLUMNS};

/// A trait that can't be sent together with another.
#[derive(Clone, Copy)]
pub(super) struct Clash {
    /// The one of the later struct, at which the clash is reported.
    later: Key,
    earlier: Key,
    pub(super) is_same_name: bool,
}

impl Clash {
    pub(super) const fn name(&self) -> &'static str {
        self.later.name()
    }

    /// The name of the earlier trait.
    pub(super) const fn other_name(&self) -> &'static str {
        self.earlier.name()
    }

    /// The column that both share.
    pub(super) const fn column(&self) -> &'static str {
        shared(self.later.column(), self.earlier.column())
    }

    /// Whether the clash is reported at the flattened struct with this number, counted from 0.
    pub(super) const fn is_at(&self, flattened: usize) -> bool {
        self.later.source as usize == flattened + 1
    }
}

/// A name or a column.
#[derive(Clone, Copy)]
pub(super) struct Key {
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
            && if self.is_column {
                fall_together(self.column(), other.column())
            } else {
                is_same(self.name(), other.name())
            }
    }
}

impl Declaration {
    /// Room for at least twice as many names and columns as there are, so that a look-up takes a step or two.
    #[doc(hidden)]
    pub const fn room(&self) -> usize {
        let (_, largest) = self.largest();
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

    /// Which of the flattened structs has the most names, counted from 1, and how many it has.
    const fn largest(&self) -> (u32, usize) {
        let (mut largest, mut most) = (0, 0);
        let (mut unread, mut number) = (self.flattened, 1);
        while let [first, others @ ..] = unread {
            if first.keys > most {
                (largest, most) = (number, first.keys);
            }
            unread = others;
            number += 1;
        }
        (largest, most)
    }
}

/// Looks for clashes, and keeps as many as there is room for.
///
/// The names of the largest flattened struct are not put into the table: its own derive has checked them, and they are only
/// looked up. Structs within it whose filter has nothing of the table's are passed over. So a struct that is flattened
/// into another, and that into a third, costs little more at each level.
pub(super) struct Search<'s> {
    table: &'s mut [Option<Key>],
    /// The filter of the names in the table.
    filter: u128,
    found: &'s mut [Option<Clash>],
    pub(super) count: usize,
}

impl<'s> Search<'s> {
    pub(super) const fn new(table: &'s mut [Option<Key>], found: &'s mut [Option<Clash>]) -> Self {
        Self {
            table,
            filter: 0,
            found,
            count: 0,
        }
    }

    pub(super) const fn all(&mut self, declaration: &Declaration) {
        self.filter |= declaration.head.filter;
        self.read(declaration, 0, true, true);
        let largest = declaration.largest().0;
        let mut looked_up = None;
        let (mut unread, mut source) = (declaration.flattened, 1);
        while let [first, others @ ..] = unread {
            let is_base = declaration.head.base == source;
            if source == largest {
                looked_up = Some((*first, is_base));
            } else {
                self.put(first, source, is_base);
            }
            unread = others;
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
        self.read(declaration, source, has_constant, true);
        let (mut unread, mut number) = (declaration.flattened, 1);
        while let [first, others @ ..] = unread {
            let is_base = declaration.head.base == number;
            self.put(first, source, has_constant && is_base);
            unread = others;
            number += 1;
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
                self.read(declaration, source, has_constant, false);
            }
            let base = declaration.head.base;
            if let [only] = declaration.flattened {
                declaration = only;
                has_constant = has_constant && base == 1;
                continue;
            }
            let largest = declaration.largest().0;
            let mut next = None;
            let (mut unread, mut number) = (declaration.flattened, 1);
            while let [first, others @ ..] = unread {
                if number == largest {
                    next = Some(*first);
                } else {
                    self.look_up(first, source, has_constant && base == number);
                }
                unread = others;
                number += 1;
            }
            let Some(largest_inner) = next else {
                return;
            };
            declaration = largest_inner;
            has_constant = has_constant && base == largest;
        }
    }

    /// Puts the own names of a struct into the table, or looks them up.
    const fn read(
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
        let same_name = self.find(key, is_put);
        key.is_column = true;
        if entry.is_address() {
            let mut hashes: &[u32] = &ADDRESS_HASHES;
            while let [hash, more @ ..] = hashes {
                key.hash = *hash;
                let same_column = self.find(key, is_put);
                self.compare(key, same_name, same_column);
                key.subfield += 1;
                hashes = more;
            }
        } else {
            key.hash = entry.column_hash;
            let same_column = self.find(key, is_put);
            self.compare(key, same_name, same_column);
        }
    }

    const fn compare(&mut self, key: Key, same_name: Option<Key>, same_column: Option<Key>) {
        let ((Some(seen), _) | (None, Some(seen))) = (same_name, same_column) else {
            return;
        };
        let (later, earlier) = if key.source < seen.source {
            (seen, key)
        } else {
            (key, seen)
        };
        let clash = Clash {
            later,
            earlier,
            is_same_name: is_same(later.name(), earlier.name()),
        };
        if key.entry.has_several_keys() && self.has(&clash) {
            return;
        }
        if let Some((_, [slot, ..])) = self.found.split_at_mut_checked(self.count) {
            *slot = Some(clash);
        }
        self.count += 1;
    }

    /// Whether a clash of the same two traits has been found already.
    const fn has(&self, clash: &Clash) -> bool {
        let mut found: &[Option<Clash>] = self.found;
        while let [Some(other), more @ ..] = found {
            if other.later.source == clash.later.source
                && is_same(other.name(), clash.name())
                && is_same(other.other_name(), clash.other_name())
            {
                return true;
            }
            found = more;
        }
        false
    }

    /// The same key of another struct, if there is one.
    const fn find(&mut self, key: Key, is_put: bool) -> Option<Key> {
        let mask = self.table.len() - 1;
        let mut at = (key.hash ^ (key.hash >> 15) ^ key.is_column as u32) as usize & mask;
        let mut left = self.table.len();
        while left > 0 {
            let Some((_, [slot, ..])) = self.table.split_at_mut_checked(at) else {
                return None;
            };
            match slot {
                None => {
                    if is_put {
                        *slot = Some(key);
                    }
                    return None;
                }
                Some(seen) if seen.is(&key) => {
                    if seen.source == key.source {
                        return None;
                    }
                    return Some(*seen);
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
    let (mut columns, mut unset): (&[&str], &mut [u32]) = (&ADDRESS_COLUMNS, &mut hashes);
    while let ([column, more @ ..], [first, others @ ..]) = (columns, unset) {
        *first = hash(column);
        (columns, unset) = (more, others);
    }
    hashes
};
