//! Names that are almost another one.

/// How many letters have to be inserted, deleted, replaced or swapped with a neighbour to turn one into the other.
pub fn distance(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

/// The letters and digits of a name, lowercased: names that differ in anything else are read alike.
pub fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether `given` is `word` misspelt, and not another word.
///
/// The shorter a word, the more words are one letter away from it: `plan` has `clan`, `plant`, `plane` and `pan`. So short
/// words have to begin alike, and only slips that seldom make another word count.
pub fn is_misspelt(word: &str, given: &str) -> bool {
    let begins_alike = |len| word.get(..len) == given.get(..len);
    let ends_alike = || {
        let end = word.get(word.len().saturating_sub(2)..);
        end.is_some_and(|end| given.ends_with(end))
    };
    // One slip leaves either the beginning or the end of a long word as it is. The quick tests come first.
    let may_be = match word.len() {
        0..=3 => false,
        4..=6 => begins_alike(1),
        _ => begins_alike(2) || ends_alike(),
    };
    if !may_be || word.len().abs_diff(given.len()) > 2 {
        return false;
    }
    // `phone2` and `emails` are not misspelt: they are a second one, and a list.
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

/// Whether a different letter near the end makes another word: `employer`, `phony`.
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

/// Whether two words one letter apart differ by swapped neighbours, a doubled letter or a missing vowel.
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

/// The consonants of a word, without repetitions.
fn skeleton(word: &str) -> Vec<u8> {
    let mut consonants: Vec<u8> = word
        .bytes()
        .filter(|letter| !b"aeiouy".contains(letter))
        .collect();
    consonants.dedup();
    consonants
}
