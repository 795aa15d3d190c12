//! Custom traits of a kind, `#[group(as = "…")]`: what is sent as a reserved trait of that kind is, under a name of the
//! user's.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use crate::count::CountTrait;
use crate::date::{Date, DateTrait};
use crate::id::{Id, IdTrait};
use crate::pointers::slot;
use crate::text::TextTrait;
use crate::traits::TraitWriter;

/// A kind as a custom trait has it with `#[group(as = "…")]`, under a name of the user's.
macro_rules! kinds {
    ($($slot:ident of $kind:ident, |$value:ident| $get:expr => $given:ty, |$writer:ident, $key:ident, $sent:ident| $write:expr, $message:literal, $note:literal;)+) => {
        $(
            #[diagnostic::on_unimplemented(message = $message, label = "of another kind than `as` says", note = $note)]
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
        "it takes `String`, `&str`, `Cow<str>`, a type of yours with `#[derive(TextTrait)]`, and with a feature of group-core `url::Url`, `uuid::Uuid`";
    AsId of IdTrait, |value| value.__id() => Id<'_>, |writer, key, id| writer.text(key, id.as_str()),
        "`as = \"id\"` does not take `{Self}`",
        "it takes text, any integer, a newtype of yours with `#[derive(IdTrait)]`, and with a feature of group-core `uuid::Uuid`, `url::Url`";
    AsCount of CountTrait, |value| value.count() => Option<u64>, |writer, key, count| writer.count(key, count),
        "`as = \"count\"` does not take `{Self}`",
        "it takes any integer type or its `NonZero`, and a newtype of yours with `#[derive(CountTrait)]`";
    AsDate of DateTrait, |value| value.date() => Option<Date>, |writer, key, date| writer.date(key, date),
        "`as = \"date\"` does not take `{Self}`",
        "it takes `SystemTime`, `group_core::Date`, a newtype of yours with `#[derive(DateTrait)]`, and with a feature of group-core the instants and civil dates of `jiff`, `chrono`, `time`";
}
