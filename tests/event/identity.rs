//! Who an event is about, and what of them every event carries.

use std::rc::Rc;

use group_core::{Context, GroupTraits, Identity, ProblemKind};
use serde_json::{Value, json};

#[derive(GroupTraits)]
struct Company {
    id: &'static str,
    name: &'static str,
}

const HOOLI: Company = Company {
    id: "g-1",
    name: "Hooli",
};

/// A group event of the user.
fn sent(user: &Identity) -> Value {
    user.group(&HOOLI).build().unwrap().to_value()
}

// Ids.

#[test]
fn a_user_has_a_user_id_and_no_anonymous_id() {
    let user = Identity::user("u-1");
    assert_eq!((user.user_id(), user.anonymous_id()), (Some("u-1"), None));
    assert_eq!(sent(&user)["userId"], "u-1");
    assert_eq!(sent(&user).get("anonymousId"), None);
}

#[test]
fn an_anonymous_user_has_an_anonymous_id_and_no_user_id() {
    let user = Identity::anonymous("a-1");
    assert_eq!((user.user_id(), user.anonymous_id()), (None, Some("a-1")));
    assert_eq!(sent(&user)["anonymousId"], "a-1");
    assert_eq!(sent(&user).get("userId"), None);
}

#[test]
fn a_generated_identity_has_a_random_anonymous_id() {
    let (one, other) = (Identity::generate(), Identity::generate());
    assert_eq!(one.user_id(), None);
    assert_ne!(one.anonymous_id(), other.anonymous_id());
    let uuid = uuid::Uuid::parse_str(one.anonymous_id().unwrap()).unwrap();
    assert_eq!(uuid.get_version(), Some(uuid::Version::Random));
    assert_eq!(sent(&one)["anonymousId"], one.anonymous_id().unwrap());
}

#[test]
fn an_anonymous_id_can_be_added_and_changed() {
    let user = Identity::user("u-1")
        .with_anonymous_id("a-1")
        .with_anonymous_id("a-2");
    assert_eq!(
        (user.user_id(), user.anonymous_id()),
        (Some("u-1"), Some("a-2"))
    );
    assert_eq!(sent(&user)["userId"], "u-1");
    assert_eq!(sent(&user)["anonymousId"], "a-2");
}

#[test]
fn ids_of_every_kind_are_sent_as_strings() {
    assert_eq!(Identity::user(42).user_id(), Some("42"));
    assert_eq!(
        Identity::user(u64::MAX).user_id(),
        Some("18446744073709551615")
    );
    assert_eq!(
        Identity::user(i128::MIN).user_id(),
        Some("-170141183460469231731687303715884105728")
    );
    assert_eq!(Identity::user(String::from("u")).user_id(), Some("u"));
    assert_eq!(
        Identity::anonymous(Rc::<str>::from("a")).anonymous_id(),
        Some("a")
    );
    assert_eq!(
        Identity::anonymous(uuid::Uuid::nil()).anonymous_id(),
        Some("00000000-0000-0000-0000-000000000000")
    );
    assert_eq!(
        sent(&Identity::user(9_007_199_254_740_993_u64))["userId"],
        "9007199254740993"
    );
}

// identify.

#[test]
fn identify_sets_the_user_id_and_keeps_the_anonymous_id() {
    let mut user = Identity::anonymous("a-1");
    let event = user.identify("u-1", &json!({})).build().unwrap().to_value();
    assert_eq!(
        (&event["userId"], &event["anonymousId"]),
        (&json!("u-1"), &json!("a-1"))
    );
    assert_eq!(
        (user.user_id(), user.anonymous_id()),
        (Some("u-1"), Some("a-1"))
    );
}

#[test]
fn identify_makes_no_anonymous_id() {
    let mut user = Identity::user("u-1");
    let event = user.identify("u-1", &json!({})).build().unwrap().to_value();
    assert_eq!(event.get("anonymousId"), None);
    assert_eq!(user.anonymous_id(), None);
}

#[test]
fn later_group_calls_carry_the_traits_of_the_identify() {
    let mut user = Identity::user("u-1");
    user.identify("u-1", &json!({"email": "g@x.y", "deep": {"a": [null]}}))
        .build()
        .unwrap();
    for _ in 0..2 {
        assert_eq!(
            sent(&user)["context"]["traits"],
            json!({"email": "g@x.y", "deep": {"a": [null]}})
        );
        assert_eq!(sent(&user)["traits"], json!({"name": "Hooli"}));
    }
}

#[test]
fn identify_remembers_at_the_call_and_not_at_the_build() {
    let mut user = Identity::anonymous("a-1");
    let _ = user.identify("u-1", &json!({"email": "g@x.y"}));
    assert_eq!(user.user_id(), Some("u-1"));
    assert_eq!(sent(&user)["context"]["traits"], json!({"email": "g@x.y"}));
}

#[test]
fn identify_replaces_the_traits_of_the_one_before() {
    let mut user = Identity::user("u-1");
    user.identify("u-1", &json!({"email": "g@x.y", "age": 1}))
        .build()
        .unwrap();
    user.identify("u-1", &json!({"age": 2})).build().unwrap();
    assert_eq!(sent(&user)["context"]["traits"], json!({"age": 2}));
}

#[test]
fn identify_with_no_traits_forgets_the_traits_of_the_one_before() {
    let mut user = Identity::user("u-1");
    user.identify("u-1", &json!({"email": "g@x.y"}))
        .build()
        .unwrap();
    let event = user.identify("u-1", &json!({})).build().unwrap().to_value();
    assert_eq!(event["traits"], json!({}));
    assert_eq!(event["context"]["traits"], json!({}));
    assert_eq!(sent(&user)["context"]["traits"], json!({}));
}

#[test]
fn traits_of_one_user_are_not_in_events_of_the_next() {
    let mut user = Identity::user("u-1");
    user.identify("u-1", &json!({"email": "g@x.y"}))
        .build()
        .unwrap();
    let event = user
        .identify("u-2", &json!({"age": 2}))
        .build()
        .unwrap()
        .to_value();
    assert_eq!(event["traits"], json!({"age": 2}));
    assert_eq!(event["context"]["traits"], json!({"age": 2}));
    assert_eq!(sent(&user)["userId"], "u-2");
    assert_eq!(sent(&user)["context"]["traits"], json!({"age": 2}));
}

#[test]
fn identify_traits_that_are_no_object_are_not_remembered() {
    let mut user = Identity::user("u-1");
    assert!(user.identify("u-1", &[1]).build().is_err());
    assert_eq!(sent(&user)["context"].get("traits"), None);
}

#[test]
fn identify_traits_that_cannot_be_sent_are_not_remembered() {
    let mut user = Identity::user("u-1");
    let refused = user
        .identify("u-1", &json!({"age": u64::MAX}))
        .build()
        .unwrap_err();
    assert_eq!(refused.problems().len(), 1);
    assert_eq!(refused.problems()[0].path(), "traits.age");
    assert_eq!(sent(&user)["context"].get("traits"), None);
}

#[test]
fn a_refused_identify_of_another_user_takes_their_user_id_and_no_traits_of_the_one_before() {
    let mut user = Identity::user("u-1");
    user.identify("u-1", &json!({"email": "g@x.y"}))
        .build()
        .unwrap();
    assert!(user.identify("u-2", &"no object").build().is_err());
    assert_eq!(user.user_id(), Some("u-2"));
    assert_eq!(sent(&user)["context"].get("traits"), None);
}

#[test]
fn a_refused_identify_reports_no_problem_of_the_user_before() {
    let mut user = Identity::user("u-1").with_traits(&1);
    let refused = user.identify("u-2", &2).build().unwrap_err();
    let found: Vec<_> = refused
        .problems()
        .iter()
        .map(|problem| (problem.path(), problem.kind()))
        .collect();
    assert_eq!(found, [("traits", &ProblemKind::NotAnObject)]);
}

#[test]
fn identify_lifts_the_problem_of_remembered_traits() {
    let mut user = Identity::user("u-1").with_traits(&1);
    assert!(user.group(&HOOLI).build().is_err());
    user.identify("u-1", &json!({"age": 1})).build().unwrap();
    assert_eq!(sent(&user)["context"]["traits"], json!({"age": 1}));
}

#[test]
fn a_group_struct_is_not_changed_by_the_remembered_traits() {
    let user = Identity::user("u-1")
        .with_traits(&json!({"name": "Gavin", "id": "u-1", "groupType": "person"}));
    let event = sent(&user);
    assert_eq!(event["traits"], json!({"name": "Hooli"}));
    assert_eq!(event["groupId"], "g-1");
    assert_eq!(
        event["context"]["traits"],
        json!({"name": "Gavin", "id": "u-1", "groupType": "person"})
    );
}

#[test]
fn traits_of_one_group_are_not_in_events_of_the_next() {
    let user = Identity::user("u-1");
    assert_eq!(sent(&user)["traits"], json!({"name": "Hooli"}));
    let next = user.group_with_id("g-2", &()).build().unwrap().to_value();
    assert_eq!(next.get("traits"), None);
    assert_eq!(next["context"].get("traits"), None);
}

#[test]
fn context_traits_of_one_call_are_not_in_the_next() {
    let user = Identity::user("u-1");
    let context = Context::new().traits(&json!({"age": 1}));
    let event = user
        .group(&HOOLI)
        .context(context)
        .build()
        .unwrap()
        .to_value();
    assert_eq!(event["context"]["traits"], json!({"age": 1}));
    assert_eq!(sent(&user)["context"].get("traits"), None);
}

#[test]
fn identify_traits_are_those_of_a_struct_too() {
    #[derive(serde::Serialize)]
    struct Profile {
        email: &'static str,
        nickname: Option<&'static str>,
    }

    let mut user = Identity::user("u-1");
    let profile = Profile {
        email: "g@x.y",
        nickname: None,
    };
    let event = user.identify("u-1", &profile).build().unwrap();
    assert!(
        event
            .as_str()
            .contains(r#""traits":{"email":"g@x.y","nickname":null},"context""#)
    );
}

// with_traits and reset.

#[test]
fn with_traits_remembers_without_an_identify() {
    let user = Identity::user("u-1").with_traits(&json!({"email": "g@x.y"}));
    assert_eq!(sent(&user)["context"]["traits"], json!({"email": "g@x.y"}));
}

#[test]
fn with_traits_replaces_what_was_remembered() {
    let user = Identity::user("u-1")
        .with_traits(&json!({"a": 1}))
        .with_traits(&json!({"b": 2}));
    assert_eq!(sent(&user)["context"]["traits"], json!({"b": 2}));
}

#[test]
fn with_traits_that_cannot_be_sent_are_a_problem_of_every_build() {
    let user = Identity::user("u-1").with_traits(&json!({"age": u64::MAX}));
    for _ in 0..2 {
        let refused = user.group(&HOOLI).build().unwrap_err();
        assert_eq!(refused.problems().len(), 1);
        assert_eq!(refused.problems()[0].path(), "context.traits.age");
    }
}

#[test]
fn reset_forgets_the_user_id_and_the_traits_and_keeps_the_anonymous_id() {
    let mut user = Identity::user("u-1")
        .with_anonymous_id("a-1")
        .with_traits(&json!({"a": 1}));
    user.reset();
    assert_eq!((user.user_id(), user.anonymous_id()), (None, Some("a-1")));
    let event = sent(&user);
    assert_eq!(event.get("userId"), None);
    assert_eq!(event["anonymousId"], "a-1");
    assert_eq!(event["context"].get("traits"), None);
}

#[test]
fn reset_makes_an_anonymous_id_if_there_was_none() {
    let mut user = Identity::user("u-1");
    user.reset();
    assert_eq!(user.user_id(), None);
    let made = user.anonymous_id().unwrap().to_owned();
    assert!(uuid::Uuid::parse_str(&made).is_ok());
    user.reset();
    assert_eq!(user.anonymous_id(), Some(&*made));
}

// The type.

#[test]
fn debug_shows_the_ids_and_no_traits() {
    let user = Identity::user("u-1")
        .with_anonymous_id("a-1")
        .with_traits(&json!({"email": "g@x.y"}));
    assert_eq!(
        format!("{user:?}"),
        r#"Identity { user_id: Some("u-1"), anonymous_id: Some("a-1"), .. }"#
    );
    let faulty = user.with_traits(&json!({"age": u64::MAX}));
    assert!(!format!("{faulty:?}").contains("18446744073709551615"));
}

#[test]
fn a_clone_lives_its_own_life() {
    let user = Identity::user("u-1").with_traits(&json!({"a": 1}));
    let mut clone = user.clone();
    assert_eq!(sent(&clone)["context"]["traits"], json!({"a": 1}));
    clone.identify("u-2", &json!({"b": 2})).build().unwrap();
    assert_eq!(user.user_id(), Some("u-1"));
    assert_eq!(sent(&user)["context"]["traits"], json!({"a": 1}));
}

#[test]
fn an_identity_can_be_sent_and_shared_between_threads() {
    fn is_shared<T: Clone + std::fmt::Debug + Send + Sync + 'static>() {}
    is_shared::<Identity>();
}
