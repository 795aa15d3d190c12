//! The code for a checked item. Nothing fails here; only impls come out, and every path is absolute.

mod borrow;
mod bound;
mod declaration;
mod deprecated;
mod details;
mod flatten;
mod newtype;
mod schema;
mod spans;
mod text;
mod traits;
mod write;

pub(crate) use self::newtype::newtype;
pub(crate) use self::schema::schema;
pub(crate) use self::text::text;
pub(crate) use self::traits::traits;
