//! Opening an outbox: nothing is changed before all of it is known to be whole.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use super::error::{Doing, OutboxError};
use super::files::Files;
use super::format::{self, Content, Head, Owner, SEGMENT_HEAD, SegmentHead, Slot};
use super::holder::Holder;
use super::lock;
use super::read::{NEW, new_id, read_all, read_segment, segment_numbers};
use super::state::{self, State};
use super::{Cursor, Durability, Mark, Outbox, Segment, Settings, Stored, payload, salvage};

/// The file `state` and what it says.
struct Opened<F: Files> {
    state: State<F>,
    /// Whether it has the source of another client, which takes over.
    is_taken_over: bool,
}

/// What is in the segments.
struct Checked {
    segments: VecDeque<Segment>,
    deferred: Vec<Stored>,
    waiting_bytes: usize,
    oldest: Option<u64>,
    /// The number of the next record.
    next: u64,
    /// The last segment has no head yet.
    torn: Option<u64>,
    /// The segments that have only not been removed yet: below the first one, and where another one says that all is settled.
    left: Vec<u64>,
}

impl<F: Files> Outbox<F> {
    pub(super) fn on(
        files: F,
        settings: &Settings,
        segment_size: u64,
    ) -> Result<Self, OutboxError> {
        refuse_foreign(&files)?;
        let lock = lock::acquire(&files)?;
        let mut lost = 0;
        let checked = open_state(&files, settings).and_then(|opened| {
            let checked = check(&files, &opened.state)?;
            Ok((opened, checked))
        });
        let (opened, checked) = match checked {
            Err(OutboxError::Damaged(damage)) if settings.sets_damage_aside => {
                tracing::error!(%damage, "the outbox is damaged");
                lost = salvage::salvage(&files, settings)?;
                let opened = open_state(&files, settings)?;
                let checked = check(&files, &opened.state)?;
                (opened, checked)
            }
            checked => checked?,
        };
        Holder::this().write(&files, &lock);
        let mut outbox = Self {
            state: opened.state,
            lock,
            process: std::process::id(),
            durability: settings.durability,
            segment_size,
            active: None,
            other: None,
            checked: None,
            cursor: Cursor::default(),
            waiting: checked.segments.iter().map(|segment| segment.waiting).sum(),
            set_aside: checked
                .segments
                .iter()
                .map(|segment| segment.set_aside)
                .sum(),
            segments: checked.segments,
            waiting_bytes: checked.waiting_bytes,
            oldest: checked.oldest,
            deferred: checked.deferred,
            lost,
            late: Default::default(),
            has_settled: true,
            keeps_traces: false,
            buffer: Vec::new(),
            files,
        };
        outbox.take_in_hand(checked.next, checked.torn, &checked.left)?;
        if opened.is_taken_over {
            let (mut owner, slot) = (outbox.state.owner, outbox.state.slot);
            owner.source = settings.source;
            outbox.state = make_state(&outbox.files, owner, slot)?;
        }
        Ok(outbox)
    }

    /// The first changes, now that all is known to be whole.
    fn take_in_hand(
        &mut self,
        next: u64,
        torn: Option<u64>,
        left: &[u64],
    ) -> Result<(), OutboxError> {
        let files = &self.files;
        let is_full = self.durability == Durability::Full;
        for segment in &self.segments {
            let name = format::segment_name(segment.first);
            let Some(file) = files.open(&name).doing("opening", &name)? else {
                return Err(OutboxError::Removed);
            };
            if is_full {
                files.sync(&file).doing("syncing", &name)?;
            }
            if files.len(&file).doing("reading", &name)? > segment.len {
                files.shrink(&file, segment.len).doing("shrinking", &name)?;
            }
            if segment.end == next && !segment.is_settled() && segment.len < self.segment_size {
                self.active = Some(file);
            }
        }
        if is_full {
            files.sync_folder().doing("syncing", "the folder")?;
        }
        // A process that was killed may have synced nothing. In this order: what the newest slot counts, that slot, and only
        // then another slot, and the removal of what it doesn't count.
        if is_full {
            self.state.sync(files).doing("syncing", state::NAME)?;
        }
        let slot = self.state.slot;
        if slot.next != next {
            let written = self.state.write(files, slot.first, next);
            written.doing("writing", state::NAME)?;
        }
        for name in [state::NEW, NEW] {
            files.remove(name).doing("removing", name)?;
        }
        for number in left.iter().chain(&torn) {
            let name = format::segment_name(*number);
            files.remove(&name).doing("removing", &name)?;
        }
        self.release()
    }
}

/// Refuses a folder that has other things in it, before anything is made in it.
fn refuse_foreign<F: Files>(files: &F) -> Result<(), OutboxError> {
    let names = files.names().doing("reading", "the folder")?;
    let is_ours = |name: &String| format::segment_number(name).is_some() || name == state::NAME;
    if names.iter().any(is_ours) {
        return Ok(());
    }
    let other = names
        .into_iter()
        .find(|name| ![lock::NAME, state::NEW, "lost+found"].contains(&&**name));
    if let Some(name) = other {
        return Err(OutboxError::Foreign { name });
    }
    lock::refuse_foreign(files)
}

fn make_state<F: Files>(files: &F, owner: Owner, slot: Slot) -> Result<State<F>, OutboxError> {
    let made = State::make(files, owner, slot);
    made.doing("writing", state::NAME)?
        .ok_or(OutboxError::InUse(None))
}

/// Opens the file `state`; in an empty folder, makes it.
fn open_state<F: Files>(files: &F, settings: &Settings) -> Result<Opened<F>, OutboxError> {
    let damaged = |what| OutboxError::damaged(state::NAME, None, what);
    let Some(file) = files.open(state::NAME).doing("opening", state::NAME)? else {
        if !segment_numbers(files)?.is_empty() {
            return Err(damaged("it is missing"));
        }
        let owner = Owner {
            id: new_id()?,
            source: settings.source,
        };
        let slot = Slot {
            sequence: 1,
            first: 1,
            next: 1,
        };
        return Ok(Opened {
            state: make_state(files, owner, slot)?,
            is_taken_over: false,
        });
    };
    if !files.lock(&file).doing("locking", state::NAME)? {
        return Err(OutboxError::InUse(None));
    }
    let bytes = read_all(files, &file, state::NAME)?;
    let owner = match format::read_owner(&bytes) {
        Head::Whole(owner) => owner,
        Head::Later => return Err(OutboxError::LaterVersion),
        Head::Damaged => return Err(damaged("its head is not what was written")),
    };
    if bytes.len() != format::STATE_LEN {
        return Err(damaged("it has another length"));
    }
    let Some((newest, slot)) = format::read_slot(&bytes) else {
        return Err(damaged("its numbers are not what was written"));
    };
    let is_taken_over = owner.source != settings.source;
    if is_taken_over && !settings.takes_over {
        return Err(OutboxError::OtherSource);
    }
    Ok(Opened {
        state: State::new(file, owner, newest, slot),
        is_taken_over,
    })
}

/// Reads every record of every segment.
fn check<F: Files>(files: &F, state: &State<F>) -> Result<Checked, OutboxError> {
    let Slot { first, next, .. } = state.slot;
    let id = state.owner.id;
    let mut checked = Checked {
        segments: VecDeque::new(),
        deferred: Vec::new(),
        waiting_bytes: 0,
        oldest: None,
        next: first,
        torn: None,
        left: segment_numbers(files)?,
    };
    let there = checked.left.partition_point(|number| *number < first);
    let there = checked.left.split_off(there);
    for (i, number) in there.iter().enumerate() {
        let name = format::segment_name(*number);
        let damaged = |record, what| Err(OutboxError::damaged(&name, record, what));
        let expected = checked.next;
        if *number > expected {
            let missing = format::segment_name(expected);
            let what = "it is missing";
            return Err(OutboxError::damaged(&missing, Some(expected), what));
        }
        let before = checked.segments.back();
        if *number < expected && before.is_some_and(Segment::is_settled) {
            checked.left.push(*number);
            continue;
        }
        if *number < expected {
            return damaged(None, "its records are in another file too");
        }
        // What was being written when the process or the machine ended: the last record, or the last file. `state` counts
        // only what was written before.
        let may_be_torn = |number| i + 1 == there.len() && number >= next;
        let bytes = read_segment(files, &name)?;
        let head = match SegmentHead::read(&bytes) {
            Head::Whole(head) => head,
            Head::Later => return Err(OutboxError::LaterVersion),
            Head::Damaged if may_be_torn(*number) && format::find(id, &bytes, 0, 0).is_none() => {
                checked.torn = Some(*number);
                break;
            }
            Head::Damaged => return damaged(None, "its head is not what was written"),
        };
        if head.id != id {
            return damaged(None, "it is of another outbox");
        }
        if head.first != *number {
            return damaged(None, "it was made under another name");
        }
        let segment = match head.settled_to {
            Some(end) => Segment::settled(*number, end),
            None => {
                let (segment, end) = checked.add(id, head, &bytes, &name)?;
                if end < bytes.len()
                    && !(may_be_torn(segment.end)
                        && format::find(id, &bytes, end, segment.end + 1).is_none())
                {
                    return damaged(Some(segment.end), "it is not what was written");
                }
                segment
            }
        };
        checked.next = segment.end;
        checked.segments.push_back(segment);
    }
    if checked.next < next {
        let last = checked.segments.back().map_or(first, |last| last.first);
        let last = format::segment_name(last);
        let what = "it is missing";
        return Err(OutboxError::damaged(&last, Some(checked.next), what));
    }
    Ok(checked)
}

impl Checked {
    /// Counts the records of a segment, up to the first that is not whole. Says where that is.
    fn add(
        &mut self,
        id: uuid::Uuid,
        head: SegmentHead,
        bytes: &[u8],
        name: &str,
    ) -> Result<(Segment, usize), OutboxError> {
        let mut segment = Segment::new(head.first);
        let walked = format::walk(id, bytes, head.first, |at, record| {
            let number = record.head.number;
            let damaged = |what| {
                let error = OutboxError::damaged(name, Some(number), what);
                ControlFlow::Break(error)
            };
            let Some(mark) = record.head.mark else {
                return damaged("its mark is not one that was written");
            };
            let event = match record.content {
                Content::Event(event) if mark != Mark::Settled => event,
                Content::Event(_) => {
                    segment.has_traces = true;
                    return ControlFlow::Continue(());
                }
                Content::GoneTo(_) => return ControlFlow::Continue(()),
            };
            if payload(event).is_none() {
                return damaged("it is no event");
            }
            let stored = Stored {
                number,
                taken: record.head.taken,
                len: record.head.len,
                segment: head.first,
                at: at as u64,
            };
            segment.live += 1;
            segment.live_bytes += stored.end() - stored.at;
            match mark {
                Mark::Waiting => {
                    segment.waiting += 1;
                    self.waiting_bytes += event.len();
                    self.oldest.get_or_insert(stored.taken);
                }
                Mark::Deferred => self.deferred.push(stored),
                Mark::SetAside => segment.set_aside += 1,
                Mark::Settled => {}
            }
            ControlFlow::Continue(())
        });
        match walked {
            ControlFlow::Break(error) => Err(error),
            ControlFlow::Continue((end, number)) => {
                segment.end = number;
                segment.len = end.max(SEGMENT_HEAD) as u64;
                Ok((segment, end))
            }
        }
    }
}
