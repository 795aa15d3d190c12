//! What each destination receives of a group call.

mod entries;
mod fate;
mod fates;
mod knowledge;
mod report;
mod sent;
mod table;
mod warehouse;
mod without_groups;

pub use fate::{Fate, Outcome};
pub use report::{Destination, Report, UnknownDestination, report, report_for};
