//! Custom traits of a kind, `#[group(as = "…")]`: sent the way a reserved trait of that kind is, under the user's own
//! name.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use crate::traits::TraitWriter;
use crate::value::count::CountTrait;
use crate::value::date::{Date, DateTrait};
use crate::value::id::{Id, IdTrait};
use crate::value::pointers::slot;
use crate::value::text::TextTrait;

/// For each kind a slot, which is what the derive calls. `AsText: TextTrait::text -> Cow<'_, str>, write_text, …` is the slot
/// of the types with a `TextTrait`: it gets the text by `TextTrait::text` and sends it by `write_text`.
macro_rules! kinds {
    ($($slot:ident: $kind:ident::$get:ident -> $value:ty, $write:path, $message:literal, $($note:literal),+;)+) => {
        $(
            #[diagnostic::on_unimplemented(message = $message, label = "not of the kind that `as` names", $(note = $note,)+ note = "of any other type, send what a function of yours makes of it: `#[group(as = \"…\", map = path)]`")]
            #[doc(hidden)]
            pub trait $slot {
                /// Whether there may be nothing to send.
                const OPTIONAL: bool;

                fn value(&self) -> Option<$value>;

                fn put(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
                    if let Some(value) = self.value() {
                        $write(writer, key, value);
                    }
                }

                /// Sends null if there is no value.
                fn put_or_null(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
                    match self.value() {
                        Some(value) => $write(writer, key, value),
                        None => writer.null(key),
                    }
                }
            }

            slot! {
                $slot of $kind {
                    fn value(&self) -> Option<$value> {
                        Some($kind::$get(self))
                    }
                } or none {
                    fn value(&self) -> Option<$value> {
                        Option::as_ref(self)?.value()
                    }
                }
            }
        )+
    };
}

#[inline]
fn write_text(writer: &mut TraitWriter<'_>, key: &'static str, text: Cow<'_, str>) {
    writer.text(key, &text);
}

#[inline]
fn write_id(writer: &mut TraitWriter<'_>, key: &'static str, id: Id<'_>) {
    writer.text(key, id.as_str());
}

kinds! {
    AsText: TextTrait::text -> Cow<'_, str>, write_text,
        "`as = \"text\"` does not take `{Self}`",
        "a type of another crate that implements `Display` is sent as its text with `#[group(display)]`, without `as`",
        "text is: `String`, `&str`, `Cow<str>`, `url::Url`, `uuid::Uuid`, an enum or a newtype with `#[derive(TextTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
        "`url::Url` and `uuid::Uuid` are accepted with group-core's feature `url` or `uuid`";
    AsId: IdTrait::__id -> Id<'_>, write_id,
        "`as = \"id\"` does not take `{Self}`",
        "a type of another crate that implements `Display` is sent as its text with `#[group(display)]`, without `as`",
        "an id is: `String`, `&str`, `Cow<str>`, any integer type or its `NonZero`, `url::Url`, `uuid::Uuid`, a type with `#[derive(TextTrait)]`, a newtype with `#[derive(IdTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
        "`url::Url` and `uuid::Uuid` are accepted with group-core's feature `url` or `uuid`";
    AsCount: CountTrait::count -> Option<u64>, TraitWriter::count,
        "`as = \"count\"` does not take `{Self}`",
        "a count is: any integer type or its `NonZero`, a newtype with `#[derive(CountTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one";
    AsDate: DateTrait::date -> Option<Date>, TraitWriter::date,
        "`as = \"date\"` does not take `{Self}`",
        "a date is: `SystemTime`, `group_core::Date`, an instant or a civil date of `chrono`, `jiff` or `time` (a date-time needs a zone), a newtype with `#[derive(DateTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
        "a type of `chrono`, `jiff` or `time` is accepted with group-core's feature of that name; a `NaiveDateTime` in UTC with `#[group(map = NaiveDateTime::and_utc)]`";
}
