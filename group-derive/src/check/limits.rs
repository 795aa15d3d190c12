//! `pii`, `min`, `max` and `pattern`: on what they can be, and which values they can have.

use syn::Ident;
use syn::ext::IdentExt;

use crate::ctxt::Ctxt;
use crate::kind::Kind;
use crate::model::{Field, Role};
use group_rules::blank::is_blank;
use group_rules::category;

/// They suit the role of the field, and can be kept.
pub(super) fn check_limits(cx: &Ctxt, field: &Field<'_>, role: Role) {
    let kind = match role {
        Role::Reserved(reserved) | Role::Subfield(_, reserved) => reserved.kind,
        Role::Custom(_) if field.attrs.display.is_some() => Some(Kind::Text),
        Role::Custom(kind) => kind,
        Role::Id(..) | Role::CustomObject(..) => None,
        Role::Flatten { .. } => return,
    };
    if cx.passes(|| check_place(cx, field, role, kind)) {
        check_values(cx, field, kind);
    }
}

fn check_place(cx: &Ctxt, field: &Field<'_>, role: Role, kind: Option<Kind>) {
    let (attrs, wire) = (&field.attrs, &field.wire);
    let refuse = |key: &Ident, why: &str| cx.error(key, format_args!("`{}` {why}", key.unraw()));
    let pii = attrs.pii.as_ref().map(|(key, _)| key);
    let [min, max] = [&attrs.min, &attrs.max].map(|it| it.as_ref().map(|(key, _)| key));
    let pattern = attrs.pattern.as_ref().map(|(key, _)| key);
    let limits = || [min, max, pattern].into_iter().flatten();

    match (kind, role) {
        (_, Role::Id(id, _)) => {
            for key in pii.into_iter().chain(limits()) {
                let what = id.what;
                refuse(
                    key,
                    &format!("can't be on {what}, which is sent as it is\nremove `{key}`"),
                );
            }
        }
        (None, Role::Reserved(_) | Role::CustomObject(..)) => {
            for key in limits() {
                refuse(
                    key,
                    &format!(
                        "can't be on `{wire}`, an object\nwrite it on a field of the struct with `AddressTraits`"
                    ),
                );
            }
        }
        (None, _) if attrs.map.is_some() => {
            for key in limits() {
                refuse(
                    key,
                    "can't be held against what `map` gives, of which nothing is known\nsay what it is, with `as = \"text\"` or `as = \"count\"`",
                );
            }
        }
        (Some(Kind::Date), _) => {
            for key in limits() {
                refuse(key, &format!("can't be on a date\nremove `{key}`"));
            }
        }
        (Some(Kind::Count), _) => {
            if let Some(key) = pattern {
                refuse(
                    key,
                    "is for text, and this is a count\nwrite `min` or `max`",
                );
            }
        }
        _ => {}
    }
}

fn check_values(cx: &Ctxt, field: &Field<'_>, kind: Option<Kind>) {
    let attrs = &field.attrs;
    let refuse = |tokens: &dyn quote::ToTokens, message: String| cx.error(tokens, message);
    if let Some((_, category)) = &attrs.pii {
        let given = category.value();
        let normal = category::normal(&given);
        if is_blank(&given) {
            refuse(
                category,
                "`pii` takes a category of your own\nwrite `#[group(pii = \"contact\")]`"
                    .to_owned(),
            );
        } else if given != normal {
            refuse(
                category,
                format!(
                    "a category must be lower case, without white space or invisible characters, so that a policy can't miss it\nwrite `#[group(pii = \"{normal}\")]`"
                ),
            );
        }
    }
    for (key, limit) in [&attrs.min, &attrs.max].into_iter().flatten() {
        let is_whole = limit.value >= 0.0 && limit.value.fract() == 0.0;
        let of = match kind {
            Some(Kind::Count) => "a count",
            Some(_) => "the characters of a text",
            None => continue,
        };
        if !is_whole {
            refuse(
                &limit.tokens,
                format!(
                    "`{key}` is of {of}, and takes a whole number from 0\nwrite `#[group({key} = 1)]`"
                ),
            );
        }
    }
    if let (Some((_, min)), Some((_, max))) = (&attrs.min, &attrs.max)
        && min.value > max.value
    {
        refuse(
            &max.tokens,
            format!(
                "nothing is from {} to {}: `max` is less than `min`\nwrite the smaller number as `min`",
                min.tokens, max.tokens
            ),
        );
    }
    if let Some((key, pattern)) = &attrs.pattern
        && let Some((is_key, message)) = wrong_pattern(&pattern.value())
    {
        if is_key {
            refuse(key, message);
        } else {
            refuse(pattern, message);
        }
    }
}

/// What is wrong with a pattern, and whether it is the key rather than its value.
#[cfg(feature = "pattern")]
fn wrong_pattern(pattern: &str) -> Option<(bool, String)> {
    let error = group_rules::pattern::Pattern::linear(pattern).err()?;
    Some((false, format!("invalid pattern: {error}\n{}", error.help())))
}

#[cfg(not(feature = "pattern"))]
fn wrong_pattern(_: &str) -> Option<(bool, String)> {
    let message = "`pattern` needs the feature `pattern` of group-core, which brings the regular expressions\nwrite `features = [\"pattern\"]` beside group-core in Cargo.toml";
    Some((true, message.to_owned()))
}
