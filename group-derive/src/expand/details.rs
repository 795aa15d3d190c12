//! What the declaration does not have, for the features `destinations` and `plan`.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::bound::mentions_parameter;
use crate::check::{Model, Trait};
use crate::model::Role;

/// What the declaration does not say, for each of its entries.
pub(super) fn details(model: &Model<'_>) -> TokenStream {
    let krate = &model.krate;
    let constant = model.group_type.as_ref();
    let constant = constant.map(|_| quote!(#krate::__private::Detail::CONSTANT));
    // The impls of a struct with errors only keep further ones from following.
    let traits = model.traits().iter().filter(|_| !model.is_faulty());
    let details = constant
        .into_iter()
        .chain(traits.map(|it| it.detail(model)));
    quote! {
        const __DETAILS: &'static [#krate::__private::Detail] = {
            use #krate::__private::Unprobed as _;
            &[#(#details),*]
        };
    }
}

impl Trait<'_> {
    fn detail(&self, model: &Model<'_>) -> TokenStream {
        let (krate, ty, description) = (&model.krate, self.ty, &self.description);
        let private = quote!(#krate::__private);
        let given = |name: &str, value: Option<&dyn ToTokens>| {
            let (name, value) = (format_ident!("{name}"), value?);
            Some(quote!(#name: #private::Option::Some(#value),))
        };
        let limits = [
            given("pii", self.pii.as_ref().map(|it| it as _)),
            given("min", self.min.as_ref().map(|it| it as _)),
            given("max", self.max.as_ref().map(|it| it as _)),
            given("pattern", self.pattern.as_ref().map(|it| it as _)),
        ];
        // After all fields, clippy has no use for the rest.
        let rest = limits.iter().any(Option::is_none) || self.is_displayed;
        let rest = rest.then(|| quote!(..#private::Detail::MAPPED));
        let limits = limits.into_iter().flatten().collect::<TokenStream>();
        if self.map.is_some() {
            return quote!(#private::Detail { description: #description, #limits ..#private::Detail::MAPPED });
        }
        let probe = quote!(#private::Probe::<#ty>);
        let is_serde = matches!(self.role, Role::Custom(None)) && !self.is_displayed;
        let is_optional = match is_serde {
            _ if self.skip_if.is_some() => quote!(true),
            // It may stand for an `Option`.
            true if mentions_parameter(&model.input.generics, ty.to_token_stream()) => quote!(true),
            true => quote!(#probe::__IS_OPTIONAL),
            false => {
                let (ty, slot) = (self.ty(), self.slot());
                let marker = self.is_displayed.then(|| quote!(<_>));
                quote!(<#ty as #private::reserved::#slot #marker>::OPTIONAL)
            }
        };
        // What is sent of a type with `display` is not what the type is.
        let of_type = match self.is_displayed {
            true => quote!(shape: #private::Shape::Text,),
            false => quote! {
                shape: #probe::__SHAPE,
                address: #probe::__ADDRESS,
                texts: #probe::__TEXTS,
                are_instants: #probe::__ARE_INSTANTS,
            },
        };
        quote! {
            #private::Detail {
                description: #description,
                is_optional: #is_optional,
                #of_type
                #limits
                #rest
            }
        }
    }
}
