//! Where an event goes.

use serde_core::ser::Serialize;

use crate::event::setters::Entries;
use crate::json::Json;
use crate::problem::ProblemKind;

/// The destinations that an event goes to, sent as its `integrations`. Without it, the event goes to all destinations
/// that are connected to the source.
///
/// A later call replaces an earlier one with the same name. The names are those of RudderStack's destinations, such as
/// `HubSpot` or `Customer.io`; `All` means every one that is not named.
///
/// ```
/// use group_core::{Identity, Integrations};
///
/// let payload = Identity::user("1hKOmRA4GRlm")
///     .group_with_id("5e8a", &())
///     .integrations(Integrations::only(["HubSpot", "Zendesk"]))
///     .build()?;
/// assert_eq!(
///     payload.to_value()["integrations"],
///     serde_json::json!({"All": false, "HubSpot": true, "Zendesk": true}),
/// );
/// # Ok::<(), group_core::PayloadError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "integrations do nothing until they are given to a call"]
pub struct Integrations {
    entries: Entries,
}

impl Integrations {
    fn new(all: bool) -> Self {
        Self {
            entries: Entries::default(),
        }
        .switch("All", all)
    }

    /// All destinations: `{"All":true}`. Follow it with [`Integrations::disable`] to leave some out.
    pub fn all() -> Self {
        Self::new(true)
    }

    /// These destinations and no other: `{"All":false,"HubSpot":true}`.
    pub fn only<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Self {
        names.into_iter().fold(Self::new(false), Self::enable)
    }

    /// Sends the event to this destination.
    pub fn enable(self, name: impl AsRef<str>) -> Self {
        self.switch(name.as_ref(), true)
    }

    /// Does not send the event to this destination.
    pub fn disable(self, name: impl AsRef<str>) -> Self {
        self.switch(name.as_ref(), false)
    }

    fn switch(mut self, name: &str, on: bool) -> Self {
        self.entries.set(name, Ok(on.to_string()));
        self
    }

    /// Sends the event to this destination with its own options, which must serialise as an object. `All` takes no
    /// options: if it is not a boolean, RudderStack sends the event nowhere.
    pub fn options(mut self, name: impl AsRef<str>, options: impl Serialize) -> Self {
        match name.as_ref() {
            "All" => self
                .entries
                .refuse("integrations", "All", ProblemKind::NotABoolean),
            name => self
                .entries
                .serialize_object("integrations", name, &options),
        }
        self
    }

    pub(crate) fn size_hint(&self) -> usize {
        self.entries.size_hint()
    }

    pub(crate) fn write(&self, json: &mut Json) {
        json.raw(r#","integrations":"#);
        json.open("{");
        self.entries.write(json, &[]);
        json.close("}");
    }
}
