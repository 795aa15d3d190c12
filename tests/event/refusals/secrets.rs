//! The traits of a user may be any `Serialize`; none may have the name of a secret.

use group_core::ProblemKind::{SecretName, TooLarge};
use group_core::{Context, Identity};
use serde_json::json;

use crate::refused::{at, problems, problems_in};

#[test]
fn an_identify_call_refuses_each_name_of_a_secret() {
    let mut user = Identity::user("u");
    let row = json!({"email": "gavin@hooli.xyz", "password_hash": "x", "totpSecret": null, "tokens_used": 3});
    assert_eq!(
        problems_in(user.identify("u", &row).build()),
        [
            at("traits.password_hash", SecretName),
            at("traits.totpSecret", SecretName),
        ]
    );
}

#[test]
fn what_an_identify_call_refuses_is_not_remembered() {
    let mut user = Identity::user("u");
    user.identify("u", &json!({"email": "gavin@hooli.xyz"}))
        .build()
        .unwrap();
    assert!(
        user.identify("u", &json!({"password": "x"}))
            .build()
            .is_err()
    );
    let sent = user.group_with_id("g", &()).build().unwrap().to_value();
    assert_eq!(
        sent["context"]["traits"],
        json!({"email": "gavin@hooli.xyz"})
    );
}

#[test]
fn remembered_traits_and_those_of_a_context_refuse_it_too() {
    let user = Identity::user("u").with_traits(&json!({"api_key": "x"}));
    assert_eq!(
        problems(user.group_with_id("g", &())),
        [at("context.traits.api_key", SecretName)]
    );
    let user = Identity::user("u");
    let context = Context::new().traits(&json!({"ssn": "x"}));
    assert_eq!(
        problems(user.group_with_id("g", &()).context(context)),
        [at("context.traits.ssn", SecretName)]
    );
}

#[test]
fn it_is_reported_with_all_other_problems_in_order() {
    let mut user = Identity::user("u");
    let row = json!({"age": 18_014_398_509_481_984_u64, "name": "a\0", "password": "x"});
    let paths: Vec<_> = problems_in(user.identify("u", &row).build())
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    assert_eq!(paths, ["traits.age", "traits.name", "traits.password"]);
}

#[test]
fn names_within_a_trait_are_the_callers_own() {
    let mut user = Identity::user("u");
    let event = user
        .identify("u", &json!({"settings": {"password": "x"}}))
        .build();
    assert!(event.is_ok());
}

#[test]
fn a_stored_identity_with_one_is_no_identity() {
    let record = r#"{"userId":"u","anonymousId":null,"traits":"{\"password\":\"x\"}"}"#;
    let error = serde_json::from_str::<Identity>(record).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("traits.password: this is the name of a secret"),
        "{error}"
    );
}

#[test]
fn the_message_has_the_cure() {
    let said = SecretName.to_string();
    assert_eq!(
        said,
        "this is the name of a secret, and every destination would get it; leave it out, or rename it if it is no secret"
    );
}

#[test]
fn what_was_written_before_the_traits_became_too_large_is_reported_too() {
    let mut user = Identity::user("u");
    let row = json!({"api_key": "x", "notes": "n".repeat(40_000)});
    assert_eq!(
        problems_in(user.identify("u", &row).build()),
        [
            at("traits.api_key", SecretName),
            at("traits", TooLarge { at_least: 40_025 }),
        ]
    );
}
