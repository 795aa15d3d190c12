//! A flat row of a database table as a group: an address from columns, other names, a conversion, fields left out.
//!
//! `cargo run -p group-examples --example database_row`

use group_core::{Date, GroupTraits, Identity, Traits};

/// A row of the table `accounts`.
#[derive(GroupTraits)]
#[group(group_type = "account", rename_all = "camelCase")]
struct Account {
    /// Ids are sent as strings.
    #[group(group_id)]
    account_no: i64,
    #[group(rename = "name")]
    legal_name: String,
    #[group(rename = "employees")]
    staff: Option<i32>,

    /// Columns that together make the reserved trait `address`.
    #[group(rename = "address.street")]
    street: Option<String>,
    #[group(rename = "address.city")]
    city: Option<String>,
    #[group(rename = "address.postalCode")]
    zip: Option<String>,

    /// Seconds since 1970: a number is no date, so it is mapped into one.
    #[group(map = from_unix_seconds)]
    created_at: i64,
    /// A custom trait, sent as `invoiceEmail`.
    #[group(skip_if = String::is_empty)]
    invoice_email: String,
    /// What is sent is the length of the list, as `openTickets`.
    #[group(map = Vec::len)]
    open_tickets: Vec<i64>,
    #[group(skip)]
    row_version: i64,
}

/// `None` leaves the trait out.
fn from_unix_seconds(seconds: &i64) -> Option<Date> {
    Date::from_unix_millis(seconds.checked_mul(1000)?).ok()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows = [
        Account {
            account_no: 1001,
            legal_name: "Pied Piper Inc.".into(),
            staff: Some(12),
            street: Some("5230 Newell Road".into()),
            city: Some("Palo Alto".into()),
            zip: Some("94303".into()),
            created_at: 1_396_785_600,
            invoice_email: "jared@piedpiper.com".into(),
            open_tickets: vec![4711, 4712],
            row_version: 3,
        },
        Account {
            account_no: 1002,
            legal_name: "Bachmanity".into(),
            staff: None,
            street: None,
            city: None,
            zip: None,
            created_at: 1_465_819_200,
            invoice_email: String::new(),
            open_tickets: vec![],
            row_version: 1,
        },
    ];

    for row in &rows {
        println!(
            "account {}, row version {}:",
            row.account_no, row.row_version
        );
        // `Traits` shows what a struct sends as `traits`, without a call around it.
        println!("{}", serde_json::to_string_pretty(&Traits(row))?);
        let payload = Identity::user("1hKOmRA4GRlm").group(row).build()?;
        println!("groupId: {}\n", payload.to_value()["groupId"]);
    }
    Ok(())
}
