//! The plan as a page for people.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::group::Group;
use super::trait_schema::Trait;
use super::{TrackingPlan, dialect, group, sample, trait_schema};

/// How deep the parts of objects get rows of their own.
const DEEPEST: usize = 4;

pub(super) fn page(plan: &TrackingPlan) -> String {
    let definitions = group::definitions(&plan.types);
    let mut page = format!("# {}\n", plan.display_name);
    for group in &plan.groups {
        let _ = write!(page, "\n## {}\n\n", group.name());
        if let Some(group_type) = &group.group_type {
            let _ = write!(page, "`groupType`: `{group_type}`\n\n");
        }
        page.push_str("| trait | type | required | description | PII |\n|---|---|---|---|---|\n");
        for it in &group.traits {
            let mut table = Table {
                definitions: &definitions,
                of: it,
                rows: String::new(),
            };
            table.row(&it.name, &it.schema, it.is_required, DEEPEST);
            page.push_str(&table.rows);
        }
        match event(group, &definitions) {
            Some(event) => {
                let event = dialect::sorted(event);
                let event = format!("{event:#}");
                let is_valid = !event.contains(&format!("\"{}", sample::PLACEHOLDER));
                let title = if is_valid {
                    "A valid event:"
                } else {
                    "A valid event, once each `<matching …>` is a string that matches the pattern:"
                };
                let _ = write!(page, "\n{title}\n\n```json\n{event}\n```\n");
            }
            None => page.push_str("\nNo sample event could be made for the limits of a trait.\n"),
        }
    }
    page
}

struct Table<'a> {
    definitions: &'a Map<String, Value>,
    of: &'a Trait,
    rows: String,
}

impl Table<'_> {
    /// The row of a trait, and those of its parts.
    fn row(&mut self, path: &str, schema: &Map<String, Value>, is_required: bool, levels: usize) {
        let required = if is_required { "yes" } else { "" };
        let description = schema.get("description").and_then(Value::as_str);
        let description = description.unwrap_or_default();
        let pii = self.of.pii.iter().find(|(of, _)| of == path);
        let pii = pii.map_or("", |(_, category)| category);
        let kind = kind(schema, self.definitions, DEEPEST);
        let cells = [kind.as_str(), required, description, pii].map(cell);
        let name = cell(path).replace('`', "'");
        let _ = writeln!(self.rows, "| `{name}` | {} |", cells.join(" | "));
        let schema = dialect::followed(schema, self.definitions);
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            return;
        };
        let required = schema.get("required").and_then(Value::as_array);
        let any = Map::new();
        // The order of JSON depends on the features of serde_json.
        let properties: BTreeMap<_, _> = properties.iter().collect();
        for (name, schema) in properties.into_iter().filter(|_| levels > 1) {
            let is_required = required.is_some_and(|it| it.iter().any(|it| it == name));
            let schema = schema.as_object().unwrap_or(&any);
            self.row(&format!("{path}.{name}"), schema, is_required, levels - 1);
        }
    }
}

/// On one line, without what ends a cell.
fn cell(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").replace('|', "\\|")
}

/// What values are, in words.
fn kind(schema: &Map<String, Value>, definitions: &Map<String, Value>, levels: usize) -> String {
    // A type may be a part of itself.
    let Some(levels) = levels.checked_sub(1) else {
        return "…".to_owned();
    };
    let schema = dialect::followed(schema, definitions);
    let given = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
    let types = schema.get("type").and_then(Value::as_array);
    let types = types.into_iter().flatten().filter_map(Value::as_str);
    let mut kinds: Vec<String> = types
        .map(|it| match it {
            "string" => match given("format") {
                Some("date-time") => "date and time".to_owned(),
                Some(format) => format.to_owned(),
                None => "text".to_owned(),
            },
            "integer" => "whole number".to_owned(),
            "boolean" => "true or false".to_owned(),
            "array" => match schema.get("items").and_then(Value::as_object) {
                Some(items) => format!("list of {}", kind(items, definitions, levels)),
                None => "list".to_owned(),
            },
            other => other.to_owned(),
        })
        .collect();
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values: Vec<_> = values.iter().map(|it| format!("`{}`", plain(it))).collect();
        return match values.as_slice() {
            [only] => only.clone(),
            values => format!("one of {}", values.join(", ")),
        };
    }
    for list in ["anyOf", "oneOf"] {
        let choices = schema.get(list).and_then(Value::as_array);
        let choices = choices.into_iter().flatten().filter_map(Value::as_object);
        kinds.extend(choices.map(|it| kind(it, definitions, levels)));
    }
    let mut seen = Vec::new();
    kinds.retain(|it| {
        !seen.contains(it) && {
            seen.push(it.clone());
            true
        }
    });
    let mut limits = Vec::new();
    for (least, most, of) in [
        ("minimum", "maximum", ""),
        ("minLength", "maxLength", " characters"),
        ("minItems", "maxItems", " elements"),
    ] {
        limits.extend(match (schema.get(least), schema.get(most)) {
            (Some(least), Some(most)) if least == most => Some(format!("exactly {least}{of}")),
            (Some(least), Some(most)) => Some(format!("from {least} to {most}{of}")),
            (Some(least), None) => Some(format!("at least {least}{of}")),
            (None, Some(most)) => Some(format!("at most {most}{of}")),
            (None, None) => None,
        });
    }
    if let Some(pattern) = given("pattern") {
        limits.push(match trait_schema::without_hash(pattern) {
            Some(pattern) => format!("matching `{pattern}`, or a hash"),
            None => format!("matching `{pattern}`"),
        });
    }
    let kinds = match kinds.is_empty() {
        true => "anything".to_owned(),
        false => kinds.join(" or "),
    };
    match limits.is_empty() {
        true => kinds,
        false => format!("{kinds}, {}", limits.join(" and ")),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What `build` makes, without what is the same in each event.
fn event(group: &Group, definitions: &Map<String, Value>) -> Option<Value> {
    let mut traits = Map::new();
    for it in &group.traits {
        match sample::of(&it.schema, definitions) {
            Some(value) => drop(traits.insert(it.name.clone(), value)),
            None if it.is_required => return None,
            None => {}
        }
    }
    Some(json!({
        "type": "group",
        "userId": "1hKOmRA4GRlm",
        "groupId": "5e8a78ba9d32d3b1898a6247",
        "traits": traits,
    }))
}
