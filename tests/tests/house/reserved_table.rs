//! The reserved table of group-derive, against the one of group-core, where it stands.

use group_core::__private::reserved::ALL;

#[allow(dead_code)]
#[path = "../../../group-derive/src/reserved.rs"]
mod of_the_derive;

#[test]
fn the_derive_knows_the_reserved_names_of_core_and_no_others() {
    let mut derive: Vec<_> = of_the_derive::TRAITS
        .iter()
        .chain(&of_the_derive::SUBFIELDS)
        .map(|reserved| (reserved.name, reserved.slot))
        .collect();
    let mut core: Vec<_> = ALL.iter().map(|(name, slot, _)| (*name, *slot)).collect();
    derive.sort_unstable();
    core.sort_unstable();
    assert_eq!(derive, core);
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
