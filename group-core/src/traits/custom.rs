//! Custom traits, which go through serde.

use serde_core::ser::Serialize;

use crate::traits::TraitWriter;

#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be sent as a custom trait: it does not implement `serde::Serialize`",
    label = "not serialisable",
    note = "if the type has `TextTrait`, write `#[group(as = \"text\")]`; if it has `IdTrait`, `CountTrait` or `DateTrait`, write `as = \"id\"`, `as = \"count\"` or `as = \"date\"`",
    note = "otherwise write `#[derive(serde::Serialize)]` on the type, turn on the `serde` feature of the crate it comes from, or write the bound `T: serde::Serialize` for a type parameter",
    note = "or send its text with `#[group(display)]`, send what a function of yours returns with `#[group(map = path)]`, or leave the field out with `#[group(skip)]`"
)]
#[doc(hidden)]
pub trait Custom {
    fn put(&self, writer: &mut TraitWriter<'_>, key: &'static str);

    /// Sends null if it serialises as none or unit.
    fn put_or_null(&self, writer: &mut TraitWriter<'_>, key: &'static str);
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> Custom for T {
    fn put(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
        writer.custom(key, self);
    }

    fn put_or_null(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
        writer.custom_or_null(key, self);
    }
}
