//! Attributes of others that have a meaning here too.

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, MetaNameValue, Token};

use crate::names::case::Case;

type Keys = Punctuated<Meta, Token![,]>;

/// The key that makes serde leave the field out.
pub(super) fn serde_skip(attrs: &[Attribute]) -> Option<Ident> {
    serde_key(attrs, &["skip", "skip_serializing"])
}

/// The first of `names` in the `#[serde(…)]` attributes.
pub(super) fn serde_key(attrs: &[Attribute], names: &[&str]) -> Option<Ident> {
    serde_keys(attrs).find_map(|key| {
        let ident = key.path().get_ident()?;
        names
            .iter()
            .any(|name| ident == name)
            .then(|| ident.clone())
    })
}

/// The `rename` that serde applies when it serializes.
pub(super) fn serde_rename(attrs: &[Attribute]) -> Option<LitStr> {
    serde_keys(attrs).find_map(|key| serialized(&key, "rename"))
}

/// The `rename_all` that serde applies when it serializes.
pub(super) fn serde_rename_all(attrs: &[Attribute]) -> Option<Case> {
    let rule = serde_keys(attrs).find_map(|key| serialized(&key, "rename_all"))?;
    Case::named(&rule.value())
}

/// The keys of the `#[serde(…)]` attributes. Serde's own derives report the malformed ones.
fn serde_keys(attrs: &[Attribute]) -> impl Iterator<Item = Meta> {
    let of_serde = attrs.iter().filter(|attr| attr.path().is_ident("serde"));
    of_serde
        .filter_map(|attr| attr.parse_args_with(Keys::parse_terminated).ok())
        .flatten()
}

/// The string of `name = "…"` or of `name(serialize = "…")`.
fn serialized(key: &Meta, name: &str) -> Option<LitStr> {
    match key {
        Meta::NameValue(pair) if pair.path.is_ident(name) => {
            // By way of its tokens, because one that a macro passed on stands in an invisible group.
            syn::parse2(pair.value.to_token_stream()).ok()
        }
        Meta::List(list) if list.path.is_ident(name) => {
            let directions = list.parse_args_with(Keys::parse_terminated).ok()?;
            directions
                .iter()
                .find_map(|key| serialized(key, "serialize"))
        }
        Meta::Path(_) | Meta::List(_) | Meta::NameValue(_) => None,
    }
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
