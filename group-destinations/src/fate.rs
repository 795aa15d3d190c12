//! What becomes of one trait in one destination.

use std::fmt::{self, Display};

/// What becomes of one trait in one destination.
#[derive(Clone, Debug, PartialEq)]
pub struct Fate {
    pub(crate) name: String,
    pub(crate) outcome: Outcome,
    pub(crate) fields: Vec<String>,
    /// Of columns, as many as there are fields.
    pub(crate) types: Vec<&'static str>,
    /// Whether it is a part of the address.
    pub(crate) is_part: bool,
    pub(crate) why: Option<String>,
    pub(crate) cure: Option<String>,
}

/// Whether a trait arrives, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// As it is, in one field. A number may have another form (`3.0` is `3` in JavaScript), and a date may be a date there.
    Arrives,
    /// In parts, each as it is: an object in a field for each of its members.
    Split,
    /// It arrives, but as something else: an array as text, a flag as a tag.
    Changed,
    /// It becomes something of the user, not of the group.
    OfUser,
    /// It arrives under a name that the destination gives no meaning to, and for its meaning the destination reads another.
    Unread,
    /// That depends on the value, on the user, or on the settings of the destination: [`Fate::why`] says on what.
    Depends,
    /// It is written, and then the event fails: RudderStack reports the event as failed though the trait is there.
    Written,
    /// It does not arrive.
    Lost,
}

impl Fate {
    /// The trait: its name in the event, or for a part of the address its path, such as `address.city`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it arrives.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Where it arrives: paths in the request that RudderStack sends to the destination, or columns of a warehouse. None if
    /// it is lost.
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// Of a warehouse: the columns, each with its type as the warehouse calls it.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &'static str)> {
        let columns = self.fields.iter().map(String::as_str);
        columns.zip(self.types.iter().copied())
    }

    /// Why it does not arrive as it is, or what to look out for where it does.
    pub fn why(&self) -> Option<&str> {
        self.why.as_deref()
    }

    /// What to write so that it arrives, where that is possible.
    pub fn cure(&self) -> Option<&str> {
        self.cure.as_deref()
    }

    /// Whether it arrives as it is, in one field or in parts.
    pub fn arrives(&self) -> bool {
        self.outcome.arrives()
    }
}

impl Fate {
    /// All but the name.
    pub(crate) fn verdict(&self) -> String {
        let fields: Vec<_> = match self.types.is_empty() {
            true => self.fields.clone(),
            false => self
                .columns()
                .map(|(name, type_)| format!("{name} ({type_})"))
                .collect(),
        };
        let as_ = match fields.is_empty() {
            true => String::new(),
            false => format!(", as {}", fields.join(", ")),
        };
        format!("{}{as_}{}", self.outcome, self.why_and_cure())
    }

    /// As that, without the fields.
    pub(crate) fn reason(&self) -> String {
        format!("{}{}", self.outcome, self.why_and_cure())
    }

    fn why_and_cure(&self) -> String {
        let why = self.why.iter().map(|why| format!(": {why}"));
        let cure = self.cure.iter().map(|cure| format!("; {cure}"));
        why.chain(cure).collect()
    }

    /// Whether the same is to be said of both, but for the fields.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let reason = |fate: &Self| (fate.outcome, fate.why.clone(), fate.cure.clone());
        reason(self) == reason(other)
    }
}

/// ```text
/// employees: unread, as custom_attributes.employees: Intercom reads `size`; write `#[group(also = "size")]` at `headcount`
/// ```
impl Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.verdict())
    }
}

impl Outcome {
    pub(crate) const ALL: [Self; 8] = [
        Self::Arrives,
        Self::Split,
        Self::Changed,
        Self::OfUser,
        Self::Unread,
        Self::Depends,
        Self::Written,
        Self::Lost,
    ];

    pub(crate) fn arrives(self) -> bool {
        matches!(self, Self::Arrives | Self::Split)
    }

    /// What the word for it means.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Arrives => "as it is, in one field",
            Self::Split => "as it is, in parts",
            Self::Changed => "as something else",
            Self::OfUser => "as something of the user",
            Self::Unread => "under a name that means nothing there",
            Self::Depends => "on what is not known here",
            Self::Written => "before the event fails",
            Self::Lost => "not at all",
        }
    }
}

impl Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Arrives => "arrives",
            Self::Split => "split",
            Self::Changed => "changed",
            Self::OfUser => "user's",
            Self::Unread => "unread",
            Self::Depends => "depends",
            Self::Written => "written",
            Self::Lost => "lost",
        })
    }
}
