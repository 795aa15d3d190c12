//! Random ids.

use std::cell::RefCell;
use std::time::{SystemTime, UNIX_EPOCH};

use uuid::{Builder, Uuid};

/// Random bytes of the operating system, fetched many at a time: one call to it costs as much as a whole event.
struct Pool {
    bytes: [u8; 512],
    used: usize,
}

thread_local! {
    static POOL: RefCell<Pool> = const {
        RefCell::new(Pool { bytes: [0; 512], used: 512 })
    };
}

impl Pool {
    fn take(&mut self) -> Option<[u8; 16]> {
        if self.used == self.bytes.len() {
            getrandom::fill(&mut self.bytes).ok()?;
            self.used = 0;
        }
        let taken = self.bytes.get(self.used..)?.first_chunk().copied()?;
        self.used += taken.len();
        Some(taken)
    }
}

/// A random UUID, version 4; `None` where the operating system gives no randomness.
///
/// `now` is mixed in because a process that forks has a copy of the pool: it keeps the ids of the two apart.
pub(crate) fn uuid(now: SystemTime) -> Option<Uuid> {
    let random = match POOL.try_with(|pool| pool.try_borrow_mut().ok()?.take()) {
        Ok(random) => random?,
        // The thread is ending, and its pool is gone.
        Err(_) => {
            let mut random = [0; 16];
            getrandom::fill(&mut random).ok()?;
            random
        }
    };
    let nanos = now
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos());
    let mixed = u128::from_ne_bytes(random) ^ nanos;
    Some(Builder::from_random_bytes(mixed.to_ne_bytes()).into_uuid())
}

/// A random number from 0 to below 1.
#[cfg(feature = "client")]
pub(crate) fn fraction() -> f64 {
    // The low half of a UUID is random but for its first two bits.
    let low = uuid(SystemTime::now()).map_or(0, |uuid| uuid.as_u64_pair().1 as u32);
    f64::from(low) / (f64::from(u32::MAX) + 1.0)
}

/// The text of a random UUID; empty where there is no randomness, which is then a blank id.
pub(crate) fn id() -> String {
    uuid(SystemTime::now()).map_or_else(String::new, |uuid| uuid.to_string())
}
