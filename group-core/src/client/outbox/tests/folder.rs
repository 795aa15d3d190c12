//! Real folders and files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::Folder;
use super::super::holder::Holder;
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

const IN_USE: &str =
    "another client in this process has it open; give each client an outbox of its own";
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
    let in_use = "another client has it open; give each client an outbox of its own";
    assert_eq!(refused(&path), in_use);
    drop(outbox);
    open(&path);
}

/// Run by the test below, in a process of its own.
#[cfg(unix)]
#[test]
fn another_process() {
    if let Some(path) = std::env::var_os("GROUP_CORE_OUTBOX") {
        let parent = std::os::unix::process::parent_id();
        assert_eq!(
            refused(Path::new(&path)),
            format!(
                "a client in process {parent} has it open; give each client an outbox of its own"
            )
        );
    }
}

#[cfg(unix)]
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
    let error = outbox.mark(&taken[0].stored, Mark::Settled).unwrap_err();
    assert_eq!(error.to_string(), REMOVED);
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
fn its_path_need_not_be_utf8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let place = Place::new("path");
    works(&place.0.join(OsStr::from_bytes(b"out\xffbox")));
}

/// What may be done to the folder of a client that has it open.
#[cfg(unix)]
#[derive(Clone, Copy, Debug)]
enum Replaced {
    Moved,
    Removed,
    Emptied,
}

/// An outbox whose segments have few events.
#[cfg(unix)]
fn open_small(path: &Path) -> Outbox {
    Folder::make(path).unwrap();
    Outbox::on(Folder::open(path).unwrap(), &settings(), SEGMENT).unwrap()
}

/// Does something with an outbox, which may fail. Returns what it did.
#[cfg(unix)]
fn act(outbox: &mut Outbox, in_hand: &mut Vec<Stored>, random: &mut Random, id: u64) -> Act {
    let pick = random.below(in_hand.len());
    match random.below(10) {
        // Records of both outboxes have the same places.
        0..4 => match outbox.push(event(id, 100).as_bytes(), 0) {
            Ok(number) => return Act::Pushed(number),
            Err(_) => return Act::Nothing,
        },
        4 => {
            let taken = outbox.take(|events, _| events <= 5).unwrap_or_default();
            in_hand.extend(taken.iter().map(|record| record.stored));
        }
        5..8 if !in_hand.is_empty() => {
            let stored = in_hand.swap_remove(pick);
            if outbox.mark(&stored, Mark::Settled).is_ok() {
                return Act::Settled(stored.number);
            }
        }
        8 if !in_hand.is_empty() => drop(outbox.mark(&in_hand[pick], Mark::Deferred)),
        _ => drop(outbox.remove_traces()),
    }
    Act::Nothing
}

#[cfg(unix)]
enum Act {
    Pushed(u64),
    Settled(u64),
    Nothing,
}

#[cfg(unix)]
#[test]
fn a_client_whose_folder_was_replaced_leaves_the_outbox_in_its_place_alone() {
    let place = Place::new("replaced");
    let path = place.outbox();
    for (seed, how) in rounds(30).flat_map(|seed| {
        [Replaced::Moved, Replaced::Removed, Replaced::Emptied].map(|how| (seed, how))
    }) {
        let random = &mut Random::new(seed);
        let (mut old, mut old_in_hand) = (open_small(&path), Vec::new());
        for id in 1000..1040 {
            act(&mut old, &mut old_in_hand, random, id);
        }
        match how {
            Replaced::Moved => fs::rename(&path, place.0.join("moved")).unwrap(),
            Replaced::Removed => fs::remove_dir_all(&path).unwrap(),
            Replaced::Emptied => {
                for entry in fs::read_dir(&path).unwrap() {
                    fs::remove_file(entry.unwrap().path()).unwrap();
                }
            }
        }
        let (mut new, mut new_in_hand) = (open_small(&path), Vec::new());
        let mut there = std::collections::BTreeMap::new();
        for id in 2000..2080 {
            act(&mut old, &mut old_in_hand, random, id - 900);
            match act(&mut new, &mut new_in_hand, random, id) {
                Act::Pushed(number) => drop(there.insert(number, id)),
                Act::Settled(number) => drop(there.remove(&number)),
                Act::Nothing => {}
            }
        }
        assert_eq!(
            old.push(event(1, 0).as_bytes(), 0).unwrap_err().to_string(),
            REMOVED
        );
        drop(old);
        drop(new);

        let mut new = open_small(&path);
        let deferred: Vec<_> = new.deferred();
        let mut found = new.take(all).unwrap();
        found.extend(deferred.iter().map(|stored| new.read(stored).unwrap()));
        found.sort_by_key(|record| record.stored.number);
        let ids: Vec<_> = found
            .iter()
            .map(|record| record.payload.message_id().to_owned())
            .collect();
        let expected: Vec<_> = there.values().map(|id| format!("m-{id}")).collect();
        assert_eq!(ids, expected, "seed {seed}, {how:?}");
        drop(new);
        let _ = fs::remove_dir_all(place.0.join("moved"));
        fs::remove_dir_all(&path).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn no_link_in_it_is_followed_and_no_file_behind_one_is_changed() {
    use std::os::unix::fs::symlink;

    let place = Place::new("links");
    let victim = place.0.join("victim.txt");
    let first = "00000000000000000001.segment";
    for (name, message) in [
        ("lock", Some("opening lock: it is a symbolic link")),
        ("state", Some("opening state: it is a symbolic link")),
        (
            first,
            Some(
                "it is damaged and was left as it is: `state`: it is missing; `.set_damage_aside()` keeps a copy of what is damaged and delivers all that is whole",
            ),
        ),
        // Nothing is read from these, and the link is removed.
        ("state.new", None),
        ("segment.new", None),
    ] {
        fs::write(&victim, "mine").unwrap();
        let path = place.0.join(format!("box-{name}"));
        match name {
            "segment.new" => works(&path),
            _ => Folder::make(&path).unwrap(),
        }
        symlink(&victim, path.join(name)).unwrap();
        match (Outbox::open(&path, &settings()), message) {
            (Ok(mut outbox), None) => drop(outbox.push(event(1, 0).as_bytes(), 0).unwrap()),
            (Err(error), Some(message)) => assert_eq!(error.to_string(), message, "{name}"),
            (opened, _) => panic!("{name}: {:?}", opened.map(drop)),
        }
        assert_eq!(fs::read_to_string(&victim).unwrap(), "mine", "{name}");
    }

    let link = place.0.join("link");
    works(&place.outbox());
    symlink(place.outbox(), &link).unwrap();
    for end in ["", "/", "//", "/./"] {
        let mut path = link.clone().into_os_string();
        path.push(end);
        let message = refused(Path::new(&path));
        assert_eq!(message, "opening the folder: it is a symbolic link");
    }
}

#[cfg(unix)]
#[test]
fn a_lock_of_something_else_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new("lockfile");
    let path = place.outbox();
    Folder::make(&path).unwrap();
    fs::write(path.join("lock"), "pid 4711").unwrap();
    fs::write(path.join("state"), "running").unwrap();
    for name in ["lock", "state"] {
        let private = fs::Permissions::from_mode(0o600);
        fs::set_permissions(path.join(name), private).unwrap();
    }
    let lock = || fs::read_to_string(path.join("lock")).unwrap();
    assert!(refused(&path).starts_with("it is damaged and was left as it is: `state`"));
    assert_eq!(lock(), "pid 4711");
    fs::remove_file(path.join("state")).unwrap();
    assert_eq!(
        refused(&path),
        "its folder has something else in it (`lock`); give the outbox a folder of its own"
    );
    assert_eq!(lock(), "pid 4711");
}

#[cfg(unix)]
#[test]
fn what_others_can_write_to_is_refused() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new("writable");
    let path = place.outbox();
    works(&path);
    let set = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    for (name, mode, message) in [
        (
            "",
            0o777,
            "opening the folder: other users can write to it (mode 777); take that away with `chmod go-w`",
        ),
        (
            "",
            0o720,
            "opening the folder: other users can write to it (mode 720); take that away with `chmod go-w`",
        ),
        (
            "lock",
            0o602,
            "opening lock: other users can write to it (mode 602); take that away with `chmod go-w`",
        ),
        (
            "state",
            0o660,
            "opening state: other users can write to it (mode 660); take that away with `chmod go-w`",
        ),
    ] {
        let path = path.join(name);
        let before = fs::metadata(&path).unwrap().permissions().mode();
        set(&path, mode);
        assert_eq!(refused(&place.outbox()), message);
        set(&path, before);
    }
    works(&path);
}

/// What Kubernetes does with an outbox in a volume whenever a pod with an `fsGroup` starts.
#[cfg(unix)]
fn mount(path: &Path) {
    use std::os::unix::fs::PermissionsExt;

    let add = |path: &Path, bits| {
        let mode = fs::metadata(path).unwrap().permissions().mode();
        fs::set_permissions(path, fs::Permissions::from_mode(mode | bits)).unwrap();
    };
    for entry in fs::read_dir(path).unwrap() {
        add(&entry.unwrap().path(), 0o660);
    }
    add(path, 0o2770);
}

#[cfg(unix)]
#[test]
fn in_a_volume_of_kubernetes_it_is_opened_again() {
    let place = Place::new("volume");
    let path = place.outbox();
    for pod in 1..=3 {
        let mut outbox = open(&path);
        assert_eq!(outbox.waiting(), pod - 1);
        outbox.push(event(pod as u64, 0).as_bytes(), 0).unwrap();
        drop(outbox);
        mount(&path);
    }
}

#[cfg(unix)]
#[test]
fn in_a_volume_of_kubernetes_what_others_can_write_to_is_refused() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new("open-volume");
    let path = place.outbox();
    works(&path);
    mount(&path);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o2772)).unwrap();
    assert_eq!(
        refused(&path),
        "opening the folder: other users can write to it (mode 772); take that away with `chmod go-w`"
    );
}

#[cfg(unix)]
#[test]
fn the_folder_of_another_user_is_refused() {
    use std::os::unix::fs::chown;

    let user = rustix::process::geteuid().as_raw();
    let place = Place::new("owner");
    // Only root can give a folder away, and `/` is root's.
    let (path, owner) = match user {
        0 => {
            let path = place.outbox();
            works(&path);
            chown(&path, Some(65534), None).unwrap();
            (path, 65534)
        }
        _ => (PathBuf::from("/"), 0),
    };
    assert_eq!(
        refused(&path),
        format!(
            "opening the folder: it belongs to the user {owner}, and this process runs as the user {user}"
        )
    );
}

#[cfg(unix)]
#[test]
fn a_parent_that_can_not_be_read_is_no_reason_to_fail() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new("parent");
    fs::set_permissions(&place.0, fs::Permissions::from_mode(0o300)).unwrap();
    works(&place.outbox());
    fs::set_permissions(&place.0, fs::Permissions::from_mode(0o700)).unwrap();
}

/// Run by the test below, in a process of its own.
#[cfg(unix)]
#[test]
fn a_daemon() {
    let Some(place) = std::env::var_os("GROUP_CORE_DAEMON") else {
        return;
    };
    std::env::set_current_dir(place).unwrap();
    let mut outbox = open(Path::new("outbox"));
    std::env::set_current_dir("/").unwrap();
    // More than a segment.
    for id in 1..=300 {
        outbox.push(event(id, 30_000).as_bytes(), 0).unwrap();
    }
    assert_eq!(outbox.take(all).unwrap().len(), 300);
}

#[cfg(unix)]
#[test]
fn a_relative_path_leads_to_it_after_a_change_of_the_working_directory() {
    let place = Place::new("daemon");
    let test = "client::outbox::tests::folder::a_daemon";
    let mut daemon = Command::new(std::env::current_exe().unwrap());
    daemon
        .args(["--exact", test, "--quiet"])
        .env("GROUP_CORE_DAEMON", &place.0);
    assert!(daemon.output().unwrap().status.success());
    assert_eq!(open(&place.outbox()).waiting(), 300);
}

/// A client opens an outbox while another one, of which `lock` says this, has it and is about to end.
#[cfg(unix)]
fn opens_after(name: &str, says: impl FnOnce(&Outbox, &Path)) {
    let place = Place::new(name);
    let path = place.outbox();
    let mut outbox = open(&path);
    outbox.push(event(1, 0).as_bytes(), 0).unwrap();
    says(&outbox, &path.join("lock"));
    let (ready, is_ready) = std::sync::mpsc::channel();
    let ends = std::thread::spawn(move || {
        is_ready.recv().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(50));
        drop(outbox);
    });
    ready.send(()).unwrap();
    assert_eq!(open(&path).waiting(), 1);
    ends.join().unwrap();
}

#[cfg(unix)]
#[test]
fn a_new_client_waits_for_one_that_is_ending() {
    opens_after("ending", |outbox, _| outbox.ending());
}

#[cfg(unix)]
#[test]
fn a_new_client_waits_for_one_that_is_ending_in_another_container() {
    // Its process can't be seen from here.
    let mut child = Command::new("true").spawn().unwrap();
    child.wait().unwrap();
    opens_after("ending-elsewhere", |_, lock| {
        fs::write(lock, format!("{} 7 ending\n", child.id())).unwrap();
    });
}

#[cfg(unix)]
#[test]
fn who_is_told_that_it_is_in_use_learns_of_a_forgotten_child() {
    let place = Place::new("forked");
    let path = place.outbox();
    let _outbox = open(&path);
    let mut child = Command::new("true").spawn().unwrap();
    child.wait().unwrap();
    fs::write(path.join("lock"), format!("{} 7 \n", child.id())).unwrap();
    assert_eq!(
        refused(&path),
        format!(
            "process {} had it open and is gone, but its lock is still held: by a client that is just opening it, by a \
             process that was forked off it and is still running, which has to end first, or from another container",
            child.id()
        )
    );
}

#[test]
fn who_waited_in_vain_for_a_client_that_is_ending_learns_that_it_is() {
    assert_eq!(Holder::this().to_string(), IN_USE);
    assert_eq!(
        Holder::ending().to_string(),
        "a client in this process is still ending and has it open"
    );
}
