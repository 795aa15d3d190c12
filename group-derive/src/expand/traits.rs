//! A struct of traits.
//!
//! The types of the fields are interpolated into `<Type as Slot>::put(…)`, so that an error about a type underlines all of
//! it and comes from the very code that uses it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::bound::{is_generic, where_clause};
use super::declaration::declared;
use super::deprecated::allow_deprecated;
use super::details::details;
use super::flatten::{and, distinct, flattened, flattened_types, have_traits, with_flattened};
use super::spans::{locate, shown_at};
use super::write::writes;
use crate::check::{Model, Trait};
use crate::names::spelling::pointed_to;
use crate::vocabulary::Id;

/// The impl of the derive's trait, and of the trait of structs with an id if this has one.
pub(crate) fn traits(model: &Model<'_>) -> TokenStream {
    let Model { input, krate, .. } = model;
    let name = &input.ident;
    let derive = format_ident!("{}", model.vocabulary.derive);
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let allow = allow_deprecated(input);
    let bounds = where_accepted(model);
    let details = cfg!(feature = "details").then(|| details(model));
    let (own, declared) = declared(model, &bounds, details);
    let mut more = None;
    let mut distinct_now = None;
    let mut distinct_const = None;
    if flattened(model).next().is_some() {
        more = Some(with_flattened(model));
        if !is_generic(&input.generics) {
            distinct_const = (!model.is_faulty()).then(|| distinct(model));
        } else {
            let declaration = quote!(<Self as #krate::#derive>::__DECLARATION);
            distinct_now = Some(quote! {
                if const { !#krate::__private::Declaration::is_distinct(#declaration) } {
                    #krate::__private::report_clashes(__writer, #declaration);
                }
            });
        }
    }
    let writes = writes(model, distinct_now);
    let id = model
        .vocabulary
        .id
        .as_ref()
        .and_then(|id| marker(model, id, &bounds));
    quote! {
        #[automatically_derived]
        #allow
        impl #impl_generics #krate::#derive for #name #ty_generics #bounds {
            #own
            #more

            #[inline]
            fn __write(&self, __writer: &mut #krate::__private::TraitWriter<'_>) {
                #writes
            }
        }

        #declared
        #id
        #distinct_const
    }
}

/// The impl that says that there is an id; for a struct with errors too, so that no further errors follow.
fn marker(model: &Model<'_>, id: &Id, bounds: &TokenStream) -> Option<TokenStream> {
    let Model { input, krate, .. } = model;
    let has_own_id = model.is_faulty() || model.traits().iter().any(Trait::is_id);
    let base = flattened(model).zip(flattened_types(model));
    let base = base.into_iter().find(|(field, _)| field.is_base());
    let marker = format_ident!("{}", id.marker);
    let (bounds, have_traits) = match base {
        _ if has_own_id => (bounds.clone(), None),
        Some((field, ty)) => {
            // Located at the field, which an error then points to; the type still means what it meant.
            let place = field.field.span();
            let base = quote!(<#ty as #krate::__private::reserved::Base>::Group);
            let base = shown_at(base, place);
            let has_id = locate(quote!(: #krate::#marker), place);
            // For all lifetimes, so that the compiler does not insist on what it can see to be false.
            let bounds = and(bounds.clone(), quote!(for<'__base> #base #has_id));
            (bounds, Some(have_traits(model)))
        }
        None => return None,
    };
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let name = &input.ident;
    // Located at the name, so that the compiler does not suggest an impl by hand in place of the derive. To lints, the user wrote it.
    let header = quote!(impl #impl_generics #krate::#marker for #name #ty_generics);
    let header = locate(header, name.span());
    let allow = allow_deprecated(input);
    let marker = quote! {
        #[automatically_derived]
        #[allow(unused_qualifications)]
        #allow
        #header #bounds {
            type __Derived = #krate::__private::Derived<Self>;
        }
    };
    Some(match have_traits {
        Some(have_traits) => quote!(const _: () = { #have_traits #marker };),
        None => marker,
    })
}

/// The where-clause of an impl, which says that each type is accepted where it is used.
fn where_accepted(model: &Model<'_>) -> TokenStream {
    let krate = &model.krate;
    let used = model.traits().iter().filter(|field| field.map.is_none());
    let needs = used.map(|field| match field.is_displayed {
        true => (pointed_to(field.ty), quote!(#krate::__private::Display)),
        false => {
            let slot = field.slot();
            (field.ty, quote!(#krate::__private::reserved::#slot))
        }
    });
    where_clause(&model.input.generics, model.bound.as_deref(), needs)
}
