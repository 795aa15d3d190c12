//! The id: at most one field, and sent as a trait only under its own name.

use super::Trait;
use crate::ctxt::Ctxt;
use crate::model::{Field, Role};
use crate::vocabulary::Vocabulary;

/// The id's name is only for the id, and the id is sent as a trait only under that name.
pub(super) fn check_id_name(cx: &Ctxt, vocabulary: &Vocabulary, field: &Field<'_>, role: Role) {
    let Some(id) = &vocabulary.id else {
        return;
    };
    let (what, sent, name) = (id.what, id.sent, id.name);
    let message = match role {
        _ if field.is_also && field.wire == name => format!(
            "`also` can't give the name `{name}`: without a userId, destinations take `traits.{name}` for the user's id\nif this is {what}, write `#[group(group_id, rename = \"{name}\")]` in place of this `also`; otherwise write another name"
        ),
        Role::Id(..) if field.attrs.rename.is_some() && field.wire != name => format!(
            "{what} is sent as `{sent}`, and as a trait only under the name `{name}`\nremove `rename`, or write `rename = \"{name}\"`"
        ),
        _ => return,
    };
    cx.error(field.name_tokens(), message);
}

/// At most one field is the id.
pub(super) fn check_single_id(cx: &Ctxt, vocabulary: &Vocabulary, traits: &[Trait<'_>]) {
    let ids = || traits.iter().filter(|field| field.is_id());
    // A marked field wins over one that has the id's name, whatever their order.
    let marked = ids().find(|field| field.mark.is_some());
    let Some(id) = marked.or_else(|| ids().next()) else {
        return;
    };
    let owner = vocabulary.owner;
    for other in ids() {
        let (name, other_name) = (id.field, other.field);
        match &other.mark {
            _ if name == other_name => {}
            Some(mark) => cx.error(
                mark,
                format_args!("{owner} has only one id, and `{name}` is already marked\nremove `{mark}` from one of the two"),
            ),
            None => cx.error(
                other.name_tokens(),
                format_args!("{owner} has only one id, and it is already the field `{name}`\nsend `{other_name}` under another name with `#[group(rename = \"…\")]`, or leave it out with `#[group(skip)]`"),
            ),
        }
    }
}
