//! Which client has an outbox, as it says itself in the file `lock`.

use std::fmt::{self, Display};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use super::files::Files;

const ENDING: &str = "ending";
const MAX_LEN: u64 = 64;

/// The client that has an outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::client) struct Holder {
    process: u32,
    /// When the process first used an outbox. In two containers, two processes may have one number.
    since: u64,
    pub(super) is_ending: bool,
}

impl Holder {
    pub(super) fn this() -> Self {
        Self {
            process: std::process::id(),
            since: since(),
            is_ending: false,
        }
    }

    pub(super) fn ending() -> Self {
        Self {
            is_ending: true,
            ..Self::this()
        }
    }

    /// It is only for messages and for who waits, so that nothing depends on its being written.
    pub(super) fn write<F: Files>(self, files: &F, lock: &F::File) {
        let ending = if self.is_ending { ENDING } else { "" };
        let text = format!("{} {} {ending}\n", self.process, self.since);
        let written = files.write(lock, 0, text.as_bytes());
        let _ = written.and_then(|()| files.shrink(lock, text.len() as u64));
    }

    pub(super) fn read<F: Files>(files: &F, lock: &F::File) -> Option<Self> {
        let len = files.len(lock).ok()?.min(MAX_LEN);
        let mut bytes = vec![0; usize::try_from(len).ok()?];
        files.read(lock, 0, &mut bytes).ok()?;
        let mut words = str::from_utf8(&bytes).ok()?.split_whitespace();
        Some(Self {
            process: words.next()?.parse().ok()?,
            since: words.next()?.parse().ok()?,
            is_ending: words.next() == Some(ENDING),
        })
    }

    /// Whether there is no such process, as far as this one can see.
    #[cfg(unix)]
    fn is_gone(self) -> bool {
        use rustix::process::{Pid, test_kill_process};

        let process = i32::try_from(self.process).ok().and_then(Pid::from_raw);
        process.is_some_and(|process| test_kill_process(process) == Err(rustix::io::Errno::SRCH))
    }

    #[cfg(not(unix))]
    fn is_gone(self) -> bool {
        false
    }
}

impl Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            process,
            since,
            is_ending,
        } = *self;
        let is_this = (process, since) == (std::process::id(), self::since());
        if is_ending && is_this {
            return f.write_str("a client in this process is still ending and has it open");
        }
        if is_this {
            return f.write_str(
                "another client in this process has it open; give each client an outbox of its own",
            );
        }
        match self.is_gone() {
            false if is_ending => {
                write!(
                    f,
                    "a client in process {process} is still ending and has it open"
                )
            }
            false => write!(
                f,
                "a client in process {process} has it open; give each client an outbox of its own"
            ),
            true => write!(
                f,
                "process {process} had it open and is gone, but its lock is still held: by a client that is just opening \
                 it, by a process that was forked off it and is still running, which has to end first, or from another container"
            ),
        }
    }
}

/// In nanoseconds since 1970.
fn since() -> u64 {
    static SINCE: OnceLock<u64> = OnceLock::new();
    *SINCE.get_or_init(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.map_or(0, |now| now.as_nanos() as u64)
    })
}
