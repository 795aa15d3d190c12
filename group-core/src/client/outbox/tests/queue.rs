//! What the outbox does while nothing fails.

use super::*;

fn with(disk: &Disk, events: u64) -> Outbox<Disk> {
    let mut outbox = open(disk);
    for i in 1..=events {
        outbox.push(event(i, 100).as_bytes(), 1000 + i).unwrap();
    }
    outbox
}

#[test]
fn events_are_taken_in_order_and_counted() {
    let mut outbox = with(&Disk::default(), 3);
    assert_eq!(outbox.next_number(), 4);
    assert_eq!((outbox.waiting(), outbox.waiting_bytes()), (3, 3 * 153));
    assert_eq!(outbox.oldest_waiting(), Some(1001));

    let mut asked = Vec::new();
    let taken = outbox.take(|events, bytes| {
        asked.push((events, bytes));
        events <= 2
    });
    assert_eq!(asked, [(1, 154), (2, 308), (3, 462)]);
    let taken = taken.unwrap();
    assert_eq!(texts(&taken), [event(1, 100), event(2, 100)]);
    let stored: Vec<_> = taken
        .iter()
        .map(|r| (r.stored.number, r.stored.taken, r.stored.len))
        .collect();
    assert_eq!(stored, [(1, 1001, 153), (2, 1002, 153)]);
    assert_eq!((outbox.waiting(), outbox.waiting_bytes()), (1, 153));
    assert_eq!(outbox.oldest_waiting(), Some(1003));

    assert_eq!(texts(&outbox.take(all).unwrap()), [event(3, 100)]);
    assert_eq!(outbox.oldest_waiting(), None);
    assert_eq!(texts(&outbox.take(all).unwrap()), [""; 0]);
}

#[test]
fn what_was_taken_and_not_settled_is_there_again_after_a_restart() {
    let disk = Disk::default();
    let mut outbox = with(&disk, 20);
    let taken = outbox.take(all).unwrap();
    for record in &taken[..15] {
        outbox.mark(&record.stored, Mark::Settled).unwrap();
    }
    drop(outbox);

    let mut outbox = open(&disk);
    assert_eq!((outbox.waiting(), outbox.oldest_waiting()), (5, Some(1016)));
    let expected: Vec<_> = (16..=20).map(|i| event(i, 100)).collect();
    assert_eq!(texts(&outbox.take(all).unwrap()), expected);
    assert_eq!(outbox.next_number(), 21);
}

#[test]
fn an_event_that_is_deferred_or_set_aside_is_not_taken_and_can_be_read() {
    let disk = Disk::default();
    let mut outbox = with(&disk, 4);
    let taken = outbox.take(all).unwrap();
    outbox.mark(&taken[0].stored, Mark::Deferred).unwrap();
    outbox.mark(&taken[1].stored, Mark::SetAside).unwrap();
    outbox.mark(&taken[3].stored, Mark::SetAside).unwrap();
    assert_eq!(outbox.set_aside(), 2);
    drop(outbox);

    let mut outbox = open(&disk);
    assert_eq!((outbox.waiting(), outbox.set_aside()), (1, 2));
    let deferred = outbox.deferred();
    assert_eq!(deferred, [taken[0].stored]);
    let read = outbox.read(&deferred[0]).unwrap();
    assert_eq!(read.payload.as_str(), event(1, 100));
    assert_eq!(texts(&outbox.take(all).unwrap()), [event(3, 100)]);

    let again = outbox.retry_set_aside(None).unwrap();
    assert_eq!(again, [taken[1].stored, taken[3].stored]);
    assert_eq!((outbox.waiting(), outbox.set_aside()), (0, 0));
    outbox.mark(&again[0], Mark::SetAside).unwrap();
    assert_eq!(outbox.drop_set_aside(None).unwrap(), 1);
    drop(outbox);

    let mut outbox = open(&disk);
    assert_eq!(outbox.set_aside(), 0);
    let deferred = outbox.deferred();
    assert_eq!(deferred, [taken[0].stored, taken[3].stored]);
    // It is not taken, though it is waiting now: who has it sends it.
    outbox.mark(&deferred[0], Mark::Waiting).unwrap();
    assert_eq!(texts(&outbox.take(all).unwrap()), [event(3, 100)]);
}

#[test]
fn an_outbox_with_nothing_in_it_is_small() {
    let disk = Disk::default();
    let mut outbox = with(&disk, 500);
    assert_eq!(disk.files().len(), 2 + 100);
    for record in outbox.take(all).unwrap() {
        outbox.mark(&record.stored, Mark::Settled).unwrap();
    }
    assert_eq!(disk.files().keys().collect::<Vec<_>>(), ["lock", "state"]);
    assert_eq!(outbox.push(b"{}", 0).unwrap(), 501);
}

#[test]
fn an_event_that_stays_takes_little_more_than_its_own_space() {
    let disk = Disk::default();
    let mut outbox = with(&disk, 500);
    let taken = outbox.take(all).unwrap();
    for record in &taken[1..] {
        outbox.mark(&record.stored, Mark::Settled).unwrap();
    }
    let lens: Vec<_> = disk
        .files()
        .values()
        .map(Vec::len)
        .filter(|len| *len > 52)
        .collect();
    // It, and a record that stands for the four behind it.
    assert_eq!(lens, [52 + 178 + 33, 16384]);
    drop(outbox);

    let mut outbox = open(&disk);
    assert_eq!(texts(&outbox.take(all).unwrap()), [event(1, 100)]);
    outbox.mark(&taken[0].stored, Mark::Settled).unwrap();
    assert_eq!(disk.files().keys().collect::<Vec<_>>(), ["lock", "state"]);
    assert_eq!(outbox.next_number(), 501);
}

#[test]
fn an_event_that_is_kept_for_long_does_not_keep_the_space_of_those_beside_it() {
    let disk = Disk::default();
    let mut outbox = Outbox::on(disk.clone(), &settings(), 10_000).unwrap();
    let mut kept = Vec::new();
    for i in 1..=1000 {
        outbox.push(event(i, 100).as_bytes(), 0).unwrap();
        let stored = outbox.take(all).unwrap()[0].stored;
        let mark = match i % 50 {
            7 => Mark::SetAside,
            33 => Mark::Deferred,
            _ => Mark::Settled,
        };
        outbox.mark(&stored, mark).unwrap();
        if mark == Mark::Deferred {
            kept.push(stored);
        }
    }
    assert_eq!(outbox.set_aside(), 20);
    // Without the settled ones beside them, they take less than ten times their own space.
    assert!(disk.used() < 16_384 + 10 * 40 * 178, "{}", disk.used());
    assert!(disk.files().len() < 2 * 40 + 10, "{}", disk.files().len());
    for (stored, i) in kept.iter().zip((33..).step_by(50)) {
        assert_eq!(outbox.read(stored).unwrap().payload.as_str(), event(i, 100));
        outbox.mark(stored, Mark::Settled).unwrap();
    }
    assert_eq!(outbox.drop_set_aside(None).unwrap(), 20);
    drop(outbox);
    let mut outbox = Outbox::on(disk.clone(), &settings(), 10_000).unwrap();
    assert_eq!(
        (outbox.waiting(), outbox.set_aside(), outbox.deferred()),
        (0, 0, vec![])
    );
    assert!(disk.used() < 16_384 + 10_000 / 16 + 1000, "{}", disk.used());
}

#[test]
fn traces_are_removed_beside_a_segment_that_has_no_record_yet() {
    let disk = Disk::default();
    let mut outbox = with(&disk, 6);
    let settled = outbox.take(|events, _| events <= 1).unwrap();
    // The event does not fit behind the others, and its record can't be written: the head of a new segment is.
    let mut call = 0;
    while outbox.segments.back().unwrap().end > outbox.segments.back().unwrap().first {
        disk.fault_after(call, Fault::Error);
        let _ = outbox.push(event(7, 800).as_bytes(), 0);
        call += 1;
    }
    disk.heal();
    outbox.take(all).unwrap();
    outbox.mark(&settled[0].stored, Mark::Settled).unwrap();
    outbox.remove_traces().unwrap();
    let number = outbox.push(event(8, 0).as_bytes(), 0).unwrap();
    let taken = outbox.take(all).unwrap();
    assert_eq!(taken.last().unwrap().stored.number, number);
}

#[test]
fn traces_that_could_not_be_removed_are_removed_after_the_next_event_and_at_the_end() {
    for is_end in [false, true] {
        let disk = Disk::default();
        let mut outbox = with(&disk, 3);
        let taken = outbox.take(all).unwrap();
        outbox.mark(&taken[0].stored, Mark::Settled).unwrap();
        disk.writes_fail(Some(0));
        outbox.remove_traces().unwrap_err();
        assert!(!outbox.has_traces(), "nothing is tried again and again");
        disk.writes_fail(None);
        match is_end {
            false => {
                outbox.mark(&taken[1].stored, Mark::Settled).unwrap();
                outbox.remove_traces().unwrap();
            }
            true => outbox.remove_last_traces().unwrap(),
        }
        let bytes: Vec<_> = disk.files().into_values().flatten().collect();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(&event(1, 100)), "{text}");
    }
}

#[test]
fn at_the_end_traces_are_removed_beside_events_that_are_waiting() {
    let disk = Disk::default();
    let mut outbox = with(&disk, 3);
    let first = outbox.take(|events, _| events <= 1).unwrap();
    outbox.mark(&first[0].stored, Mark::Settled).unwrap();
    outbox.remove_last_traces().unwrap();
    drop(outbox);
    let bytes: Vec<_> = disk.files().into_values().flatten().collect();
    assert!(!String::from_utf8_lossy(&bytes).contains(&event(1, 100)));
    let mut outbox = open(&disk);
    assert_eq!(
        texts(&outbox.take(all).unwrap()),
        [event(2, 100), event(3, 100)]
    );
}

#[test]
fn traces_are_removed_from_one_file_at_a_time() {
    let disk = Disk::default();
    let mut outbox = with(&disk, 60);
    for (i, record) in outbox.take(all).unwrap().iter().enumerate() {
        let mark = [Mark::Settled, Mark::SetAside][i % 2];
        outbox.mark(&record.stored, mark).unwrap();
    }
    let files = outbox.segments.len();
    assert!(files > 3, "{files}");
    for left in (0..files).rev() {
        assert!(outbox.has_traces());
        outbox.remove_traces().unwrap();
        let with_traces = outbox.segments.iter().filter(|s| s.has_traces).count();
        assert_eq!(with_traces, left);
    }
    assert!(!outbox.has_traces());
}
