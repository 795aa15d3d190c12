//! From what is sent and what is known of a destination to the fates of the traits.

use super::fate::{Fate, Outcome};
use super::javascript;
use super::knowledge::{
    Bools, Cast, Dots, Knowledge, Need, Nested, Own, Places, Reads, Rest, Rules, Treatment,
    UserTraits, Whose,
};
use super::needs::{doubtful, says, unmet};
use super::sent::{Content, Sent, Trait};
use group_rules::reserved::SUBFIELDS;

/// What becomes of the traits, in their order; the address is followed by its parts.
pub(crate) fn fates(known: &Knowledge, sent: &Sent) -> Vec<Fate> {
    let mut fates = match &known.reads {
        Reads::Columns(warehouse) => warehouse.fates(sent),
        Reads::Nothing { why } | Reads::NoGroups { why } => lost(sent, why),
        Reads::NothingWithUserId { why, without } => match rules_in_use(known, sent) {
            Some(_) if sent.event.is_none() => depends_on_user_id(known, without, why, sent),
            Some(rules) => follow(known, rules, sent),
            None => lost(sent, why),
        },
        Reads::Traits(_) | Reads::Choice { .. } => match rules_in_use(known, sent) {
            Some(rules) => follow(known, rules, sent),
            None => Vec::new(),
        },
    };
    for fate in &mut fates {
        fate.is_part = sent.get(&fate.name).is_none();
    }
    let needs = match &known.reads {
        Reads::Choice { needs, .. } if is_chosen(known, sent) => needs,
        _ => known.needs,
    };
    if let Some(unmet) = unmet(needs, sent) {
        for fate in &mut fates {
            match unmet.writes_first {
                true => fail_after(fate, unmet),
                false => refuse(fate, unmet),
            }
        }
    } else if let Some(doubtful) = doubtful(needs, sent) {
        for fate in fates.iter_mut().filter(|it| it.outcome != Outcome::Lost) {
            let refuses = match doubtful.writes_first {
                true => "it writes this, and then fails an event that lacks what it needs",
                false => "it refuses an event that lacks what it needs",
            };
            let refuses = format!("{refuses}: {}", doubtful.what);
            fate.why = Some(match &fate.why {
                Some(why) => format!("{why}; and {refuses}"),
                None => refuses,
            });
            if fate.arrives() {
                fate.outcome = Outcome::Depends;
            }
        }
    }
    fates
}

fn refuse(fate: &mut Fate, unmet: &Need) {
    let refuses = format!("it refuses the whole event: it needs {}", unmet.what);
    // What would be lost all the same has no cure in that.
    (fate.why, fate.cure) = match (fate.outcome, &fate.why) {
        (Outcome::Lost, Some(why)) => (Some(format!("{refuses}; and {why}")), None),
        _ => (Some(refuses), cure(unmet)),
    };
    fate.outcome = Outcome::Lost;
    fate.fields.clear();
    fate.types.clear();
}

fn fail_after(fate: &mut Fate, unmet: &Need) {
    let fails = format!("then the event fails: it needs {}", unmet.what);
    fate.why = Some(match &fate.why {
        Some(why) => format!("{why}; {fails}"),
        None => fails,
    });
    // What does not arrive in an event that is taken is not written in one that fails.
    if fate.outcome != Outcome::Lost {
        fate.outcome = Outcome::Written;
        fate.cure = cure(unmet);
    }
}

fn cure(need: &Need) -> Option<String> {
    Some(need.cure.to_owned()).filter(|it| !it.is_empty())
}

/// The rules for what is sent, if traits are read at all. Of a type that may have a userId or not they are those without one.
pub(crate) fn rules_in_use<'k>(known: &'k Knowledge, sent: &Sent) -> Option<&'k Rules> {
    match &known.reads {
        Reads::Traits(rules) => Some(rules),
        Reads::Choice {
            rules, otherwise, ..
        } => Some(match is_chosen(known, sent) {
            true => rules,
            false => otherwise,
        }),
        Reads::NothingWithUserId { without, .. } => {
            (sent.has_id_of_user() != Some(true)).then_some(without)
        }
        Reads::Nothing { .. } | Reads::Columns(_) | Reads::NoGroups { .. } => None,
    }
}

fn is_chosen(known: &Knowledge, sent: &Sent) -> bool {
    let Reads::Choice { name, value, .. } = &known.reads else {
        return false;
    };
    let given = sent.get(name).map(|it| &it.content);
    matches!(given, Some(Content::Text(Some(text))) if says(name, text, value))
}

/// Of a type: an event without a userId is read by the rules, and of one with it nothing is read.
fn depends_on_user_id(known: &Knowledge, without: &Rules, why: &str, sent: &Sent) -> Vec<Fate> {
    let mut fates = follow(known, without, sent);
    for fate in fates.iter_mut().filter(|it| it.outcome != Outcome::Lost) {
        let becomes = match &fate.why {
            Some(why) => format!("without a userId {why}"),
            None => "without a userId it arrives".to_owned(),
        };
        fate.why = Some(format!("{becomes}; with one {why}"));
        fate.outcome = Outcome::Depends;
    }
    fates
}

fn follow(known: &Knowledge, rules: &Rules, sent: &Sent) -> Vec<Fate> {
    let follow = Follow { known, rules, sent };
    sent.traits
        .iter()
        .flat_map(|it| follow.trait_(it))
        .collect()
}

fn lost(sent: &Sent, why: &str) -> Vec<Fate> {
    let names = sent.traits.iter().flat_map(|it| {
        let parts = it.parts().map(|(key, _)| format!("{}.{key}", it.name));
        std::iter::once(it.name.clone()).chain(parts)
    });
    names.map(|name| Arrival::lost(why).fate(name)).collect()
}

/// Where a value arrives.
struct Arrival {
    outcome: Outcome,
    fields: Vec<String>,
    why: Option<String>,
    cure: Option<String>,
}

impl Arrival {
    fn in_field(field: String) -> Self {
        Self {
            outcome: Outcome::Arrives,
            fields: vec![field],
            why: None,
            cure: None,
        }
    }

    fn lost(why: &str) -> Self {
        Self {
            outcome: Outcome::Lost,
            fields: Vec::new(),
            why: Some(why.to_owned()),
            cure: None,
        }
    }

    fn as_(mut self, outcome: Outcome, why: &str) -> Self {
        self.outcome = outcome;
        self.why = Some(why.to_owned());
        self
    }

    fn fate(self, name: String) -> Fate {
        Fate {
            name,
            outcome: self.outcome,
            fields: self.fields,
            types: Vec::new(),
            is_part: false,
            why: self.why,
            cure: self.cure,
        }
    }
}

struct Follow<'a> {
    known: &'a Knowledge,
    rules: &'a Rules,
    sent: &'a Sent,
}

impl Follow<'_> {
    fn trait_(&self, it: &Trait) -> Vec<Fate> {
        let mut fates = vec![self.fate(it, &it.name, &it.content)];
        for (key, content) in it.parts() {
            fates.push(self.fate(it, &format!("{}.{key}", it.name), content));
        }
        fates
    }

    fn fate(&self, it: &Trait, path: &str, content: &Content) -> Fate {
        let mut arrival = match path == it.name {
            true => self
                .of_parts(it)
                .unwrap_or_else(|| self.whole(path, content)),
            false => self.part(it, path, content),
        };
        self.users(&mut arrival, &it.name);
        self.users_instead(&mut arrival, path, content);
        self.meaning(&mut arrival, it, path, content);
        arrival.fate(path.to_owned())
    }

    /// Of a trait.
    fn whole(&self, name: &str, content: &Content) -> Arrival {
        let is_apart = self.is_under_own_name(content);
        let read = self.read(name).filter(|_| !is_apart);
        let read = read.map(|own| (own, self.in_own(own, content)));
        let prefixes = self.rules.dropped_prefixes;
        let has_prefix = || {
            prefixes
                .iter()
                .any(|it| name.to_lowercase().starts_with(it))
        };
        if self.rules.dropped.contains(&name) || has_prefix() {
            return match read {
                Some((_, arrival)) => arrival,
                None => Arrival {
                    cure: Some(under_another_name(name)),
                    ..Arrival::lost("it does not pass a trait of this name on")
                },
            };
        }
        match read {
            Some((own, arrival)) if !own.stays => arrival,
            Some((_, mut arrival)) => {
                if let (Rest::In(..), rest) = (&self.rules.rest, self.in_rest(name, content)) {
                    arrival.fields.extend(rest.fields);
                }
                arrival
            }
            None => match self
                .rules
                .own
                .iter()
                .find(|own| own.name == name && !is_apart && !own.stays)
            {
                Some(own) if self.may_be_first(own) => Arrival::in_field(own.field.to_owned()).as_(
                    Outcome::Depends,
                    &format!(
                        "where it is there, another trait is read in its place, for {}",
                        own.place
                    ),
                ),
                Some(own) => Arrival::lost(&format!(
                    "another trait is read in its place, for {}",
                    own.place
                )),
                None => self.in_rest(name, content),
            },
        }
    }

    /// A boolean becomes a tag under its own name, and an object or array is taken apart before a name is read.
    fn is_under_own_name(&self, content: &Content) -> bool {
        let is_split = matches!(self.rules.objects, Nested::Split(..));
        self.rules.bools == Bools::Tags
            && match content {
                Content::Bool(_) => true,
                Content::Array(_) | Content::Object(_) => is_split && !content.is_empty_nested(),
                _ => false,
            }
    }

    /// Of a part of the address.
    fn part(&self, it: &Trait, path: &str, content: &Content) -> Arrival {
        if let Some(own) = self.read(path) {
            return self.in_own(own, content);
        }
        let is_own = self.read(&it.name).is_some();
        if !is_own && matches!(self.rules.rest, Rest::In(..)) {
            let is_whole = self.rules.objects == Nested::Whole;
            return match is_whole || matches!(self.rules.objects, Nested::Split(..)) {
                true => self.in_rest(path, content),
                false => self.whole(&it.name, &it.content),
            };
        }
        let outer = self.whole(&it.name, &it.content);
        match (outer.outcome, path.strip_prefix(&*it.name)) {
            (Outcome::Arrives, Some(key)) => Arrival {
                fields: outer
                    .fields
                    .iter()
                    .map(|field| format!("{field}{key}"))
                    .collect(),
                ..outer
            },
            _ => outer,
        }
    }

    /// Of an address whose parts are read by their names: what their fates have in common.
    fn of_parts(&self, it: &Trait) -> Option<Arrival> {
        let paths = it
            .parts()
            .map(|(key, content)| (format!("{}.{key}", it.name), content));
        let paths: Vec<_> = paths.collect();
        if self.read(&it.name).is_some() || !paths.iter().any(|(path, _)| self.read(path).is_some())
        {
            return None;
        }
        let parts: Vec<_> = paths
            .iter()
            .map(|(path, content)| self.part(it, path, content))
            .collect();
        let first = parts.first()?;
        let is_one = parts.iter().all(|part| part.outcome == first.outcome);
        let fields = parts.iter().flat_map(|part| part.fields.clone()).collect();
        let (outcome, why) = match is_one {
            true => (first.outcome, first.why.clone()),
            false => (
                Outcome::Changed,
                Some("not all of its parts arrive alike".to_owned()),
            ),
        };
        Some(Arrival {
            outcome,
            fields,
            why,
            cure: None,
        })
    }

    /// How a name is read, unless another that is there is read for the same field.
    fn read(&self, path: &str) -> Option<&Own> {
        let own = self.rules.own.iter().find(|own| own.is(path))?;
        let mut others = self.rules.own.iter().filter(|it| it.place == own.place);
        let first = others.find(|it| self.is_there(it.name) || self.is_users_first(it));
        first.is_none_or(|it| it.name == own.name).then_some(own)
    }

    /// Whether the user's trait takes the place before another of the group's does.
    fn is_users_first(&self, own: &Own) -> bool {
        let event = self.sent.event.as_ref().filter(|_| own.users_first);
        let users = event.and_then(|it| it.user_trait(own.name));
        users.is_some_and(|it| !it.is_empty())
    }

    /// Of a type: a trait of the user that would be read in its place.
    fn may_be_users(&self, own: &Own) -> Option<&'static str> {
        let others = self.rules.own.iter().filter(|it| it.place == own.place);
        let mut before = others.take_while(|it| it.name != own.name);
        let first = before.find(|it| it.users_first && self.sent.event.is_none());
        first.map(|it| it.name)
    }

    /// Of a type: whether all that would be read in its place may be missing.
    fn may_be_first(&self, own: &Own) -> bool {
        if self.sent.event.is_some() {
            return false;
        }
        let others = self.rules.own.iter().filter(|it| it.place == own.place);
        let mut before = others.take_while(|it| it.name != own.name);
        before.all(|it| {
            let sent = self.sent.at(it.name);
            sent.is_none_or(|(sent, content)| sent.is_optional || content.is_empty())
        })
    }

    fn is_there(&self, path: &str) -> bool {
        let found = self.sent.at(path);
        found.is_some_and(|(_, content)| !content.is_empty())
    }

    fn in_own(&self, own: &Own, content: &Content) -> Arrival {
        let arrival = Arrival::in_field(own.field.to_owned());
        if own.is_nothing(content) && !own.is_renamed {
            let event = self.sent.event.as_ref().filter(|_| own.else_users);
            return Arrival::lost(match event.and_then(|it| it.user_trait(own.name)) {
                Some(_) => "nothing is in it, so the user's trait of this name is taken",
                None => "nothing is in it, so it is left out",
            });
        }
        if matches!(content, Content::Null) && self.rules.nulls == Treatment::LeftOut {
            return Arrival::lost("null is left out");
        }
        if own.whose == Whose::User {
            return match self.may_be_users(own) {
                Some(first) => arrival.as_(
                    Outcome::Depends,
                    &format!("it is taken for the user's, unless the user has `{first}`"),
                ),
                None => arrival.as_(Outcome::OfUser, "it is taken for the user's"),
            };
        }
        if self.rules.empty_nested == Treatment::LeftOut && content.is_empty_nested() {
            return Arrival::lost("an empty object or array is left out");
        }
        if matches!(content, Content::Text(Some(text)) if self.is_left_out(text)) {
            return Arrival::lost("an empty text is left out");
        }
        let no_date = || Arrival::lost("it is read as a date, which it is not");
        let no_number = || Arrival::lost("it is read as a number, which it is not");
        match (own.cast, content) {
            (
                Cast::Joined
                | Cast::JsonText
                | Cast::Text
                | Cast::Scalar
                | Cast::Millis
                | Cast::Seconds,
                Content::Unknown,
            ) => arrival.as_(Outcome::Depends, "that depends on what its value is"),
            (Cast::Joined, Content::Object(_)) => {
                arrival.as_(Outcome::Changed, "its parts become one text")
            }
            (Cast::JsonText, Content::Text(_) | Content::Date(_)) => arrival,
            (Cast::JsonText, _) => arrival.as_(Outcome::Changed, "it becomes the text of its JSON"),
            (Cast::Text, Content::Text(_) | Content::Date(_)) => arrival,
            (Cast::Text, Content::Array(_) | Content::Object(_)) => {
                arrival.as_(Outcome::Depends, "it is read as a text, which it is not")
            }
            (Cast::Text, _) => arrival.as_(Outcome::Changed, "it becomes a text"),
            (Cast::Scalar, Content::Array(_) | Content::Object(_)) => {
                Arrival::lost("it takes no objects and no arrays")
            }
            (Cast::List, Content::Array(_)) => {
                arrival.as_(Outcome::Changed, "each of its items is sent by itself")
            }
            (Cast::List, value) if value.is_falsy() => Arrival::lost("it counts as nothing"),
            (Cast::List, Content::Unknown) => {
                arrival.as_(Outcome::Depends, "it is read as an array")
            }
            (Cast::List, _) => Arrival::lost("it is read as an array, which it is not"),
            (Cast::Command(words), Content::Text(Some(text))) if words.contains(&&**text) => {
                arrival
            }
            (Cast::Command(words), Content::Text(None) | Content::Unknown) => arrival.as_(
                Outcome::Depends,
                &format!("it says what is to be done: {}", words.join(", ")),
            ),
            (Cast::Command(words), _) => {
                Arrival::lost(&format!("it says what is to be done: {}", words.join(", ")))
            }
            (Cast::NumberButZero, Content::Int(Some(0))) => Arrival::lost("0 counts as nothing"),
            (Cast::NumberButZero, Content::Float(Some(zero))) if *zero == 0.0 => {
                Arrival::lost("0 counts as nothing")
            }
            (Cast::NumberButZero, Content::Int(None) | Content::Float(None)) => Arrival {
                why: Some("0 counts as nothing".to_owned()),
                ..arrival
            },
            (Cast::Number | Cast::NumberButZero, Content::Text(None) | Content::Unknown) => arrival
                .as_(
                    Outcome::Depends,
                    "it is read as a number: a text that is none does not arrive",
                ),
            (Cast::Number | Cast::NumberButZero, Content::Text(Some(text))) => {
                match javascript::number(text).filter(|it| it.is_finite()) {
                    Some(_) => arrival.as_(Outcome::Changed, "it becomes a number"),
                    None => no_number(),
                }
            }
            (Cast::Float, Content::Text(Some(text))) => match javascript::float(text) {
                Some((_, true)) => arrival.as_(Outcome::Changed, "it becomes a number"),
                Some((_, false)) => {
                    arrival.as_(Outcome::Changed, "only the number at its beginning is read")
                }
                None => no_number(),
            },
            (Cast::Float, Content::Date(_)) => {
                arrival.as_(Outcome::Changed, "only the number at its beginning is read")
            }
            (Cast::Float, Content::Text(None) | Content::Unknown) => arrival.as_(
                Outcome::Depends,
                "it is read as a number: of a text only the number at its beginning arrives",
            ),
            (Cast::Float, Content::Array(_)) => {
                arrival.as_(Outcome::Depends, "its first item is read as a number")
            }
            (Cast::Float, Content::Bool(_) | Content::Object(_)) => no_number(),
            (Cast::Number | Cast::NumberButZero, Content::Array(Some(items)))
                if items.len() == 1 =>
            {
                arrival.as_(
                    Outcome::Depends,
                    "JavaScript makes a number of an array with one",
                )
            }
            (Cast::NumberButZero, Content::Bool(Some(false))) => {
                Arrival::lost("it becomes 0, which counts as nothing")
            }
            (Cast::Number | Cast::NumberButZero, Content::Bool(_)) => {
                arrival.as_(Outcome::Changed, "a flag becomes 1 or 0")
            }
            (
                Cast::Number | Cast::NumberButZero,
                Content::Date(_) | Content::Array(_) | Content::Object(_),
            ) => no_number(),
            (
                Cast::Millis | Cast::Seconds,
                Content::Bool(_) | Content::Array(_) | Content::Object(_),
            ) => no_date(),
            (Cast::Millis | Cast::Seconds, Content::Text(Some(text)))
                if !text.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                no_date()
            }
            // A number is taken for what it should become.
            (Cast::Millis | Cast::Seconds, Content::Int(_) | Content::Float(_)) => arrival,
            (Cast::Millis, _) => arrival.as_(
                Outcome::Changed,
                "a date becomes the number of milliseconds since 1970",
            ),
            (Cast::Seconds, _) => arrival.as_(
                Outcome::Changed,
                "a date becomes the number of seconds since 1970",
            ),
            _ => arrival,
        }
    }

    fn in_rest(&self, path: &str, content: &Content) -> Arrival {
        let rules = self.rules;
        let (before, after) = match rules.rest {
            Rest::In(before, after) => (before, after),
            Rest::Listed {
                setting,
                field,
                only_text,
            } => {
                return listed(setting, field, only_text, path, content);
            }
            Rest::Lost => return Arrival::lost("it reads no trait of this name"),
        };
        let outer = match rules.objects {
            Nested::Split(separator, _) => path.replace('.', separator),
            _ => path.to_owned(),
        };
        let name = match rules.dots {
            Dots::Kept if self.sent.get(path).is_some() => path.to_owned(),
            Dots::Kept => outer,
            Dots::Nest => path.to_owned(),
            Dots::Underscores | Dots::AllUnderscores => path.replace('.', "_"),
        };
        let field = format!("{before}{name}{after}");
        match content {
            Content::Null => match rules.nulls {
                Treatment::Kept => Arrival::in_field(field),
                Treatment::LeftOut => Arrival::lost("null is left out"),
            },
            Content::Text(Some(text)) if self.is_left_out(text) => {
                Arrival::lost("an empty text is left out")
            }
            Content::Bool(_) if rules.bools == Bools::Tags => Arrival::in_field(tag(&name))
                .as_(Outcome::Changed, "a flag adds or removes a tag of the user"),
            Content::Array(_) | Content::Object(_) => self.nested(&field, content),
            Content::Unknown => self.unknown(field),
            _ => Arrival::in_field(field),
        }
        .of(rules.whose)
    }

    /// Blanks count as nothing there.
    fn is_left_out(&self, text: &str) -> bool {
        self.rules.empty_texts == Treatment::LeftOut && text.trim().is_empty()
    }

    /// Of an object or an array.
    fn nested(&self, field: &str, content: &Content) -> Arrival {
        let (nested, members) = self.members(content);
        let is_empty = members.as_ref().is_some_and(Vec::is_empty);
        if is_empty && self.rules.empty_nested == Treatment::LeftOut {
            return Arrival::lost("an empty object or array is left out");
        }
        let arrival = Arrival::in_field(field.to_owned());
        match nested {
            Nested::Whole if self.rules.inner_nulls == Treatment::LeftOut && content.has_null() => {
                arrival.as_(Outcome::Changed, "a null in it is left out")
            }
            Nested::Whole if self.rules.inner_nulls == Treatment::LeftOut => match content {
                Content::Object(None) => {
                    arrival.as_(Outcome::Depends, "a member that is null is left out")
                }
                Content::Array(None) => Arrival {
                    why: Some("a member that is null, of an object in it, is left out".to_owned()),
                    ..arrival
                },
                _ => arrival,
            },
            Nested::Whole => arrival,
            Nested::Bare => Arrival {
                outcome: Outcome::Changed,
                fields: Vec::new(),
                why: Some("its members arrive under their own names, without its name".to_owned()),
                cure: None,
            },
            Nested::Lost => Arrival {
                cure: Some("send its parts as traits of their own".to_owned()),
                ..Arrival::lost("it takes no objects and no arrays")
            },
            Nested::GoText => arrival.as_(
                Outcome::Changed,
                "it arrives as a text, in the form in which Go prints a map or a slice",
            ),
            Nested::Split(..) if is_empty => arrival,
            Nested::Split(separator, places) => {
                let mut fields = Vec::new();
                match (members, content, places) {
                    (Some(members), ..) => self.leaves(field, members, &mut fields),
                    (None, Content::Array(_), Places::Brackets) => {
                        fields.push(format!("{field}[…]"));
                    }
                    (None, ..) => fields.push(format!("{field}{separator}…")),
                }
                Arrival {
                    outcome: Outcome::Split,
                    fields,
                    why: None,
                    cure: None,
                }
            }
        }
    }

    /// What is done with an object or an array; and its members, if they are known, each with what stands before its name.
    fn members<'c>(&self, content: &'c Content) -> (Nested, Option<Vec<(String, &'c Content)>>) {
        let rules = self.rules;
        match content {
            Content::Array(items) => {
                let key = |place| match rules.arrays {
                    Nested::Split(separator, Places::Keys) => format!("{separator}{place}"),
                    _ => format!("[{place}]"),
                };
                let of = |items: &'c Vec<Content>| {
                    let items = items.iter().enumerate();
                    items.map(|(place, item)| (key(place), item)).collect()
                };
                (rules.arrays, items.as_ref().map(of))
            }
            Content::Object(members) => {
                let separator = match rules.objects {
                    Nested::Split(separator, _) => separator,
                    _ => ".",
                };
                let of = |members: &'c Vec<(String, Content)>| {
                    let members = members.iter();
                    members
                        .map(|(key, item)| (format!("{separator}{key}"), item))
                        .collect()
                };
                (rules.objects, members.as_ref().map(of))
            }
            _ => (Nested::Whole, None),
        }
    }

    fn leaves(&self, field: &str, members: Vec<(String, &Content)>, fields: &mut Vec<String>) {
        for (key, content) in members {
            let inner = match self.rules.dots {
                Dots::AllUnderscores => format!("{field}{}", key.replace('.', "_")),
                _ => format!("{field}{key}"),
            };
            match content {
                Content::Bool(_) if self.rules.bools == Bools::Tags => {
                    fields.push(tag(&inner));
                }
                Content::Null if self.rules.inner_nulls == Treatment::LeftOut => {}
                Content::Text(Some(text)) if self.is_left_out(text) => {}
                Content::Array(_) | Content::Object(_) => {
                    fields.extend(self.nested(&inner, content).fields);
                }
                _ => fields.push(inner),
            }
        }
    }

    fn unknown(&self, field: String) -> Arrival {
        let (objects, arrays) = (self.rules.objects, self.rules.arrays);
        let arrival = Arrival::in_field(field);
        match (objects, arrays) {
            (Nested::Whole, Nested::Whole) if self.rules.inner_nulls == Treatment::LeftOut => {
                arrival.as_(Outcome::Depends, "a member that is null is left out")
            }
            (Nested::Whole, Nested::Whole) if self.rules.bools == Bools::Kept => arrival,
            (Nested::Lost, _) | (_, Nested::Lost) => arrival.as_(
                Outcome::Depends,
                "a text, a number or a flag arrives; an object or an array is lost",
            ),
            (Nested::GoText, _) | (_, Nested::GoText) => arrival.as_(
                Outcome::Depends,
                "a text, a number or a flag arrives; an object or an array becomes a text",
            ),
            _ => arrival.as_(
                Outcome::Depends,
                "a text or a number arrives as it is; an object or an array in parts",
            ),
        }
    }

    /// What the user's traits do to one of the group's.
    fn users(&self, arrival: &mut Arrival, name: &str) {
        if self.rules.users != UserTraits::Overwrite || arrival.outcome == Outcome::Lost {
            return;
        }
        let certain = match &self.sent.event {
            Some(event) => event.user_trait(name).is_some(),
            None => false,
        };
        let may_be = self.sent.event.is_none() && USUAL_OF_USERS.contains(&name);
        if certain || may_be {
            let (outcome, why) = match certain {
                true => (
                    Outcome::Lost,
                    "the user has a trait of this name, which arrives in its place",
                ),
                false => (
                    Outcome::Depends,
                    "if the user has a trait of this name, that arrives in its place",
                ),
            };
            if certain {
                arrival.fields.clear();
            }
            arrival.outcome = outcome;
            arrival.why = Some(why.to_owned());
            arrival.cure = Some(under_another_name(name));
        } else if self.sent.event.is_none() && arrival.why.is_none() {
            arrival.why = Some("unless the user has a trait of this name".to_owned());
        }
    }

    /// What becomes of one that JavaScript takes for false, where the user's is taken for it.
    fn users_instead(&self, arrival: &mut Arrival, path: &str, content: &Content) {
        if self.rules.users != UserTraits::InsteadOfFalsy || !content.is_falsy() {
            return;
        }
        let event = self.sent.event.as_ref();
        let users = event.and_then(|it| it.user_trait(path));
        *arrival = Arrival::lost(match users.is_some_and(|it| !it.is_falsy()) {
            true => "it counts as nothing, so the user's trait of this name is taken",
            false => "it counts as nothing, and leaves the cell empty",
        });
    }

    /// Whether the destination reads another name for what this one means.
    fn meaning(&self, arrival: &mut Arrival, it: &Trait, path: &str, content: &Content) {
        let reads = self
            .rules
            .own
            .iter()
            .find(|own| own.means == Some(path) && !self.is_there(own.name));
        let Some(own) = reads else {
            return;
        };
        if self.rules.own.iter().any(|it| it.name == path) {
            return;
        }
        if arrival.outcome == Outcome::Arrives {
            arrival.outcome = Outcome::Unread;
        }
        let reads = format!("{} reads `{}`", self.known.name, own.name);
        arrival.why = Some(match (arrival.outcome, &arrival.why) {
            (Outcome::Depends, Some(why)) => format!("{why}; {reads}"),
            _ => reads,
        });
        let is_part = SUBFIELDS.contains(&own.name);
        let as_custom = if is_part {
            ", with `#[group(custom)]`"
        } else {
            ""
        };
        arrival.cure = Some(match (own.cast, content) {
            (Cast::Number | Cast::NumberButZero, Content::Date(_) | Content::Text(_)) => {
                format!("send a number, as a trait `{}`", own.name)
            }
            _ if path != it.name => {
                format!(
                    "send it as a trait of its own too: `{}`{as_custom}",
                    own.name
                )
            }
            _ => match it.field {
                Some(field) => format!("write `#[group(also = \"{}\")]` at `{field}`", own.name),
                None if self.sent.event.is_some() => {
                    format!("write `#[group(also = \"{}\")]`", own.name)
                }
                // Its parts are fields.
                None => format!("send the whole of it too, as a trait `{}`", own.name),
            },
        });
    }
}

fn tag(name: &str) -> String {
    format!("tag {}", name.to_lowercase())
}

fn under_another_name(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    let name: String = first.into_iter().chain(letters).collect();
    format!("send it under another name too, such as `#[group(also = \"group{name}\")]`")
}

/// Reserved traits of a group that are reserved traits of a user too, so that most users have them.
const USUAL_OF_USERS: &[&str] = &[
    "name",
    "email",
    "phone",
    "address",
    "avatar",
    "createdAt",
    "description",
];

impl Arrival {
    fn of(self, whose: Whose) -> Self {
        match (whose, self.outcome) {
            (Whose::User, Outcome::Arrives | Outcome::Split) => {
                self.as_(Outcome::OfUser, "it becomes an attribute of the user")
            }
            _ => self,
        }
    }
}

fn listed(setting: &str, field: &str, only_text: bool, path: &str, content: &Content) -> Arrival {
    let is_text = matches!(
        content,
        Content::Text(_) | Content::Date(_) | Content::Unknown
    );
    if only_text && !is_text {
        return Arrival::lost("it takes texts only");
    }
    Arrival::in_field(format!("{field}{path}")).as_(
        Outcome::Depends,
        &format!("it arrives if the destination's setting {setting} lists it"),
    )
}
