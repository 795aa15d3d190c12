//! The tests of the outbox, on a disk in memory that does what a test wants, and in folders.

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
