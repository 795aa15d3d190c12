//! Group and identify events: from a call to the finished JSON.

pub(crate) mod call;
pub(crate) mod context;
mod from_json;
pub(crate) mod integrations;
pub(crate) mod payload;
mod setters;
