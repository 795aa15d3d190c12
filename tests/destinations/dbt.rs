//! dbt's `schema.yml`.

use std::collections::HashMap;

use group_core::destinations::report;
use group_core::{AddressTraits, GroupTraits, TextTrait};

use crate::page::is_golden;

#[derive(GroupTraits)]
#[group(group_type = "company", rename_all = "camelCase")]
#[allow(dead_code)]
struct Company {
    id: u32,
    /// The name that it goes by: "Hooli",
    /// and not `Hooli, Inc.`
    name: String,
    /// What they pay.
    plan: Option<String>,
    #[group(skip_if = is_zero)]
    employees: u32,
    office: Office,
    address: Office,
    billing: HashMap<String, f64>,
    #[group(as = "date")]
    founded: jiff::civil::Date,
    rating: f32,
    #[group(map = String::len)]
    motto: String,
    #[group(flatten)]
    usage: Option<Usage>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

#[derive(AddressTraits, serde::Serialize)]
#[allow(dead_code)]
struct Office {
    city: String,
    postal_code: Option<String>,
}

#[derive(GroupTraits)]
#[allow(dead_code)]
struct Usage {
    /// In the last month.
    api_calls: u64,
}

#[test]
fn the_columns_of_a_type_are_a_source_of_dbt() {
    let yaml = report::<Company>().to_dbt();
    is_golden("data/destinations/schema.yml", &yaml);
}

#[test]
fn the_first_warehouse_of_the_report_counts() {
    let report = report::<Company>();
    let of_sql_server = report.only(["Intercom", "SQL Server", "Postgres"]);
    let yaml = of_sql_server.to_dbt();
    assert!(yaml.contains("          - name: \"_plan\"\n"), "{yaml}");
    let yaml = report.only(["BigQuery"]).to_dbt();
    assert!(yaml.contains("      - name: _groups\n"), "{yaml}");
    let yaml = report.only(["Intercom"]).to_dbt();
    assert!(
        yaml.contains("            data_type: \"timestamptz\"\n"),
        "{yaml}"
    );
}

#[test]
fn the_schema_is_a_variable_of_dbt() {
    let yaml = report::<Company>().to_dbt();
    assert!(
        yaml.contains(
            "  - name: rudderstack\n    schema: \"{{ var('rudderstack_schema') }}\"\n    tables:\n"
        ),
        "{yaml}"
    );
}

/// The columns with the test `not_null`.
fn not_null(yaml: &str) -> Vec<&str> {
    let columns = yaml.split("          - name: \"").skip(1);
    let tested = columns.filter(|column| column.contains("- not_null"));
    tested
        .filter_map(|column| column.split('"').next())
        .collect()
}

#[test]
fn a_column_is_tested_for_null_only_if_no_value_becomes_null() {
    #[derive(GroupTraits)]
    #[group(group_type = "company", rename_all = "camelCase")]
    #[allow(dead_code)]
    struct Kinds {
        // Stored as it is.
        employees: u32,
        score: f64,
        is_trialing: bool,
        #[group(as = "date")]
        founded: jiff::civil::Date,
        plan: Plan,
        // NULL if it is empty, or blank.
        name: String,
        tags: Vec<String>,
        // May be left out.
        seats: Option<u32>,
        #[group(skip_if = is_zero)]
        limit: u32,
    }
    assert_eq!(
        not_null(&report::<Kinds>().to_dbt()),
        [
            "group_id",
            "group_type",
            "employees",
            "score",
            "is_trialing",
            "founded",
            "plan"
        ]
    );
}

#[derive(TextTrait, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(dead_code)]
enum Plan {
    Free,
    Pro,
}

#[test]
fn a_column_of_floats_may_become_one_of_integers() {
    let yaml = report::<Company>().only(["Redshift"]).to_dbt();
    assert!(
        yaml.contains(
            "            data_type: \"double precision\" # bigint if the first value is whole\n"
        ),
        "{yaml}"
    );
}

#[test]
fn a_description_has_no_character_that_yaml_forbids() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Odd {
        #[doc = "a\u{85}b\u{7f}c\u{feff}d\u{2028}e\u{2029}f\tg\u{a0}h"]
        name: String,
    }
    let yaml = report::<Odd>().to_dbt();
    assert!(
        yaml.contains(
            "            description: \"a\\u0085b\\u007fc\\ufeffd\\u2028e\\u2029f\\tg\u{a0}h\"\n"
        ),
        "{yaml}"
    );
}

#[test]
fn a_column_that_is_filled_by_something_else_is_left_out() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Filled {
        #[group(custom)]
        context_library_name: String,
        plan: String,
    }
    let yaml = report::<Filled>().to_dbt();
    let columns: Vec<_> = yaml
        .lines()
        .filter_map(|line| line.strip_prefix("          - name: "))
        .collect();
    assert_eq!(columns, [r#""group_id""#, r#""plan""#]);
}
