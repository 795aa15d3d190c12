//! Keys that can't be combined, or can't be on such a field.

use syn::ext::IdentExt;
use syn::{GenericArgument, Ident, PathArguments, Type};

use crate::ctxt::Ctxt;
use crate::model::{Field, Role};
use crate::vocabulary::Vocabulary;

/// No two keys of a field contradict each other.
pub(super) fn agree(cx: &Ctxt, vocabulary: &Vocabulary, field: &Field<'_>) -> bool {
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
        (
            &attrs.flatten,
            "the fields of a flattened struct have their own names and attributes",
        ),
    ];
    for (key, reason) in alone {
        if let Some(key) = key {
            let others = field.keys.iter().filter(|other| *other != key);
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
    is_fine
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
    if matches!(role, Role::Custom(_) | Role::Flatten) {
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
                "`{wire}` is a reserved trait and can't be a custom one\nremove `custom`, or send the field under another name with `#[group(rename = \"…\")]`"
            ),
        ),
        _ => {}
    }
    is_fine
}

/// A flattened struct is not `owner` itself, whose field it is.
pub(super) fn flatten_ends(cx: &Ctxt, owner: &Ident, field: &Field<'_>, role: Role) -> bool {
    let is_fine = !matches!(role, Role::Flatten) || !is_itself(owner, field.ty);
    if !is_fine {
        cx.error(field.ty, "a struct can't be flattened into itself: its traits would have no end\nleave the field out with `#[group(skip)]`");
    }
    is_fine
}

/// Whether a type is `owner`, or a pointer to it or an `Option` of it.
fn is_itself(owner: &Ident, ty: &Type) -> bool {
    let path = match ty {
        Type::Reference(reference) => return is_itself(owner, &reference.elem),
        Type::Path(path) => &path.path,
        _ => return false,
    };
    if path.is_ident("Self") || path.get_ident().is_some_and(|ident| ident == owner) {
        return true;
    }
    let Some(last) = path.segments.last() else {
        return false;
    };
    let arguments = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => &arguments.args,
        _ => return false,
    };
    let is_owner = path.segments.len() == 1 && last.ident == *owner;
    let is_around = ["Option", "Box", "Rc", "Arc"]
        .iter()
        .any(|name| last.ident == name);
    is_owner
        || is_around
            && arguments.iter().any(
                |argument| matches!(argument, GenericArgument::Type(ty) if is_itself(owner, ty)),
            )
}
