//! What a generic struct's fields ask of its type parameters.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Generics, Type, WhereClause, WherePredicate};

/// The where-clause of an impl: that of the struct, and `bound`, or if there is none, a predicate for each type in
/// `needs` that mentions a type parameter: that it implements the trait it is paired with.
pub(crate) fn where_clause<'a>(
    generics: &Generics,
    bound: Option<&[WherePredicate]>,
    needs: impl IntoIterator<Item = (&'a Type, TokenStream)>,
) -> TokenStream {
    let mut predicates: Vec<TokenStream> = Vec::new();
    if let Some(WhereClause {
        predicates: own, ..
    }) = &generics.where_clause
    {
        predicates.extend(own.iter().map(ToTokens::to_token_stream));
    }
    match bound {
        Some(bound) => predicates.extend(bound.iter().map(ToTokens::to_token_stream)),
        None if generics.type_params().next().is_none() => {}
        None => {
            // The compiler takes a predicate that stands twice for two ways to the same end, and can't decide.
            let mut seen = Vec::new();
            for (ty, slot) in needs {
                let predicate = quote!(#ty: #slot);
                if mentions_parameter(generics, ty.to_token_stream())
                    && !seen.contains(&predicate.to_string())
                {
                    seen.push(predicate.to_string());
                    predicates.push(predicate);
                }
            }
        }
    }
    match predicates.is_empty() {
        true => TokenStream::new(),
        false => quote!(where #(#predicates),*),
    }
}

/// Whether any name in a type is that of a type parameter. One too many does no harm: its predicate holds.
fn mentions_parameter(generics: &Generics, ty: TokenStream) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => generics.type_params().any(|param| param.ident == ident),
        TokenTree::Group(group) => mentions_parameter(generics, group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
