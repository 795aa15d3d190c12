//! Random values of every kind: the Rust of their type and of themselves, and what is sent for them.

use crate::model::{self, Json};
use crate::policy::A_DATE;
use crate::random::Random;

#[derive(Clone)]
pub(crate) struct Value {
    /// As a field of a struct declares it: with `'a`, and with type parameters.
    pub(crate) ty: String,
    /// As it is where the value is made: without either.
    pub(crate) plain: String,
    /// Says its type in full, so that the compiler has nothing to infer.
    pub(crate) expr: String,
    /// `None` is left out.
    pub(crate) sent: Option<Json>,
    /// How many pointers stand directly around the outermost `Option`.
    pub(crate) pointers: Option<usize>,
}

impl Value {
    pub(crate) fn new(ty: impl Into<String>, expr: impl Into<String>, sent: Json) -> Self {
        let ty = ty.into();
        Self {
            plain: ty.replace("'a", "'static"),
            ty,
            expr: expr.into(),
            sent: Some(sent),
            pointers: None,
        }
    }
}

/// What a slot takes.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Text,
    Id,
    Count,
    Date,
    Address,
    Custom,
    /// What `display` takes.
    Shown,
    /// The same, for an id.
    ShownId,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Id | Self::ShownId => "id",
            Self::Count => "count",
            Self::Date => "date",
            Self::Address => "address",
            Self::Custom | Self::Shown => "custom",
        }
    }

    pub(crate) fn bound(self) -> &'static str {
        match self {
            Self::Text => "::group_core::TextTrait",
            Self::Id => "::group_core::IdTrait",
            Self::Count => "::group_core::CountTrait",
            Self::Date => "::group_core::DateTrait",
            Self::Address => "::group_core::AddressTraits",
            Self::Custom => "::serde::Serialize",
            Self::Shown | Self::ShownId => "::std::fmt::Display",
        }
    }
}

pub(crate) const RULES: &str = "lowercase, UPPERCASE, PascalCase, camelCase, snake_case, SCREAMING_SNAKE_CASE, \
    kebab-case, SCREAMING-KEBAB-CASE";

pub(crate) const INTEGERS: &str = "u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize";

const SIGNED: [&str; 6] = ["i8", "i16", "i32", "i64", "i128", "isize"];

/// Those that go beyond 2^53.
const WIDE: [&str; 6] = ["u64", "u128", "usize", "i64", "i128", "isize"];

const FIRST_SECOND: i64 = -62_167_219_200;
/// A day or so before the last of the year 9999, which is as far as jiff goes.
const LAST_SECOND: i64 = 253_402_100_000;

/// One case in the making.
pub(crate) struct Source {
    pub(crate) random: Random,
    /// The types and functions that the case needs.
    pub(crate) items: String,
    pub(crate) names: usize,
    /// Whether values that are refused may be made.
    pub(crate) bad: bool,
}

impl Source {
    pub(crate) fn name(&mut self, of: &str) -> String {
        self.names += 1;
        format!("{of}{}", self.names)
    }

    pub(crate) fn bad(&mut self) -> bool {
        self.bad && self.random.percent(20)
    }

    pub(crate) fn base(&mut self, kind: Kind) -> Value {
        match kind {
            Kind::Text => self.text(),
            Kind::Id => self.id(),
            Kind::Count => self.count(),
            Kind::Date => self.date(),
            Kind::Address => self.address(),
            Kind::Custom => self.custom(0),
            Kind::Shown => self.shown(false),
            Kind::ShownId => self.shown(true),
        }
    }

    /// The value behind up to three of `Option`, references and pointers.
    pub(crate) fn wrapped(&mut self, kind: Kind, mut value: Value) -> Value {
        for _ in 0..self.random.one(&[0, 0, 0, 1, 1, 1, 2, 3]) {
            value = self.wrap(kind, value);
        }
        value
    }

    fn wrap(&mut self, kind: Kind, value: Value) -> Value {
        let wrapper = self
            .random
            .draw("wrapper", "Option, Option, &, Box, Rc, Arc");
        self.wrap_in(wrapper, kind, value)
    }

    pub(crate) fn wrap_in(&mut self, wrapper: &str, kind: Kind, value: Value) -> Value {
        let Value {
            ty,
            plain,
            expr,
            sent,
            pointers,
        } = value;
        if wrapper == "Option" {
            if pointers.is_some_and(|pointers| pointers > 0) {
                self.random.note("wrappers: Option of pointer of Option");
            }
            let is_id = matches!(kind, Kind::Id | Kind::ShownId);
            let present = is_id && !self.bad || !self.random.percent(35);
            let (expr, sent) = if present {
                (format!("Some({expr})"), sent)
            } else {
                (format!("None::<{plain}>"), None)
            };
            return Value {
                ty: format!("Option<{ty}>"),
                plain: format!("Option<{plain}>"),
                expr,
                sent,
                pointers: Some(0),
            };
        }
        // A third pointer directly around an `Option` is refused by the compiler, though the contract reads otherwise.
        if kind != Kind::Custom && pointers.is_some_and(|pointers| pointers >= 2) {
            return Value {
                ty,
                plain,
                expr,
                sent,
                pointers,
            };
        }
        self.random.note(match pointers {
            Some(_) => "wrappers: pointer of Option",
            None => "wrappers: pointer",
        });
        let (ty, plain, expr) = match wrapper {
            "&" => {
                // What is not known to be `'static` is borrowed for no longer than `'a`.
                let longest = if ty == plain { "'static" } else { "'a" };
                let life = self.random.one(&["'a", longest]);
                (
                    format!("&{life} {ty}"),
                    format!("&'static {plain}"),
                    format!("crate::kit::leak({expr})"),
                )
            }
            pointer => {
                let path = match pointer {
                    "Box" => "Box",
                    "Rc" => "::std::rc::Rc",
                    _ => "::std::sync::Arc",
                };
                (
                    format!("{path}<{ty}>"),
                    format!("{path}<{plain}>"),
                    format!("{path}::new({expr})"),
                )
            }
        };
        Value {
            ty,
            plain,
            expr,
            sent,
            pointers: pointers.map(|pointers| pointers + 1),
        }
    }

    // Texts.

    pub(crate) fn some_text(&mut self) -> String {
        const PARTS: [&str; 17] = [
            "Hooli",
            "x",
            " ",
            "a longer text of words",
            "\"quoted\"",
            "back\\slash",
            "line\nend\r\t",
            "\u{1}\u{1f}\u{7f}\u{8}\u{c}",
            "en_US",
            "Größe",
            "漢字",
            "🦀",
            "\u{2028}\u{feff}",
            "{\"a\":[1,",
            "</script>",
            "12345678",
            "'",
        ];
        if self.bad && self.random.percent(6) {
            self.random.note("problem: U+0000");
            return format!("{}\u{0}", self.random.one(&PARTS));
        }
        if self.random.percent(3) {
            return format!(
                "{A_DATE}{}",
                self.random.one(&["", "T12:00:00", " or so", "x", "-"])
            );
        }
        (0..self.random.below(4))
            .map(|_| self.random.one(&PARTS))
            .collect()
    }

    /// A text that can stand in an attribute.
    pub(crate) fn name_text(&mut self) -> String {
        let bad = std::mem::take(&mut self.bad);
        let text = self.some_text();
        self.bad = bad;
        text
    }

    /// The text of an id, which begins with something visible and ends with it, unless the case is a bad one.
    pub(crate) fn id_text(&mut self, start: &str) -> String {
        let text = format!("{start}{}", self.some_text());
        let trimmed = text.trim_end_matches(model::is_invisible);
        if !self.bad {
            return trimmed.to_owned();
        }
        if trimmed != text {
            self.random.note("problem: white space at the end of an id");
        }
        text
    }

    fn str_of(&mut self, text: &str) -> Value {
        let sent = Json::Text(text.to_owned());
        let literal = format!("{text:?}");
        let life = self.random.one(&["'a", "'static"]);
        let kind = self.random.draw(
            "text of core",
            "&str, String, Cow borrowed, Cow owned, Box<str>, Rc<str>, Arc<str>",
        );
        let cow = |life| format!("::std::borrow::Cow<{life}, str>");
        let (ty, expr) = match kind {
            "&str" => (format!("&{life} str"), literal),
            "String" => ("String".to_owned(), format!("String::from({literal})")),
            "Cow borrowed" => (
                cow(life),
                format!("::std::borrow::Cow::<'static, str>::Borrowed({literal})"),
            ),
            "Cow owned" => (
                cow(life),
                format!("::std::borrow::Cow::<'static, str>::Owned({literal}.to_owned())"),
            ),
            "Box<str>" => (
                "Box<str>".to_owned(),
                format!("Box::<str>::from({literal})"),
            ),
            "Rc<str>" => (
                "::std::rc::Rc<str>".to_owned(),
                format!("::std::rc::Rc::<str>::from({literal})"),
            ),
            _ => (
                "::std::sync::Arc<str>".to_owned(),
                format!("::std::sync::Arc::<str>::from({literal})"),
            ),
        };
        Value::new(ty, expr, sent)
    }

    fn url(&mut self) -> Value {
        let (given, sent) = self.random.one(&[
            ("https://hooli.xyz", "https://hooli.xyz/"),
            (
                "HTTPS://Www.Hooli.XYZ:443/a b",
                "https://www.hooli.xyz/a%20b",
            ),
            ("mailto:gavin@hooli.xyz", "mailto:gavin@hooli.xyz"),
        ]);
        Value::new(
            "::url::Url",
            format!("::url::Url::parse({given:?}).unwrap()"),
            Json::Text(sent.to_owned()),
        )
    }

    fn uuid(&mut self) -> Value {
        let (high, low) = (self.random.bits(), self.random.bits());
        let sent = format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xffff,
            low >> 48,
            low & 0xffff_ffff_ffff
        );
        Value::new(
            "::uuid::Uuid",
            format!("::uuid::Uuid::from_u64_pair({high}, {low})"),
            Json::Text(sent),
        )
    }

    fn text(&mut self) -> Value {
        match self.random.draw(
            "text",
            "core, core, Url, Uuid, enum, newtype, hand-written, dyn",
        ) {
            "core" => {
                let text = self.some_text();
                self.str_of(&text)
            }
            "Url" => self.url(),
            "Uuid" => self.uuid(),
            "enum" => self.text_enum(),
            "newtype" => {
                let inner = self.text();
                self.newtype(Kind::Text, inner)
            }
            "hand-written" => {
                let text = self.some_text();
                self.hand_written(
                    "TextTrait",
                    "text(&self) -> ::std::borrow::Cow<'_, str>",
                    &text,
                )
            }
            _ => {
                let text = self.some_text();
                let inner = self.str_of(&text);
                let ty = "Box<dyn ::group_core::TextTrait>";
                Value::new(
                    ty,
                    format!("(Box::new({}) as {ty})", inner.expr),
                    inner.sent.unwrap(),
                )
            }
        }
    }

    /// What is both a value for serde and one of a kind.
    pub(crate) fn twofold(&mut self) -> (Kind, Value) {
        match self.random.draw("custom and", "text, enum, count, date") {
            "enum" => {
                let of = self.random.one(&["serde", "both"]);
                (Kind::Text, self.spelled_enum(of))
            }
            "text" => {
                let text = self.some_text();
                (Kind::Text, self.str_of(&text))
            }
            "count" => {
                let ty = self.random.one(&["u8", "u32", "i64", "u128"]);
                let value = self.random.below(128);
                let sent = Json::Plain(value.to_string());
                (Kind::Count, Value::new(ty, format!("{value}_{ty}"), sent))
            }
            _ => (Kind::Date, self.civil("Date::civil")),
        }
    }

    fn hand_written(&mut self, of: &str, method: &str, text: &str) -> Value {
        let name = self.name("Hand");
        self.items += &format!(
            "pub struct {name}(u8);\nimpl ::group_core::{of} for {name} {{\n    fn {method} {{ {text:?}.into() }}\n}}\n"
        );
        Value::new(&name, format!("{name}(0)"), Json::Text(text.to_owned()))
    }

    fn text_enum(&mut self) -> Value {
        let of = self
            .random
            .draw("spelling of an enum", "group, group, serde, both");
        self.spelled_enum(of)
    }

    /// An enum that `#[group]`, `#[serde]` or both of them spell.
    fn spelled_enum(&mut self, of: &str) -> Value {
        let name = self.name("Text");
        let variants = ["Basic", "ProPlus", "V2Beta", "SSO", "r#Normal"];
        let is_of = |attribute: &str| of == attribute || of == "both";
        let rule = self
            .random
            .percent(70)
            .then(|| self.random.draw("rename_all of an enum", RULES));
        let chosen = self.random.below(variants.len());
        let mut attributes = Vec::new();
        attributes.extend(
            rule.filter(|_| is_of("group"))
                .map(|rule| format!("rename_all = {rule:?}")),
        );
        self.krate(&mut attributes);
        let mut item = self.attributes("TextTrait of an enum", attributes, "");
        let derives = match is_of("serde") {
            true => "::group_core::TextTrait, ::serde::Serialize",
            false => "::group_core::TextTrait",
        };
        if let Some(rule) = rule.filter(|_| is_of("serde")) {
            item += &self.serde_spelling("rename_all", rule);
        }
        item = format!("#[derive({derives})]\n{item}pub enum {name} {{\n");
        let mut sent = String::new();
        for (i, variant) in variants.iter().enumerate() {
            let renamed = self
                .random
                .percent(25)
                .then(|| format!("v{} {i}", self.name_text()));
            if let Some(to) = &renamed {
                if is_of("group") {
                    self.random.note("TextTrait of a variant: rename");
                    item += &format!("    #[group(rename = {to:?})]\n");
                }
                if is_of("serde") {
                    item += &self.serde_spelling("rename", to);
                }
            }
            item += &format!("    {variant},\n");
            if i == chosen {
                let plain = variant.trim_start_matches("r#");
                sent = renamed.unwrap_or_else(|| match rule {
                    Some(rule) => model::variant_case(rule, plain),
                    None => plain.to_owned(),
                });
            }
        }
        self.items += &(item + "}\n");
        let expr = format!("{name}::{}", variants[chosen]);
        Value::new(name, expr, Json::Text(sent))
    }

    fn serde_spelling(&mut self, key: &str, to: &str) -> String {
        let form = self
            .random
            .draw("serde spelling", "plain, serialize, serialize and more");
        match form {
            "plain" => format!("    #[serde({key} = {to:?})]\n"),
            "serialize" => format!("    #[serde({key}(serialize = {to:?}))]\n"),
            _ => format!("    #[serde({key}(deserialize = \"lowercase\", serialize = {to:?}))]\n"),
        }
    }

    fn newtype(&mut self, kind: Kind, inner: Value) -> Value {
        let name = self.name("New");
        let derive = kind.bound();
        let ty = &inner.plain;
        let expr = &inner.expr;
        let mut attributes = Vec::new();
        self.krate(&mut attributes);
        let form = self
            .random
            .draw("newtype", "tuple, named, generic, borrowing, bound");
        if form == "bound" {
            attributes.push(format!("bound = \"T: {derive}\""));
        }
        let attributes = self.attributes("newtype", attributes, "");
        let (declared, of, expr) = match form {
            "tuple" => (
                format!("{name}({ty});"),
                name.clone(),
                format!("{name}({expr})"),
            ),
            "named" => (
                format!("{name} {{ r#type: {ty} }}"),
                name.clone(),
                format!("{name} {{ r#type: {expr} }}"),
            ),
            "borrowing" => (
                format!("{name}<'b, T: ?Sized>(&'b T);"),
                format!("{name}<'static, {ty}>"),
                format!("{name}(crate::kit::leak({expr}))"),
            ),
            _ => (
                format!("{name}<T>(T, ::std::marker::PhantomData<T>);"),
                format!("{name}<{ty}>"),
                format!("{name}({expr}, ::std::marker::PhantomData)"),
            ),
        };
        self.items += &format!("#[derive({derive})]\n{attributes}pub struct {declared}\n");
        Value::new(of, expr, inner.sent.unwrap())
    }

    // Ids.

    fn blank(&mut self) -> String {
        self.random.note("problem: blank id");
        (0..self.random.below(4))
            .map(|_| {
                self.random
                    .one(&[' ', '\t', '\u{ad}', '\u{200b}', '\u{2064}', '\u{3000}'])
            })
            .collect()
    }

    fn id(&mut self) -> Value {
        if self.bad() {
            let blank = self.blank();
            return self.str_of(&blank);
        }
        match self.random.draw(
            "id",
            "text, integer, NonZero, newtype, derived text, hand-written, Uuid, Url",
        ) {
            "text" => {
                let text = self.id_text("g");
                self.str_of(&text)
            }
            "integer" => {
                let ty = self.random.draw("id of an integer", INTEGERS);
                let most: i128 = match ty {
                    "u8" | "i8" => 127,
                    "u16" | "i16" => 32_767,
                    "u32" | "i32" => 2_147_483_647,
                    _ => i64::MAX.into(),
                };
                let value = self.random.one(&[0, 7, most, most / 3]);
                let value = if ty.starts_with('i') {
                    value - most / 2
                } else {
                    value
                };
                Value::new(ty, format!("{value}_{ty}"), Json::Text(value.to_string()))
            }
            "NonZero" => {
                let ty = self.random.draw("id of a NonZero", INTEGERS);
                let value = 1 + self.random.below(127);
                let path = "::std::num::NonZero";
                Value::new(
                    format!("{path}<{ty}>"),
                    format!("{path}::<{ty}>::new({value}).unwrap()"),
                    Json::Text(value.to_string()),
                )
            }
            "newtype" => {
                let inner = self.id();
                self.newtype(Kind::Id, inner)
            }
            "derived text" => {
                if self.random.percent(50) {
                    return self.text_enum();
                }
                let text = self.id_text("g");
                let inner = self.str_of(&text);
                self.newtype(Kind::Text, inner)
            }
            "hand-written" => {
                let text = self.id_text("g");
                self.hand_written("IdTrait", "id(&self) -> ::std::borrow::Cow<'_, str>", &text)
            }
            "Uuid" => self.uuid(),
            _ => self.url(),
        }
    }

    // What has a `Display`.

    pub(crate) fn shown(&mut self, is_id: bool) -> Value {
        if self.bad() {
            if is_id && self.random.percent(50) {
                let blank = self.blank();
                return shown(&blank);
            }
            self.random.note("problem: failing Display");
            let text = self.some_text();
            let expr = format!("crate::kit::Unshown({text:?})");
            // Not as where a `Serialize` fails: the other parts of an address are reached all the same.
            let problem = "Serialize { message: \"its `Display` failed\" }";
            let problem = Json::Refused(problem.to_owned());
            return Value::new("crate::kit::Unshown", expr, problem);
        }
        let form = self.random.draw(
            "display",
            "short, short, long, pieces, integer, char, bool, f64, IpAddr, String, &str, Cow, Uuid, dyn",
        );
        let plain = |ty: &str, expr: String, text: String| Value::new(ty, expr, Json::Text(text));
        match form {
            "short" => {
                let text = match is_id {
                    true => self.id_text("s"),
                    false => self.some_text(),
                };
                shown(&text)
            }
            "long" => {
                let text = self.id_text("s");
                shown(&text.repeat(1 + 300 / text.len()))
            }
            "pieces" => {
                let pieces: Vec<_> = (0..4).map(|i| self.id_text(&i.to_string())).collect();
                plain(
                    "crate::kit::Pieces",
                    format!("crate::kit::Pieces(&{pieces:?})"),
                    pieces.concat(),
                )
            }
            "integer" => {
                let (ty, value) = self.random.one(&[
                    ("u8", 255),
                    ("i64", i64::MIN.into()),
                    ("u64", u64::MAX.into()),
                    ("i128", i128::MAX),
                    ("i32", -7),
                ]);
                plain(ty, format!("{value}_{ty}"), value.to_string())
            }
            "char" => {
                let value = self.random.one(&['c', '"', '\\', 'é', '🦀']);
                plain("char", format!("{value:?}"), value.to_string())
            }
            "bool" => plain("bool", "true".to_owned(), "true".to_owned()),
            "f64" => {
                let (value, text) =
                    self.random
                        .one(&[("1.0", "1"), ("-0.25", "-0.25"), ("f64::NAN", "NaN")]);
                plain("f64", format!("({value} as f64)"), text.to_owned())
            }
            "IpAddr" => {
                let text = self.random.one(&["10.0.0.1", "2001:db8::1"]);
                let ty = "::std::net::IpAddr";
                plain(
                    ty,
                    format!("{text:?}.parse::<{ty}>().unwrap()"),
                    text.to_owned(),
                )
            }
            "String" => {
                let text = self.id_text("s");
                plain("String", format!("String::from({text:?})"), text)
            }
            "&str" => {
                let text = self.id_text("s");
                plain("&'a str", format!("{text:?}"), text)
            }
            "Cow" => {
                let text = self.id_text("s");
                plain(
                    "::std::borrow::Cow<'a, str>",
                    format!("::std::borrow::Cow::<'static, str>::Borrowed({text:?})"),
                    text,
                )
            }
            "Uuid" => self.uuid(),
            _ => {
                let inner = self.shown(is_id);
                let ty = "Box<dyn ::std::fmt::Display>";
                Value {
                    sent: inner.sent,
                    ..Value::new(
                        ty,
                        format!("(Box::new({}) as {ty})", inner.expr),
                        Json::Null,
                    )
                }
            }
        }
    }

    // Counts.

    fn count(&mut self) -> Value {
        let problem = (self.bad && self.random.percent(40)).then(|| {
            self.random
                .draw("problem of a count", "negative, beyond 2^53, None")
        });
        let form = match problem {
            Some("None") => "hand-written",
            Some(_) => self.random.one(&["integer", "NonZero"]),
            None => self.random.draw(
                "count",
                "integer, integer, NonZero, NonZero, newtype, hand-written",
            ),
        };
        let ty = match (problem, form) {
            (Some("negative"), _) => self.random.one(&SIGNED),
            (Some(_), _) => self.random.one(&WIDE),
            (None, "integer") => self.random.draw("count of an integer", INTEGERS),
            (None, "NonZero") => self.random.draw("count of a NonZero", INTEGERS),
            _ => "u64",
        };
        let value = match problem {
            Some("negative") => -1 - self.random.below(100) as i128,
            Some(_) => model::MOST + 1 + self.random.below(9) as i128,
            None if WIDE.contains(&ty) && self.random.percent(30) => model::MOST,
            None => 1 + self.random.below(127) as i128,
        };
        match form {
            "newtype" => {
                let inner = self.count();
                self.newtype(Kind::Count, inner)
            }
            "hand-written" => {
                let name = self.name("Hand");
                let (given, sent) = match problem {
                    None => (format!("Some({value})"), model::count(value)),
                    Some(_) => (
                        "None".to_owned(),
                        Json::Refused("UnsendableCount".to_owned()),
                    ),
                };
                self.items += &format!(
                    "pub struct {name}(u8);\nimpl ::group_core::CountTrait for {name} {{\n    fn count(&self) -> Option<u64> {{ {given} }}\n}}\n"
                );
                Value::new(&name, format!("{name}(0)"), sent)
            }
            "integer" => {
                // Only 64 bits are a count at all.
                let value = if ty == "u128" && problem.is_some() {
                    value << 12
                } else {
                    value
                };
                Value::new(ty, format!("{value}_{ty}"), model::count(value))
            }
            _ => Value::new(
                format!("::std::num::NonZero<{ty}>"),
                format!("::std::num::NonZero::<{ty}>::new({value}).unwrap()"),
                model::count(value),
            ),
        }
    }

    // Dates.

    pub(crate) fn date(&mut self) -> Value {
        let kind = self.random.draw(
            "date",
            "Date::civil, Date::from_unix_millis, Date::parse, SystemTime, jiff::Timestamp, jiff::Zoned, \
             jiff::civil::Date, chrono::DateTime<Utc>, chrono::DateTime<FixedOffset>, chrono::NaiveDate, \
             time::OffsetDateTime, time::UtcDateTime, time::Date, newtype, hand-written",
        );
        match kind {
            "newtype" => {
                let inner = self.date();
                self.newtype(Kind::Date, inner)
            }
            "hand-written" => {
                let name = self.name("Hand");
                let (given, sent) = if self.bad {
                    self.random.note("problem: date of None");
                    (
                        "None".to_owned(),
                        Json::Refused("UnsendableDate".to_owned()),
                    )
                } else {
                    (
                        "::group_core::Date::civil(2014, 4, 6).ok()".to_owned(),
                        Json::Date("2014-04-06".to_owned()),
                    )
                };
                self.items += &format!(
                    "pub struct {name}(u8);\nimpl ::group_core::DateTrait for {name} {{\n    fn date(&self) -> Option<::group_core::Date> {{ {given} }}\n}}\n"
                );
                Value::new(&name, format!("{name}(0)"), sent)
            }
            "Date::civil" | "jiff::civil::Date" | "chrono::NaiveDate" | "time::Date" => {
                self.civil(kind)
            }
            _ => self.instant(kind),
        }
    }

    fn civil(&mut self, kind: &str) -> Value {
        let mut days = FIRST_SECOND / 86_400 + self.random.below(3_652_059) as i64;
        if kind != "Date::civil" && self.bad() {
            self.random.note("problem: date out of range");
            days = FIRST_SECOND / 86_400 - 1 - self.random.below(1_000_000) as i64;
        }
        let (year, month, day) = model::civil(days);
        let (ty, expr) = match kind {
            "Date::civil" => (
                "::group_core::Date",
                format!("::group_core::Date::civil({year}, {month}, {day}).unwrap()"),
            ),
            "jiff::civil::Date" => (
                "::jiff::civil::Date",
                format!("::jiff::civil::date({year}, {month}, {day})"),
            ),
            "chrono::NaiveDate" => (
                "::chrono::NaiveDate",
                format!("::chrono::NaiveDate::from_ymd_opt({year}, {month}, {day}).unwrap()"),
            ),
            _ => (
                "::time::Date",
                format!(
                    "::time::Date::from_calendar_date({year}, ::time::Month::try_from({month}_u8).unwrap(), {day}).unwrap()"
                ),
            ),
        };
        Value::new(ty, expr, model::day(days))
    }

    pub(crate) fn instant(&mut self, kind: &str) -> Value {
        let mut seconds = match self.random.below(4) {
            0 => 1_396_785_600,
            1 => self.random.one(&[0, -1, FIRST_SECOND, LAST_SECOND]),
            _ => FIRST_SECOND + (self.random.bits() % (LAST_SECOND - FIRST_SECOND) as u64) as i64,
        };
        let mut nanos =
            self.random
                .one(&[0, 1, 999_999_999, 123_456_789, 500_000_000, 998_999_999]);
        if !kind.starts_with("Date::") && self.bad() {
            self.random.note("problem: date out of range");
            let beyond = 1 + self.random.below(100_000_000_000) as i64;
            let after = kind == "SystemTime" || kind.starts_with("chrono");
            seconds = if after && self.random.percent(50) {
                LAST_SECOND + 200_000 + beyond
            } else {
                FIRST_SECOND - beyond
            };
        }
        let mut leaps = false;
        if kind.starts_with("chrono") && self.bad() {
            self.random.note("problem: leap second");
            (seconds, nanos, leaps) = (1_483_228_799, 1_000_000_000 + nanos, true);
        }
        let offset = self.random.one(&[-11, -8, 0, 1, 2, 9]);
        let (ty, expr) = match kind {
            "Date::from_unix_millis" => {
                nanos -= nanos % 1_000_000;
                let millis = seconds * 1000 + i64::from(nanos / 1_000_000);
                (
                    "::group_core::Date",
                    format!("::group_core::Date::from_unix_millis({millis}).unwrap()"),
                )
            }
            "Date::parse" => {
                let shifted = model::instant(seconds + offset * 3600, 0);
                let Json::Date(local) = shifted else {
                    // The year of the text would be none that it takes.
                    return self.instant(kind);
                };
                let local = local.trim_end_matches(".000Z");
                let text = format!("{local}.{nanos:09}{offset:+03}:00");
                (
                    "::group_core::Date",
                    format!("::group_core::Date::parse({text:?}).unwrap()"),
                )
            }
            "SystemTime" => (
                "::std::time::SystemTime",
                format!("crate::kit::system_time({seconds}, {nanos})"),
            ),
            "jiff::Timestamp" => (
                "::jiff::Timestamp",
                format!("crate::kit::timestamp({seconds}, {nanos})"),
            ),
            "jiff::Zoned" => (
                "::jiff::Zoned",
                format!(
                    "crate::kit::timestamp({seconds}, {nanos}).to_zoned(::jiff::tz::TimeZone::fixed(::jiff::tz::offset({offset})))"
                ),
            ),
            "chrono::DateTime<Utc>" => (
                "::chrono::DateTime<::chrono::Utc>",
                format!("::chrono::DateTime::from_timestamp({seconds}, {nanos}).unwrap()"),
            ),
            "chrono::DateTime<FixedOffset>" => (
                "::chrono::DateTime<::chrono::FixedOffset>",
                format!(
                    "::chrono::DateTime::from_timestamp({seconds}, {nanos}).unwrap().with_timezone(&::chrono::FixedOffset::east_opt({offset} * 3600).unwrap())"
                ),
            ),
            "time::OffsetDateTime" => (
                "::time::OffsetDateTime",
                format!("crate::kit::offset_date_time({seconds}, {nanos}, {offset})"),
            ),
            _ => (
                "::time::UtcDateTime",
                format!("crate::kit::offset_date_time({seconds}, {nanos}, {offset}).to_utc()"),
            ),
        };
        let sent = match leaps {
            true => Json::Refused("UnsendableDate".to_owned()),
            false => model::instant(seconds, nanos),
        };
        Value::new(ty, expr, sent)
    }

    // Custom traits, by way of serde.

    pub(crate) fn custom(&mut self, depth: usize) -> Value {
        if self.bad() {
            return self.refused();
        }
        const LEAVES: [&str; 8] = [
            "bool", "integer", "f64", "char", "String", "&str", "Cow", "unit",
        ];
        let kind = if depth < 2 {
            self.random.draw(
                "custom",
                "bool, integer, f64, f32, char, String, &str, Cow, unit, unit struct, unit variant, Date, Address, Uuid, \
                 Option, Vec, empty Vec, tuple, array, BTreeMap, HashMap, struct, struct, newtype, newtype variant, tuple variant, \
                 struct variant, tagged enum, untagged enum, Value, RawValue, keys of characters, keys of integers, \
                 keys of booleans, keys of variants, keys of options, keys of floats, pointer",
            )
        } else {
            self.random.one(&LEAVES)
        };
        match kind {
            "bool" => {
                let value = self.random.one(&["true", "false"]);
                Value::new("bool", value, Json::Plain(value.to_owned()))
            }
            "integer" => {
                let ty = self.random.draw("custom integer", INTEGERS);
                let value = self.some_count_of(ty);
                Value::new(ty, format!("{value}_{ty}"), model::integer(value))
            }
            "f64" => {
                let value = self.random.one(&[
                    0.0,
                    -0.0,
                    1.0,
                    0.1,
                    1e300,
                    -1.5e-300,
                    5e-324,
                    1e17,
                    1e16,
                    123_456.789,
                    f64::MAX,
                    1e21,
                ]);
                Value::new(
                    "f64",
                    format!("{value:?}_f64"),
                    Json::Plain(serde_json::to_string(&value).unwrap()),
                )
            }
            "f32" => {
                let value = self
                    .random
                    .one(&[0.1_f32, 1.0, -2.5, f32::MAX, f32::MIN_POSITIVE]);
                Value::new(
                    "f32",
                    format!("{value:?}_f32"),
                    Json::Plain(serde_json::to_string(&value).unwrap()),
                )
            }
            "char" => {
                let value = self.random.one(&['c', '"', '\n', 'é', '🦀', '\'']);
                Value::new("char", format!("{value:?}"), Json::Text(value.into()))
            }
            "String" => {
                let text = self.some_text();
                Value::new(
                    "String",
                    format!("String::from({text:?})"),
                    Json::Text(text),
                )
            }
            "&str" => {
                let text = self.some_text();
                let life = self.random.one(&["'a", "'static"]);
                Value::new(
                    format!("&{life} str"),
                    format!("{text:?}"),
                    Json::Text(text),
                )
            }
            "Cow" => {
                let text = self.some_text();
                Value::new(
                    "::std::borrow::Cow<'a, str>",
                    format!("::std::borrow::Cow::<'static, str>::Borrowed({text:?})"),
                    Json::Text(text),
                )
            }
            "unit" => Value {
                sent: None,
                ..Value::new("()", "()", Json::Null)
            },
            "unit struct" => {
                let name = self.name("Unit");
                self.serde_item(&format!("pub struct {name};"));
                Value {
                    sent: None,
                    ..Value::new(&name, &name, Json::Null)
                }
            }
            "unit variant" => {
                let name = self.name("Variant");
                self.serde_item(&format!(
                    "pub enum {name} {{ One, #[serde(rename = \"2 two\")] Two }}"
                ));
                let (variant, sent) = self.random.one(&[("One", "One"), ("Two", "2 two")]);
                let expr = format!("{name}::{variant}");
                Value::new(name, expr, Json::Text(sent.to_owned()))
            }
            "Date" => self.civil("Date::civil"),
            "Address" => {
                let (value, members) = self.ready_made();
                Value {
                    sent: Some(Json::Object(members)),
                    ..value
                }
            }
            "Uuid" => self.uuid(),
            "Option" => {
                let inner = self.custom(depth + 1);
                if self.random.percent(50) {
                    Value {
                        sent: inner.sent,
                        ..Value::new(
                            format!("Option<{}>", inner.ty),
                            format!("Some({})", inner.expr),
                            Json::Null,
                        )
                    }
                } else {
                    let ty = format!("Option<{}>", inner.ty);
                    Value {
                        sent: None,
                        ..Value::new(ty, format!("None::<{}>", inner.plain), Json::Null)
                    }
                }
            }
            "pointer" => {
                let inner = self.custom(depth + 1);
                let wrapped = self.wrap(Kind::Custom, inner);
                Value {
                    pointers: None,
                    ..wrapped
                }
            }
            "empty Vec" => Value::new("Vec<u8>", "Vec::<u8>::new()", Json::List(vec![])),
            "Vec" => {
                let item = self.custom(depth + 1);
                let count = 1 + self.random.below(3);
                Value::new(
                    format!("Vec<{}>", item.ty),
                    format!("vec![{}]", vec![&*item.expr; count].join(", ")),
                    Json::List(vec![inside(&item); count]),
                )
            }
            "array" => {
                let item = self.custom(depth + 1);
                Value::new(
                    format!("[{}; 2]", item.ty),
                    format!("[{0}, {0}]", item.expr),
                    Json::List(vec![inside(&item); 2]),
                )
            }
            "tuple" => {
                let (one, two) = (self.custom(depth + 1), self.custom(depth + 1));
                Value::new(
                    format!("({}, {})", one.ty, two.ty),
                    format!("({}, {})", one.expr, two.expr),
                    Json::List(vec![inside(&one), inside(&two)]),
                )
            }
            "BTreeMap" | "HashMap" => {
                let value = self.custom(depth + 1);
                // No path is said to be that of a member whose name is empty.
                let first = match &value.sent {
                    Some(sent) if !sent.is_sendable() => "!",
                    _ => "",
                };
                let keys: &[&str] = if kind == "BTreeMap" {
                    &[first, "a\"b\\\n", "größe", "k.k"]
                } else {
                    &["k k"]
                };
                let entries: Vec<_> = keys
                    .iter()
                    .map(|key| format!("({key:?}, {})", value.expr))
                    .collect();
                let members = keys
                    .iter()
                    .map(|key| ((*key).to_owned(), inside(&value)))
                    .collect();
                Value::new(
                    format!("::std::collections::{kind}<&'static str, {}>", value.ty),
                    format!("::std::collections::{kind}::from([{}])", entries.join(", ")),
                    Json::Map(members),
                )
            }
            "keys of characters" => map(("char", "u8"), &["'\"'", "'a'"], &["\"", "a"]),
            "keys of integers" => {
                let ty = self.random.one(&["i8", "i64", "i128"]);
                let keys = &["-7", "0", "99"];
                map((ty, "u8"), keys, keys)
            }
            "keys of booleans" => {
                let keys = &["false", "true"];
                map(("bool", "u8"), keys, keys)
            }
            "keys of variants" => {
                let name = self.name("Key");
                self.items += &format!(
                    "#[derive(::serde::Serialize, PartialEq, Eq, PartialOrd, Ord)] pub enum {name} {{ One, #[serde(rename = \"2 two\")] Two }}\n"
                );
                let keys = ["One", "Two"].map(|variant| format!("{name}::{variant}"));
                map((&name, "u8"), &[&keys[0], &keys[1]], &["One", "2 two"])
            }
            "keys of options" => map(("Option<u8>", "u8"), &["Some(3)", "Some(7)"], &["3", "7"]),
            "keys of floats" => {
                let keys = [0.5, -0.0, 1e16];
                let expr = format!("crate::kit::Floats(&{keys:?})");
                let members = keys.iter().enumerate().map(|(i, key)| {
                    let key = serde_json::to_string(key).unwrap();
                    (key, Json::Plain(i.to_string()))
                });
                Value::new("crate::kit::Floats", expr, Json::Map(members.collect()))
            }
            "Value" => Value::new(
                "::serde_json::Value",
                "::serde_json::json!({\"z\": 1.5, \"a\": {\"\": [[], {}, null, -7]}})",
                Json::Map(vec![
                    (
                        "a".to_owned(),
                        Json::Map(vec![(
                            String::new(),
                            Json::List(vec![
                                Json::List(vec![]),
                                Json::Map(vec![]),
                                Json::Null,
                                Json::Plain("-7".to_owned()),
                            ]),
                        )]),
                    ),
                    ("z".to_owned(), Json::Plain("1.5".to_owned())),
                ]),
            ),
            "RawValue" => raw(
                " {\"z\": [ ],\n \"\": -7 }",
                Json::Map(vec![
                    ("z".to_owned(), Json::List(vec![])),
                    (String::new(), Json::Plain("-7".to_owned())),
                ]),
            ),
            "newtype" => {
                let inner = self.custom(depth + 1);
                let name = self.name("Wrapper");
                let ty = &inner.plain;
                self.serde_item(&format!("pub struct {name}({ty});"));
                let expr = format!("{name}({})", inner.expr);
                Value {
                    sent: inner.sent,
                    ..Value::new(name, expr, Json::Null)
                }
            }
            "untagged enum" => {
                let inner = self.custom(depth + 1);
                let name = self.name("Untagged");
                let ty = &inner.plain;
                self.serde_item(&format!(
                    "#[serde(untagged)] pub enum {name} {{ Nothing, Of({ty}) }}"
                ));
                let (expr, sent) = match self.random.percent(30) {
                    true => (format!("{name}::Nothing"), None),
                    false => (format!("{name}::Of({})", inner.expr), inner.sent),
                };
                Value {
                    sent,
                    ..Value::new(name, expr, Json::Null)
                }
            }
            "newtype variant" | "tuple variant" => {
                let inner = self.custom(depth + 1);
                let name = self.name("Variants");
                let ty = &inner.plain;
                let (of, expr, sent) = if kind == "newtype variant" {
                    (ty.clone(), inner.expr.clone(), inside(&inner))
                } else {
                    let one = Json::Plain("1".to_owned());
                    (
                        format!("u8, {ty}"),
                        format!("1, {}", inner.expr),
                        Json::List(vec![one, inside(&inner)]),
                    )
                };
                self.serde_item(&format!(
                    "#[serde(rename_all = \"kebab-case\")] pub enum {name} {{ ProPlus({of}) }}"
                ));
                let expr = format!("{name}::ProPlus({expr})");
                Value::new(
                    name,
                    expr,
                    Json::Object(vec![("pro-plus".to_owned(), sent)]),
                )
            }
            "struct variant" => {
                let (fields, expr, sent) = self.serde_fields(depth);
                let name = self.name("Variants");
                self.serde_item(&format!("pub enum {name} {{ In {{ {fields} }} }}"));
                let expr = format!("{name}::In {{ {expr} }}");
                Value::new(
                    name,
                    expr,
                    Json::Object(vec![("In".to_owned(), Json::Object(sent))]),
                )
            }
            "tagged enum" => {
                let (fields, expr, mut sent) = self.serde_fields(depth);
                let name = self.name("Tagged");
                self.serde_item(&format!(
                    "#[serde(tag = \"kind\")] pub enum {name} {{ On {{ {fields} }} }}"
                ));
                sent.insert(0, ("kind".to_owned(), Json::Text("On".to_owned())));
                let expr = format!("{name}::On {{ {expr} }}");
                Value::new(name, expr, Json::Object(sent))
            }
            _ => self.object(depth),
        }
    }

    /// A struct that serde makes an object of.
    pub(crate) fn object(&mut self, depth: usize) -> Value {
        let (fields, expr, sent) = self.serde_fields(depth);
        let name = self.name("Object");
        self.serde_item(&format!("pub struct {name} {{ {fields} }}"));
        let expr = format!("{name} {{ {expr} }}");
        Value::new(name, expr, Json::Object(sent))
    }

    /// A value that has a key twice, in one of the ways in which serde lets that come about.
    pub(crate) fn key_twice(&mut self) -> Value {
        let form = self.random.draw(
            "key twice",
            "two fields, fields of a variant, a tag, a flattened map, map by hand, struct by hand, raw value, escaped, a number and \
             its string",
        );
        let object = |keys: &[&str]| {
            let member =
                |(i, key): (usize, &&str)| ((*key).to_owned(), Json::Plain((i + 1).to_string()));
            Json::Object(keys.iter().enumerate().map(member).collect())
        };
        let map_of = |keys: &[&str]| match object(keys) {
            Json::Object(members) => Json::Map(members),
            other => other,
        };
        let name = self.name("Twice");
        match form {
            "two fields" => self.serde_item(&format!(
                "pub struct {name} {{ #[serde(rename = \"a\")] x: u8, #[serde(rename = \"a\")] y: u8 }}"
            )),
            "fields of a variant" => self.serde_item(&format!(
                "pub enum {name} {{ In {{ #[serde(rename = \"a\")] x: u8, #[serde(rename = \"a\")] y: u8 }} }}"
            )),
            "a tag" => {
                self.serde_item(&format!("pub struct {name}In {{ kind: u8 }}"));
                self.serde_item(&format!(
                    "#[serde(tag = \"kind\")] pub enum {name} {{ On({name}In) }}"
                ));
            }
            "a flattened map" => self.serde_item(&format!(
                "pub struct {name} {{ a: u8, #[serde(flatten)] more: ::std::collections::BTreeMap<&'static str, u8> }}"
            )),
            _ => {}
        }
        match form {
            "two fields" => Value::new(
                &name,
                format!("{name} {{ x: 1, y: 2 }}"),
                object(&["a", "a"]),
            ),
            "fields of a variant" => Value::new(
                &name,
                format!("{name}::In {{ x: 1, y: 2 }}"),
                Json::Object(vec![("In".to_owned(), object(&["a", "a"]))]),
            ),
            "a tag" => {
                let (tag, inside) = (Json::Text("On".to_owned()), Json::Plain("1".to_owned()));
                let expr = format!("{name}::On({name}In {{ kind: 1 }})");
                let sent = vec![("kind".to_owned(), tag), ("kind".to_owned(), inside)];
                Value::new(&name, expr, Json::Object(sent))
            }
            "a flattened map" => Value::new(
                &name,
                format!("{name} {{ a: 1, more: [(\"a\", 2)].into() }}"),
                map_of(&["a", "a"]),
            ),
            "map by hand" => Value::new(
                "crate::kit::TwiceInMap",
                "crate::kit::TwiceInMap",
                map_of(&["a\"b", "c", "a\"b"]),
            ),
            "struct by hand" => Value::new(
                "crate::kit::TwiceInStruct",
                "crate::kit::TwiceInStruct",
                object(&["a", "", "a"]),
            ),
            "a number and its string" => {
                self.items += &format!(
                    "#[derive(::serde::Serialize, PartialEq, Eq, PartialOrd, Ord)] #[serde(untagged)] pub enum {name} {{ N(i32), S(&'static str) }}\n"
                );
                let keys = [format!("{name}::N(1)"), format!("{name}::S(\"1\")")];
                map((&name, "u8"), &[&keys[0], &keys[1]], &["1", "1"])
            }
            "raw value" => raw("{\"a\": 1, \"b\": [], \"a\": 2}", map_of(&["a", "b", "a"])),
            _ => raw("{\"a\": 1, \"\\u0061\": 2}", map_of(&["a", "a"])),
        }
    }

    /// A value whose innermost container is one of the last that an event may have, or the first that it may not, if its
    /// own is at this level.
    pub(crate) fn deep(&mut self, level: usize) -> Value {
        let innermost = self.random.draw("levels", "126, 127, 128, 129");
        let containers = 1 + innermost.parse::<usize>().unwrap() - level;
        let mut sent = Json::Plain("7".to_owned());
        for container in 1..=containers {
            sent = match container % 2 {
                1 => Json::List(vec![sent]),
                _ => Json::Object(vec![("k".to_owned(), sent)]),
            };
        }
        let expr = format!("crate::kit::Nested({containers})");
        Value::new("crate::kit::Nested", expr, sent)
    }

    /// What is an object, as the traits of a user have to be; in a bad case perhaps not.
    pub(crate) fn traits(&mut self) -> Value {
        if self.bad && self.random.percent(30) {
            return self.refused_traits();
        }
        self.object(1)
    }

    pub(crate) fn refused_traits(&mut self) -> Value {
        match self
            .random
            .draw("problem of traits", "no object, none, key twice")
        {
            "no object" => Value::new("u8", "7_u8", Json::Plain("7".to_owned())),
            "none" => Value::new("Option<u8>", "None::<u8>", Json::Null),
            _ => self.key_twice(),
        }
    }

    fn serde_fields(&mut self, depth: usize) -> (String, String, Vec<(String, Json)>) {
        let (mut fields, mut exprs, mut sent) = (String::new(), String::new(), Vec::new());
        let names = [
            ("alpha", "alpha"),
            ("r#type", "type"),
            ("id", "id"),
            ("gamma", "say \"γ\""),
        ];
        for (field, name) in &names[..self.random.below(names.len() + 1)] {
            let value = self.custom(depth + 1);
            let ty = &value.plain;
            if field == &"gamma" {
                fields += "#[serde(rename = \"say \\\"γ\\\"\")] ";
            }
            fields += &format!("{field}: {ty}, ");
            exprs += &format!("{field}: {}, ", value.expr);
            sent.push(((*name).to_owned(), inside(&value)));
        }
        (fields, exprs, sent)
    }

    fn serde_item(&mut self, item: &str) {
        self.items += &format!("#[derive(::serde::Serialize)] {item}\n");
    }

    fn some_count_of(&mut self, ty: &str) -> i128 {
        let value = match ty {
            "u64" | "i64" | "u128" | "i128" | "usize" | "isize" if self.random.percent(40) => {
                model::MOST
            }
            _ => self.random.below(128) as i128,
        };
        if ty.starts_with('i') && self.random.percent(50) {
            -value
        } else {
            value
        }
    }

    fn refused(&mut self) -> Value {
        let not_finite = || Json::Refused("NotFinite".to_owned());
        match self.random.draw(
            "problem",
            "NaN, infinity, NaN of f32, integer beyond 2^53, keys of tuples, keys of none, a key that is NaN, U+0000 in a key, \
             failing Serialize, key twice",
        ) {
            "key twice" => self.key_twice(),
            "NaN" => Value::new("f64", "f64::NAN", not_finite()),
            "infinity" => Value::new(
                "f64",
                self.random.one(&["f64::INFINITY", "f64::NEG_INFINITY"]),
                not_finite(),
            ),
            "NaN of f32" => Value::new("f32", "f32::NAN", not_finite()),
            "integer beyond 2^53" => {
                let ty = self.random.one(&["u64", "i64", "u128", "i128", "usize"]);
                let value = model::MOST + 1 + (self.random.bits() % (1 << 62)) as i128;
                let value = if ty == "i64" || ty == "i128" {
                    -value
                } else {
                    value
                };
                Value::new(ty, format!("{value}_{ty}"), model::integer(value))
            }
            "keys of tuples" => Value {
                sent: Some(Json::Halts("KeyNotString".to_owned())),
                ..map(("(u8, u8)", "u8"), &["(1, 2)", "(1, 3)"], &["", ""])
            },
            "keys of none" => Value {
                sent: Some(Json::Keys("KeyNotString".to_owned())),
                ..map(("Option<u8>", "u8"), &["None", "Some(7)"], &["", ""])
            },
            "a key that is NaN" => Value::new(
                "crate::kit::Floats",
                "crate::kit::Floats(&[f64::NAN])",
                Json::Keys("NotFinite".to_owned()),
            ),
            "U+0000 in a key" => map(("&'static str", "u8"), &["\"a\\0\"", "\"b\""], &["a\0", "b"]),
            _ => {
                let message = self.some_text();
                Value::new(
                    "crate::kit::Fails",
                    format!("crate::kit::Fails({message:?})"),
                    model::fails(&message),
                )
            }
        }
    }
}

fn shown(text: &str) -> Value {
    let expr = format!("crate::kit::Shown({text:?})");
    Value::new("crate::kit::Shown", expr, Json::Text(text.to_owned()))
}

/// A map of these keys, with what is made of them, and its first number of each.
fn map((key, value): (&str, &str), keys: &[&str], sent: &[&str]) -> Value {
    let entries = keys.iter().enumerate();
    let entries: Vec<_> = entries
        .map(|(i, key)| format!("({key}, {i}_{value})"))
        .collect();
    let members = sent.iter().enumerate();
    let members = members.map(|(i, key)| ((*key).to_owned(), Json::Plain(i.to_string())));
    let map = "::std::collections::BTreeMap";
    Value::new(
        format!("{map}<{key}, {value}>"),
        format!("{map}::<{key}, {value}>::from([{}])", entries.join(", ")),
        Json::Map(members.collect()),
    )
}

fn raw(text: &str, sent: Json) -> Value {
    let expr =
        format!("::serde_json::value::RawValue::from_string(String::from({text:?})).unwrap()");
    Value::new("Box<::serde_json::value::RawValue>", expr, sent)
}

/// What stands for the value within another: there, nothing is left out.
fn inside(value: &Value) -> Json {
    value.sent.clone().unwrap_or(Json::Null)
}
