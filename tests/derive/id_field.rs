//! The field that gives the group's id, and when it is a trait too.
#![allow(clippy::ptr_arg)]

use std::rc::Rc;
use std::sync::Arc;

use group_core::{GroupTraits, Identity, Problem};

use crate::sent::{group_id, json};

#[test]
fn a_field_named_id_is_the_group_id_and_no_trait() {
    #[derive(GroupTraits)]
    struct Company {
        name: &'static str,
        id: u64,
    }
    let hooli = Company {
        name: "Hooli",
        id: u64::MAX,
    };
    assert_eq!(json(&hooli), r#"{"name":"Hooli"}"#);
    assert_eq!(group_id(&hooli), "18446744073709551615");
}

#[test]
fn a_field_renamed_to_id_is_the_group_id() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(rename = "id")]
        key: Option<&'static str>,
    }
    let hooli = Company { key: Some("5e8a") };
    assert_eq!(json(&hooli), "{}");
    assert_eq!(group_id(&hooli), "5e8a");
}

#[test]
fn a_marked_field_is_the_group_id() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id)]
        account: String,
        seats: u8,
    }
    let hooli = Company {
        account: "5e8a".into(),
        seats: 1,
    };
    assert_eq!(json(&hooli), r#"{"seats":1}"#);
    assert_eq!(group_id(&hooli), "5e8a");
}

#[test]
fn a_marked_field_may_have_the_name_of_a_reserved_trait() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id)]
        name: &'static str,
    }
    let hooli = Company { name: "hooli" };
    assert_eq!(json(&hooli), "{}");
    assert_eq!(group_id(&hooli), "hooli");
}

#[test]
fn a_field_named_id_may_be_marked_too() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id)]
        id: u8,
    }
    assert_eq!(json(&Company { id: 7 }), "{}");
    assert_eq!(group_id(&Company { id: 7 }), "7");
}

#[test]
fn the_id_is_no_trait_whoever_gives_the_group_id() {
    #[derive(GroupTraits)]
    struct Company {
        id: u8,
        seats: u8,
    }
    let user = Identity::user("u");
    let event = user.group_with_id("other", &Company { id: 7, seats: 1 });
    let event = event.build().unwrap().to_value();
    assert_eq!(event["groupId"], "other");
    assert_eq!(event["traits"], serde_json::json!({"seats": 1}));
}

#[test]
fn an_id_marked_and_renamed_to_id_is_sent_as_a_trait_too() {
    #[derive(GroupTraits)]
    struct Company {
        seats: u8,
        #[group(group_id, rename = "id")]
        key: u64,
    }
    let hooli = Company { seats: 1, key: 7 };
    let event = Identity::user("u").group(&hooli).build().unwrap();
    assert_eq!(event.to_value()["groupId"], "7");
    assert!(
        event.as_str().contains(r#""traits":{"seats":1,"id":"7"}"#),
        "{event}"
    );
}

#[test]
fn an_id_sent_as_a_trait_stays_its_own_where_the_call_gives_another() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id, rename = "id")]
        id: Option<u64>,
    }
    let user = Identity::user("u");
    let event = user
        .group_with_id("other", &Company { id: Some(7) })
        .build()
        .unwrap();
    assert_eq!(event.to_value()["groupId"], "other");
    assert_eq!(event.to_value()["traits"], serde_json::json!({"id": "7"}));
    let event = user
        .group_with_id("other", &Company { id: None })
        .build()
        .unwrap();
    assert_eq!(event.to_value()["traits"], serde_json::json!({}));
}

#[test]
fn an_id_as_a_trait_needs_a_user() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id, rename = "id")]
        id: u64,
    }
    let refused = Identity::anonymous("a")
        .group(&Company { id: 7 })
        .build()
        .unwrap_err();
    let paths: Vec<_> = refused.problems().iter().map(Problem::path).collect();
    assert_eq!(paths, ["traits.id"]);
}

#[test]
fn an_id_may_be_mapped() {
    struct Key(u32);
    fn hex(key: &Key) -> String {
        format!("{:08x}", key.0)
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(map = hex)]
        id: Key,
        seats: u8,
    }
    let hooli = Company {
        id: Key(48879),
        seats: 1,
    };
    assert_eq!(group_id(&hooli), "0000beef");
    assert_eq!(json(&hooli), r#"{"seats":1}"#);
}

#[test]
fn a_mapped_id_may_be_marked_sent_borrowed_and_none() {
    fn first(keys: &Vec<String>) -> Option<&String> {
        keys.first()
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id, rename = "id", map = first)]
        keys: Vec<String>,
    }
    let hooli = Company {
        keys: vec!["a".into(), "b".into()],
    };
    assert_eq!(group_id(&hooli), "a");
    assert_eq!(json(&hooli), r#"{"id":"a"}"#);
    assert_eq!(json(&Company { keys: vec![] }), "{}");
    let user = Identity::user("u");
    let nobody = Company { keys: vec![] };
    let refused = user.group(&nobody).build().unwrap_err();
    assert_eq!(refused.problems()[0].path(), "groupId");
}

#[test]
fn pointers_to_a_group_know_its_id() {
    #[derive(GroupTraits)]
    struct Company {
        id: u8,
        seats: u8,
    }
    let hooli = || Company { id: 7, seats: 1 };
    assert_eq!(group_id(&&hooli()), "7");
    assert_eq!(group_id(&Box::new(hooli())), "7");
    assert_eq!(group_id(&Rc::new(hooli())), "7");
    assert_eq!(group_id(&Arc::new(hooli())), "7");
    assert_eq!(json(&Arc::new(hooli())), r#"{"seats":1}"#);
}
