//! What counts are, and how they are sent.

use std::num::NonZero;
use std::rc::Rc;
use std::sync::Arc;

use group_core::{CountTrait, GroupTraits, Identity, ProblemKind, Traits};

use crate::refused::problem;
use crate::sent;

#[derive(GroupTraits)]
struct Staff<T> {
    employees: T,
}

fn json<T>(employees: T) -> String
where
    Staff<T>: GroupTraits,
{
    sent::json(&Staff { employees })
}

fn refusal<T>(employees: T) -> (String, ProblemKind)
where
    Staff<T>: GroupTraits,
{
    problem(Identity::user("u").group_with_id("g", &Staff { employees }))
}

fn unsendable() -> (String, ProblemKind) {
    ("traits.employees".to_owned(), ProblemKind::UnsendableCount)
}

const MOST: &str = r#"{"employees":9007199254740992}"#;

#[test]
fn every_unsigned_integer_is_sent_as_a_number() {
    assert_eq!(json(0_u8), r#"{"employees":0}"#);
    assert_eq!(json(u8::MAX), r#"{"employees":255}"#);
    assert_eq!(json(u16::MAX), r#"{"employees":65535}"#);
    assert_eq!(json(u32::MAX), r#"{"employees":4294967295}"#);
    assert_eq!(json(1_u64 << 53), MOST);
    assert_eq!(json(1_u128 << 53), MOST);
    assert_eq!(json(4500_usize), r#"{"employees":4500}"#);
}

#[test]
fn every_signed_integer_is_sent_as_a_number() {
    assert_eq!(json(0_i8), r#"{"employees":0}"#);
    assert_eq!(json(i8::MAX), r#"{"employees":127}"#);
    assert_eq!(json(i16::MAX), r#"{"employees":32767}"#);
    assert_eq!(json(i32::MAX), r#"{"employees":2147483647}"#);
    assert_eq!(json(1_i64 << 53), MOST);
    assert_eq!(json(1_i128 << 53), MOST);
    assert_eq!(json(4500_isize), r#"{"employees":4500}"#);
}

#[test]
fn every_integer_that_is_not_zero_is_sent_as_a_number() {
    assert_eq!(json(NonZero::<u8>::MAX), r#"{"employees":255}"#);
    assert_eq!(json(NonZero::<u16>::MAX), r#"{"employees":65535}"#);
    assert_eq!(json(NonZero::<u32>::MAX), r#"{"employees":4294967295}"#);
    assert_eq!(json(NonZero::<u64>::MIN), r#"{"employees":1}"#);
    assert_eq!(json(NonZero::<u128>::MIN), r#"{"employees":1}"#);
    assert_eq!(json(NonZero::<usize>::MIN), r#"{"employees":1}"#);
    assert_eq!(json(NonZero::<i8>::MAX), r#"{"employees":127}"#);
    assert_eq!(json(NonZero::<i16>::MAX), r#"{"employees":32767}"#);
    assert_eq!(json(NonZero::<i32>::MAX), r#"{"employees":2147483647}"#);
    assert_eq!(json(NonZero::new(1_i64 << 53).unwrap()), MOST);
    assert_eq!(json(NonZero::new(1_i128 << 53).unwrap()), MOST);
    assert_eq!(
        json(NonZero::<isize>::new(7).unwrap()),
        r#"{"employees":7}"#
    );
}

#[test]
fn a_negative_count_is_refused() {
    assert_eq!(refusal(-1_i8), unsendable());
    assert_eq!(refusal(i16::MIN), unsendable());
    assert_eq!(refusal(i32::MIN), unsendable());
    assert_eq!(refusal(i64::MIN), unsendable());
    assert_eq!(refusal(i128::MIN), unsendable());
    assert_eq!(refusal(-1_isize), unsendable());
    assert_eq!(refusal(NonZero::<i8>::MIN), unsendable());
    assert_eq!(refusal(NonZero::<i128>::MIN), unsendable());
    assert_eq!(refusal(Some(-1)), unsendable());
}

#[test]
fn a_count_beyond_two_to_the_53_is_refused() {
    let beyond = |value: &str| {
        let value = value.to_owned();
        (
            "traits.employees".to_owned(),
            ProblemKind::IntegerTooLarge { value },
        )
    };
    assert_eq!(refusal((1_u64 << 53) + 1), beyond("9007199254740993"));
    assert_eq!(refusal((1_i64 << 53) + 1), beyond("9007199254740993"));
    assert_eq!(refusal(u64::MAX), beyond("18446744073709551615"));
    assert_eq!(
        refusal(Some(NonZero::<u64>::MAX)),
        beyond("18446744073709551615")
    );
    assert_eq!(refusal((1_u128 << 53) + 1), beyond("9007199254740993"));
    assert_eq!(refusal(1_u128 << 64).0, "traits.employees");
    assert_eq!(refusal(u128::MAX).0, "traits.employees");
    assert_eq!(refusal(i128::MAX).0, "traits.employees");
}

#[test]
fn a_refused_count_is_an_error_of_any_serializer() {
    let refused = serde_json::to_string(&Traits(&Staff { employees: -1 })).unwrap_err();
    assert!(
        refused.to_string().contains("traits.employees: "),
        "{refused}"
    );
}

#[test]
fn a_none_is_left_out() {
    assert_eq!(json(None::<u32>), "{}");
    assert_eq!(json(None::<NonZero<u8>>), "{}");
    assert_eq!(json(Some(None::<u32>)), "{}");
    assert_eq!(json(Box::new(None::<u32>)), "{}");
    assert_eq!(json(&None::<u32>), "{}");
    assert_eq!(json(Rc::new(None::<u32>)), "{}");
    assert_eq!(json(Arc::new(None::<u32>)), "{}");
    assert_eq!(json(Some(&None::<u32>)), "{}");
}

#[test]
fn options_and_pointers_compose() {
    let seven = r#"{"employees":7}"#;
    assert_eq!(json(Some(7)), seven);
    assert_eq!(json(&7), seven);
    assert_eq!(json(&&7_u8), seven);
    assert_eq!(json(Box::new(7)), seven);
    assert_eq!(json(Rc::new(7)), seven);
    assert_eq!(json(Arc::new(7)), seven);
    assert_eq!(json(Some(Box::new(7))), seven);
    assert_eq!(json(Box::new(Some(7))), seven);
    assert_eq!(json(&Some(7)), seven);
    assert_eq!(json(Rc::new(Some(7))), seven);
    assert_eq!(json(Arc::new(Some(7))), seven);
    assert_eq!(json(Some(Some(7))), seven);
    assert_eq!(json(Some(Rc::new(Some(Arc::new(7))))), seven);
    let object: Box<dyn CountTrait> = Box::new(7);
    assert_eq!(json(object), seven);
}

#[test]
fn a_type_alias_is_what_it_stands_for() {
    type Heads = Maybe<NonZero<u16>>;
    type Maybe<T> = Option<T>;
    #[derive(GroupTraits)]
    struct Company {
        employees: Heads,
    }
    let hooli = Company {
        employees: NonZero::new(4500),
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"employees":4500}"#
    );
}

#[test]
fn newtypes_over_counts_are_counts() {
    #[derive(CountTrait)]
    struct Heads(u32);
    #[derive(CountTrait)]
    struct Named {
        heads: NonZero<i64>,
    }
    #[derive(CountTrait)]
    struct Outer(Arc<Heads>);
    #[derive(CountTrait)]
    struct Generic<T>(T);
    #[derive(CountTrait)]
    struct Borrowing<'a, T: ?Sized>(&'a T);
    assert_eq!(json(Heads(7)), r#"{"employees":7}"#);
    assert_eq!(
        json(Some(Named {
            heads: NonZero::new(8).unwrap()
        })),
        r#"{"employees":8}"#
    );
    assert_eq!(json(Outer(Arc::new(Heads(9)))), r#"{"employees":9}"#);
    assert_eq!(json(Generic(Generic(10_u8))), r#"{"employees":10}"#);
    assert_eq!(json(Borrowing(&11)), r#"{"employees":11}"#);
    assert_eq!(refusal(Generic(-1)), unsendable());
}

#[test]
fn a_hand_written_count_is_sent() {
    struct Headcount {
        staff: u64,
        contractors: u64,
    }
    impl CountTrait for Headcount {
        fn count(&self) -> Option<u64> {
            self.staff.checked_add(self.contractors)
        }
    }
    let headcount = Headcount {
        staff: 4000,
        contractors: 500,
    };
    assert_eq!(json(headcount), r#"{"employees":4500}"#);
}

#[test]
fn a_hand_written_count_of_none_is_refused() {
    struct Unknown;
    impl CountTrait for Unknown {
        fn count(&self) -> Option<u64> {
            None
        }
    }
    assert_eq!(refusal(Unknown), unsendable());
    assert_eq!(refusal(Some(Box::new(Unknown))), unsendable());
}

#[test]
fn a_custom_trait_as_a_count_is_sent_as_a_number() {
    #[derive(CountTrait)]
    struct Seats(u32);
    #[derive(GroupTraits)]
    struct Company {
        #[group(as = "count")]
        seats: Seats,
        #[group(as = "count")]
        guests: Option<&'static u8>,
        #[group(as = "count", rename = "beds")]
        desks: Box<Option<u8>>,
    }
    let hooli = Company {
        seats: Seats(7),
        guests: Some(&8),
        desks: Box::new(None),
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"seats":7,"guests":8}"#
    );
}

#[test]
fn a_refused_custom_count_is_named_by_its_own_path() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(as = "count")]
        seats_left: i32,
    }
    let refused = serde_json::to_string(&Traits(&Company { seats_left: -1 })).unwrap_err();
    assert!(
        refused.to_string().contains("traits.seats_left: "),
        "{refused}"
    );
}
