//! The few things that an outbox does with files, so that tests can let each of them fail.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read};
#[cfg(not(unix))]
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

/// The files of one folder.
pub(in crate::client) trait Files {
    type File;

    fn names(&self) -> io::Result<Vec<String>>;
    /// Opens a file to read and write it; `None` if there is none of this name.
    fn open(&self, name: &str) -> io::Result<Option<Self::File>>;
    /// Makes an empty file, also of one that is there.
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
    /// Whether it could be had for this process alone.
    fn lock(&self, file: &Self::File) -> io::Result<bool>;
    fn unlock(&self, file: &Self::File);
    /// Whether the file was not removed.
    fn has_name(&self, file: &Self::File) -> io::Result<bool>;
    /// Whether the file of this name is still this one.
    fn is_there(&self, file: &Self::File, name: &str) -> io::Result<bool>;
}

pub(in crate::client) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// Makes the folder, readable by its owner only, unless it is there.
    pub(super) fn make(&self) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        match builder.create(&self.path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            made => made.and_then(|()| sync_folder(&self.path.join(".."))),
        }
    }

    /// The first bytes of what is there, if it is a file.
    pub(super) fn file_start(&self) -> Option<Vec<u8>> {
        let kind = fs::metadata(&self.path).ok()?;
        if kind.is_dir() {
            return None;
        }
        let mut start = Vec::new();
        if kind.is_file() {
            let file = File::open(&self.path).ok();
            file.and_then(|file| file.take(16).read_to_end(&mut start).ok());
        }
        Some(start)
    }

    fn options() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.read(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options
    }
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Elsewhere a folder can't be opened as a file.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
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
        match Self::options().open(self.path.join(name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            opened => opened.map(Some),
        }
    }

    fn create(&self, name: &str) -> io::Result<File> {
        let path = self.path.join(name);
        Self::options().create(true).truncate(true).open(path)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.path.join(from), self.path.join(to))
    }

    fn keep(&self, name: &str, second: &str) -> io::Result<()> {
        let (from, to) = (self.path.join(name), self.path.join(second));
        // Not every file system has links. A copy needs space, and has the mode of the original.
        fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    fn sync_folder(&self) -> io::Result<()> {
        sync_folder(&self.path)
    }

    fn len(&self, file: &File) -> io::Result<u64> {
        Ok(file.metadata()?.len())
    }

    #[cfg(unix)]
    fn read(&self, file: &File, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
    }

    #[cfg(unix)]
    fn write(&self, file: &File, at: u64, bytes: &[u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
    }

    #[cfg(not(unix))]
    fn read(&self, mut file: &File, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        file.seek(io::SeekFrom::Start(at))?;
        file.read_exact(bytes)
    }

    #[cfg(not(unix))]
    fn write(&self, mut file: &File, at: u64, bytes: &[u8]) -> io::Result<()> {
        file.seek(io::SeekFrom::Start(at))?;
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
        // Closing it does the same, unless a forked process has it open too.
        let _ = file.unlock();
    }

    #[cfg(unix)]
    fn has_name(&self, file: &File) -> io::Result<bool> {
        Ok(std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) > 0)
    }

    #[cfg(unix)]
    fn is_there(&self, file: &File, name: &str) -> io::Result<bool> {
        use std::os::unix::fs::MetadataExt;

        match fs::metadata(self.path.join(name)) {
            Ok(there) => {
                let file = file.metadata()?;
                Ok((there.dev(), there.ino()) == (file.dev(), file.ino()))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    // Elsewhere a file that is open can't be removed.

    #[cfg(not(unix))]
    fn has_name(&self, _: &File) -> io::Result<bool> {
        Ok(true)
    }

    #[cfg(not(unix))]
    fn is_there(&self, _: &File, _: &str) -> io::Result<bool> {
        Ok(true)
    }
}
