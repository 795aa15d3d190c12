//! What opening an outbox and setting damage aside both read.

use std::time::{SystemTime, UNIX_EPOCH};

use super::error::{Doing, OutboxError};
use super::files::Files;
use super::format;
use crate::random;

/// A segment that is to be put in the place of another.
pub(super) const NEW: &str = "segment.new";
/// A segment is longer than its usual size by one event at most; one of this length is none of an outbox.
pub(super) const MAX_SEGMENT: u64 = 64 << 20;

pub(super) fn segment_numbers<F: Files>(files: &F) -> Result<Vec<u64>, OutboxError> {
    let names = files.names().doing("reading", "the folder")?;
    let mut numbers: Vec<u64> = names
        .iter()
        .filter_map(|name| format::segment_number(name))
        .collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// All that a file holds, or what of it a segment can have at most.
pub(super) fn read_all<F: Files>(
    files: &F,
    file: &F::File,
    name: &str,
) -> Result<Vec<u8>, OutboxError> {
    let len = files.len(file).doing("reading", name)?.min(MAX_SEGMENT);
    let mut bytes = vec![0; usize::try_from(len).unwrap_or_default()];
    files.read(file, 0, &mut bytes).doing("reading", name)?;
    Ok(bytes)
}

pub(super) fn read_segment<F: Files>(files: &F, name: &str) -> Result<Vec<u8>, OutboxError> {
    match files.open(name).doing("opening", name)? {
        Some(file) => read_all(files, &file, name),
        None => Err(OutboxError::Removed),
    }
}

/// A new outbox's id.
pub(super) fn new_id() -> Result<uuid::Uuid, OutboxError> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    random::uuid(now.unwrap_or_default()).ok_or(OutboxError::NoRandomness)
}
