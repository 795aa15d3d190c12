//! A pointer to an accepted type is accepted, also where that is a trait object, or a pointer to an `Option`.
#![allow(clippy::redundant_allocation)] // It is what is tested.

use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use group_core::{
    Address, AddressTraits, CountTrait, Date, DateTrait, GroupTraits, IdTrait, Identity, TextTrait,
    Traits,
};

use crate::sent::{group_id, json};

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

#[test]
fn trait_objects_stand_in_every_slot() {
    #[derive(GroupTraits)]
    struct Company<'a> {
        id: &'a (dyn IdTrait + Sync),
        name: Box<dyn TextTrait + Send + 'a>,
        employees: Rc<dyn CountTrait>,
        created_at: Option<Box<dyn DateTrait>>,
        address: Arc<dyn AddressTraits>,
        #[group(as = "count")]
        seats: &'a dyn CountTrait,
    }
    let hooli = Company {
        id: &7,
        name: Box::new("Hooli"),
        employees: Rc::new(4500),
        created_at: Some(Box::new(Date::civil(2014, 4, 6).unwrap())),
        address: Arc::new(Address {
            city: Some("Palo Alto".into()),
            ..Address::default()
        }),
        seats: &3,
    };
    assert_eq!(
        json(&hooli),
        r#"{"name":"Hooli","employees":4500,"createdAt":"2014-04-06","address":{"city":"Palo Alto"},"seats":3}"#
    );
    assert_eq!(group_id(&hooli), "7");
}

#[test]
fn trait_objects_and_functions_in_generic_types_work() {
    #[derive(GroupTraits)]
    struct Company<'a, T> {
        name: &'a dyn TextTrait,
        employees: Box<dyn CountTrait + 'a>,
        #[group(map = call)]
        seats: for<'x> fn(&'x T) -> u8,
        #[group(skip)]
        _t: PhantomData<T>,
    }
    fn call<T>(_: &T) -> u8 {
        3
    }
    let hooli: Company<'_, String> = Company {
        name: &"Hooli",
        employees: Box::new(7_u8),
        seats: |_| 1,
        _t: PhantomData,
    };
    assert_eq!((hooli.seats)(&String::new()), 1);
    assert_eq!(json(&hooli), r#"{"name":"Hooli","employees":7,"seats":3}"#);
}
