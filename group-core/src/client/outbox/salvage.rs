//! Setting damage aside: every file that is damaged is kept under another name, and what is whole in it goes on.
//!
//! At any time all whole records are in a segment, under whatever name, so that this can be begun again after a crash.
//! `state` comes last.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use uuid::Uuid;

use super::error::{Doing, OutboxError};
use super::files::Files;
use super::format::{self, Content, Head, Owner, RECORD_HEAD, SegmentHead, Slot, segment_name};
use super::read::{NEW, new_id, read_all, read_segment, segment_numbers};
use super::state::{self, State};
use super::{Mark, Settings, payload};

/// A segment that is there, by whatever name.
struct Found {
    name: String,
    /// The number of its first record, which its name should be.
    first: u64,
}

struct Salvage<'a, F: Files> {
    files: &'a F,
    id: Uuid,
    lost: u64,
}

/// Leaves an outbox that is whole, with all records that are. Says how many are gone.
pub(super) fn salvage<F: Files>(files: &F, settings: &Settings) -> Result<u64, OutboxError> {
    let state = match files.open(state::NAME).doing("opening", state::NAME)? {
        Some(file) => Some(read_all(files, &file, state::NAME)?),
        None => None,
    };
    let is_there = state.is_some();
    let state = state.unwrap_or_default();
    let owner = match format::read_owner(&state) {
        Head::Whole(owner) => Some(owner),
        Head::Later => return Err(OutboxError::LaterVersion),
        Head::Damaged => None,
    };
    if owner.is_some_and(|owner| owner.source != settings.source) && !settings.takes_over {
        return Err(OutboxError::OtherSource);
    }
    if owner.is_none() && !settings.takes_over && !segment_numbers(files)?.is_empty() {
        return Err(OutboxError::UnknownSource);
    }
    let slot = format::read_slot(&state).map(|(_, slot)| slot);
    let is_whole = owner.is_some()
        && slot.is_some()
        && format::has_whole_slots(&state)
        && state.len() == format::STATE_LEN;
    let id = match owner {
        Some(owner) => owner.id,
        None => match id_of_segments(files)? {
            Some(id) => id,
            None => new_id()?,
        },
    };
    let mut salvage = Salvage { files, id, lost: 0 };
    let found = salvage.find(slot.map_or(0, |slot| slot.first))?;
    let lowest = found.first().map_or(1, |found| found.first);
    let first = match slot {
        // If the newest slot is gone, this one may be of a time when there were older segments.
        Some(slot) if is_whole => slot.first,
        Some(slot) => slot.first.max(lowest),
        None => lowest,
    };
    let next = slot.map_or(0, |slot| slot.next);
    let next = salvage.rewrite_all(found, first, next)?;

    if !is_whole {
        if is_there {
            salvage.keep(state::NAME)?;
        }
        let owner = owner.unwrap_or(Owner {
            id,
            source: settings.source,
        });
        let slot = Slot {
            sequence: 1,
            first,
            next,
        };
        let made = State::make(files, owner, slot);
        made.doing("writing", state::NAME)?
            .ok_or(OutboxError::InUse(None))?;
    }
    Ok(salvage.lost)
}

/// The id of the outbox according to the segments.
fn id_of_segments<F: Files>(files: &F) -> Result<Option<Uuid>, OutboxError> {
    for number in segment_numbers(files)? {
        let bytes = read_segment(files, &segment_name(number))?;
        if let Head::Whole(head) = SegmentHead::read(&bytes) {
            return Ok(Some(head.id));
        }
    }
    Ok(None)
}

impl<F: Files> Salvage<'_, F> {
    /// The segments that have anything to save, in the order of their records. Below `first` they are of no use any more.
    fn find(&self, first: u64) -> Result<Vec<Found>, OutboxError> {
        let mut numbers = segment_numbers(self.files)?;
        numbers.retain(|number| *number >= first);
        let mut found = Vec::new();
        for number in numbers.iter().copied() {
            let name = segment_name(number);
            let bytes = read_segment(self.files, &name)?;
            let first = match SegmentHead::read(&bytes) {
                Head::Later => return Err(OutboxError::LaterVersion),
                Head::Whole(head) => Some(head.first).filter(|_| head.id == self.id),
                Head::Damaged => format::find(self.id, &bytes, 0, 0)
                    .map(|(_, record)| number.min(record.head.number)),
            };
            match first {
                Some(first) => {
                    let records = format::count(self.id, &bytes);
                    found.push((first, Reverse(records), first != number, number));
                }
                None => self.put_away(&name)?,
            }
        }
        // Of two that begin with one record, the one that has more comes first, or else the one that has its own name.
        found.sort_unstable();
        let mut free = (0..=u64::MAX).rev().filter(|free| !numbers.contains(free));
        let mut segments: Vec<Found> = Vec::new();
        for (first, _, is_misnamed, number) in found {
            let mut name = segment_name(number);
            if segments.last().is_some_and(|last| last.first == first) {
                self.put_away(&name)?;
                continue;
            }
            if is_misnamed {
                // Out of the way of the one whose name this is.
                let moved = segment_name(free.next().unwrap_or_default());
                self.rename(&name, &moved)?;
                name = moved;
            }
            segments.push(Found { name, first });
        }
        self.files.sync_folder().doing("syncing", "the folder")?;
        Ok(segments)
    }

    /// Makes the segments follow each other from `first` up to `next` at least. Says where they end.
    fn rewrite_all(
        &mut self,
        found: Vec<Found>,
        first: u64,
        next: u64,
    ) -> Result<u64, OutboxError> {
        let mut expected = first;
        let follows: Vec<_> = found
            .iter()
            .skip(1)
            .map(|found| Some(found.first))
            .collect();
        for (found, follows) in found.iter().zip(follows.into_iter().chain([None])) {
            if found.first < expected {
                self.put_away(&found.name)?; // all in it is in another one too
                continue;
            }
            if found.first > expected {
                self.lose_all(expected, found.first)?;
            }
            expected = self.rewrite(found, follows, next)?;
        }
        if next > expected {
            self.lose_all(expected, next)?;
            expected = next;
        }
        Ok(expected)
    }

    /// Leaves a segment that is whole, or puts one in its place that has its whole records. Says where it ends: where the next one `follows`; if it is the last, at `next` at least.
    fn rewrite(
        &mut self,
        found: &Found,
        follows: Option<u64>,
        next: u64,
    ) -> Result<u64, OutboxError> {
        let bytes = read_segment(self.files, &found.name)?;
        let head = match SegmentHead::read(&bytes) {
            Head::Whole(head) => Some(head),
            _ => None,
        };
        let settled_to = head.and_then(|head| head.settled_to);
        if let Some(end) = self.whole_to(head, &bytes, next)
            && follows.map_or(end >= next, |follows| follows == end)
        {
            let name = segment_name(found.first);
            if name != found.name {
                self.rename(&found.name, &name)?;
                self.files.sync_folder().doing("syncing", "the folder")?;
            }
            return Ok(end);
        }

        let mut end = found.first;
        let mut records = Vec::new();
        if let Some(settled_to) = settled_to.filter(|settled_to| *settled_to > end) {
            format::write_gone(&mut records, self.id, end, settled_to);
            end = settled_to;
        }
        let mut at = 0;
        while let Some((start, record)) = format::find(self.id, &bytes, at, end) {
            at = start + RECORD_HEAD + record.head.len as usize;
            let is_saved = match record.content {
                Content::Event(event) => payload(event).is_some(),
                Content::GoneTo(_) => true,
            };
            if !is_saved {
                continue;
            }
            let number = record.head.number;
            self.lose(&mut records, end, number);
            // Whether it was settled is not known if its mark is damaged: rather sent twice than never.
            let mark = record.head.mark.unwrap_or(Mark::Waiting);
            match record.content {
                Content::Event(event) => {
                    format::write_event(
                        &mut records,
                        self.id,
                        number,
                        record.head.taken,
                        mark,
                        event,
                    );
                }
                Content::GoneTo(to) => format::write_gone(&mut records, self.id, number, to),
            }
            end = record.end();
        }
        let last = follows.unwrap_or(next);
        self.lose(&mut records, end, last);
        end = end.max(last);
        self.keep(&found.name)?;
        if end > found.first {
            self.replace(found.first, None, &records)?;
        }
        if found.name != segment_name(found.first) || end == found.first {
            let removed = self.files.remove(&found.name);
            removed.doing("removing", &found.name)?;
        }
        Ok(end)
    }

    /// Where a segment ends that needs no other in its place.
    fn whole_to(&self, head: Option<SegmentHead>, bytes: &[u8], next: u64) -> Option<u64> {
        let head = head?;
        if let Some(end) = head.settled_to {
            return Some(end);
        }
        let walked = format::walk(self.id, bytes, head.first, |_, record| {
            let is_event = match record.content {
                Content::Event(event) => payload(event).is_some(),
                Content::GoneTo(_) => true,
            };
            match record.head.mark {
                Some(Mark::Settled) => ControlFlow::Continue(()),
                Some(_) if is_event => ControlFlow::Continue(()),
                _ => ControlFlow::Break(()),
            }
        });
        match walked {
            ControlFlow::Continue((at, end)) => {
                // As in `check`: what was torn at the very end is no damage.
                let is_torn = || end >= next && format::find(self.id, bytes, at, end + 1).is_none();
                (at == bytes.len() || is_torn()).then_some(end)
            }
            ControlFlow::Break(()) => None,
        }
    }

    /// Records that are gone, between others of a segment.
    fn lose(&mut self, records: &mut Vec<u8>, from: u64, to: u64) {
        if to > from {
            format::write_gone(records, self.id, from, to);
            self.lost = self.lost.saturating_add(to - from);
        }
    }

    /// Records that are gone with their segment.
    fn lose_all(&mut self, from: u64, to: u64) -> Result<(), OutboxError> {
        self.lost = self.lost.saturating_add(to - from);
        self.replace(from, Some(to), &[])
    }

    /// Puts a new segment in the place of the one that may be there.
    fn replace(
        &self,
        first: u64,
        settled_to: Option<u64>,
        records: &[u8],
    ) -> Result<(), OutboxError> {
        let head = SegmentHead {
            id: self.id,
            first,
            settled_to,
        };
        let mut bytes = head.bytes();
        bytes.extend(records);
        let files = self.files;
        let file = files.create_anew(NEW).doing("making", NEW)?;
        files.write(&file, 0, &bytes).doing("writing", NEW)?;
        files.sync(&file).doing("syncing", NEW)?;
        self.rename(NEW, &segment_name(first))?;
        files.sync_folder().doing("syncing", "the folder")
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), OutboxError> {
        self.files.rename(from, to).doing("renaming", from)
    }

    /// A name for a damaged file.
    fn aside(&self, name: &str) -> Result<String, OutboxError> {
        let names = self.files.names().doing("reading", "the folder")?;
        let mut aside = format!("{name}.damaged");
        let mut copies = 1;
        while names.contains(&aside) {
            copies += 1;
            aside = format!("{name}.damaged.{copies}");
        }
        tracing::error!(
            file = name,
            kept_as = aside,
            "a damaged file of the outbox is set aside"
        );
        Ok(aside)
    }

    /// Keeps a damaged file that another one is put in the place of.
    fn keep(&self, name: &str) -> Result<(), OutboxError> {
        let aside = self.aside(name)?;
        self.files.keep(name, &aside).doing("keeping", name)
    }

    /// Keeps a damaged file that has nothing to save.
    fn put_away(&self, name: &str) -> Result<(), OutboxError> {
        let aside = self.aside(name)?;
        self.rename(name, &aside)
    }
}
