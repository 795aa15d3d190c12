//! Spans: code whose first and last tokens have the spans of the user's tokens is underlined where those are.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// Where the tokens start and where they end.
pub(super) fn ends(tokens: impl ToTokens) -> (Span, Span) {
    let mut spans = tokens
        .into_token_stream()
        .into_iter()
        .map(|token| token.span());
    let start = spans.next().unwrap_or_else(Span::call_site);
    let end = spans.last().unwrap_or(start);
    let at = |span| Span::call_site().located_at(span);
    (at(start), at(end))
}

/// The same tokens, all with one span.
pub(super) fn locate(tokens: TokenStream, span: Span) -> TokenStream {
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

/// The same tokens, which mean what they meant and are underlined at one place.
pub(super) fn shown_at(tokens: TokenStream, place: Span) -> TokenStream {
    let tokens = tokens.into_iter().map(|mut token| {
        let span = token.span().located_at(place);
        if let TokenTree::Group(group) = &token {
            let delimiter = group.delimiter();
            token = Group::new(delimiter, shown_at(group.stream(), place)).into();
        }
        token.set_span(span);
        token
    });
    tokens.collect()
}
