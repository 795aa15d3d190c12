//! Servers that can't be trusted.

use std::io::Read;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use group_core::client::FailReason;

use crate::double::Raw;
use crate::failures::Failures;
use crate::given::{LONG, builder, event, soon};

/// Sends an event to this port by TLS, and gives what is said about it.
fn send_by_tls(raw: &Raw, host: &str) -> String {
    let failures = Failures::default();
    let client = builder(&format!("https://{host}:{}", raw.address.port()))
        .retry(soon(2))
        .timeout(Duration::from_secs(5))
        .on_failure(failures.listen())
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 1));
    let summary = client.shutdown(LONG);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (0, 1, 0)
    );
    let mut told = failures.told();
    let (_, reason, status, text) = told.pop().unwrap();
    assert_eq!(told, []);
    assert_eq!(reason, FailReason::AttemptsExhausted);
    assert_eq!(status, None);
    text
}

#[test]
fn nothing_is_delivered_without_tls_where_https_was_asked_for() {
    let read: Arc<Mutex<Vec<u8>>> = Arc::default();
    let its_read = Arc::clone(&read);
    let raw = Raw::new(move |_, wire| {
        let mut first = [0; 1000];
        let n = wire.stream.read(&mut first).unwrap_or_default();
        its_read.lock().unwrap().extend(&first[..n]);
        wire.write(crate::double::OK);
    });
    let text = send_by_tls(&raw, "127.0.0.1");
    assert!(!text.is_empty());
    let read = read.lock().unwrap();
    // The record of a handshake, and nothing readable of a request.
    assert_eq!(read[0], 0x16);
    assert!(!String::from_utf8_lossy(&read).contains("v1/batch"));
}
