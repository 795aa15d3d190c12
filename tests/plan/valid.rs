//! Events of this crate under the exported schema, as RudderStack validates: as JSON Schema 2019-09, with formats.

use fastrand::Rng;
use group_core::Policy;
use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use crate::examples::{Case, cases};

/// How many random events of each group there are.
const EVENTS: usize = 300;

pub(crate) fn validator(schema: &Value, draft: Draft) -> Validator {
    let mut schema = schema.clone();
    // RudderStack takes it for 2019-09 whatever it says.
    schema.as_object_mut().unwrap().remove("$schema");
    jsonschema::options()
        .with_draft(draft)
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

fn rule(case: &Case) -> Validator {
    validator(&case.plan.json_schema().unwrap(), Draft::Draft201909)
}

/// What is wrong with an event.
#[track_caller]
fn is_valid(validator: &Validator, event: &Value, of: &str) {
    let errors: Vec<_> = validator
        .iter_errors(event)
        .map(|it| it.to_string())
        .collect();
    assert!(errors.is_empty(), "{of}: {errors:?}\n{event:#}");
}

#[test]
fn random_values_of_each_struct_are_valid_under_their_own_plan() {
    for case in cases() {
        let validator = rule(&case);
        let mut rng = Rng::with_seed(7);
        for _ in 0..EVENTS {
            for event in case.events(&mut rng, &Policy::new()) {
                is_valid(&validator, &event, case.name);
            }
        }
    }
}

#[test]
fn what_a_policy_makes_of_them_is_valid_too() {
    let policies = [
        Policy::drop_all(),
        Policy::new()
            .hash("person", "k")
            .hash("contact", "k")
            .hash("place", "k"),
        Policy::drop_all().hash("contact", "k").send("place"),
    ];
    for case in cases() {
        let validator = rule(&case);
        let mut rng = Rng::with_seed(8);
        for policy in policies.iter().cycle().take(EVENTS) {
            for event in case.events(&mut rng, policy) {
                is_valid(&validator, &event, case.name);
            }
        }
    }
}

/// A value of another type than all that a schema takes.
fn of_another_type(value: &Value) -> Value {
    match value {
        Value::Object(_) => json!(true),
        _ => json!({"another": "type"}),
    }
}

#[test]
fn a_single_change_to_an_event_is_rejected() {
    let mut rejected = 0;
    for case in cases() {
        let validator = rule(&case);
        let schema = case.plan.json_schema().unwrap();
        let mut rng = Rng::with_seed(9);
        for event in case.events(&mut rng, &Policy::new()) {
            let traits = event["traits"].as_object().unwrap();
            let declared = declared(&schema, traits);
            let mut reject = |what: &str, change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
                let mut changed = event.clone();
                change(changed["traits"].as_object_mut().unwrap());
                assert!(
                    !validator.is_valid(&changed),
                    "{}: {what}\n{changed:#}",
                    case.name
                );
                rejected += 1;
            };
            reject("an unknown trait", &|traits| {
                traits.insert("employes".to_owned(), json!(1));
            });
            for name in &declared.required {
                reject(&format!("without {name}"), &|traits| {
                    traits.remove(name).unwrap();
                });
            }
            for (name, value) in traits {
                // What may be anything has no other type.
                let of = &declared.properties[name];
                let is_any = !["type", "$ref", "enum", "anyOf", "oneOf"]
                    .iter()
                    .any(|keyword| of.get(keyword).is_some());
                if !is_any {
                    reject(&format!("another type of {name}"), &|traits| {
                        traits.insert(name.clone(), of_another_type(value));
                    });
                }
                if of.get("enum").is_some() {
                    reject(&format!("none of the values of {name}"), &|traits| {
                        traits.insert(name.clone(), json!("none of them"));
                    });
                }
                if let Some(parts) = value.as_object()
                    && of.get("additionalProperties") == Some(&json!(false))
                {
                    reject(&format!("an unknown part of {name}"), &|traits| {
                        let mut parts = parts.clone();
                        parts.insert("zip".to_owned(), json!("94301"));
                        traits.insert(name.clone(), parts.into());
                    });
                }
            }
        }
    }
    assert!(rejected > 100, "{rejected}");
}

/// What a rule says of the traits of an event: in itself, and in the case of its `groupType`.
struct Declared {
    properties: serde_json::Map<String, Value>,
    required: Vec<String>,
}

fn declared(schema: &Value, traits: &serde_json::Map<String, Value>) -> Declared {
    let rule = &schema["properties"]["traits"];
    let mut declared = Declared {
        properties: serde_json::Map::new(),
        required: Vec::new(),
    };
    let mut add = |of: &Value| {
        declared
            .properties
            .extend(of["properties"].as_object().unwrap().clone());
        let required = of["required"].as_array().unwrap().iter();
        declared
            .required
            .extend(required.map(|it| it.as_str().unwrap().to_owned()));
    };
    add(rule);
    for case in rule["allOf"][0]["allOf"].as_array().into_iter().flatten() {
        let matches = &case["if"]["properties"]["groupType"]["enum"][0];
        if Some(matches) == traits.get("groupType") {
            add(&case["then"]);
        }
    }
    declared
}

#[test]
fn limits_are_those_that_build_holds_values_against() {
    let case = cases()
        .into_iter()
        .find(|case| case.name == "limits")
        .unwrap();
    let validator = rule(&case);
    let mut rng = Rng::with_seed(10);
    let event = case.events(&mut rng, &Policy::new()).remove(0);
    let changes = [
        ("employees", json!(0)),
        ("employees", json!(10)),
        ("score", json!(1.75)),
        ("locale", json!("german")),
        ("email", json!("gavin")),
        ("name", json!("a".repeat(65))),
        ("address", json!({"postalCode": "9430"})),
        ("address", json!({"city": "Palo Alto"})),
    ];
    for (name, value) in changes {
        let mut changed = event.clone();
        changed["traits"][name] = value;
        assert!(!validator.is_valid(&changed), "{changed:#}");
    }
}

#[test]
fn a_schema_has_only_keywords_and_formats_that_rudderstacks_validator_knows() {
    // Of ajv 8 with the vocabularies of 2019-09, and of ajv-formats, as RudderStack sets them up.
    const KEYWORDS: [&str; 24] = [
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
        "anyOf",
        "oneOf",
        "if",
        "then",
        "items",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "pattern",
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
                "allOf" | "anyOf" | "oneOf" => value.as_array().unwrap().iter().for_each(look),
                "items" if value.is_array() => value.as_array().unwrap().iter().for_each(look),
                "additionalProperties" | "unevaluatedProperties" | "if" | "then" | "items" => {
                    look(value);
                }
                "format" => assert!(["date", "date-time"].contains(&value.as_str().unwrap())),
                "type" => {
                    let is_list = value.is_array() || value == "object";
                    assert!(is_list, "{value}");
                }
                "required" => {
                    // In strict mode each of them is a property beside it, or there is no schema at all.
                    let properties = members.get("properties").unwrap_or(&Value::Null);
                    for name in value.as_array().unwrap() {
                        let is_event = members.contains_key("$schema");
                        let is_known = properties.get(name.as_str().unwrap()).is_some();
                        assert!(is_known || is_event, "{name}");
                    }
                }
                _ => {}
            }
        }
    }
    for case in cases() {
        look(&case.plan.json_schema().unwrap());
    }
}

/// A sample event, with a match for each pattern that it shows.
pub(crate) fn completed(event: &str) -> Value {
    let matches = [
        (r"^\\d{5}$", "94301"),
        ("@", "info@hooli.xyz"),
        ("^[a-z]{2}(_[A-Z]{2})?$", "en_US"),
        ("^[a-z]+$", "abc"),
    ];
    let completed = matches
        .iter()
        .fold(event.to_owned(), |event, (pattern, text)| {
            event.replace(&format!("<matching {pattern}>"), text)
        });
    serde_json::from_str(&completed).unwrap()
}

#[test]
fn the_page_has_an_event_of_each_group_that_is_valid() {
    for case in cases() {
        let validator = rule(&case);
        let page = case.plan.to_markdown();
        let events: Vec<_> = page.split("```json\n").skip(1).collect();
        assert_eq!(events.len(), page.matches("\n## ").count());
        for event in events {
            let event = event.split("\n```").next().unwrap();
            is_valid(&validator, &completed(event), case.name);
        }
    }
}
