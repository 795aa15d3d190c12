//! The properties and the custom types of a workspace. A property is told by its name and its type, whatever its limits are;
//! so texts with limits get custom types, and so does what would else be another property's double.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value};
use yaml_rust2::Yaml;

use super::super::dialect;
use super::super::rule::DISCRIMINATOR;
use super::super::trait_schema::Trait;
use super::{map, text, yaml};

/// What all groups of a plan need, without doubles.
pub(super) struct Properties<'a> {
    definitions: &'a Map<String, Value>,
    types: Vec<CustomType>,
    properties: Vec<Property>,
    /// The types of definitions.
    defined: HashMap<String, Type>,
    /// The definitions that are being made.
    within: Vec<String>,
    /// The properties of traits, by their places.
    of_traits: Vec<usize>,
    /// A name that a catalog does not take, and what has it.
    misnamed: Option<(String, String)>,
}

struct Property {
    id: String,
    name: String,
    description: String,
    of: Type,
    /// Whether it is defined elsewhere.
    is_reused: bool,
}

struct CustomType {
    id: String,
    name: String,
    /// What its name was made of, without the struct.
    of: String,
    description: String,
    content: Content,
}

/// Limits, in the words of a catalog. In an order of its own: that of JSON depends on the features of serde_json, and the files
/// are compared.
type Config = BTreeMap<String, Value>;

/// What a custom type is, apart from its names.
#[derive(PartialEq)]
struct Content {
    primitive: String,
    items: Items,
    config: Config,
    /// The places of properties, and whether they are required.
    properties: Vec<(usize, bool)>,
}

/// What a property may be.
#[derive(Clone, PartialEq)]
enum Type {
    Any,
    Primitives {
        types: Vec<String>,
        items: Items,
        config: Config,
    },
    /// The id of a custom type.
    Custom(String),
}

#[derive(Clone, PartialEq)]
enum Items {
    Any,
    Primitives(Vec<String>),
    Custom(String),
}

/// Keywords, as a catalog calls them, with the primitives that they are of.
const CONFIG: [(&str, &str, &[&str]); 13] = [
    ("enum", "enum", &["string", "integer", "number", "boolean"]),
    ("minLength", "min_length", &["string"]),
    ("maxLength", "max_length", &["string"]),
    ("pattern", "pattern", &["string"]),
    ("format", "format", &["string"]),
    ("minimum", "minimum", NUMBERS),
    ("maximum", "maximum", NUMBERS),
    ("exclusiveMinimum", "exclusive_minimum", NUMBERS),
    ("exclusiveMaximum", "exclusive_maximum", NUMBERS),
    ("multipleOf", "multiple_of", NUMBERS),
    ("minItems", "min_items", &["array"]),
    ("maxItems", "max_items", &["array"]),
    ("uniqueItems", "unique_items", &["array"]),
];

const NUMBERS: &[&str] = &["integer", "number"];

/// The formats that a catalog takes.
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

impl<'a> Properties<'a> {
    pub(super) fn new(definitions: &'a Map<String, Value>) -> Self {
        Self {
            definitions,
            types: Vec::new(),
            properties: Vec::new(),
            defined: HashMap::new(),
            within: Vec::new(),
            of_traits: Vec::new(),
            misnamed: None,
        }
    }

    /// The id of the property of a trait.
    pub(super) fn of_trait(&mut self, group: &str, it: &Trait) -> String {
        let place = self.property(&it.name, &it.schema, &hint(group, it));
        self.of_traits.push(place);
        self.id(place).to_owned()
    }

    /// Takes a property that is there already for what has the name and the type of this trait, wherever that is.
    pub(super) fn reuse(&mut self, group: &str, it: &Trait, id: &str) {
        let place = self.property(&it.name, &it.schema, &hint(group, it));
        let is_taken = |id: &str| self.properties.iter().any(|other| other.id == id);
        // Another one that was made on the way may have the id.
        let other = self.properties.iter().position(|other| other.id == id);
        let freed = free(format!("{id}_own"), is_taken);
        if let Some(other) = other.and_then(|other| self.properties.get_mut(other)) {
            other.id = freed;
        }
        if let Some(property) = self.properties.get_mut(place) {
            property.id = id.to_owned();
            property.is_reused = true;
        }
    }

    /// A name that a catalog does not take, and what has it.
    pub(super) fn misnamed(&self) -> Option<(String, String)> {
        self.misnamed.clone()
    }

    fn id(&self, place: usize) -> &str {
        self.properties.get(place).map_or("", |it| &it.id)
    }

    /// The place of a property with this name and this type.
    fn property(&mut self, name: &str, schema: &Map<String, Value>, hint: &str) -> usize {
        let description = description(schema, false);
        let mut of = self.type_of(schema, hint);
        // What has another one's name and type is another property only if its type is a custom one.
        let is_double = |of: &Type, other: &Property| {
            other.name == name && of.is_told_as(&other.of) && *of != other.of
        };
        if self.properties.iter().any(|other| is_double(&of, other)) {
            of = self.customized(of, hint);
        }
        let same = |other: &Property| other.name == name && other.of == of;
        if let Some(place) = self.properties.iter().position(same) {
            if let Some(same) = self.properties.get_mut(place)
                && same.description.is_empty()
            {
                same.description = description;
            }
            return place;
        }
        if name.trim() != name || !(1..=65).contains(&name.chars().count()) {
            let of = hint.strip_suffix(name).unwrap_or(hint).trim();
            let wrong = (of.to_owned(), name.to_owned());
            self.misnamed.get_or_insert(wrong);
        }
        let is_taken = |id: &str| self.properties.iter().any(|other| other.id == id);
        let id = free(format!("group_{}", id(name)), is_taken);
        self.properties.push(Property {
            id,
            name: name.to_owned(),
            description,
            of,
            is_reused: false,
        });
        self.properties.len() - 1
    }

    /// As a custom type. What may be null too can't be one, so nothing is said of it.
    fn customized(&mut self, of: Type, hint: &str) -> Type {
        match of {
            Type::Primitives {
                types,
                items,
                config,
            } => match <[String; 1]>::try_from(types) {
                Ok([primitive]) => self.custom(
                    hint,
                    String::new(),
                    Content {
                        primitive,
                        items,
                        config,
                        properties: Vec::new(),
                    },
                ),
                Err(_) => Type::Any,
            },
            other => other,
        }
    }

    /// A custom type, which may be there already.
    fn custom(&mut self, hint: &str, description: String, content: Content) -> Type {
        let of = hint.split_once(' ').map_or(hint, |(_, of)| of);
        // Limits that are the same by chance don't make two traits one type.
        let is_telling = |word: &str| content.config.contains_key(word);
        let is_one = content.primitive == "object" || is_telling("enum") || is_telling("format");
        let is_same = |it: &&CustomType| it.content == content && (is_one || it.of == of);
        if let Some(same) = self.types.iter().find(is_same) {
            return Type::Custom(same.id.clone());
        }
        let is_taken = |name: &str| {
            let mut types = self.types.iter();
            types.any(|other| other.name == name || other.id == id(name))
        };
        let name = free(type_name(hint), is_taken);
        let id = id(&name);
        self.types.push(CustomType {
            id: id.clone(),
            name,
            of: of.to_owned(),
            description,
            content,
        });
        Type::Custom(id)
    }

    fn type_of(&mut self, schema: &Map<String, Value>, hint: &str) -> Type {
        let referred = schema.get("$ref").and_then(Value::as_str);
        if let Some(name) = referred.and_then(dialect::definition) {
            return self.defined(name);
        }
        let mut types = types(schema);
        if types.is_empty() {
            return self.one_of(schema, hint);
        }
        let may_be_null = types.len() > 1 && types.iter().any(|it| it == "null");
        types.sort_unstable();
        let config = config(schema, &types);
        let items = self.items(schema, hint);
        let only = match types.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        };
        let description = description(schema, true);
        let properties = schema.get("properties").and_then(Value::as_object);
        match (only.as_deref(), properties) {
            (Some("object"), Some(properties)) => {
                let content = self.object(schema, properties, hint);
                self.custom(hint, description, content)
            }
            // Their limits are not part of what tells them, and texts often have some.
            (Some("string"), _) if !config.is_empty() && !may_be_null => {
                let content = Content {
                    primitive: "string".to_owned(),
                    items,
                    config,
                    properties: Vec::new(),
                };
                self.custom(hint, description, content)
            }
            _ => Type::Primitives {
                types,
                items,
                config,
            },
        }
    }

    /// The type of a definition. A custom type can't have itself as a part, so within a definition what leads back to it is any
    /// value of its JSON type, from whichever end it is looked at.
    fn defined(&mut self, name: &str) -> Type {
        let Some(schema) = self.definitions.get(name).and_then(Value::as_object) else {
            return Type::Any;
        };
        let leads_back = self.within.last().is_some_and(|within| {
            let parts = dialect::used(schema, self.definitions);
            within == name || parts.contains_key(within)
        });
        if leads_back {
            let types = types(schema);
            return match types.is_empty() {
                true => Type::Any,
                false => Type::Primitives {
                    types,
                    items: Items::Any,
                    config: Config::new(),
                },
            };
        }
        if let Some(known) = self.defined.get(name) {
            return known.clone();
        }
        self.within.push(name.to_owned());
        let made = self.type_of(schema, name);
        self.within.pop();
        self.defined.insert(name.to_owned(), made.clone());
        made
    }

    /// One of several types; any if more is said of them than that. A single one that may also be null keeps its limits.
    fn one_of(&mut self, schema: &Map<String, Value>, hint: &str) -> Type {
        let choices = ["anyOf", "oneOf"].iter().find_map(|it| schema.get(*it));
        let choices = choices.and_then(Value::as_array).into_iter().flatten();
        let choices = choices.map(|choice| self.primitive(choice.as_object()?, hint));
        let Some(mut choices) = choices.collect::<Option<Vec<_>>>() else {
            return Type::Any;
        };
        let all = choices.len();
        choices.retain(|(types, ..)| types != &["null"]);
        let may_be_null = choices.len() < all;
        let is_bare =
            |(_, items, config): &(_, Items, Config)| *items == Items::Any && config.is_empty();
        if choices.is_empty() || (choices.len() > 1 && !choices.iter().all(is_bare)) {
            return Type::Any;
        }
        let (mut types, mut items, mut config) = (Vec::new(), Items::Any, Config::new());
        for (its_types, its_items, its_config) in choices {
            types.extend(its_types);
            (items, config) = (its_items, its_config);
        }
        if may_be_null {
            types.push("null".to_owned());
            if let Some(Value::Array(values)) = config.get_mut("enum") {
                values.push(Value::Null);
            }
        }
        types.sort_unstable();
        types.dedup();
        Type::Primitives {
            types,
            items,
            config,
        }
    }

    /// The types, the elements and the limits of what may be one of several types; of an object only that it is one.
    fn primitive(
        &mut self,
        schema: &Map<String, Value>,
        hint: &str,
    ) -> Option<(Vec<String>, Items, Config)> {
        match self.type_of(schema, hint) {
            Type::Any => None,
            Type::Primitives {
                types,
                items,
                config,
            } => Some((types, items, config)),
            Type::Custom(id) => {
                let custom = self.types.iter().find(|it| it.id == id)?;
                let Content {
                    primitive,
                    items,
                    config,
                    ..
                } = &custom.content;
                let config = match primitive.as_str() {
                    "object" => Config::new(),
                    _ => config.clone(),
                };
                Some((vec![primitive.clone()], items.clone(), config))
            }
        }
    }

    fn items(&mut self, schema: &Map<String, Value>, hint: &str) -> Items {
        let Some(items) = schema.get("items").and_then(Value::as_object) else {
            return Items::Any;
        };
        let hint = format!("{hint}Item");
        let of = match self.type_of(items, &hint) {
            of @ Type::Primitives { .. } if of.has_config() => self.customized(of, &hint),
            of => of,
        };
        match of {
            Type::Any => Items::Any,
            Type::Primitives { types, .. } => Items::Primitives(types),
            Type::Custom(id) => Items::Custom(id),
        }
    }

    fn object(
        &mut self,
        schema: &Map<String, Value>,
        properties: &Map<String, Value>,
        hint: &str,
    ) -> Content {
        let required = schema.get("required").and_then(Value::as_array);
        let is_required = |name: &str| required.is_some_and(|it| it.iter().any(|it| it == name));
        let any = Map::new();
        let properties: BTreeMap<_, _> = properties.iter().collect();
        let properties = properties.into_iter().map(|(name, schema)| {
            let schema = schema.as_object().unwrap_or(&any);
            let hint = format!("{hint} {name}");
            (self.property(name, schema, &hint), is_required(name))
        });
        let properties = properties.collect();
        let mut config = Config::new();
        if schema.get("additionalProperties") == Some(&Value::Bool(false)) {
            config.insert("additional_properties".to_owned(), false.into());
        }
        Content {
            primitive: "object".to_owned(),
            items: Items::Any,
            config,
            properties,
        }
    }

    /// The custom types and the properties, without those that were made on the way and are not used.
    pub(super) fn used(&self) -> (Vec<Yaml>, Vec<Yaml>) {
        let (mut places, mut types) = (BTreeSet::new(), HashSet::new());
        let mut due = self.of_traits.clone();
        while let Some(place) = due.pop() {
            let property = self.properties.get(place);
            let Some(property) = property.filter(|it| !it.is_reused && places.insert(place)) else {
                continue;
            };
            let mut referred = property.of.custom();
            while let Some(found) = referred.and_then(|id| self.types.iter().find(|it| it.id == id))
            {
                types.insert(found.id.as_str());
                due.extend(found.content.properties.iter().map(|(place, _)| place));
                referred = found.content.items.custom();
            }
        }
        let types = self.types.iter().filter(|it| types.contains(&*it.id));
        let properties = places
            .iter()
            .filter_map(|place| self.properties.get(*place));
        (
            types.map(|it| self.type_yaml(it)).collect(),
            properties.map(Property::yaml).collect(),
        )
    }

    fn type_yaml(&self, of: &CustomType) -> Yaml {
        let content = &of.content;
        let mut members = vec![
            ("id", text(&of.id)),
            ("name", text(&of.name)),
            ("type", text(&content.primitive)),
        ];
        members.extend(content.items.yaml());
        members.extend(description_yaml(&of.description));
        members.extend(config_yaml(&content.config));
        if !content.properties.is_empty() {
            let properties = content.properties.iter().map(|(place, is_required)| {
                map([
                    ("property", text(&format!("#property:{}", self.id(*place)))),
                    ("required", Yaml::Boolean(*is_required)),
                ])
            });
            members.push(("properties", Yaml::Array(properties.collect())));
        }
        map(members)
    }
}

impl Type {
    /// Whether a workspace takes the two for one type: limits don't count.
    fn is_told_as(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Primitives { types, items, .. },
                Self::Primitives {
                    types: other_types,
                    items: other_items,
                    ..
                },
            ) => types == other_types && items == other_items,
            (one, other) => one == other,
        }
    }

    fn custom(&self) -> Option<&str> {
        match self {
            Self::Custom(id) => Some(id),
            Self::Primitives { items, .. } => items.custom(),
            Self::Any => None,
        }
    }

    fn has_config(&self) -> bool {
        matches!(self, Self::Primitives { config, .. } if !config.is_empty())
    }
}

impl Items {
    fn custom(&self) -> Option<&str> {
        match self {
            Self::Custom(id) => Some(id),
            Self::Any | Self::Primitives(_) => None,
        }
    }

    fn yaml(&self) -> Option<(&'static str, Yaml)> {
        match self {
            Self::Any => None,
            Self::Primitives(types) => match types.as_slice() {
                [only] => Some(("item_type", text(only))),
                types => Some((
                    "item_types",
                    Yaml::Array(types.iter().map(|it| text(it)).collect()),
                )),
            },
            Self::Custom(id) => Some(("item_type", text(&format!("#custom-type:{id}")))),
        }
    }
}

fn config_yaml(config: &Config) -> Option<(&'static str, Yaml)> {
    let members = config
        .iter()
        .map(|(key, value)| (key.as_str(), yaml(value)));
    (!config.is_empty()).then(|| ("config", map(members)))
}

fn description_yaml(description: &str) -> Option<(&'static str, Yaml)> {
    (!description.is_empty()).then(|| ("description", text(description)))
}

impl Property {
    fn yaml(&self) -> Yaml {
        let mut members = vec![("id", text(&self.id)), ("name", text(&self.name))];
        let mut config = None;
        match &self.of {
            Type::Any => {}
            Type::Custom(id) => members.push(("type", text(&format!("#custom-type:{id}")))),
            Type::Primitives {
                types,
                items,
                config: limits,
            } => {
                members.push(match types.as_slice() {
                    [only] => ("type", text(only)),
                    types => (
                        "types",
                        Yaml::Array(types.iter().map(|it| text(it)).collect()),
                    ),
                });
                members.extend(items.yaml());
                config = config_yaml(limits);
            }
        }
        members.extend(description_yaml(&self.description));
        members.extend(config);
        map(members)
    }
}

fn types(schema: &Map<String, Value>) -> Vec<String> {
    let types = schema.get("type").and_then(Value::as_array);
    let types = types.into_iter().flatten().filter_map(Value::as_str);
    types.map(str::to_owned).collect()
}

/// The limits that a catalog has a word for.
fn config(schema: &Map<String, Value>, types: &[String]) -> Config {
    let has = |primitives: &[&str]| types.iter().any(|it| primitives.contains(&&**it));
    let words = CONFIG.iter().filter(|(.., primitives)| has(primitives));
    let given = words.filter_map(|(keyword, word, _)| {
        let value = schema.get(*keyword)?;
        let is_known = *keyword != "format"
            || value
                .as_str()
                .is_some_and(|format| FORMATS.contains(&format));
        is_known.then(|| ((*word).to_owned(), value.clone()))
    });
    given.collect()
}

/// A description that a catalog takes: from 3 to 2000 characters, of some kinds beginning with a letter.
fn description(schema: &Map<String, Value>, begins_with_letter: bool) -> String {
    let given = schema.get("description").and_then(Value::as_str);
    let given: String = given
        .unwrap_or_default()
        .trim()
        .chars()
        .take(2000)
        .collect();
    let begins = given.starts_with(|c: char| c.is_ascii_alphabetic());
    match given.chars().count() >= 3 && (begins || !begins_with_letter) {
        true => given,
        false => String::new(),
    }
}

/// What the custom type of a trait may be called.
fn hint(group: &str, it: &Trait) -> String {
    let schema = &it.schema;
    let given = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
    let own = format!("{group} {}", it.name);
    let parts = schema.get("properties").and_then(Value::as_object);
    let is_whole_address = it.name == "address"
        && parts.is_some_and(|it| it.len() == 5)
        && !schema.contains_key("required");
    let is_alone = |keyword: &str| {
        let limits = schema.keys();
        let mut limits = limits.filter(|it| !["type", "description", keyword].contains(&&***it));
        limits.next().is_none()
    };
    match (given("format"), given("pattern")) {
        _ if it.name == DISCRIMINATOR => "GroupType".to_owned(),
        (Some("date-time"), _) if is_alone("format") => "IsoDateTime".to_owned(),
        (Some("date"), _) if is_alone("format") => "IsoDate".to_owned(),
        (_, Some(pattern)) if is_alone("pattern") && pattern.starts_with("^[0-9]{4}-[0-9]{2}") => {
            "IsoDateOrDateTime".to_owned()
        }
        _ if is_whole_address => "PostalAddress".to_owned(),
        _ => own,
    }
}

/// The name of a custom type: words of ASCII letters and digits, each with a capital.
fn type_name(hint: &str) -> String {
    let words = hint.split(|c: char| !c.is_ascii_alphanumeric());
    let mut name = String::new();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) || name.len() < 2 {
        name.insert_str(0, "Type");
    }
    name.truncate(60);
    name
}

/// In snake case, of ASCII letters, digits and underscores.
pub(in super::super) fn id(name: &str) -> String {
    let mut id = String::new();
    let mut was_lower = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && was_lower {
                id.push('_');
            }
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('_') {
            id.push('_');
        }
        was_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    id
}

/// The name, or the first of it with a number that is not taken.
pub(in super::super) fn free(name: String, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(&name) {
        return name;
    }
    let mut numbered = (2..).map(|number: u64| format!("{name}{number}"));
    numbered.find(|it| !is_taken(it)).unwrap_or(name)
}
