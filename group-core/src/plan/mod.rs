//! Generates a RudderStack tracking plan from your types, and reports what a change to a type breaks. Behind the feature `plan`.
//!
//! A tracking plan lists the traits that RudderStack should expect, so that it can flag or drop events that have others. Kept
//! by hand, it drifts away from the code. Here the structs are the source: derive [`GroupSchema`] beside `GroupTraits`, commit
//! the generated files of rudder-cli, and keep one test. When a field is renamed or becomes optional, the test fails and shows
//! the change, what it does to RudderStack's validator, to the warehouse and to each destination, and whether to publish the
//! plan or to deploy the program first.
//!
//! ```no_run
//! use group_core::GroupTraits;
//!
//! /// An account of ours.
//! #[derive(GroupTraits)]
//! #[cfg_attr(test, derive(group_core::GroupSchema))]
//! #[group(group_type = "company")]
//! pub struct Company {
//!     /// What it calls itself.
//!     name: String,
//!     employees: Option<u32>,
//! }
//!
//! #[test]
//! fn the_plan_is_up_to_date() {
//!     group_core::plan::TrackingPlan::new("acme_groups", "Acme Groups")
//!         .group::<Company>()
//!         .assert_catalog("plan/");
//! }
//! ```
//!
//! `UPDATE_PLAN=1 cargo test` writes the files.
//!
//! # Set-up
//!
//! The module is for tests, and your program does not need it. If the test is in the crate of the structs, as above, the
//! feature can be one of `[dev-dependencies]`, and the schema is derived in tests only:
//!
//! ```toml
//! [dependencies]
//! group-core = "0.1"
//!
//! [dev-dependencies]
//! group-core = { version = "0.1", features = ["plan"] }
//! schemars = "1" # only for types of your own in custom traits
//! ```
//!
//! A type of your own in a custom trait needs a JSON schema: write `#[cfg_attr(test, derive(schemars::JsonSchema))]` on it. For
//! a type of another crate, enable the feature of schemars that has its name, such as `uuid1`; or send it as text, an id, a
//! count or a date with `#[group(as = "…")]`.
//!
//! A test in `tests/`, or in another crate, sees the library as it is built without `cfg(test)`, so there the schemas need a
//! feature of your crate:
//!
//! ```toml
//! [features]
//! plan = ["group-core/plan", "dep:schemars"]
//!
//! [dependencies]
//! group-core = "0.1"
//! schemars = { version = "1", optional = true }
//!
//! [[test]]
//! name = "plan"
//! required-features = ["plan"]
//! ```
//!
//! Write `#[cfg_attr(feature = "plan", derive(group_core::GroupSchema))]` on the structs then, and run
//! `cargo test --features plan`.
//!
//! # Publishing
//!
//! [`write_catalog`](TrackingPlan::write_catalog) writes the plan as files of rudder-cli. `rudder-cli apply -l <project>`
//! publishes a project. It deletes every resource that rudder-cli manages and that the project does not have, so keep the files
//! in the one project of the workspace, and run `apply` on all of it.
//!
//! # Several groups, several services
//!
//! A workspace has one rule for all its group events. A group that the rule does not have is flagged or dropped, whichever
//! service sends it, so all groups belong into one plan. They are distinguished by their `groupType`:
//!
//! ```no_run
//! # use group_core::{GroupSchema, GroupTraits, plan::TrackingPlan};
//! # #[derive(GroupTraits, GroupSchema)]
//! # #[group(group_type = "company")]
//! # struct Company { name: String }
//! # #[derive(GroupTraits, GroupSchema)]
//! # #[group(group_type = "workspace")]
//! # struct Workspace { name: String }
//! #[test]
//! fn the_plan_is_up_to_date() {
//!     TrackingPlan::new("acme_groups", "Acme Groups")
//!         .group::<Company>()
//!         .group::<Workspace>()
//!         .assert_catalog("plan/");
//! }
//! ```
//!
//! If several services send groups, one crate asserts the plan of all of them. Services in one repository have their structs
//! in a library that the crate of the test depends on. Services in several repositories each put their structs into a crate
//! with a feature `plan`, as above; the repository of the rudder-cli project depends on these crates and has the test. A
//! service that changes a struct then releases its crate, and the drift shows when the project upgrades it. Two repositories
//! that each publish a plan of their own would delete each other's.
//!
//! A workspace also has one property for each pair of a name and a type. One that exists already is
//! [reused](TrackingPlan::reuse_property).
//!
//! # What becomes what
//!
//! | in Rust | in the plan |
//! |---|---|
//! | a doc comment | the description |
//! | text, an id | `string` |
//! | an enum with `TextTrait`, an enum of unit variants with `JsonSchema` | a custom type of `string` with an `enum` |
//! | a count | `integer` from 0 |
//! | a date | a custom type of `string`: `date-time`, `date`, or a pattern where the type may be both |
//! | an address | a custom type of `object` with its subfields, and no others |
//! | any other trait | what `schemars::JsonSchema` says of its type; a struct becomes a custom type |
//! | `Option`, `skip_if`, a flattened `Option`, a category of personal data | not required |
//! | `null = "send"` | may be null |
//! | `min`, `max`, `pattern` | the limits of a number, a text or an array |
//! | `map` without `as` | anything, and not required |
//!
//! A type of your own in a custom trait derives `schemars::JsonSchema`, of schemars 1. The schema is that of what serde writes.
//!
//! RudderStack compiles the schema with a validator that refuses what it does not know, and then lets every event pass. So
//! other formats and keywords of schemars are left out.
//!
//! A trait with `pii = "…"` is never required, since a [`Policy`](crate::Policy) may drop it, and takes the hash of a text too.
//!
//! # What a change breaks
//!
//! Three read what the plan describes, and each breaks differently. The *validator* marks or drops events that the published
//! plan does not allow: it is graded by the events that were sent before and are on their way when the plan is published. The
//! *warehouse* gives a column the type of its first value. A *destination* reads some traits by their names; which do is known
//! with the feature `destinations`. The order is that of publishing the plan and deploying the program.
//!
//! | change | validator | warehouse | destinations | order |
//! |---|---|---|---|---|
//! | an optional trait is added | safe | safe | safe | plan first |
//! | a required trait is added | breaking | safe | safe | two steps |
//! | an optional trait is removed | breaking | safe | breaking if one reads it | program first |
//! | a required trait is removed | breaking | safe | breaking if one reads it | two steps |
//! | a trait becomes required | breaking | safe | safe | program first |
//! | a trait becomes optional | safe | safe | safe | plan first |
//! | another type | breaking | breaking | safe | two steps |
//! | a type that takes more | safe | breaking if the column's type is another | safe | plan first |
//! | a type that takes less | breaking | breaking if the column's type is another | safe | program first |
//! | a limit that takes more | safe | safe | safe | plan first |
//! | a limit that takes less | breaking | safe | safe | program first |
//! | another pattern or format | breaking | breaking if text becomes a date or a date text | safe | two steps |
//! | an optional part is added to an object of your own | safe | safe | safe | any |
//! | a group is added | safe | safe | safe | plan first |
//! | a group is removed | breaking | safe | breaking if one reads it | program first |
//! | descriptions, ids, the order | safe | safe | safe | any |
//!
//! In the words of schema registries, a change that is safe for the validator is backward compatible, and the order says what
//! forward compatibility adds: *any* is full compatibility, *plan first* backward, *program first* forward, *two steps* none.
//! `buf breaking` grades files in the same way, without the order. A rule that was changed by hand is told too, and graded as
//! breaking.
//!
//! An array's limits and elements, and the parts of objects, are compared in the same way. An object is open if its type does
//! not say `deny_unknown_fields`; an address is not.
//!
//! # Several changes at once
//!
//! The first line of the message, and [`Drift::order`], say how to release all the changes together. If some want the plan first
//! and others the program first, no order is safe; two releases are:
//!
//! 1. The first one has the changes that want the plan first, and the first of each *two steps*. Publish the plan, then deploy
//!    the program.
//! 2. The second one has the changes that want the program first, and the second of each *two steps*. Deploy the program, wait
//!    until the events that it sent before have arrived, then publish the plan.
//!
//! For a required trait that is added, the steps are to add it as optional and to make it required; for one that is removed, to
//! make it optional and to remove it. Another type or pattern needs another name: send both names, with the old one optional,
//! and then remove the old one.
//!
//! A trait that is gone and one that is new may be one that was renamed: [`Drift::renames`] lists those for which there is
//! [`Evidence`], and the message says how to keep the name. Both changes are listed and graded too, since nothing that reads
//! the events knows of a rename.
//!
//! [`Drift`] implements `Serialize`, for a comment in CI.

mod catalog;
mod dialect;
mod drift;
mod error;
mod group;
mod inventory;
mod markdown;
mod rule;
mod sample;
mod schema;
mod trait_schema;

use std::path::Path;
use std::{env, fs};

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::Value;

pub use drift::{Change, ChangeKind, Drift, Evidence, Grade, Order, Rename};
pub use error::{CatalogError, PlanError};
pub use group::GroupSchema;
#[doc(hidden)]
pub use group::{CustomSchema, FlattenSchema, Schemas};
pub use inventory::PersonalTrait;

use group::Group;
use rule::Rule;

/// A tracking plan: the groups of a workspace.
#[derive(Clone, Debug)]
pub struct TrackingPlan {
    id: String,
    display_name: String,
    groups: Vec<Group>,
    /// The schemas of custom traits' types. One generator for all groups, because their names share one namespace.
    types: SchemaGenerator,
    /// The paths of traits, with the ids of the properties that are reused for them.
    reused: Vec<(String, String)>,
}

impl TrackingPlan {
    /// A plan without groups, with its id and its name in RudderStack.
    pub fn new(id: impl Into<String>, display_name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            display_name: display_name.into(),
            groups: Vec::new(),
            types: SchemaSettings::draft2019_09()
                .for_serialize()
                .into_generator(),
            reused: Vec::new(),
        }
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
        let definitions = group::definitions(&self.types);
        let rule = Rule::of(&self.groups, &definitions)?;
        Ok(rule.schema(&definitions))
    }

    /// Takes a property that the workspace has already for a trait, by its id, so that the catalog refers to it and does not
    /// define another one. Use it for a trait whose name and type a property has that is managed elsewhere: a workspace has
    /// each pair of name and type once. A part of an object has a path, `address.city`. What else in the plan has the same name
    /// and type refers to it too.
    ///
    /// The other property's type is compared if its file is in the folder that is checked.
    #[must_use = "it returns the plan"]
    pub fn reuse_property(
        mut self,
        name: impl Into<String>,
        property_id: impl Into<String>,
    ) -> Self {
        let name = name.into();
        self.reused.retain(|(other, _)| *other != name);
        self.reused.push((name, property_id.into()));
        self
    }

    /// Writes the catalog as files of rudder-cli (`version: rudder/v1`) into a folder: `custom-types.yaml`, `properties.yaml`,
    /// `events.yaml` and `tracking-plan.yaml`. The folder is made if it is not there; these four files in it are replaced, and
    /// other files left alone. `rudder-cli apply -l <project>` publishes them with the rest of a project, and deletes what
    /// rudder-cli manages in the workspace and the project does not have.
    ///
    /// rudder-cli can replace `{{ .NAME }}` in files before it reads them. No file has two braces side by side, so a
    /// description or a name that has them is published as it is.
    ///
    /// What a catalog has no words for is left out, so that its rule is never narrower than [`json_schema`](Self::json_schema):
    /// formats that it does not know, the values of a map, the inside of a type that contains itself, a choice between objects.
    ///
    /// # Errors
    ///
    /// As [`json_schema`](Self::json_schema); a name or an id that a catalog does not take; a file that can't be written.
    pub fn write_catalog(&self, folder: impl AsRef<Path>) -> Result<(), CatalogError> {
        let files = catalog::files(self, true)?;
        catalog::write(folder.as_ref(), &files)
    }

    /// Compares the files in a folder, as [`write_catalog`](Self::write_catalog) writes them, with the types.
    ///
    /// # Errors
    ///
    /// [`CatalogError::Drift`] with every change, and what it means; and what keeps them from being compared.
    pub fn check_catalog(&self, folder: impl AsRef<Path>) -> Result<(), CatalogError> {
        let folder = folder.as_ref();
        let files = catalog::files(self, true)?;
        let found = catalog::read(folder)?;
        let is_written = |(name, content): &(&str, _)| {
            found
                .iter()
                .any(|(other, found)| name == other && found == content)
        };
        let are_same = files.iter().all(is_written);
        let definitions = group::definitions(&self.types);
        let name = |path| {
            let mut groups = self.groups.iter();
            groups.find_map(|group| Some(group.find(path, &definitions)?.name))
        };
        let reused: Vec<_> = self
            .reused
            .iter()
            .filter_map(|(path, id)| Some((name(path)?, id.clone())))
            .collect();
        let found: Vec<_> = found.iter().map(|(_, content)| content).collect();
        let old = catalog::groups(&found, &self.id, &reused).ok_or_else(|| {
            let folder = folder.to_owned();
            let id = self.id.clone();
            CatalogError::PlanNotFound { folder, id }
        })?;
        // With properties of its own, so that the types are compared with those that are reused.
        let files = catalog::files(self, false)?;
        let files: Vec<_> = files.iter().map(|(_, content)| content).collect();
        let new = catalog::groups(&files, &self.id, &[]).unwrap_or_default();
        let mut drift = drift::compare(&old, &new, &|group_type, name| {
            let mut groups = self.groups.iter();
            let group = groups.find(|group| group.group_type.as_deref() == group_type)?;
            group.field(name)
        });
        if drift.changes.is_empty() {
            if are_same {
                return Ok(());
            }
            drift.changes.push(Change::rewritten());
        }
        Err(CatalogError::Drift(drift))
    }

    /// In a test: that the files in a folder say what the types say. With the environment variable `UPDATE_PLAN=1` they are
    /// written instead, and what has changed is printed.
    ///
    /// ```no_run
    /// # use group_core::{GroupSchema, GroupTraits, plan::TrackingPlan};
    /// # #[derive(GroupTraits, GroupSchema)]
    /// # struct Company { name: String }
    /// #[test]
    /// fn the_published_plan_is_that_of_the_types() {
    ///     let plan = TrackingPlan::new("acme_groups", "Acme Groups").group::<Company>();
    ///     plan.assert_catalog("plan/");
    /// }
    /// ```
    ///
    /// # Panics
    ///
    /// If they differ, with what has changed, what that means for events already in flight, and in which order to publish the
    /// plan and to deploy the program; and where [`check_catalog`](Self::check_catalog) has another error.
    #[track_caller]
    #[allow(clippy::panic)] // An assertion.
    pub fn assert_catalog(&self, folder: impl AsRef<Path>) {
        let folder = folder.as_ref();
        let Err(error) = self.check_catalog(folder) else {
            return;
        };
        let updates =
            env::var_os("UPDATE_PLAN").is_some_and(|value| !value.is_empty() && value != "0");
        match error {
            CatalogError::Drift(_) | CatalogError::PlanNotFound { .. } if updates => {
                eprintln!("{error}");
                if let Err(error) = self.write_catalog(folder) {
                    panic!("{error}");
                }
            }
            CatalogError::Drift(_) | CatalogError::PlanNotFound { .. } => {
                panic!("{error}\n\nto write the files anew, run the test with UPDATE_PLAN=1")
            }
            error => panic!("{error}"),
        }
    }

    /// Writes the schema of each group's traits into a folder, one file `<group type>.schema.json` for each, in plain JSON
    /// Schema draft-07: for another catalog than RudderStack's. A group without a type has the name of its struct.
    ///
    /// # Errors
    ///
    /// As [`json_schema`](Self::json_schema); a file that can't be written.
    pub fn write_json_schema(&self, folder: impl AsRef<Path>) -> Result<(), CatalogError> {
        let folder = folder.as_ref();
        let definitions = group::definitions(&self.types);
        Rule::of(&self.groups, &definitions)?;
        fs::create_dir_all(folder).map_err(CatalogError::io(folder))?;
        let mut names: Vec<String> = Vec::new();
        for group in &self.groups {
            let name = group
                .group_type
                .as_deref()
                .map(catalog::id)
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| catalog::id(group.name()));
            let name = catalog::free(name, |name| names.iter().any(|taken| taken == name));
            let path = folder.join(format!("{name}.schema.json"));
            names.push(name);
            let schema = dialect::sorted(rule::alone(group, &definitions));
            fs::write(&path, format!("{schema:#}\n")).map_err(CatalogError::io(&path))?;
        }
        Ok(())
    }

    /// The plan as a page for people, in Markdown: for each group a table of its traits, with type, whether it is required,
    /// description and category of personal data, and a sample event. In the sample, a string with a pattern is shown as the
    /// pattern, `<matching ^[a-z]+$>`.
    pub fn to_markdown(&self) -> String {
        markdown::page(self)
    }

    /// The traits with a category of personal data, `#[group(pii = "…")]`, in the order of the groups.
    pub fn inventory(&self) -> Vec<PersonalTrait> {
        inventory::of(&self.groups)
    }

    /// Checks that a catalog accepts the plan's names and ids.
    fn check_names(&self) -> Result<(), PlanError> {
        let is_id = |id: &str| {
            let mut chars = id.chars();
            !id.is_empty() && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        };
        let mut ids: Vec<_> = self.reused.iter().map(|(_, id)| id).collect();
        if let Some(id) = ids.iter().chain([&&self.id]).find(|id| !is_id(id)) {
            return Err(PlanError::InvalidId { id: (*id).clone() });
        }
        if !is_display_name(&self.display_name) {
            let name = self.display_name.clone();
            return Err(PlanError::InvalidDisplayName { name });
        }
        ids.sort_unstable();
        let mut pairs = ids.iter().zip(ids.iter().skip(1));
        match pairs.find(|(one, other)| one == other) {
            Some((id, _)) => Err(PlanError::ReusedTwice { id: (*id).clone() }),
            None => Ok(()),
        }
    }
}

fn is_display_name(name: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | ',' | '.' | '-');
    (3..=65).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(is_inner)
        && !name.ends_with(' ')
}
