//! A pointer to an accepted type is accepted, also where that is a pointer to an `Option`.

#![allow(clippy::redundant_allocation)] // It is what is tested.

use std::rc::Rc;
use std::sync::Arc;

use group_core::{Address, Date, GroupTraits, Identity, Traits};

#[test]
fn a_pointer_to_a_pointer_to_an_option_is_accepted_in_every_slot() {
    #[derive(GroupTraits)]
    struct Company<'a> {
        id: Box<Rc<Option<u64>>>,
        name: &'a &'a Option<String>,
        plan: Box<Box<Option<&'a str>>>,
        employees: Option<Rc<Box<Option<u8>>>>,
        created_at: Arc<Box<Option<Date>>>,
        address: &'a Option<Box<Option<Address>>>,
        #[group(as = "text")]
        tag: Rc<&'a Option<&'a str>>,
    }
    let hooli = Company {
        id: Box::new(Rc::new(Some(7))),
        name: &&Some("Hooli".into()),
        plan: Box::new(Box::new(None)),
        employees: Some(Rc::new(Box::new(Some(3)))),
        created_at: Arc::new(Box::new(Date::civil(2014, 4, 6).ok())),
        address: &Some(Box::new(None)),
        tag: Rc::new(&Some("a")),
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"name":"Hooli","employees":3,"createdAt":"2014-04-06","tag":"a"}"#
    );
    let event = Identity::user("u").group(&hooli).build().unwrap();
    assert_eq!(event.to_value()["groupId"], "7");
}
