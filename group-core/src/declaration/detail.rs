//! What only reports and plans need to know of a trait. A derive writes it with its feature `details`.

use super::Declaration;

/// Facts about a trait that its entry does not have.
#[doc(hidden)]
pub struct Detail {
    /// The doc comment of the field.
    pub description: &'static str,
    /// Whether there may be nothing to send.
    pub is_optional: bool,
    /// The JSON that serde writes, which counts for a custom trait.
    pub shape: Shape,
    /// Its parts if its type is an address.
    pub address: Option<&'static Declaration>,
    /// Its texts if its type is an enum of texts.
    pub texts: Option<&'static [&'static str]>,
    /// For a type of dates: whether they are instants, or days; `None` if they may be both.
    pub are_instants: Option<bool>,
    /// The category of personal data.
    pub pii: Option<&'static str>,
    /// The least that it may be: a number, the characters of a text, the elements of an array.
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// A regular expression of JavaScript that a text matches.
    pub pattern: Option<&'static str>,
}

impl Detail {
    /// For a constant.
    pub const CONSTANT: Self = Self {
        is_optional: false,
        shape: Shape::Text,
        ..Self::MAPPED
    };

    /// For the return value of `map`, whose type is not known.
    pub const MAPPED: Self = Self {
        description: "",
        is_optional: true,
        shape: Shape::Unknown,
        address: None,
        texts: None,
        are_instants: None,
        pii: None,
        min: None,
        max: None,
        pattern: None,
    };
}

/// The JSON of a value.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Text,
    /// A text that looks like a date.
    Date,
    Int,
    Float,
    Bool,
    Array,
    Object,
    Unknown,
}
