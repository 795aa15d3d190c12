//! Fields, methods, types and variants that are named like what the derived code uses, and do no harm.

use std::fs;
use std::path::Path;

use group_core::{AddressTraits, GroupTraits, Identity, Policy, TextTrait};

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

/// A trait that every type has, and the names of its methods.
macro_rules! hostile {
    ($($method:ident)+) => {
        mod hostile {
            #[allow(dead_code, clippy::new_ret_no_self, clippy::wrong_self_convention)]
            pub(super) trait Hostile {
                $(fn $method(&self) -> u8 {
                    1
                })+
            }

            impl<T: ?Sized> Hostile for T {}
        }

        const HOSTILE: &[&str] = &[$(stringify!($method)),+];
    };
}

hostile! {
    __id __into_id __write add_to all as_str asks_id at_least at_most category clash close column compare constant
    count custom custom_or_null date detailed details display drop end entry field find flatten give has has_address
    has_several_keys hashed id into_owned into_redactions is is_address is_at is_civil is_distinct is_in largest limit
    look_up map matches name next null open other other_name own path problem problems push put put_base put_id
    put_or_null read redact room rule send sent size_hint take_next text texts to_ascii treatment under value wire
    with write_str written
}

/// Read from the source, so that none is forgotten.
#[test]
fn each_method_that_an_expansion_could_call_has_a_hostile_namesake() {
    // Of std's and serde's traits, which the macros of this file call themselves.
    const FOREIGN: [&str; 5] = ["fmt", "from", "hash", "eq", "serialize"];
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../group-core/src");
    let mut folders = ["declaration", "traits", "value"]
        .map(|folder| core.join(folder))
        .to_vec();
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                sources.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(sources.len() > 20);
    let functions = sources
        .iter()
        .flat_map(|source| source.split(" fn ").skip(1));
    let missing: Vec<_> = functions
        .filter_map(|function| function.split_once('('))
        .filter(|(_, parameters)| {
            let parameters = parameters.split([')', ',', ':']).next();
            parameters.is_some_and(|first| first.trim_end().ends_with("self"))
        })
        .filter_map(|(name, _)| name.split('<').next())
        .filter(|name| !name.starts_with('$'))
        .filter(|name| !HOSTILE.contains(name) && !FOREIGN.contains(name))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn methods_named_like_what_the_expansion_calls_are_harmless() {
    use hostile::Hostile;

    fn mapped(id: &u8) -> u8 {
        *id
    }
    #[derive(AddressTraits)]
    struct Office {
        #[group(pii = "place", null = "send")]
        city: Option<Text>,
    }
    #[derive(GroupTraits)]
    struct Usage {
        #[group(min = 1, max = 9, pattern = "^[a-z]$", pii = "contact")]
        letter: char,
    }
    #[derive(GroupTraits)]
    #[group(group_type = "company", null = "send")]
    struct Company<T> {
        #[group(group_id, rename = "id", map = mapped)]
        key: u8,
        name: Text,
        #[group(pii = "contact")]
        email: Text,
        #[group(max = 9, display)]
        plan: Text,
        #[group(also = "headquarters")]
        address: Option<Office>,
        seats: Option<u8>,
        #[group(flatten)]
        more: T,
    }
    #[derive(GroupTraits)]
    struct Tracked<T> {
        #[group(base)]
        base: T,
        #[group(rename = "address.city")]
        town: Text,
    }
    #[derive(TextTrait)]
    struct Text(&'static str);
    impl std::fmt::Display for Text {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            std::fmt::Formatter::write_str(f, self.0)
        }
    }
    #[derive(GroupTraits)]
    #[group(group_type = "company")]
    struct Constant {
        #[group(skip)]
        _none: u8,
    }
    let hooli = Company {
        key: 7,
        name: Text("Hooli"),
        email: Text("gavin@hooli.xyz"),
        plan: Text("basic"),
        address: Some(Office {
            city: Some(Text("Palo Alto")),
        }),
        seats: None,
        more: Usage { letter: 'x' },
    };
    assert_eq!(hooli.put() + hooli.written(), 2);
    assert_eq!(
        json(&hooli),
        concat!(
            r#"{"groupType":"company","id":"7","name":"Hooli","email":"gavin@hooli.xyz","plan":"basic","#,
            r#""address":{"city":"Palo Alto"},"headquarters":{"city":"Palo Alto"},"seats":null,"letter":"x"}"#
        )
    );
    assert_eq!(group_id(&hooli), "7");
    let user = Identity::user("u").pii(Policy::drop_all());
    let event = user.group(&hooli).build().unwrap();
    assert_eq!(
        event.to_value()["traits"],
        serde_json::json!({"groupType": "company", "id": "7", "name": "Hooli", "plan": "basic", "seats": null})
    );
    let tracked = Tracked {
        base: Usage { letter: 'x' },
        town: Text("Palo Alto"),
    };
    assert_eq!(
        json(&tracked),
        r#"{"letter":"x","address":{"city":"Palo Alto"}}"#
    );
    assert_eq!(json(&Constant { _none: 0 }), r#"{"groupType":"company"}"#);
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
            "None", "Some", "Ok", "Err", "Borrowed", "Owned", "Text", "Option"
        ]
    );
}
