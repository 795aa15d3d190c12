//! The reserved traits: the table, and for each a Rust trait that the types it takes implement.
//!
//! There is one trait for each name, rather than one for all with the name as a parameter, so that the compiler's
//! message can be about the name. All blanket implementations are marked `do_not_recommend`: the message says what is
//! accepted, and no list of implementations follows it.

use std::rc::Rc;
use std::sync::Arc;

#[cfg(not(feature = "pattern"))]
pub use crate::feature_off::Pattern;
use crate::traits::AddressTraits;
pub use crate::traits::TraitWriter;
pub use crate::traits::custom::Custom;
pub use crate::traits::display::AsDisplay;
pub use crate::traits::kinds::{AsCount, AsDate, AsId, AsText};
pub use crate::traits::nested::{Base, Ends, Flatten, FlattenEnds};
#[cfg(feature = "pattern")]
pub use crate::traits::pattern::Pattern;
pub use crate::traits::policy::Values;
pub use crate::traits::probe::{Matched, Measured, Probe, Unprobed, shape};
use crate::value::id::{Id, IdTrait};
use crate::value::pointers::slot;

#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the group's id",
    label = "this field is the group's id",
    note = "a type of another crate that implements `Display` is sent as its text with `#[group(display)]`",
    note = "an id is: `String`, `&str`, `Cow<str>`, any integer type or its `NonZero`, `url::Url`, `uuid::Uuid`, a type with `#[derive(TextTrait)]`, a newtype with `#[derive(IdTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
    note = "`url::Url` and `uuid::Uuid` are accepted with group-core's feature `url` or `uuid`",
    note = "of any other type, send what a function of yours makes of it: `#[group(map = path)]`"
)]
pub trait GroupId {
    /// Whether it may be missing.
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
}

slot! {
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
    label = "`address` is an object with city, country, postal_code, state, street",
    note = "an address is: `group_core::Address`, or a struct with `#[derive(AddressTraits)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one",
    note = "for flat fields, name the subfields by path: `#[group(rename = \"address.postalCode\")] zip: String`"
)]
pub trait GroupAddress {
    /// Whether it may be missing.
    const OPTIONAL: bool;

    /// Under any name, so that an address has one form under all of them.
    fn put(&self, writer: &mut TraitWriter<'_>, key: &'static str);

    /// Sends null if there is no address. One with nothing in it is an address, and is left out.
    fn put_or_null(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
        self.put(writer, key);
    }
}

slot! {
    GroupAddress of AddressTraits {
        fn put(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
            let start = writer.open(key);
            self.__write(writer);
            writer.close(start);
        }
    } or none {
        fn put(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
            if let Some(address) = Option::as_ref(self) {
                address.put(writer, key);
            }
        }

        fn put_or_null(&self, writer: &mut TraitWriter<'_>, key: &'static str) {
            match Option::as_ref(self) {
                Some(address) => address.put_or_null(writer, key),
                None => writer.null(key),
            }
        }
    }
}

/// The table. Makes the trait of each row, except `GroupId` and `GroupAddress`, which are above. The messages are written out,
/// because the attribute takes literals only, not `concat!`.
macro_rules! reserved {
    (
        traits { $($slot:ident $name:literal $kind:ident $($text:literal)*;)+ }
        subfields { $($part:ident $part_name:literal $($part_text:literal)*;)+ }
    ) => {
        $(reserved!(@$kind $slot $name $($text)*);)+
        $(reserved!(@TextTrait $part $part_name $($part_text)*);)+

        /// The name of each, its trait here, and the kind of value that it takes.
        pub const ALL: &[(&str, &str, &str)] = &[
            $(($name, stringify!($slot), stringify!($kind)),)+
            $(($part_name, stringify!($part), "TextTrait"),)+
        ];
    };
    (@TextTrait $($slot:tt)+) => {
        reserved!(@slot AsText $($slot)+
            "a type of another crate that implements `Display` is sent as its text with `#[group(display)]`"
            "text is: `String`, `&str`, `Cow<str>`, `url::Url`, `uuid::Uuid`, an enum or a newtype with `#[derive(TextTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one"
            "`url::Url` and `uuid::Uuid` are accepted with group-core's feature `url` or `uuid`"
            "of any other type, send what a function of yours makes of it: `#[group(map = path)]`"
        );
    };
    (@CountTrait $($slot:tt)+) => {
        reserved!(@slot AsCount $($slot)+
            "a count is: any integer type or its `NonZero`, a newtype with `#[derive(CountTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one"
            "turn a `Vec` into a count with `#[group(map = Vec::len)]`, and any other type with your own function"
        );
    };
    (@DateTrait $($slot:tt)+) => {
        reserved!(@slot AsDate $($slot)+
            "a date is: `SystemTime`, `group_core::Date`, an instant or a civil date of `chrono`, `jiff` or `time` (a date-time needs a zone), a newtype with `#[derive(DateTrait)]`; an `Option`, `&`, `Box`, `Rc` or `Arc` of one"
            "a type of `chrono`, `jiff` or `time` is accepted with group-core's feature of that name; a `NaiveDateTime` in UTC with `#[group(map = NaiveDateTime::and_utc)]`"
            "turn text into a date with `#[group(map = Date::parse)]`, and a number with your own function that calls `Date::from_unix_millis`"
        );
    };
    (@slot $kind:ident $slot:ident $name:literal $message:literal $label:literal $($note:literal)+) => {
        #[diagnostic::on_unimplemented(message = $message, label = $label, $(note = $note),+)]
        pub trait $slot {
            /// Whether there may be nothing to send.
            const OPTIONAL: bool;

            fn put(&self, writer: &mut TraitWriter<'_>);

            /// Sends null if there is no value.
            fn put_or_null(&self, writer: &mut TraitWriter<'_>);
        }

        #[diagnostic::do_not_recommend]
        impl<T: $kind + ?Sized> $slot for T {
            const OPTIONAL: bool = T::OPTIONAL;

            fn put(&self, writer: &mut TraitWriter<'_>) {
                reserved!(@put $kind $name self writer)
            }

            fn put_or_null(&self, writer: &mut TraitWriter<'_>) {
                $kind::put_or_null(self, writer, reserved!(@key $kind $name));
            }
        }
    };
    (@key AsCount $name:literal) => { concat!(",\"", $name, "\":") };
    (@key $kind:ident $name:literal) => { concat!(",\"", $name, "\":\"") };
    // The inner function is not generic: it is compiled once, with its key.
    (@put AsText $name:literal $value:ident $writer:ident) => {{
        fn put(writer: &mut TraitWriter<'_>, text: &str) {
            writer.text(reserved!(@key AsText $name), text);
        }
        if let Some(text) = $value.value() {
            put($writer, &text);
        }
    }};
    (@put $kind:ident $name:literal $value:ident $writer:ident) => {
        $kind::put($value, $writer, reserved!(@key $kind $name))
    };
    (@IdTrait GroupId $name:literal) => {};
    (@AddressTraits GroupAddress $name:literal) => {};
}

reserved! {
    traits {
        GroupId      "id"          IdTrait;
        Name         "name"        TextTrait     "the reserved trait `name` does not take `{Self}`" "`name` is text: write a type such as `String`";
        Email        "email"       TextTrait     "the reserved trait `email` does not take `{Self}`" "`email` is text: write a type such as `String`";
        Phone        "phone"       TextTrait     "the reserved trait `phone` does not take `{Self}`" "`phone` is text: write a type such as `String`";
        GroupAddress "address"     AddressTraits;
        Industry     "industry"    TextTrait     "the reserved trait `industry` does not take `{Self}`" "`industry` is text: write a type such as `String`";
        CreatedAt    "createdAt"   DateTrait     "the reserved trait `createdAt` does not take `{Self}`" "`createdAt` is a date: write a type such as `SystemTime`";
        Description  "description" TextTrait     "the reserved trait `description` does not take `{Self}`" "`description` is text: write a type such as `String`";
        Employees    "employees"   CountTrait    "the reserved trait `employees` does not take `{Self}`" "`employees` is a count: write a type such as `u32`";
        Plan         "plan"        TextTrait     "the reserved trait `plan` does not take `{Self}`" "`plan` is text: write a type such as `String`";
        Website      "website"     TextTrait     "the reserved trait `website` does not take `{Self}`" "`website` is text: write a type such as `String`";
        Avatar       "avatar"      TextTrait     "the reserved trait `avatar` does not take `{Self}`" "`avatar` is text: write a type such as `String`";
    }
    subfields {
        City       "city" "the address subfield `city` does not take `{Self}`" "`city` is text: write a type such as `String`";
        Country    "country" "the address subfield `country` does not take `{Self}`" "`country` is text: write a type such as `String`";
        PostalCode "postalCode" "the address subfield `postalCode` does not take `{Self}`" "`postalCode` is text: write a type such as `String`";
        State      "state" "the address subfield `state` does not take `{Self}`" "`state` is text: write a type such as `String`";
        Street     "street" "the address subfield `street` does not take `{Self}`" "`street` is text: write a type such as `String`";
    }
}
