//! The paths that `skip_if` and `map` take.

use std::collections::HashMap;

use group_core::GroupTraits;
use serde::Serialize;

use crate::sent::json;

#[test]
#[allow(unused_qualifications)]
fn paths_may_be_bare_quoted_absolute_generic_and_of_a_trait() {
    trait Short {
        fn short(&self) -> String;
    }
    impl Short for String {
        fn short(&self) -> String {
            self.chars().take(3).collect()
        }
    }
    mod inner {
        pub(crate) mod deep {
            pub(crate) fn double(x: &u8) -> u8 {
                x * 2
            }
            pub(crate) fn into<T: Copy, U: From<T>>(x: &T) -> U {
                U::from(*x)
            }
        }
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(map = inner::deep::double)]
        a: u8,
        #[group(map = "inner::deep::double")]
        b: u8,
        #[group(map = self::free)]
        c: u8,
        #[group(map = "crate::paths::free")]
        d: u8,
        #[group(map = inner::deep::into::<u8, u16>)]
        e: u8,
        #[group(map = "inner::deep::into::<u8, u16>")]
        f: u8,
        #[group(map = <String as Short>::short)]
        g: String,
        #[group(map = "<String as Short>::short")]
        h: String,
        #[group(map = Short::short)]
        i: String,
        #[group(skip_if = Vec::<u8>::is_empty, map = <Vec<u8>>::len)]
        j: Vec<u8>,
        #[group(skip_if = <[_]>::is_empty, map = <[u8]>::len)]
        k: Vec<u8>,
        #[group(map = ::std::string::String::len)]
        l: String,
        #[group(skip_if = Option::<u8>::is_none)]
        m: Option<u8>,
        #[group(map = HashMap::<u8, Vec<(u8, u8)>>::len, skip_if = HashMap::<u8, Vec<(u8, u8)>>::is_empty)]
        n: HashMap<u8, Vec<(u8, u8)>>,
    }
    let hooli = Company {
        a: 1,
        b: 2,
        c: 3,
        d: 4,
        e: 5,
        f: 6,
        g: "Hooli".into(),
        h: "Pied Piper".into(),
        i: "Raviga".into(),
        j: vec![],
        k: vec![1],
        l: "four".into(),
        m: None,
        n: HashMap::from([(1, vec![])]),
    };
    assert_eq!(
        json(&hooli),
        r#"{"a":2,"b":4,"c":4,"d":5,"e":5,"f":6,"g":"Hoo","h":"Pie","i":"Rav","k":1,"l":4,"n":1}"#
    );
}

fn free(x: &u8) -> u8 {
    x + 1
}

#[test]
fn a_path_may_lead_to_a_const_or_a_tuple_struct() {
    #[derive(Serialize)]
    struct Wrapped<T>(T);
    const TWICE: fn(&u8) -> u8 = |x| x * 2;
    #[derive(GroupTraits)]
    struct Company {
        #[group(map = TWICE)]
        a: u8,
        #[group(map = Some)]
        b: &'static str,
        #[group(map = Self::own)]
        c: u8,
    }
    impl Company {
        fn own(x: &u8) -> Wrapped<u8> {
            Wrapped(*x + 10)
        }
    }
    assert_eq!(
        json(&Company { a: 1, b: "x", c: 1 }),
        r#"{"a":2,"b":"x","c":11}"#
    );
}

#[test]
fn a_path_may_have_const_arguments() {
    fn plus<const N: u8>(x: &u8) -> u8 {
        x + N
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(map = plus::<3>)]
        a: u8,
        #[group(map = plus::<{ 1 + 2 }>)]
        b: u8,
        #[group(map = "plus::<{ 1 + 2 }>")]
        c: u8,
    }
    assert_eq!(
        json(&Company { a: 1, b: 2, c: 3 }),
        r#"{"a":4,"b":5,"c":6}"#
    );
}
