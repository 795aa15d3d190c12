//! Choices that a seed decides.

use std::collections::{BTreeMap, BTreeSet};

pub(crate) struct Random {
    state: u64,
    /// What is left to be drawn at each place.
    bags: BTreeMap<&'static str, Vec<&'static str>>,
    /// What came about in the case at hand.
    noted: BTreeSet<String>,
    /// What came about in the cases before it.
    drawn: BTreeSet<String>,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            state: seed,
            bags: BTreeMap::new(),
            noted: BTreeSet::new(),
            drawn: BTreeSet::new(),
        }
    }

    /// The next number of SplitMix64.
    pub(crate) fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.bits() % end as u64) as usize
    }

    pub(crate) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub(crate) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    pub(crate) fn shuffle<T>(&mut self, all: &mut [T]) {
        for end in (1..all.len()).rev() {
            let other = self.below(end + 1);
            all.swap(end, other);
        }
    }

    /// One of these, between commas, without one coming twice before each has come once, so that a short run has all.
    pub(crate) fn draw(&mut self, place: &'static str, of: &'static str) -> &'static str {
        let mut bag = self.bags.remove(place).unwrap_or_default();
        if bag.is_empty() {
            bag = of.split(", ").collect();
            self.shuffle(&mut bag);
        }
        let drawn = bag.pop().unwrap();
        self.bags.insert(place, bag);
        self.note(format!("{place}: {drawn}"));
        drawn
    }

    pub(crate) fn note(&mut self, what: impl Into<String>) {
        self.noted.insert(what.into());
    }

    /// Ends a case. Of one that is refused only the refusal counts, for nothing else of it is seen.
    pub(crate) fn end_case(&mut self, refused: bool) {
        for note in std::mem::take(&mut self.noted) {
            let of_a_refusal = [
                "problem",
                "twice",
                "key twice",
                "refused",
                "case: twice",
                "levels",
                "bytes",
            ];
            if !refused || of_a_refusal.iter().any(|start| note.starts_with(start)) {
                self.drawn.insert(note);
            }
        }
    }

    pub(crate) fn drawn(&self) -> &BTreeSet<String> {
        &self.drawn
    }
}
