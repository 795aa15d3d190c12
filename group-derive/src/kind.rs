//! The kinds of value.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Id,
    Count,
    Date,
}

impl Kind {
    /// The kinds that `as` takes.
    pub(crate) const OF_CUSTOM: [(&'static str, Self); 4] = [
        ("text", Self::Text),
        ("id", Self::Id),
        ("count", Self::Count),
        ("date", Self::Date),
    ];

    /// The trait that values of this kind implement.
    pub(crate) fn value_trait(self) -> &'static str {
        match self {
            Self::Text => "TextTrait",
            Self::Id => "IdTrait",
            Self::Count => "CountTrait",
            Self::Date => "DateTrait",
        }
    }

    /// The trait in `group_core::reserved` of the types that a custom trait of this kind accepts.
    pub(crate) fn slot(self) -> &'static str {
        match self {
            Self::Text => "AsText",
            Self::Id => "AsId",
            Self::Count => "AsCount",
            Self::Date => "AsDate",
        }
    }

    /// Whether values of this kind are sent as strings.
    pub(crate) fn is_string(self) -> bool {
        match self {
            Self::Text | Self::Id | Self::Date => true,
            Self::Count => false,
        }
    }
}
