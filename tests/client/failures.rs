//! What is heard of events that were given up.

use std::sync::{Arc, Mutex};

use group_core::client::{FailReason, Failed};

/// What `on_failure` was told.
#[derive(Clone, Default)]
pub(crate) struct Failures(Arc<Mutex<Vec<Failure>>>);

/// The messageId, and what stands in `Failed`.
pub(crate) type Failure = (String, FailReason, Option<u16>, String);

impl Failures {
    pub(crate) fn listen(&self) -> impl Fn(Failed) + Send + Sync + 'static {
        let told = self.clone();
        move |failed| {
            told.0.lock().unwrap().push((
                failed.payload.message_id().to_owned(),
                failed.reason,
                failed.status,
                failed.answer,
            ));
        }
    }

    pub(crate) fn told(&self) -> Vec<Failure> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        self.told().into_iter().map(|failure| failure.0).collect()
    }
}
