//! What a group call sends, as far as it is known of a type or of an event.

use group_rules::reserved::ADDRESS;

/// The traits of a type or of an event.
#[doc(hidden)]
pub struct Sent {
    pub traits: Vec<Trait>,
    /// `None` for a type.
    pub event: Option<Event>,
}

/// What only an event shows.
#[doc(hidden)]
pub struct Event {
    /// The userId, the anonymousId and the groupId, under their names.
    pub ids: Vec<(String, String)>,
    pub context: Content,
    pub has_traits: bool,
}

/// A trait of a group.
#[doc(hidden)]
pub struct Trait {
    pub name: String,
    /// The field of the struct, if it is known.
    pub field: Option<&'static str>,
    pub content: Content,
    pub is_optional: bool,
    /// Whether a missing value is sent as null.
    pub sends_null: bool,
    pub description: &'static str,
    /// Whether its type is an enum of words.
    pub is_word: bool,
}

/// A value, or what is known of the values of a type.
#[doc(hidden)]
pub enum Content {
    Null,
    Bool(Option<bool>),
    Int(Option<i64>),
    Float(Option<f64>),
    Text(Option<String>),
    /// A string that is a date, for a type.
    Date(Form),
    Array(Option<Vec<Content>>),
    Object(Option<Vec<(String, Content)>>),
    Unknown,
}

/// How a date is sent.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In UTC, to the millisecond.
    Instant,
    Day,
    /// That depends on the value.
    Any,
}

impl Sent {
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

impl Sent {
    /// Whether an event has the userId, or a trait that most destinations take for it: `userIdOnly` in `GenericFieldMapping.json`
    /// of rudder-transformer. Of a type that is not known.
    pub(crate) fn has_id_of_user(&self) -> Option<bool> {
        let event = self.event.as_ref()?;
        let is_id = |content: Option<&Content>| content.is_some_and(|it| !it.is_falsy());
        let mut names = ["userId", "id"].into_iter();
        let is_trait = names.any(|name| {
            is_id(self.get(name).map(|it| &it.content)) || is_id(event.user_trait(name))
        });
        Some(event.id("userId").is_some() || is_trait)
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
}
