//! U+0000, which group-core refuses in every string of an event.

use quote::ToTokens;

use crate::ctxt::Ctxt;

pub(super) fn has_no_nul(cx: &Ctxt, tokens: impl ToTokens, text: &str) -> bool {
    let is_fine = !text.contains('\0');
    if !is_fine {
        cx.error(
            tokens,
            "U+0000 can't be sent: a warehouse loads nothing of a batch that has it\nremove `\\0`",
        );
    }
    is_fine
}
