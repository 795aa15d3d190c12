//! The space of settled events, given back.

use std::convert::Infallible;
use std::ops::ControlFlow;

use super::error::{Doing, OutboxError};
use super::files::Files;
use super::format::{self, Content, SEGMENT_HEAD, SegmentHead, segment_name};
use super::{Mark, Outbox, Segment, read, state};

/// The last segment is removed when all in it is settled and it has more than this part of its full size: an outbox with
/// nothing in it is small.
const KEPT: u64 = 16;
/// A segment that has events for long is written anew when they are less than this part of it.
const WORTH: u64 = 4;

impl<F: Files> Outbox<F> {
    /// Gives back the space of the segments whose events are all settled.
    pub(super) fn release(&mut self) -> Result<(), OutboxError> {
        if !self.has_settled {
            return Ok(());
        }
        if let Some(last) = self.segments.back()
            && last.live == 0
            && last.len > self.segment_size / KEPT
        {
            self.active = None;
        }
        let is_last = |i: usize| i + 1 == self.segments.len() && self.active.is_some();
        let is_done = |(i, segment): &(usize, &Segment)| segment.live == 0 && !is_last(*i);
        let done = self.segments.iter().enumerate().take_while(is_done).count();
        let rest = self.segments.iter().enumerate().skip(done).filter(is_done);
        let emptied: Vec<_> = rest
            .filter(|(_, segment)| !segment.is_settled())
            .map(|(_, segment)| (segment.first, segment.end))
            .collect();
        if done > 0 {
            self.remove_segments(done)?;
        }
        for (first, end) in emptied {
            self.empty_segment(first, end)?;
        }
        self.has_settled = false;
        // What is there stays right without these, which take new space for a moment.
        let _ = self.merge().and_then(|()| self.thin_all());
        Ok(())
    }

    /// Whether the texts of settled events are still on the disk, though nothing is waiting to be taken.
    pub(in crate::client) fn has_traces(&self) -> bool {
        self.waiting == 0 && !self.keeps_traces && self.has_texts()
    }

    /// Whether there may be texts of settled events. A mark that could not be written may be of one, too.
    fn has_texts(&self) -> bool {
        !self.late.is_empty() || self.segments.iter().any(|segment| segment.has_traces)
    }

    /// Removes the texts of settled events from one file, so that no call waits for all of them. For a client that has nothing
    /// else to do: the next event needs a new segment.
    pub(in crate::client) fn remove_traces(&mut self) -> Result<(), OutboxError> {
        if !self.has_traces() {
            return Ok(());
        }
        let removed = self.try_remove_traces();
        self.keeps_traces = removed.is_err();
        removed
    }

    /// Removes them beside events that are waiting too. No event can be taken afterwards: the cursor is not moved along.
    pub(in crate::client) fn remove_last_traces(&mut self) -> Result<(), OutboxError> {
        while self.has_texts() {
            self.try_remove_traces()?;
        }
        Ok(())
    }

    fn try_remove_traces(&mut self) -> Result<(), OutboxError> {
        self.write_late()?;
        // One without records stays, because the next one would have its name.
        if self
            .segments
            .back()
            .is_some_and(|last| last.end > last.first)
        {
            self.active = None;
        }
        self.has_settled = true;
        self.release()?;
        let left = self.segments.iter().find(|segment| segment.has_traces);
        left.map(|segment| segment.first)
            .map_or(Ok(()), |first| self.thin(first))
    }

    /// Puts one head in the place of several that follow each other and have nothing left behind them.
    fn merge(&mut self) -> Result<(), OutboxError> {
        let mut at = 0;
        while let Some(segment) = self.segments.get(at) {
            let (first, is_settled) = (segment.first, segment.is_settled());
            at += 1;
            let others = self.segments.iter().skip(at);
            let others = others
                .take_while(|other| is_settled && other.is_settled())
                .count();
            let Some(end) = others
                .checked_sub(1)
                .and_then(|more| self.segments.get(at + more))
                .map(|last| last.end)
            else {
                continue;
            };
            let head = SegmentHead {
                id: self.state.owner.id,
                first,
                settled_to: Some(end),
            };
            self.replace(first, &head.bytes())?;
            if let Some(segment) = self.segments.get_mut(at - 1) {
                segment.end = end;
            }
            for other in self.segments.drain(at..at + others) {
                // One that stays is seen to be of no use when the outbox is opened.
                let _ = self.files.remove(&segment_name(other.first));
            }
        }
        Ok(())
    }

    /// Writes the segments anew that have little left in them and are well behind the cursor: between the two is a whole
    /// other one, so what is left is not just on its way.
    fn thin_all(&mut self) -> Result<(), OutboxError> {
        let cursor = self.cursor.segment;
        let passed = self
            .segments
            .partition_point(|segment| segment.first < cursor);
        let thin = self.segments.iter().take(passed.saturating_sub(2));
        let thin = thin.filter(|segment| {
            segment.live > 0
                && segment.waiting == 0
                && segment.len > self.segment_size / KEPT
                && segment.live_bytes < segment.len / WORTH
        });
        let thin: Vec<_> = thin.map(|segment| segment.first).collect();
        if !thin.is_empty() {
            self.write_late()?;
        }
        thin.into_iter().try_for_each(|first| self.thin(first))
    }

    /// Leaves out of a segment what is settled.
    fn thin(&mut self, first: u64) -> Result<(), OutboxError> {
        let name = segment_name(first);
        let bytes = read::read_segment(&self.files, &name)?;
        let id = self.state.owner.id;
        let head = SegmentHead {
            id,
            first,
            settled_to: None,
        };
        let mut thinned = head.bytes();
        let mut gone_from = first;
        let walked = format::walk::<Infallible>(id, &bytes, first, |_, record| {
            let (number, taken) = (record.head.number, record.head.taken);
            if let Content::Event(event) = record.content
                && let Some(mark) = record.head.mark.filter(|mark| *mark != Mark::Settled)
            {
                if number > gone_from {
                    format::write_gone(&mut thinned, id, gone_from, number);
                }
                format::write_event(&mut thinned, id, number, taken, mark, event);
                gone_from = number + 1;
            }
            ControlFlow::Continue(())
        });
        let ControlFlow::Continue((_, end)) = walked;
        if end > gone_from {
            format::write_gone(&mut thinned, id, gone_from, end);
        }
        let position = self.position(first);
        let segment = position.and_then(|position| self.segments.get(position));
        if segment.is_none_or(|segment| segment.end != end) {
            let what = "it is not what was written";
            return Err(OutboxError::damaged(&name, Some(end), what));
        }
        self.replace(first, &thinned)?;
        if let Some(segment) = position.and_then(|position| self.segments.get_mut(position)) {
            segment.len = thinned.len() as u64;
            segment.is_thinned = true;
            segment.has_traces = false;
        }
        Ok(())
    }

    /// Puts another file in a segment's place.
    fn replace(&mut self, first: u64, bytes: &[u8]) -> Result<(), OutboxError> {
        self.check_place(None)?;
        self.other = None;
        let name = segment_name(first);
        let file = self
            .files
            .create_anew(read::NEW)
            .doing("making", read::NEW)?;
        let written = self.files.write(&file, 0, bytes).and_then(|()| {
            if !self.is_full() {
                return self.files.rename(read::NEW, &name);
            }
            self.files.sync(&file)?;
            self.files.rename(read::NEW, &name)?;
            self.files.sync_folder()
        });
        if written.is_err() {
            let _ = self.files.remove(read::NEW);
        }
        written.doing("writing", &name)
    }

    /// Removes the oldest segments, once `state` says on the disk that they are not to be there.
    fn remove_segments(&mut self, count: usize) -> Result<(), OutboxError> {
        self.check_place(None)?;
        let next = self.state.slot.next;
        let first = self
            .segments
            .get(count)
            .map_or(next, |segment| segment.first);
        if self.state.slot.first != first {
            let written = self.state.write(&self.files, first, next);
            written.doing("writing", state::NAME)?;
        }
        if self.is_full() {
            let synced = self.state.sync(&self.files);
            synced.doing("syncing", state::NAME)?;
        }
        for _ in 0..count {
            let Some(segment) = self.segments.front() else {
                break;
            };
            let name = segment_name(segment.first);
            self.files.remove(&name).doing("removing", &name)?;
            self.segments.pop_front();
        }
        self.other = None;
        Ok(())
    }

    /// Leaves only the head of a segment that has an older one before it: it says which records were there.
    fn empty_segment(&mut self, first: u64, end: u64) -> Result<(), OutboxError> {
        let is_full = self.is_full();
        let (at, bytes) = SegmentHead::end(self.state.owner.id, first, end);
        self.change_file(first, "emptying", |files, file| {
            files.write(file, at, &bytes)?;
            if is_full {
                files.sync(file)?;
            }
            files.shrink(file, SEGMENT_HEAD as u64)
        })?;
        if let Some(segment) = self
            .position(first)
            .and_then(|position| self.segments.get_mut(position))
        {
            segment.len = SEGMENT_HEAD as u64;
            segment.has_traces = false;
        }
        Ok(())
    }
}
