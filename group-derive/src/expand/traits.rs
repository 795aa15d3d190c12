//! A struct of traits.
//!
//! The types of the fields are interpolated into `<Type as Slot>::put(…)`, so that an error about a type underlines all of
//! it and comes from the very code that uses it.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{ExprPath, Ident, Lifetime, LitStr, parse_quote};

use super::borrow::borrowed;
use super::bound::{is_generic, mentions_parameter, where_clause};
use super::deprecated::allow_deprecated;
use super::spans::{ends, locate, shown_at};
use crate::check::{Model, Trait};
use crate::declaration::{Entry, Part, literal};
use crate::kind::Kind;
use crate::model::Role;
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

/// The literal of the declaration: as a part of the derive's impl, or as an impl of its own.
fn declared(
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

/// The impl of a struct that is not flattened into itself.
fn ending(model: &Model<'_>, bounds: &TokenStream) -> TokenStream {
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
fn have_traits(model: &Model<'_>) -> TokenStream {
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
fn flattened_types(model: &Model<'_>) -> impl Iterator<Item = TokenStream> {
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
fn and(bounds: TokenStream, predicate: TokenStream) -> TokenStream {
    match bounds.is_empty() {
        true => quote!(where #predicate),
        false => quote!(#bounds, #predicate),
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

impl Trait<'_> {
    /// The trait of group-core that the type has to implement, without its path.
    fn slot(&self) -> Ident {
        let slot = match self.role {
            _ if self.is_displayed => "AsDisplay",
            Role::Id(id, _) => id.slot,
            Role::Reserved(reserved)
            | Role::Subfield(_, reserved)
            | Role::CustomObject(_, reserved) => reserved.slot,
            Role::Custom(Some(kind)) => kind.slot(),
            Role::Custom(None) => "Custom",
            Role::Flatten { .. } => "Flatten",
        };
        format_ident!("{slot}")
    }

    /// The field, borrowed: under `#[repr(packed)]` a copy of it.
    fn borrowed(&self) -> TokenStream {
        borrowed(self.is_packed, self.field)
    }

    /// The type of the field. If only a further name does not take it, that is where the error is.
    fn ty(&self) -> TokenStream {
        let ty = self.ty.to_token_stream();
        match (self.role, self.further_name()) {
            (Role::Reserved(_) | Role::Subfield(..), Some(name)) => shown_at(ty, name.span()),
            _ => ty,
        }
    }

    /// `<Type as Slot>::method(&self.field, …)`; of what `map` gives, where there is one.
    fn call(&self, method: &str, more: TokenStream) -> TokenStream {
        let (ty, slot) = (self.ty(), self.slot());
        let method = format_ident!("{method}");
        match &self.map {
            None => {
                let value = self.borrowed();
                let marker = self.is_displayed.then(|| quote!(<_>));
                quote!(<#ty as __reserved::#slot #marker>::#method(#value, #more))
            }
            // Located at the path, so that an error about what it gives underlines that.
            Some(map) => {
                let (start, _) = ends(map);
                let call = locate(quote!(__reserved::#slot::#method), start);
                let borrow = locate(quote!(&), start);
                let mapped = self.apply(map);
                quote!(#call(#borrow #mapped, #more))
            }
        }
    }

    /// `path(&self.field)`. The path keeps its own span, and the rest gets that of its end, so that an error about the call
    /// underlines only the path.
    fn apply(&self, path: &ExprPath) -> TokenStream {
        let value = self.borrowed();
        let argument = locate(quote!((#value)), ends(path).1);
        quote!(#path #argument)
    }

    /// The statement that writes it.
    fn write(&self) -> TokenStream {
        let (field, ty) = (self.field, self.ty());
        let is_plain = self.map.is_none() && !self.is_displayed && !self.is_packed;
        let put = format_ident!(
            "{}",
            if self.is_nullable {
                "put_or_null"
            } else {
                "put"
            }
        );
        let write = match (self.role, self.key()) {
            (Role::Id(_, false), _) => return TokenStream::new(),
            (Role::Id(_, true), _) => self.put("put_id", None),
            (Role::Flatten { is_base: false }, _) => self.put("put", None),
            (Role::Flatten { is_base: true }, _) => self.put("put_base", None),
            // The common cases have one `quote!` each: making tokens is what takes the macro its time.
            (_, Some(key)) if is_plain => {
                let slot = self.slot();
                quote!(<#ty as __reserved::#slot>::#put(&self.#field, __writer, #key);)
            }
            (_, None) if is_plain => {
                let slot = self.slot();
                quote!(<#ty as __reserved::#slot>::#put(&self.#field, __writer);)
            }
            (_, key) => self.put(&put.to_string(), key),
        };
        let write = self.guarded(write);
        match &self.skip_if {
            Some(skip_if) => {
                let skip = self.apply(skip_if);
                quote!(if #skip {} else { #write })
            }
            None => write,
        }
    }

    /// The name that its slot is given, as it is written before the value; none if the slot has its own.
    fn key(&self) -> Option<String> {
        let text = self.is_displayed.then_some(Kind::Text);
        match self.role {
            Role::Custom(kind) => Some(key(&self.wire, kind.or(text))),
            Role::CustomObject(..) => Some(key(&self.wire, None)),
            Role::Reserved(reserved) if reserved.kind.is_none() => Some(key(reserved.name, None)),
            Role::Reserved(reserved) | Role::Subfield(_, reserved) => {
                text.map(|_| key(reserved.name, text))
            }
            Role::Id(..) | Role::Flatten { .. } => None,
        }
    }

    /// The statement, and what holds the written value against its limits and removes or hashes it.
    fn guarded(&self, write: TokenStream) -> TokenStream {
        let min = self
            .min
            .map(|min| quote!(__reserved::TraitWriter::at_least(__writer, __start, #min);));
        let max = self
            .max
            .map(|max| quote!(__reserved::TraitWriter::at_most(__writer, __start, #max);));
        let pattern = self.pattern.as_ref().map(|pattern| {
            quote! {
                static __PATTERN: __reserved::Pattern = __reserved::Pattern::new(#pattern);
                __reserved::TraitWriter::matches(__writer, __start, &__PATTERN);
            }
        });
        let redact = self.pii.as_ref().map(|category| {
            let values = match self.role {
                Role::Reserved(reserved) if reserved.kind == Some(Kind::Date) => quote!(Dates),
                Role::Custom(Some(Kind::Date)) => quote!(Dates),
                Role::Custom(None) if !self.is_displayed => quote!(Any),
                _ => quote!(Texts),
            };
            let values = quote!(__reserved::Values::#values);
            quote!(__reserved::TraitWriter::redact(__writer, __start, #category, #values);)
        });
        let guards = [min, max, pattern, redact];
        if guards.iter().all(Option::is_none) {
            return write;
        }
        let guards = guards.iter().flatten();
        let is_measured = self.min.is_some() || self.max.is_some();
        let measured = is_measured.then(|| self.limited("Measured"));
        let matched = self.pattern.as_ref();
        let matched = matched.map(|_| self.limited("Matched"));
        quote! {{
            #measured
            #matched
            let __start = __reserved::TraitWriter::written(__writer);
            #write
            #(#guards)*
        }}
    }

    /// The statement that compiles if the type, where serde decides what it is, can have such limits.
    fn limited(&self, limited: &str) -> Option<TokenStream> {
        let is_serde = matches!(self.role, Role::Custom(None)) && !self.is_displayed;
        let is_first = self.further_name().is_none();
        let ty = self.ty;
        let (start, end) = ends(ty);
        let limited = format_ident!("{limited}");
        let probe = locate(quote!(__reserved::Probe::), start);
        let shape = locate(quote!(::__LIMITED), end);
        (is_serde && is_first && self.map.is_none()).then(|| {
            quote! {{
                use __reserved::Unprobed as _;
                __reserved::#limited::limit(#probe<#ty>#shape);
            }}
        })
    }

    fn put(&self, method: &str, key: Option<String>) -> TokenStream {
        let put = self.call(method, quote!(__writer, #key));
        quote!(#put;)
    }

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

/// A name as it is written before its value: `,"name":`, with the opening quote of the value if that is a string.
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
        Some(kind) if kind.is_string() => "\":\"",
        _ => "\":",
    }
}

fn flattened<'m>(model: &'m Model<'_>) -> impl Iterator<Item = &'m Trait<'m>> {
    let traits = model.traits().iter();
    traits.filter(|field| matches!(field.role, Role::Flatten { .. }))
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

/// The declarations of flattened structs.
fn with_flattened(model: &Model<'_>) -> TokenStream {
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

/// What the declaration does not say, for each of its entries.
fn details(model: &Model<'_>) -> TokenStream {
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

/// For each flattened struct, the assertion that no other part of the event has one of its traits.
fn distinct(model: &Model<'_>) -> TokenStream {
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

/// The statements of a struct. Asked for its id, it gives that and returns. Otherwise it writes the group type and then the
/// fields in order; parts of an object that are named by path are all written where the first of them is.
fn writes(model: &Model<'_>, distinct_now: Option<TokenStream>) -> TokenStream {
    let mut writes = TokenStream::new();
    if let Some(base) = model.traits().iter().find(|field| field.is_base()) {
        let give = base.call("put_base", quote!(__writer));
        writes.extend(quote!(if __reserved::TraitWriter::asks_id(__writer) { #give; return; }));
    }
    if let Some(id) = model.traits().iter().find(|field| field.is_id()) {
        let give = id.call("give", quote!(__writer));
        writes.extend(match id.map {
            None => quote!(if #give { return; }),
            // What is not asked for is not made.
            Some(_) => quote!(if __reserved::TraitWriter::asks_id(__writer) { #give; return; }),
        });
    }
    writes.extend(distinct_now);
    if let (Some(group_type), Some(constant)) = (&model.group_type, &model.vocabulary.constant) {
        let key = key(constant.name, Some(Kind::Text));
        writes.extend(quote!(__reserved::TraitWriter::constant(__writer, #key, #group_type);));
    }
    let mut has_object = false;
    for field in model.traits() {
        let Role::Subfield(nested, _) = field.role else {
            writes.extend(field.write());
            continue;
        };
        if std::mem::replace(&mut has_object, true) {
            continue;
        }
        let key = key(nested.name, None);
        let parts = model.traits().iter();
        let parts = parts.filter(|field| matches!(field.role, Role::Subfield(..)));
        let parts = parts.map(Trait::write);
        writes.extend(quote! {
            let __object = __reserved::TraitWriter::open(__writer, #key);
            #(#parts)*
            __reserved::TraitWriter::close(__writer, __object);
        });
    }
    if writes.is_empty() {
        return writes;
    }
    // Each token of a derive costs compile time, and this path would be repeated for each field.
    let krate = &model.krate;
    quote! {
        use #krate::__private::reserved as __reserved;
        #writes
    }
}
