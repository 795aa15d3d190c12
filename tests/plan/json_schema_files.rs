//! The schema of each group alone, for another catalog.

use std::fs;

use fastrand::Rng;
use group_core::Policy;
use jsonschema::Draft;
use serde_json::{Value, json};

use crate::examples::cases;
use crate::folder::Folder;
use crate::valid::validator;

/// The files that were written, by their names.
fn files(name: &str) -> Vec<(String, Value)> {
    let case = cases().into_iter().find(|it| it.name == name).unwrap();
    let folder = Folder::new("schemas");
    case.plan.write_json_schema(&folder.0).unwrap();
    let entries = fs::read_dir(&folder.0).unwrap();
    let mut files: Vec<_> = entries
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .map(|name| {
            let schema = serde_json::from_str(&folder.read(&name)).unwrap();
            (name, schema)
        })
        .collect();
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    files
}

#[test]
fn there_is_one_for_each_group_named_by_its_type_or_its_struct() {
    let names = |name| -> Vec<_> { files(name).into_iter().map(|(name, _)| name).collect() };
    assert_eq!(
        names("several"),
        ["company.schema.json", "workspace.schema.json"]
    );
    assert_eq!(names("nested"), ["factory.schema.json"]);
}

#[test]
fn it_is_plain_draft_07() {
    let (_, schema) = files("several").remove(1);
    assert_eq!(
        schema,
        json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "Workspace",
            "type": "object",
            "properties": {
                "groupType": {"type": "string", "enum": ["workspace"]},
                "name": {"type": "string", "description": "The name that it goes by."},
                "seats": {"type": "integer", "minimum": 0, "maximum": 65535},
                "tags": {"type": "array", "items": {"type": "string"}},
            },
            "required": ["groupType", "name", "seats"],
            "additionalProperties": false,
        })
    );
    let (_, schema) = files("several").remove(0);
    let mut definitions: Vec<_> = schema["definitions"].as_object().unwrap().keys().collect();
    definitions.sort();
    assert_eq!(definitions, ["Kind", "Limits"]);
    assert_eq!(
        schema["properties"]["limits"],
        json!({"$ref": "#/definitions/Limits"})
    );
}

#[test]
fn the_traits_of_random_events_are_valid_under_it_and_an_unknown_one_is_not() {
    for case in cases() {
        let schemas = files(case.name);
        let validators: Vec<_> = schemas
            .iter()
            .map(|(_, schema)| validator(schema, Draft::Draft7))
            .collect();
        let mut rng = Rng::with_seed(11);
        for _ in 0..50 {
            for event in case.events(&mut rng, &Policy::new()) {
                let mut traits = event["traits"].clone();
                let valid = validators.iter().filter(|it| it.is_valid(&traits));
                assert_eq!(valid.count(), 1, "{}: {traits:#}", case.name);
                traits["employes"] = json!(1);
                assert!(!validators.iter().any(|it| it.is_valid(&traits)));
            }
        }
    }
}
