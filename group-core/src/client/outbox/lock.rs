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
        let is_ending = holder.is_some_and(Holder::is_ending);
        if !is_ending || began.elapsed() > PATIENCE {
            return Err(OutboxError::InUse(holder));
        }
        thread::sleep(STEP);
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
