//! A folder of Unix.
//!
//! The folder is opened once (`O_NOFOLLOW`), and everything in it relative to that descriptor, without following links:
//! a folder that was moved, removed or replaced is never written to by name. Folder and files have to belong to this
//! user, and nobody else may write to them; then nobody else can plant a link or an outbox. The group may, if the
//! folder has the set-group-ID bit: at each start of a pod with an `fsGroup`, Kubernetes adds it and `g+rw` to all that
//! is in a volume. Before each write, the folder's path, `lock`, `state` and the segment are compared with what was
//! opened, by device and inode; a segment that is opened again must have this outbox's id in its head. The path is made
//! absolute when it is opened. Where the platform has no such descriptors (`folder_elsewhere.rs`), files that are open
//! can't be removed or replaced.

use std::fs::{DirBuilder, File, TryLockError};
use std::io::{self, ErrorKind};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{DirBuilderExt, FileExt};
use std::path::{Path, PathBuf};

use rustix::fs::{self, AtFlags, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::files::Files;

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY);
/// A named pipe would wait for another end, but for `NONBLOCK`.
const FILE: OFlags = OFlags::RDWR.union(OFlags::NONBLOCK);
const NO_LINKS: OFlags = OFlags::NOFOLLOW.union(OFlags::CLOEXEC);

pub(in crate::client) struct Folder {
    path: PathBuf,
    fd: OwnedFd,
    id: Id,
    /// Its group may write to it and to its files.
    is_shared: bool,
}

/// A file, and which one it is.
pub(in crate::client) struct Opened {
    file: File,
    id: Id,
}

/// Device and inode.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Id(u64, u64);

impl Id {
    fn of(stat: &Stat) -> Self {
        Self(stat.st_dev, stat.st_ino)
    }
}

/// Whether a folder is one of a Kubernetes volume with an `fsGroup`. At each mount, Kubernetes gives all folders in the volume to
/// that group of the pod, with the mode `g+rwxs`, and all files with the mode `g+rw`; a folder without the set-group-ID bit
/// that its group can write to is a mistake.
fn is_of_volume(stat: &Stat) -> bool {
    Mode::from_raw_mode(stat.st_mode).contains(Mode::SGID)
}

/// Refuses what another user owns or can write to. Unless it `is_shared`, its group can't either.
fn check_owner(stat: &Stat, is_shared: bool) -> io::Result<()> {
    let user = rustix::process::geteuid().as_raw();
    let mode = stat.st_mode & 0o777;
    let refused = if is_shared { 0o002 } else { 0o022 };
    let why = match stat.st_uid {
        owner if owner != user => {
            format!("it belongs to the user {owner}, and this process runs as the user {user}")
        }
        _ if mode & refused != 0 => {
            format!(
                "other users can write to it (mode {mode:03o}); take that away with `chmod go-w`"
            )
        }
        _ => return Ok(()),
    };
    Err(io::Error::new(ErrorKind::PermissionDenied, why))
}

/// An open that followed no link, whose error says that there is one.
fn no_link(error: Errno) -> io::Error {
    match error {
        Errno::LOOP | Errno::MLINK => {
            io::Error::new(ErrorKind::PermissionDenied, "it is a symbolic link")
        }
        error => error.into(),
    }
}

impl Folder {
    /// Makes the folder, for its owner only, unless there is one.
    pub(super) fn make(path: &Path) -> io::Result<()> {
        match DirBuilder::new().mode(0o700).create(path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            made => made.and_then(|()| sync_parent(path)),
        }
    }

    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let is_link = fs::lstat(path)
            .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Symlink);
        if is_link {
            return Err(no_link(Errno::LOOP));
        }
        let fd = fs::open(path, FOLDER | NO_LINKS, Mode::empty())?;
        let stat = fs::fstat(&fd)?;
        let is_shared = is_of_volume(&stat);
        check_owner(&stat, is_shared)?;
        Ok(Self {
            path: path.to_owned(),
            fd,
            id: Id::of(&stat),
            is_shared,
        })
    }

    fn opened(&self, name: &str, flags: OFlags) -> io::Result<Opened> {
        let mode = Mode::RUSR | Mode::WUSR;
        let fd = fs::openat(&self.fd, name, FILE | NO_LINKS | flags, mode).map_err(no_link)?;
        let stat = fs::fstat(&fd)?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(io::Error::new(ErrorKind::InvalidInput, "it is not a file"));
        }
        check_owner(&stat, self.is_shared)?;
        Ok(Opened {
            file: fd.into(),
            id: Id::of(&stat),
        })
    }
}

/// The folder is there even if its parent can't be read, and so not be synced.
fn sync_parent(path: &Path) -> io::Result<()> {
    match File::open(path.join("..")) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
        parent => parent?.sync_all(),
    }
}

impl Files for Folder {
    type File = Opened;

    fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.fd)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name != "." && name != ".." {
                names.push(name);
            }
        }
        Ok(names)
    }

    fn open(&self, name: &str) -> io::Result<Option<Opened>> {
        match self.opened(name, OFlags::empty()) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            opened => opened.map(Some),
        }
    }

    fn create(&self, name: &str) -> io::Result<Opened> {
        self.opened(name, OFlags::CREATE | OFlags::EXCL)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        Ok(fs::renameat(&self.fd, from, &self.fd, to)?)
    }

    fn keep(&self, name: &str, second: &str) -> io::Result<()> {
        if fs::linkat(&self.fd, name, &self.fd, second, AtFlags::empty()).is_ok() {
            return Ok(());
        }
        // Not every file system has links. A copy needs space.
        let from = self.opened(name, OFlags::empty())?;
        let to = self.create(second)?;
        io::copy(&mut &from.file, &mut &to.file).map(drop)
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match fs::unlinkat(&self.fd, name, AtFlags::empty()) {
            Err(Errno::NOENT) => Ok(()),
            removed => Ok(removed?),
        }
    }

    fn sync_folder(&self) -> io::Result<()> {
        Ok(fs::fsync(&self.fd)?)
    }

    fn len(&self, file: &Opened) -> io::Result<u64> {
        Ok(file.file.metadata()?.len())
    }

    fn read(&self, file: &Opened, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        file.file.read_exact_at(bytes, at)
    }

    fn write(&self, file: &Opened, at: u64, bytes: &[u8]) -> io::Result<()> {
        file.file.write_all_at(bytes, at)
    }

    fn shrink(&self, file: &Opened, len: u64) -> io::Result<()> {
        file.file.set_len(len)
    }

    fn sync(&self, file: &Opened) -> io::Result<()> {
        file.file.sync_data()
    }

    fn lock(&self, file: &Opened) -> io::Result<bool> {
        match file.file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn unlock(&self, file: &Opened) {
        // Closing it does the same, unless a forked process has it open too.
        let _ = file.file.unlock();
    }

    fn are_there(&self, files: &[(&Opened, &str)]) -> io::Result<bool> {
        let is = |found: Result<Stat, Errno>, id| match found {
            Ok(stat) => Ok(Id::of(&stat) == id),
            Err(Errno::NOENT | Errno::NOTDIR) => Ok(false),
            Err(error) => Err(error),
        };
        if !is(fs::lstat(&self.path), self.id)? {
            return Ok(false);
        }
        for (file, name) in files {
            if !is(
                fs::statat(&self.fd, *name, AtFlags::SYMLINK_NOFOLLOW),
                file.id,
            )? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
