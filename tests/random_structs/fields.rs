//! Fields: their types, values and attributes.

use std::collections::BTreeSet;

use crate::limits::{PATTERNS, Rules};
use crate::model::{Json, MOST};
use crate::names::{LONG, SECRETS, Unused};
use crate::policy::CATEGORIES;

use crate::structs::{Fields, Parameter};
use crate::values::{INTEGERS, Kind, Source, Value};

/// A field's type, value and attributes, and what is sent for it.
pub(crate) struct Slot {
    pub(crate) ty: String,
    pub(crate) expr: String,
    pub(crate) attributes: Vec<String>,
    pub(crate) sent: Option<Json>,
    pub(crate) kind: Kind,
    /// The kind of the reserved traits that it may be too.
    pub(crate) may_be: Option<Kind>,
}

impl Slot {
    pub(crate) fn new(kind: Kind, value: Value) -> Self {
        Self {
            ty: value.ty,
            expr: value.expr,
            attributes: vec![],
            sent: value.sent,
            kind,
            may_be: Some(kind),
        }
    }

    pub(crate) fn skipped(ty: &str, expr: &str) -> Self {
        let value = Value::new(ty, expr, Json::Null);
        Self {
            attributes: vec!["skip".to_owned()],
            ..Self::new(Kind::Custom, value)
        }
    }

    fn has(&self, key: &str) -> bool {
        self.attributes
            .iter()
            .any(|attribute| is_of(attribute, key))
    }
}

/// Whether the attribute has this key.
fn is_of(attribute: &str, key: &str) -> bool {
    key_of(attribute) == key
}

fn key_of(attribute: &str) -> &str {
    let end = attribute.find([' ', '(']).unwrap_or(attribute.len());
    &attribute[..end]
}

impl Source {
    pub(crate) fn field_name(&mut self, unused: &mut Unused) -> String {
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
    pub(crate) fn shown_slot(&mut self, kind: Kind, fields: &mut Fields, is_trait: bool) -> Slot {
        let shown = match kind {
            Kind::Text | Kind::Custom => Kind::Shown,
            Kind::Id => Kind::ShownId,
            _ => return self.slot(kind, fields, is_trait),
        };
        if !self.random.percent(20) {
            return self.slot(kind, fields, is_trait);
        }
        self.random.note(match kind {
            Kind::Text => "displayed: text",
            Kind::Custom => "displayed: custom",
            _ => "displayed: id",
        });
        let mut slot = Slot::new(Kind::Text, self.generic(shown, fields));
        slot.attributes.push("display".to_owned());
        self.what_is_sent(&mut slot, fields, is_trait);
        slot
    }

    /// A field of this kind, with `map` at times.
    pub(crate) fn slot(&mut self, kind: Kind, fields: &mut Fields, is_trait: bool) -> Slot {
        let mut slot = if self.random.percent(18) {
            self.mapped(kind, fields)
        } else {
            Slot::new(kind, self.generic(kind, fields))
        };
        self.what_is_sent(&mut slot, fields, is_trait);
        slot
    }

    /// A custom trait that may be a reserved one of some kind too.
    pub(crate) fn twofold_slot(&mut self, fields: &mut Fields) -> Slot {
        let (kind, value) = self.twofold();
        let value = match fields.packed {
            true => self.copied(Kind::Custom, value),
            false => self.wrapped(kind, value),
        };
        let mut slot = Slot::new(Kind::Custom, value);
        slot.may_be = Some(kind);
        self.what_is_sent(&mut slot, fields, true);
        slot
    }

    /// What becomes of a trait's value: limits, a category, null and `skip_if`, each at times.
    fn what_is_sent(&mut self, slot: &mut Slot, fields: &Fields, is_trait: bool) {
        if !is_trait {
            return;
        }
        let mut rules = self.rules(slot, fields);
        if self.null(slot, fields) && slot.kind == Kind::Address {
            rules.get_or_insert_default().sends_null = true;
        }
        if self.random.percent(15) {
            self.skip_if(slot);
        }
        if let Some(rules) = rules {
            let ruled = |sent| Json::Ruled(Box::new(sent), rules);
            slot.sent = slot.sent.take().map(ruled);
        }
    }

    fn rules(&mut self, slot: &mut Slot, fields: &Fields) -> Option<Rules> {
        let mut rules = Rules {
            is_of_serde: slot.kind == Kind::Custom,
            ..Rules::default()
        };
        let attributes = slot.attributes.len();
        // An address and its parts may each have one.
        let is_of_address = slot.kind == Kind::Address || fields.derive == "AddressTraits";
        let chance = if is_of_address { 75 } else { 30 };
        if self.random.percent(chance) {
            let category = self.random.one(&CATEGORIES);
            self.random.note(format!("category: {category}"));
            rules.category = Some(category);
            slot.attributes.push(format!("pii = {category:?}"));
        }
        let is_limited = match slot.kind {
            Kind::Address | Kind::Date => false,
            // Of what a function makes nothing is known, and a boolean or a map has no measure.
            Kind::Custom => {
                !slot.has("map")
                    && slot.may_be != Some(Kind::Date)
                    && !slot.ty.contains("bool")
                    && !slot.ty.contains("Map<")
            }
            _ => true,
        };
        let chance = if self.bad { 50 } else { 30 };
        if is_limited && self.random.percent(chance) {
            self.limits(slot, &mut rules);
        }
        (slot.attributes.len() > attributes).then_some(rules)
    }

    fn limits(&mut self, slot: &mut Slot, rules: &mut Rules) {
        let is_whole = slot.kind != Kind::Custom || slot.may_be != Some(Kind::Custom);
        // The compiler does not know what such a type is for serde.
        let is_opaque = slot.kind == Kind::Custom
            && slot.ty.ends_with(|c: char| c.is_ascii_digit())
            && slot.ty.starts_with(|c: char| c.is_ascii_uppercase());
        let (measured, is_text) = match &slot.sent {
            Some(Json::Text(text) | Json::Date(text)) => (Some(text.chars().count() as f64), true),
            Some(Json::List(items)) => (Some(items.len() as f64), false),
            Some(Json::Plain(text)) => match text.parse() {
                Ok(number) => (Some(number), false),
                // A boolean behind a name of its own.
                Err(_) => (None, false),
            },
            // It has no measure, and does not come to it.
            None | Some(Json::Refused(_) | Json::Halts(_)) => (Some(3.0), slot.kind == Kind::Text),
            Some(_) => (None, false),
        };
        let Some(measured) = measured else {
            if self.bad && is_opaque {
                self.random.note("problem of a limit: no measure");
                match self.random.one(&["min", "max", "pattern"]) {
                    "min" => {
                        slot.attributes.push("min = 3".to_owned());
                        rules.min = Some(3.0);
                    }
                    "max" => {
                        slot.attributes.push("max = 3".to_owned());
                        rules.max = Some(3.0);
                    }
                    _ => self.pattern(slot, rules),
                }
            }
            return;
        };
        if is_text && self.random.percent(50) || self.bad && is_opaque && self.random.percent(50) {
            self.pattern(slot, rules);
        }
        if rules.pattern.is_some() && self.random.percent(60) {
            return;
        }
        let form = match self.bad && self.random.percent(40) {
            true => self
                .random
                .draw("problem of a limit", "too little, too much"),
            false => self.random.draw("limit", "min, max, min and max, exactly"),
        };
        let (mut min, mut max) = (measured, measured);
        let is_beyond = measured > MOST as f64;
        if form != "exactly" && !is_beyond {
            let step = if is_whole { 1.0 } else { 0.25 };
            min -= step * self.random.below(5) as f64;
            max += step * self.random.below(5) as f64;
        }
        match form {
            "too little" => min = measured + 1.0,
            "too much" => max = measured - 1.0,
            _ => {}
        }
        // A limit is a number up to 2^53.
        (min, max) = (min.min(MOST as f64), max.min(MOST as f64));
        let form = match form {
            "too much" => form,
            _ if is_beyond => "min",
            _ => form,
        };
        if is_whole {
            // What is broken by nothing is a limit of 0.
            (min, max) = (min.floor().max(0.0), max.floor().max(0.0));
        }
        if matches!(form, "min" | "min and max" | "exactly" | "too little") {
            slot.attributes.push(format!("min = {}", literal(min)));
            rules.min = Some(min);
        }
        if matches!(form, "max" | "min and max" | "exactly" | "too much") {
            slot.attributes.push(format!("max = {}", literal(max)));
            rules.max = Some(max);
        }
    }

    /// One that finds something, unless the case is a bad one.
    fn pattern(&mut self, slot: &mut Slot, rules: &mut Rules) {
        let at = self.random.below(PATTERNS.len());
        let patterns = PATTERNS[at..].iter().chain(&PATTERNS[..at]);
        let finds = |finds: fn(&str) -> bool| match &slot.sent {
            Some(Json::Text(text) | Json::Date(text)) => finds(text),
            sent => sent.is_none(),
        };
        let mut patterns = patterns.filter(|(_, it)| self.bad || finds(*it));
        let Some(pattern) = patterns.next() else {
            return;
        };
        self.random.note(match finds(pattern.1) {
            true => format!("pattern: {}", pattern.0),
            false => "problem of a limit: pattern".to_owned(),
        });
        slot.attributes.push(format!("pattern = {:?}", pattern.0));
        rules.pattern = Some(*pattern);
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
                Some(Json::Date("2014-04-06T12:00:00.000Z".to_owned())),
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
                    return Slot::new(kind, value);
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
            attributes: vec![attribute],
            sent,
            ..Slot::new(kind, Value::new(ty, expr, Json::Null))
        }
    }

    /// At times, null where there is no value; whether this is such a time.
    fn null(&mut self, slot: &mut Slot, fields: &Fields) -> bool {
        let chance = if slot.kind == Kind::Address { 50 } else { 20 };
        if fields.null {
            self.random.note("null: of the struct");
        } else if self.random.percent(chance) {
            slot.attributes.push("null = \"send\"".to_owned());
        } else {
            return false;
        }
        self.random.note(match &slot.sent {
            None => "null: sent",
            Some(Json::Address(members)) if members.is_empty() => "null: an empty address",
            Some(_) => "null: a value",
        });
        slot.sent.get_or_insert(Json::Null);
        true
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
        if skipped && matches!(slot.sent, Some(Json::Null)) {
            self.random.note("null: skipped");
        }
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

    /// Further names of the field, each at times, under which it is sent too, and whether they are reserved.
    pub(crate) fn also(
        &mut self,
        fields: &mut Fields,
        slot: &mut Slot,
        unused: &mut Unused,
    ) -> Vec<(String, bool)> {
        let mut names = Vec::new();
        if !self.random.percent(22) {
            return names;
        }
        for _ in 0..self.random.one(&[1, 1, 2, 3]) {
            let form = self.random.draw(
                "also",
                "word, as it is, reserved, reserved, path, doubtful, secret, custom",
            );
            let of_its_kind = match (form, slot.may_be) {
                ("reserved", Some(Kind::Text)) => unused.text().map(str::to_owned),
                ("reserved", Some(Kind::Count)) => unused.reserved("employees").map(str::to_owned),
                ("reserved", Some(Kind::Date)) => unused.reserved("createdAt").map(str::to_owned),
                ("path", Some(Kind::Text)) => self.path_name(fields, unused),
                _ => None,
            };
            let is_reserved = of_its_kind.is_some();
            if is_reserved {
                self.random.note(format!("also name: {form}"));
            }
            let doubtful = match form {
                "doubtful" => unused
                    .near_misses
                    .iter()
                    .position(|name| !SECRETS.contains(name)),
                "secret" => unused
                    .near_misses
                    .iter()
                    .position(|name| SECRETS.contains(name)),
                _ => None,
            };
            let doubtful = doubtful.map(|at| unused.near_misses.remove(at).to_owned());
            let is_custom = doubtful.is_some() || form == "custom";
            let name = of_its_kind.or(doubtful).unwrap_or_else(|| {
                let more = if form == "as it is" {
                    " \"As\" it.is"
                } else {
                    ""
                };
                format!("{}{more}", unused.word())
            });
            slot.attributes.push(match is_custom {
                true => format!("also(name = {name:?}, custom)"),
                false => format!("also = {name:?}"),
            });
            names.push((name, is_reserved));
        }
        self.random.note(format!("also of: {}", slot.kind.name()));
        if names.len() > 1 {
            self.random.note("also of: several names");
        }
        names
    }

    pub(crate) fn push(&mut self, fields: &mut Fields, name: &str, mut slot: Slot) {
        let serde = match fields.serde {
            true => self.serde_attribute(&mut slot.attributes),
            false => String::new(),
        };
        let keys: BTreeSet<_> = slot.attributes.iter().map(|it| key_of(it)).collect();
        for (i, key) in keys.iter().enumerate() {
            for other in keys.iter().skip(i + 1) {
                self.random
                    .note(format!("{}, together: {key} {other}", fields.derive));
            }
        }
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
            self.random.note(format!("{derive}: {}", key_of(attribute)));
        }
        // The names are sent in the order in which they are given.
        let is_also = |attribute: &String| is_of(attribute, "also");
        let mut also = all.clone().into_iter().filter(is_also);
        self.random.shuffle(&mut all);
        for attribute in all.iter_mut().filter(|it| is_also(it)) {
            *attribute = also.next().unwrap();
        }
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

/// A limit, as an attribute has it.
fn literal(limit: f64) -> String {
    match limit.fract() == 0.0 && limit.abs() < 1e17 {
        true => format!("{}", limit as i64),
        false => format!("{limit:?}"),
    }
}
