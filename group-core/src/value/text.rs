//! Text: what most reserved traits and all address subfields take.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use crate::value::pointers::through_pointers;

/// A value that is sent as a JSON string.
///
/// The reserved traits `name`, `email`, `phone`, `industry`, `description`, `plan`, `website` and `avatar` take
/// it, and so do the five subfields of an address. Implemented for `String`, `str`, `Cow<str>`, with the features of
/// these names for `url::Url` and `uuid::Uuid`, and for `&T`, `Box<T>`, `Rc<T>`, `Arc<T>` of each.
///
/// Derive it for an enum of unit variants or a newtype; the derive implements [`IdTrait`](crate::IdTrait) too.
/// Or implement its one method:
///
/// ```
/// use std::borrow::Cow;
/// use group_core::{GroupTraits, TextTrait, Traits};
///
/// struct Domain { host: String, tld: &'static str }
///
/// impl TextTrait for Domain {
///     fn text(&self) -> Cow<'_, str> {
///         format!("https://{}.{}", self.host, self.tld).into()
///     }
/// }
///
/// #[derive(GroupTraits)]
/// struct Company { website: Domain }
///
/// let hooli = Company { website: Domain { host: "hooli".into(), tld: "xyz" } };
/// assert_eq!(serde_json::to_string(&Traits(&hooli)).unwrap(), r#"{"website":"https://hooli.xyz"}"#);
/// ```
///
/// The text is sent as it is, even an empty one, though RudderStack's warehouse stores nothing for it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text",
    label = "text is needed here",
    note = "text is: `String`, `&str`, `Cow<str>`, `url::Url`, `uuid::Uuid`, an enum or a newtype with `#[derive(TextTrait)]`; a `&`, `Box`, `Rc` or `Arc` of one",
    note = "`url::Url` and `uuid::Uuid` are accepted with group-core's feature `url` or `uuid`",
    note = "for any other type of your own, implement `TextTrait`"
)]
pub trait TextTrait {
    /// The text to send.
    fn text(&self) -> Cow<'_, str>;
}

macro_rules! strings {
    ($($string:ty)+) => {
        $(
            #[diagnostic::do_not_recommend]
            impl TextTrait for $string {
                fn text(&self) -> Cow<'_, str> {
                    Cow::Borrowed(self)
                }
            }
        )+
    };
}

strings! { str String Cow<'_, str> }

#[cfg(feature = "url")]
#[diagnostic::do_not_recommend]
impl TextTrait for url::Url {
    fn text(&self) -> Cow<'_, str> {
        self.as_str().into()
    }
}

#[cfg(feature = "uuid")]
#[diagnostic::do_not_recommend]
impl TextTrait for uuid::Uuid {
    fn text(&self) -> Cow<'_, str> {
        self.to_string().into()
    }
}

through_pointers! {
    TextTrait for &T, Box<T>, Rc<T>, Arc<T> => {
        fn text(&self) -> Cow<'_, str> {
            T::text(self)
        }
    }
}
