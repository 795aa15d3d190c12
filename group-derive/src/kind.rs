//! The derives of the kinds of value: `TextTrait`, and the newtypes of `IdTrait`, `CountTrait` and `DateTrait`.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{Data, DataEnum, DeriveInput, Ident, Member, Type};

use crate::attr::{Attrs, Place, is_blank};
use crate::bound::where_clause;
use crate::case::Case;
use crate::ctxt::Ctxt;
use crate::deprecated::allow_deprecated;
use crate::model::krate;

/// A kind of value and its one method.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Text,
    Id,
    Count,
    Date,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "TextTrait",
            Self::Id => "IdTrait",
            Self::Count => "CountTrait",
            Self::Date => "DateTrait",
        }
    }
}

/// The one field of a newtype.
struct Inner<'a> {
    member: Member,
    ty: &'a Type,
}

/// `TextTrait` and with it `IdTrait`.
pub(crate) fn text(cx: &Ctxt, input: &DeriveInput) -> TokenStream {
    if let Data::Enum(data) = &input.data {
        return text_of_enum(cx, input, data);
    }
    let attrs = Attrs::parse(cx, &input.attrs, Place::Newtype);
    let krate = krate(attrs.krate.as_ref());
    let inner = inner(cx, input, Kind::Text);
    let text = match &inner {
        Some(Inner { member, ty }) => quote!(<#ty as #krate::TextTrait>::text(&self.#member)),
        None => quote!(#krate::__private::Cow::Borrowed("")),
    };
    let needs = inner.map(|inner| (inner.ty, quote!(#krate::TextTrait)));
    let bounds = where_clause(&input.generics, attrs.bound.as_deref(), needs);
    text_and_id(input, &krate, &text, &bounds)
}

fn text_of_enum(cx: &Ctxt, input: &DeriveInput, data: &DataEnum) -> TokenStream {
    let attrs = Attrs::parse(cx, &input.attrs, Place::TextEnum);
    let krate = krate(attrs.krate.as_ref());
    let bounds = where_clause(&input.generics, attrs.bound.as_deref(), None);
    if data.variants.is_empty() {
        cx.error(
            &input.ident,
            format_args!("`TextTrait` needs an enum with a variant: without one there is no text to send\nwrite `enum {} {{ Basic, … }}`", input.ident),
        );
    }
    let case = attrs.rename_all.unwrap_or(Case::Snake);
    let mut taken: Vec<(String, &Ident)> = Vec::new();
    let mut arms = TokenStream::new();
    for variant in &data.variants {
        let ident = &variant.ident;
        let attrs = Attrs::parse(cx, &variant.attrs, Place::TextVariant);
        if !variant.fields.is_empty() {
            cx.error(
                &variant.fields,
                format_args!("`TextTrait` sends the name of a variant, and the data of `{ident}` would be lost\nmake it a unit variant, or implement `TextTrait` by hand"),
            );
        }
        let (text, tokens) = match &attrs.rename {
            Some(rename) => (rename.value(), rename.to_token_stream()),
            None => {
                let name = ident.unraw().to_string();
                (case.apply_to_variant(&name), ident.to_token_stream())
            }
        };
        if is_blank(&text) {
            cx.error(
                &tokens,
                "a text can't be empty or blank\nwrite the text to send, or remove `rename`",
            );
        }
        match taken.iter().find(|(other, _)| *other == text) {
            _ if is_blank(&text) => {}
            Some((_, other)) => cx.error(
                &tokens,
                format_args!("`{ident}` and `{other}` would both be sent as `{text}`\ngive one of them another text with `#[group(rename = \"…\")]`"),
            ),
            None => taken.push((text.clone(), ident)),
        }
        arms.extend(quote!(Self::#ident { .. } => #text,));
    }
    let text = match cx.is_clean() {
        true => quote!(#krate::__private::Cow::Borrowed(match self { #arms })),
        false => quote!(#krate::__private::Cow::Borrowed("")),
    };
    text_and_id(input, &krate, &text, &bounds)
}

fn text_and_id(
    input: &DeriveInput,
    krate: &TokenStream,
    text: &TokenStream,
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
                #text
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

/// `IdTrait`, `CountTrait` or `DateTrait`, for a newtype.
pub(crate) fn newtype(cx: &Ctxt, input: &DeriveInput, kind: Kind) -> TokenStream {
    let attrs = Attrs::parse(cx, &input.attrs, Place::Newtype);
    let krate = krate(attrs.krate.as_ref());
    let inner = inner(cx, input, kind);
    let kind_name = format_ident!("{}", kind.name());
    let forward = |method: &str, otherwise: TokenStream| match &inner {
        Some(Inner { member, ty }) => {
            let method = format_ident!("{method}");
            quote!(<#ty as #krate::#kind_name>::#method(&self.#member))
        }
        None => otherwise,
    };
    let none = quote!(#krate::__private::Option::None);
    let methods = match kind {
        Kind::Text | Kind::Id => {
            let id = forward("id", quote!(#krate::__private::Cow::Borrowed("")));
            let short = match &inner {
                Some(_) => {
                    let short = forward("__id", TokenStream::new());
                    quote! {
                        fn __id(&self) -> #krate::__private::Id<'_> {
                            #short
                        }
                    }
                }
                None => TokenStream::new(),
            };
            quote! {
                fn id(&self) -> #krate::__private::Cow<'_, #krate::__private::str> {
                    #id
                }

                #short
            }
        }
        Kind::Count => {
            let count = forward("count", none);
            quote! {
                fn count(&self) -> #krate::__private::Option<#krate::__private::u64> {
                    #count
                }
            }
        }
        Kind::Date => {
            let date = forward("date", none);
            quote! {
                fn date(&self) -> #krate::__private::Option<#krate::Date> {
                    #date
                }
            }
        }
    };
    let needs = inner
        .as_ref()
        .map(|inner| (inner.ty, quote!(#krate::#kind_name)));
    let bounds = where_clause(&input.generics, attrs.bound.as_deref(), needs);
    let name = &input.ident;
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let allow = allow_deprecated(input);
    quote! {
        #[automatically_derived]
        #allow
        impl #impl_generics #krate::#kind_name for #name #ty_generics #bounds {
            #methods
        }
    }
}

/// Whether a type is `PhantomData`, which is there for a type parameter and has no value.
fn is_phantom(ty: &Type) -> bool {
    let segment = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    segment.is_some_and(|segment| segment.ident == "PhantomData")
}

/// The field of a newtype; `None`, with an error, for what is none.
fn inner<'a>(cx: &Ctxt, input: &'a DeriveInput, kind: Kind) -> Option<Inner<'a>> {
    let (name, derive) = (&input.ident, kind.name());
    let needed = match kind {
        Kind::Text => "an enum of unit variants or a struct with one field",
        _ => "a struct with one field",
    };
    let wrong = |what: &str| {
        cx.error(
            name,
            format_args!("`{derive}` needs {needed}, and `{name}` is {what}\nwrite `struct {name}(…);` with that field alone, or implement `{derive}` by hand"),
        );
        None
    };
    let fields = match &input.data {
        Data::Struct(data) => &data.fields,
        Data::Enum(_) => return wrong("an enum"),
        Data::Union(_) => return wrong("a union"),
    };
    let mut members = fields
        .members()
        .zip(fields)
        .filter(|(_, field)| !is_phantom(&field.ty));
    let (Some((member, field)), None) = (members.next(), members.next()) else {
        return match fields.iter().filter(|field| !is_phantom(&field.ty)).count() {
            0 => wrong("a struct without a field that has a value"),
            fields => wrong(&format!("a struct with {fields} fields")),
        };
    };
    let attrs = Attrs::parse(cx, &field.attrs, Place::NewtypeField);
    (!attrs.is_faulty).then_some(Inner {
        member,
        ty: &field.ty,
    })
}
