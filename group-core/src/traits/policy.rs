//! What becomes of traits with personal data.

use std::fmt;
use std::sync::Arc;

use group_rules::category;

use crate::json::Json;
#[cfg(feature = "pii-hash")]
use crate::json::with_texts;
use crate::problem::ProblemKind;
#[cfg(feature = "pii-hash")]
use crate::value::date::Date;

/// What becomes of the traits that have a category of personal data, `#[group(pii = "…")]`: they are sent, dropped or hashed.
///
/// Give it to an [`Identity`](crate::Identity::pii), for all its group calls, or to [a call](crate::GroupCall::pii). It acts on
/// the traits of the group. Ids are sent as they are, and so are the user's traits, in an identify call and in the
/// `context.traits` of every later call: they come from any `Serialize`, which has no categories.
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
/// A value is checked before it is dropped or hashed: one that can't be sent is an error all the same. The error has neither
/// the value nor the keys of a map in it, with or without a policy.
///
/// Categories are lower case and have neither white space nor invisible characters. A policy that names another one, or hashes
/// with an empty key, can't be used: every group event under it is refused.
///
/// If an address has a category and one of its parts has another, both rules apply, the inner one first:
///
/// | the part | the address is sent | hashed | dropped |
/// |---|---|---|---|
/// | sent | sent | hashed | dropped |
/// | hashed | hashed | hashed once, with the key of the part | dropped |
/// | dropped | dropped | dropped | dropped |
///
/// The tracking plan allows for what a policy does: in it, a trait with a category is never required, and takes a hash.
#[derive(Clone)]
pub struct Policy(Arc<Rules>);

#[derive(Clone)]
struct Rules {
    named: Vec<(String, Rule)>,
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
        Self::of_others(Rule::Send)
    }

    /// Drops all categories except those that are then named: a category that is added later, or misspelt, is not sent.
    ///
    /// The user's traits have no categories and are sent: see [above](Policy).
    pub fn drop_all() -> Self {
        Self::of_others(Rule::Drop)
    }

    fn of_others(others: Rule) -> Self {
        let named = Vec::new();
        Self(Arc::new(Rules { named, others }))
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
    /// In an object or an array, an address for example, each text is hashed. A trait that has a number, a boolean or a date in
    /// it is dropped: their hash would be a string, which they are not. So is a trait with a map in it, whose keys may be
    /// personal data too, and a struct with `#[serde(flatten)]`, which serde writes as a map. A text that is already a hash of
    /// the same event stays as it is.
    ///
    /// For a custom trait that goes through serde, a date is what looks like one: a string that starts with `1997-03-04`.
    ///
    /// Keep the key as secret as the values: who has it can find out what was hashed by trying.
    ///
    /// Behind the feature `pii-hash`.
    #[cfg(feature = "pii-hash")]
    #[must_use = "it returns the policy"]
    pub fn hash(self, category: impl Into<String>, key: impl AsRef<[u8]>) -> Self {
        self.with(category.into(), Rule::Hash(key.as_ref().to_vec()))
    }

    /// Reports the missing feature.
    #[cfg(not(feature = "pii-hash"))]
    #[doc(hidden)]
    #[must_use = "it returns the policy"]
    pub fn hash<K: crate::feature_off::PiiHash>(self, category: impl Into<String>, _: K) -> Self {
        self.drop(category)
    }

    /// Replaces an earlier rule for the category.
    fn with(mut self, category: String, rule: Rule) -> Self {
        let named = &mut Arc::make_mut(&mut self.0).named;
        named.retain(|(other, _)| *other != category);
        named.push((category, rule));
        self
    }

    /// Why the policy can't be used. An event under it is refused, because its intent is not known.
    pub(crate) fn problems(&self) -> impl Iterator<Item = ProblemKind> {
        self.0.named.iter().filter_map(|(category, rule)| {
            let category = category.clone();
            match rule {
                _ if category::normal(&category) != category || category.is_empty() => {
                    Some(ProblemKind::PolicyCategory { category })
                }
                #[cfg(feature = "pii-hash")]
                Rule::Hash(key) if key.is_empty() => Some(ProblemKind::PolicyKey { category }),
                _ => None,
            }
        })
    }

    fn rule(&self, category: &str) -> &Rule {
        let named = self.0.named.iter().find(|(name, _)| name == category);
        named.map_or(&self.0.others, |(_, rule)| rule)
    }
}

/// What the values of a trait are, as far as its derive knows.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// Texts, or numbers.
    Texts,
    Dates,
    /// Whatever serde makes of the type.
    Any,
}

/// Applies a policy to one event.
pub(crate) struct Redactor {
    policy: Policy,
    redactions: Vec<Redaction>,
    /// The hashes made so far, which a category around them leaves as they are.
    hashes: Vec<String>,
}

impl Redactor {
    /// Shares the policy, whose rules are behind an `Arc`: borrowing it would add a lifetime to every `TraitWriter`.
    pub(crate) fn of(policy: &Policy) -> Self {
        Self {
            policy: policy.clone(),
            redactions: Vec::new(),
            hashes: Vec::new(),
        }
    }

    /// Applies the policy's rule for the category to the member that was written since.
    pub(crate) fn redact(
        &mut self,
        json: &mut Json,
        since: usize,
        category: &'static str,
        values: Values,
    ) {
        let rule = self.policy.rule(category);
        if matches!(rule, Rule::Send) {
            return;
        }
        let Some(value) = json.value_after(since) else {
            return;
        };
        let path = json.path_of(value);
        let text = json.as_str().get(value..).unwrap_or_default();
        let hashed = if json.has_map_after(since) {
            None
        } else {
            rule.hashed(text, values, &mut self.hashes)
        };
        let treatment = match hashed {
            Some(hashed) if hashed == text => return,
            Some(hashed) => {
                json.truncate(value);
                json.raw(&hashed);
                Treatment::Hashed
            }
            None => {
                json.truncate(since);
                Treatment::Dropped
            }
        };
        self.redactions.push(Redaction {
            path,
            category,
            treatment,
        });
    }

    pub(crate) fn into_redactions(self) -> Redactions {
        Redactions(self.redactions)
    }
}

/// What a policy removed or hashed in one event.
#[derive(Clone)]
pub(crate) struct Redactions(pub(crate) Vec<Redaction>);

impl Rule {
    /// JSON with the hashes of its strings, which are added to `hashes`; `None` if it must be dropped.
    #[cfg_attr(not(feature = "pii-hash"), allow(unused_variables, clippy::ptr_arg))]
    fn hashed(&self, json: &str, values: Values, hashes: &mut Vec<String>) -> Option<String> {
        match self {
            Self::Send | Self::Drop => None,
            #[cfg(feature = "pii-hash")]
            Self::Hash(key) => with_texts(json, |text| match values {
                Values::Dates => None,
                Values::Any if is_date(text) => None,
                _ => Some(hash(key, text, hashes)),
            }),
        }
    }
}

/// Whether a text is a date or an instant, in any of the forms that serde gives them: `1997-03-04`, `1997-03-04T12:00:00`.
#[cfg(feature = "pii-hash")]
fn is_date(text: &str) -> bool {
    let (date, time) = text.split_at_checked(10).unwrap_or((text, ""));
    Date::parse(date).is_ok() && (time.is_empty() || time.starts_with(['T', 't', ' ']))
}

#[cfg(feature = "pii-hash")]
fn hash(key: &[u8], text: &str, hashes: &mut Vec<String>) -> String {
    let normal = text.trim().to_lowercase();
    if normal.is_empty() || hashes.iter().any(|hash| hash == text) {
        return text.to_owned();
    }
    let hash = hmac_sha256::HMAC::mac(normal, key);
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    hashes.push(hash.clone());
    hash
}

/// The categories and what becomes of them; not the keys.
impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = self.0.named.iter().map(|(name, rule)| (&**name, rule));
        let others = [("others", &self.0.others)];
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
#[non_exhaustive]
pub enum Treatment {
    /// It is not in the event.
    Dropped,
    /// Its hash is in its place.
    Hashed,
}
