//! Keys that can't be on a field of this role.

use syn::{Ident, Type};

use crate::ctxt::Ctxt;
use crate::kind::Kind;
use crate::model::{Field, Role};
use crate::names::spelling::pointed_to;
use crate::vocabulary::Vocabulary;

/// The keys suit the role of the field.
pub(super) fn check_role(cx: &Ctxt, vocabulary: &Vocabulary, field: &Field<'_>, role: Role) {
    let (attrs, wire) = (&field.attrs, &field.wire);
    let refuse = |key: &Ident, message: String| cx.error(key, message);
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
        Role::Custom(_) | Role::Flatten { .. } => return,
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
        return;
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
}

/// A flattened struct is not `owner` itself, whose field it is.
pub(super) fn check_self_flatten(cx: &Ctxt, owner: &Ident, field: &Field<'_>, role: Role) {
    if matches!(role, Role::Flatten { .. }) && is_itself(owner, field.ty) {
        cx.error(field.ty, "a struct can't be flattened into itself: its traits would have no end\nleave the field out with `#[group(skip)]`");
    }
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
