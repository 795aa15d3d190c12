//! Keys that become strings or can't, and those that one object has twice.

use std::collections::BTreeMap;

use group_core::{Context, GroupTraits, Identity, Integrations, ProblemKind, Traits};
use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::custom_trait::{One, problems_of, sent};
use crate::given::Outer;
use crate::refused::{at, problems};

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
enum Variants {
    Unit,
    Newtype(u8),
    Tuple(u8, u8),
    Struct { a: u8 },
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Empty;

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Newtype<T>(T);

/// A map with this one entry, whose key may be of a type that no map takes.
struct Entry<K>(K);

impl<K: Serialize> Serialize for Entry<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(&self.0, "x")])
    }
}

#[test]
fn a_key_is_written_as_serde_json_writes_it() {
    fn same<K: Serialize>(key: K) {
        let entry = Entry(key);
        let expected = serde_json::to_string(&entry).unwrap();
        let payload = Identity::user("u")
            .group_with_id("g", &One { value: &entry })
            .build()
            .unwrap();
        assert!(
            payload.as_str().contains(&format!(r#""value":{expected}"#)),
            "{expected}: {payload}"
        );
    }

    same(i8::MIN);
    same(i16::MIN);
    same(i32::MIN);
    same(i64::MIN);
    same(i128::MIN);
    same(u8::MAX);
    same(u16::MAX);
    same(u32::MAX);
    same(u64::MAX);
    same(u128::MAX);
    same(0_usize);
    same(true);
    same(false);
    for float in [
        0.0,
        -0.0,
        0.1,
        1.0,
        1e16,
        -1e21,
        1e-7,
        f64::MAX,
        f64::MIN_POSITIVE,
    ] {
        same(float);
    }
    for float in [0.0, -0.0, 0.1, 16_777_216.0, f32::MAX, f32::MIN_POSITIVE] {
        same(float);
    }
    same('é');
    same('"');
    same("a\"b");
    same(Variants::Unit);
    same(Some(7));
    same(Some(Some("x")));
    same(Newtype(true));
    same(Newtype(Some(Newtype(Variants::Unit))));
    same(Newtype(-0.5));
    same(std::net::Ipv4Addr::LOCALHOST);
    same(format_args!("{}-{}", 1, 2));
}

#[test]
fn a_key_that_serde_json_refuses_is_refused() {
    fn refused<K: Serialize>(key: K, kind: ProblemKind) {
        let entry = Entry(key);
        assert!(serde_json::to_string(&entry).is_err());
        assert_eq!(problems_of(entry), [at("traits.value", kind)]);
    }

    refused((), ProblemKind::KeyNotString);
    refused(Empty, ProblemKind::KeyNotString);
    refused(None::<&str>, ProblemKind::KeyNotString);
    refused(Some(None::<&str>), ProblemKind::KeyNotString);
    refused(("a", "b"), ProblemKind::KeyNotString);
    refused(vec!["a"], ProblemKind::KeyNotString);
    refused(BTreeMap::from([("a", "b")]), ProblemKind::KeyNotString);
    refused(Variants::Newtype(1), ProblemKind::KeyNotString);
    refused(Variants::Tuple(1, 2), ProblemKind::KeyNotString);
    refused(Variants::Struct { a: 1 }, ProblemKind::KeyNotString);
    refused(f64::NAN, ProblemKind::NotFinite);
    refused(f32::INFINITY, ProblemKind::NotFinite);
    refused(Newtype(f64::NEG_INFINITY), ProblemKind::NotFinite);
}

#[test]
fn every_key_that_is_refused_is_reported() {
    let map = BTreeMap::from([("m", BTreeMap::from([(None, 1), (Some(()), 2)]))]);
    let one = at("traits.value.m", ProblemKind::KeyNotString);
    assert_eq!(problems_of(map), [one.clone(), one]);
}

#[test]
fn two_keys_that_become_one_string_are_refused() {
    struct Mixed;

    impl Serialize for Mixed {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry(&7, &1)?;
            map.serialize_entry("7", &2)?;
            map.serialize_entry(&true, &3)?;
            map.serialize_entry("true", &4)?;
            map.serialize_entry(&0.5, &5)?;
            map.serialize_entry("0.5", &6)?;
            map.end()
        }
    }

    let twice = |key: &str| at(&format!("traits.value.{key}"), ProblemKind::NameTwice);
    assert_eq!(
        problems_of(Mixed),
        [twice("7"), twice("true"), twice("0.5")]
    );
}

#[test]
fn keys_that_become_strings_are_sent_wherever_a_map_is() {
    #[derive(Serialize)]
    #[serde(tag = "type")]
    enum Tagged {
        Years(BTreeMap<u16, u8>),
    }

    #[derive(Serialize)]
    struct Flat {
        #[serde(flatten)]
        years: BTreeMap<u16, u8>,
    }

    let years = || BTreeMap::from([(2024, 5), (2025, 6)]);
    assert_eq!(sent(years()), json!({"2024": 5, "2025": 6}));
    assert_eq!(
        sent(Tagged::Years(years())),
        json!({"type": "Years", "2024": 5, "2025": 6})
    );
    assert_eq!(sent(Flat { years: years() }), json!({"2024": 5, "2025": 6}));
    assert_eq!(
        serde_json::to_value(Traits(&One { value: years() })).unwrap(),
        json!({"value": {"2024": 5, "2025": 6}})
    );

    let user = Identity::user("u").with_traits(&years());
    let user: Identity = serde_json::from_str(&serde_json::to_string(&user).unwrap()).unwrap();
    let payload = user
        .group_with_id("g", &())
        .context(Context::new().insert("years", years()))
        .build()
        .unwrap();
    let context = &payload.to_value()["context"];
    assert_eq!(context["traits"], json!({"2024": 5, "2025": 6}));
    assert_eq!(context["years"], json!({"2024": 5, "2025": 6}));
}

#[test]
fn a_key_of_more_than_a_hundred_characters_is_cut_in_a_path() {
    let key = |len: usize| "é".repeat(len);
    let problem = |path: &str| at(&format!("traits.value.{path}"), ProblemKind::NotFinite);
    assert_eq!(
        problems_of(BTreeMap::from([(key(100), f64::NAN)])),
        [problem(&key(100))]
    );
    assert_eq!(
        problems_of(BTreeMap::from([(key(101), f64::NAN)])),
        [problem(&(key(100) + "…"))]
    );
}

#[test]
fn a_key_that_serialises_as_a_string_is_accepted() {
    assert_eq!(
        sent(BTreeMap::from([(Variants::Unit, 1)])),
        json!({"Unit": 1})
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

    let repeated = (0..10).map(|i| at(&format!("traits.value.k{i}"), ProblemKind::NameTwice));
    assert_eq!(problems_of(Many), repeated.collect::<Vec<_>>());
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

// A key twice, wherever it comes from.

#[derive(Serialize)]
struct Twins {
    #[serde(rename = "a")]
    first: u8,
    #[serde(rename = "a")]
    second: u8,
}

const TWINS: Twins = Twins {
    first: 1,
    second: 2,
};

#[test]
fn a_key_that_a_struct_has_twice_is_refused() {
    assert_eq!(
        problems_of(TWINS),
        [at("traits.value.a", ProblemKind::NameTwice)]
    );
    assert_eq!(
        problems_of((TWINS, BTreeMap::from([("in", TWINS)]))),
        [
            at("traits.value[0].a", ProblemKind::NameTwice),
            at("traits.value[1].in.a", ProblemKind::NameTwice),
        ]
    );
}

#[test]
fn a_tag_that_is_a_field_too_is_refused() {
    #[derive(Serialize)]
    struct Inner {
        #[serde(rename = "type")]
        kind: u8,
    }

    #[derive(Serialize)]
    #[serde(tag = "type")]
    enum Tagged {
        Inner(Inner),
    }

    assert_eq!(
        problems_of(Tagged::Inner(Inner { kind: 1 })),
        [at("traits.value.type", ProblemKind::NameTwice)]
    );
}

#[test]
fn a_key_that_a_struct_variant_has_twice_is_refused() {
    #[derive(Serialize)]
    enum Twin {
        Variant {
            #[serde(rename = "a")]
            first: u8,
            #[serde(rename = "a")]
            second: u8,
        },
    }

    assert_eq!(
        problems_of(Twin::Variant {
            first: 1,
            second: 2
        }),
        [at("traits.value.Variant.a", ProblemKind::NameTwice)]
    );
}

/// A struct, as one may serialise it by hand, with these fields.
struct ByHand<const N: usize>([&'static str; N]);

impl<const N: usize> Serialize for ByHand<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("ByHand", N)?;
        for field in self.0 {
            fields.serialize_field(field, &0)?;
        }
        fields.end()
    }
}

#[test]
fn each_key_that_a_struct_by_hand_repeats_is_refused() {
    assert_eq!(
        problems_of(ByHand(["k", "l", "k", "m", "m", "k"])),
        [
            at("traits.value.k", ProblemKind::NameTwice),
            at("traits.value.m", ProblemKind::NameTwice),
            at("traits.value.k", ProblemKind::NameTwice),
        ]
    );
}

#[test]
fn a_key_is_found_again_whatever_its_length_and_place() {
    let letters = "abcdefghijklmnopqrstuvwxyz_\"\\\n é";
    for len in 0..=letters.chars().count() {
        let key: &str = String::leak(letters.chars().take(len).collect());
        let mut fields = [""; 50];
        for (i, field) in fields.iter_mut().enumerate() {
            *field = String::leak(format!("{i}{key}"));
        }
        assert_eq!(sent(ByHand(fields)).as_object().unwrap().len(), 50);
        for (first, second) in [(0, 1), (0, 31), (30, 31), (31, 32), (3, 40), (48, 49)] {
            let mut fields = fields;
            fields[first] = key;
            fields[second] = key;
            let found = problems_of(ByHand(fields));
            assert_eq!(found.len(), 1, "{key:?} at {first} and {second}");
            assert_eq!(found[0].1, ProblemKind::NameTwice);
        }
    }
}

#[test]
fn keys_that_are_alike_at_both_ends_are_accepted() {
    let fields = [
        "abcdefgh-1-abcdefgh",
        "abcdefgh-2-abcdefgh",
        "a",
        "aa",
        "",
        "b",
    ];
    assert_eq!(
        sent(ByHand(fields)),
        json!({"abcdefgh-1-abcdefgh": 0, "abcdefgh-2-abcdefgh": 0, "a": 0, "aa": 0, "": 0, "b": 0})
    );
}

#[test]
fn one_key_in_two_objects_is_accepted() {
    #[derive(Serialize)]
    struct Same {
        same: Option<Box<Self>>,
        other: [u8; 1],
    }

    let inner = Same {
        same: None,
        other: [1],
    };
    let value = Same {
        same: Some(Box::new(inner)),
        other: [2],
    };
    assert_eq!(
        sent([value]),
        json!([{"same": {"same": null, "other": [1]}, "other": [2]}])
    );
}

#[test]
fn a_key_twice_in_the_traits_of_a_user_is_refused() {
    let refused = Identity::user("u").identify("u", &TWINS).build();
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the event was refused: \
         traits.a: this name occurs twice in one object, and one of the two would be lost"
    );
    let user = Identity::user("u").with_traits(&TWINS);
    assert_eq!(
        problems(user.group_with_id("g", &())),
        [at("context.traits.a", ProblemKind::NameTwice)]
    );
}

#[test]
fn a_key_twice_in_a_context_or_in_options_is_refused() {
    let user = Identity::user("u").with_traits(&json!({"a": 1}));
    let context = Context::new()
        .traits(&TWINS)
        .device(TWINS)
        .insert("any", (TWINS,));
    let integrations = Integrations::all().options("HubSpot", TWINS);
    let call = user.group_with_id("g", &());
    assert_eq!(
        problems(call.context(context).integrations(integrations)),
        [
            at("context.traits.a", ProblemKind::NameTwice),
            at("context.device.a", ProblemKind::NameTwice),
            at("context.any[0].a", ProblemKind::NameTwice),
            at("integrations.HubSpot.a", ProblemKind::NameTwice),
        ]
    );
}

#[test]
fn each_of_many_keys_is_looked_at_once() {
    let keys = (0..3_500).map(|i| (format!("{i:x}"), 0));
    let many: BTreeMap<_, _> = keys.collect();
    let user = Identity::user("u").with_traits(&many);
    // Each of them against each would be six million comparisons.
    for _ in 0..100 {
        let context = Context::new().traits(&many);
        let call = user.group_with_id("g", &()).context(context);
        assert!(call.build().is_ok());
    }
}
