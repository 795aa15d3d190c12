//! What a derive says of its traits with the feature `destinations`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use group_core::__private::{Declaration, Detail, Part, Shape};
use group_core::{Address, AddressTraits, GroupTraits};
use serde::Serialize;

type MaybeText = Option<String>;
type Count = u32;

/// Not in a declaration: name in the event, whether it is optional, shape, names of an address, description.
type Row = (&'static str, bool, Shape, Vec<&'static str>, &'static str);

fn rows(declaration: &'static Declaration) -> Vec<Row> {
    let row = |detail: &'static Detail, name| {
        let address = detail.address;
        let names = address
            .iter()
            .flat_map(|it| it.own().map(|entry| entry.wire()));
        (
            name,
            detail.is_optional,
            detail.shape,
            names.collect(),
            detail.description,
        )
    };
    let traits = declaration.own().filter(|it| it.part != Part::Column);
    let names: Vec<_> = traits.map(|entry| entry.wire()).collect();
    assert_eq!(names.len(), declaration.details().len());
    declaration
        .details()
        .iter()
        .zip(names)
        .map(|(detail, name)| row(detail, name))
        .collect()
}

/// Only the shape and whether it is optional.
fn shapes(declaration: &'static Declaration) -> Vec<(&'static str, bool, Shape)> {
    rows(declaration)
        .into_iter()
        .map(|row| (row.0, row.1, row.2))
        .collect()
}

#[derive(Serialize)]
struct Own;

#[test]
fn a_detail_has_the_doc_comment_and_the_parts_of_an_address() {
    #[derive(AddressTraits)]
    #[allow(dead_code)]
    struct Office {
        city: String,
        postal_code: Option<String>,
    }

    #[derive(GroupTraits)]
    #[group(group_type = "company")]
    #[allow(dead_code)]
    struct Company {
        /// The id
        id: u64,
        /// The name.
        ///
        ///   Indented, "quoted".
        name: String,
        #[doc = concat!("made by ", "a macro")]
        phone: Option<String>,
        address: Option<Office>,
    }

    use Shape::{Int, Text, Unknown};
    assert_eq!(
        rows(Company::__DECLARATION),
        [
            ("groupType", false, Text, vec![], ""),
            ("id", false, Int, vec![], "The id"),
            (
                "name",
                false,
                Text,
                vec![],
                "The name.\n\n  Indented, \"quoted\"."
            ),
            ("phone", true, Text, vec![], ""),
            ("address", true, Unknown, vec!["city", "postalCode"], ""),
        ],
    );
}

#[test]
fn a_detail_has_the_shape_of_a_custom_trait_whatever_its_type_is_called() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Customs<'a> {
        a: u8,
        b: Count,
        c: Option<Count>,
        d: NonZero<u64>,
        e: f32,
        f: bool,
        g: &'a str,
        h: Cow<'a, str>,
        i: MaybeText,
        j: Vec<Own>,
        k: [u8; 3],
        l: HashSet<char>,
        m: BTreeMap<String, Own>,
        n: Option<HashMap<String, u8>>,
        o: Duration,
        p: Own,
        q: Box<Option<u8>>,
        r: &'a Vec<u8>,
        s: Arc<str>,
        t: uuid::Uuid,
        u: serde_json::Value,
        #[group(skip_if = is_zero)]
        v: u8,
        #[group(map = String::len)]
        w: String,
        #[group(display)]
        x: Option<u8>,
        #[group(as = "count")]
        y: u8,
        #[group(as = "text")]
        z: Option<&'a str>,
    }

    fn is_zero(count: &u8) -> bool {
        *count == 0
    }

    use Shape::{Array, Bool, Float, Int, Object, Text, Unknown};
    assert_eq!(
        shapes(Customs::__DECLARATION),
        [
            ("a", false, Int),
            ("b", false, Int),
            ("c", true, Int),
            ("d", false, Int),
            ("e", false, Float),
            ("f", false, Bool),
            ("g", false, Text),
            ("h", false, Text),
            ("i", true, Text),
            ("j", false, Array),
            ("k", false, Array),
            ("l", false, Array),
            ("m", false, Object),
            ("n", true, Object),
            ("o", false, Object),
            ("p", false, Unknown),
            ("q", true, Int),
            ("r", false, Array),
            ("s", false, Text),
            ("t", false, Text),
            ("u", false, Unknown),
            ("v", true, Int),
            ("w", true, Unknown),
            ("x", true, Text),
            ("y", false, Int),
            ("z", true, Text),
        ],
    );
}

#[test]
fn in_a_generic_struct_what_a_parameter_decides_may_be_missing() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Generic<T: Serialize, N> {
        name: N,
        one: T,
        many: Vec<T>,
        count: u8,
    }

    assert_eq!(
        shapes(Generic::<u8, Option<String>>::__DECLARATION),
        [
            ("name", true, Shape::Unknown),
            ("one", true, Shape::Unknown),
            ("many", true, Shape::Array),
            ("count", false, Shape::Int),
        ],
    );
    assert!(!shapes(Generic::<u8, String>::__DECLARATION)[0].1);
}

#[test]
fn a_flattened_struct_that_may_be_missing_is_optional() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Inner {
        /// How many.
        seats: u8,
    }

    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Outer {
        #[group(flatten)]
        always: Inner,
    }

    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Maybe {
        #[group(base)]
        maybe: Option<Inner>,
    }

    assert_eq!(
        shapes(Outer::__DECLARATION),
        [("always", false, Shape::Unknown)]
    );
    assert_eq!(
        shapes(Maybe::__DECLARATION),
        [("maybe", true, Shape::Unknown)]
    );
    assert_eq!(
        rows(Inner::__DECLARATION),
        [("seats", false, Shape::Int, vec![], "How many.")]
    );
}

#[test]
fn a_further_name_has_the_details_of_its_field() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Twice {
        /// Whole numbers.
        #[group(also = "size", also = "heads")]
        employees: Option<u32>,
        #[group(also = "group_address")]
        address: Address,
    }

    let rows = rows(Twice::__DECLARATION);
    let short: Vec<_> = rows.iter().map(|row| (row.0, row.1, row.4)).collect();
    assert_eq!(
        short,
        [
            ("employees", true, "Whole numbers."),
            ("size", true, "Whole numbers."),
            ("heads", true, "Whole numbers."),
            ("address", false, ""),
            ("group_address", false, ""),
        ],
    );
}
