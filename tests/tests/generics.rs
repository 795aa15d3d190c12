//! Generic structs whose fields ask for nearly the same bound more than once, or for one on a const parameter.

use std::borrow::Cow;

use group_core::{GroupTraits, Traits};

fn json(group: &impl GroupTraits) -> String {
    serde_json::to_string(&Traits(group)).unwrap()
}

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
