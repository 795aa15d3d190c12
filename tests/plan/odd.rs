//! Odd types and names.

use std::collections::{BTreeMap, BTreeSet};

use group_core::plan::{CatalogError, ChangeKind, PlanError, TrackingPlan};
use group_core::{Address, AddressTraits, GroupSchema, GroupTraits, Identity, Policy, TextTrait};
use jsonschema::Draft;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::folder::Folder;
use crate::valid::validator;

fn plan() -> TrackingPlan {
    TrackingPlan::new("odd", "Odd Groups")
}

/// The schema of each trait.
fn properties(plan: &TrackingPlan) -> Value {
    plan.json_schema().unwrap()["properties"]["traits"]["properties"].clone()
}

/// That the plan can be written, read and shown.
fn is_written(plan: &TrackingPlan) -> Folder {
    let folder = Folder::new("odd");
    plan.write_catalog(&folder.0).unwrap();
    plan.check_catalog(&folder.0).unwrap();
    assert!(
        plan.to_markdown().contains("A valid event"),
        "{}",
        plan.to_markdown()
    );
    folder
}

fn is_valid(plan: &TrackingPlan, group: &impl GroupTraits, policy: Policy) {
    let schema = plan.json_schema().unwrap();
    let event = Identity::user("u")
        .group_with_id("g", group)
        .pii(policy)
        .build()
        .unwrap();
    let event = event.to_value();
    let validator = validator(&schema, Draft::Draft201909);
    let errors: Vec<_> = validator
        .iter_errors(&event)
        .map(|it| it.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}\n{event:#}\n{schema:#}");
}

#[derive(Serialize, JsonSchema)]
struct Chain(Option<Box<Chain>>);

#[derive(Serialize, JsonSchema)]
struct Lists(Vec<Lists>);

#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Tree {
    Leaf(String),
    Node(Vec<Tree>),
    Boxed(Box<Tree>),
}

#[derive(Serialize, JsonSchema)]
struct Cell {
    a: Vec<Cell>,
    b: Vec<Cell>,
    c: Vec<Cell>,
    d: Vec<Cell>,
    e: Vec<Cell>,
    f: Vec<Cell>,
    note: Option<String>,
}

#[test]
fn a_type_that_contains_itself_has_an_end() {
    #[derive(GroupTraits, GroupSchema)]
    struct Group {
        chain: Chain,
        lists: Lists,
        tree: Tree,
        #[group(pii = "cell")]
        cell: Cell,
        #[group(pii = "cell")]
        other_tree: Tree,
    }
    let plan = plan().group::<Group>();
    drop(is_written(&plan));
    let cell = |note: &str| Cell {
        a: vec![],
        b: vec![],
        c: vec![],
        d: vec![],
        e: vec![],
        f: vec![],
        note: Some(note.to_owned()),
    };
    let mut outer = cell("x");
    outer.a.push(cell("y"));
    let group = Group {
        chain: Chain(Some(Box::new(Chain(None)))),
        lists: Lists(vec![Lists(vec![])]),
        tree: Tree::Boxed(Box::new(Tree::Node(vec![Tree::Leaf("a".into())]))),
        cell: outer,
        other_tree: Tree::Node(vec![Tree::Leaf("a".into())]),
    };
    is_valid(&plan, &group, Policy::new());
    is_valid(&plan, &group, Policy::new().hash("cell", "k"));
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
enum Color {
    Red,
    #[serde(rename = "red ")]
    AlmostRed,
}

#[test]
fn a_hash_is_valid_wherever_a_text_is() {
    #[derive(Serialize, JsonSchema)]
    #[serde(untagged)]
    enum Contact {
        Mail(#[schemars(email)] String),
        Color(Color),
    }
    #[derive(GroupTraits, GroupSchema)]
    struct Group {
        #[group(pii = "p")]
        set: BTreeSet<Color>,
        #[group(pii = "p")]
        map: BTreeMap<String, Color>,
        #[group(pii = "p")]
        pair: (Color, Option<Color>),
        #[group(pii = "p")]
        contact: Contact,
        #[group(pii = "p")]
        maybe: Vec<Option<Color>>,
        #[group(pii = "p", null = "send")]
        one: Option<Color>,
        #[group(pii = "p", null = "send")]
        none: Option<Color>,
        #[group(pii = "p", min = 2, max = 3)]
        blank: String,
    }
    let plan = plan().group::<Group>();
    let group = Group {
        set: BTreeSet::from([Color::Red, Color::AlmostRed]),
        map: BTreeMap::from([("a".to_owned(), Color::Red)]),
        pair: (Color::Red, None),
        contact: Contact::Color(Color::Red),
        maybe: vec![Some(Color::Red), None],
        one: Some(Color::Red),
        none: None,
        blank: "  ".into(),
    };
    is_valid(&plan, &group, Policy::new());
    let policy = Policy::new().hash("p", "k");
    is_valid(&plan, &group, policy.clone());
    let contact = Group {
        contact: Contact::Mail("gavin@hooli.xyz".into()),
        ..group
    };
    is_valid(&plan, &contact, policy.clone());
    // White space alone has nothing to hide, and stays as it is.
    let event = Identity::user("u")
        .group_with_id("g", &contact)
        .pii(policy)
        .build()
        .unwrap();
    assert_eq!(event.to_value()["traits"]["blank"], "  ");
}

#[test]
fn an_address_under_a_further_name_is_an_address_in_the_plan_too() {
    #[derive(AddressTraits)]
    #[allow(dead_code)]
    struct Office {
        #[group(pii = "place")]
        street: String,
        #[group(max = 9)]
        city: Option<String>,
    }
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Company {
        #[group(also = "headquarters")]
        address: Office,
    }
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct ReadyMade {
        #[group(also = "headquarters")]
        address: Address,
    }
    let group = plan().group::<Company>();
    let properties = properties(&group);
    assert_eq!(properties["headquarters"], properties["address"]);
    assert_eq!(
        properties["headquarters"]["properties"]["city"]["maxLength"],
        9
    );
    let paths: Vec<_> = group
        .inventory()
        .iter()
        .map(|it| it.path().to_owned())
        .collect();
    assert_eq!(paths, ["address.street", "headquarters.street"]);
    is_written(&plan().group::<ReadyMade>());
}

#[test]
fn limits_of_lengths_are_whole_and_not_negative() {
    #[derive(GroupTraits, GroupSchema)]
    struct Group {
        #[group(min = -1, max = 2.5)]
        tags: Vec<u8>,
        #[group(min = 1.5)]
        letters: String,
    }
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Never {
        #[group(max = -1)]
        tags: Vec<u8>,
    }
    let properties = properties(&plan().group::<Group>());
    assert_eq!(properties["tags"]["minItems"], 0);
    assert_eq!(properties["tags"]["maxItems"], 2);
    assert_eq!(properties["letters"]["minLength"], 2);
    let never = plan().group::<Never>().json_schema();
    assert!(
        matches!(never, Err(PlanError::InvalidLimit { key: "max", .. })),
        "{never:?}"
    );
    assert_eq!(
        never.unwrap_err().to_string(),
        "the trait `tags` of `plan::odd::limits_of_lengths_are_whole_and_not_negative::Never` has `max`, which the schema of \
         its type can't have: `min` and `max` are of texts, numbers and arrays, and leave something between them; `pattern` is \
         of texts"
    );
}

#[test]
fn what_rudderstacks_validator_can_t_compile_is_left_out() {
    #[derive(Serialize, JsonSchema)]
    struct Name(#[schemars(regex(pattern = "(?i)^a+$"))] String);
    #[derive(Serialize, JsonSchema)]
    struct Code(#[schemars(regex(pattern = "^[(?i)A-Z]+$"))] String);
    #[derive(Serialize, JsonSchema)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum Twice {
        One(Color),
        Other(Color),
    }
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Group {
        #[group(custom)]
        title: Name,
        code: Code,
        site: Site,
        twice: Twice,
    }
    #[derive(Serialize, JsonSchema)]
    struct Site(#[schemars(url)] String);
    let schema = plan().group::<Group>().json_schema().unwrap();
    assert_eq!(schema["$defs"]["Name"], json!({"type": ["string"]}));
    assert_eq!(
        schema["$defs"]["Code"],
        json!({"type": ["string"], "pattern": "^[(?i)A-Z]+$"})
    );
    assert_eq!(
        schema["$defs"]["Site"],
        json!({"type": ["string"], "format": "uri"})
    );
}

#[test]
fn texts_that_yaml_takes_for_something_else_are_in_quotes() {
    #[derive(TextTrait)]
    #[allow(dead_code)]
    enum Odd {
        #[group(rename = "2024-01-01")]
        Date,
        #[group(rename = "0o14")]
        Octal,
        #[group(rename = "1_000")]
        Thousand,
        #[group(rename = "0b11")]
        Binary,
        #[group(rename = "yes")]
        Yes,
        #[group(rename = "Null")]
        Null,
        #[group(rename = "~")]
        Tilde,
        #[group(rename = "1e3")]
        Float,
        #[group(rename = "a: b # c")]
        Punctuation,
        #[group(rename = "\"quoted\" \\ and\ttab\nline")]
        Escapes,
        #[group(rename = "\u{1}\u{7f}\u{85}\u{2028}\u{feff}é")]
        Controls,
        #[group(rename = "plain words-1.0/x")]
        Plain,
    }
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Group {
        plan: Odd,
        /// - not: a list
        ///
        /// # nor a comment
        name: String,
    }
    let folder = is_written(&plan().group::<Group>());
    let types = folder.read("custom-types.yaml");
    let values = types.split("enum:\n").nth(1).unwrap();
    let values: Vec<_> = values
        .lines()
        .map(|it| it.trim().trim_start_matches("- "))
        .collect();
    assert_eq!(
        values,
        [
            r#""2024-01-01""#,
            r#""0o14""#,
            r#""1_000""#,
            r#""0b11""#,
            r#""yes""#,
            r#""Null""#,
            r#""~""#,
            r#""1e3""#,
            r##""a: b # c""##,
            r#""\"quoted\" \\ and\ttab\nline""#,
            r#""\u0001\u007f\u0085\u2028\ufeffé""#,
            "plain words-1.0/x",
        ]
    );
    let properties = folder.read("properties.yaml");
    assert!(
        properties.contains(r##"description: "- not: a list\n\n# nor a comment""##),
        "{properties}"
    );
}

#[test]
fn a_name_that_a_catalog_does_not_take_is_found_within_a_type() {
    #[derive(Serialize, JsonSchema)]
    struct Limits {
        #[serde(rename = " seats")]
        seats: u8,
    }
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Group {
        limits: Limits,
    }
    let error = plan()
        .group::<Group>()
        .write_catalog("nowhere")
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "a catalog does not take the name ` seats` of `Limits`: it has from 1 to 65 characters, without white space around them"
    );
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "a b")]
#[allow(dead_code)]
struct Spaced {
    name: String,
    owner: Owner,
    kind: Option<u8>,
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "a_b")]
#[allow(dead_code)]
struct Snake {
    name: String,
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "会社")]
#[allow(dead_code)]
struct Kaisha {
    name: String,
}

#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct Owner {
    name: String,
    city: Option<String>,
}

#[test]
fn each_group_has_a_file_of_its_own_whatever_its_type_is() {
    let folder = Folder::new("schemas");
    let plan = plan().group::<Spaced>().group::<Snake>().group::<Kaisha>();
    plan.write_json_schema(&folder.0).unwrap();
    let entries = std::fs::read_dir(&folder.0).unwrap();
    let mut names: Vec<_> = entries
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["a_b.schema.json", "a_b2.schema.json", "kaisha.schema.json"]
    );
}

#[test]
fn a_group_with_nothing_of_its_own_repeats_the_discriminator() {
    let folder = is_written(&plan().group::<Snake>().group::<Kaisha>());
    let rule = folder.read("tracking-plan.yaml");
    assert_eq!(
        rule.matches("#property:group_group_type").count(),
        4,
        "{rule}"
    );
}

#[test]
fn a_property_is_reused_wherever_its_name_and_type_are() {
    let reusing = plan()
        .group::<Spaced>()
        .group::<Snake>()
        .reuse_property("name", "their_name")
        .reuse_property("owner.city", "their_city")
        .reuse_property("groupType", "their_type");
    let folder = is_written(&reusing);
    let rule = folder.read("tracking-plan.yaml");
    assert!(
        rule.contains("discriminator: \"#property:their_type\""),
        "{rule}"
    );
    assert!(
        rule.contains("- property: \"#property:their_name\""),
        "{rule}"
    );
    let types = folder.read("custom-types.yaml");
    assert!(types.contains("#property:their_name"), "{types}");
    assert!(types.contains("#property:their_city"), "{types}");
    let properties = folder.read("properties.yaml");
    let names: Vec<_> = properties
        .lines()
        .filter(|it| it.contains(" name: "))
        .collect();
    assert_eq!(
        names,
        ["  name: odd", "      name: owner", "      name: kind"]
    );
}

#[test]
fn an_id_that_is_reused_is_not_given_to_another_property() {
    let reusing = plan()
        .group::<Spaced>()
        .reuse_property("name", "group_kind");
    let folder = is_written(&reusing);
    let properties = folder.read("properties.yaml");
    assert!(!properties.contains("id: group_kind\n"), "{properties}");
    let error = plan()
        .group::<Spaced>()
        .reuse_property("name", "theirs")
        .reuse_property("kind", "theirs")
        .check_catalog("nowhere")
        .unwrap_err();
    assert!(matches!(
        error,
        CatalogError::Plan(PlanError::ReusedTwice { .. })
    ));
    assert_eq!(
        error.to_string(),
        "the property `theirs` is to be reused for two traits, and has one name"
    );
}

#[test]
fn an_enum_flattened_into_a_struct_has_a_sample_with_both() {
    #[derive(Serialize, JsonSchema)]
    #[serde(tag = "power")]
    #[allow(dead_code)]
    enum Power {
        Grid { volts: u16 },
        Battery,
    }
    #[derive(Serialize, JsonSchema)]
    struct Machine {
        model: String,
        #[serde(flatten)]
        power: Power,
    }
    #[derive(GroupTraits, GroupSchema)]
    struct Group {
        machine: Machine,
    }
    let plan = plan().group::<Group>();
    drop(is_written(&plan));
    let group = Group {
        machine: Machine {
            model: "m".into(),
            power: Power::Grid { volts: 230 },
        },
    };
    is_valid(&plan, &group, Policy::new());
    let page = plan.to_markdown();
    let event = page.split("```json\n").nth(1).unwrap();
    let event: Value = serde_json::from_str(event.split("\n```").next().unwrap()).unwrap();
    let validator = validator(&plan.json_schema().unwrap(), Draft::Draft201909);
    assert!(validator.is_valid(&event), "{event:#}");
}

#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct Hen {
    eggs: Vec<Egg>,
}

#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct Egg {
    of: Option<Box<Hen>>,
}

#[test]
fn the_order_of_fields_does_not_change_types_that_contain_each_other() {
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct One {
        hen: Hen,
        egg: Egg,
    }
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Other {
        egg: Egg,
        hen: Hen,
    }
    let folder = is_written(&plan().group::<One>());
    let error = plan()
        .group::<Other>()
        .check_catalog(&folder.0)
        .unwrap_err();
    let CatalogError::Drift(drift) = error else {
        panic!("{error}");
    };
    assert_eq!(drift.changes().len(), 1, "{drift}");
    assert_eq!(*drift.changes()[0].kind(), ChangeKind::Rewritten);
}

#[test]
fn a_name_that_every_object_of_javascript_has_is_refused_unless_it_is_required() {
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Required {
        constructor: String,
    }
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Optional {
        constructor: Option<String>,
    }
    assert!(plan().group::<Required>().json_schema().is_ok());
    assert_eq!(
        plan()
            .group::<Optional>()
            .json_schema()
            .unwrap_err()
            .to_string(),
        "RudderStack's validator finds `constructor` in every object of JavaScript, and would refuse each event of \
         `plan::odd::a_name_that_every_object_of_javascript_has_is_refused_unless_it_is_required::Optional` that lacks the \
         trait: give it another name, or let it be required"
    );
}

#[test]
fn limits_of_the_type_and_of_the_field_both_hold() {
    #[derive(Serialize, JsonSchema)]
    struct Twice(#[schemars(regex(pattern = r"^(a|b)\1"))] String);
    #[derive(GroupTraits, GroupSchema)]
    struct Group {
        #[group(pattern = r"(cc|bb)$", pii = "p")]
        text: Twice,
        #[group(max = 9)]
        bytes: [u8; 3],
    }
    let plan = plan().group::<Group>();
    drop(is_written(&plan));
    let group = |text: &str| Group {
        text: Twice(text.into()),
        bytes: [1, 2, 3],
    };
    is_valid(&plan, &group("aacc"), Policy::new());
    is_valid(&plan, &group("bb"), Policy::new().hash("p", "k"));
    let text = &properties(&plan)["text"];
    assert_eq!(text["pattern"], r"(?:(cc|bb)$)|^[0-9a-f]{64}$");
    assert_eq!(text["allOf"][0]["pattern"], r"(?:^(a|b)\1)|^[0-9a-f]{64}$");

    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Never {
        #[group(max = 2)]
        bytes: [u8; 3],
    }
    let never = TrackingPlan::new("odd", "Odd Groups")
        .group::<Never>()
        .json_schema();
    assert!(
        matches!(never, Err(PlanError::InvalidLimit { key: "max", .. })),
        "{never:?}"
    );
}

#[test]
fn names_of_types_that_a_reference_has_to_escape_are_followed() {
    #[derive(Serialize, JsonSchema)]
    #[schemars(rename = "Größe 50%/~x")]
    struct Size(Option<u8>);
    #[derive(Serialize, JsonSchema)]
    #[schemars(rename = "a/b")]
    struct Inner {
        size: Size,
    }
    #[derive(GroupTraits, GroupSchema)]
    struct Group {
        size: Size,
        inner: Inner,
    }
    let plan = plan().group::<Group>();
    drop(is_written(&plan));
    for size in [None, Some(1)] {
        let inner = Inner { size: Size(size) };
        let size = Size(size);
        is_valid(&plan, &Group { size, inner }, Policy::new());
    }
    let schema = plan.json_schema().unwrap();
    let traits = &schema["properties"]["traits"];
    assert_eq!(traits["required"], json!(["inner"]));
    assert_eq!(traits["properties"]["inner"]["$ref"], "#/$defs/a_2f_b");
}

#[test]
fn a_limit_that_no_sample_can_keep_leaves_the_sample_out() {
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Group {
        #[group(min = 1_000_000_000_000)]
        tags: Vec<u8>,
    }
    let page = plan().group::<Group>().to_markdown();
    assert!(
        page.ends_with("\nNo sample event could be made for the limits of a trait.\n"),
        "{page}"
    );
}

#[test]
fn a_schema_is_that_of_what_serde_writes_and_not_of_what_it_reads() {
    #[derive(Serialize, JsonSchema)]
    #[serde(rename_all(serialize = "camelCase"))]
    struct Limits {
        per_day: u8,
        #[serde(skip_serializing)]
        #[allow(dead_code)]
        secret: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(skip_serializing_if = "String::is_empty")]
        remark: String,
        #[serde(rename(serialize = "max", deserialize = "most"))]
        most: u8,
    }
    #[derive(Clone, Serialize, JsonSchema)]
    #[serde(into = "String")]
    struct Seats(u8);
    impl From<Seats> for String {
        fn from(seats: Seats) -> Self {
            format!("{} seats", seats.0)
        }
    }
    #[derive(GroupTraits, GroupSchema)]
    struct Group {
        limits: Limits,
        seats: Seats,
    }
    let plan = plan().group::<Group>();
    drop(is_written(&plan));
    for remark in ["", "a"] {
        let group = Group {
            limits: Limits {
                per_day: 1,
                secret: "s".into(),
                note: None,
                remark: remark.into(),
                most: 2,
            },
            seats: Seats(3),
        };
        is_valid(&plan, &group, Policy::new());
    }
    let schema = plan.json_schema().unwrap();
    assert_eq!(
        schema["$defs"]["Limits"]["required"],
        json!(["perDay", "max"])
    );
}

#[test]
fn limits_of_whole_numbers_are_whole_and_leave_something_between_them() {
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Group {
        #[group(min = -0.5, max = 10.5)]
        left: i32,
        #[group(min = 0.5, max = 0.75)]
        share: f32,
    }
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Never {
        #[group(min = 300)]
        left: u8,
    }
    let whole = plan().group::<Group>();
    drop(is_written(&whole));
    assert_eq!(properties(&whole)["left"]["minimum"], json!(0));
    assert_eq!(properties(&whole)["left"]["maximum"], json!(10));
    assert_eq!(properties(&whole)["share"]["minimum"], json!(0.5));
    let never = plan().group::<Never>().json_schema();
    assert!(
        matches!(never, Err(PlanError::InvalidLimit { key: "min", .. })),
        "{never:?}"
    );
}

#[test]
fn a_group_has_the_name_of_its_struct_wherever_that_is_and_whatever_points_to_it() {
    trait Plans {
        fn plan() -> TrackingPlan;
    }
    impl Plans for Vec<u8> {
        fn plan() -> TrackingPlan {
            #[derive(GroupTraits, GroupSchema)]
            #[allow(dead_code)]
            struct Inner {
                name: String,
            }
            plan().group::<&Box<Inner>>()
        }
    }
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Of<T> {
        name: String,
        value: T,
    }
    assert!(<Vec<u8>>::plan().to_markdown().contains("\n## Inner\n"));
    let generic = plan().group::<std::rc::Rc<Of<Vec<Option<u8>>>>>();
    assert!(generic.to_markdown().contains("\n## Of\n"));
}

#[test]
fn a_sample_shows_each_pattern() {
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Group {
        #[group(pattern = "^[a-z]*$", min = 3)]
        letters: String,
        #[group(pattern = "^x", min = 2, max = 2)]
        begins: Option<String>,
        #[group(pattern = "^(ab|c)+(-\\d{2,4})?$", min = 9, max = 12)]
        code: String,
        empty: [u8; 0],
        #[group(rename = "a|b `c`", custom)]
        odd: u8,
    }
    let plan = plan().group::<Group>();
    drop(is_written(&plan));
    let page = plan.to_markdown();
    assert!(
        page.contains("\n| `a\\|b 'c'` | whole number, from 0 to 255 | yes |  |  |\n"),
        "{page}"
    );
    for pattern in ["^[a-z]*$", "^x", "^(ab|c)+(-\\\\d{2,4})?$"] {
        assert!(page.contains(&format!("<matching {pattern}>")), "{page}");
    }
}

#[test]
fn what_is_displayed_or_mapped_is_not_what_its_type_would_be() {
    #[derive(TextTrait)]
    #[group(rename_all = "lowercase")]
    enum Tier {
        Free,
    }
    impl std::fmt::Display for Tier {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("free of charge")
        }
    }
    fn shout(_: &Tier) -> String {
        "FREE".to_owned()
    }
    #[derive(GroupTraits, GroupSchema)]
    struct Group {
        #[group(display)]
        plan: Tier,
        #[group(map = shout, as = "text")]
        tier: Tier,
        industry: Tier,
    }
    let plan = plan().group::<Group>();
    let group = Group {
        plan: Tier::Free,
        tier: Tier::Free,
        industry: Tier::Free,
    };
    is_valid(&plan, &group, Policy::new());
    assert_eq!(properties(&plan)["industry"]["enum"], json!(["free"]));
}
