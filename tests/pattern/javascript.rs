//! A pattern means what it means in JavaScript.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs};

use fastrand::Rng;
use group_core::__private::reserved;
use group_rules::pattern::{ErrorKind, Pattern};
use serde::{Deserialize, Serialize};

use crate::generator;

/// How many patterns are recorded.
const RECORDED: usize = 600;

/// A pattern with its strings, and JavaScript's answers.
#[derive(Deserialize, Serialize)]
struct Recorded {
    pattern: String,
    strings: Vec<String>,
    /// Whether it occurs in each of the strings. `None` if it is not valid.
    answers: Option<Vec<bool>>,
}

#[test]
fn recorded_answers_of_javascript_are_ours() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/patterns/answers.json");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        let recorded = answered(&cases(RECORDED));
        let lines: Vec<_> = recorded
            .iter()
            .map(|it| serde_json::to_string(it).unwrap())
            .collect();
        fs::write(&file, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
    }
    let recorded: Vec<Recorded> = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let count = compare(&recorded);
    assert!(
        count.matched > 500 && count.unmatched > 500 && count.invalid > 50,
        "{count:?}"
    );
}

#[test]
fn fresh_answers_of_javascript_are_ours() {
    let Some(patterns) = env::var("PATTERNS").ok() else {
        return;
    };
    let count = compare(&answered(&cases(patterns.parse().unwrap())));
    println!("{count:?}");
}

#[derive(Debug, Default)]
struct Count {
    matched: usize,
    unmatched: usize,
    /// Patterns that both refuse.
    invalid: usize,
    /// Patterns of JavaScript that we refuse.
    refused: usize,
}

fn compare(recorded: &[Recorded]) -> Count {
    let mut count = Count::default();
    for Recorded {
        pattern,
        strings,
        answers,
    } in recorded
    {
        let error = Pattern::linear(pattern).err();
        match (answers, error) {
            (None, error) => {
                assert!(
                    Pattern::parse(pattern).is_err(),
                    "{pattern:?} is not valid in JavaScript: {error:?}"
                );
                count.invalid += 1;
            }
            (Some(_), Some(error)) => {
                assert!(
                    is_documented(&error.kind),
                    "{pattern:?} is valid in JavaScript: {error}"
                );
                count.refused += 1;
            }
            (Some(answers), None) => {
                let ours = reserved::Pattern::new(String::leak(pattern.clone()));
                for (string, answer) in strings.iter().zip(answers) {
                    assert_eq!(ours.is_in(string), *answer, "{pattern:?} in {string:?}");
                    match answer {
                        true => count.matched += 1,
                        false => count.unmatched += 1,
                    }
                }
            }
        }
    }
    count
}

/// Whether the documentation of `pattern` says that it is refused.
fn is_documented(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Backtracking(..)
            | ErrorKind::TooLarge
            | ErrorKind::TooDeep
            | ErrorKind::UnknownProperty(_)
            | ErrorKind::GroupName
    )
}

type Case = (String, Vec<String>);

fn cases(count: usize) -> Vec<Case> {
    let seed = env::var("SEED").map_or(1, |it| it.parse().unwrap());
    let mut rng = Rng::with_seed(seed);
    (0..count).map(|_| generator::case(&mut rng)).collect()
}

/// Asks Node.js.
fn answered(cases: &[Case]) -> Vec<Recorded> {
    // A pattern that stalls JavaScript has no answers.
    let script = "
        const vm = require('vm');
        const context = vm.createContext({});
        const ask = new vm.Script('strings.map(it => regex.test(it))');
        const answer = ([pattern, strings]) => {
            try { context.regex = new RegExp(pattern, 'u'); } catch { return null; }
            context.strings = strings;
            try { return ask.runInContext(context, { timeout: 1000 }); } catch { return []; }
        };
        const cases = JSON.parse(require('fs').readFileSync(0));
        process.stdout.write(JSON.stringify(cases.map(answer)));";
    let mut node = Command::new("node")
        .args(["-e", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node.js answers");
    let input = serde_json::to_vec(cases).unwrap();
    node.stdin.take().unwrap().write_all(&input).unwrap();
    let output = node.wait_with_output().unwrap();
    let answers: Vec<Option<Vec<bool>>> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answers.len(), cases.len());
    let recorded = cases.iter().zip(answers);
    let recorded = recorded.map(|((pattern, strings), answers)| Recorded {
        pattern: pattern.clone(),
        strings: strings.clone(),
        answers,
    });
    recorded.collect()
}
