//! `#[derive(TextTrait)]` on newtypes and enums, and what `as` makes of a value of a kind.

use std::borrow::Cow;
use std::sync::Arc;

use group_core::{CountTrait, Date, DateTrait, GroupTraits, IdTrait, TextTrait};
use url::Url;

use crate::given::{HOOLI, Named};
use crate::sent::json;

#[test]
fn a_tuple_newtype_sends_what_it_holds() {
    #[derive(TextTrait)]
    struct Email(String);
    let name = Some(Email("info@hooli.xyz".into()));
    assert_eq!(json(&Named { name }), r#"{"name":"info@hooli.xyz"}"#);
}

#[test]
fn a_newtype_with_a_named_field_sends_what_it_holds() {
    #[derive(TextTrait)]
    struct Email {
        r#type: Cow<'static, str>,
    }
    let name = Email {
        r#type: "info@hooli.xyz".into(),
    };
    assert_eq!(json(&Named { name }), r#"{"name":"info@hooli.xyz"}"#);
}

#[test]
fn a_newtype_may_hold_a_newtype() {
    #[derive(TextTrait)]
    struct Host(Url);
    #[derive(TextTrait)]
    struct Site(Arc<Host>);
    let host = Host(Url::parse("https://hooli.xyz/about").unwrap());
    assert_eq!(
        json(&Named {
            name: Site(Arc::new(host))
        }),
        r#"{"name":"https://hooli.xyz/about"}"#
    );
}

#[test]
fn a_borrowing_newtype_is_text() {
    #[derive(TextTrait)]
    struct Word<'a>(&'a str);
    let sentence = String::from("Hooli is a company");
    let name = Word(sentence.split(' ').next().unwrap());
    assert_eq!(json(&Named { name }), HOOLI);
}

#[test]
fn a_generic_newtype_is_text_where_its_content_is() {
    #[derive(TextTrait)]
    struct Trimmed<T>(T);
    #[derive(TextTrait)]
    struct Labelled<T>
    where
        T: ?Sized,
    {
        label: Box<T>,
    }
    assert_eq!(
        json(&Named {
            name: Trimmed("Hooli")
        }),
        HOOLI
    );
    assert_eq!(
        json(&Named {
            name: Trimmed(Trimmed(Cow::Borrowed("Hooli")))
        }),
        HOOLI
    );
    let name: Labelled<str> = Labelled {
        label: "Hooli".into(),
    };
    assert_eq!(json(&Named { name }), HOOLI);
}

#[test]
fn a_newtype_over_an_unsized_text_is_text() {
    #[derive(TextTrait)]
    struct Unsized<T: ?Sized>(T);
    let sized: &Unsized<String> = &Unsized("Hooli".to_owned());
    let name: &Unsized<dyn TextTrait> = sized;
    assert_eq!(json(&Named { name }), HOOLI);
}

#[test]
fn a_derived_text_is_an_id_too() {
    #[derive(TextTrait)]
    struct Slug(String);
    #[derive(TextTrait)]
    enum Tenant {
        EuWest,
    }
    assert_eq!(Slug("hooli".into()).id(), "hooli");
    assert_eq!(Slug("hooli".into()).text(), "hooli");
    assert_eq!(Tenant::EuWest.id(), "EuWest");
}

#[test]
fn the_text_of_a_derive_is_borrowed() {
    #[derive(TextTrait)]
    struct Slug(String);
    #[derive(TextTrait)]
    enum Plan {
        Basic,
    }
    assert!(matches!(Slug("hooli".into()).text(), Cow::Borrowed(_)));
    assert!(matches!(Plan::Basic.text(), Cow::Borrowed("Basic")));
}

#[test]
fn a_variant_is_sent_as_written() {
    #[derive(TextTrait)]
    #[allow(clippy::upper_case_acronyms)]
    enum Plan {
        Basic,
        ProPlus,
        Trial30Days,
        SSO,
    }
    assert_eq!(json(&Named { name: Plan::Basic }), r#"{"name":"Basic"}"#);
    assert_eq!(
        json(&Named {
            name: Plan::ProPlus
        }),
        r#"{"name":"ProPlus"}"#
    );
    assert_eq!(Plan::Trial30Days.text(), "Trial30Days");
    assert_eq!(Plan::SSO.text(), "SSO");
}

#[test]
fn a_variant_may_be_renamed() {
    #[derive(TextTrait)]
    #[group(rename_all = "UPPERCASE")]
    enum Plan {
        Basic,
        #[group(rename = "Enterprise – \"gold\"")]
        Custom,
    }
    assert_eq!(Plan::Basic.text(), "BASIC");
    assert_eq!(
        json(&Named { name: Plan::Custom }),
        r#"{"name":"Enterprise – \"gold\""}"#
    );
}

#[test]
fn the_eight_case_rules_of_variants_are_those_of_serde() {
    macro_rules! plans {
        ($($rule:literal => $basic:literal $pro_plus:literal $v2:literal)*) => {$({
            #[derive(TextTrait, serde::Serialize)]
            #[group(rename_all = $rule)]
            #[serde(rename_all = $rule)]
            enum Plan {
                Basic,
                ProPlus,
                V2Beta,
            }
            assert_eq!(Plan::Basic.text(), $basic);
            assert_eq!(Plan::ProPlus.text(), $pro_plus);
            assert_eq!(Plan::V2Beta.text(), $v2);
            for plan in [Plan::Basic, Plan::ProPlus, Plan::V2Beta] {
                assert_eq!(serde_json::to_value(&plan).unwrap(), *plan.text());
            }
        })*};
    }
    plans! {
        "lowercase" => "basic" "proplus" "v2beta"
        "UPPERCASE" => "BASIC" "PROPLUS" "V2BETA"
        "PascalCase" => "Basic" "ProPlus" "V2Beta"
        "camelCase" => "basic" "proPlus" "v2Beta"
        "snake_case" => "basic" "pro_plus" "v2_beta"
        "SCREAMING_SNAKE_CASE" => "BASIC" "PRO_PLUS" "V2_BETA"
        "kebab-case" => "basic" "pro-plus" "v2-beta"
        "SCREAMING-KEBAB-CASE" => "BASIC" "PRO-PLUS" "V2-BETA"
    }
}

#[test]
fn the_raw_mark_of_a_variant_is_taken_off() {
    #[derive(TextTrait)]
    #[allow(non_camel_case_types)]
    enum Plan {
        r#type,
        r#async,
        r#Normal,
    }
    assert_eq!(Plan::r#type.text(), "type");
    assert_eq!(Plan::r#async.text(), "async");
    assert_eq!(Plan::Normal.text(), "Normal");
}

#[test]
fn discriminants_and_other_attributes_of_an_enum_do_not_matter() {
    /// A plan.
    #[derive(Clone, Copy, Debug, Default, PartialEq, TextTrait)]
    #[repr(u8)]
    #[non_exhaustive]
    enum Plan {
        /// The first.
        #[default]
        Basic = 1,
        #[doc(alias = "gold")]
        #[group(rename = "gold")]
        Best = 1 << 4,
    }
    assert_eq!(Plan::default().text(), "Basic");
    assert_eq!(Plan::Best.text(), "gold");
    assert_eq!(Plan::Best as u8, 16);
}

#[test]
fn as_sends_a_custom_trait_the_way_of_a_kind() {
    struct Slug;
    impl TextTrait for Slug {
        fn text(&self) -> Cow<'_, str> {
            "slug".into()
        }
    }
    struct Never;
    impl DateTrait for Never {
        fn date(&self) -> Option<Date> {
            Date::civil(9999, 12, 31).ok()
        }
    }
    #[derive(IdTrait)]
    struct Key(u64);
    #[derive(CountTrait)]
    struct Seats(u64);
    #[derive(GroupTraits)]
    struct Company {
        #[group(as = "text")]
        slug: Slug,
        #[group(as = "id")]
        owner: Key,
        #[group(as = "count")]
        seats: Seats,
        #[group(as = "date")]
        ends: Option<Never>,
        #[group(rename = "renewed", as = "date", map = day)]
        renewal: (u8, u8),
    }
    fn day((month, day): &(u8, u8)) -> Option<Date> {
        Date::civil(2014, *month, *day).ok()
    }
    let hooli = Company {
        slug: Slug,
        owner: Key(u64::MAX),
        seats: Seats(7),
        ends: Some(Never),
        renewal: (4, 6),
    };
    assert_eq!(
        json(&hooli),
        r#"{"slug":"slug","owner":"18446744073709551615","seats":7,"ends":"9999-12-31","renewed":"2014-04-06"}"#
    );
}
