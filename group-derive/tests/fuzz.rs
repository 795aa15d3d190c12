//! Random items, whole and broken, through the derives.
//!
//! Each input is made of a seed of its own: an item that one of the derives takes, with up to three changes to its tokens.
//! All derives have to make of it what can be compiled, or say what is wrong.
//!
//! ```text
//! cargo test -p group-derive fuzz
//! INPUTS=1000000 CARGO_PROFILE_DEV_BUILD_OVERRIDE_OPT_LEVEL=3 cargo test -p group-derive fuzz
//! ```
//!
//! The first takes 2,000 inputs, always the same; the second a million, in about 25 minutes. (cargo does not optimise
//! macro crates, not even under `--release`, unless it is told so; and in the dev profile overflow panics.) `SEED` is the
//! first input's seed, and a failure says how to repeat it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use std::{env, thread};

use fastrand::Rng;
use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn2::{Item, LitStr};

use crate::derive;
use crate::kind::Kind;
use crate::vocabulary::{ADDRESS, GROUP};

const INPUTS: u64 = 2_000;

struct Derive {
    name: &'static str,
    run: fn(TokenStream) -> TokenStream,
    /// Makes an item that it takes.
    item: fn(&mut Rng) -> String,
    /// What it implements for an item that it refuses.
    impls: &'static [&'static str],
    keys: &'static str,
}

static DERIVES: [Derive; 6] = [
    Derive {
        name: "GroupTraits",
        run: |input| derive::traits(input, &GROUP),
        item: group,
        impls: &["GroupTraits", "HasGroupId"],
        keys: "also as base bound crate custom display flatten group_id group_type map max min null pii rename rename_all send skip skip_if",
    },
    Derive {
        name: "AddressTraits",
        run: |input| derive::traits(input, &ADDRESS),
        item: address,
        impls: &["AddressTraits", "DeclaredAddress"],
        keys: "bound crate display map max min null pii rename send skip skip_if",
    },
    Derive {
        name: "TextTrait",
        run: derive::text,
        item: text,
        impls: &["TextTrait", "IdTrait"],
        keys: "bound crate rename rename_all",
    },
    Derive {
        name: "IdTrait",
        run: |input| derive::newtype(input, Kind::Id),
        item: newtype,
        impls: &["IdTrait"],
        keys: "bound crate",
    },
    Derive {
        name: "CountTrait",
        run: |input| derive::newtype(input, Kind::Count),
        item: newtype,
        impls: &["CountTrait"],
        keys: "bound crate",
    },
    Derive {
        name: "DateTrait",
        run: |input| derive::newtype(input, Kind::Date),
        item: newtype,
        impls: &["DateTrait"],
        keys: "bound crate",
    },
];

#[test]
fn every_input_gives_impls_or_says_what_is_wrong() {
    let number = |name: &str, default| match env::var(name) {
        Ok(text) => text.parse().expect("a number"),
        Err(_) => default,
    };
    let (inputs, first) = (number("INPUTS", INPUTS), number("SEED", 1));
    let (sender, seeds) = mpsc::channel();
    let worker = thread::spawn(move || {
        let mut seen = Seen::default();
        for seed in first..first + inputs {
            sender.send(seed).expect("the test waits");
            seen.input(seed);
        }
        seen
    });
    // What takes long for one input would take for ever: no machine is so slow.
    let mut seed = first;
    loop {
        match seeds.recv_timeout(Duration::from_secs(60)) {
            Ok(next) => seed = next,
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                println!("SEED={seed} INPUTS=1 hangs");
                panic!("{}", Input::new(seed).tokens);
            }
        }
    }
    let seen = worker.join().unwrap_or_else(|panic| resume_unwind(panic));
    // Of few inputs, nothing can be asked about all of them.
    if inputs >= INPUTS {
        seen.enough();
    }
}

/// What has been gone through, so that the fuzzer can't become blind unnoticed.
#[derive(Default)]
struct Seen {
    /// For each derive, how often the inputs that were made for it had each outcome.
    outcomes: [[u64; 4]; 6],
    /// The keys in inputs that were accepted, under the name of the derive.
    keys: BTreeSet<(&'static str, String)>,
    /// The changes in inputs that were not accepted.
    changes: BTreeSet<&'static str>,
}

impl Seen {
    fn input(&mut self, seed: u64) {
        let input = Input::new(seed);
        if let Err(wrong) = input.schema() {
            let tokens = &input.tokens;
            panic!(
                "SEED={seed} INPUTS=1 cargo test -p group-derive fuzz\nGroupSchema: {wrong}\n{tokens}"
            );
        }
        for (i, derive) in DERIVES.iter().enumerate() {
            let mut outcome = input.outcome(derive);
            let is_whole = i == input.made_for && input.changes.is_empty();
            if is_whole && outcome.as_ref().is_ok_and(|is| *is != Outcome::Accepted) {
                outcome = Err("a whole item is not accepted".to_owned());
            }
            match outcome {
                Ok(outcome) if i == input.made_for => self.record(i, &input, outcome),
                Ok(_) => {}
                Err(wrong) => panic!(
                    "SEED={seed} INPUTS=1 cargo test -p group-derive fuzz\n{}: {wrong}\nchanges: {:?}\n{}",
                    derive.name, input.changes, input.tokens
                ),
            }
        }
    }

    fn record(&mut self, i: usize, input: &Input, outcome: Outcome) {
        self.outcomes[i][outcome as usize] += 1;
        if outcome == Outcome::Accepted {
            let mut keys = Vec::new();
            group_keys(input.tokens.clone(), &mut keys);
            let keys = keys.into_iter().map(|key| (DERIVES[i].name, key));
            self.keys.extend(keys);
        } else {
            self.changes.extend(&input.changes);
        }
    }

    fn enough(&self) {
        let mut all = [0; 4];
        for (i, derive) in DERIVES.iter().enumerate() {
            assert_shares(derive.name, self.outcomes[i], 20);
            all.iter_mut()
                .zip(self.outcomes[i])
                .for_each(|(sum, count)| *sum += count);
            for key in derive.keys.split_whitespace() {
                let key = (derive.name, key.to_owned());
                assert!(self.keys.contains(&key), "{key:?} is in no accepted input");
            }
        }
        assert_shares("all", all, 10);
        let changes: BTreeSet<_> = CHANGES
            .iter()
            .chain(&BREAKS)
            .map(|(name, _)| *name)
            .collect();
        assert_eq!(self.changes, changes, "some are only in accepted inputs");
    }
}

/// At least one of `n` is accepted, and one refused for what it says; nearly none is left out.
fn assert_shares(of: &str, [accepted, refused, no_item, left_out]: [u64; 4], n: u64) {
    let share = (accepted + refused + no_item + left_out) / n;
    assert!(
        accepted >= share && refused >= share && left_out < share,
        "{of}: {accepted} accepted, {refused} refused, {no_item} no item, {left_out} left out"
    );
}

#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Accepted,
    Refused,
    /// It can't be parsed.
    NoItem,
    /// The output is not looked at.
    LeftOut,
}

/// Whether the output may be no items though nothing is wrong, or what is wrong is known.
fn is_left_out(item: &syn::DeriveInput) -> bool {
    // rustc gives neither to a derive: a parameter `_`, and attributes in a where-clause, which version 2 does not read.
    let has_placeholder = item.generics.type_params().any(|param| param.ident == "_");
    let is_new = syn2::parse2::<syn2::DeriveInput>(item.to_token_stream()).is_err();
    has_placeholder || is_new
}

/// Whether `crate` is no path of modules, `Vec::<u8>::len` or `Self::a`.
fn has_wrong_crate(item: &syn::DeriveInput) -> bool {
    let mut ours = item
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("group"));
    ours.any(|attr| {
        let text = attr.to_token_stream().to_string();
        let mut values = text.split("crate =").skip(1);
        values.any(|value| {
            let path = value.split(',').next().unwrap_or_default();
            path.contains('<') || path.contains("Self")
        })
    })
}

/// How many tokens there are, at all depths.
fn count(tokens: &TokenStream) -> usize {
    let count = |token| match token {
        TokenTree::Group(group) => 1 + count(&group.stream()),
        _ => 1,
    };
    tokens.clone().into_iter().map(count).sum()
}

/// The keys in each `group(…)`.
fn group_keys(tokens: TokenStream, keys: &mut Vec<String>) {
    let list: Vec<_> = tokens.into_iter().collect();
    for (i, token) in list.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        group_keys(group.stream(), keys);
        if i > 0 && is_ident(&list[i - 1], &["group"]) {
            let inner: Vec<_> = group.stream().into_iter().collect();
            for (j, token) in inner.iter().enumerate() {
                if j == 0 || is_punct(&inner[j - 1], ',') {
                    keys.push(token.to_string());
                }
            }
        }
    }
}

struct Input {
    /// The place in `DERIVES` of the one that takes it if nothing is changed.
    made_for: usize,
    changes: Vec<&'static str>,
    tokens: TokenStream,
    is_item: bool,
    is_left_out: bool,
    has_wrong_crate: bool,
}

impl Input {
    fn new(seed: u64) -> Self {
        let rng = &mut Rng::with_seed(seed);
        let made_for = rng.usize(..DERIVES.len());
        let mut tokens = tokens(&(DERIVES[made_for].item)(rng));
        let mut changes = Vec::new();
        let wanted = one_of(rng, &[0, 1, 1, 2, 2, 3]);
        while changes.len() < wanted {
            let (name, change) = match rng.u8(..8) {
                0 => one_of(rng, &BREAKS),
                _ => one_of(rng, &CHANGES),
            };
            if let Some(changed) = change(rng, &tokens) {
                changes.push(name);
                tokens = changed;
            }
        }
        let item = syn::parse2(tokens.clone()).ok();
        Self {
            made_for,
            changes,
            tokens,
            is_item: item.is_some(),
            is_left_out: item.as_ref().is_some_and(is_left_out),
            has_wrong_crate: item.as_ref().is_some_and(has_wrong_crate),
        }
    }

    /// That the derive of a schema makes an impl or nothing: what is wrong is said by that of the traits.
    fn schema(&self) -> Result<(), String> {
        let run = || derive::schema(self.tokens.clone(), &GROUP);
        let output = catch_unwind(AssertUnwindSafe(run)).map_err(|_| "it panics".to_owned())?;
        if self.is_left_out {
            return Ok(());
        }
        let file = syn2::parse2::<syn2::File>(output.clone());
        let items = file
            .map_err(|error| format!("no items, {error}: {output}"))?
            .items;
        match items.as_slice() {
            [] if !self.is_item => Ok(()),
            [Item::Impl(_)] if self.is_item => Ok(()),
            _ => Err(format!("neither an impl nor nothing: {output}")),
        }
    }

    /// What `derive` makes of it; an error where that is not what it should be.
    fn outcome(&self, derive: &Derive) -> Result<Outcome, String> {
        let run = || {
            catch_unwind(AssertUnwindSafe(|| (derive.run)(self.tokens.clone())))
                .map_err(|_| "it panics".to_owned())
        };
        let output = run()?;
        if run()?.to_string() != output.to_string() {
            return Err("another run gives other tokens".to_owned());
        }
        let (given, made) = (count(&self.tokens), count(&output));
        if made > 1_000 + 10 * given {
            return Err(format!("{made} tokens come of {given}"));
        }
        if has_method_call(&output) && !has_method_call(&self.tokens) {
            return Err(format!("a trait in scope may have that method: {output}"));
        }
        if self.is_left_out {
            return Ok(Outcome::LeftOut);
        }
        if self.has_wrong_crate && !output.to_string().contains("compile_error") {
            return Err(format!("its `crate` is taken: {output}"));
        }
        let file = syn2::parse2::<syn2::File>(output.clone());
        let file = file.map_err(|error| format!("no items, {error}: {output}"))?;
        let mut errors = 0;
        let mut impls = Vec::new();
        for item in &file.items {
            match item {
                Item::Macro(item)
                    if item
                        .mac
                        .path
                        .segments
                        .last()
                        .is_some_and(|last| last.ident == "compile_error") =>
                {
                    let message = item.mac.parse_body::<LitStr>().map(|text| text.value());
                    if message.unwrap_or_default().trim().is_empty() {
                        return Err(format!("an error says nothing: {output}"));
                    }
                    errors += 1;
                }
                Item::Impl(item) => {
                    let of = item
                        .trait_
                        .as_ref()
                        .and_then(|(_, path, _)| path.segments.last());
                    let of = of.map(|of| of.ident.to_string());
                    // `TextValues` is of the feature `details`, and of what is accepted only. `Ends` stands in a constant if
                    // there are flattened structs.
                    let of = of.filter(|of| errors > 0 || of != "TextValues");
                    impls.extend(of.filter(|of| of != "Ends"));
                }
                Item::Const(_) if errors == 0 => {}
                _ => return Err(format!("neither an impl nor a constant: {output}")),
            }
        }
        let outcome = match (errors, self.is_item) {
            (0, true) if impls == derive.impls || impls == ["GroupTraits"] => Outcome::Accepted,
            (1.., true) if impls == derive.impls => Outcome::Refused,
            (1.., false) if impls.is_empty() => Outcome::NoItem,
            _ => {
                return Err(format!("{errors} errors and impls of {impls:?}: {output}"));
            }
        };
        Ok(outcome)
    }
}

/// Whether a method is called as `value.method(…)`, which is the method of whatever trait is in scope.
fn has_method_call(tokens: &TokenStream) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    let is = |token: &TokenTree, c| matches!(token, TokenTree::Punct(it) if it.as_char() == c);
    let is_called = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
        token => is(token, ':'),
    };
    // Not `..path::to`.
    let is_dot = |token: &TokenTree| match token {
        TokenTree::Punct(it) => it.as_char() == '.' && it.spacing() == Spacing::Alone,
        _ => false,
    };
    let calls = tokens.windows(4).any(|four| match four {
        [before, dot, TokenTree::Ident(_), next] => {
            !is(before, '.') && is_dot(dot) && is_called(next)
        }
        _ => false,
    });
    calls
        || tokens.iter().any(|token| match token {
            TokenTree::Group(group) => has_method_call(&group.stream()),
            _ => false,
        })
}

fn one_of<T: Copy>(rng: &mut Rng, all: &[T]) -> T {
    all[rng.usize(..all.len())]
}

fn word<'a>(rng: &mut Rng, words: &'a str) -> &'a str {
    let words: Vec<_> = words.split_whitespace().collect();
    one_of(rng, &words)
}

fn tokens(text: &str) -> TokenStream {
    text.parse()
        .unwrap_or_else(|error| panic!("{error}: {text}"))
}

// Whole items. The macros look at the form of a type only, so that nothing in these has to exist.

const NAMES: &str = "
    Company r#struct Größe T2
";
const VISIBILITIES: [&str; 5] = ["", "pub", "pub(crate)", "pub(super)", "pub(in crate::a)"];
const FOREIGN: [&str; 10] = [
    "",
    "",
    "",
    "/// Words, \"quoted\".\n",
    "/** More words. */",
    "#[serde(default = \"x\", other)]",
    "#[deprecated]",
    "#[allow(deprecated, dead_code)]",
    "#[cfg(all())]",
    "#[a::b = 1]",
];
const REPRS: [&str; 5] = [
    "",
    "",
    "#[repr(C)]",
    "#[repr(packed)]",
    "#[repr(C, packed(2))]",
];
const SERDE_SKIPS: [&str; 4] = [
    "#[serde(skip)]",
    "#[serde(skip_serializing)]",
    "#[serde(default, skip)]",
    "#[serde(rename = \"x\")] #[serde(skip_serializing,)]",
];
const GENERICS: [(&str, &str); 9] = [
    ("", ""),
    ("", ""),
    ("<>", "where"),
    ("<'a>", "where 'a: 'static"),
    ("<T>", ""),
    (
        "<T: ?Sized = u8,>",
        "where for<'x> &'x T: Sized, T: 'static,",
    ),
    (
        "<'a, 'b: 'a, T: Clone + 'a, U>",
        "where U: Iterator<Item = T>",
    ),
    (
        "<#[cfg(all())] r#type, const N: usize = 3>",
        "where [u8; N]: Sized",
    ),
    ("<const N: bool = { true }>", ""),
];
const TYPES: [&str; 18] = [
    "String",
    "u64",
    "T",
    "&'a str",
    "&'b T",
    "Option<T>",
    "Vec<Option<&'static T>>",
    "std::borrow::Cow<'a, str>",
    "::std::rc::Rc<r#type>",
    "Box<dyn Fn(u8) -> T + Send + 'a>",
    "for<'x> fn(&'x T) -> U",
    "<T as Iterator>::Item",
    "T::Item",
    "[T; N]",
    "[u8; 2 + 2]",
    "(T, U)",
    "(T)",
    "Wrapper<{ N }, 3, Item = T>",
];
const PATHS: &str = r#"
    f "f" String::is_empty "self::f" crate::a::r#fn Vec::<u8>::len <T>::f <T>::a::<U>
"#;
const CASES: &str = "
    lowercase UPPERCASE PascalCase camelCase snake_case SCREAMING_SNAKE_CASE kebab-case SCREAMING-KEBAB-CASE
";

/// Fields of a group, their keys before their names: of each line, one can be there.
const FIELDS: &str = r##"
    IDENTITY
    name | r#name | rename = "na\u{6d}e" title
    email | custom e_mail
    phone | rename = r#"phone"# line
    industry
    created_at | rename = "createdAt" since
    description
    employees | rename = "employees" headcount
    display plan | display, rename = "plan" tier
    website | avatar
    ADDRESS
    seats_left | größe_2
    r#type | _x
    custom channel | rename = "sentAt", custom sent
    as = "text" motto | as = "id" parent
    as = "count" visits | as = "date" renewal
    custom password | rename = "stripe_secret", custom key | skip api_key | token_count
    display slogan | display, custom brand | rename = "address.zip", custom zip
    rename = "a.b" a | rename = "\"q\" \\ \u{1} \u{1e} \u{1f}" q
    skip lock | skip name
    flatten usage | flatten r#match
    flatten more
"##;
const SUBFIELDS: &str = r##"
    city | rename = "city" town
    country
    postal_code | rename = "postalCode" zip
    state | r#state
    street | display street | display, rename = "street" road
    skip floor | skip city
"##;
const VARIANTS: &str = r##"
    r#Type | Type2
    ProPlus2 | Größe
    rename = "enterprise" Custom
    rename = "x y" r#Self_ | X
    A_b
"##;

/// The keys in one attribute or in several, among attributes that are not the macros'.
fn attrs(rng: &mut Rng, mut keys: Vec<String>) -> String {
    rng.shuffle(&mut keys);
    let mut text = one_of(rng, &FOREIGN).to_owned();
    while !keys.is_empty() {
        let end = rng.usize(1..=keys.len());
        let some = keys.drain(..end).collect::<Vec<_>>().join(", ");
        let (comma, foreign) = (one_of(rng, &["", ","]), one_of(rng, &FOREIGN));
        text += &format!("#[group({some}{comma})] {foreign}");
    }
    text
}

/// The attributes of an item, with the keys that every derive takes.
fn item_attrs(rng: &mut Rng, mut keys: Vec<String>) -> String {
    let krate = one_of(
        rng,
        &["group_core", "\"crate::a::core\"", "::r#x::y", "\"self\""],
    );
    let bound = one_of(rng, &["", "T: Clone", "for<'x> &'x T: Into<U>, 'a: 'b,"]);
    if rng.u8(..4) == 0 {
        keys.push(format!("crate = {krate}"));
    }
    if rng.u8(..4) == 0 {
        keys.push(format!("bound = \"{bound}\""));
    }
    attrs(rng, keys)
}

fn rename_all(rng: &mut Rng) -> Vec<String> {
    let case = word(rng, CASES);
    let key = rng.bool().then(|| format!("rename_all = \"{case}\""));
    key.into_iter().collect()
}

/// Of some of the lines, what is chosen of each: its keys and its name.
fn chosen<'a>(rng: &mut Rng, lines: &'a str) -> Vec<(&'a str, Vec<String>)> {
    let mut chosen = Vec::new();
    for line in lines.trim().lines() {
        if rng.u8(..4) == 0 {
            let all: Vec<_> = line.trim().split(" | ").collect();
            let one = one_of(rng, &all);
            let (keys, name) = one.rsplit_once(' ').unwrap_or(("", one));
            let keys = keys.split(", ").filter(|key| !key.is_empty());
            chosen.push((name, keys.map(str::to_owned).collect()));
        }
    }
    rng.shuffle(&mut chosen);
    chosen
}

/// Fields with names, of some of the lines.
fn fields(rng: &mut Rng, lines: &str) -> String {
    let mut fields = Vec::new();
    for (name, mut keys) in chosen(rng, lines) {
        let has = |some: &[&str]| keys.iter().any(|key| some.contains(&key.as_str()));
        let is_skipped = has(&["skip"]);
        let is_bare = is_skipped || has(&["flatten", "base"]);
        let is_displayed = has(&["display"]);
        // A group always has its id.
        let is_id = name == "id" || has(&["group_id", "rename = \"id\""]);
        if !is_bare && !is_displayed && rng.u8(..5) == 0 {
            keys.push(format!("map = {}", word(rng, PATHS)));
        }
        if !is_bare && !is_id && rng.u8(..5) == 0 {
            keys.push(format!("skip_if = {}", word(rng, PATHS)));
        }
        // The parts of an address have one name each.
        if !is_bare && lines != SUBFIELDS && rng.u8(..8) == 0 {
            let name = format!("\"also {}\"", fields.len());
            keys.push(match rng.bool() {
                true => format!("also = {name}"),
                false => format!("also(custom, name = {name})"),
            });
        }
        if !is_bare && !is_id && rng.u8(..8) == 0 {
            keys.push("null = \"send\"".to_owned());
        }
        if !is_bare && !is_id && rng.u8(..8) == 0 {
            keys.push("pii = \"contact\"".to_owned());
        }
        // Text, which has characters to count.
        if is_displayed && !is_id && rng.u8(..3) == 0 {
            keys.push(one_of(rng, &["min = 1", "max = 1_000", "min = 0, max = 2e3"]).to_owned());
        }
        let mut serde = "";
        if (is_skipped || !is_bare) && rng.u8(..6) == 0 {
            serde = one_of(rng, &SERDE_SKIPS);
            if !is_skipped {
                keys.push("send".to_owned());
            }
        }
        let attrs = attrs(rng, keys) + serde;
        let (visibility, ty) = (one_of(rng, &VISIBILITIES), one_of(rng, &TYPES));
        fields.push(format!("{attrs} {visibility} {name}: {ty}"));
    }
    fields.join(", ")
}

fn group(rng: &mut Rng) -> String {
    let mut keys = rename_all(rng);
    // A base brings the id and the group type.
    let has_base = rng.u8(..3) == 0;
    if !has_base && rng.u8(..3) == 0 {
        keys.push("group_type = \"company\"".to_owned());
    }
    let attrs = item_attrs(rng, keys) + one_of(rng, &REPRS);
    let identity = match has_base {
        true => "base inner | base r#mod",
        false => {
            r#"id | rename = "id" r#key | group_id account | group_id, rename = "id" number | display, group_id code"#
        }
    };
    // The address is one field or several.
    let address = one_of(
        rng,
        &[
            "address",
            "rename = \"address.city\" town\nrename = \"address.postalCode\" code",
        ],
    );
    let lines = FIELDS
        .replace("ADDRESS", address)
        .replace("IDENTITY", identity);
    let fields = fields(rng, &lines);
    named(rng, &attrs, &fields)
}

fn address(rng: &mut Rng) -> String {
    let attrs = item_attrs(rng, Vec::new()) + one_of(rng, &REPRS);
    let fields = fields(rng, SUBFIELDS);
    named(rng, &attrs, &fields)
}

fn named(rng: &mut Rng, attrs: &str, fields: &str) -> String {
    let (visibility, name) = (one_of(rng, &VISIBILITIES), word(rng, NAMES));
    let (generics, bounds) = one_of(rng, &GENERICS);
    format!("{attrs} {visibility} struct {name} {generics} {bounds} {{ {fields} }}")
}

fn newtype(rng: &mut Rng) -> String {
    let attrs = item_attrs(rng, Vec::new());
    let (visibility, name, ty) = (
        one_of(rng, &VISIBILITIES),
        word(rng, NAMES),
        one_of(rng, &TYPES),
    );
    let (generics, bounds) = one_of(rng, &GENERICS);
    let foreign = one_of(rng, &FOREIGN);
    match rng.u8(..4) {
        0 => format!(
            "{attrs} struct {name} {generics} {bounds} {{ {foreign} {visibility} r#in: {ty} }}"
        ),
        1 => format!("{attrs} struct {name} {generics} (PhantomData<T>, {foreign} {ty}) {bounds};"),
        _ => format!(
            "{attrs} {visibility} struct {name} {generics} ({foreign} {visibility} {ty}) {bounds};"
        ),
    }
}

fn text(rng: &mut Rng) -> String {
    if rng.u8(..3) == 0 {
        return newtype(rng);
    }
    let keys = rename_all(rng);
    let item = item_attrs(rng, keys);
    let mut variants = vec![("Basic", Vec::new())];
    variants.extend(chosen(rng, VARIANTS));
    let variants = variants.into_iter().map(|(name, keys)| {
        // What `#[group(…)]` names may be without a name in serde; otherwise serde may name it.
        let serde = match (rng.u8(..4), keys.is_empty()) {
            (0, false) => "#[serde(skip_serializing, alias = \"x\")]".to_owned(),
            (0, true) => format!("#[serde(rename(serialize = \"of serde: {name}\"))]"),
            _ => String::new(),
        };
        let attrs = attrs(rng, keys);
        let body = one_of(rng, &["", "", "= 3", "{}", "()"]);
        format!("{attrs} {serde} {name} {body}")
    });
    let variants = variants.collect::<Vec<_>>().join(", ");
    let (visibility, name) = (one_of(rng, &VISIBILITIES), word(rng, NAMES));
    let (generics, bounds) = one_of(rng, &GENERICS);
    format!("{item} {visibility} enum {name} {generics} {bounds} {{ {variants} }}")
}

// What is changed in them.

type Change = fn(&mut Rng, &TokenStream) -> Option<TokenStream>;

/// Those that mostly leave an item. Each gives nothing where there is nothing of the kind to change.
const CHANGES: [(&str, Change); 13] = [
    ("an attribute dropped", |rng, tokens| {
        edit(rng, tokens, is_attr, |_, list, i| {
            drop(list.drain(i..i + 2));
        })
    }),
    ("an attribute doubled", |rng, tokens| {
        edit(rng, tokens, is_attr, |_, list, i| {
            let attr = list[i..i + 2].to_vec();
            list.splice(i..i, attr);
        })
    }),
    ("an attribute moved", |rng, tokens| {
        let mut attr = Vec::new();
        let tokens = edit(rng, tokens, is_attr, |_, list, i| {
            attr.extend(list.drain(i..i + 2));
        })?;
        edit(rng, &tokens, is_start, |_, list, i| {
            drop(list.splice(i..i, attr));
        })
    }),
    ("an attribute more", |rng, tokens| {
        edit(rng, tokens, is_start, |rng, list, i| {
            let attr = one_of(rng, &ATTRS).replace("KEY", &key(rng));
            put(list, i, 0, &attr);
        })
    }),
    ("a key more", |rng, tokens| {
        edit(rng, tokens, is_key, |rng, list, i| {
            let key = key(rng);
            put(list, i, 0, &(key + ","));
        })
    }),
    ("a key renamed", |rng, tokens| {
        edit(rng, tokens, is_key, |rng, list, i| {
            put(list, i, 1, word(rng, KEYS));
        })
    }),
    ("a value replaced", |rng, tokens| {
        edit(rng, tokens, is_value, |rng, list, i| {
            put(list, i, type_len(list, i), word(rng, VALUES));
        })
    }),
    ("a literal replaced", |rng, tokens| {
        edit(rng, tokens, is_literal, |rng, list, i| {
            put(list, i, 1, word(rng, LITERALS));
        })
    }),
    ("a name replaced", |rng, tokens| {
        edit(rng, tokens, is_name, |rng, list, i| {
            put(list, i, 1, word(rng, WORDS));
        })
    }),
    ("a name made long", |rng, tokens| {
        edit(rng, tokens, is_name, |rng, list, i| {
            put(
                list,
                i,
                1,
                &one_of(rng, &["x", "Xy", "ö", "a_"]).repeat(2_000),
            );
        })
    }),
    ("the type of a field replaced", |rng, tokens| {
        edit(rng, tokens, is_type, |rng, list, i| {
            put(list, i, type_len(list, i), &strange(rng));
        })
    }),
    ("a field more", |rng, tokens| {
        edit(rng, tokens, is_field, |rng, list, i| {
            put(
                list,
                i,
                0,
                one_of(rng, &["T,", "A,", "x: T,", "pub name: T,"]),
            );
        })
    }),
    ("data in a variant", |rng, tokens| {
        edit(rng, tokens, is_variant, |rng, list, i| {
            put(
                list,
                i + 1,
                0,
                one_of(
                    rng,
                    &[
                        "(u8)",
                        "{ a: T }",
                        "= \"x\"",
                        "= { 1 }",
                        "(#[group(skip)] T)",
                    ],
                ),
            );
        })
    }),
];

/// Those that mostly leave none: rustc gives such to no derive, other macros might.
const BREAKS: [(&str, Change); 14] = [
    ("a separator replaced", |rng, tokens| {
        edit(rng, tokens, is_separator, |rng, list, i| {
            put(
                list,
                i,
                1,
                one_of(rng, &["", ";", ",", "=", ":", "=>", "|"]),
            );
        })
    }),
    ("a type within a type replaced", |rng, tokens| {
        edit(rng, tokens, is_type_name, |rng, list, i| {
            put(list, i, 1, &strange(rng));
        })
    }),
    ("generics put in", |rng, tokens| {
        edit(rng, tokens, is_after_name, |rng, list, i| {
            let param = one_of(rng, &PARAMS);
            put(list, i, 0, &format!("<{param}>"));
        })
    }),
    ("a parameter more", |rng, tokens| {
        edit(rng, tokens, is_within_angles, |rng, list, i| {
            put(list, i, 0, one_of(rng, &PARAMS));
        })
    }),
    ("a where-clause more", |rng, tokens| {
        edit(rng, tokens, is_end, |rng, list, i| {
            put(list, i, 0, one_of(rng, &BOUNDS));
        })
    }),
    ("another kind of item", |rng, tokens| {
        edit(rng, tokens, is_kind, |rng, list, i| {
            put(
                list,
                i,
                1,
                one_of(rng, &["struct", "enum", "union", "trait", "fn", "type"]),
            );
        })
    }),
    ("another body", |rng, tokens| {
        edit(rng, tokens, is_group, |rng, list, i| {
            put(list, i, 1, one_of(rng, &BODIES));
        })
    }),
    ("other delimiters", |rng, tokens| {
        edit(rng, tokens, is_group, |rng, list, i| {
            if let TokenTree::Group(group) = &list[i] {
                list[i] = Group::new(one_of(rng, &DELIMITERS), group.stream()).into();
            }
        })
    }),
    ("a token in delimiters", |rng, tokens| {
        edit(rng, tokens, is_token, |rng, list, i| {
            let delimiter = one_of(rng, &DELIMITERS);
            list[i] = Group::new(delimiter, list[i].clone().into()).into();
        })
    }),
    ("delimiters taken off", |rng, tokens| {
        edit(rng, tokens, is_group, |_, list, i| {
            if let TokenTree::Group(group) = list.remove(i) {
                list.splice(i..i, group.stream());
            }
        })
    }),
    ("a token deleted", |rng, tokens| {
        edit(rng, tokens, is_token, |_, list, i| drop(list.remove(i)))
    }),
    ("a token doubled", |rng, tokens| {
        edit(rng, tokens, is_token, |_, list, i| {
            list.insert(i, list[i].clone());
        })
    }),
    ("two tokens swapped", |rng, tokens| {
        edit(rng, tokens, is_token, |rng, list, i| {
            let other = rng.usize(..list.len());
            list.swap(i, other);
        })
    }),
    ("a token moved", |rng, tokens| {
        let mut token = None;
        let tokens = edit(rng, tokens, is_token, |_, list, i| {
            token = Some(list.remove(i));
        })?;
        edit(
            rng,
            &tokens,
            |_, _| true,
            |_, list, i| drop(list.splice(i..i, token)),
        )
    }),
];

const DELIMITERS: [Delimiter; 4] = [
    Delimiter::Parenthesis,
    Delimiter::Bracket,
    Delimiter::Brace,
    Delimiter::None,
];
const KEYS: &str = "
    also as base bound crate custom display flatten group_id group_type map max min null pattern pii rename rename_all send skip
    skip_if r#as r#skip
    Rename renam skip_serializing_if with _ self größe x
";
const ATTRS: [&str; 30] = [
    "#[group(KEY)]",
    "#[group(KEY)]",
    "#[group(KEY, KEY)]",
    "#[group(KEY; KEY)]",
    "#[group(KEY KEY)]",
    "#[group(,KEY)]",
    "#[group[KEY]]",
    "#[group { KEY }]",
    "#[group = KEY]",
    "#[group]",
    "#[group()]",
    "#[r#group(KEY)]",
    "#[group::x(KEY)]",
    "#![group(KEY)]",
    "#[group(crate = Self::f)]",
    "#[group(crate = Vec::<u8>::len)]",
    "#[serde(skip)]",
    "#[serde(skip_serializing)]",
    "#[serde(KEY)]",
    "#[serde(skip = KEY)]",
    "#[serde(rename = KEY)]",
    "#[serde(rename = \"Basic\")]",
    "#[serde(rename(serialize = \"x\", KEY))]",
    "#[serde(rename_all = \"UPPERCASE\")]",
    "#[serde(rename_all(KEY))]",
    "#[serde(untagged)]",
    "#[serde(with = KEY)]",
    "#[serde = KEY]",
    "#[serde]",
    "#[repr(packed)]",
];
const VALUES: &str = r#"
    /**/ 7 -1.5e3 true 'c' b"x" c"x" "x"suffix "x""y" "" "\u{20}" "f" "fn" "|x|x" "f(1)" "T:Clone" "T:,U"
    "T:Clone;U" "'a:'b,for<'x>T:Fn(&'x(u8))" "camelCase" "camel_case" "date" "dates" x a::b ::a::<T>::b
    <T>::b::<U> self Self::f super::f fn |x|x f(1) f!(1) (a,b) [a;2] {a;b}
"#;
const LITERALS: &str = r###"
    "" "\0" "a\u{1e}b" "a\u{1f}b" "\u{1e}" "\"" "\\" "a\nb\t" "\u{200b}\u{feff}" "\u{10ffff}" "名前" "İ" "🙂"
    r##"a"#b"## b"\xff" c"a" '\u{1f}' 0 0x_ff_u8 1e999f64 340282366920938463463374607431768211456 "id" "name"
    "E-Mail" "createdAt" "created_at" "emploees" "address" "address." "address.zip" "adress.city" "." "__"
    "group_id" "groupType" "password" "stripeSecret" "token_count" "_name" "\u{1e}"x "id"x
    r#"a"#b b"x"y c"x"y 'c'd 1u8 0b1_i64 1.0f32 1_x 0xfu
"###;
const WORDS: &str = "
    id name email created_at createdAt address employees city e_mail emploees zip group_id channel _ __ __0
    password api_key token_count _name __writer __reserved 名前 İ é r#type r#fn fn self Self super crate dyn where
    struct union pub T group doc
";
const PARAMS: [&str; 14] = [
    "",
    "'a,",
    "'a: 'b + 'static,",
    "'_,",
    "T,",
    "T: ?Sized + for<'x> Fn(&'x U) -> T,",
    "T = Option<u8>,",
    "mut T,",
    "const N: usize,",
    "const N: [u8; 2] = [1, 2],",
    "const T: fn() = { f },",
    "#[group(skip)] U,",
    "Self,",
    "T T",
];
const BOUNDS: [&str; 10] = [
    "where",
    "where T: Clone",
    "where T:",
    "where 'a: 'b,",
    "where for<'x> <T as A<'x>>::B: C",
    "where Self: Sized,",
    "where [(); { N }]:",
    "where T = u8",
    "where T: Clone where U: Clone",
    "where dyn A + 'a: B",
];
const BODIES: [&str; 12] = [
    ";",
    "{}",
    "();",
    "{ name: String }",
    "{ id: u8, r#id: T }",
    "{ A, B(u8), C { x: T } = 3 }",
    "(T);",
    "(T, U)",
    "(pub T, PhantomData<T>);",
    "[T]",
    "{ name }",
    "{ : T }",
];

/// A key, with a value or without.
fn key(rng: &mut Rng) -> String {
    let key = word(rng, KEYS);
    match rng.u8(..3) {
        0 => key.to_owned(),
        1 => format!("{key} = {}", word(rng, VALUES)),
        _ => format!("{key} = {}", word(rng, LITERALS)),
    }
}

/// A type that a field seldom has, or can't have.
fn strange(rng: &mut Rng) -> String {
    const STRANGE: [&str; 29] = [
        "*const TYPE",
        "*mut [TYPE]",
        "[TYPE]",
        "[TYPE; { N }]",
        "[TYPE; f::<3>(x) as usize]",
        "&TYPE",
        "&'a mut TYPE",
        "fn(TYPE, ...) -> TYPE",
        "unsafe extern \"C\" fn(x: TYPE)",
        "dyn A<TYPE>",
        "dyn for<'x> A<'x> + Send + 'a",
        "dyn A<TYPE> + ?Sized",
        "impl A<TYPE> + 'a",
        "m!(TYPE)",
        "a::m! { TYPE }",
        "m![]",
        "Self",
        "Self::TYPE",
        "Option<TYPE>",
        "Option<Option<TYPE>>",
        "PhantomData<TYPE>",
        "!",
        "_",
        "()",
        "(TYPE,)",
        "(TYPE, TYPE)",
        "A + B",
        "<TYPE as A>::B<TYPE>",
        "Fn(TYPE) -> TYPE",
    ];
    let ty = one_of(rng, &STRANGE);
    let inner = match rng.u8(..3) {
        0 if ty.contains("TYPE") => strange(rng),
        _ => one_of(rng, &TYPES).to_owned(),
    };
    ty.replace("TYPE", &inner)
}

/// Makes a change at one of the places, at whatever depth, where `is_place` says that it can be made.
fn edit(
    rng: &mut Rng,
    tokens: &TokenStream,
    is_place: fn(&[TokenTree], usize) -> bool,
    change: impl FnOnce(&mut Rng, &mut Vec<TokenTree>, usize),
) -> Option<TokenStream> {
    fn find(
        tokens: &TokenStream,
        is_place: fn(&[TokenTree], usize) -> bool,
        path: &mut Vec<usize>,
        found: &mut Vec<Vec<usize>>,
    ) {
        let list: Vec<_> = tokens.clone().into_iter().collect();
        for i in 0..=list.len() {
            path.push(i);
            if is_place(&list, i) {
                found.push(path.clone());
            }
            if let Some(TokenTree::Group(group)) = list.get(i) {
                find(&group.stream(), is_place, path, found);
            }
            path.pop();
        }
    }

    fn at(
        tokens: &TokenStream,
        path: &[usize],
        change: impl FnOnce(&mut Vec<TokenTree>, usize),
    ) -> TokenStream {
        let mut list: Vec<_> = tokens.clone().into_iter().collect();
        match path {
            [] => {}
            [last] => change(&mut list, *last),
            [first, rest @ ..] => {
                if let TokenTree::Group(group) = &list[*first] {
                    let inner = at(&group.stream(), rest, change);
                    list[*first] = Group::new(group.delimiter(), inner).into();
                }
            }
        }
        list.into_iter().collect()
    }

    let mut found = Vec::new();
    find(tokens, is_place, &mut Vec::new(), &mut found);
    if found.is_empty() {
        return None;
    }
    let path = &found[rng.usize(..found.len())];
    Some(at(tokens, path, |list, i| change(rng, list, i)))
}

/// Puts tokens in place of the next `len`.
fn put(list: &mut Vec<TokenTree>, i: usize, len: usize, text: &str) {
    list.splice(i..i + len, tokens(text));
}

/// How many tokens there are to the end of a type or a value.
fn type_len(list: &[TokenTree], i: usize) -> usize {
    let mut depth = 0;
    let is_inside = |token: &&TokenTree| {
        depth += i32::from(is_punct(token, '<')) - i32::from(is_punct(token, '>'));
        depth > 0 || !is_punct(token, ',')
    };
    list[i..].iter().take_while(is_inside).count()
}

fn is_punct(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == c)
}

fn is_ident(token: &TokenTree, names: &[&str]) -> bool {
    matches!(token, TokenTree::Ident(ident) if names.iter().any(|name| ident == name))
}

fn is_token(list: &[TokenTree], i: usize) -> bool {
    i < list.len()
}

fn is_group(list: &[TokenTree], i: usize) -> bool {
    matches!(list.get(i), Some(TokenTree::Group(_)))
}

fn is_literal(list: &[TokenTree], i: usize) -> bool {
    matches!(list.get(i), Some(TokenTree::Literal(_)))
}

fn is_name(list: &[TokenTree], i: usize) -> bool {
    matches!(list.get(i), Some(TokenTree::Ident(_)))
        && !is_ident(&list[i], &["struct", "enum", "where", "pub", "in", "fn"])
}

fn is_separator(list: &[TokenTree], i: usize) -> bool {
    matches!(list.get(i), Some(TokenTree::Punct(punct)) if ",=:;".contains(punct.as_char()))
}

fn is_attr(list: &[TokenTree], i: usize) -> bool {
    is_group(list, i + 1) && is_punct(&list[i], '#')
}

/// Where an attribute might stand, but not within one.
fn is_start(list: &[TokenTree], i: usize) -> bool {
    let is_path = is_group(list, i + 1) && !is_ident(&list[i], &["pub"]);
    let is_path = is_path || list.get(i + 1).is_some_and(|next| is_punct(next, '='));
    let is_word = matches!(list.get(i), Some(TokenTree::Ident(_)));
    is_attr(list, i) || is_word && is_first(list, i) && !is_path
}

/// The first token of a field or a variant.
fn is_field(list: &[TokenTree], i: usize) -> bool {
    is_start(list, i) && !(0..list.len()).any(|i| is_kind(list, i))
}

fn is_first(list: &[TokenTree], i: usize) -> bool {
    i == 0 || is_punct(&list[i - 1], ',')
}

/// A key, but not the `crate` of a path or a visibility.
fn is_key(list: &[TokenTree], i: usize) -> bool {
    let is_value_next = list.get(i + 1).is_some_and(|next| is_punct(next, '='));
    let ends = list.get(i + 1).is_none_or(|next| is_punct(next, ','));
    is_name(list, i)
        && is_first(list, i)
        && (is_value_next || ends && !is_ident(&list[i], &["crate"]))
        && KEYS
            .split_whitespace()
            .any(|key| list[i].to_string() == key)
}

fn is_value(list: &[TokenTree], i: usize) -> bool {
    // Not the default of a parameter.
    let has_item = (0..list.len()).any(|i| is_kind(list, i));
    i > 0 && is_token(list, i) && is_punct(&list[i - 1], '=') && !has_item
}

/// Behind one colon.
fn is_type(list: &[TokenTree], i: usize) -> bool {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Alone);
    i > 1 && is_token(list, i) && is_colon(&list[i - 1]) && !is_punct(&list[i - 2], ':')
}

/// A variant without data, or the type of a tuple struct's field.
fn is_variant(list: &[TokenTree], i: usize) -> bool {
    let starts = is_first(list, i) || is_group(list, i - 1);
    let ends = list.get(i + 1).is_none_or(|next| is_punct(next, ','));
    is_name(list, i) && starts && ends
}

/// The name of a type that has no parameters, or of a variant.
fn is_type_name(list: &[TokenTree], i: usize) -> bool {
    let is_upper = |token: &TokenTree| token.to_string().starts_with(char::is_uppercase);
    is_name(list, i)
        && is_upper(&list[i])
        && !list.get(i + 1).is_some_and(|next| is_punct(next, '<'))
}

fn is_kind(list: &[TokenTree], i: usize) -> bool {
    is_token(list, i) && is_ident(&list[i], &["struct", "enum"])
}

fn is_after_name(list: &[TokenTree], i: usize) -> bool {
    i > 1 && is_kind(list, i - 2)
}

fn is_within_angles(list: &[TokenTree], i: usize) -> bool {
    i > 0 && is_punct(&list[i - 1], '<')
}

/// The body of an item, or what ends a tuple struct.
fn is_end(list: &[TokenTree], i: usize) -> bool {
    matches!(list.get(i), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
        || is_token(list, i) && is_punct(&list[i], ';')
}
