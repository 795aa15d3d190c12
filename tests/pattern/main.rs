//! What `#[group(pattern = "…")]` accepts and matches, beside what JavaScript does.
//!
//! `data/patterns/answers.json` has the answers of Node.js to random patterns and strings. With Node.js at hand,
//! `UPDATE_GOLDEN=1` records others, and `PATTERNS=100000` compares so many fresh patterns; `SEED=7` draws different ones.

mod generator;
mod javascript;
mod linear;
mod properties;
mod syntax;
