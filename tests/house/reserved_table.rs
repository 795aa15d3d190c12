//! The words of group-derive, against those of group-core.

use std::fs;
use std::path::Path;

use group_core::__private::reserved::ALL;
use group_core::{Address, GroupTraits, Traits};
use group_rules::reserved::{ADDRESS_COLUMNS, SUBFIELDS, TRAITS};

use crate::kind::Kind;
use crate::vocabulary::{ADDRESS, GROUP};

#[test]
fn the_derive_knows_the_reserved_names_of_core_and_no_others() {
    let derive: Vec<_> = GROUP
        .reserved
        .iter()
        .chain(ADDRESS.reserved)
        .map(|reserved| {
            let kind = reserved.kind.map_or("AddressTraits", Kind::value_trait);
            (reserved.name, reserved.slot, kind)
        })
        .collect();
    assert_eq!(derive, ALL);
}

#[test]
fn the_rules_know_the_reserved_names_of_core_and_no_others() {
    let rules: Vec<_> = TRAITS.into_iter().chain(SUBFIELDS).collect();
    let core: Vec<_> = ALL.iter().map(|(name, ..)| *name).collect();
    assert_eq!(rules, core);
}

#[test]
fn the_derive_knows_the_columns_of_an_address() {
    let nested = GROUP.nested.as_ref().unwrap();
    let columns: Vec<_> = nested.columns().collect();
    assert_eq!(columns, ADDRESS_COLUMNS);
}

#[test]
fn the_ready_made_address_is_sent_with_the_names_of_the_table() {
    let address = Address {
        city: Some("1".into()),
        country: Some("2".into()),
        postal_code: Some("3".into()),
        state: Some("4".into()),
        street: Some("5".into()),
    };
    let by_serde = serde_json::to_string(&address).unwrap();
    let expected = ADDRESS.reserved.iter().zip(1..);
    let expected: Vec<_> = expected
        .map(|(subfield, value)| format!("\"{}\":\"{value}\"", subfield.name))
        .collect();
    assert_eq!(by_serde, format!("{{{}}}", expected.join(",")));

    #[derive(GroupTraits)]
    struct Company {
        address: Address,
    }
    let by_the_derive = serde_json::to_string(&Traits(&Company { address })).unwrap();
    assert_eq!(by_the_derive, format!("{{\"address\":{by_serde}}}"));
}

#[test]
fn the_tables_of_the_documentation_have_each_name_and_column() {
    let names = GROUP.reserved.iter().map(|reserved| reserved.name);
    let columns = GROUP.nested.as_ref().unwrap().columns();
    let expected: Vec<String> = names.map(str::to_owned).chain(columns).collect();
    for (file, heading) in [
        ("group-core/docs/kinds-of-value.md", "| reserved trait |"),
        (
            "group-derive/docs/group-traits.md",
            "| field | name in the event |",
        ),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
        let text = fs::read_to_string(path).unwrap();
        let table: String = text
            .lines()
            .skip_while(|line| !line.starts_with(heading))
            .take_while(|line| line.contains('|'))
            .collect();
        for name in &expected {
            assert!(table.contains(&format!("`{name}`")), "{file}: {name}");
        }
    }
}

#[test]
fn the_message_about_an_address_lists_its_fields() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/fail/type/address_from_string.stderr");
    let golden = fs::read_to_string(path).unwrap();
    let fields: Vec<_> = ADDRESS.reserved.iter().map(|it| it.field).collect();
    let label = format!("`address` is an object with {}", fields.join(", "));
    assert!(golden.contains(&label), "{label}");
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
