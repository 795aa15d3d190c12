//! How names are spelled, and what a misspelt one was meant to be.

pub(crate) mod case;
pub(crate) mod near_miss;
pub(crate) mod spelling;
pub(crate) mod suggest;
