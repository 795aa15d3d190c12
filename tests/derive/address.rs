//! The address: ready-made and derived.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use group_core::{Address, AddressTraits, GroupTraits, Identity, TextTrait, Traits};

use crate::sent;

#[derive(GroupTraits)]
struct Located<T> {
    address: T,
}

fn json<T>(address: T) -> String
where
    Located<T>: GroupTraits,
{
    sent::json(&Located { address })
}

fn palo_alto() -> Address {
    Address {
        city: Some("Palo Alto".into()),
        ..Address::default()
    }
}

const PALO_ALTO: &str = r#"{"address":{"city":"Palo Alto"}}"#;

#[test]
fn the_ready_made_address_sends_five_subfields() {
    let address = Address {
        city: Some("Palo Alto".into()),
        country: Some("US".into()),
        postal_code: Some("94301".into()),
        state: Some("CA".into()),
        street: Some("1 Hooli Way\n\"rear\"".into()),
    };
    assert_eq!(
        json(address),
        r#"{"address":{"city":"Palo Alto","country":"US","postalCode":"94301","state":"CA","street":"1 Hooli Way\n\"rear\""}}"#
    );
}

#[test]
fn a_none_is_left_out() {
    assert_eq!(json(palo_alto()), PALO_ALTO);
}

#[test]
fn an_address_with_nothing_in_it_is_left_out() {
    assert_eq!(json(Address::default()), "{}");
    assert_eq!(json(None::<Address>), "{}");
    assert_eq!(json(Some(Address::default())), "{}");
}

#[test]
fn an_empty_address_leaves_no_comma_behind() {
    #[derive(GroupTraits)]
    struct Company {
        name: &'static str,
        address: Address,
        plan: &'static str,
    }
    let hooli = Company {
        name: "Hooli",
        address: Address::default(),
        plan: "basic",
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"name":"Hooli","plan":"basic"}"#
    );
}

#[test]
fn a_struct_without_fields_is_an_empty_address() {
    #[derive(AddressTraits)]
    struct Nowhere {}
    assert_eq!(json(Nowhere {}), "{}");
}

#[test]
fn options_and_pointers_compose() {
    let address = palo_alto();
    assert_eq!(json(&address), PALO_ALTO);
    assert_eq!(json(&&address), PALO_ALTO);
    assert_eq!(json(Some(&address)), PALO_ALTO);
    assert_eq!(json(&Some(palo_alto())), PALO_ALTO);
    assert_eq!(json(Box::new(palo_alto())), PALO_ALTO);
    assert_eq!(json(Rc::new(palo_alto())), PALO_ALTO);
    assert_eq!(json(Arc::new(palo_alto())), PALO_ALTO);
    assert_eq!(json(Some(Box::new(palo_alto()))), PALO_ALTO);
    assert_eq!(json(Box::new(Some(palo_alto()))), PALO_ALTO);
    assert_eq!(json(Rc::new(Some(palo_alto()))), PALO_ALTO);
    assert_eq!(json(Arc::new(Some(palo_alto()))), PALO_ALTO);
    assert_eq!(json(Some(Some(palo_alto()))), PALO_ALTO);
}

#[test]
fn a_derived_address_keeps_the_order_of_its_fields() {
    #[derive(AddressTraits)]
    struct Office {
        street: String,
        city: &'static str,
        postal_code: Option<Box<str>>,
        country: Cow<'static, str>,
        state: Option<String>,
    }
    let office = Office {
        street: "1 Hooli Way".into(),
        city: "Palo Alto",
        postal_code: Some("94301".into()),
        country: "US".into(),
        state: None,
    };
    assert_eq!(
        json(office),
        r#"{"address":{"street":"1 Hooli Way","city":"Palo Alto","postalCode":"94301","country":"US"}}"#
    );
}

#[test]
fn a_subfield_may_have_another_name_in_the_struct() {
    #[derive(AddressTraits)]
    struct Office {
        #[group(rename = "postalCode")]
        zip: &'static str,
        #[group(rename = "city")]
        town: &'static str,
    }
    assert_eq!(
        json(Office {
            zip: "94301",
            town: "Palo Alto"
        }),
        r#"{"address":{"postalCode":"94301","city":"Palo Alto"}}"#
    );
}

#[test]
fn every_attribute_of_a_subfield_is_heeded() {
    #[derive(TextTrait)]
    enum Country {
        #[group(rename = "US")]
        UnitedStates,
    }
    struct Zip(u32);
    fn digits(zip: &Zip) -> String {
        format!("{:05}", zip.0)
    }
    #[derive(AddressTraits)]
    #[group(crate = "::group_core", bound = "T: TextTrait")]
    struct Office<T> {
        #[group(skip)]
        _floor: f32,
        #[group(skip_if = str::is_empty)]
        street: String,
        #[group(skip_if = "String::is_empty")]
        state: String,
        #[group(rename = "postalCode", map = digits)]
        zip: Zip,
        country: Country,
        city: Box<T>,
    }
    let office = Office {
        _floor: 3.0,
        street: String::new(),
        state: "CA".into(),
        zip: Zip(1234),
        country: Country::UnitedStates,
        city: Box::new("Palo Alto"),
    };
    assert_eq!(
        json(office),
        r#"{"address":{"state":"CA","postalCode":"01234","country":"US","city":"Palo Alto"}}"#
    );
}

#[test]
fn a_mapped_subfield_of_none_is_left_out() {
    struct Zip(u32);
    fn digits(zip: &Zip) -> Option<String> {
        (zip.0 > 0).then(|| zip.0.to_string())
    }
    #[derive(AddressTraits)]
    struct Office {
        #[group(map = digits)]
        postal_code: Zip,
    }
    assert_eq!(
        json(Office {
            postal_code: Zip(0)
        }),
        "{}"
    );
    assert_eq!(
        json(Office {
            postal_code: Zip(94301)
        }),
        r#"{"address":{"postalCode":"94301"}}"#
    );
}

#[test]
fn generic_and_borrowing_addresses_work() {
    #[derive(AddressTraits)]
    struct Office<'a, C, S: ?Sized> {
        city: C,
        state: Option<&'a S>,
        country: &'a str,
    }
    let country = String::from("US");
    let office = Office {
        city: Arc::new("Palo Alto"),
        state: Some("CA"),
        country: &country,
    };
    assert_eq!(
        json(&office),
        r#"{"address":{"city":"Palo Alto","state":"CA","country":"US"}}"#
    );
    let office = Office {
        city: None::<String>,
        state: None::<&Cow<'_, str>>,
        country: &country,
    };
    assert_eq!(json(&office), r#"{"address":{"country":"US"}}"#);
}

#[test]
fn the_raw_mark_of_a_subfield_is_taken_off() {
    #[derive(AddressTraits)]
    struct Office {
        r#city: &'static str,
    }
    assert_eq!(json(Office { city: "Palo Alto" }), PALO_ALTO);
}

#[test]
fn an_address_stands_where_its_field_stands() {
    #[derive(GroupTraits)]
    struct Company {
        name: &'static str,
        #[group(rename = "address")]
        seat: Option<Address>,
        plan: &'static str,
    }
    let hooli = Company {
        name: "Hooli",
        seat: Some(palo_alto()),
        plan: "basic",
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"name":"Hooli","address":{"city":"Palo Alto"},"plan":"basic"}"#
    );
}

#[test]
fn one_struct_may_be_an_address_and_a_group() {
    #[derive(AddressTraits, GroupTraits)]
    struct Place {
        city: &'static str,
    }
    let place = Place { city: "Palo Alto" };
    assert_eq!(json(&place), PALO_ALTO);
    assert_eq!(
        serde_json::to_string(&Traits(&place)).unwrap(),
        r#"{"city":"Palo Alto"}"#
    );
}

#[test]
fn the_ready_made_address_is_a_plain_value() {
    let address = palo_alto();
    assert_eq!(address.clone(), address);
    assert_ne!(address, Address::default());
    assert_eq!(
        format!("{address:?}"),
        r#"Address { city: Some("Palo Alto"), country: None, postal_code: None, state: None, street: None }"#
    );
}

#[test]
fn an_address_in_an_event_is_what_the_traits_say() {
    let group = Located {
        address: palo_alto(),
    };
    let event = Identity::user("u")
        .group_with_id("g", &group)
        .build()
        .unwrap();
    assert!(
        event
            .as_str()
            .contains(r#""traits":{"address":{"city":"Palo Alto"}},"context""#),
        "{event}"
    );
}
