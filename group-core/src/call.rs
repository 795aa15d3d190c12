//! A call: from an identity and a group's struct to the finished event.

use std::time::{SystemTime, UNIX_EPOCH};

use uuid::Uuid;
use uuid::fmt::Hyphenated;

use crate::context::{self, Context};
use crate::date::{Ascii, Date, DateTrait};
use crate::id::{Id, write_id};
use crate::identity::Identity;
use crate::integrations::Integrations;
use crate::json::Json;
use crate::names::Names;
use crate::payload::{MessageId, Payload};
use crate::problem::{PayloadError, Problem, ProblemKind};
use crate::random;
use crate::traits::{GroupTraits, TraitWriter, begin_group};

/// A group event in the making: it links the user to a group and records the group's traits.
///
/// Made by [`Identity::group`] and [`Identity::group_with_id`].
#[must_use = "a call sends nothing; finish it with `.build()`"]
pub struct GroupCall<'a> {
    identity: &'a Identity,
    /// The id that was given beside the struct.
    group_id: Option<Id<'a>>,
    traits: &'a dyn AnyTraits,
    names: &'static Names,
    options: Options,
}

/// An identify event in the making: it records the traits of the user.
///
/// Made by [`Identity::identify`].
#[must_use = "a call sends nothing; finish it with `.build()`"]
pub struct IdentifyCall<'a> {
    identity: &'a Identity,
    problems: Vec<Problem>,
    options: Options,
}

/// What any call may be given.
#[derive(Default)]
struct Options {
    context: Option<Context>,
    integrations: Option<Integrations>,
    original_timestamp: Option<Option<Date>>,
    timestamp: Option<Option<Date>>,
    message_id: Option<String>,
}

/// [`GroupTraits`] behind one pointer, so that a call is compiled once and not for each struct.
pub(crate) trait AnyTraits {
    fn write(&self, writer: &mut TraitWriter<'_>);
}

impl<T: GroupTraits> AnyTraits for T {
    fn write(&self, writer: &mut TraitWriter<'_>) {
        self.__write(writer);
    }
}

macro_rules! options {
    ($call:ident) => {
        impl $call<'_> {
            /// Sets the `context`. The library and the traits that the identity remembers are added to it.
            pub fn context(mut self, context: Context) -> Self {
                self.options.context = Some(context);
                self
            }

            /// Says which destinations the event goes to; without it, to all.
            pub fn integrations(mut self, integrations: Integrations) -> Self {
                self.options.integrations = Some(integrations);
                self
            }

            /// When the event happened by the clock of its sender, sent as `originalTimestamp`; the time of the
            /// build if not given. It must be an instant: a civil date is a problem of the build.
            pub fn original_timestamp(mut self, timestamp: impl DateTrait) -> Self {
                self.options.original_timestamp = Some(timestamp.date());
                self
            }

            /// When the event happened, sent as `timestamp`: for the import of historical events. It is taken as
            /// it is, without a correction of clocks, and left out if not given. It must be an instant: a civil
            /// date is a problem of the build.
            pub fn timestamp(mut self, timestamp: impl DateTrait) -> Self {
                self.options.timestamp = Some(timestamp.date());
                self
            }

            /// Sets the messageId; a random UUID if not given. RudderStack takes two events of one messageId for
            /// one event.
            pub fn message_id(mut self, message_id: impl Into<String>) -> Self {
                self.options.message_id = Some(message_id.into());
                self
            }

            /// Finishes the event in a string of its own.
            ///
            /// # Errors
            /// [`PayloadError`] with everything that would not arrive as it is.
            pub fn build(self) -> Result<Payload, PayloadError> {
                let size = self.size_hint();
                self.build_in(String::with_capacity(size))
            }
        }
    };
}

options!(GroupCall);
options!(IdentifyCall);

impl<'a> GroupCall<'a> {
    pub(crate) fn new(
        identity: &'a Identity,
        group_id: Option<Id<'a>>,
        traits: &'a dyn AnyTraits,
        names: &'static Names,
    ) -> Self {
        Self {
            identity,
            group_id,
            traits,
            names,
            options: Options::default(),
        }
    }

    /// Finishes the event in `buffer`, whose content is discarded: an event that fits its capacity needs no
    /// allocation. [`Payload::into_string`] gives it back.
    ///
    /// # Errors
    /// [`PayloadError`] with everything that would not arrive as it is.
    pub fn build_in(mut self, buffer: String) -> Result<Payload, PayloadError> {
        const START: &str = r#"{"type":"group","channel":"server""#;
        build(self.identity, &mut self.options, START, buffer, |json| {
            let has_traits = self.names.is_object;
            if let Some(id) = &self.group_id {
                begin_group(json, Some(id), has_traits);
            }
            let has_user = self.identity.user_id().is_some();
            let mut writer = TraitWriter::new(json, has_user, self.group_id.is_none());
            self.traits.write(&mut writer);
            if writer.needs_id() {
                // Its `HasGroupId` is no derive's.
                json.adopt(&[Problem::new("groupId", ProblemKind::MissingId)]);
            }
            if has_traits {
                json.close("}");
            }
        })
    }

    fn size_hint(&self) -> usize {
        let group_id = self.group_id.as_ref().map_or(24, |id| id.as_str().len());
        self.options.size_hint(self.identity) + group_id + self.names.size_hint()
    }
}

impl<'a> IdentifyCall<'a> {
    pub(crate) fn new(identity: &'a Identity, problems: Vec<Problem>) -> Self {
        Self {
            identity,
            problems,
            options: Options::default(),
        }
    }

    /// Finishes the event in `buffer`, whose content is discarded: an event that fits its capacity needs no
    /// allocation. [`Payload::into_string`] gives it back.
    ///
    /// # Errors
    /// [`PayloadError`] with everything that would not arrive as it is.
    pub fn build_in(mut self, buffer: String) -> Result<Payload, PayloadError> {
        const START: &str = r#"{"type":"identify","channel":"server""#;
        build(self.identity, &mut self.options, START, buffer, |json| {
            if !self.problems.is_empty() {
                json.adopt(&self.problems);
            } else if let Some(Ok(traits)) = self.identity.traits() {
                json.raw(r#","traits":"#);
                json.raw(traits);
            }
        })
    }

    fn size_hint(&self) -> usize {
        let traits = match self.identity.traits() {
            Some(Ok(traits)) => traits.len() + 10,
            _ => 0,
        };
        self.options.size_hint(self.identity) + traits
    }
}

impl Options {
    /// How many bytes the event will take without its traits, and a few more.
    fn size_hint(&self, identity: &Identity) -> usize {
        let ids = [identity.user_id(), identity.anonymous_id()];
        let remembered = match identity.traits() {
            Some(Ok(traits)) => traits.len(),
            _ => 0,
        };
        let context = self.context.as_ref().map_or(0, Context::size_hint);
        let integrations = self
            .integrations
            .as_ref()
            .map_or(0, Integrations::size_hint);
        let message_id = self.message_id.as_ref().map_or(0, String::len);
        let ids = ids.into_iter().flatten().map(str::len).sum::<usize>();
        let timestamp = if self.timestamp.is_some() { 40 } else { 0 };
        300 + ids + remembered + context + integrations + message_id + timestamp
    }
}

fn build(
    identity: &Identity,
    options: &mut Options,
    start: &str,
    buffer: String,
    body: impl FnOnce(&mut Json),
) -> Result<Payload, PayloadError> {
    let now = SystemTime::now();
    let since_1970 = now.duration_since(UNIX_EPOCH).ok();
    let mut json = Json::new(buffer, 0, "");
    json.open(start);
    let message_id = match options.message_id.take() {
        Some(id) => {
            write_id(&mut json, r#","messageId":""#, Some(&id), None);
            MessageId::Given(id)
        }
        None => {
            const KEY: &str = r#","messageId":""#;
            let start = json.len() + KEY.len();
            match random::uuid(since_1970.unwrap_or_default()) {
                Some(id) => {
                    let text = &mut Uuid::encode_buffer();
                    json.plain_text(KEY, id.hyphenated().encode_lower(text));
                }
                None => json.no_text(KEY, ProblemKind::NoRandomness),
            }
            MessageId::At(start..start + Hyphenated::LENGTH)
        }
    };
    if let Some(id) = identity.user_id() {
        write_id(&mut json, r#","userId":""#, Some(id), None);
    }
    if let Some(id) = identity.anonymous_id() {
        write_id(&mut json, r#","anonymousId":""#, Some(id), None);
    }

    body(&mut json);

    let remembered = match identity.traits() {
        Some(Ok(traits)) => Some(&**traits),
        Some(Err(problems)) => {
            json.adopt(problems);
            None
        }
        None => None,
    };
    context::write(&mut json, options.context.as_ref(), remembered);
    if let Some(integrations) = &options.integrations {
        integrations.write(&mut json);
    }

    let now = since_1970.map_or_else(|| now.date(), Date::since_1970);
    let now = now.map(Date::to_ascii);
    let now = now.as_ref().map(Ascii::as_str);
    const ORIGINAL: &str = r#","originalTimestamp":""#;
    match options.original_timestamp {
        Some(given) => write_timestamp(&mut json, ORIGINAL, given),
        None => json.date(ORIGINAL, now),
    }
    if let Some(given) = options.timestamp {
        write_timestamp(&mut json, r#","timestamp":""#, given);
    }
    json.date(r#","sentAt":""#, now);
    json.close("}");
    match json.finish() {
        Ok(text) => Ok(Payload::new(text, message_id)),
        Err(problems) => Err(PayloadError::new(problems)),
    }
}

fn write_timestamp(json: &mut Json, key: &str, timestamp: Option<Date>) {
    if timestamp.is_some_and(Date::is_civil) {
        return json.no_text(key, ProblemKind::CivilDate);
    }
    let ascii = timestamp.map(Date::to_ascii);
    json.date(key, ascii.as_ref().map(Ascii::as_str));
}
