//! The types that a kind of value takes: one list for each, held against every place that names them.

use std::fs;
use std::path::{Path, PathBuf};

struct Kind {
    /// How a note about it begins.
    note: &'static str,
    /// What a note and a table name, in this order.
    types: &'static [&'static str],
    /// What a note says of the user's own types.
    derived: &'static [&'static str],
    /// How its rows in the table of the page begin, and in that of the derive.
    rows: [&'static str; 2],
}

const TEXT: Kind = Kind {
    note: "text is: ",
    types: &[
        "`String`",
        "`&str`",
        "`Cow<str>`",
        "`url::Url`",
        "`uuid::Uuid`",
    ],
    derived: &["an enum or a newtype with `#[derive(TextTrait)]`"],
    rows: ["| `name`", "| `name`"],
};

const ID: Kind = Kind {
    note: "an id is: ",
    types: &[
        "`String`",
        "`&str`",
        "`Cow<str>`",
        "any integer type or its `NonZero`",
        "`url::Url`",
        "`uuid::Uuid`",
    ],
    derived: &[
        "a type with `#[derive(TextTrait)]`",
        "a newtype with `#[derive(IdTrait)]`",
    ],
    rows: ["| `id`", "| `id`"],
};

const COUNT: Kind = Kind {
    note: "a count is: ",
    types: &["any integer type or its `NonZero`"],
    derived: &["a newtype with `#[derive(CountTrait)]`"],
    rows: ["| `employees`", "| `employees`"],
};

const DATE: Kind = Kind {
    note: "a date is: ",
    types: &[
        "`SystemTime`",
        "`group_core::Date`",
        "`chrono`",
        "`jiff`",
        "`time`",
    ],
    derived: &["a newtype with `#[derive(DateTrait)]`"],
    rows: ["| `createdAt`", "| `created_at`"],
};

const KINDS: [Kind; 4] = [TEXT, ID, COUNT, DATE];

#[test]
fn the_notes_of_the_traits_name_the_accepted_types() {
    let sources = files("group-core/src", "rs");
    for kind in KINDS {
        // A reserved trait, a custom one with `as`, and the trait of the kind.
        assert_eq!(notes(&sources, "\"", &kind), 3, "{}", kind.note);
    }
}

#[test]
fn the_notes_in_the_goldens_name_the_accepted_types() {
    let goldens = files("tests/ui/fail", "stderr");
    for kind in KINDS {
        assert!(notes(&goldens, "= note: ", &kind) > 0, "{}", kind.note);
    }
}

#[test]
fn the_page_of_messages_quotes_the_notes() {
    let page = [read("group-core/docs/when-it-does-not-compile.md")];
    for kind in KINDS {
        // Under the message of a reserved trait or of the group's id, and under that of the kind.
        assert_eq!(notes(&page, "- ", &kind), 2, "{}", kind.note);
    }
}

#[test]
fn the_tables_name_the_accepted_types() {
    let page = read("group-core/docs/kinds-of-value.md");
    let derive = read("group-derive/docs/group-traits.md");
    for kind in KINDS {
        for (table, start) in [&page, &derive].into_iter().zip(kind.rows) {
            let rows: Vec<_> = table
                .lines()
                .filter(|line| line.starts_with(start))
                .collect();
            let [row] = *rows else {
                panic!("one row should start with `{start}`: {rows:?}");
            };
            assert_names(row, kind.types);
        }
    }
}

/// How many notes about `kind` there are, behind `before`, each of which names its types.
fn notes(texts: &[String], before: &str, kind: &Kind) -> usize {
    let start = format!("{before}{}", kind.note);
    let lines = texts.iter().flat_map(|text| text.lines());
    let notes = lines.filter_map(|line| Some(line.split_once(&start)?.1));
    notes
        .inspect(|note| {
            assert_names(note, kind.types);
            assert_names(note, kind.derived);
        })
        .count()
}

/// `text` has each of `types`, one after the other.
fn assert_names(text: &str, types: &[&str]) {
    let mut rest = text;
    for name in types {
        let Some((_, behind)) = rest.split_once(name) else {
            panic!("{name} is missing, or not in its place: {text}");
        };
        rest = behind;
    }
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap()
}

/// The texts of the files under `folder` that end in `extension`.
fn files(folder: &str, extension: &str) -> Vec<String> {
    let (mut folders, mut texts) = (vec![path(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                texts.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    texts
}
