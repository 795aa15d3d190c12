//! What others say is shown without the write key.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use group_core::client::{
    Client, ClientBuilder, Request, Response, RetryPolicy, Transport, TransportError,
};

use crate::double::{Plane, answer};
use crate::given::{HOUR, LONG, event};

const KEY: &str = "2SecretWriteKeyThatNobodyMaySee";
/// `KEY:` as it stands in the header, without its padding.
const ENCODED: &str = "MlNlY3JldFdyaXRlS2V5VGhhdE5vYm9keU1heVNlZTo";

/// Every form, more than once.
fn echo() -> String {
    format!("no {KEY}, \"Basic {ENCODED}=\", {ENCODED}; {KEY}: {KEY}{KEY}\u{1b}[0m\r\n{ENCODED}=")
}

const ECHO: &str = r#"no ***, "Basic ***", ***; ***: ******\u{1b}[0m\r\n***"#;

fn check(shown: &str) {
    assert!(!shown.contains(KEY), "{shown}");
    assert!(!shown.contains(&ENCODED[..12]), "{shown}");
    assert!(!shown.contains(char::is_control), "{shown}");
}

fn client(builder: ClientBuilder) -> Client {
    let late = RetryPolicy::default().first_delay(HOUR).max_delay(HOUR);
    let builder = builder.flush_every(HOUR).retry(late).queue_limit(1);
    builder.build().unwrap()
}

#[test]
fn an_answer_that_repeats_the_key_is_shown_without_it() {
    for status in [401, 404, 503] {
        let plane = Plane::new(move |_, _| answer(status, echo()));
        let client = client(Client::builder(KEY, &*plane.url));
        client.send(event("e0")).unwrap();
        let error = client.flush(Duration::from_millis(500)).unwrap_err();
        check(&format!("{error}"));
        check(&format!("{error:?}"));
        assert!(error.to_string().ends_with(ECHO), "{error}");
        let error = client.send(event("e1")).unwrap_err();
        check(&format!("{error}"));
        check(&format!("{error:?}"));
        client.shutdown(Duration::ZERO);
    }
}

#[test]
fn what_is_told_of_an_event_that_was_given_up_is_without_the_key() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let its_told = Arc::clone(&told);
    let plane = Plane::new(|_, _| answer(400, echo()));
    let client = client(Client::builder(KEY, &*plane.url).on_failure(move |failed| {
        let shown = format!("{failed:?}");
        its_told.lock().unwrap().push((failed.answer, shown));
    }));
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, ECHO);
    check(&told[0].1);
}

#[test]
fn a_redirect_that_repeats_the_key_is_shown_without_it() {
    let plane = Plane::new(|_, _| {
        answer(302, "").with(
            "Location",
            format!("https://example.com/{KEY}?{ENCODED}%3D"),
        )
    });
    let client = client(Client::builder(KEY, &*plane.url));
    client.send(event("e0")).unwrap();
    let error = client.flush(LONG).unwrap_err();
    check(&format!("{error:?}"));
    let text = "a redirect to https://example.com/***?***, which is not followed";
    assert!(error.to_string().contains(text), "{error}");
    client.shutdown(Duration::ZERO);
}

#[test]
fn what_a_transport_of_ones_own_says_is_shown_without_the_key() {
    struct Echoing(fn(String) -> Result<Response, TransportError>);
    impl Transport for Echoing {
        fn post(&mut self, _: &Request<'_>) -> Result<Response, TransportError> {
            (self.0)(echo())
        }
    }
    for answer in [
        |text| Err(TransportError::certificate(text)),
        |text| Err(TransportError::connection(text)),
        |text| Ok(Response::new(403).body(text)),
    ] {
        let builder = Client::builder(KEY, "https://example.com");
        let client = client(builder.transport(Echoing(answer)));
        client.send(event("e0")).unwrap();
        let error = client.flush(Duration::from_millis(500)).unwrap_err();
        check(&format!("{error:?}"));
        assert!(error.to_string().ends_with(ECHO), "{error}");
        client.shutdown(Duration::ZERO);
    }
}

/// A gateway that answers with the head of the request.
#[test]
fn the_value_of_a_header_is_shown_nowhere() {
    const VALUE: &str = "Bearer gatew4y/t0k3n==";
    const ECHO: &str = "x-api-key: Bearer gatew4y/t0k3n==\n{\"x-api-key\":\"Bearer gatew4y\\/t0k3n==\"}\n\
                        ?k=Bearer%20gatew4y%2Ft0k3n%3D%3D QmVhcmVyIGdhdGV3NHkvdDBrM249PQ==";
    const SHOWN: &str = r#"x-api-key: ***\n{"x-api-key":"***"}\n?k=*** ***"#;
    let told = Arc::new(Mutex::new(Vec::new()));
    let its_told = Arc::clone(&told);
    let plane = Plane::new(|n, _| answer(if n == 0 { 400 } else { 401 }, ECHO));
    let builder = Client::builder(KEY, &*plane.url)
        .header("x-api-key", VALUE)
        .on_failure(move |failed| its_told.lock().unwrap().push(format!("{failed:?}")));
    let mut shown = vec![format!("{builder:?}")];
    let client = client(builder);
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    client.send(event("e1")).unwrap();
    let error = client.flush(LONG).unwrap_err();
    assert!(error.to_string().ends_with(SHOWN), "{error}");
    assert_eq!(client.stats().trouble.unwrap().answer, SHOWN);
    shown.push(format!("{error:?}"));
    shown.push(format!("{:?}", client.send(event("e2")).unwrap_err()));
    shown.push(format!("{:?} {:?}", client.stats(), client));
    shown.append(&mut told.lock().unwrap());
    assert_eq!(shown.len(), 5);
    for shown in shown {
        for piece in ["gatew4y", "t0k3n", "QmVhcm", "ZXc0eS", "a2V"] {
            assert!(!shown.contains(piece), "{shown}");
        }
    }
}

#[test]
fn a_long_answer_is_cut() {
    let plane = Plane::new(|_, _| answer(401, "x".repeat(1000)));
    let client = client(Client::builder(KEY, &*plane.url));
    client.send(event("e0")).unwrap();
    let error = client.flush(LONG).unwrap_err().to_string();
    assert_eq!(error.matches('x').count(), 300, "{error}");
    client.shutdown(Duration::ZERO);
}
