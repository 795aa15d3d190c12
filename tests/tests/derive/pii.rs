//! `pii`, and the policy about it.

use std::collections::BTreeSet;

use group_core::{
    Address, AddressTraits, GroupTraits, Identity, Payload, Policy, Problem, TextTrait, Treatment,
};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(AddressTraits)]
struct Office {
    city: String,
    #[group(pii = "place")]
    street: Option<String>,
}

#[derive(Serialize)]
struct Owner {
    name: String,
    age: u8,
}

#[derive(GroupTraits)]
#[group(rename_all = "camelCase", group_type = "company")]
struct Company {
    id: String,
    name: String,
    #[group(pii = "contact", also = "contactEmail", null = "send")]
    email: Option<String>,
    #[group(pii = "contact", skip_if = String::is_empty)]
    phone: String,
    #[group(pii = "size")]
    employees: u32,
    #[group(pii = "place")]
    address: Address,
    #[group(pii = "contact")]
    admins: Vec<String>,
    #[group(pii = "owner")]
    owner: Owner,
    #[group(pii = "owner", as = "date")]
    founded: jiff::civil::Date,
    #[group(flatten)]
    billing: Billing,
}

#[derive(GroupTraits)]
struct Billing {
    #[group(pii = "contact")]
    billing_email: String,
}

fn company() -> Company {
    Company {
        id: "7".into(),
        name: "Hooli".into(),
        email: Some(" Gavin@Hooli.xyz ".into()),
        phone: "+1 650".into(),
        employees: 4500,
        address: Address {
            city: Some("Palo Alto".into()),
            country: Some(String::new()),
            ..Address::default()
        },
        admins: vec!["Gavin".into(), "a\"b".into()],
        owner: Owner {
            name: "Gavin".into(),
            age: 50,
        },
        founded: "1997-03-04".parse().unwrap(),
        billing: Billing {
            billing_email: "gavin@hooli.xyz".into(),
        },
    }
}

fn build(policy: Policy) -> Payload {
    let user = Identity::user("u");
    user.group(&company()).pii(policy).build().unwrap()
}

fn traits(payload: &Payload) -> Value {
    payload.to_value()["traits"].clone()
}

/// The path, the category and what became of each trait that was not sent as it is.
fn redactions(payload: &Payload) -> Vec<(&str, &str, Treatment)> {
    let redactions = payload.redactions().iter();
    redactions
        .map(|it| (it.path(), it.category(), it.treatment()))
        .collect()
}

#[test]
fn without_a_policy_all_is_sent() {
    let company = company();
    let user = Identity::user("u");
    let plain = user.group(&company).build().unwrap();
    assert_eq!(plain.redactions(), []);
    assert_eq!(traits(&plain), traits(&build(Policy::new())));
    assert_eq!(traits(&plain)["contactEmail"], " Gavin@Hooli.xyz ");
}

#[test]
fn a_category_that_is_dropped_is_not_in_the_event_and_the_payload_says_so() {
    use Treatment::Dropped;
    let payload = build(Policy::new().drop("contact").drop("place"));
    assert_eq!(
        traits(&payload),
        json!({
            "groupType": "company",
            "name": "Hooli",
            "employees": 4500,
            "owner": {"name": "Gavin", "age": 50},
            "founded": "1997-03-04",
        })
    );
    assert_eq!(
        redactions(&payload),
        [
            ("traits.email", "contact", Dropped),
            ("traits.contactEmail", "contact", Dropped),
            ("traits.phone", "contact", Dropped),
            ("traits.address", "place", Dropped),
            ("traits.admins", "contact", Dropped),
            ("traits.billing_email", "contact", Dropped),
        ]
    );
}

#[test]
fn a_policy_that_drops_all_sends_what_it_names() {
    let payload = build(Policy::drop_all().send("size").send("owner"));
    let traits = traits(&payload);
    // In no order: that of a tree depends on the features of serde_json.
    let names: BTreeSet<_> = traits
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        names,
        BTreeSet::from(["employees", "founded", "groupType", "name", "owner"])
    );
}

/// By Python's `hmac` and `hashlib`.
const GAVIN_AT_HOOLI: &str = "95df9e63e3e7d19250f6682ddb935f807f4f505165bfb43d850395005d5f0e58";
const GAVIN: &str = "0dec3ae6a7c495c90961a7061202e750c699bfd3744c53b3d7e230cbba7954f1";
const QUOTED: &str = "0181a70869e17900b648802e10edb14db86671a972bf16324891198f295bb2b7";
const PALO_ALTO: &str = "58a542255570dde0c03ff04683296373ba0899fad88448433e923a5c6c354d04";

#[test]
fn a_category_that_is_hashed_has_hashes_for_texts_and_nothing_else() {
    use Treatment::{Dropped, Hashed};
    let policy = ["contact", "place", "size", "owner"]
        .into_iter()
        .fold(Policy::new(), |policy, it| policy.hash(it, "secret"));
    let payload = build(policy);
    let traits = traits(&payload);
    assert_eq!(traits["email"], GAVIN_AT_HOOLI);
    // One address in two spellings has one hash.
    assert_eq!(traits["billing_email"], GAVIN_AT_HOOLI);
    assert_eq!(traits["contactEmail"], GAVIN_AT_HOOLI);
    assert_eq!(traits["admins"], json!([GAVIN, QUOTED]));
    assert_eq!(traits["address"], json!({"city": PALO_ALTO, "country": ""}));
    for name in ["employees", "owner", "founded"] {
        assert_eq!(traits[name], Value::Null, "{name}");
    }
    assert_eq!(
        redactions(&payload),
        [
            ("traits.email", "contact", Hashed),
            ("traits.contactEmail", "contact", Hashed),
            ("traits.phone", "contact", Hashed),
            ("traits.employees", "size", Dropped),
            ("traits.address", "place", Hashed),
            ("traits.admins", "contact", Hashed),
            ("traits.owner", "owner", Dropped),
            ("traits.founded", "owner", Dropped),
            ("traits.billing_email", "contact", Hashed),
        ]
    );
}

#[test]
fn the_policy_of_the_identity_holds_for_its_calls_and_that_of_a_call_instead_of_it() {
    let user = Identity::user("u").pii(Policy::new().drop("contact"));
    let company = company();
    let payload = user.group(&company).build().unwrap();
    assert_eq!(traits(&payload)["email"], Value::Null);
    assert_eq!(traits(&payload)["employees"], 4500);
    let payload = user.group(&company).pii(Policy::new().drop("size"));
    let payload = payload.build().unwrap();
    assert_eq!(traits(&payload)["email"], " Gavin@Hooli.xyz ");
    assert_eq!(traits(&payload)["employees"], Value::Null);
}

#[test]
fn a_null_and_an_empty_text_tell_nothing_and_are_not_hashed() {
    let company = Company {
        email: None,
        phone: String::new(),
        ..company()
    };
    let user = Identity::user("u").pii(Policy::new().hash("contact", "k"));
    let payload = user.group(&company).build().unwrap();
    let sent = payload.to_value()["traits"].clone();
    assert_eq!(sent.as_object().unwrap()["email"], Value::Null);
    assert_eq!(redactions(&payload).len(), 2);
}

#[test]
fn a_subfield_of_an_address_struct_has_a_category_of_its_own() {
    #[derive(GroupTraits)]
    struct Company {
        address: Office,
        #[group(rename = "state", custom, pii = "place")]
        region: Region,
    }
    #[derive(Serialize, TextTrait)]
    enum Region {
        West,
    }
    let company = Company {
        address: Office {
            city: "Palo Alto".into(),
            street: Some("1 Hooli Way".into()),
        },
        region: Region::West,
    };
    let user = Identity::user("u").pii(Policy::drop_all());
    let payload = user.group_with_id("g", &company).build().unwrap();
    assert_eq!(traits(&payload), json!({"address": {"city": "Palo Alto"}}));
    assert_eq!(
        redactions(&payload),
        [
            ("traits.address.street", "place", Treatment::Dropped),
            ("traits.state", "place", Treatment::Dropped),
        ]
    );
}

#[test]
fn an_object_of_which_all_is_dropped_is_left_out() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(rename = "address.street", pii = "place")]
        street: &'static str,
        #[group(rename = "address.city", pii = "place")]
        city: &'static str,
        name: &'static str,
    }
    let company = Company {
        street: "1 Hooli Way",
        city: "Palo Alto",
        name: "Hooli",
    };
    let user = Identity::user("u").pii(Policy::drop_all());
    let payload = user.group_with_id("g", &company).build().unwrap();
    assert_eq!(traits(&payload), json!({"name": "Hooli"}));
    assert_eq!(payload.redactions().len(), 2);
}

#[test]
fn a_value_is_checked_before_it_is_dropped() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(pii = "size")]
        revenue: f64,
        #[group(pii = "contact", pattern = "@")]
        email: &'static str,
    }
    let company = Company {
        revenue: f64::NAN,
        email: "gavin",
    };
    let user = Identity::user("u").pii(Policy::drop_all());
    let error = user.group_with_id("g", &company).build().unwrap_err();
    let paths: Vec<_> = error.problems().iter().map(Problem::path).collect();
    assert_eq!(paths, ["traits.revenue", "traits.email"]);
}

#[test]
fn a_policy_shows_its_categories_and_not_its_keys() {
    let policy = Policy::drop_all()
        .hash("contact", "secret")
        .send("size")
        .send("contact")
        .hash("owner", "secret");
    assert_eq!(
        format!("{policy:?}"),
        r#"{"size": send, "contact": send, "owner": hash, "others": drop}"#
    );
}
