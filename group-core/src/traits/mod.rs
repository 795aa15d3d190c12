//! Structs as traits: what the derives implement, and what their code calls.

pub(crate) mod address;
mod custom;
mod display;
pub(crate) mod flatten;
mod kinds;
mod limits;
mod nested;
#[cfg(feature = "pattern")]
mod pattern;
pub(crate) mod policy;
pub(crate) mod probe;
#[doc(hidden)]
pub mod reserved;
mod view;
mod writer;

pub use view::Traits;
pub use writer::TraitWriter;

use std::rc::Rc;
use std::sync::Arc;

use crate::declaration::{Declaration, Detail, Literal};
use crate::value::pointers::through_pointers;

/// A struct whose fields are the traits of a group.
///
/// Derive it: [`#[derive(GroupTraits)]`](macro@crate::GroupTraits) has the whole reference of attributes. `()` is a
/// group without traits. [`Traits`] shows what a struct sends.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no group traits",
    label = "no group traits",
    note = "write `#[derive(GroupTraits)]` on the struct; for a call without traits, pass `&()`",
    note = "a map can't be a group's traits or be flattened into them: write its entries as fields; those whose names are known at run time only can be one field, a custom trait that is a map"
)]
pub trait GroupTraits {
    #[doc(hidden)]
    const __OWN: Literal;

    #[doc(hidden)]
    const __DETAILS: &'static [Detail] = &[];

    #[doc(hidden)]
    const __FLATTENED: &'static [&'static Declaration] = &[];

    #[doc(hidden)]
    const __DECLARATION: &'static Declaration =
        &Declaration::with(Self::__OWN, Self::__FLATTENED).detailed(Self::__DETAILS);

    #[doc(hidden)]
    fn __write(&self, writer: &mut TraitWriter<'_>);
}

/// A struct that knows the id of its group, so that a call needs no separate one.
///
/// [`#[derive(GroupTraits)]`](macro@crate::GroupTraits) implements it exactly when there is an id field: the one
/// marked `#[group(group_id)]`, or otherwise the one whose name in the event is `id`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not know its group's id",
    label = "none of its fields is the group's id",
    note = "write `#[derive(GroupTraits)]` on the struct, and name its id field `id` or mark it with `#[group(group_id)]`",
    note = "or pass the id separately: `user.group_with_id(\"…\", &group)`",
    note = "for a `Vec` or an `Option` of groups, make a call for each of them"
)]
pub trait HasGroupId: GroupTraits {
    /// Only a derive can give it.
    #[doc(hidden)]
    type __Derived: Sealed<Self>;
}

/// Keeps `HasGroupId` to the derives: a type that is sealed is of one struct only, and only they can name it.
#[doc(hidden)]
pub trait Sealed<T: ?Sized> {}

/// The type that the derives name.
#[doc(hidden)]
pub struct Derived<T: ?Sized>(std::marker::PhantomData<T>);

impl<T: ?Sized> Sealed<T> for Derived<T> {}

#[diagnostic::do_not_recommend]
impl GroupTraits for () {
    const __OWN: Literal = b"";
    const __DECLARATION: &'static Declaration = &Declaration::NOTHING;

    fn __write(&self, _: &mut TraitWriter<'_>) {}
}

through_pointers! {
    GroupTraits for &T, Box<T>, Rc<T>, Arc<T> => {
        const __OWN: Literal = T::__OWN;
        const __DECLARATION: &'static Declaration = T::__DECLARATION;

        fn __write(&self, writer: &mut TraitWriter<'_>) {
            T::__write(self, writer);
        }
    }
}

through_pointers! {
    HasGroupId for &T, Box<T>, Rc<T>, Arc<T> => {
        type __Derived = Derived<Self>;
    }
}

/// A struct that is the address of a group: any or all of `city`, `country`, `postalCode`, `state` and `street`,
/// each of them text, and nothing else.
///
/// Use the ready-made [`Address`](crate::Address), or derive it: [`#[derive(AddressTraits)]`](macro@crate::AddressTraits).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an address",
    label = "not an address",
    note = "an address is: `group_core::Address`, or a struct with `#[derive(AddressTraits)]`; a `&`, `Box`, `Rc` or `Arc` of one"
)]
pub trait AddressTraits {
    #[doc(hidden)]
    fn __write(&self, writer: &mut TraitWriter<'_>);
}

through_pointers! {
    AddressTraits for &T, Box<T>, Rc<T>, Arc<T> => {
        fn __write(&self, writer: &mut TraitWriter<'_>) {
            T::__write(self, writer);
        }
    }
}

/// What the derive of an address says of it. Not in [`AddressTraits`], so that that can be a trait object.
#[doc(hidden)]
pub trait DeclaredAddress: AddressTraits {
    const __OWN: Literal;

    const __DETAILS: &'static [Detail] = &[];

    const __DECLARATION: &'static Declaration =
        &Declaration::of(Self::__OWN).detailed(Self::__DETAILS);
}

through_pointers! {
    DeclaredAddress for &T, Box<T>, Rc<T>, Arc<T> => {
        const __OWN: Literal = T::__OWN;
        const __DECLARATION: &'static Declaration = T::__DECLARATION;
    }
}
