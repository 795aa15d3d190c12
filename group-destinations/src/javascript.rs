//! Numbers as JavaScript reads them in a text.

/// `Number(text)`, which may be infinite, if it is a number.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        let start = text.get(..2).filter(|it| it.eq_ignore_ascii_case(prefix));
        if start.is_some() {
            let is_digits = text[2..].chars().all(|it| it.is_digit(radix));
            let value = u64::from_str_radix(&text[2..], radix).ok();
            return value.filter(|_| is_digits).map(|it| it as f64);
        }
    }
    match text {
        "" => Some(0.0),
        "Infinity" | "+Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => decimal(text),
    }
}

/// `Number.parseFloat(text)`, if it is a finite number, and whether the text has nothing else.
pub(crate) fn float(text: &str) -> Option<(f64, bool)> {
    let text = text.trim();
    let ends = text.char_indices().map(|(at, it)| at + it.len_utf8());
    let ends: Vec<_> = ends.take_while(|end| text[..*end].is_ascii()).collect();
    let mut prefixes = ends.iter().rev();
    let found = prefixes.find_map(|end| Some((decimal(&text[..*end])?, *end == text.len())));
    found.filter(|(number, _)| number.is_finite())
}

/// Rust also reads names, such as `inf`.
fn decimal(text: &str) -> Option<f64> {
    let is_number = |it: char| it.is_ascii_digit() || "+-.eE".contains(it);
    let is_decimal = text.chars().all(is_number);
    text.parse().ok().filter(|_| is_decimal)
}
