//! Traits that were probably renamed.

use group_core::plan::{ChangeKind, Drift, Evidence, Order, TrackingPlan};
use group_core::{AddressTraits, GroupSchema, GroupTraits, TextTrait};
use schemars::JsonSchema;
use serde::Serialize;

use crate::drift::drift;

/// The plan of a struct with these fields.
macro_rules! company {
    ($($fields:tt)*) => {{
        #[derive(GroupTraits, GroupSchema)]
        #[group(group_type = "company")]
        #[allow(dead_code)]
        struct Company { $($fields)* }
        TrackingPlan::new("acme_groups", "Acme Groups").group::<Company>()
    }};
}

fn renamed(drift: &Drift) -> Vec<(&str, &str, Evidence)> {
    let renames = drift.renames().iter();
    renames
        .map(|it| (it.from(), it.to(), it.evidence()))
        .collect()
}

#[track_caller]
fn is_renamed(old: TrackingPlan, new: TrackingPlan, expected: (&str, &str, Evidence)) {
    let drift = drift(&old, &new);
    assert_eq!(renamed(&drift), [expected], "{drift}");
}

#[track_caller]
fn is_not_renamed(old: TrackingPlan, new: TrackingPlan) {
    let drift = drift(&old, &new);
    assert_eq!(renamed(&drift), [], "{drift}");
}

#[test]
fn a_field_that_is_sent_under_another_name() {
    is_renamed(
        company! { name: String, seats: u8 },
        company! { name: String, #[group(rename = "licenses")] seats: u8 },
        ("seats", "licenses", Evidence::Field),
    );
    is_renamed(
        company! { name: String, #[group(rename = "seatsLeft")] left: u8 },
        company! { name: String, seats_left: u8 },
        ("seatsLeft", "seats_left", Evidence::Field),
    );
}

#[test]
fn a_field_whose_description_stayed() {
    is_renamed(
        company! {
            name: String,
            /// What the contract allows.
            seats: u8
        },
        company! {
            name: String,
            /// What the contract allows.
            licenses: u8
        },
        ("seats", "licenses", Evidence::Description),
    );
}

#[test]
fn a_name_with_the_same_words() {
    for (old, new) in [
        (company! { seats: u8 }, company! { seat_count: u8 }),
        (company! { seats: u8 }, company! { number_of_seats: u8 }),
    ] {
        let drift = drift(&old, &new);
        assert_eq!(drift.renames()[0].from(), "seats");
        assert_eq!(drift.renames()[0].evidence(), Evidence::Name);
    }
    is_renamed(
        company! { trialing: bool },
        company! { is_trialing: bool },
        ("trialing", "is_trialing", Evidence::Name),
    );
}

#[test]
fn a_rename_may_change_whether_it_is_required() {
    is_renamed(
        company! { name: String, seats: u8 },
        company! { name: String, seat_count: Option<u8> },
        ("seats", "seat_count", Evidence::Name),
    );
}

#[test]
fn both_changes_of_a_rename_are_listed_and_graded() {
    let drift = drift(
        &company! { name: String, seats: u8 },
        &company! { name: String, seat_count: u8 },
    );
    let kinds: Vec<_> = drift.changes().iter().map(|it| it.kind().clone()).collect();
    assert_eq!(
        kinds,
        [
            ChangeKind::Added { required: true },
            ChangeKind::Removed { required: true },
        ]
    );
    assert_eq!(drift.order(), Order::TwoSteps);
    assert!(drift.is_breaking());
}

#[test]
fn the_message_says_how_to_keep_the_name_and_how_to_change_it() {
    let drift = drift(
        &company! { name: String, seats: u8 },
        &company! { name: String, #[group(rename = "licenses")] seats: u8 },
    );
    let said = drift.to_string();
    let (_, said) = said.split_once("\n- company: `seats` was").unwrap();
    assert_eq!(
        said,
        " probably renamed to `licenses`: the field is the same
    to readers, `seats` ends and `licenses` starts empty: both changes above apply
    to keep the name, write `#[group(rename = \"seats\")]`
    to rename it, release twice: first with `#[group(also = \"seats\")]`, as an `Option` if it is required, then without"
    );
}

#[test]
fn the_two_releases_of_a_rename_are_safe() {
    let old = company! { name: String, seats: u8 };
    let both =
        company! { name: String, #[group(rename = "licenses", also = "seats")] seats: Option<u8> };
    let new = company! { name: String, #[group(rename = "licenses")] seats: u8 };
    assert_eq!(drift(&old, &both).order(), Order::PlanFirst);
    assert_eq!(drift(&both, &new).order(), Order::ProgramFirst);
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
struct RenamedLimits {
    seat_count: u8,
}

#[test]
fn a_part_of_an_object_has_its_path() {
    let drift = drift(
        &company! { limits: Limits },
        &company! { limits: RenamedLimits },
    );
    assert_eq!(
        renamed(&drift),
        [("limits.seats", "limits.seat_count", Evidence::Name)]
    );
    let said = drift.to_string();
    assert!(
        said.ends_with(
            "\n    to keep the name, give the part its old name\n    to rename it, release twice: first with both parts, which \
             may be missing, then with the new one alone"
        ),
        "{said}"
    );
}

#[test]
fn a_rename_is_found_in_its_group_only() {
    #[derive(GroupTraits, GroupSchema)]
    #[group(group_type = "team")]
    #[allow(dead_code)]
    struct Team {
        name: String,
    }
    #[derive(GroupTraits, GroupSchema)]
    #[group(group_type = "team")]
    #[allow(dead_code)]
    struct NewTeam {
        name: String,
        seat_count: u8,
    }
    let old = || company! { name: String, seats: u8 }.group::<Team>();
    is_not_renamed(old(), company! { name: String }.group::<NewTeam>());
    let drift = drift(
        &old(),
        &company! { name: String, seat_count: u8 }.group::<Team>(),
    );
    assert_eq!(drift.renames()[0].group(), Some("company"));
}

#[test]
fn the_field_is_looked_for_in_the_group_of_the_trait() {
    #[derive(GroupTraits, GroupSchema)]
    #[group(group_type = "team")]
    #[allow(dead_code)]
    struct Team {
        color: u8,
    }
    #[derive(GroupTraits, GroupSchema)]
    #[group(group_type = "team")]
    #[allow(dead_code)]
    struct NewTeam {
        #[group(rename = "tint")]
        color: u8,
    }
    is_renamed(
        company! { name: String }.group::<Team>(),
        company! { name: String }.group::<NewTeam>(),
        ("color", "tint", Evidence::Field),
    );
}

#[test]
fn the_field_of_a_trait_says_nothing_of_a_part() {
    #[derive(Serialize, JsonSchema)]
    #[schemars(rename = "Limits")]
    #[allow(dead_code)]
    struct LicensedLimits {
        licenses: u8,
    }
    is_not_renamed(
        company! { limits: Limits, #[group(rename = "licenses")] seats: u8 },
        company! { limits: LicensedLimits, #[group(rename = "licenses")] seats: u8 },
    );
}

#[test]
fn other_values_are_another_trait() {
    // Another type, limit, and enum; and what is text in both, but a date in one.
    is_not_renamed(
        company! { seats: u8 },
        company! { #[group(rename = "licenses")] seats: String },
    );
    is_not_renamed(company! { seats: u8 }, company! { seat_count: u16 });
    #[derive(TextTrait)]
    #[allow(dead_code)]
    enum Old {
        Basic,
        Pro,
    }
    #[derive(TextTrait)]
    #[allow(dead_code)]
    enum New {
        Basic,
        Max,
    }
    is_not_renamed(
        company! { #[group(as = "text")] tier: Old },
        company! { #[group(as = "text")] tiers: New },
    );
    is_not_renamed(
        company! { name: String, renewal: String },
        company! { name: String, #[group(as = "date")] renewal_date: jiff::Timestamp },
    );
}

#[test]
fn names_that_share_a_word_are_no_rename() {
    for (old, new) in [
        (
            company! { monthly_revenue: f64 },
            company! { annual_revenue: f64 },
        ),
        (company! { seats: u8 }, company! { seats_used: u8 }),
        (company! { plan_id: String }, company! { plan: String }),
        (
            company! { name: String, contact_email: String },
            company! { name: String, billing_email: String },
        ),
        (company! { line1: String }, company! { line2: String }),
        (company! { max_seats: u8 }, company! { min_seats: u8 }),
        (company! { at: u8 }, company! { count: u8 }),
    ] {
        is_not_renamed(old, new);
    }
}

#[test]
fn one_of_two_candidates_is_not_chosen() {
    is_not_renamed(
        company! { seats: u8 },
        company! { seat_count: u8, number_of_seats: u8 },
    );
    is_not_renamed(
        company! { seat_count: u8, number_of_seats: u8 },
        company! { seats: u8 },
    );
}

#[test]
fn stronger_evidence_chooses_among_candidates() {
    let drift = drift(
        &company! { seats: u8, number_of_seats: u8 },
        &company! { seat_count: u8, #[group(rename = "licenses")] seats: u8 },
    );
    assert_eq!(
        renamed(&drift),
        [
            ("seats", "licenses", Evidence::Field),
            ("number_of_seats", "seat_count", Evidence::Name),
        ]
    );
}

#[test]
fn a_name_that_is_still_sent_was_not_renamed() {
    is_not_renamed(
        company! { name: String, seats: u8 },
        company! { name: String, #[group(also = "seat_count")] seats: u8 },
    );
}

#[test]
fn a_part_of_an_address_can_be_renamed() {
    #[derive(AddressTraits)]
    #[allow(dead_code)]
    struct Office {
        /// Where it is.
        city: String,
    }
    #[derive(AddressTraits)]
    #[allow(dead_code)]
    struct NewOffice {
        /// Where it is.
        state: String,
    }
    is_renamed(
        company! { address: Office },
        company! { address: NewOffice },
        ("address.city", "address.state", Evidence::Description),
    );
}
