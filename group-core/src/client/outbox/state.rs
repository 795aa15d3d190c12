//! The file `state`: whose the outbox is, and which records there are.

use std::io;

use super::files::Files;
use super::format::{self, Owner, SLOTS, Slot};

pub(super) const NAME: &str = "state";
pub(super) const NEW: &str = "state.new";

pub(super) struct State<F: Files> {
    pub(super) file: F::File,
    pub(super) owner: Owner,
    pub(super) slot: Slot,
    /// Where the newest slot is, and the newest one that is known to be on the disk.
    newest: usize,
    safe: Option<usize>,
}

impl<F: Files> State<F> {
    pub(super) fn new(file: F::File, owner: Owner, newest: usize, slot: Slot) -> Self {
        Self {
            file,
            owner,
            slot,
            newest,
            safe: None,
        }
    }

    /// Puts a new file in the place of the one that may be there, which is lost or whole at any time. `None` if the new one
    /// can't be had alone.
    pub(super) fn make(files: &F, owner: Owner, slot: Slot) -> io::Result<Option<Self>> {
        let file = files.create_anew(NEW)?;
        if !files.lock(&file)? {
            return Ok(None);
        }
        files.write(&file, 0, &format::state(owner, slot))?;
        files.sync(&file)?;
        files.rename(NEW, NAME)?;
        files.sync_folder()?;
        let mut state = Self::new(file, owner, 0, slot);
        state.safe = Some(0);
        Ok(Some(state))
    }

    /// Writes the numbers into the slot that is neither the newest nor the one known to be on the disk: should the write
    /// be torn, the others count.
    pub(super) fn write(&mut self, files: &F, first: u64, next: u64) -> io::Result<()> {
        let slot = Slot {
            sequence: self.slot.sequence + 1,
            first,
            next,
        };
        let is_free = |place: &usize| *place != self.newest && Some(*place) != self.safe;
        let place = (0..SLOTS).find(is_free).unwrap_or_default();
        files.write(&self.file, format::slot_at(place), &slot.bytes())?;
        self.newest = place;
        self.slot = slot;
        Ok(())
    }

    pub(super) fn sync(&mut self, files: &F) -> io::Result<()> {
        files.sync(&self.file)?;
        self.safe = Some(self.newest);
        Ok(())
    }
}
