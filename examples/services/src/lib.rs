//! The programs of group-core's page of recipes, tested here because some of them need crates that group-core does not.

#[cfg(doctest)]
#[doc = include_str!("../../../group-core/docs/recipes.md")]
mod recipes {}
