//! Structs whose traits are sent among those of another: `flatten` and `base`.

use std::rc::Rc;
use std::sync::Arc;

use crate::declaration::Declaration;
use crate::traits::{GroupTraits, TraitWriter};
use crate::value::pointers::slot;

#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be flattened into a group's traits",
    label = "this type has no group traits",
    note = "`flatten` and `base` take a struct with `#[derive(GroupTraits)]`, or an `Option` of one; a map can't be flattened, but can be a custom trait"
)]
#[doc(hidden)]
pub trait Flatten {
    /// Whether the struct may be missing.
    const OPTIONAL: bool;

    type Traits: GroupTraits + ?Sized;

    const DECLARATION: &'static Declaration;

    fn put(&self, writer: &mut TraitWriter<'_>);

    /// Writes a base: with its id and its constant. If the struct is asked for its id, only the id.
    fn put_base(&self, writer: &mut TraitWriter<'_>);
}

slot! {
    Flatten of GroupTraits {
        type Traits = T;

        const DECLARATION: &'static Declaration = T::__DECLARATION;

        fn put(&self, writer: &mut TraitWriter<'_>) {
            writer.flatten(self);
        }

        fn put_base(&self, writer: &mut TraitWriter<'_>) {
            self.__write(writer);
        }
    } or none {
        type Traits = T::Traits;

        const DECLARATION: &'static Declaration = T::DECLARATION;

        fn put(&self, writer: &mut TraitWriter<'_>) {
            if let Some(traits) = Option::as_ref(self) {
                traits.put(writer);
            }
        }

        fn put_base(&self, writer: &mut TraitWriter<'_>) {
            match Option::as_ref(self) {
                Some(base) => base.put_base(writer),
                None => {
                    writer.give(|| None);
                }
            }
        }
    }
}

/// The group whose id a base gives. An error is about its `HasGroupId`, not about a trait that nobody can write.
#[doc(hidden)]
pub trait Base {
    type Group: ?Sized;
}

impl<T: Flatten + ?Sized> Base for T {
    type Group = T::Traits;
}

/// A struct that is not flattened into itself, through however many others. The derive implements it under the bound that each
/// flattened field [`FlattenEnds`]; the compiler finds no impl that would need itself.
///
/// What is asked for is `Ends<()>`. The impl of a derive is for any parameter, so that the compiler can't prove its bounds where
/// it stands, and does not complain in its own words.
#[doc(hidden)]
pub trait Ends<Any> {}

impl Ends<()> for () {}

impl<T: Ends<()> + ?Sized> Ends<()> for &T {}
impl<T: Ends<()> + ?Sized> Ends<()> for Box<T> {}
impl<T: Ends<()> + ?Sized> Ends<()> for Rc<T> {}
impl<T: Ends<()> + ?Sized> Ends<()> for Arc<T> {}

#[doc(hidden)]
pub trait FlattenEnds<Any> {}

impl<T: Flatten<Traits: Ends<()>>> FlattenEnds<()> for T {}
