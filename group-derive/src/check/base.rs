//! The base: at most one, and nothing beside it that it gives itself.

use syn::LitStr;

use super::Trait;
use crate::ctxt::Ctxt;
use crate::vocabulary::Vocabulary;

/// The id and the constant of a struct with a base are those of the base.
pub(super) fn check_base(
    cx: &Ctxt,
    vocabulary: &Vocabulary,
    group_type: Option<&LitStr>,
    traits: &[Trait<'_>],
) {
    let Some(base) = traits.iter().find(|field| field.is_base()) else {
        return;
    };
    let (name, owner) = (base.field, vocabulary.owner);
    for other in traits {
        if other.field == name {
            continue;
        }
        if let Some(key) = &other.base {
            cx.error(
                key,
                format_args!("{owner} has only one base, and it is already the field `{name}`\nwrite `flatten` in place of one of the two"),
            );
        }
        if let (true, Some(id)) = (other.is_id(), &vocabulary.id) {
            let what = id.what;
            let message = format!(
                "the base `{name}` gives {what}\nleave this field out with `#[group(skip)]`, or write `flatten` in place of `base`"
            );
            match &other.mark {
                Some(mark) => cx.error(mark, message),
                None => cx.error(other.name_tokens(), message),
            }
        }
    }
    if let Some(group_type) = group_type {
        cx.error(
            group_type,
            format_args!("the base `{name}` gives the group type\nremove `group_type`, or write `flatten` in place of `base`"),
        );
    }
}
