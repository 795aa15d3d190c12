//! Numbers as JavaScript reads them in a text.

/// `Number(text)`, which may be infinite, if it is a number.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        let Some((start, digits)) = text.split_at_checked(2) else {
            continue;
        };
        if start.eq_ignore_ascii_case(prefix) {
            let is_digits = digits.chars().all(|digit| digit.is_digit(radix));
            let value = u64::from_str_radix(digits, radix).ok();
            return value.filter(|_| is_digits).map(|value| value as f64);
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
    let ascii = text.find(|c: char| !c.is_ascii()).unwrap_or(text.len());
    let found = (1..=ascii).rev().find_map(|end| {
        let number = decimal(text.get(..end)?)?;
        Some((number, end == text.len()))
    });
    found.filter(|(number, _)| number.is_finite())
}

/// Rust also reads names, such as `inf`.
fn decimal(text: &str) -> Option<f64> {
    let is_number = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
    let is_decimal = text.chars().all(is_number);
    text.parse().ok().filter(|_| is_decimal)
}
