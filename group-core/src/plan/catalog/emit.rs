//! YAML as rudder-cli reads it. The emitters of YAML 1.2 leave texts bare that its parser takes for dates, numbers or booleans
//! of YAML 1.1, so here all texts are in quotes but plain words. rudder-cli can also replace `{{ .NAME }}` in the bytes of a
//! file, before it parses them and without an escape of its own, so no two braces stand side by side.

use yaml_rust2::Yaml;

/// A document, without a line break at its end.
pub(super) fn emit(document: &Yaml) -> String {
    let mut text = String::new();
    block(&mut text, document, 0);
    text
}

/// A value, after what leads to it on its line.
fn block(out: &mut String, value: &Yaml, indent: usize) {
    let line = |out: &mut String, is_first: bool| {
        if !is_first {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", indent));
        }
    };
    match value {
        Yaml::Hash(members) if !members.is_empty() => {
            for (i, (key, value)) in members.iter().enumerate() {
                line(out, i == 0);
                scalar(out, key);
                out.push(':');
                after(out, value, indent);
            }
        }
        Yaml::Array(values) if !values.is_empty() => {
            for (i, value) in values.iter().enumerate() {
                line(out, i == 0);
                out.push_str("- ");
                block(out, value, indent + 1);
            }
        }
        Yaml::Hash(_) => out.push_str("{}"),
        Yaml::Array(_) => out.push_str("[]"),
        value => scalar(out, value),
    }
}

/// A value after its key: on the same line, or on the next ones.
fn after(out: &mut String, value: &Yaml, indent: usize) {
    let has_members = match value {
        Yaml::Hash(members) => !members.is_empty(),
        Yaml::Array(values) => !values.is_empty(),
        _ => false,
    };
    if has_members {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", indent + 1));
    } else {
        out.push(' ');
    }
    block(out, value, indent + 1);
}

fn scalar(out: &mut String, value: &Yaml) {
    match value {
        Yaml::String(text) if is_plain(text) => out.push_str(text),
        Yaml::String(text) => quoted(out, text),
        Yaml::Integer(integer) => out.push_str(&integer.to_string()),
        Yaml::Real(real) => out.push_str(real),
        Yaml::Boolean(boolean) => out.push_str(&boolean.to_string()),
        _ => out.push_str("null"),
    }
}

/// Whether it is a text without quotes too, in any version of YAML.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let is_char = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/');
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(is_char)
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '{' if out.ends_with('{') => out.push_str("\\x7b"),
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // What no parser has to take as it is.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            '\u{fffe}' | '\u{ffff}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}
