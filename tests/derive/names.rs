//! The name under which a field is sent.

use std::collections::BTreeMap;

use group_core::{Address, Date, GroupTraits};
use serde::Serialize;

use crate::sent::{group_id, json};

#[test]
fn a_field_that_spells_a_reserved_trait_is_that_trait() {
    #[derive(GroupTraits)]
    struct Company {
        name: &'static str,
        email: &'static str,
        phone: &'static str,
        address: Address,
        industry: &'static str,
        created_at: Date,
        description: &'static str,
        employees: u32,
        plan: &'static str,
        website: &'static str,
        avatar: &'static str,
    }
    let hooli = Company {
        name: "a",
        email: "b",
        phone: "c",
        address: Address {
            city: Some("d".into()),
            ..Address::default()
        },
        industry: "e",
        created_at: Date::civil(2014, 4, 6).unwrap(),
        description: "f",
        employees: 7,
        plan: "g",
        website: "h",
        avatar: "i",
    };
    assert_eq!(
        json(&hooli),
        concat!(
            r#"{"name":"a","email":"b","phone":"c","address":{"city":"d"},"industry":"e","#,
            r#""createdAt":"2014-04-06","description":"f","employees":7,"plan":"g","#,
            r#""website":"h","avatar":"i"}"#
        )
    );
}

#[test]
fn a_rename_to_a_reserved_trait_makes_a_field_that_trait() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(rename = "employees")]
        headcount: u32,
        #[group(rename = "createdAt")]
        founded: Date,
        #[group(rename = "name")]
        legal: &'static str,
    }
    let hooli = Company {
        headcount: 4500,
        founded: Date::civil(2014, 4, 6).unwrap(),
        legal: "Hooli",
    };
    assert_eq!(
        json(&hooli),
        r#"{"employees":4500,"createdAt":"2014-04-06","name":"Hooli"}"#
    );
}

#[test]
fn a_rename_away_from_a_reserved_trait_makes_a_field_a_custom_trait() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(rename = "tiers")]
        plan: Vec<u8>,
        #[group(rename = "labels")]
        name: BTreeMap<u8, bool>,
        #[group(rename = "key")]
        id: f64,
    }
    let hooli = Company {
        plan: vec![1, 2],
        name: BTreeMap::new(),
        id: 1.5,
    };
    assert_eq!(json(&hooli), r#"{"tiers":[1,2],"labels":{},"key":1.5}"#);
}

#[test]
fn any_other_field_is_a_custom_trait_under_its_own_name() {
    #[derive(GroupTraits)]
    struct Company {
        seats_left: u32,
        _mrr: f64,
        größe: bool,
        x: char,
    }
    let hooli = Company {
        seats_left: 7,
        _mrr: 0.5,
        größe: true,
        x: '"',
    };
    assert_eq!(
        json(&hooli),
        r#"{"seats_left":7,"_mrr":0.5,"größe":true,"x":"\""}"#
    );
}

#[test]
fn the_eight_case_rules_apply_to_custom_traits_only_and_are_those_of_serde() {
    macro_rules! rules {
        ($($rule:literal => $expected:literal)*) => {$({
            #[derive(GroupTraits, Serialize)]
            #[group(rename_all = $rule)]
            #[serde(rename_all = $rule)]
            struct Custom {
                seats_left: u8,
                x: u8,
                mrr_2024_eur: u8,
                _hidden_score: u8,
            }
            let custom = Custom { seats_left: 1, x: 2, mrr_2024_eur: 3, _hidden_score: 4 };
            assert_eq!(json(&custom), $expected, $rule);
            assert_eq!(json(&custom), serde_json::to_string(&custom).unwrap(), $rule);

            #[derive(GroupTraits)]
            #[group(rename_all = $rule)]
            struct Reserved {
                id: u8,
                name: &'static str,
                created_at: Date,
                #[group(rename = "Given_name-As is")]
                given: u8,
            }
            let reserved = Reserved {
                id: 1,
                name: "Hooli",
                created_at: Date::civil(2014, 4, 6).unwrap(),
                given: 5,
            };
            assert_eq!(
                json(&reserved),
                r#"{"name":"Hooli","createdAt":"2014-04-06","Given_name-As is":5}"#
            );
            assert_eq!(group_id(&reserved), "1");
        })*};
    }
    rules! {
        "lowercase" => r#"{"seats_left":1,"x":2,"mrr_2024_eur":3,"_hidden_score":4}"#
        "UPPERCASE" => r#"{"SEATS_LEFT":1,"X":2,"MRR_2024_EUR":3,"_HIDDEN_SCORE":4}"#
        "PascalCase" => r#"{"SeatsLeft":1,"X":2,"Mrr2024Eur":3,"HiddenScore":4}"#
        "camelCase" => r#"{"seatsLeft":1,"x":2,"mrr2024Eur":3,"hiddenScore":4}"#
        "snake_case" => r#"{"seats_left":1,"x":2,"mrr_2024_eur":3,"_hidden_score":4}"#
        "SCREAMING_SNAKE_CASE" => r#"{"SEATS_LEFT":1,"X":2,"MRR_2024_EUR":3,"_HIDDEN_SCORE":4}"#
        "kebab-case" => r#"{"seats-left":1,"x":2,"mrr-2024-eur":3,"-hidden-score":4}"#
        "SCREAMING-KEBAB-CASE" => r#"{"SEATS-LEFT":1,"X":2,"MRR-2024-EUR":3,"-HIDDEN-SCORE":4}"#
    }
}

#[test]
fn the_raw_mark_of_a_field_is_taken_off() {
    #[derive(GroupTraits)]
    #[group(rename_all = "camelCase")]
    struct Company {
        r#id: u8,
        r#name: &'static str,
        r#created_at: Date,
        r#type: u8,
        r#async: u8,
        r#match_all: u8,
    }
    let hooli = Company {
        id: 7,
        name: "Hooli",
        created_at: Date::civil(2014, 4, 6).unwrap(),
        r#type: 1,
        r#async: 2,
        match_all: 3,
    };
    assert_eq!(
        json(&hooli),
        r#"{"name":"Hooli","createdAt":"2014-04-06","type":1,"async":2,"matchAll":3}"#
    );
    assert_eq!(group_id(&hooli), "7");
}

#[test]
fn a_name_may_hold_anything_that_is_seen() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(rename = "say \"hi\"\n{}\\")]
        a: u8,
        #[group(rename = "größe 漢🦀 x")]
        b: u8,
        #[group(rename = r#"{"c":1}"#)]
        c: u8,
    }
    assert_eq!(
        json(&Company { a: 1, b: 2, c: 3 }),
        "{\"say \\\"hi\\\"\\n{}\\\\\":1,\"größe 漢🦀 x\":2,\"{\\\"c\\\":1}\":3}"
    );
}

#[test]
fn fields_are_sent_in_the_order_of_the_struct() {
    #[derive(GroupTraits)]
    struct Company {
        zebra: u8,
        website: &'static str,
        apple: u8,
        name: &'static str,
        mango: u8,
    }
    let hooli = Company {
        zebra: 1,
        website: "w",
        apple: 2,
        name: "n",
        mango: 3,
    };
    assert_eq!(
        json(&hooli),
        r#"{"zebra":1,"website":"w","apple":2,"name":"n","mango":3}"#
    );
}

#[test]
fn custom_says_that_a_name_is_meant() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(custom)]
        employes: u8,
        #[group(custom)]
        web_site: u8,
        #[group(custom, rename = "user_id")]
        owner: u8,
        #[group(custom, rename = "漢")]
        word: u8,
        #[group(custom)]
        seats: u8,
        #[group(custom)]
        zip: u8,
    }
    let hooli = Company {
        employes: 1,
        web_site: 2,
        owner: 3,
        word: 4,
        seats: 5,
        zip: 6,
    };
    assert_eq!(
        json(&hooli),
        r#"{"employes":1,"web_site":2,"user_id":3,"漢":4,"seats":5,"zip":6}"#
    );
}

#[test]
fn the_name_of_a_secret_is_sent_where_it_is_meant_and_left_out_where_it_is_skipped() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(custom)]
        secret: &'static str,
        #[group(rename = "apiKey", custom)]
        key: &'static str,
        #[group(skip)]
        password_hash: &'static str,
        has_password: bool,
    }
    let hooli = Company {
        secret: "santa",
        key: "of C",
        password_hash: "",
        has_password: true,
    };
    assert_eq!(hooli.password_hash, "");
    assert_eq!(
        json(&hooli),
        r#"{"secret":"santa","apiKey":"of C","has_password":true}"#
    );
}
