//! What the contract says of an event: a model that shares no code with the crates.

/// A JSON value, or what is wrong in its place.
#[derive(Clone)]
pub(crate) enum Json {
    Null,
    /// A number or a boolean, as it is written.
    Plain(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
    /// Refused, with the kind of the problem; what stands around it is looked at all the same.
    Refused(String),
    /// A `Serialize` that fails with this message: nothing behind it in the same trait is reached.
    Fails(String),
    /// A map with so many keys that are no strings.
    KeysNotStrings(usize),
}

/// The text of the event, or its problems by path and kind.
pub(crate) type Outcome = Result<String, Vec<(String, String)>>;

pub(crate) const SENT_AT: &str = "NOW";

pub(crate) struct Event {
    pub(crate) message_id: String,
    pub(crate) user_id: Option<String>,
    pub(crate) anonymous_id: Option<String>,
    /// `None`: the struct's id is `None`.
    pub(crate) group_id: Option<String>,
    /// `None`: the group is `()`.
    pub(crate) traits: Option<Vec<(String, Json)>>,
    pub(crate) remembered: Option<Json>,
    pub(crate) original_timestamp: Json,
    pub(crate) timestamp: Option<Json>,
}

impl Event {
    pub(crate) fn outcome(&self) -> Outcome {
        let problems = self.problems();
        if problems.is_empty() {
            Ok(self.text())
        } else {
            Err(problems)
        }
    }

    fn problems(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut id = |path: &str, id: &str| {
            if is_blank(id) {
                found.push((path.to_owned(), "BlankId".to_owned()));
            }
        };
        id("messageId", &self.message_id);
        self.user_id.iter().for_each(|text| id("userId", text));
        self.anonymous_id
            .iter()
            .for_each(|text| id("anonymousId", text));
        match &self.group_id {
            Some(text) => id("groupId", text),
            None => found.push(("groupId".to_owned(), "MissingId".to_owned())),
        }
        for (name, value) in self.traits.iter().flatten() {
            let path = format!("traits.{name}");
            value.problems(&path, &mut found);
            if name == "id" && self.user_id.is_none() {
                found.push((path, "IdWithoutUser".to_owned()));
            }
        }
        if let Some(remembered) = &self.remembered {
            if !matches!(remembered, Json::Object(_)) {
                found.push(("context.traits".to_owned(), "NotAnObject".to_owned()));
            }
            remembered.problems("context.traits", &mut found);
        }
        let times = [
            ("originalTimestamp", Some(&self.original_timestamp)),
            ("timestamp", self.timestamp.as_ref()),
        ];
        for (key, time) in times {
            match time {
                Some(Json::Text(text)) if text.len() == "2014-04-06".len() => {
                    found.push((key.to_owned(), "CivilDate".to_owned()));
                }
                Some(time) => {
                    time.problems(key, &mut found);
                }
                None => {}
            }
        }
        found
    }

    fn text(&self) -> String {
        let text = |text: &str| Json::Text(text.to_owned());
        let library = Json::Object(vec![
            ("name".to_owned(), text("group-core")),
            ("version".to_owned(), text(env!("CARGO_PKG_VERSION"))),
        ]);
        let mut context = vec![("library".to_owned(), library)];
        context.extend(
            self.remembered
                .clone()
                .map(|traits| ("traits".to_owned(), traits)),
        );
        let keys = [
            ("type", Some(text("group"))),
            ("channel", Some(text("server"))),
            ("messageId", Some(text(&self.message_id))),
            ("userId", self.user_id.as_deref().map(text)),
            ("anonymousId", self.anonymous_id.as_deref().map(text)),
            ("groupId", self.group_id.as_deref().map(text)),
            ("traits", self.traits.clone().map(Json::Object)),
            ("context", Some(Json::Object(context))),
            ("originalTimestamp", Some(self.original_timestamp.clone())),
            ("timestamp", self.timestamp.clone()),
            ("sentAt", Some(text(SENT_AT))),
        ];
        let present = keys
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value?)));
        let mut out = String::new();
        Json::Object(present.collect()).write(&mut out);
        out
    }
}

impl Json {
    /// Adds the problems of the value; false where nothing behind it is reached.
    fn problems(&self, path: &str, found: &mut Vec<(String, String)>) -> bool {
        match self {
            Self::Null | Self::Plain(_) | Self::Text(_) => true,
            Self::List(items) => items
                .iter()
                .enumerate()
                .all(|(i, item)| item.problems(&format!("{path}[{i}]"), found)),
            Self::Object(members) => members
                .iter()
                .all(|(key, value)| value.problems(&format!("{path}.{key}"), found)),
            Self::Refused(kind) => {
                found.push((path.to_owned(), kind.clone()));
                true
            }
            Self::Fails(message) => {
                let kind = format!("Serialize {{ message: {message:?} }}");
                found.push((path.to_owned(), kind));
                false
            }
            Self::KeysNotStrings(keys) => {
                let problem = (path.to_owned(), "KeyNotString".to_owned());
                found.extend(std::iter::repeat_n(problem, *keys));
                true
            }
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Plain(text) => out.push_str(text),
            Self::Text(text) => write_text(text, out),
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
            Self::Object(members) => {
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
            Self::Refused(_) | Self::Fails(_) | Self::KeysNotStrings(_) => {
                unreachable!("a refused value is never written")
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

pub(crate) fn is_blank(id: &str) -> bool {
    id.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
    })
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
        Json::Text(day) => Json::Text(format!(
            "{day}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z"
        )),
        refused => refused,
    }
}

/// The civil date so many days from 1970-01-01.
pub(crate) fn day(days: i64) -> Json {
    let (year, month, day) = civil(days);
    if (0..=9999).contains(&year) {
        Json::Text(format!("{year:04}-{month:02}-{day:02}"))
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
