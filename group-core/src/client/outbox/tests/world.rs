//! An outbox beside a model of it: what was sent, and what became of it.

use std::collections::BTreeMap;

use super::*;

/// What is done with an outbox. Events in hand are chosen by a number, modulo how many there are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Push(usize),
    Take(usize),
    Settle(usize),
    Defer(usize),
    SetAside(usize),
    SettleAside(usize),
    RetryAside,
    DropAside,
    RemoveTraces,
    /// A client ends, which removes what is settled, and the next one begins.
    End,
    Restart,
}

impl Step {
    pub(super) fn random(random: &mut Random) -> Self {
        let size = match random.below(20) {
            0 => random.below(3000),
            _ => random.below(200),
        };
        let n = random.below(1000);
        match random.below(100) {
            0..30 => Self::Push(size),
            30..45 => Self::Take(n % 9),
            45..80 => Self::Settle(n),
            80..86 => Self::Defer(n),
            86..91 => Self::SetAside(n),
            91..95 => Self::SettleAside(n),
            95 => Self::RetryAside,
            96 => Self::DropAside,
            97 => Self::RemoveTraces,
            98 => Self::End,
            _ => Self::Restart,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Sent {
    text: String,
    taken: u64,
    mark: Mark,
    /// The call that marked it has failed or was cut short, so that the file may have one of earlier marks.
    may_be: Vec<Mark>,
}

pub(super) struct World {
    pub(super) disk: Disk,
    settings: Settings,
    pub(super) outbox: Option<Outbox<Disk>>,
    sent: BTreeMap<u64, Sent>,
    /// What `push` did not take, by the number it would have had.
    refused: BTreeMap<u64, Vec<String>>,
    /// Taken, and neither settled nor set aside.
    in_hand: Vec<Stored>,
    aside: Vec<Stored>,
    /// The events up to this one were taken by this process.
    taken_to: u64,
    pushes: u64,
    /// Something has failed, and the file may not have what the outbox counts.
    is_unsure: bool,
}

impl World {
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            disk: Disk::default(),
            settings,
            outbox: None,
            sent: BTreeMap::new(),
            refused: BTreeMap::new(),
            in_hand: Vec::new(),
            aside: Vec::new(),
            taken_to: 0,
            pushes: 0,
            is_unsure: false,
        }
    }

    /// Does a step, which may fail.
    pub(super) fn step(&mut self, step: Step) -> Result<(), OutboxError> {
        let done = self.do_step(step);
        self.is_unsure |= done.is_err();
        done
    }

    fn do_step(&mut self, step: Step) -> Result<(), OutboxError> {
        if self.outbox.is_none() {
            self.open()?;
        }
        let outbox = self.outbox.as_mut().unwrap();
        match step {
            Step::Push(size) => {
                self.pushes += 1;
                let (text, taken) = (event(self.pushes, size), 1000 + self.pushes);
                let expected = outbox.next_number();
                let pushed = outbox.push(text.as_bytes(), taken);
                let Ok(number) = pushed else {
                    assert_eq!(outbox.next_number(), expected);
                    self.refused.entry(expected).or_default().push(text);
                    return pushed.map(drop);
                };
                assert_eq!((number, outbox.next_number()), (expected, expected + 1));
                let sent = Sent {
                    text,
                    taken,
                    mark: Mark::Waiting,
                    may_be: Vec::new(),
                };
                assert_eq!(self.sent.insert(number, sent), None);
            }
            Step::Take(most) => {
                let taken = outbox.take(|events, _| events <= most)?;
                let expected = self.sent.range(self.taken_to + 1..);
                let expected = expected.filter(|(_, sent)| sent.mark == Mark::Waiting);
                let expected: Vec<_> = expected
                    .take(most)
                    .map(|(number, sent)| (*number, sent.taken, &*sent.text))
                    .collect();
                let got: Vec<_> = taken
                    .iter()
                    .map(|r| (r.stored.number, r.stored.taken, r.payload.as_str()))
                    .collect();
                assert_eq!(got, expected);
                self.taken_to = got.last().map_or(self.taken_to, |(number, ..)| *number);
                self.in_hand
                    .extend(taken.iter().map(|record| record.stored));
            }
            Step::Settle(n) | Step::Defer(n) | Step::SetAside(n) if !self.in_hand.is_empty() => {
                let n = n % self.in_hand.len();
                let stored = self.in_hand[n];
                let mark = match step {
                    Step::Settle(_) => Mark::Settled,
                    Step::SetAside(_) => Mark::SetAside,
                    _ => Mark::Deferred,
                };
                if mark != Mark::Deferred {
                    self.in_hand.remove(n);
                }
                if mark == Mark::SetAside {
                    self.aside.push(stored);
                }
                return self.mark(stored, mark);
            }
            Step::SettleAside(n) if !self.aside.is_empty() => {
                let stored = self.aside.remove(n % self.aside.len());
                return self.mark(stored, Mark::Settled);
            }
            Step::RetryAside | Step::DropAside => {
                let (done, mark) = match step {
                    Step::RetryAside => {
                        let again = outbox.retry_set_aside(None)?;
                        let numbers = again.iter().map(|stored| stored.number).collect();
                        self.in_hand.extend(again);
                        (numbers, Mark::Deferred)
                    }
                    _ => {
                        let aside = self.marked(Mark::SetAside);
                        let outbox = self.outbox.as_mut().unwrap();
                        assert_eq!(outbox.drop_set_aside(None)?, aside.len() as u64);
                        (aside, Mark::Settled)
                    }
                };
                assert_eq!(done, self.marked(Mark::SetAside));
                self.aside.clear();
                for number in done {
                    let sent = self.sent.get_mut(&number).unwrap();
                    sent.may_be.push(sent.mark);
                    sent.mark = mark;
                }
            }
            Step::RemoveTraces => {
                while outbox.has_traces() {
                    outbox.remove_traces()?;
                }
                if outbox.waiting() == 0 && !self.is_unsure {
                    self.check_traces();
                }
            }
            Step::End => {
                let removed = outbox.remove_last_traces();
                self.outbox = None;
                if self.is_unsure {
                    return self.open_after_crash(false);
                }
                removed?;
                self.check_traces();
                self.open()?;
            }
            Step::Restart if self.is_unsure => self.open_after_crash(false)?,
            Step::Restart => self.open()?,
            _ => {}
        }
        Ok(())
    }

    fn mark(&mut self, stored: Stored, mark: Mark) -> Result<(), OutboxError> {
        let marked = self.outbox.as_mut().unwrap().mark(&stored, mark);
        let sent = self.sent.get_mut(&stored.number).unwrap();
        if marked.is_err() {
            sent.may_be.push(sent.mark);
        }
        sent.mark = mark;
        marked
    }

    /// No settled event can be read in a file.
    fn check_traces(&self) {
        let files = self.disk.files();
        let segments = files.iter().filter(|(name, _)| name.ends_with(".segment"));
        let text: String = segments
            .map(|(_, bytes)| String::from_utf8_lossy(bytes))
            .collect();
        for number in self.marked(Mark::Settled) {
            let settled = &self.sent[&number].text;
            assert!(!text.contains(settled), "{settled}");
        }
    }

    fn marked(&self, mark: Mark) -> Vec<u64> {
        let marked = self.sent.iter().filter(|(_, sent)| sent.mark == mark);
        marked.map(|(number, _)| *number).collect()
    }

    /// Whether the outbox counts what the model has.
    pub(super) fn check_counts(&self) {
        let outbox = self.outbox.as_ref().unwrap();
        let waiting = self.sent.range(self.taken_to + 1..);
        let waiting: Vec<_> = waiting
            .filter(|(_, sent)| sent.mark == Mark::Waiting)
            .map(|(_, sent)| (sent.text.len(), sent.taken))
            .collect();
        let bytes: usize = waiting.iter().map(|(len, _)| len).sum();
        assert_eq!(
            (outbox.waiting(), outbox.waiting_bytes()),
            (waiting.len(), bytes)
        );
        assert_eq!(
            outbox.oldest_waiting(),
            waiting.first().map(|(_, taken)| *taken)
        );
        assert_eq!(outbox.set_aside(), self.marked(Mark::SetAside).len());
        assert_eq!(outbox.lost(), 0);
    }

    /// Opens the outbox as a new process does. What it has is what the model has.
    pub(super) fn open(&mut self) -> Result<(), OutboxError> {
        self.outbox = None;
        self.outbox = Some(open_with(&self.disk, &self.settings)?);
        self.in_hand = self.outbox.as_mut().unwrap().deferred();
        self.aside.clear();
        self.taken_to = 0;
        let deferred: Vec<_> = self.in_hand.iter().map(|stored| stored.number).collect();
        assert_eq!(deferred, self.marked(Mark::Deferred));
        self.check_counts();
        Ok(())
    }

    /// Opens the outbox after a crash, and learns which of the things that may have come of it did. An event that was taken
    /// is there with the mark that it was given last, or with an earlier one if `marks_can_be_lost` or the marking failed; one that
    /// was refused may be there as the last one. All other is an error.
    pub(super) fn open_after_crash(&mut self, marks_can_be_lost: bool) -> Result<(), OutboxError> {
        self.outbox = None;
        let mut outbox = open_with(&self.disk, &self.settings)?;
        assert_eq!(outbox.lost(), 0);
        let mut there = BTreeMap::new();
        for stored in outbox.deferred() {
            let record = outbox.read(&stored)?;
            there.insert(stored.number, (record, Mark::Deferred));
        }
        let again = outbox.find_set_aside()?;
        for stored in again {
            let record = outbox.read(&stored)?;
            there.insert(stored.number, (record, Mark::SetAside));
        }
        for record in outbox.take(all)? {
            there.insert(record.stored.number, (record, Mark::Waiting));
        }
        let next = outbox.next_number();
        drop(outbox);

        let last = self.sent.keys().next_back().copied().unwrap_or(0);
        assert!(next > last, "{next} {last}");
        for (number, (record, mark)) in &there {
            let text = record.payload.as_str();
            match self.sent.get_mut(number) {
                Some(sent) => {
                    assert_eq!((text, record.stored.taken), (&*sent.text, sent.taken));
                    let may_be =
                        sent.mark == *mark || sent.may_be.contains(mark) || marks_can_be_lost;
                    assert!(may_be, "event {number} is {mark:?}, not {:?}", sent.mark);
                    sent.mark = *mark;
                }
                None => {
                    let refused = self.refused.get(number);
                    assert!(refused.is_some_and(|texts| texts.iter().any(|t| t == text)));
                    let sent = Sent {
                        text: text.to_owned(),
                        taken: record.stored.taken,
                        mark: *mark,
                        may_be: Vec::new(),
                    };
                    self.sent.insert(*number, sent);
                }
            }
        }
        for (number, sent) in &mut self.sent {
            if !there.contains_key(number) {
                assert_eq!(sent.mark, Mark::Settled, "event {number} is lost");
            }
            sent.may_be.clear();
        }
        self.refused.clear();
        self.is_unsure = false;
        self.open()
    }
}
