//! How to release several changes together: what the first line of a drift says, whichever changes there are.

use group_core::plan::{Order, TrackingPlan};
use group_core::{GroupSchema, GroupTraits, Identity};
use jsonschema::Draft;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::drift::drift;
use crate::valid::validator;

/// A plan, with an event of each of its groups.
struct Release {
    plan: TrackingPlan,
    events: Vec<Value>,
}

impl Release {
    fn new() -> Self {
        Self {
            plan: TrackingPlan::new("acme_groups", "Acme Groups"),
            events: Vec::new(),
        }
    }

    fn with<T: GroupSchema>(mut self, group: &T) -> Self {
        self.plan = self.plan.group::<T>();
        let user = Identity::user("u");
        let event = user.group_with_id("g", group).build().unwrap();
        self.events.push(event.to_value());
        self
    }

    /// Whether all events of another release are valid under this one's plan.
    fn takes(&self, other: &Self) -> bool {
        let schema = self.plan.json_schema().unwrap();
        let validator = validator(&schema, Draft::Draft201909);
        other.events.iter().all(|it| validator.is_valid(it))
    }
}

macro_rules! group {
    ($name:ident, $group_type:literal, $($field:ident: $of:ty),*) => {
        #[derive(GroupTraits, GroupSchema)]
        #[group(group_type = $group_type)]
        struct $name { $($field: $of),* }
    };
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Limits")]
struct Limits {
    seats: u8,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Limits")]
struct MoreLimits {
    seats: u8,
    note: Option<String>,
}

// In any order: an optional part of an open object.
group!(Account, "account", limits: Limits);
group!(NewAccount, "account", limits: MoreLimits);
// The plan first: an optional trait is added.
group!(Company, "company", name: String);
group!(NewCompany, "company", name: String, motto: Option<String>);
// The program first: an optional trait is removed.
group!(Team, "team", name: String, color: Option<String>);
group!(NewTeam, "team", name: String);
// Two steps: a required trait is added.
group!(Workspace, "workspace", name: String);
group!(MiddleWorkspace, "workspace", name: String, owner: Option<String>);
group!(NewWorkspace, "workspace", name: String, owner: String);

const NAME: &str = "Acme";

fn name() -> String {
    NAME.to_owned()
}

/// The types before, between and after two releases with some of the four changes. The first release has the changes that
/// want the plan first and the first of two steps.
fn releases([any, plan, program, two]: [bool; 4]) -> [Release; 3] {
    let of = |plan_first: bool, program_first: bool| {
        let release = Release::new();
        let release = match any && plan_first {
            true => release.with(&NewAccount {
                limits: MoreLimits {
                    seats: 1,
                    note: Some(name()),
                },
            }),
            false => release.with(&Account {
                limits: Limits { seats: 1 },
            }),
        };
        let release = match plan && plan_first {
            true => release.with(&NewCompany {
                name: name(),
                motto: Some(name()),
            }),
            false => release.with(&Company { name: name() }),
        };
        let release = match program && program_first {
            true => release.with(&NewTeam { name: name() }),
            false => release.with(&Team {
                name: name(),
                color: Some(name()),
            }),
        };
        match (two && plan_first, two && program_first) {
            (_, true) => release.with(&NewWorkspace {
                name: name(),
                owner: name(),
            }),
            (true, false) => release.with(&MiddleWorkspace {
                name: name(),
                owner: None,
            }),
            (false, false) => release.with(&Workspace { name: name() }),
        }
    };
    [of(false, false), of(true, false), of(true, true)]
}

const ANY: &str = "publish the plan and deploy the program in any order";
const PLAN_FIRST: &str = "publish the plan, then deploy the program";
const PROGRAM_FIRST: &str = "deploy the program, wait until the events that it sent before have arrived, then publish the plan";
const PLAN_AND_PROGRAM: &str = "no order is safe, so make two releases: first the changes marked `plan first` (plan first), \
                                then the changes marked `program first` (program first)";
const TWO: &str = "no order is safe, so make two releases: first the first of two steps (plan first), then the second of two \
                   steps (program first)";
const PLAN_AND_TWO: &str = "no order is safe, so make two releases: first the changes marked `plan first` and the first of two \
                            steps (plan first), then the second of two steps (program first)";
const PROGRAM_AND_TWO: &str = "no order is safe, so make two releases: first the first of two steps (plan first), then the \
                               changes marked `program first` and the second of two steps (program first)";
const ALL: &str = "no order is safe, so make two releases: first the changes marked `plan first` and the first of two steps \
                   (plan first), then the changes marked `program first` and the second of two steps (program first)";

/// Whether there is a change in any order, one with the plan first, one with the program first, one in two steps; and what
/// follows.
const TABLE: [([bool; 4], Order, &str); 15] = {
    const O: bool = true;
    const X: bool = false;
    [
        ([O, X, X, X], Order::Any, ANY),
        ([X, O, X, X], Order::PlanFirst, PLAN_FIRST),
        ([O, O, X, X], Order::PlanFirst, PLAN_FIRST),
        ([X, X, O, X], Order::ProgramFirst, PROGRAM_FIRST),
        ([O, X, O, X], Order::ProgramFirst, PROGRAM_FIRST),
        ([X, O, O, X], Order::TwoSteps, PLAN_AND_PROGRAM),
        ([O, O, O, X], Order::TwoSteps, PLAN_AND_PROGRAM),
        ([X, X, X, O], Order::TwoSteps, TWO),
        ([O, X, X, O], Order::TwoSteps, TWO),
        ([X, O, X, O], Order::TwoSteps, PLAN_AND_TWO),
        ([O, O, X, O], Order::TwoSteps, PLAN_AND_TWO),
        ([X, X, O, O], Order::TwoSteps, PROGRAM_AND_TWO),
        ([O, X, O, O], Order::TwoSteps, PROGRAM_AND_TWO),
        ([X, O, O, O], Order::TwoSteps, ALL),
        ([O, O, O, O], Order::TwoSteps, ALL),
    ]
};

#[test]
fn the_first_line_says_how_to_release_all_the_changes() {
    for (changes, order, verdict) in TABLE {
        let [old, _, new] = releases(changes);
        let drift = drift(&old.plan, &new.plan);
        let count = changes.iter().filter(|it| **it).count();
        assert_eq!(drift.changes().len(), count, "{drift}");
        assert_eq!(drift.order(), order, "{drift}");
        let s = if count == 1 { "" } else { "s" };
        assert_eq!(
            drift.to_string().lines().next().unwrap(),
            format!("the catalog is out of date: {count} change{s}; {verdict}")
        );
    }
}

#[test]
fn the_order_is_that_in_which_no_event_is_refused() {
    for (changes, order, _) in TABLE {
        let [old, _, new] = releases(changes);
        let orders = match (new.takes(&old), old.takes(&new)) {
            (true, true) => Order::Any,
            (true, false) => Order::PlanFirst,
            (false, true) => Order::ProgramFirst,
            (false, false) => Order::TwoSteps,
        };
        assert_eq!(orders, order, "{changes:?}");
    }
}

#[test]
fn in_two_releases_no_event_is_refused() {
    for (changes, ..) in TABLE {
        let [old, middle, new] = releases(changes);
        // The plan first, which takes what the program sent before.
        assert!(middle.takes(&old) && middle.takes(&middle), "{changes:?}");
        // The program first: the plan of before takes what it sends now.
        assert!(middle.takes(&new) && new.takes(&new), "{changes:?}");
    }
}
