//! Random patterns, and strings that they match or nearly match.

use fastrand::Rng;

/// A part of a pattern.
enum Part {
    /// As it is written, and characters that it may match.
    One(String, Vec<char>),
    /// `^` or `\b`
    Nothing(&'static str),
    Sequence(Vec<Part>),
    Choice(Vec<Part>),
    Group(String, Box<Part>),
    Repeat(Box<Part>, &'static str, usize),
}

/// A pattern with strings.
pub(crate) fn case(rng: &mut Rng) -> (String, Vec<String>) {
    let part = choice(rng, 3, &mut 0);
    let mut pattern = String::new();
    part.write(&mut pattern);
    let mut strings = vec![String::new()];
    for _ in 0..7 {
        let mut string = String::new();
        part.sample(rng, &mut string);
        strings.push(changed(rng, &string));
    }
    if rng.u8(..4) == 0 {
        pattern = changed(rng, &pattern);
    }
    strings.sort();
    strings.dedup();
    (pattern, strings)
}

/// The characters that engines treat in different ways.
const CHARACTERS: &str = "abckzAKZ019_- \t\n\r\u{b}\u{0}\u{8}\u{1f}\u{7f}\u{85}\u{a0}éßſ\u{212a}İЖжα中あ٣½Ⅷ\u{301}\u{180e}\u{200b}\u{200d}\u{2003}\u{2028}\u{2029}\u{3000}\u{feff}\u{ffff}😀𝒜\u{10ffff}&~#\"',!<>=:@%€^$\\.*+?()[]{}|/";

/// What is put into a pattern or a string to spoil it.
const SPOILERS: &str = r"\ [ ] ( ) { } {2} {3,1} {,3} * + ? ?? ^ $ | - \b \B \1 \2 \k<a> \k (?= (?! (?<= (?<! (?i: (?<a> (?< (?P<a> (?# (?> \A \z \Q \h \e \- \_ \u \u{110000} \u{} \ud83d \ude00 \x4 \c1 \01 \08 \p \p{l} \p{Latin} \pL \p{sc=Latn} [z-a] [\d-z] [a-\w] [[:alpha:]] && -- a b 0 _";

const PROPERTIES: &str = "L Letter Lu gc=Ll General_Category=Uppercase_Letter N Nd P punct S Sc Z Zs M Cc Cf C Alphabetic Alpha \
    Lowercase Upper White_Space space Any ASCII Assigned Emoji Emoji_Presentation AHex Hex_Digit ID_Start IDC Ideo \
    Math Script=Latin sc=Cyrl Script=Greek sc=Han sc=Zyyy Script=Hiragana";

/// One of several words.
fn word<'w>(rng: &mut Rng, words: &'w str) -> &'w str {
    rng.choice(words.split(' ').collect::<Vec<_>>())
        .unwrap_or_default()
}

fn any(rng: &mut Rng) -> char {
    rng.choice(CHARACTERS.chars().collect::<Vec<_>>())
        .unwrap_or('a')
}

fn choice(rng: &mut Rng, depth: usize, groups: &mut usize) -> Part {
    let count = [1, 1, 1, 2, 3][rng.usize(..5)];
    let mut parts: Vec<_> = (0..count).map(|_| sequence(rng, depth, groups)).collect();
    match count {
        1 => parts.remove(0),
        _ => Part::Choice(parts),
    }
}

fn sequence(rng: &mut Rng, depth: usize, groups: &mut usize) -> Part {
    let count = [0, 1, 1, 2, 2, 3, 4][rng.usize(..7)];
    let mut parts = Vec::new();
    for _ in 0..count {
        parts.push(term(rng, depth, groups));
    }
    if depth == 3 && rng.bool() {
        parts.insert(0, Part::Nothing("^"));
    }
    if depth == 3 && rng.bool() {
        parts.push(Part::Nothing("$"));
    }
    Part::Sequence(parts)
}

fn term(rng: &mut Rng, depth: usize, groups: &mut usize) -> Part {
    let atom = match rng.u8(..10) {
        0 | 1 if depth > 0 => {
            let open = match rng.u8(..4) {
                0 => "(".to_owned(),
                1 => {
                    *groups += 1;
                    format!("(?<{}{groups}>", word(rng, r"a _b $ Z9_"))
                }
                _ => "(?:".to_owned(),
            };
            Part::Group(open, Box::new(choice(rng, depth - 1, groups)))
        }
        2 => return Part::Nothing(word(rng, r"^ $ \b \B \b")),
        3..=5 => class(rng),
        _ => character(rng),
    };
    if rng.u8(..3) > 0 {
        return atom;
    }
    let quantifier = word(
        rng,
        "* * + + ? ? *? +? ?? {0} {1} {2} {2}? {1,3} {0,2} {2,} {2,4}? {003}",
    );
    let times = match quantifier.trim_end_matches('?') {
        "*" => rng.usize(..3),
        "+" => rng.usize(1..4),
        "" => rng.usize(..2),
        "{0}" => 0,
        "{1}" => 1,
        "{2}" => 2,
        "{003}" => 3,
        _ => rng.usize(1..4),
    };
    Part::Repeat(Box::new(atom), quantifier, times)
}

/// One character, in any of the ways in which it can be written.
fn character(rng: &mut Rng) -> Part {
    let c = any(rng);
    Part::One(written(rng, c, "^$\\.*+?()[]{}|"), vec![c])
}

fn written(rng: &mut Rng, c: char, syntax: &str) -> String {
    let code = u32::from(c);
    let mut units = [0; 2];
    match rng.u8(..8) {
        0 => format!("\\u{{{code:x}}}"),
        1 => format!("\\u{{000{code:X}}}"),
        2 => c
            .encode_utf16(&mut units)
            .iter()
            .map(|it| format!("\\u{it:04x}"))
            .collect(),
        3 if code < 256 => format!("\\x{code:02X}"),
        4 if c == '/' => "\\/".to_owned(),
        5 if (1..27).contains(&code) => format!("\\c{}", char::from(b'A' + code as u8 - 1)),
        5 | 6 => match c {
            '\t' => "\\t".to_owned(),
            '\n' => "\\n".to_owned(),
            '\r' => "\\r".to_owned(),
            '\u{b}' => "\\v".to_owned(),
            '\u{0}' => "\\0".to_owned(),
            c if syntax.contains(c) => format!("\\{c}"),
            c => c.to_string(),
        },
        _ if syntax.contains(c) => format!("\\{c}"),
        _ => c.to_string(),
    }
}

fn class(rng: &mut Rng) -> Part {
    let around = |rng: &mut Rng| (0..6).map(|_| any(rng)).collect();
    match rng.u8(..6) {
        0 => {
            let escape = word(rng, r"\d \D \w \W \s \S . [^] []");
            Part::One(escape.to_owned(), around(rng))
        }
        1 => {
            let p = word(rng, r"p P");
            Part::One(format!("\\{p}{{{}}}", word(rng, PROPERTIES)), around(rng))
        }
        _ => {
            let mut text = "[".to_owned();
            let mut characters: Vec<char> = around(rng);
            if rng.u8(..4) == 0 {
                text.push('^');
            }
            for _ in 0..rng.usize(..5) {
                match rng.u8(..8) {
                    0 => text.push_str(word(rng, r"\d \W \s \S \w \b \-")),
                    1 => {
                        let p = word(rng, r"p P");
                        text.push_str(&format!("\\{p}{{{}}}", word(rng, PROPERTIES)));
                    }
                    2 => text.push_str(word(rng, r"&& a--b ~~ [a [:alpha: - ^ # a-")),
                    3 => {
                        let (a, b) = (any(rng), any(rng));
                        characters.extend([a, b]);
                        let range = [a.min(b), a.max(b)].map(|c| written(rng, c, "\\]^-"));
                        text.push_str(&range.join("-"));
                    }
                    4 => {
                        text.push_str(word(rng, r"\ud83d \ud83d\ude00 \ud800-\udfff \ude00\ud83d"));
                    }
                    _ => {
                        let c = any(rng);
                        characters.push(c);
                        text.push_str(&written(rng, c, "\\]^-"));
                    }
                }
            }
            text.push(']');
            Part::One(text, characters)
        }
    }
}

impl Part {
    fn write(&self, pattern: &mut String) {
        match self {
            Self::One(text, _) => pattern.push_str(text),
            Self::Nothing(text) => pattern.push_str(text),
            Self::Sequence(parts) => parts.iter().for_each(|it| it.write(pattern)),
            Self::Choice(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    pattern.push_str(if at == 0 { "" } else { "|" });
                    part.write(pattern);
                }
            }
            Self::Group(open, part) => {
                pattern.push_str(open);
                part.write(pattern);
                pattern.push(')');
            }
            Self::Repeat(part, quantifier, _) => {
                part.write(pattern);
                pattern.push_str(quantifier);
            }
        }
    }

    fn sample(&self, rng: &mut Rng, string: &mut String) {
        match self {
            Self::One(_, characters) => string.extend(rng.choice(characters)),
            Self::Nothing(_) => {}
            Self::Sequence(parts) => parts.iter().for_each(|it| it.sample(rng, string)),
            Self::Choice(parts) => parts[rng.usize(..parts.len())].sample(rng, string),
            Self::Group(_, part) => part.sample(rng, string),
            Self::Repeat(part, _, times) => (0..*times).for_each(|_| part.sample(rng, string)),
        }
    }
}

/// With something put in, left out or put in the place of something, or as it is.
fn changed(rng: &mut Rng, text: &str) -> String {
    let mut parts: Vec<String> = text.chars().map(String::from).collect();
    for _ in 0..rng.usize(..3) {
        let at = rng.usize(..=parts.len());
        if rng.bool() && at < parts.len() {
            parts.remove(at);
        }
        if rng.bool() {
            let spoiler = match rng.bool() {
                true => word(rng, SPOILERS).to_owned(),
                false => any(rng).to_string(),
            };
            parts.insert(at.min(parts.len()), spoiler);
        }
    }
    parts.concat()
}
