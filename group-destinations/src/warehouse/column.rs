//! The name of a column, as RudderStack makes it.

use group_rules::column::snake_case;

use super::Warehouse;

impl Warehouse {
    /// The column of a trait whose path has underscores between its names. `None` if it has no letter, digit or underscore
    /// to make one of.
    pub(super) fn column(self, path: &str) -> Option<String> {
        let mut column = snake_case(path);
        if column.is_empty() {
            return None;
        }
        // All are ASCII.
        if self == Self::Postgres {
            column.truncate(63);
        }
        if self.keeps(&column) {
            column.insert(0, '_');
        }
        if !self.is_data_lake() {
            column.truncate(127);
        }
        Some(self.case(column))
    }

    pub(super) fn case(self, mut name: String) -> String {
        if matches!(self, Self::Snowflake | Self::SnowflakeStreaming) {
            name.make_ascii_uppercase();
        }
        name
    }
}
