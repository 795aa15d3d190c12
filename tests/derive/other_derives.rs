//! The derives beside those of other crates.

use clap::Parser as _;
use group_core::{AddressTraits, CountTrait, Date, DateTrait, GroupTraits, IdTrait, TextTrait};
use serde::{Deserialize, Serialize};

use crate::sent::json;

#[test]
fn other_attributes_of_serde_are_not_read() {
    #[derive(GroupTraits, Serialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields, tag = "t")]
    struct Company {
        #[serde(rename = "title")]
        name: String,
        #[serde(skip)]
        #[group(send)]
        seats: u8,
        #[serde(rename(serialize = "x", deserialize = "y"), default)]
        score: u8,
        #[serde(skip_serializing_if = "Option::is_none")]
        plan: Option<String>,
        #[serde(flatten)]
        #[group(flatten)]
        more: More,
        #[group(skip)]
        #[serde(serialize_with = "shout")]
        word: &'static str,
    }
    fn shout<S: serde::Serializer>(word: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&word.to_uppercase())
    }
    #[derive(GroupTraits, Serialize)]
    struct More {
        #[serde(rename = "level")]
        tier: u8,
    }
    let hooli = Company {
        name: "Hooli".into(),
        seats: 1,
        score: 2,
        plan: Some("basic".into()),
        more: More { tier: 3 },
        word: "hi",
    };
    assert_eq!(
        json(&hooli),
        r#"{"name":"Hooli","seats":1,"score":2,"plan":"basic","tier":3}"#
    );
    assert_eq!(
        serde_json::to_string(&hooli).unwrap(),
        r#"{"t":"Company","title":"Hooli","x":2,"PLAN":"basic","level":3,"WORD":"HI"}"#
    );
}

#[test]
fn send_changes_nothing_where_serde_skips_nothing() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(send)]
        seats: u8,
        #[group(flatten, send)]
        more: More,
    }
    #[derive(GroupTraits)]
    struct More {
        tier: u8,
    }
    let hooli = Company {
        seats: 1,
        more: More { tier: 2 },
    };
    assert_eq!(json(&hooli), r#"{"seats":1,"tier":2}"#);
}

#[test]
fn our_attributes_are_not_read_by_serde() {
    #[derive(GroupTraits, Serialize, Deserialize)]
    #[group(rename_all = "camelCase", group_type = "company")]
    struct Company {
        #[group(group_id)]
        account: u64,
        #[group(rename = "name")]
        title: String,
        #[group(skip)]
        row_version: i64,
    }
    let read: Company =
        serde_json::from_str(r#"{"account":7,"title":"Hooli","row_version":2}"#).unwrap();
    assert_eq!(json(&read), r#"{"groupType":"company","name":"Hooli"}"#);
    assert_eq!(
        serde_json::to_string(&read).unwrap(),
        r#"{"account":7,"title":"Hooli","row_version":2}"#
    );
}

#[test]
fn a_struct_may_be_the_arguments_of_a_program() {
    /// Sends a group call.
    #[derive(clap::Parser, GroupTraits, Debug)]
    #[command(name = "send")]
    struct Arguments {
        /// The name.
        #[arg(long, short)]
        name: String,
        #[arg(long, default_value_t = 1)]
        employees: u32,
        #[command(flatten)]
        more: More,
    }
    #[derive(clap::Args, Serialize, Debug)]
    struct More {
        #[arg(long = "tier")]
        level: Option<u8>,
    }
    let arguments = Arguments::try_parse_from(["send", "--name", "Hooli", "--tier", "3"]).unwrap();
    assert_eq!(
        json(&arguments),
        r#"{"name":"Hooli","employees":1,"more":{"level":3}}"#
    );
}

#[test]
fn a_struct_may_be_an_argument_group_of_a_program() {
    #[derive(clap::Args, GroupTraits)]
    struct Company {
        #[arg(long)]
        name: String,
        #[arg(long)]
        seats: u8,
    }
    #[derive(clap::Parser)]
    struct Arguments {
        #[command(flatten)]
        company: Company,
    }
    let arguments = Arguments::try_parse_from(["send", "--name", "Hooli", "--seats", "3"]).unwrap();
    assert_eq!(json(&arguments.company), r#"{"name":"Hooli","seats":3}"#);
}

#[test]
fn an_enum_may_be_the_value_of_an_argument() {
    #[derive(clap::ValueEnum, TextTrait, Clone, Copy, Debug, PartialEq)]
    enum Plan {
        ProPlus,
    }
    let plan = <Plan as clap::ValueEnum>::from_str("pro-plus", false).unwrap();
    assert_eq!(plan.text(), "ProPlus");
}

#[test]
fn the_derives_of_the_standard_library_stand_beside_ours() {
    #[derive(
        Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, GroupTraits, Serialize,
    )]
    struct Company {
        #[group(group_id)]
        key: u64,
        name: Option<String>,
        address: Office,
        employees: Heads,
        plan: Plan,
        #[group(skip)]
        created_at: i64,
    }
    #[derive(
        AddressTraits, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize,
    )]
    struct Office {
        city: String,
    }
    #[derive(
        CountTrait,
        IdTrait,
        Clone,
        Copy,
        Debug,
        Default,
        PartialEq,
        Eq,
        PartialOrd,
        Ord,
        Hash,
        Serialize,
    )]
    struct Heads(u32);
    #[derive(
        TextTrait, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize,
    )]
    enum Plan {
        #[default]
        #[group(rename = "free")]
        Basic,
    }
    let hooli = Company::default();
    assert_eq!(hooli.clone(), hooli);
    assert_eq!(
        format!("{hooli:?}"),
        concat!(
            r#"Company { key: 0, name: None, address: Office { city: "" }, "#,
            "employees: Heads(0), plan: Basic, created_at: 0 }"
        )
    );
    assert_eq!(
        json(&hooli),
        r#"{"address":{"city":""},"employees":0,"plan":"free"}"#
    );
    assert_eq!(hooli.employees.id(), "0");
}

#[test]
fn a_newtype_may_be_every_kind_that_its_content_is() {
    #[derive(IdTrait, CountTrait, Serialize)]
    struct Number(u64);
    #[derive(DateTrait, Serialize)]
    #[serde(transparent)]
    struct Day(Date);
    #[derive(TextTrait, Serialize, Deserialize)]
    #[serde(transparent)]
    struct Slug(String);
    #[derive(GroupTraits)]
    struct Company {
        id: Number,
        employees: Number,
        seats: Number,
        created_at: Day,
        ends: Day,
        name: Slug,
        label: Slug,
    }
    let day = || Day(Date::civil(2014, 4, 6).unwrap());
    let hooli = Company {
        id: Number(1),
        employees: Number(2),
        seats: Number(3),
        created_at: day(),
        ends: day(),
        name: Slug("a".into()),
        label: Slug("b".into()),
    };
    assert_eq!(
        json(&hooli),
        r#"{"employees":2,"seats":3,"createdAt":"2014-04-06","ends":"2014-04-06","name":"a","label":"b"}"#
    );
}
