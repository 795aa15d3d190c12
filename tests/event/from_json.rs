//! Events that were made elsewhere.

use group_core::{Context, Date, Identity, Integrations, Payload, ProblemKind};
use serde_json::{Value, json};

use crate::custom_trait::One;
use crate::given::{event_of, nested_text};
use crate::refused::{at, problems_in, too_large};

/// A track event with all that it needs.
fn track() -> Value {
    json!({
        "type": "track",
        "messageId": "m-1",
        "userId": "u-1",
        "event": "Invoice Paid",
        "originalTimestamp": "2014-04-06T12:00:00.000Z",
        "sentAt": "2014-04-06T12:00:01.000Z",
    })
}

/// That event with this member, and without it if that is null.
fn track_with(key: &str, value: Value) -> String {
    let mut event = track();
    event[key] = value;
    event
        .as_object_mut()
        .unwrap()
        .retain(|_, value| !value.is_null());
    event.to_string()
}

/// An event of this type with this member.
fn event(kind: &str, key: &str, value: Value) -> String {
    json!({"type": kind, "userId": "u-1", key: value}).to_string()
}

fn refused(text: impl AsRef<str>) -> Vec<(String, ProblemKind)> {
    problems_in(Payload::from_json(text))
}

fn is_accepted(text: impl AsRef<str>) -> bool {
    Payload::from_json(text).is_ok()
}

// What is taken.

#[test]
fn an_event_that_lacks_nothing_stays_to_the_letter() {
    let text = concat!(
        r#"{"event":"Invoice Paid","type":"track","properties":{"z":1.10,"a":[1e3,-0,"\u00e9\/",null,true],"é":{}},"#,
        r#""messageId":"m-1","sentAt":"2014-04-06T12:00:01+00:00","anonymousId":"a-1","more":{"": 0.0},"#,
        r#""originalTimestamp":"2014-04-06T14:00+02:00"}"#
    )
    .replace(r#"{"": 0.0}"#, r#"{"":0.0}"#);
    let payload = Payload::from_json(&text).unwrap();
    assert_eq!(payload.as_str(), text);
    assert_eq!(payload.message_id(), "m-1");
}

#[test]
fn only_white_space_between_values_goes() {
    let text = " {\n\t\"type\" : \"track\",\r\n \"event\": \"a  b\" , \"userId\":\"u\", \"messageId\":\"m\",
        \"properties\": { \"list\" : [ 1 , { } ] },
        \"originalTimestamp\": \"2014-04-06T12:00:00Z\", \"sentAt\": \"2014-04-06T12:00:00Z\" } ";
    assert_eq!(
        Payload::from_json(text).unwrap().as_str(),
        concat!(
            r#"{"type":"track","event":"a  b","userId":"u","messageId":"m","properties":{"list":[1,{}]},"#,
            r#""originalTimestamp":"2014-04-06T12:00:00Z","sentAt":"2014-04-06T12:00:00Z"}"#
        )
    );
}

#[test]
fn a_message_id_and_the_times_that_are_missing_are_filled_in_at_the_end() {
    let text = r#"{"type":"page","anonymousId":"a-1","name":"Home"}"#;
    let now = || jiff::Timestamp::now().as_millisecond();
    let before = now();
    let payload = Payload::from_json(text).unwrap();
    let after = now();
    let sent = payload.to_value();
    let (id, sent_at) = (payload.message_id(), sent["sentAt"].as_str().unwrap());
    assert_eq!(
        payload.as_str(),
        format!(
            r#"{{"type":"page","anonymousId":"a-1","name":"Home","messageId":"{id}","originalTimestamp":"{sent_at}","sentAt":"{sent_at}"}}"#
        )
    );
    let uuid = uuid::Uuid::parse_str(id).unwrap();
    assert_eq!(uuid.get_version(), Some(uuid::Version::Random));
    let sent_at: jiff::Timestamp = sent_at.parse().unwrap();
    assert!((before..=after).contains(&sent_at.as_millisecond()));
    assert_ne!(Payload::from_json(text).unwrap().message_id(), id);
}

#[test]
fn what_is_given_is_not_filled_in() {
    for key in ["messageId", "originalTimestamp", "sentAt"] {
        let text = track_with(key, Value::Null);
        let payload = Payload::from_json(&text).unwrap();
        let mut sent = payload.to_value();
        assert!(sent[key].is_string());
        assert!(payload.as_str().starts_with(text.trim_end_matches('}')));
        sent[key] = track()[key].clone();
        assert_eq!(sent, track());
    }
}

#[test]
fn the_message_id_is_read_without_its_escapes() {
    let text = track_with("messageId", json!("m \"1\" \\ \u{1} é"));
    let payload = Payload::from_json(text.replace('é', "\\u00e9")).unwrap();
    assert_eq!(payload.message_id(), "m \"1\" \\ \u{1} é");
}

#[test]
fn every_type_of_event_is_taken() {
    for text in [
        event("identify", "traits", json!({"email": "g@hooli.xyz"})),
        event("group", "groupId", json!("g-1")),
        event("track", "event", json!("Invoice Paid")),
        event("page", "name", json!("Home")),
        event("screen", "name", json!("Home")),
        event("alias", "previousId", json!("a-1")),
    ] {
        assert!(is_accepted(&text), "{text}");
    }
}

#[test]
fn text_of_any_type_is_taken() {
    let text = track().to_string();
    let payload = Payload::from_json(text.as_str()).unwrap();
    assert_eq!(Payload::from_json(text.clone()), Ok(payload.clone()));
    assert_eq!(Payload::from_json(&text), Ok(payload.clone()));
    assert_eq!(
        Payload::from_json(std::borrow::Cow::Borrowed(&*text)),
        Ok(payload)
    );
}

// What build() gave.

#[test]
fn a_payload_comes_back_from_its_text() {
    let mut user = Identity::user("u\"\n1").with_anonymous_id("a-1");
    let identify = user.identify("u\"\n1", &json!({"a": {"b": [null, 0.1]}}));
    let identify = identify.build().unwrap();
    let instant = Date::parse("2014-04-06T12:00:00Z").unwrap();
    let group = user
        .group_with_id(
            "g\u{1}g",
            &One {
                value: (
                    "é\u{2028}",
                    f64::MAX,
                    f64::MIN_POSITIVE,
                    -0.0,
                    0.1_f32,
                    1e21,
                ),
            },
        )
        .message_id("\\")
        .context(Context::new().ip("10.0.0.1").traits(&json!({"c": 1})))
        .integrations(Integrations::all().options("HubSpot", json!({"All": 1})))
        .timestamp(instant)
        .original_timestamp(instant)
        .build()
        .unwrap();
    let bare = Identity::generate().group_with_id("g", &()).build();
    for payload in [identify, group, bare.unwrap()] {
        let back = Payload::from_json(payload.clone().into_string()).unwrap();
        assert_eq!(back, payload);
        assert_eq!(back.as_str(), payload.as_str());
        assert_eq!(back.message_id(), payload.message_id());
    }
}

// The event as such.

#[test]
fn text_that_is_not_json_is_refused() {
    for text in [
        "",
        "{",
        "nul",
        "{'type':1}",
        "{\"type\":\"track\"} x",
        "\u{feff}{}",
    ] {
        let found = refused(text);
        assert!(
            matches!(&found[..], [(path, ProblemKind::NotJson { .. })] if path.is_empty()),
            "{text}: {found:?}"
        );
    }
    let found = Payload::from_json("{\"type\":track}").unwrap_err();
    assert_eq!(
        found.to_string(),
        "the event was refused: it is not JSON: expected ident at line 1 column 11"
    );
}

#[test]
fn json_that_is_no_object_is_refused() {
    for text in ["[]", "null", "1", "\"track\"", "[{\"type\":\"track\"}]"] {
        assert_eq!(refused(text), [at("", ProblemKind::NotAnObject)], "{text}");
    }
}

#[test]
fn every_problem_is_reported_at_once() {
    let text = r#"{"type":"track","event":" ","userId":7,"messageId":"","anonymousId":null,
        "properties":{"price":9007199254740993,"a":{"b":1,"b":2},"half":"\ud800"},
        "traits":[],"context":{"traits":0},"integrations":{"All":"true"},"integrations":{},
        "originalTimestamp":"2014-04-06","timestamp":"2014-04-06T12:00:00","sentAt":1396785600}"#;
    let refused = Payload::from_json(text).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the event was refused: \
         event: the name of an event can't be empty or blank; \
         userId: it must be a string; \
         messageId: an id can't be empty or blank; \
         anonymousId: it must be a string; \
         properties.price: 9007199254740993 is beyond ±9007199254740992 (2^53) and would be changed on the way; \
         send it as a string; \
         properties.a.b: this name occurs twice in one object, and one of the two would be lost; \
         properties.half: it is not JSON: a string has half of a surrogate pair; \
         traits: it must be an object with named values; \
         context.traits: it must be an object with named values; \
         integrations: this name occurs twice in one object, and one of the two would be lost; \
         originalTimestamp: a civil date is not a moment in time; give an instant, with its zone; \
         timestamp: a date must be an instant or a day in the years 0000 to 9999, and no leap second; \
         sentAt: it must be a string"
    );
}

#[test]
fn an_empty_object_lacks_a_type_and_a_user() {
    assert_eq!(
        Payload::from_json("{}").unwrap_err().to_string(),
        "the event was refused: \
         type: it is missing, and the event needs it; \
         an event needs a userId or an anonymousId"
    );
}

#[test]
fn a_type_that_is_none_is_refused() {
    for (text, kind) in [
        (json!("Track"), "Track"),
        (json!("merge"), "merge"),
        (json!(""), ""),
    ] {
        let value = kind.to_owned();
        assert_eq!(
            refused(track_with("type", text)),
            [at("type", ProblemKind::UnknownType { value })]
        );
    }
    assert_eq!(
        refused(track_with("type", json!(1))),
        [at("type", ProblemKind::NotAString),]
    );
    let refused = Payload::from_json(track_with("type", json!("merge"))).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the event was refused: type: there are no events of the type `merge`; \
         write identify, group, track, page, screen or alias"
    );
}

#[test]
fn what_an_event_of_its_type_needs_must_be_there() {
    let missing = |path| at(path, ProblemKind::Missing);
    let bare = |kind: &str| refused(json!({"type": kind, "userId": "u"}).to_string());
    assert_eq!(bare("track"), [missing("event")]);
    assert_eq!(bare("group"), [missing("groupId")]);
    assert_eq!(bare("alias"), [missing("previousId")]);
    assert_eq!(
        refused(r#"{"type":"alias","anonymousId":"a","previousId":"b"}"#),
        [missing("userId")]
    );
    for kind in ["identify", "page", "screen"] {
        assert!(is_accepted(
            json!({"type": kind, "userId": "u"}).to_string()
        ));
    }
}

#[test]
fn an_event_without_a_user_is_refused() {
    assert_eq!(
        refused(track_with("userId", Value::Null)),
        [at("", ProblemKind::NoUser)]
    );
}

#[test]
fn an_id_that_is_no_string_or_blank_is_refused() {
    for key in [
        "userId",
        "anonymousId",
        "groupId",
        "messageId",
        "previousId",
    ] {
        for id in [json!(7), json!(true), json!(["u"]), json!({})] {
            assert_eq!(
                refused(track_with(key, id)),
                [at(key, ProblemKind::NotAString)]
            );
        }
        for blank in ["", " ", "\u{a0}\u{200b}", "\n"] {
            assert_eq!(
                refused(track_with(key, json!(blank))),
                [at(key, ProblemKind::BlankId)]
            );
        }
    }
    assert_eq!(
        refused(r#"{"type":"page","userId":"u","anonymousId":null}"#),
        [at("anonymousId", ProblemKind::NotAString)]
    );
}

#[test]
fn an_id_with_white_space_at_an_end_is_refused() {
    for key in [
        "userId",
        "anonymousId",
        "groupId",
        "messageId",
        "previousId",
    ] {
        for id in [" x", "x\n", "\u{feff}x", "x\u{200b}"] {
            assert_eq!(
                refused(track_with(key, json!(id))),
                [at(key, ProblemKind::OuterSpace)]
            );
        }
        assert!(is_accepted(track_with(key, json!("x y"))));
    }
}

// Names of members.

#[test]
fn a_member_that_is_misspelt_is_refused() {
    let text = r#"{"type":"track","userId":"u","event":"x","propertys":{"a":1},"userID":"v","timstamp":"yesterday"}"#;
    assert_eq!(
        Payload::from_json(text).unwrap_err().to_string(),
        "the event was refused: \
         propertys: RudderStack does not read a member of this name; did you mean `properties`?; \
         userID: RudderStack does not read a member of this name; did you mean `userId`?; \
         timstamp: RudderStack does not read a member of this name; did you mean `timestamp`?"
    );
}

#[test]
fn what_a_misspelt_member_means_is_suggested() {
    for (name, meant) in [
        ("Type", "type"),
        ("tpye", "type"),
        ("chanel", "channel"),
        ("message_id", "messageId"),
        ("messageID", "messageId"),
        ("user_id", "userId"),
        ("user-id", "userId"),
        ("userid", "userId"),
        ("usrId", "userId"),
        ("anonymous_id", "anonymousId"),
        ("anonymusId", "anonymousId"),
        ("annonymousId", "anonymousId"),
        ("group_id", "groupId"),
        ("gruopId", "groupId"),
        ("previous_id", "previousId"),
        ("evnt", "event"),
        ("nmae", "name"),
        ("catgory", "category"),
        ("property", "properties"),
        ("propertie", "properties"),
        ("proprties", "properties"),
        ("Properties", "properties"),
        ("trait", "traits"),
        ("triats", "traits"),
        ("contxt", "context"),
        ("integration", "integrations"),
        ("intergrations", "integrations"),
        ("original_timestamp", "originalTimestamp"),
        ("originalTimeStamp", "originalTimestamp"),
        ("timeStamp", "timestamp"),
        ("sent_at", "sentAt"),
        ("sentat", "sentAt"),
        ("verson", "version"),
    ] {
        assert_eq!(
            refused(track_with(name, json!("x"))),
            [at(name, ProblemKind::Misspelt { meant })]
        );
    }
}

#[test]
fn members_of_the_callers_own_are_sent() {
    for name in [
        "_metadata",
        "action",
        "contact",
        "content",
        "eventId",
        "eventName",
        "eventText",
        "events",
        "externalId",
        "groupName",
        "groupType",
        "id",
        "label",
        "leadId",
        "library",
        "message",
        "metadata",
        "names",
        "options",
        "plan",
        "projectId",
        "receivedAt",
        "recordId",
        "request_ip",
        "rudderId",
        "screenName",
        "sessionId",
        "sourceId",
        "tags",
        "time",
        "title",
        "traitsVersion",
        "url",
        "userAgent",
        "userProperties",
        "user_properties",
        "userName",
        "userType",
        "versionCode",
        "versionId",
        "writeKey",
        "",
    ] {
        assert!(is_accepted(track_with(name, json!("x"))), "{name}");
    }
}

#[test]
fn names_within_a_member_are_not_looked_at() {
    let inner = json!({"user_id": 1, "propertys": 2});
    for key in ["properties", "traits", "context", "integrations", "mine"] {
        assert!(is_accepted(track_with(key, inner.clone())));
    }
}

#[test]
fn the_name_of_a_track_event_is_a_string_and_not_blank() {
    assert_eq!(
        refused(track_with("event", json!(7))),
        [at("event", ProblemKind::NotAString)]
    );
    assert_eq!(
        refused(track_with("event", json!(""))),
        [at("event", ProblemKind::BlankEvent)]
    );
    assert!(is_accepted(event("page", "event", json!(""))));
}

#[test]
fn times_must_be_instants() {
    for key in ["originalTimestamp", "timestamp", "sentAt"] {
        assert!(is_accepted(track_with(
            key,
            json!("2014-04-06T12:00:00.123456+02:00")
        )));
        assert_eq!(
            refused(track_with(key, json!("2014-04-06"))),
            [at(key, ProblemKind::CivilDate)]
        );
        for text in [
            "",
            "now",
            "2014-04-06T12:00:00",
            "2016-12-31T23:59:60Z",
            "1396785600",
        ] {
            assert_eq!(
                refused(track_with(key, json!(text))),
                [at(key, ProblemKind::UnsendableDate)]
            );
        }
        assert_eq!(
            refused(track_with(key, json!(1_396_785_600))),
            [at(key, ProblemKind::NotAString)]
        );
    }
}

#[test]
fn what_must_be_an_object_is_one() {
    for key in ["traits", "properties", "context", "integrations"] {
        assert!(is_accepted(track_with(key, json!({}))));
        for value in [json!([]), json!("x"), json!(false)] {
            assert_eq!(
                refused(track_with(key, value)),
                [at(key, ProblemKind::NotAnObject)]
            );
        }
    }
    assert_eq!(
        refused(track_with("context", json!({"ip": 1, "traits": [1]}))),
        [at("context.traits", ProblemKind::NotAnObject)]
    );
    assert!(is_accepted(track_with("context", json!({"traits": {}}))));
}

#[test]
fn integrations_for_all_are_a_boolean() {
    for all in [json!("true"), json!(1), json!({}), json!(null)] {
        assert_eq!(
            refused(track_with(
                "integrations",
                json!({"HubSpot": {}, "All": all})
            )),
            [at("integrations.All", ProblemKind::NotABoolean)]
        );
    }
    for integrations in [
        json!({"All": false, "HubSpot": true}),
        json!({"HubSpot": {"a": 1}}),
    ] {
        assert!(is_accepted(track_with("integrations", integrations)));
    }
}

#[test]
fn the_trait_id_of_a_group_needs_a_user_id() {
    let group = |user: &str| {
        format!(r#"{{"type":"group","{user}":"u","groupId":"g","traits":{{"a":1,"id":"g"}}}}"#)
    };
    assert_eq!(
        refused(group("anonymousId")),
        [at("traits.id", ProblemKind::IdWithoutUser)]
    );
    assert!(is_accepted(group("userId")));
    assert!(is_accepted(
        r#"{"type":"identify","anonymousId":"a","traits":{"id":"a"}}"#
    ));
}

// What holds of all JSON.

#[test]
fn numbers_are_checked_wherever_they_are() {
    let text = |number: &str| {
        track()
            .to_string()
            .replacen('{', &format!("{{\"x\":[{{\"y\":{number}}}],"), 1)
    };
    assert_eq!(
        refused(text("-9007199254740993")),
        [at("x[0].y", too_large("-9007199254740993"))]
    );
    assert_eq!(
        refused(text("1e999")),
        [at("x[0].y", ProblemKind::NotFinite)]
    );
    let value = "0.1234567890123456789".to_owned();
    assert_eq!(
        refused(text(&value)),
        [at("x[0].y", ProblemKind::ImpreciseNumber { value })]
    );
    for number in [
        "-9007199254740992",
        "1e300",
        "9007199254740994.0",
        "1.0",
        "-0",
    ] {
        let payload = Payload::from_json(text(number)).unwrap();
        assert!(payload.as_str().contains(&format!("\"y\":{number}}}")));
    }
}

#[test]
fn a_key_twice_is_refused_in_the_event_itself_too() {
    let twice = track()
        .to_string()
        .replacen('{', r#"{"user\u0049d":"u-2","#, 1);
    assert_eq!(refused(twice), [at("userId", ProblemKind::NameTwice)]);
}

#[test]
fn an_event_has_at_most_127_levels() {
    let deep = |levels| event("page", "x", Value::Null).replace("null", &nested_text(levels));
    assert!(is_accepted(deep(126)));
    let found = refused(deep(127));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1, ProblemKind::TooDeep);
    assert_eq!(refused(deep(100_000)).len(), 1);
}

#[test]
fn what_is_too_deep_hides_no_other_problem() {
    let deep = nested_text(127);
    let text = format!(
        r#"{{"type":"page","userId":"u","x":{{"a":{deep},"b":{deep},"a":1}},"y":9007199254740993}}"#
    );
    let found = refused(text);
    let kinds: Vec<_> = found.into_iter().map(|(_, kind)| kind).collect();
    let value = "9007199254740993".to_owned();
    assert_eq!(
        kinds,
        [
            ProblemKind::TooDeep,
            ProblemKind::TooDeep,
            ProblemKind::NameTwice,
            ProblemKind::IntegerTooLarge { value }
        ]
    );
}

#[test]
fn an_event_has_at_most_32_768_bytes() {
    let largest = event_of(32_768).unwrap();
    assert_eq!(Payload::from_json(&largest).unwrap().as_str(), largest);
    let spaced = largest.replacen('{', &format!("{{{}", " ".repeat(100_000)), 1);
    assert_eq!(Payload::from_json(spaced).unwrap().as_str(), largest);
    let larger = largest.replacen("xx", "xxx", 1);
    assert_eq!(
        refused(larger),
        [at("", ProblemKind::TooLarge { at_least: 32_769 })]
    );
}

#[test]
fn the_sent_at_of_a_transmission_has_room() {
    let short = |bytes| {
        let event = event_of(bytes).unwrap();
        let (before, _) = event.split_once(r#","sentAt":"#).unwrap();
        format!(r#"{before},"sentAt":"2026-11-25T04:00Z"}}"#)
    };
    let largest = short(32_768);
    assert_eq!(largest.len(), 32_761);
    assert_eq!(Payload::from_json(&largest).unwrap().as_str(), largest);
    let larger = largest.replacen("xx", "xxx", 1);
    assert_eq!(
        refused(larger),
        [at("", ProblemKind::TooLarge { at_least: 32_769 })]
    );
}

#[test]
fn what_is_filled_in_counts() {
    let event = |bytes: usize| {
        let text = event("page", "name", json!(""));
        text.replace("\"\"", &format!("\"{}\"", "x".repeat(bytes - text.len())))
    };
    // `,"messageId":"…"` takes 51 bytes, the times take 47 and 36.
    let largest = Payload::from_json(event(32_768 - 51 - 47 - 36)).unwrap();
    assert_eq!(largest.as_str().len(), 32_768);
    let found = refused(event(32_768 - 51 - 47 - 36 + 1));
    assert!(
        matches!(found[..], [(_, ProblemKind::TooLarge { .. })]),
        "{found:?}"
    );
}

#[test]
fn the_type_and_the_ids_are_known_wherever_they_stand_and_however_they_are_written() {
    let payload = Payload::from_json(concat!(
        r#"{"traits":{"userId":"t","type":"t"},"context":{"groupId":"c"},"sentAt":"2014-04-06T12:00:00.000Z","#,
        r#""group\u0049d":"g\u002d1","userId":"u-1","anonymousId":"\"a\"","t\u0079pe":"gr\u006fup"}"#
    ))
    .unwrap();
    assert_eq!(payload.kind(), "group");
    assert_eq!(payload.user_id(), Some("u-1"));
    assert_eq!(payload.anonymous_id(), Some("\"a\""));
    assert_eq!(payload.group_id(), Some("g-1"));

    for kind in ["identify", "track", "page", "screen", "alias"] {
        let event = json!({"type": kind, "userId": "u", "previousId": "p", "event": "e"});
        let payload = Payload::from_json(event.to_string()).unwrap();
        assert_eq!(payload.kind(), kind);
        assert_eq!((payload.anonymous_id(), payload.group_id()), (None, None));
    }
}
