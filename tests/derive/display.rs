//! Types of other crates as text: `display`.
#![allow(clippy::redundant_allocation)]

use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use group_core::{AddressTraits, GroupTraits, Identity, ProblemKind};

use crate::refused;
use crate::sent::{group_id, json};

/// As a type of another crate: it has a `Display` and nothing else.
struct Shown(&'static str);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .split_inclusive(' ')
            .try_for_each(|word| f.write_str(word))
    }
}

struct Fails;

impl fmt::Display for Fails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("half of ")?;
        Err(fmt::Error)
    }
}

fn display_failed(path: &str) -> (String, ProblemKind) {
    let message = "its `Display` failed".to_owned();
    (path.to_owned(), ProblemKind::Serialize { message })
}

#[test]
fn display_sends_the_text_of_any_trait_that_is_text() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(display)]
        name: Shown,
        #[group(display, rename = "address.postalCode")]
        zip: u32,
        #[group(display)]
        score: i64,
        #[group(display, skip_if = char::is_ascii_lowercase)]
        tier: char,
    }
    let hooli = Company {
        name: Shown("Hooli"),
        zip: 94301,
        score: -7,
        tier: 'A',
    };
    assert_eq!(
        json(&hooli),
        r#"{"name":"Hooli","address":{"postalCode":"94301"},"score":"-7","tier":"A"}"#
    );
}

#[test]
fn display_sends_the_text_of_a_subfield_of_an_address() {
    #[derive(AddressTraits)]
    struct Office {
        #[group(display)]
        postal_code: u32,
        #[group(display)]
        city: Option<Shown>,
    }
    #[derive(GroupTraits)]
    struct Company {
        address: Office,
    }
    let address = Office {
        postal_code: 94301,
        city: Some(Shown("Palo Alto")),
    };
    assert_eq!(
        json(&Company { address }),
        r#"{"address":{"postalCode":"94301","city":"Palo Alto"}}"#
    );
}

#[test]
fn display_gives_the_id() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(display)]
        id: Shown,
    }
    assert_eq!(group_id(&Company { id: Shown("h 1") }), "h 1");
}

#[test]
fn a_displayed_id_is_whole_whatever_its_display_ignores() {
    struct Long;
    impl fmt::Display for Long {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            for piece in ["a-piece-of-", "thirty-letters-", "and-some-more-", "x"] {
                let _ = f.write_str(piece);
            }
            Ok(())
        }
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(display)]
        id: Long,
    }
    assert_eq!(
        group_id(&Company { id: Long }),
        "a-piece-of-thirty-letters-and-some-more-x"
    );
}

#[test]
fn display_gives_the_id_as_a_trait_too() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id, rename = "id", display)]
        key: Option<Shown>,
    }
    let hooli = Company {
        key: Some(Shown("h 1")),
    };
    assert_eq!(group_id(&hooli), "h 1");
    assert_eq!(json(&hooli), r#"{"id":"h 1"}"#);
}

#[test]
fn a_displayed_id_that_is_missing_or_blank_is_refused() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(display)]
        id: Option<Shown>,
    }
    for (id, problem) in [
        (None, ProblemKind::MissingId),
        (Some(Shown(" ")), ProblemKind::BlankId),
    ] {
        assert_eq!(
            refused::problems(Identity::user("u").group(&Company { id })),
            [("groupId".to_owned(), problem)]
        );
    }
}

#[test]
fn display_sees_through_options_references_and_pointers() {
    #[derive(GroupTraits)]
    struct Company<'a> {
        #[group(display)]
        name: Option<Shown>,
        #[group(display)]
        email: Option<Shown>,
        #[group(display)]
        phone: &'a Option<Shown>,
        #[group(display)]
        plan: Option<&'a Shown>,
        #[group(display)]
        industry: Box<Rc<Option<Arc<Shown>>>>,
        #[group(display)]
        description: Option<Option<Shown>>,
        #[group(display)]
        avatar: &'a dyn fmt::Display,
        #[group(display)]
        tag: &'a str,
    }
    let hooli = Company {
        name: Some(Shown("1")),
        email: None,
        phone: &Some(Shown("3")),
        plan: Some(&Shown("4")),
        industry: Box::new(Rc::new(Some(Arc::new(Shown("5"))))),
        description: Some(None),
        avatar: &7,
        tag: "8",
    };
    assert_eq!(
        json(&hooli),
        r#"{"name":"1","phone":"3","plan":"4","industry":"5","avatar":"7","tag":"8"}"#
    );
}

#[test]
fn displayed_text_is_escaped() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(display)]
        name: Shown,
        #[group(display)]
        motto: Shown,
    }
    let hooli = Company {
        name: Shown("\"Hooli\" \n\u{1}"),
        motto: Shown(""),
    };
    assert_eq!(json(&hooli), r#"{"name":"\"Hooli\" \n\u0001","motto":""}"#);
}

#[test]
fn a_display_that_fails_is_refused_wherever_it_is() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id, rename = "id", display)]
        key: Fails,
        #[group(display)]
        name: Fails,
        #[group(display)]
        score: Option<Fails>,
        seats: u8,
    }
    let hooli = Company {
        key: Fails,
        name: Fails,
        score: Some(Fails),
        seats: 1,
    };
    assert_eq!(
        refused::problems(Identity::user("u").group(&hooli)),
        ["groupId", "traits.id", "traits.name", "traits.score"].map(display_failed)
    );
}

#[test]
fn an_id_whose_display_fails_is_reported_beside_what_else_is_wrong_with_it() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id, rename = "id", display)]
        key: Fails,
    }
    let visitor = Identity::anonymous("a");
    assert_eq!(
        refused::problems(visitor.group_with_id("g", &Company { key: Fails })),
        [
            display_failed("traits.id"),
            ("traits.id".to_owned(), ProblemKind::IdWithoutUser),
        ]
    );
}

#[test]
fn a_generic_struct_asks_for_the_display_of_what_is_pointed_to() {
    #[derive(GroupTraits)]
    struct Company<'a, I, T, U> {
        #[group(display)]
        id: I,
        #[group(display)]
        name: Option<Box<T>>,
        #[group(display)]
        score: &'a U,
    }
    fn sent<I: fmt::Display, T: fmt::Display, U: fmt::Display>(id: I, name: T, score: U) -> String {
        let hooli = Company {
            id,
            name: Some(Box::new(name)),
            score: &score,
        };
        format!("{} {}", group_id(&hooli), json(&hooli))
    }
    assert_eq!(
        sent(1, Shown("Hooli"), 2.5),
        r#"1 {"name":"Hooli","score":"2.5"}"#
    );
}
