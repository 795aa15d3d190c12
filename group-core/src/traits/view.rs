//! The traits of a struct as a value for any serde format.

use serde_core::ser::{Error, Serialize, Serializer};

use super::{GroupTraits, TraitWriter};
use crate::json::{Json, Value};
use crate::problem::PayloadError;

/// The traits object of a struct, as a value for any serde format.
///
/// It serialises as the object that a group call sends as `traits`. What a call would refuse is an error of the
/// serializer here, with all problems in its text, except a `traits.id` without a userId.
///
/// No [`Policy`](crate::Policy) applies: traits with personal data are shown as they are, so this view does not belong in a
/// log.
///
/// ```
/// use group_core::{GroupTraits, Traits};
///
/// #[derive(GroupTraits)]
/// struct Company { name: String, employees: u32, website: Option<String> }
///
/// let hooli = Company { name: "Hooli".into(), employees: 4500, website: None };
/// assert_eq!(
///     serde_json::to_string(&Traits(&hooli)).unwrap(),
///     r#"{"name":"Hooli","employees":4500}"#,
/// );
/// ```
pub struct Traits<'a, T: ?Sized>(pub &'a T);

impl<T: GroupTraits + ?Sized> Serialize for Traits<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = Json::new(String::new(), 1, "traits");
        json.open("{");
        self.0.__write(&mut TraitWriter::new(&mut json, true));
        json.close("}");
        match json.finish() {
            Ok(text) => Value(&text).serialize(serializer),
            Err(problems) => Err(S::Error::custom(PayloadError::new(problems))),
        }
    }
}
