//! A `Serialize` that catches a panic of a value in it, and goes on.

use std::fmt::{self, Display};
use std::panic::{AssertUnwindSafe, catch_unwind};

use group_core::{Context, Identity, ProblemKind};
use serde::ser::{SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use crate::custom_trait::{problems_of, sent};
use crate::refused::{at, failed, problems};

const CAUGHT: &str = "its `Serialize` panicked, and the panic was caught";

/// Writes this far, then panics.
#[derive(Clone, Copy, Debug)]
enum Panics {
    AtOnce,
    InSeq,
    InMap,
    BehindKey,
    InKey,
    InDisplay(&'static str),
    InOption,
    InStruct,
}

const ALL: [Panics; 8] = [
    Panics::AtOnce,
    Panics::InSeq,
    Panics::InMap,
    Panics::BehindKey,
    Panics::InKey,
    Panics::InDisplay("}],\"x\":"),
    Panics::InOption,
    Panics::InStruct,
];

/// As the panics of a user's code, but without the message of one.
fn panic() -> ! {
    std::panic::resume_unwind(Box::new("caught"))
}

impl Serialize for Panics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::AtOnce => {}
            Self::InSeq => {
                let mut seq = serializer.serialize_seq(None)?;
                seq.serialize_element(&1)?;
                seq.serialize_element(&Self::AtOnce)?;
            }
            Self::InMap => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("a", &1)?;
                map.serialize_entry("b", &Self::InSeq)?;
            }
            Self::BehindKey => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_key("a")?;
                panic();
            }
            Self::InKey => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_key(&Self::InDisplay("k"))?;
            }
            Self::InDisplay(_) => return serializer.collect_str(self),
            Self::InOption => return serializer.serialize_some(&Self::InSeq),
            Self::InStruct => {
                let mut fields = serializer.serialize_struct("S", 2)?;
                fields.serialize_field("a", &Self::InMap)?;
            }
        }
        panic()
    }
}

impl Display for Panics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::InDisplay(half) = self {
            f.write_str(half)?;
        }
        panic()
    }
}

/// Whether this panics; the panic is caught.
fn is_caught(f: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(f)).is_err()
}

/// A sequence of 0, a value that panics, and 2.
struct InSeq(Panics);

impl Serialize for InSeq {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        seq.serialize_element(&0)?;
        assert!(is_caught(|| drop(seq.serialize_element(&self.0))));
        seq.serialize_element(&2)?;
        seq.end()
    }
}

#[test]
fn a_panic_that_a_sequence_catches_is_refused() {
    for panics in ALL {
        assert_eq!(
            problems_of(InSeq(panics)),
            [at("traits.value[1]", failed(CAUGHT))],
            "{panics:?}"
        );
    }
}

#[test]
fn a_panic_that_the_last_element_catches_is_refused() {
    struct Last(Panics);

    impl Serialize for Last {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut seq = serializer.serialize_seq(None)?;
            assert!(is_caught(|| drop(seq.serialize_element(&self.0))));
            seq.end()
        }
    }

    for panics in ALL {
        assert_eq!(
            problems_of(Last(panics)),
            [at("traits.value[0]", failed(CAUGHT))],
            "{panics:?}"
        );
    }
}

#[test]
fn a_panic_that_a_struct_catches_is_refused() {
    struct InStruct(Panics);

    impl Serialize for InStruct {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut fields = serializer.serialize_struct("S", 2)?;
            assert!(is_caught(|| drop(fields.serialize_field("a", &self.0))));
            fields.serialize_field("b", &f64::NAN)?;
            fields.end()
        }
    }

    for panics in ALL {
        assert_eq!(
            problems_of(InStruct(panics)),
            [
                at("traits.value.a", failed(CAUGHT)),
                at("traits.value.b", ProblemKind::NotFinite)
            ],
            "{panics:?}"
        );
    }
}

#[test]
fn a_panic_that_a_map_catches_is_refused() {
    struct InMap(Panics);

    impl Serialize for InMap {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_key("a")?;
            assert!(is_caught(|| drop(map.serialize_value(&self.0))));
            assert!(is_caught(|| drop(map.serialize_key(&self.0))));
            map.serialize_entry("b", &f64::NAN)?;
            map.end()
        }
    }

    // The others are no key, which is an error and no panic.
    for panics in [Panics::AtOnce, Panics::InDisplay("}],\"x\":")] {
        assert_eq!(
            problems_of(InMap(panics)),
            [
                at("traits.value.a", failed(CAUGHT)),
                at("traits.value", failed(CAUGHT)),
                at("traits.value.b", ProblemKind::NotFinite)
            ],
            "{panics:?}"
        );
    }
}

#[test]
fn a_panic_between_a_key_and_its_value_is_refused() {
    struct Between;

    impl Serialize for Between {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            assert!(is_caught(|| {
                let _ = map.serialize_key("a");
                panic()
            }));
            map.end()
        }
    }

    assert_eq!(
        problems_of(Between),
        [at("traits.value.a", failed("a key has no value"))]
    );
}

#[test]
fn a_panic_in_a_raw_value_is_refused() {
    struct Raw;

    impl Serialize for Raw {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            const NAME: &str = "$serde_json::private::RawValue";
            let mut raw = serializer.serialize_struct(NAME, 1)?;
            assert!(is_caught(|| drop(
                raw.serialize_field(NAME, &Panics::AtOnce)
            )));
            raw.end()
        }
    }

    assert_eq!(problems_of([Raw]), [at("traits.value[0]", failed(CAUGHT))]);
    assert_eq!(problems_of(Raw), [at("traits.value", failed(CAUGHT))]);
}

#[test]
fn a_panic_that_is_caught_far_outside_is_refused() {
    struct Outside;

    impl Serialize for Outside {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut seq = serializer.serialize_seq(None)?;
            let deep = Some(((Some([[(1, Panics::InMap)]]),),));
            assert!(is_caught(|| drop(seq.serialize_element(&deep))));
            seq.serialize_element(&[3])?;
            seq.end()
        }
    }

    assert_eq!(
        problems_of((0, Outside)),
        [at("traits.value[1][0]", failed(CAUGHT))]
    );
}

#[test]
fn many_panics_leave_room_for_options_and_levels() {
    struct Many;

    impl Serialize for Many {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut seq = serializer.serialize_seq(None)?;
            for _ in 0..1_000 {
                assert!(is_caught(|| drop(
                    seq.serialize_element(&Some(Panics::InOption))
                )));
            }
            seq.serialize_element(&Some([[f64::NAN]]))?;
            seq.end()
        }
    }

    let found = problems_of(Many);
    assert_eq!(found.len(), 1_001);
    assert_eq!(found[999], at("traits.value[999]", failed(CAUGHT)));
    assert_eq!(
        found[1_000],
        at("traits.value[1000][0][0]", ProblemKind::NotFinite)
    );
}

#[test]
fn a_caught_panic_is_refused_in_the_traits_of_a_user_and_in_a_context() {
    #[derive(Serialize)]
    struct Traits {
        a: InSeq,
    }

    let user = Identity::user("u").with_traits(&Traits {
        a: InSeq(Panics::InMap),
    });
    let context = Context::new().insert("x", InSeq(Panics::InKey));
    assert_eq!(
        problems(user.group_with_id("g", &()).context(context)),
        [
            at("context.traits.a[1]", failed(CAUGHT)),
            at("context.x[1]", failed(CAUGHT))
        ]
    );
}

#[test]
fn a_container_that_is_never_ended_is_refused() {
    struct Forgets;

    impl Serialize for Forgets {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut seq = serializer.serialize_seq(None)?;
            seq.serialize_element(&1)?;
            std::mem::forget(seq);
            Err(serde::ser::Error::custom("forgotten"))
        }
    }

    struct Goes<T>(T);

    impl<T: Serialize> Serialize for Goes<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut seq = serializer.serialize_seq(None)?;
            let _ = seq.serialize_element(&self.0);
            seq.serialize_element(&f64::NAN)?;
            seq.end()
        }
    }

    assert_eq!(
        problems_of(Goes(Forgets)),
        [
            at("traits.value[0][0]", failed("forgotten")),
            at("traits.value[1]", ProblemKind::NotFinite)
        ]
    );
}

#[test]
fn an_event_that_is_built_within_another_changes_nothing_there() {
    struct Builds;

    impl Serialize for Builds {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let caught = is_caught(|| {
                let _ = Identity::user("u").with_traits(&Panics::InMap);
            });
            let inner = Identity::user("u").group_with_id("g", &()).build();
            serializer.collect_seq([caught, inner.is_ok()])
        }
    }

    assert_eq!(sent(Builds), serde_json::json!([true, true]));
}
