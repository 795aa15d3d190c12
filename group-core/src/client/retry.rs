//! When a batch is sent again.

use std::time::Duration;

use crate::random;

/// How soon, and at most how often, a batch is sent again after a connection error, a timeout, a 408, a 429 or a 5xx.
///
/// The delay belongs to the connection. After *n* failures in a row, of whichever batches, it is random between zero and
/// `first_delay` × 2^(*n* − 1), at most `max_delay`; but never less than the server's `Retry-After` asks for, up to five
/// minutes. With an outbox, attempts never run out.
///
/// ```
/// use std::time::Duration;
/// use group_core::client::RetryPolicy;
///
/// let patient = RetryPolicy::default().attempts(20).max_delay(Duration::from_secs(60));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    pub(super) attempts: u32,
    pub(super) first_delay: Duration,
    pub(super) max_delay: Duration,
}

/// Attempts without a limit, a first delay of 100 ms, at most 30 s.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: u32::MAX,
            first_delay: Duration::from_millis(100),
            max_delay: Duration::from_secs(30),
        }
    }
}

/// The longest `Retry-After` that is obeyed.
pub(super) const MAX_RETRY_AFTER: Duration = Duration::from_secs(300);

impl RetryPolicy {
    /// How many requests may fail with an event before it is given up, at least 1; without a limit if not set, see
    /// [`give_up_after`](super::ClientBuilder::give_up_after). One after which the batch is halved does not count. With
    /// fewer than 6, a batch is given up before it is known that one of its events is to blame. It has no effect with an
    /// outbox.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The longest delay before the second attempt; it doubles with each further attempt.
    #[must_use]
    pub fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// The longest delay of all.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// How long to wait after this many attempts.
    pub(super) fn delay(&self, attempts: u32, retry_after: Option<Duration>) -> Duration {
        let doublings = attempts.saturating_sub(1).min(31);
        let longest = self
            .first_delay
            .saturating_mul(1 << doublings)
            .min(self.max_delay);
        let jittered = longest.mul_f64(random::fraction());
        jittered.max(retry_after.unwrap_or_default().min(MAX_RETRY_AFTER))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::RetryPolicy;

    #[test]
    fn the_longest_delay_doubles_up_to_the_cap() {
        let policy = RetryPolicy::default();
        for (attempts, longest) in [
            (1, 100),
            (2, 200),
            (5, 1600),
            (9, 25_600),
            (10, 30_000),
            (u32::MAX, 30_000),
        ] {
            for _ in 0..50 {
                assert!(policy.delay(attempts, None) <= Duration::from_millis(longest));
            }
        }
    }

    #[test]
    fn delays_are_spread() {
        let policy = RetryPolicy::default();
        let delays: std::collections::HashSet<_> =
            (0..50).map(|_| policy.delay(10, None)).collect();
        assert!(delays.len() > 40);
    }

    #[test]
    fn retry_after_is_a_floor_of_at_most_five_minutes() {
        let policy = RetryPolicy::default();
        let asked = Duration::from_secs(60);
        assert_eq!(policy.delay(1, Some(asked)), asked);
        let day = Duration::from_secs(86_400);
        assert_eq!(policy.delay(1, Some(day)), Duration::from_secs(300));
    }
}
