//! What a call takes, and how it ends.

use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use group_core::{Date, DateTrait, GroupTraits, Identity, Payload};
use serde_json::{Value, json};

#[derive(GroupTraits)]
struct Company {
    id: u64,
    name: &'static str,
}

const HOOLI: Company = Company {
    id: 7,
    name: "Hooli",
};

// The group.

#[test]
fn the_group_id_comes_from_the_struct() {
    let event = Identity::user("u")
        .group(&HOOLI)
        .build()
        .unwrap()
        .to_value();
    assert_eq!(event["groupId"], "7");
    assert_eq!(event["traits"], json!({"name": "Hooli"}));
}

#[test]
fn a_group_id_of_the_call_is_sent_in_place_of_the_structs() {
    let event = Identity::user("u")
        .group_with_id("g", &HOOLI)
        .build()
        .unwrap()
        .to_value();
    assert_eq!(event["groupId"], "g");
    assert_eq!(event["traits"], json!({"name": "Hooli"}));
}

#[test]
fn a_group_id_of_the_call_stands_in_for_one_that_is_none() {
    #[derive(GroupTraits)]
    struct New {
        id: Option<u64>,
    }

    let event = Identity::user("u")
        .group_with_id("g", &New { id: None })
        .build()
        .unwrap()
        .to_value();
    assert_eq!(event["groupId"], "g");
}

#[test]
fn group_ids_of_every_kind_are_sent_as_strings() {
    let user = Identity::user("u");
    let sent = |payload: Payload| payload.to_value()["groupId"].as_str().unwrap().to_owned();
    assert_eq!(
        sent(user.group_with_id(u128::MAX, &()).build().unwrap()),
        u128::MAX.to_string()
    );
    assert_eq!(
        sent(user.group_with_id(i64::MIN, &()).build().unwrap()),
        i64::MIN.to_string()
    );
    assert_eq!(
        sent(user.group_with_id(String::from("g"), &()).build().unwrap()),
        "g"
    );
    assert_eq!(
        sent(user.group_with_id(Rc::new(7), &()).build().unwrap()),
        "7"
    );
    let url = url::Url::parse("https://hooli.xyz").unwrap();
    assert_eq!(
        sent(user.group_with_id(&url, &()).build().unwrap()),
        "https://hooli.xyz/"
    );
}

#[test]
fn a_pointer_to_a_group_is_a_group() {
    let user = Identity::user("u");
    let event = |payload: Payload| {
        let event = payload.to_value();
        (event["groupId"].clone(), event["traits"].clone())
    };
    let expected = (json!("7"), json!({"name": "Hooli"}));
    assert_eq!(event(user.group(&&HOOLI).build().unwrap()), expected);
    assert_eq!(
        event(user.group(&Box::new(HOOLI)).build().unwrap()),
        expected
    );
    assert_eq!(
        event(user.group(&Rc::new(HOOLI)).build().unwrap()),
        expected
    );
    assert_eq!(
        event(user.group(&Arc::new(HOOLI)).build().unwrap()),
        expected
    );
}

// Times and messageId.

/// The event of a call with these times.
fn timed(original: impl DateTrait, timestamp: impl DateTrait) -> Value {
    let user = Identity::user("u");
    let call = user
        .group_with_id("g", &())
        .original_timestamp(original)
        .timestamp(timestamp);
    call.build().unwrap().to_value()
}

#[test]
fn times_are_sent_in_utc_to_the_millisecond() {
    let event = timed(
        Date::parse("2014-04-06T14:00:00.1239+02:00").unwrap(),
        jiff::Timestamp::from_nanosecond(-1).unwrap(),
    );
    assert_eq!(event["originalTimestamp"], "2014-04-06T12:00:00.123Z");
    assert_eq!(event["timestamp"], "1969-12-31T23:59:59.999Z");
}

#[test]
fn times_of_every_crate_are_taken() {
    let zoned: jiff::Zoned = "2014-04-06T14:00:00+02:00[Europe/Berlin]".parse().unwrap();
    let event = timed(zoned, UNIX_EPOCH + Duration::from_millis(1_396_785_600_999));
    assert_eq!(event["originalTimestamp"], "2014-04-06T12:00:00.000Z");
    assert_eq!(event["timestamp"], "2014-04-06T12:00:00.999Z");

    let event = timed(
        chrono::DateTime::from_timestamp_millis(1_396_785_600_001).unwrap(),
        time::macros::datetime!(2014-04-06 14:00:00.5 +2),
    );
    assert_eq!(event["originalTimestamp"], "2014-04-06T12:00:00.001Z");
    assert_eq!(event["timestamp"], "2014-04-06T12:00:00.500Z");
}

#[test]
fn timestamp_is_left_out_unless_given() {
    let event = Identity::user("u")
        .group_with_id("g", &())
        .build()
        .unwrap()
        .to_value();
    assert_eq!(event.get("timestamp"), None);
}

#[test]
fn sent_at_is_the_time_of_the_build_in_a_historical_import_too() {
    let old = Date::from_unix_millis(0).unwrap();
    let event = timed(old, old);
    assert!(event["sentAt"].as_str().unwrap() > "2020");
}

#[test]
fn a_later_setting_of_a_call_wins() {
    let user = Identity::user("u");
    let payload = user
        .group_with_id("g", &())
        .message_id("")
        .message_id("m-2")
        .timestamp(Date::civil(2014, 4, 6).unwrap())
        .timestamp(Date::from_unix_millis(0).unwrap())
        .build()
        .unwrap();
    assert_eq!(payload.message_id(), "m-2");
    assert_eq!(payload.to_value()["timestamp"], "1970-01-01T00:00:00.000Z");
}

#[test]
fn an_identify_takes_times_and_a_message_id_too() {
    let mut user = Identity::user("u");
    let instant = Date::from_unix_millis(0).unwrap();
    let call = user
        .identify("u", &json!({}))
        .message_id("m")
        .original_timestamp(instant)
        .timestamp(instant);
    let event = call.build().unwrap().to_value();
    assert_eq!(event["messageId"], "m");
    assert_eq!(event["originalTimestamp"], "1970-01-01T00:00:00.000Z");
    assert_eq!(event["timestamp"], "1970-01-01T00:00:00.000Z");
}

// The buffer.

#[test]
fn build_in_gives_what_build_gives() {
    let user = Identity::user("u");
    let instant = Date::from_unix_millis(0).unwrap();
    let call = || {
        user.group(&HOOLI)
            .message_id("m")
            .original_timestamp(instant)
    };
    let cut = |payload: Payload| payload.as_str().split_once("sentAt").unwrap().0.to_owned();
    assert_eq!(
        cut(call().build_in(String::new()).unwrap()),
        cut(call().build().unwrap())
    );
}

#[test]
fn build_in_reuses_the_buffer_and_discards_its_content() {
    let user = Identity::user("u");
    let mut buffer = String::with_capacity(4096);
    buffer.push_str("earlier content");
    let (start, capacity) = (buffer.as_ptr(), buffer.capacity());
    for _ in 0..3 {
        let payload = user.group(&HOOLI).build_in(buffer).unwrap();
        assert!(payload.as_str().starts_with(r#"{"type":"group","#));
        assert_eq!(payload.to_value()["groupId"], "7");
        buffer = payload.into_string();
        assert_eq!((buffer.as_ptr(), buffer.capacity()), (start, capacity));
    }
}

#[test]
fn an_identifys_buffer_is_reused_too() {
    let mut user = Identity::user("u");
    let buffer = String::with_capacity(4096);
    let start = buffer.as_ptr();
    let payload = user
        .identify("u", &json!({"a": 1}))
        .build_in(buffer)
        .unwrap();
    assert_eq!(payload.as_str().as_ptr(), start);
}

#[test]
fn a_buffer_that_is_too_small_grows() {
    let user = Identity::user("u");
    let payload = user.group(&HOOLI).build_in(String::from("x")).unwrap();
    assert_eq!(payload.to_value()["traits"], json!({"name": "Hooli"}));
}

#[test]
fn a_buffer_of_more_than_an_event_may_have_is_taken() {
    let user = Identity::user("u");
    let payload = user.group(&HOOLI).build_in("x".repeat(100_000)).unwrap();
    assert!(payload.as_str().len() < 1000);
}

#[test]
fn calls_of_one_identity_can_be_made_side_by_side() {
    let user = Identity::user("u");
    let (one, other) = (user.group(&HOOLI), user.group_with_id("g", &()));
    assert_eq!(other.build().unwrap().to_value()["groupId"], "g");
    assert_eq!(one.build().unwrap().to_value()["groupId"], "7");
}
