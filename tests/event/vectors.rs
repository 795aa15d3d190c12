//! The events that RudderStack's own SDKs send, and ours for the same input.
//!
//! `data/vectors/<sdk>/<case>.json` holds what an SDK was given, what it answered and the events it sent, without
//! messageIds, times and the context that is not compared. Compared are type, userId, anonymousId, groupId, traits and
//! context.traits; where an SDK is wrong or different, the check says so and asserts what is demanded of us.

use std::fs;
use std::path::Path;

use group_core::{Context, GroupTraits, Identity, Payload, PayloadError, ProblemKind};
use serde::Deserialize;
use serde_json::{Value, json};

const JS: &str = "analytics-js-3.34.1";
const NODE: &str = "rudder-sdk-node-3.0.13";
const PYTHON: &str = "rudder-sdk-python-2.1.9";
const RUST: &str = "rudderanalytics-2.0.1-rust";

type Check = fn(&Vector);

const CHECKS: &[(&str, Check)] = &[
    ("a_userid_doc_sample", the_documented_sample),
    ("b_anonymous_only", an_anonymous_user),
    ("c_both_ids", a_user_with_both_ids),
    ("e2_context_library", a_callers_library_is_refused),
    ("f1_no_group_id", a_missing_group_id_is_refused),
    ("f2_empty_group_id", an_empty_group_id_is_refused),
    ("f3_no_user", an_identity_always_has_an_id),
    ("f4_empty_user", an_empty_user_id_is_refused),
    ("g_identify_then_group", identify_traits_go_into_both_events),
    ("z_batch", nothing_of_one_group_is_in_the_next),
];

#[derive(Deserialize)]
struct Vector {
    sdk: String,
    case: String,
    input: Option<Vec<Call>>,
    sdk_result: Option<Vec<String>>,
    events: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Call {
    call: String,
    user_id: Option<String>,
    anonymous_id: Option<String>,
    group_id: Option<String>,
    traits: Option<Value>,
    context: Option<Value>,
}

#[derive(Deserialize, GroupTraits)]
struct Company {
    #[serde(skip)]
    #[group(send)]
    #[group(group_id)]
    key: Option<String>,
    name: String,
    industry: Option<String>,
    employees: Option<u32>,
    plan: Option<String>,
}

fn vectors() -> Vec<Vector> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/vectors");
    let mut vectors = Vec::new();
    for sdk in fs::read_dir(folder).unwrap() {
        for file in fs::read_dir(sdk.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let vector: Vector = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            assert!(path.ends_with(format!("{}/{}.json", vector.sdk, vector.case)));
            vectors.push(vector);
        }
    }
    vectors
}

#[test]
fn no_sdk_sends_a_member_that_is_taken_for_a_misspelt_one() {
    let vectors = vectors();
    let events: Vec<_> = vectors.iter().flat_map(|vector| &vector.events).collect();
    assert!(events.len() > 20);
    for event in events {
        let refused = Payload::from_json(event.to_string()).err();
        let problems = refused.iter().flat_map(PayloadError::problems);
        for problem in problems {
            assert!(
                !matches!(problem.kind(), ProblemKind::Misspelt { .. }),
                "{event}: {problem}"
            );
        }
    }
}

/// What our crate makes of the calls that the SDK was given.
fn ours(vector: &Vector) -> Vec<Result<Payload, PayloadError>> {
    let calls = vector.input.as_deref().unwrap();
    let mut user = match (&calls[0].user_id, &calls[0].anonymous_id) {
        (Some(user), None) => Identity::user(user),
        (None, Some(anonymous)) => Identity::anonymous(anonymous),
        (Some(user), Some(anonymous)) => Identity::user(user).with_anonymous_id(anonymous),
        (None, None) => Identity::generate(),
    };
    let mut built = Vec::new();
    for call in calls {
        let context = match &call.context {
            Some(context) => Context::new().insert("library", &context["library"]),
            None => Context::new(),
        };
        built.push(match (&*call.call, &call.traits) {
            ("identify", Some(traits)) => user
                .identify(call.user_id.as_ref().unwrap(), traits)
                .build(),
            ("group", Some(traits)) => {
                let mut company: Company = serde_json::from_value(traits.clone()).unwrap();
                company.key = call.group_id.clone();
                user.group(&company).context(context).build()
            }
            ("group", None) => user
                .group_with_id(call.group_id.as_ref().unwrap(), &())
                .context(context)
                .build(),
            _ => panic!("no such call"),
        });
    }
    built
}

/// The compared parts of an event; absent ones are null.
fn compared(event: &Value) -> Value {
    json!({
        "type": event["type"],
        "userId": event["userId"],
        "anonymousId": event["anonymousId"],
        "groupId": event["groupId"],
        "traits": event["traits"],
        "context.traits": event["context"]["traits"],
    })
}

/// The compared parts of our only event.
fn our_event(vector: &Vector) -> Value {
    let [Ok(payload)] = &ours(vector)[..] else {
        panic!("one event is expected of {}/{}", vector.sdk, vector.case);
    };
    for absent in ["userId", "anonymousId", "traits"] {
        let value = payload.to_value();
        assert_ne!(value.get(absent), Some(&Value::Null), "null for {absent}");
    }
    compared(&payload.to_value())
}

/// The compared parts of the SDK's only group event. Absent ids are null in Python's events, and `compared` makes them so
/// in all.
fn group_event(vector: &Vector) -> Value {
    let mut groups = vector
        .events
        .iter()
        .filter(|event| event["type"] == "group");
    let group = compared(groups.next().unwrap());
    assert!(groups.next().is_none());
    match &*vector.sdk {
        JS => without_what_js_adds(group, vector),
        _ => group,
    }
}

/// The JavaScript SDK sends "" for no userId, makes an anonymousId where none is given, and sends empty objects for
/// no traits; a server library sends none of these.
fn without_what_js_adds(mut event: Value, vector: &Vector) -> Value {
    let given = vector.input.as_deref().unwrap();
    if given.iter().all(|call| call.anonymous_id.is_none()) {
        assert_ne!(event["anonymousId"], "");
        event["anonymousId"] = Value::Null;
    }
    if event["userId"] == "" {
        event["userId"] = Value::Null;
    }
    for traits in ["traits", "context.traits"] {
        if event[traits] == json!({}) {
            event[traits] = Value::Null;
        }
    }
    event
}

fn assert_refused(vector: &Vector, path: &str, kind: ProblemKind) {
    let [Err(refused)] = &ours(vector)[..] else {
        panic!("a refusal is expected of {}/{}", vector.sdk, vector.case);
    };
    let [problem] = refused.problems() else {
        panic!("one problem is expected, and there is: {refused}");
    };
    assert_eq!((problem.path(), problem.kind()), (path, &kind));
}

#[test]
fn every_file_has_a_check_and_every_check_its_four_sdks() {
    for vector in vectors() {
        assert!(
            CHECKS.iter().any(|(case, _)| *case == vector.case),
            "{}/{} is not covered",
            vector.sdk,
            vector.case
        );
    }
    for (case, _) in CHECKS {
        let mut sdks: Vec<_> = vectors()
            .into_iter()
            .filter(|v| v.case == *case)
            .map(|v| v.sdk)
            .collect();
        sdks.sort();
        match *case {
            "z_batch" => assert_eq!(sdks, [JS, RUST]),
            _ => assert_eq!(sdks, [JS, NODE, PYTHON, RUST], "{case}"),
        }
    }
}

#[test]
fn every_vector_passes_its_check() {
    for vector in vectors() {
        for (_, check) in CHECKS.iter().filter(|(case, _)| *case == vector.case) {
            check(&vector);
        }
    }
}

fn the_documented_sample(vector: &Vector) {
    let expected = json!({
        "type": "group",
        "userId": "user-1",
        "anonymousId": null,
        "groupId": "5e8a78ba9d32d3b1898a6247",
        "traits": {"name": "Hooli", "industry": "Technology", "employees": 4500, "plan": "basic"},
        "context.traits": null,
    });
    assert_eq!(group_event(vector), expected);
    assert_eq!(our_event(vector), expected);
}

fn an_anonymous_user(vector: &Vector) {
    let expected = json!({
        "type": "group",
        "userId": null,
        "anonymousId": "anon-1",
        "groupId": "g-1",
        "traits": {"name": "Hooli"},
        "context.traits": null,
    });
    assert_eq!(group_event(vector), expected);
    assert_eq!(our_event(vector), expected);
}

fn a_user_with_both_ids(vector: &Vector) {
    let expected = json!({
        "type": "group",
        "userId": "user-1",
        "anonymousId": "anon-1",
        "groupId": "g-1",
        "traits": {"name": "Hooli"},
        "context.traits": null,
    });
    assert_eq!(group_event(vector), expected);
    assert_eq!(our_event(vector), expected);
}

/// Node and Python overwrite it and JavaScript warns; only Rust refuses it, as we do. Without it the events are equal.
fn a_callers_library_is_refused(vector: &Vector) {
    match &*vector.sdk {
        RUST => assert!(vector.events.is_empty()),
        NODE | PYTHON | JS => {
            let mut group = group_event(vector);
            // Python sends `"traits":{}` for none.
            if vector.sdk == PYTHON {
                assert_eq!(group["traits"].take(), json!({}));
            }
            let plain = Identity::user("user-1")
                .group_with_id("g-1", &())
                .build()
                .unwrap();
            assert_eq!(compared(&plain.to_value()), group);
            assert!(plain.to_value().get("traits").is_none());
            assert!(
                vector
                    .events
                    .iter()
                    .all(|event| event["context"]["library"]["name"] != "mine")
            );
        }
        other => panic!("{other} is not covered"),
    }
    assert_refused(vector, "context.library", ProblemKind::Reserved);
}

/// Rust sends it as "", JavaScript leaves it out; Node and Python refuse it, as we do.
fn a_missing_group_id_is_refused(vector: &Vector) {
    match &*vector.sdk {
        RUST => assert_eq!(group_event(vector)["groupId"], ""),
        JS => assert_eq!(group_event(vector)["groupId"], Value::Null),
        NODE | PYTHON => assert!(vector.events.is_empty()),
        other => panic!("{other} is not covered"),
    }
    assert_refused(vector, "groupId", ProblemKind::MissingId);
}

/// Rust and Python send it, JavaScript leaves it out; Node refuses it, as we do.
fn an_empty_group_id_is_refused(vector: &Vector) {
    match &*vector.sdk {
        RUST | PYTHON => assert_eq!(group_event(vector)["groupId"], ""),
        JS => assert_eq!(group_event(vector)["groupId"], Value::Null),
        NODE => assert!(vector.events.is_empty()),
        other => panic!("{other} is not covered"),
    }
    assert_refused(vector, "groupId", ProblemKind::BlankId);
}

/// The server SDKs refuse a call without a user; JavaScript makes an anonymousId. There is no identity of ours without an
/// id: one made of nothing has a random anonymousId.
fn an_identity_always_has_an_id(vector: &Vector) {
    let mut ours = our_event(vector);
    assert!(uuid::Uuid::parse_str(ours["anonymousId"].take().as_str().unwrap()).is_ok());
    let expected = json!({
        "type": "group",
        "userId": null,
        "anonymousId": null,
        "groupId": "g-1",
        "traits": {"name": "Hooli"},
        "context.traits": null,
    });
    assert_eq!(ours, expected);
    match &*vector.sdk {
        JS => assert_eq!(group_event(vector), expected),
        RUST | NODE | PYTHON => assert!(vector.events.is_empty()),
        other => panic!("{other} is not covered"),
    }
}

/// Rust sends it, and the gateway answers 400; JavaScript sends it beside an anonymousId of its own making; Node and
/// Python refuse it, as we do.
fn an_empty_user_id_is_refused(vector: &Vector) {
    match &*vector.sdk {
        RUST => assert_eq!(group_event(vector)["userId"], ""),
        JS => assert_eq!(vector.events[0]["userId"], ""),
        NODE | PYTHON => assert!(vector.events.is_empty()),
        other => panic!("{other} is not covered"),
    }
    assert_refused(vector, "userId", ProblemKind::BlankId);
}

/// Rust sends the traits of the identify event as `traits`, the others as `context.traits`; ours are in both. Only
/// JavaScript carries them into the group event, as the specification promises and we do.
fn identify_traits_go_into_both_events(vector: &Vector) {
    let richard = json!({"email": "u@x.y", "name": "Richard"});
    let [Ok(identify), Ok(group)] = &ours(vector)[..] else {
        panic!("two events are expected");
    };
    assert_eq!(
        compared(&identify.to_value()),
        json!({
            "type": "identify",
            "userId": "user-1",
            "anonymousId": null,
            "groupId": null,
            "traits": richard,
            "context.traits": richard,
        })
    );
    let sdk = vector
        .events
        .iter()
        .find(|event| event["type"] == "identify")
        .unwrap();
    match &*vector.sdk {
        RUST => {
            assert_eq!(sdk["traits"], richard);
            assert_eq!(sdk["context"]["traits"], Value::Null);
        }
        NODE => {
            assert_eq!(sdk["traits"], richard);
            assert_eq!(sdk["context"]["traits"], richard);
        }
        PYTHON | JS => {
            assert_eq!(sdk["traits"], Value::Null);
            assert_eq!(sdk["context"]["traits"], richard);
        }
        other => panic!("{other} is not covered"),
    }

    let mut expected = group_event(vector);
    match &*vector.sdk {
        JS => {}
        _ => {
            assert_eq!(expected["context.traits"], Value::Null);
            expected["context.traits"] = richard;
        }
    }
    assert_eq!(compared(&group.to_value()), expected);
}

/// JavaScript sends the traits of g1 with g2 too; a group of ours has its own only. Rust sends the second event with no
/// id of a user at all, for which the gateway refuses the batch; there is no identity of ours without one.
fn nothing_of_one_group_is_in_the_next(vector: &Vector) {
    #[derive(GroupTraits)]
    struct A {
        a: u8,
    }

    #[derive(GroupTraits)]
    struct B {
        b: u8,
    }

    assert!(vector.input.is_none());
    let [first, second] = &vector.events[..] else {
        panic!("two events are expected");
    };
    match &*vector.sdk {
        JS => {
            let user = Identity::anonymous(first["anonymousId"].as_str().unwrap());
            let g1 = user.group_with_id("g1", &A { a: 1 }).build().unwrap();
            let g2 = user.group_with_id("g2", &B { b: 2 }).build().unwrap();

            let mut expected = [compared(first), compared(second)];
            for event in &mut expected {
                assert_eq!(event["userId"].take(), "");
                assert_eq!(event["context.traits"].take(), json!({}));
            }
            assert_eq!(expected[1]["traits"], json!({"a": 1, "b": 2}));
            expected[1]["traits"] = json!({"b": 2});
            assert_eq!(
                [compared(&g1.to_value()), compared(&g2.to_value())],
                expected
            );
        }
        RUST => {
            assert!(vector.sdk_result.is_none());
            let hooli = Company {
                key: Some("g1".into()),
                name: "Hooli".into(),
                industry: None,
                employees: None,
                plan: None,
            };
            let app = Context::new().app(json!({"name": "x"}));
            let user = Identity::user("u1");
            let g1 = user
                .group(&hooli)
                .context(app.clone().ip("1.2.3.4"))
                .build()
                .unwrap();
            assert_eq!(compared(&g1.to_value()), compared(first));
            assert_eq!(g1.to_value()["context"]["app"], first["context"]["app"]);
            assert_eq!(g1.to_value()["context"]["ip"], first["context"]["ip"]);

            assert_eq!(compared(second)["userId"], Value::Null);
            assert_eq!(compared(second)["anonymousId"], Value::Null);
            let g2 = Identity::anonymous("a1")
                .group_with_id("g2", &())
                .context(app)
                .build()
                .unwrap();
            let mut ours = compared(&g2.to_value());
            assert_eq!(ours["anonymousId"].take(), "a1");
            assert_eq!(ours, compared(second));
            assert_eq!(g2.to_value()["context"]["app"], second["context"]["app"]);
        }
        other => panic!("{other} is not covered"),
    }
}
