//! The errors of one derive, all of them in one compile.

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;

#[derive(Default)]
pub(crate) struct Ctxt {
    errors: RefCell<Vec<Error>>,
}

impl Ctxt {
    /// Underlines `tokens`: pass no more of them than are wrong.
    pub(crate) fn error(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(Error::new_spanned(tokens, message));
    }

    pub(crate) fn push(&self, error: Error) {
        self.errors.borrow_mut().push(error);
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.errors.borrow().is_empty()
    }

    /// Whether a check reports nothing.
    pub(crate) fn passes(&self, check: impl FnOnce()) -> bool {
        let errors = self.errors.borrow().len();
        check();
        self.errors.borrow().len() == errors
    }

    /// For a derive beside another one that reports the same errors.
    pub(crate) fn discard(self) {}

    /// One item for each error, which fails to compile with its message.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        let errors = self.errors.into_inner();
        errors.iter().map(Error::to_compile_error).collect()
    }
}
