//! The derive macros of [`group-core`](https://docs.rs/group-core), which re-exports and documents them. Depend on that
//! crate, not on this one.

#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

mod check;
mod ctxt;
mod declaration;
mod derive;
mod expand;
#[cfg(test)]
#[path = "../tests/fuzz.rs"]
mod fuzz;
mod key;
mod kind;
mod model;
mod names;
#[cfg(all(test, not(feature = "pattern")))]
#[path = "../tests/pattern_off.rs"]
mod pattern_off;
mod syntax;
mod vocabulary;

use proc_macro::TokenStream;

use crate::kind::Kind;
use crate::vocabulary::{ADDRESS, GROUP};

#[doc = include_str!("../docs/group-traits.md")]
#[proc_macro_derive(GroupTraits, attributes(group))]
pub fn group_traits(input: TokenStream) -> TokenStream {
    derive::traits(input.into(), &GROUP).into()
}

/// Gives the schema of a struct's traits, for a tracking plan: the module `plan` of group-core, with its feature `plan`.
///
/// It stands beside `GroupTraits`, reads the same attributes, and takes doc comments as descriptions. The types of custom
/// traits have to implement `schemars::JsonSchema`, and flattened structs `GroupSchema`. What is wrong with the struct is said
/// by `GroupTraits`.
///
/// ```
/// use group_core::{GroupSchema, GroupTraits, plan::TrackingPlan};
///
/// #[derive(GroupTraits, GroupSchema)]
/// struct Company {
///     /// How it calls itself.
///     name: String,
///     employees: Option<u32>,
/// }
///
/// let plan = TrackingPlan::new("acme_groups", "Acme Groups").group::<Company>();
/// let schema = plan.json_schema()?;
/// let traits = &schema["properties"]["traits"];
/// assert_eq!(traits["required"], serde_json::json!(["name"]));
/// assert_eq!(traits["properties"]["name"]["description"], "How it calls itself.");
/// # Ok::<(), group_core::plan::PlanError>(())
/// ```
#[proc_macro_derive(GroupSchema, attributes(group))]
pub fn group_schema(input: TokenStream) -> TokenStream {
    derive::schema(input.into(), &GROUP).into()
}

/// Makes a struct the address of a group.
///
/// Its fields are any or all of `city`, `country`, `postal_code` (sent as `postalCode`), `state` and `street`, each of
/// them text, and no others.
///
/// ```
/// use group_core::{AddressTraits, GroupTraits, Traits};
///
/// #[derive(AddressTraits)]
/// struct Office {
///     street: String,
///     city: String,
///     #[group(rename = "postalCode")]
///     zip: Option<String>,
///     #[group(skip)]
///     floor: u8,
/// }
///
/// #[derive(GroupTraits)]
/// struct Company { address: Office }
///
/// let hooli = Company {
///     address: Office { street: "1 Hooli Way".into(), city: "Palo Alto".into(), zip: None, floor: 2 },
/// };
/// assert_eq!(
///     serde_json::to_string(&Traits(&hooli)).unwrap(),
///     r#"{"address":{"street":"1 Hooli Way","city":"Palo Alto"}}"#,
/// );
/// ```
///
/// The attributes are those of [`GroupTraits`](macro@GroupTraits): on a field [`rename`](macro@GroupTraits#rename),
/// [`skip`](macro@GroupTraits#skip), [`skip_if`](macro@GroupTraits#skip_if), [`map`](macro@GroupTraits#map),
/// [`display`](macro@GroupTraits#display), [`send`](macro@GroupTraits#send), [`null`](macro@GroupTraits#null),
/// [`min`, `max`](macro@GroupTraits#min-and-max), [`pattern`](macro@GroupTraits#pattern) and [`pii`](macro@GroupTraits#pii); on
/// the struct [`null`](macro@GroupTraits#null), [`crate`](macro@GroupTraits#crate) and [`bound`](macro@GroupTraits#bound). An address with nothing in it is
/// left out.
#[proc_macro_derive(AddressTraits, attributes(group))]
pub fn address_traits(input: TokenStream) -> TokenStream {
    derive::traits(input.into(), &ADDRESS).into()
}

/// Makes an enum of unit variants, or a newtype over a `TextTrait`, text.
///
/// The derive implements `TextTrait`, and `IdTrait` too.
///
/// An enum is spelled the way serde spells it, so that it has one spelling in reserved and in custom traits: each variant
/// as written, or as `#[serde(rename = "…")]`, `#[serde(rename(serialize = "…"))]` and `#[serde(rename_all = "…")]` spell
/// it. `#[group(rename = "…")]` on a variant and `#[group(rename_all = "…")]` on the enum do the same without serde.
///
/// ```
/// use group_core::{GroupTraits, TextTrait, Traits};
///
/// #[derive(TextTrait)]
/// enum Plan {
///     Basic,
///     #[group(rename = "enterprise")]
///     Custom,
/// }
///
/// #[derive(TextTrait)]
/// struct Email(String);
///
/// #[derive(GroupTraits)]
/// struct Company { plan: Plan, email: Email }
///
/// let hooli = Company { plan: Plan::Custom, email: Email("gavin@hooli.xyz".into()) };
/// assert_eq!(
///     serde_json::to_string(&Traits(&hooli)).unwrap(),
///     r#"{"plan":"enterprise","email":"gavin@hooli.xyz"}"#,
/// );
/// # let _ = Plan::Basic;
/// ```
///
/// Attributes, written in `#[group(...)]`: `rename_all` on an enum, `rename` on a variant, `crate` and `bound` on either
/// kind of type. Two variants with the same spelling are an error, and so is a variant with data.
///
/// # Enums and newtypes that serde serializes too
///
/// A custom trait is serialized by serde, whether its type is the enum or a `Vec` of it. Where the derive can see that serde
/// would send something else, it is an error:
///
/// - `#[group(rename = "…")]` or `#[group(rename_all = "…")]` that differs from the serde attributes of the same enum
/// - a variant that serde does not spell by a name, because of `skip`, `skip_serializing`, `with`, `serialize_with`,
///   `untagged` or the enum's `into`. With `#[group(rename = "…")]` it compiles.
/// - the field of a newtype with `skip`, `skip_serializing`, `with` or `serialize_with`
///
/// A derive can't see whether the type derives `Serialize`, nor an `impl Serialize` by hand. If you use `#[group(rename)]`
/// on an enum that is `Serialize` and has no serde attributes, write the same in `#[serde(rename)]`, or put
/// `#[group(as = "text")]` on the custom traits of that type. The same holds for a newtype whose field has a name, which
/// serde makes an object: `#[serde(transparent)]` makes it a string. `#[strum(…)]` and `#[sqlx(…)]` are not read.
#[proc_macro_derive(TextTrait, attributes(group))]
pub fn text_trait(input: TokenStream) -> TokenStream {
    derive::text(input.into()).into()
}

/// Makes a newtype over an `IdTrait` an id.
///
/// ```
/// use group_core::{IdTrait, Identity};
///
/// #[derive(IdTrait)]
/// struct UserId(u64);
///
/// assert_eq!(Identity::user(UserId(7)).user_id(), Some("7"));
/// ```
///
/// Attributes on the struct: `crate`, `bound`. [`TextTrait`](macro@TextTrait) implements `IdTrait` too: derive only one
/// of the two.
#[proc_macro_derive(IdTrait, attributes(group))]
pub fn id_trait(input: TokenStream) -> TokenStream {
    derive::newtype(input.into(), Kind::Id).into()
}

/// Makes a newtype over a `CountTrait` a count.
///
/// ```
/// use group_core::CountTrait;
///
/// #[derive(CountTrait)]
/// struct Headcount(u32);
///
/// assert_eq!(Headcount(4500).count(), Some(4500));
/// ```
///
/// Attributes on the struct: `crate`, `bound`.
#[proc_macro_derive(CountTrait, attributes(group))]
pub fn count_trait(input: TokenStream) -> TokenStream {
    derive::newtype(input.into(), Kind::Count).into()
}

/// Makes a newtype over a `DateTrait` a date.
///
/// ```
/// use group_core::{Date, DateTrait};
///
/// #[derive(DateTrait)]
/// struct Founded(Date);
///
/// let founded = Founded(Date::civil(2014, 4, 6)?);
/// assert_eq!(founded.date(), Some(Date::civil(2014, 4, 6)?));
/// # Ok::<(), group_core::DateError>(())
/// ```
///
/// Attributes on the struct: `crate`, `bound`.
#[proc_macro_derive(DateTrait, attributes(group))]
pub fn date_trait(input: TokenStream) -> TokenStream {
    derive::newtype(input.into(), Kind::Date).into()
}
