//! What the fields of a generic struct require of its parameters.

use proc_macro2::{Ident, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Lifetime, Type, WherePredicate};

/// The where-clause of an impl: that of the struct, and `bound`; without a `bound`, a predicate for each type in `needs` that
/// mentions a parameter, which says that the type implements the trait it is paired with.
pub(crate) fn where_clause<'a>(
    generics: &Generics,
    bound: Option<&[WherePredicate]>,
    needs: impl IntoIterator<Item = (&'a Type, TokenStream)>,
) -> TokenStream {
    let own = generics.where_clause.iter().flat_map(|own| &own.predicates);
    let mut predicates: Vec<_> = own.map(ToTokens::to_token_stream).collect();
    match bound {
        Some(bound) => predicates.extend(bound.iter().map(ToTokens::to_token_stream)),
        // Most structs: no tokens are made, which is what takes a derive its time.
        None if !is_generic(generics) => {}
        None => {
            let needs = needs.into_iter();
            let needs = needs.filter(|(ty, _)| mentions_parameter(generics, ty.to_token_stream()));
            predicates.extend(accepted(needs));
        }
    }
    match predicates.is_empty() {
        true => TokenStream::new(),
        false => quote!(where #(#predicates),*),
    }
}

/// Whether there are parameters other than lifetimes.
pub(crate) fn is_generic(generics: &Generics) -> bool {
    let mut params = generics.params.iter();
    params.any(|param| !matches!(param, GenericParam::Lifetime(_)))
}

/// A predicate for each of `needs`. The compiler can't choose between two that differ only in lifetimes, so they become
/// one, for all lifetimes.
fn accepted<'a>(needs: impl Iterator<Item = (&'a Type, TokenStream)>) -> Vec<TokenStream> {
    struct Need {
        exact: TokenStream,
        for_all: TokenStream,
        is_exact: bool,
    }

    let mut found: Vec<Need> = Vec::new();
    for (ty, slot) in needs {
        let mut lifetimes = Vec::new();
        let erased = with_own_lifetimes(ty.to_token_stream(), &mut lifetimes, &mut Vec::new());
        let need = Need {
            exact: quote!(#ty: #slot),
            for_all: quote!(for<#(#lifetimes),*> #erased: #slot),
            is_exact: true,
        };
        let is_same = |other: &&mut Need| other.for_all.to_string() == need.for_all.to_string();
        match found.iter_mut().find(is_same) {
            None => found.push(need),
            Some(other) => other.is_exact &= other.exact.to_string() == need.exact.to_string(),
        }
    }
    let predicate = |need: Need| match need.is_exact {
        true => need.exact,
        false => need.for_all,
    };
    found.into_iter().map(predicate).collect()
}

/// The type with fresh lifetimes in place of its own, and with the same names for those that it declares, `for<'x>`, as any
/// other has.
fn with_own_lifetimes(
    ty: TokenStream,
    lifetimes: &mut Vec<Lifetime>,
    declared: &mut Vec<Ident>,
) -> TokenStream {
    let mut tokens = ty.into_iter();
    let mut own = TokenStream::new();
    let mut is_declaration = false;
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Ident(ident) if ident == "for" => is_declaration = true,
            TokenTree::Punct(punct) if punct.as_char() == '>' => is_declaration = false,
            _ => {}
        }
        match token {
            TokenTree::Punct(quote)
                if quote.as_char() == '\'' && quote.spacing() == Spacing::Joint =>
            {
                let Some(TokenTree::Ident(name)) = tokens.next() else {
                    continue;
                };
                if is_declaration {
                    declared.push(name.clone());
                }
                let place = declared.iter().rposition(|declared| *declared == name);
                let new_name = match place {
                    Some(place) => format!("__for{place}"),
                    None => format!("__{}", lifetimes.len()),
                };
                let lifetime = Lifetime {
                    apostrophe: quote.span(),
                    ident: Ident::new(&new_name, Span::call_site()),
                };
                own.extend(lifetime.to_token_stream());
                if place.is_none() {
                    lifetimes.push(lifetime);
                }
            }
            TokenTree::Group(group) => {
                let inner = with_own_lifetimes(group.stream(), lifetimes, declared);
                let group = proc_macro2::Group::new(group.delimiter(), inner);
                own.extend([TokenTree::Group(group)]);
            }
            other => own.extend([other]),
        }
    }
    own
}

/// Whether any name in a type is that of a parameter. A false alarm does no harm: its predicate holds.
pub(crate) fn mentions_parameter(generics: &Generics, ty: TokenStream) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => generics.params.iter().any(|param| match param {
            GenericParam::Type(param) => param.ident == ident,
            GenericParam::Const(param) => param.ident == ident,
            GenericParam::Lifetime(_) => false,
        }),
        TokenTree::Group(group) => mentions_parameter(generics, group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
