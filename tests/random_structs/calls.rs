//! Calls, with who makes them and what is set on them.

use crate::model::{BYTES, Call, Event, Json};
use crate::policy::{CATEGORIES, Policy, Rule};
use crate::source::{Case, Expected};
use crate::structs::Group;
use crate::values::{Kind, Source, Value};

/// Who an event is about.
pub(crate) struct Who {
    source: String,
    user_id: Option<String>,
    anonymous_id: Option<String>,
    remembered: Option<Json>,
    policy: Option<Policy>,
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
pub(crate) struct Options {
    context: Option<(String, Vec<(String, Json)>)>,
    integrations: Option<(String, Vec<(String, Json)>)>,
    policy: Option<(String, Policy)>,
}

impl Source {
    pub(crate) fn group_call(
        &mut self,
        who: Who,
        group: Option<Group>,
        options: Options,
    ) -> (String, Event) {
        let (source, argument, id, traits, view) = match group {
            None => {
                let unit = self.random.draw("unit", "&(), &&(), &Box::new(())");
                (String::new(), unit.to_owned(), None, None, "None")
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
                let view = "crate::kit::view(&group)";
                (
                    source,
                    "&group".to_owned(),
                    group.id,
                    Some(group.traits),
                    view,
                )
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
        let traits = Call::Group { group_id, traits };
        let (call, event) = self.event(who, traits, call, options, view);
        (source + &call, event)
    }

    pub(crate) fn identify_call(
        &mut self,
        mut who: Who,
        traits: Value,
        options: Options,
    ) -> (String, Event) {
        let id = self.base(Kind::Id);
        let call = format!("user.identify({}, &{})", id.expr, traits.expr);
        who.identified_by(&id, &traits);
        let traits = traits.sent.unwrap();
        self.event(who, Call::Identify { traits }, call, options, "None")
    }

    fn event(
        &mut self,
        who: Who,
        call: Call,
        mut chain: String,
        options: Options,
        view: &str,
    ) -> (String, Event) {
        let message_id = if self.bad && self.random.percent(10) {
            String::from("\u{200b} ")
        } else {
            self.id_text("m")
        };
        chain += &format!(".message_id({message_id:?})");
        if let Some((expr, _)) = &options.context {
            chain += &format!(".context({expr})");
        }
        if let Some((expr, _)) = &options.policy
            && matches!(call, Call::Group { .. })
        {
            self.random.note("call: pii");
            chain += &format!(".pii({expr})");
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
            policy: who.policy,
            own_policy: options.policy.map(|(_, policy)| policy),
            remembered: who.remembered,
            context: options.context.map_or(vec![], |(_, entries)| entries),
            integrations: options.integrations.map(|(_, entries)| entries),
            original_timestamp: original.map(|original| original.sent.unwrap()),
            timestamp: timestamp.map(|timestamp| timestamp.sent.unwrap()),
        };
        let source = format!(
            "    crate::kit::outcome({}, |user| {chain}.{build}, {view})\n",
            who.source
        );
        (source, event)
    }

    pub(crate) fn options(&mut self) -> Options {
        Options {
            context: self.random.percent(35).then(|| self.context()),
            integrations: self.random.percent(25).then(|| self.integrations()),
            policy: self.random.percent(25).then(|| self.policy()),
        }
    }

    fn policy(&mut self) -> (String, Policy) {
        let form = self.random.draw(
            "policy",
            "send all, drop all, drop one, hash one, hash all, hash and drop, hash and drop, drop all but one, \
             drop all and hash one, one twice",
        );
        let mut categories = CATEGORIES.to_vec();
        self.random.shuffle(&mut categories);
        let key = self.random.one(&["a key", "k", "Größe 🦀"]);
        let (policy, given) = match form {
            "send all" => (Policy::NONE, vec![]),
            "drop all" => (Policy::DROP_ALL, vec![]),
            "drop one" => (Policy::NONE, vec![Rule::Drop]),
            "hash one" => (Policy::NONE, vec![Rule::Hash(key)]),
            "hash all" => (
                Policy::NONE,
                vec![Rule::Hash(key), Rule::Hash("another key"), Rule::Hash(key)],
            ),
            "hash and drop" => (
                Policy::NONE,
                vec![Rule::Hash(key), Rule::Drop, Rule::Hash("another key")],
            ),
            "drop all but one" => (Policy::DROP_ALL, vec![Rule::Send]),
            "drop all and hash one" => (Policy::DROP_ALL, vec![Rule::Hash(key), Rule::Send]),
            _ => {
                categories[1] = categories[0];
                let rules = [Rule::Send, Rule::Drop, Rule::Hash(key)];
                (
                    Policy::NONE,
                    vec![self.random.one(&rules), self.random.one(&rules)],
                )
            }
        };
        let mut expr = match policy.others {
            Rule::Drop => "group_core::Policy::drop_all()".to_owned(),
            _ => "group_core::Policy::new()".to_owned(),
        };
        let rules: Vec<_> = categories.into_iter().zip(given).collect();
        for (category, rule) in &rules {
            expr += &match rule {
                Rule::Send => format!(".send({category:?})"),
                Rule::Drop => format!(".drop({category:?})"),
                Rule::Hash(key) => format!(".hash({category:?}, {key:?})"),
            };
        }
        (expr, Policy { rules, ..policy })
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
    pub(crate) fn edge(&mut self, number: usize, of: &str, mut who: Who) -> Case {
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
            Json::Map(vec![entry("k")]),
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
        let mut expected = Expected::of(&event);
        if of == "bytes" {
            let built = expected.built;
            let (text, _) = built.expect("an event that is too large for one reason at most");
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
                ("\u{1}", "\\u0001"),
            ]);
            let each = (bytes - others) / places;
            let (times, rest) = (each / written.len(), each % written.len());
            call = call.replace(
                SOURCE,
                &format!("crate::kit::filled({unit:?}, {times}, {rest})"),
            );
            let len = others + places * each;
            let filled =
                |text: String| text.replace(FILLING, &(written.repeat(times) + &"x".repeat(rest)));
            let built = if len > BYTES {
                Err(vec![(String::new(), format!("TooLarge {len}"))])
            } else {
                Ok((filled(text), vec![]))
            };
            expected = Expected {
                built_again: built.clone(),
                built,
                view: expected.view.map(filled),
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

    pub(crate) fn user(&mut self) -> Who {
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
            policy: None,
        };
        if self.random.percent(80) {
            self.random.note("user: with a policy");
            let (expr, policy) = self.policy();
            who.source += &format!(".pii({expr})");
            who.policy = Some(policy);
        }
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
}

fn text_of(id: &Value) -> Option<String> {
    match &id.sent {
        Some(Json::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// A struct of the kit that has this value.
pub(crate) fn shared(name: &str, sent_as: &str, value: Value) -> Group {
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
