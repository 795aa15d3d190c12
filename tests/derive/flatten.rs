//! A struct in a struct: `flatten`.

use std::rc::Rc;
use std::sync::Arc;

use group_core::{Address, GroupTraits, Identity, ProblemKind};

use crate::given::{Inner, inner};
use crate::refused;
use crate::sent::{group_id, json};

fn problems(group: &impl GroupTraits) -> Vec<(String, ProblemKind)> {
    refused::problems(Identity::user("u").group_with_id("g", group))
}

fn name_twice(path: &str) -> (String, ProblemKind) {
    (path.to_owned(), ProblemKind::NameTwice)
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
fn each_clash_is_reported_once_where_the_struct_gives_the_id_too() {
    #[derive(GroupTraits)]
    struct Inner {
        seats: u8,
        projects: u8,
    }
    #[derive(GroupTraits)]
    struct Outer<T> {
        id: u8,
        seats: u8,
        projects: u8,
        #[group(flatten)]
        more: T,
    }
    let outer = Outer {
        id: 1,
        seats: 2,
        projects: 3,
        more: Inner {
            seats: 4,
            projects: 5,
        },
    };
    assert_eq!(
        refused::problems(Identity::user("u").group(&outer)),
        [name_twice("traits.seats"), name_twice("traits.projects")]
    );
}

#[test]
fn an_address_that_clashes_is_reported_once_whatever_stands_between_its_parts() {
    #[derive(GroupTraits)]
    struct Place {
        #[group(rename = "address.city")]
        city: &'static str,
        seats: u8,
        #[group(rename = "address.state")]
        state: &'static str,
    }
    #[derive(GroupTraits)]
    struct Outer<T> {
        address: Address,
        seats: u8,
        #[group(flatten)]
        more: T,
    }
    let outer = Outer {
        address: Address::default(),
        seats: 1,
        more: Place {
            city: "Palo Alto",
            seats: 2,
            state: "CA",
        },
    };
    assert_eq!(
        problems(&outer),
        [name_twice("traits.address"), name_twice("traits.seats")]
    );
}

/// Where the compiler sees it, it does not compile.
#[test]
fn an_id_sent_as_a_trait_is_one_of_the_names_that_differ() {
    #[derive(GroupTraits)]
    struct Other {
        #[group(rename = "ID", custom)]
        other: u8,
    }
    #[derive(GroupTraits)]
    struct Keyed {
        #[group(group_id, rename = "id")]
        key: u8,
    }
    #[derive(GroupTraits)]
    struct Own<T> {
        #[group(group_id, rename = "id")]
        key: u8,
        #[group(flatten)]
        more: T,
    }
    #[derive(GroupTraits)]
    struct Based<T> {
        #[group(base)]
        base: T,
        #[group(flatten)]
        more: Other,
    }
    let other = || Other { other: 2 };
    let expected = |path: &str, other: &str| {
        let kind = ProblemKind::ColumnTwice {
            other: other.into(),
            column: "id".into(),
        };
        vec![(path.to_owned(), kind)]
    };
    let own = Own {
        key: 1,
        more: other(),
    };
    assert_eq!(problems(&own), expected("traits.ID", "id"));
    let based = Based {
        base: Keyed { key: 1 },
        more: other(),
    };
    assert_eq!(problems(&based), expected("traits.ID", "id"));
}

/// Only the struct's own id, and that of its base, is sent.
#[test]
fn the_id_of_a_flattened_struct_is_none_of_the_names() {
    #[derive(GroupTraits)]
    struct Inner {
        #[group(group_id, rename = "id")]
        key: u8,
    }
    #[derive(GroupTraits)]
    struct Outer {
        #[group(flatten)]
        more: Inner,
        #[group(rename = "ID", custom)]
        other: u8,
    }
    let outer = Outer {
        more: Inner { key: 1 },
        other: 2,
    };
    assert_eq!(json(&outer), r#"{"ID":2}"#);
}

#[test]
fn the_columns_of_an_address_under_another_name_are_its_own() {
    #[derive(GroupTraits)]
    struct Company<T> {
        #[group(also = "hq")]
        address: Address,
        #[group(flatten)]
        more: T,
    }
    #[derive(GroupTraits)]
    struct More {
        hq_city: u8,
    }
    let company = Company {
        address: Address::default(),
        more: More { hq_city: 1 },
    };
    let kind = ProblemKind::ColumnTwice {
        other: "hq".into(),
        column: "hq_city".into(),
    };
    assert_eq!(problems(&company), [("traits.hq_city".to_owned(), kind)]);
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

#[test]
fn a_control_in_a_name_is_a_part_of_it() {
    #[derive(GroupTraits)]
    struct Inner {
        #[group(rename = "seats\u{1e}x")]
        controlled: u8,
        #[group(rename = "\u{1f}right\u{1}")]
        other: u8,
    }
    #[derive(GroupTraits)]
    struct Outer {
        seats: u8,
        left: u8,
        #[group(flatten)]
        inner: Inner,
    }
    let outer = Outer {
        seats: 1,
        left: 2,
        inner: Inner {
            controlled: 3,
            other: 4,
        },
    };
    assert_eq!(
        json(&outer),
        r#"{"seats":1,"left":2,"seats\u001ex":3,"\u001fright\u0001":4}"#
    );
}

#[test]
fn columns_that_some_warehouse_cuts_to_one_are_refused_by_way_of_a_type_parameter() {
    #[derive(GroupTraits)]
    struct More {
        _order: u8,
        seats_that_were_bought_in_the_last_quarter_of_the_year_by_region_north: u8,
    }
    #[derive(GroupTraits)]
    struct Outer<T> {
        order: u8,
        seats_that_were_bought_in_the_last_quarter_of_the_year_by_region_south: u8,
        #[group(flatten)]
        more: T,
    }
    let outer = Outer {
        order: 1,
        seats_that_were_bought_in_the_last_quarter_of_the_year_by_region_south: 2,
        more: More {
            _order: 3,
            seats_that_were_bought_in_the_last_quarter_of_the_year_by_region_north: 4,
        },
    };
    let column_twice = |path: &str, other: &str, column: &str| {
        let (other, column) = (other.to_owned(), column.to_owned());
        (path.to_owned(), ProblemKind::ColumnTwice { other, column })
    };
    assert_eq!(
        problems(&outer),
        [
            column_twice("traits._order", "order", "_order"),
            column_twice(
                "traits.seats_that_were_bought_in_the_last_quarter_of_the_year_by_region_north",
                "seats_that_were_bought_in_the_last_quarter_of_the_year_by_region_south",
                "seats_that_were_bought_in_the_last_quarter_of_the_year_by_regio",
            ),
        ]
    );
}
