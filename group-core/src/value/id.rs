//! Ids: of a group or a user.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};
use std::num::NonZero;
use std::rc::Rc;
use std::sync::Arc;

use crate::json::Json;
use crate::problem::ProblemKind;
use crate::value::pointers::through_pointers;
use crate::value::text::TextTrait;
use group_rules::blank::{is_blank, is_invisible};

/// A value that identifies a group or a user; always sent as a JSON string, because the gateway reads every
/// number as a 64-bit float and would change a large one.
///
/// Implemented for the types that are a [`TextTrait`](crate::TextTrait) without a derive, and for every integer type
/// and its `NonZero`. Derive it for a newtype over one of these (`#[derive(TextTrait)]` implements it too), or
/// implement its one method:
///
/// ```
/// use std::borrow::Cow;
/// use group_core::{Identity, IdTrait};
///
/// struct Tenant { region: &'static str, number: u32 }
///
/// impl IdTrait for Tenant {
///     fn id(&self) -> Cow<'_, str> {
///         format!("{}-{}", self.region, self.number).into()
///     }
/// }
///
/// let tenant = Tenant { region: "eu", number: 7 };
/// let payload = Identity::user(42).group_with_id(&tenant, &()).build()?;
/// assert_eq!(payload.to_value()["userId"], "42");
/// assert_eq!(payload.to_value()["groupId"], "eu-7");
/// # Ok::<(), group_core::PayloadError>(())
/// ```
///
/// An id that is empty, has no visible character, or begins or ends with white space is refused when the event is built.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an id",
    label = "an id is needed here",
    note = "an id is: `String`, `&str`, `Cow<str>`, any integer type or its `NonZero`, `url::Url`, `uuid::Uuid`, a type with `#[derive(TextTrait)]`, a newtype with `#[derive(IdTrait)]`; a `&`, `Box`, `Rc` or `Arc` of one",
    note = "`url::Url` and `uuid::Uuid` are accepted with group-core's feature `url` or `uuid`",
    note = "for any other type of your own, implement `IdTrait`",
    note = "an `Option` may have no id: for a visitor who is not known, write `Identity::anonymous(…)` or `Identity::generate()`"
)]
pub trait IdTrait {
    /// The id to send.
    fn id(&self) -> Cow<'_, str>;

    /// The id, without an allocation where its text is short.
    #[doc(hidden)]
    fn __id(&self) -> Id<'_> {
        self.id().into()
    }

    /// The id of a value that is consumed; a reference lends the id of what it points to.
    #[doc(hidden)]
    fn __into_id<'a>(self) -> Id<'a>
    where
        Self: Sized + 'a,
    {
        self.__id().into_owned()
    }
}

/// The text of an id: borrowed if it exists already, and otherwise in place if it is short, so that a number or a UUID, of at most
/// 39 characters, needs no allocation.
#[doc(hidden)]
#[derive(Clone)]
pub enum Id<'a> {
    Text(Cow<'a, str>),
    Short {
        text: [u8; 40],
        len: usize,
    },
    /// Its `Display` failed.
    Failed,
}

impl Id<'_> {
    /// The text that `value` displays.
    pub(crate) fn of(value: impl Display) -> Self {
        let mut short = Short {
            text: [0; 40],
            len: 0,
            is_whole: true,
        };
        if write!(short, "{value}").is_ok() && short.is_whole {
            let Short { text, len, .. } = short;
            return Self::Short { text, len };
        }
        let mut text = String::new();
        match write!(text, "{value}") {
            Ok(()) => Self::Text(text.into()),
            Err(fmt::Error) => Self::Failed,
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Short { text, len } => text
                .get(..*len)
                .and_then(|text| std::str::from_utf8(text).ok())
                .unwrap_or_default(),
            Self::Failed => "?",
        }
    }

    #[doc(hidden)]
    pub fn into_owned<'b>(self) -> Id<'b> {
        match self {
            Self::Text(text) => Id::Text(text.into_owned().into()),
            Self::Short { text, len } => Id::Short { text, len },
            Self::Failed => Id::Failed,
        }
    }

    /// What is wrong with it apart from its text.
    pub(crate) fn problem(&self) -> Option<ProblemKind> {
        match self {
            Self::Failed => Some(ProblemKind::display_failed()),
            Self::Text(_) | Self::Short { .. } => None,
        }
    }
}

/// Collects the text of a `Display` as long as there is room.
struct Short {
    text: [u8; 40],
    len: usize,
    /// Whether all had room so far: a `Display` may go on after an error.
    is_whole: bool,
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        match self.text.get_mut(self.len..end) {
            Some(free) if self.is_whole => {
                free.copy_from_slice(text.as_bytes());
                self.len = end;
                Ok(())
            }
            _ => {
                self.is_whole = false;
                Err(fmt::Error)
            }
        }
    }
}

impl<'a> From<Cow<'a, str>> for Id<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

/// Writes an id that an event needs, after its key, given as `,"key":"`; `problems` are what is wrong with it apart from its
/// text.
pub(crate) fn write_id(
    json: &mut Json,
    key: &str,
    id: Option<&str>,
    problems: impl IntoIterator<Item = ProblemKind>,
) {
    json.ready_key(key);
    // Before the text, for which there may be no room.
    let text = match id {
        None => {
            json.problem(ProblemKind::MissingId);
            ""
        }
        Some(id) if has_plain_ends(id) => id,
        Some(id) => checked(json, id),
    };
    for problem in problems {
        json.problem(problem);
    }
    json.finish_string(text);
}

/// Records what is wrong with an id, and returns the text to write: empty for a blank id, which may have U+0000 too.
#[cold]
fn checked<'i>(json: &mut Json, id: &'i str) -> &'i str {
    let Some(kind) = id_problem(id) else {
        return id;
    };
    let is_blank = kind == ProblemKind::BlankId;
    json.problem(kind);
    if is_blank && json.claim(id.len()) {
        ""
    } else {
        id
    }
}

/// Whether an id begins and ends with a visible ASCII character, as nearly all do.
fn has_plain_ends(id: &str) -> bool {
    let is_plain = |end: Option<&u8>| end.is_some_and(u8::is_ascii_graphic);
    is_plain(id.as_bytes().first()) && is_plain(id.as_bytes().last())
}

/// What is wrong with the text of an id, apart from what is wrong in any string.
pub(crate) fn id_problem(id: &str) -> Option<ProblemKind> {
    if is_blank(id) {
        return Some(ProblemKind::BlankId);
    }
    let is_trimmed = !id.starts_with(is_invisible) && !id.ends_with(is_invisible);
    (!is_trimmed).then_some(ProblemKind::OuterSpace)
}

macro_rules! borrowed_text {
    ($($(#[$feature:meta])? $type:ty)*) => {
        $($(#[$feature])?
        #[diagnostic::do_not_recommend]
        impl IdTrait for $type {
            fn id(&self) -> Cow<'_, str> {
                TextTrait::text(self)
            }
        })*
    };
}

#[diagnostic::do_not_recommend]
impl IdTrait for String {
    fn id(&self) -> Cow<'_, str> {
        self.into()
    }

    fn __into_id<'a>(self) -> Id<'a> {
        Id::Text(self.into())
    }
}

borrowed_text! {
    str
    Cow<'_, str>
    #[cfg(feature = "url")]
    url::Url
}

macro_rules! short_text {
    ($($(#[$feature:meta])? $type:ty)*) => {
        $($(#[$feature])?
        #[diagnostic::do_not_recommend]
        impl IdTrait for $type {
            fn id(&self) -> Cow<'_, str> {
                self.to_string().into()
            }

            fn __id(&self) -> Id<'_> {
                Id::of(self)
            }
        })*
    };
}

short_text! {
    u8 u16 u32 u64 u128 usize
    i8 i16 i32 i64 i128 isize
    NonZero<u8> NonZero<u16> NonZero<u32> NonZero<u64> NonZero<u128> NonZero<usize>
    NonZero<i8> NonZero<i16> NonZero<i32> NonZero<i64> NonZero<i128> NonZero<isize>
    #[cfg(feature = "uuid")]
    uuid::Uuid
}

#[diagnostic::do_not_recommend]
impl<T: IdTrait + ?Sized> IdTrait for &T {
    fn id(&self) -> Cow<'_, str> {
        T::id(self)
    }

    fn __id(&self) -> Id<'_> {
        T::__id(self)
    }

    fn __into_id<'a>(self) -> Id<'a>
    where
        Self: Sized + 'a,
    {
        T::__id(self)
    }
}

through_pointers! {
    IdTrait for Box<T>, Rc<T>, Arc<T> => {
        fn id(&self) -> Cow<'_, str> {
            T::id(self)
        }

        fn __id(&self) -> Id<'_> {
            T::__id(self)
        }
    }
}
