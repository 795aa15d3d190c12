//! Structs that macros make, and what `cfg` leaves of them.
#![allow(clippy::non_minimal_cfg)]

use group_core::{AddressTraits, CountTrait, DateTrait, GroupTraits, IdTrait, Identity, TextTrait};

use crate::sent::json;

macro_rules! group {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident $(<$($lifetime:lifetime),*>)? {
            $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty,)*
        }
    ) => {
        #[derive(GroupTraits)]
        $(#[$meta])*
        $vis struct $name $(<$($lifetime),*>)? {
            $($(#[$field_meta])* $field_vis $field: $type,)*
        }
    };
}

group! {
    /// A company.
    #[group(group_type = "company", rename_all = "camelCase")]
    #[allow(dead_code)]
    pub(crate) struct Company<'a> {
        /// Its key.
        #[group(group_id)]
        pub(crate) account: u64,
        pub name: Option<&'a str>,
        #[group(rename = "employees")]
        headcount: std::num::NonZero<u32>,
        created_at: std::time::SystemTime,
        address: Option<Office>,
        #[group(skip_if = Vec::is_empty)]
        r#type: Vec<(u8, &'a [Option<u8>])>,
        seats_left: <Vec<u8> as IntoIterator>::Item,
        #[group(flatten)]
        more: Box<dyn_free::More>,
    }
}

mod dyn_free {
    group! {
        pub(crate) struct More {
            pub(crate) tier: u8,
        }
    }
    use group_core::GroupTraits;
}

macro_rules! office {
    ($name:ident { $($field:ident $(as $wire:literal)?: $type:ty),* }) => {
        #[derive(AddressTraits)]
        struct $name {
            $($(#[group(rename = $wire)])? $field: $type,)*
        }
    };
}

office! { Office { city: String, zip as "postalCode": Option<&'static str> } }

#[test]
fn a_macro_may_make_the_struct_of_types_names_visibilities_and_attributes() {
    let hooli = Company {
        account: 7,
        name: Some("Hooli"),
        headcount: std::num::NonZero::new(4500).unwrap(),
        created_at: std::time::SystemTime::UNIX_EPOCH,
        address: Some(Office {
            city: "Palo Alto".into(),
            zip: Some("94301"),
        }),
        r#type: vec![(1, &[None, Some(2)])],
        seats_left: 3,
        more: Box::new(dyn_free::More { tier: 4 }),
    };
    assert_eq!(
        json(&hooli),
        concat!(
            r#"{"groupType":"company","name":"Hooli","employees":4500,"createdAt":"1970-01-01T00:00:00.000Z","#,
            r#""address":{"city":"Palo Alto","postalCode":"94301"},"type":[[1,[null,2]]],"seatsLeft":3,"tier":4}"#
        )
    );
    let event = Identity::user("u").group(&hooli).build().unwrap();
    assert_eq!(event.to_value()["groupId"], "7");
}

#[test]
fn a_macro_may_give_the_values_of_attributes() {
    macro_rules! company {
        ($rename:literal, $rule:literal, $kind:literal, $group_type:expr, $skip_if:path, $map:path, $quoted:expr) => {
            #[derive(GroupTraits)]
            #[group(rename_all = $rule, group_type = $group_type)]
            struct Company {
                #[group(rename = $rename)]
                a: u8,
                #[group(as = $kind)]
                seats_left: u64,
                #[group(skip_if = $skip_if)]
                tags: Vec<u8>,
                #[group(map = $map)]
                count_of: Vec<u8>,
                #[group(skip_if = $quoted)]
                empty: Vec<u8>,
            }
        };
    }
    company!(
        "A a",
        "SCREAMING_SNAKE_CASE",
        "id",
        "company",
        Vec::is_empty,
        Vec::<u8>::len,
        "Vec::is_empty"
    );
    let company = Company {
        a: 1,
        seats_left: 2,
        tags: vec![],
        count_of: vec![1, 2, 3],
        empty: vec![],
    };
    assert_eq!(
        json(&company),
        r#"{"groupType":"company","A a":1,"SEATS_LEFT":"2","COUNT_OF":3}"#
    );
}

#[test]
fn a_macro_may_name_the_path_by_its_segments() {
    macro_rules! company {
        ($type:ident, $method:ident) => {
            #[derive(GroupTraits)]
            struct Company {
                #[group(map = $type::$method)]
                seats: $type,
            }
        };
    }
    company!(String, len);
    assert_eq!(
        json(&Company {
            seats: "abc".into()
        }),
        r#"{"seats":3}"#
    );
}

pub(crate) mod facade {
    pub(crate) use group_core as core_of_groups;
}

#[macro_export]
macro_rules! with_dollar_crate {
    ($name:ident) => {
        #[derive($crate::macro_input::facade::core_of_groups::GroupTraits)]
        #[group(crate = $crate::macro_input::facade::core_of_groups)]
        struct $name {
            name: &'static str,
        }
    };
}

#[test]
fn a_macro_may_give_the_path_of_the_core_by_its_own_crate() {
    with_dollar_crate!(Company);
    assert_eq!(json(&Company { name: "Hooli" }), r#"{"name":"Hooli"}"#);
}

#[test]
fn a_macro_may_make_the_types_of_kinds() {
    macro_rules! kinds {
        ($($derive:ident $name:ident($type:ty);)*) => {
            $(#[derive($derive)] struct $name($type);)*
        };
    }
    macro_rules! plans {
        ($(#[$meta:meta])* $name:ident: $($variant:ident $(= $text:literal)?),*) => {
            #[derive(TextTrait)]
            $(#[$meta])*
            enum $name { $($(#[group(rename = $text)])? $variant,)* }
        };
    }
    kinds! {
        TextTrait Text(&'static str);
        IdTrait Key(<Vec<u64> as IntoIterator>::Item);
        CountTrait Heads(std::num::NonZero<u8>);
        DateTrait Day(Box<group_core::Date>);
    }
    plans! { #[group(rename_all = "kebab-case")] Plan: Basic, ProPlus, Custom = "x y" }
    assert_eq!(Text("a").text(), "a");
    assert_eq!(Key(7).id(), "7");
    assert_eq!(Heads(std::num::NonZero::<u8>::MAX).count(), Some(255));
    let day = group_core::Date::civil(2014, 4, 6).unwrap();
    assert_eq!(Day(Box::new(day)).date(), Some(day));
    assert_eq!(Plan::Basic.text(), "basic");
    assert_eq!(Plan::ProPlus.text(), "pro-plus");
    assert_eq!(Plan::Custom.text(), "x y");
}

#[test]
fn fields_and_generics_of_two_macros_do_not_mix() {
    macro_rules! outer {
        ($field:ident, $type:ident) => {
            #[derive(GroupTraits)]
            struct Company<$type> {
                $field: $type,
                seats: u8,
                name: Option<$type>,
            }
        };
    }
    outer!(tags, T);
    let company = Company {
        tags: "a",
        seats: 2,
        name: Some("Hooli"),
    };
    assert_eq!(json(&company), r#"{"tags":"a","seats":2,"name":"Hooli"}"#);
}

#[test]
fn a_field_that_cfg_takes_away_is_not_there() {
    #[derive(GroupTraits)]
    struct Company {
        #[cfg(any())]
        name: NoSuchType,
        #[cfg(all())]
        name: &'static str,
        #[cfg(not(any()))]
        seats: u8,
        #[cfg(any())]
        #[group(no_such_key)]
        tags: NoSuchType,
    }
    assert_eq!(
        json(&Company {
            name: "Hooli",
            seats: 1
        }),
        r#"{"name":"Hooli","seats":1}"#
    );
}

#[test]
fn an_attribute_that_cfg_attr_gives_is_heeded() {
    #[derive(GroupTraits)]
    #[cfg_attr(all(), group(rename_all = "UPPERCASE"), group(group_type = "t"))]
    #[cfg_attr(any(), group(no_such_key))]
    struct Company {
        #[cfg_attr(all(), group(rename = "a"))]
        #[cfg_attr(any(), group(rename = "b"))]
        x: u8,
        #[cfg_attr(any(), group(skip))]
        seats: u8,
        #[cfg_attr(all(), group(skip))]
        _opaque: fn(),
    }
    assert_eq!(
        json(&Company {
            x: 1,
            seats: 2,
            _opaque: || ()
        }),
        r#"{"groupType":"t","a":1,"SEATS":2}"#
    );
}

#[test]
fn a_variant_that_cfg_takes_away_does_not_take_its_text() {
    #[derive(TextTrait)]
    enum Plan {
        #[cfg(any())]
        Basic(NoSuchType),
        #[cfg_attr(all(), group(rename = "basic"))]
        Free,
    }
    assert_eq!(Plan::Free.text(), "basic");
}

#[test]
fn a_derive_that_cfg_attr_gives_works() {
    #[cfg_attr(all(), derive(GroupTraits))]
    #[cfg_attr(all(), group(group_type = "t"))]
    struct Company {
        seats: u8,
    }
    assert_eq!(
        json(&Company { seats: 1 }),
        r#"{"groupType":"t","seats":1}"#
    );
}

#[test]
fn raw_identifiers_stand_everywhere() {
    mod r#mod {
        pub(super) fn r#fn(x: &u8) -> u8 {
            x + 1
        }
        pub(super) fn r#if(x: &u8) -> bool {
            *x == 0
        }
    }
    #[derive(TextTrait)]
    #[allow(non_camel_case_types)]
    enum r#enum {
        r#type,
    }
    #[derive(CountTrait)]
    #[allow(non_camel_case_types)]
    struct r#count(u8);
    #[derive(AddressTraits)]
    #[allow(non_camel_case_types)]
    struct r#struct<'r#a, r#T> {
        r#street: &'r#a r#T,
    }
    #[derive(GroupTraits)]
    #[allow(non_camel_case_types)]
    struct r#match<'r#a, r#Type> {
        #[group(map = r#mod::r#fn, skip_if = r#mod::r#if)]
        r#async: u8,
        #[group(map = "r#mod::r#fn")]
        r#loop: u8,
        r#plan: r#enum,
        r#employees: r#count,
        r#address: r#struct<'r#a, r#Type>,
        #[group(r#as = "id", r#rename = "key")]
        r#ref: u8,
    }
    let value = r#match {
        r#async: 1,
        r#loop: 2,
        plan: r#enum::r#type,
        employees: r#count(3),
        address: r#struct { street: &"x" },
        r#ref: 4,
    };
    assert_eq!(
        json(&value),
        r#"{"async":2,"loop":3,"plan":"type","employees":3,"address":{"street":"x"},"key":"4"}"#
    );
}
