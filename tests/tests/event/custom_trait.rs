//! An event whose group has one custom trait, `value`.

use group_core::{GroupTraits, Identity, ProblemKind};
use serde::Serialize;
use serde_json::Value;

use crate::refused::problems;

#[derive(GroupTraits)]
pub(crate) struct One<T> {
    pub(crate) value: T,
}

/// What is sent for this value.
pub(crate) fn sent<T: Serialize>(value: T) -> Value {
    let payload = Identity::user("u")
        .group_with_id("g", &One { value })
        .build()
        .unwrap();
    payload.to_value()["traits"]["value"].clone()
}

/// The problems of this value.
pub(crate) fn problems_of<T: Serialize>(value: T) -> Vec<(String, ProblemKind)> {
    problems(Identity::user("u").group_with_id("g", &One { value }))
}
