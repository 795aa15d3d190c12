//! A library that has group-core under another name and exports it: what its macros and its users see.
//!
//! All types are public, so that the lints of public items are seen to pass too.
#![deny(
    missing_docs,
    missing_debug_implementations,
    private_bounds,
    private_interfaces,
    single_use_lifetimes,
    unnameable_types,
    unreachable_pub,
    unused_qualifications,
    unused_results,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::absolute_paths
)]
#![forbid(unsafe_code)]

/// What this library exports.
pub mod facade {
    pub use gc;
}

/// The derives by the name that Cargo knows the crate by.
pub mod by_name {
    use gc::{AddressTraits, CountTrait, Date, DateTrait, GroupTraits, IdTrait, TextTrait};

    /// A plan.
    #[derive(Clone, Copy, Debug, TextTrait)]
    #[group(crate = "gc", rename_all = "UPPERCASE")]
    pub enum Plan {
        /// Basic.
        Basic,
    }

    /// A text.
    #[derive(Clone, Debug, TextTrait)]
    #[group(crate = "gc")]
    pub struct Text<T>(pub T);

    /// A key.
    #[derive(Clone, Copy, Debug, IdTrait)]
    #[group(crate = "gc")]
    pub struct Key(pub u64);

    /// A number of people.
    #[derive(Clone, Copy, Debug, CountTrait)]
    #[group(crate = "gc")]
    pub struct Heads(pub u32);

    /// A day.
    #[derive(Clone, Copy, Debug, DateTrait)]
    #[group(crate = "gc")]
    pub struct Day {
        /// Which.
        pub date: Date,
    }

    /// An office.
    #[derive(Clone, Debug, AddressTraits)]
    #[group(crate = "gc")]
    pub struct Office<'a> {
        /// Its city.
        pub city: Option<&'a str>,
        /// Its postal code.
        #[group(rename = "postalCode", map = str::trim)]
        pub code: &'a str,
    }

    /// A company.
    #[derive(Clone, Debug, GroupTraits)]
    #[group(crate = "gc", group_type = "company")]
    pub struct Company<'a, T, F> {
        /// Its id.
        #[group(group_id, rename = "id")]
        pub key: Key,
        /// Its name.
        pub name: Text<T>,
        /// What it pays for.
        pub plan: Plan,
        /// Who works there.
        pub employees: Heads,
        /// Since when.
        pub created_at: Day,
        /// Where.
        pub address: Office<'a>,
        /// A number.
        #[group(skip_if = Option::is_none, map = Option::is_some)]
        pub seats: Option<u8>,
        /// An owner.
        #[group(as = "id")]
        pub owner: Key,
        /// What else.
        #[group(flatten)]
        pub more: F,
    }

    /// A flat company.
    #[derive(Clone, Copy, Debug, GroupTraits)]
    #[group(crate = "gc")]
    pub struct Flat {
        /// Its id.
        #[group(map = key)]
        pub id: u64,
        /// Its city.
        #[group(rename = "address.city")]
        pub town: &'static str,
        /// What else.
        #[group(flatten)]
        pub more: More,
    }

    #[allow(clippy::trivially_copy_pass_by_ref)]
    const fn key(id: &u64) -> Key {
        Key(*id)
    }

    /// More.
    #[derive(Clone, Copy, Debug, GroupTraits)]
    #[group(crate = "gc")]
    pub struct More {
        /// A number.
        pub tier: u8,
    }

    /// A public struct over a private one.
    #[derive(Clone, Debug, GroupTraits)]
    #[group(crate = "gc")]
    pub struct Public<T> {
        pub(crate) name: Private<T>,
    }

    #[derive(Clone, Debug, TextTrait)]
    #[group(crate = "gc")]
    pub(crate) struct Private<T>(pub(crate) T);
}

/// The derives by the way that a user of this library would go.
pub mod by_facade {
    use crate::facade::gc::{
        AddressTraits, CountTrait, Date, DateTrait, GroupTraits, IdTrait, TextTrait,
    };

    /// A plan.
    #[derive(Clone, Copy, Debug, TextTrait)]
    #[group(crate = "crate::facade::gc")]
    pub enum Plan {
        /// Basic.
        Basic,
    }

    /// A key.
    #[derive(Clone, Copy, Debug, IdTrait)]
    #[group(crate = "crate::facade::gc")]
    pub struct Key(pub u64);

    /// A number of people.
    #[derive(Clone, Copy, Debug, CountTrait)]
    #[group(crate = "crate::facade::gc")]
    pub struct Heads(pub u32);

    /// A day.
    #[derive(Clone, Copy, Debug, DateTrait)]
    #[group(crate = "crate::facade::gc")]
    pub struct Day(pub Date);

    /// An office.
    #[derive(Clone, Copy, Debug, AddressTraits)]
    #[group(crate = "crate::facade::gc")]
    pub struct Office {
        /// Its city.
        pub city: &'static str,
    }

    /// A company.
    #[derive(Clone, Copy, Debug, GroupTraits)]
    #[group(crate = crate::facade::gc)]
    pub struct Company {
        /// Its id.
        pub id: Key,
        /// What it pays for.
        pub plan: Plan,
        /// Who works there.
        pub employees: Heads,
        /// Since when.
        pub created_at: Day,
        /// Where.
        pub address: Office,
        /// A number.
        pub seats: u8,
        /// What else.
        #[group(flatten)]
        pub more: super::by_name::More,
    }
}

/// Makes a company in the crate of the user, by way of this one.
#[macro_export]
macro_rules! company {
    ($name:ident { $($field:ident: $type:ty),* $(,)? }) => {
        #[derive($crate::facade::gc::GroupTraits)]
        #[group(crate = $crate::facade::gc)]
        struct $name {
            $($field: $type,)*
        }
    };
}

#[cfg(test)]
mod tests {
    use gc::{Date, Identity, Traits};

    use crate::{by_facade, by_name};

    #[test]
    fn all_derives_find_the_crate_by_its_name() {
        let hooli = by_name::Company {
            key: by_name::Key(7),
            name: by_name::Text("Hooli"),
            plan: by_name::Plan::Basic,
            employees: by_name::Heads(4500),
            created_at: by_name::Day {
                date: Date::civil(2014, 4, 6).unwrap(),
            },
            address: by_name::Office {
                city: Some("Palo Alto"),
                code: " 94301",
            },
            seats: Some(1),
            owner: by_name::Key(8),
            more: by_name::More { tier: 1 },
        };
        assert_eq!(
            serde_json::to_string(&Traits(&hooli)).unwrap(),
            concat!(
                r#"{"groupType":"company","id":"7","name":"Hooli","plan":"BASIC","employees":4500,"#,
                r#""createdAt":"2014-04-06","address":{"city":"Palo Alto","postalCode":"94301"},"#,
                r#""seats":true,"owner":"8","tier":1}"#
            )
        );
    }

    #[test]
    fn ids_paths_and_flatten_find_the_crate_by_its_name() {
        let flat = by_name::Flat {
            id: 7,
            town: "Palo Alto",
            more: by_name::More { tier: 1 },
        };
        let event = Identity::user("u").group(&flat).build().unwrap().to_value();
        assert_eq!(event["groupId"], "7");
        assert_eq!(
            event["traits"],
            serde_json::json!({"address": {"city": "Palo Alto"}, "tier": 1})
        );
    }

    #[test]
    fn a_public_struct_may_hold_a_private_type_of_its_parameter() {
        let public = by_name::Public {
            name: by_name::Private("Hooli"),
        };
        assert_eq!(
            serde_json::to_string(&Traits(&public)).unwrap(),
            r#"{"name":"Hooli"}"#
        );
    }

    #[test]
    fn all_derives_find_the_crate_by_a_path() {
        let hooli = by_facade::Company {
            id: by_facade::Key(7),
            plan: by_facade::Plan::Basic,
            employees: by_facade::Heads(4500),
            created_at: by_facade::Day(Date::civil(2014, 4, 6).unwrap()),
            address: by_facade::Office { city: "Palo Alto" },
            seats: 1,
            more: by_name::More { tier: 1 },
        };
        let event = Identity::user("u")
            .group(&hooli)
            .build()
            .unwrap()
            .to_value();
        assert_eq!(event["groupId"], "7");
        assert_eq!(
            serde_json::to_string(&Traits(&hooli)).unwrap(),
            concat!(
                r#"{"plan":"Basic","employees":4500,"createdAt":"2014-04-06","#,
                r#""address":{"city":"Palo Alto"},"seats":1,"tier":1}"#
            )
        );
    }
}
