//! Names that are almost reserved ones, and what was probably meant.
//!
//! Only the letters and digits of a name are compared, in lower case, so that `web_site` and `Website` are read alike. A
//! name means a reserved trait if it is one of the words for that trait; if it is such a word with another before or after
//! it that adds nothing (`number_of_employees`, `avatar_url`); or if it is such a word misspelt.

use group_rules::spelling::{is_misspelt, letters};

use crate::vocabulary::{Meaning, Nested, Reserved, Vocabulary};

/// What was probably meant by a name.
#[derive(Clone, Copy)]
pub(crate) enum Near {
    Reserved(&'static Reserved),
    Subfield(&'static Nested, &'static Reserved),
}

/// The reserved name that `name` is probably meant to be, in a struct that has the nested object or not.
pub(crate) fn near(vocabulary: &'static Vocabulary, name: &str, has_nested: bool) -> Option<Near> {
    let letters = letters(name);
    let nested = vocabulary.nested.as_ref();
    let fits = |fits: fn(&Meaning, &str) -> bool| {
        let means = |meaning: &Meaning| fits(meaning, &letters);
        let mut reserved = vocabulary.reserved.iter();
        let reserved = reserved.find(|reserved| reserved.meanings.iter().any(means));
        let subfield = || meant_within(nested?, nested?.meanings, means);
        reserved.map(Near::Reserved).or_else(subfield)
    };
    // Misspelt, they are other words: a `stage` is no `state`, and a `county` no `country`.
    let beside = || {
        let nested = nested.filter(|_| has_nested)?;
        meant_within(nested, nested.meanings_beside, |it| it.is(&letters))
    };
    fits(Meaning::is)
        .or_else(beside)
        .or_else(|| fits(Meaning::is_misspelt))
}

/// The name of the nested object that has one of `meanings`.
fn meant_within(
    nested: &'static Nested,
    meanings: &[(&str, Meaning)],
    means: impl Fn(&Meaning) -> bool,
) -> Option<Near> {
    let (name, _) = meanings.iter().find(|(_, meaning)| means(meaning))?;
    Some(Near::Subfield(nested, nested.vocabulary.named(name)?))
}

impl Meaning {
    fn is(&self, name: &str) -> bool {
        self.cores(name).any(|core| self.words.contains(&core))
    }

    fn is_misspelt(&self, name: &str) -> bool {
        self.cores(name)
            .any(|core| self.words.iter().any(|word| is_misspelt(word, core)))
    }

    /// The name, and what is left of it without the words before or after.
    fn cores<'a>(&self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let before = self
            .before
            .iter()
            .filter_map(|before| name.strip_prefix(before));
        let after = self
            .after
            .iter()
            .filter_map(|after| name.strip_suffix(after));
        std::iter::once(name).chain(before).chain(after)
    }
}

#[cfg(test)]
mod tests {
    use group_rules::secret::says_secret;
    use serde_json::Value;

    use super::{Near, near};
    use crate::vocabulary::{ADDRESS, GROUP};

    fn near_trait(name: &str) -> Option<String> {
        near(&GROUP, name, false).map(|near| match near {
            Near::Reserved(reserved) => reserved.name.to_owned(),
            Near::Subfield(nested, subfield) => nested.path(subfield),
        })
    }

    fn near_subfield(name: &str) -> Option<&str> {
        match near(&ADDRESS, name, false)? {
            Near::Reserved(subfield) => Some(subfield.field),
            Near::Subfield(..) => None,
        }
    }

    fn names() -> Value {
        serde_json::from_str(include_str!("../../data/names.json")).unwrap()
    }

    /// The pairs of a misspelling and its meaning that are marked `sure`.
    fn sure(table: &str) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let names = names();
        let rows = names[table].as_array().unwrap().iter();
        rows.filter(|row| row[2] == "sure")
            .map(|row| (text(&row[0]), text(&row[1])))
            .collect()
    }

    #[test]
    fn real_custom_names_are_not_near_a_reserved_one() {
        let names = names();
        let refused: Vec<_> = names["custom"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|name| Some((name, near_trait(name.as_str().unwrap())?)))
            .collect();
        assert_eq!(refused, []);
    }

    fn collected() -> Value {
        serde_json::from_str(include_str!("../../data/names-collected.json")).unwrap()
    }

    #[test]
    fn names_that_other_products_give_are_not_near_a_reserved_one() {
        let collected = collected();
        let products = collected["custom"].as_object().unwrap();
        let names = products
            .values()
            .flat_map(|names| names.as_array().unwrap());
        let refused: Vec<_> = names
            .filter_map(|name| Some((name, near_trait(name.as_str().unwrap())?)))
            .collect();
        assert_eq!(refused, []);
    }

    #[test]
    fn real_custom_names_are_no_secrets() {
        let (names, collected) = (names(), collected());
        let products = collected["custom"].as_object().unwrap().values();
        let names = products.chain([&names["custom"]]);
        let names = names.flat_map(|names| names.as_array().unwrap());
        let refused: Vec<_> = names
            .filter(|name| says_secret(name.as_str().unwrap()))
            .collect();
        assert_eq!(refused, [""; 0]);
    }

    #[test]
    fn further_slips_mean_what_they_should() {
        for row in collected()["misspelt"].as_array().unwrap() {
            let (name, meant) = (row[0].as_str().unwrap(), row[1].as_str().unwrap());
            assert_eq!(near_trait(name), Some(meant.to_owned()), "{name}");
        }
    }

    #[test]
    fn words_of_their_own_are_not_near_a_reserved_one() {
        for name in [
            "employer",
            "employers",
            "employed",
            "phony",
            "adder",
            "phone2",
            "emails",
            "clan",
            "plant",
            "pan",
            "gmail",
            "industrial",
            "addresses",
            "decrypted",
            "curated_at",
        ] {
            assert_eq!(near_trait(name), None, "{name}");
        }
    }

    /// The subfield that a name means in a struct with an address.
    fn beside_address(name: &str) -> Option<String> {
        match near(&GROUP, name, true)? {
            Near::Subfield(nested, subfield) => Some(nested.path(subfield)),
            Near::Reserved(..) => None,
        }
    }

    #[test]
    fn parts_of_an_address_beside_one_mean_its_subfields() {
        for (name, meant) in [
            ("city", "address.city"),
            ("Town", "address.city"),
            ("country_code", "address.country"),
            ("countryIso2", "address.country"),
            ("state_code", "address.state"),
            ("province", "address.state"),
            ("region", "address.state"),
            ("street_address", "address.street"),
            ("street1", "address.street"),
            ("address1", "address.street"),
            ("address_2", "address.street"),
            ("zip", "address.postalCode"),
        ] {
            assert_eq!(beside_address(name).as_deref(), Some(meant), "{name}");
            let is_alone = ["zip"].contains(&name);
            assert_eq!(near_trait(name).is_some(), is_alone, "{name}");
        }
    }

    #[test]
    fn words_that_resemble_parts_of_an_address_are_words_of_their_own() {
        for name in [
            "stage",
            "stat",
            "status",
            "county",
            "capacity",
            "regions",
            "streets",
            "cities",
            "reason",
            "billing_city",
            "country_count",
            "town_hall",
        ] {
            assert_eq!(beside_address(name), None, "{name}");
        }
    }

    #[test]
    fn misspelt_traits_mean_what_they_should() {
        for (name, meant) in sure("misspelt") {
            assert_eq!(near_trait(&name), Some(meant), "{name}");
        }
    }

    #[test]
    fn misspelt_subfields_mean_what_they_should() {
        for (name, meant) in sure("address") {
            assert_eq!(near_subfield(&name), Some(&*meant), "{name}");
        }
    }
}
