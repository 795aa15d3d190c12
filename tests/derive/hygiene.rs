//! The derives where every name that their code could lean on means something else.
#![allow(dead_code, non_camel_case_types, unused_macros)]

use group_core::{CountTrait, DateTrait, IdTrait, Identity, TextTrait, Traits};

/// No prelude, and local things with the names of the prelude, of the primitive types and of the crates.
#[no_implicit_prelude]
mod shadowed {
    use ::core::prelude::v1::{Clone, Copy, derive};

    pub(crate) struct String;
    pub(crate) struct Option;
    pub(crate) struct Result;
    pub(crate) struct Vec;
    pub(crate) struct Box;
    pub(crate) struct Some;
    pub(crate) struct None;
    pub(crate) struct Ok;
    pub(crate) struct Err;
    pub(crate) struct Cow;
    pub(crate) struct Id;
    pub(crate) struct Date;
    pub(crate) struct Names;
    pub(crate) struct TraitWriter;
    pub(crate) struct str;
    pub(crate) struct bool;
    pub(crate) struct u8;
    pub(crate) struct u64;
    pub(crate) struct usize;
    pub(crate) struct Self_;
    pub(crate) trait Sized {}
    pub(crate) trait GroupTraits {}
    pub(crate) trait HasGroupId {}
    pub(crate) trait AddressTraits {}
    pub(crate) trait TextTrait {}
    pub(crate) trait IdTrait {}
    pub(crate) trait CountTrait {}
    pub(crate) trait DateTrait {}
    pub(crate) trait Custom {}
    pub(crate) trait Flatten {}

    mod core {}
    mod std {}
    mod alloc {}
    mod serde {}
    mod serde_json {}
    mod group_core {}
    mod group_derive {}
    mod reserved {}
    mod __private {}

    macro_rules! panic {
        () => {};
    }
    macro_rules! assert {
        () => {};
    }
    macro_rules! concat {
        () => {};
    }
    macro_rules! group {
        () => {};
    }
    macro_rules! matches {
        () => {};
    }

    fn assert_distinct() {}
    fn put() {}
    fn id() {}
    fn group() {}
    fn text() {}

    #[derive(::group_core::TextTrait)]
    #[group(rename_all = "camelCase", crate = "::group_core")]
    pub(crate) enum Plan {
        None,
        #[group(rename = "some!")]
        Some,
        OkErr,
    }

    #[derive(::group_core::TextTrait)]
    pub(crate) enum Bare {
        Option,
    }

    #[derive(::group_core::TextTrait)]
    #[group(bound = "T: ::group_core::TextTrait")]
    pub(crate) struct Text<T>(pub(crate) T);

    #[derive(::group_core::IdTrait)]
    pub(crate) struct Key(pub(crate) ::core::primitive::u64);

    #[derive(::group_core::CountTrait)]
    pub(crate) struct Heads {
        pub(crate) u64: ::core::primitive::u64,
    }

    #[derive(::group_core::DateTrait)]
    pub(crate) struct Day<T>(pub(crate) ::std::boxed::Box<T>);

    #[derive(::group_core::AddressTraits)]
    #[group(crate = "::group_core")]
    pub(crate) struct Office<'core, T> {
        pub(crate) street: &'core ::core::primitive::str,
        #[group(skip_if = Absence::is_there, map = Absence::name)]
        pub(crate) city: Absence,
        #[group(rename = "postalCode")]
        pub(crate) code: ::core::option::Option<T>,
        #[group(skip)]
        pub(crate) floor: Box,
    }

    pub(crate) struct Absence(pub(crate) ::core::primitive::bool);

    impl Absence {
        fn is_there(&self) -> ::core::primitive::bool {
            self.0
        }

        fn name(&self) -> &'static ::core::primitive::str {
            "Palo Alto"
        }
    }

    #[derive(::group_core::GroupTraits)]
    #[group(group_type = "company", rename_all = "camelCase")]
    pub(crate) struct Company<'a, T, F> {
        #[group(group_id, rename = "id", map = Absence::name)]
        pub(crate) key: Absence,
        pub(crate) name: &'a ::core::primitive::str,
        pub(crate) plan: Plan,
        pub(crate) industry: Text<T>,
        pub(crate) employees: Heads,
        pub(crate) created_at: Day<::group_core::Date>,
        pub(crate) address: Office<'a, T>,
        #[group(skip_if = ::core::option::Option::is_none)]
        pub(crate) seats_left: ::core::option::Option<::core::primitive::u8>,
        #[group(as = "id", custom)]
        pub(crate) owner: Key,
        #[group(rename = "flag", map = "Absence::is_there")]
        pub(crate) absence: Absence,
        #[group(flatten)]
        pub(crate) more: F,
        #[group(skip)]
        pub(crate) string: String,
    }

    #[derive(::group_core::GroupTraits)]
    pub(crate) struct Plain {
        pub(crate) id: Key,
        #[group(rename = "address.city")]
        pub(crate) town: &'static ::core::primitive::str,
        #[group(flatten)]
        pub(crate) more: ::core::option::Option<More>,
    }

    #[derive(Clone, Copy, ::group_core::GroupTraits)]
    pub(crate) struct More {
        pub(crate) tier: ::core::primitive::u8,
    }

    #[derive(::group_core::GroupTraits)]
    #[repr(C, packed)]
    pub(crate) struct Tracked<T: ::core::marker::Copy, U: 'static> {
        #[group(base)]
        pub(crate) inner: T,
        #[group(display)]
        pub(crate) score: ::core::option::Option<&'static U>,
        #[group(flatten)]
        pub(crate) more: More,
    }

    #[derive(Clone, Copy, ::group_core::GroupTraits)]
    #[repr(C, packed)]
    pub(crate) struct Row {
        #[group(display)]
        pub(crate) id: ::core::primitive::u64,
    }

    #[derive(::group_core::TextTrait)]
    #[repr(C, packed)]
    pub(crate) struct Word(pub(crate) &'static ::core::primitive::str);
}

#[test]
fn bases_displays_and_packed_structs_work_without_a_prelude() {
    use shadowed::{More, Row, Tracked, Word};

    let tracked = Tracked {
        inner: Row { id: 7 },
        score: Some(&2.5),
        more: More { tier: 1 },
    };
    let event = Identity::user("u").group(&tracked).build().unwrap();
    let event = event.to_value();
    assert_eq!(event["groupId"], "7");
    assert_eq!(
        event["traits"],
        serde_json::json!({"score": "2.5", "tier": 1})
    );
    assert_eq!(Word("x").text(), "x");
}

#[test]
fn all_derives_work_without_a_prelude_among_shadowed_names() {
    use shadowed::{Absence, Company, Day, Heads, Key, More, Office, Plan, Text};

    let hooli = Company {
        key: Absence(true),
        name: "Hooli",
        plan: Plan::OkErr,
        industry: Text("software"),
        employees: Heads { u64: 4500 },
        created_at: Day(Box::new(group_core::Date::civil(2014, 4, 6).unwrap())),
        address: Office {
            street: "1 Hooli Way",
            city: Absence(false),
            code: Some("94301"),
            floor: shadowed::Box,
        },
        seats_left: Some(3),
        owner: Key(u64::MAX),
        absence: Absence(true),
        more: More { tier: 1 },
        string: shadowed::String,
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        concat!(
            r#"{"groupType":"company","id":"Palo Alto","name":"Hooli","plan":"okErr","industry":"software","#,
            r#""employees":4500,"createdAt":"2014-04-06","#,
            r#""address":{"street":"1 Hooli Way","city":"Palo Alto","postalCode":"94301"},"#,
            r#""seatsLeft":3,"owner":"18446744073709551615","flag":true,"tier":1}"#
        )
    );
}

#[test]
fn the_checks_across_flatten_work_without_a_prelude() {
    use shadowed::{Key, More, Plain};

    let plain = Plain {
        id: Key(7),
        town: "Palo Alto",
        more: Some(More { tier: 1 }),
    };
    let event = Identity::user("u").group(&plain).build().unwrap();
    let event = event.to_value();
    assert_eq!(event["groupId"], "7");
    assert_eq!(
        event["traits"],
        serde_json::json!({"address": {"city": "Palo Alto"}, "tier": 1})
    );
}

#[test]
fn the_derives_of_kinds_work_without_a_prelude() {
    use shadowed::{Bare, Day, Heads, Key, Plan, Text};

    assert_eq!(Plan::None.text(), "none");
    assert_eq!(Plan::Some.id(), "some!");
    assert_eq!(Bare::Option.text(), "Option");
    assert_eq!(Text("x").text(), "x");
    assert_eq!(Key(7).id(), "7");
    assert_eq!(Heads { u64: 7 }.count(), Some(7));
    let day = group_core::Date::civil(2014, 4, 6).unwrap();
    assert_eq!(Day(Box::new(day)).date(), Some(day));
}

/// Variants and fields that the glob import of an enum brings into scope.
mod glob {
    use group_core::{GroupTraits, TextTrait};

    #[derive(TextTrait)]
    pub(super) enum Maybe {
        None,
        Some,
        Ok,
        Err,
    }
    pub(super) use Maybe::*;

    #[derive(GroupTraits)]
    pub(super) struct Company {
        pub(super) id: &'static str,
        pub(super) plan: Maybe,
        pub(super) name: Option<&'static str>,
    }
}

#[test]
fn variants_in_scope_are_not_taken_for_those_of_option() {
    let hooli = glob::Company {
        id: "h",
        plan: glob::Maybe::None,
        name: None,
    };
    assert!(matches!(glob::Maybe::Ok, glob::Ok));
    assert!(matches!(glob::Maybe::Err, glob::Err));
    assert!(matches!(glob::Maybe::Some, glob::Some));
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"plan":"None"}"#
    );
}

/// Type parameters, lifetimes and const parameters with the names of what the expansion uses.
mod parameters {
    use group_core::GroupTraits;

    #[derive(GroupTraits)]
    pub(super) struct Company<'w, Option, String, Names, const N: usize> {
        pub(super) id: Option,
        pub(super) name: &'w String,
        pub(super) seats: Names,
        #[group(skip)]
        pub(super) marks: [u8; N],
    }
}

#[test]
fn type_parameters_are_not_taken_for_types_of_the_expansion() {
    let hooli = parameters::Company {
        id: 7,
        name: &"Hooli",
        seats: 3,
        marks: [0; 2],
    };
    assert_eq!(hooli.marks, [0, 0]);
    let event = Identity::user("u").group(&hooli).build().unwrap();
    let event = event.to_value();
    assert_eq!(event["groupId"], "7");
    assert_eq!(
        event["traits"],
        serde_json::json!({"name": "Hooli", "seats": 3})
    );
}
