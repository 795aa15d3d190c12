//! What is sent of a struct.

use group_core::{GroupTraits, HasGroupId, Identity, Traits};

/// The traits.
pub(crate) fn json(group: &(impl GroupTraits + ?Sized)) -> String {
    serde_json::to_string(&Traits(group)).unwrap()
}

pub(crate) fn group_id(group: &impl HasGroupId) -> String {
    let event = Identity::user("u").group(group).build().unwrap();
    event.to_value()["groupId"].as_str().unwrap().to_owned()
}
