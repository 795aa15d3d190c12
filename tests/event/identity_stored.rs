//! An identity in a session store.

use group_core::{Identity, Payload};
use serde::de::value::MapDeserializer;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::given::{Fails, nested_text};

/// As it comes back from its JSON.
fn stored(user: &Identity) -> Identity {
    serde_json::from_str(&serde_json::to_string(user).unwrap()).unwrap()
}

/// As it comes back from its CBOR.
fn stored_in_cbor(user: &Identity) -> Identity {
    let mut bytes = Vec::new();
    ciborium::into_writer(user, &mut bytes).unwrap();
    ciborium::from_reader(&bytes[..]).unwrap()
}

/// The ids and traits in the text of a group event.
fn sent(user: &Identity) -> String {
    let payload = user.group_with_id("g", &()).message_id("m").build();
    let text = payload.map(Payload::into_string).unwrap();
    let (event, _) = text.split_once(r#","originalTimestamp""#).unwrap();
    event.to_owned()
}

/// Why a record is not taken.
fn refusal(record: &str) -> String {
    let refused = serde_json::from_str::<Identity>(record).unwrap_err();
    let text = refused.to_string();
    text.split(" at line ").next().unwrap().to_owned()
}

fn with_traits(text: &str) -> String {
    json!({"userId": "u-1", "traits": text}).to_string()
}

#[test]
fn a_record_has_the_ids_and_the_traits_as_text() {
    let user = Identity::user("u-1")
        .with_anonymous_id("a-1")
        .with_traits(&json!({"email": "g@hooli.xyz"}));
    assert_eq!(
        serde_json::to_string(&user).unwrap(),
        r#"{"userId":"u-1","anonymousId":"a-1","traits":"{\"email\":\"g@hooli.xyz\"}"}"#
    );
    assert_eq!(
        serde_json::to_string(&Identity::user(7)).unwrap(),
        r#"{"userId":"7","anonymousId":null,"traits":null}"#
    );
}

#[test]
fn an_identity_comes_back() {
    for user in [
        Identity::user("u\"1"),
        Identity::anonymous("a-1"),
        Identity::generate(),
        Identity::user("u-1")
            .with_anonymous_id("a-1")
            .with_traits(&json!({})),
        Identity::user("u-1").with_traits(&json!({"a": [null, {"b": "é\n\u{2028}"}]})),
    ] {
        for back in [stored(&user), stored_in_cbor(&user)] {
            assert_eq!(back.user_id(), user.user_id());
            assert_eq!(back.anonymous_id(), user.anonymous_id());
            assert_eq!(sent(&back), sent(&user));
        }
    }
}

#[test]
fn what_identify_remembered_comes_back() {
    let mut user = Identity::anonymous("a-1");
    let _ = user.identify("u-1", &json!({"email": "g@hooli.xyz"}));
    assert!(sent(&stored(&user)).ends_with(r#""traits":{"email":"g@hooli.xyz"}}"#));
    user.reset();
    assert!(!sent(&stored(&user)).contains(r#""traits""#));
}

#[test]
fn traits_come_back_to_the_letter() {
    #[derive(Serialize)]
    struct Traits {
        z: f64,
        exponent: f64,
        long: [f64; 3],
        a: Raw,
    }

    // As `serde_json::value::RawValue` serialises.
    #[derive(Serialize)]
    #[serde(rename = "$serde_json::private::RawValue")]
    struct Raw {
        #[serde(rename = "$serde_json::private::RawValue")]
        json: &'static str,
    }

    let user = Identity::user("u-1").with_traits(&Traits {
        z: 1.0,
        exponent: 1e21,
        // serde_json reads each of these as its neighbour.
        long: [31.245270191439438, 121.48791951161945, 100.78399658203125],
        a: Raw {
            json: r#"{"b":1.10,"a":[-0,1e2,"\u0041\/"]}"#,
        },
    });
    let text = sent(&user);
    assert!(text.contains(r#""traits":{"z":1.0,"exponent":1e+21,"long":["#));
    assert!(text.ends_with(r#""a":{"b":1.10,"a":[-0,1e2,"\u0041\/"]}}}"#));
    assert_eq!(sent(&stored(&user)), text);
    assert_eq!(sent(&stored_in_cbor(&user)), text);
    let tree: Value = serde_json::to_value(&user).unwrap();
    assert_eq!(sent(&serde_json::from_value(tree).unwrap()), text);
}

#[test]
fn fields_that_are_not_known_are_passed_over() {
    let record = r#"{"version":2,"userId":"u-1","groups":[{"id":1}],"traits":null}"#;
    let user: Identity = serde_json::from_str(record).unwrap();
    assert_eq!((user.user_id(), user.anonymous_id()), (Some("u-1"), None));
}

#[test]
fn a_record_may_be_a_sequence() {
    let user: Identity = serde_json::from_str(r#"["u-1",null,"{\"a\":1}"]"#).unwrap();
    assert!(sent(&user).ends_with(r#""traits":{"a":1}}"#));
    assert_eq!(
        refusal(r#"["u-1",null]"#),
        "invalid length 2, expected an identity of group-core"
    );
}

#[test]
fn a_record_without_an_id_is_refused() {
    for record in ["{}", r#"{"userId":null,"traits":"{}"}"#, "[null,null,null]"] {
        assert_eq!(
            refusal(record),
            "an identity has a userId or an anonymousId"
        );
    }
}

#[test]
fn a_field_twice_is_refused() {
    assert_eq!(
        refusal(r#"{"userId":"u-1","userId":null}"#),
        "duplicate field `userId`"
    );
}

#[test]
fn a_format_may_have_numbers_for_the_names_of_fields() {
    let record = [
        (0_u64, json!("u-1")),
        (7, json!([])),
        (2, json!(r#"{"a":1}"#)),
    ];
    let record = MapDeserializer::<_, serde_json::Error>::new(record.into_iter());
    let user = Identity::deserialize(record).unwrap();
    let sent = user.group_with_id("g", &()).build().unwrap().to_value();
    assert_eq!(sent["userId"], "u-1");
    assert_eq!(sent["context"]["traits"], json!({"a": 1}));
}

#[test]
fn a_field_of_another_type_is_refused() {
    assert!(refusal(r#"{"userId":7}"#).starts_with("invalid type: integer `7`"));
    assert!(refusal(r#"{"userId":"u","traits":{}}"#).starts_with("invalid type: map"));
    assert!(refusal("7").ends_with("expected an identity of group-core"));
}

#[test]
fn traits_are_checked_again() {
    for (text, problem) in [
        ("", "traits: it is not JSON: EOF while parsing a value"),
        ("[1]", "traits: it must be an object with named values"),
        ("null", "traits: it must be an object with named values"),
        (
            r#"{"a":{"b":1,"\u0062":2}}"#,
            "traits.a.b: this name occurs twice in one object, and one of the two would be lost",
        ),
        (
            r#"{"a":[9007199254740993]}"#,
            "traits.a[0]: 9007199254740993 is beyond ±9007199254740992 (2^53) and would be changed on the way; \
             send it as a string",
        ),
        (
            r#"{"a":1e999,"b":"\ud800"}"#,
            "traits.a: NaN and infinities can't be sent; \
             traits.b: it is not JSON: a string has half of a surrogate pair",
        ),
    ] {
        assert_eq!(
            refusal(&with_traits(text)),
            format!("the traits of the identity can't be sent: {problem}")
        );
    }
    let deep = |levels| with_traits(&format!(r#"{{"a":{}}}"#, nested_text(levels)));
    assert!(serde_json::from_str::<Identity>(&deep(124)).is_ok());
    assert!(refusal(&deep(125)).ends_with("more than 127 levels of nesting"));
    let long = with_traits(&format!(r#"{{"a":"{}"}}"#, "x".repeat(40_000)));
    assert!(refusal(&long).ends_with("RudderStack takes at most 32768"));
}

#[test]
fn traits_that_cannot_be_sent_cannot_be_stored() {
    let user = Identity::user("u-1").with_traits(&json!({"age": u64::MAX}));
    assert_eq!(
        serde_json::to_string(&user).unwrap_err().to_string(),
        "the traits of the identity can't be sent: context.traits.age: 18446744073709551615 is beyond ±9007199254740992 \
         (2^53) and would be changed on the way; send it as a string"
    );
    let fails = Identity::user("u-1").with_traits(&Fails);
    assert!(ciborium::into_writer(&fails, Vec::new()).is_err());
}

#[test]
fn traits_that_an_identify_refused_are_not_stored() {
    let mut user = Identity::user("u-1").with_traits(&json!({"kept": true}));
    let _ = user.identify("u-1", &json!({"age": u64::MAX}));
    assert!(sent(&stored(&user)).ends_with(r#""traits":{"kept":true}}"#));
}

#[test]
fn ids_are_checked_again() {
    for (id, problem) in [
        ("", "an id can't be empty or blank"),
        ("\u{200b}", "an id can't be empty or blank"),
        (
            " u",
            "an id can't begin or end with white space or an invisible character; RudderStack removes it",
        ),
        (
            "u\0v",
            "U+0000 can't be sent: a warehouse loads nothing of a batch that has it",
        ),
    ] {
        for key in ["userId", "anonymousId"] {
            assert_eq!(
                refusal(&json!({key: id}).to_string()),
                format!("the identity can't be sent: {key}: {problem}")
            );
        }
    }
    let long = json!({"userId": "u".repeat(40_000)}).to_string();
    assert!(refusal(&long).ends_with("RudderStack takes at most 32768"));
}
