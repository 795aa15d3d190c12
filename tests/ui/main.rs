//! The programs of `fail` and `pass`, and what is said of them.
//!
//! After a change of messages, bless the goldens with the one command, and read what changed:
//! `TRYBUILD=overwrite cargo test -p group-ui programs`

mod messages;
mod passing;
mod programs;
