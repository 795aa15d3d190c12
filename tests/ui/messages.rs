//! Every message of the macros and of the traits is seen in a golden of `fail` and explained on the page about them.

use std::fs;
use std::path::{Path, PathBuf};

/// The files of group-core in which every sentence is a message: those with tables of them, where the attribute stands in a
/// macro.
const TABLES: [&str; 4] = [
    "traits/custom.rs",
    "traits/kinds.rs",
    "traits/mod.rs",
    "traits/reserved.rs",
];

/// A string literal that is a message or a part of one.
struct Message {
    /// Where it stands, for the reader of a failure.
    place: String,
    /// Its lines, split where something is put in.
    pieces: Vec<String>,
}

#[test]
fn every_message_is_in_a_golden() {
    let goldens: String = goldens().into_iter().map(|(_, golden)| golden).collect();
    let mut missing = Vec::new();
    // Programs here have the feature `pattern`; a test of group-derive shows the message of those that have not.
    let without_feature = "needs the feature `pattern`";
    for Message { place, pieces } in messages() {
        if pieces.iter().any(|it| it.contains(without_feature)) {
            continue;
        }
        let unseen = pieces.iter().filter(|piece| !goldens.contains(*piece));
        missing.extend(unseen.map(|piece| format!("{place}: {piece}")));
    }
    assert!(
        missing.is_empty(),
        "no case in tests/ui/fail shows these messages; add one and bless it:\n{}",
        missing.join("\n"),
    );
}

#[test]
fn every_message_is_explained() {
    let page = root().join("group-core/docs/when-it-does-not-compile.md");
    let page = fs::read_to_string(page).unwrap();
    let missing: Vec<_> = messages()
        .into_iter()
        .filter_map(|Message { place, pieces }| {
            let longest = pieces.into_iter().max_by_key(String::len)?;
            (!page.contains(&longest)).then(|| format!("{place}: {longest}"))
        })
        .collect();
    assert!(
        missing.is_empty(),
        "group-core/docs/when-it-does-not-compile.md lacks:\n{}",
        missing.join("\n"),
    );
}

#[test]
fn goldens_show_no_machinery() {
    let hidden = [
        "/rustc/",
        "library/core",
        "$RUST",
        "__private",
        "TraitWriter",
        "__write",
        "__DECLARATION",
        "__OWN",
    ];
    let mut goldens = goldens();
    // Who names what is hidden is shown it.
    goldens.retain(|(path, _)| !path.ends_with("call/has_group_id_of_another.stderr"));
    for (path, golden) in goldens {
        for hidden in hidden {
            assert!(
                !golden.contains(hidden),
                "{} has `{hidden}`",
                path.display(),
            );
        }
    }
}

#[test]
fn goldens_belong_to_a_case() {
    for (path, _) in goldens() {
        let case = path.with_extension("rs");
        assert!(case.exists(), "{} has no case", path.display());
    }
}

#[test]
fn literals_are_found_and_read() {
    let source = r##"
        // "no comment"
        let quote = '"';
        fn f<'a>(c: &'a str) -> char { '\'' }
        /* "nor this" */
        let a = "two\nlines, \"quoted\", one \
                 more";
        let b = r#"raw "text" here"#;
        let c = "\u{2026}";
    "##;
    let texts: Vec<_> = literals(source).into_iter().map(|it| it.text).collect();
    assert_eq!(
        texts,
        ["two\nlines, \"quoted\", one more", "raw \"text\" here", "…"]
    );
    assert_eq!(
        pieces("`{wire}` is not a {what}\nwrite `{{ {name} }}` or so"),
        ["is not a", "write `{", "}` or so"],
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files under `folder` that end in `extension`, with their text, in order.
fn files(folder: &Path, extension: &str) -> Vec<(PathBuf, String)> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(self::files(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            let text = fs::read_to_string(&path).unwrap();
            files.push((path, text));
        }
    }
    files
}

fn goldens() -> Vec<(PathBuf, String)> {
    let goldens = files(&root().join("tests/ui/fail"), "stderr");
    assert!(!goldens.is_empty());
    goldens
}

/// The messages of the macros and of the traits. Of the macros, every literal with a space in it is taken for one.
fn messages() -> Vec<Message> {
    let mut messages = Vec::new();
    let macros = files(&root().join("group-derive/src"), "rs");
    for (path, source) in macros {
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        messages.extend(sentences(&path, literals(code)));
    }
    let patterns = root().join("group-rules/src/pattern/error.rs");
    let source = fs::read_to_string(&patterns).unwrap();
    messages.extend(sentences(&patterns, literals(&source)));
    let of_the_macros = messages.len();
    for (path, source) in files(&root().join("group-core/src"), "rs") {
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let mut literals = literals(code);
        if !TABLES.iter().any(|table| path.ends_with(table)) {
            literals = of_on_unimplemented(literals);
        }
        messages.extend(sentences(&path, literals));
    }
    assert!(of_the_macros > 50, "the macros' messages were not found");
    assert!(
        messages.len() > of_the_macros + 50,
        "the traits' messages were not found",
    );
    messages
}

fn sentences(path: &Path, literals: Vec<Literal>) -> impl Iterator<Item = Message> {
    let file = path.file_name().unwrap().to_string_lossy();
    literals
        .into_iter()
        .filter(|literal| literal.text.contains(' '))
        .map(move |literal| Message {
            place: format!("{file}, line {}", literal.line),
            pieces: pieces(&literal.text),
        })
}

/// The parts of a message that stand as they are wherever it is given: those of two words and more, or if there are
/// none the longest.
fn pieces(message: &str) -> Vec<String> {
    let message = message.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let outside = message
        .split('{')
        .enumerate()
        .map(|(i, part)| match (i, part.split_once('}')) {
            (1.., Some((_, outside))) => outside,
            _ => part,
        });
    let mut pieces: Vec<_> = outside
        .flat_map(str::lines)
        .map(|piece| piece.replace('\u{1}', "{").replace('\u{2}', "}"))
        .map(|piece| piece.trim_matches(['`', ' ']).to_owned())
        .filter(|piece| piece.contains(char::is_alphabetic))
        .collect();
    match pieces.iter().any(|piece| piece.contains(' ')) {
        true => pieces.retain(|piece| piece.contains(' ')),
        false => {
            let longest = pieces.iter().max_by_key(|piece| piece.len()).cloned();
            pieces = longest.into_iter().collect();
        }
    }
    pieces
}

/// A string literal, unescaped, and the code since the one before it.
struct Literal {
    line: usize,
    before: String,
    text: String,
}

/// Those in `#[diagnostic::on_unimplemented(...)]`.
fn of_on_unimplemented(literals: Vec<Literal>) -> Vec<Literal> {
    let mut is_inside = false;
    let mut inside = literals;
    inside.retain(|literal| {
        let opened = literal.before.rfind("on_unimplemented(");
        let closed = literal.before.rfind(")]");
        is_inside = match (opened, closed) {
            (None, None) => is_inside,
            (opened, closed) => opened > closed,
        };
        is_inside
    });
    inside
}

/// The string literals of Rust source, without those in comments.
fn literals(source: &str) -> Vec<Literal> {
    let mut literals = Vec::new();
    let mut rest = source;
    let mut before = String::new();
    while let Some((code, found)) = rest.find(['"', '\'', '/']).map(|at| rest.split_at(at)) {
        before.push_str(code);
        if let Some(comment) = found.strip_prefix("//") {
            rest = comment.split_once('\n').map_or("", |(_, rest)| rest);
        } else if let Some(comment) = found.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, rest)| rest);
        } else if let Some(string) = found.strip_prefix('"') {
            let line = source[..source.len() - found.len()].lines().count();
            let hashes = code.len() - code.trim_end_matches('#').len();
            let is_raw = code.trim_end_matches('#').ends_with('r');
            let text;
            (text, rest) = if is_raw {
                let end = format!("\"{}", "#".repeat(hashes));
                let (text, rest) = string.split_once(&end).unwrap();
                (text.to_owned(), rest)
            } else {
                unescape(string)
            };
            let before = std::mem::take(&mut before);
            literals.push(Literal { line, before, text });
        } else {
            rest = after_quote_or_slash(found);
        }
    }
    literals
}

/// What follows a character literal, the quote of a lifetime or a division.
fn after_quote_or_slash(found: &str) -> &str {
    let mut chars = found.chars();
    if let (Some('\''), Some(first)) = (chars.next(), chars.next()) {
        let inside = match first {
            '\\' => chars.as_str().get(1..).unwrap_or_default(),
            _ => chars.as_str(),
        };
        match (first, inside.split_once('\'')) {
            ('\\', Some((_, rest))) | (_, Some(("", rest))) => return rest,
            _ => {}
        }
    }
    &found[1..]
}

/// The text up to the closing quote, and what follows that.
fn unescape(string: &str) -> (String, &str) {
    let mut text = String::new();
    let mut chars = string.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return (text, chars.as_str()),
            '\\' => match chars.next().unwrap() {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                '\n' => chars = chars.as_str().trim_start().chars(),
                'u' => {
                    let (code, rest) = chars.as_str()[1..].split_once('}').unwrap();
                    let code = u32::from_str_radix(code, 16).unwrap();
                    text.push(char::from_u32(code).unwrap());
                    chars = rest.chars();
                }
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
    (text, "")
}
