//! The address of a group.

use super::{Reserved, Vocabulary, meaning, reserved};
use crate::key::{FieldKey, Place, StructKey};
use crate::kind::Kind;

pub(crate) static ADDRESS: Vocabulary = Vocabulary {
    derive: "AddressTraits",
    declared: Some("DeclaredAddress"),
    example: "city: String",
    structs: Place {
        what: "a struct with `AddressTraits`",
        keys: &[StructKey::Null, StructKey::Crate, StructKey::Bound],
    },
    fields: Place {
        what: "a field of a struct with `AddressTraits`",
        keys: &[
            FieldKey::Rename,
            FieldKey::Skip,
            FieldKey::SkipIf,
            FieldKey::Map,
            FieldKey::Display,
            FieldKey::Send,
            FieldKey::Null,
            FieldKey::Pii,
            FieldKey::Min,
            FieldKey::Max,
            FieldKey::Pattern,
        ],
    },
    owner: "an address",
    term: "subfield of `address`",
    reserved: SUBFIELDS,
    nested: None,
    custom: None,
    constant: None,
    id: None,
};

const SUBFIELDS: &[Reserved] = &[
    reserved(
        ("city", "city", "City", Some(Kind::Text)),
        &[meaning(
            &["city", "town", "municipality"],
            &[],
            &["name", "s"],
        )],
    ),
    reserved(
        ("country", "country", "Country", Some(Kind::Text)),
        &[meaning(&["country"], &[], &["name", "code", "s"])],
    ),
    reserved(
        ("postalCode", "postal_code", "PostalCode", Some(Kind::Text)),
        &[meaning(
            &[
                "postalcode",
                "postcode",
                "postal",
                "zipcode",
                "zip",
                "pincode",
                "postalzip",
            ],
            &[],
            &["number", "s"],
        )],
    ),
    reserved(
        ("state", "state", "State", Some(Kind::Text)),
        &[meaning(
            &["state", "province", "region", "stateprovince"],
            &[],
            &["name", "code", "s"],
        )],
    ),
    reserved(
        ("street", "street", "Street", Some(Kind::Text)),
        &[meaning(
            &[
                "street",
                "streetaddress",
                "addressline",
                "address1",
                "address2",
                "line",
            ],
            &[],
            &["name", "number", "line", "1", "2", "line1", "line2", "s"],
        )],
    ),
];
