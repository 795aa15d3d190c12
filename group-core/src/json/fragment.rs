//! Values that are serialised before the event that they become a part of.

use serde_core::ser::Serialize;

use super::buffer::{Json, Shape};
use crate::problem::{Problem, ProblemKind};

/// The JSON of one value.
pub(crate) struct Fragment {
    pub(crate) json: String,
    pub(crate) shape: Shape,
}

/// Serialises a value that will be at the path `root` inside `levels` containers.
pub(crate) fn fragment<T: Serialize + ?Sized>(
    root: &str,
    levels: usize,
    value: &T,
) -> Result<Fragment, Vec<Problem>> {
    let (json, shape) = serialized(root, levels, value);
    let json = json.finish()?;
    Ok(Fragment { json, shape })
}

fn serialized<T: Serialize + ?Sized>(root: &str, levels: usize, value: &T) -> (Json, Shape) {
    let mut json = Json::new(String::new(), levels, root);
    let shape = value.serialize(&mut json).unwrap_or_else(|halt| {
        json.record_failure(halt);
        Shape::Null
    });
    (json, shape)
}

/// The JSON of the traits of a user, which must be an object, at the path `root`, two levels deep. No name in it may say that
/// its value is a secret.
pub(crate) fn user_traits<T: Serialize + ?Sized>(
    root: &str,
    traits: &T,
) -> Result<String, Vec<Problem>> {
    let (mut json, shape) = serialized(root, 2, traits);
    json.check_secrets();
    let json = json.finish()?;
    match shape {
        Shape::Object => Ok(json),
        _ => Err(vec![Problem::new(root, ProblemKind::NotAnObject)]),
    }
}

/// Same as [`user_traits`], for traits that were given as JSON.
pub(crate) fn user_traits_of_text(root: &str, text: &str) -> Result<String, Vec<Problem>> {
    let mut json = Json::new(String::new(), 2, root);
    json.foreign_object(text);
    json.check_secrets();
    json.finish()
}
