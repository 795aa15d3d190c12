//! The folder: across restarts, between clients, damaged, and full.

use std::io::Write;
use std::process::Command;
use std::time::Duration;

use group_core::client::{Client, Durability, FailReason, SendErrorKind};

use super::{NOWHERE, Outbox, builder, events, send};
use crate::double::{Plane, answer, ok};
use crate::given::{LONG, event};

/// Leaves events in an outbox that no data plane took.
fn leave(outbox: &Outbox, ids: std::ops::Range<usize>) {
    let client = builder(NOWHERE, outbox).build().unwrap();
    send(&client, ids.clone());
    let summary = client.shutdown(Duration::ZERO);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (0, 0, ids.len() as u64)
    );
    drop(client);
}

#[test]
fn what_was_pending_is_delivered_by_the_next_client_in_order_and_before_newer_events() {
    let outbox = Outbox::new("restart");
    leave(&outbox, 0..250);
    let plane = Plane::good();
    let client = builder(&plane.url, &outbox).build().unwrap();
    send(&client, 250..260);
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), events(0..260));
    assert_eq!(client.shutdown(LONG).delivered, 260);
}

#[test]
fn what_was_pending_is_delivered_without_a_flush() {
    let outbox = Outbox::new("backlog");
    leave(&outbox, 0..3);
    let plane = Plane::good();
    let _client = builder(&plane.url, &outbox).build().unwrap();
    assert_eq!(plane.log.wait(1)[0].ids(), events(0..3));
}

#[test]
fn what_was_accepted_is_not_sent_by_the_next_client() {
    let outbox = Outbox::new("accepted");
    let plane = Plane::good();
    for ids in [0..5, 5..8] {
        let client = builder(&plane.url, &outbox).build().unwrap();
        send(&client, ids);
        client.flush(LONG).unwrap();
    }
    assert_eq!(plane.log.ids(), events(0..8));
}

#[test]
fn what_was_given_up_is_not_sent_by_the_next_client() {
    let outbox = Outbox::new("given-up");
    let plane = Plane::new(
        |_, request| match request.body.contains(r#""messageId":"1""#) {
            true => answer(400, "bad"),
            false => ok(),
        },
    );
    let (failed, failures) = std::sync::mpsc::channel();
    let client = builder(&plane.url, &outbox)
        .on_failure(move |event| failed.send(event).unwrap())
        .build()
        .unwrap();
    send(&client, 0..3);
    client.flush(LONG).unwrap_err();
    let failure = failures.recv().unwrap();
    assert_eq!(failure.payload.message_id(), "1");
    assert_eq!(failure.payload.to_value()["groupId"], "5e8a");
    assert_eq!(
        (failure.reason, failure.status),
        (FailReason::Rejected, Some(400))
    );
    drop(client);
    let client = builder(NOWHERE, &outbox).build().unwrap();
    assert_eq!(client.shutdown(Duration::ZERO).pending, 0);
}

#[test]
fn there_is_no_end_of_attempts() {
    let outbox = Outbox::new("attempts");
    let plane = Plane::new(|n, _| match n {
        0..30 => answer(503, "later"),
        _ => ok(),
    });
    let client = builder(&plane.url, &outbox).build().unwrap();
    send(&client, 0..1);
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.requests().len(), 31);
}

#[test]
fn the_queue_limit_counts_what_is_in_the_folder() {
    let outbox = Outbox::new("limit");
    leave(&outbox, 0..3);
    let client = builder(NOWHERE, &outbox).queue_limit(3).build().unwrap();
    let refused = client.send(event("3")).unwrap_err();
    assert_eq!(refused.kind(), &SendErrorKind::Full);
    assert_eq!(refused.into_payload().message_id(), "3");
    assert_eq!(client.shutdown(Duration::ZERO).pending, 3);
}

#[test]
fn a_second_client_on_the_folder_is_refused_until_the_first_has_ended() {
    let outbox = Outbox::new("second");
    let first = builder(NOWHERE, &outbox).build().unwrap();
    send(&first, 0..1);
    let refused = builder(NOWHERE, &outbox).build().unwrap_err();
    assert_eq!(
        refused.to_string(),
        format!(
            "the outbox {}: another client in this process has it open; give each client an outbox of its own",
            outbox.path.display()
        )
    );
    // Its thread may be in an attempt, which ends at once where nothing listens.
    first.shutdown(Duration::from_secs(1));
    drop(first);
    let second = builder(NOWHERE, &outbox).build().unwrap();
    assert_eq!(second.shutdown(Duration::ZERO).pending, 1);
}

#[test]
fn a_client_takes_over_from_one_that_was_dropped_in_an_outage() {
    let outbox = Outbox::new("dropped");
    let first = builder(NOWHERE, &outbox).build().unwrap();
    send(&first, 0..3);
    drop(first);
    let second = builder(NOWHERE, &outbox).build().unwrap();
    assert_eq!(second.shutdown(Duration::ZERO).pending, 3);
}

/// Writes into a file that a client has open.
fn overwrite(path: &std::path::Path, at: u64, bytes: &[u8]) {
    use std::io::{Seek, SeekFrom};

    let mut file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

const FIRST: &str = "00000000000000000001.segment";
const NOT_WHAT_WAS_WRITTEN: &str =
    "record 1 in `00000000000000000001.segment`: it is not what was written";

#[test]
fn while_the_outbox_can_not_be_read_the_client_says_so_and_goes_on_when_it_can() {
    let outbox = Outbox::new("unreadable");
    let plane = Plane::good();
    let client = builder(&plane.url, &outbox).build().unwrap();
    send(&client, 0..3);
    let path = outbox.path.join(FIRST);
    let whole = std::fs::read(&path).unwrap();
    overwrite(&path, 100, b"~");
    let error = client.flush(Duration::from_millis(500)).unwrap_err();
    assert_eq!((error.pending, error.failed), (3, 0));
    let trouble = client.stats().trouble.unwrap();
    assert!(trouble.answer.starts_with("the outbox: "), "{trouble:?}");
    assert!(trouble.answer.contains(NOT_WHAT_WAS_WRITTEN), "{trouble:?}");
    assert_eq!(client.stats().waiting, 3);

    overwrite(&path, 100, &whole[100..101]);
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), events(0..3));
}

#[test]
fn an_event_that_was_put_off_and_can_not_be_read_is_kept_until_it_can() {
    let outbox = Outbox::new("unreadable-later");
    let is_well = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let well = std::sync::Arc::clone(&is_well);
    let plane = Plane::new(move |_, request| {
        let is_bad = request.body.contains(r#""messageId":"0""#);
        match is_bad && !well.load(std::sync::atomic::Ordering::Relaxed) {
            true => answer(503, "later"),
            false => ok(),
        }
    });
    let client = builder(&plane.url, &outbox).build().unwrap();
    send(&client, 0..3);
    // The others arrive, and the bad one is tried alone.
    let error = client.flush(Duration::from_secs(2)).unwrap_err();
    assert_eq!((error.pending, error.failed), (1, 0));
    let path = outbox.path.join(FIRST);
    let whole = std::fs::read(&path).unwrap();
    overwrite(&path, 100, b"~");
    is_well.store(true, std::sync::atomic::Ordering::Relaxed);
    let error = client.flush(Duration::from_millis(200)).unwrap_err();
    assert_eq!((error.pending, error.failed), (1, 0));
    overwrite(&path, 100, &whole[100..101]);
    client.flush(LONG).unwrap();
    assert_eq!(client.stats().delivered, 3);
}

#[test]
fn what_is_set_aside_and_can_not_be_read_is_left() {
    let outbox = Outbox::new("unreadable-aside");
    let plane = Plane::new(|_, _| answer(400, "bad"));
    let client = builder(&plane.url, &outbox).build().unwrap();
    send(&client, 0..1);
    client.flush(LONG).unwrap_err();
    assert_eq!(client.stats().set_aside, 1);
    // Its mark.
    overwrite(&outbox.path.join(FIRST), 52 + 24, b"~");
    assert_eq!((client.retry_set_aside(), client.drop_set_aside()), (0, 0));
    assert_eq!(client.stats().set_aside, 1);
}

#[test]
fn delivered_events_are_not_left_on_the_disk() {
    let outbox = Outbox::new("traces");
    let plane = Plane::new(
        |_, request| match request.body.contains(r#""messageId":"1""#) {
            true => answer(400, "bad"),
            false => ok(),
        },
    );
    let text = || {
        let files = outbox.files().into_iter();
        let bytes: Vec<_> = files
            .flat_map(|(_, path)| std::fs::read(path))
            .flatten()
            .collect();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let client = builder(&plane.url, &outbox).build().unwrap();
    send(&client, 0..3);
    assert!(text().contains(r#""messageId":"0""#));
    client.flush(LONG).unwrap_err();
    // The client goes on; it has had nothing to do for a second.
    while text().contains(r#""messageId":"0""#) || text().contains(r#""messageId":"2""#) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(text().contains(r#""messageId":"1""#), "it is set aside");

    send(&client, 3..4);
    client.flush(LONG).unwrap();
    assert_eq!(client.drop_set_aside(), 1);
    client.shutdown(LONG);
    assert!(!text().contains("messageId"), "{}", text());
}

#[test]
fn delivered_events_are_not_left_on_the_disk_beside_one_that_always_fails() {
    let outbox = Outbox::new("traces-beside");
    let plane = Plane::new(
        |_, request| match request.body.contains(r#""messageId":"1""#) {
            true => answer(500, "no"),
            false => ok(),
        },
    );
    let client = builder(&plane.url, &outbox)
        .batch_events(1)
        .build()
        .unwrap();
    send(&client, 0..3);
    client.flush(Duration::from_secs(2)).unwrap_err();
    assert_eq!(client.stats().delivered, 2);
    let has = |id: &str| {
        let files = outbox.files().into_iter();
        let mut files = files.map(|(_, path)| std::fs::read(path).unwrap());
        let id = format!(r#""messageId":"{id}""#);
        files.any(|bytes| String::from_utf8_lossy(&bytes).contains(&id))
    };
    while has("0") || has("2") {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(client.shutdown(LONG).pending, 1);
    assert!(has("1"), "it is pending");
}

/// Why a client can't be built on the outbox.
fn refusal(outbox: &Outbox) -> String {
    let refused = builder(NOWHERE, outbox).build().unwrap_err().to_string();
    let start = format!("the outbox {}: ", outbox.path.display());
    refused.strip_prefix(&start).unwrap().to_owned()
}

#[test]
fn a_file_where_the_folder_should_be_is_refused_and_left_as_it_is() {
    for (text, refused) in [
        (
            "This is somebody's diary.",
            "it is not a folder; give it a path where there is nothing yet",
        ),
        (
            "SQLite format 3\0…",
            "it is a file of an earlier version of group-core, which delivers the events in it; give this version another path",
        ),
    ] {
        let outbox = Outbox::new("foreign");
        std::fs::write(&outbox.path, text).unwrap();
        assert_eq!(refusal(&outbox), refused);
        assert_eq!(std::fs::read_to_string(&outbox.path).unwrap(), text);
    }
}

#[test]
fn the_outbox_of_another_source_is_refused_until_it_is_taken_over() {
    let outbox = Outbox::new("source");
    leave(&outbox, 0..2);
    let other = || Client::builder("ANOTHER_KEY", NOWHERE).outbox(&outbox.path);
    assert_eq!(
        other().build().unwrap_err().to_string(),
        format!(
            "the outbox {}: its events are of another source (write key and data plane); `.take_over_outbox()` sends them with this client",
            outbox.path.display()
        )
    );
    let client = other().take_over_outbox().build().unwrap();
    assert_eq!(client.shutdown(Duration::ZERO).pending, 2);
}

#[test]
fn a_damaged_outbox_is_refused_as_it_is_and_delivers_what_is_whole_if_asked_to() {
    let outbox = Outbox::new("damaged");
    leave(&outbox, 0..200);
    let (_, largest) = outbox.files().pop().unwrap();
    let mut damaged = std::fs::read(&largest).unwrap();
    let record = damaged
        .windows(17)
        .position(|text| text == br#""messageId":"150""#);
    damaged[record.unwrap()] = b'x';
    std::fs::write(&largest, &damaged).unwrap();
    let name = largest.file_name().unwrap().to_str().unwrap();
    let refused = refusal(&outbox);
    let start = format!("it is damaged and was left as it is: record 151 in `{name}`: ");
    assert!(refused.starts_with(&start), "{refused}");
    assert_eq!(std::fs::read(&largest).unwrap(), damaged);

    let plane = Plane::good();
    let client = builder(&plane.url, &outbox)
        .set_damage_aside()
        .build()
        .unwrap();
    client.flush(LONG).unwrap();
    let whole = [events(0..150), events(151..200)].concat();
    assert_eq!(plane.log.ids(), whole);
    client.shutdown(LONG);
    drop(client);
    assert_eq!(
        builder(NOWHERE, &outbox)
            .build()
            .unwrap()
            .shutdown(Duration::ZERO)
            .pending,
        0
    );
}

#[test]
fn a_folder_that_can_not_be_made_is_an_error_of_the_build() {
    let refused = Client::builder("KEY", NOWHERE)
        .outbox("no/such/folder/outbox")
        .build()
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the outbox no/such/folder/outbox: making the folder: No such file or directory (os error 2)",
    );
}

#[test]
fn with_full_durability_events_are_delivered_too() {
    let outbox = Outbox::new("full");
    let plane = Plane::good();
    let client = builder(&plane.url, &outbox)
        .durability(Durability::Full)
        .build()
        .unwrap();
    send(&client, 0..20);
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), events(0..20));
}

#[test]
fn an_emptied_outbox_is_small_again() {
    let outbox = Outbox::new("shrinks");
    leave(&outbox, 0..5000);
    let full = outbox.size();
    let plane = Plane::good();
    let client = builder(&plane.url, &outbox).build().unwrap();
    client.flush(LONG).unwrap();
    client.shutdown(LONG);
    drop(client);
    let emptied = outbox.size();
    assert!(
        full > 1_000_000 && emptied < 100_000,
        "{full} bytes, then {emptied}"
    );
}

/// The other half of [`on_a_full_disk_send_says_so_and_what_it_took_stays`]: it runs where no file may grow beyond a limit.
#[test]
fn child_that_fills_the_disk() {
    let Ok(path) = std::env::var("OUTBOX_ON_A_FULL_DISK") else {
        return;
    };
    let outbox = Outbox { path: path.into() };
    let client = builder(NOWHERE, &outbox)
        .queue_limit(1_000_000)
        .build()
        .unwrap();
    let mut taken = 0;
    let refused = loop {
        match client.send(event(&taken.to_string())) {
            Ok(()) => taken += 1,
            Err(refused) => break refused,
        }
    };
    assert!(
        matches!(refused.kind(), SendErrorKind::Write { .. }),
        "{refused}"
    );
    assert_eq!(refused.into_payload().message_id(), taken.to_string());
    assert_eq!(client.stats().returned.write, 1);
    let mut out = std::io::stdout().lock();
    writeln!(out, "\ntaken {taken}").unwrap();
    out.flush().unwrap();
    // What is in the file stays: the process ends as if it were killed.
    std::process::abort();
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_send_says_so_and_what_it_took_stays() {
    let outbox = Outbox::new("disk");
    let child = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 2048; exec \"$0\" --exact outbox::file::child_that_fills_the_disk --nocapture"])
        .arg(std::env::current_exe().unwrap())
        .env("OUTBOX_ON_A_FULL_DISK", &outbox.path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    let taken = said.lines().find_map(|line| line.strip_prefix("taken "));
    let taken: usize = taken.unwrap_or_else(|| panic!("{said}")).parse().unwrap();
    assert!(taken > 100, "{taken}");
    let plane = Plane::good();
    let client = builder(&plane.url, &outbox).build().unwrap();
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), events(0..taken));
}
