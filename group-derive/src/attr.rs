//! The syntax of `#[group(...)]`: keys and their values. Errors are pushed, never returned, so that what is left
//! of an attribute is still read.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, ExprPath, Ident, LitStr, Meta, Path, Token, WherePredicate};

use crate::case::Case;
use crate::ctxt::Ctxt;
use crate::suggest;

/// A place where attributes may stand, and the keys that it takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    GroupStruct,
    GroupField,
    AddressStruct,
    AddressField,
    TextEnum,
    TextVariant,
    Newtype,
    NewtypeField,
}

impl Place {
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::GroupStruct => &["rename_all", "group_type", "crate", "bound"],
            Self::GroupField => &[
                "rename", "custom", "group_id", "skip", "skip_if", "map", "as", "flatten",
            ],
            Self::AddressField => &["rename", "skip", "skip_if", "map"],
            Self::TextEnum => &["rename_all", "crate", "bound"],
            Self::TextVariant => &["rename"],
            Self::AddressStruct | Self::Newtype => &["crate", "bound"],
            Self::NewtypeField => &[],
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::GroupStruct => "a struct with `GroupTraits`",
            Self::GroupField => "a field of a struct with `GroupTraits`",
            Self::AddressStruct => "a struct with `AddressTraits`",
            Self::AddressField => "a field of a struct with `AddressTraits`",
            Self::TextEnum => "an enum with `TextTrait`",
            Self::TextVariant => "a variant of an enum with `TextTrait`",
            Self::Newtype => "a newtype",
            Self::NewtypeField => "the field of a newtype",
        }
    }

    /// What takes `key`, if anything of the same derive does.
    fn elsewhere(self, key: &str) -> Option<&'static str> {
        let (other, name) = match self {
            Self::GroupStruct => (Self::GroupField, "a field"),
            Self::GroupField => (Self::GroupStruct, "the struct"),
            Self::AddressStruct => (Self::AddressField, "a field"),
            Self::AddressField => (Self::AddressStruct, "the struct"),
            Self::TextEnum => (Self::TextVariant, "a variant"),
            Self::TextVariant => (Self::TextEnum, "the enum"),
            Self::Newtype => (Self::NewtypeField, "the field"),
            Self::NewtypeField => (Self::Newtype, "the struct"),
        };
        other.keys().contains(&key).then_some(name)
    }
}

/// A kind of value that `as` names.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) slot: &'static str,
    /// Whether it is sent as a string.
    pub(crate) is_string: bool,
}

const fn kind(slot: &'static str, is_string: bool) -> Kind {
    Kind { slot, is_string }
}

const KINDS: [(&str, Kind); 4] = [
    ("text", kind("Text", true)),
    ("id", kind("IdText", true)),
    ("count", kind("Count", false)),
    ("date", kind("Date", true)),
];

/// What the attributes of one item say. Each key is there if it was given, with the tokens that errors about it
/// underline.
#[derive(Default)]
pub(crate) struct Attrs {
    pub(crate) rename: Option<LitStr>,
    pub(crate) custom: Option<Ident>,
    pub(crate) group_id: Option<Ident>,
    pub(crate) skip: Option<Ident>,
    pub(crate) skip_if: Option<(Ident, ExprPath)>,
    pub(crate) map: Option<(Ident, ExprPath)>,
    pub(crate) kind: Option<(Ident, Kind)>,
    pub(crate) flatten: Option<Ident>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) group_type: Option<LitStr>,
    pub(crate) krate: Option<Path>,
    pub(crate) bound: Option<Vec<WherePredicate>>,
    /// The keys that were given, in order.
    pub(crate) keys: Vec<Ident>,
    /// Whether something in them was wrong.
    pub(crate) is_faulty: bool,
}

/// The value of a key.
enum Value {
    None,
    Str(LitStr),
    Path(ExprPath),
    Other(TokenStream),
}

struct Entry {
    key: Ident,
    value: Value,
}

/// The entries of one attribute. What breaks the syntax ends it.
fn entries(input: ParseStream<'_>, place: Place) -> syn::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        let key = Ident::parse_any(input).map_err(|error| {
            syn::Error::new(
                error.span(),
                format!("a key is needed here\n{}", list(place)),
            )
        })?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            value(input)?
        } else if ends(input) {
            Value::None
        } else {
            separated(input)?;
            Value::Other(up_to_comma(input)?)
        };
        entries.push(Entry { key, value });
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(entries)
}

fn value(input: ParseStream<'_>) -> syn::Result<Value> {
    use syn::parse::discouraged::Speculative;

    let fork = input.fork();
    let value = if let Ok(string) = fork.parse() {
        Value::Str(string)
    } else if let Ok(path) = fork.parse() {
        Value::Path(path)
    } else {
        return up_to_comma(input).map(Value::Other);
    };
    separated(&fork)?;
    if !ends(&fork) {
        return up_to_comma(input).map(Value::Other);
    }
    input.advance_to(&fork);
    Ok(value)
}

/// Nothing stands here that would be another key behind a comma.
fn separated(input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![;]) {
        return Err(input.error("keys are separated by commas\nwrite `,` here"));
    }
    if input.peek(Ident::peek_any) {
        return Err(input.error("a comma is missing before this\nwrite `,` between two keys"));
    }
    Ok(())
}

fn ends(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}

fn up_to_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !ends(input) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}

impl Attrs {
    pub(crate) fn parse(cx: &Ctxt, attrs: &[Attribute], place: Place) -> Self {
        let mut parsed = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("group")) {
            let entries = match &attr.meta {
                Meta::List(list) => {
                    list.parse_args_with(|input: ParseStream<'_>| entries(input, place))
                }
                other => Err(syn::Error::new_spanned(other, bare(place))),
            };
            match entries {
                Ok(entries) if entries.is_empty() => {
                    parsed.is_faulty = true;
                    let keys = list(place);
                    cx.error(attr, format_args!("`#[group()]` says nothing\n{keys}"));
                }
                Ok(entries) => entries
                    .into_iter()
                    .for_each(|entry| parsed.entry(cx, entry, place)),
                Err(error) => {
                    parsed.is_faulty = true;
                    cx.push(error);
                }
            }
        }
        parsed
    }

    fn entry(&mut self, cx: &Ctxt, Entry { key, value }: Entry, place: Place) {
        let name = key.unraw().to_string();
        if !place.keys().contains(&name.as_str()) {
            self.is_faulty = true;
            return cx.error(&key, unknown(&name, place));
        }
        if self.keys.iter().any(|other| other.unraw() == name) {
            self.is_faulty = true;
            return cx.error(
                &key,
                format_args!("`{name}` is given twice\nremove one of the two"),
            );
        }
        self.keys.push(key.clone());
        if let Err((tokens, message)) = self.set(&name, &key, value) {
            self.is_faulty = true;
            match tokens.is_empty() {
                true => cx.error(&key, message),
                false => cx.error(tokens, message),
            }
        }
    }

    /// Sets `name` to `value`, or gives what to underline (the key, if that is empty) and what to say.
    fn set(&mut self, name: &str, key: &Ident, value: Value) -> Result<(), (TokenStream, String)> {
        let key = key.clone();
        match name {
            "custom" => self.custom = Some(flag(key, value)?),
            "group_id" => self.group_id = Some(flag(key, value)?),
            "skip" => self.skip = Some(flag(key, value)?),
            "flatten" => self.flatten = Some(flag(key, value)?),
            "rename" => self.rename = Some(string(name, "…", value)?),
            "group_type" => {
                let group_type = string(name, "company", value)?;
                if is_blank(&group_type.value()) {
                    let message = "a group type can't be empty or blank\nwrite what the group is, `\"company\"`, or leave `group_type` out";
                    return Err((tokens(&group_type), message.to_owned()));
                }
                self.group_type = Some(group_type);
            }
            "rename_all" => {
                let rule = string(name, "camelCase", value)?;
                self.rename_all = Some(one_of(&rule, "case rule", Case::from_name, &Case::ALL)?);
            }
            "as" => {
                let kind = string(name, "text", value)?;
                let find = |name: &str| KINDS.iter().find(|(kind, _)| *kind == name);
                let kind = one_of(
                    &kind,
                    "kind",
                    |name| find(name).map(|(_, kind)| *kind),
                    &KINDS,
                )?;
                self.kind = Some((key, kind));
            }
            "skip_if" => {
                let path = path(value).map_err(function(name, "bool"))?;
                self.skip_if = Some((key, path));
            }
            "map" => {
                let path = path(value).map_err(function(name, "U"))?;
                self.map = Some((key, path));
            }
            "crate" => {
                let path = path(value).map_err(|tokens| {
                    let message = "`crate` takes the path of group-core\nwrite `#[group(crate = \"crate::analytics::group_core\")]`";
                    (tokens, message.to_owned())
                })?;
                self.krate = Some(path.path);
            }
            _ => {
                let bound = match value {
                    Value::Path(path) => Value::Other(tokens(path)),
                    value => value,
                };
                let bound = string(name, "T: TextTrait", bound)?;
                let predicates = bound
                    .parse_with(Punctuated::<WherePredicate, Token![,]>::parse_terminated)
                    .map_err(|error| {
                        let message = format!(
                            "`bound` takes where-predicates, `bound = \"T: TextTrait\"`: {error}"
                        );
                        (tokens(&bound), message)
                    })?;
                self.bound = Some(predicates.into_iter().collect());
            }
        }
        Ok(())
    }
}

fn flag(key: Ident, value: Value) -> Result<Ident, (TokenStream, String)> {
    match value {
        Value::None => Ok(key),
        other => Err((
            value_tokens(other),
            format!("`{key}` takes no value\nwrite `#[group({key})]`"),
        )),
    }
}

fn string(name: &str, example: &str, value: Value) -> Result<LitStr, (TokenStream, String)> {
    let quoted =
        |text: &str| format!("`{name}` takes a string\nwrite `#[group({name} = \"{text}\")]`");
    match value {
        Value::Str(string) => Ok(string),
        Value::Path(path) => match path.path.get_ident() {
            Some(ident) => Err((tokens(ident), quoted(&ident.to_string()))),
            None => Err((tokens(path), quoted(example))),
        },
        other => Err((value_tokens(other), quoted(example))),
    }
}

/// A path, or the tokens that are none.
fn path(value: Value) -> Result<ExprPath, TokenStream> {
    match value {
        Value::Path(path) => Ok(path),
        Value::Str(string) => string.parse().map_err(|_| tokens(&string)),
        other => Err(value_tokens(other)),
    }
}

/// What to say where a key takes the path of a function.
fn function(name: &str, gives: &str) -> impl FnOnce(TokenStream) -> (TokenStream, String) {
    let message = format!(
        "`{name}` takes the path of a `fn(&T) -> {gives}`, no closure and no call\nwrite `#[group({name} = path)]`"
    );
    |tokens| (tokens, message)
}

fn one_of<T, U>(
    given: &LitStr,
    what: &str,
    find: impl FnOnce(&str) -> Option<T>,
    all: &[(&str, U)],
) -> Result<T, (TokenStream, String)> {
    let value = given.value();
    find(&value).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|(name, _)| *name).collect();
        let message = format!(
            "`{value}` is no {what}{}\nwrite one of {}",
            suggest::did_you_mean(&value, &names),
            suggest::quoted(&names),
        );
        (tokens(given), message)
    })
}

fn value_tokens(value: Value) -> TokenStream {
    match value {
        Value::None => TokenStream::new(),
        Value::Str(string) => tokens(string),
        Value::Path(path) => tokens(path),
        Value::Other(tokens) => tokens,
    }
}

fn tokens(tokens: impl quote::ToTokens) -> TokenStream {
    tokens.into_token_stream()
}

/// Whether nothing of a name can be seen; as group-core judges ids.
pub(crate) fn is_blank(name: &str) -> bool {
    name.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '\u{ad}'
                    | '\u{200b}'..='\u{200f}'
                    | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{2064}'
                    | '\u{feff}'
            )
    })
}

fn bare(place: Place) -> String {
    match place.keys() {
        [] => format!("{}\nremove the attribute", list(place)),
        _ => format!(
            "an attribute has its keys in parentheses, `#[group(…)]`\n{}",
            list(place)
        ),
    }
}

/// What `place` takes.
fn list(place: Place) -> String {
    match place.keys() {
        [] => format!("{} takes no attributes", place.describe()),
        keys => format!("{} takes {}", place.describe(), suggest::quoted(keys)),
    }
}

fn unknown(name: &str, place: Place) -> String {
    if let Some(elsewhere) = place.elsewhere(name) {
        return format!("`{name}` belongs on {elsewhere}\n{}", list(place));
    }
    // What serde calls it.
    let suggestion = match name {
        "skip_serializing_if" if place.keys().contains(&"skip_if") => {
            "; did you mean `skip_if`?".to_owned()
        }
        "skip_serializing" if place.keys().contains(&"skip") => "; did you mean `skip`?".to_owned(),
        "with" | "serialize_with" if place.keys().contains(&"map") => {
            "; did you mean `map`?".to_owned()
        }
        _ => suggest::did_you_mean(name, place.keys()),
    };
    format!("unknown key `{name}`{suggestion}\n{}", list(place))
}
