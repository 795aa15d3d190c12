//! The words of group-derive, against those of group-core.

use group_core::__private::reserved::{ADDRESS_COLUMNS, ALL};

use crate::kind::Kind;
use crate::vocabulary::{ADDRESS, GROUP};

#[test]
fn the_derive_knows_the_reserved_names_of_core_and_no_others() {
    let derive: Vec<_> = GROUP
        .reserved
        .iter()
        .chain(ADDRESS.reserved)
        .map(|reserved| {
            let kind = reserved.kind.map_or("AddressTraits", Kind::of_values);
            (reserved.name, reserved.slot, kind)
        })
        .collect();
    assert_eq!(derive, ALL);
}

#[test]
fn the_derive_knows_the_columns_of_an_address() {
    let nested = GROUP.nested.as_ref().unwrap();
    let columns: Vec<_> = nested.columns().collect();
    assert_eq!(columns, ADDRESS_COLUMNS);
}

#[test]
fn core_has_the_table_of_the_specification() {
    let table: Vec<_> = ALL.iter().map(|(name, _, kind)| (*name, *kind)).collect();
    assert_eq!(
        table,
        [
            ("id", "IdTrait"),
            ("name", "TextTrait"),
            ("email", "TextTrait"),
            ("phone", "TextTrait"),
            ("address", "AddressTraits"),
            ("industry", "TextTrait"),
            ("createdAt", "DateTrait"),
            ("description", "TextTrait"),
            ("employees", "CountTrait"),
            ("plan", "TextTrait"),
            ("website", "TextTrait"),
            ("avatar", "TextTrait"),
            ("city", "TextTrait"),
            ("country", "TextTrait"),
            ("postalCode", "TextTrait"),
            ("state", "TextTrait"),
            ("street", "TextTrait"),
        ],
    );
}
