//! The context of an event.

use std::net::Ipv4Addr;

use group_core::{Context, Identity, ProblemKind};
use serde_json::json;

use crate::refused;

/// The context that is sent, as text, without the library.
fn sent(context: Context) -> String {
    let user = Identity::user("u");
    let payload = user
        .group_with_id("g", &())
        .context(context)
        .build()
        .unwrap();
    let (_, rest) = payload.as_str().split_once(r#""context":{"#).unwrap();
    let library = concat!(
        r#""library":{"name":"group-core","version":""#,
        env!("CARGO_PKG_VERSION"),
        r#""}"#
    );
    let rest = rest.strip_prefix(library).unwrap();
    let (context, _) = rest.split_once(r#"},"originalTimestamp""#).unwrap();
    context.trim_start_matches(',').to_owned()
}

/// The problems of a call with this context.
fn problems(context: Context) -> Vec<(String, ProblemKind)> {
    let user = Identity::user("u");
    refused::problems(user.group_with_id("g", &()).context(context))
}

#[test]
fn the_library_is_filled_in() {
    assert_eq!(sent(Context::new()), "");
    let payload = Identity::user("u").group_with_id("g", &()).build().unwrap();
    assert_eq!(
        payload.to_value()["context"],
        json!({"library": {"name": "group-core", "version": env!("CARGO_PKG_VERSION")}})
    );
}

#[test]
fn every_setter_has_its_key() {
    let object = json!({"name": "x"});
    assert_eq!(
        sent(
            Context::new()
                .app(&object)
                .campaign(&object)
                .device(&object)
                .ip("10.0.0.1")
                .locale("en-US")
                .network(&object)
                .os(&object)
                .page(&object)
                .referrer(&object)
                .screen(&object)
                .timezone("Europe/Berlin")
                .user_agent("curl/8")
        ),
        concat!(
            r#""app":{"name":"x"},"campaign":{"name":"x"},"device":{"name":"x"},"ip":"10.0.0.1","locale":"en-US","#,
            r#""network":{"name":"x"},"os":{"name":"x"},"page":{"name":"x"},"referrer":{"name":"x"},"#,
            r#""screen":{"name":"x"},"timezone":"Europe/Berlin","userAgent":"curl/8""#,
        )
    );
}

#[test]
fn an_ip_may_be_of_any_type_that_displays() {
    assert_eq!(
        sent(Context::new().ip(Ipv4Addr::LOCALHOST)),
        r#""ip":"127.0.0.1""#
    );
}

#[test]
fn any_other_key_can_be_inserted() {
    assert_eq!(
        sent(
            Context::new()
                .insert("region", "eu")
                .insert("a\"b", [1, 2])
                .insert(String::from("on"), true)
        ),
        r#""region":"eu","a\"b":[1,2],"on":true"#
    );
}

#[test]
fn values_are_serialised_at_once() {
    use std::cell::Cell;

    let count = Cell::new(0);
    let context = Context::new().insert("a", &count);
    count.set(1);
    assert_eq!(sent(context), r#""a":0"#);
}

#[test]
fn a_later_call_wins_over_an_earlier_one_of_the_same_key() {
    assert_eq!(
        sent(Context::new().ip("1").locale("x").ip("2")),
        r#""ip":"2","locale":"x""#
    );
    assert_eq!(sent(Context::new().ip("1").insert("ip", 2)), r#""ip":2"#);
    assert_eq!(
        sent(Context::new().insert("app", 1).app(json!({}))),
        r#""app":{}"#
    );
    assert_eq!(
        sent(
            Context::new()
                .traits(&json!({"a": 1}))
                .traits(&json!({"b": 2}))
        ),
        r#""traits":{"b":2}"#
    );
    assert_eq!(
        sent(
            Context::new()
                .traits(&json!({"a": 1}))
                .insert("traits", json!({"b": 2}))
        ),
        r#""traits":{"b":2}"#
    );
}

#[test]
fn a_later_call_wins_over_a_faulty_one_of_the_same_key() {
    assert_eq!(
        sent(Context::new().insert("a", f64::NAN).insert("a", 1)),
        r#""a":1"#
    );
    assert_eq!(sent(Context::new().app(1).app(json!({}))), r#""app":{}"#);
    assert_eq!(
        sent(Context::new().traits(&1).traits(&json!({}))),
        r#""traits":{}"#
    );
    assert_eq!(
        problems(Context::new().insert("a", 1).insert("a", f64::NAN)),
        [("context.a".to_owned(), ProblemKind::NotFinite)]
    );
}

#[test]
fn none_takes_a_key_out() {
    assert_eq!(
        sent(Context::new().insert("a", 1).insert("a", None::<u8>)),
        ""
    );
    assert_eq!(
        sent(Context::new().insert("a", f64::NAN).insert("a", ())),
        ""
    );
    assert_eq!(
        sent(Context::new().insert("a", json!(null)).insert("b", 1)),
        r#""b":1"#
    );
    assert_eq!(
        sent(Context::new().insert("a", [None::<u8>])),
        r#""a":[null]"#
    );
    assert_eq!(
        sent(
            Context::new()
                .insert("a", 1)
                .insert("a", None::<u8>)
                .insert("a", 2)
        ),
        r#""a":2"#
    );
}

#[test]
fn none_takes_the_key_of_a_setter_out() {
    assert_eq!(sent(Context::new().app(json!({})).app(None::<u8>)), "");
    assert_eq!(sent(Context::new().os(1).os(())), "");
}

#[test]
fn what_must_be_an_object_is_refused_as_anything_else() {
    let refused = |key: &str| [(format!("context.{key}"), ProblemKind::NotAnObject)];
    assert_eq!(problems(Context::new().app("x")), refused("app"));
    assert_eq!(problems(Context::new().campaign([1])), refused("campaign"));
    assert_eq!(problems(Context::new().device(1)), refused("device"));
    assert_eq!(problems(Context::new().network(true)), refused("network"));
    assert_eq!(problems(Context::new().os("linux")), refused("os"));
    assert_eq!(problems(Context::new().page("/")), refused("page"));
    assert_eq!(problems(Context::new().referrer("x")), refused("referrer"));
    assert_eq!(problems(Context::new().screen((1, 2))), refused("screen"));
    assert_eq!(problems(Context::new().traits("x")), refused("traits"));
}

#[test]
fn the_library_cannot_be_set() {
    assert_eq!(
        problems(Context::new().insert("library", json!({"name": "mine"}))),
        [("context.library".to_owned(), ProblemKind::Reserved)]
    );
}

#[test]
fn a_context_can_be_given_to_many_calls() {
    let context = Context::new().ip("1");
    assert_eq!(sent(context.clone()), sent(context));
}

#[test]
fn a_later_context_of_a_call_replaces_the_earlier() {
    let user = Identity::user("u");
    let payload = user
        .group_with_id("g", &())
        .context(Context::new().ip("1"))
        .context(Context::new().locale("x"))
        .build()
        .unwrap();
    assert_eq!(payload.to_value()["context"].get("ip"), None);
    assert_eq!(payload.to_value()["context"]["locale"], "x");
}

#[test]
fn an_identify_takes_a_context_too() {
    let mut user = Identity::user("u");
    let call = user.identify("u", &json!({"a": 1, "b": 1}));
    let event = call
        .context(Context::new().ip("1").traits(&json!({"b": 2})))
        .build()
        .unwrap()
        .to_value();
    assert_eq!(event["traits"], json!({"a": 1, "b": 1}));
    assert_eq!(event["context"]["traits"], json!({"a": 1, "b": 2}));
    assert_eq!(event["context"]["ip"], "1");
}

#[test]
fn debug_shows_the_keys_and_no_values() {
    let context = Context::new()
        .ip("10.0.0.1")
        .traits(&json!({"email": "g@x.y"}));
    let debug = format!("{context:?}");
    assert!(debug.contains("ip") && debug.contains("traits"));
    assert!(!debug.contains("10.0.0.1") && !debug.contains("g@x.y") && !debug.contains("email"));
}

// Traits of the user.

/// `context.traits` as text, of what the identity remembers and what the context has.
fn merged(remembered: serde_json::Value, given: serde_json::Value) -> String {
    let user = Identity::user("u").with_traits(&remembered);
    let context = Context::new().traits(&given);
    let payload = user
        .group_with_id("g", &())
        .context(context)
        .build()
        .unwrap();
    let (_, rest) = payload.as_str().split_once(r#"},"traits":"#).unwrap();
    let (traits, _) = rest.split_once(r#"},"originalTimestamp""#).unwrap();
    assert!(payload.to_value().is_object());
    traits.to_owned()
}

#[test]
fn the_callers_traits_win_over_the_remembered() {
    assert_eq!(
        merged(json!({"a": 1, "b": 1, "c": 1}), json!({"b": 2})),
        r#"{"a":1,"c":1,"b":2}"#
    );
    assert_eq!(merged(json!({"a": 1}), json!({"a": null})), r#"{"a":null}"#);
    assert_eq!(merged(json!({"a": 1}), json!({})), r#"{"a":1}"#);
    assert_eq!(merged(json!({}), json!({"a": 1})), r#"{"a":1}"#);
    assert_eq!(merged(json!({}), json!({})), "{}");
}

#[test]
fn an_object_of_the_callers_replaces_the_remembered_one_as_a_whole() {
    assert_eq!(
        merged(json!({"a": {"x": 1}}), json!({"a": {"y": 2}})),
        r#"{"a":{"y":2}}"#
    );
}

#[test]
fn only_the_outermost_keys_are_compared() {
    assert_eq!(
        merged(json!({"a": {"b": 1}, "c": [{"b": 1}]}), json!({"b": 2})),
        r#"{"a":{"b":1},"c":[{"b":1}],"b":2}"#
    );
}

#[test]
fn keys_that_need_escapes_are_compared_as_what_they_say() {
    for key in [
        "\"", "\\", "a\"b", "\\\"", "\n", "é", "", ":", ",", "{", "}\"", "a\\",
    ] {
        assert_eq!(
            merged(json!({key: "old", "x": "y\"},{"}), json!({key: "new"})),
            format!(r#"{{"x":"y\"}},{{",{}:"new"}}"#, json!(key))
        );
    }
}

#[test]
fn faulty_traits_are_reported_of_both() {
    let user = Identity::user("u").with_traits(&json!({"a": u64::MAX}));
    let context = Context::new().traits(&[f64::NAN]);
    let refused = user
        .group_with_id("g", &())
        .context(context)
        .build()
        .unwrap_err();
    let paths: Vec<_> = refused
        .problems()
        .iter()
        .map(group_core::Problem::path)
        .collect();
    assert_eq!(paths, ["context.traits.a", "context.traits[0]"]);
}
