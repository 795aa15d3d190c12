//! What a destination needs of an event, or refuses it.

use std::time::SystemTime;

use group_core::GroupTraits;
use group_core::destinations::report;

use crate::report::{fate, sent};

/// The fate of the name in Freshmarketer, which needs numbers in some traits, for a number of employees.
fn freshmarketer(employees: &str) -> String {
    let report = sent(&format!(
        r#""traits":{{"groupType":"accounts","name":"Hooli","numberOfEmployees":{employees}}}"#
    ));
    fate(&report, "Freshmarketer", "name")
}

const NAME: &str = "name: arrives, as sales_account.name";
const NO_NUMBER: &str = "a number in `numberOfEmployees` or `industryTypeId` or `business_type_id` or `businessTypeId` or \
                         `territoryId` or `parentSalesAccountId` or `ownerId`, if that is there";

#[test]
fn a_number_is_what_javascript_makes_a_number_of() {
    for employees in [
        "12",
        "1.5",
        "0",
        r#""12""#,
        r#"" 12 ""#,
        r#""""#,
        "null",
        "true",
        "[]",
        "[12]",
        r#"["12"]"#,
        "[[12]]",
        r#""0x1F""#,
        r#""  ""#,
        r#""-Infinity""#,
        r#""1e400""#,
    ] {
        assert_eq!(freshmarketer(employees), NAME, "{employees}");
    }
    for employees in [
        r#""twelve""#,
        r#""NaN""#,
        r#""inf""#,
        r#""2026-01-02""#,
        "[1,2]",
        r#"["twelve"]"#,
        "[{}]",
        "{}",
        r#"{"a":1}"#,
    ] {
        assert_eq!(
            freshmarketer(employees),
            format!("name: lost: it refuses the whole event: it needs {NO_NUMBER}"),
            "{employees}"
        );
    }
}

/// The fate of the name in a destination, for a struct with one more field.
macro_rules! of_type {
    ($destination:literal, $(#[$attribute:meta])* $field:ident: $of:ty) => {{
        #[derive(GroupTraits)]
        #[group(group_type = "accounts", rename_all = "camelCase")]
        #[allow(dead_code)]
        struct Company {
            name: String,
            $(#[$attribute])*
            $field: $of,
        }
        fate(&report::<Company>(), $destination, "name")
    }};
}

#[test]
fn of_a_type_a_text_may_be_no_number_and_other_types_are_none() {
    let may_lack = format!("{NAME}: it refuses an event that lacks what it needs: {NO_NUMBER}")
        .replacen("arrives", "depends", 1);
    let lacks = format!("name: lost: it refuses the whole event: it needs {NO_NUMBER}");
    assert_eq!(of_type!("Freshmarketer", territory_id: u32), NAME);
    assert_eq!(of_type!("Freshmarketer", territory_id: bool), NAME);
    assert_eq!(of_type!("Freshmarketer", territory_id: String), may_lack);
    assert_eq!(of_type!("Freshmarketer", territory_id: Vec<u32>), lacks);
    assert_eq!(
        of_type!("Freshmarketer", #[group(as = "date")] territory_id: SystemTime),
        lacks
    );
}

#[test]
fn what_javascript_takes_for_false_does_not_meet_a_need() {
    let klaviyo = |subscribe: &str| {
        let report = sent(&format!(
            r#""traits":{{"email":"info@hooli.xyz","subscribe":{subscribe}}}"#
        ));
        fate(&report, "Klaviyo (API version v1)", "email")
    };
    for subscribe in ["true", "1", r#""false""#, "[]", "{}"] {
        assert_eq!(
            klaviyo(subscribe),
            "email: user's, as data.attributes.subscriptions[0].email: it is taken for the user's",
            "{subscribe}"
        );
    }
    for subscribe in ["false", "0", "0.0", r#""""#, "null"] {
        assert_eq!(
            klaviyo(subscribe),
            "email: lost: it refuses the whole event: it needs the trait `subscribe`, and neither false nor 0 nor empty; \
             send a trait `subscribe: bool`, true",
            "{subscribe}"
        );
    }
}

#[test]
fn of_a_type_only_an_array_or_an_object_is_never_false() {
    macro_rules! klaviyo {
        ($of:ty) => {{
            #[derive(GroupTraits)]
            #[allow(dead_code)]
            struct Company {
                email: String,
                subscribe: $of,
            }
            fate(&report::<Company>(), "Klaviyo (API version v1)", "email")
        }};
    }
    let of_user =
        "email: user's, as data.attributes.subscriptions[0].email: it is taken for the user's";
    let may_lack = format!(
        "{of_user}; and it refuses an event that lacks what it needs: the trait `subscribe`, and neither false nor 0 nor empty"
    );
    assert_eq!(klaviyo!(Vec<u8>), of_user);
    assert_eq!(klaviyo!(std::collections::HashMap<u8, u8>), of_user);
    assert_eq!(klaviyo!(bool), may_lack);
    assert_eq!(klaviyo!(u8), may_lack);
    assert_eq!(klaviyo!(Option<Vec<u8>>), may_lack);
}

#[test]
fn a_value_that_is_needed_may_be_no_flag_and_no_other_text() {
    let mautic = |value: &str| {
        let report = sent(&format!(r#""traits":{{"type":{value}}}"#));
        fate(&report, "Mautic", "type").contains("it refuses the whole event")
    };
    assert!(!mautic(r#""segments""#));
    assert!(mautic(r#""segment""#));
    assert!(mautic("true"));
    assert!(mautic("false"));
}

#[test]
fn of_a_type_one_text_among_several_numbers_may_be_no_number() {
    #[derive(GroupTraits)]
    #[group(group_type = "accounts", rename_all = "camelCase")]
    #[allow(dead_code)]
    struct Company {
        name: String,
        territory_id: u32,
        owner_id: String,
    }
    assert_eq!(
        fate(&report::<Company>(), "Freshmarketer", "name"),
        format!("{NAME}: it refuses an event that lacks what it needs: {NO_NUMBER}")
            .replacen("arrives", "depends", 1)
    );
}

#[test]
fn of_a_type_one_of_several_traits_must_be_there_for_certain() {
    macro_rules! freshmarketer {
        ($list:ty) => {{
            #[derive(GroupTraits)]
            #[group(group_type = "marketing_lists", rename_all = "camelCase")]
            #[allow(dead_code)]
            struct Contact {
                email: String,
                list_id: $list,
            }
            fate(&report::<Contact>(), "Freshmarketer", "email")
        }};
    }
    let of_user =
        "email: user's, as unique_identifier.emails: it is taken for the user's".to_owned();
    assert_eq!(freshmarketer!(u8), of_user);
    assert_eq!(
        freshmarketer!(Option<u8>),
        of_user
            + "; and it writes this, and then fails an event that lacks what it needs: the trait `listId` or `listName`"
    );
}

#[test]
fn a_number_that_the_group_lacks_is_the_users_and_must_be_one_too() {
    let of = |of_group: &str, of_user: &str| {
        let report = sent(&format!(
            r#""traits":{{"groupType":"accounts","name":"Hooli"{of_group}}},"context":{{"traits":{{{of_user}}}}}"#
        ));
        fate(&report, "Freshmarketer", "name")
    };
    let lacks = format!("name: lost: it refuses the whole event: it needs {NO_NUMBER}");
    assert_eq!(of("", r#""territoryId":7"#), NAME);
    assert_eq!(of("", r#""territoryId":"north""#), lacks);
    assert_eq!(
        of(r#","territoryId":null"#, r#""territoryId":"north""#),
        lacks
    );
    assert_eq!(of(r#","territoryId":7"#, r#""territoryId":"north""#), NAME);
}

#[test]
fn a_name_that_javascript_takes_for_false_is_none() {
    for destination in ["user.com", "Gainsight"] {
        let of = |name: &str| {
            let report = sent(&format!(
                r#""traits":{{"name":{name},"industry":"IT"}},"context":{{"traits":{{"email":"gavin@hooli.xyz"}}}}"#
            ));
            fate(&report, destination, "name").contains("refuses the whole event")
        };
        assert!(!of(r#""Hooli""#), "{destination}");
        for name in [r#""""#, "false", "0", "null"] {
            assert!(of(name), "{destination}, {name}");
        }
    }
}
