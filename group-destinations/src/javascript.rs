//! Numbers as JavaScript reads them in a string.

/// `Number(text)`, which may be infinite, if it is a number.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let radixes = [
        ("0x", 16),
        ("0X", 16),
        ("0o", 8),
        ("0O", 8),
        ("0b", 2),
        ("0B", 2),
    ];
    for (prefix, radix) in radixes {
        if let Some(digits) = text.strip_prefix(prefix) {
            return integer(digits, radix);
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
    let length = text.chars().take_while(|it| is_decimal(*it)).count();
    let mut lengths = (1..=length).rev();
    let (number, length) =
        lengths.find_map(|length| Some((decimal(text.get(..length)?)?, length)))?;
    number.is_finite().then_some((number, length == text.len()))
}

fn integer(digits: &str, radix: u32) -> Option<f64> {
    let add =
        |sum: f64, digit: char| Some(sum * f64::from(radix) + f64::from(digit.to_digit(radix)?));
    let mut digits = digits.chars().peekable();
    digits.peek()?;
    digits.try_fold(0.0, add)
}

/// Without the names that Rust also reads, such as `inf`.
fn decimal(text: &str) -> Option<f64> {
    let number = text.parse().ok();
    number.filter(|_| text.chars().all(is_decimal))
}

fn is_decimal(character: char) -> bool {
    character.is_ascii_digit() || "+-.eE".contains(character)
}
