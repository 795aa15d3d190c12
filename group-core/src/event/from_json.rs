//! Events that were made elsewhere.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::time::{SystemTime, UNIX_EPOCH};

use group_rules::blank::is_blank;
use group_rules::spelling::{is_misspelt, letters};

use crate::event::payload::{
    MessageId, ORIGINAL_TIMESTAMP, Payload, write_message_id, write_sent_at,
};
use crate::json::{Element, Json, elements};
use crate::limits::MAX_BYTES;
use crate::problem::{PayloadError, Problem, ProblemKind};
use crate::shown::shown;
use crate::value::date::{Ascii, Date, DateTrait};
use crate::value::id::id_problem;

impl Payload {
    /// Takes a finished event of any type that was made elsewhere: of a type that this crate has no builder for, such as
    /// `track`, or one that was kept in a table of one's own.
    ///
    /// ```
    /// use group_core::Payload;
    /// use serde_json::json;
    ///
    /// let event = json!({
    ///     "type": "track",
    ///     "userId": "1hKOmRA4GRlm",
    ///     "event": "Invoice Paid",
    ///     "properties": {"amount": 49.5, "currency": "EUR"},
    /// });
    /// let payload = Payload::from_json(event.to_string())?;
    /// assert_eq!(payload.to_value()["event"], "Invoice Paid");
    /// assert_eq!(payload.message_id().len(), 36); // it had none
    /// # Ok::<(), group_core::PayloadError>(())
    /// ```
    ///
    /// A messageId, originalTimestamp or sentAt that is missing is filled in, at the end. Nothing else is added, not even a
    /// `channel` or `context.library`, and all that is there stays to the letter and in its order; only white space between
    /// the values goes. What [`Payload::into_string`] gave comes back as the same payload, with the same messageId.
    ///
    /// # Errors
    /// [`PayloadError`], with all that `build()` would refuse wherever it stands: an integer beyond ±2^53, U+0000, a key twice
    /// in one object, too many levels or bytes. And what the event as such needs:
    ///
    /// - It is a JSON object, whose `type` is `identify`, `group`, `track`, `page`, `screen` or `alias`.
    /// - It has a `userId` or an `anonymousId`; a `group` has a `groupId`, a `track` an `event`, an `alias` a `previousId` and
    ///   a `userId`.
    /// - These and the `messageId` are strings and not blank, and no id begins or ends with white space. To leave one out,
    ///   leave out its key: null is refused.
    /// - `originalTimestamp`, `timestamp` and `sentAt` are instants that [`Date::parse`] takes.
    /// - `traits`, `properties`, `context`, `context.traits` and `integrations` are objects, and `integrations.All` is a
    ///   boolean, where they are there.
    /// - `traits.id` of a `group` stands beside a `userId`.
    /// - No member has a name that is nearly one of these, of `type`, `channel`, `event`, `name`, `category` or `version`:
    ///   `propertys`, `userID`, `user_id`. Other members are sent as they are.
    pub fn from_json(text: impl AsRef<str>) -> Result<Self, PayloadError> {
        read(text.as_ref())
    }
}

fn read(text: &str) -> Result<Payload, PayloadError> {
    /// What a messageId and two times take.
    const FILLED_IN: usize = 160;
    let size = text.len().min(MAX_BYTES) + FILLED_IN;
    let mut json = Json::new(String::with_capacity(size), 0, "");
    let places = json
        .foreign_object(text)
        .then(|| Event::new(json.as_str()).check())
        .map(|checked| checked.complete(&mut json));
    let text = json.finish().map_err(PayloadError::new)?;
    // Never: what is no object, or does not fit, is a problem of the text.
    let no_object = || PayloadError::new(vec![Problem::new("", ProblemKind::NotAnObject)]);
    let (message_id, sent_at) = places.ok_or_else(no_object)?;
    Ok(Payload::new(text, message_id, sent_at, None))
}

/// The members of an event that RudderStack reads.
const MEMBERS: &[&str] = &[
    "type",
    "channel",
    "messageId",
    "userId",
    "anonymousId",
    "groupId",
    "previousId",
    "event",
    "name",
    "category",
    "properties",
    "traits",
    "context",
    "integrations",
    "originalTimestamp",
    "timestamp",
    "sentAt",
    "version",
];

/// The member that a misspelt name was meant to be. RudderStack ignores other names, so they are the caller's business.
fn meant_by(name: &str) -> Option<&'static str> {
    // A name that is much longer than all members is none of them.
    if MEMBERS.contains(&name) || name.len() > 40 {
        return None;
    }
    let given = letters(name);
    if given == "property" {
        return Some("properties");
    }
    let is_meant = |member: &&str| {
        let word = letters(member);
        word == given || is_misspelt(&word, &given)
    };
    MEMBERS.iter().copied().find(is_meant)
}

/// The members of an event, and the problems found in them.
struct Event<'t> {
    members: HashMap<Cow<'t, str>, Element<'t>>,
    found: Found,
}

#[derive(Default)]
struct Found {
    /// With the offset of the value.
    problems: Vec<(usize, ProblemKind)>,
    missing: Vec<Problem>,
}

/// An event whose members have been checked.
struct Checked {
    found: Found,
    message_id: Option<String>,
    has_original_timestamp: bool,
    /// Where its value is.
    sent_at: Option<Range<usize>>,
}

impl<'t> Event<'t> {
    fn new(json: &'t str) -> Self {
        let members = elements(json).map(|member| (member.key(), member));
        Self {
            members: members.collect(),
            found: Found::default(),
        }
    }

    fn check(mut self) -> Checked {
        self.check_spelling();
        let kind = self.string("type");
        let kind = kind.as_deref();
        match kind {
            Some("track") => {
                self.require("event");
                let check = |name: &str| is_blank(name).then_some(ProblemKind::BlankEvent);
                self.check_string("event", check);
            }
            Some("group") => self.require("groupId"),
            Some("alias") => self.require("previousId"),
            Some("identify" | "page" | "screen") => {}
            Some(other) => {
                let value = shown(other);
                self.problem("type", ProblemKind::UnknownType { value });
            }
            None => self.require("type"),
        }
        for key in ["userId", "anonymousId", "groupId", "previousId"] {
            self.check_string(key, id_problem);
        }
        let message_id = self.check_string("messageId", id_problem);
        if kind == Some("alias") {
            self.require("userId");
        } else if !self.has("userId") && !self.has("anonymousId") {
            let no_user = Problem::new("", ProblemKind::NoUser);
            self.found.missing.push(no_user);
        }
        for key in ["originalTimestamp", "timestamp", "sentAt"] {
            match self.string(key).map(|text| Date::parse(&text)) {
                Some(Ok(date)) if date.is_civil() => self.problem(key, ProblemKind::CivilDate),
                Some(Err(_)) => self.problem(key, ProblemKind::UnsendableDate),
                _ => {}
            }
        }
        self.check_objects(kind);
        Checked {
            message_id: message_id.map(Cow::into_owned),
            has_original_timestamp: self.has("originalTimestamp"),
            sent_at: self.members.get("sentAt").map(Element::range),
            found: self.found,
        }
    }

    fn check_spelling(&mut self) {
        let misspelt = self.members.iter().filter_map(|(name, member)| {
            let meant = meant_by(name)?;
            Some((member.at, ProblemKind::Misspelt { meant }))
        });
        self.found.problems.extend(misspelt);
    }

    fn check_objects(&mut self, kind: Option<&str>) {
        self.check_object("properties", |_| None);
        let is_unowned = kind == Some("group") && !self.has("userId");
        self.check_object("traits", |member| {
            (is_unowned && member.key() == "id").then_some(ProblemKind::IdWithoutUser)
        });
        self.check_object("context", |member| {
            (member.key() == "traits" && !member.value.is_object())
                .then_some(ProblemKind::NotAnObject)
        });
        self.check_object("integrations", |member| {
            (member.key() == "All" && !matches!(member.value.0, "true" | "false"))
                .then_some(ProblemKind::NotABoolean)
        });
    }

    fn has(&self, key: &str) -> bool {
        self.members.contains_key(key)
    }

    fn require(&mut self, key: &str) {
        if !self.has(key) {
            self.found
                .missing
                .push(Problem::new(key, ProblemKind::Missing));
        }
    }

    fn problem(&mut self, key: &str, kind: ProblemKind) {
        let member = self.members.get(key);
        let problem = member.map(|member| (member.at, kind));
        self.found.problems.extend(problem);
    }

    /// The text of a member. A member that is something else than a string is refused.
    fn string(&mut self, key: &str) -> Option<Cow<'t, str>> {
        let text = self.members.get(key)?.value.string();
        if text.is_none() {
            self.problem(key, ProblemKind::NotAString);
        }
        text
    }

    /// Same as [`Event::string`], with a check of the text.
    fn check_string(
        &mut self,
        key: &str,
        check: impl FnOnce(&str) -> Option<ProblemKind>,
    ) -> Option<Cow<'t, str>> {
        let text = self.string(key)?;
        if let Some(kind) = check(&text) {
            self.problem(key, kind);
        }
        Some(text)
    }

    /// Refuses a member that is something else than an object, and checks the members of one.
    fn check_object(&mut self, key: &str, check: impl Fn(&Element<'t>) -> Option<ProblemKind>) {
        let Some(object) = self.members.get(key) else {
            return;
        };
        if object.value.is_object() {
            let problems = elements(object.value.0)
                .filter_map(|member| Some((object.at + member.at, check(&member)?)));
            self.found.problems.extend(problems);
        } else {
            self.problem(key, ProblemKind::NotAnObject);
        }
    }
}

/// How long a `sentAt` is that is set anew, with its quotes.
const RENEWED: usize = r#""2014-04-06T12:00:00.000Z""#.len();

impl Checked {
    /// Records the problems and adds the members that are missing. Returns where the messageId and `sentAt` are.
    fn complete(self, json: &mut Json) -> (MessageId, Range<usize>) {
        json.problems_at(self.found.problems);
        json.add_located(&self.found.missing);
        json.truncate(json.len() - "}".len());
        let now = SystemTime::now();
        let message_id = match self.message_id {
            Some(id) => MessageId::Given(id),
            None => write_message_id(json, now.duration_since(UNIX_EPOCH).unwrap_or_default()),
        };
        let now = now.date().map(Date::to_ascii);
        let now = now.as_ref().map(Ascii::as_str);
        if !self.has_original_timestamp {
            json.date(ORIGINAL_TIMESTAMP, now);
        }
        let sent_at = self.sent_at.unwrap_or_else(|| write_sent_at(json, now));
        json.close("}");
        // A shorter form becomes ours at the transmission.
        json.claim(RENEWED.saturating_sub(sent_at.len()));
        (message_id, sent_at)
    }
}
