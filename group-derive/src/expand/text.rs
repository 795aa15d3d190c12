//! A type that is text, and therefore an id too.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::bound::where_clause;
use super::deprecated::allow_deprecated;
use crate::check::TextEnum;

/// The impls of an enum.
pub(crate) fn text(text: &TextEnum<'_>) -> TokenStream {
    let krate = &text.krate;
    let gives = match text.variants() {
        Some(variants) => {
            let arms = variants
                .iter()
                .map(|(ident, text)| quote!(Self::#ident { .. } => #text,));
            quote!(match self { #(#arms)* })
        }
        None => quote!(""),
    };
    let gives = quote!(#krate::__private::Cow::Borrowed(#gives));
    let bounds = where_clause(&text.input.generics, text.bound.as_deref(), None);
    let mut impls = impls(text.input, krate, &gives, &bounds);
    if cfg!(feature = "details") {
        impls.extend(values(text, &bounds));
    }
    impls
}

/// The impl that lists the texts.
fn values(text: &TextEnum<'_>, bounds: &TokenStream) -> Option<TokenStream> {
    let (krate, name) = (&text.krate, &text.input.ident);
    let texts = text.variants()?.iter().map(|(_, text)| text);
    let (impl_generics, ty_generics, _) = text.input.generics.split_for_impl();
    let allow = allow_deprecated(text.input);
    Some(quote! {
        #[automatically_derived]
        #allow
        impl #impl_generics #krate::__private::TextValues for #name #ty_generics #bounds {
            const VALUES: &'static [&'static #krate::__private::str] = &[#(#texts),*];
        }
    })
}

pub(super) fn impls(
    input: &DeriveInput,
    krate: &TokenStream,
    gives: &TokenStream,
    bounds: &TokenStream,
) -> TokenStream {
    let name = &input.ident;
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let allow = allow_deprecated(input);
    quote! {
        #[automatically_derived]
        #allow
        impl #impl_generics #krate::TextTrait for #name #ty_generics #bounds {
            fn text(&self) -> #krate::__private::Cow<'_, #krate::__private::str> {
                #gives
            }
        }

        #[automatically_derived]
        #allow
        impl #impl_generics #krate::IdTrait for #name #ty_generics #bounds {
            fn id(&self) -> #krate::__private::Cow<'_, #krate::__private::str> {
                #krate::TextTrait::text(self)
            }
        }
    }
}
