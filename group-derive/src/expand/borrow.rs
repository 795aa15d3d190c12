//! A field, borrowed.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// `&self.field`. A field of a packed struct is copied, since it may stand where it can't be borrowed.
pub(super) fn borrowed(is_packed: bool, field: impl ToTokens) -> TokenStream {
    match is_packed {
        false => quote!(&self.#field),
        true => quote!(&{ self.#field }),
    }
}
