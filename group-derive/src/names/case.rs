//! The eight case rules of `rename_all`, as serde applies them.

#[derive(Clone, Copy)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    pub(crate) const ALL: [(&'static str, Self); 8] = [
        ("lowercase", Self::Lower),
        ("UPPERCASE", Self::Upper),
        ("PascalCase", Self::Pascal),
        ("camelCase", Self::Camel),
        ("snake_case", Self::Snake),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
        ("kebab-case", Self::Kebab),
        ("SCREAMING-KEBAB-CASE", Self::ScreamingKebab),
    ];

    pub(crate) fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find_map(|(known, case)| (known == name).then_some(case))
    }

    /// A field's name, which is taken to be in snake_case.
    pub(crate) fn apply_to_field(self, field: &str) -> String {
        match self {
            Self::Lower | Self::Snake => field.to_owned(),
            Self::Upper | Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::Pascal => pascal(field),
            Self::Camel => lower_first(&pascal(field)),
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// A variant's name, which is taken to be in PascalCase.
    pub(crate) fn apply_to_variant(self, variant: &str) -> String {
        match self {
            Self::Pascal => variant.to_owned(),
            Self::Lower => variant.to_ascii_lowercase(),
            Self::Upper => variant.to_ascii_uppercase(),
            Self::Camel => lower_first(variant),
            Self::Snake | Self::ScreamingSnake | Self::Kebab | Self::ScreamingKebab => {
                self.apply_to_field(&snake(variant))
            }
        }
    }
}

fn pascal(field: &str) -> String {
    field.split('_').map(upper_first).collect()
}

fn snake(variant: &str) -> String {
    let mut snake = String::new();
    for (i, c) in variant.char_indices() {
        if i > 0 && c.is_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

fn upper_first(word: &str) -> String {
    change_first(word, |first| first.to_ascii_uppercase())
}

fn lower_first(word: &str) -> String {
    change_first(word, |first| first.to_ascii_lowercase())
}

fn change_first(word: &str, change: impl FnOnce(char) -> char) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(change);
    first.into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn the_eight_rules_give_what_serde_gives() {
        let given: Vec<_> = Case::ALL
            .into_iter()
            .map(|(_, case)| {
                let field = case.apply_to_field("seats_left_7d");
                let variant = case.apply_to_variant("ProPlus2");
                (field, variant)
            })
            .collect();
        let expected = [
            ("seats_left_7d", "proplus2"),
            ("SEATS_LEFT_7D", "PROPLUS2"),
            ("SeatsLeft7d", "ProPlus2"),
            ("seatsLeft7d", "proPlus2"),
            ("seats_left_7d", "pro_plus2"),
            ("SEATS_LEFT_7D", "PRO_PLUS2"),
            ("seats-left-7d", "pro-plus2"),
            ("SEATS-LEFT-7D", "PRO-PLUS2"),
        ];
        assert_eq!(
            given,
            expected.map(|(field, variant)| (field.to_owned(), variant.to_owned()))
        );
    }
}
