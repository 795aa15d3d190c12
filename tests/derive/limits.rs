//! `min`, `max` and `pattern`.

use group_core::{AddressTraits, GroupTraits, Identity, Measure, ProblemKind, TextTrait};
use serde::Serialize;

use crate::sent::json as sent;

#[derive(TextTrait)]
struct Slug(String);

#[derive(AddressTraits)]
struct Office {
    #[group(pattern = r"^\d{5}$")]
    postal_code: Option<String>,
}

#[derive(GroupTraits)]
#[group(rename_all = "camelCase")]
struct Company<'a> {
    #[group(min = 1, max = 10_000)]
    employees: Option<u32>,
    #[group(min = 2, max = 5)]
    name: &'a str,
    #[group(pattern = "^[a-z-]+$", max = 8)]
    plan: Option<Slug>,
    #[group(min = -1.5, max = 2.5)]
    score: f64,
    #[group(min = 1, max = 2)]
    tags: Vec<&'a str>,
    #[group(as = "count", max = 3)]
    seats: u8,
    #[group(map = Slug::len, as = "count", max = 3, also = "slugLength")]
    slug_size: Slug,
    #[group(rename = "address.city", pattern = "^P")]
    city: Option<String>,
}

impl Slug {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }
}

fn fine() -> Company<'static> {
    Company {
        employees: Some(10_000),
        name: "Hoolī",
        plan: Some(Slug("pro-plus".into())),
        score: -1.5,
        tags: vec!["a"],
        seats: 3,
        slug_size: Slug("abc".into()),
        city: Some("Palo Alto".into()),
    }
}

/// The paths and what is wrong there.
fn problems(group: &impl GroupTraits) -> Vec<(String, ProblemKind)> {
    let error = Identity::user("u")
        .group_with_id("g", group)
        .build()
        .unwrap_err();
    let problems = error.problems().iter();
    problems
        .map(|it| (it.path().to_owned(), it.kind().clone()))
        .collect()
}

#[test]
fn what_keeps_its_limits_is_sent_as_it_is() {
    let traits = sent(&fine());
    assert_eq!(
        traits,
        r#"{"employees":10000,"name":"Hoolī","plan":"pro-plus","score":-1.5,"tags":["a"],"seats":3,"slugSize":3,"slugLength":3,"address":{"city":"Palo Alto"}}"#
    );
}

#[test]
fn what_does_not_is_refused_all_at_once() {
    let wrong = Company {
        employees: Some(0),
        name: "H",
        plan: Some(Slug("Enterprise".into())),
        score: 2.75,
        tags: vec!["a", "b", "c"],
        seats: 4,
        slug_size: Slug("abcd".into()),
        city: Some("San José".into()),
    };
    let less = |measure, given, min| ProblemKind::LessThanMin {
        measure,
        given,
        min,
    };
    let more = |measure, given, max| ProblemKind::MoreThanMax {
        measure,
        given,
        max,
    };
    let pattern = |pattern| ProblemKind::NoMatch { pattern };
    let expected = [
        ("traits.employees", less(Measure::Value, 0.0, 1.0)),
        ("traits.name", less(Measure::Characters, 1.0, 2.0)),
        ("traits.plan", more(Measure::Characters, 10.0, 8.0)),
        ("traits.score", more(Measure::Value, 2.75, 2.5)),
        ("traits.tags", more(Measure::Elements, 3.0, 2.0)),
        ("traits.seats", more(Measure::Value, 4.0, 3.0)),
        ("traits.slugSize", more(Measure::Value, 4.0, 3.0)),
        ("traits.slugLength", more(Measure::Value, 4.0, 3.0)),
        ("traits.address.city", pattern("^P")),
    ];
    assert_eq!(
        problems(&wrong),
        expected.map(|(path, kind)| (path.to_owned(), kind))
    );
}

#[test]
fn the_refusal_says_how_much_there_is_and_how_much_there_may_be() {
    let wrong = Company {
        employees: Some(0),
        name: "Hooli Inc.",
        tags: vec![],
        plan: Some(Slug("Pro".into())),
        ..fine()
    };
    let error = Identity::user("u").group_with_id("g", &wrong).build();
    assert_eq!(
        error.unwrap_err().to_string(),
        "the event was refused: traits.employees: 0, and at least 1 is needed; \
         traits.name: 10 characters, and at most 5 is allowed; \
         traits.plan: it does not match the pattern `^[a-z-]+$`; \
         traits.tags: 0 elements, and at least 1 is needed"
    );
}

#[test]
fn a_subfield_of_an_address_struct_has_limits() {
    #[derive(GroupTraits)]
    struct Company {
        address: Office,
    }
    let company = |code: &str| Company {
        address: Office {
            postal_code: Some(code.into()),
        },
    };
    assert_eq!(
        sent(&company("94301")),
        r#"{"address":{"postalCode":"94301"}}"#
    );
    assert_eq!(
        problems(&company("9430")),
        [(
            "traits.address.postalCode".to_owned(),
            ProblemKind::NoMatch {
                pattern: r"^\d{5}$"
            }
        )]
    );
}

#[test]
fn nothing_and_null_have_no_measure() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(min = 1)]
        employees: Option<u32>,
        #[group(min = 1, pattern = "^a", null = "send")]
        plan: Option<String>,
        #[group(min = 1)]
        seats: Option<u8>,
    }
    let company = Company {
        employees: None,
        plan: None,
        seats: None,
    };
    assert_eq!(sent(&company), r#"{"plan":null}"#);
}

/// Of types that the compiler knows, it does not compile.
#[test]
fn what_is_neither_number_nor_text_nor_array_has_none_either_and_is_refused() {
    #[derive(Serialize)]
    struct Limits {
        per_day: u8,
    }
    #[derive(GroupTraits)]
    struct Company<T, U> {
        #[group(min = 1)]
        limits: Limits,
        #[group(max = 1)]
        trial: T,
        #[group(pattern = "1")]
        seats: U,
    }
    let company = Company {
        limits: Limits { per_day: 1 },
        trial: true,
        seats: 1_u8,
    };
    let problem = |path: &str, kind| (path.to_owned(), kind);
    assert_eq!(
        problems(&company),
        [
            problem("traits.limits", ProblemKind::NoMeasure),
            problem("traits.trial", ProblemKind::NoMeasure),
            problem("traits.seats", ProblemKind::NotText),
        ]
    );
}

#[test]
fn limits_that_a_value_can_t_have_are_named() {
    assert_eq!(
        ProblemKind::NoMeasure.to_string(),
        "`min` and `max` are of numbers, texts and arrays, and this is none of them"
    );
    assert_eq!(
        ProblemKind::NotText.to_string(),
        "`pattern` is of texts, and this is none"
    );
}

#[test]
fn a_value_that_can_t_be_sent_has_only_that_problem() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(min = 1, max = 2)]
        score: f64,
        #[group(min = 1)]
        employees: i32,
    }
    let company = Company {
        score: f64::NAN,
        employees: -1,
    };
    assert_eq!(
        problems(&company),
        [
            ("traits.score".to_owned(), ProblemKind::NotFinite),
            ("traits.employees".to_owned(), ProblemKind::UnsendableCount),
        ]
    );
}

#[test]
fn a_pattern_is_read_as_javascript_reads_it() {
    #[derive(GroupTraits)]
    struct Company {
        // A letter of any script.
        #[group(pattern = r"^\p{L}+\d$")]
        name: String,
    }
    let company = |name: &str| Company { name: name.into() };
    assert_eq!(sent(&company("Ünï1")), r#"{"name":"Ünï1"}"#);
    assert_eq!(problems(&company("Ünï")).len(), 1);
    // It is looked for anywhere, and a text with escapes is read as it is.
    #[derive(GroupTraits)]
    struct Quoted {
        #[group(pattern = "\"\n")]
        name: String,
    }
    let name = "a\"\nb".to_owned();
    assert_eq!(sent(&Quoted { name }), r#"{"name":"a\"\nb"}"#);
}

#[test]
fn a_text_of_a_refused_length_is_not_matched() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(min = 2, max = 4, pattern = "^[a-z]+$")]
        name: String,
    }
    let kinds = |name: &str| {
        let company = Company { name: name.into() };
        let problems = problems(&company).into_iter();
        problems.map(|(_, kind)| kind).collect::<Vec<_>>()
    };
    let no_match = ProblemKind::NoMatch {
        pattern: "^[a-z]+$",
    };
    assert_eq!(kinds("A-B"), [no_match]);
    for (name, length) in [("A", 1), ("ABCDE", 5)] {
        let kinds = kinds(name);
        assert_eq!(kinds.len(), 1, "{length} characters: {kinds:?}");
        assert!(
            !matches!(kinds[0], ProblemKind::NoMatch { .. }),
            "{kinds:?}"
        );
    }
}
