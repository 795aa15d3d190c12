//! A report as text: what does not arrive, or everything.

use std::fmt::{self, Display};

use super::fate::{Fate, Outcome};
use super::hazards::Hazard;
use super::report::{Destination, Report};
use super::table::{Table, wrapped};

/// What a report shows, for plain text and for Markdown alike.
struct View<'r> {
    /// Only in the full view.
    table: Option<Table<'r>>,
    /// A title, and a line for each thing to know.
    sections: Vec<(String, Vec<String>)>,
    /// Paragraphs below the sections.
    remarks: Vec<String>,
}

impl Report {
    fn view(&self) -> View<'_> {
        let destinations = self.destinations();
        let shared = shared_remarks(destinations);
        let is_shared = |remark: &String| shared.iter().any(|(_, those)| those.contains(remark));
        let (mut sections, mut unremarkable) = (Vec::new(), Vec::new());
        for destination in destinations {
            match destination.notes(self.is_full, is_shared) {
                notes if notes.is_empty() => unremarkable.push(destination.name()),
                notes => sections.push((destination.name().to_owned(), notes)),
            }
        }
        let shared = shared.iter();
        sections.extend(shared.map(|(names, those)| (names.join(", "), those.clone())));

        let mut remarks = Vec::new();
        if !unremarkable.is_empty() && !self.is_full {
            remarks.push(format!(
                "All traits arrive as they are: {}.",
                unremarkable.join(", ")
            ));
        }
        remarks.extend(self.legend());
        remarks.extend(sources(destinations));
        remarks.extend(self.unknown().iter().map(ToString::to_string));
        View {
            table: self.is_full.then(|| self.table()),
            sections,
            remarks,
        }
    }

    /// What the words for outcomes mean that occur in the view.
    fn legend(&self) -> Option<String> {
        let fates = self.destinations().iter().flat_map(Destination::fates);
        let outcomes: Vec<_> = fates.map(Fate::outcome).collect();
        let is_shown =
            |outcome: &Outcome| outcomes.contains(outcome) && (self.is_full || !outcome.arrives());
        let words = Outcome::ALL.into_iter().filter(is_shown);
        let words: Vec<_> = words
            .map(|outcome| format!("{outcome}: {}", outcome.meaning()))
            .collect();
        (!words.is_empty()).then(|| format!("{}.", words.join("; ")))
    }

    /// The report as Markdown, with the same content as its `Display`.
    pub fn to_markdown(&self) -> String {
        if self.has_no_traits() {
            return format!("{NO_TRAITS}\n");
        }
        let view = self.view();
        let mut blocks: Vec<_> = view.table.iter().map(Table::to_markdown).collect();
        blocks.extend(view.sections.iter().map(|(title, lines)| {
            let lines: String = lines.iter().map(|line| format!("- {line}\n")).collect();
            format!("**{title}**\n\n{lines}")
        }));
        blocks.extend(view.remarks.iter().map(|remark| format!("{remark}\n")));
        blocks.join("\n")
    }
}

const NO_TRAITS: &str = "There are no traits.";

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.has_no_traits() {
            return writeln!(f, "{NO_TRAITS}");
        }
        let view = self.view();
        let mut blocks: Vec<_> = view.table.iter().map(ToString::to_string).collect();
        blocks.extend(view.sections.iter().map(|(title, lines)| {
            let lines: String = lines.iter().map(|line| format!("  {line}\n")).collect();
            format!("{}{lines}", wrapped(title))
        }));
        blocks.extend(view.remarks.iter().map(|remark| wrapped(remark)));
        f.write_str(&blocks.join("\n"))
    }
}

/// The remarks that several destinations have in common, with the names of those destinations.
fn shared_remarks(destinations: &[Destination]) -> Vec<(Vec<&'static str>, Vec<String>)> {
    let mut shared: Vec<(Vec<_>, Vec<_>)> = Vec::new();
    for remark in destinations.iter().flat_map(Destination::remarks) {
        let have_it = destinations
            .iter()
            .filter(|destination| destination.remarks().contains(&remark));
        let names: Vec<_> = have_it.map(Destination::name).collect();
        if names.len() < 2 {
            continue;
        }
        match shared.iter_mut().find(|(others, _)| *others == names) {
            Some((_, remarks)) if remarks.contains(&remark) => {}
            Some((_, remarks)) => remarks.push(remark),
            None => shared.push((names, vec![remark])),
        }
    }
    shared
}

/// How the report is known, and when: once if that is the same for all destinations.
fn sources(destinations: &[Destination]) -> Vec<String> {
    let mut sources: Vec<(String, Vec<&str>)> = Vec::new();
    for destination in destinations {
        let source = destination.source();
        match sources.iter_mut().find(|(other, _)| *other == source) {
            Some((_, names)) => names.push(destination.name()),
            None => sources.push((source, vec![destination.name()])),
        }
    }
    match sources.as_slice() {
        [(source, _)] => vec![format!("Source: {source}.")],
        _ => sources
            .iter()
            .map(|(source, names)| format!("Source for {}: {source}.", names.join(", ")))
            .collect(),
    }
}

impl Destination {
    /// What should be known of it, a line each: first what is about single traits.
    fn notes(&self, is_full: bool, is_elsewhere: impl Fn(&String) -> bool) -> Vec<String> {
        let mut notes = self.fate_notes(is_full);
        notes.extend(self.needs().map(|need| format!("needs: {need}")));
        notes.extend(
            self.remarks()
                .into_iter()
                .filter(|remark| !is_elsewhere(remark)),
        );
        if !self.settings().is_empty() {
            notes.push(format!("true for these settings: {}", self.settings()));
        }
        if !notes.is_empty() && self.whole().all(Fate::arrives) {
            notes.insert(0, "all traits arrive".to_owned());
        }
        notes
    }

    /// What is true of the destination, whatever the traits.
    fn remarks(&self) -> Vec<String> {
        let null = (self.sends_null() && self.takes_groups()).then(|| self.null());
        let hazards = self.hazards().iter().map(Hazard::to_string);
        hazards.chain(null).collect()
    }

    /// If the same is true of several traits, it is said once.
    fn fate_notes(&self, is_full: bool) -> Vec<String> {
        let mut groups: Vec<(Vec<&str>, &Fate)> = Vec::new();
        for fate in self
            .whole()
            .filter(|fate| !fate.arrives() || is_full && fate.why().is_some())
        {
            match groups.iter_mut().find(|(_, other)| other.is_like(fate)) {
                Some((names, _)) => names.push(fate.name()),
                None => groups.push((vec![fate.name()], fate)),
            }
        }
        let count = self.whole().count();
        let notes = groups.iter().map(|(names, fate)| match names.as_slice() {
            [name] => format!("`{name}`: {}", fate.verdict()),
            all if all.len() == count => format!("all traits: {}", fate.reason()),
            _ => format!("{}: {}", super::report::list(names), fate.reason()),
        });
        notes.collect()
    }

    /// The fates of traits, without those of parts of the address.
    fn whole(&self) -> impl Iterator<Item = &Fate> {
        self.fates().iter().filter(|fate| !fate.is_part)
    }
}
