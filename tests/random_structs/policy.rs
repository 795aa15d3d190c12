//! What the contract says of a policy: which traits it leaves, and what it reports.

use crate::model::Json;

pub(crate) const CATEGORIES: [&str; 3] = ["contact", "place", "our-money"];

#[derive(Clone)]
pub(crate) struct Policy {
    /// By category; the last one counts.
    pub(crate) rules: Vec<(&'static str, Rule)>,
    pub(crate) others: Rule,
}

#[derive(Clone, Copy)]
pub(crate) enum Rule {
    Send,
    Drop,
    /// With this key.
    Hash(&'static str),
}

/// The path of a trait, its category, and what became of it.
pub(crate) type Redaction = (String, String, String);

/// What a policy leaves.
#[derive(Default)]
pub(crate) struct Left {
    pub(crate) traits: Vec<(String, Json)>,
    pub(crate) redactions: Vec<Redaction>,
    /// What came about, for the coverage.
    pub(crate) notes: Vec<String>,
}

impl Policy {
    /// Sends all.
    pub(crate) const NONE: Self = Self {
        rules: vec![],
        others: Rule::Send,
    };
    pub(crate) const DROP_ALL: Self = Self {
        rules: vec![],
        others: Rule::Drop,
    };

    pub(crate) fn left(&self, traits: &[(String, Json)]) -> Left {
        let mut left = Left::default();
        left.traits = self.members("traits", traits, &mut left);
        left
    }

    fn members(
        &self,
        path: &str,
        members: &[(String, Json)],
        left: &mut Left,
    ) -> Vec<(String, Json)> {
        let members = members.iter().filter_map(|(name, value)| {
            let value = self.value(&format!("{path}.{name}"), value, left)?;
            Some((name.clone(), value))
        });
        members.collect()
    }

    fn value(&self, path: &str, value: &Json, left: &mut Left) -> Option<Json> {
        match value {
            Json::Address(members) => {
                let reported = left.redactions.len();
                let inner = self.members(path, members, left);
                if inner.is_empty() && !members.is_empty() {
                    left.notes
                        .push("policy: an address of which all is dropped".to_owned());
                }
                if left.redactions.len() > reported && path != "traits.address" {
                    left.notes
                        .push("policy: a part of an address under another name".to_owned());
                }
                (!inner.is_empty()).then_some(Json::Address(inner))
            }
            Json::Ruled(value, rules) => {
                let reported = left.redactions.len();
                let Some(value) = self.value(path, value, left) else {
                    if rules.sends_null && left.redactions.len() > reported {
                        left.notes.push(
                            "policy of a null: an address of which all is dropped".to_owned(),
                        );
                    }
                    return None;
                };
                let Some(category) = rules.category else {
                    return Some(value);
                };
                let within = left.redactions[reported..].iter();
                let within: Vec<_> = within.map(|(_, _, what)| what.clone()).collect();
                let is_null = matches!(value, Json::Null);
                let after = match self.rule(category) {
                    Rule::Send => Some(value.clone()),
                    Rule::Drop => None,
                    Rule::Hash(key) => hashed(&value, key, rules.is_of_serde),
                };
                let treatment = match &after {
                    Some(after) if after.text() == value.text() => "sent",
                    Some(_) => "Hashed",
                    None => "Dropped",
                };
                left.notes
                    .push(format!("policy: {}", treatment.to_lowercase()));
                if is_null {
                    left.notes
                        .push(format!("policy of a null: {}", treatment.to_lowercase()));
                }
                for inner in within {
                    let note = format!("policy in a policy: {inner} {treatment}").to_lowercase();
                    left.notes.push(note);
                }
                if treatment != "sent" {
                    let redaction = (path.to_owned(), category.to_owned(), treatment.to_owned());
                    left.redactions.push(redaction);
                }
                after
            }
            value => Some(value.clone()),
        }
    }

    fn rule(&self, category: &str) -> Rule {
        let mut rules = self.rules.iter().rev();
        let named = rules.find(|(name, _)| *name == category);
        named.map_or(self.others, |(_, rule)| *rule)
    }
}

/// The value with hashes for its strings; `None` where something in it is neither a string nor null: a number, a date, or a
/// map, whose keys may be personal data.
fn hashed(value: &Json, key: &str, is_of_serde: bool) -> Option<Json> {
    let hashed = |value: &Json| hashed(value, key, is_of_serde);
    let members = |members: &[(String, Json)]| {
        let members = members.iter();
        let members = members.map(|(name, value)| Some((name.clone(), hashed(value)?)));
        members.collect::<Option<Vec<_>>>()
    };
    match value {
        Json::Text(text) if is_of_serde && is_date(text) => None,
        Json::Text(text) => Some(match text.trim().to_lowercase() {
            normal if normal.is_empty() => value.clone(),
            normal => Json::Hash(hash(&normal, key)),
        }),
        // Never a hash of a hash.
        Json::Null | Json::Hash(_) => Some(value.clone()),
        Json::List(items) => items
            .iter()
            .map(hashed)
            .collect::<Option<_>>()
            .map(Json::List),
        Json::Object(all) => members(all).map(Json::Object),
        Json::Address(all) => members(all).map(Json::Address),
        _ => None,
    }
}

/// Whether a string starts as a date does: `1997-03-04`, `1997-03-04 12:00`.
fn is_date(text: &str) -> bool {
    text.starts_with(A_DATE)
        && matches!(text.as_bytes().get(A_DATE.len()), None | Some(b'T' | b' '))
}

/// The one day of which there are strings.
pub(crate) const A_DATE: &str = "1997-03-04";

/// HMAC-SHA-256, in hexadecimal digits.
fn hash(text: &str, key: &str) -> String {
    let bytes = hmac_sha256::HMAC::mac(text, key);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
