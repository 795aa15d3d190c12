//! The client, against a data plane on loopback.

mod answers;
mod apart;
mod async_calls;
mod authority;
mod batches;
mod double;
mod ends;
mod failures;
mod faults;
mod fork;
mod from_json;
mod given;
mod handles;
mod hostile;
mod log;
mod outbox;
mod pauses;
mod proxies;
mod redaction;
mod requests;
mod roots;
mod secrets;
mod settings;
mod stats;
mod tls;
mod transports;
