//! From the model to the code. Nothing fails here; only impls come out, and every path is absolute.
//!
//! The types of the fields are interpolated into `<Type as Slot>::put(…)`, so that an error about one underlines the
//! whole of it and comes from the very code that uses it.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{ExprPath, Ident, Lifetime};

use crate::attr::Kind;
use crate::bound::{is_generic, where_clause};
use crate::column::address_columns;
use crate::deprecated::allow_deprecated;
use crate::model::{Model, Role, Trait};
use crate::reserved::ADDRESS;

impl Trait<'_> {
    /// The trait of group-core that the type has to implement, but for its crate's path.
    fn slot(&self) -> Ident {
        match &self.role {
            Role::Id { .. } => format_ident!("GroupId"),
            Role::Reserved(reserved) | Role::Subfield(reserved) => {
                format_ident!("{}", reserved.slot)
            }
            Role::Custom(Some(kind)) => format_ident!("{}", kind.slot),
            Role::Custom(None) => format_ident!("Custom"),
            Role::Flatten => format_ident!("Flatten"),
        }
    }

    /// `<Type as Slot>::method(&self.field, …)`; of what `map` gives, where there is one.
    fn call(&self, method: &str, more: TokenStream) -> TokenStream {
        let (field, ty, slot) = (self.field, self.ty, self.slot());
        let method = format_ident!("{method}");
        match &self.map {
            None => {
                quote!(<#ty as __reserved::#slot>::#method(&self.#field, #more))
            }
            // Located at the path, so that an error about what it gives underlines that.
            Some(map) => {
                let call = quote!(__reserved::#slot::#method);
                let (start, _) = ends(map);
                let call = locate(call, start);
                let borrow = locate(quote!(&), start);
                let mapped = apply(map, field);
                quote!(#call(#borrow #mapped, #more))
            }
        }
    }

    /// The statement that writes it.
    fn write(&self) -> TokenStream {
        let (field, ty) = (self.field, self.ty);
        let write = match (&self.role, &self.map) {
            (Role::Id { is_sent: false }, _) => return TokenStream::new(),
            (Role::Id { is_sent: true }, _) => {
                let id = self.call("id", TokenStream::new());
                quote!(__writer.id(#id);)
            }
            // One `quote!` for what most fields are: the macro's own time is in making tokens.
            (Role::Custom(kind), None) => {
                let (slot, key) = (self.slot(), key(&self.name.wire, *kind));
                quote!(<#ty as __reserved::#slot>::put(&self.#field, __writer, #key);)
            }
            (_, None) => {
                let slot = self.slot();
                quote!(<#ty as __reserved::#slot>::put(&self.#field, __writer);)
            }
            (Role::Custom(kind), Some(_)) => {
                let key = key(&self.name.wire, *kind);
                let put = self.call("put", quote!(__writer, #key));
                quote!(#put;)
            }
            (_, Some(_)) => {
                let put = self.call("put", quote!(__writer));
                quote!(#put;)
            }
        };
        match &self.skip_if {
            Some(skip_if) => {
                let skip = apply(skip_if, field);
                quote!(if #skip {} else { #write })
            }
            None => write,
        }
    }
}

/// `path(&self.field)`. The path has its own place, and the rest is put at the end of it, so that an error about the
/// call underlines the path and nothing else.
fn apply(path: &ExprPath, field: &Ident) -> TokenStream {
    let argument = locate(quote!((&self.#field)), ends(path).1);
    quote!(#path #argument)
}

/// Where the tokens start and where they end: code that begins at the one and stops at the other is underlined as they are.
fn ends(tokens: impl ToTokens) -> (Span, Span) {
    let mut spans = tokens
        .into_token_stream()
        .into_iter()
        .map(|token| token.span());
    let start = spans.next().unwrap_or_else(Span::call_site);
    let end = spans.last().unwrap_or(start);
    let at = |span| Span::call_site().located_at(span);
    (at(start), at(end))
}

/// The same tokens, all at one place.
fn locate(tokens: TokenStream, span: Span) -> TokenStream {
    let tokens = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            let delimiter = group.delimiter();
            token = Group::new(delimiter, locate(group.stream(), span)).into();
        }
        token.set_span(span);
        token
    });
    tokens.collect()
}

/// A name as it stands in the event before its value: `,"name":`, and the quote of the value if that is a string.
fn key(wire: &str, kind: Option<Kind>) -> String {
    let mut key = String::from(",\"");
    for c in wire.chars() {
        match c {
            '"' | '\\' => key.extend(['\\', c]),
            '\0'..='\x1f' => key.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => key.push(c),
        }
    }
    key + match kind {
        Some(kind) if kind.is_string => "\":\"",
        _ => "\":",
    }
}

/// The impls of `GroupTraits` and, if it knows the id, `HasGroupId`. With `is_faulty`, the struct has errors, and the
/// impls are there so that no other error follows from those.
pub(crate) fn group(model: &Model<'_>, is_faulty: bool) -> TokenStream {
    let Model { input, krate, .. } = model;
    let name = &input.ident;
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let allow = allow_deprecated(input);
    let bounds = where_accepted(model);
    let (own, names) = names(model);
    let writes = writes(model);
    let has_flattened = model
        .traits
        .iter()
        .any(|field| matches!(field.role, Role::Flatten));
    let is_generic = is_generic(&input.generics);
    let distinct_now = (has_flattened && is_generic)
        .then(|| quote!(__writer.distinct(<Self as #krate::GroupTraits>::__NAMES);));
    let distinct_const = (!is_generic && !is_faulty).then(|| distinct(model));
    let has_id = is_faulty || model.traits.iter().any(Trait::is_id);
    let has_group_id = has_id.then(|| {
        quote! {
            #[automatically_derived]
            #allow
            impl #impl_generics #krate::HasGroupId for #name #ty_generics #bounds {
                type __Derived = ();
            }
        }
    });
    quote! {
        #[automatically_derived]
        #allow
        impl #impl_generics #krate::GroupTraits for #name #ty_generics #bounds {
            const __OWN: &'static #krate::__private::str = #own;
            #names

            #[inline]
            fn __write(&self, __writer: &mut #krate::__private::TraitWriter<'_>) {
                #distinct_now
                #writes
            }
        }

        #has_group_id
        #distinct_const
    }
}

/// For each flattened struct, the assertion that no other part of the event has a trait of it.
fn distinct(model: &Model<'_>) -> TokenStream {
    let Model { input, krate, .. } = model;
    let name = &input.ident;
    let lifetimes: Vec<_> = input
        .generics
        .lifetimes()
        .map(|_| Lifetime::new("'static", Span::call_site()))
        .collect();
    let flattened = model
        .traits
        .iter()
        .filter(|field| matches!(field.role, Role::Flatten));
    let assertions = flattened.enumerate().map(|(i, field)| {
        let (start, end) = ends(field.ty);
        let assert = locate(quote!(#krate::__private::assert_distinct), start);
        let names = locate(
            quote!((<#name <#(#lifetimes),*> as #krate::GroupTraits>::__NAMES, #i)),
            end,
        );
        quote!(const _: () = #assert #names;)
    });
    assertions.collect()
}

/// The impl of `AddressTraits`.
pub(crate) fn address(model: &Model<'_>) -> TokenStream {
    let Model { input, krate, .. } = model;
    let name = &input.ident;
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let allow = allow_deprecated(input);
    let bounds = where_accepted(model);
    let writes = writes(model);
    quote! {
        #[automatically_derived]
        #allow
        impl #impl_generics #krate::AddressTraits for #name #ty_generics #bounds {
            #[inline]
            fn __write(&self, __writer: &mut #krate::__private::TraitWriter<'_>) {
                #writes
            }
        }
    }
}

/// The where-clause of an impl: that each type is accepted where it is used.
fn where_accepted(model: &Model<'_>) -> TokenStream {
    let krate = &model.krate;
    let used = model.traits.iter().filter(|field| field.map.is_none());
    let needs = used.map(|field| {
        let slot = field.slot();
        (field.ty, quote!(#krate::__private::reserved::#slot))
    });
    where_clause(&model.input.generics, model.bound.as_deref(), needs)
}

/// The statements that write a struct: the group's id, the group type, and the fields in order; the subfields named by
/// paths all where the first of them stands.
fn writes(model: &Model<'_>) -> TokenStream {
    let mut writes = TokenStream::new();
    if let Some(id) = model.traits.iter().find(|field| field.is_id()) {
        let give = id.call("give", quote!(__writer));
        writes.extend(match id.map {
            None => quote!(#give;),
            // What is not needed is not made.
            Some(_) => quote!(if __writer.needs_id() { #give; }),
        });
    }
    if let Some(group_type) = &model.group_type {
        writes.extend(quote!(__writer.group_type(#group_type);));
    }
    let mut has_address = false;
    for field in &model.traits {
        if !matches!(field.role, Role::Subfield(_)) {
            writes.extend(field.write());
        } else if !std::mem::replace(&mut has_address, true) {
            let subfields = model
                .traits
                .iter()
                .filter(|field| matches!(field.role, Role::Subfield(_)))
                .map(Trait::write);
            writes.extend(quote! {
                let __address = __writer.open_address();
                #(#subfields)*
                __writer.close_address(__address);
            });
        }
    }
    if model.traits.is_empty() {
        return writes;
    }
    // A short name, for the compiler has to look at every token of a derive.
    let krate = &model.krate;
    quote! {
        use #krate::__private::reserved as __reserved;
        #writes
    }
}

/// The names and columns of the traits, for the check across `flatten`: of the own fields, and what there is beside those.
fn names(model: &Model<'_>) -> (String, Option<TokenStream>) {
    let krate = &model.krate;
    let mut own = String::new();
    let mut flattened = Vec::new();
    for field in &model.traits {
        let wire = &field.name.wire;
        let column = field.column.as_ref().unwrap_or(wire);
        match &field.role {
            Role::Id { .. } => {}
            Role::Flatten => {
                let ty = field.ty;
                flattened.push(quote!(<#ty as #krate::__private::reserved::Flatten>::NAMES));
            }
            Role::Reserved(_) if field.is_address() => {
                for column in address_columns() {
                    entry(&mut own, wire, &column);
                }
            }
            // Without a column there is nothing to fall into; the name stands for it.
            Role::Subfield(_) => entry(&mut own, ADDRESS, column),
            Role::Reserved(_) | Role::Custom(_) => entry(&mut own, wire, column),
        }
    }
    let group_type = model.group_type.is_some();
    let more = (group_type || !flattened.is_empty()).then(|| {
        quote! {
            const __NAMES: &'static #krate::__private::Names = &#krate::__private::Names {
                group_type: #group_type,
                flattened: &[#(#flattened),*],
                ..#krate::__private::Names::of(Self::__OWN)
            };
        }
    });
    (own, more)
}

/// A name and its column, as group-core's `Names` has them.
fn entry(own: &mut String, name: &str, column: &str) {
    own.push_str(name);
    if name != column {
        own.push('\u{1f}');
        own.push_str(column);
    }
    own.push('\u{1e}');
}
