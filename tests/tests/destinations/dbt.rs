//! dbt's `schema.yml`.

use std::collections::HashMap;

use group_core::destinations::report;
use group_core::{AddressTraits, GroupTraits};

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
    let report = report::<Company>();
    is_golden("data/destinations/schema.yml", &report.to_dbt());
    // The first warehouse of the report counts.
    let of_sql_server = report.only(["Intercom", "SQL Server", "Postgres"]).to_dbt();
    assert!(
        of_sql_server.contains("          - name: \"_plan\"\n"),
        "{of_sql_server}"
    );
    let of_bigquery = report.only(["BigQuery"]).to_dbt();
    assert!(
        of_bigquery.contains("      - name: _groups\n"),
        "{of_bigquery}"
    );
}
