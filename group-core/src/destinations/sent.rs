//! What a group call sends, as far as it is known: of a type, from its declaration; of an event, from its JSON.

use std::borrow::Cow;

use crate::declaration::{Declaration, Declared, Detail, Entry, Kind, Part, Shape};
use crate::json::{self, elements};
use crate::traits::reserved::ADDRESS;

pub(crate) struct Sent {
    pub(crate) traits: Vec<Trait>,
    /// Of an event.
    pub(crate) event: Option<Event>,
}

/// What only an event shows.
pub(crate) struct Event {
    /// The userId, the anonymousId and the groupId, under their names.
    pub(crate) ids: Vec<(String, String)>,
    pub(crate) context: Content,
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
    /// Whether its type is an enum of words.
    pub(crate) is_word: bool,
}

/// A value, or what is known of the values of a type.
pub(crate) enum Content {
    Null,
    Bool(Option<bool>),
    Int(Option<i64>),
    Float(Option<f64>),
    Text(Option<String>),
    /// Of a type: a text that is a date.
    Date(Form),
    Array(Option<Vec<Content>>),
    Object(Option<Vec<(String, Content)>>),
    Unknown,
}

/// How a date is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// In UTC, to the millisecond.
    Instant,
    Day,
    /// That depends on the value.
    Any,
}

impl Sent {
    pub(crate) fn of_type(declaration: &Declaration) -> Self {
        let mut traits = Vec::new();
        for declared in declaration.sent() {
            match declared.entry.part {
                Part::Subfield => add_subfield(&declared, &mut traits),
                _ => traits.push(Trait::of(&declared)),
            }
        }
        Self {
            traits,
            event: None,
        }
    }

    /// Without traits if it is no group event.
    pub(crate) fn of_event(event: &str) -> Self {
        let Content::Object(Some(members)) = Content::of(event) else {
            return Self {
                traits: Vec::new(),
                event: None,
            };
        };
        let mut event = Event {
            ids: Vec::new(),
            context: Content::Object(Some(Vec::new())),
        };
        let (mut traits, mut is_group) = (Vec::new(), false);
        for (key, content) in members {
            match (&*key, content) {
                ("type", Content::Text(Some(kind))) => is_group = kind == "group",
                ("userId" | "anonymousId" | "groupId", Content::Text(Some(id))) => {
                    event.ids.push((key, id));
                }
                ("context", context) => event.context = context,
                ("traits", Content::Object(Some(members))) => traits = members,
                _ => {}
            }
        }
        let traits = traits.into_iter().filter(|_| is_group);
        let traits = traits.map(|(name, content)| Trait {
            name,
            field: None,
            is_optional: false,
            sends_null: matches!(content, Content::Null),
            description: "",
            is_word: false,
            content,
        });
        Self {
            traits: traits.collect(),
            event: Some(event),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Trait> {
        self.traits.iter().find(|it| it.name == name)
    }

    /// A trait, or a part of one by its path.
    pub(crate) fn at(&self, path: &str) -> Option<(&Trait, &Content)> {
        let whole = self.get(path).map(|it| (it, &it.content));
        let mut traits = self.traits.iter();
        whole.or_else(|| traits.find_map(|it| Some((it, it.at(path)?))))
    }
}

impl Event {
    pub(crate) fn id(&self, name: &str) -> Option<&str> {
        let id = self.ids.iter().find(|(it, _)| it == name);
        id.map(|(_, id)| id.as_str())
    }

    /// A trait of the user, or a part of one by its path.
    pub(crate) fn user_trait(&self, path: &str) -> Option<&Content> {
        let traits = self.context.member("traits")?;
        traits.member(path).or_else(|| {
            let (name, key) = path.split_once('.')?;
            traits.member(name)?.member(key)
        })
    }

    /// The id of the first externalId, which many destinations take for the e-mail where there is none.
    pub(crate) fn external_id(&self) -> Option<&Content> {
        match self.context.member("externalId")? {
            Content::Array(Some(ids)) => ids.first()?.member("id").filter(|id| !id.is_falsy()),
            _ => None,
        }
    }

    pub(crate) fn has_user_traits(&self) -> bool {
        let traits = self.context.member("traits");
        matches!(traits, Some(Content::Object(Some(members))) if !members.is_empty())
    }
}

impl Trait {
    /// The members of an address, which have fates of their own.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &(String, Content)> {
        let members = match &self.content {
            Content::Object(Some(members)) if self.name == ADDRESS => members.as_slice(),
            _ => &[],
        };
        members.iter()
    }

    /// The content at a path that begins with its name.
    pub(crate) fn at(&self, path: &str) -> Option<&Content> {
        match path.strip_prefix(&*self.name)? {
            "" => Some(&self.content),
            rest => {
                let key = rest.strip_prefix('.')?;
                self.content.member(key)
            }
        }
    }
}

impl Content {
    /// Of well-formed JSON. Not through a tree of serde_json's, whose order and numbers depend on its features.
    pub(crate) fn of(json: &str) -> Self {
        let value = json::Value(json);
        match json.as_bytes().first() {
            Some(b'{') => {
                let members =
                    elements(json).map(|it| (it.key().into_owned(), Self::of(it.value.0)));
                Self::Object(Some(members.collect()))
            }
            Some(b'[') => Self::Array(Some(
                elements(json).map(|it| Self::of(it.value.0)).collect(),
            )),
            Some(b'"') => Self::Text(value.string().map(Cow::into_owned)),
            Some(b't' | b'f') => Self::Bool(Some(json == "true")),
            Some(b'n') | None => Self::Null,
            Some(_) => match json.parse() {
                Ok(value) => Self::Int(Some(value)),
                Err(_) => Self::Float(json.parse().ok()),
            },
        }
    }

    /// Whether it is known to be nothing.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(Some(text)) => text.is_empty(),
            _ => false,
        }
    }

    /// Whether JavaScript is known to take it for false.
    pub(crate) fn is_falsy(&self) -> bool {
        self.falsy() == Some(true)
    }

    /// Whether JavaScript takes it for false; of a type that may not be known.
    pub(crate) fn falsy(&self) -> Option<bool> {
        match self {
            Self::Null => Some(true),
            Self::Bool(value) => value.map(|it| !it),
            Self::Int(value) => value.map(|it| it == 0),
            Self::Float(value) => value.map(|it| it == 0.0),
            Self::Text(value) => value.as_ref().map(String::is_empty),
            Self::Date(_) | Self::Array(_) | Self::Object(_) => Some(false),
            Self::Unknown => None,
        }
    }

    /// Whether nothing is in an object or an array.
    pub(crate) fn is_empty_nested(&self) -> bool {
        match self {
            Self::Array(Some(items)) => items.is_empty(),
            Self::Object(Some(members)) => members.is_empty(),
            _ => false,
        }
    }

    /// Whether a member of an object in it is null. The items of an array stay.
    pub(crate) fn has_null(&self) -> bool {
        match self {
            Self::Array(Some(items)) => items.iter().any(Self::has_null),
            Self::Object(Some(members)) => members
                .iter()
                .any(|(_, it)| matches!(it, Self::Null) || it.has_null()),
            _ => false,
        }
    }

    pub(crate) fn member(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(Some(members)) => {
                members.iter().find(|(it, _)| it == key).map(|(_, it)| it)
            }
            _ => None,
        }
    }

    fn of_shape(shape: Shape, are_instants: Option<bool>) -> Self {
        match shape {
            Shape::Text => Self::Text(None),
            // An instant has as many digits after its second as it needs.
            Shape::Date => Self::Date(match are_instants {
                Some(false) => Form::Day,
                _ => Form::Any,
            }),
            Shape::Int => Self::Int(None),
            Shape::Float => Self::Float(None),
            Shape::Bool => Self::Bool(None),
            Shape::Array => Self::Array(None),
            Shape::Object => Self::Object(None),
            Shape::Unknown => Self::Unknown,
        }
    }
}

impl Trait {
    fn of(declared: &Declared) -> Self {
        let Declared {
            entry,
            detail,
            is_optional,
            ..
        } = declared;
        Self {
            name: entry.wire().to_owned(),
            field: Some(entry.field()).filter(|it| !it.is_empty()),
            content: content(entry, *detail),
            is_optional: *is_optional,
            sends_null: entry.sends_null,
            description: detail.map_or("", |it| it.description),
            is_word: detail.is_some_and(|it| it.texts.is_some()),
        }
    }
}

fn content(entry: &Entry, detail: Option<&Detail>) -> Content {
    if let Some(value) = entry.value() {
        return Content::Text(Some(value.to_owned()));
    }
    if entry.has_address() {
        let address = detail.and_then(|it| it.address);
        // Of a generic one it is not known which parts it has.
        let parts = address.map(|address| {
            let names = address.own().map(|it| it.wire().to_owned());
            names.map(|name| (name, Content::Text(None))).collect()
        });
        return Content::Object(parts);
    }
    match (entry.kind, detail) {
        (Some(Kind::Text | Kind::Id), _) => Content::Text(None),
        (Some(Kind::Count), _) => Content::Int(None),
        (Some(Kind::Date), _) => Content::Date(match detail.and_then(|it| it.are_instants) {
            Some(true) => Form::Instant,
            Some(false) => Form::Day,
            None => Form::Any,
        }),
        (None, Some(detail)) => Content::of_shape(detail.shape, detail.are_instants),
        (None, None) => Content::Unknown,
    }
}

/// Several fields make one address.
fn add_subfield(declared: &Declared, traits: &mut Vec<Trait>) {
    let Some((_, subfield)) = declared.entry.wire().split_once('.') else {
        return;
    };
    let member = (subfield.to_owned(), Content::Text(None));
    if let Some(address) = traits.iter_mut().find(|it| it.name == ADDRESS) {
        address.is_optional &= declared.is_optional;
        if let Content::Object(Some(members)) = &mut address.content {
            members.push(member);
        }
        return;
    }
    traits.push(Trait {
        name: ADDRESS.to_owned(),
        field: None,
        content: Content::Object(Some(vec![member])),
        ..Trait::of(declared)
    });
}
