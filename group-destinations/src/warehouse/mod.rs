//! The warehouse: a group event is a row of the table `groups`, a trait a column.
//!
//! rudder-server (f2655fbb, 2026-08-19) makes the rows itself, in Go: `canRunWarehouseTransformations` in
//! `processor/internal/transformer/destination_transformer/destination_transformer.go`, and the package
//! `embedded/warehouse` beside it. rudder-transformer's JavaScript for warehouses no longer runs. Files of integrations are
//! those below `warehouse/integrations`.

mod column;
pub(crate) mod dbt;
mod keywords;
mod timestamp;
mod value;

use group_rules::column::{FILLED, Only};

use std::collections::HashMap;

use super::fate::{Fate, Outcome};
use super::sent::{Content, Sent, Trait};
use value::is_blank;

/// A kind of warehouse. What is common to all is RudderStack's; names, types and limits are the warehouse's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Warehouse {
    AzureDataLake,
    AzureSynapse,
    BigQuery,
    ClickHouse,
    DeltaLake,
    GcsDataLake,
    Postgres,
    Redshift,
    S3DataLake,
    Snowflake,
    SnowflakeStreaming,
    SqlServer,
}

/// The type of a column, as RudderStack tells them apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Bool,
    Int,
    Float,
    Text,
    DateTime,
    /// It depends on a value that is not known.
    Unknown,
}

/// An event that makes more columns is refused, except by a data lake: `WH_MAX_COLUMNS_IN_EVENT` in
/// `embedded/warehouse/transformer.go`. A type has never so many; an event with a map may.
const MAX_COLUMNS: usize = 1600;

/// What every event of group-core has in its context.
fn context() -> Content {
    let library = ["name", "version"].map(|name| (name.to_owned(), Content::Text(None)));
    let library = Content::Object(Some(library.into()));
    Content::Object(Some(vec![("library".to_owned(), library)]))
}

impl Warehouse {
    fn is_data_lake(self) -> bool {
        matches!(
            self,
            Self::AzureDataLake | Self::GcsDataLake | Self::S3DataLake
        )
    }

    /// Whether RudderStack fills the column itself.
    fn fills(self, column: &str) -> bool {
        let column = column.to_ascii_lowercase();
        let is_here = |only| match only {
            None => true,
            Some(Only::BigQuery) => self == Self::BigQuery,
            Some(Only::S3DataLake) => self == Self::S3DataLake,
        };
        FILLED
            .iter()
            .any(|(filled, only)| *filled == column && is_here(*only))
    }

    /// The table of group events.
    pub(crate) fn table(self) -> String {
        let table = match self.keeps("groups") {
            true => "_groups",
            false => "groups",
        };
        self.case(table.to_owned())
    }

    /// A type by the name that the warehouse has for it; in a data lake, that RudderStack has for it.
    pub(crate) fn type_name(self, type_: Type) -> &'static str {
        let [bool, int, float, text, date_time] = match self {
            Self::Postgres => ["boolean", "bigint", "numeric", "text", "timestamptz"],
            Self::Snowflake | Self::SnowflakeStreaming => [
                "boolean",
                "number",
                "double precision",
                "varchar",
                "timestamp_tz",
            ],
            Self::BigQuery => ["BOOLEAN", "INTEGER", "FLOAT", "STRING", "TIMESTAMP"],
            Self::Redshift => [
                "boolean",
                "bigint",
                "double precision",
                "varchar(65535)",
                "timestamp",
            ],
            Self::SqlServer => [
                "bit",
                "bigint",
                "decimal(28,10)",
                "nvarchar(512)",
                "datetimeoffset",
            ],
            Self::AzureSynapse => [
                "bit",
                "bigint",
                "decimal(28,10)",
                "varchar(512)",
                "datetimeoffset",
            ],
            Self::ClickHouse => ["UInt8", "Int64", "Float64", "String", "DateTime"],
            Self::DeltaLake => ["BOOLEAN", "BIGINT", "DOUBLE", "STRING", "TIMESTAMP"],
            Self::AzureDataLake | Self::GcsDataLake | Self::S3DataLake => {
                ["boolean", "int", "float", "string", "datetime"]
            }
        };
        match type_ {
            Type::Bool => bool,
            Type::Int => int,
            Type::Float => float,
            Type::Text => text,
            Type::DateTime => date_time,
            Type::Unknown => "by the value",
        }
    }

    pub(crate) const fn hazards(self) -> &'static [&'static str] {
        match self {
            Self::Postgres => &[ROWS, FIRST_TYPE, DATES, COLUMNS, BLANKS, LINE_BREAKS],
            Self::Redshift => &[
                ROWS,
                FIRST_TYPE,
                DATES,
                COLUMNS,
                BLANKS,
                "blanks at the end of a string are cut off",
            ],
            Self::SqlServer | Self::AzureSynapse => &[
                ROWS,
                FIRST_TYPE,
                DATES,
                COLUMNS,
                BLANKS,
                LINE_BREAKS,
                "a string is cut after 512 bytes, or with a character beyond ASCII after 256 characters",
                "a float is rounded to ten decimals",
            ],
            Self::ClickHouse => &[
                ROWS,
                FIRST_TYPE,
                DATES,
                COLUMNS,
                LINE_BREAKS,
                "a date and time has whole seconds only, and covers the years 1970 to 2105",
                "a boolean is 0 or 1",
            ],
            Self::AzureDataLake | Self::GcsDataLake | Self::S3DataLake => {
                &[ROWS, FIRST_TYPE, DATES]
            }
            _ => &[ROWS, FIRST_TYPE, DATES, COLUMNS],
        }
    }

    pub(crate) fn fates(self, sent: &Sent) -> Vec<Fate> {
        let row = Row::of(self, sent);
        let fates = sent.traits.iter().flat_map(|it| {
            let own = row.fate(&it.name, it, &it.content);
            let parts = it.parts().map(|(key, content)| {
                let path = format!("{}.{key}", it.name);
                row.fate(&path, it, content)
            });
            std::iter::once(own).chain(parts).collect::<Vec<_>>()
        });
        fates.collect()
    }
}

const ROWS: &str = "each event is a row of its own: a trait that is left out, null or empty leaves its column empty in that row";

/// `HandleSchemaChange` in `warehouse/slave/worker.go`.
const FIRST_TYPE: &str = "the first value fixes the type of a column: a string in a column of numbers or dates is discarded, and a fraction in a column of integers is cut off; a float whose first value is whole makes a column of integers";

const DATES: &str = "a string that looks like an ISO date is stored as a date and time in UTC; a day that does not exist becomes another date, and so does a time with a fraction and an offset of two digits, as Postgres prints it: `2026-11-15 10:20:30.5+01`";

const COLUMNS: &str =
    "an event that makes more than 1,600 columns, with those of the context, is refused";

const BLANKS: &str = "a string of blanks is stored as NULL";

const LINE_BREAKS: &str = "each `\\r\\n` in a string is stored as `\\n`";

/// The columns that an event makes.
struct Row {
    warehouse: Warehouse,
    /// The path whose value is in each column. If there are several, the last one in the order of bytes wins:
    /// `setDataAndMetadataFromInput` in `embedded/warehouse/set.go` sorts the keys of each object.
    taken: HashMap<String, String>,
    /// Columns of the context, which take the place of those of traits.
    context: HashMap<String, String>,
    count: usize,
}

/// What becomes of a value.
struct Stored {
    outcome: Outcome,
    column: Option<String>,
    why: Option<String>,
    cure: Option<&'static str>,
}

/// A value that is to be stored.
struct Leaf<'c> {
    /// With dots.
    path: String,
    column: Option<String>,
    content: &'c Content,
}

impl Row {
    fn of(warehouse: Warehouse, sent: &Sent) -> Self {
        let mut row = Self {
            warehouse,
            taken: HashMap::new(),
            context: HashMap::new(),
            count: 0,
        };
        for it in sorted(&sent.traits, |it| &it.name) {
            for leaf in row.leaves(&it.name, &it.name, &it.content) {
                if let (true, Some(column)) = (leaf.is_stored(), leaf.column) {
                    row.taken.insert(column, leaf.path);
                }
            }
        }
        row.count = row.taken.len();
        if let Some(event) = &sent.event {
            for leaf in row.leaves("context", "context", &event.context) {
                if let (true, Some(column)) = (leaf.is_stored(), leaf.column) {
                    row.context.insert(column, leaf.path);
                }
            }
            let new = row
                .context
                .keys()
                .filter(|it| !row.taken.contains_key(*it) && !warehouse.fills(it));
            row.count += new.count() + FILLED.iter().filter(|(_, only)| only.is_none()).count();
            let absent = [
                event.id("userId").is_some(),
                event.id("anonymousId").is_some(),
                event.context.member("ip").is_some(),
            ];
            row.count -= absent.iter().filter(|is_there| !**is_there).count();
            row.count += usize::from(warehouse == Warehouse::BigQuery);
        } else {
            for leaf in row.leaves("context", "context", &context()) {
                row.context
                    .extend(leaf.column.map(|column| (column, leaf.path)));
            }
        }
        row
    }

    fn has_too_many_columns(&self) -> bool {
        self.count > MAX_COLUMNS && !self.warehouse.is_data_lake()
    }

    fn leaves<'c>(&self, path: &str, key: &str, content: &'c Content) -> Vec<Leaf<'c>> {
        match content {
            Content::Object(Some(members)) => {
                let members = sorted(members, |(name, _)| name);
                let members = members.into_iter().flat_map(|(name, content)| {
                    self.leaves(&format!("{path}.{name}"), &format!("{key}_{name}"), content)
                });
                members.collect()
            }
            _ => vec![Leaf {
                path: path.to_owned(),
                column: self.warehouse.column(key),
                content,
            }],
        }
    }

    fn fate(&self, path: &str, it: &Trait, content: &Content) -> Fate {
        let fate = |outcome, columns: Vec<(String, &'static str)>, why: Option<&str>| {
            let (fields, types) = columns.into_iter().unzip();
            Fate {
                name: path.to_owned(),
                outcome,
                fields,
                types,
                is_part: false,
                why: why.map(str::to_owned),
                cure: None,
            }
        };
        if self.has_too_many_columns() {
            let why = "the event makes more than 1,600 columns, and is refused";
            return fate(Outcome::Lost, Vec::new(), Some(why));
        }
        // A dot in a name of its own is no path.
        let key = match path == it.name {
            true => path.to_owned(),
            false => path.replace('.', "_"),
        };
        let leaves = self.leaves(path, &key, content);
        let stored: Vec<_> = leaves.iter().map(|leaf| self.leaf(leaf)).collect();
        let columns = leaves.iter().zip(&stored).filter_map(|(leaf, it)| {
            let type_ = self.warehouse.type_name(leaf.content.column_type());
            Some((it.column.clone()?, type_))
        });
        let columns: Vec<_> = columns.collect();
        let worst = |outcome| stored.iter().find(|it| it.outcome == outcome);
        let is_lost = |it: &Stored| it.outcome == Outcome::Lost;
        let of_member = |outcome, it: &Stored| {
            let why = it.why.as_deref().map(|why| format!("of a member: {why}"));
            (outcome, why, it.cure)
        };
        let (outcome, why, cure) = match stored.as_slice() {
            [] => {
                let why = "an empty object makes no column".to_owned();
                (Outcome::Lost, Some(why), None)
            }
            [one] if !matches!(content, Content::Object(_)) => {
                (one.outcome, one.why.clone(), one.cure)
            }
            [first, ..] if stored.iter().all(is_lost) => (Outcome::Lost, first.why.clone(), None),
            // The worst of the members is reported.
            _ => match (
                worst(Outcome::Lost).or(worst(Outcome::Changed)),
                worst(Outcome::Depends),
            ) {
                (Some(worst), _) => of_member(Outcome::Changed, worst),
                (None, Some(worst)) => of_member(Outcome::Depends, worst),
                (None, None) => (Outcome::Split, None, None),
            },
        };
        Fate {
            cure: cure.map(str::to_owned),
            ..fate(outcome, columns, why.as_deref())
        }
    }

    /// What becomes of one value.
    fn leaf(&self, leaf: &Leaf<'_>) -> Stored {
        let lost = |why: String| Stored {
            outcome: Outcome::Lost,
            column: None,
            why: Some(why),
            cure: None,
        };
        let Some(column) = &leaf.column else {
            return lost("its name has no ASCII letter or digit to make a column of".to_owned());
        };
        if self.warehouse.fills(column) {
            return lost(format!("RudderStack fills the column {column} itself"));
        }
        let other = self.context.get(column).or_else(|| self.taken.get(column));
        if let Some(path) = other.filter(|it| leaf.is_stored() && **it != leaf.path) {
            return lost(format!("`{path}` of the event takes its column {column}"));
        }
        let verdict = self.warehouse.value(&leaf.path, leaf.content);
        Stored {
            outcome: verdict.outcome,
            column: match (verdict.outcome, leaf.content) {
                (Outcome::Lost, _) => None,
                (_, Content::Object(_)) => Some(format!("{column}_…")),
                _ => Some(column.clone()),
            },
            why: verdict.why.map(str::to_owned),
            cure: verdict.cure,
        }
    }
}

impl Leaf<'_> {
    fn is_stored(&self) -> bool {
        !is_blank(self.content)
    }
}

/// In the order of the bytes of their keys, as Go sorts strings.
fn sorted<T>(items: &[T], key: impl Fn(&T) -> &str) -> Vec<&T> {
    let mut items: Vec<_> = items.iter().collect();
    items.sort_by(|a, b| key(a).cmp(key(b)));
    items
}
