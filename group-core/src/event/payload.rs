//! A finished event.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::ops::Range;
use std::sync::OnceLock;
use std::time::Duration;

use serde_core::ser::{Serialize, Serializer};
use serde_json::Value;
use uuid::Uuid;
use uuid::fmt::Hyphenated;

use crate::json::{self, Json};
use crate::problem::ProblemKind;
use crate::random;
use crate::traits::policy::{Redaction, Redactions};

/// One finished event: its JSON, made once.
///
/// `build()` makes it, with its keys in the order `type, channel, messageId, userId, anonymousId, groupId, traits, context,
/// integrations, originalTimestamp, timestamp, sentAt`; absent ones are left out. [`Payload::from_json`] takes one that was
/// made elsewhere. The JSON has at most 32,768 bytes and 127 levels, and no line breaks.
///
/// Send it with `POST {data plane}/v1/group` (or `/v1/identify`, or in a batch); see RudderStack's HTTP API. At
/// every transmission `sentAt` must be set anew: RudderStack corrects clocks by it.
///
/// ```
/// use group_core::Identity;
///
/// let payload = Identity::user("1hKOmRA4GRlm").group_with_id("5e8a", &()).message_id("m-1").build()?;
/// assert!(payload.as_str().starts_with(
///     r#"{"type":"group","channel":"server","messageId":"m-1","userId":"1hKOmRA4GRlm","groupId":"5e8a","#
/// ));
/// assert_eq!(payload.message_id(), "m-1");
/// # Ok::<(), group_core::PayloadError>(())
/// ```
#[derive(Clone)]
pub struct Payload {
    json: String,
    message_id: MessageId,
    /// Where the value of `sentAt` is, which is renewed at every transmission.
    #[cfg_attr(not(feature = "client"), allow(dead_code))]
    sent_at: Range<usize>,
    // Two boxes, because a payload is in errors, which should be small, and few payloads have either.
    /// Only if the payload was made under a policy.
    redactions: Option<Box<Redactions>>,
    /// The strings among the members, by their keys, from the first time that a getter needs one that has escapes: it returns a
    /// reference, and the JSON has only the escaped string.
    unescaped: OnceLock<Box<Unescaped>>,
}

#[derive(Clone)]
struct Unescaped(Vec<(String, String)>);

/// Where to find the messageId without JSON escapes.
#[derive(Clone)]
pub(crate) enum MessageId {
    /// In the JSON: a generated one has no escapes.
    At(Range<usize>),
    Given(String),
}

pub(crate) const ORIGINAL_TIMESTAMP: &str = r#","originalTimestamp":""#;

/// Writes the time of the build as `sentAt`, and returns where its value is.
pub(crate) fn write_sent_at(json: &mut Json, now: Option<&str>) -> Range<usize> {
    const KEY: &str = r#","sentAt":""#;
    let start = json.len() + KEY.len() - 1;
    json.date(KEY, now);
    start..json.len()
}

/// Writes the messageId of an event that was given none.
pub(crate) fn write_message_id(json: &mut Json, since_1970: Duration) -> MessageId {
    const KEY: &str = r#","messageId":""#;
    let start = json.len() + KEY.len();
    match random::uuid(since_1970) {
        Some(id) => {
            let text = &mut Uuid::encode_buffer();
            json.plain_text(KEY, id.hyphenated().encode_lower(text));
        }
        None => json.unsendable_text(KEY, ProblemKind::NoRandomness),
    }
    MessageId::At(start..start + Hyphenated::LENGTH)
}

impl Payload {
    pub(crate) fn new(
        json: String,
        message_id: MessageId,
        sent_at: Range<usize>,
        redactions: Option<Box<Redactions>>,
    ) -> Self {
        Self {
            json,
            message_id,
            sent_at,
            redactions,
            unescaped: OnceLock::new(),
        }
    }

    /// The traits that a [`Policy`](crate::Policy) dropped or hashed, in the order of the event.
    ///
    /// It is known of a payload that was built here, and empty of one that was read.
    pub fn redactions(&self) -> &[Redaction] {
        let redactions = self.redactions.as_ref();
        redactions.map_or(&[], |redactions| &redactions.0)
    }

    /// The JSON.
    pub fn as_str(&self) -> &str {
        &self.json
    }

    /// The JSON, as UTF-8.
    pub fn as_bytes(&self) -> &[u8] {
        self.json.as_bytes()
    }

    /// The JSON itself. The string can be the buffer of another build.
    pub fn into_string(self) -> String {
        self.json
    }

    /// The event as a tree, for a test or to change it. The tree sorts its keys, unless the feature `preserve_order` of
    /// serde_json is on. A number keeps its value, not its spelling: `1E2` of a [`Payload::from_json`] is `100.0` here.
    pub fn to_value(&self) -> Value {
        // Not parsed by serde_json, which would change some floats by a bit unless its feature `float_roundtrip` is on. All JSON
        // can be a tree, so there is no error.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// A payload whose JSON was stored elsewhere; `None` if it is not the JSON of an event.
    #[cfg(feature = "client")]
    pub(crate) fn stored(json: String) -> Option<Self> {
        let (mut message_id, mut sent_at) = (None, None);
        for element in json::elements(&json) {
            match &*element.key() {
                "messageId" => message_id = serde_json::from_str(element.value.0).ok(),
                "sentAt" => sent_at = Some(element.at..element.at + element.value.0.len()),
                _ => {}
            }
        }
        let message_id = MessageId::Given(message_id?);
        let sent_at = sent_at?;
        Some(Self::new(json, message_id, sent_at, None))
    }

    /// The JSON before and after the value of `sentAt`.
    #[cfg(feature = "client")]
    pub(crate) fn around_sent_at(&self) -> (&str, &str) {
        let Range { start, end } = self.sent_at;
        let before = self.json.get(..start).unwrap_or_default();
        let after = self.json.get(end..).unwrap_or_default();
        (before, after)
    }

    /// The type of the event: `identify`, `group`, `track`, `page`, `screen` or `alias`.
    pub fn kind(&self) -> &str {
        self.member("type").unwrap_or_default()
    }

    /// The userId, if the event has one.
    ///
    /// ```
    /// use group_core::{Identity, Payload};
    ///
    /// let payload = Identity::user("1hKOmRA4GRlm").group_with_id("5e8a", &()).build()?;
    /// assert_eq!(payload.kind(), "group");
    /// assert_eq!(payload.user_id(), Some("1hKOmRA4GRlm"));
    /// assert_eq!(payload.anonymous_id(), None);
    /// assert_eq!(payload.group_id(), Some("5e8a"));
    /// # Ok::<(), group_core::PayloadError>(())
    /// ```
    pub fn user_id(&self) -> Option<&str> {
        self.member("userId")
    }

    /// The anonymousId, if the event has one.
    pub fn anonymous_id(&self) -> Option<&str> {
        self.member("anonymousId")
    }

    /// The groupId, which a group event has. That of [`Context::insert`](crate::Context::insert) is another.
    pub fn group_id(&self) -> Option<&str> {
        self.member("groupId")
    }

    /// The string of a member. It is in the JSON as it is, unless it has escapes.
    fn member(&self, key: &str) -> Option<&str> {
        let mut members = json::elements(&self.json);
        let member = members.find(|member| member.key() == key)?;
        if let Cow::Borrowed(string) = member.value.string()? {
            return Some(string);
        }
        let unescaped = self.unescaped.get_or_init(|| {
            let strings = json::elements(&self.json)
                .filter_map(|member| Some((member.key().into(), member.value.string()?.into())));
            Box::new(Unescaped(strings.collect()))
        });
        let (_, string) = unescaped.0.iter().find(|(name, _)| name == key)?;
        Some(string)
    }

    /// The messageId, by which RudderStack recognises an event that was sent twice.
    pub fn message_id(&self) -> &str {
        match &self.message_id {
            MessageId::At(range) => self.json.get(range.clone()).unwrap_or_default(),
            MessageId::Given(id) => id,
        }
    }
}

/// Compares the JSON verbatim.
impl PartialEq for Payload {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json
    }
}

impl Eq for Payload {}

/// The messageId and the size; not the traits, which may be about a person.
impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload")
            .field("message_id", &self.message_id())
            .field("bytes", &self.json.len())
            .finish_non_exhaustive()
    }
}

/// The JSON.
impl Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.json)
    }
}

/// As the event's object, not as a string, so that a payload can be put into a batch. A number keeps its value, not its
/// spelling; only [`Payload::as_str`] and what is made of it are the JSON verbatim.
impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        json::Value(&self.json).serialize(serializer)
    }
}
