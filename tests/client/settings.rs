//! What `build` takes and refuses.

use std::time::Duration;

use group_core::client::{BuildError, Client, ClientBuilder, RetryPolicy};

const URL: &str = "https://example.dataplane.rudderstack.com";

fn build(data_plane: &str) -> Result<Client, BuildError> {
    Client::builder("KEY", data_plane).build()
}

#[test]
fn every_wrong_setting_is_an_error_that_says_what_is_right() {
    fn check(change: impl Fn(ClientBuilder) -> ClientBuilder, text: &str) {
        let error = change(Client::builder("KEY", URL)).build().unwrap_err();
        assert_eq!(error.to_string(), text);
        assert!(matches!(error, BuildError::Setting { .. }));
    }
    check(
        |builder| builder.batch_events(0),
        "`batch_events` must be at least 1",
    );
    for bytes in [0, 32_831, 4_000_001, usize::MAX] {
        check(
            |builder| builder.batch_bytes(bytes),
            "`batch_bytes` must be from 32,832 to 4,000,000",
        );
    }
    check(
        |builder| builder.queue_limit(0),
        "`queue_limit` must be at least 1",
    );
    check(
        |builder| builder.queue_bytes(32_767),
        "`queue_bytes` must be at least 32,768, the size of the largest event",
    );
    check(
        |builder| builder.retry(RetryPolicy::default().attempts(0)),
        "`RetryPolicy::attempts` must be at least 1",
    );
    check(
        |builder| builder.timeout(Duration::ZERO),
        "`timeout` can't be zero",
    );
}

#[test]
fn an_empty_write_key_is_an_error() {
    for key in ["", " ", "\t\n", "\u{feff}"] {
        let error = Client::builder(key, URL).build().unwrap_err();
        assert_eq!(error.to_string(), "the write key can't be empty");
    }
}

#[test]
fn the_outermost_settings_are_taken() {
    for bytes in [32_832, 4_000_000] {
        Client::builder("KEY", URL)
            .batch_bytes(bytes)
            .batch_events(usize::MAX)
            .queue_limit(usize::MAX)
            .build()
            .unwrap();
    }
    Client::builder("KEY", URL)
        .batch_events(1)
        .queue_limit(1)
        .retry(
            RetryPolicy::default()
                .attempts(u32::MAX)
                .first_delay(Duration::MAX)
                .max_delay(Duration::MAX),
        )
        .build()
        .unwrap();
}

const NO_SCHEME: &str = "the data plane's URL: it has no scheme; write `https://…`, or `http://…` for this machine. If \
                         it is the write key: `Client::builder` takes that first, and then the URL";
const BEYOND_ASCII: &str = "the data plane's URL: it has characters beyond ASCII; write an international host name in \
                            punycode (`xn--…`), and a path with percent signs";

/// What is read from a file, or copied from a page.
const UNSEEN: [(&str, &str); 12] = [
    (" ", "a space (U+0020)"),
    ("\t", "a tab (U+0009)"),
    ("\n", "a line feed (U+000A)"),
    ("\r\n", "a carriage return (U+000D)"),
    ("\0", "a NUL (U+0000)"),
    ("\u{a0}", "a no-break space (U+00A0)"),
    ("\u{ad}", "a soft hyphen (U+00AD)"),
    ("\u{200b}", "a zero-width space (U+200B)"),
    ("\u{2003}", "white space (U+2003)"),
    ("\u{202e}", "an invisible character (U+202E)"),
    ("\u{2066}", "an invisible character (U+2066)"),
    ("\u{feff}", "a byte order mark (U+FEFF)"),
];

#[test]
fn a_write_key_with_a_character_that_leaves_no_mark_is_an_error_that_names_it() {
    for (unseen, name) in UNSEEN {
        for key in [
            format!("{unseen}KEY"),
            format!("K{unseen}EY"),
            format!("KEY{unseen}"),
        ] {
            assert_eq!(
                Client::builder(key, URL).build().unwrap_err().to_string(),
                format!("the write key contains {name}; trim what was read from a file")
            );
        }
    }
}

#[test]
fn a_url_with_a_character_that_leaves_no_mark_is_an_error_that_names_it() {
    for (unseen, name) in UNSEEN {
        for url in [
            format!("{unseen}{URL}"),
            format!("https://a{unseen}b.example"),
            format!("{URL}{unseen}"),
        ] {
            assert_eq!(
                build(&url).unwrap_err().to_string(),
                format!("the data plane's URL contains {name}; trim what was read from a file")
            );
        }
    }
}

#[test]
fn quotation_marks_are_an_error() {
    for quoted in ["\"KEY\"", "'KEY'", "`KEY`", "“KEY”", "\"KEY"] {
        assert_eq!(
            Client::builder(quoted, URL)
                .build()
                .unwrap_err()
                .to_string(),
            "the write key is in quotation marks; leave them out"
        );
        let url = quoted.replace("KEY", URL);
        assert_eq!(
            build(&url).unwrap_err().to_string(),
            "the data plane's URL: it is in quotation marks; leave them out"
        );
    }
}

#[test]
fn a_placeholder_is_an_error() {
    for key in [
        "<YOUR_WRITE_KEY>",
        "<WRITE_KEY",
        "{{write_key}}",
        "${WRITE_KEY}",
        "$WRITE_KEY",
        "%WRITE_KEY%",
        "[WRITE_KEY]",
        "YOUR_WRITE_KEY",
        "your-write-key",
        "yourWriteKey",
    ] {
        assert_eq!(
            Client::builder(key, URL).build().unwrap_err().to_string(),
            "the write key is a placeholder; copy the write key of the source from RudderStack's dashboard",
            "{key}"
        );
    }
    for url in [
        "<DATA_PLANE_URL>",
        "https://<your-data-plane>",
        "https://{data-plane}.example.com",
        "${DATA_PLANE_URL}",
        "https://YOUR_DATA_PLANE_URL",
        "YOUR_DATA_PLANE_URL",
    ] {
        assert_eq!(
            build(url).unwrap_err().to_string(),
            "the data plane's URL: it is a placeholder; copy the data plane's URL from RudderStack's dashboard",
            "{url}"
        );
    }
}

#[test]
fn a_key_and_a_url_that_begin_like_a_placeholder_are_taken() {
    for (key, url) in [
        ("yours", "https://your-server.example"),
        (
            "2SecretWriteKey-_~.+/=",
            "https://rudder.yourcompany.example",
        ),
    ] {
        Client::builder(key, url).build().unwrap();
    }
}

#[test]
fn a_write_key_and_a_url_that_are_exchanged_are_recognised() {
    let error = Client::builder(URL, "KEY").build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the write key is a URL: `Client::builder` takes the write key first, and then the data plane's URL"
    );
    // Without its scheme, a URL may be a key.
    let error = Client::builder("example.com", "KEY").build().unwrap_err();
    assert_eq!(error.to_string(), NO_SCHEME);
}

#[test]
fn every_wrong_url_is_an_error_that_says_what_is_wrong() {
    for (url, text) in [
        ("", "the data plane's URL: it is empty"),
        (
            "https://example.com/v1/batch",
            "the data plane's URL: give the data plane's own URL, without `/v1/…`, which is added",
        ),
        ("https://", "the data plane's URL: it is not a URL"),
        (
            "https://example.com/V1/batch",
            "the data plane's URL: give the data plane's own URL, without `/v1/…`, which is added",
        ),
        ("/v1/batch", NO_SCHEME),
        ("example.com", NO_SCHEME),
        ("localhost:8080", NO_SCHEME),
        ("https://münchen.example", BEYOND_ASCII),
        ("https://example.com/münchen", BEYOND_ASCII),
        (
            "ftp://example.com",
            "the data plane's URL: it must be `https://…`",
        ),
        (
            "https://user:secret@example.com",
            "the data plane's URL: it can't contain a user name",
        ),
        (
            "https://example.com?a=b",
            "the data plane's URL: it can't contain a query or a fragment",
        ),
        (
            "https://example.com/#a",
            "the data plane's URL: it can't contain a query or a fragment",
        ),
    ] {
        let error = build(url).unwrap_err();
        assert_eq!(error.to_string(), text, "{url:?}");
        assert!(matches!(error, BuildError::DataPlane { .. }));
    }
}

#[test]
fn a_port_that_is_none_is_an_error() {
    for url in [
        "https://127.0.0.1:99999",
        "https://127.0.0.1:65536",
        "https://127.0.0.1:x",
    ] {
        assert!(build(url).is_err(), "{url}");
    }
}

#[test]
fn port_zero_is_an_error() {
    assert!(build("https://127.0.0.1:0").is_err());
}

#[test]
fn a_url_without_a_host_is_an_error() {
    assert!(build("https://:443").is_err());
}

const PLAIN: &str = "the data plane's URL: without TLS the write key can be read on the way; write `https://…`, \
                     or allow it with `.allow_plain_http()`";

#[test]
fn plain_http_is_refused() {
    for url in [
        "http://example.com",
        "http://example.com:8080/path",
        "http://192.168.0.1",
        "http://10.0.0.1:8080",
        "http://0.0.0.0",
        "http://128.0.0.1",
        "http://[::2]",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://notlocalhost",
        "http://[fe80::1]",
    ] {
        assert_eq!(build(url).unwrap_err().to_string(), PLAIN, "{url}");
    }
}

#[test]
fn plain_http_to_loopback_is_taken() {
    for url in [
        "http://127.0.0.1",
        "http://127.0.0.1:8080/path",
        "http://127.9.9.9:8080",
        "http://localhost",
        "http://LOCALHOST:8080/",
        "http://[::1]:8080",
    ] {
        build(url).unwrap();
    }
}

#[test]
fn plain_http_is_taken_where_it_is_allowed() {
    Client::builder("KEY", "http://example.com")
        .allow_plain_http()
        .build()
        .unwrap();
    // It allows nothing else.
    assert!(
        Client::builder("KEY", "ftp://example.com")
            .allow_plain_http()
            .build()
            .is_err()
    );
}

#[test]
fn https_is_taken() {
    for url in [
        URL,
        "https://example.com/",
        "https://example.com:8443/path",
        "HTTPS://EXAMPLE.COM",
    ] {
        build(url).unwrap();
    }
}
