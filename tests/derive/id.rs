//! What a group's id may be. It is always sent as a string.

use std::borrow::Cow;
use std::num::NonZero;
use std::rc::Rc;
use std::sync::Arc;

use group_core::{GroupTraits, HasGroupId, IdTrait, Identity, ProblemKind, TextTrait, Traits};
use url::Url;
use uuid::Uuid;

use crate::refused::problem;

#[derive(GroupTraits)]
struct Group<T> {
    id: T,
}

fn group_id<T>(id: T) -> String
where
    Group<T>: GroupTraits + HasGroupId,
{
    let event = Identity::user("u").group(&Group { id }).build().unwrap();
    let event = event.to_value();
    assert_eq!(event["traits"], serde_json::json!({}));
    event["groupId"].as_str().unwrap().to_owned()
}

fn refusal<T>(id: T) -> (String, ProblemKind)
where
    Group<T>: GroupTraits + HasGroupId,
{
    problem(Identity::user("u").group(&Group { id }))
}

#[test]
fn every_unsigned_integer_is_an_id_at_both_its_ends() {
    assert_eq!(group_id(u8::MIN), "0");
    assert_eq!(group_id(u8::MAX), "255");
    assert_eq!(group_id(u16::MAX), "65535");
    assert_eq!(group_id(u32::MAX), "4294967295");
    assert_eq!(group_id(u64::MAX), "18446744073709551615");
    assert_eq!(
        group_id(u128::MAX),
        "340282366920938463463374607431768211455"
    );
    assert_eq!(group_id(usize::MAX), usize::MAX.to_string());
    assert_eq!(group_id(0_usize), "0");
}

#[test]
fn every_signed_integer_is_an_id_at_both_its_ends() {
    assert_eq!(group_id(i8::MIN), "-128");
    assert_eq!(group_id(i8::MAX), "127");
    assert_eq!(group_id(i16::MIN), "-32768");
    assert_eq!(group_id(i32::MIN), "-2147483648");
    assert_eq!(group_id(i64::MIN), "-9223372036854775808");
    assert_eq!(group_id(i64::MAX), "9223372036854775807");
    assert_eq!(
        group_id(i128::MIN),
        "-170141183460469231731687303715884105728"
    );
    assert_eq!(
        group_id(i128::MAX),
        "170141183460469231731687303715884105727"
    );
    assert_eq!(group_id(isize::MIN), isize::MIN.to_string());
}

#[test]
fn every_integer_that_is_not_zero_is_an_id() {
    assert_eq!(group_id(NonZero::<u8>::MAX), "255");
    assert_eq!(group_id(NonZero::<u16>::MAX), "65535");
    assert_eq!(group_id(NonZero::<u32>::MIN), "1");
    assert_eq!(group_id(NonZero::<u64>::MAX), "18446744073709551615");
    assert_eq!(
        group_id(NonZero::<u128>::MAX),
        "340282366920938463463374607431768211455"
    );
    assert_eq!(group_id(NonZero::<usize>::MIN), "1");
    assert_eq!(group_id(NonZero::<i8>::MIN), "-128");
    assert_eq!(group_id(NonZero::<i16>::MIN), "-32768");
    assert_eq!(group_id(NonZero::<i32>::MIN), "-2147483648");
    assert_eq!(group_id(NonZero::<i64>::MIN), "-9223372036854775808");
    assert_eq!(
        group_id(NonZero::<i128>::MIN),
        "-170141183460469231731687303715884105728"
    );
    assert_eq!(group_id(NonZero::<isize>::MAX), isize::MAX.to_string());
    assert_eq!(group_id(std::num::NonZeroU32::new(7).unwrap()), "7");
}

#[test]
fn text_is_an_id_as_it_is() {
    assert_eq!(group_id("5e8a78ba"), "5e8a78ba");
    assert_eq!(
        group_id("5e8a \u{200b}\n78ba".to_owned()),
        "5e8a \u{200b}\n78ba"
    );
    assert_eq!(group_id(Cow::Borrowed("5e8a")), "5e8a");
    assert_eq!(
        group_id(Cow::<str>::Owned("Größe 🦀 \"x\"".into())),
        "Größe 🦀 \"x\""
    );
    assert_eq!(group_id("007"), "007");
}

#[test]
fn a_long_text_is_an_id_in_full() {
    let long = "x".repeat(5000);
    assert_eq!(group_id(long.clone()), long);
}

#[test]
fn urls_and_uuids_are_ids() {
    let url = Url::parse("https://hooli.xyz").unwrap();
    assert_eq!(group_id(url), "https://hooli.xyz/");
    assert_eq!(
        group_id(Uuid::from_u128(u128::MAX)),
        "ffffffff-ffff-ffff-ffff-ffffffffffff"
    );
}

#[test]
fn pointers_to_an_id_are_ids() {
    let (arc, rc, boxed): (Arc<str>, Rc<str>, Box<str>) = ("a".into(), "b".into(), "c".into());
    assert_eq!(group_id(&arc), "a");
    assert_eq!(group_id(arc), "a");
    assert_eq!(group_id(rc), "b");
    assert_eq!(group_id(boxed), "c");
    assert_eq!(group_id(&&7_u64), "7");
    assert_eq!(group_id(Box::new(7_i128)), "7");
    assert_eq!(group_id(Rc::new(Arc::new(NonZero::<u8>::MIN))), "1");
    let object: Box<dyn IdTrait> = Box::new(7);
    assert_eq!(group_id(object), "7");
}

#[test]
fn options_and_pointers_compose() {
    let some = Some(7_u64);
    assert_eq!(group_id(some), "7");
    assert_eq!(group_id(&some), "7");
    assert_eq!(group_id(Some(some)), "7");
    assert_eq!(group_id(Some(Box::new(7_u64))), "7");
    assert_eq!(group_id(Box::new(some)), "7");
    assert_eq!(group_id(Rc::new(some)), "7");
    assert_eq!(group_id(Arc::new(some)), "7");
    assert_eq!(group_id(Some(Rc::new(Some("7")))), "7");
}

#[test]
fn an_id_that_is_none_is_refused() {
    let missing = ("groupId".to_owned(), ProblemKind::MissingId);
    assert_eq!(refusal(None::<String>), missing);
    assert_eq!(refusal(None::<u64>), missing);
    assert_eq!(refusal(Some(None::<u64>)), missing);
    assert_eq!(refusal(Box::new(None::<Uuid>)), missing);
    assert_eq!(refusal(&None::<&str>), missing);
}

#[test]
fn an_id_without_a_visible_character_is_refused() {
    let blank = ("groupId".to_owned(), ProblemKind::BlankId);
    assert_eq!(refusal(""), blank);
    assert_eq!(refusal(" \t\r\n"), blank);
    assert_eq!(refusal(String::from("\0\u{7f}\u{85}")), blank);
    assert_eq!(
        refusal(Some(Cow::Borrowed(
            "\u{a0}\u{ad}\u{200b}\u{200f}\u{2028}\u{202e}\u{3000}"
        ))),
        blank
    );
    assert_eq!(refusal(Box::new("\u{2060}\u{2064}\u{feff}")), blank);
}

#[test]
fn a_zero_is_an_id() {
    assert_eq!(group_id(0_i64), "0");
}

#[test]
fn newtypes_over_ids_are_ids() {
    #[derive(IdTrait)]
    struct Number(u64);
    #[derive(IdTrait)]
    struct Key {
        uuid: Uuid,
    }
    #[derive(IdTrait)]
    struct Outer(Option2);
    #[derive(IdTrait)]
    struct Option2(Box<Number>);
    #[derive(TextTrait)]
    struct Slug(String);

    assert_eq!(group_id(Number(u64::MAX)), "18446744073709551615");
    assert_eq!(
        group_id(Key { uuid: Uuid::nil() }),
        "00000000-0000-0000-0000-000000000000"
    );
    assert_eq!(group_id(Outer(Option2(Box::new(Number(7))))), "7");
    assert_eq!(group_id(Some(Slug("hooli".into()))), "hooli");
}

#[test]
fn generic_and_borrowing_newtypes_are_ids() {
    #[derive(IdTrait)]
    struct Id<T>(T);
    #[derive(IdTrait)]
    struct Borrowed<'a, T: ?Sized> {
        id: &'a T,
    }
    assert_eq!(group_id(Id(7)), "7");
    assert_eq!(group_id(Id(Id("x"))), "x");
    assert_eq!(group_id(Borrowed { id: "x" }), "x");
}

#[test]
fn an_enum_of_texts_is_an_id() {
    #[derive(TextTrait)]
    #[group(rename_all = "kebab-case")]
    enum Tenant {
        EuWest,
    }
    assert_eq!(group_id(Tenant::EuWest), "eu-west");
    assert_eq!(group_id(Some(&Tenant::EuWest)), "eu-west");
}

#[test]
fn a_hand_written_id_is_sent() {
    struct Tenant {
        region: &'static str,
        number: u32,
    }
    impl IdTrait for Tenant {
        fn id(&self) -> Cow<'_, str> {
            format!("{}-{}", self.region, self.number).into()
        }
    }
    let tenant = || Tenant {
        region: "eu",
        number: 7,
    };
    #[derive(IdTrait)]
    struct Newtype(Tenant);
    assert_eq!(group_id(tenant()), "eu-7");
    assert_eq!(group_id(Arc::new(Some(tenant()))), "eu-7");
    assert_eq!(group_id(Newtype(tenant())), "eu-7");
}

#[test]
fn the_id_given_beside_the_struct_is_sent_in_place_of_its_own() {
    let user = Identity::user("u");
    let group = Group { id: 7 };
    let sent = |payload: Result<group_core::Payload, _>| {
        payload
            .map(|payload| payload.to_value()["groupId"].clone())
            .map_err(|error: group_core::PayloadError| error.to_string())
    };
    assert_eq!(
        sent(user.group_with_id("other", &group).build()).unwrap(),
        "other"
    );
    assert_eq!(
        sent(user.group_with_id(u128::MAX, &group).build()).unwrap(),
        u128::MAX.to_string()
    );
    let arc: Arc<str> = "arc".into();
    assert_eq!(sent(user.group_with_id(&arc, &()).build()).unwrap(), "arc");
    assert_eq!(sent(user.group_with_id(arc, &()).build()).unwrap(), "arc");
}

#[test]
fn a_short_lived_id_may_be_given_beside_the_struct() {
    let user = Identity::user("u");
    let call = {
        let id = String::from("brief");
        user.group_with_id(id, &())
    };
    assert_eq!(call.build().unwrap().to_value()["groupId"], "brief");
}

#[test]
fn a_user_id_is_any_id() {
    #[derive(IdTrait)]
    struct UserId(u64);
    assert_eq!(Identity::user(UserId(7)).user_id(), Some("7"));
    assert_eq!(Identity::user(Uuid::nil()).user_id().unwrap().len(), 36);
    assert_eq!(
        Identity::anonymous(NonZero::<u8>::MIN).anonymous_id(),
        Some("1")
    );
}

#[test]
fn a_custom_trait_as_an_id_is_sent_as_a_string() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(as = "id")]
        parent: u64,
        #[group(as = "id")]
        owner: Option<Uuid>,
        #[group(as = "id", rename = "root")]
        top: Rc<Option<i128>>,
    }
    let hooli = Company {
        parent: u64::MAX,
        owner: None,
        top: Rc::new(Some(i128::MIN)),
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"parent":"18446744073709551615","root":"-170141183460469231731687303715884105728"}"#
    );
}

#[test]
fn the_id_of_a_struct_is_not_read_where_it_is_not_needed() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id, map = never)]
        key: u8,
    }

    #[derive(GroupTraits)]
    struct Outer {
        id: u8,
        #[group(flatten)]
        inner: Company,
    }

    fn never(_: &u8) -> String {
        panic!("the id is read");
    }

    let company = || Company { key: 1 };
    let outer = Outer {
        id: 7,
        inner: company(),
    };
    let user = Identity::user("u");
    user.group_with_id("g", &company()).build().unwrap();
    user.group(&outer).build().unwrap();
    serde_json::to_value(Traits(&company())).unwrap();
}
