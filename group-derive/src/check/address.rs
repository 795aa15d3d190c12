//! The address, or whatever object the vocabulary nests: one field, or its parts by path.

use super::Trait;
use crate::ctxt::Ctxt;
use crate::model::Role;
use crate::vocabulary::Nested;

pub(super) fn check_address_form(cx: &Ctxt, nested: &Nested, traits: &[Trait<'_>]) {
    let Some(whole) = traits.iter().find(|field| field.is_whole(nested)) else {
        return;
    };
    for field in traits {
        if let Role::Subfield(_, subfield) = field.role {
            let (path, whole, name, what) = (&field.wire, whole.field, subfield.field, nested.name);
            cx.error(
                field.name_tokens(),
                format_args!("`{path}` and the field `{whole}` would both be the {what}\nmove this into the struct of `{whole}`, as the field `{name}`, or name all subfields by path and remove `{whole}`"),
            );
        }
    }
}
