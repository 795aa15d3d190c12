//! Files that are not what was written.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::super::format::{self, Head, RECORD_HEAD, SegmentHead, segment_name};
use super::*;

/// Four or five events in a segment.
const SMALL: u64 = 450;

fn aside() -> Settings {
    Settings {
        sets_damage_aside: true,
        // `state` may be lost, and the source with it.
        takes_over: true,
        ..settings()
    }
}

fn open_small(disk: &Disk, settings: &Settings) -> Result<Outbox<Disk>, OutboxError> {
    Outbox::on(disk.clone(), settings, SMALL)
}

/// The bytes of a record that stands for others.
const GONE: usize = RECORD_HEAD + 8;

/// All events that are not settled.
type Events = BTreeMap<u64, (String, Mark)>;

fn events(outbox: &mut Outbox<Disk>) -> Events {
    let mut events = Events::new();
    let mut add = |record: Record, mark| {
        let text = record.payload.as_str().to_owned();
        assert_eq!(events.insert(record.stored.number, (text, mark)), None);
    };
    for stored in outbox.deferred() {
        add(outbox.read(&stored).unwrap(), Mark::Deferred);
    }
    for stored in outbox.find_set_aside().unwrap() {
        add(outbox.read(&stored).unwrap(), Mark::SetAside);
    }
    let taken = outbox.take(all).unwrap();
    assert!(taken.is_sorted_by_key(|record| record.stored.number));
    for record in taken {
        add(record, Mark::Waiting);
    }
    events
}

fn text(number: u64) -> String {
    event(number, number as usize)
}

/// What is in an outbox that is whole.
fn events_of(disk: &Disk) -> Events {
    events(&mut open_small(&disk.fork(), &settings()).unwrap())
}

/// An outbox of some segments with events in all states: of 1 to 4 only the third is
/// left, and of 5 to 12 only a head.
fn sample() -> Disk {
    let disk = Disk::default();
    let mut outbox = open_small(&disk, &settings()).unwrap();
    for i in 1..=24 {
        outbox.push(text(i).as_bytes(), 1000 + i).unwrap();
    }
    for record in outbox.take(all).unwrap() {
        let mark = match record.stored.number {
            1 | 2 | 4..=13 | 18 | 23 => Mark::Settled,
            14 | 19 => Mark::Deferred,
            3 | 16 => Mark::SetAside,
            _ => continue,
        };
        outbox.mark(&record.stored, mark).unwrap();
    }
    drop(outbox);
    disk.sync_all();
    let files = disk.files();
    let lens: Vec<_> = files
        .iter()
        .filter(|(name, _)| *name != "lock")
        .map(|(name, data)| (&**name, data.len()))
        .collect();
    assert_eq!(
        lens,
        [
            ("00000000000000000001.segment", 199),
            ("00000000000000000005.segment", 52),
            ("00000000000000000013.segment", 426),
            ("00000000000000000017.segment", 442),
            ("00000000000000000021.segment", 355),
            ("00000000000000000024.segment", 155),
            ("state", 16384),
        ]
    );
    disk
}

fn id(files: &BTreeMap<String, Vec<u8>>) -> Uuid {
    match format::read_owner(&files["state"]) {
        Head::Whole(owner) => owner.id,
        _ => panic!(),
    }
}

/// The records of a segment, and their places; for one that is emptied, only their numbers.
fn records(id: Uuid, bytes: &[u8]) -> Vec<(u64, std::ops::Range<usize>)> {
    let Head::Whole(head) = SegmentHead::read(bytes) else {
        panic!();
    };
    if let Some(end) = head.settled_to {
        return (head.first..end).map(|number| (number, 0..52)).collect();
    }
    let mut records = Vec::new();
    let _ = format::walk::<()>(id, bytes, head.first, |at, record| {
        let end = at + RECORD_HEAD + record.head.len as usize;
        records.extend((record.head.number..record.end()).map(|number| (number, at..end)));
        ControlFlow::Continue(())
    });
    records
}

/// Puts these bytes, or nothing, in the place of a file. Opened as usual, the outbox must name the damage and change nothing,
/// or be as it was; and with damage set aside, it must have all that is whole.
fn harm(disk: &Disk, before: &Events, name: &str, bytes: Option<Vec<u8>>, what: &str) {
    let original = disk.files();
    let disk = disk.fork();
    disk.take_away(name);
    if let Some(bytes) = &bytes {
        disk.put(name, bytes.clone());
    }
    let harmed = disk.files();

    let opened = disk.fork();
    let plain = open_small(&opened, &settings()).map(|mut outbox| events(&mut outbox));
    let plain = match plain {
        Ok(events) => {
            assert_eq!(&events, before, "{name}: {what}");
            true
        }
        Err(OutboxError::Damaged(_)) => {
            let mut files = opened.files();
            files.retain(|name, _| name != "lock" || harmed.contains_key(name));
            assert_eq!(files, harmed, "{name}: {what}");
            false
        }
        Err(other) => panic!("{name}: {what}: {other}"),
    };

    let mut outbox = match open_small(&disk, &aside()) {
        Ok(outbox) => outbox,
        Err(error) => panic!("{name}: {what}: {error}"),
    };
    let lost = outbox.lost();
    let found = events(&mut outbox);
    drop(outbox);
    // What must be there, and how much can't be.
    let mut expected = before.clone();
    let mut gone = 0;
    if name.ends_with(".segment") && !plain {
        for (number, at) in records(id(&original), &original[name]) {
            let now = bytes.as_ref().and_then(|bytes| bytes.get(at.clone()));
            let old = &original[name][at.clone()];
            let mark_at = if at.start == 0 { usize::MAX } else { 24 };
            let differs = |now: &[u8]| {
                let mut both = old.iter().zip(now).enumerate();
                both.any(|(i, (old, now))| i != mark_at && old != now)
            };
            if now.is_none_or(differs) {
                expected.remove(&number);
                gone += 1;
            } else if now.is_some_and(|now| now != old) && at.len() > GONE {
                expected.insert(number, (text(number), Mark::Waiting));
            }
        }
    }
    assert_eq!((lost, &found), (gone, &expected), "{name}: {what}");
    if let Some(bytes) = bytes.filter(|_| !plain) {
        let kept = disk.files()[&format!("{name}.damaged")].clone();
        assert_eq!(kept, bytes, "{name}: {what}");
    }

    let mut outbox = open_small(&disk, &settings()).unwrap();
    assert_eq!(
        (outbox.lost(), events(&mut outbox)),
        (0, expected),
        "{name}: {what}"
    );
}

#[test]
fn a_cut_at_any_byte_of_any_file_is_named_and_all_that_is_whole_can_be_had() {
    let disk = sample();
    let before = events_of(&disk);
    for (name, bytes) in disk.files() {
        // Most of `state` is empty.
        let step = if name == "state" { 61 } else { 1 };
        for len in (0..bytes.len()).step_by(step) {
            harm(
                &disk,
                &before,
                &name,
                Some(bytes[..len].to_vec()),
                &format!("cut to {len}"),
            );
        }
    }
}

#[test]
fn a_flip_of_any_bit_of_any_file_is_named_or_harmless_and_all_that_is_whole_can_be_had() {
    let disk = sample();
    let before = events_of(&disk);
    for (name, bytes) in disk.files() {
        for (i, byte) in bytes.iter().enumerate() {
            if name == "state" && *byte == 0 && i % 4096 > 64 {
                continue;
            }
            for bit in 0..8 {
                let mut bytes = bytes.clone();
                bytes[i] ^= 1 << bit;
                harm(
                    &disk,
                    &before,
                    &name,
                    Some(bytes),
                    &format!("bit {bit} of byte {i}"),
                );
            }
        }
    }
}

#[test]
fn a_range_of_zeros_ones_or_anything_is_named_and_all_that_is_whole_can_be_had() {
    let disk = sample();
    let before = events_of(&disk);
    let files: Vec<_> = disk
        .files()
        .into_iter()
        .filter(|(_, data)| !data.is_empty())
        .collect();
    for seed in rounds(1000) {
        let mut random = Random::new(seed);
        let (name, mut bytes) = files[random.below(files.len())].clone();
        let start = random.below(bytes.len());
        let end = start + 1 + random.below(bytes.len() - start);
        let fill = ["zeros", "ones", "anything"][random.below(3)];
        for byte in &mut bytes[start..end] {
            *byte = match fill {
                "zeros" => 0,
                "ones" => 0xff,
                _ => random.below(256) as u8,
            };
        }
        harm(
            &disk,
            &before,
            &name,
            Some(bytes),
            &format!("{start}..{end} are {fill}"),
        );
    }
}

#[test]
fn a_file_that_is_missing_is_named_and_all_others_can_be_had() {
    let disk = sample();
    let before = events_of(&disk);
    for name in disk.files().keys() {
        harm(&disk, &before, name, None, "missing");
    }
}

/// The outbox names damage, changes nothing, and set aside has these events.
fn expect_aside(disk: &Disk, expected: &Events, lost: u64) {
    if !disk.files().contains_key("lock") {
        disk.put("lock", Vec::new());
    }
    let files = disk.files();
    let opened = open_small(disk, &settings());
    assert!(matches!(opened, Err(OutboxError::Damaged(_))));
    assert_eq!(disk.files(), files);
    let mut outbox = open_small(disk, &aside()).unwrap();
    assert_eq!((&events(&mut outbox), outbox.lost()), (expected, lost));
    drop(outbox);
    let mut outbox = open_small(disk, &settings()).unwrap();
    assert_eq!((&events(&mut outbox), outbox.lost()), (expected, 0));
}

/// An outbox whose source is not known is not handed to whoever opens it.
#[test]
fn without_its_state_it_is_refused_until_it_is_taken_over() {
    let disk = sample();
    let before = events_of(&disk);
    let whole = disk.files()["state"].clone();
    for state in [None, Some(Vec::new()), Some(whole[..40].to_vec())] {
        let disk = disk.fork();
        disk.take_away("state");
        if let Some(state) = state {
            disk.put("state", state);
        }
        let files = disk.files();
        let for_anyone = Settings {
            takes_over: false,
            ..aside()
        };
        let opened = open_small(&disk, &for_anyone);
        assert!(matches!(opened, Err(OutboxError::UnknownSource)));
        assert_eq!(disk.files(), files);
        let mut outbox = open_small(&disk, &aside()).unwrap();
        assert_eq!((events(&mut outbox), outbox.lost()), (before.clone(), 0));
    }
}

#[test]
fn segments_that_have_changed_places_are_named_and_put_back() {
    let disk = sample();
    let expected = events_of(&disk);
    let names: Vec<_> = disk
        .files()
        .into_keys()
        .filter(|name| name.ends_with(".segment"))
        .collect();
    for (i, one) in names.iter().enumerate() {
        for other in &names[..i] {
            let disk = disk.fork();
            let (a, b) = (disk.take_away(one), disk.take_away(other));
            disk.put(one, b);
            disk.put(other, a);
            expect_aside(&disk, &expected, 0);
        }
    }
}

#[test]
fn a_segment_of_another_outbox_is_named_and_set_aside() {
    let disk = sample();
    let mut expected = events_of(&disk);
    let name = segment_name(21);
    let foreign = sample().take_away(&name);
    disk.take_away(&name);
    disk.put(&name, foreign);
    expected.retain(|number, _| ![21, 22, 23].contains(number));
    expect_aside(&disk, &expected, 3);
}

#[test]
fn a_copy_of_a_segment_is_named_and_set_aside() {
    let disk = sample();
    let expected = events_of(&disk);
    for number in [14, 18, 25, 100] {
        let disk = disk.fork();
        disk.put(
            &segment_name(number),
            disk.files()[&segment_name(17)].clone(),
        );
        expect_aside(&disk, &expected, 0);
    }
}

#[test]
fn a_record_whose_sum_is_right_and_that_is_no_event_is_damage() {
    let disk = Disk::default();
    let mut outbox = open_small(&disk, &settings()).unwrap();
    outbox.push(text(1).as_bytes(), 0).unwrap();
    outbox.push(b"{}", 0).unwrap();
    outbox.push(b"\xff", 0).unwrap();
    drop(outbox);
    expect_aside(&disk, &[(1, (text(1), Mark::Waiting))].into(), 2);
}

#[test]
fn setting_aside_that_is_cut_short_at_any_call_can_be_done_again() {
    let disk = sample();
    let before = events_of(&disk);
    let (head, middle, gone) = (segment_name(13), segment_name(17), segment_name(21));
    let mut files = disk.files();
    files.get_mut(&head).unwrap()[3] ^= 1;
    files.get_mut(&middle).unwrap()[60] ^= 1;
    for name in [&head, &middle, &gone] {
        disk.take_away(name);
    }
    disk.put(&head, files[&head].clone());
    disk.put(&middle, files[&middle].clone());
    let state = disk.take_away("state");
    disk.put("state", state[..5000].to_vec());
    let mut expected = before;
    expected.retain(|number, _| ![17, 21, 22, 23].contains(number));
    for fault in [Fault::Error, Fault::Part, Fault::End, Fault::EndInPart] {
        for power in 0..4 {
            let mut call = 0;
            loop {
                let disk = disk.fork();
                disk.fault_after(call, fault);
                if let Ok(outbox) = open_small(&disk, &aside())
                    && disk.calls() <= call
                {
                    drop(outbox);
                    break;
                }
                match power {
                    0 => disk.heal(),
                    seed => disk.lose_power(&mut Random::new(seed)),
                }
                let mut outbox = open_small(&disk, &aside()).unwrap();
                assert_eq!(events(&mut outbox), expected, "{fault:?} at {call}");
                call += 1;
            }
            assert!(call > 60, "{call}");
        }
    }
}

#[test]
fn of_another_source_damage_is_set_aside_only_for_who_takes_it_over() {
    let disk = sample();
    let before = events_of(&disk);
    let mut state = disk.take_away("state");
    for slot in 0..3 {
        state[4096 * (slot + 1)] ^= 1;
    }
    disk.put("state", state);
    let files = disk.files();
    let other = |takes_over| Settings {
        source: Uuid::from_u128(8),
        takes_over,
        ..aside()
    };
    let refused = open_small(&disk, &other(false));
    assert!(matches!(refused, Err(OutboxError::OtherSource)));
    assert_eq!(disk.files(), files);
    let mut outbox = open_small(&disk, &other(true)).unwrap();
    assert_eq!((events(&mut outbox), outbox.lost()), (before, 0));
}

/// The older slots are of a time when there were more segments.
#[test]
fn where_the_newest_slot_is_damaged_settled_events_are_not_counted_as_lost() {
    let disk = Disk::default();
    let mut outbox = open_small(&disk, &settings()).unwrap();
    for i in 1..=12 {
        outbox.push(text(i).as_bytes(), 0).unwrap();
    }
    let first = outbox.take(|events, _| events <= 6).unwrap();
    for record in &first {
        outbox.mark(&record.stored, Mark::Settled).unwrap();
    }
    drop(outbox);
    assert!(!disk.files().contains_key(&segment_name(1)));
    let before = events_of(&disk);
    let (newest, _) = format::read_slot(&disk.files()["state"]).unwrap();
    disk.overwrite("state", 4096 * (newest + 1), &[0xff]);
    expect_aside(&disk, &before, 0);
}

#[test]
fn of_two_files_with_the_same_records_the_one_with_more_of_them_is_kept() {
    let disk = sample();
    let expected = events_of(&disk);
    let (name, copy) = (segment_name(17), segment_name(100));
    let whole = disk.files()[&name].clone();
    let mut damaged = whole.clone();
    damaged[100] ^= 1;
    for (own, other) in [(&damaged, &whole), (&whole, &damaged)] {
        let disk = disk.fork();
        disk.take_away(&name);
        disk.put(&name, own.clone());
        disk.put(&copy, other.clone());
        expect_aside(&disk, &expected, 0);
    }
}

#[test]
fn a_file_whose_records_are_all_in_others_is_set_aside() {
    let disk = sample();
    let expected = events_of(&disk);
    let id = id(&disk.files());
    let head = SegmentHead {
        id,
        first: 19,
        settled_to: None,
    };
    let mut bytes = head.bytes();
    format::write_event(&mut bytes, id, 19, 1019, Mark::Waiting, text(19).as_bytes());
    disk.put(&segment_name(19), bytes.clone());
    expect_aside(&disk, &expected, 0);
    assert_eq!(
        disk.files()[&format!("{}.damaged", segment_name(19))],
        bytes
    );
}

#[test]
fn a_damaged_state_and_nothing_else_becomes_an_empty_outbox() {
    let disk = Disk::default();
    disk.put("state", vec![7; 100]);
    expect_aside(&disk, &Events::new(), 0);
    assert_eq!(disk.files()["state.damaged"], vec![7; 100]);
}

#[test]
fn a_file_without_a_whole_record_leaves_none_behind() {
    let disk = Disk::default();
    drop(open_small(&disk, &settings()).unwrap());
    let head = SegmentHead {
        id: id(&disk.files()),
        first: 1,
        settled_to: None,
    };
    let mut bytes = head.bytes();
    bytes.extend([7; 40]);
    disk.put(&segment_name(1), bytes.clone());
    disk.overwrite("state", 3, &[0]);
    expect_aside(&disk, &Events::new(), 0);
}

#[test]
fn a_later_version_is_left_alone_also_where_damage_is_set_aside() {
    let later = |bytes: &mut Vec<u8>, end: usize| {
        bytes[8] = 2;
        let sum = crc32fast::hash(&bytes[..end]);
        bytes[end..end + 4].copy_from_slice(&sum.to_le_bytes());
    };
    for (name, end) in [("state".to_owned(), 44), (segment_name(17), 36)] {
        let disk = sample();
        let mut bytes = disk.take_away(&name);
        later(&mut bytes, end);
        disk.put(&name, bytes);
        // Something else is damaged.
        disk.overwrite(&segment_name(21), 100, &[0xff]);
        let files = disk.files();
        let opened = open_small(&disk, &aside());
        assert!(matches!(opened, Err(OutboxError::LaterVersion)), "{name}");
        assert_eq!(disk.files(), files);
    }
    let disk = sample();
    let mut bytes = disk.take_away(&segment_name(17));
    later(&mut bytes, 36);
    disk.put(&segment_name(17), bytes);
    let opened = open_small(&disk, &settings());
    assert!(matches!(opened, Err(OutboxError::LaterVersion)));
}

/// What is read from an outbox whose first file was changed while it is open.
fn changed_while_open<T>(
    at: usize,
    bytes: &[u8],
    prepare: impl Fn(&mut Outbox<Disk>),
    act: impl Fn(&mut Outbox<Disk>) -> Result<T, OutboxError>,
) -> String {
    let disk = Disk::default();
    let mut outbox = open_small(&disk, &settings()).unwrap();
    for i in 1..=3 {
        outbox.push(text(i).as_bytes(), 0).unwrap();
    }
    prepare(&mut outbox);
    disk.overwrite(&segment_name(1), at, bytes);
    match act(&mut outbox) {
        Err(OutboxError::Damaged(damage)) => damage.to_string(),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("it was done"),
    }
}

const HEAD: usize = 52;

#[test]
fn a_record_that_is_changed_while_the_outbox_is_open_is_damage() {
    let nothing = |_: &mut Outbox<Disk>| {};
    let take = |outbox: &mut Outbox<Disk>| outbox.take(all);
    let record = "record 1 in `00000000000000000001.segment`: it is not what was written";
    let some = "`00000000000000000001.segment`: a record in it is not what was written";
    // In its event, in its mark, and in its length.
    assert_eq!(changed_while_open(HEAD + 30, b"~", nothing, take), record);
    assert_eq!(changed_while_open(HEAD + 24, b"~", nothing, take), some);
    assert_eq!(changed_while_open(HEAD, &[255; 4], nothing, take), some);

    // Behind the one that is looked for.
    let set_aside = |outbox: &mut Outbox<Disk>| {
        for record in outbox.take(all).unwrap() {
            outbox.mark(&record.stored, Mark::SetAside).unwrap();
        }
    };
    let retry = |outbox: &mut Outbox<Disk>| outbox.retry_set_aside(None);
    let drops = |outbox: &mut Outbox<Disk>| outbox.drop_set_aside(None);
    assert_eq!(changed_while_open(HEAD + 24, b"~", set_aside, retry), some);
    assert_eq!(changed_while_open(HEAD + 24, b"~", set_aside, drops), some);
}

#[test]
fn an_event_that_was_taken_is_neither_read_nor_marked_in_the_place_of_another() {
    let disk = Disk::default();
    let mut outbox = open_small(&disk, &settings()).unwrap();
    outbox.push(text(1).as_bytes(), 0).unwrap();
    let taken = outbox.take(all).unwrap();
    disk.overwrite(&segment_name(1), HEAD + 4, &7_u64.to_le_bytes());
    let stored = taken[0].stored;
    let damage = "it is damaged and was left as it is: record 1 in `00000000000000000001.segment`: it is not what was written; \
                  `.set_damage_aside()` keeps a copy of what is damaged and delivers all that is whole";
    assert_eq!(outbox.read(&stored).err().unwrap().to_string(), damage);
    let marked = outbox.mark(&stored, Mark::Settled);
    assert_eq!(marked.unwrap_err().to_string(), damage);
}

#[test]
fn traces_are_not_removed_from_a_file_that_is_not_what_was_written() {
    let prepare =
        |outbox: &mut Outbox<Disk>| {
            for (record, mark) in outbox.take(all).unwrap().iter().zip([
                Mark::Settled,
                Mark::SetAside,
                Mark::SetAside,
            ]) {
                outbox.mark(&record.stored, mark).unwrap();
            }
        };
    assert_eq!(
        changed_while_open(HEAD + 30, b"~", prepare, Outbox::remove_traces),
        "record 1 in `00000000000000000001.segment`: it is not what was written"
    );
}
