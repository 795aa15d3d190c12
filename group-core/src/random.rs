//! Random ids.

use std::cell::RefCell;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use uuid::{Builder, Uuid};

/// The number of ids after which the generator is seeded again.
const IDS: u8 = 64;

/// Randomness for several ids: asking the operating system for each would cost as much as a whole event.
struct Generator {
    random: ChaCha8Rng,
    left: u8,
}

thread_local! {
    static GENERATOR: RefCell<Option<Generator>> = const { RefCell::new(None) };
}

impl Generator {
    /// Seeded by the operating system.
    fn new() -> Option<Self> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).ok()?;
        Some(Self {
            random: ChaCha8Rng::from_seed(seed),
            left: IDS,
        })
    }

    fn take(&mut self) -> u128 {
        self.left = self.left.saturating_sub(1);
        let mut random = [0; 16];
        self.random.fill_bytes(&mut random);
        u128::from_ne_bytes(random)
    }
}

/// A random UUID, version 4; `None` if the operating system gives no randomness.
///
/// A forked process has a copy of the generator. `now`, the time since 1970, is mixed in to keep the ids of the two apart
/// until each seeds its own again.
pub(crate) fn uuid(now: Duration) -> Option<Uuid> {
    let taken = GENERATOR.try_with(|kept| {
        let mut kept = kept.try_borrow_mut().ok()?;
        if kept.as_ref().is_none_or(|generator| generator.left == 0) {
            *kept = Generator::new();
        }
        kept.as_mut().map(Generator::take)
    });
    let random = match taken {
        Ok(random) => random?,
        // The thread is ending, and its generator is gone.
        Err(_) => Generator::new()?.take(),
    };
    let mixed = random ^ now.as_nanos();
    Some(Builder::from_random_bytes(mixed.to_ne_bytes()).into_uuid())
}

fn now() -> Duration {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default()
}

/// A random number from 0 up to, but not including, 1.
#[cfg(feature = "client")]
pub(crate) fn fraction() -> f64 {
    // The low half of a UUID is random except for its first two bits.
    let low = uuid(now()).map_or(0, |uuid| uuid.as_u64_pair().1 as u32);
    f64::from(low) / (f64::from(u32::MAX) + 1.0)
}

/// The text of a random UUID; empty if there is no randomness, and then refused as a blank id.
pub(crate) fn id() -> String {
    uuid(now()).map_or_else(String::new, |uuid| uuid.to_string())
}
