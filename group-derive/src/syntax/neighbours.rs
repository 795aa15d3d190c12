//! Attributes of others that have a meaning here too.

use proc_macro2::TokenTree;
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Meta, Token};

/// What tells serde to leave the field out: the `skip` or `skip_serializing` of a `#[serde(…)]`.
pub(super) fn serde_skip(attrs: &[Attribute]) -> Option<Ident> {
    let of_serde = attrs.iter().filter(|attr| attr.path().is_ident("serde"));
    // What is no list of keys is an error of serde's.
    let mut keys = of_serde
        .filter_map(|attr| {
            let keys = Punctuated::<Meta, Token![,]>::parse_terminated;
            attr.parse_args_with(keys).ok()
        })
        .flatten();
    keys.find_map(|key| match key {
        Meta::Path(path) => {
            let ident = path.get_ident()?;
            let is_skip = ident == "skip" || ident == "skip_serializing";
            is_skip.then(|| ident.clone())
        }
        Meta::List(_) | Meta::NameValue(_) => None,
    })
}

/// Whether the fields may stand where they can't be borrowed: under `#[repr(packed)]`.
pub(super) fn is_packed(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| match &attr.meta {
        Meta::List(list) if list.path.is_ident("repr") => list
            .tokens
            .clone()
            .into_iter()
            .any(|token| matches!(token, TokenTree::Ident(ident) if ident == "packed")),
        _ => false,
    })
}
