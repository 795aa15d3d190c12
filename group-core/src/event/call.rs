//! A call: from an identity and a group's struct to the finished event.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::declaration::Declaration;
use crate::event::context::{self, Context};
use crate::event::integrations::Integrations;
use crate::event::payload::{
    MessageId, ORIGINAL_TIMESTAMP, Payload, write_message_id, write_sent_at,
};
use crate::json::Json;
use crate::problem::{PayloadError, Problem, ProblemKind};
use crate::traits::policy::{Policy, Redactions, Redactor};
use crate::traits::{GroupTraits, TraitWriter};
use crate::value::date::{Ascii, Date, DateTrait};
use crate::value::id::{Id, write_id};

/// A group event being built: it links the user to a group and records the group's traits.
///
/// Made by [`Identity::group`](crate::Identity::group) and
/// [`Identity::group_with_id`](crate::Identity::group_with_id).
///
/// It borrows the struct, whatever that is, and so is not `Send`: finish it before an `.await`. The [`Payload`] is `Send`.
#[must_use = "a call sends nothing; finish it with `.build()`"]
pub struct GroupCall<'a> {
    who: Who<'a>,
    /// The id that was given beside the struct.
    group_id: Option<Id<'a>>,
    traits: &'a dyn AnyTraits,
    declaration: &'static Declaration,
    /// Instead of the identity's.
    policy: Option<Policy>,
    options: Options,
}

/// An identify event being built: it records the traits of the user.
///
/// Made by [`Identity::identify`](crate::Identity::identify).
#[must_use = "a call sends nothing; finish it with `.build()`"]
pub struct IdentifyCall<'a> {
    who: Who<'a>,
    problems: Vec<Problem>,
    options: Options,
}

/// Who an event is about.
#[derive(Clone, Copy)]
pub(crate) struct Who<'a> {
    pub(crate) user_id: Option<&'a str>,
    pub(crate) anonymous_id: Option<&'a str>,
    /// The traits of the most recent identify as JSON, or why they can't be sent.
    pub(crate) traits: Option<Result<&'a str, &'a [Problem]>>,
    pub(crate) policy: Option<&'a Policy>,
}

impl Who<'_> {
    /// Writes the ids that there are.
    pub(crate) fn write_ids(&self, json: &mut Json) {
        if let Some(id) = self.user_id {
            write_id(json, r#","userId":""#, Some(id), None);
        }
        if let Some(id) = self.anonymous_id {
            write_id(json, r#","anonymousId":""#, Some(id), None);
        }
    }
}

/// What can be set on any call.
#[derive(Default)]
struct Options {
    context: Option<Context>,
    integrations: Option<Integrations>,
    original_timestamp: Option<Option<Date>>,
    timestamp: Option<Option<Date>>,
    message_id: Option<String>,
}

/// [`GroupTraits`] as a trait object, so that a call is compiled once, not for each struct.
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

            /// Sets the destinations that the event goes to; all if not set.
            pub fn integrations(mut self, integrations: Integrations) -> Self {
                self.options.integrations = Some(integrations);
                self
            }

            /// When the event happened by the sender's clock, sent as `originalTimestamp`; the time of the build
            /// if not set. It must be an instant: a civil date is refused by `build()`.
            pub fn original_timestamp(mut self, timestamp: impl DateTrait) -> Self {
                self.options.original_timestamp = Some(timestamp.date());
                self
            }

            /// When the event happened, sent as `timestamp`: for importing historical events. RudderStack takes
            /// it as it is, without correcting clocks. It is left out if not set. It must be an instant: a civil
            /// date is refused by `build()`. The page of recipes has [a backfill](crate::recipes#a-backfill).
            pub fn timestamp(mut self, timestamp: impl DateTrait) -> Self {
                self.options.timestamp = Some(timestamp.date());
                self
            }

            /// Sets the messageId; a random UUID if not set. RudderStack takes two events with the same messageId
            /// for one event. For an import that can be repeated, [make it of the row](crate::recipes#a-backfill). Its
            /// gateway removes control characters and characters that leave no mark within it, so make it of letters,
            /// digits and punctuation. White space at an end is refused.
            pub fn message_id(mut self, message_id: impl Into<String>) -> Self {
                self.options.message_id = Some(message_id.into());
                self
            }

            /// Finishes the event in a new string.
            ///
            /// # Errors
            /// [`PayloadError`], with everything that would not arrive unchanged.
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
        who: Who<'a>,
        group_id: Option<Id<'a>>,
        traits: &'a dyn AnyTraits,
        declaration: &'static Declaration,
    ) -> Self {
        Self {
            who,
            group_id,
            traits,
            declaration,
            policy: None,
            options: Options::default(),
        }
    }

    /// What becomes of traits with personal data in this event, instead of what the identity's policy says.
    pub fn pii(mut self, policy: Policy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// Finishes the event in `buffer`, whose content is discarded. An event that fits its capacity needs no
    /// allocation. [`Payload::into_string`] returns the buffer.
    ///
    /// # Errors
    /// [`PayloadError`], with everything that would not arrive unchanged.
    pub fn build_in(mut self, buffer: String) -> Result<Payload, PayloadError> {
        const START: &str = r#"{"type":"group","channel":"server""#;
        build(self.who, &mut self.options, START, buffer, |json| {
            match &self.group_id {
                Some(id) => write_id(json, r#","groupId":""#, Some(id.as_str()), None),
                None => self.traits.write(&mut TraitWriter::of_id(json)),
            }
            let policy = self.policy.as_ref().or(self.who.policy);
            let mut redactions = None;
            if self.declaration.is_object {
                json.open(r#","traits":{"#);
                let has_user = self.who.user_id.is_some();
                let mut writer = TraitWriter::new(json, has_user);
                match policy {
                    None => self.traits.write(&mut writer),
                    Some(policy) => redactions = redacted(self.traits, writer, policy),
                }
                json.close("}");
            }
            for kind in policy.into_iter().flat_map(Policy::problems) {
                json.add_located(&[Problem::new("policy", kind)]);
            }
            redactions
        })
    }

    fn size_hint(&self) -> usize {
        let group_id = self.group_id.as_ref().map_or(24, |id| id.as_str().len());
        self.options.size_hint(self.who) + group_id + self.declaration.size_hint()
    }
}

impl<'a> IdentifyCall<'a> {
    pub(crate) fn new(who: Who<'a>, problems: Vec<Problem>) -> Self {
        Self {
            who,
            problems,
            options: Options::default(),
        }
    }

    /// Finishes the event in `buffer`, whose content is discarded. An event that fits its capacity needs no
    /// allocation. [`Payload::into_string`] returns the buffer.
    ///
    /// # Errors
    /// [`PayloadError`], with everything that would not arrive unchanged.
    pub fn build_in(mut self, buffer: String) -> Result<Payload, PayloadError> {
        const START: &str = r#"{"type":"identify","channel":"server""#;
        build(self.who, &mut self.options, START, buffer, |json| {
            if !self.problems.is_empty() {
                json.add_located(&self.problems);
            } else if let Some(Ok(traits)) = self.who.traits {
                json.raw(r#","traits":"#);
                json.raw(traits);
            }
            None
        })
    }

    fn size_hint(&self) -> usize {
        let traits = self.who.traits.and_then(Result::ok).map_or(0, str::len);
        self.options.size_hint(self.who) + traits + 10
    }
}

impl Options {
    /// At least as many bytes as the event takes without its traits.
    fn size_hint(&self, who: Who<'_>) -> usize {
        let strings = [
            who.user_id,
            who.anonymous_id,
            who.traits.and_then(Result::ok),
            self.message_id.as_deref(),
        ];
        let strings = strings.into_iter().flatten().map(str::len).sum::<usize>();
        let context = self.context.as_ref().map_or(0, Context::size_hint);
        let integrations = self.integrations.as_ref();
        let integrations = integrations.map_or(0, Integrations::size_hint);
        let timestamp = if self.timestamp.is_some() { 40 } else { 0 };
        300 + strings + context + integrations + timestamp
    }
}

/// Writes the traits under a policy, and returns what it dropped or hashed.
#[cold]
fn redacted(
    traits: &dyn AnyTraits,
    writer: TraitWriter<'_>,
    policy: &Policy,
) -> Option<Box<Redactions>> {
    let mut redactor = Redactor::of(policy);
    traits.write(&mut writer.under(&mut redactor));
    Some(Box::new(redactor.into_redactions()))
}

fn build(
    who: Who<'_>,
    options: &mut Options,
    start: &str,
    buffer: String,
    body: impl FnOnce(&mut Json) -> Option<Box<Redactions>>,
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
        None => write_message_id(&mut json, since_1970.unwrap_or_default()),
    };
    who.write_ids(&mut json);

    let redactions = body(&mut json);

    if let Some(Err(problems)) = who.traits {
        json.add_located(problems);
    }
    let remembered = who.traits.and_then(Result::ok);
    context::write(&mut json, options.context.as_ref(), remembered);
    if let Some(integrations) = &options.integrations {
        integrations.write(&mut json);
    }

    let now = since_1970.map_or_else(|| now.date(), Date::since_1970);
    let now = now.map(Date::to_ascii);
    let now = now.as_ref().map(Ascii::as_str);
    match options.original_timestamp {
        Some(given) => write_timestamp(&mut json, ORIGINAL_TIMESTAMP, given),
        None => json.date(ORIGINAL_TIMESTAMP, now),
    }
    if let Some(given) = options.timestamp {
        write_timestamp(&mut json, r#","timestamp":""#, given);
    }
    let sent_at = write_sent_at(&mut json, now);
    json.close("}");
    match json.finish() {
        Ok(text) => Ok(Payload::new(text, message_id, sent_at, redactions)),
        Err(problems) => Err(PayloadError::new(problems)),
    }
}

fn write_timestamp(json: &mut Json, key: &str, timestamp: Option<Date>) {
    if timestamp.is_some_and(Date::is_civil) {
        return json.unsendable_text(key, ProblemKind::CivilDate);
    }
    let ascii = timestamp.map(Date::to_ascii);
    json.date(key, ascii.as_ref().map(Ascii::as_str));
}
