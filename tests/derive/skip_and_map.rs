//! What `skip` and `skip_if` leave out, and what `map` sends in its place.

use group_core::{Date, GroupTraits};

use crate::sent::{group_id, json};

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
