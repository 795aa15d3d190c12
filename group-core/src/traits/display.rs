//! Types of other crates as text, `#[group(display)]`.

use std::fmt::Display;
use std::rc::Rc;
use std::sync::Arc;

use crate::traits::TraitWriter;
use crate::value::id::Id;
use crate::value::pointers::slot;

#[diagnostic::on_unimplemented(
    message = "`display` does not take `{Self}`: it does not implement `Display`",
    label = "no `Display`",
    note = "`display` takes a type that implements `std::fmt::Display`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
    note = "or send what a function of yours makes of it with `#[group(map = path)]`"
)]
#[doc(hidden)]
pub trait AsDisplay<Of> {
    /// Whether there may be nothing to send.
    const OPTIONAL: bool;

    fn id(&self) -> Option<Id<'_>>;

    /// Gives the id, if that is what is asked for; true then.
    fn give(&self, writer: &mut TraitWriter<'_>) -> bool {
        writer.give(|| self.id())
    }

    /// Writes it as the trait `id`.
    fn put_id(&self, writer: &mut TraitWriter<'_>) {
        writer.id(self.id());
    }

    fn put(&self, writer: &mut TraitWriter<'_>, key: &'static str);

    /// Sends null if there is no value.
    fn put_or_null(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
        self.put(writer, key);
    }
}

slot! {
    AsDisplay<Of> of Display {
        fn id(&self) -> Option<Id<'_>> {
            Some(Id::of(self))
        }

        fn put(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
            writer.display(key, &self);
        }
    } or none {
        fn id(&self) -> Option<Id<'_>> {
            Option::as_ref(self)?.id()
        }

        fn put(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
            if let Some(value) = Option::as_ref(self) {
                value.put(writer, key);
            }
        }

        fn put_or_null(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
            match Option::as_ref(self) {
                Some(value) => value.put_or_null(writer, key),
                None => writer.null(key),
            }
        }
    }
}
