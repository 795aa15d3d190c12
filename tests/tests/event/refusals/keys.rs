//! Keys that are no strings, and those that one object has twice.

use std::collections::BTreeMap;

use group_core::{GroupTraits, Identity, ProblemKind};
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::custom_trait::{problems_of, sent};
use crate::given::Outer;
use crate::refused::{at, problems};

#[test]
fn a_map_key_that_is_no_string_is_refused() {
    let refused = [at("traits.value", ProblemKind::KeyNotString)];
    assert_eq!(problems_of(BTreeMap::from([(7, "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([(-7_i128, "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([(true, "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([((), "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([(None::<&str>, "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([(("a", "b"), "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([(vec!["a"], "x")])), refused);
    assert_eq!(
        problems_of(BTreeMap::from([(BTreeMap::from([("a", "b")]), "x")])),
        refused
    );
}

#[test]
fn every_key_that_is_no_string_is_reported() {
    let map = BTreeMap::from([("m", BTreeMap::from([(1, 1), (2, 2)]))]);
    let one = at("traits.value.m", ProblemKind::KeyNotString);
    assert_eq!(problems_of(map), [one.clone(), one]);
}

#[test]
fn a_key_that_serialises_as_a_string_is_accepted() {
    #[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
    enum Unit {
        Basic,
    }

    #[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
    struct Newtype(&'static str);

    assert_eq!(
        sent(BTreeMap::from([(Unit::Basic, 1)])),
        json!({"Basic": 1})
    );
    assert_eq!(sent(BTreeMap::from([(Newtype("n"), 1)])), json!({"n": 1}));
    assert_eq!(sent(BTreeMap::from([('c', 1)])), json!({"c": 1}));
    assert_eq!(
        sent(BTreeMap::from([(std::net::Ipv4Addr::LOCALHOST, 1)])),
        json!({"127.0.0.1": 1})
    );
    assert_eq!(sent(BTreeMap::from([("", 1)])), json!({"": 1}));
    assert_eq!(
        sent(BTreeMap::from([("a\"b\\\n", 1)])),
        json!({"a\"b\\\n": 1})
    );
}

#[test]
fn a_key_that_a_map_has_twice_is_refused() {
    #[derive(Serialize)]
    struct Extended {
        plan: &'static str,
        #[serde(flatten)]
        more: BTreeMap<&'static str, &'static str>,
    }

    let twice = || Extended {
        plan: "basic",
        more: BTreeMap::from([("plan", "pro"), ("seats", "3")]),
    };
    assert_eq!(
        problems_of(twice()),
        [at("traits.value.plan", ProblemKind::NameTwice)]
    );
    assert_eq!(
        problems_of([twice()]),
        [at("traits.value[0].plan", ProblemKind::NameTwice)]
    );
    let refused = Identity::user("u")
        .identify("u", &twice())
        .build()
        .unwrap_err();
    assert_eq!(refused.problems()[0].path(), "traits.plan");
}

#[test]
fn a_key_that_a_map_of_many_has_twice_is_refused() {
    struct Many;

    impl Serialize for Many {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map((0..40).map(|i| (format!("k{}", i % 30), i)))
        }
    }

    assert_eq!(
        problems_of(Many),
        [at("traits.value.k0", ProblemKind::NameTwice)]
    );
}

#[test]
fn a_name_twice_among_flattened_traits_is_refused() {
    #[derive(GroupTraits)]
    struct Inner {
        seats_left: u8,
    }

    let group = Outer {
        seats_left: 1,
        inner: Inner { seats_left: 2 },
    };
    assert_eq!(
        problems(Identity::user("u").group_with_id("g", &group)),
        [at("traits.seats_left", ProblemKind::NameTwice)]
    );
}

#[test]
fn a_column_twice_among_flattened_traits_is_refused() {
    #[derive(GroupTraits)]
    #[group(rename_all = "camelCase")]
    struct Inner {
        seats_left: u8,
    }

    let group = Outer {
        seats_left: 1,
        inner: Inner { seats_left: 2 },
    };
    let found = problems(Identity::user("u").group_with_id("g", &group));
    let [(path, ProblemKind::ColumnTwice { other, column })] = &found[..] else {
        panic!("{found:?}");
    };
    let mut names = [path.as_str(), other];
    names.sort_unstable();
    assert_eq!(names, ["seats_left", "traits.seatsLeft"]);
    assert_eq!(column, "seats_left");
}
