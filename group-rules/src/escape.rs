//! Strings in JSON.

/// The inside of a JSON string, escaped as serde_json does it.
pub fn json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            '\u{8}' => escaped.push_str("\\b"),
            '\u{c}' => escaped.push_str("\\f"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            '\0'..='\x1f' => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_character_is_escaped_as_serde_json_does_it() {
        for c in ('\0'..'\u{300}').chain(['\u{2028}', '\u{feff}', '\u{10ffff}']) {
            let text = format!("a{c}b");
            let expected = serde_json::to_string(&text).unwrap();
            assert_eq!(format!("\"{}\"", super::json(&text)), expected);
        }
    }
}
