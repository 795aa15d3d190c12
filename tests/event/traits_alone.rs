//! The traits without an event, in any format.

use group_core::{Address, GroupTraits, Identity, Traits};
use serde::Serialize;

use crate::custom_trait::One;
use crate::given::Two;

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
