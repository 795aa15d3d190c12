//! The finished event: its keys, its text, and its views.

use std::collections::BTreeMap;

use group_core::{
    Address, Context, Date, GroupTraits, Identity, Integrations, Payload, TextTrait, Traits,
};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(GroupTraits)]
struct One<T> {
    value: T,
}

#[derive(GroupTraits)]
struct Two<A, B> {
    first: A,
    second: B,
}

#[derive(GroupTraits)]
#[group(group_type = "company", rename_all = "camelCase")]
struct Company {
    id: u64,
    name: String,
    email: Option<&'static str>,
    phone: &'static str,
    address: Address,
    industry: &'static str,
    created_at: Date,
    description: Option<String>,
    employees: u32,
    plan: Plan,
    website: &'static str,
    avatar: &'static str,
    seats_left: u16,
    owners: Vec<&'static str>,
}

#[derive(TextTrait)]
enum Plan {
    Basic,
}

fn company() -> Company {
    Company {
        id: 9_007_199_254_740_993,
        name: "Hooli".into(),
        email: Some("hi@hooli.xyz"),
        phone: "+1 650",
        address: Address {
            city: Some("Palo Alto".into()),
            postal_code: Some("94301".into()),
            ..Address::default()
        },
        industry: "Technology",
        created_at: instant("2014-04-06T14:00:00.1239+02:00"),
        description: None,
        employees: 4500,
        plan: Plan::Basic,
        website: "https://hooli.xyz",
        avatar: "https://hooli.xyz/a.png",
        seats_left: 7,
        owners: vec!["gavin", "laurie"],
    }
}

fn instant(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The JSON with the time of the build as NOW and the library's version as VERSION.
fn masked(payload: &Payload) -> String {
    let (rest, sent_at) = payload.as_str().rsplit_once("\"sentAt\":").unwrap();
    assert_eq!(sent_at.len(), r#""2014-04-06T12:00:00.000Z"}"#.len());
    let rest = rest.replace(sent_at.trim_end_matches('}'), "NOW");
    let version = concat!("\"version\":\"", env!("CARGO_PKG_VERSION"), "\"");
    format!(
        "{}\"sentAt\":NOW}}",
        rest.replace(version, "\"version\":VERSION")
    )
}

// The whole event.

#[test]
fn every_key_stands_in_its_order() {
    let user = Identity::user("u-1")
        .with_anonymous_id("a-1")
        .with_traits(&json!({"email": "g@hooli.xyz"}));
    let company = company();
    let payload = user
        .group(&company)
        .message_id("m-1")
        .context(Context::new().ip("10.0.0.1").locale("en-US"))
        .integrations(Integrations::only(["HubSpot"]))
        .timestamp(instant("2014-04-06T12:00:00Z"))
        .original_timestamp(instant("2014-04-07T12:00:00.5Z"))
        .build()
        .unwrap();
    assert_eq!(
        masked(&payload),
        concat!(
            r#"{"type":"group","channel":"server","messageId":"m-1","userId":"u-1","anonymousId":"a-1","#,
            r#""groupId":"9007199254740993","traits":{"groupType":"company","name":"Hooli","email":"hi@hooli.xyz","#,
            r#""phone":"+1 650","address":{"city":"Palo Alto","postalCode":"94301"},"industry":"Technology","#,
            r#""createdAt":"2014-04-06T12:00:00.123Z","employees":4500,"plan":"basic","website":"https://hooli.xyz","#,
            r#""avatar":"https://hooli.xyz/a.png","seatsLeft":7,"owners":["gavin","laurie"]},"#,
            r#""context":{"library":{"name":"group-core","version":VERSION},"traits":{"email":"g@hooli.xyz"},"#,
            r#""ip":"10.0.0.1","locale":"en-US"},"integrations":{"All":false,"HubSpot":true},"#,
            r#""originalTimestamp":"2014-04-07T12:00:00.500Z","timestamp":"2014-04-06T12:00:00.000Z","sentAt":NOW}"#,
        )
    );
}

#[test]
fn absent_keys_are_left_out() {
    let payload = Identity::user("u-1")
        .group_with_id("g-1", &())
        .message_id("m-1")
        .build()
        .unwrap();
    assert_eq!(
        masked(&payload),
        concat!(
            r#"{"type":"group","channel":"server","messageId":"m-1","userId":"u-1","groupId":"g-1","#,
            r#""context":{"library":{"name":"group-core","version":VERSION}},"originalTimestamp":NOW,"sentAt":NOW}"#,
        )
    );
}

#[test]
fn an_identify_event_has_its_traits_twice() {
    let mut user = Identity::anonymous("a-1");
    let payload = user
        .identify("u-1", &json!({"email": "g@hooli.xyz"}))
        .message_id("m-1")
        .original_timestamp(instant("2014-04-06T12:00:00Z"))
        .build()
        .unwrap();
    assert_eq!(
        masked(&payload),
        concat!(
            r#"{"type":"identify","channel":"server","messageId":"m-1","userId":"u-1","anonymousId":"a-1","#,
            r#""traits":{"email":"g@hooli.xyz"},"#,
            r#""context":{"library":{"name":"group-core","version":VERSION},"traits":{"email":"g@hooli.xyz"}},"#,
            r#""originalTimestamp":"2014-04-06T12:00:00.000Z","sentAt":NOW}"#,
        )
    );
}

#[test]
fn traits_that_are_all_absent_are_an_empty_object() {
    let payload = Identity::user("u")
        .group_with_id("g", &One { value: None::<u8> })
        .build()
        .unwrap();
    assert!(
        payload
            .as_str()
            .contains(r#","groupId":"g","traits":{},"context":"#)
    );
}

#[test]
fn the_unit_has_no_traits() {
    for payload in [
        Identity::user("u").group_with_id("g", &()).build(),
        Identity::user("u").group_with_id("g", &&()).build(),
        Identity::user("u")
            .group_with_id("g", &Box::new(()))
            .build(),
    ] {
        assert!(
            payload
                .unwrap()
                .as_str()
                .contains(r#","groupId":"g","context":"#)
        );
    }
}

// messageId.

#[test]
fn a_message_id_that_is_not_given_is_a_fresh_random_uuid() {
    let user = Identity::user("u");
    let one = user.group_with_id("g", &()).build().unwrap();
    let other = user.group_with_id("g", &()).build().unwrap();
    assert_ne!(one.message_id(), other.message_id());
    for payload in [one, other] {
        assert_eq!(payload.to_value()["messageId"], *payload.message_id());
        let uuid = uuid::Uuid::parse_str(payload.message_id()).unwrap();
        assert_eq!(uuid.get_version(), Some(uuid::Version::Random));
        assert_eq!(uuid.get_variant(), uuid::Variant::RFC4122);
        assert_eq!(uuid.hyphenated().to_string(), payload.message_id());
    }
}

#[test]
fn no_message_id_comes_twice_in_any_thread() {
    let ids = || {
        let user = Identity::user("u");
        let id = || {
            user.group_with_id("g", &())
                .build()
                .unwrap()
                .message_id()
                .to_owned()
        };
        std::iter::repeat_with(id).take(1_000).collect::<Vec<_>>()
    };
    let mut all = std::thread::scope(|scope| {
        let threads = [(); 4].map(|()| scope.spawn(ids));
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect::<Vec<_>>()
    });
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 4_000);
}

#[test]
fn a_given_message_id_is_read_back_without_escapes() {
    let id = "m \"1\" \\ \n é";
    let payload = Identity::user("u")
        .group_with_id("g", &())
        .message_id(id)
        .build()
        .unwrap();
    assert_eq!(payload.message_id(), id);
    assert!(
        payload
            .as_str()
            .contains(r#""messageId":"m \"1\" \\ \n é","userId""#)
    );
}

// Times.

#[test]
fn sent_at_and_original_timestamp_are_the_time_of_the_build() {
    let now = || jiff::Timestamp::now().as_millisecond();
    let before = now();
    let sent = Identity::user("u")
        .group_with_id("g", &())
        .build()
        .unwrap()
        .to_value();
    let after = now();
    let sent_at: jiff::Timestamp = sent["sentAt"].as_str().unwrap().parse().unwrap();
    assert!((before..=after).contains(&sent_at.as_millisecond()));
    assert_eq!(sent["originalTimestamp"], sent["sentAt"]);
}

// Views.

#[test]
fn the_text_is_the_same_in_every_form() {
    let payload = Identity::user("u").group(&company()).build().unwrap();
    assert_eq!(payload.as_bytes(), payload.as_str().as_bytes());
    assert_eq!(payload.to_string(), payload.as_str());
    assert_eq!(payload.clone().into_string(), payload.as_str());
    assert_eq!(serde_json::to_string(&payload).unwrap(), payload.as_str());
}

#[test]
fn to_value_is_the_event_as_a_tree() {
    let payload = Identity::user("u").group(&company()).build().unwrap();
    let parsed: Value = serde_json::from_str(payload.as_str()).unwrap();
    assert_eq!(payload.to_value(), parsed);
    assert_eq!(serde_json::to_value(&payload).unwrap(), parsed);
}

#[test]
fn a_payload_embeds_as_an_object_in_json() {
    let payload = Identity::user("u")
        .group(&company())
        .message_id("\"")
        .build()
        .unwrap();
    let batch = BTreeMap::from([("batch", [&payload, &payload])]);
    assert_eq!(
        serde_json::to_string(&batch).unwrap(),
        format!(r#"{{"batch":[{payload},{payload}]}}"#)
    );
}

#[test]
fn a_payload_embeds_as_an_object_in_cbor_with_its_keys_in_order() {
    let company = company();
    let user = Identity::user("u").with_anonymous_id("a");
    let payload = user
        .group(&company)
        .integrations(Integrations::all())
        .timestamp(instant("2014-04-06T12:00:00Z"))
        .build()
        .unwrap();
    let cbor = ciborium::Value::serialized(&[&payload]).unwrap();
    let members = cbor.as_array().unwrap()[0].as_map().unwrap();
    let keys: Vec<_> = members
        .iter()
        .map(|(key, _)| key.as_text().unwrap())
        .collect();
    assert_eq!(
        keys,
        [
            "type",
            "channel",
            "messageId",
            "userId",
            "anonymousId",
            "groupId",
            "traits",
            "context",
            "integrations",
            "originalTimestamp",
            "timestamp",
            "sentAt",
        ]
    );
    let mut bytes = Vec::new();
    ciborium::into_writer(&payload, &mut bytes).unwrap();
    let back: Value = ciborium::from_reader(&bytes[..]).unwrap();
    assert_eq!(back, payload.to_value());
}

#[test]
fn payloads_can_be_cloned_compared_and_sent_between_threads() {
    fn is_shared<T: Clone + PartialEq + Send + Sync + 'static>() {}
    is_shared::<Payload>();
    let payload = Identity::user("u").group_with_id("g", &()).build().unwrap();
    assert_eq!(payload.clone(), payload);
}

#[test]
fn debug_shows_the_message_id_and_no_traits() {
    let payload = Identity::user("u-1")
        .group(&company())
        .message_id("m-1")
        .build()
        .unwrap();
    let debug = format!("{payload:?}");
    assert!(debug.contains("m-1"));
    assert!(!debug.contains("Hooli") && !debug.contains("u-1"));
}

// Nothing is changed on the way.

#[test]
fn every_text_arrives_as_it_is() {
    let every_ascii: String = ('\0'..='\u{7f}').collect();
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
    for id in [" padded ", "a\"b", "\\", "é\0", "null", "0042"] {
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

// The traits alone.

#[derive(GroupTraits)]
struct Small {
    id: u8,
    name: &'static str,
    address: Address,
    score: f64,
    seats: i32,
    active: bool,
    tags: Vec<&'static str>,
    absent: Option<u8>,
}

fn small() -> Small {
    Small {
        id: 1,
        name: "\"Hooli\"",
        address: Address {
            city: Some("Palo Alto".into()),
            ..Address::default()
        },
        score: 1.0,
        seats: -3,
        active: true,
        tags: vec!["a", "b"],
        absent: None,
    }
}

#[test]
fn the_traits_alone_are_those_of_the_event_in_json() {
    let text = serde_json::to_string(&Traits(&small())).unwrap();
    assert_eq!(
        text,
        r#"{"name":"\"Hooli\"","address":{"city":"Palo Alto"},"score":1.0,"seats":-3,"active":true,"tags":["a","b"]}"#
    );
    let payload = Identity::user("u").group(&small()).build().unwrap();
    assert!(payload.as_str().contains(&format!(r#""traits":{text}"#)));
}

#[test]
fn the_traits_alone_are_a_table_in_toml() {
    let table: toml::Table = toml::from_str(&toml::to_string(&Traits(&small())).unwrap()).unwrap();
    assert_eq!(
        table,
        toml::toml! {
            name = "\"Hooli\""
            score = 1.0
            seats = -3
            active = true
            tags = ["a", "b"]
            [address]
            city = "Palo Alto"
        }
    );
}

#[test]
fn the_traits_alone_are_a_map_in_cbor() {
    let cbor = ciborium::Value::serialized(&Traits(&small())).unwrap();
    let members = cbor.as_map().unwrap();
    let keys: Vec<_> = members
        .iter()
        .map(|(key, _)| key.as_text().unwrap())
        .collect();
    assert_eq!(
        keys,
        ["name", "address", "score", "seats", "active", "tags"]
    );
    let values: Vec<_> = members.iter().map(|(_, value)| value.clone()).collect();
    assert_eq!(values[0], "\"Hooli\"".into());
    assert_eq!(
        values[1],
        ciborium::Value::Map(vec![("city".into(), "Palo Alto".into())])
    );
    assert_eq!(values[2], 1.0.into());
    assert_eq!(values[3], (-3).into());
    assert_eq!(values[4], true.into());
    assert_eq!(
        values[5],
        ciborium::Value::Array(vec!["a".into(), "b".into()])
    );
}

#[test]
fn the_traits_alone_of_the_unit_are_empty() {
    assert_eq!(serde_json::to_string(&Traits(&())).unwrap(), "{}");
}

#[test]
fn an_absent_value_inside_a_trait_does_not_fail_a_format_without_nulls() {
    #[derive(Serialize)]
    struct Inner {
        absent: Option<u8>,
        present: u8,
    }

    let group = One {
        value: Inner {
            absent: None,
            present: 1,
        },
    };
    assert_eq!(
        toml::to_string(&Traits(&group)).unwrap(),
        "[value]\npresent = 1\n"
    );
}

#[test]
fn the_traits_alone_refuse_what_a_call_refuses() {
    let error = serde_json::to_string(&Traits(&Two {
        first: f64::NAN,
        second: [u64::MAX],
    }))
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the event was refused: traits.first: NaN and infinities can't be sent; traits.second[0]: \
         18446744073709551615 is beyond ±9007199254740992 (2^53) and would be changed on the way; send it as a string"
    );
}

#[test]
fn the_traits_alone_have_an_id_that_is_sent_twice_without_asking_for_a_user() {
    #[derive(GroupTraits)]
    struct SentTwice {
        #[group(group_id, rename = "id")]
        key: u8,
    }

    assert_eq!(
        serde_json::to_string(&Traits(&SentTwice { key: 7 })).unwrap(),
        r#"{"id":"7"}"#
    );
}
