//! The expansion under a wall of denied lints. What is exempted, what stands in this file trips itself.
//! `cargo clippy` makes it a test of clippy's lints too.
//! It is a crate of its own, since `deny(future_incompatible)` is heeded at the root of a crate only.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    deprecated_safe,
    future_incompatible,
    keyword_idents,
    let_underscore,
    nonstandard_style,
    refining_impl_trait,
    rust_2018_compatibility,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    unused
)]
#![deny(
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    deprecated,
    deprecated_in_future,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    impl_trait_redundant_captures,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    private_bounds,
    private_interfaces,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(
    clippy::all,
    clippy::cargo,
    clippy::nursery,
    clippy::pedantic,
    clippy::restriction
)]
#![allow(
    clippy::allow_attributes_without_reason,
    clippy::blanket_clippy_restriction_lints,
    clippy::cargo_common_metadata,
    clippy::multiple_crate_versions,
    clippy::arbitrary_source_item_ordering,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::implicit_return,
    clippy::min_ident_chars,
    clippy::missing_docs_in_private_items,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::single_call_fn,
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    clippy::tests_outside_test_module,
    clippy::trivially_copy_pass_by_ref,
    clippy::unwrap_used
)]

use std::borrow::Cow;
use std::marker::PhantomData;
use std::time::SystemTime;

use group_core::{
    AddressTraits, CountTrait, DateTrait, GroupTraits, IdTrait, Identity, TextTrait, Traits,
};

/// A plan.
#[derive(Clone, Copy, Debug, TextTrait)]
#[group(rename_all = "kebab-case", crate = "::group_core")]
pub enum Plan {
    /// The first.
    Basic,
    /// The best.
    #[group(rename = "gold")]
    Best,
}

/// A text.
#[derive(Clone, Debug, TextTrait)]
#[group(bound = "T: TextTrait")]
pub struct Text<T>(T);

/// A key.
#[derive(Clone, Copy, Debug, IdTrait)]
pub struct Key(u64);

/// A number of people.
#[derive(Clone, Copy, Debug, CountTrait)]
pub struct Heads {
    /// How many.
    pub number: u32,
}

/// A moment.
#[derive(Clone, Copy, Debug, DateTrait)]
pub struct Moment<T>(T);

/// An office.
#[derive(Clone, Debug, AddressTraits)]
pub struct Office<'text, T> {
    /// Its city.
    pub city: T,
    /// Its state.
    #[group(skip_if = str::is_empty)]
    pub state: Cow<'text, str>,
    /// Its postal code.
    #[group(rename = "postalCode", map = digits)]
    pub code: u32,
    /// Its floor.
    #[group(skip)]
    pub floor: f32,
}

fn digits(code: &u32) -> String {
    format!("{code:05}")
}

/// A company with everything.
#[derive(Clone, Debug, GroupTraits)]
#[group(group_type = "company", rename_all = "camelCase")]
pub struct Company<'text, T, F>
where
    T: Clone,
{
    /// Its key.
    #[group(group_id, rename = "id")]
    pub key: Key,
    /// Its name.
    pub name: &'text str,
    /// What it pays for.
    pub plan: Plan,
    /// What it does.
    pub industry: Option<Text<T>>,
    /// Who works there.
    pub employees: Heads,
    /// Since when.
    pub created_at: Moment<SystemTime>,
    /// Where.
    pub address: Box<Office<'text, T>>,
    /// A number.
    #[group(custom, skip_if = Option::is_none)]
    pub seats_left: Option<u8>,
    /// An owner.
    #[group(as = "id")]
    pub owner: Key,
    /// Their tags.
    #[group(rename = "tag count", map = <[_]>::len)]
    pub tags: Vec<T>,
    /// What else.
    #[group(flatten)]
    pub more: F,
    /// Nothing.
    #[group(skip)]
    pub phantom: PhantomData<T>,
}

/// A flat company.
#[derive(Clone, Debug, GroupTraits)]
pub struct Flat<'text> {
    /// Its key.
    #[group(map = twice)]
    pub id: u32,
    /// Its city.
    #[group(rename = "address.city")]
    pub town: &'text str,
    /// Its zip.
    #[group(rename = "address.postalCode")]
    pub zip: Option<&'text str>,
    /// More.
    #[group(flatten)]
    pub more: Option<More>,
}

fn twice(id: &u32) -> String {
    id.to_string().repeat(2)
}

/// More.
#[derive(Clone, Copy, Debug, GroupTraits)]
pub struct More {
    /// A number.
    pub tier: u8,
}

/// A private type in the bound of a public one.
#[derive(Clone, Debug, GroupTraits)]
pub struct Public<T> {
    private: Private<T>,
}

#[derive(Clone, Debug, TextTrait)]
struct Private<T>(T);

impl<T: TextTrait> serde::Serialize for Private<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

/// A company that is tracked.
#[derive(Clone, Debug, GroupTraits)]
pub struct Tracked<'text, T, U> {
    /// The company.
    #[group(base)]
    pub inner: T,
    /// Where it comes from.
    #[group(display)]
    pub source: Option<&'text U>,
}

/// A flat company that is tracked.
#[derive(Clone, Debug, GroupTraits)]
pub struct Followed<'text> {
    /// The company.
    #[group(base)]
    pub inner: &'text Flat<'text>,
    /// How often.
    #[group(display)]
    pub often: char,
}

/// A row of a file.
#[derive(Clone, Copy, Debug, GroupTraits)]
#[repr(C, packed)]
pub struct Row {
    /// Its key.
    #[group(display)]
    pub id: u64,
    /// Its number.
    pub number: u32,
}

/// A place with limits.
#[derive(Clone, Debug, AddressTraits)]
#[group(null = "send")]
pub struct Place<T> {
    /// Its city.
    #[group(pii = "place", min = 1, max = 40, pattern = "^[A-Z]")]
    pub city: Option<T>,
}

/// A company with limits.
#[derive(Clone, Debug, GroupTraits)]
#[group(null = "send", bound = "T: TextTrait")]
pub struct Limited<T> {
    /// Where.
    #[group(also = "headquarters", pii = "place")]
    pub address: Option<Place<T>>,
    /// Whom to write to.
    #[group(pii = "contact", min = 3, max = 40, pattern = "@")]
    #[group(also = "contact", also(name = "user_id", custom))]
    pub email: Option<String>,
    /// A code.
    #[group(pii = "contact", min = 1, max = 9, pattern = "^[a-z]+$", send)]
    pub code: String,
    /// A number.
    #[group(min = 1, max = 9.5)]
    pub score: f64,
}

#[test]
fn the_wall_lets_limits_and_further_names_through() {
    let place = Place {
        city: Some("Palo Alto"),
    };
    let limited = Limited {
        address: Some(place),
        email: None,
        code: "a".to_owned(),
        score: 2.5,
    };
    assert_eq!(
        serde_json::to_string(&Traits(&limited)).unwrap(),
        concat!(
            r#"{"address":{"city":"Palo Alto"},"headquarters":{"city":"Palo Alto"},"#,
            r#""email":null,"contact":null,"user_id":null,"code":"a","score":2.5}"#
        ),
        "the traits"
    );
}

#[test]
fn the_wall_lets_bases_displays_and_packed_structs_through() {
    let row = Row { id: 7, number: 8 };
    let tracked = Tracked {
        inner: row,
        source: Some(&'x'),
    };
    let event = Identity::user("u").group(&tracked).build().unwrap();
    let sent = event.to_value();
    assert_eq!(sent.pointer("/groupId").unwrap(), "7", "the id");
    assert_eq!(
        sent.pointer("/traits").unwrap().to_string(),
        r#"{"number":8,"source":"x"}"#,
        "the traits"
    );
}

#[test]
fn the_wall_lets_all_derives_through() {
    let office = Office {
        city: "Palo Alto",
        state: "".into(),
        code: 94_301,
        floor: 1.0,
    };
    let hooli = Company {
        key: Key(7),
        name: "Hooli",
        plan: Plan::Basic,
        industry: Some(Text("software")),
        employees: Heads { number: 4500 },
        created_at: Moment(SystemTime::UNIX_EPOCH),
        address: Box::new(office),
        seats_left: None,
        owner: Key(8),
        tags: vec!["a"],
        more: More { tier: 1 },
        phantom: PhantomData,
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        concat!(
            r#"{"groupType":"company","id":"7","name":"Hooli","plan":"basic","industry":"software","#,
            r#""employees":4500,"createdAt":"1970-01-01T00:00:00.000Z","#,
            r#""address":{"city":"Palo Alto","postalCode":"94301"},"owner":"8","tag count":1,"tier":1}"#
        ),
        "the traits"
    );
    assert_eq!(Plan::Best.text(), "gold", "the text");
}

#[test]
fn the_wall_lets_paths_flatten_and_private_types_through() {
    let flat = Flat {
        id: 7,
        town: "Palo Alto",
        zip: None,
        more: Some(More { tier: 1 }),
    };
    let event = Identity::user("u").group(&flat).build().unwrap();
    assert_eq!(
        event.to_value().pointer("/groupId").unwrap(),
        "77",
        "the id"
    );
    let public = Public {
        private: Private("x"),
    };
    assert_eq!(
        serde_json::to_string(&Traits(&public)).unwrap(),
        r#"{"private":"x"}"#,
        "the traits"
    );
}

/// Types that are deprecated themselves.
pub mod old {
    #![allow(clippy::allow_attributes)]

    use group_core::{AddressTraits, CountTrait, DateTrait, GroupTraits, IdTrait, TextTrait};

    /// An old company.
    #[deprecated = "there are newer ones"]
    #[derive(GroupTraits, Clone, Copy, Debug)]
    pub struct Company {
        id: u8,
        #[deprecated]
        name: &'static str,
        #[group(flatten)]
        more: super::More,
    }

    /// An old text.
    #[deprecated]
    #[derive(Clone, Copy, Debug, TextTrait)]
    pub enum Plan {
        /// A plan.
        #[deprecated]
        Basic,
    }

    /// An old word.
    #[deprecated]
    #[derive(Clone, Copy, Debug, TextTrait)]
    pub struct Word(&'static str);

    /// An old key.
    #[deprecated]
    #[derive(Clone, Copy, Debug, IdTrait)]
    pub struct Key(u8);

    /// An old count.
    #[deprecated]
    #[derive(Clone, Copy, Debug, CountTrait)]
    pub struct Heads(u8);

    /// An old date.
    #[deprecated]
    #[derive(Clone, Copy, Debug, DateTrait)]
    pub struct Day(group_core::Date);

    /// An old address.
    #[deprecated]
    #[derive(Clone, Copy, Debug, AddressTraits)]
    pub struct Office {
        #[deprecated]
        city: &'static str,
    }
}
