//! The keys of an object being written.

/// A tag for each key of an object: as long as they differ, so do the keys. That costs no allocation and no look at the text.
pub(super) struct Keys {
    /// Where the object starts.
    pub(super) start: usize,
    tags: [u16; 32],
    count: usize,
    are_distinct: bool,
}

impl Keys {
    pub(super) fn of_object_at(start: usize) -> Self {
        Self {
            start,
            tags: [0; 32],
            count: 0,
            are_distinct: true,
        }
    }

    pub(super) fn add(&mut self, key: &str) {
        if !self.are_distinct {
            return;
        }
        let tag = tag(key.as_bytes());
        // All of them, and not up to the first: the compiler compares several at once.
        let found = self
            .tags
            .iter()
            .fold(false, |found, earlier| found | (*earlier == tag));
        match self.tags.get_mut(self.count) {
            Some(free) if !found => *free = tag,
            _ => self.are_distinct = false,
        }
        self.count += 1;
    }

    /// Whether no key is there twice. False also means that it is not known.
    pub(super) fn are_distinct(&self) -> bool {
        self.are_distinct
    }
}

/// Not zero, and rarely the same for two keys. Made of both ends of a key and its length.
#[inline]
fn tag(key: &[u8]) -> u16 {
    let (first, last) = match (key.first_chunk(), key.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => match (key.first_chunk(), key.last_chunk()) {
            (Some(first), Some(last)) => (
                u32::from_le_bytes(*first).into(),
                u32::from_le_bytes(*last).into(),
            ),
            _ => (
                key.iter()
                    .fold(0, |bytes, byte| bytes << 8 | u64::from(*byte)),
                0,
            ),
        },
    };
    let mixed =
        (first ^ last.rotate_left(23) ^ key.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 48) as u16 | 1
}
