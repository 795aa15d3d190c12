//! The statements that write a struct's traits.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{ExprPath, Ident};

use super::borrow::borrowed;
use super::spans::{ends, locate, shown_at};
use crate::check::{Model, Trait};
use crate::kind::Kind;
use crate::model::Role;

/// The statements of a struct. Asked for its id, it gives that and returns. Otherwise it writes the group type and then the
/// fields in order; parts of an object that are named by path are all written where the first of them is.
pub(super) fn writes(model: &Model<'_>, distinct_now: Option<TokenStream>) -> TokenStream {
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

impl Trait<'_> {
    /// The trait of group-core that the type has to implement, without its path.
    pub(super) fn slot(&self) -> Ident {
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
    pub(super) fn ty(&self) -> TokenStream {
        let ty = self.ty.to_token_stream();
        match (self.role, self.further_name()) {
            (Role::Reserved(_) | Role::Subfield(..), Some(name)) => shown_at(ty, name.span()),
            _ => ty,
        }
    }

    /// `<Type as Slot>::method(&self.field, …)`; of what `map` gives, where there is one.
    pub(super) fn call(&self, method: &str, more: TokenStream) -> TokenStream {
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
    pub(super) fn apply(&self, path: &ExprPath) -> TokenStream {
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
}

/// A name as it is written before its value: `,"name":`, with the opening quote of the value if that is a string.
fn key(wire: &str, kind: Option<Kind>) -> String {
    let name = group_rules::escape::json(wire);
    let is_string = kind.is_some_and(Kind::is_string);
    format!(",\"{name}\":{}", if is_string { "\"" } else { "" })
}
