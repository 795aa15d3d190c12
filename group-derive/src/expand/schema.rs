//! The schema of a struct of traits: what its declaration does not say, the JSON schema of each custom trait.

use proc_macro2::TokenStream;
use quote::quote;

use super::bound::{is_generic, where_clause};
use super::deprecated::allow_deprecated;
use crate::check::{Model, Trait};
use crate::model::Role;

/// The impl of `GroupSchema`: one statement for each custom trait and each flattened struct.
pub(crate) fn schema(model: &Model<'_>) -> TokenStream {
    let Model { input, krate, .. } = model;
    let name = &input.ident;
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let allow = allow_deprecated(input);
    let traits = || model.traits().iter().filter(|_| !model.is_faulty());
    let needs = traits().filter_map(|it| {
        let is_flattened = matches!(it.role, Role::Flatten { .. });
        match (goes_through_serde(it), is_flattened) {
            (true, _) => Some((it.ty, quote!(#krate::__private::CustomSchema))),
            (_, true) => Some((it.ty, quote!(#krate::__private::FlattenSchema))),
            _ => None,
        }
    });
    let mut bounds = where_clause(&input.generics, None, needs);
    if is_generic(&input.generics) {
        // Whatever that needs, `bound` included.
        let traits = quote!(Self: #krate::GroupTraits);
        bounds = match bounds.is_empty() {
            true => quote!(where #traits),
            false => quote!(#bounds, #traits),
        };
    }
    let statements = traits().filter_map(|it| {
        let (ty, wire) = (it.ty, &it.wire);
        match it.role {
            Role::Flatten { .. } => Some(quote! {
                <#ty as #krate::__private::FlattenSchema>::schemas(__schemas);
            }),
            _ => goes_through_serde(it)
                .then(|| quote!(<#ty as #krate::__private::CustomSchema>::add(__schemas, #wire);)),
        }
    });
    quote! {
        #[automatically_derived]
        #allow
        impl #impl_generics #krate::GroupSchema for #name #ty_generics #bounds {
            fn __schemas(__schemas: &mut #krate::__private::Schemas) {
                #(#statements)*
            }
        }
    }
}

/// Whether the type itself says what it is in JSON.
fn goes_through_serde(it: &Trait<'_>) -> bool {
    matches!(it.role, Role::Custom(None)) && !it.is_displayed && it.map.is_none()
}
