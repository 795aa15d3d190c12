//! The tracking plan, exported from the types. Behind the feature `plan`.
//!
//! A tracking plan tells RudderStack which traits a group may have, so that it can mark or drop events that have others.
//! Here the types are the contract, and the plan comes from them:
//!
//! ```
//! use group_core::plan::TrackingPlan;
//! use group_core::{GroupSchema, GroupTraits};
//!
//! /// An account of ours.
//! #[derive(GroupTraits, GroupSchema)]
//! struct Company {
//!     /// How it calls itself.
//!     name: String,
//!     employees: Option<u32>,
//!     seats: u8,
//! }
//!
//! let plan = TrackingPlan::new("acme_groups", "Acme Groups").group::<Company>();
//! let schema = plan.json_schema()?;
//! let traits = &schema["properties"]["traits"];
//! assert_eq!(traits["required"], serde_json::json!(["name", "seats"]));
//! assert_eq!(
//!     traits["properties"]["employees"],
//!     serde_json::json!({"type": ["integer"], "minimum": 0}),
//! );
//! # Ok::<(), group_core::plan::PlanError>(())
//! ```
//!
//! What is here so far: the JSON schema of the group rule. The files of rudder-cli, the check against them and the rest are
//! not there yet.

mod dialect;
mod error;
mod group;
mod rule;

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::Value;

pub use error::PlanError;
pub use group::GroupSchema;
#[doc(hidden)]
pub use group::{CustomSchema, FlattenSchema, Schemas};

use group::Group;

/// A tracking plan: the groups of a workspace.
#[derive(Clone, Debug)]
pub struct TrackingPlan {
    id: String,
    display_name: String,
    groups: Vec<Group>,
    /// Of the types of custom traits. One for all groups, since their names are one space.
    types: SchemaGenerator,
}

impl TrackingPlan {
    /// A plan without groups, with its id and its name in RudderStack.
    pub fn new(id: impl Into<String>, display_name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            display_name: display_name.into(),
            groups: Vec::new(),
            types: SchemaSettings::draft2019_09().into_generator(),
        }
    }

    /// Its id in RudderStack.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its name in RudderStack.
    pub fn display_name(&self) -> &str {
        &self.display_name
    }

    /// The plan with a group more.
    #[must_use]
    pub fn group<T: GroupSchema>(mut self) -> Self {
        let (group, types) = Group::of::<T>(self.types);
        self.groups.push(group);
        self.types = types;
        self
    }

    /// The rule of the group event, as RudderStack's validator receives it: a JSON schema of the whole event.
    ///
    /// A workspace has one such rule for all its groups. With several, the traits that all have in common stand in the
    /// rule, and the others in a case for each `groupType`.
    ///
    /// # Errors
    ///
    /// There is no group; one of several has no `group_type`, or the same as another; or one trait has two JSON types.
    pub fn json_schema(&self) -> Result<Value, PlanError> {
        rule::schema(&self.groups, &group::definitions(&self.types))
    }
}
