//! Real folders and files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;

/// A folder for a test, with nothing in it.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("group-core-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn outbox(&self) -> PathBuf {
        self.0.join("outbox")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn open(path: &Path) -> Outbox {
    Outbox::open(path, &settings()).unwrap()
}

/// Why it can't be opened.
fn refused(path: &Path) -> String {
    match Outbox::open(path, &settings()) {
        Ok(_) => panic!("it was opened"),
        Err(error) => error.to_string(),
    }
}

const IN_USE: &str = "another client has it open, in this process or in another; give each client an outbox of its own";
const REMOVED: &str = "its files were removed or replaced while it was open; build a new client";

/// An outbox at this path works, and is still there for the next client.
fn works(path: &Path) {
    let mut outbox = open(path);
    let number = outbox.push(event(1, 0).as_bytes(), 7).unwrap();
    drop(outbox);
    let mut outbox = open(path);
    let taken = outbox.take(all).unwrap();
    assert_eq!(texts(&taken), [event(1, 0)]);
    assert_eq!((taken[0].stored.number, taken[0].stored.taken), (number, 7));
    outbox.mark(&taken[0].stored, Mark::Settled).unwrap();
}

#[test]
fn an_outbox_is_made_in_a_folder_that_is_there_and_nowhere_else() {
    let place = Place::new("made");
    works(&place.outbox());
    // What ext4 makes in a volume of its own.
    let volume = place.0.join("volume");
    fs::create_dir_all(volume.join("lost+found")).unwrap();
    works(&volume);
    let nowhere = refused(&place.0.join("nowhere/outbox"));
    assert!(nowhere.starts_with("making the folder: "), "{nowhere}");
}

#[test]
fn with_full_durability_it_works_in_real_files_too() {
    let place = Place::new("full");
    let mut outbox = Outbox::open(&place.outbox(), &full()).unwrap();
    outbox.push(event(1, 0).as_bytes(), 0).unwrap();
    drop(outbox);
    let mut outbox = Outbox::open(&place.outbox(), &full()).unwrap();
    assert_eq!(texts(&outbox.take(all).unwrap()), [event(1, 0)]);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new("mode");
    let mut outbox = open(&place.outbox());
    outbox.push(event(1, 0).as_bytes(), 0).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place.outbox()), 0o700);
    let mut files = Vec::new();
    for entry in fs::read_dir(place.outbox()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        files.push(path.file_name().unwrap().to_str().unwrap().to_owned());
    }
    files.sort();
    assert_eq!(files, ["00000000000000000001.segment", "lock", "state"]);
}

#[test]
fn one_client_has_it_at_a_time_whatever_else_opens_and_closes_its_files() {
    let place = Place::new("lock");
    let path = place.outbox();
    let mut outbox = open(&path);
    outbox.push(event(1, 0).as_bytes(), 0).unwrap();
    assert_eq!(refused(&path), IN_USE);
    for entry in fs::read_dir(&path).unwrap() {
        fs::read(entry.unwrap().path()).unwrap();
    }
    assert_eq!(refused(&path), IN_USE);
    // Whoever removes what looks like a stale lock has not removed it.
    fs::remove_file(path.join("lock")).unwrap();
    assert_eq!(refused(&path), IN_USE);
    drop(outbox);
    open(&path);
}

/// Run by the test below, in a process of its own.
#[test]
fn another_process() {
    if let Some(path) = std::env::var_os("GROUP_CORE_OUTBOX") {
        assert_eq!(refused(Path::new(&path)), IN_USE);
    }
}

#[test]
fn another_process_can_not_have_it_meanwhile() {
    let place = Place::new("process");
    let outbox = open(&place.outbox());
    fs::read(place.outbox().join("lock")).unwrap();
    let other = || {
        let test = "client::outbox::tests::folder::another_process";
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", test, "--quiet"])
            .env("GROUP_CORE_OUTBOX", place.outbox());
        command.output().unwrap().status.success()
    };
    assert!(other());
    drop(outbox);
    assert!(!other());
}

#[cfg(unix)]
#[test]
fn what_is_sent_after_its_files_were_removed_is_given_back() {
    let place = Place::new("removed");
    let path = place.outbox();
    let refusal = |outbox: &mut Outbox| {
        let pushed = outbox.push(event(2, 0).as_bytes(), 0);
        pushed.unwrap_err().to_string()
    };
    let mut outbox = open(&path);
    outbox.push(event(1, 0).as_bytes(), 0).unwrap();
    fs::remove_file(path.join("00000000000000000001.segment")).unwrap();
    assert_eq!(refusal(&mut outbox), REMOVED);
    drop(outbox);
    fs::remove_dir_all(&path).unwrap();

    // Also where another client has made a new one in its place, whose files have the same names.
    let mut outbox = open(&path);
    outbox.push(event(1, 0).as_bytes(), 0).unwrap();
    let taken = outbox.take(all).unwrap();
    fs::remove_dir_all(&path).unwrap();
    let mut new = open(&path);
    new.push(event(3, 0).as_bytes(), 0).unwrap();
    assert_eq!(refusal(&mut outbox), REMOVED);
    outbox.mark(&taken[0].stored, Mark::Settled).unwrap();
    outbox.active = None;
    outbox.has_settled = true;
    let error = outbox.release().unwrap_err();
    assert_eq!(error.to_string(), REMOVED);
    drop(outbox);
    drop(new);
    assert_eq!(texts(&open(&path).take(all).unwrap()), [event(3, 0)]);
}

#[test]
fn what_is_no_outbox_is_named_and_left_as_it_is() {
    let place = Place::new("foreign");
    let file = place.0.join("file");
    let mut old = b"SQLite format 3\0".to_vec();
    old.resize(8192, 0);
    let not_a_folder = "it is not a folder; give it a path where there is nothing yet";
    let old_form = "it is a file of an earlier version of group-core, which delivers the events in it; give this version another path";
    for (content, message) in [
        (old, old_form),
        (Vec::new(), not_a_folder),
        (b"SQLite".to_vec(), not_a_folder),
    ] {
        fs::write(&file, &content).unwrap();
        assert_eq!(refused(&file), message);
        assert_eq!(fs::read(&file).unwrap(), content);
    }

    let folder = place.0.join("folder");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    assert_eq!(
        refused(&folder),
        "its folder has something else in it (`notes.txt`); give the outbox a folder of its own"
    );
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn an_outbox_of_another_source_is_refused_until_it_is_taken_over() {
    let place = Place::new("source");
    let path = place.outbox();
    let mut outbox = open(&path);
    outbox.push(event(1, 0).as_bytes(), 0).unwrap();
    drop(outbox);
    let mut other = settings();
    other.source = Uuid::from_u128(8);
    let refusal = "its events are of another source (write key and data plane); `.take_over_outbox()` sends them with this client";
    assert_eq!(
        Outbox::open(&path, &other).err().unwrap().to_string(),
        refusal
    );

    other.takes_over = true;
    let mut outbox = Outbox::open(&path, &other).unwrap();
    assert_eq!(refused(&path), IN_USE);
    assert_eq!(texts(&outbox.take(all).unwrap()), [event(1, 0)]);
    drop(outbox);
    other.takes_over = false;
    assert_eq!(Outbox::open(&path, &other).unwrap().waiting(), 1);
    assert_eq!(refused(&path), refusal);
}

#[test]
fn an_outbox_of_a_later_version_is_named() {
    let place = Place::new("later");
    let path = place.outbox();
    drop(open(&path));
    let state = path.join("state");
    let mut bytes = fs::read(&state).unwrap();
    bytes[8] = 2;
    let sum = crc32fast::hash(&bytes[..44]);
    bytes[44..48].copy_from_slice(&sum.to_le_bytes());
    fs::write(&state, bytes).unwrap();
    assert_eq!(
        refused(&path),
        "a later version of group-core wrote it, which delivers the events in it"
    );
}

#[test]
fn damage_says_where_it_is_and_what_to_do() {
    let place = Place::new("damage");
    let path = place.outbox();
    let mut outbox = open(&path);
    for i in 1..=3 {
        outbox.push(event(i, 0).as_bytes(), 0).unwrap();
    }
    drop(outbox);
    let segment = path.join("00000000000000000001.segment");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[52 + 78 + 40] ^= 1;
    fs::write(&segment, &bytes).unwrap();
    assert_eq!(
        refused(&path),
        "it is damaged and was left as it is: record 2 in `00000000000000000001.segment`: it is not what was written; \
         `.set_damage_aside()` keeps a copy of what is damaged and delivers all that is whole"
    );

    let mut aside = settings();
    aside.sets_damage_aside = true;
    let mut outbox = Outbox::open(&path, &aside).unwrap();
    assert_eq!(
        (texts(&outbox.take(all).unwrap()), outbox.lost()),
        (vec![&*event(1, 0), &*event(3, 0)], 1)
    );
    assert_eq!(
        fs::read(path.join("00000000000000000001.segment.damaged")).unwrap(),
        bytes
    );
}

#[cfg(unix)]
#[test]
fn its_path_can_be_a_link_and_need_not_be_utf8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let place = Place::new("path");
    let named = place.0.join(OsStr::from_bytes(b"out\xffbox"));
    works(&named);
    let link = place.0.join("link");
    std::os::unix::fs::symlink(&named, &link).unwrap();
    works(&link);
}
