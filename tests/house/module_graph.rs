//! No two modules of one folder need each other, directly or by way of others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module by its path in the crate: `json`, `json::write`.
type Module = Vec<String>;

/// What each module names of its siblings.
type Graph = BTreeMap<Module, BTreeSet<Module>>;

#[test]
fn the_modules_of_group_derive_have_no_circle() {
    let graph = graph("group-derive");
    assert!(needs(&graph, "check", "model") && needs(&graph, "expand", "check"));
    assert_eq!(circle(&graph), None);
}

#[test]
fn the_modules_of_group_core_have_no_circle() {
    let graph = graph("group-core");
    assert!(needs(&graph, "event", "traits") && needs(&graph, "client", "event"));
    assert_eq!(circle(&graph), None);
}

#[test]
fn what_names_a_module_is_found() {
    let code = "//! crate::comment::It
        use crate::one::It;
        use crate::{two, three::{It, More}};
        /// crate::doc::It
        pub use super::four::It; // super::end::It
        fn f() -> crate::five::It { say(\"crate::text::It\") }
        #[cfg(test)]
        mod tests { use crate::six::It; }";
    let crate_and_super: Vec<_> = paths(code);
    let expected = [
        ("crate", "one"),
        ("crate", "two"),
        ("crate", "three"),
        ("super", "four"),
        ("crate", "five"),
    ];
    let expected = expected.map(|(root, name)| (root, name.to_owned()));
    assert_eq!(crate_and_super, expected);
}

#[test]
fn a_circle_is_found() {
    let module = |name: &str| vec![name.to_owned()];
    let to = |names: &[&str]| names.iter().map(|name| module(name)).collect();
    let mut graph = Graph::from([
        (module("a"), to(&["b"])),
        (module("b"), to(&["c"])),
        (module("c"), to(&[])),
    ]);
    assert_eq!(circle(&graph), None);
    graph.insert(module("c"), to(&["a"]));
    assert_eq!(circle(&graph), Some("a → b → c → a".to_owned()));
}

fn needs(graph: &Graph, one: &str, other: &str) -> bool {
    graph[&vec![one.to_owned()]].contains(&vec![other.to_owned()])
}

fn graph(krate: &str) -> Graph {
    let src = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(krate)
        .join("src");
    let mut files = Vec::new();
    collect(&src, &mut Vec::new(), &mut files);
    let modules: BTreeSet<Module> = files.iter().map(|(module, _)| module.clone()).collect();
    let mut graph: Graph = modules
        .iter()
        .map(|module| (module.clone(), BTreeSet::new()))
        .collect();
    for (module, code) in &files {
        for (root, name) in paths(code) {
            let mut target = match root {
                "crate" => Module::new(),
                _ => module
                    .split_last()
                    .map(|(_, parent)| parent.to_vec())
                    .unwrap_or_default(),
            };
            target.push(name);
            assert!(
                modules.contains(&target) || root == "super",
                "{} names `crate::{}`, which is the path of no module: name the module that it is of",
                module.join("::"),
                target.join("::"),
            );
            // Where the paths of the two part, their folder has two modules of which one needs the other.
            let common = module
                .iter()
                .zip(&target)
                .take_while(|(a, b)| a == b)
                .count();
            if let (Some(_), Some(_)) = (module.get(common), target.get(common)) {
                let sibling = target[..=common].to_vec();
                if modules.contains(&sibling) {
                    graph.get_mut(&module[..=common]).unwrap().insert(sibling);
                }
            }
        }
    }
    graph
}

/// The modules below `folder`, with their code.
fn collect(folder: &Path, path: &mut Module, files: &mut Vec<(Module, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        if file.is_dir() {
            path.push(name);
            collect(&file, path, files);
            path.pop();
        } else if name != "lib" && name != "fuzz" {
            // The one needs all, the other is compiled for tests only.
            let module = match name.as_str() {
                "mod" => path.clone(),
                _ => [&path[..], &[name]].concat(),
            };
            files.push((module, fs::read_to_string(&file).unwrap()));
        }
    }
}

/// The first name of each path that begins with `crate` or `super`, in code that is not a test.
fn paths(code: &str) -> Vec<(&'static str, String)> {
    let code = code.split("#[cfg(test)]").next().unwrap();
    let lines = code.lines().map(|line| line.split("//").next().unwrap());
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((root, start)) = next(&code, at) {
        at = start;
        let rest = &code[start..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            None => vec![rest],
            Some(list) => outside_braces(list),
        };
        for name in names {
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_');
            let name = &name[..end.unwrap_or(name.len())];
            // What begins with a capital letter is an item of the parent, if of `super`.
            if root == "crate" || name.starts_with(char::is_lowercase) {
                found.push((root, name.to_owned()));
            }
        }
    }
    found
}

/// The next `crate::` or `super::` that is not in a string, and where what follows it starts.
fn next(code: &str, from: usize) -> Option<(&'static str, usize)> {
    let of = |root: &'static str| {
        let needle = format!("{root}::");
        let mut hits = code[from..].match_indices(&needle);
        let hit = hits.find(|(at, _)| {
            let before = code[..from + at].chars().next_back();
            before.is_none_or(|c| c.is_whitespace() || "({<&![,".contains(c))
        });
        hit.map(|(at, _)| (root, from + at + needle.len()))
    };
    let hits = [of("crate"), of("super")];
    hits.into_iter().flatten().min_by_key(|(_, at)| *at)
}

/// The members of a list in braces, each without what stands before it.
fn outside_braces(list: &str) -> Vec<&str> {
    let (mut depth, mut members, mut start) = (0, Vec::new(), 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                members.push(list[start..at].trim());
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    members.retain(|member| !member.is_empty());
    members
}

/// A circle, if there is one.
fn circle(graph: &Graph) -> Option<String> {
    graph.keys().find_map(|start| {
        let mut way = vec![start];
        let mut seen = BTreeSet::new();
        back(graph, start, &mut way, &mut seen).then(|| {
            way.push(start);
            let names: Vec<_> = way.iter().map(|module| module.join("::")).collect();
            names.join(" → ")
        })
    })
}

/// Whether the last module of the way leads back to the first.
fn back<'g>(
    graph: &'g Graph,
    start: &Module,
    way: &mut Vec<&'g Module>,
    seen: &mut BTreeSet<&'g Module>,
) -> bool {
    let last = way[way.len() - 1];
    for next in &graph[last] {
        if next == start {
            return true;
        }
        if seen.insert(next) {
            way.push(next);
            if back(graph, start, way, seen) {
                return true;
            }
            way.pop();
        }
    }
    false
}
