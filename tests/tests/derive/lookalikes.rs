//! Fields, methods, types and variants that are named like what the derived code uses, and do no harm.

use group_core::{GroupTraits, TextTrait};

use crate::sent::{group_id, json};

#[test]
fn fields_named_like_what_the_expansion_uses_are_harmless() {
    #[derive(GroupTraits)]
    struct Company {
        writer: u8,
        __writer: u8,
        #[group(custom)]
        __address: u8,
        #[group(rename = "address.city")]
        self_: &'static str,
        group_core: u8,
        krate: u8,
        key: u8,
        put: u8,
    }
    let hooli = Company {
        writer: 1,
        __writer: 2,
        __address: 3,
        self_: "x",
        group_core: 4,
        krate: 5,
        key: 6,
        put: 7,
    };
    assert_eq!(
        json(&hooli),
        r#"{"writer":1,"__writer":2,"__address":3,"address":{"city":"x"},"group_core":4,"krate":5,"key":6,"put":7}"#
    );
}

#[test]
fn methods_named_like_what_the_expansion_calls_are_harmless() {
    #[allow(dead_code)]
    trait Hostile {
        fn text(&self) -> u8 {
            1
        }
        fn put(&self) -> u8 {
            2
        }
        fn id(&self) -> u8 {
            3
        }
        fn constant(&self) -> u8 {
            4
        }
        fn open(&self) -> u8 {
            5
        }
        fn close(self) -> u8
        where
            Self: Sized,
        {
            6
        }
        fn give(self) -> u8
        where
            Self: Sized,
        {
            7
        }
        fn map(&self) -> u8 {
            8
        }
    }
    impl<T: ?Sized> Hostile for T {}
    fn mapped(id: &u8) -> u8 {
        *id
    }
    #[derive(GroupTraits)]
    #[group(group_type = "company")]
    struct Company<T> {
        #[group(group_id, rename = "id", map = mapped)]
        key: u8,
        name: Text,
        #[group(rename = "address.city")]
        town: Text,
        #[group(flatten)]
        more: T,
    }
    #[derive(TextTrait)]
    struct Text(&'static str);
    let hooli = Company {
        key: 7,
        name: Text("Hooli"),
        town: Text("Palo Alto"),
        more: (),
    };
    assert_eq!(hooli.put() + hooli.constant(), 6);
    assert_eq!(
        json(&hooli),
        r#"{"groupType":"company","id":"7","name":"Hooli","address":{"city":"Palo Alto"}}"#
    );
    assert_eq!(group_id(&hooli), "7");
}

#[test]
fn a_type_may_be_named_as_a_parameter_is() {
    mod other {
        #[derive(group_core::TextTrait)]
        pub(crate) struct Label(pub(crate) &'static str);
    }
    #[derive(GroupTraits)]
    struct Company<Label> {
        name: other::Label,
        plan: Label,
    }
    let hooli = Company {
        name: other::Label("Hooli"),
        plan: "basic",
    };
    assert_eq!(json(&hooli), r#"{"name":"Hooli","plan":"basic"}"#);
}

#[test]
fn variants_named_like_what_the_expansion_uses_are_harmless() {
    #[derive(TextTrait)]
    enum Word {
        None,
        Some,
        Ok,
        Err,
        Borrowed,
        Owned,
        Text,
        Option,
    }
    use Word::*;
    let texts: Vec<_> = [None, Some, Ok, Err, Borrowed, Owned, Text, Option]
        .iter()
        .map(|word| word.text().into_owned())
        .collect();
    assert_eq!(
        texts,
        [
            "none", "some", "ok", "err", "borrowed", "owned", "text", "option"
        ]
    );
}
