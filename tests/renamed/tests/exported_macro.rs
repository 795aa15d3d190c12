//! A user of a library that has group-core under another name.

use group_tests_renamed::facade::gc::Traits;

mod gc {}

#[test]
fn a_macro_of_the_library_finds_the_crate_by_itself() {
    group_tests_renamed::company! { Company { name: Option<&'static str>, seats: u8 } }
    let hooli = Company {
        name: Some("Hooli"),
        seats: 1,
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"name":"Hooli","seats":1}"#
    );
}

#[test]
fn the_crate_is_found_by_the_path_through_the_library() {
    #[derive(group_tests_renamed::facade::gc::GroupTraits)]
    #[group(crate = "group_tests_renamed::facade::gc")]
    struct Company {
        #[group(rename = "address.city")]
        town: &'static str,
    }
    assert_eq!(
        serde_json::to_string(&Traits(&Company { town: "Palo Alto" })).unwrap(),
        r#"{"address":{"city":"Palo Alto"}}"#
    );
}
