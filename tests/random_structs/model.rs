//! What the contract says of an event: a model that shares no code with the crates.

use crate::limits::{Rules, hidden};
use crate::policy::{Left, Policy, Redaction};

/// A JSON value, or what is wrong in its place.
#[derive(Clone)]
pub(crate) enum Json {
    Null,
    /// A number or a boolean, as it is written.
    Plain(String),
    Text(String),
    Date(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
    /// An object whose keys no struct names.
    Map(Vec<(String, Json)>),
    /// An object that is left out if there is nothing in it.
    Address(Vec<(String, Json)>),
    /// What is sent under limits or with a category.
    Ruled(Box<Json>, Rules),
    /// A hash that a policy put there.
    Hash(String),
    /// Refused, with the kind of the problem; what stands around it is looked at all the same.
    Refused(String),
    /// Refused too, and nothing behind it in the same trait is reached.
    Halts(String),
    /// A map with a key that is refused.
    Keys(String),
}

/// The text of the event and what a policy did to its traits, or its problems by path and kind.
pub(crate) type Outcome = Result<(String, Vec<Redaction>), Vec<(String, String)>>;

pub(crate) const SENT_AT: &str = "NOW";

/// The most bytes of an event, and the most levels of nesting, of which the event is the first.
pub(crate) const BYTES: usize = 32_768;
pub(crate) const LEVELS: usize = 127;

pub(crate) struct Event {
    pub(crate) message_id: String,
    pub(crate) user_id: Option<String>,
    pub(crate) anonymous_id: Option<String>,
    pub(crate) call: Call,
    /// That of the identity.
    pub(crate) policy: Option<Policy>,
    /// That of the call, which counts instead.
    pub(crate) own_policy: Option<Policy>,
    pub(crate) remembered: Option<Json>,
    /// Keys in the order in which they were first set.
    pub(crate) context: Vec<(String, Json)>,
    pub(crate) integrations: Option<Vec<(String, Json)>>,
    /// `None`: the time of the build.
    pub(crate) original_timestamp: Option<Json>,
    pub(crate) timestamp: Option<Json>,
}

pub(crate) enum Call {
    Group {
        /// `Json::Null`: the struct's id is `None`.
        group_id: Json,
        /// `None`: the group is `()`.
        traits: Option<Vec<(String, Json)>>,
    },
    Identify {
        traits: Json,
    },
}

impl Event {
    pub(crate) fn outcome(&self) -> Outcome {
        self.under(&self.policy())
    }

    /// The same by an identity that was stored: it drops all categories unless it is told again what becomes of them.
    pub(crate) fn outcome_of_a_stored_identity(&self) -> Outcome {
        self.under(self.own_policy.as_ref().unwrap_or(&Policy::DROP_ALL))
    }

    pub(crate) fn policy(&self) -> Policy {
        let policy = self.own_policy.as_ref().or(self.policy.as_ref());
        policy.unwrap_or(&Policy::NONE).clone()
    }

    fn under(&self, policy: &Policy) -> Outcome {
        let problems = self.problems();
        if problems.is_empty() {
            Ok((self.text(policy), self.left(policy).redactions))
        } else {
            Err(problems)
        }
    }

    /// What the policy leaves of the traits of the group.
    pub(crate) fn left(&self, policy: &Policy) -> Left {
        match &self.call {
            Call::Group { traits, .. } => policy.left(traits.as_deref().unwrap_or_default()),
            Call::Identify { .. } => Left::default(),
        }
    }

    /// The traits of the group as they are without a policy.
    pub(crate) fn view(&self) -> Option<String> {
        match &self.call {
            Call::Group {
                traits: Some(_), ..
            } => {
                let traits = self.left(&Policy::NONE).traits;
                Some(Json::Object(traits).text())
            }
            _ => None,
        }
    }

    /// How many bytes it has, with the times of the build in it.
    pub(crate) fn len(&self) -> usize {
        let times = 1 + usize::from(self.original_timestamp.is_none());
        let text = self.text(&self.policy());
        text.len() + times * ("2014-04-06T12:00:00.000Z".len() - SENT_AT.len())
    }

    fn problems(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let ids = [
            ("messageId", Some(&self.message_id)),
            ("userId", self.user_id.as_ref()),
            ("anonymousId", self.anonymous_id.as_ref()),
        ];
        for (key, id) in ids {
            let problems = id.map_or(vec![], |id| id_problems(id));
            found.extend(problems.into_iter().map(|kind| (key.to_owned(), kind)));
        }
        match &self.call {
            Call::Group { group_id, traits } => {
                match group_id {
                    Json::Null => found.push(("groupId".to_owned(), "MissingId".to_owned())),
                    Json::Text(id) => {
                        let problems = id_problems(id).into_iter();
                        found.extend(problems.map(|kind| ("groupId".to_owned(), kind)));
                    }
                    id => drop(id.problems("groupId", 2, None, &mut found)),
                }
                let traits = traits.as_deref().unwrap_or_default();
                for (i, (name, value)) in traits.iter().enumerate() {
                    let path = format!("traits.{name}");
                    if traits[..i].iter().any(|(earlier, _)| earlier == name) {
                        found.push((path.clone(), "NameTwice".to_owned()));
                    }
                    match value {
                        // It is refused as a trait where it is as the groupId. (An `as = "id"` is not: nothing is joined by
                        // it.)
                        Json::Text(id) if name == "id" => {
                            let mut problems = id_problems(id);
                            if self.user_id.is_none() {
                                let at = problems.iter().position(|kind| kind == NUL);
                                let at = at.unwrap_or(problems.len());
                                problems.insert(at, "IdWithoutUser".to_owned());
                            }
                            found.extend(problems.into_iter().map(|kind| (path.clone(), kind)));
                        }
                        value => {
                            value.problems(&path, 3, None, &mut found);
                            if name == "id" && self.user_id.is_none() {
                                found.push((path, "IdWithoutUser".to_owned()));
                            }
                        }
                    }
                }
            }
            // They are in `context.traits` too, a level deeper.
            Call::Identify { traits } => traits.object_problems("traits", &mut found),
        }
        if let Some(remembered) = &self.remembered {
            remembered.object_problems("context.traits", &mut found);
        }
        for (key, value) in &self.context {
            match &**key {
                "traits" => value.object_problems("context.traits", &mut found),
                key => drop(value.problems(&format!("context.{key}"), 3, None, &mut found)),
            }
        }
        for (name, value) in self.integrations.iter().flatten() {
            value.problems(&format!("integrations.{name}"), 3, None, &mut found);
        }
        let times = [
            ("originalTimestamp", &self.original_timestamp),
            ("timestamp", &self.timestamp),
        ];
        for (key, time) in times {
            match time {
                Some(Json::Date(date)) if date.len() == "2014-04-06".len() => {
                    found.push((key.to_owned(), "CivilDate".to_owned()));
                }
                Some(time) => {
                    time.problems(key, 2, None, &mut found);
                }
                None => {}
            }
        }
        found
    }

    fn text(&self, policy: &Policy) -> String {
        let text = |text: &str| Json::Text(text.to_owned());
        let (of, group_id, traits) = match &self.call {
            Call::Group { group_id, traits } => (
                "group",
                Some(group_id.clone()),
                traits
                    .as_ref()
                    .map(|traits| Json::Object(policy.left(traits).traits)),
            ),
            Call::Identify { traits } => ("identify", None, Some(traits.clone())),
        };
        let keys = [
            ("type", Some(text(of))),
            ("channel", Some(text("server"))),
            ("messageId", Some(text(&self.message_id))),
            ("userId", self.user_id.as_deref().map(text)),
            ("anonymousId", self.anonymous_id.as_deref().map(text)),
            ("groupId", group_id),
            ("traits", traits),
            ("context", Some(Json::Object(self.sent_context()))),
            ("integrations", self.integrations.clone().map(Json::Object)),
            (
                "originalTimestamp",
                Some(
                    self.original_timestamp
                        .clone()
                        .unwrap_or_else(|| text(SENT_AT)),
                ),
            ),
            ("timestamp", self.timestamp.clone()),
            ("sentAt", Some(text(SENT_AT))),
        ];
        let present = keys
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value?)));
        Json::Object(present.collect()).text()
    }

    /// The library, the user's traits and what else was given.
    fn sent_context(&self) -> Vec<(String, Json)> {
        let text = |text: &str| Json::Text(text.to_owned());
        let library = Json::Object(vec![
            ("name".to_owned(), text("group-core")),
            ("version".to_owned(), text(env!("CARGO_PKG_VERSION"))),
        ]);
        let (mut given, others): (Vec<_>, Vec<_>) = self
            .context
            .iter()
            .cloned()
            .partition(|(key, _)| key == "traits");
        let traits = match (&self.remembered, given.pop().map(|(_, traits)| traits)) {
            (
                Some(Json::Object(remembered) | Json::Map(remembered)),
                Some(Json::Object(given) | Json::Map(given)),
            ) => {
                let mut both = remembered.clone();
                both.retain(|(key, _)| given.iter().all(|(other, _)| other != key));
                both.extend(given);
                Some(Json::Object(both))
            }
            (remembered, given) => given.or_else(|| remembered.clone()),
        };
        let mut context = vec![("library".to_owned(), library)];
        context.extend(traits.map(|traits| ("traits".to_owned(), traits)));
        context.extend(others);
        context
    }
}

impl Json {
    /// Adds the problems of the value, which stands at this level if it is an object or a list; false where nothing behind
    /// it is reached. Of a value with a category nothing is shown.
    fn problems(
        &self,
        path: &str,
        level: usize,
        category: Option<&str>,
        found: &mut Vec<(String, String)>,
    ) -> bool {
        if level > LEVELS
            && matches!(
                self,
                Self::List(_) | Self::Object(_) | Self::Map(_) | Self::Address(_)
            )
        {
            found.push((path.to_owned(), "TooDeep".to_owned()));
            return false;
        }
        match self {
            Self::Text(text) => {
                if text.contains('\0') {
                    found.push((path.to_owned(), NUL.to_owned()));
                }
                true
            }
            Self::Null | Self::Plain(_) | Self::Date(_) | Self::Hash(_) => true,
            Self::Ruled(value, rules) => {
                let others = found.len();
                let category = rules.category.or(category);
                let goes_on = value.problems(path, level, category, found);
                if found.len() == others {
                    let broken = rules.problems(value, category).into_iter();
                    found.extend(broken.map(|kind| (path.to_owned(), kind)));
                }
                if let Some(category) = category {
                    // Nothing of the value is shown, the keys of a map included.
                    let hides_path = value.holds(&|json| {
                        matches!(json, Self::Map(_) | Self::Keys(_) | Self::Halts(_))
                    });
                    for (of, kind) in &mut found[others..] {
                        *kind = hidden(std::mem::take(kind), category);
                        if hides_path {
                            *of = path.to_owned();
                        }
                    }
                }
                goes_on
            }
            Self::List(items) => items.iter().enumerate().all(|(i, item)| {
                item.problems(&format!("{path}[{i}]"), level + 1, category, found)
            }),
            Self::Object(members) | Self::Map(members) | Self::Address(members) => {
                members.iter().enumerate().all(|(i, (key, value))| {
                    let path = format!("{path}.{key}");
                    if key.contains('\0') {
                        found.push((path.clone(), NUL.to_owned()));
                    }
                    if members[..i].iter().any(|(earlier, _)| earlier == key) {
                        found.push((path.clone(), "NameTwice".to_owned()));
                    }
                    value.problems(&path, level + 1, category, found)
                })
            }
            Self::Refused(kind) | Self::Keys(kind) => {
                found.push((path.to_owned(), kind.clone()));
                true
            }
            Self::Halts(kind) => {
                found.push((path.to_owned(), kind.clone()));
                false
            }
        }
    }

    /// Whether it or something in it is such a value.
    fn holds(&self, such: &dyn Fn(&Self) -> bool) -> bool {
        such(self)
            || match self {
                Self::List(items) => items.iter().any(|item| item.holds(such)),
                Self::Object(all) | Self::Map(all) | Self::Address(all) => {
                    all.iter().any(|(_, value)| value.holds(such))
                }
                Self::Ruled(value, _) => value.holds(such),
                _ => false,
            }
    }

    /// The same for the traits of a user, which are an object at the third level.
    fn object_problems(&self, path: &str, found: &mut Vec<(String, String)>) {
        match self {
            Self::Object(_) | Self::Map(_) | Self::Halts(_) => {}
            _ => found.push((path.to_owned(), "NotAnObject".to_owned())),
        }
        self.problems(path, 3, None, found);
    }

    pub(crate) fn is_sendable(&self) -> bool {
        let mut found = Vec::new();
        self.problems("", 3, None, &mut found);
        found.is_empty()
    }

    /// Whether it can be the traits of a user.
    pub(crate) fn can_be_remembered(&self) -> bool {
        matches!(self, Self::Object(_) | Self::Map(_)) && self.is_sendable()
    }

    /// As it is written.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Plain(text) => out.push_str(text),
            Self::Text(text) | Self::Date(text) | Self::Hash(text) => write_text(text, out),
            Self::List(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(members) | Self::Map(members) | Self::Address(members) => {
                out.push('{');
                for (i, (key, value)) in members.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    write_text(key, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
            Self::Refused(_) | Self::Halts(_) | Self::Keys(_) | Self::Ruled(..) => {
                unreachable!("a refused value is never written, and no rule")
            }
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            _ => out.push(c),
        }
    }
    out.push('"');
}

const NUL: &str = "Nul";

/// A `Serialize` that fails with this message.
pub(crate) fn fails(message: &str) -> Json {
    Json::Halts(format!("Serialize {{ message: {:?} }}", shown(message)))
}

/// What is wrong with the text of an id.
fn id_problems(id: &str) -> Vec<String> {
    if id.chars().all(is_invisible) {
        return vec!["BlankId".to_owned()];
    }
    let mut problems = Vec::new();
    if id.starts_with(is_invisible) || id.ends_with(is_invisible) {
        problems.push("OuterSpace".to_owned());
    }
    if id.contains('\0') {
        problems.push(NUL.to_owned());
    }
    problems
}

pub(crate) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// What somebody else's text is in an error: characters that mislead are escaped, and so many are shown.
fn shown(text: &str) -> String {
    let misleads = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut shown = String::new();
    for c in text.chars() {
        let one = match misleads(c) {
            true => c.escape_default().to_string(),
            false => c.to_string(),
        };
        if shown.chars().count() + one.chars().count() > 300 {
            break;
        }
        shown += &one;
    }
    shown
}

pub(crate) const MOST: i128 = 1 << 53;

pub(crate) fn integer(value: i128) -> Json {
    if (-MOST..=MOST).contains(&value) {
        Json::Plain(value.to_string())
    } else {
        too_large(value)
    }
}

/// A count is a `u64` or nothing.
pub(crate) fn count(value: i128) -> Json {
    match u64::try_from(value) {
        Err(_) => Json::Refused("UnsendableCount".to_owned()),
        Ok(_) => integer(value),
    }
}

fn too_large(value: i128) -> Json {
    Json::Refused(format!("IntegerTooLarge {{ value: \"{value}\" }}"))
}

/// An instant, in UTC and cut to the millisecond.
pub(crate) fn instant(seconds: i64, nanos: u32) -> Json {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let millis = nanos / 1_000_000;
    match day(days) {
        Json::Date(day) => Json::Date(format!(
            "{day}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z"
        )),
        refused => refused,
    }
}

/// The civil date so many days from 1970-01-01.
pub(crate) fn day(days: i64) -> Json {
    let (year, month, day) = civil(days);
    if (0..=9999).contains(&year) {
        Json::Date(format!("{year:04}-{month:02}-{day:02}"))
    } else {
        Json::Refused("UnsendableDate".to_owned())
    }
}

/// Year, month and day, by counting: years of 400 first, then years, then months.
pub(crate) fn civil(days: i64) -> (i64, u32, u32) {
    let since_2000 = days - 10_957;
    let mut year = 2000 + since_2000.div_euclid(146_097) * 400;
    let mut left = since_2000.rem_euclid(146_097);
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    loop {
        let length = if leap(year) { 366 } else { 365 };
        if left < length {
            break;
        }
        left -= length;
        year += 1;
    }
    let february = if leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    (year, month, left as u32 + 1)
}

/// The name of a field under a rule of `rename_all`.
pub(crate) fn field_case(rule: &str, name: &str) -> String {
    let words = || name.split('_');
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    let pascal = || words().map(capital).collect::<String>();
    match rule {
        "lowercase" | "snake_case" => name.to_owned(),
        "UPPERCASE" | "SCREAMING_SNAKE_CASE" => name.to_ascii_uppercase(),
        "PascalCase" => pascal(),
        "camelCase" => small_first(&pascal()),
        "kebab-case" => name.replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => name.to_ascii_uppercase().replace('_', "-"),
        _ => unreachable!("{rule}"),
    }
}

/// The name of a variant under a rule of `rename_all`.
pub(crate) fn variant_case(rule: &str, name: &str) -> String {
    let mut snake = String::new();
    for (i, c) in name.char_indices() {
        if i > 0 && c.is_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    match rule {
        "lowercase" => name.to_ascii_lowercase(),
        "UPPERCASE" => name.to_ascii_uppercase(),
        "PascalCase" => name.to_owned(),
        "camelCase" => small_first(name),
        "snake_case" => snake,
        "SCREAMING_SNAKE_CASE" => snake.to_ascii_uppercase(),
        "kebab-case" => snake.replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => snake.to_ascii_uppercase().replace('_', "-"),
        _ => unreachable!("{rule}"),
    }
}

fn small_first(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
