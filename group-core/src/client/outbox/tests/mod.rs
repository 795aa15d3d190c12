//! The tests of the outbox, on a disk in memory that does what a test wants, and in folders.
//!
//! The tests run on a disk in memory (`tests/disk.rs`) that knows for each file and name what was synced, and can fail,
//! write a part, be full, kill the process or lose power at any call. `ROUNDS=n` makes the random ones n times as long.
//!
//! | promise | test |
//! |---|---|
//! | the queue does what a list would, over restarts | `model::an_outbox_does_what_a_list_would` |
//! | killed at any call: all that `push` took is there, in order, with the marks that were written; no damage is named | `crash::killed_at_any_call_…`, `killed_again_and_again_…` |
//! | `Full`, power lost at any call, any subset of the unsynced writes and names kept, any of those writes torn, also while it opens: all that `push` took is there or was settled; no damage is named | `crash::with_full_durability_…` (two) |
//! | any call may fail or write a part: the event is given back or is there, never both lost and `Ok`; all goes on | `fault::whichever_call_fails_…` |
//! | a full disk heals by settling; while no mark can be written, no event is sent twice by one client | `fault::a_full_disk_…`, `fault::while_nothing_can_be_written_…` |
//! | every cut, flip of a bit, missing, foreign, copied or swapped file and overwritten range is named with nothing changed, or harmless; set aside, every whole record comes out and `lost()` is exact; nothing comes out that was not written | `damage::…` |
//! | setting aside can be cut short at any call | `damage::setting_aside_that_is_cut_short_…` |
//! | the space of settled events is given back, also beside events that stay for long | `queue::an_outbox_with_nothing_in_it_is_small`, `an_event_that_stays_…`, `an_event_that_is_kept_for_long_…` |
//! | modes, owners, locks, removed files, old and foreign files, another source, links | `folder::…` |
//! | a client whose folder was moved, removed or emptied leaves the outbox that came in its place alone | `folder::a_client_whose_folder_was_replaced_…` |
//! | once nothing is waiting, no delivered event can be read in a file | steps of `world.rs`, `client::outbox::file::delivered_events_are_not_left_…` |
//!
//! Not promised: with `Durability::Process` a loss of power may damage the newest records; this is then named. A mark
//! may be lost by a loss of power, so that the event is sent again. Two faults at once (the newest slot and the last
//! record) may hide the last event. An event that is set aside in the only segment on a full disk keeps that segment. A
//! record with a damaged mark is sent again when damage is set aside. A forked process must not use
//! the outbox; it keeps the lock of its parent until it ends or executes another program. A new client that is refused
//! for that reason says so.

mod crash;
mod damage;
mod disk;
mod fault;
mod folder;
mod model;
mod queue;
mod world;

use std::slice;

use super::files::Files;
use super::{Durability, Mark, Outbox, OutboxError, Record, Settings, Stored};
use disk::{Disk, Fault};
use uuid::Uuid;
use world::{Step, World};

/// Numbers that are the same for the same seed.
pub(super) struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }
}

/// Small, so that segments come and go.
const SEGMENT: u64 = 1000;

fn settings() -> Settings {
    Settings {
        durability: Durability::Process,
        source: Uuid::from_u128(7),
        takes_over: false,
        sets_damage_aside: false,
    }
}

fn full() -> Settings {
    Settings {
        durability: Durability::Full,
        ..settings()
    }
}

impl<F: Files> Outbox<F> {
    fn mark(&mut self, stored: &Stored, mark: Mark) -> Result<(), OutboxError> {
        self.mark_all(slice::from_ref(stored), mark)
    }
}

fn open(disk: &Disk) -> Outbox<Disk> {
    open_with(disk, &settings()).unwrap()
}

fn open_with(disk: &Disk, settings: &Settings) -> Result<Outbox<Disk>, OutboxError> {
    Outbox::on(disk.clone(), settings, SEGMENT)
}

/// An event of some 60 bytes and this many more.
fn event(id: u64, more: usize) -> String {
    format!(
        r#"{{"messageId":"m-{id}","traits":"{}","sentAt":"2014-04-06"}}"#,
        "x".repeat(more)
    )
}

fn texts(records: &[Record]) -> Vec<&str> {
    records.iter().map(|r| r.payload.as_str()).collect()
}

/// How many rounds the random tests make: `ROUNDS` times this many.
fn rounds(usual: u64) -> std::ops::Range<u64> {
    let rounds = std::env::var("ROUNDS").map_or(1, |rounds| rounds.parse().unwrap());
    0..usual * rounds
}

fn all(_: usize, _: usize) -> bool {
    true
}
