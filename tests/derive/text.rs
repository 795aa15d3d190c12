//! What the text slots take, and what is sent for it.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use group_core::{AddressTraits, GroupTraits, TextTrait};
use url::Url;
use uuid::Uuid;

use crate::given::{HOOLI, Named};
use crate::sent::json;

const NOTHING: &str = "{}";

#[test]
fn a_string_is_sent_as_it_is() {
    assert_eq!(
        json(&Named {
            name: "Hooli".to_owned()
        }),
        HOOLI
    );
}

#[test]
fn a_borrowed_str_is_sent_as_it_is() {
    let owned = String::from("Hooli");
    assert_eq!(json(&Named { name: &*owned }), HOOLI);
    assert_eq!(json(&Named { name: "Hooli" }), HOOLI);
}

#[test]
fn a_cow_is_sent_borrowed_or_owned() {
    assert_eq!(
        json(&Named {
            name: Cow::Borrowed("Hooli")
        }),
        HOOLI
    );
    let owned: Cow<'_, str> = Cow::Owned("Hooli".to_owned());
    assert_eq!(json(&Named { name: owned }), HOOLI);
}

#[test]
fn a_url_is_sent_in_its_normal_form() {
    let name = Url::parse("HTTPS://Www.Hooli.XYZ:443/a b?q=ü").unwrap();
    assert_eq!(
        json(&Named { name }),
        r#"{"name":"https://www.hooli.xyz/a%20b?q=%C3%BC"}"#
    );
}

#[test]
fn a_uuid_is_sent_hyphenated_in_lower_case() {
    let name = Uuid::parse_str("{F47AC10B-58CC-4372-A567-0E02B2C3D479}").unwrap();
    assert_eq!(
        json(&Named { name }),
        r#"{"name":"f47ac10b-58cc-4372-a567-0e02b2c3d479"}"#
    );
}

#[test]
fn every_text_slot_takes_every_type_of_text() {
    #[derive(GroupTraits)]
    struct Company<'a> {
        name: String,
        email: &'a str,
        phone: Cow<'a, str>,
        industry: Box<str>,
        description: Rc<str>,
        plan: Arc<str>,
        website: Url,
        avatar: Uuid,
        address: Office<'a>,
    }

    #[derive(AddressTraits)]
    struct Office<'a> {
        city: String,
        country: &'a str,
        postal_code: Cow<'a, str>,
        state: Box<Arc<str>>,
        street: Option<Rc<String>>,
    }

    let hooli = Company {
        name: "Hooli".into(),
        email: "info@hooli.xyz",
        phone: "+1 650 555 0100".into(),
        industry: "software".into(),
        description: "Makes the world a better place".into(),
        plan: "enterprise".into(),
        website: Url::parse("https://hooli.xyz").unwrap(),
        avatar: Uuid::nil(),
        address: Office {
            city: "Palo Alto".into(),
            country: "US",
            postal_code: "94301".into(),
            state: Box::new("CA".into()),
            street: Some(Rc::new("1 Hooli Way".into())),
        },
    };
    assert_eq!(
        json(&hooli),
        concat!(
            r#"{"name":"Hooli","email":"info@hooli.xyz","phone":"+1 650 555 0100","industry":"software","#,
            r#""description":"Makes the world a better place","plan":"enterprise","#,
            r#""website":"https://hooli.xyz/","avatar":"00000000-0000-0000-0000-000000000000","#,
            r#""address":{"city":"Palo Alto","country":"US","postalCode":"94301","state":"CA","#,
            r#""street":"1 Hooli Way"}}"#,
        )
    );
}

#[test]
fn quotes_controls_and_other_scripts_arrive_unchanged() {
    let name = "a\"b\\c/d\n\r\t\u{8}\u{c}\u{1}\u{1f}\u{7f}é漢🦀\u{2028}";
    assert_eq!(
        json(&Named { name }),
        "{\"name\":\"a\\\"b\\\\c/d\\n\\r\\t\\b\\f\\u0001\\u001f\u{7f}é漢🦀\u{2028}\"}"
    );
}

#[test]
fn text_that_looks_like_json_stays_text() {
    let name = r#"},"name":{"x":[null"#;
    assert_eq!(
        json(&Named { name }),
        r#"{"name":"},\"name\":{\"x\":[null"}"#
    );
}

#[test]
fn an_empty_text_is_sent() {
    assert_eq!(json(&Named { name: "" }), r#"{"name":""}"#);
}

#[test]
fn a_none_is_left_out() {
    assert_eq!(
        json(&Named {
            name: None::<String>
        }),
        NOTHING
    );
    assert_eq!(json(&Named { name: None::<&str> }), NOTHING);
    assert_eq!(json(&Named { name: None::<Url> }), NOTHING);
}

#[test]
fn pointers_to_text_are_text() {
    let text = String::from("Hooli");
    assert_eq!(json(&Named { name: &text }), HOOLI);
    assert_eq!(json(&Named { name: &&&text }), HOOLI);
    assert_eq!(
        json(&Named {
            name: Box::new(text.clone())
        }),
        HOOLI
    );
    assert_eq!(
        json(&Named {
            name: Rc::new(text.clone())
        }),
        HOOLI
    );
    assert_eq!(
        json(&Named {
            name: Arc::new(text.clone())
        }),
        HOOLI
    );
    let deep: Rc<Arc<Box<&str>>> = Rc::new(Arc::new(Box::new("Hooli")));
    assert_eq!(json(&Named { name: deep }), HOOLI);
}

#[test]
fn pointers_to_a_str_are_text() {
    let (boxed, rc, arc): (Box<str>, Rc<str>, Arc<str>) =
        ("Hooli".into(), "Hooli".into(), "Hooli".into());
    assert_eq!(json(&Named { name: &boxed }), HOOLI);
    assert_eq!(json(&Named { name: boxed }), HOOLI);
    assert_eq!(json(&Named { name: rc }), HOOLI);
    assert_eq!(json(&Named { name: arc }), HOOLI);
}

#[test]
fn a_pointer_to_a_trait_object_is_text() {
    let name: Box<dyn TextTrait> = Box::new("Hooli");
    assert_eq!(json(&Named { name }), HOOLI);
    let name: Option<Arc<dyn TextTrait + Send + Sync>> = Some(Arc::new("Hooli".to_owned()));
    assert_eq!(json(&Named { name }), HOOLI);
}

#[test]
fn options_and_pointers_compose() {
    let text = String::from("Hooli");
    let some = Some(text.clone());
    assert_eq!(json(&Named { name: &some }), HOOLI);
    assert_eq!(
        json(&Named {
            name: Some(Box::new(text.clone()))
        }),
        HOOLI
    );
    assert_eq!(
        json(&Named {
            name: Box::new(some.clone())
        }),
        HOOLI
    );
    assert_eq!(
        json(&Named {
            name: Rc::new(some.clone())
        }),
        HOOLI
    );
    assert_eq!(
        json(&Named {
            name: Arc::new(some.clone())
        }),
        HOOLI
    );
    assert_eq!(
        json(&Named {
            name: Some(some.clone())
        }),
        HOOLI
    );
    assert_eq!(json(&Named { name: Some(&some) }), HOOLI);
    assert_eq!(
        json(&Named {
            name: Some(Box::new(Some(Rc::new(text))))
        }),
        HOOLI
    );
    assert_eq!(
        json(&Named {
            name: Some("Hooli")
        }),
        HOOLI
    );
    assert_eq!(
        json(&Named {
            name: Some(Arc::<str>::from("Hooli"))
        }),
        HOOLI
    );
}

#[test]
fn a_none_under_pointers_and_options_is_left_out() {
    let none = None::<String>;
    assert_eq!(json(&Named { name: &none }), NOTHING);
    assert_eq!(
        json(&Named {
            name: Box::new(none.clone())
        }),
        NOTHING
    );
    assert_eq!(
        json(&Named {
            name: Rc::new(none.clone())
        }),
        NOTHING
    );
    assert_eq!(
        json(&Named {
            name: Arc::new(none.clone())
        }),
        NOTHING
    );
    assert_eq!(json(&Named { name: Some(&none) }), NOTHING);
    assert_eq!(json(&Named { name: Some(none) }), NOTHING);
    assert_eq!(
        json(&Named {
            name: None::<Option<String>>
        }),
        NOTHING
    );
    assert_eq!(
        json(&Named {
            name: None::<Box<str>>
        }),
        NOTHING
    );
}

#[test]
#[allow(unused_parens)]
fn types_are_not_judged_by_their_spelling() {
    type Text = String;
    type Maybe<T> = Option<T>;
    type Site = Maybe<Box<Url>>;
    mod shadow {
        pub(crate) type Option<'a> = &'a str;
    }

    #[derive(GroupTraits)]
    struct Company<'a> {
        name: Text,
        email: Maybe<Text>,
        website: Site,
        plan: shadow::Option<'a>,
        industry: ::std::option::Option<::std::string::String>,
        phone: (String),
        avatar: <Vec<String> as IntoIterator>::Item,
    }

    let hooli = Company {
        name: "Hooli".into(),
        email: None,
        website: Some(Box::new(Url::parse("https://hooli.xyz").unwrap())),
        plan: "basic",
        industry: Some("software".into()),
        phone: "1".into(),
        avatar: "a.png".into(),
    };
    assert_eq!(
        json(&hooli),
        concat!(
            r#"{"name":"Hooli","website":"https://hooli.xyz/","plan":"basic","#,
            r#""industry":"software","phone":"1","avatar":"a.png"}"#
        )
    );
}

#[test]
fn a_hand_written_text_is_sent() {
    struct Domain {
        host: &'static str,
        tld: &'static str,
    }
    impl TextTrait for Domain {
        fn text(&self) -> Cow<'_, str> {
            format!("https://{}.{}", self.host, self.tld).into()
        }
    }
    let name = Some(Box::new(Domain {
        host: "hooli",
        tld: "xyz",
    }));
    assert_eq!(json(&Named { name }), r#"{"name":"https://hooli.xyz"}"#);
}

#[test]
fn a_hand_written_text_may_be_an_enum_with_data() {
    enum Plan {
        Basic,
        Seats(u32),
    }
    impl TextTrait for Plan {
        fn text(&self) -> Cow<'_, str> {
            match self {
                Self::Basic => "basic".into(),
                Self::Seats(seats) => format!("seats-{seats}").into(),
            }
        }
    }
    assert_eq!(json(&Named { name: Plan::Basic }), r#"{"name":"basic"}"#);
    assert_eq!(
        json(&Named {
            name: Plan::Seats(7)
        }),
        r#"{"name":"seats-7"}"#
    );
}

#[test]
fn a_custom_trait_as_text_is_sent_as_text() {
    #[derive(TextTrait)]
    enum Tier {
        TopMost,
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(as = "text")]
        tier: Tier,
        #[group(as = "text")]
        region: Option<Rc<str>>,
        #[group(as = "text", rename = "Portal URL")]
        portal: Box<Option<Url>>,
    }
    let hooli = Company {
        tier: Tier::TopMost,
        region: Some("eu".into()),
        portal: Box::new(None),
    };
    assert_eq!(json(&hooli), r#"{"tier":"TopMost","region":"eu"}"#);
}
