//! The few things that an outbox does with files, so that tests can let each of them fail.

use std::io;

/// The files of one folder, which was opened once.
pub(in crate::client) trait Files {
    type File;

    fn names(&self) -> io::Result<Vec<String>>;
    /// Opens a file for reading and writing; `None` if there is none of this name.
    fn open(&self, name: &str) -> io::Result<Option<Self::File>>;
    /// Makes an empty file. Fails if there is one of this name.
    fn create(&self, name: &str) -> io::Result<Self::File>;
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;
    /// Gives what a file holds now a second name, which no change of the first one by `rename` touches.
    fn keep(&self, name: &str, second: &str) -> io::Result<()>;
    /// It is no error if there is none of this name.
    fn remove(&self, name: &str) -> io::Result<()>;
    /// Waits until the names of the files are on the disk.
    fn sync_folder(&self) -> io::Result<()>;

    fn len(&self, file: &Self::File) -> io::Result<u64>;
    fn read(&self, file: &Self::File, at: u64, bytes: &mut [u8]) -> io::Result<()>;
    fn write(&self, file: &Self::File, at: u64, bytes: &[u8]) -> io::Result<()>;
    fn shrink(&self, file: &Self::File, len: u64) -> io::Result<()>;
    /// Waits until what the file holds is on the disk.
    fn sync(&self, file: &Self::File) -> io::Result<()>;
    /// Returns whether this process now has the file to itself.
    fn lock(&self, file: &Self::File) -> io::Result<bool>;
    fn unlock(&self, file: &Self::File);
    /// Returns whether the folder's path still leads to it, and these names in it to these files.
    fn are_there(&self, files: &[(&Self::File, &str)]) -> io::Result<bool>;

    /// Makes an empty file in the place of the one that may be there.
    fn create_anew(&self, name: &str) -> io::Result<Self::File> {
        self.remove(name)?;
        self.create(name)
    }
}
