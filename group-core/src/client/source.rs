//! The source whose events a client sends: its write key and the URL of its data plane.

use group_rules::blank::{is_blank, is_invisible};
use ureq::http::Uri;

use super::error::BuildError;

pub(super) fn check_write_key(write_key: &str) -> Result<(), BuildError> {
    let wrong = |what| Err(BuildError::Setting { what });
    if is_blank(write_key) {
        return wrong("the write key can't be empty");
    }
    check_characters("the write key", write_key)?;
    if write_key.contains("://") {
        return wrong(
            "the write key is a URL: `Client::builder` takes the write key first, and then the data plane's URL",
        );
    }
    if is_quoted(write_key) {
        return wrong("the write key is in quotation marks; leave them out");
    }
    if is_placeholder(write_key) {
        return wrong(
            "the write key is a placeholder; copy the write key of the source from RudderStack's dashboard",
        );
    }
    if write_key.contains(':') {
        return wrong("the write key can't contain a colon, because it is sent as a user name");
    }
    Ok(())
}

/// The URL that batches are posted to, and whether it is on this machine.
pub(super) fn batch_url(
    data_plane: &str,
    allows_plain_http: bool,
) -> Result<(Uri, bool), BuildError> {
    let wrong = |what| Err(BuildError::DataPlane { what });
    if is_blank(data_plane) {
        return wrong("it is empty");
    }
    check_characters("the data plane's URL", data_plane)?;
    if is_quoted(data_plane) {
        return wrong("it is in quotation marks; leave them out");
    }
    if is_placeholder(data_plane) {
        return wrong(
            "it is a placeholder; copy the data plane's URL from RudderStack's dashboard",
        );
    }
    if !data_plane.contains("://") {
        return wrong(
            "it has no scheme; write `https://…`, or `http://…` for this machine. If it is the write key: \
             `Client::builder` takes that first, and then the URL",
        );
    }
    if !data_plane.is_ascii() {
        return wrong(
            "it has characters beyond ASCII; write an international host name in punycode (`xn--…`), \
             and a path with percent signs",
        );
    }
    let Ok(uri) = data_plane.parse::<Uri>() else {
        return wrong("it is not a URL");
    };
    let authority = uri
        .authority()
        .filter(|authority| !authority.host().is_empty());
    let Some(authority) = authority else {
        return wrong("it has no host; write `https://…`");
    };
    if authority.as_str().contains('@') {
        return wrong("it can't contain a user name");
    }
    let port = authority.as_str().strip_prefix(authority.host());
    if port != Some("") && !matches!(authority.port_u16(), Some(1..)) {
        return wrong("its port is not valid; write one from 1 to 65535, or leave it out");
    }
    if uri.query().is_some() || data_plane.contains('#') {
        return wrong("it can't contain a query or a fragment");
    }
    let mut parts = uri.path().split('/');
    if parts.any(|part| part.eq_ignore_ascii_case("v1")) {
        return wrong("give the data plane's own URL, without `/v1/…`, which is added");
    }
    let is_loopback = is_loopback(authority.host());
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if allows_plain_http || is_loopback => {}
        Some("http") => {
            return wrong(
                "without TLS the write key can be read on the way; write `https://…`, or allow it with `.allow_plain_http()`",
            );
        }
        _ => return wrong("it must be `https://…`"),
    }
    let url = format!("{}/v1/batch", data_plane.trim_end_matches('/'));
    match url.parse() {
        Ok(url) => Ok((url, is_loopback)),
        Err(_) => wrong("it is too long"),
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address
            .parse()
            .is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

/// Refuses white space and invisible characters, which files, editors and chats add.
fn check_characters(setting: &'static str, text: &str) -> Result<(), BuildError> {
    let is_unwanted = |c| {
        is_invisible(c)
            || matches!(
                c,
                '\u{61c}'
                    | '\u{180e}'
                    | '\u{2065}'..='\u{206f}'
                    | '\u{fe00}'..='\u{fe0f}'
                    | '\u{e0000}'..='\u{e007f}'
            )
    };
    match text.chars().find(|c| is_unwanted(*c)) {
        Some(character) => Err(BuildError::Character { setting, character }),
        None => Ok(()),
    }
}

/// Whether a setting has the quotation marks of a file that whoever read it took for a part of the value.
fn is_quoted(text: &str) -> bool {
    text.starts_with(['"', '\'', '`', '“', '‘'])
}

/// Whether a setting is still the placeholder of a template: `<YOUR_WRITE_KEY>`, `{{ key }}`, `${KEY}`, `%KEY%`, `YOUR_KEY`.
fn is_placeholder(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    text.contains(['<', '>', '{', '}'])
        || text.starts_with(['$', '%', '['])
        || ["your_", "your-write-key", "yourwritekey"]
            .iter()
            .any(|start| lower.starts_with(start))
        || lower.contains("://your_")
}
