//! Structs that are flattened: their declarations, and that no name is given twice.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Ident, Lifetime, parse_quote};

use super::deprecated::allow_deprecated;
use super::spans::{ends, locate};
use crate::check::{Model, Trait};
use crate::model::Role;

pub(super) fn flattened<'m>(model: &'m Model<'_>) -> impl Iterator<Item = &'m Trait<'m>> {
    let traits = model.traits().iter();
    traits.filter(|field| matches!(field.role, Role::Flatten { .. }))
}

/// The declarations of flattened structs.
pub(super) fn with_flattened(model: &Model<'_>) -> TokenStream {
    let krate = &model.krate;
    let private = quote!(#krate::__private);
    let have_traits = have_traits(model);
    let is_generic = !model.input.generics.params.is_empty();
    let declarations = flattened_types(model).map(|ty| match is_generic {
        true => quote!(<#ty as #private::reserved::Flatten>::DECLARATION),
        false => quote!(#ty::declaration()),
    });
    let names = (0..flattened(model).count()).map(|i| format_ident!("__{i}"));
    let names: Vec<_> = names.collect();
    quote! {
        const __FLATTENED: &'static [&'static #private::Declaration] = {
            #have_traits
            #(let #names = #declarations;)*
            &[#(#names),*]
        };
    }
}

/// For each flattened struct, the assertion that no other part of the event has one of its traits.
pub(super) fn distinct(model: &Model<'_>) -> TokenStream {
    let Model { input, krate, .. } = model;
    let name = &input.ident;
    let lifetimes: Vec<_> = input
        .generics
        .lifetimes()
        .map(|_| Lifetime::new("'static", Span::call_site()))
        .collect();
    // Whether a field is not flattened into itself; or has no traits, which is another error. In a struct with parameters, which a
    // constant can't name, the compiler finds out.
    let is_generic = !input.generics.params.is_empty();
    let has_end = flattened(model).enumerate().map(|(i, field)| {
        let (has_traits, ty) = (has_traits(i), field.ty);
        match is_generic {
            true => quote!(true),
            false => quote!(!#has_traits || #krate::__private::Ending::<#ty>::__ENDS),
        }
    });
    let have_traits = have_traits(model);
    let names = (0..flattened(model).count()).map(|i| format_ident!("__ENDS_{i}"));
    let names: Vec<_> = names.collect();
    let assertions = flattened(model).zip(&names).enumerate();
    let assertions = assertions.map(|(i, (field, has_end))| {
        let (start, end) = ends(field.ty);
        let assert = locate(quote!(#krate::__private::assert_distinct), start);
        let arguments = locate(quote!((&__CLASHES, #i, #has_end)), end);
        quote!(const _: () = #assert #arguments;)
    });
    quote! {
        const _: () = {
            #have_traits
            #(const #names: #krate::__private::bool = #has_end;)*
            const __END: #krate::__private::bool = #(#names)&&*;
            const __DECLARATION: &#krate::__private::Declaration =
                #krate::__private::Finite::<__END>::declaration::<#name <#(#lifetimes),*>>();
            const __CLASHES: #krate::__private::Clashes =
                #krate::__private::Clashes::of::<{
                    #krate::__private::Declaration::room(__DECLARATION)
                }>(__DECLARATION);
            #(#assertions)*
        };
    }
}

/// The impl of a struct that is not flattened into itself.
pub(super) fn ending(model: &Model<'_>, bounds: &TokenStream) -> TokenStream {
    let Model { input, krate, .. } = model;
    let name = &input.ident;
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let allow = allow_deprecated(input);
    // For lints about lifetimes. It costs compile time.
    let derived = (!input.generics.params.is_empty()).then(|| quote!(#[automatically_derived]));
    if model.is_faulty() || flattened(model).next().is_none() {
        return quote! {
            #derived
            #allow
            impl #impl_generics #krate::__private::reserved::Ends<()> for #name #ty_generics #bounds {}
        };
    }
    let mut generics = input.generics.clone();
    generics.params.push(parse_quote!(__Any));
    let (impl_generics, ..) = generics.split_for_impl();
    let bounds = flattened_types(model).fold(bounds.clone(), |bounds, ty| {
        and(
            bounds,
            quote!(#ty: #krate::__private::reserved::FlattenEnds<__Any>),
        )
    });
    let have_traits = have_traits(model);
    quote! {
        const _: () = {
            #have_traits
            #derived
            #allow
            impl #impl_generics #krate::__private::reserved::Ends<__Any> for #name #ty_generics #bounds {}
        };
    }
}

/// A constant for each flattened field, which says whether its type has traits. Not in a struct with parameters, which a constant
/// can't name.
pub(super) fn have_traits(model: &Model<'_>) -> TokenStream {
    if !model.input.generics.params.is_empty() {
        return TokenStream::new();
    }
    let krate = &model.krate;
    let private = quote!(#krate::__private);
    let constants = flattened(model).enumerate().map(|(i, field)| {
        let (name, ty) = (has_traits(i), field.ty);
        quote!(const #name: #private::bool = #private::Ending::<#ty>::__FLATTENS;)
    });
    quote! {
        use #private::Endless as _;
        #(#constants)*
    }
}

fn has_traits(i: usize) -> Ident {
    format_ident!("__HAS_TRAITS_{i}")
}

/// The types of the flattened fields; where a constant says whether they have traits, with that.
pub(super) fn flattened_types(model: &Model<'_>) -> impl Iterator<Item = TokenStream> {
    let krate = &model.krate;
    let private = quote!(#krate::__private);
    let is_generic = !model.input.generics.params.is_empty();
    flattened(model).enumerate().map(move |(i, field)| {
        let (name, ty) = (has_traits(i), field.ty);
        match is_generic {
            true => ty.to_token_stream(),
            false => quote!(#private::Field::<#name, #ty>),
        }
    })
}

/// A where-clause with one more predicate.
pub(super) fn and(bounds: TokenStream, predicate: TokenStream) -> TokenStream {
    match bounds.is_empty() {
        true => quote!(where #predicate),
        false => quote!(#bounds, #predicate),
    }
}
