//! One field under several names: `also`.

use std::rc::Rc;

use group_core::{Address, AddressTraits, Date, GroupTraits, Identity, Policy, Redaction};

use crate::refused::problems;
use crate::sent::{group_id, json};

#[test]
fn also_sends_a_field_under_a_second_name_too() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(also = "size")]
        employees: u32,
        #[group(also = "tier", also = "plan_name")]
        plan: &'static str,
        #[group(also = "url")]
        website: Option<String>,
        #[group(also = "remoteCreatedAt")]
        created_at: Date,
        #[group(also = "monthlySpend")]
        mrr: f64,
    }
    let hooli = Company {
        employees: 7,
        plan: "enterprise",
        website: None,
        created_at: Date::civil(2014, 4, 6).unwrap(),
        mrr: 9.5,
    };
    assert_eq!(
        json(&hooli),
        concat!(
            r#"{"employees":7,"size":7,"plan":"enterprise","tier":"enterprise","plan_name":"enterprise","#,
            r#""createdAt":"2014-04-06","remoteCreatedAt":"2014-04-06","mrr":9.5,"monthlySpend":9.5}"#
        )
    );
}

/// A reserved name, a part of the address, and the id.
#[test]
fn the_second_name_may_be_any_trait() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(also = "account")]
        id: u64,
        #[group(rename = "seat_count", also = "employees")]
        seats: u32,
        #[group(also = "address.city")]
        town: &'static str,
    }
    let hooli = Company {
        id: 7,
        seats: 3,
        town: "Palo Alto",
    };
    assert_eq!(group_id(&hooli), "7");
    assert_eq!(
        json(&hooli),
        r#"{"account":"7","seat_count":3,"employees":3,"town":"Palo Alto","address":{"city":"Palo Alto"}}"#
    );
}

/// What is sent is the same.
#[test]
fn the_other_keys_hold_for_each_name() {
    fn is_zero(n: &u32) -> bool {
        *n == 0
    }
    fn doubled(n: &u32) -> u32 {
        n * 2
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(also = "size", skip_if = is_zero, map = doubled)]
        employees: u32,
        #[group(also = "b", skip_if = is_zero)]
        a: u32,
        #[group(also = "d", display)]
        c: char,
        #[group(also = "f", r#as = "text")]
        e: &'static str,
    }
    let hooli = Company {
        employees: 4,
        a: 0,
        c: 'x',
        e: "y",
    };
    assert_eq!(
        json(&hooli),
        r#"{"employees":8,"size":8,"c":"x","d":"x","e":"y","f":"y"}"#
    );
}

#[test]
fn rename_all_leaves_it_as_it_is_written() {
    #[derive(GroupTraits)]
    #[group(rename_all = "camelCase")]
    struct Company<'a, T> {
        #[group(also = "seats_left")]
        free_seats: &'a T,
    }
    let hooli = Company { free_seats: &5 };
    assert_eq!(json(&hooli), r#"{"freeSeats":5,"seats_left":5}"#);
}

/// Its own fields have keys of their own, which serde would pass over.
#[derive(AddressTraits)]
struct Office {
    #[group(pii = "place")]
    street: &'static str,
    #[group(map = length, max = 2)]
    city: &'static str,
    #[group(skip)]
    _floor: u8,
    #[group(rename = "postalCode", skip_if = str::is_empty)]
    zip: &'static str,
}

fn length(text: &str) -> String {
    text.len().to_string()
}

const OFFICE: Office = Office {
    street: "1 Main St",
    city: "Palo Alto",
    _floor: 3,
    zip: "",
};

#[test]
fn an_address_has_its_own_derive_under_each_name() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(also = "headquarters", also = "site")]
        address: Option<Rc<Office>>,
    }
    let hooli = Company {
        address: Some(Rc::new(OFFICE)),
    };
    assert_eq!(
        json(&hooli),
        concat!(
            r#"{"address":{"street":"1 Main St","city":"9"},"#,
            r#""headquarters":{"street":"1 Main St","city":"9"},"#,
            r#""site":{"street":"1 Main St","city":"9"}}"#
        )
    );
}

#[test]
fn an_address_has_its_own_derive_if_address_is_the_further_name() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(also = "site", also = "address")]
        headquarters: Office,
    }
    assert_eq!(
        json(&Company {
            headquarters: OFFICE
        }),
        concat!(
            r#"{"headquarters":{"street":"1 Main St","city":"9"},"#,
            r#""site":{"street":"1 Main St","city":"9"},"#,
            r#""address":{"street":"1 Main St","city":"9"}}"#
        )
    );
}

#[test]
fn a_policy_reaches_an_address_under_each_name() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(also = "headquarters")]
        address: Office,
    }
    let user = Identity::user("u").pii(Policy::drop_all());
    let hooli = Company { address: OFFICE };
    let event = user.group_with_id("g", &hooli).build().unwrap();
    assert_eq!(
        event.to_value()["traits"],
        serde_json::json!({"address": {"city": "9"}, "headquarters": {"city": "9"}})
    );
    let paths: Vec<_> = event.redactions().iter().map(Redaction::path).collect();
    assert_eq!(
        paths,
        ["traits.address.street", "traits.headquarters.street"]
    );
}

#[test]
fn the_limits_of_an_address_hold_under_each_name() {
    #[derive(AddressTraits)]
    struct Short {
        #[group(max = 3)]
        city: &'static str,
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(also = "headquarters")]
        address: Short,
    }
    let hooli = Company {
        address: Short { city: "Palo Alto" },
    };
    let user = Identity::user("u");
    let paths: Vec<_> = problems(user.group_with_id("g", &hooli))
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    assert_eq!(paths, ["traits.address.city", "traits.headquarters.city"]);
}

#[test]
fn an_address_without_anything_in_it_is_left_out_under_each_name() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(also = "headquarters")]
        address: Address,
    }
    let hooli = Company {
        address: Address::default(),
    };
    assert_eq!(json(&hooli), "{}");
}

#[test]
fn what_map_makes_of_a_field_may_be_an_address_under_each_name() {
    fn office(_: &u8) -> Option<Address> {
        Some(Address {
            city: Some("Palo Alto".into()),
            ..Address::default()
        })
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(rename = "address", also = "headquarters", map = office)]
        floor: u8,
    }
    assert_eq!(
        json(&Company { floor: 1 }),
        r#"{"address":{"city":"Palo Alto"},"headquarters":{"city":"Palo Alto"}}"#
    );
}

#[test]
fn a_doubtful_name_is_meant_with_custom_in_the_parentheses() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(also(name = "user_id", custom), also(name = "size"))]
        #[group(also(custom, name = "emplyees",))]
        employees: u32,
    }
    assert_eq!(
        json(&Company { employees: 7 }),
        r#"{"employees":7,"user_id":7,"size":7,"emplyees":7}"#
    );
}
