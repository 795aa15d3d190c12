//! The error: all problems in their order, and the whole text.

use std::collections::BTreeMap;
use std::iter::repeat_n;

use group_core::{Context, Date, GroupCall, GroupTraits, Identity, Integrations, ProblemKind};
use serde_json::json;

use crate::custom_trait::{One, problems_of};
use crate::given::{Fails, Nested, NoDate, Outer, SentTwice, deep, event_of};
use crate::refused::at;

#[test]
fn many_problems_are_all_reported() {
    let found = problems_of(repeat_n(f32::NAN, 10_000).collect::<Vec<_>>());
    assert_eq!(found.len(), 10_000);
    assert_eq!(
        found[9_999],
        at("traits.value[9999]", ProblemKind::NotFinite)
    );
}

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
        notes: BTreeMap<[u8; 1], u8>,
        owner: Fails,
    }

    let company = Company {
        key: None,
        employees: -1,
        created_at: NoDate,
        score: f64::INFINITY,
        seats: vec![1, u64::MAX],
        notes: BTreeMap::from([([1], 1)]),
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
         traits.employees: a count must be from 0 to 9007199254740992 (2^53); \
         traits.createdAt: a date must be an instant or a day in the years 0000 to 9999, and no leap second; \
         traits.score: NaN and infinities can't be sent; \
         traits.seats[1]: 18446744073709551615 is beyond ±9007199254740992 (2^53) and would be changed on the way; \
         send it as a string; \
         traits.notes: a map key must be a string, or a number, boolean or unit variant, which is sent as one; \
         traits.owner: the value could not be serialised: no; \
         context.traits.age: 18446744073709551615 is beyond ±9007199254740992 (2^53) and would be changed on the way; \
         send it as a string; \
         context.library: it is filled in by group-core and can't be set; \
         context.depth: NaN and infinities can't be sent; \
         context.traits: it must be an object with named values; \
         integrations.All: `All` must be true or false; \
         integrations.HubSpot: it must be an object with named values; \
         originalTimestamp: a civil date is not a moment in time; give an instant, with its zone; \
         timestamp: a date must be an instant or a day in the years 0000 to 9999, and no leap second"
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
        "the event was refused: the event has at least 32769 bytes; RudderStack takes at most 32768"
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
        "the event was refused: traits.seats_left: this name occurs twice in one object, and one of the two would be lost"
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
        "this trait and `seatsLeft` fall into the same column of a warehouse, `seats_left`"
    );
    let decimal = ProblemKind::ImpreciseNumber {
        value: "1e-400".into(),
    };
    assert_eq!(
        decimal.to_string(),
        "1e-400 does not fit in a 64-bit float and would be changed on the way; send it as a string"
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
