//! What holds whatever features of serde_json another crate of the program switches on.

use std::collections::BTreeMap;

use group_core::{Context, GroupTraits, Identity, Payload, PayloadError, ProblemKind, Traits};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Number, Value, json};

/// A group with one custom trait.
#[derive(GroupTraits)]
struct Group<T> {
    extra: T,
}

/// The traits in the text of an event with `extra`.
fn json<T: Serialize>(extra: T) -> String {
    let group = Group { extra };
    let user = Identity::user("u");
    let event = user.group_with_id("g", &group).build().unwrap();
    let (_, traits) = event.as_str().split_once(r#""traits":"#).unwrap();
    let (traits, _) = traits.split_once(r#","context":{"library":"#).unwrap();
    traits.to_owned()
}

fn refusal<T: Serialize>(extra: T) -> (String, ProblemKind) {
    let group = Group { extra };
    let refused = Identity::user("u").group_with_id("g", &group).build();
    problem(refused)
}

fn problem(refused: Result<Payload, PayloadError>) -> (String, ProblemKind) {
    let problems = refused.unwrap_err().problems().to_vec();
    assert_eq!(problems.len(), 1, "{problems:?}");
    (problems[0].path().to_owned(), problems[0].kind().clone())
}

fn raw(json: &str) -> Box<RawValue> {
    RawValue::from_string(json.to_owned()).unwrap()
}

fn number(text: &str) -> Number {
    serde_json::from_str(text).unwrap()
}

fn too_large(path: &str, value: &str) -> (String, ProblemKind) {
    let value = value.to_owned();
    (path.to_owned(), ProblemKind::IntegerTooLarge { value })
}

fn imprecise(path: &str, value: &str) -> (String, ProblemKind) {
    let value = value.to_owned();
    (path.to_owned(), ProblemKind::ImpreciseNumber { value })
}

// arbitrary_precision

#[test]
fn the_features_are_on() {
    let long = "0.12345678901234567890";
    assert_eq!(number(long).to_string(), long);
    let value: Value = serde_json::from_str(r#"{"z":1,"a":2}"#).unwrap();
    assert_eq!(value.to_string(), r#"{"z":1,"a":2}"#);
}

#[test]
fn numbers_are_sent_unchanged() {
    for text in [
        "0",
        "-0",
        "7",
        "-7",
        "9007199254740992",
        "-9007199254740992",
        "0.1",
        "1.0",
        "1.10",
        "-0.5",
        "1e3",
        "1e+3",
        "1.5e-7",
        "0.30000000000000004",
        "1.7976931348623157e308",
        "5e-324",
        "0.0",
        "0e10",
    ] {
        // Read by serde_json, `1e3` is `1e+3`.
        let number = number(text);
        assert_eq!(json(&number), format!(r#"{{"extra":{number}}}"#));
        assert_eq!(json(raw(text)), format!(r#"{{"extra":{text}}}"#));
    }
}

#[test]
fn numbers_of_rust_are_sent_as_without_the_features() {
    assert_eq!(json(1.0_f64), r#"{"extra":1.0}"#);
    assert_eq!(json(0.1_f32), r#"{"extra":0.1}"#);
    assert_eq!(json(1_u8), r#"{"extra":1}"#);
    assert_eq!(json(-1_i128), r#"{"extra":-1}"#);
    assert_eq!(
        json(json!({"a": [1, -2, 1.5, true]})),
        r#"{"extra":{"a":[1,-2,1.5,true]}}"#
    );
}

#[test]
fn numbers_stand_at_any_depth() {
    #[derive(Serialize)]
    struct Inner {
        one: Number,
        list: Vec<Number>,
        map: BTreeMap<&'static str, Option<Number>>,
    }
    let inner = Inner {
        one: number("1.50"),
        list: vec![number("1"), number("2e+0")],
        map: BTreeMap::from([("k", Some(number("3"))), ("n", None)]),
    };
    assert_eq!(
        json(inner),
        r#"{"extra":{"one":1.50,"list":[1,2e+0],"map":{"k":3,"n":null}}}"#
    );
}

#[test]
fn an_integer_beyond_two_to_the_53_is_refused() {
    for text in [
        "9007199254740993",
        "-9007199254740993",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775809",
        "123456789012345678901234567890123456789012345678901234567890",
    ] {
        assert_eq!(refusal(number(text)), too_large("traits.extra", text));
        assert_eq!(refusal(raw(text)), too_large("traits.extra", text));
        let nested: Value = serde_json::from_str(&format!(r#"{{"a":[0,{text}]}}"#)).unwrap();
        assert_eq!(refusal(nested), too_large("traits.extra.a[1]", text));
    }
    assert_eq!(
        refusal(u64::MAX),
        too_large("traits.extra", "18446744073709551615")
    );
}

#[test]
fn a_decimal_number_that_a_float_can_not_hold_is_refused() {
    for text in [
        "0.12345678901234567890123",
        "1.00000000000000000000000000000001",
        "9007199254740993.5",
        "9007199254740993.0",
        "1e-400",
    ] {
        assert_eq!(refusal(number(text)), imprecise("traits.extra", text));
        assert_eq!(refusal(raw(text)), imprecise("traits.extra", text));
    }
}

#[test]
fn a_decimal_number_beyond_all_floats_is_refused() {
    let infinite = ("traits.extra".to_owned(), ProblemKind::NotFinite);
    assert_eq!(refusal(number("1e400")), infinite);
    assert_eq!(refusal(number("-1e400")), infinite);
    assert_eq!(refusal(raw("1e400")), infinite);
    assert_eq!(
        refusal(json!({"a": number("1e999999999999999999999")})).0,
        "traits.extra.a"
    );
}

#[test]
fn a_number_that_is_none_is_refused() {
    for text in [
        "",
        " ",
        "abc",
        "NaN",
        "Infinity",
        "-",
        "+1",
        "01",
        "1.",
        ".5",
        "1e",
        "0x10",
        "1_000",
        "1,2",
        "1 2",
        "1}",
        "1]",
        "1,\"x\":2",
        "\"open",
        "{\"a\":1",
        "[1",
        "nul",
        "1\0",
        "１",
    ] {
        let (path, kind) = refusal(Number::from_string_unchecked(text.to_owned()));
        assert_eq!(path, "traits.extra", "{text}");
        assert!(
            matches!(kind, ProblemKind::NotJson { .. }),
            "{text}: {kind:?}"
        );
    }
}

#[test]
fn a_refused_number_does_not_hide_what_follows_it() {
    #[derive(GroupTraits)]
    struct Company {
        a: Number,
        b: Vec<Number>,
        c: Box<RawValue>,
        employees: i8,
    }
    let company = Company {
        a: Number::from_string_unchecked("x".to_owned()),
        b: vec![number("1"), number("9007199254740993")],
        c: raw(r#"{"d":[1e400]}"#),
        employees: -1,
    };
    let user = Identity::user("u");
    let refused = user.group_with_id("g", &company).build().unwrap_err();
    let paths: Vec<_> = refused.problems().iter().map(|p| p.path()).collect();
    assert_eq!(
        paths,
        [
            "traits.a",
            "traits.b[1]",
            "traits.c.d[0]",
            "traits.employees"
        ]
    );
}

// raw_value

#[test]
fn a_raw_value_is_sent_unchanged_but_for_white_space() {
    assert_eq!(
        json(raw(
            " { \"b\" : [ 1 ,\t2.50 , \"x  y\\u00e9\\n\" ] ,\r\n \"a\" : { } , \"c\" : [ ] , \"d\" : null } "
        )),
        r#"{"extra":{"b":[1,2.50,"x  y\u00e9\n"],"a":{},"c":[],"d":null}}"#
    );
    assert_eq!(json(raw(r#""text""#)), r#"{"extra":"text"}"#);
    assert_eq!(json(raw("true")), r#"{"extra":true}"#);
    assert_eq!(json(to_raw_value(&[1, 2]).unwrap()), r#"{"extra":[1,2]}"#);
}

#[test]
fn a_borrowed_raw_value_is_sent_too() {
    let borrowed: &RawValue = serde_json::from_str("[ 1 ]").unwrap();
    assert_eq!(json(borrowed), r#"{"extra":[1]}"#);
    assert_eq!(json(Some(vec![borrowed])), r#"{"extra":[[1]]}"#);
}

#[test]
fn structure_in_the_strings_of_a_raw_value_is_text() {
    assert_eq!(
        json(raw(
            r#"[ "a \" , ] } { [", "\\", "1e400 9007199254740993" ]"#
        )),
        r#"{"extra":["a \" , ] } { [","\\","1e400 9007199254740993"]}"#
    );
}

#[test]
fn a_raw_null_is_left_out_as_any_null() {
    #[derive(GroupTraits)]
    struct Company {
        a: Box<RawValue>,
        b: Value,
        c: Option<Box<RawValue>>,
        d: Option<Number>,
        e: Value,
        name: &'static str,
    }
    let company = Company {
        a: raw(" null "),
        b: Value::Null,
        c: None,
        d: None,
        e: json!([null]),
        name: "Hooli",
    };
    assert_eq!(
        serde_json::to_string(&Traits(&company)).unwrap(),
        r#"{"e":[null],"name":"Hooli"}"#
    );
}

#[test]
fn a_raw_string_that_is_no_text_is_refused() {
    let lone = raw(r#"{"a":"\ud800"}"#);
    assert_eq!(refusal(lone).0, "traits.extra.a");
}

#[test]
fn numbers_in_a_raw_value_are_checked() {
    assert_eq!(
        refusal(raw(r#"{"a":[0,{"b c":9007199254740993}]}"#)),
        too_large("traits.extra.a[1].b c", "9007199254740993")
    );
}

#[test]
fn a_raw_value_nests_no_deeper_than_an_event_may() {
    let nested = |levels: usize| raw(&("[".repeat(levels) + &"]".repeat(levels)));
    let event = |levels| {
        let group = Group {
            extra: nested(levels),
        };
        let user = Identity::user("u");
        user.group_with_id("g", &group).build()
    };
    assert!(event(125).unwrap().as_str().contains(&"[".repeat(125)));
    let (path, kind) = problem(event(126));
    assert!(path.starts_with("traits.extra"), "{path}");
    assert_eq!(kind, ProblemKind::TooDeep);
    assert_eq!(problem(event(5000)).1, ProblemKind::TooDeep);
}

#[test]
fn what_is_deep_as_an_event_may_be_is_read_back() {
    let levels = 125;
    let group = Group {
        extra: raw(&("[".repeat(levels) + &"]".repeat(levels))),
    };
    let user = Identity::user("u");
    let event = user.group_with_id("g", &group).build().unwrap();
    let mut depth = 0;
    let mut value = &event.to_value()["traits"]["extra"];
    while let Some(list) = value.as_array() {
        depth += 1;
        value = list.first().unwrap_or(&Value::Null);
    }
    assert_eq!(depth, levels);
}

#[test]
fn a_raw_value_is_no_larger_than_an_event_may_be() {
    let (path, kind) = refusal(raw(&format!("\"{}\"", "x".repeat(40_000))));
    assert_eq!(path, "");
    assert!(matches!(kind, ProblemKind::TooLarge { .. }), "{kind:?}");
    let (_, kind) = refusal(raw(&format!("[{}0]", "0,".repeat(40_000))));
    assert!(matches!(kind, ProblemKind::TooLarge { .. }), "{kind:?}");
}

#[test]
fn white_space_of_a_raw_value_takes_no_room() {
    let spaces = " ".repeat(40_000);
    assert_eq!(json(raw(&format!("[{spaces}1]"))), r#"{"extra":[1]}"#);
}

#[test]
fn a_raw_value_stands_in_the_context() {
    let context = Context::new()
        .app(raw(r#"{ "name" : "billing" , "build" : 1.50 }"#))
        .insert("raw", raw("[ 1 , null ]"))
        .traits(&raw(r#"{ "plan" : 7 }"#));
    let user = Identity::user("u").with_traits(&raw(r#"{ "plan" : 1 , "age" : 30 }"#));
    let event = user
        .group_with_id("g", &())
        .context(context)
        .build()
        .unwrap();
    assert!(
        event.as_str().contains(concat!(
            r#""traits":{"age":30,"plan":7},"#,
            r#""app":{"name":"billing","build":1.50},"raw":[1,null]}"#
        )),
        "{event}"
    );
}

#[test]
fn a_raw_value_in_the_context_is_checked() {
    let context = Context::new().insert("raw", raw(r#"{"a":9007199254740993}"#));
    let user = Identity::user("u");
    assert_eq!(
        problem(user.group_with_id("g", &()).context(context).build()),
        too_large("context.raw.a", "9007199254740993")
    );
    let context = Context::new().device(raw("[1]"));
    assert_eq!(
        problem(user.group_with_id("g", &()).context(context).build()),
        ("context.device".to_owned(), ProblemKind::NotAnObject)
    );
}

#[test]
fn a_raw_value_may_be_the_traits_of_a_user() {
    let mut user = Identity::anonymous("a");
    let identify = user.identify(
        "u",
        &raw(r#" { "email" : "g@hooli.xyz" , "score" : 1.0 } "#),
    );
    let identify = identify.build().unwrap();
    let traits = r#""traits":{"email":"g@hooli.xyz","score":1.0}"#;
    assert!(identify.as_str().contains(traits), "{identify}");
    let group = user.group_with_id("g", &()).build().unwrap();
    assert!(group.as_str().contains(traits), "{group}");
}

#[test]
fn raw_traits_of_a_user_are_checked() {
    let mut user = Identity::user("u");
    assert_eq!(
        problem(
            user.identify("u", &raw(r#"{"a":[9007199254740993]}"#))
                .build()
        ),
        too_large("traits.a[0]", "9007199254740993")
    );
    assert_eq!(
        problem(user.identify("u", &raw(" [ ] ")).build()),
        ("traits".to_owned(), ProblemKind::NotAnObject)
    );
    assert_eq!(
        problem(user.identify("u", &number("1")).build()),
        ("traits".to_owned(), ProblemKind::NotAnObject)
    );
}

// preserve_order, float_roundtrip, and what is made of an event

#[test]
fn the_order_of_keys_is_kept() {
    assert_eq!(
        json(json!({"zebra": 1, "apple": {"z": 1, "a": 2}, "mango": 3})),
        r#"{"extra":{"zebra":1,"apple":{"z":1,"a":2},"mango":3}}"#
    );
}

#[test]
fn a_tree_of_an_event_says_what_its_text_says() {
    let group = Group {
        extra: raw(r#"{"z":1.5,"a":[0.30000000000000004,9007199254740992,-7]}"#),
    };
    let user = Identity::user("u");
    let event = user.group_with_id("g", &group).build().unwrap();
    assert_eq!(event.to_value().to_string(), event.as_str());
}

#[test]
fn an_event_serialises_as_its_text() {
    let group = Group {
        extra: raw(
            r#"{"z":1.50,"a":[0.30000000000000004,9007199254740992,1e3,-7,"é\n",null,true]}"#,
        ),
    };
    let user = Identity::user("u");
    let event = user.group_with_id("g", &group).build().unwrap();
    let batch = serde_json::to_value(json!({"batch": [event]})).unwrap();
    let sent = &batch["batch"][0];
    let keys =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(keys(sent), keys(&event.to_value()));
    assert_eq!(sent["traits"]["extra"]["a"][0].as_f64(), Some(0.1 + 0.2));
    assert_eq!(sent["traits"]["extra"]["a"][1].as_u64(), Some(1 << 53));
    assert_eq!(sent["traits"]["extra"]["a"][3].as_i64(), Some(-7));
    assert_eq!(sent["traits"]["extra"]["a"][4], "é\n");
    assert_eq!(sent["traits"]["extra"]["a"][5], Value::Null);
    assert_eq!(sent["traits"]["extra"]["z"].as_f64(), Some(1.5));
}

#[test]
fn traits_go_into_toml() {
    #[derive(GroupTraits)]
    struct Company {
        name: &'static str,
        employees: u64,
        score: Number,
        share: f64,
        raw: Box<RawValue>,
    }
    let company = Company {
        name: "Hooli",
        employees: 1 << 53,
        score: number("-7"),
        share: 0.1,
        raw: raw(r#"{ "list" : [ 1 , 2 ] , "half" : 0.5 }"#),
    };
    assert_eq!(
        toml::to_string(&Traits(&company)).unwrap(),
        "name = \"Hooli\"\nemployees = 9007199254740992\nscore = -7\nshare = 0.1\n\n[raw]\nlist = [1, 2]\nhalf = 0.5\n"
    );
}

#[test]
fn a_key_twice_in_a_raw_value_is_refused() {
    assert_eq!(
        refusal(raw(r#"{"a":1,"\u0061":2}"#)),
        ("traits.extra.a".to_owned(), ProblemKind::NameTwice)
    );
}

// events that were made elsewhere, and identities that were stored

#[test]
fn an_event_made_elsewhere_stays_to_the_letter() {
    let text = concat!(
        r#"{"type":"track","userId":"u","event":"e","properties":{"z":1.10,"a":[1e3,-0,9007199254740992]},"#,
        r#""messageId":"m","originalTimestamp":"2014-04-06T12:00:00Z","sentAt":"2014-04-06T12:00:00Z"}"#
    );
    assert_eq!(Payload::from_json(text).unwrap().as_str(), text);
    let long = text.replace("1.10", "0.12345678901234567890");
    assert_eq!(
        problem(Payload::from_json(long)),
        imprecise("properties.z", "0.12345678901234567890")
    );
}

#[test]
fn traits_that_were_stored_stay_to_the_letter() {
    let traits = r#""traits":{"z":1.10,"a":[1e3,-0,0.30000000000000004,1.0]}}"#;
    let user = Identity::user("u").with_traits(&raw(
        r#" { "z" : 1.10 , "a" : [ 1e3 , -0 , 0.30000000000000004 , 1.0 ] } "#,
    ));
    let text: Identity = serde_json::from_str(&serde_json::to_string(&user).unwrap()).unwrap();
    let tree: Identity = serde_json::from_value(serde_json::to_value(&user).unwrap()).unwrap();
    let toml: Identity = toml::from_str(&toml::to_string(&user).unwrap()).unwrap();
    for user in [text, tree, toml] {
        let event = user.group_with_id("g", &()).build().unwrap();
        assert!(event.as_str().contains(traits), "{event}");
    }
}
