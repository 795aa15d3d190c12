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
use group_rules::reserved::is_reserved;

/// What each destination makes of the traits of a type, or of an event.
///
/// Its `Display` lists, for each destination, the traits that do not arrive as they are, with the reason and the fix, and
/// what else is known of the destination. [`Report::all`] adds the traits that arrive.
#[derive(Clone)]
pub struct Report {
    sent: Arc<Sent>,
    destinations: Vec<Destination>,
    /// All there are, those without group events too.
    known: Arc<[Destination]>,
    /// Names that were asked for; `None` for all destinations.
    unknown: Option<Vec<UnknownDestination>>,
    /// Whether the text shows what arrives too.
    pub(super) is_full: bool,
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

impl Report {
    #[doc(hidden)]
    pub fn new(sent: Sent) -> Self {
        let of = |all: &'static [Knowledge]| all.iter().map(|it| Destination::new(it, &sent));
        let destinations: Vec<_> = of(entries::ALL).collect();
        let others = of(WITHOUT_GROUPS).chain(of(OF_DEVICES));
        Self {
            known: destinations.iter().cloned().chain(others).collect(),
            destinations,
            sent: Arc::new(sent),
            unknown: None,
            is_full: false,
        }
    }

    /// Returns a destination by its name in RudderStack's dashboard or in RudderStack's definitions (`GA4`). Case, spaces and
    /// punctuation do not matter, and a part of a name is enough if only one destination has it (`SQL Server`).
    ///
    /// If a destination has several entries, one for each way to set it up, its plain name is that of the usual way, and the
    /// others need their whole name: `Intercom (API version 1)`.
    ///
    /// # Errors
    ///
    /// If no destination has that name, or several have. The error lists similar names.
    pub fn destination(&self, name: &str) -> Result<&Destination, UnknownDestination> {
        find(&self.known, name)
    }

    /// Returns the destinations of the report: all that take group events, or those that [`Report::only`] was given.
    pub fn destinations(&self) -> &[Destination] {
        &self.destinations
    }

    /// Returns the report of some destinations only, in this order. The text of the report lists the names that are not
    /// known.
    pub fn only(&self, names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let (mut destinations, mut unknown) = (Vec::new(), Vec::new());
        for name in names {
            match self.destination(name.as_ref()) {
                Ok(found) => destinations.push(found.clone()),
                Err(error) => unknown.push(error),
            }
        }
        Self {
            destinations,
            unknown: Some(unknown),
            ..self.clone()
        }
    }

    /// Returns the report with everything in its text: a table of the traits and destinations, and also why a trait
    /// arrives under another name or in another form.
    ///
    /// ```
    /// # use group_core::{GroupTraits, destinations};
    /// #[derive(GroupTraits)]
    /// struct Company { name: String, plan: String }
    ///
    /// let report = destinations::report::<Company>().only(["Freshsales", "SQL Server"]);
    /// assert!(report.all().to_string().starts_with("\
    /// trait  Freshsales  Microsoft SQL Server
    /// name   arrives     name nvarchar(512)
    /// plan   lost        _plan nvarchar(512)
    /// "));
    /// ```
    pub fn all(&self) -> Self {
        Self {
            is_full: true,
            ..self.clone()
        }
    }

    /// Asserts, in a test, that traits arrive in a destination as they are: in one field, or an object in a field for each
    /// of its members. Name a part of the address by its path: `address.city`.
    ///
    /// The assertion fails when the struct changes, not when RudderStack does. It is as strict as [`Fate::arrives`]: what
    /// [depends](super::Outcome::Depends) on a value, such as an `f64` in a warehouse, does not pass. A `String` passes
    /// although a warehouse stores a value that looks like a date as one: see [the module](super#warehouses).
    ///
    /// # Panics
    ///
    /// If a trait does not arrive, or not for certain, with the reason and the fix for each; if the destination is not
    /// known; or if a trait is not sent at all.
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

    /// Returns a `schema.yml` for dbt: the table of group events as a source, with the columns of the traits, their types,
    /// and the doc comments of the fields as descriptions.
    ///
    /// The schema is the dbt variable `rudderstack_schema`: set it in `dbt_project.yml`, or for each environment with
    /// `--vars`, to the schema, dataset or database that RudderStack loads into. By default RudderStack names it after the
    /// source, in snake case: `acme_prod` for a source named *Acme Prod*. A namespace in the settings of the destination
    /// takes its place.
    ///
    /// A column has the test `not_null` if each event of this type fills it: if its trait is always sent and is a number, a
    /// boolean, a date, or one of the words of an enum. An empty string is NULL, and so is an empty array. Remove the tests
    /// that do not hold because other types of groups share the table, or because events came before a trait existed.
    ///
    /// The warehouse is the first one that [`Report::only`] was given, or else Postgres.
    ///
    /// ```
    /// use group_core::{GroupTraits, destinations};
    ///
    /// #[derive(GroupTraits)]
    /// struct Company { employees: u32 }
    ///
    /// let report = destinations::report::<Company>().only(["Snowflake"]);
    /// assert!(report.to_dbt().contains("    tables:\n      - name: GROUPS\n"));
    /// ```
    pub fn to_dbt(&self) -> String {
        let asked_for = self.destinations.iter().filter(|_| self.unknown.is_some());
        let warehouse = asked_for.filter_map(Destination::warehouse).next();
        dbt::schema(warehouse.unwrap_or(Warehouse::Postgres), &self.sent)
    }

    pub(super) fn table(&self) -> Table<'_> {
        Table {
            traits: self.sent.traits.iter().map(|it| &*it.name).collect(),
            columns: self
                .destinations
                .iter()
                .map(|it| (it.name(), it.cells()))
                .collect(),
        }
    }

    pub(super) fn has_no_traits(&self) -> bool {
        self.sent.traits.is_empty()
    }

    /// The names that were asked for and are not known.
    pub(super) fn unknown(&self) -> &[UnknownDestination] {
        self.unknown.as_deref().unwrap_or_default()
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

    /// Returns its name in RudderStack's dashboard. If a destination has several entries, one for each way to set it up, the
    /// way is in parentheses.
    pub fn name(&self) -> &'static str {
        self.known.name
    }

    /// Returns what becomes of each trait, in the order of the traits. The parts of an address, by their paths, come after
    /// the address.
    pub fn fates(&self) -> &[Fate] {
        &self.fates
    }

    /// Returns what becomes of one trait, by its name in the event, or of a part of the address, by its path.
    pub fn fate(&self, name: &str) -> Option<&Fate> {
        self.fates.iter().find(|it| it.name() == name)
    }

    /// Whether RudderStack passes group events on to it.
    pub fn takes_groups(&self) -> bool {
        !matches!(self.known.reads, Reads::NoGroups { .. })
    }

    /// Returns the settings that all this is true for, by their names in the dashboard. Empty if no setting matters.
    pub fn settings(&self) -> &'static str {
        self.known.settings
    }

    /// Returns how all this is known: which of RudderStack's programs was run or read, at which commit, and when. It can differ
    /// from destination to destination.
    pub fn source(&self) -> String {
        self.known.source.to_string()
    }

    /// Returns what an event must have, or it fails.
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

    /// Returns what else the destination does, such as to the user or the membership, and what else its owner should know: all
    /// that applies to the type or the event of the report, or may apply to it.
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

    /// Returns what a trait that is sent as null (`#[group(null = "send")]`) does there.
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

    /// Whether null is sent at all.
    pub(super) fn sends_null(&self) -> bool {
        self.has_null
    }
}

pub(super) fn list(names: &[&str]) -> String {
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
        writeln!(f, "  {}", self.null())?;
        writeln!(f, "  source: {}", self.source())
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
    /// Returns the name that was looked for.
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
    let named = |known: &str| letters(known) == wanted;
    let is_exact = |it: &&Destination| named(it.known.name) || named(it.known.code);
    let exact = all.iter().find(is_exact);
    if let Some(found) = exact.filter(|_| !wanted.is_empty()) {
        return Ok(found);
    }
    let variants = |it: &Destination| {
        let code = it.known.code;
        all.iter().filter(move |other| other.known.code == code)
    };
    let has_part = |it: &&Destination| letters(it.name()).contains(&wanted);
    let parts: Vec<_> = all.iter().filter(has_part).collect();
    match parts.as_slice() {
        // A part of a name must not lead to one of several ways to set a destination up.
        [one] if variants(one).count() == 1 => return Ok(one),
        _ => {}
    }
    let is_similar = |it: &Destination| {
        let known = letters(it.name());
        known.contains(&wanted)
            || known.len() > 3 && wanted.contains(&known)
            || is_near(&wanted, &known)
    };
    let near = all
        .iter()
        .filter(|it| !wanted.is_empty() && variants(it).any(is_similar));
    Err(UnknownDestination {
        name: name.to_owned(),
        near: near.map(Destination::name).collect(),
    })
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
