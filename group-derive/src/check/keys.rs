//! Keys that can't be combined, or can't be on such a field.

use syn::ext::IdentExt;
use syn::{Ident, Type};

use crate::ctxt::Ctxt;
use crate::kind::Kind;
use crate::model::{Field, Role};
use crate::pointed_to::pointed_to;
use crate::vocabulary::Vocabulary;

/// No two keys of a field contradict each other.
pub(super) fn agree(cx: &Ctxt, vocabulary: &Vocabulary, field: &Field<'_>) -> bool {
    const FLATTENED: &str = "the fields of a flattened struct have their own names and attributes";
    let attrs = &field.attrs;
    let mut is_fine = true;
    let mut refuse = |key: &Ident, other: &Ident, reason: &str| {
        is_fine = false;
        cx.error(
            key,
            format_args!(
                "`{}` can't be combined with `{}`: {reason}\nremove one of the two",
                key.unraw(),
                other.unraw(),
            ),
        );
    };
    let alone = [
        (&attrs.skip, "a skipped field is not sent"),
        (&attrs.flatten, FLATTENED),
        (&attrs.base, FLATTENED),
    ];
    for (key, reason) in alone {
        if let Some(key) = key {
            // What is flattened is sent, whether serde leaves it out or not.
            let suits = |other: &&Ident| *other == "send" && attrs.skip.is_none();
            let others = field.keys.iter().filter(|other| *other != key);
            let others = others.filter(|other| !suits(other));
            others.for_each(|other| refuse(other, key, reason));
            return is_fine;
        }
    }
    if let (Some(mark), Some(id)) = (&attrs.group_id, &vocabulary.id) {
        if let Some((key, _)) = &attrs.skip_if {
            refuse(key, mark, &format!("{} has an id", id.call));
        }
        if let Some((key, _)) = &attrs.kind {
            refuse(key, mark, &format!("{} is always sent as an id", id.what));
        }
    }
    if let (Some(null), Some(mark), Some(id)) = (&attrs.null, &attrs.group_id, &vocabulary.id) {
        refuse(null, mark, &format!("{} has an id", id.call));
    }
    if let Some(display) = &attrs.display {
        let map = attrs.map.as_ref().map(|(key, _)| key);
        let kind = attrs.kind.as_ref().map(|(key, _)| key);
        for key in map.into_iter().chain(kind) {
            refuse(key, display, "each of them says what is sent");
        }
    }
    is_fine
}

/// A field that serde leaves out is sent only on purpose.
pub(super) fn is_meant_to_be_sent(cx: &Ctxt, vocabulary: &Vocabulary, field: &Field<'_>) {
    if let (Some(skip), None) = (&field.serde_skip, &field.attrs.send) {
        let derive = vocabulary.derive;
        cx.error(
            skip,
            format_args!("serde leaves this field out, and `{derive}` would send it\nleave it out here too with `#[group(skip)]`, or write `#[group(send)]` if it is to be sent all the same"),
        );
    }
}

/// The keys suit the role of the field.
pub(super) fn suit(cx: &Ctxt, vocabulary: &Vocabulary, field: &Field<'_>, role: Role) -> bool {
    let (attrs, wire) = (&field.attrs, &field.wire);
    let mut is_fine = true;
    let mut refuse = |key: &Ident, message: String| {
        is_fine = false;
        cx.error(key, message);
    };
    if let (Role::Id(id, _), None, Some((key, _))) = (role, &attrs.group_id, &attrs.skip_if) {
        let (what, call) = (id.what, id.call);
        refuse(
            key,
            format!("`skip_if` can't be on {what}: {call} has one\nremove `skip_if`"),
        );
    }
    if let (Role::Id(id, _), None, Some(key)) = (role, &attrs.group_id, &attrs.null) {
        let (what, call) = (id.what, id.call);
        refuse(
            key,
            format!("`null` can't be on {what}: {call} has one\nremove `null`"),
        );
    }
    let kind = match role {
        Role::Custom(_) | Role::Flatten { .. } => return is_fine,
        Role::Reserved(reserved) => Some(reserved.kind),
        Role::CustomObject(..) => Some(None),
        Role::Id(..) | Role::Subfield(..) => None,
    };
    if let (Some(kind), Some(key)) = (kind, &attrs.display) {
        let kind = match kind {
            Some(Kind::Text | Kind::Id) => "",
            Some(Kind::Count) => "a count",
            Some(Kind::Date) => "a date",
            None => "an object",
        };
        if !kind.is_empty() {
            refuse(
                key,
                format!(
                    "`display` gives text, and `{wire}` is {kind}\nremove `display`, or send what a function of yours makes of the field with `#[group(map = path)]`"
                ),
            );
        }
    }
    if matches!(role, Role::CustomObject(..)) {
        return is_fine;
    }
    if let Some((key, _)) = &attrs.kind {
        refuse(
            key,
            format!(
                "`as` is for custom traits, and `{wire}` is reserved and has its own kind\nremove `as`"
            ),
        );
    }
    match &attrs.custom {
        // A marked id is not a trait, whatever its field is called.
        Some(key) if attrs.group_id.is_none() || vocabulary.is_id(wire) => refuse(
            key,
            format!(
                "`{wire}` is a reserved trait and can't be a custom one\nremove `custom`, or {}",
                match field.is_also {
                    true => "write another name",
                    false => "send the field under another name with `#[group(rename = \"…\")]`",
                },
            ),
        ),
        _ => {}
    }
    is_fine
}

/// A flattened struct is not `owner` itself, whose field it is.
pub(super) fn flatten_ends(cx: &Ctxt, owner: &Ident, field: &Field<'_>, role: Role) -> bool {
    let is_fine = !matches!(role, Role::Flatten { .. }) || !is_itself(owner, field.ty);
    if !is_fine {
        cx.error(field.ty, "a struct can't be flattened into itself: its traits would have no end\nleave the field out with `#[group(skip)]`");
    }
    is_fine
}

/// Whether a type is `owner`, or a pointer to it or an `Option` of it.
fn is_itself(owner: &Ident, ty: &Type) -> bool {
    let Type::Path(path) = pointed_to(ty) else {
        return false;
    };
    let mut segments = path.path.segments.iter().map(|segment| &segment.ident);
    let is_owner = segments
        .next()
        .is_some_and(|it| it == "Self" || it == owner);
    is_owner && segments.next().is_none()
}
