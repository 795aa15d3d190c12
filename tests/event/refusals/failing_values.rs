//! Values whose `Serialize` or `Display` fails or breaks its contract.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use group_core::{Context, Identity, ProblemKind};
use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::custom_trait::problems_of;
use crate::given::{Fails, Two};
use crate::refused::{at, failed, problems};

#[test]
fn a_serialize_that_fails_is_refused() {
    assert_eq!(problems_of(Fails), [at("traits.value", failed("no"))]);
    assert_eq!(
        problems_of(("x", Fails)),
        [at("traits.value[1]", failed("no"))]
    );
    assert_eq!(
        problems_of(BTreeMap::from([("k", Fails)])),
        [at("traits.value.k", failed("no"))]
    );
}

#[test]
fn what_a_serialize_says_is_kept_to_the_letter() {
    struct Says(&'static str);

    impl Serialize for Says {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(S::Error::custom(self.0))
        }
    }

    for said in ["x at line 0 column 5", "x at line 007 column 03", ""] {
        let message = said.to_owned();
        assert_eq!(
            problems_of(Says(said)),
            [at("traits.value", ProblemKind::Serialize { message })]
        );
    }
}

#[test]
fn what_a_serialize_says_is_cut_and_its_controls_are_escaped() {
    struct Says(String);

    impl Serialize for Says {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(S::Error::custom(&self.0))
        }
    }

    assert_eq!(
        problems_of(Says("\u{1b}[31mred\n\u{202e}end".into())),
        [at("traits.value", failed("\\u{1b}[31mred\\n\\u{202e}end"))]
    );
    assert_eq!(
        problems_of(Says("é".repeat(1 << 20))),
        [at("traits.value", failed(&"é".repeat(300)))]
    );
    assert_eq!(
        problems_of(Says("\n".repeat(1000))),
        [at("traits.value", failed(&"\\n".repeat(150)))]
    );
}

#[test]
fn an_error_whose_display_fails_is_refused_like_any() {
    struct SaysIts(Broken);

    impl Serialize for SaysIts {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(S::Error::custom(&self.0))
        }
    }

    assert_eq!(
        problems_of(SaysIts(Broken("half"))),
        [at("traits.value", failed("half"))]
    );
    assert_eq!(
        problems_of(SaysIts(Broken(""))),
        [at(
            "traits.value",
            failed("it failed, and so did the `Display` of its error")
        )]
    );
}

#[test]
fn one_failing_value_hides_no_problem_of_its_siblings() {
    let group = Two {
        first: Fails,
        second: f64::NAN,
    };
    assert_eq!(
        problems(Identity::user("u").group_with_id("g", &group)),
        [
            at("traits.first", failed("no")),
            at("traits.second", ProblemKind::NotFinite)
        ]
    );
}

#[test]
fn a_problem_before_a_failure_is_kept() {
    assert_eq!(
        problems_of((f64::NAN, Fails)),
        [
            at("traits.value[0]", ProblemKind::NotFinite),
            at("traits.value[1]", failed("no"))
        ]
    );
}

#[test]
fn a_system_time_before_1970_fails_as_a_custom_trait() {
    let before = std::time::UNIX_EPOCH - std::time::Duration::from_secs(1);
    assert_eq!(
        problems_of(before),
        [at(
            "traits.value",
            failed("SystemTime must be later than UNIX_EPOCH")
        )]
    );
}

/// Displays this text and fails.
struct Broken(&'static str);

impl Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        Err(fmt::Error)
    }
}

impl Serialize for Broken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[test]
fn a_display_that_fails_is_refused() {
    assert_eq!(
        problems_of(Broken("half")),
        [at("traits.value", failed("its `Display` failed"))]
    );
}

#[test]
fn what_a_failing_display_wrote_does_not_change_the_path() {
    for half in [r#"a""#, r#"a","other":"#, r#"a"},"#, "a]", r"a\"] {
        assert_eq!(
            problems_of(Broken(half)),
            [at("traits.value", failed("its `Display` failed"))],
            "{half}"
        );
    }
}

#[test]
fn a_display_that_fails_as_a_context_text_is_refused() {
    let user = Identity::user("u");
    let call = user
        .group_with_id("g", &())
        .context(Context::new().ip(Broken("10.")));
    assert_eq!(
        problems(call),
        [at("context.ip", failed("its `Display` failed"))]
    );
}

#[test]
fn a_display_that_fails_as_a_map_key_is_refused() {
    struct Map;

    impl Serialize for Map {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([(Broken("k"), 1)])
        }
    }

    let found = problems_of(Map);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1, failed("its `Display` failed"));
}

/// Serialises these two, and says nothing of it when the first fails.
struct Swallows<A, B>(A, B);

impl<A: Serialize, B: Serialize> Serialize for Swallows<A, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        let _ = seq.serialize_element(&self.0);
        seq.serialize_element(&self.1)?;
        seq.end()
    }
}

#[test]
fn a_serialize_can_quote_the_error_of_an_inner_value() {
    struct Quotes<T>(T);

    impl<T: Serialize> Serialize for Quotes<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let inner = self.0.serialize(serializer);
            inner.map_err(|error| S::Error::custom(format!("inner: {error}")))
        }
    }

    assert_eq!(
        problems_of(Quotes(Fails)),
        [at("traits.value", failed("inner: no"))]
    );
    assert_eq!(
        problems_of(Quotes([Fails])),
        [
            at("traits.value[0]", failed("no")),
            at("traits.value[0]", failed("inner: the value can't be sent")),
        ]
    );
}

#[test]
fn an_inner_error_that_is_swallowed_is_refused_all_the_same() {
    assert_eq!(
        problems_of(Swallows(Fails, 1)),
        [at("traits.value[0]", failed("no"))]
    );
    assert_eq!(
        problems_of(Swallows(Broken("x"), 1)),
        [at("traits.value[0]", failed("its `Display` failed"))]
    );
    assert_eq!(
        problems_of(Swallows(BTreeMap::from([([1], 2)]), 1)),
        [at("traits.value[0]", ProblemKind::KeyNotString)]
    );
}

#[test]
fn a_swallowed_error_is_refused_in_remembered_traits_and_context() {
    let traits = BTreeMap::from([("a", Swallows(Fails, 1))]);
    let user = Identity::user("u").with_traits(&traits);
    let call = user
        .group_with_id("g", &())
        .context(Context::new().insert("x", Swallows(Fails, 1)));
    assert_eq!(
        problems(call),
        [
            at("context.traits.a[0]", failed("no")),
            at("context.x[0]", failed("no"))
        ]
    );
}

#[test]
fn a_problem_behind_a_swallowed_error_has_its_own_path() {
    let half_open = BTreeMap::from([("k", (1, Fails))]);
    assert_eq!(
        problems_of(Swallows(half_open, f64::NAN)),
        [
            at("traits.value[0].k[1]", failed("no")),
            at("traits.value[1]", ProblemKind::NotFinite),
        ]
    );
    assert_eq!(
        problems_of(Swallows(Broken("x"), f64::NAN)),
        [
            at("traits.value[0]", failed("its `Display` failed")),
            at("traits.value[1]", ProblemKind::NotFinite),
        ]
    );
}

#[test]
fn a_map_that_writes_keys_without_values_is_refused() {
    struct Keys;

    impl Serialize for Keys {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_key("a")?;
            map.serialize_key("b")?;
            map.end()
        }
    }

    struct LastKey;

    impl Serialize for LastKey {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry("a", "b")?;
            map.serialize_key("c")?;
            map.end()
        }
    }

    struct SwallowedKeys;

    impl Serialize for SwallowedKeys {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            let _ = map.serialize_key("a");
            let _ = map.serialize_key("b");
            map.serialize_value("c")?;
            map.end()
        }
    }

    for found in [
        problems_of(Keys),
        problems_of(LastKey),
        problems_of(SwallowedKeys),
    ] {
        assert_eq!(found.len(), 1);
        assert!(
            matches!(found[0].1, ProblemKind::Serialize { .. }),
            "{found:?}"
        );
    }
}

#[test]
fn a_map_that_writes_a_value_without_a_key_is_refused() {
    struct Values;

    impl Serialize for Values {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            let _ = map.serialize_value("a");
            map.end()
        }
    }

    let found = problems_of(Values);
    assert_eq!(found.len(), 1);
    assert!(
        matches!(found[0].1, ProblemKind::Serialize { .. }),
        "{found:?}"
    );
}

#[test]
fn a_value_without_a_key_has_its_problem_before_those_that_follow() {
    struct Values;

    impl Serialize for Values {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            let _ = map.serialize_value("a");
            map.serialize_entry("b", &f64::NAN)?;
            map.end()
        }
    }

    assert_eq!(
        problems_of(Values),
        [
            at("traits.value", failed("a map value has no key")),
            at("traits.value.b", ProblemKind::NotFinite),
        ]
    );
}

#[test]
fn the_text_is_not_read_again_for_each_of_many_errors() {
    /// Fails after it has swallowed some errors.
    struct Row;

    impl Serialize for Row {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut seq = serializer.serialize_seq(None)?;
            for _ in 0..300 {
                let _ = seq.serialize_element(&Fails);
            }
            Err(S::Error::custom("no"))
        }
    }

    struct Table;

    impl Serialize for Table {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut seq = serializer.serialize_seq(None)?;
            seq.serialize_element(&vec![0; 14_000])?;
            for _ in 0..300 {
                let _ = seq.serialize_element(&Row);
            }
            seq.end()
        }
    }

    // For each of them the text before it, of 28 KB, would be 2.5 GB.
    let found = problems_of(Table);
    assert_eq!(found.len(), 300 * 301);
    assert_eq!(found[0], at("traits.value[1][0]", failed("no")));
    assert_eq!(
        found[300 * 301 - 1],
        at("traits.value[300][299]", failed("no"))
    );
}

#[test]
fn errors_past_the_limit_take_no_memory() {
    struct Endless;

    impl Serialize for Endless {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut seq = serializer.serialize_seq(None)?;
            for _ in 0..1_000_000 {
                let _ = seq.serialize_element(&Fails);
            }
            seq.end()
        }
    }

    let found = problems_of(Endless);
    assert!(found.len() < 10_000);
    assert!(matches!(
        found.last(),
        Some((_, ProblemKind::TooLarge { .. }))
    ));
}
