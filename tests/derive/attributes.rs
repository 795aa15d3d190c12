//! Where attributes may stand, and those of a struct: `group_type` and `crate`.

use group_core::{GroupTraits, Identity};

use crate::sent::json;

#[test]
fn attributes_may_stand_in_one_or_in_several_and_in_any_order() {
    fn is_zero(x: &u8) -> bool {
        *x == 0
    }
    fn double(x: &u8) -> u8 {
        x * 2
    }
    #[derive(GroupTraits)]
    #[group(rename_all = "camelCase", group_type = "company")]
    struct One {
        #[group(rename = "a b", custom, skip_if = is_zero, map = double, as = "count",)]
        x: u8,
    }
    #[derive(GroupTraits)]
    #[group(group_type = "company")]
    #[doc(hidden)]
    #[group(rename_all = "camelCase")]
    struct Several {
        #[group(as = "count")]
        #[group(map = "double")]
        /// Documented in between.
        #[group(custom)]
        #[group(skip_if = "is_zero")]
        #[allow(dead_code)]
        #[group(rename = "a b")]
        x: u8,
    }
    let expected = r#"{"groupType":"company","a b":4}"#;
    assert_eq!(json(&One { x: 2 }), expected);
    assert_eq!(json(&Several { x: 2 }), expected);
    assert_eq!(json(&One { x: 0 }), r#"{"groupType":"company"}"#);
}

#[test]
fn a_group_type_is_sent_first() {
    #[derive(GroupTraits)]
    #[group(group_type = "Größe \"1\"")]
    struct Company {
        name: &'static str,
    }
    assert_eq!(
        json(&Company { name: "Hooli" }),
        r#"{"groupType":"Größe \"1\"","name":"Hooli"}"#
    );
}

#[test]
fn a_group_type_alone_makes_traits() {
    #[derive(GroupTraits)]
    #[group(group_type = "company")]
    struct Company {}
    assert_eq!(json(&Company {}), r#"{"groupType":"company"}"#);
}

#[test]
fn a_struct_without_fields_has_no_traits_but_an_object() {
    #[derive(GroupTraits)]
    struct Empty {}
    assert_eq!(json(&Empty {}), "{}");
    let event = Identity::user("u")
        .group_with_id("g", &Empty {})
        .build()
        .unwrap();
    assert!(
        event
            .as_str()
            .contains(r#""groupId":"g","traits":{},"context""#),
        "{event}"
    );
}

#[test]
fn the_path_of_the_core_may_be_given() {
    use group_core as gc;
    mod facade {
        pub(crate) use group_core;
    }
    #[derive(GroupTraits)]
    #[group(crate = "gc")]
    struct Quoted {
        name: &'static str,
    }
    #[derive(GroupTraits)]
    #[group(crate = facade::group_core)]
    struct Bare {
        name: &'static str,
    }
    #[derive(GroupTraits)]
    #[group(crate = "::group_core")]
    struct Absolute {
        name: &'static str,
    }
    let hooli = r#"{"name":"Hooli"}"#;
    assert_eq!(json(&Quoted { name: "Hooli" }), hooli);
    assert_eq!(json(&Bare { name: "Hooli" }), hooli);
    assert_eq!(json(&Absolute { name: "Hooli" }), hooli);
}
