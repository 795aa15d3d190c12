//! What differs between a catalog and the types, and what each difference means.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use group_core::plan::{CatalogError, Change, ChangeKind, Drift, Grade, Order, TrackingPlan};
use group_core::{Address, AddressTraits, Date, GroupSchema, GroupTraits, TextTrait};
use schemars::JsonSchema;
use serde::Serialize;

use crate::folder::Folder;

fn plan() -> TrackingPlan {
    TrackingPlan::new("acme_groups", "Acme Groups")
}

/// The plan of a struct with these fields.
macro_rules! company {
    ($($fields:tt)*) => {{
        #[derive(GroupTraits, GroupSchema)]
        #[group(group_type = "company")]
        #[allow(dead_code)]
        struct Company { $($fields)* }
        plan().group::<Company>()
    }};
}

/// From the catalog of one plan to another plan.
pub(crate) fn drift(old: &TrackingPlan, new: &TrackingPlan) -> Drift {
    let folder = Folder::new("drift");
    old.write_catalog(&folder.0).unwrap();
    old.check_catalog(&folder.0).unwrap();
    match new.check_catalog(&folder.0) {
        Err(CatalogError::Drift(drift)) => drift,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn change(old: &TrackingPlan, new: &TrackingPlan) -> Change {
    let drift = drift(old, new);
    assert_eq!(drift.changes().len(), 1, "{drift}");
    drift.changes()[0].clone()
}

#[derive(TextTrait)]
#[group(rename_all = "lowercase")]
#[allow(dead_code)]
enum Plan {
    Basic,
    Pro,
}

#[derive(TextTrait)]
#[group(rename_all = "snake_case")]
#[allow(dead_code)]
enum MorePlans {
    Basic,
    Pro,
    Custom,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Limits")]
#[allow(dead_code)]
struct Limits {
    seats: u8,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Limits")]
#[allow(dead_code)]
struct MoreLimits {
    seats: u8,
    note: Option<String>,
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "workspace")]
#[allow(dead_code)]
struct Workspace {
    name: String,
}

const SAFE: &str = "safe";
const BREAKING: &str = "breaking";

/// The rows of the table in the documentation: a change, an example of it, and its grades.
fn rows() -> Vec<([&'static str; 5], TrackingPlan, TrackingPlan)> {
    let read = "breaking if one reads it";
    let (any, plan_first) = ("any", "plan first");
    let (program_first, two_steps) = ("program first", "two steps");
    vec![
        (
            ["an optional trait is added", SAFE, SAFE, SAFE, plan_first],
            company! { name: String },
            company! { name: String, plan: Option<String> },
        ),
        (
            ["a required trait is added", BREAKING, SAFE, SAFE, two_steps],
            company! { name: String },
            company! { name: String, plan: String },
        ),
        (
            [
                "an optional trait is removed",
                BREAKING,
                SAFE,
                read,
                program_first,
            ],
            company! { name: String, plan: Option<String> },
            company! { name: String },
        ),
        (
            [
                "a required trait is removed",
                BREAKING,
                SAFE,
                read,
                two_steps,
            ],
            company! { name: String, plan: String },
            company! { name: String },
        ),
        (
            [
                "a trait becomes required",
                BREAKING,
                SAFE,
                SAFE,
                program_first,
            ],
            company! { plan: Option<String> },
            company! { plan: String },
        ),
        (
            ["a trait becomes optional", SAFE, SAFE, SAFE, plan_first],
            company! { plan: String },
            company! { plan: Option<String> },
        ),
        (
            ["another type", BREAKING, BREAKING, SAFE, two_steps],
            company! { seats: String },
            company! { seats: bool },
        ),
        (
            [
                "a type that takes more",
                SAFE,
                "breaking if the column's type is another",
                SAFE,
                plan_first,
            ],
            company! { seats: i32 },
            company! { seats: f64 },
        ),
        (
            [
                "a type that takes less",
                BREAKING,
                "breaking if the column's type is another",
                SAFE,
                program_first,
            ],
            company! { seats: f64 },
            company! { seats: i32 },
        ),
        (
            ["a limit that takes more", SAFE, SAFE, SAFE, plan_first],
            company! { plan: Plan },
            company! { plan: MorePlans },
        ),
        (
            [
                "a limit that takes less",
                BREAKING,
                SAFE,
                SAFE,
                program_first,
            ],
            company! { plan: MorePlans },
            company! { plan: Plan },
        ),
        (
            [
                "another pattern or format",
                BREAKING,
                "breaking if text becomes a date or a date text",
                SAFE,
                two_steps,
            ],
            company! { #[group(as = "date")] founded: std::time::SystemTime },
            company! { #[group(as = "date")] founded: jiff::civil::Date },
        ),
        (
            [
                "an optional part is added to an object of your own",
                SAFE,
                SAFE,
                SAFE,
                any,
            ],
            company! { limits: Limits },
            company! { limits: MoreLimits },
        ),
        (
            ["a group is added", SAFE, SAFE, SAFE, plan_first],
            company! { name: String },
            company! { name: String }.group::<Workspace>(),
        ),
        (
            ["a group is removed", BREAKING, SAFE, read, program_first],
            company! { name: String }.group::<Workspace>(),
            company! { name: String },
        ),
        (
            ["descriptions, ids, the order", SAFE, SAFE, SAFE, any],
            company! { name: String },
            company! {
                /// As it calls itself.
                name: String
            },
        ),
    ]
}

#[test]
fn each_row_of_the_table_is_what_its_example_is_graded() {
    for ([what, validator, warehouse, destinations, order], old, new) in rows() {
        let change = change(&old, &new);
        let shown = format!("{what}\n{change}");
        let grade = |cell: &str| match cell.starts_with(BREAKING) {
            true => Grade::Breaking,
            false => Grade::Safe,
        };
        let expected = match order {
            "any" => Order::Any,
            "plan first" => Order::PlanFirst,
            "program first" => Order::ProgramFirst,
            _ => Order::TwoSteps,
        };
        assert_eq!(change.validator(), grade(validator), "{shown}");
        // What is conditional is so in the example, but for a date that stays a date.
        let is_date = what == "another pattern or format";
        let expected_warehouse = if is_date {
            Grade::Safe
        } else {
            grade(warehouse)
        };
        assert_eq!(change.warehouse(), expected_warehouse, "{shown}");
        assert_eq!(change.destination(), Some(grade(destinations)), "{shown}");
        assert_eq!(change.order(), expected, "{shown}");
    }
}

#[test]
fn the_documentation_has_the_table() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../group-core/src/plan/mod.rs");
    let source = fs::read_to_string(source).unwrap();
    let table = source.split("//! | change | validator |").nth(1).unwrap();
    let table = table.lines().skip(2);
    let table: Vec<_> = table
        .map_while(|line| line.strip_prefix("//! | "))
        .collect();
    let rows: Vec<_> = rows()
        .into_iter()
        .map(|(cells, ..)| format!("{} |", cells.join(" | ")))
        .collect();
    assert_eq!(table, rows);
}

#[test]
fn a_name_that_no_destination_reads_vanishes_safely_for_them() {
    let change = change(
        &company! { name: String, grants_left: Option<u8> },
        &company! { name: String },
    );
    assert_eq!(change.path(), "grants_left");
    assert_eq!(change.destination(), Some(Grade::Safe));
}

#[test]
fn a_format_that_takes_a_text_for_a_date_changes_the_column() {
    let change = change(
        &company! { #[group(as = "date")] founded: Date },
        &company! { founded: String },
    );
    assert_eq!(change.warehouse(), Grade::Breaking);
    let pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z)?$";
    assert_eq!(
        *change.kind(),
        ChangeKind::Limited {
            limit: "pattern".to_owned(),
            from: Some(format!("`{pattern}`")),
            to: None,
        }
    );
}

#[test]
fn a_null_that_is_sent_widens_a_type() {
    let change = change(
        &company! { plan: Option<String> },
        &company! { #[group(null = "send")] plan: Option<String> },
    );
    assert_eq!(
        *change.kind(),
        ChangeKind::Retyped {
            from: "string".to_owned(),
            to: "null or string".to_owned(),
        }
    );
    assert_eq!(change.order(), Order::PlanFirst);
    assert_eq!(change.warehouse(), Grade::Safe);
}

#[test]
fn parts_of_an_address_and_elements_of_an_array_have_paths() {
    #[derive(AddressTraits)]
    #[allow(dead_code)]
    struct Office {
        city: String,
        street: Option<String>,
    }
    let drift = drift(
        &company! { address: Office, tags: Vec<String>, scores: Vec<u8> },
        &company! { address: Address, tags: Vec<bool>, scores: Vec<u16> },
    );
    let said: Vec<_> = drift
        .changes()
        .iter()
        .map(|it| {
            let said = it.to_string();
            said.lines().next().unwrap().to_owned()
        })
        .collect();
    assert_eq!(
        said,
        [
            "company: `address` may be missing now",
            "company: `address.city` may be missing now",
            "company: `address.country` is new",
            "company: `address.postalCode` is new",
            "company: `address.state` is new",
            "company: `maximum` of `scores[]` was 255 and is 65535",
            "company: `tags[]` was string and is boolean",
        ]
    );
}

#[test]
fn the_message_says_what_each_change_means_and_in_which_order_to_make_it() {
    let drift = drift(
        &company! { name: String, employees: Option<u32>, seats: u8, tier: Option<bool> },
        &company! { name: Option<String>, seats: String, owner: String, score: Option<u8>, tier: bool },
    );
    assert_eq!(
        drift.to_string(),
        "the catalog is out of date: 6 changes; no order is safe, so make two releases: first the changes marked `plan first` \
         and the first of two steps (plan first), then the changes marked `program first` and the second of two steps \
         (program first)
- company: `employees` is gone
    validator: breaking: events already in flight may have it, and are then marked or dropped
    warehouse: safe: the column stays, and is empty in new rows
    destinations: breaking: read by Gainsight
    order: program first: deploy the program, wait until the events that it sent before have arrived, then publish the plan
- company: `name` may be missing now
    validator: safe: events already in flight stay valid
    warehouse: safe: no column changes
    destinations: safe: no name that one reads vanishes
    order: plan first: publish the plan, then deploy the program
- company: `owner` is new and required
    validator: breaking: events already in flight may lack it, and are then marked or dropped
    warehouse: safe: columns are added
    destinations: safe: no name that one reads vanishes
    order: two steps: first add it as optional, then make it required
- company: `score` is new
    validator: safe: events already in flight stay valid
    warehouse: safe: columns are added
    destinations: safe: no name that one reads vanishes
    order: plan first: publish the plan, then deploy the program
- company: `seats` was integer and is string
    validator: breaking: events already in flight may have values that are no longer valid, and are then marked or dropped
    warehouse: breaking: its column keeps its type, and what does not fit it is not stored there
    destinations: safe: no name that one reads vanishes
    order: two steps: first send it under a new name as well and make the old one optional, then remove the old one
- company: `tier` is required now
    validator: breaking: events already in flight may lack it, and are then marked or dropped
    warehouse: safe: no column changes
    destinations: safe: no name that one reads vanishes
    order: program first: deploy the program, wait until the events that it sent before have arrived, then publish the plan"
    );
    assert!(drift.is_breaking());
}

#[test]
fn changes_of_several_groups_say_which() {
    #[derive(GroupTraits, GroupSchema)]
    #[group(group_type = "workspace")]
    #[allow(dead_code)]
    struct Later {
        name: String,
        seats: Option<u8>,
    }
    let change = change(
        &company! { name: String }.group::<Workspace>(),
        &company! { name: String }.group::<Later>(),
    );
    assert_eq!(change.group(), Some("workspace"));
    assert_eq!(change.path(), "seats");
}

#[test]
fn a_group_that_gets_a_type_has_a_new_trait_and_another_type_is_another_group() {
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Company {
        name: String,
    }
    let untyped = || plan().group::<Company>();
    let typed = || company! { name: String };
    let got = change(&untyped(), &typed());
    assert_eq!(got.path(), "groupType");
    assert_eq!(*got.kind(), ChangeKind::Added { required: true });
    let lost = change(&typed(), &untyped());
    assert_eq!(*lost.kind(), ChangeKind::Removed { required: true });
    let other = drift(&typed(), &plan().group::<Workspace>());
    let kinds: Vec<_> = other
        .changes()
        .iter()
        .map(|it| (it.group(), it.kind()))
        .collect();
    assert_eq!(
        kinds,
        [
            (Some("company"), &ChangeKind::GroupRemoved),
            (Some("workspace"), &ChangeKind::GroupAdded),
        ]
    );
}

#[test]
fn a_folder_without_the_plan_is_an_error_of_its_own() {
    let plan = company! { name: String };
    let folder = Folder::new("nothing");
    for _ in 0..2 {
        let error = plan.check_catalog(&folder.0).unwrap_err();
        assert!(
            matches!(error, CatalogError::PlanNotFound { .. }),
            "{error:?}"
        );
        fs::create_dir_all(&folder.0).unwrap();
    }
    assert_eq!(
        plan.check_catalog(&folder.0).unwrap_err().to_string(),
        format!(
            "{} has no tracking plan with the id `acme_groups`: write it with `write_catalog`",
            folder.0.display()
        )
    );
}

#[test]
fn a_file_that_can_t_be_read_is_an_error_that_names_it() {
    let plan = company! { name: String };
    let folder = Folder::new("broken");
    plan.write_catalog(&folder.0).unwrap();
    let path = folder.0.join("properties.yaml");
    fs::write(&path, "a: [").unwrap();
    match plan.check_catalog(&folder.0).unwrap_err() {
        CatalogError::Yaml {
            path: named,
            message,
        } => {
            assert_eq!(named, path);
            assert!(!message.is_empty());
        }
        other => panic!("{other:?}"),
    }
    fs::write(&path, [0xff]).unwrap();
    match plan.check_catalog(&folder.0).unwrap_err() {
        CatalogError::Io { path: named, .. } => assert_eq!(named, path),
        other => panic!("{other:?}"),
    }
    // What is no catalog at all says nothing.
    fs::write(&path, "- 7\n").unwrap();
    let error = plan.check_catalog(&folder.0).unwrap_err();
    assert!(matches!(error, CatalogError::Drift(_)), "{error:?}");
}

#[test]
fn a_folder_that_can_t_be_made_is_an_error_that_names_it() {
    let plan = company! { name: String };
    let folder = Folder::new("file");
    fs::write(&folder.0, "").unwrap();
    let error = plan.write_catalog(&folder.0).unwrap_err();
    assert!(
        matches!(&error, CatalogError::Io { path, .. } if *path == folder.0),
        "{error:?}"
    );
    let error = plan.write_json_schema(&folder.0).unwrap_err();
    assert!(matches!(error, CatalogError::Io { .. }), "{error:?}");
    fs::remove_file(&folder.0).unwrap();
}

#[test]
fn other_files_in_the_folder_are_left_alone() {
    let plan = company! { name: String };
    let folder = Folder::new("others");
    plan.write_catalog(&folder.0).unwrap();
    let other = folder.0.join("our-tracks.yaml");
    fs::write(&other, "version: rudder/v1\nkind: events\n").unwrap();
    plan.write_catalog(&folder.0).unwrap();
    plan.check_catalog(&folder.0).unwrap();
    assert!(other.exists());
}

/// Where a test that runs itself again finds the folder.
const FOLDER: &str = "GROUP_PLAN_TEST_FOLDER";

/// Asserts the catalog in a process of its own, where the environment can be set.
fn assertion(folder: &Path, update: Option<&str>) -> (bool, String) {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args([
            "--exact",
            "drift::assert_catalog_in_a_folder",
            "--nocapture",
        ])
        .env(FOLDER, folder)
        .env_remove("UPDATE_PLAN");
    if let Some(update) = update {
        command.env("UPDATE_PLAN", update);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.success(), said)
}

/// Run by itself it has no folder, and nothing to assert.
#[test]
fn assert_catalog_in_a_folder() {
    if let Some(folder) = env::var_os(FOLDER) {
        let plan = company! { name: String, seats: Option<u8> };
        plan.assert_catalog(Path::new(&folder));
    }
}

#[test]
fn a_test_of_ones_own_fails_with_what_changed_and_writes_if_it_is_told_to() {
    let folder = Folder::new("assert");
    let (passes, said) = assertion(&folder.0, None);
    assert!(!passes);
    assert!(
        said.contains("has no tracking plan with the id `acme_groups`"),
        "{said}"
    );

    company! { name: String }.write_catalog(&folder.0).unwrap();
    for update in [None, Some(""), Some("0")] {
        let (passes, said) = assertion(&folder.0, update);
        assert!(!passes);
        for line in [
            "- company: `seats` is new\n",
            "order: plan first: publish the plan, then deploy the program\n",
            "to write the files anew, run the test with UPDATE_PLAN=1\n",
        ] {
            assert!(said.contains(line), "{said}");
        }
    }

    let (passes, said) = assertion(&folder.0, Some("1"));
    assert!(passes);
    assert!(said.contains("- company: `seats` is new\n"), "{said}");
    let (passes, said) = assertion(&folder.0, None);
    assert!(passes, "{said}");
}

#[test]
fn a_catalog_is_not_written_over_an_error_of_another_kind() {
    let folder = Folder::new("assert-broken");
    company! { name: String }.write_catalog(&folder.0).unwrap();
    let path = folder.0.join("events.yaml");
    fs::write(&path, "a: [").unwrap();
    let (passes, said) = assertion(&folder.0, Some("1"));
    assert!(!passes, "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "a: [");
}

#[test]
fn a_property_that_is_reused_is_referred_to_and_not_defined() {
    let plan = || company! { name: String, seats: u8 }.reuse_property("name", "company_name");
    let folder = Folder::new("reuse");
    plan().write_catalog(&folder.0).unwrap();
    plan().check_catalog(&folder.0).unwrap();
    let properties = folder.read("properties.yaml");
    assert!(!properties.contains("name: name\n"), "{properties}");
    let rule = folder.read("tracking-plan.yaml");
    assert!(rule.contains("- property: \"#property:company_name\"\n          required: true"));

    // It is not known what it is, as long as its file is not there.
    let seats = company! { name: String }.reuse_property("name", "company_name");
    let Err(CatalogError::Drift(drift)) = seats.check_catalog(&folder.0) else {
        panic!("no drift");
    };
    assert_eq!(drift.changes().len(), 1, "{drift}");

    let theirs = "version: rudder/v1
kind: properties
metadata: {name: theirs}
spec:
  properties:
    - {id: company_name, name: name, type: integer}
";
    fs::write(folder.0.join("theirs.yaml"), theirs).unwrap();
    // The files are the plan's own, so that it has not drifted; but a change shows that the types differ too.
    let Err(CatalogError::Drift(drift)) = plan().check_catalog(&folder.0) else {
        panic!("no drift");
    };
    let said = drift.to_string();
    assert!(
        said.contains("company: `name` was integer and is string\n"),
        "{said}"
    );
}

#[test]
fn names_that_a_catalog_does_not_take_are_errors() {
    let folder = Folder::new("names");
    let error = |plan: TrackingPlan| plan.write_catalog(&folder.0).unwrap_err().to_string();
    let named = |id: &str, name: &str| TrackingPlan::new(id, name).group::<Workspace>();
    assert_eq!(
        error(named("acme groups", "Acme Groups")),
        "`acme groups` can't be an id in a catalog: it takes ASCII letters, digits, `_` and `-`"
    );
    assert_eq!(
        error(named("acme", "1 Group")),
        "RudderStack does not take `1 Group` as the display name of a plan: it needs from 3 to 65 characters, a letter or `_` \
         first, and then letters, digits, `_`, `,`, `.`, `-` and spaces"
    );
    assert_eq!(
        error(named("acme", "Acme").reuse_property("name", "company#name")),
        "`company#name` can't be an id in a catalog: it takes ASCII letters, digits, `_` and `-`"
    );
    assert_eq!(
        error(named("acme", "Acme").reuse_property("nmae", "company_name")),
        "no group of the plan has a trait `nmae`, for which a property is to be reused"
    );
    let long = "x".repeat(66);
    let long: &'static str = long.leak();
    #[derive(GroupTraits, GroupSchema)]
    #[allow(dead_code)]
    struct Long {
        #[group(
            rename = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            custom
        )]
        long: u8,
    }
    assert_eq!(
        error(plan().group::<Long>()),
        format!(
            "a catalog does not take the name `{long}` of `Long`: it has from 1 to 65 characters, without white space around \
             them"
        )
    );
    assert!(!folder.0.exists());
}

/// The changes that a hand made to a file, seen from the types.
fn edited(plan: &TrackingPlan, file: &str, from: &str, to: &str) -> Vec<Change> {
    let folder = Folder::new("edited");
    plan.write_catalog(&folder.0).unwrap();
    let content = folder.read(file);
    assert!(content.contains(from), "{content}");
    fs::write(folder.0.join(file), content.replacen(from, to, 1)).unwrap();
    match plan.check_catalog(&folder.0) {
        Err(CatalogError::Drift(drift)) => drift.changes().to_vec(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_rule_that_was_changed_by_hand_is_told() {
    let plan = company! { name: String };
    let said = |file: &str, from: &str, to: &str| -> Vec<_> {
        let changes = edited(&plan, file, from, to);
        let said = changes
            .iter()
            .map(|it| it.to_string().lines().next().unwrap().to_owned());
        said.collect()
    };
    let rule = "tracking-plan.yaml";
    assert_eq!(
        said(
            rule,
            "identity_section: traits",
            "identity_section: properties"
        ),
        ["`identity_section` of the rule was properties and is traits"]
    );
    assert_eq!(
        said(rule, "identity_section: traits\n", "description: ours\n"),
        ["`identity_section` of the rule was nothing and is traits"]
    );
    assert_eq!(
        said(
            rule,
            "additional_properties: false",
            "additional_properties: true"
        ),
        ["`additional_properties` of the rule was true and is false"]
    );
    assert_eq!(
        said("events.yaml", "event_type: group", "event_type: identify"),
        ["`event_type` of the rule was identify and is group"]
    );
    assert_eq!(
        said(rule, "#property:group_name", "#property:their_name"),
        [
            "the rule had the property `#property:their_name`, which is in none of the files",
            "company: `name` is new and required",
        ]
    );
    let changes = edited(
        &plan,
        rule,
        "additional_properties: false",
        "additional_properties: true",
    );
    assert_eq!(changes[0].validator(), Grade::Breaking);
}

#[test]
fn what_yaml_allows_besides_does_not_change_what_is_said() {
    let plan = company! { name: String };
    let folder = Folder::new("allowed");
    plan.write_catalog(&folder.0).unwrap();
    for file in [
        "properties.yaml",
        "tracking-plan.yaml",
        "events.yaml",
        "custom-types.yaml",
    ] {
        let content = folder.read(file).replace('\n', "\r\n");
        fs::write(
            folder.0.join(file),
            format!("\u{feff}{content}# ours\r\n---\nsecond: 1\n"),
        )
        .unwrap();
    }
    plan.check_catalog(&folder.0).unwrap();
}

#[test]
fn a_file_with_aliases_is_refused_before_it_grows() {
    let plan = company! { name: String };
    let folder = Folder::new("aliases");
    plan.write_catalog(&folder.0).unwrap();
    let mut bomb = "a0: &a0 [x, x]\n".to_owned();
    for i in 1..40 {
        bomb += &format!("a{i}: &a{i} [*a{0}, *a{0}]\n", i - 1);
    }
    fs::write(folder.0.join("bomb.yaml"), bomb).unwrap();
    let error = plan.check_catalog(&folder.0).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("it has an alias, `*…`, which is not read here"),
        "{error}"
    );
}

#[test]
fn null_for_a_limited_text_and_a_hash_for_a_matching_one_take_more() {
    let limited = company! { #[group(pattern = "^a")] plan: Option<String>, tier: Option<u8> };
    let null = company! {
        #[group(pattern = "^a", null = "send")]
        plan: Option<String>,
        tier: Option<u8>
    };
    assert_eq!(change(&limited, &null).order(), Order::PlanFirst);
    let hash = company! {
        #[group(pattern = "^a", pii = "plan")]
        plan: Option<String>,
        tier: Option<u8>
    };
    assert_eq!(change(&limited, &hash).order(), Order::PlanFirst);
    assert_eq!(change(&hash, &limited).order(), Order::ProgramFirst);
}

/// The lines of a drift that say what changed, and each change's order.
fn changes(old: &TrackingPlan, new: &TrackingPlan) -> Vec<(String, Order)> {
    let drift = drift(old, new);
    let changes = drift.changes().iter();
    changes
        .map(|it| {
            let said = it.to_string();
            (said.lines().next().unwrap().to_owned(), it.order())
        })
        .collect()
}

#[test]
fn elements_that_get_a_type_take_less_and_those_that_lose_it_take_more() {
    let any = || company! { tags: Vec<serde_json::Value> };
    let texts = || company! { tags: Vec<String> };
    assert_eq!(
        changes(&any(), &texts()),
        [(
            "company: `tags[]` was anything and is string".to_owned(),
            Order::ProgramFirst
        )]
    );
    assert_eq!(
        changes(&texts(), &any()),
        [(
            "company: `tags[]` was string and is anything".to_owned(),
            Order::PlanFirst
        )]
    );
}

#[test]
fn a_type_that_may_be_null_takes_more_only_if_its_elements_do_not_take_less() {
    macro_rules! list {
        ($of:ty) => {
            company! { limits: Vec<$of> }
        };
    }
    macro_rules! nullable {
        ($of:ty) => {
            company! { #[group(null = "send")] limits: Vec<$of> }
        };
    }
    let said = |old: &TrackingPlan, new: &TrackingPlan| {
        let changes = changes(old, new);
        assert_eq!(changes.len(), 1, "{changes:?}");
        changes[0].1
    };
    // The same elements, or none that is said.
    assert_eq!(said(&list!(Limits), &nullable!(Limits)), Order::PlanFirst);
    assert_eq!(
        said(&nullable!(Limits), &list!(Limits)),
        Order::ProgramFirst
    );
    assert_eq!(
        said(&list!(u8), &nullable!(serde_json::Value)),
        Order::PlanFirst
    );
    assert_eq!(
        said(&list!(serde_json::Value), &nullable!(u8)),
        Order::TwoSteps
    );
    // Other elements.
    assert_eq!(said(&list!(String), &nullable!(bool)), Order::TwoSteps);
    assert_eq!(said(&list!(u8), &nullable!(f64)), Order::PlanFirst);
    assert_eq!(said(&list!(f64), &nullable!(u8)), Order::TwoSteps);
    // Objects: an open one takes what has more parts, and a closed one does not.
    assert_eq!(
        said(&list!(ClosedLimits), &nullable!(Limits)),
        Order::PlanFirst
    );
    assert_eq!(
        said(&list!(Limits), &nullable!(ClosedLimits)),
        Order::TwoSteps
    );
    assert_eq!(
        said(&list!(ClosedLimits), &nullable!(ClosedLimits)),
        Order::PlanFirst
    );
    assert_eq!(said(&list!(SomeSeats), &nullable!(Limits)), Order::TwoSteps);
    assert_eq!(
        said(&list!(Limits), &nullable!(SomeSeats)),
        Order::PlanFirst
    );
    assert_eq!(said(&list!(Limits), &nullable!(TextSeats)), Order::TwoSteps);
    assert_eq!(
        said(&list!(ClosedLimits), &nullable!(ClosedSeats)),
        Order::TwoSteps
    );
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Limits")]
#[allow(dead_code)]
struct SomeSeats {
    seats: Option<u8>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Limits")]
#[allow(dead_code)]
struct TextSeats {
    seats: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Limits", deny_unknown_fields)]
#[allow(dead_code)]
struct ClosedSeats {
    seats: u8,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Limits")]
#[allow(dead_code)]
struct SkippedSeats {
    #[serde(skip_serializing_if = "is_zero")]
    seats: u8,
}

fn is_zero(seats: &u8) -> bool {
    *seats == 0
}

#[test]
fn an_open_object_takes_no_other_value_in_a_part_that_is_described() {
    macro_rules! orders {
        ($old:ty, $new:ty) => {
            changes(
                &company! { limits: Vec<$old> },
                &company! { #[group(null = "send")] limits: Vec<$new> },
            )[0]
            .1
        };
    }
    assert_eq!(orders!(Limits, MoreLimits), Order::TwoSteps);
    assert_eq!(orders!(MoreLimits, Limits), Order::PlanFirst);
    assert_eq!(orders!(Limits, ClosedSeats), Order::TwoSteps);
    assert_eq!(orders!(ClosedSeats, Limits), Order::PlanFirst);
    assert_eq!(orders!(SkippedSeats, Limits), Order::TwoSteps);
    assert_eq!(orders!(Limits, SkippedSeats), Order::PlanFirst);
}

#[test]
fn anything_takes_every_type() {
    let text = || company! { tags: Vec<u8> };
    let any = || company! { tags: serde_json::Value };
    let orders = |old: &TrackingPlan, new: &TrackingPlan| changes(old, new).pop().unwrap();
    let (said, order) = orders(&text(), &any());
    assert_eq!(said, "company: `tags` was array and is anything");
    assert_eq!(order, Order::PlanFirst);
    assert_eq!(orders(&any(), &text()).1, Order::ProgramFirst);
    let flag = company! { tags: bool };
    assert_eq!(orders(&any(), &flag).1, Order::ProgramFirst);
}

#[test]
fn a_wider_type_with_a_narrower_limit_takes_neither_more_nor_less() {
    let whole = || company! { score: i32 };
    let limited = || company! { #[group(max = 5)] score: f64 };
    assert_eq!(change(&whole(), &limited()).order(), Order::TwoSteps);
}

#[test]
fn a_least_length_of_0_is_none() {
    let change = change(
        &company! { name: String },
        &company! { #[group(min = 0)] name: String },
    );
    assert_eq!(change.order(), Order::Any);
}

#[test]
fn an_exclusive_minimum_that_is_less_takes_more() {
    #[derive(Serialize, JsonSchema)]
    #[schemars(inline)]
    struct Above1(#[schemars(extend("exclusiveMinimum" = 1))] i64);
    #[derive(Serialize, JsonSchema)]
    #[schemars(inline)]
    struct Above0(#[schemars(extend("exclusiveMinimum" = 0))] i64);
    let change = change(&company! { score: Above1 }, &company! { score: Above0 });
    assert_eq!(change.order(), Order::PlanFirst);
}

#[test]
fn a_limit_is_shown_as_the_catalog_has_it() {
    let first = |old: &TrackingPlan, new: &TrackingPlan| changes(old, new).remove(0).0;
    assert_eq!(
        first(&company! { plan: Plan }, &company! { plan: MorePlans }),
        "company: `enum` of `plan` was `basic`, `pro` and is `basic`, `pro`, `custom`"
    );
    assert_eq!(
        first(
            &company! { #[group(max = 0.5)] score: f32 },
            &company! { #[group(max = 2)] score: f32 }
        ),
        "company: `maximum` of `score` was 0.5 and is 2"
    );
    #[derive(Serialize, JsonSchema)]
    struct Unique(#[schemars(extend("uniqueItems" = true))] Vec<u8>);
    #[derive(Serialize, JsonSchema)]
    struct Repeated(Vec<u8>);
    assert_eq!(
        first(&company! { scores: Repeated }, &company! { scores: Unique }),
        "company: `unique_items` of `scores` was none and is true"
    );
    let folder = Folder::new("null");
    let plan = company! { plan: Plan };
    plan.write_catalog(&folder.0).unwrap();
    let types = folder.read("custom-types.yaml");
    let types = types.replace("- basic\n", "- ~\n");
    fs::write(folder.0.join("custom-types.yaml"), types).unwrap();
    let Err(CatalogError::Drift(drift)) = plan.check_catalog(&folder.0) else {
        panic!("no drift");
    };
    let said = drift.to_string();
    assert!(
        said.contains("- company: `enum` of `plan` was null, `pro` and is `basic`, `pro`\n"),
        "{said}"
    );
}

#[test]
fn a_column_is_another_one_if_its_type_is() {
    let warehouse = |old: &TrackingPlan, new: &TrackingPlan| change(old, new).warehouse();
    macro_rules! tags {
        ($of:ty) => {
            company! { tags: $of }
        };
    }
    for (old, new) in [
        (tags!(String), tags!(u8)),
        (tags!(u8), tags!(f64)),
        (tags!(bool), tags!(u8)),
        (tags!(Vec<u8>), tags!(String)),
        (tags!(Vec<u8>), tags!(Limits)),
        (tags!(Limits), tags!(String)),
    ] {
        assert_eq!(warehouse(&old, &new), Grade::Breaking);
        assert_eq!(warehouse(&new, &old), Grade::Breaking);
    }
    assert_eq!(
        warehouse(
            &tags!(Vec<u8>),
            &company! { #[group(null = "send")] tags: Vec<u8> }
        ),
        Grade::Safe
    );
    assert_eq!(warehouse(&tags!(Vec<u8>), &tags!(Vec<bool>)), Grade::Safe);
}

#[test]
fn what_comes_after_an_array_has_a_column_of_its_own() {
    let drift = drift(
        &company! { tags: Vec<u8>, zone: u8 },
        &company! { tags: Vec<bool>, zone: bool },
    );
    let grades: Vec<_> = drift.changes().iter().map(Change::warehouse).collect();
    assert_eq!(grades, [Grade::Safe, Grade::Breaking], "{drift}");
}

#[test]
fn one_of_two_types_has_another_column_than_either() {
    #[derive(Serialize, JsonSchema)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum IntOrText {
        Int(i64),
        Text(String),
    }
    let change = change(&company! { tags: IntOrText }, &company! { tags: i64 });
    assert_eq!(change.warehouse(), Grade::Breaking);
}

#[test]
fn a_destination_that_reads_several_traits_of_a_group_is_named_once() {
    #[derive(GroupTraits, GroupSchema)]
    #[group(group_type = "team")]
    #[allow(dead_code)]
    struct Team {
        industry: String,
        employees: u32,
    }
    let change = change(
        &company! { name: String }.group::<Team>(),
        &company! { name: String },
    );
    let json = serde_json::to_value(&change).unwrap();
    let mut readers = json["readers"].as_array().unwrap().clone();
    let count = readers.len();
    readers.dedup();
    assert_eq!(readers.len(), count, "{json:#}");
    assert!(readers.contains(&"Gainsight".into()), "{json:#}");
}

#[test]
fn an_error_has_the_one_that_it_comes_from() {
    use std::error::Error;

    let folder = Folder::new("sources");
    let source = |error: &CatalogError| error.source().map(ToString::to_string);
    let no_group = plan().write_catalog(&folder.0).unwrap_err();
    assert_eq!(
        source(&no_group).unwrap(),
        "the plan has no group: add one with `.group::<T>()`"
    );
    assert!(no_group.source().unwrap().source().is_none());
    let company = company! { name: String };
    let not_there = company.check_catalog(&folder.0).unwrap_err();
    assert_eq!(source(&not_there), None);
    fs::write(&folder.0, "").unwrap();
    let not_a_folder = company.check_catalog(&folder.0).unwrap_err();
    assert!(matches!(not_a_folder, CatalogError::Io { .. }));
    assert!(source(&not_a_folder).unwrap().contains("os error"));
    fs::remove_file(&folder.0).unwrap();
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Limits", deny_unknown_fields)]
#[allow(dead_code)]
struct ClosedLimits {
    seats: u8,
    note: Option<String>,
}

#[test]
fn parts_of_open_and_closed_objects_are_graded_by_what_each_side_takes() {
    let closed = || company! { limits: ClosedLimits };
    let open = || company! { limits: Limits };
    let grades = |drift: Drift| -> Vec<_> {
        let changes = drift.changes().iter();
        changes
            .map(|it| (it.path().to_owned(), it.validator(), it.order()))
            .collect()
    };
    assert_eq!(
        grades(drift(&closed(), &open())),
        [
            ("limits".to_owned(), Grade::Safe, Order::PlanFirst),
            ("limits.note".to_owned(), Grade::Safe, Order::Any),
        ]
    );
    assert_eq!(
        grades(drift(&open(), &closed())),
        [
            ("limits".to_owned(), Grade::Breaking, Order::ProgramFirst),
            ("limits.note".to_owned(), Grade::Safe, Order::Any),
        ]
    );
}
