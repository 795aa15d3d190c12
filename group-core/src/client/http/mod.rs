//! One request and its answer: the body, the way to the data plane, and what the answer means.

pub(super) mod answer;
pub(super) mod body;
pub(super) mod proxy;
pub(super) mod redact;
pub(super) mod transport;
pub(super) mod ureq;
