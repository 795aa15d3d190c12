//! Texts: each variant of an enum has its own.

use proc_macro2::TokenStream;
use syn::{DeriveInput, Ident, WherePredicate};

use super::krate;
use super::nul::has_no_nul;
use crate::ctxt::Ctxt;
use crate::model::EnumDraft;
use group_rules::blank::is_blank;

/// An enum of texts.
pub(crate) struct TextEnum<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) krate: TokenStream,
    pub(crate) bound: Option<Vec<WherePredicate>>,
    variants: Option<Vec<(&'a Ident, String)>>,
}

impl<'a> TextEnum<'a> {
    /// The variants and their texts; `None` if the enum has errors.
    pub(crate) fn variants(&self) -> Option<&[(&'a Ident, String)]> {
        self.variants.as_deref()
    }
}

pub(crate) fn text<'a>(cx: &Ctxt, draft: EnumDraft<'a>) -> TextEnum<'a> {
    let EnumDraft {
        input,
        attrs,
        variants,
    } = draft;
    if variants.is_empty() {
        cx.error(
            &input.ident,
            format_args!("`TextTrait` needs an enum with at least one variant: without one there is no text to send\nwrite `enum {} {{ Basic, … }}`", input.ident),
        );
    }
    let mut taken: Vec<(&Ident, String)> = Vec::new();
    for named in variants {
        let (ident, fields, text) = (&named.variant.ident, &named.variant.fields, named.text);
        if !fields.is_empty() {
            cx.error(
                fields,
                format_args!("`TextTrait` sends the name of a variant, and the data of `{ident}` would be lost\nmake it a unit variant, or implement `TextTrait` by hand"),
            );
        }
        if is_blank(&text) {
            cx.error(
                named.tokens,
                "a text can't be empty or blank\nwrite the text to send, or remove `rename`",
            );
        } else if let Some((other, _)) = taken.iter().find(|(_, other)| *other == text) {
            cx.error(
                named.tokens,
                format_args!("`{ident}` and `{other}` would both be sent as `{text}`\ngive one of them another text with `#[group(rename = \"…\")]`"),
            );
        } else if has_no_nul(cx, named.tokens, &text) {
            taken.push((ident, text));
        }
    }
    TextEnum {
        input,
        krate: krate(attrs.krate),
        bound: attrs.bound,
        variants: cx.is_clean().then_some(taken),
    }
}
