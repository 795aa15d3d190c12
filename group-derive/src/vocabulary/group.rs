//! The traits of a group.

use super::{ADDRESS, Constant, Custom, Id, Nested, Reserved, Vocabulary, meaning, reserved};
use crate::key::{FieldKey, Place, StructKey};
use crate::kind::Kind;

pub(crate) static GROUP: Vocabulary = Vocabulary {
    derive: "GroupTraits",
    declared: None,
    example: "name: String",
    structs: Place {
        what: "a struct with `GroupTraits`",
        keys: &[
            StructKey::RenameAll,
            StructKey::GroupType,
            StructKey::Null,
            StructKey::Crate,
            StructKey::Bound,
        ],
    },
    fields: Place {
        what: "a field of a struct with `GroupTraits`",
        keys: &[
            FieldKey::Rename,
            FieldKey::Custom,
            FieldKey::GroupId,
            FieldKey::Skip,
            FieldKey::SkipIf,
            FieldKey::Map,
            FieldKey::As,
            FieldKey::Flatten,
            FieldKey::Base,
            FieldKey::Display,
            FieldKey::Send,
            FieldKey::Also,
            FieldKey::Null,
            FieldKey::Pii,
            FieldKey::Min,
            FieldKey::Max,
            FieldKey::Pattern,
        ],
    },
    owner: "a group",
    term: "reserved trait",
    reserved: TRAITS,
    nested: Some(Nested {
        name: "address",
        vocabulary: &ADDRESS,
        meanings: &[
            (
                "postalCode",
                meaning(&["postalcode", "postcode", "zipcode", "zip"], &[], &[]),
            ),
            (
                "street",
                meaning(&["addressline", "addressline1", "addressline2"], &[], &[]),
            ),
        ],
        meanings_beside: &[
            (
                "city",
                meaning(&["city", "town", "municipality"], &[], &["name"]),
            ),
            (
                "country",
                meaning(&["country"], &[], &["code", "name", "iso", "iso2", "iso3"]),
            ),
            (
                "state",
                meaning(
                    &["state", "province", "region"],
                    &[],
                    &["code", "name", "province"],
                ),
            ),
            (
                "street",
                meaning(
                    &["street", "address1", "address2"],
                    &[],
                    &["address", "name", "line", "line1", "line2", "1", "2"],
                ),
            ),
        ],
    }),
    custom: Some(Custom {
        filled: group_rules::column::FILLED,
        library: group_rules::column::LIBRARY,
    }),
    constant: Some(Constant {
        name: "groupType",
        column: "group_type",
    }),
    id: Some(Id {
        name: "id",
        slot: "GroupId",
        marker: "HasGroupId",
        what: "the group's id",
        sent: "groupId",
        column: "group_id",
        call: "every group call",
    }),
};

const TRAITS: &[Reserved] = &[
    reserved(
        ("id", "id", "GroupId", Some(Kind::Id)),
        &[meaning(&["id"], &[], &[])],
    ),
    reserved(
        ("name", "name", "Name", Some(Kind::Text)),
        &[meaning(&["name"], &[], &[])],
    ),
    reserved(
        ("email", "email", "Email", Some(Kind::Text)),
        &[meaning(
            &["email", "mail"],
            &[],
            &["address", "adress", "addr"],
        )],
    ),
    reserved(
        ("phone", "phone", "Phone", Some(Kind::Text)),
        &[meaning(
            &["phone", "telephone", "tel"],
            &[],
            &["number", "num", "no", "nr"],
        )],
    ),
    reserved(
        ("address", "address", "GroupAddress", None),
        &[meaning(&["address", "addr"], &[], &[])],
    ),
    reserved(
        ("industry", "industry", "Industry", Some(Kind::Text)),
        &[meaning(&["industry"], &[], &[])],
    ),
    reserved(
        ("createdAt", "created_at", "CreatedAt", Some(Kind::Date)),
        &[
            meaning(&["createdat"], &[], &[]),
            meaning(
                &["created", "creation"],
                &["date", "dateof", "time", "timeof", "datetime", "timestamp"],
                &["on", "date", "time", "datetime", "timestamp", "ts"],
            ),
        ],
    ),
    reserved(
        (
            "description",
            "description",
            "Description",
            Some(Kind::Text),
        ),
        &[meaning(&["description", "desc", "descr"], &[], &["text"])],
    ),
    reserved(
        ("employees", "employees", "Employees", Some(Kind::Count)),
        &[meaning(
            &["employees", "employee"],
            &[
                "numberof",
                "numof",
                "num",
                "noof",
                "no",
                "nbof",
                "nb",
                "nrof",
                "nr",
                "countof",
                "totalnumberof",
                "total",
                "n",
            ],
            &["count", "number", "num", "total", "no", "nb", "nr"],
        )],
    ),
    reserved(
        ("plan", "plan", "Plan", Some(Kind::Text)),
        &[meaning(&["plan"], &[], &[])],
    ),
    reserved(
        ("website", "website", "Website", Some(Kind::Text)),
        &[meaning(
            &[
                "website",
                "webpage",
                "homepage",
                "webaddress",
                "weburl",
                "siteurl",
            ],
            &[],
            &["url", "uri", "link", "address"],
        )],
    ),
    reserved(
        ("avatar", "avatar", "Avatar", Some(Kind::Text)),
        &[meaning(
            &["avatar"],
            &[],
            &["url", "uri", "link", "image", "img", "picture"],
        )],
    ),
];
