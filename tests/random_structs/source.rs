//! Random structs under the contract, with calls that send them.

use crate::calls::shared;
use crate::model::{Event, Outcome};
use crate::names::Unused;
use crate::random::Random;
use crate::values::Source;

/// A struct, a call that sends it, and what the model foretells.
pub(crate) struct Case {
    pub(crate) source: String,
    pub(crate) expected: Expected,
}

pub(crate) struct Expected {
    pub(crate) built: Outcome,
    /// By the same identity, stored and read again.
    pub(crate) built_again: Outcome,
    /// What `Traits` shows of the group.
    pub(crate) view: Option<String>,
}

impl Expected {
    pub(crate) fn of(event: &Event) -> Self {
        let built = event.outcome();
        Self {
            built_again: event.outcome_of_a_stored_identity(),
            view: built.as_ref().ok().and_then(|_| event.view()),
            built,
        }
    }
}

impl Source {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            items: String::new(),
            names: 0,
            bad: false,
        }
    }

    pub(crate) fn case(&mut self, number: usize) -> Case {
        self.items.clear();
        self.names = 0;
        self.bad = self.random.percent(25);
        let mut unused = Unused::new(&mut self.random);
        let of = self.random.draw(
            "case",
            "struct, struct, struct, struct, struct, struct, struct, struct, struct, (), twice, shared, identify, bytes, levels",
        );
        self.bad &= !matches!(of, "bytes" | "levels");
        let who = self.user();
        if matches!(of, "bytes" | "levels") {
            return self.edge(number, of, who);
        }
        let options = self.options();
        let (call, event) = match of {
            "identify" => {
                let traits = self.traits();
                self.identify_call(who, traits, options)
            }
            _ => {
                let group = match of {
                    "()" => None,
                    "twice" => Some(self.twice(&mut unused)),
                    "shared" => {
                        let value = self.custom(0);
                        Some(shared("Shared", "the value", value))
                    }
                    _ => Some(self.group(0, &mut unused)),
                };
                self.group_call(who, group, options)
            }
        };
        let expected = Expected::of(&event);
        if expected.built.is_ok() {
            let notes = event.left(&event.policy()).notes;
            notes.into_iter().for_each(|note| self.random.note(note));
        }
        self.finished(number, &call, expected)
    }

    pub(crate) fn finished(&mut self, number: usize, call: &str, expected: Expected) -> Case {
        let problems = expected.built.as_ref().err();
        for (path, kind) in problems.into_iter().flatten() {
            let name: String = kind.chars().take_while(|c| c.is_alphanumeric()).collect();
            let root = match path.split_once('.') {
                Some(("context", more)) if more.starts_with("traits") => "context.traits",
                Some((root, _)) => root,
                None => path,
            };
            let root = if root.is_empty() { "the event" } else { root };
            self.random.note(format!("refused: {name}"));
            self.random.note(format!("refused at: {root}"));
        }
        if problems.is_some_and(|problems| problems.len() > 2) {
            self.random.note("refused: several at once");
        }
        self.random.end_case(problems.is_some());
        let items = std::mem::take(&mut self.items);
        let scope = match self.random.draw("scope", "plain, lookalikes") {
            "plain" => "",
            _ => "use crate::kit::Lookalikes as _;\n",
        };
        let source = format!(
            "pub mod c{number} {{\nuse group_core as gc;\n{scope}{items}pub fn run() -> crate::kit::Found {{\n{call}}}\n}}\n"
        );
        Case { source, expected }
    }
}
