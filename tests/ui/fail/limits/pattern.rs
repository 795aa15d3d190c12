//! Patterns that JavaScript does not accept, or that can't be matched in linear time.

use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Patterns {
    #[group(pattern = r"(")]
    unclosed_group: String,
    #[group(pattern = r"[a-z+$")]
    unclosed_class: String,
    #[group(pattern = r"a]")]
    unescaped: String,
    #[group(pattern = r"a)")]
    closing: String,
    #[group(pattern = r"*a")]
    repeat: String,
    #[group(pattern = r"[z-a]")]
    order: String,
    #[group(pattern = r"[\d-z]")]
    class_range: String,
    #[group(pattern = r"^\-$")]
    escape: String,
    #[group(pattern = r"a\")]
    last: String,
    #[group(pattern = r"\u12")]
    incomplete_u: String,
    #[group(pattern = r"\x1")]
    incomplete_x: String,
    #[group(pattern = r"\c1")]
    incomplete_c: String,
    #[group(pattern = r"\pL")]
    incomplete_p: String,
    #[group(pattern = r"\p{Latin}")]
    property: String,
    #[group(pattern = r"(?P<a>x)")]
    group: String,
    #[group(pattern = r"(?i:gmbh)$")]
    modifier: String,
    #[group(pattern = r"(?<é>x)")]
    group_name: String,
    #[group(pattern = r"(?<a>x)|(?<a>y)")]
    group_twice: String,
    #[group(pattern = r"a\2")]
    no_group: String,
    #[group(pattern = r"(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((())))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))")]
    deep: String,
    #[group(pattern = r"^(?=.*\d).+$")]
    ahead: String,
    #[group(pattern = r"^(?!x)")]
    not_ahead: String,
    #[group(pattern = r"(?<=a)b")]
    behind: String,
    #[group(pattern = r"(?<!a)b")]
    not_behind: String,
    #[group(pattern = r"(.)\1")]
    again: String,
    #[group(pattern = r"(?<c>.)\k<c>")]
    again_by_name: String,
    #[group(pattern = r"(a{1,50}){1,50}")]
    large: String,
    #[group(pattern = r"^(\(?i:|[(?i:]|(?<a>x))$")]
    fine: String,
}

fn main() {}
