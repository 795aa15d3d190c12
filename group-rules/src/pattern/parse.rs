//! The syntax: the grammar of ECMAScript 2018 with the flag `u`, a function for each of its productions.

use super::error::{Construct, Error, ErrorKind};
use super::set::Set;
use super::{Assertion, Class, MAX_DEPTH, Node, Pattern, Property, property};

pub(super) fn parse(pattern: &str) -> Result<Pattern, Error> {
    let mut parser = Parser {
        pattern,
        rest: pattern,
        depth: 0,
        groups: 0,
        names: Vec::new(),
        references: Vec::new(),
        backtracking: None,
    };
    let node = parser.choice()?;
    if parser.rest.starts_with(')') {
        return parser.fail(parser.rest, ErrorKind::Unescaped(')'));
    }
    parser.check_references()?;
    Ok(Pattern {
        node,
        backtracking: parser.backtracking,
    })
}

struct Parser<'p> {
    pattern: &'p str,
    /// What is not read yet.
    rest: &'p str,
    depth: usize,
    groups: usize,
    names: Vec<&'p str>,
    /// Where they stand, and which group they refer to.
    references: Vec<(&'p str, Group<'p>)>,
    backtracking: Option<Error>,
}

enum Group<'p> {
    Number(usize),
    Name(&'p str),
}

/// What an escape stands for.
enum Escaped {
    CodePoint(u32),
    Class(Class),
    Assertion(Assertion),
    BackReference,
}

/// As V8 has it: what is repeated more often is repeated without end.
const MAX_TIMES: u32 = i32::MAX as u32;

type Result<T, E = Error> = std::result::Result<T, E>;

impl<'p> Parser<'p> {
    /// `Disjunction`
    fn choice(&mut self) -> Result<Node> {
        if self.depth > MAX_DEPTH {
            return self.fail(self.rest, ErrorKind::TooDeep);
        }
        self.depth += 1;
        let first = self.sequence()?;
        let mut nodes = vec![first];
        while self.eat("|") {
            nodes.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(match nodes.len() {
            1 => nodes.remove(0),
            _ => Node::Choice(nodes),
        })
    }

    /// `Alternative`
    fn sequence(&mut self) -> Result<Node> {
        let mut nodes = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            nodes.push(self.term()?);
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    /// `Term`
    fn term(&mut self) -> Result<Node> {
        let start = self.rest;
        let Some(c) = self.next() else {
            return Ok(Node::Empty);
        };
        let assertion = |assertion| (Node::Assertion(assertion), false);
        let (node, is_repeatable) = match c {
            '^' => assertion(Assertion::Start),
            '$' => assertion(Assertion::End),
            '(' => self.group(start)?,
            '[' => (Node::Class(self.class(start)?), true),
            '.' => (Node::Class(any_but_line_ends()), true),
            '\\' => match self.escape(start, false)? {
                Escaped::CodePoint(c) => (Node::Class(Class::of(c)), true),
                Escaped::Class(class) => (Node::Class(class), true),
                Escaped::Assertion(it) => assertion(it),
                Escaped::BackReference => (Node::Empty, true),
            },
            '*' | '+' | '?' | '{' => return self.fail(start, ErrorKind::NothingToRepeat(c)),
            '}' | ']' => return self.fail(start, ErrorKind::Unescaped(c)),
            c => (Node::Class(Class::of(c.into())), true),
        };
        let quantifier = self.rest;
        match self.quantifier()? {
            Some(_) if !is_repeatable => {
                let c = quantifier.chars().next().unwrap_or_default();
                self.fail(quantifier, ErrorKind::NothingToRepeat(c))
            }
            // However often something is repeated in it.
            Some((_, Some(0))) => Ok(Node::Empty),
            Some((min, max)) => Ok(Node::Repeat {
                node: Box::new(node),
                min,
                max,
            }),
            None => Ok(node),
        }
    }

    /// `Quantifier`. Whether it is lazy decides what is matched, not whether something is.
    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>> {
        let start = self.rest;
        let times = match () {
            () if self.eat("*") => (0, None),
            () if self.eat("+") => (1, None),
            () if self.eat("?") => (0, Some(1)),
            () if self.eat("{") => match self.braces() {
                Some(times) => times,
                None => return self.fail(start, ErrorKind::Unescaped('{')),
            },
            () => return Ok(None),
        };
        if let (min, Some(max)) = times
            && min > max
        {
            return self.fail(start, ErrorKind::OutOfOrder(self.since(start)));
        }
        self.eat("?");
        Ok(Some(times))
    }

    /// What follows the `{` of a quantifier.
    fn braces(&mut self) -> Option<(u32, Option<u32>)> {
        let min = self.number()?;
        if self.eat("}") {
            return Some((min, Some(min)));
        }
        if !self.eat(",") {
            return None;
        }
        if self.eat("}") {
            return Some((min, None));
        }
        let max = self.number()?;
        self.eat("}").then_some((min, Some(max)))
    }

    fn number(&mut self) -> Option<u32> {
        let digits = self.eat_while(|c| c.is_ascii_digit());
        let is_number = !digits.is_empty();
        is_number.then(|| digits.parse().unwrap_or(MAX_TIMES).min(MAX_TIMES))
    }

    /// A group or an assertion in parentheses, and whether it can be repeated.
    fn group(&mut self, start: &'p str) -> Result<(Node, bool)> {
        let look = match () {
            () if self.eat("?=") || self.eat("?!") => Some(Construct::LookAhead),
            () if self.eat("?<=") || self.eat("?<!") => Some(Construct::LookBehind),
            () => None,
        };
        if let Some(construct) = look {
            self.backtracks(start, construct);
        } else if !self.eat("?:") {
            self.capture(start)?;
        }
        let node = self.choice()?;
        if !self.eat(")") {
            return self.fail(start, ErrorKind::Unclosed('('));
        }
        Ok(match look {
            Some(_) => (Node::Empty, false),
            None => (node, true),
        })
    }

    /// What follows the `(` of a group that captures.
    fn capture(&mut self, start: &'p str) -> Result<()> {
        self.groups += 1;
        if self.eat("?<") {
            let Some(name) = self.name() else {
                return self.fail(start, ErrorKind::GroupName);
            };
            if self.names.contains(&name) {
                return self.fail(start, ErrorKind::GroupTwice(name.to_owned()));
            }
            self.names.push(name);
        } else if self.eat("?") {
            let modifiers = self.eat_while(|c| "ims-".contains(c));
            self.next();
            let group = self.since(start);
            return self.fail(
                start,
                match modifiers {
                    "" => ErrorKind::UnknownGroup(group),
                    _ => ErrorKind::Modifier(group),
                },
            );
        }
        Ok(())
    }

    /// The name of a group, up to its `>`. JavaScript allows letters of all scripts too.
    fn name(&mut self) -> Option<&'p str> {
        let name = self.eat_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'));
        let is_name = !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit());
        (is_name && self.eat(">")).then_some(name)
    }

    /// What follows the `[` of a class.
    fn class(&mut self, start: &'p str) -> Result<Class> {
        let mut class = Class {
            is_negated: self.eat("^"),
            ..Class::default()
        };
        while !self.eat("]") {
            if self.rest.is_empty() {
                return self.fail(start, ErrorKind::Unclosed('['));
            }
            let first = self.rest;
            let from = self.class_atom()?;
            let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
            if !is_range || self.rest == "-" {
                class.add(from);
                continue;
            }
            self.next();
            let last = self.rest;
            let to = self.class_atom()?;
            match (from, to) {
                (Ok(from), Ok(to)) if from <= to => class.ranges.push((from, to)),
                (Ok(_), Ok(_)) => {
                    return self.fail(first, ErrorKind::OutOfOrder(self.since(first)));
                }
                (Err(_), _) => {
                    let end = first.len() - last.len() - 1;
                    let escape = first.get(..end).unwrap_or_default().to_owned();
                    return self.fail(first, ErrorKind::ClassInRange(escape));
                }
                (_, Err(_)) => {
                    return self.fail(last, ErrorKind::ClassInRange(self.since(last)));
                }
            }
        }
        Ok(class)
    }

    /// `ClassAtom`: a code point, or a class that is written as an escape.
    fn class_atom(&mut self) -> Result<Result<u32, Class>> {
        let start = self.rest;
        match self.next() {
            Some('\\') => match self.escape(start, true)? {
                Escaped::CodePoint(c) => Ok(Ok(c)),
                Escaped::Class(class) => Ok(Err(class)),
                Escaped::Assertion(_) | Escaped::BackReference => {
                    self.fail(start, ErrorKind::UnknownEscape(self.since(start)))
                }
            },
            Some(c) => Ok(Ok(c.into())),
            None => self.fail(start, ErrorKind::Unclosed('[')),
        }
    }

    /// What follows a `\`.
    fn escape(&mut self, start: &'p str, is_in_class: bool) -> Result<Escaped> {
        let Some(c) = self.next() else {
            return self.fail(start, ErrorKind::UnknownEscape("\\".to_owned()));
        };
        let code_point = match c {
            'd' => return Ok(Escaped::Class(Class::from(digits()))),
            'D' => return Ok(Escaped::Class(Class::from(digits().complement()))),
            'w' => return Ok(Escaped::Class(Class::from(words()))),
            'W' => return Ok(Escaped::Class(Class::from(words().complement()))),
            's' => return Ok(Escaped::Class(Class::from(spaces()))),
            'S' => return Ok(Escaped::Class(Class::from(spaces().complement()))),
            'p' | 'P' => return self.property(start, c == 'P').map(Escaped::Class),
            'b' if !is_in_class => return Ok(Escaped::Assertion(Assertion::WordBoundary)),
            'B' if !is_in_class => return Ok(Escaped::Assertion(Assertion::NoWordBoundary)),
            'k' | '1'..='9' if !is_in_class => return self.back_reference(start, c),
            'b' => 0x08,
            't' => 0x09,
            'n' => 0x0a,
            'v' => 0x0b,
            'f' => 0x0c,
            'r' => 0x0d,
            '0' if !self.rest.starts_with(|c: char| c.is_ascii_digit()) => 0,
            'c' => match self.next() {
                Some(letter) if letter.is_ascii_alphabetic() => u32::from(letter) % 32,
                _ => return self.fail(start, ErrorKind::IncompleteEscape("\\c".to_owned())),
            },
            'x' => match self.hex(2) {
                Some(code_point) => code_point,
                None => return self.fail(start, ErrorKind::IncompleteEscape("\\x".to_owned())),
            },
            'u' => match self.unicode() {
                Some(code_point) => code_point,
                None => return self.fail(start, ErrorKind::IncompleteEscape("\\u".to_owned())),
            },
            '-' if is_in_class => c.into(),
            '/' => c.into(),
            c if "^$\\.*+?()[]{}|".contains(c) => c.into(),
            _ => return self.fail(start, ErrorKind::UnknownEscape(self.since(start))),
        };
        Ok(Escaped::CodePoint(code_point))
    }

    fn back_reference(&mut self, start: &'p str, first: char) -> Result<Escaped> {
        let group = if first == 'k' {
            let name = self.eat("<").then(|| self.name()).flatten();
            let Some(name) = name else {
                return self.fail(start, ErrorKind::GroupName);
            };
            Group::Name(name)
        } else {
            self.eat_while(|c| c.is_ascii_digit());
            let number = self.since(start);
            let number = number.trim_start_matches('\\').parse();
            Group::Number(number.unwrap_or(usize::MAX))
        };
        self.references.push((start, group));
        self.backtracks(start, Construct::BackReference);
        Ok(Escaped::BackReference)
    }

    /// A group may stand behind what refers to it.
    fn check_references(&self) -> Result<()> {
        for (start, group) in &self.references {
            let (exists, text) = match group {
                Group::Number(number) => (*number <= self.groups, format!("\\{number}")),
                Group::Name(name) => (self.names.contains(name), format!("\\k<{name}>")),
            };
            if !exists {
                return self.fail(start, ErrorKind::NoSuchGroup(text));
            }
        }
        Ok(())
    }

    /// What follows `\p` or `\P`.
    fn property(&mut self, start: &'p str, is_negated: bool) -> Result<Class> {
        let inside = self.rest.strip_prefix('{');
        let Some((name, rest)) = inside.and_then(|it| it.split_once('}')) else {
            let escape = self.since(start);
            return self.fail(start, ErrorKind::IncompleteEscape(escape));
        };
        if !property::is_known(name) {
            return self.fail(start, ErrorKind::UnknownProperty(name.to_owned()));
        }
        self.rest = rest;
        Ok(Class {
            properties: vec![Property {
                name: name.to_owned(),
                is_negated,
            }],
            ..Class::default()
        })
    }

    /// What follows `\u`. Two surrogates in a row are one code point, if both are written with four digits.
    fn unicode(&mut self) -> Option<u32> {
        if self.eat("{") {
            let digits = self.eat_while(|c| c.is_ascii_hexdigit());
            let code_point = match digits.trim_start_matches('0') {
                "" if digits.is_empty() => return None,
                "" => 0,
                digits => u32::from_str_radix(digits, 16).ok()?,
            };
            return (code_point <= 0x10_ffff && self.eat("}")).then_some(code_point);
        }
        let lead = self.hex(4)?;
        let after_lead = self.rest;
        if (0xd800..0xdc00).contains(&lead) && self.eat("\\u") {
            match self.hex(4) {
                Some(trail) if (0xdc00..0xe000).contains(&trail) => {
                    return Some(0x1_0000 + ((lead - 0xd800) << 10) + (trail - 0xdc00));
                }
                _ => self.rest = after_lead,
            }
        }
        Some(lead)
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(digits)?;
        let is_hex = digits.bytes().all(|it| it.is_ascii_hexdigit());
        self.rest = if is_hex { rest } else { self.rest };
        u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next();
        self.rest = chars.as_str();
        c
    }

    fn eat(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => self.rest = rest,
            None => return false,
        }
        true
    }

    fn eat_while(&mut self, is_part: impl Fn(char) -> bool) -> &'p str {
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (found, rest) = self.rest.split_at_checked(end).unwrap_or_default();
        self.rest = rest;
        found
    }

    /// What was read since `start` was the rest.
    fn since(&self, start: &str) -> String {
        let read = start.get(..start.len() - self.rest.len());
        read.unwrap_or_default().to_owned()
    }

    fn backtracks(&mut self, start: &'p str, construct: Construct) {
        let error = self.error(start, ErrorKind::Backtracking(construct, self.since(start)));
        self.backtracking.get_or_insert(error);
    }

    fn fail<T>(&self, start: &str, kind: ErrorKind) -> Result<T> {
        Err(self.error(start, kind))
    }

    fn error(&self, start: &str, kind: ErrorKind) -> Error {
        let before = self.pattern.get(..self.pattern.len() - start.len());
        let at = before.unwrap_or_default().chars().count();
        Error { at, kind }
    }
}

impl Class {
    fn of(code_point: u32) -> Self {
        Self {
            ranges: vec![(code_point, code_point)],
            ..Self::default()
        }
    }

    fn add(&mut self, atom: Result<u32, Class>) {
        let mut class = atom.map_or_else(|class| class, Self::of);
        self.ranges.append(&mut class.ranges);
        self.properties.append(&mut class.properties);
    }
}

impl From<Set> for Class {
    fn from(set: Set) -> Self {
        Self {
            ranges: set.ranges().to_vec(),
            ..Self::default()
        }
    }
}

fn digits() -> Set {
    range_set(&[('0', '9')])
}

fn words() -> Set {
    range_set(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
}

/// `WhiteSpace` and `LineTerminator`
fn spaces() -> Set {
    range_set(&[
        ('\t', '\r'),
        (' ', ' '),
        ('\u{a0}', '\u{a0}'),
        ('\u{1680}', '\u{1680}'),
        ('\u{2000}', '\u{200a}'),
        ('\u{2028}', '\u{2029}'),
        ('\u{202f}', '\u{202f}'),
        ('\u{205f}', '\u{205f}'),
        ('\u{3000}', '\u{3000}'),
        ('\u{feff}', '\u{feff}'),
    ])
}

fn any_but_line_ends() -> Class {
    let line_ends = [('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')];
    Class::from(range_set(&line_ends).complement())
}

fn range_set(ranges: &[(char, char)]) -> Set {
    let ranges = ranges.iter();
    Set::new(
        ranges
            .map(|(a, b)| (u32::from(*a), u32::from(*b)))
            .collect(),
    )
}
