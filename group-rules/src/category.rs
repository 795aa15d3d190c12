//! The categories of personal data: lower case, without white space or invisible characters, so that no two differ in these
//! only.

use crate::blank::is_invisible;

/// The form in which a category is written. Other forms are refused where they are given.
pub fn normal(category: &str) -> String {
    let words = category.split(char::is_whitespace).map(visible);
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join("_").to_lowercase()
}

fn visible(word: &str) -> String {
    word.chars().filter(|c| !is_invisible(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn a_category_has_one_form() {
        for form in [
            "contact",
            " contact ",
            "Contact",
            "CONTACT\n",
            "con\u{ad}tact\u{200b}",
        ] {
            assert_eq!(normal(form), "contact", "{form:?}");
        }
        assert_eq!(normal("Billing contact"), "billing_contact");
        assert_eq!(normal("ÄRZTE"), "ärzte");
        assert_eq!(normal(" "), "");
    }
}
