//! The phases of each derive: `syntax` → `model` → `check` → `expand`. A newtype has no names and needs no model.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::ctxt::Ctxt;
use crate::kind::Kind;
use crate::model::{Draft, EnumDraft};
use crate::vocabulary::Vocabulary;
use crate::{check, expand, syntax};

/// A struct of traits.
pub(crate) fn traits(input: TokenStream, vocabulary: &'static Vocabulary) -> TokenStream {
    derive(input, |cx, input| {
        let item = syntax::Struct::read(cx, input, vocabulary);
        let draft = Draft::of(item, vocabulary);
        expand::traits(&check::traits(cx, draft))
    })
}

/// The schema of a struct of traits. What is wrong with the struct is said by the derive of its traits.
pub(crate) fn schema(input: TokenStream, vocabulary: &'static Vocabulary) -> TokenStream {
    let Ok(input) = syn::parse2(input) else {
        return TokenStream::new();
    };
    let cx = Ctxt::default();
    let item = syntax::Struct::read(&cx, &input, vocabulary);
    let model = check::traits(&cx, Draft::of(item, vocabulary));
    cx.discard();
    expand::schema(&model)
}

/// An enum of texts or a newtype around text.
pub(crate) fn text(input: TokenStream) -> TokenStream {
    derive(input, |cx, input| match syntax::Enum::read(cx, input) {
        Some(item) => expand::text(&check::text(cx, EnumDraft::of(item))),
        None => newtype_of(cx, input, Kind::Text),
    })
}

/// A newtype around a value of a kind.
pub(crate) fn newtype(input: TokenStream, kind: Kind) -> TokenStream {
    derive(input, |cx, input| newtype_of(cx, input, kind))
}

fn newtype_of(cx: &Ctxt, input: &DeriveInput, kind: Kind) -> TokenStream {
    let item = syntax::Newtype::read(cx, input);
    expand::newtype(&check::newtype(cx, item, kind))
}

/// The errors that a derive found, followed by its code.
fn derive(
    input: TokenStream,
    phases: impl FnOnce(&Ctxt, &DeriveInput) -> TokenStream,
) -> TokenStream {
    let input = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let cx = Ctxt::default();
    let expanded = phases(&cx, &input);
    let mut output = cx.into_compile_errors();
    output.extend(expanded);
    output
}
