//! The subfields of the address by path, in a flat struct.

use group_core::{GroupTraits, Traits};

#[test]
fn subfields_by_path_are_one_object_where_the_first_stands() {
    #[derive(GroupTraits)]
    struct Company {
        name: &'static str,
        #[group(rename = "address.city")]
        town: &'static str,
        plan: &'static str,
        #[group(rename = "address.postalCode")]
        zip: Option<String>,
        industry: &'static str,
        #[group(rename = "address.country")]
        country: &'static str,
        #[group(rename = "address.state")]
        state: Box<Option<&'static str>>,
        #[group(rename = "address.street")]
        street: &'static str,
    }
    let hooli = Company {
        name: "Hooli",
        town: "Palo Alto",
        plan: "basic",
        zip: Some("94301".into()),
        industry: "software",
        country: "US",
        state: Box::new(None),
        street: "1 Hooli Way",
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        concat!(
            r#"{"name":"Hooli","address":{"city":"Palo Alto","postalCode":"94301","country":"US","#,
            r#""street":"1 Hooli Way"},"plan":"basic","industry":"software"}"#
        )
    );
}

#[test]
fn subfields_by_path_that_are_all_none_leave_no_object() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(rename = "address.city")]
        town: Option<String>,
        name: &'static str,
        #[group(rename = "address.street", skip_if = Option::is_some)]
        street: Option<&'static str>,
    }
    let hooli = Company {
        town: None,
        name: "Hooli",
        street: Some("1 Hooli Way"),
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"name":"Hooli"}"#
    );
}

#[test]
fn a_subfield_by_path_may_be_mapped_and_skipped() {
    fn upper(state: &&'static str) -> String {
        state.to_uppercase()
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(rename = "address.state", map = upper)]
        state: &'static str,
        #[group(rename = "address.city", skip_if = str::is_empty)]
        city: String,
    }
    let hooli = Company {
        state: "ca",
        city: String::new(),
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"address":{"state":"CA"}}"#
    );
}

#[test]
fn fields_named_as_subfields_are_custom_traits_of_a_flat_struct() {
    #[derive(GroupTraits)]
    struct Company {
        city: &'static str,
        state: u8,
        country: Vec<&'static str>,
        region: bool,
    }
    let hooli = Company {
        city: "Palo Alto",
        state: 7,
        country: vec!["US"],
        region: true,
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"city":"Palo Alto","state":7,"country":["US"],"region":true}"#
    );
}

#[test]
fn another_name_with_a_dot_is_a_custom_trait_as_it_stands() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(rename = "billing.city")]
        billing_city: &'static str,
        #[group(rename = "v1.2")]
        version: u8,
    }
    let hooli = Company {
        billing_city: "Palo Alto",
        version: 2,
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"billing.city":"Palo Alto","v1.2":2}"#
    );
}
