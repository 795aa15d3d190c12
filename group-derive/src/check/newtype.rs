//! Newtypes: exactly one field has a value.

use proc_macro2::TokenStream;
use syn::{Data, DeriveInput, Member, Type, WherePredicate};

use super::krate;
use crate::ctxt::Ctxt;
use crate::kind::Kind;
use crate::syntax;

/// A struct around a value of a kind.
pub(crate) struct Newtype<'a> {
    pub(crate) kind: Kind,
    pub(crate) input: &'a DeriveInput,
    pub(crate) krate: TokenStream,
    /// Whether the field has to be copied before it is borrowed.
    pub(crate) is_packed: bool,
    pub(crate) bound: Option<Vec<WherePredicate>>,
    inner: Option<(Member, &'a Type)>,
}

impl<'a> Newtype<'a> {
    /// The one field; `None` if something is wrong with it.
    pub(crate) fn inner(&self) -> Option<&(Member, &'a Type)> {
        self.inner.as_ref()
    }
}

pub(crate) fn newtype<'a>(cx: &Ctxt, item: syntax::Newtype<'a>, kind: Kind) -> Newtype<'a> {
    let syntax::Newtype {
        input,
        attrs,
        is_packed,
        serde_other,
        mut fields,
    } = item;
    let what = match (&input.data, fields.len()) {
        (Data::Enum(_), _) => "an enum".to_owned(),
        (Data::Union(_), _) => "a union".to_owned(),
        (Data::Struct(_), 0) => "a struct without a field that has a value".to_owned(),
        (Data::Struct(_), 1) => String::new(),
        (Data::Struct(_), fields) => format!("a struct with {fields} fields"),
    };
    let mut inner = fields.pop();
    if !what.is_empty() {
        inner = None;
        let (name, derive) = (&input.ident, kind.value_trait());
        let needed = match kind {
            Kind::Text => "an enum of unit variants or a struct with one field",
            _ => "a struct with one field",
        };
        cx.error(
            name,
            format_args!("`{derive}` needs {needed}, but `{name}` is {what}\nwrite `struct {name}(…);` with a single field, or implement `{derive}` by hand"),
        );
    }
    // Ids, counts and dates have a form of their own, whatever serde makes of them.
    if let (Kind::Text, Some(key)) = (kind, &serde_other) {
        let name = &input.ident;
        cx.error(
            key,
            format_args!("`TextTrait` would send the field's own text, but serde does not, because of `{key}`\nremove it, or implement `TextTrait` for `{name}` by hand"),
        );
    }
    Newtype {
        kind,
        input,
        krate: krate(attrs.krate),
        is_packed,
        bound: attrs.bound,
        inner: inner
            .filter(|inner| !inner.is_faulty)
            .map(|inner| (inner.member, inner.ty)),
    }
}
