//! Transports of one's own, and headers.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use group_core::client::{BuildError, Client, Request, Response, Transport, TransportError};
use serde_json::Value;

use crate::double::Plane;
use crate::given::{LONG, builder, event, ids, send_all};

const URL: &str = "https://example.dataplane.rudderstack.com";

/// What a transport was given.
#[derive(Clone, Debug, Default)]
struct Posted {
    url: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    timeout: Duration,
    debug: String,
}

impl From<&Request<'_>> for Posted {
    fn from(request: &Request<'_>) -> Self {
        let headers = request.headers();
        Self {
            url: request.url().to_owned(),
            headers: headers.map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
            body: request.body().to_vec(),
            timeout: request.timeout(),
            debug: format!("{request:?}"),
        }
    }
}

/// Answers in turn, from the last one; then takes everything.
#[derive(Clone, Default)]
struct Double {
    answers: Arc<Mutex<Vec<Result<Response, TransportError>>>>,
    posted: Arc<Mutex<Vec<Posted>>>,
}

impl Transport for Double {
    fn post(&mut self, request: &Request<'_>) -> Result<Response, TransportError> {
        self.posted.lock().unwrap().push(request.into());
        let answer = self.answers.lock().unwrap().pop();
        answer.unwrap_or(Ok(Response::new(200)))
    }
}

impl Double {
    fn answering(answer: Result<Response, TransportError>) -> Self {
        let double = Self::default();
        double.answers.lock().unwrap().push(answer);
        double
    }

    fn posted(&self) -> Vec<Posted> {
        self.posted.lock().unwrap().clone()
    }
}

#[test]
fn a_transport_of_ones_own_is_given_the_whole_request() {
    let double = Double::default();
    let client = builder(&format!("{URL}/eu/"))
        .gzip(false)
        .timeout(Duration::from_secs(7))
        .header("X-Gateway", "secret token")
        .transport(double.clone())
        .build()
        .unwrap();
    send_all(&client, &ids(0..2));
    client.flush(LONG).unwrap();

    let posted = double.posted();
    assert_eq!(posted.len(), 1);
    let Posted {
        url,
        headers,
        body,
        timeout,
        debug,
    } = posted.into_iter().next().unwrap();
    assert_eq!(url, format!("{URL}/eu/v1/batch"));
    let mut headers: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (&**n, &**v)).collect();
    headers.sort_unstable();
    assert_eq!(
        headers,
        [
            ("authorization", "Basic S0VZOg=="),
            ("content-type", "application/json"),
            (
                "user-agent",
                concat!("group-core/", env!("CARGO_PKG_VERSION"))
            ),
            ("x-gateway", "secret token"),
        ]
    );
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["batch"][0]["messageId"], "e0");
    assert_eq!(body["batch"][1]["messageId"], "e1");
    assert_eq!(timeout, Duration::from_secs(7));

    for shown in [URL, "authorization", "x-gateway", "7s"] {
        assert!(debug.contains(shown), "{debug}");
    }
    for hidden in ["S0VZ", "secret token", "messageId"] {
        assert!(!debug.contains(hidden), "{debug}");
    }
}

#[test]
fn a_compressed_body_is_said_to_be_one() {
    let double = Double::default();
    let client = builder(URL).transport(double.clone()).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
    let posted = double.posted().remove(0);
    let encoding = ("content-encoding".to_owned(), "gzip".to_owned());
    assert!(posted.headers.contains(&encoding), "{posted:?}");
    // The mark of gzip.
    assert!(posted.body.starts_with(&[0x1f, 0x8b]));
}

#[test]
fn what_a_transport_answers_is_obeyed() {
    // It pauses.
    for (answer, text) in [
        (Ok(Response::new(401).body("who?")), "who?"),
        (
            Ok(Response::new(302).header("Location", "https://example.org")),
            "a redirect to https://example.org",
        ),
        (
            Err(TransportError::certificate("nobody vouches for it")),
            "nobody vouches for it",
        ),
        (
            Ok(Response::new(200).header("Content-Type", "text/html")),
            "an HTML page",
        ),
        (Ok(Response::new(200).body("<html>")), "an HTML page"),
    ] {
        let double = Double::answering(answer);
        let client = builder(URL).transport(double.clone()).build().unwrap();
        client.send(event("e0")).unwrap();
        let error = client.flush(Duration::from_millis(500)).unwrap_err();
        assert_eq!((error.pending, error.failed), (1, 0));
        assert!(error.to_string().contains(text), "{error}");
        client.shutdown(Duration::ZERO);
    }
    // It sends again.
    for answer in [
        Ok(Response::new(503)),
        Err(TransportError::timeout()),
        Err(TransportError::connection("refused")),
    ] {
        let double = Double::answering(answer);
        let client = builder(URL).transport(double.clone()).build().unwrap();
        client.send(event("e0")).unwrap();
        client.flush(LONG).unwrap();
        assert_eq!(double.posted().len(), 2);
    }
}

#[test]
fn a_response_shows_only_its_status() {
    let response = Response::new(401).header("X", "secret").body("secret");
    assert_eq!(format!("{response:?}"), "Response { status: 401, .. }");
}

#[test]
fn a_transport_error_says_what_went_wrong() {
    for (error, text) in [
        (TransportError::connection("refused"), "refused"),
        (TransportError::timeout(), "no answer in time"),
        (TransportError::certificate("expired"), "expired"),
    ] {
        let error: Box<dyn std::error::Error> = Box::new(error);
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn a_transport_of_ones_own_has_its_own_proxy_and_certificates() {
    const PROXY: &str = "a `transport` of your own has to know the proxy itself";
    const ROOTS: &str = "a `transport` of your own has to know the `root_certificates` itself";
    let own = || Client::builder("KEY", URL).transport(Double::default());
    for (builder, what) in [
        (own().proxy("http://127.0.0.1:3128"), PROXY),
        (own().no_proxy(), PROXY),
        (own().root_certificates("PEM"), ROOTS),
    ] {
        assert_eq!(builder.build().unwrap_err(), BuildError::Setting { what });
    }
}

#[test]
fn a_header_is_sent_with_each_request() {
    let plane = Plane::good();
    let client = builder(&plane.url)
        .header("X-Gateway", "a token")
        .header("x-tag", "1")
        .header("x-tag", "2")
        .build()
        .unwrap();
    for id in ["e0", "e1"] {
        client.send(event(id)).unwrap();
        client.flush(LONG).unwrap();
    }
    let requests = plane.log.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!(request.header("X-Gateway"), ["a token"]);
        assert_eq!(request.header("X-Tag"), ["1", "2"]);
        assert_eq!(request.header("Authorization"), ["Basic S0VZOg=="]);
    }
}

#[test]
fn a_header_that_cannot_be_sent_is_an_error() {
    const NAME: &str = "its name is not valid";
    const VALUE: &str = "its value is not valid; it can have visible ASCII characters and spaces";
    const OWN: &str = "the client sets it itself";
    let own = [
        "Accept-Encoding",
        "Authorization",
        "authorization",
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Content-Type",
        "Expect",
        "Host",
        "Proxy-Authorization",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "User-Agent",
    ];
    let wrong = [
        ("", "secret", NAME),
        ("X Y", "secret", NAME),
        ("X:", "secret", NAME),
        ("X: secret", "", NAME),
        ("X\r\nY", "secret", NAME),
        ("é", "secret", NAME),
        ("X", "secret\r\nY: 1", VALUE),
        ("X", "secret\n", VALUE),
        ("X", "secret é", VALUE),
    ];
    let own = own.map(|name| (name, "secret", OWN));
    for (name, value, what) in wrong.into_iter().chain(own) {
        let error = builder(URL).header(name, value).build().unwrap_err();
        // What follows a name that is not valid may be the value.
        let name = name.split([' ', ':', '\r', 'é']).next().unwrap();
        let expected = BuildError::Header {
            name: name.to_owned(),
            what,
        };
        assert_eq!(error, expected);
        assert_eq!(error.to_string(), format!("the header {name:?}: {what}"));
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
}
