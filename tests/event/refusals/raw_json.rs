//! The values by which serde_json passes numbers and JSON text through, as other crates may switch them on.

use group_core::{Context, Identity, ProblemKind};
use serde::Serialize;
use serde_json::{Value, json};

use crate::custom_trait::{One, problems_of, sent};
use crate::given::LIMIT;
use crate::refused::{at, failed, too_large};

/// As `serde_json::value::RawValue` serialises.
#[derive(Serialize)]
#[serde(rename = "$serde_json::private::RawValue")]
struct Raw {
    #[serde(rename = "$serde_json::private::RawValue")]
    json: &'static str,
}

/// As `serde_json::Number` serialises with `arbitrary_precision`.
#[derive(Serialize)]
#[serde(rename = "$serde_json::private::Number")]
struct Number {
    #[serde(rename = "$serde_json::private::Number")]
    text: &'static str,
}

#[test]
fn raw_json_is_sent_as_json() {
    assert_eq!(
        sent(Raw {
            json: r#" {"a": [1, "x y", null]} "#
        }),
        json!({"a": [1, "x y", null]})
    );
    assert_eq!(
        sent([Raw { json: "1" }, Raw { json: "null" }, Raw { json: "[]" }]),
        json!([1, null, []])
    );
    assert_eq!(
        sent(Raw {
            json: r#""\u0041\"\\""#
        }),
        json!("A\"\\")
    );
}

#[test]
fn raw_json_that_is_null_is_left_out() {
    let payload = Identity::user("u")
        .group_with_id(
            "g",
            &One {
                value: Raw { json: " null " },
            },
        )
        .build();
    assert_eq!(payload.unwrap().to_value()["traits"], json!({}));
}

#[test]
fn raw_json_is_checked_like_everything_else() {
    let big = || too_large("9007199254740993");
    assert_eq!(
        problems_of(Raw {
            json: "9007199254740993"
        }),
        [at("traits.value", big())]
    );
    assert_eq!(
        problems_of(Raw {
            json: r#"{"a":[0,9007199254740993]}"#
        }),
        [at("traits.value.a[1]", big())]
    );
    assert_eq!(
        problems_of(Raw { json: "1e400" }),
        [at("traits.value", ProblemKind::NotFinite)]
    );
    for broken in [
        "", "{", "[1,]", "1 2", "nul", "{\"a\"}", "'x'", "01", "\"\n\"",
    ] {
        let found = problems_of(Raw { json: broken });
        assert!(
            matches!(found[..], [(_, ProblemKind::NotJson { .. })]),
            "{broken}: {found:?}"
        );
    }
    let deep = String::leak("[".repeat(200) + &"]".repeat(200));
    assert!(matches!(
        problems_of(Raw { json: deep })[..],
        [(_, ProblemKind::TooDeep)]
    ));
    let long = String::leak(format!("[{}0]", "0,".repeat(20_000)));
    assert!(matches!(
        problems_of(Raw { json: long })[..],
        [(_, ProblemKind::TooLarge { .. })]
    ));
}

#[test]
fn raw_json_with_half_a_surrogate_is_refused() {
    for half in [r#""\ud800""#, r#""\udc00\ud800""#, r#"{"\ud800": 1}"#] {
        let found = problems_of(Raw { json: half });
        assert!(
            matches!(found[..], [(_, ProblemKind::NotJson { .. })]),
            "{half}: {found:?}"
        );
    }
}

#[test]
fn a_number_of_any_precision_is_sent_as_it_is_or_refused() {
    for (text, value) in [
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("-0.1", -0.1),
        ("9007199254740992.0", 9_007_199_254_740_992.0),
    ] {
        assert_eq!(sent(Number { text }), value);
    }
    assert_eq!(
        sent(Number {
            text: "-9007199254740992"
        }),
        -LIMIT
    );
    assert_eq!(
        problems_of(Number {
            text: "123456789012345678901234567890"
        }),
        [at(
            "traits.value",
            too_large("123456789012345678901234567890")
        )]
    );
    for text in [
        "0.1000000000000000055511151231257827",
        "9007199254740993.0",
        "1e-400",
        "3.14159265358979323846",
    ] {
        assert_eq!(
            problems_of(Number { text }),
            [at(
                "traits.value",
                ProblemKind::ImpreciseNumber {
                    value: text.to_owned()
                }
            )]
        );
    }
}

#[test]
fn a_raw_value_without_its_text_is_never_sent_as_broken_json() {
    #[derive(Serialize)]
    #[serde(rename = "$serde_json::private::RawValue")]
    struct Hollow {}

    #[derive(Serialize)]
    #[serde(rename = "$serde_json::private::RawValue")]
    struct Double {
        a: &'static str,
        b: &'static str,
    }

    #[derive(Serialize)]
    struct Beside {
        a: Hollow,
    }

    let double = || Double { a: "{}", b: "[]" };
    let user = Identity::user("u");
    let remembers = user.clone().with_traits(&double());
    for payload in [
        user.group_with_id(
            "g",
            &One {
                value: (1, Hollow {}, 2),
            },
        )
        .build(),
        user.group_with_id(
            "g",
            &One {
                value: Beside { a: Hollow {} },
            },
        )
        .build(),
        user.group_with_id("g", &One { value: double() }).build(),
        user.group_with_id("g", &One { value: [double()] }).build(),
        user.group_with_id("g", &())
            .context(Context::new().insert("x", double()))
            .build(),
        remembers.group_with_id("g", &()).build(),
    ]
    .into_iter()
    .flatten()
    {
        assert!(
            serde_json::from_str::<Value>(payload.as_str()).is_ok(),
            "{payload}"
        );
    }
}

#[test]
fn raw_json_that_is_no_string_is_refused() {
    #[derive(Serialize)]
    #[serde(rename = "$serde_json::private::RawValue")]
    struct Other<T> {
        #[serde(rename = "$serde_json::private::RawValue")]
        json: T,
    }

    let refused = [at("traits.value", failed("JSON text must be a string"))];
    assert_eq!(problems_of(Other { json: 1 }), refused);
    assert_eq!(problems_of(Other { json: 0.5 }), refused);
    assert_eq!(problems_of(Other { json: f64::NAN }), refused);
    assert_eq!(problems_of(Other { json: true }), refused);
    assert_eq!(problems_of(Other { json: ["{}"] }), refused);
    assert_eq!(
        problems_of(Other {
            json: format_args!("{}{}", "{", "}")
        }),
        refused
    );
}

#[test]
fn a_key_twice_in_raw_json_is_refused() {
    assert_eq!(
        problems_of(Raw {
            json: r#"{"a":1,"b":[{"c":0,"d":{"c":1}, "c" :2}],"a":3}"#
        }),
        [
            at("traits.value.b[0].c", ProblemKind::NameTwice),
            at("traits.value.a", ProblemKind::NameTwice),
        ]
    );
}

#[test]
fn a_key_twice_in_raw_json_is_known_by_what_it_says() {
    for twins in [
        r#"{"a":1,"\u0061":2}"#,
        r#"{"\u0061":1,"a":2}"#,
        r#"{"\u0041":1,"a":0,"A":2}"#,
        r#"{"/":1,"\/":2}"#,
        r#"{"\n":1,"\u000a":2}"#,
        r#"{"\ud83d\ude00":1,"😀":2}"#,
    ] {
        let found = problems_of(Raw { json: twins });
        assert_eq!(found.len(), 1, "{twins}: {found:?}");
        assert_eq!(found[0].1, ProblemKind::NameTwice, "{twins}");
    }
    assert_eq!(
        sent(Raw {
            json: r#"{"a":1,"\\u0061":2,"\u0061\u0061":3}"#
        }),
        json!({"a": 1, "\\u0061": 2, "aa": 3})
    );
}

#[test]
fn raw_json_of_many_keys_in_many_levels_is_looked_at_once() {
    let many: String = (0..3_500).map(|i| format!("\"{i:x}\":0,")).collect();
    let levels = 120;
    let (open, close) = ("{\"\":".repeat(levels), "}".repeat(levels));
    let json: &str = String::leak(format!("{open}{{{many}\"\":0}}{close}"));
    let one = One {
        value: Raw { json },
    };
    for _ in 0..100 {
        assert!(Identity::user("u").group_with_id("g", &one).build().is_ok());
    }
}
