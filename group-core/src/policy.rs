//! What becomes of traits with personal data.

use std::fmt;

use crate::json::Json;
#[cfg(feature = "pii-hash")]
use crate::json::with_texts;

/// What becomes of the traits that have a category of personal data, `#[group(pii = "…")]`: they are sent, dropped or hashed.
///
/// Give it to an [`Identity`](crate::Identity::pii), for all its group calls, or to [a call](crate::GroupCall::pii). It acts on
/// the traits of the group; the ids, and the user's traits, which have no struct here, are sent as they are.
///
/// ```
/// use group_core::{GroupTraits, Identity, Policy};
///
/// #[derive(GroupTraits)]
/// struct Company {
///     id: String,
///     name: String,
///     #[group(pii = "contact")]
///     email: String,
///     #[group(pii = "contact")]
///     phone: Option<String>,
/// }
///
/// let hooli = Company {
///     id: "5e8a".into(),
///     name: "Hooli".into(),
///     email: "gavin@hooli.xyz".into(),
///     phone: None,
/// };
/// let user = Identity::user("1hKOmRA4GRlm").pii(Policy::new().drop("contact"));
/// let payload = user.group(&hooli).build()?;
/// assert_eq!(payload.to_value()["traits"], serde_json::json!({"name": "Hooli"}));
/// assert_eq!(payload.redactions().len(), 1);
/// assert_eq!(payload.redactions()[0].path(), "traits.email");
/// # Ok::<(), group_core::PayloadError>(())
/// ```
///
/// A value is checked before it is dropped or hashed: one that can't be sent is an error all the same.
///
/// The tracking plan allows for what a policy does: in it, a trait with a category is never required, and takes a hash.
#[derive(Clone)]
pub struct Policy {
    rules: Vec<(String, Rule)>,
    /// For the other categories.
    others: Rule,
}

#[derive(Clone)]
enum Rule {
    Send,
    Drop,
    #[cfg(feature = "pii-hash")]
    Hash(Vec<u8>),
}

impl Policy {
    /// Sends all categories, as without a policy, but for those that are then named.
    #[allow(clippy::new_without_default)] // A default would have to be safe, and this is not meant to be.
    pub fn new() -> Self {
        Self {
            rules: Vec::new(),
            others: Rule::Send,
        }
    }

    /// Drops all categories but those that are then named: a category that somebody adds later, or misspells, is not sent.
    pub fn drop_all() -> Self {
        Self {
            others: Rule::Drop,
            ..Self::new()
        }
    }

    /// Sends a category.
    #[must_use = "it returns the policy"]
    pub fn send(self, category: impl Into<String>) -> Self {
        self.with(category.into(), Rule::Send)
    }

    /// Drops a category: its traits are not in the event.
    #[must_use = "it returns the policy"]
    pub fn drop(self, category: impl Into<String>) -> Self {
        self.with(category.into(), Rule::Drop)
    }

    /// Hashes a category: in place of each of its texts, the event has the HMAC-SHA-256 of it under this key, as 64
    /// hexadecimal digits in lower case. White space around the text is removed before, and letters are made small ones, so
    /// that one address in two spellings has one hash. A text of white space alone and null stay as they are.
    ///
    /// In an object or an array, an address for example, each text is hashed. What has other values, as a number, a boolean or
    /// a date, is dropped: its hash would be a text, which it is not.
    ///
    /// Keep the key as secret as the values: who has it can find out what was hashed by trying.
    ///
    /// Behind the feature `pii-hash`.
    #[cfg(feature = "pii-hash")]
    #[must_use = "it returns the policy"]
    pub fn hash(self, category: impl Into<String>, key: impl AsRef<[u8]>) -> Self {
        self.with(category.into(), Rule::Hash(key.as_ref().to_vec()))
    }

    /// The last word on a category counts.
    fn with(mut self, category: String, rule: Rule) -> Self {
        self.rules.retain(|(other, _)| *other != category);
        self.rules.push((category, rule));
        self
    }

    /// Does to the member that was written since what it says of the category.
    fn redact(
        &self,
        json: &mut Json,
        since: usize,
        category: &'static str,
        is_text: bool,
    ) -> Option<Redaction> {
        let named = self.rules.iter().find(|(name, _)| name == category);
        let rule = named.map_or(&self.others, |(_, rule)| rule);
        // There will be no event if something is wrong.
        if matches!(rule, Rule::Send) || json.is_wrong_after(since) {
            return None;
        }
        let value = json.value_after(since)?;
        let path = json.path_of(value);
        let text = json.as_str().get(value..).unwrap_or_default();
        let hashed = rule.hashed(text).filter(|_| is_text);
        if hashed.as_deref() == Some(text) {
            return None;
        }
        let treatment = match hashed {
            Some(hashed) => {
                json.take_back(value);
                json.raw(&hashed);
                Treatment::Hashed
            }
            None => {
                json.take_back(since);
                Treatment::Dropped
            }
        };
        Some(Redaction {
            path,
            category,
            treatment,
        })
    }
}

/// A policy at work on one event.
pub(crate) struct Redactor {
    policy: Policy,
    done: Vec<Redaction>,
}

impl Redactor {
    pub(crate) fn of(policy: &Policy) -> Self {
        Self {
            policy: policy.clone(),
            done: Vec::new(),
        }
    }

    pub(crate) fn redact(
        &mut self,
        json: &mut Json,
        since: usize,
        category: &'static str,
        is_text: bool,
    ) {
        let redaction = self.policy.redact(json, since, category, is_text);
        self.done.extend(redaction);
    }

    pub(crate) fn into_redactions(self) -> Redactions {
        Redactions(self.done)
    }
}

/// What a policy removed or hashed in one event.
#[derive(Clone)]
pub(crate) struct Redactions(pub(crate) Vec<Redaction>);

impl Rule {
    /// JSON with the hashes of its texts; `None` if it is to be dropped.
    fn hashed(&self, json: &str) -> Option<String> {
        match self {
            Self::Send => Some(json.to_owned()),
            Self::Drop => None,
            #[cfg(feature = "pii-hash")]
            Self::Hash(key) => with_texts(json, |text| hash(key, text)),
        }
    }
}

#[cfg(feature = "pii-hash")]
fn hash(key: &[u8], text: &str) -> String {
    let normal = text.trim().to_lowercase();
    if normal.is_empty() {
        return text.to_owned();
    }
    let hash = hmac_sha256::HMAC::mac(normal, key);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The categories and what becomes of them; not the keys.
impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = self.rules.iter().map(|(name, rule)| (&**name, rule));
        let others = [("others", &self.others)];
        f.debug_map().entries(rules.chain(others)).finish()
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Send => "send",
            Self::Drop => "drop",
            #[cfg(feature = "pii-hash")]
            Self::Hash(_) => "hash",
        })
    }
}

/// A trait that is not in the event as it is in the struct, because a [`Policy`] says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redaction {
    path: String,
    category: &'static str,
    treatment: Treatment,
}

impl Redaction {
    /// The trait, by its names in the event: `traits.email`, `traits.address.city`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its category.
    pub fn category(&self) -> &'static str {
        self.category
    }

    /// What became of it.
    pub fn treatment(&self) -> Treatment {
        self.treatment
    }
}

/// What became of a trait with personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// It is not in the event.
    Dropped,
    /// Its hash is in its place.
    Hashed,
}
