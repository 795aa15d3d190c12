//! Random structs under the contract, with calls that send them.

use crate::model::{self, Event, Json, Outcome};
use crate::random::Random;
use crate::values::{Kind, RULES, Source, Value};

/// A struct, a call that sends it, and what the model foretells.
pub(crate) struct Case {
    pub(crate) source: String,
    pub(crate) expected: Outcome,
}

/// A struct that was written, with one value of it.
struct Group {
    value: Value,
    traits: Vec<(String, Json)>,
    /// The struct's id, if it has one, and what it is.
    id: Option<Option<String>>,
    group_type: Option<String>,
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
    id: Option<Option<String>>,
    /// Whether fields may be of a type parameter.
    generic: bool,
    /// Whether the struct says its bounds itself.
    bound: bool,
    parameters: Vec<Parameter>,
}

struct Parameter {
    name: String,
    argument: String,
    bound: &'static str,
}

/// A field's type, value and attributes, and what is sent for it.
struct Slot {
    ty: String,
    expr: String,
    attributes: Vec<String>,
    sent: Option<Json>,
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

/// What a case has not used yet, so that no name comes twice in it.
struct Unused {
    reserved: Vec<&'static str>,
    words: Vec<&'static str>,
    keywords: Vec<&'static str>,
    near_misses: Vec<&'static str>,
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
            near_misses: NEAR_MISSES.to_vec(),
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
            "group",
            "struct, struct, struct, struct, struct, struct, struct, struct, (), twice",
        );
        let group = match of {
            "()" => None,
            "twice" => Some(self.twice(&mut unused)),
            _ => Some(self.group(0, &mut unused)),
        };
        let (call, event) = self.call(group);
        let expected = event.outcome();
        for (path, kind) in expected.as_ref().err().into_iter().flatten() {
            let name: String = kind.chars().take_while(|c| c.is_alphanumeric()).collect();
            let root = match path.split_once('.') {
                Some(("context", _)) => "context.traits",
                Some((root, _)) => root,
                None => path,
            };
            self.random.note(format!("refused: {name}"));
            self.random.note(format!("refused at: {root}"));
        }
        if expected.as_ref().is_err_and(|problems| problems.len() > 2) {
            self.random.note("refused: several at once");
        }
        self.random.end_case(expected.is_err());
        let items = std::mem::take(&mut self.items);
        let source = format!(
            "pub mod c{number} {{\nuse group_core as gc;\n{items}pub fn run() -> crate::kit::Outcome {{\n{call}}}\n}}\n"
        );
        Case { source, expected }
    }

    // Calls.

    fn call(&mut self, group: Option<Group>) -> (String, Event) {
        let (user, user_id, anonymous_id, remembered) = self.user();
        let mut source = format!("    let user = {user};\n");
        let (argument, group_id, traits) = match group {
            None => {
                let unit = self.random.draw("unit", "&(), &&(), &Box::new(())");
                (unit.to_owned(), None, None)
            }
            Some(group) => {
                let binding = format!(
                    "    let group{} = {};\n",
                    group.annotation, group.value.expr
                );
                source += &binding;
                let pointer = self
                    .random
                    .draw("pointer to the group", "none, none, &, Box, Rc, Arc");
                let argument = match pointer {
                    "none" => "&group".to_owned(),
                    "&" => "&&group".to_owned(),
                    "Box" => "&Box::new(group)".to_owned(),
                    "Rc" => "&::std::rc::Rc::new(group)".to_owned(),
                    _ => "&::std::sync::Arc::new(group)".to_owned(),
                };
                let group_type = group
                    .group_type
                    .map(|text| ("groupType".to_owned(), Json::Text(text)));
                let traits = group_type.into_iter().chain(group.traits).collect();
                (argument, group.id, Some(traits))
            }
        };
        let own = group_id.is_some() && self.random.percent(70);
        self.random.note(if own {
            "call: group"
        } else {
            "call: group_with_id"
        });
        let (call, group_id) = if own {
            (format!("user.group({argument})"), group_id.unwrap())
        } else {
            let id = self.base(Kind::Id);
            (
                format!("user.group_with_id({}, {argument})", id.expr),
                text_of(&id),
            )
        };
        let message_id = if self.bad && self.random.percent(10) {
            String::from("\u{200b} ")
        } else {
            format!("m{}", self.some_text())
        };
        let original = self.moment();
        let timestamp = self.random.percent(40).then(|| self.moment());
        source += &format!(
            "    crate::kit::outcome({call}.message_id({message_id:?}).original_timestamp({})",
            original.expr
        );
        if let Some(timestamp) = &timestamp {
            self.random.note("call: timestamp");
            source += &format!(".timestamp({})", timestamp.expr);
        }
        source += ".build())\n";
        let event = Event {
            message_id,
            user_id,
            anonymous_id,
            group_id,
            traits,
            remembered,
            original_timestamp: original.sent.unwrap(),
            timestamp: timestamp.map(|timestamp| timestamp.sent.unwrap()),
        };
        (source, event)
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

    fn user(&mut self) -> (String, Option<String>, Option<String>, Option<Json>) {
        let id = self.base(Kind::Id);
        let other = self.base(Kind::Id);
        let (mut user, user_id, anonymous_id) = match self
            .random
            .draw("user", "user, anonymous, anonymous, both, identified")
        {
            "user" => (
                format!("group_core::Identity::user({})", id.expr),
                Some(id),
                None,
            ),
            "anonymous" => (
                format!("group_core::Identity::anonymous({})", id.expr),
                None,
                Some(id),
            ),
            "both" => (
                format!(
                    "group_core::Identity::user({}).with_anonymous_id({})",
                    id.expr, other.expr
                ),
                Some(id),
                Some(other),
            ),
            _ => {
                let bad = std::mem::take(&mut self.bad);
                let traits = self.object(1);
                self.bad = bad;
                let user = format!(
                    "{{ let mut user = group_core::Identity::anonymous({}); drop(user.identify({}, &{})); user }}",
                    other.expr, id.expr, traits.expr
                );
                return (user, text_of(&id), text_of(&other), traits.sent);
            }
        };
        let mut remembered = None;
        if self.random.percent(40) {
            self.random.note("user: with traits");
            let no_object = self.bad && self.random.percent(30);
            let traits = if no_object {
                Value::new("u8", "7_u8", Json::Plain("7".to_owned()))
            } else {
                self.object(1)
            };
            user += &format!(".with_traits(&{})", traits.expr);
            remembered = traits.sent;
        }
        let text = |id: Option<Value>| id.and_then(|id| text_of(&id));
        (user, text(user_id), text(anonymous_id), remembered)
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
        let group_type = self
            .random
            .percent(20)
            .then(|| format!("t{}", self.some_text()));
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
        let id_at = self
            .random
            .percent(65)
            .then(|| self.random.below(count + 1));
        let mut paths = None;
        for at in 0..=count {
            if id_at == Some(at) {
                self.id_field(&mut fields, unused);
            }
            if at < count {
                self.field(&mut fields, rule, depth, &mut paths, unused);
            }
        }
        if depth == 1 && self.random.percent(30) {
            self.flatten(&mut fields, depth, unused);
        }
        // An address with nothing in it is left out.
        fields.traits.retain(|(name, value)| {
            name != "address" || !matches!(value, Json::Object(all) if all.is_empty())
        });
        let traits = std::mem::take(&mut fields.traits);
        let id = fields.id.take();
        let (value, annotation) = self.item(attributes, fields);
        Group {
            value,
            traits,
            id,
            group_type,
            annotation,
        }
    }

    fn fields(&mut self, derive: &'static str) -> Fields {
        let generic = self.random.percent(50);
        Fields {
            derive,
            generic,
            bound: generic && self.random.percent(45),
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
             custom, custom, custom, custom, as, as, as, as, skip, flatten, flatten, near miss, renamed away, raw",
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
                let slot = self.slot(kind, fields, true);
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
                let mut slot = self.slot(Kind::Text, fields, true);
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
                let (kind, key) = match self.random.draw("as", "text, id, count, date") {
                    "text" => (Kind::Text, "text"),
                    "id" => (Kind::Id, "id"),
                    "count" => (Kind::Count, "count"),
                    _ => (Kind::Date, "date"),
                };
                let mut slot = self.slot(kind, fields, true);
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
                let reserved = if self.random.percent(40) {
                    unused.text()
                } else {
                    None
                };
                let field = reserved.map_or_else(|| self.field_name(unused), str::to_owned);
                self.push(fields, &field, slot);
            }
            "flatten" if depth < 2 => self.flatten(fields, depth, unused),
            "near miss" => {
                if unused.near_misses.is_empty() {
                    return self.custom_field(fields, rule, unused);
                }
                let at = self.random.below(unused.near_misses.len());
                let name = unused.near_misses.remove(at);
                let mut slot = self.slot(Kind::Custom, fields, true);
                slot.attributes.push("custom".to_owned());
                if self.random.percent(50) {
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
            "renamed away" => {
                let Some(field) = unused.text() else {
                    return self.custom_field(fields, rule, unused);
                };
                let mut slot = self.slot(Kind::Custom, fields, true);
                let name = unused.word();
                slot.attributes.push(format!("rename = {name:?}"));
                fields.send(name.to_owned(), slot.sent.take());
                self.push(fields, field, slot);
            }
            "raw" => {
                let Some(name) = unused.keywords.pop() else {
                    return self.custom_field(fields, rule, unused);
                };
                let slot = self.slot(Kind::Custom, fields, true);
                let sent =
                    rule.map_or_else(|| name.to_owned(), |rule| model::field_case(rule, name));
                fields.send(sent, slot.sent.clone());
                self.push(fields, &format!("r#{name}"), slot);
            }
            _ => self.custom_field(fields, rule, unused),
        }
    }

    fn custom_field(&mut self, fields: &mut Fields, rule: Option<&str>, unused: &mut Unused) {
        let slot = self.slot(Kind::Custom, fields, true);
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
                // No controls: JSON has two spellings of those, and the contract names none.
                let forms = ["", " \"hi\"", "{}\\", " 漢🦀", ".city", "-É As is", ":1}"];
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
                ty: "Option<u64>".to_owned(),
                expr: "None::<u64>".to_owned(),
                attributes: vec![],
                sent: None,
            }
        } else {
            self.slot(Kind::Id, fields, false)
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
        fields.id = Some(id.as_ref().and_then(text_of_json));
        if form == "sent too" {
            fields.send("id".to_owned(), id.map(refused_if_blank));
        }
        self.push(fields, &field, slot);
    }

    fn flatten(&mut self, fields: &mut Fields, depth: usize, unused: &mut Unused) {
        let flattened = "a group, a group, a group, a group, a group, a group, ()";
        let inner = match self.random.draw("flattened", flattened) {
            "()" => Group {
                value: Value::new("()", "()", Json::Null),
                traits: vec![],
                id: None,
                group_type: None,
                annotation: String::new(),
            },
            _ => self.group(depth + 1, unused),
        };
        if depth > 0 {
            self.random.note("flatten: nested");
        }
        if inner.value.ty.contains('<') {
            self.random.note("flatten: generic");
        }
        let Value {
            ty, plain, expr, ..
        } = inner.value;
        let form = self.random.draw(
            "flatten",
            "plain, plain, Some, None, Box, Rc, &, Option of Box, Arc of Option, parameter",
        );
        let (ty, expr) = match form {
            "Some" => (format!("Option<{ty}>"), format!("Some({expr})")),
            "None" => (format!("Option<{ty}>"), format!("None::<{plain}>")),
            "Box" => (format!("Box<{ty}>"), format!("Box::new({expr})")),
            "Rc" => (
                format!("::std::rc::Rc<{ty}>"),
                format!("::std::rc::Rc::new({expr})"),
            ),
            "&" => (format!("&'a {ty}"), format!("crate::kit::leak({expr})")),
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
        if form != "None" {
            // The inner id stays inside, also where its own struct would send it.
            let traits = inner.traits.into_iter().filter(|(name, _)| name != "id");
            fields.traits.extend(traits);
        }
        let slot = Slot {
            ty,
            expr,
            attributes: vec!["flatten".to_owned()],
            sent: None,
        };
        let field = self.field_name(unused);
        self.push(fields, &field, slot);
    }

    /// A struct that has one name twice, where only the arguments of its type parameters show it.
    fn twice(&mut self, unused: &mut Unused) -> Group {
        let form = self.random.draw(
            "twice",
            "name, reserved name, address, column, two parameters",
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
            "two parameters" => ("T1", "T0, T1"),
            _ => (&*first, "T0"),
        };
        self.items += &format!(
            "#[derive(::group_core::GroupTraits)]\npub struct {outer}<{parameters}> {{\n    before: {},\n    \
             #[group(flatten)]\n    first: {first_type},\n    #[group(flatten)]\n    more: T0,\n    after: {},\n}}\n",
            before.plain, after.plain
        );
        let expr = format!(
            "{outer} {{ before: {}, first: {first} {{ value: \"x\" }}, more: {second} {{ value: \"y\" }}, after: {} }}",
            before.expr, after.expr
        );
        let top = |name: &str| name.split('.').next().unwrap_or(name).to_owned();
        // A fact of the types, it is reported before what the values are.
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
            group_type: None,
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
            let mut slot = self.slot(Kind::Text, &mut fields, true);
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
            _ => format!("{word}_{}", unused.word()),
        }
    }

    /// A field of this kind, with `map` and `skip_if` at times.
    fn slot(&mut self, kind: Kind, fields: &mut Fields, may_skip: bool) -> Slot {
        let mut slot = if self.random.percent(18) {
            self.mapped(kind, fields)
        } else {
            let value = self.generic(kind, fields);
            Slot {
                ty: value.ty,
                expr: value.expr,
                attributes: vec![],
                sent: value.sent,
            }
        };
        if may_skip && self.random.percent(12) {
            self.skip_if(&mut slot);
        }
        slot
    }

    /// A wrapped value, of a type parameter at times.
    fn generic(&mut self, kind: Kind, fields: &mut Fields) -> Value {
        let mut value = self.base(kind);
        // With bounds of its own, a struct would have to know that serde takes arrays of this length.
        if kind == Kind::Custom && fields.generic && !fields.bound && self.random.percent(10) {
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
        self.wrapped(kind, value)
    }

    fn mapped(&mut self, kind: Kind, fields: &mut Fields) -> Slot {
        let form = self
            .random
            .draw("map", "borrowing, function, function, method");
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
                    return Slot {
                        ty: value.ty,
                        expr: value.expr,
                        attributes: vec![],
                        sent: value.sent,
                    };
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

    fn push(&mut self, fields: &mut Fields, name: &str, slot: Slot) {
        let attributes = self.attributes(fields.derive, slot.attributes, "    ");
        fields
            .declared
            .push(format!("{attributes}    {name}: {},\n", slot.ty));
        fields.exprs.push(format!("{name}: {}", slot.expr));
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
        let attributes = self.attributes(derive, attributes, "");
        self.items += &format!(
            "#[derive(::group_core::{derive})]\n{attributes}pub struct {name}{}{wheres} {{\n{body}}}\n",
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
    id.sent.as_ref().and_then(text_of_json)
}

fn text_of_json(json: &Json) -> Option<String> {
    match json {
        Json::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// The group's id is refused as a trait where it is as the groupId. (An `as = "id"` is not: nothing is joined by it.)
fn refused_if_blank(id: Json) -> Json {
    match &id {
        Json::Text(text) if model::is_blank(text) => Json::Refused("BlankId".to_owned()),
        _ => id,
    }
}
