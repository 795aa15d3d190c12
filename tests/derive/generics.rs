//! Generic and borrowing structs.

use group_core::{Address, Date, GroupTraits, TextTrait};
use serde::Serialize;

use crate::given::inner;
use crate::sent::{group_id, json};

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
