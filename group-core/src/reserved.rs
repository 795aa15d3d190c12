//! The reserved traits: the table, and for each of them the trait of the types that it takes.
//!
//! There is one trait for each name, and not one for all with the name as a parameter, so that the compiler's
//! message can be about the name. All blanket implementations are marked `do_not_recommend`: what is accepted
//! is said in the message, and no list of implementations follows it.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use serde_core::ser::Serialize;

use crate::address::AddressTraits;
use crate::count::CountTrait;
use crate::date::{self, DateTrait};
use crate::id::{Id, IdTrait};
use crate::names::Names;
use crate::text::TextTrait;
use crate::traits::{GroupTraits, TraitWriter};

/// Implements a trait for the values of a kind, and for an `Option` of one and pointers to that.
///
/// `Option` is no kind itself, since `None` has no text, count or date. Pointers to a value are of its kind; pointers to
/// an `Option`, up to two of them, are added here.
macro_rules! values {
    ($slot:ident of $kind:ident $value:tt or none $optional:tt) => {
        #[diagnostic::do_not_recommend]
        impl<T: $kind + ?Sized> $slot for T $value

        values!(@pointers $slot Option<T> => $optional);
        values!(@pointers $slot &Option<T> => $optional);
        values!(@pointers $slot Box<Option<T>> => $optional);
        values!(@pointers $slot Rc<Option<T>> => $optional);
        values!(@pointers $slot Arc<Option<T>> => $optional);
        values!(@none $slot for Option<T> => $optional);
    };
    (@pointers $slot:ident $optional:ty => $methods:tt) => {
        values!(@none $slot for &$optional, Box<$optional>, Rc<$optional>, Arc<$optional> => $methods);
    };
    (@none $slot:ident for $($optional:ty),+ => $methods:tt) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: $slot> $slot for $optional $methods
        )+
    };
}

/// A kind as a custom trait has it with `#[group(as = "…")]`, under a name of the user's.
macro_rules! kinds {
    ($($slot:ident of $kind:ident, |$value:ident| $get:expr => $given:ty, |$writer:ident, $key:ident, $sent:ident| $write:expr, $message:literal, $note:literal;)+) => {
        $(
            #[diagnostic::on_unimplemented(message = $message, label = "of another kind than `as` says", note = $note)]
            pub trait $slot {
                /// What is sent, if anything is.
                fn value(&self) -> Option<$given>;

                fn put(&self, $writer: &mut TraitWriter<'_>, $key: &'static str) {
                    if let Some($sent) = self.value() {
                        $write;
                    }
                }
            }

            values! {
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
    Text of TextTrait, |value| value.text() => Cow<'_, str>, |writer, key, text| writer.text(key, &text),
        "`as = \"text\"` does not take `{Self}`",
        "it takes `String`, `&str`, `Cow<str>`, a type of yours with `#[derive(TextTrait)]`, and with a feature of group-core `url::Url`, `uuid::Uuid`";
    IdText of IdTrait, |value| value.__id() => Id<'_>, |writer, key, id| writer.text(key, id.as_str()),
        "`as = \"id\"` does not take `{Self}`",
        "it takes text, any integer, a newtype of yours with `#[derive(IdTrait)]`, and with a feature of group-core `uuid::Uuid`, `url::Url`";
    Count of CountTrait, |value| value.count() => Option<u64>, |writer, key, count| writer.count(key, count),
        "`as = \"count\"` does not take `{Self}`",
        "it takes any integer type or its `NonZero`, and a newtype of yours with `#[derive(CountTrait)]`";
    Date of DateTrait, |value| value.date() => Option<date::Date>, |writer, key, date| writer.date(key, date),
        "`as = \"date\"` does not take `{Self}`",
        "it takes `SystemTime`, `group_core::Date`, a newtype of yours with `#[derive(DateTrait)]`, and with a feature of group-core the instants and civil dates of `jiff`, `chrono`, `time`";
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the group's id",
    label = "this field is the group's id",
    note = "an id is: `String`, `&str`, any integer, a `#[derive(TextTrait)]` type, a newtype with `#[derive(IdTrait)]`; an `Option` or a pointer of one"
)]
pub trait GroupId {
    fn id(&self) -> Option<Id<'_>>;

    /// Gives the group's id to the event, if it has none yet.
    fn give(&self, writer: &mut TraitWriter<'_>) {
        if writer.needs_id() {
            writer.group_id(self.id());
        }
    }
}

values! {
    GroupId of IdTrait {
        fn id(&self) -> Option<Id<'_>> {
            Some(self.__id())
        }
    } or none {
        fn id(&self) -> Option<Id<'_>> {
            Option::as_ref(self)?.id()
        }
    }
}

#[diagnostic::on_unimplemented(
    message = "the reserved trait `address` does not take `{Self}`",
    label = "`address` is an object of city, country, postal_code, state, street",
    note = "`address` takes: `group_core::Address`, or a struct with `#[derive(AddressTraits)]`; an `Option` or a pointer of one",
    note = "for flat fields, name the subfields: `#[group(rename = \"address.postalCode\")] zip: String`"
)]
pub trait Address {
    fn put(&self, writer: &mut TraitWriter<'_>);
}

values! {
    Address of AddressTraits {
        fn put(&self, writer: &mut TraitWriter<'_>) {
            let start = writer.open_address();
            self.__write(writer);
            writer.close_address(start);
        }
    } or none {
        fn put(&self, writer: &mut TraitWriter<'_>) {
            if let Some(address) = Option::as_ref(self) {
                address.put(writer);
            }
        }
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be flattened into a group's traits",
    label = "it has no group traits of its own",
    note = "`flatten` takes a struct with `#[derive(GroupTraits)]`, or an `Option` of one; a map can't be flattened"
)]
pub trait Flatten {
    const NAMES: &'static Names;

    fn put(&self, writer: &mut TraitWriter<'_>);
}

values! {
    Flatten of GroupTraits {
        const NAMES: &'static Names = T::__NAMES;

        fn put(&self, writer: &mut TraitWriter<'_>) {
            writer.flatten(self);
        }
    } or none {
        const NAMES: &'static Names = T::NAMES;

        fn put(&self, writer: &mut TraitWriter<'_>) {
            if let Some(traits) = Option::as_ref(self) {
                traits.put(writer);
            }
        }
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be sent as a custom trait: it does not implement `serde::Serialize`",
    label = "not serialisable",
    note = "write `#[derive(serde::Serialize)]` on its type, or switch on the `serde` feature of the crate that it comes from",
    note = "or send it as text, id, count or date, `#[group(as = \"date\")]`; or a part of it, `#[group(map = path)]`; or leave the field out, `#[group(skip)]`"
)]
pub trait Custom {
    fn put(&self, writer: &mut TraitWriter<'_>, key: &'static str);
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> Custom for T {
    fn put(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
        writer.custom(key, self);
    }
}

/// The table. Each row that has a kind of value gets its trait here; `GroupId` and `Address` have theirs above.
macro_rules! reserved {
    ($($slot:ident $name:literal $kind:ident $($text:literal)*;)+) => {
        $(reserved!(@$kind $slot $name $($text)*);)+

        /// The name of each, its trait here, and the kind of value that it takes.
        pub const ALL: &[(&str, &str, &str)] = &[$(($name, stringify!($slot), stringify!($kind))),+];
    };
    (@TextTrait $slot:ident $name:literal $message:literal $label:literal) => {
        #[diagnostic::on_unimplemented(
            message = $message,
            label = $label,
            note = "text is: `String`, `&str`, `Cow<str>`, an enum or a newtype with `#[derive(TextTrait)]`, and with a feature of group-core `url::Url`, `uuid::Uuid`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
            note = "a type with `Display` becomes text by `#[group(map = ToString::to_string)]`, any other by a function of yours"
        )]
        pub trait $slot {
            fn put(&self, writer: &mut TraitWriter<'_>);
        }
        reserved!(@value $slot $name Text);
    };
    (@CountTrait $slot:ident $name:literal $message:literal $label:literal) => {
        #[diagnostic::on_unimplemented(
            message = $message,
            label = $label,
            note = "a count is: any integer type or its `NonZero`, a newtype with `#[derive(CountTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
            note = "a `Vec` becomes a count by `#[group(map = Vec::len)]`, any other type by a function of yours"
        )]
        pub trait $slot {
            fn put(&self, writer: &mut TraitWriter<'_>);
        }
        reserved!(@value $slot $name Count);
    };
    (@DateTrait $slot:ident $name:literal $message:literal $label:literal) => {
        #[diagnostic::on_unimplemented(
            message = $message,
            label = $label,
            note = "a date is: `SystemTime`, `group_core::Date`, a newtype with `#[derive(DateTrait)]`, and with a feature of group-core the instants and civil dates of `jiff`, `chrono`, `time`, but no date-time without a zone; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
            note = "text becomes a date by `#[group(map = Date::parse)]`, a number by a function of yours with `Date::from_unix_millis`"
        )]
        pub trait $slot {
            fn put(&self, writer: &mut TraitWriter<'_>);
        }
        reserved!(@value $slot $name Date);
    };
    (@value $slot:ident $name:literal $kind:ident) => {
        #[diagnostic::do_not_recommend]
        impl<T: $kind + ?Sized> $slot for T {
            fn put(&self, writer: &mut TraitWriter<'_>) {
                reserved!(@put $kind $name self writer)
            }
        }
    };
    // Not generic: compiled once, with its key in place.
    (@put Text $name:literal $value:ident $writer:ident) => {{
        fn put(writer: &mut TraitWriter<'_>, text: &str) {
            writer.text(concat!(",\"", $name, "\":\""), text);
        }
        if let Some(text) = $value.value() {
            put($writer, &text);
        }
    }};
    (@put Date $name:literal $value:ident $writer:ident) => {
        Date::put($value, $writer, concat!(",\"", $name, "\":\""))
    };
    (@put Count $name:literal $value:ident $writer:ident) => {
        Count::put($value, $writer, concat!(",\"", $name, "\":"))
    };
    (@IdTrait GroupId $name:literal) => {};
    (@AddressTraits Address $name:literal) => {};
}

reserved! {
    GroupId     "id"          IdTrait;
    Name        "name"        TextTrait     "the reserved trait `name` does not take `{Self}`" "`name` is text: write a type such as `String`";
    Email       "email"       TextTrait     "the reserved trait `email` does not take `{Self}`" "`email` is text: write a type such as `String`";
    Phone       "phone"       TextTrait     "the reserved trait `phone` does not take `{Self}`" "`phone` is text: write a type such as `String`";
    Address     "address"     AddressTraits;
    Industry    "industry"    TextTrait     "the reserved trait `industry` does not take `{Self}`" "`industry` is text: write a type such as `String`";
    CreatedAt   "createdAt"   DateTrait     "the reserved trait `createdAt` does not take `{Self}`" "`createdAt` is a date: write a type such as `SystemTime`";
    Description "description" TextTrait     "the reserved trait `description` does not take `{Self}`" "`description` is text: write a type such as `String`";
    Employees   "employees"   CountTrait    "the reserved trait `employees` does not take `{Self}`" "`employees` is a count: write a type such as `u32`";
    Plan        "plan"        TextTrait     "the reserved trait `plan` does not take `{Self}`" "`plan` is text: write a type such as `String`";
    Website     "website"     TextTrait     "the reserved trait `website` does not take `{Self}`" "`website` is text: write a type such as `String`";
    Avatar      "avatar"      TextTrait     "the reserved trait `avatar` does not take `{Self}`" "`avatar` is text: write a type such as `String`";
    City        "city"        TextTrait     "the address subfield `city` does not take `{Self}`" "`city` is text: write a type such as `String`";
    Country     "country"     TextTrait     "the address subfield `country` does not take `{Self}`" "`country` is text: write a type such as `String`";
    PostalCode  "postalCode"  TextTrait     "the address subfield `postalCode` does not take `{Self}`" "`postalCode` is text: write a type such as `String`";
    State       "state"       TextTrait     "the address subfield `state` does not take `{Self}`" "`state` is text: write a type such as `String`";
    Street      "street"      TextTrait     "the address subfield `street` does not take `{Self}`" "`street` is text: write a type such as `String`";
}
