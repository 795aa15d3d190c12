//! A struct that has the kind of its one field.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::borrow::borrowed;
use super::bound::where_clause;
use super::deprecated::allow_deprecated;
use super::text;
use crate::check::Newtype;
use crate::kind::Kind;

pub(crate) fn newtype(newtype: &Newtype<'_>) -> TokenStream {
    let Newtype { input, krate, .. } = newtype;
    let value_trait = format_ident!("{}", newtype.kind.value_trait());
    let needs = newtype
        .inner()
        .map(|(_, ty)| (*ty, quote!(#krate::#value_trait)));
    let bounds = where_clause(&input.generics, newtype.bound.as_deref(), needs);
    let forward = |method: &str| {
        let name = format_ident!("{method}");
        let (member, ty) = newtype.inner()?;
        let value = borrowed(newtype.is_packed, member);
        let given = quote!(<#ty as #krate::#value_trait>::#name(#value));
        // What is borrowed from a copy can't be returned.
        Some(match (newtype.is_packed, method) {
            (true, "text" | "id") => {
                let cow = quote!(#krate::__private::Cow);
                quote!(#cow::Owned(#cow::into_owned(#given)))
            }
            (true, "__id") => quote!(#krate::__private::Id::into_owned(#given)),
            _ => given,
        })
    };
    let none = || quote!(#krate::__private::Option::None);
    let empty = || quote!(#krate::__private::Cow::Borrowed(""));
    let methods = match newtype.kind {
        Kind::Text => {
            let gives = forward("text").unwrap_or_else(empty);
            return text::impls(input, krate, &gives, &bounds);
        }
        Kind::Id => {
            let id = forward("id").unwrap_or_else(empty);
            let short = forward("__id").map(|id| {
                quote! {
                    fn __id(&self) -> #krate::__private::Id<'_> {
                        #id
                    }
                }
            });
            quote! {
                fn id(&self) -> #krate::__private::Cow<'_, #krate::__private::str> {
                    #id
                }

                #short
            }
        }
        Kind::Count => {
            let count = forward("count").unwrap_or_else(none);
            quote! {
                fn count(&self) -> #krate::__private::Option<#krate::__private::u64> {
                    #count
                }
            }
        }
        Kind::Date => {
            let date = forward("date").unwrap_or_else(none);
            quote! {
                fn date(&self) -> #krate::__private::Option<#krate::Date> {
                    #date
                }
            }
        }
    };
    let name = &input.ident;
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let allow = allow_deprecated(input);
    quote! {
        #[automatically_derived]
        #allow
        impl #impl_generics #krate::#value_trait for #name #ty_generics #bounds {
            #methods
        }
    }
}
