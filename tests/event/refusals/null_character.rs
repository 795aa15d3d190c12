//! U+0000, in any string and any key.

use std::collections::BTreeMap;

use group_core::{Context, GroupTraits, Identity, Integrations, Payload, ProblemKind};
use serde::Serialize;
use serde_json::json;

use crate::custom_trait::{One, problems_of, sent};
use crate::given::Two;
use crate::refused::{at, problems, problems_in};

const NUL: &str = "a\0b";

fn nul(path: &str) -> (String, ProblemKind) {
    at(path, ProblemKind::Nul)
}

// As `serde_json::value::RawValue` serialises.
#[derive(Serialize)]
#[serde(rename = "$serde_json::private::RawValue")]
struct Raw {
    #[serde(rename = "$serde_json::private::RawValue")]
    json: &'static str,
}

#[test]
fn a_nul_in_a_trait_is_refused() {
    #[derive(GroupTraits)]
    struct Company {
        name: &'static str,
        #[group(display)]
        label: &'static str,
        #[group(as = "text")]
        tier: &'static str,
        #[group(rename = "address.city")]
        city: &'static str,
        short: char,
    }

    let company = Company {
        name: NUL,
        label: NUL,
        tier: NUL,
        city: NUL,
        short: '\0',
    };
    let mut found = problems(Identity::user("u").group_with_id("g", &company));
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    assert_eq!(
        found,
        [
            nul("traits.address.city"),
            nul("traits.label"),
            nul("traits.name"),
            nul("traits.short"),
            nul("traits.tier"),
        ]
    );
}

#[test]
fn a_nul_at_any_place_of_a_string_is_refused() {
    for len in 1..40 {
        for place in 0..len {
            let text = "x".repeat(place) + "\0" + &"x".repeat(len - place - 1);
            assert_eq!(problems_of(text), [nul("traits.value")]);
        }
    }
}

#[test]
fn every_nul_in_nested_values_is_reported() {
    let value = json!({"list": ["ok", NUL, {"deep": "\0"}], "text": "a\0"});
    assert_eq!(
        problems_of(value),
        [
            nul("traits.value.list[1]"),
            nul("traits.value.list[2].deep"),
            nul("traits.value.text"),
        ]
    );
}

#[test]
fn a_nul_in_a_key_is_refused_with_the_key_in_its_path() {
    #[derive(Serialize)]
    struct Renamed {
        #[serde(rename = "c\0")]
        field: u8,
    }

    #[derive(Serialize)]
    enum Variant {
        #[serde(rename = "v\0")]
        Newtype(u8),
    }

    assert_eq!(
        problems_of(BTreeMap::from([(NUL, 1)])),
        [nul("traits.value.a\0b")]
    );
    assert_eq!(
        problems_of([BTreeMap::from([('\0', 1)])]),
        [nul("traits.value[0].\0")]
    );
    assert_eq!(problems_of(Renamed { field: 1 }), [nul("traits.value.c\0")]);
    assert_eq!(problems_of(Variant::Newtype(1)), [nul("traits.value.v\0")]);
    assert_eq!(
        problems_of(BTreeMap::from([(NUL, NUL)])),
        [nul("traits.value.a\0b"), nul("traits.value.a\0b")]
    );
}

#[test]
fn a_key_with_a_nul_that_stands_twice_is_both() {
    struct Twice;

    impl Serialize for Twice {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([("\0", 1), ("\0", 2)])
        }
    }

    assert_eq!(
        problems_of(Twice),
        [
            nul("traits.value.\0"),
            nul("traits.value.\0"),
            at("traits.value.\0", ProblemKind::NameTwice),
        ]
    );
}

#[test]
fn a_nul_in_an_id_is_refused() {
    let user = Identity::user(NUL).with_anonymous_id("c\0d");
    assert_eq!(
        problems(user.group_with_id("e\0f", &()).message_id("g\0h")),
        [
            nul("messageId"),
            nul("userId"),
            nul("anonymousId"),
            nul("groupId"),
        ]
    );
}

#[test]
fn a_nul_in_the_traits_of_a_user_is_refused() {
    let traits = json!({"name": NUL});
    let mut user = Identity::user("u");
    let refused = user.identify("u", &traits).build().unwrap_err();
    assert_eq!(refused.problems()[0].path(), "traits.name");
    assert_eq!(refused.problems()[0].kind(), &ProblemKind::Nul);
    assert_eq!(
        problems(user.with_traits(&traits).group_with_id("g", &())),
        [nul("context.traits.name")]
    );
}

#[test]
fn a_nul_in_the_context_or_the_integrations_is_refused() {
    let context = Context::new()
        .ip(NUL)
        .insert("region", [NUL])
        .insert("k\0", 1);
    let integrations = Integrations::all()
        .enable("Hub\0Spot")
        .options("Intercom", json!({"list": NUL}));
    let user = Identity::user("u");
    let call = user.group_with_id("g", &()).context(context);
    assert_eq!(
        problems(call.integrations(integrations)),
        [
            nul("context.ip"),
            nul("context.region[0]"),
            nul("context.k\0"),
            nul("integrations.Hub\0Spot"),
            nul("integrations.Intercom.list"),
        ]
    );
}

#[test]
fn an_escaped_nul_in_raw_json_is_refused() {
    assert_eq!(
        problems_of(Raw {
            json: r#"{"a\u0000":"\u0000","b":["x\\\u0000"]}"#
        }),
        [
            nul("traits.value.a\0"),
            nul("traits.value.a\0"),
            nul("traits.value.b[0]"),
        ]
    );
}

#[test]
fn a_backslash_before_the_letters_of_an_escape_is_no_nul() {
    assert_eq!(
        sent(Raw {
            json: r#"{"a\\u0000":"\\u0000"}"#
        }),
        json!({r"a\u0000": r"\u0000"})
    );
    assert_eq!(sent(r"\u0000"), json!(r"\u0000"));
    assert_eq!(sent(r"\0"), json!(r"\0"));
}

#[test]
fn an_escaped_nul_in_an_event_made_elsewhere_is_refused() {
    let text = r#"{"type":"page","userId":"u\u0000v","name":"\u0000","my\u0000own":1}"#;
    assert_eq!(
        problems_in(Payload::from_json(text)),
        [nul("userId"), nul("name"), nul("my\0own")]
    );
    assert!(Payload::from_json(r#"{"type":"page","userId":"u","name":"\\u0000"}"#).is_ok());
}

#[test]
fn the_other_controls_are_sent() {
    let text: String = ('\u{1}'..' ').collect();
    assert_eq!(sent(&text), json!(text));
}

#[test]
fn a_nul_is_reported_beside_other_problems() {
    let two = Two {
        first: NUL,
        second: f64::NAN,
    };
    let refused = Identity::user("u").group_with_id("g", &two).build();
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the event was refused: \
         traits.first: U+0000 can't be sent: a warehouse loads nothing of a batch that has it; \
         traits.second: NaN and infinities can't be sent"
    );
}

#[test]
fn a_control_in_a_path_is_shown_escaped() {
    let one = One {
        value: BTreeMap::from([("a\0\u{1b}[31m\u{202e}", 1)]),
    };
    let refused = Identity::user("u").group_with_id("g", &one).build();
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the event was refused: traits.value.a\\u{0}\\u{1b}[31m\\u{202e}: \
         U+0000 can't be sent: a warehouse loads nothing of a batch that has it"
    );
}
