//! The context of an event.

use std::collections::HashSet;
use std::fmt::Display;

use serde_core::ser::Serialize;

use crate::event::setters::Entries;
use crate::json::{Json, elements, user_traits};
use crate::problem::ProblemKind;

/// What is known about the surroundings of an event, sent as its `context`.
///
/// Every setter serialises its value at once; what can't be sent is reported when the event is built. A later
/// call replaces an earlier one with the same key; a value that serialises as none removes the key. `context.library`
/// is filled in by group-core and can't be set.
///
/// ```
/// use group_core::{Context, Identity};
/// use serde_json::json;
///
/// let context = Context::new()
///     .ip("10.0.0.1")
///     .app(json!({"name": "billing", "version": "4.2.0"}))
///     .insert("region", "eu-1");
/// let payload = Identity::user("1hKOmRA4GRlm").group_with_id("5e8a", &()).context(context).build()?;
/// let sent = payload.to_value();
/// assert_eq!(sent["context"]["ip"], "10.0.0.1");
/// assert_eq!(sent["context"]["app"]["version"], "4.2.0");
/// assert_eq!(sent["context"]["region"], "eu-1");
/// assert_eq!(sent["context"]["library"]["name"], "group-core");
/// # Ok::<(), group_core::PayloadError>(())
/// ```
///
/// The fields are those of RudderStack's common fields; its destinations know them by these names.
#[derive(Clone, Debug, Default)]
#[must_use = "a context does nothing until it is given to a call"]
pub struct Context {
    entries: Entries,
}

/// How a context starts, with the library.
const START: &str = concat!(
    r#","context":{"library":{"name":""#,
    env!("CARGO_PKG_NAME"),
    r#"","version":""#,
    env!("CARGO_PKG_VERSION"),
    r#""}"#
);

macro_rules! objects {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $(
            $(#[$doc])*
            ///
            /// It must serialise as an object; anything else is refused by `build()`.
            pub fn $name(mut self, $name: impl Serialize) -> Self {
                self.entries.serialize_object("context", stringify!($name), &$name);
                self
            }
        )*
    };
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $key:literal)*) => {
        $(
            $(#[$doc])*
            pub fn $name(mut self, $name: impl Display) -> Self {
                self.entries.serialize("context", $key, &format_args!("{}", $name));
                self
            }
        )*
    };
}

impl Context {
    /// A context with nothing in it yet.
    pub fn new() -> Self {
        Self::default()
    }

    objects! {
        /// The application: `name`, `version`, `build`, `namespace`.
        app
        /// The campaign that led here: `name`, `source`, `medium`, `term`, `content`.
        campaign
        /// The device: `id`, `manufacturer`, `model`, `name`, `type`, `advertisingId`.
        device
        /// The network: `carrier`, `wifi`, `cellular`, `bluetooth`.
        network
        /// The operating system: `name`, `version`.
        os
        /// The page: `path`, `referrer`, `search`, `title`, `url`.
        page
        /// What referred here: `type`, `name`, `url`, `link`.
        referrer
        /// The screen: `width`, `height`, `density`.
        screen
    }

    texts! {
        /// The IP address of the user; if not set, RudderStack takes that of the sender.
        ip "ip"
        /// The locale of the user, `en-US`.
        locale "locale"
        /// The time zone of the user, `Europe/Berlin`.
        timezone "timezone"
        /// The user agent, sent as `userAgent`.
        user_agent "userAgent"
    }

    /// Traits of the user, for this event only. They must serialise as an object, and not as none; none may have
    /// [the name of a secret](crate::Identity::identify). If the identity
    /// remembers a trait of the same name, the one given here is sent.
    pub fn traits<T: Serialize + ?Sized>(mut self, traits: &T) -> Self {
        self.entries
            .set("traits", user_traits("context.traits", traits));
        self
    }

    /// Any other value, under any key but `library`. `traits` is the same as [`Context::traits`].
    pub fn insert(mut self, key: impl AsRef<str>, value: impl Serialize) -> Self {
        match key.as_ref() {
            "library" => self
                .entries
                .refuse("context", "library", ProblemKind::Reserved),
            "traits" => return self.traits(&value),
            key => self.entries.serialize("context", key, &value),
        }
        self
    }

    pub(crate) fn size_hint(&self) -> usize {
        self.entries.size_hint()
    }
}

/// Writes the member `context`, with the traits that the identity remembers.
pub(crate) fn write(json: &mut Json, context: Option<&Context>, remembered: Option<&str>) {
    json.open(START);
    let given = context.and_then(|context| context.entries.get("traits"));
    match (remembered, given) {
        (Some(traits), None) | (None, Some(traits)) => {
            json.key("traits");
            json.raw(traits);
        }
        (Some(remembered), Some(given)) => {
            json.key("traits");
            json.open("{");
            merge(json, remembered, given);
            json.close("}");
        }
        (None, None) => {}
    }
    if let Some(context) = context {
        context.entries.write(json, &["traits"]);
    }
    json.close("}");
}

/// The members of two objects; if both have a key, the one of `given` wins.
fn merge(json: &mut Json, remembered: &str, given: &str) {
    let taken: HashSet<_> = elements(given).map(|element| element.key()).collect();
    let kept = elements(remembered).filter(|element| !taken.contains(&element.key()));
    for element in kept.chain(elements(given)) {
        json.key(&element.key());
        json.raw(element.value.0);
    }
}
