//! The categories of personal data: lower case, without white space, so that no two differ in these only.

/// The form in which a category is written. Other forms are refused where they are given.
pub fn normal(category: &str) -> String {
    let visible = category.split_whitespace().collect::<Vec<_>>();
    visible.join("_").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn a_category_has_one_form() {
        for form in ["contact", " contact ", "Contact", "CONTACT\n"] {
            assert_eq!(normal(form), "contact", "{form:?}");
        }
        assert_eq!(normal("Billing contact"), "billing_contact");
        assert_eq!(normal("ÄRZTE"), "ärzte");
        assert_eq!(normal(" "), "");
    }
}
