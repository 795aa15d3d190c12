//! Structs of odd shapes and in odd places.
#![allow(clippy::non_minimal_cfg)]

use group_core::GroupTraits;

use crate::sent::{group_id, json};

#[test]
fn a_documented_and_attributed_struct_is_like_any_other() {
    /// A company.
    #[doc = "Of ours."]
    #[derive(Debug, Clone, GroupTraits)]
    #[must_use]
    #[repr(C)]
    #[non_exhaustive]
    #[cfg_attr(all(), allow(dead_code))]
    pub(crate) struct Company {
        /// The name.
        #[doc(alias = "title")]
        #[cfg(all())]
        pub name: &'static str,
        #[cfg(any())]
        missing: NoSuchType,
        #[doc(hidden)]
        pub(crate) seats: u8,
    }
    let hooli = Company {
        name: "Hooli",
        seats: 1,
    };
    assert_eq!(json(&hooli.clone()), r#"{"name":"Hooli","seats":1}"#);
}

#[test]
fn deprecated_fields_give_no_warning() {
    #![deny(deprecated)]
    #[derive(GroupTraits)]
    struct Company {
        id: u8,
        #[deprecated = "use plan"]
        #[group(skip_if = str::is_empty)]
        name: &'static str,
        #[deprecated]
        #[group(map = Clone::clone)]
        seats: u8,
    }
    #[allow(deprecated)]
    let hooli = Company {
        id: 7,
        name: "Hooli",
        seats: 1,
    };
    assert_eq!(json(&hooli), r#"{"name":"Hooli","seats":1}"#);
    assert_eq!(group_id(&hooli), "7");
}

#[test]
fn two_structs_of_one_name_live_in_two_functions() {
    fn one() -> String {
        #[derive(GroupTraits)]
        struct Company {
            one: u8,
        }
        json(&Company { one: 1 })
    }
    fn two() -> String {
        #[derive(GroupTraits)]
        struct Company {
            two: u8,
        }
        json(&Company { two: 2 })
    }
    assert_eq!(one() + &two(), r#"{"one":1}{"two":2}"#);
}

#[test]
fn a_struct_with_a_hundred_fields_works() {
    macro_rules! wide {
        ($($field:ident)*) => {
            #[derive(GroupTraits)]
            struct Wide {
                $($field: u8,)*
            }
            let wide = Wide { $($field: 1,)* };
            let expected: Vec<_> = [$(stringify!($field)),*].map(|name| format!("\"{name}\":1")).into();
            assert_eq!(expected.len(), 100);
            assert_eq!(json(&wide), format!("{{{}}}", expected.join(",")));
        };
    }
    wide! {
        f00 f01 f02 f03 f04 f05 f06 f07 f08 f09 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19
        f20 f21 f22 f23 f24 f25 f26 f27 f28 f29 f30 f31 f32 f33 f34 f35 f36 f37 f38 f39
        f40 f41 f42 f43 f44 f45 f46 f47 f48 f49 f50 f51 f52 f53 f54 f55 f56 f57 f58 f59
        f60 f61 f62 f63 f64 f65 f66 f67 f68 f69 f70 f71 f72 f73 f74 f75 f76 f77 f78 f79
        f80 f81 f82 f83 f84 f85 f86 f87 f88 f89 f90 f91 f92 f93 f94 f95 f96 f97 f98 f99
    }
}

#[test]
fn a_static_and_a_const_may_be_groups() {
    #[derive(GroupTraits)]
    struct Company {
        name: &'static str,
    }
    static HOOLI: Company = Company { name: "Hooli" };
    const PIPER: Company = Company { name: "Pied Piper" };
    assert_eq!(json(&HOOLI), r#"{"name":"Hooli"}"#);
    assert_eq!(json(&PIPER), r#"{"name":"Pied Piper"}"#);
}

#[test]
fn a_struct_may_stand_in_a_trait_an_impl_a_const_and_a_closure() {
    struct Host;
    trait Provided {
        fn provided() -> String {
            #[derive(GroupTraits)]
            struct Company {
                a: u8,
            }
            json(&Company { a: 1 })
        }
    }
    impl Provided for Host {}
    impl Host {
        fn inherent() -> String {
            #[derive(GroupTraits)]
            struct Company<'a> {
                b: &'a u8,
                #[group(flatten)]
                more: More,
            }
            #[derive(GroupTraits)]
            struct More {
                c: u8,
            }
            let more = More { c: 3 };
            json(&Company { b: &2, more })
        }
    }
    const IN_A_CONST: fn() -> String = {
        #[derive(GroupTraits)]
        struct Company {
            d: u8,
        }
        || json(&Company { d: 4 })
    };
    let closure = || {
        #[derive(GroupTraits)]
        struct Company {
            e: u8,
        }
        json(&Company { e: 5 })
    };
    assert_eq!(Host::provided(), r#"{"a":1}"#);
    assert_eq!(Host::inherent(), r#"{"b":2,"c":3}"#);
    assert_eq!(IN_A_CONST(), r#"{"d":4}"#);
    assert_eq!(closure(), r#"{"e":5}"#);
}
