//! The plan as a page for people.

use std::fmt::Write;

use serde_json::{Value, json};

use super::group::Group;
use super::schema::{self, Schema, followed, properties};
use super::trait_schema::{Trait, without_hash};
use super::{TrackingPlan, dialect, group, sample};

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
        for sent in &group.traits {
            let mut table = Table {
                definitions: &definitions,
                sent,
                rows: String::new(),
            };
            table.row(&sent.name, &sent.schema, sent.is_required, DEEPEST);
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

/// The rows of one trait.
struct Table<'a> {
    definitions: &'a Schema,
    sent: &'a Trait,
    rows: String,
}

impl Table<'_> {
    /// The row of a trait, and those of its parts.
    fn row(&mut self, path: &str, schema: &Schema, is_required: bool, levels: usize) {
        let required = if is_required { "yes" } else { "" };
        let description = schema::text(schema, "description").unwrap_or_default();
        let pii = self.sent.pii.iter().find(|(of, _)| of == path);
        let pii = pii.map_or("", |(_, category)| category);
        let kind = kind(schema, self.definitions, DEEPEST);
        let cells = [kind.as_str(), required, description, pii].map(cell);
        let name = cell(path).replace('`', "'");
        let _ = writeln!(self.rows, "| `{name}` | {} |", cells.join(" | "));
        if levels > 1 {
            for (name, (part, is_required)) in properties(followed(schema, self.definitions)) {
                self.row(&format!("{path}.{name}"), &part, is_required, levels - 1);
            }
        }
    }
}

/// On one line, without what ends a cell.
fn cell(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").replace('|', "\\|")
}

/// The valid values, in words.
fn kind(schema: &Schema, definitions: &Schema, levels: usize) -> String {
    // A type may be a part of itself.
    let Some(levels) = levels.checked_sub(1) else {
        return "…".to_owned();
    };
    let schema = followed(schema, definitions);
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values: Vec<_> = values
            .iter()
            .map(|value| format!("`{}`", plain(value)))
            .collect();
        let one_of = if values.len() == 1 { "" } else { "one of " };
        return format!("{one_of}{}", values.join(", "));
    }
    let types = schema::types(schema).map(|name| match name {
        "string" => match schema::text(schema, "format") {
            Some("date-time") => "date and time".to_owned(),
            Some(format) => format.to_owned(),
            None => "text".to_owned(),
        },
        "integer" => "whole number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "array" => match schema::object(schema, "items") {
            Some(items) => format!("list of {}", kind(items, definitions, levels)),
            None => "list".to_owned(),
        },
        other => other.to_owned(),
    });
    let choices = ["anyOf", "oneOf"]
        .into_iter()
        .flat_map(|keyword| schema::list(schema, keyword))
        .filter_map(Value::as_object)
        .map(|choice| kind(choice, definitions, levels));
    let mut kinds: Vec<String> = Vec::new();
    for kind in types.chain(choices) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() {
        kinds.push("anything".to_owned());
    }
    let kinds = kinds.join(" or ");
    let limits = limits(schema).join(" and ");
    if limits.is_empty() {
        kinds
    } else {
        format!("{kinds}, {limits}")
    }
}

/// The limits of a value, in words.
fn limits(schema: &Schema) -> Vec<String> {
    let ranges = [
        ("minimum", "maximum", ""),
        ("minLength", "maxLength", " characters"),
        ("minItems", "maxItems", " elements"),
    ];
    let ranges = ranges.into_iter().filter_map(|(least, most, unit)| {
        Some(match (schema.get(least), schema.get(most)) {
            (Some(least), Some(most)) if least == most => format!("exactly {least}{unit}"),
            (Some(least), Some(most)) => format!("from {least} to {most}{unit}"),
            (Some(least), None) => format!("at least {least}{unit}"),
            (None, Some(most)) => format!("at most {most}{unit}"),
            (None, None) => return None,
        })
    });
    let pattern = schema::text(schema, "pattern").map(|pattern| match without_hash(pattern) {
        Some(pattern) => format!("matching `{pattern}`, or a hash"),
        None => format!("matching `{pattern}`"),
    });
    ranges.chain(pattern).collect()
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The event that `build` returns, without the members that are the same in each event.
fn event(group: &Group, definitions: &Schema) -> Option<Value> {
    let mut traits = Schema::new();
    for sent in &group.traits {
        match sample::of(&sent.schema, definitions) {
            Some(value) => drop(traits.insert(sent.name.clone(), value)),
            None if sent.is_required => return None,
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
