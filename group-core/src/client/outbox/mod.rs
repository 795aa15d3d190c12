//! Events that survive the process: a queue in a folder of files.
//!
//! Records are appended to segments, marked in place once they are settled, and go with their segment when all in it are.
//! Neither a mark nor a removal takes new space, so a full disk heals by itself. The format and the order of
//! writes are in `format.rs`, what is guaranteed is in `tests/mod.rs`.

mod error;
mod files;
#[cfg_attr(not(unix), path = "folder_elsewhere.rs")]
mod folder;
mod format;
mod holder;
mod lock;
mod open;
mod read;
mod salvage;
mod space;
mod state;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{self, Path, PathBuf};

use uuid::Uuid;

use crate::event::payload::Payload;
use crate::limits::MAX_BYTES;
use error::Doing;
pub(super) use error::OutboxError;
use files::Files;
use folder::Folder;
use format::{Content, Head, RECORD_HEAD, SEGMENT_HEAD, SegmentHead, SegmentName, segment_name};
use holder::Holder;
use state::State;

/// What an event in an outbox survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durability {
    /// The end of the process, by a crash or `kill -9`. A loss of power may destroy the newest events; that is then found
    /// as damage when the outbox is opened.
    #[default]
    Process,
    /// A loss of power too: every `send` waits for the disk.
    Full,
}

/// How an outbox is opened.
pub(super) struct Settings {
    pub(super) durability: Durability,
    /// The source that its events are for.
    pub(super) source: Uuid,
    /// Whether the events of another source are taken over.
    pub(super) takes_over: bool,
    pub(super) sets_damage_aside: bool,
}

/// What became of an event. The bytes differ in four bits at least, so that no flip makes one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Mark {
    Waiting = 0x55,
    /// It is tried again later, after those behind it.
    Deferred = 0xa5,
    /// It was given up, and is kept.
    SetAside = 0x5a,
    Settled = 0xaa,
}

impl Mark {
    fn read(byte: u8) -> Option<Self> {
        let marks = [Self::Waiting, Self::Deferred, Self::SetAside, Self::Settled];
        marks.into_iter().find(|mark| *mark as u8 == byte)
    }
}

/// An event in the outbox, and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) number: u64,
    /// When it was sent, in milliseconds since 1970.
    pub(super) taken: u64,
    /// The bytes of the event.
    pub(super) len: u32,
    segment: u64,
    at: u64,
}

impl Stored {
    fn end(&self) -> u64 {
        self.at + RECORD_HEAD as u64 + u64::from(self.len)
    }
}

pub(super) struct Record {
    pub(super) stored: Stored,
    pub(super) payload: Payload,
}

/// The size at which a new segment is begun.
const SEGMENT_SIZE: u64 = 4 << 20;
/// A file of records.
struct Segment {
    /// The number of its first record, and the number after its last one.
    first: u64,
    end: u64,
    /// Its bytes in use.
    len: u64,
    /// Its records that are not settled; of those, the ones not taken yet and the ones set aside.
    live: usize,
    waiting: usize,
    set_aside: usize,
    /// The bytes of those that are not settled.
    live_bytes: u64,
    /// It still has the text of an event that is settled.
    has_traces: bool,
    /// It was written anew without what is settled, and its records are elsewhere in it than they were.
    is_thinned: bool,
}

impl Segment {
    fn new(first: u64) -> Self {
        Self::settled(first, first)
    }

    fn settled(first: u64, end: u64) -> Self {
        Self {
            first,
            end,
            len: SEGMENT_HEAD as u64,
            live: 0,
            waiting: 0,
            set_aside: 0,
            live_bytes: 0,
            has_traces: false,
            is_thinned: false,
        }
    }

    /// Whether it has records, and only its head is left of them.
    fn is_settled(&self) -> bool {
        self.end > self.first && self.len == SEGMENT_HEAD as u64
    }
}

/// Behind the records that were taken.
#[derive(Clone, Copy, Default)]
struct Cursor {
    segment: u64,
    at: u64,
}

/// A mark that could not be written yet.
struct Late {
    stored: Stored,
    mark: Mark,
    /// As what it counts; `None` if that is what the file says.
    counted: Option<Mark>,
}

pub(super) struct Outbox<F: Files = Folder> {
    files: F,
    lock: F::File,
    /// The process that has the lock.
    process: u32,
    state: State<F>,
    durability: Durability,
    segment_size: u64,
    segments: VecDeque<Segment>,
    /// The last segment, while records are added to it.
    active: Option<F::File>,
    /// The last one used of the others.
    other: Option<(u64, F::File)>,
    /// While events are marked: the segment that was found to be where it was.
    checked: Option<u64>,
    cursor: Cursor,
    waiting: usize,
    waiting_bytes: usize,
    /// When the oldest of them was sent.
    oldest: Option<u64>,
    set_aside: usize,
    deferred: Vec<Stored>,
    lost: u64,
    late: BTreeMap<u64, Late>,
    /// There may be a segment whose records are all settled.
    has_settled: bool,
    /// The texts of settled events could not be removed, which is tried again after the next one is settled.
    keeps_traces: bool,
    buffer: Vec<u8>,
}

fn payload(event: &[u8]) -> Option<Payload> {
    let json = str::from_utf8(event).ok()?;
    Payload::stored(json.to_owned())
}

fn not_what_was_written(stored: &Stored) -> OutboxError {
    let name = segment_name(stored.segment);
    OutboxError::damaged(&name, Some(stored.number), "it is not what was written")
}

fn refuse_file(path: &Path) -> Result<(), OutboxError> {
    let Ok(kind) = fs::metadata(path) else {
        return Ok(());
    };
    if kind.is_dir() {
        return Ok(());
    }
    let mut start = Vec::new();
    if kind.is_file()
        && let Ok(file) = File::open(path)
    {
        file.take(16)
            .read_to_end(&mut start)
            .doing("reading", "it")?;
    }
    match &*start {
        b"SQLite format 3\0" => Err(OutboxError::OldForm),
        _ => Err(OutboxError::NotAFolder),
    }
}

impl Outbox {
    pub(super) fn open(path: &Path, settings: &Settings) -> Result<Self, OutboxError> {
        // It is still the same folder after the process has changed its working directory.
        let path = path::absolute(path).doing("finding", "the folder")?;
        // With a slash at its end, the operating system would follow a link, whatever it is asked for.
        let path: PathBuf = path.components().collect();
        refuse_file(&path)?;
        Folder::make(&path).doing("making", "the folder")?;
        let folder = Folder::open(&path).doing("opening", "the folder")?;
        Self::on(folder, settings, SEGMENT_SIZE)
    }
}

impl<F: Files> Outbox<F> {
    /// The events not taken yet.
    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }

    pub(super) fn waiting_bytes(&self) -> usize {
        self.waiting_bytes
    }

    /// When the oldest of them was sent.
    pub(super) fn oldest_waiting(&self) -> Option<u64> {
        self.oldest
    }

    pub(super) fn set_aside(&self) -> usize {
        self.set_aside
    }

    /// How many records were gone when it was opened. Some of them may have been settled.
    pub(super) fn lost(&self) -> u64 {
        self.lost
    }

    /// The number that the next event gets.
    pub(super) fn next_number(&self) -> u64 {
        self.state.slot.next
    }

    /// The events that were deferred when it was opened; `take` passes over them. A second call has none.
    pub(super) fn deferred(&mut self) -> Vec<Stored> {
        std::mem::take(&mut self.deferred)
    }

    /// Says to a client that waits for the folder that it will be free soon.
    pub(super) fn ending(&self) {
        Holder::ending().write(&self.files, &self.lock);
    }

    fn is_full(&self) -> bool {
        self.durability == Durability::Full
    }

    /// Refuses a folder that is not the one any more that this process has for itself, or whose files are not: `lock` and `state`,
    /// or `state` and a segment.
    fn check_place(&self, segment: Option<(&F::File, u64)>) -> Result<(), OutboxError> {
        let state = (&self.state.file, state::NAME);
        let are_there = match segment {
            Some((file, first)) => {
                let name = segment_name(first);
                self.files.are_there(&[state, (file, &name)])
            }
            None => self.files.are_there(&[state, (&self.lock, lock::NAME)]),
        };
        match are_there.doing("reading", "the folder")? {
            true => Ok(()),
            false => Err(OutboxError::Removed),
        }
    }

    /// Adds an event, and says its number.
    pub(super) fn push(&mut self, event: &[u8], taken: u64) -> Result<u64, OutboxError> {
        if event.len() > MAX_BYTES {
            return Err(OutboxError::TooLong);
        }
        let size = (RECORD_HEAD + event.len()) as u64;
        let last = self.segments.back();
        let fits =
            last.is_some_and(|last| last.end == last.first || last.len + size <= self.segment_size);
        if self.active.is_none() || !fits {
            self.begin_segment()?;
        }
        let (Some(file), Some(segment)) = (&self.active, self.segments.back()) else {
            return Err(OutboxError::Removed);
        };
        self.check_place(Some((file, segment.first)))?;
        let (name, at) = (SegmentName(segment.first), segment.len);

        let number = self.state.slot.next;
        let id = self.state.owner.id;
        self.buffer.clear();
        format::write_event(&mut self.buffer, id, number, taken, Mark::Waiting, event);
        let is_full = self.durability == Durability::Full;
        let written = (|| {
            self.files.write(file, at, &self.buffer)?;
            if is_full {
                self.files.sync(file)?;
            }
            // Only now, because what this counts must be there.
            let first = self.state.slot.first;
            self.state.write(&self.files, first, number + 1)
        })();
        if written.is_err() {
            // If this fails too, the next record is written over what is there.
            let _ = self.files.shrink(file, at);
        }
        written.doing("writing", name)?;

        if let Some(segment) = self.segments.back_mut() {
            segment.len += size;
            segment.end = number + 1;
            segment.live += 1;
            segment.live_bytes += size;
            segment.waiting += 1;
        }
        self.waiting += 1;
        self.waiting_bytes += event.len();
        self.oldest.get_or_insert(taken);
        Ok(number)
    }

    fn begin_segment(&mut self) -> Result<(), OutboxError> {
        self.check_place(None)?;
        let first = self.state.slot.next;
        let name = segment_name(first);
        // One without records was left by a failure. Any other would be of another outbox.
        if let Some(file) = self.files.open(&name).doing("opening", &name)?
            && self.files.len(&file).doing("reading", &name)? > SEGMENT_HEAD as u64
        {
            return Err(OutboxError::Removed);
        }
        let head = SegmentHead {
            id: self.state.owner.id,
            first,
            settled_to: None,
        };
        let file = self.files.create_anew(&name).doing("making", &name)?;
        let written = self.files.write(&file, 0, &head.bytes()).and_then(|()| {
            if !self.is_full() {
                return Ok(());
            }
            self.files.sync(&file)?;
            self.files.sync_folder()
        });
        if written.is_err() {
            // If this fails too, the next one is made in its place.
            let _ = self.files.remove(&name);
        }
        written.doing("writing", &name)?;
        self.active = Some(file);
        self.segments.push_back(Segment::new(first));
        self.has_settled = true;
        Ok(())
    }

    fn position(&self, segment: u64) -> Option<usize> {
        let found = self.segments.binary_search_by_key(&segment, |s| s.first);
        found.ok()
    }

    /// Reads a segment's file, which is kept open.
    fn read_file(&mut self, segment: u64, at: u64, bytes: &mut [u8]) -> Result<(), OutboxError> {
        self.open_file(segment)?;
        let file = self.file(segment).ok_or(OutboxError::Removed)?;
        let read = self.files.read(file, at, bytes);
        read.doing("reading", SegmentName(segment))
    }

    /// Changes a segment's file, if it is still where it was.
    fn change_file(
        &mut self,
        segment: u64,
        doing: &'static str,
        change: impl FnOnce(&F, &F::File) -> io::Result<()>,
    ) -> Result<(), OutboxError> {
        self.open_file(segment)?;
        let file = self.file(segment).ok_or(OutboxError::Removed)?;
        if self.checked != Some(segment) {
            self.check_place(Some((file, segment)))?;
        }
        change(&self.files, file).doing(doing, SegmentName(segment))
    }

    fn file(&self, segment: u64) -> Option<&F::File> {
        let is_last = self.segments.back().is_some_and(|s| s.first == segment);
        let active = self.active.as_ref().filter(|_| is_last);
        let other = || self.other.as_ref().filter(|(first, _)| *first == segment);
        active.or_else(|| other().map(|(_, file)| file))
    }

    /// Opens a segment's file, unless it is open. Another outbox may have one of this name by now.
    fn open_file(&mut self, segment: u64) -> Result<(), OutboxError> {
        if self.file(segment).is_some() {
            return Ok(());
        }
        let name = segment_name(segment);
        let file = self.files.open(&name).doing("opening", &name)?;
        let file = file.ok_or(OutboxError::Removed)?;
        let mut head = [0; SEGMENT_HEAD];
        self.files
            .read(&file, 0, &mut head)
            .doing("reading", &name)?;
        match SegmentHead::read(&head) {
            Head::Whole(head) if head.id != self.state.owner.id => {
                return Err(OutboxError::Removed);
            }
            Head::Whole(head) if head.first == segment => {}
            _ => {
                let what = "its head is not what was written";
                return Err(OutboxError::damaged(&name, None, what));
            }
        }
        self.other = Some((segment, file));
        Ok(())
    }

    /// Takes the oldest events that are waiting behind those taken before, while `fits` is true of their number and their
    /// bytes with a comma each. They stay in the file.
    pub(super) fn take(
        &mut self,
        mut fits: impl FnMut(usize, usize) -> bool,
    ) -> Result<Vec<Record>, OutboxError> {
        let (mut taken, mut bytes, mut commas) = (Vec::new(), 0, 0);
        let mut cursor = self.cursor;
        let mut oldest = None;
        while taken.len() < self.waiting {
            let next = self.segments.partition_point(|s| s.first < cursor.segment);
            let Some(segment) = self.segments.get(next) else {
                break;
            };
            if segment.first != cursor.segment {
                cursor = Cursor {
                    segment: segment.first,
                    at: SEGMENT_HEAD as u64,
                };
            }
            if segment.waiting == 0 || cursor.at >= segment.len {
                cursor = Cursor {
                    segment: segment.first + 1,
                    at: SEGMENT_HEAD as u64,
                };
                continue;
            }
            let (stored, mark) = self.head(cursor)?;
            if mark == Some(Mark::Waiting) {
                commas += 1;
                let len = stored.len as usize;
                if !fits(commas, bytes + len + commas) {
                    oldest = Some(stored.taken);
                    break;
                }
                bytes += len;
                taken.push(self.read_at(&stored, stored.at)?);
            }
            cursor.at = stored.end();
        }
        // Only now that nothing can fail.
        for record in &taken {
            if let Some(segment) = self
                .position(record.stored.segment)
                .and_then(|at| self.segments.get_mut(at))
            {
                segment.waiting = segment.waiting.saturating_sub(1);
            }
        }
        // What is left behind may be worth to be written anew.
        self.has_settled |= self.cursor.segment != cursor.segment;
        self.cursor = cursor;
        self.waiting = self.waiting.saturating_sub(taken.len());
        self.waiting_bytes = self.waiting_bytes.saturating_sub(bytes);
        self.oldest = oldest;
        Ok(taken)
    }

    /// The record at a place, without its event and its sum. One that stands for others that are gone is settled.
    fn head(&mut self, at: Cursor) -> Result<(Stored, Option<Mark>), OutboxError> {
        let mut bytes = [0; RECORD_HEAD];
        self.read_file(at.segment, at.at, &mut bytes)?;
        let Some(head) = format::read_record_head(&bytes).filter(|head| head.mark.is_some()) else {
            let name = segment_name(at.segment);
            let what = "a record in it is not what was written";
            return Err(OutboxError::damaged(&name, None, what));
        };
        let stored = Stored {
            number: head.number,
            taken: head.taken,
            len: head.len,
            segment: at.segment,
            at: at.at,
        };
        Ok((stored, head.mark))
    }

    /// Where an event that was taken is now, and its mark.
    fn place(&mut self, stored: &Stored) -> Result<(u64, Option<Mark>), OutboxError> {
        let segment = self
            .position(stored.segment)
            .and_then(|position| self.segments.get(position));
        let (mut at, end) = match segment {
            Some(segment) if segment.is_thinned => (SEGMENT_HEAD as u64, segment.len),
            _ => (stored.at, stored.end()),
        };
        while at < end {
            let segment = stored.segment;
            let (there, mark) = self.head(Cursor { segment, at })?;
            if there.number == stored.number {
                return Ok((at, mark));
            }
            at = there.end();
        }
        Err(not_what_was_written(stored))
    }

    /// The event once more.
    pub(super) fn read(&mut self, stored: &Stored) -> Result<Record, OutboxError> {
        let (at, _) = self.place(stored)?;
        self.read_at(stored, at)
    }

    fn read_at(&mut self, stored: &Stored, at: u64) -> Result<Record, OutboxError> {
        let mut bytes = vec![0; RECORD_HEAD + stored.len as usize];
        self.read_file(stored.segment, at, &mut bytes)?;
        let id = self.state.owner.id;
        let record = format::read_record(id, &bytes);
        let record = record.filter(|record| record.head.number == stored.number);
        let payload = record.and_then(|record| match record.content {
            Content::Event(event) => payload(event),
            Content::GoneTo(_) => None,
        });
        match payload {
            Some(payload) => Ok(Record {
                stored: *stored,
                payload,
            }),
            None => Err(not_what_was_written(stored)),
        }
    }

    /// Marks events that were taken. A mark that can't be written counts nevertheless, and is written with a later one; if
    /// the process ends before, the next one has the event as it was marked before. Whether a segment is still where it was is
    /// looked for once.
    pub(super) fn mark_all(&mut self, stored: &[Stored], mark: Mark) -> Result<(), OutboxError> {
        let mut marked = Ok(());
        for stored in stored {
            let before = self.late.remove(&stored.number);
            marked = marked.and(self.write_mark(Late {
                stored: *stored,
                mark,
                counted: before.and_then(|late| late.counted),
            }));
        }
        if marked.is_ok() {
            marked = self.write_late();
        }
        self.checked = None;
        marked.and(self.release())
    }

    fn write_late(&mut self) -> Result<(), OutboxError> {
        while let Some((_, late)) = self.late.pop_first() {
            self.write_mark(late)?;
        }
        Ok(())
    }

    fn write_mark(&mut self, mut late: Late) -> Result<(), OutboxError> {
        let written = self.try_mark(&mut late);
        if written.is_err() {
            self.late.insert(late.stored.number, late);
        }
        written
    }

    fn try_mark(&mut self, late: &mut Late) -> Result<(), OutboxError> {
        let segment = late.stored.segment;
        let Some(position) = self.position(segment) else {
            return Ok(()); // settled, and its file is gone
        };
        if self.segments.get(position).is_some_and(Segment::is_settled) {
            return Ok(());
        }
        let (at, written) = self.place(&late.stored)?;
        let before = match (late.counted, written) {
            (Some(counted), _) => counted,
            (None, Some(Mark::Settled)) => return Ok(()),
            (None, written) => written.unwrap_or(Mark::Waiting),
        };
        if before == Mark::Settled {
            late.mark = Mark::Settled;
        }
        // `take` comes to it yet, and would give it out once more.
        let is_ahead = (segment, late.stored.at) >= (self.cursor.segment, self.cursor.at);
        if late.mark == Mark::Waiting && is_ahead {
            late.mark = Mark::Deferred;
        }
        if let Some(segment) = self.segments.get_mut(position) {
            let is = |mark| usize::from(late.mark == mark);
            let was = |mark| usize::from(before == mark);
            let change = |count: usize, mark| (count + is(mark)).saturating_sub(was(mark));
            segment.set_aside = change(segment.set_aside, Mark::SetAside);
            self.set_aside = change(self.set_aside, Mark::SetAside);
            if late.mark == Mark::Settled && before != Mark::Settled {
                let size = late.stored.end() - late.stored.at;
                segment.live = segment.live.saturating_sub(1);
                segment.live_bytes = segment.live_bytes.saturating_sub(size);
            }
            segment.has_traces |= late.mark == Mark::Settled;
            self.keeps_traces &= late.mark != Mark::Settled;
            self.has_settled |= segment.live == 0;
        }
        late.counted = Some(late.mark);
        let mark = [late.mark as u8];
        self.change_file(segment, "writing", |files, file| {
            files.write(file, format::mark_at(at), &mark)
        })?;
        self.checked = Some(segment);
        Ok(())
    }

    /// Marks all events that are set aside but this one as deferred, for the caller to send.
    pub(super) fn retry_set_aside(
        &mut self,
        except: Option<u64>,
    ) -> Result<Vec<Stored>, OutboxError> {
        let mut stored = self.find_set_aside()?;
        stored.retain(|stored| Some(stored.number) != except);
        // One that can't be marked counts, and is written later.
        let _ = self.mark_all(&stored, Mark::Deferred);
        Ok(stored)
    }

    /// Settles all events that are set aside but this one, and says how many.
    pub(super) fn drop_set_aside(&mut self, except: Option<u64>) -> Result<u64, OutboxError> {
        let mut stored = self.find_set_aside()?;
        stored.retain(|stored| Some(stored.number) != except);
        let _ = self.mark_all(&stored, Mark::Settled);
        Ok(stored.len() as u64)
    }

    fn find_set_aside(&mut self) -> Result<Vec<Stored>, OutboxError> {
        self.write_late()?;
        let mut found = Vec::new();
        let segments: Vec<_> = self
            .segments
            .iter()
            .filter(|segment| segment.set_aside > 0)
            .map(|segment| (segment.first, segment.len))
            .collect();
        for (first, len) in segments {
            let mut at = SEGMENT_HEAD as u64;
            while at < len {
                let (stored, mark) = self.head(Cursor { segment: first, at })?;
                if mark == Some(Mark::SetAside) {
                    found.push(stored);
                }
                at = stored.end();
            }
        }
        Ok(found)
    }
}

impl<F: Files> Drop for Outbox<F> {
    fn drop(&mut self) {
        // A forked process has the same lock, and must not give it back.
        if self.process == std::process::id() {
            // Whoever waits for the lock needs both.
            self.files.unlock(&self.state.file);
            self.files.unlock(&self.lock);
        }
    }
}
