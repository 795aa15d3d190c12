//! What calls are built into, what `build()` refuses, and the sinks.

mod calls;
mod context;
mod custom_trait;
mod from_json;
mod given;
mod identity;
mod identity_stored;
mod integrations;
mod payload;
mod refusals;
mod refused;
mod serde_json_features;
mod sinks;
mod traits_alone;
mod unchanged;
mod vectors;
