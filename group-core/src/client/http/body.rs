//! The body of a request.

use std::io::{self, Write};
use std::time::SystemTime;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::event::payload::Payload;
use crate::value::date::DateTrait;

/// Replaces what is in `body`.
pub(in crate::client) fn write(
    body: &mut Vec<u8>,
    events: &[&Payload],
    gzip: bool,
) -> io::Result<()> {
    body.clear();
    if !gzip {
        return write_batch(body, events);
    }
    let mut encoder = GzEncoder::new(body, Compression::fast());
    write_batch(&mut encoder, events)?;
    encoder.finish()?;
    Ok(())
}

/// The events as they are, except for `sentAt`, which is the time of this transmission.
fn write_batch(body: &mut impl Write, events: &[&Payload]) -> io::Result<()> {
    let now = SystemTime::now().date();
    let now = now.ok_or_else(|| io::Error::other("the clock is outside the years 0000 to 9999"))?;
    let sent_at = format!("\"{now}\"");
    let mut separator = r#"{"batch":["#;
    for payload in events {
        let (before, after) = payload.around_sent_at();
        for part in [separator, before, &sent_at, after] {
            body.write_all(part.as_bytes())?;
        }
        separator = ",";
    }
    write!(body, r#"],"sentAt":{sent_at}}}"#)
}
