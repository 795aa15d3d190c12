//! What is known of a destination: the shape of an entry.

use std::fmt::{self, Display};

use super::sent::Content;
use super::source::{PROCESSOR, Source, WAREHOUSE};
use super::warehouse::Warehouse;

/// One destination, with one way to set it up.
pub(crate) struct Knowledge {
    /// As RudderStack's dashboard shows it; a way to set it up that differs from the usual one stands in parentheses.
    pub(crate) name: &'static str,
    /// In RudderStack's definitions of destinations.
    pub(crate) code: &'static str,
    pub(crate) source: Source,
    /// The settings that this is true for, as it was run with them.
    pub(crate) settings: &'static str,
    pub(crate) needs: &'static [Need],
    pub(crate) reads: Reads,
    pub(crate) hazards: &'static [KnownHazard],
}

pub(crate) enum Reads {
    /// It takes the event and reads none of its traits.
    Nothing {
        why: &'static str,
    },
    /// As that of a user with a userId; and of one without it this.
    NothingWithUserId {
        why: &'static str,
        without: Rules,
    },
    Traits(Rules),
    /// What a trait says decides what is read.
    Choice {
        name: &'static str,
        value: &'static str,
        /// With this value.
        needs: &'static [Need],
        rules: Rules,
        otherwise: Rules,
    },
    Columns(Warehouse),
    /// It gets no group events.
    NoGroups {
        why: &'static str,
    },
}

/// Without this, the event fails.
pub(crate) struct Need {
    pub(crate) what: What,
    /// What to write.
    pub(crate) cure: &'static str,
    /// Whether the traits are written before this is checked, and so are there although the event fails.
    pub(crate) writes_first: bool,
}

/// What a destination does besides passing traits on.
pub(crate) struct KnownHazard {
    pub(crate) when: When,
    pub(crate) what: &'static str,
}

/// The events that a hazard is true of.
pub(crate) enum When {
    Always,
    UserId,
    /// A userId that is an e-mail address.
    EmailAsUserId,
    NoUserId,
    /// No userId, and no trait with the id of the user either.
    NoIdOfUser,
    NoAnonymousId,
    /// One of some traits of the group, or parts of them.
    Trait(&'static [&'static str]),
    NoTrait(&'static str),
    /// No traits object, not even an empty one.
    NoTraits,
    /// A trait of the group that JavaScript takes for false.
    Falsy(&'static str),
    Truthy(&'static str),
    /// A trait of the group that is one of some strings.
    Value(&'static str, &'static [&'static str]),
    /// A trait of the group that is not read by its name, and no object and no array.
    OtherTrait,
    /// A trait of the user that JavaScript does not take for false, or a part of one.
    UserTrait(&'static str),
    NoUserTrait(&'static str),
    AnyUserTrait,
    /// An externalId in the context, which an event has only if it was given one: of a type it is not supposed.
    ExternalId,
    All(&'static [When]),
}

pub(crate) enum What {
    UserId,
    /// Or a trait with the id of the user.
    AnyUserId,
    /// The same, or another value than this in a trait of the group.
    UserIdFor(&'static str, &'static str),
    /// A trait of the group that JavaScript does not take for false, of which a type is not doubted.
    Trait(&'static str),
    /// A trait of the group that is neither null nor an empty string.
    NotEmpty(&'static str),
    /// A trait of the group that is not null, though it may be empty.
    NotNull(&'static str),
    /// A trait of the group, or else of the user.
    TraitOrUsers(&'static str),
    /// That of the group, or else of the user, or else the id of the first externalId.
    Email,
    /// A trait of the group with one of some values.
    Value(&'static str, &'static [&'static str]),
    /// The same, if the trait is there.
    ValueIfAny(&'static str, &'static [&'static str]),
    /// A trait that JavaScript does not take for false.
    Truthy(&'static str),
    /// A trait of the user.
    UserTrait(&'static str),
    /// One of some traits of a user with a userId.
    UserTraitWithUserId(&'static [&'static str]),
    AnyUserIdOrUserTrait(&'static str),
    AnyUserIdOrEmail,
    /// One of some traits of the group.
    AnyOf(&'static [&'static str]),
    /// Traits that are numbers, if they are there.
    Numbers(&'static [&'static str]),
    /// A trait of the user that is an array, if it is there.
    UsersList(&'static str),
    /// The same of the group, or else of the user.
    ListOrUsers(&'static str),
    /// At least one trait.
    AnyTrait,
    /// A traits object, which may be empty.
    Traits,
    /// What neither a type nor an event shows.
    Other(&'static str),
}

/// What becomes of traits.
pub(crate) struct Rules {
    /// Traits that it reads by their names. Of several for one place the first that is there is read.
    pub(crate) own: &'static [Own],
    pub(crate) rest: Rest,
    /// Traits that are not sent on with the rest.
    pub(crate) dropped: &'static [&'static str],
    pub(crate) dropped_prefixes: &'static [&'static str],
    pub(crate) whose: Whose,
    pub(crate) objects: Nested,
    pub(crate) arrays: Nested,
    /// Texts, objects and arrays with nothing in them.
    pub(crate) empty_texts: Treatment,
    pub(crate) empty_nested: Treatment,
    /// Of traits among the rest.
    pub(crate) nulls: Treatment,
    /// Inside of objects.
    pub(crate) inner_nulls: Treatment,
    pub(crate) bools: Bools,
    pub(crate) users: UserTraits,
    pub(crate) dots: Dots,
}

/// A trait that is read by its name.
pub(crate) struct Own {
    pub(crate) name: &'static str,
    pub(crate) field: &'static str,
    /// What it is read for: its field, or what several fields have in common.
    pub(crate) place: &'static str,
    pub(crate) cast: Cast,
    pub(crate) whose: Whose,
    /// The reserved trait that means the same.
    pub(crate) means: Option<&'static str>,
    /// Whether it is sent on with the rest as well.
    pub(crate) stays: bool,
    /// Whether the user's trait of this name is read if the group has none, or an empty one.
    pub(crate) else_users: bool,
    /// Whether the user's comes before the next one for its place.
    pub(crate) users_first: bool,
    pub(crate) nothing: Nothing,
    /// Whether nothing but its name differs from the rest: what is empty is treated like that.
    pub(crate) is_renamed: bool,
    /// Whether it is read in capitals too.
    pub(crate) any_case: bool,
}

/// What counts as nothing, so that it is left out, or the next one for its place or the user's is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nothing {
    NullAndEmpty,
    Null,
    /// What JavaScript takes for false.
    Falsy,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Group,
    User,
}

pub(crate) enum Rest {
    /// In a field: what stands before the name, and what behind it.
    In(&'static str, &'static str),
    /// What the owner lists in a setting.
    Listed {
        setting: &'static str,
        field: &'static str,
        only_text: bool,
    },
    Lost,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nested {
    Whole,
    /// Each member in a field of its own: what stands before a key, and how a place in an array is written.
    Split(&'static str, Places),
    Lost,
    /// As text in a form of Go.
    GoText,
    /// Each member in a field of its own, without the name of the object.
    Bare,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Places {
    /// `tags[0]`
    Brackets,
    /// As a key.
    Keys,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Treatment {
    Kept,
    LeftOut,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bools {
    Kept,
    /// A tag of the user that is added or removed.
    Tags,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum UserTraits {
    Apart,
    /// The user's takes the place of the group's of the same name.
    Overwrite,
    /// Those of other names are mixed in.
    MixedIn,
    /// The user's takes the place of one that JavaScript takes for false, and of one that is not there.
    InsteadOfFalsy,
}

/// What becomes of a dot in a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dots {
    Kept,
    /// `a.b` becomes the member `b` of an object `a`.
    Nest,
    Underscores,
    /// In the names of members too.
    AllUnderscores,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cast {
    AsIs,
    /// A text that is no number does not arrive.
    Number,
    /// Of a text, the number at its beginning.
    Float,
    /// As that; 0 counts as nothing.
    NumberButZero,
    Text,
    /// A text, a number or a flag.
    Scalar,
    /// The items of an array, each by itself.
    List,
    /// A word that says what is to be done: one of these.
    Command(&'static [&'static str]),
    /// Milliseconds since 1970.
    Millis,
    /// Seconds since 1970.
    Seconds,
    /// An object becomes one text, of its values.
    Joined,
    /// All but a text becomes the text of its JSON.
    JsonText,
}

/// A destination to which all traits arrive under `traits`, as they are.
pub(crate) const fn entry(name: &'static str, code: &'static str) -> Knowledge {
    Knowledge {
        name,
        code,
        source: PROCESSOR,
        settings: "",
        needs: &[],
        reads: Reads::Traits(Rules::WHOLE),
        hazards: &[],
    }
}

impl Knowledge {
    pub(crate) const fn source(self, source: Source) -> Self {
        Self { source, ..self }
    }

    pub(crate) const fn settings(self, settings: &'static str) -> Self {
        Self { settings, ..self }
    }

    pub(crate) const fn needs(self, needs: &'static [Need]) -> Self {
        Self { needs, ..self }
    }

    /// The traits arrive as they are, behind this in the path.
    pub(crate) const fn within(self, path: &'static str) -> Self {
        self.traits(Rules {
            rest: Rest::In(path, ""),
            ..Rules::WHOLE
        })
    }

    pub(crate) const fn columns(self, warehouse: Warehouse) -> Self {
        self.source(WAREHOUSE).reads(Reads::Columns(warehouse))
    }

    pub(crate) const fn traits(self, rules: Rules) -> Self {
        self.reads(Reads::Traits(rules))
    }

    pub(crate) const fn reads(self, reads: Reads) -> Self {
        Self { reads, ..self }
    }

    pub(crate) const fn hazards(self, hazards: &'static [KnownHazard]) -> Self {
        Self { hazards, ..self }
    }
}

impl Rules {
    /// All traits, as they are, under `traits`.
    pub(crate) const WHOLE: Self = Self {
        own: &[],
        rest: Rest::In("traits.", ""),
        dropped: &[],
        dropped_prefixes: &[],
        whose: Whose::Group,
        objects: Nested::Whole,
        arrays: Nested::Whole,
        empty_texts: Treatment::Kept,
        empty_nested: Treatment::Kept,
        nulls: Treatment::Kept,
        inner_nulls: Treatment::Kept,
        bools: Bools::Kept,
        users: UserTraits::Apart,
        dots: Dots::Kept,
    };
}

/// A trait that is read by its name, and not sent on with the rest.
pub(crate) const fn own(name: &'static str, field: &'static str) -> Own {
    Own {
        name,
        field,
        place: field,
        cast: Cast::AsIs,
        whose: Whose::Group,
        means: None,
        stays: false,
        else_users: false,
        users_first: false,
        nothing: Nothing::NullAndEmpty,
        is_renamed: false,
        any_case: false,
    }
}

impl Own {
    pub(crate) const fn means(mut self, reserved: &'static str) -> Self {
        self.means = Some(reserved);
        self
    }

    pub(crate) const fn cast(mut self, cast: Cast) -> Self {
        self.cast = cast;
        self
    }

    pub(crate) const fn of_user(mut self) -> Self {
        self.whose = Whose::User;
        self
    }

    pub(crate) const fn stays(mut self) -> Self {
        self.stays = true;
        self
    }

    pub(crate) const fn place(mut self, place: &'static str) -> Self {
        self.place = place;
        self
    }

    pub(crate) const fn renamed(mut self) -> Self {
        self.is_renamed = true;
        self
    }

    pub(crate) const fn any_case(mut self) -> Self {
        self.any_case = true;
        self
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name || self.any_case && self.name.eq_ignore_ascii_case(name)
    }

    pub(crate) const fn else_users(mut self) -> Self {
        self.else_users = true;
        self
    }

    pub(crate) const fn nothing(mut self, nothing: Nothing) -> Self {
        self.nothing = nothing;
        self
    }

    pub(crate) fn is_nothing(&self, content: &Content) -> bool {
        match self.nothing {
            Nothing::NullAndEmpty => content.is_empty(),
            Nothing::Null => matches!(content, Content::Null),
            Nothing::Falsy => content.is_falsy(),
        }
    }

    pub(crate) const fn users_first(mut self) -> Self {
        self.users_first = true;
        self.else_users()
    }
}

pub(crate) const fn need(what: What) -> Need {
    Need {
        what,
        cure: "",
        writes_first: false,
    }
}

impl Need {
    pub(crate) const fn cure(mut self, cure: &'static str) -> Self {
        self.cure = cure;
        self
    }

    pub(crate) const fn writes_first(mut self) -> Self {
        self.writes_first = true;
        self
    }
}

pub(crate) const fn always(what: &'static str) -> KnownHazard {
    when(When::Always, what)
}

pub(crate) const fn when(when: When, what: &'static str) -> KnownHazard {
    KnownHazard { when, what }
}

impl Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => Ok(()),
            Self::UserId => f.write_str("the event has a userId"),
            Self::EmailAsUserId => f.write_str("the userId is an e-mail address"),
            Self::NoUserId => f.write_str("the event has no userId"),
            Self::NoIdOfUser => {
                f.write_str("the event has no userId, and no trait `userId` or `id`")
            }
            Self::NoAnonymousId => f.write_str("the event has no anonymousId"),
            Self::Trait(names) => write!(f, "the group has {}", or(names)),
            Self::NoTrait(name) => write!(f, "the group has no `{name}`"),
            Self::NoTraits => f.write_str("the event has no `traits`"),
            Self::Falsy(name) => write!(f, "`{name}` is false, 0 or empty"),
            Self::Truthy(name) => write!(f, "`{name}` is neither false nor 0 nor empty"),
            Self::Value(name, values) => write!(f, "`{name}` is the string {}", or(values)),
            Self::OtherTrait => f.write_str("the group has custom traits"),
            Self::UserTrait(name) => write!(f, "the user has `{name}`"),
            Self::NoUserTrait(name) => write!(f, "the user has no `{name}`"),
            Self::AnyUserTrait => f.write_str("the user has traits"),
            Self::ExternalId => f.write_str("the context has an `externalId`"),
            Self::All(all) => {
                let all: Vec<_> = all.iter().map(Self::to_string).collect();
                f.write_str(&all.join(" and "))
            }
        }
    }
}

fn or(names: &[&str]) -> String {
    format!("`{}`", names.join("` or `"))
}

impl Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UserId | Self::AnyUserId => f.write_str("a userId"),
            Self::UserIdFor(name, value) => write!(f, "a userId, if `{name}` is `{value}`"),
            Self::Trait(name) | Self::NotEmpty(name) => {
                write!(f, "the trait `{name}`, and not empty")
            }
            Self::NotNull(name) => write!(f, "the trait `{name}`"),
            Self::TraitOrUsers(name) => {
                write!(f, "the trait `{name}`, of the group or else of the user")
            }
            Self::Value(name, values) => write!(f, "the trait `{name}`, which is {}", or(values)),
            Self::ValueIfAny(name, values) => {
                write!(f, "{} in `{name}`, if that is there", or(values))
            }
            Self::Truthy(name) => {
                write!(f, "the trait `{name}`, and neither false nor 0 nor empty")
            }
            Self::UserTrait(name) => write!(f, "the trait `{name}` of the user"),
            Self::UserTraitWithUserId(names) => {
                write!(f, "the trait {} of a user with a userId", or(names))
            }
            Self::AnyUserIdOrUserTrait(name) => {
                write!(f, "a userId or the trait `{name}` of the user")
            }
            Self::AnyUserIdOrEmail => {
                f.write_str("a userId or the trait `email`, of the group or of the user")
            }
            Self::Email => f.write_str("the trait `email`, of the group or else of the user"),
            Self::AnyOf(names) => write!(f, "the trait {}", or(names)),
            Self::Numbers(names) => write!(f, "a number in {}, if that is there", or(names)),
            Self::UsersList(name) => {
                write!(f, "an array in the user's `{name}`, if that is there")
            }
            Self::ListOrUsers(name) => write!(
                f,
                "an array in `{name}`, of the group or else of the user, if that is there"
            ),
            Self::AnyTrait => f.write_str("at least one trait"),
            Self::Traits => f.write_str("a traits object (`&()` sends none)"),
            Self::Other(what) => f.write_str(what),
        }
    }
}
