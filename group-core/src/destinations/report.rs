//! The report: what each destination makes of the traits.

use std::error::Error;
use std::fmt::{self, Display, Write as _};
use std::sync::Arc;

use super::entries;
use super::fate::Fate;
use super::fates::fates;
use super::hazards::{Hazard, hazards};
use super::knowledge::{Knowledge, Own, Reads, Rest, Treatment};
use super::sent::Sent;
use super::table::{Cell, Table};
use super::warehouse::{Warehouse, dbt};
use super::without_groups::{OF_DEVICES, WITHOUT_GROUPS};
use crate::payload::Payload;
use crate::reserved;
use crate::traits::GroupTraits;

/// What each destination makes of the traits of a type, or of an event.
///
/// Its `Display` is a table of traits and destinations, with the reasons and cures of a few destinations below; with more
/// than ten, [`Report::destination`] has those of each.
#[derive(Clone)]
pub struct Report {
    sent: Arc<Sent>,
    destinations: Vec<Destination>,
    /// All there are, those without group events too.
    all: Arc<[Destination]>,
    /// Names that were asked for; `None` for all destinations.
    unknown: Option<Vec<UnknownDestination>>,
}

/// What one destination makes of the traits. Its `Display` has everything that is known.
#[derive(Clone)]
pub struct Destination {
    known: &'static Knowledge,
    fates: Vec<Fate>,
    hazards: Vec<Hazard>,
    /// Whether null is sent at all.
    has_null: bool,
}

/// What each destination receives of a type.
///
/// The values are not known, so a fate can be [`Outcome::Depends`](super::Outcome::Depends): [`report_for`] knows more of
/// one event. Flattened structs are part of it, and the traits of a user are not.
///
/// ```
/// use group_core::{GroupTraits, destinations};
///
/// #[derive(GroupTraits)]
/// #[group(group_type = "company")]
/// struct Company {
///     name: String,
///     plan: String,
///     #[group(also = "size")]
///     employees: u32,
/// }
///
/// let report = destinations::report::<Company>();
/// report.assert_arrives("Intercom", ["name", "plan", "size"]);
/// println!("{}", report.only(["Intercom", "HubSpot", "Postgres"]));
/// ```
pub fn report<T: GroupTraits + ?Sized>() -> Report {
    Report::new(Sent::of_type(T::__DECLARATION))
}

/// What each destination receives of one event, which is a group event; of another kind the report has no traits.
///
/// It also knows what only an event shows: ids, the traits of the user that take the place of the group's, texts that
/// look like dates, empty texts, floats that are whole.
///
/// ```
/// use group_core::{GroupTraits, Identity, destinations};
///
/// #[derive(GroupTraits)]
/// struct Company { id: u32, name: String, founded: String }
///
/// let hooli = Company { id: 7, name: "Hooli".into(), founded: "1997-02-30".into() };
/// let payload = Identity::user("1hKOmRA4GRlm").group(&hooli).build()?;
///
/// let report = destinations::report_for(&payload);
/// let founded = report.destination("Postgres")?.fate("founded").map(|fate| fate.to_string());
/// assert_eq!(
///     founded.as_deref(),
///     Some("founded: changed, as founded (timestamptz): it looks like a date, and is stored as a date and time in UTC, to the millisecond"),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn report_for(payload: &Payload) -> Report {
    Report::new(Sent::of_event(payload.as_str()))
}

impl Report {
    fn new(sent: Sent) -> Self {
        let of = |all: &'static [Knowledge]| all.iter().map(|it| Destination::new(it, &sent));
        let destinations: Vec<_> = of(entries::ALL).collect();
        let others = of(WITHOUT_GROUPS).chain(of(OF_DEVICES));
        Self {
            all: destinations.iter().cloned().chain(others).collect(),
            destinations,
            sent: Arc::new(sent),
            unknown: None,
        }
    }

    /// One destination, by its name in RudderStack's dashboard or its name in RudderStack's definitions (`GA4`); case,
    /// spaces and punctuation do not matter, and a part of a name that only one has is enough (`SQL Server`).
    ///
    /// # Errors
    ///
    /// No destination has that name, or several have: the error lists some that are near.
    pub fn destination(&self, name: &str) -> Result<&Destination, UnknownDestination> {
        find(&self.all, name)
    }

    /// The destinations of the report: all that take group events, or those that [`Report::only`] was given.
    pub fn destinations(&self) -> &[Destination] {
        &self.destinations
    }

    /// The report of some destinations only, in this order. A name that is not known is said in the text of the report.
    pub fn only(&self, names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let (mut destinations, mut unknown) = (Vec::new(), Vec::new());
        for name in names {
            match self.destination(name.as_ref()) {
                Ok(found) => destinations.push(found.clone()),
                Err(error) => unknown.push(error),
            }
        }
        Self {
            sent: Arc::clone(&self.sent),
            all: Arc::clone(&self.all),
            destinations,
            unknown: Some(unknown),
        }
    }

    /// Asserts, in a test, that traits arrive in a destination as they are: in one field, or an object in a field for each
    /// of its members. A part of the address is given by its path: `address.city`.
    ///
    /// # Panics
    ///
    /// If one of them does not, or not for certain, with the reason and the cure of each; if the destination is not known;
    /// and if a trait is not sent at all.
    ///
    /// ```should_panic
    /// # use group_core::{GroupTraits, destinations};
    /// #[derive(GroupTraits)]
    /// struct Company { name: String, employees: u32 }
    ///
    /// // Intercom: employees: unread, as custom_attributes.employees: Intercom reads `size`; write
    /// // `#[group(also = "size")]` at `employees`
    /// destinations::report::<Company>().assert_arrives("Intercom", ["name", "employees"]);
    /// ```
    #[track_caller]
    #[allow(clippy::panic)] // An assertion.
    pub fn assert_arrives(
        &self,
        destination: &str,
        traits: impl IntoIterator<Item = impl AsRef<str>>,
    ) {
        let problems = match self.destination(destination) {
            Ok(found) => found.problems(traits),
            Err(unknown) => unknown.to_string(),
        };
        if !problems.is_empty() {
            panic!("{problems}");
        }
    }

    /// The report as Markdown: the table, and what there is to say of each destination.
    pub fn to_markdown(&self) -> String {
        let mut markdown = self.table().to_markdown();
        for destination in &self.destinations {
            let _ = write!(markdown, "\n**{}**\n\n", destination.name());
            for line in destination.notes() {
                let _ = writeln!(markdown, "- {line}");
            }
        }
        for unknown in self.unknown.iter().flatten() {
            let _ = write!(markdown, "\n{unknown}\n");
        }
        markdown
    }

    /// A `schema.yml` for dbt: the table of group events as a source, with the columns of the traits, their types, the doc
    /// comments of the fields as descriptions, and a test `not_null` for each trait that is no `Option` and can't be left
    /// out otherwise. An array gets none, since an empty one leaves its column empty.
    ///
    /// It is that of the first warehouse that [`Report::only`] was given, or of Postgres. The source is named `rudderstack`:
    /// give it the schema that RudderStack loads into. Where several types of groups share the table, or events came before a
    /// trait was there, take the tests out that do not hold.
    pub fn to_dbt(&self) -> String {
        let asked_for = self.destinations.iter().filter(|_| self.unknown.is_some());
        let warehouse = asked_for.filter_map(Destination::warehouse).next();
        dbt::schema(warehouse.unwrap_or(Warehouse::Postgres), &self.sent)
    }

    fn table(&self) -> Table<'_> {
        Table {
            traits: self.sent.traits.iter().map(|it| &*it.name).collect(),
            columns: self
                .destinations
                .iter()
                .map(|it| (it.name(), it.cells()))
                .collect(),
        }
    }
}

/// As much as can be read.
const FEW: usize = 10;

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.table())?;
        if self.destinations.len() <= FEW {
            for destination in &self.destinations {
                write!(f, "\n{}\n", destination.name())?;
                for line in destination.notes() {
                    writeln!(f, "  {line}")?;
                }
            }
        }
        for unknown in self.unknown.iter().flatten() {
            write!(f, "\n{unknown}\n")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report")
            .field("destinations", &self.destinations)
            .finish_non_exhaustive()
    }
}

impl Destination {
    fn new(known: &'static Knowledge, sent: &Sent) -> Self {
        Self {
            known,
            fates: fates(known, sent),
            hazards: hazards(known, sent),
            has_null: sent.traits.iter().any(|it| it.sends_null),
        }
    }

    /// Its name in RudderStack's dashboard; where one destination can be set up in ways that differ, what sets this one
    /// apart stands in parentheses.
    pub fn name(&self) -> &'static str {
        self.known.name
    }

    /// What becomes of each trait, in the order of the traits; after the address its parts, by their paths.
    pub fn fates(&self) -> &[Fate] {
        &self.fates
    }

    /// What becomes of one trait, by its name in the event, or of a part of the address by its path.
    pub fn fate(&self, name: &str) -> Option<&Fate> {
        self.fates.iter().find(|it| it.name() == name)
    }

    /// Whether group events get there at all.
    pub fn takes_groups(&self) -> bool {
        !matches!(self.known.reads, Reads::NoGroups { .. })
    }

    /// The settings that all this is true for, as they are named in the dashboard; empty if none matters.
    pub fn settings(&self) -> &'static str {
        self.known.settings
    }

    /// How all this is known: by running RudderStack's code or by reading it, which version, and when.
    pub fn source(&self) -> String {
        self.known.source.to_string()
    }

    /// What an event must have, or it fails.
    pub fn needs(&self) -> impl Iterator<Item = String> {
        self.known.needs.iter().map(|need| {
            let cure = match need.cure {
                "" => String::new(),
                cure => format!(" ({cure})"),
            };
            let late = match need.writes_first {
                true => "; without it, the traits are written before the event fails",
                false => "",
            };
            format!("{}{cure}{late}", need.what)
        })
    }

    /// What it does besides passing traits on, to the user or the membership, and what else there is to know: what applies
    /// to the type or the event of the report, or may apply to it.
    ///
    /// ```
    /// use group_core::{GroupTraits, Identity, destinations};
    /// use std::collections::HashMap;
    ///
    /// #[derive(GroupTraits)]
    /// struct Company { name: &'static str }
    ///
    /// let user = Identity::user("u").with_traits(&HashMap::from([("tags", ["beta"])]));
    /// let payload = user.group_with_id("g", &Company { name: "Hooli" }).build()?;
    ///
    /// let report = destinations::report_for(&payload);
    /// let hazards = report.destination("Intercom")?.hazards();
    /// assert!(hazards.iter().any(|hazard| hazard.what() == "the user's `tags` become tags of the company"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn hazards(&self) -> &[Hazard] {
        &self.hazards
    }

    /// What a trait that is sent as null (`#[group(null = "send")]`) does there.
    pub fn null(&self) -> String {
        match &self.known.reads {
            Reads::Columns(_) => {
                "a null leaves the column empty in the row of that event, as if the trait were left out".to_owned()
            }
            Reads::Nothing { .. }
            | Reads::NothingWithUserId { .. }
            | Reads::NoGroups { .. } => "a null does nothing".to_owned(),
            Reads::Traits(rules)
            | Reads::Choice {
                otherwise: rules, ..
            } => {
                let mut null = match (&rules.rest, rules.nulls) {
                    (Rest::Lost, _) | (_, Treatment::LeftOut) => {
                        "a null is left out, so it clears nothing".to_owned()
                    }
                    (_, Treatment::Kept) => format!(
                        "a null arrives as null; what {} makes of it is unknown",
                        self.known.name
                    ),
                };
                let matters = |name: &str| self.fate(name).is_some() || is_reserved(name);
                let own = || rules.own.iter().filter(|own| matters(own.name));
                let names = |is: &dyn Fn(&Own) -> bool| -> Vec<_> {
                    own().filter(|own| is(own)).map(|own| own.name).collect()
                };
                let users = names(&|own| own.else_users);
                if !users.is_empty() {
                    let _ = write!(
                        null,
                        "; for {} the user's trait of the name is taken if the group's is null or left out, and where \
                         there is none it is left out",
                        list(&users)
                    );
                }
                let read = names(&|own| !own.else_users && !own.is_renamed);
                if !read.is_empty() && null.starts_with("a null arrives") {
                    let _ = write!(null, "; that of {} is left out", list(&read));
                }
                null
            }
        }
    }

    fn warehouse(&self) -> Option<Warehouse> {
        match self.known.reads {
            Reads::Columns(warehouse) => Some(warehouse),
            _ => None,
        }
    }

    fn problems(&self, traits: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        let problems = traits.into_iter().filter_map(|name| {
            let name = name.as_ref();
            match self.fate(name) {
                Some(fate) if fate.arrives() => None,
                Some(fate) => Some(format!("{}: {fate}\n", self.name())),
                None => {
                    let names: Vec<_> = self.fates.iter().map(Fate::name).collect();
                    Some(format!(
                        "`{name}` is not sent; these are: {}\n",
                        list(&names)
                    ))
                }
            }
        });
        problems.collect::<String>().trim_end().to_owned()
    }

    /// A cell for each trait, without the parts of the address.
    fn cells(&self) -> Vec<Cell> {
        let is_warehouse = self.warehouse().is_some();
        let whole = self.fates.iter().filter(|it| !it.is_part);
        whole.map(|fate| Cell::of(fate, is_warehouse)).collect()
    }

    /// What is to be said of it, a line each: first what is about single traits.
    fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = Vec::new();
        let whole = || self.fates.iter().filter(|it| !it.is_part);
        // Of many traits the same is said once.
        let mut said: Vec<(Vec<&str>, &Fate)> = Vec::new();
        for fate in whole().filter(|it| it.why().is_some()) {
            match said.iter_mut().find(|(_, it)| it.is_like(fate)) {
                Some((names, _)) => names.push(fate.name()),
                None => said.push((vec![fate.name()], fate)),
            }
        }
        let count = whole().count();
        notes.extend(said.iter().map(|(names, fate)| match names.len() {
            1 => format!("{}: {}", list(names), fate.verdict()),
            all if all == count => format!("all traits: {}", fate.reason()),
            _ => format!("{}: {}", list(names), fate.reason()),
        }));
        notes.extend(self.needs().map(|need| format!("needs: {need}")));
        notes.extend(self.hazards.iter().map(Hazard::to_string));
        if !self.settings().is_empty() {
            notes.push(format!("true for these settings: {}", self.settings()));
        }
        if self.has_null && self.takes_groups() {
            notes.push(self.null());
        }
        notes
    }
}

fn is_reserved(name: &str) -> bool {
    reserved::ALL.iter().any(|row| row.0 == name)
}

fn list(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

impl Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name())?;
        for fate in &self.fates {
            writeln!(f, "  {fate}")?;
        }
        for need in self.needs() {
            writeln!(f, "  needs: {need}")?;
        }
        for hazard in &self.hazards {
            writeln!(f, "  {hazard}")?;
        }
        if !self.settings().is_empty() {
            writeln!(f, "  true for these settings: {}", self.settings())?;
        }
        writeln!(f, "  {}", self.null())
    }
}

impl fmt::Debug for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Destination")
            .field("name", &self.name())
            .field("fates", &self.fates)
            .finish_non_exhaustive()
    }
}

/// No destination has that name, or several have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownDestination {
    name: String,
    near: Vec<&'static str>,
}

impl UnknownDestination {
    /// The name that was looked for.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Display for UnknownDestination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no destination is named `{}`", self.name)?;
        match self.near.as_slice() {
            [] => f.write_str(
                ": `destinations::report::<T>().destinations()` lists those that take group events",
            ),
            near => write!(f, "; is it one of these: {}?", list(near)),
        }
    }
}

impl Error for UnknownDestination {}

fn find<'d>(all: &'d [Destination], name: &str) -> Result<&'d Destination, UnknownDestination> {
    let wanted = letters(name);
    let is_exact =
        |it: &&Destination| letters(it.known.name) == wanted || letters(it.known.code) == wanted;
    let exact = all.iter().find(is_exact);
    if let Some(found) = exact.filter(|_| !wanted.is_empty()) {
        return Ok(found);
    }
    let near: Vec<_> = all
        .iter()
        .filter(|it| !wanted.is_empty() && letters(it.name()).contains(&wanted))
        .collect();
    // `Amazon Redshift`, `PostgreSQL`: with a word more than the name.
    let is_within = |it: &&Destination| {
        let name = letters(it.name());
        name.len() > 5 && wanted.contains(&name)
    };
    let mut longer = all.iter().filter(is_within);
    if let (true, Some(found), None) = (near.is_empty(), longer.next(), longer.next()) {
        return Ok(found);
    }
    match near.as_slice() {
        [one] => Ok(one),
        [] => Err(UnknownDestination {
            name: name.to_owned(),
            near: all
                .iter()
                .map(Destination::name)
                .filter(|it| is_near(&wanted, &letters(it)))
                .collect(),
        }),
        _ => Err(UnknownDestination {
            name: name.to_owned(),
            near: near.iter().map(|it| it.name()).collect(),
        }),
    }
}

fn letters(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether one slip makes one of the other: a letter that is missing, too many, wrong, or in the wrong place.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = |(a, b): &(&u8, &u8)| a == b;
    let start = a.iter().zip(b).take_while(same).count();
    let end = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    let left = |of: &[u8]| of.len().saturating_sub(start + end);
    a.len() > 3 && a.len().abs_diff(b.len()) <= 1 && left(a) <= 2 && left(b) <= 2
}
