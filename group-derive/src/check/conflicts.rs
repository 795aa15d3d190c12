//! Keys of a field that contradict each other, or serde.

use syn::Ident;
use syn::ext::IdentExt;

use crate::ctxt::Ctxt;
use crate::model::Field;
use crate::vocabulary::Vocabulary;

/// No two keys of a field contradict each other.
pub(super) fn check_conflicts(cx: &Ctxt, vocabulary: &Vocabulary, field: &Field<'_>) {
    const FLATTENED: &str = "the fields of a flattened struct have their own names and attributes";
    let attrs = &field.attrs;
    let refuse = |key: &Ident, other: &Ident, reason: &str| {
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
            return;
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
}

/// A field that serde leaves out is sent only on purpose.
pub(super) fn check_serde_skip(cx: &Ctxt, vocabulary: &Vocabulary, field: &Field<'_>) {
    if let (Some(skip), None) = (&field.serde_skip, &field.attrs.send) {
        let derive = vocabulary.derive;
        cx.error(
            skip,
            format_args!("serde leaves this field out, and `{derive}` would send it\nleave it out here too with `#[group(skip)]`, or write `#[group(send)]` if it is to be sent all the same"),
        );
    }
}
