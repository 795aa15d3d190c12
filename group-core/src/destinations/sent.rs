//! What a group call sends, as far as it is known: of a type, from its declaration; of an event, from its JSON.

use serde_json::{Map, Number, Value};

use crate::declaration::{Declaration, Entry, Kind, Part};
use crate::detail::{Detail, Shape};
use crate::reserved::{ADDRESS, SUBFIELDS};

pub(crate) struct Sent {
    pub(crate) traits: Vec<Trait>,
    /// Of an event.
    pub(crate) event: Option<Event>,
}

/// What only an event shows.
pub(crate) struct Event {
    pub(crate) has_user_id: bool,
    pub(crate) has_anonymous_id: bool,
    pub(crate) context: Map<String, Value>,
}

pub(crate) struct Trait {
    pub(crate) name: String,
    /// The field of the struct, if it is known.
    pub(crate) field: Option<&'static str>,
    pub(crate) content: Content,
    pub(crate) is_optional: bool,
    /// Whether nothing is sent as null.
    pub(crate) sends_null: bool,
    pub(crate) description: &'static str,
}

/// A value, or what is known of the values of a type.
pub(crate) enum Content {
    Null,
    Bool(Option<bool>),
    Int(Option<i64>),
    Float(Option<f64>),
    Text(Option<String>),
    Date,
    Array(Option<Vec<Content>>),
    Object(Option<Vec<(String, Content)>>),
    Unknown,
}

impl Sent {
    pub(crate) fn of_type(declaration: &Declaration) -> Self {
        let mut traits = Vec::new();
        let part = Whose {
            is_base: true,
            is_optional: false,
        };
        add(declaration, part, &mut traits);
        Self {
            traits,
            event: None,
        }
    }

    /// Without traits if it is no group event.
    pub(crate) fn of_event(mut event: Value) -> Self {
        let is_group = event.get("type").is_some_and(|it| it == "group");
        let mut take = |key: &str| match event.get_mut(key).map(Value::take) {
            Some(Value::Object(members)) => members,
            _ => Map::new(),
        };
        let (traits, context) = (take("traits"), take("context"));
        let traits = traits
            .into_iter()
            .filter(|_| is_group)
            .map(|(name, value)| Trait {
                field: None,
                is_optional: false,
                sends_null: value.is_null(),
                description: "",
                content: Content::of(value),
                name,
            });
        Self {
            traits: traits.collect(),
            event: Some(Event {
                has_user_id: event.get("userId").is_some(),
                has_anonymous_id: event.get("anonymousId").is_some(),
                context,
            }),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Trait> {
        self.traits.iter().find(|it| it.name == name)
    }
}

impl Event {
    pub(crate) fn user_trait(&self, name: &str) -> Option<&Value> {
        self.context.get("traits")?.get(name)
    }
}

impl Trait {
    /// The content at a path that begins with its name.
    pub(crate) fn at(&self, path: &str) -> Option<&Content> {
        match path.strip_prefix(&*self.name)? {
            "" => Some(&self.content),
            rest => {
                let key = rest.strip_prefix('.')?;
                let Content::Object(Some(members)) = &self.content else {
                    return None;
                };
                members.iter().find(|(it, _)| it == key).map(|(_, it)| it)
            }
        }
    }
}

impl Content {
    pub(crate) fn of(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(Some(value)),
            Value::Number(value) => Self::number(&value),
            Value::String(text) => Self::Text(Some(text)),
            Value::Array(items) => Self::Array(Some(items.into_iter().map(Self::of).collect())),
            Value::Object(members) => {
                let members = members.into_iter().map(|(key, it)| (key, Self::of(it)));
                Self::Object(Some(members.collect()))
            }
        }
    }

    fn number(value: &Number) -> Self {
        match value.as_i64() {
            Some(value) => Self::Int(Some(value)),
            None => Self::Float(value.as_f64()),
        }
    }

    fn of_shape(shape: Shape) -> Self {
        match shape {
            Shape::Text => Self::Text(None),
            Shape::Date => Self::Date,
            Shape::Int => Self::Int(None),
            Shape::Float => Self::Float(None),
            Shape::Bool => Self::Bool(None),
            Shape::Array => Self::Array(None),
            Shape::Object => Self::Object(None),
            Shape::Unknown => Self::Unknown,
        }
    }
}

/// Whose traits are added.
#[derive(Clone, Copy)]
struct Whose {
    /// Whether the id and the constant are sent.
    is_base: bool,
    is_optional: bool,
}

fn add(declaration: &Declaration, whose: Whose, traits: &mut Vec<Trait>) {
    let mut flattened = declaration.flattened.iter();
    let mut details = declaration.details().iter();
    for entry in declaration.own() {
        let detail = details.next();
        let is_optional = whose.is_optional || is_optional(&entry, detail);
        match entry.part {
            Part::Id => {}
            Part::Constant | Part::SentId if !whose.is_base => {}
            Part::Flatten | Part::Base => {
                let is_base = whose.is_base && entry.part == Part::Base;
                if let Some(inner) = flattened.next() {
                    add(
                        inner,
                        Whose {
                            is_base,
                            is_optional,
                        },
                        traits,
                    );
                }
            }
            Part::Subfield => add_subfield(&entry, traits, is_optional, detail),
            _ => traits.push(Trait {
                name: entry.wire().to_owned(),
                field: Some(entry.field()).filter(|it| !it.is_empty()),
                content: content(&entry, detail),
                is_optional,
                sends_null: entry.sends_null,
                description: detail.map_or("", |it| it.description),
            }),
        }
    }
}

fn is_optional(entry: &Entry, detail: Option<&Detail>) -> bool {
    entry.is_skippable || detail.is_none_or(|it| it.is_optional)
}

fn content(entry: &Entry, detail: Option<&Detail>) -> Content {
    if let Some(value) = entry.value() {
        return Content::Text(Some(value.to_owned()));
    }
    if entry.is_address() {
        let literal = detail.and_then(|it| it.address);
        let names: Vec<_> = match literal {
            Some(literal) => Declaration::of(literal).own().map(|it| it.wire()).collect(),
            None => SUBFIELDS.to_vec(),
        };
        let parts = names
            .iter()
            .map(|it| ((*it).to_owned(), Content::Text(None)));
        return Content::Object(Some(parts.collect()));
    }
    match (entry.kind, detail) {
        (Some(Kind::Text | Kind::Id), _) => Content::Text(None),
        (Some(Kind::Count), _) => Content::Int(None),
        (Some(Kind::Date), _) => Content::Date,
        (None, Some(detail)) => Content::of_shape(detail.shape),
        (None, None) => Content::Unknown,
    }
}

/// Several fields make one address.
fn add_subfield(
    entry: &Entry,
    traits: &mut Vec<Trait>,
    is_optional: bool,
    detail: Option<&Detail>,
) {
    let Some((_, subfield)) = entry.wire().split_once('.') else {
        return;
    };
    let member = (subfield.to_owned(), Content::Text(None));
    if let Some(address) = traits.iter_mut().find(|it| it.name == ADDRESS) {
        address.is_optional &= is_optional;
        if let Content::Object(Some(members)) = &mut address.content {
            members.push(member);
        }
        return;
    }
    traits.push(Trait {
        name: ADDRESS.to_owned(),
        field: None,
        content: Content::Object(Some(vec![member])),
        is_optional,
        sends_null: false,
        description: detail.map_or("", |it| it.description),
    });
}
