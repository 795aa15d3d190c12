//! The bytes of an outbox's files, and the order in which they are written. All numbers are little-endian.
//!
//! ```text
//! lock                          process, when it began, whether its client is ending
//! state                         ┌ head ┬ slot ┬ slot ┬ slot ┐      each in a block of 4 KiB
//!                               id, source       │
//!                                     first record ── next record
//!                                           │              │
//! 00000000000000000001.segment  ┌ head ┬ settled to ┐      │       all settled: only the head is left
//! 00000000000000000512.segment  ┌ head ┬ record ┬ record ┬ record ┐
//!                                        length number time sum mark event
//!                                                          └ waiting, deferred, set aside, settled
//! ```
//!
//! A mark is one byte that is written in place. The alternative, a second log of what was settled, would take new space
//! for each delivery, so that a full disk could not heal by delivering.
//!
//! # The files
//!
//! - `lock` is held with `File::try_lock`, which no other open or close of a file loses. In it stand the process that
//!   has it, when that process began, and whether the client is ending: a new client waits for one that is. `state` is
//!   held in the same way, so that removing `lock` gives the outbox to nobody else.
//! - `state` has a head (magic, version, the outbox's random id, the fingerprint of the source, a sum) and three slots
//!   (a sequence number, the number of the first record that is still in a file, the number of the next record, a sum),
//!   each in a 4 KiB block of its own. A slot is written over the one that is neither the newest nor the newest that
//!   was synced. The newest whole slot counts.
//! - `00000000000000000001.segment`, named by the number of its first record, grows to 4 MiB. Its head has magic,
//!   version, id, that number and a sum; and, once all its records are settled, the number after the last one with a
//!   sum of its own. Then only the head has to be there.
//! - A record has its length, number, time, sum and mark, and the event. The sum covers all but the mark, and the
//!   outbox's id. The four marks (waiting, deferred, set aside, settled) differ in four bits at least; any other byte
//!   is damage. Records are numbered from 1 without a gap. A flag in the length makes one stand for a range of records
//!   that are gone.
//!
//! # The order of writes
//!
//! | what | order |
//! |---|---|
//! | `push` | record in one write · [sync] · slot of `state`. If one fails, the segment is shrunk to where it was and the event is given back; the next one is written to the same place |
//! | a new segment | file · head · [sync of the file, sync of the folder] · record |
//! | a mark | one byte in place. One that fails counts in this process and is written with a later one |
//! | the oldest segments are settled | slot with the new first number · [sync] · removal. What is left below that number is removed when the outbox is opened |
//! | another segment is settled | the number after its last record into its head · [sync] · shrunk to the head. None of this takes new space, so a full disk heals by settling alone |
//! | space beside events that stay | consecutive heads of settled segments are merged into one. A segment with less than a quarter left, and with a whole segment between it and the cursor, is rewritten to a new file, [synced] and renamed over the old one. This needs some space for a moment, and is postponed if there is none |
//! | opening | nothing is written before every record of every segment was read and is right; then what was torn is shrunk, [all is synced] and `state` gets the number of the next record |
//! | damage set aside | the damaged file gets a second name (`….damaged`) · a file with all its whole records is written and synced · renamed over it · folder synced; `state` comes last. Cut short anywhere, it can be done again |
//!
//! In brackets: only with `Durability::Full`. In `Full`, `state` is not synced at each `push`: after a loss of power it
//! may count less than there is, never more, and whole records beyond it are taken as they are.
//!
//! # What is no damage
//!
//! A record (or the head of the last file) that is torn at the very end of the last segment, that `state` does not
//! count, and behind which no whole record is found. Anything else that differs is named with its file and record.

use std::fmt::{self, Display};
use std::ops::ControlFlow;

use uuid::Uuid;

use super::Mark;
use crate::limits::MAX_BYTES;

const VERSION: u32 = 1;
const STATE_MAGIC: &[u8; 8] = b"gc-state";
const SEGMENT_MAGIC: &[u8; 8] = b"gc-event";

/// The numbers of records end here, so that counting on can't overflow.
const MAX_NUMBER: u64 = u64::MAX / 2;

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn uuid_at(bytes: &[u8], at: usize) -> Option<Uuid> {
    Some(Uuid::from_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn number_at(bytes: &[u8], at: usize) -> Option<u64> {
    u64_at(bytes, at).filter(|number| (1..=MAX_NUMBER).contains(number))
}

fn add_sum(bytes: &mut Vec<u8>) {
    let sum = crc32fast::hash(bytes);
    bytes.extend(sum.to_le_bytes());
}

/// Whether the bytes up to `end` have their sum behind them.
fn has_sum(bytes: &[u8], end: usize) -> bool {
    let body = bytes.get(..end);
    body.is_some_and(|body| u32_at(bytes, end) == Some(crc32fast::hash(body)))
}

/// What the beginning of a file says.
pub(super) enum Head<T> {
    Whole(T),
    Later,
    Damaged,
}

impl<T> Head<T> {
    fn read(bytes: &[u8], magic: &[u8; 8], end: usize, read: impl Fn() -> Option<T>) -> Self {
        if !bytes.starts_with(magic) || !has_sum(bytes, end) {
            return Self::Damaged;
        }
        match u32_at(bytes, 8) {
            Some(VERSION) => read().map_or(Self::Damaged, Self::Whole),
            Some(version) if version > VERSION => Self::Later,
            _ => Self::Damaged,
        }
    }
}

// The file `state`: a head, and three slots. Each has a block of the disk to itself, so that one that is lost while it is
// written takes no other with it.

const BLOCK: usize = 4096;
pub(super) const SLOTS: usize = 3;
pub(super) const STATE_LEN: usize = BLOCK * (SLOTS + 1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// The outbox itself: drawn when it is made, and in the sum of every record.
    pub(super) id: Uuid,
    /// The source whose events these are.
    pub(super) source: Uuid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) sequence: u64,
    /// The number of the first record that is still in a file.
    pub(super) first: u64,
    /// The number of the next record.
    pub(super) next: u64,
}

impl Slot {
    pub(super) fn bytes(self) -> Vec<u8> {
        let numbers = [self.sequence, self.first, self.next];
        let mut bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
        add_sum(&mut bytes);
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        if !has_sum(bytes, 24) {
            return None;
        }
        let slot = Self {
            sequence: number_at(bytes, 0)?,
            first: number_at(bytes, 8)?,
            next: number_at(bytes, 16)?,
        };
        (slot.first <= slot.next).then_some(slot)
    }
}

pub(super) fn slot_at(slot: usize) -> u64 {
    (BLOCK * (slot + 1)) as u64
}

/// A whole file `state`.
pub(super) fn state(owner: Owner, slot: Slot) -> Vec<u8> {
    let mut bytes = STATE_MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(owner.id.as_bytes());
    bytes.extend(owner.source.as_bytes());
    add_sum(&mut bytes);
    bytes.resize(BLOCK, 0);
    bytes.extend(slot.bytes());
    bytes.resize(STATE_LEN, 0);
    bytes
}

pub(super) fn read_owner(bytes: &[u8]) -> Head<Owner> {
    Head::read(bytes, STATE_MAGIC, 44, || {
        Some(Owner {
            id: uuid_at(bytes, 12)?,
            source: uuid_at(bytes, 28)?,
        })
    })
}

/// Whether each slot is whole or was never written. If not, the newest whole one may not be the newest.
pub(super) fn has_whole_slots(bytes: &[u8]) -> bool {
    let mut slots = bytes.chunks(BLOCK).skip(1);
    slots.all(|slot| Slot::read(slot).is_some() || slot.iter().all(|byte| *byte == 0))
}

/// The newest whole slot, and its place.
pub(super) fn read_slot(bytes: &[u8]) -> Option<(usize, Slot)> {
    let slots = bytes.chunks(BLOCK).skip(1).map(Slot::read).enumerate();
    slots
        .filter_map(|(i, slot)| Some((i, slot?)))
        .max_by_key(|(_, slot)| slot.sequence)
}

// A segment: a head, and records.

pub(super) const SEGMENT_HEAD: usize = 52;
const SEGMENT_END_AT: usize = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SegmentHead {
    pub(super) id: Uuid,
    /// The number of its first record.
    pub(super) first: u64,
    /// If all its records are settled: the number after its last one. They need not be there any more.
    pub(super) settled_to: Option<u64>,
}

impl SegmentHead {
    fn start(id: Uuid, first: u64) -> Vec<u8> {
        let mut bytes = SEGMENT_MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(id.as_bytes());
        bytes.extend(first.to_le_bytes());
        add_sum(&mut bytes);
        bytes
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        let mut bytes = Self::start(self.id, self.first);
        if let Some(end) = self.settled_to {
            bytes.extend(Self::end(self.id, self.first, end).1);
        }
        bytes.resize(SEGMENT_HEAD, 0);
        bytes
    }

    /// Where to write what, once all records of a segment are settled.
    pub(super) fn end(id: Uuid, first: u64, end: u64) -> (u64, Vec<u8>) {
        let mut bytes = end.to_le_bytes().to_vec();
        bytes.extend(Self::end_sum(id, first, end).to_le_bytes());
        (SEGMENT_END_AT as u64, bytes)
    }

    /// Not of the bytes in front of it, which end with their own sum: that of such bytes is the same for all.
    fn end_sum(id: Uuid, first: u64, end: u64) -> u32 {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(id.as_bytes());
        hasher.update(&first.to_le_bytes());
        hasher.update(&end.to_le_bytes());
        hasher.finalize()
    }

    pub(super) fn read(bytes: &[u8]) -> Head<Self> {
        Head::read(bytes, SEGMENT_MAGIC, 36, || {
            let (id, first) = (uuid_at(bytes, 12)?, number_at(bytes, 28)?);
            // All of the head must be there. An end without its sum was torn, and the records are still there then.
            bytes.get(..SEGMENT_HEAD)?;
            let sum = u32_at(bytes, SEGMENT_END_AT + 8);
            let settled_to = number_at(bytes, SEGMENT_END_AT)
                .filter(|end| *end > first && sum == Some(Self::end_sum(id, first, *end)));
            Some(Self {
                id,
                first,
                settled_to,
            })
        })
    }
}

/// The name of the segment whose first record has this number.
pub(super) struct SegmentName(pub(super) u64);

impl Display for SegmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:020}.segment", self.0)
    }
}

pub(super) fn segment_name(first: u64) -> String {
    SegmentName(first).to_string()
}

pub(super) fn segment_number(name: &str) -> Option<u64> {
    let digits = name.strip_suffix(".segment")?;
    let is_number = digits.len() == 20 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

// A record: a head, and the event.

pub(super) const RECORD_HEAD: usize = 25;
const MARK_AT: usize = 24;
/// In the length of a record that stands for some that are gone: its content is the number after them.
const GONE: u32 = 1 << 31;

pub(super) enum Content<'a> {
    Event(&'a [u8]),
    /// The records from this number up to this one, without it, are gone.
    GoneTo(u64),
}

pub(super) struct Whole<'a> {
    pub(super) head: RecordHead,
    pub(super) content: Content<'a>,
}

impl Whole<'_> {
    /// The number of the record behind it.
    pub(super) fn end(&self) -> u64 {
        match self.content {
            Content::Event(_) => self.head.number + 1,
            Content::GoneTo(end) => end,
        }
    }
}

fn sum(id: Uuid, head: &[u8], content: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(id.as_bytes());
    hasher.update(head);
    hasher.update(content);
    hasher.finalize()
}

fn write(to: &mut Vec<u8>, id: Uuid, len: u32, number: u64, taken: u64, mark: Mark, rest: &[u8]) {
    let start = to.len();
    to.extend(len.to_le_bytes());
    to.extend(number.to_le_bytes());
    to.extend(taken.to_le_bytes());
    let sum = sum(id, to.get(start..).unwrap_or_default(), rest);
    to.extend(sum.to_le_bytes());
    to.push(mark as u8);
    to.extend(rest);
}

pub(super) fn write_event(
    to: &mut Vec<u8>,
    id: Uuid,
    number: u64,
    taken: u64,
    mark: Mark,
    event: &[u8],
) {
    // An event has at most 32,768 bytes.
    write(to, id, event.len() as u32, number, taken, mark, event);
}

pub(super) fn write_gone(to: &mut Vec<u8>, id: Uuid, number: u64, end: u64) {
    let content = end.to_le_bytes();
    let len = GONE | content.len() as u32;
    write(to, id, len, number, 0, Mark::Settled, &content);
}

pub(super) struct RecordHead {
    pub(super) number: u64,
    pub(super) taken: u64,
    /// `None` if its byte is none of the marks.
    pub(super) mark: Option<Mark>,
    /// The bytes of its content.
    pub(super) len: u32,
    is_gone: bool,
}

/// The head of the record that starts `bytes`, if it can be right.
pub(super) fn read_record_head(bytes: &[u8]) -> Option<RecordHead> {
    let written = u32_at(bytes, 0)?;
    let (len, is_gone) = (written & !GONE, written & GONE != 0);
    let is_right = if is_gone {
        len == 8
    } else {
        len as usize <= MAX_BYTES
    };
    let head = RecordHead {
        number: number_at(bytes, 4)?,
        taken: u64_at(bytes, 12)?,
        mark: bytes.get(MARK_AT).and_then(|byte| Mark::read(*byte)),
        len,
        is_gone,
    };
    is_right.then_some(head)
}

/// The record that starts `bytes`, if it is whole. Its mark is not in its sum.
pub(super) fn read_record(id: Uuid, bytes: &[u8]) -> Option<Whole<'_>> {
    let head = read_record_head(bytes)?;
    let content = bytes.get(RECORD_HEAD..)?.get(..head.len as usize)?;
    if u32_at(bytes, 20)? != sum(id, bytes.get(..20)?, content) {
        return None;
    }
    let content = match head.is_gone {
        false => Content::Event(content),
        true => Content::GoneTo(number_at(content, 0).filter(|end| *end > head.number)?),
    };
    Some(Whole { head, content })
}

/// Where the mark of the record at `at` is.
pub(super) fn mark_at(at: u64) -> u64 {
    at + MARK_AT as u64
}

/// Goes through the records that follow each other from `number` on. Says where the last one ends, and the number after it.
pub(super) fn walk<'a, B>(
    id: Uuid,
    bytes: &'a [u8],
    mut number: u64,
    mut visit: impl FnMut(usize, Whole<'a>) -> ControlFlow<B>,
) -> ControlFlow<B, (usize, u64)> {
    let mut at = SEGMENT_HEAD;
    while let Some(record) = bytes.get(at..).and_then(|bytes| read_record(id, bytes))
        && record.head.number == number
    {
        let (size, end) = (RECORD_HEAD + record.head.len as usize, record.end());
        visit(at, record)?;
        (at, number) = (at + size, end);
    }
    ControlFlow::Continue((at, number))
}

/// How many whole records there are.
pub(super) fn count(id: Uuid, bytes: &[u8]) -> usize {
    let (mut at, mut count) = (0, 0);
    while let Some((start, record)) = find(id, bytes, at, 0) {
        at = start + RECORD_HEAD + record.head.len as usize;
        count += 1;
    }
    count
}

/// The first whole record at or behind `at` with at least this number, wherever it starts.
pub(super) fn find(
    id: Uuid,
    bytes: &[u8],
    mut at: usize,
    number: u64,
) -> Option<(usize, Whole<'_>)> {
    while let Some(rest) = bytes.get(at..).filter(|rest| rest.len() >= RECORD_HEAD) {
        if let Some(record) = read_record(id, rest)
            && record.head.number >= number
        {
            return Some((at, record));
        }
        at += 1;
    }
    None
}
