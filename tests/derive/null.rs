//! What has no value as null: `null = "send"`.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use group_core::{Address, AddressTraits, Date, GroupTraits, Identity, Policy, TextTrait};

use crate::sent::json;

#[test]
fn null_is_sent_for_a_field_that_has_no_value() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(null = "send")]
        name: Option<&'static str>,
        #[group(null = "send")]
        employees: Option<u32>,
        plan: Option<&'static str>,
        #[group(null = "send")]
        created_at: Option<Date>,
        #[group(null = "send")]
        address: Option<Address>,
        #[group(null = "send")]
        seats: Option<u32>,
        #[group(null = "send")]
        nothing: (),
    }
    let nothing = Company {
        name: None,
        employees: None,
        plan: None,
        created_at: None,
        address: None,
        seats: None,
        nothing: (),
    };
    assert_eq!(
        json(&nothing),
        concat!(
            r#"{"name":null,"employees":null,"createdAt":null,"address":null,"seats":null,"#,
            r#""nothing":null}"#
        )
    );
    let hooli = Company {
        name: Some("Hooli"),
        employees: Some(7),
        seats: Some(9),
        ..nothing
    };
    assert_eq!(
        json(&hooli),
        concat!(
            r#"{"name":"Hooli","employees":7,"createdAt":null,"address":null,"seats":9,"#,
            r#""nothing":null}"#
        )
    );
}

#[test]
fn on_the_struct_it_holds_for_each_field_that_is_a_trait() {
    #[derive(GroupTraits)]
    struct Usage {
        seats: Option<u32>,
    }
    #[derive(GroupTraits)]
    #[group(null = "send", group_type = "company")]
    struct Company {
        id: u64,
        name: Option<String>,
        #[group(also = "tier")]
        plan: Option<String>,
        #[group(rename = "address.city")]
        town: Option<String>,
        #[group(flatten)]
        usage: Option<Usage>,
    }
    let hooli = Company {
        id: 7,
        name: None,
        plan: None,
        town: None,
        usage: Some(Usage { seats: None }),
    };
    assert_eq!(
        json(&hooli),
        concat!(
            r#"{"groupType":"company","name":null,"plan":null,"tier":null,"#,
            r#""address":{"city":null}}"#
        )
    );
}

#[test]
fn an_address_has_it_too() {
    #[derive(AddressTraits)]
    #[group(null = "send")]
    struct Office {
        city: Option<&'static str>,
        #[group(skip)]
        _floor: u8,
    }
    #[derive(GroupTraits)]
    struct Company {
        address: Office,
    }
    let address = Office {
        city: None,
        _floor: 2,
    };
    assert_eq!(json(&Company { address }), r#"{"address":{"city":null}}"#);
}

#[test]
fn what_skip_if_leaves_out_is_not_null() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(null = "send", skip_if = Option::is_none)]
        name: Option<String>,
        #[group(null = "send", map = first)]
        tags: Vec<String>,
        #[group(null = "send", display)]
        tier: Option<Tier>,
    }
    fn first(tags: &[String]) -> Option<&String> {
        tags.first()
    }
    struct Tier;
    impl fmt::Display for Tier {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("gold")
        }
    }
    let hooli = Company {
        name: None,
        tags: Vec::new(),
        tier: None,
    };
    assert_eq!(json(&hooli), r#"{"tags":null,"tier":null}"#);
    let hooli = Company {
        tier: Some(Tier),
        ..hooli
    };
    assert_eq!(json(&hooli), r#"{"tags":null,"tier":"gold"}"#);
}

#[test]
fn a_value_that_is_there_stays_as_it_is() {
    #[derive(GroupTraits)]
    #[group(null = "send")]
    struct Company<T> {
        name: T,
        #[group(rename = "a \"quoted\" name")]
        quoted: Option<bool>,
        usage: BTreeMap<&'static str, Option<u32>>,
    }
    fn build<T: TextTrait>(name: T) -> String {
        json(&Company {
            name,
            quoted: None,
            usage: BTreeMap::from([("seats", None)]),
        })
    }
    assert_eq!(
        build(""),
        r#"{"name":"","a \"quoted\" name":null,"usage":{"seats":null}}"#
    );
}

/// It is an address, if one without anything in it.
#[test]
fn an_empty_address_is_left_out() {
    #[derive(AddressTraits)]
    struct Office {
        #[group(skip_if = str::is_empty)]
        street: &'static str,
    }
    #[derive(GroupTraits)]
    #[group(null = "send")]
    struct Company {
        address: Option<Office>,
    }
    let hooli = Company {
        address: Some(Office { street: "" }),
    };
    assert_eq!(json(&hooli), "{}");
}

#[test]
fn an_address_that_a_policy_empties_is_left_out() {
    #[derive(AddressTraits)]
    struct Office {
        #[group(pii = "place")]
        street: &'static str,
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(null = "send", also = "site")]
        address: Option<Office>,
    }
    let user = Identity::user("u").pii(Policy::drop_all());
    let traits = |address| {
        let hooli = Company { address };
        let event = user.group_with_id("g", &hooli).build().unwrap();
        event.to_value()["traits"].clone()
    };
    let office = Office {
        street: "1 Main St",
    };
    assert_eq!(traits(Some(office)), serde_json::json!({}));
    assert_eq!(
        traits(None),
        serde_json::json!({"address": null, "site": null})
    );
}

#[test]
fn null_is_sent_through_pointers_to_an_option() {
    #[derive(GroupTraits)]
    #[group(null = "send")]
    struct Company<'a> {
        name: &'a Option<&'a str>,
        employees: Box<Option<u32>>,
        address: Rc<Option<Address>>,
        #[group(as = "text")]
        tier: Arc<Option<String>>,
        #[group(display)]
        plan: Option<&'a Option<char>>,
    }
    let hooli = Company {
        name: &None,
        employees: Box::new(None),
        address: Rc::new(None),
        tier: Arc::new(None),
        plan: Some(&None),
    };
    assert_eq!(
        json(&hooli),
        r#"{"name":null,"employees":null,"address":null,"tier":null,"plan":null}"#
    );
}

/// The event can be read back, as the client does from its outbox.
#[test]
fn an_event_with_null_is_whole() {
    #[derive(GroupTraits)]
    #[group(null = "send")]
    struct Company {
        id: u64,
        name: Option<String>,
    }
    let hooli = Company { id: 7, name: None };
    let event = Identity::user("u").group(&hooli).build().unwrap();
    assert_eq!(
        event.to_value()["traits"],
        serde_json::json!({"name": null})
    );
    let text = event.as_str().to_owned();
    assert_eq!(group_core::Payload::from_json(text).unwrap(), event);
}
