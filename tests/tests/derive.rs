//! What `#[derive(GroupTraits)]` makes of a struct.
#![allow(clippy::non_minimal_cfg, clippy::ptr_arg)]

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use group_core::{
    Address, AddressTraits, CountTrait, Date, DateTrait, GroupTraits, HasGroupId, IdTrait,
    Identity, Problem, ProblemKind, TextTrait, Traits,
};
use serde::Serialize;

fn json(group: &(impl GroupTraits + ?Sized)) -> String {
    serde_json::to_string(&Traits(group)).unwrap()
}

fn problems(group: &impl GroupTraits) -> Vec<(String, ProblemKind)> {
    let user = Identity::user("u");
    let refused = user.group_with_id("g", group).build().unwrap_err();
    let parts = |problem: &Problem| (problem.path().to_owned(), problem.kind().clone());
    refused.problems().iter().map(parts).collect()
}

fn name_twice(path: &str) -> (String, ProblemKind) {
    (path.to_owned(), ProblemKind::NameTwice)
}

fn group_id(group: &impl HasGroupId) -> String {
    let event = Identity::user("u").group(group).build().unwrap();
    event.to_value()["groupId"].as_str().unwrap().to_owned()
}

// The wire name.

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

// Custom traits.

#[test]
fn a_custom_trait_that_serialises_as_none_or_unit_is_left_out() {
    #[derive(Serialize)]
    struct Unit;
    #[derive(Serialize)]
    struct Newtype(Option<u8>);
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Untagged {
        Nothing,
    }
    #[derive(GroupTraits)]
    struct Company {
        a: Option<u8>,
        b: (),
        c: Unit,
        d: Newtype,
        e: serde_json::Value,
        f: Option<Option<u8>>,
        g: Box<Option<u8>>,
        h: Untagged,
        i: PhantomData<u8>,
        last: u8,
    }
    let hooli = Company {
        a: None,
        b: (),
        c: Unit,
        d: Newtype(None),
        e: serde_json::Value::Null,
        f: Some(None),
        g: Box::new(None),
        h: Untagged::Nothing,
        i: PhantomData,
        last: 1,
    };
    assert_eq!(json(&hooli), r#"{"last":1}"#);
}

#[test]
fn nulls_inside_a_custom_trait_stay() {
    #[derive(Serialize)]
    struct Inner {
        a: Option<u8>,
    }
    #[derive(GroupTraits)]
    struct Company {
        list: Vec<Option<u8>>,
        inner: Inner,
        tuple: (Option<u8>, ()),
        map: BTreeMap<&'static str, Option<u8>>,
    }
    let hooli = Company {
        list: vec![None, Some(1), None],
        inner: Inner { a: None },
        tuple: (None, ()),
        map: BTreeMap::from([("k", None)]),
    };
    assert_eq!(
        json(&hooli),
        r#"{"list":[null,1,null],"inner":{"a":null},"tuple":[null,null],"map":{"k":null}}"#
    );
}

#[test]
fn empty_custom_traits_are_sent() {
    #[derive(GroupTraits)]
    struct Company {
        text: String,
        list: Vec<u8>,
        map: HashMap<u8, u8>,
        zero: u8,
        no: bool,
    }
    let hooli = Company {
        text: String::new(),
        list: vec![],
        map: HashMap::new(),
        zero: 0,
        no: false,
    };
    assert_eq!(
        json(&hooli),
        r#"{"text":"","list":[],"map":{},"zero":0,"no":false}"#
    );
}

#[test]
fn a_custom_trait_is_whatever_serde_makes_of_it() {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase", tag = "kind")]
    enum Status {
        OnTrial { days_left: u8 },
    }
    #[derive(GroupTraits)]
    struct Company {
        status: Status,
        pair: (u8, &'static str),
        array: [bool; 2],
        float: f32,
        raw: serde_json::Value,
        wrapped: std::num::Wrapping<i64>,
        cell: Cell<u8>,
        arc: Arc<str>,
    }
    let hooli = Company {
        status: Status::OnTrial { days_left: 3 },
        pair: (1, "x"),
        array: [true, false],
        float: 0.1,
        raw: serde_json::json!({"b": [1.0, -2, null]}),
        wrapped: std::num::Wrapping(-5),
        cell: Cell::new(9),
        arc: "a".into(),
    };
    assert_eq!(
        json(&hooli),
        concat!(
            r#"{"status":{"kind":"onTrial","days_left":3},"pair":[1,"x"],"array":[true,false],"#,
            r#""float":0.1,"raw":{"b":[1.0,-2,null]},"wrapped":-5,"cell":9,"arc":"a"}"#
        )
    );
}

// The group's id.

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

// Attributes.

#[test]
fn a_skipped_field_is_not_sent_and_of_any_type() {
    struct Opaque;
    #[derive(GroupTraits)]
    struct Company {
        #[group(skip)]
        _opaque: Opaque,
        #[group(skip)]
        _name: *const u8,
        #[group(skip)]
        _call: fn(&u8) -> u8,
        seats: u8,
    }
    let hooli = Company {
        _opaque: Opaque,
        _name: std::ptr::null(),
        _call: |x| *x,
        seats: 1,
    };
    assert_eq!(json(&hooli), r#"{"seats":1}"#);
}

#[test]
fn a_skipped_field_does_not_take_its_name() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(skip)]
        _raw: u8,
        #[group(skip)]
        name: u8,
        #[group(rename = "name")]
        title: &'static str,
        #[group(skip)]
        id: (),
        #[group(group_id)]
        key: u8,
    }
    let hooli = Company {
        _raw: 0,
        name: 1,
        title: "Hooli",
        id: (),
        key: 7,
    };
    assert_eq!((hooli.name, hooli.id), (1, ()));
    assert_eq!(json(&hooli), r#"{"name":"Hooli"}"#);
    assert_eq!(group_id(&hooli), "7");
}

#[test]
fn skip_if_leaves_a_trait_out_where_it_holds() {
    fn is_zero(seats: &u32) -> bool {
        *seats == 0
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(skip_if = is_zero)]
        seats: u32,
        #[group(skip_if = Vec::is_empty)]
        tags: Vec<u8>,
        #[group(skip_if = str::is_empty)]
        name: String,
        #[group(skip_if = is_zero)]
        employees: u32,
        #[group(rename = "region", skip_if = Option::is_some)]
        area: Option<u8>,
    }
    let mut hooli = Company {
        seats: 0,
        tags: vec![],
        name: String::new(),
        employees: 0,
        area: Some(1),
    };
    assert_eq!(json(&hooli), "{}");
    hooli.seats = 1;
    hooli.tags.push(2);
    hooli.name.push('x');
    hooli.employees = 3;
    assert_eq!(
        json(&hooli),
        r#"{"seats":1,"tags":[2],"name":"x","employees":3}"#
    );
}

#[test]
fn skip_if_judges_the_field_and_not_what_map_makes_of_it() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(skip_if = Vec::is_empty, map = Vec::len)]
        tags: Vec<u8>,
    }
    assert_eq!(json(&Company { tags: vec![] }), "{}");
    assert_eq!(json(&Company { tags: vec![1, 2] }), r#"{"tags":2}"#);
}

#[test]
fn map_sends_what_it_gives_in_a_fields_place() {
    struct Money {
        cents: u64,
    }
    impl Money {
        fn euros(&self) -> f64 {
            self.cents as f64 / 100.0
        }
        fn text(&self) -> String {
            format!("{} EUR", self.euros())
        }
    }
    fn date(text: &&'static str) -> Option<Date> {
        Date::parse(text).ok()
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(map = Money::euros)]
        mrr: Money,
        #[group(map = Money::text)]
        plan: Money,
        #[group(map = date)]
        created_at: &'static str,
        #[group(map = Vec::len)]
        employees: Vec<u8>,
        #[group(map = str::trim)]
        name: String,
        #[group(rename = "shout", map = str::to_uppercase)]
        quiet: String,
    }
    let hooli = Company {
        mrr: Money { cents: 1050 },
        plan: Money { cents: 200 },
        created_at: "2014-04-06",
        employees: vec![1, 2, 3],
        name: " Hooli ".into(),
        quiet: "hi".into(),
    };
    assert_eq!(
        json(&hooli),
        r#"{"mrr":10.5,"plan":"2 EUR","createdAt":"2014-04-06","employees":3,"name":"Hooli","shout":"HI"}"#
    );
}

#[test]
fn map_to_none_leaves_a_trait_out() {
    fn none<T>(_: &T) -> Option<String> {
        None
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(map = none)]
        name: u8,
        #[group(map = none)]
        seats: u8,
    }
    assert_eq!(json(&Company { name: 1, seats: 2 }), "{}");
}

#[test]
#[allow(unused_qualifications)]
fn paths_may_be_bare_quoted_absolute_generic_and_of_a_trait() {
    trait Short {
        fn short(&self) -> String;
    }
    impl Short for String {
        fn short(&self) -> String {
            self.chars().take(3).collect()
        }
    }
    mod inner {
        pub(crate) mod deep {
            pub(crate) fn double(x: &u8) -> u8 {
                x * 2
            }
            pub(crate) fn into<T: Copy, U: From<T>>(x: &T) -> U {
                U::from(*x)
            }
        }
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(map = inner::deep::double)]
        a: u8,
        #[group(map = "inner::deep::double")]
        b: u8,
        #[group(map = self::free)]
        c: u8,
        #[group(map = "crate::free")]
        d: u8,
        #[group(map = inner::deep::into::<u8, u16>)]
        e: u8,
        #[group(map = "inner::deep::into::<u8, u16>")]
        f: u8,
        #[group(map = <String as Short>::short)]
        g: String,
        #[group(map = "<String as Short>::short")]
        h: String,
        #[group(map = Short::short)]
        i: String,
        #[group(skip_if = Vec::<u8>::is_empty, map = <Vec<u8>>::len)]
        j: Vec<u8>,
        #[group(skip_if = <[_]>::is_empty, map = <[u8]>::len)]
        k: Vec<u8>,
        #[group(map = ::std::string::String::len)]
        l: String,
        #[group(skip_if = Option::<u8>::is_none)]
        m: Option<u8>,
        #[group(map = HashMap::<u8, Vec<(u8, u8)>>::len, skip_if = HashMap::<u8, Vec<(u8, u8)>>::is_empty)]
        n: HashMap<u8, Vec<(u8, u8)>>,
    }
    let hooli = Company {
        a: 1,
        b: 2,
        c: 3,
        d: 4,
        e: 5,
        f: 6,
        g: "Hooli".into(),
        h: "Pied Piper".into(),
        i: "Raviga".into(),
        j: vec![],
        k: vec![1],
        l: "four".into(),
        m: None,
        n: HashMap::from([(1, vec![])]),
    };
    assert_eq!(
        json(&hooli),
        r#"{"a":2,"b":4,"c":4,"d":5,"e":5,"f":6,"g":"Hoo","h":"Pie","i":"Rav","k":1,"l":4,"n":1}"#
    );
}

fn free(x: &u8) -> u8 {
    x + 1
}

#[test]
fn a_path_may_lead_to_a_const_or_a_tuple_struct() {
    #[derive(Serialize)]
    struct Wrapped<T>(T);
    const TWICE: fn(&u8) -> u8 = |x| x * 2;
    #[derive(GroupTraits)]
    struct Company {
        #[group(map = TWICE)]
        a: u8,
        #[group(map = Some)]
        b: &'static str,
        #[group(map = Self::own)]
        c: u8,
    }
    impl Company {
        fn own(x: &u8) -> Wrapped<u8> {
            Wrapped(*x + 10)
        }
    }
    assert_eq!(
        json(&Company { a: 1, b: "x", c: 1 }),
        r#"{"a":2,"b":"x","c":11}"#
    );
}

#[test]
fn as_sends_a_custom_trait_the_way_of_a_kind() {
    struct Slug;
    impl TextTrait for Slug {
        fn text(&self) -> Cow<'_, str> {
            "slug".into()
        }
    }
    struct Never;
    impl DateTrait for Never {
        fn date(&self) -> Option<Date> {
            Date::civil(9999, 12, 31).ok()
        }
    }
    #[derive(IdTrait)]
    struct Key(u64);
    #[derive(CountTrait)]
    struct Seats(u64);
    #[derive(GroupTraits)]
    struct Company {
        #[group(as = "text")]
        slug: Slug,
        #[group(as = "id")]
        owner: Key,
        #[group(as = "count")]
        seats: Seats,
        #[group(as = "date")]
        ends: Option<Never>,
        #[group(rename = "renewed", as = "date", map = day)]
        renewal: (u8, u8),
    }
    fn day((month, day): &(u8, u8)) -> Option<Date> {
        Date::civil(2014, *month, *day).ok()
    }
    let hooli = Company {
        slug: Slug,
        owner: Key(u64::MAX),
        seats: Seats(7),
        ends: Some(Never),
        renewal: (4, 6),
    };
    assert_eq!(
        json(&hooli),
        r#"{"slug":"slug","owner":"18446744073709551615","seats":7,"ends":"9999-12-31","renewed":"2014-04-06"}"#
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
fn attributes_may_stand_in_one_or_in_several_and_in_any_order() {
    fn is_zero(x: &u8) -> bool {
        *x == 0
    }
    fn double(x: &u8) -> u8 {
        x * 2
    }
    #[derive(GroupTraits)]
    #[group(rename_all = "camelCase", group_type = "company")]
    struct One {
        #[group(rename = "a b", custom, skip_if = is_zero, map = double, as = "count",)]
        x: u8,
    }
    #[derive(GroupTraits)]
    #[group(group_type = "company")]
    #[doc(hidden)]
    #[group(rename_all = "camelCase")]
    struct Several {
        #[group(as = "count")]
        #[group(map = "double")]
        /// Documented in between.
        #[group(custom)]
        #[group(skip_if = "is_zero")]
        #[allow(dead_code)]
        #[group(rename = "a b")]
        x: u8,
    }
    let expected = r#"{"groupType":"company","a b":4}"#;
    assert_eq!(json(&One { x: 2 }), expected);
    assert_eq!(json(&Several { x: 2 }), expected);
    assert_eq!(json(&One { x: 0 }), r#"{"groupType":"company"}"#);
}

#[test]
fn a_group_type_is_sent_first() {
    #[derive(GroupTraits)]
    #[group(group_type = "Größe \"1\"")]
    struct Company {
        name: &'static str,
    }
    assert_eq!(
        json(&Company { name: "Hooli" }),
        r#"{"groupType":"Größe \"1\"","name":"Hooli"}"#
    );
}

#[test]
fn a_group_type_alone_makes_traits() {
    #[derive(GroupTraits)]
    #[group(group_type = "company")]
    struct Company {}
    assert_eq!(json(&Company {}), r#"{"groupType":"company"}"#);
}

#[test]
fn a_struct_without_fields_has_no_traits_but_an_object() {
    #[derive(GroupTraits)]
    struct Empty {}
    assert_eq!(json(&Empty {}), "{}");
    let event = Identity::user("u")
        .group_with_id("g", &Empty {})
        .build()
        .unwrap();
    assert!(
        event
            .as_str()
            .contains(r#""groupId":"g","traits":{},"context""#),
        "{event}"
    );
}

#[test]
fn the_path_of_the_core_may_be_given() {
    use group_core as gc;
    mod facade {
        pub(crate) use group_core;
    }
    #[derive(GroupTraits)]
    #[group(crate = "gc")]
    struct Quoted {
        name: &'static str,
    }
    #[derive(GroupTraits)]
    #[group(crate = facade::group_core)]
    struct Bare {
        name: &'static str,
    }
    #[derive(GroupTraits)]
    #[group(crate = "::group_core")]
    struct Absolute {
        name: &'static str,
    }
    let hooli = r#"{"name":"Hooli"}"#;
    assert_eq!(json(&Quoted { name: "Hooli" }), hooli);
    assert_eq!(json(&Bare { name: "Hooli" }), hooli);
    assert_eq!(json(&Absolute { name: "Hooli" }), hooli);
}

#[test]
fn bound_takes_the_place_of_the_inferred_bounds() {
    trait Labelled {
        fn label(&self) -> String;
    }
    impl Labelled for u8 {
        fn label(&self) -> String {
            format!("#{self}")
        }
    }
    #[derive(GroupTraits)]
    #[group(bound = "T: Labelled, U: TextTrait,")]
    struct Company<T, U: ?Sized> {
        #[group(map = T::label)]
        name: T,
        #[group(map = Labelled::label)]
        plan: T,
        industry: Box<U>,
    }
    let hooli: Company<u8, str> = Company {
        name: 7,
        plan: 8,
        industry: "software".into(),
    };
    assert_eq!(
        json(&hooli),
        r##"{"name":"#7","plan":"#8","industry":"software"}"##
    );
}

#[test]
fn an_empty_bound_takes_all_bounds_away() {
    #[derive(GroupTraits)]
    #[group(bound = "")]
    struct Company<T> {
        #[group(map = drop_type)]
        seats: Vec<T>,
    }
    fn drop_type<T>(seats: &Vec<T>) -> usize {
        seats.len()
    }
    struct Opaque;
    assert_eq!(
        json(&Company {
            seats: vec![Opaque]
        }),
        r#"{"seats":1}"#
    );
}

// flatten

#[derive(GroupTraits)]
#[group(group_type = "inner")]
struct Inner {
    id: &'static str,
    plan: &'static str,
    seats: Option<u8>,
}

fn inner() -> Inner {
    Inner {
        id: "inner",
        plan: "basic",
        seats: Some(7),
    }
}

#[test]
fn flatten_sends_the_inner_traits_in_place_without_id_and_group_type() {
    #[derive(GroupTraits)]
    #[group(group_type = "outer")]
    struct Outer {
        name: &'static str,
        #[group(flatten)]
        inner: Inner,
        last: u8,
    }
    let outer = Outer {
        name: "Hooli",
        inner: inner(),
        last: 1,
    };
    assert_eq!(
        json(&outer),
        r#"{"groupType":"outer","name":"Hooli","plan":"basic","seats":7,"last":1}"#
    );
}

#[test]
fn the_inner_id_is_not_the_outer_id() {
    #[derive(GroupTraits)]
    struct Outer {
        #[group(flatten)]
        inner: Inner,
        id: u8,
    }
    let outer = Outer {
        inner: inner(),
        id: 9,
    };
    assert_eq!(group_id(&outer), "9");
    assert_eq!(json(&outer), r#"{"plan":"basic","seats":7}"#);
}

#[test]
fn an_inner_id_that_would_be_sent_as_a_trait_is_not() {
    #[derive(GroupTraits)]
    struct Sent {
        #[group(group_id, rename = "id")]
        key: u8,
        seats: u8,
    }
    #[derive(GroupTraits)]
    struct Outer {
        #[group(group_id, rename = "id")]
        key: u8,
        #[group(flatten)]
        sent: Sent,
    }
    let outer = Outer {
        key: 1,
        sent: Sent { key: 2, seats: 3 },
    };
    assert_eq!(json(&outer), r#"{"id":"1","seats":3}"#);
}

#[test]
fn a_flattened_option_of_none_sends_nothing() {
    #[derive(GroupTraits)]
    struct Outer {
        name: &'static str,
        #[group(flatten)]
        inner: Option<Inner>,
        last: u8,
    }
    let mut outer = Outer {
        name: "Hooli",
        inner: None,
        last: 1,
    };
    assert_eq!(json(&outer), r#"{"name":"Hooli","last":1}"#);
    outer.inner = Some(inner());
    assert_eq!(
        json(&outer),
        r#"{"name":"Hooli","plan":"basic","seats":7,"last":1}"#
    );
}

#[test]
fn flatten_goes_through_pointers() {
    #[derive(GroupTraits)]
    struct One {
        one: u8,
    }
    #[derive(GroupTraits)]
    struct Two {
        two: u8,
    }
    #[derive(GroupTraits)]
    struct Three {
        three: u8,
    }
    #[derive(GroupTraits)]
    struct Outer<'a> {
        #[group(flatten)]
        inner: Box<Inner>,
        #[group(flatten)]
        one: Option<Rc<One>>,
        #[group(flatten)]
        two: &'a Two,
        #[group(flatten)]
        three: Arc<Option<Three>>,
    }
    let outer = Outer {
        inner: Box::new(inner()),
        one: Some(Rc::new(One { one: 1 })),
        two: &Two { two: 2 },
        three: Arc::new(Some(Three { three: 3 })),
    };
    assert_eq!(
        json(&outer),
        r#"{"plan":"basic","seats":7,"one":1,"two":2,"three":3}"#
    );
}

#[test]
fn a_flattened_struct_may_flatten_another() {
    #[derive(GroupTraits)]
    struct Middle {
        before: u8,
        #[group(flatten)]
        inner: Inner,
        after: u8,
    }
    #[derive(GroupTraits)]
    struct Outer {
        #[group(flatten)]
        middle: Middle,
        name: &'static str,
    }
    let outer = Outer {
        middle: Middle {
            before: 1,
            inner: inner(),
            after: 2,
        },
        name: "Hooli",
    };
    assert_eq!(
        json(&outer),
        r#"{"before":1,"plan":"basic","seats":7,"after":2,"name":"Hooli"}"#
    );
}

#[test]
fn flattened_unit_sends_nothing() {
    #[derive(GroupTraits)]
    struct Outer<T> {
        #[group(flatten)]
        more: T,
        seats: u8,
    }
    #[derive(GroupTraits)]
    struct Plain {
        #[group(flatten)]
        more: (),
        #[group(flatten)]
        even_more: (),
    }
    assert_eq!(json(&Outer { more: (), seats: 1 }), r#"{"seats":1}"#);
    assert_eq!(
        json(&Plain {
            more: (),
            even_more: ()
        }),
        "{}"
    );
}

#[test]
fn a_flattened_address_is_an_address() {
    #[derive(GroupTraits)]
    struct Seat {
        #[group(rename = "address.city")]
        town: &'static str,
    }
    #[derive(GroupTraits)]
    struct Outer {
        name: &'static str,
        #[group(flatten)]
        seat: Seat,
        plan: &'static str,
    }
    let outer = Outer {
        name: "Hooli",
        seat: Seat { town: "Palo Alto" },
        plan: "basic",
    };
    assert_eq!(
        json(&outer),
        r#"{"name":"Hooli","address":{"city":"Palo Alto"},"plan":"basic"}"#
    );
}

#[test]
fn one_name_twice_by_way_of_a_type_parameter_is_refused() {
    #[derive(GroupTraits)]
    struct Outer<T> {
        plan: &'static str,
        #[group(flatten)]
        more: T,
    }
    let outer = Outer {
        plan: "basic",
        more: inner(),
    };
    assert_eq!(problems(&outer), [name_twice("traits.plan")]);
}

#[test]
fn one_name_in_two_type_parameters_is_refused() {
    #[derive(GroupTraits)]
    struct Outer<T, U> {
        #[group(flatten)]
        one: T,
        #[group(flatten)]
        two: Option<U>,
    }
    let outer = Outer {
        one: inner(),
        two: Some(Box::new(inner())),
    };
    assert_eq!(
        problems(&outer),
        [name_twice("traits.plan"), name_twice("traits.seats")]
    );
}

#[test]
fn one_warehouse_column_twice_by_way_of_a_type_parameter_is_refused() {
    #[derive(GroupTraits)]
    struct More {
        seats_left: u8,
    }
    #[derive(GroupTraits)]
    #[group(rename_all = "camelCase")]
    struct Outer<T> {
        seats_left: u8,
        #[group(flatten)]
        more: T,
    }
    let outer = Outer {
        seats_left: 1,
        more: More { seats_left: 2 },
    };
    let problems = problems(&outer);
    assert_eq!(problems.len(), 1);
    assert!(matches!(
        &problems[0].1,
        ProblemKind::ColumnTwice { column, .. } if column == "seats_left"
    ));
}

#[test]
fn the_group_type_of_the_inner_does_not_take_its_name() {
    #[derive(GroupTraits)]
    struct Outer {
        #[group(rename = "groupType")]
        kind: u8,
        #[group(flatten)]
        inner: Inner,
    }
    let outer = Outer {
        kind: 1,
        inner: inner(),
    };
    assert_eq!(json(&outer), r#"{"groupType":1,"plan":"basic","seats":7}"#);
}

#[test]
fn two_addresses_by_way_of_a_type_parameter_are_refused() {
    #[derive(GroupTraits)]
    struct Seat {
        #[group(rename = "address.city")]
        town: &'static str,
    }
    #[derive(GroupTraits)]
    struct Outer<T> {
        address: Address,
        #[group(flatten)]
        more: T,
    }
    let outer = Outer {
        address: Address::default(),
        more: Seat { town: "Palo Alto" },
    };
    let paths: Vec<_> = problems(&outer).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["traits.address"]);
}

#[test]
fn a_trait_named_as_the_group_type_is_refused_by_way_of_a_type_parameter() {
    #[derive(GroupTraits)]
    struct Typed {
        #[group(rename = "groupType")]
        kind: u8,
    }
    #[derive(GroupTraits)]
    #[group(group_type = "company")]
    struct Outer<T> {
        #[group(flatten)]
        more: T,
    }
    let outer = Outer {
        more: Typed { kind: 1 },
    };
    assert_eq!(problems(&outer), [name_twice("traits.groupType")]);
}

// Generic and borrowing structs.

#[test]
fn type_parameters_stand_in_every_slot() {
    #[derive(GroupTraits)]
    struct Company<I, N, E, D, A, C, F, K> {
        id: I,
        name: N,
        employees: E,
        created_at: D,
        address: A,
        extra: C,
        #[group(flatten)]
        flat: F,
        #[group(as = "id")]
        key: K,
    }
    let hooli = Company {
        id: 7,
        name: Some("Hooli"),
        employees: 4500_u16,
        created_at: Date::civil(2014, 4, 6).unwrap(),
        address: Some(Address {
            city: Some("Palo Alto".into()),
            ..Address::default()
        }),
        extra: vec![1],
        flat: inner(),
        key: u64::MAX,
    };
    assert_eq!(
        json(&hooli),
        concat!(
            r#"{"name":"Hooli","employees":4500,"createdAt":"2014-04-06","address":{"city":"Palo Alto"},"#,
            r#""extra":[1],"plan":"basic","seats":7,"key":"18446744073709551615"}"#
        )
    );
    assert_eq!(group_id(&hooli), "7");
}

#[test]
fn a_generic_function_asks_for_the_public_traits_only() {
    #[derive(GroupTraits)]
    struct Company<I, N, E, D, A, C, F> {
        id: I,
        name: Option<N>,
        employees: Box<E>,
        created_at: D,
        address: Option<A>,
        extra: Vec<C>,
        #[group(flatten)]
        flat: F,
    }
    fn send<I, N, E, D, A, C, F>(company: &Company<I, N, E, D, A, C, F>) -> String
    where
        I: IdTrait,
        N: TextTrait,
        E: CountTrait,
        D: DateTrait,
        A: AddressTraits,
        C: Serialize,
        F: GroupTraits,
    {
        assert_eq!(group_id(company), "7");
        json(company)
    }
    let hooli = Company {
        id: 7,
        name: Some("Hooli"),
        employees: Box::new(4500),
        created_at: Date::civil(2014, 4, 6).unwrap(),
        address: None::<Address>,
        extra: vec![true],
        flat: (),
    };
    assert_eq!(
        send(&hooli),
        r#"{"name":"Hooli","employees":4500,"createdAt":"2014-04-06","extra":[true]}"#
    );
}

#[test]
fn lifetimes_where_clauses_defaults_and_consts_work() {
    #[derive(Serialize)]
    struct Grid<const N: usize>([u8; 2]);
    #[derive(GroupTraits)]
    struct Company<'a, 'b: 'a, T: 'a + Clone = &'a str, const N: usize = 2>
    where
        T: std::fmt::Debug,
        Vec<T>: Clone,
    {
        name: &'a T,
        plan: &'b str,
        grid: Grid<N>,
        tags: Vec<T>,
    }
    let plan = String::from("basic");
    let hooli: Company<'_, '_> = Company {
        name: &"Hooli",
        plan: &plan,
        grid: Grid([1, 2]),
        tags: vec!["x"],
    };
    assert_eq!(
        json(&hooli),
        r#"{"name":"Hooli","plan":"basic","grid":[1,2],"tags":["x"]}"#
    );
}

#[test]
fn a_phantom_may_be_skipped_without_a_bound() {
    struct Opaque;
    #[derive(GroupTraits)]
    struct Company<T, U: ?Sized> {
        seats: u8,
        #[group(skip)]
        _t: PhantomData<T>,
        #[group(skip)]
        _u: PhantomData<fn() -> Box<U>>,
    }
    let hooli: Company<Opaque, dyn Fn()> = Company {
        seats: 1,
        _t: PhantomData,
        _u: PhantomData,
    };
    assert_eq!(json(&hooli), r#"{"seats":1}"#);
}

#[test]
fn associated_types_get_the_bound_that_they_need() {
    trait Store {
        type Id;
        type Name;
        type Extra;
    }
    struct Sql;
    impl Store for Sql {
        type Id = u64;
        type Name = Option<String>;
        type Extra = Vec<u8>;
    }
    #[derive(GroupTraits)]
    struct Company<S: Store> {
        id: S::Id,
        name: <S as Store>::Name,
        extra: Option<S::Extra>,
        more: Vec<<S as Store>::Id>,
    }
    let hooli = Company::<Sql> {
        id: 7,
        name: Some("Hooli".into()),
        extra: Some(vec![1]),
        more: vec![1, 2],
    };
    assert_eq!(json(&hooli), r#"{"name":"Hooli","extra":[1],"more":[1,2]}"#);
    assert_eq!(group_id(&hooli), "7");
}

#[test]
fn one_type_in_two_fields_is_no_trouble() {
    #[derive(GroupTraits)]
    struct Company<T> {
        a: Vec<T>,
        b: Vec<T>,
        name: T,
        plan: T,
    }
    let hooli = Company {
        a: vec!["x"],
        b: vec![],
        name: "Hooli",
        plan: "basic",
    };
    assert_eq!(
        json(&hooli),
        r#"{"a":["x"],"b":[],"name":"Hooli","plan":"basic"}"#
    );
}

#[test]
fn a_parameter_that_need_not_be_sized_works() {
    #[derive(GroupTraits)]
    struct Company<T: ?Sized, C>
    where
        C: ?Sized,
    {
        seats: u8,
        extra: Box<C>,
        name: T,
    }
    let sized: &Company<&str, [u8]> = &Company {
        seats: 1,
        extra: vec![1, 2].into(),
        name: "Hooli",
    };
    let company: &Company<dyn TextTrait, [u8]> = sized;
    assert_eq!(json(company), r#"{"seats":1,"extra":[1,2],"name":"Hooli"}"#);
}

#[test]
fn a_type_may_name_itself_behind_skip() {
    #[derive(GroupTraits)]
    struct Node<T> {
        name: T,
        #[group(skip)]
        next: Option<Box<Self>>,
    }
    let node = Node {
        name: "a",
        next: Some(Box::new(Node {
            name: "b",
            next: None,
        })),
    };
    assert_eq!(json(&node), r#"{"name":"a"}"#);
    assert_eq!(json(&*node.next.unwrap()), r#"{"name":"b"}"#);
}

#[test]
fn a_custom_trait_may_be_recursive() {
    #[derive(GroupTraits, Serialize)]
    struct Node<T> {
        label: T,
        children: Vec<Node<T>>,
    }
    let leaf = |label| Node {
        label,
        children: vec![],
    };
    let tree = Node {
        label: 1,
        children: vec![leaf(2)],
    };
    assert_eq!(
        json(&tree),
        r#"{"label":1,"children":[{"label":2,"children":[]}]}"#
    );
}

#[test]
fn a_borrowing_struct_flattens_and_is_flattened() {
    #[derive(GroupTraits)]
    struct Borrowed<'a> {
        plan: &'a str,
    }
    #[derive(GroupTraits)]
    struct Outer<'a, 'b> {
        name: &'b str,
        #[group(flatten)]
        borrowed: Borrowed<'a>,
        #[group(flatten)]
        option: Option<&'b Inner2<'a>>,
    }
    #[derive(GroupTraits)]
    struct Inner2<'a> {
        tags: &'a [&'a str],
    }
    let (name, plan) = (String::from("Hooli"), String::from("basic"));
    let tags = [&*plan];
    let outer = Outer {
        name: &name,
        borrowed: Borrowed { plan: &plan },
        option: Some(&Inner2 { tags: &tags }),
    };
    assert_eq!(
        json(&outer),
        r#"{"name":"Hooli","plan":"basic","tags":["basic"]}"#
    );
}

#[test]
fn trait_objects_and_functions_in_generic_types_work() {
    #[derive(GroupTraits)]
    struct Company<'a, T> {
        name: &'a dyn TextTrait,
        employees: Box<dyn CountTrait + 'a>,
        #[group(map = call)]
        seats: for<'x> fn(&'x T) -> u8,
        #[group(skip)]
        _t: PhantomData<T>,
    }
    fn call<T>(_: &T) -> u8 {
        3
    }
    let hooli: Company<'_, String> = Company {
        name: &"Hooli",
        employees: Box::new(7_u8),
        seats: |_| 1,
        _t: PhantomData,
    };
    assert_eq!((hooli.seats)(&String::new()), 1);
    assert_eq!(json(&hooli), r#"{"name":"Hooli","employees":7,"seats":3}"#);
}

// Odd places.

#[test]
fn a_documented_and_attributed_struct_is_like_any_other() {
    /// A company.
    #[doc = "Of ours."]
    #[derive(Debug, Clone, GroupTraits)]
    #[must_use]
    #[repr(C)]
    #[non_exhaustive]
    #[cfg_attr(all(), allow(dead_code))]
    pub(crate) struct Company {
        /// The name.
        #[doc(alias = "title")]
        #[cfg(all())]
        pub name: &'static str,
        #[cfg(any())]
        missing: NoSuchType,
        #[doc(hidden)]
        pub(crate) seats: u8,
    }
    let hooli = Company {
        name: "Hooli",
        seats: 1,
    };
    assert_eq!(json(&hooli.clone()), r#"{"name":"Hooli","seats":1}"#);
}

#[test]
fn deprecated_fields_give_no_warning() {
    #![deny(deprecated)]
    #[derive(GroupTraits)]
    struct Company {
        id: u8,
        #[deprecated = "use plan"]
        #[group(skip_if = str::is_empty)]
        name: &'static str,
        #[deprecated]
        #[group(map = Clone::clone)]
        seats: u8,
    }
    #[allow(deprecated)]
    let hooli = Company {
        id: 7,
        name: "Hooli",
        seats: 1,
    };
    assert_eq!(json(&hooli), r#"{"name":"Hooli","seats":1}"#);
    assert_eq!(group_id(&hooli), "7");
}

#[test]
fn two_structs_of_one_name_live_in_two_functions() {
    fn one() -> String {
        #[derive(GroupTraits)]
        struct Company {
            one: u8,
        }
        json(&Company { one: 1 })
    }
    fn two() -> String {
        #[derive(GroupTraits)]
        struct Company {
            two: u8,
        }
        json(&Company { two: 2 })
    }
    assert_eq!(one() + &two(), r#"{"one":1}{"two":2}"#);
}

#[test]
fn fields_named_like_what_the_expansion_uses_are_harmless() {
    #[derive(GroupTraits)]
    struct Company {
        writer: u8,
        __writer: u8,
        #[group(custom)]
        __address: u8,
        #[group(rename = "address.city")]
        self_: &'static str,
        group_core: u8,
        krate: u8,
        key: u8,
        put: u8,
    }
    let hooli = Company {
        writer: 1,
        __writer: 2,
        __address: 3,
        self_: "x",
        group_core: 4,
        krate: 5,
        key: 6,
        put: 7,
    };
    assert_eq!(
        json(&hooli),
        r#"{"writer":1,"__writer":2,"__address":3,"address":{"city":"x"},"group_core":4,"krate":5,"key":6,"put":7}"#
    );
}

#[test]
fn methods_named_like_what_the_expansion_calls_are_harmless() {
    #[allow(dead_code)]
    trait Hostile {
        fn text(&self) -> u8 {
            1
        }
        fn put(&self) -> u8 {
            2
        }
        fn id(&self) -> u8 {
            3
        }
        fn group_type(&self) -> u8 {
            4
        }
        fn open_address(&self) -> u8 {
            5
        }
        fn close_address(self) -> u8
        where
            Self: Sized,
        {
            6
        }
        fn distinct(self) -> u8
        where
            Self: Sized,
        {
            7
        }
        fn map(&self) -> u8 {
            8
        }
    }
    impl<T: ?Sized> Hostile for T {}
    fn mapped(id: &u8) -> u8 {
        *id
    }
    #[derive(GroupTraits)]
    #[group(group_type = "company")]
    struct Company<T> {
        #[group(group_id, rename = "id", map = mapped)]
        key: u8,
        name: Text,
        #[group(rename = "address.city")]
        town: Text,
        #[group(flatten)]
        more: T,
    }
    #[derive(TextTrait)]
    struct Text(&'static str);
    let hooli = Company {
        key: 7,
        name: Text("Hooli"),
        town: Text("Palo Alto"),
        more: (),
    };
    assert_eq!(hooli.put() + hooli.group_type(), 6);
    assert_eq!(
        json(&hooli),
        r#"{"groupType":"company","id":"7","name":"Hooli","address":{"city":"Palo Alto"}}"#
    );
    assert_eq!(group_id(&hooli), "7");
}

#[test]
fn a_struct_with_a_hundred_fields_works() {
    macro_rules! wide {
        ($($field:ident)*) => {
            #[derive(GroupTraits)]
            struct Wide {
                $($field: u8,)*
            }
            let wide = Wide { $($field: 1,)* };
            let expected: Vec<_> = [$(stringify!($field)),*].map(|name| format!("\"{name}\":1")).into();
            assert_eq!(expected.len(), 100);
            assert_eq!(json(&wide), format!("{{{}}}", expected.join(",")));
        };
    }
    wide! {
        f00 f01 f02 f03 f04 f05 f06 f07 f08 f09 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19
        f20 f21 f22 f23 f24 f25 f26 f27 f28 f29 f30 f31 f32 f33 f34 f35 f36 f37 f38 f39
        f40 f41 f42 f43 f44 f45 f46 f47 f48 f49 f50 f51 f52 f53 f54 f55 f56 f57 f58 f59
        f60 f61 f62 f63 f64 f65 f66 f67 f68 f69 f70 f71 f72 f73 f74 f75 f76 f77 f78 f79
        f80 f81 f82 f83 f84 f85 f86 f87 f88 f89 f90 f91 f92 f93 f94 f95 f96 f97 f98 f99
    }
}

#[test]
fn a_static_and_a_const_may_be_groups() {
    #[derive(GroupTraits)]
    struct Company {
        name: &'static str,
    }
    static HOOLI: Company = Company { name: "Hooli" };
    const PIPER: Company = Company { name: "Pied Piper" };
    assert_eq!(json(&HOOLI), r#"{"name":"Hooli"}"#);
    assert_eq!(json(&PIPER), r#"{"name":"Pied Piper"}"#);
}

#[test]
fn a_struct_may_stand_in_a_trait_an_impl_a_const_and_a_closure() {
    struct Host;
    trait Provided {
        fn provided() -> String {
            #[derive(GroupTraits)]
            struct Company {
                a: u8,
            }
            json(&Company { a: 1 })
        }
    }
    impl Provided for Host {}
    impl Host {
        fn inherent() -> String {
            #[derive(GroupTraits)]
            struct Company<'a> {
                b: &'a u8,
                #[group(flatten)]
                more: More,
            }
            #[derive(GroupTraits)]
            struct More {
                c: u8,
            }
            let more = More { c: 3 };
            json(&Company { b: &2, more })
        }
    }
    const IN_A_CONST: fn() -> String = {
        #[derive(GroupTraits)]
        struct Company {
            d: u8,
        }
        || json(&Company { d: 4 })
    };
    let closure = || {
        #[derive(GroupTraits)]
        struct Company {
            e: u8,
        }
        json(&Company { e: 5 })
    };
    assert_eq!(Host::provided(), r#"{"a":1}"#);
    assert_eq!(Host::inherent(), r#"{"b":2,"c":3}"#);
    assert_eq!(IN_A_CONST(), r#"{"d":4}"#);
    assert_eq!(closure(), r#"{"e":5}"#);
}

#[test]
fn trait_objects_stand_in_every_slot() {
    #[derive(GroupTraits)]
    struct Company<'a> {
        id: &'a (dyn IdTrait + Sync),
        name: Box<dyn TextTrait + Send + 'a>,
        employees: Rc<dyn CountTrait>,
        created_at: Option<Box<dyn DateTrait>>,
        address: Arc<dyn AddressTraits>,
        #[group(as = "count")]
        seats: &'a dyn CountTrait,
    }
    let hooli = Company {
        id: &7,
        name: Box::new("Hooli"),
        employees: Rc::new(4500),
        created_at: Some(Box::new(Date::civil(2014, 4, 6).unwrap())),
        address: Arc::new(Address {
            city: Some("Palo Alto".into()),
            ..Address::default()
        }),
        seats: &3,
    };
    assert_eq!(
        json(&hooli),
        r#"{"name":"Hooli","employees":4500,"createdAt":"2014-04-06","address":{"city":"Palo Alto"},"seats":3}"#
    );
    assert_eq!(group_id(&hooli), "7");
}

#[test]
fn a_path_may_have_const_arguments() {
    fn plus<const N: u8>(x: &u8) -> u8 {
        x + N
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(map = plus::<3>)]
        a: u8,
        #[group(map = plus::<{ 1 + 2 }>)]
        b: u8,
        #[group(map = "plus::<{ 1 + 2 }>")]
        c: u8,
    }
    assert_eq!(
        json(&Company { a: 1, b: 2, c: 3 }),
        r#"{"a":4,"b":5,"c":6}"#
    );
}

#[test]
fn a_type_may_be_named_as_a_parameter_is() {
    mod other {
        #[derive(group_core::TextTrait)]
        pub(crate) struct Label(pub(crate) &'static str);
    }
    #[derive(GroupTraits)]
    struct Company<Label> {
        name: other::Label,
        plan: Label,
    }
    let hooli = Company {
        name: other::Label("Hooli"),
        plan: "basic",
    };
    assert_eq!(json(&hooli), r#"{"name":"Hooli","plan":"basic"}"#);
}
