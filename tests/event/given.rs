//! The groups, values and events that more than one subject starts from.

use group_core::{Date, DateTrait, GroupTraits, Identity, Payload, PayloadError};
use serde::ser::Error;
use serde::{Serialize, Serializer};

use crate::custom_trait::One;

/// 2^53: up to here every integer is a float too.
pub(crate) const LIMIT: i64 = 9_007_199_254_740_992;

#[derive(GroupTraits)]
pub(crate) struct Two<A, B> {
    pub(crate) first: A,
    pub(crate) second: B,
}

#[derive(GroupTraits)]
pub(crate) struct Outer<T> {
    pub(crate) seats_left: u8,
    #[group(flatten)]
    pub(crate) inner: T,
}

#[derive(GroupTraits)]
pub(crate) struct SentTwice {
    #[group(group_id, rename = "id")]
    pub(crate) key: Option<&'static str>,
}

#[derive(Serialize)]
pub(crate) enum Shapes {
    Newtype(i64),
    Tuple(u8, i64),
    Struct { deep: i64 },
}

pub(crate) struct Fails;

impl Serialize for Fails {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("no"))
    }
}

pub(crate) struct NoDate;

impl DateTrait for NoDate {
    fn date(&self) -> Option<Date> {
        None
    }
}

/// So many arrays, one in another.
pub(crate) struct Nested(pub(crate) usize);

impl Serialize for Nested {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            1 => serializer.collect_seq([0; 0]),
            levels => serializer.collect_seq([Nested(levels - 1)]),
        }
    }
}

/// The same as text.
pub(crate) fn nested_text(levels: usize) -> String {
    "[".repeat(levels) + &"]".repeat(levels)
}

/// The path of the array so deep in `root`.
pub(crate) fn deep(root: &str, indices: usize) -> String {
    format!("{root}{}", "[0]".repeat(indices))
}

/// An event of this many bytes, if nothing is wrong with it.
pub(crate) fn event_of(bytes: usize) -> Result<String, PayloadError> {
    let user = Identity::user("u");
    let build = |value: String| {
        let built = user
            .group_with_id("g", &One { value })
            .message_id("m")
            .build();
        built.map(Payload::into_string)
    };
    let rest = build(String::new()).unwrap().len();
    build("x".repeat(bytes - rest))
}
