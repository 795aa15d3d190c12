//! How a client is doing, as metrics: what to put on a dashboard, and when to wake somebody.
//!
//! `cargo run --manifest-path examples/services/Cargo.toml --example metrics`
//!
//! It uses the crate `metrics`, which hands them to Prometheus, StatsD or what else has an exporter. Here they are printed.

use std::{error::Error, thread, time::Duration};

use group_core::client::{Client, Monitor, Stats};
use group_core::{GroupTraits, Identity};
use metrics_util::debugging::{DebugValue, DebuggingRecorder};

#[derive(GroupTraits)]
struct Company {
    id: u32,
    name: &'static str,
}

/// An event counts once, at the end of its way, so these are counters that only grow. The others go up and down.
#[allow(clippy::cast_precision_loss)] // a float is what a gauge takes
fn export(stats: &Stats) {
    for (end, count) in [
        ("delivered", stats.delivered),
        ("rejected", stats.rejected),
        ("exhausted", stats.exhausted),
    ] {
        metrics::counter!("group_events_total", "end" => end).absolute(count);
    }
    // Alert if it grows: `send` returned events to the application, which are lost unless it kept them.
    let returned = &stats.returned;
    for (reason, count) in [
        ("full", returned.full),
        ("paused", returned.paused + returned.certificate),
        ("outbox", returned.write),
        ("ended", returned.shut_down + returned.forked),
    ] {
        metrics::counter!("group_events_returned_total", "reason" => reason).absolute(count);
    }
    metrics::gauge!("group_events_pending").set((stats.waiting + stats.in_hand) as f64);
    metrics::gauge!("group_events_waiting_bytes").set(stats.waiting_bytes as f64);
    // Alert if this is above zero: somebody has to look at them.
    metrics::gauge!("group_events_set_aside").set(stats.set_aside as f64);
    // Alert if it is above some minutes: events do not arrive.
    let oldest = stats.oldest.unwrap_or_default();
    metrics::gauge!("group_events_oldest_seconds").set(oldest.as_secs_f64());
    // Alert if it stays so for a minute: the key, the URL, the source or the certificate is wrong.
    let is_paused = stats
        .trouble
        .as_ref()
        .is_some_and(|trouble| trouble.is_pause);
    metrics::gauge!("group_client_paused").set(if is_paused { 1.0 } else { 0.0 });
}

/// A monitor does not keep the client alive.
fn export_for_ever(monitor: Monitor) {
    thread::spawn(move || {
        loop {
            export(&monitor.stats());
            thread::sleep(Duration::from_secs(10));
        }
    });
}

fn main() -> Result<(), Box<dyn Error>> {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    recorder.install()?;

    let client = Client::builder("ANY_WRITE_KEY", start_data_plane()?).build()?;
    export_for_ever(client.monitor());
    for (id, name) in [(1, "Hooli"), (2, "Raviga"), (3, "Pied Piper")] {
        client.send(
            Identity::user("gavin")
                .group(&Company { id, name })
                .build()?,
        )?;
    }
    // Pied Piper is refused.
    println!("{}", client.flush(Duration::from_secs(10)).unwrap_err());

    export(&client.stats());
    let mut lines = Vec::new();
    for (key, _, _, value) in snapshotter.snapshot().into_vec() {
        let key = key.key();
        let labels: Vec<String> = key
            .labels()
            .map(|label| format!("{{{}={:?}}}", label.key(), label.value()))
            .collect();
        let value = match value {
            DebugValue::Counter(count) => count.to_string(),
            DebugValue::Gauge(value) => value.to_string(),
            DebugValue::Histogram(_) => continue,
        };
        lines.push(format!("{}{} {value}", key.name(), labels.concat()));
    }
    lines.sort();
    println!("{}", lines.join("\n"));
    assert_eq!(client.stats().delivered, 2);
    Ok(())
}

/// Starts a data plane that accepts all but Pied Piper. Gives its URL.
fn start_data_plane() -> Result<String, Box<dyn Error>> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let url = format!("http://{}", server.server_addr());
    thread::spawn(move || {
        for mut request in server.incoming_requests() {
            let mut body = flate2::read::GzDecoder::new(request.as_reader());
            let body: serde_json::Value = serde_json::from_reader(&mut body).unwrap_or_default();
            let mut events = body["batch"].as_array().into_iter().flatten();
            let answer = match events.any(|event| event["traits"]["name"] == "Pied Piper") {
                true => tiny_http::Response::from_string("not them").with_status_code(400),
                false => tiny_http::Response::from_string("OK"),
            };
            let _ = request.respond(answer);
        }
    });
    Ok(url)
}
