use group_core::TextTrait;
use serde::Serialize;

#[derive(TextTrait, Serialize)]
struct Email(#[serde(serialize_with = "masked")] String);

fn masked<S: serde::Serializer>(_: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str("***")
}

fn main() {}
