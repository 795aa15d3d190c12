//! Random structs under the contract, with calls that send them.

use crate::model::{self, BYTES, Call, Event, Json, Outcome};
use crate::random::Random;
use crate::values::{INTEGERS, Kind, RULES, Source, Value};

/// A struct, a call that sends it, and what the model foretells.
pub(crate) struct Case {
    pub(crate) source: String,
    pub(crate) expected: Outcome,
}

/// A struct that was written, with one value of it.
struct Group {
    value: Value,
    /// With `groupType`, and the id where it is sent too.
    traits: Vec<(String, Json)>,
    /// The struct's id, if it has one.
    id: Option<Json>,
    has_base: bool,
    /// What its `let` says of the type, where the defaults of its parameters are its arguments.
    annotation: String,
}

/// A struct in the making.
#[derive(Default)]
struct Fields {
    derive: &'static str,
    /// Declarations, with their attributes.
    declared: Vec<String>,
    exprs: Vec<String>,
    traits: Vec<(String, Json)>,
    id: Option<Json>,
    /// Whether fields may be of a type parameter.
    generic: bool,
    /// Whether the struct says its bounds itself.
    bound: bool,
    /// Whether the struct has `serde::Serialize` too.
    serde: bool,
    /// Whether the struct is packed, so that its fields have to be `Copy`.
    packed: bool,
    parameters: Vec<Parameter>,
}

struct Parameter {
    name: String,
    argument: String,
    bound: &'static str,
}

/// Who an event is about.
struct Who {
    source: String,
    user_id: Option<String>,
    anonymous_id: Option<String>,
    remembered: Option<Json>,
}

impl Who {
    /// Identifies the user in the source.
    fn identify(&mut self, id: &Value, traits: &Value) {
        self.source = format!(
            "{{ let mut user = {}; drop(user.identify({}, &{})); user }}",
            self.source, id.expr, traits.expr
        );
        self.identified_by(id, traits);
    }

    /// What an identify call makes of it.
    fn identified_by(&mut self, id: &Value, traits: &Value) {
        let id = text_of(id);
        if self.user_id != id {
            self.user_id = id;
            self.remembered = None;
        }
        if traits.sent.as_ref().is_some_and(Json::can_be_remembered) {
            self.remembered = traits.sent.clone();
        }
    }
}

/// What is set on a call, each with its source.
#[derive(Default)]
struct Options {
    context: Option<(String, Vec<(String, Json)>)>,
    integrations: Option<(String, Vec<(String, Json)>)>,
}

/// A field's type, value and attributes, and what is sent for it.
struct Slot {
    ty: String,
    expr: String,
    attributes: Vec<String>,
    sent: Option<Json>,
}

impl From<Value> for Slot {
    fn from(value: Value) -> Self {
        Self {
            ty: value.ty,
            expr: value.expr,
            attributes: vec![],
            sent: value.sent,
        }
    }
}

/// The text traits.
const TEXTS: [&str; 8] = [
    "name",
    "email",
    "phone",
    "industry",
    "description",
    "plan",
    "website",
    "avatar",
];

const SUBFIELDS: [(&str, &str); 5] = [
    ("city", "city"),
    ("country", "country"),
    ("postal_code", "postalCode"),
    ("state", "state"),
    ("street", "street"),
];

/// Words that resemble no reserved name, and no two of which fall into one column.
const WORDS: &str = "acorn anchor beacon bishop bramble candle cedar copper delta dragon drizzle ember engine falcon \
    fathom fiddle gadget garnet gravel hammer harbor hollow icicle indigo island jasper juggler jungle kernel kettle \
    kitten ladder lagoon lantern magnet meadow mirror nectar needle nugget onion orbit oyster parrot pepper pillar quartz \
    quilt quiver ribbon ridge rocket saddle seats shovel silver thicket timber tunnel umbra uniform urchin velvet violet \
    vortex wagon walnut whistle xenon yellow yonder zebra zephyr zodiac";

const KEYWORDS: [&str; 6] = ["async", "match", "loop", "type", "move", "yield"];

/// Names that are errors without `custom`.
const NEAR_MISSES: [&str; 12] = [
    "employes",
    "web_site",
    "createdat",
    "creation_date",
    "employee_count",
    "zip",
    "postcode",
    "address_line",
    "user_id",
    "channel",
    "timestamp",
    "received_at",
];

/// The same, for they say secret.
const SECRETS: [&str; 20] = [
    "password",
    "passwd",
    "password_hash",
    "passphrase",
    "secret",
    "client_secret",
    "api_key",
    "access_token",
    "refresh_token",
    "auth_token",
    "session_token",
    "private_key",
    "otp_secret",
    "credit_card",
    "card_number",
    "cvv",
    "cvc",
    "ssn",
    "stripe_secret",
    "user_password",
];

/// The same, for they look like parts of the address.
const ADDRESS_PATHS: [&str; 2] = ["address.zip", "address.po box"];

/// Names that have the word of a secret in them, and say none.
const NO_SECRETS: [&str; 7] = [
    "token_count",
    "tokens_used",
    "password_policy",
    "secrets_enabled",
    "api_keys",
    "has_password",
    "last_four",
];

/// With a word before it, longer than a column.
const LONG: &str = "_of_the_quarter_and_of_all_the_other_quarters_before_it_in_the_year";

/// What a case has not used yet, so that no name comes twice in it.
struct Unused {
    reserved: Vec<&'static str>,
    words: Vec<&'static str>,
    keywords: Vec<&'static str>,
    near_misses: Vec<&'static str>,
    no_secrets: Vec<&'static str>,
}

impl Unused {
    fn new(random: &mut Random) -> Self {
        let mut words: Vec<_> = WORDS.split_whitespace().collect();
        random.shuffle(&mut words);
        let mut reserved = TEXTS.to_vec();
        random.shuffle(&mut reserved);
        reserved.extend(["employees", "createdAt", "address"]);
        let mut keywords = KEYWORDS.to_vec();
        random.shuffle(&mut keywords);
        Self {
            reserved,
            words,
            keywords,
            near_misses: [&NEAR_MISSES[..], &SECRETS, &ADDRESS_PATHS].concat(),
            no_secrets: NO_SECRETS.to_vec(),
        }
    }

    fn word(&mut self) -> &'static str {
        self.words
            .pop()
            .expect("more words than a case has names for")
    }

    /// The reserved trait, if nothing else has its name.
    fn reserved(&mut self, name: &str) -> Option<&'static str> {
        let at = self.reserved.iter().position(|unused| *unused == name)?;
        Some(self.reserved.remove(at))
    }

    fn text(&mut self) -> Option<&'static str> {
        let at = self
            .reserved
            .iter()
            .position(|unused| TEXTS.contains(unused))?;
        Some(self.reserved.remove(at))
    }
}

impl Source {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            items: String::new(),
            names: 0,
            bad: false,
        }
    }

    pub(crate) fn case(&mut self, number: usize) -> Case {
        self.items.clear();
        self.names = 0;
        self.bad = self.random.percent(25);
        let mut unused = Unused::new(&mut self.random);
        let of = self.random.draw(
            "case",
            "struct, struct, struct, struct, struct, struct, struct, struct, struct, (), twice, shared, identify, bytes, levels",
        );
        self.bad &= !matches!(of, "bytes" | "levels");
        let who = self.user();
        if matches!(of, "bytes" | "levels") {
            return self.edge(number, of, who);
        }
        let options = self.options();
        let (call, event) = match of {
            "identify" => {
                let traits = self.traits();
                self.identify_call(who, traits, options)
            }
            _ => {
                let group = match of {
                    "()" => None,
                    "twice" => Some(self.twice(&mut unused)),
                    "shared" => {
                        let value = self.custom(0);
                        Some(shared("Shared", "the value", value))
                    }
                    _ => Some(self.group(0, &mut unused)),
                };
                self.group_call(who, group, options)
            }
        };
        self.finished(number, &call, event.outcome())
    }

    fn finished(&mut self, number: usize, call: &str, expected: Outcome) -> Case {
        for (path, kind) in expected.as_ref().err().into_iter().flatten() {
            let name: String = kind.chars().take_while(|c| c.is_alphanumeric()).collect();
            let root = match path.split_once('.') {
                Some(("context", more)) if more.starts_with("traits") => "context.traits",
                Some((root, _)) => root,
                None => path,
            };
            let root = if root.is_empty() { "the event" } else { root };
            self.random.note(format!("refused: {name}"));
            self.random.note(format!("refused at: {root}"));
        }
        if expected.as_ref().is_err_and(|problems| problems.len() > 2) {
            self.random.note("refused: several at once");
        }
        self.random.end_case(expected.is_err());
        let items = std::mem::take(&mut self.items);
        let source = format!(
            "pub mod c{number} {{\nuse group_core as gc;\n{items}pub fn run() -> crate::kit::Found {{\n{call}}}\n}}\n"
        );
        Case { source, expected }
    }

    // Calls.

    fn group_call(&mut self, who: Who, group: Option<Group>, options: Options) -> (String, Event) {
        let (source, argument, id, traits) = match group {
            None => {
                let unit = self.random.draw("unit", "&(), &&(), &Box::new(())");
                (String::new(), unit.to_owned(), None, None)
            }
            Some(group) => {
                let pointer = self
                    .random
                    .draw("pointer to the group", "none, none, &, Box, Rc, Arc");
                let pointed = match pointer {
                    "none" => "group",
                    "&" => "&group",
                    "Box" => "Box::new(group)",
                    "Rc" => "::std::rc::Rc::new(group)",
                    _ => "::std::sync::Arc::new(group)",
                };
                let source = format!(
                    "    let group{} = {};\n    let group = {pointed};\n",
                    group.annotation, group.value.expr
                );
                (source, "&group".to_owned(), group.id, Some(group.traits))
            }
        };
        let own = id.is_some() && self.random.percent(70);
        let call = if own {
            "call: group"
        } else {
            "call: group_with_id"
        };
        self.random.note(call);
        let (call, group_id) = if own {
            (format!("user.group({argument})"), id.unwrap())
        } else {
            let id = self.base(Kind::Id);
            let call = format!("user.group_with_id({}, {argument})", id.expr);
            (call, id.sent.unwrap())
        };
        let (call, event) = self.event(who, Call::Group { group_id, traits }, call, options);
        (source + &call, event)
    }

    fn identify_call(&mut self, mut who: Who, traits: Value, options: Options) -> (String, Event) {
        let id = self.base(Kind::Id);
        let call = format!("user.identify({}, &{})", id.expr, traits.expr);
        who.identified_by(&id, &traits);
        let traits = traits.sent.unwrap();
        self.event(who, Call::Identify { traits }, call, options)
    }

    fn event(
        &mut self,
        who: Who,
        call: Call,
        mut chain: String,
        options: Options,
    ) -> (String, Event) {
        let message_id = if self.bad && self.random.percent(10) {
            String::from("\u{200b} ")
        } else {
            format!("m{}", self.some_text())
        };
        chain += &format!(".message_id({message_id:?})");
        if let Some((expr, _)) = &options.context {
            chain += &format!(".context({expr})");
        }
        if let Some((expr, _)) = &options.integrations {
            chain += &format!(".integrations({expr})");
        }
        let original = self.random.percent(80).then(|| self.moment());
        if let Some(original) = &original {
            self.random.note("call: original_timestamp");
            chain += &format!(".original_timestamp({})", original.expr);
        }
        let timestamp = self.random.percent(40).then(|| self.moment());
        if let Some(timestamp) = &timestamp {
            self.random.note("call: timestamp");
            chain += &format!(".timestamp({})", timestamp.expr);
        }
        let build = match self.random.draw("build", "build, build_in") {
            "build" => "build()",
            _ => "build_in(String::from(\"what was there\"))",
        };
        let event = Event {
            message_id,
            user_id: who.user_id,
            anonymous_id: who.anonymous_id,
            call,
            remembered: who.remembered,
            context: options.context.map_or(vec![], |(_, entries)| entries),
            integrations: options.integrations.map(|(_, entries)| entries),
            original_timestamp: original.map(|original| original.sent.unwrap()),
            timestamp: timestamp.map(|timestamp| timestamp.sent.unwrap()),
        };
        let source = format!(
            "    crate::kit::outcome({}, |user| {chain}.{build})\n",
            who.source
        );
        (source, event)
    }

    fn options(&mut self) -> Options {
        Options {
            context: self.random.percent(35).then(|| self.context()),
            integrations: self.random.percent(25).then(|| self.integrations()),
        }
    }

    fn context(&mut self) -> (String, Vec<(String, Json)>) {
        let mut expr = "group_core::Context::new()".to_owned();
        let mut entries = Vec::new();
        for _ in 0..1 + self.random.below(4) {
            let setter = self.random.draw(
                "context",
                "app, campaign, device, network, os, page, referrer, screen, ip, locale, timezone, user_agent, traits, traits, \
                 insert, insert, insert traits, insert again, insert none",
            );
            match setter {
                "ip" | "locale" | "timezone" | "user_agent" => {
                    let text = self.shown(false);
                    expr += &format!(".{setter}({})", text.expr);
                    let key = if setter == "user_agent" {
                        "userAgent"
                    } else {
                        setter
                    };
                    set(&mut entries, key, text.sent);
                }
                "traits" | "insert traits" => {
                    let traits = self.traits();
                    expr += &match setter {
                        "traits" => format!(".traits(&{})", traits.expr),
                        _ => format!(".insert(\"traits\", {})", traits.expr),
                    };
                    set(&mut entries, "traits", Some(traits.sent.unwrap()));
                }
                "insert" if self.bad && self.random.percent(30) => {
                    self.random.note("problem: context.library");
                    expr += ".insert(\"library\", 7_u8)";
                    let problem = Json::Refused("Reserved".to_owned());
                    set(&mut entries, "library", Some(problem));
                }
                "insert" | "insert again" | "insert none" => {
                    let key = match (setter, entries.last()) {
                        ("insert again" | "insert none", Some((key, _)))
                            if key != "traits" && key != "library" =>
                        {
                            key.clone()
                        }
                        _ => self
                            .random
                            .one(&["", "region", "say \"γ\"", "k.k\n"])
                            .to_owned(),
                    };
                    let value = match setter {
                        "insert none" => Value {
                            sent: None,
                            ..Value::new("Option<u8>", "None::<u8>", Json::Null)
                        },
                        _ => self.custom(0),
                    };
                    expr += &format!(".insert({key:?}, {})", value.expr);
                    set(&mut entries, &key, value.sent);
                }
                _ => {
                    let mut object = self.object(1);
                    if self.bad && self.random.percent(25) {
                        self.random.note("problem: context of no object");
                        object = Value::new("u8", "7_u8", Json::Refused("NotAnObject".to_owned()));
                    }
                    expr += &format!(".{setter}({})", object.expr);
                    set(&mut entries, setter, object.sent);
                }
            }
        }
        (expr, entries)
    }

    fn integrations(&mut self) -> (String, Vec<(String, Json)>) {
        let on = |on: bool| Some(Json::Plain(on.to_string()));
        let mut entries = Vec::new();
        let form = self.random.draw("integrations", "all, only");
        set(&mut entries, "All", on(form == "all"));
        let mut expr = match form {
            "all" => "group_core::Integrations::all()".to_owned(),
            _ => {
                set(&mut entries, "HubSpot", on(true));
                "group_core::Integrations::only([\"HubSpot\"])".to_owned()
            }
        };
        for _ in 0..self.random.below(4) {
            let name = self
                .random
                .one(&["HubSpot", "Customer.io", "say \"γ\"\t", "All"]);
            match self.random.draw("integration", "enable, disable, options") {
                "options" => {
                    let mut options = self.object(1);
                    if name == "All" && !self.bad {
                        continue;
                    }
                    if name == "All" {
                        self.random.note("problem: options of All");
                        options.sent = Some(Json::Refused("NotABoolean".to_owned()));
                    } else if self.bad && self.random.percent(30) {
                        self.random.note("problem: options of no object");
                        options = Value::new("u8", "7_u8", Json::Refused("NotAnObject".to_owned()));
                    }
                    expr += &format!(".options({name:?}, {})", options.expr);
                    set(&mut entries, name, options.sent);
                }
                form => {
                    expr += &format!(".{form}({name:?})");
                    set(&mut entries, name, on(form == "enable"));
                }
            }
        }
        (expr, entries)
    }

    /// An event of about as many bytes, or of as many levels, as there may be.
    fn edge(&mut self, number: usize, of: &str, mut who: Who) -> Case {
        /// What stands for the text that fills the event, and that as it is in the source.
        const FILLING: &str = "FILLING";
        const SOURCE: &str = "\"FILLING\"";
        let place = self.random.draw(
            "edge",
            "custom, text, display, identify, remembered, context, integrations",
        );
        let filling = Value::new("&str", SOURCE, Json::Text(FILLING.to_owned()));
        let value = match (of, place) {
            ("bytes", _) => filling,
            (_, "identify" | "remembered" | "integrations") => self.deep(4),
            _ => self.deep(3),
        };
        let entry = |key: &str| (key.to_owned(), value.sent.clone().unwrap());
        let object = Value::new(
            "",
            format!(
                "::std::collections::BTreeMap::from([(\"k\", {})])",
                value.expr
            ),
            Json::Object(vec![entry("k")]),
        );
        let mut options = Options::default();
        match place {
            "remembered" => {
                who.source += &format!(".with_traits(&{})", object.expr);
                who.remembered = object.sent.clone();
            }
            "context" => {
                let expr = format!(
                    "group_core::Context::new().insert(\"region\", {})",
                    value.expr
                );
                options.context = Some((expr, vec![entry("region")]));
            }
            "integrations" => {
                let expr = format!(
                    "group_core::Integrations::all().options(\"HubSpot\", {})",
                    object.expr
                );
                let all = ("All".to_owned(), Json::Plain("true".to_owned()));
                let entries = vec![all, ("HubSpot".to_owned(), object.sent.clone().unwrap())];
                options.integrations = Some((expr, entries));
            }
            _ => {}
        }
        let group = match (of, place) {
            (_, "remembered" | "context" | "integrations") => None,
            ("bytes", "text") => Some(shared("Named", "name", value)),
            ("bytes", "display") => {
                let expr = format!("crate::kit::Shown({SOURCE})");
                Some(shared("Displayed", "motto", Value { expr, ..value }))
            }
            _ => Some(shared("Shared", "the value", value)),
        };
        let (mut call, event) = match place {
            "identify" => self.identify_call(who, object, options),
            _ => self.group_call(who, group, options),
        };
        let mut expected = event.outcome();
        if of == "bytes" {
            let text = expected.expect("an event that is too large for one reason at most");
            let places = text.matches(FILLING).count();
            let others = event.len() - places * FILLING.len();
            let bytes: usize = self
                .random
                .draw("bytes", "32767, 32768, 32769, 32770, 32777")
                .parse()
                .unwrap();
            let (unit, written) = self.random.one(&[
                ("x", "x"),
                ("é", "é"),
                ("🦀", "🦀"),
                ("\n", "\\n"),
                ("\"", "\\\""),
                ("\u{0}", "\\u0000"),
            ]);
            let each = (bytes - others) / places;
            let (times, rest) = (each / written.len(), each % written.len());
            call = call.replace(
                SOURCE,
                &format!("crate::kit::filled({unit:?}, {times}, {rest})"),
            );
            let len = others + places * each;
            expected = if len > BYTES {
                Err(vec![(String::new(), format!("TooLarge {len}"))])
            } else {
                Ok(text.replace(FILLING, &(written.repeat(times) + &"x".repeat(rest))))
            };
        }
        self.finished(number, &call, expected)
    }

    /// An instant, or in a bad case any date.
    fn moment(&mut self) -> Value {
        if self.bad && self.random.percent(30) {
            return self.date();
        }
        let kind = self.random.draw(
            "moment",
            "Date::from_unix_millis, Date::parse, SystemTime, jiff::Timestamp, jiff::Zoned, chrono::DateTime<Utc>, \
             chrono::DateTime<FixedOffset>, time::OffsetDateTime, time::UtcDateTime",
        );
        self.instant(kind)
    }

    fn user(&mut self) -> Who {
        let form = self.random.draw(
            "user",
            "user, user, anonymous, anonymous, both, identified, identified again, identified in vain, reset",
        );
        let id = self.base(Kind::Id);
        let other = self.base(Kind::Id);
        let (source, has_user, has_anonymous) = match form {
            "user" => (
                format!("group_core::Identity::user({})", id.expr),
                true,
                false,
            ),
            "anonymous" | "identified" | "reset" => (
                format!("group_core::Identity::anonymous({})", other.expr),
                false,
                true,
            ),
            _ => (
                format!(
                    "group_core::Identity::user({}).with_anonymous_id({})",
                    id.expr, other.expr
                ),
                true,
                true,
            ),
        };
        let mut who = Who {
            source,
            user_id: text_of(&id).filter(|_| has_user),
            anonymous_id: text_of(&other).filter(|_| has_anonymous),
            remembered: None,
        };
        if self.random.percent(40) {
            self.random.note("user: with traits");
            let traits = self.traits();
            who.source += &format!(".with_traits(&{})", traits.expr);
            who.remembered = traits.sent;
        }
        match form {
            "identified" | "identified again" => {
                let bad = std::mem::take(&mut self.bad);
                let traits = self.traits();
                self.bad = bad;
                who.identify(&id, &traits);
            }
            "identified in vain" => {
                let id = if self.random.percent(50) { id } else { other };
                let traits = self.refused_traits();
                who.identify(&id, &traits);
            }
            "reset" => {
                let traits = self.object(2);
                who.identify(&id, &traits);
                who.source = format!("{{ let mut user = {}; user.reset(); user }}", who.source);
                who.user_id = None;
                who.remembered = None;
            }
            _ => {}
        }
        who
    }

    // Structs.

    fn group(&mut self, depth: usize, unused: &mut Unused) -> Group {
        let mut fields = self.fields("GroupTraits");
        let mut attributes = Vec::new();
        let rule = self
            .random
            .percent(50)
            .then(|| self.random.draw("rename_all", RULES));
        attributes.extend(rule.map(|rule| format!("rename_all = {rule:?}")));
        let has_base = depth < 3 && self.random.percent(20);
        let group_type =
            (!has_base && self.random.percent(25)).then(|| format!("t{}", self.some_text()));
        attributes.extend(
            group_type
                .as_ref()
                .map(|text| format!("group_type = {text:?}")),
        );
        self.krate(&mut attributes);

        let count = match depth {
            0 => self.random.below(15),
            _ => self.random.below(6),
        };
        let id_at = (has_base || self.random.percent(65)).then(|| self.random.below(count + 1));
        let mut paths = None;
        for at in 0..=count {
            if id_at == Some(at) {
                match has_base {
                    true => self.flatten("base", &mut fields, depth, unused),
                    false => self.id_field(&mut fields, unused),
                }
            }
            if at < count {
                self.field(&mut fields, rule, depth, &mut paths, unused);
            }
        }
        if depth == 1 && self.random.percent(30) {
            self.flatten("flatten", &mut fields, depth, unused);
        }
        // An address with nothing in it is left out.
        fields.traits.retain(|(name, value)| {
            name != "address" || !matches!(value, Json::Object(all) if all.is_empty())
        });
        let group_type = group_type.map(|text| ("groupType".to_owned(), Json::Text(text)));
        let traits = group_type
            .into_iter()
            .chain(std::mem::take(&mut fields.traits))
            .collect();
        let id = fields.id.take();
        let (value, annotation) = self.item(attributes, fields);
        Group {
            value,
            traits,
            id,
            has_base,
            annotation,
        }
    }

    fn fields(&mut self, derive: &'static str) -> Fields {
        let generic = self.random.percent(50);
        let form = self.random.draw(
            "struct",
            "plain, plain, plain, plain, plain, with Serialize, packed",
        );
        Fields {
            derive,
            generic,
            bound: generic && self.random.percent(45),
            serde: form == "with Serialize",
            packed: form == "packed",
            ..Fields::default()
        }
    }

    fn field(
        &mut self,
        fields: &mut Fields,
        rule: Option<&str>,
        depth: usize,
        paths: &mut Option<usize>,
        unused: &mut Unused,
    ) {
        let role = self.random.draw(
            "field",
            "text, text, text, employees, employees, createdAt, createdAt, address, address, address by path, address by path, \
             custom, custom, custom, custom, as, as, as, as, skip, flatten, flatten, near miss, near miss, no secret, \
             renamed away, raw, long",
        );
        match role {
            "text" | "employees" | "createdAt" => {
                let (name, kind) = match role {
                    "text" => (unused.text(), Kind::Text),
                    "employees" => (unused.reserved("employees"), Kind::Count),
                    _ => (unused.reserved("createdAt"), Kind::Date),
                };
                let Some(name) = name else {
                    return self.custom_field(fields, rule, unused);
                };
                let slot = self.shown_slot(kind, fields, true);
                self.reserved_field(fields, name, slot, unused);
            }
            "address" => {
                let Some(name) = unused.reserved("address") else {
                    return self.custom_field(fields, rule, unused);
                };
                let slot = self.slot(Kind::Address, fields, false);
                self.reserved_field(fields, name, slot, unused);
            }
            "address by path" => {
                if paths.is_none() && unused.reserved("address").is_none() {
                    return self.custom_field(fields, rule, unused);
                }
                let at = *paths.get_or_insert_with(|| {
                    fields
                        .traits
                        .push(("address".to_owned(), Json::Object(vec![])));
                    fields.traits.len() - 1
                });
                let free: Vec<_> = SUBFIELDS
                    .iter()
                    .filter(|(_, name)| !fields.has_path(name))
                    .collect();
                if free.is_empty() {
                    return self.custom_field(fields, rule, unused);
                }
                let (_, name) = *free[self.random.below(free.len())];
                self.random.note(format!("reserved: address.{name}"));
                let mut slot = self.shown_slot(Kind::Text, fields, true);
                slot.attributes.push(format!("rename = \"address.{name}\""));
                if let Some(sent) = slot.sent.take() {
                    let Json::Object(members) = &mut fields.traits[at].1 else {
                        unreachable!("only paths fill an address of this struct");
                    };
                    members.push((name.to_owned(), sent));
                }
                let field = self.field_name(unused);
                self.push(fields, &field, slot);
            }
            "as" => {
                let form = self.random.draw("as", "text, id, count, date, blank id");
                let (kind, key) = match form {
                    "text" => (Kind::Text, "text"),
                    "count" => (Kind::Count, "count"),
                    "date" => (Kind::Date, "date"),
                    _ => (Kind::Id, "id"),
                };
                let mut slot = if form == "blank id" {
                    let blank = " \u{ad}";
                    let sent = Json::Text(blank.to_owned());
                    Slot::from(Value::new("&'static str", format!("{blank:?}"), sent))
                } else {
                    self.slot(kind, fields, true)
                };
                slot.attributes.push(format!("as = {key:?}"));
                let field = self.field_name(unused);
                self.named(fields, &field, slot, rule, unused);
            }
            "skip" => {
                let (ty, expr) = self.random.one(&[
                    ("crate::kit::Opaque", "crate::kit::Opaque"),
                    ("::std::sync::Mutex<u8>", "::std::sync::Mutex::new(7_u8)"),
                    ("*const u8", "::std::ptr::null::<u8>()"),
                    ("f64", "f64::NAN"),
                ]);
                let slot = Slot {
                    ty: ty.to_owned(),
                    expr: expr.to_owned(),
                    attributes: vec!["skip".to_owned()],
                    sent: None,
                };
                // A skipped field may even have the name of a trait.
                let field = match self
                    .random
                    .draw("name of a skipped field", "own, reserved, secret")
                {
                    "reserved" => unused.text(),
                    "secret" => unused
                        .near_misses
                        .iter()
                        .position(|name| *name == "password")
                        .map(|at| unused.near_misses.remove(at)),
                    _ => None,
                };
                let field = field.map_or_else(|| self.field_name(unused), str::to_owned);
                self.push(fields, &field, slot);
            }
            "flatten" if depth < 2 => self.flatten("flatten", fields, depth, unused),
            "near miss" => {
                if unused.near_misses.is_empty() {
                    return self.custom_field(fields, rule, unused);
                }
                let at = self.random.below(unused.near_misses.len());
                let name = unused.near_misses.remove(at);
                let mut slot = self.shown_slot(Kind::Custom, fields, true);
                slot.attributes.push("custom".to_owned());
                let is_path = ADDRESS_PATHS.contains(&name);
                self.random.note(match name {
                    _ if is_path => "custom: address path",
                    _ if SECRETS.contains(&name) => "custom: secret",
                    _ => "custom: near miss",
                });
                if is_path || self.random.percent(50) {
                    let field = self.field_name(unused);
                    slot.attributes.push(format!("rename = {name:?}"));
                    fields.send(name.to_owned(), slot.sent.take());
                    self.push(fields, &field, slot);
                } else {
                    let sent =
                        rule.map_or_else(|| name.to_owned(), |rule| model::field_case(rule, name));
                    fields.send(sent, slot.sent.take());
                    self.push(fields, name, slot);
                }
            }
            "no secret" => {
                let Some(name) = unused.no_secrets.pop() else {
                    return self.custom_field(fields, rule, unused);
                };
                let mut slot = self.shown_slot(Kind::Custom, fields, true);
                let sent =
                    rule.map_or_else(|| name.to_owned(), |rule| model::field_case(rule, name));
                fields.send(sent, slot.sent.take());
                self.push(fields, name, slot);
            }
            // Two names whose columns differ in the last character that a column has.
            "long" => {
                let start: String = format!("{}{LONG}", unused.word())
                    .chars()
                    .take(61)
                    .collect();
                let end = self.random.one(&["", "_and_more"]);
                for last in ["x", "y"] {
                    let mut slot = self.shown_slot(Kind::Custom, fields, true);
                    let name = format!("{start}_{last}{end}");
                    let sent = match self.random.percent(50) {
                        true => {
                            slot.attributes.push(format!("rename = {name:?}"));
                            name.clone()
                        }
                        false => {
                            rule.map_or_else(|| name.clone(), |rule| model::field_case(rule, &name))
                        }
                    };
                    fields.send(sent, slot.sent.take());
                    self.push(fields, &name, slot);
                }
            }
            "renamed away" => {
                let Some(field) = unused.text() else {
                    return self.custom_field(fields, rule, unused);
                };
                let mut slot = self.shown_slot(Kind::Custom, fields, true);
                let name = unused.word();
                slot.attributes.push(format!("rename = {name:?}"));
                fields.send(name.to_owned(), slot.sent.take());
                self.push(fields, field, slot);
            }
            "raw" => {
                let Some(name) = unused.keywords.pop() else {
                    return self.custom_field(fields, rule, unused);
                };
                let slot = self.shown_slot(Kind::Custom, fields, true);
                let sent =
                    rule.map_or_else(|| name.to_owned(), |rule| model::field_case(rule, name));
                fields.send(sent, slot.sent.clone());
                self.push(fields, &format!("r#{name}"), slot);
            }
            _ => self.custom_field(fields, rule, unused),
        }
    }

    fn custom_field(&mut self, fields: &mut Fields, rule: Option<&str>, unused: &mut Unused) {
        let slot = self.shown_slot(Kind::Custom, fields, true);
        let field = self.field_name(unused);
        self.named(fields, &field, slot, rule, unused);
    }

    /// A custom trait under its own name, in its case, or renamed.
    fn named(
        &mut self,
        fields: &mut Fields,
        field: &str,
        mut slot: Slot,
        rule: Option<&str>,
        unused: &mut Unused,
    ) {
        let name = match self.random.below(4) {
            0 => {
                let forms = [
                    "",
                    " \"hi\"",
                    "{}\\",
                    " 漢🦀",
                    ".city",
                    "-É As is",
                    ":1}",
                    "\u{1e}",
                    "\u{0}\u{1f}\n\t\u{7f}",
                    "\u{1e} more",
                    LONG,
                ];
                let name = format!("{}{}", unused.word(), self.random.one(&forms));
                slot.attributes.push(format!("rename = {name:?}"));
                name
            }
            _ => rule.map_or_else(|| field.to_owned(), |rule| model::field_case(rule, field)),
        };
        if self.random.percent(10) {
            slot.attributes.push("custom".to_owned());
        }
        fields.send(name, slot.sent.take());
        self.push(fields, field, slot);
    }

    fn reserved_field(
        &mut self,
        fields: &mut Fields,
        name: &'static str,
        mut slot: Slot,
        unused: &mut Unused,
    ) {
        self.random.note(format!("reserved: {name}"));
        fields.send(name.to_owned(), slot.sent.take());
        let snake = if name == "createdAt" {
            "created_at"
        } else {
            name
        };
        let form = self
            .random
            .draw("reserved name", "spelled, spelled, raw, renamed");
        let field = match form {
            "spelled" => snake.to_owned(),
            "raw" => format!("r#{snake}"),
            _ => {
                slot.attributes.push(format!("rename = {name:?}"));
                self.field_name(unused)
            }
        };
        self.push(fields, &field, slot);
    }

    fn id_field(&mut self, fields: &mut Fields, unused: &mut Unused) {
        let form = self.random.draw(
            "id field",
            "id, id, r#id, renamed, marked, marked id, marked reserved name, sent too",
        );
        let mut slot = if self.bad && self.random.percent(15) {
            Slot {
                sent: None,
                ..Slot::from(Value::new("Option<u64>", "None::<u64>", Json::Null))
            }
        } else {
            self.shown_slot(Kind::Id, fields, false)
        };
        let field = match form {
            "id" | "marked id" => "id".to_owned(),
            "r#id" => "r#id".to_owned(),
            "marked reserved name" => unused.text().unwrap_or("id").to_owned(),
            _ => self.field_name(unused),
        };
        if matches!(form, "renamed" | "sent too") {
            slot.attributes.push("rename = \"id\"".to_owned());
        }
        if !matches!(form, "id" | "r#id" | "renamed") {
            slot.attributes.push("group_id".to_owned());
        }
        let id = slot.sent.take();
        fields.id = Some(id.clone().unwrap_or(Json::Null));
        if form == "sent too" {
            fields.send("id".to_owned(), id.map(refused_if_blank));
        }
        self.push(fields, &field, slot);
    }

    /// A field with this key, `flatten` or `base`.
    fn flatten(
        &mut self,
        key: &'static str,
        fields: &mut Fields,
        depth: usize,
        unused: &mut Unused,
    ) {
        let flattened = "a group, a group, a group, a group, a group, a group, ()";
        let inner = match self.random.draw("flattened", flattened) {
            "()" => Group {
                value: Value::new("()", "()", Json::Null),
                traits: vec![],
                id: None,
                has_base: false,
                annotation: String::new(),
            },
            _ => self.group(depth + 1, unused),
        };
        let has_id = inner.id.is_some();
        if depth > 0 {
            self.random.note(format!("{key}: nested"));
        }
        if inner.has_base {
            self.random.note(format!("{key}: with a base"));
        }
        if inner.value.ty.contains('<') {
            self.random.note(format!("{key}: generic"));
        }
        let forms = match (key, fields.packed) {
            ("flatten", false) => {
                "plain, plain, Some, None, Box, Rc, &, Option of Box, Arc of Option, parameter"
            }
            ("flatten", true) => "&, Option of &",
            (_, false) => "plain, plain, Box, Rc, &, Arc, parameter, parameter, Some, None",
            (_, true) => "&",
        };
        let place = match (key, fields.packed) {
            ("flatten", false) => "flatten",
            ("flatten", true) => "flatten in packed",
            (_, false) => "base",
            (_, true) => "base in packed",
        };
        let form = self.random.draw(place, forms);
        let Value {
            ty, plain, expr, ..
        } = inner.value;
        let (ty, expr) = match form {
            "Some" => (format!("Option<{ty}>"), format!("Some({expr})")),
            "None" => (format!("Option<{ty}>"), format!("None::<{plain}>")),
            "Box" => (format!("Box<{ty}>"), format!("Box::new({expr})")),
            "Rc" => (
                format!("::std::rc::Rc<{ty}>"),
                format!("::std::rc::Rc::new({expr})"),
            ),
            "Arc" => (
                format!("::std::sync::Arc<{ty}>"),
                format!("::std::sync::Arc::new({expr})"),
            ),
            "&" => (format!("&'a {ty}"), format!("crate::kit::leak({expr})")),
            "Option of &" => (
                format!("Option<&'a {ty}>"),
                format!("Some(crate::kit::leak({expr}))"),
            ),
            "Option of Box" => (
                format!("Option<Box<{ty}>>"),
                format!("Some(Box::new({expr}))"),
            ),
            "Arc of Option" => (
                format!("::std::sync::Arc<Option<{ty}>>"),
                format!("::std::sync::Arc::new(Some({expr}))"),
            ),
            "parameter" => (fields.parameter(&plain, "::group_core::GroupTraits"), expr),
            _ => (ty, expr),
        };
        if key == "base" {
            self.random.note(match has_id {
                true => "base: with an id",
                false => "base: without an id",
            });
            if !fields.traits.is_empty() {
                self.random.note("base: behind other traits");
            }
            if inner.traits.iter().any(|(name, _)| name == "groupType") {
                self.random.note("base: group_type");
            }
            if inner.traits.iter().any(|(name, _)| name == "id") {
                self.random.note("base: id sent too");
            }
            fields.id = inner
                .id
                .map(|id| if form == "None" { Json::Null } else { id });
        }
        if form != "None" {
            // What is only flattened keeps its id and its group type to itself.
            let is_sent = |name: &str| key == "base" || name != "id" && name != "groupType";
            let traits = inner.traits.into_iter().filter(|(name, _)| is_sent(name));
            fields.traits.extend(traits);
        }
        let slot = Slot {
            ty,
            expr,
            attributes: vec![key.to_owned()],
            sent: None,
        };
        let field = self.field_name(unused);
        self.push(fields, &field, slot);
    }

    /// A struct that has one name twice, where only the arguments of its type parameters show it.
    fn twice(&mut self, unused: &mut Unused) -> Group {
        let form = self.random.draw(
            "twice",
            "name, reserved name, address, column, two parameters, end of a column, underscore, base",
        );
        let word = unused.word();
        let (one, two, kind) = match form {
            "reserved name" => ("plan".to_owned(), "plan".to_owned(), "NameTwice".to_owned()),
            "address" => (
                "address.city".to_owned(),
                "address.state".to_owned(),
                "NameTwice".to_owned(),
            ),
            "column" => {
                let column = format!("{word}_{}", unused.word());
                let other = model::field_case("camelCase", &column);
                let kind = format!("ColumnTwice {{ other: {other:?}, column: {column:?} }}");
                (other, column, kind)
            }
            "end of a column" => {
                let start: String = format!("{word}{LONG}").chars().take(63).collect();
                let (one, two) = (format!("{start}s"), format!("{start}t_more"));
                let kind = format!("ColumnTwice {{ other: {one:?}, column: {start:?} }}");
                (one, two, kind)
            }
            "underscore" => {
                let (mut one, mut two) = (format!("_{word}"), word.to_owned());
                if self.random.percent(50) {
                    std::mem::swap(&mut one, &mut two);
                }
                let kind = format!("ColumnTwice {{ other: {one:?}, column: \"_{word}\" }}");
                (one, two, kind)
            }
            _ => (word.to_owned(), word.to_owned(), "NameTwice".to_owned()),
        };
        let (outer, first, second) = (self.name("Outer"), self.name("First"), self.name("Second"));
        for (name, sent) in [(&first, &one), (&second, &two)] {
            self.items += &format!(
                "#[derive(::group_core::GroupTraits)]\npub struct {name} {{\n    #[group(rename = {sent:?})]\n    value: &'static str,\n}}\n"
            );
        }
        let (before, after) = (self.custom(1), self.custom(1));
        let (first_type, parameters) = match form {
            "two parameters" | "base" => ("T1", "T0, T1"),
            _ => (&*first, "T0"),
        };
        let key = if form == "base" { "base" } else { "flatten" };
        self.items += &format!(
            "#[derive(::group_core::GroupTraits)]\npub struct {outer}<{parameters}> {{\n    before: {},\n    \
             #[group({key})]\n    first: {first_type},\n    #[group(flatten)]\n    more: T0,\n    after: {},\n}}\n",
            before.plain, after.plain
        );
        let expr = format!(
            "{outer} {{ before: {}, first: {first} {{ value: \"x\" }}, more: {second} {{ value: \"y\" }}, after: {} }}",
            before.expr, after.expr
        );
        let top = |name: &str| name.split('.').next().unwrap_or(name).to_owned();
        // A fact of the types, it is reported before what the values are.
        if [&before.sent, &after.sent]
            .into_iter()
            .flatten()
            .any(|sent| !sent.is_sendable())
        {
            self.random.note("twice: beside another problem");
        }
        let traits = [
            (top(&two), Some(Json::Refused(kind))),
            ("before".to_owned(), before.sent),
            ("after".to_owned(), after.sent),
        ];
        Group {
            value: Value::new(&outer, expr, Json::Null),
            traits: traits
                .into_iter()
                .filter_map(|(name, sent)| Some((name, sent?)))
                .collect(),
            id: None,
            has_base: false,
            annotation: String::new(),
        }
    }

    // Addresses.

    /// `group_core::Address`, or a struct with `AddressTraits`.
    pub(crate) fn address(&mut self) -> Value {
        if self.random.draw("address", "ready-made, derived") == "ready-made" {
            let (value, members) = self.ready_made();
            return address_value(value.ty, value.expr, members);
        }
        let subfields = self.subfields();
        let mut fields = self.fields("AddressTraits");
        let mut unused = Unused::new(&mut self.random);
        let mut attributes = Vec::new();
        self.krate(&mut attributes);
        for (snake, name) in &subfields {
            let mut slot = self.shown_slot(Kind::Text, &mut fields, true);
            let field = match self.random.draw("subfield", "spelled, raw, renamed") {
                "spelled" => (*snake).to_owned(),
                "raw" => format!("r#{snake}"),
                _ => {
                    slot.attributes.push(format!("rename = {name:?}"));
                    self.field_name(&mut unused)
                }
            };
            self.random.note(format!("derived address: {name}"));
            fields.send((*name).to_owned(), slot.sent.take());
            self.push(&mut fields, &field, slot);
        }
        if self.random.percent(25) {
            let slot = Slot {
                ty: "crate::kit::Opaque".to_owned(),
                expr: "crate::kit::Opaque".to_owned(),
                attributes: vec!["skip".to_owned()],
                sent: None,
            };
            let field = self.field_name(&mut unused);
            self.push(&mut fields, &field, slot);
        }
        let members = std::mem::take(&mut fields.traits);
        let (value, _) = self.item(attributes, fields);
        address_value(value.ty, value.expr, members)
    }

    pub(crate) fn ready_made(&mut self) -> (Value, Vec<(String, Json)>) {
        let subfields = self.subfields();
        let (mut exprs, mut members) = (String::new(), Vec::new());
        for subfield in SUBFIELDS {
            if subfields.contains(&subfield) {
                let (field, name) = subfield;
                self.random.note(format!("ready-made address: {name}"));
                let text = self.some_text();
                exprs += &format!("{field}: Some({text:?}.into()), ");
                members.push((name.to_owned(), Json::Text(text)));
            }
        }
        let expr = format!("::group_core::Address {{ {exprs}..Default::default() }}");
        (
            Value::new("::group_core::Address", expr, Json::Null),
            members,
        )
    }

    fn subfields(&mut self) -> Vec<(&'static str, &'static str)> {
        let mut subfields = SUBFIELDS.to_vec();
        self.random.shuffle(&mut subfields);
        subfields.truncate(self.random.one(&[0, 1, 3, 5, 5]));
        if subfields.is_empty() {
            self.random.note("address: empty");
        }
        subfields
    }

    // Fields.

    fn field_name(&mut self, unused: &mut Unused) -> String {
        let word = unused.word();
        match self.random.below(8) {
            0 => word.to_owned(),
            1 => format!("_{word}_{}", unused.word()),
            2 => format!("{word}_{}", 2000 + self.random.below(99)),
            3 => format!("{word}_ß{}", unused.word()),
            4 if self.random.percent(40) => format!("{word}{LONG}"),
            4 if self.random.percent(40) => format!("__{word}"),
            _ => format!("{word}_{}", unused.word()),
        }
    }

    /// The same as `slot`, with `display` at times where that may stand.
    fn shown_slot(&mut self, kind: Kind, fields: &mut Fields, may_skip: bool) -> Slot {
        let shown = match kind {
            Kind::Text | Kind::Custom => Kind::Shown,
            Kind::Id => Kind::ShownId,
            _ => return self.slot(kind, fields, may_skip),
        };
        if !self.random.percent(20) {
            return self.slot(kind, fields, may_skip);
        }
        self.random.note(match kind {
            Kind::Text => "displayed: text",
            Kind::Custom => "displayed: custom",
            _ => "displayed: id",
        });
        let mut slot = Slot::from(self.generic(shown, fields));
        slot.attributes.push("display".to_owned());
        if may_skip {
            self.null(&mut slot);
        }
        if may_skip && self.random.percent(15) {
            self.skip_if(&mut slot);
        }
        slot
    }

    /// A field of this kind, with `map` and `skip_if` at times.
    fn slot(&mut self, kind: Kind, fields: &mut Fields, may_skip: bool) -> Slot {
        let mut slot = if self.random.percent(18) {
            self.mapped(kind, fields)
        } else {
            Slot::from(self.generic(kind, fields))
        };
        if may_skip {
            self.null(&mut slot);
        }
        if may_skip && self.random.percent(12) {
            self.skip_if(&mut slot);
        }
        slot
    }

    /// A wrapped value, of a type parameter at times.
    fn generic(&mut self, kind: Kind, fields: &mut Fields) -> Value {
        let mut value = self.base(kind);
        // With bounds of its own, a struct would have to know that serde takes arrays of this length.
        if kind == Kind::Custom
            && fields.generic
            && !fields.bound
            && !fields.packed
            && self.random.percent(10)
        {
            self.random.note("struct: const parameter");
            let name = format!("N{}", fields.parameters.len());
            fields.parameters.push(Parameter {
                name: format!("const {name}: usize"),
                argument: "2".to_owned(),
                bound: "",
            });
            value = Value {
                ty: format!("[{}; {name}]", value.ty),
                plain: format!("[{}; 2]", value.plain),
                expr: format!("[{0}, {0}]", value.expr),
                sent: Some(Json::List(vec![value.sent.unwrap_or(Json::Null); 2])),
                pointers: None,
            };
        } else if fields.generic && value.sent.is_some() && self.random.percent(40) {
            self.random.note("struct: type parameter");
            value.ty = fields.parameter(&value.plain, kind.bound());
        }
        if fields.packed {
            self.copied(kind, value)
        } else {
            self.wrapped(kind, value)
        }
    }

    /// The value, behind a reference if it is not `Copy`, and in an `Option` at times.
    fn copied(&mut self, kind: Kind, mut value: Value) -> Value {
        if is_copy(&value.ty) {
            self.random.note("packed: Copy");
        } else {
            self.random.note("packed: reference");
            value = self.wrap_in("&", kind, value);
        }
        match self.random.percent(30) {
            true => self.wrap_in("Option", kind, value),
            false => value,
        }
    }

    fn mapped(&mut self, kind: Kind, fields: &mut Fields) -> Slot {
        let form = match fields.packed {
            // What the others are mapped from is not `Copy`.
            true => "function",
            false => self
                .random
                .draw("map", "borrowing, function, function, method"),
        };
        let (ty, expr, path, sent) = match (form, kind) {
            ("method", Kind::Text) => {
                let text = self.some_text();
                let trimmed = text.trim().to_owned();
                (
                    "String".to_owned(),
                    format!("String::from({text:?})"),
                    "str::trim".to_owned(),
                    Some(Json::Text(trimmed)),
                )
            }
            ("method", Kind::Id) => {
                let value = self.random.below(1000);
                (
                    "u32".to_owned(),
                    format!("{value}_u32"),
                    "ToString::to_string".to_owned(),
                    Some(Json::Text(value.to_string())),
                )
            }
            ("method", Kind::Count | Kind::Custom) => (
                "Vec<crate::kit::Opaque>".to_owned(),
                "vec![crate::kit::Opaque, crate::kit::Opaque]".to_owned(),
                "Vec::len".to_owned(),
                Some(Json::Plain("2".to_owned())),
            ),
            ("method", Kind::Date) => (
                "String".to_owned(),
                "String::from(\"2014-04-06T14:00:00+02:00\")".to_owned(),
                "::group_core::Date::parse".to_owned(),
                Some(Json::Text("2014-04-06T12:00:00.000Z".to_owned())),
            ),
            ("borrowing", _) => {
                let value = if fields.bound {
                    self.generic(kind, fields)
                } else {
                    let value = self.base(kind);
                    self.wrapped(kind, value)
                };
                if value.pointers.is_some_and(|pointers| pointers >= 2) && kind != Kind::Custom {
                    // The borrow would be the third pointer around an `Option`.
                    return Slot::from(value);
                }
                (
                    value.ty,
                    value.expr,
                    "crate::kit::same".to_owned(),
                    value.sent,
                )
            }
            _ => {
                let base = self.base(kind);
                let made = self.wrapped(kind, base);
                let name = self.name("map");
                self.items += &format!(
                    "fn {name}(_: &crate::kit::Opaque) -> {} {{ {} }}\n",
                    made.plain, made.expr
                );
                let path = self
                    .random
                    .one(
                        &[name.clone(), format!("self::{name}")]
                            .each_ref()
                            .map(|path| &**path),
                    )
                    .to_owned();
                (
                    "crate::kit::Opaque".to_owned(),
                    "crate::kit::Opaque".to_owned(),
                    path,
                    made.sent,
                )
            }
        };
        let attribute = format!("map = {}", self.path(&path));
        Slot {
            ty,
            expr,
            attributes: vec![attribute],
            sent,
        }
    }

    /// At times, null for nothing.
    fn null(&mut self, slot: &mut Slot) {
        if !self.random.percent(12) {
            return;
        }
        slot.attributes.push("null = \"send\"".to_owned());
        self.random.note(match slot.sent {
            None => "null: sent",
            Some(_) => "null: a value",
        });
        slot.sent.get_or_insert(Json::Null);
    }

    fn skip_if(&mut self, slot: &mut Slot) {
        let mut forms = vec![("crate::kit::yes", true), ("crate::kit::no", false)];
        if slot.ty.starts_with("Option<") {
            let none = slot.expr.starts_with("None");
            forms = vec![("Option::is_none", none), ("Option::is_some", !none)];
        } else if slot.ty == "String" {
            let empty = slot.expr == "String::from(\"\")";
            forms = vec![("String::is_empty", empty), ("str::is_empty", empty)];
        }
        let (path, skipped) = self.random.one(&forms);
        self.random.note(if skipped {
            "skip_if: skipped"
        } else {
            "skip_if: sent"
        });
        if skipped {
            slot.sent = None;
        }
        let attribute = format!("skip_if = {}", self.path(path));
        slot.attributes.push(attribute);
    }

    fn path(&mut self, path: &str) -> String {
        match self.random.draw("path", "bare, quoted") {
            "bare" => path.to_owned(),
            _ => format!("{path:?}"),
        }
    }

    fn push(&mut self, fields: &mut Fields, name: &str, mut slot: Slot) {
        let serde = match fields.serde {
            true => self.serde_attribute(&mut slot.attributes),
            false => String::new(),
        };
        let mut attributes = [
            self.attributes(fields.derive, slot.attributes, "    "),
            serde,
        ];
        self.random.shuffle(&mut attributes);
        let attributes = attributes.concat();
        fields
            .declared
            .push(format!("{attributes}    {name}: {},\n", slot.ty));
        fields.exprs.push(format!("{name}: {}", slot.expr));
    }

    /// What `serde::Serialize` is told of a field. Nothing is serialised by way of it, so that the field's type need not be
    /// `Serialize`.
    fn serde_attribute(&mut self, attributes: &mut Vec<String>) -> String {
        let has = |key: &str| attributes.iter().any(|attribute| attribute == key);
        let left_out = "skip, skip_serializing, serialize_with = \"crate::kit::unit\"";
        let (form, is_left_out) = if has("flatten") || has("base") {
            ("serialize_with = \"crate::kit::unit\"", false)
        } else if has("skip") {
            (self.random.draw("beside skip", left_out), true)
        } else {
            let form = self.random.draw("beside a trait", left_out);
            (form, form.starts_with("skip"))
        };
        if is_left_out && !has("skip") {
            attributes.push("send".to_owned());
        }
        let other = self.random.draw(
            "serde beside",
            "rename = \"other\", default, flatten, skip_serializing_if = \"crate::kit::yes\", alias = \"other\", skip_deserializing",
        );
        match other {
            // serde refuses these together with `skip`.
            "flatten" | "skip_deserializing" if is_left_out => format!("    #[serde({form})]\n"),
            _ => format!("    #[serde({form}, {other})]\n"),
        }
    }

    /// At times, where group-core is.
    pub(crate) fn krate(&mut self, attributes: &mut Vec<String>) {
        if self.random.percent(30) {
            let path = self.random.draw(
                "crate",
                "\"::group_core\", \"gc\", gc, crate::facade::group_core",
            );
            attributes.push(format!("crate = {path}"));
        }
    }

    /// Attributes in any order, in one or in several.
    pub(crate) fn attributes(
        &mut self,
        derive: &str,
        mut all: Vec<String>,
        indent: &str,
    ) -> String {
        for attribute in &all {
            let key = attribute.split(' ').next().unwrap();
            self.random.note(format!("{derive}: {key}"));
        }
        self.random.shuffle(&mut all);
        let several = all.len() > 1 && self.random.percent(40);
        let groups = if several {
            self.random.note("attributes: in several");
            all
        } else if all.is_empty() {
            vec![]
        } else {
            if all.len() > 1 {
                self.random.note("attributes: in one");
            }
            vec![all.join(", ")]
        };
        groups
            .iter()
            .map(|keys| {
                let comma = if self.random.percent(15) { "," } else { "" };
                format!("{indent}#[group({keys}{comma})]\n")
            })
            .collect()
    }

    /// Writes the struct, and gives a value of it with what a `let` may say of its type.
    fn item(&mut self, mut attributes: Vec<String>, fields: Fields) -> (Value, String) {
        let name = self.name("Group");
        let body: String = fields.declared.concat();
        let borrows = body.contains("'a");
        if fields.bound {
            let bounds: Vec<_> = fields
                .parameters
                .iter()
                .map(|parameter| format!("{}: {}", parameter.name, parameter.bound))
                .collect();
            attributes.push(format!("bound = {:?}", bounds.join(", ")));
        }
        let defaults = !fields.parameters.is_empty() && self.random.percent(30);
        let clauses = !fields.parameters.is_empty() && self.random.percent(30);
        let inline = self.random.percent(30);
        let mut parameters: Vec<String> = borrows.then(|| "'a".to_owned()).into_iter().collect();
        let mut wheres = String::new();
        for parameter in &fields.parameters {
            let is_type = !parameter.name.starts_with("const");
            let mut declared = parameter.name.clone();
            if inline && is_type {
                self.random.note("struct: bound on a parameter");
                declared += ": crate::kit::Anything";
            }
            if clauses && is_type {
                self.random.note("struct: where clause");
                wheres += &format!("    Vec<{}>: crate::kit::Anything,\n", parameter.name);
            }
            if defaults {
                self.random.note("struct: default of a parameter");
                declared += &format!(" = {}", parameter.argument);
            }
            parameters.push(declared);
        }
        if borrows {
            self.random.note("struct: lifetime");
        }
        let list = |all: Vec<String>| match all.is_empty() {
            true => String::new(),
            false => format!("<{}>", all.join(", ")),
        };
        let wheres = if wheres.is_empty() {
            wheres
        } else {
            format!("\nwhere\n{wheres}")
        };
        let derive = fields.derive;
        let mut attributes = self.attributes(derive, attributes, "");
        let mut derives = vec![format!("::group_core::{derive}")];
        if fields.serde {
            derives.push("::serde::Serialize".to_owned());
            self.random.shuffle(&mut derives);
            attributes += "#[serde(rename_all = \"SCREAMING-KEBAB-CASE\", tag = \"serde\")]\n";
        }
        if fields.packed {
            let repr = self.random.draw("repr", "packed, C and packed, packed(2)");
            attributes += &format!("#[repr({})]\n", repr.replace(" and", ","));
        }
        let derives = derives.join(", ");
        self.items += &format!(
            "#[derive({derives})]\n{attributes}pub struct {name}{}{wheres} {{\n{body}}}\n",
            list(parameters)
        );
        let life = borrows.then(|| "'a".to_owned()).into_iter();
        let arguments = life.chain(
            fields
                .parameters
                .iter()
                .map(|parameter| parameter.argument.clone()),
        );
        let ty = format!("{name}{}", list(arguments.collect()));
        let value = Value::new(
            ty,
            format!("{name} {{ {} }}", fields.exprs.join(", ")),
            Json::Null,
        );
        let annotation = if defaults {
            format!(": {name}")
        } else {
            String::new()
        };
        (value, annotation)
    }
}

impl Fields {
    fn send(&mut self, name: String, sent: Option<Json>) {
        self.traits.extend(sent.map(|sent| (name, sent)));
    }

    fn has_path(&self, name: &str) -> bool {
        let path = format!("\"address.{name}\"");
        self.declared.iter().any(|field| field.contains(&path))
    }

    /// A new type parameter in the place of this type.
    fn parameter(&mut self, argument: &str, bound: &'static str) -> String {
        let name = format!("T{}", self.parameters.len());
        self.parameters.push(Parameter {
            name: name.clone(),
            argument: argument.to_owned(),
            bound,
        });
        name
    }
}

fn address_value(ty: String, expr: String, members: Vec<(String, Json)>) -> Value {
    Value {
        sent: (!members.is_empty()).then_some(Json::Object(members)),
        ..Value::new(ty, expr, Json::Null)
    }
}

fn text_of(id: &Value) -> Option<String> {
    match &id.sent {
        Some(Json::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// A struct of the kit that has this value.
fn shared(name: &str, sent_as: &str, value: Value) -> Group {
    let field = if name == "Shared" { "value" } else { sent_as };
    let expr = format!("crate::kit::{name} {{ {field}: {} }}", value.expr);
    let sent = value.sent.map(|sent| (sent_as.to_owned(), sent));
    Group {
        value: Value::new(name, expr, Json::Null),
        traits: sent.into_iter().collect(),
        id: None,
        has_base: false,
        annotation: String::new(),
    }
}

/// What an entry becomes when it is set, or removed.
fn set(entries: &mut Vec<(String, Json)>, key: &str, value: Option<Json>) {
    let at = entries.iter().position(|(other, _)| other == key);
    match (at, value) {
        (Some(at), Some(value)) => entries[at].1 = value,
        (Some(at), None) => drop(entries.remove(at)),
        (None, value) => entries.extend(value.map(|value| (key.to_owned(), value))),
    }
}

fn is_copy(ty: &str) -> bool {
    const COPY: [&str; 11] = [
        "bool",
        "char",
        "f32",
        "f64",
        "()",
        "::group_core::Date",
        "::uuid::Uuid",
        "::chrono::NaiveDate",
        "::time::Date",
        "::jiff::Timestamp",
        "::std::time::SystemTime",
    ];
    let ty = ty
        .strip_prefix("::std::num::NonZero<")
        .map_or(ty, |ty| ty.trim_end_matches('>'));
    COPY.contains(&ty) || INTEGERS.split(", ").any(|integer| integer == ty) || ty.starts_with('&')
}

/// The group's id is refused as a trait where it is as the groupId. (An `as = "id"` is not: nothing is joined by it.)
fn refused_if_blank(id: Json) -> Json {
    match &id {
        Json::Text(text) if model::is_blank(text) => Json::Refused("BlankId".to_owned()),
        _ => id,
    }
}
