//! The declaration of a struct's own traits.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::LitStr;

use super::deprecated::allow_deprecated;
use super::flatten::ending;
use crate::check::{Model, Trait};
use crate::declaration::{Entry, Part, literal};
use crate::kind::Kind;
use crate::model::Role;

/// The literal of the declaration: as a part of the derive's impl, or as an impl of its own.
pub(super) fn declared(
    model: &Model<'_>,
    bounds: &TokenStream,
    details: Option<TokenStream>,
) -> (Option<TokenStream>, Option<TokenStream>) {
    let Model { input, krate, .. } = model;
    let own = own(model);
    let Some(declared) = model.vocabulary.declared else {
        let own = quote! {
            const __OWN: #krate::__private::Literal = #own;
            #details
        };
        return (Some(own), Some(ending(model, bounds)));
    };
    let name = &input.ident;
    let declared = format_ident!("{declared}");
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let allow = allow_deprecated(input);
    let declared = quote! {
        #[automatically_derived]
        #allow
        impl #impl_generics #krate::__private::#declared for #name #ty_generics #bounds {
            const __OWN: #krate::__private::Literal = #own;
            #details
        }
    };
    (None, Some(declared))
}

/// The literal of the declaration, which lists the struct's own traits.
fn own(model: &Model<'_>) -> Literal {
    let group_type = model.group_type.as_ref().map(LitStr::value);
    let constant = group_type
        .as_deref()
        .zip(model.vocabulary.constant.as_ref());
    let constant = constant.map(|(value, constant)| Entry {
        part: Part::Constant,
        kind: Some(Kind::Text),
        is_skippable: false,
        sends_null: false,
        field: "",
        wire: constant.name,
        column: constant.column,
        value,
    });
    let traits = model.traits().iter();
    let columns: Vec<_> = traits.clone().flat_map(Trait::object_columns).collect();
    let columns = columns.iter().map(|(wire, column)| Entry {
        part: Part::Column,
        kind: None,
        is_skippable: false,
        sends_null: false,
        field: "",
        wire,
        column,
        value: "",
    });
    let entries = constant.into_iter().chain(traits.map(Trait::entry));
    Literal::byte_string(&literal(entries.chain(columns)))
}

impl Trait<'_> {
    /// The name and the columns of a custom object.
    fn object_columns(&self) -> Vec<(&str, String)> {
        match (self.role, &self.column) {
            (Role::CustomObject(nested, _), Some(column)) => {
                let columns = nested.columns_under(column);
                columns.map(|column| (&*self.wire, column)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What the declaration says of it.
    fn entry(&self) -> Entry<'_> {
        let (part, kind) = match self.role {
            Role::Id(_, false) => (Part::Id, Some(Kind::Id)),
            Role::Id(_, true) => (Part::SentId, Some(Kind::Id)),
            Role::Reserved(reserved) => (Part::Reserved, reserved.kind),
            Role::Subfield(_, subfield) => (Part::Subfield, subfield.kind),
            Role::Custom(None) if self.is_displayed => (Part::Custom, Some(Kind::Text)),
            Role::Custom(kind) => (Part::Custom, kind),
            Role::CustomObject(..) => (Part::CustomObject, None),
            Role::Flatten { is_base: false } => (Part::Flatten, None),
            Role::Flatten { is_base: true } => (Part::Base, None),
        };
        Entry {
            part,
            kind,
            is_skippable: self.skip_if.is_some(),
            sends_null: self.is_nullable
                && !matches!(self.role, Role::Id(..) | Role::Flatten { .. }),
            field: &self.name,
            wire: &self.wire,
            column: self.column.as_deref().unwrap_or_default(),
            value: "",
        }
    }
}
