//! What each destination receives: the report, against what RudderStack's own code made of events.

mod arrivals;
mod casts;
mod date_texts;
mod dbt;
mod entries;
mod failures;
mod fake;
mod hazards;
mod ids;
mod live;
mod needs;
mod page;
mod recorded;
mod report;
mod transformer;
mod warehouse;
