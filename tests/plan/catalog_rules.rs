//! The rules of rudder-cli for `rudder/v1` files, held against each catalog of the examples.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use yaml_rust2::{Yaml, YamlLoader};

use crate::examples::cases;
use crate::folder::Folder;

const PRIMITIVES: [&str; 7] = [
    "string", "number", "integer", "boolean", "null", "array", "object",
];
const FORMATS: [&str; 8] = [
    "date-time",
    "date",
    "time",
    "email",
    "uuid",
    "hostname",
    "ipv4",
    "ipv6",
];

/// A catalog, with everything that is wrong with it.
#[derive(Default)]
struct Catalog {
    types: Vec<Value>,
    properties: Vec<Value>,
    events: Vec<Value>,
    plan: Value,
    wrong: Vec<String>,
}

fn json(yaml: &Yaml) -> Value {
    match yaml {
        Yaml::String(text) => text.clone().into(),
        Yaml::Integer(integer) => (*integer).into(),
        Yaml::Real(real) => real.parse::<f64>().unwrap().into(),
        Yaml::Boolean(boolean) => (*boolean).into(),
        Yaml::Array(values) => values.iter().map(json).collect(),
        Yaml::Hash(members) => {
            let members = members.iter();
            let members =
                members.map(|(key, value)| (key.as_str().unwrap().to_owned(), json(value)));
            Value::Object(members.collect())
        }
        Yaml::Null => Value::Null,
        other => panic!("{other:?}"),
    }
}

fn text<'v>(of: &'v Value, key: &str) -> &'v str {
    of[key].as_str().unwrap_or_default()
}

fn list<'v>(of: &'v Value, key: &str) -> &'v [Value] {
    of[key].as_array().map_or(&[], Vec::as_slice)
}

/// Whether a text is a letter of `first`, and then so many of `then` that its length is within `length`.
fn is_name(
    text: &str,
    length: std::ops::RangeInclusive<usize>,
    first: fn(char) -> bool,
    then: fn(char) -> bool,
) -> bool {
    let mut chars = text.chars();
    length.contains(&text.chars().count()) && chars.next().is_some_and(first) && chars.all(then)
}

fn is_id(id: &str) -> bool {
    let is_char = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    is_name(id, 1..=usize::MAX, is_char, is_char)
}

impl Catalog {
    fn read(folder: &Folder) -> Self {
        let mut catalog = Self::default();
        for (file, kind, members) in [
            ("custom-types.yaml", "custom-types", &["types"][..]),
            ("properties.yaml", "properties", &["properties"]),
            ("events.yaml", "events", &["events"]),
            (
                "tracking-plan.yaml",
                "tracking-plan",
                &["id", "display_name", "description", "rules"],
            ),
        ] {
            let documents = YamlLoader::load_from_str(&folder.read(file)).unwrap();
            assert_eq!(documents.len(), 1, "only the first document is read");
            let document = json(&documents[0]);
            catalog.has_only(file, &document, &["version", "kind", "metadata", "spec"]);
            catalog.is(text(&document, "version") == "rudder/v1", "version");
            catalog.is(text(&document, "kind") == kind, "kind");
            catalog.is(!text(&document["metadata"], "name").is_empty(), "metadata");
            let spec = &document["spec"];
            catalog.has_only(file, spec, members);
            match kind {
                "custom-types" => catalog.types = list(spec, "types").to_vec(),
                "properties" => catalog.properties = list(spec, "properties").to_vec(),
                "events" => catalog.events = list(spec, "events").to_vec(),
                _ => catalog.plan = spec.clone(),
            }
        }
        catalog
    }

    fn is(&mut self, holds: bool, what: impl std::fmt::Display) {
        if !holds {
            self.wrong.push(what.to_string());
        }
    }

    /// Unknown keys are refused.
    fn has_only(&mut self, what: &str, of: &Value, keys: &[&str]) {
        for key in of.as_object().unwrap().keys() {
            self.is(keys.contains(&&**key), format!("{what}: {key}"));
        }
    }

    fn check(&mut self) {
        self.ids_are_unique();
        for property in self.properties.clone() {
            self.property(&property);
        }
        for custom in self.types.clone() {
            self.custom_type(&custom);
        }
        self.properties_are_told_by_name_and_type();
        self.types_have_no_cycles();
        self.event();
        self.rule();
    }

    fn ids_are_unique(&mut self) {
        for (kind, all) in [
            ("type", self.types.clone()),
            ("property", self.properties.clone()),
            ("event", self.events.clone()),
        ] {
            let mut seen = HashSet::new();
            for one in &all {
                let id = text(one, "id").to_owned();
                self.is(is_id(&id), format!("{kind} id {id}"));
                self.is(seen.insert(id.clone()), format!("{kind} {id} twice"));
            }
        }
        let mut names = HashSet::new();
        for custom in self.types.clone() {
            let name = text(&custom, "name").to_owned();
            self.is(names.insert(name.clone()), format!("type {name} twice"));
        }
    }

    fn description(&mut self, of: &Value, needs_letter: bool) {
        let Some(description) = of.get("description").and_then(Value::as_str) else {
            return;
        };
        let length = description.chars().count();
        let begins = description.starts_with(|c: char| c.is_ascii_alphabetic());
        let holds = (3..=2000).contains(&length) && (begins || !needs_letter);
        self.is(holds, format!("description {description}"));
    }

    /// The type, the elements and the limits of a property or a custom type.
    fn kind(&mut self, of: &Value, is_custom: bool) {
        let id = text(of, "id").to_owned();
        let (single, several) = (of.get("type"), of.get("types"));
        self.is(
            single.is_none() || several.is_none(),
            format!("{id}: type and types"),
        );
        if is_custom {
            self.is(
                single.is_some(),
                format!("{id}: a custom type has one type"),
            );
        }
        let name = text(of, "type").to_owned();
        let refers = name.starts_with("#custom-type:");
        if refers {
            self.is(!is_custom, format!("{id}: a custom type is a primitive"));
            self.refers("#custom-type:", &name);
        } else if single.is_some() {
            self.is(PRIMITIVES.contains(&&*name), format!("{id}: {name}"));
        }
        let mut types: Vec<String> = list(of, "types")
            .iter()
            .map(|it| it.as_str().unwrap().to_owned())
            .collect();
        let mut seen = HashSet::new();
        for name in types.clone() {
            let holds = PRIMITIVES.contains(&&*name) && seen.insert(name.clone());
            self.is(holds, format!("{id}: {name}"));
        }
        if !refers && single.is_some() {
            types.push(name);
        }
        let has_items = of.get("item_type").is_some() || of.get("item_types").is_some();
        self.is(
            of.get("item_type").is_none() || of.get("item_types").is_none(),
            format!("{id}: item_type and item_types"),
        );
        self.is(
            !has_items || types.iter().any(|it| it == "array"),
            format!("{id}: items of what is no array"),
        );
        match text(of, "item_type") {
            "" => {}
            reference if reference.starts_with('#') => self.refers("#custom-type:", reference),
            name => self.is(PRIMITIVES.contains(&name), format!("{id}: {name}")),
        }
        for name in list(of, "item_types") {
            let holds = PRIMITIVES.contains(&name.as_str().unwrap());
            self.is(holds, format!("{id}: {name}"));
        }
        if let Some(config) = of.get("config").and_then(Value::as_object) {
            self.is(!refers, format!("{id}: a custom type has its own limits"));
            self.config(&id, config, &types, is_custom);
        }
    }

    fn config(&mut self, id: &str, config: &Map<String, Value>, types: &[String], is_custom: bool) {
        let has = |primitives: &[&str]| types.iter().any(|it| primitives.contains(&&**it));
        for (key, value) in config {
            let holds = match &**key {
                "enum" => {
                    let values: Vec<_> = value.as_array().unwrap().iter().collect();
                    let unique: HashSet<_> = values.iter().map(ToString::to_string).collect();
                    unique.len() == values.len() && has(&["string", "integer", "number", "boolean"])
                }
                "min_length" | "max_length" => has(&["string"]) && value.is_u64(),
                "pattern" => has(&["string"]) && value.is_string(),
                "format" => {
                    has(&["string"]) && FORMATS.contains(&value.as_str().unwrap_or_default())
                }
                "minimum" | "maximum" | "exclusive_minimum" | "exclusive_maximum"
                | "multiple_of" => has(&["integer", "number"]) && value.is_number(),
                "min_items" | "max_items" => has(&["array"]) && value.is_u64(),
                "unique_items" => has(&["array"]) && value.is_boolean(),
                "additional_properties" => is_custom && has(&["object"]) && value.is_boolean(),
                _ => false,
            };
            self.is(holds, format!("{id}: config {key}: {value}"));
        }
    }

    fn property(&mut self, property: &Value) {
        let id = text(property, "id").to_owned();
        self.has_only(
            &id,
            property,
            &[
                "id",
                "name",
                "type",
                "types",
                "item_type",
                "item_types",
                "description",
                "config",
            ],
        );
        let name = text(property, "name").to_owned();
        let is_fine = (1..=65).contains(&name.chars().count()) && name.trim() == name;
        self.is(is_fine, format!("property name {name}"));
        self.description(property, false);
        self.kind(property, false);
    }

    fn custom_type(&mut self, custom: &Value) {
        let id = text(custom, "id").to_owned();
        self.has_only(
            &id,
            custom,
            &[
                "id",
                "name",
                "type",
                "item_type",
                "item_types",
                "description",
                "config",
                "properties",
            ],
        );
        let name = text(custom, "name").to_owned();
        let is_fine = is_name(
            &name,
            2..=65,
            |c| c.is_ascii_uppercase(),
            |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'),
        );
        self.is(is_fine, format!("type name {name}"));
        self.description(custom, true);
        self.kind(custom, true);
        if text(custom, "type") != "object" {
            self.is(
                list(custom, "properties").is_empty(),
                format!("{id}: parts"),
            );
        }
        self.entries(&id, list(custom, "properties"));
    }

    /// Entries of a rule, a case or a custom type.
    fn entries(&mut self, of: &str, entries: &[Value]) {
        let mut seen = HashSet::new();
        for entry in entries {
            self.has_only(of, entry, &["property", "required"]);
            self.is(entry["required"].is_boolean(), format!("{of}: required"));
            let reference = text(entry, "property");
            self.refers("#property:", reference);
            self.is(
                seen.insert(reference.to_owned()),
                format!("{of}: {reference} twice"),
            );
        }
    }

    fn refers(&mut self, prefix: &str, reference: &str) {
        let id = reference.strip_prefix(prefix).unwrap_or_default();
        let all = match prefix {
            "#property:" => &self.properties,
            "#custom-type:" => &self.types,
            _ => &self.events,
        };
        let is_there = all.iter().any(|it| text(it, "id") == id);
        self.is(is_id(id) && is_there, format!("nothing is {reference}"));
    }

    /// Limits are no part of the key.
    fn properties_are_told_by_name_and_type(&mut self) {
        let mut seen = HashSet::new();
        for property in self.properties.clone() {
            let mut types: Vec<_> = list(&property, "types").to_vec();
            types.extend(property.get("type").cloned());
            types.sort_by_key(Value::to_string);
            let mut items: Vec<_> = list(&property, "item_types").to_vec();
            items.extend(property.get("item_type").cloned());
            let key = format!("{} {types:?} {items:?}", text(&property, "name"));
            self.is(seen.insert(key.clone()), format!("two properties: {key}"));
        }
    }

    fn types_have_no_cycles(&mut self) {
        let properties: HashMap<String, Value> = self
            .properties
            .iter()
            .map(|it| (format!("#property:{}", text(it, "id")), it.clone()))
            .collect();
        let parts = |custom: &Value| -> Vec<String> {
            let entries = list(custom, "properties").iter();
            let properties = entries.filter_map(|it| properties.get(text(it, "property")));
            let all = properties.chain([custom]);
            let types = all.flat_map(|it| [text(it, "type"), text(it, "item_type")]);
            types
                .filter_map(|it| it.strip_prefix("#custom-type:").map(str::to_owned))
                .collect()
        };
        let edges: HashMap<String, Vec<String>> = self
            .types
            .iter()
            .map(|it| (text(it, "id").to_owned(), parts(it)))
            .collect();
        for start in edges.keys() {
            let (mut due, mut seen) = (edges[start].clone(), HashSet::new());
            while let Some(id) = due.pop() {
                self.is(id != *start, format!("{start} is a part of itself"));
                if seen.insert(id.clone()) {
                    due.extend(edges[&id].clone());
                }
            }
        }
    }

    fn event(&mut self) {
        let events = self.events.clone();
        self.is(events.len() == 1, "one group event");
        for event in &events {
            self.has_only("event", event, &["id", "event_type", "description"]);
            self.is(text(event, "event_type") == "group", "event_type");
            self.description(event, true);
        }
    }

    fn rule(&mut self) {
        let plan = self.plan.clone();
        self.is(is_id(text(&plan, "id")), "plan id");
        let display_name = text(&plan, "display_name");
        let is_fine = is_name(
            display_name,
            3..=65,
            |c| c.is_ascii_alphabetic() || c == '_',
            |c| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | ',' | '.' | '-'),
        );
        self.is(
            is_fine && !display_name.ends_with(' '),
            format!("display name {display_name}"),
        );
        self.is(
            list(&plan, "rules").len() == 1,
            "one rule for the one event",
        );
        let rule = &plan["rules"][0];
        self.has_only(
            "rule",
            rule,
            &[
                "type",
                "id",
                "event",
                "identity_section",
                "additional_properties",
                "properties",
                "variants",
            ],
        );
        self.is(text(rule, "type") == "event_rule", "type of the rule");
        self.is(is_id(text(rule, "id")), "id of the rule");
        self.refers("#event:", text(rule, "event"));
        // Without it, it would be `properties`.
        self.is(
            text(rule, "identity_section") == "traits",
            "identity_section",
        );
        self.is(
            rule["additional_properties"] == false,
            "additional_properties",
        );
        self.entries("rule", list(rule, "properties"));
        let variants = list(rule, "variants");
        self.is(variants.len() <= 1, "one variant");
        for variant in variants {
            self.has_only(
                "variant",
                variant,
                &["type", "discriminator", "cases", "default"],
            );
            self.is(
                text(variant, "type") == "discriminator",
                "type of the variant",
            );
            let discriminator = text(variant, "discriminator");
            let entries = list(rule, "properties").iter();
            let is_there = entries
                .clone()
                .any(|it| text(it, "property") == discriminator);
            self.is(is_there, "the discriminator is a property of the rule");
            self.is(!list(variant, "cases").is_empty(), "cases");
            self.is(variant["default"]["properties"].is_array(), "default");
            for case in list(variant, "cases") {
                self.has_only(
                    "case",
                    case,
                    &["display_name", "match", "description", "properties"],
                );
                self.is(!text(case, "display_name").is_empty(), "display_name");
                let matches = list(case, "match");
                let is_fine = !matches.is_empty() && matches.iter().all(Value::is_string);
                self.is(is_fine, "match");
                self.is(
                    !list(case, "properties").is_empty(),
                    "a case has properties",
                );
                self.entries("case", list(case, "properties"));
            }
        }
    }
}

/// What is wrong with the catalog in a folder.
fn wrong(folder: &Folder) -> Vec<String> {
    let mut catalog = Catalog::read(folder);
    catalog.check();
    catalog.wrong
}

#[test]
fn each_catalog_keeps_the_rules() {
    for case in cases() {
        let wrong = wrong(&Folder::of(&case));
        assert!(wrong.is_empty(), "{}: {wrong:?}", case.name);
    }
}

/// So that the checker is not blind.
#[test]
fn what_breaks_a_rule_is_found() {
    let spoiled = [
        (
            "tracking-plan.yaml",
            "identity_section: traits",
            "identity_section: properties",
        ),
        (
            "tracking-plan.yaml",
            "#property:group_seats_left",
            "#property:group_seat",
        ),
        (
            "tracking-plan.yaml",
            "display_name: Several Groups",
            "display_name: \"1 Group\"",
        ),
        (
            "tracking-plan.yaml",
            "additional_properties: false",
            "additional_properties: true",
        ),
        (
            "custom-types.yaml",
            "name: CompanyPlan",
            "name: companyPlan",
        ),
        ("custom-types.yaml", "format: date-time", "format: uri"),
        ("custom-types.yaml", "- basic", "- enterprise"),
        ("custom-types.yaml", "type: object", "type: objet"),
        ("properties.yaml", "name: seatsLeft", "name: size"),
        ("properties.yaml", "item_type: string", "item_type: text"),
        ("properties.yaml", "name: name", "name: \" name\""),
        ("properties.yaml", "- id: group_plan", "- id: group_name"),
        ("events.yaml", "event_type: group", "name: group"),
    ];
    for (file, from, to) in spoiled {
        let case = cases().into_iter().find(|it| it.name == "several").unwrap();
        let folder = Folder::of(&case);
        let content = folder.read(file);
        assert!(content.contains(from), "{file}: {from}");
        std::fs::write(folder.0.join(file), content.replacen(from, to, 1)).unwrap();
        assert!(!wrong(&folder).is_empty(), "{file}: {from} → {to}");
    }
}
