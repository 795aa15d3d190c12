//! Generated code uses the deprecated parts of an item.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Meta};

/// The attribute that lets the impls of an item name its deprecated parts; nothing if no part is deprecated, because the
/// attribute itself is an error under `#![forbid(deprecated)]`.
pub(crate) fn allow_deprecated(input: &DeriveInput) -> TokenStream {
    let is_deprecated = match &input.data {
        Data::Struct(data) => data.fields.iter().any(|field| mentions(&field.attrs)),
        Data::Enum(data) => data.variants.iter().any(|variant| mentions(&variant.attrs)),
        Data::Union(_) => false,
    };
    match is_deprecated || mentions(&input.attrs) {
        true => quote!(#[allow(deprecated)]),
        false => TokenStream::new(),
    }
}

/// Whether there is a `#[deprecated]`, or an `#[allow(deprecated)]` or the like.
fn mentions(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        let is_lint = ["allow", "expect", "warn"]
            .iter()
            .any(|lint| attr.path().is_ident(lint));
        match &attr.meta {
            _ if attr.path().is_ident("deprecated") => true,
            Meta::List(list) if is_lint => list
                .tokens
                .clone()
                .into_iter()
                .any(|token| matches!(token, TokenTree::Ident(ident) if ident == "deprecated")),
            _ => false,
        }
    })
}
