//! What an answer means.

use std::time::{Duration, SystemTime};

use super::redact::Secrets;
use super::transport::{Kind, Response, TransportError};
use crate::client::retry::MAX_RETRY_AFTER;

/// What becomes of the events of a request. The texts can be shown to anyone.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::client) enum Answer {
    /// They have arrived.
    Accepted,
    /// They may arrive next time.
    Again {
        status: Option<u16>,
        text: String,
        retry_after: Option<Duration>,
        /// After so many in a row, the events may be to blame; `None` if they can't be.
        blame_after: Option<u32>,
    },
    /// At least one of them is wrong, or they are too many.
    Wrong { status: u16, text: String },
    /// The data plane takes nothing from this client until its owner fixes something.
    Refused { status: Option<u16>, text: String },
}

/// An answer that an event may bring about.
const LIKELY: Option<u32> = Some(5);
/// A server, or what stands before it, may close the connection because of what it reads.
const UNLIKELY: Option<u32> = Some(10);

pub(in crate::client) fn read(
    result: Result<Response, TransportError>,
    secrets: &Secrets,
    is_gzip: bool,
    now: SystemTime,
) -> Answer {
    let response = match result {
        Ok(response) => response,
        Err(error) => {
            let text = secrets.redact(&error.to_string());
            let blame_after = match error.kind {
                Kind::Certificate => return Answer::Refused { status: None, text },
                Kind::Connection => None,
                Kind::Interrupted => UNLIKELY,
                Kind::Timeout => LIKELY,
            };
            return Answer::Again {
                status: None,
                text,
                retry_after: None,
                blame_after,
            };
        }
    };
    let status = response.status;
    let said = || secrets.redact(&String::from_utf8_lossy(&response.body));
    let refused = |text| Answer::Refused {
        status: Some(status),
        text,
    };
    match status {
        200..=299 if is_html(&response) => refused(NO_DATA_PLANE.to_owned()),
        200..=299 => Answer::Accepted,
        300..=399 => {
            let to = header(&response, "location").unwrap_or("nowhere");
            let redirect = secrets.redact(&format!("a redirect to {to}"));
            refused(format!(
                "{redirect}, which is not followed; give the data plane's own URL"
            ))
        }
        415 if is_gzip => refused(format!("{} ({NO_GZIP})", said())),
        // No event can cause these: they are about the key, the URL, the connection or what stands in between.
        401..=407 | 410 | 411 | 415..=417 | 421 | 424 | 426 | 428 | 431 | 451 => refused(said()),
        408 | 409 | 423 | 425 | 429 | 500..=599 => Answer::Again {
            status: Some(status),
            text: said(),
            retry_after: header(&response, "retry-after").map(|value| retry_after(value, now)),
            blame_after: match status {
                // A batch may be more than a limit allows at all.
                429 => UNLIKELY,
                _ => LIKELY,
            },
        },
        _ => Answer::Wrong {
            status,
            text: said(),
        },
    }
}

const NO_DATA_PLANE: &str = "an HTML page: something other than a data plane answered (a login page, a proxy or the \
                             dashboard); give the data plane's own URL";
const NO_GZIP: &str = "if it does not accept gzip, build the client with `.gzip(false)`";

/// Whether the body is an HTML page. A data plane answers with plain text or JSON.
fn is_html(response: &Response) -> bool {
    let content_type = header(response, "content-type").unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    let body = response.body.strip_prefix(b"\xef\xbb\xbf");
    let body = body.unwrap_or(&response.body).trim_ascii();
    if media_type.is_empty() {
        return begins_like_html(body);
    }
    let is_html = |html| media_type.eq_ignore_ascii_case(html);
    if !["text/html", "application/xhtml+xml"]
        .into_iter()
        .any(is_html)
    {
        return false;
    }
    // Many frameworks call whatever they answer HTML, also what they pass on from a data plane.
    let is_of_data_plane = body.eq_ignore_ascii_case(b"ok") || body.starts_with(b"{");
    response.status != 204 && !is_of_data_plane
}

fn begins_like_html(body: &[u8]) -> bool {
    let is = |there: &[u8], tag: &str| {
        let there = there.get(..tag.len());
        there.is_some_and(|there| there.eq_ignore_ascii_case(tag.as_bytes()))
    };
    let begins = |tag: &&str| is(body, tag);
    // Behind a comment, or a declaration of XML.
    let has = |tag: &&str| (0..body.len()).any(|at| body.get(at..).is_some_and(|b| is(b, tag)));
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<script",
    ]
    .iter()
    .any(begins)
        || ["<!--", "<?"].iter().any(begins) && ["<!doctype html", "<html"].iter().any(has)
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    let (_, value) = response
        .headers
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    Some(value)
}

/// What a `Retry-After` asks for: seconds, or the time until a date. One that can't be read asks to wait all the same, for
/// a second.
fn retry_after(header: &str, now: SystemTime) -> Duration {
    let header = header.trim();
    let asked = match (header.parse(), httpdate::parse_http_date(header)) {
        (Ok(seconds), _) => Duration::from_secs(seconds),
        (_, Ok(date)) => date.duration_since(now).unwrap_or_default(),
        _ => Duration::from_secs(1),
    };
    asked.min(MAX_RETRY_AFTER)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use super::{Answer, read, retry_after};
    use crate::client::http::redact::Secrets;
    use crate::client::http::transport::{Response, TransportError};

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    fn now() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(784_111_777)
    }

    fn answer(result: Result<Response, TransportError>) -> Answer {
        read(result, &Secrets::new("KEY"), false, now())
    }

    #[test]
    fn every_status_has_its_meaning() {
        for status in 0..=1000 {
            let text = "the text".to_owned();
            let expected = match status {
                200..=299 => Answer::Accepted,
                408 | 409 | 423 | 425 | 500..=599 => Answer::Again {
                    status: Some(status),
                    text,
                    retry_after: None,
                    blame_after: Some(5),
                },
                429 => Answer::Again {
                    status: Some(status),
                    text,
                    retry_after: None,
                    blame_after: Some(10),
                },
                401 | 402 | 403 | 404 | 405 | 406 | 407 | 410 | 411 | 415 | 416 | 417 | 421
                | 424 | 426 | 428 | 431 | 451 => Answer::Refused {
                    status: Some(status),
                    text,
                },
                300..=399 => Answer::Refused {
                    status: Some(status),
                    text: "a redirect to nowhere, which is not followed; give the data \
                           plane's own URL"
                        .to_owned(),
                },
                _ => Answer::Wrong { status, text },
            };
            let response = Response::new(status).body("the text");
            assert_eq!(answer(Ok(response)), expected);
        }
    }

    #[test]
    fn a_415_offers_to_switch_gzip_off_if_it_is_on() {
        let refused = |text: &str| Answer::Refused {
            status: Some(415),
            text: text.to_owned(),
        };
        let response = Response::new(415).body("unsupported");
        assert_eq!(answer(Ok(response.clone())), refused("unsupported"));
        assert_eq!(
            read(Ok(response), &Secrets::new("KEY"), true, now()),
            refused(
                "unsupported (if it does not accept gzip, build the client with `.gzip(false)`)"
            )
        );
    }

    /// What is known of a response: its content type, if it has one, and its body.
    fn accepts(content_type: Option<&str>, body: &[u8]) -> bool {
        let mut response = Response::new(200).body(body);
        if let Some(content_type) = content_type {
            response = response.header("Content-Type", content_type);
        }
        match answer(Ok(response)) {
            Answer::Accepted => true,
            other => {
                let refused = Answer::Refused {
                    status: Some(200),
                    text:
                        "an HTML page: something other than a data plane answered (a login page, a \
 proxy or the dashboard); give the data plane's own URL"
                            .to_owned(),
                };
                assert_eq!(other, refused);
                false
            }
        }
    }

    #[test]
    fn a_2xx_whose_content_type_is_html_is_a_refusal() {
        for content_type in [
            "text/html",
            "text/html; charset=utf-8",
            "Text/HTML;charset=utf-8",
            " text/html ",
            "application/xhtml+xml",
        ] {
            for body in ["<html>", "", "Please log in"] {
                let is_accepted = accepts(Some(content_type), body.as_bytes());
                assert!(!is_accepted, "{content_type} {body}");
            }
        }
        for content_type in [
            "text/plain; charset=utf-8",
            "application/json",
            "text/htmlx",
        ] {
            assert!(accepts(Some(content_type), b"<html>"), "{content_type}");
        }
    }

    #[test]
    fn what_a_data_plane_answers_is_accepted_though_something_in_between_calls_it_html() {
        for body in ["OK", " ok\n", "\u{feff}OK", r#"{"status":"ok"}"#] {
            assert!(accepts(Some("text/html; charset=utf-8"), body.as_bytes()));
        }
        let nothing = Response::new(204).header("Content-Type", "text/html");
        assert_eq!(answer(Ok(nothing)), Answer::Accepted);
    }

    #[test]
    fn without_a_content_type_the_body_of_a_2xx_is_looked_at() {
        for body in [
            "<!DOCTYPE html><html>",
            "<!doctype HTML>",
            "<html lang=\"en\">",
            "\r\n \t<HTML>",
            "\u{feff}\n<html>",
            "<head><title>Log in</title>",
            "<script>location = '/login'</script>",
            "<!-- a proxy --><html>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html>",
        ] {
            assert!(!accepts(None, body.as_bytes()), "{body}");
            assert!(!accepts(Some(""), body.as_bytes()), "{body}");
        }
        for body in [
            "",
            "OK",
            "{\"html\":\"<html>\"}",
            "<htm",
            "a <html>",
            "<xml/>",
            "<?xml version=\"1.0\"?><ok/>",
            "<!-- ok -->",
        ] {
            assert!(accepts(None, body.as_bytes()), "{body}");
        }
    }

    #[test]
    fn no_answer_at_all_is_tried_again() {
        for (error, text, blame_after) in [
            (TransportError::connection("refused"), "refused", None),
            (TransportError::interrupted("reset"), "reset", Some(10)),
            (TransportError::timeout(), "no answer in time", Some(5)),
        ] {
            let expected = Answer::Again {
                status: None,
                text: text.to_owned(),
                retry_after: None,
                blame_after,
            };
            assert_eq!(answer(Err(error)), expected);
        }
    }

    #[test]
    fn a_certificate_that_is_not_trusted_is_a_refusal() {
        let expected = Answer::Refused {
            status: None,
            text: "unknown issuer".to_owned(),
        };
        let error = TransportError::certificate("unknown issuer");
        assert_eq!(answer(Err(error)), expected);
    }

    #[test]
    fn a_text_is_shown_without_the_line_break_at_its_end() {
        let expected = Answer::Refused {
            status: Some(401),
            text: "invalid write key".to_owned(),
        };
        let response = Response::new(401).body("invalid write key\n");
        assert_eq!(answer(Ok(response)), expected);
    }

    #[test]
    fn no_text_has_the_key() {
        let bodies = [400, 401, 503].map(|status| Ok(Response::new(status).body("no KEY")));
        let redirect = Response::new(302).header("Location", "https://KEY.example/S0VZOg==?KEY");
        let error = TransportError::connection("Basic S0VZOg==\n");
        for result in bodies.into_iter().chain([Ok(redirect), Err(error)]) {
            let answer = format!("{:?}", answer(result));
            assert!(answer.contains("***"), "{answer}");
            assert!(
                !answer.contains("KEY") && !answer.contains("S0VZ"),
                "{answer}"
            );
        }
    }

    #[test]
    fn a_redirect_names_where_to() {
        let response = Response::new(308).header("LOCATION", "https://example.com/\u{1b}");
        let expected = Answer::Refused {
            status: Some(308),
            text:
                "a redirect to https://example.com/\\u{1b}, which is not followed; give the data \
                   plane's own URL"
                    .to_owned(),
        };
        assert_eq!(answer(Ok(response)), expected);
    }

    #[test]
    fn a_text_that_is_no_utf_8_is_shown_as_far_as_it_is() {
        let response = Response::new(400).body(*b"a\xffb");
        let expected = Answer::Wrong {
            status: 400,
            text: "a\u{fffd}b".to_owned(),
        };
        assert_eq!(answer(Ok(response)), expected);
    }

    #[test]
    fn the_name_of_retry_after_is_read_in_either_case() {
        for name in ["Retry-After", "retry-after"] {
            let response = Response::new(503).header(name, "7");
            let Answer::Again { retry_after, .. } = answer(Ok(response)) else {
                panic!("503 is tried again");
            };
            assert_eq!(retry_after, Some(Duration::from_secs(7)));
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        for (header, seconds) in [
            ("120", 120),
            (" 120 ", 120),
            ("0", 0),
            ("Sun, 06 Nov 1994 08:50:07 GMT", 30),
            // It has passed.
            ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
        ] {
            assert_eq!(
                retry_after(header, now()),
                Duration::from_secs(seconds),
                "{header}"
            );
        }
    }

    #[test]
    fn no_more_than_five_minutes_are_waited() {
        for header in [
            "301",
            "99999999999",
            "18446744073709551615",
            "Sat, 06 Nov 2094 08:49:37 GMT",
        ] {
            assert_eq!(
                retry_after(header, now()),
                Duration::from_secs(300),
                "{header}"
            );
        }
    }

    #[test]
    fn a_retry_after_that_cannot_be_read_is_a_second() {
        for header in [
            "",
            "soon",
            "1.5",
            "1e9",
            "-1",
            "1, 2",
            "18446744073709551616",
        ] {
            assert_eq!(
                retry_after(header, now()),
                Duration::from_secs(1),
                "{header}"
            );
        }
    }
}
