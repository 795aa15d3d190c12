//! `pii`, and the policy about it.

use std::collections::{BTreeMap, BTreeSet};

use group_core::{
    Address, AddressTraits, Date, GroupTraits, Identity, Payload, Policy, Problem, TextTrait,
    Treatment,
};
use serde::ser::{Error, SerializeStruct};
use serde::{Serialize, Serializer};
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

/// An address of which two parts have categories, under a category of its own.
#[derive(AddressTraits)]
struct Branch {
    #[group(pii = "street")]
    street: &'static str,
    city: &'static str,
}

#[derive(GroupTraits)]
struct Chain {
    #[group(pii = "place")]
    address: Branch,
}

const CHAIN: Chain = Chain {
    address: Branch {
        street: "1 Hooli Way",
        city: "Palo Alto",
    },
};

fn sent(group: &impl GroupTraits, policy: Policy) -> Value {
    let user = Identity::user("u").pii(policy);
    let payload = user.group_with_id("g", group).build().unwrap();
    traits(&payload)
}

#[test]
fn a_hash_is_not_hashed_again_by_the_category_around_it() {
    let inner = sent(&CHAIN, Policy::new().hash("street", "a"));
    let both = sent(&CHAIN, Policy::new().hash("street", "a").hash("place", "b"));
    let outer = sent(&CHAIN, Policy::new().hash("place", "b"));
    assert_eq!(both["address"]["street"], inner["address"]["street"]);
    assert_eq!(both["address"]["city"], outer["address"]["city"]);
    assert_ne!(both["address"]["street"], outer["address"]["street"]);
}

#[test]
fn of_two_categories_around_a_value_both_rules_apply_and_the_stricter_counts() {
    // By Python: the street under the key `a`, street and city under the key `b`.
    const INNER: &str = "e0b181e550077026d4303ba9fb6142ff468d65a6da605028d75e0d46679c7c3b";
    const OUTER: &str = "cdeb677751f306eca63d0185057220226788db47e92f3e192167de96bd61d9b6";
    const CITY: &str = "09227791b407abc8631f52f8ebc7e6c9adf0ed0e3fd30d62540476fdc7a0c6fc";
    let send = Policy::send;
    let drop = Policy::drop;
    let hash_inner = |policy: Policy, category: &'static str| policy.hash(category, "a");
    let hash_outer = |policy: Policy, category: &'static str| policy.hash(category, "b");
    let both = |inner: &dyn Fn(Policy, &'static str) -> Policy,
                outer: &dyn Fn(Policy, &'static str) -> Policy| {
        sent(&CHAIN, outer(inner(Policy::new(), "street"), "place"))
    };
    let address = |street: &str, city: &str| json!({"address": {"street": street, "city": city}});
    let city = |city: &str| json!({"address": {"city": city}});

    assert_eq!(both(&send, &send), address("1 Hooli Way", "Palo Alto"));
    assert_eq!(both(&hash_inner, &send), address(INNER, "Palo Alto"));
    assert_eq!(both(&drop, &send), city("Palo Alto"));

    assert_eq!(both(&send, &hash_outer), address(OUTER, CITY));
    assert_eq!(both(&hash_inner, &hash_outer), address(INNER, CITY));
    assert_eq!(both(&drop, &hash_outer), city(CITY));

    for inner in [&send as &dyn Fn(_, _) -> _, &hash_inner, &drop] {
        assert_eq!(both(inner, &drop), json!({}));
    }
}

#[derive(GroupTraits)]
struct Maps {
    #[group(pii = "contact")]
    admins: BTreeMap<&'static str, &'static str>,
    #[group(pii = "contact")]
    nested: Vec<BTreeMap<&'static str, &'static str>>,
    #[group(pii = "contact")]
    email: &'static str,
}

fn maps() -> Maps {
    Maps {
        admins: BTreeMap::from([("gavin@hooli.xyz", "Gavin")]),
        nested: vec![BTreeMap::from([("gavin@hooli.xyz", "Gavin")])],
        email: "gavin@hooli.xyz, whose text is longer than the two maps before it",
    }
}

#[test]
fn a_map_that_would_be_hashed_is_dropped_because_its_keys_may_be_personal_data() {
    let traits = sent(&maps(), Policy::new().hash("contact", "k"));
    let names: Vec<_> = traits.as_object().unwrap().keys().collect();
    assert_eq!(names, ["email"]);
    assert_eq!(traits["email"].as_str().unwrap().len(), 64);
}

#[test]
fn an_object_with_the_names_of_a_struct_is_hashed() {
    #[derive(Serialize)]
    struct Person {
        name: &'static str,
    }
    #[derive(GroupTraits)]
    struct Company {
        #[group(pii = "contact")]
        owner: Person,
    }
    let company = Company {
        owner: Person { name: "Gavin" },
    };
    let traits = sent(&company, Policy::new().hash("contact", "secret"));
    assert_eq!(traits["owner"], json!({"name": GAVIN}));
}

#[test]
fn the_ready_made_address_as_a_custom_trait_is_hashed() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(pii = "contact")]
        branch: Address,
    }
    let company = Company {
        branch: Address {
            street: Some("Gavin".into()),
            ..Address::default()
        },
    };
    let traits = sent(&company, Policy::new().hash("contact", "secret"));
    assert_eq!(traits["branch"], json!({"street": GAVIN}));
}

#[test]
fn the_null_of_a_date_stays_where_its_category_is_hashed() {
    #[derive(GroupTraits)]
    struct Person {
        #[group(pii = "birth", null = "send")]
        created_at: Option<Date>,
    }
    let person = Person { created_at: None };
    let traits = sent(&person, Policy::new().hash("birth", "secret"));
    assert_eq!(traits, json!({"createdAt": null}));
}

#[test]
fn a_custom_trait_that_is_a_date_is_dropped_rather_than_hashed() {
    #[derive(GroupTraits)]
    struct Person {
        #[group(pii = "birth")]
        born: &'static str,
        #[group(pii = "birth")]
        seen: Vec<&'static str>,
        #[group(pii = "birth")]
        note: &'static str,
        #[group(pii = "birth", as = "text")]
        text: &'static str,
    }
    let person = Person {
        born: "1997-03-04",
        seen: vec!["Gavin", "1997-03-04T12:00:00"],
        note: "1997-03-04-0007",
        text: "1997-03-04",
    };
    let traits = sent(&person, Policy::new().hash("birth", "k"));
    let names: BTreeSet<_> = traits.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        BTreeSet::from([&"note".to_owned(), &"text".to_owned()])
    );
}

#[derive(GroupTraits)]
struct Refused {
    #[group(pii = "pay")]
    salary: i64,
    #[group(pii = "pay", max = 3)]
    age: u8,
    #[group(pii = "pay", min = 10)]
    nickname: &'static str,
    #[group(pii = "pay")]
    note: Failing,
    #[group(pii = "pay")]
    admins: BTreeMap<&'static str, u64>,
}

struct Failing;

impl Serialize for Failing {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("gavin@hooli.xyz is bad"))
    }
}

#[test]
fn an_error_shows_no_value_of_a_trait_with_a_category() {
    let refused = Refused {
        salary: 18_014_398_509_481_984,
        age: 57,
        nickname: "gavin",
        note: Failing,
        admins: BTreeMap::from([("gavin@hooli.xyz", 18_014_398_509_481_984)]),
    };
    for policy in [Policy::new(), Policy::drop_all()] {
        let user = Identity::user("u").pii(policy);
        let error = user.group_with_id("g", &refused).build().unwrap_err();
        let problems: Vec<_> = error.problems().iter().map(ToString::to_string).collect();
        let hidden = "; the value is not shown, because it has the category `pay`";
        assert_eq!(
            problems,
            [
                format!(
                    "traits.salary: an integer beyond ±9007199254740992 (2^53) would be changed on the way{hidden}"
                ),
                format!("traits.age: more than 3, the most that is allowed{hidden}"),
                format!(
                    "traits.nickname: less than 10 characters, the least that is allowed{hidden}"
                ),
                format!("traits.note: the value could not be serialised{hidden}"),
                format!(
                    "traits.admins: an integer beyond ±9007199254740992 (2^53) would be changed on the way{hidden}"
                ),
            ]
        );
        let all = format!("{error}{error:?}");
        for value in ["18014398509481984", "57", "gavin"] {
            assert!(!all.contains(value), "{value}: {all}");
        }
    }
}

/// A member whose value writes one of its own members and then fails.
struct Breaks<T>(T);

impl<T: Serialize> Serialize for Breaks<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Breaks", 1)?;
        object.serialize_field("x", &self.0)?;
        Err(S::Error::custom("gavin@hooli.xyz is bad"))
    }
}

/// Goes on after a member that failed.
struct Careless<A, B> {
    a: A,
    b: Breaks<B>,
}

impl<A: Serialize, B: Serialize> Serialize for Careless<A, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Careless", 2)?;
        object.serialize_field("a", &self.a)?;
        let _ = object.serialize_field("b", &self.b);
        object.end()
    }
}

/// The paths of the problems of a trait `owner`.
fn paths<T: Serialize>(owner: T) -> Vec<String> {
    #[derive(GroupTraits)]
    struct Company<T: Serialize> {
        #[group(pii = "owner")]
        owner: T,
    }
    let user = Identity::user("u");
    let error = user.group_with_id("g", &Company { owner }).build();
    let error = error.unwrap_err();
    let paths = error.problems().iter().map(|it| it.path().to_owned());
    paths.collect()
}

const TOO_LARGE: u64 = 18_014_398_509_481_984;

#[test]
fn an_error_shows_no_key_of_a_map_even_if_another_map_was_removed() {
    let map = || BTreeMap::from([("gavin@hooli.xyz", TOO_LARGE)]);
    let (a, b) = (map(), Breaks(map()));
    let owner = "traits.owner".to_owned();
    assert_eq!(paths(Careless { a, b }), vec![owner; 3]);
}

#[test]
fn an_error_shows_where_in_a_struct_with_a_category_it_is() {
    let (a, b) = (TOO_LARGE, Breaks(TOO_LARGE));
    assert_eq!(
        paths(Careless { a, b }),
        ["traits.owner.a", "traits.owner.b.x", "traits.owner.b.x"]
    );
}

#[test]
fn a_policy_that_can_never_apply_refuses_every_event() {
    let user = Identity::user("u");
    for (policy, said) in [
        (
            Policy::new().drop("Contact"),
            "policy: the policy names the category `Contact`, which no trait can have; write it in lower case and without white space or invisible characters",
        ),
        (
            Policy::drop_all().send(" contact "),
            "policy: the policy names the category ` contact `, which no trait can have; write it in lower case and without white space or invisible characters",
        ),
        (
            Policy::new().drop("contact\u{200b}"),
            r"policy: the policy names the category `contact\u{200b}`, which no trait can have; write it in lower case and without white space or invisible characters",
        ),
        (
            Policy::new().drop(""),
            "policy: the policy names the category ``, which no trait can have; write it in lower case and without white space or invisible characters",
        ),
        (
            Policy::new().hash("contact", ""),
            "policy: the policy hashes the category `contact` with an empty key, with which anybody can compute the hashes",
        ),
    ] {
        let error = user
            .group_with_id("g", &maps())
            .pii(policy.clone())
            .build()
            .unwrap_err();
        assert_eq!(error.problems()[0].to_string(), said);
        assert_eq!(error.problems().len(), 1);
        let without_traits = user.group_with_id("g", &()).pii(policy).build();
        assert_eq!(without_traits.unwrap_err(), error);
    }
}

#[test]
fn an_identity_from_a_session_store_drops_marked_traits_until_it_has_a_policy() {
    let record = serde_json::to_string(&Identity::user("u").pii(Policy::drop_all())).unwrap();
    let user: Identity = serde_json::from_str(&record).unwrap();
    let event = user.group_with_id("g", &company()).build().unwrap();
    assert_eq!(traits(&event), traits(&build(Policy::drop_all())));
    let user = user.pii(Policy::new());
    let event = user.group_with_id("g", &company()).build().unwrap();
    assert_eq!(traits(&event), traits(&build(Policy::new())));
}
