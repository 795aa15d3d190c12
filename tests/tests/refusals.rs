//! What `build()` refuses, each with its path and kind, and what stands right beside it and is accepted.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::iter::repeat_n;

use group_core::{
    Context, CountTrait, Date, DateTrait, GroupCall, GroupTraits, Identity, Integrations, Problem,
    ProblemKind,
};
use serde::ser::{Error, SerializeMap, SerializeSeq, SerializeStruct, SerializeTupleVariant};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

const LIMIT: i64 = 9_007_199_254_740_992;

#[derive(GroupTraits)]
struct One<T> {
    value: T,
}

#[derive(GroupTraits)]
struct Two<A, B> {
    first: A,
    second: B,
}

/// The problems of a call, each as path and kind.
fn problems(call: GroupCall<'_>) -> Vec<(String, ProblemKind)> {
    let refused = call.build().expect_err("a refusal is expected");
    let pair = |problem: &Problem| (problem.path().to_owned(), problem.kind().clone());
    refused.problems().iter().map(pair).collect()
}

/// The problems of an event whose custom trait `value` is this.
fn problems_of<T: Serialize>(value: T) -> Vec<(String, ProblemKind)> {
    problems(Identity::user("u").group_with_id("g", &One { value }))
}

/// What is sent for a custom trait `value`.
fn sent<T: Serialize>(value: T) -> Value {
    let payload = Identity::user("u")
        .group_with_id("g", &One { value })
        .build()
        .unwrap();
    payload.to_value()["traits"]["value"].clone()
}

fn too_large(value: impl Display) -> ProblemKind {
    ProblemKind::IntegerTooLarge {
        value: value.to_string(),
    }
}

fn failed(message: &str) -> ProblemKind {
    ProblemKind::Serialize {
        message: message.to_owned(),
    }
}

fn at(path: &str, kind: ProblemKind) -> (String, ProblemKind) {
    (path.to_owned(), kind)
}

struct Fails;

impl Serialize for Fails {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("no"))
    }
}

// Ids.

/// Unicode White_Space, the controls, and what is written without a mark.
fn blanks() -> impl Iterator<Item = char> {
    let white = "\t\n\u{b}\u{c}\r \u{85}\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\
                 \u{2008}\u{2009}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";
    white
        .chars()
        .chain('\0'..='\u{1f}')
        .chain('\u{7f}'..='\u{9f}')
        .chain(['\u{ad}', '\u{feff}'])
        .chain('\u{200b}'..='\u{200f}')
        .chain('\u{2028}'..='\u{202e}')
        .chain('\u{2060}'..='\u{2064}')
}

#[test]
fn an_empty_group_id_is_refused() {
    let user = Identity::user("u");
    assert_eq!(
        problems(user.group_with_id("", &())),
        [at("groupId", ProblemKind::BlankId)]
    );
}

#[test]
fn a_blank_group_id_is_refused() {
    let user = Identity::user("u");
    for blank in blanks() {
        for id in [String::from(blank), format!("{blank} {blank}")] {
            assert_eq!(
                problems(user.group_with_id(&id, &())),
                [at("groupId", ProblemKind::BlankId)],
                "{id:?}"
            );
        }
    }
}

#[test]
fn blanks_of_many_kinds_are_blank_together() {
    let id: String = blanks().collect();
    let user = Identity::user("u");
    assert_eq!(
        problems(user.group_with_id(&id, &())),
        [at("groupId", ProblemKind::BlankId)]
    );
}

#[test]
fn blanks_beside_a_visible_character_are_sent_as_they_are() {
    for blank in blanks() {
        for id in [
            format!("{blank}x"),
            format!("x{blank}"),
            format!("{blank}x{blank}"),
        ] {
            let payload = Identity::user(&id)
                .group_with_id(&id, &())
                .message_id(&id)
                .build()
                .unwrap();
            let event = payload.to_value();
            assert_eq!(event["userId"], *id);
            assert_eq!(event["groupId"], *id);
            assert_eq!(event["messageId"], *id);
        }
    }
}

#[test]
fn the_neighbours_of_the_blanks_are_no_blanks() {
    let neighbours = "!~\u{a1}\u{ac}\u{ae}\u{167f}\u{1681}\u{1fff}\u{2010}\u{2027}\u{2030}\u{205e}\u{2065}\u{2fff}\u{3001}\
                      \u{fefe}\u{ff00}";
    for c in neighbours.chars() {
        let id = c.to_string();
        let payload = Identity::user("u").group_with_id(&id, &()).build().unwrap();
        assert_eq!(payload.to_value()["groupId"], *id, "{c:?}");
    }
}

#[test]
fn a_blank_user_id_is_refused() {
    let user = Identity::user("\u{200b}").with_anonymous_id("a");
    assert_eq!(
        problems(user.group_with_id("g", &())),
        [at("userId", ProblemKind::BlankId)]
    );
}

#[test]
fn a_blank_anonymous_id_is_refused() {
    let user = Identity::user("u").with_anonymous_id("\u{feff}");
    assert_eq!(
        problems(user.group_with_id("g", &())),
        [at("anonymousId", ProblemKind::BlankId)]
    );
}

#[test]
fn a_blank_message_id_is_refused() {
    let user = Identity::user("u");
    for id in ["", "\u{2060}"] {
        let call = user.group_with_id("g", &()).message_id(id);
        assert_eq!(problems(call), [at("messageId", ProblemKind::BlankId)]);
    }
}

#[test]
fn a_blank_id_is_refused_in_an_identify_call() {
    let refused = Identity::anonymous("a")
        .identify(" ", &json!({}))
        .build()
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the event was refused: userId: an id can't be empty or blank"
    );
}

#[test]
fn a_group_id_that_is_none_is_missing() {
    #[derive(GroupTraits)]
    struct Company {
        id: Option<String>,
    }

    let user = Identity::user("u");
    assert_eq!(
        problems(user.group(&Company { id: None })),
        [at("groupId", ProblemKind::MissingId)]
    );
}

#[test]
fn what_a_serialize_says_is_kept_to_the_letter() {
    struct Says(&'static str);

    impl Serialize for Says {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(S::Error::custom(self.0))
        }
    }

    for said in ["x at line 0 column 5", "x at line 007 column 03", ""] {
        let message = said.to_owned();
        assert_eq!(
            problems_of(Says(said)),
            [at("traits.value", ProblemKind::Serialize { message })]
        );
    }
}

#[test]
fn a_blank_id_that_is_too_large_is_both() {
    let blank = " ".repeat(33_000);
    let found = problems(Identity::user("u").group_with_id(&blank, &()));
    assert_eq!(found[0], at("groupId", ProblemKind::BlankId));
    assert!(matches!(found[1].1, ProblemKind::TooLarge { .. }));
    assert_eq!(found.len(), 2);
}

#[test]
fn an_id_as_a_trait_that_is_too_large_still_has_no_user() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id, rename = "id")]
        key: String,
    }

    let key = "k".repeat(33_000);
    let found = problems(Identity::anonymous("a").group_with_id("g", &Company { key }));
    assert_eq!(found[0], at("traits.id", ProblemKind::IdWithoutUser));
    assert!(matches!(found[1].1, ProblemKind::TooLarge { .. }));
    assert_eq!(found.len(), 2);
}

#[test]
fn a_blank_id_of_the_struct_is_refused() {
    #[derive(GroupTraits)]
    struct Company {
        id: &'static str,
    }

    let user = Identity::user("u");
    assert_eq!(
        problems(user.group(&Company { id: "\t" })),
        [at("groupId", ProblemKind::BlankId)]
    );
}

#[derive(GroupTraits)]
struct SentTwice {
    #[group(group_id, rename = "id")]
    key: Option<&'static str>,
}

#[test]
fn an_id_among_the_traits_is_refused_without_a_user_id() {
    let user = Identity::anonymous("a");
    let group = SentTwice { key: Some("g") };
    assert_eq!(
        problems(user.group(&group)),
        [at("traits.id", ProblemKind::IdWithoutUser)]
    );
}

#[test]
fn an_id_among_the_traits_is_sent_with_a_user_id() {
    let payload = Identity::user("u")
        .group(&SentTwice { key: Some("g") })
        .build()
        .unwrap();
    assert_eq!(payload.to_value()["groupId"], "g");
    assert_eq!(payload.to_value()["traits"], json!({"id": "g"}));
}

#[test]
fn an_absent_id_among_the_traits_needs_no_user_id() {
    let payload = Identity::anonymous("a")
        .group_with_id("g", &SentTwice { key: None })
        .build()
        .unwrap();
    assert_eq!(payload.to_value()["groupId"], "g");
    assert_eq!(payload.to_value()["traits"], json!({}));
}

#[test]
fn a_blank_id_among_the_traits_is_refused_whoever_gives_the_group_id() {
    let user = Identity::user("u");
    assert_eq!(
        problems(user.group_with_id("g", &SentTwice { key: Some(" ") })),
        [at("traits.id", ProblemKind::BlankId)]
    );
}

// Numbers.

#[test]
fn the_largest_and_smallest_integers_are_accepted() {
    assert_eq!(sent(LIMIT), LIMIT);
    assert_eq!(sent(-LIMIT), -LIMIT);
    assert_eq!(sent(LIMIT as u64), LIMIT);
    assert_eq!(sent(i128::from(LIMIT)), LIMIT);
    assert_eq!(sent(i128::from(-LIMIT)), -LIMIT);
    assert_eq!(sent(LIMIT as u128), LIMIT);
}

#[test]
fn an_integer_beyond_2_to_the_53_is_refused() {
    let refused = |value: &dyn Display| [at("traits.value", too_large(value))];
    assert_eq!(problems_of(LIMIT + 1), refused(&"9007199254740993"));
    assert_eq!(problems_of(-LIMIT - 1), refused(&"-9007199254740993"));
    assert_eq!(problems_of(LIMIT as u64 + 1), refused(&"9007199254740993"));
    assert_eq!(
        problems_of(i128::from(LIMIT) + 1),
        refused(&"9007199254740993")
    );
    assert_eq!(
        problems_of(i128::from(-LIMIT) - 1),
        refused(&"-9007199254740993")
    );
    assert_eq!(problems_of(LIMIT as u128 + 1), refused(&"9007199254740993"));
}

#[test]
fn the_integers_at_the_ends_of_their_types_are_refused() {
    assert_eq!(
        problems_of(i64::MIN),
        [at("traits.value", too_large(i64::MIN))]
    );
    assert_eq!(
        problems_of(u64::MAX),
        [at("traits.value", too_large(u64::MAX))]
    );
    assert_eq!(
        problems_of(i128::MIN),
        [at("traits.value", too_large(i128::MIN))]
    );
    assert_eq!(
        problems_of(u128::MAX),
        [at("traits.value", too_large(u128::MAX))]
    );
    assert_eq!(
        problems_of(u128::from(u64::MAX) + 2),
        [at("traits.value", too_large("18446744073709551617"))]
    );
}

#[derive(Serialize)]
enum Shapes {
    Newtype(i64),
    Tuple(u8, i64),
    Struct { deep: i64 },
}

#[test]
fn an_integer_too_large_is_found_wherever_it_stands() {
    #[derive(Serialize)]
    struct Inner {
        ok: u8,
        big: i64,
    }

    let big = LIMIT + 1;
    let found = |path: &str| [at(path, too_large(big))];
    assert_eq!(problems_of([1, 2, big]), found("traits.value[2]"));
    assert_eq!(problems_of((1, big)), found("traits.value[1]"));
    assert_eq!(
        problems_of(BTreeMap::from([("a", 1), ("b", big)])),
        found("traits.value.b")
    );
    assert_eq!(problems_of(Inner { ok: 1, big }), found("traits.value.big"));
    assert_eq!(
        problems_of(vec![vec![], vec![1, big]]),
        found("traits.value[1][1]")
    );
    assert_eq!(
        problems_of([Inner { ok: 1, big }]),
        found("traits.value[0].big")
    );
    assert_eq!(
        problems_of(Shapes::Newtype(big)),
        found("traits.value.Newtype")
    );
    assert_eq!(
        problems_of(Shapes::Tuple(1, big)),
        found("traits.value.Tuple[1]")
    );
    assert_eq!(
        problems_of(Shapes::Struct { deep: big }),
        found("traits.value.Struct.deep")
    );
    assert_eq!(problems_of(Some(big)), found("traits.value"));
    assert_eq!(
        problems_of(json!({"a": [{"b": big}]})),
        found("traits.value.a[0].b")
    );
}

#[test]
fn an_integer_too_large_is_found_in_the_context_and_the_integrations() {
    let user = Identity::user("u").with_traits(&json!({"a": LIMIT + 1}));
    let call = user
        .group_with_id("g", &())
        .context(
            Context::new()
                .insert("x", [LIMIT + 2])
                .app(json!({"b": {"c": LIMIT + 3}})),
        )
        .integrations(Integrations::all().options("HubSpot", json!({"d": LIMIT + 4})));
    assert_eq!(
        problems(call),
        [
            at("context.traits.a", too_large(LIMIT + 1)),
            at("context.x[0]", too_large(LIMIT + 2)),
            at("context.app.b.c", too_large(LIMIT + 3)),
            at("integrations.HubSpot.d", too_large(LIMIT + 4)),
        ]
    );
}

#[test]
fn nan_and_the_infinities_are_refused() {
    for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(
            problems_of(float),
            [at("traits.value", ProblemKind::NotFinite)]
        );
        assert_eq!(
            problems_of([1.0, float]),
            [at("traits.value[1]", ProblemKind::NotFinite)]
        );
    }
    for float in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        assert_eq!(
            problems_of(float),
            [at("traits.value", ProblemKind::NotFinite)]
        );
    }
}

#[test]
fn a_negative_count_is_refused() {
    #[derive(GroupTraits)]
    struct Company {
        employees: i32,
    }

    assert_eq!(
        problems(Identity::user("u").group_with_id("g", &Company { employees: -1 })),
        [at("traits.employees", ProblemKind::UnsendableCount)]
    );
}

#[test]
fn a_count_beyond_2_to_the_53_is_refused() {
    struct Huge;

    impl CountTrait for Huge {
        fn count(&self) -> Option<u64> {
            Some(u64::MAX)
        }
    }

    #[derive(GroupTraits)]
    struct Company {
        employees: Huge,
        #[group(as = "count")]
        seats: u128,
    }

    let company = Company {
        employees: Huge,
        seats: u128::MAX,
    };
    let found = problems(Identity::user("u").group_with_id("g", &company));
    assert_eq!(
        found,
        [
            at("traits.employees", too_large(u64::MAX)),
            at("traits.seats", ProblemKind::UnsendableCount),
        ]
    );
}

#[test]
fn a_count_of_2_to_the_53_is_accepted() {
    #[derive(GroupTraits)]
    struct Company {
        employees: i64,
    }

    let payload = Identity::user("u")
        .group_with_id("g", &Company { employees: LIMIT })
        .build()
        .unwrap();
    assert_eq!(payload.to_value()["traits"]["employees"], LIMIT);
}

// Dates.

struct NoDate;

impl DateTrait for NoDate {
    fn date(&self) -> Option<Date> {
        None
    }
}

#[test]
fn a_date_that_cannot_be_sent_is_refused() {
    #[derive(GroupTraits)]
    struct Company {
        created_at: NoDate,
    }

    let user = Identity::user("u");
    let call = user
        .group_with_id("g", &Company { created_at: NoDate })
        .original_timestamp(NoDate)
        .timestamp(NoDate);
    assert_eq!(
        problems(call),
        [
            at("traits.createdAt", ProblemKind::UnsendableDate),
            at("originalTimestamp", ProblemKind::UnsendableDate),
            at("timestamp", ProblemKind::UnsendableDate),
        ]
    );
}

#[test]
fn a_civil_date_is_refused_as_a_timestamp() {
    let user = Identity::user("u");
    let day = Date::civil(2014, 4, 6).unwrap();
    assert_eq!(
        problems(
            user.group_with_id("g", &())
                .original_timestamp(day)
                .timestamp(day)
        ),
        [
            at("originalTimestamp", ProblemKind::CivilDate),
            at("timestamp", ProblemKind::CivilDate),
        ]
    );
    assert_eq!(
        problems(
            user.group_with_id("g", &())
                .timestamp(jiff::civil::date(2014, 4, 6))
        ),
        [at("timestamp", ProblemKind::CivilDate)]
    );
}

// Values that fail.

#[test]
fn a_serialize_that_fails_is_refused() {
    assert_eq!(problems_of(Fails), [at("traits.value", failed("no"))]);
    assert_eq!(
        problems_of(("x", Fails)),
        [at("traits.value[1]", failed("no"))]
    );
    assert_eq!(
        problems_of(BTreeMap::from([("k", Fails)])),
        [at("traits.value.k", failed("no"))]
    );
}

#[test]
fn one_failing_value_hides_no_problem_of_its_siblings() {
    let group = Two {
        first: Fails,
        second: f64::NAN,
    };
    assert_eq!(
        problems(Identity::user("u").group_with_id("g", &group)),
        [
            at("traits.first", failed("no")),
            at("traits.second", ProblemKind::NotFinite)
        ]
    );
}

#[test]
fn a_problem_before_a_failure_is_kept() {
    assert_eq!(
        problems_of((f64::NAN, Fails)),
        [
            at("traits.value[0]", ProblemKind::NotFinite),
            at("traits.value[1]", failed("no"))
        ]
    );
}

#[test]
fn a_system_time_before_1970_fails_as_a_custom_trait() {
    let before = std::time::UNIX_EPOCH - std::time::Duration::from_secs(1);
    assert_eq!(
        problems_of(before),
        [at(
            "traits.value",
            failed("SystemTime must be later than UNIX_EPOCH")
        )]
    );
}

/// Displays this text and fails.
struct Broken(&'static str);

impl Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        Err(fmt::Error)
    }
}

impl Serialize for Broken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[test]
fn a_display_that_fails_is_refused() {
    assert_eq!(
        problems_of(Broken("half")),
        [at("traits.value", failed("its `Display` failed"))]
    );
}

#[test]
fn what_a_failing_display_wrote_does_not_change_the_path() {
    for half in [r#"a""#, r#"a","other":"#, r#"a"},"#, "a]", r"a\"] {
        assert_eq!(
            problems_of(Broken(half)),
            [at("traits.value", failed("its `Display` failed"))],
            "{half}"
        );
    }
}

#[test]
fn a_display_that_fails_as_a_context_text_is_refused() {
    let user = Identity::user("u");
    let call = user
        .group_with_id("g", &())
        .context(Context::new().ip(Broken("10.")));
    assert_eq!(
        problems(call),
        [at("context.ip", failed("its `Display` failed"))]
    );
}

#[test]
fn a_display_that_fails_as_a_map_key_is_refused() {
    struct Map;

    impl Serialize for Map {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([(Broken("k"), 1)])
        }
    }

    let found = problems_of(Map);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1, failed("its `Display` failed"));
}

/// Serialises these two, and says nothing of it when the first fails.
struct Swallows<A, B>(A, B);

impl<A: Serialize, B: Serialize> Serialize for Swallows<A, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        let _ = seq.serialize_element(&self.0);
        seq.serialize_element(&self.1)?;
        seq.end()
    }
}

#[test]
fn an_inner_error_that_is_swallowed_is_refused_all_the_same() {
    assert_eq!(
        problems_of(Swallows(Fails, 1)),
        [at("traits.value[0]", failed("no"))]
    );
    assert_eq!(
        problems_of(Swallows(Broken("x"), 1)),
        [at("traits.value[0]", failed("its `Display` failed"))]
    );
    assert_eq!(
        problems_of(Swallows(BTreeMap::from([(1, 2)]), 1)),
        [at("traits.value[0]", ProblemKind::KeyNotString)]
    );
}

#[test]
fn a_swallowed_error_is_refused_in_remembered_traits_and_context() {
    let traits = BTreeMap::from([("a", Swallows(Fails, 1))]);
    let user = Identity::user("u").with_traits(&traits);
    let call = user
        .group_with_id("g", &())
        .context(Context::new().insert("x", Swallows(Fails, 1)));
    assert_eq!(
        problems(call),
        [
            at("context.traits.a[0]", failed("no")),
            at("context.x[0]", failed("no"))
        ]
    );
}

#[test]
fn a_problem_behind_a_swallowed_error_has_its_own_path() {
    let half_open = BTreeMap::from([("k", (1, Fails))]);
    assert_eq!(
        problems_of(Swallows(half_open, f64::NAN)),
        [
            at("traits.value[0].k[1]", failed("no")),
            at("traits.value[1]", ProblemKind::NotFinite),
        ]
    );
    assert_eq!(
        problems_of(Swallows(Broken("x"), f64::NAN)),
        [
            at("traits.value[0]", failed("its `Display` failed")),
            at("traits.value[1]", ProblemKind::NotFinite),
        ]
    );
}

#[test]
fn a_map_that_writes_keys_without_values_is_refused() {
    struct Keys;

    impl Serialize for Keys {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_key("a")?;
            map.serialize_key("b")?;
            map.end()
        }
    }

    struct LastKey;

    impl Serialize for LastKey {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry("a", "b")?;
            map.serialize_key("c")?;
            map.end()
        }
    }

    struct SwallowedKeys;

    impl Serialize for SwallowedKeys {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            let _ = map.serialize_key("a");
            let _ = map.serialize_key("b");
            map.serialize_value("c")?;
            map.end()
        }
    }

    for found in [
        problems_of(Keys),
        problems_of(LastKey),
        problems_of(SwallowedKeys),
    ] {
        assert_eq!(found.len(), 1);
        assert!(
            matches!(found[0].1, ProblemKind::Serialize { .. }),
            "{found:?}"
        );
    }
}

#[test]
fn a_map_that_writes_a_value_without_a_key_is_refused() {
    struct Values;

    impl Serialize for Values {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            let _ = map.serialize_value("a");
            map.end()
        }
    }

    let found = problems_of(Values);
    assert_eq!(found.len(), 1);
    assert!(
        matches!(found[0].1, ProblemKind::Serialize { .. }),
        "{found:?}"
    );
}

// Map keys.

#[test]
fn a_map_key_that_is_no_string_is_refused() {
    let refused = [at("traits.value", ProblemKind::KeyNotString)];
    assert_eq!(problems_of(BTreeMap::from([(7, "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([(-7_i128, "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([(true, "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([((), "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([(None::<&str>, "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([(("a", "b"), "x")])), refused);
    assert_eq!(problems_of(BTreeMap::from([(vec!["a"], "x")])), refused);
    assert_eq!(
        problems_of(BTreeMap::from([(BTreeMap::from([("a", "b")]), "x")])),
        refused
    );
}

#[test]
fn every_key_that_is_no_string_is_reported() {
    let map = BTreeMap::from([("m", BTreeMap::from([(1, 1), (2, 2)]))]);
    let one = at("traits.value.m", ProblemKind::KeyNotString);
    assert_eq!(problems_of(map), [one.clone(), one]);
}

#[test]
fn a_key_that_serialises_as_a_string_is_accepted() {
    #[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
    enum Unit {
        Basic,
    }

    #[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
    struct Newtype(&'static str);

    assert_eq!(
        sent(BTreeMap::from([(Unit::Basic, 1)])),
        json!({"Basic": 1})
    );
    assert_eq!(sent(BTreeMap::from([(Newtype("n"), 1)])), json!({"n": 1}));
    assert_eq!(sent(BTreeMap::from([('c', 1)])), json!({"c": 1}));
    assert_eq!(
        sent(BTreeMap::from([(std::net::Ipv4Addr::LOCALHOST, 1)])),
        json!({"127.0.0.1": 1})
    );
    assert_eq!(sent(BTreeMap::from([("", 1)])), json!({"": 1}));
    assert_eq!(
        sent(BTreeMap::from([("a\"b\\\n", 1)])),
        json!({"a\"b\\\n": 1})
    );
}

// Objects.

#[test]
fn identify_traits_that_are_no_object_are_refused() {
    let mut user = Identity::user("u");
    for traits in [
        json!(null),
        json!(1),
        json!("x"),
        json!([]),
        json!([{"a": 1}]),
        json!(true),
    ] {
        let refused = user.identify("u", &traits).build().unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the event was refused: traits: it must serialise as an object with named values",
            "{traits}"
        );
    }
    assert!(user.identify("u", &()).build().is_err());
}

#[test]
fn identify_traits_of_every_object_kind_are_accepted() {
    #[derive(Serialize)]
    struct Named {
        a: i64,
    }

    #[derive(Serialize)]
    struct Newtype(Named);

    let mut user = Identity::user("u");
    assert!(user.identify("u", &json!({})).build().is_ok());
    assert!(user.identify("u", &Newtype(Named { a: 1 })).build().is_ok());
    assert!(user.identify("u", &Some(Named { a: 1 })).build().is_ok());
    assert!(user.identify("u", &Shapes::Newtype(1)).build().is_ok());
    assert!(user.identify("u", &Shapes::Tuple(1, 2)).build().is_ok());
    assert!(
        user.identify("u", &Shapes::Struct { deep: 1 })
            .build()
            .is_ok()
    );
}

#[test]
fn context_traits_that_are_no_object_are_refused() {
    let user = Identity::user("u");
    for context in [
        Context::new().traits(&[1]),
        Context::new().insert("traits", "x"),
    ] {
        let call = user.group_with_id("g", &()).context(context);
        assert_eq!(
            problems(call),
            [at("context.traits", ProblemKind::NotAnObject)]
        );
    }
}

#[test]
fn remembered_traits_that_are_no_object_are_refused_in_every_build() {
    let user = Identity::user("u").with_traits("gavin");
    for _ in 0..2 {
        assert_eq!(
            problems(user.group_with_id("g", &())),
            [at("context.traits", ProblemKind::NotAnObject)]
        );
    }
}

#[test]
fn a_library_in_the_context_is_refused() {
    let user = Identity::user("u");
    let call = user
        .group_with_id("g", &())
        .context(Context::new().insert("library", "mine"));
    assert_eq!(
        problems(call),
        [at("context.library", ProblemKind::Reserved)]
    );
}

// Flattened traits.

#[derive(GroupTraits)]
struct Outer<T> {
    seats_left: u8,
    #[group(flatten)]
    inner: T,
}

#[test]
fn a_name_twice_among_flattened_traits_is_refused() {
    #[derive(GroupTraits)]
    struct Inner {
        seats_left: u8,
    }

    let group = Outer {
        seats_left: 1,
        inner: Inner { seats_left: 2 },
    };
    assert_eq!(
        problems(Identity::user("u").group_with_id("g", &group)),
        [at("traits.seats_left", ProblemKind::NameTwice)]
    );
}

#[test]
fn a_column_twice_among_flattened_traits_is_refused() {
    #[derive(GroupTraits)]
    #[group(rename_all = "camelCase")]
    struct Inner {
        seats_left: u8,
    }

    let group = Outer {
        seats_left: 1,
        inner: Inner { seats_left: 2 },
    };
    let found = problems(Identity::user("u").group_with_id("g", &group));
    let [(path, ProblemKind::ColumnTwice { other, column })] = &found[..] else {
        panic!("{found:?}");
    };
    let mut names = [path.as_str(), other];
    names.sort_unstable();
    assert_eq!(names, ["seats_left", "traits.seatsLeft"]);
    assert_eq!(column, "seats_left");
}

// Nesting.

/// So many arrays, one in another.
struct Nested(usize);

impl Serialize for Nested {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            1 => serializer.collect_seq([0; 0]),
            levels => serializer.collect_seq([Nested(levels - 1)]),
        }
    }
}

/// The path of the array so deep in `root`.
fn deep(root: &str, indices: usize) -> String {
    format!("{root}{}", "[0]".repeat(indices))
}

#[test]
fn traits_of_127_levels_are_accepted_and_of_128_refused() {
    let payload = Identity::user("u")
        .group_with_id("g", &One { value: Nested(125) })
        .build()
        .unwrap();
    assert!(payload.as_str().contains(&"[".repeat(125)));
    assert!(payload.to_value().is_object());
    assert_eq!(
        problems_of(Nested(126)),
        [at(&deep("traits.value", 125), ProblemKind::TooDeep)]
    );
}

#[test]
fn a_context_of_127_levels_is_accepted_and_of_128_refused() {
    let user = Identity::user("u");
    let call = |levels| {
        user.group_with_id("g", &())
            .context(Context::new().insert("x", Nested(levels)))
    };
    assert!(call(125).build().unwrap().to_value().is_object());
    assert_eq!(
        problems(call(126)),
        [at(&deep("context.x", 125), ProblemKind::TooDeep)]
    );
}

#[test]
fn integrations_of_127_levels_are_accepted_and_of_128_refused() {
    let user = Identity::user("u");
    let options =
        |levels| Integrations::all().options("X", BTreeMap::from([("a", Nested(levels))]));
    let call = |levels| user.group_with_id("g", &()).integrations(options(levels));
    assert!(call(124).build().unwrap().to_value().is_object());
    assert_eq!(
        problems(call(125)),
        [at(&deep("integrations.X.a", 124), ProblemKind::TooDeep)]
    );
}

#[test]
fn remembered_traits_of_127_levels_are_accepted_and_of_128_refused() {
    let user = |levels| Identity::user("u").with_traits(&BTreeMap::from([("a", Nested(levels))]));
    assert!(
        user(124)
            .group_with_id("g", &())
            .build()
            .unwrap()
            .to_value()
            .is_object()
    );
    assert_eq!(
        problems(user(125).group_with_id("g", &())),
        [at(&deep("context.traits.a", 124), ProblemKind::TooDeep)]
    );
}

#[test]
fn identify_traits_of_127_levels_are_accepted_and_of_128_refused() {
    let mut user = Identity::user("u");
    let mut identify = |levels| {
        user.identify("u", &BTreeMap::from([("a", Nested(levels))]))
            .build()
    };
    assert!(identify(124).unwrap().to_value().is_object());
    assert!(
        matches!(identify(125).unwrap_err().problems(), [problem] if *problem.kind() == ProblemKind::TooDeep)
    );
}

#[test]
fn a_value_that_is_too_deep_hides_no_problem_behind_it() {
    let group = Two {
        first: Nested(300),
        second: Nested(126),
    };
    assert_eq!(
        problems(Identity::user("u").group_with_id("g", &group)),
        [
            at(&deep("traits.first", 125), ProblemKind::TooDeep),
            at(&deep("traits.second", 125), ProblemKind::TooDeep),
        ]
    );
}

enum Endless {
    Seq,
    Map,
    Struct,
    NewtypeVariant,
    TupleVariant,
}

impl Serialize for Endless {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Seq => serializer.collect_seq([self]),
            Self::Map => serializer.collect_map([("k", self)]),
            Self::Struct => {
                let mut fields = serializer.serialize_struct("Endless", 1)?;
                fields.serialize_field("k", self)?;
                fields.end()
            }
            Self::NewtypeVariant => serializer.serialize_newtype_variant("Endless", 0, "k", self),
            Self::TupleVariant => {
                let mut fields = serializer.serialize_tuple_variant("Endless", 0, "k", 1)?;
                fields.serialize_field(self)?;
                fields.end()
            }
        }
    }
}

#[test]
fn an_endless_recursion_is_refused() {
    use Endless::*;
    for value in [Seq, Map, Struct, NewtypeVariant, TupleVariant] {
        let user = Identity::user("u").with_traits(&BTreeMap::from([("a", &value)]));
        let context = Context::new().insert("x", &value);
        let found = problems(user.group_with_id("g", &One { value }).context(context));
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|(_, kind)| *kind == ProblemKind::TooDeep));
    }
}

// Size.

/// An event of this many bytes, if nothing is wrong with it.
fn event_of(bytes: usize) -> Result<String, group_core::PayloadError> {
    let user = Identity::user("u");
    let build = |value: String| {
        let built = user
            .group_with_id("g", &One { value })
            .message_id("m")
            .build();
        built.map(group_core::Payload::into_string)
    };
    let rest = build(String::new()).unwrap().len();
    build("x".repeat(bytes - rest))
}

#[test]
fn an_event_of_32768_bytes_is_accepted() {
    assert_eq!(event_of(32_768).unwrap().len(), 32_768);
}

#[test]
fn an_event_of_32769_bytes_is_refused() {
    let refused = event_of(32_769).unwrap_err();
    assert_eq!(refused.problems().len(), 1);
    assert_eq!(refused.problems()[0].path(), "");
    assert_eq!(
        *refused.problems()[0].kind(),
        ProblemKind::TooLarge { at_least: 32_769 }
    );
}

#[test]
fn bytes_are_counted_as_they_are_sent() {
    let quotes = |count| problems_of("\"".repeat(count));
    assert!(matches!(
        quotes(16_384)[..],
        [(_, ProblemKind::TooLarge { .. })]
    ));
    let controls = Identity::user("u")
        .group_with_id(
            "g",
            &One {
                value: "\0".repeat(5_000),
            },
        )
        .build();
    assert!(controls.unwrap().as_bytes().len() > 30_000);
    assert!(matches!(
        problems_of("\0".repeat(5_500))[..],
        [(_, ProblemKind::TooLarge { .. })]
    ));
    assert!(matches!(
        problems_of("é".repeat(16_384))[..],
        [(_, ProblemKind::TooLarge { .. })]
    ));
}

#[test]
fn traits_that_are_left_out_do_not_count() {
    #[derive(GroupTraits)]
    struct Company {
        value: String,
        #[group(
            rename = "a_name_that_takes_more_bytes_than_all_that_follows_the_traits_in_the_event_namely_the_context_with_the_library_and_the_two_timestamps_which_are_about_one_hundred_and_sixty_bytes_together"
        )]
        absent: Option<u8>,
    }

    let user = Identity::user("u");
    let build = |value: String| {
        user.group_with_id(
            "g",
            &Company {
                value,
                absent: None,
            },
        )
        .message_id("m")
        .build()
    };
    let rest = build(String::new()).unwrap().as_str().len();
    assert_eq!(
        build("x".repeat(32_768 - rest)).unwrap().as_str().len(),
        32_768
    );
}

#[test]
fn the_identifys_traits_count_twice() {
    let mut user = Identity::user("u");
    assert!(
        user.identify("u", &json!({"a": "x".repeat(16_000)}))
            .build()
            .is_ok()
    );
    let refused = user
        .identify("u", &json!({"a": "x".repeat(16_384)}))
        .build()
        .unwrap_err();
    assert!(
        matches!(refused.problems(), [problem] if matches!(problem.kind(), ProblemKind::TooLarge { .. }))
    );
}

#[test]
fn the_size_is_reported_with_the_problems_found_so_far() {
    let group = Two {
        first: f64::NAN,
        second: "x".repeat(40_000),
    };
    let found = problems(Identity::user(" ").group_with_id("g", &group));
    assert_eq!(found.len(), 3);
    assert_eq!(found[0], at("userId", ProblemKind::BlankId));
    assert_eq!(found[1], at("traits.first", ProblemKind::NotFinite));
    assert!(
        matches!(&found[2], (path, ProblemKind::TooLarge { at_least: 40_000.. }) if path.is_empty())
    );
}

#[test]
fn no_problem_has_a_wrong_path_once_writing_has_stopped() {
    let user = Identity::user("u");
    let group = One {
        value: "x".repeat(40_000),
    };
    let found = problems(
        user.group_with_id("g", &group)
            .original_timestamp(Date::civil(2014, 4, 6).unwrap()),
    );
    for (path, kind) in &found {
        match kind {
            ProblemKind::TooLarge { .. } => assert_eq!(path, ""),
            kind => assert_eq!(
                (path.as_str(), kind),
                ("originalTimestamp", &ProblemKind::CivilDate)
            ),
        }
    }

    let user = Identity::user("x".repeat(40_000));
    for (path, kind) in problems(user.group_with_id("", &())) {
        match kind {
            ProblemKind::TooLarge { .. } => assert_eq!(path, ""),
            kind => assert_eq!((path.as_str(), kind), ("groupId", ProblemKind::BlankId)),
        }
    }
}

#[test]
fn a_string_of_ten_megabytes_is_refused() {
    let huge = "x".repeat(10_000_000);
    let user = Identity::user("u").with_traits(&json!({"a": &huge}));
    let group = Two {
        first: &huge,
        second: [&huge],
    };
    let call = user
        .group_with_id(&huge, &group)
        .message_id(&huge)
        .context(Context::new().ip(&huge).insert(&huge, 1))
        .integrations(Integrations::only([&huge]));
    let found = problems(call);
    assert!(
        found
            .iter()
            .all(|(_, kind)| matches!(kind, ProblemKind::TooLarge { .. }))
    );
}

/// Writes for as long as it is let.
enum Forever {
    Elements,
    Entries,
    EmptyArrays,
    Text,
    Nan,
}

impl Display for Forever {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        loop {
            f.write_str("x")?;
        }
    }
}

impl Serialize for Forever {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Elements => serializer.collect_seq(std::iter::repeat(1)),
            Self::EmptyArrays => serializer.collect_seq(std::iter::repeat([0; 0])),
            Self::Nan => serializer.collect_seq(std::iter::repeat(f64::NAN)),
            Self::Text => serializer.collect_str(self),
            Self::Entries => serializer.collect_map(std::iter::repeat(("", ""))),
        }
    }
}

#[test]
fn a_serialize_that_would_write_for_ever_is_refused() {
    use Forever::*;
    for value in [Elements, Entries, EmptyArrays, Text, Nan] {
        let found = problems_of(value);
        assert!(matches!(
            found.last(),
            Some((_, ProblemKind::TooLarge { .. }))
        ));
    }
    let user = Identity::user("u").with_traits(&BTreeMap::from([("a", Elements)]));
    let found = problems(
        user.group_with_id("g", &())
            .context(Context::new().ip(Text)),
    );
    assert_eq!(found.len(), 2);
}

/// A tree of so many levels that goes on to its next branch whatever was said of the last, and counts its nodes.
struct Tree<'a>(usize, &'a Cell<usize>);

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.1.set(self.1.get() + 1);
        let mut seq = serializer.serialize_seq(None)?;
        if self.0 > 0 {
            let _ = seq.serialize_element(&Tree(self.0 - 1, self.1));
            let _ = seq.serialize_element(&Tree(self.0 - 1, self.1));
        }
        seq.end()
    }
}

#[test]
fn nothing_more_is_visited_once_writing_has_stopped() {
    let nodes = Cell::new(0);
    let found = problems_of(Tree(18, &nodes));
    assert!(matches!(found[..], [(_, ProblemKind::TooLarge { .. })]));
    assert!(
        nodes.get() < 32_768,
        "{} nodes of two bytes and more",
        nodes.get()
    );
}

#[test]
fn many_problems_are_all_reported() {
    let found = problems_of(repeat_n(f32::NAN, 10_000).collect::<Vec<_>>());
    assert_eq!(found.len(), 10_000);
    assert_eq!(
        found[9_999],
        at("traits.value[9999]", ProblemKind::NotFinite)
    );
}

// Many problems, and the whole text.

#[test]
fn every_problem_of_a_call_is_reported_in_the_order_of_the_keys() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id)]
        key: Option<String>,
        employees: i8,
        created_at: NoDate,
        score: f64,
        seats: Vec<u64>,
        notes: BTreeMap<u8, u8>,
        owner: Fails,
    }

    let company = Company {
        key: None,
        employees: -1,
        created_at: NoDate,
        score: f64::INFINITY,
        seats: vec![1, u64::MAX],
        notes: BTreeMap::from([(1, 1)]),
        owner: Fails,
    };
    let user = Identity::user("")
        .with_anonymous_id(" ")
        .with_traits(&json!({"age": u64::MAX}));
    let call = user
        .group(&company)
        .message_id("")
        .context(
            Context::new()
                .insert("library", 1)
                .insert("depth", f32::NAN)
                .traits(&1),
        )
        .integrations(
            Integrations::all()
                .options("All", json!({}))
                .options("HubSpot", 1),
        )
        .original_timestamp(Date::civil(2014, 4, 6).unwrap())
        .timestamp(NoDate);
    let refused = call.build().unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the event was refused: \
         messageId: an id can't be empty or blank; \
         userId: an id can't be empty or blank; \
         anonymousId: an id can't be empty or blank; \
         groupId: an id is needed, and it is `None`; \
         traits.employees: the count can't be sent; it takes 0 to 9007199254740992 (2^53); \
         traits.createdAt: the date can't be sent; it takes an instant or a day of the years 0000 to 9999; \
         traits.score: NaN and infinities can't be sent; \
         traits.seats[1]: 18446744073709551615 is beyond ±9007199254740992 (2^53) and would be changed on the way; \
         send it as a string; \
         traits.notes: a map key must be a string; JSON has no other keys; \
         traits.owner: the value could not be serialised: no; \
         context.traits.age: 18446744073709551615 is beyond ±9007199254740992 (2^53) and would be changed on the way; \
         send it as a string; \
         context.library: it is filled in by group-core and can't be set; \
         context.depth: NaN and infinities can't be sent; \
         context.traits: it must serialise as an object with named values; \
         integrations.All: `All` is true or false; \
         integrations.HubSpot: it must serialise as an object with named values; \
         originalTimestamp: a civil date is no moment in time; give an instant, with its zone; \
         timestamp: the date can't be sent; it takes an instant or a day of the years 0000 to 9999"
    );
}

#[test]
fn the_other_kinds_say_what_is_wrong_too() {
    let user = Identity::anonymous("a");
    let text = |call: GroupCall<'_>| call.build().unwrap_err().to_string();
    assert_eq!(
        text(user.group(&SentTwice { key: Some("g") })),
        "the event was refused: traits.id: without a userId, destinations take `traits.id` for the user's id; give the \
         identity a userId, or do not send the id as a trait"
    );
    assert_eq!(
        text(user.group_with_id("g", &One { value: Nested(200) })),
        format!(
            "the event was refused: {}: more than 127 levels of nesting",
            deep("traits.value", 125)
        )
    );
    assert_eq!(
        event_of(32_769).unwrap_err().to_string(),
        "the event was refused: the event has at least 32769 bytes; RudderStack takes 32768"
    );
    #[derive(GroupTraits)]
    struct Same {
        seats_left: u8,
    }
    assert_eq!(
        text(user.group_with_id(
            "g",
            &Outer {
                seats_left: 1,
                inner: Same { seats_left: 1 }
            }
        )),
        "the event was refused: traits.seats_left: this name stands twice in one object, and one of the two would be lost"
    );
}

#[test]
fn the_kinds_about_columns_and_decimals_say_what_is_wrong() {
    let column = ProblemKind::ColumnTwice {
        other: "seatsLeft".into(),
        column: "seats_left".into(),
    };
    assert_eq!(
        column.to_string(),
        "this trait and `seatsLeft` fall into one warehouse column, `seats_left`"
    );
    let decimal = ProblemKind::ImpreciseNumber {
        value: "1e-400".into(),
    };
    assert_eq!(
        decimal.to_string(),
        "1e-400 does not fit a 64-bit float and would be changed on the way; send it as a string"
    );
}

#[test]
fn a_problem_displays_as_its_path_and_what_is_wrong() {
    let refused = Identity::user("u")
        .group_with_id("", &())
        .build()
        .unwrap_err();
    assert_eq!(
        refused.problems()[0].to_string(),
        "groupId: an id can't be empty or blank"
    );
    assert_eq!(
        refused.problems()[0].kind().to_string(),
        "an id can't be empty or blank"
    );
}

#[test]
fn an_error_goes_where_errors_go() {
    fn is_error<T: std::error::Error + Clone + PartialEq + Send + Sync + 'static>() {}
    is_error::<group_core::PayloadError>();
}

#[test]
fn the_debug_form_of_an_error_is_its_text() {
    let refused = Identity::user("u")
        .group_with_id("", &())
        .build()
        .unwrap_err();
    assert_eq!(format!("{refused:?}"), refused.to_string());
}

#[test]
fn a_refused_call_changes_nothing_for_the_next() {
    let user = Identity::user("u");
    assert!(
        user.group_with_id("", &One { value: f64::NAN })
            .build()
            .is_err()
    );
    let payload = user
        .group_with_id("g", &One { value: 1.5 })
        .build()
        .unwrap();
    assert_eq!(payload.to_value()["traits"], json!({"value": 1.5}));
}

// The values by which serde_json passes numbers and JSON text through, as other crates may switch them on.

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
            matches!(found[..], [(_, ProblemKind::Serialize { .. })]),
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
        assert_eq!(problems_of(Raw { json: half }).len(), 1, "{half}");
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
fn a_key_that_a_map_has_twice_is_refused() {
    #[derive(Serialize)]
    struct Extended {
        plan: &'static str,
        #[serde(flatten)]
        more: BTreeMap<&'static str, &'static str>,
    }

    let twice = || Extended {
        plan: "basic",
        more: BTreeMap::from([("plan", "pro"), ("seats", "3")]),
    };
    assert_eq!(
        problems_of(twice()),
        [at("traits.value.plan", ProblemKind::NameTwice)]
    );
    assert_eq!(
        problems_of([twice()]),
        [at("traits.value[0].plan", ProblemKind::NameTwice)]
    );
    let refused = Identity::user("u")
        .identify("u", &twice())
        .build()
        .unwrap_err();
    assert_eq!(refused.problems()[0].path(), "traits.plan");
}

#[test]
fn a_key_that_a_map_of_many_has_twice_is_refused() {
    struct Many;

    impl Serialize for Many {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map((0..40).map(|i| (format!("k{}", i % 30), i)))
        }
    }

    assert_eq!(
        problems_of(Many),
        [at("traits.value.k0", ProblemKind::NameTwice)]
    );
}

#[test]
fn newtypes_and_options_without_end_are_refused() {
    struct Newtypes;

    impl Serialize for Newtypes {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_newtype_struct("Newtypes", self)
        }
    }

    struct Options;

    impl Serialize for Options {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_some(self)
        }
    }

    assert_eq!(
        problems_of(Newtypes),
        [at("traits.value", ProblemKind::TooDeep)]
    );
    assert_eq!(
        problems_of(Options),
        [at("traits.value", ProblemKind::TooDeep)]
    );
    assert_eq!(
        problems_of(BTreeMap::from([("k", Options)])),
        [at("traits.value.k", ProblemKind::TooDeep)]
    );
}
