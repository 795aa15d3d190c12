//! The bounds of generic structs: those that are inferred, also where fields ask for nearly the same one more than
//! once, and those that `bound` gives.
#![allow(clippy::ptr_arg, clippy::type_complexity)]

use std::borrow::Cow;
use std::marker::PhantomData;

use group_core::{
    Address, AddressTraits, CountTrait, Date, DateTrait, GroupTraits, IdTrait, TextTrait,
};
use serde::Serialize;

use crate::sent::{group_id, json};

#[test]
fn one_parameter_may_be_borrowed_for_two_lifetimes() {
    #[derive(GroupTraits)]
    struct Company<'a, 'b, T> {
        tags: &'a T,
        labels: &'b T,
    }
    let tags = vec![1];
    let labels = vec![2];
    let hooli = Company {
        tags: &tags,
        labels: &labels,
    };
    assert_eq!(json(&hooli), r#"{"tags":[1],"labels":[2]}"#);
}

#[test]
fn one_parameter_may_be_borrowed_for_a_lifetime_and_for_ever() {
    #[derive(GroupTraits)]
    struct Company<'a, T: ?Sized + 'static> {
        #[group(as = "text")]
        tag: &'a T,
        #[group(as = "text")]
        label: &'static T,
    }
    let tag = String::from("a");
    let hooli: Company<'_, str> = Company {
        tag: &tag,
        label: "b",
    };
    assert_eq!(json(&hooli), r#"{"tag":"a","label":"b"}"#);
}

#[test]
fn lifetimes_inside_a_type_may_differ() {
    #[derive(GroupTraits)]
    struct Company<'a, 'b, T: ?Sized + ToOwned> {
        one: Option<Cow<'a, T>>,
        two: Option<Cow<'b, T>>,
    }
    let one = String::from("a");
    let hooli: Company<'_, '_, str> = Company {
        one: Some(Cow::Borrowed(&one)),
        two: Some(Cow::Owned("b".into())),
    };
    assert_eq!(json(&hooli), r#"{"one":"a","two":"b"}"#);
}

#[test]
fn a_bound_is_inferred_for_a_const_parameter_too() {
    #[derive(GroupTraits)]
    struct Company<const N: usize> {
        tags: [u8; N],
    }
    assert_eq!(json(&Company { tags: [1, 2] }), r#"{"tags":[1,2]}"#);
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

#[test]
fn two_types_may_differ_in_the_names_of_their_own_lifetimes_only() {
    struct Around<T>(T);
    impl<T> Serialize for Around<T> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_u8(1)
        }
    }
    #[derive(GroupTraits)]
    struct Company<'a, T: 'static> {
        tags: Around<for<'x> fn(&'x T)>,
        labels: Around<for<'y> fn(&'y T)>,
        marks: Around<(&'a T, for<'x> fn(&'x T))>,
        notes: Around<(&'static T, for<'y> fn(&'y T))>,
    }
    let hooli = Company::<u8> {
        tags: Around(|_| {}),
        labels: Around(|_| {}),
        marks: Around((&1, |_| {})),
        notes: Around((&1, |_| {})),
    };
    assert_eq!(json(&hooli), r#"{"tags":1,"labels":1,"marks":1,"notes":1}"#);
}
