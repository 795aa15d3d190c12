//! The table of group events as a source of dbt.

use std::fmt::Write as _;

use super::{Row, Type, Warehouse};
use crate::sent::{Content, Sent, Trait};

/// The columns of traits with their types, descriptions and tests, as the text of a `schema.yml`.
pub(crate) fn schema(warehouse: Warehouse, sent: &Sent) -> String {
    let mut yaml = format!(
        "version: 2\n\nsources:\n  - name: rudderstack\n    schema: \"{{{{ var('rudderstack_schema') }}}}\"\n    \
         tables:\n      - name: {}\n        columns:\n",
        warehouse.table()
    );
    let group_id = Column {
        name: warehouse.case("group_id".to_owned()),
        description: "The id of the group.",
        type_: Type::Text,
        is_always_there: true,
        may_be_integer: false,
    };
    group_id.write(warehouse, &mut yaml);
    let row = Row::of(warehouse, sent);
    for it in &sent.traits {
        for column in row.columns(it) {
            column.write(warehouse, &mut yaml);
        }
        if matches!(it.content, Content::Object(None) | Content::Unknown) {
            let _ = writeln!(
                yaml,
                "          # {}: its columns depend on its value",
                text(&it.name)
            );
        }
    }
    yaml
}

struct Column {
    name: String,
    description: &'static str,
    type_: Type,
    is_always_there: bool,
    /// Whether a whole number as the first value makes it a column of integers.
    may_be_integer: bool,
}

impl Row {
    /// The columns of a trait, without those that are filled by something else.
    fn columns(&self, it: &Trait) -> Vec<Column> {
        let mut leaves = self.leaves(&it.name, &it.name, &it.content);
        leaves.retain(|leaf| leaf.content.column_type() != Type::Unknown);
        let is_filled = match &it.content {
            Content::Bool(_) | Content::Int(_) | Content::Float(_) | Content::Date(_) => true,
            Content::Text(Some(string)) => !string.trim().is_empty(),
            // A word is never blank: the derive refuses that.
            Content::Text(None) => it.is_word,
            Content::Null | Content::Array(_) | Content::Object(_) | Content::Unknown => false,
        };
        let columns = leaves.iter().filter_map(|leaf| {
            Some(Column {
                name: self.leaf(leaf).column?,
                description: it.description,
                type_: leaf.content.column_type(),
                is_always_there: !it.is_optional && is_filled,
                may_be_integer: matches!(leaf.content, Content::Float(_)),
            })
        });
        columns.collect()
    }
}

/// A string of JSON is a string of YAML.
fn text(text: &str) -> String {
    let json = format!("\"{}\"", group_rules::escape::json(text));
    // What no YAML has as it is.
    let escaped = json.chars().map(|c| match c {
        '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{2028}' | '\u{2029}' => {
            format!("\\u{:04x}", u32::from(c))
        }
        c => c.to_string(),
    });
    escaped.collect()
}

impl Column {
    fn write(&self, warehouse: Warehouse, yaml: &mut String) {
        let _ = writeln!(yaml, "          - name: {}", text(&self.name));
        if !self.description.is_empty() {
            let _ = writeln!(yaml, "            description: {}", text(self.description));
        }
        let name = warehouse.type_name(self.type_);
        let integer = match self.may_be_integer {
            true => format!(
                " # {} if the first value is whole",
                warehouse.type_name(Type::Int)
            ),
            false => String::new(),
        };
        let _ = writeln!(yaml, "            data_type: {}{integer}", text(name));
        if self.is_always_there {
            yaml.push_str("            data_tests:\n              - not_null\n");
        }
    }
}
