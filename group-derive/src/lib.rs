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
mod ctxt;
mod declaration;
mod derive;
mod expand;
#[cfg(test)]
mod fuzz;
mod key;
mod kind;
mod model;
mod near;
mod pointed_to;
mod suggest;
mod syntax;
mod vocabulary;
#[cfg(all(test, not(feature = "pattern")))]
mod without_features;

use proc_macro::TokenStream;

use crate::kind::Kind;
use crate::vocabulary::{ADDRESS, GROUP};

/// Makes a struct the traits of a group: each field is a trait, and every field is sent unless it says otherwise.
///
/// To leave one out, write `#[group(skip)]` on it. A field whose name says that it is a [secret](#secrets), or that
/// [serde skips](#send), does not compile until it says so.
///
/// The derive implements `GroupTraits`, and `HasGroupId` exactly when the struct has an id field.
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
/// #
/// # let hooli = Company {
/// #     id: 42,
/// #     name: "Hooli".into(),
/// #     headcount: 4500,
/// #     website: None,
/// #     address: Address { city: Some("Palo Alto".into()), ..Address::default() },
/// #     seats_left: 3,
/// # };
///
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
/// # Reserved traits
///
/// | field | name in the event | warehouse column | takes |
/// |---|---|---|---|
/// | `name`, `email`, `phone`, `industry`, `description`, `plan`, `website`, `avatar` | the same | the same | text: `String`, `&str`, `Cow<str>`; with the feature of that name, `url::Url`, `uuid::Uuid` |
/// | `employees` | `employees` | `employees` | a count: any integer type or its `NonZero` |
/// | `created_at` | `createdAt` | `created_at` | a date: `SystemTime`, `group_core::Date`; with the feature of that name, an instant or a civil date of `chrono`, `jiff` or `time` |
/// | `address` | `address` | `address_city`, `address_country`, `address_postal_code`, `address_state`, `address_street` | `group_core::Address`, or a struct with [`AddressTraits`](macro@AddressTraits) |
/// | `id` | `groupId` | `group_id` | an id: `String`, `&str`, `Cow<str>`, any integer type or its `NonZero`; with the feature of that name, `url::Url`, `uuid::Uuid`; always sent as a string |
///
/// `Option<T>`, `&T`, `Box<T>`, `Rc<T>`, `Arc<T>` of an accepted type are accepted everywhere; `None` leaves the trait out.
/// Your own type joins by a derive ([`TextTrait`](macro@TextTrait), [`IdTrait`](macro@IdTrait),
/// [`CountTrait`](macro@CountTrait), [`DateTrait`](macro@DateTrait), [`AddressTraits`](macro@AddressTraits)), or by
/// implementing the one method of the trait. The page
/// [kinds of value](../group_core/kinds_of_value/index.html) has the whole list.
///
/// The names are those of RudderStack's
/// [group call](https://www.rudderstack.com/docs/event-spec/standard-events/group/).
///
/// # The one rule: the wire name decides
///
/// A field's wire name is the name that it has in the event. It is the field's `rename`, if it has one; otherwise the
/// reserved trait that the field's own name spells in snake_case (`created_at` → `createdAt`); otherwise the field's own
/// name under `rename_all`, without an `r#`.
///
/// If the wire name is reserved, the field's type is checked for that trait. If it is not, the field is a custom trait and
/// needs `serde::Serialize`. Of the `#[serde(...)]` attributes on fields, only `skip` and `skip_serializing` are read: see
/// [`send`](#send). A custom trait that serialises as none or unit is left out; nulls inside it stay.
///
/// # Secrets
///
/// A custom trait, or an id, whose name is that of a secret is an error: `password`, `api_key`, `client_secret`,
/// `access_token`, `private_key`, `card_number`, `ssn` and the like, in any case and with words around them. A name that
/// counts or describes one is none: `token_count`, `password_policy`, `has_password`. What counts is the name in the event.
/// Leave the field out with
/// [`skip`](#skip); if it is no secret, write [`custom`](#custom).
///
/// ```compile_fail
/// # use group_core::GroupTraits;
/// #[derive(GroupTraits)]
/// struct Account { name: String, password_hash: String }
/// ```
///
/// # The group's id
///
/// The id field is the one marked `#[group(group_id)]`; without a mark, the one whose wire name is `id`. It gives the
/// `groupId` unless the call gives another. It is never in the traits, whoever gives the `groupId`, because thirteen
/// destinations take `traits.id` for the id of the *user*. To send it there too, write
/// `#[group(group_id, rename = "id")]`.
///
/// # Attributes
///
/// All are written in `#[group(...)]`, in one or in several. Paths may be bare or in quotes.
///
/// | key | on | what it does |
/// |---|---|---|
/// | [`rename_all = "…"`](#rename_all) | struct | puts the names of custom traits into a case |
/// | [`group_type = "…"`](#group_type) | struct | sends the constant trait `groupType` |
/// | [`crate = "path"`](#crate) | struct | says where group-core is |
/// | [`bound = "…"`](#bound) | struct | replaces the inferred where-clause |
/// | [`rename = "…"`](#rename) | field | gives the name in the event |
/// | [`group_id`](#group_id) | field | marks the group's id |
/// | [`skip`](#skip) | field | leaves the field out |
/// | [`skip_if = path`](#skip_if) | field | leaves it out where a function says so |
/// | [`map = path`](#map) | field | sends what a function makes of it |
/// | [`as = "text"`, `"id"`, `"count"`, `"date"`](#as) | field | sends a custom trait the way a reserved one is sent |
/// | [`custom`](#custom) | field | says that a doubtful name is intended |
/// | [`display`](#display) | field | sends the text that its `Display` gives |
/// | [`flatten`](#flatten) | field | sends another struct's traits among these |
/// | [`base`](#base) | field | does so, and takes the group's id and `group_type` from it |
/// | [`send`](#send) | field | sends a field that serde skips |
/// | [`also = "…"`](#also) | field | sends it under a second name too |
/// | [`null = "send"`](#null) | struct, field | sends null where there is no value |
/// | [`min = 1`, `max = 5`](#min-and-max) | field | refuses a number, length or count of elements outside of these |
/// | [`pattern = "…"`](#pattern) | field | refuses a text that does not match a regular expression |
/// | [`pii = "…"`](#pii) | field | says that it is personal data, for a policy to send, drop or hash |
///
/// ## `rename_all`
///
/// On the struct. The case of custom traits: `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`,
/// `SCREAMING_SNAKE_CASE`, `kebab-case`, `SCREAMING-KEBAB-CASE`. Reserved traits keep their own names.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// #[group(rename_all = "camelCase")]
/// struct Workspace { seats_left: u32 }
///
/// let traits = serde_json::to_string(&Traits(&Workspace { seats_left: 3 })).unwrap();
/// assert_eq!(traits, r#"{"seatsLeft":3}"#);
/// ```
///
/// ## `group_type`
///
/// On the struct. Sends the constant trait `groupType`, before all others. PostHog links a group only if it is there.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// #[group(group_type = "company")]
/// struct Company { name: &'static str }
///
/// let traits = serde_json::to_string(&Traits(&Company { name: "Hooli" })).unwrap();
/// assert_eq!(traits, r#"{"groupType":"company","name":"Hooli"}"#);
/// ```
///
/// ## `crate`
///
/// On the struct. Says where group-core is, if it has another name or is re-exported.
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
/// ## `bound`
///
/// On the struct. Where-predicates that take the place of the inferred ones, which ask that each field's type be accepted.
/// Needed only where a `map` hides what a type parameter has to be able to do, or an alias what a [`display`](#display)
/// shows.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// fn shown<T: ToString>(value: &T) -> String { value.to_string() }
///
/// #[derive(GroupTraits)]
/// #[group(bound = "T: ToString")]
/// struct Company<T> { #[group(map = shown)] name: T }
///
/// let traits = serde_json::to_string(&Traits(&Company { name: 'H' })).unwrap();
/// assert_eq!(traits, r#"{"name":"H"}"#);
/// ```
///
/// ## `rename`
///
/// On a field. The name in the event. `address.city`, `address.country`, `address.postalCode`, `address.state` and
/// `address.street` are the parts of an address: fields so named make one `address` object, which is sent where the first
/// of them is declared. Any other name that begins with `address.` is an error without [`custom`](#custom); any other name
/// with a dot is a custom trait as written.
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
/// ## `group_id`
///
/// On a field. This field is the group's id.
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
/// ## `skip`
///
/// On a field. The field is not sent, and its type is not looked at.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Company { name: String, #[group(skip)] lock: std::sync::Mutex<()> }
/// # let hooli = Company { name: "Hooli".into(), lock: Default::default() };
/// # assert_eq!(serde_json::to_string(&Traits(&hooli)).unwrap(), r#"{"name":"Hooli"}"#);
/// ```
///
/// ## `skip_if`
///
/// On a field. The trait is left out where `path`, a `fn(&T) -> bool`, returns true.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Company { #[group(skip_if = String::is_empty)] phone: String }
///
/// let traits = serde_json::to_string(&Traits(&Company { phone: "".into() })).unwrap();
/// assert_eq!(traits, "{}");
/// ```
///
/// ## `map`
///
/// On a field. What `path`, a `fn(&T) -> U`, makes of the field is sent, and checked, in its place.
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
/// ## `as`
///
/// On a field. `"text"`, `"id"`, `"count"` or `"date"`: the custom trait is sent the way a reserved one of that kind is,
/// through `TextTrait`, `IdTrait`, `CountTrait` or `DateTrait` instead of serde.
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
/// ## `custom`
///
/// On a field. Says that the name is intended, although it resembles a reserved one, is one that the warehouse drops, begins
/// with `address.`, or is that of a secret.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Company { #[group(custom)] channel: String }
/// # let hooli = Company { channel: "sales".into() };
/// # assert_eq!(serde_json::to_string(&Traits(&hooli)).unwrap(), r#"{"channel":"sales"}"#);
/// ```
///
/// ## `flatten`
///
/// On a field. The field is a struct that derives `GroupTraits`, or an `Option` of one. Its traits are sent among the
/// others, in the field's place; its id and its `group_type` are not. No other key but `send` can be combined with
/// `flatten`. A map can't be flattened.
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
/// ## `display`
///
/// On a field. Sends the text that `Display` gives: for a type of another crate, such as `SmolStr`, `Ulid`, `Decimal` or
/// `ObjectId`, that is to be text. On a reserved trait that is text, a part of the address, the id, or a custom trait. It
/// goes through `Option` and pointers as the types of the other traits do. If the `Display` fails, the event is refused.
///
/// In a generic struct the derive asks for `Display` of what the field's type points to, as far as its spelling shows: of
/// `T` for `Option<&T>`. Where that is not so, write [`bound`](#bound).
///
/// ```
/// # use std::net::IpAddr;
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Company { #[group(display)] name: Option<IpAddr>, #[group(display)] tier: char }
///
/// let hooli = Company { name: Some([10, 0, 0, 1].into()), tier: 'A' };
/// assert_eq!(
///     serde_json::to_string(&Traits(&hooli)).unwrap(),
///     r#"{"name":"10.0.0.1","tier":"A"}"#,
/// );
/// ```
///
/// ## `base`
///
/// On a field. As `flatten`, and the group's id and the `group_type` are those of the field's struct: for a wrapper that
/// adds something to a group. A struct has at most one base, and no id field and no `group_type` beside it. It has an id
/// exactly if the base has one.
///
/// ```
/// # use group_core::{GroupTraits, Identity};
/// #[derive(GroupTraits)]
/// #[group(group_type = "company")]
/// struct Company { id: u64, name: &'static str }
///
/// #[derive(GroupTraits)]
/// struct Tracked<T> { #[group(base)] inner: T, source: &'static str }
///
/// let hooli = Tracked { inner: Company { id: 7, name: "Hooli" }, source: "crm" };
/// let sent = Identity::user("u").group(&hooli).build()?.to_value();
/// assert_eq!(sent["groupId"], "7");
/// assert_eq!(
///     sent["traits"],
///     serde_json::json!({"groupType": "company", "name": "Hooli", "source": "crm"}),
/// );
/// # Ok::<(), group_core::PayloadError>(())
/// ```
///
/// ## `send`
///
/// On a field with `#[serde(skip)]` or `#[serde(skip_serializing)]`, which is an error otherwise: what is left out
/// elsewhere may well be what nobody should see. `send` says that it is sent all the same.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits, serde::Serialize)]
/// struct Company {
///     name: &'static str,
///     #[serde(skip)]
///     #[group(send)]
///     seats: u32,
///     #[serde(skip)]
///     #[group(skip)]
///     row_version: i64,
/// }
///
/// let hooli = Company { name: "Hooli", seats: 3, row_version: 9 };
/// assert_eq!(serde_json::to_string(&Traits(&hooli)).unwrap(), r#"{"name":"Hooli","seats":3}"#);
/// ```
///
/// ## `also`
///
/// On a field, and may be repeated. Sends the field under another name too, for a destination that reads that one:
/// Intercom, for example, reads `size` where RudderStack has `employees`. It is the same value under the same rules: `skip_if`,
/// `map`, `as`, `display`, `null`, the limits and `pii` apply to each name, and an address is written by its own derive under
/// each name.
///
/// The name is checked as if a field of its own had it. `custom` on the field is about the field's own name only; if a
/// further name is meant as it is, write `also(name = "…", custom)`. No `also` gives the name `id`: see
/// [`group_id`](#group_id).
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Company {
///     #[group(also = "size", also = "numberOfEmployees")]
///     employees: u32,
/// }
///
/// let hooli = Company { employees: 7 };
/// assert_eq!(
///     serde_json::to_string(&Traits(&hooli)).unwrap(),
///     r#"{"employees":7,"size":7,"numberOfEmployees":7}"#
/// );
/// ```
///
/// ## `null`
///
/// On a field, or on the struct for all of its fields. A trait whose value is `None`, or serialises as none, is sent as null
/// instead of being left out: destinations that understand it clear the trait, where otherwise the group keeps its old value.
/// RudderStack's warehouses leave null out. Only a missing value is null: what `skip_if` or a policy removes, and an address
/// with nothing in it, is left out. The id, and a flattened struct as a whole, are not traits.
///
/// ```
/// # use group_core::{GroupTraits, Traits};
/// #[derive(GroupTraits)]
/// struct Company {
///     name: Option<String>,
///     #[group(null = "send")]
///     plan: Option<String>,
/// }
///
/// let hooli = Company { name: None, plan: None };
/// assert_eq!(serde_json::to_string(&Traits(&hooli)).unwrap(), r#"{"plan":null}"#);
/// ```
///
/// ## `min` and `max`
///
/// On a field. Building the event refuses a number that is smaller or greater; of a text its characters are counted (Unicode's
/// code points), of an array its elements. Nothing, and null, have no measure. A custom trait may be any of these. A `bool` or a
/// map does not compile; any other type that turns out to be an object or a boolean is refused when the event is built. The
/// tracking plan has them as `minimum`, `minLength`, `minItems`
/// and so on.
///
/// ```
/// # use group_core::{GroupTraits, Identity};
/// #[derive(GroupTraits)]
/// struct Company {
///     #[group(min = 1, max = 100_000)]
///     employees: u32,
///     #[group(max = 40)]
///     name: String,
/// }
///
/// let hooli = Company { employees: 0, name: "Hooli".into() };
/// let error = Identity::user("u").group_with_id("5e8a", &hooli).build().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the event was refused: traits.employees: 0, and at least 1 is needed"
/// );
/// ```
///
/// ## `pattern`
///
/// On a field that is a string. Building the event refuses a string in which the regular expression does not occur; write `^`
/// and `$` to match the whole string. Patterns use JavaScript syntax with the `u` flag, because the tracking-plan validator
/// evaluates the same pattern. They need the feature `pattern` of group-core.
///
/// Matching takes time proportional to the length of the string, whatever the string is. A string that `min` or `max`
/// refuses is not matched. Patterns that need backtracking do not compile: look-ahead `(?=…)` and `(?!…)`, look-behind
/// `(?<=…)` and `(?<!…)`, and back-references `\1` and `\k<name>`. These do not compile either:
///
/// - repetitions that make more than 2,000 steps when written out: `.{1,5000}`; write `max` for a length
/// - groups nested more than 100 deep
/// - group names with characters other than ASCII letters, digits, `_` and `$`
/// - in `\p{…}`, anything but a general category, a script of Unicode 13, and `Any`, `ASCII`, `ASCII_Hex_Digit`, `Alphabetic`,
///   `Assigned`, `Emoji`, `Emoji_Component`, `Emoji_Modifier`, `Emoji_Modifier_Base`, `Emoji_Presentation`, `Hex_Digit`,
///   `ID_Continue`, `ID_Start`, `Ideographic`, `Lowercase`, `Math`, `Uppercase` and `White_Space`, with their short names.
///   Engines disagree about the others. Characters that Unicode added or reclassified after version 16 may match in one
///   engine and not in another
///
/// ```
/// # use group_core::{GroupTraits, Identity};
/// #[derive(GroupTraits)]
/// struct Company {
///     #[group(pattern = "^[a-z]{2}_[A-Z]{2}$")]
///     locale: String,
/// }
///
/// let hooli = Company { locale: "en".into() };
/// assert!(Identity::user("u").group_with_id("5e8a", &hooli).build().is_err());
/// ```
///
/// ## `pii`
///
/// On a field: a category of personal data, of your own naming, in lower case and without white space or invisible
/// characters. A `Policy` of the [identity or the call](../group_core/struct.Policy.html) sends, drops or hashes all traits of
/// a category, and the payload says which. Without a policy, the trait is sent; an error never shows its value. The inventory
/// of a tracking plan lists them; in the plan a trait with a category is never required, and takes its hash too.
///
/// A struct that is a custom trait is sent through serde, which knows nothing of categories: those on its own fields do not
/// apply, whatever it derives. Flatten it, or write the category on the field that holds it.
///
/// ```
/// # use group_core::{GroupTraits, Identity, Policy};
/// #[derive(GroupTraits)]
/// struct Company {
///     name: String,
///     #[group(pii = "contact")]
///     email: String,
/// }
///
/// let hooli = Company { name: "Hooli".into(), email: "gavin@hooli.xyz".into() };
/// let user = Identity::user("u").pii(Policy::new().drop("contact"));
/// let payload = user.group_with_id("5e8a", &hooli).build()?;
/// assert_eq!(payload.to_value()["traits"], serde_json::json!({"name": "Hooli"}));
/// # Ok::<(), group_core::PayloadError>(())
/// ```
///
/// # Packed structs
///
/// The fields of a `#[repr(packed)]` struct are copied before they are sent, so their types have to be `Copy`. The same
/// holds for the other derives.
///
/// # What does not compile
///
/// - a wrong type for a reserved trait or for a part of the address
/// - two fields with the same name or the same warehouse column: `seatsLeft` and `seats_left`, or `address_city` beside an
///   address; and two whose columns some warehouse makes one, as it does with `order` and `_order`, or where the first 63
///   characters are equal
/// - a name that is almost a reserved one, that the warehouse drops, or that is that of a secret
/// - a field that serde skips, without `skip` or `send`
/// - two group ids
/// - a key that is unknown, given twice, or contradicts another
/// - anything but a struct with named fields
///
/// The page [when it does not compile](../group_core/when_it_does_not_compile/index.html) has every message, with its
/// cause and its cure.
///
/// # With clap
///
/// clap's derives claim the attribute `#[group]` too. A struct may derive both only if nothing in it has a `#[group]`
/// attribute; otherwise put the traits into a struct of their own.
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
