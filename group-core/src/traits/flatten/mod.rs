//! The check across `flatten`: no two structs that are sent as one may have traits with the same name or the same
//! warehouse column. Within one struct, its derive checks that.
//!
//! The compiler makes the check, except in generic structs, whose parameters it does not know: those are checked when an event is
//! built.

mod message;
mod search;

use std::marker::PhantomData;

use crate::declaration::Declaration;
use crate::problem::ProblemKind;
use crate::traits::nested::{Base, Ends, Flatten, FlattenEnds};
use crate::traits::{GroupTraits, TraitWriter};
use message::Message;
use search::{Clash, Search};

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
    let mut message = Message::new();
    let mut found: &[Option<Clash>] = &clashes.found;
    while let [Some(clash), more @ ..] = found {
        found = more;
        if clash.is_at(flattened) {
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
        let kind = if clash.is_same_name {
            ProblemKind::NameTwice
        } else {
            ProblemKind::ColumnTwice {
                other: clash.other_name().to_owned(),
                column: clash.column().to_owned(),
            }
        };
        writer.clash(clash.name(), kind);
    }
}

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
