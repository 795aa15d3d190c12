//! The warehouse: a group event is a row of the table `groups`, a trait a column.

mod column;
pub(crate) mod dbt;
mod keywords;
mod timestamp;

use group_rules::column::{FILLED, Only};

use std::collections::HashMap;

use super::fate::{Fate, Outcome};
use super::sent::{Content, Form, Sent, Trait};
use timestamp::Reading;

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

/// An event that makes more columns is refused.
const MAX_COLUMNS: usize = 200;

/// With more columns of traits an event is likely to make too many: RudderStack fills 15 at least, and the library two more.
const MANY_COLUMNS: usize = 180;

/// What every event of this crate has in its context.
const CONTEXT: &str = r#"{"library":{"name":"group-core","version":"0.1.0"}}"#;

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
            Self::SqlServer | Self::AzureSynapse => &[
                ROWS,
                FIRST_TYPE,
                DATES,
                COLUMNS,
                "a text is cut after 512 bytes, with a letter beyond ASCII after 256 characters",
                "a float is rounded to ten digits after the point",
            ],
            Self::ClickHouse => &[
                ROWS,
                FIRST_TYPE,
                DATES,
                COLUMNS,
                "a date and time has whole seconds only",
                "a flag is 0 or 1",
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

const FIRST_TYPE: &str = "the first value fixes the type of a column: a text in a column of numbers is discarded, and a fraction in a column of integers is cut off; a float whose first value is whole makes a column of integers";

const DATES: &str = "a text that looks like an ISO date is stored as a date and time in UTC, and a text such as `2019-02-30` as another day";

const COLUMNS: &str =
    "an event that makes more than 200 columns, with those of the context, is refused";

/// The columns that an event makes.
struct Row {
    warehouse: Warehouse,
    /// The path whose value is in each column: of several, the last.
    taken: HashMap<String, String>,
    /// Columns of the context, which take the place of those of traits.
    context: HashMap<String, String>,
    count: usize,
    is_of_event: bool,
}

/// What becomes of a value.
struct Stored {
    outcome: Outcome,
    column: Option<String>,
    why: Option<String>,
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
            is_of_event: sent.event.is_some(),
        };
        for it in &sent.traits {
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
            for leaf in row.leaves("context", "context", &Content::of(CONTEXT)) {
                row.context
                    .extend(leaf.column.map(|column| (column, leaf.path)));
            }
        }
        row
    }

    /// Whether there are more columns than a warehouse takes.
    fn too_many(&self) -> Option<Outcome> {
        if self.warehouse.is_data_lake() {
            return None;
        }
        match self.is_of_event {
            true => (self.count > MAX_COLUMNS).then_some(Outcome::Lost),
            false => (self.count > MANY_COLUMNS).then_some(Outcome::Depends),
        }
    }

    fn leaves<'c>(&self, path: &str, key: &str, content: &'c Content) -> Vec<Leaf<'c>> {
        match content {
            Content::Object(Some(members)) => {
                let members = members.iter().flat_map(|(name, content)| {
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
        if self.too_many() == Some(Outcome::Lost) {
            let why = "the event makes more than 200 columns, and is refused";
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
        let is_object = matches!(content, Content::Object(_));
        // Of several members the worst is said.
        let worst = |outcome| stored.iter().find(|it| it.outcome == outcome);
        let mut found = match (
            stored.as_slice(),
            worst(Outcome::Lost),
            worst(Outcome::Changed),
        ) {
            ([], ..) => fate(
                Outcome::Lost,
                columns,
                Some("an empty object makes no column"),
            ),
            ([one], ..) if !is_object => fate(one.outcome, columns, one.why.as_deref()),
            (all, Some(lost), _) if all.iter().all(|it| it.outcome == Outcome::Lost) => {
                fate(Outcome::Lost, columns, lost.why.as_deref())
            }
            (_, Some(some), _) | (_, None, Some(some)) => {
                let why = some.why.as_deref().map(|why| format!("of a member: {why}"));
                fate(Outcome::Changed, columns, why.as_deref())
            }
            _ => fate(Outcome::Split, columns, None),
        };
        if self.too_many() == Some(Outcome::Depends) && found.arrives() {
            found.outcome = Outcome::Depends;
            found.why = Some("there are more than 180 columns of traits: with those of the context an event may make more than 200, and is refused then".to_owned());
        }
        found
    }

    /// What becomes of one value.
    fn leaf(&self, leaf: &Leaf<'_>) -> Stored {
        let lost = |why: &str| Stored {
            outcome: Outcome::Lost,
            column: None,
            why: Some(why.to_owned()),
        };
        let Some(column) = &leaf.column else {
            return lost("its name has no ASCII letter or digit to make a column of");
        };
        if self.warehouse.fills(column) {
            return lost(&format!("RudderStack fills the column {column} itself"));
        }
        let other = self.context.get(column).or_else(|| self.taken.get(column));
        if let Some(path) = other.filter(|it| leaf.is_stored() && **it != leaf.path) {
            return lost(&format!(
                "`{path}` of the event falls into the same column {column}"
            ));
        }
        let as_ = |outcome, why: Option<&str>| Stored {
            outcome,
            column: Some(column.clone()),
            why: why.map(str::to_owned),
        };
        match leaf.content {
            _ if !leaf.is_stored() => lost("nothing is in it, so its column stays empty"),
            Content::Text(Some(text)) => match timestamp::read(text) {
                Reading::Text => as_(Outcome::Arrives, None),
                Reading::Instant => as_(Outcome::Arrives, Some("it is stored as a date and time")),
                Reading::Day => as_(
                    Outcome::Changed,
                    Some("it looks like a day, and is stored as its first instant in UTC"),
                ),
                Reading::OtherForm => as_(
                    Outcome::Changed,
                    Some(
                        "it looks like a date, and is stored as a date and time in UTC, to the millisecond",
                    ),
                ),
            },
            Content::Date(Form::Instant) => {
                as_(Outcome::Arrives, Some("it is stored as a date and time"))
            }
            Content::Date(Form::Day) => as_(
                Outcome::Changed,
                Some("it looks like a day, and is stored as its first instant in UTC"),
            ),
            Content::Date(Form::Any) => as_(
                Outcome::Depends,
                Some(
                    "it is stored as a date and time in UTC, to the millisecond: a day as its first instant, and finer digits are gone",
                ),
            ),
            Content::Float(Some(value)) if value.fract() == 0.0 && value.abs() >= 2f64.powi(63) => {
                as_(
                    Outcome::Depends,
                    Some(
                        "it is whole, so it is stored as an integer, and is too large for one: loading it is likely to fail",
                    ),
                )
            }
            Content::Float(Some(value)) if value.fract() == 0.0 => as_(
                Outcome::Arrives,
                Some(
                    "it is whole, so it is stored as an integer; if it is the first value, the column is one of integers, and later fractions are cut off",
                ),
            ),
            Content::Array(_) => as_(
                Outcome::Changed,
                Some("an array is stored as the text of its JSON"),
            ),
            Content::Object(_) => Stored {
                outcome: Outcome::Split,
                column: Some(format!("{column}_…")),
                why: None,
            },
            Content::Unknown => as_(
                Outcome::Depends,
                Some(
                    "a text, a number or a flag is stored as it is, an array as the text of its JSON, an object in a column for each member",
                ),
            ),
            _ => as_(Outcome::Arrives, None),
        }
    }
}

impl Leaf<'_> {
    fn is_stored(&self) -> bool {
        !is_blank(self.content)
    }
}

/// Whether JavaScript's text of a value is empty, as it is that of `[""]`.
fn is_blank(content: &Content) -> bool {
    match content {
        Content::Null => true,
        Content::Text(Some(text)) => text.is_empty(),
        Content::Array(Some(items)) => match items.as_slice() {
            [] => true,
            [one] => is_blank(one),
            _ => false,
        },
        _ => false,
    }
}

impl Content {
    /// The type of the column that it makes.
    pub(crate) fn column_type(&self) -> Type {
        match self {
            Self::Bool(_) => Type::Bool,
            Self::Int(_) => Type::Int,
            Self::Float(Some(value)) if value.fract() == 0.0 => Type::Int,
            Self::Float(_) => Type::Float,
            Self::Date(_) => Type::DateTime,
            Self::Text(Some(text)) if timestamp::read(text) != Reading::Text => Type::DateTime,
            Self::Text(_) | Self::Array(_) => Type::Text,
            Self::Null | Self::Object(_) | Self::Unknown => Type::Unknown,
        }
    }
}
