//! What `build()` refuses, each with its path and kind, and what stands right beside it and is accepted.

mod caught_panics;
mod dates;
mod depth;
mod errors;
mod failing_values;
mod ids;
mod keys;
mod null_character;
mod numbers;
mod objects;
mod raw_json;
mod secrets;
mod size;
