//! Random ids.

use std::cell::RefCell;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use uuid::{Builder, Uuid};

thread_local! {
    /// A generator for each thread, seeded by the operating system: to ask that for each id costs as much as a whole event.
    static GENERATOR: RefCell<Option<ChaCha8Rng>> = const { RefCell::new(None) };
}

fn generator() -> Option<ChaCha8Rng> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).ok()?;
    Some(ChaCha8Rng::from_seed(seed))
}

fn random(generator: &mut ChaCha8Rng) -> u128 {
    let mut random = [0; 16];
    generator.fill_bytes(&mut random);
    u128::from_ne_bytes(random)
}

/// A random UUID, version 4; `None` where the operating system gives no randomness.
///
/// `now`, since 1970, is mixed in because a process that forks has a copy of the generator: it keeps the ids of the two
/// apart.
pub(crate) fn uuid(now: Duration) -> Option<Uuid> {
    let drawn = GENERATOR.try_with(|kept| {
        let mut kept = kept.try_borrow_mut().ok()?;
        if kept.is_none() {
            *kept = generator();
        }
        kept.as_mut().map(random)
    });
    let random = match drawn {
        Ok(random) => random?,
        // The thread is ending, and its generator is gone.
        Err(_) => random(&mut generator()?),
    };
    let mixed = random ^ now.as_nanos();
    Some(Builder::from_random_bytes(mixed.to_ne_bytes()).into_uuid())
}

fn now() -> Duration {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default()
}

/// A random number from 0 to below 1.
#[cfg(feature = "client")]
pub(crate) fn fraction() -> f64 {
    // The low half of a UUID is random but for its first two bits.
    let low = uuid(now()).map_or(0, |uuid| uuid.as_u64_pair().1 as u32);
    f64::from(low) / (f64::from(u32::MAX) + 1.0)
}

/// The text of a random UUID; empty where there is no randomness, which is then a blank id.
pub(crate) fn id() -> String {
    uuid(now()).map_or_else(String::new, |uuid| uuid.to_string())
}
