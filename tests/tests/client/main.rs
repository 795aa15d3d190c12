//! The client, against a data plane on loopback.

mod answers;
mod batches;
mod double;
mod ends;
mod failures;
mod faults;
mod from_json;
mod given;
mod handles;
mod log;
mod outbox;
mod pauses;
mod requests;
mod secrets;
mod settings;
mod tls;
