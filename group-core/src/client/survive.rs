//! Code of the user's that may panic.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs what is not the client's own, and may panic: the thread that delivers goes on. `None` after a panic.
pub(super) fn survive<T>(act: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(act)) {
        Ok(done) => Some(done),
        Err(panic) => {
            // Dropping the panic's payload may panic too.
            mem::forget(panic);
            None
        }
    }
}
