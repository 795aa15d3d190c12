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

/// The trait of the types that `#[group(as = "…")]` accepts, for each kind.
macro_rules! kinds {
    ($($slot:ident of $kind:ident, |$value:ident| $get:expr => $given:ty, |$writer:ident, $key:ident, $sent:ident| $write:expr, $message:literal, $($note:literal),+;)+) => {
        $(
            #[diagnostic::on_unimplemented(message = $message, label = "not of the kind that `as` names", $(note = $note,)+ note = "of any other type, send what a function of yours makes of it: `#[group(as = \"…\", map = path)]`")]
            #[doc(hidden)]
            pub trait $slot {
                /// Whether there may be nothing to send.
                const OPTIONAL: bool;

                /// What is sent, if anything is.
                fn value(&self) -> Option<$given>;

                fn put(&self, $writer: &mut TraitWriter<'_>, $key: &'static str) {
                    if let Some($sent) = self.value() {
                        $write;
                    }
                }

                /// Sends null if there is no value.
                fn put_or_null(&self, $writer: &mut TraitWriter<'_>, $key: &'static str) {
                    match self.value() {
                        Some($sent) => $write,
                        None => $writer.null($key),
                    }
                }
            }

            slot! {
                $slot of $kind {
                    fn value(&self) -> Option<$given> {
                        let $value = self;
                        Some($get)
                    }
                } or none {
                    fn value(&self) -> Option<$given> {
                        Option::as_ref(self)?.value()
                    }
                }
            }
        )+
    };
}

kinds! {
    AsText of TextTrait, |value| value.text() => Cow<'_, str>, |writer, key, text| writer.text(key, &text),
        "`as = \"text\"` does not take `{Self}`",
        "a type of another crate that implements `Display` is sent as its text with `#[group(display)]`, without `as`",
        "text is: `String`, `&str`, `Cow<str>`, `url::Url`, `uuid::Uuid`, an enum or a newtype with `#[derive(TextTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
        "`url::Url` and `uuid::Uuid` are accepted with group-core's feature `url` or `uuid`";
    AsId of IdTrait, |value| value.__id() => Id<'_>, |writer, key, id| writer.text(key, id.as_str()),
        "`as = \"id\"` does not take `{Self}`",
        "a type of another crate that implements `Display` is sent as its text with `#[group(display)]`, without `as`",
        "an id is: `String`, `&str`, `Cow<str>`, any integer type or its `NonZero`, `url::Url`, `uuid::Uuid`, a type with `#[derive(TextTrait)]`, a newtype with `#[derive(IdTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
        "`url::Url` and `uuid::Uuid` are accepted with group-core's feature `url` or `uuid`";
    AsCount of CountTrait, |value| value.count() => Option<u64>, |writer, key, count| writer.count(key, count),
        "`as = \"count\"` does not take `{Self}`",
        "a count is: any integer type or its `NonZero`, a newtype with `#[derive(CountTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one";
    AsDate of DateTrait, |value| value.date() => Option<Date>, |writer, key, date| writer.date(key, date),
        "`as = \"date\"` does not take `{Self}`",
        "a date is: `SystemTime`, `group_core::Date`, an instant or a civil date of `chrono`, `jiff` or `time` (a date-time needs a zone), a newtype with `#[derive(DateTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
        "a type of `chrono`, `jiff` or `time` is accepted with group-core's feature of that name; a `NaiveDateTime` in UTC with `#[group(map = NaiveDateTime::and_utc)]`";
}
