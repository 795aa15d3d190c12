//! One field under several names: `also`.

use group_core::{Address, Date, GroupTraits};

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

#[test]
fn an_address_has_its_own_struct() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(also = "headquarters")]
        address: Address,
    }
    let hooli = Company {
        address: Address {
            city: Some("Palo Alto".into()),
            ..Address::default()
        },
    };
    assert_eq!(
        json(&hooli),
        r#"{"address":{"city":"Palo Alto"},"headquarters":{"city":"Palo Alto"}}"#
    );
}
