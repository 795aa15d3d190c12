//! An event whose group has one custom trait, `value`.

use group_core::{GroupTraits, Identity, Payload, ProblemKind};
use serde::Serialize;
use serde_json::Value;

use crate::refused::problems;

#[derive(GroupTraits)]
pub(crate) struct One<T> {
    pub(crate) value: T,
}

/// What is sent for this value. The event comes back from its text.
pub(crate) fn sent<T: Serialize>(value: T) -> Value {
    let payload = Identity::user("u")
        .group_with_id("g", &One { value })
        .build()
        .unwrap();
    assert_eq!(Payload::from_json(payload.as_str()), Ok(payload.clone()));
    payload.to_value()["traits"]["value"].clone()
}

/// The problems of this value.
pub(crate) fn problems_of<T: Serialize>(value: T) -> Vec<(String, ProblemKind)> {
    problems(Identity::user("u").group_with_id("g", &One { value }))
}
