//! Names that are nearly reserved: what was probably meant by them.
//!
//! A name is compared by its letters and digits alone, in lower case, so that `web_site`, `Website` and `websiteURL` are
//! read alike. It means a reserved trait if it is one so written; if it is one of the words for it with a word before
//! or behind that adds nothing (`number_of_employees`, `avatar_url`); or if it is one of these words misspelt.

use crate::suggest::distance;

/// The words for a reserved trait or subfield, and what may stand around them without another meaning.
struct Meaning {
    /// What is meant, as it is written in the attribute or the suggestion.
    target: &'static str,
    /// The words; the first is the name itself.
    words: &'static [&'static str],
    before: &'static [&'static str],
    after: &'static [&'static str],
}

const fn meaning(
    target: &'static str,
    words: &'static [&'static str],
    before: &'static [&'static str],
    after: &'static [&'static str],
) -> Meaning {
    Meaning {
        target,
        words,
        before,
        after,
    }
}

/// What a trait of a group may be meant to be.
const TRAITS: [Meaning; 15] = [
    meaning("id", &["id"], &[], &[]),
    meaning("name", &["name"], &[], &[]),
    meaning(
        "email",
        &["email", "mail"],
        &[],
        &["address", "adress", "addr"],
    ),
    meaning(
        "phone",
        &["phone", "telephone", "tel"],
        &[],
        &["number", "num", "no", "nr"],
    ),
    meaning("address", &["address", "addr"], &[], &[]),
    meaning("industry", &["industry"], &[], &[]),
    meaning("createdAt", &["createdat"], &[], &[]),
    meaning(
        "createdAt",
        &["created", "creation"],
        &["date", "dateof", "time", "timeof", "datetime", "timestamp"],
        &["on", "date", "time", "datetime", "timestamp", "ts"],
    ),
    meaning(
        "description",
        &["description", "desc", "descr"],
        &[],
        &["text"],
    ),
    meaning(
        "employees",
        &["employees", "employee"],
        &[
            "numberof",
            "numof",
            "num",
            "noof",
            "no",
            "nbof",
            "nb",
            "nrof",
            "nr",
            "countof",
            "totalnumberof",
            "total",
            "n",
        ],
        &["count", "number", "num", "total", "no", "nb", "nr"],
    ),
    meaning("plan", &["plan"], &[], &[]),
    meaning(
        "website",
        &[
            "website",
            "webpage",
            "homepage",
            "webaddress",
            "weburl",
            "siteurl",
        ],
        &[],
        &["url", "uri", "link", "address"],
    ),
    meaning(
        "avatar",
        &["avatar"],
        &[],
        &["url", "uri", "link", "image", "img", "picture"],
    ),
    meaning(
        "address.postalCode",
        &["postalcode", "postcode", "zipcode", "zip"],
        &[],
        &[],
    ),
    meaning(
        "address.street",
        &["addressline", "addressline1", "addressline2"],
        &[],
        &[],
    ),
];

/// What a field of an address may be meant to be.
const SUBFIELDS: [Meaning; 5] = [
    meaning(
        "city",
        &["city", "town", "municipality"],
        &[],
        &["name", "s"],
    ),
    meaning("country", &["country"], &[], &["name", "code", "s"]),
    meaning(
        "postal_code",
        &[
            "postalcode",
            "postcode",
            "postal",
            "zipcode",
            "zip",
            "pincode",
            "postalzip",
        ],
        &[],
        &["number", "s"],
    ),
    meaning(
        "state",
        &["state", "province", "region", "stateprovince"],
        &[],
        &["name", "code", "s"],
    ),
    meaning(
        "street",
        &[
            "street",
            "streetaddress",
            "addressline",
            "address1",
            "address2",
            "line",
        ],
        &[],
        &["name", "number", "line", "1", "2", "line1", "line2", "s"],
    ),
];

/// The reserved trait, or the path of a subfield, that a custom trait of this name is probably meant to be.
pub(crate) fn near_trait(name: &str) -> Option<&'static str> {
    near(&TRAITS, name)
}

/// The subfield that a field of an address of this name is probably meant to be.
pub(crate) fn near_subfield(name: &str) -> Option<&'static str> {
    near(&SUBFIELDS, name)
}

fn near(meanings: &[Meaning], name: &str) -> Option<&'static str> {
    let letters: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let means = |fits: fn(&Meaning, &str) -> bool| {
        let meaning = meanings.iter().find(|meaning| fits(meaning, &letters))?;
        Some(meaning.target)
    };
    means(Meaning::is).or_else(|| means(Meaning::is_misspelt))
}

impl Meaning {
    fn is(&self, name: &str) -> bool {
        self.cores(name).any(|core| self.words.contains(&core))
    }

    fn is_misspelt(&self, name: &str) -> bool {
        self.cores(name)
            .any(|core| self.words.iter().any(|word| is_misspelt(word, core)))
    }

    /// The name, and what is left of it without the words around it.
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

/// Whether `given` is `word` with a slip of the pen in it, and no word of its own.
///
/// The shorter a word, the more other words are a letter away from it: from `plan` alone `clan`, `plant`, `plane` and
/// `pan`. So short words have to begin alike, and only slips count that seldom make another word.
fn is_misspelt(word: &str, given: &str) -> bool {
    let begins_alike = |len| word.get(..len) == given.get(..len);
    let ends_alike = || {
        let end = word.get(word.len().saturating_sub(2)..);
        end.is_some_and(|end| given.ends_with(end))
    };
    // One slip leaves the beginning of a long word or its end as it is. What is looked at first is what is quick.
    let may_be = match word.len() {
        0..=3 => false,
        4..=6 => begins_alike(1),
        _ => begins_alike(2) || ends_alike(),
    };
    if !may_be || word.len().abs_diff(given.len()) > 2 {
        return false;
    }
    // A second one of a kind is another thing, and so is a list of them.
    if given.ends_with(|c: char| c.is_ascii_digit()) || is_plural(word, given) {
        return false;
    }
    if is_other_ending(word, given) {
        return false;
    }
    match (distance(word, given), word.len()) {
        (1, 4) => is_harmless_slip(word, given),
        (1, _) => true,
        (2, 7..) => begins_alike(2) && skeleton(word) == skeleton(given),
        _ => false,
    }
}

fn is_plural(word: &str, given: &str) -> bool {
    let ending = given.strip_prefix(word);
    ending == Some("es") || ending == Some("s") && !word.ends_with('s')
}

/// Whether another letter near the end makes another word: `employer`, `phony`.
fn is_other_ending(word: &str, given: &str) -> bool {
    let mut differing = word
        .bytes()
        .zip(given.bytes())
        .enumerate()
        .filter_map(|(i, (a, b))| (a != b).then_some(i));
    match (differing.next(), differing.next()) {
        (Some(place), None) if word.len() == given.len() => match word.len() {
            0..=6 => place + 1 == word.len(),
            _ => place + 2 >= word.len() && skeleton(word) != skeleton(given),
        },
        _ => false,
    }
}

/// Of two words one letter apart: whether two neighbours are swapped, a letter is doubled or a vowel is missing.
fn is_harmless_slip(word: &str, given: &str) -> bool {
    let is_doubled = given.char_indices().skip(1).any(|(i, c)| {
        let (before, after) = given.split_at_checked(i).unwrap_or_default();
        before.ends_with(c) && word.strip_prefix(before) == after.get(c.len_utf8()..)
    });
    match given.len().cmp(&word.len()) {
        std::cmp::Ordering::Less => skeleton(word) == skeleton(given),
        std::cmp::Ordering::Equal => sorted(word) == sorted(given),
        std::cmp::Ordering::Greater => is_doubled,
    }
}

fn sorted(word: &str) -> Vec<u8> {
    let mut letters = word.as_bytes().to_vec();
    letters.sort_unstable();
    letters
}

/// The consonants of a word, each run of the same one once.
fn skeleton(word: &str) -> Vec<u8> {
    let mut consonants: Vec<u8> = word
        .bytes()
        .filter(|letter| !b"aeiouy".contains(letter))
        .collect();
    consonants.dedup();
    consonants
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{near_subfield, near_trait};

    fn names() -> Value {
        serde_json::from_str(include_str!("../../tests/data/names.json")).unwrap()
    }

    /// The pairs of a misspelling and what it means; those marked `sure`.
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
        serde_json::from_str(include_str!("../../tests/data/names-collected.json")).unwrap()
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
    fn further_slips_mean_what_they_should() {
        for row in collected()["misspelt"].as_array().unwrap() {
            let (name, meant) = (row[0].as_str().unwrap(), row[1].as_str().unwrap());
            assert_eq!(near_trait(name), Some(meant), "{name}");
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

    #[test]
    fn misspelt_traits_mean_what_they_should() {
        for (name, meant) in sure("misspelt") {
            assert_eq!(near_trait(&name), Some(&*meant), "{name}");
        }
    }

    #[test]
    fn misspelt_subfields_mean_what_they_should() {
        for (name, meant) in sure("address") {
            assert_eq!(near_subfield(&name), Some(&*meant), "{name}");
        }
    }
}
