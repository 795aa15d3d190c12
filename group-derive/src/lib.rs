//! The derive macros of [`group-core`](https://docs.rs/group-core), which re-exports and documents them. Depend on that
//! crate, not on this one.

#![deny(missing_docs)]
#![deny(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::todo,
    clippy::unimplemented,
    clippy::unreachable,
    clippy::unwrap_used
)]

mod attr;
mod bound;
mod case;
mod check;
mod column;
mod ctxt;
mod expand;
mod kind;
mod model;
mod reserved;
mod suggest;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use crate::ctxt::Ctxt;
use crate::kind::Kind;
use crate::model::Model;

/// Makes a struct the traits of a group.
#[proc_macro_derive(GroupTraits, attributes(group))]
pub fn group_traits(input: TokenStream) -> TokenStream {
    derive(input, |cx, input| {
        let model = Model::group(cx, input);
        check::group(cx, &model);
        expand::group(&model, !cx.is_clean())
    })
}

/// Makes a struct the address of a group.
#[proc_macro_derive(AddressTraits, attributes(group))]
pub fn address_traits(input: TokenStream) -> TokenStream {
    derive(input, |cx, input| {
        let model = Model::address(cx, input);
        check::address(cx, &model);
        expand::address(&model)
    })
}

/// Makes an enum of unit variants, or a newtype, a text.
#[proc_macro_derive(TextTrait, attributes(group))]
pub fn text_trait(input: TokenStream) -> TokenStream {
    derive(input, kind::text)
}

/// Makes a newtype an id.
#[proc_macro_derive(IdTrait, attributes(group))]
pub fn id_trait(input: TokenStream) -> TokenStream {
    derive(input, |cx, input| kind::newtype(cx, input, Kind::Id))
}

/// Makes a newtype a count.
#[proc_macro_derive(CountTrait, attributes(group))]
pub fn count_trait(input: TokenStream) -> TokenStream {
    derive(input, |cx, input| kind::newtype(cx, input, Kind::Count))
}

/// Makes a newtype a date.
#[proc_macro_derive(DateTrait, attributes(group))]
pub fn date_trait(input: TokenStream) -> TokenStream {
    derive(input, |cx, input| kind::newtype(cx, input, Kind::Date))
}

/// The code of a derive, after the errors that it found.
fn derive(
    input: TokenStream,
    expand: impl FnOnce(&Ctxt, &DeriveInput) -> proc_macro2::TokenStream,
) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let cx = Ctxt::default();
    let expanded = expand(&cx, &input);
    let mut output = cx.into_compile_errors();
    output.extend(expanded);
    output.into()
}
