//! What a request looks like.

use std::thread;
use std::time::{Duration, SystemTime};

use group_core::Identity;
use group_core::client::Client;
use serde_json::json;

use crate::double::{Plane, answer, ok};
use crate::given::{HOUR, LONG, builder, event, soon};
use crate::log::Request;

/// The request with which `e0` is sent.
fn request() -> Request {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
    plane.log.requests().remove(0)
}

#[test]
fn a_batch_is_posted_to_v1_batch() {
    let request = request();
    assert_eq!(request.method, "POST");
    assert_eq!(request.path, "/v1/batch");
}

#[test]
fn a_path_of_the_data_plane_stands_before_it() {
    for path in ["/eu", "/eu/"] {
        let plane = Plane::good();
        let client = builder(&format!("{}{path}", plane.url)).build().unwrap();
        client.send(event("e0")).unwrap();
        client.flush(LONG).unwrap();
        assert_eq!(plane.log.requests()[0].path, "/eu/v1/batch");
    }
}

#[test]
fn the_write_key_is_the_user_name_of_basic_authorization() {
    // `KEY:`
    assert_eq!(request().header("Authorization"), ["Basic S0VZOg=="]);
}

#[test]
fn a_long_write_key_is_not_broken_into_lines() {
    let plane = Plane::good();
    let client = Client::builder("k".repeat(90), &*plane.url)
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
    let expected = format!("Basic {}Og==", "a2tr".repeat(30));
    assert_eq!(
        plane.log.requests()[0].header("Authorization"),
        [expected.as_str()]
    );
}

#[test]
fn the_headers_say_json_gzip_and_the_library() {
    let request = request();
    assert_eq!(request.header("Content-Type"), ["application/json"]);
    assert_eq!(request.header("Content-Encoding"), ["gzip"]);
    assert_eq!(
        request.header("User-Agent"),
        [concat!("group-core/", env!("CARGO_PKG_VERSION"))]
    );
}

#[test]
fn without_gzip_there_is_no_content_encoding() {
    let plane = Plane::good();
    let client = builder(&plane.url).gzip(false).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
    let request = plane.log.requests().remove(0);
    assert_eq!(request.header("Content-Encoding"), [""; 0]);
    assert_eq!(
        request.header("Content-Length"),
        [request.body.len().to_string()]
    );
}

/// Events of every form.
fn events() -> Vec<group_core::Payload> {
    let user = Identity::user("u \"quoted\" \u{2028} 🦀");
    vec![
        event("e0"),
        user.group_with_id("5e8a", &()).build().unwrap(),
        Identity::anonymous("a\\b\nc")
            .group_with_id("\"sentAt\":\"2014-04-06T12:00:00.000Z\"}", &())
            .message_id("e2 \u{1}e")
            .build()
            .unwrap(),
    ]
}

/// The body with which they are sent, and its sentAt.
fn check_body(request: &Request) -> String {
    let sent_at = request.json()["sentAt"].as_str().unwrap().to_owned();
    assert_eq!(sent_at.len(), "2014-04-06T12:00:00.000Z".len());
    sent_at
}

#[test]
fn each_event_is_sent_byte_for_byte_but_for_its_sent_at() {
    for gzip in [true, false] {
        let plane = Plane::good();
        let client = builder(&plane.url).gzip(gzip).build().unwrap();
        let events = events();
        for event in &events {
            client.send(event.clone()).unwrap();
        }
        client.flush(LONG).unwrap();
        let request = plane.log.requests().remove(0);
        let sent_at = check_body(&request);
        let renewed: Vec<String> = events
            .iter()
            .map(|event| {
                let text = event.as_str();
                let end = text.len() - r#"2014-04-06T12:00:00.000Z"}"#.len();
                assert!(text[..end].ends_with(r#","sentAt":""#));
                format!("{}{sent_at}\"}}", &text[..end])
            })
            .collect();
        assert_eq!(
            request.body,
            format!(
                r#"{{"batch":[{}],"sentAt":"{sent_at}"}}"#,
                renewed.join(",")
            )
        );
    }
}

#[test]
fn sent_at_is_the_time_of_each_attempt_and_all_else_stays() {
    let plane = Plane::new(|n, _| {
        thread::sleep(Duration::from_millis(20));
        if n < 3 { answer(503, "") } else { ok() }
    });
    let client = builder(&plane.url).build().unwrap();
    for event in events() {
        client.send(event).unwrap();
    }
    let before = jiff::Timestamp::try_from(SystemTime::now()).unwrap();
    client.flush(LONG).unwrap();
    let after = jiff::Timestamp::try_from(SystemTime::now()).unwrap();

    let requests = plane.log.requests();
    assert_eq!(requests.len(), 4);
    let times: Vec<String> = requests.iter().map(check_body).collect();
    assert!(times.is_sorted_by(|a, b| a < b), "{times:?}");
    let first: jiff::Timestamp = times[0].parse().unwrap();
    let last: jiff::Timestamp = times[3].parse().unwrap();
    let millisecond = Duration::from_millis(1);
    assert!(before - millisecond <= first && last <= after, "{times:?}");

    for (request, time) in requests.iter().zip(&times) {
        for event in request.json()["batch"].as_array().unwrap() {
            assert_eq!(event["sentAt"], json!(time));
        }
        let sent_at = |time: &str| format!(r#""sentAt":"{time}"}}"#);
        assert_eq!(
            request.body,
            requests[0]
                .body
                .replace(&sent_at(&times[0]), &sent_at(time))
        );
    }
}

#[test]
fn an_event_that_waited_is_sent_with_the_time_of_its_transmission() {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    let event = event("e0");
    client.send(event.clone()).unwrap();
    thread::sleep(Duration::from_millis(50));
    client.flush(LONG).unwrap();
    let sent = &plane.log.requests()[0].json()["batch"][0];
    let built = event.to_value();
    assert_eq!(sent["originalTimestamp"], built["originalTimestamp"]);
    assert!(sent["sentAt"].as_str() > built["sentAt"].as_str());
}

#[test]
fn nothing_is_sent_where_nothing_waits() {
    let plane = Plane::good();
    let client = Client::builder("KEY", &*plane.url)
        .flush_every(Duration::from_millis(1))
        .retry(soon(1))
        .build()
        .unwrap();
    client.flush(LONG).unwrap();
    thread::sleep(Duration::from_millis(50));
    let summary = client.shutdown(HOUR);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (0, 0, 0)
    );
    assert_eq!(plane.log.requests().len(), 0);
}
