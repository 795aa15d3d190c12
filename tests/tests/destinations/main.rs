//! What each destination receives: the report, against what RudderStack's own code made of events.

mod arrivals;
mod casts;
mod dbt;
mod entries;
mod page;
mod recorded;
mod report;
