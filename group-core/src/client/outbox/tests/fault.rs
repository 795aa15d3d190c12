//! Calls of the operating system that fail, and disks that are full.

use super::*;

/// Some of everything.
fn script() -> Vec<Step> {
    let mut random = Random::new(5);
    (0..80).map(|_| Step::random(&mut random)).collect()
}

/// Runs the script with this fault, and says whether it came to that.
fn with_fault(settings: Settings, call: usize, fault: Fault) -> bool {
    let mut world = World::new(settings);
    world.disk.fault_after(call, fault);
    for step in script() {
        let before = world.disk.calls();
        if world.step(step).is_err() {
            assert!(before <= call && call < world.disk.calls(), "{step:?}");
        }
    }
    let has_come = world.disk.calls() > call;
    world.disk.heal();
    // An event behind it, and a mark behind it: both are written, with what could not be before.
    world.step(Step::Push(0)).unwrap();
    world.step(Step::Take(100)).unwrap();
    world.step(Step::Settle(0)).unwrap();
    world.check_counts();
    world.open().unwrap();
    has_come
}

#[test]
fn whichever_call_fails_the_event_is_given_back_or_there_and_all_goes_on() {
    for settings in [settings, full] {
        for fault in [Fault::Error, Fault::Part] {
            let mut call = 0;
            while with_fault(settings(), call, fault) {
                call += 1;
            }
            assert!(call > 300, "{call}");
        }
    }
}

#[test]
fn a_full_disk_heals_by_settling_alone() {
    let disk = Disk::default();
    disk.limit(Some(30_000));
    let mut outbox = open(&disk);
    let mut taken = 0;
    while outbox.push(event(taken + 1, 100).as_bytes(), 0).is_ok() {
        taken += 1;
    }
    assert_eq!(taken, 71);
    drop(outbox);
    let mut outbox = open(&disk);
    for i in 1..=taken {
        let settled = outbox.take(|events, _| events <= 1).unwrap();
        assert_eq!(texts(&settled), [event(i, 100)]);
        outbox.mark(&settled[0].stored, Mark::Settled).unwrap();
        // Once there is room in a segment's place.
        let pushed = outbox.push(event(taken + i, 100).as_bytes(), 0);
        assert_eq!(pushed.is_ok(), i >= 5, "{i}");
    }
}

#[test]
fn while_nothing_can_be_written_an_event_is_not_sent_twice_by_one_client() {
    let disk = Disk::default();
    let mut outbox = open(&disk);
    for i in 1..=30 {
        outbox.push(event(i, 100).as_bytes(), 0).unwrap();
    }
    disk.writes_fail(Some(0));
    let first = outbox.take(|events, _| events <= 20).unwrap();
    for record in &first {
        assert!(outbox.mark(&record.stored, Mark::Settled).is_err());
    }
    assert!(outbox.push(b"{}", 0).is_err());
    let rest = outbox.take(all).unwrap();
    assert_eq!(
        texts(&rest),
        (21..=30).map(|i| event(i, 100)).collect::<Vec<_>>()
    );

    disk.writes_fail(None);
    outbox.mark(&rest[0].stored, Mark::Settled).unwrap();
    drop(outbox);
    let mut outbox = open(&disk);
    assert_eq!(
        texts(&outbox.take(all).unwrap()),
        (22..=30).map(|i| event(i, 100)).collect::<Vec<_>>()
    );
}

#[test]
fn a_mark_that_could_not_be_written_is_written_at_the_end() {
    let disk = Disk::default();
    let mut outbox = open(&disk);
    outbox.push(event(1, 0).as_bytes(), 0).unwrap();
    let taken = outbox.take(all).unwrap();
    disk.writes_fail(Some(0));
    outbox.mark(&taken[0].stored, Mark::Settled).unwrap_err();
    disk.writes_fail(None);
    outbox.remove_last_traces().unwrap();
    drop(outbox);
    assert_eq!(open(&disk).waiting(), 0);
}
