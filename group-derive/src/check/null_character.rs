//! U+0000, which group-core refuses in every string of an event.

use quote::ToTokens;

use crate::ctxt::Ctxt;

pub(super) fn check_nul(cx: &Ctxt, tokens: impl ToTokens, text: &str) {
    if text.contains('\0') {
        cx.error(
            tokens,
            "U+0000 can't be sent: a warehouse loads nothing of a batch that has it\nremove `\\0`",
        );
    }
}
