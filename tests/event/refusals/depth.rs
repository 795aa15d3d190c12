//! Values that are nested too deep, or without end.

use std::collections::BTreeMap;

use group_core::{Context, Identity, Integrations, ProblemKind};
use serde::ser::{SerializeStruct, SerializeTupleVariant};
use serde::{Serialize, Serializer};

use crate::custom_trait::{One, problems_of};
use crate::given::{Nested, Two, deep};
use crate::refused::{at, problems};

#[test]
fn traits_of_127_levels_are_accepted_and_of_128_refused() {
    let payload = Identity::user("u")
        .group_with_id("g", &One { value: Nested(125) })
        .build()
        .unwrap();
    assert!(payload.as_str().contains(&"[".repeat(125)));
    assert!(payload.to_value().is_object());
    assert_eq!(
        problems_of(Nested(126)),
        [at(&deep("traits.value", 125), ProblemKind::TooDeep)]
    );
}

#[test]
fn a_context_of_127_levels_is_accepted_and_of_128_refused() {
    let user = Identity::user("u");
    let call = |levels| {
        user.group_with_id("g", &())
            .context(Context::new().insert("x", Nested(levels)))
    };
    assert!(call(125).build().unwrap().to_value().is_object());
    assert_eq!(
        problems(call(126)),
        [at(&deep("context.x", 125), ProblemKind::TooDeep)]
    );
}

#[test]
fn integrations_of_127_levels_are_accepted_and_of_128_refused() {
    let user = Identity::user("u");
    let options =
        |levels| Integrations::all().options("X", BTreeMap::from([("a", Nested(levels))]));
    let call = |levels| user.group_with_id("g", &()).integrations(options(levels));
    assert!(call(124).build().unwrap().to_value().is_object());
    assert_eq!(
        problems(call(125)),
        [at(&deep("integrations.X.a", 124), ProblemKind::TooDeep)]
    );
}

#[test]
fn remembered_traits_of_127_levels_are_accepted_and_of_128_refused() {
    let user = |levels| Identity::user("u").with_traits(&BTreeMap::from([("a", Nested(levels))]));
    assert!(
        user(124)
            .group_with_id("g", &())
            .build()
            .unwrap()
            .to_value()
            .is_object()
    );
    assert_eq!(
        problems(user(125).group_with_id("g", &())),
        [at(&deep("context.traits.a", 124), ProblemKind::TooDeep)]
    );
}

#[test]
fn identify_traits_of_127_levels_are_accepted_and_of_128_refused() {
    let mut user = Identity::user("u");
    let mut identify = |levels| {
        user.identify("u", &BTreeMap::from([("a", Nested(levels))]))
            .build()
    };
    assert!(identify(124).unwrap().to_value().is_object());
    assert!(
        matches!(identify(125).unwrap_err().problems(), [problem] if *problem.kind() == ProblemKind::TooDeep)
    );
}

#[test]
fn a_value_that_is_too_deep_hides_no_problem_behind_it() {
    let group = Two {
        first: Nested(300),
        second: Nested(126),
    };
    assert_eq!(
        problems(Identity::user("u").group_with_id("g", &group)),
        [
            at(&deep("traits.first", 125), ProblemKind::TooDeep),
            at(&deep("traits.second", 125), ProblemKind::TooDeep),
        ]
    );
}

enum Endless {
    Seq,
    Map,
    Struct,
    NewtypeVariant,
    TupleVariant,
}

impl Serialize for Endless {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Seq => serializer.collect_seq([self]),
            Self::Map => serializer.collect_map([("k", self)]),
            Self::Struct => {
                let mut fields = serializer.serialize_struct("Endless", 1)?;
                fields.serialize_field("k", self)?;
                fields.end()
            }
            Self::NewtypeVariant => serializer.serialize_newtype_variant("Endless", 0, "k", self),
            Self::TupleVariant => {
                let mut fields = serializer.serialize_tuple_variant("Endless", 0, "k", 1)?;
                fields.serialize_field(self)?;
                fields.end()
            }
        }
    }
}

#[test]
fn an_endless_recursion_is_refused() {
    use Endless::*;
    for value in [Seq, Map, Struct, NewtypeVariant, TupleVariant] {
        let user = Identity::user("u").with_traits(&BTreeMap::from([("a", &value)]));
        let context = Context::new().insert("x", &value);
        let found = problems(user.group_with_id("g", &One { value }).context(context));
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|(_, kind)| *kind == ProblemKind::TooDeep));
    }
}

#[test]
fn newtypes_and_options_without_end_are_refused() {
    struct Newtypes;

    impl Serialize for Newtypes {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_newtype_struct("Newtypes", self)
        }
    }

    struct Options;

    impl Serialize for Options {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_some(self)
        }
    }

    assert_eq!(
        problems_of(Newtypes),
        [at("traits.value", ProblemKind::TooDeep)]
    );
    assert_eq!(
        problems_of(Options),
        [at("traits.value", ProblemKind::TooDeep)]
    );
    assert_eq!(
        problems_of(BTreeMap::from([("k", Options)])),
        [at("traits.value.k", ProblemKind::TooDeep)]
    );
}
