//! What has to be an object and is none, and the key of an object that is not for callers.

use group_core::{Context, Identity, ProblemKind};
use serde::Serialize;
use serde_json::json;

use crate::given::Shapes;
use crate::refused::{at, problems};

#[test]
fn identify_traits_that_are_no_object_are_refused() {
    let mut user = Identity::user("u");
    for traits in [
        json!(null),
        json!(1),
        json!("x"),
        json!([]),
        json!([{"a": 1}]),
        json!(true),
    ] {
        let refused = user.identify("u", &traits).build().unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the event was refused: traits: it must be an object with named values",
            "{traits}"
        );
    }
    assert!(user.identify("u", &()).build().is_err());
}

#[test]
fn identify_traits_of_every_object_kind_are_accepted() {
    #[derive(Serialize)]
    struct Named {
        a: i64,
    }

    #[derive(Serialize)]
    struct Newtype(Named);

    let mut user = Identity::user("u");
    assert!(user.identify("u", &json!({})).build().is_ok());
    assert!(user.identify("u", &Newtype(Named { a: 1 })).build().is_ok());
    assert!(user.identify("u", &Some(Named { a: 1 })).build().is_ok());
    assert!(user.identify("u", &Shapes::Newtype(1)).build().is_ok());
    assert!(user.identify("u", &Shapes::Tuple(1, 2)).build().is_ok());
    assert!(
        user.identify("u", &Shapes::Struct { deep: 1 })
            .build()
            .is_ok()
    );
}

#[test]
fn context_traits_that_are_no_object_are_refused() {
    let user = Identity::user("u");
    for context in [
        Context::new().traits(&[1]),
        Context::new().insert("traits", "x"),
    ] {
        let call = user.group_with_id("g", &()).context(context);
        assert_eq!(
            problems(call),
            [at("context.traits", ProblemKind::NotAnObject)]
        );
    }
}

#[test]
fn remembered_traits_that_are_no_object_are_refused_in_every_build() {
    let user = Identity::user("u").with_traits("gavin");
    for _ in 0..2 {
        assert_eq!(
            problems(user.group_with_id("g", &())),
            [at("context.traits", ProblemKind::NotAnObject)]
        );
    }
}

#[test]
fn a_library_in_the_context_is_refused() {
    let user = Identity::user("u");
    let call = user
        .group_with_id("g", &())
        .context(Context::new().insert("library", "mine"));
    assert_eq!(
        problems(call),
        [at("context.library", ProblemKind::Reserved)]
    );
}
