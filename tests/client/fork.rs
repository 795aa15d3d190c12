//! A process that was forked off the one that built the client.
#![cfg(unix)]
#![allow(unsafe_code)]

use std::ops::Range;
use std::thread;
use std::time::Duration;

use group_core::client::{Client, SendErrorKind, Summary};

use crate::double::Plane;
use crate::given::{LONG, builder, event, ids, send_all};

/// What `child` says in a process that is forked off, which is killed after ten seconds.
fn in_a_fork(child: impl FnOnce() -> bool) -> Option<bool> {
    // SAFETY: the child runs `child`, which takes no lock that another thread may have held at the fork but those of the
    // allocator, which glibc and macOS put in order, and ends without running anything else of the test.
    unsafe {
        match libc::fork() {
            0 => {
                libc::alarm(10);
                let is_right = child();
                libc::_exit(i32::from(!is_right));
            }
            pid => {
                assert!(pid > 0, "no fork");
                let mut status = 0;
                assert_eq!(libc::waitpid(pid, &raw mut status, 0), pid);
                libc::WIFEXITED(status).then(|| libc::WEXITSTATUS(status) == 0)
            }
        }
    }
}

fn gets_its_event_back_and_waits_for_nothing(client: Client) -> bool {
    let refused = client.send(event("child")).map_err(|error| {
        let kind = error.kind().clone();
        (kind, error.into_payload().message_id().to_owned())
    });
    let waited = client.send_wait(event("child"), LONG).is_err();
    let flushed = client.flush(LONG).is_err();
    let stats = client.stats();
    client.resume();
    let set_aside = (client.retry_set_aside(), client.drop_set_aside());
    let summary = client.shutdown(LONG);
    let returned = client.stats().returned;
    drop(client);
    refused == Err((SendErrorKind::Forked, "child".to_owned()))
        && waited
        && flushed
        && (stats.waiting, stats.delivered) == (0, 0)
        && set_aside == (0, 0)
        && summary == Summary::default()
        && (returned.forked, returned.total()) == (2, 2)
}

#[test]
fn a_forked_process_gets_its_event_back_and_waits_for_nothing() {
    let client = builder("http://127.0.0.1:9").build().unwrap();
    client.send(event("parent")).unwrap();
    // Some of the forks happen while another thread has the lock.
    let sends = client.clone();
    let sender = thread::spawn(move || {
        for n in 0..5_000 {
            let _ = sends.send(event(&n.to_string()));
        }
    });
    for _ in 0..20 {
        let forked = client.clone();
        assert_eq!(
            in_a_fork(|| gets_its_event_back_and_waits_for_nothing(forked)),
            Some(true)
        );
    }
    sender.join().unwrap();
    assert_eq!(client.shutdown(Duration::ZERO).pending, 5_001);
}

/// It has the parent's files too, and must not touch them.
#[test]
fn a_fork_leaves_the_outbox_of_its_parent_alone() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("fork-{}.outbox", std::process::id()));
    let plane = Plane::good();
    let client = builder(&plane.url).outbox(&folder).build().unwrap();
    let send = |events: Range<usize>| send_all(&client, &ids(events));
    send(0..300);
    for round in 1..=5 {
        let forked = client.clone();
        // While the child tries, the parent goes on.
        let child =
            thread::spawn(move || in_a_fork(|| gets_its_event_back_and_waits_for_nothing(forked)));
        send(round * 300..(round + 1) * 300);
        assert_eq!(child.join().unwrap(), Some(true));
    }
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), ids(0..1_800));
    let summary = client.shutdown(LONG);
    assert_eq!((summary.delivered, summary.pending), (1_800, 0));
    // Nothing is damaged.
    drop(client);
    let next = builder(&plane.url).outbox(&folder).build().unwrap();
    assert_eq!(next.stats().waiting, 0);
    drop(next);
    std::fs::remove_dir_all(&folder).unwrap();
}
