//! A disk in memory that fails, is full and loses power as a test wants it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Error, ErrorKind};
use std::rc::Rc;

use super::super::files::Files;
use super::Random;

/// What happens at a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It fails, and nothing is changed.
    Error,
    /// It fails; of what was to be written a part is.
    Part,
    /// The process is killed, or the power lost, before it; no call after it does anything.
    End,
    /// Likewise, in the middle of it.
    EndInPart,
}

#[derive(Clone)]
enum Change {
    Write(u64, Vec<u8>),
    Shrink(u64),
}

#[derive(Clone, Default)]
struct Inode {
    data: Vec<u8>,
    durable: Vec<u8>,
    /// What was changed since, in order.
    unsynced: Vec<Change>,
    is_locked: bool,
}

fn apply(data: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(at, bytes) => {
            let at = *at as usize;
            data.resize(data.len().max(at + bytes.len()), 0);
            data[at..at + bytes.len()].copy_from_slice(bytes);
        }
        Change::Shrink(len) => data.resize(*len as usize, 0),
    }
}

/// A name that is there from now on, and one that is not.
#[derive(Clone)]
struct Naming {
    added: Option<(String, usize)>,
    removed: Option<String>,
}

fn name(names: &mut BTreeMap<String, usize>, naming: &Naming) {
    if let Some(removed) = &naming.removed {
        names.remove(removed);
    }
    if let Some((name, inode)) = &naming.added {
        names.insert(name.clone(), *inode);
    }
}

#[derive(Clone, Default)]
struct Inner {
    inodes: Vec<Inode>,
    names: BTreeMap<String, usize>,
    durable_names: BTreeMap<String, usize>,
    unsynced_names: Vec<Naming>,
    calls: usize,
    fault: Option<(usize, Fault)>,
    /// From this call on, every call that writes fails.
    writes_fail_from: Option<usize>,
    limit: Option<usize>,
    has_ended: bool,
}

/// An open file. Its lock ends with it.
pub(super) struct Handle {
    disk: Disk,
    inode: usize,
    has_lock: Cell<bool>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        if self.has_lock.get()
            && let Some(inode) = self.disk.0.borrow_mut().inodes.get_mut(self.inode)
        {
            inode.is_locked = false;
        }
    }
}

#[derive(Clone, Default)]
pub(super) struct Disk(Rc<RefCell<Inner>>);

impl Disk {
    /// The same disk once more, for another future.
    pub(super) fn fork(&self) -> Self {
        Self(Rc::new(RefCell::new(self.0.borrow().clone())))
    }

    pub(super) fn calls(&self) -> usize {
        self.0.borrow().calls
    }

    /// Sets what happens at the call that comes after this many others.
    pub(super) fn fault_after(&self, calls: usize, fault: Fault) {
        let mut inner = self.0.borrow_mut();
        inner.fault = Some((inner.calls + calls, fault));
    }

    pub(super) fn writes_fail(&self, from: Option<usize>) {
        let mut inner = self.0.borrow_mut();
        inner.writes_fail_from = from.map(|calls| inner.calls + calls);
    }

    pub(super) fn limit(&self, bytes: Option<usize>) {
        self.0.borrow_mut().limit = bytes;
    }

    pub(super) fn has_ended(&self) -> bool {
        self.0.borrow().has_ended
    }

    /// All goes well from now on, for a new process if one has ended.
    pub(super) fn heal(&self) {
        let mut inner = self.0.borrow_mut();
        inner.fault = None;
        inner.writes_fail_from = None;
        inner.has_ended = false;
    }

    /// The machine ends: of what was not synced, only some is left, and any write of that may be torn.
    pub(super) fn lose_power(&self, random: &mut Random) {
        self.heal();
        let mut inner = self.0.borrow_mut();
        // All, none or some.
        let keeps = match random.below(4) {
            0 => 0,
            1 => 100,
            _ => 50,
        };
        for inode in &mut inner.inodes {
            let mut data = inode.durable.clone();
            for change in std::mem::take(&mut inode.unsynced) {
                if random.below(100) >= keeps {
                    continue;
                }
                match change {
                    Change::Write(at, mut bytes) if random.below(3) == 0 => {
                        bytes.truncate(random.below(bytes.len() + 1));
                        apply(&mut data, &Change::Write(at, bytes));
                    }
                    change => apply(&mut data, &change),
                }
            }
            inode.durable.clone_from(&data);
            inode.data = data;
        }
        let mut names = inner.durable_names.clone();
        for naming in std::mem::take(&mut inner.unsynced_names) {
            if random.below(100) < keeps {
                name(&mut names, &naming);
            }
        }
        inner.durable_names.clone_from(&names);
        inner.names = names;
    }

    pub(super) fn sync_all(&self) {
        let mut inner = self.0.borrow_mut();
        for inode in &mut inner.inodes {
            inode.durable.clone_from(&inode.data);
            inode.unsynced.clear();
        }
        inner.durable_names = inner.names.clone();
        inner.unsynced_names.clear();
    }

    // For tests that look at the files, or harm them.

    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let inner = self.0.borrow();
        let files = inner.names.iter();
        files
            .map(|(name, inode)| (name.clone(), inner.inodes[*inode].data.clone()))
            .collect()
    }

    pub(super) fn put(&self, name: &str, data: Vec<u8>) {
        let mut inner = self.0.borrow_mut();
        let inode = inner.inodes.len();
        inner.inodes.push(Inode {
            durable: data.clone(),
            data,
            ..Inode::default()
        });
        inner.names.insert(name.to_owned(), inode);
        inner.durable_names.insert(name.to_owned(), inode);
    }

    /// Somebody else writes into a file.
    pub(super) fn overwrite(&self, name: &str, at: usize, bytes: &[u8]) {
        let mut inner = self.0.borrow_mut();
        let inode = inner.names[name];
        inner.inodes[inode].data[at..at + bytes.len()].copy_from_slice(bytes);
    }

    pub(super) fn take_away(&self, name: &str) -> Vec<u8> {
        let data = self.files().remove(name).unwrap();
        let mut inner = self.0.borrow_mut();
        inner.names.remove(name);
        inner.durable_names.remove(name);
        data
    }

    pub(super) fn used(&self) -> usize {
        let inner = self.0.borrow();
        let inodes: BTreeSet<_> = inner.names.values().collect();
        inodes
            .iter()
            .map(|inode| inner.inodes[**inode].data.len())
            .sum()
    }

    fn handle(&self, inode: usize) -> Handle {
        Handle {
            disk: self.clone(),
            inode,
            has_lock: Cell::new(false),
        }
    }

    /// What is to happen at this call; an error if that is all.
    fn call(&self, writes: bool) -> io::Result<Option<Fault>> {
        let mut inner = self.0.borrow_mut();
        if inner.has_ended {
            return Err(Error::other("the process has ended"));
        }
        let call = inner.calls;
        inner.calls += 1;
        if writes && inner.writes_fail_from.is_some_and(|from| from <= call) {
            return Err(Error::other("no write"));
        }
        match inner.fault.take_if(|(at, _)| *at == call) {
            None => Ok(None),
            Some((_, Fault::Error)) => Err(Error::other("this call")),
            Some((_, Fault::End)) => {
                inner.has_ended = true;
                Err(Error::other("the process ends"))
            }
            Some((_, fault)) if !writes => {
                inner.has_ended = fault == Fault::EndInPart;
                Err(Error::other("this call"))
            }
            Some((_, fault)) => Ok(Some(fault)),
        }
    }

    fn rename_all(&self, naming: Naming) -> io::Result<()> {
        let fault = self.call(true)?;
        let mut inner = self.0.borrow_mut();
        // A name is changed or not; there is no part of it.
        if fault == Some(Fault::EndInPart) {
            inner.has_ended = true;
        } else if fault.is_some() {
            return Err(Error::other("this call"));
        }
        name(&mut inner.names, &naming);
        inner.unsynced_names.push(naming);
        match fault {
            Some(_) => Err(Error::other("the process ends")),
            None => Ok(()),
        }
    }

    fn change(&self, file: usize, change: Change) -> io::Result<()> {
        let fault = self.call(true)?;
        let used = self.used();
        let mut inner = self.0.borrow_mut();
        let room = inner.limit.map(|limit| limit.saturating_sub(used));
        let inode = &mut inner.inodes[file];
        let mut result = Ok(());
        let change = match change {
            Change::Write(at, mut bytes) => {
                let more = (at as usize + bytes.len()).saturating_sub(inode.data.len());
                if let Some(room) = room.filter(|room| more > *room) {
                    bytes.truncate(bytes.len() - (more - room));
                    result = Err(Error::from(ErrorKind::StorageFull));
                }
                if fault.is_some() {
                    bytes.truncate(bytes.len() / 2);
                    result = Err(Error::other("a part of it"));
                }
                Change::Write(at, bytes)
            }
            Change::Shrink(_) if fault == Some(Fault::Part) => {
                return Err(Error::other("this call"));
            }
            shrink => shrink,
        };
        apply(&mut inode.data, &change);
        inode.unsynced.push(change);
        inner.has_ended = fault == Some(Fault::EndInPart);
        result
    }
}

impl Files for Disk {
    type File = Handle;

    fn names(&self) -> io::Result<Vec<String>> {
        self.call(false)?;
        Ok(self.0.borrow().names.keys().cloned().collect())
    }

    fn open(&self, name: &str) -> io::Result<Option<Handle>> {
        self.call(false)?;
        let inode = self.0.borrow().names.get(name).copied();
        Ok(inode.map(|inode| self.handle(inode)))
    }

    fn create(&self, name: &str) -> io::Result<Handle> {
        if self.0.borrow().names.contains_key(name) {
            self.call(false)?;
            return Err(ErrorKind::AlreadyExists.into());
        }
        let inode = self.0.borrow().inodes.len();
        self.0.borrow_mut().inodes.push(Inode::default());
        self.rename_all(Naming {
            added: Some((name.to_owned(), inode)),
            removed: None,
        })?;
        Ok(self.handle(inode))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let inode = self.0.borrow().names.get(from).copied();
        let inode = inode.ok_or(ErrorKind::NotFound)?;
        self.rename_all(Naming {
            added: Some((to.to_owned(), inode)),
            removed: Some(from.to_owned()),
        })
    }

    fn keep(&self, name: &str, second: &str) -> io::Result<()> {
        let inode = self.0.borrow().names.get(name).copied();
        let inode = inode.ok_or(ErrorKind::NotFound)?;
        self.rename_all(Naming {
            added: Some((second.to_owned(), inode)),
            removed: None,
        })
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.rename_all(Naming {
            added: None,
            removed: Some(name.to_owned()),
        })
    }

    fn sync_folder(&self) -> io::Result<()> {
        let fault = self.call(true)?;
        let mut inner = self.0.borrow_mut();
        if fault.is_some() {
            inner.has_ended = fault == Some(Fault::EndInPart);
            return Err(Error::other("this call"));
        }
        inner.durable_names = inner.names.clone();
        inner.unsynced_names.clear();
        Ok(())
    }

    fn len(&self, file: &Handle) -> io::Result<u64> {
        self.call(false)?;
        Ok(self.0.borrow().inodes[file.inode].data.len() as u64)
    }

    fn read(&self, file: &Handle, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        self.call(false)?;
        let inner = self.0.borrow();
        let data = inner.inodes[file.inode].data.get(at as usize..);
        let data = data.and_then(|data| data.get(..bytes.len()));
        bytes.copy_from_slice(data.ok_or(ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn write(&self, file: &Handle, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.change(file.inode, Change::Write(at, bytes.to_vec()))
    }

    fn shrink(&self, file: &Handle, len: u64) -> io::Result<()> {
        self.change(file.inode, Change::Shrink(len))
    }

    fn sync(&self, file: &Handle) -> io::Result<()> {
        let fault = self.call(true)?;
        let mut inner = self.0.borrow_mut();
        if fault.is_some() {
            inner.has_ended = fault == Some(Fault::EndInPart);
            return Err(Error::other("this call"));
        }
        let inode = &mut inner.inodes[file.inode];
        inode.durable.clone_from(&inode.data);
        inode.unsynced.clear();
        Ok(())
    }

    fn lock(&self, file: &Handle) -> io::Result<bool> {
        self.call(false)?;
        let is_locked = &mut self.0.borrow_mut().inodes[file.inode].is_locked;
        let is_had = file.has_lock.get() || !*is_locked;
        *is_locked = true;
        file.has_lock.set(is_had);
        Ok(is_had)
    }

    fn unlock(&self, file: &Handle) {
        if file.has_lock.take() {
            self.0.borrow_mut().inodes[file.inode].is_locked = false;
        }
    }

    fn are_there(&self, files: &[(&Handle, &str)]) -> io::Result<bool> {
        self.call(false)?;
        let inner = self.0.borrow();
        let is_there = |(file, name): &(&Handle, &str)| inner.names.get(*name) == Some(&file.inode);
        Ok(files.iter().all(is_there))
    }
}
