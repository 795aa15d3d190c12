//! What is given to an event arrives unchanged.

use std::collections::BTreeMap;

use group_core::{Context, Identity};
use serde::Serialize;
use serde_json::{Value, json};

use crate::custom_trait::One;
use crate::given::Two;

#[test]
fn every_text_arrives_as_it_is() {
    let every_ascii: String = ('\u{1}'..='\u{7f}').collect();
    for text in [
        "",
        " ",
        "Zürich – 東京 😀",
        "\"quoted\" \\ and / back\\\\slash\\",
        "\u{2028}\u{2029}\u{feff}\u{200b}\u{fffd}\u{10ffff}",
        "</script><!--",
        "line\r\nline\ttab\u{8}\u{c}",
        "{\"a\":[1,2],}",
        &every_ascii,
    ] {
        let user = Identity::user("u").with_traits(&json!({text: text}));
        let group = Two {
            first: text,
            second: [text],
        };
        let payload = user
            .group_with_id("g", &group)
            .context(Context::new().ip(text))
            .build()
            .unwrap();
        for sent in [payload.to_value(), serde_json::to_value(&payload).unwrap()] {
            assert_eq!(sent["traits"], json!({"first": text, "second": [text]}));
            assert_eq!(sent["context"]["traits"], json!({text: text}));
            assert_eq!(sent["context"]["ip"], text);
        }
    }
}

#[test]
fn controls_are_escaped_and_other_text_is_not() {
    let group = One {
        value: "\u{1}\n\"\\/é\u{7f}\u{2028}",
    };
    let payload = Identity::user("u")
        .group_with_id("g", &group)
        .build()
        .unwrap();
    assert!(
        payload
            .as_str()
            .contains("{\"value\":\"\\u0001\\n\\\"\\\\/é\u{7f}\u{2028}\"}")
    );
}

#[test]
fn a_displayed_text_is_escaped_like_a_string() {
    let payload = Identity::user("u")
        .group_with_id("g", &())
        .context(Context::new().user_agent(format_args!("{}\"{}\"", "a\\", '\n')))
        .build()
        .unwrap();
    assert!(payload.as_str().contains(r#""userAgent":"a\\\"\n\"""#));
}

#[test]
fn ids_arrive_as_they_are() {
    for id in ["in two", "a\"b", "\\", "é\u{1}é", "null", "0042"] {
        let user = Identity::user(id).with_anonymous_id(id);
        let sent = user.group_with_id(id, &()).build().unwrap().to_value();
        assert_eq!(
            (&sent["userId"], &sent["anonymousId"], &sent["groupId"]),
            (&json!(id), &json!(id), &json!(id))
        );
    }
}

#[test]
fn custom_values_are_written_as_serde_json_writes_them() {
    #[derive(Serialize)]
    struct Unit;

    #[derive(Serialize)]
    struct Newtype(u8);

    #[derive(Serialize)]
    struct Pair(u8, char);

    #[derive(Serialize)]
    enum Kinds {
        Unit,
        Newtype(u8),
        Tuple(u8, u8),
        Struct { a: u8 },
        Empty {},
    }

    fn check<T: Serialize>(value: T) {
        let text = serde_json::to_string(&value).unwrap();
        let payload = Identity::user("u")
            .group_with_id("g", &One { value })
            .build()
            .unwrap();
        let traits = format!(r#""traits":{{"value":{text}}},"context""#);
        assert!(
            payload.as_str().contains(&traits),
            "{payload} has not {traits}"
        );
    }

    check((true, false, 'c', "s"));
    check((i8::MIN, i16::MIN, i32::MIN, u8::MAX, u16::MAX, u32::MAX));
    check((0_i128, 0_u128, -1_i64, 1_u64));
    check((
        0.0,
        -0.0,
        0.1,
        1.0,
        1e300,
        -1.5e-300,
        f64::MIN_POSITIVE,
        f64::MAX,
        5e-324,
    ));
    check((0.1_f32, 1.0_f32, f32::MAX, f32::MIN_POSITIVE));
    check(1e17);
    check([Some(1), None]);
    check(((), Unit, Newtype(1), Pair(1, '"')));
    check([
        Kinds::Unit,
        Kinds::Newtype(1),
        Kinds::Tuple(1, 2),
        Kinds::Struct { a: 1 },
        Kinds::Empty {},
    ]);
    check(BTreeMap::from([("a", BTreeMap::from([("b", None::<u8>)]))]));
    check((
        Vec::<u8>::new(),
        BTreeMap::<&str, u8>::new(),
        [[[(); 0]; 1]; 2],
    ));
    check(json!({"z": 1, "a": {"": [[], {}]}, "\"": null}));
}

#[test]
fn bytes_are_an_array_of_numbers() {
    struct Bytes;

    impl Serialize for Bytes {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(&[0, 255])
        }
    }

    let payload = Identity::user("u")
        .group_with_id("g", &One { value: Bytes })
        .build()
        .unwrap();
    assert_eq!(payload.to_value()["traits"]["value"], json!([0, 255]));
}

#[test]
fn a_custom_trait_of_none_or_unit_is_left_out_and_nulls_inside_it_stay() {
    let group = Two {
        first: None::<&str>,
        second: [None::<u8>, Some(1)],
    };
    let payload = Identity::user("u")
        .group_with_id("g", &group)
        .build()
        .unwrap();
    assert!(payload.as_str().contains(r#""traits":{"second":[null,1]}"#));
    let group = Two {
        first: 1,
        second: Value::Null,
    };
    let payload = Identity::user("u")
        .group_with_id("g", &group)
        .build()
        .unwrap();
    assert!(payload.as_str().contains(r#""traits":{"first":1}"#));
    let payload = Identity::user("u")
        .group_with_id(
            "g",
            &Two {
                first: (),
                second: Some(()),
            },
        )
        .build()
        .unwrap();
    assert!(payload.as_str().contains(r#""traits":{}"#));
}

#[test]
fn every_float_arrives_as_it_is() {
    let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..2_000 {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        let float = f64::from_bits(bits);
        if !float.is_finite() {
            continue;
        }
        let payload = Identity::user("u")
            .group_with_id("g", &One { value: float })
            .build()
            .unwrap();
        let (_, text) = payload.as_str().split_once(r#""value":"#).unwrap();
        let (text, _) = text.split_once('}').unwrap();
        assert_eq!(text.parse(), Ok(float));
        assert_eq!(
            serde_json::to_value(&payload).unwrap()["traits"]["value"],
            float
        );
    }
}

#[test]
fn to_value_changes_no_float() {
    for float in [0.1 + 0.2, 1e23, 1.071_566_039_146_582_6e-75] {
        let group = One { value: float };
        let payload = Identity::user("u")
            .group_with_id("g", &group)
            .build()
            .unwrap();
        assert_eq!(payload.to_value()["traits"]["value"], float);
    }
}
