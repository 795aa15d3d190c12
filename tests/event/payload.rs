//! The finished event: its keys, its text, and its views.

use std::collections::BTreeMap;

use group_core::{Address, Context, Date, GroupTraits, Identity, Integrations, Payload, TextTrait};
use serde_json::{Value, json};

use crate::custom_trait::One;

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
#[group(rename_all = "lowercase")]
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
fn a_tree_keeps_the_value_of_each_number() {
    let numbers = r#"[-0,1E2,-0.0,0.10,9007199254740992]"#;
    let text = format!(r#"{{"type":"page","userId":"u","properties":{{"a":{numbers}}}}}"#);
    let payload = Payload::from_json(text).unwrap();
    assert!(payload.as_str().contains(numbers));
    let tree = payload.to_value();
    assert_eq!(
        tree["properties"]["a"].to_string(),
        "[-0.0,100.0,-0.0,0.1,9007199254740992]"
    );
    assert_eq!(serde_json::to_value(&payload).unwrap(), tree);
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

#[test]
fn a_payload_knows_its_type_and_its_ids() {
    let mut user = Identity::user("u-1").with_anonymous_id("a-1");
    let group = user.group_with_id("g-1", &()).build().unwrap();
    assert_eq!(group.kind(), "group");
    assert_eq!(group.user_id(), Some("u-1"));
    assert_eq!(group.anonymous_id(), Some("a-1"));
    assert_eq!(group.group_id(), Some("g-1"));

    let identify = user
        .identify("u-2", &json!({"groupId": "no"}))
        .build()
        .unwrap();
    assert_eq!(identify.kind(), "identify");
    assert_eq!(identify.user_id(), Some("u-2"));
    assert_eq!(identify.group_id(), None);

    let job = Identity::anonymous("job")
        .group_with_id("g-1", &())
        .build()
        .unwrap();
    assert_eq!((job.user_id(), job.anonymous_id()), (None, Some("job")));
}

#[test]
fn ids_are_without_the_escapes_of_json() {
    let id = "a\"b\\c\u{1}d/é\u{10ffff}";
    let payload = Identity::user(id)
        .with_anonymous_id(format!("{id}a"))
        .group_with_id(format!("{id}g"), &())
        .build()
        .unwrap();
    // Also of a copy, made before or after it was asked.
    for payload in [payload.clone(), payload.clone(), payload] {
        assert_eq!(payload.user_id(), Some(id));
        assert_eq!(payload.anonymous_id(), Some(&*format!("{id}a")));
        assert_eq!(payload.group_id(), Some(&*format!("{id}g")));
        assert_eq!(payload.clone().user_id(), Some(id));
    }
}
