//! A folder where it can't be opened as a file. There a file that is open can't be removed or replaced.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::files::Files;

pub(in crate::client) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes the folder, unless there is one.
    pub(super) fn make(path: &Path) -> io::Result<()> {
        match DirBuilder::new().create(path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            made => made,
        }
    }

    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            path: path.to_owned(),
        })
    }

    fn opened(&self, name: &str, is_new: bool) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(is_new);
        options.open(self.path.join(name))
    }
}

impl Files for Folder {
    type File = File;

    fn names(&self) -> io::Result<Vec<String>> {
        let names = fs::read_dir(&self.path)?;
        names
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect()
    }

    fn open(&self, name: &str) -> io::Result<Option<File>> {
        match self.opened(name, false) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            opened => opened.map(Some),
        }
    }

    fn create(&self, name: &str) -> io::Result<File> {
        self.opened(name, true)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.path.join(from), self.path.join(to))
    }

    fn keep(&self, name: &str, second: &str) -> io::Result<()> {
        let (from, to) = (self.path.join(name), self.path.join(second));
        // Not every file system has links. A copy needs space.
        fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    fn sync_folder(&self) -> io::Result<()> {
        Ok(())
    }

    fn len(&self, file: &File) -> io::Result<u64> {
        Ok(file.metadata()?.len())
    }

    fn read(&self, mut file: &File, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(bytes)
    }

    fn write(&self, mut file: &File, at: u64, bytes: &[u8]) -> io::Result<()> {
        file.seek(SeekFrom::Start(at))?;
        file.write_all(bytes)
    }

    fn shrink(&self, file: &File, len: u64) -> io::Result<()> {
        file.set_len(len)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }

    fn lock(&self, file: &File) -> io::Result<bool> {
        match file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn unlock(&self, file: &File) {
        let _ = file.unlock();
    }

    fn are_there(&self, _: &[(&File, &str)]) -> io::Result<bool> {
        Ok(true)
    }
}
