//! Events of this crate under the exported schema, as RudderStack validates: as JSON Schema 2019-09, with formats.

use group_core::plan::TrackingPlan;
use group_core::{HasGroupId, Identity};
use jsonschema::Draft;
use serde_json::{Value, json};

use crate::{Company, Workspace, basic, company, workspace};

fn plans() -> [Value; 2] {
    let plan = TrackingPlan::new("acme_groups", "Acme Groups").group::<Company>();
    [
        plan.json_schema().unwrap(),
        plan.group::<Workspace>().json_schema().unwrap(),
    ]
}

fn event(group: &impl HasGroupId) -> Value {
    Identity::user("u").group(group).build().unwrap().to_value()
}

fn is_valid(schema: &Value, event: &Value) -> bool {
    let mut schema = schema.clone();
    // RudderStack takes it for 2019-09 whatever it says.
    schema.as_object_mut().unwrap().remove("$schema");
    let validator = jsonschema::options()
        .with_draft(Draft::Draft201909)
        .should_validate_formats(true)
        .build(&schema);
    validator.unwrap().is_valid(event)
}

#[test]
fn an_event_of_a_type_is_valid_under_its_plan() {
    let [one, several] = plans();
    for schema in [&one, &several] {
        assert!(is_valid(schema, &event(&company())));
        assert!(is_valid(schema, &event(&basic())));
        let few = Company {
            headcount: None,
            address: None,
            revenue: None,
            usage: None,
            industry: Some("Search".into()),
            ..company()
        };
        assert!(is_valid(schema, &event(&few)));
    }
    assert!(is_valid(&several, &event(&workspace())));
    assert!(!is_valid(&one, &event(&workspace())));
}

#[test]
fn a_single_change_is_rejected() {
    let changes: [(&str, Option<Value>); 14] = [
        ("name", None),
        ("name", Some(json!(7))),
        ("groupType", Some(json!("team"))),
        ("groupType", None),
        ("size", Some(json!(-1))),
        ("employees", Some(json!("4500"))),
        ("createdAt", Some(json!("2014-04-06"))),
        ("founded", Some(json!("1997-03-04T00:00:00Z"))),
        ("plan", Some(json!("free"))),
        (
            "address",
            Some(json!({"city": "Palo Alto", "zip": "94301"})),
        ),
        ("seatsLeft", Some(json!(1.5))),
        ("tags", Some(json!([7]))),
        ("limits", Some(json!({"per_day": 10, "kind": "loose"}))),
        ("employes", Some(json!(4500))),
    ];
    for schema in plans() {
        for (name, value) in &changes {
            let mut event = event(&company());
            let traits = event["traits"].as_object_mut().unwrap();
            match value {
                Some(value) => traits.insert((*name).to_owned(), value.clone()),
                None => traits.remove(*name),
            };
            assert!(!is_valid(&schema, &event), "{name} {value:?}");
        }
    }
}

#[test]
fn a_schema_has_only_keywords_and_formats_that_rudderstacks_validator_knows() {
    // Of ajv 8 with the vocabularies of 2019-09, and of ajv-formats, as RudderStack sets them up.
    const KEYWORDS: [&str; 17] = [
        "$schema",
        "$defs",
        "$ref",
        "type",
        "enum",
        "properties",
        "required",
        "additionalProperties",
        "unevaluatedProperties",
        "allOf",
        "if",
        "then",
        "items",
        "minimum",
        "maximum",
        "format",
        "description",
    ];
    fn look(schema: &Value) {
        let Some(members) = schema.as_object() else {
            assert!(schema.is_boolean(), "{schema}");
            return;
        };
        for (keyword, value) in members {
            assert!(KEYWORDS.contains(&&**keyword), "{keyword}");
            match &**keyword {
                "properties" | "$defs" => value.as_object().unwrap().values().for_each(look),
                "allOf" => value.as_array().unwrap().iter().for_each(look),
                "additionalProperties" | "unevaluatedProperties" | "if" | "then" | "items" => {
                    look(value);
                }
                "format" => assert!(["date", "date-time"].contains(&value.as_str().unwrap())),
                _ => {}
            }
        }
    }
    plans().iter().for_each(look);
}
