//! Texts: each variant of an enum has its own.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{DeriveInput, Ident, WherePredicate};

use super::krate;
use super::null_character::check_nul;
use crate::ctxt::Ctxt;
use crate::model::{EnumDraft, Named, Origin};
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
        serde_unnamed,
        variants,
    } = draft;
    if variants.is_empty() {
        cx.error(
            &input.ident,
            format_args!("`TextTrait` needs an enum with at least one variant: without one there is no text to send\nwrite `enum {} {{ Basic, … }}`", input.ident),
        );
    }
    let rename_all = attrs.rename_all.as_ref().map(|(key, _)| key);
    check_spellings(cx, &variants, rename_all, serde_unnamed.as_ref());
    let mut taken: Vec<(&Ident, String)> = Vec::new();
    for named in variants {
        let (ident, fields) = (&named.variant.ident, &named.variant.fields);
        let text = &named.text;
        if !fields.is_empty() {
            cx.error(
                fields,
                format_args!("`TextTrait` sends the name of a variant, and the data of `{ident}` would be lost\nmake it a unit variant, or implement `TextTrait` by hand"),
            );
        }
        if is_blank(text) {
            cx.error(
                named.tokens(),
                "a text can't be empty or blank\nwrite the text to send, or remove `rename`",
            );
        } else if let Some((other, _)) = taken.iter().find(|(_, other)| other == text) {
            cx.error(
                named.tokens(),
                format_args!("`{ident}` and `{other}` would both be sent as `{text}`\ngive one of them another text with `#[group(rename = \"…\")]`"),
            );
        } else if cx.passes(|| check_nul(cx, named.tokens(), text)) {
            taken.push((ident, named.text));
        }
    }
    TextEnum {
        input,
        krate: krate(attrs.krate),
        bound: attrs.bound,
        variants: cx.is_clean().then_some(taken),
    }
}

/// Custom traits go through serde, so that a variant has to be spelled as serde spells it. `rename_all` is that of
/// `#[group(…)]`, and `unnamed` is the key on the enum by which serde spells no variant by its name.
fn check_spellings(
    cx: &Ctxt,
    variants: &[Named<'_>],
    rename_all: Option<&Ident>,
    unnamed: Option<&Ident>,
) {
    let contradiction = |tokens: &dyn ToTokens, named: &Named<'_>| {
        let (ident, text) = (&named.variant.ident, &named.text);
        let serde = named.serde.as_deref().unwrap_or_default();
        cx.error(
            tokens,
            format_args!("`{ident}` would be sent as `{text}`, but serde spells it `{serde}`\nremove it here, or write the same in `#[serde(…)]`"),
        );
    };
    let no_name = |key: &Ident, named: &Named<'_>| {
        let ident = &named.variant.ident;
        cx.error(
            key,
            format_args!("serde does not spell `{ident}` by a name, because of `{key}`\nwrite the text to send with `#[group(rename = \"…\")]`"),
        );
    };
    for named in variants {
        match (&named.origin, &named.serde_unnamed) {
            (Origin::Rename(rename), _) if named.contradicts_serde() => {
                contradiction(rename, named);
            }
            (_, Some(key)) if !named.is_of_group() => no_name(key, named),
            _ => {}
        }
    }
    // A key on the enum is reported once, with the first variant that it is wrong for.
    let first = |is_wrong: fn(&Named<'_>) -> bool| variants.iter().find(|named| is_wrong(named));
    let contradicting =
        first(|named| matches!(named.origin, Origin::RenameAll) && named.contradicts_serde());
    if let (Some(key), Some(named)) = (rename_all, contradicting) {
        contradiction(key, named);
    }
    let nameless = first(|named| named.serde_unnamed.is_none() && !named.is_of_group());
    if let (Some(key), Some(named)) = (unnamed, nameless) {
        no_name(key, named);
    }
}
