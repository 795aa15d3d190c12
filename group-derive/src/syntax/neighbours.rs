//! Attributes of others that have a meaning here too.

use proc_macro2::TokenTree;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, Meta, MetaNameValue, Token};

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

/// The doc comment, without the space at the start of each line.
pub(super) fn description(attrs: &[Attribute]) -> String {
    let docs = attrs.iter().filter(|attr| attr.path().is_ident("doc"));
    let lines = docs.filter_map(|attr| match &attr.meta {
        Meta::NameValue(MetaNameValue {
            value:
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }),
            ..
        }) => Some(text.value()),
        _ => None,
    });
    let lines = lines.map(|line| line.strip_prefix(' ').map(str::to_owned).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
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
