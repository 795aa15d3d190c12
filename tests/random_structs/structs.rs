//! Random structs and addresses, each with a value.

use crate::fields::Slot;
use crate::model::{self, Json};
use crate::names::{ADDRESS_PATHS, LONG, SECRETS, SUBFIELDS, Unused};

use crate::values::{Kind, RULES, Source, Value};

/// A struct that was written, with one value of it.
pub(crate) struct Group {
    pub(crate) value: Value,
    /// With `groupType`, and the id where it is sent too.
    pub(crate) traits: Vec<(String, Json)>,
    /// The struct's id, if it has one.
    pub(crate) id: Option<Json>,
    pub(crate) has_base: bool,
    /// What its `let` says of the type, where the defaults of its parameters are its arguments.
    pub(crate) annotation: String,
}

/// A struct in the making.
#[derive(Default)]
pub(crate) struct Fields {
    pub(crate) derive: &'static str,
    /// Declarations, with their attributes.
    pub(crate) declared: Vec<String>,
    pub(crate) exprs: Vec<String>,
    pub(crate) traits: Vec<(String, Json)>,
    pub(crate) id: Option<Json>,
    /// Where among the traits the address is whose parts are named by path, and which of them are.
    pub(crate) address: Option<usize>,
    pub(crate) parts: Vec<&'static str>,
    /// Whether the struct sends null for each of its traits that has no value.
    pub(crate) null: bool,
    /// Whether fields may be of a type parameter.
    pub(crate) generic: bool,
    /// Whether the struct says its bounds itself.
    pub(crate) bound: bool,
    /// Whether the struct has `serde::Serialize` too.
    pub(crate) serde: bool,
    /// Whether the struct is packed, so that its fields have to be `Copy`.
    pub(crate) packed: bool,
    pub(crate) parameters: Vec<Parameter>,
}

pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) argument: String,
    pub(crate) bound: &'static str,
}

impl Source {
    pub(crate) fn group(&mut self, depth: usize, unused: &mut Unused) -> Group {
        let mut fields = self.fields("GroupTraits");
        let mut attributes = Vec::new();
        let rule = self
            .random
            .percent(50)
            .then(|| self.random.draw("rename_all", RULES));
        attributes.extend(rule.map(|rule| format!("rename_all = {rule:?}")));
        let has_base = depth < 3 && self.random.percent(20);
        let group_type =
            (!has_base && self.random.percent(25)).then(|| format!("t{}", self.name_text()));
        attributes.extend(
            group_type
                .as_ref()
                .map(|text| format!("group_type = {text:?}")),
        );
        self.krate(&mut attributes);
        self.null_of_all(&mut fields, &mut attributes);

        let count = match depth {
            0 => self.random.below(15),
            _ => self.random.below(6),
        };
        let id_at = (has_base || self.random.percent(65)).then(|| self.random.below(count + 1));
        for at in 0..=count {
            if id_at == Some(at) {
                match has_base {
                    true => self.flatten("base", &mut fields, depth, unused),
                    false => self.id_field(&mut fields, unused),
                }
            }
            if at < count {
                self.field(&mut fields, rule, depth, unused);
            }
        }
        if depth == 1 && self.random.percent(30) {
            self.flatten("flatten", &mut fields, depth, unused);
        }
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

    /// At times, null for each trait without a value.
    fn null_of_all(&mut self, fields: &mut Fields, attributes: &mut Vec<String>) {
        fields.null = self.random.percent(12);
        if fields.null {
            attributes.push("null = \"send\"".to_owned());
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
        unused: &mut Unused,
    ) {
        let role = self.random.draw(
            "field",
            "text, text, text, employees, employees, createdAt, createdAt, address, address, address, address, address, address by path, address by path, \
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
                let slot = self.slot(Kind::Address, fields, true);
                self.reserved_field(fields, name, slot, unused);
            }
            "address by path" => {
                let Some(name) = self.path_name(fields, unused) else {
                    return self.custom_field(fields, rule, unused);
                };
                self.random.note(format!("reserved: {name}"));
                let mut slot = self.shown_slot(Kind::Text, fields, true);
                slot.attributes.push(format!("rename = {name:?}"));
                let field = self.field_name(unused);
                self.send(fields, &field, name, slot, unused);
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
                    Slot::new(
                        Kind::Id,
                        Value::new("&'static str", format!("{blank:?}"), sent),
                    )
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
                let slot = Slot::skipped(ty, expr);
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
                    self.send(fields, &field, name.to_owned(), slot, unused);
                } else {
                    let sent =
                        rule.map_or_else(|| name.to_owned(), |rule| model::field_case(rule, name));
                    self.send(fields, name, sent, slot, unused);
                }
            }
            "no secret" => {
                let Some(name) = unused.no_secrets.pop() else {
                    return self.custom_field(fields, rule, unused);
                };
                let slot = self.shown_slot(Kind::Custom, fields, true);
                let sent =
                    rule.map_or_else(|| name.to_owned(), |rule| model::field_case(rule, name));
                self.send(fields, name, sent, slot, unused);
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
                    self.send(fields, &name, sent, slot, unused);
                }
            }
            "renamed away" => {
                let Some(field) = unused.text() else {
                    return self.custom_field(fields, rule, unused);
                };
                let mut slot = self.shown_slot(Kind::Custom, fields, true);
                let name = unused.word();
                slot.attributes.push(format!("rename = {name:?}"));
                self.send(fields, field, name.to_owned(), slot, unused);
            }
            "raw" => {
                let Some(name) = unused.keywords.pop() else {
                    return self.custom_field(fields, rule, unused);
                };
                let slot = self.shown_slot(Kind::Custom, fields, true);
                let sent =
                    rule.map_or_else(|| name.to_owned(), |rule| model::field_case(rule, name));
                self.send(fields, &format!("r#{name}"), sent, slot, unused);
            }
            _ => self.custom_field(fields, rule, unused),
        }
    }

    fn custom_field(&mut self, fields: &mut Fields, rule: Option<&str>, unused: &mut Unused) {
        let slot = match self.random.percent(12) {
            true => self.twofold_slot(fields),
            false => self.shown_slot(Kind::Custom, fields, true),
        };
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
                    "\u{1}\u{1f}\n\t\u{7f}",
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
        self.send(fields, field, name, slot, unused);
    }

    fn reserved_field(
        &mut self,
        fields: &mut Fields,
        name: &'static str,
        mut slot: Slot,
        unused: &mut Unused,
    ) {
        self.random.note(format!("reserved: {name}"));
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
        self.send(fields, &field, name.to_owned(), slot, unused);
    }

    /// Sends the field under this name, and under further ones at times.
    fn send(
        &mut self,
        fields: &mut Fields,
        field: &str,
        name: String,
        mut slot: Slot,
        unused: &mut Unused,
    ) {
        let sent = slot.sent.take();
        fields.send(name, sent.clone());
        self.send_also(fields, &mut slot, sent, unused);
        self.push(fields, field, slot);
    }

    fn send_also(
        &mut self,
        fields: &mut Fields,
        slot: &mut Slot,
        sent: Option<Json>,
        unused: &mut Unused,
    ) {
        for (name, is_reserved) in self.also(fields, slot, unused) {
            let mut sent = sent.clone();
            if let (Some(Json::Ruled(_, rules)), true) = (&mut sent, is_reserved) {
                rules.is_of_serde = false;
            }
            fields.send(name, sent);
        }
    }

    /// A part of the address, by its path, if there may be one.
    pub(crate) fn path_name(&mut self, fields: &mut Fields, unused: &mut Unused) -> Option<String> {
        if fields.parts.is_empty() {
            unused.reserved("address")?;
        }
        let free: Vec<_> = SUBFIELDS
            .iter()
            .map(|(_, name)| *name)
            .filter(|name| !fields.parts.contains(name))
            .collect();
        if free.is_empty() {
            return None;
        }
        let name = free[self.random.below(free.len())];
        fields.parts.push(name);
        Some(format!("address.{name}"))
    }

    fn id_field(&mut self, fields: &mut Fields, unused: &mut Unused) {
        let form = self.random.draw(
            "id field",
            "id, id, r#id, renamed, marked, marked id, marked reserved name, sent too",
        );
        let mut slot = if self.bad && self.random.percent(15) {
            Slot {
                sent: None,
                ..Slot::new(
                    Kind::Id,
                    Value::new("Option<u64>", "None::<u64>", Json::Null),
                )
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
            fields.send("id".to_owned(), id.clone());
        }
        slot.may_be = None;
        self.send_also(fields, &mut slot, id, unused);
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
        let has_category = |(_, sent): &(String, Json)| matches!(sent, Json::Ruled(_, rules) if rules.category.is_some());
        if form != "None" && inner.traits.iter().any(has_category) {
            self.random.note(format!("{key}: pii"));
        }
        if form != "None" {
            // What is only flattened keeps its id and its group type to itself.
            let is_sent = |name: &str| key == "base" || name != "id" && name != "groupType";
            let traits = inner.traits.into_iter().filter(|(name, _)| is_sent(name));
            fields.traits.extend(traits);
        }
        let slot = Slot {
            attributes: vec![key.to_owned()],
            ..Slot::new(Kind::Custom, Value::new(ty, expr, Json::Null))
        };
        let field = self.field_name(unused);
        self.push(fields, &field, slot);
    }

    /// A struct that has one name twice, where only the arguments of its type parameters show it.
    pub(crate) fn twice(&mut self, unused: &mut Unused) -> Group {
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
        if self.random.draw("address", "ready-made, derived, derived") == "ready-made" {
            let (value, members) = self.ready_made();
            return address_value(value.ty, value.expr, members);
        }
        let subfields = self.subfields();
        let mut fields = self.fields("AddressTraits");
        let mut unused = Unused::new(&mut self.random);
        let mut attributes = Vec::new();
        self.krate(&mut attributes);
        self.null_of_all(&mut fields, &mut attributes);
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
            let slot = Slot::skipped("crate::kit::Opaque", "crate::kit::Opaque");
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
    /// Sends something under a name, or as the part of the address that has this path.
    fn send(&mut self, name: String, sent: Option<Json>) {
        let part = name.strip_prefix("address.");
        let Some(part) = part.filter(|part| self.parts.contains(part)) else {
            return self.traits.extend(sent.map(|sent| (name, sent)));
        };
        // It stands where the first of its parts is declared, whether that is sent or not.
        let at = *self.address.get_or_insert(self.traits.len());
        if at == self.traits.len() {
            let address = Json::Address(vec![]);
            self.traits.push(("address".to_owned(), address));
        }
        let Json::Address(members) = &mut self.traits[at].1 else {
            unreachable!("only paths fill an address of this struct");
        };
        members.extend(sent.map(|sent| (part.to_owned(), sent)));
    }

    /// A new type parameter in the place of this type.
    pub(crate) fn parameter(&mut self, argument: &str, bound: &'static str) -> String {
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
    Value::new(ty, expr, Json::Address(members))
}
