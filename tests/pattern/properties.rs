//! Unicode's properties have their characters.

use group_core::__private::reserved::Pattern;

#[test]
fn a_property_has_its_characters_and_no_others() {
    let is_in =
        |pattern: &str, string: &str| Pattern::new(String::leak(pattern.to_owned())).is_in(string);
    let rows = [
        ("L", "é", "1"),
        ("gc=Lu", "É", "é"),
        ("General_Category=Decimal_Number", "٣", "½"),
        ("Script=Greek", "α", "a"),
        ("sc=Zinh", "\u{301}", "a"),
        ("Alphabetic", "中", "-"),
        ("White_Space", "\u{a0}", "\u{feff}"),
        ("Emoji", "😀", "a"),
        ("ASCII", "a", "é"),
        ("Any", "\u{10ffff}", ""),
        ("Zl", "\u{2028}", "\u{2029}"),
    ];
    for (name, member, other) in rows {
        assert!(is_in(&format!(r"^\p{{{name}}}$"), member), "{name}");
        assert!(!is_in(&format!(r"^\p{{{name}}}$"), other), "{name}");
        assert!(!is_in(&format!(r"^\P{{{name}}}$"), member), "{name}");
    }
}
