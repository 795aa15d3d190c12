//! The syntax of `#[group(...)]`: keys with their values, whatever the keys are.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, ExprPath, Ident, Lit, LitStr, Meta, Path, PathSegment, Token, WherePredicate,
};

use crate::ctxt::Ctxt;
use crate::key::{Key, Place};
use crate::kind::Kind;
use crate::names::case::Case;
use crate::names::suggest;
use crate::syntax::Limit;

/// What the attributes of one item say.
#[derive(Default)]
pub(crate) struct Given<A> {
    pub(crate) attrs: A,
    /// The keys given, in order.
    pub(crate) keys: Vec<Ident>,
    /// Whether something in them is wrong.
    pub(crate) is_faulty: bool,
}

/// What the attributes of one kind of place say.
pub(super) trait Attrs: Default {
    type Key: Key;

    /// Whether a key may be given several times.
    fn repeats(_: Self::Key) -> bool {
        false
    }

    /// Sets the value of `key`, which was written as `ident`.
    fn set(&mut self, key: Self::Key, ident: &Ident, value: Value) -> Result<(), Wrong>;
}

/// What to underline (the key, if empty) and the message.
pub(super) type Wrong = (TokenStream, String);

/// Integers up to this one are the same as 64-bit floats: 2^53.
const MAX_INTEGER: f64 = 9_007_199_254_740_992.0;

/// The value of a key.
pub(super) enum Value {
    None,
    Str(LitStr),
    Path(ExprPath),
    Other(TokenStream),
}

struct Entry {
    key: Ident,
    value: Value,
}

/// Reads the attributes of an item. `hint` is what the derive knows of a key that the place does not take.
pub(super) fn read<A: Attrs>(
    cx: &Ctxt,
    attrs: &[Attribute],
    place: &Place<A::Key>,
    hint: impl Fn(&str) -> Option<String>,
) -> Given<A> {
    let mut given = Given::default();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("group")) {
        if let Err(error) = read_one(cx, attr, place, &mut given, &hint) {
            given.is_faulty = true;
            cx.push(error);
        }
    }
    given
}

/// Reads one attribute. Only a syntax error is returned.
fn read_one<A: Attrs>(
    cx: &Ctxt,
    attr: &Attribute,
    place: &Place<A::Key>,
    given: &mut Given<A>,
    hint: &impl Fn(&str) -> Option<String>,
) -> syn::Result<()> {
    let Meta::List(list) = &attr.meta else {
        return Err(syn::Error::new_spanned(&attr.meta, bare(place)));
    };
    let entries = list.parse_args_with(|input: ParseStream<'_>| entries(input, || takes(place)))?;
    if entries.is_empty() {
        let takes = takes(place);
        let message = format!("`#[group()]` is empty\n{takes}");
        return Err(syn::Error::new_spanned(attr, message));
    }
    for entry in entries {
        if let Err((tokens, message)) = set(given, entry, place, hint) {
            given.is_faulty = true;
            cx.error(tokens, message);
        }
    }
    Ok(())
}

/// Reads the keys in the parentheses of a key, `also(…)`.
pub(super) fn read_nested<A: Attrs>(keys: TokenStream, place: &Place<A::Key>) -> Result<A, Wrong> {
    let mut given = Given::<A>::default();
    let entries = |input: ParseStream<'_>| entries(input, || takes(place));
    let entries = entries.parse2(keys).map_err(|error| {
        let place = Ident::new("it", error.span());
        (place.into_token_stream(), error.to_string())
    })?;
    for entry in entries {
        set(&mut given, entry, place, &|_: &str| None)?;
    }
    Ok(given.attrs)
}

fn set<A: Attrs>(
    given: &mut Given<A>,
    Entry { key, value }: Entry,
    place: &Place<A::Key>,
    hint: &impl Fn(&str) -> Option<String>,
) -> Result<(), Wrong> {
    let name = key.unraw().to_string();
    let Some(known) = place.key(&name) else {
        return Err((tokens(key), unknown(&name, place, hint)));
    };
    if !A::repeats(known) && given.keys.iter().any(|other| other.unraw() == name) {
        let message = format!("`{name}` is given twice\nremove one of the two");
        return Err((tokens(key), message));
    }
    given.keys.push(key.clone());
    let wrong = given.attrs.set(known, &key, value);
    wrong.map_err(|(found, message)| match found.is_empty() {
        true => (tokens(key), message),
        false => (found, message),
    })
}

/// The entries of one attribute. The first syntax error ends it.
fn entries(input: ParseStream<'_>, takes: impl Fn() -> String) -> syn::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        let key = Ident::parse_any(input).map_err(|error| {
            let takes = takes();
            syn::Error::new(error.span(), format!("a key is needed here\n{takes}"))
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
    let value = if let Ok(string) = fork.parse::<LitStr>() {
        if !string.suffix().is_empty() {
            let message = format!("a string takes no suffix\nremove `{}`", string.suffix());
            return Err(syn::Error::new(string.span(), message));
        }
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

/// Refuses what would be another key, were there a comma before it.
fn separated(input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![;]) {
        return Err(input.error("keys are separated by commas\nwrite `,` here"));
    }
    if input.peek(Ident::peek_any) {
        return Err(input.error("a comma is missing before this\nwrite `,` between the two keys"));
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

impl Value {
    /// No value: the key says it all.
    pub(super) fn flag(self, key: &Ident) -> Result<Ident, Wrong> {
        match self {
            Self::None => Ok(key.clone()),
            other => Err((
                other.tokens(),
                format!("`{key}` takes no value\nwrite `#[group({key})]`"),
            )),
        }
    }

    pub(super) fn string(self, key: impl Key, example: &str) -> Result<LitStr, Wrong> {
        let name = key.name();
        let quoted =
            |text: &str| format!("`{name}` takes a string\nwrite `#[group({name} = \"{text}\")]`");
        match self {
            Self::Str(string) => Ok(string),
            Self::Path(path) => match path.path.get_ident() {
                Some(ident) => Err((tokens(ident), quoted(&ident.to_string()))),
                None => Err((tokens(path), quoted(example))),
            },
            other => {
                let tokens = other.tokens();
                let written = only_string(tokens.clone());
                let example = written.unwrap_or_else(|| example.to_owned());
                Err((tokens, quoted(&example)))
            }
        }
    }

    /// The keys in its parentheses, `also(…)`; or the value, if it has none.
    pub(super) fn in_parentheses(self) -> Result<TokenStream, Self> {
        let Self::Other(tokens) = &self else {
            return Err(self);
        };
        let mut tokens = tokens.clone().into_iter();
        match (tokens.next(), tokens.next()) {
            (Some(TokenTree::Group(group)), None)
                if group.delimiter() == Delimiter::Parenthesis
                    && only_string(group.stream()).is_none() =>
            {
                Ok(group.stream())
            }
            _ => Err(self),
        }
    }

    /// The path of a function that takes a reference and returns `gives`.
    pub(super) fn function(self, key: impl Key, gives: &str) -> Result<ExprPath, Wrong> {
        let name = key.name();
        self.path().map_err(|tokens| {
            let message = format!(
                "`{name}` takes the path of a `fn(&T) -> {gives}`, not a closure or a call\nwrite `#[group({name} = path)]`"
            );
            (tokens, message)
        })
    }

    pub(super) fn case(self, key: impl Key) -> Result<Case, Wrong> {
        let rule = self.string(key, "camelCase")?;
        one_of(&rule, "case rule", &Case::ALL)
    }

    /// Whether null is sent.
    pub(super) fn null(self, key: impl Key) -> Result<bool, Wrong> {
        let send = self.string(key, "send")?;
        match send.value() == "send" {
            true => Ok(true),
            false => Err((
                tokens(send),
                "`null` takes only `\"send\"`: without it, null is left out\nwrite `#[group(null = \"send\")]`".to_owned(),
            )),
        }
    }

    /// A number, which a value is checked against.
    pub(super) fn number(self, key: impl Key) -> Result<Limit, Wrong> {
        let name = key.name();
        let tokens = self.tokens();
        let wrong = |message: String| (tokens.clone(), message);
        let (digits, suffix) = match syn::parse2(tokens.clone()) {
            Ok(Lit::Int(number)) => (
                number.base10_digits().to_owned(),
                number.suffix().to_owned(),
            ),
            Ok(Lit::Float(number)) => (
                number.base10_digits().to_owned(),
                number.suffix().to_owned(),
            ),
            _ => (String::new(), String::new()),
        };
        if !suffix.is_empty() {
            return Err(wrong(format!("a limit takes no suffix\nremove `{suffix}`")));
        }
        // Not as a float, which is another number beyond this.
        let magnitude = digits.trim_start_matches('-').parse::<u128>();
        let is_beyond = magnitude.is_ok_and(|it| it > MAX_INTEGER as u128);
        let given = digits.parse().ok().filter(|_| !is_beyond);
        match given.filter(|value: &f64| value.abs() <= MAX_INTEGER) {
            Some(value) => Ok(Limit { tokens, value }),
            None => Err(wrong(format!(
                "`{name}` takes a number, from -2^53 to 2^53\nwrite `#[group({name} = 1)]`"
            ))),
        }
    }

    pub(super) fn kind(self, key: impl Key) -> Result<Kind, Wrong> {
        let kind = self.string(key, "text")?;
        one_of(&kind, "kind", &Kind::OF_CUSTOM)
    }

    /// The path of group-core.
    pub(super) fn krate(self) -> Result<Path, Wrong> {
        const MESSAGE: &str = "`crate` takes the path of group-core\nwrite `#[group(crate = \"crate::analytics::group_core\")]`";
        let wrong = |tokens| (tokens, MESSAGE.to_owned());
        let path = self.path().map_err(wrong)?;
        let is_module =
            |segment: &PathSegment| segment.arguments.is_empty() && segment.ident != "Self";
        match path.qself.is_none() && path.path.segments.iter().all(is_module) {
            true => Ok(path.path),
            false => Err(wrong(tokens(path))),
        }
    }

    pub(super) fn predicates(self, key: impl Key) -> Result<Vec<WherePredicate>, Wrong> {
        let bound = match self {
            Self::Path(path) => Self::Other(tokens(path)),
            value => value,
        };
        let bound = bound.string(key, "T: TextTrait")?;
        let predicates = bound
            .parse_with(Punctuated::<WherePredicate, Token![,]>::parse_terminated)
            .map_err(|error| {
                let message = format!(
                    "`bound` takes where-predicates, such as `bound = \"T: TextTrait\"`: {error}"
                );
                (tokens(&bound), message)
            })?;
        Ok(predicates.into_iter().collect())
    }

    /// A path, or the tokens that are not one.
    fn path(self) -> Result<ExprPath, TokenStream> {
        match self {
            Self::Path(path) => Ok(path),
            Self::Str(string) => string.parse().map_err(|_| tokens(&string)),
            other => Err(other.tokens()),
        }
    }

    fn tokens(self) -> TokenStream {
        match self {
            Self::None => TokenStream::new(),
            Self::Str(string) => tokens(string),
            Self::Path(path) => tokens(path),
            Self::Other(tokens) => tokens,
        }
    }
}

fn one_of<T: Copy>(given: &LitStr, what: &str, all: &[(&str, T)]) -> Result<T, Wrong> {
    let value = given.value();
    let found = all.iter().find(|(name, _)| *name == value);
    found.map(|(_, one)| *one).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|(name, _)| *name).collect();
        let message = format!(
            "`{value}` is not a {what}{}\nwrite one of {}",
            suggest::did_you_mean(&value, &names),
            suggest::quoted(&names),
        );
        (tokens(given), message)
    })
}

/// The string, if it is all there is but for parentheses.
fn only_string(tokens: TokenStream) -> Option<String> {
    let mut tokens = tokens.into_iter();
    match (tokens.next()?, tokens.next()) {
        (TokenTree::Group(group), None) => only_string(group.stream()),
        (token, None) => {
            let string: LitStr = syn::parse2(token.into()).ok()?;
            Some(string.value())
        }
        _ => None,
    }
}

fn tokens(tokens: impl ToTokens) -> TokenStream {
    tokens.into_token_stream()
}

fn bare(place: &Place<impl Key>) -> String {
    let takes = takes(place);
    match place.keys {
        [] => format!("{takes}\nremove the attribute"),
        _ => format!("the keys of an attribute go in parentheses: `#[group(…)]`\n{takes}"),
    }
}

/// What `place` takes.
fn takes(place: &Place<impl Key>) -> String {
    match place.keys {
        [] => format!("{} takes no attributes", place.what),
        _ => format!("{} takes {}", place.what, suggest::quoted(&place.names())),
    }
}

fn unknown(name: &str, place: &Place<impl Key>, hint: impl Fn(&str) -> Option<String>) -> String {
    let takes = takes(place);
    if let Some(hint) = hint(name) {
        return format!("{hint}\n{takes}");
    }
    if ["default", "alias", "skip_deserializing", "deserialize_with"].contains(&name) {
        return format!("`{name}` is about reading, and these traits are only written\nremove it");
    }
    if ["required", "optional", "nullable"].contains(&name) && place.key("null").is_some() {
        return format!(
            "unknown key `{name}`: a field may be missing if its type is an `Option`\nremove it; to send null for `None`, write `#[group(null = \"send\")]`"
        );
    }
    let mut others = known_elsewhere(name).iter();
    let suggestion = match others.find(|key| place.key(key).is_some()) {
        Some(key) => format!("; did you mean `{key}`?"),
        None => suggest::did_you_mean(name, &place.names()),
    };
    format!("unknown key `{name}`{suggestion}\n{takes}")
}

/// The keys that do what one of this name does in serde, in a validator or in JSON Schema.
fn known_elsewhere(name: &str) -> &'static [&'static str] {
    match name {
        "skip_serializing_if" => &["skip_if"],
        "skip_serializing" | "ignore" | "exclude" | "omit" | "hidden" | "secret" | "sensitive"
        | "private" => &["skip"],
        "with" | "serialize_with" => &["map"],
        "name" | "wire_name" => &["rename"],
        "type" => &["as", "group_type"],
        "minimum" | "min_length" | "min_len" | "min_items" | "minLength" | "minItems" => &["min"],
        "maximum" | "max_length" | "max_len" | "max_items" | "maxLength" | "maxItems" => &["max"],
        "regex" | "regexp" | "matches" => &["pattern"],
        "pii_category" | "category" | "personal" | "personal_data" => &["pii"],
        "to_string" => &["display"],
        _ => &[],
    }
}
