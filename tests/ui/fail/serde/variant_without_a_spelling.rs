use group_core::TextTrait;
use serde::Serialize;

#[derive(TextTrait, Serialize)]
enum Plan {
    #[serde(skip)]
    Internal,
    #[serde(skip_serializing, rename = "legacy")]
    Legacy,
    #[serde(serialize_with = "masked")]
    Secret,
    #[serde(skip)]
    #[group(rename = "trial")]
    Trial,
}

fn masked<S: serde::Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str("***")
}

#[derive(TextTrait, Serialize)]
#[serde(untagged)]
enum Tier {
    #[group(rename = "basic")]
    Basic,
    Top,
    Best,
}

#[derive(Clone, TextTrait, Serialize)]
#[serde(into = "String")]
enum Size {
    Small,
    Large,
}

impl From<Size> for String {
    fn from(_: Size) -> Self {
        "size".to_owned()
    }
}

fn main() {}
