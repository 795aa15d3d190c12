//! The file `lock`: one client has it to itself, and says in it who it is.

use std::io::ErrorKind;
use std::thread;
use std::time::{Duration, Instant};

use super::error::{Doing, OutboxError};
use super::files::Files;
use super::holder::Holder;

pub(super) const NAME: &str = "lock";
/// How long a new client waits for one that is ending: longer than a request takes with the usual timeout.
const PATIENCE: Duration = Duration::from_secs(15);
const STEP: Duration = Duration::from_millis(10);

/// Locks an outbox for this client. Waits for a client that is ending.
pub(super) fn acquire<F: Files>(files: &F) -> Result<F::File, OutboxError> {
    let began = Instant::now();
    loop {
        let lock = open(files)?;
        if files.lock(&lock).doing("locking", NAME)? {
            return Ok(lock);
        }
        let holder = Holder::read(files, &lock);
        // Also if its process can't be seen: it may be in another container. One that was killed as it was ending leaves its
        // lock to nobody, or to a child that was forked off.
        let is_ending = holder.is_some_and(|holder| holder.is_ending);
        if !is_ending || began.elapsed() > PATIENCE {
            return Err(OutboxError::InUse(holder));
        }
        thread::sleep(STEP);
    }
}

/// Refuses a lock that some other program has in a folder without an outbox.
pub(super) fn refuse_foreign<F: Files>(files: &F) -> Result<(), OutboxError> {
    let Some(lock) = files.open(NAME).doing("opening", NAME)? else {
        return Ok(());
    };
    let is_empty = files.len(&lock).doing("reading", NAME)? == 0;
    match is_empty || Holder::read(files, &lock).is_some() {
        true => Ok(()),
        false => Err(OutboxError::Foreign {
            name: NAME.to_owned(),
        }),
    }
}

/// Nothing in it is changed: it may be a file of something else.
fn open<F: Files>(files: &F) -> Result<F::File, OutboxError> {
    if let Some(lock) = files.open(NAME).doing("opening", NAME)? {
        return Ok(lock);
    }
    match files.create(NAME) {
        // Another process was faster.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let lock = files.open(NAME).doing("opening", NAME)?;
            lock.ok_or(OutboxError::Removed)
        }
        made => made.doing("making", NAME),
    }
}
