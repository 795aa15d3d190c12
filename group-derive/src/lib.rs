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

mod case;
mod check;
mod column;
mod ctxt;
mod declaration;
mod derive;
mod expand;
mod key;
mod kind;
mod model;
mod near;
mod suggest;
mod syntax;
mod vocabulary;

use proc_macro::TokenStream;

use crate::kind::Kind;
use crate::vocabulary::{ADDRESS, GROUP};

/// Makes a struct the traits of a group.
///
/// Each field is a trait. It implements `GroupTraits`, and `HasGroupId` exactly when there is an id field.
///
/// ```
/// use group_core::{Address, GroupTraits, Identity};
///
/// #[derive(GroupTraits)]
/// #[group(rename_all = "camelCase")]
/// struct Company {
///     id: u64,                     // the group's id: becomes `groupId`
///     name: String,                // a reserved trait
///     #[group(rename = "employees")]
///     headcount: u32,              // a reserved trait under another field name
///     website: Option<String>,     // left out when `None`
///     address: Address,            // city, country, postalCode, state, street
///     seats_left: u32,             // a custom trait, sent as `seatsLeft`
/// }
///
/// let hooli = Company {
///     id: 42,
///     name: "Hooli".into(),
///     headcount: 4500,
///     website: None,
///     address: Address { city: Some("Palo Alto".into()), ..Address::default() },
///     seats_left: 3,
/// };
/// let sent = Identity::user("1hKOmRA4GRlm").group(&hooli).build()?.to_value();
/// assert_eq!(sent["groupId"], "42");
/// assert_eq!(sent["traits"], serde_json::json!({
///     "name": "Hooli",
///     "employees": 4500,
///     "address": {"city": "Palo Alto"},
///     "seatsLeft": 3,
/// }));
/// # Ok::<(), group_core::PayloadError>(())
/// ```
///
/// # The one rule: the wire name decides
///
/// A field's wire name, the name that it has in the event, is its `rename`; else the reserved trait that its own
/// name spells in snake_case (`created_at` → `createdAt`); else its own name under `rename_all`, `r#` taken off.
///
/// If the wire name is reserved, the field's type is checked for that trait. If not, the field is a custom trait and
/// needs `serde::Serialize`. `#[serde(...)]` attributes are not read.
///
/// | reserved trait | takes |
/// |---|---|
/// | `name`, `email`, `phone`, `industry`, `description`, `plan`, `website`, `avatar` | a `TextTrait`: `String`, `&str`, `Cow<str>`; `url::Url`, `uuid::Uuid` with the features of these names |
/// | `employees` | a `CountTrait`: every integer type and its `NonZero` |
/// | `createdAt` | a `DateTrait`: `SystemTime`, `group_core::Date`; the instants and civil dates of `jiff`, `chrono`, `time` with these features |
/// | `address` | an `AddressTraits`: `group_core::Address`, or a struct that derives it |
/// | `id`, the group's id | an `IdTrait`: text, and every integer; always sent as a string |
///
/// `Option<T>`, `&T`, `Box<T>`, `Rc<T>`, `Arc<T>` of an accepted type are accepted everywhere; `None` leaves the trait out.
/// A type of yours joins by a derive ([`TextTrait`](macro@TextTrait), [`IdTrait`](macro@IdTrait),
/// [`CountTrait`](macro@CountTrait), [`DateTrait`](macro@DateTrait), [`AddressTraits`](macro@AddressTraits)), or by
/// implementing the one method of the trait.
///
/// A custom trait that serialises as none or unit is left out; nulls inside it stay. The names are those of RudderStack's
/// [group call](https://www.rudderstack.com/docs/event-spec/standard-events/group/).
///
/// # The group's id
///
/// The id field is the one marked `#[group(group_id)]`, else the one whose wire name is `id`. It gives the `groupId`
/// unless the call gives another, and it is never in the traits, whoever gives the `groupId`: thirteen destinations take
/// `traits.id` for the id of the *user*. To send it there too, write `#[group(group_id, rename = "id")]`.
///
/// # Attributes of the struct
///
/// All stand in `#[group(...)]`, in one or in several.
///
/// **`rename_all = "…"`**: the case of custom traits: `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`,
/// `SCREAMING_SNAKE_CASE`, `kebab-case`, `SCREAMING-KEBAB-CASE`. Reserved traits have their own names.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// #[group(rename_all = "camelCase")]
/// struct Workspace { seats_left: u32 }
///
/// assert_eq!(serde_json::to_string(&Traits(&Workspace { seats_left: 3 })).unwrap(), r#"{"seatsLeft":3}"#);
/// ```
///
/// **`group_type = "…"`**: sends the constant trait `groupType`, first. PostHog links a group only with it.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// #[group(group_type = "company")]
/// struct Company { name: &'static str }
///
/// assert_eq!(
///     serde_json::to_string(&Traits(&Company { name: "Hooli" })).unwrap(),
///     r#"{"groupType":"company","name":"Hooli"}"#,
/// );
/// ```
///
/// **`crate = "path"`**: where group-core is, if it has another name or is re-exported.
///
/// ```
/// mod analytics { pub use group_core; }
///
/// #[derive(group_core::GroupTraits)]
/// #[group(crate = "crate::analytics::group_core")]
/// struct Company { name: String }
/// # fn main() {}
/// ```
///
/// **`bound = "…"`**: where-predicates in place of the inferred ones, which ask that each field's type be accepted.
/// It is needed only where a `map` hides what a type parameter has to be able to do.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// fn shown<T: ToString>(value: &T) -> String { value.to_string() }
///
/// #[derive(GroupTraits)]
/// #[group(bound = "T: ToString")]
/// struct Company<T> { #[group(map = shown)] name: T }
///
/// assert_eq!(serde_json::to_string(&Traits(&Company { name: 'H' })).unwrap(), r#"{"name":"H"}"#);
/// ```
///
/// # Attributes of a field
///
/// Paths may be bare or in quotes.
///
/// **`rename = "…"`**: the wire name. `address.city`, `address.country`, `address.postalCode`, `address.state` and
/// `address.street` are the subfields of an address: such fields make one `address` object, where the first of them stands.
/// Any other name with a dot is a custom trait as it stands.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Row {
///     #[group(rename = "employees")]
///     headcount: u32,
///     #[group(rename = "address.postalCode")]
///     zip: String,
///     #[group(rename = "address.city")]
///     town: String,
/// }
///
/// let row = Row { headcount: 4500, zip: "94301".into(), town: "Palo Alto".into() };
/// assert_eq!(
///     serde_json::to_string(&Traits(&row)).unwrap(),
///     r#"{"employees":4500,"address":{"postalCode":"94301","city":"Palo Alto"}}"#,
/// );
/// ```
///
/// **`group_id`**: this is the group's id.
///
/// ```
/// # use group_core::{GroupTraits, Identity};
/// #[derive(GroupTraits)]
/// struct Account { #[group(group_id)] account_number: u64 }
///
/// let payload = Identity::user("u").group(&Account { account_number: 7 }).build()?;
/// assert_eq!(payload.to_value()["groupId"], "7");
/// # Ok::<(), group_core::PayloadError>(())
/// ```
///
/// **`skip`**: not sent, and its type is not looked at.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Company { name: String, #[group(skip)] lock: std::sync::Mutex<()> }
/// # let hooli = Company { name: "Hooli".into(), lock: Default::default() };
/// # assert_eq!(serde_json::to_string(&Traits(&hooli)).unwrap(), r#"{"name":"Hooli"}"#);
/// ```
///
/// **`skip_if = path`**: left out where `path`, a `fn(&T) -> bool`, says so.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Company { #[group(skip_if = String::is_empty)] phone: String }
///
/// assert_eq!(serde_json::to_string(&Traits(&Company { phone: "".into() })).unwrap(), "{}");
/// ```
///
/// **`map = path`**: what `path`, a `fn(&T) -> U`, makes of the field is sent, and checked in its place.
///
/// ```
/// # use group_core::{Date, GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Company { #[group(map = Date::parse)] created_at: String }
///
/// let hooli = Company { created_at: "2014-04-06T14:00:00+02:00".into() };
/// assert_eq!(
///     serde_json::to_string(&Traits(&hooli)).unwrap(),
///     r#"{"createdAt":"2014-04-06T12:00:00.000Z"}"#,
/// );
/// ```
///
/// **`as = "text" | "id" | "count" | "date"`**: a custom trait that is sent the way a reserved one of that kind is,
/// through `TextTrait`, `IdTrait`, `CountTrait` or `DateTrait`, instead of serde.
///
/// ```
/// # use std::time::SystemTime;
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Company { #[group(as = "id")] parent: u64, #[group(as = "date")] renewal: SystemTime }
///
/// let hooli = Company { parent: 7, renewal: SystemTime::UNIX_EPOCH };
/// assert_eq!(
///     serde_json::to_string(&Traits(&hooli)).unwrap(),
///     r#"{"parent":"7","renewal":"1970-01-01T00:00:00.000Z"}"#,
/// );
/// ```
///
/// **`custom`**: yes, this name is meant, though it resembles a reserved one or is one that the warehouse drops.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Company { #[group(custom)] channel: String }
/// # let hooli = Company { channel: "sales".into() };
/// # assert_eq!(serde_json::to_string(&Traits(&hooli)).unwrap(), r#"{"channel":"sales"}"#);
/// ```
///
/// **`flatten`**: the traits of the field, a struct that derives `GroupTraits` or an `Option` of one, are sent among the
/// others, in place; its id and its `group_type` are not. No other key stands beside it. A map can't be flattened.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Usage { seats: u32, projects: u32 }
///
/// #[derive(GroupTraits)]
/// struct Company { name: String, #[group(flatten)] usage: Usage }
///
/// let hooli = Company { name: "Hooli".into(), usage: Usage { seats: 9, projects: 2 } };
/// assert_eq!(
///     serde_json::to_string(&Traits(&hooli)).unwrap(),
///     r#"{"name":"Hooli","seats":9,"projects":2}"#,
/// );
/// ```
///
/// # What does not compile
///
/// A wrong type for a reserved trait or subfield; two fields with one name, or with one warehouse column
/// (`seatsLeft` and `seats_left`; `address_city` beside an address); a name that the warehouse drops; two group ids;
/// keys that are unknown, given twice or contradict each other; anything but a struct with named fields.
///
/// # With clap
///
/// clap's derives claim the attribute `#[group]` too. A struct may derive both as long as nothing in it bears `#[group]`;
/// else put the traits into a struct of their own.
#[proc_macro_derive(GroupTraits, attributes(group))]
pub fn group_traits(input: TokenStream) -> TokenStream {
    derive::traits(input.into(), &GROUP).into()
}

/// Makes a struct the address of a group.
///
/// Its fields are `city`, `country`, `postal_code` (sent as `postalCode`), `state` and `street`, any or all of them, each a
/// text, and nothing else.
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
/// Attributes, as for [`GroupTraits`](macro@GroupTraits): on a field `rename`, `skip`, `skip_if`, `map`; on the struct
/// `crate`, `bound`. An address in which nothing is there is left out.
#[proc_macro_derive(AddressTraits, attributes(group))]
pub fn address_traits(input: TokenStream) -> TokenStream {
    derive::traits(input.into(), &ADDRESS).into()
}

/// Makes an enum of unit variants, or a newtype over a `TextTrait`, a text. It gives `IdTrait` too.
///
/// A variant is sent as its name in snake_case, or as `rename_all` on the enum or `rename` on the variant says.
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
/// Attributes: on an enum `rename_all`, on a variant `rename`, on either kind of type `crate` and `bound`. Two variants
/// of one text are an error, and so is a variant with data.
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
/// Attributes on the struct: `crate`, `bound`. [`TextTrait`](macro@TextTrait) gives `IdTrait` too: derive one of the two.
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
