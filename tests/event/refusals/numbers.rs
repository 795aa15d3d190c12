//! Numbers that JSON lacks, or that are changed on the way.

use std::collections::BTreeMap;
use std::fmt::Display;

use group_core::{Context, CountTrait, GroupTraits, Identity, Integrations, ProblemKind};
use serde::Serialize;
use serde_json::json;

use crate::custom_trait::{problems_of, sent};
use crate::given::{LIMIT, Shapes};
use crate::refused::{at, problems, too_large};

#[test]
fn the_largest_and_smallest_integers_are_accepted() {
    assert_eq!(sent(LIMIT), LIMIT);
    assert_eq!(sent(-LIMIT), -LIMIT);
    assert_eq!(sent(LIMIT as u64), LIMIT);
    assert_eq!(sent(i128::from(LIMIT)), LIMIT);
    assert_eq!(sent(i128::from(-LIMIT)), -LIMIT);
    assert_eq!(sent(LIMIT as u128), LIMIT);
}

#[test]
fn an_integer_beyond_2_to_the_53_is_refused() {
    let refused = |value: &dyn Display| [at("traits.value", too_large(value))];
    assert_eq!(problems_of(LIMIT + 1), refused(&"9007199254740993"));
    assert_eq!(problems_of(-LIMIT - 1), refused(&"-9007199254740993"));
    assert_eq!(problems_of(LIMIT as u64 + 1), refused(&"9007199254740993"));
    assert_eq!(
        problems_of(i128::from(LIMIT) + 1),
        refused(&"9007199254740993")
    );
    assert_eq!(
        problems_of(i128::from(-LIMIT) - 1),
        refused(&"-9007199254740993")
    );
    assert_eq!(problems_of(LIMIT as u128 + 1), refused(&"9007199254740993"));
}

#[test]
fn the_integers_at_the_ends_of_their_types_are_refused() {
    assert_eq!(
        problems_of(i64::MIN),
        [at("traits.value", too_large(i64::MIN))]
    );
    assert_eq!(
        problems_of(u64::MAX),
        [at("traits.value", too_large(u64::MAX))]
    );
    assert_eq!(
        problems_of(i128::MIN),
        [at("traits.value", too_large(i128::MIN))]
    );
    assert_eq!(
        problems_of(u128::MAX),
        [at("traits.value", too_large(u128::MAX))]
    );
    assert_eq!(
        problems_of(u128::from(u64::MAX) + 2),
        [at("traits.value", too_large("18446744073709551617"))]
    );
}

#[test]
fn an_integer_too_large_is_found_wherever_it_stands() {
    #[derive(Serialize)]
    struct Inner {
        ok: u8,
        big: i64,
    }

    let big = LIMIT + 1;
    let found = |path: &str| [at(path, too_large(big))];
    assert_eq!(problems_of([1, 2, big]), found("traits.value[2]"));
    assert_eq!(problems_of((1, big)), found("traits.value[1]"));
    assert_eq!(
        problems_of(BTreeMap::from([("a", 1), ("b", big)])),
        found("traits.value.b")
    );
    assert_eq!(problems_of(Inner { ok: 1, big }), found("traits.value.big"));
    assert_eq!(
        problems_of(vec![vec![], vec![1, big]]),
        found("traits.value[1][1]")
    );
    assert_eq!(
        problems_of([Inner { ok: 1, big }]),
        found("traits.value[0].big")
    );
    assert_eq!(
        problems_of(Shapes::Newtype(big)),
        found("traits.value.Newtype")
    );
    assert_eq!(
        problems_of(Shapes::Tuple(1, big)),
        found("traits.value.Tuple[1]")
    );
    assert_eq!(
        problems_of(Shapes::Struct { deep: big }),
        found("traits.value.Struct.deep")
    );
    assert_eq!(problems_of(Some(big)), found("traits.value"));
    assert_eq!(
        problems_of(json!({"a": [{"b": big}]})),
        found("traits.value.a[0].b")
    );
}

#[test]
fn an_integer_too_large_is_found_in_the_context_and_the_integrations() {
    let user = Identity::user("u").with_traits(&json!({"a": LIMIT + 1}));
    let call = user
        .group_with_id("g", &())
        .context(
            Context::new()
                .insert("x", [LIMIT + 2])
                .app(json!({"b": {"c": LIMIT + 3}})),
        )
        .integrations(Integrations::all().options("HubSpot", json!({"d": LIMIT + 4})));
    assert_eq!(
        problems(call),
        [
            at("context.traits.a", too_large(LIMIT + 1)),
            at("context.x[0]", too_large(LIMIT + 2)),
            at("context.app.b.c", too_large(LIMIT + 3)),
            at("integrations.HubSpot.d", too_large(LIMIT + 4)),
        ]
    );
}

#[test]
fn nan_and_the_infinities_are_refused() {
    for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(
            problems_of(float),
            [at("traits.value", ProblemKind::NotFinite)]
        );
        assert_eq!(
            problems_of([1.0, float]),
            [at("traits.value[1]", ProblemKind::NotFinite)]
        );
    }
    for float in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        assert_eq!(
            problems_of(float),
            [at("traits.value", ProblemKind::NotFinite)]
        );
    }
}

#[test]
fn a_negative_count_is_refused() {
    #[derive(GroupTraits)]
    struct Company {
        employees: i32,
    }

    assert_eq!(
        problems(Identity::user("u").group_with_id("g", &Company { employees: -1 })),
        [at("traits.employees", ProblemKind::UnsendableCount)]
    );
}

#[test]
fn a_count_beyond_2_to_the_53_is_refused() {
    struct Huge;

    impl CountTrait for Huge {
        fn count(&self) -> Option<u64> {
            Some(u64::MAX)
        }
    }

    #[derive(GroupTraits)]
    struct Company {
        employees: Huge,
        #[group(as = "count")]
        seats: u128,
    }

    let company = Company {
        employees: Huge,
        seats: u128::MAX,
    };
    let found = problems(Identity::user("u").group_with_id("g", &company));
    assert_eq!(
        found,
        [
            at("traits.employees", too_large(u64::MAX)),
            at("traits.seats", ProblemKind::UnsendableCount),
        ]
    );
}

#[test]
fn a_count_of_2_to_the_53_is_accepted() {
    #[derive(GroupTraits)]
    struct Company {
        employees: i64,
    }

    let payload = Identity::user("u")
        .group_with_id("g", &Company { employees: LIMIT })
        .build()
        .unwrap();
    assert_eq!(payload.to_value()["traits"]["employees"], LIMIT);
}
