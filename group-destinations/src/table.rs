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
}

fn last_name(field: &str) -> &str {
    let name = field.rsplit(['.', '[']).next().unwrap_or(field);
    let name = name.strip_suffix(']').unwrap_or(name);
    name.strip_prefix("trait_").unwrap_or(name)
}

/// The width of a line in characters.
const WIDTH: usize = 100;

/// The destinations in one table of Markdown.
const COLUMNS: usize = 8;

type Column<'r> = (&'r str, Vec<Cell>);

impl Table<'_> {
    /// Sentences about the destinations that all traits, or none, arrive in, and the columns of the others.
    fn split(&self) -> (Vec<String>, Vec<&Column<'_>>) {
        let all = |is: fn(&Cell) -> bool| move |(_, cells): &&Column<'_>| cells.iter().all(is);
        let is_whole = all(|cell| cell.text == Outcome::Arrives.to_string());
        let is_lost = all(|cell| cell.outcome == Outcome::Lost);
        let names = |is: &dyn Fn(&&Column<'_>) -> bool| {
            let columns = self.columns.iter().filter(|column| is(column));
            columns.map(|column| column.0).collect::<Vec<_>>()
        };
        let lists = [
            ("All traits arrive as they are", names(&is_whole)),
            ("No trait arrives", names(&is_lost)),
        ];
        let sentences = lists
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(what, names)| format!("{what}: {}.", names.join(", ")));
        let others = self.columns.iter();
        let others = others.filter(|column| !is_whole(column) && !is_lost(column));
        (sentences.collect(), others.collect())
    }

    /// What does not arrive is emphasized.
    pub(crate) fn to_markdown(&self) -> String {
        let (sentences, columns) = self.split();
        let mut blocks: Vec<_> = sentences.iter().map(|line| format!("{line}\n")).collect();
        blocks.extend(columns.chunks(COLUMNS).map(|block| {
            let names = block.iter().map(|column| column.0.to_owned());
            let mut markdown = markdown_row("trait".to_owned(), names);
            markdown += &markdown_row("---".to_owned(), block.iter().map(|_| "---".to_owned()));
            for (i, name) in self.traits.iter().enumerate() {
                let cells = block.iter().map(|(_, cells)| match cells.get(i) {
                    Some(cell) if cell.outcome.arrives() => cell.text.clone(),
                    Some(cell) => format!("**{}**", cell.text),
                    None => String::new(),
                });
                markdown += &markdown_row(format!("`{name}`"), cells);
            }
            markdown
        }));
        blocks.join("\n")
    }
}

fn markdown_row(first: String, rest: impl Iterator<Item = String>) -> String {
    let cells = std::iter::once(first).chain(rest);
    let cells: Vec<_> = cells.map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

impl Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sentences, columns) = self.split();
        let mut blocks: Vec<_> = sentences.iter().map(|line| wrapped(line)).collect();
        let first = width(self.traits.iter().copied().chain(["trait"]));
        let mut columns = columns.as_slice();
        while !columns.is_empty() {
            let mut used = first;
            let fits = columns.iter().take_while(|column| {
                used += 2 + column_width(column);
                used <= WIDTH
            });
            let count = fits.count().max(1);
            let (block, more) = columns.split_at_checked(count).unwrap_or((columns, &[]));
            blocks.push(self.block(first, block));
            columns = more;
        }
        f.write_str(&blocks.join("\n"))
    }
}

impl Table<'_> {
    fn block(&self, first: usize, columns: &[&Column<'_>]) -> String {
        let widths: Vec<_> = columns.iter().map(|column| column_width(column)).collect();
        let row = |name: &str, cells: &mut dyn Iterator<Item = &str>| {
            let mut line = format!("{name:first$}");
            for (cell, width) in cells.zip(&widths) {
                line += &format!("  {cell:width$}");
            }
            format!("{}\n", line.trim_end())
        };
        let mut block = row("trait", &mut columns.iter().map(|column| column.0));
        for (i, name) in self.traits.iter().enumerate() {
            let cells = columns.iter().map(|(_, cells)| cells.get(i));
            block += &row(
                name,
                &mut cells.map(|cell| cell.map_or("", |cell| &*cell.text)),
            );
        }
        block
    }
}

fn width<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts
        .map(|text| text.chars().count())
        .max()
        .unwrap_or_default()
}

fn column_width((name, cells): &Column<'_>) -> usize {
    width(cells.iter().map(|cell| &*cell.text).chain([*name]))
}

/// A paragraph in lines.
pub(crate) fn wrapped(text: &str) -> String {
    let (mut lines, mut used) = (String::new(), 0);
    for word in text.split(' ') {
        let len = word.chars().count();
        if used > 0 {
            let breaks = used + 1 + len > WIDTH;
            lines.push(if breaks { '\n' } else { ' ' });
            used = if breaks { 0 } else { used + 1 };
        }
        lines += word;
        used += len;
    }
    lines + "\n"
}
