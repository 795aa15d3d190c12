//! Custom traits: what serde makes of them, and which are left out.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::sync::Arc;

use group_core::GroupTraits;
use serde::Serialize;

use crate::sent::json;

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
