//! rudder-cli can replace `{{ .NAME }}` in the bytes of a file before it parses them, and has no escape for it.

use std::fs;

use group_core::plan::TrackingPlan;
use group_core::{GroupSchema, GroupTraits, TextTrait};
use schemars::JsonSchema;
use serde::Serialize;
use yaml_rust2::YamlLoader;

use crate::folder::Folder;

#[derive(TextTrait)]
#[allow(dead_code)]
enum Plan {
    #[group(rename = "{{ .PLAN }}")]
    Basic,
}

/// Rendered from `{{ .TYPE }}`.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct Limits {
    #[serde(rename = "{{ .PART }}")]
    part: u8,
}

/// Rendered from `{{ .STRUCT }}`.
#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "{{ .GROUP }}")]
#[allow(dead_code)]
struct Company {
    /// Rendered from {{ .HOME }}, {{{{ .TWICE }}}} and {{{ .ODD }}}.
    name: String,
    #[group(rename = "{{ .TRAIT }}", custom)]
    renamed: u8,
    #[group(pattern = "^[{{]a$")]
    code: String,
    plan: Plan,
    limits: Limits,
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "{{")]
#[allow(dead_code)]
struct Team {
    name: String,
}

#[test]
fn no_file_has_anything_to_substitute_and_a_reader_reads_the_same() {
    let plan = TrackingPlan::new("acme", "Acme")
        .group::<Company>()
        .group::<Team>();
    let folder = Folder::new("substitution");
    plan.write_catalog(&folder.0).unwrap();
    let mut read = String::new();
    for file in fs::read_dir(&folder.0).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(!text.contains("{{"), "{text}");
        let documents = YamlLoader::load_from_str(&text).unwrap();
        read += &format!("{documents:?}");
    }
    for text in [
        "{{ .PLAN }}",
        "{{ .PART }}",
        "{{ .GROUP }}",
        "{{ .TRAIT }}",
        "^[{{]a$",
        "Rendered from {{ .HOME }}, {{{{ .TWICE }}}} and {{{ .ODD }}}.",
        "String(\"{{\")",
    ] {
        assert!(read.contains(text), "{text} is not in {read}");
    }
    plan.check_catalog(&folder.0).unwrap();
}
