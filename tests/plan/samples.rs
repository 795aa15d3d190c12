//! The sample event of the page for people.

use std::borrow::Cow;

use group_core::plan::TrackingPlan;
use group_core::{AddressTraits, Date, DateTrait, GroupSchema, GroupTraits};
use jsonschema::Draft;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Value, json};

use crate::valid::{completed, validator};

fn plan<T: GroupSchema>() -> TrackingPlan {
    TrackingPlan::new("acme", "Acme").group::<T>()
}

/// The sample event of a plan with one group. With a match for each pattern, it is valid under the plan.
fn sample(plan: &TrackingPlan) -> Value {
    let page = plan.to_markdown();
    let (_, event) = page.split_once("```json\n").unwrap();
    let event = event.split("```").next().unwrap();
    let validator = validator(&plan.json_schema().unwrap(), Draft::Draft201909);
    let errors: Vec<_> = validator
        .iter_errors(&completed(event))
        .map(|it| it.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}\n{event}");
    serde_json::from_str(event).unwrap()
}

/// The sample of a trait whose type has this schema.
macro_rules! sample_of {
    ($schema:tt) => {{
        #[derive(Serialize)]
        struct Of;
        impl JsonSchema for Of {
            fn schema_name() -> Cow<'static, str> {
                "Of".into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
        #[derive(GroupTraits, GroupSchema)]
        #[allow(dead_code)]
        struct Company {
            of: Of,
        }
        sample(&plan::<Company>())["traits"]["of"].clone()
    }};
}

#[test]
fn a_text_with_a_format_has_that_format() {
    macro_rules! format {
        ($format:literal) => {
            sample_of!({"type": "string", "format": $format})
        };
    }
    assert_eq!(format!("date-time"), "2026-01-01T00:00:00.000Z");
    assert_eq!(format!("date"), "2026-01-01");
    assert_eq!(format!("time"), "00:00:00Z");
    assert_eq!(format!("duration"), "P1D");
    assert_eq!(format!("email"), "info@example.com");
    assert_eq!(format!("hostname"), "example.com");
    assert_eq!(format!("ipv4"), "192.0.2.1");
    assert_eq!(format!("ipv6"), "2001:db8::1");
    assert_eq!(format!("uuid"), "6b1c9a3e-2f0d-4c55-9d5e-0a4d6f1f7a10");
    assert_eq!(format!("uri"), "https://example.com");
    assert_eq!(format!("uri-reference"), "https://example.com");
    assert_eq!(format!("uri-template"), "https://example.com");
    assert_eq!(format!("regex"), ".*");
    assert_eq!(format!("json-pointer"), "/a");
    assert_eq!(format!("relative-json-pointer"), "0/a");
    // Not one of the plan.
    assert_eq!(format!("phone"), "text");
}

#[test]
fn a_text_is_as_long_as_it_has_to_be() {
    assert_eq!(sample_of!({"type": "string", "minLength": 6}), "textte");
    assert_eq!(sample_of!({"type": "string", "minLength": 2}), "text");
    assert_eq!(sample_of!({"type": "string", "maxLength": 2}), "te");
    assert_eq!(sample_of!({"type": "string", "maxLength": 0}), "");
}

#[test]
fn a_text_with_a_pattern_shows_the_pattern() {
    assert_eq!(
        sample_of!({"type": "string", "pattern": "^[a-z]+$", "minLength": 3}),
        "<matching ^[a-z]+$>"
    );
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Company {
        #[group(pii = "contact", pattern = "@")]
        email: String,
        #[group(as = "date")]
        closed: Day,
    }
    #[derive(DateTrait)]
    #[allow(dead_code)]
    struct Day(Date);
    let plan = plan::<Company>();
    let traits = &sample(&plan)["traits"];
    // Not `<matching (?:@)|^[0-9a-f]{64}$>`: the hash of a policy is no sample.
    assert_eq!(traits["email"], "<matching @>");
    assert_eq!(traits["closed"], "2026-01-01");
    let title = "once each `<matching …>` is a string that matches the pattern:";
    assert!(plan.to_markdown().contains(title));
}

#[test]
fn a_number_is_within_its_limits() {
    assert_eq!(sample_of!({"type": "integer"}), 12);
    assert_eq!(sample_of!({"type": "integer", "minimum": 20}), 20);
    assert_eq!(sample_of!({"type": "integer", "maximum": 5}), 5);
    assert_eq!(sample_of!({"type": "integer", "exclusiveMinimum": 20}), 21);
    assert_eq!(sample_of!({"type": "integer", "exclusiveMaximum": 5}), 4);
    assert_eq!(sample_of!({"type": "number", "maximum": 0.5}), 0.5);
}

#[test]
fn an_array_has_as_many_elements_as_it_has_to() {
    assert_eq!(
        sample_of!({"type": "array", "items": {"type": "boolean"}}),
        json!([true])
    );
    assert_eq!(
        sample_of!({"type": "array", "items": {"type": "boolean"}, "minItems": 3}),
        json!([true, true, true])
    );
    assert_eq!(sample_of!({"type": "array", "maxItems": 0}), json!([]));
    assert_eq!(sample_of!({"type": "array"}), json!(["text"]));
    assert_eq!(
        sample_of!({"type": "array", "prefixItems": [{"type": "boolean"}, {"type": "integer"}], "minItems": 2, "maxItems": 2}),
        json!([true, 12])
    );
}

#[test]
fn of_a_choice_the_first_that_can_be_made_is_taken() {
    assert_eq!(sample_of!({"enum": ["b", "a"]}), "b");
    assert_eq!(
        sample_of!({"anyOf": [{"type": "boolean"}, {"type": "string"}]}),
        true
    );
    assert_eq!(
        sample_of!({"oneOf": [{"type": "string", "minLength": 5000}, {"type": "boolean"}]}),
        true
    );
}

#[test]
fn an_address_that_is_not_known_has_the_five_parts_and_needs_none() {
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Company<A> {
        address: A,
    }
    #[derive(AddressTraits)]
    #[allow(dead_code)]
    struct Office {
        city: String,
    }
    let plan = plan::<Company<Office>>();
    let schema = plan.json_schema().unwrap();
    let text = json!({"type": ["string"]});
    assert_eq!(
        schema["properties"]["traits"]["properties"]["address"],
        json!({
            "type": ["object"],
            "properties": {"city": text, "country": text, "postalCode": text, "state": text, "street": text},
            "additionalProperties": false,
        })
    );
    assert_eq!(sample(&plan)["traits"]["address"]["postalCode"], "text");
}
