//! The structs that more than one subject starts from.

use group_core::GroupTraits;

#[derive(GroupTraits)]
pub(crate) struct Named<T> {
    pub(crate) name: T,
}

/// The traits of what is named Hooli.
pub(crate) const HOOLI: &str = r#"{"name":"Hooli"}"#;

#[derive(GroupTraits)]
#[group(group_type = "inner")]
pub(crate) struct Inner {
    pub(crate) id: &'static str,
    pub(crate) plan: &'static str,
    pub(crate) seats: Option<u8>,
}

pub(crate) fn inner() -> Inner {
    Inner {
        id: "inner",
        plan: "basic",
        seats: Some(7),
    }
}
