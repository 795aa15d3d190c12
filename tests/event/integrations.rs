//! Where an event goes.

use group_core::{Identity, Integrations, ProblemKind};
use serde_json::json;

use crate::refused;

/// The `integrations` that are sent, as text.
fn sent(integrations: Integrations) -> String {
    let user = Identity::user("u");
    let payload = user
        .group_with_id("g", &())
        .integrations(integrations)
        .build()
        .unwrap();
    let (_, rest) = payload.as_str().split_once(r#","integrations":"#).unwrap();
    let (integrations, _) = rest.split_once(r#","originalTimestamp""#).unwrap();
    integrations.to_owned()
}

/// The problems of a call with these.
fn problems(integrations: Integrations) -> Vec<(String, ProblemKind)> {
    let user = Identity::user("u");
    refused::problems(user.group_with_id("g", &()).integrations(integrations))
}

#[test]
fn they_are_left_out_unless_given() {
    let payload = Identity::user("u").group_with_id("g", &()).build().unwrap();
    assert_eq!(payload.to_value().get("integrations"), None);
}

#[test]
fn all_is_every_destination() {
    assert_eq!(sent(Integrations::all()), r#"{"All":true}"#);
}

#[test]
fn only_is_these_and_no_other() {
    assert_eq!(
        sent(Integrations::only(["HubSpot"])),
        r#"{"All":false,"HubSpot":true}"#
    );
    assert_eq!(
        sent(Integrations::only(vec![
            String::from("B"),
            String::from("A")
        ])),
        r#"{"All":false,"B":true,"A":true}"#
    );
}

#[test]
fn only_of_nothing_is_nowhere() {
    assert_eq!(sent(Integrations::only([""; 0])), r#"{"All":false}"#);
}

#[test]
fn destinations_are_enabled_and_disabled() {
    assert_eq!(
        sent(Integrations::all().disable("HubSpot").enable("Customer.io")),
        r#"{"All":true,"HubSpot":false,"Customer.io":true}"#
    );
}

#[test]
fn options_are_an_object() {
    assert_eq!(
        sent(Integrations::all().options("Zendesk", json!({"a": [1, null]}))),
        r#"{"All":true,"Zendesk":{"a":[1,null]}}"#
    );
}

#[test]
fn options_that_are_no_object_are_refused() {
    for value in [json!(true), json!(1), json!([]), json!("x")] {
        assert_eq!(
            problems(Integrations::all().options("Zendesk", value)),
            [("integrations.Zendesk".to_owned(), ProblemKind::NotAnObject)]
        );
    }
}

#[test]
fn options_of_none_take_the_name_out() {
    let options = Integrations::all().options("Zendesk", json!({}));
    assert_eq!(
        sent(options.options("Zendesk", None::<u8>)),
        r#"{"All":true}"#
    );
}

#[test]
fn options_for_all_are_refused() {
    for value in [json!({}), json!(true)] {
        assert_eq!(
            problems(Integrations::all().options("All", value)),
            [("integrations.All".to_owned(), ProblemKind::NotABoolean)]
        );
    }
}

#[test]
fn options_that_cannot_be_sent_are_refused_with_their_path() {
    assert_eq!(
        problems(Integrations::all().options("Customer.io", json!({"a": [1, u64::MAX]}))),
        [(
            "integrations.Customer.io.a[1]".to_owned(),
            ProblemKind::IntegerTooLarge {
                value: "18446744073709551615".to_owned()
            }
        )]
    );
}

#[test]
fn a_later_call_wins_over_an_earlier_one_of_the_same_name() {
    assert_eq!(
        sent(
            Integrations::all()
                .disable("A")
                .options("B", json!({}))
                .enable("A")
                .disable("B")
        ),
        r#"{"All":true,"A":true,"B":false}"#
    );
    assert_eq!(
        sent(Integrations::all().options("A", 1).enable("A")),
        r#"{"All":true,"A":true}"#
    );
    assert_eq!(sent(Integrations::all().disable("All")), r#"{"All":false}"#);
    assert_eq!(
        sent(Integrations::all().options("All", json!({})).enable("All")),
        r#"{"All":true}"#
    );
}

#[test]
fn a_name_is_sent_as_it_is() {
    assert_eq!(
        sent(Integrations::only(["a\"b", "é"])),
        r#"{"All":false,"a\"b":true,"é":true}"#
    );
}

#[test]
fn an_identify_takes_them_too() {
    let mut user = Identity::user("u");
    let call = user
        .identify("u", &json!({}))
        .integrations(Integrations::all());
    assert_eq!(
        call.build().unwrap().to_value()["integrations"],
        json!({"All": true})
    );
}
