//! Events that survive the process: a FIFO in an SQLite file.
//!
//! SQLite in write-ahead mode, because a commit costs some five microseconds if it need not survive a power loss, and because
//! it recovers (see the crash test). The file belongs to one client at a time: it is locked while it is open. Nothing is
//! written to it before it is known to be whole.

use std::collections::VecDeque;
use std::fmt::{self, Display};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, params};

use crate::payload::Payload;

/// What an event in an outbox survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durability {
    /// The end of the process, by a crash or `kill -9`. A loss of power may destroy the newest events, or the file.
    #[default]
    Process,
    /// A loss of power too: every `send` waits for the disk.
    Full,
}

pub(super) struct Outbox {
    db: Connection,
    /// Events not yet in hand, and their bytes.
    waiting: usize,
    bytes: usize,
    /// The rows in hand, oldest first.
    in_hand: VecDeque<i64>,
}

/// Why an outbox could not be opened, or an event could not be written or read.
#[derive(Debug)]
pub(super) enum OutboxError {
    InUse,
    Foreign,
    Damaged(String),
    CannotOpen,
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for OutboxError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            Some(ErrorCode::NotADatabase) => Self::Foreign,
            Some(ErrorCode::CannotOpen) => Self::CannotOpen,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            _ => Self::Sql(error),
        }
    }
}

impl Display for OutboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse => f.write_str("another client has it open"),
            Self::Foreign => f.write_str("it is not an outbox of group-core"),
            Self::Damaged(how) => write!(f, "it is damaged and was left as it is: {how}"),
            Self::CannotOpen => f.write_str(
                "it can't be opened or created; its folder must exist, and the file must be writable",
            ),
            Self::Sql(error) => error.fmt(f),
        }
    }
}

/// Marks a file as an outbox of this form, in the field of SQLite's header for that purpose.
const APPLICATION_ID: i32 = 0x6772_7031;

/// How much of the file is freed after each batch, in pages of 4 KiB: a little more than a batch takes.
const SHRINK_PAGES: u32 = 128;

impl Outbox {
    pub(super) fn open(path: &Path, durability: Durability) -> Result<Self, OutboxError> {
        let db = Connection::open(path)?;
        db.busy_timeout(Duration::ZERO)?;
        db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        let tables: u32 =
            db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let is_new = tables == 0;
        if is_new {
            db.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
        } else {
            let id: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
            if id != APPLICATION_ID {
                return Err(OutboxError::Foreign);
            }
            check(&db)?;
        }
        let mode: String =
            db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
        if mode != "wal" {
            return Err(OutboxError::Damaged(format!(
                "its journal mode is `{mode}`"
            )));
        }
        let synchronous = match durability {
            Durability::Process => "OFF",
            Durability::Full => "FULL",
        };
        db.pragma_update(None, "synchronous", synchronous)?;
        db.pragma_update(None, "journal_size_limit", 4 << 20)?;
        if is_new {
            db.execute_batch(&format!(
                "BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID};
                 CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, event BLOB NOT NULL, crc INTEGER NOT NULL);
                 COMMIT;"
            ))?;
        } else {
            // Takes the lock.
            db.execute_batch("BEGIN IMMEDIATE; COMMIT;")?;
        }
        let (waiting, bytes): (u32, i64) = db.query_row(
            "SELECT count(*), coalesce(sum(length(event)), 0) FROM outbox",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(Self {
            db,
            waiting: waiting as usize,
            bytes: usize::try_from(bytes).unwrap_or_default(),
            in_hand: VecDeque::new(),
        })
    }

    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn push(&mut self, event: &[u8]) -> Result<(), OutboxError> {
        self.db
            .prepare_cached("INSERT INTO outbox (event, crc) VALUES (?1, ?2)")?
            .execute(params![event, crc32fast::hash(event)])?;
        self.waiting += 1;
        self.bytes += event.len();
        Ok(())
    }

    /// Takes the oldest events in hand, while `fits` is true of their number and bytes. They stay in the file.
    pub(super) fn take(
        &mut self,
        fits: impl Fn(usize, usize) -> bool,
    ) -> Result<Vec<Payload>, OutboxError> {
        let after = self.in_hand.back().copied().unwrap_or(0);
        let mut select = self
            .db
            .prepare_cached("SELECT id, event, crc FROM outbox WHERE id > ?1 ORDER BY id")?;
        let mut rows = select.query([after])?;
        let (mut ids, mut taken) = (Vec::new(), Vec::new());
        let mut bytes = 0;
        while let Some(row) = rows.next()? {
            let (id, event): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
            bytes += event.len() + 1;
            if !fits(taken.len() + 1, bytes) {
                break;
            }
            let sum: u32 = row.get(2)?;
            let is_whole = crc32fast::hash(&event) == sum;
            let event = String::from_utf8(event).ok().filter(|_| is_whole);
            let Some(event) = event.and_then(Payload::stored) else {
                return Err(OutboxError::Damaged(format!("record {id}")));
            };
            ids.push(id);
            taken.push(event);
        }
        drop(rows);
        drop(select);
        // Only now that nothing can fail: what is in hand is removed from the file when it is settled.
        let bytes: usize = taken.iter().map(|event| event.as_bytes().len()).sum();
        self.waiting = self.waiting.saturating_sub(taken.len());
        self.bytes = self.bytes.saturating_sub(bytes);
        self.in_hand.extend(ids);
        Ok(taken)
    }

    /// Removes the oldest of the events in hand from the file.
    pub(super) fn remove(&mut self, events: usize) -> Result<(), OutboxError> {
        let Some(last) = self
            .in_hand
            .drain(..events.min(self.in_hand.len()))
            .next_back()
        else {
            return Ok(());
        };
        self.db
            .prepare_cached("DELETE FROM outbox WHERE id <= ?1")?
            .execute([last])?;
        let mut shrink = self
            .db
            .prepare_cached(&format!("PRAGMA incremental_vacuum({SHRINK_PAGES})"))?;
        let mut steps = shrink.query([])?;
        while steps.next()?.is_some() {}
        Ok(())
    }
}

/// Whether the file is whole: SQLite's own check, and the sum of every event.
fn check(db: &Connection) -> Result<(), OutboxError> {
    let found: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found != "ok" {
        return Err(OutboxError::Damaged(found));
    }
    let mut select = db.prepare("SELECT id, event, crc FROM outbox ORDER BY id")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let sum = row.get_ref(1)?.as_blob().map(crc32fast::hash);
        if !sum.is_ok_and(|sum| row.get(2).is_ok_and(|stored: u32| stored == sum)) {
            return Err(OutboxError::Damaged(format!("record {id}")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Durability, Outbox, Payload};

    #[test]
    fn a_record_that_can_not_be_read_takes_no_other_out_of_the_file() {
        let path = std::env::temp_dir().join(format!("group-core-{}.outbox", std::process::id()));
        let mut outbox = Outbox::open(Path::new(&path), Durability::Process).unwrap();
        let events =
            ["a", "b", "c"].map(|id| format!(r#"{{"messageId":"{id}","sentAt":"2014-04-06"}}"#));
        let bytes = events.iter().map(String::len).sum();
        for event in &events {
            outbox.push(event.as_bytes()).unwrap();
        }
        let sum: u32 = crc32fast::hash(events[1].as_bytes());
        let set = |outbox: &Outbox, sum: u32| {
            let update = "UPDATE outbox SET crc = ?1 WHERE id = 2";
            outbox.db.execute(update, [sum]).unwrap();
        };
        set(&outbox, sum ^ 1);
        assert!(outbox.take(|_, _| true).is_err());
        assert_eq!((outbox.waiting(), outbox.bytes()), (3, bytes));

        set(&outbox, sum);
        let taken = outbox.take(|_, _| true).unwrap();
        let taken: Vec<_> = taken.iter().map(Payload::as_str).collect();
        assert_eq!(taken, events);
        assert_eq!((outbox.waiting(), outbox.bytes()), (0, 0));
        drop(outbox);
        std::fs::remove_file(path).unwrap();
    }
}
