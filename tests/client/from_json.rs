//! Events that were made elsewhere.

use group_core::Payload;
use serde_json::json;

use crate::double::Plane;
use crate::given::{LONG, builder, event};

#[test]
fn events_of_other_types_arrive_to_the_letter_and_in_order() {
    // Its `sentAt` stands in the middle, and is renewed all the same.
    let track = concat!(
        r#"{"type":"track","userId":"u","event":"Invoice Paid","sentAt":"2014-04-06T12:00Z","#,
        r#""properties":{"amount":49.50,"sentAt":"then"},"messageId":"t-1","#,
        r#""originalTimestamp":"2014-04-06T12:00:00Z"}"#
    );
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    client.send(event("e0")).unwrap();
    client.send(Payload::from_json(track).unwrap()).unwrap();
    client.send(event("e1")).unwrap();
    client.flush(LONG).unwrap();

    let request = plane.log.requests().remove(0);
    assert_eq!(request.path, "/v1/batch");
    assert_eq!(request.ids(), ["e0", "t-1", "e1"]);
    let sent_at = request.json()["sentAt"].clone();
    assert_ne!(sent_at, json!("2014-04-06T12:00Z"));
    let expected = track.replace("\"2014-04-06T12:00Z\"", &sent_at.to_string());
    assert!(request.body.contains(&expected), "{}", request.body);
}
