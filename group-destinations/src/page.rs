//! The page of the documentation, rendered from the entries.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

use super::entries::ALL;
use super::hazards::all_hazards;
use super::knowledge::{
    Bools, Cast, Knowledge, Nested, Own, Places, Reads, Rest, Rules, Treatment, UserTraits, Whose,
};
use super::report::Report;
use super::sent::Sent;
use super::warehouse::{Type, Warehouse};
use super::without_groups::{OF_DEVICES, WITHOUT_GROUPS};

/// `UPDATE_GOLDEN=1` writes the page.
#[test]
fn the_page_says_what_the_entries_say() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Not in a published package.
    let Ok(settings) = fs::read_to_string(package.join("../tests/data/destinations/settings.json"))
    else {
        return;
    };
    let mut settings: Value = serde_json::from_str(&settings).unwrap();
    // With serde_json's `preserve_order` they would be in the order of the file.
    settings.sort_all_objects();
    let page = page(&settings);
    let path = package.join("../group-core/docs/destinations.md");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        golden == page,
        "UPDATE_GOLDEN=1 writes the page: then read the difference"
    );
}

/// With the settings that each entry was run with.
fn page(settings: &Value) -> String {
    let mut page = include_str!("page-head.md").to_owned();
    for known in ALL {
        section(&mut page, known, &settings[known.name]["config"]);
    }
    page += "\n# Destinations without group events\n\n";
    let names = |all: &[Knowledge]| all.iter().map(|it| it.name).collect::<Vec<_>>().join(", ");
    let _ = write!(
        page,
        "RudderStack passes no group events to these: {}.\n\nThese get the events of browsers and phones only, from the \
         SDK there: {}.\n",
        names(WITHOUT_GROUPS),
        names(OF_DEVICES),
    );
    page
}

fn section(page: &mut String, known: &Knowledge, config: &Value) {
    let _ = write!(page, "\n# {}\n\n", known.name);
    let report = Report::new(Sent {
        traits: Vec::new(),
        event: None,
    });
    let destination = report.destination(known.name).unwrap();
    let mut lines = Vec::new();
    if !known.settings.is_empty() {
        lines.push(format!("True for these settings: {}.", known.settings));
    }
    match &known.reads {
        Reads::Nothing { why } | Reads::NoGroups { why } => lines.push(sentence(why)),
        Reads::NothingWithUserId { why, without } => {
            lines.push(sentence(why));
            page.push_str("Of a user without userId:\n\n");
            rules(page, without);
        }
        Reads::Traits(it) | Reads::Choice { otherwise: it, .. } => rules(page, it),
        Reads::Columns(it) => columns(page, *it),
    }
    lines.extend(destination.needs().map(|need| format!("Needs: {need}.")));
    lines.extend(
        all_hazards(known)
            .iter()
            .map(|hazard| sentence(&hazard.to_string())),
    );
    lines.push(sentence(&destination.null()));
    lines.push(match known.source.run {
        Some(_) => sentence(&format!("{}, with the settings `{config}`", known.source)),
        None => sentence(&known.source.to_string()),
    });
    for line in lines {
        let _ = writeln!(page, "- {line}");
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

fn rules(page: &mut String, rules: &Rules) {
    if !rules.own.is_empty() {
        page.push_str("| trait | arrives as | |\n|---|---|---|\n");
        for own in rules.own {
            let _ = writeln!(
                page,
                "| `{}` | `{}` | {} |",
                own.name,
                own.field,
                notes(own)
            );
        }
        page.push('\n');
    }
    let what = if rules.own.is_empty() {
        "All traits"
    } else {
        "All others"
    };
    let mut rest = match rules.rest {
        Rest::In(before, after) => {
            let as_ = format!("{what}: `{before}{{name}}{after}`");
            let mut notes = Vec::new();
            if rules.whose == Whose::User {
                notes.push("of the user".to_owned());
            }
            notes.extend(nested("objects", rules.objects));
            notes.extend(nested("arrays", rules.arrays));
            let left_out =
                |what: &str, it| (it == Treatment::LeftOut).then(|| format!("{what} are left out"));
            notes.extend(left_out("empty texts", rules.empty_texts));
            notes.extend(left_out("empty objects and arrays", rules.empty_nested));
            notes.extend(left_out("nulls inside", rules.inner_nulls));
            if rules.bools == Bools::Tags {
                notes.push("a flag adds or removes a tag".to_owned());
            }
            match rules.users {
                UserTraits::Apart => {}
                UserTraits::Overwrite => {
                    notes.push("the user's of the same name take their place".to_owned());
                }
                UserTraits::MixedIn => notes.push("those of the user are mixed in".to_owned()),
                UserTraits::InsteadOfFalsy => {}
            }
            match notes.is_empty() {
                true => as_,
                false => format!("{as_}; {}", notes.join("; ")),
            }
        }
        Rest::Listed {
            setting, only_text, ..
        } => format!(
            "{what}{}: if the setting {setting} lists them",
            if only_text { " that are texts" } else { "" }
        ),
        Rest::Lost => format!("{what}: lost"),
    };
    let dropped: Vec<_> = rules
        .dropped
        .iter()
        .map(|name| format!("`{name}`"))
        .collect();
    if !dropped.is_empty() {
        let _ = write!(rest, ". Not passed on: {}", dropped.join(", "));
    }
    let prefixes: Vec<_> = rules
        .dropped_prefixes
        .iter()
        .map(|it| format!("`{it}…`"))
        .collect();
    if !prefixes.is_empty() {
        let _ = write!(rest, ", {}", prefixes.join(", "));
    }
    let _ = write!(page, "{rest}.\n\n");
}

fn notes(own: &Own) -> String {
    let mut notes = Vec::new();
    if own.whose == Whose::User {
        notes.push("the user's".to_owned());
    }
    let cast = match own.cast {
        Cast::AsIs => None,
        Cast::Number => Some("a number".to_owned()),
        Cast::Float => Some("a number, or of a text the number at its beginning".to_owned()),
        Cast::NumberButZero => Some("a number; 0 counts as nothing".to_owned()),
        Cast::Text => Some("becomes a text".to_owned()),
        Cast::Scalar => Some("no object and no array".to_owned()),
        Cast::List => Some("an array: each item by itself".to_owned()),
        Cast::Command(words) => Some(format!("one of {}", words.join(", "))),
        Cast::Millis => Some("a date becomes milliseconds since 1970".to_owned()),
        Cast::Seconds => Some("a date becomes seconds since 1970".to_owned()),
        Cast::Joined => Some("an object becomes one text".to_owned()),
        Cast::JsonText => Some("all but a text becomes the text of its JSON".to_owned()),
    };
    notes.extend(cast);
    if own.place != own.field {
        notes.push(format!("for {}: the first that is there", own.place));
    }
    if own.else_users {
        notes.push("or else the user's trait of this name".to_owned());
    }
    if own.stays {
        notes.push("and with the others".to_owned());
    }
    notes.extend(
        own.means
            .map(|reserved| format!("means what `{reserved}` means")),
    );
    notes.join("; ")
}

fn nested(what: &str, nested: Nested) -> Option<String> {
    match nested {
        Nested::Whole => None,
        Nested::Split(separator, Places::Brackets) if what == "arrays" => Some(format!(
            "{what} in parts: `{{name}}[0]`, inner names behind `{separator}`"
        )),
        Nested::Split(separator, _) => {
            Some(format!("{what} in parts: `{{name}}{separator}{{key}}`"))
        }
        Nested::Lost => Some(format!("{what} are lost")),
        Nested::GoText => Some(format!("{what} become a text, as Go prints them")),
        Nested::Bare => Some(format!("members of {what} arrive under their own names")),
    }
}

fn columns(page: &mut String, warehouse: Warehouse) {
    let types = [
        ("text, id", Type::Text),
        ("integer", Type::Int),
        ("float", Type::Float),
        ("flag", Type::Bool),
        ("date", Type::DateTime),
        ("array", Type::Text),
    ];
    let _ = write!(
        page,
        "A row of the table `{}`.\n\n| trait | column |\n|---|---|\n",
        warehouse.table()
    );
    for (what, type_) in types {
        let _ = writeln!(page, "| {what} | `{}` |", warehouse.type_name(type_));
    }
    page.push_str("| object | one for each member |\n\n");
}
