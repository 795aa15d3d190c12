//! A table of traits and destinations.

use std::fmt::{self, Display};

use super::fate::{Fate, Outcome};

pub(crate) struct Table<'r> {
    /// The rows.
    pub(crate) traits: Vec<&'r str>,
    /// The name of each destination, and a cell for each trait.
    pub(crate) columns: Vec<(&'r str, Vec<Cell>)>,
}

#[derive(Clone, PartialEq)]
pub(crate) struct Cell {
    outcome: Outcome,
    text: String,
}

impl Cell {
    /// The outcome; or where it arrives, if that says more.
    pub(crate) fn of(fate: &Fate, is_warehouse: bool) -> Self {
        let outcome = fate.outcome();
        let text = match (outcome, fate.fields()) {
            (Outcome::Arrives, [column]) if is_warehouse => {
                let types = fate.types.first().copied().unwrap_or_default();
                format!("{column} {types}")
            }
            (Outcome::Arrives, [field]) => match last_name(field) {
                name if name == last_name(fate.name()) => outcome.to_string(),
                name => format!("as {name}"),
            },
            _ => outcome.to_string(),
        };
        Self { outcome, text }
    }

    fn arrives(&self) -> bool {
        matches!(self.outcome, Outcome::Arrives | Outcome::Split)
    }
}

fn last_name(field: &str) -> &str {
    let name = field.rsplit(['.', '[']).next().unwrap_or(field);
    let name = name.strip_suffix(']').unwrap_or(name);
    name.strip_prefix("trait_").unwrap_or(name)
}

/// How wide a line may be.
const WIDTH: usize = 100;

/// Destinations of which there is the same to say stand together, and those of which there is nothing to say are listed.
impl Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.traits.is_empty() {
            return writeln!(f, "There are no traits.");
        }
        let is_many = self.columns.len() > 10;
        let listed = |all: fn(&Cell) -> bool| {
            let columns = self.columns.iter();
            let names = columns
                .filter(|(_, cells)| is_many && cells.iter().all(all))
                .map(|it| it.0);
            names.collect::<Vec<_>>()
        };
        let (whole, nothing) = (
            listed(|cell| cell.text == "arrives"),
            listed(|cell| cell.outcome == Outcome::Lost),
        );
        for (what, names) in [
            ("All traits arrive as they are", &whole),
            ("No trait arrives", &nothing),
        ] {
            if !names.is_empty() {
                wrapped(f, &format!("{what}: {}.", names.join(", ")))?;
                writeln!(f)?;
            }
        }
        let rest = self
            .columns
            .iter()
            .filter(|it| !whole.contains(&it.0) && !nothing.contains(&it.0));
        let rest: Vec<_> = rest.collect();
        let first = width(self.traits.iter().copied().chain(["trait"]));
        let mut rest = rest.as_slice();
        while !rest.is_empty() {
            let mut used = first;
            let mut count = 0;
            for column in rest {
                used += 2 + column_width(column);
                if used > WIDTH && count > 0 {
                    break;
                }
                count += 1;
            }
            let (block, more) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            let widths: Vec<_> = block.iter().map(|it| column_width(it)).collect();
            let mut line = |row: &str, cells: &mut dyn Iterator<Item = &str>| {
                let mut text = format!("{row:first$}");
                for (cell, width) in cells.zip(&widths) {
                    text += &format!("  {cell:width$}");
                }
                writeln!(f, "{}", text.trim_end())
            };
            line("trait", &mut block.iter().map(|it| it.0))?;
            for (i, name) in self.traits.iter().enumerate() {
                line(
                    name,
                    &mut block
                        .iter()
                        .map(|it| it.1.get(i).map_or("", |cell| &cell.text)),
                )?;
            }
            rest = more;
            writeln!(f)?;
        }
        match self.legend() {
            legend if legend.is_empty() => Ok(()),
            legend => wrapped(f, &format!("{legend}.")),
        }
    }
}

impl Table<'_> {
    /// What the words in the cells mean, of those that are there.
    fn legend(&self) -> String {
        let has = |outcome: &Outcome| {
            let word = outcome.to_string();
            self.columns
                .iter()
                .any(|(_, cells)| cells.iter().any(|cell| cell.text == word))
        };
        let words = Outcome::ALL.into_iter().filter(has);
        let words: Vec<_> = words.map(|it| format!("{it}: {}", it.meaning())).collect();
        words.join("; ")
    }
}

fn width<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts
        .map(|text| text.chars().count())
        .max()
        .unwrap_or_default()
}

fn column_width((name, cells): &(&str, Vec<Cell>)) -> usize {
    width(cells.iter().map(|cell| &*cell.text).chain([*name]))
}

fn wrapped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut used = 0;
    for word in text.split(' ') {
        match used {
            0 => {}
            _ if used + 1 + word.len() > WIDTH => {
                writeln!(f)?;
                used = 0;
            }
            _ => {
                f.write_str(" ")?;
                used += 1;
            }
        }
        f.write_str(word)?;
        used += word.len();
    }
    writeln!(f)
}

impl Table<'_> {
    /// What does not arrive is emphasised.
    pub(crate) fn to_markdown(&self) -> String {
        let row = |cells: Vec<String>| {
            let cells: Vec<_> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let names = self.columns.iter().map(|it| it.0.to_owned());
        let mut markdown = row(std::iter::once("trait".to_owned()).chain(names).collect());
        markdown += &row(vec!["---".to_owned(); self.columns.len() + 1]);
        for (i, name) in self.traits.iter().enumerate() {
            let cells = self.columns.iter().map(|(_, cells)| match cells.get(i) {
                Some(cell) if cell.arrives() => cell.text.clone(),
                Some(cell) => format!("**{}**", cell.text),
                None => String::new(),
            });
            markdown += &row(std::iter::once(format!("`{name}`")).chain(cells).collect());
        }
        markdown
    }
}
